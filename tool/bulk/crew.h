/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Worker processes and their supervisor: pages in, records out in the same order, in a ring of
 * shared slots; and, in a ring of its own, ranges of archives. A worker that dies takes nothing
 * down: its page is given to a new one, and where that dies of it too, the page comes back as
 * failed. Its range comes back as far as it was done.
 *
 *     crew_slot()     the next free slot, to be filled with a page or a range,
 *     crew_put()      which goes to the workers;
 *     crew_wait()     lets time pass;
 *     crew_oldest()   the oldest one, once it is done,
 *     crew_release()  whose slot is free again.
 *
 * Memory, all processes together, is bounded by --memory, for which crew_plan() makes the sum:
 *
 *     half      the supervisor (SUPERVISOR_MEMORY) and as many workers as fit, WORKER_MEMORY each:
 *               the program, PAGES_A_WORKER and RANGES_A_WORKER slots and the work on a page of
 *               SMALL_PAGE; in a range, of a larger one, where there is memory left over;
 *     half      larger pages: each counts PAGE_FACTOR times its length from when a worker may take
 *               it until its record is written. What does not fit waits; no page is longer than
 *               what fits alone, the rest is cut with a warning. So where pages are cut depends on
 *               --memory, and never on the number of workers.
 */
#ifndef TOOL_BULK_CREW_H
#define TOOL_BULK_CREW_H

#include "slot.h"

#define SUPERVISOR_MEMORY ((size_t)96 << 20)
#define WORKER_MEMORY     ((size_t)112 << 20)
#define SMALL_PAGE        ((size_t)512 << 10)
/** A page of nothing but <br> takes 76 times its length; the rest is for reading and writing. */
#define PAGE_FACTOR ((size_t)104)
/** No page of a range is larger, however much memory there is. */
#define RANGE_PAGE_MOST ((size_t)4 << 20)
enum { PAGES_A_WORKER = 8, RANGES_A_WORKER = 6 };

/** The rings. */
enum crew_ring { CREW_PAGES, CREW_RANGES, CREW_RING_COUNT };

struct crew_plan {
    size_t workers;
    size_t max_bytes;      /* of a page */
    size_t large_pages;    /* bytes for all of them, PAGE_FACTOR counted in */
    size_t range_page;     /* bytes of a page of a range */
    uint64_t page_seconds; /* of processor time, after which a worker is given up */
};

/**
 * @param memory 0: enough for a page of @p max_bytes.
 * @return false where @p memory is too small for a single worker.
 */
bool crew_plan(struct crew_plan *plan, size_t workers, size_t max_bytes, size_t memory);

struct crew;

/** @return NULL with *failure set, to be freed, where there is no memory or no process. */
struct crew *crew_open(const struct view_context *context, const struct units *units,
                       const struct crew_plan *plan, char **failure);

/** @return the size of a page's room. */
size_t crew_room_size(const struct crew *crew);

/** @return a free slot, cleared; always the same one until it is put. NULL: none is free. */
struct slot *crew_slot(struct crew *crew, enum crew_ring ring);

/** @return whether there is memory for the page that is in the next slot of pages. */
bool crew_admits(const struct crew *crew);

/** Give crew_slot() to the workers, or, where nothing is to be done with it, pass it on as done. */
void crew_put(struct crew *crew, enum crew_ring ring, bool work);

/** Give the oldest range, which is done, to the workers once more. */
void crew_put_again(struct crew *crew);

/** @return whether all that was put is released. */
bool crew_is_idle(const struct crew *crew, enum crew_ring ring);

/** Number of the page that crew_slot() gives, and of the one that crew_oldest() gives. */
size_t crew_newest_number(const struct crew *crew);
size_t crew_oldest_number(const struct crew *crew);

/** @return the number of slots for pages. */
size_t crew_slot_count(const struct crew *crew);

/**
 * Take note of what workers did, and wait for it where there is nothing else to do.
 *
 * @return false where no worker can be kept alive, with *failure set, constant.
 */
bool crew_wait(struct crew *crew, int milliseconds, const char **failure);

/** What became of the oldest page or range. */
struct crew_result {
    struct slot *slot;
    const char *death; /* workers died of a page: how; NULL: they did not */
};

/** @return false where the oldest one is not done, or there is none. */
bool crew_oldest(struct crew *crew, enum crew_ring ring, struct crew_result *result);

void crew_release(struct crew *crew, enum crew_ring ring);

/** End the workers. NULL does nothing. */
void crew_close(struct crew *crew);

#endif
