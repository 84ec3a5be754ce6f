/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parser alone: from the bytes of a page to its tree, encoding found and checked, all
 * attributes read, on one thread.
 *
 *     bench-parse [--rounds N] FILE|FOLDER...
 *
 * A page's time is the least over the rounds. Memory is what a page makes the parser write: the
 * nodes, attributes and names of its tree and, where it had to be sorted, the links and the second
 * array for that; for a page that is not UTF-8 also its text. What the parser holds but leaves
 * alone, and its fixed tables, are not counted. The last line is JSON. compare_lexbor.py beside
 * this file runs it in turns with lexbor.
 */
#include "pages.h"

#include "encoding/encoding.h"
#include "html/parser.h"

typedef struct measured {
    double decode; /* seconds */
    double parse;
    size_t bytes;
    size_t memory;
    bool transcoded;
} measured;

/* ---- One page ------------------------------------------------------------------------------- */

/* Not inlined, so that callgrind sees it: --toggle-collect=bench_parse */
__attribute__((noinline)) static void bench_parse(dateline_tree *tree, dateline_text *text,
                                                  dateline_memory *memory, const page_list *list,
                                                  measured *page) {
    double start = cpu_seconds();
    if (!dateline_text_decode(text, memory, list->page, (uint32_t)list->length, true, true, NULL))
        fatal("no memory", "decode");
    double between = cpu_seconds();
    if (!dateline_parse(tree, memory, text->data, text->length, NULL))
        fatal("no memory", "parse");
    double end = cpu_seconds();
    if (page->parse == 0 || between - start < page->decode)
        page->decode = between - start;
    if (page->parse == 0 || end - between < page->parse)
        page->parse = end - between;
}

static size_t names_of(const dateline_name_set *set) {
    return set->names.count * (sizeof(dateline_name) + sizeof *set->slots) + set->folded.count;
}

static size_t memory_of(const dateline_tree *tree, const dateline_text *text) {
    const dateline_parser *parser = tree->parser;
    size_t nodes = tree->nodes.count;
    size_t bytes = nodes * sizeof(dateline_node) +
                   tree->attributes.count * sizeof(dateline_attribute) + names_of(&parser->tags) +
                   names_of(&parser->attribute_names);
    if (parser->linked_back)
        bytes += nodes * sizeof(uint32_t);
    if (parser->sorted)
        bytes += nodes * sizeof(dateline_node);
    return bytes + text->buffer.count + text->checkpoints.count * sizeof(dateline_checkpoint);
}

/* ---- All pages ------------------------------------------------------------------------------ */

static void report_memory(const measured *pages, const page_list *list, bool transcoded) {
    size_t memory = 0, bytes = 0;
    unsigned count = 0, worst = 0;
    double highest = 0;
    for (unsigned i = 0; i < list->count; i++) {
        if (pages[i].transcoded != transcoded || !pages[i].bytes)
            continue;
        double ratio = (double)pages[i].memory / (double)pages[i].bytes;
        count++;
        memory += pages[i].memory;
        bytes += pages[i].bytes;
        if (ratio > highest) {
            highest = ratio;
            worst = i;
        }
    }
    if (count)
        printf("memory, %s: %u pages, %.3f times their bytes; worst %.2f (%s)\n",
               transcoded ? "transcoded" : "UTF-8", count, (double)memory / (double)bytes, highest,
               list->paths[worst]);
}

static void print_step(const char *name, double seconds, size_t bytes, unsigned pages) {
    printf("%-8s %10.4f %10.2f\n", name, 1e3 * seconds / pages,
           (double)bytes / 1e9 / (seconds > 0 ? seconds : 1e-9));
}

static void report(const measured *pages, const page_list *list) {
    double decode = 0, parse = 0;
    size_t bytes = 0;
    for (unsigned i = 0; i < list->count; i++) {
        decode += pages[i].decode;
        parse += pages[i].parse;
        bytes += pages[i].bytes;
    }
    printf("%-8s %10s %10s\n", "step", "ms/page", "GB/s");
    print_step("decode", decode, bytes, list->count);
    print_step("parse", parse, bytes, list->count);
    report_memory(pages, list, false);
    report_memory(pages, list, true);
    print_summary(list->count, bytes, decode + parse);
}

int main(int argc, char **argv) {
    page_list list = {0};
    unsigned rounds = 3;
    open_pages(&list, argc, argv, &rounds);
    measured *pages = calloc(list.count, sizeof *pages);
    if (!pages)
        fatal("no memory", "start");
    dateline_memory memory;
    dateline_memory_initialize(&memory, NULL);
    dateline_tree tree = {0};
    dateline_text text = {0};
    for (unsigned round = 0; round < rounds; round++) {
        for (unsigned i = 0; i < list.count; i++) {
            read_page(&list, i);
            bench_parse(&tree, &text, &memory, &list, &pages[i]);
            pages[i].bytes = list.length;
            pages[i].memory = memory_of(&tree, &text);
            pages[i].transcoded = !text.identical;
        }
    }
    report(pages, &list);
    dateline_tree_destroy(&tree, &memory);
    dateline_text_destroy(&text, &memory);
    free(pages);
    close_pages(&list);
    return 0;
}
