/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Units to slots; see pages.h. An archive is read straight into the slot's room; a page of anything
 * else is copied there, which costs little beside its extraction.
 */
#include "pages.h"

#include "archive/filter.h"
#include "memory.h"
#include "stop.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

struct pages {
    const struct unit *unit;
    struct settings settings; /* the unit's paths as inputs */
    struct place place;
    /* Of an archive: */
    struct archive *archive;
    struct archive_options options;
    struct filter filter;
    /* Of anything else: */
    struct inputs *inputs;
    struct item item;
    struct buffer page;
};

enum { PAGE_KEPT = 8 << 20 };

/* ---- Opening -------------------------------------------------------------------------------- */

/* Of a file compressed by record, a shard reads the records that begin in its share of the bytes.
 */
static bool has_range(const struct pages *pages) {
    return pages->unit->part.count > 1 && unit_is_compressed_by_name(pages->unit->paths[0]);
}

static void go_to_range(struct pages *pages) {
    uint64_t begin;
    uint64_t end;
    unit_range(pages->unit, &begin, &end);
    archive_end_at(pages->archive, end);
    if (begin && !pages->place.archive.offset)
        archive_find(pages->archive, begin);
}

/* Whether it is an archive, its bytes tell, not its name. */
static bool open_archive(struct pages *pages, const struct pages_index *index) {
    const struct settings *settings = &pages->settings;
    if (pages->unit->kind != UNIT_FILE || !pages->unit->size ||
        (settings->input_format != INPUT_AUTO && settings->input_format != INPUT_WARC))
        return false;
    pages->filter = inputs_filter(settings);
    pages->options = (struct archive_options){.max_bytes = settings->max_bytes,
                                              .filter = &pages->filter,
                                              .index = index->index,
                                              .seen = index->seen,
                                              .check_digests = settings->check_digests};
    char *failure = NULL;
    pages->archive =
        archive_open(pages->unit->paths[0], pages->place.archive, &pages->options, &failure);
    free(failure); /* whoever reads it as something else will say it again */
    if (pages->archive && has_range(pages))
        go_to_range(pages);
    return pages->archive != NULL;
}

struct pages *pages_open(const struct settings *settings, const struct unit *unit,
                         const struct pages_index *index, const struct place *from) {
    struct pages *pages = memory_allocate(sizeof *pages);
    *pages = (struct pages){.unit = unit, .settings = *settings, .place = *from};
    pages->settings.inputs = unit->paths;
    pages->settings.input_count = unit->path_count;
    pages->settings.files_from = NULL;
    if (open_archive(pages, index))
        return pages;
    pages->inputs = inputs_open(&pages->settings, NULL);
    inputs_skip(pages->inputs, from->inputs);
    if (unit->kind == UNIT_FOLDER)
        inputs_leave_out(pages->inputs, unit_is_file_by_name);
    return pages;
}

void pages_close(struct pages *pages) {
    if (!pages)
        return;
    archive_close(pages->archive);
    if (pages->inputs)
        inputs_close(pages->inputs);
    item_destroy(&pages->item);
    buffer_destroy(&pages->page);
    free(pages);
}

static const char *const too_long = "its name, id and address are too long together";

/* Shards take turns at the pages of what cannot be cut. */
static bool is_ours(const struct pages *pages) {
    const struct shard *part = &pages->unit->part;
    return pages->place.pages % part->count == part->number - 1;
}

/* ---- Archives ------------------------------------------------------------------------------- */

static void put_entry(const struct pages *pages, struct slot *slot,
                      const struct archive_entry *entry, const char *reason) {
    const struct settings *settings = &pages->settings;
    char place[ARCHIVE_PLACE_SIZE];
    archive_place_write(entry->place, place);
    char *file = text_valid(pages->unit->paths[0]);
    char *name = memory_format("%s#%s", file, place);
    slot->archived = true;
    slot->offset = entry->place.offset;
    slot->index = entry->place.index;
    slot->length = entry->length;
    slot->kind = entry->kind;
    slot->http_status = entry->http_status;
    const char *texts[SLOT_TEXT_COUNT] = {
        [SLOT_NAME] = name,
        [SLOT_ARCHIVE] = file,
        [SLOT_ID] = entry->name,
        [SLOT_URL] = entry->url,
        [SLOT_CAPTURED] = entry->captured ? entry->captured : settings->captured,
        [SLOT_ENCODING] = settings->encoding ? settings->encoding : entry->encoding,
        [SLOT_WARNING] = reason ? NULL : entry->warning,
        [SLOT_MEDIA_TYPE] = entry->media_type,
        [SLOT_RECORD_ID] = entry->record_id,
        [SLOT_DATE] = entry->captured,
        [SLOT_DIGEST] = entry->digest,
        [SLOT_CONTENT_LANGUAGE] = entry->content_language,
        [SLOT_LAST_MODIFIED] = entry->last_modified,
        [SLOT_LINK] = entry->link,
    };
    bool well = true;
    for (int i = 0; i < SLOT_TEXT_COUNT; i++)
        well &= slot_put_text(slot, (enum slot_text)i, texts[i]);
    slot_put_text(slot, SLOT_REASON, well ? reason : too_long);
    free(name);
    free(file);
}

static enum pages_result next_of_archive(struct pages *pages, struct slot *slot, size_t room_size,
                                         struct place *next) {
    struct archive_entry entry;
    struct archive_room room = {.data = slot->room, .capacity = room_size};
    enum archive_result result;
    bool ours;
    do {
        result = archive_next(pages->archive, &room, &entry);
        if (stop_signal())
            return PAGES_STOPPED;
        if (result == ARCHIVE_END) {
            pages->place.archive = archive_tell(pages->archive);
            *next = pages->place;
            return PAGES_END;
        }
        ours = has_range(pages) || is_ours(pages);
        pages->place.pages += result == ARCHIVE_PAGE;
        pages->place.archive = entry.next;
    } while (!ours);
    *next = pages->place;
    slot->revisit = entry.revisit;
    if (result == ARCHIVE_PAGE) {
        put_entry(pages, slot, &entry, NULL);
        slot->page = slot->room + (entry.bytes - room.data);
        slot->page_length = entry.page_length;
        return PAGES_PAGE;
    }
    char *reason =
        memory_format("%s; %llu bytes passed by", entry.warning, (unsigned long long)entry.length);
    put_entry(pages, slot, &entry, result == ARCHIVE_FAILED ? entry.warning : reason);
    free(reason);
    return result == ARCHIVE_FAILED ? PAGES_PAGE : PAGES_DAMAGE;
}

/* ---- Items ---------------------------------------------------------------------------------- */

static void put_texts(struct slot *slot, const struct item *item) {
    bool well = slot_put_text(slot, SLOT_NAME, item->name);
    well &= slot_put_text(slot, SLOT_ID, item->id);
    well &= slot_put_text(slot, SLOT_URL, item->url);
    well &= slot_put_text(slot, SLOT_CAPTURED, item->captured);
    well &= slot_put_text(slot, SLOT_ENCODING, item->encoding);
    well &= slot_put_text(slot, SLOT_CONTENT_LANGUAGE, item->content_language);
    well &= slot_put_text(slot, SLOT_LAST_MODIFIED, item->last_modified);
    well &= slot_put_text(slot, SLOT_LINK, item->link);
    well &= slot_put_text(slot, SLOT_CUT, item->cut);
    well &= slot_put_text(slot, SLOT_WARNING, item->warning);
    slot_put_text(slot, SLOT_REASON, well ? item->failure : too_long);
}

static void put_page(struct slot *slot, const struct item *item, size_t most) {
    slot->kind = item->kind;
    slot->page_length = item->page_length < most ? item->page_length : most;
    if (slot->page_length && !item->failure)
        memcpy(slot->page, item->page, slot->page_length);
}

static enum pages_result next_of_inputs(struct pages *pages, struct slot *slot, size_t room_size,
                                        struct place *next) {
    bool ours = false;
    while (!ours) {
        if (!inputs_next(pages->inputs, &pages->item))
            return stop_signal() ? PAGES_STOPPED : PAGES_END;
        ours = is_ours(pages);
        pages->place.pages++;
    }
    buffer_clear(&pages->page, PAGE_KEPT);
    item_read(&pages->item, &pages->page, pages->settings.max_bytes);
    if (stop_signal())
        return PAGES_STOPPED; /* it may have cut the reading short */
    put_texts(slot, &pages->item);
    put_page(slot, &pages->item, room_size - ITEM_PADDING);
    pages->place.inputs = inputs_tell(pages->inputs);
    *next = pages->place;
    return PAGES_PAGE;
}

enum pages_result pages_next(struct pages *pages, struct slot *slot, size_t room_size,
                             struct place *next) {
    return (pages->archive ? next_of_archive : next_of_inputs)(pages, slot, room_size, next);
}

bool pages_is_archive(const struct pages *pages) {
    return pages->archive != NULL;
}

bool pages_go_to(struct pages *pages, const struct place *place, uint64_t end) {
    pages->place = *place;
    archive_end_at(pages->archive, end);
    return archive_seek(pages->archive, place->archive);
}

bool pages_find(struct pages *pages, struct place *place, uint64_t end) {
    archive_end_at(pages->archive, end);
    bool found = archive_find(pages->archive, place->archive.offset);
    place->archive = archive_tell(pages->archive);
    pages->place = *place;
    return found;
}

double pages_fraction(const struct pages *pages) {
    return pages->archive ? archive_fraction(pages->archive) : inputs_fraction(pages->inputs);
}

size_t pages_left_out(const struct pages *pages) {
    return pages->archive ? 0 : inputs_left_out(pages->inputs);
}
