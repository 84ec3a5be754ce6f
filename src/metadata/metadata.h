/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fifth room: what the page says of itself. Every field's candidates are gathered from JSON-LD,
 * meta tags, microdata and the visible page, each with the bytes where it stands; one of them is
 * chosen, and the record says why.
 */
#ifndef DATELINE_METADATA_METADATA_H
#define DATELINE_METADATA_METADATA_H

#include "page/page.h"

/** What is known of a page beside its bytes; absent: unknown. */
typedef struct dateline_response {
    dateline_string captured;         /* ISO 8601 time of the reading */
    dateline_string content_language; /* fields of the HTTP response's header */
    dateline_string last_modified;
    dateline_string link;
} dateline_response;

/**
 * Fill the record's fields from title to licence, its images, alternates, updates, access and
 * candidates. The roles of page->blocks are known; record->status and the like are set.
 *
 * @return false where memory failed.
 */
bool dateline_metadata_find(dateline_page *page, dateline_arena *arena,
                            const dateline_response *response, dateline_record *record);

#endif
