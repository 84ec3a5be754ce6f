/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The worker's side of ranges; see range.h. A page is read into memory of the worker's own, which
 * stays in its processor's cache, and extracted as one of a slot is; only its record goes into
 * shared memory, behind those of the pages before. `length` moves on when a page is complete, so
 * what a worker leaves behind that dies is good up to there.
 */
#define _GNU_SOURCE /* MAP_ANONYMOUS, MADV_DONTNEED */
#include "range.h"

#include "clock.h"
#include "index.h"
#include "memory.h"
#include "pages.h"
#include "slot.h"

#include <string.h>
#include <sys/mman.h>

struct range_reader {
    const struct settings *settings;
    const struct units *units;
    struct pages *pages; /* of the unit that was read last; NULL: none */
    size_t unit;
    size_t room_size;
    size_t page_most;
    struct slot page;
    struct buffer seen;
    struct buffer line;
};

struct range_reader *range_reader_create(const struct settings *settings, const struct units *units,
                                         size_t room_size, size_t page_most) {
    struct range_reader *reader = memory_allocate(sizeof *reader);
    memset(reader, 0, sizeof *reader);
    reader->settings = settings;
    reader->units = units;
    reader->room_size = room_size;
    reader->page_most = page_most;
    reader->page.room = mmap(NULL, room_size, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (reader->page.room == MAP_FAILED)
        memory_fail();
    return reader;
}

static bool open_unit(struct range_reader *reader, size_t unit) {
    static const struct place beginning = {0};
    if (!reader->pages || reader->unit != unit) {
        struct pages_index index = {.seen = &reader->seen};
        pages_close(reader->pages);
        reader->pages =
            pages_open(reader->settings, &reader->units->list[unit], &index, &beginning);
        reader->unit = unit;
    }
    return pages_is_archive(reader->pages);
}

/* Go to the first record. @return whether there is anything to be read. */
static bool begin_range(struct range_reader *reader, struct range *range) {
    struct place place = {.archive = range->begin};
    range->how = RANGE_LEFT;
    range->first = range->begin;
    if (!open_unit(reader, range->unit))
        return false;
    if (range->known)
        return pages_go_to(reader->pages, &place, range->end);
    bool found = pages_find(reader->pages, &place, range->end);
    range->first = range->next = place.archive;
    if (!found)
        range->how = RANGE_DONE;
    return found;
}

static bool append(struct range_reader *reader, struct slot *slot, struct range_page *result) {
    struct range *range = &slot->range;
    size_t used = atomic_load(&range->length);
    result->index_length = reader->line.length;
    result->seen_length = reader->seen.length;
    unsigned char *to = slot->output + used + sizeof *result + result->record_length;
    size_t left = (size_t)(slot->output + slot->output_size - to);
    if (result->index_length + result->seen_length > left)
        return false;
    memcpy(slot->output + used, result, sizeof *result);
    if (result->index_length)
        memcpy(to, reader->line.data, result->index_length);
    if (result->seen_length)
        memcpy(to + result->index_length, reader->seen.data, result->seen_length);
    atomic_store(&range->length,
                 (size_t)(to - slot->output) + result->index_length + result->seen_length);
    reader->seen.length = reader->line.length = 0;
    return true;
}

/* A page that nothing is wrong with, of a member of its own. */
static bool is_plain(const struct range_reader *reader, enum pages_result result,
                     const struct place *next) {
    const struct slot *page = &reader->page;
    return result == PAGES_PAGE && !page->revisit && !slot_text(page, SLOT_REASON) &&
           !page->index && !next->archive.index && page->page_length <= reader->page_most;
}

/* @return false where it failed: then its record is made anew, page by page. */
static bool extract(struct range_reader *reader, struct slot *slot, struct worker *worker) {
    struct slot *page = &reader->page;
    size_t before = atomic_load(&slot->range.length) + sizeof(struct range_page);
    page->output = slot->output + before;
    page->output_size = slot->output_size - before;
    slot_work(page, worker);
    if (*page->failure || page->memory_failed)
        return false;
    if (reader->settings->index)
        index_append(&reader->line, page, reader->units->list[slot->range.unit].paths[0]);
    return true;
}

/* @return whether the range goes on. */
static bool do_page(struct range_reader *reader, struct slot *slot, struct worker *worker,
                    range_begin_page *begin_page) {
    struct range *range = &slot->range;
    struct slot *page = &reader->page;
    struct place next = {0};
    uint64_t begun = clock_ns();
    if (atomic_load(&range->length) > RANGE_OUTPUT) {
        range->how = RANGE_FULL;
        return false;
    }
    slot_clear(page);
    enum pages_result result = pages_next(reader->pages, page, reader->room_size, &next);
    struct range_page done = {
        .is_page = result == PAGES_PAGE, .next = next.archive, .read_ns = clock_ns() - begun};
    if (result == PAGES_END && append(reader, slot, &done)) {
        range->next = next.archive;
        range->how = RANGE_DONE;
    }
    if (!is_plain(reader, result, &next))
        return false;
    begin_page(slot, page);
    if (!extract(reader, slot, worker))
        return false;
    done.page_length = page->page_length;
    done.record_length = page->output_length;
    done.summary = page->summary;
    return append(reader, slot, &done);
}

void range_work(struct range_reader *reader, struct slot *slot, struct worker *worker,
                range_begin_page *begin_page) {
    atomic_store(&slot->range.length, 0);
    reader->seen.length = reader->line.length = 0;
    if (begin_range(reader, &slot->range))
        while (do_page(reader, slot, worker, begin_page))
            ;
    /* What it stopped at may have been larger than what is worth keeping. */
    if (slot->range.how == RANGE_LEFT)
        madvise(reader->page.room, reader->room_size, MADV_DONTNEED);
}

const unsigned char *range_page_at(const struct slot *slot, size_t *at, struct range_page *page) {
    if (*at >= atomic_load(&slot->range.length))
        return NULL;
    const unsigned char *bytes = slot->output + *at + sizeof *page;
    memcpy(page, slot->output + *at, sizeof *page);
    *at += sizeof *page + page->record_length + page->index_length + page->seen_length;
    return bytes;
}
