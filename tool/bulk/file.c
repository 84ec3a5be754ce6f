/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Growing files, and what it takes that a power failure does not undo them; see file.h.
 */
#define _GNU_SOURCE /* sync_file_range */
#include "file.h"

#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *errno_text(const char *path, int error) {
    return memory_format("%s: %s", path, strerror(error));
}

static int write_all(int descriptor, const char *bytes, size_t length) {
    while (length) {
        ssize_t written = write(descriptor, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return written < 0 ? errno : ENOSPC;
        bytes += written;
        length -= (size_t)written;
    }
    return 0;
}

/* Whether the first bytes are those that were written. */
static char *check(const struct growing_file *file, struct extent wanted) {
    enum { PART = 1 << 20 };
    char *part = memory_allocate(PART);
    uint64_t left = wanted.length;
    uint32_t crc = 0;
    ssize_t got = 1;
    while (left && got > 0) {
        got = read(file->descriptor, part, left < PART ? (size_t)left : PART);
        if (got > 0) {
            crc = libdeflate_crc32(crc, part, (size_t)got);
            left -= (uint64_t)got;
        }
    }
    free(part);
    if (left)
        return memory_format("%s is shorter than the checkpoint says", file->path);
    if (crc != wanted.crc)
        return memory_format("%s is not what was written: its checksum differs", file->path);
    return NULL;
}

char *growing_open(struct growing_file *file, const char *path, struct extent from) {
    int flags = O_RDWR | O_CREAT | O_CLOEXEC | (from.length ? 0 : O_TRUNC);
    int descriptor = open(path, flags, 0666);
    if (descriptor < 0)
        return errno_text(path, errno);
    *file = (struct growing_file){memory_copy(path), descriptor, from, from.length, true};
    char *problem = check(file, from);
    if (!problem && (ftruncate(descriptor, (off_t)from.length) != 0 ||
                     lseek(descriptor, (off_t)from.length, SEEK_SET) < 0))
        problem = errno_text(path, errno);
    if (problem)
        growing_close(file);
    return problem;
}

/* Let the disk begin, so that there is little left to wait for when growing_sync() comes. */
static void begin_writing(struct growing_file *file) {
    enum { PART = 4 << 20 };
    uint64_t length = file->extent.length - file->begun;
    if (length < PART)
        return;
    sync_file_range(file->descriptor, (off_t)file->begun, (off_t)length, SYNC_FILE_RANGE_WRITE);
    file->begun = file->extent.length;
}

int growing_write(struct growing_file *file, const void *bytes, size_t length) {
    if (!length)
        return 0;
    int error = write_all(file->descriptor, bytes, length);
    if (error)
        return error;
    file->extent.length += length;
    file->extent.crc = libdeflate_crc32(file->extent.crc, bytes, length);
    file->unsynced = true;
    begin_writing(file);
    return 0;
}

int growing_sync(struct growing_file *file) {
    if (!file->path || !file->unsynced)
        return 0;
    if (fsync(file->descriptor) != 0)
        return errno;
    file->unsynced = false;
    return 0;
}

void growing_close(struct growing_file *file) {
    if (!file->path)
        return;
    close(file->descriptor);
    free(file->path);
    *file = (struct growing_file){0};
}

int folder_sync(const char *path) {
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return errno;
    int error = fsync(descriptor) == 0 ? 0 : errno;
    close(descriptor);
    return error == EINVAL ? 0 : error; /* a file system that cannot, need not */
}

static int write_new(const char *path, const char *text, size_t length) {
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return errno;
    int error = write_all(descriptor, text, length);
    if (!error && fsync(descriptor) != 0)
        error = errno;
    if (close(descriptor) != 0 && !error)
        error = errno;
    return error;
}

int file_replace(const char *folder, const char *path, const char *text, size_t length) {
    char *temporary = memory_format("%s.new", path);
    int error = write_new(temporary, text, length);
    if (!error && rename(temporary, path) != 0)
        error = errno;
    if (!error)
        error = folder_sync(folder);
    free(temporary);
    return error;
}
