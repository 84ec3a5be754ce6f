/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages that show nothing and carry their article as JSON: found, decoded, with the bytes of every
 * word; and pages that only look so.
 */
#include "dateline.h"
#include "harbour_story.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE(kind, json)                                                                           \
    "<!DOCTYPE html><html><head><title>Bridge</title></head><body><div id=root>Please wait.</div>" \
    "<script type=\"" kind "\">" json "</script></body></html>"

static dateline_extractor *read_page(const char *page, const dateline_record **record) {
    dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, NULL);
    assert_int_equal(dateline_extract(extractor, page, strlen(page), NULL, record, NULL),
                     DATELINE_OK);
    return extractor;
}

static bool has(dateline_string text, const char *words) {
    size_t length = strlen(words);
    for (size_t i = 0; i + length <= text.length; i++)
        if (memcmp(text.data + i, words, length) == 0)
            return true;
    return false;
}

static bool is_warned(const dateline_record *record) {
    for (size_t i = 0; i < record->warning_count; i++)
        if (has(record->warnings[i], "preloaded: "))
            return true;
    return false;
}

/* The page's bytes of a block, as they stand there. */
static void check_bytes(const char *page, const dateline_block *block, const char *expected) {
    char bytes[1000] = "";
    size_t used = 0;
    for (size_t i = 0; i < block->span_count; i++) {
        size_t length = block->spans[i].end - block->spans[i].begin;
        assert_true(used + length < sizeof bytes);
        memcpy(bytes + used, page + block->spans[i].begin, length);
        used += length;
    }
    bytes[used] = 0;
    assert_string_equal(bytes, expected);
}

static void the_article_body_of_json_ld_is_read(void **state) {
    (void)state;
    const char *page =
        PAGE("application/ld+json",
             "{\"@type\":\"NewsArticle\",\"description\":\"" FOURTH "\",\"articleBody\":\"" FIRST
             "\\n\\n" SECOND "\\n\\nShe said: \\u201cThe work \\\"took\\\" two months.\\u201d "
             "\\ud83d\\ude00\\n\\n" THIRD "\"}");
    const dateline_record *record;
    dateline_extractor *extractor = read_page(page, &record);
    assert_int_equal(record->status, DATELINE_STATUS_OK);
    assert_true(is_warned(record));
    assert_true(has(record->text,
                    FIRST "\n\n" SECOND "\n\nShe said: “The work \"took\" two months.” "
                          "😀\n\n" THIRD));
    assert_false(has(record->text, "Please wait"));
    const dateline_block *last = &record->blocks[record->block_count - 1];
    check_bytes(page, last, THIRD);
    check_bytes(page, last - 1,
                "She said: \\u201cThe work \\\"took\\\" two months.\\u201d \\ud83d\\ude00");
    dateline_extractor_destroy(extractor);
}

static void data_of_a_script_is_read_as_html(void **state) {
    (void)state;
    const char *page = PAGE(
        "application/json",
        "{\"a\":[{\"body\":\"\\u003cp\\u003eA teaser.\\u003c/p\\u003e\"}],\"b\":{\"c\":{\"body_html\":"
        "\"\\u003cp\\u003e" FIRST "\\u003c/p\\u003e\\u003ch2\\u003eWho &amp; "
        "what\\u003c/h2\\u003e\\u003cp\\u003e" SECOND "\\u003c/p\\u003e\\u003cscript\\u003ealert(1)"
        "\\u003c/script\\u003e\\u003cp\\u003e" THIRD " \\u003ca href=\\\"/x\\\"\\u003eMore\\u003c/a"
        "\\u003e\\u003c/p\\u003e\\u003cp\\u003e" FOURTH "\\u003c/p\\u003e\"}}}");
    const dateline_record *record;
    dateline_extractor *extractor = read_page(page, &record);
    assert_true(is_warned(record));
    assert_true(
        has(record->text, FIRST "\n\nWho & what\n\n" SECOND "\n\n" THIRD " More\n\n" FOURTH));
    assert_false(has(record->text, "teaser"));
    assert_false(has(record->text, "alert"));
    assert_int_equal(record->link_count, 1);
    dateline_extractor_destroy(extractor);
}

static void posts_of_one_name_stand_together(void **state) {
    (void)state;
    const char *page = PAGE("application/json",
                            "{\"posts\":[{\"cooked\":\"<p>" FIRST "</p><p>" SECOND " " SECOND
                            "</p>\"},{\"cooked\":\"<p>" THIRD "</p>\"},{\"cooked\":\"<p>" FOURTH
                            "</p>\"}],\"x\":{\"y\":{\"z\":{\"cooked\":\"<p>Deeper.</p>\"}}}}");
    const dateline_record *record;
    dateline_extractor *extractor = read_page(page, &record);
    assert_true(has(record->text, THIRD "\n\n" FOURTH));
    assert_false(has(record->text, "Deeper"));
    dateline_extractor_destroy(extractor);
}

/* The quotation mark before the object would turn inside and outside of strings round. */
static void what_a_script_assigns_is_read(void **state) {
    (void)state;
    const char *page = PAGE(
        "text/javascript",
        "var q = '\"'; if (a == {}) q = 1; window.page.state = {\"id\": 7, \"body\":\"<p>" FIRST
        "</p><p>" SECOND "</p><p>" THIRD "</p><p>" FOURTH "</p>\"}; start(q);");
    const dateline_record *record;
    dateline_extractor *extractor = read_page(page, &record);
    assert_true(is_warned(record));
    assert_true(has(record->text, FIRST "\n\n" SECOND "\n\n" THIRD "\n\n" FOURTH));
    dateline_extractor_destroy(extractor);
}

/* What the page shows is believed over what it carries; other scripts and short strings are not. */
static void pages_that_show_a_text_are_not_looked_into(void **state) {
    (void)state;
    static const char *const pages[] = {
        PAGE("application/javascript", "{\"articleBody\":\"" FIRST SECOND THIRD FOURTH FIRST "\"}"),
        PAGE("application/ld+json", "{\"articleBody\":\"" FIRST "\"}"),
        PAGE("application/ld+json", "{\"comment\":\"" FIRST SECOND THIRD FOURTH FIRST "\"}"),
        "<html><body><main><article><h1>Harbour bridge reopens</h1><p>" FIRST "</p><p>" SECOND
        "</p><p>" THIRD
        "</p></article></main><script type=application/ld+json>{\"articleBody\":\"" FOURTH FOURTH
            FOURTH FOURTH FOURTH "\"}</script></body></html>",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        const dateline_record *record;
        dateline_extractor *extractor = read_page(pages[i], &record);
        assert_false(is_warned(record));
        dateline_extractor_destroy(extractor);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_article_body_of_json_ld_is_read),
        cmocka_unit_test(data_of_a_script_is_read_as_html),
        cmocka_unit_test(posts_of_one_name_stand_together),
        cmocka_unit_test(what_a_script_assigns_is_read),
        cmocka_unit_test(pages_that_show_a_text_are_not_looked_into),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
