/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dateline stats: what runs have counted, summed up, as a table or a page with charts.
 */
#ifndef TOOL_BULK_STATS_VIEW_H
#define TOOL_BULK_STATS_VIEW_H

#include "options.h"

/** @return an exit status. */
int stats_show(const struct settings *settings);

#endif
