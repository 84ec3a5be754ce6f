/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pieces of HTML that Markdown borrows: what it has no notation for is written as HTML there.
 */
#ifndef DATELINE_RECORD_HTML_H
#define DATELINE_RECORD_HTML_H

#include "core/writer.h"

/** Write the anchor that links of the article lead to, where a block has one. */
void dateline_html_anchor(dateline_writer *writer, const dateline_block *block);

/** Write a table. Each of its lines but the first begins with the prefix; none is empty. */
void dateline_html_table(dateline_writer *writer, const dateline_block *table,
                         dateline_string prefix);

#endif
