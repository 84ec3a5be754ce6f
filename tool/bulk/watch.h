/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one sees of a long run: a bar on a terminal, a line a minute in a log.
 */
#ifndef TOOL_BULK_WATCH_H
#define TOOL_BULK_WATCH_H

#include "stats.h"

struct watch {
    bool terminal;
    bool shown; /* something was */
    double begun;
    double last;
    uint64_t pages_before; /* of earlier parts of the run */
    uint64_t bytes_before;
    double fraction_before;
};

/** @param fraction the part that earlier runs have done. */
void watch_begin(struct watch *watch, const struct stats *stats, double fraction);

/** @return whether it is time to show something; cheap. */
bool watch_is_due(struct watch *watch);

/** @param fraction of all inputs that is done. */
void watch_show(struct watch *watch, const struct stats *stats, double fraction);

/** Take the bar away, and sum up. */
void watch_end(const struct watch *watch, const struct stats *stats);

#endif
