/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a short line says by its words: "Photo:", "Lesen Sie auch", "Page not found". The table is
 * made by phrases.py.
 */
#ifndef DATELINE_ARTICLE_PHRASES_H
#define DATELINE_ARTICLE_PHRASES_H

#include "article/phrase_table.h"
#include "core/string.h"

/** What was found in a text. Kinds are DATELINE_PHRASE_ bits. */
typedef struct dateline_phrases {
    unsigned start;    /* of phrases that begin it */
    unsigned whole;    /* of phrases that are all of it */
    unsigned anywhere; /* of phrases inside it */
    uint32_t words;    /* read; at most DATELINE_PHRASE_READ */
} dateline_phrases;

/** Words of a text that are looked at. */
enum { DATELINE_PHRASE_READ = 40 };

/** What the words of a text say; of more than DATELINE_PHRASE_READ the first. */
dateline_phrases dateline_phrases_of(const uint32_t *words, uint32_t count);

/** The same for a text whose words nobody has read. */
dateline_phrases dateline_phrases_find(dateline_string text);

#endif
