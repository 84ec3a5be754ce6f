/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dateline: reads web pages and writes down what they say. The program brings what the library
 * keeps out: files, network, threads, terminals.
 */
#include "archive/filter.h"
#include "bulk/bulk.h"
#include "bulk/stats_view.h"
#include "compare/compare.h"
#include "dateline.h"
#include "exit_status.h"
#include "input/inputs.h"
#include "memory.h"
#include "message.h"
#include "options.h"
#include "run/run.h"
#include "stop.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int show(const char *text) {
    fputs(text, stdout);
    if (fflush(stdout) == 0)
        return EXIT_STATUS_WELL;
    message_error("standard output", "cannot be written: %s", strerror(errno));
    return EXIT_STATUS_OUTPUT;
}

static int show_help(void) {
    char *help = options_help();
    int status = show(help);
    free(help);
    return status;
}

/* Better now than in every page's error. */
static bool is_encoding(const char *name) {
    const dateline_input input = {.encoding = name};
    const dateline_record *record;
    dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, NULL);
    if (!extractor)
        memory_fail();
    dateline_code code = dateline_extract(extractor, NULL, 0, &input, &record, NULL);
    dateline_extractor_destroy(extractor);
    return code != DATELINE_ERROR_ENCODING;
}

static int run_command(const struct settings *settings) {
    if (settings->encoding && !is_encoding(settings->encoding)) {
        message_error(NULL, "--encoding: \"%s\" is not an encoding of the web; try utf-8",
                      settings->encoding);
        return EXIT_STATUS_USAGE;
    }
    struct filter filter = inputs_filter(settings);
    char *problem = filter_check(&filter);
    if (problem) {
        message_error(NULL, "%s", problem);
        free(problem);
        return EXIT_STATUS_USAGE;
    }
    stop_watch();
    if (settings->command == COMMAND_STATS)
        return stats_show(settings);
    if (options_are_bulk(settings))
        return bulk(settings);
    return settings->command == COMMAND_COMPARE ? compare(settings) : run(settings);
}

int main(int argc, char **argv) {
    struct settings settings;
    char *problem = NULL;
    bool well = options_parse(&settings, argc, argv, &problem);
    message_begin(settings.color, settings.quiet);
    int status;
    if (!well) {
        message_error(NULL, "%s", problem);
        status = EXIT_STATUS_USAGE;
    } else if (settings.help) {
        status = show_help();
    } else if (settings.version) {
        status = show("dateline " DATELINE_VERSION "\n");
    } else {
        status = run_command(&settings);
    }
    free(problem);
    free(settings.inputs);
    return status;
}
