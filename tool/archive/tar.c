/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tar headers: 512 bytes, POSIX ustar, with the long names of GNU (type L) and of pax (type x).
 */
#include "fields.h"
#include "record.h"

#include <string.h>

enum {
    BLOCK = 512,
    NAME = 0,
    NAME_SIZE = 100,
    SIZE = 124,
    SIZE_SIZE = 12,
    CHECKSUM = 148,
    CHECKSUM_SIZE = 8,
    TYPE = 156,
    MAGIC = 257,
    PREFIX = 345,
    PREFIX_SIZE = 155
};

/* Octal digits, or, where the first bit is set, a binary number (GNU). */
static bool read_number(const unsigned char *at, size_t size, uint64_t *number) {
    uint64_t n = 0;
    if (at[0] & 0x80) {
        for (size_t i = size - 8; i < size; i++)
            n = n << 8 | at[i];
        *number = n;
        return n < (uint64_t)1 << 62;
    }
    size_t i = 0;
    while (i < size && at[i] == ' ')
        i++;
    for (; i < size && at[i] >= '0' && at[i] <= '7'; i++)
        n = n << 3 | (uint64_t)(at[i] - '0');
    *number = n;
    return i == size || at[i] == ' ' || at[i] == '\0';
}

/* The sum of all bytes, those of the sum itself taken for spaces. */
static bool has_right_sum(const unsigned char *block) {
    uint64_t sum = 0;
    uint64_t said;
    for (size_t i = 0; i < BLOCK; i++)
        sum += i >= CHECKSUM && i < CHECKSUM + CHECKSUM_SIZE ? ' ' : block[i];
    return read_number(block + CHECKSUM, CHECKSUM_SIZE, &said) && said == sum && block[NAME];
}

static enum record_begin begins(const unsigned char *bytes, size_t length, size_t *header) {
    if (length < BLOCK)
        return BEGIN_PERHAPS;
    *header = BLOCK;
    return has_right_sum(bytes) ? BEGIN_RECORD : BEGIN_NONE;
}

static size_t text_length(const unsigned char *text, size_t most) {
    const unsigned char *end = memchr(text, '\0', most);
    return end ? (size_t)(end - text) : most;
}

static const char *read_header(const unsigned char *bytes, size_t length,
                               struct record_header *to) {
    (void)length;
    *to = (struct record_header){.type = RECORD_OTHER};
    if (!read_number(bytes + SIZE, SIZE_SIZE, &to->length))
        return "the tar header has no size";
    to->has_length = true;
    to->padding = (BLOCK - to->length % BLOCK) % BLOCK;
    switch (bytes[TYPE]) {
    case '0':
    case '7':
    case '\0':
        to->type = RECORD_RESOURCE;
        break;
    case 'L':
    case 'x':
        to->type = RECORD_NAME;
        break;
    case '1': /* links and devices have no content, whatever they say */
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
        to->length = to->padding = 0;
        break;
    default:
        break;
    }
    to->name = (dateline_string){(const char *)bytes + NAME, text_length(bytes, NAME_SIZE)};
    return NULL;
}

/* "27 path=folder/page.html\n": length of the line, key, value. */
static void read_pax(const char *at, const char *end, struct buffer *name) {
    while (at < end) {
        const char *space = memchr(at, ' ', (size_t)(end - at));
        uint64_t length;
        if (!space || !fields_number((dateline_string){at, (size_t)(space - at)}, &length) ||
            length > (uint64_t)(end - at) || length <= (uint64_t)(space - at) + 1)
            return;
        const char *line = space + 1;
        size_t size = (size_t)length - (size_t)(line - at);
        if (size > 6 && memcmp(line, "path=", 5) == 0) {
            name->length = 0;
            buffer_append(name, line + 5, size - 6);
        }
        at += length;
    }
}

void tar_read_name(const unsigned char *header, const unsigned char *content, size_t length,
                   struct buffer *name) {
    name->length = 0;
    if (header[TYPE] == 'L')
        buffer_append(name, content, text_length(content, length));
    else if (header[TYPE] == 'x')
        read_pax((const char *)content, (const char *)content + length, name);
    else if (memcmp(header + MAGIC, "ustar\0", 6) == 0 && header[PREFIX])
        buffer_print(name, "%.*s/%.*s", (int)text_length(header + PREFIX, PREFIX_SIZE),
                     header + PREFIX, (int)text_length(header, NAME_SIZE), header);
    else
        buffer_append(name, header, text_length(header, NAME_SIZE));
}

const struct record_format tar_format = {
    .name = "tar",
    .wrong = "no tar header where a file should begin",
    .scan = "ustar",
    .scan_at = MAGIC,
    .begins = begins,
    .read = read_header,
};
