/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last word on what is text has the caller. It is a choice among whole blocks by their roles,
 * so no choice can change a word of a block.
 */
#include "article/article.h"

void dateline_article_select(dateline_page *page, uint64_t include, uint64_t exclude) {
    for (uint32_t i = 0; (include | exclude) && i < page->blocks.count; i++) {
        dateline_block *block = &page->blocks.items[i];
        uint64_t role = DATELINE_ROLE_BIT(block->role);
        bool wanted = include & role && !page->sources.items[i].hidden;
        block->in_text = (block->in_text || wanted) && !(exclude & role);
    }
}
