/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules for parsing tokens in foreign content (WHATWG HTML 13.2.6.5), and the part of the tree
 * construction dispatcher (13.2.6) that sends tokens to them.
 *
 * Names keep the case that they were written in; the case that SVG wants of a few is looked up when
 * somebody asks for a name.
 */
#include "html/parser.h"

/* ---- The adjusted current node -------------------------------------------------------------- */

typedef struct element {
    unsigned flags;     /* DATELINE_TAG_IS_ */
    unsigned namespace; /* DATELINE_NODE_SVG, DATELINE_NODE_MATHML or 0 */
} element;

/* The context element takes the place of a fragment's root. */
static element adjusted_current(const dateline_parser *parser) {
    if (parser->fragment && open_count(parser) == 1)
        return (element){parser->context_flags, parser->context_namespace};
    const dateline_open *top = parser->top;
    return (element){top->flags,
                     parser->nodes[top->node].flags & (DATELINE_NODE_SVG | DATELINE_NODE_MATHML)};
}

bool dateline_is_foreign(const dateline_parser *parser, const dateline_token *token) {
    unsigned flags = adjusted_current(parser).flags;
    bool start = token->type == DATELINE_TOKEN_START;
    bool text = token->type == DATELINE_TOKEN_TEXT;
    if (!(flags & DATELINE_TAG_IS_FOREIGN) || token->type == DATELINE_TOKEN_EOF)
        return false;
    if (flags & DATELINE_TAG_IS_TEXT_POINT &&
        (text ||
         (start && token->tag != DATELINE_TAG_MGLYPH && token->tag != DATELINE_TAG_MALIGNMARK)))
        return false;
    if (flags & DATELINE_TAG_IS_ANNOTATION_XML && start && token->tag == DATELINE_TAG_SVG)
        return false;
    return !(flags & DATELINE_TAG_IS_HTML_POINT && (text || start));
}

bool dateline_allows_cdata(const dateline_parser *parser) {
    return adjusted_current(parser).flags & DATELINE_TAG_IS_FOREIGN;
}

/* ---- Insertion ------------------------------------------------------------------------------ */

/* What an element of SVG or MathML is to the standard's algorithms (13.2.4.2, 13.2.6). */
static unsigned flags_of(const dateline_parser *parser, unsigned tag, unsigned namespace,
                         uint32_t attributes) {
    const unsigned plain = DATELINE_TAG_IS_FOREIGN;
    const unsigned boundary = plain | DATELINE_TAG_IS_SPECIAL | DATELINE_TAG_IS_SCOPE;
    if (namespace == DATELINE_NODE_SVG) {
        bool point = tag == DATELINE_TAG_FOREIGNOBJECT || tag == DATELINE_TAG_DESC ||
                     tag == DATELINE_TAG_TITLE;
        return point ? boundary | DATELINE_TAG_IS_HTML_POINT : plain;
    }
    switch (tag) {
    case DATELINE_TAG_MI:
    case DATELINE_TAG_MO:
    case DATELINE_TAG_MN:
    case DATELINE_TAG_MS:
    case DATELINE_TAG_MTEXT:
        return boundary | DATELINE_TAG_IS_TEXT_POINT;
    case DATELINE_TAG_ANNOTATION_XML:
        if (dateline_has_value(parser, attributes, DATELINE_ATTRIBUTE_ENCODING,
                               DATELINE_LITERAL("text/html")) ||
            dateline_has_value(parser, attributes, DATELINE_ATTRIBUTE_ENCODING,
                               DATELINE_LITERAL("application/xhtml+xml")))
            return boundary | DATELINE_TAG_IS_ANNOTATION_XML | DATELINE_TAG_IS_HTML_POINT;
        return boundary | DATELINE_TAG_IS_ANNOTATION_XML;
    default:
        return plain;
    }
}

void dateline_insert_foreign(dateline_parser *parser, const dateline_token *token,
                             unsigned namespace) {
    uint32_t node = dateline_new_element(parser, token, namespace);
    dateline_insert_node(parser, node);
    if (!token->self_closing)
        push(parser, node, DATELINE_TAG_NONE,
             flags_of(parser, token->tag, namespace, token->attributes));
}

void dateline_set_context(dateline_parser *parser, unsigned tag, unsigned namespace) {
    parser->context_tag = namespace ? DATELINE_TAG_NONE : (uint16_t)tag;
    parser->context_namespace = (uint8_t) namespace;
    parser->context_flags =
        (uint16_t)(namespace ? flags_of(parser, tag, namespace, DATELINE_NO_ATTRIBUTES)
                             : dateline_tag_facts_of(tag).flags);
}

/* ---- The rules ------------------------------------------------------------------------------ */

static bool has_attribute(const dateline_parser *parser, uint32_t index, unsigned name) {
    for (bool last = index == DATELINE_NO_ATTRIBUTES; !last; index++) {
        if (parser->tree->attributes.items[index].name == name)
            return true;
        last = parser->tree->attributes.items[index].flags & DATELINE_ATTRIBUTE_LAST;
    }
    return false;
}

static bool breaks_out(const dateline_parser *parser, const dateline_token *token) {
    if (token->type == DATELINE_TOKEN_END)
        return token->tag == DATELINE_TAG_BR || token->tag == DATELINE_TAG_P;
    if (token->tag == DATELINE_TAG_FONT)
        return has_attribute(parser, token->attributes, DATELINE_ATTRIBUTE_COLOR) ||
               has_attribute(parser, token->attributes, DATELINE_ATTRIBUTE_FACE) ||
               has_attribute(parser, token->attributes, DATELINE_ATTRIBUTE_SIZE);
    return dateline_tag_facts_of(token->tag).flags & DATELINE_TAG_IS_BREAKOUT;
}

/* Back to HTML, or to where it is allowed; the token goes to the insertion mode, whatever the
   adjusted current node is now. */
static bool break_out(dateline_parser *parser, dateline_token *token) {
    const unsigned points = DATELINE_TAG_IS_TEXT_POINT | DATELINE_TAG_IS_HTML_POINT;
    while (parser->top->flags & DATELINE_TAG_IS_FOREIGN && !(parser->top->flags & points))
        pop(parser);
    dateline_process_in_mode(parser, token);
    return true;
}

static bool end_foreign(dateline_parser *parser, dateline_token *token) {
    const dateline_open *entry = parser->top;
    for (; entry > parser->stack + 1; entry--) {
        if (!(entry->flags & DATELINE_TAG_IS_FOREIGN)) {
            dateline_process_in_mode(parser, token);
            return true;
        }
        if (parser->nodes[entry->node].tag == token->tag) {
            while (parser->top >= entry)
                pop(parser);
            return true;
        }
    }
    return true;
}

bool dateline_in_foreign_content(dateline_parser *parser, dateline_token *token) {
    switch (token->type) {
    case DATELINE_TOKEN_TEXT:
        dateline_insert_text(parser, token->offset, token->length, token->flags);
        if (token->kind == DATELINE_TEXT_OTHER)
            parser->frameset_ok = false;
        return true;
    case DATELINE_TOKEN_COMMENT:
        dateline_insert_comment(parser, token);
        return true;
    case DATELINE_TOKEN_START:
        if (breaks_out(parser, token))
            return break_out(parser, token);
        dateline_insert_foreign(parser, token, adjusted_current(parser).namespace);
        return true;
    case DATELINE_TOKEN_END:
        if (breaks_out(parser, token))
            return break_out(parser, token);
        return end_foreign(parser, token);
    default:
        return true;
    }
}
