/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where results go: standard output or a file. Only whole pages are given to it, and a closed pipe
 * is told from an error.
 */
#ifndef TOOL_RUN_OUTPUT_H
#define TOOL_RUN_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

struct output;

/** @param path NULL: standard output. @return NULL with *failure set, to be freed. */
struct output *output_open(const char *path, char **failure);

/** @return whether people look at it. */
bool output_is_terminal(const struct output *output);

/** @return false where writing failed, now or before. */
bool output_write(struct output *output, const char *bytes, size_t length);

/** Write what is left. @return what went wrong, now or before, as errno; 0: nothing. */
int output_close(struct output *output);

/** @return what went wrong, as errno: EPIPE where the reader went away. 0: nothing. */
int output_error(const struct output *output);

#endif
