/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Header lines; RFC 9112, 5, and ISO 28500, 5, read generously: archives hold what servers sent.
 */
#include "fields.h"

#include <string.h>
#include <strings.h>

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static dateline_string trim(const char *begin, const char *end) {
    while (begin < end && is_space(*begin))
        begin++;
    while (end > begin && is_space(end[-1]))
        end--;
    return (dateline_string){begin, (size_t)(end - begin)};
}

dateline_string fields_trim(dateline_string text) {
    dateline_string inner = trim(text.data, text.data + text.length);
    if (inner.length >= 2 && inner.data[0] == '<' && inner.data[inner.length - 1] == '>')
        inner = trim(inner.data + 1, inner.data + inner.length - 1);
    return inner;
}

static const char *line_end(const char *at, const char *end) {
    const char *found = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    return found ? found + 1 : end;
}

/* RFC 9112, 5.2: a line that begins with white space belongs to the one before it. */
static bool continues(const char *at, const char *end) {
    return at < end && (*at == ' ' || *at == '\t');
}

bool fields_next(struct fields *fields, struct field *field) {
    while (fields->at < fields->end) {
        const char *begin = fields->at;
        const char *end = line_end(begin, fields->end);
        const char *colon = memchr(begin, ':', (size_t)(end - begin));
        while (continues(end, fields->end))
            end = line_end(end, fields->end);
        fields->at = end;
        if (!colon)
            continue;
        field->name = trim(begin, colon);
        field->value = trim(colon + 1, end);
        return true;
    }
    return false;
}

size_t fields_end(const unsigned char *bytes, size_t length) {
    const unsigned char *end = bytes + length;
    for (const unsigned char *at = bytes; at < end;) {
        /* The line that begins at `at`: is it empty? */
        if (*at == '\n')
            return (size_t)(at + 1 - bytes);
        if (*at == '\r' && at + 1 < end && at[1] == '\n')
            return (size_t)(at + 2 - bytes);
        at = memchr(at, '\n', (size_t)(end - at));
        if (!at)
            break;
        at++;
    }
    return 0;
}

bool fields_is(dateline_string a, const char *b) {
    size_t length = strlen(b);
    return a.length == length && strncasecmp(a.data, b, length) == 0;
}

bool fields_number(dateline_string text, uint64_t *number) {
    uint64_t n = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || n > (UINT64_MAX >> 1) / 10 - 1)
            return false;
        n = n * 10 + (uint64_t)(text.data[i] - '0');
    }
    *number = n;
    return text.length > 0;
}
