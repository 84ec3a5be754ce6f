/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Progress of a bulk run; see watch.h.
 */
#include "watch.h"

#include "clock.h"
#include "memory.h"
#include "message.h"

enum { BAR_WIDTH = 16 };

/* Seconds between two looks. */
static const double bar_every = 0.2;
static const double line_every = 60;

void watch_begin(struct watch *watch, const struct stats *stats, double fraction) {
    *watch = (struct watch){
        .terminal = message_can_show_progress(),
        .begun = clock_seconds(),
        .pages_before = stats->pages,
        .bytes_before = stats->page_bytes,
        .fraction_before = fraction,
    };
    watch->last = watch->begun;
}

bool watch_is_due(struct watch *watch) {
    double time = clock_seconds();
    if (time - watch->last < (watch->terminal ? bar_every : line_every))
        return false;
    watch->last = time;
    return true;
}

static void append_bar(struct buffer *line, double fraction) {
    int filled = (int)(fraction * BAR_WIDTH);
    buffer_append_text(line, "[");
    for (int i = 0; i < BAR_WIDTH; i++)
        buffer_append_text(line, i < filled ? "=" : i == filled ? ">" : " ");
    buffer_append_text(line, "] ");
}

/* "12 % empty" only where there are any. */
static void append_share(struct buffer *line, const struct stats *stats, uint64_t part,
                         const char *name) {
    if (part && stats->pages)
        buffer_print(line, "  %.3g %% %s", 100 * (double)part / (double)stats->pages, name);
}

static void append_numbers(struct buffer *line, const struct watch *watch,
                           const struct stats *stats, double fraction) {
    double seconds = clock_seconds() - watch->begun;
    if (seconds < 0.001)
        seconds = 0.001;
    double pages = (double)(stats->pages - watch->pages_before);
    double bytes = (double)(stats->page_bytes - watch->bytes_before);
    buffer_print(line, "%.0f %%  %llu pages  %.0f/s  %.0f MB/s", 100 * fraction,
                 (unsigned long long)stats->pages, pages / seconds, bytes / seconds / 1e6);
    append_share(line, stats, stats->status[DATELINE_STATUS_OK], "ok");
    append_share(line, stats, stats->status[DATELINE_STATUS_EMPTY], "empty");
    append_share(line, stats, stats->status[DATELINE_STATUS_ERROR], "errors");
    double done = fraction - watch->fraction_before;
    if (fraction < 1 && done > 0.001) {
        unsigned long left = (unsigned long)(seconds * (1 - fraction) / done + 0.5);
        buffer_print(line, "  %lu:%02lu:%02lu left", left / 3600, left / 60 % 60, left % 60);
    }
    buffer_append(line, "", 1);
}

void watch_show(struct watch *watch, const struct stats *stats, double fraction) {
    struct buffer line = {0};
    watch->shown = true;
    if (watch->terminal)
        append_bar(&line, fraction);
    append_numbers(&line, watch, stats, fraction);
    if (watch->terminal)
        message_show_progress(line.data);
    else
        message_note(NULL, "%s", line.data);
    buffer_destroy(&line);
}

void watch_end(const struct watch *watch, const struct stats *stats) {
    if (!watch->shown)
        return;
    struct buffer line = {0};
    append_numbers(&line, watch, stats, 1);
    if (watch->terminal)
        message_show_progress("");
    message_note(NULL, "%s", line.data);
    buffer_destroy(&line);
}
