/* SPDX-License-Identifier: Apache-2.0 */
#include "core/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

uint32_t dateline_utf8_decode_sequence(const char **cursor, const char *end) {
    const unsigned char *p = (const unsigned char *)*cursor;
    size_t left = (size_t)(end - *cursor);
    unsigned lead = p[0];
    *cursor += 1;
    if (lead < 0xC2 || lead > 0xF4)
        return DATELINE_REPLACEMENT;
    unsigned more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    uint32_t code = lead & (0x3Fu >> more);
    /* The second byte has a narrower range after four of the leads (RFC 3629, section 4). */
    unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (unsigned i = 1; i <= more; i++) {
        if (i >= left || p[i] < low || p[i] > high)
            return DATELINE_REPLACEMENT;
        code = code << 6 | (p[i] & 0x3Fu);
        *cursor += 1;
        low = 0x80;
        high = 0xBF;
    }
    return code;
}

/* ---- Counting words ------------------------------------------------------------------------- */

typedef struct word_count {
    uint32_t words;
    uint32_t ideographs;
    bool inside; /* the character before was part of a word */
} word_count;

/* Count the code points that begin before stop. @return where the next one begins. */
static const char *count_code_points(word_count *count, const char *p, const char *stop,
                                     const char *end) {
    while (p < stop) {
        unsigned class = dateline_unicode(dateline_utf8_decode(&p, end));
        bool part = class & (DATELINE_CODE_LETTER | DATELINE_CODE_DIGIT);
        if (class & DATELINE_CODE_IDEOGRAPH) {
            count->ideographs++;
            part = false;
        } else if (part && !count->inside) {
            count->words++;
        }
        count->inside = part;
    }
    return p;
}

#if defined(__SSE2__)
/* A bit for every byte of 16 that is in [first, first + range]. */
static __m128i in_range(__m128i bytes, char first, char range) {
    __m128i distance = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(distance, _mm_set1_epi8(range)), distance);
}

/* The bytes of 16 that are ASCII letters or digits, as 0xFF. */
static __m128i word_parts(__m128i bytes) {
    __m128i letters = in_range(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z' - 'a');
    return _mm_or_si128(letters, in_range(bytes, '0', '9' - '0'));
}

/* Count as many leading blocks of 16 bytes as are ASCII: a word begins at each letter or digit
 * that has none before it. */
static const char *count_ascii(word_count *count, const char *p, const char *end) {
    __m128i sum = _mm_setzero_si128();
    __m128i before = _mm_cvtsi32_si128(count->inside ? 0xFF : 0);
    for (; end - p >= 16; p += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
        if (_mm_movemask_epi8(bytes))
            break;
        __m128i parts = word_parts(bytes);
        __m128i begins = _mm_andnot_si128(_mm_or_si128(_mm_slli_si128(parts, 1), before), parts);
        __m128i ones = _mm_and_si128(begins, _mm_set1_epi8(1));
        sum = _mm_add_epi64(sum, _mm_sad_epu8(ones, _mm_setzero_si128()));
        before = _mm_srli_si128(parts, 15);
    }
    count->inside = _mm_cvtsi128_si32(before) != 0;
    count->words += (uint32_t)(_mm_cvtsi128_si32(sum) + _mm_cvtsi128_si32(_mm_srli_si128(sum, 8)));
    return p;
}

/* Count the words that begin in 16 bytes from the first-th one on, where all of these are ASCII. */
static bool count_last(word_count *count, const char *p, unsigned first) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
    if ((unsigned)_mm_movemask_epi8(bytes) >> first)
        return false;
    unsigned parts = (unsigned)_mm_movemask_epi8(word_parts(bytes)) >> first;
    for (unsigned begins = parts & ~(parts << 1 | count->inside); begins; begins &= begins - 1)
        count->words++;
    count->inside = parts >> (15 - first) & 1;
    return true;
}

/* The end of a text. One that is shorter than a block is put behind zeros. */
static const char *count_ascii_tail(word_count *count, const char *p, const char *begin,
                                    const char *end) {
    char block[16] = {0};
    if (p == end || end - p >= 16)
        return p;
    unsigned first = 16 - (unsigned)(end - p);
    bool is_short = end - begin < 16;
    if (is_short)
        memcpy(block + first, p, 16 - first);
    return count_last(count, is_short ? block : end - 16, first) ? end : p;
}
#else
static const char *count_ascii(word_count *count, const char *p, const char *end) {
    (void)count;
    (void)end;
    return p;
}

static const char *count_ascii_tail(word_count *count, const char *p, const char *begin,
                                    const char *end) {
    (void)count;
    (void)begin;
    (void)end;
    return p;
}
#endif

uint32_t dateline_count_words(dateline_string text) {
    word_count count = {0};
    const char *p = text.data, *end = text.length ? text.data + text.length : p;
    while (p < end) {
        p = count_ascii(&count, p, end);
        p = count_ascii_tail(&count, p, text.data, end);
        p = count_code_points(&count, p, end - p < 16 ? end : p + 16, end);
    }
    return count.words + (count.ideographs + 1) / 2;
}
