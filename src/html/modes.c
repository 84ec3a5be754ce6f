/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The insertion modes around the body, in the order of WHATWG HTML 13.2.6.4. Parse errors are not
 * reported, so a rule that is "parse error, ignore the token" is a bare return.
 */
#include "html/parser.h"

static bool is_space(const dateline_token *token) {
    return token->type == DATELINE_TOKEN_TEXT && token->kind == DATELINE_TEXT_SPACE;
}

static void insert_text(dateline_parser *parser, const dateline_token *token) {
    dateline_insert_text(parser, token->offset, token->length, token->flags);
}

/* End tags that act as "anything else" in the modes before the body; the others are ignored. */
static bool is_ignored_end(const dateline_token *token) {
    if (token->type != DATELINE_TOKEN_END)
        return false;
    switch (token->group) {
    case DATELINE_GROUP_BODY:
    case DATELINE_GROUP_HTML:
    case DATELINE_GROUP_BR:
        return false;
    default:
        return true;
    }
}

/* ---- 13.2.6.4.1 The "initial" insertion mode ------------------------------------------------ */

bool dateline_initial(dateline_parser *parser, dateline_token *token) {
    if (is_space(token))
        return true;
    if (token->type == DATELINE_TOKEN_COMMENT) {
        dateline_append_token(parser, 0, token);
        return true;
    }
    parser->mode = DATELINE_MODE_BEFORE_HTML;
    if (token->type == DATELINE_TOKEN_DOCTYPE) {
        dateline_append_token(parser, 0, token);
        parser->tree->quirks = dateline_doctype_quirks(parser->text, token->offset, token->length);
        return true;
    }
    parser->tree->quirks = true;
    return false;
}

/* ---- 13.2.6.4.2 The "before html" insertion mode -------------------------------------------- */

static void append_html(dateline_parser *parser, uint32_t node) {
    dateline_append(parser, 0, node);
    push(parser, node, DATELINE_TAG_HTML, dateline_tag_facts_of(DATELINE_TAG_HTML).flags);
    parser->tree->html = node;
    parser->mode = DATELINE_MODE_BEFORE_HEAD;
}

bool dateline_before_html(dateline_parser *parser, dateline_token *token) {
    if (is_space(token) || token->type == DATELINE_TOKEN_DOCTYPE)
        return true;
    if (token->type == DATELINE_TOKEN_COMMENT) {
        dateline_append_token(parser, 0, token);
        return true;
    }
    if (is_start(token, DATELINE_GROUP_HTML)) {
        append_html(parser, dateline_new_element(parser, token, 0));
        return true;
    }
    if (is_ignored_end(token) && token->group != DATELINE_GROUP_HEAD)
        return true;
    const dateline_token implied = {.tag = DATELINE_TAG_HTML, .attributes = DATELINE_NO_ATTRIBUTES};
    append_html(parser, dateline_new_element(parser, &implied, DATELINE_NODE_IMPLIED));
    return false;
}

/* ---- 13.2.6.4.3 The "before head" insertion mode -------------------------------------------- */

bool dateline_before_head(dateline_parser *parser, dateline_token *token) {
    if (is_space(token) || token->type == DATELINE_TOKEN_DOCTYPE)
        return true;
    if (token->type == DATELINE_TOKEN_COMMENT) {
        dateline_insert_comment(parser, token);
        return true;
    }
    if (is_start(token, DATELINE_GROUP_HTML))
        return dateline_in_body(parser, token);
    if (is_start(token, DATELINE_GROUP_HEAD)) {
        parser->tree->head = dateline_insert_element(parser, token);
        parser->mode = DATELINE_MODE_IN_HEAD;
        return true;
    }
    if (is_ignored_end(token) && token->group != DATELINE_GROUP_HEAD)
        return true;
    parser->tree->head = dateline_insert_implied(parser, DATELINE_TAG_HEAD);
    return again_in(parser, DATELINE_MODE_IN_HEAD);
}

/* ---- 13.2.6.4.4 The "in head" insertion mode ------------------------------------------------ */

static void start_template(dateline_parser *parser, const dateline_token *token) {
    dateline_insert_element(parser, token);
    dateline_push_marker(parser);
    parser->frameset_ok = false;
    parser->mode = DATELINE_MODE_IN_TEMPLATE;
    parser->template_modes[parser->template_count++] = DATELINE_MODE_IN_TEMPLATE;
}

static void pop_template(dateline_parser *parser) {
    pop_until(parser, DATELINE_TAG_TEMPLATE);
    dateline_clear_to_marker(parser);
    parser->template_count -= parser->template_count > 0;
    dateline_reset_mode(parser);
}

/* Generates all implied end tags thoroughly; which of them there are does not matter here, as all
   up to the template are popped. */
static void end_template(dateline_parser *parser) {
    if (is_open(parser, DATELINE_TAG_TEMPLATE))
        pop_template(parser);
}

static bool in_head_start(dateline_parser *parser, dateline_token *token) {
    switch (token->group) {
    case DATELINE_GROUP_HTML:
        return dateline_in_body(parser, token);
    case DATELINE_GROUP_META:
        dateline_insert_void(parser, token);
        return true;
    case DATELINE_GROUP_TITLE:
        dateline_insert_raw(parser, token, DATELINE_CONTENT_RCDATA);
        return true;
    case DATELINE_GROUP_NOSCRIPT:
        if (!parser->scripting) {
            dateline_insert_element(parser, token);
            parser->mode = DATELINE_MODE_IN_HEAD_NOSCRIPT;
            return true;
        }
        /* fall through */
    case DATELINE_GROUP_STYLE:
    case DATELINE_GROUP_NOFRAMES:
        dateline_insert_raw(parser, token, DATELINE_CONTENT_RAWTEXT);
        return true;
    case DATELINE_GROUP_SCRIPT:
        dateline_insert_raw(parser, token, DATELINE_CONTENT_SCRIPT);
        return true;
    case DATELINE_GROUP_TEMPLATE:
        start_template(parser, token);
        return true;
    case DATELINE_GROUP_HEAD:
        return true;
    default:
        pop(parser);
        return again_in(parser, DATELINE_MODE_AFTER_HEAD);
    }
}

bool dateline_in_head(dateline_parser *parser, dateline_token *token) {
    if (token->type == DATELINE_TOKEN_START)
        return in_head_start(parser, token);
    if (is_space(token)) {
        insert_text(parser, token);
        return true;
    }
    if (token->type == DATELINE_TOKEN_COMMENT) {
        dateline_insert_comment(parser, token);
        return true;
    }
    if (is_end(token, DATELINE_GROUP_TEMPLATE)) {
        end_template(parser);
        return true;
    }
    if (is_end(token, DATELINE_GROUP_HEAD)) {
        pop(parser);
        parser->mode = DATELINE_MODE_AFTER_HEAD;
        return true;
    }
    if (is_ignored_end(token) || token->type == DATELINE_TOKEN_DOCTYPE)
        return true;
    pop(parser);
    return again_in(parser, DATELINE_MODE_AFTER_HEAD);
}

/* ---- 13.2.6.4.5 The "in head noscript" insertion mode --------------------------------------- */

static bool in_head_noscript_start(dateline_parser *parser, dateline_token *token) {
    switch (token->group) {
    case DATELINE_GROUP_HTML:
        return dateline_in_body(parser, token);
    case DATELINE_GROUP_META:
        if (token->tag == DATELINE_TAG_BASE)
            break;
        /* fall through */
    case DATELINE_GROUP_STYLE:
    case DATELINE_GROUP_NOFRAMES:
        return dateline_in_head(parser, token);
    case DATELINE_GROUP_HEAD:
    case DATELINE_GROUP_NOSCRIPT:
        return true;
    default:
        break;
    }
    pop(parser);
    return again_in(parser, DATELINE_MODE_IN_HEAD);
}

bool dateline_in_head_noscript(dateline_parser *parser, dateline_token *token) {
    if (token->type == DATELINE_TOKEN_START)
        return in_head_noscript_start(parser, token);
    if (is_space(token) || token->type == DATELINE_TOKEN_COMMENT)
        return dateline_in_head(parser, token);
    if (token->type == DATELINE_TOKEN_DOCTYPE)
        return true;
    if (is_end(token, DATELINE_GROUP_NOSCRIPT)) {
        pop(parser);
        parser->mode = DATELINE_MODE_IN_HEAD;
        return true;
    }
    if (token->type == DATELINE_TOKEN_END && token->group != DATELINE_GROUP_BR)
        return true;
    pop(parser);
    return again_in(parser, DATELINE_MODE_IN_HEAD);
}

/* ---- 13.2.6.4.6 The "after head" insertion mode --------------------------------------------- */

/* What belongs into the head comes there late: the head is opened again for it. */
static void late_head(dateline_parser *parser, dateline_token *token) {
    uint32_t head = parser->tree->head;
    push(parser, head, DATELINE_TAG_HEAD, dateline_tag_facts_of(DATELINE_TAG_HEAD).flags);
    dateline_in_head(parser, token);
    dateline_remove_open(parser, head);
}

static bool after_head_start(dateline_parser *parser, dateline_token *token) {
    switch (token->group) {
    case DATELINE_GROUP_HTML:
        return dateline_in_body(parser, token);
    case DATELINE_GROUP_BODY:
        parser->tree->body = dateline_insert_element(parser, token);
        parser->frameset_ok = false;
        parser->mode = DATELINE_MODE_IN_BODY;
        return true;
    case DATELINE_GROUP_FRAMESET:
        dateline_insert_element(parser, token);
        parser->mode = DATELINE_MODE_IN_FRAMESET;
        return true;
    case DATELINE_GROUP_META:
    case DATELINE_GROUP_NOFRAMES:
    case DATELINE_GROUP_SCRIPT:
    case DATELINE_GROUP_STYLE:
    case DATELINE_GROUP_TEMPLATE:
    case DATELINE_GROUP_TITLE:
        late_head(parser, token);
        return true;
    case DATELINE_GROUP_HEAD:
        return true;
    default:
        parser->tree->body = dateline_insert_implied(parser, DATELINE_TAG_BODY);
        return again_in(parser, DATELINE_MODE_IN_BODY);
    }
}

bool dateline_after_head(dateline_parser *parser, dateline_token *token) {
    if (token->type == DATELINE_TOKEN_START)
        return after_head_start(parser, token);
    if (is_space(token)) {
        insert_text(parser, token);
        return true;
    }
    if (token->type == DATELINE_TOKEN_COMMENT) {
        dateline_insert_comment(parser, token);
        return true;
    }
    if (is_end(token, DATELINE_GROUP_TEMPLATE))
        return dateline_in_head(parser, token);
    if (is_ignored_end(token) || token->type == DATELINE_TOKEN_DOCTYPE)
        return true;
    parser->tree->body = dateline_insert_implied(parser, DATELINE_TAG_BODY);
    return again_in(parser, DATELINE_MODE_IN_BODY);
}

/* ---- 13.2.6.4.16 The "in template" insertion mode ------------------------------------------- */

static bool again_in_template(dateline_parser *parser, dateline_mode mode) {
    if (parser->template_count)
        parser->template_modes[parser->template_count - 1] = (uint8_t)mode;
    return again_in(parser, mode);
}

static bool in_template_start(dateline_parser *parser, dateline_token *token) {
    switch (token->group) {
    case DATELINE_GROUP_META:
    case DATELINE_GROUP_NOFRAMES:
    case DATELINE_GROUP_SCRIPT:
    case DATELINE_GROUP_STYLE:
    case DATELINE_GROUP_TEMPLATE:
    case DATELINE_GROUP_TITLE:
        return dateline_in_head(parser, token);
    case DATELINE_GROUP_CAPTION:
    case DATELINE_GROUP_COLGROUP:
    case DATELINE_GROUP_ROWS:
        return again_in_template(parser, DATELINE_MODE_IN_TABLE);
    case DATELINE_GROUP_COL:
        return again_in_template(parser, DATELINE_MODE_IN_COLUMN_GROUP);
    case DATELINE_GROUP_TR:
        return again_in_template(parser, DATELINE_MODE_IN_TABLE_BODY);
    case DATELINE_GROUP_CELL:
        return again_in_template(parser, DATELINE_MODE_IN_ROW);
    default:
        return again_in_template(parser, DATELINE_MODE_IN_BODY);
    }
}

bool dateline_in_template(dateline_parser *parser, dateline_token *token) {
    switch (token->type) {
    case DATELINE_TOKEN_START:
        return in_template_start(parser, token);
    case DATELINE_TOKEN_END:
        if (token->group == DATELINE_GROUP_TEMPLATE)
            end_template(parser);
        return true;
    case DATELINE_TOKEN_EOF:
        if (is_open(parser, DATELINE_TAG_TEMPLATE)) {
            pop_template(parser);
            return false;
        }
        parser->stopped = true;
        return true;
    default:
        return dateline_in_body(parser, token);
    }
}

/* ---- 13.2.6.4.17 The "after body" insertion mode -------------------------------------------- */

bool dateline_after_body(dateline_parser *parser, dateline_token *token) {
    if (is_space(token) || is_start(token, DATELINE_GROUP_HTML))
        return dateline_in_body(parser, token);
    if (token->type == DATELINE_TOKEN_COMMENT) {
        dateline_append_token(parser, parser->stack[1].node, token);
        return true;
    }
    if (token->type == DATELINE_TOKEN_DOCTYPE)
        return true;
    if (is_end(token, DATELINE_GROUP_HTML)) {
        if (!parser->fragment)
            parser->mode = DATELINE_MODE_AFTER_AFTER_BODY;
        return true;
    }
    if (token->type == DATELINE_TOKEN_EOF) {
        parser->stopped = true;
        return true;
    }
    return again_in(parser, DATELINE_MODE_IN_BODY);
}

/* ---- 13.2.6.4.18 The "in frameset" insertion mode ------------------------------------------- */

bool dateline_in_frameset(dateline_parser *parser, dateline_token *token) {
    bool at_root = open_count(parser) == 1;
    if (is_space(token))
        insert_text(parser, token);
    else if (token->type == DATELINE_TOKEN_COMMENT)
        dateline_insert_comment(parser, token);
    else if (is_start(token, DATELINE_GROUP_HTML))
        return dateline_in_body(parser, token);
    else if (is_start(token, DATELINE_GROUP_FRAMESET))
        dateline_insert_element(parser, token);
    else if (is_start(token, DATELINE_GROUP_FRAME))
        dateline_insert_void(parser, token);
    else if (is_start(token, DATELINE_GROUP_NOFRAMES))
        return dateline_in_head(parser, token);
    else if (is_end(token, DATELINE_GROUP_FRAMESET) && !at_root) {
        pop(parser);
        if (!parser->fragment && !is_current(parser, DATELINE_TAG_FRAMESET))
            parser->mode = DATELINE_MODE_AFTER_FRAMESET;
    } else if (token->type == DATELINE_TOKEN_EOF)
        parser->stopped = true;
    return true;
}

/* ---- 13.2.6.4.19 The "after frameset" insertion mode ---------------------------------------- */

bool dateline_after_frameset(dateline_parser *parser, dateline_token *token) {
    if (is_space(token))
        insert_text(parser, token);
    else if (token->type == DATELINE_TOKEN_COMMENT)
        dateline_insert_comment(parser, token);
    else if (is_start(token, DATELINE_GROUP_HTML))
        return dateline_in_body(parser, token);
    else if (is_start(token, DATELINE_GROUP_NOFRAMES))
        return dateline_in_head(parser, token);
    else if (is_end(token, DATELINE_GROUP_HTML))
        parser->mode = DATELINE_MODE_AFTER_AFTER_FRAMESET;
    else if (token->type == DATELINE_TOKEN_EOF)
        parser->stopped = true;
    return true;
}

/* ---- 13.2.6.4.20 The "after after body" insertion mode -------------------------------------- */

bool dateline_after_after_body(dateline_parser *parser, dateline_token *token) {
    if (token->type == DATELINE_TOKEN_COMMENT) {
        dateline_append_token(parser, 0, token);
        return true;
    }
    if (is_space(token) || token->type == DATELINE_TOKEN_DOCTYPE ||
        is_start(token, DATELINE_GROUP_HTML))
        return dateline_in_body(parser, token);
    if (token->type == DATELINE_TOKEN_EOF) {
        parser->stopped = true;
        return true;
    }
    return again_in(parser, DATELINE_MODE_IN_BODY);
}

/* ---- 13.2.6.4.21 The "after after frameset" insertion mode ---------------------------------- */

bool dateline_after_after_frameset(dateline_parser *parser, dateline_token *token) {
    if (token->type == DATELINE_TOKEN_COMMENT)
        dateline_append_token(parser, 0, token);
    else if (is_space(token) || token->type == DATELINE_TOKEN_DOCTYPE ||
             is_start(token, DATELINE_GROUP_HTML))
        return dateline_in_body(parser, token);
    else if (is_start(token, DATELINE_GROUP_NOFRAMES))
        return dateline_in_head(parser, token);
    else if (token->type == DATELINE_TOKEN_EOF)
        parser->stopped = true;
    return true;
}
