/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pipeline as a table, so that a benchmark can run the same stages with a clock between them.
 */
#ifndef DATELINE_EXTRACT_H
#define DATELINE_EXTRACT_H

#include "encoding/encoding.h"
#include "html/tree.h"
#include "metadata/metadata.h"
#include "page/page.h"
#include "record/record.h"

struct dateline_extractor {
    dateline_memory memory;
    dateline_options options;
    dateline_arena arena; /* what lives as long as a page */
    dateline_writer output;
    dateline_text text;
    dateline_tree tree;
    dateline_page page;
    dateline_record record;
    DATELINE_VECTOR(dateline_string) warnings;
    /* of the current page */
    const char *bytes;
    uint32_t length;
    bool padded;
    const dateline_encoding *transport;
    dateline_response response;
    bool has_record;
};

/** A step on the way of a page. @return false where memory failed. */
typedef struct dateline_stage {
    const char *name;
    bool (*run)(dateline_extractor *extractor);
} dateline_stage;

/** encoding, parse, blocks, article, metadata, statements, record: in the order of the way. */
extern const dateline_stage dateline_stages[];
extern const unsigned dateline_stage_count;

/** What dateline_extract() does before the first stage: checks, limits, copies of the input. */
dateline_code dateline_extract_begin(dateline_extractor *extractor, const void *page, size_t length,
                                     const dateline_input *input, dateline_error *error);

#endif
