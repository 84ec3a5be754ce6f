/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a page was read as it was: the candidates of every field, then who said what, then every
 * block of the page in its order. One line each, cut at the width of the terminal, for it is looked
 * through and not read.
 */
#include "text.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

enum { MARK_WIDTH = 1, NAME_WIDTH = 14, SCORE_WIDTH = 4, SOURCE_WIDTH = 20, SPAN_WIDTH = 15 };

/* Styles of ECMA-48, "Select Graphic Rendition". */
#define BOLD   "\033[1m"
#define DIM    "\033[2m"
#define GREEN  "\033[32m"
#define YELLOW "\033[33m"
#define BLUE   "\033[34m"
#define CYAN   "\033[36m"
#define PURPLE "\033[35m"
#define PLAIN  "\033[0m"

static void style(const struct view_context *context, struct buffer *to, const char *sequence) {
    if (context->colors)
        buffer_append_text(to, sequence);
}

/* ---- Cells ---------------------------------------------------------------------------------- */

/* As much of a text as fits into a column, "…" where it was cut; padded unless it is the last. */
static void cell(struct buffer *to, dateline_string text, size_t width, bool pad) {
    struct buffer safe = {0};
    text_append_safe(&safe, text.data ? text.data : "", text.length, false);
    size_t columns = width;
    size_t fits = text_fit(safe.data ? safe.data : "", safe.length, &columns);
    if (fits < safe.length) {
        columns = width - 1;
        fits = text_fit(safe.data, safe.length, &columns);
        buffer_append(to, safe.data, fits);
        buffer_append_text(to, "…");
        columns++;
    } else {
        buffer_append(to, safe.data, fits);
    }
    if (pad)
        buffer_print(to, "%*s", (int)(width - columns + 1), "");
    buffer_destroy(&safe);
}

static dateline_string string_of(const char *text) {
    return (dateline_string){text, strlen(text)};
}

static void span_cell(struct buffer *to, dateline_span span) {
    char text[32] = "";
    if (span.end > span.begin)
        snprintf(text, sizeof text, "[%u,%u)", span.begin, span.end);
    cell(to, string_of(text), SPAN_WIDTH, true);
}

/* What is left of a line behind cells of these widths, each with a space behind it. */
static size_t rest_of(const struct view_context *context, size_t used) {
    enum { LEAST = 24 };
    return context->columns > used + LEAST ? context->columns - used : LEAST;
}

/* ---- Parts ---------------------------------------------------------------------------------- */

static void write_head(const struct view_context *context, const struct view_page *page,
                       struct buffer *to) {
    const dateline_record *record = page->record;
    style(context, to, BOLD);
    text_append_safe(to, page->input->name, strlen(page->input->name), false);
    style(context, to, PLAIN);
    buffer_print(to, ": %s", dateline_status_name(record->status));
    if (record->reason.length) {
        buffer_append_text(to, " (");
        text_append_safe(to, record->reason.data, record->reason.length, false);
        buffer_append_text(to, ")");
    }
    buffer_print(to, ", %zu bytes of %.*s, %zu blocks, confidence %.2f\n", page->length,
                 (int)record->encoding.length, record->encoding.length ? record->encoding.data : "",
                 record->block_count, (double)record->text_confidence);
    for (size_t i = 0; i < record->warning_count; i++) {
        style(context, to, YELLOW);
        buffer_append_text(to, "warning: ");
        style(context, to, PLAIN);
        text_append_safe(to, record->warnings[i].data, record->warnings[i].length, false);
        buffer_append_text(to, "\n");
    }
}

static void write_candidate(const struct view_context *context, const dateline_candidate *candidate,
                            bool first, struct buffer *to) {
    const char *name = first ? dateline_field_name(candidate->field) : "";
    size_t rest =
        rest_of(context, MARK_WIDTH + NAME_WIDTH + SCORE_WIDTH + SOURCE_WIDTH + SPAN_WIDTH + 5);
    size_t value_width = rest * 3 / 5;
    style(context, to, candidate->chosen ? GREEN : DIM);
    buffer_append_text(to, candidate->chosen ? "* " : "  ");
    cell(to, string_of(name), NAME_WIDTH, true);
    buffer_print(to, "%4.2f ", (double)candidate->score);
    cell(to, candidate->value, value_width, true);
    cell(to, candidate->source, SOURCE_WIDTH, true);
    span_cell(to, candidate->span);
    cell(to, string_of(candidate->reason ? candidate->reason : ""), rest - value_width - 1, false);
    style(context, to, PLAIN);
    buffer_append_text(to, "\n");
}

static void write_fields(const struct view_context *context, const dateline_record *record,
                         struct buffer *to) {
    style(context, to, BOLD);
    buffer_append_text(to, "\nfields          score value, source, bytes, reason\n");
    style(context, to, PLAIN);
    if (!record->candidate_count)
        buffer_append_text(to, "  no candidate of any field\n");
    for (size_t i = 0; i < record->candidate_count; i++) {
        const dateline_candidate *candidate = &record->candidates[i];
        bool first = !i || candidate[-1].field != candidate->field;
        write_candidate(context, candidate, first, to);
    }
}

static const char *color_of(const dateline_block *block) {
    switch (block->role) {
    case DATELINE_ROLE_TITLE:
    case DATELINE_ROLE_STANDFIRST:
    case DATELINE_ROLE_HEADING:
        return CYAN;
    case DATELINE_ROLE_BYLINE:
    case DATELINE_ROLE_DATE:
    case DATELINE_ROLE_BREADCRUMB:
    case DATELINE_ROLE_ADDRESS:
    case DATELINE_ROLE_CORRECTION:
        return BLUE;
    case DATELINE_ROLE_CAPTION:
    case DATELINE_ROLE_CREDIT:
        return YELLOW;
    case DATELINE_ROLE_COMMENT:
        return PURPLE;
    default:
        return block->in_text ? GREEN : DIM;
    }
}

static void write_block(const struct view_context *context, const dateline_block *block,
                        struct buffer *to) {
    dateline_span span = {0, 0};
    if (block->span_count)
        span = (dateline_span){block->spans[0].begin, block->spans[block->span_count - 1].end};
    style(context, to, color_of(block));
    buffer_append_text(to, block->in_text ? "* " : "  ");
    cell(to, string_of(dateline_role_name(block->role)), NAME_WIDTH, true);
    buffer_print(to, "%4.2f ", (double)block->score);
    span_cell(to, span);
    cell(to, block->text, rest_of(context, MARK_WIDTH + NAME_WIDTH + SCORE_WIDTH + SPAN_WIDTH + 4),
         false);
    style(context, to, PLAIN);
    buffer_append_text(to, "\n");
}

/* Why: what was decided, and the largest effects on the score. */
static void write_reasons(const struct view_context *context, const dateline_block *block,
                          struct buffer *to) {
    struct buffer why = {0};
    buffer_append_text(&why, block->decision ? block->decision : "");
    for (size_t i = 0; i < block->reason_count; i++) {
        const dateline_reason *reason = &block->reasons[i];
        buffer_print(&why, "%s %+.2f %.*s", i ? "," : ";", (double)reason->effect,
                     (int)reason->name.length, reason->name.data);
    }
    style(context, to, DIM);
    buffer_print(to, "%*s", MARK_WIDTH + 1 + NAME_WIDTH + 1, "");
    cell(to, (dateline_string){why.data, why.length}, rest_of(context, MARK_WIDTH + NAME_WIDTH + 3),
         false);
    style(context, to, PLAIN);
    buffer_append_text(to, "\n");
    buffer_destroy(&why);
}

/* Blocks of the text, and those right beside it, which nearly were. */
static bool is_at_text(const dateline_record *record, size_t i) {
    return record->blocks[i].in_text || (i && record->blocks[i - 1].in_text) ||
           (i + 1 < record->block_count && record->blocks[i + 1].in_text);
}

static void write_blocks(const struct view_context *context, const dateline_record *record,
                         struct buffer *to) {
    style(context, to, BOLD);
    buffer_append_text(to, "\nblocks          score bytes, first words; * is in the text\n");
    style(context, to, PLAIN);
    if (!record->block_count)
        buffer_append_text(to, "  no block\n");
    for (size_t i = 0; i < record->block_count; i++) {
        write_block(context, &record->blocks[i], to);
        if (record->blocks[i].decision && is_at_text(record, i))
            write_reasons(context, &record->blocks[i], to);
    }
}

/* Who and when, and why. */
static void write_statement(const struct view_context *context, const dateline_statement *statement,
                            struct buffer *to) {
    size_t rest = rest_of(context, 2 + NAME_WIDTH + SPAN_WIDTH + 3);
    bool named = statement->person.length > 0;
    dateline_span span = {0, 0};
    if (statement->cue.span_count)
        span = statement->cue.spans[0];
    style(context, to, named ? GREEN : DIM);
    buffer_append_text(to, named ? "* " : "  ");
    cell(to, string_of(statement->kind ? statement->kind : ""), NAME_WIDTH, true);
    span_cell(to, span);
    cell(to, named ? statement->person : statement->source.text, rest / 3, true);
    struct buffer why = {0};
    if (statement->person_reason)
        buffer_append_text(&why, statement->person_reason);
    if (statement->date_reason)
        buffer_print(&why, "%s%.*s by \"%.*s\": %s", why.length ? "; " : "",
                     (int)statement->date.length, statement->date.data,
                     (int)statement->time.text.length, statement->time.text.data,
                     statement->date_reason);
    cell(to, (dateline_string){why.data, why.length}, rest - rest / 3 - 1, false);
    buffer_destroy(&why);
    style(context, to, PLAIN);
    buffer_append_text(to, "\n");
}

static void write_statements(const struct view_context *context, const dateline_record *record,
                             struct buffer *to) {
    style(context, to, BOLD);
    buffer_append_text(to,
                       "\nstatements      bytes of the cue, who, why that person and that date\n");
    style(context, to, PLAIN);
    if (!record->statement_count)
        buffer_append_text(to, "  no statement\n");
    for (size_t i = 0; i < record->statement_count; i++)
        write_statement(context, &record->statements[i], to);
}

dateline_code view_explain(const struct view_context *context, const struct view_page *page,
                           struct buffer *to) {
    if (context->settings->format == FORMAT_HTML) {
        view_explain_html(page, to);
        return DATELINE_OK;
    }
    write_head(context, page, to);
    write_fields(context, page->record, to);
    write_statements(context, page->record, to);
    write_blocks(context, page->record, to);
    if (context->many)
        buffer_append_text(to, "\n");
    return DATELINE_OK;
}
