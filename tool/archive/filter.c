/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists of words, shell patterns, times compared as text: ISO 8601 in UTC sorts as it reads.
 */
#include "filter.h"

#include "memory.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The next word of a list. @return false at its end. */
static bool next_word(const char **at, const char *separators, const char **word, size_t *length) {
    *at += strspn(*at, separators);
    *word = *at;
    *length = strcspn(*at, separators);
    *at += *length;
    return *length > 0;
}

static bool is_word(const char *word, size_t length, const char *text) {
    return strlen(text) == length && strncasecmp(word, text, length) == 0;
}

/* ---- Media types ---------------------------------------------------------------------------- */

/* What servers say where they do not know: the bytes will tell. */
static bool is_unsure(const char *type) {
    return !type || strcmp(type, "application/octet-stream") == 0 ||
           strcmp(type, "unknown/unknown") == 0 || strcmp(type, "application/unknown") == 0 ||
           strcmp(type, "content/unknown") == 0 || strcmp(type, "text/*") == 0 ||
           strcmp(type, "*/*") == 0;
}

static bool fits_type(const char *word, size_t length, const char *type) {
    if (is_word(word, length, "all"))
        return true;
    if (length >= 2 && word[length - 1] == '*' && word[length - 2] == '/')
        return strncasecmp(word, type, length - 1) == 0;
    return is_word(word, length, type);
}

enum filter_type filter_takes_type(const struct filter *filter, const char *media_type) {
    const char *at = filter->media_types;
    const char *word;
    size_t length;
    if (!at) {
        if (is_unsure(media_type))
            return TYPE_IF_HTML;
        return strcmp(media_type, "text/html") == 0 ||
                       strcmp(media_type, "application/xhtml+xml") == 0
                   ? TYPE_TAKEN
                   : TYPE_LEFT;
    }
    while (next_word(&at, ", ", &word, &length))
        if (fits_type(word, length, media_type ? media_type : ""))
            return TYPE_TAKEN;
    return TYPE_LEFT;
}

/* ---- Statuses ------------------------------------------------------------------------------- */

static bool is_status_word(const char *word, size_t length) {
    return is_word(word, length, "all") ||
           (length == 3 && word[0] >= '1' && word[0] <= '9' &&
            ((isdigit((unsigned char)word[1]) && isdigit((unsigned char)word[2])) ||
             strncasecmp(word + 1, "xx", 2) == 0));
}

bool filter_takes_status(const struct filter *filter, int status) {
    const char *at = filter->statuses ? filter->statuses : "2xx";
    const char *word;
    size_t length;
    if (!status)
        return true;
    while (next_word(&at, ", ", &word, &length)) {
        if (is_word(word, length, "all"))
            return true;
        if (length != 3 || word[0] - '0' != status / 100)
            continue;
        if (tolower((unsigned char)word[1]) == 'x' ||
            (word[1] - '0' == status / 10 % 10 && word[2] - '0' == status % 10))
            return true;
    }
    return false;
}

/* ---- Addresses and times -------------------------------------------------------------------- */

bool filter_takes_url(const struct filter *filter, const char *url) {
    const char *at = filter->urls;
    const char *word;
    size_t length;
    if (!at)
        return true;
    while (url && next_word(&at, " \t\n", &word, &length)) {
        char *pattern = memory_copy_bytes(word, length);
        bool fits = fnmatch(pattern, url, 0) == 0;
        free(pattern);
        if (fits)
            return true;
    }
    return false;
}

bool filter_takes_time(const struct filter *filter, const char *captured) {
    if (!filter->since && !filter->until)
        return true;
    return captured &&
           (!filter->since || strncmp(captured, filter->since, strlen(filter->since)) >= 0) &&
           (!filter->until || strncmp(captured, filter->until, strlen(filter->until)) <= 0);
}

/* ---- What is wrong -------------------------------------------------------------------------- */

/* Digits and the signs between them, as far as a time is given. */
static bool is_time(const char *text) {
    static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
    size_t length = strlen(text);
    if (length < 4 || length >= sizeof form)
        return false;
    for (size_t i = 0; i < length; i++)
        if (form[i] == 'd' ? !isdigit((unsigned char)text[i]) : form[i] != text[i])
            return false;
    return length == 4 || length == 7 || length == 10 || length == 13 || length == 16 ||
           length >= 19;
}

static char *check_time(const char *option, const char *text) {
    return text && !is_time(text)
               ? memory_format("--%s: \"%s\" is not a time; write 2026, 2026-02-28 or "
                               "2026-02-28T09:30:00Z",
                               option, text)
               : NULL;
}

char *filter_check(const struct filter *filter) {
    const char *at = filter->statuses;
    const char *word;
    size_t length;
    while (at && next_word(&at, ", ", &word, &length))
        if (!is_status_word(word, length))
            return memory_format("--http-status: \"%.*s\" is no status; write 200, 3xx or all",
                                 (int)length, word);
    at = filter->media_types;
    while (at && next_word(&at, ", ", &word, &length))
        if (!is_word(word, length, "all") && !memchr(word, '/', length))
            return memory_format("--media-type: \"%.*s\" is no media type; write text/html, "
                                 "text/* or all",
                                 (int)length, word);
    char *problem = check_time("since", filter->since);
    return problem ? problem : check_time("until", filter->until);
}
