/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A range of a compressed archive as a piece of work: a worker reads, inflates and extracts the
 * pages whose records begin in it, and gives all their records at once.
 *
 * Where a member of an archive ends is known only when it is inflated. So where the first record
 * of a range begins is a guess (compressed data may hold what looks like a member), and whoever
 * takes the results compares it with where the range before has ended. A worker does plain pages
 * only: before anything else (damage, a revisit, several records in a member, a large page, one
 * that fails) it stops, and the rest of the range is read page by page.
 */
#ifndef TOOL_BULK_RANGE_H
#define TOOL_BULK_RANGE_H

#include "place.h"
#include "stats.h"
#include "units.h"

#include <stdatomic.h>

struct slot;
struct worker;

/** Bytes of a file in a range, and of results behind which no further page is begun. */
enum { RANGE_SIZE = 512 << 10, RANGE_OUTPUT = 1 << 20, RANGE_OUTPUT_MOST = 2 << 20 };

enum range_end {
    RANGE_LEFT, /* what is behind its last page is to be read page by page */
    RANGE_FULL, /* the same goes on in another range */
    RANGE_DONE
};

struct range {
    /* In: */
    size_t unit; /* its index */
    struct archive_place begin;
    uint64_t end; /* 0: the slot holds a page */
    bool known;   /* a record begins at `begin`; otherwise it is looked for from there on */
    bool last;    /* of the unit */
    /* Out: */
    struct archive_place first;
    struct archive_place next; /* RANGE_DONE: where the record behind it begins */
    enum range_end how;
    atomic_size_t length; /* of the pages that are complete, in the slot's output */
};

/** A page of a range, or, without a record, what lies between its last page and its end. */
struct range_page {
    bool is_page;
    struct archive_place next;
    size_t page_length;
    size_t record_length; /* the bytes behind this struct: the record, */
    size_t index_length;  /* its line of the index, */
    size_t seen_length;   /* what revisits may ask for */
    uint64_t read_ns;
    struct page_summary summary;
};

/** @return the bytes of the page at *at, which moves on; NULL: there is no other. */
const unsigned char *range_page_at(const struct slot *slot, size_t *at, struct range_page *page);

/** What a worker needs for ranges. */
struct range_reader;

/** @param page_most bytes of a page that is done here. */
struct range_reader *range_reader_create(const struct settings *settings, const struct units *units,
                                         size_t room_size, size_t page_most);

/** Called for each page that is begun, which may end the process. */
typedef void range_begin_page(struct slot *range, struct slot *page);

/** Do the range in a slot. */
void range_work(struct range_reader *reader, struct slot *slot, struct worker *worker,
                range_begin_page *begin_page);

#endif
