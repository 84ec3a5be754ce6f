/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program's reader of JSON Lines: whatever the line, it ends, stays inside the line, gives the
 * same twice, and what it takes for a string fits between its quotes.
 *
 * It belongs to the program, which is no library to link to, so its source is taken in here.
 */
#include "../tool/input/json.c"

#include <stdlib.h>

static char *copy_of(const uint8_t *data, size_t size) {
    char *copy = malloc(size + 1);
    if (!copy)
        abort();
    if (size)
        memcpy(copy, data, size);
    copy[size] = '\0';
    return copy;
}

static void check_text(const char *line, size_t size, const char *text) {
    if (text && (text < line || text + strlen(text) > line + size))
        abort();
}

static bool same(const char *a, const char *b) {
    return a && b ? strcmp(a, b) == 0 : a == b;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *line = copy_of(data, size);
    char *again = copy_of(data, size);
    struct json_page page;
    struct json_page page_again;
    const char *problem = json_read_page(line, size, &page);
    if (problem != json_read_page(again, size, &page_again))
        abort();
    if (!problem) {
        const char *texts[] = {page.id, page.url, page.path, page.encoding, page.captured};
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            check_text(line, size, texts[i]);
        if (page.html && (page.html < line || page.html + page.html_length >= line + size))
            abort();
        if (!same(page.id, page_again.id) || !same(page.url, page_again.url) ||
            !same(page.path, page_again.path) || page.html_length != page_again.html_length)
            abort();
    }
    free(line);
    free(again);
    return 0;
}
