/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tokenizer without a tree: in the place of tree construction stands here what notes the
 * tokens. Texts, comments and start tags lie in the page, one behind the other; the machine's own
 * instructions and the portable path give the same tokens, wherever in memory the page begins.
 */
#include "html/parser.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
bool portable_tokenize(dateline_parser *parser);

typedef struct token_list {
    uint64_t hash; /* of all that the tokens say */
    uint32_t count;
    uint32_t end; /* of the last one that has a range */
} token_list;

static token_list *tokens; /* of the run that is going on */

static void require(bool holds, const char *what) {
    if (holds)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void note(uint64_t value) {
    tokens->hash = (tokens->hash ^ value) * 0x9E3779B97F4A7C15U;
    tokens->hash ^= tokens->hash >> 29;
}

static void note_range(const dateline_parser *parser, uint32_t offset, uint32_t length) {
    uint32_t size = (uint32_t)(parser->end - parser->text);
    require(offset <= size && length <= size - offset, "a token outside of the page");
    require(offset >= tokens->end, "tokens that overlap");
    tokens->end = offset + length;
    note(offset);
    note(length);
}

static void note_attributes(const dateline_parser *parser, uint32_t index) {
    uint32_t size = (uint32_t)(parser->end - parser->text);
    for (bool last = index == DATELINE_NO_ATTRIBUTES; !last; index++) {
        const dateline_attribute *a = &parser->tree->attributes.items[index];
        last = a->flags & DATELINE_ATTRIBUTE_LAST;
        require(a->name_offset < size && a->value_offset <= size &&
                    a->value_length <= size - a->value_offset,
                "an attribute outside of the page");
        note(a->name_offset);
        note(a->value_offset);
        note((uint64_t)a->value_length << 32 | (uint64_t)a->name << 16 |
             (uint64_t)a->name_length << 8 | a->flags);
    }
}

/* ---- In the place of tree construction ------------------------------------------------------ */

static unsigned content_behind(unsigned group) {
    switch (group) {
    case DATELINE_GROUP_TITLE:
    case DATELINE_GROUP_TEXTAREA:
        return DATELINE_CONTENT_RCDATA;
    case DATELINE_GROUP_STYLE:
    case DATELINE_GROUP_XMP:
    case DATELINE_GROUP_IFRAME:
        return DATELINE_CONTENT_RAWTEXT;
    case DATELINE_GROUP_SCRIPT:
        return DATELINE_CONTENT_SCRIPT;
    case DATELINE_GROUP_PLAINTEXT:
        return DATELINE_CONTENT_PLAINTEXT;
    default:
        return DATELINE_CONTENT_DATA;
    }
}

void dateline_process(dateline_parser *parser, dateline_token *token) {
    tokens->count++;
    note((uint64_t)token->type << 32 | (uint64_t)token->tag << 8 | token->self_closing);
    if (token->type != DATELINE_TOKEN_END)
        note_range(parser, token->offset, token->length);
    if (token->type != DATELINE_TOKEN_START)
        return;
    note_attributes(parser, token->attributes);
    parser->stack[1].tag = token->tag;
    parser->content = (uint8_t)content_behind(token->group);
}

void dateline_process_text(dateline_parser *parser, const char *begin, const char *end,
                           unsigned flags) {
    tokens->count++;
    require(begin < end, "an empty text");
    note_range(parser, (uint32_t)(begin - parser->text), (uint32_t)(end - begin));
    note(flags);
}

void dateline_process_nul(dateline_parser *parser, const char *at) {
    note_range(parser, (uint32_t)(at - parser->text), 1);
}

void dateline_raw_text(dateline_parser *parser, const char *begin, const char *end,
                       unsigned flags) {
    if (begin < end)
        dateline_process_text(parser, begin, end, flags);
}

bool dateline_allows_cdata(const dateline_parser *parser) {
    return parser->scripting;
}

bool dateline_reserve_nodes(dateline_parser *parser, uint32_t extra) {
    (void)extra;
    parser->room = UINT32_MAX;
    return true;
}

/* ---- Runs ----------------------------------------------------------------------------------- */

/* The portable run has no current node, whose end tags take a way of their own; in the others the
   last start tag stands for it. */
static token_list run(dateline_parser *parser, char *room, const uint8_t *data, size_t size,
                      bool portable) {
    token_list list = {0};
    parser->stack[1].tag = DATELINE_TAG_NONE;
    parser->top = parser->stack + !portable;
    memcpy(room, data + 1, size - 1);
    memset(room + size - 1, '>', DATELINE_PADDING);
    parser->text = parser->tree->text = room;
    parser->tree->length = (uint32_t)size - 1;
    parser->end = room + size - 1;
    parser->scripting = *data & 1; /* CDATA sections are allowed */
    parser->content = DATELINE_CONTENT_DATA;
    parser->tree->attributes.count = 0;
    dateline_name_set_clear(&parser->tags, DATELINE_TAG_COUNT);
    dateline_name_set_clear(&parser->attribute_names, DATELINE_ATTRIBUTE_COUNT);
    tokens = &list;
    require(portable ? portable_tokenize(parser) : dateline_tokenize(parser), "no memory");
    return list;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static dateline_parser parser;
    static dateline_tree tree;
    static dateline_memory memory;
    if (!size)
        return 0;
    dateline_memory_initialize(&memory, NULL);
    tree.parser = &parser;
    parser.tree = &tree;
    parser.memory = &memory;
    char *room = malloc(size + DATELINE_PADDING + 16);
    require(room != NULL, "no memory");
    token_list first = run(&parser, room + 15, data, size, true);
    for (unsigned shift = 0; shift < 16; shift += 5) {
        token_list other = run(&parser, room + shift, data, size, false);
        require(other.hash == first.hash && other.count == first.count,
                "tokens that differ from the portable path's");
    }
    free(room);
    dateline_name_set_clear(&parser.tags, DATELINE_TAG_COUNT); /* its slots stay with the parser */
    dateline_name_set_clear(&parser.attribute_names, DATELINE_ATTRIBUTE_COUNT);
    DATELINE_VECTOR_DESTROY(&memory, &tree.attributes);
    dateline_name_set_destroy(&parser.tags, &memory);
    dateline_name_set_destroy(&parser.attribute_names, &memory);
    return 0;
}
