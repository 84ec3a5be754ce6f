/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The trained model in integers: hashed tokens to scores, features and scores through a small net
 * over the sequence of blocks (dilated convolutions), to a probability for each block and a type
 * for the page. The tables are made by training/article/train.py, which also proves that no sum
 * leaves 32 bits; its quantise.py does the same arithmetic and defines it. Every machine computes
 * the same.
 */
#include "article/matrix.h"
#include "article/reading.h"

enum {
    WIDTH = DATELINE_MODEL_WIDTH,
    LAYERS = DATELINE_MODEL_LAYERS,
    MARGIN = 8, /* rows of zeros on both sides of a page: the widest reach of a layer */
    WHOLE = 2 * WIDTH + DATELINE_PAGE_TYPE_COUNT
};

_Static_assert((int)DATELINE_FEATURE_COUNT + DATELINE_SCORE_COUNT == (int)DATELINE_MODEL_INPUTS,
               "model_table.c was made for other features");
_Static_assert((int)DATELINE_SPARE_ROWS >= (int)DATELINE_MATRIX_MARGIN, "kernels read ahead");

/* ---- Tokens --------------------------------------------------------------------------------- */

/* Of one place: far above what is ever met, and DATELINE_MAX_DEPTH of them fit an int32_t. */
enum { MOST_SUM = 1 << 20 };

static int32_t limit_sum(int64_t sum) {
    return sum > MOST_SUM ? MOST_SUM : sum < -MOST_SUM ? -MOST_SUM : (int32_t)sum;
}

static int32_t weight_of(uint32_t token, dateline_zone zone) {
    return dateline_model_buckets[dateline_bucket(token, zone)];
}

static int32_t sum_tokens(const dateline_features *f, dateline_token_range range,
                          dateline_zone zone) {
    int64_t sum = 0;
    for (uint32_t i = range.begin; i < range.end; i++)
        sum += weight_of(f->tokens[i], zone);
    return limit_sum(sum);
}

/* What something adds to the scores of blocks near it, farther, and all farther ones. */
typedef struct zone_scores {
    int32_t near;
    int32_t middle;
    int32_t far;
} zone_scores;

/* Of a place; beside the place around it, which is asked next. */
typedef struct place_scores {
    zone_scores zones;
    uint32_t parent;
} place_scores;

static zone_scores score_name(const dateline_features *f, dateline_token_range tokens) {
    int64_t near = 0, middle = 0, far = 0;
    for (uint32_t i = tokens.begin; i < tokens.end; i++) {
        near += weight_of(f->tokens[i], DATELINE_ZONE_NEAR);
        middle += weight_of(f->tokens[i], DATELINE_ZONE_MIDDLE);
        far += weight_of(f->tokens[i], DATELINE_ZONE_FAR);
    }
    return (zone_scores){limit_sum(near), limit_sum(middle), limit_sum(far)};
}

static zone_scores *score_names(const dateline_reading *r) {
    const dateline_features *f = &r->features;
    zone_scores *scores = DATELINE_ARENA_ARRAY(r->arena, zone_scores, f->names.count);
    for (uint32_t i = 0; scores && i < f->names.count; i++)
        scores[i] = score_name(f, f->names.items[i].tokens);
    return scores;
}

/* The scores of tags: a page has a few, on many places. */
typedef struct tag_scores {
    uint32_t token; /* 0: an empty slot */
    zone_scores scores;
} tag_scores;

enum { TAG_SLOTS = 128 };

static const zone_scores *score_tag(tag_scores seen[TAG_SLOTS], uint32_t token) {
    tag_scores *slot = &seen[token % TAG_SLOTS];
    if (slot->token != token || !token)
        *slot = (tag_scores){token,
                             {weight_of(token, DATELINE_ZONE_NEAR),
                              weight_of(token, DATELINE_ZONE_MIDDLE),
                              weight_of(token, DATELINE_ZONE_FAR)}};
    return &slot->scores;
}

/* A far score is that of the place with all around it. */
static place_scores *score_places(const dateline_reading *r) {
    const dateline_features *f = &r->features;
    const zone_scores *names = score_names(r);
    place_scores *scores = DATELINE_ARENA_ARRAY(r->arena, place_scores, f->place_count);
    tag_scores tags[TAG_SLOTS] = {{0}};
    if (!names || !scores)
        return NULL;
    for (uint32_t i = 0; i < f->place_count; i++) {
        const dateline_place *place = &f->places[i];
        const zone_scores *tag = score_tag(tags, place->tag_token);
        int64_t near = tag->near, middle = tag->middle, far = tag->far;
        for (uint32_t n = place->names.begin; n < place->names.end; n++) {
            const zone_scores *name = &names[f->place_names.items[n]];
            near += name->near;
            middle += name->middle;
            far += name->far;
        }
        scores[i] =
            (place_scores){{limit_sum(near), limit_sum(middle), limit_sum(far)}, place->parent};
        if (i)
            scores[i].zones.far += scores[place->parent].zones.far;
    }
    return scores;
}

static int32_t score_around(const place_scores *scores, uint32_t place) {
    int32_t sum = 0;
    for (unsigned level = 0; level < DATELINE_MIDDLE_LEVELS; level++) {
        sum += dateline_zone_of_level(level) == DATELINE_ZONE_NEAR ? scores[place].zones.near
                                                                   : scores[place].zones.middle;
        if (place == 0)
            return sum;
        place = scores[place].parent;
    }
    return sum + scores[place].zones.far;
}

static int16_t limit_score(int32_t score) {
    return (int16_t)(score > DATELINE_MODEL_SCORE_LIMIT    ? DATELINE_MODEL_SCORE_LIMIT
                     : score < -DATELINE_MODEL_SCORE_LIMIT ? -DATELINE_MODEL_SCORE_LIMIT
                                                           : score);
}

/* The types that the head speaks for; each token counts once. */
static void score_about(const dateline_features *f, int16_t scores[DATELINE_PAGE_TYPE_COUNT]) {
    enum { BUCKETS = 1 << DATELINE_MODEL_ABOUT_BITS };
    uint64_t met[BUCKETS / 64] = {0};
    int32_t sums[DATELINE_PAGE_TYPE_COUNT] = {0};
    for (uint32_t i = f->about.begin; i < f->about.end; i++) {
        uint32_t bucket = f->tokens[i] * 0x9E3779B1u >> (32 - DATELINE_MODEL_ABOUT_BITS);
        if (met[bucket / 64] >> bucket % 64 & 1)
            continue;
        met[bucket / 64] |= (uint64_t)1 << bucket % 64;
        for (unsigned t = 0; t < DATELINE_PAGE_TYPE_COUNT; t++)
            sums[t] += dateline_model_about[bucket][t];
    }
    for (unsigned t = 0; t < DATELINE_PAGE_TYPE_COUNT; t++)
        scores[t] = limit_score(sums[t]);
}

/* ---- The net -------------------------------------------------------------------------------- */

/* Activations of a page: a row of WIDTH for each block, MARGIN rows of zeros around. */
typedef struct net {
    uint32_t count;
    int16_t *h;
    int16_t *z;
} net;

static bool allocate(net *n, dateline_arena *arena, uint32_t count) {
    enum { BEHIND = DATELINE_MATRIX_MARGIN + MARGIN };
    size_t rows = (size_t)count + MARGIN + BEHIND;
    n->count = count;
    n->h = DATELINE_ARENA_ARRAY(arena, int16_t, rows * WIDTH);
    n->z = DATELINE_ARENA_ARRAY(arena, int16_t, rows * WIDTH);
    if (!n->h || !n->z)
        return false;
    memset(n->h, 0, (size_t)MARGIN * WIDTH * sizeof *n->h);
    n->h += (size_t)MARGIN * WIDTH;
    memset(n->h + (size_t)count * WIDTH, 0, (size_t)BEHIND * WIDTH * sizeof *n->h);
    memset(n->z + (size_t)count * WIDTH, 0, (size_t)BEHIND * WIDTH * sizeof *n->z);
    return true;
}

static int16_t *row_of(int16_t *rows, uint32_t i) {
    return rows + (size_t)i * WIDTH;
}

static int32_t limit(int32_t value, int32_t most) {
    return value < -most ? -most : value > most ? most : value;
}

/* The scores of tokens, behind the features of each block. */
static void fill_scores(dateline_features *f, const place_scores *places) {
    uint32_t heading = DATELINE_NONE; /* the last one whose words were summed */
    int16_t of_heading = 0;
    for (uint32_t i = 0; i < f->count; i++) {
        int16_t *scores = f->values + (size_t)i * DATELINE_FEATURE_STRIDE + DATELINE_FEATURE_COUNT;
        if (f->block_heading[i] != heading) {
            heading = f->block_heading[i];
            of_heading = limit_score(sum_tokens(f, f->heading[heading], DATELINE_ZONE_HEADING));
        }
        scores[0] = limit_score(score_around(places, f->block_place[i]));
        scores[1] = limit_score(sum_tokens(f, f->block_tokens[i], DATELINE_ZONE_WORDS));
        scores[2] = of_heading;
    }
}

static void run_input(net *n, const dateline_features *f) {
    dateline_multiply(&(dateline_product){
        .in = {f->values},
        .parts = 1,
        .pairs = DATELINE_FEATURE_STRIDE / 2,
        .stride = DATELINE_FEATURE_STRIDE,
        .weights = dateline_model_input,
        .bias = dateline_model_input_bias,
        .shift = dateline_model_input_shift,
        .count = n->count,
        .out = n->h,
    });
}

/* z = relu(A [h before, h, h behind] + a); then h += B z + b. */
static void run_layer(net *n, const dateline_model_layer *layer) {
    ptrdiff_t reach = (ptrdiff_t)layer->dilation * WIDTH;
    dateline_multiply(&(dateline_product){
        .in = {n->h - reach, n->h, n->h + reach},
        .parts = 3,
        .pairs = WIDTH / 2,
        .stride = WIDTH,
        .weights = layer->wide,
        .bias = layer->wide_bias,
        .shift = layer->wide_shift,
        .count = n->count,
        .out = n->z,
    });
    dateline_multiply(&(dateline_product){
        .in = {n->z},
        .parts = 1,
        .pairs = WIDTH / 2,
        .stride = WIDTH,
        .weights = layer->point,
        .bias = layer->point_bias,
        .shift = layer->point_shift,
        .count = n->count,
        .out = n->h,
        .add = true,
    });
}

/* ---- The page as a whole -------------------------------------------------------------------- */

/* Sums of activations; a few rows are added in 32 bits before they go to 64. */
typedef struct sums {
    int64_t total[WIDTH];
    int32_t few[WIDTH];
    int64_t roots;
    int32_t few_roots;
} sums;

static void flush(sums *s) {
    for (unsigned o = 0; o < WIDTH; o++)
        s->total[o] += s->few[o];
    memset(s->few, 0, sizeof s->few);
    s->roots += s->few_roots;
    s->few_roots = 0;
}

static void add_times(sums *s, const int16_t *row, int16_t times) {
    enum { MOST_ROOTS = INT32_MAX / DATELINE_MODEL_ACTIVATION_LIMIT };
    if (times > MOST_ROOTS - s->few_roots)
        flush(s);
    s->few_roots += times;
    for (unsigned o = 0; o < WIDTH; o++)
        s->few[o] += row[o] * times;
}

/* Products of 16 bits are the fast ones, and roots beyond them are rare. */
static void add_row(sums *s, const int16_t *row, int32_t root) {
    for (; root > INT16_MAX; root -= INT16_MAX)
        add_times(s, row, INT16_MAX);
    add_times(s, row, (int16_t)root);
}

/* Mean (by the root of each block's words) and maximum of the activations, then what the head says.
 */
static void look_at_whole(net *n, const dateline_reading *r, int16_t whole[WHOLE]) {
    sums s = {.roots = 0};
    for (unsigned o = 0; o < WIDTH; o++)
        whole[WIDTH + o] = row_of(n->h, 0)[o];
    for (uint32_t i = 0; i < n->count; i++) {
        const int16_t *row = row_of(n->h, i);
        add_row(&s, row, dateline_root_of(r->page->sources.items[i].word_count));
        for (unsigned o = 0; o < WIDTH; o++)
            whole[WIDTH + o] = row[o] > whole[WIDTH + o] ? row[o] : whole[WIDTH + o];
    }
    flush(&s);
    for (unsigned o = 0; o < WIDTH; o++)
        whole[o] = (int16_t)(s.total[o] / s.roots);
    score_about(&r->features, whole + 2 * WIDTH);
}

static void tell_whole(net *n, const int16_t whole[WHOLE]) {
    const int16_t most = DATELINE_MODEL_ACTIVATION_LIMIT;
    int32_t sum[WIDTH];
    int16_t change[WIDTH]; /* beyond twice the limit nothing more can change */
    memcpy(sum, dateline_model_pool_bias, sizeof sum);
    for (unsigned i = 0; i < WHOLE; i++)
        for (unsigned o = 0; o < WIDTH; o++)
            sum[o] += whole[i] * dateline_model_pool[i][o];
    for (unsigned o = 0; o < WIDTH; o++)
        change[o] = (int16_t)limit(sum[o] >> dateline_model_pool_shift, 2 * most);
    for (uint32_t i = 0; i < n->count; i++) {
        int16_t *row = row_of(n->h, i);
        for (unsigned o = 0; o < WIDTH; o++) {
            int16_t changed = (int16_t)(row[o] + change[o]);
            changed = changed > most ? most : changed;
            row[o] = changed < -most ? (int16_t)-most : changed;
        }
    }
}

static dateline_page_type type_of(const int16_t whole[WHOLE]) {
    unsigned best = 0;
    int32_t most = INT32_MIN;
    for (unsigned t = 0; t < DATELINE_PAGE_TYPE_COUNT; t++) {
        int32_t sum = dateline_model_type_bias[t];
        for (unsigned i = 0; i < WHOLE; i++)
            sum += whole[i] * dateline_model_type[i][t];
        if (sum > most) {
            most = sum;
            best = t;
        }
    }
    return (dateline_page_type)best;
}

static uint16_t probability_of(const int16_t row[WIDTH]) {
    int32_t logit = dateline_model_out_bias;
    for (unsigned o = 0; o < WIDTH; o++)
        logit += row[o] * dateline_model_out[o];
    logit = (logit >> dateline_model_out_shift) + DATELINE_MODEL_SIGMOID_SIZE / 2;
    return dateline_model_sigmoid[logit < 0 ? 0
                                  : logit >= DATELINE_MODEL_SIGMOID_SIZE
                                      ? DATELINE_MODEL_SIGMOID_SIZE - 1
                                      : logit];
}

bool dateline_model_run(dateline_reading *r) {
    const place_scores *places = score_places(r);
    if (!places)
        return false;
    fill_scores(&r->features, places);
    return dateline_model_evaluate(r);
}

bool dateline_model_evaluate(dateline_reading *r) {
    net n;
    int16_t whole[WHOLE];
    if (!allocate(&n, r->arena, r->page->blocks.count))
        return false;
    run_input(&n, &r->features);
    for (unsigned layer = 0; layer < LAYERS; layer++) {
        run_layer(&n, &dateline_model_layers[layer]);
        if (layer == DATELINE_MODEL_POOL_BEHIND) {
            look_at_whole(&n, r, whole);
            r->page_type = type_of(whole);
            tell_whole(&n, whole);
        }
    }
    for (uint32_t i = 0; i < n.count; i++)
        r->probability[i] = probability_of(row_of(n.h, i));
    return true;
}
