/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the rooms behind ask of a finished tree.
 */
#include "html/tree.h"

#include "html/foreign_names.h"
#include "html/parser.h"

dateline_string dateline_tree_tag_name(const dateline_tree *tree, uint32_t node) {
    const dateline_node *element = &tree->nodes.items[node];
    dateline_string name;
    if (element->tag < DATELINE_TAG_COUNT)
        name = dateline_string_of(dateline_tag_names[element->tag]);
    else
        name = dateline_name_set_get(&tree->parser->tags, tree->text, element->tag);
    return element->flags & DATELINE_NODE_SVG ? dateline_svg_tag_name(name) : name;
}

/* Names of 255 bytes and more are found by reading them again. */
dateline_string dateline_tree_attribute_name(const dateline_tree *tree,
                                             const dateline_attribute *attribute) {
    const char *begin = tree->text + attribute->name_offset;
    size_t length = attribute->name_length;
    size_t end = tree->length - attribute->name_offset;
    if (length == UINT8_MAX)
        while (length < end && begin[length] != '=' && begin[length] != '>' &&
               begin[length] != '/' && !dateline_is_space(begin[length]))
            length++;
    return (dateline_string){begin, length};
}

const dateline_attribute *dateline_tree_attribute(const dateline_tree *tree, uint32_t node,
                                                  dateline_attribute_name name) {
    uint32_t index = tree->nodes.items[node].attributes;
    if (index == DATELINE_NO_ATTRIBUTES)
        return NULL;
    for (const dateline_attribute *attribute = &tree->attributes.items[index];; attribute++) {
        if (attribute->name == name)
            return attribute;
        if (attribute->flags & DATELINE_ATTRIBUTE_LAST)
            return NULL;
    }
}

dateline_string dateline_tree_get(const dateline_tree *tree, uint32_t node,
                                  dateline_attribute_name name, dateline_arena *arena) {
    const dateline_attribute *attribute = dateline_tree_attribute(tree, node, name);
    return attribute ? dateline_tree_value(tree, attribute, arena) : dateline_absent;
}
