/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes to tokens, WHATWG HTML 13.2.5. The states of the standard are places in the code here:
 * between them there is nothing to remember, since all of the page is in memory. Whatever has to be
 * found is searched for 16 bytes at a time (scan.h); nothing is copied or decoded.
 *
 * Line breaks are normalised, and NUL replaced, when somebody reads a text; what tells a node's
 * reader so is found on the way (DATELINE_NODE_CONTROLS). NUL between tags is a token of its own,
 * as most insertion modes drop it.
 *
 * Reads may go up to DATELINE_PADDING bytes behind the end of the page. A tag that would end there
 * is not at its end, and is dropped as the standard wants it.
 */
#include "html/parser.h"

/* Said behind a branch that moves a pointer, so that it stays a branch: a processor foresees it and
   goes on, where it would wait for the operands of a conditional move. */
#if defined(__GNUC__)
#define FORESEEN(pointer) __asm__("" : "+r"(pointer))
#else
#define FORESEEN(pointer) ((void)0)
#endif

static uint32_t offset_of(const dateline_parser *parser, const char *at) {
    return (uint32_t)(at - parser->text);
}

/* What a byte is inside a tag; CR is white space, as it becomes a line feed. */
enum { IS_SPACE = 1, ENDS_TAG_NAME = 2, ENDS_ATTRIBUTE_NAME = 4, ENDS_ALL = 7 };

static const uint8_t byte_class[256] = {
    ['\t'] = ENDS_ALL,
    ['\n'] = ENDS_ALL,
    ['\f'] = ENDS_ALL,
    ['\r'] = ENDS_ALL,
    [' '] = ENDS_ALL,
    ['/'] = ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME,
    ['>'] = ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME,
    ['='] = ENDS_ATTRIBUTE_NAME,
};

static bool is_in(char c, unsigned class) {
    return byte_class[(unsigned char)c] & class;
}

static bool is_space(char c) {
    return is_in(c, IS_SPACE);
}

static const char *skip_spaces(const char *at, const char *end) {
    while (at < end && is_space(*at))
        at++;
    return at;
}

/* ---- Names ---------------------------------------------------------------------------------- */

/* The end of a name that is long, or holds control characters. */
static const char *name_end(const char *at, const char *end, unsigned ends) {
    while (at < end) {
        unsigned length = dateline_scan_attribute_name(at);
        at += length;
        if (length < DATELINE_BLOCK) {
            if (at < end && is_in(*at, ends))
                return at;
            at++;
        }
    }
    return end;
}

static unsigned page_name(dateline_parser *parser, dateline_name_set *set, const char *begin,
                          const char *end) {
    return dateline_name_set_add(set, parser->memory, parser->text, offset_of(parser, begin),
                                 (uint32_t)(end - begin));
}

static void set_tag(dateline_token *token, unsigned tag) {
    token->tag = (uint16_t)tag;
    token->group = dateline_tag_facts_of(tag).group;
}

/* The tag named at begin goes to the token. @return behind the name. Where a page has too many
   names, the rest are taken for span, which is treated as they are. */
static const char *read_tag_name(dateline_parser *parser, const char *begin,
                                 dateline_token *token) {
    unsigned length = dateline_scan_tag_name(begin);
    const char *at = begin + length;
    if (length < DATELINE_BLOCK && is_in(*at, ENDS_TAG_NAME)) {
        unsigned tag = dateline_name_find(&dateline_tag_name_table, begin, length);
        if (tag) {
            set_tag(token, tag);
            return at;
        }
        if (at > parser->end)
            at = parser->end;
    } else {
        at = name_end(begin, parser->end, ENDS_TAG_NAME);
    }
    unsigned tag = page_name(parser, &parser->tags, begin, at);
    set_tag(token, tag ? tag : DATELINE_TAG_SPAN);
    return at;
}

/* The same for an attribute, but 0 where the page has too many names. A first '=' is a letter. */
static unsigned read_attribute_name(dateline_parser *parser, const char **at) {
    const char *begin = *at;
    unsigned length = *begin == '=' ? 0 : dateline_scan_attribute_name(begin);
    if (length && length < DATELINE_BLOCK && is_in(begin[length], ENDS_ATTRIBUTE_NAME)) {
        *at = begin + length;
        unsigned name = dateline_name_find(&dateline_attribute_name_table, begin, length);
        if (name)
            return name;
        if (*at > parser->end)
            *at = parser->end;
    } else {
        *at = name_end(begin + 1, parser->end, ENDS_ATTRIBUTE_NAME);
    }
    return page_name(parser, &parser->attribute_names, begin, *at);
}

/* ---- Attributes (13.2.5.32 to 13.2.5.40) ---------------------------------------------------- */

static const char *unquoted_end(const char *at, const char *end, unsigned *flags) {
    for (;; at++) {
        at = dateline_scan_unquoted(at, end, flags);
        if (at == end || *at == '>' || is_space(*at))
            return at;
        if (!*at)
            *flags |= DATELINE_NODE_CONTROLS;
    }
}

/* The value behind '='. @return behind it; its range and flags go to the attribute. */
static const char *read_value(const dateline_parser *parser, const char *at,
                              dateline_attribute *attribute) {
    const char *end = parser->end;
    unsigned flags = 0;
    if (is_space(*at))
        at = skip_spaces(at, end);
    bool quoted = *at == '"' || *at == '\'';
    const char *begin = at + quoted;
    if (begin > end)
        begin = end; /* the page ends in the tag, which is dropped */
    else if (*at == '"')
        at = dateline_scan_value(begin, end, '"', &flags);
    else if (quoted)
        at = dateline_scan_value(begin, end, '\'', &flags);
    else
        at = unquoted_end(begin, end, &flags);
    attribute->value_offset = offset_of(parser, begin);
    attribute->value_length = (uint32_t)(at - begin);
    attribute->flags = (uint8_t)flags;
    return at + quoted;
}

/* Is an attribute to be kept? Not where the tag has one of its name, or too many. */
static bool is_wanted(dateline_parser *parser, unsigned name, uint32_t count) {
    if (parser->seen[name] != parser->tag_serial && count < DATELINE_MAX_ATTRIBUTES) {
        parser->seen[name] = parser->tag_serial;
        return true;
    }
    if (!name || count == DATELINE_MAX_ATTRIBUTES)
        parser->tree->limits |= DATELINE_LIMIT_ATTRIBUTES;
    return false;
}

/* An attribute of any form, and its value. @return behind it. */
static const char *read_any_attribute(dateline_parser *parser, const char *begin,
                                      dateline_attribute *attribute) {
    const char *at = begin;
    unsigned name = read_attribute_name(parser, &at);
    size_t length = (size_t)(at - begin);
    attribute->name_offset = offset_of(parser, begin);
    attribute->name_length = (uint8_t)(length < UINT8_MAX ? length : UINT8_MAX);
    attribute->name = (uint16_t)name;
    const char *equals = at;
    if (*equals != '=')
        equals = skip_spaces(at, parser->end);
    if (*equals == '=')
        return read_value(parser, equals + 1, attribute);
    attribute->value_offset = offset_of(parser, at);
    attribute->value_length = 0;
    attribute->flags = 0;
    return at;
}

/* The same, and faster for the form of nearly all: a name of less than 16 bytes and a value between
   double quotes, nothing else. */
static const char *read_attribute(dateline_parser *parser, const char *begin,
                                  dateline_attribute *attribute) {
    unsigned length = dateline_scan_attribute_name(begin);
    const char *at = begin + length;
    if (!length || length == DATELINE_BLOCK || at[0] != '=' || at[1] != '"' || at + 2 > parser->end)
        return read_any_attribute(parser, begin, attribute);
    unsigned name = dateline_name_find(&dateline_attribute_name_table, begin, length);
    if (!name)
        name = page_name(parser, &parser->attribute_names, begin, at);
    unsigned flags = 0;
    const char *value = at + 2;
    at = dateline_scan_value(value, parser->end, '"', &flags);
    *attribute = (dateline_attribute){.name_offset = offset_of(parser, begin),
                                      .value_offset = offset_of(parser, value),
                                      .value_length = (uint32_t)(at - value),
                                      .name = (uint16_t)name,
                                      .name_length = (uint8_t)length,
                                      .flags = (uint8_t)flags};
    return at + 1;
}

/* What an attribute tells of its element, by number of its name; behind these a name of the page's
   own, and such a name with a value that may be a date. */
enum { OWN_NAME = DATELINE_ATTRIBUTE_COUNT, OWN_NAME_AND_DATE, NAME_MARKS };

static const uint8_t name_marks[NAME_MARKS] = {
    [DATELINE_ATTRIBUTE_HIDDEN] = DATELINE_NODE_STYLED,
    [DATELINE_ATTRIBUTE_STYLE] = DATELINE_NODE_STYLED,
    [DATELINE_ATTRIBUTE_ROLE] = DATELINE_NODE_STYLED,
    [DATELINE_ATTRIBUTE_ARIA_HIDDEN] = DATELINE_NODE_STYLED,
    [DATELINE_ATTRIBUTE_ITEMPROP] = DATELINE_NODE_TELLING,
    [DATELINE_ATTRIBUTE_PROPERTY] = DATELINE_NODE_TELLING,
    [DATELINE_ATTRIBUTE_ITEMSCOPE] = DATELINE_NODE_TELLING,
    [DATELINE_ATTRIBUTE_ITEMTYPE] = DATELINE_NODE_TELLING,
    [DATELINE_ATTRIBUTE_TYPEOF] = DATELINE_NODE_TELLING,
    [DATELINE_ATTRIBUTE_REL] = DATELINE_NODE_TELLING,
    [OWN_NAME_AND_DATE] = DATELINE_NODE_TELLING,
};

/* No branch: attributes come in no order that could be foreseen. */
static unsigned marks_of(const dateline_parser *parser, const dateline_attribute *attribute) {
    bool date = dateline_begins_like_date(parser->text[attribute->value_offset]) &
                (attribute->value_length - DATELINE_SHORTEST_DATE <=
                 DATELINE_LONGEST_DATE - DATELINE_SHORTEST_DATE);
    unsigned own = OWN_NAME + (unsigned)date;
    return name_marks[attribute->name < OWN_NAME ? attribute->name : own];
}

/* All up to '>'. @return behind it, or something behind the end where the page ends in the tag. */
static const char *read_attributes(dateline_parser *parser, const char *at, dateline_token *token) {
    const char *end = parser->end;
    dateline_attribute *first = parser->tree->attributes.items + parser->tree->attributes.count;
    uint32_t count = 0;
    unsigned marks = 0;
    parser->seen[0] = ++parser->tag_serial; /* a name that there is no number for is unwanted */
    for (;;) {
        if (*at == ' ') { /* what mostly stands between attributes */
            at++;
            FORESEEN(at);
        }
        if (at >= end) {
            at = end + 1;
            break;
        }
        if (!is_in(*at, ENDS_TAG_NAME)) {
            /* Written in its place; one that is not wanted is overwritten by the next. */
            at = read_attribute(parser, at, &first[count]);
            marks |= marks_of(parser, &first[count]);
            count += is_wanted(parser, first[count].name, count);
        } else if (*at == '>') {
            at++;
            break;
        } else if (*at == '/') {
            at++;
            token->self_closing = *at == '>';
        } else {
            at = skip_spaces(at, end);
        }
    }
    token->flags |= (uint8_t)marks;
    parser->tree->attributes.count += count;
    return at;
}

/* Behind the name of a tag: its attributes, if any, and '>'. */
static const char *read_tag_rest(dateline_parser *parser, const char *at, dateline_token *token) {
    dateline_tree *tree = parser->tree;
    if (*at == '>') {
        token->attributes = DATELINE_NO_ATTRIBUTES;
        return at + 1;
    }
    token->attributes = tree->attributes.count;
    if (!DATELINE_VECTOR_RESERVE(parser->memory, &tree->attributes, DATELINE_MAX_ATTRIBUTES + 1)) {
        parser->stopped = true;
        return parser->end + 1;
    }
    at = read_attributes(parser, at, token);
    if (tree->attributes.count == token->attributes)
        token->attributes = DATELINE_NO_ATTRIBUTES;
    else
        tree->attributes.items[tree->attributes.count - 1].flags |= DATELINE_ATTRIBUTE_LAST;
    return at;
}

/* ---- Raw text (13.2.5.2 to 13.2.5.31) ------------------------------------------------------- */

/* Is there, at '<', the end tag of an element? Its name must have a byte behind it. */
static bool is_end_tag(const char *at, const char *end, dateline_string name) {
    if ((size_t)(end - at) < name.length + 3 || at[1] != '/')
        return false;
    return is_in(at[2 + name.length], ENDS_TAG_NAME) &&
           dateline_string_equal_nocase((dateline_string){at + 2, name.length}, name);
}

static const char *raw_end(const char *at, const char *end, dateline_string name) {
    for (;; at++) {
        at = dateline_scan_char(at, end, '<');
        if (at == end || is_end_tag(at, end, name))
            return at;
    }
}

/* Where the escaped part that begins with "<!--" at at ends: behind its "-->". */
static const char *escape_end(const char *at, const char *end) {
    for (at += 4; (at = dateline_scan_char(at, end, '>')) < end; at++)
        if (at[-1] == '-' && at[-2] == '-')
            return at + 1;
    return end;
}

static bool is_script_start(const char *at, const char *end) {
    return end - at > 7 && is_in(at[7], ENDS_TAG_NAME) &&
           dateline_string_equal_nocase((dateline_string){at + 1, 6}, DATELINE_LITERAL("script"));
}

/* In <!-- --> a script may hold scripts, whose end tags do not end it (13.2.5.15 to 13.2.5.31). */
static const char *script_end(const char *at, const char *end) {
    const char *escaped = at; /* the end of the escaped part; inside it while at < escaped */
    bool twice = false;
    for (;; at++) {
        at = dateline_scan_char(at, end, '<');
        if (at == end)
            return end;
        if (at >= escaped)
            twice = false;
        if (at[1] == '/') {
            if (!is_end_tag(at, end, DATELINE_LITERAL("script")))
                continue;
            if (!twice)
                return at;
            twice = false;
        } else if (at < escaped) {
            twice = twice || is_script_start(at, end);
        } else if (end - at >= 4 && memcmp(at, "<!--", 4) == 0) {
            escaped = escape_end(at, end);
        }
    }
}

/* What text with that content model may hold: it is long, and seldom read. */
static unsigned flags_of(unsigned content) {
    return content == DATELINE_CONTENT_RCDATA ? DATELINE_NODE_REFERENCES | DATELINE_NODE_CONTROLS
                                              : DATELINE_NODE_RAW | DATELINE_NODE_CONTROLS;
}

/* The content of an element that is text up to its end tag, and that end tag. */
static const char *read_raw(dateline_parser *parser, const char *begin, unsigned tag) {
    dateline_string name = dateline_string_of(dateline_tag_names[tag]);
    const char *at = parser->content == DATELINE_CONTENT_SCRIPT ? script_end(begin, parser->end)
                                                                : raw_end(begin, parser->end, name);
    dateline_raw_text(parser, begin, at, flags_of(parser->content));
    parser->content = DATELINE_CONTENT_DATA;
    if (at == parser->end)
        return at;
    dateline_token unused = {0};
    uint32_t count = parser->tree->attributes.count;
    at = read_tag_rest(parser, at + 2 + name.length, &unused);
    parser->tree->attributes.count = count;
    return at;
}

/* ---- Tags (13.2.5.6 to 13.2.5.8) ------------------------------------------------------------ */

_Static_assert(DATELINE_TAG_TITLE + 1 == DATELINE_TAG_BASE &&
                   DATELINE_TAG_TITLE + 2 == DATELINE_TAG_LINK &&
                   DATELINE_TAG_TITLE + 3 == DATELINE_TAG_META &&
                   DATELINE_TAG_TITLE + 4 == DATELINE_TAG_STYLE &&
                   DATELINE_TAG_TITLE + 5 == DATELINE_TAG_SCRIPT,
               "the elements of a head have numbers side by side");

/* The marks that a tag gives its element, whatever its attributes are. */
static unsigned marks_of_tag(unsigned tag) {
    bool head = tag - DATELINE_TAG_TITLE <= DATELINE_TAG_SCRIPT - DATELINE_TAG_TITLE;
    return (unsigned)(head | (tag == DATELINE_TAG_TIME)) * DATELINE_NODE_TELLING;
}

static const char *read_start_tag(dateline_parser *parser, const char *begin) {
    dateline_token token = {.type = DATELINE_TOKEN_START};
    const char *at = read_tag_name(parser, begin + 1, &token);
    token.flags = (uint8_t)marks_of_tag(token.tag);
    at = read_tag_rest(parser, at, &token);
    if (at > parser->end)
        return parser->end;
    token.offset = offset_of(parser, begin);
    token.length = (uint32_t)(at - begin);
    parser->content = DATELINE_CONTENT_DATA;
    dateline_process(parser, &token);
    if (parser->content == DATELINE_CONTENT_DATA || parser->content == DATELINE_CONTENT_PLAINTEXT)
        return at;
    return read_raw(parser, at, token.tag);
}

/* An end tag of any name, with whatever stands behind it. */
static const char *read_any_end_tag(dateline_parser *parser, const char *at,
                                    dateline_token *token) {
    at = read_tag_name(parser, at, token);
    if (*at == '>')
        return at + 1;
    uint32_t count = parser->tree->attributes.count;
    at = read_tag_rest(parser, at, token);
    parser->tree->attributes.count = count;
    return at;
}

/* Most end the current node and are written in lower case. Its name then says where the tag ends:
   nothing has to wait until that is found. */
static const char *read_end_tag(dateline_parser *parser, const char *begin) {
    dateline_token token = {.type = DATELINE_TOKEN_END, .attributes = DATELINE_NO_ATTRIBUTES};
    unsigned current = parser->top->tag;
    const dateline_tag_facts facts = dateline_tag_facts_of(current);
    const char *at = begin + 2 + facts.length;
    if (facts.length && *at == '>' &&
        dateline_name_stands(&dateline_tag_name_table, current, facts.length, begin + 2)) {
        set_tag(&token, current);
        at++;
    } else {
        at = read_any_end_tag(parser, begin + 2, &token);
    }
    if (at > parser->end)
        return parser->end;
    dateline_process(parser, &token);
    return at;
}

/* ---- Comments, DOCTYPE, CDATA (13.2.5.41 to 13.2.5.72) -------------------------------------- */

static bool has_controls(const char *begin, const char *end) {
    unsigned flags = 0;
    return dateline_scan_value(begin, end, '\0', &flags) < end || flags & DATELINE_NODE_CONTROLS;
}

static void process_range(dateline_parser *parser, dateline_token_type type, const char *begin,
                          const char *end) {
    unsigned flags = has_controls(begin, end) ? DATELINE_NODE_CONTROLS : 0;
    dateline_token token = {.type = (uint8_t)type,
                            .flags = (uint8_t)flags,
                            .offset = offset_of(parser, begin),
                            .length = (uint32_t)(end - begin),
                            .attributes = DATELINE_NO_ATTRIBUTES};
    dateline_process(parser, &token);
}

static const char *bogus_comment(dateline_parser *parser, const char *begin) {
    const char *at = dateline_scan_char(begin, parser->end, '>');
    process_range(parser, DATELINE_TOKEN_COMMENT, begin, at);
    return at < parser->end ? at + 1 : at;
}

/* At the end of the page a comment loses what looks like the beginning of its end. */
static const char *cut_comment(const char *begin, const char *end) {
    size_t length = (size_t)(end - begin);
    if (length >= 3 && memcmp(end - 3, "--!", 3) == 0)
        return end - 3;
    if (length >= 2 && memcmp(end - 2, "--", 2) == 0)
        return end - 2;
    return length >= 1 && end[-1] == '-' ? end - 1 : end;
}

/* begin: behind "<!--". */
static const char *read_comment(dateline_parser *parser, const char *begin) {
    const char *end = parser->end;
    const char *data_end = NULL;
    const char *at = begin;
    if (at < end && *at == '>') {
        data_end = begin;
    } else if (end - at >= 2 && at[0] == '-' && at[1] == '>') {
        data_end = begin;
        at++;
    } else {
        for (; (at = dateline_scan_char(at, end, '>')) < end; at++) {
            if (at - begin >= 2 && at[-1] == '-' && at[-2] == '-')
                data_end = at - 2;
            else if (at - begin >= 3 && at[-1] == '!' && at[-2] == '-' && at[-3] == '-')
                data_end = at - 3;
            if (data_end)
                break;
        }
    }
    process_range(parser, DATELINE_TOKEN_COMMENT, begin,
                  data_end ? data_end : cut_comment(begin, end));
    return at < end ? at + 1 : end;
}

static const char *read_doctype(dateline_parser *parser, const char *begin) {
    const char *at = dateline_scan_char(begin, parser->end, '>');
    at += at < parser->end;
    process_range(parser, DATELINE_TOKEN_DOCTYPE, begin, at);
    return at;
}

/* begin: behind "<![CDATA[". */
static const char *read_cdata(dateline_parser *parser, const char *begin) {
    const char *end = parser->end;
    const char *at = begin;
    while ((at = dateline_scan_char(at, end, '>')) < end) {
        if (at - begin >= 2 && at[-1] == ']' && at[-2] == ']')
            break;
        at++;
    }
    const char *data_end = at < end ? at - 2 : end;
    if (begin < data_end)
        dateline_process_text(parser, begin, data_end, DATELINE_NODE_RAW | DATELINE_NODE_CONTROLS);
    return at < end ? at + 1 : end;
}

static bool starts_nocase(const char *at, const char *end, dateline_string prefix) {
    return dateline_string_starts_nocase((dateline_string){at, (size_t)(end - at)}, prefix);
}

/* begin: at "<!". */
static const char *read_declaration(dateline_parser *parser, const char *begin) {
    const char *at = begin + 2;
    const char *end = parser->end;
    if (end - at >= 2 && at[0] == '-' && at[1] == '-')
        return read_comment(parser, at + 2);
    if (starts_nocase(at, end, DATELINE_LITERAL("doctype")))
        return read_doctype(parser, begin);
    if (end - at >= 7 && memcmp(at, "[CDATA[", 7) == 0 && dateline_allows_cdata(parser))
        return read_cdata(parser, at + 7);
    return bogus_comment(parser, at);
}

/* ---- Data (13.2.5.1) ------------------------------------------------------------------------ */

/* Does '<' begin something here? If not it is text. */
static bool opens_markup(const char *at, const char *end) {
    if (end - at < 2)
        return false;
    char c = at[1];
    if (c == '/')
        return end - at > 2;
    return dateline_is_letter(c) || c == '!' || c == '?';
}

/* begin: at '<'. @return behind the token. */
static const char *read_markup(dateline_parser *parser, const char *begin) {
    char c = begin[1];
    if (c == '!')
        return read_declaration(parser, begin);
    if (c == '?')
        return bogus_comment(parser, begin + 1);
    if (c != '/')
        return read_start_tag(parser, begin);
    if (dateline_is_letter(begin[2]))
        return read_end_tag(parser, begin);
    return begin[2] == '>' ? begin + 3 : bogus_comment(parser, begin + 2);
}

/* Text up to the next markup, or NUL; there may be none. @return behind it. */
static const char *read_text(dateline_parser *parser, const char *begin) {
    const char *end = parser->end;
    unsigned flags = 0;
    const char *at = *begin == '<' ? begin : dateline_scan_text(begin, end, &flags);
    while (at < end && *at == '<' && !opens_markup(at, end))
        at = at[1] == '<' ? at + 1 : dateline_scan_text(at + 1, end, &flags);
    if (begin < at)
        dateline_process_text(parser, begin, at, flags);
    return at;
}

/* All that is left, behind <plaintext> or in a fragment whose context holds text only. */
static void read_rest(dateline_parser *parser, const char *begin) {
    unsigned text =
        parser->content == DATELINE_CONTENT_RCDATA ? DATELINE_NODE_REFERENCES : DATELINE_NODE_RAW;
    dateline_process_text(parser, begin, parser->end, text | DATELINE_NODE_CONTROLS);
}

static bool has_room(dateline_parser *parser) {
    return parser->tree->nodes.count <= parser->room || dateline_reserve_nodes(parser, 0);
}

bool dateline_tokenize(dateline_parser *parser) {
    const char *at = parser->text;
    while (at < parser->end && !parser->stopped && has_room(parser)) {
        if (parser->content != DATELINE_CONTENT_DATA) {
            read_rest(parser, at);
            break;
        }
        at = read_text(parser, at);
        if (at == parser->end)
            break;
        if (*at) {
            at = read_markup(parser, at);
        } else {
            dateline_process_nul(parser, at);
            at++;
        }
    }
    return !parser->memory->failed;
}
