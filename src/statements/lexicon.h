/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words by which statements are found: cue verbs with what may follow them, the small words
 * that bound a noun phrase, titles and roles, for each language that is read. The tables are made
 * by generate_lexicon.py; a look-up is one hash and, nearly always, one comparison.
 */
#ifndef DATELINE_STATEMENTS_LEXICON_H
#define DATELINE_STATEMENTS_LEXICON_H

#include "core/string.h"

typedef enum dateline_language {
    DATELINE_ENGLISH = 0,
    DATELINE_GERMAN,
    DATELINE_FRENCH,
    DATELINE_SPANISH,
    DATELINE_ITALIAN,
    DATELINE_PORTUGUESE,
    DATELINE_RUSSIAN,
    DATELINE_LANGUAGE_COUNT, /* also: not supported */
} dateline_language;

/* What a word can be; many are several things. The order is the generator's. */
enum {
    DATELINE_WORD_DETERMINER = 1 << 0,
    DATELINE_WORD_POSSESSIVE = 1 << 1,
    DATELINE_WORD_PRONOUN = 1 << 2, /* as a subject */
    DATELINE_WORD_OBJECT_PRONOUN = 1 << 3,
    DATELINE_WORD_PREPOSITION = 1 << 4,
    DATELINE_WORD_CONJUNCTION = 1 << 5,
    DATELINE_WORD_SUBORDINATOR = 1 << 6,
    DATELINE_WORD_RELATIVE = 1 << 7,
    DATELINE_WORD_QUESTION = 1 << 8,
    DATELINE_WORD_AUXILIARY = 1 << 9,
    DATELINE_WORD_BE = 1 << 10,
    DATELINE_WORD_NEGATION = 1 << 11,
    DATELINE_WORD_ADVERB = 1 << 12,
    DATELINE_WORD_VERB = 1 << 13,
    DATELINE_WORD_TITLE = 1 << 14,
    DATELINE_WORD_ROLE = 1 << 15,
    DATELINE_WORD_WEEKDAY = 1 << 16,
    DATELINE_WORD_MONTH = 1 << 17,
    DATELINE_WORD_ABBREVIATION = 1 << 18,
    DATELINE_WORD_CUE_NOUN = 1 << 19,
    DATELINE_WORD_CUE_ADJECTIVE = 1 << 20,
    DATELINE_WORD_MASCULINE = 1 << 21,
    DATELINE_WORD_FEMININE = 1 << 22,
    DATELINE_WORD_TIME = 1 << 23,
    DATELINE_WORD_STOP = 1 << 24,         /* frequent: by these a language is told */
    DATELINE_WORD_ORGANISATION = 1 << 25, /* a name with this word is no person's */
    DATELINE_WORD_ACCORDING = 1 << 26,    /* "selon", "laut": whose words follow */

};

/* The forms of a cue verb. */
enum {
    DATELINE_FORM_BASE = 1,
    DATELINE_FORM_THIRD = 2,
    DATELINE_FORM_PAST = 4,
    DATELINE_FORM_PARTICIPLE = 8,
    DATELINE_FORM_PRESENT_PARTICIPLE = 16,
    DATELINE_FORM_FINITE = DATELINE_FORM_BASE | DATELINE_FORM_THIRD | DATELINE_FORM_PAST,
};

/* What may follow a cue; the bits above are prepositions that take the content. */
enum {
    DATELINE_FRAME_QUOTATION = 1 << 0,
    DATELINE_FRAME_CLAUSE = 1 << 1, /* "that …", "whether …" */
    DATELINE_FRAME_BARE = 1 << 2,   /* a clause without "that" */
    DATELINE_FRAME_INFINITIVE = 1 << 3,
    DATELINE_FRAME_OBJECT = 1 << 4,
    DATELINE_FRAME_RECIPIENT = 1 << 5, /* "told reporters" before any of these */
    DATELINE_FRAME_FIRST_PREPOSITION = 1 << 6,
};

/** A word of a language. */
typedef struct dateline_word {
    const char *text; /* lower case */
    uint8_t length;
    uint8_t kind;         /* index into dateline_statement_kinds, of a cue */
    uint8_t forms;        /* DATELINE_FORM_ bits; 0: no cue verb */
    uint32_t classes;     /* DATELINE_WORD_ bits */
    uint32_t frames;      /* DATELINE_FRAME_ bits, of a cue verb */
    uint32_t noun_frames; /* of a cue noun or adjective */
} dateline_word;

/** The words of a language, and a hash table of their numbers + 1. */
typedef struct dateline_lexicon {
    const dateline_word *words;
    const uint16_t *slots;
    uint32_t mask;
} dateline_lexicon;

extern const dateline_lexicon dateline_lexicons[DATELINE_LANGUAGE_COUNT];
extern const char *const dateline_statement_kinds[];

/** Longest word of any table, in bytes; longer ones are in none. */
#define DATELINE_LONGEST_WORD 40

/** @return the entry of a word, whatever its case, or NULL. */
const dateline_word *dateline_lexicon_find(const dateline_lexicon *lexicon, dateline_string word);

/** @return the language of a BCP 47 tag; DATELINE_LANGUAGE_COUNT where it is none of ours. */
dateline_language dateline_language_of_tag(dateline_string tag);

/** Guess the language of a text by its frequent words; DATELINE_LANGUAGE_COUNT where unsure. */
dateline_language dateline_language_of_text(dateline_string text);

/** The frame bit of a preposition that may take a content, or 0. */
uint32_t dateline_preposition_frame(dateline_string word);

#endif
