/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Behind the last token: the stack is emptied, selectedcontent elements get their content, and the
 * nodes get their final order and ends.
 *
 * Nodes are made in document order but for what foster parenting and the adoption agency move, and
 * a few comments and head elements that come late. One sweep from the back fills in the subtree
 * ends and finds out whether the order holds; only where it does not, one walk copies the nodes in
 * order, and the sweep is done again.
 */
#include "html/parser.h"

/* ---- Order ---------------------------------------------------------------------------------- */

/* Replace each node's last child by the end of its subtree. @return are the nodes in order? Each
   link must lead to the place where document order wants the next node; from the back, the ends
   that this needs are known. */
static bool fill_ends(dateline_tree *tree) {
    dateline_node *nodes = tree->nodes.items;
    bool ordered = true;
    for (uint32_t i = tree->nodes.count; i-- > 0;) {
        dateline_node *node = &nodes[i];
        /* Chosen by a mask: whether a node has children is what no processor can foresee. */
        uint32_t parent = 0 - (uint32_t)(node->first != 0);
        uint32_t end = (nodes[node->subtree_end].subtree_end & parent) | ((i + 1) & ~parent);
        ordered &= node->first == 0 || node->first == i + 1;
        ordered &= node->next == 0 || node->next == end;
        node->subtree_end = end;
    }
    return ordered && nodes[0].subtree_end == tree->nodes.count;
}

/* The node behind a node in document order, 0 behind the last one. */
static uint32_t following(const dateline_node *nodes, uint32_t node) {
    if (nodes[node].first)
        return nodes[node].first;
    while (node && !nodes[node].next)
        node = nodes[node].parent;
    return nodes[node].next;
}

static bool sort_nodes(dateline_parser *parser) {
    dateline_tree *tree = parser->tree;
    parser->spare.count = 0;
    if (!DATELINE_VECTOR_RESERVE(parser->memory, &parser->spare, tree->nodes.count))
        return false;
    dateline_node *nodes = tree->nodes.items;
    dateline_node *sorted = parser->spare.items;
    uint32_t *place = parser->previous.items; /* by old index; siblings' links back are done with */
    uint32_t count = 0;
    uint32_t node = 0;
    do {
        place[node] = count;
        sorted[count++] = nodes[node];
        node = following(nodes, node);
    } while (node);
    for (uint32_t i = 0; i < count; i++) {
        sorted[i].parent = place[sorted[i].parent];
        sorted[i].next = sorted[i].next ? place[sorted[i].next] : 0;
        sorted[i].first = sorted[i].first ? i + 1 : 0;
        sorted[i].subtree_end = 0;
    }
    for (uint32_t i = 0; i < count; i++) /* the last child, which fill_ends() wants */
        if (!sorted[i].next)
            sorted[sorted[i].parent].subtree_end = i;
    parser->sorted = true;
    tree->html = place[tree->html];
    tree->head = place[tree->head];
    tree->body = place[tree->body];

    parser->spare.items = nodes;
    tree->nodes.items = sorted;
    uint32_t capacity = tree->nodes.capacity;
    tree->nodes.capacity = parser->spare.capacity;
    parser->spare.capacity = capacity;
    tree->nodes.count = count;
    parser->nodes = sorted;
    return true;
}

bool dateline_finish(dateline_parser *parser) {
    while (parser->top > parser->stack)
        pop(parser);
    parser->nodes[0].tag = DATELINE_TAG_NONE;
    if (parser->selected && !dateline_fill_selectedcontent(parser))
        return false;
    if (fill_ends(parser->tree))
        return true;
    return sort_nodes(parser) && fill_ends(parser->tree);
}
