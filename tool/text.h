/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text for people: valid UTF-8, nothing that a terminal would take for a command, widths.
 */
#ifndef TOOL_TEXT_H
#define TOOL_TEXT_H

#include "memory.h"

#include <stdbool.h>
#include <stdint.h>

/** @return the code point at @p text and its length in *bytes; U+FFFD, 1 byte for what is none. */
uint32_t text_code_point(const char *text, size_t length, size_t *bytes);

/** @return a copy as valid UTF-8: bytes that are none become U+FFFD; NULL for NULL. To be freed. */
char *text_valid(const char *text);

/**
 * Append text as a terminal may show it: control characters, with which a page or a file name could
 * command the terminal, become U+FFFD; line breaks and tabs stay where @p lines says so, otherwise
 * they become spaces.
 */
void text_append_safe(struct buffer *to, const char *text, size_t length, bool lines);

/**
 * Append text as HTML, for content and for attributes in quotes. Control characters have no
 * notation there: they become U+FFFD, but for line breaks and tabs.
 */
void text_append_html(struct buffer *to, const char *text, size_t length);

/** @return how many columns a terminal needs for a code point: 0, 1 or 2. */
unsigned text_width(uint32_t code_point);

/** @return the length of the longest beginning of @p text that fits into *columns; those used. */
size_t text_fit(const char *text, size_t length, size_t *columns);

#endif
