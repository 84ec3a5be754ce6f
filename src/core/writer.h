/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growing text, kept from page to page. A failed allocation is sticky: the rest is not written,
 * memory->failed is set, and who asked looks once at the end.
 */
#ifndef DATELINE_CORE_WRITER_H
#define DATELINE_CORE_WRITER_H

#include "core/string.h"

typedef struct dateline_writer {
    dateline_memory *memory;
    char *data;
    size_t length;
    size_t capacity;
} dateline_writer;

/** The slow path of dateline_writer_reserve(). */
bool dateline_writer_grow(dateline_writer *writer, size_t extra);

/** Make room for extra bytes behind length. @return false where memory failed. */
static inline bool dateline_writer_reserve(dateline_writer *writer, size_t extra) {
    return writer->capacity - writer->length >= extra || dateline_writer_grow(writer, extra);
}

void dateline_writer_destroy(dateline_writer *writer);

static inline void dateline_write_bytes(dateline_writer *writer, const char *data, size_t length) {
    if (length && dateline_writer_reserve(writer, length)) {
        memcpy(writer->data + writer->length, data, length);
        writer->length += length;
    }
}

static inline void dateline_write_char(dateline_writer *writer, char c) {
    if (dateline_writer_reserve(writer, 1))
        writer->data[writer->length++] = c;
}

static inline void dateline_write_string(dateline_writer *writer, dateline_string string) {
    dateline_write_bytes(writer, string.data, string.length);
}

/** Write a NUL-terminated text. */
static inline void dateline_write_text(dateline_writer *writer, const char *text) {
    dateline_write_bytes(writer, text, strlen(text));
}

void dateline_write_unsigned(dateline_writer *writer, uint64_t value);

/** Write 0..1 with three digits: "0.97", "1", without trailing zeros; the same on every machine. */
void dateline_write_share(dateline_writer *writer, float share);

/** What has been written; valid until the next write. */
static inline dateline_string dateline_writer_text(const dateline_writer *writer) {
    return (dateline_string){writer->data ? writer->data : "", writer->length};
}

#endif
