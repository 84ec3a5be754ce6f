/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines of a stream, one at a time, none longer than a limit.
 */
#ifndef TOOL_INPUT_LINES_H
#define TOOL_INPUT_LINES_H

#include "stream.h"

struct lines;

enum lines_result {
    LINES_LINE,     /* a line that is not blank */
    LINES_TOO_LONG, /* one that is longer than the limit; it was passed by */
    LINES_FAILED,   /* the stream ended early; what came before is done */
    LINES_END
};

/** @param stream is taken over. */
struct lines *lines_open(struct stream *stream);

/** NULL does nothing. */
void lines_close(struct lines *lines);

/** Read the next line that is not blank, without its end, a NUL and @p padding bytes behind it. */
enum lines_result lines_next(struct lines *lines, struct buffer *line, size_t limit,
                             size_t padding);

/** @return the number of the last line, from 1. */
uint64_t lines_number(const struct lines *lines);

/** @return the bytes of the stream, decompressed, that the lines until now were read from. */
uint64_t lines_position(const struct lines *lines);

/** Pass by the first bytes, which an earlier run has read as so many lines. */
void lines_skip(struct lines *lines, uint64_t position, uint64_t number);

/** @return why the stream ended early. */
const char *lines_failure(const struct lines *lines);

/** @return the part that is read, 0..1. */
double lines_fraction(const struct lines *lines);

#endif
