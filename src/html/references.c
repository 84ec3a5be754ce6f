/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Character references, WHATWG HTML 13.2.5.72 to 13.2.5.80, and the text that is left when they are
 * expanded and line breaks normalised.
 *
 * Texts keep them until somebody reads them: one text in forty has any. One function reads a
 * character with its source bytes; everything else is a loop over it.
 */
#include "html/references.h"

#include "core/utf8.h"
#include "html/parser.h"

/* ---- Named references ----------------------------------------------------------------------- */

/* The references with a common prefix: [first, end) of the table. */
typedef struct range {
    unsigned first;
    unsigned end;
} range;

static const char *name_of(unsigned index) {
    unsigned place = dateline_references[index].name;
    return dateline_reference_names[place / DATELINE_REFERENCE_ROW] +
           place % DATELINE_REFERENCE_ROW;
}

/* The byte of a name at a position behind the common prefix; shorter names come first. */
static int byte_at(unsigned index, unsigned position) {
    if (position >= dateline_references[index].length)
        return -1;
    return (unsigned char)name_of(index)[position];
}

/* The first reference in a range whose byte at the position is not below byte. */
static unsigned lower_bound(range in, unsigned position, int byte) {
    while (in.first < in.end) {
        unsigned middle = in.first + (in.end - in.first) / 2;
        if (byte_at(middle, position) < byte)
            in.first = middle + 1;
        else
            in.end = middle;
    }
    return in.first;
}

/* The bytes that a reference takes whose name the text begins with, 0 where it lacks a ';'. */
static unsigned length_with(const dateline_reference *reference, const char *text,
                            const char *end) {
    const char *behind = text + reference->length;
    bool semicolon = behind < end && *behind == ';';
    return semicolon || reference->bare ? reference->length + (unsigned)semicolon : 0;
}

/* The same for one that shares only a prefix with the text so far. */
static unsigned length_if_same(const dateline_reference *reference, const char *text,
                               const char *end, const char *name) {
    if ((size_t)(end - text) < reference->length || memcmp(text, name, reference->length) != 0)
        return 0;
    return length_with(reference, text, end);
}

/* The longest name that text begins with. @return its bytes with ';', or 0. */
static unsigned find_name(const char *text, const char *end, const dateline_reference **found) {
    if (text >= end || (unsigned char)*text >= 128)
        return 0;
    const uint16_t *first = dateline_reference_first + (unsigned char)*text;
    range candidates = {first[0], first[1]};
    unsigned best = 0;
    for (unsigned position = 1; candidates.first < candidates.end; position++) {
        const dateline_reference *reference = &dateline_references[candidates.first];
        unsigned length = 0;
        if (candidates.end - candidates.first == 1)
            length = length_if_same(reference, text, end, name_of(candidates.first));
        else if (reference->length == position)
            length = length_with(reference, text, end);
        if (length) {
            *found = reference;
            best = length;
        }
        if (candidates.end - candidates.first == 1 || text + position == end)
            break;
        int byte = (unsigned char)text[position];
        candidates.first = lower_bound(candidates, position, byte);
        candidates.end = lower_bound(candidates, position, byte + 1);
    }
    return best;
}

static unsigned read_named(const char *text, const char *end, bool attribute, char out[8],
                           unsigned *written) {
    const dateline_reference *reference = NULL;
    unsigned length = find_name(text, end, &reference);
    if (!length)
        return 0;
    /* For historical reasons "?a=1&copy=2" is no reference in an attribute. */
    const char *behind = text + length;
    if (attribute && behind[-1] != ';' && behind < end &&
        (*behind == '=' || dateline_is_letter(*behind) || dateline_is_digit(*behind)))
        return 0;
    memcpy(out, reference->text, sizeof reference->text);
    *written = reference->text_length;
    return length;
}

/* ---- Numeric references --------------------------------------------------------------------- */

static uint32_t replaced_code(uint32_t code) {
    /* 13.2.5.80: what windows-1252 has for the control characters 80 to 9F; 0: nothing */
    static const uint16_t windows_1252[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    if (!code || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return DATELINE_REPLACEMENT;
    if (code >= 0x80 && code <= 0x9F && windows_1252[code - 0x80])
        return windows_1252[code - 0x80];
    return code;
}

static int digit_of(char c, bool hexadecimal) {
    if (dateline_is_digit(c))
        return c - '0';
    char lower = dateline_lower(c);
    return hexadecimal && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* text: behind "&#". */
static unsigned read_numeric(const char *text, const char *end, char out[8], unsigned *written) {
    const char *at = text;
    bool hexadecimal = at < end && (*at == 'x' || *at == 'X');
    at += hexadecimal;
    const char *digits = at;
    uint32_t code = 0;
    for (; at < end; at++) {
        int digit = digit_of(*at, hexadecimal);
        if (digit < 0)
            break;
        code = code * (hexadecimal ? 16 : 10) + (uint32_t)digit;
        if (code > 0x110000)
            code = 0x110000;
    }
    if (at == digits)
        return 0;
    *written = dateline_utf8_encode(replaced_code(code), out);
    return (unsigned)(at - text) + (at < end && *at == ';');
}

unsigned dateline_reference_read(const char *text, const char *end, bool attribute, char out[8],
                                 unsigned *written) {
    bool numeric = end - text > 1 && text[1] == '#';
    unsigned taken = numeric ? read_numeric(text + 2, end, out, written)
                             : read_named(text + 1, end, attribute, out, written);
    if (!taken)
        return 0;
    return taken + 1 + numeric;
}

/* ---- Characters ----------------------------------------------------------------------------- */

/* What a text is decoded by. */
enum { REFERENCES = 1, CONTROLS = 2, ATTRIBUTE = 4 };

/* One character at text < end. @return the source bytes that it takes. */
static unsigned read_character(const char *text, const char *end, unsigned rules, char out[8],
                               unsigned *written) {
    unsigned taken;
    switch (*text) {
    case '&':
        if (rules & REFERENCES) {
            taken = dateline_reference_read(text, end, rules & ATTRIBUTE, out, written);
            if (taken)
                return taken;
        }
        break;
    case '\r':
        if (rules & CONTROLS) {
            *written = 1;
            out[0] = '\n';
            return text + 1 < end && text[1] == '\n' ? 2 : 1;
        }
        break;
    case '\0':
        if (rules & CONTROLS) {
            *written = dateline_utf8_encode(DATELINE_REPLACEMENT, out);
            return 1;
        }
        break;
    default:
        break;
    }
    const char *cursor = text;
    if ((unsigned char)*text < 0x80)
        cursor++;
    else
        dateline_utf8_decode(&cursor, end);
    *written = (unsigned)(cursor - text);
    memcpy(out, text, *written);
    return *written;
}

static bool is_special(char c) {
    return c == '&' || c == '\r' || c == '\0';
}

static size_t plain_length(dateline_string text, size_t from) {
    size_t at = from;
    while (at < text.length && !is_special(text.data[at]))
        at++;
    return at - from;
}

/* A copy of a text by the rules; the first at bytes are plain. No reference is shorter than what it
   stands for but "&nGt;" and its like (5 bytes for 6); NUL becomes 3 bytes. */
static dateline_string expand(dateline_string text, size_t at, unsigned rules,
                              dateline_arena *arena) {
    size_t growth = 0;
    for (size_t i = at; i < text.length; i++)
        growth += text.data[i] == '\0' ? 2 : text.data[i] == '&';
    char *copy = dateline_arena_allocate(arena, text.length + growth + 8);
    if (!copy)
        return dateline_absent;
    memcpy(copy, text.data, at);
    char *out = copy + at;
    while (at < text.length) {
        char character[8];
        unsigned written;
        at += read_character(text.data + at, text.data + text.length, rules, character, &written);
        memcpy(out, character, written);
        out += written;
        size_t plain = plain_length(text, at);
        memcpy(out, text.data + at, plain);
        out += plain;
        at += plain;
    }
    dateline_arena_trim(arena, out);
    return (dateline_string){copy, (size_t)(out - copy)};
}

/* A text that may come from anywhere. */
static dateline_string expand_any(dateline_string text, unsigned rules, dateline_arena *arena) {
    size_t plain = plain_length(text, 0);
    return plain == text.length ? text : expand(text, plain, rules, arena);
}

/* ---- Of a tree ------------------------------------------------------------------------------ */

static unsigned rules_of(unsigned flags) {
    return (flags & DATELINE_NODE_REFERENCES ? REFERENCES : 0) |
           (flags & DATELINE_NODE_CONTROLS ? CONTROLS : 0);
}

/* A range of the page, behind which its padding can be read. */
static dateline_string expand_range(const dateline_tree *tree, uint32_t offset, uint32_t length,
                                    unsigned rules, dateline_arena *arena) {
    const char *begin = tree->text + offset;
    const char *end = begin + length;
    const char *special = rules ? dateline_scan_special(begin, end) : end;
    dateline_string text = {begin, length};
    return special == end ? text : expand(text, (size_t)(special - begin), rules, arena);
}

dateline_string dateline_tree_text(const dateline_tree *tree, uint32_t node,
                                   dateline_arena *arena) {
    const dateline_node *text = &tree->nodes.items[node];
    return expand_range(tree, text->offset, text->length, rules_of(text->flags), arena);
}

unsigned dateline_tree_decode(const dateline_tree *tree, uint32_t node, uint32_t *offset,
                              char out[8]) {
    const dateline_node *text = &tree->nodes.items[node];
    const char *end = tree->text + text->offset + text->length;
    unsigned written;
    *offset += read_character(tree->text + *offset, end, rules_of(text->flags), out, &written);
    return written;
}

dateline_string dateline_tree_value(const dateline_tree *tree, const dateline_attribute *attribute,
                                    dateline_arena *arena) {
    unsigned rules = rules_of(attribute->flags);
    return expand_range(tree, attribute->value_offset, attribute->value_length,
                        rules ? rules | ATTRIBUTE : 0, arena);
}

dateline_string dateline_text_normalize(dateline_string text, dateline_arena *arena) {
    return expand_any(text, CONTROLS, arena);
}

bool dateline_has_value(const dateline_parser *parser, uint32_t index, dateline_attribute_name name,
                        dateline_string value) {
    for (bool last = index == DATELINE_NO_ATTRIBUTES; !last; index++) {
        const dateline_attribute *attribute = &parser->tree->attributes.items[index];
        last = attribute->flags & DATELINE_ATTRIBUTE_LAST;
        if (attribute->name != name)
            continue;
        const char *at = parser->text + attribute->value_offset;
        const char *end = at + attribute->value_length;
        unsigned rules = rules_of(attribute->flags) | ATTRIBUTE;
        size_t matched = 0;
        while (at < end && matched < value.length) {
            char out[8];
            unsigned written;
            at += read_character(at, end, rules, out, &written);
            if (written != 1 || dateline_lower(out[0]) != value.data[matched++])
                return false;
        }
        return at == end && matched == value.length;
    }
    return false;
}

dateline_string dateline_references_expand(dateline_string text, bool attribute,
                                           dateline_arena *arena) {
    return expand_any(text, attribute ? REFERENCES | ATTRIBUTE : REFERENCES, arena);
}
