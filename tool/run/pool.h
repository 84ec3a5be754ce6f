/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages in, records out in the same order, with any number of threads between.
 */
#ifndef TOOL_RUN_POOL_H
#define TOOL_RUN_POOL_H

#include "output.h"
#include "work.h"

/** What was done. */
struct pool_counts {
    size_t pages;
    size_t failures;
    size_t memory_failures;
};

struct pool;

/**
 * @param threads 0 or 1: work is done in pool_put() itself.
 * @return NULL where there was no memory or no thread.
 */
struct pool *pool_open(size_t threads, const struct view_context *context, struct output *output);

/** @return an empty item to fill, when one of the bounded number is free. */
struct item *pool_item(struct pool *pool);

/** Hand over the item that pool_item() gave. @return false where the output failed. */
bool pool_put(struct pool *pool);

/** @return what was written until now. */
struct pool_counts pool_count(struct pool *pool);

/** Wait until all is written, and end. */
struct pool_counts pool_close(struct pool *pool);

#endif
