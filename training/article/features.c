/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes the features of pages for train.py: pages come on stdin and rows go to stdout, so that the
 * model is trained on exactly what the library computes.
 *
 *     features --names   the names of the features, one a line
 *     features           frames, all numbers little-endian as on the machines that train:
 *       in   u32 length of the address, u32 length of the page, address, page
 *       out  u32 blocks, u32 tokens, u32 tokens of the page itself, u32 bytes of text, then
 *            i16 features[blocks][FEATURES], u32 words[blocks], u32 text_length[blocks],
 *            u32 token_end[blocks], u8 hidden[blocks], u8 shape[blocks],
 *            u16 bucket[tokens], u8 zone[tokens], u32 about[tokens of the page], text
 */
#include "page/features.h"
#include "extract.h"

#include "../frames.h"

enum { STAGES = 3 }; /* encoding, parse, blocks */

/* ---- Tokens --------------------------------------------------------------------------------- */

typedef struct tokens {
    DATELINE_VECTOR(uint16_t) buckets;
    DATELINE_VECTOR(uint8_t) zones;
    DATELINE_VECTOR(uint32_t) ends; /* of each block */
} tokens;

_Static_assert(DATELINE_BUCKET_BITS <= 16, "buckets are written as 16 bits");

static void add_token(tokens *t, dateline_memory *memory, uint32_t token, dateline_zone zone) {
    uint16_t bucket = (uint16_t)dateline_bucket(token, zone);
    if (!DATELINE_VECTOR_PUSH(memory, &t->buckets, bucket) ||
        !DATELINE_VECTOR_PUSH(memory, &t->zones, (uint8_t)zone))
        fatal("out of memory");
}

static void add_range(tokens *t, dateline_memory *memory, const dateline_features *f,
                      dateline_token_range range, dateline_zone zone) {
    for (uint32_t i = range.begin; i < range.end; i++)
        add_token(t, memory, f->tokens[i], zone);
}

static void add_place(tokens *t, dateline_memory *memory, const dateline_features *f,
                      const dateline_place *place, dateline_zone zone) {
    add_token(t, memory, place->tag_token, zone);
    for (uint32_t i = place->names.begin; i < place->names.end; i++)
        add_range(t, memory, f, f->names.items[f->place_names.items[i]].tokens, zone);
}

static void add_block(tokens *t, dateline_memory *memory, const dateline_features *f, uint32_t i) {
    const dateline_place *place = &f->places[f->block_place[i]];
    for (unsigned level = 0;; level++, place = &f->places[place->parent]) {
        add_place(t, memory, f, place, dateline_zone_of_level(level));
        if (place == f->places)
            break;
    }
    add_range(t, memory, f, f->block_tokens[i], DATELINE_ZONE_WORDS);
    if (f->block_heading[i] != DATELINE_NONE)
        add_range(t, memory, f, f->heading[f->block_heading[i]], DATELINE_ZONE_HEADING);
    if (!DATELINE_VECTOR_PUSH(memory, &t->ends, t->buckets.count))
        fatal("out of memory");
}

static void gather_tokens(tokens *t, dateline_memory *memory, const dateline_features *f) {
    t->buckets.count = t->zones.count = t->ends.count = 0;
    for (uint32_t i = 0; i < f->count; i++)
        add_block(t, memory, f, i);
}

/* ---- Writing -------------------------------------------------------------------------------- */

static void put(const void *data, size_t size) {
    if (size && fwrite(data, 1, size, stdout) != size)
        fatal("cannot write");
}

static void put_number(uint32_t number) {
    put(&number, sizeof number);
}

static void put_byte(unsigned byte) {
    if (putchar((int)byte) == EOF)
        fatal("cannot write");
}

static void write_frame(const dateline_features *f, const tokens *t) {
    const dateline_page *page = f->page;
    uint32_t text = 0, about = f->about.end - f->about.begin;
    for (uint32_t i = 0; i < f->count; i++)
        text += (uint32_t)page->blocks.items[i].text.length;
    put_number(f->count);
    put_number(t->buckets.count);
    put_number(about);
    put_number(text);
    for (uint32_t i = 0; i < f->count; i++)
        put(f->values + (size_t)i * DATELINE_FEATURE_STRIDE,
            DATELINE_FEATURE_COUNT * sizeof *f->values);
    for (uint32_t i = 0; i < f->count; i++)
        put_number(page->sources.items[i].word_count);
    for (uint32_t i = 0; i < f->count; i++)
        put_number((uint32_t)page->blocks.items[i].text.length);
    put(t->ends.items, t->ends.count * sizeof *t->ends.items);
    for (uint32_t i = 0; i < f->count; i++)
        put_byte(page->sources.items[i].hidden);
    for (uint32_t i = 0; i < f->count; i++)
        put_byte(page->sources.items[i].shape);
    put(t->buckets.items, t->buckets.count * sizeof *t->buckets.items);
    put(t->zones.items, t->zones.count);
    if (about)
        put(f->tokens + f->about.begin, about * sizeof *f->tokens);
    for (uint32_t i = 0; i < f->count; i++)
        put(page->blocks.items[i].text.data, page->blocks.items[i].text.length);
}

/* ---- Pages ---------------------------------------------------------------------------------- */

static void read_page(dateline_extractor *extractor, const frame *f, tokens *t) {
    dateline_input input = {.url = f->data, .kind = DATELINE_KIND_HTML};
    dateline_words words;
    dateline_features features;
    if (dateline_extract_begin(extractor, page_of(f), f->lengths[1], &input, NULL))
        fatal("cannot begin a page");
    for (unsigned i = 0; i < STAGES; i++)
        if (!dateline_stages[i].run(extractor))
            fatal("out of memory");
    if (!dateline_words_read(&words, &extractor->page, &extractor->arena) ||
        !dateline_features_compute(&features, &extractor->page, &words, &extractor->arena))
        fatal("out of memory");
    gather_tokens(t, &extractor->memory, &features);
    write_frame(&features, t);
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "--names") == 0) {
        char name[64];
        for (unsigned i = 0; i < DATELINE_FEATURE_COUNT; i++)
            puts(dateline_feature_name(i, name));
        return 0;
    }
    dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, NULL);
    if (!extractor)
        fatal("out of memory");
    frame f = {.data = NULL};
    tokens t = {.ends = {.count = 0}};
    while (read_frame(&f))
        read_page(extractor, &f, &t);
    DATELINE_VECTOR_DESTROY(&extractor->memory, &t.buckets);
    DATELINE_VECTOR_DESTROY(&extractor->memory, &t.zones);
    DATELINE_VECTOR_DESTROY(&extractor->memory, &t.ends);
    free(f.data);
    dateline_extractor_destroy(extractor);
    return 0;
}
