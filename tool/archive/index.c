/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A hash table of buckets of four. It grows with what is read up to a million entries; from then
 * on a bucket that is full forgets its oldest. An entry is 24 bytes and holds no text: whether the
 * record at its place is the right one shows when that is read.
 */
#include "index.h"

#include "records.h"

#include <stdlib.h>
#include <string.h>

enum {
    BUCKET = 4,
    BUCKETS_FIRST = 1 << 10,
    BUCKETS_MOST = 1 << 18,
    ROOM_SIZE = 1 << 20,
};

struct entry {
    uint64_t key; /* 0: free */
    uint64_t offset;
    uint32_t index;
    uint32_t file;
};

/* A part of the run that somebody else has done. */
struct expected {
    uint32_t file;
    struct archive_place until; /* all zero: its end */
};

struct archive_index {
    struct entry *entries; /* the newest of a bucket first */
    size_t buckets;
    size_t count;
    char **files;
    size_t file_count;
    struct expected *expected;
    size_t expected_count;
};

/* ---- Keys ----------------------------------------------------------------------------------- */

/* FNV-1a over both, with something between them. */
static uint64_t hash(uint64_t begin, dateline_string text) {
    uint64_t h = begin;
    for (size_t i = 0; i < text.length; i++)
        h = (h ^ (unsigned char)text.data[i]) * 0x100000001b3;
    return (h ^ 0xff) * 0x100000001b3;
}

static uint64_t key_of(unsigned kind, dateline_string a, dateline_string b) {
    uint64_t h = hash(0xcbf29ce484222325 + kind, a);
    if (b.length)
        h = hash(h, b);
    h ^= h >> 29; /* the low bits choose the bucket */
    return a.length ? h | 1 : 0;
}

static struct index_keys keys_of(dateline_string url, dateline_string date, dateline_string digest,
                                 dateline_string id) {
    return (struct index_keys){
        .by_address = date.length ? key_of(1, url, date) : 0,
        .by_digest = key_of(2, digest, (dateline_string){0}),
        .by_id = key_of(3, id, (dateline_string){0}),
    };
}

struct index_keys index_keys_of(const struct record_header *header) {
    return keys_of(header->url, header->date, header->payload_digest, header->record_id);
}

struct index_keys index_keys_of_original(const struct record_header *revisit) {
    dateline_string url = revisit->refers_to_url.length ? revisit->refers_to_url : revisit->url;
    return keys_of(url, revisit->refers_to_date, revisit->payload_digest, revisit->refers_to);
}

/* ---- The table ------------------------------------------------------------------------------ */

static struct entry *bucket_of(const struct archive_index *index, uint64_t key) {
    return &index->entries[BUCKET * ((key >> 1) & (index->buckets - 1))];
}

static void put(struct archive_index *index, struct entry entry);

static void grow(struct archive_index *index) {
    struct entry *old = index->entries;
    size_t count = index->buckets * BUCKET;
    index->buckets = index->buckets ? 4 * index->buckets : BUCKETS_FIRST;
    size_t size = index->buckets * BUCKET * sizeof *old;
    index->entries = memory_allocate(size);
    memset(index->entries, 0, size);
    index->count = 0;
    /* From the oldest of a bucket on, so that their order stays. */
    for (size_t i = count; i-- > 0;)
        if (old[i].key)
            put(index, old[i]);
    free(old);
}

static void put(struct archive_index *index, struct entry entry) {
    struct entry *bucket = bucket_of(index, entry.key);
    bool full = bucket[BUCKET - 1].key != 0;
    memmove(bucket + 1, bucket, (BUCKET - 1) * sizeof *bucket);
    bucket[0] = entry;
    index->count += !full;
}

static void add(struct archive_index *index, uint64_t key, uint32_t file,
                struct archive_place place) {
    if (!key || place.index > UINT32_MAX)
        return;
    if (index->count >= index->buckets * BUCKET / 4 && index->buckets < BUCKETS_MOST)
        grow(index);
    put(index, (struct entry){key, place.offset, (uint32_t)place.index, file});
}

void index_add(struct archive_index *index, const struct index_keys *keys, uint32_t file,
               struct archive_place place) {
    add(index, keys->by_address, file, place);
    add(index, keys->by_digest, file, place);
    add(index, keys->by_id, file, place);
}

/* What passes from the process that reads an archive to the one that has the index. */
struct note {
    struct index_keys keys;
    struct archive_place place;
};

void index_note(struct buffer *seen, const struct index_keys *keys, struct archive_place place) {
    struct note note = {*keys, place};
    buffer_append(seen, &note, sizeof note);
}

static const struct entry *find(const struct archive_index *index, uint64_t key) {
    if (!key || !index->buckets)
        return NULL;
    const struct entry *bucket = bucket_of(index, key);
    for (size_t i = 0; i < BUCKET; i++)
        if (bucket[i].key == key)
            return &bucket[i];
    return NULL;
}

/* ---- What was read by others ---------------------------------------------------------------- */

static bool is_before(struct archive_place a, struct archive_place b) {
    return a.offset < b.offset || (a.offset == b.offset && a.index < b.index);
}

static void read_expected(struct archive_index *index, const struct expected *part) {
    char *failure = NULL;
    struct records *records =
        records_open(index->files[part->file], (struct archive_place){0}, ROOM_SIZE, &failure);
    struct archive_room room = {.data = memory_allocate(ROOM_SIZE), .capacity = ROOM_SIZE};
    struct record record;
    bool bounded = part->until.offset || part->until.index;
    enum records_result result = records ? RECORDS_DAMAGE : RECORDS_END;
    while (result != RECORDS_END && result != RECORDS_FAILED) {
        result = records_next(records, &room, &record);
        if (bounded && !is_before(record.place, part->until))
            break;
        if (result == RECORDS_RECORD &&
            (record.header.type == RECORD_RESPONSE || record.header.type == RECORD_RESOURCE)) {
            struct index_keys keys = index_keys_of(&record.header);
            index_add(index, &keys, part->file, record.place);
        }
    }
    records_close(records);
    free(room.data);
    free(failure);
}

/* ---- The index ------------------------------------------------------------------------------ */

struct archive_index *archive_index_create(void) {
    struct archive_index *index = memory_allocate(sizeof *index);
    *index = (struct archive_index){0};
    return index;
}

uint32_t index_file(struct archive_index *index, const char *path) {
    for (size_t i = index->file_count; i-- > 0;)
        if (strcmp(index->files[i], path) == 0)
            return (uint32_t)i;
    index->files = memory_resize(index->files, (index->file_count + 1) * sizeof *index->files);
    index->files[index->file_count] = memory_copy(path);
    return (uint32_t)index->file_count++;
}

void archive_index_expect(struct archive_index *index, const char *path,
                          struct archive_place until) {
    size_t size = (index->expected_count + 1) * sizeof *index->expected;
    index->expected = memory_resize(index->expected, size);
    index->expected[index->expected_count++] = (struct expected){index_file(index, path), until};
}

const char *index_find(struct archive_index *index, const struct index_keys *keys,
                       struct archive_place *place) {
    for (;;) {
        const struct entry *entry = find(index, keys->by_address);
        if (!entry)
            entry = find(index, keys->by_id);
        if (!entry)
            entry = find(index, keys->by_digest);
        if (entry) {
            *place = (struct archive_place){entry->offset, entry->index};
            return index->files[entry->file];
        }
        if (!index->expected_count)
            return NULL;
        for (size_t i = 0; i < index->expected_count; i++)
            read_expected(index, &index->expected[i]);
        index->expected_count = 0;
    }
}

void archive_index_add_seen(struct archive_index *index, const char *path, const void *seen,
                            size_t length) {
    uint32_t file = length ? index_file(index, path) : 0;
    for (size_t at = 0; at + sizeof(struct note) <= length; at += sizeof(struct note)) {
        struct note note;
        memcpy(&note, (const char *)seen + at, sizeof note);
        index_add(index, &note.keys, file, note.place);
    }
}

void archive_index_destroy(struct archive_index *index) {
    if (!index)
        return;
    for (size_t i = 0; i < index->file_count; i++)
        free(index->files[i]);
    free(index->files);
    free(index->expected);
    free(index->entries);
    free(index);
}
