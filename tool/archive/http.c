/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTTP messages (RFC 9112), read generously: line feeds alone, folded lines, no reason, no status
 * line, no empty line before the body, no header at all.
 */
#include "http.h"

#include "fields.h"

#include <string.h>
#include <strings.h>

/* ---- The header ----------------------------------------------------------------------------- */

static bool is_token(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("!#$%&'*+-.^_`|~", c));
}

/* "Name:" */
static bool is_field(const char *line, const char *end) {
    const char *at = line;
    while (at < end && is_token(*at))
        at++;
    const char *name_end = at;
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return name_end > line && at < end && *at == ':';
}

/* "HTTP/1.1 200 OK", "HTTP/2 200", "ICY 200 OK". @return whether it is a status line. */
static bool read_status(const char *line, const char *end, int *status) {
    size_t length = (size_t)(end - line);
    if (!(length >= 5 && strncasecmp(line, "HTTP/", 5) == 0) &&
        !(length >= 4 && strncasecmp(line, "ICY ", 4) == 0))
        return false;
    const char *at = memchr(line, ' ', length);
    while (at && at < end && *at == ' ')
        at++;
    if (at && end - at >= 3 && at[0] >= '1' && at[0] <= '9' && at[1] >= '0' && at[1] <= '9' &&
        at[2] >= '0' && at[2] <= '9')
        *status = (at[0] - '0') * 100 + (at[1] - '0') * 10 + (at[2] - '0');
    return true;
}

/* The line's end: behind its line feed. */
static const char *line_end(const char *at, const char *end) {
    const char *found = memchr(at, '\n', (size_t)(end - at));
    return found ? found + 1 : end;
}

/* The fields end at an empty line, or where the page begins without one. */
static const char *header_end(const char *at, const char *end, const char **body) {
    while (at < end) {
        const char *next = line_end(at, end);
        if (*at == '\n' || (*at == '\r' && next - at == 2)) {
            *body = next;
            return at;
        }
        if (*at == '<') {
            *body = at;
            return at;
        }
        at = next;
    }
    *body = end;
    return end;
}

static void take_field(const struct field *field, struct http_message *to) {
    if (fields_is(field->name, "content-type")) {
        if (!to->content_type.length)
            to->content_type = field->value;
    } else if (fields_is(field->name, "content-encoding")) {
        to->content_encoding = field->value;
    } else if (fields_is(field->name, "transfer-encoding")) {
        to->transfer_encoding = field->value;
    } else if (fields_is(field->name, "content-language")) {
        to->content_language = field->value;
    } else if (fields_is(field->name, "last-modified")) {
        to->last_modified = field->value;
    } else if (fields_is(field->name, "link")) {
        if (!to->link.length)
            to->link = field->value;
    } else if (fields_is(field->name, "content-length")) {
        to->has_length = fields_number(field->value, &to->length);
    }
}

void http_read(const unsigned char *bytes, size_t length, struct http_message *to) {
    const char *begin = (const char *)bytes;
    const char *end = begin + length;
    const char *at = begin;
    const char *body;
    *to = (struct http_message){0};
    if (!length)
        return;
    const char *first = line_end(begin, end);
    if (read_status(begin, first, &to->status))
        at = first;
    else if (!is_field(begin, first))
        return;
    struct fields fields = {at, header_end(at, end, &body)};
    struct field field;
    while (fields_next(&fields, &field))
        take_field(&field, to);
    to->body = (size_t)(body - begin);
}

/* ---- Values --------------------------------------------------------------------------------- */

static bool is_separator(char c) {
    return c == ',' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool http_list_has(dateline_string list, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= list.length; i++) {
        if ((i && !is_separator(list.data[i - 1])) || strncasecmp(list.data + i, word, length) != 0)
            continue;
        if (i + length == list.length || is_separator(list.data[i + length]) ||
            list.data[i + length] == ';')
            return true;
    }
    return false;
}

dateline_string http_charset(dateline_string type) {
    static const char name[] = "charset=";
    size_t size = sizeof name - 1;
    for (size_t i = 1; i + size < type.length; i++) {
        if (strncasecmp(type.data + i, name, size) != 0 || !strchr("; \t,", type.data[i - 1]))
            continue;
        size_t begin = i + size;
        if (type.data[begin] == '"' || type.data[begin] == '\'')
            begin++;
        size_t end = begin;
        while (end < type.length && type.data[end] && !strchr("\"'; \t,\r\n", type.data[end]))
            end++;
        if (end > begin)
            return (dateline_string){type.data + begin, end - begin};
    }
    return (dateline_string){0};
}

dateline_string http_media_type(dateline_string type) {
    size_t end = 0;
    bool slash = false;
    while (end < type.length && (is_token(type.data[end]) || type.data[end] == '/'))
        slash |= type.data[end++] == '/';
    return slash ? (dateline_string){type.data, end} : (dateline_string){0};
}

/* ---- Chunks --------------------------------------------------------------------------------- */

enum size_line { SIZE_LINE, SIZE_NONE, SIZE_UNFINISHED };

static int hex_digit(unsigned char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* "1a2f", spaces, ";extension", the line's end. */
static enum size_line read_size(const unsigned char *body, size_t length, size_t *at,
                                uint64_t *size) {
    enum { DIGITS_MOST = 15, LINE_MOST = 512 };
    size_t i = *at;
    *size = 0;
    while (i < length && hex_digit(body[i]) >= 0 && i - *at < DIGITS_MOST)
        *size = *size << 4 | (uint64_t)hex_digit(body[i++]);
    if (i == *at && i < length)
        return SIZE_NONE;
    while (i < length && (body[i] == ' ' || body[i] == '\t'))
        i++;
    if (i < length && body[i] == ';')
        while (i < length && body[i] != '\n' && i - *at < LINE_MOST)
            i++;
    if (i < length && body[i] == '\r')
        i++;
    if (i == length)
        return SIZE_UNFINISHED;
    if (body[i] != '\n')
        return SIZE_NONE;
    *at = i + 1;
    return SIZE_LINE;
}

static bool skip_line_end(const unsigned char *body, size_t length, size_t *at) {
    if (*at < length && body[*at] == '\r')
        ++*at;
    if (*at < length && body[*at] == '\n') {
        ++*at;
        return true;
    }
    return *at == length;
}

/* Is there one whole chunk, and behind it the size of another? That is no chance. */
static bool shows_chunks(const unsigned char *body, size_t length) {
    size_t at = 0;
    uint64_t size;
    if (read_size(body, length, &at, &size) != SIZE_LINE || !size || size > length - at)
        return false;
    at += (size_t)size;
    return at < length && skip_line_end(body, length, &at) && at < length &&
           read_size(body, length, &at, &size) == SIZE_LINE;
}

static bool begins_chunks(const unsigned char *body, size_t length, bool claimed) {
    if (shows_chunks(body, length))
        return true;
    size_t at = 0;
    uint64_t size;
    if (!claimed || read_size(body, length, &at, &size) != SIZE_LINE)
        return false;
    /* The last chunk alone, a first one that was cut, or one with a line's end behind it. */
    if (!size || size >= length - at)
        return true;
    at += (size_t)size;
    return body[at] == '\r' || body[at] == '\n';
}

enum http_chunks http_join_chunks(unsigned char *body, size_t *length, bool claimed) {
    if (!begins_chunks(body, *length, claimed))
        return CHUNKS_NONE;
    size_t at = 0;
    size_t made = 0;
    enum http_chunks result = CHUNKS_CUT;
    while (at < *length) {
        uint64_t size;
        enum size_line line = read_size(body, *length, &at, &size);
        if (line == SIZE_UNFINISHED)
            break;
        if (line == SIZE_NONE) {
            result = CHUNKS_BROKEN;
            memmove(body + made, body + at, *length - at);
            made += *length - at;
            break;
        }
        if (!size) {
            result = CHUNKS_WELL;
            break;
        }
        size_t part = size < *length - at ? (size_t)size : *length - at;
        memmove(body + made, body + at, part);
        made += part;
        at += part;
        skip_line_end(body, *length, &at);
    }
    *length = made;
    return result;
}
