/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first room: bytes to UTF-8. Which encoding a page is in (WHATWG HTML, 13.2.3.2 "Determining
 * the character encoding"), its decoding (WHATWG Encoding), and the way back from an offset in the
 * UTF-8 text to an offset in the page as it was given.
 *
 * A valid UTF-8 page is not copied when the caller padded it: the text is the page.
 */
#ifndef DATELINE_ENCODING_ENCODING_H
#define DATELINE_ENCODING_ENCODING_H

#include "core/memory.h"
#include "core/string.h"

/** An encoding of the standard; the table is in encoding_table.c. */
typedef struct dateline_encoding dateline_encoding;

/** A place from which the decoding can start again: text offset, page offset, decoder state. */
typedef struct dateline_checkpoint {
    uint32_t text;
    uint32_t page;
    uint32_t state;
} dateline_checkpoint;

/** A page as UTF-8. Its vectors are kept from page to page. */
typedef struct dateline_text {
    const char *data; /* UTF-8; DATELINE_PADDING readable bytes follow, zero where we wrote them */
    uint32_t length;
    const dateline_encoding *encoding;
    dateline_encoding_source source;
    uint32_t replaced;
    bool identical; /* text offsets are page offsets minus shift */
    uint32_t shift; /* bytes of the page before the text: the byte order mark */
    const char *page;
    uint32_t page_length;
    DATELINE_VECTOR(char) buffer;
    DATELINE_VECTOR(dateline_checkpoint) checkpoints;
} dateline_text;

/** @return the encoding of a WHATWG label ("latin1"), case and outer white space ignored, or NULL.
 */
const dateline_encoding *dateline_encoding_of_label(dateline_string label);

/** @return the standard's name, "windows-1252"; constant. */
const char *dateline_encoding_name(const dateline_encoding *encoding);

/**
 * Decode a page. Its encoding is that of its byte order mark, else of the transport, else what the
 * page declares (unless bytes cannot be decoded so that all are valid UTF-8), else UTF-8 where it
 * is valid but for a few bytes, else the likeliest by the letters of its text (detect.h). What
 * cannot be decoded becomes U+FFFD, sequence by sequence.
 *
 * @param text      zero-initialised once, then used again for every page.
 * @param memory    of the vectors.
 * @param page      at most UINT32_MAX / 4 bytes, so that the text fits 32 bits.
 * @param padded    DATELINE_PADDING bytes behind the page are readable.
 * @param html      look for <meta charset> (plain text has none).
 * @param transport the encoding that the transport named, or NULL.
 * @return false where memory failed.
 */
bool dateline_text_decode(dateline_text *text, dateline_memory *memory, const char *page,
                          uint32_t page_length, bool padded, bool html,
                          const dateline_encoding *transport);

void dateline_text_destroy(dateline_text *text, dateline_memory *memory);

/**
 * The way back: the page offset of the byte sequence from which the text byte at offset was
 * decoded; for the text's end the page's end. Exact for offsets between characters.
 */
uint32_t dateline_text_origin(const dateline_text *text, uint32_t offset);

#endif
