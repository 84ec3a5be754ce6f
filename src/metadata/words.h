/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking up a word among many: constant hash tables, written by word_table.py. Meta names, JSON-LD
 * members, month names, roles of journalists and stop words all go this way, so that no reader of
 * names is a chain of comparisons.
 */
#ifndef DATELINE_METADATA_WORDS_H
#define DATELINE_METADATA_WORDS_H

#include "core/string.h"

/** A slot of a table; text == 0: empty. */
typedef struct dateline_word_slot {
    uint32_t hash;
    uint16_t text; /* offset in the pool: a byte of length, then the bytes */
    uint16_t value;
} dateline_word_slot;

typedef struct dateline_word_table {
    const dateline_word_slot *slots;
    const uint8_t *pool;
    const uint64_t *filter; /* a bit for each word, at the place that its hash's top bits name */
    uint32_t mask;          /* number of slots - 1 */
    uint32_t filter_shift;  /* of the hash, to the place in the filter */
} dateline_word_table;

/** @return the value of a word, the case of ASCII letters ignored, or 0 where it is not in it. */
unsigned dateline_word_find(const dateline_word_table *table, dateline_string word);

#endif
