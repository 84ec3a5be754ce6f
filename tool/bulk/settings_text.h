/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The options of a run in words: those that change what is written.
 */
#ifndef TOOL_BULK_SETTINGS_TEXT_H
#define TOOL_BULK_SETTINGS_TEXT_H

#include "options.h"

/** @return "--compress=gzip --no-statements", in the order of the table; to be freed. */
char *settings_text(const struct settings *settings);

#endif
