/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Slices of text. Comparisons without case fold ASCII letters only, as the WHATWG standards do.
 */
#ifndef DATELINE_CORE_STRING_H
#define DATELINE_CORE_STRING_H

#include "core/memory.h"

/** A slice of a string literal. */
#define DATELINE_LITERAL(text) ((dateline_string){(text), sizeof(text) - 1})

static const dateline_string dateline_absent = {NULL, 0};

/** ASCII whitespace (WHATWG Infra): tab, line feed, form feed, carriage return, space. */
static inline bool dateline_is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static inline bool dateline_is_digit(char c) {
    return c >= '0' && c <= '9';
}

static inline bool dateline_is_letter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static inline char dateline_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/** A slice of a NUL-terminated string, absent for NULL. */
static inline dateline_string dateline_string_of(const char *text) {
    return text ? (dateline_string){text, strlen(text)} : dateline_absent;
}

/** The bytes [begin, end) of a string; the caller keeps them inside. */
static inline dateline_string dateline_string_part(dateline_string string, size_t begin,
                                                   size_t end) {
    return (dateline_string){string.data ? string.data + begin : NULL, end - begin};
}

/** Behind its last byte; NULL where it is absent, for nothing may be added to NULL. */
static inline const char *dateline_string_end(dateline_string string) {
    return string.data ? string.data + string.length : NULL;
}

static inline bool dateline_string_equal(dateline_string a, dateline_string b) {
    return a.length == b.length && (b.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/** Equal but for the case of ASCII letters. */
bool dateline_string_equal_nocase(dateline_string a, dateline_string b);

bool dateline_string_starts(dateline_string string, dateline_string prefix);
bool dateline_string_starts_nocase(dateline_string string, dateline_string prefix);
bool dateline_string_ends_nocase(dateline_string string, dateline_string suffix);

/** Offset of the first occurrence at or behind from, or SIZE_MAX. Linear for short needles. */
size_t dateline_string_find(dateline_string string, dateline_string needle, size_t from);
size_t dateline_string_find_nocase(dateline_string string, dateline_string needle, size_t from);

/**
 * Does a text hold one of several, without case?
 *
 * @param wanted NUL-terminated, none empty, their ASCII letters small.
 */
bool dateline_string_has_any_nocase(dateline_string text, const char *const *wanted, size_t count);

/** An ASCII digit, a small ASCII letter, anywhere in a text. */
bool dateline_string_has_digit(dateline_string text);
bool dateline_string_has_small_letter(dateline_string text);

/** Is the token one of a list of them apart by white space, "canonical alternate"? Without case. */
bool dateline_string_has_token(dateline_string list, dateline_string token);

/** Without ASCII whitespace and U+00A0 at both ends. */
dateline_string dateline_string_trim(dateline_string string);

/** 64 bits of hash; not for hostile keys without a bound on what collides. */
uint64_t dateline_hash(const char *data, size_t length);

/** The same for all cases of ASCII letters. */
uint64_t dateline_hash_nocase(const char *data, size_t length);

#endif
