/* SPDX-License-Identifier: Apache-2.0 */
#include "core/string.h"

static bool same_nocase(const char *a, const char *b, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (dateline_lower(a[i]) != dateline_lower(b[i]))
            return false;
    return true;
}

bool dateline_string_equal_nocase(dateline_string a, dateline_string b) {
    return a.length == b.length && same_nocase(a.data, b.data, a.length);
}

bool dateline_string_starts(dateline_string string, dateline_string prefix) {
    return string.length >= prefix.length &&
           dateline_string_equal(dateline_string_part(string, 0, prefix.length), prefix);
}

bool dateline_string_starts_nocase(dateline_string string, dateline_string prefix) {
    return string.length >= prefix.length && same_nocase(string.data, prefix.data, prefix.length);
}

bool dateline_string_ends_nocase(dateline_string string, dateline_string suffix) {
    if (string.length < suffix.length)
        return false;
    size_t from = string.length - suffix.length;
    return dateline_string_equal_nocase(dateline_string_part(string, from, string.length), suffix);
}

size_t dateline_string_find(dateline_string string, dateline_string needle, size_t from) {
    if (needle.length == 0)
        return from <= string.length ? from : SIZE_MAX;
    while (from < string.length && string.length - from >= needle.length) {
        const char *hit =
            memchr(string.data + from, needle.data[0], string.length - from - needle.length + 1);
        if (!hit)
            return SIZE_MAX;
        if (memcmp(hit, needle.data, needle.length) == 0)
            return (size_t)(hit - string.data);
        from = (size_t)(hit - string.data) + 1;
    }
    return SIZE_MAX;
}

size_t dateline_string_find_nocase(dateline_string string, dateline_string needle, size_t from) {
    for (; from <= string.length && string.length - from >= needle.length; from++)
        if (same_nocase(string.data + from, needle.data, needle.length))
            return from;
    return SIZE_MAX;
}

static bool begins_with_any_nocase(dateline_string text, const char *const *wanted, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (dateline_lower(text.data[0]) == wanted[i][0] &&
            dateline_string_starts_nocase(text, dateline_string_of(wanted[i])))
            return true;
    return false;
}

/* Most bytes of a text begin none of them. */
bool dateline_string_has_any_nocase(dateline_string text, const char *const *wanted, size_t count) {
    uint64_t firsts[4] = {0};
    for (size_t i = 0; i < count; i++)
        firsts[(uint8_t)wanted[i][0] / 64] |= UINT64_C(1) << (uint8_t)wanted[i][0] % 64;
    for (size_t at = 0; at < text.length; at++) {
        uint8_t byte = (uint8_t)dateline_lower(text.data[at]);
        if (firsts[byte / 64] >> byte % 64 & 1 &&
            begins_with_any_nocase(dateline_string_part(text, at, text.length), wanted, count))
            return true;
    }
    return false;
}

bool dateline_string_has_digit(dateline_string text) {
    for (size_t i = 0; i < text.length; i++)
        if (dateline_is_digit(text.data[i]))
            return true;
    return false;
}

bool dateline_string_has_small_letter(dateline_string text) {
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] >= 'a' && text.data[i] <= 'z')
            return true;
    return false;
}

/* Bytes of white space at the front of a text: ASCII, or U+00A0. */
static size_t space_at(const char *data, size_t length) {
    if (length && dateline_is_space(data[0]))
        return 1;
    return length >= 2 && data[0] == '\xC2' && data[1] == '\xA0' ? 2 : 0;
}

bool dateline_string_has_token(dateline_string list, dateline_string token) {
    for (size_t at = 0; at < list.length;) {
        while (at < list.length && dateline_is_space(list.data[at]))
            at++;
        size_t begin = at;
        while (at < list.length && !dateline_is_space(list.data[at]))
            at++;
        if (dateline_string_equal_nocase(dateline_string_part(list, begin, at), token))
            return true;
    }
    return false;
}

dateline_string dateline_string_trim(dateline_string string) {
    for (size_t n; (n = space_at(string.data, string.length)) > 0;)
        string = dateline_string_part(string, n, string.length);
    while (string.length) {
        if (dateline_is_space(string.data[string.length - 1]))
            string.length -= 1;
        else if (string.length >= 2 && space_at(string.data + string.length - 2, 2) == 2)
            string.length -= 2;
        else
            break;
    }
    return string;
}

/* The multiplier is Knuth's golden ratio. */
static uint64_t hash_word(uint64_t hash, const char *data) {
    uint64_t word;
    memcpy(&word, data, 8);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

/* FNV-1a over eight bytes at a time with a final mix; the last eight are read whole, some of them
 * once more. */
uint64_t dateline_hash(const char *data, size_t length) {
    uint64_t hash = 0xCBF29CE484222325u ^ length;
    if (length >= 8) {
        const char *last = data + length - 8;
        for (; data < last; data += 8)
            hash = hash_word(hash, data);
        hash = hash_word(hash, last);
    } else {
        for (; length; data++, length--)
            hash = (hash ^ (unsigned char)*data) * 0x100000001B3u;
    }
    return hash ^ hash >> 32;
}

uint64_t dateline_hash_nocase(const char *data, size_t length) {
    uint64_t hash = 0xCBF29CE484222325u ^ length;
    for (; length; data++, length--)
        hash = (hash ^ (unsigned char)dateline_lower(*data)) * 0x100000001B3u;
    return hash ^ hash >> 32;
}
