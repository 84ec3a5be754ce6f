/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Output by write(2): on a terminal each page at once, otherwise in large pieces that end where a
 * page does.
 */
#include "output.h"

#include "input/source.h"
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { PIECE = 64 << 10, PENDING_KEPT = 1 << 20 };

struct output {
    int descriptor;
    bool terminal;
    int error;
    struct buffer pending;
};

struct output *output_open(const char *path, char **failure) {
    int descriptor = STDOUT_FILENO;
    if (path)
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        *failure = source_failure_of_errno(errno);
        return NULL;
    }
    struct output *output = memory_allocate(sizeof *output);
    *output = (struct output){.descriptor = descriptor, .terminal = isatty(descriptor)};
    return output;
}

bool output_is_terminal(const struct output *output) {
    return output->terminal;
}

static bool flush(struct output *output) {
    const char *at = output->pending.data;
    size_t left = output->pending.length;
    while (left && !output->error) {
        ssize_t written = write(output->descriptor, at, left);
        if (written > 0) {
            at += written;
            left -= (size_t)written;
        } else if (written < 0 && errno != EINTR) {
            output->error = errno;
        }
    }
    buffer_clear(&output->pending, PENDING_KEPT);
    return !output->error;
}

bool output_write(struct output *output, const char *bytes, size_t length) {
    buffer_append(&output->pending, bytes, length);
    if (output->terminal || output->pending.length >= PIECE)
        return flush(output);
    return !output->error;
}

int output_error(const struct output *output) {
    return output->error;
}

int output_close(struct output *output) {
    flush(output);
    /* Some file systems tell only now that there was no room. */
    if (output->descriptor != STDOUT_FILENO && close(output->descriptor) != 0 && !output->error)
        output->error = errno;
    int error = output->error;
    buffer_destroy(&output->pending);
    free(output);
    return error;
}
