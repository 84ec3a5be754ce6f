/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page that came as plain text has no markup to learn from: its lines get their roles by shape,
 * by phrases, and by where they stand to the first and the last prose.
 */
#include "article/reading.h"

#include "core/utf8.h"

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

static bool is_caption(const dateline_reading *r, uint32_t i) {
    dateline_string text = text_of(r, i);
    if (ends_with_credit(text))
        return true;
    /* "Photo: Jane Roe" has its colon near the beginning. */
    size_t colon = dateline_string_find(text, DATELINE_LITERAL(":"), 0);
    return words_of(r, i) <= DATELINE_SHORT_BLOCK && colon < 30 &&
           (r->phrases[i].start & DATELINE_PHRASE_CREDIT);
}

/* ---- The parts of the page ------------------------------------------------------------------ */

static uint32_t find_prose(const dateline_reading *r, bool last) {
    uint32_t found = DATELINE_NONE;
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        if (!is_prose(r, i) || is_caption(r, i))
            continue;
        found = i;
        if (!last)
            break;
    }
    return found;
}

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
        return words_of(r, i) <= 6 && !ends_with_credit(text) ? DATELINE_ROLE_CREDIT
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

/* The headline: the first line before the prose that nothing else claims. */
static uint32_t find_title(const dateline_reading *r, uint32_t first_prose) {
    uint32_t end = first_prose == DATELINE_NONE ? r->page->blocks.count : first_prose;
    for (uint32_t i = 0; i < end; i++)
        if (words_of(r, i) > 1 && words_of(r, i) <= TITLE_WORDS && !ends_with(text_of(r, i), ".") &&
            own_role(r, i) == DATELINE_ROLE_PARAGRAPH)
            return i;
    return DATELINE_NONE;
}

static bool prose_follows(const dateline_reading *r, uint32_t i) {
    return i + 1 < r->page->blocks.count && is_prose(r, i + 1) && !is_caption(r, i + 1);
}

/* What an unclaimed line between the title and the end is. */
static dateline_role text_role(const dateline_reading *r, uint32_t i, uint32_t first,
                               uint32_t last) {
    const dateline_block *block = &r->page->blocks.items[i];
    if (block->list_depth)
        return i > last || first == DATELINE_NONE ? DATELINE_ROLE_OTHER : DATELINE_ROLE_LIST_ITEM;
    if (is_prose(r, i))
        return DATELINE_ROLE_PARAGRAPH;
    if (first == DATELINE_NONE) /* nothing but short lines: a verse, a note */
        return DATELINE_ROLE_PARAGRAPH;
    if (i < first)
        return i == r->title + 1 && words_of(r, i) >= STANDFIRST_WORDS ? DATELINE_ROLE_STANDFIRST
                                                                       : DATELINE_ROLE_OTHER;
    if (i > last)
        return ends_sentence(text_of(r, i)) ? DATELINE_ROLE_PARAGRAPH : DATELINE_ROLE_OTHER;
    return prose_follows(r, i) && !ends_sentence(text_of(r, i)) ? DATELINE_ROLE_HEADING
                                                                : DATELINE_ROLE_PARAGRAPH;
}

void dateline_plain_assign(dateline_reading *r) {
    uint32_t first = find_prose(r, false), last = find_prose(r, true);
    r->title = find_title(r, first);
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        dateline_block *block = &r->page->blocks.items[i];
        block->role = own_role(r, i);
        if (i == r->title)
            block->role = DATELINE_ROLE_TITLE;
        else if (block->role == DATELINE_ROLE_PARAGRAPH)
            block->role = text_role(r, i, first, last);
        r->kept[i] = block->role <= DATELINE_ROLE_POST;
        r->shown[i] = true;
        block->in_text = r->kept[i];
        r->probability[i] = r->kept[i] ? (uint16_t)(DATELINE_PROBABILITY_ONE / 10 * 9) : 0;
        block->score = r->kept[i] ? 0.9F : 0.1F;
    }
    r->expected =
        first == DATELINE_NONE ? DATELINE_PROBABILITY_ONE / 2 : DATELINE_PROBABILITY_ONE / 10 * 9;
    dateline_find_bounds(r);
}
