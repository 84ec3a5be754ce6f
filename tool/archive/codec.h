/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compressed members (gzip), frames (zstd, lz4): archives are many of them in a row, one a record.
 * Unlike the decoders of input/, which run over their seams, these stop at each.
 */
#ifndef TOOL_ARCHIVE_CODEC_H
#define TOOL_ARCHIVE_CODEC_H

#include "input/decoder.h"

enum codec_whole {
    WHOLE_DONE,
    WHOLE_ROOM,   /* it needs more room: *made bytes, 0 where it cannot say */
    WHOLE_INPUT,  /* it does not end in these bytes, or it is damaged */
    WHOLE_STREAM, /* not to be done at once: decode() */
};

/** Where a member lies and where it goes. */
struct member {
    const unsigned char *in;
    size_t in_length;
    unsigned char *out;
    size_t out_length;
    size_t taken; /* bytes that it took */
    size_t made;  /* and gave */
};

struct codec {
    const char *name;
    const char *magic; /* what every member begins with */
    size_t magic_length;
    /** @return whether a member may begin with these bytes. */
    bool (*recognise)(const unsigned char *bytes, size_t length);
    void *(*open)(void);
    void (*close)(void *state);
    /** Take a dictionary out of the first bytes of a file; NULL: there is no such thing. */
    void (*read_dictionary)(void *state, const unsigned char *bytes, size_t length);
    /** Decode a member that lies in memory; NULL: never. */
    enum codec_whole (*whole)(void *state, struct member *member);
    /** A new member begins: get ready to decode() it. */
    void (*begin)(void *state);
    /** One step; DECODE_END at the end of the member. */
    enum decode_result (*decode)(void *state, struct decode_step *step);
};

extern const struct codec gzip_codec;
extern const struct codec zstd_codec;
extern const struct codec lz4_codec;

/** @return the codec of data that begin so, NULL: they are not compressed. */
const struct codec *codec_of(const unsigned char *bytes, size_t length);

#endif
