/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The title. Each source alone is often wrong: <title> carries the site's name, og:title is written
 * for social networks, the first h1 may be the logo. So each title is taken without what the site
 * adds to it, too, and a model weighs who says it, where it stands and how it looks.
 */
#include "metadata/claims.h"

#include "core/utf8.h"

enum { PARTS = 8, VARIANTS = 12, SITES = 8 };

typedef struct part {
    size_t begin; /* of the text between two separators */
    size_t end;
} part;

/* ---- Separators ----------------------------------------------------------------------------- */

/* Length of a separator that begins at a place, white space included, or 0. A hyphen or a slash
   needs spaces around it; a bar does not. */
static size_t separator_at(dateline_string text, size_t at) {
    static const dateline_string spaced[] = {{" - ", 3},
                                             {" \xE2\x80\x93 ", 5},
                                             {" \xE2\x80\x94 ", 5},
                                             {" | ", 3},
                                             {" \xC2\xB7 ", 4},
                                             {" :: ", 4},
                                             {" \xC2\xBB ", 4},
                                             {" \xC2\xAB ", 4},
                                             {" / ", 3},
                                             {" \xE2\x80\xBA ", 5},
                                             {" > ", 3},
                                             {" < ", 3},
                                             {" ~ ", 3},
                                             {" \xE2\x80\xA2 ", 5},
                                             {" -- ", 4},
                                             {" \xE2\x97\x8F ", 5},
                                             {" // ", 4},
                                             {" * ", 3},
                                             {" \xE2\x80\xB9 ", 5},
                                             {" @ ", 3},
                                             {"\xEF\xBD\x9C", 3},
                                             {" \xE2\x86\x92 ", 5}};
    char c = text.data[at], next = at + 1 < text.length ? text.data[at + 1] : 'a';
    if ((c != ' ' && c != '|' && c != (char)0xEF) ||
        (c == ' ' && (dateline_is_letter(next) || dateline_is_digit(next))))
        return 0;
    for (size_t i = 0; i < sizeof spaced / sizeof *spaced; i++)
        if (text.length - at >= spaced[i].length &&
            !memcmp(text.data + at, spaced[i].data, spaced[i].length))
            return spaced[i].length;
    if (c == '|')
        return at + 1 < text.length && text.data[at + 1] == ' ' ? 2 : 1;
    return c == ' ' && at + 1 < text.length && text.data[at + 1] == '|' ? 2 : 0;
}

static unsigned split(dateline_string text, part parts[PARTS]) {
    unsigned count = 0;
    size_t begin = 0;
    for (size_t at = 1; at < text.length; at++) {
        size_t length = separator_at(text, at);
        if (!length || count == PARTS - 1)
            continue;
        parts[count++] = (part){begin, at};
        begin = at + length;
        at = begin - 1;
    }
    parts[count++] = (part){begin, text.length};
    return count;
}

static dateline_string part_text(dateline_string text, const part *parts, unsigned first,
                                 unsigned last) {
    return dateline_string_part(text, parts[first].begin, parts[last].end);
}

/* ---- The site's name in a title ------------------------------------------------------------- */

/* "www.press-tv.co.uk" -> "press-tv": the label that names the site. */
static dateline_string host_label(dateline_string url) {
    dateline_string host = dateline_url_parse(url).host;
    size_t end = host.length, dots = 0;
    while (end > 0) {
        size_t begin = end;
        while (begin > 0 && host.data[begin - 1] != '.')
            begin--;
        dateline_string label = dateline_string_part(host, begin, end);
        if (dots > 0 && label.length > 3)
            return label;
        if (dots > 2 || begin == 0)
            return dots ? label : dateline_absent;
        dots++;
        end = begin - 1;
    }
    return dateline_absent;
}

static bool contains(dateline_string whole, dateline_string piece) {
    return piece.length && dateline_string_find(whole, piece, 0) != SIZE_MAX;
}

/** The names that the site may have, folded. */
typedef struct site_names {
    dateline_string label; /* of the host */
    dateline_string names[SITES];
    unsigned count;
} site_names;

/* Some give the page's title as the name of the application. */
static bool may_be_site_name(const dateline_evidence *item) {
    enum { LONGEST = 60 };
    return item->field == DATELINE_FIELD_SITE && item->value.length <= LONGEST;
}

static void read_site_names(const dateline_facts *facts, site_names *sites) {
    sites->label = dateline_fold(host_label(facts->page->url), facts->arena);
    sites->count = 0;
    for (uint32_t i = 0; i < facts->count && sites->count < SITES; i++)
        if (may_be_site_name(&facts->items[i]))
            sites->names[sites->count++] = dateline_fold(facts->items[i].value, facts->arena);
}

/* Equal to the name, holding it with little else, or a good part of it. */
static bool resembles(dateline_string folded, dateline_string name, size_t shortest, size_t more) {
    if (dateline_string_equal(folded, name))
        return true;
    return (name.length > shortest && folded.length < name.length + more &&
            contains(folded, name)) ||
           (folded.length > 4 && contains(name, folded));
}

/* Is a text, of which the folded form is given, the site's name? It is where a source says so, or
   the host. */
static bool is_site_name(const site_names *sites, dateline_string text, dateline_string folded) {
    enum { LONGEST = 100 };
    if (text.length > LONGEST)
        return false;
    if (!folded.length || (sites->label.length > 2 && resembles(folded, sites->label, 2, 12)))
        return true;
    for (unsigned i = 0; i < sites->count; i++)
        if (resembles(folded, sites->names[i], 4, 10))
            return true;
    return false;
}

static bool is_site_part(const dateline_facts *facts, const site_names *sites,
                         dateline_string piece) {
    return is_site_name(sites, piece, dateline_fold(piece, facts->arena));
}

/* ---- Variants ------------------------------------------------------------------------------- */

static bool is_given(const dateline_facts *facts, dateline_string text, dateline_origin except) {
    uint64_t key = dateline_fold_key(text);
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *item = &facts->items[i];
        if (item->field == DATELINE_FIELD_TITLE && item->key == key && item->origin != except)
            return true;
    }
    return false;
}

/* How many parts at the end of a title are not its own: the site's name, and what stands between
   it and a title that another source gives. */
static void keep_parts(const dateline_facts *facts, const site_names *sites, dateline_string text,
                       const part *parts, unsigned count, dateline_origin origin, unsigned *first,
                       unsigned *last) {
    *first = 0;
    *last = count - 1;
    for (unsigned span = count; span > 1; span--) {
        if (is_given(facts, part_text(text, parts, 0, span - 2), origin)) {
            *last = span - 2;
            return;
        }
        if (is_given(facts, part_text(text, parts, count - span + 1, count - 1), origin)) {
            *first = count - span + 1;
            return;
        }
    }
    while (*last > *first && is_site_part(facts, sites, part_text(text, parts, *last, *last)))
        --*last;
    while (*last > *first && is_site_part(facts, sites, part_text(text, parts, *first, *first)))
        ++*first;
}

/* The last part is short and a good deal is left: most likely a site or a section. */
static bool looks_like_suffix(dateline_string text, const part *parts, unsigned first,
                              unsigned last) {
    dateline_string tail = part_text(text, parts, last, last);
    dateline_string rest = part_text(text, parts, first, last - 1);
    return dateline_count_words(tail) <= 4 && dateline_count_words(rest) >= 3 &&
           rest.length > tail.length;
}

static void add_variant(dateline_facts *facts, uint32_t index, dateline_string value, int weight,
                        const char *source) {
    const dateline_evidence *item = &facts->items[index];
    size_t shift = (size_t)(value.data - item->value.data);
    bool verbatim = item->end - item->begin == item->value.length;
    uint32_t begin = verbatim ? item->begin + (uint32_t)shift : item->begin;
    uint32_t end = verbatim ? begin + (uint32_t)value.length : item->end;
    dateline_origin origin = item->origin;
    uint32_t block = item->block, node = item->node;
    dateline_string label = source ? dateline_string_of(source) : item->source;
    dateline_evidence *variant = dateline_evidence_add(facts, DATELINE_FIELD_TITLE, origin, weight,
                                                       value, label, begin, end);
    if (variant) {
        variant->block = block;
        variant->node = node;
    }
}

static void add_variants(dateline_facts *facts, const site_names *sites) {
    uint32_t count = facts->count;
    unsigned added = 0;
    for (uint32_t i = 0; i < count && added < VARIANTS; i++) {
        const dateline_evidence *item = &facts->items[i];
        if (item->field != DATELINE_FIELD_TITLE || item->value.length > 600)
            continue;
        part parts[PARTS];
        dateline_string text = item->value;
        unsigned first, last, parts_count = split(text, parts);
        if (parts_count < 2)
            continue;
        dateline_origin origin = item->origin;
        int weight = item->weight;
        keep_parts(facts, sites, text, parts, parts_count, origin, &first, &last);
        bool title = origin == DATELINE_ORIGIN_TITLE;
        if (first > 0 || last < parts_count - 1) {
            add_variant(facts, i, part_text(text, parts, first, last), title ? 66 : weight + 4,
                        title ? "title without the site" : NULL);
            added++;
        }
        if (title && last > first && looks_like_suffix(text, parts, first, last)) {
            add_variant(facts, i, part_text(text, parts, first, last - 1), 56,
                        "title without its end");
            added++;
        }
    }
}

/* ---- Features ------------------------------------------------------------------------------- */

/* " | ", " \xC2\xBB ", " \xC2\xB7 ", " \xE2\x80\xBA " */
static bool is_bar(const char *mark, size_t length) {
    return length == 1   ? *mark == '|'
           : length == 2 ? !memcmp(mark, "\xC2\xBB", 2) || !memcmp(mark, "\xC2\xB7", 2)
                         : length == 3 && !memcmp(mark, "\xE2\x80\xBA", 3);
}

/* Is a bar or an arrow between two spaces in it? */
static bool has_separator(dateline_string text) {
    size_t space = text.length; /* the last one; none yet */
    for (size_t at = 0; at < text.length; at++) {
        if (text.data[at] != ' ')
            continue;
        if (space < at && is_bar(text.data + space + 1, at - space - 1))
            return true;
        space = at;
    }
    return false;
}

static bool is_cut_short(dateline_string text) {
    return text.length > 3 && (!memcmp(text.data + text.length - 3, "...", 3) ||
                               !memcmp(text.data + text.length - 3, "\xE2\x80\xA6", 3));
}

static bool has_small_letter(dateline_string text) {
    for (size_t i = 0; i < text.length; i++)
        if ((text.data[i] >= 'a' && text.data[i] <= 'z') || (uint8_t)text.data[i] >= 0x80)
            return true;
    return false;
}

/* How <title> holds a title, both folded. */
static int16_t place_in_title(dateline_string whole, dateline_string folded) {
    enum { SHORT = 6 };
    if (folded.length <= SHORT)
        return 0;
    if (dateline_string_starts(whole, folded))
        return whole.length == folded.length ? 3 : 2;
    return contains(whole, folded) ? 1 : 0;
}

/** Hashes of the words of the address's path: a slug is made of the first headline. */
typedef struct slug {
    uint64_t words[32];
    unsigned count;
} slug;

enum { SHORTEST_WORD = 3 };

static bool next_word(dateline_string text, size_t *at, dateline_string *word) {
    size_t begin = *at;
    while (begin < text.length &&
           !(dateline_is_letter(text.data[begin]) || dateline_is_digit(text.data[begin])))
        begin++;
    size_t end = begin;
    while (end < text.length &&
           (dateline_is_letter(text.data[end]) || dateline_is_digit(text.data[end])))
        end++;
    *at = end;
    *word = dateline_string_part(text, begin, end);
    return end > begin;
}

/* The page's address, or where it is not known the one that it names. */
static void read_slug(const dateline_facts *facts, slug *words) {
    enum { LONGEST = 200 };
    dateline_string url = facts->page->url, word;
    for (uint32_t i = 0; !url.length && i < facts->count; i++)
        if (facts->items[i].field == DATELINE_FIELD_CANONICAL_URL)
            url = facts->items[i].value;
    dateline_string path = dateline_url_parse(url).path;
    if (path.length > LONGEST)
        path.length = LONGEST;
    words->count = 0;
    for (size_t at = 0;
         words->count < sizeof words->words / sizeof *words->words && next_word(path, &at, &word);)
        if (word.length >= SHORTEST_WORD)
            words->words[words->count++] = dateline_hash_nocase(word.data, word.length);
}

/* How many of a title's words stand in the address. */
static int16_t share_in_address(dateline_string text, const slug *address) {
    enum { WHOLE = 64, READ = 160, FEWEST = 2 };
    int words = 0, found = 0;
    dateline_string word;
    if (text.length > READ)
        text.length = READ;
    for (size_t at = 0; next_word(text, &at, &word);) {
        if (word.length < SHORTEST_WORD)
            continue;
        uint64_t hash = dateline_hash_nocase(word.data, word.length);
        unsigned i = 0;
        while (i < address->count && address->words[i] != hash)
            i++;
        words++;
        found += i < address->count;
    }
    return (int16_t)(words && address->count >= FEWEST ? (int)(found * WHOLE / words) : -1);
}

/** What the features of all titles of a page need. */
typedef struct title_context {
    const site_names *sites;
    dateline_string whole; /* <title>, folded */
    slug slug;
    uint32_t first_text;
    unsigned h1;
} title_context;

static bool is_h1(const dateline_evidence *item) {
    return dateline_string_equal(item->source, DATELINE_LITERAL("h1"));
}

/* The first block of prose: how far is a heading from it? */
static uint32_t first_prose(const dateline_page *page) {
    enum { WORDS = 12 };
    for (uint32_t i = 0; i < page->blocks.count; i++)
        if (page->blocks.items[i].in_text && page->sources.items[i].word_count >= WORDS)
            return i;
    return DATELINE_NONE;
}

static void set_heading_features(const dateline_facts *facts, const title_context *context,
                                 dateline_claim *claim) {
    enum { FARTHEST = 60, NOWHERE = 99 };
    int16_t *features = claim->features;
    int nearest = NOWHERE;
    bool hidden = true, heading = false;
    for (uint32_t i = claim->first; i != DATELINE_NONE; i = facts->items[i].next) {
        const dateline_evidence *item = &facts->items[i];
        if (item->block == DATELINE_NONE)
            continue;
        heading = true;
        hidden &= facts->page->sources.items[item->block].hidden;
        if (is_h1(item) && !features[DATELINE_TITLE_H1_PLACE])
            features[DATELINE_TITLE_H1_PLACE] = (int16_t)(item->place + 1);
        int64_t apart = (int64_t)context->first_text - item->block;
        if (context->first_text == DATELINE_NONE || apart > FARTHEST || apart < -FARTHEST)
            continue;
        if (nearest == NOWHERE || (apart >= 0 && (nearest < 0 || apart < nearest)))
            nearest = (int)apart;
    }
    features[DATELINE_TITLE_TO_TEXT] = (int16_t)nearest;
    features[DATELINE_TITLE_HIDDEN] = heading && hidden;
}

static void set_title_features(dateline_facts *facts, const title_context *context,
                               dateline_claim *claim, dateline_string folded) {
    int16_t *features = claim->features;
    dateline_string value = facts->items[claim->first].value;
    set_heading_features(facts, context, claim);
    features[DATELINE_TITLE_H1] = dateline_claim_value(context->h1);
    features[DATELINE_TITLE_WORDS] = dateline_claim_value((int64_t)dateline_count_words(value));
    features[DATELINE_TITLE_BYTES] = dateline_claim_value((int64_t)value.length);
    features[DATELINE_TITLE_SEPARATOR] = has_separator(value);
    features[DATELINE_TITLE_SITE] = is_site_name(context->sites, value, folded);
    features[DATELINE_TITLE_IN_TITLE] = place_in_title(context->whole, folded);
    features[DATELINE_TITLE_SLUG] = share_in_address(value, &context->slug);
    features[DATELINE_TITLE_ENTITY] = facts->main_entity != 0;
    features[DATELINE_TITLE_CUT_SHORT] = is_cut_short(value);
    features[DATELINE_TITLE_CAPITALS] = !has_small_letter(value);
}

/* What a claim is beside the others: every pair of them, and there are few. */
static void compare_titles(dateline_claims *claims, const dateline_string folded[]) {
    for (unsigned a = 0; a < claims->count; a++) {
        int16_t *features = claims->items[a].features;
        for (unsigned b = 0; b < claims->count; b++) {
            const int16_t *other = claims->items[b].features;
            if (a == b)
                continue;
            if (other[DATELINE_ORIGIN_HEADING] > features[DATELINE_TITLE_RIVAL_HEADING])
                features[DATELINE_TITLE_RIVAL_HEADING] = other[DATELINE_ORIGIN_HEADING];
            if (other[DATELINE_ORIGIN_JSON_LD] > features[DATELINE_TITLE_RIVAL_JSON_LD])
                features[DATELINE_TITLE_RIVAL_JSON_LD] = other[DATELINE_ORIGIN_JSON_LD];
            if (folded[b].length > folded[a].length && dateline_string_starts(folded[b], folded[a]))
                features[DATELINE_TITLE_PREFIX_OF]++;
            if (folded[a].length > folded[b].length && dateline_string_starts(folded[a], folded[b]))
                features[DATELINE_TITLE_HAS_PREFIX]++;
        }
    }
}

/* Number the h1 in their order. @return how many there are. */
static unsigned number_h1(dateline_facts *facts) {
    unsigned count = 0;
    for (uint32_t i = 0; i < facts->count; i++)
        if (facts->items[i].field == DATELINE_FIELD_TITLE && is_h1(&facts->items[i]))
            facts->items[i].place = (uint8_t)count++;
    return count;
}

static bool claim_titles(dateline_facts *facts, const site_names *sites) {
    dateline_string folded[DATELINE_EVIDENCE_LIMIT];
    dateline_claims *claims = &facts->titles;
    title_context context = {.sites = sites,
                             .whole = dateline_fold(facts->title_element, facts->arena),
                             .first_text = first_prose(facts->page),
                             .h1 = number_h1(facts)};
    read_slug(facts, &context.slug);
    if (!dateline_claims_group(facts, DATELINE_FIELD_TITLE, claims))
        return false;
    for (unsigned c = 0; c < claims->count; c++) {
        dateline_claim *claim = &claims->items[c];
        folded[c] = dateline_fold(facts->items[claim->first].value, facts->arena);
        set_title_features(facts, &context, claim, folded[c]);
    }
    compare_titles(claims, folded);
    return true;
}

bool dateline_choose_title(dateline_facts *facts) {
    site_names sites;
    read_site_names(facts, &sites);
    add_variants(facts, &sites);
    if (!claim_titles(facts, &sites))
        return false;
    dateline_claims_score(facts, &facts->titles, &dateline_title_model);
    const dateline_evidence *best = dateline_claims_choose(
        facts, DATELINE_FIELD_TITLE, &facts->titles, dateline_title_model.threshold);
    if (best)
        facts->record->title = best->value;
    facts->title_key = dateline_fold_key(facts->record->title);
    return true;
}
