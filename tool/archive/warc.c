/* SPDX-License-Identifier: Apache-2.0 */
/*
 * WARC headers: "WARC/1.0", named fields, an empty line (ISO 28500, 4 and 5).
 */
#include "fields.h"
#include "record.h"

#include <string.h>

/* "WARC/" digits "." digits, white space allowed, the line's end. */
static enum record_begin is_version_line(const unsigned char *bytes, size_t length) {
    static const char magic[] = "WARC/";
    enum { LONGEST = 16 };
    size_t common = length < sizeof magic - 1 ? length : sizeof magic - 1;
    if (memcmp(bytes, magic, common) != 0)
        return BEGIN_NONE;
    for (size_t i = common; i < length && i < LONGEST; i++) {
        if (bytes[i] == '\n')
            return i > common ? BEGIN_RECORD : BEGIN_NONE;
        if (!strchr("0123456789. \t\r", bytes[i]) || !bytes[i])
            return BEGIN_NONE;
    }
    return length < LONGEST ? BEGIN_PERHAPS : BEGIN_NONE;
}

static enum record_begin begins(const unsigned char *bytes, size_t length, size_t *header) {
    enum record_begin result = is_version_line(bytes, length);
    if (result != BEGIN_RECORD)
        return result;
    *header = fields_end(bytes, length);
    return *header ? BEGIN_RECORD : length < HEADER_MOST ? BEGIN_PERHAPS : BEGIN_NONE;
}

static enum record_type type_of(dateline_string value) {
    static const struct {
        const char *name;
        enum record_type type;
    } types[] = {
        {"response", RECORD_RESPONSE},
        {"resource", RECORD_RESOURCE},
        {"conversion", RECORD_TEXT},
        {"revisit", RECORD_REVISIT},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (fields_is(value, types[i].name))
            return types[i].type;
    return RECORD_OTHER;
}

/* The fields whose value is kept as it is. */
static const struct {
    const char *name;
    size_t offset;
} texts[] = {
    {"warc-target-uri", offsetof(struct record_header, url)},
    {"warc-date", offsetof(struct record_header, date)},
    {"warc-record-id", offsetof(struct record_header, record_id)},
    {"warc-payload-digest", offsetof(struct record_header, payload_digest)},
    {"warc-block-digest", offsetof(struct record_header, block_digest)},
    {"content-type", offsetof(struct record_header, media_type)},
    {"warc-truncated", offsetof(struct record_header, truncated)},
    {"warc-segment-number", offsetof(struct record_header, segment)},
    {"warc-refers-to", offsetof(struct record_header, refers_to)},
    {"warc-refers-to-target-uri", offsetof(struct record_header, refers_to_url)},
    {"warc-refers-to-date", offsetof(struct record_header, refers_to_date)},
};

static void take_field(const struct field *field, struct record_header *to, bool *has_type) {
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (fields_is(field->name, texts[i].name)) {
            *(dateline_string *)((char *)to + texts[i].offset) = fields_trim(field->value);
            return;
        }
    if (fields_is(field->name, "warc-type")) {
        to->type = type_of(field->value);
        *has_type = true;
    } else if (fields_is(field->name, "content-length")) {
        to->has_length = fields_number(field->value, &to->length);
    }
}

static bool begins_with(dateline_string text, const char *with) {
    size_t length = strlen(with);
    return text.length >= length && fields_is((dateline_string){text.data, length}, with);
}

/* A response is one of HTTP unless its type or its address says otherwise: dns:, ftp:. */
static bool is_http(const struct record_header *header) {
    if (header->type != RECORD_RESPONSE && header->type != RECORD_REVISIT)
        return false;
    return begins_with(header->media_type, "application/http") ||
           (!header->media_type.length && begins_with(header->url, "http"));
}

static const char *read_header(const unsigned char *bytes, size_t length,
                               struct record_header *to) {
    struct fields fields = {(const char *)bytes, (const char *)bytes + length};
    struct field field;
    bool has_type = false;
    *to = (struct record_header){.type = RECORD_OTHER};
    fields.at = memchr(bytes, '\n', length);
    if (!fields.at)
        return "the WARC header is not complete";
    while (fields_next(&fields, &field))
        take_field(&field, to, &has_type);
    if (!has_type)
        return "the WARC header has no WARC-Type";
    to->http = is_http(to);
    return NULL;
}

const struct record_format warc_format = {
    .name = "WARC",
    .wrong = "no WARC header where a record should begin",
    .line_breaks = true,
    .scan = "WARC/",
    .begins = begins,
    .read = read_header,
};
