/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every element, attribute and text knows the bytes of the page that it stands in:
 *
 *     html_provenance [--all] [FILE|FOLDER...]
 *
 * Each page (.html, .html.gz) is read as it is, and again in another of the 39 encodings, a
 * different one for each page; with --all in each of them. What must hold: the bytes at a range,
 * decoded from the decoder's state at its start, with character references and line breaks applied
 * by the plain code here, are what the tree says. NUL and the first line break of <pre> are in no
 * range. Without arguments the pages are those of the shared data, which are looked for where
 * DATELINE_SHARED says; where there are none the exit status is 77.
 */
#include "../bench/pages.h"
#include "encoder.h"
#include "html/parser.h"
#include "html/references.h"

/* ---- The other way to the same ----------------------------------------------------------------
 */

/* A place where the decoder's state changes; only in ISO-2022-JP are there any. */
typedef struct change {
    uint32_t offset;
    uint32_t state;
} change;

typedef struct reading {
    dateline_memory memory;
    dateline_arena arena;
    dateline_text text;
    dateline_tree tree;
    DATELINE_VECTOR(change) changes;
    char *decoded; /* of one range */
    char *expected;
    size_t room;
} reading;

static void note_changes(reading *r) {
    const uint8_t *page = (const uint8_t *)r->text.page;
    dateline_decoder decoder = {.encoding = r->text.encoding,
                                .at = page + r->text.shift,
                                .end = page + r->text.page_length};
    uint32_t state = 0;
    r->changes.count = 0;
    if (r->text.encoding->kind != DATELINE_DECODER_ISO_2022_JP)
        return;
    while (decoder.at < decoder.end) {
        dateline_decoder_next(&decoder);
        if (decoder.state != state) {
            change now = {(uint32_t)(decoder.at - page), decoder.state};
            if (!DATELINE_VECTOR_PUSH(&r->memory, &r->changes, now))
                fatal("no memory", "states");
            state = decoder.state;
        }
    }
}

static uint32_t state_at(const reading *r, uint32_t offset) {
    uint32_t low = 0, high = r->changes.count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (r->changes.items[middle].offset <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? r->changes.items[low - 1].state : 0;
}

/* The bytes of the page behind a range of the text, decoded by themselves. */
static dateline_string decode_range(reading *r, uint32_t offset, uint32_t length) {
    uint32_t begin = dateline_text_origin(&r->text, offset);
    uint32_t end = dateline_text_origin(&r->text, offset + length);
    const uint8_t *page = (const uint8_t *)r->text.page;
    dateline_decoder decoder = {.encoding = r->text.encoding,
                                .at = page + begin,
                                .end = page + end,
                                .state = state_at(r, begin)};
    char *out = r->decoded;
    while (length && decoder.at < decoder.end) {
        uint32_t code = dateline_decoder_next(&decoder);
        if (code == DATELINE_DECODED_NOTHING)
            continue;
        out +=
            dateline_utf8_encode(code == DATELINE_DECODED_ERROR ? DATELINE_REPLACEMENT : code, out);
        if (decoder.second)
            out += dateline_utf8_encode(decoder.second, out);
    }
    return (dateline_string){r->decoded, (size_t)(out - r->decoded)};
}

/* The longest name of the table that the text begins with, by looking at all of them. */
static size_t find_reference(dateline_string text, bool attribute, char **out) {
    const dateline_reference *best = NULL;
    size_t length = 0;
    for (unsigned i = 0; i < dateline_reference_count; i++) {
        const dateline_reference *reference = &dateline_references[i];
        const char *name = &dateline_reference_names[0][0] + reference->name;
        if (reference->length > text.length || *name != *text.data ||
            memcmp(name, text.data, reference->length) != 0)
            continue;
        bool semicolon = reference->length < text.length && text.data[reference->length] == ';';
        size_t taken = reference->length + (size_t)semicolon;
        if ((semicolon || reference->bare) && taken > length) {
            best = reference;
            length = taken;
        }
    }
    if (!best)
        return 0;
    char next = length < text.length ? text.data[length] : '\0';
    if (attribute && text.data[length - 1] != ';' &&
        (next == '=' || dateline_is_letter(next) || dateline_is_digit(next)))
        return 0;
    memcpy(*out, best->text, best->text_length);
    *out += best->text_length;
    return length;
}

/* 13.2.5.80: numbers of control characters mean what windows-1252 has there. */
static uint32_t code_of_number(uint64_t number) {
    if (!number || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000))
        return DATELINE_REPLACEMENT;
    if (number < 0x80 || number >= 0xA0)
        return (uint32_t)number;
    unsigned row = dateline_encodings[DATELINE_ENCODING_WINDOWS_1252].row;
    return dateline_index_single[row][number - 0x80];
}

static size_t find_number(dateline_string text, char **out) {
    bool hexadecimal = text.length && (text.data[0] == 'x' || text.data[0] == 'X');
    size_t at = hexadecimal;
    uint64_t number = 0;
    for (; at < text.length; at++) {
        char c = dateline_lower(text.data[at]);
        int digit = dateline_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
        if (digit >= (hexadecimal ? 16 : 10))
            break;
        number = number * (hexadecimal ? 16 : 10) + (unsigned)digit;
        number = number > 0x110000 ? 0x110000 : number;
    }
    if (at == (size_t)hexadecimal)
        return 0;
    *out += dateline_utf8_encode(code_of_number(number), *out);
    return at + (at < text.length && text.data[at] == ';');
}

/* 13.2.5.72 on, and 13.2.3.5. */
static dateline_string apply(reading *r, dateline_string text, bool references, bool attribute) {
    char *out = r->expected;
    for (size_t at = 0; at < text.length;) {
        char c = text.data[at++];
        dateline_string rest = dateline_string_part(text, at, text.length);
        if (c == '&' && references && rest.length) {
            size_t taken;
            if (rest.data[0] == '#')
                taken = find_number(dateline_string_part(rest, 1, rest.length), &out);
            else
                taken = find_reference(rest, attribute, &out);
            at += taken + (taken && rest.data[0] == '#');
            if (taken)
                continue;
        }
        if (c == '\r') {
            at += at < text.length && text.data[at] == '\n';
            c = '\n';
        }
        if (c)
            *out++ = c;
        else
            out += dateline_utf8_encode(DATELINE_REPLACEMENT, out);
    }
    return (dateline_string){r->expected, (size_t)(out - r->expected)};
}

/* ---- What must hold ---------------------------------------------------------------------------
 */

static unsigned long elements, attributes, texts, failures;

static void report(const reading *r, const char *page, const char *what, dateline_string found,
                   dateline_string expected) {
    if (failures++ < 20)
        fprintf(stderr, "%s in %s: %s: '%.*s' for '%.*s'\n", page, r->text.encoding->name, what,
                (int)(found.length < 80 ? found.length : 80), found.data,
                (int)(expected.length < 80 ? expected.length : 80), expected.data);
}

static void check_text(reading *r, const dateline_node *node, uint32_t index, const char *page) {
    bool references = node->type == DATELINE_NODE_TEXT && !(node->flags & DATELINE_NODE_RAW);
    dateline_string source = decode_range(r, node->offset, node->length);
    dateline_string expected = apply(r, source, references, false);
    dateline_string found = dateline_tree_text(&r->tree, index, &r->arena);
    if (!dateline_string_equal(found, expected))
        report(r, page, "text", found, expected);
    texts++;
}

static void check_attribute(reading *r, const dateline_attribute *attribute, const char *page) {
    dateline_string written = dateline_tree_attribute_name(&r->tree, attribute);
    dateline_string name = decode_range(r, attribute->name_offset, (uint32_t)written.length);
    if (!dateline_string_equal(name, written))
        report(r, page, "attribute's name", written, name);
    dateline_string source = decode_range(r, attribute->value_offset, attribute->value_length);
    dateline_string expected = apply(r, source, true, true);
    dateline_string found = dateline_tree_value(&r->tree, attribute, &r->arena);
    if (!dateline_string_equal(found, expected))
        report(r, page, "attribute's value", found, expected);
    attributes++;
}

static void check_element(reading *r, const dateline_node *node, uint32_t index, const char *page) {
    dateline_string name = dateline_tree_tag_name(&r->tree, index);
    dateline_string tag = decode_range(r, node->offset, node->length);
    bool image = node->tag == DATELINE_TAG_IMG; /* may be written <image> */
    bool well = node->flags & DATELINE_NODE_IMPLIED
                    ? !tag.length
                    : tag.length > 2 && tag.data[0] == '<' && tag.data[tag.length - 1] == '>';
    if (well && tag.length) {
        char folded[1024];
        size_t length = 0;
        while (1 + length < tag.length && !dateline_is_space(tag.data[1 + length]) &&
               tag.data[1 + length] != '/' && tag.data[1 + length] != '>')
            length++;
        if (length < sizeof folded / 3)
            well =
                image ||
                dateline_string_equal_nocase(
                    (dateline_string){folded, dateline_name_fold(
                                                  (dateline_string){tag.data + 1, length}, folded)},
                    name);
    }
    if (!well)
        report(r, page, "element", tag, name);
    elements++;
    uint32_t at = node->attributes;
    for (bool last = at == DATELINE_NO_ATTRIBUTES; !last; at++) {
        last = r->tree.attributes.items[at].flags & DATELINE_ATTRIBUTE_LAST;
        check_attribute(r, &r->tree.attributes.items[at], page);
    }
}

static void check_page(reading *r, const char *bytes, size_t length,
                       const dateline_encoding *transport, const char *page) {
    dateline_arena_reset(&r->arena);
    if (!dateline_text_decode(&r->text, &r->memory, bytes, (uint32_t)length, false, true,
                              transport) ||
        !dateline_parse(&r->tree, &r->memory, r->text.data, r->text.length, NULL))
        fatal("no memory", page);
    size_t room = 3 * (size_t)r->text.length + 3 * length + 64;
    if (room > r->room) {
        r->room = room;
        r->decoded = realloc(r->decoded, room);
        r->expected = realloc(r->expected, room);
        if (!r->decoded || !r->expected)
            fatal("no memory", page);
    }
    note_changes(r);
    for (uint32_t i = 1; i < r->tree.nodes.count; i++) {
        const dateline_node *node = &r->tree.nodes.items[i];
        if (node->type == DATELINE_NODE_ELEMENT)
            check_element(r, node, i, page);
        else if (node->type != DATELINE_NODE_DOCTYPE)
            check_text(r, node, i, page);
    }
}

/* ---- All pages, in the encodings that they are to be in ---------------------------------------
 */

static void check_encoded(reading *r, encoder *e, unsigned index, const page_list *list,
                          char **copy, size_t *room) {
    const char *name = list->paths[index];
    dateline_text text = {0};
    if (!dateline_text_decode(&text, &r->memory, list->page, (uint32_t)list->length, true, true,
                              NULL))
        fatal("no memory", name);
    if (24 * (size_t)text.length + 24 > *room) {
        *room = 24 * (size_t)text.length + 24;
        *copy = realloc(*copy, *room);
        if (!*copy)
            fatal("no memory", name);
    }
    size_t length = encoder_run(e, text.data, text.length, *copy);
    dateline_text_destroy(&text, &r->memory);
    check_page(r, *copy, length, &dateline_encodings[e->number], name);
}

/* "replacement" has no texts. */
static bool has_texts(unsigned number) {
    return dateline_encodings[number].kind != DATELINE_DECODER_REPLACEMENT;
}

/* The pages of every set of the shared data. */
static void add_shared_pages(page_list *list) {
    const char *shared = getenv("DATELINE_SHARED");
    char folder[2048];
    snprintf(folder, sizeof folder, "%s/data", shared ? shared : EXAMPLES "/../../shared");
    DIR *sets = opendir(folder);
    if (!sets)
        return;
    for (struct dirent *set; (set = readdir(sets));) {
        char path[4096];
        struct stat status;
        snprintf(path, sizeof path, "%s/%s/html", folder, set->d_name);
        if (set->d_name[0] != '.' && stat(path, &status) == 0)
            add_pages(list, path);
    }
    closedir(sets);
}

static void check_all_encoded(reading *r, const page_list *pages, bool all) {
    page_list list = *pages;
    char *copy = NULL;
    size_t room = 0;
    for (unsigned number = 0; number < DATELINE_ENCODING_COUNT; number++) {
        encoder e;
        if (!has_texts(number))
            continue;
        if (!encoder_open(&e, number))
            fatal("no memory", "encoder");
        for (unsigned i = 0; i < list.count; i++) {
            if (!all && i % DATELINE_ENCODING_COUNT != number)
                continue;
            read_page(&list, i);
            check_encoded(r, &e, i, &list, &copy, &room);
        }
        encoder_close(&e);
    }
    free(copy);
}

int main(int argc, char **argv) {
    page_list list = {0};
    bool all = argc > 1 && strcmp(argv[1], "--all") == 0;
    unsigned rounds = 1;
    if (argc == 1 + all)
        add_shared_pages(&list);
    if (argc == 1 + all && !list.count) {
        printf("the labelled pages are not there\n");
        return 77;
    }
    open_pages(&list, argc - all, argv + all, &rounds);
    reading r = {0};
    dateline_memory_initialize(&r.memory, NULL);
    dateline_arena_initialize(&r.arena, &r.memory);
    for (unsigned i = 0; i < list.count; i++) {
        read_page(&list, i);
        check_page(&r, list.page, list.length, NULL, list.paths[i]);
    }
    check_all_encoded(&r, &list, all);
    printf("%u pages: %lu elements, %lu attributes, %lu texts, %lu wrong\n", list.count, elements,
           attributes, texts, failures);
    dateline_tree_destroy(&r.tree, &r.memory);
    dateline_text_destroy(&r.text, &r.memory);
    dateline_arena_destroy(&r.arena);
    DATELINE_VECTOR_DESTROY(&r.memory, &r.changes);
    free(r.decoded);
    free(r.expected);
    close_pages(&list);
    return failures != 0;
}
