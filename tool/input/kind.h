/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an input is: seen from its first bytes, then its name.
 */
#ifndef TOOL_INPUT_KIND_H
#define TOOL_INPUT_KIND_H

#include <stdbool.h>
#include <stddef.h>

enum kind {
    KIND_PAGE,   /* a page; the library sees whether HTML or text */
    KIND_HTML,   /* a page that says so by its name or its server */
    KIND_JSONL,  /* JSON Lines */
    KIND_WARC,   /* an archive: WARC, ARC, tar */
    KIND_BINARY, /* a picture, a program: no text of any kind */
    KIND_OTHER   /* text, but by its name no page: a style sheet, a script, data */
};

/** What is known of an input before it is read. */
struct kind_evidence {
    const char *name;       /* path or address */
    const char *media_type; /* of the server; may be NULL */
    const unsigned char *bytes;
    size_t length;
};

/** @return whether more bytes would hardly change what kind_of() says. */
bool kind_is_certain(const unsigned char *bytes, size_t length);

enum kind kind_of(const struct kind_evidence *evidence);

/** @return whether a name is one of data or of a program, whatever is in it: "package.json". */
bool kind_is_other_by_name(const char *name);

/** @return what binary data seem to be, "a PDF document", or "binary data"; constant. */
const char *kind_of_binary(const unsigned char *bytes, size_t length);

#endif
