/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All inputs of a call. What is written, and with how many threads, depends on whether there is one
 * page or many, which the first one tells.
 */
#include "run.h"

#include "exit_status.h"
#include "message.h"
#include "pool.h"
#include "progress.h"
#include "stop.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- What the call comes to ----------------------------------------------------------------- */

static dateline_format format_of(const struct settings *settings, bool many, bool terminal) {
    static const dateline_format formats[] = {[FORMAT_TEXT] = DATELINE_FORMAT_TEXT,
                                              [FORMAT_MARKDOWN] = DATELINE_FORMAT_MARKDOWN,
                                              [FORMAT_JSON] = DATELINE_FORMAT_JSON,
                                              [FORMAT_HTML] = DATELINE_FORMAT_HTML};
    if (settings->format != FORMAT_AUTO)
        return formats[settings->format];
    if (settings->command == COMMAND_STATEMENTS)
        return terminal ? DATELINE_FORMAT_TEXT : DATELINE_FORMAT_JSON;
    if (settings->command == COMMAND_EXTRACT && (many || settings->fields))
        return DATELINE_FORMAT_JSON;
    return DATELINE_FORMAT_TEXT;
}

static struct view_context context_of(const struct settings *settings, bool many,
                                      const struct output *output) {
    int descriptor = settings->output ? -1 : STDOUT_FILENO;
    bool terminal = output_is_terminal(output);
    return (struct view_context){
        .settings = settings,
        .format = format_of(settings, many, terminal),
        .many = many,
        .terminal = terminal,
        .colors = message_colors(descriptor, settings->color),
        .columns = message_columns(descriptor),
    };
}

static size_t threads_of(const struct settings *settings, bool many) {
    if (!many)
        return 1;
    if (settings->threads)
        return settings->threads;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors > 1 ? (size_t)processors : 1;
}

/* ---- The run -------------------------------------------------------------------------------- */

static void move_item(struct item *to, struct item *from) {
    item_destroy(to);
    *to = *from;
    *from = (struct item){0};
}

static struct pool_counts run_pool(struct inputs *inputs, struct item *first, struct pool *pool,
                                   struct progress *progress) {
    struct item *item = pool_item(pool);
    move_item(item, first);
    while (pool_put(pool)) {
        if (progress_is_due(progress)) {
            struct pool_counts counts = pool_count(pool);
            progress_show(progress, inputs_fraction(inputs), &counts);
        }
        if (!inputs_next(inputs, pool_item(pool)))
            break;
    }
    struct pool_counts counts = pool_close(pool);
    progress_end(progress);
    return counts;
}

static void note_left_out(const struct settings *settings, const struct inputs *inputs,
                          size_t pages) {
    size_t left_out = inputs_left_out(inputs);
    if (!pages && !stop_signal())
        message_note(settings->input_count ? settings->inputs[0] : settings->files_from,
                     "no page in it");
    if (left_out)
        message_note(NULL, "%zu file%s left out, for %s (give %s by name to read %s)", left_out,
                     left_out == 1 ? " was" : "s were",
                     left_out == 1 ? "it is no page" : "they are no pages",
                     left_out == 1 ? "it" : "them", left_out == 1 ? "it" : "them");
}

/* What of archives was left out, and what was not well. */
static void note_archives(const struct inputs *inputs) {
    struct archive_counts counts = inputs_archives(inputs);
    if (!counts.records && !counts.damaged)
        return;
    struct buffer text = {0};
    buffer_print(&text, "%llu of %llu records of archives are pages",
                 (unsigned long long)counts.pages, (unsigned long long)counts.records);
    if (counts.by_filter)
        buffer_print(&text, ", %llu were not wanted", (unsigned long long)counts.by_filter);
    if (counts.unresolved)
        buffer_print(&text, ", %llu repeat a page that is not there",
                     (unsigned long long)counts.unresolved);
    if (counts.damaged)
        buffer_print(&text, "; %llu damaged place%s passed by", (unsigned long long)counts.damaged,
                     counts.damaged == 1 ? " was" : "s were");
    buffer_append(&text, "", 1);
    message_note(NULL, "%s", text.data);
    buffer_destroy(&text);
}

/* @return false where the call makes no sense, which only its first page has told. */
static bool run_inputs(const struct settings *settings, struct inputs *inputs,
                       struct output *output, struct pool_counts *counts) {
    struct item first = {0};
    bool any = inputs_next(inputs, &first);
    bool many = inputs_are_many(inputs);
    bool well = !(many && settings->url);
    if (!well) {
        message_error(NULL, "--url is the address of one page, and %s holds several",
                      settings->inputs[0]);
    } else if (any) {
        struct view_context context = context_of(settings, many, output);
        struct pool *pool = pool_open(threads_of(settings, many), &context, output);
        struct progress progress;
        progress_begin(&progress, many && !output_is_terminal(output));
        *counts = run_pool(inputs, &first, pool, &progress);
    }
    item_destroy(&first);
    if (well)
        note_left_out(settings, inputs, counts->pages);
    if (well)
        note_archives(inputs);
    return well;
}

static int exit_status(const struct settings *settings, const struct pool_counts *counts,
                       int output_error) {
    if (output_error == EPIPE)
        stop_die_of(SIGPIPE);
    if (output_error)
        message_error(settings->output ? settings->output : "standard output",
                      "cannot be written: %s", strerror(output_error));
    if (stop_signal())
        stop_die_of(stop_signal());
    if (output_error || counts->memory_failures)
        return EXIT_STATUS_OUTPUT;
    return counts->failures ? EXIT_STATUS_INPUT : EXIT_STATUS_WELL;
}

/* The output is emptied before the inputs are read: better to see it now. */
static const char *input_to_be_written(const struct settings *settings) {
    struct stat output;
    if (!settings->output || stat(settings->output, &output) != 0 || !S_ISREG(output.st_mode))
        return NULL;
    for (size_t i = 0; i < settings->input_count; i++) {
        struct stat input;
        if (stat(settings->inputs[i], &input) == 0 && input.st_ino == output.st_ino &&
            input.st_dev == output.st_dev)
            return settings->inputs[i];
    }
    return NULL;
}

int run(const struct settings *settings) {
    const char *both = input_to_be_written(settings);
    if (both) {
        message_error(NULL, "%s is an input, and would be overwritten", both);
        return EXIT_STATUS_USAGE;
    }
    char *failure = NULL;
    struct output *output = output_open(settings->output, &failure);
    if (!output) {
        message_error(settings->output, "%s", failure);
        free(failure);
        return EXIT_STATUS_OUTPUT;
    }
    struct inputs *inputs = inputs_open(settings, settings->output);
    struct pool_counts counts = {0};
    bool well = run_inputs(settings, inputs, output, &counts);
    inputs_close(inputs);
    int error = output_close(output);
    return well ? exit_status(settings, &counts, error) : EXIT_STATUS_USAGE;
}
