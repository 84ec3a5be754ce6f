/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the tokenizer to the insertion modes: the tree construction dispatcher (WHATWG HTML 13.2.6),
 * and text, of which most insertion modes want to know how much of it is white space.
 */
#include "html/parser.h"

static dateline_mode_rules *const rules[DATELINE_MODE_COUNT] = {
    [DATELINE_MODE_INITIAL] = dateline_initial,
    [DATELINE_MODE_BEFORE_HTML] = dateline_before_html,
    [DATELINE_MODE_BEFORE_HEAD] = dateline_before_head,
    [DATELINE_MODE_IN_HEAD] = dateline_in_head,
    [DATELINE_MODE_IN_HEAD_NOSCRIPT] = dateline_in_head_noscript,
    [DATELINE_MODE_AFTER_HEAD] = dateline_after_head,
    [DATELINE_MODE_IN_BODY] = dateline_in_body,
    [DATELINE_MODE_IN_TABLE] = dateline_in_table,
    [DATELINE_MODE_IN_CAPTION] = dateline_in_caption,
    [DATELINE_MODE_IN_COLUMN_GROUP] = dateline_in_column_group,
    [DATELINE_MODE_IN_TABLE_BODY] = dateline_in_table_body,
    [DATELINE_MODE_IN_ROW] = dateline_in_row,
    [DATELINE_MODE_IN_CELL] = dateline_in_cell,
    [DATELINE_MODE_IN_TEMPLATE] = dateline_in_template,
    [DATELINE_MODE_AFTER_BODY] = dateline_after_body,
    [DATELINE_MODE_IN_FRAMESET] = dateline_in_frameset,
    [DATELINE_MODE_AFTER_FRAMESET] = dateline_after_frameset,
    [DATELINE_MODE_AFTER_AFTER_BODY] = dateline_after_after_body,
    [DATELINE_MODE_AFTER_AFTER_FRAMESET] = dateline_after_after_frameset,
};

void dateline_process_in_mode(dateline_parser *parser, dateline_token *token) {
    while (!rules[parser->mode](parser, token))
        continue;
}

/* Only inside SVG and MathML, or a fragment of them, can the current node be foreign. */
static bool goes_to_foreign(const dateline_parser *parser, const dateline_token *token) {
    return (parser->foreign || parser->context_namespace) && dateline_is_foreign(parser, token);
}

static void dispatch(dateline_parser *parser, dateline_token *token) {
    if (goes_to_foreign(parser, token))
        dateline_in_foreign_content(parser, token);
    else
        dateline_process_in_mode(parser, token);
}

void dateline_process(dateline_parser *parser, dateline_token *token) {
    if (parser->pending.count)
        dateline_flush_pending(parser);
    parser->skip_line_feed = false;
    if (token->type == DATELINE_TOKEN_START && open_count(parser) > DATELINE_MAX_DEPTH)
        dateline_limit_depth(parser);
    dispatch(parser, token);
}

/* ---- Text ----------------------------------------------------------------------------------- */

/* Read one character, a reference as a whole. @return behind it; *space: is it white space? */
static const char *read_character(const char *at, const char *end, unsigned flags, bool *space) {
    if (*at == '&' && flags & DATELINE_NODE_REFERENCES) {
        char out[8];
        unsigned written;
        unsigned taken = dateline_reference_read(at, end, false, out, &written);
        *space = taken && written == 1 && dateline_is_space(out[0]);
        return at + (taken ? taken : 1);
    }
    *space = dateline_is_space(*at);
    return at + 1;
}

/* The end of the run of characters that are white space, or are not. */
static const char *run_end(const char *at, const char *end, unsigned flags, bool wanted) {
    while (at < end) {
        bool space;
        const char *next = read_character(at, end, flags, &space);
        if (space != wanted)
            break;
        at = next;
    }
    return at;
}

bool dateline_is_space_text(const char *begin, const char *end, unsigned flags) {
    return run_end(begin, end, flags, true) == end;
}

static void process_run(dateline_parser *parser, const char *begin, const char *end, unsigned flags,
                        dateline_text_kind kind) {
    dateline_token token = {.type = DATELINE_TOKEN_TEXT,
                            .kind = (uint8_t)kind,
                            .flags = (uint8_t)flags,
                            .offset = (uint32_t)(begin - parser->text),
                            .length = (uint32_t)(end - begin),
                            .attributes = DATELINE_NO_ATTRIBUTES};
    if (begin < end)
        dispatch(parser, &token);
}

/* Behind <pre>: a first line feed is not text. */
static const char *skip_line_feed(const char *begin, const char *end, unsigned flags) {
    char out[8];
    unsigned written;
    if (*begin == '\n')
        return begin + 1;
    if (*begin == '\r')
        return begin + 1 + (begin + 1 < end && begin[1] == '\n');
    if (*begin == '&' && flags & DATELINE_NODE_REFERENCES) {
        unsigned taken = dateline_reference_read(begin, end, false, out, &written);
        if (taken && written == 1 && out[0] == '\n')
            return begin + taken;
    }
    return begin;
}

void dateline_raw_text(dateline_parser *parser, const char *begin, const char *end,
                       unsigned flags) {
    if (parser->skip_line_feed && begin < end)
        begin = skip_line_feed(begin, end, flags);
    parser->skip_line_feed = false;
    if (begin < end)
        dateline_append_text(parser, parser->top->node, (uint32_t)(begin - parser->text),
                             (uint32_t)(end - begin), flags);
    pop(parser);
}

/* In a body, and not in SVG or MathML, text is text. */
static bool takes_any_text(const dateline_parser *parser) {
    return (parser->mode == DATELINE_MODE_IN_BODY || parser->mode == DATELINE_MODE_IN_CELL) &&
           !parser->foreign && !parser->context_namespace;
}

/* Modes in which white space and the rest part company at every character. */
static bool separates_spaces(const dateline_parser *parser) {
    return parser->mode == DATELINE_MODE_IN_COLUMN_GROUP ||
           parser->mode == DATELINE_MODE_IN_FRAMESET ||
           parser->mode == DATELINE_MODE_AFTER_FRAMESET ||
           parser->mode == DATELINE_MODE_AFTER_AFTER_FRAMESET;
}

/* White space and the rest, each by the rules of the mode. */
DATELINE_SELDOM static void process_runs(dateline_parser *parser, const char *begin,
                                         const char *end, unsigned flags) {
    while (begin < end && dateline_reserve_nodes(parser, 0)) {
        const char *next = run_end(begin, end, flags, true);
        process_run(parser, begin, next, flags, DATELINE_TEXT_SPACE);
        begin = next;
        next = separates_spaces(parser) ? run_end(begin, end, flags, false) : end;
        process_run(parser, begin, next, flags, DATELINE_TEXT_OTHER);
        begin = next;
    }
}

/* The same behind <pre>. */
DATELINE_SELDOM static void process_first_text(dateline_parser *parser, const char *begin,
                                               const char *end, unsigned flags) {
    parser->skip_line_feed = false;
    begin = skip_line_feed(begin, end, flags);
    if (begin < end)
        dateline_process_text(parser, begin, end, flags);
}

void dateline_process_text(dateline_parser *parser, const char *begin, const char *end,
                           unsigned flags) {
    if (parser->skip_line_feed)
        process_first_text(parser, begin, end, flags);
    else if (takes_any_text(parser))
        dateline_body_text(parser, (uint32_t)(begin - parser->text), (uint32_t)(end - begin),
                           flags);
    else
        process_runs(parser, begin, end, flags);
}

void dateline_process_nul(dateline_parser *parser, const char *at) {
    parser->skip_line_feed = false;
    process_run(parser, at, at + 1, DATELINE_NODE_CONTROLS, DATELINE_TEXT_NUL);
}
