/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inputs of a call, as one sequence of pages: each argument, each file of a folder, each line
 * of JSON Lines. Opening happens here, in order; a page's bytes are read by whoever works on it.
 */
#ifndef TOOL_INPUT_INPUTS_H
#define TOOL_INPUT_INPUTS_H

#include "archive/archive.h"
#include "dateline.h"
#include "options.h"
#include "stream.h"

#include <stdint.h>

/** A page to be read, or one that could not be. Strings are valid UTF-8, NULL where unknown. */
struct item {
    char *name; /* path, address, or FILE:LINE; the record's "input" */
    char *id;
    char *url;
    char *captured;
    char *encoding;         /* what the server or a line says */
    char *content_language; /* these fields of the HTTP header */
    char *last_modified;
    char *link;
    int kind;      /* a dateline_kind */
    char *failure; /* why it could not be read; then there is nothing else */
    /* The page is one of these: */
    struct stream *stream; /* to be read */
    struct buffer line;    /* a line of JSON Lines, with the page somewhere inside */
    const char *page;
    size_t page_length;
    char *cut;     /* why the page ends early; what there is of it is used */
    char *warning; /* what was cut or repaired in reading it */
    bool archived; /* it is of an archive; then the page is in `line`, and this is set: */
    dateline_archive archive; /* its texts are to be freed */
};

/** Read the page of an item that has a stream into @p page, at most so much and a byte more. */
void item_read(struct item *item, struct buffer *page, size_t max_bytes);

/** Release what an item holds, but for the room of its line. */
void item_clear(struct item *item);

void item_destroy(struct item *item);

/** Bytes that are readable behind a page: the library's DATELINE_PADDING. */
enum { ITEM_PADDING = 64 };

struct inputs;
struct filter; /* archive/filter.h */

/** @param output the file that is written, which is never an input; NULL: none that could be. */
struct inputs *inputs_open(const struct settings *settings, const char *output);

/** @return false at the end, or when a signal asks to stop. */
bool inputs_next(struct inputs *inputs, struct item *item);

/** How far a sequence has come. */
struct inputs_place {
    uint64_t entries; /* files and other arguments that were begun */
    uint64_t inside;  /* 1: the last of them holds several pages, and is not at its end */
    uint64_t bytes;   /* of its lines that were read */
    uint64_t line;    /* number of the last line */
    struct archive_place archive; /* where its next page comes from, if it is an archive */
};

/** @return the place behind the last page. */
struct inputs_place inputs_tell(const struct inputs *inputs);

/** Begin behind that place of the same inputs; to be called before the first page. */
void inputs_skip(struct inputs *inputs, struct inputs_place place);

/** Leave out the files of folders that this says so of. */
void inputs_leave_out(struct inputs *inputs, bool (*leave_out)(const char *path));

/** @return whether there may be more than one page. To be asked after the first. */
bool inputs_are_many(const struct inputs *inputs);

/** @return the part that is done, 0..1, as far as one can know. */
double inputs_fraction(const struct inputs *inputs);

/** @return what was read of archives, all together. */
struct archive_counts inputs_archives(const struct inputs *inputs);

/** @return the filter that the command line asks for. */
struct filter inputs_filter(const struct settings *settings);

/** @return files of folders that were left out, for they are no pages. */
size_t inputs_left_out(const struct inputs *inputs);

void inputs_close(struct inputs *inputs);

#endif
