/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A claim is a value that some of a field's candidates agree on: a title, a person, a day. The
 * choice is made among claims, by a model that sees who says it and where, and how it looks. The
 * features are computed here and nowhere else; training/metadata/claims.c writes them out for
 * training.
 */
#ifndef DATELINE_METADATA_CLAIMS_H
#define DATELINE_METADATA_CLAIMS_H

#include "metadata/model.h"

/*
 * Features of every claim. The first ones, one for each dateline_origin, are the greatest weight of
 * its candidates from that origin, 0: none.
 */
#define DATELINE_CLAIM_COMMON(X)                                                                   \
    X(JSON_LD, "weight in JSON-LD")                                                                \
    X(META, "weight in meta tags")                                                                 \
    X(MICRODATA, "weight in microdata and RDFa")                                                   \
    X(TITLE, "weight in <title>")                                                                  \
    X(HEADING, "weight of a heading")                                                              \
    X(VISIBLE, "weight of a visible line")                                                         \
    X(TIME, "weight of a time element")                                                            \
    X(LINK, "weight of a link")                                                                    \
    X(ADDRESS, "weight in the page's address")                                                     \
    X(TEXT, "weight in the text")                                                                  \
    X(NUMBER, "candidates that say it")                                                            \
    X(ORIGINS, "kinds of sources that say it")                                                     \
    X(CLAIMS, "claims of the field")                                                               \
    X(RIVAL, "kinds of sources of the claim with most of them, itself left out")                   \
    X(PAGE_TYPE, "dateline_page_type")

#define DATELINE_CLAIM_TITLE(X)                                                                    \
    X(H1, "h1 elements of the page")                                                               \
    X(H1_PLACE, "which of the h1 says it, from 1")                                                 \
    X(TO_TEXT, "blocks from the heading to the text")                                              \
    X(HIDDEN, "the heading is hidden")                                                             \
    X(WORDS, "words")                                                                              \
    X(BYTES, "bytes")                                                                              \
    X(SEPARATOR, "a bar or an arrow is in it")                                                     \
    X(SITE, "it is the site's name")                                                               \
    X(IN_TITLE, "<title> holds it: 1, begins with it: 2, is it: 3")                                \
    X(PREFIX_OF, "claims that begin with it")                                                      \
    X(HAS_PREFIX, "claims that it begins with")                                                    \
    X(SLUG, "share of its words in the address, of 64; -1: not known")                             \
    X(RIVAL_HEADING, "greatest weight of a heading that says something else")                      \
    X(RIVAL_JSON_LD, "greatest weight in JSON-LD of something else")                               \
    X(ENTITY, "JSON-LD names a main entity")                                                       \
    X(CUT_SHORT, "it ends in dots")                                                                \
    X(CAPITALS, "no small letters")

#define DATELINE_CLAIM_AUTHOR(X)                                                                   \
    X(WHERE, "best place where it is seen: head 4, before 3, tail 2, text 1")                      \
    X(BY, "a word like By leads in")                                                               \
    X(BARE, "in a line of nothing but names")                                                      \
    X(PAGE, "a link to an author's page")                                                          \
    X(FULL_NAME, "begins with a known given name")                                                 \
    X(OTHERS, "a word like Photo or Reviewed leads in, at some place")                             \
    X(PERSON, "a schema.org Person")                                                               \
    X(BOX, "in a box named after authors")                                                         \
    X(BIO, "in a box named after biographies")                                                     \
    X(FOREIGN, "seen only in boxes of comments and other stories")                                 \
    X(BYLINE, "a block with the role of a byline: 2, of a date line: 1")                           \
    X(WORDS, "words")                                                                              \
    X(BYTES, "bytes")                                                                              \
    X(FROM_TITLE, "blocks from the title, the nearest")                                            \
    X(FROM_END, "blocks from the end of the text, the nearest")                                    \
    X(COMPANY, "names that a source gives in one breath, at most")                                 \
    X(PLACE, "which of them, at best")                                                             \
    X(COMPANIONS, "claims that stand in one list with it")                                         \
    X(LONGER, "begins with another claim's name")                                                  \
    X(SHORTER, "another claim's name begins with it")                                              \
    X(ORDER, "which visible name of the page it is")                                               \
    X(RIVAL_DATA, "greatest weight of metadata that names somebody else")                          \
    X(RIVAL_VISIBLE, "greatest weight of a line that names somebody else")                         \
    X(SITE, "the site's name")                                                                     \
    X(SMALL, "begins with a small letter")                                                         \
    X(DIGITS, "a digit is in it")                                                                  \
    X(FOOT, "seen only in what looks like a footer or navigation")

#define DATELINE_CLAIM_DATE(X)                                                                     \
    X(WHERE, "best place where it is seen: head 4, before 3, tail 2, text 1")                      \
    X(SEEN, "candidates that are seen")                                                            \
    X(ALONE, "in a line that says little else")                                                    \
    X(PUBLISHED, "a word like Published leads in")                                                 \
    X(BOX, "in a box named after dates")                                                           \
    X(FOREIGN, "seen only in boxes of comments and other stories")                                 \
    X(DATE_LINE, "a block with the role of a date or byline")                                      \
    X(FROM_TITLE, "blocks from the title, the nearest, behind it")                                 \
    X(BEFORE_TITLE, "blocks from the title, the nearest, before it")                               \
    X(ORDER, "which visible day of the page it is")                                                \
    X(MODIFIED_DATA, "greatest weight of metadata that gives it as the last change")               \
    X(MODIFIED_SEEN, "greatest weight of a line that gives it as the last change")                 \
    X(PRECISION, "dateline_date_precision")                                                        \
    X(ZONE, "a zone is given: 1, UTC: 2")                                                          \
    X(AMBIGUOUS, "day and month could be each other")                                              \
    X(OLDER, "claims of an earlier day")                                                           \
    X(NEWER, "claims of a later day")                                                              \
    X(RIVAL_DATA, "greatest weight of metadata that gives another day")                            \
    X(RIVAL_SEEN, "greatest weight of a line that gives another day")                              \
    X(FROM_DATA, "days from the day of that metadata, as a signed logarithm")                      \
    X(FROM_SEEN, "days from the day of that line, as a signed logarithm")                          \
    X(NEIGHBOUR, "metadata in UTC gives the next day: 1, the day before: -1")                      \
    X(LISTED, "days that the page shows in all")

#define DATELINE_CLAIM_NAME(name, text) DATELINE_CLAIM_COMMON_##name,
enum { DATELINE_CLAIM_COMMON(DATELINE_CLAIM_NAME) DATELINE_CLAIM_COMMON_COUNT };
#undef DATELINE_CLAIM_NAME

#define DATELINE_CLAIM_NAME(name, text) DATELINE_TITLE_##name,
enum {
    DATELINE_TITLE_BEFORE = DATELINE_CLAIM_COMMON_COUNT - 1,
    DATELINE_CLAIM_TITLE(DATELINE_CLAIM_NAME) DATELINE_TITLE_FEATURES
};
#undef DATELINE_CLAIM_NAME

#define DATELINE_CLAIM_NAME(name, text) DATELINE_AUTHOR_##name,
enum {
    DATELINE_AUTHOR_BEFORE = DATELINE_CLAIM_COMMON_COUNT - 1,
    DATELINE_CLAIM_AUTHOR(DATELINE_CLAIM_NAME) DATELINE_AUTHOR_FEATURES
};
#undef DATELINE_CLAIM_NAME

#define DATELINE_CLAIM_NAME(name, text) DATELINE_DATE_##name,
enum {
    DATELINE_PUBLISHED_BEFORE = DATELINE_CLAIM_COMMON_COUNT - 1,
    DATELINE_CLAIM_DATE(DATELINE_CLAIM_NAME) DATELINE_PUBLISHED_FEATURES
};
#undef DATELINE_CLAIM_NAME

enum { DATELINE_CLAIM_FEATURES = 48 };

struct dateline_claim {
    uint64_t key;     /* of each of its candidates */
    uint32_t first;   /* its candidates, chained by dateline_evidence.next */
    uint32_t last;    /* DATELINE_NONE ends the chain */
    unsigned origins; /* a bit for each */
    int score;        /* 0..1000: how likely it is right */
    int16_t features[DATELINE_CLAIM_FEATURES];
};

/**
 * Put the candidates of a field that have a weight and the same key together, and compute the
 * features that all fields have.
 *
 * @return false where memory failed.
 */
bool dateline_claims_group(dateline_facts *facts, dateline_field field, dateline_claims *claims);

/** Score every claim, and its candidates with it. */
void dateline_claims_score(dateline_facts *facts, dateline_claims *claims,
                           const dateline_model *model);

/**
 * Choose the claim that is most likely right where it is likely enough, and of its candidates the
 * one of greatest weight.
 *
 * @return it, or NULL.
 */
dateline_evidence *dateline_claims_choose(dateline_facts *facts, dateline_field field,
                                          const dateline_claims *claims, int threshold);

/** n, kept inside what a feature holds. */
static inline int16_t dateline_claim_value(int64_t n) {
    return (int16_t)(n < -30000 ? -30000 : n > 30000 ? 30000 : n);
}

/** Where somebody sees it: the greater the nearer to the head of the article. */
int dateline_claim_where(const dateline_evidence *item);

#endif
