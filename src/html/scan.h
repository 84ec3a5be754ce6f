/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Searches for the next of a few bytes, 16 at a time: nine tenths of a page are passed over by one
 * of these. The operations on a block of 16 bytes are all that differs between machines; SSE2 is
 * part of every x86-64 and NEON of every 64-bit ARM, so nothing is chosen at run time (AVX2 was
 * measured and gains 8 %).
 *
 * Blocks are read across the end: a page has DATELINE_PADDING readable bytes behind it, and what is
 * found there counts as not found.
 */
#ifndef DATELINE_HTML_SCAN_H
#define DATELINE_HTML_SCAN_H

#include "core/string.h"
#include "html/tree.h"

#if defined(__SSE2__) && !defined(DATELINE_SCAN_PORTABLE)
#include <emmintrin.h>
#elif defined(__aarch64__) && !defined(DATELINE_SCAN_PORTABLE)
#include <arm_neon.h>
#endif

/** Eight bytes as a number, the first of them lowest, on any machine. */
static inline uint64_t dateline_load_word(const char *text) {
    uint64_t word;
    memcpy(&word, text, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* ---- Blocks --------------------------------------------------------------------------------- */

enum { DATELINE_BLOCK = 16 };

#if defined(__SSE2__) && !defined(DATELINE_SCAN_PORTABLE)

typedef __m128i dateline_bytes;
enum { DATELINE_MASK_BITS = 1 }; /* bits that a mask has for each byte */

static inline dateline_bytes dateline_bytes_load(const char *text) {
    return _mm_loadu_si128((const __m128i *)(const void *)text);
}

static inline dateline_bytes dateline_bytes_equal(dateline_bytes bytes, char c) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

static inline dateline_bytes dateline_bytes_at_most(dateline_bytes bytes, char c) {
    return _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(c)), bytes);
}

static inline dateline_bytes dateline_bytes_or(dateline_bytes a, dateline_bytes b) {
    return _mm_or_si128(a, b);
}

static inline uint64_t dateline_bytes_mask(dateline_bytes bytes) {
    return (uint64_t)(unsigned)_mm_movemask_epi8(bytes);
}

static inline uint32_t dateline_bytes_pair_mask(dateline_bytes first, dateline_bytes second) {
    return (uint32_t)_mm_movemask_epi8(first) | (uint32_t)_mm_movemask_epi8(second) << 16;
}

#elif defined(__aarch64__) && !defined(DATELINE_SCAN_PORTABLE)

typedef uint8x16_t dateline_bytes;
enum { DATELINE_MASK_BITS = 4 };

static inline dateline_bytes dateline_bytes_load(const char *text) {
    return vld1q_u8((const uint8_t *)text);
}

static inline dateline_bytes dateline_bytes_equal(dateline_bytes bytes, char c) {
    return vceqq_u8(bytes, vdupq_n_u8((uint8_t)c));
}

static inline dateline_bytes dateline_bytes_at_most(dateline_bytes bytes, char c) {
    return vcleq_u8(bytes, vdupq_n_u8((uint8_t)c));
}

static inline dateline_bytes dateline_bytes_or(dateline_bytes a, dateline_bytes b) {
    return vorrq_u8(a, b);
}

static inline uint64_t dateline_bytes_mask(dateline_bytes bytes) {
    uint8x8_t nibbles = vshrn_n_u16(vreinterpretq_u16_u8(bytes), 4);
    return vget_lane_u64(vreinterpret_u64_u8(nibbles), 0);
}

/* Each byte keeps the bit of its place in eight; adding neighbours gathers them. */
static inline uint32_t dateline_bytes_pair_mask(dateline_bytes first, dateline_bytes second) {
    const uint8x16_t places = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t sum = vpaddq_u8(vandq_u8(first, places), vandq_u8(second, places));
    sum = vpaddq_u8(sum, sum);
    sum = vpaddq_u8(sum, sum);
    return vgetq_lane_u32(vreinterpretq_u32_u8(sum), 0);
}

#else

typedef struct dateline_bytes {
    uint64_t low;
    uint64_t high;
} dateline_bytes;
enum { DATELINE_MASK_BITS = 1 };

#define DATELINE_EACH(byte) (0x0101010101010101U * (byte))

static inline dateline_bytes dateline_bytes_load(const char *text) {
    return (dateline_bytes){dateline_load_word(text), dateline_load_word(text + 8)};
}

/* 0x80 in each byte that is zero: no carry crosses into the next byte. */
static inline uint64_t dateline_word_zero(uint64_t word) {
    const uint64_t low_bits = DATELINE_EACH(0x7F);
    return ~(((word & low_bits) + low_bits) | word | low_bits);
}

static inline dateline_bytes dateline_bytes_equal(dateline_bytes bytes, char c) {
    const uint64_t each = DATELINE_EACH((uint64_t)(unsigned char)c);
    return (dateline_bytes){dateline_word_zero(bytes.low ^ each),
                            dateline_word_zero(bytes.high ^ each)};
}

/* For c < 0x80: 0x80 in each byte that is below 0x80 and, with 0x7F - c added, stays there. */
static inline uint64_t dateline_word_at_most(uint64_t word, char c) {
    const uint64_t low_bits = DATELINE_EACH(0x7F);
    uint64_t sum = (word & low_bits) + DATELINE_EACH(0x7F - (uint64_t)(unsigned char)c);
    return ~(sum | word) & ~low_bits;
}

static inline dateline_bytes dateline_bytes_at_most(dateline_bytes bytes, char c) {
    return (dateline_bytes){dateline_word_at_most(bytes.low, c),
                            dateline_word_at_most(bytes.high, c)};
}

static inline dateline_bytes dateline_bytes_or(dateline_bytes a, dateline_bytes b) {
    return (dateline_bytes){a.low | b.low, a.high | b.high};
}

/* The multiplication gathers the eight top bits in the top byte. */
static inline uint64_t dateline_word_mask(uint64_t word) {
    return ((word >> 7) * 0x0102040810204080U) >> 56;
}

static inline uint64_t dateline_bytes_mask(dateline_bytes bytes) {
    return dateline_word_mask(bytes.low) | dateline_word_mask(bytes.high) << 8;
}

static inline uint32_t dateline_bytes_pair_mask(dateline_bytes first, dateline_bytes second) {
    return (uint32_t)(dateline_bytes_mask(first) | dateline_bytes_mask(second) << 16);
}

#endif

/** The index of the first byte of a mask that is not zero. */
static inline unsigned dateline_mask_first(uint64_t mask) {
    return (unsigned)__builtin_ctzll(mask) / DATELINE_MASK_BITS;
}

/* ---- Searches ------------------------------------------------------------------------------- */

/** @return the first c in [text, end), or end. */
static inline const char *dateline_scan_char(const char *text, const char *end, char c) {
    for (; text < end; text += 2 * DATELINE_BLOCK) {
        dateline_bytes first = dateline_bytes_equal(dateline_bytes_load(text), c);
        dateline_bytes second = dateline_bytes_equal(dateline_bytes_load(text + DATELINE_BLOCK), c);
        if (!dateline_bytes_mask(dateline_bytes_or(first, second)))
            continue;
        uint64_t mask = dateline_bytes_mask(first);
        text += mask ? dateline_mask_first(mask)
                     : DATELINE_BLOCK + dateline_mask_first(dateline_bytes_mask(second));
        return text < end ? text : end;
    }
    return end;
}

/* What a search passed over, of the masks of two blocks and the first bit of what it found. */
static inline void dateline_note_passed(uint32_t references, uint32_t controls, uint32_t found,
                                        unsigned *flags) {
    uint32_t passed = found ? (found & (0 - found)) - 1 : UINT32_MAX;
    if (references & passed)
        *flags |= DATELINE_NODE_REFERENCES;
    if (controls & passed)
        *flags |= DATELINE_NODE_CONTROLS;
}

/* What two blocks have of the bytes that a search for c, or for c and d, wants to know of. */
static inline uint32_t dateline_pair_match(dateline_bytes first, dateline_bytes second, char c) {
    return dateline_bytes_pair_mask(dateline_bytes_equal(first, c),
                                    dateline_bytes_equal(second, c));
}

static inline dateline_bytes dateline_bytes_either(dateline_bytes bytes, char c, char d) {
    return dateline_bytes_or(dateline_bytes_equal(bytes, c), dateline_bytes_equal(bytes, d));
}

static inline dateline_bytes dateline_bytes_any(dateline_bytes bytes, char c) {
    return dateline_bytes_or(dateline_bytes_either(bytes, c, '&'),
                             dateline_bytes_either(bytes, '\r', '\0'));
}

/**
 * @return the first c in [text, end), or end. Adds DATELINE_NODE_REFERENCES to flags where it
 * passes over '&', and DATELINE_NODE_CONTROLS where it passes over CR or NUL. At the end some that
 * stand behind it may be noted too: the flags say what a text may hold.
 *
 * Two blocks at a time, though most values end in the first: the branch is the same for both.
 */
static inline const char *dateline_scan_value(const char *text, const char *end, char c,
                                              unsigned *flags) {
    for (; text < end; text += 2 * DATELINE_BLOCK) {
        dateline_bytes first = dateline_bytes_load(text);
        dateline_bytes second = dateline_bytes_load(text + DATELINE_BLOCK);
        uint32_t any =
            dateline_bytes_pair_mask(dateline_bytes_any(first, c), dateline_bytes_any(second, c));
        if (!any)
            continue;
        uint32_t found = dateline_pair_match(first, second, c);
        if ((any & (0 - any)) != (found & (0 - found)))
            dateline_note_passed(
                dateline_pair_match(first, second, '&'),
                dateline_bytes_pair_mask(dateline_bytes_either(first, '\r', '\0'),
                                         dateline_bytes_either(second, '\r', '\0')),
                found, flags);
        if (found) {
            text += __builtin_ctz(found);
            return text < end ? text : end;
        }
    }
    return end;
}

/** The same for text between tags: @return the first '<' or NUL. */
static inline const char *dateline_scan_text(const char *text, const char *end, unsigned *flags) {
    for (; text < end; text += 2 * DATELINE_BLOCK) {
        dateline_bytes first = dateline_bytes_load(text);
        dateline_bytes second = dateline_bytes_load(text + DATELINE_BLOCK);
        uint32_t any = dateline_bytes_pair_mask(dateline_bytes_any(first, '<'),
                                                dateline_bytes_any(second, '<'));
        if (!any)
            continue;
        uint32_t found = dateline_bytes_pair_mask(dateline_bytes_either(first, '<', '\0'),
                                                  dateline_bytes_either(second, '<', '\0'));
        if ((any & (0 - any)) != (found & (0 - found)))
            dateline_note_passed(dateline_pair_match(first, second, '&'),
                                 dateline_pair_match(first, second, '\r'), found, flags);
        if (found) {
            text += __builtin_ctz(found);
            return text < end ? text : end;
        }
    }
    return end;
}

/** And for a value without quotes: @return the first '>' or byte below 0x21. */
static inline const char *dateline_scan_unquoted(const char *text, const char *end,
                                                 unsigned *flags) {
    for (; text < end; text += DATELINE_BLOCK) {
        dateline_bytes block = dateline_bytes_load(text);
        uint64_t found = dateline_bytes_mask(dateline_bytes_or(dateline_bytes_at_most(block, ' '),
                                                               dateline_bytes_equal(block, '>')));
        uint64_t references = dateline_bytes_mask(dateline_bytes_equal(block, '&'));
        if (references & (found ? (found & (0 - found)) - 1 : ~(uint64_t)0))
            *flags |= DATELINE_NODE_REFERENCES;
        if (found) {
            text += dateline_mask_first(found);
            return text < end ? text : end;
        }
    }
    return end;
}

/** @return the first byte in [text, end) that decoding may change: '&', CR or NUL; or end. */
static inline const char *dateline_scan_special(const char *text, const char *end) {
    for (; text < end; text += DATELINE_BLOCK) {
        dateline_bytes block = dateline_bytes_load(text);
        dateline_bytes controls =
            dateline_bytes_or(dateline_bytes_equal(block, '\r'), dateline_bytes_equal(block, '\0'));
        uint64_t found =
            dateline_bytes_mask(dateline_bytes_or(dateline_bytes_equal(block, '&'), controls));
        if (found) {
            text += dateline_mask_first(found);
            return text < end ? text : end;
        }
    }
    return end;
}

/** @return the bytes before the first of '/', '>' or a byte below 0x21, at most 16. */
static inline unsigned dateline_scan_tag_name(const char *text) {
    dateline_bytes block = dateline_bytes_load(text);
    uint64_t mask = dateline_bytes_mask(dateline_bytes_or(
        dateline_bytes_at_most(block, ' '),
        dateline_bytes_or(dateline_bytes_equal(block, '/'), dateline_bytes_equal(block, '>'))));
    return mask ? dateline_mask_first(mask) : DATELINE_BLOCK;
}

/** @return the bytes before the first of '=', '/', '>' or a byte below 0x21, at most 16. */
static inline unsigned dateline_scan_attribute_name(const char *text) {
    dateline_bytes block = dateline_bytes_load(text);
    dateline_bytes marks = dateline_bytes_or(
        dateline_bytes_equal(block, '='),
        dateline_bytes_or(dateline_bytes_equal(block, '/'), dateline_bytes_equal(block, '>')));
    uint64_t mask =
        dateline_bytes_mask(dateline_bytes_or(dateline_bytes_at_most(block, ' '), marks));
    return mask ? dateline_mask_first(mask) : DATELINE_BLOCK;
}

#endif
