/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An HTTP message as archives hold it: as the server sent it, or with the header of that and a body
 * that somebody has decoded since. So nothing that the header claims is believed before the body
 * looks like it.
 */
#ifndef TOOL_ARCHIVE_HTTP_H
#define TOOL_ARCHIVE_HTTP_H

#include "dateline.h"

/** What a header says; absent where it does not. */
struct http_message {
    int status;  /* 0: there is no status line */
    size_t body; /* where it begins */
    dateline_string content_type;
    dateline_string content_encoding;
    dateline_string transfer_encoding;
    dateline_string content_language;
    dateline_string last_modified;
    dateline_string link; /* the first such field */
    bool has_length;
    uint64_t length; /* Content-Length */
};

/** Read the header of a message. Never fails: what has no header is a body. */
void http_read(const unsigned char *bytes, size_t length, struct http_message *to);

enum http_chunks {
    CHUNKS_NONE, /* it is not chunked; nothing was changed */
    CHUNKS_WELL,
    CHUNKS_CUT,   /* the last chunk is not there, or not whole */
    CHUNKS_BROKEN /* something else follows a chunk; it is kept as it is */
};

/**
 * Take the chunks of a body together, where it has some (RFC 9112, 7.1), in place.
 *
 * @param claimed whether the header says so; otherwise the body must show it by itself.
 */
enum http_chunks http_join_chunks(unsigned char *body, size_t *length, bool claimed);

/** @return whether a list of words, "gzip, chunked", has a word. */
bool http_list_has(dateline_string list, const char *word);

/** @return the charset of a Content-Type, absent where it names none. */
dateline_string http_charset(dateline_string content_type);

/** @return the media type of a Content-Type, without parameters; absent where it is none. */
dateline_string http_media_type(dateline_string content_type);

#endif
