/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the model knows of each token: its number in the vocabulary, its endings and shape, its
 * part of speech. Each is an array over the article's tokens with one entry more, the last, which
 * stands for whatever is outside a paragraph.
 */
#ifndef DATELINE_STATEMENTS_READING_H
#define DATELINE_STATEMENTS_READING_H

#include "statements/model.h"
#include "statements/text.h"

typedef struct dateline_reading {
    const dateline_tokens *text;
    const dateline_weights *weights;
    uint32_t count; /* tokens: the number of the entry behind them */
    uint16_t *words;
    uint16_t *endings;
    uint8_t *shapes;
    uint8_t *tags;
} dateline_reading;

/* Bits of a shape; a token that is no word has its kind instead. */
enum {
    DATELINE_SHAPE_OF_WORD = 64,
    DATELINE_SHAPE_OF_CAPITAL = 1,
    DATELINE_SHAPE_OF_SHOUTED = 2,
    DATELINE_SHAPE_OF_NUMBER = 4,
    DATELINE_SHAPE_OF_POSSESSIVE = 8,
    DATELINE_SHAPE_OF_CLITIC = 16,
    DATELINE_SHAPE_OF_HYPHEN = 32,
};

/** The entry of a neighbour of token i, at most two away, in tokens [begin, end). */
static inline uint32_t dateline_neighbour(const dateline_reading *reading, uint32_t begin,
                                          uint32_t end, uint32_t i, int by) {
    int64_t j = (int64_t)i + by;
    return j >= (int64_t)begin && j < (int64_t)end ? (uint32_t)j : reading->count;
}

/** A number of a word, or 0 where it is none of the limit's most frequent. */
static inline uint32_t dateline_if_below(uint32_t word, uint32_t limit) {
    return word < limit ? word : 0;
}

/** The hash of a token's letters by which the vocabulary knows it. */
uint32_t dateline_word_hash(const dateline_token *token, const char *text);

/** The inputs of the tagger at token i but for those of earlier tags. @return their number. */
unsigned dateline_tagger_inputs(const dateline_reading *reading,
                                const dateline_paragraph *paragraph, uint32_t i, uint32_t *inputs);

enum { DATELINE_TAGGER_MOST_INPUTS = 20 };

/** Read all tokens. @return false where memory failed. */
bool dateline_reading_make(dateline_reading *reading, dateline_arena *arena);

#endif
