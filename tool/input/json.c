/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A JSON reader (RFC 8259) for one flat object. A decoded string is never longer than its source,
 * so a page of megabytes is decoded where it stands and is not copied.
 */
#include "json.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct reader {
    char *at;
    char *end; /* a NUL stands there */
};

static void skip_space(struct reader *reader) {
    while (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\n' || *reader->at == '\r')
        reader->at++;
}

static bool take(struct reader *reader, char byte) {
    skip_space(reader);
    if (*reader->at != byte || reader->at == reader->end)
        return false;
    reader->at++;
    return true;
}

/* ---- Strings -------------------------------------------------------------------------------- */

/* Four hexadecimal digits; -1 where they are not. */
static int32_t hexadecimal(const char *at) {
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        int32_t digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
        if (digit < 0)
            return -1;
        value = value << 4 | digit;
    }
    return value;
}

static char *put_utf8(char *to, uint32_t code_point) {
    if (code_point < 0x80) {
        *to++ = (char)code_point;
        return to;
    }
    int more = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = {0, 0xc0, 0xe0, 0xf0};
    *to++ = (char)(leads[more] | code_point >> (6 * more));
    while (more--)
        *to++ = (char)(0x80 | (code_point >> (6 * more) & 0x3f));
    return to;
}

/* Behind "\u": one code point of one escape or two; half a pair becomes U+FFFD. */
static bool take_unicode(struct reader *reader, uint32_t *code_point) {
    int32_t first = hexadecimal(reader->at);
    if (first < 0)
        return false;
    reader->at += 4;
    *code_point = (uint32_t)first;
    if (first < 0xd800 || first > 0xdfff)
        return true;
    int32_t second = -1;
    if (first < 0xdc00 && reader->at[0] == '\\' && reader->at[1] == 'u')
        second = hexadecimal(reader->at + 2);
    if (second < 0xdc00 || second > 0xdfff) {
        *code_point = 0xfffd;
        return true;
    }
    reader->at += 6;
    *code_point = 0x10000 + ((uint32_t)(first - 0xd800) << 10) + (uint32_t)(second - 0xdc00);
    return true;
}

static bool take_escape(struct reader *reader, char **to) {
    static const char names[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    char name = *reader->at++;
    if (name == 'u') {
        uint32_t code_point;
        if (!take_unicode(reader, &code_point))
            return false;
        *to = put_utf8(*to, code_point);
        return true;
    }
    const char *found = name ? strchr(names, name) : NULL;
    if (!found)
        return false;
    *(*to)++ = meanings[found - names];
    return true;
}

/* @return the string, decoded and ended by NUL where it stands; NULL where it is none. */
static char *take_string(struct reader *reader, size_t *length) {
    if (!take(reader, '"'))
        return NULL;
    char *begin = reader->at;
    char *to = begin;
    for (;;) {
        size_t plain = 0;
        while (reader->at + plain < reader->end && reader->at[plain] != '"' &&
               reader->at[plain] != '\\')
            plain++;
        memmove(to, reader->at, plain);
        to += plain;
        reader->at += plain;
        if (reader->at == reader->end)
            return NULL;
        if (*reader->at++ == '"')
            break;
        if (!take_escape(reader, &to))
            return NULL;
    }
    *to = '\0';
    *length = (size_t)(to - begin);
    return begin;
}

/* ---- Values --------------------------------------------------------------------------------- */

/* An array or an object, which is not ours: its brackets are counted, not matched. */
static bool skip_nested(struct reader *reader) {
    size_t depth = 0;
    do {
        skip_space(reader);
        if (reader->at == reader->end)
            return false;
        size_t length;
        if (*reader->at == '"') {
            if (!take_string(reader, &length))
                return false;
            continue;
        }
        depth += *reader->at == '[' || *reader->at == '{';
        depth -= *reader->at == ']' || *reader->at == '}';
        reader->at++;
    } while (depth);
    return true;
}

/* A number, true, false or null, as it is written. */
static char *take_word(struct reader *reader, size_t *length) {
    char *begin = reader->at;
    *length = strspn(begin, "+-.0123456789abcdefghijklmnopqrstuvwxyzE");
    reader->at += *length;
    return *length ? begin : NULL;
}

static bool take_value(struct reader *reader, char **value, size_t *length, bool *word) {
    skip_space(reader);
    *word = false;
    if (*reader->at == '"') {
        *value = take_string(reader, length);
        return *value != NULL;
    }
    *value = NULL;
    if (*reader->at == '[' || *reader->at == '{')
        return skip_nested(reader);
    *value = take_word(reader, length);
    if (!*value)
        return false;
    *word = true;
    if (*length == 4 && memcmp(*value, "null", 4) == 0)
        *value = NULL;
    return true;
}

/* ---- The object ----------------------------------------------------------------------------- */

static bool take_member(struct reader *reader, struct json_page *to, char **word_end) {
    char **values[] = {&to->id, &to->url, &to->html, &to->path, &to->encoding, &to->captured};
    static const char *const names[] = {"id", "url", "html", "path", "encoding", "captured"};
    size_t name_length;
    char *name = take_string(reader, &name_length);
    if (!name || !take(reader, ':'))
        return false;
    char *value;
    size_t length = 0;
    bool word;
    if (!take_value(reader, &value, &length, &word))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) != 0)
            continue;
        /* An id may be a number; other words are no texts. */
        *values[i] = word && i > 0 ? NULL : value;
        if (values[i] == &to->html)
            to->html_length = length;
        *word_end = word && value && i == 0 ? value + length : NULL;
    }
    return true;
}

const char *json_read_page(char *line, size_t length, struct json_page *to) {
    static const char *const broken = "not a JSON object";
    *to = (struct json_page){0};
    struct reader reader = {line, line + length};
    if (length >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0)
        reader.at += 3;
    if (!take(&reader, '{'))
        return broken;
    if (!take(&reader, '}')) {
        bool more = true;
        while (more) {
            char *word_end = NULL;
            if (!take_member(&reader, to, &word_end))
                return broken;
            more = take(&reader, ',');
            if (!more && !take(&reader, '}'))
                return broken;
            if (word_end)
                *word_end = '\0';
        }
    }
    skip_space(&reader);
    if (reader.at != reader.end)
        return broken;
    if (!to->html && !to->path)
        return "neither \"html\" nor \"path\" in it";
    return NULL;
}
