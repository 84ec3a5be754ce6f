/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages in every encoding, for tests: a text is encoded by turning the decoders round. All
 * sequences of up to four bytes that an encoding can have are decoded, and the first that gives a
 * code point is what it is written as. What an encoding does not hold becomes "&#NNN;", as browsers
 * write it into forms ("html" error mode, WHATWG Encoding 4.1).
 */
#ifndef DATELINE_TESTS_ENCODER_H
#define DATELINE_TESTS_ENCODER_H

#include "core/utf8.h"
#include "encoding/decoder.h"
#include "encoding/encoding_table.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct encoder {
    unsigned number; /* of dateline_encodings */
    uint32_t *bytes; /* of each code point: length << 28 is apart, see lengths */
    uint8_t *lengths;
} encoder;

enum { CODE_POINTS = 0x110000 };

/* ISO-2022-JP: in which of its sets a pair of bytes is read. */
static const uint8_t jis_escape[] = {0x1B, '$', 'B'};
static const uint8_t ascii_escape[] = {0x1B, '(', 'B'};

static inline bool encoder_is_jis(const encoder *e) {
    return dateline_encodings[e->number].kind == DATELINE_DECODER_ISO_2022_JP;
}

static inline void encoder_learn(encoder *e, const uint8_t *bytes, unsigned length) {
    uint8_t page[8];
    unsigned before = encoder_is_jis(e) && length == 2 ? sizeof jis_escape : 0;
    memcpy(page, jis_escape, before);
    memcpy(page + before, bytes, length);
    dateline_decoder decoder = {
        .encoding = &dateline_encodings[e->number], .at = page, .end = page + before + length};
    uint32_t code = DATELINE_DECODED_NOTHING;
    while (decoder.at < decoder.end && code == DATELINE_DECODED_NOTHING)
        code = dateline_decoder_next(&decoder);
    if (code >= DATELINE_DECODED_ERROR || decoder.at != decoder.end || decoder.second ||
        e->lengths[code])
        return;
    e->lengths[code] = (uint8_t)length;
    for (unsigned i = 0; i < length; i++)
        e->bytes[code] |= (uint32_t)bytes[i] << 8 * i;
}

static inline void encoder_learn_pairs(encoder *e, unsigned lead) {
    for (unsigned trail = 0; trail < 256; trail++) {
        uint8_t bytes[] = {(uint8_t)lead, (uint8_t)trail, 0xA1, 0x30};
        encoder_learn(e, bytes, 2);
        if (dateline_encodings[e->number].kind == DATELINE_DECODER_EUC_JP && lead == 0x8F)
            for (unsigned third = 0xA1; third < 0xFF; third++) {
                bytes[2] = (uint8_t)third;
                encoder_learn(e, bytes, 3);
            }
        if (dateline_encodings[e->number].kind == DATELINE_DECODER_GB18030 && trail >= 0x30 &&
            trail <= 0x39)
            for (unsigned third = 0x81; third < 0xFF; third++)
                for (unsigned fourth = 0x30; fourth <= 0x39; fourth++) {
                    bytes[2] = (uint8_t)third;
                    bytes[3] = (uint8_t)fourth;
                    encoder_learn(e, bytes, 4);
                }
    }
}

static inline bool encoder_is_utf_16(const encoder *e) {
    return e->number == DATELINE_ENCODING_UTF_16BE || e->number == DATELINE_ENCODING_UTF_16LE;
}

static inline bool encoder_open(encoder *e, unsigned number) {
    *e = (encoder){.number = number};
    e->bytes = calloc(CODE_POINTS, sizeof *e->bytes);
    e->lengths = calloc(CODE_POINTS, 1);
    if (!e->bytes || !e->lengths)
        return false;
    if (encoder_is_utf_16(e) || number == DATELINE_ENCODING_UTF_8)
        return true;
    for (unsigned lead = 0; lead < 256; lead++) {
        uint8_t byte = (uint8_t)lead;
        encoder_learn(e, &byte, 1);
    }
    if (dateline_encodings[number].kind != DATELINE_DECODER_SINGLE_BYTE)
        for (unsigned lead = encoder_is_jis(e) ? 0x21 : 0x81; lead < 256; lead++)
            encoder_learn_pairs(e, lead);
    return true;
}

static inline void encoder_close(encoder *e) {
    free(e->bytes);
    free(e->lengths);
}

static inline char *encoder_put_unit(const encoder *e, char *out, uint32_t unit) {
    bool big = e->number == DATELINE_ENCODING_UTF_16BE;
    out[!big] = (char)(unit >> 8);
    out[big] = (char)unit;
    return out + 2;
}

static inline char *encoder_put(const encoder *e, char *out, uint32_t code, bool *jis) {
    if (encoder_is_utf_16(e)) {
        if (code < 0x10000)
            return encoder_put_unit(e, out, code);
        out = encoder_put_unit(e, out, 0xD800 + ((code - 0x10000) >> 10));
        return encoder_put_unit(e, out, 0xDC00 + ((code - 0x10000) & 0x3FF));
    }
    if (e->number == DATELINE_ENCODING_UTF_8)
        return out + dateline_utf8_encode(code, out);
    char reference[16];
    if (!e->lengths[code]) {
        snprintf(reference, sizeof reference, "&#%u;", code);
        for (const char *c = reference; *c; c++)
            out = encoder_put(e, out, (unsigned char)*c, jis);
        return out;
    }
    bool pair = encoder_is_jis(e) && e->lengths[code] == 2;
    if (pair != *jis) {
        memcpy(out, pair ? jis_escape : ascii_escape, 3);
        out += 3;
        *jis = pair;
    }
    for (unsigned i = 0; i < e->lengths[code]; i++)
        *out++ = (char)(e->bytes[code] >> 8 * i);
    return out;
}

/** Encode UTF-8 text; out has 24 times its length. @return the bytes written. */
static inline size_t encoder_run(const encoder *e, const char *text, size_t length, char *out) {
    const char *at = text, *end = text + length;
    char *begin = out;
    bool jis = false;
    while (at < end)
        out = encoder_put(e, out, dateline_utf8_decode(&at, end), &jis);
    return (size_t)(out - begin);
}

#endif
