/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The boxes that blocks stand in: found, named and summed once for a page. See features.h.
 */
#ifndef DATELINE_PAGE_PLACES_H
#define DATELINE_PAGE_PLACES_H

#include "page/features.h"

/** Fill places, place_count and block_place, with each place's tokens. @return false: no memory. */
bool dateline_places_build(dateline_features *features, dateline_arena *arena);

/** The slow path of dateline_token_reserve(). */
bool dateline_token_grow(dateline_features *features, dateline_arena *arena, uint32_t more);

/** Make room for more tokens. @return false where memory failed. */
static inline bool dateline_token_reserve(dateline_features *f, dateline_arena *arena,
                                          uint32_t more) {
    return more <= f->token_capacity - f->token_count || dateline_token_grow(f, arena, more);
}

/** Append a token. @return false where memory failed. */
static inline bool dateline_token_add(dateline_features *f, dateline_arena *arena, uint32_t token) {
    if (!dateline_token_reserve(f, arena, 1))
        return false;
    f->tokens[f->token_count++] = token;
    return true;
}

/** A number for an attribute's value, by its length and both its ends; bytes behind it are read. */
static inline uint32_t dateline_value_key(const char *data, uint32_t length) {
    uint64_t first, last;
    memcpy(&first, data, 8);
    if (length < 8)
        last = first &= ((uint64_t)1 << 8 * length) - 1;
    else
        memcpy(&last, data + length - 8, 8);
    return (uint32_t)((first ^ last << 7 ^ length) * 0x9E3779B97F4A7C15u >> 32);
}

/**
 * 8 * log2(1 + n), by the binary exponent and three bits of mantissa: as they stand in a double,
 * which holds every such number exactly.
 */
static inline int16_t dateline_log_count(uint32_t n) {
    enum { MANTISSA = 52, BITS = 3, BIAS = 1023 };
    double value = (double)((int64_t)n + 1);
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (int16_t)((int)(bits >> (MANTISSA - BITS)) - (BIAS << BITS));
}

/** A part of a whole in 64ths. */
static inline int16_t dateline_share(uint64_t part, uint64_t whole) {
    if (part >= whole)
        return whole ? (int16_t)DATELINE_SHARE_ONE : (int16_t)0;
    if (whole < UINT32_MAX / DATELINE_SHARE_ONE) /* the shorter division is the faster one */
        return (int16_t)((uint32_t)part * DATELINE_SHARE_ONE / (uint32_t)whole);
    return (int16_t)(part * DATELINE_SHARE_ONE / whole);
}

#endif
