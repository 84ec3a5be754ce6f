/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The HTML parser. The first byte of the input chooses scripting and, for one input in four, the
 * context of a fragment; the rest is the page. Of every tree must hold what tests/html_checks.h
 * says; what stands behind the page must not matter; and a tree is the same when the parser has
 * parsed before.
 */
#include "../tests/html_checks.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const contexts[] = {"div",      "td",       "tr",       "table",
                                       "tbody",    "caption",  "colgroup", "html",
                                       "body",     "template", "select",   "title",
                                       "textarea", "style",    "svg g",    "math mi",
                                       "frameset", "svg desc", "unknown",  "math annotation-xml"};

static void require(bool holds, const char *what) {
    if (holds)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void parse_and_dump(dateline_tree *tree, dateline_memory *memory, dateline_arena *arena,
                           dateline_writer *writer, char *page, size_t size, char padding,
                           const dateline_parse_options *options) {
    memset(page + size, padding, DATELINE_PADDING);
    require(dateline_parse(tree, memory, page, (uint32_t)size, options), "no memory");
    const char *wrong = html_check_tree(tree, arena);
    require(!wrong, wrong);
    require(!tree->limits || size > 400, "a limit in a small page");
    writer->length = 0;
    dateline_tree_dump(tree, arena, writer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dateline_memory memory;
    dateline_arena arena;
    dateline_tree tree = {0};
    dateline_parse_options options = {0};
    if (!size)
        return 0;
    dateline_memory_initialize(&memory, NULL);
    dateline_arena_initialize(&arena, &memory);
    dateline_writer first = {.memory = &memory}, second = {.memory = &memory};
    options.scripting = *data & 1;
    if ((*data >> 1) % 4 == 3)
        options.fragment =
            dateline_string_of(contexts[(*data >> 3) % (sizeof contexts / sizeof *contexts)]);
    data++;
    size--;
    char *page = malloc(size + DATELINE_PADDING);
    require(page != NULL, "no memory");
    memcpy(page, data, size);
    parse_and_dump(&tree, &memory, &arena, &first, page, size, 0, &options);
    for (const char *padding = ">\"a< "; *padding; padding++) {
        parse_and_dump(&tree, &memory, &arena, &second, page, size, *padding, &options);
        require(dateline_string_equal(dateline_writer_text(&first), dateline_writer_text(&second)),
                "the padding matters");
    }
    free(page);
    dateline_writer_destroy(&first);
    dateline_writer_destroy(&second);
    dateline_tree_destroy(&tree, &memory);
    dateline_arena_destroy(&arena);
    return 0;
}
