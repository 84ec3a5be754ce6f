/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All inputs of a call, from the first to the last.
 */
#ifndef TOOL_RUN_RUN_H
#define TOOL_RUN_RUN_H

#include "options.h"

/** @return an exit status. */
int run(const struct settings *settings);

#endif
