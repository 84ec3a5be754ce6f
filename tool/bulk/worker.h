/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A worker process: takes filled slots and puts records into them until the supervisor is gone.
 */
#ifndef TOOL_BULK_WORKER_H
#define TOOL_BULK_WORKER_H

#include "slot.h"
#include "units.h"

#include <sys/types.h>

/** A page did not fit into the memory of a worker that had room for it. */
enum { WORKER_EXIT_MEMORY = 3 };

struct worker_process {
    const struct view_context *context;
    const struct units *units;
    size_t number;
    struct slot *slots;
    size_t slot_count;
    int work; /* a byte a slot that is filled; its end is ours */
    int done; /* a byte a slot that is done */
    size_t memory_most;
    size_t room_size;  /* that a page needs at most */
    size_t range_page; /* bytes of a page that may be done in a range */
    pid_t supervisor;
};

_Noreturn void worker_process_run(const struct worker_process *process);

#endif
