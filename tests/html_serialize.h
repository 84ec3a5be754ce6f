/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tree as HTML (WHATWG HTML 13.3), and whether parsing that must give the same tree. The standard
 * warns that it need not; here only trees are promised whose elements neither close each other nor
 * are moved: the rest is not looked at.
 */
#ifndef DATELINE_TESTS_HTML_SERIALIZE_H
#define DATELINE_TESTS_HTML_SERIALIZE_H

#include "html/parser.h"

static inline bool html_is_steady_element(unsigned tag) {
    switch (tag) {
    case DATELINE_TAG_HTML:
    case DATELINE_TAG_HEAD:
    case DATELINE_TAG_BODY:
    case DATELINE_TAG_DIV:
    case DATELINE_TAG_SECTION:
    case DATELINE_TAG_ARTICLE:
    case DATELINE_TAG_MAIN:
    case DATELINE_TAG_SPAN:
    case DATELINE_TAG_UL:
    case DATELINE_TAG_OL:
    case DATELINE_TAG_LI:
    case DATELINE_TAG_BLOCKQUOTE:
    case DATELINE_TAG_FIGURE:
    case DATELINE_TAG_TITLE:
    case DATELINE_TAG_META:
    case DATELINE_TAG_LINK:
    case DATELINE_TAG_TIME:
    case DATELINE_TAG_CITE:
    case DATELINE_TAG_IMG:
    case DATELINE_TAG_BR:
        return true;
    default:
        return false;
    }
}

/** May the tree be expected to come back from its serialisation? */
static inline bool html_is_steady(const dateline_tree *tree) {
    if (tree->parser->linked_back || tree->parser->sorted || tree->parser->merged || tree->limits ||
        !tree->body || tree->parser->fragment)
        return false;
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        const dateline_node *node = &tree->nodes.items[i];
        if (node->type == DATELINE_NODE_DOCTYPE &&
            tree->text[node->offset + node->length - 1] != '>')
            return false; /* cut by the end of the page */
        if (node->type == DATELINE_NODE_ELEMENT &&
            (!html_is_steady_element(node->tag) ||
             node->flags & (DATELINE_NODE_SVG | DATELINE_NODE_MATHML)))
            return false;
    }
    return true;
}

static inline void html_write_escaped(dateline_writer *writer, dateline_string text,
                                      bool attribute) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c == '&')
            dateline_write_text(writer, "&amp;");
        else if (c == '\r') /* only a reference can have made it */
            dateline_write_text(writer, "&#13;");
        else if (c == '"' && attribute)
            dateline_write_text(writer, "&quot;");
        else if (c == '<' && !attribute)
            dateline_write_text(writer, "&lt;");
        else if (c == '>' && !attribute)
            dateline_write_text(writer, "&gt;");
        else
            dateline_write_char(writer, c);
    }
}

static inline void html_write_start(const dateline_tree *tree, uint32_t index,
                                    dateline_arena *arena, dateline_writer *writer) {
    const dateline_node *node = &tree->nodes.items[index];
    dateline_write_char(writer, '<');
    dateline_write_string(writer, dateline_tree_tag_name(tree, index));
    uint32_t at = node->attributes;
    for (bool last = at == DATELINE_NO_ATTRIBUTES; !last; at++) {
        const dateline_attribute *attribute = &tree->attributes.items[at];
        last = attribute->flags & DATELINE_ATTRIBUTE_LAST;
        dateline_write_char(writer, ' ');
        dateline_write_string(writer, dateline_tree_attribute_name(tree, attribute));
        dateline_write_text(writer, "=\"");
        html_write_escaped(writer, dateline_tree_value(tree, attribute, arena), true);
        dateline_write_char(writer, '"');
    }
    dateline_write_char(writer, '>');
}

static inline void html_write_node(const dateline_tree *tree, uint32_t index, dateline_arena *arena,
                                   dateline_writer *writer) {
    const dateline_node *node = &tree->nodes.items[index];
    switch (node->type) {
    case DATELINE_NODE_ELEMENT:
        html_write_start(tree, index, arena, writer);
        break;
    case DATELINE_NODE_TEXT:
        html_write_escaped(writer, dateline_tree_text(tree, index, arena), false);
        break;
    case DATELINE_NODE_COMMENT:
        dateline_write_text(writer, "<!--");
        dateline_write_string(writer, dateline_tree_text(tree, index, arena));
        dateline_write_text(writer, "-->");
        break;
    case DATELINE_NODE_DOCTYPE:
        dateline_write_string(writer, (dateline_string){tree->text + node->offset, node->length});
        break;
    default:
        break;
    }
}

static inline bool html_is_void(unsigned tag) {
    return tag == DATELINE_TAG_META || tag == DATELINE_TAG_LINK || tag == DATELINE_TAG_IMG ||
           tag == DATELINE_TAG_BR;
}

/** Append the whole tree as HTML. */
static inline void html_serialize(const dateline_tree *tree, dateline_arena *arena,
                                  dateline_writer *writer) {
    const dateline_node *nodes = tree->nodes.items;
    uint32_t open = 0; /* the element that we are in */
    for (uint32_t i = 1; i <= tree->nodes.count; i++) {
        while (open && i >= nodes[open].subtree_end) {
            if (!html_is_void(nodes[open].tag)) {
                dateline_write_text(writer, "</");
                dateline_write_string(writer, dateline_tree_tag_name(tree, open));
                dateline_write_char(writer, '>');
            }
            open = nodes[open].parent;
        }
        if (i == tree->nodes.count)
            break;
        html_write_node(tree, i, arena, writer);
        if (nodes[i].type == DATELINE_NODE_ELEMENT)
            open = i;
    }
}

#endif
