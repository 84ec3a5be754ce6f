/* SPDX-License-Identifier: Apache-2.0 */
#include "article/matrix.h"

#include <string.h>

enum { LIMIT = DATELINE_MODEL_ACTIVATION_LIMIT, WIDTH = DATELINE_MODEL_WIDTH };

_Static_assert(WIDTH % 8 == 0, "rows are whole vectors");
_Static_assert(LIMIT < 1 << 14, "a saturated sum of 16 bits is beyond the limit on either side");

/* ---- Plain C -------------------------------------------------------------------------------- */

static int16_t held(int32_t value, int32_t least) {
    return (int16_t)(value < least ? least : value > LIMIT ? LIMIT : value);
}

/* Right shifts of negative numbers are arithmetic in every compiler that builds this. */
static void multiply_plain(const dateline_product *p) {
    for (uint32_t row = 0; row < p->count; row++) {
        int32_t sums[WIDTH];
        int16_t *out = p->out + (size_t)row * WIDTH;
        const int16_t *w = p->weights;
        memcpy(sums, p->bias, sizeof sums);
        for (unsigned part = 0; part < p->parts; part++) {
            const int16_t *in = p->in[part] + (ptrdiff_t)row * p->stride;
            for (unsigned i = 0; i < p->pairs; i++, w += 2 * WIDTH)
                for (unsigned o = 0; o < WIDTH; o++)
                    sums[o] += in[2 * i] * w[2 * o] + in[2 * i + 1] * w[2 * o + 1];
        }
        for (unsigned o = 0; o < WIDTH; o++)
            out[o] = p->add ? held(out[o] + (sums[o] >> p->shift), -LIMIT)
                            : held(sums[o] >> p->shift, 0);
    }
}

/* ---- SSE2 and AVX2 -------------------------------------------------------------------------- */

#if defined(__SSE2__)
#include <immintrin.h>

static inline int32_t pair_at(const int16_t *x) {
    int32_t pair;
    memcpy(&pair, x, sizeof pair);
    return pair;
}

static inline __m128i hold(__m128i value, __m128i before, bool add) {
    __m128i least = add ? _mm_set1_epi16(-LIMIT) : _mm_setzero_si128();
    if (add)
        value = _mm_adds_epi16(value, before);
    return _mm_min_epi16(_mm_max_epi16(value, least), _mm_set1_epi16(LIMIT));
}

static inline void store_4(int16_t *out, __m128i sums, unsigned shift, bool add) {
    __m128i shifted = _mm_sra_epi32(sums, _mm_cvtsi32_si128((int)shift));
    __m128i before = _mm_loadl_epi64((const __m128i *)(const void *)out);
    _mm_storel_epi64((__m128i *)(void *)out, hold(_mm_packs_epi32(shifted, shifted), before, add));
}

#define KERNEL multiply_sse2
#define TARGET
#define ROWS               2
#define LANES              4
#define VECTOR             __m128i
#define LOAD(at)           _mm_loadu_si128((const __m128i *)(const void *)(at))
#define PAIR(at)           _mm_set1_epi32(pair_at(at))
#define ADD(a, b)          _mm_add_epi32(a, b)
#define MULTIPLY_ADD(a, b) _mm_madd_epi16(a, b)
#define STORE              store_4
#include "article/matrix_template.h"

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline void store_8(int16_t *out, __m256i sums, unsigned shift, bool add) {
    __m256i shifted = _mm256_sra_epi32(sums, _mm_cvtsi32_si128((int)shift));
    __m128i packed =
        _mm_packs_epi32(_mm256_castsi256_si128(shifted), _mm256_extracti128_si256(shifted, 1));
    __m128i before = _mm_loadu_si128((const __m128i *)(const void *)out);
    _mm_storeu_si128((__m128i *)(void *)out, hold(packed, before, add));
}

#define KERNEL             multiply_avx2
#define TARGET             AVX2
#define ROWS               3
#define LANES              8
#define VECTOR             __m256i
#define LOAD(at)           _mm256_loadu_si256((const __m256i *)(const void *)(at))
#define PAIR(at)           _mm256_set1_epi32(pair_at(at))
#define ADD(a, b)          _mm256_add_epi32(a, b)
#define MULTIPLY_ADD(a, b) _mm256_madd_epi16(a, b)
#define STORE              store_8
#include "article/matrix_template.h"

static bool has_avx2(void) {
    return __builtin_cpu_supports("avx2");
}

/* ---- AVX-512 -------------------------------------------------------------------------------- */

/*
 * Multiplies, adds the pair and adds to the sum in one instruction. 24 outputs are no whole number
 * of vectors, so two rows share three of them: 16 outputs of the first row, its last 8 with the
 * first 8 of the second, the second's other 16.
 */
#define VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

enum { COUPLES = (DATELINE_MATRIX_MARGIN + 1) / 2, THIRDS = 3, SECOND_ROW = 0xFF00 };

_Static_assert(WIDTH == 24, "a row is one and a half vectors");

/* Of [0, 16) and [8, 24): [16, 24), [0, 8). */
VNNI static inline __m512i join_ends(__m512i low, __m512i high) {
    return _mm512_shuffle_i64x2(high, low, 0x4E);
}

VNNI static inline void load_row(__m512i to[THIRDS], const void *row) {
    to[0] = _mm512_loadu_si512(row);
    to[2] = _mm512_loadu_si512((const char *)row + 32);
    to[1] = join_ends(to[0], to[2]);
}

VNNI static inline void add_couple(__m512i sums[THIRDS], const __m512i w[THIRDS],
                                   const int16_t *first, const int16_t *second) {
    __m512i a = _mm512_set1_epi32(pair_at(first)), b = _mm512_set1_epi32(pair_at(second));
    __asm__("" : "+v"(b)); /* else it is loaded twice, and loads are what limits the kernel */
    sums[0] = _mm512_dpwssd_epi32(sums[0], a, w[0]);
    sums[1] = _mm512_dpwssd_epi32(sums[1], _mm512_mask_mov_epi32(a, SECOND_ROW, b), w[1]);
    sums[2] = _mm512_dpwssd_epi32(sums[2], b, w[2]);
}

/* Two rows lie side by side in out, as their three vectors do. @param rows 1: the first alone. */
VNNI static inline void store_couple(const dateline_product *p, int16_t *out,
                                     const __m512i sums[THIRDS], uint32_t rows) {
    __m128i shift = _mm_cvtsi32_si128((int)p->shift);
    __m256i least = p->add ? _mm256_set1_epi16(-LIMIT) : _mm256_setzero_si256();
    uint64_t wanted = rows == 1 ? (1u << WIDTH) - 1 : ((uint64_t)1 << 2 * WIDTH) - 1;
    for (unsigned i = 0; i < THIRDS; i++, wanted >>= 16, out += 16) {
        __m256i value = _mm512_cvtsepi32_epi16(_mm512_sra_epi32(sums[i], shift));
        if (p->add)
            value = _mm256_adds_epi16(value, _mm256_maskz_loadu_epi16((__mmask16)wanted, out));
        value = _mm256_min_epi16(_mm256_max_epi16(value, least), _mm256_set1_epi16(LIMIT));
        _mm256_mask_storeu_epi16(out, (__mmask16)wanted, value);
    }
}

VNNI static void multiply_vnni(const dateline_product *p) {
    for (uint32_t first = 0; first < p->count; first += 2 * COUPLES) {
        __m512i sums[COUPLES][THIRDS];
        for (unsigned c = 0; c < COUPLES; c++)
            load_row(sums[c], p->bias);
        const int16_t *weights = p->weights;
        for (unsigned part = 0; part < p->parts; part++) {
            const int16_t *in = p->in[part] + (ptrdiff_t)first * p->stride;
            for (unsigned i = 0; i < p->pairs; i++, weights += 2 * WIDTH) {
                __m512i w[THIRDS];
                load_row(w, weights);
                for (unsigned c = 0; c < COUPLES; c++)
                    add_couple(sums[c], w, in + (ptrdiff_t)(2 * c) * p->stride + 2 * i,
                               in + (ptrdiff_t)(2 * c + 1) * p->stride + 2 * i);
            }
        }
        for (unsigned c = 0; c < COUPLES && first + 2 * c < p->count; c++)
            store_couple(p, p->out + (size_t)(first + 2 * c) * WIDTH, sums[c],
                         p->count - first - 2 * c);
    }
}

/* VBMI2 came when 512 bits no longer slowed the processor down. */
static bool has_vnni(void) {
    return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vbmi2") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
}
#endif

/* ---- Choice --------------------------------------------------------------------------------- */

dateline_matrix_kernel *dateline_matrix_kernel_at(unsigned number) {
    static dateline_matrix_kernel *const kernels[] = {
        multiply_plain,
#if defined(__SSE2__)
        multiply_sse2,
        multiply_avx2,
        multiply_vnni,
#endif
    };
    if (number >= sizeof kernels / sizeof *kernels)
        return NULL;
#if defined(__SSE2__)
    if ((kernels[number] == multiply_avx2 && !has_avx2()) ||
        (kernels[number] == multiply_vnni && !has_vnni()))
        return NULL;
#endif
    return kernels[number];
}

void dateline_multiply(const dateline_product *product) {
#if defined(__SSE2__)
    if (has_vnni())
        multiply_vnni(product);
    else if (has_avx2())
        multiply_avx2(product);
    else
        multiply_sse2(product);
#else
    multiply_plain(product);
#endif
}
