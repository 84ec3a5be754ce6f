/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file that only grows. How far it has come is a length and a checksum, with which a later run
 * can take it up again: what lies behind that length is cut off, and the rest must be as it was.
 */
#ifndef TOOL_BULK_FILE_H
#define TOOL_BULK_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How far a file has come. The checksum, gzip's CRC-32, is against accidents, not malice. */
struct extent {
    uint64_t length;
    uint32_t crc;
};

/** Zero-initialise it: not open. */
struct growing_file {
    char *path; /* NULL: not open */
    int descriptor;
    struct extent extent;
    uint64_t begun; /* how much of it the disk was told to write */
    bool unsynced;
};

/**
 * Open a file where an earlier run left it, or make it, where @p from is empty.
 *
 * @return NULL, or what is wrong, to be freed: then it is not open.
 */
char *growing_open(struct growing_file *file, const char *path, struct extent from);

/** Append. @return 0 or an errno. */
int growing_write(struct growing_file *file, const void *bytes, size_t length);

/** Make sure that the disk has it. @return 0 or an errno. */
int growing_sync(struct growing_file *file);

/** Does nothing where it is not open. */
void growing_close(struct growing_file *file);

/** Make sure that the disk has the names in a folder. @return 0 or an errno. */
int folder_sync(const char *path);

/** Replace a file as a whole: whoever reads it sees the old text or the new. @return the same. */
int file_replace(const char *folder, const char *path, const char *text, size_t length);

#endif
