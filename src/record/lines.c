/* SPDX-License-Identifier: Apache-2.0 */
#include "record/lines.h"

void dateline_lines_begin(dateline_lines *lines, dateline_writer *writer, bool markdown) {
    *lines = (dateline_lines){.writer = writer, .markdown = markdown};
}

/* ---- Line ends ------------------------------------------------------------------------------ */

static void write_prefix(dateline_lines *lines) {
    dateline_write_bytes(lines->writer, lines->prefix, lines->prefix_length);
}

/* A line with nothing on it: its prefix loses the spaces at its end. */
static void write_empty_prefix(dateline_lines *lines) {
    unsigned length = lines->prefix_length;
    while (length && lines->prefix[length - 1] == ' ')
        length--;
    dateline_write_bytes(lines->writer, lines->prefix, length);
}

void dateline_lines_next(dateline_lines *lines) {
    dateline_write_char(lines->writer, '\n');
    write_prefix(lines);
}

/* Go to the start of the next block or marker. */
static void advance(dateline_lines *lines, bool blank_line) {
    if (lines->behind_marker) {
        lines->behind_marker = false;
        return;
    }
    if (lines->started) {
        dateline_write_char(lines->writer, '\n');
        if (blank_line) {
            write_empty_prefix(lines);
            dateline_write_char(lines->writer, '\n');
        }
    }
    lines->started = true;
    write_prefix(lines);
}

void dateline_lines_block(dateline_lines *lines, bool paragraph) {
    advance(lines, true);
    lines->tight = paragraph;
    lines->list_above = false;
}

void dateline_lines_end(dateline_lines *lines) {
    if (lines->started)
        dateline_write_char(lines->writer, '\n');
}

static size_t line_length(dateline_string text) {
    size_t length = 0;
    while (length < text.length && text.data[length] != '\n' && text.data[length] != '\r')
        length++;
    return length;
}

void dateline_lines_write(dateline_lines *lines, dateline_string text) {
    for (;;) {
        size_t length = line_length(text), next = length + 1;
        dateline_write_bytes(lines->writer, text.data, length);
        if (length == text.length)
            return;
        if (text.data[length] == '\r' && next < text.length && text.data[next] == '\n')
            next++;
        text = dateline_string_part(text, next, text.length);
        dateline_write_char(lines->writer, '\n');
        if (line_length(text))
            write_prefix(lines);
        else
            write_empty_prefix(lines);
    }
}

/* ---- Containers ----------------------------------------------------------------------------- */

static void open_container(dateline_lines *lines, const char *prefix, unsigned length) {
    memcpy(lines->prefix + lines->prefix_length, prefix, length);
    lines->prefix_length += length;
    lines->added[lines->depth++] = (unsigned char)length;
}

static void enter_quote(dateline_lines *lines) {
    advance(lines, true);
    dateline_write_text(lines->writer, "> ");
    open_container(lines, "> ", 2);
    lines->behind_marker = true;
}

/* Of the containers, items alone add spaces to the prefix and lists add nothing. */
static bool is_in_item(const dateline_lines *lines) {
    unsigned added = lines->depth ? lines->added[lines->depth - 1] : 0;
    return added && lines->prefix[lines->prefix_length - added] == ' ';
}

static void enter_list(dateline_lines *lines, const dateline_container *list) {
    lines->changed[lines->depth] = lines->markdown && lines->list_above &&
                                   lines->above_ordered == list->ordered && !lines->above_changed;
    /* Only a list that begins with 1 may follow a paragraph without a blank line (CommonMark 0.31,
     * 5.2 "List items"), and only inside an item does it look right. */
    lines->tight = lines->tight && is_in_item(lines) && (!list->ordered || list->number == 1);
    lines->first_item = true;
    open_container(lines, "", 0);
}

/* CommonMark reads at most nine digits. */
static void write_number(dateline_writer *writer, uint32_t number) {
    static const uint32_t greatest = 999999999;
    dateline_write_unsigned(writer, number < greatest ? number : greatest);
}

static void enter_item(dateline_lines *lines, const dateline_container *item) {
    static const char spaces[] = "           ";
    bool changed = lines->changed[lines->depth - 1];
    advance(lines, lines->first_item && !lines->tight);
    size_t begin = lines->writer->length;
    if (item->ordered) {
        write_number(lines->writer, item->number);
        dateline_write_text(lines->writer, changed ? ") " : ". ");
    } else {
        dateline_write_text(lines->writer, changed ? "* " : "- ");
    }
    /* Where memory failed, nothing was written. */
    size_t width = lines->writer->length - begin;
    open_container(lines, spaces, (unsigned)(width < sizeof spaces ? width : 0));
    lines->first_item = false;
    lines->behind_marker = true;
}

void dateline_lines_enter(dateline_lines *lines, const dateline_container *container) {
    switch (container->kind) {
    case DATELINE_CONTAINER_QUOTE:
        enter_quote(lines);
        break;
    case DATELINE_CONTAINER_LIST:
        enter_list(lines, container);
        break;
    case DATELINE_CONTAINER_ITEM:
        enter_item(lines, container);
        break;
    }
    lines->list_above = false;
}

void dateline_lines_leave(dateline_lines *lines, const dateline_container *container) {
    lines->depth--;
    lines->prefix_length -= lines->added[lines->depth];
    lines->behind_marker = false;
    lines->list_above = container->kind == DATELINE_CONTAINER_LIST;
    if (lines->list_above) {
        lines->above_ordered = container->ordered;
        lines->above_changed = lines->changed[lines->depth];
        lines->first_item = false; /* the next item is one of the list around it */
    }
}
