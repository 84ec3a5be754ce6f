/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ARC headers, one line each (Internet Archive, "Arc File Format", versions 1 and 2):
 *
 *     URL IP-address archive-date content-type length
 *     URL IP-address archive-date content-type result-code checksum location offset filename length
 *
 * Addresses and media types with spaces in them are common, so the line is read around its date,
 * which is fourteen digits.
 */
#include "fields.h"
#include "record.h"

#include <string.h>

enum { LINE_MOST = 16 << 10, WORDS_MOST = 32, DATE_LENGTH = 14 };

static bool is_date(dateline_string word) {
    for (size_t i = 0; i < word.length; i++)
        if (word.data[i] < '0' || word.data[i] > '9')
            return false;
    return word.length == DATE_LENGTH;
}

/* The last words of a line, from the last on. @return how many. */
static size_t last_words(const char *line, size_t length, dateline_string *words) {
    size_t count = 0;
    size_t end = length;
    while (end && count < WORDS_MOST) {
        size_t begin = end;
        while (begin && line[begin - 1] != ' ')
            begin--;
        if (begin < end)
            words[count++] = (dateline_string){line + begin, end - begin};
        end = begin ? begin - 1 : 0;
    }
    return count;
}

/* @return NULL where the line is no header. */
static const char *read_line(const char *line, size_t length, struct record_header *to) {
    dateline_string words[WORDS_MOST];
    size_t count = last_words(line, length, words);
    size_t date = 2;
    while (date < count && !is_date(words[date]))
        date++;
    if (date + 2 >= count || !fields_number(words[0], &to->length))
        return NULL;
    dateline_string address = words[date + 1];
    const char *colon = memchr(line, ':', length);
    if (!colon || colon == line || colon > address.data)
        return NULL;
    to->has_length = true;
    to->date = words[date];
    to->url = fields_trim((dateline_string){line, (size_t)(address.data - line)});
    /* Version 2 has five words between type and length; the first is the status. */
    bool second = date >= 7 && words[5].length == 3;
    const char *type_end = second ? words[5].data : words[0].data;
    const char *type = words[date].data + words[date].length;
    to->media_type = fields_trim((dateline_string){type, (size_t)(type_end - type)});
    uint64_t status = 0;
    if (second && fields_number(words[5], &status) && status < 1000)
        to->status = (int)status;
    return line;
}

static bool begins_with(dateline_string text, const char *with) {
    size_t length = strlen(with);
    return text.length >= length && memcmp(text.data, with, length) == 0;
}

static const char *read_header(const unsigned char *bytes, size_t length,
                               struct record_header *to) {
    *to = (struct record_header){.type = RECORD_RESOURCE};
    size_t line = length;
    while (line && (bytes[line - 1] == '\n' || bytes[line - 1] == '\r'))
        line--;
    if (!read_line((const char *)bytes, line, to))
        return "no line that an ARC record could begin with";
    to->http = begins_with(to->url, "http://") || begins_with(to->url, "https://");
    if (to->http)
        to->type = RECORD_RESPONSE;
    else if (begins_with(to->url, "filedesc:") || begins_with(to->url, "dns:"))
        to->type = RECORD_OTHER;
    return NULL;
}

/* A letter first, for an address begins with its scheme; then a whole line. */
static enum record_begin begins(const unsigned char *bytes, size_t length, size_t *header) {
    if (length && !((bytes[0] | 0x20) >= 'a' && (bytes[0] | 0x20) <= 'z'))
        return BEGIN_NONE;
    size_t looked = length < LINE_MOST ? length : LINE_MOST;
    const unsigned char *end = looked ? memchr(bytes, '\n', looked) : NULL;
    if (!end)
        return length < LINE_MOST ? BEGIN_PERHAPS : BEGIN_NONE;
    *header = (size_t)(end + 1 - bytes);
    struct record_header ignored;
    return read_header(bytes, *header, &ignored) ? BEGIN_NONE : BEGIN_RECORD;
}

const struct record_format arc_format = {
    .name = "ARC",
    .wrong = "no line of an ARC header where a record should begin",
    .line_breaks = true,
    .scan = "\n",
    .scan_at = -1,
    .begins = begins,
    .read = read_header,
};
