/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of a page in one array, block behind block. Runs are made so that the way back needs
 * no second reading: a run is either a piece of the input copied byte for byte, or one character
 * that was decoded (a character reference, CR LF). See spans.c.
 */
#include "page/draft.h"

#include "core/utf8.h"
#include "page/scan.h"

void dateline_draft_begin_page(dateline_draft *draft, dateline_page *page, dateline_arena *arena,
                               uint32_t max_blocks) {
    dateline_draft fresh = {
        .page = page, .arena = arena, .memory = arena->memory, .max_blocks = max_blocks};
    fresh.lists.block = draft->lists.block;
    fresh.lists.capacity = draft->lists.capacity;
    fresh.captions.block = draft->captions.block;
    fresh.captions.capacity = draft->captions.capacity;
    fresh.context.figure_image = DATELINE_NONE;
    *draft = fresh;
}

/* ---- White space ---------------------------------------------------------------------------- */

/* Bytes of a space that Unicode has beyond ASCII at the front of a text, 0: none. U+00A0 is the one
 * that pages pad their paragraphs with, U+3000 the indent of Chinese and Japanese ones. */
static uint32_t wide_space(const char *p, const char *end) {
    if ((unsigned char)*p < 0xC2)
        return 0;
    const char *next = p;
    uint32_t code_point = dateline_utf8_decode(&next, end);
    return dateline_unicode(code_point) & DATELINE_CODE_SPACE ? (uint32_t)(next - p) : 0;
}

/* Bytes of the spaces, ASCII and wide, that a text begins with. */
static uint32_t leading_spaces(const char *begin, const char *end) {
    const char *p = begin;
    for (uint32_t length = 1; p < end && length; p += length)
        length = *p == ' ' ? 1 : wide_space(p, end);
    return (uint32_t)(p - begin);
}

/* Where [begin, end) ends without white space behind its last word. */
static uint32_t trimmed_end(const char *words, uint32_t begin, uint32_t end) {
    while (end > begin) {
        uint32_t last = end - 1;
        while (last > begin && ((unsigned char)words[last] & 0xC0) == 0x80)
            last--;
        if (!dateline_is_space(words[last]) && !wide_space(words + last, words + end))
            break;
        end = last;
    }
    return end;
}

/*
 * How many bytes at p can be copied as they are: up to a character reference, a control, or the
 * second of two spaces. At least 1 where p[0] is none of them. May read 15 bytes behind length.
 */
static uint32_t plain_length(const char *p, uint32_t length) {
    uint32_t i = 0;
#if defined(__SSE2__)
    unsigned carry = 0;
    for (; i < length; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
        __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
        __m128i reference = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('&'));
        unsigned space = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')));
        unsigned stop = (unsigned)_mm_movemask_epi8(_mm_or_si128(control, reference));
        stop |= space & (space << 1 | carry);
        if (stop) {
            i += (uint32_t)__builtin_ctz(stop);
            break;
        }
        carry = space >> 15;
    }
    return i < length ? i : length;
#else
    while (i < length && (unsigned char)p[i] > 0x1F && p[i] != '&' &&
           !(p[i] == ' ' && i && p[i - 1] == ' '))
        i++;
    return i;
#endif
}

/* ---- Blocks --------------------------------------------------------------------------------- */

/* The block takes its place from where its first word stands. */
static bool start(dateline_draft *draft) {
    dateline_page *page = draft->page;
    if (page->blocks.count >= draft->max_blocks) {
        page->limited = draft->full = true;
        return false;
    }
    draft->open = true;
    draft->visible = false;
    draft->place = draft->context;
    draft->line = page->words.count;
    draft->source = (dateline_block_source){
        .node = draft->context.node,
        .shape = draft->context.shape,
        .first_run = page->runs.count,
        .words_begin = page->words.count,
        .first_mark = page->marks.count,
        .first_cell = page->cells.count,
    };
    draft->rows = draft->columns = 0;
    if (draft->context.list) {
        dateline_list *list = &draft->lists.items[draft->context.list - 1];
        draft->item = *list;
        draft->item_start = list->item_pending;
        list->item_pending = false;
    }
    return true;
}

static void put_byte(dateline_draft *draft, char byte) {
    DATELINE_VECTOR_PUSH(draft->memory, &draft->page->words, byte);
}

static void put_break(dateline_draft *draft) {
    uint32_t at = draft->page->words.count;
    dateline_mark mark = {.kind = DATELINE_MARK_BREAK, .begin = at, .end = at};
    put_byte(draft, '\n');
    draft->line = draft->page->words.count;
    DATELINE_VECTOR_PUSH(draft->memory, &draft->page->marks, mark);
}

static void begin_marks(dateline_draft *draft) {
    while (draft->begun_count < draft->open_count) {
        dateline_open_mark *open = &draft->open_marks[draft->begun_count++];
        dateline_mark mark = {.kind = open->kind,
                              .begin = draft->page->words.count,
                              .end = draft->page->words.count,
                              .url = open->url};
        open->mark = draft->page->marks.count;
        DATELINE_VECTOR_PUSH(draft->memory, &draft->page->marks, mark);
    }
}

/* Text that stood in a table, but in no cell of it, is moved before the table: then the source goes
 * back (WHATWG HTML 13.2.6.1, "foster parent"). */
static bool goes_back(const dateline_draft *draft, uint32_t source) {
    const dateline_page *page = draft->page;
    return page->runs.count > draft->source.first_run &&
           source < page->runs.items[page->runs.count - 1].source_end;
}

/* Pay what is owed before a word that stands at source. @return false where there is no room. */
static bool begin_word(dateline_draft *draft, uint32_t source) {
    if (draft->open && (draft->breaks > 1 || (!draft->table && goes_back(draft, source))))
        dateline_draft_end(draft);
    if (!draft->open) {
        if (!start(draft))
            return false;
    } else if (draft->breaks) {
        put_break(draft);
    } else if (draft->space && draft->page->words.count > draft->line) {
        put_byte(draft, ' ');
    }
    draft->space = false;
    draft->breaks = 0;
    draft->visible |= !draft->context.hidden && !draft->context.aria_hidden;
    if (draft->begun_count < draft->open_count && !draft->place.preserve)
        begin_marks(draft);
    return true;
}

static bool at_line_start(const dateline_draft *draft) {
    return !draft->open || draft->breaks || draft->page->words.count == draft->line;
}

/* ---- Words ---------------------------------------------------------------------------------- */

/* Was the run, up to words_end, copied byte for byte? */
static bool is_copied(const dateline_page *page, const dateline_run *run, uint32_t words_end) {
    return run->source_end - run->source == words_end - run->words &&
           page->text->data[run->source] == page->words.items[run->words];
}

/* The bytes just written came from [source, source_end) of a text node. A space between two pieces
 * that the input has too is part of the run. */
static void note_run(dateline_draft *draft, uint32_t node, uint32_t source, uint32_t source_end,
                     uint32_t words) {
    dateline_page *page = draft->page;
    if (page->runs.count > draft->source.first_run) {
        dateline_run *last = &page->runs.items[page->runs.count - 1];
        uint32_t gap = source - last->source_end;
        if (last->node == node && gap <= 1 && words >= gap && is_copied(page, last, words - gap) &&
            page->words.count - words == source_end - source) {
            last->source_end = source_end;
            return;
        }
    }
    dateline_run run = {node, source, source_end, words};
    DATELINE_VECTOR_PUSH(draft->memory, &page->runs, run);
}

static void put(dateline_draft *draft, uint32_t node, uint32_t source, uint32_t source_end,
                const char *data, uint32_t length) {
    dateline_page *page = draft->page;
    if (!DATELINE_VECTOR_RESERVE(draft->memory, &page->words, length))
        return;
    uint32_t words = page->words.count;
    memcpy(page->words.items + words, data, length);
    page->words.count += length;
    note_run(draft, node, source, source_end, words);
}

void dateline_draft_stretch(dateline_draft *draft, uint32_t node, const char *data, uint32_t source,
                            uint32_t length) {
    const char *p = data + source, *end = p + length;
    if (at_line_start(draft))
        p += leading_spaces(p, end);
    if (p == end)
        return;
    bool space = end[-1] == ' ';
    end -= space;
    if (begin_word(draft, (uint32_t)(p - data)))
        put(draft, node, (uint32_t)(p - data), (uint32_t)(end - data), p, (uint32_t)(end - p));
    draft->space = space;
}

void dateline_draft_raw(dateline_draft *draft, uint32_t node, const char *data, uint32_t source,
                        uint32_t length) {
    if (begin_word(draft, source))
        put(draft, node, source, source + length, data + source, length);
}

/* One character that may be written as a reference. @return the offset behind it. */
static uint32_t put_decoded(dateline_draft *draft, const dateline_tree *tree, uint32_t node,
                            uint32_t source) {
    char bytes[8];
    uint32_t next = source;
    unsigned length = dateline_tree_decode(tree, node, &next, bytes);
    bool preserve = draft->context.preserve;
    if (length == 1 && dateline_is_space(bytes[0]) && !preserve)
        draft->space = true;
    else if (length && !(at_line_start(draft) && !preserve && wide_space(bytes, bytes + length)) &&
             begin_word(draft, source))
        put(draft, node, source, next, bytes, length);
    return next > source ? next : source + 1;
}

static void put_collapsed(dateline_draft *draft, const dateline_tree *tree, uint32_t node) {
    const char *text = tree->text;
    uint32_t source = tree->nodes.items[node].offset;
    uint32_t end = source + tree->nodes.items[node].length;
    while (source < end) {
        char byte = text[source];
        if (dateline_is_space(byte)) {
            draft->space = true;
            source += dateline_space_length(text + source, end - source);
        } else if (byte == '&' || (unsigned char)byte < 0x20) {
            source = put_decoded(draft, tree, node, source);
        } else {
            uint32_t length = plain_length(text + source, end - source);
            dateline_draft_stretch(draft, node, text, source, length);
            source += length;
        }
    }
}

static void put_preserved(dateline_draft *draft, const dateline_tree *tree, uint32_t node) {
    const char *text = tree->text;
    uint32_t source = tree->nodes.items[node].offset;
    uint32_t end = source + tree->nodes.items[node].length;
    while (source < end) {
        uint32_t next = source;
        while (next < end && text[next] != '&' && text[next] != '\r' && text[next])
            next++;
        if (next > source)
            dateline_draft_raw(draft, node, text, source, next - source);
        source = next < end ? put_decoded(draft, tree, node, next) : end;
    }
}

void dateline_draft_text(dateline_draft *draft, const dateline_tree *tree, uint32_t node) {
    if (draft->full)
        return;
    if (draft->context.preserve)
        put_preserved(draft, tree, node);
    else
        put_collapsed(draft, tree, node);
}

void dateline_draft_break(dateline_draft *draft) {
    if (draft->context.preserve && draft->open)
        put_byte(draft, '\n');
    else if (draft->table)
        draft->space = true;
    else if (draft->open)
        draft->breaks++;
}

void dateline_draft_line(dateline_draft *draft) {
    dateline_page *page = draft->page;
    if (draft->open && page->words.count > draft->source.words_begin &&
        page->words.items[page->words.count - 1] != '\n')
        put_byte(draft, '\n');
}

/* ---- Marks ---------------------------------------------------------------------------------- */

/* Two links side by side, to different places, are the entries of a menu: style sheets draw them
 * apart. */
static void part_links(dateline_draft *draft, dateline_string url) {
    if (draft->link_end == draft->page->words.count && !dateline_string_equal(draft->link_url, url))
        draft->space = true;
}

bool dateline_draft_open_mark(dateline_draft *draft, dateline_mark_kind kind, dateline_string url) {
    if (kind == DATELINE_MARK_LINK)
        part_links(draft, url);
    for (unsigned i = 0; i < draft->open_count; i++)
        if (draft->open_marks[i].kind == kind)
            return false;
    draft->open_marks[draft->open_count++] = (dateline_open_mark){.kind = kind, .url = url};
    return true;
}

/* End a mark here, without white space at its ends. */
static void end_mark(dateline_draft *draft, const dateline_open_mark *open) {
    dateline_page *page = draft->page;
    if (open->mark >= page->marks.count)
        return; /* memory failed */
    dateline_mark *mark = &page->marks.items[open->mark];
    const char *words = page->words.items;
    mark->end = trimmed_end(words, mark->begin, page->words.count);
    if (mark->begin < mark->end)
        mark->begin += leading_spaces(words + mark->begin, words + mark->end);
}

static void end_marks(dateline_draft *draft) {
    for (; draft->begun_count; draft->begun_count--)
        end_mark(draft, &draft->open_marks[draft->begun_count - 1]);
}

void dateline_draft_close_mark(dateline_draft *draft) {
    unsigned last = --draft->open_count;
    if (draft->begun_count > last) {
        if (draft->open_marks[last].kind == DATELINE_MARK_LINK) {
            draft->link_end = draft->page->words.count;
            draft->link_url = draft->open_marks[last].url;
        }
        end_mark(draft, &draft->open_marks[last]);
        draft->begun_count = last;
    }
}

/* ---- The end of a block --------------------------------------------------------------------- */

/* Take a run's part behind end of the words away; its bytes there are spaces, the same in the
 * input unless they were decoded. */
static void shorten_run(const dateline_page *page, dateline_run *run, uint32_t end) {
    uint32_t kept = end - run->words, length = run->source_end - run->source;
    if (length > kept && run->words + length <= page->words.count &&
        memcmp(page->words.items + end, page->text->data + run->source + kept, length - kept) == 0)
        run->source_end = run->source + kept;
}

/* Take back the words behind end, with the runs and marks that they had. */
static void cut_back(dateline_draft *draft, uint32_t end, uint32_t first_mark) {
    dateline_page *page = draft->page;
    while (page->runs.count > draft->source.first_run &&
           page->runs.items[page->runs.count - 1].words >= end)
        page->runs.count--;
    if (page->runs.count > draft->source.first_run)
        shorten_run(page, &page->runs.items[page->runs.count - 1], end);
    page->words.count = end;
    for (uint32_t i = first_mark; i < page->marks.count; i++) {
        dateline_mark *mark = &page->marks.items[i];
        mark->end = mark->end < end ? mark->end : end;
        mark->begin = mark->begin < mark->end ? mark->begin : mark->end;
    }
}

void dateline_draft_take_back(dateline_draft *draft, uint32_t length) {
    if (draft->open && draft->page->words.count - draft->source.words_begin >= length)
        cut_back(draft, draft->page->words.count - length, draft->page->marks.count);
}

/* Empty lines before code are no part of it; the indent of its first line is. */
static void drop_leading_lines(dateline_draft *draft) {
    const char *words = draft->page->words.items;
    uint32_t end = draft->page->words.count, begin = draft->source.words_begin;
    for (uint32_t i = begin; i < end && dateline_is_space(words[i]); i++)
        if (words[i] == '\n')
            begin = i + 1;
    dateline_run *runs = draft->page->runs.items;
    uint32_t first = draft->source.first_run, count = draft->page->runs.count;
    while (first + 1 < count && runs[first + 1].words <= begin)
        first++;
    if (first < count && runs[first].words < begin) {
        runs[first].source += begin - runs[first].words;
        runs[first].words = begin;
    }
    draft->source.first_run = first;
    draft->source.words_begin = begin;
}

/* Characters without a shape of their own: a block of nothing else is empty to a reader. */
static bool is_invisible(uint32_t code_point) {
    return code_point == 0xAD || code_point == 0x34F || code_point == 0x61C ||
           (code_point >= 0x200B && code_point <= 0x200F) ||
           (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2060 && code_point <= 0x2069) || code_point == 0xFEFF;
}

static bool is_empty(const dateline_draft *draft) {
    const char *words = draft->page->words.items;
    const char *p = words + draft->source.words_begin, *end = words + draft->page->words.count;
    while (p < end) {
        uint32_t code_point = dateline_utf8_decode(&p, end);
        if (!is_invisible(code_point) && !(dateline_unicode(code_point) & DATELINE_CODE_SPACE))
            return false;
    }
    return true;
}

/* Drop the empty marks and count offsets from the block's begin. */
static void finish_marks(dateline_draft *draft) {
    dateline_page *page = draft->page;
    uint32_t begin = draft->source.words_begin, kept = draft->source.first_mark;
    for (uint32_t i = kept; i < page->marks.count; i++) {
        dateline_mark mark = page->marks.items[i];
        if (mark.begin == mark.end && mark.kind != DATELINE_MARK_BREAK)
            continue;
        mark.begin -= begin;
        mark.end -= begin;
        page->marks.items[kept++] = mark;
    }
    page->marks.count = kept;
}

/* The picture that a caption belongs to: the last one of its figure so far. */
static uint32_t image_of_caption(dateline_draft *draft) {
    const dateline_page *page = draft->page;
    uint32_t first = draft->place.figure_image;
    if (draft->place.shape != DATELINE_SHAPE_CAPTION || first == DATELINE_NONE)
        return DATELINE_NONE;
    if (page->images.count > first)
        return page->images.count - 1;
    DATELINE_VECTOR_PUSH(draft->memory, &draft->captions, page->blocks.count);
    return DATELINE_NONE;
}

static void push_block(dateline_draft *draft) {
    dateline_page *page = draft->page;
    const dateline_context *place = &draft->place;
    dateline_block block = {
        .level = place->level,
        .quote_depth = place->quote_depth,
        .list_depth = place->list_depth,
        .list = DATELINE_NONE,
        .image = image_of_caption(draft),
        .rows = draft->rows,
        .columns = draft->columns,
        .mark_count = page->marks.count - draft->source.first_mark,
        .cell_count = page->cells.count - draft->source.first_cell,
    };
    if (place->shape == DATELINE_SHAPE_CODE)
        block.language = draft->language;
    if (place->list) {
        block.list = draft->item.id;
        block.ordered = draft->item.ordered;
        block.item_start = draft->item_start;
        if (block.ordered && draft->item.number > 0)
            block.item_number = (uint32_t)draft->item.number;
    }
    dateline_block_source *source = &draft->source;
    source->words_end = page->words.count;
    source->run_count = page->runs.count - source->first_run;
    source->hidden = !draft->visible;
    if (DATELINE_VECTOR_RESERVE(draft->memory, &page->sources, 1) &&
        DATELINE_VECTOR_RESERVE(draft->memory, &page->blocks, 1)) {
        page->sources.items[page->sources.count++] = *source;
        page->blocks.items[page->blocks.count++] = block;
    }
}

static void discard(dateline_draft *draft) {
    dateline_page *page = draft->page;
    page->runs.count = draft->source.first_run;
    page->marks.count = draft->source.first_mark;
    page->cells.count = draft->source.first_cell;
    page->words.count = draft->source.words_begin;
    /* The bullet waits for the item's next block. */
    if (draft->place.list && draft->item_start && draft->place.list <= draft->lists.count)
        draft->lists.items[draft->place.list - 1].item_pending = true;
}

void dateline_draft_end(dateline_draft *draft) {
    draft->breaks = 0;
    draft->space = false;
    if (!draft->open)
        return;
    draft->open = draft->table = false;
    dateline_page *page = draft->page;
    if (draft->memory->failed)
        return;
    end_marks(draft);
    uint32_t end = trimmed_end(page->words.items, draft->source.words_begin, page->words.count);
    if (draft->place.preserve)
        drop_leading_lines(draft);
    if (end < page->words.count && draft->place.shape != DATELINE_SHAPE_TABLE)
        cut_back(draft, end, draft->source.first_mark);
    if (is_empty(draft)) {
        discard(draft);
        return;
    }
    finish_marks(draft);
    push_block(draft);
}

/* ---- Tables --------------------------------------------------------------------------------- */

void dateline_draft_begin_table(dateline_draft *draft) {
    dateline_draft_end(draft);
    draft->table = start(draft);
    draft->place.shape = draft->source.shape = DATELINE_SHAPE_TABLE;
    draft->place.level = 0;
}

void dateline_draft_begin_cell(dateline_draft *draft, dateline_cell cell, char separator) {
    if (!draft->open)
        return;
    if (separator)
        put_byte(draft, separator);
    draft->line = cell.begin = cell.end = draft->page->words.count;
    draft->cell_mark = draft->page->marks.count;
    draft->space = false;
    DATELINE_VECTOR_PUSH(draft->memory, &draft->page->cells, cell);
}

void dateline_draft_end_cell(dateline_draft *draft) {
    dateline_page *page = draft->page;
    if (!draft->open || draft->memory->failed || page->cells.count == draft->source.first_cell)
        return;
    end_marks(draft);
    dateline_cell *cell = &page->cells.items[page->cells.count - 1];
    uint32_t end = trimmed_end(page->words.items, cell->begin, page->words.count);
    if (end < page->words.count)
        cut_back(draft, end, draft->cell_mark);
    cell->begin -= draft->source.words_begin;
    cell->end = end - draft->source.words_begin;
    draft->space = false;
}
