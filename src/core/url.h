/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Just enough of addresses: parts, and resolving a reference against a base (RFC 3986, section 5,
 * with the WHATWG URL standard's leniency about white space and backslashes).
 */
#ifndef DATELINE_CORE_URL_H
#define DATELINE_CORE_URL_H

#include "core/memory.h"
#include "core/string.h"

/** The parts of an address as slices of it; absent where it has none. */
typedef struct dateline_url {
    dateline_string scheme;    /* "https" */
    dateline_string authority; /* "user@host:80" */
    dateline_string host;
    dateline_string path;
    dateline_string query;    /* without '?' */
    dateline_string fragment; /* without '#' */
} dateline_url;

dateline_url dateline_url_parse(dateline_string address);

/**
 * The absolute address that a reference means.
 *
 * @return the reference itself, trimmed, where it is absolute or empty, or the base is not
 *         absolute; else a new address in the arena.
 */
dateline_string dateline_url_resolve(dateline_string base, dateline_string reference,
                                     dateline_arena *arena);

/** May a reader follow it? http, https, mailto, tel, ftp, or relative: never javascript or data. */
bool dateline_url_safe(dateline_string address);

#endif
