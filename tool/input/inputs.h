/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inputs of a call, as one sequence of pages: each argument, each file of a folder, each line
 * of JSON Lines. Opening happens here, in order; a page's bytes are read by whoever works on it.
 */
#ifndef TOOL_INPUT_INPUTS_H
#define TOOL_INPUT_INPUTS_H

#include "options.h"
#include "stream.h"

#include <stdint.h>

/** A page to be read, or one that could not be. Strings are valid UTF-8, NULL where unknown. */
struct item {
    char *name; /* path, address, or FILE:LINE; the record's "input" */
    char *id;
    char *url;
    char *captured;
    char *encoding; /* what the server or a line says */
    int kind;       /* a dateline_kind */
    char *failure;  /* why it could not be read; then there is nothing else */
    /* The page is one of these: */
    struct stream *stream; /* to be read */
    struct buffer line;    /* a line of JSON Lines, with the page somewhere inside */
    const char *page;
    size_t page_length;
};

/** Release what an item holds, but for the room of its line. */
void item_clear(struct item *item);

void item_destroy(struct item *item);

/** Bytes that are readable behind a page: the library's DATELINE_PADDING. */
enum { ITEM_PADDING = 64 };

struct inputs;

/** @param output the file that is written, which is never an input; NULL: none that could be. */
struct inputs *inputs_open(const struct settings *settings, const char *output);

/** @return false at the end, or when a signal asks to stop. */
bool inputs_next(struct inputs *inputs, struct item *item);

/** @return whether there may be more than one page. To be asked after the first. */
bool inputs_are_many(const struct inputs *inputs);

/** @return the part that is done, 0..1, as far as one can know. */
double inputs_fraction(const struct inputs *inputs);

/** @return files of folders that were left out, for they are no pages. */
size_t inputs_left_out(const struct inputs *inputs);

void inputs_close(struct inputs *inputs);

#endif
