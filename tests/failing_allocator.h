/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An allocator that counts, and fails when told: for tests that go through every allocation, and
 * for those that count what is held.
 */
#ifndef DATELINE_TESTS_FAILING_ALLOCATOR_H
#define DATELINE_TESTS_FAILING_ALLOCATOR_H

#include "dateline.h"

#include <stdlib.h>

typedef struct failing_allocator {
    long calls;      /* allocations and reallocations so far */
    long fail_at;    /* the call that fails, from 1; 0: none */
    bool fail_on;    /* every later call fails too */
    long live_bytes; /* given out and not released */
    long peak_bytes;
    long live_blocks;
} failing_allocator;

static inline bool failing_allocator_fails(failing_allocator *f) {
    f->calls++;
    return f->fail_at && (f->fail_on ? f->calls >= f->fail_at : f->calls == f->fail_at);
}

static inline void failing_allocator_account(failing_allocator *f, long bytes, long blocks) {
    f->live_bytes += bytes;
    f->live_blocks += blocks;
    if (f->live_bytes > f->peak_bytes)
        f->peak_bytes = f->live_bytes;
}

static inline void *failing_allocate(void *context, size_t size) {
    if (failing_allocator_fails(context))
        return NULL;
    failing_allocator_account(context, (long)size, 1);
    return malloc(size);
}

static inline void *failing_reallocate(void *context, void *block, size_t old_size,
                                       size_t new_size) {
    if (failing_allocator_fails(context))
        return NULL;
    failing_allocator_account(context, (long)new_size - (long)old_size, 0);
    return realloc(block, new_size);
}

static inline void failing_release(void *context, void *block, size_t size) {
    failing_allocator_account(context, -(long)size, -1);
    free(block);
}

/** The allocator whose calls are counted in f. */
static inline dateline_allocator failing_allocator_of(failing_allocator *f) {
    return (dateline_allocator){failing_allocate, failing_reallocate, failing_release, f};
}

#endif
