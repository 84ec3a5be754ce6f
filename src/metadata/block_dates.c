/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates that the reader sees: date lines, <time> elements, dates with which a text begins.
 */
#include "metadata/blocks.h"

/* Enough digits for a date, of which far from the article four must be a year of our time. */
static bool may_hold_date(dateline_string text, dateline_where where) {
    enum { FEWEST = 4 };
    if (where == DATELINE_WHERE_NOWHERE || where == DATELINE_WHERE_TEXT)
        return dateline_has_year(text);
    dateline_digits digits = dateline_count_digits(text);
    return digits.count >= FEWEST || (digits.foreign && digits.count < 2);
}

/* "Updated" may stand in a block of its own before the date; a byline or a link elsewhere is no
   label of it, whatever words it holds. */
static dateline_date_cue cue_before(const dateline_facts *facts, uint32_t i) {
    enum { LABEL_BYTES = 40 };
    if (!i)
        return DATELINE_CUE_NONE;
    const dateline_block *label = dateline_block_at(facts, i - 1);
    if (label->text.length > LABEL_BYTES || label->role == DATELINE_ROLE_BYLINE ||
        label->role == DATELINE_ROLE_NAVIGATION || dateline_has_digit(label->text))
        return DATELINE_CUE_NONE;
    return dateline_date_cue_of(label->text);
}

static int date_weight(dateline_where where, unsigned hints, dateline_role role) {
    static const int weights[] = {[DATELINE_WHERE_NOWHERE] = 12,
                                  [DATELINE_WHERE_BEFORE] = 52,
                                  [DATELINE_WHERE_HEAD] = 60,
                                  [DATELINE_WHERE_TEXT] = 0,
                                  [DATELINE_WHERE_TAIL] = 34};
    int weight = weights[where];
    if (role == DATELINE_ROLE_DATE || role == DATELINE_ROLE_BYLINE)
        weight += 12;
    if (hints & DATELINE_HINT_DATE)
        weight += 10;
    return weight - dateline_foreign_penalty(where, hints, role);
}

/* The words "Updated" and "Published", before the date or in the class, say which date it is. */
static dateline_field field_of_cue(unsigned cue, unsigned hints) {
    if (cue == DATELINE_CUE_MODIFIED)
        return DATELINE_FIELD_DATE_MODIFIED;
    if (cue == DATELINE_CUE_NONE && (hints & DATELINE_HINT_MODIFIED))
        return DATELINE_FIELD_DATE_MODIFIED;
    return DATELINE_FIELD_DATE_PUBLISHED;
}

static dateline_evidence *add_date(dateline_facts *facts, dateline_field field,
                                   dateline_origin origin, int weight, const dateline_date *date,
                                   const char *source, uint32_t block, uint32_t begin,
                                   uint32_t end) {
    if (date->precision < DATELINE_DATE_DAY)
        weight -= 20;
    if (date->ambiguous)
        weight -= 4;
    dateline_evidence *item = dateline_evidence_add_block(
        facts, field, origin, weight, dateline_date_format(date, facts->arena),
        dateline_string_of(source), block, begin, end);
    if (item) {
        item->date = *date;
        item->role = (uint8_t)dateline_block_at(facts, block)->role;
    }
    return item;
}

/* A block that is little more than a date is a date line, wherever it stands in the article; a date
   in a longer line is less likely to be the article's. */
static int share_bonus(const dateline_facts *facts, uint32_t i, dateline_where where,
                       size_t length) {
    enum { EARLY = 60 };
    size_t words = facts->page->sources.items[i].word_count;
    bool alone = 2 * length >= dateline_block_at(facts, i)->text.length;
    if (where == DATELINE_WHERE_TEXT) {
        bool early = facts->title_block != DATELINE_NONE && i - facts->title_block <= EARLY;
        return alone ? early ? 44 : 24 : 0;
    }
    return alone ? 4 : words > 14 ? -12 : 0;
}

/* Dates of one block, while they are read. */
typedef struct date_line {
    uint32_t block;
    dateline_where where;
    dateline_string text; /* with bars */
    unsigned hints;
    unsigned cue; /* of what stood before */
    int weight;
    bool foreign;
    bool elsewhere; /* in what looks like other stories: only "Published" counts */
} date_line;

static bool is_comment(unsigned hints, dateline_role role) {
    return role == DATELINE_ROLE_COMMENT || (hints & DATELINE_HINT_COMMENT);
}

static void count_order(dateline_facts *facts, const dateline_date *date) {
    if (!date->numeric || date->dotted || date->ambiguous || date->day == date->month)
        return;
    if (date->month_first)
        facts->months_first++;
    else
        facts->days_first++;
}

static void add_block_date(dateline_facts *facts, const date_line *line, const dateline_date *date,
                           bool first) {
    enum { SURE = 46, PUBLISHED = 10, LATER = -6 };
    const dateline_block *block = dateline_block_at(facts, line->block);
    bool published = date->cue == DATELINE_CUE_PUBLISHED;
    size_t length = date->end - date->begin;
    if (line->elsewhere && !published)
        return;
    int weight = line->weight +
                 (published ? PUBLISHED
                  : first   ? 0
                            : LATER) +
                 share_bonus(facts, line->block, line->where, length);
    if (published && !line->foreign && weight < SURE)
        weight = SURE;
    bool alone = 2 * length >= block->text.length;
    bool far = line->where == DATELINE_WHERE_NOWHERE || line->where == DATELINE_WHERE_TAIL;
    /* Away from the head of the article a date inside a sentence is an event's. */
    if (far && !alone && !published && !(line->hints & DATELINE_HINT_DATE))
        return;
    if (weight < 1 && (line->where != DATELINE_WHERE_NOWHERE || line->elsewhere))
        weight = 1;
    if (weight < 1)
        return;
    uint32_t begin;
    bool found = dateline_find_part(
        block->text, dateline_string_part(line->text, date->begin, date->end), &begin);
    dateline_evidence *item =
        add_date(facts, field_of_cue(date->cue, line->hints), DATELINE_ORIGIN_VISIBLE, weight, date,
                 "date line", line->block, begin, found ? begin + (uint32_t)length : begin);
    if (!item)
        return;
    item->where = (uint8_t)line->where;
    item->hints = (uint16_t)line->hints;
    item->signs = alone ? DATELINE_SIGN_ALONE : 0;
}

/* Far from the article: what is nothing but a link leads elsewhere, and of a list of dates more of
   them tell nothing new. */
static bool is_worth_a_look(const dateline_facts *facts, uint32_t i) {
    enum { ENOUGH = 24 };
    const dateline_block_source *source = &facts->page->sources.items[i];
    return source->link_word_count < source->word_count &&
           facts->field_count[DATELINE_FIELD_DATE_PUBLISHED] < ENOUGH;
}

static bool is_beside_title(const dateline_facts *facts, uint32_t i) {
    enum { NEAR = 2, WORDS = 6 };
    uint32_t title = facts->title_block;
    return title != DATELINE_NONE && (i > title ? i - title : title - i) <= NEAR &&
           facts->page->sources.items[i].word_count <= WORDS;
}

/* A picture's date is when it was taken, but for a short line beside the title and what is in a box
   of dates. */
static bool is_date_of_picture(dateline_facts *facts, uint32_t i, dateline_where where) {
    const dateline_block *block = dateline_block_at(facts, i);
    return (block->role == DATELINE_ROLE_CAPTION || block->role == DATELINE_ROLE_CREDIT) &&
           !is_beside_title(facts, i) &&
           !(may_hold_date(block->text, where) &&
             (dateline_hints_of_block(facts, i) & DATELINE_HINT_DATE));
}

/* Dates in code are its data, and the number of a section may look like one. */
static bool is_example(const dateline_facts *facts, uint32_t i) {
    return facts->page->sources.items[i].shape == DATELINE_SHAPE_CODE ||
           dateline_is_numbered(dateline_block_at(facts, i)->text);
}

static void read_block_dates(dateline_facts *facts, uint32_t i, dateline_where where) {
    enum { DATES = 3 };
    const dateline_block *block = dateline_block_at(facts, i);
    dateline_date_context context = {.order = facts->order, .captured = facts->captured};
    dateline_date date;
    date_line line = {.block = i, .where = where, .text = dateline_separated_text(facts, i)};
    if (!dateline_date_find(line.text, 0, &context, &date))
        return;
    line.hints = dateline_hints_of_block(facts, i);
    line.elsewhere = dateline_is_elsewhere(facts, where, line.hints, block->role);
    if (line.elsewhere && is_comment(line.hints, block->role))
        return;
    line.weight = date_weight(where, line.hints, block->role);
    line.foreign = dateline_foreign_penalty(where, line.hints, block->role) > 0;
    line.cue = cue_before(facts, i);
    for (int n = 0; n < DATES; n++) {
        count_order(facts, &date);
        if (date.cue == DATELINE_CUE_NONE)
            date.cue = (uint8_t)line.cue;
        line.cue = date.cue == DATELINE_CUE_PUBLISHED ? DATELINE_CUE_NONE : date.cue;
        if (date.cue != DATELINE_CUE_OTHER)
            add_block_date(facts, &line, &date, n == 0);
        if (!dateline_date_find(line.text, date.end, &context, &date))
            return;
    }
}

void dateline_gather_block_dates(dateline_facts *facts, uint32_t i, dateline_where where) {
    bool far = where == DATELINE_WHERE_NOWHERE;
    bool relative = facts->captured.precision &&
                    (where == DATELINE_WHERE_HEAD || where == DATELINE_WHERE_BEFORE);
    if ((!far || is_worth_a_look(facts, i)) && !is_example(facts, i) &&
        (relative || may_hold_date(dateline_block_at(facts, i)->text, where)) &&
        !is_date_of_picture(facts, i, where))
        read_block_dates(facts, i, where);
}

static void add_text_date(dateline_facts *facts, uint32_t i, int weight, const dateline_date *date,
                          const char *source) {
    dateline_evidence *item = add_date(facts, DATELINE_FIELD_DATE_PUBLISHED, DATELINE_ORIGIN_TEXT,
                                       weight, date, source, i, date->begin, date->end);
    if (item)
        item->where = DATELINE_WHERE_TEXT;
}

/* "27.1.2022 - Bei der Erinnerung ...", "(18.01.2018) Deutschlands ...": many a text begins so. */
static bool gather_leading_date(dateline_facts *facts, uint32_t i) {
    enum { LATEST = 40, LABEL = 24 };
    dateline_string text = dateline_block_at(facts, i)->text;
    dateline_date_context context = {.order = facts->order, .captured = facts->captured};
    dateline_date date;
    if (text.length > LATEST)
        text.length = LATEST;
    if (!dateline_has_digit(text) || !dateline_date_find(text, 0, &context, &date) ||
        date.relative || date.begin > (date.cue == DATELINE_CUE_PUBLISHED ? LABEL : 2) ||
        date.end >= text.length)
        return false;
    add_text_date(facts, i, 56, &date, "begin of the text");
    return true;
}

/* A date on a line of its own in the heading; within the title it may be that of an event. */
static void gather_line_below(dateline_facts *facts, uint32_t i) {
    enum { LONGEST = 300 };
    dateline_string text = dateline_block_at(facts, i)->text;
    dateline_date_context context = {.order = facts->order, .captured = facts->captured};
    dateline_date date;
    if (text.length <= LONGEST && memchr(text.data, '\n', text.length) &&
        dateline_date_find(text, 0, &context, &date) && !date.relative && date.begin &&
        text.data[date.begin - 1] == '\n' && date.cue != DATELINE_CUE_OTHER)
        add_text_date(facts, i, 56, &date, "line below the title");
}

void dateline_gather_leading_dates(dateline_facts *facts) {
    enum { PARAGRAPHS = 4, BLOCKS = 24 };
    unsigned read = 0;
    if (facts->title_block != DATELINE_NONE && !gather_leading_date(facts, facts->title_block))
        gather_line_below(facts, facts->title_block);
    if (facts->first_text == DATELINE_NONE)
        return;
    for (uint32_t i = facts->first_text;
         i <= facts->last_text && i < facts->first_text + BLOCKS && read < PARAGRAPHS; i++)
        if (dateline_block_at(facts, i)->in_text) {
            gather_leading_date(facts, i);
            read++;
        }
}

/* ---- <time> --------------------------------------------------------------------------------- */

static unsigned cue_of_mark(const dateline_facts *facts, const dateline_time_mark *mark,
                            uint32_t block) {
    enum { SHORT = 200 };
    unsigned cue = mark->cue;
    if (block == DATELINE_NONE)
        return cue;
    if (!cue && dateline_block_at(facts, block)->text.length < SHORT)
        cue = dateline_date_cue_of(dateline_block_at(facts, block)->text);
    return cue ? cue : (unsigned)cue_before(facts, block);
}

static void gather_time(dateline_facts *facts, const dateline_time_mark *mark) {
    enum { ELEMENT = 6 };
    uint32_t block = dateline_block_of_node(facts, mark->node);
    bool placed = block != DATELINE_NONE;
    unsigned hints = dateline_hints(facts, mark->node);
    dateline_where where = placed ? dateline_where_is(facts, block) : DATELINE_WHERE_NOWHERE;
    dateline_role role = placed ? dateline_block_at(facts, block)->role : DATELINE_ROLE_OTHER;
    int weight = date_weight(where, hints, role) + ELEMENT;
    dateline_string value = {facts->page->tree->text + mark->begin, mark->end - mark->begin};
    dateline_date_context context = {
        .order = facts->order, .captured = facts->captured, .whole = true};
    dateline_date date;
    bool elsewhere = dateline_is_elsewhere(facts, where, hints, role);
    if (!value.length || (elsewhere && is_comment(hints, role)) ||
        !dateline_date_find(value, 0, &context, &date))
        return;
    date.cue = (uint8_t)cue_of_mark(facts, mark, block);
    if (elsewhere && date.cue != DATELINE_CUE_PUBLISHED)
        return;
    dateline_evidence *item =
        dateline_evidence_add(facts, field_of_cue(date.cue, hints), DATELINE_ORIGIN_TIME,
                              weight > 0 ? weight : 1, dateline_date_format(&date, facts->arena),
                              DATELINE_LITERAL("time datetime"), mark->begin, mark->end);
    if (!item)
        return;
    item->date = date;
    item->node = mark->node;
    item->where = (uint8_t)where;
    item->hints = (uint16_t)hints;
    item->role = (uint8_t)role;
}

/* How many <time> elements stand in a row decides: a single one near the title is the story's; one
   in every card of a list is none of it. */
void dateline_gather_times(dateline_facts *facts) {
    for (unsigned t = 0; t < facts->time_count; t++)
        gather_time(facts, &facts->times[t]);
}
