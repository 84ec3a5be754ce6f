/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The little grammar that the rules need: where a verb group begins, which noun phrase stands
 * before or behind it, what is only time and place, and where what was said ends. It knows small
 * words and endings, no parts of speech; each function looks a bounded distance.
 */
#ifndef DATELINE_STATEMENTS_PHRASES_H
#define DATELINE_STATEMENTS_PHRASES_H

#include "statements/text.h"

/** Tokens [begin, end); empty where nothing was found. */
typedef struct dateline_range {
    uint32_t begin;
    uint32_t end;
} dateline_range;

/** The verb group around a cue: "has not repeatedly been accused". */
typedef struct dateline_verb_group {
    uint32_t begin; /* with adverbs and a parenthesis: the subject ends here */
    uint32_t verb;  /* without a parenthesis before it: "said" of ", however, said" */
    bool negated;
    bool passive;    /* a form of "be" before it */
    bool auxiliary;  /* any auxiliary before it */
    bool infinitive; /* "to say" */
} dateline_verb_group;

/** A part of a sentence, as tokens [begin, end) of the article. */
typedef struct dateline_view {
    const dateline_tokens *text;
    const char *words; /* the text of its paragraph */
    uint32_t begin;
    uint32_t end;
} dateline_view;

/** The token behind the unit at i: a quotation is one unit. */
static inline uint32_t dateline_step(const dateline_view *view, uint32_t i) {
    const dateline_token *token = &view->text->tokens.items[i];
    return token->kind == DATELINE_TOKEN_OPEN ? token->partner + 1 : i + 1;
}

static inline bool dateline_is_empty(dateline_range range) {
    return range.begin >= range.end;
}

/** Do the letters of a token say so, whatever its case? */
bool dateline_token_is(const dateline_view *view, uint32_t i, const char *word);

/** The bytes of a token. */
static inline dateline_string dateline_token_text(const dateline_view *view, uint32_t i) {
    const dateline_token *token = &view->text->tokens.items[i];
    return (dateline_string){view->words + token->begin, token->end - token->begin};
}

/** Can a cue verb at i be the noun that is spelled the same? "the claims of", "his support" */
bool dateline_is_noun_use(const dateline_view *view, uint32_t i);

dateline_verb_group dateline_verb_group_before(const dateline_view *view, uint32_t i);

/** The subject whose last token is before end; with "Berg, the mayor," its apposition. */
dateline_range dateline_subject_before(const dateline_view *view, uint32_t end);

/** The noun phrase that begins at begin; with_apposition: and "…, the mayor of Ulm". */
dateline_range dateline_phrase_at(const dateline_view *view, uint32_t begin, bool with_apposition);

/** The subject of the sentence: its first noun phrase, behind a fronted phrase with a comma. */
dateline_range dateline_main_subject(const dateline_view *view);

/** Step over "on Thursday", "in a statement", "again": what stands between a cue and content. */
uint32_t dateline_skip_adjuncts(const dateline_view *view, uint32_t i);

/** How far content reaches that begins at begin. */
typedef enum dateline_reach {
    DATELINE_REACH_CLAUSE, /* "that …", or a bare clause: mostly all of the sentence */
    DATELINE_REACH_OBJECT, /* an object or an infinitive: to the next clause or adjunct */
    DATELINE_REACH_NOUN,   /* behind a cue noun: the same, and before the main verb */
    DATELINE_REACH_COMMA   /* within a fronted or relative clause: to its comma */
} dateline_reach;

uint32_t dateline_content_end(const dateline_view *view, uint32_t begin, dateline_reach reach);

#endif
