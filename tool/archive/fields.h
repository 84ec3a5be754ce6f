/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Name: value" lines, as WARC and HTTP have them: with CRLF or LF, folded or not.
 */
#ifndef TOOL_ARCHIVE_FIELDS_H
#define TOOL_ARCHIVE_FIELDS_H

#include "dateline.h"

/** One line, with its continuations. The value may hold line breaks where it was folded. */
struct field {
    dateline_string name;
    dateline_string value; /* without white space around it */
};

/** What is left to be read. */
struct fields {
    const char *at;
    const char *end;
};

/** Read the next line that has a colon. @return false at the end. */
bool fields_next(struct fields *fields, struct field *field);

/**
 * Find the empty line that ends a header.
 *
 * @return the length of the header with that line; 0 where there is none.
 */
size_t fields_end(const unsigned char *bytes, size_t length);

/** Compare as header names are compared: ASCII case does not count. @p b in lower case. */
bool fields_is(dateline_string a, const char *b);

/** @return the number that a text is; false where it is none, or beyond 2^63. */
bool fields_number(dateline_string text, uint64_t *number);

/** @return the text without white space, and without < > where they stand around it. */
dateline_string fields_trim(dateline_string text);

#endif
