/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text for people; see text.h.
 */
#include "text.h"

#include <string.h>

enum { REPLACEMENT = 0xfffd };

/* ---- UTF-8 ---------------------------------------------------------------------------------- */

/* Well-formed sequences only, Unicode 3.9 table 3-7. */
uint32_t text_code_point(const char *text, size_t length, size_t *bytes) {
    const unsigned char *at = (const unsigned char *)text;
    *bytes = 1;
    if (at[0] < 0x80)
        return at[0];
    size_t need = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
    if (at[0] < 0xc2 || at[0] > 0xf4 || need > length)
        return REPLACEMENT;
    uint32_t code_point = at[0] & (0xffu >> (need + 1));
    for (size_t i = 1; i < need; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return REPLACEMENT;
        code_point = code_point << 6 | (at[i] & 0x3fu);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code_point < least[need] || code_point > 0x10ffff ||
        (code_point >= 0xd800 && code_point < 0xe000))
        return REPLACEMENT;
    *bytes = need;
    return code_point;
}

char *text_valid(const char *text) {
    if (!text)
        return NULL;
    struct buffer valid = {0};
    size_t length = strlen(text);
    for (size_t i = 0, bytes; i < length; i += bytes) {
        bool invalid = text_code_point(text + i, length - i, &bytes) == REPLACEMENT && bytes == 1;
        if (invalid)
            buffer_append_text(&valid, "\uFFFD");
        else
            buffer_append(&valid, text + i, bytes);
    }
    buffer_append(&valid, "", 1);
    return valid.data;
}

/* ---- Terminals ------------------------------------------------------------------------------ */

/* C0, DEL, C1, and the marks that turn the direction of what follows. */
static bool is_control(uint32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0) ||
           (code_point >= 0x202a && code_point <= 0x202e) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

void text_append_safe(struct buffer *to, const char *text, size_t length, bool lines) {
    for (size_t i = 0, bytes; i < length; i += bytes) {
        uint32_t code_point = text_code_point(text + i, length - i, &bytes);
        bool space = code_point == '\n' || code_point == '\t' || code_point == '\r';
        if (space && !lines)
            buffer_append(to, " ", 1);
        else if ((is_control(code_point) && !space) || (code_point == REPLACEMENT && bytes == 1))
            buffer_append_text(to, "\uFFFD");
        else
            buffer_append(to, text + i, bytes);
    }
}

static const char *html_escape_of(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return (unsigned char)c < 0x20 && c != '\n' && c != '\t' ? "\xEF\xBF\xBD" : NULL;
    }
}

void text_append_html(struct buffer *to, const char *text, size_t length) {
    size_t begin = 0;
    for (size_t i = 0; i < length; i++) {
        const char *escape = html_escape_of(text[i]);
        if (!escape)
            continue;
        buffer_append(to, text + begin, i - begin);
        buffer_append_text(to, escape);
        begin = i + 1;
    }
    if (length)
        buffer_append(to, text + begin, length - begin);
}

unsigned text_width(uint32_t code_point) {
    /* The blocks that hold wide or combining characters, as coarsely as a table's columns need. */
    static const struct {
        uint32_t first;
        uint32_t last;
        unsigned width;
    } ranges[] = {
        {0x0300, 0x036f, 0},   {0x0483, 0x0489, 0},   {0x0591, 0x05bd, 0}, {0x064b, 0x065f, 0},
        {0x1100, 0x115f, 2},   {0x200b, 0x200f, 0},   {0x202a, 0x202e, 0}, {0x2e80, 0x303e, 2},
        {0x3041, 0xa4cf, 2},   {0xac00, 0xd7a3, 2},   {0xf900, 0xfaff, 2}, {0xfe00, 0xfe0f, 0},
        {0xfe30, 0xfe6f, 2},   {0xff01, 0xff60, 2},   {0xffe0, 0xffe6, 2}, {0x1f300, 0x1f64f, 2},
        {0x1f900, 0x1f9ff, 2}, {0x20000, 0x3fffd, 2},
    };
    if (code_point < ranges[0].first)
        return 1;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code_point >= ranges[i].first && code_point <= ranges[i].last)
            return ranges[i].width;
    return 1;
}

size_t text_fit(const char *text, size_t length, size_t *columns) {
    size_t used = 0;
    size_t i = 0;
    for (size_t bytes; i < length; i += bytes) {
        unsigned width = text_width(text_code_point(text + i, length - i, &bytes));
        if (used + width > *columns)
            break;
        used += width;
    }
    *columns = used;
    return i;
}
