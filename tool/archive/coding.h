/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Content codings (RFC 9110, 8.4.1): gzip, deflate, br and zstd, claimed or plain to see.
 */
#ifndef TOOL_ARCHIVE_CODING_H
#define TOOL_ARCHIVE_CODING_H

#include "archive.h"
#include "dateline.h"

/** The decoders, made when they are needed first. */
struct codings;

struct codings *codings_create(void);

/** NULL does nothing. */
void codings_destroy(struct codings *codings);

enum coding_result {
    CODING_NONE, /* the body is not coded, whatever the header says */
    CODING_WELL,
    CODING_CUT,    /* at the limit */
    CODING_DAMAGED /* what was decoded until then is there */
};

/**
 * Decode a body.
 *
 * @param header its Content-Encoding.
 * @param body   where it lies; not in the room.
 * @param limit  bytes that are wanted.
 * @param room   gets the page, at its beginning; for CODING_NONE, anything.
 * @param made   gets the length of the page.
 */
enum coding_result codings_decode(struct codings *codings, dateline_string header,
                                  const unsigned char *body, size_t length, size_t limit,
                                  struct archive_room *room, size_t *made);

/** @return whether codings_decode() would look for a coding at all, before the body is moved. */
bool codings_may_apply(dateline_string header, const unsigned char *body, size_t length);

#endif
