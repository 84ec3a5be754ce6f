/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The way of a whole page: any bytes, their encoding found, decoded and parsed. The tree holds what
 * tests/html_checks.h says, every range of it leads back into the page, and a page that was not
 * padded gives the same tree as one that was.
 */
#include "../tests/html_checks.h"
#include "encoding/encoding.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *what) {
    if (holds)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void check_range(const dateline_text *text, uint32_t offset, uint32_t length) {
    uint32_t begin = dateline_text_origin(text, offset);
    uint32_t end = dateline_text_origin(text, offset + length);
    require(begin <= end && end <= text->page_length, "a range outside of the page");
    require(!text->identical || end - begin == length || offset + length == text->length,
            "a range of another length");
}

/* Of the tree's nodes: a tag that the page's end cuts leaves attributes that nobody has. */
static void check_ranges(const dateline_text *text, const dateline_tree *tree) {
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        const dateline_node *node = &tree->nodes.items[i];
        check_range(text, node->offset, node->length);
        uint32_t at =
            node->type == DATELINE_NODE_ELEMENT ? node->attributes : DATELINE_NO_ATTRIBUTES;
        for (bool last = at == DATELINE_NO_ATTRIBUTES; !last; at++) {
            const dateline_attribute *attribute = &tree->attributes.items[at];
            check_range(text, attribute->value_offset, attribute->value_length);
            last = attribute->flags & DATELINE_ATTRIBUTE_LAST;
        }
    }
}

static void parse(dateline_text *text, dateline_tree *tree, dateline_memory *memory,
                  const char *page, size_t size, bool padded) {
    require(dateline_text_decode(text, memory, page, (uint32_t)size, padded, true, NULL) &&
                dateline_parse(tree, memory, text->data, text->length, NULL),
            "no memory");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dateline_memory memory;
    dateline_arena arena;
    dateline_tree tree = {0};
    dateline_text text = {0};
    if (size > 1 << 16)
        return 0;
    dateline_memory_initialize(&memory, NULL);
    dateline_arena_initialize(&arena, &memory);
    dateline_writer first = {.memory = &memory}, second = {.memory = &memory};
    char *page = malloc(size + DATELINE_PADDING);
    require(page != NULL, "no memory");
    if (size)
        memcpy(page, data, size);
    memset(page + size, '"', DATELINE_PADDING);
    parse(&text, &tree, &memory, page, size, true);
    const char *wrong = html_check_tree(&tree, &arena);
    require(!wrong, wrong);
    check_ranges(&text, &tree);
    dateline_tree_dump(&tree, &arena, &first);
    parse(&text, &tree, &memory, (const char *)data, size, false);
    dateline_tree_dump(&tree, &arena, &second);
    require(dateline_string_equal(dateline_writer_text(&first), dateline_writer_text(&second)),
            "the padding matters");
    free(page);
    dateline_writer_destroy(&first);
    dateline_writer_destroy(&second);
    dateline_text_destroy(&text, &memory);
    dateline_tree_destroy(&tree, &memory);
    dateline_arena_destroy(&arena);
    return 0;
}
