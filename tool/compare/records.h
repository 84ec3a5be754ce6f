/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of records, a line each, as large as a disk: they are read line by line. Of the old file an
 * index is kept, 24 bytes a record; its records are read again when their page comes along.
 */
#ifndef TOOL_COMPARE_RECORDS_H
#define TOOL_COMPARE_RECORDS_H

#include "memory.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

/** A file being read, and the line at hand. */
struct record_file {
    FILE *file;
    const char *path; /* for messages */
    char *line;
    size_t length; /* of the line, without its end */
    size_t capacity;
    off_t offset; /* of the line */
    off_t next;   /* of the line behind it */
    size_t number;
    bool failed; /* it could not be read, or holds something else; a message was written */
};

/** @param path "-": standard input. @return false where it cannot be opened; a message was written.
 */
bool record_file_open(struct record_file *file, const char *path);

/** Go to the next line that is not empty. @return false at the end, or where reading failed. */
bool record_file_next(struct record_file *file);

/** Go back to a line. @return false where reading failed. */
bool record_file_read(struct record_file *file, off_t offset, size_t length);

void record_file_close(struct record_file *file);

/**
 * Which page the line at hand is of: its id, or else its input.
 *
 * @return the name, to be freed; "" where it has neither; NULL, with a message written, where the
 *         line is no record.
 */
char *record_file_key(struct record_file *file);

/** @return the line at hand as JSON; NULL, with a message written, where it is none. */
json_t *record_file_parse(struct record_file *file);

/** Where the records of a file are, by page. */
struct record_index;

/** Read a file to its end. @return NULL where that failed; a message was written. */
struct record_index *record_index_make(struct record_file *file);

/** Take the next record of a page, in their order. @return false where there is none (left). */
bool record_index_take(struct record_index *index, const char *key, off_t *offset, size_t *length);

/** Take the records that are left, in the order of the file. @return false where there is none. */
bool record_index_take_left(struct record_index *index, off_t *offset, size_t *length);

void record_index_destroy(struct record_index *index);

#endif
