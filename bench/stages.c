/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the time of a page goes, from file to JSON, stage by stage.
 *
 *     bench-stages [--rounds N] FILE|FOLDER...
 *
 * Reads pages (.html, .html.gz) on one thread with one extractor, as a worker would. Each round
 * reads every page once; a stage's time of a page is the least over the rounds, in CPU time of the
 * thread, which is the nearest to an undisturbed machine. The last line is JSON. For instructions a
 * byte see stages.py beside this file, which runs this program under callgrind.
 */
#include "extract.h"

#include <dirent.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

enum { MAX_STAGES = 16, MAX_PAGES = 1 << 20, MAX_PAGE = 256 << 20 };

typedef struct page_times {
    double stage[MAX_STAGES]; /* seconds, least over the rounds */
    size_t bytes;
} page_times;

static char *paths[MAX_PAGES];
static page_times *times;
static unsigned path_count;
static const char *stage_names[MAX_STAGES];
static unsigned stage_total;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void fatal(const char *what, const char *name) {
    fprintf(stderr, "bench-stages: %s: %s\n", name, what);
    exit(1);
}

/* ---- The pages ------------------------------------------------------------------------------ */

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_path(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0)
        fatal("cannot be read", path);
    if (!S_ISDIR(status.st_mode)) {
        if (path_count == MAX_PAGES)
            fatal("too many pages", path);
        paths[path_count++] = strdup(path);
        return;
    }
    DIR *folder = opendir(path);
    if (!folder)
        fatal("cannot be read", path);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char name[4096];
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.')
            add_path(name);
    }
    closedir(folder);
}

typedef struct buffers {
    char *file;
    size_t file_length;
    char *page; /* DATELINE_PADDING bytes behind it */
    size_t page_length;
    struct libdeflate_decompressor *inflater;
} buffers;

/* This and the other stages are not inlined, so that callgrind sees them as functions. */
__attribute__((noinline)) static void read_file(buffers *b, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        fatal("cannot be read", path);
    b->file_length = fread(b->file, 1, MAX_PAGE, file);
    fclose(file);
}

__attribute__((noinline)) static void inflate_page(buffers *b, const char *path) {
    if (b->file_length < 2 || memcmp(b->file, "\x1F\x8B", 2) != 0) {
        b->page_length = b->file_length;
        memcpy(b->page, b->file, b->file_length);
    } else if (libdeflate_gzip_decompress(b->inflater, b->file, b->file_length, b->page, MAX_PAGE,
                                          &b->page_length)) {
        fatal("damaged gzip", path);
    }
}

/* ---- The rounds ----------------------------------------------------------------------------- */

/* Ends a stage: notes its time since *start, and begins the next one. */
static void lap(page_times *page, unsigned *stage, double *start) {
    double end = now(), spent = end - *start;
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

static void run_page(dateline_extractor *extractor, buffers *b, unsigned index) {
    page_times *page = &times[index];
    unsigned stage = 0;
    double start = now();
    read_file(b, paths[index]);
    lap(page, &stage, &start);
    inflate_page(b, paths[index]);
    lap(page, &stage, &start);
    page->bytes = b->page_length;
    dateline_input input = {.padded = true, .kind = DATELINE_KIND_HTML};
    if (dateline_extract_begin(extractor, b->page, b->page_length, &input, NULL))
        fatal("no memory", paths[index]);
    for (unsigned i = 0; i < dateline_stage_count; i++) {
        if (!dateline_stages[i].run(extractor))
            fatal("no memory", paths[index]);
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

static void report(void) {
    double sums[MAX_STAGES] = {0}, total = 0;
    size_t bytes = 0;
    for (unsigned p = 0; p < path_count; p++) {
        bytes += times[p].bytes;
        for (unsigned s = 0; s < stage_total; s++) {
            sums[s] += times[p].stage[s];
            total += times[p].stage[s];
        }
    }
    printf("%-12s %10s %10s %7s\n", "stage", "ms/page", "MB/s", "share");
    for (unsigned s = 0; s < stage_total; s++)
        printf("%-12s %10.4f %10.0f %6.1f%%\n", stage_names[s], 1e3 * sums[s] / path_count,
               (double)bytes / 1e6 / (sums[s] > 0 ? sums[s] : 1e-9), 100 * sums[s] / total);
    printf("%-12s %10.4f %10.0f\n", "all", 1e3 * total / path_count, (double)bytes / 1e6 / total);
    printf("{\"pages\":%u, \"bytes\":%zu, \"ms_per_page\":%.4f, \"mb_per_s\":%.1f}\n", path_count,
           bytes, 1e3 * total / path_count, (double)bytes / 1e6 / total);
}

int main(int argc, char **argv) {
    unsigned rounds = 3;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--rounds") == 0 && i + 1 < argc)
            rounds = (unsigned)strtoul(argv[++i], NULL, 10);
        else
            add_path(argv[i]);
    }
    if (!path_count || !rounds) {
        fprintf(stderr, "usage: bench-stages [--rounds N] FILE|FOLDER...\n");
        return 2;
    }
    qsort(paths, path_count, sizeof *paths, by_name);
    times = calloc(path_count, sizeof *times);
    buffers b = {.file = malloc(MAX_PAGE),
                 .page = malloc(MAX_PAGE + DATELINE_PADDING),
                 .inflater = libdeflate_alloc_decompressor()};
    dateline_options options;
    dateline_options_initialize(&options);
    options.statements = false; /* speed figures are without them; see docs/performance.md */
    dateline_extractor *extractor = dateline_extractor_create(&options, NULL, NULL);
    if (!times || !b.file || !b.page || !b.inflater || !extractor)
        fatal("no memory", "start");
    name_stages();
    for (unsigned round = 0; round < rounds; round++)
        for (unsigned p = 0; p < path_count; p++)
            run_page(extractor, &b, p);
    report();
    dateline_extractor_destroy(extractor);
    libdeflate_free_decompressor(b.inflater);
    return 0;
}
