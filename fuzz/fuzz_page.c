/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes to text to tree to blocks, and what must hold for every page whatever its bytes are. The
 * first byte says whether it is HTML or plain text, and how few blocks are allowed.
 */
#include "core/utf8.h"
#include "page/page.h"

#include <stdlib.h>

#define MUST(condition)                                                                            \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

static void check_spans(const dateline_text *text, const dateline_span *spans, size_t count) {
    for (size_t i = 0; i < count; i++) {
        MUST(spans[i].begin <= spans[i].end && spans[i].end <= text->page_length);
        MUST(i == 0 || spans[i - 1].end <= spans[i].begin);
    }
}

static void check_marks(const dateline_block *block) {
    for (size_t i = 0; i < block->mark_count; i++) {
        const dateline_mark *mark = &block->marks[i];
        MUST(mark->end <= block->text.length);
        if (mark->kind == DATELINE_MARK_BREAK)
            MUST(mark->begin == mark->end && block->text.data[mark->begin] == '\n');
        else
            MUST(mark->begin < mark->end);
        MUST(i == 0 || block->marks[i - 1].begin <= mark->begin);
    }
}

static void check_cells(const dateline_block *block) {
    uint32_t text = 0;
    for (size_t i = 0; i < block->cell_count; i++) {
        const dateline_cell *cell = &block->cells[i];
        MUST(cell->row_span >= 1 && cell->row + cell->row_span <= block->rows);
        MUST(cell->column_span >= 1 && cell->column + cell->column_span <= block->columns);
        MUST(cell->begin >= text && cell->end >= cell->begin);
        text = cell->end;
    }
    MUST(text <= block->text.length);
}

static void check_block(const dateline_page *page, dateline_arena *arena, uint32_t index) {
    const dateline_block *block = &page->blocks.items[index];
    const dateline_block_source *source = &page->sources.items[index];
    MUST(block->text.length > 0);
    MUST(dateline_utf8_valid_length(block->text.data, block->text.length) == block->text.length);
    MUST(source->link_word_count <= source->word_count);
    MUST(block->image == DATELINE_NONE || block->image < page->images.count);
    MUST((block->list == DATELINE_NONE) == (block->list_depth == 0));
    MUST(block->span_count > 0);
    check_spans(page->text, block->spans, block->span_count);
    check_marks(block);
    check_cells(block);
    /* Halves of a block's spans cover what the whole covers, no more. */
    uint32_t length = (uint32_t)block->text.length;
    size_t count;
    const dateline_span *spans =
        dateline_page_spans(page, arena, index, length / 3, length - length / 3, &count);
    check_spans(page->text, spans, count);
    if (count) {
        MUST(spans[0].begin >= block->spans[0].begin);
        MUST(spans[count - 1].end <= block->spans[block->span_count - 1].end);
    }
}

static void check_page(const dateline_page *page, dateline_arena *arena, uint32_t limit) {
    MUST(page->blocks.count == page->sources.count && page->blocks.count <= limit);
    MUST(page->images.count == page->image_nodes.count);
    uint32_t words = 0;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        /* Words are given at most once. */
        MUST(page->sources.items[i].words_begin >= words);
        words = page->sources.items[i].words_end;
        check_block(page, arena, i);
    }
    for (uint32_t i = 0; i < page->images.count; i++) {
        const dateline_image *image = &page->images.items[i];
        MUST(image->url.length > 0);
        MUST(image->block == DATELINE_NONE || image->block < page->blocks.count);
        check_spans(page->text, &image->span, 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    /* Kept from input to input, as an extractor keeps them: what one page leaves must not reach
     * the next. */
    static dateline_memory memory;
    static dateline_arena arena;
    static dateline_text text;
    static dateline_tree tree;
    static dateline_page page;
    if (!memory.allocator.allocate) {
        dateline_memory_initialize(&memory, NULL);
        dateline_arena_initialize(&arena, &memory);
    }
    if (size < 1 || size > 1 << 20)
        return 0;
    bool html = data[0] & 1;
    uint32_t limit = data[0] & 2 ? 3 : 100000;
    dateline_string url = DATELINE_LITERAL("https://example.org/a/b?c#d");
    dateline_arena_reset(&arena);
    MUST(dateline_text_decode(&text, &memory, (const char *)data + 1, (uint32_t)size - 1, false,
                              html, NULL));
    if (html) {
        static const dateline_parse_options options = {0};
        MUST(dateline_parse(&tree, &memory, text.data, text.length, &options));
        MUST(dateline_page_build(&page, &arena, &text, &tree, url, limit));
    } else {
        MUST(dateline_page_build_plain(&page, &arena, &text, url, limit));
    }
    check_page(&page, &arena, limit);
    return 0;
}
