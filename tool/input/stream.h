/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A source, decompressed where it is compressed, whose first bytes can be looked at before anybody
 * decides how to read it.
 */
#ifndef TOOL_INPUT_STREAM_H
#define TOOL_INPUT_STREAM_H

#include "decoder.h"
#include "memory.h"
#include "source.h"

struct stream;

/**
 * Open a source's stream and read its first bytes.
 *
 * @param source is taken over.
 * @param name   its path or address, for the ending that tells of brotli.
 */
struct stream *stream_open(struct source *source, const char *name);

/** NULL does nothing. */
void stream_close(struct stream *stream);

/** @return the first bytes of the source, before any decoding; only before the first read. */
const unsigned char *stream_peek_raw(const struct stream *stream, size_t *length);

/**
 * Take the source out of a stream of which nothing but the first bytes was looked at, and close it.
 *
 * @param bytes gets what was read of the source, all of it.
 */
struct source *stream_release(struct stream *stream, struct buffer *bytes);

/** @return the first bytes, as many as tell what it is; only before the first read. */
const unsigned char *stream_peek(const struct stream *stream, size_t *length);

/** Read up to @p size bytes, but wait for one only; 0 at the end or at a failure. */
size_t stream_read_some(struct stream *stream, void *to, size_t size);

/** Append the stream's bytes to @p to, at most @p limit, with @p padding bytes of room behind. */
void stream_read_all(struct stream *stream, struct buffer *to, size_t limit, size_t padding);

/** @return why the stream ended early, NULL where it did not; belongs to the stream. */
const char *stream_failure(const struct stream *stream);

/** @return the part of the source that is read, 0..1; 0 where its size is unknown. */
double stream_fraction(const struct stream *stream);

/** It is not a page but a stream of them, which may take as long as it takes. */
void stream_expect_many(struct stream *stream);

#endif
