/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The models that choose among claims: sums of small decision trees in integers, one model a field.
 * training/metadata/train.py makes model_table.c.
 */
#ifndef DATELINE_METADATA_MODEL_H
#define DATELINE_METADATA_MODEL_H

#include "metadata/evidence.h"

enum { DATELINE_TREE_QUESTIONS = 7, DATELINE_TREE_LEAVES = 8 };

/** A whole tree of three questions: number n asks feature[n] > limit[n], and number 2n + 1 or
    2n + 2 comes next; behind the last one lie the leaves, in parts of 1/1024 of a logit. */
typedef struct dateline_model_tree {
    uint8_t feature[DATELINE_TREE_QUESTIONS];
    int16_t limit[DATELINE_TREE_QUESTIONS];
    int16_t leaf[DATELINE_TREE_LEAVES];
} dateline_model_tree;

typedef struct dateline_model {
    const dateline_model_tree *trees;
    unsigned count;
    int32_t base;      /* logit of nothing known, in parts of 1/1024 */
    int32_t threshold; /* the least probability of a value that is given, 0..1000 */
} dateline_model;

extern const dateline_model dateline_title_model;
extern const dateline_model dateline_author_model;
extern const dateline_model dateline_published_model;

/** How likely it is, 0..1000, that a claim with these features is right. */
int dateline_model_score(const dateline_model *model, const int16_t *features);

#endif
