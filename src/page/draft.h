/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The block that is being written. Text goes in piece by piece, with the white space rules of CSS
 * Text 3, section 4.1; out come the block's words, the runs that say where each of them stood, and
 * its inline marks.
 *
 * A space or a line break is not written when it is met but when the next word comes: so white
 * space at the ends of a block, a line or a cell never gets in, and no run, mark or block begins
 * or ends with it.
 */
#ifndef DATELINE_PAGE_DRAFT_H
#define DATELINE_PAGE_DRAFT_H

#include "page/page.h"

/** What holds for the text at a place of the page: inherited inwards, restored at an end tag. */
typedef struct dateline_context {
    uint32_t node;         /* innermost block-level element */
    uint32_t figure_image; /* first image that the innermost figure can have; NONE: no figure */
    uint32_t list;         /* innermost list, as index into the draft's lists + 1; 0: none */
    uint8_t shape;         /* dateline_shape */
    uint8_t level;
    uint8_t quote_depth;
    uint8_t list_depth;
    bool preserve;    /* white space is kept: pre, textarea */
    bool hidden;      /* not shown */
    bool aria_hidden; /* shown, but not read out */
    bool noscript;    /* shown only without scripts */
} dateline_context;

/** An open list. */
typedef struct dateline_list {
    uint32_t id;
    int32_t number; /* of the current item */
    int8_t step;    /* from item to item: 1; -1: reversed */
    bool ordered;
    bool item_pending; /* the current item has no block yet */
    bool has_term;     /* a dl with a dt: its dd continue an item */
} dateline_list;

/** An inline mark whose end has not been met. */
typedef struct dateline_open_mark {
    dateline_mark_kind kind;
    dateline_string url;
    uint32_t mark; /* its index in page->marks, once it has a word in this block */
} dateline_open_mark;

/* Marks of one kind do not nest, and a break has no inside. */
enum { DATELINE_OPEN_MARKS = DATELINE_MARK_BREAK };

typedef struct dateline_draft {
    dateline_page *page;
    dateline_arena *arena;
    dateline_memory *memory;
    uint32_t max_blocks;
    bool full;                /* the limit is reached: nothing is written any more */
    dateline_context context; /* what holds for text that comes now */
    DATELINE_VECTOR(dateline_list) lists;
    uint32_t list_count;                /* lists met so far: the next one's id */
    DATELINE_VECTOR(uint32_t) captions; /* blocks that wait for the picture of their figure */

    dateline_open_mark open_marks[DATELINE_OPEN_MARKS]; /* outer first */
    unsigned open_count;
    unsigned begun_count; /* how many of them have a word in this block */

    uint32_t link_end;        /* where in words the last link ended */
    dateline_string link_url; /* where it led to */

    bool open;              /* the block has a word, or is a table */
    bool table;             /* the block is a table */
    bool visible;           /* some word of it is not hidden */
    bool space;             /* white space is owed before the next word */
    unsigned breaks;        /* line breaks are owed */
    uint32_t line;          /* where in words the line or cell begins */
    dateline_context place; /* context of the block's first word */
    dateline_list item;     /* its list, where it has one */
    bool item_start;
    dateline_block_source source;
    uint32_t rows, columns;   /* of a table */
    uint32_t cell_mark;       /* first mark that its current cell can have */
    dateline_string language; /* of code */
} dateline_draft;

/** Make ready for a page. Keeps the vectors. */
void dateline_draft_begin_page(dateline_draft *draft, dateline_page *page, dateline_arena *arena,
                               uint32_t max_blocks);

/** Append a text node. */
void dateline_draft_text(dateline_draft *draft, const dateline_tree *tree, uint32_t node);

/** Append bytes of the input as they are: no white space but single spaces. */
void dateline_draft_stretch(dateline_draft *draft, uint32_t node, const char *data, uint32_t source,
                            uint32_t length);

/** Append bytes as they are, white space and all. */
void dateline_draft_raw(dateline_draft *draft, uint32_t node, const char *data, uint32_t source,
                        uint32_t length);

/** Take back the last bytes of the open block; ASCII that was copied. */
void dateline_draft_take_back(dateline_draft *draft, uint32_t length);

/** A space before the next word, unless it begins a line. */
static inline void dateline_draft_space(dateline_draft *draft) {
    draft->space = true;
}

/** <br>: a line break before the next word; two of them end the block. */
void dateline_draft_break(dateline_draft *draft);

/** Begin the next line of preserved text, unless it has just begun. */
void dateline_draft_line(dateline_draft *draft);

/** End the block. Text that comes now begins the next one. */
void dateline_draft_end(dateline_draft *draft);

/** @return whether it is noted, and so has to be closed again. */
bool dateline_draft_open_mark(dateline_draft *draft, dateline_mark_kind kind, dateline_string url);
void dateline_draft_close_mark(dateline_draft *draft);

/* ---- Tables: a block whose text is laid out by cells ---------------------------------------- */

/** Begin a block that is a table. */
void dateline_draft_begin_table(dateline_draft *draft);

/** Begin a cell: what separates it from the cell before it is written at once. */
void dateline_draft_begin_cell(dateline_draft *draft, dateline_cell cell, char separator);
void dateline_draft_end_cell(dateline_draft *draft);

#endif
