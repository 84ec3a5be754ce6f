/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The record as one line of JSON. docs/record.md explains it, docs/record.schema.json defines it.
 * Its members stand in one table at the end, in their order; every one of them is in every record,
 * unless the caller has chosen some.
 *
 * Text is copied in runs up to the next byte that JSON wants escaped, looked for 16 bytes at a
 * time: nearly all of a record is text, and nearly none of that needs an escape.
 */
#include "core/bytes.h"
#include "core/utf8.h"
#include "record/grid.h"
#include "record/record.h"

/* ---- Strings -------------------------------------------------------------------------------- */

static bool needs_escape(char c) {
    return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

/* The bytes of a block that need an escape. */
static uint64_t escapes_in(const char *block) {
    dateline_bytes bytes = dateline_bytes_load(block);
    dateline_bytes marks =
        dateline_bytes_or(dateline_bytes_equal(bytes, '"'), dateline_bytes_equal(bytes, '\\'));
    return dateline_bytes_mask(dateline_bytes_or(dateline_bytes_at_most(bytes, 0x1F), marks));
}

/* The first byte of [p, end) that needs an escape, or end. The string begins at begin: a last block
   reaches back into what was looked at before. */
static const char *find_escape(const char *begin, const char *p, const char *end) {
    for (; end - p >= DATELINE_BLOCK; p += DATELINE_BLOCK) {
        uint64_t found = escapes_in(p);
        if (found)
            return p + dateline_mask_first(found);
    }
    if (p < end && end - begin >= DATELINE_BLOCK) {
        unsigned before = DATELINE_BLOCK - (unsigned)(end - p);
        uint64_t found = escapes_in(end - DATELINE_BLOCK) >> before * DATELINE_MASK_BITS;
        return found ? p + dateline_mask_first(found) : end;
    }
    while (p < end && !needs_escape(*p))
        p++;
    return p;
}

static void write_escape(dateline_writer *writer, char c) {
    static const char digits[] = "0123456789abcdef";
    static const char letters[0x20] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};
    unsigned char byte = (unsigned char)c;
    if (byte >= 0x20 || letters[byte]) {
        const char escape[] = {'\\', byte >= 0x20 ? c : letters[byte]};
        dateline_write_bytes(writer, escape, sizeof escape);
    } else {
        const char escape[] = {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
        dateline_write_bytes(writer, escape, sizeof escape);
    }
}

/* Well-formed UTF-8. */
static void write_escaped(dateline_writer *writer, const char *p, const char *end) {
    const char *begin = p;
    while (p < end) {
        const char *escape = find_escape(begin, p, end);
        dateline_write_bytes(writer, p, (size_t)(escape - p));
        p = escape;
        for (; p < end && needs_escape(*p); p++)
            write_escape(writer, *p);
    }
}

/* A string, or null where it is absent. What the page says is well-formed, but the names of files
 * that come from a caller need not be: ill-formed bytes become U+FFFD. */
static void write_string(dateline_writer *writer, dateline_string text) {
    if (!text.data) {
        dateline_write_text(writer, "null");
        return;
    }
    const char *p = text.data, *end = p + text.length;
    dateline_write_char(writer, '"');
    for (;;) {
        const char *valid = p + dateline_utf8_valid_length(p, (size_t)(end - p));
        write_escaped(writer, p, valid);
        if (valid == end)
            break;
        p = valid;
        dateline_utf8_decode(&p, end);
        dateline_write_text(writer, "\xEF\xBF\xBD");
    }
    dateline_write_char(writer, '"');
}

/* ---- Small values --------------------------------------------------------------------------- */

/* The name of an object's first field, and of those behind it. */
#define FIRST(writer, name) dateline_write_bytes((writer), "{\"" name "\":", sizeof name + 3)
#define NEXT(writer, name)  dateline_write_bytes((writer), ",\"" name "\":", sizeof name + 3)

static void write_separator(dateline_writer *writer, size_t index) {
    if (index)
        dateline_write_char(writer, ',');
}

static void write_bool(dateline_writer *writer, bool value) {
    dateline_write_text(writer, value ? "true" : "false");
}

/* A constant word of the record. */
static void write_word(dateline_writer *writer, const char *word) {
    dateline_write_char(writer, '"');
    dateline_write_text(writer, word);
    dateline_write_char(writer, '"');
}

static void write_index(dateline_writer *writer, uint32_t index) {
    if (index == DATELINE_NONE)
        dateline_write_text(writer, "null");
    else
        dateline_write_unsigned(writer, index);
}

/* A number of 0..1; null for 0, which says that there is nothing to be sure of. */
static void write_confidence(dateline_writer *writer, float confidence) {
    if (confidence > 0)
        dateline_write_share(writer, confidence);
    else
        dateline_write_text(writer, "null");
}

static void write_strings(dateline_writer *writer, const dateline_string *strings, size_t count) {
    dateline_write_char(writer, '[');
    for (size_t i = 0; i < count; i++) {
        write_separator(writer, i);
        write_string(writer, strings[i]);
    }
    dateline_write_char(writer, ']');
}

static void write_spans(dateline_writer *writer, const dateline_span *spans, size_t count) {
    dateline_write_char(writer, '[');
    for (size_t i = 0; i < count; i++) {
        write_separator(writer, i);
        dateline_write_char(writer, '[');
        dateline_write_unsigned(writer, spans[i].begin);
        dateline_write_char(writer, ',');
        dateline_write_unsigned(writer, spans[i].end);
        dateline_write_char(writer, ']');
    }
    dateline_write_char(writer, ']');
}

/* One span; an empty one says that there is no place in the page. */
static void write_span(dateline_writer *writer, dateline_span span) {
    write_spans(writer, &span, span.begin < span.end);
}

/* ---- Where the page came from, what it is --------------------------------------------------- */

static const char *encoding_source_name(dateline_encoding_source source) {
    switch (source) {
    case DATELINE_ENCODING_FROM_BOM:
        return "bom";
    case DATELINE_ENCODING_FROM_TRANSPORT:
        return "transport";
    case DATELINE_ENCODING_FROM_META:
        return "meta";
    default:
        return "content";
    }
}

static void write_encoding(dateline_writer *writer, const dateline_record *record) {
    if (!record->encoding.data) {
        dateline_write_text(writer, "null");
        return;
    }
    FIRST(writer, "name");
    write_string(writer, record->encoding);
    NEXT(writer, "source");
    write_word(writer, encoding_source_name(record->encoding_source));
    NEXT(writer, "replaced");
    dateline_write_unsigned(writer, record->encoding_replaced);
    dateline_write_char(writer, '}');
}

static void write_alternates(dateline_writer *writer, const dateline_record *record) {
    dateline_write_char(writer, '[');
    for (size_t i = 0; i < record->alternate_count; i++) {
        write_separator(writer, i);
        FIRST(writer, "url");
        write_string(writer, record->alternates[i].url);
        NEXT(writer, "kind");
        write_string(writer, record->alternates[i].kind);
        dateline_write_char(writer, '}');
    }
    dateline_write_char(writer, ']');
}

static void write_archive(dateline_writer *writer, const dateline_record *record) {
    const dateline_archive *archive = record->archive;
    if (!archive) {
        dateline_write_text(writer, "null");
        return;
    }
    FIRST(writer, "file");
    write_string(writer, archive->file);
    NEXT(writer, "offset");
    dateline_write_unsigned(writer, archive->offset);
    NEXT(writer, "index");
    dateline_write_unsigned(writer, archive->index);
    NEXT(writer, "length");
    dateline_write_unsigned(writer, archive->length);
    NEXT(writer, "record_id");
    write_string(writer, archive->record_id);
    NEXT(writer, "date");
    write_string(writer, archive->date);
    NEXT(writer, "digest");
    write_string(writer, archive->digest);
    dateline_write_char(writer, '}');
}

static void write_schema(dateline_writer *writer, const dateline_record *record) {
    (void)record;
    write_word(writer, DATELINE_SCHEMA);
}

static const char *page_type_name(dateline_page_type type) {
    static const char *const names[] = {"article",    "listing",       "forum",  "product",
                                        "collection", "documentation", "service"};
    return names[type];
}

static const char *access_name(dateline_access access) {
    static const char *const names[] = {"unknown", "free", "cut", "metered"};
    return names[access];
}

static void write_page_type(dateline_writer *writer, const dateline_record *record) {
    if (record->status == DATELINE_STATUS_ERROR)
        dateline_write_text(writer, "null");
    else
        write_word(writer, page_type_name(record->page_type));
}

static void write_status(dateline_writer *writer, const dateline_record *record) {
    write_word(writer, dateline_status_name(record->status));
}

static void write_access(dateline_writer *writer, const dateline_record *record) {
    write_word(writer, access_name(record->access));
}

static void write_section(dateline_writer *writer, const dateline_record *record) {
    write_strings(writer, record->section, record->section_count);
}

static void write_authors(dateline_writer *writer, const dateline_record *record) {
    write_strings(writer, record->authors, record->author_count);
}

static void write_tags(dateline_writer *writer, const dateline_record *record) {
    write_strings(writer, record->tags, record->tag_count);
}

static void write_updates(dateline_writer *writer, const dateline_record *record) {
    dateline_write_char(writer, '[');
    for (size_t i = 0; i < record->update_count; i++) {
        const dateline_update *update = &record->updates[i];
        write_separator(writer, i);
        FIRST(writer, "time");
        write_string(writer, update->time);
        NEXT(writer, "title");
        write_string(writer, update->title);
        NEXT(writer, "text");
        write_string(writer, update->text);
        dateline_write_char(writer, '}');
    }
    dateline_write_char(writer, ']');
}

/* ---- Blocks --------------------------------------------------------------------------------- */

/* Which blocks are written. */
typedef struct block_choice {
    bool all;
    uint64_t excluded; /* roles */
} block_choice;

/* The article's text, and its parts that are not text. */
static bool is_written(const dateline_block *block, block_choice choice) {
    bool part = block->role >= DATELINE_ROLE_FACT_BOX && block->role <= DATELINE_ROLE_PULL_QUOTE;
    return choice.all || block->in_text ||
           (part && !(choice.excluded & DATELINE_ROLE_BIT(block->role)));
}

static const char *mark_name(dateline_mark_kind kind) {
    static const char *const names[] = {"link", "strong", "emphasis", "code", "break"};
    return names[kind];
}

static void write_marks(dateline_writer *writer, const dateline_block *block) {
    dateline_write_char(writer, '[');
    for (size_t i = 0; i < block->mark_count; i++) {
        const dateline_mark *mark = &block->marks[i];
        write_separator(writer, i);
        FIRST(writer, "kind");
        write_word(writer, mark_name(mark->kind));
        NEXT(writer, "begin");
        dateline_write_unsigned(writer, mark->begin);
        NEXT(writer, "end");
        dateline_write_unsigned(writer, mark->end);
        NEXT(writer, "url");
        write_string(writer, mark->url);
        dateline_write_char(writer, '}');
    }
    dateline_write_char(writer, ']');
}

static void write_list(dateline_writer *writer, const dateline_block *block) {
    if (!block->list_depth) {
        dateline_write_text(writer, "null");
        return;
    }
    FIRST(writer, "id");
    write_index(writer, block->list);
    NEXT(writer, "depth");
    dateline_write_unsigned(writer, block->list_depth);
    NEXT(writer, "ordered");
    write_bool(writer, block->ordered);
    NEXT(writer, "number");
    write_index(writer, block->ordered ? block->item_number : DATELINE_NONE);
    NEXT(writer, "item_start");
    write_bool(writer, block->item_start);
    dateline_write_char(writer, '}');
}

static void write_cell(dateline_writer *writer, const dateline_block *table,
                       const dateline_cell *cell) {
    FIRST(writer, "row");
    dateline_write_unsigned(writer, cell->row);
    NEXT(writer, "column");
    dateline_write_unsigned(writer, cell->column);
    NEXT(writer, "row_span");
    dateline_write_unsigned(writer, cell->row_span);
    NEXT(writer, "column_span");
    dateline_write_unsigned(writer, cell->column_span);
    NEXT(writer, "header");
    write_bool(writer, cell->header);
    NEXT(writer, "text");
    write_string(writer, dateline_grid_text(table, cell));
    dateline_write_char(writer, '}');
}

static void write_table(dateline_writer *writer, const dateline_block *block) {
    if (!block->cell_count) {
        dateline_write_text(writer, "null");
        return;
    }
    FIRST(writer, "rows");
    dateline_write_unsigned(writer, block->rows);
    NEXT(writer, "columns");
    dateline_write_unsigned(writer, block->columns);
    NEXT(writer, "cells");
    dateline_write_char(writer, '[');
    for (size_t i = 0; i < block->cell_count; i++) {
        write_separator(writer, i);
        write_cell(writer, block, &block->cells[i]);
    }
    dateline_write_text(writer, "]}");
}

static void write_block(dateline_writer *writer, const dateline_block *block) {
    FIRST(writer, "role");
    write_word(writer, dateline_role_name(block->role));
    NEXT(writer, "text");
    write_string(writer, block->text.data ? block->text : DATELINE_LITERAL(""));
    NEXT(writer, "in_text");
    write_bool(writer, block->in_text);
    NEXT(writer, "level");
    write_index(writer, block->level ? block->level : DATELINE_NONE);
    NEXT(writer, "list");
    write_list(writer, block);
    NEXT(writer, "quote_depth");
    dateline_write_unsigned(writer, block->quote_depth);
    NEXT(writer, "language");
    write_string(writer, block->language);
    NEXT(writer, "table");
    write_table(writer, block);
    NEXT(writer, "marks");
    write_marks(writer, block);
    NEXT(writer, "bytes");
    write_spans(writer, block->spans, block->span_count);
    NEXT(writer, "image");
    write_index(writer, block->image);
    NEXT(writer, "score");
    dateline_write_share(writer, block->score);
    NEXT(writer, "anchor");
    write_string(writer, block->anchor);
    dateline_write_char(writer, '}');
}

static void write_blocks(dateline_writer *writer, const dateline_record *record,
                         block_choice choice) {
    size_t written = 0;
    dateline_write_char(writer, '[');
    for (size_t i = 0; i < record->block_count; i++) {
        if (!is_written(&record->blocks[i], choice))
            continue;
        write_separator(writer, written++);
        write_block(writer, &record->blocks[i]);
    }
    dateline_write_char(writer, ']');
}

/**
 * Where a block of the record stands among those that are written. It walks along with the indexes
 * that it is asked for, which rise nearly always; so there is no table to allocate.
 */
typedef struct written_index {
    const dateline_record *record;
    block_choice choice;
    uint32_t block;   /* blocks before this one were counted */
    uint32_t before;  /* as many of them are written */
    uint32_t written; /* in all */
} written_index;

static written_index begin_index(const dateline_record *record, block_choice choice) {
    written_index index = {.record = record, .choice = choice};
    for (size_t i = 0; i < record->block_count; i++)
        index.written += is_written(&record->blocks[i], choice);
    return index;
}

/* The place of the first written block from the given one on, or DATELINE_NONE. */
static uint32_t find_written(written_index *index, uint32_t block) {
    const dateline_record *record = index->record;
    if (block >= record->block_count)
        return DATELINE_NONE;
    for (; index->block < block; index->block++)
        index->before += is_written(&record->blocks[index->block], index->choice);
    for (; index->block > block; index->block--)
        index->before -= is_written(&record->blocks[index->block - 1], index->choice);
    return index->before < index->written ? index->before : DATELINE_NONE;
}

static void write_image(dateline_writer *writer, const dateline_image *image, uint32_t block) {
    FIRST(writer, "url");
    write_string(writer, image->url);
    NEXT(writer, "alt");
    write_string(writer, image->alt);
    NEXT(writer, "caption");
    write_string(writer, image->caption);
    NEXT(writer, "credit");
    write_string(writer, image->credit);
    NEXT(writer, "role");
    write_word(writer, image->lead ? "lead" : "inline");
    NEXT(writer, "block");
    write_index(writer, block);
    NEXT(writer, "bytes");
    write_span(writer, image->span);
    dateline_write_char(writer, '}');
}

static void write_images(dateline_writer *writer, const dateline_record *record,
                         block_choice choice) {
    written_index index = begin_index(record, choice);
    dateline_write_char(writer, '[');
    for (size_t i = 0; i < record->image_count; i++) {
        write_separator(writer, i);
        write_image(writer, &record->images[i], find_written(&index, record->images[i].block));
    }
    dateline_write_char(writer, ']');
}

static void write_links(dateline_writer *writer, const dateline_record *record,
                        block_choice choice) {
    written_index index = begin_index(record, choice);
    dateline_write_char(writer, '[');
    for (size_t i = 0; i < record->link_count; i++) {
        const dateline_link *link = &record->links[i];
        write_separator(writer, i);
        FIRST(writer, "url");
        write_string(writer, link->url);
        NEXT(writer, "text");
        write_string(writer, link->text);
        NEXT(writer, "block");
        write_index(writer, find_written(&index, link->block));
        dateline_write_char(writer, '}');
    }
    dateline_write_char(writer, ']');
}

static void write_comments(dateline_writer *writer, const dateline_record *record) {
    write_strings(writer, record->comments, record->comment_count);
}

/* ---- Statements ----------------------------------------------------------------------------- */

static const char *quotation_name(dateline_quotation quotation) {
    static const char *const names[] = {"direct", "indirect", "mixed"};
    return names[quotation];
}

static void write_part(dateline_writer *writer, const dateline_part *part) {
    FIRST(writer, "text");
    write_string(writer, part->text);
    NEXT(writer, "spans");
    write_spans(writer, part->spans, part->span_count);
}

static void write_source(dateline_writer *writer, const dateline_statement *statement) {
    if (!statement->source.text.data && !statement->person.data) {
        dateline_write_text(writer, "null");
        return;
    }
    write_part(writer, &statement->source);
    NEXT(writer, "person");
    write_string(writer, statement->person);
    NEXT(writer, "role");
    write_string(writer, statement->role);
    dateline_write_char(writer, '}');
}

static void write_part_or_null(dateline_writer *writer, const dateline_part *part) {
    if (!part->text.data) {
        dateline_write_text(writer, "null");
        return;
    }
    write_part(writer, part);
    dateline_write_char(writer, '}');
}

static void write_statement(dateline_writer *writer, const dateline_statement *statement) {
    FIRST(writer, "quotation");
    write_word(writer, quotation_name(statement->quotation));
    NEXT(writer, "kind");
    write_string(writer, dateline_string_of(statement->kind));
    NEXT(writer, "source");
    write_source(writer, statement);
    NEXT(writer, "cue");
    write_part_or_null(writer, &statement->cue);
    NEXT(writer, "content");
    write_part_or_null(writer, &statement->content);
    NEXT(writer, "nested_in");
    write_index(writer, statement->nested_in);
    NEXT(writer, "date");
    write_string(writer, statement->date);
    NEXT(writer, "negated");
    write_bool(writer, statement->negated);
    NEXT(writer, "in_title");
    write_bool(writer, statement->in_title);
    NEXT(writer, "confidence");
    dateline_write_share(writer, statement->confidence);
    dateline_write_char(writer, '}');
}

static void write_statements(dateline_writer *writer, const dateline_record *record) {
    if (!record->statements_supported) {
        dateline_write_text(writer, "null");
        return;
    }
    dateline_write_char(writer, '[');
    for (size_t i = 0; i < record->statement_count; i++) {
        write_separator(writer, i);
        write_statement(writer, &record->statements[i]);
    }
    dateline_write_char(writer, ']');
}

/* ---- How sure, and why ---------------------------------------------------------------------- */

static void write_field_name(dateline_writer *writer, size_t field) {
    write_word(writer, dateline_field_name((dateline_field)field));
    dateline_write_char(writer, ':');
}

static void write_confidences(dateline_writer *writer, const dateline_record *record) {
    FIRST(writer, "text");
    write_confidence(writer, record->text_confidence);
    for (size_t field = 0; field < DATELINE_FIELD_COUNT; field++) {
        dateline_write_char(writer, ',');
        write_field_name(writer, field);
        write_confidence(writer, record->field_confidence[field]);
    }
    dateline_write_char(writer, '}');
}

static void write_candidate(dateline_writer *writer, const dateline_candidate *candidate) {
    FIRST(writer, "value");
    write_string(writer, candidate->value);
    NEXT(writer, "source");
    write_string(writer, candidate->source);
    NEXT(writer, "bytes");
    write_span(writer, candidate->span);
    NEXT(writer, "score");
    dateline_write_share(writer, candidate->score);
    NEXT(writer, "chosen");
    write_bool(writer, candidate->chosen);
    NEXT(writer, "reason");
    write_string(writer, dateline_string_of(candidate->reason));
    dateline_write_char(writer, '}');
}

/* The candidates stand by field. @return the index behind the field's last. */
static size_t write_candidates(dateline_writer *writer, const dateline_record *record, size_t next,
                               size_t field) {
    size_t first = next;
    dateline_write_char(writer, '[');
    for (; next < record->candidate_count && record->candidates[next].field == field; next++) {
        write_separator(writer, next - first);
        write_candidate(writer, &record->candidates[next]);
    }
    dateline_write_char(writer, ']');
    return next;
}

static void write_statement_evidence(dateline_writer *writer, const dateline_statement *statement) {
    FIRST(writer, "person");
    write_string(writer, dateline_string_of(statement->person_reason));
    NEXT(writer, "date");
    if (statement->date_reason) {
        write_part(writer, &statement->time);
        NEXT(writer, "reason");
        write_string(writer, dateline_string_of(statement->date_reason));
        dateline_write_char(writer, '}');
    } else {
        dateline_write_text(writer, "null");
    }
    dateline_write_char(writer, '}');
}

static void write_evidence(dateline_writer *writer, const dateline_record *record) {
    dateline_write_char(writer, '{');
    for (size_t field = 0, next = 0; field < DATELINE_FIELD_COUNT; field++) {
        write_separator(writer, field);
        write_field_name(writer, field);
        next = write_candidates(writer, record, next, field);
    }
    NEXT(writer, "statements");
    dateline_write_char(writer, '[');
    for (size_t i = 0; i < record->statement_count; i++) {
        write_separator(writer, i);
        write_statement_evidence(writer, &record->statements[i]);
    }
    dateline_write_text(writer, "]}");
}

static void write_warnings(dateline_writer *writer, const dateline_record *record) {
    write_strings(writer, record->warnings, record->warning_count);
}

/* ---- Members -------------------------------------------------------------------------------- */

/* One of the record's members: written by a function, or the string at its place in the record. */
typedef struct record_member {
    const char *name;
    void (*write)(dateline_writer *writer, const dateline_record *record);
    void (*write_chosen)(dateline_writer *writer, const dateline_record *record,
                         block_choice choice);
    size_t string;
} record_member;

#define STRING(field)                                                                              \
    { .name = #field, .string = offsetof(dateline_record, field) }

static const record_member members[] = {
    {.name = "schema", .write = write_schema},
    STRING(id),
    STRING(input),
    {.name = "archive", .write = write_archive},
    {.name = "encoding", .write = write_encoding},
    STRING(captured),
    STRING(url),
    STRING(canonical_url),
    {.name = "alternate_urls", .write = write_alternates},
    STRING(site),
    {.name = "section", .write = write_section},
    {.name = "page_type", .write = write_page_type},
    {.name = "status", .write = write_status},
    STRING(reason),
    STRING(title),
    STRING(subtitle),
    STRING(description),
    {.name = "authors", .write = write_authors},
    {.name = "tags", .write = write_tags},
    STRING(language),
    STRING(direction),
    STRING(agency),
    STRING(place),
    STRING(correction),
    {.name = "access", .write = write_access},
    STRING(date_published),
    STRING(date_modified),
    {.name = "updates", .write = write_updates},
    STRING(text),
    {.name = "blocks", .write_chosen = write_blocks},
    {.name = "images", .write_chosen = write_images},
    {.name = "links", .write_chosen = write_links},
    {.name = "comments", .write = write_comments},
    {.name = "statements", .write = write_statements},
    {.name = "confidence", .write = write_confidences},
    STRING(licence),
    {.name = "evidence", .write = write_evidence},
    {.name = "warnings", .write = write_warnings},
};
enum { MEMBER_COUNT = sizeof members / sizeof *members };
_Static_assert(MEMBER_COUNT <= 64, "a bit of dateline_options.members for each");

const char *dateline_member_name(unsigned number) {
    return number < MEMBER_COUNT ? members[number].name : NULL;
}

static void write_member(dateline_writer *writer, const record_member *member,
                         const dateline_record *record, const dateline_options *options) {
    if (member->write == write_evidence && !options->evidence)
        dateline_write_text(writer, "null");
    else if (member->write)
        member->write(writer, record);
    else if (member->write_chosen)
        member->write_chosen(writer, record,
                             (block_choice){options->all_blocks, record->excluded_roles});
    else
        write_string(writer, *(const dateline_string *)(const void *)((const char *)record +
                                                                      member->string));
}

void dateline_record_write_json(const dateline_record *record, const dateline_options *options,
                                dateline_writer *writer) {
    uint64_t wanted = options->members ? options->members : UINT64_MAX;
    char before = '{';
    for (unsigned i = 0; i < MEMBER_COUNT; i++) {
        if (!(wanted & DATELINE_MEMBER_BIT(i)))
            continue;
        dateline_write_char(writer, before);
        write_word(writer, members[i].name);
        dateline_write_char(writer, ':');
        write_member(writer, &members[i], record, options);
        before = ',';
    }
    dateline_write_text(writer, "}\n");
}
