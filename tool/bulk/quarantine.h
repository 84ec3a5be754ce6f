/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page that workers died of, as a record of a WARC, so that it can be read alone again.
 */
#ifndef TOOL_BULK_QUARANTINE_H
#define TOOL_BULK_QUARANTINE_H

#include "memory.h"
#include "slot.h"

/**
 * Append a gzip member with the page of a slot.
 *
 * @param captured when it was captured, where the slot does not say.
 */
void quarantine_append(struct buffer *to, const struct slot *slot, const char *reason,
                       const char *captured);

#endif
