/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes in two windows: `raw` as the source gives them, and `head`, the first ones decoded, which
 * are kept until somebody reads them. Behind the head, data go straight to where they are wanted.
 */
#include "stream.h"

#include "kind.h"

#include <stdlib.h>
#include <string.h>

enum { RAW_SIZE = 64 << 10, HEAD_SIZE = 4096 };

struct stream {
    struct source *source;
    const struct decoder_class *decoder; /* NULL: not compressed */
    void *state;
    char *failure;
    size_t raw_begin;
    size_t raw_end;
    size_t raw_fills;
    bool raw_last; /* the source has ended */
    bool opening;  /* what was read is kept, so that another can read it again */
    bool ended;
    size_t head_begin;
    size_t head_end;
    unsigned char *raw; /* `window`, or `whole` where the file was read at once */
    struct buffer whole;
    unsigned char head[HEAD_SIZE];
    unsigned char window[RAW_SIZE];
};

const struct decoder_class *const decoders[] = {&gzip_decoder, &zstd_decoder, &lz4_decoder,
                                                &brotli_decoder, NULL};

/* ---- Decoding ------------------------------------------------------------------------------- */

static size_t read_source(struct stream *stream, void *to, size_t size) {
    size_t got = stream->source->class->read(stream->source, to, size);
    stream->source->position += got;
    if (stream->source->failure && !stream->failure)
        stream->failure = memory_copy(stream->source->failure);
    return got;
}

static void fill_raw(struct stream *stream) {
    bool keep = stream->opening && stream->raw_end < RAW_SIZE;
    size_t begin = keep ? stream->raw_end : 0;
    size_t got = read_source(stream, stream->raw + begin, RAW_SIZE - begin);
    stream->opening &= keep;
    stream->raw_begin = begin;
    stream->raw_end = begin + got;
    stream->raw_fills++;
    stream->raw_last = got == 0;
}

static void fail(struct stream *stream, const char *what) {
    if (!stream->failure)
        stream->failure = memory_format("%s: %s", stream->decoder->name, what);
    stream->ended = true;
}

/* At least one byte, unless the stream is at its end; no more waiting than for that. */
static size_t read_plain(struct stream *stream, unsigned char *to, size_t size) {
    if (stream->raw_begin == stream->raw_end && !stream->raw_last)
        fill_raw(stream);
    size_t left = stream->raw_end - stream->raw_begin;
    size_t part = left < size ? left : size;
    memcpy(to, stream->raw + stream->raw_begin, part);
    stream->raw_begin += part;
    return part;
}

static void decode(struct stream *stream, struct decode_step *step) {
    step->in = stream->raw + stream->raw_begin;
    step->in_left = stream->raw_end - stream->raw_begin;
    step->last = stream->raw_last;
    size_t in_before = step->in_left;
    size_t out_before = step->out_left;
    enum decode_result result = stream->decoder->decode(stream->state, step);
    stream->raw_begin = stream->raw_end - step->in_left;
    bool stuck = step->in_left == in_before && step->out_left == out_before;
    if (result == DECODE_END)
        stream->ended = true;
    else if (result == DECODE_DAMAGED)
        fail(stream, "the data are damaged");
    else if (stuck && step->last)
        fail(stream, "the data end too early");
    else if (stuck && step->in_left)
        fail(stream, "the data are damaged");
}

static size_t read_decoded(struct stream *stream, unsigned char *to, size_t size) {
    struct decode_step step = {.out = to, .out_left = size};
    while (step.out_left == size && size && !stream->ended) {
        if (stream->raw_begin == stream->raw_end && !stream->raw_last)
            fill_raw(stream);
        decode(stream, &step);
    }
    return size - step.out_left;
}

static size_t read_on(struct stream *stream, unsigned char *to, size_t size) {
    return stream->decoder ? read_decoded(stream, to, size) : read_plain(stream, to, size);
}

/* ---- Opening -------------------------------------------------------------------------------- */

static bool ends_with(const char *name, const char *suffix) {
    size_t length = strlen(name);
    size_t suffix_length = strlen(suffix);
    return length > suffix_length && strcmp(name + length - suffix_length, suffix) == 0;
}

static const struct decoder_class *decoder_of(const struct stream *stream, const char *name) {
    for (const struct decoder_class *const *at = decoders; *at; at++)
        if ((*at)->recognise ? (*at)->recognise(stream->raw, stream->raw_end)
                             : stream->raw_end && ends_with(name, (*at)->suffix))
            return *at;
    return NULL;
}

/* A pipe may give its first bytes one by one, and some are needed to know a format. */
static void fill_signature(struct stream *stream) {
    enum { SIGNATURE_MOST = 4 };
    fill_raw(stream);
    while (stream->raw_end < SIGNATURE_MOST && !stream->raw_last) {
        size_t got = read_source(stream, stream->raw + stream->raw_end, RAW_SIZE - stream->raw_end);
        stream->raw_last = got == 0;
        stream->raw_end += got;
    }
}

/* As much as tells what it is: a reader of lines must not wait for lines that come much later. */
static void fill_head(struct stream *stream) {
    size_t got = 1;
    while (got && stream->head_end < HEAD_SIZE &&
           !kind_is_certain(stream->head, stream->head_end)) {
        got = read_on(stream, stream->head + stream->head_end, HEAD_SIZE - stream->head_end);
        stream->head_end += got;
    }
}

struct stream *stream_open(struct source *source, const char *name) {
    struct stream *stream = memory_allocate(sizeof *stream);
    memset(stream, 0, offsetof(struct stream, head));
    stream->source = source;
    stream->raw = stream->window;
    stream->opening = true;
    fill_signature(stream);
    stream->decoder = decoder_of(stream, name);
    if (stream->decoder)
        stream->state = stream->decoder->open();
    fill_head(stream);
    return stream;
}

const unsigned char *stream_peek_raw(const struct stream *stream, size_t *length) {
    *length = stream->opening ? stream->raw_end : 0;
    return stream->raw;
}

struct source *stream_release(struct stream *stream, struct buffer *bytes) {
    struct source *source = stream->source;
    if (stream->opening)
        buffer_append(bytes, stream->raw, stream->raw_end);
    stream->source = NULL;
    stream_close(stream);
    return source;
}

void stream_close(struct stream *stream) {
    if (!stream)
        return;
    if (stream->decoder)
        stream->decoder->close(stream->state);
    source_close(stream->source);
    buffer_destroy(&stream->whole);
    free(stream->failure);
    free(stream);
}

/* ---- Reading -------------------------------------------------------------------------------- */

const unsigned char *stream_peek(const struct stream *stream, size_t *length) {
    *length = stream->head_end - stream->head_begin;
    return stream->head + stream->head_begin;
}

size_t stream_read_some(struct stream *stream, void *to, size_t size) {
    size_t head = stream->head_end - stream->head_begin;
    if (!head)
        return read_on(stream, to, size);
    if (head > size)
        head = size;
    memcpy(to, stream->head + stream->head_begin, head);
    stream->head_begin += head;
    return head;
}

/* Read up to so many bytes; fewer only at the end or at a failure. */
static size_t read_fully(struct stream *stream, void *to, size_t size) {
    size_t all = 0;
    size_t got = 1;
    while (got && all < size) {
        got = stream_read_some(stream, (unsigned char *)to + all, size - all);
        all += got;
    }
    return all;
}

/*
 * The faster way for a compressed file of which nothing but its first bytes was read. Where it
 * fails, what was read of the file serves decode() to go on with.
 */
static bool read_whole(struct stream *stream, struct buffer *to, size_t limit) {
    uint64_t size = stream->source->size;
    bool begun = stream->raw_fills > 1 || stream->raw_last || stream->head_begin > 0;
    if (!stream->decoder || !stream->decoder->decode_whole || begun || !size || size > limit)
        return false;
    struct buffer *whole = &stream->whole;
    buffer_reserve(whole, (size_t)size + 1);
    buffer_append(whole, stream->window, stream->raw_end);
    size_t got;
    while (whole->length < whole->capacity &&
           (got = read_source(stream, whole->data + whole->length,
                              whole->capacity - whole->length)) > 0)
        whole->length += got;
    /* A file that grows meanwhile is read as far as it was long. */
    stream->raw = (unsigned char *)whole->data;
    stream->raw_end = whole->length;
    stream->raw_last = true;
    return !stream->failure && stream->decoder->decode_whole(stream->raw, whole->length, limit, to);
}

void stream_read_all(struct stream *stream, struct buffer *to, size_t limit, size_t padding) {
    if (read_whole(stream, to, limit)) {
        stream->ended = true;
        buffer_reserve(to, padding);
        return;
    }
    /* A plain file's size is known: one part. Otherwise parts grow as the buffer does. */
    size_t known = stream->decoder ? 0 : (size_t)stream->source->size;
    buffer_reserve(to, (known < limit ? known : limit) + RAW_SIZE + padding);
    for (size_t left = limit; left;) {
        size_t part = to->capacity - to->length - padding;
        if (part > left)
            part = left;
        size_t got = read_fully(stream, to->data + to->length, part);
        to->length += got;
        left -= got;
        if (got < part)
            break;
        buffer_reserve(to, RAW_SIZE + padding);
    }
}

const char *stream_failure(const struct stream *stream) {
    return stream->failure;
}

double stream_fraction(const struct stream *stream) {
    const struct source *source = stream->source;
    return source->size ? (double)source->position / (double)source->size : 0;
}

void stream_expect_many(struct stream *stream) {
    source_expect_stream(stream->source);
}
