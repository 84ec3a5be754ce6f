/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Columns that a text takes on a terminal: what lines up a table's columns.
 */
#ifndef DATELINE_RECORD_WIDTH_H
#define DATELINE_RECORD_WIDTH_H

#include "core/string.h"

/** Code points [first, last] that take this many columns, none or two. */
typedef struct dateline_width_range {
    uint32_t first;
    uint32_t last;
    uint32_t columns;
} dateline_width_range;

/* Generated, ascending; see generate_width.py. All others take one. */
extern const dateline_width_range dateline_width_ranges[];
extern const size_t dateline_width_range_count;

size_t dateline_width(dateline_string text);

#endif
