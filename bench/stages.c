/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the time of a page goes, from file to JSON, stage by stage.
 *
 *     bench-stages [--each] [--rounds N] FILE|FOLDER...
 *
 * Reads pages (.html, .html.gz) on one thread with one extractor, as a worker would. Each round
 * reads every page once; a stage's time of a page is the least over the rounds, in CPU time of the
 * thread, which is the nearest to an undisturbed machine. The last line is JSON. With --each comes
 * a line for every page instead, in the order of their paths: its stages in milliseconds. For
 * instructions a byte see stages.py beside this file, which runs this program under callgrind.
 */
#include "pages.h"

#include "extract.h"

enum { MAX_STAGES = 16 };

_Static_assert((int)PAGE_PADDING >= (int)DATELINE_PADDING, "what the library may read");

typedef struct page_times {
    double stage[MAX_STAGES]; /* seconds, least over the rounds */
    size_t bytes;
} page_times;

static page_list list;
static page_times *times;
static const char *stage_names[MAX_STAGES];
static unsigned stage_total;

/* ---- The rounds ----------------------------------------------------------------------------- */

/* Ends a stage: notes its time since *start, and begins the next one. */
static void lap(page_times *page, unsigned *stage, double *start) {
    double end = cpu_seconds(), spent = end - *start;
    if (page->stage[*stage] == 0 || spent < page->stage[*stage])
        page->stage[*stage] = spent;
    ++*stage;
    *start = end;
}

__attribute__((noinline)) static void write_json(dateline_extractor *extractor) {
    dateline_string output;
    if (dateline_record_write(extractor, DATELINE_FORMAT_JSON, &output, NULL))
        fatal("no memory", "output");
}

static void run_page(dateline_extractor *extractor, unsigned index) {
    page_times *page = &times[index];
    unsigned stage = 0;
    double start = cpu_seconds();
    read_file(&list, index);
    lap(page, &stage, &start);
    inflate_page(&list, index);
    lap(page, &stage, &start);
    page->bytes = list.length;
    dateline_input input = {.padded = true, .kind = DATELINE_KIND_HTML};
    if (dateline_extract_begin(extractor, list.page, list.length, &input, NULL))
        fatal("no memory", list.paths[index]);
    for (unsigned i = 0; i < dateline_stage_count; i++) {
        if (!dateline_stages[i].run(extractor))
            fatal("no memory", list.paths[index]);
        lap(page, &stage, &start);
    }
    extractor->has_record = true;
    write_json(extractor);
    lap(page, &stage, &start);
}

static void name_stages(void) {
    stage_names[stage_total++] = "read";
    stage_names[stage_total++] = "inflate";
    for (unsigned i = 0; i < dateline_stage_count; i++)
        stage_names[stage_total++] = dateline_stages[i].name;
    stage_names[stage_total++] = "json";
}

static void report_each(void) {
    for (unsigned s = 0; s < stage_total; s++)
        printf("%s%s", s ? "\t" : "path\t", stage_names[s]);
    for (unsigned p = 0; p < list.count; p++) {
        printf("\n%s", list.paths[p]);
        for (unsigned s = 0; s < stage_total; s++)
            printf("\t%.5f", 1e3 * times[p].stage[s]);
    }
    printf("\n");
}

static void report(void) {
    double sums[MAX_STAGES] = {0}, total = 0;
    size_t bytes = 0;
    for (unsigned p = 0; p < list.count; p++) {
        bytes += times[p].bytes;
        for (unsigned s = 0; s < stage_total; s++) {
            sums[s] += times[p].stage[s];
            total += times[p].stage[s];
        }
    }
    printf("%-12s %10s %10s %7s\n", "stage", "ms/page", "MB/s", "share");
    for (unsigned s = 0; s < stage_total; s++)
        printf("%-12s %10.4f %10.0f %6.1f%%\n", stage_names[s], 1e3 * sums[s] / list.count,
               (double)bytes / 1e6 / (sums[s] > 0 ? sums[s] : 1e-9), 100 * sums[s] / total);
    printf("%-12s %10.4f %10.0f\n", "all", 1e3 * total / list.count, (double)bytes / 1e6 / total);
    print_summary(list.count, bytes, total);
}

int main(int argc, char **argv) {
    unsigned rounds = 3;
    bool each = argc > 1 && strcmp(argv[1], "--each") == 0;
    open_pages(&list, argc - each, argv + each, &rounds);
    times = calloc(list.count, sizeof *times);
    dateline_options options;
    dateline_options_initialize(&options);
    options.statements = false; /* speed figures are without them; see docs/performance.md */
    dateline_extractor *extractor = dateline_extractor_create(&options, NULL, NULL);
    if (!times || !extractor)
        fatal("no memory", "start");
    name_stages();
    for (unsigned round = 0; round < rounds; round++)
        for (unsigned p = 0; p < list.count; p++)
            run_page(extractor, p);
    if (each)
        report_each();
    else
        report();
    dateline_extractor_destroy(extractor);
    free(times);
    close_pages(&list);
    return 0;
}
