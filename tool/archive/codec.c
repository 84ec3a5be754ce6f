/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gzip (RFC 1952), zstd (RFC 8878) and lz4 frames, one at a time. libdeflate takes a gzip member
 * that lies in memory 2.6 times as fast as zlib, and says where it ended; zlib is for those that
 * are too large, and says how far a damaged one goes.
 */
#include "codec.h"

#include "input/steps.h"

#include <libdeflate.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- gzip ----------------------------------------------------------------------------------- */

struct gzip_codec_state {
    struct libdeflate_decompressor *whole;
    z_stream stream;
};

static bool is_gzip(const unsigned char *bytes, size_t length) {
    enum { RESERVED_FLAGS = 0xe0 };
    return length >= 4 && bytes[0] == 0x1f && bytes[1] == 0x8b && bytes[2] == 8 &&
           !(bytes[3] & RESERVED_FLAGS);
}

static void *open_gzip(void) {
    enum { GZIP_ONLY = 16 };
    struct gzip_codec_state *state = memory_allocate(sizeof *state);
    *state = (struct gzip_codec_state){.whole = libdeflate_alloc_decompressor()};
    if (!state->whole || inflateInit2(&state->stream, MAX_WBITS + GZIP_ONLY) != Z_OK)
        memory_fail();
    return state;
}

static void close_gzip(void *opaque) {
    struct gzip_codec_state *state = opaque;
    libdeflate_free_decompressor(state->whole);
    inflateEnd(&state->stream);
    free(state);
}

static enum codec_whole whole_gzip(void *opaque, struct member *member) {
    struct gzip_codec_state *state = opaque;
    member->made = 0;
    switch (libdeflate_gzip_decompress_ex(state->whole, member->in, member->in_length, member->out,
                                          member->out_length, &member->taken, &member->made)) {
    case LIBDEFLATE_SUCCESS:
        return WHOLE_DONE;
    case LIBDEFLATE_INSUFFICIENT_SPACE:
        member->made = 0;
        return WHOLE_ROOM;
    default:
        return WHOLE_INPUT;
    }
}

static void begin_gzip(void *opaque) {
    struct gzip_codec_state *state = opaque;
    inflateReset(&state->stream);
}

static enum decode_result decode_gzip(void *opaque, struct decode_step *step) {
    struct gzip_codec_state *state = opaque;
    return inflate_member(&state->stream, step);
}

const struct codec gzip_codec = {
    .name = "gzip",
    .magic = "\x1f\x8b\x08",
    .magic_length = 3,
    .recognise = is_gzip,
    .open = open_gzip,
    .close = close_gzip,
    .whole = whole_gzip,
    .begin = begin_gzip,
    .decode = decode_gzip,
};

/* ---- zstd ----------------------------------------------------------------------------------- */

enum { DICTIONARY_MOST = 16 << 20 };

struct zstd_codec_state {
    ZSTD_DCtx *context;
    ZSTD_DDict *dictionary;
};

static uint32_t little_endian(const unsigned char *bytes) {
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

static bool is_skippable(const unsigned char *bytes) {
    return (little_endian(bytes) & 0xfffffff0) == 0x184d2a50;
}

static bool is_zstd(const unsigned char *bytes, size_t length) {
    return length >= 4 && (little_endian(bytes) == 0xfd2fb528 || is_skippable(bytes));
}

static void *open_zstd(void) {
    struct zstd_codec_state *state = memory_allocate(sizeof *state);
    *state = (struct zstd_codec_state){.context = ZSTD_createDCtx()};
    if (!state->context)
        memory_fail();
    ZSTD_DCtx_setParameter(state->context, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG_MOST);
    return state;
}

static void close_zstd(void *opaque) {
    struct zstd_codec_state *state = opaque;
    ZSTD_freeDCtx(state->context);
    ZSTD_freeDDict(state->dictionary);
    free(state);
}

/*
 * "Zstandard compressed WARC files", draft: the first frame is a skippable one of type 0x184D2A5D,
 * whose content is a dictionary, itself compressed or not.
 */
static void read_zstd_dictionary(void *opaque, const unsigned char *bytes, size_t length) {
    struct zstd_codec_state *state = opaque;
    enum { HEAD = 8 };
    if (length < HEAD || little_endian(bytes) != 0x184d2a5d)
        return;
    size_t size = little_endian(bytes + 4);
    if (size > length - HEAD)
        return; /* its frames will say that they lack it */
    const unsigned char *content = bytes + HEAD;
    if (!is_zstd(content, size)) {
        state->dictionary = ZSTD_createDDict(content, size);
        return;
    }
    unsigned long long whole = ZSTD_getFrameContentSize(content, size);
    if (whole > DICTIONARY_MOST) /* or unknown */
        return;
    unsigned char *decoded = memory_allocate((size_t)whole);
    size_t made = ZSTD_decompressDCtx(state->context, decoded, (size_t)whole, content, size);
    if (!ZSTD_isError(made))
        state->dictionary = ZSTD_createDDict(decoded, made);
    free(decoded);
}

static enum codec_whole whole_zstd(void *opaque, struct member *member) {
    struct zstd_codec_state *state = opaque;
    if (is_skippable(member->in))
        return WHOLE_STREAM;
    unsigned long long content = ZSTD_getFrameContentSize(member->in, member->in_length);
    if (content == ZSTD_CONTENTSIZE_UNKNOWN)
        return WHOLE_STREAM;
    member->taken = ZSTD_findFrameCompressedSize(member->in, member->in_length);
    if (content == ZSTD_CONTENTSIZE_ERROR || ZSTD_isError(member->taken))
        return WHOLE_INPUT;
    member->made = (size_t)content;
    if (content > member->out_length)
        return WHOLE_ROOM;
    size_t made = ZSTD_decompress_usingDDict(state->context, member->out, member->out_length,
                                             member->in, member->taken, state->dictionary);
    member->made = made;
    return ZSTD_isError(made) ? WHOLE_INPUT : WHOLE_DONE;
}

static void begin_zstd(void *opaque) {
    struct zstd_codec_state *state = opaque;
    ZSTD_DCtx_reset(state->context, ZSTD_reset_session_only);
    ZSTD_DCtx_refDDict(state->context, state->dictionary);
}

static enum decode_result decode_zstd(void *opaque, struct decode_step *step) {
    const unsigned char *before = step->in;
    size_t result = zstd_step(((struct zstd_codec_state *)opaque)->context, step);
    if (ZSTD_isError(result))
        return DECODE_DAMAGED;
    return result == 0 && step->in != before ? DECODE_END : DECODE_MORE;
}

const struct codec zstd_codec = {
    .name = "zstd",
    .magic = "\x28\xb5\x2f\xfd",
    .magic_length = 4,
    .recognise = is_zstd,
    .open = open_zstd,
    .close = close_zstd,
    .read_dictionary = read_zstd_dictionary,
    .whole = whole_zstd,
    .begin = begin_zstd,
    .decode = decode_zstd,
};

/* ---- lz4 ------------------------------------------------------------------------------------ */

struct lz4_codec_state {
    LZ4F_dctx *context;
};

static bool is_lz4(const unsigned char *bytes, size_t length) {
    return length >= 4 && little_endian(bytes) == 0x184d2204;
}

static void *open_lz4(void) {
    struct lz4_codec_state *state = memory_allocate(sizeof *state);
    if (LZ4F_isError(LZ4F_createDecompressionContext(&state->context, LZ4F_VERSION)))
        memory_fail();
    return state;
}

static void close_lz4(void *opaque) {
    struct lz4_codec_state *state = opaque;
    LZ4F_freeDecompressionContext(state->context);
    free(state);
}

static void begin_lz4(void *opaque) {
    LZ4F_resetDecompressionContext(((struct lz4_codec_state *)opaque)->context);
}

static enum decode_result decode_lz4(void *opaque, struct decode_step *step) {
    const unsigned char *before = step->in;
    size_t result = lz4_step(((struct lz4_codec_state *)opaque)->context, step);
    if (LZ4F_isError(result))
        return DECODE_DAMAGED;
    return result == 0 && step->in != before ? DECODE_END : DECODE_MORE;
}

const struct codec lz4_codec = {
    .name = "lz4",
    .magic = "\x04\x22\x4d\x18",
    .magic_length = 4,
    .recognise = is_lz4,
    .open = open_lz4,
    .close = close_lz4,
    .begin = begin_lz4,
    .decode = decode_lz4,
};

const struct codec *codec_of(const unsigned char *bytes, size_t length) {
    static const struct codec *const codecs[] = {&gzip_codec, &zstd_codec, &lz4_codec};
    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++)
        if (codecs[i]->recognise(bytes, length))
            return codecs[i];
    return NULL;
}
