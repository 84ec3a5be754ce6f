/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The room's two doors. A page is built in growing vectors; only when they have their final place
 * in memory are the public blocks told where their text, marks, cells and spans are.
 */
#include "page/page.h"

#include "page/preloaded.h"
#include "page/spans.h"
#include "page/sweep.h"

static dateline_sweep *sweep_of(dateline_page *page, dateline_memory *memory) {
    if (!page->sweep) {
        page->sweep = dateline_memory_allocate(memory, sizeof *page->sweep);
        if (page->sweep)
            *page->sweep = (dateline_sweep){0};
    }
    return page->sweep;
}

static dateline_sweep *begin(dateline_page *page, dateline_arena *arena, const dateline_text *text,
                             const dateline_tree *tree, dateline_string url, uint32_t max_blocks) {
    page->text = text;
    page->tree = tree;
    page->url = page->base = url;
    page->limited = false;
    page->preloaded_from = NULL;
    page->first_exact_run = UINT32_MAX;
    page->blocks.count = page->sources.count = page->runs.count = page->marks.count = 0;
    page->cells.count = page->images.count = page->image_nodes.count = page->words.count = 0;
    page->head.count = 0;
    dateline_sweep *sweep = sweep_of(page, arena->memory);
    if (sweep)
        dateline_draft_begin_page(&sweep->draft, page, arena, max_blocks);
    return sweep;
}

/* What reads words looks at many bytes at once. */
static bool pad_words(dateline_page *page, dateline_memory *memory) {
    if (!DATELINE_VECTOR_RESERVE(memory, &page->words, DATELINE_PADDING))
        return false;
    memset(page->words.items + page->words.count, 0, DATELINE_PADDING);
    return true;
}

/* Words of a block, and those of them in links. */
static void count_words(const dateline_page *page, const dateline_block *block,
                        dateline_block_source *source) {
    const char *text = page->words.items;
    uint32_t begin = source->words_begin, linked = 0;
    source->word_count = dateline_letters_count(&page->letters, text, begin, source->words_end);
    for (size_t i = 0; i < block->mark_count; i++) {
        const dateline_mark *mark = &block->marks[i];
        if (mark->kind != DATELINE_MARK_LINK)
            continue;
        linked += mark->end - mark->begin == source->words_end - begin
                      ? source->word_count
                      : dateline_letters_count(&page->letters, text, begin + mark->begin,
                                               begin + mark->end);
    }
    /* Each link rounds the half words of ideographs up. */
    source->link_word_count = linked < source->word_count ? linked : source->word_count;
}

bool dateline_page_connect(dateline_page *page, dateline_arena *arena) {
    if (!pad_words(page, arena->memory) ||
        !dateline_letters_read(&page->letters,
                               (dateline_string){page->words.items, page->words.count}, arena))
        return false;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        dateline_block *block = &page->blocks.items[i];
        dateline_block_source *source = &page->sources.items[i];
        block->text = (dateline_string){page->words.items + source->words_begin,
                                        source->words_end - source->words_begin};
        if (block->mark_count)
            block->marks = page->marks.items + source->first_mark;
        if (block->cell_count)
            block->cells = page->cells.items + source->first_cell;
        count_words(page, block, source);
    }
    for (uint32_t i = 0; i < page->images.count; i++)
        if (page->images.items[i].block >= page->blocks.count)
            page->images.items[i].block = DATELINE_NONE;
    return dateline_page_fill_spans(page, arena);
}

static bool finish(dateline_page *page, dateline_arena *arena) {
    if (arena->memory->failed) {
        page->blocks.count = page->sources.count = page->images.count = 0;
        return false;
    }
    return dateline_page_connect(page, arena);
}

/* One sweep for all who ask what the page says of itself. */
static void gather_head(dateline_page *page, dateline_memory *memory) {
    const dateline_node *nodes = page->tree->nodes.items;
    uint32_t count = page->tree->nodes.count;
    for (uint32_t i = 0; i < count; i++) {
        unsigned element = nodes[i].type == DATELINE_NODE_ELEMENT;
        if (element & nodes[i].flags & DATELINE_NODE_TELLING)
            DATELINE_VECTOR_PUSH(memory, &page->head, i);
    }
}

bool dateline_page_build(dateline_page *page, dateline_arena *arena, const dateline_text *text,
                         const dateline_tree *tree, dateline_string url, uint32_t max_blocks) {
    dateline_sweep *sweep = begin(page, arena, text, tree, url, max_blocks);
    if (sweep) {
        sweep->tree = tree;
        sweep->frames.count = 0;
        sweep->grid.open = false;
        sweep->last_image.image = DATELINE_NONE;
        sweep->last_picture = sweep->stray_parent = DATELINE_NONE;
        gather_head(page, arena->memory);
        dateline_links_begin(sweep);
        dateline_sweep_tree(sweep);
    }
    return finish(page, arena);
}

bool dateline_page_build_plain(dateline_page *page, dateline_arena *arena,
                               const dateline_text *text, dateline_string url,
                               uint32_t max_blocks) {
    dateline_sweep *sweep = begin(page, arena, text, NULL, url, max_blocks);
    if (sweep)
        dateline_plain_read(sweep);
    if (!finish(page, arena))
        return false;
    dateline_plain_find_headings(sweep);
    return true;
}

void dateline_page_destroy(dateline_page *page, dateline_memory *memory) {
    DATELINE_VECTOR_DESTROY(memory, &page->blocks);
    DATELINE_VECTOR_DESTROY(memory, &page->sources);
    DATELINE_VECTOR_DESTROY(memory, &page->runs);
    DATELINE_VECTOR_DESTROY(memory, &page->marks);
    DATELINE_VECTOR_DESTROY(memory, &page->cells);
    DATELINE_VECTOR_DESTROY(memory, &page->images);
    DATELINE_VECTOR_DESTROY(memory, &page->image_nodes);
    DATELINE_VECTOR_DESTROY(memory, &page->words);
    DATELINE_VECTOR_DESTROY(memory, &page->head);
    dateline_sweep *sweep = page->sweep;
    if (sweep) {
        DATELINE_VECTOR_DESTROY(memory, &sweep->draft.lists);
        DATELINE_VECTOR_DESTROY(memory, &sweep->draft.captions);
        DATELINE_VECTOR_DESTROY(memory, &sweep->frames);
        DATELINE_VECTOR_DESTROY(memory, &sweep->grid.taken);
        DATELINE_VECTOR_DESTROY(memory, &sweep->lines);
        DATELINE_VECTOR_DESTROY(memory, &sweep->lone_lines);
        dateline_memory_release(memory, sweep, sizeof *sweep);
    }
    page->sweep = NULL;
    dateline_preloaded_destroy(page, memory);
}
