/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The weights of the learned model of English statements: a vocabulary, a part-of-speech tagger,
 * and two small nets that say which words are cues and what belongs to each. Every input is the
 * number of a row, a net's first layer is the sum of the rows of its inputs, so that a token costs
 * some dozens of short vector additions. All weights are integers. training/statements/ makes them.
 */
#ifndef DATELINE_STATEMENTS_MODEL_H
#define DATELINE_STATEMENTS_MODEL_H

#include <stdint.h>

/* Parts of speech: the tags of the Penn Treebank, some of them together; punctuation by its kind.
 */
typedef enum dateline_speech {
    DATELINE_SPEECH_NONE = 0, /* outside the paragraph */
    DATELINE_SPEECH_NOUN,
    DATELINE_SPEECH_NOUNS,
    DATELINE_SPEECH_NAME,
    DATELINE_SPEECH_PRONOUN,
    DATELINE_SPEECH_POSSESSIVE, /* "his" */
    DATELINE_SPEECH_DETERMINER,
    DATELINE_SPEECH_WHO,
    DATELINE_SPEECH_WHICH,
    DATELINE_SPEECH_WHERE,
    DATELINE_SPEECH_BASE, /* "say" behind "to", "will" */
    DATELINE_SPEECH_PAST,
    DATELINE_SPEECH_GERUND,
    DATELINE_SPEECH_PARTICIPLE,
    DATELINE_SPEECH_PRESENT, /* "they say" */
    DATELINE_SPEECH_THIRD,   /* "she says" */
    DATELINE_SPEECH_MODAL,
    DATELINE_SPEECH_TO,
    DATELINE_SPEECH_PREPOSITION, /* and what subordinates: the "that" of "said that" */
    DATELINE_SPEECH_CONJUNCTION,
    DATELINE_SPEECH_NUMBER,
    DATELINE_SPEECH_ADJECTIVE,
    DATELINE_SPEECH_ADVERB,
    DATELINE_SPEECH_PARTICLE,
    DATELINE_SPEECH_THERE,
    DATELINE_SPEECH_OTHER,
    DATELINE_SPEECH_COMMA,
    DATELINE_SPEECH_STOP,
    DATELINE_SPEECH_QUOTE,
    DATELINE_SPEECH_COLON, /* and semicolons, dashes */
    DATELINE_SPEECH_BRACKET,
    DATELINE_SPEECH_MARK,
    DATELINE_SPEECH_COUNT
} dateline_speech;

_Static_assert(DATELINE_SPEECH_COUNT == 32, "a row of the tagger fills whole vectors");

enum {
    DATELINE_MODEL_SLOT_BITS = 14, /* of the vocabulary's hash table */
    DATELINE_MODEL_SLOTS = 1 << DATELINE_MODEL_SLOT_BITS,
    DATELINE_MODEL_WORDS = 4000,   /* words by frequency, from 1; 0: any other */
    DATELINE_MODEL_COMMON = 1000,  /* so many count as neighbours */
    DATELINE_MODEL_FREQUENT = 300, /* and so many two tokens away */
    DATELINE_MODEL_SMALL = 100,    /* and so many beside the tag before */
    DATELINE_MODEL_ENDINGS = 1024, /* buckets of three last letters */
    DATELINE_MODEL_LONG = 512,     /* of four */
    DATELINE_MODEL_SHORT = 256,    /* of two */
    DATELINE_MODEL_BEGINNINGS = 512,
    DATELINE_MODEL_SHAPES = 128,
};

/* A list of inputs with the number of rows of each, as an enumeration of their first rows. */
#define DATELINE_FIRST_ROW(name, count) name, name##_LAST = name + (count)-1,

#define DATELINE_TAGGER_INPUTS(input)                                                              \
    input(DATELINE_TAGGER_WORD, DATELINE_MODEL_WORDS) input(DATELINE_TAGGER_BEFORE,                \
                                                            DATELINE_MODEL_COMMON)                 \
        input(DATELINE_TAGGER_BEHIND, DATELINE_MODEL_COMMON) input(DATELINE_TAGGER_BEFORE_2,       \
                                                                   DATELINE_MODEL_FREQUENT)        \
            input(DATELINE_TAGGER_BEHIND_2, DATELINE_MODEL_FREQUENT) input(DATELINE_TAGGER_SHORT,  \
                                                                           DATELINE_MODEL_SHORT)   \
                input(DATELINE_TAGGER_ENDING, DATELINE_MODEL_ENDINGS) input(DATELINE_TAGGER_LONG,  \
                                                                            DATELINE_MODEL_LONG)   \
                    input(DATELINE_TAGGER_BEGINNING, DATELINE_MODEL_BEGINNINGS)                    \
                        input(DATELINE_TAGGER_SHAPE, DATELINE_MODEL_SHAPES)                        \
                            input(DATELINE_TAGGER_SHAPE_BEFORE, DATELINE_MODEL_SHAPES)             \
                                input(DATELINE_TAGGER_SHAPE_BEHIND, DATELINE_MODEL_SHAPES) input(  \
                                    DATELINE_TAGGER_ENDING_BEFORE, DATELINE_MODEL_ENDINGS)         \
                                    input(DATELINE_TAGGER_ENDING_BEHIND, DATELINE_MODEL_ENDINGS)   \
                                        input(DATELINE_TAGGER_TAG, DATELINE_SPEECH_COUNT)          \
                                            input(DATELINE_TAGGER_TAGS,                            \
                                                  DATELINE_SPEECH_COUNT *DATELINE_SPEECH_COUNT)    \
                                                input(DATELINE_TAGGER_TAG_WORD,                    \
                                                      DATELINE_SPEECH_COUNT *DATELINE_MODEL_SMALL)

enum { DATELINE_TAGGER_INPUTS(DATELINE_FIRST_ROW) DATELINE_TAGGER_ROWS };

/* What is seen of a token, whether it may be a cue or belong to one. */
#define DATELINE_TOKEN_INPUTS(input)                                                               \
    input(DATELINE_INPUT_WORD, DATELINE_MODEL_WORDS)                                               \
        input(DATELINE_INPUT_BEFORE, DATELINE_MODEL_COMMON) input(DATELINE_INPUT_BEHIND,           \
                                                                  DATELINE_MODEL_COMMON)           \
            input(DATELINE_INPUT_BEFORE_2, DATELINE_MODEL_FREQUENT) input(DATELINE_INPUT_BEHIND_2, \
                                                                          DATELINE_MODEL_FREQUENT) \
                input(DATELINE_INPUT_ENDING, DATELINE_MODEL_ENDINGS) input(                        \
                    DATELINE_INPUT_TAG, DATELINE_SPEECH_COUNT) input(DATELINE_INPUT_TAG_BEFORE_2,  \
                                                                     DATELINE_SPEECH_COUNT)        \
                    input(DATELINE_INPUT_TAG_BEHIND_2, DATELINE_SPEECH_COUNT) input(               \
                        DATELINE_INPUT_TAGS_BEFORE, DATELINE_SPEECH_COUNT *DATELINE_SPEECH_COUNT)  \
                        input(DATELINE_INPUT_TAGS_BEHIND,                                          \
                              DATELINE_SPEECH_COUNT *DATELINE_SPEECH_COUNT)                        \
                            input(DATELINE_INPUT_SHAPE, DATELINE_MODEL_SHAPES) input(              \
                                DATELINE_INPUT_SHAPE_BEFORE, DATELINE_MODEL_SHAPES)                \
                                input(DATELINE_INPUT_SHAPE_BEHIND, DATELINE_MODEL_SHAPES) input(   \
                                    DATELINE_INPUT_CLASS, 32) input(DATELINE_INPUT_FORM, 8)        \
                                    input(DATELINE_INPUT_FRAME, 32) input(DATELINE_INPUT_KIND, 32) \
                                        input(DATELINE_INPUT_QUOTATION, 64)                        \
                                            input(DATELINE_INPUT_NEAR_QUOTATION, 64)               \
                                                input(DATELINE_INPUT_RULE, 16)                     \
                                                    input(DATELINE_INPUT_RULE_BEFORE, 16)          \
                                                        input(DATELINE_INPUT_RULE_BEHIND, 16)      \
                                                            input(DATELINE_INPUT_PLACE, 64)        \
                                                                input(DATELINE_INPUT_CLAUSE, 64)

enum { DATELINE_TOKEN_INPUTS(DATELINE_FIRST_ROW) DATELINE_TOKEN_ROWS };

/* What is seen of a unit beside a cue. */
#define DATELINE_PAIR_INPUTS(input)                                                                \
    input(DATELINE_PAIR_DISTANCE, 48)                                                              \
        input(DATELINE_PAIR_DISTANCE_TAG, 16 * DATELINE_SPEECH_COUNT)                              \
            input(DATELINE_PAIR_COMMAS, 12 * DATELINE_SPEECH_COUNT)                                \
                input(DATELINE_PAIR_VERBS, 12 * DATELINE_SPEECH_COUNT)                             \
                    input(DATELINE_PAIR_BETWEEN, 48) input(DATELINE_PAIR_PREPOSITIONS, 12)         \
                        input(DATELINE_PAIR_CUES, 24) input(DATELINE_PAIR_RULE, 64)                \
                            input(DATELINE_PAIR_RULE_TAG, 8 * DATELINE_SPEECH_COUNT)               \
                                input(DATELINE_PAIR_EDGES, 48)                                     \
                                    input(DATELINE_PAIR_CUE_TAG, 16 * DATELINE_SPEECH_COUNT)       \
                                        input(DATELINE_PAIR_BESIDE_CUE, 4 * DATELINE_SPEECH_COUNT)

enum { DATELINE_PAIR_INPUTS(DATELINE_FIRST_ROW) DATELINE_PAIR_ROWS };

typedef enum dateline_label {
    DATELINE_LABEL_NONE = 0,
    DATELINE_LABEL_SOURCE,      /* begins */
    DATELINE_LABEL_SOURCE_MORE, /* goes on */
    DATELINE_LABEL_CUE,
    DATELINE_LABEL_CONTENT,
    DATELINE_LABEL_CONTENT_MORE,
    DATELINE_LABEL_COUNT
} dateline_label;

enum {
    DATELINE_CUE_WIDTH = 16,  /* of the net that tells cues */
    DATELINE_ROLE_WIDTH = 32, /* of the net that labels the units around one */
    DATELINE_TOKEN_WIDTH = DATELINE_CUE_WIDTH + DATELINE_ROLE_WIDTH,
};

typedef struct dateline_weights {
    /* The vocabulary: slot by the low bits of a word's hash, told apart by its high half. */
    uint16_t marks[DATELINE_MODEL_SLOTS];
    uint16_t words[DATELINE_MODEL_SLOTS];
    uint8_t tag_of_word[DATELINE_MODEL_WORDS]; /* of a word that has always the same; or 0 */
    int8_t tagger[DATELINE_TAGGER_ROWS][DATELINE_SPEECH_COUNT];
    /* The first layers: of a token as a possible cue and as a part, of the cue, of the pair. */
    int8_t token[DATELINE_TOKEN_ROWS][DATELINE_TOKEN_WIDTH];
    int8_t cue[DATELINE_TOKEN_ROWS][DATELINE_ROLE_WIDTH];
    int8_t pair[DATELINE_PAIR_ROWS][DATELINE_ROLE_WIDTH];
    /* The second layers; a bias is in the unit of the products. */
    int16_t cue_out[DATELINE_CUE_WIDTH];
    int16_t role_out[DATELINE_LABEL_COUNT][DATELINE_ROLE_WIDTH];
    int32_t cue_bias;
    int32_t role_bias[DATELINE_LABEL_COUNT];
    int32_t follows[DATELINE_LABEL_COUNT][DATELINE_LABEL_COUNT]; /* [before][behind] */
    int32_t begins[DATELINE_LABEL_COUNT];
    int32_t least; /* the score from which a cue makes a statement */
} dateline_weights;

#endif
