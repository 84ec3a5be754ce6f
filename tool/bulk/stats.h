/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a run has seen: pages by status, host, language and warning, and where the time went. Every
 * count but the times is the same for the same inputs, and sums of shards are those of the whole.
 */
#ifndef TOOL_BULK_STATS_H
#define TOOL_BULK_STATS_H

#include "dateline.h"

#include <jansson.h>
#include <stdint.h>

/** Of one page, in memory of fixed size that processes can share. */
struct page_summary {
    bool read; /* there is a record */
    dateline_status status;
    char language[16];
    char host[128];
    unsigned warning_count;
    char warnings[8][24]; /* the words before the colon: "truncated" */
    uint64_t extract_ns;
};

/** @param record NULL: none. */
void page_summarise(struct page_summary *to, const dateline_record *record);

/** Names and how often each came. Zero-initialise it. */
struct tally {
    struct tally_entry {
        char *name;
        uint64_t count;
    } * entries;
    size_t count;
    size_t capacity;
    uint32_t *table; /* hash table: index of an entry + 1 */
    size_t table_size;
    uint64_t others; /* pages of names that there was no room for */
};

/** Different hosts that are counted one by one; pages of further ones are summed up. */
enum { TALLY_MOST = 4096 };

enum { STATUS_COUNT = DATELINE_STATUS_ERROR + 1 };

/** Zero-initialise it. */
struct stats {
    uint64_t inputs;  /* finished */
    uint64_t pages;   /* records written or left out by an option */
    uint64_t records; /* written */
    uint64_t status[STATUS_COUNT];
    uint64_t damaged;  /* places of archives that could not be read */
    uint64_t failures; /* pages that could not be read, or not to their end */
    uint64_t quarantined;
    uint64_t page_bytes;   /* decompressed */
    uint64_t record_bytes; /* before compression */
    struct tally hosts;
    struct tally languages;
    struct tally warnings;
    double read_ms;    /* of all processes together: reading and inflating */
    double extract_ms; /* of all workers together */
    double write_ms;   /* of the supervisor: compressing, writing, making sure */
};

/** Count a page that is done. */
void stats_add_page(struct stats *stats, const struct page_summary *page, size_t page_bytes,
                    size_t record_bytes);

/** Add what another run, or an earlier part of this one, has counted. */
void stats_add(struct stats *to, const json_t *other);

/** @return all of it as JSON, to be released; the most frequent first in each tally. */
json_t *stats_json(const struct stats *stats);

void stats_destroy(struct stats *stats);

#endif
