/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which bytes of a text are letters and digits, as bits: told once for all words of a page, many
 * bytes at a time, for those who count words and those who hash them.
 */
#ifndef DATELINE_PAGE_LETTERS_H
#define DATELINE_PAGE_LETTERS_H

#include "core/utf8.h"

enum {
    DATELINE_LETTERS_CHUNK = 64, /* bytes whose bits are one integer */
    DATELINE_LETTERS_AHEAD = 8   /* bytes behind a folded text that may be read */
};

/** The letters of a text; in an arena. */
typedef struct dateline_letters {
    uint64_t *parts;       /* a bit for each byte that may be part of a word */
    uint64_t *beyond;      /* those of them that are beyond ASCII */
    unsigned char *folded; /* letters in small, digits as '0', other ASCII as 0 */
} dateline_letters;

/** The same of 64 bytes, all of which are read. */
void dateline_letters_tell(const char *p, unsigned char *folded, uint64_t *parts, uint64_t *beyond);

/** Signs beyond ASCII that are common in all languages are told apart from letters. Of text,
 * DATELINE_PADDING zeros behind it are read. @return false where memory failed. */
bool dateline_letters_read(dateline_letters *letters, dateline_string text, dateline_arena *arena);

/** The bits of 64 bytes from an offset on. */
static inline uint64_t dateline_letters_at(const uint64_t *bits, uint32_t offset) {
    unsigned shift = offset % 64;
    const uint64_t *at = bits + offset / 64;
    return at[0] >> shift | at[1] << 1 << (63 - shift);
}

/** The first of so many bits; there is one. */
static inline uint64_t dateline_letters_first(uint64_t bits, uint32_t count) {
    return count < 64 ? bits & ~(~(uint64_t)0 << count) : bits;
}

/** As dateline_count_words() of text's bytes [begin, end). */
uint32_t dateline_letters_count(const dateline_letters *letters, const char *text, uint32_t begin,
                                uint32_t end);

#endif
