/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sequence of pages. An argument is opened when its turn comes; a folder or a file of JSON
 * Lines then gives its pages before the next argument does.
 */
#include "inputs.h"

#include "dateline.h"
#include "folder.h"
#include "json.h"
#include "kind.h"
#include "lines.h"
#include "stop.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

_Static_assert((int)ITEM_PADDING == (int)DATELINE_PADDING, "what the library may read");

struct inputs {
    const struct settings *settings;
    struct fetch_options fetch;
    struct stat output; /* st_ino 0: none */
    size_t next;        /* argument */
    struct folder *folder;
    struct lines *lines;
    char *lines_name;
    bool many;
    size_t left_out;
};

/* ---- Items ---------------------------------------------------------------------------------- */

enum { LINE_KEPT = 1 << 20 };

void item_clear(struct item *item) {
    struct buffer line = item->line;
    stream_close(item->stream);
    free(item->name);
    free(item->id);
    free(item->url);
    free(item->captured);
    free(item->encoding);
    free(item->failure);
    buffer_clear(&line, LINE_KEPT);
    *item = (struct item){.line = line};
}

void item_destroy(struct item *item) {
    item_clear(item);
    buffer_destroy(&item->line);
}

static void item_fail(struct item *item, char *failure) {
    stream_close(item->stream);
    item->stream = NULL;
    free(item->failure);
    item->failure = failure;
}

/* ---- Opening -------------------------------------------------------------------------------- */

static bool is_address(const char *name) {
    return strncasecmp(name, "http://", 7) == 0 || strncasecmp(name, "https://", 8) == 0;
}

static bool is_output(const struct inputs *inputs, const char *path) {
    struct stat status;
    return inputs->output.st_ino && stat(path, &status) == 0 &&
           status.st_ino == inputs->output.st_ino && status.st_dev == inputs->output.st_dev;
}

static struct source *open_address(struct inputs *inputs, const char *address, struct item *item,
                                   char **type, char **failure) {
    struct response response = {0};
    struct source *source = source_open_url(address, &inputs->fetch, &response, failure);
    item->url = text_valid(response.url);
    item->encoding = text_valid(response.charset);
    item->captured = response.captured;
    *type = response.type;
    free(response.url);
    free(response.charset);
    return source;
}

static struct source *open_file(struct inputs *inputs, const char *path, char **failure) {
    if (is_output(inputs, path)) {
        *failure = memory_copy("is the file that is written to");
        return NULL;
    }
    struct source *source = source_open_file(path, failure);
    if (!source && strstr(path, "://")) {
        free(*failure);
        *failure = memory_copy("no such file; addresses begin with http:// or https://");
    }
    return source;
}

/* Open the item's stream and look at what it is. */
static enum kind open_item(struct inputs *inputs, const char *name, struct item *item) {
    char *failure = NULL;
    char *type = NULL;
    item->name = text_valid(strcmp(name, "-") == 0 ? "stdin" : name);
    struct source *source = is_address(name) ? open_address(inputs, name, item, &type, &failure)
                                             : open_file(inputs, name, &failure);
    enum kind kind = KIND_PAGE;
    if (source) {
        item->stream = stream_open(source, name);
        struct kind_evidence evidence = {.name = name, .media_type = type};
        evidence.bytes = stream_peek(item->stream, &evidence.length);
        kind = kind_of(&evidence);
        if (!evidence.length && stream_failure(item->stream))
            item_fail(item, memory_copy(stream_failure(item->stream)));
    } else {
        item_fail(item, failure);
    }
    free(type);
    return kind;
}

/* --input-format over what the bytes and the name say. */
static enum kind kind_wanted(const struct inputs *inputs, enum kind seen) {
    static const enum kind kinds[] = {[INPUT_HTML] = KIND_HTML,
                                      [INPUT_TEXT] = KIND_PAGE,
                                      [INPUT_WARC] = KIND_WARC,
                                      [INPUT_JSONL] = KIND_JSONL};
    int wanted = inputs->settings->input_format;
    return wanted == INPUT_AUTO ? seen : kinds[wanted];
}

/* What holds for every page of a call, where nothing nearer to it says otherwise. */
static void apply_settings(const struct inputs *inputs, struct item *item, enum kind kind) {
    const struct settings *settings = inputs->settings;
    if (settings->url) {
        free(item->url);
        item->url = text_valid(settings->url);
    }
    if (!item->captured)
        item->captured = memory_copy(settings->captured);
    if (settings->encoding && !item->page) {
        free(item->encoding);
        item->encoding = memory_copy(settings->encoding);
    }
    item->kind = settings->input_format == INPUT_TEXT ? DATELINE_KIND_TEXT
                 : kind == KIND_HTML                  ? DATELINE_KIND_HTML
                                                      : DATELINE_KIND_AUTO;
}

static void refuse(struct item *item, enum kind kind) {
    if (item->failure)
        return;
    size_t length;
    const unsigned char *bytes = stream_peek(item->stream, &length);
    if (kind == KIND_BINARY)
        item_fail(item, memory_format("is %s, not a page", kind_of_binary(bytes, length)));
    else if (kind == KIND_WARC)
        item_fail(item,
                  memory_copy("is a web archive (WARC), which this version does not read yet"));
}

/* ---- JSON Lines ----------------------------------------------------------------------------- */

/* Relative to the file that names it, so that a list and its pages can move together. */
static char *path_beside(const char *list, const char *path) {
    const char *slash = strrchr(list, '/');
    if (path[0] == '/' || !slash || is_address(list))
        return memory_format("%s%s", path[0] == '-' ? "./" : "", path);
    return memory_format("%.*s%s", (int)(slash - list + 1), list, path);
}

static void take_members(struct item *item, const struct json_page *page) {
    if (page->url) {
        free(item->url);
        item->url = text_valid(page->url);
    }
    if (page->captured) {
        free(item->captured);
        item->captured = text_valid(page->captured);
    }
    item->id = text_valid(page->id);
}

static void open_line_path(struct inputs *inputs, struct item *item, const struct json_page *page) {
    char *path = path_beside(inputs->lines_name, page->path);
    free(item->name);
    /* --input-format spoke of the list; what its lines name is seen from the bytes. */
    enum kind kind = open_item(inputs, path, item);
    free(path);
    if (kind == KIND_JSONL && !item->failure)
        item_fail(item, memory_copy("JSON Lines inside JSON Lines"));
    refuse(item, kind);
    take_members(item, page);
    if (page->encoding && !item->encoding)
        item->encoding = text_valid(page->encoding);
    apply_settings(inputs, item, kind);
}

static void open_line(struct inputs *inputs, struct item *item) {
    item->name =
        memory_format("%s:%llu", strcmp(inputs->lines_name, "-") ? inputs->lines_name : "stdin",
                      (unsigned long long)lines_number(inputs->lines));
    char *name = text_valid(item->name);
    free(item->name);
    item->name = name;
    struct json_page page;
    const char *problem = json_read_page(item->line.data, item->line.length, &page);
    if (problem) {
        item_fail(item, memory_copy(problem));
        return;
    }
    if (!page.html && is_address(page.path)) {
        item_fail(item, memory_copy("\"path\" is an address; only files are read from a list"));
    } else if (!page.html) {
        open_line_path(inputs, item, &page);
    } else {
        take_members(item, &page);
        item->page = page.html;
        item->page_length = page.html_length;
        /* Whatever the page says: in JSON it is UTF-8. */
        item->encoding = memory_copy("utf-8");
        apply_settings(inputs, item, KIND_PAGE);
    }
}

static bool next_line(struct inputs *inputs, struct item *item) {
    /* Its escapes make a line longer than its page; six times at worst, twice as a rule. */
    size_t limit = 2 * inputs->settings->max_bytes + ((size_t)1 << 20);
    switch (lines_next(inputs->lines, &item->line, limit, ITEM_PADDING)) {
    case LINES_LINE:
        open_line(inputs, item);
        return true;
    case LINES_TOO_LONG:
        item->name = memory_format("%s:%llu", inputs->lines_name,
                                   (unsigned long long)lines_number(inputs->lines));
        item_fail(item, memory_copy("a line longer than --max-bytes allows"));
        return true;
    case LINES_FAILED:
        item->name = text_valid(inputs->lines_name);
        item_fail(item, memory_copy(lines_failure(inputs->lines)));
        break;
    case LINES_END:
        break;
    }
    lines_close(inputs->lines);
    inputs->lines = NULL;
    free(inputs->lines_name);
    inputs->lines_name = NULL;
    return item->failure != NULL;
}

/* ---- Arguments and folders ------------------------------------------------------------------ */

/* In a folder nobody has named the files, and some are not for us. */
static bool is_no_page(const struct inputs *inputs, const char *name, enum kind kind) {
    return kind == KIND_BINARY || kind == KIND_OTHER ||
           (kind == KIND_JSONL && inputs->settings->input_format == INPUT_AUTO &&
            kind_is_other_by_name(name));
}

/* @return false where the item is no page of its own: left out, or the first of many. */
static bool open_page(struct inputs *inputs, const char *name, struct item *item) {
    enum kind seen = open_item(inputs, name, item);
    enum kind kind = kind_wanted(inputs, seen);
    if (inputs->folder && is_no_page(inputs, name, kind) && !item->failure) {
        inputs->left_out++;
        item_clear(item);
        return false;
    }
    if (kind == KIND_JSONL && !item->failure) {
        inputs->many = true;
        inputs->lines = lines_open(item->stream);
        inputs->lines_name = memory_copy(name);
        item->stream = NULL;
        item_clear(item);
        return false;
    }
    refuse(item, kind);
    apply_settings(inputs, item, kind);
    return true;
}

static bool next_of_folder(struct inputs *inputs, struct item *item) {
    char *path;
    char *failure;
    while (!inputs->lines && folder_next(inputs->folder, &path, &failure)) {
        bool found = true;
        if (failure) {
            item->name = text_valid(path);
            item_fail(item, failure);
        } else if (is_output(inputs, path)) {
            found = false;
        } else {
            found = open_page(inputs, path, item);
        }
        free(path);
        if (found)
            return true;
    }
    if (!inputs->lines) {
        inputs->left_out += folder_left_out(inputs->folder);
        folder_close(inputs->folder);
        inputs->folder = NULL;
    }
    return false;
}

static bool next_argument(struct inputs *inputs, struct item *item) {
    const char *name = inputs->settings->inputs[inputs->next++];
    struct stat status;
    bool is_folder = strcmp(name, "-") != 0 && !is_address(name) && stat(name, &status) == 0 &&
                     S_ISDIR(status.st_mode);
    if (!is_folder)
        return open_page(inputs, name, item);
    inputs->many = true;
    char *failure = NULL;
    inputs->folder = folder_open(name, &failure);
    if (inputs->folder)
        return false;
    item->name = text_valid(name);
    item_fail(item, failure);
    return true;
}

bool inputs_next(struct inputs *inputs, struct item *item) {
    item_clear(item);
    while (!stop_signal()) {
        bool found;
        if (inputs->lines)
            found = next_line(inputs, item);
        else if (inputs->folder)
            found = next_of_folder(inputs, item);
        else if (inputs->next < inputs->settings->input_count)
            found = next_argument(inputs, item);
        else
            return false;
        if (found)
            return !stop_signal();
    }
    return false;
}

struct inputs *inputs_open(const struct settings *settings, const char *output) {
    struct inputs *inputs = memory_allocate(sizeof *inputs);
    *inputs = (struct inputs){
        .settings = settings,
        .fetch = {settings->user_agent, settings->timeout},
        .many = settings->input_count > 1,
    };
    if (!output || stat(output, &inputs->output) != 0 || !S_ISREG(inputs->output.st_mode))
        inputs->output.st_ino = 0;
    return inputs;
}

bool inputs_are_many(const struct inputs *inputs) {
    return inputs->many;
}

double inputs_fraction(const struct inputs *inputs) {
    double inside = 0;
    if (inputs->folder)
        inside = folder_fraction(inputs->folder);
    else if (inputs->lines)
        inside = lines_fraction(inputs->lines);
    double begun = (double)inputs->next - (inputs->folder || inputs->lines ? 1 : 0);
    return (begun + inside) / (double)inputs->settings->input_count;
}

size_t inputs_left_out(const struct inputs *inputs) {
    return inputs->left_out;
}

void inputs_close(struct inputs *inputs) {
    folder_close(inputs->folder);
    lines_close(inputs->lines);
    free(inputs->lines_name);
    free(inputs);
}
