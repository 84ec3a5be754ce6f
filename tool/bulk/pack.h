/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compression of the output, a block at a time: each is a gzip member or a zstd frame of its own,
 * so that a file can be cut off, or gone on with, behind any of them.
 */
#ifndef TOOL_BULK_PACK_H
#define TOOL_BULK_PACK_H

#include "memory.h"

struct packer;

/** @param compression one of COMPRESS_… of options.h. */
struct packer *packer_open(int compression);

/** @return what file names end with: "", ".gz" or ".zst". */
const char *packer_suffix(int compression);

/** Compress a block into @p to, whose content is replaced; or give the block itself. */
const struct buffer *packer_pack(struct packer *packer, const struct buffer *block,
                                 struct buffer *to);

/** NULL does nothing. */
void packer_close(struct packer *packer);

#endif
