/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where bytes come from: a file, standard input, a server. A kind of source is a const table of
 * functions, one file each.
 */
#ifndef TOOL_INPUT_SOURCE_H
#define TOOL_INPUT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct source;

struct source_class {
    /** Read up to @p size bytes, at least 1. @return 0 at the end, or with source->failure set. */
    size_t (*read)(struct source *source, void *to, size_t size);
    void (*close)(struct source *source);
    /** Go to a byte. @return false where that cannot be. NULL: the same. */
    bool (*seek)(struct source *source, uint64_t offset);
    /** See source_expect_stream(); NULL: nothing to do. */
    void (*expect_stream)(struct source *source);
};

/** An open source: the head of the struct that its kind has. */
struct source {
    const struct source_class *class;
    char *failure;     /* why reading ended early, to be freed; NULL: it did not */
    uint64_t size;     /* of a regular file; 0: unknown */
    uint64_t position; /* bytes read */
};

/** What a server said about a page. Strings are to be freed; NULL: it did not say. */
struct response {
    char *url;      /* after redirects */
    char *type;     /* media type, lower case, without parameters */
    char *charset;  /* of Content-Type */
    char *captured; /* its Date, or our clock's, in ISO 8601 */
    char *content_language;
    char *last_modified;
    char *link;
};

/** How to fetch. */
struct fetch_options {
    const char *user_agent;
    size_t timeout; /* seconds of silence; a page may take ten times as long */
};

/** @return an open file, or NULL with *failure set, to be freed. "-" is standard input. */
struct source *source_open_file(const char *path, char **failure);

/**
 * Fetch an address; returns when the first bytes of its body are there.
 *
 * @return NULL with *failure set, to be freed, where there is no body to read.
 */
struct source *source_open_url(const char *url, const struct fetch_options *options,
                               struct response *response, char **failure);

/** It is more than a page, and may take longer than one: lift the limit on the whole. */
void source_expect_stream(struct source *source);

/** NULL does nothing. */
void source_close(struct source *source);

/** @return why errno says that a file could not be opened or read, in words; to be freed. */
char *source_failure_of_errno(int error);

#endif
