/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lz4 frames, any number of them.
 */
#include "steps.h"

#include <stdlib.h>
#include <string.h>

struct lz4_state {
    LZ4F_dctx *context;
    bool between_frames;
};

static bool recognise(const unsigned char *bytes, size_t length) {
    return length >= 4 && memcmp(bytes, "\x04\x22\x4d\x18", 4) == 0;
}

static void *open_lz4(void) {
    struct lz4_state *state = memory_allocate(sizeof *state);
    *state = (struct lz4_state){0};
    if (LZ4F_isError(LZ4F_createDecompressionContext(&state->context, LZ4F_VERSION)))
        memory_fail();
    return state;
}

static void close_lz4(void *opaque) {
    struct lz4_state *state = opaque;
    LZ4F_freeDecompressionContext(state->context);
    free(state);
}

size_t lz4_step(LZ4F_dctx *context, struct decode_step *step) {
    size_t in = step->in_left;
    size_t out = step->out_left;
    size_t result = LZ4F_decompress(context, step->out, &out, step->in, &in, NULL);
    step->in += in;
    step->in_left -= in;
    step->out += out;
    step->out_left -= out;
    return result;
}

static enum decode_result decode(void *opaque, struct decode_step *step) {
    struct lz4_state *state = opaque;
    if (!step->in_left && step->last && state->between_frames)
        return DECODE_END;
    struct decode_step before = *step;
    size_t result = lz4_step(state->context, step);
    if (LZ4F_isError(result))
        return DECODE_DAMAGED;
    if (step->in != before.in || step->out != before.out)
        state->between_frames = result == 0;
    return DECODE_MORE;
}

const struct decoder_class lz4_decoder = {
    .name = "lz4",
    .suffix = ".lz4",
    .recognise = recognise,
    .open = open_lz4,
    .decode = decode,
    .close = close_lz4,
};
