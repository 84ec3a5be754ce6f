/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tree in the notation of html5lib-tests (tree-construction/README.md there).
 */
#include "html/foreign_names.h"
#include "html/parser.h"

#include <stdlib.h>

typedef struct dumper {
    const dateline_tree *tree;
    dateline_arena *arena;
    dateline_writer *writer;
} dumper;

static void begin_line(const dumper *dump, uint32_t depth) {
    dateline_write_text(dump->writer, "| ");
    for (uint32_t i = 0; i < depth; i++)
        dateline_write_text(dump->writer, "  ");
}

static dateline_string folded(const dumper *dump, dateline_string name) {
    char *copy = dateline_arena_allocate(dump->arena, 3 * name.length + 1);
    if (!copy)
        return dateline_absent;
    return (dateline_string){copy, dateline_name_fold(name, copy)};
}

static dateline_string normalized(const dumper *dump, dateline_string text) {
    return dateline_text_normalize(text, dump->arena);
}

/* ---- Attributes ----------------------------------------------------------------------------- */

typedef struct named_attribute {
    dateline_string name; /* as the DOM has it */
    const dateline_attribute *attribute;
} named_attribute;

/* By UTF-16 code units: what needs two of them comes before U+E000 to U+FFFF, which in UTF-8 begin
   with EE and EF. */
static int rank(char c) {
    int byte = (unsigned char)c;
    return byte == 0xEE || byte == 0xEF ? byte + 0x100 : byte;
}

static int compare_names(const void *a, const void *b) {
    dateline_string first = ((const named_attribute *)a)->name;
    dateline_string second = ((const named_attribute *)b)->name;
    for (size_t i = 0; i < first.length && i < second.length; i++)
        if (first.data[i] != second.data[i])
            return rank(first.data[i]) - rank(second.data[i]);
    return first.length < second.length ? -1 : first.length > second.length;
}

static dateline_string dom_name(const dumper *dump, const dateline_attribute *attribute,
                                unsigned namespace) {
    dateline_string written = dateline_tree_attribute_name(dump->tree, attribute);
    dateline_string name = folded(dump, written);
    return namespace && name.data ? dateline_foreign_attribute_name(name, namespace) : name;
}

static void write_attributes(const dumper *dump, const dateline_node *element, uint32_t depth) {
    if (element->attributes == DATELINE_NO_ATTRIBUTES)
        return;
    unsigned namespace = element->flags & (DATELINE_NODE_SVG | DATELINE_NODE_MATHML);
    const dateline_attribute *first = &dump->tree->attributes.items[element->attributes];
    size_t count = 1;
    while (!(first[count - 1].flags & DATELINE_ATTRIBUTE_LAST))
        count++;
    named_attribute *sorted = DATELINE_ARENA_ARRAY(dump->arena, named_attribute, count);
    if (!sorted)
        return;
    for (size_t i = 0; i < count; i++)
        sorted[i] = (named_attribute){dom_name(dump, &first[i], namespace), &first[i]};
    qsort(sorted, count, sizeof *sorted, compare_names);
    for (size_t i = 0; i < count; i++) {
        begin_line(dump, depth);
        dateline_write_string(dump->writer, sorted[i].name);
        dateline_write_text(dump->writer, "=\"");
        dateline_write_string(dump->writer,
                              dateline_tree_value(dump->tree, sorted[i].attribute, dump->arena));
        dateline_write_text(dump->writer, "\"\n");
    }
}

/* ---- Nodes ---------------------------------------------------------------------------------- */

static bool is_template(const dateline_node *node) {
    return node->type == DATELINE_NODE_ELEMENT && node->tag == DATELINE_TAG_TEMPLATE &&
           !(node->flags & (DATELINE_NODE_SVG | DATELINE_NODE_MATHML));
}

static void write_element(const dumper *dump, uint32_t index, uint32_t depth) {
    const dateline_node *element = &dump->tree->nodes.items[index];
    dateline_write_text(dump->writer, element->flags & DATELINE_NODE_SVG      ? "<svg "
                                      : element->flags & DATELINE_NODE_MATHML ? "<math "
                                                                              : "<");
    dateline_write_string(dump->writer, dateline_tree_tag_name(dump->tree, index));
    dateline_write_text(dump->writer, ">\n");
    write_attributes(dump, element, depth + 1);
    if (is_template(element)) {
        begin_line(dump, depth + 1);
        dateline_write_text(dump->writer, "content\n");
    }
}

static void write_doctype(const dumper *dump, const dateline_node *node) {
    dateline_doctype doctype = dateline_doctype_parse(dump->tree->text, node->offset, node->length);
    dateline_write_text(dump->writer, "<!DOCTYPE ");
    dateline_write_string(dump->writer, folded(dump, doctype.name));
    if (doctype.public_id.length || doctype.system_id.length) {
        dateline_write_text(dump->writer, " \"");
        dateline_write_string(dump->writer, normalized(dump, doctype.public_id));
        dateline_write_text(dump->writer, "\" \"");
        dateline_write_string(dump->writer, normalized(dump, doctype.system_id));
        dateline_write_char(dump->writer, '"');
    }
    dateline_write_text(dump->writer, ">\n");
}

static void write_node(const dumper *dump, uint32_t index, uint32_t depth) {
    const dateline_node *node = &dump->tree->nodes.items[index];
    bool continues = node->type == DATELINE_NODE_TEXT && node->flags & DATELINE_NODE_CONTINUES;
    if (!continues)
        begin_line(dump, depth);
    switch (node->type) {
    case DATELINE_NODE_ELEMENT:
        write_element(dump, index, depth);
        break;
    case DATELINE_NODE_TEXT:
        if (!continues)
            dateline_write_char(dump->writer, '"');
        dateline_write_string(dump->writer, dateline_tree_text(dump->tree, index, dump->arena));
        if (!node->next || !(dump->tree->nodes.items[node->next].flags & DATELINE_NODE_CONTINUES))
            dateline_write_text(dump->writer, "\"\n");
        break;
    case DATELINE_NODE_COMMENT:
        dateline_write_text(dump->writer, "<!-- ");
        dateline_write_string(dump->writer, dateline_tree_text(dump->tree, index, dump->arena));
        dateline_write_text(dump->writer, " -->\n");
        break;
    default:
        write_doctype(dump, node);
        break;
    }
}

void dateline_tree_dump(const dateline_tree *tree, dateline_arena *arena, dateline_writer *writer) {
    const dumper dump = {tree, arena, writer};
    const dateline_node *nodes = tree->nodes.items;
    uint32_t parent = 0; /* of the last node written; its children are at depth */
    uint32_t depth = 0;
    for (uint32_t node = 1; node < tree->nodes.count; node++) {
        if (nodes[node].parent == node - 1 && node > 1) {
            parent = node - 1;
            depth += 1 + is_template(&nodes[parent]);
        }
        for (; parent != nodes[node].parent; parent = nodes[parent].parent)
            depth -= 1 + is_template(&nodes[parent]);
        write_node(&dump, node, depth);
    }
}
