/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an input is. The bytes win over the name, for names lie; and a page with a few NUL bytes in
 * it is still a page.
 */
#include "kind.h"

#include "archive/archive.h"

#include <ctype.h>
#include <string.h>

/* ---- Bytes ---------------------------------------------------------------------------------- */

static bool begins(const unsigned char *bytes, size_t length, const char *with,
                   size_t with_length) {
    return length >= with_length && memcmp(bytes, with, with_length) == 0;
}

/* MIME Sniffing 3: "binary data byte". */
static bool is_binary_byte(unsigned char byte) {
    return byte <= 0x08 || byte == 0x0b || (byte >= 0x0e && byte <= 0x1a) ||
           (byte >= 0x1c && byte <= 0x1f);
}

static bool is_utf16(const unsigned char *bytes, size_t length) {
    if (begins(bytes, length, "\xfe\xff", 2) || begins(bytes, length, "\xff\xfe", 2))
        return true;
    /* Without a mark: a tag, each of whose characters has a NUL beside it. */
    return begins(bytes, length, "<\0", 2) || begins(bytes, length, "\0<", 2);
}

static bool has_tag(const unsigned char *bytes, size_t length) {
    for (size_t i = 0; i + 1 < length; i++)
        if (bytes[i] == '<' && (isalpha(bytes[i + 1]) || bytes[i + 1] == '!'))
            return true;
    return false;
}

static bool is_binary(const unsigned char *bytes, size_t length) {
    if (is_utf16(bytes, length))
        return false;
    size_t binary = 0;
    for (size_t i = 0; i < length; i++)
        binary += is_binary_byte(bytes[i]);
    /* Text has none, as a rule. What has tags and a few is a page that somebody damaged. */
    return binary && (!has_tag(bytes, length) || binary > length / 16);
}

/* An object whose first member is there, in the first line: no other text begins so. */
static bool is_json_line(const unsigned char *bytes, size_t length) {
    size_t i = begins(bytes, length, "\xef\xbb\xbf", 3) ? 3 : 0;
    while (i < length && isspace(bytes[i]))
        i++;
    if (i == length || bytes[i++] != '{')
        return false;
    while (i < length && isspace(bytes[i]))
        i++;
    return i < length && bytes[i] == '"';
}

bool kind_is_certain(const unsigned char *bytes, size_t length) {
    enum { ENOUGH = 512 };
    return length >= ENOUGH || (is_json_line(bytes, length) && memchr(bytes, '\n', length));
}

const char *kind_of_binary(const unsigned char *bytes, size_t length) {
    static const struct {
        const char *with;
        size_t length;
        const char *name;
    } signatures[] = {
        {"%PDF-", 5, "a PDF document"},
        {"\x89PNG", 4, "a PNG picture"},
        {"\xff\xd8\xff", 3, "a JPEG picture"},
        {"GIF8", 4, "a GIF picture"},
        {"PK\x03\x04", 4, "a ZIP archive or office document"},
        {"\x7f"
         "ELF",
         4, "an ELF program"},
        {"SQLite format 3", 15, "an SQLite database"},
        {"BZh", 3, "bzip2 data"},
        {"\xfd"
         "7zXZ",
         5, "xz data"},
        {"\x04\x22\x4d\x18", 4, "LZ4 data"},
    };
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (begins(bytes, length, signatures[i].with, signatures[i].length))
            return signatures[i].name;
    return "binary data";
}

/* ---- Names ---------------------------------------------------------------------------------- */

/* The ending that tells what a file is, behind that of its compression: "html" of "a.html.gz". */
static size_t ending_of(const char *name, char *ending, size_t size) {
    static const char *const compressions[] = {".gz", ".zst", ".lz4", ".br"};
    const char *slash = strrchr(name, '/');
    const char *base = slash ? slash + 1 : name;
    size_t length = strcspn(base, "?#");
    for (size_t i = 0; i < sizeof compressions / sizeof *compressions; i++) {
        size_t suffix = strlen(compressions[i]);
        if (length > suffix && memcmp(base + length - suffix, compressions[i], suffix) == 0) {
            length -= suffix;
            break;
        }
    }
    size_t begin = length;
    while (begin && base[begin - 1] != '.')
        begin--;
    size_t count = begin > 1 ? length - begin : 0;
    if (count >= size)
        count = 0;
    for (size_t i = 0; i < count; i++)
        ending[i] = (char)tolower((unsigned char)base[begin + i]);
    ending[count] = '\0';
    return count;
}

static enum kind kind_of_name(const char *name) {
    static const struct {
        const char *ending;
        enum kind kind;
    } endings[] = {
        {"html", KIND_HTML},   {"htm", KIND_HTML},     {"xhtml", KIND_HTML}, {"shtml", KIND_HTML},
        {"jsonl", KIND_JSONL}, {"ndjson", KIND_JSONL}, {"warc", KIND_WARC},  {"arc", KIND_WARC},
        {"css", KIND_OTHER},   {"js", KIND_OTHER},     {"mjs", KIND_OTHER},  {"json", KIND_OTHER},
        {"xml", KIND_OTHER},   {"rss", KIND_OTHER},    {"csv", KIND_OTHER},  {"svg", KIND_OTHER},
        {"map", KIND_OTHER},   {"py", KIND_OTHER},     {"c", KIND_OTHER},    {"h", KIND_OTHER},
        {"sh", KIND_OTHER},    {"yaml", KIND_OTHER},   {"yml", KIND_OTHER},  {"toml", KIND_OTHER},
    };
    char ending[8];
    if (ending_of(name, ending, sizeof ending))
        for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
            if (strcmp(ending, endings[i].ending) == 0)
                return endings[i].kind;
    return KIND_PAGE;
}

bool kind_is_other_by_name(const char *name) {
    return kind_of_name(name) == KIND_OTHER;
}

/* ---- Both ----------------------------------------------------------------------------------- */

static bool is_html_type(const char *media_type) {
    return media_type && (strcmp(media_type, "text/html") == 0 ||
                          strcmp(media_type, "application/xhtml+xml") == 0);
}

enum kind kind_of(const struct kind_evidence *evidence) {
    const unsigned char *bytes = evidence->bytes;
    size_t length = evidence->length;
    if (archive_recognise(bytes, length))
        return KIND_WARC;
    if (is_json_line(bytes, length))
        return KIND_JSONL;
    if (is_binary(bytes, length) || begins(bytes, length, "%PDF-", 5))
        return KIND_BINARY;
    if (is_html_type(evidence->media_type))
        return KIND_HTML;
    return kind_of_name(evidence->name);
}
