/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a cut by probability cannot know. Each rule is one sweep: the title is never part of its
 * text, nor are captions, credits and calls to read on; a text stands in the record once; a heading
 * stays with the text under it; a list, table or code inside the text is part of it.
 */
#include "article/reading.h"

enum {
    LEVELS = 7,
    FEW_WORDS = 12, /* no text, unless the model is nearly sure or there are no more */
    MANY_WORDS = 48
};

static bool hidden(const dateline_reading *r, uint32_t i) {
    return !r->shown[i];
}

static uint32_t words_of(const dateline_reading *r, uint32_t i) {
    return r->page->sources.items[i].word_count;
}

/* ---- The title ------------------------------------------------------------------------------ */

enum { TITLE_BLOCK_WORDS = 45 };

/* How much a block is like the page's title, 0..128; 0: it cannot be it. */
static int title_likeness(const dateline_reading *r, uint32_t i) {
    const int16_t *row = dateline_row(r, i);
    const dateline_block *block = &r->page->blocks.items[i];
    int common = row[DATELINE_FEATURE_TITLE_WORDS] + row[DATELINE_FEATURE_TITLE_COVER];
    if (hidden(r, i) || words_of(r, i) == 0 || words_of(r, i) > TITLE_BLOCK_WORDS)
        return 0;
    if (block->level == 0)
        return common >= 120 && row[DATELINE_FEATURE_LINK_SHARE] == 0 ? common - 32 : 0;
    if (block->level == 1 && common < 40)
        return 40;
    return common >= 64 ? common - 4 * (block->level - 1) : 0;
}

static uint32_t count_kept(const dateline_reading *r) {
    uint32_t words = 0;
    for (uint32_t i = 0; i < r->page->blocks.count; i++)
        words += r->kept[i] ? words_of(r, i) : 0;
    return words;
}

/* A post may be no more than its title: then that is its text, and the few words beside it are not
 * the text that a title would be of. */
static bool is_title_of_more(const dateline_reading *r, uint32_t title) {
    return r->kept[title] && count_kept(r) - words_of(r, title) > FEW_WORDS;
}

/* The most alike block that is not behind the beginning of the text. */
static void find_title(dateline_reading *r) {
    int best = 0;
    uint32_t prose = 0;
    r->title = DATELINE_NONE;
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        int likeness = title_likeness(r, i);
        if (likeness > best) {
            best = likeness;
            r->title = i;
        }
        if (r->kept[i] && dateline_is_prose(words_of(r, i), 0) && ++prose > 2)
            break;
    }
    if (r->title != DATELINE_NONE && is_title_of_more(r, r->title))
        r->kept[r->title] = false;
}

/* ---- What is beside the text wherever it stands --------------------------------------------- */

enum {
    EARLY = 30,        /* bytes in which the colon of "Photo: …" stands */
    BYLINE_WORDS = 10, /* of the longest byline */
    DATE_WORDS = 14,   /* of the longest line of dates; numbers count */
    CALL_WORDS = 12,   /* a call so short needs but one link */
    NEXT_BOX = 56      /* nearness of what is at most one box out */
};

static bool has_early_colon(const dateline_reading *r, uint32_t i) {
    return dateline_string_find(r->page->blocks.items[i].text, DATELINE_LITERAL(":"), 0) < EARLY;
}

static bool is_caption(const dateline_reading *r, uint32_t i) {
    return r->page->sources.items[i].shape == DATELINE_SHAPE_CAPTION &&
           dateline_near(r, i, DATELINE_NEAR_TAG_TABLE) < 49;
}

static bool is_credit(const dateline_reading *r, uint32_t i) {
    const dateline_phrases *p = &r->phrases[i];
    return words_of(r, i) <= 12 && (p->start & DATELINE_PHRASE_CREDIT) &&
           ((p->anywhere & DATELINE_PHRASE_CREDIT) || has_early_colon(r, i));
}

/* "Published 4 March 2024", "By Jane Roe": short lines that say when and who, near the title. */
static bool is_byline(const dateline_reading *r, uint32_t i) {
    const dateline_phrases *p = &r->phrases[i];
    const int16_t *row = dateline_row(r, i);
    if (words_of(r, i) > BYLINE_WORDS || r->page->blocks.items[i].level)
        return false;
    if (row[DATELINE_FEATURE_DIGIT_SHARE] &&
        (row[DATELINE_FEATURE_OWN_TAG + DATELINE_OWN_TAG_TIME] ||
         ((p->start & DATELINE_PHRASE_DATE) && (p->anywhere & DATELINE_PHRASE_MONTH))))
        return true;
    return (p->start & DATELINE_PHRASE_BYLINE) && !row[DATELINE_FEATURE_ENDS_SENTENCE] &&
           dateline_near(r, i, DATELINE_NEAR_TELLING + DATELINE_TELLING_BYLINE) >= NEXT_BOX;
}

/* "Correction: an earlier version …": a notice about the article. */
static bool is_correction(const dateline_reading *r, uint32_t i) {
    return (r->phrases[i].start & DATELINE_PHRASE_CORRECTION) && has_early_colon(r, i);
}

bool dateline_in_call_box(const dateline_reading *r, uint32_t i) {
    static const unsigned boxes[] = {DATELINE_TELLING_NEWSLETTER, DATELINE_TELLING_AD,
                                     DATELINE_TELLING_SHARE, DATELINE_TELLING_PAYWALL};
    for (size_t b = 0; b < sizeof boxes / sizeof *boxes; b++)
        if (dateline_near(r, i, DATELINE_NEAR_TELLING + boxes[b]) >= NEXT_BOX)
            return true;
    return false;
}

/* "Read more: …", "Follow us on …": a call whose words are a link, or which is nothing else, or
 * which stands in a box of such. */
static bool is_call(const dateline_reading *r, uint32_t i) {
    const dateline_phrases *p = &r->phrases[i];
    const int16_t *row = dateline_row(r, i);
    unsigned calls = DATELINE_PHRASE_RELATED | DATELINE_PHRASE_PROMO | DATELINE_PHRASE_SHARE;
    if (words_of(r, i) > DATELINE_SHORT_BLOCK || !(p->start & calls))
        return false;
    return (p->whole & calls) || dateline_in_call_box(r, i) ||
           3 * row[DATELINE_FEATURE_LINK_SHARE] >= DATELINE_SHARE_ONE ||
           (words_of(r, i) <= CALL_WORDS && row[DATELINE_FEATURE_LINKS]);
}

/* "9 October 2025, 17:40": no more than a date, as it stands before the text. */
static bool is_date_line(const dateline_reading *r, uint32_t i) {
    const int16_t *row = dateline_row(r, i);
    return words_of(r, i) <= DATE_WORDS && !r->page->blocks.items[i].level &&
           (r->phrases[i].anywhere & DATELINE_PHRASE_MONTH) &&
           row[DATELINE_FEATURE_DIGIT_SHARE] >= DATELINE_SHARE_ONE / 8 &&
           !row[DATELINE_FEATURE_ENDS_SENTENCE];
}

static bool is_beside(const dateline_reading *r, uint32_t i) {
    return is_caption(r, i) || is_credit(r, i) || is_byline(r, i) || is_correction(r, i) ||
           is_call(r, i) || (r->phrases[i].start & DATELINE_PHRASE_FORMULA) ||
           (r->phrases[i].anywhere & DATELINE_PHRASE_ADDRESS);
}

static void drop_beside(dateline_reading *r) {
    uint32_t prose = 0; /* the first one may be a standfirst, with the date behind it */
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        if (!r->kept[i])
            continue;
        if (is_beside(r, i) || (prose < 2 && is_date_line(r, i)))
            r->kept[i] = false;
        else
            prose += dateline_is_prose(words_of(r, i), 0);
    }
}

/* ---- The lead ------------------------------------------------------------------------------- */

enum { LEAD_LEAST = 6 /* words */ };

static bool is_lead(const dateline_reading *r, uint32_t i) {
    const int16_t *row = dateline_row(r, i);
    return words_of(r, i) >= LEAD_LEAST && words_of(r, i) <= DATELINE_LEAD_WORDS &&
           row[DATELINE_FEATURE_LINK_SHARE] <= DATELINE_SHARE_ONE / 4 && !is_beside(r, i) &&
           (dateline_near(r, i, DATELINE_NEAR_TELLING + DATELINE_TELLING_LEAD) >= NEXT_BOX ||
            row[DATELINE_FEATURE_IS_LEAD]);
}

/* What stands under the title of an article and is called its lead, or is the page's description,
 * belongs to the text behind it. */
static void keep_lead(dateline_reading *r) {
    if (r->title == DATELINE_NONE || r->page_type != DATELINE_PAGE_ARTICLE)
        return;
    uint32_t end = r->title + 1 + DATELINE_LEAD_BLOCKS;
    for (uint32_t i = r->title + 1; i < end && i < r->page->blocks.count && !r->kept[i]; i++)
        if (!hidden(r, i) && is_lead(r, i)) {
            r->kept[i] = true;
            return;
        }
}

/* ---- Copies --------------------------------------------------------------------------------- */

enum {
    COPY_WORDS = 6,
    ALONE = 8, /* of the feature that counts copies: one */
    COPY_SLOTS = 1024,
    COPY_PROBES = 16
};

/* A text that was kept, and the path of boxes that it stands in. */
typedef struct copy {
    uint64_t key; /* 0: an empty slot */
    uint32_t path;
} copy;

static uint32_t path_of(const dateline_reading *r, uint32_t i) {
    return r->features.places[r->features.block_place[i]].signature;
}

/* A text of some length that was kept before in other boxes: a mobile and a desktop twin, a
 * repeated summary. What is repeated in its own box is meant. The table is of fixed size; on a page
 * with more texts some copies stay. */
static void drop_copies(dateline_reading *r) {
    copy seen[COPY_SLOTS];
    bool begun = false; /* most pages keep no text that has a copy */
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        if (!r->kept[i] || words_of(r, i) < COPY_WORDS ||
            dateline_row(r, i)[DATELINE_FEATURE_COPIES] <= ALONE)
            continue;
        if (!begun)
            memset(seen, 0, sizeof seen);
        begun = true;
        dateline_string text = r->page->blocks.items[i].text;
        uint64_t key = dateline_hash(text.data, text.length) | 1;
        uint32_t at = (uint32_t)(key >> 32) & (COPY_SLOTS - 1), probes = 0;
        while (seen[at].key && seen[at].key != key && probes++ < COPY_PROBES)
            at = (at + 1) & (COPY_SLOTS - 1);
        if (seen[at].key == key && seen[at].path != path_of(r, i))
            r->kept[i] = false;
        else
            seen[at] = (copy){key, path_of(r, i)};
    }
}

/* ---- Headings ------------------------------------------------------------------------------- */

enum { HEADING_PROBABILITY = 8000 };

/* Kept and all words under a heading, up to the next one of its rank. */
typedef struct section {
    uint32_t kept;
    uint32_t all;
} section;

static bool may_head(const dateline_reading *r, uint32_t i) {
    return r->page->blocks.items[i].level && !hidden(r, i) && i != r->title &&
           r->probability[i] >= HEADING_PROBABILITY && r->phrases[i].whole == 0;
}

/* A list of other pages may be headings alone. Where a page tells one thing, a heading is none of
 * its text without what it stands over. */
static bool tells_one_thing(const dateline_reading *r) {
    return r->page_type == DATELINE_PAGE_ARTICLE || r->page_type == DATELINE_PAGE_PRODUCT ||
           r->page_type == DATELINE_PAGE_DOCUMENTATION;
}

/* From the end to the beginning: a heading is kept where text follows it, and nearly all of its
 * section is kept; it is dropped where all of its section was. */
static void keep_headings(dateline_reading *r) {
    section under[LEVELS] = {{0, 0}};
    bool text_follows = false;
    for (uint32_t i = r->page->blocks.count; i-- > 0;) {
        unsigned level = r->page->blocks.items[i].level;
        if (hidden(r, i))
            continue;
        if (!level || level >= LEVELS) {
            text_follows = r->kept[i];
            for (unsigned l = 1; l < LEVELS; l++) {
                under[l].kept += r->kept[i] ? words_of(r, i) : 0;
                under[l].all += words_of(r, i);
            }
            continue;
        }
        if (may_head(r, i) && text_follows && 5 * under[level].kept >= 4 * under[level].all)
            r->kept[i] = true;
        else if (under[level].all && !under[level].kept && tells_one_thing(r))
            r->kept[i] = false;
        for (unsigned l = level; l < LEVELS; l++)
            under[l] = (section){0, 0};
    }
}

/* ---- Gaps ----------------------------------------------------------------------------------- */

enum { GAP_PROBABILITY = 6500, GAP_BLOCKS = 60 };

/* Structure that belongs to the text around it, unless it is a list of links. */
static bool fills_gap(const dateline_reading *r, uint32_t i) {
    const dateline_block *block = &r->page->blocks.items[i];
    unsigned shape = r->page->sources.items[i].shape;
    return (shape == DATELINE_SHAPE_CODE || shape == DATELINE_SHAPE_TABLE || block->list_depth) &&
           r->probability[i] >= GAP_PROBABILITY && r->phrases[i].start == 0 &&
           dateline_row(r, i)[DATELINE_FEATURE_LINK_SHARE] <= DATELINE_SHARE_ONE / 3;
}

static void fill_gaps(dateline_reading *r) {
    uint32_t begin = DATELINE_NONE; /* of the run of blocks that may fill the gap */
    bool open = false;              /* is that run right behind a kept block? */
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        if (hidden(r, i))
            continue;
        if (r->kept[i]) {
            for (uint32_t j = begin; open && j < i; j++)
                r->kept[j] = r->kept[j] || !hidden(r, j);
            begin = i + 1;
            open = true;
        } else if (!fills_gap(r, i) || i - begin > GAP_BLOCKS) {
            open = false;
        }
    }
}

/* ---- Nothing -------------------------------------------------------------------------------- */

static uint32_t count_shown(const dateline_reading *r) {
    uint32_t words = 0;
    for (uint32_t i = 0; i < r->page->blocks.count; i++)
        words += r->shown[i] ? words_of(r, i) : 0;
    return words;
}

/* Where a script would have fetched the text, what is best of the rest is a few words of the
 * furniture, and the model is not sure of them. Then nothing is the better answer. */
static void drop_crumbs(dateline_reading *r) {
    const uint32_t sure = DATELINE_PROBABILITY_ONE / 10 * 8;
    uint32_t words = count_kept(r);
    if (words > FEW_WORDS || count_shown(r) < MANY_WORDS || r->expected >= sure)
        return;
    memset(r->kept, 0, r->page->blocks.count * sizeof *r->kept);
    r->expected = 0;
}

void dateline_repair(dateline_reading *r) {
    find_title(r);
    drop_beside(r);
    keep_lead(r);
    drop_copies(r);
    fill_gaps(r);
    keep_headings(r);
    drop_crumbs(r);
    dateline_find_bounds(r);
}
