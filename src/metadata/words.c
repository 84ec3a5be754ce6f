/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The look-up in a word table: FNV-1a, since the words are short and the tables are written by a
 * script that computes the same; linear probing in tables that are at most half full. Most words
 * are in none of them, and a filter, an eighth as large, says so of nearly all: it stays in the
 * cache.
 */
#include "metadata/words.h"

enum { LONGEST_WORD = 64 }; /* longer than any word of a table */

static bool same_word(const uint8_t *pool, dateline_string word) {
    if (pool[0] != word.length)
        return false;
    for (size_t i = 0; i < word.length; i++)
        if (pool[1 + i] != (uint8_t)dateline_lower(word.data[i]))
            return false;
    return true;
}

unsigned dateline_word_find(const dateline_word_table *table, dateline_string word) {
    if (!word.length || word.length > LONGEST_WORD)
        return 0;
    uint32_t hash = 0x811C9DC5u;
    for (size_t i = 0; i < word.length; i++)
        hash = (hash ^ (uint8_t)dateline_lower(word.data[i])) * 0x01000193u;
    uint32_t place = hash >> table->filter_shift;
    if (!(table->filter[place / 64] >> place % 64 & 1))
        return 0;
    for (uint32_t at = hash & table->mask; table->slots[at].text; at = (at + 1) & table->mask)
        if (table->slots[at].hash == hash && same_word(table->pool + table->slots[at].text, word))
            return table->slots[at].value;
    return 0;
}
