/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The article's text as tokens, quotations and sentences. A quotation is paired once, within its
 * paragraph, and then stepped over as one unit, so that what follows reads each token a bounded
 * number of times.
 */
#ifndef DATELINE_STATEMENTS_TEXT_H
#define DATELINE_STATEMENTS_TEXT_H

#include "page/page.h"
#include "statements/lexicon.h"

typedef enum dateline_token_kind {
    DATELINE_TOKEN_WORD = 0,
    DATELINE_TOKEN_COMMA,
    DATELINE_TOKEN_STOP, /* . ! ? … */
    DATELINE_TOKEN_COLON,
    DATELINE_TOKEN_SEMICOLON,
    DATELINE_TOKEN_DASH,
    DATELINE_TOKEN_OPEN,  /* a quotation begins; partner: its last token */
    DATELINE_TOKEN_CLOSE, /* a quotation ends; partner: its first token */
    DATELINE_TOKEN_BRACKET_OPEN,
    DATELINE_TOKEN_BRACKET_CLOSE,
    DATELINE_TOKEN_OTHER,
} dateline_token_kind;

enum {
    DATELINE_TOKEN_CAPITAL = 1,    /* begins with an upper-case letter */
    DATELINE_TOKEN_SPACED = 2,     /* white space or the paragraph's start before it */
    DATELINE_TOKEN_POSSESSIVE = 4, /* "Berg’s" */
    DATELINE_TOKEN_CLITIC = 8,     /* "he’s": a subject with its verb */
    DATELINE_TOKEN_UNCLOSED = 16,  /* a quotation that its paragraph does not close */
    DATELINE_TOKEN_SHOUTED = 32,   /* no lower-case letter in it */
    DATELINE_TOKEN_NUMBER = 64,
};

typedef struct dateline_token {
    uint32_t begin; /* bytes of its block's text */
    uint32_t end;
    uint32_t partner;
    uint8_t kind;
    uint8_t flags;
    const dateline_word *word; /* NULL where the language's table has it not */
} dateline_token;

/** A block's tokens [begin, end). */
typedef struct dateline_paragraph {
    dateline_string text;
    uint32_t block; /* DATELINE_NONE: a title that stands in no block */
    uint32_t begin;
    uint32_t end;
    bool title;
} dateline_paragraph;

/** Tokens [begin, end) of one paragraph. */
typedef struct dateline_sentence {
    uint32_t paragraph;
    uint32_t begin;
    uint32_t end;
} dateline_sentence;

typedef struct dateline_tokens {
    dateline_arena *arena;
    const dateline_lexicon *lexicon;
    dateline_language language;
    DATELINE_LIST(dateline_token) tokens;
    DATELINE_LIST(dateline_paragraph) paragraphs;
    DATELINE_LIST(dateline_sentence) sentences;
} dateline_tokens;

/** What a token can be: DATELINE_WORD_ bits. */
static inline unsigned dateline_token_classes(const dateline_token *token) {
    return token->word ? token->word->classes : 0;
}

/** Append a paragraph with its tokens, quotations and sentences. @return false: no memory. */
bool dateline_tokens_add(dateline_tokens *tokens, dateline_string text, uint32_t block, bool title);

#endif
