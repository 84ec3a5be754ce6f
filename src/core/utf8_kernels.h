/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ways to validate UTF-8 that this build has, fastest first. The library takes the first one
 * that the processor has; tests and benchmarks run each. All give the same answer, so a page has
 * the same record whichever ran.
 */
#ifndef DATELINE_CORE_UTF8_KERNELS_H
#define DATELINE_CORE_UTF8_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct dateline_utf8_kernel {
    const char *name;
    bool (*available)(void);
    /** Bytes from the front, in whole blocks, without an error; the last sequence may be cut. */
    size_t (*clean_blocks)(const char *data, size_t length);
} dateline_utf8_kernel;

/** Ends with one that is always available, and behind it one without a name. */
extern const dateline_utf8_kernel dateline_utf8_kernels[];

/** dateline_utf8_valid_length() by one kernel. */
size_t dateline_utf8_valid_length_by(const dateline_utf8_kernel *kernel, const char *data,
                                     size_t length);

#endif
