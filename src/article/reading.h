/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the room knows of a page while it decides. The way: model.c gives each block a probability,
 * choice.c finds the cut, repair.c mends what a cut cannot know, roles.c names the blocks,
 * verdict.c judges the page. A plain text goes from plain.c to verdict.c.
 */
#ifndef DATELINE_ARTICLE_READING_H
#define DATELINE_ARTICLE_READING_H

#include "article/article.h"
#include "article/phrases.h"
#include "page/features.h"

/** Probabilities are 0..this. */
#define DATELINE_PROBABILITY_ONE 65535u

enum { DATELINE_PAGE_TYPE_COUNT = DATELINE_PAGE_SERVICE + 1 };

typedef struct dateline_reading {
    dateline_page *page;
    dateline_arena *arena;
    bool explain; /* why is wanted, too */
    dateline_words words;
    dateline_features features; /* of a page with a tree */
    uint16_t *probability;      /* of each block: how surely is it of the article's text? */
    bool *shown;                /* does a reader see it? */
    bool *kept;                 /* is it taken for the article's text? */
    dateline_phrases *phrases;  /* what its words say, where it is short */
    uint32_t title;             /* the block that is the page's title, or DATELINE_NONE */
    uint32_t first_kept;        /* DATELINE_NONE: nothing was kept */
    uint32_t last_kept;
    uint32_t expected; /* F1 of the choice that the model expects, 0..DATELINE_PROBABILITY_ONE */
    dateline_page_type page_type;
} dateline_reading;

/** Words of a block up to which its phrases are looked for. */
enum { DATELINE_SHORT_BLOCK = DATELINE_ALL_WORDS };

/* The longest lead, and how far behind the title it stands, in words and blocks. */
enum { DATELINE_LEAD_WORDS = 120, DATELINE_LEAD_BLOCKS = 8 };

/** Probabilities of all blocks, and the page's type. @return false where memory failed. */
bool dateline_model_run(dateline_reading *reading);

/** The same from rows of features that hold the scores of tokens already. */
bool dateline_model_evaluate(dateline_reading *reading);

/** Keep the blocks above the cut with the highest expected F1. */
void dateline_choose(dateline_reading *reading);

/** Keep blocks below the cut where enough of their kind are kept. @return false: no memory. */
bool dateline_keep_kinds(dateline_reading *reading);

/** What a cut cannot know: headings of kept text, captions, copies, gaps. */
void dateline_repair(dateline_reading *reading);

/** Does a block stand in a box that begs or sells, to share, subscribe or pay? */
bool dateline_in_call_box(const dateline_reading *reading, uint32_t block);

/** Roles of all blocks of a page with a tree. */
void dateline_roles_assign(dateline_reading *reading);

/** Parts that no block shows by itself: boxes of facts, pull quotes, footnotes. Behind roles. */
bool dateline_parts_find(dateline_reading *reading);

/** Roles of all blocks of a plain text; fills kept and title too. */
void dateline_plain_assign(dateline_reading *reading);

/** Status, reason, page type and confidence. */
void dateline_judge(const dateline_reading *reading, dateline_record *record);

static inline const int16_t *dateline_row(const dateline_reading *reading, uint32_t block) {
    return reading->features.values + (size_t)block * DATELINE_FEATURE_STRIDE;
}

/** The nearness of something around a block: 64 in its own box, an eighth less each step out. */
static inline int dateline_near(const dateline_reading *reading, uint32_t block, unsigned what) {
    return dateline_row(reading, block)[DATELINE_FEATURE_NEAR + what];
}

/**
 * How much a block of so many words counts for its page: the root of 16 times as many. It is below
 * 2^18, so that its product with an activation of a net fits 32 bits.
 */
static inline int32_t dateline_root_of(uint32_t words) {
    uint64_t value = 16 * (uint64_t)(words ? words : 1), root = 0;
    for (uint64_t bit = (uint64_t)1 << (63 - __builtin_clzll(value)) / 2; bit; bit >>= 1)
        if ((root + bit) * (root + bit) <= value)
            root += bit;
    return (int32_t)root;
}

/** Set first_kept and last_kept. */
void dateline_find_bounds(dateline_reading *reading);

#endif
