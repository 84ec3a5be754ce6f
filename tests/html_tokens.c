/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tokenizer alone, for html5lib_tokenizer.py: in the place of tree construction stands here
 * what prints the tokens. Linked before the library, it takes the place of the library's files.
 *
 * Reads lines "CONTENT TAG PAGE": a dateline_content as a number, or 5 for CDATA, the start tag
 * that it belongs to ("-": none), and the page in hexadecimal digits. Writes a line of tokens for
 * each:
 *
 *     C TEXT    S NAME CLOSING COUNT (NAME VALUE)...    E NAME    ! TEXT    D NAME PUBLIC SYSTEM OK
 *
 * all strings in hexadecimal digits, "." for the empty one and "-" for one that is absent.
 */
#include "html/parser.h"

#include <stdio.h>
#include <stdlib.h>

/* A page that begins inside <![CDATA[. */
enum { CONTENT_CDATA = 5 };

static dateline_arena arena;
static unsigned first_content; /* what the tokenizer is to read behind the first start tag */
static bool started;           /* that start tag is behind us */

static void print_string(dateline_string string) {
    if (!string.length)
        fputs(string.data ? " ." : " -", stdout);
    else
        putchar(' ');
    for (size_t i = 0; i < string.length; i++)
        printf("%02x", (unsigned char)string.data[i]);
}

static void print_folded(dateline_string name) {
    dateline_writer writer = {.memory = arena.memory};
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[i])
            dateline_write_char(&writer, dateline_lower(name.data[i]));
        else
            dateline_write_text(&writer, "\xEF\xBF\xBD");
    }
    print_string(name.data ? dateline_writer_text(&writer) : name);
    dateline_writer_destroy(&writer);
}

/* A piece of the page, as a node would read it. */
static dateline_string read_piece(const dateline_parser *parser, uint32_t offset, uint32_t length,
                                  unsigned flags) {
    dateline_node node = {.offset = offset, .length = length, .flags = (uint8_t)flags};
    dateline_tree tree = {.text = parser->text};
    tree.nodes.items = &node;
    return dateline_tree_text(&tree, 0, &arena);
}

static dateline_string tag_name(const dateline_parser *parser, unsigned tag) {
    if (tag < DATELINE_TAG_COUNT)
        return dateline_string_of(dateline_tag_names[tag]);
    return dateline_name_set_get(&parser->tags, parser->text, tag);
}

static void print_start_tag(const dateline_parser *parser, const dateline_token *token) {
    const dateline_tree *tree = parser->tree;
    uint32_t end = token->attributes;
    if (end != DATELINE_NO_ATTRIBUTES)
        while (!(tree->attributes.items[end++].flags & DATELINE_ATTRIBUTE_LAST))
            continue;
    printf("S");
    print_string(tag_name(parser, token->tag));
    printf(" %d %u", token->self_closing, end - token->attributes);
    for (uint32_t i = token->attributes; i < end; i++) {
        print_folded(dateline_tree_attribute_name(tree, &tree->attributes.items[i]));
        print_string(dateline_tree_value(tree, &tree->attributes.items[i], &arena));
    }
}

static void print_doctype(const dateline_parser *parser, const dateline_token *token) {
    dateline_doctype doctype = dateline_doctype_parse(parser->text, token->offset, token->length);
    printf("D");
    print_folded(doctype.name);
    print_string(dateline_text_normalize(doctype.public_id, &arena));
    print_string(dateline_text_normalize(doctype.system_id, &arena));
    printf(" %d", !doctype.force_quirks);
}

/* ---- In the place of tree construction ------------------------------------------------------ */

void dateline_process(dateline_parser *parser, dateline_token *token) {
    if (!started) {
        started = true;
        parser->content = (uint8_t)first_content;
        return;
    }
    switch (token->type) {
    case DATELINE_TOKEN_START:
        print_start_tag(parser, token);
        parser->stack[1].tag = token->tag; /* the current node, as it were */
        break;
    case DATELINE_TOKEN_END:
        printf("E");
        print_string(tag_name(parser, token->tag));
        break;
    case DATELINE_TOKEN_COMMENT:
        printf("!");
        print_string(read_piece(parser, token->offset, token->length, token->flags));
        break;
    default:
        print_doctype(parser, token);
        break;
    }
    putchar(' ');
}

void dateline_process_text(dateline_parser *parser, const char *begin, const char *end,
                           unsigned flags) {
    printf("C");
    print_string(
        read_piece(parser, (uint32_t)(begin - parser->text), (uint32_t)(end - begin), flags));
    putchar(' ');
}

void dateline_process_nul(dateline_parser *parser, const char *at) {
    (void)parser;
    (void)at;
    printf("C 00 ");
}

void dateline_raw_text(dateline_parser *parser, const char *begin, const char *end,
                       unsigned flags) {
    if (begin < end)
        dateline_process_text(parser, begin, end, flags);
    /* The end tag is an end tag where it is at its end. */
    if (memchr(end, '>', (size_t)(parser->end - end)))
        printf("R ");
}

bool dateline_allows_cdata(const dateline_parser *parser) {
    (void)parser;
    return first_content == CONTENT_CDATA;
}

bool dateline_reserve_nodes(dateline_parser *parser, uint32_t extra) {
    (void)extra;
    parser->room = UINT32_MAX;
    return true;
}

/* ---- Lines ---------------------------------------------------------------------------------- */

static unsigned read_digit(char c) {
    return (unsigned)(dateline_is_digit(c) ? c - '0' : c - 'a' + 10);
}

static void tokenize(dateline_parser *parser, dateline_tree *tree, const char *tag,
                     const char *digits) {
    static char page[1 << 16];
    size_t length = 0;
    started = *tag == '-';
    if (!started)
        length = (size_t)snprintf(page, sizeof page, "<%s>", tag);
    else if (first_content == CONTENT_CDATA)
        length = (size_t)snprintf(page, sizeof page, "<![CDATA[");
    for (; digits[0] && digits[1] && length < sizeof page - DATELINE_PADDING; digits += 2)
        page[length++] = (char)(read_digit(digits[0]) << 4 | read_digit(digits[1]));
    memset(page + length, 0, DATELINE_PADDING);
    tree->text = parser->text = page;
    tree->length = (uint32_t)length;
    parser->end = page + length;
    parser->top = parser->stack + 1;
    parser->content = DATELINE_CONTENT_DATA;
    dateline_name_set_clear(&parser->tags, DATELINE_TAG_COUNT);
    dateline_name_set_clear(&parser->attribute_names, DATELINE_ATTRIBUTE_COUNT);
    dateline_tokenize(parser);
    putchar('\n');
}

int main(void) {
    static dateline_parser parser;
    static char line[1 << 17], tag[64], digits[1 << 17];
    dateline_memory memory;
    dateline_tree tree = {.parser = &parser};
    dateline_memory_initialize(&memory, NULL);
    dateline_arena_initialize(&arena, &memory);
    parser.tree = &tree;
    parser.memory = &memory;
    while (fgets(line, sizeof line, stdin)) {
        digits[0] = '\0';
        if (sscanf(line, "%u %63s %131071s", &first_content, tag, digits) < 2)
            return EXIT_FAILURE;
        tokenize(&parser, &tree, tag, digits);
        dateline_arena_reset(&arena);
    }
    DATELINE_VECTOR_DESTROY(&memory, &tree.attributes);
    dateline_name_set_destroy(&parser.tags, &memory);
    dateline_name_set_destroy(&parser.attribute_names, &memory);
    dateline_arena_destroy(&arena);
    return EXIT_SUCCESS;
}
