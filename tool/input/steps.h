/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One step of each library that decodes streams, its counters and ours kept the same. What the end
 * of a member or frame means is for the caller: the decoders of this folder run over it, those of
 * archives stop there.
 */
#ifndef TOOL_INPUT_STEPS_H
#define TOOL_INPUT_STEPS_H

#include "decoder.h"

#ifndef ZLIB_CONST
#define ZLIB_CONST /* input is const */
#endif
#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

/** A frame may ask for as much memory as its window: 128 MiB is what zstd(1) allows by default. */
enum { ZSTD_WINDOW_LOG_MOST = 27 };

/** One step of inflate(); the end of a member, or of zlib or raw deflate data, is the end. */
enum decode_result inflate_member(z_stream *stream, struct decode_step *step);

/** @return what ZSTD_decompressStream() does: 0 at the end of a frame. */
size_t zstd_step(ZSTD_DCtx *context, struct decode_step *step);

/** @return what LZ4F_decompress() does: 0 at the end of a frame. */
size_t lz4_step(LZ4F_dctx *context, struct decode_step *step);

#endif
