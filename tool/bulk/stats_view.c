/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The numbers of --stats for people. Both forms go over the same sections; the page draws a bar for
 * each line, in SVG that needs no script.
 */
#include "stats_view.h"

#include "exit_status.h"
#include "memory.h"
#include "message.h"
#include "run/output.h"
#include "stats.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { HOSTS_SHOWN = 20 };

struct section {
    const char *title;
    const json_t *counts; /* an object of numbers, in the order to show */
    const char *unit;
    size_t most; /* lines */
};

enum { SECTION_COUNT = 5 };

static void sections_of(const json_t *stats, struct section sections[SECTION_COUNT]) {
    const struct section all[SECTION_COUNT] = {
        {"Status", json_object_get(stats, "status"), "pages", SIZE_MAX},
        {"Language", json_object_get(stats, "languages"), "pages", HOSTS_SHOWN},
        {"Host", json_object_get(stats, "hosts"), "pages", HOSTS_SHOWN},
        {"Warning", json_object_get(stats, "warnings"), "pages", SIZE_MAX},
        {"Time", json_object_get(stats, "ms"), "ms", SIZE_MAX},
    };
    memcpy(sections, all, sizeof all);
}

static double number_of(const json_t *json, const char *name) {
    return json_number_value(json_object_get(json, name));
}

/* ---- Text ----------------------------------------------------------------------------------- */

static void text_summary(const json_t *stats, struct buffer *to) {
    static const struct {
        const char *name;
        const char *title;
    } lines[] = {
        {"inputs", "inputs"},           {"pages", "pages"},
        {"records", "records written"}, {"failures", "pages not read, or not to their end"},
        {"damaged", "damaged places"},  {"quarantined", "pages in quarantine"},
        {"page_bytes", "bytes read"},   {"record_bytes", "bytes of records"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        buffer_print(to, "%16.0f  %s\n", number_of(stats, lines[i].name), lines[i].title);
}

static void text_section(const struct section *section, double pages, struct buffer *to) {
    const char *name;
    json_t *value;
    size_t shown = 0;
    if (!json_object_size(section->counts))
        return;
    buffer_print(to, "\n%s\n", section->title);
    json_object_foreach((json_t *)section->counts, name, value) {
        double count = json_number_value(value);
        if (count <= 0 || shown++ >= section->most)
            continue;
        buffer_print(to, "%16.0f  ", count);
        text_append_safe(to, name, strlen(name), false);
        if (pages > 0 && strcmp(section->unit, "pages") == 0)
            buffer_print(to, "  %.1f %%", 100 * count / pages);
        else
            buffer_print(to, " %s", section->unit);
        buffer_append_text(to, "\n");
    }
    if (shown > section->most)
        buffer_print(to, "%16s  and %zu more\n", "", shown - section->most);
}

static void write_text(const json_t *stats, struct buffer *to) {
    struct section sections[SECTION_COUNT];
    sections_of(stats, sections);
    text_summary(stats, to);
    for (int i = 0; i < SECTION_COUNT; i++)
        text_section(&sections[i], number_of(stats, "pages"), to);
}

/* ---- HTML ----------------------------------------------------------------------------------- */

static void append_escaped(struct buffer *to, const char *text) {
    char *valid = text_valid(text);
    text_append_html(to, valid, strlen(valid));
    free(valid);
}

static double largest(const struct section *section) {
    const char *name;
    json_t *value;
    double most = 0;
    json_object_foreach((json_t *)section->counts, name, value) {
        (void)name;
        if (json_number_value(value) > most)
            most = json_number_value(value);
    }
    return most;
}

enum { LINE = 22, NAME = 260, BAR = 420, NUMBER = 220 };

static void html_bar(struct buffer *to, size_t line, const char *name, double count, double most,
                     const char *unit) {
    double width = BAR * count / most;
    buffer_print(to, "<text x=\"%d\" y=\"%zu\" text-anchor=\"end\">", NAME - 8, line * LINE + 15);
    append_escaped(to, name);
    buffer_print(to,
                 "</text><rect x=\"%d\" y=\"%zu\" width=\"%.1f\" height=\"%d\"/>"
                 "<text x=\"%.1f\" y=\"%zu\">%.0f %s</text>\n",
                 NAME, line * LINE + 3, width < 1 ? 1 : width, LINE - 6, NAME + width + 8,
                 line * LINE + 15, count, unit);
}

static void html_section(const struct section *section, struct buffer *to) {
    double most = largest(section);
    if (most <= 0)
        return;
    struct buffer bars = {0};
    size_t lines = 0;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)section->counts, name, value) {
        if (json_number_value(value) > 0 && lines < section->most)
            html_bar(&bars, lines++, name, json_number_value(value), most, section->unit);
    }
    size_t height = lines * LINE;
    buffer_print(to,
                 "<h2>%s</h2>\n<svg role=\"img\" aria-label=\"%s\" width=\"%d\" height=\"%zu\" "
                 "viewBox=\"0 0 %d %zu\">\n",
                 section->title, section->title, NAME + BAR + NUMBER, height, NAME + BAR + NUMBER,
                 height);
    buffer_append(to, bars.data, bars.length);
    buffer_append_text(to, "</svg>\n");
    buffer_destroy(&bars);
}

static void write_html(const json_t *stats, struct buffer *to) {
    struct section sections[SECTION_COUNT];
    sections_of(stats, sections);
    buffer_append_text(to, "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width\">\n"
                           "<title>dateline stats</title>\n<style>\n"
                           "body { font: 15px/1.5 system-ui, sans-serif; margin: 2em; }\n"
                           "svg { max-width: 100%; } svg text { font-size: 13px; }\n"
                           "rect { fill: #3b6ea5; }\n</style>\n<h1>What was read</h1>\n<pre>\n");
    text_summary(stats, to);
    buffer_append_text(to, "</pre>\n");
    for (int i = 0; i < SECTION_COUNT; i++)
        html_section(&sections[i], to);
    buffer_append_text(to, "</html>\n");
}

/* ---- Both ----------------------------------------------------------------------------------- */

static void write_json(const json_t *stats, struct buffer *to) {
    char *text = json_dumps(stats, JSON_INDENT(2));
    if (!text)
        memory_fail();
    buffer_print(to, "%s\n", text);
    free(text);
}

static bool add_file(struct stats *stats, const char *path) {
    json_error_t error;
    json_t *json =
        strcmp(path, "-") == 0 ? json_loadf(stdin, 0, &error) : json_load_file(path, 0, &error);
    bool well = json && json_is_object(json_object_get(json, "status"));
    if (well)
        stats_add(stats, json);
    else
        message_error(path, "%s", json ? "was not written by --stats" : error.text);
    json_decref(json);
    return well;
}

static int write_out(const struct settings *settings, const struct buffer *text) {
    char *failure = NULL;
    struct output *output = output_open(settings->output, &failure);
    if (output) {
        output_write(output, text->data, text->length);
        int error = output_close(output);
        failure = error ? memory_format("cannot be written: %s", strerror(error)) : NULL;
    }
    if (failure)
        message_error(settings->output ? settings->output : "standard output", "%s", failure);
    int status = failure ? EXIT_STATUS_OUTPUT : EXIT_STATUS_WELL;
    free(failure);
    return status;
}

int stats_show(const struct settings *settings) {
    struct stats stats = {0};
    struct buffer text = {0};
    int status = EXIT_STATUS_WELL;
    for (size_t i = 0; i < settings->input_count; i++)
        if (!add_file(&stats, settings->inputs[i]))
            status = EXIT_STATUS_INPUT;
    json_t *json = stats_json(&stats);
    (settings->format == FORMAT_JSON   ? write_json
     : settings->format == FORMAT_HTML ? write_html
                                       : write_text)(json, &text);
    int written = write_out(settings, &text);
    json_decref(json);
    buffer_destroy(&text);
    stats_destroy(&stats);
    return written ? written : status;
}
