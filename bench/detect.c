/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The encoding of each page as its text shows it, declarations aside: bench-detect FILE|FOLDER...
 * prints a line a page, path and encoding. detect.py beside this file scores it.
 */
#include "pages.h"

#include "encoding/encoding.h"

int main(int argc, char **argv) {
    page_list list = {0};
    unsigned rounds = 1;
    open_pages(&list, argc, argv, &rounds);
    dateline_memory memory;
    dateline_memory_initialize(&memory, NULL);
    dateline_text text = {0};
    for (unsigned i = 0; i < list.count; i++) {
        read_page(&list, i);
        /* Without html no <meta> is looked for. */
        if (!dateline_text_decode(&text, &memory, list.page, (uint32_t)list.length, true, false,
                                  NULL))
            fatal("no memory", list.paths[i]);
        printf("%s\t%s\n", list.paths[i], dateline_encoding_name(text.encoding));
    }
    dateline_text_destroy(&text, &memory);
    close_pages(&list);
    return 0;
}
