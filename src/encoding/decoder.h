/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The decoders of the WHATWG Encoding Standard, one sequence at a time over a page that is all in
 * memory. What the standard's decoders keep between bytes and put back into their queue is here
 * looking ahead and not stepping over; so between two sequences a decoder has no state but that of
 * ISO-2022-JP, and can be started again anywhere that it has been.
 */
#ifndef DATELINE_ENCODING_DECODER_H
#define DATELINE_ENCODING_DECODER_H

#include "encoding/encoding.h"

/** A decoder at a place in its page. */
typedef struct dateline_decoder {
    const dateline_encoding *encoding;
    const uint8_t *at;
    const uint8_t *end;
    uint32_t state;  /* of ISO-2022-JP; 0 at the start of a page */
    uint32_t second; /* Big5: second code point of the last sequence where it means two, else 0 */
} dateline_decoder;

/** What a sequence can mean beside a scalar value. */
enum {
    DATELINE_DECODED_ERROR = 0x110000, /* becomes U+FFFD */
    DATELINE_DECODED_NOTHING,          /* an escape sequence of ISO-2022-JP */
};

/** Decode the sequence at at, which is before end, and step over it. */
uint32_t dateline_decoder_next(dateline_decoder *decoder);

/** Bytes that dateline_decoder_run() may write for a number of bytes: three times as many. */
#define DATELINE_DECODER_ROOM(bytes) (3 * (bytes) + 32)

/**
 * Decode until at has reached stop, at most a few bytes further.
 *
 * @param out      has DATELINE_DECODER_ROOM(stop - at) bytes.
 * @param replaced is counted up by the errors.
 * @return the end of the UTF-8 that was written.
 */
char *dateline_decoder_run(dateline_decoder *decoder, const uint8_t *stop, char *out,
                           uint32_t *replaced);

/** Does it give every text of ASCII bytes back as it is? */
bool dateline_decoder_keeps_ascii(const dateline_encoding *encoding);

#endif
