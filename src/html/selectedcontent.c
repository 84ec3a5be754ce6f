/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The content of <selectedcontent>: a copy of the selected option's (WHATWG HTML 4.10.7, "clone an
 * option into a selectedcontent"). The standard copies whenever an option is popped off the stack;
 * what counts is the last copy, so it is made once, at the end.
 */
#include "html/parser.h"

static uint32_t following_in(const dateline_node *nodes, uint32_t root, uint32_t node,
                             bool children) {
    if (children && nodes[node].first)
        return nodes[node].first;
    while (node != root && !nodes[node].next)
        node = nodes[node].parent;
    return node == root ? 0 : nodes[node].next;
}

static bool has_attribute(const dateline_parser *parser, uint32_t node,
                          dateline_attribute_name name) {
    return dateline_tree_attribute(parser->tree, node, name) != NULL;
}

/* Copy the children of a node; its last child may be given up to the copy of a later sibling. */
static bool copy_children(dateline_parser *parser, uint32_t from, uint32_t to) {
    uint32_t parent = to;
    uint32_t node = parser->nodes[from].first;
    while (node) {
        if (!dateline_reserve_nodes(parser, 0))
            return !parser->memory->failed;
        dateline_node *nodes = parser->nodes;
        uint32_t copy = parser->tree->nodes.count++;
        nodes[copy] = nodes[node];
        nodes[copy].next = nodes[copy].first = nodes[copy].subtree_end = 0;
        dateline_append(parser, parent, copy);
        if (nodes[node].first) {
            parent = copy;
            node = nodes[node].first;
            continue;
        }
        while (node != from && !nodes[node].next) {
            node = nodes[node].parent;
            parent = nodes[parent].parent;
        }
        node = node == from ? 0 : nodes[node].next;
    }
    return true;
}

/* A select's first selectedcontent and its selected option: the last one that says so, else the
   first that is not disabled. */
static bool fill_select(dateline_parser *parser, uint32_t select) {
    uint32_t content = 0, selected = 0, first = 0;
    for (uint32_t node = select; node;
         node = following_in(parser->nodes, select, node,
                             parser->nodes[node].tag != DATELINE_TAG_OPTION)) {
        unsigned tag = parser->nodes[node].tag;
        if (tag == DATELINE_TAG_SELECTEDCONTENT && !content)
            content = node;
        if (tag != DATELINE_TAG_OPTION)
            continue;
        if (has_attribute(parser, node, DATELINE_ATTRIBUTE_SELECTED))
            selected = node;
        if (!first && !has_attribute(parser, node, DATELINE_ATTRIBUTE_DISABLED))
            first = node;
    }
    uint32_t option = selected ? selected : first;
    if (!content || !option || has_attribute(parser, select, DATELINE_ATTRIBUTE_MULTIPLE))
        return true;
    parser->nodes[content].first = parser->nodes[content].subtree_end = 0;
    return copy_children(parser, option, content);
}

bool dateline_fill_selectedcontent(dateline_parser *parser) {
    uint32_t node = 0;
    do {
        bool select = parser->nodes[node].tag == DATELINE_TAG_SELECT;
        if (select && !fill_select(parser, node))
            return false;
        node = following_in(parser->nodes, 0, node, !select);
    } while (node);
    return true;
}
