/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the article is found by: a row of small integers for each block, and hashed tokens of the
 * boxes that it stands in and of its words. There is this one implementation; the program
 * training/article/features.c writes its rows for training, the article room reads them.
 *
 * Everything comes from a few sweeps over flat arrays. A place is an element with blocks in it; a
 * place's tokens and totals are computed once, however many blocks it has, and what a block knows
 * of all its ancestors (how near is the nearest with "comment" in its class?) is handed down from
 * place to place. So time is linear in blocks, places and bytes, whatever the depth.
 */
#ifndef DATELINE_PAGE_FEATURES_H
#define DATELINE_PAGE_FEATURES_H

#include "page/page.h"
#include "page/telling.h"
#include "page/words.h"

/*
 * Values. Counts are logarithms: 8 * log2(1 + n). Shares are 0..64, facts 0 or 64, a nearness is 64
 * in the same box and fades to 0 (nowhere).
 */
#define DATELINE_SHARE_ONE 64

/** Features of a block that stand alone. */
#define DATELINE_FEATURE_TABLE(X)                                                                  \
    X(WORDS, "words", "words, as a count")                                                         \
    X(CHARACTERS, "characters", "bytes, as a count")                                               \
    X(WORD_LENGTH, "word_length", "bytes a word, times four")                                      \
    X(LINK_SHARE, "link_share", "words inside links")                                              \
    X(LINKS, "links", "number of links, as a count")                                               \
    X(STRONG_SHARE, "strong_share", "bold characters")                                             \
    X(EMPHASIS_SHARE, "emphasis_share", "emphasised characters")                                   \
    X(BREAKS, "breaks", "forced line breaks, as a count")                                          \
    X(UPPER_SHARE, "upper_share", "capitals among ASCII letters")                                  \
    X(DIGIT_SHARE, "digit_share", "digits among bytes")                                            \
    X(COMMAS, "commas", "commas, colons, semicolons for each 64 bytes, times eight")               \
    X(STOPS, "stops", "full stops, question and exclamation marks, as a count")                    \
    X(SYMBOLS, "symbols", "signs like | @ # / for each 64 bytes, times eight")                     \
    X(QUOTES, "quotes", "quotation marks, as a count")                                             \
    X(ENDS_SENTENCE, "ends_sentence", "ends like a sentence")                                      \
    X(ENDS_COLON, "ends_colon", "ends with a colon")                                               \
    X(STARTS_UPPER, "starts_upper", "starts with a capital")                                       \
    X(STARTS_DIGIT, "starts_digit", "starts with a digit")                                         \
    X(STARTS_SIGN, "starts_sign", "starts with neither letter nor digit")                          \
    X(HAS_AT, "has_at", "holds an at sign")                                                        \
    X(HAS_MONEY, "has_money", "holds a sign of a currency")                                        \
    X(HAS_COPYRIGHT, "has_copyright", "holds a copyright sign")                                    \
    X(IDEOGRAPHS, "ideographs", "share of characters of three bytes")                              \
    X(HIDDEN, "hidden", "hidden by markup")                                                        \
    X(LEVEL, "level", "heading level, times ten")                                                  \
    X(LIST_DEPTH, "list_depth", "lists around it, times sixteen")                                  \
    X(QUOTE_DEPTH, "quote_depth", "quotations around it, times sixteen")                           \
    X(ITEM_START, "item_start", "first block of a list item")                                      \
    X(ORDERED, "ordered", "in a numbered list")                                                    \
    X(CELLS, "cells", "cells of a table, as a count")                                              \
    X(IMAGES, "images", "pictures right before it, as a count")                                    \
    X(WORDS_BEFORE, "words_before", "share of the page's words before it")                         \
    X(BLOCKS_BEFORE, "blocks_before", "share of the page's blocks before it")                      \
    X(INDEX, "index", "blocks before it, as a count")                                              \
    X(INDEX_END, "index_end", "blocks behind it, as a count")                                      \
    X(PAGE_WORDS, "page_words", "words of the page, as a count")                                   \
    X(PAGE_BLOCKS, "page_blocks", "blocks of the page, as a count")                                \
    X(PAGE_LINK_SHARE, "page_link_share", "words inside links in the page")                        \
    X(PAGE_PROSE_SHARE, "page_prose_share", "words in blocks of prose in the page")                \
    X(WORDS_SHARE, "words_share", "its share of the page's words")                                 \
    X(DEPTH, "depth", "places around it, times two")                                               \
    X(AFTER_H1, "after_h1", "blocks since the first h1, as a count; 0 before it")                  \
    X(BEFORE_H1, "before_h1", "blocks until the first h1, as a count; 0 behind it")                \
    X(AFTER_HEADING, "after_heading", "blocks since the last heading, as a count")                 \
    X(HEADING_LEVEL, "heading_level", "level of the last heading, times ten")                      \
    X(AFTER_PROSE, "after_prose", "blocks since the last block of prose, as a count")              \
    X(PROSE_BEFORE, "prose_before", "share of the page's words of prose before it")                \
    X(TITLE_WORDS, "title_words", "share of its words that the title has")                         \
    X(TITLE_COVER, "title_cover", "share of the title's words that it has")                        \
    X(IS_LEAD, "is_lead", "begins like the page's description")                                    \
    X(REPEATS, "repeats", "blocks on the same path of tags and classes, as a count")               \
    X(REPEAT_WORDS, "repeat_words", "mean words of those, as a count")                             \
    X(REPEAT_LINKS, "repeat_links", "words inside links of those")                                 \
    X(SEEN_BEFORE, "seen_before", "the same text stood before, as a count")                        \
    X(COPIES, "copies", "the same text stands elsewhere, as a count")                              \
    X(IN_MAIN_BOX, "in_main_box", "in the smallest box with half of the page's prose")

/** Elements: is the block's own one of these, and how near is such an ancestor? */
/* clang-format off */
#define DATELINE_OWN_TAG_TABLE(X) \
    X(P) X(LI) X(DIV) X(SPAN) X(TD) X(A) X(BLOCKQUOTE) X(PRE) X(FIGCAPTION) \
    X(DT) X(DD) X(BUTTON) X(LABEL) X(TABLE) X(SECTION) X(ARTICLE) X(TIME) X(SMALL)
/* clang-format on */
/* clang-format off */
#define DATELINE_NEAR_TAG_TABLE(X) \
    X(ARTICLE) X(MAIN) X(NAV) X(ASIDE) X(FOOTER) X(HEADER) X(FORM) X(TABLE) X(UL) \
    X(OL) X(DL) X(FIGURE) X(SECTION) X(BLOCKQUOTE) X(DETAILS)
/* clang-format on */

/** Boxes around a block, each really wider than the one before, and what is told of each. */
#define DATELINE_BOX_COUNT 5
#define DATELINE_BOX_TABLE(X)                                                                      \
    X(WORDS, "words", "share of the page's words")                                                 \
    X(PROSE, "prose", "share of its words that are prose")                                         \
    X(LINKS, "links", "share of its words inside links")                                           \
    X(BLOCKS, "blocks", "its blocks, as a count")                                                  \
    X(MEAN, "mean", "mean words of its blocks, as a count")

enum {
    DATELINE_OWN_TAG_NONE = -1,
#define X(name) DATELINE_OWN_TAG_##name,
    DATELINE_OWN_TAG_TABLE(X)
#undef X
        DATELINE_OWN_TAG_COUNT
};
enum {
#define X(name) DATELINE_NEAR_TAG_##name,
    DATELINE_NEAR_TAG_TABLE(X)
#undef X
        DATELINE_NEAR_TAG_COUNT
};
enum {
#define X(name, text, what) DATELINE_BOX_##name,
    DATELINE_BOX_TABLE(X)
#undef X
        DATELINE_BOX_VALUES
};

/** What is near: tags, then groups of telling words, then itemprop="articleBody". */
enum {
    DATELINE_NEAR_TELLING = DATELINE_NEAR_TAG_COUNT,
    DATELINE_NEAR_BODY = DATELINE_NEAR_TELLING + DATELINE_TELLING_COUNT,
    DATELINE_NEAR_COUNT
};
_Static_assert((int)DATELINE_NEAR_COUNT <= 64, "a place's marks are bits of one word");

enum {
#define X(name, text, what) DATELINE_FEATURE_##name,
    DATELINE_FEATURE_TABLE(X)
#undef X
        DATELINE_FEATURE_OWN_TAG,
    DATELINE_FEATURE_BOX = DATELINE_FEATURE_OWN_TAG + DATELINE_OWN_TAG_COUNT,
    DATELINE_FEATURE_NEAR = DATELINE_FEATURE_BOX + DATELINE_BOX_COUNT * DATELINE_BOX_VALUES,
    DATELINE_FEATURE_COUNT = DATELINE_FEATURE_NEAR + DATELINE_NEAR_COUNT
};

/** Room behind a row's features for the scores that the article room makes of its tokens. */
enum {
    DATELINE_SCORE_COUNT = 3,
    DATELINE_FEATURE_STRIDE = (DATELINE_FEATURE_COUNT + DATELINE_SCORE_COUNT + 1) / 2 * 2,
    DATELINE_SPARE_ROWS = 9 /* of zeros, behind the last row */
};

/** How far from the block a place is whose tokens count: each zone has its own weights. */
typedef enum dateline_zone {
    DATELINE_ZONE_NEAR = 0, /* the block's own place and the next */
    DATELINE_ZONE_MIDDLE,   /* three more */
    DATELINE_ZONE_FAR,
    DATELINE_ZONE_WORDS,   /* the block's own words */
    DATELINE_ZONE_HEADING, /* the words of the heading over it */
    DATELINE_ZONE_COUNT
} dateline_zone;

/** Levels of places that a zone ends before. */
enum { DATELINE_NEAR_LEVELS = 2, DATELINE_MIDDLE_LEVELS = 5 };

/** The zone of a place so many levels outside of a block's own. */
static inline dateline_zone dateline_zone_of_level(unsigned level) {
    return level < DATELINE_NEAR_LEVELS     ? DATELINE_ZONE_NEAR
           : level < DATELINE_MIDDLE_LEVELS ? DATELINE_ZONE_MIDDLE
                                            : DATELINE_ZONE_FAR;
}

/** Buckets of hashed tokens: 2 to this. */
#define DATELINE_BUCKET_BITS 16

/** Words of a block that are told one by one; of longer ones only the first and last. */
enum { DATELINE_SHORT_WORDS = 12, DATELINE_EDGE_WORDS = 4, DATELINE_HEADING_WORDS = 8 };
_Static_assert((int)DATELINE_SHORT_WORDS <= (int)DATELINE_ALL_WORDS,
               "a short text is read in full");

/** A range of dateline_features.tokens. */
typedef struct dateline_token_range {
    uint32_t begin;
    uint32_t end;
} dateline_token_range;

/** What an attribute's value says: "entry-content main". Most stand on many places of a page. */
typedef struct dateline_names {
    dateline_string value; /* as it stands in the page */
    dateline_token_range tokens;
    uint64_t marks; /* as of a place */
    uint32_t parts; /* hash of all parts, for signatures */
} dateline_names;

/** Sums over the blocks of a place. */
typedef struct dateline_totals {
    uint32_t blocks;
    uint32_t words;
    uint32_t link_words;
    uint32_t prose_words;
} dateline_totals;

/** An element that blocks stand in, directly or deeper. In document order, outermost first. */
typedef struct dateline_place {
    uint32_t node;
    uint32_t parent;    /* index of the place around it; the first one: its own */
    uint32_t wider;     /* nearest place around it with more blocks; the first one: its own */
    uint32_t signature; /* hash of the tags and classes from the root down to it */
    uint16_t depth;
    int8_t own_tag; /* DATELINE_OWN_TAG_ */
    uint64_t marks; /* bit n: it is a NEAR_TAG, or has a telling word */
    uint32_t tag_token;
    dateline_token_range names; /* indexes into dateline_features.place_names */
    dateline_totals totals;
    int16_t box[DATELINE_BOX_VALUES];
    uint8_t nearness[64]; /* by bit of marks */
} dateline_place;

/** The features of a page; everything lies in the arena. */
typedef struct dateline_features {
    const dateline_page *page;
    const dateline_words *words;
    uint32_t count;  /* blocks */
    int16_t *values; /* count rows of DATELINE_FEATURE_STRIDE */
    dateline_place *places;
    uint32_t place_count;
    DATELINE_LIST(dateline_names) names;
    DATELINE_LIST(uint32_t) place_names; /* indexes into names, place by place */
    uint32_t *block_place;               /* index of each block's place */
    uint32_t *block_heading;             /* index of the last heading before it, or DATELINE_NONE */
    uint32_t *block_path;                /* number of each block's path of tags and classes */
    uint32_t path_count;                 /* different paths */
    dateline_token_range *block_tokens;  /* of each block's own words */
    dateline_token_range *heading;       /* tokens of a heading for the blocks under it */
    dateline_string title;               /* of the head, absent: none */
    dateline_token_range about;          /* tokens of the page itself: its types, its address */
    uint32_t *tokens;
    uint32_t token_count;
    uint32_t token_capacity;
} dateline_features;

/**
 * Compute the features of a page that has a tree.
 *
 * @param features what was in it is forgotten.
 * @return false where memory failed.
 */
bool dateline_features_compute(dateline_features *features, const dateline_page *page,
                               const dateline_words *words, dateline_arena *arena);

/** @return the feature's name in a buffer of 64 bytes; features are numbered as in a row. */
const char *dateline_feature_name(unsigned feature, char name[64]);

/** The bucket of a token where it is met in a zone. */
static inline uint32_t dateline_bucket(uint32_t token, dateline_zone zone) {
    static const uint32_t factors[DATELINE_ZONE_COUNT] = {0x9E3779B1u, 0x85EBCA77u, 0xC2B2AE3Du,
                                                          0x27D4EB2Fu, 0x165667B1u};
    uint32_t mixed = (token ^ token >> 15) * factors[zone];
    return (mixed ^ mixed >> 13) * 0x2C1B3C6Du >> (32 - DATELINE_BUCKET_BITS);
}

/** Is a block of so many words, so many of them inside links, running text? */
static inline bool dateline_is_prose(uint32_t words, uint32_t link_words) {
    return words >= 15 && 3 * link_words < words;
}

#endif
