/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reader of archives: whatever the bytes, it ends; entries come in the order of the file; a
 * page lies in the room with its padding; after any entry the reading can be taken up again and
 * goes on with the same entries; a smaller room cuts pages, and changes nothing else; ranges of the
 * file, each read by itself and counted only from where those before have ended, give the whole.
 */
#include "archive/archive.h"

#include "archive/filter.h"
#include "input/source.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM_SIZE = 1 << 18, MAX_BYTES = 1 << 17, ENTRIES_KEPT = 8 };

/* ---- A file in memory ----------------------------------------------------------------------- */

struct memory_source {
    struct source source;
    const uint8_t *data;
    size_t at;
};

static size_t read_memory(struct source *source, void *to, size_t size) {
    struct memory_source *memory = (struct memory_source *)source;
    size_t left = (size_t)source->size - memory->at;
    /* In small pieces, so that every boundary is met. */
    size_t part = size < 997 ? size : 997;
    if (part > left)
        part = left;
    if (part)
        memcpy(to, memory->data + memory->at, part);
    memory->at += part;
    return part;
}

static bool seek_memory(struct source *source, uint64_t offset) {
    if (offset > source->size)
        return false;
    ((struct memory_source *)source)->at = (size_t)offset;
    return true;
}

static void close_memory(struct source *source) {
    free(source->failure);
    free(source);
}

static const struct source_class memory_class = {
    .read = read_memory, .close = close_memory, .seek = seek_memory};

static struct source *open_memory(const uint8_t *data, size_t size) {
    struct memory_source *memory = malloc(sizeof *memory);
    if (!memory)
        abort();
    *memory =
        (struct memory_source){.source = {.class = &memory_class, .size = size}, .data = data};
    return &memory->source;
}

/* ---- Reading -------------------------------------------------------------------------------- */

/* What must be the same whenever it is read. */
struct seen {
    enum archive_result result;
    struct archive_place place;
    struct archive_place next;
    uint64_t length;
    uint64_t hash;
};

static uint64_t hash(uint64_t h, const void *bytes, size_t length) {
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++)
        h = (h ^ at[i]) * 0x100000001b3;
    return h;
}

static uint64_t hash_text(uint64_t h, const char *text) {
    return text ? hash(h, text, strlen(text) + 1) : h * 31;
}

static void check(bool truth) {
    if (!truth)
        abort();
}

static struct seen see(enum archive_result result, const struct archive_entry *entry,
                       const struct archive_room *room) {
    struct seen seen = {result, entry->place, entry->next, entry->length, 7};
    seen.hash = hash_text(seen.hash, entry->warning);
    if (result != ARCHIVE_PAGE)
        return seen;
    check(entry->page_length <= MAX_BYTES);
    check(entry->bytes >= room->data &&
          entry->bytes + entry->page_length + ARCHIVE_PADDING <= room->data + room->capacity);
    seen.hash = hash(seen.hash, entry->bytes, entry->page_length);
    seen.hash = hash_text(seen.hash, entry->url);
    seen.hash = hash_text(seen.hash, entry->captured);
    seen.hash = hash_text(seen.hash, entry->media_type);
    return seen;
}

static struct archive *open(const uint8_t *data, size_t size,
                            const struct archive_options *options) {
    char *failure = NULL;
    struct archive *archive =
        archive_open_source(open_memory(data, size), NULL, 0, options, &failure);
    check((archive != NULL) == (failure == NULL));
    free(failure);
    return archive;
}

static bool is_before(struct archive_place a, struct archive_place b) {
    return a.offset < b.offset || (a.offset == b.offset && a.index < b.index);
}

/* Read all. @return how many of the first entries are kept. */
static size_t read_all(const uint8_t *data, size_t size, const struct archive_options *options,
                       struct archive_room *room, struct seen *kept) {
    struct archive *archive = open(data, size, options);
    struct archive_place before = {0};
    size_t count = 0;
    for (bool more = archive != NULL; more; count++) {
        struct archive_entry entry;
        enum archive_result result = archive_next(archive, room, &entry);
        more = result == ARCHIVE_PAGE || result == ARCHIVE_DAMAGE;
        check(!is_before(entry.place, before) && !is_before(entry.next, entry.place));
        check(!more || is_before(entry.place, entry.next));
        before = entry.next;
        if (count < ENTRIES_KEPT)
            kept[count] = see(result, &entry, room);
    }
    archive_close(archive);
    return count < ENTRIES_KEPT ? count : ENTRIES_KEPT;
}

/* The entries of one range. @return how many there are by now. */
static size_t read_range(struct archive *archive, struct archive_room *room, struct seen *kept,
                         size_t count) {
    for (bool more = true; more;) {
        struct archive_entry entry;
        enum archive_result result = archive_next(archive, room, &entry);
        more = result == ARCHIVE_PAGE || result == ARCHIVE_DAMAGE;
        if (result != ARCHIVE_END && count < ENTRIES_KEPT)
            kept[count++] = see(result, &entry, room);
    }
    return count;
}

/* Read all in ranges, as the workers of a bulk run do. @return how many entries are kept. */
static size_t read_ranges(const uint8_t *data, size_t size, const struct archive_options *options,
                          struct archive_room *room, struct seen *kept) {
    struct archive *archive = open(data, size, options);
    struct archive_place place = {0};
    size_t range = size / 7 + 1;
    size_t count = 0;
    for (uint64_t begin = 0; archive && begin < size; begin += range) {
        bool last = begin + range >= size;
        archive_end_at(archive, last ? UINT64_MAX : begin + range);
        if (!last && place.offset >= begin + range)
            continue;
        bool found = begin > 0 && archive_find(archive, begin);
        struct archive_place first = archive_tell(archive);
        if (!found || first.offset != place.offset || place.index)
            check(archive_seek(archive, place));
        count = read_range(archive, room, kept, count);
        place = archive_tell(archive);
        check(last || place.offset >= begin + range);
    }
    archive_close(archive);
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static unsigned char memory[ROOM_SIZE + ROOM_SIZE / 2];
    const struct filter filter = {.media_types = "all", .statuses = "all"};
    struct archive_options options = {
        .max_bytes = MAX_BYTES, .filter = &filter, .check_digests = size % 2};
    struct archive_room room = {.data = memory, .capacity = sizeof memory};
    struct archive_room smaller = {.data = memory, .capacity = ROOM_SIZE};
    struct seen first[ENTRIES_KEPT];
    struct seen again[ENTRIES_KEPT];
    size_t count = read_all(data, size, &options, &room, first);
    check(read_all(data, size, &options, &smaller, again) == count);
    for (size_t i = 0; i < count; i++) {
        check(first[i].result == again[i].result && first[i].hash == again[i].hash);
        check(memcmp(&first[i].place, &again[i].place, sizeof first[i].place) == 0);
        check(first[i].length == again[i].length);
    }
    size_t ends = count && first[count - 1].result == ARCHIVE_END;
    check(read_ranges(data, size, &options, &room, again) == count - ends);
    for (size_t i = 0; i < count - ends; i++) {
        check(first[i].result == again[i].result && first[i].hash == again[i].hash);
        check(memcmp(&first[i].place, &again[i].place, sizeof first[i].place) == 0);
        check(first[i].length == again[i].length);
    }
    return 0;
}
