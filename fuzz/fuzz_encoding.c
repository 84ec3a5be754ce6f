/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes in any encoding: the text is valid UTF-8, every character of it leads back to the bytes
 * that it came from, and the ways of validating UTF-8 agree. The first byte chooses the encoding of
 * the transport (or none), the second the options; the rest is the page.
 */
#include "core/utf8.h"
#include "core/utf8_kernels.h"
#include "encoding/decoder.h"
#include "encoding/encoding_table.h"

#include <stdlib.h>

static void require(bool condition) {
    if (!condition)
        abort();
}

static void check_kernels(const char *data, size_t length) {
    size_t expected = dateline_utf8_valid_length(data, length);
    for (const dateline_utf8_kernel *kernel = dateline_utf8_kernels; kernel->name; kernel++)
        require(!kernel->available() ||
                dateline_utf8_valid_length_by(kernel, data, length) == expected);
}

/* The sequences of the page one after another give the text, and origin finds each of them. */
static void check_characters(const dateline_text *text) {
    const uint8_t *page = (const uint8_t *)text->page;
    dateline_decoder decoder = {
        .encoding = text->encoding, .at = page + text->shift, .end = page + text->page_length};
    uint32_t reached = 0;
    while (decoder.at < decoder.end) {
        const uint8_t *start = decoder.at;
        uint32_t code = dateline_decoder_next(&decoder);
        require(decoder.at > start && decoder.at <= decoder.end);
        if (code == DATELINE_DECODED_NOTHING)
            continue;
        char bytes[8];
        unsigned length = dateline_utf8_encode(
            code == DATELINE_DECODED_ERROR ? DATELINE_REPLACEMENT : code, bytes);
        if (decoder.second)
            length += dateline_utf8_encode(decoder.second, bytes + length);
        require(text->length - reached >= length);
        require(memcmp(text->data + reached, bytes, length) == 0);
        require(dateline_text_origin(text, reached) == (uint32_t)(start - page));
        reached += length;
    }
    require(reached == text->length);
    require(dateline_text_origin(text, reached) == text->page_length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2 || size > 1 << 16)
        return 0;
    const dateline_encoding *transport =
        data[0] < DATELINE_ENCODING_COUNT ? &dateline_encodings[data[0]] : NULL;
    const char *page = (const char *)data + 2;
    size_t length = size - 2;
    dateline_memory memory;
    dateline_memory_initialize(&memory, NULL);
    dateline_text text = {0};
    require(dateline_text_decode(&text, &memory, page, (uint32_t)length, false, data[1] & 1,
                                 transport));
    require(dateline_utf8_valid_length(text.data, text.length) == text.length);
    for (unsigned i = 0; i < DATELINE_PADDING; i++)
        require(text.data[text.length + i] == 0);
    check_characters(&text);
    check_kernels(page, length);
    dateline_text_destroy(&text, &memory);
    return 0;
}
