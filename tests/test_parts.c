/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parts of an article that a look at more than one block tells: pull quotes, fact boxes, live
 * entries, footnotes; and the caller's choice of roles. For each a page that has it, and one that
 * looks like it and has not.
 */
#include "dateline.h"
#include "harbour_story.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define HEAD                                                                                       \
    "<!DOCTYPE html><html lang=en><head><title>Harbour bridge reopens after repairs</title>"       \
    "<meta property=og:title content=\"Harbour bridge reopens after repairs\"></head><body>"       \
    "<nav class=main-menu><ul><li><a href=/>Home</a></li><li><a href=/news>News</a></li></ul>"     \
    "</nav><main><article class=article><h1>Harbour bridge reopens after repairs</h1>"             \
    "<div class=article-body>"
#define TAIL                                                                                       \
    "</div></article></main><footer class=footer><p>© 2024 The Coast Courier. All rights "        \
    "reserved.</p></footer></body></html>"
#define PAGE(content) HEAD content TAIL

/* Read a page with a choice of roles; the extractor is to be destroyed. */
static dateline_extractor *read_with(const char *page, uint64_t include, uint64_t exclude,
                                     const dateline_record **record) {
    dateline_options options;
    dateline_options_initialize(&options);
    options.statements = false;
    options.include_roles = include;
    options.exclude_roles = exclude;
    dateline_extractor *extractor = dateline_extractor_create(&options, NULL, NULL);
    assert_non_null(extractor);
    const dateline_input input = {.url = "https://courier.example/bridge.html"};
    assert_int_equal(dateline_extract(extractor, page, strlen(page), &input, record, NULL),
                     DATELINE_OK);
    return extractor;
}

/* The block that begins with some words. */
static const dateline_block *block_of(const dateline_record *record, const char *words) {
    for (size_t i = 0; i < record->block_count; i++)
        if (record->blocks[i].text.length >= strlen(words) &&
            memcmp(record->blocks[i].text.data, words, strlen(words)) == 0)
            return &record->blocks[i];
    fail_msg("no block begins with \"%s\"", words);
    return NULL;
}

static void check_role(const char *page, const char *words, dateline_role role) {
    const dateline_record *record;
    dateline_extractor *extractor = read_with(page, 0, 0, &record);
    assert_string_equal(dateline_role_name(block_of(record, words)->role),
                        dateline_role_name(role));
    dateline_extractor_destroy(extractor);
}

/* ---- Parts ---------------------------------------------------------------------------------- */

static void words_set_once_more_are_a_pull_quote(void **state) {
    (void)state;
    const char *page =
        PAGE("<p>" FIRST "</p><p>" SECOND "</p><aside><p>“An inspection found cracks "
             "as long as a hand”</p></aside><p>" THIRD "</p><p>" FOURTH "</p>");
    const dateline_record *record;
    dateline_extractor *extractor = read_with(page, 0, 0, &record);
    const dateline_block *block = block_of(record, "“An inspection");
    assert_int_equal(block->role, DATELINE_ROLE_PULL_QUOTE);
    assert_false(block->in_text);
    dateline_extractor_destroy(extractor);
    /* A quotation of words that stand nowhere else is the text's. */
    check_role(PAGE("<p>" FIRST "</p><p>" SECOND "</p><blockquote><p>“We had nightmares of those "
                    "pillars, and nobody slept well in that year,” said the engineer.</p>"
                    "</blockquote><p>" THIRD "</p><p>" FOURTH "</p>"),
               "“We had nightmares", DATELINE_ROLE_QUOTE);
}

static void facts_beside_the_story_are_a_fact_box(void **state) {
    (void)state;
    check_role(PAGE("<p>" FIRST "</p><p>" SECOND "</p><div class=fact-box><p>The bridge was built "
                    "in 1931. It is 412 metres long and carries nine thousand vehicles a day.</p>"
                    "</div><p>" THIRD "</p><p>" FOURTH "</p>"),
               "The bridge was built", DATELINE_ROLE_FACT_BOX);
    /* A box of that name around all of the text is none. */
    check_role(PAGE("<div class=infobox><p>" FIRST "</p><p>" SECOND "</p><p>" THIRD "</p><p>" FOURTH
                    "</p></div>"),
               "The harbour bridge was", DATELINE_ROLE_PARAGRAPH);
}

static void entries_of_a_live_blog_are_live_updates(void **state) {
    (void)state;
    check_role(PAGE("<p>" FIRST "</p><div class=live-blog__entry><p>" SECOND "</p></div><div "
                    "class=live-blog__entry><p>" THIRD "</p></div>"),
               "Engineers had", DATELINE_ROLE_LIVE_UPDATE);
    check_role(
        PAGE("<p>" FIRST "</p><div class=live-blog__entry><p>" SECOND "</p></div><p>" THIRD "</p>"),
        "Engineers had", DATELINE_ROLE_PARAGRAPH);
}

#define NOTED                                                                                      \
    "<p>" FIRST "<sup id=r1><a href=#n1>1</a></sup></p><p>" SECOND "</p><p>" THIRD                 \
    "</p><p>" FOURTH                                                                               \
    "</p><ol><li id=n1>Its log counts each lorry, and the harbour office keeps it for ten years. "
static void a_footnote_is_linked_and_links_back(void **state) {
    (void)state;
    const char *page = PAGE(NOTED "<a href=#r1>↩</a></li></ol>");
    const dateline_record *record;
    dateline_extractor *extractor =
        read_with(page, DATELINE_ROLE_BIT(DATELINE_ROLE_FOOTNOTE), 0, &record);
    const dateline_block *note = block_of(record, "Its log counts");
    assert_int_equal(note->role, DATELINE_ROLE_FOOTNOTE);
    assert_int_equal(note->anchor.length, 2);
    assert_memory_equal(note->anchor.data, "n1", 2);
    dateline_string html;
    assert_int_equal(dateline_record_write(extractor, DATELINE_FORMAT_HTML, &html, NULL),
                     DATELINE_OK);
    char *text = strndup(html.data, html.length);
    assert_non_null(strstr(text, "<a href=\"#n1\">1</a>"));
    assert_non_null(strstr(text, "<a id=\"n1\"></a>Its log"));
    assert_non_null(strstr(text, "<a id=\"r1\"></a>The harbour"));
    assert_non_null(strstr(text, "<a href=\"#r1\">↩</a>"));
    free(text);
    dateline_extractor_destroy(extractor);
    check_role(PAGE(NOTED "</li></ol>"), "Its log counts", DATELINE_ROLE_LIST_ITEM);
}

static void walls_and_advertisements_have_names(void **state) {
    (void)state;
    check_role(PAGE("<p>" FIRST "</p><p>" SECOND
                    "</p><div class=advert><a href=/tyres>Buy new tyres</a></div>"
                    "<p>" THIRD "</p>"),
               "Buy new tyres", DATELINE_ROLE_AD);
    check_role(PAGE("<p>" FIRST "</p><p>" SECOND "</p><p>" THIRD
                    "</p><div class=paywall><p>Read on "
                    "with a subscription</p></div>"),
               "Read on with", DATELINE_ROLE_PAYWALL);
}

/* ---- The caller's choice -------------------------------------------------------------------- */

static const char full[] = PAGE(
    "<p>" FIRST "</p><figure><img src=/b.jpg><figcaption>Lorries on the "
    "bridge.</figcaption></figure><h2>Who pays</h2><p>" SECOND "</p><blockquote><p>“We had "
    "nightmares of those pillars,” said the engineer, and laughed.</p></blockquote><ul><li>Keep "
    "to forty on the deck, also at night.</li><li>Lorries pay at the northern end.</li></ul>"
    "<table><tr><th>Year<th>Cost<tr><td>2022<td>3.1<tr><td>2023<td>5.9</table><p hidden>Nobody "
    "sees these words, whatever is asked for.</p><p>" THIRD "</p><p>" FOURTH "</p>");

/* Whatever is chosen, the blocks are the same, their words too, and the text is those chosen. */
static void a_choice_of_roles_changes_no_word(void **state) {
    (void)state;
    const dateline_record *all, *chosen;
    dateline_extractor *first = read_with(full, 0, 0, &all);
    uint64_t random = 1;
    for (unsigned round = 0; round < 200; round++) {
        random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        uint64_t include = random >> 31, exclude = round % 3 ? random >> 7 & random >> 22 : 0;
        dateline_extractor *second = read_with(full, include, exclude, &chosen);
        assert_int_equal(all->block_count, chosen->block_count);
        size_t at = 0;
        for (size_t i = 0; i < all->block_count; i++) {
            const dateline_block *a = &all->blocks[i], *b = &chosen->blocks[i];
            uint64_t role = DATELINE_ROLE_BIT(a->role);
            assert_int_equal(a->role, b->role);
            assert_int_equal(a->text.length, b->text.length);
            assert_memory_equal(a->text.data, b->text.data, a->text.length);
            bool seen = a->text.length < 6 || memcmp(a->text.data, "Nobody", 6) != 0;
            assert_int_equal(b->in_text,
                             seen && (a->in_text || (include & role)) && !(exclude & role));
            if (!b->in_text)
                continue;
            while (at < chosen->text.length && chosen->text.data[at] == '\n')
                at++;
            assert_true(chosen->text.length - at >= b->text.length);
            assert_memory_equal(chosen->text.data + at, b->text.data, b->text.length);
            at += b->text.length;
        }
        assert_int_equal(at, chosen->text.length);
        assert_int_equal(all->status, chosen->status);
        assert_int_equal(all->title.length, chosen->title.length);
        dateline_extractor_destroy(second);
    }
    dateline_extractor_destroy(first);
}

static unsigned count(dateline_string text, const char *words) {
    unsigned found = 0;
    size_t length = strlen(words);
    for (size_t i = 0; i + length <= text.length; i++)
        found += memcmp(text.data + i, words, length) == 0;
    return found;
}

/* In every written form: an included caption once, an excluded one not at all. */
static void a_choice_holds_in_every_format(void **state) {
    (void)state;
    static const dateline_format formats[] = {DATELINE_FORMAT_TEXT, DATELINE_FORMAT_MARKDOWN,
                                              DATELINE_FORMAT_HTML};
    uint64_t caption = DATELINE_ROLE_BIT(DATELINE_ROLE_CAPTION);
    uint64_t others = DATELINE_ROLE_BIT(DATELINE_ROLE_TABLE) |
                      DATELINE_ROLE_BIT(DATELINE_ROLE_LIST_ITEM) |
                      DATELINE_ROLE_BIT(DATELINE_ROLE_TITLE);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        const dateline_record *record;
        dateline_string text;
        dateline_extractor *extractor = read_with(full, caption, others, &record);
        assert_int_equal(dateline_record_write(extractor, formats[i], &text, NULL), DATELINE_OK);
        assert_int_equal(count(text, "Lorries on the bridge"), 1);
        assert_int_equal(count(text, "2023"), 0);
        assert_int_equal(count(text, "Keep to forty"), 0);
        assert_int_equal(count(text, "<h1>") + count(text, "# Harbour"), 0);
        dateline_extractor_destroy(extractor);
        extractor = read_with(full, 0, caption, &record);
        assert_int_equal(dateline_record_write(extractor, formats[i], &text, NULL), DATELINE_OK);
        assert_int_equal(count(text, "Lorries on the bridge"), 0);
        assert_int_equal(count(text, "2023"), 1);
        dateline_extractor_destroy(extractor);
    }
}

static void roles_have_names_and_names_roles(void **state) {
    (void)state;
    for (unsigned i = 0; i < DATELINE_ROLE_COUNT; i++) {
        const char *name = dateline_role_name((dateline_role)i);
        assert_int_equal(dateline_role_of_name(name, strlen(name)), i);
    }
    assert_int_equal(dateline_role_of_name("heading2", 8), DATELINE_ROLE_COUNT);
    assert_int_equal(dateline_role_of_name("", 0), DATELINE_ROLE_COUNT);
}

/* ---- Explanations --------------------------------------------------------------------------- */

static bool has_reason(const dateline_block *block, const char *name) {
    for (size_t i = 0; i < block->reason_count; i++)
        if (block->reasons[i].name.length >= strlen(name) && block->reasons[i].effect < 0 &&
            memcmp(block->reasons[i].name.data, name, strlen(name)) == 0)
            return true;
    return false;
}

/* Nothing but the explanation comes with it, and it names what tells. */
static void an_explanation_names_what_decided(void **state) {
    (void)state;
    const dateline_record *plain, *explained;
    dateline_extractor *first = read_with(full, 0, 0, &plain);
    dateline_options options;
    dateline_options_initialize(&options);
    options.explain = true;
    dateline_extractor *second = dateline_extractor_create(&options, NULL, NULL);
    assert_int_equal(dateline_extract(second, full, strlen(full), NULL, &explained, NULL),
                     DATELINE_OK);
    assert_int_equal(plain->block_count, explained->block_count);
    for (size_t i = 0; i < plain->block_count; i++) {
        const dateline_block *a = &plain->blocks[i], *b = &explained->blocks[i];
        assert_true(a->score == b->score && a->role == b->role && a->in_text == b->in_text);
        assert_true(!a->reasons && !a->decision && b->decision);
        for (size_t j = 1; j < b->reason_count; j++) {
            float larger = b->reasons[j - 1].effect, smaller = b->reasons[j].effect;
            assert_true(larger * larger >= smaller * smaller);
        }
    }
    assert_true(has_reason(block_of(explained, "Lorries on the"), "own element: <figcaption>"));
    assert_string_equal(block_of(explained, "Nobody sees")->decision, "nobody sees it");
    assert_string_equal(block_of(explained, "Harbour bridge")->decision, "it is the title");
    dateline_extractor_destroy(second);
    dateline_extractor_destroy(first);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_set_once_more_are_a_pull_quote),
        cmocka_unit_test(facts_beside_the_story_are_a_fact_box),
        cmocka_unit_test(entries_of_a_live_blog_are_live_updates),
        cmocka_unit_test(a_footnote_is_linked_and_links_back),
        cmocka_unit_test(walls_and_advertisements_have_names),
        cmocka_unit_test(a_choice_of_roles_changes_no_word),
        cmocka_unit_test(a_choice_holds_in_every_format),
        cmocka_unit_test(roles_have_names_and_names_roles),
        cmocka_unit_test(an_explanation_names_what_decided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
