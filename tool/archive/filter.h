/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which pages of an archive are wanted, by what is known before they are read: media type, HTTP
 * status, address, time of capture.
 */
#ifndef TOOL_ARCHIVE_FILTER_H
#define TOOL_ARCHIVE_FILTER_H

#include <stdbool.h>

/** Each is a text of the command line; NULL: the default. */
struct filter {
    const char *media_types; /* "text/html,text/plain" or "all"; default: HTML and the like */
    const char *statuses;    /* "200,3xx" or "all"; default: 2xx, and none at all */
    const char *urls;  /* shell patterns apart by spaces, one of which must fit; default all */
    const char *since; /* captured at this time or later, ISO 8601, any precision */
    const char *until; /* captured before the end of this */
};

/** @return NULL, or what is wrong in the filter's texts: "--http-status: …"; to be freed. */
char *filter_check(const struct filter *filter);

enum filter_type { TYPE_LEFT, TYPE_TAKEN, TYPE_IF_HTML /* where the bytes are those of a page */ };

/** @param media_type in lower case; NULL: the record says none. */
enum filter_type filter_takes_type(const struct filter *filter, const char *media_type);

/** @param status 0: none. */
bool filter_takes_status(const struct filter *filter, int status);

/** @param url NULL: none, which no pattern fits. */
bool filter_takes_url(const struct filter *filter, const char *url);

/** @param captured NULL: unknown, which lies in no bounds. */
bool filter_takes_time(const struct filter *filter, const char *captured);

#endif
