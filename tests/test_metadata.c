/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The metadata room: JSON as sites write it, dates and bylines as people do, and each field of the
 * record from each of its sources, with the hard cases that other extractors get wrong.
 */
#include "core/writer.h"
#include "failing_allocator.h"
#include "metadata/blocks.h"
#include "metadata/byline.h"
#include "metadata/date.h"
#include "metadata/json.h"
#include "metadata/name_words.h"
#include "metadata/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* ---- Memory of a test ----------------------------------------------------------------------- */

typedef struct fixture {
    dateline_memory memory;
    dateline_arena arena;
    dateline_writer output;
    dateline_extractor *extractor;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    dateline_memory_initialize(&f->memory, NULL);
    dateline_arena_initialize(&f->arena, &f->memory);
    f->output.memory = &f->memory;
    f->extractor = dateline_extractor_create(NULL, NULL, NULL);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    dateline_writer_destroy(&f->output);
    dateline_arena_destroy(&f->arena);
    dateline_extractor_destroy(f->extractor);
    free(f);
    return 0;
}

static void expect(const char *what, dateline_string got, const char *wanted) {
    if (!wanted && !got.data)
        return;
    if (!wanted || !dateline_string_equal(got, dateline_string_of(wanted)) || !got.data)
        fail_msg("%s: wanted %s, got %.*s", what, wanted ? wanted : "(absent)",
                 got.data ? (int)got.length : 8, got.data ? got.data : "(absent)");
}

/* ---- JSON ----------------------------------------------------------------------------------- */

static void dump_value(fixture *f, const dateline_json *json, uint32_t i) {
    const dateline_json_value *value = &json->values[i];
    dateline_writer *out = &f->output;
    if (value->type < DATELINE_JSON_ARRAY) {
        bool string = value->type == DATELINE_JSON_STRING;
        dateline_write_text(out, string ? "'" : "");
        dateline_write_string(out, dateline_json_string(json, i));
        dateline_write_text(out, string ? "'" : "");
        return;
    }
    bool object = value->type == DATELINE_JSON_OBJECT;
    dateline_write_char(out, object ? '{' : '[');
    for (uint32_t k = dateline_json_first(i); k < value->end; k = json->values[k].end) {
        if (k != dateline_json_first(i))
            dateline_write_char(out, ' ');
        if (object) {
            unsigned name = json->values[k].name;
            dateline_write_text(out, name == DATELINE_MEMBER_NAME       ? "name="
                                     : name == DATELINE_MEMBER_HEADLINE ? "headline="
                                     : name == 0                        ? ""
                                                                        : "?=");
        }
        dump_value(f, json, k);
    }
    dateline_write_char(out, object ? '}' : ']');
}

static dateline_string dump(fixture *f, const char *text) {
    dateline_json json;
    f->output.length = 0;
    assert_true(dateline_json_begin(&json, text, &dateline_member_names, &f->arena));
    assert_true(dateline_json_read(&json, 0, (uint32_t)strlen(text)));
    dump_value(f, &json, 0);
    return dateline_writer_text(&f->output);
}

/* Words of every length, where they may be read beyond and where not, in small letters and large.
 */
static void words_have_one_key(void **state) {
    (void)state;
    static const char small[] = "przedstawicielami\xC5\x82@[`{ustawodawstwa"
                                "                ";
    char large[sizeof small];
    for (size_t i = 0; i < sizeof small; i++)
        large[i] = small[i] >= 'a' && small[i] <= 'z' ? (char)(small[i] - 0x20) : small[i];
    for (size_t length = 1; length <= 32; length++) {
        char *exact = malloc(length); /* so that a sanitizer sees what is read beyond */
        memcpy(exact, large, length);
        uint64_t key = dateline_word_key((dateline_string){exact, length});
        free(exact);
        assert_int_equal(key, dateline_word_key((dateline_string){small, length}));
        if (length <= DATELINE_SHORT_WORD)
            assert_int_equal(key, dateline_word_key_padded((dateline_string){large, length}));
        assert_int_not_equal(key, dateline_word_key((dateline_string){small + 1, length}));
    }
}

/* What is said of the first bytes of a block does not depend on how many are looked at at once. */
static void blocks_at_a_glance(void **state) {
    (void)state;
    for (size_t n = 1; n <= DATELINE_LONGEST_WORD + 8; n++) {
        char text[256] = {0};
        memset(text, 'a', n);
        memcpy(text + n, " by Jane Roe, 2024", 18);
        dateline_glance begin = dateline_glance_at((dateline_string){text, n + 18});
        bool may_be = n >= 2 && n <= DATELINE_LONGEST_WORD;
        assert_int_equal(begin.led_in, may_be);
        assert_int_equal(begin.word.length, may_be ? n : 0);
        assert_false(dateline_glance_at((dateline_string){text, n}).led_in);
        assert_true(dateline_has_year((dateline_string){text, n + 18}));
        assert_false(dateline_has_year((dateline_string){text, n + 17}));
        assert_int_equal(dateline_count_digits((dateline_string){text, n + 17}).count, 3);
        memcpy(text + n, "\xD9\xA3", 2);
        assert_true(dateline_count_digits((dateline_string){text, n + 2}).foreign);
        assert_false(dateline_count_digits((dateline_string){text, n}).foreign);
    }
}

static unsigned hints_of_class(fixture *f, const char *class) {
    char html[256];
    dateline_tree tree = {0};
    int length = snprintf(html, sizeof html - DATELINE_PADDING, "<p class='%s'>a", class);
    memset(html + length, 0, DATELINE_PADDING);
    assert_true(dateline_parse(&tree, &f->memory, html, (uint32_t)length, NULL));
    dateline_page page = {.tree = &tree};
    dateline_facts facts = {.page = &page, .arena = &f->arena};
    assert_true(dateline_hints_begin(&facts));
    unsigned hints = dateline_hints(&facts, tree.nodes.items[tree.body].first);
    dateline_tree_destroy(&tree, &f->memory);
    return hints;
}

/* Words are told apart wherever they stand in the first 80 bytes of a class. */
static void hints_at_any_place(void **state) {
    static const struct {
        const char *word;
        bool known;
    } words[] = {{"writer", false}, {"Writer", true}, {" writer", true}, {"-writer-x", true}};
    for (size_t n = 1; n <= 90; n++)
        for (size_t i = 0; i < LENGTH(words); i++) {
            char class[128] = {0};
            memset(class, 'x', n);
            strcat(class, words[i].word);
            size_t end = n + (dateline_is_letter(words[i].word[0]) ? 6 : 7);
            assert_int_equal(hints_of_class(*state, class),
                             words[i].known && end <= 80 ? DATELINE_HINT_AUTHOR : 0);
        }
}

static void words_are_found(void **state) {
    (void)state;
    static const char text[] = "BY Vicomte headline isAccessibleForFree"
                               "                ";
    dateline_string by = {text, 2}, free_access = {text + 20, 19};
    assert_true(dateline_word_find(&dateline_name_words, by) & DATELINE_NAME_BY);
    assert_true(dateline_word_find_padded(&dateline_name_words, by) & DATELINE_NAME_BY);
    assert_int_equal(dateline_word_find(&dateline_member_names, free_access),
                     DATELINE_MEMBER_IS_ACCESSIBLE_FOR_FREE);
    assert_int_equal(dateline_word_find_padded(&dateline_member_names, free_access),
                     DATELINE_MEMBER_IS_ACCESSIBLE_FOR_FREE);
    assert_int_equal(dateline_word_find_padded(&dateline_name_words, dateline_absent), 0);
    assert_int_equal(dateline_word_find(&dateline_name_words, (dateline_string){text, 40}), 0);
}

static void json_is_lenient(void **state) {
    static const struct {
        const char *text, *values;
    } cases[] = {
        {"{\"name\": \"a\", \"headline\": [1, true, null]}", "[{name='a' headline=[1 true null]}]"},
        {"", "[]"},
        {"{\"name\":\"a\",}", "[{name='a'}]"},
        {"{\"name\":\"a\" \"headline\":\"b\"}", "[{name='a' headline='b'}]"},
        {"[1,,2,]", "[[1 2]]"},
        {"/* c */ {\"name\": // d\n 'a'}", "[{name='a'}]"},
        {"//<![CDATA[\n{\"name\":\"a\"}\n//]]>", "[{name='a'}]"},
        {"//<![CDATA[{\"name\":\"a\"}//]]>", "[{name='a'}]"},
        {"<!-- {\"name\":\"a\"} -->", "[{name='a'}]"},
        {"{name: 'it's'}", "[{name='it's'}]"},
        {"{\"name\":\"two\nlines\"}", "[{name='two\nlines'}]"},
        {"{\"name\":\"say \"yes\" now\",\"headline\":\"b\"}",
         "[{name='say \"yes\" now' headline='b'}]"},
        {"{\"name\":\"a\"}{\"name\":\"b\"};", "[{name='a'} {name='b'}]"},
        {"{\"name\":\"a\",\"headline\":\"cut he", "[{name='a' headline='cut he'}]"},
        {"{\"name\":{\"name\":[\"a\"", "[{name={name=['a']}}]"},
        {"{\"name\":[\"a\"}, {\"name\":\"b\"}", "[{name=['a']} {name='b'}]"},
        {"}}]]{\"name\":\"a\"}]", "[{name='a'}]"},
        {"{\"other\":1,\"name\":\"a\"}", "[{?=1 name='a'}]"},
        {"{\"name\":\"\\u00e9\\ud83d\\ude00\\/\\n\\\"\"}", "[{name='é😀/\n\"'}]"},
        {"{\"name\":\"\\ud83d \\u00zz \\\"}", "[{name='\xEF\xBF\xBD u00zz \"}'}]"},
        {"{\"name\":-1.5e3}", "[{name=-1.5e3}]"},
        {"var x = {\"name\":\"a\"}", "[{name='a'}]"},
        {"{\"name\":\"\"}", "[{name=''}]"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++)
        expect(cases[i].text, dump(*state, cases[i].text), cases[i].values);
}

static void json_keeps_places(void **state) {
    fixture *f = *state;
    const char *text = "<script>{\"name\" : \"Jane\"}";
    dateline_json json;
    assert_true(dateline_json_begin(&json, text, &dateline_member_names, &f->arena));
    assert_true(dateline_json_read(&json, 8, (uint32_t)strlen(text)));
    uint32_t name = dateline_json_member(&json, 1, DATELINE_MEMBER_NAME);
    assert_int_equal(json.values[name].offset, 19);
    assert_int_equal(json.values[name].length, 4);
    assert_int_equal(dateline_json_member(&json, 1, DATELINE_MEMBER_HEADLINE), 0);
}

/* Nesting costs neither stack nor more than linear time. */
static void json_survives_depth(void **state) {
    enum { SIZE = 1 << 21 };
    fixture *f = *state;
    static const char *const units[] = {"[", "{",           "{\"name\":", "[]", "\"",
                                        "}", "{\"name\":[", "\\\"",       "\" "};
    char *text = malloc(SIZE);
    for (size_t u = 0; u < LENGTH(units); u++) {
        size_t length = strlen(units[u]);
        for (size_t i = 0; i < SIZE; i++)
            text[i] = units[u][i % length];
        dateline_json json;
        assert_true(dateline_json_begin(&json, text, &dateline_member_names, &f->arena));
        assert_true(dateline_json_read(&json, 0, SIZE));
        assert_int_equal(json.values[0].end, json.count);
        dateline_arena_reset(&f->arena);
    }
    free(text);
}

/* ---- Dates ---------------------------------------------------------------------------------- */

static dateline_string find_date(fixture *f, const char *text,
                                 const dateline_date_context *context) {
    dateline_date date;
    if (!dateline_date_find(dateline_string_of(text), 0, context, &date))
        return dateline_absent;
    assert_true(date.begin < date.end && date.end <= strlen(text));
    return dateline_date_format(&date, &f->arena);
}

static void dates_of_all_notations(void **state) {
    static const char *const cases[][2] = {
        /* ISO 8601, RFC 3339, RFC 2822, asctime, JavaScript, Apache */
        {"2024-03-05T14:05:30.123Z", "2024-03-05T14:05:30Z"},
        {"2024-03-05T14:05:30+01:00", "2024-03-05T14:05:30+01:00"},
        {"2024-03-05T14:05:30-0530", "2024-03-05T14:05:30-05:30"},
        {"2024-03-05 14:05", "2024-03-05T14:05"},
        {"2024-3-5", "2024-03-05"},
        {"Tue, 05 Mar 2024 14:05:00 +0100", "2024-03-05T14:05:00+01:00"},
        {"Tue Mar  5 14:05:00 CET 2024", "2024-03-05T14:05:00+01:00"},
        {"Tue Mar 05 2024 14:05:00 GMT+0100", "2024-03-05T14:05:00+01:00"},
        {"05/Mar/2024:14:05:30 +0100", "2024-03-05T14:05:30+01:00"},
        /* words, times, zones */
        {"5. März 2024, 14:05 Uhr", "2024-03-05T14:05"},
        {"Stand: 05.03.2024 14.05 Uhr", "2024-03-05T14:05"},
        {"14:05 Uhr, 5. März 2024", "2024-03-05T14:05"},
        {"Le 5 mars 2024 à 14 h 05", "2024-03-05T14:05"},
        {"Publié le 5 mars 2024 à 14h05", "2024-03-05T14:05"},
        {"Updated 10:30 AM ET, Tue March 5, 2024", "2024-03-05T10:30-05:00"},
        {"July 5, 2024 at 10:30 a.m. ET", "2024-07-05T10:30-04:00"},
        {"March 5, 2024 12:30 am GMT+1", "2024-03-05T00:30+01:00"},
        {"March 5th, 2024", "2024-03-05"},
        {"the 5th of March, 2024", "2024-03-05"},
        {"Sept. 5, 2024", "2024-09-05"},
        {"5 Feb '24", "2024-02-05"},
        {"March 2024", "2024-03"},
        /* languages */
        {"5 de marzo de 2024", "2024-03-05"},
        {"5 marzo 2024, ore 14.05", "2024-03-05"},
        {"5 de março de 2024 às 14h05", "2024-03-05T14:05"},
        {"5 maart 2024 om 14:05", "2024-03-05T14:05"},
        {"5 listopada 2024", "2024-11-05"},
        {"5 марта 2024, 14:05", "2024-03-05T14:05"},
        {"5 березня 2024", "2024-03-05"},
        {"5. března 2024", "2024-03-05"},
        {"5 Aralık 2024 Perşembe", "2024-12-05"},
        {"٥ مارس ٢٠٢٤", "2024-03-05"},
        {"5 كانون الثاني 2024", "2024-01-05"},
        {"2024年3月5日 14:05", "2024-03-05T14:05"},
        {"2024年3月5日 午後2時5分", "2024-03-05T14:05"},
        {"2024년 3월 5일 오후 2:05", "2024-03-05T14:05"},
        {"५ मार्च २०२४", "2024-03-05"},
        {"den 5 mars 2024", "2024-03-05"},
        {"5. maj 2024 kl. 14.05", "2024-05-05"},
        {"5. mai 2024 kl 14:05", "2024-05-05T14:05"},
        {"5. maaliskuuta 2024", "2024-03-05"},
        {"2024. március 5.", "2024-03-05"},
        /* numbers */
        {"25/03/2024", "2024-03-25"},
        {"03/25/2024", "2024-03-25"},
        {"5. 3. 2024", "2024-03-05"},
        {"2024. 3. 5.", "2024-03-05"},
        {"5.3.24", "2024-03-05"},
        {"4.\xE2\x80\x89"
         "2.\xE2\x80\x89"
         "2022.",
         "2022-02-04"},
        {"05 / 03 / 2024", "2024-03-05"},
        {"26 | 01 | 2022", "2022-01-26"},
        {"(Rome, 14 Gennaio 20 )", "2020-01-14"},
        /* no dates */
        {"14 January 20 boats left", NULL},
        {"26 | 01 - 2022", NULL},
        {"26 | 01 | 22", NULL},
        {"v2.10.12 released", NULL},
        {"the server at version 2.4.52.", NULL},
        {"4.2.10. Creating the first user", NULL},
        {"am 5.3.24", "2024-03-05"},
        {"Montag, 5.3.24", "2024-03-05"},
        {"5.3.68", "1968-03-05"},
        {"192.168.03.2024", NULL},
        {"call 555-03-2024", NULL},
        {"31.02.2024", NULL},
        {"13/13/2024", NULL},
        {"2:05 pm", NULL},
        {"1744", NULL},
        {"© 2024 Example", NULL},
        {"March 5", NULL},
        {"3 hours ago", NULL}, /* without the time of capture */
        {"2024-03", NULL},     /* in running text */
    };
    const dateline_date_context context = {.order = DATELINE_DAY_FIRST};
    for (size_t i = 0; i < LENGTH(cases); i++)
        expect(cases[i][0], find_date(*state, cases[i][0], &context), cases[i][1]);
}

static void dates_of_metadata(void **state) {
    static const char *const cases[][2] = {
        {"2024-03", "2024-03"},
        {"2024", "2024"},
        {"20240305", "2024-03-05"},
        {"20240305T140530Z", "2024-03-05T14:05:30Z"},
        {"20240305140530", "2024-03-05T14:05:30"},
        {"1709647530", "2024-03-05T14:05:30Z"},
        {"1709647530123", "2024-03-05T14:05:30Z"},
        {"17096475301", NULL},
        {"page.head.date", NULL},
    };
    const dateline_date_context context = {.whole = true};
    for (size_t i = 0; i < LENGTH(cases); i++)
        expect(cases[i][0], find_date(*state, cases[i][0], &context), cases[i][1]);
}

static void dates_by_order(void **state) {
    fixture *f = *state;
    dateline_date_context context = {.order = DATELINE_MONTH_FIRST};
    dateline_date date;
    expect("month first", find_date(f, "03/05/2024", &context), "2024-03-05");
    expect("dots are day first", find_date(f, "03.05.2024", &context), "2024-05-03");
    expect("but not before a short year", find_date(f, "03.05.24", &context), "2024-03-05");
    context.order = DATELINE_DAY_FIRST;
    expect("day first", find_date(f, "03/05/2024", &context), "2024-05-03");
    assert_true(dateline_date_find(DATELINE_LITERAL("03/05/2024"), 0, &context, &date));
    assert_true(date.ambiguous);
    assert_true(dateline_date_find(DATELINE_LITERAL("03/03/2024"), 0, &context, &date));
    assert_false(date.ambiguous);
}

static void dates_relative_to_capture(void **state) {
    static const char *const cases[][2] = {
        {"3 hours ago", "2024-03-05"},      {"20 minutes ago", "2024-03-05T13:45+01:00"},
        {"vor 3 Stunden", "2024-03-05"},    {"vor einem Tag", "2024-03-04"},
        {"il y a 15 heures", "2024-03-04"}, {"hace 2 días", "2024-03-03"},
        {"2 weeks ago", "2024-02-20"},      {"Yesterday, 14:05", "2024-03-04T14:05"},
        {"3小时前", "2024-03-05"},          {"3시간 전", "2024-03-05"},
        {"3 часа назад", "2024-03-05"},     {"99999 days ago", NULL},
    };
    dateline_date_context context = {.whole = true};
    dateline_date captured;
    assert_true(
        dateline_date_find(DATELINE_LITERAL("2024-03-05T14:05+01:00"), 0, &context, &captured));
    context = (dateline_date_context){.captured = captured};
    for (size_t i = 0; i < LENGTH(cases); i++)
        expect(cases[i][0], find_date(*state, cases[i][0], &context), cases[i][1]);
}

static void dates_of_paths(void **state) {
    static const char *const cases[][2] = {
        {"/2024/03/05/story", "2024-03-05"},
        {"/news/2024-03-05-story.html", "2024-03-05"},
        {"/2024/03/story", "2024-03"},
        {"/20240305/story", "2024-03-05"},
        {"/2024/march/05/story", "2024-03-05"},
        {"/blog/2024/mar/5/", "2024-03-05"},
        {"/2024/marching-bands/", NULL},
        {"/story-20240305.html", "2024-03-05"},
        {"/detail/~02-01-2022-land", "2022-01-02"},
        {"/id/202403051234", NULL},
        {"/1744/03/05/", NULL},
        {"/2024/13/05/", NULL},
        {"/story", NULL},
    };
    fixture *f = *state;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        dateline_date date;
        bool found = dateline_date_of_path(dateline_string_of(cases[i][0]), &date);
        expect(cases[i][0], found ? dateline_date_format(&date, &f->arena) : dateline_absent,
               cases[i][1]);
    }
}

static void dates_know_their_cue(void **state) {
    (void)state;
    static const struct {
        const char *text;
        dateline_date_cue cue;
    } cases[] = {
        {"Updated March 5, 2024", DATELINE_CUE_MODIFIED},
        {"Aktualisiert: 05.03.2024", DATELINE_CUE_MODIFIED},
        {"Publié le 5 mars 2024", DATELINE_CUE_PUBLISHED},
        {"Published March 5, 2024", DATELINE_CUE_PUBLISHED},
        {"更新 2024年3月5日", DATELINE_CUE_MODIFIED},
        {"© 5.3.2024", DATELINE_CUE_OTHER},
        {"Copyright March 5, 2024", DATELINE_CUE_OTHER},
        {"March 5, 2024", DATELINE_CUE_NONE},
    };
    const dateline_date_context context = {.order = DATELINE_DAY_FIRST};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        dateline_date date;
        assert_true(dateline_date_find(dateline_string_of(cases[i].text), 0, &context, &date));
        if (date.cue != cases[i].cue)
            fail_msg("%s: cue %d", cases[i].text, date.cue);
    }
}

static void dates_compare(void **state) {
    (void)state;
    const dateline_date_context context = {.whole = true};
    dateline_date a, b;
    assert_true(dateline_date_find(DATELINE_LITERAL("2024-03-05T01:00+02:00"), 0, &context, &a));
    assert_true(dateline_date_find(DATELINE_LITERAL("2024-03-04T23:00Z"), 0, &context, &b));
    assert_int_equal(dateline_date_compare(&a, &b), 0);
    assert_true(dateline_date_find(DATELINE_LITERAL("1970-01-01"), 0, &context, &a));
    assert_int_equal(dateline_date_day_number(&a), 0);
    assert_true(dateline_date_compare(&a, &b) < 0);
    assert_false(dateline_date_plausible(&a, &b)); /* before the web */
    assert_true(dateline_date_plausible(&b, &b));
    assert_true(dateline_date_find(DATELINE_LITERAL("2024-03-06"), 0, &context, &a));
    assert_false(dateline_date_plausible(&a, &b)); /* two days after the capture */
}

/* ---- Bylines -------------------------------------------------------------------------------- */

static void bylines(void **state) {
    static const struct {
        dateline_byline_trust trust;
        const char *text, *names, *agency;
    } cases[] = {
        {DATELINE_BYLINE_TEXT, "By Jane Roe, Political Editor, in Lisbon", "Jane Roe;", NULL},
        {DATELINE_BYLINE_PERSON, "Rui Ma", "Rui Ma;", NULL},
        {DATELINE_BYLINE_FIELD, "Jane Roe MA", "Jane Roe;", NULL},
        {DATELINE_BYLINE_TEXT, "Tags: Antipodes", "", NULL},
        {DATELINE_BYLINE_TEXT, "Walter: Germany", "", NULL},
        {DATELINE_BYLINE_TEXT, "Von Anna Meier und Bernd Schulz", "Anna Meier;Bernd Schulz;", NULL},
        {DATELINE_BYLINE_TEXT, "By John Smith and Jane Doe | Reuters", "John Smith;Jane Doe;",
         "Reuters"},
        {DATELINE_BYLINE_TEXT, "By Jane Roe of The Associated Press", "Jane Roe;",
         "The Associated Press"},
        {DATELINE_BYLINE_TEXT, "By Jane Roe, AP", "Jane Roe;", "AP"},
        {DATELINE_BYLINE_TEXT, "dpa", "", "dpa"},
        {DATELINE_BYLINE_TEXT, "By Staff", "", NULL},
        /* One word that is nobody, a label, a count. */
        {DATELINE_BYLINE_TEXT, "by using", "", NULL},
        {DATELINE_BYLINE_TEXT, "Step by Step", "", NULL},
        {DATELINE_BYLINE_TEXT, "by size", "", NULL},
        {DATELINE_BYLINE_PERSON, "publisher", "", NULL},
        {DATELINE_BYLINE_FIELD, "Category", "", NULL},
        {DATELINE_BYLINE_FIELD, "12 comments", "", NULL},
        {DATELINE_BYLINE_FIELD, "Jane Field", "Jane Field;", NULL},
        {DATELINE_BYLINE_TEXT, "by ibby", "ibby;", NULL},
        {DATELINE_BYLINE_TEXT, "Goal: Jane Roe", "", NULL},
        {DATELINE_BYLINE_FIELD, "admin", "", NULL},
        {DATELINE_BYLINE_PERSON, "The Editorial Team", "", NULL},
        {DATELINE_BYLINE_TEXT, "Email The Author", "", NULL},
        {DATELINE_BYLINE_TEXT, "Share this article", "", NULL},
        {DATELINE_BYLINE_FIELD, "https://social.example/jane", "", NULL},
        {DATELINE_BYLINE_FIELD, "Roe, Jane", "Jane Roe;", NULL},
        {DATELINE_BYLINE_FIELD, "Jane Roe; John Smith", "Jane Roe;John Smith;", NULL},
        {DATELINE_BYLINE_PERSON, "nightowl42", "nightowl42;", NULL},
        {DATELINE_BYLINE_FIELD, "maria kovacs", "maria kovacs;", NULL},
        {DATELINE_BYLINE_TEXT, "Ursula von der Leyen", "Ursula von der Leyen;", NULL},
        {DATELINE_BYLINE_TEXT, "By JANE ROE March 5, 2024 3:46 PM", "JANE ROE;", NULL},
        {DATELINE_BYLINE_TEXT, "Posted by Sarah on May 5, 2024", "Sarah;", NULL},
        {DATELINE_BYLINE_TEXT, "By June Smith", "June Smith;", NULL},
        {DATELINE_BYLINE_TEXT, "By JANE ROE Tuesday, Aug. 17, 2010", "JANE ROE;", NULL},
        {DATELINE_BYLINE_TEXT, "Von Anna Maria Freitag", "Anna Maria Freitag;", NULL},
        {DATELINE_BYLINE_TEXT, "Jane Roe Staff Writer", "Jane Roe;", NULL},
        {DATELINE_BYLINE_TEXT, "Written by Jane Roe Edited by John Smith", "Jane Roe;", NULL},
        {DATELINE_BYLINE_TEXT, "(Reporting by Jane Roe; Editing by John Smith)", "Jane Roe;", NULL},
        {DATELINE_BYLINE_TEXT, "Text: Jane Roe, Fotos: John Smith", "Jane Roe;", NULL},
        {DATELINE_BYLINE_TEXT, "Text & Fotos: Jane Roe", "Jane Roe;", NULL},
        {DATELINE_BYLINE_TEXT, "Example B.1", "", NULL},
        {DATELINE_BYLINE_TEXT, "by nightowl42", "nightowl42;", NULL},
        {DATELINE_BYLINE_TEXT, "By Jane Roe @janeroe jane@example.org", "Jane Roe;", NULL},
        {DATELINE_BYLINE_TEXT, "-- By Jane Roe Follow @janeroe", "Jane Roe;", NULL},
        {DATELINE_BYLINE_TEXT, "By Dr. Jane A. Roe, PhD", "Dr. Jane A. Roe;", NULL},
        {DATELINE_BYLINE_TEXT, "By J.R.R. Miller", "J.R.R. Miller;", NULL},
        {DATELINE_BYLINE_TEXT, "Jean-Pierre O'Neill", "Jean-Pierre O'Neill;", NULL},
        {DATELINE_BYLINE_FIELD, "Jane Roe (jr), John Smith (jos)", "Jane Roe;John Smith;", NULL},
        {DATELINE_BYLINE_TEXT, "Por María García López en Madrid", "María García López;", NULL},
        {DATELINE_BYLINE_TEXT, "Eingestellt von Anna Meier um 21:11", "Anna Meier;", NULL},
        {DATELINE_BYLINE_TEXT, "Dec. 19, 2025 \xC2\xB7 Jane Roe on behalf of the harbour group",
         "Jane Roe;", NULL},
        {DATELINE_BYLINE_FIELD, "Harbour-Post-Experte Bernd Schulz", "Bernd Schulz;", NULL},
        {DATELINE_BYLINE_FIELD, "Anna meier", "Anna meier;", NULL},
        {DATELINE_BYLINE_FIELD, "Anna writes", "Anna;", NULL},
        {DATELINE_BYLINE_PERSON, "Roving Reporter", "Roving Reporter;", NULL},
        {DATELINE_BYLINE_PERSON, "The Gardener", "The Gardener;", NULL},
        {DATELINE_BYLINE_TEXT, "Автор: Иван Петров", "Иван Петров;", NULL},
        {DATELINE_BYLINE_TEXT, "记者王小明", "王小明;", NULL},
        {DATELINE_BYLINE_TEXT, "홍길동 기자", "홍길동;", NULL},
        {DATELINE_BYLINE_TEXT, "", "", NULL},
    };
    fixture *f = *state;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        dateline_byline byline;
        dateline_byline_read(dateline_string_of(cases[i].text), cases[i].trust,
                             DATELINE_LITERAL("en"), &f->arena, &byline);
        f->output.length = 0;
        for (unsigned n = 0; n < byline.count; n++) {
            dateline_write_string(&f->output, byline.names[n]);
            dateline_write_char(&f->output, ';');
        }
        expect(cases[i].text, dateline_writer_text(&f->output), cases[i].names);
        expect(cases[i].text, byline.agency, cases[i].agency);
    }
}

static void numbered_lines(void **state) {
    static const char *const numbered[] = {"3.2.4. Installing, step by step", "F.35.5. Text",
                                           "4.2 Steps", "12.1. Search", "4.2.10. The first user"},
                             *const others[] = {"3.10.2024 von Jana Roe",
                                                "3.10.24 von Jana Roe",
                                                "03.10 von Jana",
                                                "3 minutes by Jane Roe",
                                                "A.M. Roe",
                                                "3.2.4",
                                                "12 comments",
                                                ""};
    (void)state;
    for (size_t i = 0; i < LENGTH(numbered); i++)
        assert_true(dateline_is_numbered(dateline_string_of(numbered[i])));
    for (size_t i = 0; i < LENGTH(others); i++)
        assert_false(dateline_is_numbered(dateline_string_of(others[i])));
}

static void bylines_by_language(void **state) {
    fixture *f = *state;
    dateline_byline byline;
    dateline_byline_read(DATELINE_LITERAL("Door Jan de Vries en Piet Jansen"), DATELINE_BYLINE_TEXT,
                         DATELINE_LITERAL("nl-BE"), &f->arena, &byline);
    assert_int_equal(byline.count, 2);
    expect("Dutch", byline.names[1], "Piet Jansen");
}

/* ---- Pages ---------------------------------------------------------------------------------- */

/* Paragraphs long enough to be an article's text in any reader's eyes. */
#define TEXT                                                                                       \
    "<p>The council of the small harbour town voted late in the evening to rebuild the old "       \
    "lighthouse, which a storm had torn down in the winter before, and to open it to visitors "    \
    "from next spring on.</p>"                                                                     \
    "<p>Members of both parties said that the costs, which they put at four million, would be "    \
    "shared by the town and the region, and that no trees would have to be cut for the road that " \
    "leads to it along the coast.</p>"                                                             \
    "<p>Fishermen had asked for the light for years, because the new lamps on the pier are hard "  \
    "to see in the fog, and two boats had run aground on the rocks since the storm.</p>"

#define HEAD(inside)                                                                               \
    "<!DOCTYPE html><html lang=en><head><meta charset=utf-8>" inside "</head><body>"
#define LD(json) "<script type=\"application/ld+json\">" json "</script>"
#define ARTICLE(head)                                                                              \
    "<article><h1>Town rebuilds its lighthouse</h1>" head TEXT "</article></body></html>"

static const dateline_record *read_with(fixture *f, const char *html, const char *url,
                                        const char *captured) {
    const dateline_record *record;
    dateline_input input = {.url = url, .captured = captured};
    assert_int_equal(dateline_extract(f->extractor, html, strlen(html), &input, &record, NULL),
                     DATELINE_OK);
    return record;
}

static const dateline_record *read(fixture *f, const char *html) {
    return read_with(f, html, NULL, NULL);
}

static void expect_list(const char *what, const dateline_string *list, size_t count,
                        const char *wanted) {
    char got[1024];
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += (size_t)snprintf(got + length, sizeof got - length, "%.*s;", (int)list[i].length,
                                   list[i].data);
    expect(what, (dateline_string){got, length}, wanted);
}

/* The chosen candidate of a field: where it came from, and that its bytes are those of the page. */
static const dateline_candidate *chosen(const dateline_record *record, dateline_field field) {
    for (size_t i = 0; i < record->candidate_count; i++)
        if (record->candidates[i].field == field && record->candidates[i].chosen)
            return &record->candidates[i];
    return NULL;
}

static void expect_source(const dateline_record *record, const char *html, dateline_field field,
                          const char *source) {
    const dateline_candidate *candidate = chosen(record, field);
    assert_non_null(candidate);
    expect("source", candidate->source, source);
    assert_true(candidate->span.begin < candidate->span.end);
    dateline_string bytes = {html + candidate->span.begin,
                             candidate->span.end - candidate->span.begin};
    if (dateline_string_find(bytes, candidate->value, 0) == SIZE_MAX)
        fail_msg("bytes of %s: %.*s", source, (int)bytes.length, bytes.data);
}

static void title_from_each_source(void **state) {
    static const char *const pages[][3] = {
        {HEAD(LD(
             "{\"@type\":\"NewsArticle\",\"headline\":\"A title of the page here\"}")) "<p>x</p>",
         "A title of the page here", "json-ld headline"},
        {HEAD("<meta property=og:title content=\"A title of the page here\">") "<p>x</p>",
         "A title of the page here", "meta og:title"},
        {HEAD("<meta name=DC.title content=\"A title of the page here\">") "<p>x</p>",
         "A title of the page here", "meta dc.title"},
        {HEAD("<title>A title of the page here</title>") "<p>x</p>", "A title of the page here",
         "title"},
        {HEAD("") "<h1>A title of the page here</h1><p>x</p>", "A title of the page here", "h1"},
        {HEAD("") "<div itemscope itemtype=http://schema.org/Article><b itemprop=headline "
                  "content=\"A title of the page here\">x</b></div>",
         "A title of the page here", "itemprop headline"},
    };
    for (size_t i = 0; i < LENGTH(pages); i++) {
        const dateline_record *record = read(*state, pages[i][0]);
        expect(pages[i][2], record->title, pages[i][1]);
        expect_source(record, pages[i][0], DATELINE_FIELD_TITLE, pages[i][2]);
        assert_true(record->field_confidence[DATELINE_FIELD_TITLE] > 0);
    }
}

static void title_without_the_site(void **state) {
    fixture *f = *state;
    expect("two ends",
           read(f, HEAD("<meta property=og:site_name content=\"Harbour Post\"><title>Town rebuilds "
                        "its lighthouse - Local News | Harbour Post</title>") ARTICLE(""))
               ->title,
           "Town rebuilds its lighthouse");
    expect(
        "a dash of its own",
        read(
            f,
            HEAD(
                "<meta property=og:title content=\"Storm: the light - and the sea\">"
                "<title>Storm: the light - and the sea | Harbour Post</title>") "<h1>Storm: "
                                                                                "the light - and the sea</h1>" TEXT)
            ->title,
        "Storm: the light - and the sea");
    expect("the host's name",
           read_with(f, HEAD("<title>Lighthouse to be rebuilt – Harbour Post</title>") TEXT,
                     "https://www.harbourpost.example/a", NULL)
               ->title,
           "Lighthouse to be rebuilt");
    expect(
        "the logo is no title",
        read_with(
            f,
            HEAD(
                "<title>Lighthouse to be rebuilt | Harbour Post</title>"
                "<meta property=og:site_name content=\"Harbour Post\">") "<h1>Harbour "
                                                                         "Post</h1><h2>Lighthouse to be rebuilt</h2>" TEXT,
            NULL, NULL)
            ->title,
        "Lighthouse to be rebuilt");
    expect(
        "references",
        read(f, HEAD("<meta property=og:title content=\"Fish &amp;amp; Chips &quot;now&quot;\">"))
            ->title,
        "Fish & Chips \"now\"");
}

static void authors_from_each_source(void **state) {
    static const char *const pages[][2] = {
        {HEAD(LD(
             "{\"@type\":\"NewsArticle\",\"author\":[{\"@type\":\"Person\",\"name\":\"Jane Roe\"},"
             "\"John Smith\"]}")) ARTICLE(""),
         "Jane Roe;John Smith;"},
        {HEAD(LD(
             "{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#p\"}},{\"@type\":\"Person\","
             "\"@id\":\"#p\",\"name\":\"Jane Roe\"}]}")) ARTICLE(""),
         "Jane Roe;"},
        {HEAD("<meta name=author content=\"Jane Roe\">") ARTICLE(""), "Jane Roe;"},
        {HEAD("<meta name=author content=\"Jane Roe John Smith\">" LD(
             "{\"@type\":\"NewsArticle\",\"author\":[\"Jane Roe\",\"John Smith\"]}")) ARTICLE(""),
         "Jane Roe;John Smith;"},
        {HEAD("<meta name=citation_author content=\"Roe, Jane\"><meta name=citation_author "
              "content=\"Smith, John\">") ARTICLE(""),
         "Jane Roe;John Smith;"},
        {HEAD("<meta name=twitter:label1 content=\"Written by\"><meta name=twitter:data1 "
              "content=\"Jane Roe\">") ARTICLE(""),
         "Jane Roe;"},
        {HEAD("") ARTICLE("<p class=byline>By Jane Roe, Political Editor, in Lisbon</p>"),
         "Jane Roe;"},
        {HEAD("") ARTICLE("<p><a rel=author href=/jane>Jane Roe</a></p>"), "Jane Roe;"},
        {HEAD("")
             ARTICLE("<div itemprop=author itemscope itemtype=http://schema.org/Person>By <span "
                     "itemprop=name>Jane Roe</span></div>"),
         "Jane Roe;"},
        {HEAD("") ARTICLE("<div>Written by</div><div>Jane Roe</div>"), "Jane Roe;"},
        {HEAD("") ARTICLE("<div class=author><a>Jane Roe</a><span>Editor</span></div>"),
         "Jane Roe;"},
        {HEAD("") ARTICLE("<p>Jane Roe</p>"), "Jane Roe;"},
        {HEAD("") ARTICLE("<p class=date>March 5, 2024 by Jane Roe in Politics</p>"), "Jane Roe;"},
        {HEAD("") ARTICLE("<p class=date>Filed in Harbour News by Jane Roe on March 5, 2024</p>"),
         "Jane Roe;"},
        {HEAD("<meta name=author content=janeroe>") ARTICLE("<p class=byline>By Jane Roe</p>"),
         "Jane Roe;"},
    };
    for (size_t i = 0; i < LENGTH(pages); i++) {
        const dateline_record *record = read(*state, pages[i][0]);
        expect_list(pages[i][0], record->authors, record->author_count, pages[i][1]);
        assert_non_null(chosen(record, DATELINE_FIELD_AUTHORS));
    }
}

/* Better fewer than wrong ones. */
static void authors_that_are_none(void **state) {
    static const char *const pages[] = {
        HEAD("<meta name=author content=admin>") ARTICLE(""),
        HEAD("<meta name=author content=\"Harbour Post\"><meta property=og:site_name "
             "content=\"Harbour Post\">") ARTICLE(""),
        HEAD("<meta name=author content=\"https://social.example/harbourpost\">") ARTICLE(""),
        HEAD(LD("{\"@type\":\"Article\",\"author\":{\"@type\":\"Organization\",\"name\":\"Harbour "
                "Post\"}}")) ARTICLE(""),
        HEAD("") ARTICLE("<p class=byline>By Staff</p>"),
        HEAD("") ARTICLE("<p class=author>Email The Author</p>"),
        HEAD("") "<article><h1>Town rebuilds its lighthouse</h1>" TEXT "</article><section "
                 "class=comments><p class=author>Jane Roe</p><p>Well said.</p></section>",
        HEAD("") "<article><h1>Town rebuilds its lighthouse</h1>" TEXT "</article><aside "
                 "class=related><h3>More</h3><p>By John Smith</p></aside>",
    };
    for (size_t i = 0; i < LENGTH(pages); i++) {
        const dateline_record *record = read(*state, pages[i]);
        if (record->author_count)
            fail_msg("%zu: %.*s", i, (int)record->authors[0].length, record->authors[0].data);
    }
}

static void byline_beats_organisation(void **state) {
    const dateline_record *record =
        read(*state,
             HEAD(LD("{\"@type\":\"NewsArticle\",\"headline\":\"Town rebuilds its "
                     "lighthouse\",\"author\":{\"@type\":\"Organization\",\"name\":\"Reuters\"}}"))
                 ARTICLE("<p class=byline>By Jane Roe</p>"));
    expect_list("authors", record->authors, record->author_count, "Jane Roe;");
    expect("agency", record->agency, "Reuters");
}

/* The page's other dates say how it writes them, or which day is meant. */
static void order_of_day_and_month(void **state) {
    static const char *const pages[][2] = {
        {HEAD("") ARTICLE("<p class=date>03/05/2024</p>"), "2024-05-03"},
        {HEAD("") ARTICLE("<p class=date>03/05/2024</p>") "<p class=date>04/25/2024</p>",
         "2024-03-05"},
        {HEAD("<meta property=article:modified_time content=2024-03-05T14:05:00Z>")
             ARTICLE("<p class=date>03/05/2024</p>"),
         "2024-03-05"},
        {HEAD("<meta property=article:modified_time content=2024-05-03T14:05:00Z>")
             ARTICLE("<p class=date>03/05/2024</p>"),
         "2024-05-03"},
        {HEAD("<meta property=article:published_time content=2024-03-05T14:05:00>")
             ARTICLE("<p class=date>03.05.2024</p>"),
         "2024-03-05T14:05:00"},
    };
    for (size_t i = 0; i < LENGTH(pages); i++)
        expect(pages[i][0],
               read_with(*state, pages[i][0], "https://harbour.co.uk/a", NULL)->date_published,
               pages[i][1]);
}

/* The address has the day of the place where the page was written. */
static void day_of_the_address(void **state) {
    static const char *const page =
        HEAD("<meta property=article:published_time content=2024-03-05T23:11:00Z>") ARTICLE("");
    expect("the next day",
           read_with(*state, page, "https://h.example/2024/03/06/a", NULL)->date_published,
           "2024-03-06");
    expect("the same day",
           read_with(*state, page, "https://h.example/2024/march/5/a", NULL)->date_published,
           "2024-03-05T23:11:00Z");
    expect("too early for it",
           read_with(*state, page, "https://h.example/2024/03/04/a", NULL)->date_published,
           "2024-03-05T23:11:00Z");
}

static void dates_from_each_source(void **state) {
    static const char *const pages[][4] = {
        {HEAD(LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-03-05T14:05:00+01:00\","
                 "\"dateModified\":\"2024-03-06T09:00:00+01:00\"}")) ARTICLE(""),
         "2024-03-05T14:05:00+01:00", "2024-03-06T09:00:00+01:00", "JSON-LD"},
        {HEAD("<meta property=article:published_time content=2024-03-05T14:05:00Z><meta "
              "property=article:modified_time content=2024-03-06>") ARTICLE(""),
         "2024-03-05T14:05:00Z", "2024-03-06", "article:"},
        {HEAD("<meta name=parsely-pub-date content=2024-03-05>") ARTICLE(""), "2024-03-05", NULL,
         "parsely"},
        {HEAD("<meta name=DC.date.issued content=2024-03>") ARTICLE(""), "2024-03", NULL,
         "a month"},
        {HEAD("") ARTICLE("<time datetime=2024-03-05T14:05>5 March</time>"), "2024-03-05T14:05",
         NULL, "time"},
        {HEAD("") ARTICLE("<p class=date>March 5, 2024</p>"), "2024-03-05", NULL, "visible"},
        {HEAD("") ARTICLE("<p>Published March 5, 2024 | Updated March 6, 2024</p>"), "2024-03-05",
         "2024-03-06", "both visible"},
        {HEAD("") ARTICLE("<h4>Updated</h4><p>March 6, 2024</p>"), NULL, "2024-03-06", "a label"},
        {HEAD("") ARTICLE("<p class=byline>Reviewed by Jane Roe</p><p>March 5, 2024</p>"),
         "2024-03-05", NULL, "a byline is no label"},
        {HEAD("") ARTICLE("<meta itemprop=datePublished content=2024-03-05>"), "2024-03-05", NULL,
         "microdata"},
        {HEAD("") ARTICLE("<span property=\"schema:dateCreated\" content=\"2024-03-05\"></span>"),
         "2024-03-05", NULL, "RDFa"},
        {HEAD("<meta name=x-published-date content=2024-03-05T14:05:00Z><meta name=x-modified "
              "content=2024-03-06><meta name=expiry content=2034-03-05>") ARTICLE(""),
         "2024-03-05T14:05:00Z", "2024-03-06", "meta of the site's own"},
        {HEAD("") ARTICLE("<x-ago created-timestamp=\"2024-03-05T14:05:00Z\">a while</x-ago>"),
         "2024-03-05T14:05:00Z", NULL, "an attribute of the site's own"},
        {HEAD("") ARTICLE("<x-ago valid-until=\"2034-03-05T14:05:00Z\">a while</x-ago>"), NULL,
         NULL, "an attribute that is no such date"},
        {HEAD("") "<article><h1>Town rebuilds its lighthouse<br><small>5.3.2024</small></h1>" TEXT
                  "</article>",
         "2024-03-05", NULL, "a line below the title"},
        {HEAD("") "<article><h1>Town opens its lighthouse on 5 March 2024</h1>" TEXT "</article>",
         NULL, NULL, "an event in the title"},
        {HEAD("") ARTICLE("<p>Joined: March 5, 2004</p>"), NULL, NULL, "a member's date"},
        {HEAD("") ARTICLE("<p>Established March 5, 2004</p>"), NULL, NULL, "a firm's date"},
    };
    for (size_t i = 0; i < LENGTH(pages); i++) {
        const dateline_record *record = read(*state, pages[i][0]);
        expect(pages[i][3], record->date_published, pages[i][1]);
        expect(pages[i][3], record->date_modified, pages[i][2]);
    }
}

static void dates_in_german(void **state) {
    const dateline_record *record = read(
        *state, "<html lang=de><h1>Der Leuchtturm wird gebaut</h1><p class=datum>5. März 2024, "
                "14:05 Uhr</p>" TEXT);
    expect("published", record->date_published, "2024-03-05T14:05");
}

/* Silence beats a guess. */
static void dates_that_are_none(void **state) {
    static const char *const pages[] = {
        HEAD("") ARTICLE("") "<footer><p>Copyright 2024 Harbour Post</p><p>© 5.3.2024</p></footer>",
        HEAD("<meta property=article:modified_time content=2024-03-06>") ARTICLE(""),
        HEAD("") ARTICLE("") "<aside class=related><div class=card><time "
                             "datetime=2024-03-05>5 March</time><h3>Other</h3></div></aside>",
        HEAD("<meta name=date content=1744-03-05>") ARTICLE(""),
        HEAD("<meta name=date content=9999-03-05>") ARTICLE(""),
        HEAD("") "<article><h1>Town rebuilds its lighthouse</h1>" TEXT
                 "<p>The ceremony will be held on 5 May 2031 on the pier, said the mayor, if the "
                 "weather allows it and the money is there in time.</p></article>",
        HEAD(LD("{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"NewsArticle\","
                "\"datePublished\":\"2024-03-05\"}]}")) ARTICLE(""),
    };
    for (size_t i = 0; i < LENGTH(pages); i++) {
        const dateline_record *record = read(*state, pages[i]);
        if (record->date_published.data)
            fail_msg("%zu: %.*s", i, (int)record->date_published.length,
                     record->date_published.data);
    }
}

static void dates_against_capture(void **state) {
    fixture *f = *state;
    const char *future =
        HEAD("<meta property=article:published_time content=2024-03-09>") ARTICLE("");
    expect("unknown", read(f, future)->date_published, "2024-03-09");
    expect("known", read_with(f, future, NULL, "2024-03-05T12:00:00Z")->date_published, NULL);
    const char *relative = HEAD("") ARTICLE("<p class=date>3 hours ago</p>");
    expect("no clock", read(f, relative)->date_published, NULL);
    expect("captured", read_with(f, relative, NULL, "2024-03-05T12:00:00Z")->date_published,
           "2024-03-05");
}

static void dates_of_addresses(void **state) {
    fixture *f = *state;
    expect("url",
           read_with(f, HEAD("") ARTICLE(""), "https://h.example/2024/03/05/light", NULL)
               ->date_published,
           "2024-03-05");
    expect("archive",
           read_with(f, HEAD("") ARTICLE(""),
                     "https://web.example/web/20240505101010/http://h.example/light", NULL)
               ->date_published,
           NULL);
}

/* Data is told from programs by how it begins, and is longer than they are here. */
#define PADDING                                                                                    \
    "\"menu\":[{\"title\":\"Town\",\"date\":\"2019-01-01\"},{\"title\":\"The ferry is late "       \
    "again\",\"published_at\":\"2024-04-04\"},{\"title\":\"Town rebuilds its harbour wall\","      \
    "\"published_at\":\"2024-04-05\"},{\"title\":\"Town\",\"published_at\":\"2024-04-06\"}],"
#define PADDING_ESCAPED                                                                            \
    "[{\\\"title\\\":\\\"The ferry is late again, and the passengers wait on the quay in the "     \
    "rain\\\",\\\"datePublished\\\":\\\"2024-04-04\\\"},{\\\"title\\\":\\\"Town\\\","              \
    "\\\"datePublished\\\":\\\"2024-04-05\\\"}],"
#define DATA(json) HEAD("<script type=application/json>{" PADDING json "}</script>") ARTICLE("")

/* Of the data that scripts are given, the object that holds the title counts. */
static void dates_in_scripts(void **state) {
    static const char *const pages[][4] = {
        {DATA(
             "\"post\":{\"user\":{\"created_at\":\"2011-01-01\"},\"published_at\":\"2024-03-05T14:05:"
             "00Z\",\"tags\":[{\"date\":\"2012-01-01\"}],\"title\":\"Town rebuilds its lighthouse\","
             "\"body\":\"{ \\\"date\\\": \",\"updated_at\":\"2024-03-06\"}"),
         "2024-03-05T14:05:00Z", "2024-03-06", "JSON"},
        {DATA("\"post\":{\"title\":\"Town rebuilds its lighthouse\",\"published\":1709647530}"),
         "2024-03-05T14:05:30Z", NULL, "seconds"},
        {HEAD("<script>window.state = {" PADDING "post:{name:\"Town rebuilds its lighthouse\", "
              "datePosted: '2024-03-05'}}</script>") ARTICLE(""),
         "2024-03-05", NULL, "JavaScript"},
        {HEAD("<script>self.__f.push([1,\"" PADDING_ESCAPED
              "{\\\"headline\\\":\\\"Town rebuilds its lighthouse\\\",\\\"quote\\\":\\\"a "
              "\\\\\\\"b\\\\\\\"\\\",\\\"datePublished\\\":\\\"2024-03-05\\\"}\"])</script>")
             ARTICLE(""),
         "2024-03-05", NULL, "a string of JSON"},
        {DATA("\"post\":{\"title\":\"Town rebuilds its lighthouse\",\"expires\":\"2034-03-05\"}"),
         NULL, NULL, "no such date"},
        {DATA("\"post\":{\"title\":\"Town rebuilds its lighthouse\"},\"date\":\"2034-03-05\""),
         NULL, NULL, "another object"},
        {HEAD("<meta property=article:published_time content=2024-03-04><script "
              "type=application/json>{" PADDING "\"post\":{\"title\":\"Town rebuilds its "
              "lighthouse\",\"date\":\"2024-03-05\"}}</script>") ARTICLE(""),
         "2024-03-04", NULL, "not needed"},
    };
    for (size_t i = 0; i < LENGTH(pages); i++) {
        const dateline_record *record = read(*state, pages[i][0]);
        expect(pages[i][3], record->date_published, pages[i][1]);
        expect(pages[i][3], record->date_modified, pages[i][2]);
    }
}

static void section_of_page(void **state) {
    static const char *const pages[][2] = {
        {HEAD(LD(
             "{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{\"@type\":\"ListItem\",\"name\":"
             "\"Home\"},{\"@type\":\"ListItem\",\"item\":{\"name\":\"News\"}},{\"@type\":\"ListItem\","
             "\"name\":\"Coast\"},{\"@type\":\"ListItem\",\"name\":\"Town rebuilds its "
             "lighthouse\"}]}")) ARTICLE(""),
         "News;Coast;"},
        {HEAD("<meta property=article:section content=Coast>") ARTICLE(""), "Coast;"},
        {HEAD(LD("{\"@type\":\"NewsArticle\",\"articleSection\":\"Coast\"}")) ARTICLE(""),
         "Coast;"},
        /* A breadcrumb twice, its label, steps that say nothing, a date, the page itself cut. */
        {HEAD(
             "") "<ol class=breadcrumb><li>Breadcrumb<li>Home<li>Uncategorized<li>News<li>Coast</ol>"
                 "<ol class=breadcrumb><li>Home<li>News<li>Coast<li>5 May 2022</ol>" ARTICLE(""),
         "News;Coast;"},
        {HEAD("") "<div class=breadcrumbs>You are here: Home / Food/Drink / Town rebuilds its "
                  "...</div>" ARTICLE(""),
         "Food/Drink;"},
        {HEAD("") "<div class=breadcrumbs>Home/News/Coast</div>" ARTICLE(""), "News;Coast;"},
        /* A box of that name around the whole page, or around a menu. */
        {HEAD("") "<div class=has-breadcrumb><p>Skip to content</p>" ARTICLE("<p>Go to top</p>"),
         ""},
        {HEAD("") "<ul class=breadcrumb-menu><li>A<li>B<li>C<li>D<li>E<li>F<li>G<li>H<li>I<li>J"
                  "</ul>" ARTICLE(""),
         ""},
        {HEAD("<meta property=article:section content='News,Coast,Top Story'>") ARTICLE(""),
         "News;Coast;Top Story;"},
        {HEAD("<meta property=article:section content='Health, Fitness'>") ARTICLE(""),
         "Health, Fitness;"},
        /* The way home and menus in other words, a path. */
        {HEAD("") "<ol class=breadcrumb><li>Harbour News Startseite<li>Main Navigation<li>Coast"
                  "<li>Boats</ol>" ARTICLE(""),
         "Coast;Boats;"},
        {HEAD("<meta name=section content=/world/coast>") ARTICLE(""), ""},
    };
    for (size_t i = 0; i < LENGTH(pages); i++) {
        const dateline_record *record = read(*state, pages[i][0]);
        expect_list("section", record->section, record->section_count, pages[i][1]);
    }
}

static void site_of_page(void **state) {
    fixture *f = *state;
    expect("og",
           read(f, HEAD("<meta property=og:site_name content=\"Harbour Post\">") ARTICLE(""))->site,
           "Harbour Post");
    expect("publisher",
           read(f, HEAD(LD("{\"@type\":\"NewsArticle\",\"publisher\":{\"@type\":\"Organization\","
                           "\"name\":\"Harbour Post\"}}")) ARTICLE(""))
               ->site,
           "Harbour Post");
    expect("title",
           read(f, HEAD("<title>Town rebuilds its lighthouse | Harbour Post</title>") ARTICLE(""))
               ->site,
           "Harbour Post");
    expect("title, behind a dash",
           read(f, HEAD("<title>Town rebuilds its lighthouse – Österby Post</title>") ARTICLE(""))
               ->site,
           "Österby Post");
    expect("title, ornament",
           read(f, HEAD("<title>Town rebuilds its lighthouse ⋆ ⋆</title>") ARTICLE(""))->site,
           NULL);
    expect("host", read_with(f, HEAD("") ARTICLE(""), "https://www.harbour.example/a", NULL)->site,
           "harbour.example");
    expect("title, that goes on",
           read(f, HEAD("<title>Town rebuilds its lighthouse for sale</title>") ARTICLE(""))->site,
           NULL);
    expect("title, byline",
           read(f, HEAD("<title>Town rebuilds its lighthouse - By Jane Roe</title>") ARTICLE(""))
               ->site,
           NULL);
}

/* Of a name with a slogan, before or behind it, the part that the host bears. */
static void site_without_slogan(void **state) {
    static const char *const names[][2] = {
        {"Harbour Post - News of the coast", "Harbour Post"},
        {"All the news of the coast • HarbourPost", "HarbourPost"},
        {"Harbour Post: Tide by tide", "Harbour Post"},
        {"The Coast - News of the harbour", "The Coast - News of the harbour"},
        {"Harbour Office of Statistics - HARBOUR", "Harbour Office of Statistics - HARBOUR"},
    };
    for (size_t i = 0; i < LENGTH(names); i++) {
        char html[4096];
        snprintf(html, sizeof html, "%s%s%s",
                 "<!doctype html><head><meta property=og:site_name content='", names[i][0],
                 "'></head><body>" ARTICLE(""));
        const char *url =
            i == 4 ? "https://harbour.example/a" : "https://www.harbour-post.example/a";
        expect("site", read_with(*state, html, url, NULL)->site, names[i][1]);
    }
}

/* Names for a site's own machinery are no tags. */
static void tags_for_readers(void **state) {
    const dateline_record *record =
        read(*state, HEAD("<meta name=keywords content='Coast, type_review, x86_64, AC/DC: live, "
                          "source:tagname:US Source, front_page, section:sport'>") ARTICLE(""));
    expect_list("tags", record->tags, record->tag_count, "Coast;x86_64;AC/DC: live;");
}

static void language_tag_is_cased(void **state) {
    expect("language", read(*state, "<html lang=en-gb><head></head><body>" ARTICLE(""))->language,
           "en-GB");
}

/* A theme's description of the site stands before the page's own, which others repeat. */
static void description_of_the_page(void **state) {
    const dateline_record *record =
        read(*state,
             HEAD("<meta name=description content='News of the coast since 1902'>"
                  "<meta name=description content='The town builds its lighthouse anew.'>"
                  "<meta property=og:description content='The town builds its lighthouse anew.'>")
                 ARTICLE(""));
    expect("description", record->description, "The town builds its lighthouse anew.");
}

static void language_of_page(void **state) {
    fixture *f = *state;
    static const char *const german =
        "<h1>Der Leuchtturm</h1><p>Der Rat der kleinen Stadt hat am Abend beschlossen, dass der alte "
        "Leuchtturm wieder gebaut wird, den ein Sturm im Winter zerstört hat, und dass er im Frühling für "
        "die Gäste geöffnet wird.</p><p>Die Kosten teilen sich die Stadt und das Land, und für die Straße "
        "müssen keine Bäume gefällt werden, wie der Bürgermeister nach der Sitzung sagte.</p>";
    char page[2048];
    expect("said", read(f, HEAD("") ARTICLE(""))->language, "en");
    snprintf(page, sizeof page, "<html lang=en>%s", german);
    expect("wrong lang", read(f, page)->language, "de");
    snprintf(page, sizeof page, "<html lang=de-AT>%s", german);
    expect("the region is kept", read(f, page)->language, "de-AT");
    snprintf(page, sizeof page, "<html>%s", german);
    expect("from the text", read(f, page)->language, "de");
    const dateline_record *arabic = read(
        f,
        "<html><h1>المنارة القديمة في المدينة</h1><p>قال مجلس المدينة الصغيرة على البحر إن المنارة "
        "القديمة التي هدمتها العاصفة في الشتاء ستبنى من جديد هذا العام وإن الطريق إلى المنارة سيكون "
        "مفتوحا أمام الزوار من الربيع القادم كما قال رئيس المجلس بعد الجلسة التي كانت في المساء</p>");
    expect("direction", arabic->direction, "rtl");
    expect("language", arabic->language, "ar");
    expect("direction", read(f, HEAD("") ARTICLE(""))->direction, "ltr");
}

static const dateline_record *read_response(fixture *f, const char *html, dateline_input input) {
    const dateline_record *record;
    input.url = "https://h.example/a";
    assert_int_equal(dateline_extract(f->extractor, html, strlen(html), &input, &record, NULL),
                     DATELINE_OK);
    return record;
}

static void header_of_response(void **state) {
    const char *bare = "<title>Lighthouse</title><article><h1>Lighthouse</h1><p>Harbour.</article>";
    const dateline_record *record = read_response(
        *state, bare,
        (dateline_input){.content_language = "de-AT",
                         .captured = "2024-03-09T12:00:00Z",
                         .last_modified = "Tue, 05 Mar 2024 14:05:00 GMT",
                         .link =
                             "</style.css>; rel=preload; as=style, </light>; rel=\"canonical\", "
                             "<https://h.example/de/licht>; hreflang=\"de\"; rel=alternate, "
                             "</amp/light>;rel=\"nofollow amphtml\""});
    expect("language", record->language, "de-AT");
    expect("canonical", record->canonical_url, "https://h.example/light");
    expect("last change", record->date_modified, "2024-03-05T14:05:00+00:00");
    expect("published", record->date_published, NULL);
    assert_int_equal(record->alternate_count, 2);
    expect("language", record->alternates[0].kind, "language");
    expect("amp", record->alternates[1].kind, "amp");
    expect("amp", record->alternates[1].url, "https://h.example/amp/light");
    /* A page made anew for every reader. */
    record = read_response(*state, bare,
                           (dateline_input){.captured = "2024-03-05T14:05:00Z",
                                            .last_modified = "Tue, 05 Mar 2024 14:05:00 GMT",
                                            .content_language = "de, en, fr",
                                            .link = "<broken; rel=canonical"});
    expect("just made", record->date_modified, NULL);
    expect("the audience's", record->language, NULL);
    expect("broken", record->canonical_url, NULL);
    /* The page knows better. */
    record =
        read_response(*state,
                      HEAD("<link rel=canonical href=/light><meta property=article:modified_time "
                           "content=2024-03-01>") ARTICLE(""),
                      (dateline_input){.captured = "2024-03-09T12:00:00Z",
                                       .last_modified = "Tue, 05 Mar 2024 14:05:00 GMT",
                                       .content_language = "fr",
                                       .link = "</other>; rel=canonical"});
    expect("canonical", record->canonical_url, "https://h.example/light");
    expect("last change", record->date_modified, "2024-03-01");
    expect("language", record->language, "en");
}

static void addresses_of_page(void **state) {
    const char *html = HEAD(
        "<link rel=canonical href=/light><link rel=amphtml href=/amp/light><link rel=alternate "
        "hreflang=de href=/de/licht><link rel=alternate type=application/rss+xml href=/feed><link "
        "rel=license href=https://creativecommons.example/by/4.0>") ARTICLE("");
    const dateline_record *record = read_with(*state, html, "https://h.example/a?x=1", NULL);
    expect("canonical", record->canonical_url, "https://h.example/light");
    expect("licence", record->licence, "https://creativecommons.example/by/4.0");
    static const char *const wanted[][2] = {{"https://h.example/amp/light", "amp"},
                                            {"https://h.example/de/licht", "language"},
                                            {"https://h.example/feed", "feed"}};
    assert_int_equal(record->alternate_count, LENGTH(wanted));
    for (size_t i = 0; i < LENGTH(wanted); i++) {
        expect("alternate", record->alternates[i].url, wanted[i][0]);
        expect("kind", record->alternates[i].kind, wanted[i][1]);
    }
}

static void place_and_agency(void **state) {
    fixture *f = *state;
    const dateline_record *record = read(
        f,
        HEAD(
            "") "<h1>Town rebuilds its lighthouse</h1><p>BERLIN (AP) – The council of the small "
                "harbour town voted late in the evening to rebuild the old lighthouse, which a storm "
                "had torn down in the winter before.</p>" TEXT);
    expect("place", record->place, "BERLIN");
    expect("agency", record->agency, "AP");
    record = read(
        f, HEAD("") "<h1>Town rebuilds its lighthouse</h1><p>MOSCOW, Dec 3 (Reuters) - The "
                    "council of the small harbour town voted late in the evening to rebuild the "
                    "old lighthouse, which a storm had torn down.</p>" TEXT);
    expect("place", record->place, "MOSCOW");
    expect("agency", record->agency, "Reuters");
    record = read(f, HEAD("") ARTICLE(""));
    expect("none", record->place, NULL);
}

static void access_of_page(void **state) {
    fixture *f = *state;
    assert_int_equal(read(f, HEAD("") ARTICLE(""))->access, DATELINE_ACCESS_UNKNOWN);
    assert_int_equal(
        read(f, HEAD(LD("{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":true}")) ARTICLE(""))
            ->access,
        DATELINE_ACCESS_FREE);
    assert_int_equal(
        read(f, HEAD("<meta property=article:content_tier content=metered>") ARTICLE(""))->access,
        DATELINE_ACCESS_METERED);
    assert_int_not_equal(
        read(f,
             HEAD(LD("{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":\"False\"}")) ARTICLE(""))
            ->access,
        DATELINE_ACCESS_FREE);
}

static void updates_of_live_blog(void **state) {
    const dateline_record *record = read(
        *state,
        HEAD(LD(
            "{\"@type\":\"LiveBlogPosting\",\"headline\":\"Town rebuilds its lighthouse\","
            "\"liveBlogUpdate\":[{\"@type\":\"BlogPosting\",\"headline\":\"First\",\"datePublished\":"
            "\"2024-03-05T10:00Z\",\"articleBody\":\"One &amp; only\"},{\"@type\":\"BlogPosting\","
            "\"articleBody\":\"Two\"}]}")) ARTICLE(""));
    assert_int_equal(record->update_count, 2);
    expect("time", record->updates[0].time, "2024-03-05T10:00Z");
    expect("title", record->updates[0].title, "First");
    expect("text", record->updates[0].text, "One & only");
    expect("no time", record->updates[1].time, NULL);
}

static void images_of_page(void **state) {
    const char *html =
        HEAD("<meta property=og:image content=https://h.example/img/lighthouse-large.jpg>") ARTICLE(
            "<figure><img src=/small/lighthouse-large.jpg?w=100 alt=Light width=800><figcaption>The "
            "lighthouse in the winter storm. Photo: Jane Roe/AP</figcaption></figure>"
            "<img src=pixel.gif width=1 height=1>"
            "<figure><div data-src=fetched-by-a-script></div><figcaption>Boats</figcaption></figure>") "<ul><li>Privacy<li>Terms<li>Contact<li><figure><img src=/other.jpg width=400>"
                                                                                                       "<figcaption>The other story</figcaption></figure></ul>";
    const dateline_record *record = read_with(*state, html, "https://h.example/a", NULL);
    assert_int_equal(record->image_count, 1);
    assert_true(record->images[0].lead);
    expect("caption", record->images[0].caption, "The lighthouse in the winter storm.");
    expect("credit", record->images[0].credit, "Jane Roe/AP");
    expect("alt", record->images[0].alt, "Light");
}

static void image_of_metadata_alone(void **state) {
    const dateline_record *record = read(
        *state, HEAD("<meta property=og:image content=https://h.example/lead.jpg>") ARTICLE(""));
    assert_int_equal(record->image_count, 1);
    assert_true(record->images[0].lead);
    assert_int_equal(record->images[0].block, DATELINE_NONE);
    expect("url", record->images[0].url, "https://h.example/lead.jpg");
}

static void expect_images(const dateline_record *record, const char *const *urls, size_t count) {
    assert_int_equal(record->image_count, count);
    for (size_t i = 0; i < count; i++)
        expect("picture", record->images[i].url, urls[i]);
}

#define PICTURE(url, rest) "<p><img width=800 src=" url " " rest ">"

/* One picture in two sizes is one, in the larger; two pictures under one name are two. */
static void picture_in_two_sizes(void **state) {
    static const char *const urls[] = {"https://h.example/up/boat.jpg",
                                       "https://h.example/a/pier.jpg?width=1600",
                                       "https://h.example/1/tide/headland.jpg",
                                       "https://h.example/2/tide/headland.jpg",
                                       "https://h.example/x/20240305-f3a9c1d77be0442-harbour.png",
                                       "https://h.example/show.php?picture=4.jpg",
                                       "https://h.example/show.php?picture=5.jpg"};
    const dateline_record *record = read_with(
        *state,
        HEAD("")
            ARTICLE(PICTURE("/up/boat-300x200.jpg", "alt='A boat'") PICTURE("/up/boat.jpg", "")
                        PICTURE("/a/pier.jpg?width=320", "") PICTURE("/a/pier.jpg?width=1600", "")
                            PICTURE("/1/tide/headland.jpg",
                                    "alt=North") PICTURE("/2/tide/headland.jpg", "alt=South")
                                PICTURE("/x/20240305-f3a9c1d77be0442-harbour.png", "")
                                    PICTURE("/y/640/20240305-f3a9c1d77be0442-harbour_small.png", "")
                                        PICTURE("/show.php?picture=4.jpg", "")
                                            PICTURE("/show.php?picture=5.jpg", "")),
        "https://h.example/story", NULL);
    expect_images(record, urls, sizeof urls / sizeof *urls);
    expect("alt", record->images[0].alt, "A boat");
}

/* The picture that metadata names in full is on the page in a smaller size: it is the lead. */
static void lead_in_another_size(void **state) {
    static const char *const urls[] = {"https://h.example/up/boat.jpg"};
    const dateline_record *record =
        read(*state, HEAD("<meta property=og:image content=https://h.example/up/boat.jpg>")
                         ARTICLE(PICTURE("https://h.example/up/boat-1024x681.jpg", "")));
    expect_images(record, urls, 1);
    assert_true(record->images[0].lead);
    assert_int_not_equal(record->images[0].block, DATELINE_NONE);
}

/* Icons, spacers and what is repeated all over are no pictures of the article; what metadata names
   for want of one is no lead. A caption makes a picture one, whatever it is called. */
static void furniture_is_no_picture(void **state) {
    static const char *const urls[] = {"https://h.example/logos/new-badge.png",
                                       "https://h.example/up/icon-of-the-town.png"};
#define TICK PICTURE("https://h.example/up/tick.png", "")
    const dateline_record *record = read(
        *state, HEAD("<meta property=og:image content=https://h.example/site-logo.png>") ARTICLE(
                    PICTURE("https://h.example/logos/new-badge.png", "")
                        PICTURE("https://h.example/img/icons/print.svg", "")
                            PICTURE("https://h.example/stars/half.png", "") TICK TICK TICK TICK TICK
                    "<figure><img src=https://h.example/up/icon-of-the-town.png><figcaption>"
                    "The icon that fishermen have prayed to for years.</figcaption></figure>"));
    expect_images(record, urls, 2);
}

static void captions_and_their_credits(void **state) {
    static const struct {
        const char *html, *caption, *credit;
    } cases[] = {
        {"<span>The lighthouse in the storm.</span><span class=caption__source>Coast; Tide </span>",
         "The lighthouse in the storm.", "Coast; Tide"},
        {"The lighthouse in the storm. <small class=photo-credit>Jane Roe / Coast</small>",
         "The lighthouse in the storm.", "Jane Roe / Coast"},
        {"Another look at the <span class=source>source</span> of the river Tide, in autumn.",
         "Another look at the source of the river Tide, in autumn.", NULL},
        {"Fullscreen", NULL, NULL},
        {"+", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char html[4096];
        snprintf(html, sizeof html, "%s%s%s",
                 HEAD("") "<article><h1>Town rebuilds its lighthouse</h1><figure><img width=800 "
                          "src=https://h.example/a.jpg><figcaption>",
                 cases[i].html, "</figcaption></figure>" TEXT "</article></body></html>");
        const dateline_record *record = read(*state, html);
        assert_int_equal(record->image_count, 1);
        expect(cases[i].html, record->images[0].caption, cases[i].caption);
        expect(cases[i].html, record->images[0].credit, cases[i].credit);
    }
}

/* A credit comes without what introduces it. */
static void credit_alone(void **state) {
    const dateline_record *record = read(
        *state, HEAD("") ARTICLE(PICTURE("https://h.example/a.jpg", "") "<p class=credit>(Image "
                                                                        "credit: Jane Roe)</p>"));
    assert_int_equal(record->image_count, 1);
    expect("credit", record->images[0].credit, "Jane Roe");
}

/* A page that was saved has no address but the one that it says itself. */
static void addresses_of_a_saved_page(void **state) {
    static const char canonical[] = "<link rel=canonical href=https://h.example/coast/story.html>";
    static const char og[] = "<meta property=og:url content=https://h.example/coast/story.html>";
    static const char *const heads[] = {canonical, og};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        char html[4096];
        snprintf(html, sizeof html, "%s%s%s", "<!doctype html><html lang=en><head>", heads[i],
                 "<title>Town rebuilds its lighthouse</title></head><body>" ARTICLE(
                     PICTURE("boat.jpg", "") "<p>The mayor spoke of <a href=/port>the port</a>, "
                                             "which had been closed for a whole year.</p>"));
        const dateline_record *record = read(*state, html);
        expect("no address", record->url, NULL);
        assert_int_equal(record->link_count, 1);
        expect("link", record->links[0].url, "https://h.example/port");
        expect("picture", record->images[0].url, "https://h.example/coast/boat.jpg");
        record = read_with(*state, html, "https://copy.example/a", NULL);
        expect("link", record->links[0].url, "https://copy.example/port");
    }
}

/* A page already flattened to text: its parts are told by their shape alone. */
static void plain_text_page(void **state) {
    static const char text[] =
        "News   /   Coast\n\nTown, region want old lighthouse rebuilt: mayor\n\n"
        "The mayor (L) greets fishermen on the pier before a meeting on the future of the old lighthouse "
        "in the harbour town on December 3, 2015. (AFP photo)\n\n"
        "The mayor of the harbour town says the town and the region agree that the old lighthouse must be "
        "rebuilt as a key measure for the safety of the boats.\n\n"
        "He made the comments on Thursday after a meeting with fishermen on the sidelines of the yearly "
        "assembly of the ports in the capital, which the council had asked for.\n\n"
        "An undated still image taken from a video made available by the council shows the lighthouse "
        "before the storm. (Reuters photo)\n\n"
        "Fishermen had asked for the light for years, because the new lamps on the pier are hard to see in "
        "the fog, and two boats had run aground on the rocks since the storm.\n\n"
        "The paper's website can also be accessed at the following alternate addresses:\n\n"
        "www.harbourpost.example\n\nSHARE THIS ARTICLE\n";
    const dateline_record *record = read(*state, text);
    assert_int_equal(record->kind, DATELINE_KIND_TEXT);
    expect("title", record->title, "Town, region want old lighthouse rebuilt: mayor");
    expect_list("section", record->section, record->section_count, "News;Coast;");
    assert_int_equal(record->image_count, 2);
    expect("credit", record->images[0].credit, "AFP");
    expect("credit", record->images[1].credit, "Reuters");
    expect(
        "caption", record->images[1].caption,
        "An undated still image taken from a video made available by the council shows the lighthouse "
        "before the storm.");
    expect("no picture", record->images[0].url, NULL);
    assert_int_equal(record->alternate_count, 1);
    expect("mirror", record->alternates[0].url, "www.harbourpost.example");
    expect("kind", record->alternates[0].kind, "mirror");
    expect("language", record->language, "en");
    expect("no date", record->date_published, NULL);
}

/* The list of candidates is what a reader checks us by. */
static void candidates_are_evidence(void **state) {
    const char *html =
        HEAD("<title>Town rebuilds its lighthouse | Harbour Post</title><meta property=og:title "
             "content=\"Town rebuilds its lighthouse\"><meta property=article:published_time "
             "content=2024-03-05><meta name=author content=\"Jane Roe\">")
            ARTICLE("<p class=byline>By Jane Roe</p><p class=date>5 March 2024</p>");
    const dateline_record *record = read_with(*state, html, "https://h.example/a", NULL);
    bool seen[DATELINE_FIELD_COUNT] = {false};
    for (size_t i = 0; i < record->candidate_count; i++) {
        const dateline_candidate *c = &record->candidates[i];
        assert_true(c->value.length > 0 && c->source.length > 0 && c->reason);
        assert_true(c->score >= 0 && c->score <= 1);
        assert_true(c->span.begin <= c->span.end && c->span.end <= strlen(html));
        if (i && record->candidates[i - 1].field == c->field)
            assert_true(record->candidates[i - 1].chosen >= c->chosen);
        else if (i)
            assert_true(record->candidates[i - 1].field < c->field);
        seen[c->field] |= c->chosen;
    }
    assert_true(seen[DATELINE_FIELD_TITLE] && seen[DATELINE_FIELD_AUTHORS] &&
                seen[DATELINE_FIELD_DATE_PUBLISHED] && seen[DATELINE_FIELD_LANGUAGE]);
    expect_source(record, html, DATELINE_FIELD_TITLE, "h1");
}

/* ---- Memory and time ------------------------------------------------------------------------ */

static const char everything[] = HEAD(
    "<title>Town rebuilds its lighthouse | Harbour Post</title><meta property=og:image "
    "content=/a.jpg><meta name=keywords content=\"sea, light\"><link rel=canonical href=/a>" LD(
        "{\"@type\":\"LiveBlogPosting\",\"headline\":\"Town &amp; light\\u00e9\",\"author\":{"
        "\"@type\":\"Person\",\"givenName\":\"Jane\",\"familyName\":\"Roe\"},\"datePublished\":"
        "\"2024-03-05\",\"liveBlogUpdate\":[{\"articleBody\":\"One\"}],\"articleSection\":[\"A\"]}"))
    ARTICLE(
        "<p class=byline>By Jane Roe | AP</p><time datetime=2024-03-05>5 March</time><figure><img "
        "src=/a.jpg><figcaption>Light. Photo: AP</figcaption></figure>");

static void survives_every_failing_allocation(void **state) {
    (void)state;
    dateline_code code = DATELINE_ERROR_MEMORY;
    for (long fail_at = 1; code != DATELINE_OK; fail_at++) {
        failing_allocator c = {.fail_at = fail_at};
        dateline_allocator allocator = failing_allocator_of(&c);
        dateline_extractor *extractor = dateline_extractor_create(NULL, &allocator, NULL);
        const dateline_record *record;
        dateline_input input = {.url = "https://h.example/a", .captured = "2024-03-06T00:00:00Z"};
        code = extractor ? dateline_extract(extractor, everything, sizeof everything - 1, &input,
                                            &record, NULL)
                         : DATELINE_ERROR_MEMORY;
        assert_true(code == DATELINE_OK || code == DATELINE_ERROR_MEMORY);
        dateline_extractor_destroy(extractor);
        assert_int_equal(c.live_blocks, 0);
        assert_true(fail_at < 10000);
    }
}

/* Pages made of one thing many times: what is kept of each field is bounded. */
static void survives_hostile_pages(void **state) {
    static const char *const units[] = {
        "<meta property=og:title content='a | b - c'>",
        "<p class=byline>By Jane Roe</p>",
        "<time datetime=2024-03-05>x</time>",
        "<div itemscope itemprop=author>",
        "<h1>Town | light - sea</h1>",
        "<a rel=author>Jane Roe</a>",
        "<p>5 March 2024",
        "<link rel=alternate hreflang=de href=x>",
        "<img src=a.jpg><figcaption>x (AP photo)</figcaption>",
        "<script type=application/ld+json>{\"@type\":\"Article\",\"author\":{\"@id\":\"a\"}}</script>",
        "<p>| | | | | / / / > > >",
        "<meta name=keywords content='a,b,c,d,e,f'>",
    };
    enum { SIZE = 1 << 18 };
    fixture *f = *state;
    char *page = malloc(SIZE);
    for (size_t u = 0; u < LENGTH(units); u++) {
        size_t length = strlen(units[u]);
        for (size_t i = 0; i < SIZE; i++)
            page[i] = units[u][i % length];
        const dateline_record *record;
        assert_int_equal(dateline_extract(f->extractor, page, SIZE, NULL, &record, NULL),
                         DATELINE_OK);
        assert_true(record->candidate_count < 1000);
        assert_true(record->author_count <= 12);
    }
    free(page);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_one_key),
        cmocka_unit_test(words_are_found),
        cmocka_unit_test(blocks_at_a_glance),
        cmocka_unit_test_setup_teardown(hints_at_any_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_is_lenient, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_keeps_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_survives_depth, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_of_all_notations, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_of_metadata, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_by_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_relative_to_capture, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_of_paths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_know_their_cue, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_compare, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bylines, set_up, tear_down),
        cmocka_unit_test(numbered_lines),
        cmocka_unit_test_setup_teardown(bylines_by_language, set_up, tear_down),
        cmocka_unit_test_setup_teardown(title_from_each_source, set_up, tear_down),
        cmocka_unit_test_setup_teardown(title_without_the_site, set_up, tear_down),
        cmocka_unit_test_setup_teardown(authors_from_each_source, set_up, tear_down),
        cmocka_unit_test_setup_teardown(authors_that_are_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(order_of_day_and_month, set_up, tear_down),
        cmocka_unit_test_setup_teardown(day_of_the_address, set_up, tear_down),
        cmocka_unit_test_setup_teardown(byline_beats_organisation, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_from_each_source, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_in_german, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_that_are_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_against_capture, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_of_addresses, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_in_scripts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(section_of_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(site_of_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tags_for_readers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(language_tag_is_cased, set_up, tear_down),
        cmocka_unit_test_setup_teardown(site_without_slogan, set_up, tear_down),
        cmocka_unit_test_setup_teardown(description_of_the_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(language_of_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(header_of_response, set_up, tear_down),
        cmocka_unit_test_setup_teardown(addresses_of_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(place_and_agency, set_up, tear_down),
        cmocka_unit_test_setup_teardown(access_of_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(updates_of_live_blog, set_up, tear_down),
        cmocka_unit_test_setup_teardown(images_of_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(image_of_metadata_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(captions_and_their_credits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(credit_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(addresses_of_a_saved_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(picture_in_two_sizes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lead_in_another_size, set_up, tear_down),
        cmocka_unit_test_setup_teardown(furniture_is_no_picture, set_up, tear_down),
        cmocka_unit_test_setup_teardown(plain_text_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(candidates_are_evidence, set_up, tear_down),
        cmocka_unit_test(survives_every_failing_allocation),
        cmocka_unit_test_setup_teardown(survives_hostile_pages, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
