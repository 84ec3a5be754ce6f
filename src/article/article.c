/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order of the room's steps; see reading.h.
 */
#include "article/article.h"

#include "article/explain.h"
#include "page/preloaded.h"

static bool allocate(dateline_reading *r) {
    uint32_t count = r->page->blocks.count;
    r->probability = DATELINE_ARENA_ARRAY(r->arena, uint16_t, count);
    r->shown = DATELINE_ARENA_ARRAY(r->arena, bool, count);
    r->kept = DATELINE_ARENA_ARRAY(r->arena, bool, count);
    r->phrases = DATELINE_ARENA_ARRAY(r->arena, dateline_phrases, count);
    return r->probability && r->shown && r->kept && r->phrases;
}

static void read_phrases(dateline_reading *r) {
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        const dateline_block_words *words = &r->words.blocks[i];
        r->phrases[i] =
            r->page->sources.items[i].word_count <= DATELINE_SHORT_BLOCK
                ? dateline_phrases_of(r->words.hashes + words->begin, words->end - words->begin)
                : (dateline_phrases){0};
    }
}

static bool *copy_choice(const dateline_reading *r) {
    bool *chosen = DATELINE_ARENA_ARRAY(r->arena, bool, r->page->blocks.count);
    if (chosen)
        memcpy(chosen, r->kept, r->page->blocks.count * sizeof *chosen);
    return chosen;
}

static bool read_tree(dateline_reading *r) {
    if (!dateline_features_compute(&r->features, r->page, &r->words, r->arena) ||
        !dateline_model_run(r))
        return false;
    dateline_choose(r);
    bool *chosen = r->explain ? copy_choice(r) : NULL;
    if (!dateline_keep_kinds(r))
        return false;
    dateline_repair(r);
    dateline_roles_assign(r);
    if (!dateline_parts_find(r))
        return false;
    if (!r->explain)
        return true;
    if (!chosen || !dateline_explain_scores(r))
        return false;
    dateline_explain_decisions(r, chosen);
    return true;
}

/* ---- Pages that show nothing ---------------------------------------------------------------- */

enum {
    FEW_WORDS = 40,    /* a page that shows no more of a text may have it as data */
    ENOUGH_WORDS = 60, /* of an article that is data */
    BELIEVED = 6       /* tenths: the confidence in such a text */
};

static uint32_t count_kept(const dateline_reading *r) {
    uint32_t words = 0;
    for (uint32_t i = 0; i < r->page->blocks.count; i++)
        words += r->kept[i] ? r->page->sources.items[i].word_count : 0;
    return words;
}

static dateline_role role_by_form(const dateline_block *block, unsigned shape) {
    return shape == DATELINE_SHAPE_CODE      ? DATELINE_ROLE_CODE
           : shape == DATELINE_SHAPE_TABLE   ? DATELINE_ROLE_TABLE
           : shape == DATELINE_SHAPE_CAPTION ? DATELINE_ROLE_CAPTION
           : block->level                    ? DATELINE_ROLE_HEADING
           : block->list_depth               ? DATELINE_ROLE_LIST_ITEM
           : block->quote_depth              ? DATELINE_ROLE_QUOTE
                                             : DATELINE_ROLE_PARAGRAPH;
}

/* The article is in the page's data: what the page shows is no text, all that was added is. */
static bool keep_added(dateline_reading *r, uint32_t shown) {
    const bool *was_shown = r->shown;
    if (!allocate(r))
        return false;
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        dateline_block *block = &r->page->blocks.items[i];
        bool added = i >= shown;
        if (added)
            block->role = role_by_form(block, r->page->sources.items[i].shape);
        else if (block->in_text)
            block->role = DATELINE_ROLE_OTHER;
        r->phrases[i] = (dateline_phrases){0};
        r->shown[i] = added || was_shown[i];
        r->kept[i] = block->in_text = added && block->role != DATELINE_ROLE_CAPTION;
        block->score = added ? BELIEVED / 10.0f : block->score;
        block->decision = added && r->explain ? "the page's data holds it" : block->decision;
    }
    r->expected = DATELINE_PROBABILITY_ONE * BELIEVED / 10;
    r->page_type = DATELINE_PAGE_ARTICLE;
    dateline_find_bounds(r);
    return true;
}

static bool look_into_data(dateline_reading *r) {
    uint32_t shown = r->page->blocks.count;
    if (count_kept(r) >= FEW_WORDS)
        return true;
    if (!dateline_preloaded_add(r->page, r->arena, ENOUGH_WORDS))
        return false;
    return r->page->blocks.count == shown || keep_added(r, shown);
}

bool dateline_article_find(dateline_page *page, dateline_arena *arena, bool explain,
                           dateline_record *record) {
    dateline_reading reading = {.page = page,
                                .explain = explain,
                                .arena = arena,
                                .title = DATELINE_NONE,
                                .first_kept = DATELINE_NONE,
                                .last_kept = DATELINE_NONE};
    if (!allocate(&reading) || !dateline_words_read(&reading.words, page, arena))
        return false;
    read_phrases(&reading);
    if (!page->tree)
        dateline_plain_assign(&reading);
    else if (page->blocks.count && !read_tree(&reading))
        return false;
    if (page->tree && !look_into_data(&reading))
        return false;
    dateline_judge(&reading, record);
    return true;
}
