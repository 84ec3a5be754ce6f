/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A slot: memory that the supervisor and its workers share, in which one page goes to a worker and
 * its record comes back; or a range of an archive, and all its records. Nothing else passes between
 * processes.
 *
 * A slot's state says whose it is. A worker takes a filled one by exchanging its state for its own
 * number, in one step: so the supervisor knows of any worker that has died which page it had.
 */
#ifndef TOOL_BULK_SLOT_H
#define TOOL_BULK_SLOT_H

#include "input/inputs.h"
#include "range.h"
#include "run/work.h"
#include "stats.h"

#include <stdatomic.h>
#include <stdint.h>

enum {
    SLOT_FREE = 0,
    SLOT_FILLED, /* with a page or a range that nobody has taken */
    SLOT_DONE,   /* with what was made of it */
    SLOT_TAKEN   /* + the number of the worker that has it */
};

/** What a slot's text can hold: the name, address and so on of a page, and why it failed. */
enum { SLOT_TEXT = 60 << 10, SLOT_FAILURE = 512 };

/** The strings of an item. */
enum slot_text {
    SLOT_NAME,
    SLOT_ID,
    SLOT_URL,
    SLOT_CAPTURED,
    SLOT_ENCODING,
    SLOT_REASON, /* why the page could not be read */
    SLOT_CUT,    /* why it ends early */
    SLOT_WARNING,
    SLOT_ARCHIVE,
    SLOT_MEDIA_TYPE,
    SLOT_RECORD_ID,
    SLOT_DATE,
    SLOT_DIGEST,
    SLOT_CONTENT_LANGUAGE, /* of the HTTP header */
    SLOT_LAST_MODIFIED,
    SLOT_LINK,
    SLOT_TEXT_COUNT
};

struct slot {
    atomic_uint state;
    atomic_llong began; /* processor time of the worker when it took it, nanoseconds; -1: not yet */
    size_t number;      /* of all slots since the beginning */

    /* In: */
    unsigned char *page;
    size_t page_length;
    int kind; /* a dateline_kind */
    int http_status;
    bool archived;   /* it is a record of an archive: */
    bool revisit;    /* which stands for another one */
    uint64_t offset; /* where it begins in the file */
    uint64_t index;  /* of records that share a compressed member */
    uint64_t length; /* how much of the file it takes; 0: it shares that with others */
    size_t text_length;
    uint32_t texts[SLOT_TEXT_COUNT]; /* where each begins, + 1; 0: absent */

    /* Out: */
    size_t output_length;
    struct page_summary summary;
    bool memory_failed;
    char failure[SLOT_FAILURE]; /* for stderr and the errors; "": none */

    char text[SLOT_TEXT];
    unsigned char *room;   /* for the page */
    unsigned char *output; /* for the record */
    size_t output_size;

    struct range range; /* or, instead of a page, a range of an archive */
};

/**
 * @return how long the record of a page may be. The longest of real pages are as long as the page;
 *         one of nothing but line breaks would be 16 times as long.
 */
size_t slot_output_most(size_t page_length);

/** Make a slot ready for a page. */
void slot_clear(struct slot *slot);

/** @return false where the texts are too long together. NULL: absent. */
bool slot_put_text(struct slot *slot, enum slot_text which, const char *text);

/** @return NULL where it is absent. */
const char *slot_text(const struct slot *slot, enum slot_text which);

/** Do the work: read the page that is in the slot, put the record into it. */
void slot_work(struct slot *slot, struct worker *worker);

/** Put the record of a page that is given up into the slot. */
void slot_fail(struct slot *slot, struct worker *worker, const char *why);

#endif
