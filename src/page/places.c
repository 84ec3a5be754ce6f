/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Places come from three sweeps: number the ancestors of all blocks, describe them from the root
 * down, sum totals from the leaves up. Blocks come in the order of their words, so what is numbered
 * as they come is in document order, and none of the sweeps needs a stack.
 *
 * Reading class names is most of the work, and pages repeat them: what a class value says is kept
 * in a small direct-mapped cache.
 */
#include "page/places.h"

#include "page/tokens.h"

enum {
    CACHE_SLOTS = 1024,
    SALT_TAG = 0x3C,  /* '<' */
    SALT_NAME = 0x2E, /* '.', a part of a name */
    SALT_WHOLE = 0x23 /* '#', a name of several parts */
};

typedef struct builder {
    dateline_features *features;
    dateline_arena *arena;
    const dateline_tree *tree;
    uint32_t *place_of;          /* a node's place + 1; 0: it has none */
    uint32_t *nodes;             /* a place's node */
    uint32_t cache[CACHE_SLOTS]; /* values met lately, as indexes of names + 1; 0: an empty slot */
} builder;

bool dateline_token_grow(dateline_features *f, dateline_arena *arena, uint32_t more) {
    size_t capacity = f->token_capacity ? (size_t)f->token_capacity * 2 : 1024;
    while (capacity < (size_t)f->token_count + more)
        capacity *= 2;
    uint32_t *grown =
        capacity <= UINT32_MAX ? DATELINE_ARENA_ARRAY(arena, uint32_t, capacity) : NULL;
    if (!grown)
        return false;
    if (f->token_count)
        memcpy(grown, f->tokens, f->token_count * sizeof *grown);
    f->tokens = grown;
    f->token_capacity = (uint32_t)capacity;
    return true;
}

/* ---- Finding -------------------------------------------------------------------------------- */

/* Number the places from the root to a block's node that have no number yet. */
static void number_ancestors(builder *b, uint32_t node) {
    const dateline_node *nodes = b->tree->nodes.items;
    uint32_t next = b->features->place_count;
    for (uint32_t n = node; !b->place_of[n]; n = nodes[n].parent)
        next++;
    b->features->place_count = next;
    for (uint32_t n = node; !b->place_of[n]; n = nodes[n].parent) {
        b->place_of[n] = next--;
        b->nodes[next] = n;
    }
}

static void number_places(builder *b) {
    dateline_features *f = b->features;
    b->place_of[0] = f->place_count = 1;
    b->nodes[0] = 0;
    for (uint32_t i = 0; i < f->count; i++) {
        uint32_t node = f->page->sources.items[i].node;
        number_ancestors(b, node);
        f->block_place[i] = b->place_of[node] - 1;
    }
}

static bool allocate(builder *b) {
    dateline_features *f = b->features;
    uint32_t nodes = b->tree->nodes.count;
    f->block_place = DATELINE_ARENA_ARRAY(b->arena, uint32_t, f->count);
    b->place_of = DATELINE_ARENA_ARRAY(b->arena, uint32_t, nodes);
    b->nodes = DATELINE_ARENA_ARRAY(b->arena, uint32_t, nodes);
    if (!b->place_of || !f->block_place || !b->nodes)
        return false;
    memset(b->place_of, 0, nodes * sizeof *b->place_of);
    number_places(b);
    dateline_arena_trim(b->arena, b->nodes + f->place_count);
    f->places = DATELINE_ARENA_ARRAY(b->arena, dateline_place, f->place_count);
    return f->places != NULL;
}

/* ---- Names ---------------------------------------------------------------------------------- */

/* Whether a part is a telling word is what no processor can foresee: no branch asks. */
static uint64_t telling_mark(uint32_t hash) {
    const dateline_telling_slot *one = &dateline_telling[hash & dateline_telling_mask];
    const dateline_telling_slot *other = &dateline_telling[hash >> 16 & dateline_telling_mask];
    uint64_t mark = (uint64_t)(one->hash == hash) << one->group | (uint64_t)(other->hash == hash)
                                                                      << other->group;
    return mark << DATELINE_NEAR_TELLING;
}

/* What the parts of names say. Their tokens are written behind all others: there is room. */
static void read_parts(dateline_features *f, dateline_names *n, const uint32_t *parts,
                       uint32_t count) {
    uint32_t *to = f->tokens + f->token_count;
    uint32_t whole = DATELINE_HASH_START, of_name = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (parts[i]) {
            whole = dateline_hash_step(whole, parts[i]);
            n->marks |= telling_mark(parts[i]);
            *to++ = dateline_hash_step(parts[i], SALT_NAME);
            of_name++;
            continue;
        }
        n->parts = dateline_hash_step(n->parts, whole);
        if (of_name >= 2)
            *to++ = dateline_hash_step(whole, SALT_WHOLE);
        whole = DATELINE_HASH_START;
        of_name = 0;
    }
    n->tokens.begin = f->token_count;
    n->tokens.end = f->token_count = (uint32_t)(to - f->tokens);
}

static bool read_names(builder *b, dateline_names *n) {
    enum { FEW = 128 };
    uint32_t few[FEW + 2], *parts = few;
    size_t length = n->value.length;
    if (length > FEW)
        parts = DATELINE_ARENA_ARRAY(b->arena, uint32_t, length + 2);
    if (!parts)
        return false;
    uint32_t count = dateline_read_names(n->value.data, n->value.data + length, parts);
    /* One more: a page's first names may be none, and still want a place to be written at. */
    if (!dateline_token_reserve(b->features, b->arena, count + 1))
        return false;
    read_parts(b->features, n, parts, count);
    return true;
}

/* The names of a value, read now or before: they become the place's. NULL where memory failed. */
static const dateline_names *names_of(builder *b, dateline_place *place, const char *data,
                                      uint32_t length) {
    dateline_features *f = b->features;
    uint32_t *slot = &b->cache[dateline_value_key(data, length) % CACHE_SLOTS];
    dateline_string value = {data, length};
    if (!*slot || !dateline_string_equal(f->names.items[*slot - 1].value, value)) {
        dateline_names names = {.value = value, .parts = DATELINE_HASH_START};
        if (!read_names(b, &names) || !DATELINE_LIST_PUSH(b->arena, &f->names, names))
            return NULL;
        *slot = f->names.count;
    }
    if (!DATELINE_LIST_PUSH(b->arena, &f->place_names, *slot - 1))
        return NULL;
    place->names.end = f->place_names.count;
    return &f->names.items[*slot - 1];
}

/* ---- Describing ----------------------------------------------------------------------------- */

static int8_t own_tag(uint16_t tag) {
    switch (tag) {
#define X(name)                                                                                    \
    case DATELINE_TAG_##name:                                                                      \
        return DATELINE_OWN_TAG_##name;
        DATELINE_OWN_TAG_TABLE(X)
#undef X
    default:
        return DATELINE_OWN_TAG_NONE;
    }
}

static uint64_t tag_mark(uint16_t tag) {
    switch (tag) {
#define X(name)                                                                                    \
    case DATELINE_TAG_##name:                                                                      \
        return (uint64_t)1 << DATELINE_NEAR_TAG_##name;
        DATELINE_NEAR_TAG_TABLE(X)
#undef X
    default:
        return 0;
    }
}

static bool is_article_body(dateline_string value) {
    return dateline_string_find_nocase(value, DATELINE_LITERAL("articlebody"), 0) != SIZE_MAX;
}

static bool read_attribute(builder *b, dateline_place *place, const dateline_attribute *attribute,
                           uint32_t *own) {
    switch (attribute->name) {
    case DATELINE_ATTRIBUTE_CLASS:
    case DATELINE_ATTRIBUTE_ID:
    case DATELINE_ATTRIBUTE_ROLE:
    case DATELINE_ATTRIBUTE_ITEMPROP:
    case DATELINE_ATTRIBUTE_ITEMTYPE:
    case DATELINE_ATTRIBUTE_DATA_TESTID:
    case DATELINE_ATTRIBUTE_ARIA_LABEL:
        break;
    default:
        return true;
    }
    dateline_string value = {b->tree->text + attribute->value_offset, attribute->value_length};
    const dateline_names *n = names_of(b, place, value.data, attribute->value_length);
    if (!n)
        return false;
    place->marks |= n->marks;
    if (attribute->name == DATELINE_ATTRIBUTE_CLASS)
        *own = dateline_hash_step(*own, n->parts);
    if (attribute->name == DATELINE_ATTRIBUTE_ITEMPROP && is_article_body(value))
        place->marks |= (uint64_t)1 << DATELINE_NEAR_BODY;
    return true;
}

/* Names, marks and signature of an element. */
static bool describe(builder *b, dateline_place *place, uint32_t parent_signature) {
    const dateline_node *node = &b->tree->nodes.items[place->node];
    bool element = node->type == DATELINE_NODE_ELEMENT;
    uint32_t own = dateline_hash_step(DATELINE_HASH_START, node->tag);
    place->own_tag = element ? own_tag(node->tag) : DATELINE_OWN_TAG_NONE;
    place->marks = element ? tag_mark(node->tag) : 0;
    place->tag_token = dateline_hash_step(own, SALT_TAG);
    place->names.begin = place->names.end = b->features->place_names.count;
    if (element && node->attributes != DATELINE_NO_ATTRIBUTES) {
        const dateline_attribute *a = &b->tree->attributes.items[node->attributes];
        for (;; a++) {
            if (!read_attribute(b, place, a, &own))
                return false;
            if (a->flags & DATELINE_ATTRIBUTE_LAST)
                break;
        }
    }
    place->signature = dateline_hash_step(parent_signature, own);
    return true;
}

/* Each step outwards takes an eighth of a nearness away; of eight of them at once. */
static void hand_down(dateline_place *place, const dateline_place *parent) {
    for (unsigned i = 0; i < sizeof place->nearness; i += 8) {
        uint64_t eight;
        memcpy(&eight, parent->nearness + i, 8);
        eight -= eight >> 3 & 0x1F1F1F1F1F1F1F1Fu;
        memcpy(place->nearness + i, &eight, 8);
    }
    for (uint64_t marks = place->marks; marks; marks &= marks - 1)
        place->nearness[__builtin_ctzll(marks)] = DATELINE_SHARE_ONE;
}

/* From the root down: parents come before their children. */
static bool describe_all(builder *b) {
    dateline_features *f = b->features;
    f->places[0] = (dateline_place){.node = 0};
    if (!describe(b, &f->places[0], DATELINE_HASH_START))
        return false;
    for (uint32_t i = 1; i < f->place_count; i++) {
        dateline_place *place = &f->places[i];
        uint32_t parent = b->place_of[b->tree->nodes.items[b->nodes[i]].parent] - 1;
        const dateline_place *around = &f->places[parent];
        place->node = b->nodes[i];
        place->parent = parent;
        place->depth = (uint16_t)(around->depth + 1);
        place->totals = (dateline_totals){0};
        if (!describe(b, place, around->signature))
            return false;
        hand_down(place, around);
    }
    return true;
}

/* ---- Summing -------------------------------------------------------------------------------- */

static void add_totals(dateline_totals *to, const dateline_totals *from) {
    to->blocks += from->blocks;
    to->words += from->words;
    to->link_words += from->link_words;
    to->prose_words += from->prose_words;
}

static void sum_blocks(dateline_features *f) {
    const dateline_page *page = f->page;
    for (uint32_t i = 0; i < f->count; i++) {
        const dateline_block_source *source = &page->sources.items[i];
        if (source->hidden)
            continue;
        bool prose = dateline_is_prose(source->word_count, source->link_word_count);
        dateline_totals own = {1, source->word_count, source->link_word_count,
                               prose ? source->word_count : 0};
        add_totals(&f->places[f->block_place[i]].totals, &own);
    }
    for (uint32_t i = f->place_count - 1; i > 0; i--)
        add_totals(&f->places[f->places[i].parent].totals, &f->places[i].totals);
}

static void measure_boxes(dateline_features *f) {
    uint32_t page_words = f->places[0].totals.words;
    for (uint32_t i = 0; i < f->place_count; i++) {
        dateline_place *place = &f->places[i];
        const dateline_totals *t = &place->totals;
        const dateline_place *around = &f->places[place->parent];
        place->wider = around->totals.blocks > t->blocks ? place->parent : around->wider;
        place->box[DATELINE_BOX_WORDS] = dateline_share(t->words, page_words);
        place->box[DATELINE_BOX_PROSE] = dateline_share(t->prose_words, t->words);
        place->box[DATELINE_BOX_LINKS] = dateline_share(t->link_words, t->words);
        place->box[DATELINE_BOX_BLOCKS] = dateline_log_count(t->blocks);
        place->box[DATELINE_BOX_MEAN] = dateline_log_count(t->blocks ? t->words / t->blocks : 0);
    }
}

bool dateline_places_build(dateline_features *features, dateline_arena *arena) {
    builder b = {.features = features, .arena = arena, .tree = features->page->tree};
    if (!allocate(&b) || !describe_all(&b))
        return false;
    sum_blocks(features);
    measure_boxes(features);
    return true;
}
