/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes that come piece by piece, looked at as if a bounded part of them lay in memory: what is
 * needed is there, what was taken makes room for more.
 */
#ifndef TOOL_ARCHIVE_WINDOW_H
#define TOOL_ARCHIVE_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Give up to @p size bytes, at least one. @return 0 at the end. */
typedef size_t window_fill(void *context, unsigned char *to, size_t size);

/** data[begin] to data[end] are there to be looked at. Zero-initialise it but for fill, context. */
struct window {
    unsigned char *data;
    size_t capacity;
    size_t begin;
    size_t end;
    uint64_t offset; /* of data[begin] in the whole */
    uint64_t fills;
    bool ended; /* nothing follows behind end */
    window_fill *fill;
    void *context;
};

/** @return how many bytes there are to look at: @p wanted at least, unless the end comes before. */
size_t window_need(struct window *window, size_t wanted);

/** @return the first of them. */
static inline const unsigned char *window_bytes(const struct window *window) {
    return window->data + window->begin;
}

/** Pass by @p size bytes that are there. */
void window_take(struct window *window, size_t size);

/** Pass by @p size bytes, there or not. @return how many there were. */
uint64_t window_skip(struct window *window, uint64_t size);

/** Copy @p size bytes out and pass them by. @return how many there were. */
size_t window_copy(struct window *window, unsigned char *to, size_t size);

/** Go back to @p offset. @return false where it is not in memory any more. */
bool window_rewind(struct window *window, uint64_t offset);

/** Put bytes that were taken back in front. */
void window_put_back(struct window *window, const unsigned char *bytes, size_t size);

/** Forget all that is there; the next byte is that at @p offset. */
void window_restart(struct window *window, uint64_t offset);

void window_destroy(struct window *window);

#endif
