/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Statements as tokens, before names, dates and bytes: what the rules find.
 */
#ifndef DATELINE_STATEMENTS_DRAFTS_H
#define DATELINE_STATEMENTS_DRAFTS_H

#include "statements/phrases.h"

/** A part of a statement's content; a quote that is interrupted has several, linked by next. */
typedef struct dateline_piece {
    dateline_range range;
    uint32_t paragraph;
    uint32_t next; /* DATELINE_NONE: the last */
} dateline_piece;

typedef struct dateline_draft {
    dateline_range source; /* empty: the text gives none */
    dateline_range cue;    /* empty: a quotation beside its speaker */
    uint32_t source_paragraph;
    uint32_t paragraph; /* of the cue */
    uint32_t first_piece;
    uint32_t last_piece;
    uint32_t nested_in;
    uint32_t day; /* token of "Thursday", or DATELINE_NONE */
    uint8_t kind;
    uint8_t depth; /* of nesting */
    bool negated;
    bool direct; /* has a whole quotation, which the next sentence may go on with */
} dateline_draft;

typedef struct dateline_drafts {
    dateline_arena *arena;
    const dateline_tokens *text;
    DATELINE_LIST(dateline_draft) drafts;
    DATELINE_LIST(dateline_piece) pieces;
} dateline_drafts;

/** Find the statements of all sentences. @return false where memory failed. */
bool dateline_drafts_find(dateline_drafts *drafts);

#endif
