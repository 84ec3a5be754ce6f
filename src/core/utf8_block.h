/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Template of a UTF-8 validator over blocks of 64 bytes, for a vector type that can look up sixteen
 * bytes at once. Method: John Keiser and Daniel Lemire, "Validating UTF-8 in less than one
 * instruction per byte", Software: Practice and Experience 51 (2021), 950-964.
 *
 * Each byte and the one before it are classified by three lookups: the high and the low half of
 * the first, the high half of the second. Every bit of the three classes stands for one error,
 * named below; where a bit is in all three, the pair has that error. The highest bit says that
 * two continuation bytes follow each other, which is right exactly where a sequence of three or
 * four bytes began two or three bytes before.
 *
 * Who includes this defines NAME (of the function), TARGET (its attribute), VECTOR and WIDTH, and
 * LOAD, ZERO, LOOKUP(table, index), HIGH_HALF, LOW_HALF, AND, OR, XOR, SATURATING_SUBTRACT, FILL,
 * PREVIOUS(vector, before, count), HAS_HIGH_BIT, IS_ZERO, TABLE.
 */

#ifndef DATELINE_CORE_UTF8_BLOCK_H
#define DATELINE_CORE_UTF8_BLOCK_H

enum {
    TOO_SHORT = 1,   /* a lead without a continuation byte */
    TOO_LONG = 2,    /* ASCII with a continuation byte */
    OVERLONG_3 = 4,  /* E0 80..9F */
    TOO_LARGE = 8,   /* F4 90..BF; F5..FF 90..BF */
    SURROGATE = 16,  /* ED A0..BF */
    OVERLONG_2 = 32, /* C0, C1 */
    OVERLONG_4 = 64, /* F0 80..8F; F5..FF 80..8F, which is too large */
    CONTINUED = 128, /* two continuation bytes */
    /* of every low half, and of every continuation byte that comes second */
    ANY = TOO_SHORT | TOO_LONG | CONTINUED,
    LARGE = ANY | TOO_LARGE | OVERLONG_4,
    SECOND = TOO_LONG | OVERLONG_2 | CONTINUED,
};

/* clang-format off */
static const uint8_t first_high[16] = {
    /* 0 */ TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
    /* 8 */ CONTINUED, CONTINUED, CONTINUED, CONTINUED,
    /* C */ TOO_SHORT | OVERLONG_2,
    /* D */ TOO_SHORT,
    /* E */ TOO_SHORT | OVERLONG_3 | SURROGATE,
    /* F */ TOO_SHORT | TOO_LARGE | OVERLONG_4,
};
static const uint8_t first_low[16] = {
    /* 0 */ ANY | OVERLONG_2 | OVERLONG_3 | OVERLONG_4,
    /* 1 */ ANY | OVERLONG_2,
    /* 2 */ ANY, ANY,
    /* 4 */ ANY | TOO_LARGE,
    /* 5 */ LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE,
    /* D */ LARGE | SURROGATE,
    /* E */ LARGE, LARGE,
};
static const uint8_t second_high[16] = {
    /* 0 */ TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
    /* 8 */ SECOND | OVERLONG_3 | OVERLONG_4,
    /* 9 */ SECOND | OVERLONG_3 | TOO_LARGE,
    /* A */ SECOND | SURROGATE | TOO_LARGE, SECOND | SURROGATE | TOO_LARGE,
    /* C */ TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
};
/* The largest bytes with which a vector can end without more to come. */
static const uint8_t last_bytes[32] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0xEF, 0xDF, 0xBF,
};
/* clang-format on */

#endif

TARGET static size_t NAME(const char *data, size_t length) {
    const VECTOR table_1 = TABLE(first_high), table_2 = TABLE(first_low);
    const VECTOR table_3 = TABLE(second_high), complete = LOAD(last_bytes + 32 - WIDTH);
    VECTOR before = ZERO, incomplete = ZERO;
    size_t at = 0;
    for (; length - at >= 64; at += 64) {
        VECTOR input[64 / WIDTH], any = ZERO, error = ZERO;
        for (size_t i = 0; i < 64 / WIDTH; i++) {
            input[i] = LOAD((const uint8_t *)data + at + i * WIDTH);
            any = OR(any, input[i]);
        }
        if (!HAS_HIGH_BIT(any)) {
            if (!IS_ZERO(incomplete))
                break;
            before = input[64 / WIDTH - 1];
            continue;
        }
        for (size_t i = 0; i < 64 / WIDTH; i++) {
            VECTOR first = PREVIOUS(input[i], before, 1);
            VECTOR classes =
                AND(AND(LOOKUP(table_1, HIGH_HALF(first)), LOOKUP(table_2, LOW_HALF(first))),
                    LOOKUP(table_3, HIGH_HALF(input[i])));
            VECTOR third = SATURATING_SUBTRACT(PREVIOUS(input[i], before, 2), FILL(0xE0 - 0x80));
            VECTOR fourth = SATURATING_SUBTRACT(PREVIOUS(input[i], before, 3), FILL(0xF0 - 0x80));
            VECTOR must_continue = AND(OR(third, fourth), FILL(0x80));
            error = OR(error, XOR(must_continue, classes));
            before = input[i];
        }
        if (!IS_ZERO(error))
            break;
        incomplete = SATURATING_SUBTRACT(before, complete);
    }
    return at;
}

#undef NAME
#undef TARGET
#undef VECTOR
#undef WIDTH
#undef LOAD
#undef ZERO
#undef LOOKUP
#undef HIGH_HALF
#undef LOW_HALF
#undef AND
#undef OR
#undef XOR
#undef SATURATING_SUBTRACT
#undef FILL
#undef PREVIOUS
#undef HAS_HIGH_BIT
#undef IS_ZERO
#undef TABLE
