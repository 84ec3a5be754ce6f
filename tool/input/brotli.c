/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Brotli (RFC 7932). Its data begin with nothing that could be recognised, and nearly any bytes are
 * the beginning of some: only a file's name, NAME.br, tells.
 */
#include "decoder.h"

#include <brotli/decode.h>
#include <stdint.h>

static void *open_brotli(void) {
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (!state)
        memory_fail();
    return state;
}

static void close_brotli(void *state) {
    BrotliDecoderDestroyInstance(state);
}

static enum decode_result decode(void *state, struct decode_step *step) {
    switch (BrotliDecoderDecompressStream(state, &step->in_left, &step->in, &step->out_left,
                                          &step->out, NULL)) {
    case BROTLI_DECODER_RESULT_SUCCESS:
        return DECODE_END;
    case BROTLI_DECODER_RESULT_ERROR:
        return DECODE_DAMAGED;
    default:
        return DECODE_MORE;
    }
}

const struct decoder_class brotli_decoder = {
    .name = "brotli",
    .suffix = ".br",
    .open = open_brotli,
    .decode = decode,
    .close = close_brotli,
};
