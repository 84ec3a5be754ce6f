/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sentence as the model sees it: units, which are words, marks and whole quotations, and for each
 * the inputs of the nets. What the rules made of the sentence is among them.
 */
#ifndef DATELINE_STATEMENTS_INPUTS_H
#define DATELINE_STATEMENTS_INPUTS_H

#include "statements/drafts.h"
#include "statements/reading.h"

enum {
    DATELINE_MOST_UNITS = 300,       /* of a sentence; text.c cuts longer ones */
    DATELINE_MOST_TOKEN_INPUTS = 72, /* 24 and all bits of a word's entry */
    DATELINE_MOST_PAIR_INPUTS = 16,
    DATELINE_REACH_OF_CUE = 64, /* units on either side of a cue that can belong to it */
};

/** One unit; the counts are of the units before it in the sentence. */
typedef struct dateline_unit {
    uint32_t token; /* the first, by which the unit is known */
    uint16_t commas;
    uint16_t verbs;
    uint16_t prepositions;
    uint16_t subordinators;
    uint16_t conjunctions;
    uint16_t colons;
    uint16_t quotations;
    uint16_t cues;
} dateline_unit;

/** A sentence being read. drafts: those that the rules found in it, [first, last). */
typedef struct dateline_units {
    const dateline_reading *reading;
    const dateline_drafts *rules;
    const dateline_paragraph *paragraph;
    const dateline_sentence *sentence;
    uint32_t first_draft;
    uint32_t last_draft;
    uint32_t count;
    dateline_unit units[DATELINE_MOST_UNITS + 1]; /* the last holds the counts of all */
    uint8_t rule[DATELINE_MOST_UNITS]; /* bits: 1 source, 2 cue, 4 content of any draft */
} dateline_units;

/** Cut a sentence into units. The drafts from first_draft on that are in it are its rules' view. */
void dateline_units_make(dateline_units *units, const dateline_sentence *sentence,
                         uint32_t first_draft);

/** The inputs of unit u. @return their number. */
unsigned dateline_token_inputs(const dateline_units *units, uint32_t u, uint32_t *inputs);

/** What the rules made of the units around a cue. */
typedef struct dateline_opinion {
    uint8_t labels[DATELINE_MOST_UNITS]; /* 0 no draft, 1 none, 2 source, 3 cue, 4 content */
} dateline_opinion;

void dateline_opinion_make(const dateline_units *units, uint32_t cue, dateline_opinion *opinion);

/** The inputs of unit u beside the cue. @return their number. */
unsigned dateline_pair_inputs(const dateline_units *units, const dateline_opinion *opinion,
                              uint32_t cue, uint32_t u, uint32_t *inputs);

/** Units [begin, end) can belong to the cue. */
static inline void dateline_reach_of(const dateline_units *units, uint32_t cue, uint32_t *begin,
                                     uint32_t *end) {
    *begin = cue > DATELINE_REACH_OF_CUE ? cue - DATELINE_REACH_OF_CUE : 0;
    *end = cue + DATELINE_REACH_OF_CUE < units->count ? cue + DATELINE_REACH_OF_CUE : units->count;
}

#endif
