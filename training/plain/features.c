/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes the features of plain texts for train.py: texts come on stdin and rows go to stdout, so
 * that the model is trained on exactly what the library computes.
 *
 * Frames, all numbers little-endian as on the machines that train:
 *   in   u32 length of the text, text
 *   out  u32 blocks, u32 features, u32 tokens, u32 bytes of text, then i16 features[blocks][],
 *        u32 words[blocks], u32 text_length[blocks], u32 token_end[blocks], u16 bucket[tokens],
 * text
 */
#include "article/plain.h"
#include "extract.h"

#include <stdio.h>
#include <stdlib.h>

enum { STAGES = 3 }; /* encoding, parse, blocks */

static void fatal(const char *what) {
    fprintf(stderr, "features: %s\n", what);
    exit(1);
}

static char *read_text(uint32_t *length) {
    if (fread(length, 1, sizeof *length, stdin) != sizeof *length)
        return NULL;
    char *text = malloc((size_t)*length + 1);
    if (!text || fread(text, 1, *length, stdin) != *length)
        fatal("the input ends in a frame, or there is no memory");
    return text;
}

static void put(const void *data, size_t size) {
    if (size && fwrite(data, 1, size, stdout) != size)
        fatal("cannot write");
}

static void put_number(size_t number) {
    uint32_t value = (uint32_t)number;
    put(&value, sizeof value);
}

static void write_tokens(const dateline_page *page) {
    uint16_t buckets[DATELINE_PLAIN_TOKENS];
    uint32_t end = 0;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        end += dateline_plain_tokens(page->blocks.items[i].text, buckets);
        put_number(end);
    }
    for (uint32_t i = 0; i < page->blocks.count; i++)
        put(buckets, dateline_plain_tokens(page->blocks.items[i].text, buckets) * sizeof *buckets);
}

static void write_frame(const dateline_page *page, const int16_t *rows) {
    uint16_t buckets[DATELINE_PLAIN_TOKENS];
    size_t tokens = 0, text = 0;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        tokens += dateline_plain_tokens(page->blocks.items[i].text, buckets);
        text += page->blocks.items[i].text.length;
    }
    put_number(page->blocks.count);
    put_number(DATELINE_PLAIN_FEATURES);
    put_number(tokens);
    put_number(text);
    put(rows, (size_t)page->blocks.count * DATELINE_PLAIN_FEATURES * sizeof *rows);
    for (uint32_t i = 0; i < page->blocks.count; i++)
        put_number(page->sources.items[i].word_count);
    for (uint32_t i = 0; i < page->blocks.count; i++)
        put_number(page->blocks.items[i].text.length);
    write_tokens(page);
    for (uint32_t i = 0; i < page->blocks.count; i++)
        put(page->blocks.items[i].text.data, page->blocks.items[i].text.length);
}

static void read_page(dateline_extractor *extractor, const char *text, uint32_t length) {
    dateline_input input = {.kind = DATELINE_KIND_TEXT};
    if (dateline_extract_begin(extractor, text, length, &input, NULL))
        fatal("cannot begin a page");
    for (unsigned i = 0; i < STAGES; i++)
        if (!dateline_stages[i].run(extractor))
            fatal("out of memory");
    dateline_page *page = &extractor->page;
    dateline_reading reading = {.page = page, .arena = &extractor->arena};
    reading.phrases = DATELINE_ARENA_ARRAY(&extractor->arena, dateline_phrases, page->blocks.count);
    if (!reading.phrases)
        fatal("out of memory");
    for (uint32_t i = 0; i < page->blocks.count; i++)
        reading.phrases[i] = page->sources.items[i].word_count <= DATELINE_SHORT_BLOCK
                                 ? dateline_phrases_find(page->blocks.items[i].text)
                                 : (dateline_phrases){0};
    int16_t *rows = dateline_plain_measure(&reading);
    if (!rows)
        fatal("out of memory");
    write_frame(page, rows);
}

int main(void) {
    dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, NULL);
    uint32_t length;
    if (!extractor)
        fatal("out of memory");
    for (char *text; (text = read_text(&length)) != NULL; free(text))
        read_page(extractor, text, length);
    dateline_extractor_destroy(extractor);
    return 0;
}
