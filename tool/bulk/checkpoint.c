/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checkpoint as JSON; see checkpoint.h.
 */
#include "checkpoint.h"

#include "dateline.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const file_names[STORE_FILE_COUNT] = {
    [STORE_OUTPUT] = "output",         [STORE_INDEX] = "index",       [STORE_ERRORS] = "errors",
    [STORE_QUARANTINE] = "quarantine", [STORE_MANIFEST] = "manifest",
};

/* The numbers of a checkpoint, by their names in it. */
static const struct {
    const char *name;
    size_t offset;
} numbers[] = {
    {"size", offsetof(struct checkpoint, size)},
    {"modified", offsetof(struct checkpoint, modified)},
    {"records", offsetof(struct checkpoint, records)},
    {"pages", offsetof(struct checkpoint, place.pages)},
    {"offset", offsetof(struct checkpoint, place.archive.offset)},
    {"index", offsetof(struct checkpoint, place.archive.index)},
    {"entries", offsetof(struct checkpoint, place.inputs.entries)},
    {"inside", offsetof(struct checkpoint, place.inputs.inside)},
    {"bytes", offsetof(struct checkpoint, place.inputs.bytes)},
    {"line", offsetof(struct checkpoint, place.inputs.line)},
    {"inside_offset", offsetof(struct checkpoint, place.inputs.archive.offset)},
    {"inside_index", offsetof(struct checkpoint, place.inputs.archive.index)},
};
enum { NUMBER_COUNT = sizeof numbers / sizeof *numbers };

/* ---- Writing -------------------------------------------------------------------------------- */

static json_t *files_json(const struct checkpoint *checkpoint) {
    json_t *files = json_object();
    for (int i = 0; i < STORE_FILE_COUNT; i++) {
        const struct extent *extent = &checkpoint->files[i];
        json_object_set_new(files, file_names[i],
                            json_pack("{s:I, s:I}", "length", (json_int_t)extent->length, "crc32",
                                      (json_int_t)extent->crc));
    }
    return files;
}

char *checkpoint_write(const struct checkpoint *checkpoint,
                       const struct checkpoint_identity *identity) {
    json_t *json =
        json_pack("{s:s, s:s, s:I, s:I, s:I, s:s?, s:b}", "dateline", DATELINE_VERSION, "options",
                  identity->options, "shard", (json_int_t)identity->shard, "shards",
                  (json_int_t)identity->shards, "inputs", (json_int_t)identity->inputs, "input",
                  checkpoint->unit, "complete", checkpoint->complete);
    for (size_t i = 0; i < NUMBER_COUNT; i++) {
        const void *value = (const char *)checkpoint + numbers[i].offset;
        json_object_set_new(json, numbers[i].name,
                            json_integer((json_int_t) * (const uint64_t *)value));
    }
    json_object_set_new(json, "files", files_json(checkpoint));
    json_object_set(json, "stats", checkpoint->stats);
    char *text = json_dumps(json, JSON_INDENT(1));
    json_decref(json);
    if (!text)
        memory_fail();
    return text;
}

/* ---- Reading -------------------------------------------------------------------------------- */

static uint64_t number_of(const json_t *json, const char *name) {
    return (uint64_t)json_integer_value(json_object_get(json, name));
}

static char *check_identity(const json_t *json, const struct checkpoint_identity *identity) {
    const char *version = json_string_value(json_object_get(json, "dateline"));
    const char *options = json_string_value(json_object_get(json, "options"));
    if (!version || !options)
        return memory_copy("it is no checkpoint");
    if (strcmp(version, DATELINE_VERSION) != 0)
        return memory_format("it was begun with dateline %s, and this is " DATELINE_VERSION,
                             version);
    if (strcmp(options, identity->options) != 0)
        return memory_format("it was begun with other options: %s; now they are: %s",
                             *options ? options : "none",
                             *identity->options ? identity->options : "none");
    if (number_of(json, "shard") != identity->shard ||
        number_of(json, "shards") != identity->shards)
        return memory_copy("it was begun as another shard");
    if (number_of(json, "inputs") != identity->inputs)
        return memory_copy("it was begun with another list of inputs, and shards share them out "
                           "by their places in the list");
    return NULL;
}

static void read_members(struct checkpoint *checkpoint, const json_t *json) {
    checkpoint->unit = memory_copy(json_string_value(json_object_get(json, "input")));
    checkpoint->complete = json_is_true(json_object_get(json, "complete"));
    for (size_t i = 0; i < NUMBER_COUNT; i++)
        *(uint64_t *)(void *)((char *)checkpoint + numbers[i].offset) =
            number_of(json, numbers[i].name);
    const json_t *files = json_object_get(json, "files");
    for (int i = 0; i < STORE_FILE_COUNT; i++) {
        const json_t *file = json_object_get(files, file_names[i]);
        checkpoint->files[i] =
            (struct extent){number_of(file, "length"), (uint32_t)number_of(file, "crc32")};
    }
    checkpoint->stats = json_incref(json_object_get(json, "stats"));
}

char *checkpoint_read(struct checkpoint *checkpoint, const char *path,
                      const struct checkpoint_identity *identity, bool *absent) {
    *checkpoint = (struct checkpoint){0};
    *absent = access(path, F_OK) != 0;
    if (*absent)
        return NULL;
    json_error_t error;
    json_t *json = json_load_file(path, 0, &error);
    if (!json)
        return memory_format("it is no checkpoint: %s", error.text);
    char *problem = check_identity(json, identity);
    if (!problem)
        read_members(checkpoint, json);
    json_decref(json);
    return problem;
}

void checkpoint_destroy(struct checkpoint *checkpoint) {
    free(checkpoint->unit);
    json_decref(checkpoint->stats);
    *checkpoint = (struct checkpoint){0};
}
