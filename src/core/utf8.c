/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Validation reads 16 bytes at a time while they are ASCII, which nearly all bytes of a page are,
 * and falls back to one sequence at a time.
 */
#include "core/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

uint32_t dateline_utf8_decode(const char **cursor, const char *end) {
    const unsigned char *p = (const unsigned char *)*cursor;
    size_t left = (size_t)(end - *cursor);
    unsigned lead = p[0];
    *cursor += 1;
    if (lead < 0x80)
        return lead;
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

unsigned dateline_utf8_encode(uint32_t code, char *out) {
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

/* Step over ASCII, 16 bytes at a time where that many are left. */
static const char *skip_ascii(const char *p, const char *end) {
#if defined(__SSE2__)
    for (; end - p >= 16; p += 16)
        if (_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(const void *)p)))
            break;
#elif defined(__ARM_NEON) && defined(__aarch64__)
    for (; end - p >= 16; p += 16)
        if (vmaxvq_u8(vld1q_u8((const uint8_t *)p)) >= 0x80)
            break;
#else
    for (; end - p >= 8; p += 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        if (word & 0x8080808080808080u)
            break;
    }
#endif
    while (p < end && !(*p & '\x80'))
        p++;
    return p;
}

size_t dateline_utf8_valid_length(const char *data, size_t length) {
    const char *p = data, *end = data + length;
    while ((p = skip_ascii(p, end)) < end) {
        /* Sequences of another script come in runs. */
        while (p < end && (*p & '\x80')) {
            const char *start = p;
            /* U+FFFD itself is valid: EF BF BD. */
            if (dateline_utf8_decode(&p, end) == DATELINE_REPLACEMENT &&
                !(p - start == 3 && memcmp(start, "\xEF\xBF\xBD", 3) == 0))
                return (size_t)(start - data);
        }
    }
    return length;
}

uint32_t dateline_count_words(dateline_string text) {
    uint32_t words = 0, ideographs = 0;
    bool inside = false;
    const char *p = text.data, *end = text.data + text.length;
    while (p < end) {
        unsigned class = dateline_unicode(dateline_utf8_decode(&p, end));
        bool part = class & (DATELINE_CODE_LETTER | DATELINE_CODE_DIGIT);
        if (class & DATELINE_CODE_IDEOGRAPH) {
            ideographs++;
            part = false;
        } else if (part && !inside) {
            words++;
        }
        inside = part;
    }
    return words + (ideographs + 1) / 2;
}
