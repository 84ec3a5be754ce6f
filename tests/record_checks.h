/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must hold of every written record: JSON that a strict parser reads, HTML whose elements
 * nest.
 */
#ifndef DATELINE_TESTS_RECORD_CHECKS_H
#define DATELINE_TESTS_RECORD_CHECKS_H

#include "core/string.h"
#include "core/utf8.h"
#include "core/writer.h"

/* ---- JSON (RFC 8259) ------------------------------------------------------------------------ */

static inline const char *skip_json_value(const char *p, const char *end, unsigned depth);

static inline const char *skip_json_string(const char *p, const char *end) {
    if (p == end || *p++ != '"')
        return NULL;
    for (; p < end && *p != '"'; p++) {
        if ((unsigned char)*p < 0x20)
            return NULL;
        if (*p != '\\')
            continue;
        if (++p == end || !strchr("\"\\/bfnrtu", *p))
            return NULL;
        if (*p == 'u' && (end - p < 5 || strspn(p + 1, "0123456789abcdefABCDEF") < 4))
            return NULL;
    }
    return p < end ? p + 1 : NULL;
}

static inline const char *skip_json_list(const char *p, const char *end, unsigned depth,
                                         bool object) {
    char close = object ? '}' : ']';
    if (++p < end && *p == close)
        return p + 1;
    for (;; p++) {
        if (object) {
            p = skip_json_string(p, end);
            if (!p || p == end || *p++ != ':')
                return NULL;
        }
        p = skip_json_value(p, end, depth + 1);
        if (!p || p == end)
            return NULL;
        if (*p == close)
            return p + 1;
        if (*p != ',')
            return NULL;
    }
}

/* A value without white space, as we write it; numbers are 0, 12, 0.25. NULL: it is not one. */
static inline const char *skip_json_value(const char *p, const char *end, unsigned depth) {
    static const char *const words[] = {"null", "true", "false"};
    if (p == end || depth > 16)
        return NULL;
    if (*p == '"')
        return skip_json_string(p, end);
    if (*p == '{' || *p == '[')
        return skip_json_list(p, end, depth, *p == '{');
    for (size_t i = 0; i < 3; i++)
        if ((size_t)(end - p) >= strlen(words[i]) && !memcmp(p, words[i], strlen(words[i])))
            return p + strlen(words[i]);
    const char *digits = p;
    while (p < end && dateline_is_digit(*p))
        p++;
    if (p == digits || (*digits == '0' && p - digits > 1))
        return NULL;
    if (p < end && *p == '.') {
        digits = ++p;
        while (p < end && dateline_is_digit(*p))
            p++;
        if (p == digits)
            return NULL;
    }
    return p;
}

/** One JSON value in well-formed UTF-8, then a line end and nothing else. */
static inline bool is_json_line(dateline_string text) {
    const char *end = text.data + text.length;
    const char *behind = skip_json_value(text.data, end, 0);
    return behind && behind + 1 == end && *behind == '\n' &&
           dateline_utf8_valid_length(text.data, text.length) == text.length;
}

/* ---- HTML ----------------------------------------------------------------------------------- */

static inline bool is_void_element(dateline_string name) {
    static const char *const names[] = {"br", "img", "meta", "link", "!DOCTYPE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (dateline_string_equal(name, dateline_string_of(names[i])))
            return true;
    return false;
}

static inline dateline_string element_name(const char *p, const char *end) {
    const char *begin = p;
    while (p < end && *p != '>' && *p != ' ')
        p++;
    return (dateline_string){begin, (size_t)(p - begin)};
}

/** Every element is closed in turn, and '<', '>' and '"' stand where they belong and nowhere else.
 */
static inline bool is_nested_html(dateline_string text) {
    enum { DEPTH = 128 };
    dateline_string open[DEPTH];
    size_t depth = 0;
    const char *p = text.data, *end = p + text.length;
    while (p < end) {
        if (*p == '>')
            return false;
        if (*p++ != '<')
            continue;
        bool closes = p < end && *p == '/';
        p += closes;
        dateline_string name = element_name(p, end);
        p += name.length;
        for (bool quoted = false; p < end && (quoted || *p != '>'); p++) {
            if (*p == '<')
                return false;
            quoted ^= *p == '"';
        }
        if (p++ == end || !name.length)
            return false;
        if (closes && (!depth || !dateline_string_equal(open[--depth], name)))
            return false;
        if (closes || is_void_element(name))
            continue;
        if (depth == DEPTH)
            return false;
        open[depth++] = name;
    }
    return depth == 0;
}

/* ---- Words ---------------------------------------------------------------------------------- */

/* Write the character at *cursor but for white space, which is free to change. */
static inline void read_character(dateline_writer *out, const char **cursor, const char *end) {
    const char *begin = *cursor;
    if (!(dateline_unicode(dateline_utf8_decode(cursor, end)) & DATELINE_CODE_SPACE))
        dateline_write_bytes(out, begin, (size_t)(*cursor - begin));
}

static inline void read_plain(dateline_string text, dateline_writer *out) {
    for (const char *p = text.data, *end = p + text.length; p < end;)
        read_character(out, &p, end);
}

/* The text between tags, with the escapes undone: what a reader reads. */
static inline void read_html(dateline_string html, dateline_writer *out) {
    static const char *const escapes[] = {"&amp;", "&lt;", "&gt;", "&quot;"};
    const char *p = html.data, *end = html.data + html.length;
    while (p < end) {
        size_t i = 0;
        if (*p == '<') {
            p = strchr(p, '>') + 1;
            continue;
        }
        while (i < sizeof escapes / sizeof *escapes &&
               strncmp(p, escapes[i], strlen(escapes[i])) != 0)
            i++;
        if (i == sizeof escapes / sizeof *escapes) {
            read_character(out, &p, end);
            continue;
        }
        dateline_write_char(out, "&<>\""[i]);
        p += strlen(escapes[i]);
    }
}

/* The article of a document that we wrote, without its header. */
static inline dateline_string html_body(dateline_string html) {
    size_t from = dateline_string_find(html, DATELINE_LITERAL("</header>"), 0);
    size_t to = dateline_string_find(html, DATELINE_LITERAL("</article>"), 0);
    return dateline_string_part(html, from, to);
}

#endif
