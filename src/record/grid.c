/* SPDX-License-Identifier: Apache-2.0 */
#include "record/grid.h"

static bool is_plain(const dateline_block *table, const dateline_cell *cell) {
    return cell->row_span == 1 && cell->column_span == 1 && cell->row < table->rows &&
           cell->column < table->columns;
}

static bool in_order(const dateline_cell *first, const dateline_cell *second) {
    return first->row < second->row ||
           (first->row == second->row && first->column < second->column);
}

bool dateline_grid_is_plain(const dateline_block *table) {
    if (!table->cell_count || !dateline_grid_is_dense(table))
        return false;
    for (size_t i = 0; i < table->cell_count; i++)
        if (!is_plain(table, &table->cells[i]) ||
            (i && !in_order(&table->cells[i - 1], &table->cells[i])))
            return false;
    return true;
}

bool dateline_grid_has_header_row(const dateline_block *table) {
    size_t i = 0;
    for (; i < table->cell_count && table->cells[i].row == 0; i++)
        if (!table->cells[i].header)
            return false;
    return i > 0;
}

dateline_string dateline_grid_text(const dateline_block *table, const dateline_cell *cell) {
    if (cell->begin >= cell->end || cell->end > table->text.length)
        return (dateline_string){"", 0};
    return dateline_string_part(table->text, cell->begin, cell->end);
}
