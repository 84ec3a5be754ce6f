/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A kernel, included once for each instruction set by matrix.c, which defines: KERNEL, TARGET, ROWS
 * computed at a time, LANES of 32 bits in VECTOR, and the operations. Weights are loaded once for
 * ROWS rows; all sums stay in registers.
 */
TARGET static void KERNEL(const dateline_product *p) {
    enum { GROUPS = DATELINE_MODEL_WIDTH / LANES };
    for (uint32_t first = 0; first < p->count; first += ROWS) {
        VECTOR sums[ROWS][GROUPS];
        for (unsigned r = 0; r < ROWS; r++)
            for (unsigned g = 0; g < GROUPS; g++)
                sums[r][g] = LOAD(p->bias + LANES * g);
        const int16_t *weights = p->weights;
        for (unsigned part = 0; part < p->parts; part++) {
            const int16_t *in = p->in[part] + (ptrdiff_t)first * p->stride;
            for (unsigned i = 0; i < p->pairs; i++, weights += 2 * DATELINE_MODEL_WIDTH) {
                VECTOR w[GROUPS];
                for (unsigned g = 0; g < GROUPS; g++)
                    w[g] = LOAD(weights + 2 * LANES * g);
                for (unsigned r = 0; r < ROWS; r++) {
                    VECTOR pair = PAIR(in + (ptrdiff_t)r * p->stride + 2 * i);
                    for (unsigned g = 0; g < GROUPS; g++)
                        sums[r][g] = ADD(sums[r][g], MULTIPLY_ADD(pair, w[g]));
                }
            }
        }
        for (unsigned r = 0; r < ROWS && first + r < p->count; r++)
            for (unsigned g = 0; g < GROUPS; g++)
                STORE(p->out + (size_t)(first + r) * DATELINE_MODEL_WIDTH + LANES * g, sums[r][g],
                      p->shift, p->add);
    }
}
#undef KERNEL
#undef TARGET
#undef ROWS
#undef LANES
#undef VECTOR
#undef LOAD
#undef PAIR
#undef ADD
#undef MULTIPLY_ADD
#undef STORE
