/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An article that a page carries as data and does not show.
 */
#ifndef DATELINE_PAGE_PRELOADED_H
#define DATELINE_PAGE_PRELOADED_H

#include "page/page.h"

/**
 * Add the blocks of the article that the scripts of a page with a tree hold as JSON, if there is
 * one of so many words; page->preloaded_from then says where it was found.
 *
 * @return false where memory failed.
 */
bool dateline_preloaded_add(dateline_page *page, dateline_arena *arena, uint32_t least_words);

void dateline_preloaded_destroy(dateline_page *page, dateline_memory *memory);

#endif
