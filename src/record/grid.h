/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a table's cells allow: can it be written as plain rows, are its gaps worth filling?
 */
#ifndef DATELINE_RECORD_GRID_H
#define DATELINE_RECORD_GRID_H

#include "core/string.h"

/** A table with more places than this for each of its cells is not filled up with empty ones: a
 * page of a few kilobytes could name millions. */
enum { DATELINE_GRID_PLACES = 4, DATELINE_GRID_PLACES_MORE = 64 };

/** Are there so few gaps that each may cost an empty cell? */
static inline bool dateline_grid_is_dense(const dateline_block *table) {
    uint64_t places = (uint64_t)table->rows * (table->columns ? table->columns : 1);
    return places <= (uint64_t)table->cell_count * DATELINE_GRID_PLACES + DATELINE_GRID_PLACES_MORE;
}

/** Is it dense, with each cell in one place, in order: what rows of text can show? */
bool dateline_grid_is_plain(const dateline_block *table);

/** Is every cell of the first row a header, and has it one? */
bool dateline_grid_has_header_row(const dateline_block *table);

/** A cell's text; empty where its range lies outside of the block's. */
dateline_string dateline_grid_text(const dateline_block *table, const dateline_cell *cell);

#endif
