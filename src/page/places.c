/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Places come from three sweeps: mark the ancestors of all blocks, describe the marked nodes from
 * the root down, sum totals from the leaves up. Index order is document order in the tree, so none
 * of them needs a stack.
 *
 * Reading class names is most of the work, and pages repeat them: what a class value says is kept
 * in a small direct-mapped cache.
 */
#include "page/places.h"

#include "page/tokens.h"

enum {
    CACHE_SLOTS = 256,
    SALT_TAG = 0x3C,  /* '<' */
    SALT_NAME = 0x2E, /* '.', a part of a name */
    SALT_WHOLE = 0x23 /* '#', a name of several parts */
};

/* A value that was met lately. */
typedef struct seen_value {
    const char *data; /* NULL: an empty slot */
    uint32_t length;
    uint32_t names; /* index into dateline_features.names */
} seen_value;

typedef struct builder {
    dateline_features *features;
    dateline_arena *arena;
    const dateline_tree *tree;
    uint32_t *place_of; /* a node's place + 1; 0: it has none */
    seen_value cache[CACHE_SLOTS];
} builder;

bool dateline_token_add(dateline_features *f, dateline_arena *arena, uint32_t token) {
    if (f->token_count == f->token_capacity) {
        uint32_t capacity = f->token_capacity ? f->token_capacity * 2 : 1024;
        uint32_t *grown = DATELINE_ARENA_ARRAY(arena, uint32_t, capacity);
        if (!grown)
            return false;
        if (f->token_count)
            memcpy(grown, f->tokens, f->token_count * sizeof *grown);
        f->tokens = grown;
        f->token_capacity = capacity;
    }
    f->tokens[f->token_count++] = token;
    return true;
}

/* ---- Finding -------------------------------------------------------------------------------- */

/* Mark the ancestors of all blocks. @return their number. */
static uint32_t mark_places(builder *b) {
    const dateline_page *page = b->features->page;
    uint32_t count = 1;
    b->place_of[0] = 1;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        uint32_t node = page->sources.items[i].node;
        for (; !b->place_of[node]; node = b->tree->nodes.items[node].parent) {
            b->place_of[node] = 1;
            count++;
        }
    }
    return count;
}

static bool allocate(builder *b) {
    dateline_features *f = b->features;
    uint32_t nodes = b->tree->nodes.count;
    b->place_of = DATELINE_ARENA_ARRAY(b->arena, uint32_t, nodes);
    f->block_place = DATELINE_ARENA_ARRAY(b->arena, uint32_t, f->count);
    if (!b->place_of || !f->block_place)
        return false;
    memset(b->place_of, 0, nodes * sizeof *b->place_of);
    f->place_count = mark_places(b);
    f->places = DATELINE_ARENA_ARRAY(b->arena, dateline_place, f->place_count);
    return f->places != NULL;
}

/* ---- Names ---------------------------------------------------------------------------------- */

static uint64_t telling_mark(uint32_t hash) {
    for (uint32_t at = hash & dateline_telling_mask; dateline_telling[at].hash;
         at = (at + 1) & dateline_telling_mask)
        if (dateline_telling[at].hash == hash)
            return (uint64_t)1 << (DATELINE_NEAR_TELLING + dateline_telling[at].group);
    return 0;
}

/* One name of a value, "entry-content": its parts, and itself where it has several. */
static bool read_name(builder *b, dateline_names *n, const char *p, const char *end) {
    uint32_t whole = DATELINE_HASH_START, part, count = 0;
    while ((part = dateline_next_name_part(&p, end)) != 0) {
        whole = dateline_hash_step(whole, part);
        n->marks |= telling_mark(part);
        count++;
        if (!dateline_token_add(b->features, b->arena, dateline_hash_step(part, SALT_NAME)))
            return false;
    }
    n->parts = dateline_hash_step(n->parts, whole);
    return count < 2 ||
           dateline_token_add(b->features, b->arena, dateline_hash_step(whole, SALT_WHOLE));
}

static bool read_names(builder *b, dateline_names *n, const char *p, const char *end) {
    n->tokens.begin = b->features->token_count;
    while (p < end) {
        const char *start = p;
        while (p < end && !dateline_is_space(*p))
            p++;
        if (p > start && !read_name(b, n, start, p))
            return false;
        while (p < end && dateline_is_space(*p))
            p++;
    }
    n->tokens.end = b->features->token_count;
    return true;
}

/* The names of a value, read now or before: they become the place's. NULL where memory failed. */
static const dateline_names *names_of(builder *b, dateline_place *place, const char *data,
                                      uint32_t length) {
    dateline_features *f = b->features;
    seen_value *slot = &b->cache[dateline_hash(data, length) & (CACHE_SLOTS - 1)];
    if (!slot->data || slot->length != length || memcmp(slot->data, data, length) != 0) {
        dateline_names names = {.value = {data, length}, .parts = DATELINE_HASH_START};
        *slot = (seen_value){data, length, f->names.count};
        if (!read_names(b, &names, data, data + length) ||
            !DATELINE_LIST_PUSH(b->arena, &f->names, names))
            return NULL;
    }
    if (!DATELINE_LIST_PUSH(b->arena, &f->place_names, slot->names))
        return NULL;
    place->names.end = f->place_names.count;
    return &f->names.items[slot->names];
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

/* Each step outwards takes an eighth of a nearness away. */
static void hand_down(dateline_place *place, const dateline_place *parent) {
    for (unsigned i = 0; i < DATELINE_NEAR_COUNT; i++)
        place->nearness[i] = (int16_t)(parent->nearness[i] - (parent->nearness[i] >> 3));
    for (uint64_t marks = place->marks; marks; marks &= marks - 1)
        place->nearness[__builtin_ctzll(marks)] = DATELINE_SHARE_ONE;
}

/* From the root down: parents come before their children. */
static bool describe_all(builder *b) {
    dateline_features *f = b->features;
    uint32_t index = 0;
    for (uint32_t node = 0; index < f->place_count; node++) {
        if (!b->place_of[node])
            continue;
        b->place_of[node] = index + 1;
        dateline_place *place = &f->places[index];
        uint32_t parent = index ? b->place_of[b->tree->nodes.items[node].parent] - 1 : 0;
        *place = (dateline_place){.node = node, .parent = parent};
        const dateline_place *around = &f->places[parent];
        if (!describe(b, place, index ? around->signature : DATELINE_HASH_START))
            return false;
        if (index) {
            place->depth = (uint16_t)(around->depth + 1);
            hand_down(place, around);
        }
        index++;
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

static void sum_blocks(builder *b) {
    dateline_features *f = b->features;
    const dateline_page *page = f->page;
    for (uint32_t i = 0; i < f->count; i++) {
        const dateline_block_source *source = &page->sources.items[i];
        f->block_place[i] = b->place_of[source->node] - 1;
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
    sum_blocks(&b);
    measure_boxes(features);
    return true;
}
