/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of features: what a block's text looks like, where it stands, what stands before it and what
 * it repeats. A block's bytes are read once, by a table that counts eight classes of bytes in the
 * eight bytes of one integer.
 */
#include "page/features.h"

#include "page/places.h"
#include "page/tokens.h"

/* ---- Names of features ---------------------------------------------------------------------- */

static const char *const block_names[] = {
#define X(name, text, what) text,
    DATELINE_FEATURE_TABLE(X)
#undef X
};
static const char *const own_names[] = {
#define X(name) #name,
    DATELINE_OWN_TAG_TABLE(X)
#undef X
};
static const char *const box_names[] = {
#define X(name, text, what) text,
    DATELINE_BOX_TABLE(X)
#undef X
};
static const char *const near_names[] = {
#define X(name) "<" #name,
    DATELINE_NEAR_TAG_TABLE(X)
#undef X
#define X(name, text) text,
        DATELINE_TELLING_TABLE(X)
#undef X
            "articlebody",
};

static void append(char name[64], const char *text) {
    size_t used = strlen(name), more = strlen(text);
    if (used + more < 64)
        memcpy(name + used, text, more + 1);
}

const char *dateline_feature_name(unsigned feature, char name[64]) {
    name[0] = 0;
    if (feature < DATELINE_FEATURE_OWN_TAG) {
        append(name, block_names[feature]);
    } else if (feature < DATELINE_FEATURE_BOX) {
        append(name, "own <");
        append(name, own_names[feature - DATELINE_FEATURE_OWN_TAG]);
    } else if (feature < DATELINE_FEATURE_NEAR) {
        unsigned value = feature - DATELINE_FEATURE_BOX;
        char box[] = {'b', 'o', 'x', ' ', (char)('0' + value / DATELINE_BOX_VALUES), ' ', 0};
        append(name, box);
        append(name, box_names[value % DATELINE_BOX_VALUES]);
    } else if (feature < DATELINE_FEATURE_COUNT) {
        append(name, "near ");
        append(name, near_names[feature - DATELINE_FEATURE_NEAR]);
    }
    return name;
}

/* ---- Bytes ---------------------------------------------------------------------------------- */

/* Classes of bytes; each is a byte of the packed counter. */
enum { UPPER, LOWER, DIGIT, COMMA, STOP, SYMBOL, QUOTE, WIDE, BYTE_CLASSES };

#define CLASS(c)        ((uint64_t)1 << 8 * (c))
#define BYTE(value, c)  [value] = CLASS(c)
#define FOUR(value, c)  BYTE(value, c), BYTE(value + 1, c), BYTE(value + 2, c), BYTE(value + 3, c)
#define EIGHT(value, c) FOUR(value, c), FOUR(value + 4, c)
#define LETTERS(a, c)                                                                              \
    EIGHT(a, c), EIGHT(a + 8, c), EIGHT(a + 16, c), BYTE(a + 24, c), BYTE(a + 25, c)

/* E2 leads typographic punctuation, E3..EA nearly all scripts without spaces. */
/* clang-format off */
static const uint64_t byte_class[256] = {
    LETTERS('A', UPPER), LETTERS('a', LOWER), EIGHT('0', DIGIT), BYTE('8', DIGIT), BYTE('9', DIGIT),
    BYTE(',', COMMA), BYTE(':', COMMA), BYTE(';', COMMA),
    BYTE('.', STOP), BYTE('!', STOP), BYTE('?', STOP),
    BYTE('|', SYMBOL), BYTE('/', SYMBOL), BYTE('#', SYMBOL), BYTE('@', SYMBOL), BYTE('$', SYMBOL),
    BYTE('%', SYMBOL), BYTE('&', SYMBOL), BYTE('*', SYMBOL), BYTE('+', SYMBOL), BYTE('=', SYMBOL),
    BYTE('_', SYMBOL), BYTE('>', SYMBOL), BYTE('<', SYMBOL), BYTE('{', SYMBOL), BYTE('}', SYMBOL),
    BYTE('"', QUOTE), BYTE(0xE2, QUOTE), EIGHT(0xE3, WIDE),
};
/* clang-format on */

/* Counts eight bytes at a time; NUL is of no class, so the last ones are filled up with it.
 * @return all bytes combined by "or". */
static uint64_t count_bytes(dateline_string text, uint32_t counts[BYTE_CLASSES]) {
    const char *p = text.data;
    uint64_t any = 0;
    memset(counts, 0, BYTE_CLASSES * sizeof *counts);
    for (size_t left = text.length; left;) {
        size_t piece = left < 248 ? left : 248; /* a byte of the counter holds no more */
        uint64_t packed = 0;
        left -= piece;
        for (size_t i = 0; i < piece; i += 8) {
            uint64_t eight;
            memcpy(&eight, p + i, 8);
            if (piece - i < 8)
                eight &= ((uint64_t)1 << 8 * (piece - i)) - 1;
            any |= eight;
            for (unsigned shift = 0; shift < 64; shift += 8)
                packed += byte_class[eight >> shift & 255];
        }
        for (unsigned c = 0; c < BYTE_CLASSES; c++)
            counts[c] += (uint32_t)(packed >> 8 * c & 255);
        p += piece;
    }
    return any;
}

static int16_t clamp(uint64_t value) {
    return (int16_t)(value < 127 ? value : 127);
}

/* The shorter division is the faster one. */
static uint64_t divide(uint64_t a, uint32_t b) {
    return a <= UINT32_MAX ? (uint32_t)a / b : a / b;
}

static int16_t fact(bool is) {
    return is ? DATELINE_SHARE_ONE : 0;
}

static bool holds(dateline_string text, const char *sign) {
    return dateline_string_find(text, dateline_string_of(sign), 0) != SIZE_MAX;
}

/* The last code point of a text. */
static uint32_t last_code(dateline_string text) {
    const char *end = dateline_string_end(text), *p = end;
    while (p > text.data && end - p < 4) {
        p--;
        if ((*p & '\xC0') != '\x80')
            break;
    }
    return p < end ? dateline_utf8_decode(&p, end) : 0;
}

static bool ends_sentence(uint32_t code) {
    switch (code) {
    case '.':
    case '!':
    case '?':
    case '"':
    case 0x2026: /* … */
    case 0x201D: /* ” */
    case 0x201C: /* “ closes in German */
    case 0x00BB: /* » */
    case 0x3002: /* 。 */
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
    case 0x300D: /* 」 */
    case 0x0964: /* । */
    case 0x061F: /* ؟ */
    case 0x06D4: /* ۔ */
        return true;
    default:
        return false;
    }
}

static void read_edges(int16_t *row, dateline_string text) {
    const char *p = text.data, *end = dateline_string_end(text);
    unsigned first = p < end ? dateline_unicode(dateline_utf8_decode(&p, end)) : 0;
    uint32_t last = last_code(text);
    row[DATELINE_FEATURE_ENDS_SENTENCE] = fact(ends_sentence(last));
    row[DATELINE_FEATURE_ENDS_COLON] = fact(last == ':' || last == 0xFF1A);
    row[DATELINE_FEATURE_STARTS_UPPER] = fact(first & DATELINE_CODE_UPPER);
    row[DATELINE_FEATURE_STARTS_DIGIT] = fact(first & DATELINE_CODE_DIGIT);
    row[DATELINE_FEATURE_STARTS_SIGN] =
        fact(!(first & (DATELINE_CODE_LETTER | DATELINE_CODE_DIGIT)));
}

/* Signs that tell in a short text; in a long one they do not. Most texts have none that could. */
static void read_signs(int16_t *row, dateline_string text, const uint32_t counts[BYTE_CLASSES],
                       bool ascii) {
    bool symbol = counts[SYMBOL], quote = counts[QUOTE], latin = !ascii && holds(text, "\xC2");
    if (text.length > 400 || !(symbol | quote | latin))
        return;
    row[DATELINE_FEATURE_HAS_AT] = fact(symbol && holds(text, "@"));
    row[DATELINE_FEATURE_HAS_MONEY] =
        fact((symbol && holds(text, "$")) || (quote && holds(text, "€")) ||
             (latin && (holds(text, "£") || holds(text, "¥"))));
    row[DATELINE_FEATURE_HAS_COPYRIGHT] = fact(latin && holds(text, "©"));
}

static void read_text(int16_t *row, dateline_string text, uint32_t words) {
    uint32_t counts[BYTE_CLASSES];
    uint32_t length = text.length ? (uint32_t)text.length : 1;
    uint64_t any = count_bytes(text, counts);
    row[DATELINE_FEATURE_WORDS] = dateline_log_count(words);
    row[DATELINE_FEATURE_CHARACTERS] = dateline_log_count((uint32_t)text.length);
    row[DATELINE_FEATURE_WORD_LENGTH] = clamp(divide(4 * (uint64_t)text.length, words ? words : 1));
    row[DATELINE_FEATURE_UPPER_SHARE] =
        dateline_share(counts[UPPER], counts[UPPER] + counts[LOWER]);
    row[DATELINE_FEATURE_DIGIT_SHARE] = dateline_share(counts[DIGIT], length);
    row[DATELINE_FEATURE_COMMAS] = clamp(divide(8 * 64 * (uint64_t)counts[COMMA], length));
    row[DATELINE_FEATURE_STOPS] = dateline_log_count(counts[STOP]);
    row[DATELINE_FEATURE_SYMBOLS] = clamp(divide(8 * 64 * (uint64_t)counts[SYMBOL], length));
    row[DATELINE_FEATURE_QUOTES] = dateline_log_count(counts[QUOTE]);
    row[DATELINE_FEATURE_IDEOGRAPHS] = dateline_share(3 * (uint64_t)counts[WIDE], length);
    read_edges(row, text);
    read_signs(row, text, counts, !(any & 0x8080808080808080u));
}

static void read_marks(int16_t *row, const dateline_block *block) {
    uint32_t links = 0, breaks = 0;
    uint64_t strong = 0, emphasis = 0;
    for (size_t i = 0; i < block->mark_count; i++) {
        const dateline_mark *mark = &block->marks[i];
        links += mark->kind == DATELINE_MARK_LINK;
        breaks += mark->kind == DATELINE_MARK_BREAK;
        strong += mark->kind == DATELINE_MARK_STRONG ? mark->end - mark->begin : 0;
        emphasis += mark->kind == DATELINE_MARK_EMPHASIS ? mark->end - mark->begin : 0;
    }
    row[DATELINE_FEATURE_LINKS] = dateline_log_count(links);
    row[DATELINE_FEATURE_BREAKS] = dateline_log_count(breaks);
    row[DATELINE_FEATURE_STRONG_SHARE] = dateline_share(strong, block->text.length);
    row[DATELINE_FEATURE_EMPHASIS_SHARE] = dateline_share(emphasis, block->text.length);
}

/* ---- The head of the page ------------------------------------------------------------------- */

enum {
    TITLE_SLOTS = 128,
    TITLE_WORDS = 60,
    LEAD_WORDS = DATELINE_FIRST_WORDS,
    MAX_HEAD_TEXT = 1 << 16
};
enum { SALT_ABOUT = 0x61, SALT_ADDRESS = 0x75 };

/* What the head says, as hashes. */
typedef struct head {
    uint32_t title[TITLE_SLOTS]; /* an open hash table; 0: empty */
    uint32_t title_words;
    uint32_t lead[LEAD_WORDS]; /* first words of the description */
    uint32_t lead_words;
} head;

/* @return the slot of a word, or of the hole where it would go. */
static uint32_t title_slot(const head *h, uint32_t word) {
    uint32_t at = word & (TITLE_SLOTS - 1);
    while (h->title[at] && h->title[at] != word)
        at = (at + 1) & (TITLE_SLOTS - 1);
    return at;
}

static void read_title(head *h, dateline_string title) {
    const char *p = title.data, *end = dateline_string_end(title);
    for (uint32_t word;
         h->title_words < TITLE_WORDS && (word = dateline_next_word(&p, end)) != 0;) {
        uint32_t at = title_slot(h, word);
        h->title_words += !h->title[at];
        h->title[at] = word;
    }
}

static void read_lead(head *h, dateline_string description) {
    const char *p = description.data, *end = dateline_string_end(description);
    h->lead_words = 0;
    for (uint32_t word; h->lead_words < LEAD_WORDS && (word = dateline_next_word(&p, end)) != 0;)
        h->lead[h->lead_words++] = word;
}

static bool add_words(dateline_features *f, dateline_arena *arena, dateline_string text,
                      uint32_t salt) {
    const char *p = text.data, *end = dateline_string_end(text);
    uint32_t left = DATELINE_SHORT_WORDS;
    for (uint32_t word; left && (word = dateline_next_word(&p, end)) != 0; left--)
        if (!dateline_token_add(f, arena, dateline_hash_step(word, salt)))
            return false;
    return true;
}

/* An address's path says what kind of page it is: /product/, /forum/, /tag/. */
static bool add_address(dateline_features *f, dateline_arena *arena, dateline_string address) {
    size_t scheme = dateline_string_find(address, DATELINE_LITERAL("://"), 0);
    size_t path =
        scheme == SIZE_MAX ? 0 : dateline_string_find(address, DATELINE_LITERAL("/"), scheme + 3);
    if (path == SIZE_MAX || path >= address.length)
        return true;
    return add_words(f, arena, dateline_string_part(address, path, address.length), SALT_ADDRESS);
}

static bool read_meta(dateline_features *f, dateline_arena *arena, uint32_t node, head *h,
                      dateline_string *title) {
    const dateline_tree *tree = f->page->tree;
    dateline_string name = dateline_tree_get(tree, node, DATELINE_ATTRIBUTE_PROPERTY, arena);
    if (!name.data)
        name = dateline_tree_get(tree, node, DATELINE_ATTRIBUTE_NAME, arena);
    if (!name.data || name.length > 20)
        return true;
    dateline_string value = dateline_tree_get(tree, node, DATELINE_ATTRIBUTE_CONTENT, arena);
    if (value.length > MAX_HEAD_TEXT)
        return true;
    if (dateline_string_equal_nocase(name, DATELINE_LITERAL("og:title")))
        *title = value;
    else if (dateline_string_equal_nocase(name, DATELINE_LITERAL("description")) ||
             dateline_string_equal_nocase(name, DATELINE_LITERAL("og:description")))
        read_lead(h, value);
    else if (dateline_string_equal_nocase(name, DATELINE_LITERAL("og:type")) ||
             dateline_string_equal_nocase(name, DATELINE_LITERAL("generator")))
        return add_words(f, arena, value, SALT_ABOUT);
    else if (dateline_string_equal_nocase(name, DATELINE_LITERAL("og:url")))
        return add_address(f, arena, value);
    return true;
}

/* The values of "@type" in JSON-LD, found without parsing it: a token needs no more. It is looked
 * for by its at sign, since every other byte of JSON is a quotation mark. */
static bool read_types(dateline_features *f, dateline_arena *arena, dateline_string json) {
    unsigned left = 64;
    for (size_t at = 0; left; left--) {
        at = dateline_string_find(json, DATELINE_LITERAL("@type\""), at);
        if (at == SIZE_MAX)
            return true;
        at += 6;
        size_t begin = dateline_string_find(json, DATELINE_LITERAL("\""), at);
        if (begin == SIZE_MAX || begin - at > 8)
            continue;
        size_t end = dateline_string_find(json, DATELINE_LITERAL("\""), begin + 1);
        if (end == SIZE_MAX)
            return true;
        if (!add_words(f, arena, dateline_string_part(json, begin, end), SALT_ABOUT))
            return false;
        at = end;
    }
    return true;
}

static dateline_string first_text(const dateline_tree *tree, uint32_t node, dateline_arena *arena) {
    uint32_t child = tree->nodes.items[node].first;
    if (!child || tree->nodes.items[child].type != DATELINE_NODE_TEXT ||
        tree->nodes.items[child].length > MAX_HEAD_TEXT)
        return dateline_absent;
    return dateline_tree_text(tree, child, arena);
}

static bool read_script(dateline_features *f, dateline_arena *arena, uint32_t node) {
    const dateline_tree *tree = f->page->tree;
    const dateline_attribute *type = dateline_tree_attribute(tree, node, DATELINE_ATTRIBUTE_TYPE);
    if (!type || type->value_length < 19 ||
        memcmp(tree->text + type->value_offset, "application/ld+json", 19) != 0)
        return true;
    uint32_t child = tree->nodes.items[node].first;
    if (!child)
        return true;
    const dateline_node *text = &tree->nodes.items[child];
    return read_types(f, arena, (dateline_string){tree->text + text->offset, text->length});
}

/* Metas and types stand in the head; on careless pages also in the body. */
static bool read_head(dateline_features *f, dateline_arena *arena, head *h) {
    const dateline_tree *tree = f->page->tree;
    dateline_string title = dateline_absent;
    f->about.begin = f->token_count;
    for (uint32_t i = 0; i < f->page->head.count; i++) {
        uint32_t node = f->page->head.items[i];
        uint16_t tag = tree->nodes.items[node].tag;
        bool well = true;
        if (tag == DATELINE_TAG_META)
            well = read_meta(f, arena, node, h, &title);
        else if (tag == DATELINE_TAG_SCRIPT)
            well = read_script(f, arena, node);
        else if (tag == DATELINE_TAG_TITLE && !title.data)
            title = first_text(tree, node, arena);
        if (!well)
            return false;
    }
    f->about.end = f->token_count;
    f->title = title;
    read_title(h, title);
    return true;
}

/* ---- Words of a block ----------------------------------------------------------------------- */

enum {
    SALT_WORD = 0x77,
    SALT_TEXT = 0x74,
    SALT_FIRST = 0x66,
    SALT_LAST = 0x6C,
    SALT_PAIR = 0x70,
    SALT_INNER = 0x69,
    MAX_INNER = 3,
    CLASS_BYTES = 64, /* that are read of a class */
    CLASS_SLOTS = 64
};

/* Tokens that are being written. */
static void put(uint32_t **to, uint32_t hash, uint32_t salt) {
    *(*to)++ = dateline_hash_step(hash, salt);
}

/* Every word of a short text, the text as a whole, and its first two words together. */
static void put_short(uint32_t **to, const uint32_t *words, uint32_t count) {
    uint32_t whole = DATELINE_HASH_START;
    for (uint32_t i = 0; i < count; i++) {
        whole = dateline_hash_step(whole, words[i]);
        put(to, words[i], SALT_WORD);
        if (i == 1)
            put(to, whole, SALT_PAIR);
    }
    if (count >= 2)
        put(to, whole, SALT_TEXT);
}

/* The first and the last words of a long text. */
static void put_edges(uint32_t **to, const uint32_t *hashes, const dateline_block_words *words) {
    uint32_t pair = DATELINE_HASH_START;
    for (uint32_t i = words->begin; i < words->first_end && i < words->begin + DATELINE_EDGE_WORDS;
         i++) {
        pair = dateline_hash_step(pair, hashes[i]);
        put(to, hashes[i], SALT_FIRST);
        if (i == words->begin + 1)
            put(to, pair, SALT_PAIR);
    }
    uint32_t last = words->end - words->last;
    for (uint32_t i = last < DATELINE_EDGE_WORDS ? last : DATELINE_EDGE_WORDS; i; i--)
        put(to, hashes[words->end - i], SALT_LAST);
}

/* A short text's words also speak for the blocks under it, where it is a heading. */
static bool add_words_of(dateline_features *f, dateline_arena *arena, uint32_t block) {
    enum { MOST = DATELINE_SHORT_WORDS + 2 };
    _Static_assert(2 * (int)DATELINE_EDGE_WORDS + 1 <= (int)MOST, "both forms have room");
    const dateline_block_words *words = &f->words->blocks[block];
    uint32_t length = f->page->sources.items[block].word_count;
    uint32_t count = words->first_end - words->begin;
    f->heading[block] = (dateline_token_range){f->token_count, f->token_count};
    if (!dateline_token_reserve(f, arena, MOST))
        return false;
    uint32_t *to = f->tokens + f->token_count;
    if (length > DATELINE_SHORT_WORDS)
        put_edges(&to, f->words->hashes, words);
    else
        put_short(&to, f->words->hashes + words->begin,
                  count < DATELINE_SHORT_WORDS ? count : DATELINE_SHORT_WORDS);
    f->token_count = (uint32_t)(to - f->tokens);
    if (f->page->blocks.items[block].level && length <= DATELINE_HEADING_WORDS)
        f->heading[block].end = f->token_count;
    return true;
}

/* A class of inline elements that was met lately, and its tokens. */
typedef struct seen_class {
    const char *data; /* NULL: an empty slot */
    uint32_t length;
    dateline_token_range tokens;
} seen_class;

static bool add_class(dateline_features *f, dateline_arena *arena, const char *data,
                      uint32_t length, seen_class cache[CLASS_SLOTS]) {
    uint32_t parts[CLASS_BYTES + 2], count = 0;
    seen_class *slot = &cache[dateline_value_key(data, length) % CLASS_SLOTS];
    bool met = slot->data && slot->length == length && memcmp(slot->data, data, length) == 0;
    if (!dateline_token_reserve(f, arena, CLASS_BYTES + 2))
        return false;
    uint32_t *to = f->tokens + f->token_count;
    if (met) {
        count = slot->tokens.end - slot->tokens.begin;
        memcpy(to, f->tokens + slot->tokens.begin, count * sizeof *to);
        to += count;
    } else {
        count = dateline_read_names(data, data + length, parts);
        for (uint32_t i = 0; i < count; i++)
            if (parts[i])
                put(&to, parts[i], SALT_INNER);
        uint32_t end = (uint32_t)(to - f->tokens);
        *slot = (seen_class){data, length, {f->token_count, end}};
    }
    f->token_count = (uint32_t)(to - f->tokens);
    return true;
}

/* Inline elements around the first words: <a>, <strong>, <span class="credit">. */
static bool add_inner(dateline_features *f, dateline_arena *arena, uint32_t block,
                      seen_class cache[CLASS_SLOTS]) {
    const dateline_page *page = f->page;
    const dateline_block_source *source = &page->sources.items[block];
    if (!source->run_count)
        return true;
    const dateline_node *nodes = page->tree->nodes.items;
    uint32_t node = nodes[page->runs.items[source->first_run].node].parent;
    for (unsigned i = 0; i < MAX_INNER && node && node != source->node; i++) {
        if (!dateline_token_add(f, arena, dateline_hash_step(nodes[node].tag, SALT_INNER)))
            return false;
        const dateline_attribute *a =
            dateline_tree_attribute(page->tree, node, DATELINE_ATTRIBUTE_CLASS);
        uint32_t length = a && a->value_length < CLASS_BYTES ? a->value_length : CLASS_BYTES;
        if (a && !add_class(f, arena, page->tree->text + a->value_offset, length, cache))
            return false;
        node = nodes[node].parent;
    }
    return true;
}

static bool tokenize(dateline_features *f, dateline_arena *arena) {
    seen_class cache[CLASS_SLOTS] = {{0}};
    for (uint32_t i = 0; i < f->count; i++) {
        f->block_tokens[i].begin = f->token_count;
        if (!add_words_of(f, arena, i) || !add_inner(f, arena, i, cache))
            return false;
        f->block_tokens[i].end = f->token_count;
    }
    return true;
}

/* ---- What a block has in common with others ------------------------------------------------- */

/* Blocks that share a key: their number and sums. */
typedef struct group {
    uint64_t key;
    dateline_totals totals;
    uint32_t seen; /* members that have their features */
} group;

/* The slots lead to the groups: they are few to clear, and the groups lie side by side. */
typedef struct groups {
    group *items;
    uint32_t count;
    uint32_t *slots; /* index + 1; 0: empty */
    uint32_t mask;
} groups;

static bool groups_initialize(groups *g, dateline_arena *arena, uint32_t members) {
    uint32_t size = 16;
    while (size < 2 * members)
        size *= 2;
    *g = (groups){.items = DATELINE_ARENA_ARRAY(arena, group, members),
                  .slots = DATELINE_ARENA_ARRAY(arena, uint32_t, size),
                  .mask = size - 1};
    if (g->slots)
        memset(g->slots, 0, size * sizeof *g->slots);
    return g->items && g->slots;
}

/* Keys made to collide share a group after so many steps: the features suffer, not the time. */
enum { MAX_PROBES = 64 };

static uint32_t group_of(groups *g, uint64_t key) {
    uint32_t at = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 32) & g->mask;
    for (unsigned i = 0; g->slots[at]; i++) {
        uint32_t index = g->slots[at] - 1;
        if (g->items[index].key == key || i == MAX_PROBES)
            return index;
        at = (at + 1) & g->mask;
    }
    g->items[g->count] = (group){.key = key};
    g->slots[at] = ++g->count;
    return g->count - 1;
}

/* What blocks share: their paths of tags and classes, and their texts. */
typedef struct company {
    groups paths;
    groups texts;
    uint32_t *block_text; /* number of each block's text */
} company;

/* Hidden blocks are in a group, and do not count. */
static bool gather(dateline_features *f, dateline_arena *arena, company *c) {
    f->block_path = DATELINE_ARENA_ARRAY(arena, uint32_t, f->count);
    c->block_text = DATELINE_ARENA_ARRAY(arena, uint32_t, f->count);
    if (!f->block_path || !c->block_text || !groups_initialize(&c->paths, arena, f->count) ||
        !groups_initialize(&c->texts, arena, f->count))
        return false;
    for (uint32_t i = 0; i < f->count; i++) {
        const dateline_block_source *source = &f->page->sources.items[i];
        dateline_string text = f->page->blocks.items[i].text;
        uint32_t path = group_of(&c->paths, f->places[f->block_place[i]].signature);
        uint32_t copies = group_of(&c->texts, dateline_hash(text.data, text.length));
        f->block_path[i] = path;
        c->block_text[i] = copies;
        if (source->hidden)
            continue;
        dateline_totals *of_path = &c->paths.items[path].totals;
        of_path->blocks++;
        of_path->words += source->word_count;
        of_path->link_words += source->link_word_count;
        c->texts.items[copies].totals.blocks++;
    }
    f->path_count = c->paths.count;
    return true;
}

static void compare_with_others(const dateline_features *f, int16_t *row, company *c,
                                uint32_t block) {
    const dateline_totals *t = &c->paths.items[f->block_path[block]].totals;
    group *copies = &c->texts.items[c->block_text[block]];
    row[DATELINE_FEATURE_REPEATS] = dateline_log_count(t->blocks);
    row[DATELINE_FEATURE_REPEAT_WORDS] = dateline_log_count(t->blocks ? t->words / t->blocks : 0);
    row[DATELINE_FEATURE_REPEAT_LINKS] = dateline_share(t->link_words, t->words);
    row[DATELINE_FEATURE_SEEN_BEFORE] = dateline_log_count(copies->seen++);
    row[DATELINE_FEATURE_COPIES] = dateline_log_count(copies->totals.blocks);
}

/* ---- Where a block stands ------------------------------------------------------------------- */

/* What the sweep over the blocks has seen so far. */
typedef struct sweep {
    const dateline_totals *page;
    int16_t page_words; /* features that all blocks share */
    int16_t page_blocks;
    int16_t page_link_share;
    int16_t page_prose_share;
    uint32_t first_h1; /* DATELINE_NONE: there is none */
    uint32_t last_heading;
    uint32_t last_prose;
    uint32_t image; /* next picture */
    uint64_t words;
    uint64_t prose_words;
    dateline_token_range main_box; /* nodes of the smallest box with half of the prose */
} sweep;

static uint32_t find_h1(const dateline_page *page) {
    for (uint32_t i = 0; i < page->blocks.count; i++)
        if (page->blocks.items[i].level == 1 && !page->sources.items[i].hidden)
            return i;
    return DATELINE_NONE;
}

/* Boxes with more than half of the prose lie inside each other: the last one is the smallest. */
static dateline_token_range find_main_box(const dateline_features *f) {
    uint32_t best = 0;
    for (uint32_t i = 0; i < f->place_count; i++)
        if (2 * (uint64_t)f->places[i].totals.prose_words > f->places[0].totals.prose_words)
            best = i;
    uint32_t node = f->places[best].node;
    return (dateline_token_range){node, f->page->tree->nodes.items[node].subtree_end};
}

static int16_t since(uint32_t index, uint32_t before) {
    return before == DATELINE_NONE || before > index ? 0 : dateline_log_count(index - before + 1);
}

static void read_position(const dateline_features *f, int16_t *row, uint32_t i, sweep *s) {
    const dateline_page *page = f->page;
    const dateline_block_source *source = &page->sources.items[i];
    uint32_t images = 0;
    for (; s->image < page->images.count && page->images.items[s->image].block <= i; s->image++)
        images += page->images.items[s->image].block == i;
    row[DATELINE_FEATURE_IMAGES] = dateline_log_count(images);
    row[DATELINE_FEATURE_WORDS_BEFORE] = dateline_share(s->words, s->page->words);
    row[DATELINE_FEATURE_PROSE_BEFORE] = dateline_share(s->prose_words, s->page->prose_words);
    row[DATELINE_FEATURE_BLOCKS_BEFORE] = dateline_share(i, f->count);
    row[DATELINE_FEATURE_INDEX] = dateline_log_count(i);
    row[DATELINE_FEATURE_INDEX_END] = dateline_log_count(f->count - 1 - i);
    row[DATELINE_FEATURE_PAGE_WORDS] = s->page_words;
    row[DATELINE_FEATURE_PAGE_BLOCKS] = s->page_blocks;
    row[DATELINE_FEATURE_PAGE_LINK_SHARE] = s->page_link_share;
    row[DATELINE_FEATURE_PAGE_PROSE_SHARE] = s->page_prose_share;
    row[DATELINE_FEATURE_WORDS_SHARE] = dateline_share(source->word_count, s->page->words);
    row[DATELINE_FEATURE_AFTER_H1] = since(i, s->first_h1);
    if (s->first_h1 != DATELINE_NONE && s->first_h1 > i)
        row[DATELINE_FEATURE_BEFORE_H1] = dateline_log_count(s->first_h1 - i);
    row[DATELINE_FEATURE_AFTER_HEADING] = since(i, s->last_heading);
    if (s->last_heading != DATELINE_NONE)
        row[DATELINE_FEATURE_HEADING_LEVEL] =
            (int16_t)(10 * page->blocks.items[s->last_heading].level);
    row[DATELINE_FEATURE_AFTER_PROSE] = since(i, s->last_prose);
    row[DATELINE_FEATURE_IN_MAIN_BOX] =
        fact(source->node >= s->main_box.begin && source->node < s->main_box.end);
}

static void step(const dateline_features *f, uint32_t i, sweep *s) {
    const dateline_block_source *source = &f->page->sources.items[i];
    f->block_heading[i] = s->last_heading;
    if (source->hidden)
        return;
    s->words += source->word_count;
    if (dateline_is_prose(source->word_count, source->link_word_count)) {
        s->prose_words += source->word_count;
        s->last_prose = i;
    }
    if (f->page->blocks.items[i].level)
        s->last_heading = i;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

/* All of a place's nearness is copied, whole vectors of it: there is room for the scores. */
enum { NEAR_END = (int)DATELINE_FEATURE_NEAR + (int)sizeof((dateline_place *)0)->nearness };
_Static_assert((int)NEAR_END <= (int)DATELINE_FEATURE_STRIDE, "it ends within the row");

/* What is not written for every block. */
static void clear_row(int16_t *row) {
    memset(row, 0, DATELINE_FEATURE_BOX * sizeof *row);
    for (unsigned i = NEAR_END; i < DATELINE_FEATURE_STRIDE; i++)
        row[i] = 0;
}

static void read_place(const dateline_features *f, int16_t *row, uint32_t block) {
    const dateline_place *place = &f->places[f->block_place[block]];
    row[DATELINE_FEATURE_DEPTH] = clamp(2u * place->depth);
    if (place->own_tag != DATELINE_OWN_TAG_NONE)
        row[DATELINE_FEATURE_OWN_TAG + place->own_tag] = DATELINE_SHARE_ONE;
    for (unsigned i = 0; i < sizeof place->nearness; i++)
        row[DATELINE_FEATURE_NEAR + i] = place->nearness[i];
    const dateline_place *box = place;
    for (unsigned i = 0; i < DATELINE_BOX_COUNT; i++, box = &f->places[box->wider])
        memcpy(row + DATELINE_FEATURE_BOX + i * DATELINE_BOX_VALUES, box->box, sizeof box->box);
}

static void read_block(int16_t *row, const dateline_block *block,
                       const dateline_block_source *source) {
    row[DATELINE_FEATURE_LINK_SHARE] = dateline_share(source->link_word_count, source->word_count);
    row[DATELINE_FEATURE_HIDDEN] = fact(source->hidden);
    row[DATELINE_FEATURE_LEVEL] = (int16_t)(10 * block->level);
    row[DATELINE_FEATURE_LIST_DEPTH] = clamp(16u * block->list_depth);
    row[DATELINE_FEATURE_QUOTE_DEPTH] = clamp(16u * block->quote_depth);
    row[DATELINE_FEATURE_ITEM_START] = fact(block->item_start);
    row[DATELINE_FEATURE_ORDERED] = fact(block->ordered);
    row[DATELINE_FEATURE_CELLS] = dateline_log_count((uint32_t)block->cell_count);
}

/* How much a short text has in common with the title. */
static void compare_with_title(int16_t *row, const head *h, const uint32_t *words, uint32_t count) {
    uint64_t met[TITLE_SLOTS / 64] = {0};
    uint32_t found = 0, distinct = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = title_slot(h, words[i]);
        if (h->title[at] != words[i])
            continue;
        found++;
        distinct += !(met[at / 64] >> at % 64 & 1);
        met[at / 64] |= (uint64_t)1 << at % 64;
    }
    row[DATELINE_FEATURE_TITLE_WORDS] = dateline_share(found, count);
    row[DATELINE_FEATURE_TITLE_COVER] = dateline_share(distinct, h->title_words);
}

static void compare_with_head(const dateline_features *f, int16_t *row, const head *h,
                              uint32_t block) {
    const dateline_block_words *words = &f->words->blocks[block];
    const uint32_t *first = f->words->hashes + words->begin;
    uint32_t length = f->page->sources.items[block].word_count;
    if (length <= DATELINE_ALL_WORDS && h->title_words)
        compare_with_title(row, h, first, words->end - words->begin);
    if (h->lead_words == LEAD_WORDS && length >= LEAD_WORDS &&
        words->first_end - words->begin >= LEAD_WORDS)
        row[DATELINE_FEATURE_IS_LEAD] = fact(memcmp(first, h->lead, sizeof h->lead) == 0);
}

static void fill_rows(dateline_features *f, const head *h, company *c) {
    const dateline_page *page = f->page;
    const dateline_totals *all = &f->places[0].totals;
    sweep s = {.page = all,
               .page_words = dateline_log_count(all->words),
               .page_blocks = dateline_log_count(all->blocks),
               .page_link_share = dateline_share(all->link_words, all->words),
               .page_prose_share = dateline_share(all->prose_words, all->words),
               .first_h1 = find_h1(page),
               .last_heading = DATELINE_NONE,
               .last_prose = DATELINE_NONE,
               .main_box = find_main_box(f)};
    for (uint32_t i = 0; i < f->count; i++) {
        int16_t *row = f->values + (size_t)i * DATELINE_FEATURE_STRIDE;
        clear_row(row);
        const dateline_block *block = &page->blocks.items[i];
        const dateline_block_source *source = &page->sources.items[i];
        read_block(row, block, source);
        read_text(row, block->text, source->word_count);
        read_marks(row, block);
        read_place(f, row, i);
        read_position(f, row, i, &s);
        compare_with_head(f, row, h, i);
        compare_with_others(f, row, c, i);
        step(f, i, &s);
    }
}

static bool allocate(dateline_features *f, dateline_arena *arena) {
    size_t cells = ((size_t)f->count + DATELINE_SPARE_ROWS) * DATELINE_FEATURE_STRIDE;
    f->values = DATELINE_ARENA_ARRAY(arena, int16_t, cells);
    f->block_heading = DATELINE_ARENA_ARRAY(arena, uint32_t, f->count);
    f->block_tokens = DATELINE_ARENA_ARRAY(arena, dateline_token_range, f->count);
    f->heading = DATELINE_ARENA_ARRAY(arena, dateline_token_range, f->count);
    if (!f->values || !f->block_heading || !f->block_tokens || !f->heading)
        return false;
    size_t spare = (size_t)DATELINE_SPARE_ROWS * DATELINE_FEATURE_STRIDE;
    memset(f->values + (cells - spare), 0, spare * sizeof *f->values);
    return true;
}

bool dateline_features_compute(dateline_features *features, const dateline_page *page,
                               const dateline_words *words, dateline_arena *arena) {
    head h = {.title_words = 0};
    company c;
    *features = (dateline_features){.page = page, .words = words, .count = page->blocks.count};
    if (!allocate(features, arena) || !dateline_places_build(features, arena) ||
        !read_head(features, arena, &h) || !tokenize(features, arena) ||
        !gather(features, arena, &c))
        return false;
    fill_rows(features, &h, &c);
    return true;
}
