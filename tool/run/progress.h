/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The progress bar of a long run, on a terminal.
 */
#ifndef TOOL_RUN_PROGRESS_H
#define TOOL_RUN_PROGRESS_H

#include "pool.h"

struct progress {
    bool shown;
    double begun;
    double last;
};

/** @param shown whether there is to be a bar at all. */
void progress_begin(struct progress *progress, bool shown);

/** @return whether it is time for another look; cheap, to be asked for every page. */
bool progress_is_due(struct progress *progress);

/** Show how far it is. @param fraction 0..1 of the inputs. */
void progress_show(const struct progress *progress, double fraction,
                   const struct pool_counts *counts);

/** Take the bar away. */
void progress_end(const struct progress *progress);

#endif
