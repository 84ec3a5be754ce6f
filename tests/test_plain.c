/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages that came as plain text: one story as an archive keeps it, as a text browser shows it and
 * as a reader copies it gives the same article; and texts without any sense give a record in time.
 */
#include "dateline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static int set_up(void **state) {
    *state = dateline_extractor_create(NULL, NULL, NULL);
    return *state ? 0 : -1;
}

static int tear_down(void **state) {
    dateline_extractor_destroy(*state);
    return 0;
}

static const dateline_record *read_text(void **state, const char *text, size_t length) {
    const dateline_record *record = NULL;
    dateline_input input = {.kind = DATELINE_KIND_TEXT};
    assert_int_equal(dateline_extract(*state, text, length, &input, &record, NULL), DATELINE_OK);
    return record;
}

/* ---- One story, three ways ------------------------------------------------------------------ */

#define ONE                                                                                        \
    "The harbour bridge of Lindhavn was opened again on Monday after two years of repairs that "   \
    "cost the town more than it had planned, the mayor said."
#define TWO                                                                                        \
    "The work took eleven months longer than the council had been told, since the old piers "      \
    "were found to stand on sand and not on the rock that the plans of 1931 show."
#define THREE                                                                                      \
    "Drivers will pay nothing in the first year. After that the council wants to decide whether "  \
    "a toll can pay for the repairs that the inner gates will need."

static const char *const archive =
    "Bridge opens again after two years | The Courier\n"
    "Skip to content\nHome\nNews\nSport\nWeather\nSign in\nSubscribe\n"
    "Bridge opens again after two years\nBy Tilda Brandt\n4 March 2024\n" ONE "\n" TWO "\n" THREE
    "\n"
    "Read more\nFerry fares to rise in spring\nSchool gets a new roof\nStorm closes the pier\n"
    "Follow us\nFacebook\nTwitter\n"
    "Home\nNews\nSport\nWeather\n"
    "Privacy policy\nTerms of use\n© 2024 The Courier. All rights reserved.\n";

static const char *const browser =
    "   * Home\n   * News\n   * Sport\n   * Weather\n\n   Sign in Subscribe\n\n"
    "Bridge opens again after two years\n\n   By Tilda Brandt\n   4 March 2024\n\n"
    "   The harbour bridge of Lindhavn was opened again on Monday after two\n"
    "   years of repairs that cost the town more than it had planned, the mayor\n   said.\n\n"
    "   The work took eleven months longer than the council had been told, since\n"
    "   the old piers were found to stand on sand and not on the rock that the\n"
    "   plans of 1931 show.\n\n"
    "   Drivers will pay nothing in the first year. After that the council wants\n"
    "   to decide whether a toll can pay for the repairs that the inner gates\n   will need.\n\n"
    "   Read more\n\n   * Ferry fares to rise in spring\n   * School gets a new roof\n\n"
    "   Follow us\n\n   * Facebook\n   * Twitter\n\n"
    "   Privacy policy | Terms of use | © 2024 The Courier. All rights reserved.\n";

static const char *const copy =
    "News / Town\n\nBridge opens again after two years\n\nBy Tilda Brandt\n\n4 March 2024\n\n"
    "The mayor cuts the ribbon on the bridge. (Courier photo)\n\n" ONE "\n\n" TWO "\n\n" THREE
    "\n\n"
    "The Courier’s website can also be accessed at the following alternate addresses:\n\n"
    "www.courier.example\n\nSHARE THIS ARTICLE\n\nCourier News Radio\n";

static void check_story(void **state, const char *text) {
    static const char *const article = ONE "\n\n" TWO "\n\n" THREE;
    const dateline_record *record = read_text(state, text, strlen(text));
    char *found = calloc(record->text.length + 1, 1);
    memcpy(found, record->text.data, record->text.length);
    assert_string_equal(found, article);
    free(found);
    assert_int_equal(record->title.length, strlen("Bridge opens again after two years"));
    assert_memory_equal(record->title.data, "Bridge opens again after two years",
                        record->title.length);
    assert_int_equal(record->status, DATELINE_STATUS_OK);
}

static void test_one_story(void **state) {
    check_story(state, archive);
    check_story(state, browser);
    check_story(state, copy);
}

static dateline_role role_of(const dateline_record *record, const char *begin) {
    for (size_t i = 0; i < record->block_count; i++)
        if (record->blocks[i].text.length >= strlen(begin) &&
            memcmp(record->blocks[i].text.data, begin, strlen(begin)) == 0)
            return record->blocks[i].role;
    fail_msg("no block begins with \"%s\"", begin);
    return DATELINE_ROLE_COUNT;
}

static void test_roles(void **state) {
    const dateline_record *record = read_text(state, copy, strlen(copy));
    assert_int_equal(role_of(record, "News / Town"), DATELINE_ROLE_BREADCRUMB);
    assert_int_equal(role_of(record, "Bridge opens"), DATELINE_ROLE_TITLE);
    assert_int_equal(role_of(record, "By Tilda"), DATELINE_ROLE_BYLINE);
    assert_int_equal(role_of(record, "4 March"), DATELINE_ROLE_DATE);
    assert_int_equal(role_of(record, "The mayor cuts"), DATELINE_ROLE_CAPTION);
    assert_int_equal(role_of(record, "The Courier’s"), DATELINE_ROLE_ADDRESS);
    assert_int_equal(role_of(record, "www."), DATELINE_ROLE_ADDRESS);
    assert_int_equal(role_of(record, "SHARE"), DATELINE_ROLE_SHARE);
}

static const char *find_words(dateline_string text, const char *words) {
    size_t length = strlen(words);
    for (size_t i = 0; i + length <= text.length; i++)
        if (memcmp(text.data + i, words, length) == 0)
            return text.data + i;
    return NULL;
}

/* What an archive keeps of a page: each block a line, captions and lists among them. */
static const char *const archived =
    "Storm gates to close before spring tides | The Lindhavn Courier\n"
    "Skip to main content\n"
    "Menu\n"
    "Home > News > Harbour\n"
    "Subscribe\n"
    "Storm gates to close before spring tides\n"
    "The two ports will shut their gates a day earlier, but crews fear for their pay\n"
    "By Tilda Brandt and Jonas Rehn\n"
    "Published 9 October 2025, 18:04\n"
    "Share\n"
    "The storm gates of Lindhavn on Thursday. Photograph: Ola Berg/Courier\n"
    "Lindhavn and Osterby will close their storm gates a full day before each spring tide, the harbour chief said on Thursday, in the first common plan of the two ports since the flood of 2019.\n"
    "“We cannot wait for the water,” Ingrid Solheim told reporters after the meeting. “The gates are old, and they close slowly.”\n"
    "What the plan says:\n"
    "- The outer gates close 24 hours before a spring tide\n"
    "- Crews are warned by radio two days ahead\n"
    "- The inner gates are tested every March\n"
    "Fishing crews said that nobody had told them who would pay for the lost days, which cost them about 40,000 crowns each.\n"
    "(Reporting by Tilda Brandt; editing by Jonas Rehn)\n"
    "Related\n"
    "Ferry fares to rise in spring\n"
    "School gets a new roof\n"
    "Most read\n"
    "1\n"
    "Storm closes the pier\n"
    "2\n"
    "Mayor to step down\n"
    "Contact us\n"
    "The Lindhavn Courier, Harbour Street 4, 1234 Lindhavn\n"
    "Terms and conditions\n"
    "© 2025 The Lindhavn Courier\n";

static void test_archived_roles(void **state) {
    const dateline_record *record = read_text(state, archived, strlen(archived));
    assert_int_equal(role_of(record, "Home > News"), DATELINE_ROLE_BREADCRUMB);
    assert_int_equal(role_of(record, "By Tilda"), DATELINE_ROLE_BYLINE);
    assert_int_equal(role_of(record, "Published 9"), DATELINE_ROLE_DATE);
    assert_int_equal(role_of(record, "The storm gates of"), DATELINE_ROLE_CAPTION);
    assert_int_equal(role_of(record, "Lindhavn and Osterby"), DATELINE_ROLE_PARAGRAPH);
    assert_int_equal(role_of(record, "The outer gates"), DATELINE_ROLE_LIST_ITEM);
    assert_int_equal(role_of(record, "Fishing crews"), DATELINE_ROLE_PARAGRAPH);
    assert_int_equal(role_of(record, "(Reporting by"), DATELINE_ROLE_BYLINE);
    assert_int_equal(record->author_count, 2);
    assert_true(find_words(record->text, "Photograph") == NULL);
    assert_true(find_words(record->text, "Ferry fares") == NULL);
}

/* A note without a sentence is a text all the same. */
static void test_short_lines(void **state) {
    static const char text[] = "Milk\nBread\nTwo eggs\n";
    const dateline_record *record = read_text(state, text, sizeof text - 1);
    assert_int_equal(record->status, DATELINE_STATUS_OK);
    assert_true(record->text.length > 10);
}

/* What people write by hand has no furniture, and loses nothing. */
static void test_letter(void **state) {
    static const char text[] = "Dear Anna,\n\n" ONE "\n\n" TWO "\n\n" THREE "\n\nYours,\nTilda\n";
    const dateline_record *record = read_text(state, text, sizeof text - 1);
    assert_true(record->text.length >= strlen(ONE TWO THREE));
}

/* ---- Without any sense ---------------------------------------------------------------------- */

/* Time is judged where it is real; under a sanitizer, ten times slower, only the accesses are, for
   which less text does. */
#if defined(__SANITIZE_ADDRESS__)
enum { SHARE = 8 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
enum { SHARE = 8 };
#else
enum { SHARE = 1 };
#endif
#else
enum { SHARE = 1 };
#endif

static double seconds_for(void **state, const char *piece, size_t length) {
    size_t size = strlen(piece);
    char *text = malloc(length);
    for (size_t i = 0; i < length; i++)
        text[i] = piece[i % size];
    clock_t begin = clock();
    read_text(state, text, length);
    free(text);
    return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

/* Eight times the text in about eight times the time. */
static void test_linear(void **state) {
    static const char *const pieces[] = {
        "word ",
        "word\n",
        "word\n\n",
        "a",
        "\"",
        "“ ",
        "he said “x” ",
        "on Thursday he said yesterday two weeks ago ",
        "He made the comments on Thursday. Berg said it was late.\n",
        "(photo) ",
        " / ",
        "* item\n",
        "12. item\n",
        "    code;\n",
        "> > > quoted\n",
        "exam-\nple\n",
        "שלום “said” مرحبا ",
        "漢字かな。",
        "\xC2\xA0\xC2\xA0\n",
        "Same line again and again, it is a menu\n",
    };
    enum { SHORT = 160000 / SHARE, LONG = 8 * SHORT };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        double once = seconds_for(state, pieces[i], SHORT);
        double more = seconds_for(state, pieces[i], LONG);
        if (more > 20 * once + 0.5)
            fail_msg("%s: %.3f s, then %.3f s", pieces[i], once, more);
    }
}

/* Ten megabytes on one line, or what a sanitizer gets of them. */
static void test_one_line(void **state) {
    enum { LENGTH = (10 << 20) / SHARE };
    assert_true(seconds_for(state, "he said “x” on Thursday, ", LENGTH) < 60);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_one_story), TEST(test_roles),  TEST(test_archived_roles), TEST(test_short_lines),
        TEST(test_letter),    TEST(test_linear), TEST(test_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
