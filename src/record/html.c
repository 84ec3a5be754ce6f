/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The article as one HTML document that needs nothing else and can do no harm: every text is
 * escaped, every address checked, and a content security policy says no to scripts once more.
 */
#include "record/html.h"

#include "core/url.h"
#include "record/grid.h"
#include "record/inline.h"
#include "record/outline.h"
#include "record/record.h"

/* ---- Text ----------------------------------------------------------------------------------- */

/* What a byte is written as; NULL: itself. NUL has no notation in HTML. */
static const char *escape_of(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\0':
        return "\xEF\xBF\xBD";
    default:
        return NULL;
    }
}

/* Escaped for content and for quoted attribute values alike. */
static void write_text(dateline_writer *writer, dateline_string text) {
    size_t begin = 0;
    for (size_t i = 0; i < text.length; i++) {
        const char *escape = escape_of(text.data[i]);
        if (!escape)
            continue;
        dateline_write_bytes(writer, text.data + begin, i - begin);
        dateline_write_text(writer, escape);
        begin = i + 1;
    }
    if (text.length)
        dateline_write_bytes(writer, text.data + begin, text.length - begin);
}

/* ` name="value"`, or nothing for an absent value. */
static void write_attribute(dateline_writer *writer, const char *name, dateline_string value) {
    if (!value.data)
        return;
    dateline_write_char(writer, ' ');
    dateline_write_text(writer, name);
    dateline_write_text(writer, "=\"");
    write_text(writer, value);
    dateline_write_char(writer, '"');
}

static void write_number_attribute(dateline_writer *writer, const char *name, uint32_t value) {
    dateline_write_char(writer, ' ');
    dateline_write_text(writer, name);
    dateline_write_text(writer, "=\"");
    dateline_write_unsigned(writer, value);
    dateline_write_char(writer, '"');
}

/* "<name>text</name>", or nothing for an absent text. */
static void write_element(dateline_writer *writer, const char *start, dateline_string text,
                          const char *end) {
    if (!text.length)
        return;
    dateline_write_text(writer, start);
    write_text(writer, text);
    dateline_write_text(writer, end);
}

void dateline_html_anchor(dateline_writer *writer, const dateline_block *block) {
    if (!block->anchor.length)
        return;
    dateline_write_text(writer, "<a");
    write_attribute(writer, "id", block->anchor);
    dateline_write_text(writer, "></a>");
}

/* ---- Inline --------------------------------------------------------------------------------- */

static const char *element_of(dateline_mark_kind mark) {
    switch (mark) {
    case DATELINE_MARK_LINK:
        return "a";
    case DATELINE_MARK_STRONG:
        return "strong";
    case DATELINE_MARK_EMPHASIS:
        return "em";
    default:
        return "code";
    }
}

static void write_mark(dateline_writer *writer, const dateline_inline_event *event) {
    bool enters = event->kind == DATELINE_INLINE_ENTER;
    dateline_write_text(writer, enters ? "<" : "</");
    dateline_write_text(writer, element_of(event->mark));
    if (enters && event->mark == DATELINE_MARK_LINK)
        write_attribute(writer, "href", event->text);
    dateline_write_char(writer, '>');
}

/* Bytes [begin, end) of the block's text with its marks. */
static void write_inline(dateline_writer *writer, const dateline_block *block, size_t begin,
                         size_t end) {
    dateline_inline walk;
    dateline_inline_begin(&walk, block, begin, end);
    for (;;) {
        dateline_inline_event event = dateline_inline_next(&walk);
        switch (event.kind) {
        case DATELINE_INLINE_END:
            return;
        case DATELINE_INLINE_TEXT:
            write_text(writer, event.text);
            break;
        case DATELINE_INLINE_BREAK:
            dateline_write_text(writer, "<br>");
            break;
        case DATELINE_INLINE_ENTER:
        case DATELINE_INLINE_LEAVE:
            write_mark(writer, &event);
            break;
        }
    }
}

/* ---- Tables --------------------------------------------------------------------------------- */

static void write_cell(dateline_writer *writer, const dateline_block *table,
                       const dateline_cell *cell) {
    dateline_write_text(writer, cell->header ? "<th" : "<td");
    if (cell->column_span > 1)
        write_number_attribute(writer, "colspan", cell->column_span);
    if (cell->row_span > 1)
        write_number_attribute(writer, "rowspan", cell->row_span);
    dateline_write_char(writer, '>');
    write_inline(writer, table, cell->begin, cell->end);
    dateline_write_text(writer, cell->header ? "</th>" : "</td>");
}

static void end_row(dateline_writer *writer, dateline_string prefix) {
    dateline_write_text(writer, "</tr>\n");
    dateline_write_string(writer, prefix);
}

void dateline_html_table(dateline_writer *writer, const dateline_block *table,
                         dateline_string prefix) {
    dateline_write_text(writer, "<table>\n");
    dateline_write_string(writer, prefix);
    for (size_t i = 0, row = 0; i < table->cell_count; i++) {
        const dateline_cell *cell = &table->cells[i];
        if (i == 0)
            dateline_write_text(writer, "<tr>");
        /* A row without cells of its own stands under the spans of others. */
        bool fill = cell->row < table->rows && dateline_grid_is_dense(table);
        for (; row < cell->row; row = fill ? row + 1 : cell->row) {
            end_row(writer, prefix);
            dateline_write_text(writer, "<tr>");
        }
        write_cell(writer, table, cell);
    }
    if (table->cell_count)
        end_row(writer, prefix);
    dateline_write_text(writer, "</table>");
}

/* ---- Blocks --------------------------------------------------------------------------------- */

typedef struct page_writer {
    dateline_writer *writer;
    uint32_t expected[DATELINE_OUTLINE_DEPTH]; /* by list: the number that its next item has */
    unsigned lists;
    bool bare; /* the next block is the first of its item: a paragraph needs no <p> */
} page_writer;

static void write_heading(dateline_writer *writer, const dateline_block *block) {
    char level = (char)('0' + (block->level >= 1 && block->level <= 6 ? block->level : 2));
    const char start[] = {'<', 'h', level, '>', 0}, end[] = {'<', '/', 'h', level, '>', '\n', 0};
    dateline_write_text(writer, start);
    write_inline(writer, block, 0, block->text.length);
    dateline_write_text(writer, end);
}

static void write_code(dateline_writer *writer, const dateline_block *block) {
    dateline_write_text(writer, "<pre><code");
    if (block->language.length) {
        dateline_write_text(writer, " class=\"language-");
        write_text(writer, block->language);
        dateline_write_char(writer, '"');
    }
    dateline_write_char(writer, '>');
    write_text(writer, block->text);
    dateline_write_text(writer, "</code></pre>\n");
}

static void write_paragraph(page_writer *page, const dateline_block *block) {
    dateline_writer *writer = page->writer;
    bool standfirst = block->role == DATELINE_ROLE_STANDFIRST;
    if (!page->bare)
        dateline_write_text(writer, standfirst ? "<p class=\"standfirst\">" : "<p>");
    dateline_html_anchor(writer, block);
    write_inline(writer, block, 0, block->text.length);
    dateline_write_text(writer, page->bare ? "\n" : "</p>\n");
}

static void write_block(page_writer *page, const dateline_block *block) {
    if (block->cell_count) {
        dateline_html_table(page->writer, block, dateline_absent);
        dateline_write_char(page->writer, '\n');
    } else if (block->role == DATELINE_ROLE_CODE) {
        write_code(page->writer, block);
    } else if (dateline_outline_is_heading(block)) {
        write_heading(page->writer, block);
    } else {
        write_paragraph(page, block);
    }
    page->bare = false;
}

/* Words without marks, on one line. */
static void write_words(dateline_writer *writer, dateline_string text) {
    const dateline_block words = {.text = text};
    dateline_inline walk;
    dateline_inline_begin(&walk, &words, 0, text.length);
    dateline_inline_event event;
    while ((event = dateline_inline_next(&walk)).kind != DATELINE_INLINE_END)
        write_text(writer, event.kind == DATELINE_INLINE_TEXT ? event.text : DATELINE_LITERAL(" "));
}

static void write_caption(dateline_writer *writer, dateline_string caption,
                          dateline_string credit) {
    bool has_caption = !dateline_inline_is_blank(caption);
    bool has_credit = !dateline_inline_is_blank(credit);
    if (!has_caption && !has_credit)
        return;
    dateline_write_text(writer, "<figcaption>");
    write_words(writer, caption);
    dateline_write_text(writer, has_caption && has_credit ? " " : "");
    if (has_credit) {
        dateline_write_text(writer, "<span class=\"credit\">(");
        write_words(writer, credit);
        dateline_write_text(writer, ")</span>");
    }
    dateline_write_text(writer, "</figcaption>\n");
}

static void write_image(page_writer *page, const dateline_record *record,
                        const dateline_image *image) {
    dateline_writer *writer = page->writer;
    dateline_string caption = dateline_outline_caption(record, image);
    dateline_string credit = dateline_outline_credit(record, image);
    bool shown = image->url.length && dateline_url_safe(image->url);
    if (!shown && dateline_inline_is_blank(caption) && dateline_inline_is_blank(credit))
        return;
    dateline_write_text(writer, "<figure>\n");
    if (shown) {
        dateline_write_text(writer, "<img");
        write_attribute(writer, "src", image->url);
        write_attribute(writer, "alt", image->alt.data ? image->alt : DATELINE_LITERAL(""));
        dateline_write_text(writer, " loading=\"lazy\">\n");
    }
    write_caption(writer, caption, credit);
    dateline_write_text(writer, "</figure>\n");
    page->bare = false;
}

static void write_lone_caption(page_writer *page, const dateline_block *block) {
    dateline_write_text(page->writer, "<figure>\n");
    write_caption(page->writer, block->text, dateline_absent);
    dateline_write_text(page->writer, "</figure>\n");
    page->bare = false;
}

/* ---- Containers ----------------------------------------------------------------------------- */

static void enter_list(page_writer *page, const dateline_container *list) {
    dateline_write_text(page->writer, list->ordered ? "<ol" : "<ul");
    if (list->ordered && list->number != 1)
        write_number_attribute(page->writer, "start", list->number);
    dateline_write_text(page->writer, ">\n");
    page->expected[page->lists++] = list->number;
}

static void enter_item(page_writer *page, const dateline_container *item) {
    uint32_t *expected = &page->expected[page->lists - 1];
    dateline_write_text(page->writer, "<li");
    if (item->ordered && item->number != *expected)
        write_number_attribute(page->writer, "value", item->number);
    dateline_write_char(page->writer, '>');
    *expected = item->number + 1;
    page->bare = true;
}

static void enter_container(page_writer *page, const dateline_container *container) {
    switch (container->kind) {
    case DATELINE_CONTAINER_QUOTE:
        dateline_write_text(page->writer, "<blockquote>\n");
        page->bare = false;
        break;
    case DATELINE_CONTAINER_LIST:
        enter_list(page, container);
        break;
    case DATELINE_CONTAINER_ITEM:
        enter_item(page, container);
        break;
    }
}

static void leave_container(page_writer *page, const dateline_container *container) {
    page->bare = false;
    switch (container->kind) {
    case DATELINE_CONTAINER_QUOTE:
        dateline_write_text(page->writer, "</blockquote>\n");
        break;
    case DATELINE_CONTAINER_LIST:
        page->lists--;
        dateline_write_text(page->writer, container->ordered ? "</ol>\n" : "</ul>\n");
        break;
    case DATELINE_CONTAINER_ITEM:
        dateline_write_text(page->writer, "</li>\n");
        break;
    }
}

static void write_body(const dateline_record *record, dateline_writer *writer) {
    page_writer page = {.writer = writer};
    dateline_outline outline;
    dateline_outline_begin(&outline, record, DATELINE_OUTLINE_FOR_DOCUMENT);
    for (;;) {
        dateline_outline_event event = dateline_outline_next(&outline);
        switch (event.kind) {
        case DATELINE_OUTLINE_END:
            return;
        case DATELINE_OUTLINE_ENTER:
            enter_container(&page, &event.container);
            break;
        case DATELINE_OUTLINE_LEAVE:
            leave_container(&page, &event.container);
            break;
        case DATELINE_OUTLINE_BLOCK:
            write_block(&page, event.block);
            break;
        case DATELINE_OUTLINE_CAPTION:
            write_lone_caption(&page, event.block);
            break;
        case DATELINE_OUTLINE_IMAGE:
            write_image(&page, record, event.image);
            break;
        }
    }
}

/* ---- Document ------------------------------------------------------------------------------- */

static const char policy[] =
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"referrer\" content=\"no-referrer\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "img-src http: https:; style-src 'unsafe-inline'\">\n";

static const char style[] =
    "<style>\n"
    ":root { color-scheme: light dark; }\n"
    "body { margin: 2rem auto; padding: 0 1rem; max-width: 42rem; font: 1.1rem/1.6 Georgia, serif; "
    "overflow-wrap: break-word; }\n"
    "h1, h2, h3, h4, h5, h6 { line-height: 1.25; }\n"
    "header p, figcaption { font-size: 0.9rem; opacity: 0.75; margin: 0.25rem 0; }\n"
    ".subtitle, .standfirst { font-size: 1.2rem; }\n"
    "figure { margin: 1.5rem 0; }\n"
    "img { max-width: 100%; height: auto; }\n"
    "blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 0.25rem solid #8888; }\n"
    "pre { overflow-x: auto; padding: 0.75rem; background: #8882; }\n"
    "table { border-collapse: collapse; }\n"
    "td, th { border: 1px solid #8888; padding: 0.25rem 0.5rem; text-align: start; "
    "vertical-align: top; }\n"
    "</style>\n";

static void write_head(const dateline_record *record, dateline_writer *writer) {
    dateline_write_text(writer, "<!DOCTYPE html>\n<html");
    write_attribute(writer, "lang", record->language);
    write_attribute(writer, "dir", record->direction);
    dateline_write_text(writer, ">\n<head>\n");
    dateline_write_text(writer, policy);
    dateline_write_text(writer, "<title>");
    write_text(writer, record->title);
    dateline_write_text(writer, "</title>\n");
    if (record->canonical_url.length && dateline_url_safe(record->canonical_url)) {
        dateline_write_text(writer, "<link rel=\"canonical\"");
        write_attribute(writer, "href", record->canonical_url);
        dateline_write_text(writer, ">\n");
    }
    dateline_write_text(writer, style);
    dateline_write_text(writer, "</head>\n");
}

static void write_joined(dateline_writer *writer, const char *start, const dateline_string *texts,
                         size_t count, const char *separator, const char *end) {
    if (!count)
        return;
    dateline_write_text(writer, start);
    for (size_t i = 0; i < count; i++) {
        if (i)
            dateline_write_text(writer, separator);
        write_text(writer, texts[i]);
    }
    dateline_write_text(writer, end);
}

static void write_time(dateline_writer *writer, const char *label, dateline_string time) {
    if (!time.length)
        return;
    dateline_write_text(writer, "<p>");
    dateline_write_text(writer, label);
    dateline_write_text(writer, " <time");
    write_attribute(writer, "datetime", time);
    write_element(writer, ">", time, "</time></p>\n");
}

static const dateline_block *first_block(const dateline_record *record) {
    for (size_t i = 0; i < record->block_count; i++)
        if (record->blocks[i].in_text && record->blocks[i].text.length)
            return &record->blocks[i];
    return NULL;
}

static void write_header(const dateline_record *record, dateline_writer *writer) {
    dateline_write_text(writer, "<header>\n");
    write_joined(writer, "<p class=\"section\">", record->section, record->section_count, " / ",
                 "</p>\n");
    if (dateline_outline_has_title(record))
        write_element(writer, "<h1>", record->title, "</h1>\n");
    /* Where the subtitle is the standfirst, it comes with the blocks. */
    const dateline_block *first = first_block(record);
    if (!first || !dateline_string_equal(first->text, record->subtitle))
        write_element(writer, "<p class=\"subtitle\">", record->subtitle, "</p>\n");
    write_joined(writer, "<p class=\"byline\">", record->authors, record->author_count, ", ",
                 "</p>\n");
    write_time(writer, "Published", record->date_published);
    write_time(writer, "Modified", record->date_modified);
    dateline_write_text(writer, "</header>\n");
}

void dateline_record_write_html(const dateline_record *record, dateline_writer *writer) {
    write_head(record, writer);
    dateline_write_text(writer, "<body>\n<article>\n");
    write_header(record, writer);
    write_body(record, writer);
    dateline_write_text(writer, "</article>\n</body>\n</html>\n");
}
