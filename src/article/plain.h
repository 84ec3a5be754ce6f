/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A block of plain text as numbers. It has no elements around it to learn from, so what counts is
 * its words, its shape, the white space around it, where it stands, and whether it comes twice.
 * The same code feeds training (training/plain/) and use.
 */
#ifndef DATELINE_ARTICLE_PLAIN_H
#define DATELINE_ARTICLE_PLAIN_H

#include "article/reading.h"

/** Features of a block, in the order of its row. Logarithms are of base 2, times 16. */
typedef enum dateline_plain_feature {
    DATELINE_PLAIN_WORDS = 0, /* logarithm */
    DATELINE_PLAIN_BYTES,     /* logarithm */
    DATELINE_PLAIN_STOPS,     /* ends of sentences inside it, at most 8 */
    DATELINE_PLAIN_ENDS_STOP, /* it ends like a sentence */
    DATELINE_PLAIN_ENDS_ASKS, /* ? or ! */
    DATELINE_PLAIN_ENDS_COLON,
    DATELINE_PLAIN_ENDS_CUT,   /* … */
    DATELINE_PLAIN_STARTS_LOW, /* with a small letter */
    DATELINE_PLAIN_STARTS_DIGIT,
    DATELINE_PLAIN_CAPITALS,   /* words with a capital, of 64 */
    DATELINE_PLAIN_SHOUTED,    /* words of capitals alone, of 64 */
    DATELINE_PLAIN_NUMBERS,    /* words that begin with a digit, of 64 */
    DATELINE_PLAIN_COMMAS,     /* at most 8, as all counts of signs */
    DATELINE_PLAIN_SEPARATORS, /* | • · » › → */
    DATELINE_PLAIN_SLASHES,
    DATELINE_PLAIN_BRACKETS,
    DATELINE_PLAIN_QUOTES,
    DATELINE_PLAIN_AT_SIGNS,    /* @ and :// */
    DATELINE_PLAIN_COPYRIGHT,   /* © */
    DATELINE_PLAIN_WORD_LENGTH, /* mean bytes of a word, times 8 */
    DATELINE_PLAIN_HEADING,
    DATELINE_PLAIN_CODE,
    DATELINE_PLAIN_LIST_DEPTH,
    DATELINE_PLAIN_ITEM_START,
    DATELINE_PLAIN_ORDERED,
    DATELINE_PLAIN_QUOTED,     /* depth */
    DATELINE_PLAIN_GAP_BEFORE, /* line ends between it and the block before, at most 8 */
    DATELINE_PLAIN_GAP_BEHIND,
    DATELINE_PLAIN_INDENT,      /* at most 16 */
    DATELINE_PLAIN_COPIES,      /* its words stand elsewhere on the page too */
    DATELINE_PLAIN_IN_FIRST,    /* words that the page's first block has, of 64 */
    DATELINE_PLAIN_PLACE,       /* of the block among all, of 128 */
    DATELINE_PLAIN_WORD_PLACE,  /* of its words among all, of 128 */
    DATELINE_PLAIN_FROM_TOP,    /* logarithm of its number */
    DATELINE_PLAIN_PAGE_BLOCKS, /* logarithm */
    DATELINE_PLAIN_PAGE_WORDS,  /* logarithm */
    DATELINE_PLAIN_PAGE_PROSE,  /* words of the page in long blocks, of 64 */
    DATELINE_PLAIN_PAGE_GAP,    /* blocks of the page with a blank line before them, of 64 */
    DATELINE_PLAIN_PHRASES,     /* from here a bit each: what its words say at its start, … */
    DATELINE_PLAIN_PHRASE_COUNT = 14,
    DATELINE_PLAIN_ANYWHERE = DATELINE_PLAIN_PHRASES + DATELINE_PLAIN_PHRASE_COUNT, /* … inside */
    DATELINE_PLAIN_FEATURES = DATELINE_PLAIN_ANYWHERE + DATELINE_PLAIN_PHRASE_COUNT
} dateline_plain_feature;

/** Hashed words of a block: of a short one all, of a long one those at both ends. */
enum { DATELINE_PLAIN_TOKENS = 40, DATELINE_PLAIN_BUCKET_BITS = 15 };

/** The features of all blocks, a row of DATELINE_PLAIN_FEATURES each; NULL where memory failed. */
int16_t *dateline_plain_measure(const dateline_reading *reading);

/** Buckets of a block's words. @return their number, at most DATELINE_PLAIN_TOKENS. */
unsigned dateline_plain_tokens(dateline_string text, uint16_t buckets[DATELINE_PLAIN_TOKENS]);

/** Fill reading->probability by the model of plain text. @return false where memory failed. */
bool dateline_plain_judge(dateline_reading *reading);

#endif
