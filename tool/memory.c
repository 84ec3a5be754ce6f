/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Allocation that ends the program where it fails; see memory.h.
 */
#include "memory.h"

#include "exit_status.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void memory_fail(void) {
    fputs("dateline: out of memory\n", stderr);
    exit(EXIT_STATUS_OUTPUT);
}

static void *need(void *memory) {
    if (!memory)
        memory_fail();
    return memory;
}

void *memory_allocate(size_t size) {
    return need(malloc(size ? size : 1));
}

void *memory_resize(void *old, size_t size) {
    return need(realloc(old, size ? size : 1));
}

char *memory_copy(const char *text) {
    return text ? memory_copy_bytes(text, strlen(text)) : NULL;
}

char *memory_copy_bytes(const char *bytes, size_t length) {
    char *copy = memory_allocate(length + 1);
    if (length)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

/* Mostly it fits into what is there; a second try where it does not. */
__attribute__((format(printf, 2, 0))) static void print(struct buffer *to, const char *format,
                                                        va_list arguments) {
    enum { FIRST_TRY = 128 };
    va_list again;
    va_copy(again, arguments);
    buffer_reserve(to, FIRST_TRY);
    size_t room = to->capacity - to->length;
    int length = vsnprintf(to->data + to->length, room, format, arguments);
    if (length >= 0 && (size_t)length >= room) {
        buffer_reserve(to, (size_t)length + 1);
        vsnprintf(to->data + to->length, (size_t)length + 1, format, again);
    }
    va_end(again);
    if (length > 0)
        to->length += (size_t)length;
}

char *memory_format(const char *format, ...) {
    struct buffer text = {0};
    va_list arguments;
    va_start(arguments, format);
    print(&text, format, arguments);
    va_end(arguments);
    return text.data;
}

void buffer_reserve(struct buffer *to, size_t extra) {
    if (extra > SIZE_MAX / 2 - to->length)
        memory_fail();
    size_t wanted = to->length + extra;
    if (wanted <= to->capacity)
        return;
    size_t capacity = to->capacity ? to->capacity : 256;
    while (capacity < wanted)
        capacity *= 2;
    to->data = memory_resize(to->data, capacity);
    to->capacity = capacity;
}

void buffer_append(struct buffer *to, const void *bytes, size_t length) {
    if (!length)
        return;
    buffer_reserve(to, length);
    memcpy(to->data + to->length, bytes, length);
    to->length += length;
}

void buffer_append_text(struct buffer *to, const char *text) {
    buffer_append(to, text, strlen(text));
}

void buffer_print(struct buffer *to, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    print(to, format, arguments);
    va_end(arguments);
}

void buffer_clear(struct buffer *to, size_t keep) {
    if (to->capacity > keep)
        buffer_destroy(to);
    to->length = 0;
}

void buffer_destroy(struct buffer *of) {
    free(of->data);
    *of = (struct buffer){0};
}
