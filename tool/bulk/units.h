/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inputs of a bulk run, as units: what has an output file of its own.
 *
 *  - A file of many pages by its name (.warc, .arc, .tar, .wet, .jsonl, .ndjson, plain or
 *    compressed), or standard input, is one, also where it lies in a folder that is an input.
 *  - A folder is one, with the other files in it.
 *  - All other files and addresses together are one, "pages".
 *
 * A unit's output is named after its path: without "./" and a "/" at the beginning, "/" becomes
 * "~", and "~" and "%" become "%7E" and "%25". So a/x.warc.gz and b/x.warc.gz do not meet.
 */
#ifndef TOOL_BULK_UNITS_H
#define TOOL_BULK_UNITS_H

#include "options.h"

#include <stdint.h>

enum unit_kind { UNIT_FILE, UNIT_FOLDER, UNIT_PAGES };

/** One part of several; all of it: 1 of 1. */
struct shard {
    size_t number;
    size_t count;
};

struct unit {
    enum unit_kind kind;
    const char **paths; /* UNIT_PAGES: all of them; otherwise one */
    size_t path_count;
    char *name;        /* of its output, without an ending */
    uint64_t size;     /* of the file, or 0 */
    int64_t modified;  /* nanoseconds, or 0 */
    struct shard part; /* of its pages, where it is not done as a whole */
};

struct units {
    struct unit *list;
    size_t count;
    char **kept_paths; /* that are not of the command line */
    size_t kept_path_count;
    uint64_t digest; /* of all units' names: shards must agree on the list */
};

/**
 * Find the units that are this shard's. With one unit, or one that is no single file, every shard
 * has a part of its pages; otherwise each has every N-th file.
 *
 * @param problem gets what is wrong, to be freed.
 */
bool units_find(struct units *units, const struct settings *settings, struct shard shard,
                char **problem);

/** @return whether the files of a folder leave this one to a unit of its own. */
bool unit_is_file_by_name(const char *path);

/** @return whether it is a compressed archive of web records, as far as its name tells. */
bool unit_is_archive_by_name(const char *path);

/** @return whether it is a compressed file. */
bool unit_is_compressed_by_name(const char *path);

/** Of a compressed file, the bytes in which the records of a unit's part begin. */
void unit_range(const struct unit *unit, uint64_t *begin, uint64_t *end);

void units_destroy(struct units *units);

#endif
