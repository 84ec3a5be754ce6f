/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes to plain text to blocks to statements, and what must hold for all of them. The first byte
 * chooses the language, and whether the first line is the headline.
 */
#include "core/utf8.h"
#include "statements/statements.h"

#include <stdlib.h>

#define MUST(condition)                                                                            \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

static void check_part(const dateline_text *text, const dateline_part *part, bool spans) {
    if (!part->text.data)
        MUST(!part->text.length && !part->span_count);
    else
        MUST(part->text.length > 0 && (part->span_count > 0 || !spans));
    MUST(dateline_utf8_valid_length(part->text.data ? part->text.data : "", part->text.length) ==
         part->text.length);
    for (size_t i = 0; i < part->span_count; i++) {
        MUST(part->spans[i].begin < part->spans[i].end);
        MUST(part->spans[i].end <= text->page_length);
        MUST(i == 0 || part->spans[i - 1].end <= part->spans[i].begin);
    }
}

/* Following nested_in from any statement comes to an end. */
static void check_nesting(const dateline_record *record, size_t i) {
    for (unsigned depth = 0; record->statements[i].nested_in != DATELINE_NONE; depth++) {
        MUST(depth < 100 && record->statements[i].nested_in < record->statement_count);
        i = record->statements[i].nested_in;
    }
}

static void check_statements(const dateline_text *text, const dateline_record *record) {
    for (size_t i = 0; i < record->statement_count; i++) {
        const dateline_statement *statement = &record->statements[i];
        bool spans = !statement->in_title;
        MUST(statement->kind && statement->content.text.data);
        MUST(statement->confidence > 0 && statement->confidence <= 1);
        MUST(!statement->role.data || statement->person.data);
        MUST(!statement->date.data || statement->date.length == 10 || statement->date.length == 7 ||
             statement->date.length == 4);
        MUST(!statement->date.data == !statement->date_reason);
        MUST(!statement->person.data == !statement->person_reason);
        check_part(text, &statement->source, spans);
        check_part(text, &statement->cue, spans);
        check_part(text, &statement->content, spans);
        check_part(text, &statement->time, spans);
        check_nesting(record, i);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const languages[] = {"en", "de", "fr", "es", "it", "pt", "ru", NULL};
    if (size < 1)
        return 0;
    dateline_memory memory;
    dateline_arena arena;
    dateline_text text = {0};
    dateline_page page = {0};
    dateline_memory_initialize(&memory, NULL);
    dateline_arena_initialize(&arena, &memory);
    MUST(dateline_text_decode(&text, &memory, (const char *)data + 1, (uint32_t)size - 1, false,
                              false, NULL));
    MUST(dateline_page_build_plain(&page, &arena, &text, dateline_absent, 1000));
    for (uint32_t i = 0; i < page.blocks.count; i++)
        page.blocks.items[i].in_text = true;
    dateline_record record = {.language = dateline_string_of(languages[data[0] & 7]),
                              .date_published = DATELINE_LITERAL("2025-10-10")};
    if (data[0] & 8 && page.blocks.count)
        record.title = page.blocks.items[0].text;
    MUST(dateline_statements_find(&page, &arena, &record));
    check_statements(&text, &record);
    dateline_page_destroy(&page, &memory);
    dateline_text_destroy(&text, &memory);
    dateline_arena_destroy(&arena);
    return 0;
}
