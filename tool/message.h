/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stderr: one line a message, in the same form everywhere, and the progress bar below them.
 */
#ifndef TOOL_MESSAGE_H
#define TOOL_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

/** Say how messages look, before the first. @p color: one of COLOR_AUTO, … of options.h. */
void message_begin(int color, bool quiet);

/** "dateline: SUBJECT: text". @p subject may be NULL; it is made safe for a terminal. */
__attribute__((format(printf, 2, 3))) void message_error(const char *subject, const char *format,
                                                         ...);

/** The same, left out under --quiet. */
__attribute__((format(printf, 2, 3))) void message_note(const char *subject, const char *format,
                                                        ...);

/** @return whether a progress bar makes sense: a terminal, and not quiet. */
bool message_can_show_progress(void);

/** Show a line that the next one replaces; "" takes it away. */
void message_show_progress(const char *line);

/** @return whether to use colours on a file descriptor. */
bool message_colors(int descriptor, int color);

/** @return how many columns a file descriptor's terminal has; 160 where it is none. */
size_t message_columns(int descriptor);

#endif
