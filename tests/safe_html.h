/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTML that can do no harm, as a browser reads it: the text is parsed by our own parser, and then
 * no element is one that runs or loads, no attribute is an event handler, and no address has a
 * scheme that runs, in any spelling: browsers drop white space and controls from it.
 */
#ifndef DATELINE_TESTS_SAFE_HTML_H
#define DATELINE_TESTS_SAFE_HTML_H

#include "html/tree.h"

#include <stdlib.h>

static inline bool is_harmful_element(const dateline_tree *tree, uint32_t node) {
    static const char *const harmful[] = {"script", "iframe", "object", "embed", "applet", "form",
                                          "svg",    "math",   "base",   "frame", "portal", "input"};
    dateline_string name = dateline_tree_tag_name(tree, node);
    for (size_t i = 0; i < sizeof harmful / sizeof *harmful; i++)
        if (dateline_string_equal_nocase(name, dateline_string_of(harmful[i])))
            return true;
    return false;
}

/* The scheme of an address as browsers see it begins with one of these. */
static inline bool is_harmful_address(dateline_string address) {
    static const char *const harmful[] = {"javascript:", "vbscript:", "data:", "file:"};
    char folded[16] = "";
    size_t used = 0;
    for (size_t i = 0; i < address.length && used + 1 < sizeof folded; i++)
        if ((unsigned char)address.data[i] > 0x20)
            folded[used++] = dateline_lower(address.data[i]);
    for (size_t i = 0; i < sizeof harmful / sizeof *harmful; i++)
        if (strncmp(folded, harmful[i], strlen(harmful[i])) == 0)
            return true;
    return false;
}

static inline bool is_harmful_attribute(const dateline_tree *tree,
                                        const dateline_attribute *attribute,
                                        dateline_arena *arena) {
    dateline_string name = dateline_tree_attribute_name(tree, attribute);
    if (dateline_string_starts_nocase(name, DATELINE_LITERAL("on")) ||
        dateline_string_equal_nocase(name, DATELINE_LITERAL("srcdoc")) ||
        dateline_string_equal_nocase(name, DATELINE_LITERAL("style")))
        return true;
    return is_harmful_address(dateline_tree_value(tree, attribute, arena));
}

static inline bool is_safe_tree(const dateline_tree *tree, dateline_arena *arena) {
    bool safe = true;
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        const dateline_node *node = &tree->nodes.items[i];
        if (node->type != DATELINE_NODE_ELEMENT)
            continue;
        safe &= !is_harmful_element(tree, i);
        if (node->attributes == DATELINE_NO_ATTRIBUTES)
            continue;
        const dateline_attribute *attribute = &tree->attributes.items[node->attributes];
        do
            safe &= !is_harmful_attribute(tree, attribute, arena);
        while (!(attribute++->flags & DATELINE_ATTRIBUTE_LAST));
    }
    return safe;
}

static inline bool is_safe_html(dateline_string html) {
    dateline_memory memory;
    dateline_arena arena;
    dateline_tree tree = {0};
    static const dateline_parse_options options = {0};
    dateline_memory_initialize(&memory, NULL);
    dateline_arena_initialize(&arena, &memory);
    char *padded = calloc(1, html.length + DATELINE_PADDING);
    memcpy(padded, html.data, html.length);
    bool safe = dateline_parse(&tree, &memory, padded, (uint32_t)html.length, &options) &&
                is_safe_tree(&tree, &arena);
    dateline_tree_destroy(&tree, &memory);
    dateline_arena_destroy(&arena);
    free(padded);
    return safe;
}

#endif
