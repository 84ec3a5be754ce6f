/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sum of the trees, and the probability that it stands for.
 */
#include "metadata/model.h"

/* 1000 / (1 + e^-x) for x = 0, 1/4, 2/4 … 8; between them it is nearly straight. */
static const int16_t probabilities[] = {500, 562, 622, 679, 731, 777, 818, 852, 881, 905,  924,
                                        940, 953, 963, 971, 977, 982, 986, 989, 991, 993,  995,
                                        996, 997, 998, 998, 998, 999, 999, 999, 999, 1000, 1000};

enum { LOGIT = 1024, STEP = LOGIT / 4, STEPS = sizeof probabilities / sizeof *probabilities - 1 };

static int probability_of(int32_t logit) {
    int32_t size = logit < 0 ? -logit : logit;
    int32_t step = size / STEP;
    int32_t value = 1000;
    if (step < STEPS) {
        int32_t from = probabilities[step], to = probabilities[step + 1];
        value = from + (to - from) * (size - step * STEP) / STEP;
    }
    return logit < 0 ? 1000 - value : value;
}

int dateline_model_score(const dateline_model *model, const int16_t *features) {
    int32_t sum = model->base;
    for (unsigned t = 0; t < model->count; t++) {
        const dateline_model_tree *tree = &model->trees[t];
        unsigned at = 0;
        while (at < DATELINE_TREE_QUESTIONS)
            at = 2 * at + 1 + (features[tree->feature[at]] > tree->limit[at]);
        sum += tree->leaf[at - DATELINE_TREE_QUESTIONS];
    }
    return probability_of(sum);
}
