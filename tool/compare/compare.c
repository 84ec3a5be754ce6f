/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The old file is indexed, then the new one read through once; each of its records is compared with
 * the old one of its page. So memory holds two records and the index, however large the files are.
 */
#include "compare.h"

#include "changes.h"
#include "exit_status.h"
#include "message.h"
#include "records.h"
#include "run/output.h"
#include "stop.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/** Two files being compared. */
struct comparison {
    struct record_file old;
    struct record_file new;
    struct record_index *index;
    struct output *output;
    struct changes changes;
    size_t same, changed, added, lost; /* pages */
};

/* Write what has been found so far. @return false where that failed. */
static bool write_out(struct comparison *comparison) {
    enum { KEPT = 1 << 20 };
    struct buffer *text = &comparison->changes.text;
    bool well = output_write(comparison->output, text->data ? text->data : "", text->length);
    buffer_clear(text, KEPT);
    return well;
}

/* Both files' lines at hand are of one page. @return false where one of them is no record. */
static bool compare_records(struct comparison *comparison, const char *key) {
    struct record_file *old = &comparison->old, *new = &comparison->new;
    if (old->length == new->length && memcmp(old->line, new->line, old->length) == 0) {
        comparison->same++;
        return true;
    }
    json_t *old_record = record_file_parse(old), *new_record = record_file_parse(new);
    bool well = old_record && new_record;
    if (well) {
        bool changed = changes_compare(&comparison->changes, key, old_record, new_record);
        comparison->changed += changed;
        comparison->same += !changed;
    }
    json_decref(old_record);
    json_decref(new_record);
    return well;
}

/* A page that only one of the files has. @return false where its line is no record. */
static bool note_page(struct comparison *comparison, struct record_file *file, const char *key) {
    bool added = file == &comparison->new;
    json_t *record = record_file_parse(file);
    if (!record)
        return false;
    json_decref(record);
    comparison->added += added;
    comparison->lost += !added;
    changes_page(&comparison->changes, key, added);
    return true;
}

/* The new file's line at hand. @return false where the comparison cannot go on. */
static bool compare_line(struct comparison *comparison) {
    char *key = record_file_key(&comparison->new);
    if (!key)
        return false;
    off_t offset;
    size_t length;
    bool well = true;
    if (record_index_take(comparison->index, key, &offset, &length)) {
        well =
            record_file_read(&comparison->old, offset, length) && compare_records(comparison, key);
    } else {
        well = note_page(comparison, &comparison->new, key);
    }
    free(key);
    return well && write_out(comparison);
}

/* The pages that the new file has not. */
static bool list_lost(struct comparison *comparison) {
    off_t offset;
    size_t length;
    while (record_index_take_left(comparison->index, &offset, &length)) {
        if (!record_file_read(&comparison->old, offset, length))
            return false;
        char *key = record_file_key(&comparison->old);
        if (!key)
            return false;
        bool well = note_page(comparison, &comparison->old, key);
        free(key);
        if (!well || stop_signal() || !write_out(comparison))
            return false;
    }
    return true;
}

static void write_summary(struct comparison *comparison) {
    struct buffer *text = &comparison->changes.text;
    bool differ = comparison->changed || comparison->added || comparison->lost;
    buffer_print(text, "%spages: %zu the same, %zu changed, %zu lost, %zu added\n",
                 differ ? "\n" : "", comparison->same, comparison->changed, comparison->lost,
                 comparison->added);
    changes_fields(&comparison->changes);
    write_out(comparison);
}

/* @return false where no comparison could be made. */
static bool compare_files(struct comparison *comparison) {
    comparison->index = record_index_make(&comparison->old);
    if (!comparison->index)
        return false;
    while (!stop_signal() && record_file_next(&comparison->new))
        if (!compare_line(comparison))
            return false;
    if (stop_signal() || comparison->new.failed || !list_lost(comparison))
        return false;
    write_summary(comparison);
    return true;
}

/* ---- The call ------------------------------------------------------------------------------- */

static bool is_same_file(const char *a, const char *b) {
    struct stat first, second;
    return a && stat(a, &first) == 0 && stat(b, &second) == 0 && S_ISREG(first.st_mode) &&
           first.st_ino == second.st_ino && first.st_dev == second.st_dev;
}

/* Neither file may be written to. */
static bool check_output(const struct settings *settings) {
    for (size_t i = 0; i < 2; i++)
        if (is_same_file(settings->output, settings->inputs[i])) {
            message_error(NULL, "%s is an input, and would be overwritten", settings->inputs[i]);
            return false;
        }
    return true;
}

/* The old file is read twice. */
static bool check_old(const struct record_file *old) {
    struct stat status;
    bool well = fstat(fileno(old->file), &status) == 0 && !S_ISFIFO(status.st_mode) &&
                !S_ISSOCK(status.st_mode) && !S_ISCHR(status.st_mode);
    if (!well)
        message_error(old->path, "is read twice, and so has to be a file");
    return well;
}

static int status_of(const struct comparison *comparison, bool well, int error,
                     const char *output) {
    if (error == EPIPE)
        stop_die_of(SIGPIPE);
    if (error)
        message_error(output ? output : "standard output", "cannot be written: %s",
                      strerror(error));
    if (stop_signal())
        stop_die_of(stop_signal());
    if (error)
        return EXIT_STATUS_OUTPUT;
    if (!well)
        return COMPARE_FAILED;
    return comparison->changed || comparison->added || comparison->lost ? COMPARE_DIFFERENT
                                                                        : COMPARE_SAME;
}

/* Both files are open. */
static int compare_to_output(struct comparison *comparison, const struct settings *settings) {
    char *failure = NULL;
    comparison->output = output_open(settings->output, &failure);
    if (!comparison->output) {
        message_error(settings->output, "%s", failure);
        free(failure);
        return EXIT_STATUS_OUTPUT;
    }
    int descriptor = settings->output ? -1 : STDOUT_FILENO;
    comparison->changes.colors = message_colors(descriptor, settings->color);
    comparison->changes.columns = message_columns(descriptor);
    bool well = compare_files(comparison);
    int error = output_close(comparison->output);
    return status_of(comparison, well, error, settings->output);
}

int compare(const struct settings *settings) {
    if (!check_output(settings))
        return COMPARE_FAILED;
    struct comparison comparison = {0};
    int status = COMPARE_FAILED;
    if (record_file_open(&comparison.old, settings->inputs[0]) && check_old(&comparison.old) &&
        record_file_open(&comparison.new, settings->inputs[1]))
        status = compare_to_output(&comparison, settings);
    if (comparison.index)
        record_index_destroy(comparison.index);
    changes_destroy(&comparison.changes);
    record_file_close(&comparison.old);
    record_file_close(&comparison.new);
    return status;
}
