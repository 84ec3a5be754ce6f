/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The article as a reader walks through it: quotations, lists and items that open and close around
 * blocks, and pictures in their places. Blocks only say how deep they stand and in which list; what
 * that means for opening and closing is decided here, once for every written form.
 *
 * It gives one event at a time, so that a writer is a loop with a switch. It needs no memory of its
 * own and looks at each block once.
 */
#ifndef DATELINE_RECORD_OUTLINE_H
#define DATELINE_RECORD_OUTLINE_H

#include "dateline.h"

/** Quotations, and lists, deeper than this are shown at this depth: nobody can tell them apart, and
 * a line of text must not cost hundreds of bytes of prefix. */
#define DATELINE_OUTLINE_DEPTH 16

typedef enum dateline_container_kind {
    DATELINE_CONTAINER_QUOTE,
    DATELINE_CONTAINER_LIST, /* holds items only */
    DATELINE_CONTAINER_ITEM,
} dateline_container_kind;

typedef struct dateline_container {
    dateline_container_kind kind;
    bool ordered;    /* list and item */
    bool guessed;    /* a list of which only an inner one was seen; it has no number yet */
    uint32_t list;   /* list: its number among the page's, dateline_block.list */
    uint32_t number; /* item of an ordered list; list: of its first item */
} dateline_container;

typedef enum dateline_outline_kind {
    DATELINE_OUTLINE_END = 0,
    DATELINE_OUTLINE_ENTER,   /* container opens */
    DATELINE_OUTLINE_LEAVE,   /* container closes */
    DATELINE_OUTLINE_BLOCK,   /* block, inside what is open */
    DATELINE_OUTLINE_CAPTION, /* block: a caption or credit whose picture is not in the record */
    DATELINE_OUTLINE_IMAGE,   /* image */
} dateline_outline_kind;

typedef struct dateline_outline_event {
    dateline_outline_kind kind;
    dateline_container container;
    const dateline_block *block;
    const dateline_image *image;
} dateline_outline_event;

/** What a walk is for. */
typedef enum dateline_outline_purpose {
    DATELINE_OUTLINE_FOR_TEXT = 0, /* the blocks of the text alone */
    DATELINE_OUTLINE_FOR_TERMINAL, /* under the title, which is not repeated */
    DATELINE_OUTLINE_FOR_DOCUMENT, /* and pictures and captions are events, too */
} dateline_outline_purpose;

/** Where the walk is. Private but for lists. */
typedef struct dateline_outline {
    const dateline_record *record;
    dateline_outline_purpose purpose;
    size_t next_block;
    size_t next_image;
    const dateline_block *block; /* the block on its way, NULL: fetch one */
    bool ended;
    bool starts_item;      /* block begins a new item */
    uint32_t skipped_list; /* a block that began an item of it was not shown */
    unsigned keep;         /* containers that stay open for block */
    unsigned quotes;       /* open ones */
    unsigned lists;        /* open ones */
    unsigned depth;
    dateline_container open[3 * DATELINE_OUTLINE_DEPTH];
} dateline_outline;

/** Stand before the article. */
void dateline_outline_begin(dateline_outline *outline, const dateline_record *record,
                            dateline_outline_purpose purpose);

/** Do the record's options leave a role out? */
static inline bool dateline_outline_excludes(const dateline_record *record, dateline_role role) {
    return record->excluded_roles & DATELINE_ROLE_BIT(role);
}

/** Does the title head the document? */
static inline bool dateline_outline_has_title(const dateline_record *record) {
    return record->title.length && !dateline_outline_excludes(record, DATELINE_ROLE_TITLE);
}

/** A heading, also one that is part of a box or of another part of the article. */
static inline bool dateline_outline_is_heading(const dateline_block *block) {
    return block->role == DATELINE_ROLE_HEADING ||
           (block->level && block->role != DATELINE_ROLE_STANDFIRST);
}

/** The caption that is shown with a picture; absent where captions are excluded. */
static inline dateline_string dateline_outline_caption(const dateline_record *record,
                                                       const dateline_image *image) {
    return dateline_outline_excludes(record, DATELINE_ROLE_CAPTION) ? (dateline_string){NULL, 0}
                                                                    : image->caption;
}

/** Its credit, likewise. */
static inline dateline_string dateline_outline_credit(const dateline_record *record,
                                                      const dateline_image *image) {
    return dateline_outline_excludes(record, DATELINE_ROLE_CREDIT) ? (dateline_string){NULL, 0}
                                                                   : image->credit;
}

/** @return the next event; all that was entered is left before the end. */
dateline_outline_event dateline_outline_next(dateline_outline *outline);

#endif
