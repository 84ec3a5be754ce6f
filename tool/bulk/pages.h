/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pages of a unit, one at a time, into slots; with the place behind each.
 */
#ifndef TOOL_BULK_PAGES_H
#define TOOL_BULK_PAGES_H

#include "place.h"
#include "slot.h"
#include "units.h"

struct pages;

enum pages_result {
    PAGES_PAGE,
    PAGES_DAMAGE,  /* bytes of an archive that are no record; the slot has the name and a reason */
    PAGES_STOPPED, /* by a signal */
    PAGES_END
};

/** Of the archives of the run, or what is to go there. */
struct pages_index {
    struct archive_index *index;
    struct buffer *seen;
};

/**
 * Open a unit.
 *
 * @param settings must live as long.
 * @param from     where to begin.
 */
struct pages *pages_open(const struct settings *settings, const struct unit *unit,
                         const struct pages_index *index, const struct place *from);

/** @return whether it is an archive that pages_go_to() and pages_find() can be asked of. */
bool pages_is_archive(const struct pages *pages);

/** Of an archive, the records that begin at a place of it and before the byte @p end come next. */
bool pages_go_to(struct pages *pages, const struct place *place, uint64_t end);

/**
 * The same from the first record on that seems to begin at the place's byte or behind it.
 *
 * @param place gets the place of that record.
 * @return false where there is none.
 */
bool pages_find(struct pages *pages, struct place *place, uint64_t end);

/** @param next gets the place behind the page, or that at the end of an archive or its range. */
enum pages_result pages_next(struct pages *pages, struct slot *slot, size_t room_size,
                             struct place *next);

/** @return the part of the unit that is read, 0..1, as far as one can know. */
double pages_fraction(const struct pages *pages);

/** @return files of folders that were left out, for they are no pages. */
size_t pages_left_out(const struct pages *pages);

/** NULL does nothing. */
void pages_close(struct pages *pages);

#endif
