/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows times a small matrix in 16-bit integers with 32-bit sums: nearly all of the model's time.
 * There are kernels for AVX-512, for AVX2, for SSE2 and in plain C; they compute the same numbers.
 */
#ifndef DATELINE_ARTICLE_MATRIX_H
#define DATELINE_ARTICLE_MATRIX_H

#include "article/model_table.h"

#include <stdbool.h>
#include <stddef.h>

/** Rows that a kernel may read and compute behind the last one. */
enum { DATELINE_MATRIX_MARGIN = 9, DATELINE_MATRIX_PARTS = 3 };

/**
 * For each row i: sum = bias + sum over the parts p of in[p][i * stride ...] times the weights of
 * that part, shifted right. The result is held within the activations' limit.
 */
typedef struct dateline_product {
    const int16_t *in[DATELINE_MATRIX_PARTS];
    unsigned parts;
    unsigned pairs;         /* pairs of inputs of a part */
    ptrdiff_t stride;       /* of input rows */
    const int16_t *weights; /* [part][pair][output][2] */
    const int32_t *bias;
    unsigned shift;
    uint32_t count; /* rows */
    int16_t *out;   /* rows of DATELINE_MODEL_WIDTH */
    bool add;       /* out += sum; else out = the positive part of sum */
} dateline_product;

typedef void dateline_matrix_kernel(const dateline_product *product);

/** Compute with the best kernel that the processor has. */
void dateline_multiply(const dateline_product *product);

/** The kernels by number, for tests; NULL behind the last one that runs here. */
dateline_matrix_kernel *dateline_matrix_kernel_at(unsigned number);

#endif
