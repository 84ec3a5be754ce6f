/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nodes and their places in the tree (WHATWG HTML 13.2.6.1), and the parts of the stack of open
 * elements that are not inline.
 *
 * Children are linked forwards only; a node is nearly always appended. The links back are made in
 * one sweep when the first node has to go elsewhere (one page in forty), and kept from then on.
 */
#include "html/parser.h"

/* ---- Stack of open elements ----------------------------------------------------------------- */

void dateline_remove_open(dateline_parser *parser, uint32_t node) {
    for (dateline_open *entry = parser->top; entry > parser->stack; entry--) {
        if (entry->node != node)
            continue;
        dateline_open removed = *entry;
        memmove(entry, entry + 1, (size_t)(parser->top - entry) * sizeof *entry);
        *parser->top = removed;
        pop(parser);
        return;
    }
}

static int mode_of(const dateline_parser *parser, unsigned tag, bool last) {
    switch (dateline_tag_facts_of(tag).group) {
    case DATELINE_GROUP_CELL:
        return last ? -1 : DATELINE_MODE_IN_CELL;
    case DATELINE_GROUP_TR:
        return DATELINE_MODE_IN_ROW;
    case DATELINE_GROUP_ROWS:
        return DATELINE_MODE_IN_TABLE_BODY;
    case DATELINE_GROUP_CAPTION:
        return DATELINE_MODE_IN_CAPTION;
    case DATELINE_GROUP_COLGROUP:
        return DATELINE_MODE_IN_COLUMN_GROUP;
    case DATELINE_GROUP_TABLE:
        return DATELINE_MODE_IN_TABLE;
    case DATELINE_GROUP_TEMPLATE:
        return parser->template_count ? parser->template_modes[parser->template_count - 1] : -1;
    case DATELINE_GROUP_HEAD:
        return last ? -1 : DATELINE_MODE_IN_HEAD;
    case DATELINE_GROUP_BODY:
        return DATELINE_MODE_IN_BODY;
    case DATELINE_GROUP_FRAMESET:
        return DATELINE_MODE_IN_FRAMESET;
    case DATELINE_GROUP_HTML:
        return parser->tree->head ? DATELINE_MODE_AFTER_HEAD : DATELINE_MODE_BEFORE_HEAD;
    default:
        return -1;
    }
}

void dateline_reset_mode(dateline_parser *parser) {
    parser->mode = DATELINE_MODE_IN_BODY;
    for (const dateline_open *entry = parser->top; entry > parser->stack; entry--) {
        bool last = entry == parser->stack + 1;
        bool context = last && parser->fragment;
        int mode = mode_of(parser, context ? parser->context_tag : entry->tag, last);
        if (mode >= 0) {
            parser->mode = (uint8_t)mode;
            return;
        }
    }
}

void dateline_limit_depth(dateline_parser *parser) {
    bool structure = false;
    while (open_count(parser) > DATELINE_MAX_DEPTH) {
        const dateline_open entry = *parser->top;
        pop(parser);
        dateline_remove_formatting(parser, entry.node);
        if (entry.flags & DATELINE_TAG_IS_MARKER)
            dateline_clear_to_marker(parser);
        if (entry.tag == DATELINE_TAG_TEMPLATE && parser->template_count)
            parser->template_count--;
        structure |= (entry.flags & DATELINE_TAG_IS_MODE) != 0;
    }
    if (structure)
        dateline_reset_mode(parser);
    parser->tree->limits |= DATELINE_LIMIT_DEPTH;
}

/* ---- Links ---------------------------------------------------------------------------------- */

static void link_back(dateline_parser *parser) {
    if (parser->linked_back)
        return;
    parser->linked_back = true;
    memset(parser->previous.items, 0, parser->tree->nodes.count * sizeof(uint32_t));
    for (uint32_t node = 0; node < parser->tree->nodes.count; node++)
        if (parser->nodes[node].next)
            parser->previous.items[parser->nodes[node].next] = node;
}

void dateline_append(dateline_parser *parser, uint32_t parent, uint32_t node) {
    dateline_node *nodes = parser->nodes;
    uint32_t last = nodes[parent].subtree_end;
    nodes[node].parent = parent;
    nodes[parent].subtree_end = node;
    if (last)
        nodes[last].next = node;
    else
        nodes[parent].first = node;
    if (parser->linked_back)
        parser->previous.items[node] = last;
}

static void insert_before(dateline_parser *parser, uint32_t reference, uint32_t node) {
    link_back(parser);
    dateline_node *nodes = parser->nodes;
    uint32_t parent = nodes[reference].parent;
    uint32_t previous = parser->previous.items[reference];
    nodes[node].parent = parent;
    nodes[node].next = reference;
    if (previous)
        nodes[previous].next = node;
    else
        nodes[parent].first = node;
    parser->previous.items[node] = previous;
    parser->previous.items[reference] = node;
}

void dateline_unlink(dateline_parser *parser, uint32_t node) {
    link_back(parser);
    dateline_node *nodes = parser->nodes;
    uint32_t parent = nodes[node].parent;
    uint32_t previous = parser->previous.items[node];
    uint32_t next = nodes[node].next;
    if (previous)
        nodes[previous].next = next;
    else
        nodes[parent].first = next;
    if (next)
        parser->previous.items[next] = previous;
    else
        nodes[parent].subtree_end = previous;
    nodes[node].next = 0;
}

void dateline_move_children(dateline_parser *parser, uint32_t from, uint32_t to) {
    uint32_t next;
    for (uint32_t child = parser->nodes[from].first; child; child = next) {
        next = parser->nodes[child].next;
        parser->nodes[child].next = 0;
        dateline_append(parser, to, child);
    }
    parser->nodes[from].first = parser->nodes[from].subtree_end = 0;
}

/* ---- The appropriate place for inserting a node --------------------------------------------- */

/* Before a node, or where that is 0, behind the last child of parent. */
typedef struct location {
    uint32_t parent;
    uint32_t before;
} location;

static const dateline_open *last_open(const dateline_parser *parser, unsigned tag) {
    const dateline_open *entry = parser->stack;
    if (is_open(parser, tag))
        for (entry = parser->top; entry->tag != tag;)
            entry--;
    return entry;
}

/* Where a node goes that a table does not take. A table always has a parent, as nothing but a
   script could take it out of the tree. */
static location foster_place(const dateline_parser *parser) {
    const dateline_open *table = last_open(parser, DATELINE_TAG_TABLE);
    const dateline_open *template = last_open(parser, DATELINE_TAG_TEMPLATE);
    if (template > table)
        return (location){template->node, 0};
    if (table == parser->stack)
        return (location){parser->stack[1].node, 0};
    return (location){parser->nodes[table->node].parent, table->node};
}

static location appropriate_place(const dateline_parser *parser, const dateline_open *target) {
    if (parser->foster && target->flags & DATELINE_TAG_IS_FOSTER)
        return foster_place(parser);
    return (location){target->node, 0};
}

static void put(dateline_parser *parser, location place, uint32_t node) {
    if (place.before)
        insert_before(parser, place.before, node);
    else
        dateline_append(parser, place.parent, node);
}

void dateline_insert_node(dateline_parser *parser, uint32_t node) {
    put(parser, appropriate_place(parser, parser->top), node);
}

void dateline_put(dateline_parser *parser, uint32_t node, const dateline_open *target) {
    put(parser, appropriate_place(parser, target), node);
}

/* ---- Elements ------------------------------------------------------------------------------- */

static bool reserve(dateline_parser *parser, uint64_t needed) {
    dateline_tree *tree = parser->tree;
    if (needed > DATELINE_MAX_NODES) {
        tree->limits |= DATELINE_LIMIT_NODES;
        return false;
    }
    return DATELINE_VECTOR_RESERVE(parser->memory, &tree->nodes, needed - tree->nodes.count) &&
           DATELINE_VECTOR_RESERVE(parser->memory, &parser->previous, needed);
}

bool dateline_reserve_nodes(dateline_parser *parser, uint32_t extra) {
    dateline_tree *tree = parser->tree;
    if (!reserve(parser, (uint64_t)tree->nodes.count + extra + DATELINE_NODES_PER_STEP)) {
        parser->stopped = true;
        return false;
    }
    uint32_t capacity = tree->nodes.capacity;
    if (capacity > parser->previous.capacity)
        capacity = parser->previous.capacity;
    if (capacity > DATELINE_MAX_NODES)
        capacity = DATELINE_MAX_NODES;
    parser->room = capacity - DATELINE_NODES_PER_STEP;
    parser->nodes = tree->nodes.items;
    return true;
}

static uint32_t new_node(dateline_parser *parser, dateline_node node) {
    uint32_t index = parser->tree->nodes.count++;
    assert(index < parser->tree->nodes.capacity);
    parser->nodes[index] = node;
    return index;
}

uint32_t dateline_new_element(dateline_parser *parser, const dateline_token *token,
                              unsigned flags) {
    return new_node(parser, (dateline_node){.offset = token->offset,
                                            .length = token->length,
                                            .attributes = token->attributes,
                                            .tag = token->tag,
                                            .type = DATELINE_NODE_ELEMENT,
                                            .flags = (uint8_t)(flags | token->flags)});
}

uint32_t dateline_insert_void(dateline_parser *parser, const dateline_token *token) {
    uint32_t node = dateline_new_element(parser, token, 0);
    dateline_insert_node(parser, node);
    return node;
}

uint32_t dateline_insert_element(dateline_parser *parser, const dateline_token *token) {
    uint32_t node = dateline_insert_void(parser, token);
    push(parser, node, token->tag, dateline_tag_facts_of(token->tag).flags);
    return node;
}

uint32_t dateline_insert_implied(dateline_parser *parser, unsigned tag) {
    const dateline_token token = {.tag = (uint16_t)tag, .attributes = DATELINE_NO_ATTRIBUTES};
    uint32_t node = dateline_new_element(parser, &token, DATELINE_NODE_IMPLIED);
    dateline_insert_node(parser, node);
    push(parser, node, tag, dateline_tag_facts_of(tag).flags);
    return node;
}

void dateline_insert_raw(dateline_parser *parser, const dateline_token *token,
                         dateline_content content) {
    dateline_insert_element(parser, token);
    parser->content = (uint8_t)content;
}

/* ---- Text and comments ---------------------------------------------------------------------- */

/* Flags of a text behind a sibling; 0xFF where the sibling takes it in, and there is no new one. */
enum { TAKEN_IN = 0xFF };

static unsigned join_text(dateline_node *sibling, uint32_t offset, uint32_t length,
                          unsigned flags) {
    if (sibling->type != DATELINE_NODE_TEXT)
        return flags;
    if (sibling->offset + sibling->length != offset || (sibling->flags ^ flags) & DATELINE_NODE_RAW)
        return flags | DATELINE_NODE_CONTINUES;
    sibling->length += length;
    sibling->flags |= (uint8_t)flags;
    return TAKEN_IN;
}

static uint32_t new_text(dateline_parser *parser, uint32_t offset, uint32_t length,
                         unsigned flags) {
    return new_node(parser, (dateline_node){.offset = offset,
                                            .length = length,
                                            .attributes = DATELINE_NO_ATTRIBUTES,
                                            .type = DATELINE_NODE_TEXT,
                                            .flags = (uint8_t)flags});
}

void dateline_append_text(dateline_parser *parser, uint32_t parent, uint32_t offset,
                          uint32_t length, unsigned flags) {
    uint32_t last = parser->nodes[parent].subtree_end;
    if (last)
        flags = join_text(&parser->nodes[last], offset, length, flags);
    if (flags != TAKEN_IN)
        dateline_append(parser, parent, new_text(parser, offset, length, flags));
}

DATELINE_SELDOM static void foster_text(dateline_parser *parser, uint32_t offset, uint32_t length,
                                        unsigned flags) {
    location place = appropriate_place(parser, parser->top);
    if (!place.before) {
        dateline_append_text(parser, place.parent, offset, length, flags);
        return;
    }
    link_back(parser);
    uint32_t previous = parser->previous.items[place.before];
    if (previous)
        flags = join_text(&parser->nodes[previous], offset, length, flags);
    if (flags != TAKEN_IN)
        insert_before(parser, place.before, new_text(parser, offset, length, flags));
}

void dateline_insert_text(dateline_parser *parser, uint32_t offset, uint32_t length,
                          unsigned flags) {
    if (parser->foster)
        foster_text(parser, offset, length, flags);
    else
        dateline_append_text(parser, parser->top->node, offset, length, flags);
}

void dateline_append_token(dateline_parser *parser, uint32_t parent, const dateline_token *token) {
    bool comment = token->type == DATELINE_TOKEN_COMMENT;
    dateline_append(parser, parent,
                    new_node(parser, (dateline_node){.offset = token->offset,
                                                     .length = token->length,
                                                     .attributes = DATELINE_NO_ATTRIBUTES,
                                                     .type = comment ? DATELINE_NODE_COMMENT
                                                                     : DATELINE_NODE_DOCTYPE,
                                                     .flags = token->flags}));
}

void dateline_insert_comment(dateline_parser *parser, const dateline_token *token) {
    dateline_append_token(parser, parser->top->node, token);
}

void dateline_merge_attributes(dateline_parser *parser, uint32_t node,
                               const dateline_token *token) {
    dateline_tree *tree = parser->tree;
    /* A fragment has the document itself for its html element. */
    if (!node || token->attributes == DATELINE_NO_ATTRIBUTES)
        return;
    /* The merged list is a copy: the number of merges bounds what copies can take. */
    if (parser->merged == DATELINE_MAX_MERGED_TAGS ||
        !DATELINE_VECTOR_RESERVE(parser->memory, &tree->attributes, 2 * DATELINE_MAX_ATTRIBUTES)) {
        tree->limits |= DATELINE_LIMIT_ATTRIBUTES;
        return;
    }
    parser->merged++;
    parser->tag_serial++;
    uint32_t sources[] = {parser->nodes[node].attributes, token->attributes};
    uint32_t merged = tree->attributes.count;
    for (unsigned i = 0; i < 2; i++) {
        uint32_t from = sources[i];
        for (bool last = from == DATELINE_NO_ATTRIBUTES; !last; from++) {
            dateline_attribute attribute = tree->attributes.items[from];
            last = attribute.flags & DATELINE_ATTRIBUTE_LAST;
            if (parser->seen[attribute.name] == parser->tag_serial ||
                tree->attributes.count - merged == DATELINE_MAX_ATTRIBUTES)
                continue;
            parser->seen[attribute.name] = parser->tag_serial;
            attribute.flags &= (uint8_t)~DATELINE_ATTRIBUTE_LAST;
            tree->attributes.items[tree->attributes.count++] = attribute;
        }
    }
    tree->attributes.items[tree->attributes.count - 1].flags |= DATELINE_ATTRIBUTE_LAST;
    parser->nodes[node].attributes = merged;
    parser->nodes[node].flags |= token->flags;
}
