/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tokenizer a second time, on the portable path of html/scan.h, for targets that hold the two
 * against each other.
 */
#define DATELINE_BYTES_PORTABLE
#define dateline_tokenize portable_tokenize
#include "html/tokenizer.c"
