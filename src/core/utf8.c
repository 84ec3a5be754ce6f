/* SPDX-License-Identifier: Apache-2.0 */
#include "core/utf8.h"

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

uint32_t dateline_count_words(dateline_string text) {
    uint32_t words = 0, ideographs = 0;
    bool inside = false;
    const char *p = text.data, *end = text.length ? text.data + text.length : p;
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
