/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The searches of html/scan.h against loops over bytes, at every place of a block and with the end
 * everywhere. Included by a test of the machine's own instructions and by one of the portable path.
 */
#ifndef DATELINE_TESTS_HTML_SCAN_CHECKS_H
#define DATELINE_TESTS_HTML_SCAN_CHECKS_H

#include "html/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { SCAN_LENGTH = 80 };

/* Bytes that a search stops at or notes, and those beside them. */
static const char scan_alphabet[] = "<>&\"'=/ \t\r\n\0\x01\x1F!a{\x7F\x80\xA0\xBC\xBE\xFF";

static void fill_randomly(char *text, size_t length, uint32_t *seed, uint32_t rareness) {
    for (size_t i = 0; i < length; i++) {
        *seed = *seed * 1664525 + 1013904223;
        uint32_t number = *seed >> 8;
        text[i] =
            number % rareness ? 'x' : scan_alphabet[number / rareness % (sizeof scan_alphabet - 1)];
    }
}

static bool is_low_or(char c, const char *marks) {
    return (unsigned char)c <= ' ' || strchr(marks, c) != NULL;
}

/* Where nothing is found, what stands behind the end may be noted too. */
static void check_flags(const char *begin, const char *found, const char *end, unsigned flags) {
    bool references = false, controls = false;
    for (const char *at = begin; at < found; at++) {
        references |= *at == '&';
        controls |= *at == '\r' || !*at;
    }
    bool more = found == end;
    assert_true((flags & DATELINE_NODE_REFERENCES) != 0 ? references || more : !references);
    assert_true((flags & DATELINE_NODE_CONTROLS) != 0 ? controls || more : !controls);
}

static void check_searches(const char *begin, const char *end) {
    for (const char *c = "<\"'>"; *c; c++) {
        const char *expected = memchr(begin, *c, (size_t)(end - begin));
        unsigned flags = 0;
        expected = expected ? expected : end;
        assert_ptr_equal(dateline_scan_char(begin, end, *c), expected);
        assert_ptr_equal(dateline_scan_value(begin, end, *c, &flags), expected);
        check_flags(begin, expected, end, flags);
    }
    unsigned flags = 0;
    const char *at = begin;
    while (at < end && *at != '<' && *at)
        at++;
    assert_ptr_equal(dateline_scan_text(begin, end, &flags), at);
    check_flags(begin, at, end, flags);
    for (at = begin; at < end && *at != '&' && *at != '\r' && *at;)
        at++;
    assert_ptr_equal(dateline_scan_special(begin, end), at);
    for (at = begin; at < end && !is_low_or(*at, ">");)
        at++;
    flags = 0;
    assert_ptr_equal(dateline_scan_unquoted(begin, end, &flags), at);
    check_flags(begin, at, end, flags);
}

static void check_name_scans(const char *begin) {
    unsigned tag = 0, attribute = 0;
    while (tag < DATELINE_BLOCK && !is_low_or(begin[tag], "/>"))
        tag++;
    while (attribute < DATELINE_BLOCK && !is_low_or(begin[attribute], "/>="))
        attribute++;
    assert_int_equal(dateline_scan_tag_name(begin), tag);
    assert_int_equal(dateline_scan_attribute_name(begin), attribute);
}

/* A test: random texts, from nothing but special bytes to hardly any. */
static void scan_agrees_with_loops(void **state) {
    (void)state;
    char text[SCAN_LENGTH + DATELINE_PADDING];
    uint32_t seed = 1;
    for (uint32_t rareness = 1; rareness < 200; rareness += 1 + rareness / 4) {
        for (unsigned round = 0; round < 40; round++) {
            fill_randomly(text, sizeof text, &seed, rareness);
            for (size_t begin = 0; begin < 20; begin++) {
                for (size_t end = begin; end <= SCAN_LENGTH; end += 1 + end / 16)
                    check_searches(text + begin, text + end);
                check_name_scans(text + begin);
            }
        }
    }
}

/* Each byte alone in a block: nothing else may be taken for it. */
static void scan_tells_bytes_apart(void **state) {
    (void)state;
    char text[2 * DATELINE_BLOCK + DATELINE_PADDING];
    for (unsigned byte = 0; byte < 256; byte++) {
        for (unsigned place = 0; place < 2 * DATELINE_BLOCK; place++) {
            memset(text, 'x', sizeof text);
            text[place] = (char)byte;
            check_searches(text, text + 2 * DATELINE_BLOCK);
            check_name_scans(text);
        }
    }
}

#endif
