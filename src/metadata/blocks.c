/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the reader sees: headings, bylines, date lines, breadcrumbs, the place at the head of an
 * agency's story. Where a block stands decides how far it is believed: between title and text most,
 * just before the title and just behind the text less, among comments and teasers not at all.
 */
#include "core/utf8.h"
#include "metadata/evidence.h"
#include "metadata/name_words.h"

enum {
    SHORT_WORDS = 25, /* a longer block is no byline and no date line */
    BEFORE_TITLE = 8, /* blocks before the title that may be its date or author */
    BEHIND_TEXT = 14, /* blocks behind the text that may be its author */
    HEAD_LIMIT = 40,  /* blocks between title and text that are looked at */
    TEXT_WORDS = 12   /* a block of the text that counts as its begin or end */
};

typedef enum zone {
    ZONE_NOWHERE = 0, /* far from the article */
    ZONE_BEFORE,      /* just before the title */
    ZONE_HEAD,        /* between title and text */
    ZONE_TEXT,
    ZONE_TAIL /* just behind the text */
} zone;

/* ---- Where the article stands --------------------------------------------------------------- */

static const dateline_block *block_at(const dateline_facts *facts, uint32_t i) {
    return &facts->page->blocks.items[i];
}

static bool is_hidden(const dateline_facts *facts, uint32_t i) {
    return facts->page->sources.items[i].hidden;
}

/* The heading that says the title; where none does, the best of the headings. */
static void find_title(dateline_facts *facts) {
    uint64_t key = dateline_fold_key(facts->record->title);
    int best = 0;
    facts->title_block = DATELINE_NONE;
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *item = &facts->items[i];
        if (item->field != DATELINE_FIELD_TITLE || item->block == DATELINE_NONE)
            continue;
        int rank = item->score + (item->key == key ? 1000 : 0) + item->weight;
        if (rank > best) {
            best = rank;
            facts->title_block = item->block;
        }
    }
    if (facts->title_block != DATELINE_NONE && facts->page->tree)
        facts->title_node = facts->page->sources.items[facts->title_block].node;
}

/* The text begins with its first real paragraph behind the title, where there is one. */
static void find_text(dateline_facts *facts) {
    uint32_t before = DATELINE_NONE, title = facts->title_block;
    facts->first_text = facts->last_text = DATELINE_NONE;
    for (uint32_t i = 0; i < facts->page->blocks.count; i++) {
        if (!block_at(facts, i)->in_text || facts->page->sources.items[i].word_count < TEXT_WORDS)
            continue;
        if (before == DATELINE_NONE)
            before = i;
        if (facts->first_text == DATELINE_NONE && (title == DATELINE_NONE || i > title))
            facts->first_text = i;
        facts->last_text = i;
    }
    if (facts->first_text == DATELINE_NONE)
        facts->first_text = before;
}

static zone zone_of(const dateline_facts *facts, uint32_t i) {
    uint32_t title = facts->title_block, first = facts->first_text, last = facts->last_text;
    if (title != DATELINE_NONE) {
        if (i < title)
            return title - i <= BEFORE_TITLE ? ZONE_BEFORE : ZONE_NOWHERE;
        if ((first == DATELINE_NONE || i < first) && i - title <= HEAD_LIMIT)
            return ZONE_HEAD;
    } else if (first != DATELINE_NONE && i < first) {
        return first - i <= 2 * BEFORE_TITLE ? ZONE_HEAD : ZONE_NOWHERE;
    }
    if (first == DATELINE_NONE)
        return ZONE_NOWHERE;
    if (i <= last)
        return i < first ? ZONE_NOWHERE : i - first < 4 ? ZONE_HEAD : ZONE_TEXT;
    return i - last <= BEHIND_TEXT ? ZONE_TAIL : ZONE_NOWHERE;
}

static bool is_foreign_role(dateline_role role) {
    return role == DATELINE_ROLE_COMMENT || role == DATELINE_ROLE_RELATED ||
           role == DATELINE_ROLE_NAVIGATION || role == DATELINE_ROLE_FOOTER ||
           role == DATELINE_ROLE_CONSENT;
}

static unsigned hints_of_block(dateline_facts *facts, uint32_t i) {
    const dateline_block_source *source = &facts->page->sources.items[i];
    if (!facts->page->tree || !source->run_count)
        return 0;
    uint32_t text = facts->page->runs.items[source->first_run].node;
    return dateline_hints(facts, facts->page->tree->nodes.items[text].parent);
}

/* ---- Titles --------------------------------------------------------------------------------- */

static void add_title(dateline_facts *facts, uint32_t i, int weight, const char *source) {
    dateline_string text = block_at(facts, i)->text;
    dateline_evidence *item =
        dateline_evidence_add_block(facts, DATELINE_FIELD_TITLE, DATELINE_ORIGIN_HEADING, weight,
                                    dateline_clean(text, facts->arena), dateline_string_of(source),
                                    i, 0, (uint32_t)text.length);
    if (item && facts->page->tree)
        item->node = facts->page->sources.items[i].node;
}

void dateline_gather_headings(dateline_facts *facts) {
    unsigned first_levels = 0, others = 0;
    for (uint32_t i = 0; i < facts->page->blocks.count; i++) {
        const dateline_block *block = block_at(facts, i);
        if (block->role == DATELINE_ROLE_TITLE && block->level != 1)
            add_title(facts, i, 72, "title block");
        else if (block->level == 1 && first_levels < 8)
            add_title(facts, i,
                      (first_levels++ ? 56 : 70) - (is_hidden(facts, i) ? 15 : 0) +
                          (block->role == DATELINE_ROLE_TITLE ? 8 : 0),
                      "h1");
        else if (block->level && others++ < 8)
            add_title(facts, i, block->level == 2 ? 40 : 34, block->level == 2 ? "h2" : "heading");
    }
}

/* A block's text with a bar where one element follows another without a space: "<a>Jane
   Roe</a><span>Editor</span>" must not become "Jane RoeEditor". */
static dateline_string separated_text(const dateline_facts *facts, uint32_t i) {
    enum { RUNS = 24 };
    const dateline_page *page = facts->page;
    const dateline_block_source *source = &page->sources.items[i];
    dateline_string text = block_at(facts, i)->text;
    if (!page->tree || source->run_count < 2 || source->run_count > RUNS)
        return text;
    char *out = DATELINE_ARENA_ARRAY(facts->arena, char, text.length + RUNS);
    if (!out)
        return text;
    size_t length = 0, from = 0;
    for (uint32_t r = source->first_run + 1; r < source->first_run + source->run_count; r++) {
        size_t at = page->runs.items[r].words - source->words_begin;
        if (page->runs.items[r].node == page->runs.items[r - 1].node || at > text.length ||
            at <= from)
            continue;
        memcpy(out + length, text.data + from, at - from);
        length += at - from;
        from = at;
        if (text.data[at - 1] != ' ' && at < text.length && text.data[at] != ' ')
            out[length++] = '|';
    }
    memcpy(out + length, text.data + from, text.length - from);
    return (dateline_string){out, length + text.length - from};
}

/* Where a part of a separated text stands in the block's own; @return false where a bar is in it.
 */
static bool find_part(dateline_string text, dateline_string part, uint32_t *begin) {
    size_t at = dateline_string_find(text, part, 0);
    *begin = at == SIZE_MAX ? 0 : (uint32_t)at;
    return at != SIZE_MAX;
}

/* ---- Dates ---------------------------------------------------------------------------------- */

/* A loop that compilers turn into vector code: it passes over every short block of the page. */
static bool has_digit(dateline_string text) {
    unsigned any = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        any |= (unsigned)((unsigned char)(c - '0') < 10) | (unsigned)(c >= 0xD9);
    }
    return any != 0;
}

/* Enough digits for a date, of which far from the article four must be a year of our time. */
static bool may_hold_date(dateline_string text, zone where) {
    unsigned digits = 0;
    bool year = false, foreign = false;
    if (!has_digit(text))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        foreign |= (uint8_t)text.data[i] >= 0xD9;
        if (!dateline_is_digit(text.data[i]))
            continue;
        digits++;
        year |= i + 3 < text.length &&
                (text.data[i] == '2' ? text.data[i + 1] == '0'
                                     : text.data[i] == '1' && text.data[i + 1] == '9') &&
                dateline_is_digit(text.data[i + 2]) && dateline_is_digit(text.data[i + 3]);
    }
    return where == ZONE_NOWHERE || where == ZONE_TEXT ? year
                                                       : digits >= 4 || (foreign && digits < 2);
}

/* "Updated" may stand in a block of its own before the date. */
static dateline_date_cue cue_before(const dateline_facts *facts, uint32_t i) {
    enum { LABEL_BYTES = 40 };
    if (!i || block_at(facts, i - 1)->text.length > LABEL_BYTES ||
        has_digit(block_at(facts, i - 1)->text))
        return DATELINE_CUE_NONE;
    return dateline_date_cue_of(block_at(facts, i - 1)->text);
}

/* What a box is called is weak evidence beside the title, and strong elsewhere. */
static int foreign_penalty(zone where, unsigned hints, dateline_role role) {
    static const int penalties[] = {[ZONE_NOWHERE] = 40,
                                    [ZONE_BEFORE] = 20,
                                    [ZONE_HEAD] = 14,
                                    [ZONE_TEXT] = 40,
                                    [ZONE_TAIL] = 40};
    int penalty = hints & (DATELINE_HINT_COMMENT | DATELINE_HINT_ASIDE) ? penalties[where] : 0;
    return penalty + (is_foreign_role(role) ? penalties[where] : 0);
}

static int date_weight(zone where, unsigned hints, dateline_role role) {
    static const int weights[] = {[ZONE_NOWHERE] = 12,
                                  [ZONE_BEFORE] = 52,
                                  [ZONE_HEAD] = 60,
                                  [ZONE_TEXT] = 0,
                                  [ZONE_TAIL] = 34};
    int weight = weights[where];
    if (role == DATELINE_ROLE_DATE || role == DATELINE_ROLE_BYLINE)
        weight += 12;
    if (hints & DATELINE_HINT_DATE)
        weight += 10;
    return weight - foreign_penalty(where, hints, role);
}

/* The words "Updated" and "Published", before the date or in the class, say which date it is. */
static dateline_field field_of_cue(unsigned cue, unsigned hints) {
    if (cue == DATELINE_CUE_MODIFIED)
        return DATELINE_FIELD_DATE_MODIFIED;
    if (cue == DATELINE_CUE_NONE && (hints & DATELINE_HINT_MODIFIED))
        return DATELINE_FIELD_DATE_MODIFIED;
    return DATELINE_FIELD_DATE_PUBLISHED;
}

static void add_date(dateline_facts *facts, dateline_field field, dateline_origin origin,
                     int weight, const dateline_date *date, const char *source, uint32_t block,
                     uint32_t begin, uint32_t end) {
    if (date->precision < DATELINE_DATE_DAY)
        weight -= 20;
    if (date->ambiguous)
        weight -= 4;
    dateline_evidence *item = dateline_evidence_add_block(
        facts, field, origin, weight, dateline_date_format(date, facts->arena),
        dateline_string_of(source), block, begin, end);
    if (item)
        item->date = *date;
}

/* A block that is little more than a date is a date line, wherever it stands in the article; a date
   in a longer line is less likely to be the article's. */
static int share_bonus(const dateline_facts *facts, uint32_t i, zone where, size_t length) {
    enum { EARLY = 60 };
    size_t words = facts->page->sources.items[i].word_count;
    bool alone = 2 * length >= block_at(facts, i)->text.length;
    if (where == ZONE_TEXT) {
        bool early = facts->title_block != DATELINE_NONE && i - facts->title_block <= EARLY;
        return alone ? early ? 44 : 24 : 0;
    }
    return alone ? 4 : words > 14 ? -12 : 0;
}

static void gather_block_dates(dateline_facts *facts, uint32_t i, zone where) {
    enum { DATES = 3, SURE = 46 };
    const dateline_block *block = block_at(facts, i);
    dateline_date_context context = {.order = facts->order, .captured = facts->captured};
    /* A picture's date is when it was taken. */
    if (block->role == DATELINE_ROLE_CAPTION || block->role == DATELINE_ROLE_CREDIT)
        return;
    dateline_string text = separated_text(facts, i);
    dateline_date first;
    if (!dateline_date_find(text, 0, &context, &first))
        return;
    unsigned hints = hints_of_block(facts, i);
    int weight = date_weight(where, hints, block->role);
    bool foreign = foreign_penalty(where, hints, block->role) > 0;
    size_t from = 0;
    unsigned cue = cue_before(facts, i);
    for (int n = 0; n < DATES; n++) {
        dateline_date date;
        if (!dateline_date_find(text, from, &context, &date))
            break;
        from = date.end;
        if (date.cue == DATELINE_CUE_NONE)
            date.cue = (uint8_t)cue;
        cue = date.cue == DATELINE_CUE_PUBLISHED ? DATELINE_CUE_NONE : cue;
        if (date.cue == DATELINE_CUE_OTHER)
            continue;
        int sure = weight + (date.cue == DATELINE_CUE_PUBLISHED ? 10 : n ? -6 : 0);
        sure += share_bonus(facts, i, where, date.end - date.begin);
        if (date.cue == DATELINE_CUE_PUBLISHED && !foreign && sure < SURE)
            sure = SURE;
        uint32_t begin;
        bool found =
            find_part(block->text, dateline_string_part(text, date.begin, date.end), &begin);
        if (sure > 0)
            add_date(facts, field_of_cue(date.cue, hints), DATELINE_ORIGIN_VISIBLE, sure, &date,
                     "date line", i, begin, found ? begin + date.end - date.begin : begin);
    }
}

/* "27.1.2022 - Bei der Erinnerung ...", "(18.01.2018) Deutschlands ...": many a text begins so. */
static void gather_leading_date(dateline_facts *facts, uint32_t i) {
    enum { LATEST = 40 };
    dateline_string text = block_at(facts, i)->text;
    dateline_date_context context = {.order = facts->order, .captured = facts->captured};
    dateline_date date;
    if (text.length > LATEST)
        text.length = LATEST;
    if (dateline_date_find(text, 0, &context, &date) && date.begin <= 2 && !date.relative &&
        date.end < text.length)
        add_date(facts, DATELINE_FIELD_DATE_PUBLISHED, DATELINE_ORIGIN_TEXT, 56, &date,
                 "begin of the text", i, date.begin, date.end);
}

/* The block that holds a node's text, by binary search: runs stand in document order. */
static uint32_t block_of_node(const dateline_facts *facts, uint32_t node) {
    const dateline_page *page = facts->page;
    uint32_t low = 0, high = page->blocks.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const dateline_block_source *source = &page->sources.items[middle];
        uint32_t last = source->run_count
                            ? page->runs.items[source->first_run + source->run_count - 1].node
                            : 0;
        if (last < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low < page->blocks.count ? low : DATELINE_NONE;
}

/* How many <time> elements stand in a row decides: a single one near the title is the story's; one
   in every card of a list is none of it. */
static void gather_times(dateline_facts *facts) {
    const dateline_tree *tree = facts->page->tree;
    for (unsigned t = 0; t < facts->time_count; t++) {
        const dateline_time_mark *mark = &facts->times[t];
        uint32_t block = block_of_node(facts, mark->node);
        unsigned hints = dateline_hints(facts, mark->node);
        zone where = block == DATELINE_NONE ? ZONE_NOWHERE : zone_of(facts, block);
        dateline_role role =
            block == DATELINE_NONE ? DATELINE_ROLE_OTHER : block_at(facts, block)->role;
        int weight = date_weight(where, hints, role);
        dateline_string value = {tree->text + mark->begin, mark->end - mark->begin};
        dateline_date_context context = {
            .order = facts->order, .captured = facts->captured, .whole = true};
        dateline_date date;
        if (weight <= 0 || !value.length || !dateline_date_find(value, 0, &context, &date))
            continue;
        unsigned cue = mark->cue;
        if (!cue && block != DATELINE_NONE && block_at(facts, block)->text.length < 200)
            cue = dateline_date_cue_of(block_at(facts, block)->text);
        if (!cue && block != DATELINE_NONE)
            cue = cue_before(facts, block);
        dateline_evidence *item =
            dateline_evidence_add(facts, field_of_cue(cue, hints), DATELINE_ORIGIN_TIME, weight + 6,
                                  dateline_date_format(&date, facts->arena),
                                  DATELINE_LITERAL("time datetime"), mark->begin, mark->end);
        if (item) {
            item->date = date;
            item->node = mark->node;
        }
    }
}

/* ---- Bylines -------------------------------------------------------------------------------- */

static int author_weight(zone where, unsigned hints, dateline_role role, bool by) {
    static const int weights[] = {[ZONE_NOWHERE] = 6,
                                  [ZONE_BEFORE] = 34,
                                  [ZONE_HEAD] = 44,
                                  [ZONE_TEXT] = 0,
                                  [ZONE_TAIL] = 26};
    int weight = weights[where];
    if (role == DATELINE_ROLE_BYLINE)
        weight += 18;
    if (hints & DATELINE_HINT_AUTHOR)
        weight += 16;
    if (by)
        weight += 14;
    return weight - foreign_penalty(where, hints, role);
}

/* "Written by" may stand in a block of its own before the name. */
static bool led_in_before(const dateline_facts *facts, uint32_t i) {
    enum { LABEL_BYTES = 24 };
    dateline_string text = i ? block_at(facts, i - 1)->text : dateline_absent;
    if (!text.length || text.length > LABEL_BYTES)
        return false;
    size_t end = text.length;
    while (end > 0 && (text.data[end - 1] == ':' || text.data[end - 1] == ' '))
        end--;
    size_t begin = end;
    while (begin > 0 && text.data[begin - 1] != ' ')
        begin--;
    return (dateline_word_find(&dateline_name_words, dateline_string_part(text, begin, end)) &
            DATELINE_NAME_BY) != 0;
}

static bool is_beside(uint32_t a, uint32_t b, uint32_t distance) {
    return a != DATELINE_NONE && b != DATELINE_NONE && (a > b ? a - b : b - a) <= distance;
}

/* A short block that is nothing but known full names, close to the title or right behind the text,
   is a byline without being called so; a date may stand beside them. */
static bool is_bare_byline(const dateline_facts *facts, uint32_t i, zone where,
                           const dateline_byline *byline) {
    enum { NEAR_TITLE = 6, NEAR_END = 2, BARE_WORDS = 6, DATED_WORDS = 11 };
    bool at_title = where != ZONE_TAIL && is_beside(i, facts->title_block, NEAR_TITLE);
    bool at_end = where != ZONE_BEFORE && is_beside(i, facts->last_text, NEAR_END);
    uint32_t words = facts->page->sources.items[i].word_count;
    bool dated = has_digit(block_at(facts, i)->text);
    if (!byline->count || !(at_title || at_end) || words > (dated ? DATED_WORDS : BARE_WORDS))
        return false;
    for (unsigned n = 0; n < byline->count; n++)
        if (!dateline_is_full_name(byline->names[n]))
            return false;
    return true;
}

static void add_names(dateline_facts *facts, uint32_t i, int weight,
                      const dateline_byline *byline) {
    const dateline_block *block = block_at(facts, i);
    for (unsigned n = 0; n < byline->count; n++) {
        uint32_t begin;
        bool found = find_part(block->text, byline->names[n], &begin);
        dateline_evidence_add_block(facts, DATELINE_FIELD_AUTHORS, DATELINE_ORIGIN_VISIBLE, weight,
                                    byline->names[n], DATELINE_LITERAL("byline"), i, begin,
                                    found ? begin + (uint32_t)byline->names[n].length : begin);
    }
    if (byline->agency.data)
        dateline_evidence_add_block(facts, DATELINE_FIELD_AGENCY, DATELINE_ORIGIN_VISIBLE, weight,
                                    byline->agency, DATELINE_LITERAL("byline"), i, 0,
                                    (uint32_t)block->text.length);
}

static void gather_block_authors(dateline_facts *facts, uint32_t i, zone where, unsigned hints) {
    const dateline_block *block = block_at(facts, i);
    bool likely = block->role == DATELINE_ROLE_BYLINE || (hints & DATELINE_HINT_AUTHOR);
    if (block->level && !likely)
        return;
    dateline_byline byline;
    dateline_byline_read(separated_text(facts, i), DATELINE_BYLINE_TEXT, facts->page_language,
                         facts->arena, &byline);
    if (!byline.count && !byline.agency.data)
        return;
    byline.by |= led_in_before(facts, i);
    bool bare = !likely && !byline.by && is_bare_byline(facts, i, where, &byline);
    if (!likely && !byline.by && !bare)
        return;
    int weight = author_weight(where, hints, block->role, byline.by);
    if (bare && weight < 48)
        weight = 48 - foreign_penalty(where, hints, block->role);
    if (!bare && byline.count && dateline_is_full_name(byline.names[0]))
        weight += 7;
    if (weight >= 20)
        add_names(facts, i, weight, &byline);
}

/* What stands at an element away from the article says less. */
static void judge_places(dateline_facts *facts) {
    static const int bonuses[] = {[ZONE_NOWHERE] = -22,
                                  [ZONE_BEFORE] = 4,
                                  [ZONE_HEAD] = 6,
                                  [ZONE_TEXT] = -12,
                                  [ZONE_TAIL] = -10};
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        bool placed =
            item->origin == DATELINE_ORIGIN_LINK || item->origin == DATELINE_ORIGIN_MICRODATA;
        if (!placed || !item->node || item->field != DATELINE_FIELD_AUTHORS)
            continue;
        uint32_t block = block_of_node(facts, item->node);
        zone where = block == DATELINE_NONE ? ZONE_NOWHERE : zone_of(facts, block);
        dateline_role role =
            block == DATELINE_NONE ? DATELINE_ROLE_OTHER : block_at(facts, block)->role;
        unsigned hints = dateline_hints(facts, item->node);
        item->remote = where != ZONE_HEAD && where != ZONE_BEFORE;
        item->weight += bonuses[where] - foreign_penalty(where, hints, role);
        if (item->weight < 1)
            item->weight = 1;
    }
}

/* ---- Section, subtitle, correction ---------------------------------------------------------- */

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
            return marks[i].length;
    return 0;
}

static void gather_breadcrumb(dateline_facts *facts, uint32_t i) {
    dateline_string text = block_at(facts, i)->text;
    size_t begin = 0;
    for (size_t at = 0; at <= text.length;) {
        size_t mark = at < text.length ? crumb_mark(text, at) : 1;
        if (!mark) {
            at++;
            continue;
        }
        dateline_string part = dateline_string_trim(dateline_string_part(text, begin, at));
        dateline_evidence_add_block(facts, DATELINE_FIELD_SECTION, DATELINE_ORIGIN_VISIBLE, 78,
                                    part, DATELINE_LITERAL("breadcrumb"), i, (uint32_t)begin,
                                    (uint32_t)at);
        begin = at += mark;
    }
}

static void gather_by_role(dateline_facts *facts, uint32_t i) {
    const dateline_block *block = block_at(facts, i);
    uint32_t length = (uint32_t)block->text.length;
    switch (block->role) {
    case DATELINE_ROLE_BREADCRUMB:
        gather_breadcrumb(facts, i);
        break;
    case DATELINE_ROLE_STANDFIRST:
        dateline_evidence_add_block(facts, DATELINE_FIELD_SUBTITLE, DATELINE_ORIGIN_VISIBLE, 72,
                                    dateline_clean(block->text, facts->arena),
                                    DATELINE_LITERAL("standfirst"), i, 0, length);
        break;
    case DATELINE_ROLE_CORRECTION:
        if (!facts->record->correction.data)
            facts->record->correction = dateline_clean(block->text, facts->arena);
        break;
    default:
        break;
    }
}

/* ---- The place of an agency's story --------------------------------------------------------- */

/* The dash that ends "BERLIN (AP) – "; @return its offset, or SIZE_MAX. */
static size_t dateline_dash(dateline_string text) {
    enum { LIMIT = 70 };
    for (size_t i = 0; i + 3 < text.length && i < LIMIT; i++) {
        if ((uint8_t)text.data[i] == 0xE2 && (uint8_t)text.data[i + 1] == 0x80 &&
            ((uint8_t)text.data[i + 2] == 0x93 || (uint8_t)text.data[i + 2] == 0x94))
            return i;
        if (text.data[i] == '-' && i && text.data[i - 1] == ' ' &&
            (text.data[i + 1] == ' ' || text.data[i + 1] == '-'))
            return i;
    }
    return SIZE_MAX;
}

static bool is_upper_text(dateline_string text) {
    unsigned upper = 0;
    for (size_t at = 0; at < text.length;) {
        const char *cursor = text.data + at;
        unsigned kind = dateline_unicode(dateline_utf8_decode(&cursor, text.data + text.length));
        at = (size_t)(cursor - text.data);
        if ((kind & DATELINE_CODE_LETTER) && !(kind & DATELINE_CODE_UPPER))
            return false;
        upper += (kind & DATELINE_CODE_UPPER) != 0;
    }
    return upper > 2;
}

/* "BERLIN (AP) –", "MOSCOW, Dec 3 (Reuters) -", "LONDON —". A place in small letters needs its
   agency beside it. */
static void gather_place(dateline_facts *facts, uint32_t i) {
    dateline_string text = block_at(facts, i)->text;
    size_t dash = dateline_dash(text);
    if (dash == SIZE_MAX)
        return;
    dateline_string head = dateline_string_trim(dateline_string_part(text, 0, dash));
    dateline_string agency = dateline_absent;
    const char *open = head.length ? memchr(head.data, '(', head.length) : NULL;
    if (open && head.data[head.length - 1] == ')') {
        size_t at = (size_t)(open - head.data);
        agency = dateline_string_trim(dateline_string_part(head, at + 1, head.length - 1));
        head = dateline_string_trim(dateline_string_part(head, 0, at));
        if (!dateline_is_agency(agency))
            agency = dateline_absent;
    }
    const char *comma = head.length ? memchr(head.data, ',', head.length) : NULL;
    dateline_string place =
        comma ? dateline_string_part(head, 0, (size_t)(comma - head.data)) : head;
    if (!place.length || place.length > 40 || (!agency.data && !is_upper_text(place)))
        return;
    dateline_evidence_add_block(facts, DATELINE_FIELD_PLACE, DATELINE_ORIGIN_TEXT, 80, place,
                                DATELINE_LITERAL("dateline"), i, 0, (uint32_t)place.length);
    if (agency.data)
        dateline_evidence_add_block(facts, DATELINE_FIELD_AGENCY, DATELINE_ORIGIN_TEXT, 85, agency,
                                    DATELINE_LITERAL("dateline"), i,
                                    (uint32_t)(agency.data - text.data),
                                    (uint32_t)(agency.data + agency.length - text.data));
}

/* ---- Public --------------------------------------------------------------------------------- */

/* Only lines that begin like one are read as bylines: "By", "Posted", a role, a name, a date. */
static bool begins_like_byline(dateline_string text) {
    size_t end = 0;
    while (end < text.length && text.data[end] != ' ' && text.data[end] != ':' &&
           text.data[end] != ',' && (uint8_t)text.data[end] != 0xEF)
        end++;
    if (end && (dateline_is_digit(text.data[0]) || (uint8_t)text.data[0] >= 0xE3))
        return true;
    return (dateline_word_find(&dateline_name_words, dateline_string_part(text, 0, end)) &
            (DATELINE_NAME_BY | DATELINE_NAME_CUT | DATELINE_NAME_ROLE | DATELINE_NAME_GIVEN |
             DATELINE_NAME_HONORIFIC | DATELINE_NAME_PICTURE)) != 0;
}

static bool may_be_byline(dateline_facts *facts, uint32_t i, zone where) {
    const dateline_block *block = block_at(facts, i);
    if (block->role == DATELINE_ROLE_BYLINE)
        return true;
    if (where == ZONE_NOWHERE || (where == ZONE_TEXT && i != facts->last_text))
        return false;
    return begins_like_byline(block->text) || led_in_before(facts, i) ||
           (hints_of_block(facts, i) & DATELINE_HINT_AUTHOR);
}

static void gather_short_block(dateline_facts *facts, uint32_t i, zone where) {
    const dateline_block *block = block_at(facts, i);
    if (is_hidden(facts, i))
        return;
    bool relative = facts->captured.precision && (where == ZONE_HEAD || where == ZONE_BEFORE);
    if (relative || may_hold_date(block->text, where))
        gather_block_dates(facts, i, where);
    if (may_be_byline(facts, i, where))
        gather_block_authors(facts, i, where, hints_of_block(facts, i));
}

void dateline_gather_blocks(dateline_facts *facts) {
    find_title(facts);
    find_text(facts);
    for (uint32_t i = 0; i < facts->page->blocks.count; i++) {
        const dateline_block *block = block_at(facts, i);
        gather_by_role(facts, i);
        if (facts->page->sources.items[i].word_count <= SHORT_WORDS && i != facts->title_block &&
            block->text.length < 400)
            gather_short_block(facts, i, zone_of(facts, i));
    }
    if (facts->title_block != DATELINE_NONE)
        gather_leading_date(facts, facts->title_block);
    if (facts->first_text != DATELINE_NONE) {
        gather_place(facts, facts->first_text);
        for (uint32_t i = facts->first_text; i <= facts->last_text && i < facts->first_text + 4;
             i++)
            gather_leading_date(facts, i);
    }
    if (facts->page->tree) {
        gather_times(facts);
        judge_places(facts);
    }
}
