/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Addresses: "BASE newline REFERENCE", apart, joined, and as the address of a page whose slug and
 * date are read, and as the fields of its response's header. What must hold: the parts are slices
 * of the address, what is resolved is valid text, and the record of the page keeps the public
 * header's promises.
 */
#include "core/url.h"
#include "core/utf8.h"
#include "metadata/date.h"

#include <stdlib.h>

#define MUST(condition)                                                                            \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

static void check_slice(dateline_string part, dateline_string whole) {
    MUST(!part.data ||
         (part.data >= whole.data && part.data + part.length <= whole.data + whole.length));
}

static void check_parts(dateline_string address) {
    dateline_url url = dateline_url_parse(address);
    check_slice(url.scheme, address);
    check_slice(url.authority, address);
    check_slice(url.host, url.authority.data ? url.authority : address);
    check_slice(url.path, address);
    check_slice(url.query, address);
    check_slice(url.fragment, address);
    dateline_url_safe(address);
    dateline_date date;
    if (url.path.length && dateline_date_of_path(url.path, &date))
        MUST(date.begin < date.end && date.end <= url.path.length && date.month >= 1 &&
             date.month <= 12 && date.day <= 31);
}

static void read_page(dateline_string url) {
    static const char page[] = "<title>Town opens gate | Post</title><h1>Town opens gate</h1>"
                               "<p>By <a href=/author/jane>Jane Roe</a><p>Text of some length.";
    char *address = malloc(url.length + 1);
    dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, NULL);
    MUST(address && extractor);
    memcpy(address, url.data, url.length);
    address[url.length] = '\0';
    dateline_input input = {.url = address,
                            .kind = DATELINE_KIND_HTML,
                            .content_language = address,
                            .last_modified = address,
                            .link = address};
    const dateline_record *record;
    MUST(dateline_extract(extractor, page, sizeof page - 1, &input, &record, NULL) == DATELINE_OK);
    MUST(record->title.data);
    for (size_t i = 0; i < record->candidate_count; i++)
        MUST(record->candidates[i].score >= 0 && record->candidates[i].score <= 1);
    dateline_extractor_destroy(extractor);
    free(address);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char empty[1];
    dateline_string text = {size ? (const char *)data : empty, size};
    if (dateline_utf8_valid_length(text.data, text.length) != text.length)
        return 0;
    const char *line = size ? memchr(text.data, '\n', size) : NULL;
    size_t middle = line ? (size_t)(line - text.data) : size;
    dateline_string base = dateline_string_part(text, 0, middle);
    dateline_string reference = dateline_string_part(text, middle + (line != NULL), size);
    dateline_memory memory;
    dateline_arena arena;
    dateline_memory_initialize(&memory, NULL);
    dateline_arena_initialize(&arena, &memory);
    check_parts(base);
    check_parts(reference);
    dateline_string joined = dateline_url_resolve(base, reference, &arena);
    MUST(dateline_utf8_valid_length(joined.data, joined.length) == joined.length);
    check_parts(joined);
    read_page(base);
    dateline_arena_destroy(&arena);
    return 0;
}
