/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A block's text as a reader walks through it: pieces of text, line breaks, and marks that open and
 * close properly nested. What the page room gives as ranges (which may touch, repeat or hold white
 * space at their ends) comes out in the one shape that both HTML and Markdown can write:
 *
 *  - each kind of mark is open at most once; a mark that continues another of its kind is joined to
 *    it, links excepted;
 *  - marks begin and end at visible characters: CommonMark knows no "**bold **";
 *  - code is always innermost and never holds a line break: CommonMark's code spans hold no markup;
 *  - only addresses that a reader may follow are links;
 *  - white space at both ends and around line breaks is gone.
 */
#ifndef DATELINE_RECORD_INLINE_H
#define DATELINE_RECORD_INLINE_H

#include "core/string.h"

typedef enum dateline_inline_kind {
    DATELINE_INLINE_END = 0,
    DATELINE_INLINE_TEXT,
    DATELINE_INLINE_BREAK,
    DATELINE_INLINE_ENTER,
    DATELINE_INLINE_LEAVE,
} dateline_inline_kind;

typedef struct dateline_inline_event {
    dateline_inline_kind kind;
    dateline_mark_kind mark; /* enter, leave */
    dateline_string text;    /* text: a slice of the block's; enter, leave of a link: its address */
} dateline_inline_event;

/** A mark that is open, or is to be. */
typedef struct dateline_inline_layer {
    dateline_mark_kind kind;
    uint32_t end;
    dateline_string url;
} dateline_inline_layer;

enum { DATELINE_INLINE_LAYERS = 4 };

/** Where the walk is. Private; copy it to look ahead. */
typedef struct dateline_inline {
    dateline_string text;
    const dateline_mark *mark; /* the next one to begin */
    const dateline_mark *marks_end;
    size_t position; /* all before it was given out, or is the gap */
    size_t gap;      /* white space [gap, position) is still to be given out */
    size_t end;
    uint32_t breaks; /* line breaks still to be given out */
    uint32_t code_end;
    bool looked; /* position is at a visible character or the end, and wanted is right for it */
    unsigned open_count;
    unsigned wanted_count;
    dateline_inline_layer open[DATELINE_INLINE_LAYERS];
    dateline_inline_layer wanted[DATELINE_INLINE_LAYERS];
} dateline_inline;

/** Is there nothing to see in a text? */
bool dateline_inline_is_blank(dateline_string text);

/** Stand before bytes [begin, end) of a block's text: all of it, or a cell. */
void dateline_inline_begin(dateline_inline *walk, const dateline_block *block, size_t begin,
                           size_t end);

/** @return the next event; all that was entered is left before the end. */
dateline_inline_event dateline_inline_next(dateline_inline *walk);

#endif
