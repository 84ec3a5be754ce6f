/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages that a script builds in the reader's browser often carry their article all the same: in
 * JSON-LD, or in the data that the script will show. What is looked for is general: in scripts of
 * JSON and in what other scripts assign, strings under a name like "articleBody", "content" or
 * "html". The longest one, with those of its name at its depth (the posts of a thread), is decoded,
 * read like a page of its own, and its blocks are added to the page's. Every run of their text is
 * traced back through the string's escapes, so they have their bytes in the page like all others.
 *
 * There is no reader of JSON here: a sweep over its strings and braces is enough, and cannot fail.
 */
#include "page/preloaded.h"

#include "core/utf8.h"
#include "page/elements.h"
#include "page/spans.h"

/* ---- Strings in scripts --------------------------------------------------------------------- */

enum {
    STRING_LEAST = 400, /* bytes of the longest string, or it is no article */
    STRINGS_MOST = 512  /* of one name */
};

/* Without its case, '-' and '_'; the first is believed before all others. */
static const char *const names[] = {
    "articlebody", "body",     "content",     "text",     "html",     "cooked",     "bodyhtml",
    "bodytext",    "fulltext", "contenthtml", "rendered", "htmlbody", "articlehtml"};

/* A member of an object: its name, 0 where it is none of ours, and its string. */
typedef struct member {
    uint32_t begin, end; /* of the string, between its quotation marks; offsets into the text */
    uint32_t name;       /* index + 1 */
    uint32_t depth;
    uint32_t node; /* the script's text */
    uint32_t json; /* where JSON begins in it */
} member;

static uint32_t name_of(const char *text, uint32_t begin, uint32_t end) {
    char folded[16];
    uint32_t used = 0;
    for (uint32_t i = begin; i < end; i++) {
        if (text[i] == '-' || text[i] == '_')
            continue;
        if (used == sizeof folded - 1)
            return 0;
        folded[used++] = dateline_lower(text[i]);
    }
    folded[used] = 0;
    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(folded, names[i]) == 0)
            return i + 1;
    return 0;
}

/* Offset of the quotation mark that ends a string, or end. */
static uint32_t string_end(const char *text, uint32_t at, uint32_t end) {
    while (at < end && text[at] != '"')
        at += text[at] == '\\' ? 2 : 1;
    return at < end ? at : end;
}

static uint32_t skip_space(const char *text, uint32_t at, uint32_t end) {
    while (at < end && dateline_is_space(text[at]))
        at++;
    return at;
}

/* The next member with one of our names and a string for its value. @return false at the end. */
static bool next_member(const char *text, uint32_t *at, uint32_t end, uint32_t *depth,
                        member *found) {
    for (uint32_t i = *at; i < end; i++) {
        *depth += text[i] == '{' || text[i] == '[';
        *depth -= (text[i] == '}' || text[i] == ']') && *depth;
        if (text[i] != '"')
            continue;
        uint32_t close = string_end(text, i + 1, end);
        uint32_t colon = skip_space(text, close + 1, end);
        uint32_t value = colon < end && text[colon] == ':' ? skip_space(text, colon + 1, end) : end;
        uint32_t name = value < end && text[value] == '"' ? name_of(text, i + 1, close) : 0;
        i = close;
        if (!name)
            continue;
        *found = (member){value + 1, string_end(text, value + 1, end), name, *depth, 0, 0};
        *at = found->end + 1;
        return true;
    }
    return false;
}

static bool is_better(const member *one, const member *other) {
    bool first = one->name == 1 && one->end - one->begin >= STRING_LEAST;
    if (first != (other->name == 1 && other->end - other->begin >= STRING_LEAST))
        return first;
    return one->end - one->begin > other->end - other->begin;
}

/* Where JSON begins in a script: at once, or as what is assigned, "window.state = {"; or its end.
 */
static uint32_t json_begin(const dateline_tree *tree, uint32_t script, uint32_t begin,
                           uint32_t end) {
    dateline_string type = dateline_element_raw(tree, script, DATELINE_ATTRIBUTE_TYPE);
    if (dateline_string_find_nocase(type, DATELINE_LITERAL("json"), 0) != SIZE_MAX)
        return begin;
    const char *text = tree->text;
    for (uint32_t at = begin; at < end; at++) {
        const char *sign = memchr(text + at, '=', end - at);
        if (!sign)
            return end;
        at = (uint32_t)(sign - text);
        uint32_t value = skip_space(text, at + 1, end);
        uint32_t name = value < end && text[value] == '{' ? skip_space(text, value + 1, end) : end;
        if (name < end && text[name] == '"')
            return value;
    }
    return end;
}

/* The longest string of the page's scripts. */
static member find_best(const dateline_tree *tree) {
    member best = {0}, found;
    const dateline_node *nodes = tree->nodes.items;
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        if (nodes[i].tag != DATELINE_TAG_SCRIPT || nodes[i].type != DATELINE_NODE_ELEMENT)
            continue;
        for (uint32_t text = nodes[i].first; text; text = nodes[text].next) {
            uint32_t end = nodes[text].offset + nodes[text].length, depth = 0;
            uint32_t json = json_begin(tree, i, nodes[text].offset, end), at = json;
            while (next_member(tree->text, &at, end, &depth, &found)) {
                found.node = text;
                found.json = json;
                if (is_better(&found, &best))
                    best = found;
            }
        }
    }
    return best;
}

/* ---- Decoding ------------------------------------------------------------------------------- */

/* From here on, up to the next piece, the decoded text was copied; or it is one escape. */
typedef struct piece {
    uint32_t decoded;
    uint32_t source;
    bool escape;
} piece;

typedef struct decoding {
    const char *text; /* the page's */
    char *out;
    uint32_t length;
    piece *pieces;
    uint32_t count;
} decoding;

static void begin_piece(decoding *d, uint32_t source, bool escape) {
    d->pieces[d->count++] = (piece){d->length, source, escape};
}

static uint32_t hex_at(const char *text, uint32_t at, uint32_t end) {
    uint32_t value = 0;
    for (uint32_t i = at; i < at + 4; i++) {
        char c = i < end ? dateline_lower(text[i]) : 0;
        bool letter = c >= 'a' && c <= 'f';
        if (!letter && !dateline_is_digit(c))
            return UINT32_MAX;
        value = value * 16 + (uint32_t)(letter ? c - 'a' + 10 : c - '0');
    }
    return value;
}

/* The code point of "\uD83D\uDE00" at a backslash; *length gets what it takes. */
static uint32_t code_at(const char *text, uint32_t at, uint32_t end, uint32_t *length) {
    uint32_t code = hex_at(text, at + 2, end);
    *length = code == UINT32_MAX ? 2 : 6;
    if (code - 0xD800 < 0x400 && at + 7 < end && text[at + 6] == '\\' && text[at + 7] == 'u') {
        uint32_t low = hex_at(text, at + 8, end);
        if (low - 0xDC00 < 0x400) {
            *length = 12;
            return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
    }
    return code >= 0x110000 || code - 0xD800 < 0x800 ? 0xFFFD : code;
}

/* One escape. @return its length in the source. */
static uint32_t decode_escape(decoding *d, uint32_t at, uint32_t end) {
    char c = at + 1 < end ? d->text[at + 1] : '\\';
    uint32_t length = 2;
    if (c == 'u') {
        uint32_t code = code_at(d->text, at, end, &length);
        d->length += (uint32_t)dateline_utf8_encode(code ? code : 0xFFFD, d->out + d->length);
        return length;
    }
    d->out[d->length++] = c == 'n' || c == 'r' ? '\n' : c == 't' || c == 'f' || c == 'b' ? ' ' : c;
    return length;
}

static void decode_string(decoding *d, uint32_t begin, uint32_t end) {
    for (uint32_t at = begin; at < end;) {
        const char *escape = memchr(d->text + at, '\\', end - at);
        uint32_t stop = escape ? (uint32_t)(escape - d->text) : end;
        if (stop > at) {
            begin_piece(d, at, false);
            memcpy(d->out + d->length, d->text + at, stop - at);
            d->length += stop - at;
        }
        at = stop;
        if (at < end) {
            begin_piece(d, at, true);
            at += decode_escape(d, at, end);
        }
    }
    begin_piece(d, end, false);
}

/* Between two strings; no text comes of it. */
static void decode_separator(decoding *d) {
    static const char separator[] = "\n\n<hr>";
    memcpy(d->out + d->length, separator, sizeof separator - 1);
    d->length += sizeof separator - 1;
}

static bool is_html(const char *text, uint32_t length) {
    for (uint32_t i = 0; i + 2 < length; i++)
        if (text[i] == '<' && (text[i + 1] == '/' || text[i + 1] == 'p' || text[i + 1] == 'P' ||
                               text[i + 1] == 'd' || text[i + 1] == 'h' || text[i + 1] == 'b'))
            return true;
    return false;
}

/* All strings of the best one's name and depth in its script. */
static bool decode(decoding *d, const dateline_tree *tree, const member *best,
                   dateline_arena *arena) {
    const dateline_node *script = &tree->nodes.items[best->node];
    uint32_t end = script->offset + script->length, at = best->json, depth = 0, escapes = 0;
    member found;
    for (uint32_t i = at; i < end; i++)
        escapes += tree->text[i] == '\\';
    d->text = tree->text;
    d->out = dateline_arena_allocate(arena,
                                     (size_t)script->length + 8 * STRINGS_MOST + DATELINE_PADDING);
    d->pieces = DATELINE_ARENA_ARRAY(arena, piece, 2 * (size_t)escapes + 2 * STRINGS_MOST + 2);
    if (!d->out || !d->pieces)
        return false;
    for (unsigned n = 0; n < STRINGS_MOST && next_member(tree->text, &at, end, &depth, &found);) {
        if (found.name != best->name || found.depth != best->depth)
            continue;
        if (n++)
            decode_separator(d);
        decode_string(d, found.begin, found.end);
    }
    memset(d->out + d->length, 0, DATELINE_PADDING);
    return true;
}

/* ---- The way back --------------------------------------------------------------------------- */

static const piece *piece_at(const decoding *d, uint32_t decoded) {
    uint32_t low = 0, high = d->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (d->pieces[middle].decoded <= decoded)
            low = middle;
        else
            high = middle;
    }
    return &d->pieces[low];
}

/* Where the character that ends before an offset ends in the source. */
static uint32_t source_end(const decoding *d, uint32_t decoded) {
    const piece *p = piece_at(d, decoded - 1);
    return p->escape ? p[1].source : p->source + (decoded - p->decoded);
}

static uint32_t source_begin(const decoding *d, uint32_t decoded) {
    const piece *p = piece_at(d, decoded);
    return p->escape ? p->source : p->source + (decoded - p->decoded);
}

/* A run that was copied from the decoded text, cut where that was not copied itself. */
static void add_copied(dateline_page *page, dateline_memory *memory, const decoding *d,
                       uint32_t node, dateline_run run, uint32_t words) {
    uint32_t length = run.source_end - run.source;
    for (uint32_t done = 0; done < length;) {
        const piece *p = piece_at(d, run.source + done);
        uint32_t end = p[1].decoded < run.source_end ? p[1].decoded : run.source_end;
        uint32_t part = end - run.source - done;
        dateline_run added = {node, source_begin(d, run.source + done), source_end(d, end),
                              words + done};
        DATELINE_VECTOR_PUSH(memory, &page->runs, added);
        done += part;
    }
}

static void add_runs(dateline_page *page, dateline_memory *memory, const decoding *d, uint32_t node,
                     const dateline_page *from, uint32_t block) {
    const dateline_block_source *source = &from->sources.items[block];
    uint32_t last = source->first_run + source->run_count;
    for (uint32_t i = source->first_run; i < last; i++) {
        const dateline_run *run = &from->runs.items[i];
        uint32_t next = i + 1 < last ? from->runs.items[i + 1].words : source->words_end;
        uint32_t words = page->words.count + (run->words - source->words_begin);
        bool decoded = run->source_end - run->source > next - run->words ||
                       d->out[run->source] != from->words.items[run->words];
        dateline_run added = {node, source_begin(d, run->source), source_end(d, run->source_end),
                              words};
        if (decoded)
            DATELINE_VECTOR_PUSH(memory, &page->runs, added);
        else
            add_copied(page, memory, d, node, *run, words);
    }
}

/* ---- Adding --------------------------------------------------------------------------------- */

static bool add_words(dateline_page *page, dateline_memory *memory, dateline_string text) {
    if (!DATELINE_VECTOR_RESERVE(memory, &page->words, text.length))
        return false;
    memcpy(page->words.items + page->words.count, text.data, text.length);
    page->words.count += (uint32_t)text.length;
    return true;
}

/* A block of the decoded text becomes the page's last one. */
static void add_block(dateline_page *page, dateline_memory *memory, const decoding *d,
                      uint32_t node, const dateline_page *from, uint32_t index) {
    dateline_block block = from->blocks.items[index];
    dateline_block_source source = from->sources.items[index];
    source.node = page->tree->nodes.items[node].parent;
    source.first_run = page->runs.count;
    source.first_mark = page->marks.count;
    source.first_cell = page->cells.count;
    add_runs(page, memory, d, node, from, index);
    source.run_count = page->runs.count - source.first_run;
    source.words_begin = page->words.count;
    if (!add_words(page, memory, block.text))
        return;
    source.words_end = page->words.count;
    for (size_t i = 0; i < block.mark_count; i++)
        DATELINE_VECTOR_PUSH(memory, &page->marks, block.marks[i]);
    for (size_t i = 0; i < block.cell_count; i++)
        DATELINE_VECTOR_PUSH(memory, &page->cells, block.cells[i]);
    block.image = DATELINE_NONE;
    block.spans = NULL;
    block.span_count = 0;
    if (DATELINE_VECTOR_RESERVE(memory, &page->sources, 1) &&
        DATELINE_VECTOR_PUSH(memory, &page->blocks, block))
        page->sources.items[page->sources.count++] = source;
}

/* Its own parser and blocks, kept with the page like all else. */
typedef struct dateline_preloaded {
    dateline_text text;
    dateline_tree tree;
    dateline_page page;
} dateline_preloaded;

static dateline_preloaded *store_of(dateline_page *page, dateline_memory *memory) {
    if (!page->preloaded) {
        page->preloaded = dateline_memory_allocate(memory, sizeof *page->preloaded);
        if (page->preloaded)
            *page->preloaded = (dateline_preloaded){0};
    }
    return page->preloaded;
}

void dateline_preloaded_destroy(dateline_page *page, dateline_memory *memory) {
    dateline_preloaded *store = page->preloaded;
    if (!store)
        return;
    dateline_tree_destroy(&store->tree, memory);
    dateline_page_destroy(&store->page, memory);
    dateline_memory_release(memory, store, sizeof *store);
    page->preloaded = NULL;
}

static bool read_decoded(dateline_preloaded *store, const decoding *d, dateline_page *page,
                         dateline_arena *arena) {
    static const dateline_parse_options options = {0};
    enum { BLOCKS_MOST = 20000 };
    store->text = (dateline_text){.data = d->out, .length = d->length, .identical = true};
    if (!is_html(d->out, d->length))
        return dateline_page_build_plain(&store->page, arena, &store->text, page->url, BLOCKS_MOST);
    return dateline_parse(&store->tree, arena->memory, d->out, d->length, &options) &&
           dateline_page_build(&store->page, arena, &store->text, &store->tree, page->url,
                               BLOCKS_MOST);
}

bool dateline_preloaded_add(dateline_page *page, dateline_arena *arena, uint32_t least_words) {
    page->preloaded_from = NULL;
    member best = find_best(page->tree);
    if (best.end - best.begin < STRING_LEAST)
        return true;
    decoding d = {0};
    dateline_preloaded *store = store_of(page, arena->memory);
    if (!store || !decode(&d, page->tree, &best, arena) || !read_decoded(store, &d, page, arena))
        return false;
    uint64_t words = 0;
    for (uint32_t i = 0; i < store->page.blocks.count; i++)
        words += store->page.sources.items[i].word_count;
    if (words < least_words)
        return true;
    uint32_t first_run = page->runs.count;
    for (uint32_t i = 0; i < store->page.blocks.count; i++)
        if (!store->page.sources.items[i].hidden)
            add_block(page, arena->memory, &d, best.node, &store->page, i);
    page->preloaded_from = best.name == 1
                               ? "preloaded: the page shows no article; its text is from "
                                 "the JSON member articleBody"
                               : "preloaded: the page shows no article; its text is from "
                                 "JSON that a script was to show";
    page->first_exact_run = first_run;
    return !arena->memory->failed && dateline_page_connect(page, arena);
}
