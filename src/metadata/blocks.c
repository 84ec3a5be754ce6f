/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the reader sees, block by block: headings, breadcrumb, standfirst, correction here; dates,
 * authors and places in files of their own.
 */
#include "metadata/blocks.h"

#include "metadata/name_words.h"

enum { SHORT_WORDS = 25 }; /* a longer block is no byline and no date line */

/* ---- Special blocks ------------------------------------------------------------------------- */

/* Captions that got another role name no image any more. */
bool dateline_find_special_blocks(dateline_facts *facts) {
    const uint64_t of_picture = (uint64_t)1 << DATELINE_ROLE_CAPTION | (uint64_t)1
                                                                           << DATELINE_ROLE_CREDIT;
    const uint64_t roles =
        of_picture | (uint64_t)1 << DATELINE_ROLE_TITLE | (uint64_t)1 << DATELINE_ROLE_BREADCRUMB |
        (uint64_t)1 << DATELINE_ROLE_STANDFIRST | (uint64_t)1 << DATELINE_ROLE_CORRECTION |
        (uint64_t)1 << DATELINE_ROLE_ADDRESS | (uint64_t)1 << DATELINE_ROLE_LIVE_UPDATE;
    dateline_page *page = facts->page;
    uint32_t *special = DATELINE_ARENA_ARRAY(facts->arena, uint32_t, page->blocks.count);
    uint32_t count = 0;
    if (!special)
        return false;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        dateline_block *block = &page->blocks.items[i];
        if (page->sources.items[i].shape == DATELINE_SHAPE_CAPTION &&
            !(of_picture >> block->role & 1))
            block->image = DATELINE_NONE;
        special[count] = i;
        count += (uint32_t)(roles >> block->role & 1) | (block->level > 0);
    }
    dateline_arena_trim(facts->arena, special + count);
    facts->special = special;
    facts->special_count = count;
    return true;
}

/* ---- Titles --------------------------------------------------------------------------------- */

static void add_title(dateline_facts *facts, uint32_t i, int weight, const char *source) {
    dateline_string text = dateline_block_at(facts, i)->text;
    dateline_evidence *item =
        dateline_evidence_add_block(facts, DATELINE_FIELD_TITLE, DATELINE_ORIGIN_HEADING, weight,
                                    dateline_clean(text, facts->arena), dateline_string_of(source),
                                    i, 0, (uint32_t)text.length);
    if (item && facts->page->tree)
        item->node = facts->page->sources.items[i].node;
}

void dateline_gather_headings(dateline_facts *facts) {
    enum { OTHER_HEADINGS = 5 };
    unsigned first_levels = 0, others = 0;
    for (uint32_t n = 0; n < facts->special_count; n++) {
        uint32_t i = facts->special[n];
        const dateline_block *block = dateline_block_at(facts, i);
        if (block->role == DATELINE_ROLE_TITLE && block->level != 1)
            add_title(facts, i, 72, "title block");
        else if (block->level == 1 && first_levels < 8)
            add_title(facts, i,
                      (first_levels++ ? 56 : 70) - (facts->page->sources.items[i].hidden ? 15 : 0) +
                          (block->role == DATELINE_ROLE_TITLE ? 8 : 0),
                      "h1");
        else if (block->level && others++ < OTHER_HEADINGS)
            add_title(facts, i, block->level == 2 ? 40 : 34, block->level == 2 ? "h2" : "heading");
    }
}

/* ---- Section, subtitle, correction ---------------------------------------------------------- */

static bool is_space_at(dateline_string text, size_t at) {
    return dateline_is_space(text.data[at]) || (uint8_t)text.data[at] == 0xC2 ||
           (uint8_t)text.data[at] == 0xA0; /* a space that does not break */
}

/* "GPUs/Video Cards" is one part, "News / Sport" are two, and so are "Home/News". */
static bool joins_words(dateline_string text, size_t at) {
    if (text.data[at] != '/' || !at || at + 1 == text.length || is_space_at(text, at - 1) ||
        is_space_at(text, at + 1))
        return false;
    size_t first = dateline_string_find(text, DATELINE_LITERAL("/"), 0);
    return !(dateline_word_find(&dateline_name_words, dateline_string_part(text, 0, first)) &
             DATELINE_NAME_HOME);
}

/* A mark between the parts of a breadcrumb; @return its length in bytes. */
static size_t crumb_mark(dateline_string text, size_t at) {
    static const dateline_string marks[] = {{"/", 1},
                                            {">", 1},
                                            {"|", 1},
                                            {"\\", 1},
                                            {"\xC2\xBB", 2},
                                            {"\xE2\x80\xBA", 3},
                                            {"\xE2\x86\x92", 3},
                                            {"\xE2\x96\xB8", 3},
                                            {"\xC2\xB7", 2},
                                            {"\xE2\x80\xA2", 3}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text.length - at >= marks[i].length &&
            !memcmp(text.data + at, marks[i].data, marks[i].length))
            return joins_words(text, at) ? 0 : marks[i].length;
    return 0;
}

static bool is_breadcrumb(const dateline_facts *facts, uint32_t i) {
    return i < facts->page->blocks.count &&
           dateline_block_at(facts, i)->role == DATELINE_ROLE_BREADCRUMB;
}

/* "You are here: Sport › Football": behind the label of a breadcrumb's first part, which ends at
 * end and does not stand alone. */
static size_t behind_label(const dateline_facts *facts, uint32_t i, size_t end) {
    enum { LONGEST = 24 };
    dateline_string text = dateline_block_at(facts, i)->text;
    size_t colon = dateline_string_find(text, DATELINE_LITERAL(":"), 0);
    bool alone = end == text.length && !is_breadcrumb(facts, i + 1);
    bool first = !i || !is_breadcrumb(facts, i - 1);
    return first && !alone && colon <= LONGEST && colon + 1 < end ? colon + 1 : 0;
}

static void gather_breadcrumb(dateline_facts *facts, uint32_t i) {
    dateline_string text = dateline_block_at(facts, i)->text;
    size_t begin = 0;
    for (size_t at = 0; at <= text.length;) {
        size_t mark = at < text.length ? crumb_mark(text, at) : 1;
        if (!mark) {
            at++;
            continue;
        }
        if (!begin)
            begin = behind_label(facts, i, at);
        dateline_string part = dateline_string_trim(dateline_string_part(text, begin, at));
        dateline_evidence_add_block(facts, DATELINE_FIELD_SECTION, DATELINE_ORIGIN_VISIBLE, 78,
                                    part, DATELINE_LITERAL("breadcrumb"), i, (uint32_t)begin,
                                    (uint32_t)at);
        begin = at += mark;
    }
}

static void gather_by_role(dateline_facts *facts, uint32_t i) {
    const dateline_block *block = dateline_block_at(facts, i);
    switch (block->role) {
    case DATELINE_ROLE_BREADCRUMB:
        gather_breadcrumb(facts, i);
        break;
    case DATELINE_ROLE_STANDFIRST:
        dateline_evidence_add_block(facts, DATELINE_FIELD_SUBTITLE, DATELINE_ORIGIN_VISIBLE, 72,
                                    dateline_clean(block->text, facts->arena),
                                    DATELINE_LITERAL("standfirst"), i, 0,
                                    (uint32_t)block->text.length);
        break;
    case DATELINE_ROLE_CORRECTION:
        if (!facts->record->correction.data)
            facts->record->correction = dateline_clean(block->text, facts->arena);
        break;
    default:
        break;
    }
}

static bool is_short(const dateline_facts *facts, uint32_t i) {
    const dateline_block_source *source = &facts->page->sources.items[i];
    return source->word_count <= SHORT_WORDS && !source->hidden &&
           dateline_block_at(facts, i)->text.length <= DATELINE_SHORT_BYTES;
}

/* By its first two bytes: nearly no block is a line of copyright. */
static bool may_be_copyright(dateline_string text) {
    if (text.length < 2)
        return false;
    char second = dateline_lower(text.data[1]);
    switch (text.data[0]) {
    case (char)0xC2:
        return second == (char)0xA9;
    case '(':
        return second == 'c';
    case 'c':
    case 'C':
        return second == 'o';
    default:
        return false;
    }
}

void dateline_gather_blocks(dateline_facts *facts) {
    const dateline_page *page = facts->page;
    dateline_find_article(facts);
    for (uint32_t n = 0; n < facts->special_count; n++)
        gather_by_role(facts, facts->special[n]);
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        if (i == facts->title_block || !is_short(facts, i))
            continue;
        dateline_where where = dateline_where_is(facts, i);
        dateline_gather_block_dates(facts, i, where);
        dateline_gather_block_authors(facts, i, where);
        if (may_be_copyright(dateline_block_at(facts, i)->text))
            dateline_gather_copyright(facts, i);
    }
    dateline_gather_leading_dates(facts);
    dateline_gather_place(facts);
    if (page->tree) {
        dateline_gather_times(facts);
        dateline_judge_authors(facts);
    }
}
