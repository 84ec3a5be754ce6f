/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records with random blocks, for tests and fuzzing: texts full of what Markdown, HTML and JSON
 * take for notation, marks that touch, overlap and hold white space, lists and quotations that
 * jump. Ranges lie inside of their texts, at characters' edges, as the page room makes them.
 */
#ifndef DATELINE_TESTS_RANDOM_RECORD_H
#define DATELINE_TESTS_RANDOM_RECORD_H

#include "core/string.h"

#include <stdlib.h>

/** Where choices come from: bytes, or a generator where there are none. */
typedef struct random_source {
    const uint8_t *bytes;
    size_t length;
    uint64_t state;
} random_source;

enum {
    RANDOM_BLOCKS = 24,
    RANDOM_MARKS = 8,
    RANDOM_CELLS = 16,
    RANDOM_TEXT = 640,
    RANDOM_IMAGES = 4
};

typedef struct random_record {
    dateline_record record;
    dateline_block blocks[RANDOM_BLOCKS];
    dateline_mark marks[RANDOM_BLOCKS][RANDOM_MARKS + RANDOM_TEXT];
    dateline_cell cells[RANDOM_BLOCKS][RANDOM_CELLS];
    dateline_span spans[RANDOM_BLOCKS][2];
    char texts[RANDOM_BLOCKS][RANDOM_TEXT];
    dateline_image images[RANDOM_IMAGES];
} random_record;

/* A choice among count. */
static inline uint32_t random_below(random_source *source, uint32_t count) {
    if (source->bytes) {
        uint32_t value = 0;
        for (uint32_t most = count - 1; most && source->length; most >>= 8) {
            value = value << 8 | *source->bytes++;
            source->length--;
        }
        return value % count;
    }
    source->state ^= source->state << 13;
    source->state ^= source->state >> 7;
    source->state ^= source->state << 17;
    return (uint32_t)(source->state >> 33) % count;
}

static inline bool random_chance(random_source *source, uint32_t one_in) {
    return random_below(source, one_in) == 0;
}

static inline const char *random_word(random_source *source) {
    static const char *const words[] = {
        "plain",  "words",  "of",     "text",    "and",    "more",    "Ärger", "日本",   "「強調」",
        "😀",      "€5",     "*",      "**",      "_",      "__init_", "a_b",   "`",      "``x",
        "[",      "]",      "[x]",    "(u)",     "](",     "!",       "![",    "<b>",    "<",
        ">",      "</p>",   "<!--",   "&amp;",   "AT&T",   "&#38;",   "&",     "1.",     "12)",
        "-",      "---",    "- -",    "+",       "#",      "##",      "=",     "===",    "|",
        "| - |",  ":--",    "\\",     "\\*",     "~",      "~~",      "~~~",   "\"q\"",  "it's",
        ".",      ",",      "(a)",    "[^1]",    "[a]: b", "http://", "www.x", "x@y.zz", "\u00A0",
        "\u3000", "\u2028", "\u0301", "e\u0301", "\t",     "“q”",     "—",     "$x$",    "%",
        "\\|",    "```",    "a|b",    "1986.",   "C#",     "\x01",    "0",     "x<y",
    };
    return words[random_below(source, sizeof words / sizeof *words)];
}

/* Words, most of them apart by a space, with breaks where they are allowed. @return the length. */
static inline uint32_t random_text(random_source *source, char *out, size_t room, bool breaks) {
    uint32_t count = 1 + random_below(source, 12), length = 0;
    for (uint32_t i = 0; i < count; i++) {
        const char *word = random_word(source);
        size_t word_length = strlen(word);
        if (length + word_length + 1 >= room)
            break;
        uint32_t gap = i ? random_below(source, 8) : 7;
        if (gap < 5)
            out[length++] = ' ';
        else if (gap == 5 && breaks)
            out[length++] = '\n';
        memcpy(out + length, word, word_length);
        length += (uint32_t)word_length;
    }
    return length;
}

/* An offset at the edge of a character. */
static inline uint32_t random_edge(random_source *source, dateline_string text) {
    uint32_t offset = random_below(source, (uint32_t)text.length + 1);
    while (offset < text.length && (text.data[offset] & '\xC0') == '\x80')
        offset++;
    return offset;
}

static inline int compare_marks(const void *a, const void *b) {
    const dateline_mark *first = a, *second = b;
    if (first->begin != second->begin)
        return first->begin < second->begin ? -1 : 1;
    return first->end == second->end ? 0 : first->end > second->end ? -1 : 1;
}

static inline dateline_string random_url(random_source *source) {
    static const char *const urls[] = {
        "https://a.example/x_y?b=1&amp;c=2",
        "/path(with)parens)",
        "https://a.example/a b\"<>`|\\",
        "javascript:alert(1)",
        "https://日本.example/*_*",
        "#top",
        "data:text/html,x",
        "mailto:a@b.example",
        "https://a.example/[x]&copy;",
    };
    return dateline_string_of(urls[random_below(source, sizeof urls / sizeof *urls)]);
}

static inline void add_random_marks(random_source *source, dateline_block *block,
                                    dateline_mark *marks) {
    size_t count = random_chance(source, 3) ? 0 : random_below(source, RANDOM_MARKS + 1);
    for (size_t i = 0; i < count; i++) {
        uint32_t a = random_edge(source, block->text), b = random_edge(source, block->text);
        marks[i] = (dateline_mark){.kind = (dateline_mark_kind)random_below(source, 4),
                                   .begin = a < b ? a : b,
                                   .end = a < b ? b : a};
        if (marks[i].kind == DATELINE_MARK_LINK)
            marks[i].url = random_url(source);
    }
    for (uint32_t i = 0; i < block->text.length; i++)
        if (block->text.data[i] == '\n')
            marks[count++] = (dateline_mark){.kind = DATELINE_MARK_BREAK, .begin = i, .end = i};
    qsort(marks, count, sizeof *marks, compare_marks);
    block->marks = marks;
    block->mark_count = count;
}

/* A grid whose cells cover it, some of them two places wide or high. */
static inline void make_random_table(random_source *source, dateline_block *block,
                                     dateline_cell *cells, char *text) {
    bool taken[4][4] = {{false}};
    bool spans = random_chance(source, 2), header = random_chance(source, 2);
    uint32_t rows = 1 + random_below(source, 4), columns = 1 + random_below(source, 4);
    uint32_t length = 0;
    size_t count = 0;
    for (uint32_t row = 0; row < rows; row++)
        for (uint32_t column = 0; column < columns; column++) {
            if (taken[row][column])
                continue;
            if (!spans && column && random_chance(source, 9))
                break; /* a row may end early */
            dateline_cell *cell = &cells[count++];
            *cell = (dateline_cell){row, column, 1, 1, header && row == 0, length, length};
            if (spans && column + 1 < columns && !taken[row][column + 1] &&
                random_chance(source, 4))
                cell->column_span = 2;
            if (spans && row + 1 < rows && random_chance(source, 4))
                cell->row_span = 2;
            for (uint32_t i = 0; i < cell->row_span; i++)
                for (uint32_t j = 0; j < cell->column_span; j++)
                    taken[row + i][column + j] = true;
            if (!random_chance(source, 6))
                cell->end += random_text(source, text + length, 36, true);
            length = cell->end;
            text[length++] = column + 1 == columns ? '\n' : '\t';
        }
    block->text.length = length;
    block->cells = cells;
    block->cell_count = count;
    block->rows = rows;
    block->columns = columns;
}

static inline void place_in_lists(random_source *source, dateline_block *block,
                                  const dateline_block *before) {
    if (random_chance(source, 4))
        block->quote_depth = (uint8_t)random_below(source, 3);
    if (block->role != DATELINE_ROLE_LIST_ITEM && !random_chance(source, 4))
        return;
    block->list_depth = (uint8_t)(1 + random_below(source, 3));
    block->list = random_below(source, 3) + 10u * block->list_depth;
    if (before && before->list_depth && !random_chance(source, 3)) {
        block->list_depth = before->list_depth;
        block->list = before->list;
        block->quote_depth = before->quote_depth;
    }
    block->ordered = block->list % 2;
    block->item_start = !random_chance(source, 4);
    block->item_number = before && before->list == block->list ? before->item_number + 1
                                                               : 1 + random_below(source, 12);
}

static inline void make_random_block(random_source *source, random_record *made, uint32_t index) {
    static const dateline_role roles[] = {
        DATELINE_ROLE_PARAGRAPH, DATELINE_ROLE_PARAGRAPH, DATELINE_ROLE_LIST_ITEM,
        DATELINE_ROLE_LIST_ITEM, DATELINE_ROLE_LIST_ITEM, DATELINE_ROLE_HEADING,
        DATELINE_ROLE_QUOTE,     DATELINE_ROLE_CODE,      DATELINE_ROLE_TABLE,
        DATELINE_ROLE_POST,      DATELINE_ROLE_CAPTION,   DATELINE_ROLE_RELATED,
        DATELINE_ROLE_COMMENT,   DATELINE_ROLE_STANDFIRST};
    dateline_block *block = &made->blocks[index];
    char *text = made->texts[index];
    *block = (dateline_block){.list = DATELINE_NONE, .image = DATELINE_NONE, .score = 0.75f};
    block->role = roles[random_below(source, sizeof roles / sizeof *roles)];
    block->in_text = block->role <= DATELINE_ROLE_POST;
    block->text.data = text;
    if (block->role == DATELINE_ROLE_TABLE) {
        make_random_table(source, block, made->cells[index], text);
    } else {
        block->text.length = random_text(source, text, RANDOM_TEXT, true);
        if (random_chance(source, 20))
            block->text.length = 0;
    }
    if (block->role == DATELINE_ROLE_HEADING)
        block->level = (uint8_t)(1 + random_below(source, 6));
    if (block->role == DATELINE_ROLE_CODE)
        block->language = dateline_string_of(random_chance(source, 2) ? "c++" : NULL);
    else
        add_random_marks(source, block, made->marks[index]);
    place_in_lists(source, block, index ? block - 1 : NULL);
    made->spans[index][0] = (dateline_span){index * 100, index * 100 + 40};
    made->spans[index][1] = (dateline_span){index * 100 + 50, index * 100 + 90};
    block->spans = made->spans[index];
    block->span_count = random_below(source, 3);
}

static inline void make_random_images(random_source *source, random_record *made) {
    size_t count = random_below(source, RANDOM_IMAGES + 1);
    for (size_t i = 0; i < count; i++) {
        made->images[i] = (dateline_image){
            .url = random_url(source),
            .alt = dateline_string_of(random_chance(source, 3) ? NULL : random_word(source)),
            .caption = dateline_string_of(random_chance(source, 2) ? NULL : random_word(source)),
            .credit = dateline_string_of(random_chance(source, 2) ? NULL : random_word(source)),
            .lead = i == 0,
            .block = random_chance(source, 6) ? DATELINE_NONE : random_below(source, RANDOM_BLOCKS),
        };
    }
    made->record.images = made->images;
    made->record.image_count = count;
}

/* Fields of every kind, now and then. */
static inline void make_random_fields(random_source *source, dateline_record *record) {
    static const dateline_string words[] = {{"News", 4}, {"a \"b\"\n", 6}, {"\xC3\xA9", 2}};
    static const dateline_span span = {7, 9};
    static const dateline_alternate alternates[] = {{{"/amp", 4}, {"amp", 3}}};
    static const dateline_update updates[] = {{{NULL, 0}, {"T", 1}, {"text", 4}}};
    static const dateline_statement statements[] = {
        {.kind = "says", .cue = {{"said", 4}, &span, 1}, .nested_in = DATELINE_NONE},
        {.kind = "asks", .person = {"Bo", 2}, .nested_in = 0, .confidence = 0.5f}};
    static const dateline_candidate candidates[] = {
        {DATELINE_FIELD_TITLE, {"T", 1}, {"h1", 2}, {1, 2}, 0.9f, true, "the first heading"},
        {DATELINE_FIELD_TITLE, {"U", 1}, {"title", 5}, {3, 4}, 0.2f, false, "has the site's name"},
        {DATELINE_FIELD_ACCESS, {"free", 4}, {"json-ld", 7}, {0, 0}, 1, true, "says so"}};
    record->encoding = dateline_string_of(random_chance(source, 9) ? NULL : "UTF-8");
    record->status = (dateline_status)random_below(source, DATELINE_STATUS_ERROR + 1);
    record->page_type = (dateline_page_type)random_below(source, DATELINE_PAGE_SERVICE + 1);
    record->access = (dateline_access)random_below(source, DATELINE_ACCESS_METERED + 1);
    record->section = record->authors = record->tags = record->warnings = words;
    record->section_count = random_below(source, 4);
    record->author_count = random_below(source, 4);
    record->tag_count = random_below(source, 4);
    record->warning_count = random_below(source, 4);
    record->description = words[random_below(source, 3)];
    record->date_published = dateline_string_of(random_chance(source, 2) ? NULL : "2024-03-05");
    record->alternates = alternates;
    record->alternate_count = random_below(source, 2);
    record->updates = updates;
    record->update_count = random_below(source, 2);
    record->statements_supported = random_chance(source, 2);
    record->statements = statements;
    record->statement_count = random_below(source, 3);
    record->candidates = candidates;
    record->candidate_count = random_below(source, 4);
    record->text_confidence = 0.1234f;
    record->field_confidence[DATELINE_FIELD_TITLE] = 1;
}

/** Fill in a record; what it points to is in *made. */
static inline void make_random_record(random_source *source, random_record *made) {
    made->record = (dateline_record){.captured = {NULL, 0}};
    uint32_t count = random_below(source, RANDOM_BLOCKS + 1);
    for (uint32_t i = 0; i < count; i++)
        make_random_block(source, made, i);
    made->record.blocks = made->blocks;
    made->record.block_count = count;
    make_random_images(source, made);
    make_random_fields(source, &made->record);
}

#endif
