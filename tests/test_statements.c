/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The statements room: who says what in texts of our own. A statement is written on one line,
 *
 *     quotation kind [source = person, role] [cue] [content] marks
 *
 * where marks are "not" (negated), "title", "in N" (nested in statement N) and a date. Every part's
 * spans are checked against its words on the way, for every text.
 */
#include "failing_allocator.h"
#include "statements/days.h"
#include "statements/statements.h"

#include "core/writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* ---- A text as a page ----------------------------------------------------------------------- */

typedef struct fixture {
    dateline_memory memory;
    dateline_arena arena;
    dateline_text text;
    dateline_page page;
    dateline_record record;
    dateline_writer lines;
    const char *title;
    const char *language;
    const char *published;
} fixture;

static void start(fixture *f, const dateline_allocator *allocator) {
    *f = (fixture){.language = "en"};
    dateline_memory_initialize(&f->memory, allocator);
    dateline_arena_initialize(&f->arena, &f->memory);
    f->lines.memory = &f->memory;
}

static void finish(fixture *f) {
    dateline_page_destroy(&f->page, &f->memory);
    dateline_text_destroy(&f->text, &f->memory);
    dateline_arena_destroy(&f->arena);
    dateline_writer_destroy(&f->lines);
}

static int set_up(void **state) {
    fixture *f = malloc(sizeof *f);
    start(f, NULL);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    finish(*state);
    free(*state);
    return 0;
}

/* The statements of a plain text of which every block belongs to the article. */
static bool find(fixture *f, const char *text, size_t length) {
    dateline_arena_reset(&f->arena);
    if (!dateline_text_decode(&f->text, &f->memory, text, (uint32_t)length, false, false, NULL) ||
        !dateline_page_build_plain(&f->page, &f->arena, &f->text, dateline_absent, 100000))
        return false;
    for (uint32_t i = 0; i < f->page.blocks.count; i++)
        f->page.blocks.items[i].in_text = true;
    f->record = (dateline_record){.title = dateline_string_of(f->title),
                                  .language = dateline_string_of(f->language),
                                  .date_published = dateline_string_of(f->published)};
    return dateline_statements_find(&f->page, &f->arena, &f->record);
}

/* ---- The notation --------------------------------------------------------------------------- */

/* The length of white space at a byte, the non-breaking space among it, or 0. */
static size_t space_at(const char *text) {
    return dateline_is_space(*text) ? 1 : memcmp(text, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

/* The words of a part, white space apart, are those of its spans. */
static void check_part(const char *text, const dateline_part *part) {
    if (!part->text.data || !part->span_count)
        return;
    size_t at = 0;
    for (size_t i = 0; i < part->span_count; i++)
        for (uint32_t b = part->spans[i].begin; b < part->spans[i].end; b++) {
            size_t space = space_at(text + b);
            if (space) {
                b += (uint32_t)space - 1;
                continue;
            }
            while (at < part->text.length && (space = space_at(part->text.data + at)))
                at += space;
            assert_true(at < part->text.length);
            assert_int_equal(part->text.data[at++], text[b]);
        }
    assert_int_equal(at, part->text.length);
}

static void write_statement(fixture *f, const dateline_statement *s) {
    static const char *const quotations[] = {"direct", "indirect", "mixed"};
    dateline_writer *out = &f->lines;
    dateline_write_text(out, quotations[s->quotation]);
    dateline_write_text(out, " ");
    dateline_write_text(out, s->kind);
    dateline_write_text(out, " [");
    dateline_write_string(out, s->source.text);
    if (s->person.data) {
        dateline_write_text(out, " = ");
        dateline_write_string(out, s->person);
    }
    if (s->role.data) {
        dateline_write_text(out, ", ");
        dateline_write_string(out, s->role);
    }
    dateline_write_text(out, "] [");
    dateline_write_string(out, s->cue.text);
    dateline_write_text(out, "] [");
    dateline_write_string(out, s->content.text);
    dateline_write_text(out, s->negated ? "] not" : "]");
    dateline_write_text(out, s->in_title ? " title" : "");
    if (s->nested_in != DATELINE_NONE) {
        dateline_write_text(out, " in ");
        dateline_write_unsigned(out, s->nested_in);
    }
    if (s->date.data) {
        dateline_write_text(out, " ");
        dateline_write_string(out, s->date);
    }
    dateline_write_text(out, "\n");
}

static void write_statements(fixture *f, const char *text) {
    f->lines.length = 0;
    for (size_t i = 0; i < f->record.statement_count; i++) {
        const dateline_statement *s = &f->record.statements[i];
        check_part(text, &s->source);
        check_part(text, &s->cue);
        check_part(text, &s->content);
        assert_true(s->nested_in == DATELINE_NONE ||
                    (s->nested_in < f->record.statement_count && s->nested_in != i));
        assert_true(s->confidence > 0 && s->confidence <= 1);
        write_statement(f, s);
    }
    dateline_write_char(&f->lines, 0);
}

/* The statements of a text are just these. */
static void expect(void **state, const char *text, const char *lines) {
    fixture *f = *state;
    assert_true(find(f, text, strlen(text)));
    write_statements(f, text);
    assert_string_equal(f->lines.data, lines);
}

/* ---- Direct quotations ---------------------------------------------------------------------- */

static void test_speaker_behind(void **state) {
    expect(state, "“We will go,” Anna Berg said.",
           "direct says [Anna Berg = Anna Berg] [said] [“We will go,”]\n");
    expect(state, "“We will go,” said Anna Berg, the mayor of Ulm.",
           "direct says [Anna Berg, the mayor of Ulm = Anna Berg, the mayor of Ulm] [said] "
           "[“We will go,”]\n");
    expect(state, "“Will you go?” she asked.", "direct asks [she] [asked] [“Will you go?”]\n");
    expect(state, "“Will they ever go?” Berg asked. The hall was silent.",
           "direct asks [Berg] [asked] [“Will they ever go?”]\n");
    expect(state, "“We will go,” Berg told reporters.",
           "direct says [Berg] [told] [“We will go,”]\n");
}

static void test_speaker_before(void **state) {
    expect(state, "Berg said, “We will go.” Nobody spoke.",
           "direct says [Berg] [said] [“We will go.”]\n");
    expect(state, "In Ulm, Berg said: “We will go.”",
           "direct says [Berg] [said] [“We will go.”]\n");
    expect(state, "Berg was blunt: “We will all go to Ulm.”",
           "direct says [Berg] [was blunt] [“We will all go to Ulm.”]\n");
    expect(state, "Said Berg: “We will go.”", "direct says [Berg] [Said] [“We will go.”]\n");
}

static void test_interrupted(void **state) {
    expect(state, "“The gate,” she said, “is shut.”",
           "direct says [she] [said] [“The gate,” “is shut.”]\n");
    expect(state, "“The gate is shut,” she said. “It stays shut.”",
           "direct says [she] [said] [“The gate is shut,” “It stays shut.”]\n");
    expect(state, "The gate, she said, is shut.",
           "indirect says [she] [said] [The gate is shut]\n");
}

static void test_over_paragraphs(void **state) {
    expect(state, "“The gate is shut,” said Anna Berg. “It stays shut.\n\n“Nobody will open it.”",
           "direct says [Anna Berg = Anna Berg] [said] "
           "[“The gate is shut,” “It stays shut. “Nobody will open it.”]\n");
    /* A paragraph that names its own speaker goes on with nothing. */
    expect(state, "“The gate is shut,” Berg said.\n\n“It is open,” Holm said.",
           "direct says [Berg] [said] [“The gate is shut,”]\n"
           "direct says [Holm] [said] [“It is open,”]\n");
}

/* Which statement a second quotation goes on with: the one that has the first. */
static void test_going_on(void **state) {
    expect(state, "“The gate is shut,” said Holm, who thinks that it is old. “It stays shut.”",
           "direct says [Holm] [said] "
           "[“The gate is shut,” “It stays shut.”]\n"
           "indirect believes [who] [thinks] [that it is old]\n");
    expect(state, "“The gate is shut,” Berg said of the harbour, “and it stays shut for now.”",
           "direct says [Berg] [said] [“The gate is shut,” “and it stays shut for now.”]\n");
    /* A small word with a capital begins a sentence: it is no attribution. */
    expect(state,
           "Berg was asked, “Do you know the gate of Ulm?” He answered, “I do not know it at all.”",
           "direct asks [] [was asked] [“Do you know the gate of Ulm?”]\n"
           "direct says [He] [answered] [“I do not know it at all.”]\n");
    expect(state, "“Will we all go?” I asked. “We will stay here now.”",
           "direct asks [I] [asked] [“Will we all go?” “We will stay here now.”]\n");
}

/* What a transcript's colon announced holds the quotations of its paragraph already. */
static void test_transcript(void **state) {
    expect(state, "BERG: We will go to Ulm.\n\nHOLM: They left. “We will all stay here.”",
           "indirect says [BERG] [:] [We will go to Ulm]\n"
           "mixed says [HOLM] [:] [They left. “We will all stay here.”]\n");
}

static void test_marks(void **state) {
    static const char *const pairs[][2] = {{"“", "”"}, {"\"", "\""}, {"„", "“"}, {"«", "»"},
                                           {"‹", "›"}, {"''", "''"}, {"‘", "’"}, {"'", "'"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char text[100], lines[160];
        snprintf(text, sizeof text, "%sWe won't go,%s Berg said.", pairs[i][0], pairs[i][1]);
        snprintf(lines, sizeof lines, "direct says [Berg] [said] [%sWe won't go,%s]\n", pairs[i][0],
                 pairs[i][1]);
        expect(state, text, lines);
    }
    expect(state, "“We will all go,“ said Berg.",
           "direct says [Berg] [said] [“We will all go,“]\n"); /* turned by mistake */
    expect(state, "Berg said, “We will go", "direct says [Berg] [said] [“We will go]\n");
    expect(state, "The mayors' plans were Berg's, and the '90s were over.", "");
}

/* ---- Indirect and mixed --------------------------------------------------------------------- */

static void test_clauses(void **state) {
    expect(state, "Berg said that the gate was shut.",
           "indirect says [Berg] [said] [that the gate was shut]\n");
    expect(state, "Berg said the gate can be shut “as part of a plan.”",
           "mixed says [Berg] [said] [the gate can be shut “as part of a plan.”]\n");
    expect(state, "The mayor told the council that the gate was shut.",
           "indirect says [The mayor] [told] [that the gate was shut]\n");
    expect(state, "Berg asked whether the gate was shut.",
           "indirect asks [Berg] [asked] [whether the gate was shut]\n");
    expect(state, "Berg promised to shut the gate.",
           "indirect promises [Berg] [promised] [to shut the gate]\n");
    expect(state, "The council criticised the plan.",
           "indirect criticises [The council] [criticised] [the plan]\n");
    expect(state, "The ministry called for new gates.",
           "indirect says [The ministry] [called for] [new gates]\n");
}

static void test_kinds(void **state) {
    static const char *const cues[][2] = {
        {"says", "says"},         {"claimed", "claims"},   {"reported", "reports"},
        {"wondered", "asks"},     {"demanded", "demands"}, {"vowed", "promises"},
        {"denied", "denies"},     {"warned", "warns"},     {"agreed", "agrees"},
        {"believes", "believes"}, {"expects", "expects"},  {"decided", "decides"},
    };
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
        char text[100], lines[160];
        snprintf(text, sizeof text, "Berg %s that the gate was shut.", cues[i][0]);
        snprintf(lines, sizeof lines, "indirect %s [Berg] [%s] [that the gate was shut]\n",
                 cues[i][1], cues[i][0]);
        expect(state, text, lines);
    }
}

static void test_shared_subject(void **state) {
    expect(state, "Berg said the gate was shut, adding that it would stay shut.",
           "indirect says [Berg] [said] [the gate was shut]\n"
           "indirect says [Berg] [adding] [that it would stay shut]\n");
    expect(state, "Berg called the plan “foolish” and denied that the gate was shut.",
           "mixed says [Berg] [called] [the plan “foolish”]\n"
           "indirect denies [Berg] [denied] [that the gate was shut]\n");
}

static void test_nested(void **state) {
    expect(state, "Berg said that Holm agreed that the gate was shut.",
           "indirect says [Berg] [said] [that Holm agreed that the gate was shut]\n"
           "indirect agrees [Holm] [agreed] [that the gate was shut] in 0\n");
    expect(state, "Berg said Holm believes the gate will hold for ten years.",
           "indirect says [Berg] [said] [Holm believes the gate will hold for ten years]\n"
           "indirect believes [Holm] [believes] [the gate will hold for ten years] in 0\n");
    expect(state, "Berg said the two towns have agreed to shut the gate.",
           "indirect says [Berg] [said] [the two towns have agreed to shut the gate]\n"
           "indirect agrees [the two towns] [have agreed] [to shut the gate] in 0\n");
    expect(state, "Berg said Holm wrote a song about the gate.",
           "indirect says [Berg] [said] [Holm wrote a song about the gate]\n");
}

static void test_without_source(void **state) {
    expect(state, "The town has repeatedly been accused of hiding the cost.",
           "indirect accuses [] [has repeatedly been accused of] [The town hiding the cost]\n");
    expect(state, "According to Anna Berg, the gate was shut.",
           "indirect says [Anna Berg = Anna Berg] [According to] [the gate was shut]\n");
    expect(state, "The crews stayed ashore amid reports that the gate was shut.",
           "indirect reports [] [reports] [that the gate was shut]\n");
    expect(state, "The crews published figures according to which the gate was too dear.",
           "indirect says [The crews] [according to which] [the gate was too dear]\n");
    expect(state, "A report of the council, published in June, found that the gate was old.",
           "indirect reports [A report of the council] [found] [that the gate was old]\n");
    expect(state, "The old gate was shut, according to the ministry.",
           "indirect says [the ministry] [according to] [The old gate was shut]\n");
}

static void test_negated(void **state) {
    expect(state, "Berg did not say whether the gate was shut.",
           "indirect says [Berg] [did not say] [whether the gate was shut] not\n");
    expect(state, "Anna Berg declined to say who would pay for the gate.",
           "indirect says [Anna Berg = Anna Berg] [declined to say] [who would pay for the gate] "
           "not\n");
    expect(state, "Holm no longer believes that the gate will hold.",
           "indirect believes [Holm] [believes] [that the gate will hold] not\n");
    expect(state, "Berg, however, said that the gate was shut.",
           "indirect says [Berg] [said] [that the gate was shut]\n");
}

/* What is asked for stands before the clause that says who asks. */
static void test_relative(void **state) {
    expect(state, "The gate is to shut, a step that engineers have been asking for since June.",
           "indirect asks [engineers] [have been asking for] [a step]\n");
    expect(state, "The town paid for the bridge that Anna Berg had not asked for.",
           "indirect asks [Anna Berg = Anna Berg] [had not asked for] [the bridge] not\n");
    expect(state, "The house that he lives in is old.", "");
    expect(state, "The bridge that Berg spoke of is old.", "");
}

static void test_no_statement(void **state) {
    expect(state, "The claims of the report were read in the hall.", "");
    expect(state, "She had a say in the matter.", "");
    expect(state, "He lives in the state of Ulm.", "");
    expect(state, "", "");
    expect(state, "\"\" «» “” '' \"", "");
}

/* ---- Who ------------------------------------------------------------------------------------ */

static void test_people(void **state) {
    expect(state,
           "Danish Foreign Minister Jens Holm said the gate was shut.\n\n"
           "“It stays shut,” Holm said. He promised to pay.\n\n"
           "“We will see,” the Danish top diplomat said.",
           "indirect says [Danish Foreign Minister Jens Holm = Jens Holm, Danish Foreign Minister] "
           "[said] [the gate was shut]\n"
           "direct says [Holm = Jens Holm, Danish Foreign Minister] [said] [“It stays shut,”]\n"
           "indirect promises [He = Jens Holm, Danish Foreign Minister] [promised] [to pay]\n"
           "direct says [the Danish top diplomat = Jens Holm, Danish Foreign Minister] [said] "
           "[“We will see,”]\n");
}

static void test_nobody(void **state) {
    /* An organisation, a place, and what belongs to a person are no person. */
    expect(state, "Anna Berg left. Berg’s office said that the gate was shut.",
           "indirect says [Berg’s office] [said] [that the gate was shut]\n");
    expect(state, "Oslo said that the gate was shut.",
           "indirect says [Oslo] [said] [that the gate was shut]\n");
    /* Mr. Holm is no she. */
    expect(state, "Mr. Holm left. She said that the gate was shut.",
           "indirect says [She] [said] [that the gate was shut]\n");
}

static void test_days(void **state) {
    fixture *f = *state;
    f->published = "2025-10-10T09:00:00+02:00"; /* a Friday */
    expect(state, "Berg said on Thursday that the gate was shut.",
           "indirect says [Berg] [said] [that the gate was shut] 2025-10-09\n");
    expect(state, "“It is shut,” Berg said on Friday.",
           "direct says [Berg] [said] [“It is shut,”] 2025-10-10\n");
    f->published = "2025";
    expect(state, "“It is shut,” Berg said on Friday.",
           "direct says [Berg] [said] [“It is shut,”]\n");
}

/* Every day of 400 years, counted beside a calendar that only knows how long months are. */
static void test_calendar(void **state) {
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int weekday = 5; /* 2000-01-01 was a Saturday */
    char yesterday[11] = "1999-12-31", out[10];
    for (int year = 2000; year < 2400; year++)
        for (int month = 1; month <= 12; month++) {
            bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            int length = lengths[month - 1] + (month == 2 && leap);
            for (int day = 1; day <= length; day++) {
                char today[40];
                snprintf(today, sizeof today, "%04d-%02d-%02d", year, month, day);
                dateline_string date = {today, 10};
                assert_true(dateline_weekday_before(date, weekday, out));
                assert_memory_equal(out, today, 10);
                assert_true(dateline_weekday_before(date, (weekday + 6) % 7, out));
                assert_memory_equal(out, yesterday, 10);
                memcpy(yesterday, today, 10);
                weekday = (weekday + 1) % 7;
            }
        }
    assert_false(dateline_weekday_before(DATELINE_LITERAL("2025-13-01"), 0, out));
    assert_false(dateline_weekday_before(DATELINE_LITERAL("2025-1-01x"), 0, out));
}

/* ---- Titles and languages ------------------------------------------------------------------- */

static void test_title(void **state) {
    fixture *f = *state;
    f->title = "Storm gates must close early: harbour chief";
    expect(state, "Storm gates must close early: harbour chief\n\nThe gates are old.",
           "indirect says [harbour chief] [:] [Storm gates must close early] title\n");
    f->title = "Storm gates: what we know";
    expect(state, "Storm gates: what we know\n\nThe gates are old.", "");
}

static void test_languages(void **state) {
    fixture *f = *state;
    f->language = "de";
    expect(state, "„Wir gehen“, sagte Anna Berg.",
           "direct says [Anna Berg = Anna Berg] [sagte] [„Wir gehen“]\n");
    expect(state, "Die Tore sind alt, sagt Berg: „Wir bauen neue.“",
           "direct says [Berg] [sagt] [„Wir bauen neue.“]\n");
    expect(state, "Die Tore sind alt, sagt Berg. Kritik am Rat: „Zu langsam und zu teuer.“", "");
    f->language = "fr-CA";
    expect(state, "« Nous partons », a déclaré Anne Leroy.",
           "direct says [Anne Leroy = Anne Leroy] [a déclaré] [« Nous partons »]\n");
    expect(state, "« Nous partons », dit-elle. « C’est fini », a-t-il ajouté lundi.",
           "direct says [elle] [dit] [« Nous partons »]\n"
           "direct says [il] [ajouté] [« C’est fini »]\n");
    f->language = "es";
    expect(state, "“Nos vamos”, dijo Ana Ruiz.",
           "direct says [Ana Ruiz = Ana Ruiz] [dijo] [“Nos vamos”]\n");
    f->language = "it";
    expect(state, "«Andiamo», ha detto Anna Rossi.",
           "direct says [Anna Rossi = Anna Rossi] [ha detto] [«Andiamo»]\n");
    f->language = "pt-BR";
    expect(state, "“Nós vamos”, disse Ana Reis.",
           "direct says [Ana Reis = Ana Reis] [disse] [“Nós vamos”]\n");
    f->language = "ru";
    expect(state, "«Мы уходим», — сказал Иван Петров.",
           "direct says [Иван Петров = Иван Петров] [сказал] [«Мы уходим»]\n");
    f->language = "sv";
    expect(state, "”Vi går”, sade Anna Berg.", "");
    assert_false(f->record.statements_supported);
}

static void test_guessed_language(void **state) {
    fixture *f = *state;
    f->language = NULL;
    expect(
        state,
        "„Wir gehen“, sagte Anna Berg. Die Tore sind alt, und der Rat hat nicht das Geld, um sie zu "
        "erneuern. Auch die Stadt kann es nicht, denn im Haushalt ist für das Jahr nichts mehr "
        "da, und von dem Land wird sich keine Hilfe finden.",
        "direct says [Anna Berg = Anna Berg] [sagte] [„Wir gehen“]\n");
    assert_true(f->record.statements_supported);
    expect(
        state,
        "Vi går nu, och portarna är gamla. Rådet har inte pengarna som behövs för att förnya "
        "dem, och staden kan inte heller. I budgeten finns det ingenting kvar för i år, och från "
        "landet kommer ingen hjälp. Så blir det.",
        "");
    assert_false(f->record.statements_supported);
}

/* ---- Memory, time --------------------------------------------------------------------------- */

static const char *const story =
    "Danish Foreign Minister Jens Holm said the gate was shut, adding that “it stays shut.”\n\n"
    "“We know,” she said, “that it was.” According to Anna Berg, the mayor, nobody asked.\n\n"
    "“The gate is shut,” said Berg. “It stays shut.\n\n“Nobody will open it.”\n";

static void test_failing_memory(void **state) {
    (void)state;
    /* Long enough to need several chunks of the arena. */
    enum { COPIES = 200 };
    size_t length = strlen(story) + 1;
    char *text = malloc(COPIES * length);
    for (size_t i = 0; i < COPIES; i++) {
        memcpy(text + i * length, story, length - 1);
        text[i * length + length - 1] = '\n';
    }
    bool well = false;
    for (long n = 1; !well; n++) {
        failing_allocator context = {.fail_at = n};
        dateline_allocator allocator = failing_allocator_of(&context);
        fixture f;
        start(&f, &allocator);
        well = find(&f, text, COPIES * length);
        assert_true(well || f.memory.failed);
        well = well && !f.memory.failed;
        finish(&f);
    }
    free(text);
}

/* The second time over the same text nothing is allocated. */
static void test_steady(void **state) {
    (void)state;
    failing_allocator context = {0};
    dateline_allocator allocator = failing_allocator_of(&context);
    fixture f;
    start(&f, &allocator);
    for (int i = 0; i < 3; i++)
        assert_true(find(&f, story, strlen(story)));
    long calls = context.calls;
    assert_true(find(&f, story, strlen(story)));
    assert_int_equal(context.calls, calls);
    finish(&f);
}

static double seconds_for(fixture *f, const char *piece, size_t length) {
    size_t unit = strlen(piece);
    char *text = malloc(length);
    for (size_t i = 0; i < length; i++)
        text[i] = piece[i % unit];
    struct timespec begin, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    assert_true(find(f, text, length));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    free(text);
    return (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
}

/* Eight times the text takes no more than some sixteen times as long, whatever it is made of. */
static void test_linear(void **state) {
    static const char *const pieces[] = {"“",
                                         "\"",
                                         "' 'a ",
                                         "he said ",
                                         "said Anna Berg, ",
                                         "“a,” he said. ",
                                         "x, ",
                                         "Anna Berg ",
                                         "that ",
                                         "a “",
                                         "saying that ",
                                         "Berg’s claim that ",
                                         "- ",
                                         ": ",
                                         "the the ",
                                         "(",
                                         "who said ",
                                         "according to ",
                                         "\"a b c d e,\" ",
                                         "“We go on and on.”\n\n",
                                         "Anna Berg\n\n",
                                         "\xd7\x90 ",
                                         "a"};
    enum { SHORT = 100000, LONG = 8 * SHORT };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        seconds_for(*state, pieces[i], SHORT); /* the memory is there afterwards */
        double once = seconds_for(*state, pieces[i], SHORT);
        double more = seconds_for(*state, pieces[i], LONG);
        if (more > 16 * once + 0.2)
            fail_msg("%s: %.3f s, then %.3f s", pieces[i], once, more);
    }
}

/* ---- The press article ---------------------------------------------------------------------- */

static void test_press_article(void **state) {
    const char *shared = getenv("DATELINE_SHARED");
    char path[1000];
    snprintf(path, sizeof path, "%s/mission/press-article.txt",
             shared ? shared : EXAMPLES "/../../shared");
    FILE *file = fopen(path, "rb");
    if (!file) {
        print_message("skipped: %s is not there\n", path);
        skip();
    }
    static char text[20000];
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    fixture *f = *state;
    f->title = "US, Russia want Turkish-Syrian border sealed: Russia FM";
    f->published = "2015-12-04";
    assert_true(find(f, text, length));
    write_statements(f, text);
    static const char *const found[] = {
        "indirect says [Russia FM] [:] [US, Russia want Turkish-Syrian border sealed] title\n",
        "indirect says [Russian Foreign Minister Sergei Lavrov = Sergei Lavrov, Russian Foreign "
        "Minister] [says] [Moscow and Washington agree that the Turkish borders with Syria and Iraq "
        "must be closed as a key measure in fighting against the Takfiri Daesh terror group] 2015-12-03\n",
        "indirect agrees [Moscow and Washington] [agree] [that the Turkish borders",
        "indirect says [Lavrov = Sergei Lavrov, Russian Foreign Minister] [said] [the two discussed "
        "the issue of combating Daesh]\n",
        "mixed says [Lavrov = Sergei Lavrov, Russian Foreign Minister] [adding] [Kerry agreed",
        "mixed agrees [Kerry = John Kerry, ",
        "indirect says [the Russian top diplomat = Sergei Lavrov, Russian Foreign Minister] [said] "
        "[The US partners have an understanding that this step is required]\n",
        "mixed says [Lavrov = Sergei Lavrov, Russian Foreign Minister] [said] [the closure of the "
        "borders can be done “as part of comprehensive efforts of all who work on the ground and it "
        "is to be backed by aerial support.”]\n",
        "indirect says [Russia’s Defense Ministry] [said] [Moscow had evidence",
        "direct says [Russian Deputy Defense Minister Anatoly Antonov = Anatoly Antonov, Russian "
        "Deputy Defense Minister] [said] [\"Turkey is the main consumer of the oil stolen from its "
        "rightful owners, Syria and Iraq,\"] 2015-12-02\n",
        "mixed says [The Turkish president = Recep Tayyip Erdogan, Turkish President] [described] "
        "[Antonov’s comments as “immoral,”]\n",
        "indirect says [The Turkish president = Recep Tayyip Erdogan, Turkish President] "
        "[reiterating] [that he would step down if Moscow proved the allegations]\n",
        "indirect accuses [] [has repeatedly been accused] [Ankara of being one of the main",
    };

    for (size_t i = 0; i < sizeof found / sizeof *found; i++)
        if (!strstr(f->lines.data, found[i]))
            fail_msg("not found: %s\nin:\n%s", found[i], f->lines.data);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_speaker_behind), TEST(test_speaker_before),
        TEST(test_interrupted),    TEST(test_over_paragraphs),
        TEST(test_going_on),       TEST(test_transcript),
        TEST(test_marks),          TEST(test_clauses),
        TEST(test_kinds),          TEST(test_shared_subject),
        TEST(test_nested),         TEST(test_without_source),
        TEST(test_negated),        TEST(test_relative),
        TEST(test_no_statement),   TEST(test_people),
        TEST(test_nobody),         TEST(test_days),
        TEST(test_calendar),       TEST(test_title),
        TEST(test_languages),      TEST(test_guessed_language),
        TEST(test_failing_memory), TEST(test_steady),
        TEST(test_linear),         TEST(test_press_article),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
