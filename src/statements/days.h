/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "on Thursday", "two weeks ago", "last June", "on 3 December" in an article of a known day: the
 * words, what they mean, and why. What stays open is not guessed at.
 */
#ifndef DATELINE_STATEMENTS_DAYS_H
#define DATELINE_STATEMENTS_DAYS_H

#include "statements/phrases.h"

/** What a word says of time. */
typedef enum dateline_day_kind {
    DATELINE_DAY_NONE = 0,
    DATELINE_DAY_WEEKDAY, /* value: 0 for Monday to 6 */
    DATELINE_DAY_MONTH,   /* 1 to 12 */
    DATELINE_DAY_NUMBER,  /* of units */
    DATELINE_DAY_DAY,     /* "yesterday": days from the article's */
    DATELINE_DAY_UNIT,    /* 'd', 'w', 'm', 'y' */
    DATELINE_DAY_AGO,     /* behind a number and a unit */
    DATELINE_DAY_BEFORE,  /* in front of them: "vor", "hace" */
    DATELINE_DAY_LAST,
    DATELINE_DAY_NEXT, /* what has not been yet, or is every day */
    DATELINE_DAY_IN,
    DATELINE_DAY_OF, /* "3 de diciembre" */
} dateline_day_kind;

typedef struct dateline_day_word {
    const char *text; /* small letters */
    uint8_t kind;
    int8_t value;
} dateline_day_word;

/** A language's words, by their code points. */
typedef struct dateline_day_table {
    const dateline_day_word *words;
    size_t count;
} dateline_day_table;

extern const dateline_day_table dateline_day_tables[DATELINE_LANGUAGE_COUNT];

/** A time as words of the text. */
typedef struct dateline_moment {
    dateline_range words; /* tokens */
    char date[10];        /* YYYY-MM-DD, YYYY-MM or YYYY */
    uint8_t length;       /* of date */
    const char *reason;   /* constant: how the words became a date */
} dateline_moment;

/**
 * The last such weekday up to a day: an article of Friday says "on Thursday" of the day before.
 *
 * @param out gets YYYY-MM-DD.
 * @return false where published gives no whole day.
 */
bool dateline_weekday_before(dateline_string published, int weekday, char out[10]);

/** The time at which a statement was made, by the words beside its cue. */
typedef struct dateline_cue_place {
    dateline_range sentence;
    dateline_range source; /* empty: none */
    dateline_range cue;
} dateline_cue_place;

/**
 * Find the time of a statement among the tokens of its sentence: behind the cue, between source and
 * cue, or at the sentence's begin. Tokens for which is_content says so belong to what was said.
 */
bool dateline_moment_of_cue(const dateline_view *view, const dateline_cue_place *place,
                            bool (*is_content)(const void *context, uint32_t token),
                            const void *context, dateline_string published, dateline_moment *out);

/**
 * The time in "He made the comments on Thursday": a sentence that only dates what was said before.
 */
bool dateline_moment_of_remarks(const dateline_view *view, dateline_string published,
                                dateline_moment *out);

#endif
