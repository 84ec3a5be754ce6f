/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bulk run: inputs of any number and size, by worker processes, into a folder; every page exactly
 * once, however often the run is stopped.
 */
#ifndef TOOL_BULK_BULK_H
#define TOOL_BULK_BULK_H

#include "options.h"

/** @return an exit status. */
int bulk(const struct settings *settings);

#endif
