/* SPDX-License-Identifier: Apache-2.0 */
#include "core/writer.h"

bool dateline_writer_grow(dateline_writer *writer, size_t extra) {
    size_t wanted = writer->capacity + writer->capacity / 2 + 1024;
    if (extra > SIZE_MAX / 2 - writer->length) {
        writer->memory->failed = true;
        return false;
    }
    if (wanted < writer->length + extra)
        wanted = writer->length + extra;
    char *moved =
        dateline_memory_reallocate(writer->memory, writer->data, writer->capacity, wanted);
    if (!moved)
        return false;
    writer->data = moved;
    writer->capacity = wanted;
    return true;
}

void dateline_writer_destroy(dateline_writer *writer) {
    dateline_memory_release(writer->memory, writer->data, writer->capacity);
    *writer = (dateline_writer){.memory = writer->memory};
}

void dateline_write_unsigned(dateline_writer *writer, uint64_t value) {
    char digits[20];
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    dateline_write_bytes(writer, digits + first, sizeof digits - first);
}

void dateline_write_share(dateline_writer *writer, float share) {
    /* Not a number counts as 0. In double precision nothing is rounded before the cast. */
    double clamped = share > 0 ? (share < 1 ? (double)share : 1) : 0;
    unsigned thousandths = (unsigned)(clamped * 1000 + 0.5);
    dateline_write_char(writer, (char)('0' + thousandths / 1000));
    thousandths %= 1000;
    if (!thousandths)
        return;
    dateline_write_char(writer, '.');
    for (unsigned unit = 100; thousandths; thousandths %= unit, unit /= 10)
        dateline_write_char(writer, (char)('0' + thousandths / unit));
}
