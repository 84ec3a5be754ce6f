/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of a stream. A line whose end is missing because the stream failed is not given: half a
 * page must not pass for one.
 */
#include "lines.h"

#include <stdlib.h>
#include <string.h>

enum { WINDOW_SIZE = 64 << 10 };

struct lines {
    struct stream *stream;
    uint64_t number;
    uint64_t position;
    size_t begin;
    size_t end;
    bool whole;  /* the last line had an end */
    bool failed; /* was reported */
    char window[WINDOW_SIZE];
};

struct lines *lines_open(struct stream *stream) {
    struct lines *lines = memory_allocate(sizeof *lines);
    memset(lines, 0, offsetof(struct lines, window));
    lines->stream = stream;
    stream_expect_many(stream);
    return lines;
}

void lines_close(struct lines *lines) {
    if (!lines)
        return;
    stream_close(lines->stream);
    free(lines);
}

static bool fill(struct lines *lines) {
    lines->begin = 0;
    lines->end = stream_read_some(lines->stream, lines->window, WINDOW_SIZE);
    return lines->end > 0;
}

/* @return false at the end of the stream, where there was nothing more. */
static bool read_line(struct lines *lines, struct buffer *line, size_t limit, bool *too_long) {
    bool any = false;
    *too_long = false;
    lines->whole = false;
    line->length = 0;
    while (lines->begin < lines->end || fill(lines)) {
        any = true;
        char *from = lines->window + lines->begin;
        size_t left = lines->end - lines->begin;
        char *newline = memchr(from, '\n', left);
        size_t part = newline ? (size_t)(newline - from) : left;
        *too_long |= part > limit - line->length;
        if (!*too_long)
            buffer_append(line, from, part);
        lines->whole = newline != NULL;
        lines->begin += part + lines->whole;
        lines->position += part + lines->whole;
        if (lines->whole)
            break;
    }
    return any;
}

static bool is_blank(const struct buffer *line) {
    for (size_t i = 0; i < line->length; i++)
        if (!strchr(" \t\r", line->data[i]) || !line->data[i])
            return false;
    return true;
}

enum lines_result lines_next(struct lines *lines, struct buffer *line, size_t limit,
                             size_t padding) {
    bool too_long;
    while (read_line(lines, line, limit, &too_long)) {
        lines->number++;
        if (stream_failure(lines->stream) && !lines->whole)
            break;
        if (too_long)
            return LINES_TOO_LONG;
        if (is_blank(line))
            continue;
        buffer_reserve(line, padding + 1);
        line->data[line->length] = '\0';
        return LINES_LINE;
    }
    if (!stream_failure(lines->stream) || lines->failed)
        return LINES_END;
    lines->failed = true;
    return LINES_FAILED;
}

uint64_t lines_number(const struct lines *lines) {
    return lines->number;
}

uint64_t lines_position(const struct lines *lines) {
    return lines->position;
}

void lines_skip(struct lines *lines, uint64_t position, uint64_t number) {
    while (lines->position < position && (lines->begin < lines->end || fill(lines))) {
        uint64_t left = position - lines->position;
        size_t part = lines->end - lines->begin;
        if (part > left)
            part = (size_t)left;
        lines->begin += part;
        lines->position += part;
    }
    lines->number = number;
}

const char *lines_failure(const struct lines *lines) {
    return stream_failure(lines->stream);
}

double lines_fraction(const struct lines *lines) {
    return stream_fraction(lines->stream);
}
