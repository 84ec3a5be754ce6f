/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parts of an article that no block shows by itself: boxes of facts, entries of a live blog,
 * footnotes, and words of the text set once more to catch the eye. What a box is called is asked
 * only in and beside the text, and a name is believed only where the shape agrees: an "infobox"
 * around all of the text is no box of facts, a live entry has a sibling, a pull quote is found in
 * the text, and a footnote is linked from the text and links back.
 */
#include "article/reading.h"
#include "page/elements.h"
#include "page/tokens.h"

/* ---- Names of boxes ------------------------------------------------------------------------- */

enum {
    NAMED_FACTS = 1,
    NAMED_PULL = 2,
    NAMED_LIVE = 4,
    NAMED_NOTES = 8,
    NAMED_SIGNATURE = 16,
    NOT_READ = 128, /* nobody has asked yet what the value names */
    STEPS = 4,      /* places that are asked from a block outwards */
    NEXT_BOX = 56,  /* nearness of what is at most one box out */
    BEHIND = 40,    /* blocks behind the text that can be notes or facts */
    NAME_BYTES = 200,
    SHORTEST_NAME = 6 /* letters */
};

/* Names as they are written when what joins their parts is dropped: "fact-box", "factBox". */
static const struct {
    const char *name;
    unsigned kind;
} names[] = {
    {"factbox", NAMED_FACTS},    {"factfile", NAMED_FACTS},      {"infobox", NAMED_FACTS},
    {"keyfacts", NAMED_FACTS},   {"faktabox", NAMED_FACTS},      {"faktaboks", NAMED_FACTS},
    {"faktaruta", NAMED_FACTS},  {"faktenbox", NAMED_FACTS},     {"infokasten", NAMED_FACTS},
    {"boxout", NAMED_FACTS},     {"encadre", NAMED_FACTS},       {"pullquote", NAMED_PULL},
    {"pulledquote", NAMED_PULL}, {"pullout", NAMED_PULL},        {"liveblog", NAMED_LIVE},
    {"liveupdate", NAMED_LIVE},  {"liveentry", NAMED_LIVE},      {"livepost", NAMED_LIVE},
    {"liveticker", NAMED_LIVE},  {"tickerentry", NAMED_LIVE},    {"footnote", NAMED_NOTES},
    {"endnote", NAMED_NOTES},    {"signature", NAMED_SIGNATURE},
};

typedef struct parts {
    dateline_reading *reading;
    uint8_t *kinds;     /* of each value of an attribute: NAMED_ bits, or NOT_READ */
    uint8_t *of_place;  /* of each place, from all its values */
    uint32_t third[26]; /* of each letter: those that stand third in a name that it begins */
    uint32_t letters[sizeof names / sizeof *names]; /* that each name has, as bits */
    uint64_t kept_words;
} parts;

static uint32_t letter_bit(char letter) {
    return letter == ' ' ? 0 : (uint32_t)1 << (letter - 'a');
}

/* Bits of letters of both cases; signs and digits count as some letter, too. */
static uint32_t letters_of(dateline_string text) {
    uint32_t letters = 0;
    for (size_t i = 0; i < text.length; i++)
        letters |= (uint32_t)1 << (text.data[i] & 31);
    return letters;
}

static void learn_names(parts *p) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        p->third[names[i].name[0] - 'a'] |= letter_bit(names[i].name[2]);
        p->letters[i] = letters_of(dateline_string_of(names[i].name));
    }
}

/* Has a value all letters of some name? Nearly always: no. */
static bool may_name(const parts *p, dateline_string value) {
    uint32_t letters = letters_of(value), found = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        found |= (p->letters[i] & ~letters) == 0;
    return found;
}

/* The names in a text of small letters and spaces; two letters nearly always tell that none is. */
static unsigned kinds_in(const parts *p, const char *text) {
    unsigned kinds = 0;
    for (; *text; text++) {
        if (*text == ' ' || !text[1] || !text[2] || !(p->third[*text - 'a'] & letter_bit(text[2])))
            continue;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (*text == names[i].name[0] && text[2] == names[i].name[2] &&
                strncmp(text, names[i].name, strlen(names[i].name)) == 0)
                kinds |= names[i].kind;
    }
    return kinds;
}

/* Letters in small, without what joins the parts of a name; names apart by a space. */
static void squeeze(char to[NAME_BYTES], dateline_string value) {
    size_t used = 0;
    for (size_t i = 0; i < value.length && used + 1 < NAME_BYTES; i++) {
        char c = value.data[i];
        if (dateline_is_letter(c))
            to[used++] = (char)(c | 0x20);
        else if (c != '-' && c != '_')
            to[used++] = ' ';
    }
    to[used] = 0;
}

static uint8_t *not_read(parts *p, uint32_t count) {
    uint8_t *kinds = DATELINE_ARENA_ARRAY(p->reading->arena, uint8_t, count);
    if (kinds)
        memset(kinds, NOT_READ, count);
    return kinds;
}

static bool begin_names(parts *p) {
    p->kinds = not_read(p, p->reading->features.names.count);
    p->of_place = not_read(p, p->reading->features.place_count);
    return p->kinds && p->of_place;
}

/* What a value names. Only those around few blocks are ever asked for, and the same ones often. */
static unsigned kinds_of_value(parts *p, uint32_t value) {
    dateline_string names_there = p->reading->features.names.items[value].value;
    if (p->kinds[value] != NOT_READ)
        return p->kinds[value];
    p->kinds[value] = 0;
    if (names_there.length >= SHORTEST_NAME && may_name(p, names_there)) {
        char text[NAME_BYTES];
        squeeze(text, names_there);
        p->kinds[value] = (uint8_t)kinds_in(p, text);
    }
    return p->kinds[value];
}

static uint8_t read_kinds(parts *p, uint32_t place) {
    const dateline_features *f = &p->reading->features;
    dateline_token_range range = f->places[place].names;
    unsigned kinds = 0;
    for (uint32_t i = range.begin; i < range.end; i++)
        kinds |= kinds_of_value(p, f->place_names.items[i]);
    return (uint8_t)kinds;
}

static unsigned kinds_of(parts *p, uint32_t place) {
    if (p->of_place[place] == NOT_READ)
        p->of_place[place] = read_kinds(p, place);
    return p->of_place[place];
}

/* ---- Boxes ---------------------------------------------------------------------------------- */

/* Does a place stand beside another one of its kind? Looks at the next few only. */
static bool has_twin(const dateline_reading *r, uint32_t place) {
    enum { LOOKED_AT = 64 };
    const dateline_place *places = r->features.places;
    uint32_t count = r->features.place_count;
    uint32_t end = place + LOOKED_AT < count ? place + LOOKED_AT : count;
    for (uint32_t i = place > LOOKED_AT ? place - LOOKED_AT : 0; i < end; i++)
        if (i != place && places[i].parent == places[place].parent &&
            places[i].signature == places[place].signature)
            return true;
    return false;
}

/* A box beside the text, not the one that holds it. */
static bool is_small(const parts *p, uint32_t place) {
    return 2 * (uint64_t)p->reading->features.places[place].totals.words < p->kept_words;
}

/* Facts beside a story; shops call the cells of their grids so, too. */
static bool has_facts(const parts *p, uint32_t place) {
    enum { FACTS_LEAST = 15 };
    return p->reading->page_type == DATELINE_PAGE_ARTICLE && is_small(p, place) &&
           p->reading->features.places[place].totals.words >= FACTS_LEAST;
}

static bool has_shape(const parts *p, uint32_t place, unsigned kind) {
    return kind == NAMED_LIVE    ? has_twin(p->reading, place)
           : kind == NAMED_FACTS ? has_facts(p, place)
                                 : is_small(p, place);
}

/* Is there a place around the block that has such a name, and its shape? */
static bool is_in(parts *p, uint32_t block, unsigned kind) {
    const dateline_reading *r = p->reading;
    uint32_t place = r->features.block_place[block];
    for (unsigned step = 0; step < STEPS; step++) {
        if (kinds_of(p, place) & kind && has_shape(p, place, kind))
            return true;
        if (place == r->features.places[place].parent)
            break;
        place = r->features.places[place].parent;
    }
    return false;
}

/* Has one of the places around the block any of the names? */
static bool is_named(parts *p, uint32_t block) {
    const dateline_place *places = p->reading->features.places;
    uint32_t place = p->reading->features.block_place[block];
    unsigned kinds = kinds_of(p, place);
    for (unsigned step = 1; step < STEPS; step++) {
        place = places[place].parent;
        kinds |= kinds_of(p, place);
    }
    return kinds != 0;
}

/* May the part that it belongs to be the better name of a block than its form? */
static bool may_rename(const dateline_block *block) {
    switch (block->role) {
    case DATELINE_ROLE_PARAGRAPH:
    case DATELINE_ROLE_POST:
    case DATELINE_ROLE_HEADING:
    case DATELINE_ROLE_LIST_ITEM:
    case DATELINE_ROLE_QUOTE:
    case DATELINE_ROLE_OTHER:
        return true;
    default:
        return false;
    }
}

/* A block is no text after all. */
static void take_out(dateline_reading *r, uint32_t i, dateline_role role) {
    r->kept[i] = r->page->blocks.items[i].in_text = false;
    r->page->blocks.items[i].role = role;
}

/* ---- Words set once more -------------------------------------------------------------------- */

enum { QUOTE_LEAST = 5, QUOTE_MOST = 60, QUOTES = 32 /* that are looked for, of a page */ };

/* The words of the text, read where the first quotation asks for them. */
typedef struct text_words {
    uint32_t *hashes; /* NULL: not read yet */
    uint32_t *begins; /* of each block from the first kept one on, and the end */
} text_words;

static bool read_text(const dateline_reading *r, text_words *text) {
    const dateline_page *page = r->page;
    uint32_t blocks = r->last_kept - r->first_kept + 1, count = 0;
    size_t bytes = 0;
    for (uint32_t i = r->first_kept; i <= r->last_kept; i++)
        bytes += r->kept[i] ? page->blocks.items[i].text.length : 0;
    text->hashes = DATELINE_ARENA_ARRAY(r->arena, uint32_t, bytes);
    text->begins = DATELINE_ARENA_ARRAY(r->arena, uint32_t, blocks + 1);
    if (!text->hashes || !text->begins)
        return false;
    for (uint32_t i = 0; i < blocks; i++) {
        dateline_string words = page->blocks.items[r->first_kept + i].text;
        text->begins[i] = count;
        if (r->kept[r->first_kept + i])
            count += dateline_read_words(words.data, words.data + words.length,
                                         text->hashes + count, UINT32_MAX);
    }
    text->begins[blocks] = count;
    return true;
}

/* Are these words somewhere among others, in a row? */
static bool has_words(const uint32_t *words, const uint32_t *end, const uint32_t *wanted,
                      unsigned count) {
    for (; (size_t)(end - words) >= count; words++)
        if (*words == *wanted && memcmp(words, wanted, count * sizeof *words) == 0)
            return true;
    return false;
}

/* Is a block's text part of a longer block of the text? */
static bool is_repeated(const dateline_reading *r, const text_words *text, uint32_t block) {
    uint32_t wanted[QUOTE_MOST + 1];
    dateline_string words = r->page->blocks.items[block].text;
    unsigned count =
        dateline_read_words(words.data, words.data + words.length, wanted, QUOTE_MOST + 1);
    if (count < QUOTE_LEAST || count > QUOTE_MOST)
        return false;
    const uint32_t *begins = text->begins;
    for (uint32_t i = r->first_kept; i <= r->last_kept; i++, begins++)
        if (i != block && r->kept[i] && r->page->sources.items[i].word_count > count &&
            has_words(text->hashes + begins[0], text->hashes + begins[1], wanted, count))
            return true;
    return false;
}

/* Markup that sets words apart: a quotation, an aside, a name. */
static bool is_set_apart(parts *p, uint32_t block) {
    const dateline_reading *r = p->reading;
    return r->page->blocks.items[block].quote_depth ||
           dateline_near(r, block, DATELINE_NEAR_TAG_ASIDE) >= NEXT_BOX ||
           dateline_near(r, block, DATELINE_NEAR_TELLING + DATELINE_TELLING_QUOTE) >= NEXT_BOX ||
           is_in(p, block, NAMED_PULL);
}

/* Replies of a forum quote each other: there it is part of what is said. */
static bool find_pull_quotes(parts *p) {
    dateline_reading *r = p->reading;
    text_words text = {NULL, NULL};
    unsigned looked_for = 0;
    for (uint32_t i = r->first_kept; i <= r->last_kept && looked_for < QUOTES; i++) {
        if (r->page_type == DATELINE_PAGE_FORUM || !r->shown[i] || i == r->title ||
            r->page->sources.items[i].word_count > QUOTE_MOST || r->page->blocks.items[i].level ||
            !is_set_apart(p, i))
            continue;
        looked_for++;
        if (!text.hashes && !read_text(r, &text))
            return false;
        if (!is_repeated(r, &text, i))
            continue;
        take_out(r, i, DATELINE_ROLE_PULL_QUOTE);
    }
    return true;
}

/* ---- Footnotes ------------------------------------------------------------------------------ */

enum { NOTES = 1024, SLOTS = 4 * NOTES, MARKER_BYTES = 12, BACK_JUMPS = 16 };

/* A link with a short text to a place in this page. */
typedef struct jump {
    uint32_t block;
    uint32_t mark;
    dateline_string fragment;
    uint32_t target; /* the block that it leads to, or DATELINE_NONE */
} jump;

typedef struct jumps {
    jump items[NOTES];
    uint32_t count;
    uint16_t slots[SLOTS]; /* by fragment: index + 1 of the first jump to it */
} jumps;

/* The part of an address behind '#' where the rest is this page's own; else absent. */
static dateline_string fragment_of(const dateline_page *page, dateline_string url) {
    const char *sign = url.length ? memchr(url.data, '#', url.length) : NULL;
    if (!sign)
        return dateline_absent;
    size_t at = (size_t)(sign - url.data);
    dateline_string document = dateline_string_part(url, 0, at);
    dateline_string own = page->base;
    const char *end = own.length ? memchr(own.data, '#', own.length) : NULL;
    own.length = end ? (size_t)(end - own.data) : own.length;
    bool here = !at || dateline_string_equal(document, own);
    return here ? dateline_string_part(url, at + 1, url.length) : dateline_absent;
}

static uint32_t slot_of(const jumps *j, dateline_string fragment) {
    uint32_t at = (uint32_t)dateline_hash(fragment.data, fragment.length) & (SLOTS - 1);
    while (j->slots[at] && !dateline_string_equal(j->items[j->slots[at] - 1].fragment, fragment))
        at = (at + 1) & (SLOTS - 1);
    return at;
}

static void note_jump(jumps *j, uint32_t block, uint32_t mark, dateline_string fragment) {
    uint32_t at = slot_of(j, fragment);
    j->items[j->count++] = (jump){block, mark, fragment, DATELINE_NONE};
    if (!j->slots[at])
        j->slots[at] = (uint16_t)j->count;
}

static void gather_jumps(const dateline_reading *r, jumps *j) {
    for (uint32_t i = r->first_kept; i < r->page->blocks.count; i++) {
        const dateline_block *block = &r->page->blocks.items[i];
        for (uint32_t m = 0; r->shown[i] && m < block->mark_count && j->count < NOTES; m++) {
            const dateline_mark *mark = &block->marks[m];
            if (mark->kind != DATELINE_MARK_LINK || mark->end - mark->begin > MARKER_BYTES)
                continue;
            dateline_string fragment = fragment_of(r->page, mark->url);
            if (fragment.length)
                note_jump(j, i, m, fragment);
        }
    }
}

/* The block that a node holds, stands in, or comes before. */
static uint32_t block_at(const dateline_page *page, uint32_t node) {
    uint32_t low = 0, high = page->blocks.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const dateline_block_source *source = &page->sources.items[middle];
        uint32_t last = source->first_run + source->run_count;
        if (source->run_count && page->runs.items[last - 1].node < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low < page->blocks.count ? low : DATELINE_NONE;
}

/* Find where the jumps lead: one sweep over the ids of the page. */
static void find_targets(const dateline_page *page, jumps *j) {
    const dateline_tree *tree = page->tree;
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        if (tree->nodes.items[i].type != DATELINE_NODE_ELEMENT ||
            tree->nodes.items[i].attributes == DATELINE_NO_ATTRIBUTES)
            continue;
        dateline_string id = dateline_element_raw(tree, i, DATELINE_ATTRIBUTE_ID);
        if (!id.length)
            id = dateline_element_raw(tree, i, DATELINE_ATTRIBUTE_NAME);
        uint32_t at = id.length ? slot_of(j, id) : SLOTS;
        if (at < SLOTS && j->slots[at] && j->items[j->slots[at] - 1].target == DATELINE_NONE)
            j->items[j->slots[at] - 1].target = block_at(page, i);
    }
    for (uint32_t i = 0; i < j->count; i++)
        j->items[i].target = j->items[j->slots[slot_of(j, j->items[i].fragment)] - 1].target;
}

/* The first jump of a block, or count: they stand in the order of blocks. */
static uint32_t first_of(const jumps *j, uint32_t block) {
    uint32_t low = 0, high = j->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (j->items[middle].block < block)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first jump of a note back to the block that it was reached from, or NULL. */
static const jump *jump_back(const jumps *j, const jump *to) {
    uint32_t i = first_of(j, to->target);
    for (unsigned n = 0; n < BACK_JUMPS && i < j->count && j->items[i].block == to->target;
         n++, i++)
        if (j->items[i].target == to->block)
            return &j->items[i];
    return NULL;
}

/* From now on a jump leads to the anchor of its target. A fragment has its '#' before it. */
static void tie(dateline_page *page, const jump *from) {
    dateline_block *target = &page->blocks.items[from->target];
    if (!target->anchor.data)
        target->anchor = from->fragment;
    uint32_t mark = page->sources.items[from->block].first_mark + from->mark;
    page->marks.items[mark].url =
        (dateline_string){target->anchor.data - 1, target->anchor.length + 1};
}

/* Footnotes are known by what links do: from the text to the note, and back. */
static bool find_footnotes(dateline_reading *r) {
    jumps *j = DATELINE_ARENA_ARRAY(r->arena, jumps, 1);
    if (!j)
        return false;
    memset(j, 0, sizeof *j);
    gather_jumps(r, j);
    find_targets(r->page, j);
    for (uint32_t i = 0; i < j->count; i++) {
        const jump *to = &j->items[i];
        if (!r->kept[to->block] || to->target == DATELINE_NONE || to->target <= to->block)
            continue;
        const jump *back = jump_back(j, to);
        if (!back)
            continue;
        r->page->blocks.items[to->target].role = DATELINE_ROLE_FOOTNOTE;
        tie(r->page, to);
        tie(r->page, back);
    }
    return true;
}

/* Is there a note's worth of them? Nearly always: no. */
static bool has_jumps(const dateline_reading *r) {
    unsigned count = 0;
    for (uint32_t i = r->first_kept; i < r->page->blocks.count && count < 2; i++) {
        const dateline_block *block = &r->page->blocks.items[i];
        for (size_t m = 0; m < block->mark_count && count < 2; m++) {
            const dateline_mark *mark = &block->marks[m];
            count += mark->kind == DATELINE_MARK_LINK && mark->end - mark->begin <= MARKER_BYTES &&
                     fragment_of(r->page, mark->url).length;
        }
    }
    return count == 2;
}

/* ---- Headings of calls ---------------------------------------------------------------------- */

/* "The tide in your inbox": a heading goes with the call that stands under it in its box. */
static void drop_headings_of_calls(dateline_reading *r) {
    for (uint32_t i = r->first_kept; i < r->last_kept; i++) {
        const dateline_block *block = &r->page->blocks.items[i];
        uint32_t next = i + 1;
        while (next < r->last_kept && !r->shown[next])
            next++;
        if (!r->kept[i] || !block->level || r->kept[next] || !dateline_in_call_box(r, i) ||
            !dateline_in_call_box(r, next))
            continue;
        take_out(r, i, DATELINE_ROLE_PROMO);
    }
}

/* ---- All of them ---------------------------------------------------------------------------- */

/* What a writer of a forum signs each post with is none of the thread. */
static void name_box(parts *p, uint32_t i) {
    dateline_block *block = &p->reading->page->blocks.items[i];
    if (is_in(p, i, NAMED_FACTS))
        block->role = DATELINE_ROLE_FACT_BOX;
    else if (is_in(p, i, NAMED_LIVE))
        block->role = DATELINE_ROLE_LIVE_UPDATE;
    else if (is_in(p, i, NAMED_NOTES) && !block->level)
        block->role = DATELINE_ROLE_FOOTNOTE;
    else if (p->reading->page_type == DATELINE_PAGE_FORUM && is_in(p, i, NAMED_SIGNATURE))
        take_out(p->reading, i, DATELINE_ROLE_OTHER);
}

static void name_boxes(parts *p) {
    const dateline_reading *r = p->reading;
    for (uint32_t i = r->first_kept; i < r->page->blocks.count; i++) {
        const dateline_block *block = &r->page->blocks.items[i];
        if (!r->shown[i] || !may_rename(block) || (i > r->last_kept + BEHIND && !r->kept[i]))
            continue;
        if (is_named(p, i)) /* nearly always: no */
            name_box(p, i);
    }
}

bool dateline_parts_find(dateline_reading *reading) {
    if (reading->first_kept == DATELINE_NONE)
        return true;
    parts p = {.reading = reading};
    learn_names(&p);
    if (!begin_names(&p))
        return false;
    for (uint32_t i = reading->first_kept; i <= reading->last_kept; i++)
        p.kept_words += reading->kept[i] ? reading->page->sources.items[i].word_count : 0;
    drop_headings_of_calls(reading);
    name_boxes(&p);
    return find_pull_quotes(&p) && (!has_jumps(reading) || find_footnotes(reading));
}
