/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Zstandard (RFC 8878), of any number of frames.
 */
#include "steps.h"

#include <stdint.h>
#include <stdlib.h>

struct zstd_state {
    ZSTD_DStream *stream;
    bool between_frames;
};

/* A frame, or a skippable one (RFC 8878, 3.1). */
static bool recognise(const unsigned char *bytes, size_t length) {
    if (length < 4)
        return false;
    uint32_t magic = (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
                     (uint32_t)bytes[3] << 24;
    return magic == 0xfd2fb528 || (magic & 0xfffffff0) == 0x184d2a50;
}

static void *open_zstd(void) {
    struct zstd_state *state = memory_allocate(sizeof *state);
    *state = (struct zstd_state){.stream = ZSTD_createDStream()};
    if (!state->stream)
        memory_fail();
    ZSTD_DCtx_setParameter(state->stream, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG_MOST);
    return state;
}

static void close_zstd(void *opaque) {
    struct zstd_state *state = opaque;
    ZSTD_freeDStream(state->stream);
    free(state);
}

size_t zstd_step(ZSTD_DCtx *context, struct decode_step *step) {
    ZSTD_inBuffer in = {step->in, step->in_left, 0};
    ZSTD_outBuffer out = {step->out, step->out_left, 0};
    size_t result = ZSTD_decompressStream(context, &out, &in);
    step->in += in.pos;
    step->in_left -= in.pos;
    step->out += out.pos;
    step->out_left -= out.pos;
    return result;
}

static enum decode_result decode(void *opaque, struct decode_step *step) {
    struct zstd_state *state = opaque;
    if (!step->in_left && step->last && state->between_frames)
        return DECODE_END;
    struct decode_step before = *step;
    size_t result = zstd_step(state->stream, step);
    if (ZSTD_isError(result))
        return DECODE_DAMAGED;
    if (step->in != before.in || step->out != before.out)
        state->between_frames = result == 0;
    return DECODE_MORE;
}

const struct decoder_class zstd_decoder = {
    .name = "zstd",
    .suffix = ".zst",
    .recognise = recognise,
    .open = open_zstd,
    .decode = decode,
    .close = close_zstd,
};
