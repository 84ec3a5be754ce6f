/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DATELINE_PAGE_SPANS_H
#define DATELINE_PAGE_SPANS_H

#include "page/page.h"

/** Give every block the spans of its whole text. @return false where memory failed. */
bool dateline_page_fill_spans(dateline_page *page, dateline_arena *arena);

#endif
