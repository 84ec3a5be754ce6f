/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The records of an archive of any format and compression, one after another, whatever is damaged
 * in between: their headers read, their contents in the caller's room.
 */
#ifndef TOOL_ARCHIVE_RECORDS_H
#define TOOL_ARCHIVE_RECORDS_H

#include "archive.h"
#include "input/source.h"
#include "record.h"

struct records;

enum records_result {
    RECORDS_RECORD,
    RECORDS_DAMAGE, /* problem says what; the next call goes on at `next` */
    RECORDS_FAILED, /* the file cannot be read any further: problem; then comes the end */
    RECORDS_END
};

struct record {
    struct archive_place place;
    struct archive_place next;
    uint64_t length;     /* in the file; 0: it shares its member with others */
    const char *problem; /* of a record: what is wrong with its length; constant. NULL: nothing */
    struct record_header header; /* its texts are valid until the room or the reader is used */
    const unsigned char *header_bytes;
    unsigned char *content; /* in the room, with ARCHIVE_PADDING bytes behind it */
    size_t content_length;
    bool cut; /* the content is longer */
};

/**
 * @param keep how much of a content is kept.
 * @return NULL with *failure set, to be freed.
 */
struct records *records_open(const char *path, struct archive_place place, size_t keep,
                             char **failure);

/**
 * Of a source whose first bytes were read already.
 *
 * @param source is taken over, also on failure.
 */
struct records *records_open_source(struct source *source, const unsigned char *bytes,
                                    size_t length, struct archive_place place, size_t keep,
                                    char **failure);

enum records_result records_next(struct records *records, struct archive_room *room,
                                 struct record *record);

/** Go to another place of the same file. @return false where that cannot be. */
bool records_seek(struct records *records, struct archive_place place);

/**
 * Go to the first compressed member at or behind @p begin that a record begins in.
 *
 * @return false where there is none before @p end, or the file is not compressed.
 */
bool records_find(struct records *records, uint64_t begin, uint64_t end);

/** @return where the next record is looked for. */
struct archive_place records_tell(const struct records *records);

/** @return whether records_seek() is possible. */
bool records_can_seek(const struct records *records);

const struct record_format *records_format(const struct records *records);

double records_fraction(const struct records *records);

/** NULL does nothing. */
void records_close(struct records *records);

/** Have room for @p size bytes and ARCHIVE_PADDING behind them. @return false: there is no more. */
bool room_reserve(struct archive_room *room, size_t size);

#endif
