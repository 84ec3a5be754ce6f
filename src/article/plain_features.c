/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One sweep over each block's bytes counts words and signs; a hash table over all blocks finds the
 * lines that come twice, as menus do that a page shows at its top and its foot.
 */
#include "article/plain.h"

#include "core/utf8.h"
#include "page/tokens.h"

enum {
    MOST_SIGNS = 8,
    MOST_INDENT = 16,
    SHARE_ONE = 64,
    PLACE_ONE = 128,
    PROSE_WORDS = 25,
    FIRST_WORDS = 256, /* bits of the set of the first block's words */
};

/* 16 times the logarithm of base 2 of n + 1, linear between powers. */
static int16_t logarithm(uint32_t n) {
    uint64_t value = (uint64_t)n + 1;
    unsigned power = 0;
    while (value >> (power + 1))
        power++;
    uint64_t part = ((value << 4) >> power) & 15;
    return (int16_t)(power * 16 + part);
}

static int16_t share(uint64_t part, uint64_t all, uint64_t one) {
    return (int16_t)(all ? part * one / all : 0);
}

static int16_t at_most(uint64_t value, int16_t most) {
    return value < (uint64_t)most ? (int16_t)value : most;
}

/* ---- Signs and words ------------------------------------------------------------------------ */

/* What a sweep over a block's text counts. */
typedef struct counts {
    uint32_t words;
    uint32_t word_bytes;
    uint32_t capitals;
    uint32_t shouted;
    uint32_t numbers;
    uint32_t stops; /* . ! ? with white space and a word behind */
    uint32_t commas;
    uint32_t separators;
    uint32_t slashes;
    uint32_t brackets;
    uint32_t quotes;
    uint32_t at_signs;
    uint32_t copyright;
} counts;

static bool is_word_class(unsigned class) {
    return (class & (DATELINE_CODE_LETTER | DATELINE_CODE_DIGIT)) != 0;
}

/* A word that begins with class. @return the place behind it. */
static const char *count_word(counts *c, const char *begin, const char *p, const char *end,
                              unsigned class) {
    bool capital = class & DATELINE_CODE_UPPER, small = false, number = class & DATELINE_CODE_DIGIT;
    bool alone = class & DATELINE_CODE_IDEOGRAPH;
    while (!alone && p < end) {
        const char *next = p;
        class = dateline_unicode(dateline_utf8_decode(&next, end));
        if (!is_word_class(class))
            break;
        small |= (class & DATELINE_CODE_LETTER) && !(class & DATELINE_CODE_UPPER);
        p = next;
    }
    c->words++;
    c->word_bytes += (uint32_t)(p - begin);
    c->capitals += capital;
    c->shouted += capital && !small && p - begin > 1;
    c->numbers += number;
    return p;
}

static void count_sign(counts *c, uint32_t code, bool spaced_behind) {
    switch (code) {
    case '.':
    case '!':
    case '?':
        c->stops += spaced_behind;
        break;
    case 0x3002: /* 。 */
    case 0x0964: /* । */
        c->stops++;
        break;
    case ',':
    case ';':
    case 0x3001:
    case 0xFF0C:
        c->commas++;
        break;
    case '|':
    case 0xB7:
    case 0x2022:
    case 0x203A:
    case 0x2192:
        c->separators++;
        break;
    case '/':
        c->slashes++;
        break;
    case '(':
    case '[':
        c->brackets++;
        break;
    case '"':
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x300C:
        c->quotes++;
        break;
    case '@':
        c->at_signs++;
        break;
    case 0xA9:
        c->copyright++;
        break;
    default:
        break;
    }
}

static counts count(dateline_string text) {
    counts c = {0};
    const char *p = text.data, *end = text.data + text.length;
    while (p < end) {
        const char *begin = p;
        uint32_t code = dateline_utf8_decode(&p, end);
        unsigned class = dateline_unicode(code);
        if (is_word_class(class))
            p = count_word(&c, begin, p, end, class);
        else
            count_sign(&c, code, p < end && dateline_is_space(*p));
    }
    return c;
}

/* ---- Edges ---------------------------------------------------------------------------------- */

/* The last code point, but for quotation marks and brackets behind it. */
static uint32_t last_sign(dateline_string text) {
    const char *end = text.data + text.length;
    uint32_t code = 0;
    while (end > text.data) {
        const char *p = end;
        while (p > text.data && ((unsigned char)*--p & 0xC0) == 0x80) {
        }
        const char *at = p;
        code = dateline_utf8_decode(&at, end);
        bool closes = code == '"' || code == '\'' || code == ')' || code == 0x201D ||
                      code == 0x201C || code == 0x2019 || code == 0xBB || code == 0xAB ||
                      code == 0x300D;
        if (!closes)
            break;
        end = p;
    }
    return code;
}

static void measure_edges(dateline_string text, int16_t *row) {
    if (!text.length)
        return;
    const char *p = text.data;
    unsigned first = dateline_unicode(dateline_utf8_decode(&p, text.data + text.length));
    uint32_t last = last_sign(text);
    row[DATELINE_PLAIN_ENDS_ASKS] = last == '?' || last == '!' || last == 0x61F || last == 0xFF1F;
    row[DATELINE_PLAIN_ENDS_STOP] = row[DATELINE_PLAIN_ENDS_ASKS] || last == '.' ||
                                    last == 0x3002 || last == 0x0964 || last == 0x6D4;
    row[DATELINE_PLAIN_ENDS_COLON] = last == ':' || last == 0xFF1A;
    row[DATELINE_PLAIN_ENDS_CUT] =
        last == 0x2026 || (text.length > 2 && memcmp(text.data + text.length - 3, "...", 3) == 0);
    row[DATELINE_PLAIN_STARTS_LOW] =
        (first & (DATELINE_CODE_LETTER | DATELINE_CODE_UPPER | DATELINE_CODE_IDEOGRAPH |
                  DATELINE_CODE_RTL)) == DATELINE_CODE_LETTER;
    row[DATELINE_PLAIN_STARTS_DIGIT] = (first & DATELINE_CODE_DIGIT) != 0;
}

static void measure_text(dateline_string text, int16_t *row) {
    counts c = count(text);
    row[DATELINE_PLAIN_WORDS] = logarithm(c.words);
    row[DATELINE_PLAIN_BYTES] = logarithm((uint32_t)text.length);
    row[DATELINE_PLAIN_STOPS] = at_most(c.stops, MOST_SIGNS);
    row[DATELINE_PLAIN_CAPITALS] = share(c.capitals, c.words, SHARE_ONE);
    row[DATELINE_PLAIN_SHOUTED] = share(c.shouted, c.words, SHARE_ONE);
    row[DATELINE_PLAIN_NUMBERS] = share(c.numbers, c.words, SHARE_ONE);
    row[DATELINE_PLAIN_COMMAS] = at_most(c.commas, MOST_SIGNS);
    row[DATELINE_PLAIN_SEPARATORS] = at_most(c.separators, MOST_SIGNS);
    row[DATELINE_PLAIN_SLASHES] = at_most(c.slashes, MOST_SIGNS);
    row[DATELINE_PLAIN_BRACKETS] = at_most(c.brackets, MOST_SIGNS);
    row[DATELINE_PLAIN_QUOTES] = at_most(c.quotes, MOST_SIGNS);
    row[DATELINE_PLAIN_AT_SIGNS] = at_most(c.at_signs, MOST_SIGNS);
    row[DATELINE_PLAIN_COPYRIGHT] = c.copyright > 0;
    row[DATELINE_PLAIN_WORD_LENGTH] =
        at_most(c.words ? (uint64_t)c.word_bytes * 8 / c.words : 0, 160);
    measure_edges(text, row);
}

/* The kinds that the model was trained with, by name: their bits may move. */
static void measure_phrases(const dateline_phrases *phrases, int16_t *row) {
    static const unsigned kinds[DATELINE_PLAIN_PHRASE_COUNT] = {
        DATELINE_PHRASE_CREDIT,   DATELINE_PHRASE_BYLINE,     DATELINE_PHRASE_DATE,
        DATELINE_PHRASE_RELATED,  DATELINE_PHRASE_PROMO,      DATELINE_PHRASE_SHARE,
        DATELINE_PHRASE_CONSENT,  DATELINE_PHRASE_CORRECTION, DATELINE_PHRASE_ADDRESS,
        DATELINE_PHRASE_COMMENTS, DATELINE_PHRASE_FOOTER,     DATELINE_PHRASE_NOT_FOUND,
        DATELINE_PHRASE_BLOCKED,  DATELINE_PHRASE_MONTH};
    for (unsigned i = 0; i < DATELINE_PLAIN_PHRASE_COUNT; i++) {
        row[DATELINE_PLAIN_PHRASES + i] = (phrases->start & kinds[i]) != 0;
        row[DATELINE_PLAIN_ANYWHERE + i] = (phrases->anywhere & kinds[i]) != 0;
    }
}

/* ---- The text around ------------------------------------------------------------------------ */

static uint32_t begin_of(const dateline_page *page, uint32_t i) {
    const dateline_block_source *source = &page->sources.items[i];
    return source->run_count ? page->runs.items[source->first_run].source : 0;
}

static uint32_t end_of(const dateline_page *page, uint32_t i) {
    const dateline_block_source *source = &page->sources.items[i];
    return source->run_count
               ? page->runs.items[source->first_run + source->run_count - 1].source_end
               : 0;
}

/* Line ends between two places, at most MOST_SIGNS; the edges of the page count as many. */
static int16_t gap_between(const dateline_page *page, uint32_t i) {
    if (i == 0 || i == page->blocks.count)
        return MOST_SIGNS;
    unsigned count = 0;
    uint32_t end = begin_of(page, i);
    for (uint32_t p = end_of(page, i - 1); p < end && count < MOST_SIGNS; p++)
        count += page->text->data[p] == '\n';
    return (int16_t)count;
}

static int16_t indent_of(const dateline_page *page, uint32_t i) {
    uint32_t begin = begin_of(page, i), p = begin;
    while (p > 0 && begin - p < MOST_INDENT && page->text->data[p - 1] == ' ')
        p--;
    return p > 0 && page->text->data[p - 1] != '\n' ? 0 : (int16_t)(begin - p);
}

static void measure_shape(const dateline_page *page, uint32_t i, int16_t *row) {
    const dateline_block *block = &page->blocks.items[i];
    row[DATELINE_PLAIN_HEADING] = page->sources.items[i].shape == DATELINE_SHAPE_HEADING;
    row[DATELINE_PLAIN_CODE] = page->sources.items[i].shape == DATELINE_SHAPE_CODE;
    row[DATELINE_PLAIN_LIST_DEPTH] = block->list_depth;
    row[DATELINE_PLAIN_ITEM_START] = block->item_start;
    row[DATELINE_PLAIN_ORDERED] = block->ordered;
    row[DATELINE_PLAIN_QUOTED] = at_most(block->quote_depth, MOST_SIGNS);
    row[DATELINE_PLAIN_GAP_BEFORE] = gap_between(page, i);
    row[DATELINE_PLAIN_GAP_BEHIND] = gap_between(page, i + 1);
    row[DATELINE_PLAIN_INDENT] = indent_of(page, i);
}

/* ---- The page ------------------------------------------------------------------------------- */

typedef struct totals {
    uint64_t words;
    uint64_t prose;
    uint32_t apart; /* blocks behind a blank line */
} totals;

static totals sum_up(const dateline_reading *r, const int16_t *rows) {
    totals t = {0};
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        uint32_t words = r->page->sources.items[i].word_count;
        t.words += words;
        t.prose += words >= PROSE_WORDS ? words : 0;
        t.apart += rows[(size_t)i * DATELINE_PLAIN_FEATURES + DATELINE_PLAIN_GAP_BEFORE] > 1;
    }
    return t;
}

static void measure_places(const dateline_reading *r, int16_t *rows) {
    totals all = sum_up(r, rows);
    uint32_t count = r->page->blocks.count;
    uint64_t words = 0;
    for (uint32_t i = 0; i < count; i++) {
        int16_t *row = rows + (size_t)i * DATELINE_PLAIN_FEATURES;
        row[DATELINE_PLAIN_PLACE] = share(i, count, PLACE_ONE);
        row[DATELINE_PLAIN_WORD_PLACE] = share(words, all.words, PLACE_ONE);
        row[DATELINE_PLAIN_FROM_TOP] = logarithm(i);
        row[DATELINE_PLAIN_PAGE_BLOCKS] = logarithm(count);
        row[DATELINE_PLAIN_PAGE_WORDS] = logarithm((uint32_t)all.words);
        row[DATELINE_PLAIN_PAGE_PROSE] = share(all.prose, all.words, SHARE_ONE);
        row[DATELINE_PLAIN_PAGE_GAP] = share(all.apart, count, SHARE_ONE);
        words += r->page->sources.items[i].word_count;
    }
}

/* Words that the page's first block has: in an archive that is the title. */
static void measure_first(const dateline_reading *r, int16_t *rows) {
    bool known[FIRST_WORDS] = {false};
    dateline_string first = r->page->blocks.items[0].text;
    const char *p = first.data, *end = first.data + first.length;
    for (uint32_t hash; (hash = dateline_next_word(&p, end)) != 0;)
        known[(hash ^ hash >> 16) % FIRST_WORDS] = true;
    for (uint32_t i = 1; i < r->page->blocks.count; i++) {
        dateline_string text = r->page->blocks.items[i].text;
        uint32_t words = 0, shared = 0;
        p = text.data;
        for (uint32_t hash; words < DATELINE_PLAIN_TOKENS &&
                            (hash = dateline_next_word(&p, text.data + text.length)) != 0;
             words++)
            shared += known[(hash ^ hash >> 16) % FIRST_WORDS];
        rows[(size_t)i * DATELINE_PLAIN_FEATURES + DATELINE_PLAIN_IN_FIRST] =
            share(shared, words, SHARE_ONE);
    }
}

/* The slot of a hash, or a free one; DATELINE_NONE where many others are in the way, as only a
   hostile page has it. */
static uint32_t find_slot(const uint32_t *slots, uint32_t mask, const uint64_t *hashes,
                          uint64_t hash) {
    enum { REACH = 32 };
    for (uint32_t i = 0; i < REACH; i++) {
        uint32_t slot = ((uint32_t)hash + i) & mask;
        if (!slots[slot] || hashes[slots[slot] - 1] == hash)
            return slot;
    }
    return DATELINE_NONE;
}

/* Marks blocks whose text stands on the page twice. Texts that only share a hash count as copies:
   with 64 bits that does not happen by chance, and does no harm. */
static bool measure_copies(const dateline_reading *r, int16_t *rows) {
    uint32_t count = r->page->blocks.count, mask = 1;
    while (mask < 2 * count)
        mask = mask * 2 + 1;
    uint32_t *slots = DATELINE_ARENA_ARRAY(r->arena, uint32_t, (size_t)mask + 1);
    uint64_t *hashes = DATELINE_ARENA_ARRAY(r->arena, uint64_t, count);
    if (!slots || !hashes)
        return false;
    memset(slots, 0, ((size_t)mask + 1) * sizeof *slots);
    for (uint32_t i = 0; i < count; i++) {
        dateline_string text = r->page->blocks.items[i].text;
        hashes[i] = dateline_hash_nocase(text.data, text.length);
        uint32_t slot = find_slot(slots, mask, hashes, hashes[i]);
        if (slot == DATELINE_NONE)
            continue;
        if (slots[slot]) {
            size_t other = slots[slot] - 1;
            rows[other * DATELINE_PLAIN_FEATURES + DATELINE_PLAIN_COPIES] = 1;
            rows[(size_t)i * DATELINE_PLAIN_FEATURES + DATELINE_PLAIN_COPIES] = 1;
        } else {
            slots[slot] = i + 1;
        }
    }
    return true;
}

int16_t *dateline_plain_measure(const dateline_reading *r) {
    uint32_t count = r->page->blocks.count;
    size_t size = (size_t)count * DATELINE_PLAIN_FEATURES;
    int16_t *rows = DATELINE_ARENA_ARRAY(r->arena, int16_t, size);
    if (!rows || !count)
        return rows;
    memset(rows, 0, size * sizeof *rows);
    for (uint32_t i = 0; i < count; i++) {
        int16_t *row = rows + (size_t)i * DATELINE_PLAIN_FEATURES;
        measure_text(r->page->blocks.items[i].text, row);
        measure_phrases(&r->phrases[i], row);
        measure_shape(r->page, i, row);
    }
    measure_places(r, rows);
    measure_first(r, rows);
    return measure_copies(r, rows) ? rows : NULL;
}

/* ---- Tokens --------------------------------------------------------------------------------- */

/* What a word is to its block. */
typedef enum zone { ZONE_INSIDE, ZONE_FIRST, ZONE_LAST, ZONE_PAIR, ZONE_LONG } zone;

static uint16_t bucket_of(uint32_t hash, zone where) {
    static const uint32_t factors[] = {0x9E3779B1u, 0x85EBCA77u, 0xC2B2AE3Du, 0x27D4EB2Fu,
                                       0x165667B1u};
    uint32_t mixed = (hash ^ hash >> 15) * factors[where];
    return (uint16_t)((mixed ^ mixed >> 13) * 0x2C1B3C6Du >> (32 - DATELINE_PLAIN_BUCKET_BITS));
}

unsigned dateline_plain_tokens(dateline_string text, uint16_t buckets[DATELINE_PLAIN_TOKENS]) {
    enum { SHORT = 12, LONG = 16, MOST = 512 };
    uint32_t words[LONG], count = 0, last = 0, hash;
    const char *p = text.data, *end = text.data + text.length;
    for (; count < MOST && (hash = dateline_next_word(&p, end)) != 0; count++) {
        if (count < LONG)
            words[count] = hash;
        last = hash;
    }
    unsigned used = 0, known = count < LONG ? count : LONG;
    if (!count)
        return 0;
    buckets[used++] = bucket_of(words[0], ZONE_FIRST);
    buckets[used++] = bucket_of(last, ZONE_LAST);
    zone where = count <= SHORT ? ZONE_INSIDE : ZONE_LONG;
    for (unsigned i = 0; i < known; i++)
        buckets[used++] = bucket_of(words[i], where);
    for (unsigned i = 0; i + 1 < known && count <= SHORT; i++)
        buckets[used++] = bucket_of(words[i] * 31 + words[i + 1], ZONE_PAIR);
    return used;
}
