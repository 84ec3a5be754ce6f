/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The insertion modes of tables, WHATWG HTML 13.2.6.4.9 to 13.2.6.4.15. What a table cannot hold is
 * put before it ("foster parenting").
 */
#include "html/parser.h"

static bool in_table_scope(const dateline_parser *parser, unsigned tag) {
    return has_in_scope(parser, tag, IN_TABLE_SCOPE);
}

/* Clear the stack back to a table context: also to a table body or table row context, where more
   is left on it. */
static void clear_to_context(dateline_parser *parser, dateline_tag_group group) {
    while (
        !(parser->top->flags & DATELINE_TAG_IS_TABLE_SCOPE) &&
        (group == DATELINE_GROUP_TABLE || dateline_tag_facts_of(parser->top->tag).group != group))
        pop(parser);
}

/* A part of a table that no tag opened, and the token again inside it. */
static bool again_in_implied(dateline_parser *parser, unsigned tag, dateline_mode mode) {
    dateline_insert_implied(parser, tag);
    return again_in(parser, mode);
}

/* ---- 13.2.6.4.9 The "in table" insertion mode ----------------------------------------------- */

static bool anything_else(dateline_parser *parser, dateline_token *token) {
    parser->foster = true;
    bool done = dateline_in_body(parser, token);
    parser->foster = false;
    return done;
}

static bool end_table(dateline_parser *parser) {
    if (!in_table_scope(parser, DATELINE_TAG_TABLE))
        return false;
    pop_until(parser, DATELINE_TAG_TABLE);
    dateline_reset_mode(parser);
    return true;
}

static bool in_table_start(dateline_parser *parser, dateline_token *token) {
    switch (token->group) {
    case DATELINE_GROUP_CAPTION:
        clear_to_context(parser, DATELINE_GROUP_TABLE);
        dateline_push_marker(parser);
        dateline_insert_element(parser, token);
        parser->mode = DATELINE_MODE_IN_CAPTION;
        return true;
    case DATELINE_GROUP_COLGROUP:
        clear_to_context(parser, DATELINE_GROUP_TABLE);
        dateline_insert_element(parser, token);
        parser->mode = DATELINE_MODE_IN_COLUMN_GROUP;
        return true;
    case DATELINE_GROUP_COL:
        clear_to_context(parser, DATELINE_GROUP_TABLE);
        return again_in_implied(parser, DATELINE_TAG_COLGROUP, DATELINE_MODE_IN_COLUMN_GROUP);
    case DATELINE_GROUP_ROWS:
        clear_to_context(parser, DATELINE_GROUP_TABLE);
        dateline_insert_element(parser, token);
        parser->mode = DATELINE_MODE_IN_TABLE_BODY;
        return true;
    case DATELINE_GROUP_CELL:
    case DATELINE_GROUP_TR:
        clear_to_context(parser, DATELINE_GROUP_TABLE);
        return again_in_implied(parser, DATELINE_TAG_TBODY, DATELINE_MODE_IN_TABLE_BODY);
    case DATELINE_GROUP_TABLE:
        return !end_table(parser);
    case DATELINE_GROUP_STYLE:
    case DATELINE_GROUP_SCRIPT:
    case DATELINE_GROUP_TEMPLATE:
        return dateline_in_head(parser, token);
    case DATELINE_GROUP_INPUT:
        if (!dateline_has_value(parser, token->attributes, DATELINE_ATTRIBUTE_TYPE,
                                DATELINE_LITERAL("hidden")))
            return anything_else(parser, token);
        dateline_insert_void(parser, token);
        return true;
    case DATELINE_GROUP_FORM:
        if (!is_open(parser, DATELINE_TAG_TEMPLATE) && !parser->form)
            parser->form = dateline_insert_void(parser, token);
        return true;
    default:
        return anything_else(parser, token);
    }
}

static bool in_table_end(dateline_parser *parser, dateline_token *token) {
    switch (token->group) {
    case DATELINE_GROUP_TABLE:
        end_table(parser);
        return true;
    case DATELINE_GROUP_BODY:
    case DATELINE_GROUP_CAPTION:
    case DATELINE_GROUP_COL:
    case DATELINE_GROUP_COLGROUP:
    case DATELINE_GROUP_HTML:
    case DATELINE_GROUP_ROWS:
    case DATELINE_GROUP_CELL:
    case DATELINE_GROUP_TR:
        return true;
    case DATELINE_GROUP_TEMPLATE:
        return dateline_in_head(parser, token);
    default:
        return anything_else(parser, token);
    }
}

/* ---- 13.2.6.4.10 The "in table text" insertion mode ----------------------------------------- */

/* It has no mode of its own here: the text is kept until the next token that is not text, and
   goes into the table where all of it is white space, else before the table. */
static void keep_text(dateline_parser *parser, const dateline_token *token) {
    const dateline_piece piece = {token->offset, token->length, token->flags};
    parser->pending_other |= token->kind == DATELINE_TEXT_OTHER;
    if (!DATELINE_VECTOR_PUSH(parser->memory, &parser->pending, piece))
        parser->stopped = true;
}

void dateline_flush_pending(dateline_parser *parser) {
    uint32_t count = parser->pending.count;
    bool other = parser->pending_other;
    parser->pending.count = 0;
    parser->pending_other = false;
    if (!dateline_reserve_nodes(parser, count))
        return;
    for (uint32_t i = 0; i < count; i++) {
        const dateline_piece *piece = &parser->pending.items[i];
        if (other) {
            parser->foster = true;
            dateline_body_text(parser, piece->offset, piece->length, piece->flags);
            parser->foster = false;
        } else {
            dateline_insert_text(parser, piece->offset, piece->length, piece->flags);
        }
    }
}

bool dateline_in_table(dateline_parser *parser, dateline_token *token) {
    switch (token->type) {
    case DATELINE_TOKEN_START:
        return in_table_start(parser, token);
    case DATELINE_TOKEN_END:
        return in_table_end(parser, token);
    case DATELINE_TOKEN_TEXT:
        if (!(parser->top->flags & DATELINE_TAG_IS_TABLE_TEXT))
            return anything_else(parser, token);
        if (token->kind != DATELINE_TEXT_NUL)
            keep_text(parser, token);
        return true;
    case DATELINE_TOKEN_COMMENT:
        dateline_insert_comment(parser, token);
        return true;
    case DATELINE_TOKEN_DOCTYPE:
        return true;
    default:
        return dateline_in_body(parser, token);
    }
}

/* ---- 13.2.6.4.11 The "in caption" insertion mode -------------------------------------------- */

static bool end_caption(dateline_parser *parser) {
    if (!in_table_scope(parser, DATELINE_TAG_CAPTION))
        return false;
    imply_end_tags(parser, DATELINE_TAG_NONE);
    pop_until(parser, DATELINE_TAG_CAPTION);
    dateline_clear_to_marker(parser);
    parser->mode = DATELINE_MODE_IN_TABLE;
    return true;
}

bool dateline_in_caption(dateline_parser *parser, dateline_token *token) {
    bool end = token->type == DATELINE_TOKEN_END;
    if (!end && token->type != DATELINE_TOKEN_START)
        return dateline_in_body(parser, token);
    switch (token->group) {
    case DATELINE_GROUP_CAPTION:
        if (end) {
            end_caption(parser);
            return true;
        }
        return !end_caption(parser);
    case DATELINE_GROUP_COL:
    case DATELINE_GROUP_COLGROUP:
    case DATELINE_GROUP_ROWS:
    case DATELINE_GROUP_CELL:
    case DATELINE_GROUP_TR:
        return end || !end_caption(parser);
    case DATELINE_GROUP_TABLE:
        return end ? !end_caption(parser) : dateline_in_body(parser, token);
    case DATELINE_GROUP_BODY:
    case DATELINE_GROUP_HTML:
        return end || dateline_in_body(parser, token);
    default:
        return dateline_in_body(parser, token);
    }
}

/* ---- 13.2.6.4.12 The "in column group" insertion mode --------------------------------------- */

static bool leave_column_group(dateline_parser *parser) {
    if (!is_current(parser, DATELINE_TAG_COLGROUP))
        return false;
    pop(parser);
    parser->mode = DATELINE_MODE_IN_TABLE;
    return true;
}

bool dateline_in_column_group(dateline_parser *parser, dateline_token *token) {
    if (token->type == DATELINE_TOKEN_TEXT && token->kind == DATELINE_TEXT_SPACE) {
        dateline_insert_text(parser, token->offset, token->length, token->flags);
        return true;
    }
    if (token->type == DATELINE_TOKEN_COMMENT) {
        dateline_insert_comment(parser, token);
        return true;
    }
    if (is_start(token, DATELINE_GROUP_HTML) || token->type == DATELINE_TOKEN_EOF)
        return dateline_in_body(parser, token);
    if (is_start(token, DATELINE_GROUP_COL)) {
        dateline_insert_void(parser, token);
        return true;
    }
    if (is_end(token, DATELINE_GROUP_COLGROUP)) {
        leave_column_group(parser);
        return true;
    }
    if (is_end(token, DATELINE_GROUP_COL) || token->type == DATELINE_TOKEN_DOCTYPE)
        return true;
    if (is_start(token, DATELINE_GROUP_TEMPLATE) || is_end(token, DATELINE_GROUP_TEMPLATE))
        return dateline_in_head(parser, token);
    return !leave_column_group(parser);
}

/* ---- 13.2.6.4.13 The "in table body" insertion mode ----------------------------------------- */

static bool leave_table_body(dateline_parser *parser) {
    if (!in_table_scope(parser, DATELINE_TAG_TBODY) &&
        !in_table_scope(parser, DATELINE_TAG_THEAD) && !in_table_scope(parser, DATELINE_TAG_TFOOT))
        return false;
    clear_to_context(parser, DATELINE_GROUP_ROWS);
    pop(parser);
    parser->mode = DATELINE_MODE_IN_TABLE;
    return true;
}

static bool in_table_body_end(dateline_parser *parser, dateline_token *token) {
    switch (token->group) {
    case DATELINE_GROUP_ROWS:
        if (in_table_scope(parser, token->tag))
            leave_table_body(parser);
        return true;
    case DATELINE_GROUP_TABLE:
        return !leave_table_body(parser);
    case DATELINE_GROUP_BODY:
    case DATELINE_GROUP_CAPTION:
    case DATELINE_GROUP_COL:
    case DATELINE_GROUP_COLGROUP:
    case DATELINE_GROUP_HTML:
    case DATELINE_GROUP_CELL:
    case DATELINE_GROUP_TR:
        return true;
    default:
        return dateline_in_table(parser, token);
    }
}

bool dateline_in_table_body(dateline_parser *parser, dateline_token *token) {
    if (token->type == DATELINE_TOKEN_END)
        return in_table_body_end(parser, token);
    if (token->type != DATELINE_TOKEN_START)
        return dateline_in_table(parser, token);
    switch (token->group) {
    case DATELINE_GROUP_TR:
        clear_to_context(parser, DATELINE_GROUP_ROWS);
        dateline_insert_element(parser, token);
        parser->mode = DATELINE_MODE_IN_ROW;
        return true;
    case DATELINE_GROUP_CELL:
        clear_to_context(parser, DATELINE_GROUP_ROWS);
        return again_in_implied(parser, DATELINE_TAG_TR, DATELINE_MODE_IN_ROW);
    case DATELINE_GROUP_CAPTION:
    case DATELINE_GROUP_COL:
    case DATELINE_GROUP_COLGROUP:
    case DATELINE_GROUP_ROWS:
        return !leave_table_body(parser);
    default:
        return dateline_in_table(parser, token);
    }
}

/* ---- 13.2.6.4.14 The "in row" insertion mode ------------------------------------------------ */

static bool leave_row(dateline_parser *parser) {
    if (!in_table_scope(parser, DATELINE_TAG_TR))
        return false;
    clear_to_context(parser, DATELINE_GROUP_TR);
    pop(parser);
    parser->mode = DATELINE_MODE_IN_TABLE_BODY;
    return true;
}

static bool in_row_end(dateline_parser *parser, dateline_token *token) {
    switch (token->group) {
    case DATELINE_GROUP_TR:
        leave_row(parser);
        return true;
    case DATELINE_GROUP_TABLE:
        return !leave_row(parser);
    case DATELINE_GROUP_ROWS:
        return !in_table_scope(parser, token->tag) || !leave_row(parser);
    case DATELINE_GROUP_BODY:
    case DATELINE_GROUP_CAPTION:
    case DATELINE_GROUP_COL:
    case DATELINE_GROUP_COLGROUP:
    case DATELINE_GROUP_HTML:
    case DATELINE_GROUP_CELL:
        return true;
    default:
        return dateline_in_table(parser, token);
    }
}

bool dateline_in_row(dateline_parser *parser, dateline_token *token) {
    if (token->type == DATELINE_TOKEN_END)
        return in_row_end(parser, token);
    if (token->type != DATELINE_TOKEN_START)
        return dateline_in_table(parser, token);
    switch (token->group) {
    case DATELINE_GROUP_CELL:
        clear_to_context(parser, DATELINE_GROUP_TR);
        dateline_insert_element(parser, token);
        parser->mode = DATELINE_MODE_IN_CELL;
        dateline_push_marker(parser);
        return true;
    case DATELINE_GROUP_CAPTION:
    case DATELINE_GROUP_COL:
    case DATELINE_GROUP_COLGROUP:
    case DATELINE_GROUP_ROWS:
    case DATELINE_GROUP_TR:
        return !leave_row(parser);
    default:
        return dateline_in_table(parser, token);
    }
}

/* ---- 13.2.6.4.15 The "in cell" insertion mode ----------------------------------------------- */

static void end_cell(dateline_parser *parser, unsigned tag) {
    imply_end_tags(parser, DATELINE_TAG_NONE);
    pop_until(parser, tag);
    dateline_clear_to_marker(parser);
    parser->mode = DATELINE_MODE_IN_ROW;
}

/* Close the cell, and the token again in the row. */
static bool close_cell(dateline_parser *parser) {
    bool th = !in_table_scope(parser, DATELINE_TAG_TD);
    end_cell(parser, th ? DATELINE_TAG_TH : DATELINE_TAG_TD);
    return false;
}

static bool in_cell_end(dateline_parser *parser, dateline_token *token) {
    switch (token->group) {
    case DATELINE_GROUP_CELL:
        if (in_table_scope(parser, token->tag))
            end_cell(parser, token->tag);
        return true;
    case DATELINE_GROUP_BODY:
    case DATELINE_GROUP_CAPTION:
    case DATELINE_GROUP_COL:
    case DATELINE_GROUP_COLGROUP:
    case DATELINE_GROUP_HTML:
        return true;
    case DATELINE_GROUP_TABLE:
    case DATELINE_GROUP_ROWS:
    case DATELINE_GROUP_TR:
        return !in_table_scope(parser, token->tag) || close_cell(parser);
    default:
        return dateline_in_body(parser, token);
    }
}

bool dateline_in_cell(dateline_parser *parser, dateline_token *token) {
    if (token->type == DATELINE_TOKEN_END)
        return in_cell_end(parser, token);
    if (token->type != DATELINE_TOKEN_START)
        return dateline_in_body(parser, token);
    switch (token->group) {
    case DATELINE_GROUP_CAPTION:
    case DATELINE_GROUP_COL:
    case DATELINE_GROUP_COLGROUP:
    case DATELINE_GROUP_ROWS:
    case DATELINE_GROUP_CELL:
    case DATELINE_GROUP_TR:
        return close_cell(parser);
    default:
        return dateline_in_body(parser, token);
    }
}
