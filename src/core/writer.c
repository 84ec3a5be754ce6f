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

static unsigned digits_of(uint64_t value) {
    unsigned digits = 1;
    for (; value >= 1000; value /= 1000)
        digits += 3;
    return digits + (value >= 10) + (value >= 100);
}

/* Two digits at a time, from the last one on. */
void dateline_write_unsigned(dateline_writer *writer, uint64_t value) {
    static const char pairs[] =
        "00010203040506070809101112131415161718192021222324252627282930313233"
        "34353637383940414243444546474849505152535455565758596061626364656667"
        "6869707172737475767778798081828384858687888990919293949596979899";
    unsigned digits = digits_of(value);
    if (!dateline_writer_reserve(writer, digits))
        return;
    writer->length += digits;
    char *at = writer->data + writer->length;
    for (; value >= 100; value /= 100)
        memcpy(at -= 2, pairs + 2 * (value % 100), 2);
    if (value >= 10)
        memcpy(at - 2, pairs + 2 * value, 2);
    else
        at[-1] = (char)('0' + value);
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
