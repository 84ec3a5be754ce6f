/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One loop over the bytes, one open container at a time: a value's parent is the way back, so the
 * array of values is its own stack. Every byte is looked at a bounded number of times.
 */
#include "metadata/json.h"

#include "core/bytes.h"
#include "core/utf8.h"

/* ---- Values --------------------------------------------------------------------------------- */

typedef struct reader {
    dateline_json *json;
    const char *text;
    uint32_t at;
    uint32_t end;
    uint32_t open; /* index of the innermost open container */
    uint32_t depth;
    uint32_t skipped;     /* containers too deep to be kept that are open */
    uint32_t name_offset; /* the member name that waits for its value */
    uint32_t name_length;
    bool named;
} reader;

static bool grow(dateline_json *json) {
    if (json->capacity > UINT32_MAX / 2)
        return false;
    uint32_t capacity = json->capacity ? json->capacity * 2 : 64;
    dateline_json_value *values = DATELINE_ARENA_ARRAY(json->arena, dateline_json_value, capacity);
    if (!values)
        return false;
    if (json->count)
        memcpy(values, json->values, json->count * sizeof *values);
    json->values = values;
    json->capacity = capacity;
    return true;
}

static unsigned name_number(const reader *in) {
    dateline_string name = {in->text + in->name_offset, in->name_length};
    unsigned number = dateline_word_find(in->json->names, name);
    return number ? number : DATELINE_JSON_OTHER_NAME;
}

static bool add(reader *in, dateline_json_type type, uint32_t offset, uint32_t length,
                bool escaped) {
    dateline_json *json = in->json;
    if (json->count == json->capacity && !grow(json))
        return false;
    unsigned name = in->named ? name_number(in) : 0;
    in->named = false;
    json->values[json->count] = (dateline_json_value){.offset = offset,
                                                      .length = length,
                                                      .end = json->count + 1,
                                                      .parent = in->open,
                                                      .name = (uint16_t)name,
                                                      .type = (uint8_t)type,
                                                      .escaped = escaped};
    json->count++;
    return true;
}

static bool open_container(reader *in, dateline_json_type type) {
    if (in->skipped || in->depth == DATELINE_JSON_DEPTH) {
        in->skipped++;
        in->named = false;
        return true;
    }
    if (!add(in, type, in->at, 0, false))
        return false;
    in->open = in->json->count - 1;
    in->depth++;
    return true;
}

static void close_innermost(reader *in) {
    dateline_json_value *value = &in->json->values[in->open];
    value->end = in->json->count;
    value->length = in->at - value->offset;
    in->open = value->parent;
    in->depth--;
    in->named = false;
}

/* A bracket closes the innermost container of its kind that is at most a few levels up; one that
   fits none is ignored. Depth is bounded, so this stays linear. */
static void close_container(reader *in, dateline_json_type type) {
    enum { LEVELS = 4 };
    if (in->skipped) {
        in->skipped--;
        return;
    }
    uint32_t at = in->open;
    uint32_t levels = 1;
    while (levels <= in->depth && levels <= LEVELS && in->json->values[at].type != type) {
        at = in->json->values[at].parent;
        levels++;
    }
    if (levels > in->depth || levels > LEVELS)
        return;
    while (levels--)
        close_innermost(in);
}

/* ---- Bytes ---------------------------------------------------------------------------------- */

static bool looking_at(const reader *in, dateline_string what) {
    return in->end - in->at >= what.length && !memcmp(in->text + in->at, what.data, what.length);
}

static uint32_t find(const reader *in, dateline_string what, uint32_t from) {
    dateline_string rest = {in->text, in->end};
    size_t at = dateline_string_find(rest, what, from);
    return at > in->end ? in->end : (uint32_t)at;
}

/* Comments, CDATA marks and HTML comment marks are no values. @return false where none is here. */
static bool skip_comment(reader *in) {
    static const dateline_string marks[] = {
        {"//<![CDATA[", 11}, {"<![CDATA[", 9}, {"//]]>", 5}, {"]]>", 3}, {"<!--", 4}, {"-->", 3},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (looking_at(in, marks[i])) {
            in->at += (uint32_t)marks[i].length;
            return true;
        }
    }
    if (looking_at(in, DATELINE_LITERAL("/*"))) {
        uint32_t close = find(in, DATELINE_LITERAL("*/"), in->at + 2);
        in->at = close + 2 < in->end ? close + 2 : in->end;
        return true;
    }
    if (looking_at(in, DATELINE_LITERAL("//"))) {
        in->at = find(in, DATELINE_LITERAL("\n"), in->at);
        return true;
    }
    return false;
}

/* Quotation marks that nobody escaped stand inside strings. One ends its string only where what
   follows is what may follow a string. */
static bool ends_string(const reader *in, uint32_t behind) {
    while (behind < in->end && dateline_is_space(in->text[behind]))
        behind++;
    if (behind == in->end)
        return true;
    switch (in->text[behind]) {
    case ',':
    case ':':
    case '}':
    case ']':
    case '"':
    case '\'':
    case ';':
    case '/':
    case '<':
        return true;
    default:
        return false;
    }
}

/* The next quotation mark or backslash at or behind a place, or the end. */
static uint32_t skip_plain(const reader *in, uint32_t at, char quote) {
    for (; at + DATELINE_BLOCK <= in->end; at += DATELINE_BLOCK) {
        dateline_bytes bytes = dateline_bytes_load(in->text + at);
        uint64_t mask = dateline_bytes_mask(dateline_bytes_or(dateline_bytes_equal(bytes, quote),
                                                              dateline_bytes_equal(bytes, '\\')));
        if (mask)
            return at + dateline_mask_first(mask);
    }
    while (at < in->end && in->text[at] != quote && in->text[at] != '\\')
        at++;
    return at < in->end ? at : in->end;
}

/* The string that begins behind the quotation mark at in->at. Steps behind it. */
static void read_string(reader *in, uint32_t *offset, uint32_t *length, bool *escaped) {
    char quote = in->text[in->at];
    uint32_t at = ++in->at;
    *offset = at;
    *escaped = false;
    while ((at = skip_plain(in, at, quote)) < in->end) {
        if (in->text[at] == '\\') {
            *escaped = true;
            at += 2;
        } else if (ends_string(in, at + 1)) {
            break;
        } else {
            at++;
        }
    }
    *length = at - *offset;
    in->at = at < in->end ? at + 1 : at;
}

static bool colon_follows(reader *in) {
    uint32_t at = in->at;
    while (at < in->end && dateline_is_space(in->text[at]))
        at++;
    if (at == in->end || in->text[at] != ':')
        return false;
    in->at = at + 1;
    return true;
}

/* A string or bare word in an object is a name where a colon follows it. */
static bool take_name(reader *in, uint32_t offset, uint32_t length) {
    if (in->json->values[in->open].type != DATELINE_JSON_OBJECT || in->named || !colon_follows(in))
        return false;
    in->named = true;
    in->name_offset = offset;
    in->name_length = length;
    return true;
}

static bool add_string(reader *in) {
    uint32_t offset, length;
    bool escaped;
    read_string(in, &offset, &length, &escaped);
    return in->skipped || take_name(in, offset, length) ||
           add(in, DATELINE_JSON_STRING, offset, length, escaped);
}

static bool ends_word(char c) {
    return dateline_is_space(c) || c == ',' || c == ':' || c == '{' || c == '}' || c == '[' ||
           c == ']' || c == '"' || c == ';';
}

static dateline_json_type type_of_word(dateline_string word) {
    if (dateline_string_equal(word, DATELINE_LITERAL("null")) ||
        dateline_string_equal(word, DATELINE_LITERAL("undefined")))
        return DATELINE_JSON_NULL;
    if (dateline_string_equal_nocase(word, DATELINE_LITERAL("true")))
        return DATELINE_JSON_TRUE;
    if (dateline_string_equal_nocase(word, DATELINE_LITERAL("false")))
        return DATELINE_JSON_FALSE;
    return dateline_is_digit(word.data[0]) || word.data[0] == '-' ? DATELINE_JSON_NUMBER
                                                                  : DATELINE_JSON_STRING;
}

static bool add_word(reader *in) {
    uint32_t offset = in->at;
    while (in->at < in->end && !ends_word(in->text[in->at]))
        in->at++;
    if (in->at == offset) { /* a mark that means nothing here */
        in->at++;
        return true;
    }
    uint32_t length = in->at - offset;
    if (in->skipped || take_name(in, offset, length))
        return true;
    dateline_string word = {in->text + offset, length};
    /* Outside of everything a bare word is script, not data. */
    if (!in->depth)
        return true;
    return add(in, type_of_word(word), offset, length, false);
}

/* ---- Public --------------------------------------------------------------------------------- */

bool dateline_json_begin(dateline_json *json, const char *text, const dateline_word_table *names,
                         dateline_arena *arena) {
    *json = (dateline_json){.text = text, .names = names, .arena = arena};
    if (!grow(json))
        return false;
    json->values[0] = (dateline_json_value){.type = DATELINE_JSON_ARRAY, .end = 1};
    json->count = 1;
    return true;
}

static bool read_one(reader *in) {
    switch (in->text[in->at]) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case '\f':
    case ',':
    case ';':
    case ':':
        in->at++;
        return true;
    case '{':
        if (!open_container(in, DATELINE_JSON_OBJECT))
            return false;
        in->at++;
        return true;
    case '[':
        if (!open_container(in, DATELINE_JSON_ARRAY))
            return false;
        in->at++;
        return true;
    case '}':
        in->at++;
        close_container(in, DATELINE_JSON_OBJECT);
        return true;
    case ']':
        if (skip_comment(in)) /* the end of CDATA */
            return true;
        in->at++;
        close_container(in, DATELINE_JSON_ARRAY);
        return true;
    case '"':
    case '\'':
        return add_string(in);
    default:
        return skip_comment(in) || add_word(in);
    }
}

bool dateline_json_read(dateline_json *json, uint32_t begin, uint32_t end) {
    reader in = {.json = json, .text = json->text, .at = begin, .end = end};
    bool well = true;
    while (well && in.at < end)
        well = read_one(&in);
    while (in.depth)
        close_innermost(&in);
    json->values[0].end = json->count;
    return well;
}

uint32_t dateline_json_member(const dateline_json *json, uint32_t object, unsigned name) {
    const dateline_json_value *values = json->values;
    if (values[object].type != DATELINE_JSON_OBJECT)
        return 0;
    for (uint32_t i = dateline_json_first(object); i < values[object].end; i = values[i].end)
        if (values[i].name == name)
            return i;
    return 0;
}

static unsigned hex_digit(char c) {
    if (dateline_is_digit(c))
        return (unsigned)(c - '0');
    c = dateline_lower(c);
    return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 16;
}

/* Four hexadecimal digits; UINT32_MAX where there are none. */
static uint32_t hex_unit(const char *at, const char *end) {
    uint32_t unit = 0;
    if (end - at < 4)
        return UINT32_MAX;
    for (int i = 0; i < 4; i++) {
        unsigned digit = hex_digit(at[i]);
        if (digit > 15)
            return UINT32_MAX;
        unit = unit << 4 | digit;
    }
    return unit;
}

/* What \u stands for: a code point, or two escapes that are a surrogate pair (RFC 8259, 7). Without
   its digits it is the letter, so that no escape is shorter than what it gives. */
static uint32_t read_unicode(const char **cursor, const char *end) {
    uint32_t unit = hex_unit(*cursor, end);
    if (unit == UINT32_MAX)
        return 'u';
    *cursor += 4;
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    if (unit > 0xDBFF || end - *cursor < 6 || (*cursor)[0] != '\\' || (*cursor)[1] != 'u')
        return DATELINE_REPLACEMENT;
    uint32_t low = hex_unit(*cursor + 2, end);
    if (low < 0xDC00 || low > 0xDFFF)
        return DATELINE_REPLACEMENT;
    *cursor += 6;
    return 0x10000 + ((unit - 0xD800) << 10 | (low - 0xDC00));
}

static char simple_escape(char c) {
    switch (c) {
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        return c == 'n' ? '\n' : ' ';
    default:
        return c;
    }
}

static dateline_string unescape(dateline_string raw, dateline_arena *arena) {
    char *out = DATELINE_ARENA_ARRAY(arena, char, raw.length);
    if (!out)
        return dateline_absent;
    char *to = out;
    const char *at = raw.data, *end = raw.data + raw.length;
    while (at < end) {
        if (*at != '\\' || at + 1 == end) {
            *to++ = *at++;
            continue;
        }
        char kind = at[1];
        at += 2;
        if (kind == 'u')
            to += dateline_utf8_encode(read_unicode(&at, end), to);
        else
            *to++ = simple_escape(kind);
    }
    return (dateline_string){out, (size_t)(to - out)};
}

dateline_string dateline_json_string(const dateline_json *json, uint32_t value) {
    const dateline_json_value *v = &json->values[value];
    if (v->type >= DATELINE_JSON_ARRAY)
        return dateline_absent;
    dateline_string raw = {json->text + v->offset, v->length};
    return v->escaped ? unescape(raw, json->arena) : raw;
}
