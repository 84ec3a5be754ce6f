/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Archives: a WARC, an ARC or a tar in, its pages out, one at a time, in the order of the file.
 *
 *     struct archive *archive = archive_open(path, place, &options, &failure);
 *     while (archive_next(archive, &room, &entry) != ARCHIVE_END)
 *         ...
 *     archive_close(archive);
 *
 * A compressed record is decompressed straight into the room that the caller gives, which may be
 * memory that another process sees; a page that needs no further decoding is a range of it. What
 * is damaged costs itself alone: it comes back as an entry that says where and why, and the next
 * call goes on with the next record that can be read.
 *
 * The same file gives the same entries whatever place it was opened at, so that a run can be taken
 * up again: after any entry, closing the archive and opening it at entry.next gives what
 * archive_next() would have given. (Standard input and addresses can be read from the start only.)
 */
#ifndef TOOL_ARCHIVE_ARCHIVE_H
#define TOOL_ARCHIVE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Bytes that are readable behind a page: the library's DATELINE_PADDING. */
enum { ARCHIVE_PADDING = 64 };

struct archive;
struct archive_index;
struct buffer; /* memory.h */
struct filter; /* filter.h */
struct source; /* input/source.h */

/**
 * Where a record begins: the byte of the file where it, or the gzip member, zstd or lz4 frame that
 * holds it, does, and how many records that member holds before it. In a file compressed record by
 * record, as it should be, `index` is 0; in one that was compressed as a whole, `offset` is.
 */
struct archive_place {
    uint64_t offset;
    uint64_t index;
};

/** What holds for a whole archive. Zero-initialise it. */
struct archive_options {
    size_t max_bytes;            /* of a page; what is longer is cut, with a warning; not 0 */
    const struct filter *filter; /* which pages are wanted; NULL: every page; see filter.h */
    struct archive_index *index; /* of the run, to find the page of a revisit; NULL: none */
    struct buffer *seen;         /* gets what belongs into an index that is elsewhere; NULL: none */
    bool check_digests; /* compare each record with its digest: costs as much as inflating */
};

/**
 * Memory for one entry, of the caller's. Between two calls it may be exchanged; archive_next()
 * writes from its beginning, and nothing in it is read again by the next call.
 */
struct archive_room {
    unsigned char *data;
    size_t capacity; /* at least 256 KiB; max_bytes + 1 MiB is always enough */
    /**
     * Make it at least @p capacity bytes, keeping what is there; `data` may move. It may wait.
     *
     * @return false where that cannot be: then the page is cut, with a warning. NULL: the same.
     */
    bool (*grow)(struct archive_room *room, size_t capacity);
    void *context; /* of grow() */
};

enum archive_result {
    ARCHIVE_PAGE,   /* a page */
    ARCHIVE_DAMAGE, /* bytes that are no record that can be read; `warning` is the reason */
    ARCHIVE_FAILED, /* the file itself cannot be read any further: `warning`; END comes next */
    ARCHIVE_END
};

/** What archive_next() found. Strings are valid UTF-8, NULL where unknown. */
struct archive_entry {
    struct archive_place place; /* where it begins */
    uint64_t length;            /* bytes of the file that it takes; 0: it shares its member */
    struct archive_place next;  /* where to take up after it */
    const char *warning;        /* what was cut or repaired; of damage: why */

    /* Of pages only: */
    const unsigned char *bytes; /* in the room, ARCHIVE_PADDING readable bytes behind them */
    size_t page_length;
    bool revisit;                 /* the record stands for another one */
    int kind;                     /* a dateline_kind: html, text or auto */
    int http_status;              /* 0: none */
    const char *url;              /* without < > around it */
    const char *captured;         /* ISO 8601 */
    const char *encoding;         /* charset of the Content-Type */
    const char *content_language; /* these as the header has them */
    const char *last_modified;
    const char *link;
    const char *media_type; /* lower case, without parameters */
    const char *record_id;  /* "urn:uuid:…", without < > around it */
    const char *digest; /* "sha1:…": of the payload where the record has it, else of the block */
    const char *name;   /* of tar: the path in it */
};

/** What was passed by, and why. */
struct archive_counts {
    uint64_t records;    /* all, of every type */
    uint64_t pages;      /* given out */
    uint64_t damaged;    /* places */
    uint64_t not_pages;  /* requests, metadata, other media types by default */
    uint64_t by_filter;  /* pages that the filter did not want, a non-2xx status included */
    uint64_t revisits;   /* given out with the page of their original */
    uint64_t unresolved; /* revisits given out empty, for their original was not found */
};

/** @return whether decompressed data that begin with these bytes are an archive. */
bool archive_recognise(const unsigned char *bytes, size_t length);

/**
 * Read "12345" or "12345+17", as behind the # of an input, or write it.
 *
 * @return false where it is no place.
 */
bool archive_place_read(const char *text, struct archive_place *place);

enum { ARCHIVE_PLACE_SIZE = 48 };
void archive_place_write(struct archive_place place, char text[ARCHIVE_PLACE_SIZE]);

/**
 * Open an archive.
 *
 * @param path    a file, or "-" for standard input.
 * @param place   where to begin: all zero, or the place or next of an entry of the same file.
 * @param options read until archive_close(); strings and structs in it must live as long.
 * @return NULL with *failure set, to be freed, where it cannot be read or is no archive.
 */
struct archive *archive_open(const char *path, struct archive_place place,
                             const struct archive_options *options, char **failure);

/**
 * Open one whose first bytes were read already: of a pipe or a server.
 *
 * @param source is taken over, also on failure.
 * @param bytes  what was read of it.
 */
struct archive *archive_open_source(struct source *source, const unsigned char *bytes,
                                    size_t length, const struct archive_options *options,
                                    char **failure);

/**
 * Find the next page or the next damage. Strings of the entry are valid until the next call.
 *
 * Memory of the archive itself is bounded by some MiB and max_bytes, whatever the file.
 */
enum archive_result archive_next(struct archive *archive, struct archive_room *room,
                                 struct archive_entry *entry);

/** From now on the end is where the next record begins at or behind the byte @p end. */
void archive_end_at(struct archive *archive, uint64_t end);

/** Go to another place of the same file. @return false where that cannot be. */
bool archive_seek(struct archive *archive, struct archive_place place);

/**
 * Go to the first member of a compressed file at or behind @p begin that a record begins in. Bytes
 * that look like one need not be one: only who has read all before knows.
 *
 * @return false where there is none before the end.
 */
bool archive_find(struct archive *archive, uint64_t begin);

/** @return where the next record is looked for. */
struct archive_place archive_tell(const struct archive *archive);

/** @return the part of the file that is done, 0..1; 0 where it cannot be known. */
double archive_fraction(const struct archive *archive);

/** @return what was passed by since archive_open(). */
struct archive_counts archive_count(const struct archive *archive);

/** NULL does nothing. */
void archive_close(struct archive *archive);

/* ---- Revisits -------------------------------------------------------------------------------- */

/**
 * Make the index by which a revisit record finds the page that it stands for, among the records
 * that were read before it in the archives that share the index. Its memory is bounded; where it
 * is full, the oldest records are forgotten. One thread at a time uses it.
 */
struct archive_index *archive_index_create(void);

/**
 * A part of a run that was done by an earlier process: the records of @p path before @p until (all
 * zero: all of them) count as read. They are looked through when a revisit asks for one, not now.
 */
void archive_index_expect(struct archive_index *index, const char *path,
                          struct archive_place until);

/** Add what archive_options.seen got, of the archive at @p path. */
void archive_index_add_seen(struct archive_index *index, const char *path, const void *seen,
                            size_t length);

/** NULL does nothing. */
void archive_index_destroy(struct archive_index *index);

#endif
