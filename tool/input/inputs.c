/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sequence of pages. An argument is opened when its turn comes; a folder or a file of JSON
 * Lines then gives its pages before the next argument does.
 */
#include "inputs.h"

#include "archive/filter.h"
#include "dateline.h"
#include "folder.h"
#include "json.h"
#include "kind.h"
#include "lines.h"
#include "list.h"
#include "message.h"
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
    struct archive *archive;
    char *archive_name;
    const struct archive_place *wanted; /* FILE#OFFSET: this page alone */
    struct archive_place place;
    struct archive_place archive_next; /* where its next page comes from */
    struct filter filter;
    struct archive_options archive_options;
    struct archive_counts archive_counts; /* of those that are done */
    struct list *list;                    /* --files-from, when its turn has come */
    bool list_done;
    bool many;
    size_t left_out;
    uint64_t entries;
    struct inputs_place skip; /* what lies before it is not opened */
    bool (*leave_out)(const char *path);
};

/* ---- Items ---------------------------------------------------------------------------------- */

enum { LINE_KEPT = 4 << 20 };

void item_clear(struct item *item) {
    struct buffer line = item->line;
    stream_close(item->stream);
    free(item->name);
    free(item->id);
    free(item->url);
    free(item->captured);
    free(item->encoding);
    free(item->content_language);
    free(item->last_modified);
    free(item->link);
    free(item->failure);
    free(item->cut);
    free(item->warning);
    free((char *)(uintptr_t)item->archive.file.data);
    free((char *)(uintptr_t)item->archive.record_id.data);
    free((char *)(uintptr_t)item->archive.date.data);
    free((char *)(uintptr_t)item->archive.digest.data);
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

void item_read(struct item *item, struct buffer *page, size_t max_bytes) {
    if (!item->stream)
        return;
    /* One byte more than is wanted, so that the library sees and says that there was more. */
    stream_read_all(item->stream, page, max_bytes + 1, ITEM_PADDING);
    const char *failure = stream_failure(item->stream);
    item->page = page->data;
    item->page_length = page->length;
    if (failure && page->length)
        item->cut = memory_copy(failure);
    else if (failure && !item->failure)
        item->failure = memory_copy(failure);
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
    item->content_language = text_valid(response.content_language);
    item->last_modified = text_valid(response.last_modified);
    item->link = text_valid(response.link);
    free(response.content_language);
    free(response.last_modified);
    free(response.link);
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

/* "Zstandard compressed WARC": a dictionary comes first, without which nothing can be read. */
static bool has_dictionary(const struct stream *stream) {
    size_t length;
    const unsigned char *bytes = stream_peek_raw(stream, &length);
    return length >= 4 && memcmp(bytes, "\x5d\x2a\x4d\x18", 4) == 0;
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
        kind = has_dictionary(item->stream) ? KIND_WARC : kind_of(&evidence);
        if (kind != KIND_WARC && !evidence.length && stream_failure(item->stream))
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
        item_fail(item, memory_copy("is an archive; only pages are read from a list"));
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

/* ---- Archives ------------------------------------------------------------------------------- */

/* Few pages are larger; of what a page does not fill nothing is touched. */
enum { ROOM_FIRST = LINE_KEPT };

static bool grow_line(struct archive_room *room, size_t capacity) {
    struct buffer *line = room->context;
    line->length = 0;
    buffer_reserve(line, capacity);
    room->data = (unsigned char *)line->data;
    room->capacity = line->capacity;
    return true;
}

static bool is_regular_file(const char *name) {
    struct stat status;
    return !is_address(name) && strcmp(name, "-") != 0 && stat(name, &status) == 0 &&
           S_ISREG(status.st_mode);
}

static bool open_archive(struct inputs *inputs, const char *name, struct item *item) {
    char *failure = NULL;
    struct archive_place begin = {0};
    if (inputs->entries == inputs->skip.entries)
        begin = inputs->skip.archive;
    inputs->archive_next = begin;
    if (is_regular_file(name)) {
        inputs->archive = archive_open(name, begin, &inputs->archive_options, &failure);
    } else {
        struct buffer bytes = {0};
        stream_expect_many(item->stream);
        struct source *source = stream_release(item->stream, &bytes);
        item->stream = NULL;
        inputs->archive = archive_open_source(source, (const unsigned char *)bytes.data,
                                              bytes.length, &inputs->archive_options, &failure);
        buffer_destroy(&bytes);
    }
    inputs->many = true;
    if (!inputs->archive) {
        item_fail(item, failure);
        return true;
    }
    inputs->archive_name = memory_copy(name);
    item_clear(item);
    return false;
}

/* "FILE#OFFSET", as a record's "input" has it. @return whether the name is one. */
static bool open_archived_page(struct inputs *inputs, const char *name, struct item *item,
                               bool *failed) {
    static const struct filter everything = {.media_types = "all", .statuses = "all"};
    const char *mark = strrchr(name, '#');
    struct stat status;
    *failed = false;
    if (!mark || stat(name, &status) == 0 || !archive_place_read(mark + 1, &inputs->place))
        return false;
    char *path = memory_copy_bytes(name, (size_t)(mark - name));
    char *failure = NULL;
    inputs->archive_options.filter = &everything;
    archive_index_expect(inputs->archive_options.index, path, inputs->place);
    inputs->archive = archive_open(path, inputs->place, &inputs->archive_options, &failure);
    inputs->archive_name = path;
    inputs->wanted = &inputs->place;
    if (!inputs->archive) {
        *failed = true;
        item->name = text_valid(name);
        item_fail(item, failure);
    }
    return true;
}

static void close_archive(struct inputs *inputs) {
    struct archive_counts *sum = &inputs->archive_counts;
    struct archive_counts counts = {0};
    if (inputs->archive && !inputs->wanted)
        counts = archive_count(inputs->archive);
    sum->records += counts.records;
    sum->pages += counts.pages;
    sum->damaged += counts.damaged;
    sum->not_pages += counts.not_pages;
    sum->by_filter += counts.by_filter;
    sum->revisits += counts.revisits;
    sum->unresolved += counts.unresolved;
    archive_close(inputs->archive);
    free(inputs->archive_name);
    inputs->archive = NULL;
    inputs->archive_name = NULL;
    inputs->wanted = NULL;
    inputs->archive_options.filter = &inputs->filter;
}

static char *name_of_place(const struct inputs *inputs, struct archive_place place) {
    char text[ARCHIVE_PLACE_SIZE];
    const char *name = strcmp(inputs->archive_name, "-") ? inputs->archive_name : "stdin";
    archive_place_write(place, text);
    char *whole = memory_format("%s#%s", name, text);
    char *valid = text_valid(whole);
    free(whole);
    return valid;
}

static dateline_string string_copy(const char *text) {
    return (dateline_string){memory_copy(text), text ? strlen(text) : 0};
}

static void take_entry(const struct inputs *inputs, struct item *item,
                       const struct archive_entry *entry) {
    const struct settings *settings = inputs->settings;
    item->name = name_of_place(inputs, entry->place);
    item->id = memory_copy(entry->name);
    item->url = memory_copy(entry->url);
    item->captured = memory_copy(entry->captured ? entry->captured : settings->captured);
    item->encoding = memory_copy(settings->encoding ? settings->encoding : entry->encoding);
    item->content_language = memory_copy(entry->content_language);
    item->last_modified = memory_copy(entry->last_modified);
    item->link = memory_copy(entry->link);
    item->kind = entry->kind;
    item->warning = memory_copy(entry->warning);
    item->page = (const char *)entry->bytes;
    item->page_length = entry->page_length;
    item->archived = true;
    const char *name = strcmp(inputs->archive_name, "-") ? inputs->archive_name : "stdin";
    char *file = text_valid(name);
    item->archive = (dateline_archive){
        .file = {file, strlen(file)},
        .offset = entry->place.offset,
        .index = entry->place.index,
        .length = entry->length,
        .record_id = string_copy(entry->record_id),
        .date = string_copy(entry->captured),
        .digest = string_copy(entry->digest),
    };
}

static void report_damage(const struct inputs *inputs, const struct archive_entry *entry) {
    char *name = name_of_place(inputs, entry->place);
    message_error(name, "%s; %llu bytes passed by", entry->warning,
                  (unsigned long long)entry->length);
    free(name);
}

static bool is_wanted_place(const struct inputs *inputs, struct archive_place place) {
    return !inputs->wanted ||
           (inputs->wanted->offset == place.offset && inputs->wanted->index == place.index);
}

/* Of FILE#OFFSET: there is a page, or it is said that there is none. */
static bool settle_wanted(struct inputs *inputs, struct item *item, enum archive_result result,
                          const struct archive_entry *entry) {
    bool found = result != ARCHIVE_END && is_wanted_place(inputs, entry->place);
    item->name = item->name ? item->name : name_of_place(inputs, *inputs->wanted);
    if (!found)
        item_fail(item, memory_copy("no page begins there"));
    else if (result != ARCHIVE_PAGE)
        item_fail(item, memory_copy(entry->warning));
    else
        return true;
    item->page = NULL;
    return true;
}

static bool next_of_archive(struct inputs *inputs, struct item *item) {
    struct archive_entry entry;
    for (;;) {
        item->line.length = 0;
        buffer_reserve(&item->line, ROOM_FIRST);
        struct archive_room room = {(unsigned char *)item->line.data, item->line.capacity,
                                    grow_line, &item->line};
        enum archive_result result = archive_next(inputs->archive, &room, &entry);
        if (result == ARCHIVE_PAGE || result == ARCHIVE_DAMAGE)
            inputs->archive_next = entry.next;
        if (result == ARCHIVE_PAGE && is_wanted_place(inputs, entry.place))
            take_entry(inputs, item, &entry);
        if (inputs->wanted) {
            settle_wanted(inputs, item, result, &entry);
            close_archive(inputs);
            return true;
        }
        if (result == ARCHIVE_PAGE)
            return true;
        if (result == ARCHIVE_DAMAGE && !stop_signal()) {
            report_damage(inputs, &entry);
            continue;
        }
        bool failed = result == ARCHIVE_FAILED;
        if (failed) {
            item->name = text_valid(inputs->archive_name);
            item_fail(item, memory_copy(entry.warning));
        }
        close_archive(inputs);
        return failed;
    }
}

/* ---- Arguments and folders ------------------------------------------------------------------ */

/* In a folder nobody has named the files, and some are not for us. */
static bool is_no_page(const struct inputs *inputs, const char *name, enum kind kind) {
    return kind == KIND_BINARY || kind == KIND_OTHER ||
           (kind == KIND_JSONL && inputs->settings->input_format == INPUT_AUTO &&
            kind_is_other_by_name(name));
}

/* Count an argument or a file. @return whether an earlier run has read all of it. */
static bool is_behind(struct inputs *inputs) {
    inputs->entries++;
    return inputs->entries < inputs->skip.entries + (inputs->skip.inside ? 0 : 1);
}

/* @return false where the item is no page of its own: left out, or the first of many. */
static bool open_page(struct inputs *inputs, const char *name, struct item *item) {
    if (is_behind(inputs))
        return false;
    bool failed;
    if (open_archived_page(inputs, name, item, &failed))
        return failed;
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
        if (inputs->entries == inputs->skip.entries)
            lines_skip(inputs->lines, inputs->skip.bytes, inputs->skip.line);
        item->stream = NULL;
        item_clear(item);
        return false;
    }
    if (kind == KIND_WARC && !item->failure)
        return open_archive(inputs, name, item);
    refuse(item, kind);
    apply_settings(inputs, item, kind);
    return true;
}

static bool next_of_folder(struct inputs *inputs, struct item *item) {
    char *path;
    char *failure;
    while (!inputs->lines && !inputs->archive && folder_next(inputs->folder, &path, &failure)) {
        bool found = true;
        if (failure && is_behind(inputs)) {
            found = false;
            free(failure);
        } else if (failure) {
            item->name = text_valid(path);
            item_fail(item, failure);
        } else if (is_output(inputs, path) || (inputs->leave_out && inputs->leave_out(path))) {
            found = false;
        } else {
            found = open_page(inputs, path, item);
        }
        free(path);
        if (found)
            return true;
    }
    if (!inputs->lines && !inputs->archive) {
        inputs->left_out += folder_left_out(inputs->folder);
        folder_close(inputs->folder);
        inputs->folder = NULL;
    }
    return false;
}

static bool open_argument(struct inputs *inputs, const char *name, struct item *item) {
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
    if (is_behind(inputs)) {
        free(failure);
        return false;
    }
    item->name = text_valid(name);
    item_fail(item, failure);
    return true;
}

/* The next entry of --files-from. */
static bool next_of_list(struct inputs *inputs, struct item *item) {
    const char *path = inputs->settings->files_from;
    const char *name = NULL;
    char *failure = NULL;
    if (!inputs->list)
        inputs->list = list_open(path, &failure);
    if (inputs->list && list_next(inputs->list, &name, &failure) && !failure)
        return open_argument(inputs, name, item);
    inputs->list_done = true;
    if (!failure)
        return false;
    item->name = text_valid(path);
    item_fail(item, failure);
    return true;
}

static bool next_argument(struct inputs *inputs, struct item *item) {
    const struct settings *settings = inputs->settings;
    if (inputs->next < settings->input_count)
        return open_argument(inputs, settings->inputs[inputs->next++], item);
    return next_of_list(inputs, item);
}

static bool is_at_end(const struct inputs *inputs) {
    const struct settings *settings = inputs->settings;
    return inputs->next == settings->input_count && (!settings->files_from || inputs->list_done);
}

bool inputs_next(struct inputs *inputs, struct item *item) {
    item_clear(item);
    while (!stop_signal()) {
        bool found;
        if (inputs->lines)
            found = next_line(inputs, item);
        else if (inputs->archive)
            found = next_of_archive(inputs, item);
        else if (inputs->folder)
            found = next_of_folder(inputs, item);
        else if (!is_at_end(inputs))
            found = next_argument(inputs, item);
        else
            return false;
        if (found)
            return !stop_signal();
    }
    return false;
}

struct filter inputs_filter(const struct settings *settings) {
    return (struct filter){
        .media_types = settings->media_types,
        .statuses = settings->http_statuses,
        .urls = settings->url_patterns,
        .since = settings->since,
        .until = settings->until,
    };
}

struct inputs *inputs_open(const struct settings *settings, const char *output) {
    struct inputs *inputs = memory_allocate(sizeof *inputs);
    *inputs = (struct inputs){
        .settings = settings,
        .fetch = {settings->user_agent, settings->timeout},
        .many = settings->input_count > 1 || settings->files_from,
        .filter = inputs_filter(settings),
        .archive_options = {.max_bytes = settings->max_bytes,
                            .index = archive_index_create(),
                            .check_digests = settings->check_digests},
    };
    inputs->archive_options.filter = &inputs->filter;
    if (!output || stat(output, &inputs->output) != 0 || !S_ISREG(inputs->output.st_mode))
        inputs->output.st_ino = 0;
    return inputs;
}

struct inputs_place inputs_tell(const struct inputs *inputs) {
    struct inputs_place place = {.entries = inputs->entries};
    if (inputs->lines) {
        place.inside = 1;
        place.bytes = lines_position(inputs->lines);
        place.line = lines_number(inputs->lines);
    } else if (inputs->archive) {
        place.inside = 1;
        place.archive = inputs->archive_next;
    }
    return place;
}

void inputs_skip(struct inputs *inputs, struct inputs_place place) {
    inputs->skip = place;
}

void inputs_leave_out(struct inputs *inputs, bool (*leave_out)(const char *path)) {
    inputs->leave_out = leave_out;
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
    else if (inputs->archive)
        inside = archive_fraction(inputs->archive);
    bool open = inputs->folder || inputs->lines || inputs->archive;
    double count = (double)inputs->settings->input_count;
    if (inputs->list)
        return (count + list_fraction(inputs->list)) / (count + 1);
    double begun = (double)inputs->next - (open ? 1 : 0);
    return (begun + inside) / (count + (inputs->settings->files_from ? 1 : 0));
}

size_t inputs_left_out(const struct inputs *inputs) {
    return inputs->left_out;
}

struct archive_counts inputs_archives(const struct inputs *inputs) {
    return inputs->archive_counts;
}

void inputs_close(struct inputs *inputs) {
    close_archive(inputs);
    archive_index_destroy(inputs->archive_options.index);
    list_close(inputs->list);
    folder_close(inputs->folder);
    lines_close(inputs->lines);
    free(inputs->lines_name);
    free(inputs);
}
