/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The "in body" insertion mode, WHATWG HTML 13.2.6.4.7: where nearly all of a page is built. Select
 * elements have no mode of their own any more; what is special in them is in the rules for input,
 * hr, select, option and optgroup.
 */
#include "html/parser.h"

/* ---- Text ----------------------------------------------------------------------------------- */

/* While a frameset may still come: any text but white space excludes it. */
DATELINE_SELDOM static void look_for_text(dateline_parser *parser, uint32_t offset, uint32_t length,
                                          unsigned flags) {
    const char *begin = parser->text + offset;
    parser->frameset_ok = dateline_is_space_text(begin, begin + length, flags);
}

void dateline_body_text(dateline_parser *parser, uint32_t offset, uint32_t length, unsigned flags) {
    reconstruct(parser);
    if (parser->frameset_ok)
        look_for_text(parser, offset, length, flags);
    dateline_insert_text(parser, offset, length, flags);
}

/* ---- Start tags ----------------------------------------------------------------------------- */

static bool close_in_scope(dateline_parser *parser, unsigned tag, unsigned scope) {
    if (!has_in_scope(parser, tag, scope))
        return false;
    imply_end_tags(parser, DATELINE_TAG_NONE);
    pop_until(parser, tag);
    return true;
}

/* Close a p element, where there is one in button scope. */
static void close_p(dateline_parser *parser) {
    if (!has_in_scope(parser, DATELINE_TAG_P, IN_BUTTON_SCOPE))
        return;
    imply_end_tags(parser, DATELINE_TAG_P);
    pop_until(parser, DATELINE_TAG_P);
}

/* The first html, or the first body, takes the attributes of another one that are new to it. */
static void start_html(dateline_parser *parser, const dateline_token *token) {
    if (!is_open(parser, DATELINE_TAG_TEMPLATE))
        dateline_merge_attributes(parser, parser->stack[1].node, token);
}

static bool body_is_second(const dateline_parser *parser) {
    return open_count(parser) > 1 && parser->stack[2].tag == DATELINE_TAG_BODY;
}

static void start_body(dateline_parser *parser, const dateline_token *token) {
    if (!body_is_second(parser) || is_open(parser, DATELINE_TAG_TEMPLATE))
        return;
    parser->frameset_ok = false;
    dateline_merge_attributes(parser, parser->stack[2].node, token);
}

static void start_frameset(dateline_parser *parser, const dateline_token *token) {
    if (!body_is_second(parser) || !parser->frameset_ok)
        return;
    dateline_unlink(parser, parser->stack[2].node);
    while (open_count(parser) > 1)
        pop(parser);
    parser->tree->body = 0;
    dateline_insert_element(parser, token);
    parser->mode = DATELINE_MODE_IN_FRAMESET;
}

static bool is_heading(const dateline_open *entry) {
    return dateline_tag_facts_of(entry->tag).group == DATELINE_GROUP_HEADING;
}

static void start_form(dateline_parser *parser, const dateline_token *token) {
    bool in_template = is_open(parser, DATELINE_TAG_TEMPLATE);
    if (parser->form && !in_template)
        return;
    close_p(parser);
    uint32_t node = dateline_insert_element(parser, token);
    if (!in_template)
        parser->form = node;
}

/* An li closes the li before it, dd and dt each other, unless a special element is between. */
static void start_item(dateline_parser *parser, const dateline_token *token) {
    parser->frameset_ok = false;
    for (const dateline_open *entry = parser->top; entry > parser->stack; entry--) {
        if (entry->tag && dateline_tag_facts_of(entry->tag).group == token->group) {
            unsigned tag = entry->tag;
            imply_end_tags(parser, tag);
            pop_until(parser, tag);
            break;
        }
        if (entry->flags & DATELINE_TAG_IS_SPECIAL && entry->tag != DATELINE_TAG_ADDRESS &&
            entry->tag != DATELINE_TAG_DIV && entry->tag != DATELINE_TAG_P)
            break;
    }
    close_p(parser);
    dateline_insert_element(parser, token);
}

static void start_formatting(dateline_parser *parser, const dateline_token *token) {
    reconstruct(parser);
    uint32_t node = dateline_insert_element(parser, token);
    dateline_push_formatting(parser, node, token->tag);
}

static void start_a(dateline_parser *parser, const dateline_token *token) {
    const dateline_formatting *found = dateline_find_formatting(parser, DATELINE_TAG_A);
    if (found) {
        uint32_t node = found->node;
        dateline_adopt(parser, token);
        dateline_remove_formatting(parser, node);
        if (parser->nodes[node].flags & DATELINE_NODE_OPEN)
            dateline_remove_open(parser, node);
    }
    start_formatting(parser, token);
}

static void start_nobr(dateline_parser *parser, const dateline_token *token) {
    reconstruct(parser);
    if (has_in_scope(parser, DATELINE_TAG_NOBR, IN_SCOPE))
        dateline_adopt(parser, token);
    start_formatting(parser, token);
}

static void start_void(dateline_parser *parser, const dateline_token *token) {
    reconstruct(parser);
    dateline_insert_void(parser, token);
    parser->frameset_ok = false;
}

static bool has_hidden_type(const dateline_parser *parser, const dateline_token *token) {
    return dateline_has_value(parser, token->attributes, DATELINE_ATTRIBUTE_TYPE,
                              DATELINE_LITERAL("hidden"));
}

static bool select_is_context(const dateline_parser *parser) {
    return parser->fragment && parser->context_tag == DATELINE_TAG_SELECT;
}

static void start_input(dateline_parser *parser, const dateline_token *token) {
    if (select_is_context(parser))
        return;
    if (has_in_scope(parser, DATELINE_TAG_SELECT, IN_SCOPE))
        pop_until(parser, DATELINE_TAG_SELECT);
    reconstruct(parser);
    dateline_insert_void(parser, token);
    parser->frameset_ok &= has_hidden_type(parser, token);
}

static void start_hr(dateline_parser *parser, const dateline_token *token) {
    close_p(parser);
    if (has_in_scope(parser, DATELINE_TAG_SELECT, IN_SCOPE))
        imply_end_tags(parser, DATELINE_TAG_NONE);
    dateline_insert_void(parser, token);
    parser->frameset_ok = false;
}

static void start_select(dateline_parser *parser, const dateline_token *token) {
    if (select_is_context(parser))
        return;
    if (has_in_scope(parser, DATELINE_TAG_SELECT, IN_SCOPE)) {
        pop_until(parser, DATELINE_TAG_SELECT);
        return;
    }
    reconstruct(parser);
    dateline_insert_element(parser, token);
    parser->frameset_ok = false;
}

static void start_option(dateline_parser *parser, const dateline_token *token) {
    bool option = token->group == DATELINE_GROUP_OPTION;
    if (has_in_scope(parser, DATELINE_TAG_SELECT, IN_SCOPE))
        imply_end_tags(parser, option ? DATELINE_TAG_OPTGROUP : DATELINE_TAG_NONE);
    else if (is_current(parser, DATELINE_TAG_OPTION))
        pop(parser);
    reconstruct(parser);
    dateline_insert_element(parser, token);
}

static void start_ruby_part(dateline_parser *parser, const dateline_token *token) {
    bool text = token->group == DATELINE_GROUP_RT;
    if (has_in_scope(parser, DATELINE_TAG_RUBY, IN_SCOPE))
        imply_end_tags(parser, text ? DATELINE_TAG_RTC : DATELINE_TAG_NONE);
    dateline_insert_element(parser, token);
}

static void start_table(dateline_parser *parser, const dateline_token *token) {
    if (!parser->tree->quirks)
        close_p(parser);
    dateline_insert_element(parser, token);
    parser->frameset_ok = false;
    parser->mode = DATELINE_MODE_IN_TABLE;
}

static void start_raw(dateline_parser *parser, const dateline_token *token) {
    switch (token->group) {
    case DATELINE_GROUP_TEXTAREA:
        dateline_insert_raw(parser, token, DATELINE_CONTENT_RCDATA);
        parser->skip_line_feed = true;
        parser->frameset_ok = false;
        return;
    case DATELINE_GROUP_XMP:
        close_p(parser);
        reconstruct(parser);
        parser->frameset_ok = false;
        break;
    case DATELINE_GROUP_IFRAME:
        parser->frameset_ok = false;
        break;
    default:
        break;
    }
    dateline_insert_raw(parser, token, DATELINE_CONTENT_RAWTEXT);
}

static void start_other(dateline_parser *parser, const dateline_token *token) {
    reconstruct(parser);
    parser->selected += token->tag == DATELINE_TAG_SELECTEDCONTENT;
    dateline_insert_element(parser, token);
}

static bool in_body_start(dateline_parser *parser, dateline_token *token) {
    switch (token->group) {
    case DATELINE_GROUP_HTML:
        start_html(parser, token);
        break;
    case DATELINE_GROUP_META:
    case DATELINE_GROUP_TITLE:
    case DATELINE_GROUP_STYLE:
    case DATELINE_GROUP_NOFRAMES:
    case DATELINE_GROUP_SCRIPT:
    case DATELINE_GROUP_TEMPLATE:
        return dateline_in_head(parser, token);
    case DATELINE_GROUP_BODY:
        start_body(parser, token);
        break;
    case DATELINE_GROUP_FRAMESET:
        start_frameset(parser, token);
        break;
    case DATELINE_GROUP_BLOCK:
    case DATELINE_GROUP_P:
        close_p(parser);
        dateline_insert_element(parser, token);
        break;
    case DATELINE_GROUP_HEADING:
        close_p(parser);
        if (is_heading(parser->top))
            pop(parser);
        dateline_insert_element(parser, token);
        break;
    case DATELINE_GROUP_PRE:
        close_p(parser);
        dateline_insert_element(parser, token);
        parser->skip_line_feed = true;
        parser->frameset_ok = false;
        break;
    case DATELINE_GROUP_FORM:
        start_form(parser, token);
        break;
    case DATELINE_GROUP_LI:
    case DATELINE_GROUP_DD_DT:
        start_item(parser, token);
        break;
    case DATELINE_GROUP_PLAINTEXT:
        close_p(parser);
        dateline_insert_element(parser, token);
        parser->content = DATELINE_CONTENT_PLAINTEXT;
        break;
    case DATELINE_GROUP_BUTTON:
        close_in_scope(parser, DATELINE_TAG_BUTTON, IN_SCOPE);
        reconstruct(parser);
        dateline_insert_element(parser, token);
        parser->frameset_ok = false;
        break;
    case DATELINE_GROUP_A:
        start_a(parser, token);
        break;
    case DATELINE_GROUP_FORMATTING:
        start_formatting(parser, token);
        break;
    case DATELINE_GROUP_NOBR:
        start_nobr(parser, token);
        break;
    case DATELINE_GROUP_OBJECT:
        reconstruct(parser);
        dateline_insert_element(parser, token);
        dateline_push_marker(parser);
        parser->frameset_ok = false;
        break;
    case DATELINE_GROUP_TABLE:
        start_table(parser, token);
        break;
    case DATELINE_GROUP_IMAGE:
        token->tag = DATELINE_TAG_IMG;
        /* fall through */
    case DATELINE_GROUP_VOID:
    case DATELINE_GROUP_BR:
        start_void(parser, token);
        break;
    case DATELINE_GROUP_INPUT:
        start_input(parser, token);
        break;
    case DATELINE_GROUP_PARAM:
        dateline_insert_void(parser, token);
        break;
    case DATELINE_GROUP_HR:
        start_hr(parser, token);
        break;
    case DATELINE_GROUP_TEXTAREA:
    case DATELINE_GROUP_XMP:
    case DATELINE_GROUP_IFRAME:
    case DATELINE_GROUP_NOEMBED:
        start_raw(parser, token);
        break;
    case DATELINE_GROUP_NOSCRIPT:
        if (parser->scripting)
            start_raw(parser, token);
        else
            start_other(parser, token);
        break;
    case DATELINE_GROUP_SELECT:
        start_select(parser, token);
        break;
    case DATELINE_GROUP_OPTION:
    case DATELINE_GROUP_OPTGROUP:
        start_option(parser, token);
        break;
    case DATELINE_GROUP_RB:
    case DATELINE_GROUP_RT:
        start_ruby_part(parser, token);
        break;
    case DATELINE_GROUP_MATH:
        reconstruct(parser);
        dateline_insert_foreign(parser, token, DATELINE_NODE_MATHML);
        break;
    case DATELINE_GROUP_SVG:
        reconstruct(parser);
        dateline_insert_foreign(parser, token, DATELINE_NODE_SVG);
        break;
    case DATELINE_GROUP_CAPTION:
    case DATELINE_GROUP_COL:
    case DATELINE_GROUP_COLGROUP:
    case DATELINE_GROUP_FRAME:
    case DATELINE_GROUP_HEAD:
    case DATELINE_GROUP_ROWS:
    case DATELINE_GROUP_CELL:
    case DATELINE_GROUP_TR:
        break;
    default:
        start_other(parser, token);
        break;
    }
    return true;
}

/* ---- End tags ------------------------------------------------------------------------------- */

void dateline_any_other_end_tag(dateline_parser *parser, unsigned tag) {
    if (!is_open(parser, tag))
        return;
    const dateline_open *entry = parser->top;
    for (; entry->tag != tag; entry--)
        if (entry->flags & DATELINE_TAG_IS_SPECIAL)
            return;
    imply_end_tags(parser, tag);
    while (parser->top >= entry)
        pop(parser);
}

static bool end_body(dateline_parser *parser) {
    if (!has_in_scope(parser, DATELINE_TAG_BODY, IN_SCOPE))
        return false;
    parser->mode = DATELINE_MODE_AFTER_BODY;
    return true;
}

static void end_form(dateline_parser *parser) {
    if (is_open(parser, DATELINE_TAG_TEMPLATE)) {
        close_in_scope(parser, DATELINE_TAG_FORM, IN_SCOPE);
        return;
    }
    uint32_t form = parser->form;
    parser->form = 0;
    if (!form || form == DATELINE_FORM_OUTSIDE ||
        !(parser->nodes[form].flags & DATELINE_NODE_OPEN) ||
        !has_in_scope(parser, DATELINE_TAG_FORM, IN_SCOPE))
        return;
    imply_end_tags(parser, DATELINE_TAG_NONE);
    dateline_remove_open(parser, form);
}

static void end_p(dateline_parser *parser) {
    if (!has_in_scope(parser, DATELINE_TAG_P, IN_BUTTON_SCOPE))
        dateline_insert_implied(parser, DATELINE_TAG_P);
    close_p(parser);
}

static void end_item(dateline_parser *parser, unsigned tag, unsigned scope) {
    if (!has_in_scope(parser, tag, scope))
        return;
    imply_end_tags(parser, tag);
    pop_until(parser, tag);
}

/* Any heading ends any other. */
static void end_heading(dateline_parser *parser) {
    const dateline_open *entry = parser->top;
    for (; !is_heading(entry); entry--)
        if (entry == parser->stack || entry->flags & DATELINE_TAG_IS_SCOPE)
            return;
    while (parser->top >= entry)
        pop(parser);
}

static void end_br(dateline_parser *parser) {
    reconstruct(parser);
    dateline_insert_implied(parser, DATELINE_TAG_BR);
    pop(parser);
    parser->frameset_ok = false;
}

/* Does the end tag of the current node, which it is for nearly always, do no more than end it? */
static bool ends_alone(unsigned group) {
    const uint64_t others =
        (uint64_t)1 << DATELINE_GROUP_TEMPLATE | (uint64_t)1 << DATELINE_GROUP_BODY |
        (uint64_t)1 << DATELINE_GROUP_HTML | (uint64_t)1 << DATELINE_GROUP_FORM |
        (uint64_t)1 << DATELINE_GROUP_A | (uint64_t)1 << DATELINE_GROUP_FORMATTING |
        (uint64_t)1 << DATELINE_GROUP_NOBR | (uint64_t)1 << DATELINE_GROUP_OBJECT;
    _Static_assert(DATELINE_GROUP_FRAMESET < 64, "a bit for each");
    return !(others >> group & 1);
}

static bool in_body_end(dateline_parser *parser, dateline_token *token) {
    unsigned tag = token->tag;
    if (is_current(parser, tag) && ends_alone(token->group)) {
        pop(parser);
        return true;
    }
    switch (token->group) {
    case DATELINE_GROUP_TEMPLATE:
        return dateline_in_head(parser, token);
    case DATELINE_GROUP_BODY:
        end_body(parser);
        break;
    case DATELINE_GROUP_HTML:
        return !end_body(parser);
    case DATELINE_GROUP_BLOCK:
    case DATELINE_GROUP_PRE:
    case DATELINE_GROUP_BUTTON:
    case DATELINE_GROUP_SELECT:
        close_in_scope(parser, tag, IN_SCOPE);
        break;
    case DATELINE_GROUP_FORM:
        end_form(parser);
        break;
    case DATELINE_GROUP_P:
        end_p(parser);
        break;
    case DATELINE_GROUP_LI:
        end_item(parser, tag, IN_LIST_SCOPE);
        break;
    case DATELINE_GROUP_DD_DT:
        end_item(parser, tag, IN_SCOPE);
        break;
    case DATELINE_GROUP_HEADING:
        end_heading(parser);
        break;
    case DATELINE_GROUP_A:
    case DATELINE_GROUP_FORMATTING:
    case DATELINE_GROUP_NOBR:
        dateline_adopt(parser, token);
        break;
    case DATELINE_GROUP_OBJECT:
        if (close_in_scope(parser, tag, IN_SCOPE))
            dateline_clear_to_marker(parser);
        break;
    case DATELINE_GROUP_BR:
        end_br(parser);
        break;
    default:
        dateline_any_other_end_tag(parser, tag);
        break;
    }
    return true;
}

bool dateline_in_body(dateline_parser *parser, dateline_token *token) {
    switch (token->type) {
    case DATELINE_TOKEN_START:
        return in_body_start(parser, token);
    case DATELINE_TOKEN_END:
        return in_body_end(parser, token);
    case DATELINE_TOKEN_TEXT:
        if (token->kind != DATELINE_TEXT_NUL)
            dateline_body_text(parser, token->offset, token->length, token->flags);
        return true;
    case DATELINE_TOKEN_COMMENT:
        dateline_insert_comment(parser, token);
        return true;
    case DATELINE_TOKEN_EOF:
        if (parser->template_count)
            return dateline_in_template(parser, token);
        parser->stopped = true;
        return true;
    default:
        return true;
    }
}
