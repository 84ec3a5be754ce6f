/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which encoding a page is in, its text, and the way back. A page is looked at once more than is
 * needed only where it is damaged or says nothing: the validation that a UTF-8 page needs anyway
 * is also what tells that a page without declaration is in UTF-8; only one that is not is weighed.
 */
#include "encoding/encoding.h"

#include "core/utf8.h"
#include "encoding/decoder.h"
#include "encoding/detect.h"
#include "encoding/encoding_table.h"
#include "encoding/prescan.h"

/* Bytes of a page between two checkpoints: what dateline_text_origin() decodes again, at most. */
enum { STRIDE = 256 };

/* A page that needed more than this is an outlier: its memory is not kept for the next one. */
static const uint32_t kept_at_most = UINT32_C(64) << 20;

/* ---- Labels --------------------------------------------------------------------------------- */

/* "Get an encoding" (WHATWG Encoding, 4.2) strips ASCII white space, and no other. */
static dateline_string without_space(dateline_string label) {
    while (label.length && dateline_is_space(label.data[0]))
        label = dateline_string_part(label, 1, label.length);
    while (label.length && dateline_is_space(label.data[label.length - 1]))
        label.length--;
    return label;
}

/* Below, at or above 0 as strcmp() tells of the label in lower case and an entry of the table. */
static int compare_label(dateline_string label, const char *entry) {
    size_t i = 0;
    for (; i < label.length; i++) {
        char c = dateline_lower(label.data[i]);
        if (c != entry[i] || !c)
            return (unsigned char)c < (unsigned char)entry[i] ? -1 : 1;
    }
    return entry[i] ? -1 : 0;
}

const dateline_encoding *dateline_encoding_of_label(dateline_string label) {
    label = without_space(label);
    unsigned low = 0, high = dateline_encoding_label_count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        int order = compare_label(label, dateline_encoding_labels[middle].label);
        if (order == 0)
            return &dateline_encodings[dateline_encoding_labels[middle].encoding];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const char *dateline_encoding_name(const dateline_encoding *encoding) {
    return encoding->name;
}

/* ---- Determining the encoding --------------------------------------------------------------- */

static const dateline_encoding *encoding_at(unsigned number) {
    return &dateline_encodings[number];
}

/* "BOM sniff" (WHATWG Encoding, 6.1), and the mark's length. */
static const dateline_encoding *encoding_of_bom(dateline_string page, uint32_t *length) {
    *length = 2;
    if (dateline_string_starts(page, DATELINE_LITERAL("\xFE\xFF")))
        return encoding_at(DATELINE_ENCODING_UTF_16BE);
    if (dateline_string_starts(page, DATELINE_LITERAL("\xFF\xFE")))
        return encoding_at(DATELINE_ENCODING_UTF_16LE);
    *length = 3;
    if (dateline_string_starts(page, DATELINE_LITERAL("\xEF\xBB\xBF")))
        return encoding_at(DATELINE_ENCODING_UTF_8);
    *length = 0;
    return NULL;
}

/* UTF-16 without a mark: NULs in every second byte, as markup gives, and in no other. */
static const dateline_encoding *encoding_of_nuls(dateline_string page) {
    enum { SAMPLE = 1024 };
    size_t length = page.length < SAMPLE ? page.length : SAMPLE;
    if (length < 8 || !memchr(page.data, 0, length))
        return NULL;
    size_t nuls[2] = {0, 0};
    for (size_t i = 0; i < length; i++)
        nuls[i & 1] += !page.data[i];
    if (!nuls[0] && nuls[1] >= length / 6)
        return encoding_at(DATELINE_ENCODING_UTF_16LE);
    if (!nuls[1] && nuls[0] >= length / 6)
        return encoding_at(DATELINE_ENCODING_UTF_16BE);
    return NULL;
}

/*
 * Is it UTF-8 with a few bad bytes, as pages have that were put together from parts? In a text of
 * another encoding nearly every byte above ASCII is an error. A sequence cut by the page's end,
 * which readers cause that stop at some size, is none.
 */
static bool mostly_utf_8(dateline_string page) {
    const uint64_t clearly = 4;
    uint64_t sequences = 0, errors = 0;
    const char *at = page.data, *end = page.data + page.length;
    for (;;) {
        at += dateline_ascii_length(at, (size_t)(end - at));
        if (at == end)
            break;
        const char *start = at;
        uint32_t code = dateline_utf8_decode(&at, end);
        bool lone = code == DATELINE_REPLACEMENT && !(at - start == 3 && *start == '\xEF');
        sequences += !lone;
        errors += lone && at < end;
    }
    return sequences > 0 && sequences >= clearly * errors;
}

/* ISO-2022-JP is ASCII to all others: the escape to its first set of two bytes is what shows it. */
static bool has_jis_escape(dateline_string page) {
    return dateline_string_find(page, DATELINE_LITERAL("\x1B$B"), 0) != SIZE_MAX;
}

/* Where all are silent: what the text itself looks like. */
static const dateline_encoding *encoding_of_text(dateline_string body, bool valid) {
    if (valid)
        return has_jis_escape(body) && dateline_ascii_length(body.data, body.length) == body.length
                   ? encoding_at(DATELINE_ENCODING_ISO_2022_JP)
                   : encoding_at(DATELINE_ENCODING_UTF_8);
    return mostly_utf_8(body) ? encoding_at(DATELINE_ENCODING_UTF_8) : dateline_detect(body);
}

/* What the page itself and its transport declare, strongest first (HTML, 13.2.3.2). */
static const dateline_encoding *declared(dateline_text *text, dateline_string page, bool html,
                                         const dateline_encoding *transport) {
    const dateline_encoding *encoding = encoding_of_bom(page, &text->shift);
    text->source = DATELINE_ENCODING_FROM_BOM;
    if (encoding)
        return encoding;
    text->source = DATELINE_ENCODING_FROM_TRANSPORT;
    if (transport)
        return transport;
    text->source = DATELINE_ENCODING_FROM_META;
    encoding = html ? dateline_prescan(page) : NULL;
    if (!encoding) {
        text->source = DATELINE_ENCODING_FROM_CONTENT;
        encoding = encoding_of_nuls(page);
    }
    return encoding;
}

/* Settle on the encoding, and whether the page's bytes are the text as they are. */
static void determine(dateline_text *text, bool html, const dateline_encoding *transport) {
    dateline_string page = {text->page, text->page_length};
    const dateline_encoding *utf_8 = encoding_at(DATELINE_ENCODING_UTF_8);
    const dateline_encoding *encoding = declared(text, page, html, transport);
    dateline_string body = dateline_string_part(page, text->shift, page.length);
    bool valid = false;
    if (!encoding || encoding == utf_8)
        valid = dateline_utf8_valid_length(body.data, body.length) == body.length;
    if (!encoding)
        encoding = encoding_of_text(body, valid);
    text->encoding = encoding;
    text->identical = encoding == utf_8
                          ? valid
                          : dateline_decoder_keeps_ascii(encoding) &&
                                dateline_ascii_length(body.data, body.length) == body.length;
}

/* ---- Decoding ------------------------------------------------------------------------------- */

/*
 * A declaration that the bytes refute: under it some are no text, as UTF-8 all of them are. Pages
 * that were saved anew keep the <meta> of their first encoding. The standard would go by it.
 */
static bool is_refuted(const dateline_text *text) {
    const char *body = text->page + text->shift;
    uint32_t length = text->page_length - text->shift;
    return text->replaced && text->source == DATELINE_ENCODING_FROM_META &&
           text->encoding->kind != DATELINE_DECODER_REPLACEMENT &&
           dateline_ascii_length(body, length) < length &&
           dateline_utf8_valid_length(body, length) == length;
}

static void take_for_utf_8(dateline_text *text) {
    text->encoding = encoding_at(DATELINE_ENCODING_UTF_8);
    text->source = DATELINE_ENCODING_FROM_CONTENT;
    text->identical = true;
    text->replaced = 0;
    text->buffer.count = 0;
    text->checkpoints.count = 0;
}

/* After one huge page the next ones need not hold its memory. */
static void drop_outlier(dateline_text *text, dateline_memory *memory) {
    if (text->buffer.capacity <= kept_at_most || text->page_length > text->buffer.capacity / 4)
        return;
    DATELINE_VECTOR_DESTROY(memory, &text->buffer);
    DATELINE_VECTOR_DESTROY(memory, &text->checkpoints);
}

static void use_page(dateline_text *text) {
    text->data = text->page + text->shift;
    text->length = text->page_length - text->shift;
}

static void use_buffer(dateline_text *text) {
    memset(text->buffer.items + text->buffer.count, 0, DATELINE_PADDING);
    text->data = text->buffer.items;
    text->length = text->buffer.count;
}

static bool copy_page(dateline_text *text, dateline_memory *memory) {
    uint32_t length = text->page_length - text->shift;
    if (!DATELINE_VECTOR_RESERVE(memory, &text->buffer, (uint64_t)length + DATELINE_PADDING))
        return false;
    if (length)
        memcpy(text->buffer.items, text->page + text->shift, length);
    text->buffer.count = length;
    use_buffer(text);
    return true;
}

static bool transcode(dateline_text *text, dateline_memory *memory) {
    const uint8_t *page = (const uint8_t *)text->page;
    dateline_decoder decoder = {
        .encoding = text->encoding, .at = page + text->shift, .end = page + text->page_length};
    const uint64_t room = DATELINE_DECODER_ROOM(STRIDE) + DATELINE_PADDING;
    if (!DATELINE_VECTOR_RESERVE(memory, &text->buffer, text->page_length + room) ||
        !DATELINE_VECTOR_RESERVE(memory, &text->checkpoints, text->page_length / STRIDE + 1))
        return false;
    while (decoder.at < decoder.end) {
        dateline_checkpoint checkpoint = {text->buffer.count, (uint32_t)(decoder.at - page),
                                          decoder.state};
        if (!DATELINE_VECTOR_PUSH(memory, &text->checkpoints, checkpoint) ||
            !DATELINE_VECTOR_RESERVE(memory, &text->buffer, room))
            return false;
        const uint8_t *stop = decoder.end - decoder.at > STRIDE ? decoder.at + STRIDE : decoder.end;
        char *out = text->buffer.items + text->buffer.count;
        out = dateline_decoder_run(&decoder, stop, out, &text->replaced);
        text->buffer.count = (uint32_t)(out - text->buffer.items);
    }
    use_buffer(text);
    return true;
}

bool dateline_text_decode(dateline_text *text, dateline_memory *memory, const char *page,
                          uint32_t page_length, bool padded, bool html,
                          const dateline_encoding *transport) {
    static const char nothing[DATELINE_PADDING];
    text->page = page;
    text->page_length = page_length;
    text->data = nothing; /* should memory fail below */
    text->length = 0;
    text->replaced = 0;
    text->buffer.count = 0;
    text->checkpoints.count = 0;
    drop_outlier(text, memory);
    determine(text, html, transport);
    if (!text->identical && !transcode(text, memory))
        return false;
    if (is_refuted(text))
        take_for_utf_8(text);
    if (!text->identical)
        return true;
    if (!padded)
        return copy_page(text, memory);
    use_page(text);
    return true;
}

void dateline_text_destroy(dateline_text *text, dateline_memory *memory) {
    DATELINE_VECTOR_DESTROY(memory, &text->buffer);
    DATELINE_VECTOR_DESTROY(memory, &text->checkpoints);
}

/* ---- The way back --------------------------------------------------------------------------- */

/* The last checkpoint that is not behind a text offset; the first one stands at 0. */
static const dateline_checkpoint *checkpoint_before(const dateline_text *text, uint32_t offset) {
    uint32_t low = 0, high = text->checkpoints.count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (text->checkpoints.items[middle].text <= offset)
            low = middle;
        else
            high = middle;
    }
    return &text->checkpoints.items[low];
}

/* Bytes of UTF-8 that a sequence of the page became. */
static uint32_t decoded_length(uint32_t code, uint32_t second) {
    if (code == DATELINE_DECODED_NOTHING)
        return 0;
    uint32_t length = code == DATELINE_DECODED_ERROR ? 3 : dateline_utf8_length(code);
    return second ? length + dateline_utf8_length(second) : length;
}

uint32_t dateline_text_origin(const dateline_text *text, uint32_t offset) {
    if (offset >= text->length)
        return text->page_length;
    if (text->identical)
        return offset + text->shift;
    const dateline_checkpoint *checkpoint = checkpoint_before(text, offset);
    const uint8_t *page = (const uint8_t *)text->page;
    dateline_decoder decoder = {.encoding = text->encoding,
                                .at = page + checkpoint->page,
                                .end = page + text->page_length,
                                .state = checkpoint->state};
    bool keeps_ascii = dateline_decoder_keeps_ascii(text->encoding);
    uint32_t reached = checkpoint->text;
    for (;;) {
        if (keeps_ascii && reached < offset) {
            size_t left = (size_t)(decoder.end - decoder.at), wanted = offset - reached;
            size_t ascii =
                dateline_ascii_length((const char *)decoder.at, left < wanted ? left : wanted);
            decoder.at += ascii;
            reached += (uint32_t)ascii;
        }
        const uint8_t *start = decoder.at;
        uint32_t code = dateline_decoder_next(&decoder);
        reached += decoded_length(code, decoder.second);
        if (reached > offset)
            return (uint32_t)(start - page);
    }
}
