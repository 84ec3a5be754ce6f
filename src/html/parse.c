/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dateline_parse(): a page, or a fragment (WHATWG HTML 13.4), from its first byte to a finished
 * tree. The parser's own memory is made with the first page and kept with the tree.
 */
#include "html/parser.h"

/* Where a page made the vectors larger than this, in bytes, they are not kept for the next one. */
static const size_t kept_at_most = (size_t)64 << 20;

/* ---- Memory --------------------------------------------------------------------------------- */

static dateline_parser *parser_of(dateline_tree *tree, dateline_memory *memory) {
    if (!tree->parser) {
        tree->parser = dateline_memory_allocate(memory, sizeof *tree->parser);
        if (tree->parser)
            memset(tree->parser, 0, sizeof *tree->parser);
    }
    return tree->parser;
}

static size_t size_of_vectors(const dateline_tree *tree) {
    const dateline_parser *parser = tree->parser;
    return ((size_t)tree->nodes.capacity + parser->spare.capacity) * sizeof(dateline_node) +
           tree->attributes.capacity * sizeof(dateline_attribute) +
           parser->pending.capacity * sizeof(dateline_piece) +
           parser->previous.capacity * sizeof(uint32_t) + parser->tags.folded.capacity +
           parser->attribute_names.folded.capacity;
}

static void release_vectors(dateline_tree *tree, dateline_memory *memory) {
    dateline_parser *parser = tree->parser;
    DATELINE_VECTOR_DESTROY(memory, &tree->nodes);
    DATELINE_VECTOR_DESTROY(memory, &tree->attributes);
    DATELINE_VECTOR_DESTROY(memory, &parser->pending);
    DATELINE_VECTOR_DESTROY(memory, &parser->previous);
    DATELINE_VECTOR_DESTROY(memory, &parser->spare);
    dateline_name_set_destroy(&parser->tags, memory);
    dateline_name_set_destroy(&parser->attribute_names, memory);
}

void dateline_tree_destroy(dateline_tree *tree, dateline_memory *memory) {
    dateline_parser *parser = tree->parser;
    if (parser) {
        release_vectors(tree, memory);
        dateline_memory_release(memory, parser, sizeof *parser);
    }
    *tree = (dateline_tree){0};
}

/* ---- Begin ---------------------------------------------------------------------------------- */

static void reset_parser(dateline_parser *parser) {
    parser->top = parser->stack;
    parser->stack[0] = (dateline_open){0};
    memset(parser->open, 0, (DATELINE_TAG_COUNT + parser->tags.names.count) * sizeof *parser->open);
    dateline_name_set_clear(&parser->tags, DATELINE_TAG_COUNT);
    dateline_name_set_clear(&parser->attribute_names, DATELINE_ATTRIBUTE_COUNT);
    /* The serial numbers of tags go on from page to page, so that seen need not be cleared. */
    if (parser->tag_serial > UINT32_MAX / 2) {
        memset(parser->seen, 0, sizeof parser->seen);
        parser->tag_serial = 0;
    }
    parser->foreign = parser->form = parser->merged = parser->selected = 0;
    parser->mode = DATELINE_MODE_INITIAL;
    parser->content = DATELINE_CONTENT_DATA;
    parser->foster = parser->fragment = parser->stopped = false;
    parser->linked_back = parser->sorted = false;
    parser->skip_line_feed = parser->pending_other = false;
    parser->frameset_ok = true;
    parser->context_tag = parser->context_flags = parser->context_namespace = 0;
    parser->formatting_count = parser->template_count = 0;
    parser->pending.count = 0;
}

static bool begin(dateline_parser *parser, dateline_tree *tree, dateline_memory *memory,
                  const char *text, uint32_t length) {
    tree->text = text;
    tree->length = length;
    tree->html = tree->head = tree->body = 0;
    tree->quirks = false;
    tree->limits = 0;
    tree->nodes.count = 0;
    tree->attributes.count = 0;
    reset_parser(parser);
    if (size_of_vectors(tree) > kept_at_most)
        release_vectors(tree, memory);
    parser->tree = tree;
    parser->memory = memory;
    parser->text = text;
    parser->end = text + length;
    parser->room = 0;
    parser->clones = length < UINT32_MAX - 1024 ? length + 1024 : length;
    if (!dateline_reserve_nodes(parser, 0))
        return false;
    parser->nodes = tree->nodes.items;
    parser->nodes[tree->nodes.count++] =
        (dateline_node){.attributes = DATELINE_NO_ATTRIBUTES, .type = DATELINE_NODE_DOCUMENT};
    return true;
}

/* ---- Fragments ------------------------------------------------------------------------------ */

static unsigned context_name(dateline_string name) {
    char block[DATELINE_BLOCK] = {0};
    if (!name.length || name.length >= sizeof block)
        return DATELINE_TAG_NONE;
    memcpy(block, name.data, name.length);
    return dateline_name_find(&dateline_tag_name_table, block, (unsigned)name.length);
}

static dateline_content content_of(const dateline_parser *parser) {
    switch (dateline_tag_facts_of(parser->context_tag).group) {
    case DATELINE_GROUP_TITLE:
    case DATELINE_GROUP_TEXTAREA:
        return DATELINE_CONTENT_RCDATA;
    case DATELINE_GROUP_NOSCRIPT:
        return parser->scripting ? DATELINE_CONTENT_RAWTEXT : DATELINE_CONTENT_DATA;
    case DATELINE_GROUP_STYLE:
    case DATELINE_GROUP_XMP:
    case DATELINE_GROUP_IFRAME:
    case DATELINE_GROUP_NOEMBED:
    case DATELINE_GROUP_NOFRAMES:
    case DATELINE_GROUP_SCRIPT:
    case DATELINE_GROUP_PLAINTEXT:
        return DATELINE_CONTENT_PLAINTEXT;
    default:
        return DATELINE_CONTENT_DATA;
    }
}

/*
 * The root element of the standard's algorithm is the document itself here, so that the fragment's
 * nodes are the document's children. No end tag is appropriate in a context of raw text: all of the
 * page is its text.
 */
static void begin_fragment(dateline_parser *parser, dateline_string context) {
    unsigned namespace = 0;
    if (dateline_string_starts(context, DATELINE_LITERAL("svg ")))
    namespace = DATELINE_NODE_SVG;
    else if (dateline_string_starts(context, DATELINE_LITERAL("math "))) namespace =
        DATELINE_NODE_MATHML;
    size_t skip = namespace == DATELINE_NODE_SVG ? 4 : namespace ? 5 : 0;
    unsigned tag = context_name(dateline_string_part(context, skip, context.length));
    parser->fragment = true;
    dateline_set_context(parser, tag, namespace);
    push(parser, 0, DATELINE_TAG_HTML, dateline_tag_facts_of(DATELINE_TAG_HTML).flags);
    if (parser->context_tag == DATELINE_TAG_TEMPLATE)
        parser->template_modes[parser->template_count++] = DATELINE_MODE_IN_TEMPLATE;
    dateline_reset_mode(parser);
    if (parser->context_tag == DATELINE_TAG_FORM)
        parser->form = DATELINE_FORM_OUTSIDE;
    parser->content = (uint8_t)content_of(parser);
}

/* ---- Parse ---------------------------------------------------------------------------------- */

static void end_of_file(dateline_parser *parser) {
    dateline_token token = {.type = DATELINE_TOKEN_EOF};
    while (!parser->stopped && dateline_reserve_nodes(parser, 0))
        dateline_process(parser, &token);
}

bool dateline_parse(dateline_tree *tree, dateline_memory *memory, const char *text, uint32_t length,
                    const dateline_parse_options *options) {
    dateline_parser *parser = parser_of(tree, memory);
    if (!parser || !begin(parser, tree, memory, text, length))
        return false;
    parser->scripting = options && options->scripting;
    if (options && options->fragment.data)
        begin_fragment(parser, options->fragment);
    if (!dateline_tokenize(parser))
        return false;
    end_of_file(parser);
    return dateline_finish(parser) && !memory->failed;
}
