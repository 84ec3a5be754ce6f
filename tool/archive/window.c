/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A buffer that is moved to its front when it runs dry. What is left by then is short against what
 * is read at once, so the moving costs little, and the buffer stays in the processor's cache.
 */
#include "window.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>

enum { CAPACITY_LEAST = 512 << 10 };

/* Have room for @p wanted bytes from begin on. */
static void make_room(struct window *window, size_t wanted) {
    size_t left = window->end - window->begin;
    if (wanted > window->capacity) {
        size_t capacity = window->capacity ? window->capacity : CAPACITY_LEAST;
        while (capacity < wanted)
            capacity *= 2;
        window->data = memory_resize(window->data, capacity);
        window->capacity = capacity;
    }
    if (left && window->begin)
        memmove(window->data, window->data + window->begin, left);
    window->begin = 0;
    window->end = left;
}

size_t window_need(struct window *window, size_t wanted) {
    while (window->end - window->begin < wanted && !window->ended) {
        if (window->capacity - window->begin < wanted || window->end == window->capacity)
            make_room(window, wanted);
        size_t got = window->fill(window->context, window->data + window->end,
                                  window->capacity - window->end);
        window->fills++;
        window->end += got;
        window->ended = got == 0;
    }
    return window->end - window->begin;
}

void window_take(struct window *window, size_t size) {
    window->begin += size;
    window->offset += size;
}

uint64_t window_skip(struct window *window, uint64_t size) {
    uint64_t left = size;
    while (left) {
        size_t available = window_need(window, 1);
        if (!available)
            break;
        size_t part = available < left ? available : (size_t)left;
        window_take(window, part);
        left -= part;
    }
    return size - left;
}

size_t window_copy(struct window *window, unsigned char *to, size_t size) {
    size_t copied = 0;
    while (copied < size) {
        size_t available = window_need(window, 1);
        if (!available)
            break;
        size_t part = available < size - copied ? available : size - copied;
        memcpy(to + copied, window_bytes(window), part);
        window_take(window, part);
        copied += part;
    }
    return copied;
}

bool window_rewind(struct window *window, uint64_t offset) {
    if (offset > window->offset || window->offset - offset > window->begin)
        return false;
    window->begin -= (size_t)(window->offset - offset);
    window->offset = offset;
    return true;
}

void window_put_back(struct window *window, const unsigned char *bytes, size_t size) {
    if (window_rewind(window, window->offset - size))
        return;
    size_t left = window->end - window->begin;
    make_room(window, left + size);
    memmove(window->data + size, window->data, left);
    memcpy(window->data, bytes, size);
    window->end = left + size;
    window->offset -= size;
}

void window_restart(struct window *window, uint64_t offset) {
    window->begin = window->end = 0;
    window->offset = offset;
    window->ended = false;
}

void window_destroy(struct window *window) {
    free(window->data);
    window->data = NULL;
}
