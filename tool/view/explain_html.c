/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a page was read as it was, as a page to look at: all that the page shows, in its order,
 * coloured by role, beside the record that came of it. Each block opens to its reasons. It needs
 * no script and loads nothing: what opens is <details>, and a content security policy forbids the
 * rest, since every word in it comes from somebody else.
 */
#include "text.h"
#include "view.h"

#include <string.h>

/* ---- Text ----------------------------------------------------------------------------------- */

static void write_text(struct buffer *to, dateline_string text) {
    text_append_html(to, text.data, text.length);
}

static dateline_string string_of(const char *text) {
    return (dateline_string){text, text ? strlen(text) : 0};
}

/* "<dt>name</dt><dd>text</dd>", or nothing. */
static void write_field(struct buffer *to, const char *name, dateline_string text) {
    if (!text.length)
        return;
    buffer_print(to, "<dt>%s</dt><dd>", name);
    write_text(to, text);
    buffer_append_text(to, "</dd>\n");
}

static void write_fields(struct buffer *to, const char *name, const dateline_string *texts,
                         size_t count) {
    if (!count)
        return;
    buffer_print(to, "<dt>%s</dt><dd>", name);
    for (size_t i = 0; i < count; i++) {
        buffer_append_text(to, i ? " · " : "");
        write_text(to, texts[i]);
    }
    buffer_append_text(to, "</dd>\n");
}

/* ---- Roles ---------------------------------------------------------------------------------- */

/* Roles of one colour. */
static const char *family_of(dateline_role role) {
    switch (role) {
    case DATELINE_ROLE_TITLE:
    case DATELINE_ROLE_STANDFIRST:
    case DATELINE_ROLE_HEADING:
        return "head";
    case DATELINE_ROLE_BYLINE:
    case DATELINE_ROLE_DATE:
    case DATELINE_ROLE_BREADCRUMB:
    case DATELINE_ROLE_ADDRESS:
    case DATELINE_ROLE_CORRECTION:
        return "about";
    case DATELINE_ROLE_CAPTION:
    case DATELINE_ROLE_CREDIT:
    case DATELINE_ROLE_PULL_QUOTE:
        return "picture";
    case DATELINE_ROLE_FACT_BOX:
    case DATELINE_ROLE_LIVE_UPDATE:
    case DATELINE_ROLE_FOOTNOTE:
        return "box";
    case DATELINE_ROLE_COMMENT:
        return "comment";
    case DATELINE_ROLE_RELATED:
    case DATELINE_ROLE_PROMO:
    case DATELINE_ROLE_SHARE:
    case DATELINE_ROLE_AD:
    case DATELINE_ROLE_CONSENT:
    case DATELINE_ROLE_PAYWALL:
        return "call";
    case DATELINE_ROLE_NAVIGATION:
    case DATELINE_ROLE_FOOTER:
    case DATELINE_ROLE_OTHER:
        return "beside";
    default:
        return "text";
    }
}

/* ---- The page ------------------------------------------------------------------------------- */

static void write_reason(struct buffer *to, const dateline_reason *reason) {
    double width = (double)(reason->effect < 0 ? -reason->effect : reason->effect) * 100;
    buffer_print(to, "<li class=%s><i style=\"width:%.0f%%\"></i><b>%+.2f</b> ",
                 reason->effect < 0 ? "against" : "for", width < 100 ? width : 100,
                 (double)reason->effect);
    write_text(to, reason->name);
    buffer_append_text(to, "</li>\n");
}

static void write_spans(struct buffer *to, const dateline_block *block) {
    enum { MOST = 6 };
    buffer_append_text(to, "bytes");
    for (size_t i = 0; i < block->span_count && i < MOST; i++)
        buffer_print(to, " [%u,%u)", block->spans[i].begin, block->spans[i].end);
    if (block->span_count > MOST)
        buffer_print(to, " … to %u", block->spans[block->span_count - 1].end);
}

static void write_why(struct buffer *to, const dateline_block *block) {
    buffer_append_text(to, "<div class=why><p>");
    write_text(to, string_of(block->decision));
    buffer_append_text(to, block->decision ? " · " : "");
    write_spans(to, block);
    buffer_append_text(to, "</p>\n");
    if (block->reason_count)
        buffer_append_text(to, "<ul>\n");
    for (size_t i = 0; i < block->reason_count; i++)
        write_reason(to, &block->reasons[i]);
    buffer_append_text(to, block->reason_count ? "</ul></div>" : "</div>");
}

static void write_block(struct buffer *to, const dateline_block *block, size_t index) {
    unsigned indent = block->list_depth + block->quote_depth;
    buffer_print(to, "<details class=\"%s%s\" id=b%zu", family_of(block->role),
                 block->in_text ? " in" : "", index);
    if (indent)
        buffer_print(to, " style=\"margin-left:%uem\"", indent < 8 ? indent : 8);
    buffer_print(
        to,
        "><summary><span class=tag>%s <span class=bar><i style=\"width:%.0f%%\"></i></span> "
        "%.2f</span>",
        dateline_role_name(block->role), (double)block->score * 100, (double)block->score);
    bool verbatim = block->role == DATELINE_ROLE_CODE || block->cell_count;
    buffer_print(to, "<span class=\"words%s%s\">", verbatim ? " code" : "",
                 block->level ? " large" : "");
    write_text(to, block->text);
    buffer_append_text(to, "</span></summary>");
    write_why(to, block);
    buffer_append_text(to, "</details>\n");
}

static void write_page(struct buffer *to, const dateline_record *record) {
    buffer_append_text(to, "<section class=page><h2>What the page shows</h2>\n<p class=hint>Every "
                           "block in its order; a filled edge is the article’s text. Open one to "
                           "see why.</p>\n");
    for (size_t i = 0; i < record->block_count; i++)
        write_block(to, &record->blocks[i], i);
    if (!record->block_count)
        buffer_append_text(to, "<p>Nothing.</p>\n");
    buffer_append_text(to, "</section>\n");
}

/* ---- The record ----------------------------------------------------------------------------- */

static void write_metadata(struct buffer *to, const dateline_record *record) {
    buffer_append_text(to, "<dl>\n");
    write_field(to, "subtitle", record->subtitle);
    write_fields(to, "authors", record->authors, record->author_count);
    write_field(to, "published", record->date_published);
    write_field(to, "modified", record->date_modified);
    write_fields(to, "section", record->section, record->section_count);
    write_field(to, "site", record->site);
    write_field(to, "agency", record->agency);
    write_field(to, "place", record->place);
    write_field(to, "language", record->language);
    write_field(to, "address", record->canonical_url);
    write_fields(to, "tags", record->tags, record->tag_count);
    for (size_t i = 0; i < record->warning_count; i++)
        write_field(to, "warning", record->warnings[i]);
    buffer_append_text(to, "</dl>\n");
}

/* A block of the text, as a link to where the page shows it. */
static void write_result_block(struct buffer *to, const dateline_block *block, size_t index) {
    bool verbatim = block->role == DATELINE_ROLE_CODE || block->cell_count;
    buffer_print(to, "<a href=\"#b%zu\" class=\"%s%s%s%s\">", index, family_of(block->role),
                 verbatim ? " code" : "", block->level ? " large" : "",
                 block->item_start ? " item" : "");
    write_text(to, block->text);
    buffer_append_text(to, "</a>\n");
}

static void write_record(struct buffer *to, const dateline_record *record) {
    buffer_append_text(to, "<section class=record><h2>The record</h2>\n<h3>");
    write_text(to, record->title);
    buffer_append_text(to, "</h3>\n");
    write_metadata(to, record);
    for (size_t i = 0; i < record->block_count; i++)
        if (record->blocks[i].in_text)
            write_result_block(to, &record->blocks[i], i);
    buffer_append_text(to, "</section>\n");
}

/* ---- Candidates ----------------------------------------------------------------------------- */

static void write_candidate(struct buffer *to, const dateline_candidate *candidate, bool first) {
    buffer_print(to, "<tr%s><th>%s</th><td class=number>%.2f</td><td>",
                 candidate->chosen ? " class=chosen" : "",
                 first ? dateline_field_name(candidate->field) : "", (double)candidate->score);
    write_text(to, candidate->value);
    buffer_append_text(to, "</td><td>");
    write_text(to, candidate->source);
    buffer_append_text(to, "</td><td class=number>");
    if (candidate->span.end > candidate->span.begin)
        buffer_print(to, "[%u,%u)", candidate->span.begin, candidate->span.end);
    buffer_append_text(to, "</td><td>");
    write_text(to, string_of(candidate->reason));
    buffer_append_text(to, "</td></tr>\n");
}

static void write_candidates(struct buffer *to, const dateline_record *record) {
    if (!record->candidate_count)
        return;
    buffer_append_text(to,
                       "<section class=fields><h2>What each field could have been</h2>\n<table>\n"
                       "<tr><th>field</th><th>score</th><th>value</th><th>found in</th>"
                       "<th>bytes</th><th>why</th></tr>\n");
    for (size_t i = 0; i < record->candidate_count; i++)
        write_candidate(to, &record->candidates[i],
                        !i || record->candidates[i].field != record->candidates[i - 1].field);
    buffer_append_text(to, "</table></section>\n");
}

/* ---- Document ------------------------------------------------------------------------------- */

static const char *const head =
    "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"referrer\" content=\"no-referrer\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'\">\n";

static const char *const style =
    "<style>\n"
    ":root { color-scheme: light dark; --text: #2a8a4a; --head: #1f6fb8; --about: #7a52b3; "
    "--picture: #b07a12; --box: #128a8a; --comment: #b0508a; --call: #c0492f; --beside: #8a8f96; "
    "--line: #8883; --soft: #8881; }\n"
    "* { box-sizing: border-box; }\n"
    "body { margin: 0; font: 15px/1.5 system-ui, sans-serif; }\n"
    "header { padding: 1rem 1.5rem; border-bottom: 1px solid var(--line); }\n"
    "header h1 { margin: 0; font-size: 1.1rem; }\n"
    "header p, .hint { margin: 0.2rem 0; opacity: 0.75; font-size: 0.85rem; }\n"
    ".key span { margin-right: 1rem; white-space: nowrap; }\n"
    ".key i { display: inline-block; width: 0.8em; height: 0.8em; margin-right: 0.35em; "
    "border-radius: 2px; background: var(--c); vertical-align: -0.05em; }\n"
    "main { display: grid; grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); gap: 1.5rem; "
    "padding: 1rem 1.5rem; align-items: start; }\n"
    "h2 { font-size: 0.8rem; letter-spacing: 0.08em; text-transform: uppercase; opacity: 0.6; "
    "margin: 0 0 0.5rem; }\n"
    ".text { --c: var(--text); } .head { --c: var(--head); } .about { --c: var(--about); }\n"
    ".picture { --c: var(--picture); } .box { --c: var(--box); } .comment { --c: var(--comment); }\n"
    ".call { --c: var(--call); } .beside { --c: var(--beside); }\n"
    "details { border-left: 4px solid color-mix(in srgb, var(--c) 25%, transparent); "
    "margin: 0 0 3px; padding: 2px 8px; border-radius: 3px; "
    "background: color-mix(in srgb, var(--c) 5%, transparent); }\n"
    "details.in { border-left-color: var(--c); "
    "background: color-mix(in srgb, var(--c) 14%, transparent); }\n"
    "details:not(.in) .words { opacity: 0.7; }\n"
    "details:target { outline: 2px solid var(--c); }\n"
    "details:hover { outline: 1px solid var(--c); }\n"
    "summary { cursor: pointer; list-style: none; }\n"
    "summary::-webkit-details-marker { display: none; }\n"
    ".tag { float: right; margin-left: 0.8em; color: var(--c); font: 11px/1.9 ui-monospace, "
    "monospace; }\n"
    ".bar { display: inline-block; width: 36px; height: 6px; border-radius: 3px; "
    "background: var(--line); }\n"
    ".bar i { display: block; height: 100%; border-radius: 3px; background: var(--c); }\n"
    ".large { font-weight: 650; }\n"
    ".code { font: 12.5px/1.5 ui-monospace, monospace; white-space: pre-wrap; "
    "tab-size: 12; display: block; }\n"
    ".why { clear: both; font-size: 0.8rem; border-top: 1px solid var(--line); margin-top: 4px; "
    "padding: 4px 0; }\n"
    ".why p { margin: 0; opacity: 0.8; } .why ul { list-style: none; margin: 4px 0 0; padding: 0; }\n"
    ".why li { position: relative; padding: 1px 6px; } .why b { display: inline-block; "
    "width: 3.5em; font-variant-numeric: tabular-nums; }\n"
    ".why i { position: absolute; inset: 1px auto 1px 0; opacity: 0.22; border-radius: 2px; }\n"
    ".for i { background: var(--text); } .against i { background: var(--call); }\n"
    ".record { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 1rem; "
    "border: 1px solid var(--line); border-radius: 6px; }\n"
    ".record h3 { margin: 0 0 0.5rem; font: 600 1.35rem/1.25 Georgia, serif; }\n"
    ".record a { display: block; margin: 0 0 0.7em; color: inherit; text-decoration: none; "
    "font-family: Georgia, serif; border-left: 3px solid var(--c); padding-left: 0.7em; }\n"
    ".record a.code { font-family: ui-monospace, monospace; } .record a.item { margin-left: 1em; }\n"
    "dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 0.8em; font-size: 0.85rem; "
    "margin: 0 0 1rem; } dt { opacity: 0.6; } dd { margin: 0; overflow-wrap: anywhere; }\n"
    ".words, td { overflow-wrap: anywhere; }\n"
    ".fields { padding: 0 1.5rem 2rem; overflow-x: auto; }\n"
    "table { border-collapse: collapse; font-size: 0.82rem; width: 100%; }\n"
    "td, th { text-align: left; vertical-align: top; padding: 2px 8px; "
    "border-bottom: 1px solid var(--soft); } .number { font-variant-numeric: tabular-nums; "
    "white-space: nowrap; }\n"
    "tr:not(.chosen) td { opacity: 0.65; } tr.chosen td { font-weight: 600; }\n"
    "@media (max-width: 60rem) { main { grid-template-columns: 1fr; } .record { position: static; "
    "max-height: none; } }\n"
    "</style>\n";

static void write_key(struct buffer *to) {
    static const char *const families[][2] = {
        {"text", "text"},        {"head", "title, headings"},  {"about", "byline, date, path"},
        {"picture", "captions"}, {"box", "boxes, notes"},      {"comment", "comments"},
        {"call", "calls, ads"},  {"beside", "around the page"}};
    buffer_append_text(to, "<p class=key>");
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        buffer_print(to, "<span class=%s><i></i>%s</span>", families[i][0], families[i][1]);
    buffer_append_text(to, "</p>\n");
}

static void write_header(const struct view_page *page, struct buffer *to) {
    const dateline_record *record = page->record;
    buffer_append_text(to, "<title>");
    write_text(to, string_of(page->input->name));
    buffer_append_text(to, " explained</title>\n");
    buffer_append_text(to, style);
    buffer_append_text(to, "</head>\n<body>\n<header><h1>");
    write_text(to, string_of(page->input->name));
    buffer_print(to, "</h1>\n<p>%s", dateline_status_name(record->status));
    buffer_append_text(to, record->reason.length ? ": " : "");
    write_text(to, record->reason);
    buffer_print(to, " · %zu bytes of ", page->length);
    write_text(to, record->encoding);
    buffer_print(to, " · %zu blocks · confidence %.2f · dateline %s</p>\n", record->block_count,
                 (double)record->text_confidence, dateline_version());
    write_key(to);
    buffer_append_text(to, "</header>\n");
}

void view_explain_html(const struct view_page *page, struct buffer *to) {
    buffer_append_text(to, head);
    write_header(page, to);
    buffer_append_text(to, "<main>\n");
    write_page(to, page->record);
    write_record(to, page->record);
    buffer_append_text(to, "</main>\n");
    write_candidates(to, page->record);
    buffer_append_text(to, "</body>\n</html>\n");
}
