/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks to members and frames. libdeflate wants a whole block at once, which is what we have.
 */
#include "pack.h"

#include "options.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <zstd.h>

enum { GZIP_LEVEL = 6, ZSTD_LEVEL = 3 };

struct packer {
    struct libdeflate_compressor *gzip;
    ZSTD_CCtx *zstd;
};

struct packer *packer_open(int compression) {
    struct packer *packer = memory_allocate(sizeof *packer);
    *packer = (struct packer){0};
    if (compression == COMPRESS_GZIP)
        packer->gzip = libdeflate_alloc_compressor(GZIP_LEVEL);
    if (compression == COMPRESS_ZSTD)
        packer->zstd = ZSTD_createCCtx();
    if ((compression == COMPRESS_GZIP && !packer->gzip) ||
        (compression == COMPRESS_ZSTD && !packer->zstd))
        memory_fail();
    return packer;
}

const char *packer_suffix(int compression) {
    return compression == COMPRESS_GZIP ? ".gz" : compression == COMPRESS_ZSTD ? ".zst" : "";
}

static size_t pack_gzip(struct packer *packer, const struct buffer *block, struct buffer *to) {
    buffer_reserve(to, libdeflate_gzip_compress_bound(packer->gzip, block->length));
    return libdeflate_gzip_compress(packer->gzip, block->data, block->length, to->data,
                                    to->capacity);
}

static size_t pack_zstd(struct packer *packer, const struct buffer *block, struct buffer *to) {
    buffer_reserve(to, ZSTD_compressBound(block->length));
    ZSTD_CCtx_setParameter(packer->zstd, ZSTD_c_compressionLevel, ZSTD_LEVEL);
    ZSTD_CCtx_setParameter(packer->zstd, ZSTD_c_checksumFlag, 1);
    size_t length =
        ZSTD_compress2(packer->zstd, to->data, to->capacity, block->data, block->length);
    return ZSTD_isError(length) ? 0 : length;
}

const struct buffer *packer_pack(struct packer *packer, const struct buffer *block,
                                 struct buffer *to) {
    if (!packer->gzip && !packer->zstd)
        return block;
    to->length = 0;
    if (!block->length)
        return to;
    to->length = packer->gzip ? pack_gzip(packer, block, to) : pack_zstd(packer, block, to);
    if (!to->length)
        memory_fail(); /* there is room for the worst case: nothing else can be wrong */
    return to;
}

void packer_close(struct packer *packer) {
    if (!packer)
        return;
    if (packer->gzip)
        libdeflate_free_compressor(packer->gzip);
    ZSTD_freeCCtx(packer->zstd);
    free(packer);
}
