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
    uint32_t sentence;  /* of the cue: its first token */
    uint32_t first_piece;
    uint32_t last_piece;
    uint32_t nested_in;
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

enum { DATELINE_MOST_PIECES = 4 };

/** What the model found around a cue: ranges of one sentence. */
typedef struct dateline_choice {
    uint32_t head; /* the cue's token */
    int32_t score; /* of the cue */
    dateline_range source;
    dateline_range cue;
    uint32_t piece_count;
    dateline_range pieces[DATELINE_MOST_PIECES];
} dateline_choice;

typedef struct dateline_choices {
    dateline_arena *arena;
    DATELINE_LIST(dateline_choice) items; /* by head */
} dateline_choices;

/** Find the statements of all sentences by rules. @return false where memory failed. */
bool dateline_drafts_find(dateline_drafts *drafts);

/**
 * Make statements of the model's choices, and of what only rules find: speakers before a colon,
 * quotations that go on, statements inside statements.
 *
 * @param rules  what dateline_drafts_find found in the same text.
 * @return false where memory failed.
 */
bool dateline_drafts_take(dateline_drafts *drafts, const dateline_choices *choices,
                          const dateline_drafts *rules);

#endif
