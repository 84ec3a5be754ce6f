/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sixteen bytes at a time: what searches for the next of a few bytes are made of, and all in them
 * that differs between machines. SSE2 is part of every x86-64 and NEON of every 64-bit ARM, so
 * nothing is chosen at run time; elsewhere, and with DATELINE_BYTES_PORTABLE, it is two words of 64
 * bits.
 */
#ifndef DATELINE_CORE_BYTES_H
#define DATELINE_CORE_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && !defined(DATELINE_BYTES_PORTABLE)
#include <emmintrin.h>
#elif defined(__aarch64__) && !defined(DATELINE_BYTES_PORTABLE)
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

/** The same of four bytes. */
static inline uint32_t dateline_load_half(const char *text) {
    uint32_t half;
    memcpy(&half, text, 4);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    half = __builtin_bswap32(half);
#endif
    return half;
}

enum { DATELINE_BLOCK = 16 };

#if defined(__SSE2__) && !defined(DATELINE_BYTES_PORTABLE)

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

static inline dateline_bytes dateline_bytes_and(dateline_bytes a, dateline_bytes b) {
    return _mm_and_si128(a, b);
}

static inline uint64_t dateline_bytes_mask(dateline_bytes bytes) {
    return (uint64_t)(unsigned)_mm_movemask_epi8(bytes);
}

static inline uint32_t dateline_bytes_pair_mask(dateline_bytes first, dateline_bytes second) {
    return (uint32_t)_mm_movemask_epi8(first) | (uint32_t)_mm_movemask_epi8(second) << 16;
}

#elif defined(__aarch64__) && !defined(DATELINE_BYTES_PORTABLE)

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

static inline dateline_bytes dateline_bytes_and(dateline_bytes a, dateline_bytes b) {
    return vandq_u8(a, b);
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

static inline dateline_bytes dateline_bytes_and(dateline_bytes a, dateline_bytes b) {
    return (dateline_bytes){a.low & b.low, a.high & b.high};
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

/* ---- 32 bytes: a bit of a mask for each, on any machine ----------------------------------------
 */

enum { DATELINE_WINDOW = 2 * DATELINE_BLOCK };

typedef struct dateline_window {
    dateline_bytes first;
    dateline_bytes second;
} dateline_window;

static inline dateline_window dateline_window_load(const char *text) {
    return (dateline_window){dateline_bytes_load(text), dateline_bytes_load(text + DATELINE_BLOCK)};
}

/** Which bytes are at most c, which is ASCII. */
static inline uint32_t dateline_window_at_most(dateline_window window, char c) {
    return dateline_bytes_pair_mask(dateline_bytes_at_most(window.first, c),
                                    dateline_bytes_at_most(window.second, c));
}

/** Which are one of from to to, of ASCII behind NUL. */
static inline uint32_t dateline_window_between(dateline_window window, char from, char to) {
    return dateline_window_at_most(window, to) & ~dateline_window_at_most(window, (char)(from - 1));
}

/** A bit for each of the first bytes, at most 32. */
static inline uint32_t dateline_window_first(size_t count) {
    return count < DATELINE_WINDOW ? ((uint32_t)1 << count) - 1 : UINT32_MAX;
}

/** The index of the first byte of a mask that is not zero. */
static inline unsigned dateline_mask_first(uint64_t mask) {
    return (unsigned)__builtin_ctzll(mask) / DATELINE_MASK_BITS;
}

#endif
