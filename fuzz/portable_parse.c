/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dateline_parse() a second time, with the tokenizer of portable_tokenizer.c.
 */
#define DATELINE_BYTES_PORTABLE
#define dateline_tokenize     portable_tokenize
#define dateline_parse        portable_parse
#define dateline_tree_destroy portable_tree_destroy
#include "html/parse.c"
