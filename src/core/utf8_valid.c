/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Validation of UTF-8, which every page goes through. A kernel checks whole blocks of 64 bytes;
 * from the first block with an error, and for the page's last bytes, one sequence at a time tells
 * the exact place.
 *
 * On x86 the kernel is chosen at each call by what the compiler's runtime found out when the
 * program started: one load and one test, and no state of our own.
 */
#include "core/utf8.h"
#include "core/utf8_kernels.h"

#if defined(__GNUC__) && defined(__x86_64__)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

/* ---- ASCII ---------------------------------------------------------------------------------- */

size_t dateline_ascii_length(const char *data, size_t length) {
    size_t at = 0;
#if defined(__SSE2__)
    for (; length - at >= 16; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(data + at));
        unsigned mask = (unsigned)_mm_movemask_epi8(bytes);
        if (mask)
            return at + (size_t)__builtin_ctz(mask);
    }
#else
    for (; length - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, data + at, 8);
        if (word & 0x8080808080808080u)
            break;
    }
#endif
    while (at < length && !(data[at] & '\x80'))
        at++;
    return at;
}

/* ---- One sequence at a time ----------------------------------------------------------------- */

static size_t valid_sequences(const char *data, size_t length) {
    const char *p = data, *end = data + length;
    while ((p += dateline_ascii_length(p, (size_t)(end - p))) < end) {
        /* Sequences of another script come in runs. */
        while (p < end && (*p & '\x80')) {
            const char *start = p;
            /* U+FFFD itself is valid: EF BF BD. */
            if (dateline_utf8_decode_sequence(&p, end) == DATELINE_REPLACEMENT &&
                !(p - start == 3 && *start == '\xEF'))
                return (size_t)(start - data);
        }
    }
    return length;
}

/* ---- Kernels -------------------------------------------------------------------------------- */

#if defined(__GNUC__) && defined(__x86_64__)

static bool has_avx2(void) {
    return __builtin_cpu_supports("avx2");
}

static bool has_ssse3(void) {
    return __builtin_cpu_supports("ssse3");
}

#define NAME       clean_blocks_avx2
#define TARGET     __attribute__((target("avx2")))
#define VECTOR     __m256i
#define WIDTH      32
#define LOAD(from) _mm256_loadu_si256((const __m256i *)(const void *)(from))
#define ZERO       _mm256_setzero_si256()
#define TABLE(bytes)                                                                               \
    _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)(bytes)))
#define LOOKUP(table, index)      _mm256_shuffle_epi8(table, index)
#define FILL(byte)                _mm256_set1_epi8((char)(byte))
#define HIGH_HALF(v)              _mm256_and_si256(_mm256_srli_epi16(v, 4), FILL(0x0F))
#define LOW_HALF(v)               _mm256_and_si256(v, FILL(0x0F))
#define AND(a, b)                 _mm256_and_si256(a, b)
#define OR(a, b)                  _mm256_or_si256(a, b)
#define XOR(a, b)                 _mm256_xor_si256(a, b)
#define SATURATING_SUBTRACT(a, b) _mm256_subs_epu8(a, b)
#define PREVIOUS(v, before, count)                                                                 \
    _mm256_alignr_epi8(v, _mm256_permute2x128_si256(before, v, 0x21), 16 - (count))
#define HAS_HIGH_BIT(v) (_mm256_movemask_epi8(v) != 0)
#define IS_ZERO(v)      (_mm256_testz_si256(v, v) != 0)
#include "core/utf8_block.h"

#define NAME                       clean_blocks_ssse3
#define TARGET                     __attribute__((target("ssse3")))
#define VECTOR                     __m128i
#define WIDTH                      16
#define LOAD(from)                 _mm_loadu_si128((const __m128i *)(const void *)(from))
#define ZERO                       _mm_setzero_si128()
#define TABLE(bytes)               LOAD(bytes)
#define LOOKUP(table, index)       _mm_shuffle_epi8(table, index)
#define FILL(byte)                 _mm_set1_epi8((char)(byte))
#define HIGH_HALF(v)               _mm_and_si128(_mm_srli_epi16(v, 4), FILL(0x0F))
#define LOW_HALF(v)                _mm_and_si128(v, FILL(0x0F))
#define AND(a, b)                  _mm_and_si128(a, b)
#define OR(a, b)                   _mm_or_si128(a, b)
#define XOR(a, b)                  _mm_xor_si128(a, b)
#define SATURATING_SUBTRACT(a, b)  _mm_subs_epu8(a, b)
#define PREVIOUS(v, before, count) _mm_alignr_epi8(v, before, 16 - (count))
#define HAS_HIGH_BIT(v)            (_mm_movemask_epi8(v) != 0)
#define IS_ZERO(v)                 (_mm_movemask_epi8(_mm_cmpeq_epi8(v, ZERO)) == 0xFFFF)
#include "core/utf8_block.h"

#elif defined(__ARM_NEON) && defined(__aarch64__)

#define NAME clean_blocks_neon
#define TARGET
#define VECTOR                     uint8x16_t
#define WIDTH                      16
#define LOAD(from)                 vld1q_u8(from)
#define ZERO                       vdupq_n_u8(0)
#define TABLE(bytes)               LOAD(bytes)
#define LOOKUP(table, index)       vqtbl1q_u8(table, index)
#define FILL(byte)                 vdupq_n_u8(byte)
#define HIGH_HALF(v)               vshrq_n_u8(v, 4)
#define LOW_HALF(v)                vandq_u8(v, FILL(0x0F))
#define AND(a, b)                  vandq_u8(a, b)
#define OR(a, b)                   vorrq_u8(a, b)
#define XOR(a, b)                  veorq_u8(a, b)
#define SATURATING_SUBTRACT(a, b)  vqsubq_u8(a, b)
#define PREVIOUS(v, before, count) vextq_u8(before, v, 16 - (count))
#define HAS_HIGH_BIT(v)            (vmaxvq_u8(v) >= 0x80)
#define IS_ZERO(v)                 (vmaxvq_u8(v) == 0)
#include "core/utf8_block.h"

#endif

/* Without a vector unit that looks bytes up, all is done one sequence at a time. */
static size_t clean_blocks_none(const char *data, size_t length) {
    (void)data;
    (void)length;
    return 0;
}

static bool always(void) {
    return true;
}

const dateline_utf8_kernel dateline_utf8_kernels[] = {
#if defined(__GNUC__) && defined(__x86_64__)
    {"avx2", has_avx2, clean_blocks_avx2},
    {"ssse3", has_ssse3, clean_blocks_ssse3},
#elif defined(__ARM_NEON) && defined(__aarch64__)
    {"neon", always, clean_blocks_neon},
#endif
    {"portable", always, clean_blocks_none},
    {NULL, NULL, NULL},
};

/* ---- Validation ----------------------------------------------------------------------------- */

/* Where the sequence begins that may go on behind the end of the clean blocks. */
static size_t last_start(const char *data, size_t clean) {
    for (size_t back = 1; back <= 3 && back <= clean; back++) {
        unsigned char byte = (unsigned char)data[clean - back];
        if (byte >= 0xC0)
            return clean - back;
        if (byte < 0x80)
            break;
    }
    return clean;
}

size_t dateline_utf8_valid_length_by(const dateline_utf8_kernel *kernel, const char *data,
                                     size_t length) {
    if (length == 0)
        return 0;
    size_t clean = last_start(data, kernel->clean_blocks(data, length));
    return clean + valid_sequences(data + clean, length - clean);
}

size_t dateline_utf8_valid_length(const char *data, size_t length) {
    const dateline_utf8_kernel *kernel = dateline_utf8_kernels;
    while (!kernel->available())
        kernel++;
    return dateline_utf8_valid_length_by(kernel, data, length);
}
