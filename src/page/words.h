/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of a page's blocks, hashed once: tokens, phrases and the comparison with the title all
 * ask for them. Of a block with more words than anybody reads in full, the first and the last.
 */
#ifndef DATELINE_PAGE_WORDS_H
#define DATELINE_PAGE_WORDS_H

#include "page/page.h"

enum {
    DATELINE_ALL_WORDS = 40,  /* a block with no more has them all */
    DATELINE_FIRST_WORDS = 6, /* of a longer one */
    DATELINE_LAST_BYTES = 64  /* at the end of a text, from the beginning of a word */
};

/** A block's words: indexes into dateline_words.hashes. */
typedef struct dateline_block_words {
    uint32_t begin;
    uint32_t first_end; /* [begin, first_end): all of them, or the first */
    uint32_t last;      /* [last, end): those in the last bytes */
    uint32_t end;
} dateline_block_words;

/** In an arena. */
typedef struct dateline_words {
    uint32_t *hashes; /* as dateline_next_word() gives them */
    uint32_t count;
    uint32_t capacity;
    dateline_block_words *blocks;
} dateline_words;

/** @return false where memory failed. */
bool dateline_words_read(dateline_words *words, const dateline_page *page, dateline_arena *arena);

#endif
