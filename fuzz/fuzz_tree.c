/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tree construction. The first byte of the input chooses scripting and, for one input in four, the
 * context of a fragment; the rest is the text. Of every tree must hold what tests/html_checks.h
 * says; what stands behind the text, and where in memory it begins, must not matter; a tree is the
 * same when the parser has parsed before, and on the portable path; and where nothing forbids it,
 * a tree comes back from its serialisation.
 */
#include "../tests/html_checks.h"
#include "../tests/html_serialize.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
bool portable_parse(dateline_tree *tree, dateline_memory *memory, const char *text, uint32_t length,
                    const dateline_parse_options *options);

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

typedef bool parse_function(dateline_tree *tree, dateline_memory *memory, const char *text,
                            uint32_t length, const dateline_parse_options *options);

/* What a text is parsed with, kept from parse to parse. */
typedef struct fixture {
    dateline_memory memory;
    dateline_arena arena;
    dateline_tree tree;
    dateline_writer first, second, html;
    dateline_parse_options options;
} fixture;

static void parse_and_dump(fixture *f, dateline_writer *writer, parse_function *parse,
                           const char *page, size_t size) {
    require(parse(&f->tree, &f->memory, page, (uint32_t)size, &f->options), "no memory");
    dateline_arena_reset(&f->arena);
    const char *wrong = html_check_tree(&f->tree, &f->arena);
    require(!wrong, wrong);
    require(!f->tree.limits || size > 400, "a limit in a small page");
    writer->length = 0;
    dateline_tree_dump(&f->tree, &f->arena, writer);
}

static void require_same(const fixture *f, const char *what) {
    require(
        dateline_string_equal(dateline_writer_text(&f->first), dateline_writer_text(&f->second)),
        what);
}

/* The tree of the last parse, written as HTML and parsed again. */
static void serialize_and_parse(fixture *f) {
    f->html.length = 0;
    html_serialize(&f->tree, &f->arena, &f->html);
    dateline_string html = dateline_writer_text(&f->html);
    char *page = malloc(html.length + DATELINE_PADDING);
    require(page != NULL, "no memory");
    if (html.length)
        memcpy(page, html.data, html.length);
    memset(page + html.length, 0, DATELINE_PADDING);
    parse_and_dump(f, &f->second, dateline_parse, page, html.length);
    require_same(f, "a tree that does not come back from its serialisation");
    free(page);
}

static void choose_options(dateline_parse_options *options, uint8_t choice) {
    options->scripting = choice & 1;
    if ((choice >> 1) % 4 == 3)
        options->fragment =
            dateline_string_of(contexts[(choice >> 3) % (sizeof contexts / sizeof *contexts)]);
}

static void check(fixture *f, const uint8_t *data, size_t size) {
    enum { SHIFTS = 16 };
    char *room = malloc(size + DATELINE_PADDING + SHIFTS);
    require(room != NULL, "no memory");
    memcpy(room, data, size);
    memset(room + size, 0, DATELINE_PADDING);
    parse_and_dump(f, &f->first, portable_parse, room, size);
    for (unsigned i = 0; i < 5; i++) {
        char *page = room + 3 * i;
        memmove(page, data, size);
        memset(page + size, ">\"a< "[i], DATELINE_PADDING);
        parse_and_dump(f, &f->second, dateline_parse, page, size);
        require_same(f, "the padding, the place or the path matters");
    }
    if (html_is_steady(&f->tree))
        serialize_and_parse(f);
    free(room);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fixture f = {0};
    if (!size)
        return 0;
    dateline_memory_initialize(&f.memory, NULL);
    dateline_arena_initialize(&f.arena, &f.memory);
    f.first.memory = f.second.memory = f.html.memory = &f.memory;
    choose_options(&f.options, *data);
    check(&f, data + 1, size - 1);
    dateline_writer_destroy(&f.first);
    dateline_writer_destroy(&f.second);
    dateline_writer_destroy(&f.html);
    dateline_tree_destroy(&f.tree, &f.memory);
    dateline_arena_destroy(&f.arena);
    return 0;
}
