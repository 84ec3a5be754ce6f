/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The record's written forms over records that the input chooses: nothing crashes, JSON parses,
 * HTML nests, and HTML says the words of the text.
 */
#include "../tests/random_record.h"
#include "../tests/record_checks.h"
#include "record/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool well) {
    if (!well)
        abort();
}

/* Captions without a picture are shown, but are no text; so are pictures. */
static void leave_only_text(random_record *made) {
    for (size_t i = 0; i < made->record.block_count; i++)
        if (!made->blocks[i].in_text)
            made->blocks[i].role = DATELINE_ROLE_OTHER;
    made->record.image_count = 0;
}

static void check_words(random_record *made, dateline_memory *memory, dateline_string html) {
    dateline_writer theirs = {.memory = memory}, ours = {.memory = memory};
    read_html(html_body(html), &theirs);
    read_plain(made->record.text, &ours);
    check(dateline_string_equal(dateline_writer_text(&theirs), dateline_writer_text(&ours)));
    dateline_writer_destroy(&theirs);
    dateline_writer_destroy(&ours);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static random_record made;
    static const uint8_t nothing[1];
    random_source source = {.bytes = size ? data : nothing, .length = size};
    dateline_memory memory;
    dateline_arena arena;
    dateline_memory_initialize(&memory, NULL);
    dateline_arena_initialize(&arena, &memory);
    dateline_writer writer = {.memory = &memory};
    dateline_options options;
    dateline_options_initialize(&options);
    make_random_record(&source, &made);
    options.all_blocks = random_chance(&source, 2);
    check(dateline_record_complete(&made.record, &arena));

    dateline_record_write_json(&made.record, &options, &writer);
    check(is_json_line(dateline_writer_text(&writer)));
    dateline_record_write_text(&made.record, &writer);
    dateline_record_write_markdown(&made.record, &writer);
    writer.length = 0;
    dateline_record_write_html(&made.record, &writer);
    check(is_nested_html(dateline_writer_text(&writer)));
    leave_only_text(&made);
    writer.length = 0;
    dateline_record_write_html(&made.record, &writer);
    check_words(&made, &memory, dateline_writer_text(&writer));

    dateline_writer_destroy(&writer);
    dateline_arena_destroy(&arena);
    return 0;
}
