/* SPDX-License-Identifier: Apache-2.0 */
/* Prints a page's title, and its paragraphs with the byte where each begins. */
#include <dateline.h>
#include <stdio.h>

static char page[1 << 20];

int main(void) {
    size_t length = fread(page, 1, sizeof page, stdin);
    dateline_error error;
    const dateline_record *record;
    dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, &error);
    if (!extractor || dateline_extract(extractor, page, length, NULL, &record, &error)) {
        fprintf(stderr, "print_article: %s\n", error.message);
        dateline_extractor_destroy(extractor);
        return 1;
    }
    printf("%.*s\n", (int)record->title.length, record->title.data);
    for (size_t i = 0; i < record->block_count; i++) {
        const dateline_block *block = &record->blocks[i];
        if (block->in_text && block->span_count)
            printf("%6u  %.*s\n", block->spans[0].begin, (int)block->text.length, block->text.data);
    }
    dateline_extractor_destroy(extractor);
    return 0;
}
