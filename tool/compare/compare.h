/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dateline compare: what changed between two runs over the same pages.
 */
#ifndef TOOL_COMPARE_COMPARE_H
#define TOOL_COMPARE_COMPARE_H

#include "options.h"

/** The exit status is diff(1)'s: 0 nothing differs, 1 something does, 2 no comparison was made. */
enum { COMPARE_SAME = 0, COMPARE_DIFFERENT = 1, COMPARE_FAILED = 2 };

/** Compare the two files that the settings name and write the changes. @return the exit status. */
int compare(const struct settings *settings);

#endif
