/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page that came as plain text: the model of plain text says which blocks are the article's,
 * their shape and words say what they are. The headline is the line above the text whose words the
 * text, or the page's first line, has most of.
 */
#include "article/plain.h"

#include "core/utf8.h"
#include "page/tokens.h"

#include <limits.h>

enum {
    PROSE_WORDS = 12,     /* a line so long that ends like a sentence is prose */
    LONG_WORDS = 25,      /* a line so long is prose however it ends */
    TITLE_WORDS = 30,     /* of the longest title */
    CRUMB_WORDS = 4,      /* of the longest part of a breadcrumb */
    SHORT_WORDS = 12,     /* of a line that says but one thing: a byline, a share line */
    STANDFIRST_WORDS = 8, /* of the shortest standfirst */
    CREDIT_BYTES = 80     /* of the longest credit in parentheses */
};

static dateline_string text_of(const dateline_reading *r, uint32_t i) {
    return r->page->blocks.items[i].text;
}

static uint32_t words_of(const dateline_reading *r, uint32_t i) {
    return r->page->sources.items[i].word_count;
}

/* ---- Shapes of lines ------------------------------------------------------------------------ */

static bool ends_with(dateline_string text, const char *end) {
    size_t length = strlen(end);
    return text.length >= length && memcmp(text.data + text.length - length, end, length) == 0;
}

static bool ends_sentence(dateline_string text) {
    static const char *const ends[] = {".", "!",  "?",  "\"", "”",  "…", "»",
                                       "“", "。", "！", "？", "」", "।", "؟"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_with(text, ends[i]))
            return true;
    return false;
}

static bool is_prose(const dateline_reading *r, uint32_t i) {
    uint32_t words = words_of(r, i);
    return words >= LONG_WORDS || (words >= PROSE_WORDS && ends_sentence(text_of(r, i)));
}

/* Is a part of a breadcrumb short and not empty? */
static bool is_crumb(dateline_string part) {
    uint32_t words = dateline_count_words(part);
    return words > 0 && words <= CRUMB_WORDS;
}

/* Short names apart by one kind of sign: "News / Russia". */
static bool is_breadcrumb(dateline_string text) {
    static const char *const signs[] = {"/", ">", "»", "›", "→", "|"};
    for (size_t s = 0; s < sizeof signs / sizeof *signs; s++) {
        dateline_string sign = dateline_string_of(signs[s]);
        size_t begin = 0, parts = 0, at;
        bool well = true;
        while (well && (at = dateline_string_find(text, sign, begin)) != SIZE_MAX) {
            well = at > begin && dateline_is_space(text.data[at - 1]) &&
                   is_crumb(dateline_string_part(text, begin, at));
            begin = at + sign.length;
            parts++;
        }
        if (parts && well && is_crumb(dateline_string_part(text, begin, text.length)))
            return true;
    }
    return false;
}

/* One word that is an address: "www.example.org", "https://…". */
static bool is_address(dateline_string text) {
    text = dateline_string_trim(text);
    size_t dot = dateline_string_find(text, DATELINE_LITERAL("."), 0);
    if (dot == SIZE_MAX || dot == 0 || dot + 2 >= text.length)
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (dateline_is_space(text.data[i]) || text.data[i] == '@')
            return false;
    return dateline_is_letter(text.data[dot + 1]) || dateline_is_digit(text.data[dot + 1]);
}

static dateline_string last_word(dateline_string text) {
    size_t begin = text.length;
    while (begin > 0 && !dateline_is_space(text.data[begin - 1]))
        begin--;
    return dateline_string_part(text, begin, text.length);
}

/* "… in Belgrade. (AFP photo)": the words in parentheses at the end name who took the picture. */
static bool ends_with_credit(dateline_string text) {
    text = dateline_string_trim(text);
    if (!ends_with(text, ")") && !ends_with(text, "]"))
        return false;
    size_t open = text.length - 1;
    while (open > 0 && text.length - open < CREDIT_BYTES && text.data[open] != '(' &&
           text.data[open] != '[')
        open--;
    if (text.data[open] != '(' && text.data[open] != '[')
        return false;
    dateline_string credit = dateline_string_part(text, open + 1, text.length - 1);
    dateline_phrases found = dateline_phrases_find(credit);
    /* "Photo: Jane Roe", "AFP photo", and whoever's photo it is */
    return ((found.start | found.anywhere) & DATELINE_PHRASE_CREDIT) ||
           (dateline_phrases_find(last_word(credit)).whole & DATELINE_PHRASE_CREDIT);
}

/* "The gate on Thursday. Photograph: Jane Roe/Courier": the last sentence is a credit. */
static bool ends_with_photographer(dateline_string text) {
    text = dateline_string_trim(text);
    size_t end = text.length;
    while (end > 2 && text.length - end < CREDIT_BYTES &&
           !(text.data[end - 1] == ' ' && text.data[end - 2] == '.'))
        end--;
    if (end <= 2 || text.data[end - 1] != ' ')
        return false;
    dateline_string credit = dateline_string_part(text, end, text.length);
    size_t colon = dateline_string_find(credit, DATELINE_LITERAL(":"), 0);
    return colon < 30 && colon + 2 < credit.length &&
           (dateline_phrases_find(credit).start & DATELINE_PHRASE_CREDIT);
}

static bool is_caption(const dateline_reading *r, uint32_t i) {
    dateline_string text = text_of(r, i);
    if (ends_with_credit(text) || ends_with_photographer(text))
        return true;
    /* "Photo: Jane Roe" has its colon near the beginning. */
    size_t colon = dateline_string_find(text, DATELINE_LITERAL(":"), 0);
    return words_of(r, i) <= DATELINE_SHORT_BLOCK && colon < 30 &&
           (r->phrases[i].start & DATELINE_PHRASE_CREDIT);
}

/* ---- The parts of the page ------------------------------------------------------------------ */

/* What a line is by itself, wherever it stands; DATELINE_ROLE_PARAGRAPH: nothing special. */
static dateline_role own_role(const dateline_reading *r, uint32_t i) {
    dateline_string text = text_of(r, i);
    const dateline_phrases *p = &r->phrases[i];
    bool is_short = words_of(r, i) <= SHORT_WORDS;
    if (words_of(r, i) == 0)
        return DATELINE_ROLE_OTHER;
    if (is_address(text) || (p->anywhere & DATELINE_PHRASE_ADDRESS))
        return DATELINE_ROLE_ADDRESS;
    if (is_caption(r, i))
        return words_of(r, i) <= 6 && !ends_with_credit(text) && !ends_with_photographer(text)
                   ? DATELINE_ROLE_CREDIT
                   : DATELINE_ROLE_CAPTION;
    if (is_breadcrumb(text))
        return DATELINE_ROLE_BREADCRUMB;
    if (p->start & DATELINE_PHRASE_CORRECTION)
        return DATELINE_ROLE_CORRECTION;
    if (!is_short || ends_sentence(text))
        return DATELINE_ROLE_PARAGRAPH;
    if (p->start & DATELINE_PHRASE_SHARE)
        return DATELINE_ROLE_SHARE;
    if (p->start & DATELINE_PHRASE_RELATED)
        return DATELINE_ROLE_RELATED;
    if (p->start & DATELINE_PHRASE_PROMO)
        return DATELINE_ROLE_PROMO;
    if (p->start & DATELINE_PHRASE_BYLINE)
        return DATELINE_ROLE_BYLINE;
    if ((p->start & DATELINE_PHRASE_DATE) || (p->anywhere & DATELINE_PHRASE_MONTH))
        return DATELINE_ROLE_DATE;
    if ((p->whole & DATELINE_PHRASE_COMMENTS) || (p->anywhere & DATELINE_PHRASE_FOOTER))
        return p->whole & DATELINE_PHRASE_COMMENTS ? DATELINE_ROLE_COMMENT : DATELINE_ROLE_FOOTER;
    return DATELINE_ROLE_PARAGRAPH;
}

/* Is there anything but short lines: a verse, a note? */
static bool has_prose(const dateline_reading *r) {
    for (uint32_t i = 0; i < r->page->blocks.count; i++)
        if (is_prose(r, i) && !is_caption(r, i))
            return true;
    return false;
}

/* A line that says what it is by its own words is no text, whatever the model thinks of it. */
static bool is_apart(dateline_role own) {
    return own != DATELINE_ROLE_PARAGRAPH && own != DATELINE_ROLE_DATE;
}

/* Doubtful blocks belong to the text where they stand among sure ones; lists of other stories far
   from them do not. */
static void drop_islands(dateline_reading *r) {
    enum { SURE = DATELINE_PROBABILITY_ONE / 10 * 9, DOUBTFUL = DATELINE_PROBABILITY_ONE / 4 * 3 };
    enum { REACH = 3, ENOUGH = 100 };
    uint32_t count = r->page->blocks.count, sure_words = 0;
    for (uint32_t i = 0; i < count; i++)
        sure_words += r->kept[i] && r->probability[i] >= SURE ? words_of(r, i) : 0;
    if (sure_words < ENOUGH)
        return;
    for (uint32_t i = 0; i < count; i++) {
        bool near = r->probability[i] >= DOUBTFUL;
        uint32_t end = i + REACH < count ? i + REACH + 1 : count;
        for (uint32_t n = i > REACH ? i - REACH : 0; n < end && !near; n++)
            near = r->kept[n] && r->probability[n] >= SURE;
        r->kept[i] &= near;
    }
}

static void choose_text(dateline_reading *r) {
    if (has_prose(r)) {
        dateline_choose(r);
        drop_islands(r);
    } else {
        for (uint32_t i = 0; i < r->page->blocks.count; i++)
            r->kept[i] = r->shown[i] = true;
        r->expected = DATELINE_PROBABILITY_ONE / 2;
    }
    for (uint32_t i = 0; i < r->page->blocks.count; i++)
        r->kept[i] &= !is_apart(own_role(r, i));
    dateline_find_bounds(r);
}

/* ---- The headline --------------------------------------------------------------------------- */

/* A set of words by their hashes; words of one or two letters are in none. */
typedef struct word_set {
    uint64_t bits[64];
} word_set;

static uint32_t next_long_word(const char **cursor, const char *end) {
    enum { SHORTEST = 3 };
    uint32_t hash;
    do {
        while (*cursor < end && dateline_is_space(**cursor))
            ++*cursor;
        const char *begin = *cursor;
        hash = dateline_next_word(cursor, end);
        if (*cursor - begin >= SHORTEST)
            break;
    } while (hash);
    return hash;
}

static void add_words(word_set *set, dateline_string text, unsigned most) {
    const char *p = text.data, *end = text.data + text.length;
    for (uint32_t hash; most-- && (hash = next_long_word(&p, end)) != 0;)
        set->bits[hash >> 26] |= UINT64_C(1) << (hash >> 16 & 63);
}

/* How much of a line a set has: words that it has count twice those that it has not. */
static int agreement(const word_set *set, dateline_string text) {
    enum { KNOWN = 8, UNKNOWN = 4, MOST = 96 };
    const char *p = text.data, *end = text.data + text.length;
    int points = 0;
    for (uint32_t hash; (hash = next_long_word(&p, end)) != 0;)
        points += set->bits[hash >> 26] >> (hash >> 16 & 63) & 1 ? KNOWN : -UNKNOWN;
    return points < MOST ? points : MOST;
}

static bool can_be_title(const dateline_reading *r, uint32_t i) {
    return words_of(r, i) > 1 && words_of(r, i) <= TITLE_WORDS && !ends_with(text_of(r, i), ".") &&
           own_role(r, i) == DATELINE_ROLE_PARAGRAPH;
}

/* Words of the first blocks of the text. */
static void read_lead(const dateline_reading *r, word_set *set) {
    enum { BLOCKS = 12, WORDS = 60 };
    for (uint32_t i = r->first_kept, n = 0; i <= r->last_kept && n < BLOCKS; i++)
        if (r->kept[i] && ++n && words_of(r, i) >= PROSE_WORDS)
            add_words(set, text_of(r, i), WORDS);
}

/* How much speaks for a line as the headline: words that the text and the first line have, its
   length, and how near the text it stands. */
static int title_points(const dateline_reading *r, uint32_t i, const word_set *lead,
                        const word_set *first) {
    enum { REACH = 16, SHORT = 4 };
    uint32_t words = words_of(r, i), above = r->first_kept > i ? r->first_kept - i : 0;
    int points = agreement(lead, text_of(r, i)) + 4 * (int)(words < SHORT ? words : SHORT);
    if (i > 0 && words_of(r, 0) >= SHORT) /* what is shorter is a logo, and no title */
        points += agreement(first, text_of(r, i));
    points += above < REACH ? (int)(REACH - above) / 2 : 0;
    return points + (r->page->sources.items[i].shape == DATELINE_SHAPE_HEADING ? 8 : 0);
}

static uint32_t find_title(const dateline_reading *r) {
    enum { REACH = 200, INTO_TEXT = 2 };
    uint32_t count = r->page->blocks.count, title = DATELINE_NONE;
    int best = INT_MIN;
    uint32_t end = r->first_kept == DATELINE_NONE ? count : r->first_kept + INTO_TEXT;
    word_set lead = {{0}}, first = {{0}};
    if (r->first_kept != DATELINE_NONE)
        read_lead(r, &lead);
    if (count)
        add_words(&first, text_of(r, 0), TITLE_WORDS);
    for (uint32_t i = end > REACH ? end - REACH : 0; i < end && i < count; i++) {
        if (!can_be_title(r, i) || (r->kept[i] && is_prose(r, i)))
            continue;
        int points = title_points(r, i, &lead, &first);
        if (points > best) {
            best = points;
            title = i;
        }
    }
    return title;
}

/* What looked like the headline before the text was known is a line like others. */
static void set_title(dateline_reading *r, uint32_t title) {
    r->title = title;
    if (title == DATELINE_NONE)
        return;
    for (uint32_t i = 0; i < r->page->blocks.count; i++)
        if (r->page->blocks.items[i].level == 1 && i != title)
            r->page->blocks.items[i].level = 0;
    r->page->blocks.items[title].level = 1;
    r->kept[title] = false;
    dateline_find_bounds(r);
}

/* ---- Roles ---------------------------------------------------------------------------------- */

static dateline_role text_role(const dateline_reading *r, uint32_t i) {
    const dateline_block *block = &r->page->blocks.items[i];
    const dateline_block_source *source = &r->page->sources.items[i];
    bool more = i + 1 < r->page->blocks.count && r->kept[i + 1];
    if (source->shape == DATELINE_SHAPE_CODE)
        return DATELINE_ROLE_CODE;
    if (block->list_depth)
        return DATELINE_ROLE_LIST_ITEM;
    if (block->quote_depth)
        return DATELINE_ROLE_QUOTE;
    if (r->first_kept == i && i == r->title + 1 && !is_prose(r, i) && more &&
        words_of(r, i) >= STANDFIRST_WORDS)
        return DATELINE_ROLE_STANDFIRST;
    if (source->shape == DATELINE_SHAPE_HEADING)
        return DATELINE_ROLE_HEADING;
    return more && is_prose(r, i + 1) && !ends_sentence(text_of(r, i)) &&
                   words_of(r, i) <= SHORT_WORDS && r->expected != DATELINE_PROBABILITY_ONE / 2
               ? DATELINE_ROLE_HEADING
               : DATELINE_ROLE_PARAGRAPH;
}

static dateline_role role_of(const dateline_reading *r, uint32_t i) {
    if (i == r->title)
        return DATELINE_ROLE_TITLE;
    if (r->kept[i])
        return text_role(r, i);
    dateline_role own = own_role(r, i);
    return own == DATELINE_ROLE_PARAGRAPH ? DATELINE_ROLE_OTHER : own;
}

void dateline_plain_assign(dateline_reading *r) {
    uint32_t count = r->page->blocks.count;
    memset(r->kept, 0, count * sizeof *r->kept);
    memset(r->shown, 0, count * sizeof *r->shown);
    if (!count || !dateline_plain_judge(r))
        return;
    choose_text(r);
    set_title(r, find_title(r));
    for (uint32_t i = 0; i < count; i++) {
        dateline_block *block = &r->page->blocks.items[i];
        block->role = role_of(r, i);
        if (block->role == DATELINE_ROLE_HEADING && !block->level)
            block->level = 2;
        block->in_text = r->kept[i];
        block->score = (float)r->probability[i] / (float)DATELINE_PROBABILITY_ONE;
    }
}
