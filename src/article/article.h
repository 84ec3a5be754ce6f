/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fourth room: blocks to roles. Which blocks are the article, what each of the others is, what
 * kind of page this is, and how sure that is.
 */
#ifndef DATELINE_ARTICLE_ARTICLE_H
#define DATELINE_ARTICLE_ARTICLE_H

#include "page/page.h"

/**
 * Give every block of the page its role, in_text and score; set the record's status, reason,
 * page_type and text_confidence.
 *
 * @param explain also fill the blocks' reasons and decisions.
 * @return false where memory failed.
 */
bool dateline_article_find(dateline_page *page, dateline_arena *arena, bool explain,
                           dateline_record *record);

/** Make other roles the text: sets of roles as in dateline_options. Changes in_text alone. */
void dateline_article_select(dateline_page *page, uint64_t include, uint64_t exclude);

#endif
