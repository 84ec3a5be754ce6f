/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The trained model of plain text in integers: words to a hashed score, features and score through
 * a small net over the sequence of blocks (dilated convolutions), to a probability for each block.
 * The tables are made by training/plain/train.py, which does the same arithmetic and proves that no
 * sum leaves 32 bits. A text has a few dozen blocks, so plain loops are fast enough.
 */
#include "article/plain.h"
#include "article/plain_table.h"

enum { WIDTH = DATELINE_PLAIN_WIDTH };

_Static_assert((int)DATELINE_PLAIN_FEATURES + 1 == (int)DATELINE_PLAIN_INPUTS,
               "plain_table.c was made for other features");
_Static_assert(1 << DATELINE_PLAIN_BUCKET_BITS == (int)DATELINE_PLAIN_BUCKETS,
               "plain_table.c was made for other buckets");

/* A block between layers. */
typedef struct state {
    int16_t values[WIDTH];
} state;

static int16_t hold(int32_t value, int32_t least, int32_t most) {
    return (int16_t)(value < least ? least : value > most ? most : value);
}

static int32_t score_of(dateline_string text) {
    uint16_t buckets[DATELINE_PLAIN_TOKENS];
    unsigned count = dateline_plain_tokens(text, buckets);
    int32_t sum = 0;
    for (unsigned i = 0; i < count; i++)
        sum += dateline_plain_buckets[buckets[i]];
    return hold(sum, -DATELINE_PLAIN_SCORE_LIMIT, DATELINE_PLAIN_SCORE_LIMIT);
}

static void add_product(int32_t sums[WIDTH], int32_t value, const int16_t weights[WIDTH]) {
    for (unsigned o = 0; o < WIDTH; o++)
        sums[o] += value * weights[o];
}

static void add_block(int32_t sums[WIDTH], const state *block, const int16_t weights[][WIDTH]) {
    for (unsigned i = 0; i < WIDTH; i++)
        if (block->values[i])
            add_product(sums, block->values[i], weights[i]);
}

static void enter(const int16_t *row, int32_t score, state *out) {
    int32_t sums[WIDTH];
    memcpy(sums, dateline_plain_input_bias, sizeof sums);
    for (unsigned i = 0; i < DATELINE_PLAIN_FEATURES; i++)
        if (row[i])
            add_product(sums, row[i], dateline_plain_input[i]);
    add_product(sums, score, dateline_plain_input[DATELINE_PLAIN_FEATURES]);
    for (unsigned o = 0; o < WIDTH; o++)
        out->values[o] =
            hold(sums[o] >> dateline_plain_input_shift, 0, DATELINE_PLAIN_ACTIVATION_LIMIT);
}

/* Block i of the next layer, from it and the blocks around it. */
static void pass_block(const dateline_plain_layer *layer, const state *in, uint32_t count,
                       uint32_t i, state *out) {
    int32_t sums[WIDTH];
    state inner;
    memcpy(sums, layer->wide_bias, sizeof sums);
    if (i >= layer->dilation)
        add_block(sums, &in[i - layer->dilation], layer->wide);
    add_block(sums, &in[i], layer->wide + WIDTH);
    if (i + layer->dilation < count)
        add_block(sums, &in[i + layer->dilation], layer->wide + 2 * WIDTH);
    for (unsigned o = 0; o < WIDTH; o++)
        inner.values[o] = hold(sums[o] >> layer->wide_shift, 0, DATELINE_PLAIN_ACTIVATION_LIMIT);
    memcpy(sums, layer->point_bias, sizeof sums);
    add_block(sums, &inner, layer->point);
    for (unsigned o = 0; o < WIDTH; o++)
        out->values[o] = hold(in[i].values[o] + (sums[o] >> layer->point_shift),
                              -DATELINE_PLAIN_ACTIVATION_LIMIT, DATELINE_PLAIN_ACTIVATION_LIMIT);
}

/* What the page as a whole looks like, mean and maximum of its blocks, is told to every block. */
static void pool(const dateline_page *page, state *blocks, uint32_t count) {
    int64_t totals[WIDTH] = {0}, roots = 0;
    state mean, top = blocks[0];
    int32_t sums[WIDTH];
    for (uint32_t i = 0; i < count; i++) {
        int64_t root = dateline_root_of(page->sources.items[i].word_count);
        roots += root;
        for (unsigned o = 0; o < WIDTH; o++) {
            totals[o] += root * blocks[i].values[o];
            if (blocks[i].values[o] > top.values[o])
                top.values[o] = blocks[i].values[o];
        }
    }
    for (unsigned o = 0; o < WIDTH; o++)
        mean.values[o] = (int16_t)(totals[o] / roots);
    memcpy(sums, dateline_plain_pool_bias, sizeof sums);
    add_block(sums, &mean, dateline_plain_pool);
    add_block(sums, &top, dateline_plain_pool + WIDTH);
    for (uint32_t i = 0; i < count; i++)
        for (unsigned o = 0; o < WIDTH; o++)
            blocks[i].values[o] =
                hold(blocks[i].values[o] + (sums[o] >> dateline_plain_pool_shift),
                     -DATELINE_PLAIN_ACTIVATION_LIMIT, DATELINE_PLAIN_ACTIVATION_LIMIT);
}

static uint16_t leave(const state *block) {
    int32_t sum = dateline_plain_out_bias;
    for (unsigned i = 0; i < WIDTH; i++)
        sum += block->values[i] * dateline_plain_out[i];
    int32_t logit = (sum >> dateline_plain_out_shift) + DATELINE_PLAIN_SIGMOID_SIZE / 2;
    return dateline_plain_sigmoid[hold(logit, 0, DATELINE_PLAIN_SIGMOID_SIZE - 1)];
}

bool dateline_plain_judge(dateline_reading *r) {
    uint32_t count = r->page->blocks.count;
    const int16_t *rows = dateline_plain_measure(r);
    state *in = DATELINE_ARENA_ARRAY(r->arena, state, count);
    state *out = DATELINE_ARENA_ARRAY(r->arena, state, count);
    if (!rows || !in || !out)
        return false;
    for (uint32_t i = 0; i < count; i++)
        enter(rows + (size_t)i * DATELINE_PLAIN_FEATURES, score_of(r->page->blocks.items[i].text),
              &in[i]);
    for (unsigned n = 0; n < DATELINE_PLAIN_LAYERS; n++) {
        for (uint32_t i = 0; i < count; i++)
            pass_block(&dateline_plain_layers[n], in, count, i, &out[i]);
        state *swap = in;
        in = out;
        out = swap;
        if (n == DATELINE_PLAIN_POOL_BEHIND)
            pool(r->page, in, count);
    }
    for (uint32_t i = 0; i < count; i++)
        r->probability[i] = leave(&in[i]);
    return true;
}
