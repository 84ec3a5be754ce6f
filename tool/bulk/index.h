/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A line of a CDXJ index: where in an archive a page is.
 */
#ifndef TOOL_BULK_INDEX_H
#define TOOL_BULK_INDEX_H

#include "memory.h"
#include "slot.h"

/** Append the line of a slot's page, which is one of an archive. */
void index_append(struct buffer *to, const struct slot *slot, const char *archive);

#endif
