/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "[=====>      ]  41 %  12345 pages  1890/s  2 failed  0:12 left", five times a second.
 */
#include "progress.h"

#include "clock.h"
#include "message.h"

enum { BAR_WIDTH = 24 };

/* A short run shows none: it would only flicker. */
static const double first_after = 0.5;
static const double every = 0.2;

void progress_begin(struct progress *progress, bool shown) {
    *progress = (struct progress){.shown = shown && message_can_show_progress()};
    progress->begun = clock_seconds();
    progress->last = progress->begun + first_after - every;
}

bool progress_is_due(struct progress *progress) {
    if (!progress->shown)
        return false;
    double time = clock_seconds();
    if (time - progress->last < every)
        return false;
    progress->last = time;
    return true;
}

static void append_time_left(struct buffer *line, double seconds) {
    unsigned long left = (unsigned long)(seconds + 0.5);
    if (left < 3600)
        buffer_print(line, "  %lu:%02lu left", left / 60, left % 60);
    else
        buffer_print(line, "  %lu h %02lu min left", left / 3600, left / 60 % 60);
}

void progress_show(const struct progress *progress, double fraction,
                   const struct pool_counts *counts) {
    double seconds = progress->last - progress->begun;
    int filled = (int)(fraction * BAR_WIDTH);
    struct buffer line = {0};
    buffer_append_text(&line, "[");
    for (int i = 0; i < BAR_WIDTH; i++)
        buffer_append_text(&line, i < filled ? "=" : i == filled ? ">" : " ");
    buffer_print(&line, "] %3.0f %%  %zu pages  %.0f/s", 100 * fraction, counts->pages,
                 (double)counts->pages / seconds);
    if (counts->failures)
        buffer_print(&line, "  %zu failed", counts->failures);
    if (fraction > 0.01)
        append_time_left(&line, seconds * (1 - fraction) / fraction);
    buffer_append(&line, "", 1);
    message_show_progress(line.data);
    buffer_destroy(&line);
}

void progress_end(const struct progress *progress) {
    if (progress->shown)
        message_show_progress("");
}
