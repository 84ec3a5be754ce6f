/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the records lie that a revisit can stand for: by digest, by address and time, by id.
 */
#ifndef TOOL_ARCHIVE_INDEX_H
#define TOOL_ARCHIVE_INDEX_H

#include "archive.h"
#include "record.h"

/** The keys of a record; 0: it lacks what a key is made of. */
struct index_keys {
    uint64_t by_address; /* and time */
    uint64_t by_digest;
    uint64_t by_id;
};

/** @return what a record can be found by. */
struct index_keys index_keys_of(const struct record_header *header);

/** @return what a revisit's original can be found by. */
struct index_keys index_keys_of_original(const struct record_header *revisit);

/** @return the number of a file, for index_add(). */
uint32_t index_file(struct archive_index *index, const char *path);

void index_add(struct archive_index *index, const struct index_keys *keys, uint32_t file,
               struct archive_place place);

/** Append what index_add() would be given, for archive_index_add_seen(). */
void index_note(struct buffer *seen, const struct index_keys *keys, struct archive_place place);

/** @return the path of the file that has the record, at *place; NULL: it is not there. */
const char *index_find(struct archive_index *index, const struct index_keys *keys,
                       struct archive_place *place);

#endif
