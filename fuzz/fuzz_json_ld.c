/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON-LD, alone and inside a page. What must hold: the flat array is a tree, every value lies in
 * the text, every string decodes to UTF-8; and the record of a page that holds it keeps the
 * promises of the public header, whatever the members say.
 */
#include "core/utf8.h"
#include "metadata/json.h"
#include "metadata/names.h"

#include <stdlib.h>

#define MUST(condition)                                                                            \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

static void check_text(dateline_string text) {
    MUST(dateline_utf8_valid_length(text.data, text.length) == text.length);
}

static void check_values(const dateline_json *json, size_t size, bool valid) {
    MUST(json->count >= 1 && json->count <= size + 1 && json->values[0].end == json->count);
    for (uint32_t i = 1; i < json->count; i++) {
        const dateline_json_value *value = &json->values[i];
        const dateline_json_value *parent = &json->values[value->parent];
        MUST(value->parent < i && parent->type >= DATELINE_JSON_ARRAY);
        MUST(value->end > i && value->end <= parent->end);
        MUST((uint64_t)value->offset + value->length <= size);
        MUST(value->type >= DATELINE_JSON_ARRAY || value->end == i + 1);
        if (valid)
            check_text(dateline_json_string(json, i));
    }
}

static void read_alone(const char *data, size_t size) {
    dateline_memory memory;
    dateline_arena arena;
    dateline_json json;
    dateline_memory_initialize(&memory, NULL);
    dateline_arena_initialize(&arena, &memory);
    MUST(dateline_json_begin(&json, data, &dateline_member_names, &arena));
    MUST(dateline_json_read(&json, 0, (uint32_t)size));
    check_values(&json, size, dateline_utf8_valid_length(data, size) == size);
    dateline_arena_destroy(&arena);
}

static void check_record(const dateline_record *record, size_t size) {
    bool chosen[DATELINE_FIELD_COUNT] = {false};
    check_text(record->title);
    check_text(record->site);
    check_text(record->language);
    for (size_t i = 0; i < record->author_count; i++)
        check_text(record->authors[i]);
    for (size_t i = 0; i < record->section_count; i++)
        check_text(record->section[i]);
    for (size_t i = 0; i < record->update_count; i++)
        check_text(record->updates[i].text);
    for (size_t i = 0; i < record->candidate_count; i++) {
        const dateline_candidate *candidate = &record->candidates[i];
        MUST(candidate->field < DATELINE_FIELD_COUNT && candidate->reason);
        MUST(candidate->score >= 0 && candidate->score <= 1);
        MUST(candidate->span.begin <= candidate->span.end && candidate->span.end <= size);
        check_text(candidate->value);
        chosen[candidate->field] |= candidate->chosen;
    }
    MUST(!record->title.data || chosen[DATELINE_FIELD_TITLE]);
    MUST(!record->date_published.data || chosen[DATELINE_FIELD_DATE_PUBLISHED]);
    MUST(!record->author_count || chosen[DATELINE_FIELD_AUTHORS]);
}

static void read_in_page(const char *data, size_t size) {
    static const char before[] = "<title>Town | Post</title><script type=application/ld+json>";
    static const char after[] = "</script><h1>Town</h1><p>By Jane Roe<p>March 5, 2024<p>Text.";
    size_t length = sizeof before - 1 + size + sizeof after - 1;
    char *page = malloc(length);
    dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, NULL);
    MUST(page && extractor);
    memcpy(page, before, sizeof before - 1);
    memcpy(page + sizeof before - 1, data, size);
    memcpy(page + sizeof before - 1 + size, after, sizeof after - 1);
    const dateline_record *record;
    dateline_input input = {.url = "https://post.example/a", .kind = DATELINE_KIND_HTML};
    MUST(dateline_extract(extractor, page, length, &input, &record, NULL) == DATELINE_OK);
    check_record(record, length);
    dateline_extractor_destroy(extractor);
    free(page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char empty[1];
    const char *text = size ? (const char *)data : empty;
    read_alone(text, size);
    read_in_page(text, size);
    return 0;
}
