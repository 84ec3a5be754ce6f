/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking up a word among many: constant hash tables, written by word_table.py. Meta names, JSON-LD
 * members, month names, roles of journalists and stop words all go this way, so that no reader of
 * names is a chain of comparisons.
 */
#ifndef DATELINE_METADATA_WORDS_H
#define DATELINE_METADATA_WORDS_H

#include "core/bytes.h"
#include "core/string.h"

typedef struct dateline_word_table {
    const uint64_t *slots;  /* 48 bits of a word's hash and 16 of its value; 0: empty */
    const uint64_t *filter; /* for each word three bits of the element that its top bits name */
    uint32_t mask;          /* number of slots - 1 */
    uint32_t filter_shift;  /* of the hash, to the element of the filter */
} dateline_word_table;

/** @return the value of a word, the case of ASCII letters ignored, or 0 where it is not in it. */
unsigned dateline_word_find(const dateline_word_table *table, dateline_string word);

/* ---- The same in steps, for many words at once ----------------------------------------------- */

enum { DATELINE_SHORT_WORD = 16, DATELINE_LONGEST_WORD = 64 }; /* bytes; no table has more */

/** By which a word of 1 to DATELINE_LONGEST_WORD bytes is looked up. */
uint64_t dateline_word_key(dateline_string word);

/** The same without a branch on the length, where that is at most DATELINE_SHORT_WORD and eight
    bytes behind it may be read. */
static inline uint64_t dateline_word_key_padded(dateline_string word);

/** dateline_word_find() where eight bytes behind the word may be read: in the page, in a block. */
unsigned dateline_word_find_padded(const dateline_word_table *table, dateline_string word);

/** False where no word of the table has that key. */
static inline bool dateline_word_may_be_in(const dateline_word_table *table, uint64_t hash) {
    uint64_t bits = (uint64_t)1 << (hash >> 20 & 63) | (uint64_t)1 << (hash >> 26 & 63) |
                    (uint64_t)1 << (hash >> 32 & 63);
    return !(bits & ~table->filter[hash >> table->filter_shift]);
}

/** The value of the word with that key, or 0. */
static inline unsigned dateline_word_value(const dateline_word_table *table, uint64_t hash) {
    for (uint64_t at = hash & table->mask; table->slots[at]; at = (at + 1) & table->mask)
        if (!((table->slots[at] ^ hash) >> 16))
            return table->slots[at] & 0xFFFF;
    return 0;
}

/* ---- Key: hash of the length, the first and last eight bytes, and what lies between -----------
 */

#define DATELINE_WORD_FACTOR 0x9E3779B97F4A7C15u
#define DATELINE_WORD_OTHER  0xD6E8FEB86659FD93u

/* Eight bytes, ASCII capitals made small. */
static inline uint64_t dateline_word_lower(uint64_t bytes) {
    const uint64_t each = 0x0101010101010101u;
    uint64_t seven = bytes & 0x7F * each;
    uint64_t from_a = seven + (0x80 - 'A') * each, behind_z = seven + (0x7F - 'Z') * each;
    return bytes | (from_a & ~behind_z & ~bytes & 0x80 * each) >> 2;
}

static inline uint64_t dateline_word_end_hash(uint64_t hash, uint64_t last, size_t length) {
    hash ^= dateline_word_lower(last) ^ length * DATELINE_WORD_OTHER;
    hash = (hash ^ hash >> 32) * DATELINE_WORD_OTHER;
    return hash ^ hash >> 32;
}

static inline uint64_t dateline_word_key_padded(dateline_string word) {
    bool whole = word.length >= 8;
    uint64_t first = dateline_load_word(word.data);
    uint64_t last = dateline_load_word(word.data + (whole ? word.length - 8 : 0));
    first &= whole ? UINT64_MAX : ((uint64_t)1 << word.length % 8 * 8) - 1;
    return dateline_word_end_hash(dateline_word_lower(first) * DATELINE_WORD_FACTOR,
                                  whole ? last : 0, word.length);
}

#endif
