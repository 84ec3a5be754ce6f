/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order of the room's steps; see reading.h.
 */
#include "article/article.h"

#include "article/explain.h"

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
    dateline_judge(&reading, record);
    return true;
}
