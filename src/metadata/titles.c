/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The title. Each source alone is often wrong: <title> carries the site's name, og:title is written
 * for social networks, the first h1 may be the logo. What several of them say is seldom wrong, so a
 * candidate's score is its source's trust plus what agrees with it.
 */
#include "metadata/evidence.h"

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
    char c = text.data[at];
    if (c != ' ' && c != '|' && c != (char)0xEF)
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

static void read_site_names(const dateline_facts *facts, site_names *sites) {
    sites->label = dateline_fold(host_label(facts->page->url), facts->arena);
    sites->count = 0;
    for (uint32_t i = 0; i < facts->count && sites->count < SITES; i++)
        if (facts->items[i].field == DATELINE_FIELD_SITE)
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

/* Is a part of a title the site's name? It is where a source says so, or the host. */
static bool is_site_name(const site_names *sites, dateline_string text, dateline_arena *arena) {
    if (text.length > 100)
        return false;
    dateline_string folded = dateline_fold(text, arena);
    if (!folded.length || (sites->label.length > 2 && resembles(folded, sites->label, 2, 12)))
        return true;
    for (unsigned i = 0; i < sites->count; i++)
        if (resembles(folded, sites->names[i], 4, 10))
            return true;
    return false;
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
    while (*last > *first &&
           is_site_name(sites, part_text(text, parts, *last, *last), facts->arena))
        --*last;
    while (*last > *first &&
           is_site_name(sites, part_text(text, parts, *first, *first), facts->arena))
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

/* ---- Score ---------------------------------------------------------------------------------- */

/*
 * A linear score. Its points were fitted to labelled pages of many hosts and rounded; fitted on
 * three quarters of the hosts they choose better than hand-set ones on the fourth.
 */
enum {
    POINTS_JSON_LD = 700,
    POINTS_META = 300,
    POINTS_MICRODATA = 430,
    POINTS_HEADING = 180,
    POINTS_SINGLE_H1 = 160,   /* the page has no other */
    POINTS_IN_TITLE = 60,     /* <title> holds it */
    POINTS_BEGINS_TITLE = 70, /* and begins with it */
    POINTS_SEPARATOR = -160,  /* a bar or arrow in it: something is left to strip */
    POINTS_SITE = -180,
    POINTS_LONG = -200,
    LONG_BYTES = 250,
    ALL_POINTS = 1500 /* about what a title has on which all sources agree */
};

static const struct {
    const char *source;
    int points;
} source_points[] = {
    {"meta og:title", 570},
    {"meta twitter:title", 520},
    {"h1", 445},
    {"title block", 560},
    {"title", 240},
    {"title without the site", 300},
    {"title without its end", 380},
};

/* What it is worth that another kind of source says the same. */
static const int agreement_points[DATELINE_ORIGIN_COUNT] = {
    [DATELINE_ORIGIN_JSON_LD] = 90,
    [DATELINE_ORIGIN_META] = 340,
    [DATELINE_ORIGIN_MICRODATA] = 250,
    [DATELINE_ORIGIN_HEADING] = 20,
};

static int points_of_source(const dateline_evidence *item) {
    enum { MAIN_ENTITY_WEIGHT = 90 };
    for (size_t i = 0; i < sizeof source_points / sizeof *source_points; i++)
        if (dateline_string_equal(item->source, dateline_string_of(source_points[i].source)))
            return source_points[i].points;
    switch (item->origin) {
    case DATELINE_ORIGIN_JSON_LD: /* less where the object is but the page */
        return POINTS_JSON_LD + (item->weight - MAIN_ENTITY_WEIGHT) * 6;
    case DATELINE_ORIGIN_META:
        return POINTS_META;
    case DATELINE_ORIGIN_MICRODATA:
        return POINTS_MICRODATA;
    default:
        return POINTS_HEADING;
    }
}

static int agreement(const dateline_facts *facts, const dateline_evidence *item) {
    unsigned origins = 0;
    int points = 0;
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *other = &facts->items[i];
        if (other->field == DATELINE_FIELD_TITLE && other->key == item->key)
            origins |= 1u << other->origin;
    }
    for (unsigned origin = 0; origin < DATELINE_ORIGIN_COUNT; origin++)
        if (origin != (unsigned)item->origin && (origins >> origin & 1))
            points += agreement_points[origin];
    return points;
}

static unsigned count_h1(const dateline_facts *facts) {
    unsigned count = 0;
    for (uint32_t i = 0; i < facts->count; i++)
        count += facts->items[i].field == DATELINE_FIELD_TITLE &&
                 dateline_string_equal(facts->items[i].source, DATELINE_LITERAL("h1"));
    return count;
}

static bool has_separator(dateline_string text) {
    static const dateline_string marks[] = {
        {" | ", 3}, {" \xC2\xBB ", 4}, {" \xC2\xB7 ", 4}, {" \xE2\x80\xBA ", 5}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (contains(text, marks[i]))
            return true;
    return false;
}

static int points_in_title(const dateline_evidence *item, dateline_string whole,
                           dateline_arena *arena) {
    enum { SHORT = 6 };
    if (item->origin == DATELINE_ORIGIN_TITLE || item->value.length <= SHORT)
        return 0;
    dateline_string folded = dateline_fold(item->value, arena);
    if (folded.length > SHORT && dateline_string_starts(whole, folded))
        return POINTS_IN_TITLE + POINTS_BEGINS_TITLE;
    return folded.length > SHORT && contains(whole, folded) ? POINTS_IN_TITLE : 0;
}

void dateline_choose_title(dateline_facts *facts) {
    site_names sites;
    read_site_names(facts, &sites);
    add_variants(facts, &sites);
    dateline_string whole = dateline_fold(facts->title_element, facts->arena);
    bool single_h1 = count_h1(facts) == 1;
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (item->field != DATELINE_FIELD_TITLE)
            continue;
        int points = points_of_source(item) + agreement(facts, item) +
                     points_in_title(item, whole, facts->arena);
        if (single_h1 && dateline_string_equal(item->source, DATELINE_LITERAL("h1")))
            points += POINTS_SINGLE_H1;
        if (item->value.length > LONG_BYTES)
            points += POINTS_LONG;
        if (has_separator(item->value))
            points += POINTS_SEPARATOR;
        if (is_site_name(&sites, item->value, facts->arena))
            points += POINTS_SITE;
        item->score = points * 1000 / ALL_POINTS;
        item->reason = "another candidate scores higher";
    }
    dateline_evidence *best = dateline_evidence_choose(facts, DATELINE_FIELD_TITLE, 20);
    if (best)
        facts->record->title = best->value;
}
