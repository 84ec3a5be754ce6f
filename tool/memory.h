/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program's memory. Unlike the library, a program has nobody to report a failed allocation to:
 * these functions end it with status 3 and one line on stderr, so that no caller has to ask.
 */
#ifndef TOOL_MEMORY_H
#define TOOL_MEMORY_H

#include <stdarg.h>
#include <stddef.h>

/** End the program: an allocation failed. */
_Noreturn void memory_fail(void);

/** @return memory of @p size bytes; never NULL. */
void *memory_allocate(size_t size);

/** @return @p old, grown or shrunk to @p size bytes; never NULL. */
void *memory_resize(void *old, size_t size);

/** @return a copy of a NUL-terminated text; NULL for NULL. */
char *memory_copy(const char *text);

/** @return a copy of @p length bytes with a NUL behind them. */
char *memory_copy_bytes(const char *bytes, size_t length);

/** @return a text as printf would print it. */
__attribute__((format(printf, 1, 2))) char *memory_format(const char *format, ...);

/** Bytes that grow. Zero-initialise it. */
struct buffer {
    char *data;
    size_t length;
    size_t capacity;
};

/** Make room for @p extra bytes behind those that are there. */
void buffer_reserve(struct buffer *to, size_t extra);

void buffer_append(struct buffer *to, const void *bytes, size_t length);

void buffer_append_text(struct buffer *to, const char *text);

__attribute__((format(printf, 2, 3))) void buffer_print(struct buffer *to, const char *format, ...);

/** Empty it, and give memory back where an outlier has left more than @p keep bytes. */
void buffer_clear(struct buffer *to, size_t keep);

void buffer_destroy(struct buffer *of);

#endif
