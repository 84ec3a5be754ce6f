/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates in the data that a page hands to its scripts: the members "published_at", "date" and the
 * like of the object that holds the page's title, `{"title":"…","published_at":"2024-03-05"}`. The
 * data of a page tells of many other stories, so the title is what says which object is meant: it
 * is searched for, and from there the scan goes both ways to the ends of the object. The data may
 * be JSON, a JavaScript value, or either inside of a string with its quotation marks escaped.
 *
 * The search reads all scripts, so only pages are searched that give their date nowhere else.
 */
#include "core/bytes.h"
#include "metadata/claims.h"

enum {
    SHORTEST_TITLE = 10, /* bytes; shorter ones stand for anything */
    LONGEST_TITLE = 40,
    OBJECTS = 4,      /* that are looked at */
    REACH = 64 << 10, /* bytes of an object, each way from its title */
    LONGEST_VALUE = 35
};

typedef struct search {
    dateline_facts *facts;
    const char *text;
    uint32_t begin; /* of the script */
    uint32_t end;
    bool escaped; /* the quotation marks of the object */
    unsigned objects;
} search;

/* In which of 16 bytes one is followed by the other. */
static dateline_bytes find_pair(const char *at, char one, char other) {
    return dateline_bytes_and(dateline_bytes_equal(dateline_bytes_load(at), one),
                              dateline_bytes_equal(dateline_bytes_load(at + 1), other));
}

/* ---- Data ----------------------------------------------------------------------------------- */

bool dateline_is_script_data(dateline_string script) {
    enum { SHORTEST = 256, BEGIN = 192 };
    static const dateline_string call = {".push([1,\"", 10};
    if (script.length < SHORTEST)
        return false;
    const char *last = script.data + BEGIN;
    for (const char *at = script.data; at < last; at += DATELINE_BLOCK)
        if (dateline_bytes_mask(find_pair(at, '"', ':')))
            return true;
    return dateline_string_find(dateline_string_part(script, 0, BEGIN), call, 0) != SIZE_MAX;
}

/* ---- Title ---------------------------------------------------------------------------------- */

/* The begin of the title as far as every way of escaping writes it as it is. */
static dateline_string plain_begin(dateline_string title) {
    size_t length = 0;
    while (length < title.length && length < LONGEST_TITLE && title.data[length] >= ' ' &&
           title.data[length] <= '~' && !memchr("\"'\\/&<>", title.data[length], 7))
        length++;
    return (dateline_string){title.data, length};
}

/* Does none of 64 bytes begin such a pair? */
static bool has_no_pair(const char *at, char one, char other) {
    dateline_bytes first = find_pair(at, one, other);
    dateline_bytes second = find_pair(at + DATELINE_BLOCK, one, other);
    dateline_bytes third = find_pair(at + 2 * DATELINE_BLOCK, one, other);
    dateline_bytes fourth = find_pair(at + 3 * DATELINE_BLOCK, one, other);
    return !dateline_bytes_mask(
        dateline_bytes_or(dateline_bytes_or(first, second), dateline_bytes_or(third, fourth)));
}

/* Where a quotation mark and the title begin, at or behind `at`, or the script's end. */
static uint32_t find_title(const search *in, uint32_t at, dateline_string title) {
    enum { STEP = 4 * DATELINE_BLOCK };
    const char *text = in->text, first = title.data[0];
    uint32_t end = in->end - (uint32_t)title.length; /* the title ends in the script */
    while (at < end) {
        if (has_no_pair(text + at, '"', first)) {
            at += STEP;
            continue;
        }
        for (uint32_t stop = at + STEP; at < stop; at += DATELINE_BLOCK) {
            uint64_t hits = dateline_bytes_mask(find_pair(text + at, '"', first));
            for (; hits; hits &= hits - 1) {
                uint32_t hit = at + dateline_mask_first(hits);
                if (hit < end && !memcmp(text + hit + 1, title.data, title.length))
                    return hit;
            }
        }
    }
    return in->end;
}

/* ---- Members -------------------------------------------------------------------------------- */

static bool is_of_name(char c) {
    return dateline_is_letter(c) || dateline_is_digit(c) || c == '_' || c == '-';
}

/* The name before a colon, with or without quotation marks. */
static dateline_string name_before(const search *in, uint32_t colon) {
    enum { LONGEST_NAME = 40 };
    uint32_t end = colon,
             floor = colon - in->begin > LONGEST_NAME ? colon - LONGEST_NAME : in->begin;
    while (end > floor && !is_of_name(in->text[end - 1]))
        end--;
    uint32_t from = end;
    while (from > floor && is_of_name(in->text[from - 1]))
        from--;
    return (dateline_string){in->text + from, end - from};
}

/* The value behind a colon where it may be a date: a string or a number that begins with a digit.
 */
static dateline_string value_behind(const search *in, uint32_t colon) {
    uint32_t begin = colon + 1;
    while (begin < in->end && begin < colon + 4 && memchr(" \\\"'", in->text[begin], 4))
        begin++;
    uint32_t end = begin;
    if (end < in->end && !dateline_is_digit(in->text[begin]))
        return dateline_absent;
    while (end < in->end && end - begin < LONGEST_VALUE && !memchr("\"'\\,}", in->text[end], 5))
        end++;
    return (dateline_string){in->text + begin, end - begin};
}

static int weight_of(dateline_string name, dateline_date_cue cue) {
    enum { PUBLISHED = 74, MODIFIED = 70, DATE = 66, CREATED = 58 };
    if (cue == DATELINE_CUE_MODIFIED)
        return MODIFIED;
    if (cue == DATELINE_CUE_NONE)
        return dateline_string_equal_nocase(name, DATELINE_LITERAL("date")) ? DATE : 0;
    return dateline_string_find_nocase(name, DATELINE_LITERAL("creat"), 0) == SIZE_MAX ? PUBLISHED
                                                                                       : CREATED;
}

static void read_member(search *in, uint32_t colon) {
    static const dateline_date_context context = {.whole = true};
    dateline_facts *facts = in->facts;
    dateline_string value = value_behind(in, colon);
    dateline_date date;
    if (!dateline_may_be_date(value))
        return;
    dateline_string name = name_before(in, colon);
    dateline_date_cue cue = dateline_cue_of_name(name);
    int weight = weight_of(name, cue);
    if (!weight || !dateline_date_find(value, 0, &context, &date))
        return;
    uint32_t begin = (uint32_t)(value.data - in->text);
    dateline_evidence *item = dateline_evidence_add(
        facts,
        cue == DATELINE_CUE_MODIFIED ? DATELINE_FIELD_DATE_MODIFIED : DATELINE_FIELD_DATE_PUBLISHED,
        DATELINE_ORIGIN_META, weight, dateline_date_format(&date, facts->arena),
        DATELINE_LITERAL("data of a script"), begin, begin + (uint32_t)value.length);
    if (item)
        item->date = date;
}

/* ---- Object --------------------------------------------------------------------------------- */

typedef enum mark { MARK_NONE = 0, MARK_STRING, MARK_OUTSIDE } mark;

/* What the quotation mark at a place is: one of the object's strings begins or ends, or the string
   that the object stands in does. */
static mark mark_at(const search *in, uint32_t at) {
    unsigned slashes = 0;
    while (slashes < 4 && at - slashes > in->begin && in->text[at - slashes - 1] == '\\')
        slashes++;
    if (!in->escaped)
        return slashes % 2 == 0 ? MARK_STRING : MARK_NONE;
    return slashes == 1 ? MARK_STRING : slashes == 0 ? MARK_OUTSIDE : MARK_NONE;
}

/* From within the object to one of its ends: forward with step 1, backward with step -1. */
static void scan(search *in, uint32_t at, uint32_t stop, int step) {
    const char *opens = step > 0 ? "{[" : "}]", *closes = step > 0 ? "}]" : "{[";
    unsigned depth = 0;
    bool inside = false; /* of a string */
    for (; at != stop; at += (uint32_t)step) {
        char c = in->text[at];
        if (c == '"') {
            mark kind = mark_at(in, at);
            if (kind == MARK_OUTSIDE)
                return;
            inside ^= kind == MARK_STRING;
        } else if (inside) {
            continue;
        } else if (c == opens[0] || c == opens[1]) {
            depth++;
        } else if (c == closes[0] || c == closes[1]) {
            if (!depth--)
                return;
        } else if (c == ':' && !depth) {
            read_member(in, at);
        }
    }
}

static void scan_object(search *in, uint32_t at) {
    uint32_t begin = at - in->begin > REACH ? at - REACH : in->begin;
    uint32_t end = in->end - at > REACH ? at + REACH : in->end;
    scan(in, at - 1, begin - 1, -1);
    scan(in, at, end, 1);
}

static void search_script(search *in, dateline_string title) {
    for (uint32_t at = in->begin;
         in->objects < OBJECTS && (at = find_title(in, at, title)) < in->end; at++) {
        in->escaped = at > in->begin && in->text[at - 1] == '\\';
        in->objects++;
        scan_object(in, at);
    }
}

/* ---- Page ----------------------------------------------------------------------------------- */

static bool is_told_elsewhere(const dateline_facts *facts) {
    enum { SURE = 60 };
    for (uint32_t i = 0; i < facts->count; i++)
        if (facts->items[i].field == DATELINE_FIELD_DATE_PUBLISHED &&
            facts->items[i].weight >= SURE)
            return true;
    return false;
}

void dateline_gather_script_dates(dateline_facts *facts) {
    if (!facts->script_count || is_told_elsewhere(facts))
        return;
    dateline_string title = plain_begin(facts->record->title);
    if (title.length < SHORTEST_TITLE)
        return;
    search in = {.facts = facts, .text = facts->page->tree->text};
    for (unsigned s = 0; s < facts->script_count && in.objects < OBJECTS; s++) {
        in.begin = facts->scripts[s].begin;
        in.end = facts->scripts[s].end;
        search_script(&in, title);
    }
}
