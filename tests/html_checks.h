/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must hold of every tree, whatever the page: used by the unit tests and the fuzz target.
 */
#ifndef DATELINE_TESTS_HTML_CHECKS_H
#define DATELINE_TESTS_HTML_CHECKS_H

#include "html/tree.h"

/* Deeper than the stack of open elements can get a tree where a form is closed early. */
enum { HTML_CHECKS_DEPTH = 3 * DATELINE_MAX_DEPTH };

static inline bool html_range_is_inside(const dateline_tree *tree, uint32_t offset,
                                        uint32_t length) {
    return offset <= tree->length && length <= tree->length - offset;
}

static inline const char *html_check_attributes(const dateline_tree *tree, uint32_t index) {
    const dateline_attribute *first = &tree->attributes.items[index];
    for (uint32_t count = 0;; count++) {
        if (count == DATELINE_MAX_ATTRIBUTES)
            return "more attributes than are kept";
        if (index + count >= tree->attributes.count)
            return "attributes without an end";
        const dateline_attribute *attribute = &first[count];
        if (!html_range_is_inside(tree, attribute->name_offset, attribute->name_length) ||
            !html_range_is_inside(tree, attribute->value_offset, attribute->value_length))
            return "an attribute outside of the page";
        if (!attribute->name || !dateline_tree_attribute_name(tree, attribute).length)
            return "an attribute without a name";
        for (uint32_t other = 0; other < count; other++)
            if (first[other].name == attribute->name)
                return "an attribute twice";
        if (attribute->flags & DATELINE_ATTRIBUTE_LAST)
            return NULL;
    }
}

/* Has it an attribute that changes how any element is shown? */
static inline unsigned html_mark_of(const dateline_tree *tree, const dateline_attribute *it) {
    switch (it->name) {
    case DATELINE_ATTRIBUTE_HIDDEN:
    case DATELINE_ATTRIBUTE_STYLE:
    case DATELINE_ATTRIBUTE_ROLE:
    case DATELINE_ATTRIBUTE_ARIA_HIDDEN:
        return DATELINE_NODE_STYLED;
    case DATELINE_ATTRIBUTE_ITEMPROP:
    case DATELINE_ATTRIBUTE_PROPERTY:
    case DATELINE_ATTRIBUTE_ITEMSCOPE:
    case DATELINE_ATTRIBUTE_ITEMTYPE:
    case DATELINE_ATTRIBUTE_TYPEOF:
    case DATELINE_ATTRIBUTE_REL:
        return DATELINE_NODE_TELLING;
    default:
        return it->name >= DATELINE_ATTRIBUTE_COUNT && it->value_length >= DATELINE_SHORTEST_DATE &&
                       it->value_length <= DATELINE_LONGEST_DATE &&
                       dateline_begins_like_date(tree->text[it->value_offset])
                   ? DATELINE_NODE_TELLING
                   : 0;
    }
}

/* The marks that an element must have. */
static inline unsigned html_marks_of(const dateline_tree *tree, const dateline_node *element) {
    unsigned marks = (element->tag >= DATELINE_TAG_TITLE && element->tag <= DATELINE_TAG_SCRIPT) ||
                             element->tag == DATELINE_TAG_TIME
                         ? DATELINE_NODE_TELLING
                         : 0;
    if (element->attributes == DATELINE_NO_ATTRIBUTES)
        return marks;
    for (const dateline_attribute *it = &tree->attributes.items[element->attributes];; it++) {
        marks |= html_mark_of(tree, it);
        if (it->flags & DATELINE_ATTRIBUTE_LAST)
            return marks;
    }
}

static inline const char *html_check_element(const dateline_tree *tree, uint32_t index) {
    const dateline_node *element = &tree->nodes.items[index];
    const unsigned foreign = DATELINE_NODE_SVG | DATELINE_NODE_MATHML;
    const unsigned marks = DATELINE_NODE_STYLED | DATELINE_NODE_TELLING;
    const unsigned known = foreign | DATELINE_NODE_IMPLIED | marks;
    if (!element->tag || !dateline_tree_tag_name(tree, index).length)
        return "an element without a name";
    if (element->flags & ~known || (element->flags & foreign) == foreign)
        return "an element with flags of something else";
    if (element->flags & DATELINE_NODE_IMPLIED ? element->length != 0
                                               : tree->text[element->offset] != '<')
        return "an element that is not at its tag";
    if (html_marks_of(tree, element) & ~(unsigned)element->flags)
        return "an element whose attributes nobody would see";
    if (element->attributes == DATELINE_NO_ATTRIBUTES)
        return element->flags & DATELINE_NODE_STYLED ? "a style without attributes" : NULL;
    const char *wrong = html_check_attributes(tree, element->attributes);
    return wrong;
}

/* Decoding a character at a time gives the same text, and stays in the node. */
static inline const char *html_check_text(const dateline_tree *tree, uint32_t index,
                                          dateline_arena *arena) {
    const dateline_node *node = &tree->nodes.items[index];
    dateline_string text = dateline_tree_text(tree, index, arena);
    size_t at = 0;
    for (uint32_t offset = node->offset; offset < node->offset + node->length;) {
        char out[8];
        uint32_t before = offset;
        unsigned written = dateline_tree_decode(tree, index, &offset, out);
        if (offset <= before || offset > node->offset + node->length)
            return "a character that does not end in its node";
        if (written > sizeof out || written > text.length - at ||
            memcmp(text.data + at, out, written) != 0)
            return "two ways to decode that differ";
        at += written;
    }
    if (at != text.length)
        return "a text longer than its characters";
    unsigned changing = DATELINE_NODE_REFERENCES | DATELINE_NODE_CONTROLS;
    if (!(node->flags & changing) && text.data != tree->text + node->offset)
        return "a copy of what need not be copied";
    return NULL;
}

static inline const char *html_check_node(const dateline_tree *tree, uint32_t index,
                                          uint32_t previous, dateline_arena *arena) {
    const dateline_node *nodes = tree->nodes.items;
    const dateline_node *node = &nodes[index];
    if (!html_range_is_inside(tree, node->offset, node->length))
        return "a node outside of the page";
    if (node->type == DATELINE_NODE_ELEMENT)
        return html_check_element(tree, index);
    if (node->first || node->tag)
        return "a leaf with children";
    if (node->type != DATELINE_NODE_TEXT)
        return node->type == DATELINE_NODE_COMMENT ? html_check_text(tree, index, arena) : NULL;
    if (!node->length)
        return "an empty text";
    if (node->flags & DATELINE_NODE_CONTINUES &&
        (!previous || nodes[previous].type != DATELINE_NODE_TEXT))
        return "a text that continues nothing";
    return html_check_text(tree, index, arena);
}

/* Index order is document order; the ends of subtrees and the links agree with it. */
static inline const char *html_check_links(const dateline_tree *tree, uint32_t index,
                                           uint32_t previous) {
    const dateline_node *nodes = tree->nodes.items;
    const dateline_node *node = &nodes[index];
    if (node->subtree_end <= index || node->subtree_end > nodes[node->parent].subtree_end)
        return "a subtree that ends outside of its parent's";
    if (previous ? nodes[previous].next != index || nodes[previous].subtree_end != index
                 : nodes[node->parent].first != index || node->parent != index - 1)
        return "a node that is not where it is linked";
    if (node->next ? node->next != node->subtree_end
                   : node->subtree_end != nodes[node->parent].subtree_end)
        return "a sibling that does not follow";
    if (node->first ? node->first != index + 1 : node->subtree_end != index + 1)
        return "a child that does not follow";
    return NULL;
}

static inline const char *html_check_landmarks(const dateline_tree *tree) {
    const dateline_node *nodes = tree->nodes.items;
    if ((tree->html && nodes[tree->html].tag != DATELINE_TAG_HTML) ||
        (tree->head && nodes[tree->head].tag != DATELINE_TAG_HEAD) ||
        (tree->body && nodes[tree->body].tag != DATELINE_TAG_BODY))
        return "a landmark that is something else";
    return NULL;
}

/** @return what does not hold of a tree, NULL where all does. */
static inline const char *html_check_tree(const dateline_tree *tree, dateline_arena *arena) {
    const dateline_node *nodes = tree->nodes.items;
    uint32_t last_child[HTML_CHECKS_DEPTH]; /* of each open ancestor, so far */
    uint32_t depth = 0, parent = 0;
    if (!tree->nodes.count || nodes[0].type != DATELINE_NODE_DOCUMENT || nodes[0].flags ||
        nodes[0].subtree_end != tree->nodes.count)
        return "a document that is none";
    last_child[0] = 0;
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        if (nodes[i].parent >= i)
            return "a parent behind its child";
        if (nodes[i].parent == i - 1 && i > 1) {
            parent = i - 1;
            if (++depth == HTML_CHECKS_DEPTH)
                return "a tree too deep";
            last_child[depth] = 0;
        }
        for (; parent != nodes[i].parent; depth--, parent = nodes[parent].parent)
            if (!depth)
                return "a parent that is no ancestor";
        const char *wrong = html_check_links(tree, i, last_child[depth]);
        if (!wrong)
            wrong = html_check_node(tree, i, last_child[depth], arena);
        if (wrong)
            return wrong;
        last_child[depth] = i;
    }
    return html_check_landmarks(tree);
}

#endif
