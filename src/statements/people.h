/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is who in an article: each person's fullest name and role, found by the surname; and the
 * person whom a source names, describes ("the mayor") or points at ("she").
 */
#ifndef DATELINE_STATEMENTS_PEOPLE_H
#define DATELINE_STATEMENTS_PEOPLE_H

#include "statements/drafts.h"

typedef struct dateline_person {
    dateline_string name;
    dateline_string role; /* absent: the text gives none */
    dateline_string surname;
    uint32_t word_count; /* of the name */
    uint32_t first;      /* token of the first mention: nobody is described before it */
    uint8_t gender;      /* DATELINE_WORD_MASCULINE >> 21 and so on; 0: unknown */
} dateline_person;

enum { DATELINE_MAX_PEOPLE = 1023, DATELINE_PEOPLE_SLOTS = 2048 };

/** The people of an article. Names past the limit are not kept: no article has so many. */
typedef struct dateline_people {
    dateline_arena *arena;
    const dateline_tokens *text;
    DATELINE_LIST(dateline_person) people;
    uint16_t *slots; /* by surname: index + 1 */
} dateline_people;

/** Read the names of all paragraphs. @return false where memory failed. */
bool dateline_people_find(dateline_people *people);

/** Does a paragraph end with a question to somebody: "…, do you think?" */
bool dateline_people_is_question(const dateline_people *people, uint32_t paragraph);

/** Who answers in a text of questions and answers: the person named most often; or DATELINE_NONE.
 */
uint32_t dateline_people_interviewed(const dateline_people *people);

/** What a source says of its speaker. */
typedef struct dateline_speaker {
    uint32_t person; /* index, or DATELINE_NONE */
    dateline_string role;
    bool described; /* "the mayor", a person without a name */
} dateline_speaker;

/** @return the speaker whom tokens [begin, end) of a paragraph name or describe. */
dateline_speaker dateline_people_speaker(const dateline_people *people, uint32_t paragraph,
                                         dateline_range source);

/** Is a source of one word "he" or "she"? @return its gender, or 0. */
uint8_t dateline_people_pronoun(const dateline_people *people, dateline_range source);

#endif
