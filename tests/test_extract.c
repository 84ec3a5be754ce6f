/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pipeline as a whole, through the public header: what the interface promises of memory, of
 * repetition, and of wrong use.
 */
#include "dateline.h"
#include "failing_allocator.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- Pages ---------------------------------------------------------------------------------- */

static char *example_html;
static size_t example_html_length;
static char *example_text;
static size_t example_text_length;

static char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *data = malloc(1 << 20);
    *length = fread(data, 1, 1 << 20, file);
    fclose(file);
    return data;
}

static int set_up(void **state) {
    (void)state;
    example_html = read_file(EXAMPLES "/article/page.html", &example_html_length);
    example_text = read_file(EXAMPLES "/article/page.txt", &example_text_length);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    free(example_html);
    free(example_text);
    return 0;
}

static const dateline_input example_input = {
    .id = "example",
    .url = "https://estuarypost.example/world/storm-gates?x=1",
    .name = "page.html"};

/* Read a page and write it in every format; @return the first code that is not OK. */
static dateline_code read_and_write(dateline_extractor *extractor, const char *page,
                                    size_t length) {
    const dateline_record *record;
    dateline_string output;
    dateline_code code = dateline_extract(extractor, page, length, &example_input, &record, NULL);
    for (int format = DATELINE_FORMAT_TEXT; code == DATELINE_OK && format <= DATELINE_FORMAT_HTML;
         format++)
        code = dateline_record_write(extractor, (dateline_format)format, &output, NULL);
    return code;
}

/* The page's JSON as a string of its own. */
static char *json_of(dateline_extractor *extractor, const char *page, size_t length) {
    const dateline_record *record;
    dateline_string output;
    assert_int_equal(dateline_extract(extractor, page, length, &example_input, &record, NULL),
                     DATELINE_OK);
    assert_int_equal(dateline_record_write(extractor, DATELINE_FORMAT_JSON, &output, NULL),
                     DATELINE_OK);
    char *copy = malloc(output.length + 1);
    memcpy(copy, output.data, output.length);
    copy[output.length] = 0;
    return copy;
}

/* ---- Memory --------------------------------------------------------------------------------- */

/* Fail the n-th allocation, for every n, alone or with all that follow. */
static void fail_each(const char *page, size_t length, bool fail_on) {
    for (long n = 1;; n++) {
        failing_allocator c = {.fail_at = n, .fail_on = fail_on};
        dateline_allocator allocator = failing_allocator_of(&c);
        dateline_extractor *extractor = dateline_extractor_create(NULL, &allocator, NULL);
        dateline_code code =
            extractor ? read_and_write(extractor, page, length) : DATELINE_ERROR_MEMORY;
        bool reached = c.calls >= n;
        if (reached && !fail_on && extractor) {
            /* The extractor stays usable after a failure. */
            assert_int_equal(read_and_write(extractor, page, length), DATELINE_OK);
        }
        dateline_extractor_destroy(extractor);
        assert_int_equal(c.live_bytes, 0);
        if (!reached) {
            assert_int_equal(code, DATELINE_OK);
            assert_true(n > 5);
            return;
        }
        if (fail_on)
            assert_int_equal(code, DATELINE_ERROR_MEMORY);
    }
}

static void survives_every_failing_allocation(void **state) {
    (void)state;
    fail_each(example_html, example_html_length, false);
    fail_each(example_html, example_html_length, true);
    fail_each(example_text, example_text_length, false);
    fail_each(example_text, example_text_length, true);
}

static void allocates_nothing_in_the_steady_state(void **state) {
    (void)state;
    failing_allocator c = {0};
    dateline_allocator allocator = failing_allocator_of(&c);
    dateline_extractor *extractor = dateline_extractor_create(NULL, &allocator, NULL);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(read_and_write(extractor, example_html, example_html_length), 0);
        assert_int_equal(read_and_write(extractor, example_text, example_text_length), 0);
    }
    long calls = c.calls;
    for (int i = 0; i < 50; i++) {
        assert_int_equal(read_and_write(extractor, example_html, example_html_length), 0);
        assert_int_equal(read_and_write(extractor, example_text, example_text_length), 0);
    }
    assert_int_equal(c.calls, calls);
    dateline_extractor_destroy(extractor);
    assert_int_equal(c.live_bytes, 0);
}

/* Pain 14: memory grows from page to page. */
static void memory_is_flat_after_an_outlier(void **state) {
    (void)state;
    failing_allocator c = {0};
    dateline_allocator allocator = failing_allocator_of(&c);
    dateline_extractor *extractor = dateline_extractor_create(NULL, &allocator, NULL);
    assert_int_equal(read_and_write(extractor, example_html, example_html_length), 0);
    size_t length = 17 << 20;
    char *big = malloc(length);
    for (size_t i = 0; i < length; i++)
        big[i] = "<p>word </p>"[i % 12];
    assert_int_equal(read_and_write(extractor, big, length), DATELINE_OK);
    assert_true(c.live_bytes > (long)length);
    for (int i = 0; i < 20; i++)
        assert_int_equal(read_and_write(extractor, example_html, example_html_length), 0);
    assert_true(c.live_bytes < 2 << 20);
    long live = c.live_bytes;
    for (int i = 0; i < 200; i++)
        assert_int_equal(read_and_write(extractor, example_html, example_html_length), 0);
    assert_int_equal(c.live_bytes, live);
    dateline_extractor_destroy(extractor);
    free(big);
}

/* ---- The same record every time (pain 16) --------------------------------------------------- */

static void same_bytes_same_record(void **state) {
    (void)state;
    dateline_extractor *first = dateline_extractor_create(NULL, NULL, NULL);
    dateline_extractor *second = dateline_extractor_create(NULL, NULL, NULL);
    char *fresh = json_of(first, example_html, example_html_length);
    /* Whatever was read before leaves no trace. */
    free(json_of(second, example_text, example_text_length));
    free(json_of(second, "", 0));
    free(json_of(second, "<table><b><p>x", 14));
    char *used = json_of(second, example_html, example_html_length);
    assert_string_equal(fresh, used);
    free(fresh);
    free(used);
    dateline_extractor_destroy(first);
    dateline_extractor_destroy(second);
}

static void padding_and_alignment_change_nothing(void **state) {
    (void)state;
    dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, NULL);
    char *expected = json_of(extractor, example_html, example_html_length);
    char *room = malloc(example_html_length + 64 + DATELINE_PADDING);
    for (size_t shift = 0; shift < 33; shift += 3) {
        /* What lies in the padding is not part of the page. */
        memset(room, '<', example_html_length + 64 + DATELINE_PADDING);
        memcpy(room + shift, example_html, example_html_length);
        dateline_input input = example_input;
        input.padded = true;
        const dateline_record *record;
        dateline_string output;
        assert_int_equal(
            dateline_extract(extractor, room + shift, example_html_length, &input, &record, NULL),
            DATELINE_OK);
        dateline_record_write(extractor, DATELINE_FORMAT_JSON, &output, NULL);
        assert_int_equal(output.length, strlen(expected));
        assert_memory_equal(output.data, expected, output.length);
    }
    free(room);
    free(expected);
    dateline_extractor_destroy(extractor);
}

/* ---- Limits in units of work (pains 13 and 15) ---------------------------------------------- */

static bool warned(const dateline_record *record, const char *prefix) {
    for (size_t i = 0; i < record->warning_count; i++)
        if (record->warnings[i].length >= strlen(prefix) &&
            memcmp(record->warnings[i].data, prefix, strlen(prefix)) == 0)
            return true;
    return false;
}

static void limits_cut_and_say_so(void **state) {
    (void)state;
    dateline_options options;
    dateline_options_initialize(&options);
    options.max_bytes = example_html_length / 2;
    options.max_blocks = 5;
    dateline_extractor *extractor = dateline_extractor_create(&options, NULL, NULL);
    const dateline_record *record;
    dateline_input input = example_input;
    input.padded = true; /* what is behind the limit must not be read as padding */
    assert_int_equal(
        dateline_extract(extractor, example_html, example_html_length, &input, &record, NULL),
        DATELINE_OK);
    assert_true(warned(record, "truncated:"));
    assert_true(warned(record, "blocks:"));
    assert_true(record->block_count <= 5);
    assert_int_equal(dateline_extract(extractor, "<p>x", 4, NULL, &record, NULL), DATELINE_OK);
    assert_int_equal(record->warning_count, 0);
    dateline_extractor_destroy(extractor);
}

/* Shapes on which the peers take seconds to minutes; here only time out the test program. */
static void hostile_shapes_are_read(void **state) {
    (void)state;
    static const char *const shapes[] = {"<",
                                         "<div>",
                                         "<ul><li>",
                                         "<table><tr><td>",
                                         "<b>",
                                         "<p><b id=x>",
                                         "<a href=x>",
                                         "<select><option>",
                                         "<svg>",
                                         "<template>",
                                         "&",
                                         "&amp",
                                         "<!--",
                                         "\xFF",
                                         "<b><div></b>",
                                         "<table>x<b>",
                                         "<h1>",
                                         "<blockquote>",
                                         "<p>x<br>",
                                         "<script type=application/ld+json>[{",
                                         "\"",
                                         "“",
                                         "By Jane Roe, ",
                                         "<img src=x>",
                                         "<title>x",
                                         "2024-01-01 "};
    size_t length = 1 << 20;
    char *page = malloc(length);
    dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, NULL);
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        size_t period = strlen(shapes[s]);
        for (size_t i = 0; i < length; i++)
            page[i] = shapes[s][i % period];
        assert_int_equal(read_and_write(extractor, page, length), DATELINE_OK);
    }
    memset(page, 0, length);
    assert_int_equal(read_and_write(extractor, page, length), DATELINE_OK);
    free(page);
    dateline_extractor_destroy(extractor);
}

/* ---- Wrong use ------------------------------------------------------------------------------ */

static void wrong_use_is_an_error(void **state) {
    (void)state;
    dateline_error error;
    const dateline_record *record;
    dateline_string output;
    dateline_options options;
    dateline_options_initialize(&options);
    options.max_bytes = 0;
    assert_null(dateline_extractor_create(&options, NULL, &error));
    assert_int_equal(error.code, DATELINE_ERROR_ARGUMENT);
    dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, &error);
    assert_int_equal(dateline_extract(extractor, NULL, 1, NULL, &record, &error),
                     DATELINE_ERROR_ARGUMENT);
    assert_null(record);
    assert_int_equal(dateline_record_write(extractor, DATELINE_FORMAT_JSON, &output, &error),
                     DATELINE_ERROR_ARGUMENT);
    dateline_input input = {.encoding = "klingon"};
    assert_int_equal(dateline_extract(extractor, "x", 1, &input, &record, &error),
                     DATELINE_ERROR_ENCODING);
    assert_int_equal(dateline_extract(NULL, "x", 1, NULL, &record, &error),
                     DATELINE_ERROR_ARGUMENT);
    assert_int_equal(dateline_extract(extractor, NULL, 0, NULL, &record, &error), DATELINE_OK);
    assert_int_equal(record->status, DATELINE_STATUS_EMPTY);
    dateline_extractor_destroy(extractor);
    dateline_extractor_destroy(NULL);
}

/* A program compiled against a header whose options ended earlier. */
static void older_options_keep_their_meaning(void **state) {
    (void)state;
    dateline_options options;
    dateline_options_initialize(&options);
    options.size = offsetof(dateline_options, max_blocks);
    options.max_blocks = 0; /* not part of the older struct: must not be read */
    dateline_extractor *extractor = dateline_extractor_create(&options, NULL, NULL);
    assert_non_null(extractor);
    assert_int_equal(read_and_write(extractor, "<p>x", 4), DATELINE_OK);
    dateline_extractor_destroy(extractor);
}

/* "<iframe/>" opens an element whose text goes on to the page's end; browsers that run scripts
 * never look into <noscript>. */
static void open_frames_of_noscript_hide_nothing(void **state) {
    (void)state;
#define PROSE                                                                                      \
    "<article><h1>Tide gates</h1><p>The gates closed at noon, and the water stayed out.</p>"
    static const char *const pages[] = {
        "<title>Tide gates</title><body><noscript><iframe src=/f /></noscript>" PROSE,
        "<title>Tide gates</title><noscript><style>p{}</noscript><body>" PROSE "</article>\n",
    };
    dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, NULL);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char *json = json_of(extractor, pages[i], strlen(pages[i]));
        assert_non_null(strstr(json, "the water stayed out."));
        assert_null(strstr(json, "iframe src"));
        assert_null(strstr(json, "p{}"));
        free(json);
    }
    dateline_extractor_destroy(extractor);
#undef PROSE
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survives_every_failing_allocation),
        cmocka_unit_test(allocates_nothing_in_the_steady_state),
        cmocka_unit_test(memory_is_flat_after_an_outlier),
        cmocka_unit_test(same_bytes_same_record),
        cmocka_unit_test(padding_and_alignment_change_nothing),
        cmocka_unit_test(limits_cut_and_say_so),
        cmocka_unit_test(hostile_shapes_are_read),
        cmocka_unit_test(open_frames_of_noscript_hide_nothing),
        cmocka_unit_test(wrong_use_is_an_error),
        cmocka_unit_test(older_options_keep_their_meaning),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
