/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What all sources share.
 */
#include "source.h"

void source_close(struct source *source) {
    if (source)
        source->class->close(source);
}

void source_expect_stream(struct source *source) {
    if (source->class->expect_stream)
        source->class->expect_stream(source);
}
