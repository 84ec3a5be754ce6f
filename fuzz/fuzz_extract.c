/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From bytes to record, in every form: whatever the page and the options are, there is a record,
 * its offsets lie inside the page, JSON parses, HTML nests and can do no harm. The first bytes
 * choose the options.
 */
#include "../tests/record_checks.h"
#include "../tests/safe_html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool well) {
    if (!well)
        abort();
}

static void check_spans(const dateline_record *record, size_t size) {
    for (size_t i = 0; i < record->block_count; i++)
        for (size_t j = 0; j < record->blocks[i].span_count; j++) {
            dateline_span span = record->blocks[i].spans[j];
            check(span.begin <= span.end && span.end <= size);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { CHOICE = 9 };
    uint8_t choice[CHOICE] = {0};
    memcpy(choice, data, size < CHOICE ? size : CHOICE);
    data += size < CHOICE ? size : CHOICE;
    size -= size < CHOICE ? size : CHOICE;
    dateline_options options;
    dateline_options_initialize(&options);
    options.explain = choice[0] & 1;
    options.evidence = choice[0] & 2;
    options.all_blocks = choice[0] & 4;
    memcpy(&options.include_roles, choice + 1, 4);
    memcpy(&options.exclude_roles, choice + 5, 4);
    dateline_extractor *extractor = dateline_extractor_create(&options, NULL, NULL);
    const dateline_input input = {.url = "https://a.example/b", .kind = DATELINE_KIND_HTML};
    const dateline_record *record;
    dateline_string output;
    check(extractor != NULL);
    check(dateline_extract(extractor, data, size, &input, &record, NULL) == DATELINE_OK);
    check_spans(record, size);
    check(dateline_record_write(extractor, DATELINE_FORMAT_JSON, &output, NULL) == DATELINE_OK);
    check(is_json_line(output));
    check(dateline_record_write(extractor, DATELINE_FORMAT_HTML, &output, NULL) == DATELINE_OK);
    check(is_nested_html(output) && is_safe_html(output));
    check(dateline_record_write(extractor, DATELINE_FORMAT_TEXT, &output, NULL) == DATELINE_OK);
    check(dateline_record_write(extractor, DATELINE_FORMAT_MARKDOWN, &output, NULL) == DATELINE_OK);
    dateline_extractor_destroy(extractor);
    return 0;
}
