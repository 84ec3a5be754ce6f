/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8 (RFC 3629; errors as in the WHATWG Encoding Standard) and the few facts about code points
 * that the rooms need: is it part of a word, does its script write spaces, which way does it run.
 */
#ifndef DATELINE_CORE_UTF8_H
#define DATELINE_CORE_UTF8_H

#include "core/string.h"

/** Written for what cannot be decoded. */
#define DATELINE_REPLACEMENT 0xFFFDu

/** The slow path of dateline_utf8_decode(): a byte that is not ASCII. */
uint32_t dateline_utf8_decode_sequence(const char **cursor, const char *end);

/**
 * Decode the code point at *cursor and step behind it; cursor < end. An ill-formed sequence gives
 * DATELINE_REPLACEMENT and steps over its maximal part (Unicode 3.9, "substitution of maximal
 * subparts"), which is the standard's rule.
 */
static inline uint32_t dateline_utf8_decode(const char **cursor, const char *end) {
    if (!(**cursor & '\x80'))
        return (uint32_t) * (*cursor)++;
    return dateline_utf8_decode_sequence(cursor, end);
}

/** Write a scalar value to out, which has room for 4 bytes. @return the number of bytes. */
static inline unsigned dateline_utf8_encode(uint32_t code_point, char *out) {
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

/** @return the number of bytes that a scalar value has in UTF-8. */
static inline unsigned dateline_utf8_length(uint32_t code_point) {
    return 1u + (code_point >= 0x80) + (code_point >= 0x800) + (code_point >= 0x10000);
}

/** @return the number of leading bytes that are valid UTF-8 and no cut sequence. */
size_t dateline_utf8_valid_length(const char *data, size_t length);

/** @return the number of leading bytes that are ASCII. */
size_t dateline_ascii_length(const char *data, size_t length);

/** What a code point is to text, from Unicode's general category, script and direction. */
enum {
    DATELINE_CODE_LETTER = 1,     /* L*, and M* that follow one */
    DATELINE_CODE_DIGIT = 2,      /* N* */
    DATELINE_CODE_SPACE = 4,      /* Z*, and the ASCII white space */
    DATELINE_CODE_UPPER = 8,      /* Lu, Lt */
    DATELINE_CODE_IDEOGRAPH = 16, /* of a script without spaces between words: Han, kana, Thai… */
    DATELINE_CODE_RTL = 32,       /* Hebrew, Arabic and other right-to-left scripts */
    DATELINE_CODE_PUNCTUATION = 64, /* P* */
};

/* Generated: classes of 128 code points at a time; see generate_unicode.py. */
extern const uint8_t dateline_unicode_page[];
extern const uint8_t dateline_unicode_class[][128];

/** @return the DATELINE_CODE_ bits of a code point. */
static inline unsigned dateline_unicode(uint32_t code_point) {
    if (code_point > 0x10FFFF)
        return 0;
    return dateline_unicode_class[dateline_unicode_page[code_point >> 7]][code_point & 127];
}

/**
 * Count words as a reader would: runs of letters and digits; in scripts without spaces, two
 * characters count as one word.
 */
uint32_t dateline_count_words(dateline_string text);

#endif
