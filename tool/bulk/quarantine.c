/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A WARC record of type "resource" (ISO 28500:2017, 6.4), compressed by itself. Its id is made from
 * the page's name: two runs over the same inputs write the same.
 */
#include "quarantine.h"

#include "pack.h"
#include "text.h"

#include <string.h>

static uint64_t hash_of(uint64_t hash, const char *text) {
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3;
    return hash;
}

/* A field's value is one line, whatever is in it. */
static void append_field(struct buffer *to, const char *name, const char *value) {
    buffer_print(to, "%s: ", name);
    text_append_safe(to, value, strlen(value), false);
    buffer_append_text(to, "\r\n");
}

/* WARC-Date is in whole seconds of UTC; of a shorter time the rest is its beginning. */
static void append_date(struct buffer *to, const char *captured, const char *otherwise) {
    static const char rest[] = "0000-01-01T00:00:00Z";
    size_t length = captured ? strlen(captured) : 0;
    if (length != 4 && length != 7 && length != 10 && length != sizeof rest - 1)
        buffer_print(to, "WARC-Date: %s\r\n", otherwise);
    else
        buffer_print(to, "WARC-Date: %s%s\r\n", captured, rest + length);
}

static void append_head(struct buffer *to, const struct slot *slot, const char *reason,
                        const char *captured) {
    const char *name = slot_text(slot, SLOT_NAME);
    const char *url = slot_text(slot, SLOT_URL);
    const char *encoding = slot_text(slot, SLOT_ENCODING);
    uint64_t a = hash_of(0xcbf29ce484222325, name), b = hash_of(a, url ? url : "");
    buffer_append_text(to, "WARC/1.1\r\nWARC-Type: resource\r\n");
    buffer_print(to, "WARC-Record-ID: <urn:uuid:%08x-%04x-4%03x-8%03x-%012llx>\r\n",
                 (unsigned)(a >> 32), (unsigned)(a >> 16 & 0xffff), (unsigned)(a & 0xfff),
                 (unsigned)(b >> 52), (unsigned long long)(b & 0xffffffffffff));
    append_date(to, slot_text(slot, SLOT_CAPTURED), captured);
    if (url)
        append_field(to, "WARC-Target-URI", url);
    append_field(to, "X-Dateline-Input", name);
    append_field(to, "X-Dateline-Reason", reason);
    buffer_print(to, "Content-Type: text/%s%s%s\r\n",
                 slot->kind == DATELINE_KIND_TEXT ? "plain" : "html", encoding ? "; charset=" : "",
                 encoding ? encoding : "");
    buffer_print(to, "Content-Length: %zu\r\n\r\n", slot->page_length);
}

void quarantine_append(struct buffer *to, const struct slot *slot, const char *reason,
                       const char *captured) {
    struct buffer record = {0};
    struct buffer packed = {0};
    append_head(&record, slot, reason, captured);
    buffer_append(&record, slot->page, slot->page_length);
    buffer_append_text(&record, "\r\n\r\n");
    struct packer *packer = packer_open(COMPRESS_GZIP);
    const struct buffer *member = packer_pack(packer, &record, &packed);
    buffer_append(to, member->data, member->length);
    packer_close(packer);
    buffer_destroy(&record);
    buffer_destroy(&packed);
}
