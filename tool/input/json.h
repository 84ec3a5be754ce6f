/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A line of JSON Lines as an input: one object with a page, or the path of one.
 */
#ifndef TOOL_INPUT_JSON_H
#define TOOL_INPUT_JSON_H

#include <stddef.h>

/** The members that mean something to us; NULL: absent or null. NUL-terminated, in the line. */
struct json_page {
    char *id;
    char *url;
    char *html;
    size_t html_length; /* for it may hold NULs */
    char *path;
    char *encoding;
    char *captured;
};

/**
 * Read a line, in place: strings are decoded where they stand. What else the object has is skipped.
 *
 * @param line   ends with a NUL behind @p length bytes.
 * @return NULL, or what is wrong; constant.
 */
const char *json_read_page(char *line, size_t length, struct json_page *to);

#endif
