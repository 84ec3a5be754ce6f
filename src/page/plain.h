/* SPDX-License-Identifier: Apache-2.0 */
/* Plain text to blocks. */
#ifndef DATELINE_PAGE_PLAIN_H
#define DATELINE_PAGE_PLAIN_H

#include <stdbool.h>
#include <stdint.h>

struct dateline_sweep;

/** What a line of a plain text looks like. */
typedef enum dateline_line_kind {
    DATELINE_LINE_BLANK = 0,
    DATELINE_LINE_TEXT,
    DATELINE_LINE_RULE,   /* "-----", "* * *" */
    DATELINE_LINE_FENCE,  /* ``` or ~~~ */
    DATELINE_LINE_TITLE,  /* "## Words" */
    DATELINE_LINE_BULLET, /* "* words" */
    DATELINE_LINE_NUMBER, /* "1. words" */
} dateline_line_kind;

/** A line of a plain text. */
typedef struct dateline_line {
    uint32_t begin; /* its words, without white space, marker and quotation marks of mail */
    uint32_t end;
    uint32_t start;   /* where the line itself begins, behind "> " */
    uint32_t columns; /* width of its words */
    uint32_t first;   /* width of its first word */
    uint32_t number;  /* NUMBER: the number; TITLE: the level */
    uint16_t indent;
    uint16_t marker; /* bytes of the marker before its words */
    uint8_t quote_depth;
    uint8_t kind; /* dateline_line_kind */
} dateline_line;

/** Columns from one tab stop to the next. */
enum { DATELINE_TAB = 4 };

static inline bool dateline_line_is_blank_byte(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\f' || byte == '\v';
}

/** Cut the text of the sweep's page into lines. */
void dateline_lines_split(struct dateline_sweep *sweep);

/** The width at which the lines were broken, 0: they were not. */
uint32_t dateline_lines_width(const struct dateline_sweep *sweep);

/** Cut the text of the sweep's page into blocks. */
void dateline_plain_read(struct dateline_sweep *sweep);

/** Make headings of the blocks that read like one. Their text has its final place. */
void dateline_plain_find_headings(struct dateline_sweep *sweep);

#endif
