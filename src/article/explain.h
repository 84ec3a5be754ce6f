/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why blocks are text or not, for who asks.
 */
#ifndef DATELINE_ARTICLE_EXPLAIN_H
#define DATELINE_ARTICLE_EXPLAIN_H

#include "article/reading.h"

/** Give every block the reasons of its score. @return false where memory failed. */
bool dateline_explain_scores(dateline_reading *reading);

/** Say of every block why it is text or not; chosen: what the scores alone chose. */
void dateline_explain_decisions(dateline_reading *reading, const bool *chosen);

#endif
