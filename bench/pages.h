/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the benchmarks of single steps share: a list of pages (.html, .html.gz), read one at a time
 * so that every program finds a page as warm in the cache as its neighbour does, and the CPU time
 * of the thread, which is the nearest to an undisturbed machine. It knows nothing of dateline, so
 * that other parsers can be measured with the same code.
 */
#ifndef DATELINE_BENCH_PAGES_H
#define DATELINE_BENCH_PAGES_H

#include <dirent.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { MAX_PAGE = 256 << 20, PAGE_PADDING = 64 };

typedef struct page_list {
    char **paths;
    unsigned count;
    /* the page that was read last, PAGE_PADDING zero bytes behind it */
    char *page;
    size_t length;
    char *file;
    size_t file_length;
    struct libdeflate_decompressor *inflater;
} page_list;

static inline void fatal(const char *what, const char *name) {
    fprintf(stderr, "%s: %s\n", name, what);
    exit(1);
}

static inline double cpu_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static inline void add_pages(page_list *list, const char *path) {
    struct stat status;
    if (stat(path, &status) != 0)
        fatal("cannot be read", path);
    if (!S_ISDIR(status.st_mode)) {
        list->paths = realloc(list->paths, (list->count + 1) * sizeof *list->paths);
        if (!list->paths || !(list->paths[list->count++] = strdup(path)))
            fatal("no memory", path);
        return;
    }
    DIR *folder = opendir(path);
    if (!folder)
        fatal("cannot be read", path);
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        size_t room = strlen(path) + strlen(entry->d_name) + 2;
        char *name = malloc(room);
        if (!name)
            fatal("no memory", path);
        snprintf(name, room, "%s/%s", path, entry->d_name);
        add_pages(list, name);
        free(name);
    }
    closedir(folder);
}

static inline int by_path(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* All arguments but "--rounds N" are pages; of each, the files of a folder in order. */
static inline void open_pages(page_list *list, int argc, char **argv, unsigned *rounds) {
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--rounds") == 0 && i + 1 < argc)
            *rounds = (unsigned)strtoul(argv[++i], NULL, 10);
        else
            add_pages(list, argv[i]);
    }
    if (!list->count || !*rounds) {
        fprintf(stderr, "usage: %s [--rounds N] FILE|FOLDER...\n", argv[0]);
        exit(2);
    }
    qsort(list->paths, list->count, sizeof *list->paths, by_path);
    list->page = malloc(MAX_PAGE + PAGE_PADDING);
    list->file = malloc(MAX_PAGE);
    list->inflater = libdeflate_alloc_decompressor();
    if (!list->page || !list->file || !list->inflater)
        fatal("no memory", "start");
}

/* The two halves of read_page() are not inlined, so that callgrind sees them as functions. */
__attribute__((noinline)) static void read_file(page_list *list, unsigned index) {
    FILE *stream = fopen(list->paths[index], "rb");
    if (!stream)
        fatal("cannot be read", list->paths[index]);
    list->file_length = fread(list->file, 1, MAX_PAGE, stream);
    fclose(stream);
}

__attribute__((noinline)) static void inflate_page(page_list *list, unsigned index) {
    if (list->file_length < 2 || memcmp(list->file, "\x1F\x8B", 2) != 0) {
        memcpy(list->page, list->file, list->file_length);
        list->length = list->file_length;
    } else if (libdeflate_gzip_decompress(list->inflater, list->file, list->file_length, list->page,
                                          MAX_PAGE, &list->length)) {
        fatal("damaged gzip", list->paths[index]);
    }
    memset(list->page + list->length, 0, PAGE_PADDING);
}

static inline void read_page(page_list *list, unsigned index) {
    read_file(list, index);
    inflate_page(list, index);
}

static inline void close_pages(page_list *list) {
    libdeflate_free_decompressor(list->inflater);
    free(list->file);
    free(list->page);
    while (list->count)
        free(list->paths[--list->count]);
    free(list->paths);
}

/* The line that comes last. */
static inline void print_summary(unsigned pages, size_t bytes, double seconds) {
    printf("{\"pages\":%u, \"bytes\":%zu, \"ms_per_page\":%.4f, \"mb_per_s\":%.1f}\n", pages, bytes,
           1e3 * seconds / pages, (double)bytes / 1e6 / seconds);
}

#endif
