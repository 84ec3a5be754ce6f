/* SPDX-License-Identifier: Apache-2.0 */
#include "page/tokens.h"

#include "page/scan.h"

enum { BEYOND_ASCII = 1 };

/* A byte's folded character where it is part of a word; 0: it is not. */
/* clang-format off */
static const uint8_t folded_byte[256] = {
    /* x0   x1   x2   x3   x4   x5   x6   x7   x8   x9   xA   xB   xC   xD   xE   xF */
      0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0, /* 00 */
      0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0, /* 10 */
      0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0, /* 20 */
     48,  48,  48,  48,  48,  48,  48,  48,  48,  48,   0,   0,   0,   0,   0,   0, /* 30 */
      0,  97,  98,  99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, /* 40 */
    112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122,   0,   0,   0,   0,   0, /* 50 */
      0,  97,  98,  99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, /* 60 */
    112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122,   0,   0,   0,   0,   0, /* 70 */
      1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1, /* 80 */
      1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1, /* 90 */
      1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1, /* A0 */
      1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1, /* B0 */
      1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1, /* C0 */
      1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1, /* D0 */
      1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1, /* E0 */
      1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1, /* F0 */
};
/* clang-format on */

uint32_t dateline_fold_code_point(uint32_t code) {
    if (code < 0x80)
        return folded_byte[code] ? folded_byte[code] : code;
    if ((code >= 0xC0 && code <= 0xDE && code != 0xD7) || (code >= 0x391 && code <= 0x3A9) ||
        (code >= 0x410 && code <= 0x42F))
        return code + 0x20;
    if (code >= 0x400 && code <= 0x40F)
        return code + 0x50;
    /* Latin Extended-A pairs capital and small letters, with a shift between these two. */
    if (code >= 0x100 && code <= 0x137)
        return code | 1;
    if ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E))
        return (code & 1) ? code + 1 : code;
    if (code >= 0x14A && code <= 0x177)
        return code | 1;
    return code;
}

/* The rest of a word whose code points are not all ASCII. */
static uint32_t finish_word(const char **cursor, const char *end, uint32_t hash) {
    while (*cursor < end) {
        const char *next = *cursor;
        uint32_t code = dateline_utf8_decode(&next, end);
        unsigned class = dateline_unicode(code);
        if (!(class & (DATELINE_CODE_LETTER | DATELINE_CODE_DIGIT)) ||
            (class & DATELINE_CODE_IDEOGRAPH))
            break;
        hash = dateline_hash_step(
            hash, class & DATELINE_CODE_DIGIT ? '0' : dateline_fold_code_point(code));
        *cursor = next;
    }
    return hash ? hash : 1;
}

/* A word that begins with a character beyond ASCII; 0 where that one is part of no word. */
static uint32_t start_word(const char **cursor, const char *end) {
    uint32_t code = dateline_utf8_decode(cursor, end);
    unsigned class = dateline_unicode(code);
    if (!(class & (DATELINE_CODE_LETTER | DATELINE_CODE_DIGIT)))
        return 0;
    uint32_t hash = dateline_hash_step(
        DATELINE_HASH_START, class & DATELINE_CODE_DIGIT ? '0' : dateline_fold_code_point(code));
    if (class & DATELINE_CODE_IDEOGRAPH)
        return hash ? hash : 1;
    return finish_word(cursor, end, hash);
}

uint32_t dateline_next_word(const char **cursor, const char *end) {
    const char *p = *cursor;
    uint32_t hash = 0, folded = 0;
    while (p < end && !hash) {
        folded = folded_byte[(unsigned char)*p];
        if (folded == 0) {
            p++;
            continue;
        }
        if (folded == BEYOND_ASCII) {
            hash = start_word(&p, end);
            continue;
        }
        hash = DATELINE_HASH_START;
        do {
            hash = dateline_hash_step(hash, folded);
            folded = ++p < end ? folded_byte[(unsigned char)*p] : 0;
        } while (folded > BEYOND_ASCII);
        if (folded == BEYOND_ASCII)
            hash = finish_word(&p, end, hash);
        hash = hash ? hash : 1;
    }
    *cursor = p;
    return hash;
}

/* ---- All words of a text -------------------------------------------------------------------- */

enum { CHUNK = DATELINE_LETTERS_CHUNK, EAGER = DATELINE_LETTERS_AHEAD };

/* The next bytes of a text, 64 at most. */
typedef struct chunk {
    uint64_t parts;
    uint64_t beyond;
    const unsigned char *folded;
} chunk;

/* All steps that a short word could need are made, and the right one is taken: a loop that ends
 * somewhere else for each word would be foretold wrongly for each. */
static inline uint32_t hash_folded(const unsigned char *p, unsigned length) {
    uint32_t after[EAGER], hash = DATELINE_HASH_START;
    for (unsigned i = 0; i < EAGER; i++)
        after[i] = hash = dateline_hash_step(hash, p[i]);
    if (length <= EAGER)
        return after[length - 1];
    for (unsigned i = EAGER; i < length; i++)
        hash = dateline_hash_step(hash, p[i]);
    return hash;
}

/* @return where the words go on: behind the chunk, or where a word begins that it cuts. */
static const char *read_words_of(const chunk *c, const char *p, const char *end, uint32_t *hashes,
                                 uint32_t most, uint32_t *count) {
    for (uint64_t parts = c->parts; parts && *count < most;) {
        uint64_t behind = parts + (parts & -parts), run = parts & ~behind;
        unsigned begin = (unsigned)__builtin_ctzll(parts);
        unsigned stop = behind ? (unsigned)__builtin_ctzll(behind) : CHUNK;
        if (stop == CHUNK && end - p > CHUNK)
            return p + begin;
        if (c->beyond & run) {
            const char *q = p + begin;
            for (uint32_t word; *count < most && (word = dateline_next_word(&q, p + stop)) != 0;)
                hashes[(*count)++] = word;
        } else {
            uint32_t hash = hash_folded(c->folded + begin, stop - begin);
            hashes[(*count)++] = hash ? hash : 1;
        }
        parts &= behind;
    }
    return end - p > CHUNK ? p + CHUNK : end;
}

/* The same for the words of a chunk that begins at p. @return where the next one begins. */
static const char *read_chunk(chunk *c, const char *p, const char *end, uint32_t *hashes,
                              uint32_t most, uint32_t *count) {
    if (end - p < CHUNK)
        c->parts = dateline_letters_first(c->parts, (uint32_t)(end - p));
    const char *next = read_words_of(c, p, end, hashes, most, count);
    if (next == p) { /* a word that is longer than a chunk */
        uint32_t word = dateline_next_word(&next, end);
        if (word)
            hashes[(*count)++] = word;
    }
    return next;
}

uint32_t dateline_read_words(const char *p, const char *end, uint32_t *hashes, uint32_t most) {
    unsigned char folded[CHUNK + EAGER] = {0};
    uint32_t count = 0;
    while (p < end && count < most) {
        chunk c = {.folded = folded};
        dateline_letters_tell(p, folded, &c.parts, &c.beyond);
        p = read_chunk(&c, p, end, hashes, most, &count);
    }
    return count;
}

uint32_t dateline_letters_words(const dateline_letters *letters, const char *text, uint32_t begin,
                                uint32_t end, uint32_t *hashes, uint32_t most) {
    uint32_t count = 0;
    while (begin < end && count < most) {
        chunk c = {dateline_letters_at(letters->parts, begin),
                   dateline_letters_at(letters->beyond, begin), letters->folded + begin};
        const char *p = text + begin;
        begin = (uint32_t)(read_chunk(&c, p, text + end, hashes, most, &count) - text);
    }
    return count;
}

/* ---- Names ---------------------------------------------------------------------------------- */

uint32_t dateline_next_name_part(const char **cursor, const char *end) {
    const char *p = *cursor;
    while (p < end && !dateline_is_letter(*p))
        p++;
    uint32_t hash = DATELINE_HASH_START;
    const char *start = p;
    bool small = false;
    for (; p < end && dateline_is_letter(*p); p++) {
        if (!(*p & 0x20) && small)
            break;
        small = *p & 0x20;
        hash = dateline_hash_step(hash, (unsigned char)*p | 0x20u);
    }
    *cursor = p;
    return p == start ? 0 : hash ? hash : 1;
}

/* The parts of one name. */
static uint32_t read_name(const char *p, const char *end, uint32_t *parts) {
    uint32_t count = 0;
    for (uint32_t part; (part = dateline_next_name_part(&p, end)) != 0;)
        parts[count++] = part;
    parts[count++] = 0;
    return count;
}

/* The same for a value of any length, slowly. */
static uint32_t read_long_names(const char *p, const char *end, uint32_t *parts) {
    uint32_t count = 0;
    while (p < end) {
        const char *start = p;
        while (p < end && !dateline_is_space(*p))
            p++;
        if (p > start)
            count += read_name(start, p, parts + count);
        while (p < end && dateline_is_space(*p))
            p++;
    }
    return count;
}

#if defined(__SSE2__)
/* Where the names of a value of at most 64 bytes are: a bit for each byte. */
typedef struct name_bits {
    uint64_t begins; /* of parts */
    uint64_t ends;   /* the last byte of each */
    uint64_t name_ends;
    unsigned char small[CHUNK + EAGER];
} name_bits;

static void find_names(name_bits *n, const char *p, size_t length) {
    uint64_t letters = 0, capitals = 0, spaces = 0, all = ~(uint64_t)0 >> (CHUNK - length);
    for (unsigned i = 0; i < length; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
        __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        _mm_storeu_si128((__m128i *)(void *)(n->small + i), small);
        letters |= (uint64_t)(unsigned)_mm_movemask_epi8(dateline_in_range(small, 'a', 'z' - 'a'))
                   << i;
        capitals |= (uint64_t)(unsigned)_mm_movemask_epi8(dateline_in_range(bytes, 'A', 'Z' - 'A'))
                    << i;
        spaces |= (uint64_t)dateline_space_bits(p + i) << i;
    }
    letters &= all;
    uint64_t names = ~spaces & all, small = letters & ~capitals;
    n->begins = letters & (~(letters << 1) | (capitals & small << 1));
    n->ends = letters & (~(letters >> 1) | n->begins >> 1);
    n->name_ends = names & ~(names >> 1);
}

static uint32_t read_short_names(const char *p, size_t length, uint32_t *parts) {
    name_bits n;
    uint32_t count = 0;
    find_names(&n, p, length);
    for (; n.name_ends; n.name_ends &= n.name_ends - 1) {
        uint64_t inside = n.name_ends ^ (n.name_ends - 1); /* up to the end of the name */
        for (; n.begins & inside; n.begins &= n.begins - 1, n.ends &= n.ends - 1) {
            unsigned begin = (unsigned)__builtin_ctzll(n.begins);
            unsigned end = (unsigned)__builtin_ctzll(n.ends) + 1;
            uint32_t hash = hash_folded(n.small + begin, end - begin);
            parts[count++] = hash ? hash : 1;
        }
        parts[count++] = 0;
    }
    return count;
}

/* How much of the next 64 bytes holds whole names; 0: one of them is longer. */
static unsigned whole_names(const char *p) {
    for (unsigned i = CHUNK; i;) {
        unsigned spaces = dateline_space_bits(p + (i -= 16));
        if (spaces)
            return i + 32 - (unsigned)__builtin_clz(spaces);
    }
    return 0;
}

uint32_t dateline_read_names(const char *p, const char *end, uint32_t *parts) {
    uint32_t count = 0;
    while (end - p > CHUNK) {
        unsigned length = whole_names(p);
        if (!length)
            return count + read_long_names(p, end, parts + count);
        count += read_short_names(p, length, parts + count);
        p += length;
    }
    return p < end ? count + read_short_names(p, (size_t)(end - p), parts + count) : count;
}
#else
uint32_t dateline_read_names(const char *p, const char *end, uint32_t *parts) {
    return read_long_names(p, end, parts);
}
#endif
