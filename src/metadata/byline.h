/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Persons' names out of what stands where an author's name is expected: "By Jane Roe, Political
 * Editor, in Lisbon", "Von A und B", "Roe, Jane", "admin". Better fewer names than wrong ones: a
 * role, a place, an organisation or a word of the page's furniture is no author.
 */
#ifndef DATELINE_METADATA_BYLINE_H
#define DATELINE_METADATA_BYLINE_H

#include "core/string.h"

/** How sure it is, before reading, that the text names a person. */
typedef enum dateline_byline_trust {
    DATELINE_BYLINE_TEXT = 0, /* a visible line: the name needs the shape of one, or a "By" */
    DATELINE_BYLINE_FIELD,    /* a meta tag or an author's link */
    DATELINE_BYLINE_PERSON    /* the name of a schema.org Person: nicknames pass */
} dateline_byline_trust;

enum { DATELINE_BYLINE_NAMES = 12 };

typedef struct dateline_byline {
    dateline_string names[DATELINE_BYLINE_NAMES]; /* slices of the text, or of the arena */
    unsigned count;
    dateline_string agency; /* "AP", as written */
    bool by;                /* a word like "By" led in */
    unsigned before;        /* names before that word */
} dateline_byline;

/**
 * Read a byline.
 *
 * @param language of the page, for words that differ: Dutch "en" joins, Spanish "en" places.
 * @param arena    for a name put into order ("Roe, Jane").
 */
void dateline_byline_read(dateline_string text, dateline_byline_trust trust,
                          dateline_string language, dateline_arena *arena, dateline_byline *byline);

/** Is it the name of a news agency, as written alone? */
bool dateline_is_agency(dateline_string name);

/** Does it look like a person's full name: a known given name, and more words behind it? */
bool dateline_is_full_name(dateline_string name);

#endif
