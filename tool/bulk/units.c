/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arguments to units; see units.h. What an argument is, its name tells here and its bytes when it
 * is read: a list of a million names is not opened file by file before the run begins.
 */
#include "units.h"

#include "input/folder.h"
#include "input/list.h"
#include "memory.h"
#include "text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* ---- Names ---------------------------------------------------------------------------------- */

static bool ends(const char *text, size_t length, const char *with) {
    size_t size = strlen(with);
    return length > size && strncasecmp(text + length - size, with, size) == 0;
}

/* The length of a name without the ending of its compression. */
static size_t plain_length(const char *path) {
    static const char *const compressions[] = {".gz", ".zst", ".br", ".lz4"};
    size_t length = strlen(path);
    for (size_t i = 0; i < sizeof compressions / sizeof *compressions; i++)
        if (ends(path, length, compressions[i]))
            return length - strlen(compressions[i]);
    return length;
}

bool unit_is_compressed_by_name(const char *path) {
    return plain_length(path) < strlen(path);
}

bool unit_is_archive_by_name(const char *path) {
    size_t length = plain_length(path);
    return length < strlen(path) && (ends(path, length, ".warc") || ends(path, length, ".arc") ||
                                     ends(path, length, ".wet"));
}

bool unit_is_file_by_name(const char *path) {
    static const char *const kinds[] = {".warc", ".arc",    ".tar",  ".tgz",
                                        ".wet",  ".ndjson", ".jsonl"};
    size_t length = plain_length(path);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ends(path, length, kinds[i]))
            return true;
    return strcmp(path, "-") == 0;
}

/* FNV-1a. */
static uint64_t hash_on(uint64_t hash, const char *text) {
    do
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3;
    while (*text++);
    return hash;
}

enum { NAME_MOST = 200 }; /* of the 255 bytes that file systems allow: endings come behind it */

/* The end of a long name tells most; a hash of all of it keeps it from meeting another. */
static void shorten(struct buffer *name, const char *path) {
    if (name->length <= NAME_MOST)
        return;
    char *end = memory_copy_bytes(name->data + name->length - (NAME_MOST - 17), NAME_MOST - 17);
    name->length = 0;
    buffer_print(name, "%016llx-%s", (unsigned long long)hash_on(0xcbf29ce484222325, path), end);
    free(end);
}

/* The name of the output of a path. */
static char *name_of_path(const char *path) {
    struct buffer name = {0};
    if (strcmp(path, "-") == 0)
        return memory_copy("stdin");
    for (const char *part = path; *part;) {
        size_t length = strcspn(part, "/");
        bool nothing = !length || (length == 1 && *part == '.');
        if (!nothing && name.length)
            buffer_append_text(&name, "~");
        for (size_t i = 0, bytes; i < length && !nothing; i += bytes) {
            uint32_t code_point = text_code_point(part + i, length - i, &bytes);
            bool broken = code_point == 0xfffd && bytes == 1;
            bool special = strchr("~%", part[i]) || (!name.length && part[i] == '.');
            if (special || broken || code_point < 0x20 || code_point == 0x7f)
                buffer_print(&name, "%%%02X", (unsigned char)part[i]);
            else
                buffer_append(&name, part + i, bytes);
        }
        part += length + (part[length] == '/');
    }
    if (!name.length)
        buffer_append_text(&name, "folder"); /* "." or "/" */
    shorten(&name, path);
    buffer_append(&name, "", 1);
    return name.data;
}

/* ---- Finding -------------------------------------------------------------------------------- */

struct finding {
    struct units *units;
    size_t capacity;
    size_t path_capacity;
    size_t pages; /* index of the unit "pages" + 1 */
};

static void add_path(struct unit *unit, const char *path) {
    if ((unit->path_count & (unit->path_count - 1)) == 0) {
        size_t capacity = unit->path_count ? 2 * unit->path_count : 1;
        unit->paths = memory_resize(unit->paths, capacity * sizeof *unit->paths);
    }
    unit->paths[unit->path_count++] = path;
}

static struct unit *add_unit(struct finding *finding, enum unit_kind kind, char *name) {
    struct units *units = finding->units;
    if (units->count == finding->capacity) {
        finding->capacity = finding->capacity ? 2 * finding->capacity : 64;
        units->list = memory_resize(units->list, finding->capacity * sizeof *units->list);
    }
    struct unit *unit = &units->list[units->count++];
    *unit = (struct unit){.kind = kind, .name = name, .part = {1, 1}};
    return unit;
}

static void note_status(struct unit *unit, const struct stat *status) {
    unit->size = S_ISREG(status->st_mode) ? (uint64_t)status->st_size : 0;
    unit->modified = (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec;
}

static void add_file(struct finding *finding, const char *path) {
    struct unit *unit = add_unit(finding, UNIT_FILE, name_of_path(path));
    add_path(unit, path);
    struct stat status;
    if (strcmp(path, "-") != 0 && stat(path, &status) == 0)
        note_status(unit, &status);
}

static void keep_path(struct finding *finding, char *path) {
    struct units *units = finding->units;
    if (units->kept_path_count == finding->path_capacity) {
        finding->path_capacity = finding->path_capacity ? 2 * finding->path_capacity : 64;
        units->kept_paths =
            memory_resize(units->kept_paths, finding->path_capacity * sizeof *units->kept_paths);
    }
    units->kept_paths[units->kept_path_count++] = path;
}

/* The archives in a folder, and the folder where there is anything else in it. */
static void add_folder(struct finding *finding, const char *path) {
    char *failure = NULL;
    struct folder *folder = folder_open(path, &failure);
    bool others = failure != NULL; /* it cannot be read, which its unit will say */
    free(failure);
    char *file;
    while (folder && folder_next(folder, &file, &failure)) {
        bool archive = !failure && unit_is_file_by_name(file);
        others |= !archive;
        if (archive)
            keep_path(finding, file);
        else
            free(file);
        if (archive)
            add_file(finding, file);
        free(failure);
    }
    folder_close(folder);
    if (others)
        add_path(add_unit(finding, UNIT_FOLDER, name_of_path(path)), path);
}

static void add_argument(struct finding *finding, const char *path) {
    struct stat status;
    bool there = stat(path, &status) == 0;
    if (there && S_ISDIR(status.st_mode)) {
        add_folder(finding, path);
    } else if (unit_is_file_by_name(path)) {
        add_file(finding, path);
    } else {
        if (!finding->pages) {
            add_unit(finding, UNIT_PAGES, memory_copy("pages"));
            finding->pages = finding->units->count;
        }
        add_path(&finding->units->list[finding->pages - 1], path);
    }
}

static bool add_list(struct finding *finding, const char *path, char **problem) {
    char *failure = NULL;
    struct list *list = list_open(path, &failure);
    const char *name;
    while (list && !failure && list_next(list, &name, &failure))
        if (!failure) {
            keep_path(finding, memory_copy(name));
            add_argument(finding, finding->units->kept_paths[finding->units->kept_path_count - 1]);
        }
    list_close(list);
    if (failure)
        *problem = memory_format("%s: %s", path, failure);
    free(failure);
    return !*problem;
}

static bool check_names(const struct units *units, char **problem) {
    json_t *seen = json_object();
    const char *other = NULL;
    size_t i;
    for (i = 0; i < units->count && !other; i++) {
        const struct unit *unit = &units->list[i];
        const char *path = unit->kind == UNIT_PAGES ? "pages" : unit->paths[0];
        json_t *first = json_object_get(seen, unit->name);
        if (first)
            other = json_string_value(first);
        else
            json_object_set_new(seen, unit->name, json_string_nocheck(path));
    }
    if (other)
        *problem = memory_format("%s and %s would have the same output, %s", other,
                                 units->list[i - 1].paths[0], units->list[i - 1].name);
    json_decref(seen);
    return !other;
}

/* ---- Shards --------------------------------------------------------------------------------- */

static void unit_destroy(struct unit *unit) {
    free(unit->paths);
    free(unit->name);
}

void unit_range(const struct unit *unit, uint64_t *begin, uint64_t *end) {
    const struct shard *part = &unit->part;
    uint64_t share = unit->size / part->count;
    *begin = share * (part->number - 1);
    *end = part->number < part->count ? share * part->number : UINT64_MAX;
}

static void take_part(struct unit *unit, struct shard shard) {
    char *name = memory_format("%s.%zu-of-%zu", unit->name, shard.number, shard.count);
    free(unit->name);
    unit->name = name;
    unit->part = shard;
}

static void keep_shard(struct units *units, struct shard shard) {
    bool single = units->count == 1;
    size_t kept = 0;
    for (size_t i = 0, files = 0; i < units->count; i++) {
        struct unit *unit = &units->list[i];
        bool by_file = unit->kind == UNIT_FILE && !single;
        if (by_file && files++ % shard.count != shard.number - 1) {
            unit_destroy(unit);
            continue;
        }
        if (!by_file)
            take_part(unit, shard);
        units->list[kept++] = *unit;
    }
    units->count = kept;
}

bool units_find(struct units *units, const struct settings *settings, struct shard shard,
                char **problem) {
    *units = (struct units){.digest = 0xcbf29ce484222325};
    struct finding finding = {.units = units};
    for (size_t i = 0; i < settings->input_count; i++)
        add_argument(&finding, settings->inputs[i]);
    if (settings->files_from && !add_list(&finding, settings->files_from, problem))
        return false;
    if (!check_names(units, problem))
        return false;
    for (size_t i = 0; i < units->count; i++)
        units->digest = hash_on(units->digest, units->list[i].name);
    if (shard.count > 1)
        keep_shard(units, shard);
    return true;
}

void units_destroy(struct units *units) {
    for (size_t i = 0; i < units->count; i++)
        unit_destroy(&units->list[i]);
    for (size_t i = 0; i < units->kept_path_count; i++)
        free(units->kept_paths[i]);
    free(units->list);
    free(units->kept_paths);
}
