/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking for ASCII white space, and for its end, 16 bytes at a time: a page has more of it between
 * its tags than it has words. Both may read 15 bytes behind length: the text is padded. Where there
 * is SSE2, its letters are found by the same means.
 */
#ifndef DATELINE_PAGE_SCAN_H
#define DATELINE_PAGE_SCAN_H

#include "core/string.h"

#if defined(__SSE2__)
#include <emmintrin.h>

/** The bytes of 16 in [first, first + range], as 0xFF. */
static inline __m128i dateline_in_range(__m128i bytes, char first, char range) {
    __m128i distance = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(distance, _mm_set1_epi8(range)), distance);
}

/** A bit for each of 16 bytes that is white space. */
static inline unsigned dateline_space_bits(const char *p) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i controls = dateline_in_range(bytes, '\t', '\r' - '\t');
    __m128i spaces = _mm_or_si128(controls, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')));
    /* '\v' lies among the controls, and is none. */
    spaces = _mm_andnot_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\v')), spaces);
    return (unsigned)_mm_movemask_epi8(spaces);
}
#endif

/** @return how many of length bytes at p, up to the first other one, are spaces (or are none). */
static inline uint32_t dateline_run_length(const char *p, uint32_t length, bool spaces) {
    uint32_t i = 0;
#if defined(__SSE2__)
    for (; i < length; i += 16) {
        unsigned others = dateline_space_bits(p + i) ^ (spaces ? 0xFFFF : 0);
        if (others) {
            i += (uint32_t)__builtin_ctz(others);
            break;
        }
    }
    return i < length ? i : length;
#else
    while (i < length && dateline_is_space(p[i]) == spaces)
        i++;
    return i;
#endif
}

static inline uint32_t dateline_space_length(const char *p, uint32_t length) {
    return dateline_run_length(p, length, true);
}

static inline uint32_t dateline_word_length(const char *p, uint32_t length) {
    return dateline_run_length(p, length, false);
}

#endif
