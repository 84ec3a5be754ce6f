/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A list of inputs (--files-from): one a line, or with a NUL behind each, as find -print0 writes.
 */
#ifndef TOOL_INPUT_LIST_H
#define TOOL_INPUT_LIST_H

#include <stdbool.h>

struct list;

/** @param path "-" is standard input. @return NULL with *failure set, to be freed. */
struct list *list_open(const char *path, char **failure);

/**
 * @param name    gets the next input, which belongs to the list until the next call.
 * @param failure gets why the list cannot be read any further, to be freed; NULL: it is an input.
 * @return false at the end.
 */
bool list_next(struct list *list, const char **name, char **failure);

/** @return the part that is read, 0..1; 0 where that cannot be known. */
double list_fraction(const struct list *list);

/** NULL does nothing. */
void list_close(struct list *list);

#endif
