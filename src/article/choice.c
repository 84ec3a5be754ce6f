/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The choice that maximises the expected F1 of words. With blocks of n words and probability p, a
 * choice S is expected to have F1 = 2 * sum over S of p*n / (sum over S of n + sum over all of
 * p*n), and the best S is a prefix of the blocks by falling p: the cut adapts to how much text the
 * page has. Probabilities are counted in buckets, so no sorting is needed.
 */
#include "article/reading.h"

enum { BUCKET_BITS = 10, BUCKETS = 1 << BUCKET_BITS };

typedef struct bucket {
    uint64_t words;
    uint64_t mass; /* sum of words * probability */
} bucket;

static unsigned bucket_of(uint16_t probability) {
    return probability >> (16 - BUCKET_BITS);
}

/* A block without words weighs little, but is not free. */
static uint64_t weight(const dateline_block_source *source) {
    return source->word_count ? source->word_count : 1;
}

/*
 * Hidden blocks are nobody's text, except where a page hides its article for a script to show it:
 * most of what is expected to be text is hidden there. Pages that sell or list have tabs, answers
 * and lists that a reader opens: there a tenth of what is shown is enough.
 */
enum { OPENED = 10 };

static bool sells_or_lists(dateline_page_type type) {
    return type == DATELINE_PAGE_PRODUCT || type == DATELINE_PAGE_SERVICE ||
           type == DATELINE_PAGE_COLLECTION || type == DATELINE_PAGE_LISTING;
}

static bool hides_article(const dateline_reading *r) {
    uint64_t mass[2] = {0, 0};
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        const dateline_block_source *source = &r->page->sources.items[i];
        mass[source->hidden] += weight(source) * r->probability[i];
    }
    return mass[true] * (sells_or_lists(r->page_type) ? OPENED : 1) > mass[false];
}

static uint64_t fill(const dateline_reading *r, bucket buckets[BUCKETS]) {
    uint64_t all = 0;
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        const dateline_block_source *source = &r->page->sources.items[i];
        if (!r->shown[i])
            continue;
        bucket *b = &buckets[bucket_of(r->probability[i])];
        uint64_t mass = weight(source) * r->probability[i];
        b->words += weight(source);
        b->mass += mass;
        all += mass;
    }
    return all;
}

/* @return the lowest bucket of the best choice. */
static unsigned best_cut(const bucket buckets[BUCKETS], uint64_t all, uint32_t *expected) {
    uint64_t words = 0, mass = 0, best = 0;
    unsigned cut = BUCKETS;
    for (unsigned b = BUCKETS; b-- > 1;) {
        if (!buckets[b].words)
            continue;
        words += buckets[b].words;
        mass += buckets[b].mass;
        /* Words are below 2^30 and probabilities 2^16: the numerator stays below 2^63. */
        uint64_t f1 = (2 * mass << 16) / (words * DATELINE_PROBABILITY_ONE + all);
        if (f1 > best) {
            best = f1;
            cut = b;
        }
    }
    *expected = (uint32_t)(best < DATELINE_PROBABILITY_ONE ? best : DATELINE_PROBABILITY_ONE);
    return cut;
}

void dateline_choose(dateline_reading *r) {
    bucket buckets[BUCKETS] = {{0, 0}};
    bool all_shown = hides_article(r);
    for (uint32_t i = 0; i < r->page->blocks.count; i++)
        r->shown[i] = all_shown || !r->page->sources.items[i].hidden;
    uint64_t all = fill(r, buckets);
    unsigned cut = best_cut(buckets, all, &r->expected);
    for (uint32_t i = 0; i < r->page->blocks.count; i++)
        r->kept[i] = r->shown[i] && bucket_of(r->probability[i]) >= cut;
    dateline_find_bounds(r);
}

void dateline_find_bounds(dateline_reading *r) {
    r->first_kept = r->last_kept = DATELINE_NONE;
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        if (!r->kept[i])
            continue;
        if (r->first_kept == DATELINE_NONE)
            r->first_kept = i;
        r->last_kept = i;
    }
}

/* ---- Blocks of one kind --------------------------------------------------------------------- */

enum {
    SHARE = 3,               /* of a path's blocks that are text: one of so many is enough */
    LEAST_PROBABILITY = 1311 /* two hundredths */
};

/* Shown blocks on a path of tags and classes. */
typedef struct path_blocks {
    uint32_t kept;
    uint32_t all;
} path_blocks;

/* The cards of a grid, the paragraphs of a list of services: what stands on one path of tags and
 * classes is of one kind, and is text or not as a whole. Between the paragraphs of an article it
 * would bring back what the model has left out. */
bool dateline_keep_kinds(dateline_reading *r) {
    if (r->page_type == DATELINE_PAGE_ARTICLE)
        return true;
    const dateline_features *f = &r->features;
    path_blocks *paths = DATELINE_ARENA_ARRAY(r->arena, path_blocks, f->path_count);
    if (!paths)
        return false;
    memset(paths, 0, f->path_count * sizeof *paths);
    for (uint32_t i = 0; i < f->count; i++) {
        paths[f->block_path[i]].kept += r->kept[i];
        paths[f->block_path[i]].all += r->shown[i];
    }
    for (uint32_t i = 0; i < f->count; i++) {
        const path_blocks *path = &paths[f->block_path[i]];
        if (r->shown[i] && path->all >= SHARE && SHARE * path->kept >= path->all &&
            r->probability[i] >= LEAST_PROBABILITY)
            r->kept[i] = true;
    }
    return true;
}
