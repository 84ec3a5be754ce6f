/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The learned model of statements: what the tagger makes of sentences of our own, and what must
 * hold of the nets' inputs and choices for any text. How good they are is measured on labelled
 * texts, by bench/statements.py.
 */
#include "statements/choices.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct fixture {
    dateline_memory memory;
    dateline_arena arena;
    dateline_tokens tokens;
    dateline_reading reading;
    dateline_drafts rules;
    dateline_choices choices;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    dateline_memory_initialize(&f->memory, NULL);
    dateline_arena_initialize(&f->arena, &f->memory);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    dateline_arena_destroy(&f->arena);
    free(f);
    return 0;
}

/* Read one paragraph: tokens, tags, the rules' drafts, the model's choices. */
static void read(fixture *f, const char *text) {
    dateline_arena_reset(&f->arena);
    f->tokens = (dateline_tokens){.arena = &f->arena,
                                  .lexicon = &dateline_lexicons[DATELINE_ENGLISH],
                                  .language = DATELINE_ENGLISH};
    assert_true(dateline_tokens_add(&f->tokens, dateline_string_of(text), DATELINE_NONE, false));
    f->reading = (dateline_reading){.text = &f->tokens, .weights = &dateline_statement_weights};
    f->rules = (dateline_drafts){.arena = &f->arena, .text = &f->tokens};
    f->choices = (dateline_choices){.arena = &f->arena};
    assert_true(dateline_reading_make(&f->reading, &f->arena));
    assert_true(dateline_drafts_find(&f->rules));
    assert_true(dateline_choices_find(&f->choices, &f->reading, &f->rules));
}

/* ---- Parts of speech ------------------------------------------------------------------------ */

static void expect_tags(void **state, const char *text, const uint8_t *tags, size_t count) {
    fixture *f = *state;
    read(f, text);
    assert_int_equal(f->tokens.tokens.count, count);
    for (size_t i = 0; i < count; i++)
        if (f->reading.tags[i] != tags[i])
            fail_msg("token %zu of %s has tag %u, not %u", i, text, f->reading.tags[i], tags[i]);
}

#define EXPECT_TAGS(text, ...)                                                                     \
    expect_tags(state, text, (const uint8_t[]){__VA_ARGS__}, sizeof(const uint8_t[]){__VA_ARGS__})

static void test_tags(void **state) {
    EXPECT_TAGS("The mayor said that the old gate would not open.", DATELINE_SPEECH_DETERMINER,
                DATELINE_SPEECH_NOUN, DATELINE_SPEECH_PAST, DATELINE_SPEECH_PREPOSITION,
                DATELINE_SPEECH_DETERMINER, DATELINE_SPEECH_ADJECTIVE, DATELINE_SPEECH_NOUN,
                DATELINE_SPEECH_MODAL, DATELINE_SPEECH_ADVERB, DATELINE_SPEECH_BASE,
                DATELINE_SPEECH_STOP);
    EXPECT_TAGS("“We go,” he told them.", DATELINE_SPEECH_QUOTE, DATELINE_SPEECH_PRONOUN,
                DATELINE_SPEECH_PRESENT, DATELINE_SPEECH_COMMA, DATELINE_SPEECH_QUOTE,
                DATELINE_SPEECH_PRONOUN, DATELINE_SPEECH_PAST, DATELINE_SPEECH_PRONOUN,
                DATELINE_SPEECH_STOP);
}

/* The same word, told apart by what is beside it. */
static void test_ambiguous(void **state) {
    EXPECT_TAGS("She claims that.", DATELINE_SPEECH_PRONOUN, DATELINE_SPEECH_THIRD,
                DATELINE_SPEECH_DETERMINER, DATELINE_SPEECH_STOP);
    EXPECT_TAGS("Their claims were false.", DATELINE_SPEECH_POSSESSIVE, DATELINE_SPEECH_NOUNS,
                DATELINE_SPEECH_PAST, DATELINE_SPEECH_ADJECTIVE, DATELINE_SPEECH_STOP);
    EXPECT_TAGS("They want to report it.", DATELINE_SPEECH_PRONOUN, DATELINE_SPEECH_PRESENT,
                DATELINE_SPEECH_TO, DATELINE_SPEECH_BASE, DATELINE_SPEECH_PRONOUN,
                DATELINE_SPEECH_STOP);
    EXPECT_TAGS("The report is old.", DATELINE_SPEECH_DETERMINER, DATELINE_SPEECH_NOUN,
                DATELINE_SPEECH_THIRD, DATELINE_SPEECH_ADJECTIVE, DATELINE_SPEECH_STOP);
}

/* A word means the same with either apostrophe and in any case. */
static void test_word_hash(void **state) {
    static const char *const same[][2] = {
        {"don't", "don’t"}, {"Said", "said"}, {"Berg's", "Berg"}, {"Berg’s", "Berg"}, {"12", "97"}};
    fixture *f = *state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        read(f, same[i][0]);
        uint32_t hash = dateline_word_hash(f->tokens.tokens.items, same[i][0]);
        read(f, same[i][1]);
        assert_int_equal(hash, dateline_word_hash(f->tokens.tokens.items, same[i][1]));
    }
    read(f, "said");
    uint32_t said = dateline_word_hash(f->tokens.tokens.items, "said");
    read(f, "says");
    assert_int_not_equal(said, dateline_word_hash(f->tokens.tokens.items, "says"));
}

/* ---- Any text ------------------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Words, marks and quotations in any order. */
static void make_text(uint32_t *seed, char *text, size_t size) {
    static const char *const pieces[] = {
        "said",  "Berg",  "the mayor", "that",    "“",     "”",         ",",        ".",
        ":",     "it is", "according", "to",      "Ulm’s", "he",        "denied",   "claims",
        "(",     ")",     "—",         "Mr.",     "12",    "on Monday", "“We go,”", "adding",
        "“No.”", "who",   "not",       "accused", "of",    "U.S.",      "’",        "ß…"};
    size_t length = 0, count = next_random(seed) % 120;
    text[0] = 0;
    for (size_t i = 0; i < count; i++) {
        const char *piece = pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)];
        if (length + strlen(piece) + 2 > size)
            break;
        length += (size_t)snprintf(text + length, size - length, "%s%s",
                                   next_random(seed) % 5 ? " " : "", piece);
    }
}

static void check_units(fixture *f) {
    uint32_t inputs[DATELINE_MOST_TOKEN_INPUTS], draft = 0;
    dateline_units *units = malloc(sizeof *units);
    dateline_opinion opinion;
    *units = (dateline_units){.reading = &f->reading, .rules = &f->rules};
    for (uint32_t s = 0; s < f->tokens.sentences.count; s++) {
        dateline_units_make(units, &f->tokens.sentences.items[s], draft);
        draft = units->last_draft;
        for (uint32_t u = 0; u < units->count; u++) {
            unsigned count = dateline_token_inputs(units, u, inputs);
            assert_in_range(count, 20, DATELINE_MOST_TOKEN_INPUTS);
            while (count)
                assert_in_range(inputs[--count], 0, DATELINE_TOKEN_ROWS - 1);
        }
        for (uint32_t cue = 0; cue < units->count; cue += 7) {
            dateline_opinion_make(units, cue, &opinion);
            for (uint32_t u = 0; u < units->count; u++) {
                unsigned count = dateline_pair_inputs(units, &opinion, cue, u, inputs);
                assert_in_range(count, 1, DATELINE_MOST_PAIR_INPUTS);
                while (count)
                    assert_in_range(inputs[--count], 0, DATELINE_PAIR_ROWS - 1);
            }
        }
    }
    assert_int_equal(draft, f->rules.drafts.count);
    free(units);
}

static void check_choices(const fixture *f) {
    for (uint32_t i = 0; i < f->choices.items.count; i++) {
        const dateline_choice *choice = &f->choices.items.items[i];
        assert_in_range(choice->head, choice->cue.begin, choice->cue.end - 1);
        assert_in_range(choice->piece_count, 1, DATELINE_MOST_PIECES);
        uint32_t behind = 0;
        for (uint32_t p = 0; p < choice->piece_count; p++) {
            assert_true(choice->pieces[p].begin >= behind);
            assert_true(choice->pieces[p].end > choice->pieces[p].begin);
            behind = choice->pieces[p].end;
        }
        assert_true(behind <= f->tokens.tokens.count);
        assert_true(i == 0 || choice[-1].head < choice->head);
    }
}

static void test_any_text(void **state) {
    fixture *f = *state;
    uint32_t seed = 7, found = 0;
    char text[4000];
    for (int round = 0; round < 300; round++) {
        make_text(&seed, text, sizeof text);
        read(f, text);
        check_units(f);
        check_choices(f);
        found += f->choices.items.count;
    }
    assert_true(found > 300); /* or the checks saw nothing */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_tags, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ambiguous, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_word_hash, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_any_text, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("statement_model", tests, NULL, NULL);
}
