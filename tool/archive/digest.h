/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ": do bytes have the digest that a record says they have?
 */
#ifndef TOOL_ARCHIVE_DIGEST_H
#define TOOL_ARCHIVE_DIGEST_H

#include "dateline.h"

enum digest_result { DIGEST_RIGHT, DIGEST_WRONG, DIGEST_UNKNOWN /* an algorithm, a notation */ };

/** @param digest algorithm, colon, and the sum in base 32 or 16. */
enum digest_result digest_check(dateline_string digest, const unsigned char *bytes, size_t length);

#endif
