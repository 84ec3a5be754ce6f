/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The output folder; see store.h. The order of steps is what makes it safe to die at any of them:
 * data are on the disk before the checkpoint that counts on them; a unit's last checkpoint says
 * "complete" before its files are renamed; its line in the manifest is written after that, and
 * written again where no later checkpoint counts it in.
 */
#include "store.h"

#include "clock.h"
#include "dateline.h"
#include "pack.h"
#include "settings_text.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A block ends after so many bytes even where its records are few. */
enum { BLOCK_BYTES = 4 << 20, BLOCK_KEPT = 8 << 20, RECORDS_A_BLOCK = 500 };

/* What is not compressed is written while the processor has it in its cache. */
enum { PIECE_BYTES = 64 << 10 };

/* Without --checkpoint: the work of a second is soon done again. */
static const double checkpoint_every = 1;

struct store {
    const struct settings *settings;
    char *folder;
    char *tag; /* ".2-of-8" of a shard, otherwise "" */
    char *options;
    struct checkpoint_identity identity;
    char *checkpoint_path;
    int lock;
    int error;
    json_t *finished; /* lines of the manifest, by name */
    struct packer *packer;
    struct growing_file files[STORE_FILE_COUNT];
    struct buffer blocks[STORE_FILE_COUNT];
    struct buffer packed;
    size_t records_in_block;
    size_t bytes_in_block; /* of records and quarantine */
    double last_checkpoint;
    struct checkpoint now;
};

/* ---- Names ---------------------------------------------------------------------------------- */

static char *path_of_run(const struct store *store, const char *name, const char *ending) {
    return memory_format("%s/%s%s%s", store->folder, name, store->tag, ending);
}

static char *path_of_unit(const struct store *store, const struct unit *unit,
                          enum store_file file) {
    if (file == STORE_INDEX)
        return memory_format("%s/%s.cdxj", store->folder, unit->name);
    return memory_format("%s/%s.jsonl%s", store->folder, unit->name,
                         packer_suffix(store->settings->compress));
}

static bool has_file(const struct store *store, enum store_file file) {
    return file == STORE_OUTPUT || store->settings->index;
}

/* ---- Opening -------------------------------------------------------------------------------- */

static char *make_folder(struct store *store, const char *path) {
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    store->folder = memory_copy_bytes(path, length);
    struct stat status;
    if (mkdir(store->folder, 0777) == 0)
        return NULL;
    if (errno != EEXIST)
        return memory_format("%s: %s", store->folder, strerror(errno));
    if (stat(store->folder, &status) != 0 || !S_ISDIR(status.st_mode))
        return memory_format("%s is no folder", store->folder);
    return NULL;
}

/* A lock of the process, not of the descriptor: the workers do not have it, nor outlive it. */
static char *take_lock(struct store *store) {
    char *path = path_of_run(store, "lock", "");
    char *problem = NULL;
    store->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (store->lock < 0)
        problem = memory_format("%s: %s", path, strerror(errno));
    else if (fcntl(store->lock, F_SETLK, &lock) != 0)
        problem = errno == EACCES || errno == EAGAIN
                      ? memory_format("%s: another dateline is writing there", store->folder)
                      : memory_format("%s cannot be locked: %s", path, strerror(errno));
    free(path);
    return problem;
}

static char *open_run_files(struct store *store, const struct checkpoint *from) {
    static const struct {
        enum store_file file;
        const char *name;
        const char *ending;
    } names[] = {{STORE_ERRORS, "errors", ".jsonl"},
                 {STORE_QUARANTINE, "quarantine", ".warc.gz"},
                 {STORE_MANIFEST, "manifest", ".jsonl"}};
    char *problem = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !problem; i++) {
        char *path = path_of_run(store, names[i].name, names[i].ending);
        problem = growing_open(&store->files[names[i].file], path, from->files[names[i].file]);
        free(path);
    }
    return problem;
}

/* Each line is an object with the name of a finished unit in it. */
static void read_manifest(struct store *store) {
    FILE *file = fopen(store->files[STORE_MANIFEST].path, "r");
    if (!file)
        return;
    json_t *line;
    while ((line = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL))) {
        const char *name = json_string_value(json_object_get(line, "name"));
        if (name)
            json_object_set(store->finished, name, line);
        json_decref(line);
    }
    fclose(file);
}

static char *open_run(struct store *store, struct checkpoint *checkpoint, bool *usage) {
    char *problem = make_folder(store, store->settings->output);
    if (!problem)
        problem = take_lock(store);
    if (problem)
        return problem;
    store->checkpoint_path = path_of_run(store, "checkpoint", ".json");
    bool absent;
    problem = checkpoint_read(checkpoint, store->checkpoint_path, &store->identity, &absent);
    *usage = true;
    if (!absent && !store->settings->resume) {
        free(problem);
        return memory_format("%s holds a run already: --resume goes on with it",
                             store->checkpoint_path);
    }
    if (problem) {
        char *whole = memory_format("%s cannot be gone on from: %s. Another folder begins anew",
                                    store->checkpoint_path, problem);
        free(problem);
        return whole;
    }
    problem = open_run_files(store, checkpoint);
    *usage = problem && !absent;
    return problem;
}

struct store *store_open(const struct settings *settings, struct shard shard, uint64_t inputs,
                         struct checkpoint *checkpoint, bool *usage, char **problem) {
    *usage = false;
    struct store *store = memory_allocate(sizeof *store);
    *store = (struct store){
        .settings = settings,
        .lock = -1,
        .finished = json_object(),
        .packer = packer_open(settings->compress),
        .options = settings_text(settings),
        .tag = shard.count > 1 ? memory_format(".%zu-of-%zu", shard.number, shard.count)
                               : memory_copy(""),
    };
    store->identity = (struct checkpoint_identity){store->options, shard.number, shard.count,
                                                   shard.count > 1 ? inputs : 0};
    *problem = open_run(store, checkpoint, usage);
    if (*problem) {
        store_close(store);
        return NULL;
    }
    read_manifest(store);
    return store;
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* The first error stands: after it, nothing more is written. */
static void note(struct store *store, int error) {
    if (!store->error)
        store->error = error;
}

int store_error(const struct store *store) {
    return store->error;
}

/* Write what was added to a file. */
static void write_out(struct store *store, enum store_file file) {
    const struct buffer *block = &store->blocks[file];
    if (file == STORE_OUTPUT)
        block = packer_pack(store->packer, block, &store->packed);
    if (!store->error)
        note(store, growing_write(&store->files[file], block->data, block->length));
    buffer_clear(&store->blocks[file], BLOCK_KEPT);
}

void store_add(struct store *store, enum store_file file, const void *bytes, size_t length) {
    buffer_append(&store->blocks[file], bytes, length);
    if (file == STORE_OUTPUT || file == STORE_QUARANTINE)
        store->bytes_in_block += length;
    if (file == STORE_OUTPUT && !store->settings->compress &&
        store->blocks[file].length >= PIECE_BYTES)
        write_out(store, file);
}

bool store_page_done(struct store *store, const struct place *next, bool record) {
    size_t most = store->settings->checkpoint ? store->settings->checkpoint : RECORDS_A_BLOCK;
    store->now.place = *next;
    store->now.records += record;
    store->records_in_block++;
    return store->records_in_block >= most || store->bytes_in_block >= BLOCK_BYTES;
}

bool store_end_block(struct store *store) {
    for (int i = 0; i < STORE_FILE_COUNT; i++)
        write_out(store, (enum store_file)i);
    buffer_clear(&store->packed, BLOCK_KEPT);
    store->records_in_block = store->bytes_in_block = 0;
    return !store->error && (store->settings->checkpoint ||
                             clock_seconds() - store->last_checkpoint >= checkpoint_every);
}

static void write_checkpoint(struct store *store) {
    for (int i = 0; i < STORE_FILE_COUNT; i++)
        store->now.files[i] = store->files[i].extent;
    char *text = checkpoint_write(&store->now, &store->identity);
    if (!store->error)
        note(store, file_replace(store->folder, store->checkpoint_path, text, strlen(text)));
    free(text);
    store->last_checkpoint = clock_seconds();
}

void store_checkpoint(struct store *store, json_t *stats) {
    for (int i = 0; i < STORE_FILE_COUNT && !store->error; i++)
        note(store, growing_sync(&store->files[i]));
    json_decref(store->now.stats);
    store->now.stats = stats;
    write_checkpoint(store);
}

/* ---- Units ---------------------------------------------------------------------------------- */

int store_is_finished(const struct store *store, const struct unit *unit, char **problem) {
    const json_t *line = json_object_get(store->finished, unit->name);
    if (!line)
        return 0;
    json_int_t size = json_integer_value(json_object_get(line, "size"));
    json_int_t modified = json_integer_value(json_object_get(line, "modified"));
    if (size == (json_int_t)unit->size && modified == (json_int_t)unit->modified)
        return 1;
    *problem = memory_format("%s has changed since it was read; another folder begins anew",
                             unit->paths[0]);
    return -1;
}

static char *open_unit_file(struct store *store, const struct unit *unit, enum store_file file,
                            struct extent from, bool complete) {
    char *path = path_of_unit(store, unit, file);
    char *part = memory_format("%s.part", path);
    /* It may have been renamed already: then nothing is left but to say so. */
    bool renamed = complete && access(part, F_OK) != 0;
    char *problem = growing_open(&store->files[file], renamed ? path : part, from);
    free(part);
    free(path);
    return problem;
}

char *store_begin(struct store *store, const struct unit *unit, const struct checkpoint *from) {
    if (from->unit && (from->size != unit->size || from->modified != unit->modified))
        return memory_format("%s has changed since its first part was read; another folder begins "
                             "anew",
                             unit->paths[0]);
    free(store->now.unit);
    store->now.unit = memory_copy(unit->name);
    store->now.size = unit->size;
    store->now.modified = unit->modified;
    store->now.complete = false;
    store->now.place = from->place;
    store->now.records = from->records;
    char *problem = NULL;
    for (int i = STORE_OUTPUT; i <= STORE_INDEX && !problem; i++)
        if (has_file(store, (enum store_file)i))
            problem =
                open_unit_file(store, unit, (enum store_file)i, from->files[i], from->complete);
    return problem;
}

/* Its name, and then make sure that the disk has it. */
static void give_names(struct store *store, const struct unit *unit) {
    for (int i = STORE_OUTPUT; i <= STORE_INDEX; i++) {
        if (!has_file(store, (enum store_file)i))
            continue;
        char *path = path_of_unit(store, unit, (enum store_file)i);
        const char *now = store->files[i].path;
        if (!store->error && strcmp(now, path) != 0 && rename(now, path) != 0)
            note(store, errno);
        growing_close(&store->files[i]);
        free(path);
    }
    if (!store->error)
        note(store, folder_sync(store->folder));
}

static char *manifest_line(const struct store *store, const struct unit *unit) {
    const struct extent *output = &store->now.files[STORE_OUTPUT];
    char *path = path_of_unit(store, unit, STORE_OUTPUT);
    char *input = text_valid(unit->kind == UNIT_PAGES ? "pages" : unit->paths[0]);
    json_t *line =
        json_pack("{s:s, s:s, s:I, s:I, s:s, s:I, s:I, s:I}", "name", unit->name, "input", input,
                  "size", (json_int_t)unit->size, "modified", (json_int_t)unit->modified, "output",
                  strrchr(path, '/') + 1, "records", (json_int_t)store->now.records, "length",
                  (json_int_t)output->length, "crc32", (json_int_t)output->crc);
    free(input);
    free(path);
    char *text = line ? json_dumps(line, JSON_COMPACT) : NULL;
    if (!text)
        memory_fail();
    json_decref(line);
    return text;
}

void store_finish(struct store *store, const struct unit *unit, json_t *stats) {
    store_end_block(store);
    store->now.complete = true;
    store_checkpoint(store, stats);
    give_names(store, unit);
    char *line = manifest_line(store, unit);
    struct growing_file *manifest = &store->files[STORE_MANIFEST];
    buffer_print(&store->packed, "%s\n", line);
    if (!store->error)
        note(store, growing_write(manifest, store->packed.data, store->packed.length));
    if (!store->error)
        note(store, growing_sync(manifest));
    buffer_clear(&store->packed, BLOCK_KEPT);
    free(line);
    /* What the next checkpoint says, unless another unit is begun before. */
    free(store->now.unit);
    store->now.unit = NULL;
}

/* ---- End ------------------------------------------------------------------------------------ */

void store_close(struct store *store) {
    for (int i = 0; i < STORE_FILE_COUNT; i++) {
        growing_close(&store->files[i]);
        buffer_destroy(&store->blocks[i]);
    }
    if (store->lock >= 0)
        close(store->lock);
    buffer_destroy(&store->packed);
    packer_close(store->packer);
    json_decref(store->finished);
    checkpoint_destroy(&store->now);
    free(store->checkpoint_path);
    free(store->options);
    free(store->folder);
    free(store->tag);
    free(store);
}
