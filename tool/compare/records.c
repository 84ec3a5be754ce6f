/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of records; see records.h. The index is an array sorted by the hash of the page's key. A
 * key may come several times (pages without a name have all the same, none): its records are taken
 * in their order.
 */
#include "records.h"

#include "input/source.h"
#include "message.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- Lines ---------------------------------------------------------------------------------- */

static bool fail(struct record_file *file, const char *problem) {
    char *subject =
        file->number ? memory_format("%s:%zu", file->path, file->number) : memory_copy(file->path);
    message_error(subject, "%s", problem);
    free(subject);
    file->failed = true;
    return false;
}

static bool fail_of_errno(struct record_file *file) {
    char *problem = source_failure_of_errno(errno);
    fail(file, problem);
    free(problem);
    return false;
}

bool record_file_open(struct record_file *file, const char *path) {
    bool standard = strcmp(path, "-") == 0;
    *file = (struct record_file){.path = standard ? "standard input" : path};
    file->file = standard ? stdin : fopen(path, "rb");
    return file->file || fail_of_errno(file);
}

void record_file_close(struct record_file *file) {
    if (file->file && file->file != stdin)
        fclose(file->file);
    free(file->line);
    *file = (struct record_file){0};
}

static bool is_blank(const char *line, size_t length) {
    return strspn(line, " \t\r") == length;
}

bool record_file_next(struct record_file *file) {
    do {
        file->offset = file->next;
        ssize_t length = getline(&file->line, &file->capacity, file->file);
        if (length < 0) {
            if (!feof(file->file))
                fail_of_errno(file);
            return false;
        }
        file->next += length;
        file->number++;
        file->length = (size_t)length - (file->line[length - 1] == '\n');
        file->line[file->length] = '\0';
    } while (is_blank(file->line, file->length));
    return true;
}

bool record_file_read(struct record_file *file, off_t offset, size_t length) {
    if (length + 1 > file->capacity) {
        file->line = memory_resize(file->line, length + 1);
        file->capacity = length + 1;
    }
    file->number = 0;
    if (fseeko(file->file, offset, SEEK_SET) != 0)
        return fail_of_errno(file);
    if (fread(file->line, 1, length, file->file) != length)
        return fail(file, "changed while it was read");
    file->line[length] = '\0';
    file->length = length;
    return true;
}

/* ---- JSON ----------------------------------------------------------------------------------- */

json_t *record_file_parse(struct record_file *file) {
    json_error_t error;
    json_t *record = json_loadb(file->line, file->length, JSON_ALLOW_NUL, &error);
    if (!record) {
        char *problem = memory_format("is not JSON, at byte %d: %s", error.position, error.text);
        fail(file, problem);
        free(problem);
    } else if (!json_is_object(record)) {
        fail(file, "is not a record");
        json_decref(record);
        record = NULL;
    }
    return record;
}

/* A member's name or value at *at; steps behind it. */
static json_t *take_value(const struct record_file *file, size_t *at) {
    json_error_t error;
    json_t *value = json_loadb(file->line + *at, file->length - *at,
                               JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &error);
    *at += value ? (size_t)error.position : 0;
    return value;
}

/* Step over a sign and the white space around it. */
static bool take_sign(const struct record_file *file, size_t *at, char sign) {
    *at += strspn(file->line + *at, " \t\r");
    bool there = file->line[*at] == sign;
    *at += there;
    *at += strspn(file->line + *at, " \t\r");
    return there;
}

/* A page's two names, and whether its id was seen, even if it is null. */
struct names {
    char *id;
    char *input;
    bool id_seen;
};

static void note_name(struct names *names, const json_t *name, const json_t *value) {
    const char *member = json_string_value(name), *text = json_string_value(value);
    bool is_id = member && strcmp(member, "id") == 0;
    names->id_seen |= is_id;
    if (is_id && !names->id)
        names->id = memory_copy(text);
    else if (member && strcmp(member, "input") == 0 && !names->input)
        names->input = memory_copy(text);
}

/* Look for the names. A record begins with them, so that nearly nothing of it is read. */
static bool find_names(const struct record_file *file, struct names *names) {
    size_t at = 0;
    bool well = take_sign(file, &at, '{');
    bool more = well && file->line[at] != '}';
    while (more && !names->id && !(names->id_seen && names->input)) {
        json_t *name = take_value(file, &at);
        well = name && take_sign(file, &at, ':');
        json_t *value = well ? take_value(file, &at) : NULL;
        well = value != NULL;
        if (well)
            note_name(names, name, value);
        json_decref(name);
        json_decref(value);
        more = well && take_sign(file, &at, ',');
    }
    return well;
}

char *record_file_key(struct record_file *file) {
    struct names names = {0};
    if (!find_names(file, &names)) {
        free(names.id);
        free(names.input);
        json_decref(record_file_parse(file)); /* says what is wrong */
        if (!file->failed)
            fail(file, "is not a record");
        return NULL;
    }
    if (names.id) {
        free(names.input);
        return names.id;
    }
    return names.input ? names.input : memory_copy("");
}

/* ---- Index ---------------------------------------------------------------------------------- */

struct entry {
    uint64_t hash; /* of the key */
    off_t offset;
    uint32_t length; /* a line of 4 GiB is no record */
    uint32_t taken;  /* first entry of a hash: as many of them are taken */
};

struct record_index {
    struct entry *entries;
    size_t count;
    size_t capacity;
    size_t left; /* entries before it were taken by record_index_take_left() */
    bool by_offset;
};

/* FNV-1a. */
static uint64_t hash_of(const char *text) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    return hash;
}

static int compare_offsets(const void *a, const void *b) {
    const struct entry *first = a, *second = b;
    return (first->offset > second->offset) - (first->offset < second->offset);
}

static int compare_hashes(const void *a, const void *b) {
    const struct entry *first = a, *second = b;
    int order = (first->hash > second->hash) - (first->hash < second->hash);
    return order ? order : compare_offsets(a, b);
}

static bool add_entry(struct record_index *index, struct record_file *file) {
    if (file->length >= UINT32_MAX)
        return fail(file, "is longer than 4 GiB");
    char *key = record_file_key(file);
    if (!key)
        return false;
    if (index->count == index->capacity) {
        index->capacity = index->capacity ? index->capacity * 2 : 1024;
        index->entries = memory_resize(index->entries, index->capacity * sizeof *index->entries);
    }
    index->entries[index->count++] = (struct entry){
        .hash = hash_of(key), .offset = file->offset, .length = (uint32_t)file->length};
    free(key);
    return true;
}

struct record_index *record_index_make(struct record_file *file) {
    struct record_index *index = memory_allocate(sizeof *index);
    *index = (struct record_index){0};
    while (record_file_next(file) && add_entry(index, file)) {
    }
    if (file->failed) {
        record_index_destroy(index);
        return NULL;
    }
    if (index->count)
        qsort(index->entries, index->count, sizeof *index->entries, compare_hashes);
    return index;
}

/* The first entry whose hash is not smaller. */
static size_t lower_bound(const struct record_index *index, uint64_t hash) {
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->entries[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool record_index_take(struct record_index *index, const char *key, off_t *offset, size_t *length) {
    uint64_t hash = hash_of(key);
    size_t first = lower_bound(index, hash);
    if (first == index->count || index->entries[first].hash != hash)
        return false;
    size_t place = first + index->entries[first].taken;
    if (place == index->count || index->entries[place].hash != hash)
        return false;
    index->entries[first].taken++;
    *offset = index->entries[place].offset;
    *length = index->entries[place].length;
    return true;
}

/* Keep the entries that were not taken, in the order of the file. */
static void sort_left(struct record_index *index) {
    size_t kept = 0;
    for (size_t first = 0, next; first < index->count; first = next) {
        size_t taken = index->entries[first].taken;
        uint64_t hash = index->entries[first].hash;
        for (next = first; next < index->count && index->entries[next].hash == hash; next++)
            if (next - first >= taken)
                index->entries[kept++] = index->entries[next];
    }
    index->count = kept;
    index->by_offset = true;
    if (kept)
        qsort(index->entries, kept, sizeof *index->entries, compare_offsets);
}

bool record_index_take_left(struct record_index *index, off_t *offset, size_t *length) {
    if (!index->by_offset)
        sort_left(index);
    if (index->left == index->count)
        return false;
    *offset = index->entries[index->left].offset;
    *length = index->entries[index->left++].length;
    return true;
}

void record_index_destroy(struct record_index *index) {
    free(index->entries);
    free(index);
}
