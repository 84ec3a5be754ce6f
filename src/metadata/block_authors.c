/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Authors that the reader sees: bylines, author boxes, links to authors' pages. What may be a name
 * is taken liberally where authors stand, with what speaks for it and against it; which of them are
 * the story's is the chooser's business.
 */
#include "metadata/blocks.h"

enum { LEAST_WEIGHT = 4 };

static int author_weight(dateline_where where, unsigned hints, dateline_role role, unsigned signs) {
    static const int weights[] = {[DATELINE_WHERE_NOWHERE] = 6,
                                  [DATELINE_WHERE_BEFORE] = 34,
                                  [DATELINE_WHERE_HEAD] = 44,
                                  [DATELINE_WHERE_TEXT] = 0,
                                  [DATELINE_WHERE_TAIL] = 26};
    int weight = weights[where];
    if (role == DATELINE_ROLE_BYLINE)
        weight += 18;
    if (hints & DATELINE_HINT_AUTHOR)
        weight += 16;
    if (signs & DATELINE_SIGN_BY)
        weight += 14;
    if (signs & DATELINE_SIGN_PAGE)
        weight += 12;
    if (signs & DATELINE_SIGN_FULL_NAME)
        weight += 7;
    weight -= dateline_foreign_penalty(where, hints, role);
    return weight < LEAST_WEIGHT ? LEAST_WEIGHT : weight;
}

/* What the last word of a label before the name says: "Written by", "Reviewed by". */
static unsigned signs_before(const dateline_facts *facts, uint32_t i) {
    enum { LABEL_BYTES = 24 };
    dateline_string text = i ? dateline_block_at(facts, i - 1)->text : dateline_absent;
    if (!text.length || text.length > LABEL_BYTES)
        return 0;
    unsigned flags = 0, others = 0;
    for (size_t at = 0; at < text.length;) {
        size_t begin = at;
        while (at < text.length && text.data[at] != ' ' && text.data[at] != ':')
            at++;
        if (at > begin) {
            flags = dateline_leading_flags(dateline_string_part(text, begin, at));
            others |= flags & DATELINE_NAME_PICTURE;
        } else {
            at++;
        }
    }
    return others ? DATELINE_SIGN_OTHERS : flags & DATELINE_NAME_BY ? DATELINE_SIGN_BY : 0;
}

static bool is_beside(uint32_t a, uint32_t b, uint32_t distance) {
    return a != DATELINE_NONE && b != DATELINE_NONE && (a > b ? a - b : b - a) <= distance;
}

/* A short block that is nothing but names, close to the title or right behind the text, may be a
   byline without being called so; a date may stand beside them. */
static bool is_bare_byline(const dateline_facts *facts, uint32_t i, dateline_where where) {
    enum { NEAR_TITLE = 6, NEAR_END = 2, BARE_WORDS = 6, DATED_WORDS = 11 };
    bool at_title = where != DATELINE_WHERE_TAIL && is_beside(i, facts->title_block, NEAR_TITLE);
    bool at_end = where != DATELINE_WHERE_BEFORE && is_beside(i, facts->last_text, NEAR_END);
    uint32_t words = facts->page->sources.items[i].word_count;
    if (!(at_title || at_end) || words > DATED_WORDS)
        return false;
    return words <= BARE_WORDS || dateline_has_digit(dateline_block_at(facts, i)->text);
}

typedef struct line {
    uint32_t block;
    dateline_where where;
    dateline_role role;
    unsigned hints;
    unsigned signs;
    const char *source;
} line;

static void add_name(dateline_facts *facts, const line *from, dateline_string name, uint8_t place,
                     uint8_t company) {
    const dateline_block *block = dateline_block_at(facts, from->block);
    unsigned signs =
        from->signs | (dateline_is_full_name(name) ? (unsigned)DATELINE_SIGN_FULL_NAME : 0);
    uint32_t begin;
    bool found = dateline_find_part(block->text, name, &begin);
    dateline_evidence *item =
        dateline_evidence_add_block(facts, DATELINE_FIELD_AUTHORS, DATELINE_ORIGIN_VISIBLE,
                                    author_weight(from->where, from->hints, from->role, signs),
                                    name, dateline_string_of(from->source), from->block, begin,
                                    found ? begin + (uint32_t)name.length : begin);
    if (!item)
        return;
    item->where = (uint8_t)from->where;
    item->role = (uint8_t)from->role;
    item->hints = (uint16_t)from->hints;
    item->signs = (uint8_t)signs;
    item->company = company;
    item->place = place;
}

static void add_names(dateline_facts *facts, const line *from, const dateline_byline *byline,
                      unsigned first) {
    for (unsigned n = first; n < byline->count; n++)
        add_name(facts, from, byline->names[n], (uint8_t)n, (uint8_t)byline->count);
    if (byline->agency.data)
        dateline_evidence_add_block(
            facts, DATELINE_FIELD_AGENCY, DATELINE_ORIGIN_VISIBLE,
            author_weight(from->where, from->hints, from->role, from->signs), byline->agency,
            DATELINE_LITERAL("byline"), from->block, 0,
            (uint32_t)dateline_block_at(facts, from->block)->text.length);
}

/* ---- Links to authors' pages ---------------------------------------------------------------- */

/* Where the path of an address begins: behind its host, where it has one. */
static size_t path_of(dateline_string url) {
    size_t at = dateline_string_find(url, DATELINE_LITERAL("//"), 0);
    at = at == SIZE_MAX ? 0 : at + 2;
    while (at && at < url.length && url.data[at] != '/')
        at++;
    return at;
}

/* Is a step of the address's path a word for authors: /author/jane-roe, /autoren/roe,
   member.php?u=7? The last step is a name, not its kind, but where a query stands behind it. */
static bool is_author_page(dateline_string url) {
    enum { LONGEST_STEP = 28 };
    for (size_t at = path_of(url); at < url.length && url.data[at] != '#';) {
        size_t begin = at += url.data[at] == '/';
        while (at < url.length && url.data[at] != '/' && url.data[at] != '?' && url.data[at] != '#')
            at++;
        bool last = at >= url.length || url.data[at] == '#';
        if (!last && at > begin && at - begin <= LONGEST_STEP &&
            dateline_word_find(&dateline_author_paths, dateline_string_part(url, begin, at)))
            return true;
        if (last || url.data[at] == '?')
            return false;
    }
    return false;
}

static void gather_links(dateline_facts *facts, line *from) {
    enum { LINKS = 6 };
    const dateline_block *block = dateline_block_at(facts, from->block);
    unsigned seen = 0;
    for (size_t m = 0; m < block->mark_count && seen < LINKS; m++) {
        const dateline_mark *mark = &block->marks[m];
        if (mark->kind != DATELINE_MARK_LINK)
            continue;
        seen++;
        if (!is_author_page(mark->url))
            continue;
        dateline_byline byline;
        dateline_byline_read(dateline_string_part(block->text, mark->begin, mark->end),
                             DATELINE_BYLINE_FIELD, facts->page_language, facts->arena, &byline);
        line link = *from;
        link.source = "link to an author's page";
        link.signs |= DATELINE_SIGN_PAGE;
        add_names(facts, &link, &byline, 0);
    }
}

/* ---- Lines ---------------------------------------------------------------------------------- */

/* A single word is a nickname where authors are named, and where posts are written. */
static dateline_byline_trust trust_of(const dateline_facts *facts, const line *from, bool bare) {
    enum { NICKNAME_WORDS = 3 };
    uint32_t words = facts->page->sources.items[from->block].word_count;
    if (!(from->hints & DATELINE_HINT_AUTHOR))
        return bare && words == 1 ? DATELINE_BYLINE_FIELD : DATELINE_BYLINE_TEXT;
    if (words > NICKNAME_WORDS)
        return DATELINE_BYLINE_TEXT;
    return facts->record->page_type == DATELINE_PAGE_FORUM ? DATELINE_BYLINE_PERSON
                                                           : DATELINE_BYLINE_FIELD;
}

static void read_line(dateline_facts *facts, line *from, bool likely, bool bare) {
    dateline_byline byline;
    dateline_byline_read(dateline_separated_text(facts, from->block), trust_of(facts, from, bare),
                         facts->page_language, facts->arena, &byline);
    if (byline.by)
        from->signs |= DATELINE_SIGN_BY;
    if (!likely && !byline.by && !(from->signs & DATELINE_SIGN_BY)) {
        if (!bare)
            return;
        from->signs |= DATELINE_SIGN_BARE;
    }
    /* What stands before the "by" of a line is a section or a title. */
    add_names(facts, from, &byline, likely || bare ? 0 : byline.before);
}

static unsigned flags_of(const dateline_glance *begin) {
    return dateline_word_find_padded(&dateline_name_words, begin->word);
}

/* Long lines that begin like a byline are read as well: "Posted", a role, a name, a date. */
static bool begins_like_byline(dateline_string text, const dateline_glance *begin) {
    enum {
        TELLING = DATELINE_NAME_BY | DATELINE_NAME_CUT | DATELINE_NAME_ROLE | DATELINE_NAME_GIVEN |
                  DATELINE_NAME_HONORIFIC | DATELINE_NAME_PICTURE
    };
    return (text.length && (dateline_is_digit(text.data[0]) || (uint8_t)text.data[0] >= 0xE3)) ||
           (flags_of(begin) & TELLING) != 0;
}

/* Is it worth a look, before the boxes around it are asked? Far from the article only a line that
   is led in is, or a name in a box of authors; near it short lines and such as begin like a
   byline. */
static bool may_name_authors(dateline_facts *facts, uint32_t i, bool far,
                             const dateline_glance *begin) {
    enum { LINE_WORDS = 14, NAME_WORDS = 4, ENOUGH = 24 };
    const dateline_block *block = dateline_block_at(facts, i);
    uint32_t words = facts->page->sources.items[i].word_count;
    if (block->role == DATELINE_ROLE_BYLINE || begin->led_in)
        return true;
    if (!far)
        return words <= LINE_WORDS || begins_like_byline(block->text, begin) ||
               signs_before(facts, i);
    if (words > NAME_WORDS || facts->field_count[DATELINE_FIELD_AUTHORS] >= ENOUGH ||
        (facts->record->page_type != DATELINE_PAGE_FORUM &&
         !(flags_of(begin) & (DATELINE_NAME_GIVEN | DATELINE_NAME_HONORIFIC))))
        return false;
    return signs_before(facts, i) ||
           (dateline_hints_of_block(facts, i) & DATELINE_HINT_AUTHOR) != 0;
}

/* Is a word like "by" somewhere in the line? Nothing else makes one a byline that has no other sign
   of it. */
static bool names_writer(dateline_string text) {
    for (size_t at = 0; at < text.length;) {
        size_t begin = at;
        while (at < text.length &&
               (dateline_is_letter(text.data[at]) || (uint8_t)text.data[at] >= 0x80))
            at++;
        if (at > begin &&
            (dateline_leading_flags(dateline_string_part(text, begin, at)) & DATELINE_NAME_BY))
            return true;
        at += at == begin;
    }
    return false;
}

/* A box that is called after comments or other stories names none of the article's authors; what
   only looks like one may be a box of the author's. In a forum such boxes are the posts. */
static bool is_of_others(const dateline_facts *facts, unsigned hints, dateline_role role) {
    return facts->record->page_type != DATELINE_PAGE_FORUM &&
           (role == DATELINE_ROLE_COMMENT ||
            (hints & (DATELINE_HINT_COMMENT | DATELINE_HINT_ASIDE)));
}

static void read_block_authors(dateline_facts *facts, uint32_t i, dateline_where where,
                               bool led_in) {
    const dateline_block *block = dateline_block_at(facts, i);
    line from = {.block = i, .where = where, .role = block->role, .source = "byline"};
    from.hints = dateline_hints_of_block(facts, i);
    bool elsewhere = dateline_is_elsewhere(facts, where, from.hints, block->role);
    if (elsewhere && is_of_others(facts, from.hints, block->role))
        return;
    from.signs = signs_before(facts, i);
    bool led = from.signs || led_in;
    if (!elsewhere || led)
        gather_links(facts, &from);
    bool likely = block->role == DATELINE_ROLE_BYLINE || (from.hints & DATELINE_HINT_AUTHOR);
    if (block->level && !likely && !led)
        return;
    bool bare = !block->level && !elsewhere && is_bare_byline(facts, i, where);
    if (likely || bare || led || names_writer(block->text))
        read_line(facts, &from, likely, bare);
}

void dateline_gather_block_authors(dateline_facts *facts, uint32_t i, dateline_where where) {
    bool far =
        where == DATELINE_WHERE_NOWHERE || (where == DATELINE_WHERE_TEXT && i != facts->last_text);
    dateline_glance begin = dateline_glance_at(dateline_block_at(facts, i)->text);
    if (may_name_authors(facts, i, far, &begin) &&
        !dateline_is_numbered(dateline_block_at(facts, i)->text))
        read_block_authors(facts, i, where, begin.led_in);
}

/* ---- Copyright ------------------------------------------------------------------------------ */

/* Behind "©", "(c)" or "Copyright": where the name may begin; 0: it is no such line. */
static size_t behind_copyright(dateline_string text) {
    static const dateline_string marks[] = {{"\xC2\xA9", 2}, {"(c)", 3}, {"copyright", 9}};
    size_t at = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (dateline_string_starts_nocase(dateline_string_part(text, at, text.length), marks[i])) {
            at += marks[i].length;
            while (at < text.length && text.data[at] == ' ')
                at++;
            i = SIZE_MAX; /* "Copyright ©" */
        }
    return at;
}

/* Years, their dashes and "by" stand between the mark and the name. */
static dateline_string owner_in(dateline_string text) {
    size_t at = behind_copyright(text);
    if (!at)
        return dateline_absent;
    while (at < text.length && !dateline_is_letter(text.data[at]) && (uint8_t)text.data[at] < 0xC3)
        at++;
    if (dateline_string_starts_nocase(dateline_string_part(text, at, text.length),
                                      DATELINE_LITERAL("by ")))
        at += 3;
    size_t end = at;
    while (end < text.length && !memchr(".,|;:(-0123456789", text.data[end], 17) &&
           (uint8_t)text.data[end] != 0xE2 && (uint8_t)text.data[end] != 0xC2)
        end++;
    return dateline_string_trim(dateline_string_part(text, at, end));
}

void dateline_gather_copyright(dateline_facts *facts, uint32_t i) {
    enum { WEIGHT = 20 };
    dateline_string name = owner_in(dateline_block_at(facts, i)->text);
    dateline_byline byline;
    if (!name.length || !dateline_is_full_name(name))
        return;
    dateline_byline_read(name, DATELINE_BYLINE_TEXT, facts->page_language, facts->arena, &byline);
    uint32_t begin;
    if (byline.count &&
        dateline_find_part(dateline_block_at(facts, i)->text, byline.names[0], &begin))
        dateline_evidence_add_block(facts, DATELINE_FIELD_AUTHORS, DATELINE_ORIGIN_TEXT, WEIGHT,
                                    byline.names[0], DATELINE_LITERAL("copyright line"), i, begin,
                                    begin + (uint32_t)byline.names[0].length);
}

/* ---- Elements ------------------------------------------------------------------------------- */

/* What stands at an element away from the article says less. */
void dateline_judge_authors(dateline_facts *facts) {
    static const int bonuses[] = {[DATELINE_WHERE_NOWHERE] = -22,
                                  [DATELINE_WHERE_BEFORE] = 4,
                                  [DATELINE_WHERE_HEAD] = 6,
                                  [DATELINE_WHERE_TEXT] = -12,
                                  [DATELINE_WHERE_TAIL] = -10};
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        bool placed =
            item->origin == DATELINE_ORIGIN_LINK || item->origin == DATELINE_ORIGIN_MICRODATA;
        if (!placed || !item->node || item->field != DATELINE_FIELD_AUTHORS)
            continue;
        uint32_t block = dateline_block_of_node(facts, item->node);
        bool found = block != DATELINE_NONE;
        dateline_where where = found ? dateline_where_is(facts, block) : DATELINE_WHERE_NOWHERE;
        dateline_role role = found ? dateline_block_at(facts, block)->role : DATELINE_ROLE_OTHER;
        unsigned hints = dateline_hints(facts, item->node);
        item->where = (uint8_t)where;
        item->role = (uint8_t)role;
        item->hints = (uint16_t)hints;
        item->signs |= (uint8_t)(found ? signs_before(facts, block) : 0);
        item->weight += bonuses[where] - dateline_foreign_penalty(where, hints, role);
        if (item->weight < 1)
            item->weight = 1;
        if (dateline_is_elsewhere(facts, where, hints, role) && is_of_others(facts, hints, role)) {
            item->weight = 0;
            item->reason = "in a box of comments or other stories";
        }
    }
}
