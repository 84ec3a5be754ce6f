/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes random records for the tests that are no C: record_samples markdown|json COUNT. markdown:
 * for each record its Markdown and its HTML, each ended by a NUL; json: a line each.
 */
#include "random_record.h"
#include "record/record.h"

#include <stdio.h>

static void write_sample(random_record *made, bool markdown, uint64_t seed) {
    random_source source = {.state = seed * 0x9E3779B97F4A7C15u + 1};
    dateline_memory memory;
    dateline_memory_initialize(&memory, NULL);
    dateline_arena arena;
    dateline_arena_initialize(&arena, &memory);
    dateline_writer writer = {.memory = &memory};
    make_random_record(&source, made);
    dateline_options options;
    dateline_options_initialize(&options);
    options.all_blocks = seed % 2;
    options.evidence = seed % 3 == 0;
    if (!dateline_record_complete(&made->record, &arena))
        exit(1);
    if (markdown) {
        dateline_record_write_markdown(&made->record, &writer);
        dateline_write_char(&writer, '\0');
        dateline_record_write_html(&made->record, &writer);
        dateline_write_char(&writer, '\0');
    } else {
        dateline_record_write_json(&made->record, &options, &writer);
    }
    fwrite(writer.data, 1, writer.length, stdout);
    dateline_writer_destroy(&writer);
    dateline_arena_destroy(&arena);
}

int main(int argc, char **argv) {
    static random_record made;
    if (argc != 3)
        return 2;
    for (uint64_t seed = 1; seed <= strtoull(argv[2], NULL, 10); seed++)
        write_sample(&made, strcmp(argv[1], "markdown") == 0, seed);
    return 0;
}
