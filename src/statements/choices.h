/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The learned model: which words are cues, and which units around each are its source and content.
 */
#ifndef DATELINE_STATEMENTS_CHOICES_H
#define DATELINE_STATEMENTS_CHOICES_H

#include "statements/inputs.h"

/** The weights that training/statements made. */
extern const dateline_weights dateline_statement_weights;

/**
 * Find the cues of all sentences with what belongs to each.
 *
 * @param rules  what the rules found in the same text: the model takes it as an opinion.
 * @return false where memory failed.
 */
bool dateline_choices_find(dateline_choices *choices, const dateline_reading *reading,
                           const dateline_drafts *rules);

#endif
