/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a block stands beside the article. That decides how far it is believed: between title and
 * text most, just before the title and just behind the text less, among comments and teasers not
 * at all.
 */
#include "metadata/blocks.h"

/* ---- Where the article stands --------------------------------------------------------------- */

enum {
    BEFORE_TITLE = 8, /* blocks before the title that may be its date or author */
    BEHIND_TEXT = 14, /* blocks behind the text that may be its author */
    HEAD_LIMIT = 40,  /* blocks between title and text that are looked at */
    EARLY_TEXT = 4,   /* blocks at the begin of the text that may be a byline */
    TEXT_WORDS = 12   /* a block of the text that counts as its begin or end */
};

/* The heading that says the title; where none does, the best of the headings. */
static void find_title(dateline_facts *facts) {
    uint64_t key = facts->title_key;
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
        if (!dateline_block_at(facts, i)->in_text ||
            facts->page->sources.items[i].word_count < TEXT_WORDS)
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

dateline_where dateline_where_is(const dateline_facts *facts, uint32_t i) {
    uint32_t title = facts->title_block, first = facts->first_text, last = facts->last_text;
    if (title != DATELINE_NONE) {
        if (i < title)
            return title - i <= BEFORE_TITLE ? DATELINE_WHERE_BEFORE : DATELINE_WHERE_NOWHERE;
        if ((first == DATELINE_NONE || i < first) && i - title <= HEAD_LIMIT)
            return DATELINE_WHERE_HEAD;
    } else if (first != DATELINE_NONE && i < first) {
        return first - i <= 2 * BEFORE_TITLE ? DATELINE_WHERE_HEAD : DATELINE_WHERE_NOWHERE;
    }
    if (first == DATELINE_NONE)
        return DATELINE_WHERE_NOWHERE;
    if (i <= last)
        return i < first                ? DATELINE_WHERE_NOWHERE
               : i - first < EARLY_TEXT ? DATELINE_WHERE_HEAD
                                        : DATELINE_WHERE_TEXT;
    return i - last <= BEHIND_TEXT ? DATELINE_WHERE_TAIL : DATELINE_WHERE_NOWHERE;
}

void dateline_find_article(dateline_facts *facts) {
    find_title(facts);
    find_text(facts);
}

static bool is_foreign_role(dateline_role role) {
    return role == DATELINE_ROLE_COMMENT || role == DATELINE_ROLE_RELATED ||
           role == DATELINE_ROLE_NAVIGATION || role == DATELINE_ROLE_FOOTER ||
           role == DATELINE_ROLE_CONSENT;
}

unsigned dateline_hints_of_block(dateline_facts *facts, uint32_t i) {
    const dateline_block_source *source = &facts->page->sources.items[i];
    if (!facts->page->tree || !source->run_count)
        return 0;
    uint32_t text = facts->page->runs.items[source->first_run].node;
    return dateline_hints(facts, facts->page->tree->nodes.items[text].parent);
}

/* The block that holds a node's text, by binary search: runs stand in document order. */
uint32_t dateline_block_of_node(const dateline_facts *facts, uint32_t node) {
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

/* What a box is called is weak evidence beside the title, and strong elsewhere. */
int dateline_foreign_penalty(dateline_where where, unsigned hints, dateline_role role) {
    static const int penalties[] = {[DATELINE_WHERE_NOWHERE] = 40,
                                    [DATELINE_WHERE_BEFORE] = 20,
                                    [DATELINE_WHERE_HEAD] = 14,
                                    [DATELINE_WHERE_TEXT] = 40,
                                    [DATELINE_WHERE_TAIL] = 40};
    int penalty = hints & (DATELINE_HINT_COMMENT | DATELINE_HINT_ASIDE) ? penalties[where] : 0;
    return penalty + (is_foreign_role(role) ? penalties[where] : 0);
}

bool dateline_is_elsewhere(const dateline_facts *facts, dateline_where where, unsigned hints,
                           dateline_role role) {
    return dateline_foreign_penalty(where, hints, role) > 0 && where != DATELINE_WHERE_HEAD &&
           where != DATELINE_WHERE_BEFORE && facts->record->page_type != DATELINE_PAGE_FORUM;
}

/* ---- Text of a block ------------------------------------------------------------------------ */

/* A block's text with a bar where one element follows another without a space: "<a>Jane
   Roe</a><span>Editor</span>" must not become "Jane RoeEditor". */
dateline_string dateline_separated_text(const dateline_facts *facts, uint32_t i) {
    enum { RUNS = 24 };
    const dateline_page *page = facts->page;
    const dateline_block_source *source = &page->sources.items[i];
    dateline_string text = dateline_block_at(facts, i)->text;
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
bool dateline_find_part(dateline_string text, dateline_string part, uint32_t *begin) {
    size_t at = dateline_string_find(text, part, 0);
    *begin = at == SIZE_MAX ? 0 : (uint32_t)at;
    return at != SIZE_MAX;
}
