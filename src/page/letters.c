/* SPDX-License-Identifier: Apache-2.0 */
#include "page/letters.h"

#include "page/scan.h"

#if defined(__SSE2__)
void dateline_letters_tell(const char *p, unsigned char *folded, uint64_t *parts,
                           uint64_t *beyond) {
    uint64_t all = 0, high = 0;
    for (unsigned i = 0; i < DATELINE_LETTERS_CHUNK; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
        __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        __m128i letter = dateline_in_range(small, 'a', 'z' - 'a'),
                digit = dateline_in_range(bytes, '0', 9);
        __m128i part = _mm_or_si128(_mm_or_si128(letter, digit), bytes); /* by its highest bit */
        _mm_storeu_si128(
            (__m128i *)(void *)(folded + i),
            _mm_or_si128(_mm_and_si128(letter, small), _mm_and_si128(digit, _mm_set1_epi8('0'))));
        all |= (uint64_t)(unsigned)_mm_movemask_epi8(part) << i;
        high |= (uint64_t)(unsigned)_mm_movemask_epi8(bytes) << i;
    }
    *parts = all;
    *beyond = high;
}
#else
void dateline_letters_tell(const char *p, unsigned char *folded, uint64_t *parts,
                           uint64_t *beyond) {
    *parts = *beyond = 0;
    for (unsigned i = 0; i < DATELINE_LETTERS_CHUNK; i++) {
        bool high = (unsigned char)p[i] >= 0x80;
        folded[i] = dateline_is_letter(p[i])  ? (unsigned char)(p[i] | 0x20)
                    : dateline_is_digit(p[i]) ? '0'
                                              : 0;
        *beyond |= (uint64_t)high << i;
        *parts |= (uint64_t)(high || folded[i]) << i;
    }
}
#endif

static void forget(uint64_t *bits, size_t at) {
    bits[at / 64] &= ~((uint64_t)1 << at % 64);
}

/* U+2000 to U+203F are the signs that texts of all languages have beyond ASCII, and no letters:
 * dashes, quotation marks, dots. */
static void forget_signs(dateline_letters *letters, const char *text, size_t begin, size_t end) {
    for (const char *p = text + begin; (p = memchr(p, '\xE2', (size_t)(text + end - p))); p++) {
        if (p[1] != '\x80' || (p[2] & '\xC0') != '\x80')
            continue;
        for (size_t i = 0; i < 3; i++) {
            forget(letters->parts, (size_t)(p - text) + i);
            forget(letters->beyond, (size_t)(p - text) + i);
        }
    }
}

bool dateline_letters_read(dateline_letters *letters, dateline_string text, dateline_arena *arena) {
    /* One behind the last: a word of bits is read from any offset. */
    size_t chunks = text.length / DATELINE_LETTERS_CHUNK + 1;
    letters->parts = DATELINE_ARENA_ARRAY(arena, uint64_t, chunks + 1);
    letters->beyond = DATELINE_ARENA_ARRAY(arena, uint64_t, chunks + 1);
    letters->folded = DATELINE_ARENA_ARRAY(arena, unsigned char,
                                           chunks *DATELINE_LETTERS_CHUNK + DATELINE_LETTERS_AHEAD);
    if (!letters->parts || !letters->beyond || !letters->folded)
        return false;
    for (size_t i = 0; i < chunks; i++)
        dateline_letters_tell(text.data + i * DATELINE_LETTERS_CHUNK,
                              letters->folded + i * DATELINE_LETTERS_CHUNK, &letters->parts[i],
                              &letters->beyond[i]);
    letters->parts[chunks] = letters->beyond[chunks] = 0;
    for (size_t i = 0; i < chunks; i++)
        if (letters->beyond[i])
            forget_signs(letters, text.data, i * DATELINE_LETTERS_CHUNK,
                         (i + 1) * DATELINE_LETTERS_CHUNK);
    memset(letters->folded + chunks * DATELINE_LETTERS_CHUNK, 0, DATELINE_LETTERS_AHEAD);
    return true;
}

/* Bits are added in pairs, then in fours, in bytes, and all bytes by a multiplication. */
static uint32_t count_bits(uint64_t bits) {
    bits -= bits >> 1 & 0x5555555555555555u;
    bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
    return (uint32_t)(((bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu) * 0x0101010101010101u >> 56);
}

uint32_t dateline_letters_count(const dateline_letters *letters, const char *text, uint32_t begin,
                                uint32_t end) {
    uint32_t count = 0;
    uint64_t inside = 0, beyond = 0; /* inside: was the byte before part of a word? */
    for (uint32_t at = begin; at < end; at += 64) {
        uint64_t parts = dateline_letters_at(letters->parts, at);
        parts = dateline_letters_first(parts, end - at);
        beyond |= parts & dateline_letters_at(letters->beyond, at);
        count += count_bits(parts & ~(parts << 1 | inside));
        inside = parts >> 63;
    }
    return beyond ? dateline_count_words((dateline_string){text + begin, end - begin}) : count;
}
