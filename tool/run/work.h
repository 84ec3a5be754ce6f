/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done with one page: read it, extract, write its view into a buffer.
 */
#ifndef TOOL_RUN_WORK_H
#define TOOL_RUN_WORK_H

#include "input/inputs.h"
#include "view/view.h"

/** What one thread keeps from page to page. */
struct worker {
    const struct view_context *context;
    dateline_extractor *extractor;
    struct buffer page;
};

/** What came of a page. Zero-initialise it; its buffers are used again. */
struct outcome {
    struct buffer output;
    char *failure;                 /* for stderr, to be freed; NULL: none */
    char *note;                    /* for stderr, to be freed; NULL: none */
    bool memory_failed;            /* the failure is one of memory */
    const dateline_record *record; /* the extractor's, until its next page; NULL: none */
};

/** @return false where there was no memory. */
bool worker_begin(struct worker *worker, const struct view_context *context);

void worker_end(struct worker *worker);

/** Work on a page. Never fails: what goes wrong is in the outcome. */
void worker_do(struct worker *worker, struct item *item, struct outcome *outcome);

#endif
