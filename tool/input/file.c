/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files and standard input.
 */
#include "source.h"

#include "memory.h"
#include "stop.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct file_source {
    struct source source;
    int descriptor;
};

char *source_failure_of_errno(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return memory_copy("no such file or folder");
    case EACCES:
    case EPERM:
        return memory_copy("no permission to read it");
    case EISDIR:
        return memory_copy("is a folder");
    default:
        break;
    }
    char text[256];
    if (strerror_r(error, text, sizeof text) != 0)
        return memory_format("error %d", error);
    return memory_format("cannot be read: %s", text);
}

static size_t read_file(struct source *source, void *to, size_t size) {
    struct file_source *file = (struct file_source *)source;
    for (;;) {
        ssize_t got = read(file->descriptor, to, size);
        if (got >= 0)
            return (size_t)got;
        if (errno == EINTR && !stop_signal())
            continue;
        source->failure =
            errno == EINTR ? memory_copy("interrupted") : source_failure_of_errno(errno);
        return 0;
    }
}

static void close_file(struct source *source) {
    struct file_source *file = (struct file_source *)source;
    if (file->descriptor != STDIN_FILENO)
        close(file->descriptor);
    free(source->failure);
    free(file);
}

static bool seek_file(struct source *source, uint64_t offset) {
    const struct file_source *file = (const struct file_source *)source;
    return source->size && offset <= (uint64_t)INT64_MAX &&
           lseek(file->descriptor, (off_t)offset, SEEK_SET) >= 0;
}

static const struct source_class file_class = {
    .read = read_file, .close = close_file, .seek = seek_file};

struct source *source_open_file(const char *path, char **failure) {
    int descriptor = STDIN_FILENO;
    if (strcmp(path, "-") != 0)
        descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        *failure = source_failure_of_errno(errno);
        return NULL;
    }
    struct file_source *file = memory_allocate(sizeof *file);
    *file = (struct file_source){.source.class = &file_class, .descriptor = descriptor};
    struct stat status;
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode))
        file->source.size = (uint64_t)status.st_size;
    return &file->source;
}
