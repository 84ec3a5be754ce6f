/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The walk keeps two short stacks: the marks that are open in the output, and those that the
 * character at hand wants. They are compared only at visible characters, with the white space
 * before it held back; so marks open and close around words, whatever their ranges say.
 */
#include "record/inline.h"

#include "core/url.h"

/* ---- White space ---------------------------------------------------------------------------- */

/* Bytes of the white space at p, 0 where there is none: ASCII's, and Unicode's separators (Z*). */
static size_t space_at(const char *p, const char *end) {
    if (p == end)
        return 0;
    if (!(*p & '\x80'))
        return dateline_is_space(*p);
    if (end - p >= 2 && p[0] == '\xC2' && p[1] == '\xA0')
        return 2;
    if (end - p < 3)
        return 0;
    unsigned code = (unsigned)(p[1] & 0x3F) << 6 | (unsigned)(p[2] & 0x3F);
    switch ((unsigned char)p[0]) {
    case 0xE1:
        return code == 0x680 ? 3 : 0; /* U+1680 */
    case 0xE2:                        /* U+2000 to 200A, 2028, 2029, 202F, 205F */
        return code <= 0xA || code == 0x28 || code == 0x29 || code == 0x2F || code == 0x5F ? 3 : 0;
    case 0xE3:
        return code == 0 ? 3 : 0; /* U+3000 */
    default:
        return 0;
    }
}

/* Bytes of the white space that ends at p. */
static size_t space_before(const char *begin, const char *p) {
    for (size_t length = 1; length <= 3 && length <= (size_t)(p - begin); length++)
        if (space_at(p - length, p) == length)
            return length;
    return 0;
}

bool dateline_inline_is_blank(dateline_string text) {
    const char *p = text.data, *end = text.data + text.length;
    for (size_t length; (length = space_at(p, end)) > 0;)
        p += length;
    return p == end;
}

/* Step over white space. Line breaks in it are remembered; the spaces beside them are dropped. */
static void step_over_space(dateline_inline *walk) {
    const char *p = walk->text.data + walk->position, *end = walk->text.data + walk->end;
    for (size_t length; (length = space_at(p, end)) > 0; p += length)
        walk->breaks += *p == '\n';
    walk->position = (size_t)(p - walk->text.data);
    if (walk->breaks)
        walk->gap = walk->position;
}

/* ---- Layers --------------------------------------------------------------------------------- */

static bool is_wanted(const dateline_inline *walk, dateline_mark_kind kind) {
    for (unsigned i = 0; i < walk->wanted_count; i++)
        if (walk->wanted[i].kind == kind)
            return true;
    return false;
}

static void want(dateline_inline *walk, dateline_inline_layer layer) {
    walk->wanted[walk->wanted_count++] = layer;
}

/* A mark begins at or before the character at hand. Code is put on top of the others later. */
static void begin_mark(dateline_inline *walk, const dateline_mark *mark) {
    if (mark->end <= walk->position || mark->kind == DATELINE_MARK_BREAK)
        return;
    if (mark->kind == DATELINE_MARK_CODE) {
        walk->code_end = mark->end > walk->code_end ? mark->end : walk->code_end;
        return;
    }
    if (is_wanted(walk, mark->kind))
        return;
    if (mark->kind == DATELINE_MARK_LINK && !(mark->url.length && dateline_url_safe(mark->url)))
        return;
    dateline_inline_layer layer = {mark->kind, mark->end, mark->url};
    /* Properly nested, a mark ends with the one around it at the latest. */
    if (walk->wanted_count && layer.end > walk->wanted[walk->wanted_count - 1].end)
        layer.end = walk->wanted[walk->wanted_count - 1].end;
    want(walk, layer);
}

/* What the visible character at position wants. */
static void find_wanted(dateline_inline *walk) {
    if (walk->wanted_count && walk->wanted[walk->wanted_count - 1].kind == DATELINE_MARK_CODE)
        walk->wanted_count--;
    while (walk->wanted_count && walk->wanted[walk->wanted_count - 1].end <= walk->position)
        walk->wanted_count--;
    while (walk->mark < walk->marks_end && walk->mark->begin <= walk->position)
        begin_mark(walk, walk->mark++);
    if (walk->code_end > walk->position)
        want(walk, (dateline_inline_layer){DATELINE_MARK_CODE, walk->code_end, dateline_absent});
}

static bool same_layer(const dateline_inline_layer *a, const dateline_inline_layer *b) {
    return a->kind == b->kind &&
           (a->kind != DATELINE_MARK_LINK || (a->url.data == b->url.data && a->end == b->end));
}

/* Number of open marks, from the outermost, that stay open. */
static unsigned shared_layers(const dateline_inline *walk) {
    unsigned i = 0;
    while (i < walk->open_count && i < walk->wanted_count &&
           same_layer(&walk->open[i], &walk->wanted[i]) &&
           !(walk->breaks && walk->open[i].kind == DATELINE_MARK_CODE))
        i++;
    return i;
}

/* ---- The walk ------------------------------------------------------------------------------- */

/* The first mark that begins at or behind offset. */
static const dateline_mark *first_mark(const dateline_block *block, size_t offset) {
    size_t low = 0, high = block->mark_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (block->marks[middle].begin < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return block->marks ? block->marks + low : NULL;
}

void dateline_inline_begin(dateline_inline *walk, const dateline_block *block, size_t begin,
                           size_t end) {
    end = end < block->text.length ? end : block->text.length;
    begin = begin < end ? begin : end;
    *walk = (dateline_inline){
        .text = block->text,
        .mark = first_mark(block, begin),
        .marks_end = block->marks ? block->marks + block->mark_count : NULL,
        .position = begin,
        .end = end,
    };
    step_over_space(walk);
    walk->gap = walk->position;
    walk->breaks = 0;
}

/* Stand at the next visible character, or at the end, where nothing is wanted any more. */
static void look(dateline_inline *walk) {
    walk->looked = true;
    step_over_space(walk);
    if (walk->position < walk->end) {
        find_wanted(walk);
        return;
    }
    walk->wanted_count = 0;
    walk->breaks = 0;
    walk->gap = walk->end;
}

/* Where what is wanted changes, at the latest. */
static size_t next_change(const dateline_inline *walk) {
    size_t change = walk->end;
    if (walk->mark < walk->marks_end && walk->mark->begin < change)
        change = walk->mark->begin;
    for (unsigned i = 0; i < walk->wanted_count; i++)
        if (walk->wanted[i].end < change)
            change = walk->wanted[i].end;
    return change;
}

/* Where the text from the visible character at hand ends: at a line break, or where other marks are
 * wanted. Changes that change nothing (a mark inside another of its kind, a link that may not be
 * followed) do not end it, so that who escapes sees what belongs together. */
static size_t find_text_end(dateline_inline *walk) {
    const char *text = walk->text.data;
    for (;;) {
        size_t change = next_change(walk);
        const char *line_end = memchr(text + walk->position, '\n', change - walk->position);
        if (line_end)
            return (size_t)(line_end - text);
        if (change == walk->end || space_at(text + change, text + walk->end))
            return change;
        walk->position = change;
        find_wanted(walk);
        if (shared_layers(walk) < walk->open_count || walk->open_count < walk->wanted_count)
            return change;
    }
}

/* That text without the white space at its end, which becomes the gap before the next one. */
static dateline_string take_text(dateline_inline *walk) {
    const char *begin = walk->text.data + walk->position;
    const char *end = walk->text.data + find_text_end(walk);
    for (size_t length; (length = space_before(begin, end)) > 0;)
        end -= length;
    walk->position = walk->gap = (size_t)(end - walk->text.data);
    walk->looked = false;
    return (dateline_string){begin, (size_t)(end - begin)};
}

dateline_inline_event dateline_inline_next(dateline_inline *walk) {
    if (!walk->looked)
        look(walk);
    if (walk->open_count > shared_layers(walk)) {
        const dateline_inline_layer *layer = &walk->open[--walk->open_count];
        return (dateline_inline_event){DATELINE_INLINE_LEAVE, layer->kind, layer->url};
    }
    if (walk->breaks) {
        walk->breaks--;
        return (dateline_inline_event){.kind = DATELINE_INLINE_BREAK};
    }
    if (walk->gap < walk->position) {
        dateline_string gap = dateline_string_part(walk->text, walk->gap, walk->position);
        walk->gap = walk->position;
        return (dateline_inline_event){.kind = DATELINE_INLINE_TEXT, .text = gap};
    }
    if (walk->open_count < walk->wanted_count) {
        const dateline_inline_layer *layer = &walk->wanted[walk->open_count];
        walk->open[walk->open_count++] = *layer;
        return (dateline_inline_event){DATELINE_INLINE_ENTER, layer->kind, layer->url};
    }
    if (walk->position < walk->end)
        return (dateline_inline_event){.kind = DATELINE_INLINE_TEXT, .text = take_text(walk)};
    return (dateline_inline_event){.kind = DATELINE_INLINE_END};
}
