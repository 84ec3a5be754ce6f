/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A list is read as it is used, for it can have millions of entries. The first bytes tell what is
 * between them: a path is no longer than PATH_MAX, so a NUL shows up early or never.
 */
#include "list.h"

#include "memory.h"
#include "source.h"

#include <stdlib.h>
#include <string.h>

enum { WINDOW_SIZE = 64 << 10, NAME_MOST = 16 << 10 };

struct list {
    struct source *source;
    size_t begin;
    size_t end;
    bool ended;
    char separator;
    struct buffer name;
    char window[WINDOW_SIZE];
};

static bool fill(struct list *list) {
    size_t left = list->end - list->begin;
    memmove(list->window, list->window + list->begin, left);
    list->begin = 0;
    list->end = left;
    size_t got = list->source->class->read(list->source, list->window + left, WINDOW_SIZE - left);
    list->source->position += got;
    list->end += got;
    list->ended = got == 0;
    return got > 0;
}

struct list *list_open(const char *path, char **failure) {
    struct source *source = source_open_file(path, failure);
    if (!source)
        return NULL;
    struct list *list = memory_allocate(sizeof *list);
    memset(list, 0, offsetof(struct list, window));
    list->source = source;
    while (list->end < NAME_MOST && fill(list))
        ;
    list->separator = memchr(list->window, '\0', list->end) ? '\0' : '\n';
    return list;
}

/* Behind the end of the window's entries there may be a last one without a separator. */
static bool next_entry(struct list *list, const char **entry, size_t *length) {
    for (;;) {
        const char *from = list->window + list->begin;
        size_t left = list->end - list->begin;
        const char *end = left ? memchr(from, list->separator, left) : NULL;
        *entry = from;
        if (end) {
            *length = (size_t)(end - from);
            list->begin += *length + 1;
            return true;
        }
        if (list->ended || left == WINDOW_SIZE || !fill(list)) {
            *length = list->end - list->begin;
            *entry = list->window + list->begin;
            list->begin = list->end;
            return *length > 0;
        }
    }
}

bool list_next(struct list *list, const char **name, char **failure) {
    const char *entry;
    size_t length;
    *failure = NULL;
    while (next_entry(list, &entry, &length)) {
        if (list->separator == '\n' && length && entry[length - 1] == '\r')
            length--;
        if (!length)
            continue;
        list->name.length = 0;
        buffer_append(&list->name, entry, length);
        buffer_append(&list->name, "", 1);
        *name = list->name.data;
        return true;
    }
    *failure = list->source->failure;
    list->source->failure = NULL;
    return *failure != NULL;
}

double list_fraction(const struct list *list) {
    const struct source *source = list->source;
    uint64_t done = source->position - (list->end - list->begin);
    return source->size ? (double)done / (double)source->size : 0;
}

void list_close(struct list *list) {
    if (!list)
        return;
    source_close(list->source);
    buffer_destroy(&list->name);
    free(list);
}
