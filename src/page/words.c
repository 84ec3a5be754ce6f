/* SPDX-License-Identifier: Apache-2.0 */
#include "page/words.h"

#include "page/tokens.h"

/* A word has at least one byte, and something stands between two. */
static bool make_room(dateline_words *w, dateline_arena *arena, size_t bytes) {
    size_t most = w->count + bytes;
    if (most <= w->capacity)
        return true;
    size_t capacity = most > 2 * (size_t)w->capacity ? most : 2 * (size_t)w->capacity;
    uint32_t *grown =
        capacity <= UINT32_MAX ? DATELINE_ARENA_ARRAY(arena, uint32_t, capacity) : NULL;
    if (!grown)
        return false;
    if (w->count)
        memcpy(grown, w->hashes, w->count * sizeof *grown);
    w->hashes = grown;
    w->capacity = (uint32_t)capacity;
    return true;
}

/* Where the last bytes of the text [begin, end) begin. */
static uint32_t last_part(const char *text, uint32_t begin, uint32_t end) {
    uint32_t at = end - begin > DATELINE_LAST_BYTES ? end - DATELINE_LAST_BYTES : begin;
    while (at > begin && at < end && !dateline_is_space(text[at]))
        at++;
    return at;
}

static bool read_block(dateline_words *w, dateline_arena *arena, const dateline_page *page,
                       const dateline_block_source *source, dateline_block_words *block) {
    const char *text = page->words.items;
    uint32_t begin = source->words_begin, end = source->words_end;
    uint32_t last = last_part(text, begin, end);
    bool all = source->word_count <= DATELINE_ALL_WORDS;
    size_t bytes = all ? end - begin : DATELINE_FIRST_WORDS + (size_t)(end - last);
    if (!make_room(w, arena, bytes))
        return false;
    block->begin = w->count;
    if (!all || begin < last)
        w->count +=
            dateline_letters_words(&page->letters, text, begin, all ? last : end,
                                   w->hashes + w->count, all ? UINT32_MAX : DATELINE_FIRST_WORDS);
    block->last = block->first_end = w->count;
    w->count +=
        dateline_letters_words(&page->letters, text, last, end, w->hashes + w->count, UINT32_MAX);
    block->end = w->count;
    if (all)
        block->first_end = block->end;
    return true;
}

bool dateline_words_read(dateline_words *words, const dateline_page *page, dateline_arena *arena) {
    uint32_t count = page->blocks.count;
    *words = (dateline_words){.blocks = DATELINE_ARENA_ARRAY(arena, dateline_block_words, count)};
    if (!words->blocks)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!read_block(words, arena, page, &page->sources.items[i], &words->blocks[i]))
            return false;
    return true;
}
