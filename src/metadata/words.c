/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The look-up in a word table. The tables lie in no near cache when a page asks for a few words of
 * each, so what counts is how many lines of memory a look-up touches: most words are in none of the
 * tables, and a filter, an eighth as large, says so of nearly all; for the others it is one more,
 * as the slot holds the word's hash instead of the word. That is 48 bits beside those that led to
 * the slot: two words of the world have the same less often than a machine errs.
 */
#include "metadata/words.h"

#include "core/bytes.h"

enum { LONGEST_WORD = 64 }; /* longer than any word of a table */

/* Eight bytes, ASCII capitals made small: bit 7 of above says where a byte is one. */
static uint64_t lower_bytes(uint64_t bytes) {
    const uint64_t each = 0x0101010101010101u;
    uint64_t seven = bytes & 0x7F * each;
    uint64_t from_a = seven + (0x80 - 'A') * each, behind_z = seven + (0x7F - 'Z') * each;
    return bytes | (from_a & ~behind_z & ~bytes & 0x80 * each) >> 2;
}

/* The first and last bytes of a word; they overlap where it is short. */
static void read_ends(dateline_string word, uint64_t *first, uint64_t *last) {
    const char *text = word.data;
    size_t length = word.length;
    if (length >= 8) {
        *first = dateline_load_word(text);
        *last = dateline_load_word(text + length - 8);
    } else if (length >= 4) {
        *first = dateline_load_half(text);
        *last = dateline_load_half(text + length - 4);
    } else {
        *first = (uint8_t)text[0] | (uint64_t)(uint8_t)text[length - 1] << 8;
        *last = (uint8_t)text[length / 2];
    }
}

/* word_table.py computes the same. */
static uint64_t hash_of(dateline_string word) {
    const uint64_t factor = 0x9E3779B97F4A7C15u, other = 0xD6E8FEB86659FD93u;
    uint64_t first, last;
    read_ends(word, &first, &last);
    uint64_t hash = lower_bytes(first) * factor;
    for (size_t at = 8; at + 8 < word.length; at += 8)
        hash = (hash ^ hash >> 32 ^ lower_bytes(dateline_load_word(word.data + at))) * factor;
    hash ^= lower_bytes(last) ^ word.length * other;
    hash = (hash ^ hash >> 32) * other;
    return hash ^ hash >> 32;
}

/* The bits of a word in its element of the filter. */
static uint64_t filter_bits(uint64_t hash) {
    return (uint64_t)1 << (hash >> 20 & 63) | (uint64_t)1 << (hash >> 26 & 63) |
           (uint64_t)1 << (hash >> 32 & 63);
}

unsigned dateline_word_find(const dateline_word_table *table, dateline_string word) {
    if (!word.length || word.length > LONGEST_WORD)
        return 0;
    uint64_t hash = hash_of(word);
    if (filter_bits(hash) & ~table->filter[hash >> table->filter_shift])
        return 0;
    for (uint64_t at = hash & table->mask; table->slots[at]; at = (at + 1) & table->mask)
        if (!((table->slots[at] ^ hash) >> 16))
            return table->slots[at] & 0xFFFF;
    return 0;
}
