/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What class and id tell: "c-byline__author", "entryDate". Names are weak evidence, but the only
 * one that a bare date or name has. An element's own words are looked up once; the blocks inside it
 * ask again and again.
 */
#include "core/bytes.h"
#include "metadata/evidence.h"
#include "metadata/name_words.h"

/* ---- Words of names ------------------------------------------------------------------------- */

/* Most words of a class are of layout; first two letters and length tell that of nearly all. The
   word is of letters and digits, and no digit is in the table. */
static unsigned hints_of_word(const char *word, unsigned length) {
    enum { LONGEST = DATELINE_SHORT_WORD };
    unsigned first = ((uint8_t)word[0] & 31u) - 1, second = ((uint8_t)word[1] & 31u) - 1;
    if (length - 2 > LONGEST - 2 ||
        !(dateline_hint_starts[first] >> ((second * 7 + length) & 31) & 1))
        return 0;
    uint64_t key = dateline_word_key_padded((dateline_string){word, length});
    return dateline_word_may_be_in(&dateline_hint_words, key)
               ? dateline_word_value(&dateline_hint_words, key)
               : 0;
}

/** Of 64 bytes: a bit for each letter and digit, and where their runs and the words begin. */
typedef struct names_bits {
    uint64_t all;
    uint64_t runs;
    uint64_t words;
} names_bits;

enum { PART = 2 * DATELINE_WINDOW };

static names_bits find_names(const char *at, size_t length) {
    uint64_t inside = ~(uint64_t)0 >> (PART - length), capitals = 0, others = 0;
    for (size_t from = 0; from < length; from += DATELINE_WINDOW) {
        dateline_window window = dateline_window_load(at + from);
        capitals |= (uint64_t)dateline_window_between(window, 'A', 'Z') << from;
        others |= (uint64_t)(dateline_window_between(window, 'a', 'z') |
                             dateline_window_between(window, '0', '9'))
                  << from;
    }
    uint64_t all = (capitals | others) & inside, runs = all & ~(all << 1);
    return (names_bits){all, runs, runs | (capitals & all & others << 1)};
}

/* Bytes from a begin up to the next of the ends; 0: there is none. */
static unsigned length_to(uint64_t ends, unsigned begin) {
    uint64_t behind = ends >> begin >> 1;
    return behind ? (unsigned)__builtin_ctzll(behind) + 1 : 0;
}

/* A word that reaches the end of 64 bytes goes on behind them, where more of the value is there. */
static unsigned hints_of_words(const char *at, uint64_t begins, uint64_t ends, unsigned last_end) {
    unsigned hints = 0;
    for (; begins; begins &= begins - 1) {
        unsigned begin = (unsigned)__builtin_ctzll(begins), length = length_to(ends, begin);
        hints |= hints_of_word(at + begin, length ? length : last_end - begin);
    }
    return hints;
}

/* The words of "postDate", "post-date" and "POST_DATE", and the whole where it is one. */
static unsigned hints_of_part(const char *at, const names_bits *names, unsigned last_end) {
    unsigned hints = hints_of_words(at, names->words, names->words | ~names->all, last_end);
    if (names->words != names->runs)
        hints |= hints_of_words(at, names->runs, ~names->all, last_end);
    return hints;
}

/* What stands behind the first names is nearly always of layout. In the page: the text may be read
   beyond. */
static unsigned hints_of_names(const char *at, size_t length) {
    enum { READ = 80, OPEN = 2 * PART }; /* a length that no word has */
    if (length > READ)
        length = READ;
    if (length <= PART) {
        names_bits names = find_names(at, length);
        return hints_of_part(at, &names, PART);
    }
    /* What the first part cuts is read in another one, from where a short word begins that is. */
    size_t behind = length - PART;
    names_bits first = find_names(at, PART), last = find_names(at + behind, PART);
    uint64_t unread = ~(uint64_t)0 << (PART + 1 - DATELINE_SHORT_WORD - behind);
    last.words &= unread;
    last.runs &= unread;
    return hints_of_part(at, &first, OPEN) | hints_of_part(at + behind, &last, PART);
}

/* ---- Classes met before --------------------------------------------------------------------- */

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
            hints_of_names(text + a->value_offset, a->value_length);
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
