/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The headers of records: WARC (ISO 28500, 0.18 to 1.1), ARC (version 1 and 2), tar (POSIX ustar
 * and pax, GNU long names). Each format is a const table of functions, one file each.
 */
#ifndef TOOL_ARCHIVE_RECORD_H
#define TOOL_ARCHIVE_RECORD_H

#include "dateline.h"
#include "memory.h"

/** What a record holds. */
enum record_type {
    RECORD_OTHER,    /* nothing for us: request, metadata, warcinfo, a folder of a tar */
    RECORD_RESPONSE, /* what a server answered: an HTTP message where `http` says so */
    RECORD_RESOURCE, /* a file or a document, as it is */
    RECORD_TEXT,     /* a conversion, WET: plain text */
    RECORD_REVISIT,  /* the same as another record */
    RECORD_NAME      /* tar: the name, or more, of the record behind it */
};

/** What a header says. Texts lie in the header; absent where it does not say. */
struct record_header {
    enum record_type type;
    bool http; /* the content is an HTTP message */
    bool has_length;
    uint64_t length;  /* of the content */
    uint64_t padding; /* bytes behind it up to the next record: tar */
    dateline_string url;
    dateline_string date;
    dateline_string record_id;
    dateline_string payload_digest;
    dateline_string block_digest;
    dateline_string media_type; /* of the content, with parameters */
    dateline_string truncated;
    dateline_string segment;
    dateline_string refers_to;
    dateline_string refers_to_url;
    dateline_string refers_to_date;
    dateline_string name; /* tar */
    int status;           /* ARC 2 */
};

/** What bytes are the beginning of. */
enum record_begin { BEGIN_NONE, BEGIN_PERHAPS /* more bytes would tell */, BEGIN_RECORD };

struct record_format {
    const char *name;
    const char *wrong; /* what to say where no record begins where one should */
    bool line_breaks;  /* between records, any number; otherwise blocks of zeros */
    const char *scan;  /* what every header has, to find one in the midst of other bytes, */
    int scan_at;       /* and where the header has it */
    /** @return whether a record's header begins here, and the whole length of it in *header. */
    enum record_begin (*begins)(const unsigned char *bytes, size_t length, size_t *header);
    /** Read a header, which is complete. @return NULL, or what is wrong with it; constant. */
    const char *(*read)(const unsigned char *bytes, size_t length, struct record_header *to);
};

extern const struct record_format warc_format;
extern const struct record_format arc_format;
extern const struct record_format tar_format;

/** Headers that are longer are none. */
enum { HEADER_MOST = 64 << 10 };

/** @return the format of an archive that begins with these bytes, NULL: it is none. */
const struct record_format *record_format_of(const unsigned char *bytes, size_t length);

/** What the content of a tar record of type RECORD_NAME says of the next: its name, or "". Of
 * any other record: its own name. */
void tar_read_name(const unsigned char *header, const unsigned char *content, size_t length,
                   struct buffer *name);

#endif
