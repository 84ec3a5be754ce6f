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

/**
 * Open a unit.
 *
 * @param settings must live as long.
 * @param index    of the archives of the run.
 * @param from     where to begin.
 */
struct pages *pages_open(const struct settings *settings, const struct unit *unit,
                         struct archive_index *index, const struct place *from);

/** @param next gets the place behind the page. */
enum pages_result pages_next(struct pages *pages, struct slot *slot, size_t room_size,
                             struct place *next);

/** @return the part of the unit that is read, 0..1, as far as one can know. */
double pages_fraction(const struct pages *pages);

/** @return files of folders that were left out, for they are no pages. */
size_t pages_left_out(const struct pages *pages);

/** NULL does nothing. */
void pages_close(struct pages *pages);

#endif
