/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A header's claim opens a try, and so do the first bytes of gzip and zstd data. deflate and br
 * have no first bytes to know them by: they are believed where the data decode to their end, or
 * at least to something, and do not look like a page as they are.
 */
#include "coding.h"

#include "codec.h"
#include "http.h"
#include "input/steps.h"
#include "records.h"

#include <stdlib.h>
#include <string.h>

/* Codings one over another: more than this nobody sends. */
enum { LAYERS_MOST = 3, KINDS = 5, HEADER_KEPT = 256 };

enum kind_of_coding { KIND_GZIP, KIND_ZSTD, KIND_ZLIB, KIND_RAW, KIND_BROTLI };

struct codings {
    void *states[KINDS];
    struct buffer layer; /* what is inside of an outer coding */
};

/* ---- deflate -------------------------------------------------------------------------------- */

static void *open_inflate(int window_bits) {
    z_stream *stream = memory_allocate(sizeof *stream);
    *stream = (z_stream){0};
    if (inflateInit2(stream, window_bits) != Z_OK)
        memory_fail();
    return stream;
}

/* "deflate" means zlib data (RFC 9110, 8.4.1.2); some servers send them without zlib's header. */
static void *open_state(enum kind_of_coding kind) {
    switch (kind) {
    case KIND_GZIP:
        return gzip_codec.open();
    case KIND_ZSTD:
        return zstd_codec.open();
    case KIND_ZLIB:
        return open_inflate(MAX_WBITS);
    case KIND_RAW:
        return open_inflate(-MAX_WBITS);
    case KIND_BROTLI:
        break;
    }
    return NULL; /* one a body */
}

/* ---- One layer ------------------------------------------------------------------------------ */

static void *begin_kind(struct codings *codings, enum kind_of_coding kind) {
    if (kind >= KIND_BROTLI)
        return brotli_decoder.open();
    void **kept = &codings->states[kind];
    if (!*kept)
        *kept = open_state(kind);
    void *state = *kept;
    if (kind == KIND_GZIP)
        gzip_codec.begin(state);
    else if (kind == KIND_ZSTD)
        zstd_codec.begin(state);
    else
        inflateReset(state);
    return state;
}

static enum decode_result step_kind(enum kind_of_coding kind, void *state,
                                    struct decode_step *step) {
    switch (kind) {
    case KIND_GZIP:
        return gzip_codec.decode(state, step);
    case KIND_ZSTD:
        return zstd_codec.decode(state, step);
    case KIND_BROTLI:
        return brotli_decoder.decode(state, step);
    case KIND_ZLIB:
    case KIND_RAW:
        break;
    }
    return inflate_member(state, step);
}

/* Decode step by step, making room as it is needed. */
static enum coding_result decode_steps(enum kind_of_coding kind, void *state,
                                       const unsigned char *body, size_t length, size_t limit,
                                       struct archive_room *room, size_t *made) {
    enum { FIRST = 128 << 10 };
    struct decode_step step = {.in = body, .in_left = length, .last = true};
    size_t most = FIRST;
    *made = 0;
    for (;;) {
        if (*made == most)
            most *= 4;
        if (most > limit)
            most = limit;
        if (!room_reserve(room, most))
            most = limit = room->capacity - ARCHIVE_PADDING;
        if (*made == most)
            return CODING_CUT;
        step.out = room->data + *made;
        step.out_left = most - *made;
        size_t in_before = step.in_left;
        enum decode_result result = step_kind(kind, state, &step);
        size_t got = most - *made - step.out_left;
        *made += got;
        if (result == DECODE_END)
            return CODING_WELL;
        if (result == DECODE_DAMAGED || (!got && step.in_left == in_before))
            return CODING_DAMAGED;
    }
}

/* A whole gzip body by libdeflate, where it fits into the room that is there. */
static bool decode_at_once(struct codings *codings, const unsigned char *body, size_t length,
                           size_t limit, struct archive_room *room, size_t *made) {
    struct member member = {.in = body, .in_length = length, .out = room->data};
    member.out_length = room->capacity - ARCHIVE_PADDING;
    if (member.out_length > limit)
        member.out_length = limit;
    if (!codings->states[KIND_GZIP])
        codings->states[KIND_GZIP] = gzip_codec.open();
    if (gzip_codec.whole(codings->states[KIND_GZIP], &member) != WHOLE_DONE)
        return false;
    *made = member.made;
    return true;
}

static enum coding_result decode_kind(struct codings *codings, enum kind_of_coding kind,
                                      const unsigned char *body, size_t length, size_t limit,
                                      struct archive_room *room, size_t *made) {
    if (kind == KIND_GZIP && decode_at_once(codings, body, length, limit, room, made))
        return CODING_WELL;
    void *state = begin_kind(codings, kind);
    enum coding_result result = decode_steps(kind, state, body, length, limit, room, made);
    if (kind == KIND_BROTLI)
        brotli_decoder.close(state);
    return result;
}

/* ---- What it is coded in -------------------------------------------------------------------- */

static bool is_zlib(const unsigned char *body, size_t length) {
    return length >= 2 && (body[0] & 0x0f) == 8 && (body[0] << 8 | body[1]) % 31 == 0;
}

/* A page, or the white space or byte order mark before one: no coding begins so by chance. */
static bool looks_plain(const unsigned char *body, size_t length) {
    size_t at = length >= 3 && memcmp(body, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < length && (body[at] == ' ' || (body[at] >= '\t' && body[at] <= '\r')))
        at++;
    return at < length && body[at] == '<';
}

static bool claims(dateline_string header, const char *coding) {
    return http_list_has(header, coding);
}

/* The kinds to try, the likeliest first. @return how many. */
static size_t kinds_of(dateline_string header, const unsigned char *body, size_t length,
                       enum kind_of_coding kinds[2]) {
    if (gzip_codec.recognise(body, length)) {
        kinds[0] = KIND_GZIP;
        return 1;
    }
    if (length >= 4 && memcmp(body, zstd_codec.magic, 4) == 0) {
        kinds[0] = KIND_ZSTD;
        return 1;
    }
    if (claims(header, "deflate")) {
        kinds[0] = is_zlib(body, length) ? KIND_ZLIB : KIND_RAW;
        kinds[1] = KIND_RAW;
        return kinds[0] == KIND_ZLIB ? 2 : 1;
    }
    kinds[0] = KIND_BROTLI;
    return claims(header, "br") ? 1 : 0;
}

bool codings_may_apply(dateline_string header, const unsigned char *body, size_t length) {
    enum kind_of_coding kinds[2];
    return length && !looks_plain(body, length) && kinds_of(header, body, length, kinds) > 0;
}

static enum coding_result decode_layer(struct codings *codings, dateline_string header,
                                       const unsigned char *body, size_t length, size_t limit,
                                       struct archive_room *room, size_t *made) {
    enum kind_of_coding kinds[2];
    size_t count = kinds_of(header, body, length, kinds);
    for (size_t i = 0; i < count; i++) {
        enum coding_result result = decode_kind(codings, kinds[i], body, length, limit, room, made);
        bool certain = kinds[i] == KIND_GZIP || kinds[i] == KIND_ZSTD;
        /* Data without a mark of their own that end in damage were something else, as a rule. */
        if (result != CODING_DAMAGED || (*made && (certain || *made >= length)))
            return result;
    }
    return CODING_NONE;
}

enum coding_result codings_decode(struct codings *codings, dateline_string header,
                                  const unsigned char *body, size_t length, size_t limit,
                                  struct archive_room *room, size_t *made) {
    /* Further layers show themselves, or the header, which may lie in the room, lists several. */
    char kept[HEADER_KEPT];
    dateline_string inner_header = {0};
    if (header.length && header.length <= sizeof kept && memchr(header.data, ',', header.length)) {
        memcpy(kept, header.data, header.length);
        inner_header = (dateline_string){kept, header.length};
    }
    enum coding_result result = decode_layer(codings, header, body, length, limit, room, made);
    for (unsigned layers = 1; result == CODING_WELL && layers < LAYERS_MOST; layers++) {
        if (!codings_may_apply(inner_header, room->data, *made))
            break;
        codings->layer.length = 0;
        buffer_append(&codings->layer, room->data, *made);
        size_t inner;
        enum coding_result next =
            decode_layer(codings, inner_header, (const unsigned char *)codings->layer.data,
                         codings->layer.length, limit, room, &inner);
        if (next == CODING_NONE) {
            /* The try has written over it. */
            memcpy(room->data, codings->layer.data, *made);
            break;
        }
        *made = inner;
        result = next;
    }
    return result;
}

struct codings *codings_create(void) {
    struct codings *codings = memory_allocate(sizeof *codings);
    *codings = (struct codings){0};
    return codings;
}

void codings_destroy(struct codings *codings) {
    if (!codings)
        return;
    if (codings->states[KIND_GZIP])
        gzip_codec.close(codings->states[KIND_GZIP]);
    if (codings->states[KIND_ZSTD])
        zstd_codec.close(codings->states[KIND_ZSTD]);
    for (enum kind_of_coding kind = KIND_ZLIB; kind <= KIND_RAW; kind++)
        if (codings->states[kind]) {
            inflateEnd(codings->states[kind]);
            free(codings->states[kind]);
        }
    buffer_destroy(&codings->layer);
    free(codings);
}
