/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of plain text or Markdown: what stands before each line of a block inside quotations and
 * lists, and how many line ends stand between blocks.
 *
 * A container's marker ("- ", "12. ", "> ") is written when it opens; the block that follows goes
 * on behind it. The lines after that begin with the prefix: "> " for a quotation, spaces as wide as
 * the marker for an item.
 */
#ifndef DATELINE_RECORD_LINES_H
#define DATELINE_RECORD_LINES_H

#include "core/writer.h"
#include "record/outline.h"

/* The widest marker is nine digits, a point and a space. */
enum { DATELINE_LINES_PREFIX = DATELINE_OUTLINE_DEPTH * (2 + 11) };

typedef struct dateline_lines {
    dateline_writer *writer;
    bool markdown;      /* lists in a row differ in their markers, or they would be one */
    bool started;       /* something stands above */
    bool behind_marker; /* the cursor is where the next block begins */
    bool tight;         /* a list may follow without a blank line: a paragraph stands above */
    bool first_item;    /* the next item is its list's first */
    bool list_above;    /* a list ended right above */
    bool above_ordered; /* what it was */
    bool above_changed; /* its markers were the other ones */
    unsigned depth;     /* open containers */
    unsigned prefix_length;
    char prefix[DATELINE_LINES_PREFIX];
    unsigned char added[3 * DATELINE_OUTLINE_DEPTH]; /* bytes of prefix by container */
    bool changed[3 * DATELINE_OUTLINE_DEPTH];        /* list: uses the other markers */
} dateline_lines;

/** Stand at the start of an empty text. */
void dateline_lines_begin(dateline_lines *lines, dateline_writer *writer, bool markdown);

/** Go to where the next block begins, a blank line below what stands above. A paragraph (or
 * anything else that a list can follow on the next line) says so. */
void dateline_lines_block(dateline_lines *lines, bool paragraph);

/** End the line and write the prefix of the next. */
void dateline_lines_next(dateline_lines *lines);

/** Write a text of several lines, each behind the prefix. Carriage returns count as line ends. */
void dateline_lines_write(dateline_lines *lines, dateline_string text);

void dateline_lines_enter(dateline_lines *lines, const dateline_container *container);
void dateline_lines_leave(dateline_lines *lines, const dateline_container *container);

/** End the last line. */
void dateline_lines_end(dateline_lines *lines);

#endif
