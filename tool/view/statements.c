/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who said what: a table for people, whose cells are broken into lines, and for programs one JSON
 * object a statement, with the members that docs/record.schema.json gives a statement and the page
 * that it is from.
 */
#include "text.h"
#include "view.h"

#include <string.h>

/* ---- JSON Lines ----------------------------------------------------------------------------- */

static void json_string(struct buffer *to, dateline_string text) {
    if (!text.data) {
        buffer_append_text(to, "null");
        return;
    }
    buffer_append_text(to, "\"");
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == '"' || c == '\\')
            buffer_print(to, "\\%c", c);
        else if (c == '\n')
            buffer_append_text(to, "\\n");
        else if (c < 0x20)
            buffer_print(to, "\\u%04x", c);
        else
            buffer_append(to, &text.data[i], 1);
    }
    buffer_append_text(to, "\"");
}

static void json_member(struct buffer *to, const char *name, dateline_string text) {
    buffer_print(to, "\"%s\":", name);
    json_string(to, text);
}

static void json_spans(struct buffer *to, const dateline_part *part) {
    buffer_append_text(to, "\"spans\":[");
    for (size_t i = 0; i < part->span_count; i++)
        buffer_print(to, "%s[%u,%u]", i ? "," : "", part->spans[i].begin, part->spans[i].end);
    buffer_append_text(to, "]");
}

static void json_part(struct buffer *to, const char *name, const dateline_part *part) {
    buffer_print(to, ",\"%s\":", name);
    if (!part->text.data) {
        buffer_append_text(to, "null");
        return;
    }
    buffer_append_text(to, "{");
    json_member(to, "text", part->text);
    buffer_append_text(to, ",");
    json_spans(to, part);
    buffer_append_text(to, "}");
}

static void json_source(struct buffer *to, const dateline_statement *statement) {
    buffer_append_text(to, ",\"source\":");
    if (!statement->source.text.data) {
        buffer_append_text(to, "null");
        return;
    }
    buffer_append_text(to, "{");
    json_member(to, "text", statement->source.text);
    buffer_append_text(to, ",");
    json_spans(to, &statement->source);
    buffer_append_text(to, ",");
    json_member(to, "person", statement->person);
    buffer_append_text(to, ",");
    json_member(to, "role", statement->role);
    buffer_append_text(to, "}");
}

static const char *quotation_name(dateline_quotation quotation) {
    static const char *const names[] = {"direct", "indirect", "mixed"};
    return names[quotation];
}

static void json_line(const dateline_record *record, const dateline_statement *statement,
                      struct buffer *to) {
    buffer_append_text(to, "{");
    json_member(to, "input", record->input);
    buffer_append_text(to, ",");
    json_member(to, "id", record->id);
    buffer_print(to, ",\"quotation\":\"%s\"", quotation_name(statement->quotation));
    buffer_print(to, ",\"kind\":\"%s\"", statement->kind ? statement->kind : "says");
    json_source(to, statement);
    json_part(to, "cue", &statement->cue);
    json_part(to, "content", &statement->content);
    if (statement->nested_in == DATELINE_NONE)
        buffer_append_text(to, ",\"nested_in\":null,");
    else
        buffer_print(to, ",\"nested_in\":%u,", statement->nested_in);
    json_member(to, "date", statement->date);
    buffer_print(to, ",\"negated\":%s", statement->negated ? "true" : "false");
    buffer_print(to, ",\"in_title\":%s", statement->in_title ? "true" : "false");
    buffer_print(to, ",\"confidence\":%.3f}\n", (double)statement->confidence);
}

/* ---- Table ---------------------------------------------------------------------------------- */

enum { WHO, KIND, WHAT, WHEN, COLUMNS, GAP = 2 };

struct row {
    struct buffer cells[COLUMNS];
    size_t written[COLUMNS]; /* bytes */
};

/* What of a cell goes on the next line: as many words as fit. */
static size_t line_of(const char *text, size_t length, size_t width, size_t *columns) {
    *columns = width;
    size_t fits = text_fit(text, length, columns);
    if (fits == length)
        return fits;
    size_t cut = fits;
    while (cut && text[cut] != ' ')
        cut--;
    if (!cut)
        return fits; /* one long word */
    *columns = width;
    return text_fit(text, cut, columns);
}

static bool write_line(struct row *row, const size_t *widths, struct buffer *to) {
    bool more = false;
    size_t gap = 0;
    for (size_t i = 0; i < COLUMNS; i++) {
        struct buffer *cell = &row->cells[i];
        size_t begin = row->written[i];
        while (begin < cell->length && cell->data[begin] == ' ')
            begin++;
        size_t columns = 0;
        size_t part = 0;
        if (begin < cell->length) {
            part = line_of(cell->data + begin, cell->length - begin, widths[i], &columns);
            buffer_print(to, "%*s", (int)gap, "");
            buffer_append(to, cell->data + begin, part);
            gap = 0;
        }
        row->written[i] = begin + part;
        more |= row->written[i] < cell->length;
        gap += widths[i] - columns + GAP;
    }
    buffer_append_text(to, "\n");
    return more;
}

static void write_row(struct row *row, const size_t *widths, struct buffer *to) {
    while (write_line(row, widths, to))
        ;
    for (size_t i = 0; i < COLUMNS; i++)
        buffer_destroy(&row->cells[i]);
}

static void add(struct row *row, size_t column, dateline_string text) {
    if (text.length)
        text_append_safe(&row->cells[column], text.data, text.length, false);
}

static void fill_row(const dateline_statement *statement, struct row *row) {
    bool named = statement->person.length > 0;
    add(row, WHO, named ? statement->person : statement->source.text);
    if (named && statement->role.length) {
        buffer_append_text(&row->cells[WHO], ", ");
        add(row, WHO, statement->role);
    }
    if (!row->cells[WHO].length)
        buffer_append_text(&row->cells[WHO], "–");
    if (statement->negated)
        buffer_append_text(&row->cells[KIND], "not ");
    buffer_append_text(&row->cells[KIND], statement->kind ? statement->kind : "says");
    add(row, WHAT, statement->content.text); /* with its quotation marks */
    add(row, WHEN, statement->date);
}

static void write_titles(const struct view_context *context, const size_t *widths,
                         struct buffer *to) {
    static const char *const titles[] = {"WHO", "KIND", "WHAT", "WHEN"};
    struct row row = {0};
    for (size_t i = 0; i < COLUMNS; i++)
        buffer_append_text(&row.cells[i], titles[i]);
    buffer_append_text(to, context->colors ? "\033[1m" : "");
    write_row(&row, widths, to);
    buffer_append_text(to, context->colors ? "\033[0m" : "");
}

static void write_table(const struct view_context *context, const dateline_record *record,
                        struct buffer *to) {
    size_t widths[COLUMNS] = {[WHO] = 22, [KIND] = 9, [WHEN] = 10};
    size_t others = 22 + 9 + 10 + 3 * GAP;
    widths[WHAT] = context->columns > others + 20 ? context->columns - others : 20;
    if (!record->statements_supported)
        buffer_append_text(to, "statements were not looked for\n");
    else if (!record->statement_count)
        buffer_append_text(to, "no statement was found\n");
    else
        write_titles(context, widths, to);
    for (size_t i = 0; i < record->statement_count; i++) {
        struct row row = {0};
        fill_row(&record->statements[i], &row);
        write_row(&row, widths, to);
    }
}

dateline_code view_statements(const struct view_context *context, const struct view_page *page,
                              struct buffer *to) {
    const dateline_record *record = page->record;
    if (context->format == DATELINE_FORMAT_JSON) {
        for (size_t i = 0; i < record->statement_count; i++)
            json_line(record, &record->statements[i], to);
        return DATELINE_OK;
    }
    view_separate(context, page, to);
    if (context->format == DATELINE_FORMAT_HTML)
        view_statements_html(page, to);
    else
        write_table(context, record, to);
    if (context->many)
        buffer_append_text(to, "\n");
    return DATELINE_OK;
}
