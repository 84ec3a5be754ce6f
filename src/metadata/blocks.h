/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the gatherers of visible blocks share: where a block stands beside the article, what its
 * boxes are called, and its text with the joints between elements shown.
 */
#ifndef DATELINE_METADATA_BLOCKS_H
#define DATELINE_METADATA_BLOCKS_H

#include "metadata/evidence.h"
#include "metadata/name_words.h"

static inline const dateline_block *dateline_block_at(const dateline_facts *facts, uint32_t i) {
    return &facts->page->blocks.items[i];
}

enum { DATELINE_SHORT_BYTES = 400 }; /* a longer block is no byline and no date line */

/** The words that lead to a name or to that of somebody else: "By", "Photo". */
enum { DATELINE_LEADING = DATELINE_NAME_BY | DATELINE_NAME_PICTURE };

/** Which of these flags a word of a block has. Of most that is none, which no table is asked for.
 */
unsigned dateline_leading_flags(dateline_string word);

/** How a short block begins, where more than a word is in it. */
typedef struct dateline_glance {
    dateline_string word; /* the first one; absent: it is the only one */
    bool led_in;          /* "By Jane Roe", "Written by Jane Roe" */
} dateline_glance;

dateline_glance dateline_glance_at(dateline_string text);

/** "3.2.4. Installing", "F.35 Text": a line of contents, or the heading of a section. */
bool dateline_is_numbered(dateline_string text);

typedef struct dateline_digits {
    unsigned count; /* of ASCII */
    bool foreign;   /* digits of other scripts may be in it */
} dateline_digits;

dateline_digits dateline_count_digits(dateline_string text);

/** Any digit in the text of a short block, ASCII or, perhaps, of a script that has its own? */
bool dateline_has_digit(dateline_string text);

/** Are four digits of the text of a block a year of our time? */
bool dateline_has_year(dateline_string text);

/** The title's block and the first and last of the text, into facts. */
void dateline_find_article(dateline_facts *facts);

dateline_where dateline_where_is(const dateline_facts *facts, uint32_t i);

/** The block that holds a node's text, or the next one; DATELINE_NONE behind the last. */
uint32_t dateline_block_of_node(const dateline_facts *facts, uint32_t node);

/** DATELINE_HINT_ bits of the boxes around a block. */
unsigned dateline_hints_of_block(dateline_facts *facts, uint32_t i);

/** What to take off where a box is called after comments or other stories: weak evidence beside the
    title, strong elsewhere. */
int dateline_foreign_penalty(dateline_where where, unsigned hints, dateline_role role);

/** Does a box of comments or other stories hold it, away from the title? It is none of the
   article's then. In a forum such boxes are the posts. */
bool dateline_is_elsewhere(const dateline_facts *facts, dateline_where where, unsigned hints,
                           dateline_role role);

/** A block's text with a bar where one element follows another without a space: "<a>Jane
    Roe</a><span>Editor</span>" must not become "Jane RoeEditor". */
dateline_string dateline_separated_text(const dateline_facts *facts, uint32_t i);

/** Where a part of a separated text stands in the block's own; false where a bar is in it. */
bool dateline_find_part(dateline_string text, dateline_string part, uint32_t *begin);

/* ---- Gatherers ------------------------------------------------------------------------------ */

void dateline_gather_block_dates(dateline_facts *facts, uint32_t i, dateline_where where);

/** Dates with which the title or one of the first paragraphs begins. */
void dateline_gather_leading_dates(dateline_facts *facts);

/** Dates of <time> elements. */
void dateline_gather_times(dateline_facts *facts);

void dateline_gather_block_authors(dateline_facts *facts, uint32_t i, dateline_where where);

/** The name in a line of copyright: "© 2024 Jane Roe". */
void dateline_gather_copyright(dateline_facts *facts, uint32_t i);

/** Judge the names that elements gave by where they stand. */
void dateline_judge_authors(dateline_facts *facts);

/** Place and agency of a text that begins "BERLIN (AP) –". */
void dateline_gather_place(dateline_facts *facts);

#endif
