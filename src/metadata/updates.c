/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The entries of a live blog that no JSON-LD lists: runs of blocks with that role. A time or a
 * heading begins an entry; what follows up to the next one is its text.
 */
#include "metadata/blocks.h"

enum { ENTRIES = 2000 };

typedef struct ticker {
    dateline_facts *facts;
    dateline_update *items;
    size_t count;
    size_t room;
    char *text; /* of the current entry; all entries share one buffer */
    size_t used;
    size_t begin;  /* where the current entry's text begins */
    unsigned mark; /* the next time element to look at */
} ticker;

static void end_entry(ticker *t) {
    if (!t->count)
        return;
    dateline_update *entry = &t->items[t->count - 1];
    if (t->used > t->begin)
        entry->text = (dateline_string){t->text + t->begin, t->used - t->begin};
    t->begin = t->used;
}

static dateline_update *begin_entry(ticker *t) {
    end_entry(t);
    if (t->count < t->room)
        t->items[t->count++] = (dateline_update){.text = dateline_absent};
    return &t->items[t->count - 1];
}

/* The time element inside or just before a block, read once. */
static dateline_string time_at(ticker *t, uint32_t block) {
    const dateline_facts *facts = t->facts;
    dateline_date_context context = {
        .order = facts->order, .captured = facts->captured, .whole = true};
    dateline_string found = dateline_absent;
    for (; t->mark < facts->time_count; t->mark++) {
        const dateline_time_mark *mark = &facts->times[t->mark];
        uint32_t at = dateline_block_of_node(facts, mark->node);
        if (at > block)
            break;
        dateline_date date;
        dateline_string value = {facts->page->tree->text + mark->begin, mark->end - mark->begin};
        if (at == block && value.length && dateline_date_find(value, 0, &context, &date))
            found = dateline_date_format(&date, facts->arena);
    }
    return found;
}

static void add_text(ticker *t, dateline_string text) {
    if (t->used > t->begin)
        t->text[t->used++] = '\n';
    memcpy(t->text + t->used, text.data, text.length);
    t->used += text.length;
}

static void read_block(ticker *t, uint32_t i) {
    enum { TIME_WORDS = 6 };
    const dateline_block *block = dateline_block_at(t->facts, i);
    dateline_string time = time_at(t, i);
    dateline_update *entry = t->count ? &t->items[t->count - 1] : NULL;
    bool fresh = entry && t->used == t->begin; /* nothing but a time or a heading yet */
    if (time.data && (!fresh || entry->time.data))
        entry = begin_entry(t);
    else if (!entry || (block->level && (!fresh || entry->title.data)))
        entry = begin_entry(t);
    if (time.data)
        entry->time = time;
    bool only_time = time.data && t->facts->page->sources.items[i].word_count <= TIME_WORDS;
    if (block->level && !entry->title.data)
        entry->title = block->text;
    else if (!only_time && block->text.length)
        add_text(t, block->text);
}

static bool is_update(const dateline_facts *facts, uint32_t n) {
    return dateline_block_at(facts, facts->special[n])->role == DATELINE_ROLE_LIVE_UPDATE;
}

bool dateline_choose_updates(dateline_facts *facts) {
    ticker t = {.facts = facts};
    size_t bytes = 0;
    if (facts->record->update_count || !facts->page->tree)
        return true;
    for (uint32_t n = 0; n < facts->special_count; n++)
        if (is_update(facts, n)) {
            bytes += dateline_block_at(facts, facts->special[n])->text.length + 1;
            t.room++;
        }
    if (!t.room)
        return true;
    t.room = t.room < ENTRIES ? t.room : ENTRIES;
    t.items = DATELINE_ARENA_ARRAY(facts->arena, dateline_update, t.room);
    t.text = DATELINE_ARENA_ARRAY(facts->arena, char, bytes);
    if (!t.items || !t.text)
        return false;
    for (uint32_t n = 0; n < facts->special_count; n++)
        if (is_update(facts, n))
            read_block(&t, facts->special[n]);
    end_entry(&t);
    facts->record->updates = t.items;
    facts->record->update_count = t.count;
    return true;
}
