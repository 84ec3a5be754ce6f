/* SPDX-License-Identifier: Apache-2.0 */
/*
 * --help: one screen of 80 columns and 48 lines, made from the table of options.
 */
#include "memory.h"
#include "options.h"

#include <string.h>

enum { USAGE_COLUMN = 36, SUMMARY_COLUMN = 26 };

static void pad(struct buffer *help, size_t line, size_t column) {
    do
        buffer_append(help, " ", 1);
    while (help->length - line < column);
}

static void usage(struct buffer *help) {
    for (size_t i = 0; i < command_count; i++) {
        const struct command_spec *spec = &command_table[i];
        size_t line = help->length;
        buffer_print(help, "%s dateline %s %s",
                     i ? "      " : "Usage:", spec->name ? spec->name : "[OPTIONS]",
                     spec->operands);
        pad(help, line, USAGE_COLUMN);
        buffer_print(help, "%s\n", spec->summary);
    }
}

static void option(struct buffer *help, const struct option_spec *spec) {
    size_t line = help->length;
    buffer_append_text(help, "  ");
    if (spec->letter)
        buffer_print(help, "-%c, ", spec->letter);
    else
        buffer_append_text(help, "    ");
    buffer_print(help, "--%s%s%s", spec->name, spec->argument ? " " : "",
                 spec->argument ? spec->argument : "");
    pad(help, line, SUMMARY_COLUMN);
    buffer_print(help, "%s\n", spec->summary);
}

/* Some groups by name alone: whoever needs them reads more than a screen. */
static bool is_by_name(int group) {
    return group != GROUP_INPUT && group != GROUP_OUTPUT && group != GROUP_OTHER;
}

static void names(struct buffer *help, int group) {
    size_t line = help->length;
    buffer_print(help, "%s:", option_group_titles[group]);
    for (size_t i = 0; i < option_count; i++) {
        const struct option_spec *spec = &option_table[i];
        if ((int)spec->group != group)
            continue;
        size_t length = strlen(spec->name) + (spec->argument ? strlen(spec->argument) + 1 : 0);
        if (help->length - line + length + 4 > 80) {
            buffer_append_text(help, "\n    ");
            line = help->length - 4;
        }
        buffer_print(help, "  --%s%s%s", spec->name, spec->argument ? " " : "",
                     spec->argument ? spec->argument : "");
    }
    buffer_append_text(help, "\n");
}

char *options_help(void) {
    struct buffer help = {0};
    usage(&help);
    buffer_append_text(&help,
                       "INPUT is a file, a folder, an http(s) address, or - (in a pipe none) for "
                       "stdin:\nHTML, text, JSON Lines or an archive (WARC, ARC, tar), plain or "
                       "compressed.\n");
    for (int group = 0; group < GROUP_COUNT; group++) {
        if (is_by_name(group))
            names(&help, group);
        else
            buffer_print(&help, "\n%s:\n", option_group_titles[group]);
        for (size_t i = 0; i < option_count; i++)
            if ((int)option_table[i].group == group && !is_by_name(group))
                option(&help, &option_table[i]);
    }
    buffer_append_text(&help,
                       "Examples:\n"
                       "  dateline page.html                               the article as text\n"
                       "  dateline --output records/ archive/*.warc.gz     archives, each once\n"
                       "Exit status: 0 well, 1 some input failed, 2 usage, 3 output or memory "
                       "failed.\nMore: man dateline\n");
    buffer_append(&help, "", 1);
    return help.data;
}
