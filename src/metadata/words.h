/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking up a word among many: constant hash tables, written by word_table.py. Meta names, JSON-LD
 * members, month names, roles of journalists and stop words all go this way, so that no reader of
 * names is a chain of comparisons.
 */
#ifndef DATELINE_METADATA_WORDS_H
#define DATELINE_METADATA_WORDS_H

#include "core/string.h"

typedef struct dateline_word_table {
    const uint64_t *slots;  /* 48 bits of a word's hash and 16 of its value; 0: empty */
    const uint64_t *filter; /* for each word three bits of the element that its top bits name */
    uint32_t mask;          /* number of slots - 1 */
    uint32_t filter_shift;  /* of the hash, to the element of the filter */
} dateline_word_table;

/** @return the value of a word, the case of ASCII letters ignored, or 0 where it is not in it. */
unsigned dateline_word_find(const dateline_word_table *table, dateline_string word);

#endif
