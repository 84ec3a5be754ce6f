/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sixth room: who said what in the article's text.
 */
#ifndef DATELINE_STATEMENTS_STATEMENTS_H
#define DATELINE_STATEMENTS_STATEMENTS_H

#include "page/page.h"

/**
 * Fill the record's statements and statements_supported from the blocks with in_text set. The
 * record's title, language and dates are known.
 *
 * @return false where memory failed.
 */
bool dateline_statements_find(const dateline_page *page, dateline_arena *arena,
                              dateline_record *record);

#endif
