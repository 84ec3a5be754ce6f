/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A walk with a stack of its own: what is kept are the names of the folders on the way, not those
 * of the whole tree.
 */
#include "folder.h"

#include "memory.h"
#include "source.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct level {
    char *path;
    char **names;
    size_t count;
    size_t next;
};

struct folder {
    struct level *levels;
    size_t depth;
    size_t capacity;
    size_t left_out;
};

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_names(DIR *directory, struct level *level) {
    size_t capacity = 0;
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (entry->d_name[0] == '.')
            continue; /* hidden, and "." and ".." */
        if (level->count == capacity) {
            capacity = capacity ? 2 * capacity : 64;
            level->names = memory_resize(level->names, capacity * sizeof *level->names);
        }
        level->names[level->count++] = memory_copy(entry->d_name);
    }
    if (level->count)
        qsort(level->names, level->count, sizeof *level->names, compare_names);
}

static bool push(struct folder *folder, const char *path, char **failure) {
    DIR *directory = opendir(path);
    if (!directory) {
        *failure = source_failure_of_errno(errno);
        return false;
    }
    if (folder->depth == folder->capacity) {
        folder->capacity = folder->capacity ? 2 * folder->capacity : 8;
        folder->levels = memory_resize(folder->levels, folder->capacity * sizeof *folder->levels);
    }
    struct level *level = &folder->levels[folder->depth++];
    *level = (struct level){.path = memory_copy(path)};
    read_names(directory, level);
    closedir(directory);
    return true;
}

static void pop(struct folder *folder) {
    struct level *level = &folder->levels[--folder->depth];
    for (size_t i = 0; i < level->count; i++)
        free(level->names[i]);
    free(level->names);
    free(level->path);
}

struct folder *folder_open(const char *path, char **failure) {
    struct folder *folder = memory_allocate(sizeof *folder);
    *folder = (struct folder){0};
    if (push(folder, path, failure))
        return folder;
    folder_close(folder);
    return NULL;
}

static char *join(const char *folder, const char *name) {
    size_t length = strlen(folder);
    bool slash = length && folder[length - 1] == '/';
    return memory_format("%s%s%s", folder, slash ? "" : "/", name);
}

/* Is it a folder that we go into, a file, or something else: a device, a pipe, a broken link? */
static bool look_at(const char *path, bool *is_folder) {
    struct stat status;
    *is_folder = false;
    if (lstat(path, &status) != 0)
        return false;
    *is_folder = S_ISDIR(status.st_mode);
    if (S_ISLNK(status.st_mode) && stat(path, &status) != 0)
        return false;
    return *is_folder || S_ISREG(status.st_mode);
}

bool folder_next(struct folder *folder, char **path, char **failure) {
    *failure = NULL;
    while (folder->depth) {
        struct level *level = &folder->levels[folder->depth - 1];
        if (level->next == level->count) {
            pop(folder);
            continue;
        }
        *path = join(level->path, level->names[level->next++]);
        bool is_folder;
        if (look_at(*path, &is_folder) && (!is_folder || !push(folder, *path, failure)))
            return true;
        folder->left_out += !is_folder;
        free(*path);
    }
    return false;
}

double folder_fraction(const struct folder *folder) {
    double fraction = 0;
    double share = 1;
    for (size_t i = 0; i < folder->depth; i++) {
        const struct level *level = &folder->levels[i];
        if (!level->count)
            break;
        /* The entry that the next level goes through is not behind us yet. */
        size_t done = level->next - (level->next && i + 1 < folder->depth);
        share /= (double)level->count;
        fraction += share * (double)done;
    }
    return fraction;
}

size_t folder_left_out(const struct folder *folder) {
    return folder->left_out;
}

void folder_close(struct folder *folder) {
    if (!folder)
        return;
    while (folder->depth)
        pop(folder);
    free(folder->levels);
    free(folder);
}
