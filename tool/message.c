/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stderr. Messages come from the thread that writes records, and the progress bar from the one that
 * reads inputs: a lock keeps their lines apart.
 */
#define _DEFAULT_SOURCE /* TIOCGWINSZ */
#include "message.h"

#include "memory.h"
#include "options.h"
#include "text.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static struct {
    pthread_mutex_t lock;
    bool quiet;
    bool colors;
    bool terminal;
    bool progress; /* a line of progress is on the screen */
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

bool message_colors(int descriptor, int color) {
    if (color == COLOR_ALWAYS || color == COLOR_NEVER)
        return color == COLOR_ALWAYS;
    const char *off = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return !(off && *off) && isatty(descriptor) && terminal && strcmp(terminal, "dumb") != 0;
}

size_t message_columns(int descriptor) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col;
    return 160;
}

void message_begin(int color, bool quiet) {
    state.quiet = quiet;
    state.terminal = isatty(STDERR_FILENO);
    state.colors = message_colors(STDERR_FILENO, color);
}

/* ---- Lines ---------------------------------------------------------------------------------- */

static void clear_progress(void) {
    if (state.progress)
        fputs("\r\033[K", stderr);
    state.progress = false;
}

static void write_line(const char *color, const char *subject, const char *format,
                       va_list arguments) {
    struct buffer line = {0};
    char text[1024];
    vsnprintf(text, sizeof text, format, arguments);
    buffer_print(&line, "%sdateline:%s ", state.colors ? color : "", state.colors ? "\033[0m" : "");
    if (subject) {
        text_append_safe(&line, subject, strlen(subject), false);
        buffer_append_text(&line, ": ");
    }
    text_append_safe(&line, text, strlen(text), false);
    buffer_append_text(&line, "\n");
    pthread_mutex_lock(&state.lock);
    clear_progress();
    fwrite(line.data, 1, line.length, stderr);
    pthread_mutex_unlock(&state.lock);
    buffer_destroy(&line);
}

void message_error(const char *subject, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    write_line("\033[1;31m", subject, format, arguments);
    va_end(arguments);
}

void message_note(const char *subject, const char *format, ...) {
    if (state.quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    write_line("\033[1;33m", subject, format, arguments);
    va_end(arguments);
}

/* ---- Progress ------------------------------------------------------------------------------- */

bool message_can_show_progress(void) {
    return state.terminal && !state.quiet;
}

void message_show_progress(const char *line) {
    pthread_mutex_lock(&state.lock);
    clear_progress();
    if (*line) {
        fputs(line, stderr);
        state.progress = true;
    }
    pthread_mutex_unlock(&state.lock);
}
