/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words as the model knows them: folded and hashed, never stored. The same walk reads a block's
 * text, a class attribute and the tables of phrases, so that a word is one number everywhere.
 *
 * A hash is FNV-1a over the word's code points, capitals folded, each digit read as '0'. Scripts
 * that make tables of words compute it too.
 */
#ifndef DATELINE_PAGE_TOKENS_H
#define DATELINE_PAGE_TOKENS_H

#include "page/letters.h"

/* FNV-1a, 32 bits. */
#define DATELINE_HASH_START 0x811C9DC5u
#define DATELINE_HASH_PRIME 0x01000193u

static inline uint32_t dateline_hash_step(uint32_t hash, uint32_t value) {
    return (hash ^ value) * DATELINE_HASH_PRIME;
}

/** A code point without its case and with its digit's value forgotten. */
uint32_t dateline_fold_code_point(uint32_t code_point);

/**
 * The next word of a text: a run of letters and digits, or one ideograph.
 *
 * @param cursor steps behind the word, or to the end.
 * @return its hash, never 0; 0 where no word is left.
 */
uint32_t dateline_next_word(const char **cursor, const char *end);

/**
 * The words of a text, as dateline_next_word() gives them, and much faster.
 *
 * @param p      DATELINE_PADDING bytes behind end may be read.
 * @param hashes has room for all words, at most one for each byte.
 * @return their number, at most most.
 */
uint32_t dateline_read_words(const char *p, const char *end, uint32_t *hashes, uint32_t most);

/** The same for the bytes [begin, end) of a text whose letters have been told. */
uint32_t dateline_letters_words(const dateline_letters *letters, const char *text, uint32_t begin,
                                uint32_t end, uint32_t *hashes, uint32_t most);

/**
 * The next part of a name like "entryContent-2 main": a run of ASCII letters, cut also where a
 * small letter meets a capital.
 */
uint32_t dateline_next_name_part(const char **cursor, const char *end);

/**
 * The parts of all names, apart by white space, that an attribute's value has.
 *
 * @param p     in the page: DATELINE_PADDING bytes behind end may be read.
 * @param parts has room for two more than the value has bytes. Gets the hash of each part, and a 0
 *              behind the last one of each name.
 * @return how many were written.
 */
uint32_t dateline_read_names(const char *p, const char *end, uint32_t *parts);

#endif
