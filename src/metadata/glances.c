/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the text of a short block shows at a glance: its digits, and what its first word says of a
 * name. Most blocks of a page are far from its article and tell nothing, and that shows before any
 * is read.
 */
#include "core/bytes.h"
#include "metadata/blocks.h"

/* ---- Digits --------------------------------------------------------------------------------- */

/* Is it 19.. or 20..? The first two digits are. */
static bool is_year(const char *at, const char *end) {
    return at + 3 < end && dateline_is_digit(at[2]) && dateline_is_digit(at[3]);
}

/* Where of the next 16 bytes "19" or "20" begins. */
static uint64_t find_centuries(const char *at) {
    dateline_bytes one = dateline_bytes_load(at), other = dateline_bytes_load(at + 1);
    dateline_bytes last =
        dateline_bytes_and(dateline_bytes_equal(one, '1'), dateline_bytes_equal(other, '9'));
    dateline_bytes this =
        dateline_bytes_and(dateline_bytes_equal(one, '2'), dateline_bytes_equal(other, '0'));
    return dateline_bytes_mask(dateline_bytes_or(last, this));
}

/* What stands behind the text may be looked at, but does not count. */
bool dateline_has_year(dateline_string text) {
    const char *end = dateline_string_end(text);
    for (const char *at = text.data; at < end; at += DATELINE_BLOCK)
        for (uint64_t hits = find_centuries(at); hits; hits &= hits - 1)
            if (is_year(at + dateline_mask_first(hits), end))
                return true;
    return false;
}

/* Digits of other scripts begin with a byte of at least 0xD9. */
static bool is_foreign(char byte) {
    return (uint8_t)byte >= 0xD9;
}

dateline_digits dateline_count_digits(dateline_string text) {
    dateline_digits found = {0};
    const char *end = dateline_string_end(text);
    for (const char *at = text.data; at < end; at += DATELINE_WINDOW) {
        dateline_window window = dateline_window_load(at);
        uint32_t inside = dateline_window_first((size_t)(end - at));
        uint32_t digits = dateline_window_between(window, '0', '9') & inside;
        uint32_t beyond = ~dateline_window_at_most(window, 0x7F) & inside;
        for (; digits; digits &= digits - 1)
            found.count++;
        for (; beyond && !found.foreign; beyond &= beyond - 1)
            found.foreign = is_foreign(at[__builtin_ctz(beyond)]);
    }
    return found;
}

bool dateline_has_digit(dateline_string text) {
    dateline_digits digits = dateline_count_digits(text);
    return digits.count || digits.foreign;
}

/* ---- The first word ------------------------------------------------------------------------- */

/* Which of the next 16 bytes are letters, or beyond ASCII. */
static uint64_t find_letters(const char *at) {
    dateline_bytes bytes = dateline_bytes_load(at);
    uint64_t small = dateline_bytes_mask(dateline_bytes_at_most(bytes, 'z')) &
                     ~dateline_bytes_mask(dateline_bytes_at_most(bytes, 'a' - 1));
    uint64_t capital = dateline_bytes_mask(dateline_bytes_at_most(bytes, 'Z')) &
                       ~dateline_bytes_mask(dateline_bytes_at_most(bytes, 'A' - 1));
    uint64_t ascii = dateline_bytes_mask(dateline_bytes_at_most(bytes, 0x7F));
    return small | capital | ~ascii;
}

static size_t end_of_first_word(dateline_string text) {
    size_t end = 0;
    for (unsigned run = DATELINE_BLOCK; run == DATELINE_BLOCK && end < text.length; end += run) {
        uint64_t others = ~find_letters(text.data + end);
        run = others ? dateline_mask_first(others) : DATELINE_BLOCK;
    }
    return end < text.length ? end : text.length;
}

unsigned dateline_leading_flags(dateline_string word) {
    if (word.length < 2)
        return 0;
    unsigned second = (uint8_t)word.data[1] & 31;
    uint64_t filter = dateline_leading_words[(uint8_t)word.data[0] & 31];
    return filter >> ((second * 7 + word.length) & 63) & 1
               ? dateline_word_find_padded(&dateline_name_words, word) & DATELINE_LEADING
               : 0;
}

/* Does " by ", " von " or " vom " follow the first word? */
static bool is_followed_by(dateline_string rest) {
    return rest.length > 1 && rest.data[0] == ' ' && (rest.data[1] == 'b' || rest.data[1] == 'v') &&
           (dateline_string_starts(rest, DATELINE_LITERAL(" by ")) ||
            dateline_string_starts(rest, DATELINE_LITERAL(" von ")) ||
            dateline_string_starts(rest, DATELINE_LITERAL(" vom ")));
}

dateline_glance dateline_glance_at(dateline_string text) {
    enum { SHORTEST = 2 };
    size_t end = text.length ? end_of_first_word(text) : 0;
    if (end < SHORTEST || end > DATELINE_LONGEST_WORD || end == text.length)
        return (dateline_glance){.led_in = false};
    dateline_string word = dateline_string_part(text, 0, end);
    return (dateline_glance){word,
                             (dateline_leading_flags(word) & DATELINE_NAME_BY) ||
                                 is_followed_by(dateline_string_part(text, end, text.length))};
}

/* "3.10.24" alone is a date, "3.10.2024" has more digits, "03.10" a zero. */
bool dateline_is_numbered(dateline_string text) {
    enum { MOST_DIGITS = 3, DATE_PARTS = 3, YEAR_DIGITS = 2 };
    bool lettered =
        text.length > 2 && text.data[0] >= 'A' && text.data[0] <= 'Z' && text.data[1] == '.';
    size_t at = lettered ? 2 : 0, digits = 0, begin = at;
    unsigned parts = lettered;
    bool stop = true;
    for (; stop && at < text.length && dateline_is_digit(text.data[at]); parts++) {
        for (begin = at; at < text.length && dateline_is_digit(text.data[at]);)
            at++;
        digits = at - begin;
        if (text.data[begin] == '0' || digits > MOST_DIGITS)
            return false;
        stop = at < text.length && text.data[at] == '.';
        at += stop;
    }
    bool date = parts == DATE_PARTS && !lettered && digits == YEAR_DIGITS && !stop;
    return parts > 1 && !date && at < text.length && text.data[at] == ' ';
}
