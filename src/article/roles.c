/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names for blocks. In the text the markup says what a block is; beside it the evidence is the
 * nearness of telling boxes (a "share" class two boxes out), the words of short lines, and the
 * block's place before, in or behind the text. Rules are tried in order; the first that holds wins.
 */
#include "article/reading.h"

enum {
    DATE_WORDS = 14,    /* of the longest line of dates; numbers count */
    DATE_DIGITS = 4,    /* of the shortest date that only its box says to be one */
    LABEL_WORDS = 5,    /* of the longest label of a menu */
    TEASER_WORDS = 120, /* of the longest <article> that is one */
    NEIGHBOURS = 4,     /* that are joined */
    HERE = 64,          /* its own box */
    CLOSE = 49,         /* at most two boxes out */
    AROUND = 25,        /* at most six boxes out */
};

/* What a rule looks at. */
typedef struct view {
    const dateline_reading *reading;
    const dateline_block *block;
    const dateline_block_source *source;
    const int16_t *row;
    const dateline_phrases *phrases;
    uint32_t index;
    bool before;           /* the text has not begun */
    bool behind;           /* the text has ended */
    unsigned heading_says; /* phrases of the heading over it */
} view;

static view view_of(const dateline_reading *r, uint32_t i) {
    uint32_t heading = r->features.block_heading[i];
    return (view){
        .reading = r,
        .block = &r->page->blocks.items[i],
        .source = &r->page->sources.items[i],
        .row = dateline_row(r, i),
        .phrases = &r->phrases[i],
        .index = i,
        .before = r->first_kept == DATELINE_NONE || i < r->first_kept,
        .behind = r->last_kept != DATELINE_NONE && i > r->last_kept,
        .heading_says = heading == DATELINE_NONE ? 0 : r->phrases[heading].start,
    };
}

static bool near_tag(const view *v, unsigned tag, int least) {
    return v->row[DATELINE_FEATURE_NEAR + tag] >= least;
}

static bool near_word(const view *v, unsigned word, int least) {
    return v->row[DATELINE_FEATURE_NEAR + DATELINE_NEAR_TELLING + word] >= least;
}

static bool is_label(const view *v) {
    return v->source->word_count <= LABEL_WORDS;
}

/* The box nearest to the block that has a mark of a nearness; there is one. */
static const dateline_place *box_of(const view *v, unsigned feature) {
    const dateline_place *places = v->reading->features.places;
    uint32_t place = v->reading->features.block_place[v->index];
    while (!(places[place].marks >> feature & 1) && places[place].parent != place)
        place = places[place].parent;
    return &places[place];
}

/* Is the block in such a box, at most so far out? Names of boxes that hold most of the page, as
 * "no-cookies" on the body, say nothing of what is in them. */
static bool in_box(const view *v, unsigned feature, int least) {
    return v->row[DATELINE_FEATURE_NEAR + feature] >= least &&
           2 * (uint64_t)box_of(v, feature)->totals.words <=
               v->reading->features.places[0].totals.words;
}

static bool in_named_box(const view *v, unsigned word, int least) {
    return in_box(v, DATELINE_NEAR_TELLING + word, least);
}

static bool says(const view *v, unsigned kind) {
    return (v->phrases->start & kind) != 0;
}

static bool mostly_links(const view *v) {
    return v->row[DATELINE_FEATURE_LINK_SHARE] >= DATELINE_SHARE_ONE / 2;
}

/* ---- Beside the text ------------------------------------------------------------------------ */

/* Is a mark's box the foot of the page, not of an article or a teaser in it? */
static bool is_page_foot(const view *v, unsigned feature) {
    int foot = v->row[DATELINE_FEATURE_NEAR + feature];
    int article = v->row[DATELINE_FEATURE_NEAR + DATELINE_NEAR_TAG_ARTICLE];
    return in_box(v, feature, AROUND) && (article == 0 || article > foot);
}

/* A picture may have a foot, too. */
static bool in_page_foot(const view *v) {
    if (near_tag(v, DATELINE_NEAR_TAG_FIGURE, CLOSE))
        return false;
    if (v->before && v->row[DATELINE_FEATURE_BLOCKS_BEFORE] < DATELINE_SHARE_ONE / 2)
        return false;
    return is_page_foot(v, DATELINE_NEAR_TAG_FOOTER) ||
           is_page_foot(v, DATELINE_NEAR_TELLING + DATELINE_TELLING_FOOTER);
}

static bool is_footer(const view *v) {
    return in_page_foot(v) || (v->behind && ((v->phrases->anywhere & DATELINE_PHRASE_FOOTER) ||
                                             v->row[DATELINE_FEATURE_HAS_COPYRIGHT]));
}

static bool is_caption(const view *v) {
    return v->source->shape == DATELINE_SHAPE_CAPTION ||
           in_named_box(v, DATELINE_TELLING_CAPTION, CLOSE) ||
           (near_tag(v, DATELINE_NEAR_TAG_FIGURE, CLOSE) &&
            v->source->shape != DATELINE_SHAPE_TABLE);
}

static bool is_credit(const view *v) {
    return v->source->word_count <= 12 && !in_page_foot(v) &&
           (is_caption(v) || near_word(v, DATELINE_TELLING_IMAGE, CLOSE)) &&
           (says(v, DATELINE_PHRASE_CREDIT) || (v->phrases->anywhere & DATELINE_PHRASE_CREDIT) ||
            v->row[DATELINE_FEATURE_HAS_COPYRIGHT]);
}

static bool is_breadcrumb(const view *v) {
    return in_named_box(v, DATELINE_TELLING_BREADCRUMB, AROUND) && v->source->word_count <= 20;
}

static unsigned digits_of(const view *v) {
    unsigned digits = 0;
    for (size_t i = 0; i < v->block->text.length; i++)
        digits += v->block->text.data[i] >= '0' && v->block->text.data[i] <= '9';
    return digits;
}

/* A date has a year, or a day and a time; an element or a word may stand for it. */
static bool is_date(const view *v) {
    int digits = v->row[DATELINE_FEATURE_DIGIT_SHARE];
    if (v->source->word_count > DATE_WORDS || digits == 0)
        return false;
    return v->row[DATELINE_FEATURE_OWN_TAG + DATELINE_OWN_TAG_TIME] ||
           says(v, DATELINE_PHRASE_DATE) ||
           (near_word(v, DATELINE_TELLING_META, HERE) && digits_of(v) >= DATE_DIGITS) ||
           ((v->phrases->anywhere & DATELINE_PHRASE_MONTH) && digits >= DATELINE_SHARE_ONE / 8);
}

/* Behind the text the author's box has a few words of them; teasers have bylines of their own. */
static bool is_byline(const view *v) {
    if (v->behind)
        return in_named_box(v, DATELINE_TELLING_BYLINE, CLOSE) && !mostly_links(v) &&
               !near_word(v, DATELINE_TELLING_CARD, AROUND) &&
               !near_word(v, DATELINE_TELLING_RELATED, AROUND) && !in_page_foot(v);
    return v->source->word_count > 0 && v->source->word_count <= 25 &&
           (near_word(v, DATELINE_TELLING_BYLINE, CLOSE) ||
            (says(v, DATELINE_PHRASE_BYLINE) && v->source->word_count <= 12));
}

static bool is_consent(const view *v) {
    return in_named_box(v, DATELINE_TELLING_CONSENT, AROUND) ||
           (v->phrases->anywhere & DATELINE_PHRASE_CONSENT);
}

/* Beside the posts of a forum there are buttons and counts. */
static bool is_comment(const view *v) {
    if (v->reading->page_type == DATELINE_PAGE_FORUM && is_label(v))
        return false;
    return !v->before && (near_word(v, DATELINE_TELLING_COMMENT, AROUND) ||
                          ((v->phrases->whole & DATELINE_PHRASE_COMMENTS) && v->block->level));
}

static bool is_under_comments(const view *v) {
    return v->behind && (v->heading_says & DATELINE_PHRASE_COMMENTS);
}

static bool is_share(const view *v) {
    return in_named_box(v, DATELINE_TELLING_SHARE, CLOSE) ||
           (says(v, DATELINE_PHRASE_SHARE) && v->source->word_count <= 6);
}

static bool is_promo_box(const view *v) {
    return in_named_box(v, DATELINE_TELLING_NEWSLETTER, CLOSE);
}

static bool is_ad(const view *v) {
    return in_named_box(v, DATELINE_TELLING_AD, CLOSE);
}

/* What stops a reader: some words, once the text has begun. Menus and the profiles of a forum's
 * members are about accounts, too. */
static bool is_paywall(const view *v) {
    return in_named_box(v, DATELINE_TELLING_PAYWALL, CLOSE) && !v->before &&
           v->source->word_count >= 4 && !mostly_links(v) &&
           v->reading->page_type != DATELINE_PAGE_FORUM;
}

static bool is_promo_line(const view *v) {
    return says(v, DATELINE_PHRASE_PROMO | DATELINE_PHRASE_FORMULA) &&
           v->source->word_count <= DATELINE_SHORT_BLOCK;
}

static bool is_menu(const view *v) {
    return near_tag(v, DATELINE_NEAR_TAG_NAV, AROUND) ||
           in_named_box(v, DATELINE_TELLING_NAV, CLOSE) ||
           (v->before && is_label(v) && near_word(v, DATELINE_TELLING_PAYWALL, CLOSE));
}

/* A menu in front of the text, whatever else is said of it. */
static bool is_menu_before(const view *v) {
    return v->before && is_menu(v);
}

/* Some words of another story: a link, or an <article> behind the text. */
static bool is_teaser(const view *v) {
    if (mostly_links(v))
        return !is_label(v);
    return v->behind && near_tag(v, DATELINE_NEAR_TAG_ARTICLE, AROUND) &&
           box_of(v, DATELINE_NEAR_TAG_ARTICLE)->totals.words <= TEASER_WORDS;
}

/* A manual leads to its next page, not to other stories. */
static bool is_related(const view *v) {
    if (v->reading->page_type == DATELINE_PAGE_DOCUMENTATION)
        return false;
    return says(v, DATELINE_PHRASE_RELATED) || in_named_box(v, DATELINE_TELLING_RELATED, CLOSE) ||
           (v->heading_says & DATELINE_PHRASE_RELATED) ||
           (!v->before && near_word(v, DATELINE_TELLING_CARD, CLOSE) && mostly_links(v));
}

/* "Cookie settings", "Facebook", "Contact us". */
static bool is_foot_label(const view *v) {
    return is_label(v) && in_page_foot(v);
}

static bool is_tags(const view *v) {
    return near_word(v, DATELINE_TELLING_TAGS, CLOSE) && mostly_links(v) &&
           !near_word(v, DATELINE_TELLING_CARD, CLOSE);
}

static bool is_list_of_links(const view *v) {
    return v->block->list_depth && mostly_links(v);
}

/* "Skip to content", "Search": short lines over the title. */
static bool is_over_title(const view *v) {
    uint32_t title = v->reading->title;
    return v->before && title != DATELINE_NONE && v->index < title && is_label(v);
}

/* The lead of an article whose text has begun without it: it is the page's subtitle all the same.
 */
static bool is_lead(const view *v) {
    const dateline_reading *r = v->reading;
    return r->page_type == DATELINE_PAGE_ARTICLE && v->before && r->title != DATELINE_NONE &&
           v->index > r->title && v->index - r->title <= DATELINE_LEAD_BLOCKS && !is_label(v) &&
           v->source->word_count <= DATELINE_LEAD_WORDS && !mostly_links(v) &&
           !says(v, DATELINE_PHRASE_BYLINE) &&
           v->row[DATELINE_FEATURE_DIGIT_SHARE] < DATELINE_SHARE_ONE / 8 &&
           (near_word(v, DATELINE_TELLING_LEAD, CLOSE) || v->row[DATELINE_FEATURE_IS_LEAD]);
}

/* "Corrections: if you are aware of an error, let us know." */
static bool invites_corrections(dateline_string text) {
    static const char *const invitations[] = {"let us know", "if you ",  "report a", "wenn sie",
                                              "falls sie",   "si vous ", "si desea "};
    return dateline_string_has_any_nocase(text, invitations,
                                          sizeof invitations / sizeof *invitations);
}

static bool is_correction(const view *v) {
    return says(v, DATELINE_PHRASE_CORRECTION) && v->source->word_count > 4 &&
           !invites_corrections(v->block->text);
}

static bool is_address(const view *v) {
    return (v->phrases->anywhere & DATELINE_PHRASE_ADDRESS) != 0;
}

/* In this order. Not a table of functions: the compiler sees what the rules have in common. */
#define RULES_BESIDE(X)                                                                            \
    X(is_credit, CREDIT)                                                                           \
    X(is_breadcrumb, BREADCRUMB)                                                                   \
    X(is_menu_before, NAVIGATION)                                                                  \
    X(is_promo_box, PROMO)                                                                         \
    X(is_foot_label, FOOTER)                                                                       \
    X(is_consent, CONSENT)                                                                         \
    X(is_ad, AD)                                                                                   \
    X(is_paywall, PAYWALL)                                                                         \
    X(is_comment, COMMENT)                                                                         \
    X(is_share, SHARE)                                                                             \
    X(is_caption, CAPTION)                                                                         \
    X(is_date, DATE)                                                                               \
    X(is_byline, BYLINE)                                                                           \
    X(is_lead, STANDFIRST)                                                                         \
    X(is_correction, CORRECTION)                                                                   \
    X(is_address, ADDRESS)                                                                         \
    X(is_promo_line, PROMO)                                                                        \
    X(is_footer, FOOTER)                                                                           \
    X(is_menu, NAVIGATION)                                                                         \
    X(is_tags, NAVIGATION)                                                                         \
    X(is_related, RELATED)                                                                         \
    X(is_under_comments, COMMENT)                                                                  \
    X(is_teaser, RELATED)                                                                          \
    X(is_list_of_links, NAVIGATION)                                                                \
    X(is_over_title, NAVIGATION)

static dateline_role role_beside(const view *v) {
#define X(holds, role)                                                                             \
    if (holds(v))                                                                                  \
        return DATELINE_ROLE_##role;
    RULES_BESIDE(X)
#undef X
    return DATELINE_ROLE_OTHER;
}

/* ---- In the text ---------------------------------------------------------------------------- */

/* The lead that stands apart: under the title, before the first paragraph, marked or summarised. */
static bool is_standfirst(const view *v) {
    const dateline_reading *r = v->reading;
    return v->index == r->first_kept && r->title != DATELINE_NONE && v->index > r->title &&
           v->source->word_count >= 6 &&
           (near_word(v, DATELINE_TELLING_LEAD, CLOSE) ||
            (v->row[DATELINE_FEATURE_IS_LEAD] && v->block->level));
}

/* A page that says little is soon taken for a thread; a post says by its boxes that it is one. Many
 * a lone article stands in a box named "post", too. */
static bool is_post(const view *v) {
    enum { ONE = 8 }; /* as a count */
    return v->reading->page_type == DATELINE_PAGE_FORUM &&
           (near_word(v, DATELINE_TELLING_COMMENT, AROUND) ||
            near_word(v, DATELINE_TELLING_FORUM, AROUND) ||
            (near_word(v, DATELINE_TELLING_POST, AROUND) &&
             v->row[DATELINE_FEATURE_REPEATS] > ONE));
}

static dateline_role role_in_text(const view *v) {
    switch (v->source->shape) {
    case DATELINE_SHAPE_CODE:
        return DATELINE_ROLE_CODE;
    case DATELINE_SHAPE_TABLE:
        return DATELINE_ROLE_TABLE;
    default:
        break;
    }
    if (is_standfirst(v))
        return DATELINE_ROLE_STANDFIRST;
    if (v->block->level)
        return DATELINE_ROLE_HEADING;
    if (v->block->list_depth)
        return DATELINE_ROLE_LIST_ITEM;
    if (v->block->quote_depth)
        return DATELINE_ROLE_QUOTE;
    return is_post(v) ? DATELINE_ROLE_POST : DATELINE_ROLE_PARAGRAPH;
}

/* ---- Neighbours ----------------------------------------------------------------------------- */

/* Furniture stands in groups: what nothing tells anything of belongs to the kind on both sides. */
static bool is_furniture(dateline_role role) {
    return role == DATELINE_ROLE_RELATED || role == DATELINE_ROLE_NAVIGATION ||
           role == DATELINE_ROLE_FOOTER || role == DATELINE_ROLE_CONSENT ||
           role == DATELINE_ROLE_COMMENT || role == DATELINE_ROLE_AD || role == DATELINE_ROLE_PROMO;
}

static void join_neighbours(dateline_reading *r) {
    dateline_block *blocks = r->page->blocks.items;
    uint32_t last = DATELINE_NONE; /* that is not OTHER */
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        if (blocks[i].role == DATELINE_ROLE_OTHER)
            continue;
        bool joins = last != DATELINE_NONE && i - last - 1 <= NEIGHBOURS &&
                     blocks[last].role == blocks[i].role && is_furniture(blocks[i].role);
        for (uint32_t j = last + 1; joins && j < i; j++)
            blocks[j].role = blocks[i].role;
        last = i;
    }
}

void dateline_roles_assign(dateline_reading *r) {
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        dateline_block *block = &r->page->blocks.items[i];
        view v = view_of(r, i);
        block->in_text = r->kept[i];
        block->score = (float)r->probability[i] / (float)DATELINE_PROBABILITY_ONE;
        block->role = i == r->title ? DATELINE_ROLE_TITLE
                      : r->kept[i]  ? role_in_text(&v)
                                    : role_beside(&v);
    }
    join_neighbours(r);
}
