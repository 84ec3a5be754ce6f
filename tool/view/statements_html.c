/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who said what, as a page to look at: the article with each statement marked in its speaker's
 * colour, and the speakers with their roles and statements. The page needs nothing else, no script
 * either, and every byte of it that is the author's is escaped. It reads in black and white too:
 * colours come with numbers.
 *
 * Statements and blocks both say which bytes of the page they are. A block's text is laid beside
 * its bytes in one walk, and a mark opens and closes where a statement's bytes begin and end.
 */
#include "text.h"
#include "view.h"

#include <stdlib.h>
#include <string.h>

static void write_text(struct buffer *to, dateline_string text) {
    text_append_html(to, text.data, text.length);
}

/* ---- Speakers ------------------------------------------------------------------------------- */

/* Somebody who says something. */
struct speaker {
    dateline_string name;
    dateline_string role;
    size_t count;
    size_t first; /* statement */
};

struct cast {
    struct speaker *speakers;
    size_t count;
    size_t *of_statement; /* index of each statement's speaker; count: nobody is named */
    size_t unnamed;       /* statements without a source */
};

enum { COLORS = 10 };

static bool is_same(dateline_string a, dateline_string b) {
    return a.length == b.length && (!a.length || memcmp(a.data, b.data, a.length) == 0);
}

static dateline_string name_of(const dateline_statement *statement) {
    return statement->person.length ? statement->person : statement->source.text;
}

/* A bucket of the table of names. */
static size_t hash_of(dateline_string name) {
    size_t hash = 5381;
    for (size_t i = 0; i < name.length; i++)
        hash = hash * 33 + (unsigned char)name.data[i];
    return hash;
}

static size_t find_speaker(struct cast *cast, size_t *slots, size_t mask, dateline_string name) {
    size_t slot = hash_of(name) & mask;
    while (slots[slot] && !is_same(cast->speakers[slots[slot] - 1].name, name))
        slot = (slot + 1) & mask;
    if (!slots[slot]) {
        cast->speakers[cast->count] = (struct speaker){.name = name};
        slots[slot] = ++cast->count;
    }
    return slots[slot] - 1;
}

static struct cast gather_cast(const dateline_record *record) {
    size_t count = record->statement_count, mask = 1;
    while (mask < 2 * count)
        mask = 2 * mask + 1;
    struct cast cast = {.speakers = memory_allocate((count + 1) * sizeof *cast.speakers),
                        .of_statement = memory_allocate((count + 1) * sizeof *cast.of_statement)};
    size_t *slots = memory_allocate((mask + 1) * sizeof *slots);
    memset(slots, 0, (mask + 1) * sizeof *slots);
    for (size_t i = 0; i < count; i++) {
        const dateline_statement *statement = &record->statements[i];
        dateline_string name = name_of(statement);
        cast.of_statement[i] = SIZE_MAX;
        if (!name.length) {
            cast.unnamed++;
            continue;
        }
        size_t number = find_speaker(&cast, slots, mask, name);
        struct speaker *speaker = &cast.speakers[number];
        cast.of_statement[i] = number;
        if (!speaker->count++)
            speaker->first = i;
        if (!speaker->role.length)
            speaker->role = statement->role;
    }
    free(slots);
    return cast;
}

static void destroy_cast(struct cast *cast) {
    free(cast->speakers);
    free(cast->of_statement);
}

/* The class that gives a statement its colour; nobody's is grey. */
static void write_class(struct buffer *to, const struct cast *cast, size_t statement) {
    size_t speaker = cast->of_statement[statement];
    if (speaker == SIZE_MAX)
        buffer_append_text(to, "nobody");
    else
        buffer_print(to, "s%zu", speaker % COLORS);
}

/* ---- Places --------------------------------------------------------------------------------- */

enum part { PART_CONTENT, PART_SOURCE, PART_CUE };

/* Bytes [begin, end) of the page that are marked. */
struct place {
    uint32_t begin;
    uint32_t end;
    size_t statement;
    enum part part;
    bool first; /* of the part's spans */
};

static size_t add_places(struct place *places, size_t count, const dateline_part *from,
                         size_t statement, enum part part) {
    for (size_t i = 0; i < from->span_count; i++)
        places[count++] =
            (struct place){from->spans[i].begin, from->spans[i].end, statement, part, i == 0};
    return count;
}

/* By begin; what reaches farther comes first, so that it lies outside. */
static int compare_places(const void *a, const void *b) {
    const struct place *x = a, *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    if (x->statement != y->statement)
        return x->statement < y->statement ? -1 : 1;
    return (int)x->part - (int)y->part;
}

static struct place *gather_places(const dateline_record *record, size_t *count) {
    size_t room = 1;
    for (size_t i = 0; i < record->statement_count; i++)
        room += record->statements[i].content.span_count + record->statements[i].source.span_count +
                record->statements[i].cue.span_count;
    struct place *places = memory_allocate(room * sizeof *places);
    *count = 0;
    for (size_t i = 0; i < record->statement_count; i++) {
        const dateline_statement *statement = &record->statements[i];
        *count = add_places(places, *count, &statement->content, i, PART_CONTENT);
        *count = add_places(places, *count, &statement->source, i, PART_SOURCE);
        *count = add_places(places, *count, &statement->cue, i, PART_CUE);
    }
    qsort(places, *count, sizeof *places, compare_places);
    return places;
}

/* ---- Marks ---------------------------------------------------------------------------------- */

static const char *quotation_name(dateline_quotation quotation) {
    static const char *const names[] = {"direct", "indirect", "mixed"};
    return names[quotation];
}

/* What a statement's mark shows when the pointer rests on it, and a screen reader reads. */
static void write_note(struct buffer *to, const dateline_statement *statement) {
    if (name_of(statement).length)
        write_text(to, name_of(statement));
    else
        buffer_append_text(to, "nobody named");
    if (statement->role.length) {
        buffer_append_text(to, ", ");
        write_text(to, statement->role);
    }
    buffer_print(to, ": %s%s, %s", statement->negated ? "not " : "",
                 statement->kind ? statement->kind : "says", quotation_name(statement->quotation));
    if (statement->date.length) {
        buffer_append_text(to, ", ");
        write_text(to, statement->date);
    }
}

/* The little label before a content: its number, and what kind of statement it is. */
static void write_label(struct buffer *to, const dateline_record *record, const struct cast *cast,
                        size_t number) {
    const dateline_statement *statement = &record->statements[number];
    size_t speaker = cast->of_statement[number];
    buffer_print(to, "<sup id=\"t%zu\">", number + 1);
    if (speaker == SIZE_MAX)
        buffer_append_text(to, "–");
    else
        buffer_print(to, "<a href=\"#w%zu\">%zu</a>", speaker + 1, speaker + 1);
    buffer_print(to, " %s%s</sup>", statement->negated ? "not " : "",
                 statement->kind ? statement->kind : "says");
}

static void open_mark(struct buffer *to, const dateline_record *record, const struct cast *cast,
                      const struct place *place, bool first) {
    const dateline_statement *statement = &record->statements[place->statement];
    if (place->part == PART_CONTENT) {
        buffer_print(to, "<mark class=\"%s ", quotation_name(statement->quotation));
        write_class(to, cast, place->statement);
        buffer_append_text(to, "\" title=\"");
        write_note(to, statement);
        buffer_append_text(to, "\">");
        if (first && place->first)
            write_label(to, record, cast, place->statement);
    } else {
        buffer_append_text(to, place->part == PART_SOURCE ? "<b class=\"" : "<i class=\"");
        write_class(to, cast, place->statement);
        buffer_append_text(to, "\">");
    }
}

static void close_mark(struct buffer *to, const struct place *place) {
    static const char *const ends[] = {"</mark>", "</b>", "</i>"};
    buffer_append_text(to, ends[place->part]);
}

/* ---- The article ---------------------------------------------------------------------------- */

enum { DEEPEST = 16 }; /* marks inside marks; what lies deeper is not drawn */

/* The walk over the page's places, block by block. */
struct walk {
    const dateline_record *record;
    const struct cast *cast;
    const struct place *places;
    size_t count;
    size_t next; /* place that opens next */
    const struct place *open[DEEPEST];
    size_t depth;
};

/* Close what ends at or before a byte; what lies inside it and goes on is opened again. */
static void close_until(struct walk *walk, uint32_t byte, struct buffer *to) {
    size_t keep = 0, depth = walk->depth;
    while (keep < depth && walk->open[keep]->end > byte)
        keep++;
    for (size_t i = depth; i > keep; i--)
        close_mark(to, walk->open[i - 1]);
    walk->depth = keep;
    for (size_t i = keep; i < depth; i++)
        if (walk->open[i]->end > byte) {
            walk->open[walk->depth++] = walk->open[i];
            open_mark(to, walk->record, walk->cast, walk->open[i], false);
        }
}

/* The speaker of two statements is marked once. */
static bool is_open(const struct walk *walk, const struct place *place) {
    const struct place *outer = walk->depth ? walk->open[walk->depth - 1] : NULL;
    return outer && place->part == PART_SOURCE && outer->part == PART_SOURCE &&
           outer->end == place->end;
}

static void open_until(struct walk *walk, uint32_t byte, struct buffer *to) {
    for (; walk->next < walk->count && walk->places[walk->next].begin <= byte; walk->next++) {
        const struct place *place = &walk->places[walk->next];
        if (place->end <= byte || walk->depth == DEEPEST || is_open(walk, place))
            continue;
        walk->open[walk->depth++] = place;
        open_mark(to, walk->record, walk->cast, place, true);
    }
}

/* The byte at which marks change next. */
static uint32_t next_change(const struct walk *walk) {
    uint32_t change = walk->next < walk->count ? walk->places[walk->next].begin : UINT32_MAX;
    for (size_t i = 0; i < walk->depth; i++)
        change = walk->open[i]->end < change ? walk->open[i]->end : change;
    return change;
}

/* The bytes of a block, span by span. */
struct bytes {
    const char *page;
    size_t length;
    const dateline_block *block;
    size_t span;
    uint32_t at; /* UINT32_MAX: behind the last span */
};

static void settle(struct bytes *bytes) {
    const dateline_block *block = bytes->block;
    while (bytes->span < block->span_count && bytes->at >= block->spans[bytes->span].end)
        if (++bytes->span < block->span_count)
            bytes->at = block->spans[bytes->span].begin;
    if (bytes->span >= block->span_count || bytes->at >= bytes->length)
        bytes->at = UINT32_MAX;
}

static bool is_white(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\0';
}

/* The length of white space at a byte of the page, U+00A0 among it, or 0. */
static size_t white_at(const struct bytes *bytes, size_t at) {
    const char *p = bytes->page + at;
    if (is_white(*p))
        return 1;
    return *p == '\xC2' && at + 1 < bytes->length && p[1] == '\xA0' ? 2 : 0;
}

/* White space of the page, which the text has otherwise. */
static void skip_white(struct bytes *bytes) {
    size_t white;
    while (bytes->at != UINT32_MAX && (white = white_at(bytes, bytes->at)) > 0) {
        bytes->at += (uint32_t)white;
        settle(bytes);
    }
}

static size_t reference_length(const char *p, const char *end) {
    enum { LONGEST = 40 };
    size_t n = 1;
    while (n < LONGEST && p + n < end && p[n] != ';' && !is_white(p[n]))
        n++;
    return n + (p + n < end && p[n] == ';');
}

/* Step over what a character of the text was written as: its own bytes, a reference, or a byte of
   another encoding. A letter of ASCII is the same in all of them: what lies before it was dropped.
 */
static void step(struct bytes *bytes, const char *text, size_t length) {
    enum { DROPPED = 8 };
    if (bytes->at == UINT32_MAX || is_white(*text))
        return;
    const char *p = bytes->page + bytes->at, *end = bytes->page + bytes->length;
    size_t same = 0;
    while (same < length && p + same < end && p[same] == text[same])
        same++;
    if (same == length) {
        bytes->at += (uint32_t)length;
    } else if (*p == '&') {
        bytes->at += (uint32_t)reference_length(p, end);
    } else {
        size_t n = 0;
        while (length == 1 && n < DROPPED && p + n < end && p[n] != *text)
            n++;
        bytes->at += (uint32_t)(length == 1 && n < DROPPED && p + n < end ? n + 1 : 1);
    }
    settle(bytes);
}

static void write_marked(struct walk *walk, const dateline_block *block,
                         const struct view_page *page, struct buffer *to) {
    struct bytes bytes = {page->bytes, page->length, block, 0,
                          block->span_count ? block->spans[0].begin : UINT32_MAX};
    uint32_t change = bytes.at == UINT32_MAX ? UINT32_MAX : 0;
    settle(&bytes);
    for (size_t i = 0, length; i < block->text.length; i += length) {
        text_code_point(block->text.data + i, block->text.length - i, &length);
        if (!is_white(block->text.data[i]))
            skip_white(&bytes);
        if (bytes.at != UINT32_MAX && bytes.at >= change) {
            close_until(walk, bytes.at, to);
            open_until(walk, bytes.at, to);
            change = next_change(walk);
        }
        text_append_html(to, block->text.data + i, length);
        step(&bytes, block->text.data + i, length);
    }
    while (walk->depth)
        close_mark(to, walk->open[--walk->depth]);
}

static const char *tag_of(const dateline_block *block) {
    switch (block->role) {
    case DATELINE_ROLE_TITLE:
        return "h1";
    case DATELINE_ROLE_HEADING:
        return "h2";
    case DATELINE_ROLE_QUOTE:
        return "blockquote";
    case DATELINE_ROLE_CODE:
    case DATELINE_ROLE_TABLE:
        return "pre";
    default:
        return "p";
    }
}

static bool is_shown(const dateline_block *block) {
    return block->in_text || block->role == DATELINE_ROLE_TITLE;
}

/* Blocks come in the order of the page nearly always; where one stands before its predecessor, the
   places before it are looked at again, so that none is missed. */
static void rewind_to(struct walk *walk, const dateline_block *block) {
    size_t low = 0, high = walk->count;
    uint32_t begin = block->span_count ? block->spans[0].begin : UINT32_MAX;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (walk->places[middle].begin < begin)
            low = middle + 1;
        else
            high = middle;
    }
    walk->next = low;
}

static void write_article(const struct view_page *page, const struct cast *cast,
                          struct buffer *to) {
    const dateline_record *record = page->record;
    struct walk walk = {.record = record, .cast = cast};
    struct place *places = gather_places(record, &walk.count);
    walk.places = places;
    bool titled = false;
    for (size_t i = 0; i < record->block_count && !titled; i++)
        titled = record->blocks[i].role == DATELINE_ROLE_TITLE;
    if (!titled && record->title.length) {
        buffer_append_text(to, "<h1>");
        write_text(to, record->title);
        buffer_append_text(to, "</h1>\n");
    }
    for (size_t i = 0; i < record->block_count; i++) {
        const dateline_block *block = &record->blocks[i];
        if (!is_shown(block))
            continue;
        rewind_to(&walk, block);
        buffer_print(to, "<%s%s>", tag_of(block), block->list_depth ? " class=\"item\"" : "");
        write_marked(&walk, block, page, to);
        buffer_print(to, "</%s>\n", tag_of(block));
    }
    free(places);
}

/* ---- The speakers --------------------------------------------------------------------------- */

static void write_link(struct buffer *to, const dateline_statement *statement, size_t number) {
    buffer_print(to, " <a href=\"#t%zu\">%s%s</a>", number + 1, statement->negated ? "not " : "",
                 statement->kind ? statement->kind : "says");
    if (statement->date.length) {
        buffer_append_text(to, " <time>");
        write_text(to, statement->date);
        buffer_append_text(to, "</time>");
    }
}

/* Each speaker's statements as lists: next[i] is the speaker's statement behind i. */
static size_t *link_statements(const dateline_record *record, const struct cast *cast) {
    size_t count = record->statement_count;
    size_t *next = memory_allocate((count + 1) * sizeof *next);
    size_t *newest = memory_allocate((cast->count + 1) * sizeof *newest);
    for (size_t i = 0; i <= cast->count; i++)
        newest[i] = SIZE_MAX;
    for (size_t i = count; i-- > 0;) {
        size_t speaker = cast->of_statement[i] == SIZE_MAX ? cast->count : cast->of_statement[i];
        next[i] = newest[speaker];
        newest[speaker] = i;
    }
    free(newest);
    return next;
}

static void write_speaker(const dateline_record *record, const struct cast *cast, size_t number,
                          const size_t *next, struct buffer *to) {
    const struct speaker *speaker = &cast->speakers[number];
    buffer_print(to, "<li id=\"w%zu\"><b class=\"s%zu\">", number + 1, number % COLORS);
    write_text(to, speaker->name);
    buffer_append_text(to, "</b>");
    if (speaker->role.length) {
        buffer_append_text(to, ", ");
        write_text(to, speaker->role);
    }
    buffer_print(to, " <small>%zu statement%s:", speaker->count, speaker->count == 1 ? "" : "s");
    for (size_t i = speaker->first; i != SIZE_MAX; i = next[i])
        write_link(to, &record->statements[i], i);
    buffer_append_text(to, "</small></li>\n");
}

static void write_speakers(const dateline_record *record, const struct cast *cast,
                           struct buffer *to) {
    buffer_append_text(to, "<section>\n<h2>Who</h2>\n");
    if (!record->statement_count) {
        buffer_append_text(to, record->statements_supported
                                   ? "<p>No statement was found.</p>\n"
                                   : "<p>Statements were not looked for.</p>\n");
    }
    size_t *next = link_statements(record, cast);
    buffer_append_text(to, cast->count ? "<ol>\n" : "");
    for (size_t i = 0; i < cast->count; i++)
        write_speaker(record, cast, i, next, to);
    buffer_append_text(to, cast->count ? "</ol>\n" : "");
    if (cast->unnamed)
        buffer_print(to,
                     "<p><b class=\"nobody\">Nobody named</b> <small>%zu statement%s</small></p>\n",
                     cast->unnamed, cast->unnamed == 1 ? "" : "s");
    buffer_append_text(to, "<p class=\"key\"><mark class=\"direct s0\">in their words</mark> "
                           "<mark class=\"indirect s0\">in the author’s words</mark> "
                           "<mark class=\"mixed s0\">in both</mark></p>\n</section>\n");
    free(next);
}

/* ---- The page ------------------------------------------------------------------------------- */

static const char *const style =
    "body{font:17px/1.55 Georgia,serif;max-width:64em;margin:2em auto;padding:0 1em;display:flex;"
    "flex-wrap:wrap;gap:2em;color:#1a1a1a;background:#fff}\n"
    "main{flex:1 1 30em}section{flex:0 1 17em;font:15px/1.45 sans-serif}\n"
    "h1{font-size:1.6em;line-height:1.25}h2{font-size:1.1em}pre{white-space:pre-wrap}\n"
    "section ol{padding-left:1.4em}section li{margin-bottom:.6em}\n"
    "mark{color:inherit;background:none;border-bottom:2px solid var(--c);padding-bottom:1px}\n"
    "mark.direct{background:var(--b)}mark.mixed{background:var(--b);border-bottom-style:dashed}\n"
    "mark.indirect{border-bottom-style:dotted}mark mark{padding-bottom:4px}\n"
    "b,i{color:var(--c)}sup{font:.62em sans-serif;color:var(--c);margin-right:.2em}\n"
    "a{color:inherit}.item{margin-left:1.5em}:target{outline:2px solid var(--c,#888)}\n"
    ".s0{--c:#0b5cad;--b:#e3effb}.s1{--c:#a6361c;--b:#fbe9e4}.s2{--c:#22713a;--b:#e4f4e8}\n"
    ".s3{--c:#7a3e9d;--b:#f2e8f8}.s4{--c:#8a6100;--b:#fbf1d8}.s5{--c:#006d77;--b:#dff3f4}\n"
    ".s6{--c:#a3195b;--b:#fbe3ee}.s7{--c:#4a5a1f;--b:#eef3dd}.s8{--c:#3d4fb8;--b:#e8eafb}\n"
    ".s9{--c:#7a4a2b;--b:#f5ebe3}.nobody{--c:#5c5c5c;--b:#eee}\n"
    "@media print{body{display:block;font-size:11pt;max-width:none;margin:0}"
    "mark,b{-webkit-print-color-adjust:exact;print-color-adjust:exact}"
    "section{border-top:1px solid;margin-top:1em}p,li{break-inside:avoid}}\n";

static void write_head(const dateline_record *record, struct buffer *to) {
    buffer_append_text(to, "<!DOCTYPE html>\n<html");
    if (record->language.length) {
        buffer_append_text(to, " lang=\"");
        write_text(to, record->language);
        buffer_append_text(to, "\"");
    }
    buffer_append_text(to, "><head><meta charset=\"utf-8\">\n"
                           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                           "'none'; style-src 'unsafe-inline'\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    write_text(to, record->title.length ? record->title : record->input);
    buffer_append_text(to, "</title>\n<style>\n");
    buffer_append_text(to, style);
    buffer_append_text(to, "</style></head>\n<body>\n");
}

void view_statements_html(const struct view_page *page, struct buffer *to) {
    struct cast cast = gather_cast(page->record);
    write_head(page->record, to);
    buffer_append_text(to, "<main>\n");
    write_article(page, &cast, to);
    buffer_append_text(to, "</main>\n");
    write_speakers(page->record, &cast, to);
    buffer_append_text(to, "</body></html>\n");
    destroy_cast(&cast);
}
