/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What reading an archive costs without what is done with its pages: bench-archive [--rounds N]
 * FILE. libdeflate alone over the members of a .warc.gz, and the reader of archives over the same,
 * in turns, as processor time a page.
 */
#include "archive/archive.h"

#include "memory.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROOM = 80 << 20 };

static double now(void) {
    struct timespec time = {0};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static struct buffer read_file(const char *path) {
    struct buffer bytes = {0};
    FILE *file = fopen(path, "rb");
    size_t got = 1;
    while (file && got) {
        buffer_reserve(&bytes, 1 << 20);
        got = fread(bytes.data + bytes.length, 1, 1 << 20, file);
        bytes.length += got;
    }
    if (file)
        fclose(file);
    return bytes;
}

/* Every member, one after another, from memory. @return the number of bytes that came out. */
static size_t inflate_members(const struct buffer *file, unsigned char *room) {
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    size_t all = 0;
    for (size_t at = 0, taken, made; decompressor && at < file->length; at += taken, all += made)
        if (libdeflate_gzip_decompress_ex(decompressor, file->data + at, file->length - at, room,
                                          ROOM, &taken, &made) != LIBDEFLATE_SUCCESS)
            break;
    libdeflate_free_decompressor(decompressor);
    return all;
}

static struct archive_counts read_archive(const char *path, unsigned char *memory) {
    struct archive_options options = {.max_bytes = 64 << 20, .index = archive_index_create()};
    struct archive_place begin = {0};
    struct archive_counts counts = {0};
    struct archive_room room = {.data = memory, .capacity = ROOM};
    struct archive_entry entry;
    char *failure = NULL;
    struct archive *archive = archive_open(path, begin, &options, &failure);
    if (archive) {
        while (archive_next(archive, &room, &entry) != ARCHIVE_END)
            ;
        counts = archive_count(archive);
    }
    archive_close(archive);
    archive_index_destroy(options.index);
    free(failure);
    return counts;
}

int main(int argc, char **argv) {
    int rounds = argc == 4 && strcmp(argv[1], "--rounds") == 0 ? atoi(argv[2]) : 5;
    const char *path = argc > 1 ? argv[argc - 1] : "";
    struct buffer file = read_file(path);
    unsigned char *room = memory_allocate(ROOM);
    double inflate = 1e9, archive = 1e9;
    struct archive_counts counts = {0};
    size_t all = 0;
    for (int round = 0; round < rounds; round++) {
        double begin = now();
        all = inflate_members(&file, room);
        double middle = now();
        counts = read_archive(path, room);
        double end = now();
        inflate = middle - begin < inflate ? middle - begin : inflate;
        archive = end - middle < archive ? end - middle : archive;
    }
    double pages = counts.pages ? (double)counts.pages : 1;
    printf("{\"pages\": %llu, \"bytes\": %zu, \"libdeflate_ms\": %.4f, \"archive_ms\": %.4f}\n",
           (unsigned long long)counts.pages, all, 1000 * inflate / pages, 1000 * archive / pages);
    free(room);
    buffer_destroy(&file);
    return counts.pages == 0;
}
