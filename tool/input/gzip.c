/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gzip (RFC 1952), of any number of members. zlib reads streams; libdeflate, 2.6 times as fast,
 * whole pages: it wants all input at once and room for all output.
 */
#include "steps.h"

#include <libdeflate.h>
#include <stdint.h>
#include <stdlib.h>

struct gzip_state {
    z_stream stream;
    bool between_members; /* one has ended, and nothing of the next was seen */
    bool first_ended;
};

static bool recognise(const unsigned char *bytes, size_t length) {
    return length >= 3 && bytes[0] == 0x1f && bytes[1] == 0x8b && bytes[2] == 8;
}

static void *open_gzip(void) {
    struct gzip_state *state = memory_allocate(sizeof *state);
    *state = (struct gzip_state){0};
    enum { GZIP_ONLY = 16 };
    if (inflateInit2(&state->stream, MAX_WBITS + GZIP_ONLY) != Z_OK)
        memory_fail();
    return state;
}

static void close_gzip(void *opaque) {
    struct gzip_state *state = opaque;
    inflateEnd(&state->stream);
    free(state);
}

static uInt bounded(size_t size) {
    enum { MOST = 1 << 30 };
    return size < MOST ? (uInt)size : MOST;
}

/* What inflate() says: Z_STREAM_END at the end of the member. */
static int inflate_step(z_stream *stream, struct decode_step *step) {
    uInt in = bounded(step->in_left);
    uInt out = bounded(step->out_left);
    stream->next_in = step->in;
    stream->avail_in = in;
    stream->next_out = step->out;
    stream->avail_out = out;
    int result = inflate(stream, Z_NO_FLUSH);
    step->in += in - stream->avail_in;
    step->in_left -= in - stream->avail_in;
    step->out += out - stream->avail_out;
    step->out_left -= out - stream->avail_out;
    return result;
}

enum decode_result inflate_member(z_stream *stream, struct decode_step *step) {
    int result = inflate_step(stream, step);
    if (result == Z_STREAM_END)
        return DECODE_END;
    return result == Z_OK || result == Z_BUF_ERROR ? DECODE_MORE : DECODE_DAMAGED;
}

/* Behind a member comes another, or padding and other rubbish, which gzip(1) ignores as well. */
static bool begins_member(const struct decode_step *step) {
    return step->in[0] == 0x1f;
}

static enum decode_result decode(void *opaque, struct decode_step *step) {
    struct gzip_state *state = opaque;
    z_stream *stream = &state->stream;
    if (state->between_members) {
        if (!step->in_left)
            return step->last ? DECODE_END : DECODE_MORE;
        if (!begins_member(step) || inflateReset(stream) != Z_OK)
            return DECODE_END;
        state->between_members = false;
    }
    int result = inflate_step(stream, step);
    if (result == Z_STREAM_END) {
        state->between_members = true;
        state->first_ended = true;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
        return state->first_ended && stream->total_out == 0 ? DECODE_END : DECODE_DAMAGED;
    }
    return DECODE_MORE;
}

/* Length of the last member, modulo 2^32, which a gzip file ends with (RFC 1952, 2.3.1). */
static uint32_t length_at_end(const unsigned char *bytes, size_t length) {
    const unsigned char *end = bytes + length;
    return (uint32_t)end[-4] | (uint32_t)end[-3] << 8 | (uint32_t)end[-2] << 16 |
           (uint32_t)end[-1] << 24;
}

static bool decode_whole(const unsigned char *bytes, size_t length, size_t limit,
                         struct buffer *to) {
    enum { LEAST = 18, MOST_RATIO = 1032 };
    if (length < LEAST)
        return false;
    size_t expected = length_at_end(bytes, length);
    if (expected > limit || expected / MOST_RATIO > length)
        return false;
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    if (!decompressor)
        return false;
    buffer_reserve(to, expected + 1);
    size_t taken = 0;
    size_t made = 0;
    enum libdeflate_result result = libdeflate_gzip_decompress_ex(
        decompressor, bytes, length, to->data + to->length, expected + 1, &taken, &made);
    libdeflate_free_decompressor(decompressor);
    if (result != LIBDEFLATE_SUCCESS || taken != length)
        return false;
    to->length += made;
    return true;
}

const struct decoder_class gzip_decoder = {
    .name = "gzip",
    .suffix = ".gz",
    .recognise = recognise,
    .open = open_gzip,
    .decode = decode,
    .close = close_gzip,
    .decode_whole = decode_whole,
};
