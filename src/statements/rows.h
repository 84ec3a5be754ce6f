/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sum of some rows of a table, which is the first layer of every net here and most of its cost.
 */
#ifndef DATELINE_STATEMENTS_ROWS_H
#define DATELINE_STATEMENTS_ROWS_H

#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { DATELINE_LANES = 16 }; /* a row's width is a multiple */

/* Add 16 columns of the rows, whose numbers are inputs, to sum. */
static inline void dateline_add_lanes(const int8_t *columns, uint32_t width, const uint32_t *inputs,
                                      unsigned count, int16_t *sum) {
#if defined(__SSE2__)
    __m128i low = _mm_loadu_si128((const __m128i *)(const void *)sum);
    __m128i high = _mm_loadu_si128((const __m128i *)(const void *)(sum + 8));
    for (unsigned n = 0; n < count; n++) {
        __m128i row = _mm_loadu_si128((const __m128i *)(const void *)(columns + inputs[n] * width));
        low = _mm_add_epi16(low, _mm_srai_epi16(_mm_unpacklo_epi8(row, row), 8));
        high = _mm_add_epi16(high, _mm_srai_epi16(_mm_unpackhi_epi8(row, row), 8));
    }
    _mm_storeu_si128((__m128i *)(void *)sum, low);
    _mm_storeu_si128((__m128i *)(void *)(sum + 8), high);
#else
    for (unsigned n = 0; n < count; n++)
        for (unsigned k = 0; k < DATELINE_LANES; k++)
            sum[k] = (int16_t)(sum[k] + columns[inputs[n] * width + k]);
#endif
}

/** Add rows of a table of that width to sum; no sum leaves 16 bits. */
static inline void dateline_add_rows(const int8_t *table, uint32_t width, const uint32_t *inputs,
                                     unsigned count, int16_t *sum) {
    for (uint32_t k = 0; k < width; k += DATELINE_LANES)
        dateline_add_lanes(table + k, width, inputs, count, sum + k);
}

#endif
