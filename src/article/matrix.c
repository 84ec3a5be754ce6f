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
#endif

/* ---- Choice --------------------------------------------------------------------------------- */

dateline_matrix_kernel *dateline_matrix_kernel_at(unsigned number) {
    static dateline_matrix_kernel *const kernels[] = {
        multiply_plain,
#if defined(__SSE2__)
        multiply_sse2,
        multiply_avx2,
#endif
    };
    if (number >= sizeof kernels / sizeof *kernels)
        return NULL;
#if defined(__SSE2__)
    if (kernels[number] == multiply_avx2 && !has_avx2())
        return NULL;
#endif
    return kernels[number];
}

void dateline_multiply(const dateline_product *product) {
#if defined(__SSE2__)
    if (has_avx2())
        multiply_avx2(product);
    else
        multiply_sse2(product);
#else
    multiply_plain(product);
#endif
}
