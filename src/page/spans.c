/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The way back from a block's text to the bytes of the page. Runs say it directly: within one that
 * was copied a byte of text is a byte of input; one that was decoded is one character, and comes as
 * a whole. The rest is merging: within one text node only white space lies between two runs, and
 * does not tear their spans apart.
 */
#include "page/spans.h"

/* A span under construction, in offsets of the UTF-8 input. */
typedef struct source_stretch {
    uint32_t node, source, source_end;
} source_stretch;

/* A decoded run is longer than what it became, or begins otherwise: "&le;" and its three bytes. */
static bool is_decoded(const dateline_page *page, const dateline_run *run, uint32_t place) {
    return run->source_end - run->source > place ||
           page->text->data[run->source] != page->words.items[run->words];
}

/* The part of a run that gave bytes [begin, end) of the words. @return false where none of it did.
 * next: where the words of the run behind it begin. */
static bool overlap(const dateline_page *page, const dateline_run *run, uint32_t next,
                    uint32_t begin, uint32_t end, source_stretch *out) {
    uint32_t length = run->source_end - run->source;
    *out = (source_stretch){run->node, run->source, run->source_end};
    if (run->words >= end || next <= begin)
        return false;
    if (is_decoded(page, run, next - run->words))
        return true;
    if (run->words + length <= begin)
        return false;
    if (begin > run->words)
        out->source += begin - run->words;
    if (end < run->words + length)
        out->source_end = run->source + (end - run->words);
    return true;
}

/* The last run of a block that begins at or before an offset of the words, or its first one. */
static uint32_t run_at(const dateline_page *page, const dateline_block_source *source,
                       uint32_t words) {
    uint32_t low = source->first_run, high = source->first_run + source->run_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (page->runs.items[middle].words <= words)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static dateline_span given(const dateline_page *page, const source_stretch *stretch) {
    const dateline_text *text = page->text;
    if (text->identical)
        return (dateline_span){stretch->source + text->shift, stretch->source_end + text->shift};
    return (dateline_span){dateline_text_origin(text, stretch->source),
                           dateline_text_origin(text, stretch->source_end)};
}

/* Write the spans of words [begin, end) of a block to out, which has room for one a run. */
static size_t collect(const dateline_page *page, const dateline_block_source *source,
                      uint32_t begin, uint32_t end, dateline_span *out) {
    size_t count = 0;
    source_stretch open = {0}, piece;
    bool has_open = false;
    uint32_t last = source->first_run + source->run_count;
    for (uint32_t i = run_at(page, source, begin); i < last; i++) {
        const dateline_run *run = &page->runs.items[i];
        if (run->words >= end)
            break;
        uint32_t next = i + 1 < last ? page->runs.items[i + 1].words : source->words_end;
        if (!overlap(page, run, next, begin, end, &piece))
            continue;
        bool one_node = open.node == piece.node && i < page->first_exact_run;
        if (has_open && (one_node || open.source_end == piece.source)) {
            open.source_end = piece.source_end;
            continue;
        }
        if (has_open)
            out[count++] = given(page, &open);
        open = piece;
        has_open = true;
    }
    if (has_open)
        out[count++] = given(page, &open);
    return count;
}

const dateline_span *dateline_page_spans(const dateline_page *page, dateline_arena *arena,
                                         uint32_t block, uint32_t begin, uint32_t end,
                                         size_t *count) {
    const dateline_block_source *source = &page->sources.items[block];
    uint32_t length = source->words_end - source->words_begin;
    end = end < length ? end : length;
    *count = 0;
    if (!source->run_count || begin >= end)
        return NULL;
    begin += source->words_begin;
    end += source->words_begin;
    size_t most = run_at(page, source, end - 1) - run_at(page, source, begin) + 1;
    dateline_span *spans = DATELINE_ARENA_ARRAY(arena, dateline_span, most);
    if (!spans)
        return NULL;
    *count = collect(page, source, begin, end, spans);
    dateline_arena_trim(arena, spans + *count);
    return spans;
}

bool dateline_page_fill_spans(dateline_page *page, dateline_arena *arena) {
    dateline_span *spans = DATELINE_ARENA_ARRAY(arena, dateline_span, page->runs.count + 1);
    if (!spans)
        return false;
    dateline_span *next = spans;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const dateline_block_source *source = &page->sources.items[i];
        dateline_block *block = &page->blocks.items[i];
        if (!source->run_count)
            continue;
        block->spans = next;
        block->span_count = collect(page, source, source->words_begin, source->words_end, next);
        next += block->span_count;
    }
    dateline_arena_trim(arena, next);
    return true;
}
