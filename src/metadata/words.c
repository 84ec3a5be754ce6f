/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The look-up in a word table. The tables lie in no near cache when a page asks for a few words of
 * each, so what counts is how many lines of memory a look-up touches: most words are in none of the
 * tables, and a filter, an eighth as large, says so of nearly all; for the others it is one more,
 * as the slot holds the word's hash instead of the word. That is 48 bits beside those that led to
 * the slot: two words of the world have the same less often than a machine errs.
 */
#include "metadata/words.h"

/* Up to eight bytes as a number; none behind them is read. */
static uint64_t load_short(const char *text, size_t length) {
    if (length >= 4)
        return dateline_load_half(text) | (uint64_t)dateline_load_half(text + length - 4)
                                              << (length - 4) * 8;
    return (uint8_t)text[0] | (uint64_t)(uint8_t)text[length / 2] << length / 2 * 8 |
           (uint64_t)(uint8_t)text[length - 1] << (length - 1) * 8;
}

/* word_table.py computes the same. */
uint64_t dateline_word_key(dateline_string word) {
    const char *text = word.data;
    size_t length = word.length;
    if (length < 8)
        return dateline_word_end_hash(
            dateline_word_lower(load_short(text, length)) * DATELINE_WORD_FACTOR, 0, length);
    uint64_t hash = dateline_word_lower(dateline_load_word(text)) * DATELINE_WORD_FACTOR;
    for (size_t at = 8; at + 8 < length; at += 8)
        hash = (hash ^ hash >> 32 ^ dateline_word_lower(dateline_load_word(text + at))) *
               DATELINE_WORD_FACTOR;
    return dateline_word_end_hash(hash, dateline_load_word(text + length - 8), length);
}

static unsigned find_key(const dateline_word_table *table, uint64_t key) {
    return dateline_word_may_be_in(table, key) ? dateline_word_value(table, key) : 0;
}

unsigned dateline_word_find(const dateline_word_table *table, dateline_string word) {
    if (!word.length || word.length > DATELINE_LONGEST_WORD)
        return 0;
    return find_key(table, dateline_word_key(word));
}

unsigned dateline_word_find_padded(const dateline_word_table *table, dateline_string word) {
    if (word.length - 1 >= DATELINE_SHORT_WORD)
        return dateline_word_find(table, word);
    return find_key(table, dateline_word_key_padded(word));
}
