/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of active formatting elements (WHATWG HTML 13.2.4.3) and the adoption agency algorithm
 * (13.2.6.4.7), which repairs <b><i></b></i>.
 *
 * In the standard a page can keep any number of elements in the list and have all of them built
 * anew in every paragraph: quadratic in its length. Here the list has DATELINE_MAX_FORMATTING
 * entries, and a page may reconstruct about one element for each of its bytes; real pages need a
 * few.
 */
#include "html/parser.h"

static void drop(dateline_parser *parser, uint32_t index) {
    parser->formatting_count--;
    memmove(parser->formatting + index, parser->formatting + index + 1,
            (parser->formatting_count - index) * sizeof *parser->formatting);
}

static uint32_t index_of(const dateline_parser *parser, uint32_t node) {
    uint32_t index = parser->formatting_count;
    while (index && parser->formatting[index - 1].node != node)
        index--;
    return index ? index - 1 : UINT32_MAX;
}

void dateline_remove_formatting(dateline_parser *parser, uint32_t node) {
    uint32_t index = index_of(parser, node);
    if (index != UINT32_MAX)
        drop(parser, index);
}

dateline_formatting *dateline_find_formatting(dateline_parser *parser, unsigned tag) {
    for (uint32_t i = parser->formatting_count; i && parser->formatting[i - 1].node; i--)
        if (parser->formatting[i - 1].tag == tag)
            return &parser->formatting[i - 1];
    return NULL;
}

static void append(dateline_parser *parser, dateline_formatting entry) {
    if (parser->formatting_count == DATELINE_MAX_FORMATTING) {
        drop(parser, 0);
        parser->tree->limits |= DATELINE_LIMIT_FORMATTING;
    }
    parser->formatting[parser->formatting_count++] = entry;
}

void dateline_push_marker(dateline_parser *parser) {
    append(parser, (dateline_formatting){0});
}

void dateline_clear_to_marker(dateline_parser *parser) {
    while (parser->formatting_count && parser->formatting[--parser->formatting_count].node)
        continue;
}

/* ---- Noah's Ark clause: at most three elements with the same tag and attributes ---------------
 */

/* Of the set of attributes: their order does not count. */
static uint64_t hash_of(const dateline_parser *parser, const dateline_formatting *entry) {
    uint64_t hash = entry->tag;
    uint32_t index = parser->nodes[entry->node].attributes;
    for (bool last = index == DATELINE_NO_ATTRIBUTES; !last; index++) {
        const dateline_attribute *attribute = &parser->tree->attributes.items[index];
        uint64_t value =
            dateline_hash(parser->text + attribute->value_offset, attribute->value_length);
        hash += (value ^ attribute->name) * 0x9E3779B97F4A7C15U;
        last = attribute->flags & DATELINE_ATTRIBUTE_LAST;
    }
    return hash ? hash : 1;
}

static bool same(const dateline_parser *parser, dateline_formatting *a, dateline_formatting *b) {
    if (!a->hash)
        a->hash = hash_of(parser, a);
    if (!b->hash)
        b->hash = hash_of(parser, b);
    return a->hash == b->hash;
}

static void make_room(dateline_parser *parser, dateline_formatting *entry) {
    uint32_t of_tag = 0, equal = 0, earliest = 0;
    uint32_t end = parser->formatting_count;
    for (uint32_t i = end; i && parser->formatting[i - 1].node; i--)
        of_tag += parser->formatting[i - 1].tag == entry->tag;
    if (of_tag < 3)
        return;
    for (uint32_t i = end; i && parser->formatting[i - 1].node; i--) {
        dateline_formatting *other = &parser->formatting[i - 1];
        if (other->tag == entry->tag && same(parser, other, entry)) {
            equal++;
            earliest = i - 1;
        }
    }
    if (equal >= 3)
        drop(parser, earliest);
}

void dateline_push_formatting(dateline_parser *parser, uint32_t node, unsigned tag) {
    dateline_formatting entry = {.node = node, .tag = (uint16_t)tag};
    make_room(parser, &entry);
    append(parser, entry);
}

/* ---- Clones --------------------------------------------------------------------------------- */

static uint32_t clone(dateline_parser *parser, uint32_t node) {
    uint32_t index = parser->tree->nodes.count++;
    assert(index < parser->tree->nodes.capacity);
    parser->clones -= parser->clones > 0;
    const dateline_node *original = &parser->nodes[node];
    parser->nodes[index] =
        (dateline_node){.offset = original->offset,
                        .length = original->length,
                        .attributes = original->attributes,
                        .tag = original->tag,
                        .type = DATELINE_NODE_ELEMENT,
                        .flags = original->flags & (DATELINE_NODE_STYLED | DATELINE_NODE_TELLING)};
    return index;
}

void dateline_reconstruct(dateline_parser *parser) {
    uint32_t index = parser->formatting_count;
    while (index) {
        uint32_t node = parser->formatting[index - 1].node;
        if (!node || parser->nodes[node].flags & DATELINE_NODE_OPEN)
            break;
        index--;
    }
    if (parser->formatting_count - index > parser->clones) {
        parser->formatting_count = index;
        parser->tree->limits |= DATELINE_LIMIT_FORMATTING;
    }
    for (; index < parser->formatting_count; index++) {
        dateline_formatting *entry = &parser->formatting[index];
        entry->node = clone(parser, entry->node);
        dateline_insert_node(parser, entry->node);
        push(parser, entry->node, entry->tag, dateline_tag_facts_of(entry->tag).flags);
    }
}

/* ---- Adoption agency ------------------------------------------------------------------------ */

/* An entry of the stack now stands for another node. */
static void replace_open(dateline_parser *parser, dateline_open *entry, uint32_t node) {
    parser->nodes[entry->node].flags &= (uint8_t)~DATELINE_NODE_OPEN;
    parser->nodes[node].flags |= DATELINE_NODE_OPEN;
    entry->node = node;
}

static dateline_open *open_entry(dateline_parser *parser, uint32_t node) {
    dateline_open *entry = parser->top;
    while (entry->node != node)
        entry--;
    return entry;
}

/* The topmost special element below an entry of the stack, or NULL. */
static dateline_open *furthest_block(dateline_parser *parser, dateline_open *entry) {
    while (++entry <= parser->top)
        if (entry->flags & DATELINE_TAG_IS_SPECIAL)
            return entry;
    return NULL;
}

static bool in_scope(const dateline_parser *parser, const dateline_open *element) {
    for (const dateline_open *entry = parser->top; entry > element; entry--)
        if (entry->flags & DATELINE_TAG_IS_SCOPE)
            return false;
    return true;
}

/*
 * The inner loop: from the furthest block up to the formatting element, clone what is in the list
 * and put what has been built so far into it; what is not in the list leaves the stack.
 * Updates the list's index of the formatting element and the bookmark.
 * @return the outermost node of what was built.
 */
static uint32_t adopt_between(dateline_parser *parser, const dateline_open *formatting,
                              dateline_open *block, uint32_t *element, uint32_t *bookmark) {
    const uint32_t block_node = block->node;
    uint32_t last = block_node;
    unsigned count = 1;
    for (dateline_open *entry = block - 1; entry > formatting; entry--, count++) {
        uint32_t index = index_of(parser, entry->node);
        if (index != UINT32_MAX && count > 3) {
            drop(parser, index);
            *element -= index < *element;
            *bookmark -= index < *bookmark;
            index = UINT32_MAX;
        }
        if (index == UINT32_MAX) {
            dateline_remove_open(parser, entry->node);
            continue;
        }
        uint32_t node = clone(parser, entry->node);
        parser->formatting[index].node = node;
        replace_open(parser, entry, node);
        if (last == block_node)
            *bookmark = index + 1;
        dateline_append(parser, node, last);
        last = node;
    }
    return last;
}

/* One round of the outer loop. @return false: the algorithm is at its end. */
static bool adopt_once(dateline_parser *parser, const dateline_token *token) {
    dateline_formatting *found = dateline_find_formatting(parser, token->tag);
    if (!found) {
        dateline_any_other_end_tag(parser, token->tag);
        return false;
    }
    uint32_t node = found->node;
    uint32_t element = (uint32_t)(found - parser->formatting);
    if (!(parser->nodes[node].flags & DATELINE_NODE_OPEN)) {
        drop(parser, element);
        return false;
    }
    dateline_open *formatting = open_entry(parser, node);
    if (!in_scope(parser, formatting))
        return false;
    dateline_open *block = furthest_block(parser, formatting);
    if (!block) {
        while (parser->top >= formatting)
            pop(parser);
        drop(parser, element);
        return false;
    }
    uint32_t block_node = block->node;
    uint32_t bookmark = element;
    dateline_unlink(parser, block_node);
    uint32_t last = adopt_between(parser, formatting, block, &element, &bookmark);
    dateline_put(parser, last, formatting - 1);

    uint32_t copy = clone(parser, node);
    dateline_move_children(parser, block_node, copy);
    dateline_append(parser, block_node, copy);
    drop(parser, element);
    bookmark -= element < bookmark;
    memmove(parser->formatting + bookmark + 1, parser->formatting + bookmark,
            (parser->formatting_count - bookmark) * sizeof *parser->formatting);
    parser->formatting[bookmark] = (dateline_formatting){.node = copy, .tag = token->tag};
    parser->formatting_count++;

    /* The clone comes in below the furthest block, the element goes: what is between moves up. */
    dateline_open entry = *formatting;
    replace_open(parser, &entry, copy);
    block = open_entry(parser, block_node);
    memmove(formatting, formatting + 1, (size_t)(block - formatting) * sizeof *formatting);
    *block = entry;
    return true;
}

void dateline_adopt(dateline_parser *parser, const dateline_token *token) {
    if (is_current(parser, token->tag) && index_of(parser, parser->top->node) == UINT32_MAX) {
        pop(parser);
        return;
    }
    if (!parser->clones) {
        parser->tree->limits |= DATELINE_LIMIT_FORMATTING;
        dateline_any_other_end_tag(parser, token->tag);
        return;
    }
    for (unsigned round = 0; round < 8; round++)
        if (!adopt_once(parser, token))
            return;
}
