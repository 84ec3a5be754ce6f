/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines of a plain text: what each looks like by itself, and whether they were broken at a
 * width.
 */
#include "core/utf8.h"
#include "page/sweep.h"

enum {
    NARROWEST_WRAP = 40, /* lines broken at less are verse, addresses, menus */
    WIDEST_WRAP = 120,   /* longer lines are whole paragraphs */
};

/* Step over "> " and ">>" as mail has it, and over the indent behind it. */
static void read_margin(const char *text, dateline_line *line) {
    uint32_t p = line->begin;
    while (p < line->end && text[p] == '>' && line->quote_depth < UINT8_MAX &&
           (p + 1 == line->end || text[p + 1] == ' ' || text[p + 1] == '>')) {
        line->quote_depth++;
        p += p + 1 < line->end && text[p + 1] == ' ' ? 2 : 1;
    }
    line->start = p;
    for (; p < line->end && dateline_line_is_blank_byte(text[p]); p++)
        if (line->indent < UINT16_MAX - DATELINE_TAB)
            line->indent = (uint16_t)(text[p] == '\t' ? line->indent / DATELINE_TAB * DATELINE_TAB +
                                                            DATELINE_TAB
                                                      : line->indent + 1);
    line->begin = p;
    while (line->end > p && dateline_line_is_blank_byte(text[line->end - 1]))
        line->end--;
}

static void measure(const char *text, dateline_line *line) {
    const char *p = text + line->begin, *end = text + line->end;
    bool in_first = true;
    while (p < end) {
        in_first &= *p != ' ' && *p != '\t';
        uint32_t code_point = dateline_utf8_decode(&p, end);
        uint32_t width = dateline_unicode(code_point) & DATELINE_CODE_IDEOGRAPH ? 2 : 1;
        line->columns += width;
        line->first += in_first ? width : 0;
    }
}

/* Nothing but rule characters, at least three. */
static bool is_rule(const char *p, const char *end) {
    unsigned count = 0;
    for (; p < end; p++) {
        if (!memchr("-=_*~#+.", *p, 8) && *p != ' ')
            return false;
        count += *p != ' ';
    }
    return count >= 3;
}

/* Bytes of a bullet with the space behind it. */
static uint32_t bullet_length(const char *p, const char *end) {
    static const char *const bullets[] = {"*",      "-",      "+",      "\u2022", "\u25E6",
                                          "\u25AA", "\u2023", "\u00B7", "\u25CF"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        size_t length = strlen(bullets[i]);
        if ((size_t)(end - p) > length && memcmp(p, bullets[i], length) == 0 &&
            dateline_line_is_blank_byte(p[length]))
            return (uint32_t)length + 1;
    }
    return 0;
}

/* Bytes of "12. " or "12) ", and the number. */
static uint32_t number_length(const char *p, const char *end, uint32_t *number) {
    uint32_t i = 0;
    *number = 0;
    for (; p + i < end && i < 3 && dateline_is_digit(p[i]); i++)
        *number = *number * 10 + (uint32_t)(p[i] - '0');
    if (!i || p + i + 1 >= end || (p[i] != '.' && p[i] != ')') ||
        !dateline_line_is_blank_byte(p[i + 1]))
        return 0;
    return i + 2;
}

static uint32_t title_length(const char *p, const char *end, uint32_t *level) {
    uint32_t i = 0;
    while (p + i < end && p[i] == '#')
        i++;
    *level = i;
    return i >= 1 && i <= 6 && p + i < end && dateline_line_is_blank_byte(p[i]) ? i + 1 : 0;
}

static void classify(const char *text, dateline_line *line) {
    const char *p = text + line->begin, *end = text + line->end;
    uint32_t marker = 0;
    line->kind = DATELINE_LINE_TEXT;
    if (p == end)
        line->kind = DATELINE_LINE_BLANK;
    else if (end - p >= 3 && (memcmp(p, "```", 3) == 0 || memcmp(p, "~~~", 3) == 0))
        line->kind = DATELINE_LINE_FENCE;
    else if (is_rule(p, end))
        line->kind = DATELINE_LINE_RULE;
    else if ((marker = bullet_length(p, end)) > 0)
        line->kind = DATELINE_LINE_BULLET;
    else if ((marker = number_length(p, end, &line->number)) > 0)
        line->kind = DATELINE_LINE_NUMBER;
    else if ((marker = title_length(p, end, &line->number)) > 0)
        line->kind = DATELINE_LINE_TITLE;
    while (marker && marker < UINT16_MAX && dateline_line_is_blank_byte(p[marker]))
        marker++;
    line->marker = (uint16_t)marker;
    line->begin += marker;
    measure(text, line);
}

void dateline_lines_split(dateline_sweep *sweep) {
    const dateline_text *text = sweep->draft.page->text;
    sweep->lines.count = 0;
    for (uint32_t begin = 0; begin < text->length;) {
        uint32_t end = begin;
        while (end < text->length && text->data[end] != '\n' && text->data[end] != '\r')
            end++;
        dateline_line line = {.begin = begin, .end = end};
        read_margin(text->data, &line);
        classify(text->data, &line);
        if (!DATELINE_VECTOR_PUSH(sweep->draft.memory, &sweep->lines, line))
            return;
        begin = end + 1;
        if (end + 1 < text->length && text->data[end] == '\r' && text->data[end + 1] == '\n')
            begin++;
    }
}

/*
 * The width at which the lines were broken, 0: they were not. Only a line with another one right
 * behind it can have been broken; nineteen of twenty of these are no longer than the width.
 */
uint32_t dateline_lines_width(const dateline_sweep *sweep) {
    uint32_t histogram[WIDEST_WRAP + 1] = {0};
    uint64_t total = 0, seen = 0;
    for (uint32_t i = 0; i + 1 < sweep->lines.count; i++) {
        const dateline_line *line = &sweep->lines.items[i];
        if (line->kind < DATELINE_LINE_TEXT || line[1].kind != DATELINE_LINE_TEXT)
            continue;
        uint32_t width = line->columns + line->indent;
        histogram[width < WIDEST_WRAP ? width : WIDEST_WRAP]++;
        total++;
    }
    uint32_t width = 0;
    while (width < WIDEST_WRAP && (seen += histogram[width]) * 20 < total * 19)
        width++;
    return width >= NARROWEST_WRAP && width < WIDEST_WRAP ? width : 0;
}
