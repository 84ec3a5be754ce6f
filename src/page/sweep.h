/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sweep over a tree: its state, shared by the files that each know one kind of thing in a page
 * (lists, tables, pictures, addresses). sweep.c drives; nobody else includes this.
 */
#ifndef DATELINE_PAGE_SWEEP_H
#define DATELINE_PAGE_SWEEP_H

#include "page/draft.h"
#include "page/elements.h"
#include "page/plain.h"

/** What is to be done where an element ends, beside restoring the context. */
enum {
    DATELINE_CLOSES_BLOCK = 1,
    DATELINE_CLOSES_MARK = 2,
    DATELINE_CLOSES_LIST = 4,
    DATELINE_CLOSES_FIGURE = 8,
    DATELINE_CLOSES_CELL = 16,
    DATELINE_CLOSES_SECTION = 32,
    DATELINE_CLOSES_TABLE = 64,
};

/** An element whose end has not been reached. */
typedef struct dateline_frame {
    dateline_context outer; /* restored behind it */
    uint32_t end;           /* index of the node behind its last descendant */
    uint32_t closes;        /* DATELINE_CLOSES_ bits */
    uint32_t captions;      /* figure: captions that waited for a picture when it began */
} dateline_frame;

/** The grid of the table that is being read; data tables do not nest. */
typedef struct dateline_grid {
    bool open;              /* inside a data table */
    bool row_has_cell;      /* the current row has a place in the grid */
    bool head;              /* inside thead */
    uint32_t row;           /* the current row */
    uint32_t column;        /* where the next cell is looked for */
    uint32_t rows, columns; /* size so far */
    uint32_t section_cell;  /* first cell of the current section */
    uint64_t steps;         /* columns that may still be passed because rows above reach down */
    DATELINE_VECTOR(uint32_t) taken; /* by column: the row from which it is free again */
} dateline_grid;

/** What is known of the last image, to meet its twin in or beside a noscript. */
typedef struct dateline_last_image {
    uint32_t image; /* DATELINE_NONE: none */
    uint32_t words; /* how far the words had come */
    bool lazy;      /* its address waits for a script */
    bool noscript;
    bool paired;
} dateline_last_image;

/** Everything that a sweep needs; kept with the page. */
typedef struct dateline_sweep {
    dateline_draft draft;
    const dateline_tree *tree;
    DATELINE_VECTOR(dateline_frame) frames;
    uint32_t frame_end; /* where the innermost one ends; no frame: behind all nodes */
    dateline_grid grid;
    dateline_last_image last_image;
    uint32_t last_picture; /* picture element whose sources have been read */
    uint32_t stray_parent; /* parent of the last li outside any list */
    uint32_t stray_list;   /* the list that it was given */
    /* Of the base address; absent where it is not plain. */
    dateline_string scheme;   /* "https:" */
    dateline_string origin;   /* "https://host" */
    dateline_string document; /* without fragment */
    uint64_t growth;          /* bytes that relative addresses may still repeat */

    DATELINE_VECTOR(dateline_line) lines; /* plain text: its lines */
    DATELINE_VECTOR(uint32_t) lone_lines; /* plain text: blocks that are one line by itself */
} dateline_sweep;

/** Cut a tree into blocks. */
void dateline_sweep_tree(dateline_sweep *sweep);

/* ---- Lists (lists.c) ------------------------------------------------------------------------ */

void dateline_list_open(dateline_sweep *sweep, uint32_t node);
void dateline_list_close(dateline_sweep *sweep);
/** @return whether the item opened a list of its own, which it has to close again. */
bool dateline_list_item(dateline_sweep *sweep, uint32_t node);
void dateline_list_term(dateline_sweep *sweep);
void dateline_list_description(dateline_sweep *sweep);

/* ---- Tables (tables.c) ---------------------------------------------------------------------- */

/** Is it a table of data? Looks at its subtree up to the first table inside. */
bool dateline_table_is_data(const dateline_tree *tree, uint32_t table, unsigned says);
void dateline_table_open(dateline_sweep *sweep);
void dateline_table_close(dateline_sweep *sweep);
/** End the block with the rows so far: a caption comes. The next cell begins another. */
void dateline_table_interrupt(dateline_sweep *sweep);
void dateline_table_section_open(dateline_sweep *sweep, uint32_t node);
void dateline_table_section_close(dateline_sweep *sweep);
void dateline_table_row(dateline_sweep *sweep);
void dateline_table_cell_open(dateline_sweep *sweep, uint32_t node);

/* ---- Pictures (images.c) -------------------------------------------------------------------- */

/** An img, amp-img or video: note its picture, if it has one. */
void dateline_image_found(dateline_sweep *sweep, uint32_t node);

/* ---- Addresses (links.c) -------------------------------------------------------------------- */

/** Find the address that relative ones are relative to. */
void dateline_links_begin(dateline_sweep *sweep);
/** The absolute form of an address in the page, the same as dateline_url_resolve() gives. */
dateline_string dateline_link_resolve(dateline_sweep *sweep, dateline_string address);

#endif
