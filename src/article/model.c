/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The trained model in integers: hashed tokens to scores, features and scores through a small net
 * over the sequence of blocks (dilated convolutions), to a probability for each block and a type
 * for the page. The tables are made by training/train.py, which also proves that no sum leaves 32
 * bits; its quantise.py does the same arithmetic and defines it. Every machine computes the same.
 *
 * Nearly all of the time is multiplying rows of activations by small matrices. Weights lie in pairs
 * of inputs, as SSE2's multiply-add takes them, and two blocks share each load of weights.
 */
#include "article/model_table.h"
#include "article/reading.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum {
    WIDTH = DATELINE_MODEL_WIDTH,
    LAYERS = DATELINE_MODEL_LAYERS,
    SCORES = 3, /* of places, of words, of the heading over a block */
    INPUTS = DATELINE_FEATURE_COUNT + SCORES,
    INPUT_PAIRS = (INPUTS + 1) / 2,
    WIDTH_PAIRS = WIDTH / 2,
    MARGIN = 8, /* rows of zeros on both sides of a page: the widest reach of a layer */
    WHOLE = 2 * WIDTH + DATELINE_PAGE_TYPE_COUNT
};

_Static_assert((int)INPUTS == (int)DATELINE_MODEL_INPUTS,
               "model_table.c was made for other features");
_Static_assert(WIDTH % 8 == 0, "rows are read eight activations at a time");

/* ---- Tokens --------------------------------------------------------------------------------- */

/* Of one place: far above what is ever met, and DATELINE_MAX_DEPTH of them fit an int32_t. */
enum { MOST_SUM = 1 << 20 };

static int32_t sum_tokens(const dateline_features *f, dateline_token_range range,
                          dateline_zone zone) {
    int64_t sum = 0;
    for (uint32_t i = range.begin; i < range.end; i++)
        sum += dateline_model_buckets[dateline_bucket(f->tokens[i], zone)];
    return sum > MOST_SUM ? MOST_SUM : sum < -MOST_SUM ? -MOST_SUM : (int32_t)sum;
}

/* What a place adds to the scores of blocks near it, farther, and all farther ones together. */
typedef struct place_score {
    int32_t near;
    int32_t middle;
    int32_t far; /* with those of the places around it */
} place_score;

static place_score *score_places(const dateline_reading *r) {
    const dateline_features *f = &r->features;
    place_score *scores = DATELINE_ARENA_ARRAY(r->arena, place_score, f->place_count);
    if (!scores)
        return NULL;
    for (uint32_t i = 0; i < f->place_count; i++) {
        dateline_token_range tokens = f->places[i].tokens;
        scores[i].near = sum_tokens(f, tokens, DATELINE_ZONE_NEAR);
        scores[i].middle = sum_tokens(f, tokens, DATELINE_ZONE_MIDDLE);
        scores[i].far = sum_tokens(f, tokens, DATELINE_ZONE_FAR);
        if (i)
            scores[i].far += scores[f->places[i].parent].far;
    }
    return scores;
}

static int32_t score_around(const dateline_features *f, const place_score *scores, uint32_t place) {
    int32_t sum = 0;
    for (unsigned level = 0; level < DATELINE_MIDDLE_LEVELS; level++) {
        sum += dateline_zone_of_level(level) == DATELINE_ZONE_NEAR ? scores[place].near
                                                                   : scores[place].middle;
        if (place == 0)
            return sum;
        place = f->places[place].parent;
    }
    return sum + scores[place].far;
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

/* ---- Rows times matrices -------------------------------------------------------------------- */

/*
 * Add x[0 .. 2 * pairs) times the weights [pair][output][2] to the sums of two rows.
 */
#if defined(__SSE2__)
enum { GROUPS = WIDTH / 4 };

typedef struct sums {
    __m128i of[2][GROUPS];
} sums;

static inline void start_sums(sums *s, const int32_t bias[WIDTH]) {
    for (unsigned g = 0; g < GROUPS; g++)
        s->of[0][g] = s->of[1][g] = _mm_loadu_si128((const __m128i *)(const void *)(bias + 4 * g));
}

static inline __m128i pair_at(const int16_t *x) {
    int32_t pair;
    memcpy(&pair, x, sizeof pair);
    return _mm_set1_epi32(pair);
}

static inline void add_products(sums *s, const int16_t *x0, const int16_t *x1,
                                const int16_t *weights, unsigned pairs) {
    for (unsigned p = 0; p < pairs; p++, weights += 2 * WIDTH) {
        __m128i a = pair_at(x0 + 2 * p), b = pair_at(x1 + 2 * p);
        for (unsigned g = 0; g < GROUPS; g++) {
            __m128i w = _mm_loadu_si128((const __m128i *)(const void *)(weights + 8 * g));
            s->of[0][g] = _mm_add_epi32(s->of[0][g], _mm_madd_epi16(a, w));
            s->of[1][g] = _mm_add_epi32(s->of[1][g], _mm_madd_epi16(b, w));
        }
    }
}

static inline void finish_sums(const sums *s, unsigned shift, int32_t out[2][WIDTH]) {
    for (unsigned row = 0; row < 2; row++)
        for (unsigned g = 0; g < GROUPS; g++)
            _mm_storeu_si128((__m128i *)(void *)(out[row] + 4 * g),
                             _mm_sra_epi32(s->of[row][g], _mm_cvtsi32_si128((int)shift)));
}
#else
typedef struct sums {
    int32_t of[2][WIDTH];
} sums;

static inline void start_sums(sums *s, const int32_t bias[WIDTH]) {
    memcpy(s->of[0], bias, sizeof s->of[0]);
    memcpy(s->of[1], bias, sizeof s->of[1]);
}

static inline void add_products(sums *s, const int16_t *x0, const int16_t *x1,
                                const int16_t *weights, unsigned pairs) {
    for (unsigned p = 0; p < pairs; p++, weights += 2 * WIDTH)
        for (unsigned o = 0; o < WIDTH; o++) {
            s->of[0][o] += x0[2 * p] * weights[2 * o] + x0[2 * p + 1] * weights[2 * o + 1];
            s->of[1][o] += x1[2 * p] * weights[2 * o] + x1[2 * p + 1] * weights[2 * o + 1];
        }
}

/* The shift of a negative number is arithmetic on every compiler that is supported. */
static inline void finish_sums(const sums *s, unsigned shift, int32_t out[2][WIDTH]) {
    for (unsigned row = 0; row < 2; row++)
        for (unsigned o = 0; o < WIDTH; o++)
            out[row][o] = s->of[row][o] >> shift;
}
#endif

static int16_t limit(int32_t value, int32_t least) {
    return (int16_t)(value < least                             ? least
                     : value > DATELINE_MODEL_ACTIVATION_LIMIT ? DATELINE_MODEL_ACTIVATION_LIMIT
                                                               : value);
}

/* ---- The net -------------------------------------------------------------------------------- */

/* Activations of a page: a row of WIDTH for each block, MARGIN rows of zeros around. */
typedef struct net {
    uint32_t count;
    int16_t *h;
    int16_t *z;
} net;

static bool allocate(net *n, dateline_arena *arena, uint32_t count) {
    /* One more row, since rows are computed two at a time. */
    size_t rows = (size_t)count + 1 + 2 * MARGIN;
    n->count = count;
    n->h = DATELINE_ARENA_ARRAY(arena, int16_t, rows * WIDTH);
    n->z = DATELINE_ARENA_ARRAY(arena, int16_t, rows * WIDTH);
    if (!n->h || !n->z)
        return false;
    memset(n->h, 0, rows * WIDTH * sizeof *n->h);
    n->h += (size_t)MARGIN * WIDTH;
    return true;
}

static int16_t *row_of(int16_t *rows, uint32_t i) {
    return rows + (size_t)i * WIDTH;
}

/* Put sums into a row, held between zero and the limit. */
static void put_positive(int16_t *row, const int32_t sum[WIDTH]) {
    for (unsigned o = 0; o < WIDTH; o++)
        row[o] = limit(sum[o], 0);
}

static void add_to(int16_t *row, const int32_t sum[WIDTH]) {
    for (unsigned o = 0; o < WIDTH; o++)
        row[o] = limit(row[o] + sum[o], -DATELINE_MODEL_ACTIVATION_LIMIT);
}

static void fill_input(int16_t x[2 * INPUT_PAIRS], const dateline_reading *r,
                       const place_score *places, uint32_t i) {
    const dateline_features *f = &r->features;
    uint32_t heading = f->block_heading[i];
    memcpy(x, dateline_row(r, i), DATELINE_FEATURE_COUNT * sizeof *x);
    int16_t *scores = x + DATELINE_FEATURE_COUNT;
    scores[0] = limit_score(score_around(f, places, f->block_place[i]));
    scores[1] = limit_score(sum_tokens(f, f->words[i], DATELINE_ZONE_WORDS));
    scores[2] = heading == DATELINE_NONE
                    ? 0
                    : limit_score(sum_tokens(f, f->heading[heading], DATELINE_ZONE_HEADING));
}

static void run_input(net *n, const dateline_reading *r, const place_score *places) {
    for (uint32_t i = 0; i < n->count; i += 2) {
        int16_t x[2][2 * INPUT_PAIRS] = {{0}};
        int32_t out[2][WIDTH];
        sums s;
        fill_input(x[0], r, places, i);
        if (i + 1 < n->count)
            fill_input(x[1], r, places, i + 1);
        start_sums(&s, dateline_model_input_bias);
        add_products(&s, x[0], x[1], dateline_model_input, INPUT_PAIRS);
        finish_sums(&s, dateline_model_input_shift, out);
        put_positive(row_of(n->h, i), out[0]);
        if (i + 1 < n->count)
            put_positive(row_of(n->h, i + 1), out[1]);
    }
}

/* z = relu(A [h before, h, h behind] + a); then h += B z + b. */
static void run_layer(net *n, unsigned layer) {
    const dateline_model_layer *l = &dateline_model_layers[layer];
    ptrdiff_t reach = (ptrdiff_t)l->dilation * WIDTH;
    int32_t out[2][WIDTH];
    sums s;
    for (uint32_t i = 0; i < n->count; i += 2) {
        const int16_t *x0 = row_of(n->h, i), *x1 = x0 + WIDTH;
        start_sums(&s, l->wide_bias);
        add_products(&s, x0 - reach, x1 - reach, l->wide, WIDTH_PAIRS);
        add_products(&s, x0, x1, l->wide + WIDTH * WIDTH, WIDTH_PAIRS);
        add_products(&s, x0 + reach, x1 + reach, l->wide + 2 * WIDTH * WIDTH, WIDTH_PAIRS);
        finish_sums(&s, l->wide_shift, out);
        put_positive(row_of(n->z, i), out[0]);
        put_positive(row_of(n->z, i + 1), out[1]);
    }
    for (uint32_t i = 0; i < n->count; i += 2) {
        start_sums(&s, l->point_bias);
        add_products(&s, row_of(n->z, i), row_of(n->z, i + 1), l->point, WIDTH_PAIRS);
        finish_sums(&s, l->point_shift, out);
        add_to(row_of(n->h, i), out[0]);
        if (i + 1 < n->count)
            add_to(row_of(n->h, i + 1), out[1]);
    }
}

/* ---- The page as a whole -------------------------------------------------------------------- */

static uint32_t integer_root(uint64_t value) {
    uint64_t root = 0;
    for (uint64_t bit = (uint64_t)1 << 31; bit; bit >>= 1)
        if ((root + bit) * (root + bit) <= value)
            root += bit;
    return (uint32_t)root;
}

/* Mean (by the root of each block's words) and maximum of the activations, then what the head says.
 */
static void look_at_whole(net *n, const dateline_reading *r, int16_t whole[WHOLE]) {
    int64_t total[WIDTH] = {0}, roots = 0;
    for (unsigned o = 0; o < WIDTH; o++)
        whole[WIDTH + o] = row_of(n->h, 0)[o];
    for (uint32_t i = 0; i < n->count; i++) {
        const int16_t *row = row_of(n->h, i);
        uint32_t words = r->page->sources.items[i].word_count;
        int64_t root = integer_root(16 * (uint64_t)(words ? words : 1));
        roots += root;
        for (unsigned o = 0; o < WIDTH; o++) {
            total[o] += row[o] * root;
            if (row[o] > whole[WIDTH + o])
                whole[WIDTH + o] = row[o];
        }
    }
    for (unsigned o = 0; o < WIDTH; o++)
        whole[o] = (int16_t)(total[o] / roots);
    score_about(&r->features, whole + 2 * WIDTH);
}

static void tell_whole(net *n, const int16_t whole[WHOLE]) {
    int32_t sum[WIDTH];
    memcpy(sum, dateline_model_pool_bias, sizeof sum);
    for (unsigned i = 0; i < WHOLE; i++)
        for (unsigned o = 0; o < WIDTH; o++)
            sum[o] += whole[i] * dateline_model_pool[i][o];
    for (unsigned o = 0; o < WIDTH; o++)
        sum[o] >>= dateline_model_pool_shift;
    for (uint32_t i = 0; i < n->count; i++)
        add_to(row_of(n->h, i), sum);
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
    net n;
    int16_t whole[WHOLE];
    const place_score *places = score_places(r);
    if (!places || !allocate(&n, r->arena, r->page->blocks.count))
        return false;
    run_input(&n, r, places);
    for (unsigned layer = 0; layer < LAYERS; layer++) {
        run_layer(&n, layer);
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
