/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The supervisor. It reads pages into the ring of slots, and takes them out of it in the same
 * order: whatever workers do meanwhile, what is written is a function of the inputs. Behind the
 * last page of a unit an empty slot goes through the ring, so that its end comes in its turn.
 *
 * Compressed archives are read by the workers, in ranges. What a worker gives counts if it begins
 * where all before it has ended; otherwise the range is done again from there. What workers leave
 * is read page by page, to the end of the range: there is no other way to do what is not plain.
 */
#define _XOPEN_SOURCE 700 /* realpath */
#include "bulk.h"

#include "clock.h"
#include "crew.h"
#include "exit_status.h"
#include "index.h"
#include "message.h"
#include "pages.h"
#include "quarantine.h"
#include "stats.h"
#include "stop.h"
#include "store.h"
#include "watch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* What goes through a slot. */
struct event {
    enum pages_result what;
    const struct unit *unit;
    struct place next;
};

struct bulk {
    struct settings settings; /* with what --memory has made of the others */
    struct view_context context;
    struct shard shard;
    struct units units;
    struct store *store;
    struct crew *crew;
    struct event *events; /* of the slots */
    struct worker own;    /* for records of pages that workers died of */
    struct checkpoint from;
    struct stats stats;
    struct watch watch;
    /* Reading: */
    size_t reading; /* index of the unit */
    struct pages *pages;
    bool unit_open;
    bool held; /* the newest slot is full, and waits for memory */
    bool read_all;
    size_t left_out;
    struct archive_index *index; /* for revisits */
    double size;                 /* of all units, and of those that were read */
    double size_read;
    /* Of a unit that is read in ranges: */
    bool ranged;
    bool page_by_page; /* so the rest of the oldest range is read, or was */
    bool rest_read;
    struct place place; /* behind what is written */
    bool place_known;   /* a record begins there; otherwise it is where to look for one */
    size_t ahead;       /* index of the unit that the next range is of */
    uint64_t ahead_at;  /* and where that begins; 0: where the unit does */
    uint64_t range_size;
    /* Writing: */
    const struct unit *writing;
    struct buffer line;
    char *problem; /* something that ends the run, to be freed */
    int problem_status;
};

static void fail(struct bulk *bulk, int status, char *problem) {
    if (bulk->problem) {
        free(problem);
        return;
    }
    bulk->problem = problem;
    bulk->problem_status = status;
}

static void note_output(struct bulk *bulk) {
    int error = store_error(bulk->store);
    if (error)
        fail(bulk, EXIT_STATUS_OUTPUT,
             memory_format("%s: cannot be written: %s", bulk->settings.output, strerror(error)));
}

/* ---- Reading -------------------------------------------------------------------------------- */

static bool is_current(const struct bulk *bulk, const struct unit *unit) {
    return bulk->from.unit && strcmp(bulk->from.unit, unit->name) == 0;
}

/* Sizes weigh for progress; a folder's is not known, and counts as that of a large file. */
static double weight_of(const struct unit *unit) {
    return unit->kind == UNIT_FILE ? (double)unit->size + 1 : 1e8;
}

static struct event *event_of(struct bulk *bulk, size_t number) {
    return &bulk->events[number % crew_slot_count(bulk->crew)];
}

static void put(struct bulk *bulk, enum pages_result what, const struct place *next) {
    struct event *event = event_of(bulk, crew_newest_number(bulk->crew));
    *event = (struct event){what, &bulk->units.list[bulk->reading], *next};
    bulk->held = what == PAGES_PAGE && !crew_admits(bulk->crew);
    if (!bulk->held)
        crew_put(bulk->crew, CREW_PAGES, what == PAGES_PAGE);
}

static struct pages *open_pages(struct bulk *bulk, const struct unit *unit,
                                const struct place *from) {
    struct pages_index index = {.index = bulk->index};
    return pages_open(&bulk->settings, unit, &index, from);
}

/* Where a unit begins, or is gone on with. @return whether a record is known to begin there. */
static bool begin_of(const struct bulk *bulk, const struct unit *unit, struct place *place) {
    uint64_t begin;
    uint64_t end;
    unit_range(unit, &begin, &end);
    *place = is_current(bulk, unit) ? bulk->from.place : (struct place){0};
    bool known = !begin || place->archive.offset;
    if (!known)
        place->archive.offset = begin;
    return known;
}

static bool is_ranged(const struct bulk *bulk, const struct unit *unit) {
    bool complete = is_current(bulk, unit) && bulk->from.complete;
    return unit->kind == UNIT_FILE && unit_is_archive_by_name(unit->paths[0]) &&
           unit->size >= unit->part.count && !complete;
}

/* The rest of what was begun, or all. */
static void begin_reading(struct bulk *bulk, const struct unit *unit) {
    struct place from = is_current(bulk, unit) ? bulk->from.place : (struct place){0};
    if (from.archive.offset || from.archive.index)
        archive_index_expect(bulk->index, unit->paths[0], from.archive);
    bulk->unit_open = true;
    bulk->ranged = is_ranged(bulk, unit);
    if (bulk->ranged)
        bulk->place_known = begin_of(bulk, unit, &bulk->place);
    else
        bulk->pages = open_pages(bulk, unit, &from);
}

/* Behind the units that are finished; the one that was begun is gone on with. */
static bool open_unit(struct bulk *bulk) {
    for (; bulk->reading < bulk->units.count; bulk->reading++) {
        const struct unit *unit = &bulk->units.list[bulk->reading];
        char *problem = NULL;
        int finished = is_current(bulk, unit) ? 0 : store_is_finished(bulk->store, unit, &problem);
        if (finished < 0)
            fail(bulk, EXIT_STATUS_USAGE, problem);
        if (finished < 0)
            return false;
        if (!finished) {
            begin_reading(bulk, unit);
            return true;
        }
        if (unit->kind == UNIT_FILE)
            archive_index_expect(bulk->index, unit->paths[0], (struct archive_place){0});
        bulk->size_read += weight_of(unit);
    }
    bulk->read_all = true;
    return false;
}

static void close_unit(struct bulk *bulk) {
    bulk->left_out += bulk->pages ? pages_left_out(bulk->pages) : 0;
    pages_close(bulk->pages);
    bulk->pages = NULL;
    bulk->unit_open = bulk->ranged = false;
    bulk->size_read += weight_of(&bulk->units.list[bulk->reading]);
    bulk->reading++;
}

/* Fill the next free slot. @return false where there is none, or nothing to fill it with. */
static bool read_one(struct bulk *bulk) {
    struct slot *slot = bulk->read_all || bulk->held ? NULL : crew_slot(bulk->crew, CREW_PAGES);
    if (!slot || (!bulk->unit_open && !open_unit(bulk)))
        return false;
    if (bulk->ranged && (!bulk->page_by_page || bulk->rest_read))
        return false;
    const struct unit *unit = &bulk->units.list[bulk->reading];
    double begun = clock_ms();
    struct place next = {0};
    /* A unit that is written, and was not renamed, has only its end left. */
    enum pages_result result =
        is_current(bulk, unit) && bulk->from.complete
            ? PAGES_END
            : pages_next(bulk->pages, slot, crew_room_size(bulk->crew), &next);
    bulk->stats.read_ms += clock_ms() - begun;
    if (result == PAGES_STOPPED) {
        bulk->read_all = true;
        return false;
    }
    put(bulk, result, &next);
    if (result == PAGES_END && bulk->ranged)
        bulk->rest_read = true;
    else if (result == PAGES_END)
        close_unit(bulk);
    return true;
}

static double fraction_of(const struct bulk *bulk) {
    double inside = bulk->pages ? pages_fraction(bulk->pages) : 0;
    if (bulk->reading < bulk->units.count)
        inside *= weight_of(&bulk->units.list[bulk->reading]);
    if (bulk->ranged)
        inside = (double)bulk->place.archive.offset;
    return bulk->size > 0 ? (bulk->size_read + inside) / bulk->size : 1;
}

/* ---- Writing -------------------------------------------------------------------------------- */

static void add_error(struct bulk *bulk, const struct slot *slot, const char *reason) {
    json_t *line = json_object();
    json_object_set_new(line, "input", json_string(slot_text(slot, SLOT_NAME)));
    if (slot_text(slot, SLOT_URL))
        json_object_set_new(line, "url", json_string(slot_text(slot, SLOT_URL)));
    if (slot->archived)
        json_object_set_new(line, "offset", json_integer((json_int_t)slot->offset));
    json_object_set_new(line, "reason", json_string(reason));
    char *text = json_dumps(line, JSON_COMPACT);
    json_decref(line);
    if (!text)
        memory_fail();
    store_add(bulk->store, STORE_ERRORS, text, strlen(text));
    store_add(bulk->store, STORE_ERRORS, "\n", 1);
    message_error(slot_text(slot, SLOT_NAME), "%s", reason);
    free(text);
}

static void put_into_quarantine(struct bulk *bulk, struct slot *slot, const char *death) {
    char date[32] = "1970-01-01T00:00:00Z";
    time_t modified = (time_t)(bulk->writing->modified / 1000000000);
    struct tm fields;
    if (gmtime_r(&modified, &fields))
        strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &fields);
    bulk->line.length = 0;
    quarantine_append(&bulk->line, slot, death, date);
    store_add(bulk->store, STORE_QUARANTINE, bulk->line.data, bulk->line.length);
    bulk->stats.quarantined++;
    char *why = memory_format("%s; it is in quarantine", death);
    slot_fail(slot, &bulk->own, why);
    free(why);
}

static void write_page(struct bulk *bulk, struct slot *slot, const char *death) {
    if (death)
        put_into_quarantine(bulk, slot, death);
    store_add(bulk->store, STORE_OUTPUT, slot->output, slot->output_length);
    if (*slot->failure)
        add_error(bulk, slot, slot->failure);
    if (bulk->settings.index && slot->archived) {
        bulk->line.length = 0;
        index_append(&bulk->line, slot, bulk->writing->paths[0]);
        store_add(bulk->store, STORE_INDEX, bulk->line.data, bulk->line.length);
    }
    stats_add_page(&bulk->stats, &slot->summary, slot->page_length, slot->output_length);
    bulk->stats.failures += *slot->failure != '\0';
}

static void write_damage(struct bulk *bulk, const struct slot *slot) {
    bulk->stats.damaged++;
    add_error(bulk, slot, slot_text(slot, SLOT_REASON));
}

static void begin_unit(struct bulk *bulk, const struct unit *unit) {
    static const struct checkpoint beginning = {0};
    bulk->writing = unit;
    char *problem =
        store_begin(bulk->store, unit, is_current(bulk, unit) ? &bulk->from : &beginning);
    if (problem)
        fail(bulk, is_current(bulk, unit) ? EXIT_STATUS_USAGE : EXIT_STATUS_OUTPUT, problem);
}

static void finish_unit(struct bulk *bulk, const struct unit *unit) {
    bool counted = is_current(bulk, unit) && bulk->from.complete;
    bulk->stats.inputs += !counted;
    store_finish(bulk->store, unit, stats_json(&bulk->stats));
    bulk->writing = NULL;
}

static void settle(struct bulk *bulk, const struct place *next, bool record) {
    if (store_page_done(bulk->store, next, record) && store_end_block(bulk->store))
        store_checkpoint(bulk->store, stats_json(&bulk->stats));
}

/* ---- Ranges --------------------------------------------------------------------------------- */

/* The next range of a unit, that begins at bulk->ahead_at. */
static void next_of_unit(struct bulk *bulk, const struct unit *unit, struct range *range) {
    struct place from = {.archive.offset = bulk->ahead_at};
    uint64_t begin;
    uint64_t end;
    unit_range(unit, &begin, &end);
    range->unit = bulk->ahead;
    range->known = !bulk->ahead_at && begin_of(bulk, unit, &from);
    range->begin = from.archive;
    range->end = (from.archive.offset / bulk->range_size + 1) * bulk->range_size;
    range->last = range->end >= (end < unit->size ? end : unit->size);
    if (range->last)
        range->end = end;
    bulk->ahead += range->last;
    bulk->ahead_at = range->last ? 0 : range->end;
}

/* Of this unit or one that comes later. @return false: there is no more. */
static bool next_range(struct bulk *bulk, struct range *range) {
    for (; bulk->ahead < bulk->units.count; bulk->ahead++) {
        const struct unit *unit = &bulk->units.list[bulk->ahead];
        char *problem = NULL; /* for whoever opens the unit */
        bool wanted =
            is_ranged(bulk, unit) && (is_current(bulk, unit) || bulk->ahead_at ||
                                      store_is_finished(bulk->store, unit, &problem) == 0);
        free(problem);
        if (wanted) {
            next_of_unit(bulk, unit, range);
            return true;
        }
    }
    return false;
}

/* What a worker that dies at once would leave. */
static void clear_results(struct range *range) {
    range->first.offset = UINT64_MAX;
    range->how = RANGE_LEFT;
    atomic_store(&range->length, 0);
}

static bool put_range(struct bulk *bulk) {
    struct slot *slot = bulk->read_all ? NULL : crew_slot(bulk->crew, CREW_RANGES);
    if (!slot || !next_range(bulk, &slot->range))
        return false;
    clear_results(&slot->range);
    crew_put(bulk->crew, CREW_RANGES, true);
    return true;
}

static void put_range_again(struct bulk *bulk, struct range *range) {
    range->begin = bulk->place.archive;
    range->known = true;
    clear_results(range);
    crew_put_again(bulk->crew);
}

static void read_page_by_page(struct bulk *bulk, const struct range *range) {
    const struct unit *unit = &bulk->units.list[bulk->reading];
    bulk->page_by_page = true;
    bulk->rest_read = false;
    if (!bulk->pages)
        bulk->pages = open_pages(bulk, unit, &bulk->place);
    if (!pages_is_archive(bulk->pages))
        return; /* all of it, as whatever it is */
    if (!bulk->place_known)
        pages_find(bulk->pages, &bulk->place, range->end);
    else if (!pages_go_to(bulk->pages, &bulk->place, range->end))
        fail(bulk, EXIT_STATUS_USAGE,
             memory_format("%s cannot be read from its middle", unit->paths[0]));
}

static void end_range(struct bulk *bulk, const struct range *range) {
    bool last = range->last;
    crew_release(bulk->crew, CREW_RANGES);
    bulk->page_by_page = false;
    if (!last)
        return;
    finish_unit(bulk, &bulk->units.list[bulk->reading]);
    close_unit(bulk);
}

/* The end of what was read page by page has come through the ring of pages. */
static void end_rest(struct bulk *bulk, const struct place *next) {
    struct crew_result result;
    bulk->place = *next;
    bulk->place_known = true;
    if (!pages_is_archive(bulk->pages))
        bulk->place.archive.offset = UINT64_MAX;
    if (crew_oldest(bulk->crew, CREW_RANGES, &result))
        end_range(bulk, &result.slot->range);
}

static void write_page_of_range(struct bulk *bulk, const struct range_page *page,
                                const unsigned char *bytes) {
    store_add(bulk->store, STORE_OUTPUT, bytes, page->record_length);
    if (page->index_length)
        store_add(bulk->store, STORE_INDEX, bytes + page->record_length, page->index_length);
    stats_add_page(&bulk->stats, &page->summary, page->page_length, page->record_length);
    bulk->place.pages++;
    settle(bulk, &bulk->place, page->record_length > 0);
}

static void write_results(struct bulk *bulk, const struct slot *slot) {
    struct range_page page;
    const unsigned char *bytes;
    for (size_t at = 0; (bytes = range_page_at(slot, &at, &page));) {
        bulk->place.archive = page.next;
        bulk->stats.read_ms += (double)page.read_ns / 1e6;
        if (page.is_page)
            write_page_of_range(bulk, &page, bytes);
        archive_index_add_seen(bulk->index, bulk->writing->paths[0],
                               bytes + page.record_length + page.index_length, page.seen_length);
    }
}

static bool is_same_place(struct archive_place a, struct archive_place b) {
    return a.offset == b.offset && a.index == b.index;
}

static void settle_range(struct bulk *bulk, struct slot *slot) {
    struct range *range = &slot->range;
    if (bulk->place_known && bulk->place.archive.offset >= range->end) {
        end_range(bulk, range); /* a record that began before it reaches over all of it */
        return;
    }
    bool ran = range->first.offset != UINT64_MAX;
    bool found = range->first.offset < range->end;
    if (bulk->place_known && ran && !is_same_place(bulk->place.archive, range->first)) {
        put_range_again(bulk, range);
        return;
    }
    if (found && !bulk->place_known)
        bulk->place.archive = range->first;
    bulk->place_known |= found;
    write_results(bulk, slot);
    switch (range->how) {
    case RANGE_FULL:
        put_range_again(bulk, range);
        break;
    case RANGE_LEFT:
        read_page_by_page(bulk, range);
        break;
    case RANGE_DONE:
        bulk->place.archive = range->next;
        end_range(bulk, range);
        break;
    }
}

/* Write the results of the oldest range, if it is done and nothing before it is left. */
static bool write_range(struct bulk *bulk) {
    struct crew_result result;
    if (bulk->problem || stop_signal() || !bulk->ranged || bulk->page_by_page ||
        !crew_is_idle(bulk->crew, CREW_PAGES) || !crew_oldest(bulk->crew, CREW_RANGES, &result))
        return false;
    double begun = clock_ms();
    const struct unit *unit = &bulk->units.list[bulk->reading];
    if (bulk->writing != unit)
        begin_unit(bulk, unit);
    if (!bulk->problem)
        settle_range(bulk, result.slot);
    bulk->stats.write_ms += clock_ms() - begun;
    note_output(bulk);
    return !bulk->problem;
}

/* ---- Pages ---------------------------------------------------------------------------------- */

/* Write the oldest page, if it is done. */
static bool write_one(struct bulk *bulk) {
    struct crew_result result;
    if (bulk->problem || !crew_oldest(bulk->crew, CREW_PAGES, &result))
        return false;
    const struct event *event = event_of(bulk, crew_oldest_number(bulk->crew));
    double begun = clock_ms();
    if (bulk->writing != event->unit)
        begin_unit(bulk, event->unit);
    if (!bulk->problem && event->what == PAGES_END) {
        if (bulk->page_by_page)
            end_rest(bulk, &event->next);
        else
            finish_unit(bulk, event->unit);
    } else if (!bulk->problem) {
        if (event->what == PAGES_PAGE)
            write_page(bulk, result.slot, result.death);
        else
            write_damage(bulk, result.slot);
        settle(bulk, &event->next, result.slot->output_length > 0);
    }
    bulk->stats.write_ms += clock_ms() - begun;
    crew_release(bulk->crew, CREW_PAGES);
    note_output(bulk);
    return !bulk->problem;
}

/* ---- The run -------------------------------------------------------------------------------- */

static void run_units(struct bulk *bulk) {
    enum { NOTHING_TO_DO_MS = 200 };
    while (!bulk->problem) {
        while (write_one(bulk))
            ;
        if (bulk->held && crew_admits(bulk->crew)) {
            crew_put(bulk->crew, CREW_PAGES, true);
            bulk->held = false;
        }
        bool moved = put_range(bulk);
        moved |= write_range(bulk);
        moved |= read_one(bulk);
        /* A signal: what is held was read, and may as well be done by the next run. */
        if (stop_signal())
            bulk->read_all = true;
        if (bulk->problem || (bulk->read_all && crew_is_idle(bulk->crew, CREW_PAGES)))
            break;
        const char *failure;
        if (!crew_wait(bulk->crew, moved ? 0 : NOTHING_TO_DO_MS, &failure))
            fail(bulk, EXIT_STATUS_OUTPUT, memory_copy(failure));
        if (watch_is_due(&bulk->watch))
            watch_show(&bulk->watch, &bulk->stats, fraction_of(bulk));
    }
}

/* Pages of a block that is to be compressed are read again: its end would be another one. */
static void end_run(struct bulk *bulk) {
    bool whole = !bulk->writing && !stop_signal();
    if (bulk->problem || (bulk->settings.compress && !whole))
        return;
    if (bulk->writing)
        store_end_block(bulk->store);
    store_checkpoint(bulk->store, stats_json(&bulk->stats));
    note_output(bulk);
}

/* ---- Begin ---------------------------------------------------------------------------------- */

/* The path that a folder has; of one that is to be made, that of where it will be, with a "/". */
static char *path_to_be(const char *path) {
    char *real = realpath(path, NULL);
    if (real)
        return real;
    char *parent = memory_copy(path);
    size_t length = strlen(parent);
    while (length && parent[length - 1] == '/')
        length--;
    while (length && parent[length - 1] != '/')
        length--;
    parent[length] = '\0';
    real = realpath(*parent ? parent : ".", NULL);
    char *whole = real ? memory_format("%s/", real) : NULL;
    free(parent);
    free(real);
    return whole;
}

static bool lies_in(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 &&
           (path[length] == '/' || !path[length] || length == 1);
}

/* A run must not read what it writes. */
static char *check_output(const struct settings *settings) {
    char *output = path_to_be(settings->output);
    char *problem = NULL;
    for (size_t i = 0; output && i < settings->input_count && !problem; i++) {
        struct stat status;
        char *input = realpath(settings->inputs[i], NULL);
        if (input && stat(input, &status) == 0 && S_ISDIR(status.st_mode) && lies_in(output, input))
            problem = memory_format("%s lies in %s, which is an input", settings->output,
                                    settings->inputs[i]);
        free(input);
    }
    free(output);
    return problem;
}

/* What goes on later must be there later. */
static char *check_resumable(const struct bulk *bulk) {
    for (size_t i = 0; i < bulk->units.count && bulk->settings.resume; i++) {
        const struct unit *unit = &bulk->units.list[i];
        struct stat status;
        if (unit->kind == UNIT_FILE && stat(unit->paths[0], &status) == 0 &&
            !S_ISREG(status.st_mode))
            return memory_format("--resume: %s is no file, and cannot be gone on with",
                                 unit->paths[0]);
    }
    return NULL;
}

static char *check_from(const struct bulk *bulk) {
    if (!bulk->from.unit)
        return NULL;
    for (size_t i = 0; i < bulk->units.count; i++)
        if (is_current(bulk, &bulk->units.list[i]))
            return NULL;
    return memory_format("the run was reading %s, which is not among the inputs", bulk->from.unit);
}

static char *plan(struct bulk *bulk, struct crew_plan *to) {
    struct settings *settings = &bulk->settings;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t workers = settings->threads ? settings->threads
                     : processors > 0  ? (size_t)processors
                                       : 1;
    if (!crew_plan(to, workers, settings->max_bytes, settings->memory))
        return memory_format("--memory: at least %zuM are needed",
                             2 * (SUPERVISOR_MEMORY + WORKER_MEMORY) >> 20);
    if (to->workers < workers && settings->threads)
        message_note(NULL, "--memory is enough for %zu workers of %zu", to->workers, workers);
    to->page_seconds = settings->page_seconds;
    settings->max_bytes = to->max_bytes;
    return NULL;
}

/* Tests have small archives and want many ranges of them. */
static uint64_t range_size(void) {
    const char *size = getenv("DATELINE_TEST_RANGE");
    uint64_t number = size ? strtoull(size, NULL, 10) : 0;
    return number ? number : RANGE_SIZE;
}

static bool open_crew(struct bulk *bulk, const struct crew_plan *to) {
    char *failure = NULL;
    bulk->crew = crew_open(&bulk->context, &bulk->units, to, &failure);
    if (!bulk->crew) {
        fail(bulk, EXIT_STATUS_OUTPUT, failure);
        return false;
    }
    bulk->index = archive_index_create();
    bulk->events = memory_allocate(crew_slot_count(bulk->crew) * sizeof *bulk->events);
    if (!worker_begin(&bulk->own, &bulk->context))
        memory_fail();
    return true;
}

static bool open_all(struct bulk *bulk) {
    struct crew_plan crew;
    char *problem = check_output(&bulk->settings);
    if (!problem)
        problem = plan(bulk, &crew);
    if (!problem)
        units_find(&bulk->units, &bulk->settings, bulk->shard, &problem);
    if (!problem)
        problem = check_resumable(bulk);
    bool usage = true;
    if (!problem)
        bulk->store = store_open(&bulk->settings, bulk->shard, bulk->units.digest, &bulk->from,
                                 &usage, &problem);
    if (!problem)
        problem = check_from(bulk);
    if (problem) {
        fail(bulk, usage ? EXIT_STATUS_USAGE : EXIT_STATUS_OUTPUT, problem);
        return false;
    }
    if (bulk->from.stats)
        stats_add(&bulk->stats, bulk->from.stats);
    for (size_t i = 0; i < bulk->units.count; i++)
        bulk->size += weight_of(&bulk->units.list[i]);
    return open_crew(bulk, &crew);
}

/* ---- End ------------------------------------------------------------------------------------ */

static void write_stats(struct bulk *bulk) {
    if (!bulk->settings.stats)
        return;
    json_t *json = stats_json(&bulk->stats);
    if (json_dump_file(json, bulk->settings.stats, JSON_INDENT(2)) != 0)
        fail(bulk, EXIT_STATUS_OUTPUT,
             memory_format("%s: cannot be written", bulk->settings.stats));
    json_decref(json);
}

static void say_how_to_go_on(const struct bulk *bulk) {
    for (size_t i = 0; i < bulk->units.count; i++)
        if (strcmp(bulk->units.list[i].paths[0], "-") == 0) {
            message_error(NULL, "standard input cannot be gone on with; begin again in another "
                                "folder");
            return;
        }
    message_error(NULL, "what is done is kept; the same command with --resume goes on");
}

static int end(struct bulk *bulk) {
    bool begun = bulk->crew != NULL;
    if (begun)
        watch_end(&bulk->watch, &bulk->stats);
    if (begun && !bulk->problem)
        write_stats(bulk);
    if (bulk->left_out)
        message_note(NULL, "%zu files of folders were left out, for they are no pages",
                     bulk->left_out);
    if (bulk->problem)
        message_error(NULL, "%s", bulk->problem);
    if (begun && (bulk->problem_status == EXIT_STATUS_OUTPUT || stop_signal()))
        say_how_to_go_on(bulk);
    int status = bulk->problem          ? bulk->problem_status
                 : bulk->stats.failures ? EXIT_STATUS_INPUT
                                        : EXIT_STATUS_WELL;
    pages_close(bulk->pages);
    crew_close(bulk->crew);
    if (bulk->store)
        store_close(bulk->store);
    if (bulk->own.extractor)
        worker_end(&bulk->own);
    archive_index_destroy(bulk->index);
    units_destroy(&bulk->units);
    checkpoint_destroy(&bulk->from);
    stats_destroy(&bulk->stats);
    buffer_destroy(&bulk->line);
    free(bulk->events);
    free(bulk->problem);
    if (stop_signal())
        stop_die_of(stop_signal());
    return status;
}

int bulk(const struct settings *settings) {
    struct bulk bulk = {.settings = *settings, .shard = {1, 1}, .range_size = range_size()};
    bulk.context = (struct view_context){
        .settings = &bulk.settings, .format = DATELINE_FORMAT_JSON, .many = true};
    if (settings->shard)
        options_read_shard(settings->shard, &bulk.shard.number, &bulk.shard.count);
    if (open_all(&bulk)) {
        open_unit(&bulk);
        watch_begin(&bulk.watch, &bulk.stats, fraction_of(&bulk));
        run_units(&bulk);
        end_run(&bulk);
    }
    return end(&bulk);
}
