/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the programs here take pages from train.py: frames on stdin, numbers little-endian as on the
 * machines that train: u32 length of the address, u32 length of the page, address, page.
 */
#ifndef DATELINE_TRAINING_FRAMES_H
#define DATELINE_TRAINING_FRAMES_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct frame {
    uint32_t lengths[2]; /* address, page */
    char *data;          /* the address, ended by NUL, then the page */
    size_t capacity;
} frame;

static inline void fatal(const char *what) {
    fprintf(stderr, "training: %s\n", what);
    exit(1);
}

/* Read the next frame. @return false at the end. */
static inline bool read_frame(frame *f) {
    size_t got = fread(f->lengths, 1, sizeof f->lengths, stdin);
    if (got == 0)
        return false;
    size_t needed = (size_t)f->lengths[0] + f->lengths[1] + 1;
    if (needed > f->capacity) {
        f->capacity = 2 * needed;
        free(f->data);
        f->data = malloc(f->capacity);
        if (!f->data)
            fatal("out of memory");
    }
    char *page = f->data + f->lengths[0] + 1;
    if (got != sizeof f->lengths || fread(f->data, 1, f->lengths[0], stdin) != f->lengths[0] ||
        fread(page, 1, f->lengths[1], stdin) != f->lengths[1])
        fatal("the input ends in a frame");
    f->data[f->lengths[0]] = 0;
    return true;
}

static inline const char *page_of(const frame *f) {
    return f->data + f->lengths[0] + 1;
}

#endif
