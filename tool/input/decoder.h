/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compression: one const table of functions a format, one file a library. A decoder is asked for a
 * bounded piece of output at a time, so that a few bytes that stand for gigabytes cost no more than
 * what is wanted of them.
 */
#ifndef TOOL_INPUT_DECODER_H
#define TOOL_INPUT_DECODER_H

#include "memory.h"

#include <stdbool.h>
#include <stddef.h>

/** One step: input is taken from the front of in, output put at the front of out. */
struct decode_step {
    const unsigned char *in;
    size_t in_left;
    unsigned char *out;
    size_t out_left;
    bool last; /* no input follows this */
};

enum decode_result {
    DECODE_MORE,   /* wants more input or more room */
    DECODE_END,    /* the data are complete */
    DECODE_DAMAGED /* what came out until here is right, the rest is lost */
};

struct decoder_class {
    const char *name;
    const char *suffix; /* of file names */
    /** @return whether data that begin with these bytes are of this format; NULL: never seen. */
    bool (*recognise)(const unsigned char *bytes, size_t length);
    void *(*open)(void);
    enum decode_result (*decode)(void *state, struct decode_step *step);
    void (*close)(void *state);
    /**
     * Decode all at once, which is faster, where it is known to fit.
     *
     * @return false where that is not so, or something is wrong: then decode() is to try. May be
     *         NULL.
     */
    bool (*decode_whole)(const unsigned char *bytes, size_t length, size_t limit,
                         struct buffer *to);
};

extern const struct decoder_class gzip_decoder;
extern const struct decoder_class zstd_decoder;
extern const struct decoder_class lz4_decoder;
extern const struct decoder_class brotli_decoder;

/** All of them, ended by NULL. */
extern const struct decoder_class *const decoders[];

#endif
