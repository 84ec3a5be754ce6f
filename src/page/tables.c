/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables. Which ones hold data and which ones only lay out a page is guessed from one look at each;
 * the grid of a data table is formed as WHATWG HTML 4.9.12.1 says ("forming a table"), with a
 * bound on the work that hostile spans can ask for.
 */
#include "page/sweep.h"

/* ---- Data or layout ------------------------------------------------------------------------- */

/* Bytes of text that no cell of a table of figures has, but a column of prose does. */
enum { PROSE = 400, LONG_PROSE = 1500 };

/* What a look at a table has seen. */
typedef struct table_look {
    uint32_t rows, columns; /* rows with a cell; most cells in a row */
    uint32_t row_cells;
    uint32_t cells;
    uint32_t rich; /* cells with paragraphs, headings, lists or prose inside */
    bool declared; /* th, thead, caption: the author says that it is a table */
    bool heading;
    bool long_prose;
    bool in_cell;
    bool cell_rich;
    uint32_t cell_text, cell_paragraphs, cell_breaks;
} table_look;

static void end_cell(table_look *look) {
    if (!look->in_cell)
        return;
    look->in_cell = false;
    look->rich += look->cell_rich || look->cell_paragraphs > 1 || look->cell_text > PROSE;
    look->long_prose |= look->cell_text > LONG_PROSE;
}

static void end_row(table_look *look) {
    end_cell(look);
    look->rows += look->row_cells > 0;
    if (look->row_cells > look->columns)
        look->columns = look->row_cells;
    look->row_cells = 0;
}

static void begin_cell(table_look *look) {
    end_cell(look);
    look->in_cell = true;
    look->cell_rich = false;
    look->cell_text = look->cell_paragraphs = look->cell_breaks = 0;
    look->row_cells++;
    look->cells++;
}

static void see_text(table_look *look, const dateline_tree *tree, const dateline_node *node) {
    dateline_string text =
        dateline_string_trim((dateline_string){tree->text + node->offset, node->length});
    if (!text.length)
        return;
    look->cell_paragraphs += look->cell_breaks > 1;
    look->cell_breaks = 0;
    look->cell_text += (uint32_t)text.length;
}

/* @return false where the element settles that it is layout. */
static bool see_element(table_look *look, uint16_t tag) {
    switch (tag) {
    case DATELINE_TAG_TABLE:
    case DATELINE_TAG_PRE:
    case DATELINE_TAG_TEXTAREA:
    case DATELINE_TAG_ARTICLE:
    case DATELINE_TAG_SECTION:
    case DATELINE_TAG_MAIN:
    case DATELINE_TAG_NAV:
    case DATELINE_TAG_ASIDE:
        return false;
    case DATELINE_TAG_TR:
        end_row(look);
        break;
    case DATELINE_TAG_TH:
        look->declared = true;
        begin_cell(look);
        break;
    case DATELINE_TAG_TD:
        begin_cell(look);
        break;
    case DATELINE_TAG_CAPTION:
    case DATELINE_TAG_THEAD:
        look->declared = true;
        break;
    case DATELINE_TAG_P:
        look->cell_paragraphs++;
        break;
    case DATELINE_TAG_BR:
        look->cell_breaks++;
        break;
    case DATELINE_TAG_H1:
    case DATELINE_TAG_H2:
    case DATELINE_TAG_H3:
    case DATELINE_TAG_H4:
    case DATELINE_TAG_H5:
    case DATELINE_TAG_H6:
        look->heading = look->cell_rich = true;
        break;
    case DATELINE_TAG_UL:
    case DATELINE_TAG_OL:
    case DATELINE_TAG_DL:
    case DATELINE_TAG_BLOCKQUOTE:
    case DATELINE_TAG_FIGURE:
    case DATELINE_TAG_FORM:
    case DATELINE_TAG_IFRAME:
    case DATELINE_TAG_VIDEO:
        look->cell_rich = true;
        break;
    default:
        break;
    }
    return true;
}

static bool has_no_text(uint16_t tag) {
    return tag == DATELINE_TAG_SCRIPT || tag == DATELINE_TAG_STYLE ||
           tag == DATELINE_TAG_TEMPLATE || tag == DATELINE_TAG_SVG;
}

bool dateline_table_is_data(const dateline_tree *tree, uint32_t table, unsigned says) {
    if (says & DATELINE_SAYS_PRESENTATION)
        return false;
    table_look look = {.declared = says & DATELINE_SAYS_GRID};
    const dateline_node *nodes = tree->nodes.items;
    for (uint32_t i = table + 1; i < nodes[table].subtree_end; i++) {
        if (nodes[i].type == DATELINE_NODE_TEXT) {
            see_text(&look, tree, &nodes[i]);
        } else if (nodes[i].type == DATELINE_NODE_ELEMENT) {
            if (has_no_text(nodes[i].tag))
                i = nodes[i].subtree_end - 1;
            else if (!see_element(&look, nodes[i].tag))
                return false;
        }
    }
    end_row(&look);
    if (look.rows < 2 || look.columns < 2)
        return false;
    if (look.declared)
        return look.rich * 2 <= look.cells;
    return !look.heading && !look.long_prose && look.rich * 4 <= look.cells;
}

/* ---- The grid ------------------------------------------------------------------------------- */

/* The standard's clamps; and columns that spans may open, since nobody draws a wider table. */
enum { MOST_COLUMNS = 1000, MOST_ROWS = 65534 };

/* Columns that a cell may be moved by, or span, on average. */
enum { STEPS_A_CELL = 64 };

static void reset_grid(dateline_sweep *sweep) {
    dateline_grid *grid = &sweep->grid;
    grid->row_has_cell = false;
    grid->row = grid->column = grid->rows = grid->columns = 0;
    grid->section_cell = sweep->draft.page->cells.count;
    grid->taken.count = 0;
}

void dateline_table_open(dateline_sweep *sweep) {
    sweep->grid.open = true;
    sweep->grid.head = false;
    sweep->grid.steps = MOST_COLUMNS;
    reset_grid(sweep);
}

void dateline_table_section_open(dateline_sweep *sweep, uint32_t node) {
    sweep->grid.head = sweep->tree->nodes.items[node].tag == DATELINE_TAG_THEAD;
}

void dateline_table_row(dateline_sweep *sweep) {
    dateline_grid *grid = &sweep->grid;
    grid->row += grid->row_has_cell;
    grid->row_has_cell = false;
    grid->column = 0;
}

/* Cells reach down to the end of their section at most. */
void dateline_table_section_close(dateline_sweep *sweep) {
    dateline_grid *grid = &sweep->grid;
    dateline_page *page = sweep->draft.page;
    dateline_table_row(sweep);
    for (uint32_t i = grid->section_cell; i < page->cells.count; i++) {
        dateline_cell *cell = &page->cells.items[i];
        if (cell->row_span > grid->row - cell->row)
            cell->row_span = grid->row - cell->row;
    }
    grid->section_cell = page->cells.count;
    grid->head = false;
    grid->taken.count = 0;
}

void dateline_table_interrupt(dateline_sweep *sweep) {
    bool head = sweep->grid.head;
    dateline_table_section_close(sweep);
    sweep->grid.head = head;
    sweep->draft.rows = sweep->grid.rows;
    sweep->draft.columns = sweep->grid.columns;
    dateline_draft_end(&sweep->draft);
    reset_grid(sweep);
}

void dateline_table_close(dateline_sweep *sweep) {
    if (sweep->draft.table)
        dateline_table_interrupt(sweep);
    sweep->grid.open = false;
}

/* Step over columns that cells of the rows above reach down into. */
static void find_column(dateline_grid *grid) {
    grid->steps += STEPS_A_CELL;
    while (grid->column < grid->taken.count && grid->taken.items[grid->column] > grid->row) {
        if (!grid->steps) {
            grid->taken.count = 0; /* too tangled: row spans so far no longer count */
            return;
        }
        grid->steps--;
        grid->column++;
    }
}

static uint32_t column_span(dateline_grid *grid, uint32_t wanted) {
    uint32_t room = grid->column < MOST_COLUMNS ? MOST_COLUMNS - grid->column : 1;
    uint32_t span = wanted < room ? wanted : room;
    if (span < 1 || span > grid->steps)
        span = 1;
    grid->steps -= span > 1 ? span : 0;
    return span;
}

static void take_columns(dateline_sweep *sweep, uint32_t span, uint32_t free_row) {
    dateline_grid *grid = &sweep->grid;
    uint32_t end = grid->column + span;
    while (grid->taken.count < end)
        if (!DATELINE_VECTOR_PUSH(sweep->draft.memory, &grid->taken, 0))
            return;
    for (uint32_t i = grid->column; i < end; i++)
        grid->taken.items[i] = free_row;
}

static uint32_t row_span(const dateline_tree *tree, uint32_t node) {
    uint32_t span = dateline_element_number(tree, node, DATELINE_ATTRIBUTE_ROWSPAN, 1);
    return span == 0 || span > MOST_ROWS ? MOST_ROWS : span;
}

void dateline_table_cell_open(dateline_sweep *sweep, uint32_t node) {
    dateline_grid *grid = &sweep->grid;
    const dateline_tree *tree = sweep->tree;
    if (!sweep->draft.table)
        dateline_draft_begin_table(&sweep->draft);
    char separator = '\t';
    if (!grid->row_has_cell)
        separator = grid->rows ? '\n' : '\0';
    grid->row_has_cell = true;
    grid->rows = grid->row + 1;
    find_column(grid);
    dateline_cell cell = {
        .row = grid->row,
        .column = grid->column,
        .row_span = row_span(tree, node),
        .column_span =
            column_span(grid, dateline_element_number(tree, node, DATELINE_ATTRIBUTE_COLSPAN, 1)),
        .header = grid->head || tree->nodes.items[node].tag == DATELINE_TAG_TH,
    };
    take_columns(sweep, cell.column_span, cell.row + cell.row_span);
    grid->column += cell.column_span;
    if (grid->column > grid->columns)
        grid->columns = grid->column;
    dateline_draft_begin_cell(&sweep->draft, cell, separator);
}
