/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The standard looks at 1,024 bytes, and lets the parser begin again where it then meets a <meta>
 * further down (13.2.3.4). Pages with that much script before their <meta> are common enough, so
 * the scan goes on to the end of the head: until a start tag that cannot be in one. Behind the
 * 1,024th byte it steps over the text of scripts and styles, which for a parser is no markup.
 */
#include "encoding/prescan.h"

#include "encoding/encoding_table.h"

enum { PRESCAN_LENGTH = 1024 };

typedef struct scanner {
    const char *start;
    const char *at;
    const char *end;
    dateline_string raw; /* name of the script, style or title that the scan may be inside */
} scanner;

/* Behind the end of the page, as which "abort" shows itself to the callers. */
static bool ended(const scanner *s) {
    return s->at >= s->end;
}

static dateline_string ahead(const scanner *s) {
    return (dateline_string){s->at, (size_t)(s->end - s->at)};
}

static bool looking_at(const scanner *s, dateline_string text) {
    return dateline_string_starts_nocase(ahead(s), text);
}

static void skip_space(scanner *s) {
    while (!ended(s) && dateline_is_space(*s->at))
        s->at++;
}

/* Move to the next occurrence of a byte, or to the end. */
static void skip_to(scanner *s, char byte) {
    const char *hit = memchr(s->at, byte, (size_t)(s->end - s->at));
    s->at = hit ? hit : s->end;
}

/* ---- Attributes ----------------------------------------------------------------------------- */

/* "Get an attribute", from the value on. */
static dateline_string attribute_value(scanner *s) {
    skip_space(s);
    if (ended(s))
        return dateline_absent;
    char quote = *s->at;
    const char *begin = s->at;
    if (quote == '"' || quote == '\'') {
        s->at++;
        begin++;
        skip_to(s, quote);
        dateline_string value = {begin, (size_t)(s->at - begin)};
        s->at += !ended(s);
        return value;
    }
    while (!ended(s) && !dateline_is_space(*s->at) && *s->at != '>')
        s->at++;
    return (dateline_string){begin, (size_t)(s->at - begin)};
}

/* "Get an attribute". False where there is none; at the page's end ended() is true. */
static bool get_attribute(scanner *s, dateline_string *name, dateline_string *value) {
    while (!ended(s) && (dateline_is_space(*s->at) || *s->at == '/'))
        s->at++;
    if (ended(s) || *s->at == '>')
        return false;
    const char *begin = s->at;
    while (!ended(s) && !dateline_is_space(*s->at) && *s->at != '/' && *s->at != '>' &&
           (*s->at != '=' || s->at == begin))
        s->at++;
    *name = (dateline_string){begin, (size_t)(s->at - begin)};
    *value = (dateline_string){begin, 0};
    skip_space(s);
    if (!ended(s) && *s->at == '=') {
        s->at++;
        *value = attribute_value(s);
    }
    return !ended(s);
}

/* ---- <meta> --------------------------------------------------------------------------------- */

/* "Extracting a character encoding from a meta element": charset=NAME within content. */
static dateline_string charset_of_content(dateline_string content) {
    static const char name[] = "charset";
    scanner s = {.start = content.data, .end = content.data + content.length};
    for (size_t from = 0;; from = (size_t)(s.at - s.start)) {
        size_t found = dateline_string_find_nocase(content, DATELINE_LITERAL(name), from);
        if (found == SIZE_MAX)
            return dateline_absent;
        s.at = content.data + found + sizeof name - 1;
        skip_space(&s);
        if (!ended(&s) && *s.at == '=')
            break;
    }
    s.at++;
    skip_space(&s);
    const char *begin = s.at;
    if (!ended(&s) && (*begin == '"' || *begin == '\'')) {
        s.at++;
        skip_to(&s, *begin);
        return ended(&s) ? dateline_absent
                         : (dateline_string){begin + 1, (size_t)(s.at - begin - 1)};
    }
    while (!ended(&s) && !dateline_is_space(*s.at) && *s.at != ';')
        s.at++;
    return (dateline_string){begin, (size_t)(s.at - begin)};
}

/* What a page in ASCII can mean by its label. */
static const dateline_encoding *believable(const dateline_encoding *encoding) {
    if (encoding == &dateline_encodings[DATELINE_ENCODING_UTF_16BE] ||
        encoding == &dateline_encodings[DATELINE_ENCODING_UTF_16LE])
        return &dateline_encodings[DATELINE_ENCODING_UTF_8];
    if (encoding == &dateline_encodings[DATELINE_ENCODING_X_USER_DEFINED])
        return &dateline_encodings[DATELINE_ENCODING_WINDOWS_1252];
    return encoding;
}

enum { NO_ATTRIBUTE = 0, HTTP_EQUIV = 1, CONTENT = 2, CHARSET = 4 };

static unsigned which_attribute(dateline_string name) {
    if (dateline_string_equal_nocase(name, DATELINE_LITERAL("charset")))
        return CHARSET;
    if (dateline_string_equal_nocase(name, DATELINE_LITERAL("content")))
        return CONTENT;
    if (dateline_string_equal_nocase(name, DATELINE_LITERAL("http-equiv")))
        return HTTP_EQUIV;
    return NO_ATTRIBUTE;
}

/* The attributes of a <meta>, from behind its name on. Only the first of a name counts. */
static const dateline_encoding *meta_encoding(scanner *s) {
    unsigned seen = 0;
    bool pragma = false, declared = false, needs_pragma = false;
    const dateline_encoding *encoding = NULL;
    dateline_string name, value;
    while (get_attribute(s, &name, &value)) {
        unsigned which = which_attribute(name);
        if (!which || seen & which)
            continue;
        seen |= which;
        if (which == HTTP_EQUIV) {
            pragma = dateline_string_equal_nocase(value, DATELINE_LITERAL("content-type"));
        } else if (which == CHARSET) {
            encoding = dateline_encoding_of_label(value);
            declared = true;
            needs_pragma = false;
        } else if (!declared) {
            encoding = dateline_encoding_of_label(charset_of_content(value));
            declared = needs_pragma = encoding != NULL;
        }
    }
    if (ended(s) || !declared || (needs_pragma && !pragma))
        return NULL;
    return believable(encoding);
}

/* ---- Tags ----------------------------------------------------------------------------------- */

static dateline_string tag_name(const char *at, const char *end) {
    const char *begin = at;
    while (at < end && !dateline_is_space(*at) && *at != '>' && *at != '/')
        at++;
    return (dateline_string){begin, (size_t)(at - begin)};
}

static bool one_of(dateline_string name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (dateline_string_equal_nocase(name, dateline_string_of(names[i])))
            return true;
    return false;
}

static bool is_raw(dateline_string name) {
    static const char *const names[] = {"script", "style", "title"};
    return one_of(name, names, sizeof names / sizeof *names);
}

static bool may_stand_in_head(dateline_string name) {
    static const char *const names[] = {"html",  "head",     "title",  "base",     "link",   "meta",
                                        "style", "noscript", "script", "basefont", "bgsound"};
    return one_of(name, names, sizeof names / sizeof *names);
}

static bool past_prescan(const scanner *s) {
    return s->at - s->start >= PRESCAN_LENGTH;
}

/* From a '<' inside a script to what may be its end tag; skip_tag() tells whether it is. */
static void skip_raw(scanner *s) {
    size_t length = s->raw.length;
    for (;; s->at++) {
        skip_to(s, '<');
        dateline_string text = ahead(s);
        if (ended(s) ||
            (text.length > length + 2 && text.data[1] == '/' &&
             dateline_string_starts_nocase(dateline_string_part(text, 2, text.length), s->raw)))
            return;
    }
}

/* A start or end tag that is no <meta>: step over its attributes, so that a '>' or "<meta" in one
 * of them does not count. */
static void skip_tag(scanner *s) {
    bool closing = s->at[1] == '/';
    dateline_string name = tag_name(s->at + 1 + closing, s->end);
    bool stop = past_prescan(s) && !closing && !may_stand_in_head(name);
    while (!ended(s) && !dateline_is_space(*s->at) && *s->at != '>')
        s->at++;
    dateline_string attribute, value;
    while (get_attribute(s, &attribute, &value)) {
    }
    if (stop)
        s->at = s->end;
    else if (!closing)
        s->raw = is_raw(name) ? name : s->raw;
    else if (s->raw.data && dateline_string_equal_nocase(name, s->raw))
        s->raw = dateline_absent;
}

static void skip_comment(scanner *s) {
    /* "<!-->" is a whole comment: the dashes of its start may be those of its end. */
    s->at += 2;
    size_t end = dateline_string_find(ahead(s), DATELINE_LITERAL("-->"), 0);
    s->at = end == SIZE_MAX ? s->end : s->at + end + 2;
}

static bool starts_meta(const scanner *s) {
    return looking_at(s, DATELINE_LITERAL("<meta")) && s->end - s->at > 5 &&
           (dateline_is_space(s->at[5]) || s->at[5] == '/');
}

static bool starts_tag(const scanner *s) {
    dateline_string text = ahead(s);
    size_t letter = text.length > 1 && text.data[1] == '/' ? 2 : 1;
    return text.length > letter && dateline_is_letter(text.data[letter]);
}

static bool starts_markup(const scanner *s) {
    return s->end - s->at > 1 && (s->at[1] == '!' || s->at[1] == '/' || s->at[1] == '?');
}

/* ---- XML ------------------------------------------------------------------------------------ */

/* A declaration in UTF-16 without byte order mark; the encoding that it names is not read. */
static const dateline_encoding *utf_16_declaration(dateline_string page) {
    if (dateline_string_starts(page, DATELINE_LITERAL("<\0?\0x\0")))
        return &dateline_encodings[DATELINE_ENCODING_UTF_16LE];
    if (dateline_string_starts(page, DATELINE_LITERAL("\0<\0?\0x")))
        return &dateline_encodings[DATELINE_ENCODING_UTF_16BE];
    return NULL;
}

static void skip_controls(scanner *s) {
    while (!ended(s) && (unsigned char)*s->at <= 0x20)
        s->at++;
}

/* "Get an XML encoding" */
static const dateline_encoding *xml_encoding(dateline_string page) {
    static const char name[] = "encoding";
    if (!dateline_string_starts(page, DATELINE_LITERAL("<?xml")))
        return NULL;
    const char *close =
        memchr(page.data, '>', page.length < PRESCAN_LENGTH ? page.length : PRESCAN_LENGTH);
    if (!close)
        return NULL;
    dateline_string declaration = {page.data, (size_t)(close - page.data)};
    size_t found = dateline_string_find(declaration, DATELINE_LITERAL(name), 0);
    if (found == SIZE_MAX)
        return NULL;
    scanner s = {.at = page.data + found + sizeof name - 1, .end = close};
    skip_controls(&s);
    if (ended(&s) || *s.at++ != '=')
        return NULL;
    skip_controls(&s);
    if (ended(&s) || (*s.at != '"' && *s.at != '\''))
        return NULL;
    const char *begin = s.at++;
    skip_to(&s, *begin);
    dateline_string label = {begin + 1, (size_t)(s.at - begin - 1)};
    for (size_t i = 0; i < label.length; i++)
        if ((unsigned char)label.data[i] <= 0x20)
            return NULL;
    return ended(&s) ? NULL : believable(dateline_encoding_of_label(label));
}

/* ---- The prescan ---------------------------------------------------------------------------- */

static const dateline_encoding *scan(scanner *s) {
    const dateline_encoding *encoding = NULL;
    while (!encoding) {
        skip_to(s, '<');
        if (s->raw.data && past_prescan(s))
            skip_raw(s);
        if (ended(s))
            break;
        if (looking_at(s, DATELINE_LITERAL("<!--"))) {
            skip_comment(s);
        } else if (starts_meta(s)) {
            s->at += 5;
            encoding = meta_encoding(s);
        } else if (starts_tag(s)) {
            skip_tag(s);
        } else if (starts_markup(s)) {
            skip_to(s, '>');
        }
        s->at += !ended(s);
    }
    return encoding;
}

const dateline_encoding *dateline_prescan(dateline_string page) {
    const dateline_encoding *encoding = utf_16_declaration(page);
    if (encoding)
        return encoding;
    scanner s = {.start = page.data, .at = page.data, .end = page.data + page.length};
    encoding = scan(&s);
    return encoding ? encoding : xml_encoding(page);
}
