/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loaded into the program by LD_PRELOAD, ends it, or fills its disk, at one of the steps by which
 * it changes files: bulk.py tries every one of them.
 *
 *     FAULT_AT=N     at the N-th call, from 1, of write(), fsync(), rename() and ftruncate() on
 *                    regular files by the process itself, not by its workers
 *     FAULT=kill     die of SIGKILL before it
 *     FAULT=half     the same, but a write() has written half
 *     FAULT=full     that write(), and all later ones, fail with ENOSPC
 *     FAULT_COUNT=FILE   write to FILE, at the end, how many calls there were
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static pid_t process;
static long calls;
static long fault_at;
static const char *fault = "";

__attribute__((constructor)) static void begin(void) {
    const char *at = getenv("FAULT_AT");
    const char *kind = getenv("FAULT");
    process = getpid();
    fault_at = at ? strtol(at, NULL, 10) : 0;
    fault = kind ? kind : "";
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path && getpid() == process ? fopen(path, "w") : NULL;
    if (!file)
        return;
    fprintf(file, "%ld\n", calls);
    fclose(file);
}

static bool is_file(int descriptor) {
    struct stat status;
    return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

/* Count a call. @return whether it is the one. */
static bool is_due(bool counts) {
    return counts && getpid() == process && ++calls == fault_at;
}

static void die(void) {
    if (strcmp(fault, "kill") == 0 || strcmp(fault, "half") == 0)
        kill(process, SIGKILL);
}

/* POSIX promises that a function's address fits into an object's pointer; ISO C does not. */
static void find_next(const char *name, void *function) {
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(function, &found, sizeof found);
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    ssize_t (*next)(int, const void *, size_t);
    find_next("write", &next);
    bool counts = is_file(descriptor);
    if (is_due(counts)) {
        if (strcmp(fault, "half") == 0 && next(descriptor, bytes, length / 2) < 0)
            errno = 0; /* it dies in any case */
        die();
    }
    if (counts && strcmp(fault, "full") == 0 && calls >= fault_at) {
        errno = ENOSPC;
        return -1;
    }
    return next(descriptor, bytes, length);
}

int fsync(int descriptor) {
    int (*next)(int);
    find_next("fsync", &next);
    if (is_due(true))
        die();
    return next(descriptor);
}

int rename(const char *from, const char *to) {
    int (*next)(const char *, const char *);
    find_next("rename", &next);
    if (is_due(true))
        die();
    return next(from, to);
}

int ftruncate(int descriptor, off_t length) {
    int (*next)(int, off_t);
    find_next("ftruncate", &next);
    if (is_due(true))
        die();
    return next(descriptor, length);
}
