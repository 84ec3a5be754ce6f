/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-parse for lexbor: the same pages in the same way, one document that is cleaned and used
 * again, which is the fastest that lexbor offers. Built by compare_lexbor.py, not by meson.
 */
#include "pages.h"

#include "lexbor/html/html.h"

__attribute__((noinline)) static double lexbor_parse(lxb_html_document_t *document,
                                                     const page_list *list) {
    double start = cpu_seconds();
    lxb_html_document_clean(document);
    if (lxb_html_document_parse(document, (const lxb_char_t *)list->page, list->length))
        fatal("no memory", "parse");
    return cpu_seconds() - start;
}

int main(int argc, char **argv) {
    page_list list = {0};
    unsigned rounds = 3;
    open_pages(&list, argc, argv, &rounds);
    double *times = calloc(list.count, sizeof *times);
    lxb_html_document_t *document = lxb_html_document_create();
    if (!times || !document)
        fatal("no memory", "start");
    size_t bytes = 0;
    for (unsigned round = 0; round < rounds; round++) {
        for (unsigned i = 0; i < list.count; i++) {
            read_page(&list, i);
            double spent = lexbor_parse(document, &list);
            if (times[i] == 0 || spent < times[i])
                times[i] = spent;
            bytes += round ? 0 : list.length;
        }
    }
    double seconds = 0;
    for (unsigned i = 0; i < list.count; i++)
        seconds += times[i];
    print_summary(list.count, bytes, seconds);
    lxb_html_document_destroy(document);
    free(times);
    close_pages(&list);
    return 0;
}
