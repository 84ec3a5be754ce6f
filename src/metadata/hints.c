/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What class and id tell: "c-byline__author", "entryDate". Names are weak evidence, but the only
 * one that a bare date or name has. An element's own words are looked up once; the blocks inside it
 * ask again and again.
 */
#include "core/bytes.h"
#include "metadata/evidence.h"
#include "metadata/name_words.h"

/* Most words of a class are of layout; first two letters and length tell that of nearly all. */
static unsigned hints_of_word(dateline_string names, size_t begin, size_t end) {
    enum { LONGEST = 20 };
    if (end - begin < 2 || end - begin > LONGEST || !dateline_is_letter(names.data[begin]) ||
        !dateline_is_letter(names.data[begin + 1]))
        return 0;
    unsigned first = (unsigned)((names.data[begin] | 0x20) - 'a');
    unsigned second = (unsigned)((names.data[begin + 1] | 0x20) - 'a');
    if (!(dateline_hint_starts[first] >> ((second * 7 + (end - begin)) & 31) & 1))
        return 0;
    return dateline_word_find_padded(&dateline_hint_words, dateline_string_part(names, begin, end));
}

/** A run of letters and digits that is open, and its last word; NONE: no run is. */
typedef struct names_run {
    uint32_t begin;
    uint32_t word;
} names_run;

static unsigned end_word(dateline_string names, const names_run *run, uint32_t at) {
    return run->begin == DATELINE_NONE ? 0 : hints_of_word(names, run->word, at);
}

static unsigned end_run(dateline_string names, const names_run *run, uint32_t at) {
    return end_word(names, run, at) |
           (run->begin != run->word ? hints_of_word(names, run->begin, at) : 0);
}

/* The words of "postDate", "post-date" and "POST_DATE", and the whole where it is one. What stands
   behind the first names is nearly always of layout. In the page: the text may be read beyond. */
static unsigned hints_of_names(dateline_string names) {
    enum { READ = 80 };
    unsigned hints = 0;
    uint32_t before = 0, capitals_before = 0; /* is the last byte of the window before one? */
    names_run run = {DATELINE_NONE, DATELINE_NONE};
    if (names.length > READ)
        names.length = READ;
    for (uint32_t from = 0; from < names.length; from += DATELINE_WINDOW) {
        dateline_window window = dateline_window_load(names.data + from);
        uint32_t inside = dateline_window_first(names.length - from);
        uint32_t capitals = dateline_window_between(window, 'A', 'Z') & inside;
        uint32_t all = (dateline_window_between(window, 'a', 'z') |
                        dateline_window_between(window, '0', '9')) &
                       inside;
        all |= capitals;
        uint32_t follows = all << 1 | before;
        uint32_t runs = all & ~follows, ends = ~all & follows;
        uint32_t words = capitals & follows & ~(capitals << 1 | capitals_before);
        for (uint32_t marks = runs | words | ends; marks; marks &= marks - 1) {
            uint32_t mark = marks & -marks, at = from + (uint32_t)__builtin_ctz(marks);
            hints |= mark & ends ? end_run(names, &run, at) : end_word(names, &run, at);
            run.begin = mark & runs ? at : mark & ends ? DATELINE_NONE : run.begin;
            run.word = at;
        }
        before = all >> 31;
        capitals_before = capitals >> 31;
    }
    return run.begin == DATELINE_NONE ? hints
                                      : hints | end_run(names, &run, (uint32_t)names.length);
}

/* ---- Classes met before ---------------------------------------------------------------------- */

/* The boxes of a list have the same class. A class that hashes to the place of another one takes
   it; only whole equal values are believed. */
enum { KNOWN_NAMES = 128 };

struct dateline_known_names {
    struct {
        uint32_t offset; /* of a value in the input, with its length; length 0: none */
        uint32_t length;
        unsigned hints;
    } items[KNOWN_NAMES];
};

/* From the length and the ends of the value: classes that differ do so there, nearly always. */
static uint32_t hash_of_ends(const char *text, uint32_t length) {
    uint32_t first = 0, last = 0;
    if (length >= sizeof first) {
        memcpy(&first, text, sizeof first);
        memcpy(&last, text + length - sizeof last, sizeof last);
    } else {
        memcpy(&first, text, length);
    }
    uint32_t hash = (first ^ last * 0x9E3779B1u ^ length) * 0x85EBCA77u;
    return hash ^ hash >> 15;
}

static unsigned hints_of_value(const dateline_facts *facts, const dateline_attribute *a) {
    const char *text = facts->page->tree->text;
    uint32_t at = hash_of_ends(text + a->value_offset, a->value_length) & (KNOWN_NAMES - 1);
    if (facts->known_names->items[at].length != a->value_length ||
        memcmp(text + facts->known_names->items[at].offset, text + a->value_offset,
               a->value_length)) {
        facts->known_names->items[at].offset = a->value_offset;
        facts->known_names->items[at].length = a->value_length;
        facts->known_names->items[at].hints =
            hints_of_names((dateline_string){text + a->value_offset, a->value_length});
    }
    return facts->known_names->items[at].hints;
}

static unsigned hints_of_tag(unsigned tag) {
    switch (tag) {
    case DATELINE_TAG_TIME:
        return DATELINE_HINT_DATE;
    case DATELINE_TAG_ASIDE:
    case DATELINE_TAG_NAV:
        return DATELINE_HINT_ASIDE;
    default:
        return 0;
    }
}

static unsigned read_hints(const dateline_facts *facts, uint32_t node) {
    const dateline_tree *tree = facts->page->tree;
    const dateline_node *element = &tree->nodes.items[node];
    unsigned hints = hints_of_tag(element->tag);
    if (element->attributes == DATELINE_NO_ATTRIBUTES)
        return hints;
    for (const dateline_attribute *a = &tree->attributes.items[element->attributes];; a++) {
        if ((a->name == DATELINE_ATTRIBUTE_CLASS || a->name == DATELINE_ATTRIBUTE_ID ||
             a->name == DATELINE_ATTRIBUTE_DATA_TESTID) &&
            a->value_length)
            hints |= hints_of_value(facts, a);
        if (a->flags & DATELINE_ATTRIBUTE_LAST)
            return hints;
    }
}

/* Per node: the hints of its own names, and above them what the elements around it hand down. */
enum { KNOWN = 0x8000, INHERITED_SHIFT = 12, INHERITED = 0x3000, OWN = 0x0FFF };

_Static_assert((int)DATELINE_HINT_LAST <= (int)OWN, "hints fit below the flags");

static unsigned inherited_of(unsigned hints) {
    return (hints & DATELINE_HINT_COMMENT ? 1u : 0u) | (hints & DATELINE_HINT_ASIDE ? 2u : 0u);
}

bool dateline_hints_begin(dateline_facts *facts) {
    size_t count = facts->page->tree->nodes.count;
    facts->hints = DATELINE_ARENA_ARRAY(facts->arena, uint16_t, count);
    facts->known_names = DATELINE_ARENA_ARRAY(facts->arena, dateline_known_names, 1);
    if (!facts->hints || !facts->known_names)
        return false;
    memset(facts->hints, 0, count * sizeof *facts->hints);
    memset(facts->known_names, 0, sizeof *facts->known_names);
    return true;
}

/* Up to the first element that is known, then down again: every element is read once. */
static unsigned hints_of_node(dateline_facts *facts, uint32_t node) {
    const dateline_tree *tree = facts->page->tree;
    const dateline_node *nodes = tree->nodes.items;
    uint32_t path[DATELINE_MAX_DEPTH];
    unsigned depth = 0;
    uint32_t at = node;
    while (at && at != tree->body && !(facts->hints[at] & KNOWN) && depth < DATELINE_MAX_DEPTH) {
        path[depth++] = at;
        at = nodes[at].parent;
    }
    unsigned handed = at && at != tree->body ? facts->hints[at] & INHERITED : 0;
    while (depth) {
        at = path[--depth];
        bool around_title = at <= facts->title_node && facts->title_node < nodes[at].subtree_end;
        bool tells = nodes[at].type == DATELINE_NODE_ELEMENT && !around_title;
        unsigned own = tells ? read_hints(facts, at) : 0;
        handed |= inherited_of(own) << INHERITED_SHIFT;
        facts->hints[at] = (uint16_t)(KNOWN | handed | own);
    }
    return facts->hints[node];
}

unsigned dateline_hints(dateline_facts *facts, uint32_t node) {
    enum { NEAR_LEVELS = 4 };
    const dateline_tree *tree = facts->page->tree;
    if (!tree || !node)
        return 0;
    unsigned handed = (hints_of_node(facts, node) & INHERITED) >> INHERITED_SHIFT;
    unsigned hints =
        (handed & 1 ? DATELINE_HINT_COMMENT : 0u) | (handed & 2 ? DATELINE_HINT_ASIDE : 0u);
    for (unsigned level = 0; level < NEAR_LEVELS && node && node != tree->body; level++) {
        hints |= facts->hints[node] & OWN;
        node = tree->nodes.items[node].parent;
    }
    return hints;
}
