/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The article as plain text, as one would like to read it on a terminal: the title, then its text
 * with lists, quotations and tables in their shape. Lines are not wrapped: terminals do that, and
 * other programs would have to undo it.
 */
#include "record/grid.h"
#include "record/lines.h"
#include "record/record.h"
#include "record/width.h"

/* ---- Tables --------------------------------------------------------------------------------- */

/* A table that is wider would be broken by most terminals: tabs then part its cells. */
enum { TABLE_WIDTH = 100, TABLE_COLUMNS = 20, COLUMN_GAP = 2 };

/** The columns of a table that is lined up. */
typedef struct table_columns {
    uint32_t count;
    size_t width[TABLE_COLUMNS];
} table_columns;

/* Measure a table's columns. @return false where it cannot be lined up. */
static bool measure(const dateline_block *table, table_columns *columns) {
    columns->count = table->columns;
    if (table->columns > TABLE_COLUMNS || !dateline_grid_is_plain(table))
        return false;
    memset(columns->width, 0, sizeof columns->width);
    for (size_t i = 0; i < table->cell_count; i++) {
        const dateline_cell *cell = &table->cells[i];
        size_t width = dateline_width(dateline_grid_text(table, cell));
        if (columns->width[cell->column] < width)
            columns->width[cell->column] = width;
    }
    size_t total = 0;
    for (uint32_t i = 0; i < columns->count; i++)
        total += columns->width[i] + COLUMN_GAP;
    return total <= TABLE_WIDTH + COLUMN_GAP;
}

static void write_spaces(dateline_writer *writer, size_t count) {
    while (count--)
        dateline_write_char(writer, ' ');
}

/* A cell's text on one line. @return the columns that it takes. */
static size_t write_cell(dateline_writer *writer, dateline_string text) {
    size_t begin = writer->length;
    dateline_write_string(writer, text);
    for (size_t i = begin; i < writer->length; i++)
        if (writer->data[i] == '\n' || writer->data[i] == '\r' || writer->data[i] == '\t')
            writer->data[i] = ' ';
    return dateline_width(text);
}

/* The columns between the end of one cell and the beginning of another on the same line. */
static size_t gap_between(const table_columns *columns, const dateline_cell *from, size_t width,
                          const dateline_cell *to) {
    size_t gap = columns->width[from->column] - width;
    for (uint32_t i = from->column + 1; i < to->column; i++)
        gap += COLUMN_GAP + columns->width[i];
    return gap + COLUMN_GAP;
}

static size_t indent_of(const table_columns *columns, const dateline_cell *cell) {
    size_t indent = 0;
    for (uint32_t i = 0; i < cell->column; i++)
        indent += columns->width[i] + COLUMN_GAP;
    return indent;
}

/* Cells that are empty have no text to line up: the gaps around the others make room for them. */
static void write_aligned(dateline_lines *lines, const dateline_block *table,
                          const table_columns *columns) {
    const dateline_cell *last = NULL;
    size_t width = 0;
    for (size_t i = 0; i < table->cell_count; i++) {
        const dateline_cell *cell = &table->cells[i];
        dateline_string text = dateline_grid_text(table, cell);
        if (!text.length)
            continue;
        if (last && last->row != cell->row)
            dateline_lines_next(lines);
        bool starts_row = !last || last->row != cell->row;
        write_spaces(lines->writer, starts_row ? indent_of(columns, cell)
                                               : gap_between(columns, last, width, cell));
        width = write_cell(lines->writer, text);
        last = cell;
    }
}

static void write_tabbed(dateline_lines *lines, const dateline_block *table) {
    for (size_t i = 0; i < table->cell_count; i++) {
        const dateline_cell *cell = &table->cells[i];
        if (i && cell->row != table->cells[i - 1].row)
            dateline_lines_next(lines);
        else if (i)
            dateline_write_char(lines->writer, '\t');
        write_cell(lines->writer, dateline_grid_text(table, cell));
    }
}

/* ---- Document ------------------------------------------------------------------------------- */

static void write_block(dateline_lines *lines, const dateline_block *block) {
    bool table = block->cell_count > 0;
    bool paragraph = !table && block->role != DATELINE_ROLE_CODE;
    dateline_lines_block(lines, paragraph);
    table_columns columns;
    if (!table)
        dateline_lines_write(lines, block->text);
    else if (measure(block, &columns))
        write_aligned(lines, block, &columns);
    else
        write_tabbed(lines, block);
}

void dateline_record_write_text(const dateline_record *record, dateline_writer *writer) {
    dateline_lines lines;
    dateline_lines_begin(&lines, writer, false);
    if (dateline_outline_has_title(record)) {
        dateline_lines_block(&lines, true);
        dateline_lines_write(&lines, record->title);
    }
    dateline_outline outline;
    dateline_outline_begin(&outline, record, DATELINE_OUTLINE_FOR_TERMINAL);
    for (;;) {
        dateline_outline_event event = dateline_outline_next(&outline);
        if (event.kind == DATELINE_OUTLINE_END)
            break;
        if (event.kind == DATELINE_OUTLINE_ENTER)
            dateline_lines_enter(&lines, &event.container);
        else if (event.kind == DATELINE_OUTLINE_LEAVE)
            dateline_lines_leave(&lines, &event.container);
        else
            write_block(&lines, event.block);
    }
    dateline_lines_end(&lines);
}
