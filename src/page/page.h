/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The third room: the tree (or a plain text) to blocks. What a reader would see, in order: leaf
 * blocks of text with their place in lists, quotations and tables, inline marks, pictures; and for
 * each block where its words stand in the page and the numbers by which the article is found.
 *
 * Blocks are the public dateline_block from the start: this room fills all but role, in_text and
 * score, which the article room decides. What only the library needs stands beside them.
 */
#ifndef DATELINE_PAGE_PAGE_H
#define DATELINE_PAGE_PAGE_H

#include "core/memory.h"
#include "encoding/encoding.h"
#include "html/tree.h"
#include "page/letters.h"

/** What the markup says that a block is; the article room makes roles of it. */
typedef enum dateline_shape {
    DATELINE_SHAPE_TEXT = 0,
    DATELINE_SHAPE_HEADING,
    DATELINE_SHAPE_CODE,
    DATELINE_SHAPE_TABLE,
    DATELINE_SHAPE_CAPTION, /* figcaption, caption */
} dateline_shape;

/**
 * A piece of a block's text that stands in one piece in the input: copied byte for byte, or, where
 * the lengths differ, one character that was decoded (a character reference, CR LF). What stands
 * between two runs was written by us: the space that white space and tags became, a cell's tab.
 */
typedef struct dateline_run {
    uint32_t node;   /* its text node; plain text: equal where only white space lies between */
    uint32_t source; /* offsets into the UTF-8 input, [source, source_end) */
    uint32_t source_end;
    uint32_t words; /* offset of its first byte in dateline_page.words */
} dateline_run;

/** What the library knows of a block beside the public part. */
typedef struct dateline_block_source {
    uint32_t node; /* innermost block-level element around it; plain text: 0 */
    uint32_t first_run;
    uint32_t run_count;
    uint32_t words_begin; /* its text is [words_begin, words_end) of dateline_page.words */
    uint32_t words_end;
    uint32_t first_mark; /* index into dateline_page.marks */
    uint32_t first_cell; /* index into dateline_page.cells */
    uint8_t shape;       /* dateline_shape */
    bool hidden;         /* hidden, display:none, aria-hidden: nobody sees it */
    uint32_t word_count;
    uint32_t link_word_count;
} dateline_block_source;

/** A page as blocks. Zero-initialised once; its vectors are kept from page to page. */
typedef struct dateline_page {
    const dateline_text *text;
    const dateline_tree *tree; /* NULL for plain text */
    dateline_string url;       /* where it was read; absent: unknown */
    dateline_string base;      /* what relative addresses are relative to */
    bool limited;              /* more blocks than allowed: the rest was left out */
    DATELINE_VECTOR(dateline_block) blocks;
    DATELINE_VECTOR(dateline_block_source) sources; /* beside blocks, index by index */
    DATELINE_VECTOR(dateline_run) runs;
    DATELINE_VECTOR(dateline_mark) marks;
    DATELINE_VECTOR(dateline_cell) cells;
    DATELINE_VECTOR(dateline_image) images; /* every picture, in order; alt, url, block, span */
    DATELINE_VECTOR(uint32_t) image_nodes;  /* beside images */
    DATELINE_VECTOR(char) words;            /* the text of all blocks, padded */
    dateline_letters letters;               /* of these */
    DATELINE_VECTOR(uint32_t) head;         /* elements that are DATELINE_NODE_TELLING, in order */
    struct dateline_sweep *sweep;           /* the builder's own memory, kept with the page */
    struct dateline_preloaded *preloaded;   /* the same of preloaded.c, NULL: was never needed */
    const char *preloaded_from;             /* warning: blocks were read from data; NULL: none */
    uint32_t first_exact_run;               /* from here on a node's runs may have text between */
} dateline_page;

/**
 * Make the blocks of a tree.
 *
 * @param page  zero-initialised once, then used again. Refers to text, tree, url and arena.
 * @param url   address of the page; absent: unknown.
 * @return false where memory failed.
 */
bool dateline_page_build(dateline_page *page, dateline_arena *arena, const dateline_text *text,
                         const dateline_tree *tree, dateline_string url, uint32_t max_blocks);

/** The same for plain text: paragraphs apart by blank lines, wrapped lines joined. */
bool dateline_page_build_plain(dateline_page *page, dateline_arena *arena,
                               const dateline_text *text, dateline_string url, uint32_t max_blocks);

/** Tell the blocks where their parts lie, after some were added. @return false: no memory. */
bool dateline_page_connect(dateline_page *page, dateline_arena *arena);

void dateline_page_destroy(dateline_page *page, dateline_memory *memory);

/**
 * Where bytes [begin, end) of a block's text stand in the page as it was given.
 *
 * @param count gets the number of spans, ascending and apart; 0 where memory failed.
 * @return the spans, in the arena.
 */
const dateline_span *dateline_page_spans(const dateline_page *page, dateline_arena *arena,
                                         uint32_t block, uint32_t begin, uint32_t end,
                                         size_t *count);

#endif
