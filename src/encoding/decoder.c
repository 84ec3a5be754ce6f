/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One function a decoder for one sequence, each named after its section of the standard; the loop
 * around it is compiled once a decoder, so that the function is part of it. Between the sequences
 * the loop copies ASCII sixteen bytes at a time: markup, which most of a page is.
 */
#include "encoding/decoder.h"

#include "core/utf8.h"
#include "encoding/encoding_table.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#if defined(__GNUC__)
#define ALWAYS_INLINE inline __attribute__((always_inline))
#else
#define ALWAYS_INLINE inline
#endif

typedef uint32_t next_function(dateline_decoder *decoder);

/* ---- Parts ---------------------------------------------------------------------------------- */

static inline bool within(unsigned byte, unsigned first, unsigned last) {
    return byte - first <= last - first;
}

static inline size_t left(const dateline_decoder *decoder) {
    return (size_t)(decoder->end - decoder->at);
}

static inline uint32_t lookup(const uint16_t *index, uint32_t size, uint32_t pointer) {
    return pointer < size ? index[pointer] : 0;
}

static inline uint32_t take(dateline_decoder *decoder, unsigned bytes, uint32_t code) {
    decoder->at += bytes;
    return code;
}

/* The page ends within a sequence: one error for all that is left. */
static inline uint32_t cut(dateline_decoder *decoder) {
    decoder->at = decoder->end;
    return DATELINE_DECODED_ERROR;
}

/* The end of all decoders of two bytes: a trail in ASCII is never swallowed by an error. */
static inline uint32_t take_pair(dateline_decoder *decoder, uint32_t code) {
    if (code)
        return take(decoder, 2, code);
    return take(decoder, decoder->at[1] < 0x80 ? 1 : 2, DATELINE_DECODED_ERROR);
}

/* ---- Decoders ------------------------------------------------------------------------------- */

/* 8.1.1. The standard's errors are Unicode's maximal subparts, as in core. */
static inline uint32_t next_utf_8(dateline_decoder *decoder) {
    const char *cursor = (const char *)decoder->at;
    uint32_t code = dateline_utf8_decode(&cursor, (const char *)decoder->end);
    const uint8_t *start = decoder->at;
    decoder->at = (const uint8_t *)cursor;
    /* A U+FFFD that the page itself holds is EF BF BD; no error has three bytes and that lead. */
    bool error = code == DATELINE_REPLACEMENT && !(decoder->at - start == 3 && start[0] == 0xEF);
    return error ? (uint32_t)DATELINE_DECODED_ERROR : code;
}

/* 9.1; also x-user-defined (14.5), whose row of the index is computed. */
static inline uint32_t next_single_byte(dateline_decoder *decoder) {
    unsigned byte = *decoder->at;
    if (byte < 0x80)
        return take(decoder, 1, byte);
    uint32_t code = dateline_index_single[decoder->encoding->row][byte - 0x80];
    return take(decoder, 1, code ? code : (uint32_t)DATELINE_DECODED_ERROR);
}

/* Index gb18030 ranges code point, 5; 0 for none. */
static uint32_t gb18030_range_code(uint32_t pointer) {
    if (pointer >= 189000)
        return pointer > 1237575 ? 0 : 0x10000 + pointer - 189000;
    if (pointer > 39419)
        return 0;
    if (pointer == 7457)
        return 0xE7C7;
    unsigned low = 0, high = dateline_gb18030_range_count;
    while (high - low > 1) {
        unsigned middle = (low + high) / 2;
        if (dateline_gb18030_ranges[middle].pointer <= pointer)
            low = middle;
        else
            high = middle;
    }
    return dateline_gb18030_ranges[low].code + pointer - dateline_gb18030_ranges[low].pointer;
}

/* 10.2.1, from a second byte in 30..39 on. */
static uint32_t next_gb18030_four(dateline_decoder *decoder) {
    const uint8_t *at = decoder->at;
    size_t bytes = left(decoder);
    if (bytes >= 3 && !within(at[2], 0x81, 0xFE))
        return take(decoder, 1, DATELINE_DECODED_ERROR);
    if (bytes < 4)
        return cut(decoder);
    if (!within(at[3], 0x30, 0x39))
        return take(decoder, 1, DATELINE_DECODED_ERROR);
    uint32_t pointer =
        ((at[0] - 0x81u) * 10 + (at[1] - 0x30u)) * 1260 + (at[2] - 0x81u) * 10 + (at[3] - 0x30u);
    uint32_t code = gb18030_range_code(pointer);
    return take(decoder, 4, code ? code : (uint32_t)DATELINE_DECODED_ERROR);
}

/* 10.2.1; GBK is decoded the same, 10.1.1. */
static inline uint32_t next_gb18030(dateline_decoder *decoder) {
    unsigned lead = decoder->at[0];
    if (lead < 0x80)
        return take(decoder, 1, lead);
    if (lead == 0x80)
        return take(decoder, 1, 0x20AC);
    if (lead == 0xFF)
        return take(decoder, 1, DATELINE_DECODED_ERROR);
    if (left(decoder) < 2)
        return cut(decoder);
    unsigned trail = decoder->at[1];
    if (within(trail, 0x30, 0x39))
        return next_gb18030_four(decoder);
    uint32_t code = 0;
    if (within(trail, 0x40, 0x7E) || within(trail, 0x80, 0xFE))
        code = lookup(dateline_index_gb18030, dateline_index_gb18030_size,
                      (lead - 0x81) * 190 + trail - (trail < 0x7F ? 0x40 : 0x41));
    return take_pair(decoder, code);
}

static uint32_t big5_code(uint32_t pointer) {
    uint32_t place = pointer - dateline_index_big5_first;
    if (place >= dateline_index_big5_size)
        return 0;
    uint32_t plane = dateline_index_big5_plane2[place / 8] >> place % 8 & 1;
    return plane << 17 | dateline_index_big5[place];
}

/* 11.1.1. Four pointers mean a letter with a combining mark behind it. */
static inline uint32_t next_big5(dateline_decoder *decoder) {
    unsigned lead = decoder->at[0];
    decoder->second = 0;
    if (lead < 0x80)
        return take(decoder, 1, lead);
    if (lead == 0x80 || lead == 0xFF)
        return take(decoder, 1, DATELINE_DECODED_ERROR);
    if (left(decoder) < 2)
        return cut(decoder);
    unsigned trail = decoder->at[1];
    if (!within(trail, 0x40, 0x7E) && !within(trail, 0xA1, 0xFE))
        return take_pair(decoder, 0);
    uint32_t pointer = (lead - 0x81) * 157 + trail - (trail < 0x7F ? 0x40 : 0x62);
    if (pointer == 1133 || pointer == 1135 || pointer == 1164 || pointer == 1166) {
        decoder->second = pointer == 1133 || pointer == 1164 ? 0x0304 : 0x030C;
        return take(decoder, 2, pointer < 1164 ? 0xCA : 0xEA);
    }
    return take_pair(decoder, big5_code(pointer));
}

/* 12.1.1 */
static inline uint32_t next_euc_jp(dateline_decoder *decoder) {
    unsigned lead = decoder->at[0];
    if (lead < 0x80)
        return take(decoder, 1, lead);
    if (lead != 0x8E && lead != 0x8F && !within(lead, 0xA1, 0xFE))
        return take(decoder, 1, DATELINE_DECODED_ERROR);
    if (left(decoder) < 2)
        return cut(decoder);
    unsigned trail = decoder->at[1];
    if (lead == 0x8E && within(trail, 0xA1, 0xDF))
        return take(decoder, 2, 0xFF61 - 0xA1 + trail);
    const uint16_t *index = dateline_index_jis0208;
    uint32_t size = dateline_index_jis0208_size;
    if (lead == 0x8F && within(trail, 0xA1, 0xFE)) { /* three bytes: JIS X 0212 */
        if (left(decoder) < 3)
            return cut(decoder);
        decoder->at++;
        lead = trail;
        trail = decoder->at[1];
        index = dateline_index_jis0212;
        size = dateline_index_jis0212_size;
    }
    uint32_t code = 0;
    if (lead >= 0xA1 && within(trail, 0xA1, 0xFE))
        code = lookup(index, size, (lead - 0xA1) * 94 + trail - 0xA1);
    return take_pair(decoder, code);
}

/* State of ISO-2022-JP: which set, and whether an escape sequence was the last thing read (the
 * standard's "output", which makes two of them in a row an error). */
enum { JP_ASCII, JP_ROMAN, JP_KATAKANA, JP_0208, JP_SET = 3, JP_ESCAPED = 4 };

/* 12.2.1, "escape start" and "escape" */
static uint32_t next_iso_2022_jp_escape(dateline_decoder *decoder) {
    static const struct {
        char bytes[2];
        uint8_t set;
    } escapes[] = {
        {"(B", JP_ASCII}, {"(J", JP_ROMAN}, {"(I", JP_KATAKANA}, {"$@", JP_0208}, {"$B", JP_0208}};
    bool repeated = decoder->state & JP_ESCAPED;
    for (unsigned i = 0; left(decoder) >= 3 && i < sizeof escapes / sizeof *escapes; i++)
        if (memcmp(decoder->at + 1, escapes[i].bytes, 2) == 0) {
            decoder->state = escapes[i].set | JP_ESCAPED;
            return take(decoder, 3, repeated ? DATELINE_DECODED_ERROR : DATELINE_DECODED_NOTHING);
        }
    decoder->state &= JP_SET;
    return take(decoder, 1, DATELINE_DECODED_ERROR);
}

/* 12.2.1, "leading byte" and "trailing byte" */
static uint32_t next_iso_2022_jp_pair(dateline_decoder *decoder) {
    unsigned lead = decoder->at[0];
    if (!within(lead, 0x21, 0x7E))
        return take(decoder, 1, DATELINE_DECODED_ERROR);
    if (left(decoder) < 2)
        return cut(decoder);
    unsigned trail = decoder->at[1];
    if (trail == 0x1B)
        return take(decoder, 1, DATELINE_DECODED_ERROR);
    uint32_t code = 0;
    if (within(trail, 0x21, 0x7E))
        code = lookup(dateline_index_jis0208, dateline_index_jis0208_size,
                      (lead - 0x21) * 94 + trail - 0x21);
    return take(decoder, 2, code ? code : (uint32_t)DATELINE_DECODED_ERROR);
}

/* 12.2.1 */
static inline uint32_t next_iso_2022_jp(dateline_decoder *decoder) {
    unsigned byte = decoder->at[0];
    if (byte == 0x1B)
        return next_iso_2022_jp_escape(decoder);
    decoder->state &= JP_SET;
    if (decoder->state == JP_0208)
        return next_iso_2022_jp_pair(decoder);
    uint32_t code = byte;
    if (decoder->state == JP_KATAKANA)
        code = within(byte, 0x21, 0x5F) ? 0xFF61 - 0x21 + byte : (uint32_t)DATELINE_DECODED_ERROR;
    else if (byte > 0x7F || byte == 0x0E || byte == 0x0F)
        code = DATELINE_DECODED_ERROR;
    else if (decoder->state == JP_ROMAN && (byte == 0x5C || byte == 0x7E))
        code = byte == 0x5C ? 0xA5 : 0x203E;
    return take(decoder, 1, code);
}

/* 12.3.1 */
static inline uint32_t next_shift_jis(dateline_decoder *decoder) {
    unsigned lead = decoder->at[0];
    if (lead <= 0x80)
        return take(decoder, 1, lead);
    if (within(lead, 0xA1, 0xDF))
        return take(decoder, 1, 0xFF61 - 0xA1 + lead);
    if (lead == 0xA0 || lead > 0xFC)
        return take(decoder, 1, DATELINE_DECODED_ERROR);
    if (left(decoder) < 2)
        return cut(decoder);
    unsigned trail = decoder->at[1];
    if (!within(trail, 0x40, 0x7E) && !within(trail, 0x80, 0xFC))
        return take_pair(decoder, 0);
    uint32_t pointer =
        (lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + trail - (trail < 0x7F ? 0x40 : 0x41);
    if (within(pointer, 8836, 10715)) /* end-user defined characters of Windows */
        return take(decoder, 2, 0xE000 - 8836 + pointer);
    return take_pair(decoder, lookup(dateline_index_jis0208, dateline_index_jis0208_size, pointer));
}

/* 13.1.1 */
static inline uint32_t next_euc_kr(dateline_decoder *decoder) {
    unsigned lead = decoder->at[0];
    if (lead < 0x80)
        return take(decoder, 1, lead);
    if (lead == 0x80 || lead == 0xFF)
        return take(decoder, 1, DATELINE_DECODED_ERROR);
    if (left(decoder) < 2)
        return cut(decoder);
    unsigned trail = decoder->at[1];
    uint32_t code = 0;
    if (within(trail, 0x41, 0xFE))
        code = lookup(dateline_index_euc_kr, dateline_index_euc_kr_size,
                      (lead - 0x81) * 190 + trail - 0x41);
    return take_pair(decoder, code);
}

/* 14.1.1: one error for the whole page, which keeps an attack from being read as markup. */
static inline uint32_t next_replacement(dateline_decoder *decoder) {
    return cut(decoder);
}

/* 14.2.1. high is the place of the more significant byte. */
static ALWAYS_INLINE uint32_t next_utf_16(dateline_decoder *decoder, unsigned high) {
    const uint8_t *at = decoder->at;
    if (left(decoder) < 2)
        return cut(decoder);
    uint32_t unit = (uint32_t)at[high] << 8 | at[1 - high];
    if (!within(unit, 0xD800, 0xDFFF))
        return take(decoder, 2, unit);
    if (unit >= 0xDC00)
        return take(decoder, 2, DATELINE_DECODED_ERROR);
    if (left(decoder) < 4)
        return cut(decoder);
    uint32_t next = (uint32_t)at[2 + high] << 8 | at[3 - high];
    if (!within(next, 0xDC00, 0xDFFF))
        return take(decoder, 2, DATELINE_DECODED_ERROR);
    return take(decoder, 4, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
}

static inline uint32_t next_utf_16be(dateline_decoder *decoder) {
    return next_utf_16(decoder, 0);
}

static inline uint32_t next_utf_16le(dateline_decoder *decoder) {
    return next_utf_16(decoder, 1);
}

/* ---- The loop ------------------------------------------------------------------------------- */

/* Copy ASCII until a byte that is none, the page's end, or somewhere from stop on. */
static inline char *copy_ascii(dateline_decoder *decoder, const uint8_t *stop, char *out) {
    const uint8_t *at = decoder->at;
#if defined(__SSE2__)
    for (; at < stop && decoder->end - at >= 16; at += 16, out += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
        _mm_storeu_si128((__m128i *)(void *)out, bytes);
        unsigned mask = (unsigned)_mm_movemask_epi8(bytes);
        if (mask) {
            unsigned ascii = (unsigned)__builtin_ctz(mask);
            decoder->at = at + ascii;
            return out + ascii;
        }
    }
#else
    for (; at < stop && decoder->end - at >= 8; at += 8, out += 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        if (word & 0x8080808080808080u)
            break;
        memcpy(out, &word, 8);
    }
#endif
    while (at < stop && *at < 0x80)
        *out++ = (char)*at++;
    decoder->at = at;
    return out;
}

static inline char *put(uint32_t code, char *out, uint32_t *replaced) {
    if (code == DATELINE_DECODED_NOTHING)
        return out;
    *replaced += code == DATELINE_DECODED_ERROR;
    return out +
           dateline_utf8_encode(code == DATELINE_DECODED_ERROR ? DATELINE_REPLACEMENT : code, out);
}

static ALWAYS_INLINE char *run(dateline_decoder *decoder, const uint8_t *stop, char *out,
                               uint32_t *replaced, next_function *next, bool ascii) {
    dateline_decoder local = *decoder; /* so that it can live in registers */
    uint32_t errors = 0;
    while (local.at < stop) {
        if (ascii && *local.at < 0x80) {
            out = copy_ascii(&local, stop, out);
            continue;
        }
        out = put(next(&local), out, &errors);
        if (local.second) {
            out = put(local.second, out, &errors);
            local.second = 0;
        }
    }
    *replaced += errors;
    *decoder = local;
    return out;
}

/* Pages that are UTF-8 but for a few bytes: whole stretches are copied. */
static char *run_utf_8(dateline_decoder *decoder, const uint8_t *stop, char *out,
                       uint32_t *replaced) {
    while (decoder->at < stop) {
        const char *at = (const char *)decoder->at;
        size_t valid = dateline_utf8_valid_length(at, (size_t)(stop - decoder->at));
        memcpy(out, at, valid);
        out += valid;
        decoder->at += valid;
        if (decoder->at < stop)
            out = put(next_utf_8(decoder), out, replaced);
    }
    return out;
}

#define DEFINE_RUN(name, ascii)                                                                    \
    static char *run_##name(dateline_decoder *decoder, const uint8_t *stop, char *out,             \
                            uint32_t *replaced) {                                                  \
        return run(decoder, stop, out, replaced, next_##name, ascii);                              \
    }

DEFINE_RUN(single_byte, true)
DEFINE_RUN(gb18030, true)
DEFINE_RUN(big5, true)
DEFINE_RUN(euc_jp, true)
DEFINE_RUN(iso_2022_jp, false)
DEFINE_RUN(shift_jis, true)
DEFINE_RUN(euc_kr, true)
DEFINE_RUN(replacement, false)
DEFINE_RUN(utf_16be, false)
DEFINE_RUN(utf_16le, false)

static const struct {
    next_function *next;
    char *(*run)(dateline_decoder *, const uint8_t *, char *, uint32_t *);
    bool keeps_ascii;
} decoders[] = {
    [DATELINE_DECODER_UTF_8] = {next_utf_8, run_utf_8, true},
    [DATELINE_DECODER_SINGLE_BYTE] = {next_single_byte, run_single_byte, true},
    [DATELINE_DECODER_GB18030] = {next_gb18030, run_gb18030, true},
    [DATELINE_DECODER_BIG5] = {next_big5, run_big5, true},
    [DATELINE_DECODER_EUC_JP] = {next_euc_jp, run_euc_jp, true},
    [DATELINE_DECODER_ISO_2022_JP] = {next_iso_2022_jp, run_iso_2022_jp, false},
    [DATELINE_DECODER_SHIFT_JIS] = {next_shift_jis, run_shift_jis, true},
    [DATELINE_DECODER_EUC_KR] = {next_euc_kr, run_euc_kr, true},
    [DATELINE_DECODER_REPLACEMENT] = {next_replacement, run_replacement, false},
    [DATELINE_DECODER_UTF_16BE] = {next_utf_16be, run_utf_16be, false},
    [DATELINE_DECODER_UTF_16LE] = {next_utf_16le, run_utf_16le, false},
};

uint32_t dateline_decoder_next(dateline_decoder *decoder) {
    decoder->second = 0;
    return decoders[decoder->encoding->kind].next(decoder);
}

char *dateline_decoder_run(dateline_decoder *decoder, const uint8_t *stop, char *out,
                           uint32_t *replaced) {
    return decoders[decoder->encoding->kind].run(decoder, stop, out, replaced);
}

bool dateline_decoder_keeps_ascii(const dateline_encoding *encoding) {
    return decoders[encoding->kind].keeps_ascii;
}
