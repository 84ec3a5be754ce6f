/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two ways to read a record. A compressed member that lies in memory is decompressed at once, into
 * the caller's room: the way of every archive that is as it should be. All others are streamed:
 * plain files, members that are too large or hold several records, and whatever the first way
 * found to be wrong, so that only one of them has to know what to do then.
 *
 * Damage never makes the time more than linear: going back to look again is paid from a budget,
 * which grows with the file that was read.
 */
#define _GNU_SOURCE /* memmem */
#include "records.h"

#include "codec.h"
#include "memory.h"
#include "window.h"

#include <stdlib.h>
#include <string.h>

enum {
    AHEAD = 256 << 10,     /* compressed bytes that are there when a member is begun */
    MEMBER_MOST = 4 << 20, /* compressed members that are longer are streamed */
    DICTIONARY_MOST = 16 << 20,
    SCAN = 64 << 10,        /* bytes that are there when a header is looked for */
    BUDGET_FREE = 64 << 20, /* and 4 times what was read */
};

enum member_state { MEMBER_RUNNING, MEMBER_ENDED, MEMBER_DAMAGED, MEMBER_SHORT };

struct records {
    struct source *source;
    const struct record_format *format;
    const struct codec *codec; /* NULL: not compressed */
    void *codec_state;
    size_t keep;
    struct window raw;     /* of the file */
    struct window decoded; /* of the member that is streamed */
    bool streaming;
    enum member_state member;
    uint64_t member_offset;
    uint64_t member_index; /* records of the member that were read */
    uint64_t skip;         /* records of it that are to be passed by */
    uint64_t sound;        /* byte of the file up to which the member was well */
    uint64_t wasted;       /* bytes that were looked at again */
    struct buffer header;
    bool finished;
};

static const char ends_inside[] = "the file ends inside a record";
static const char longer[] = "the record is longer than its header says";
static const char shorter[] = "the record is shorter than its header says";

/* ---- Bytes ---------------------------------------------------------------------------------- */

static size_t fill_raw(void *context, unsigned char *to, size_t size) {
    struct records *records = context;
    size_t got = records->source->class->read(records->source, to, size);
    records->source->position += got;
    return got;
}

static size_t fill_decoded(void *context, unsigned char *to, size_t size) {
    struct records *records = context;
    struct window *raw = &records->raw;
    while (records->member == MEMBER_RUNNING) {
        size_t available = window_need(raw, 1);
        struct decode_step step = {.in = window_bytes(raw),
                                   .in_left = available,
                                   .out = to,
                                   .out_left = size,
                                   .last = raw->ended};
        enum decode_result result = records->codec->decode(records->codec_state, &step);
        window_take(raw, available - step.in_left);
        if (result == DECODE_END)
            records->member = MEMBER_ENDED;
        else if (result == DECODE_DAMAGED)
            records->member = MEMBER_DAMAGED;
        else if (!available && step.out_left == size)
            records->member = MEMBER_SHORT;
        if (step.out_left < size)
            return size - step.out_left;
    }
    return 0;
}

bool room_reserve(struct archive_room *room, size_t size) {
    size_t wanted = size + ARCHIVE_PADDING;
    return wanted <= room->capacity ||
           (room->grow && room->grow(room, wanted) && wanted <= room->capacity);
}

static struct window *view_of(struct records *records) {
    return records->codec ? &records->decoded : &records->raw;
}

static struct archive_place place_of(const struct records *records) {
    if (!records->codec)
        return (struct archive_place){records->raw.offset, 0};
    if (!records->streaming)
        return (struct archive_place){records->raw.offset, 0};
    return (struct archive_place){records->member_offset, records->member_index};
}

/* May we look again at so many bytes? */
static bool spend(struct records *records, uint64_t bytes) {
    records->wasted += bytes;
    return records->wasted <= BUDGET_FREE + 4 * records->raw.offset;
}

static bool seek_raw(struct records *records, uint64_t offset) {
    if (window_rewind(&records->raw, offset))
        return true;
    struct source *source = records->source;
    if (!source->class->seek || !source->class->seek(source, offset))
        return false;
    source->position = offset;
    window_restart(&records->raw, offset);
    return true;
}

/* ---- Finding the next record ---------------------------------------------------------------- */

static enum record_begin begins_here(struct records *records, struct window *view, size_t *header) {
    size_t wanted = 2 << 10;
    for (;;) {
        size_t available = window_need(view, wanted);
        enum record_begin result = records->format->begins(window_bytes(view), available, header);
        if (result != BEGIN_PERHAPS || available < wanted || wanted > HEADER_MOST)
            return result;
        wanted *= 2;
    }
}

/* Where, behind the first byte, a header could begin. @return 0: nowhere. */
static size_t candidate(const struct record_format *format, const unsigned char *bytes,
                        size_t length, size_t from) {
    size_t first = (size_t)((long)from + format->scan_at);
    if (first >= length)
        return 0;
    const unsigned char *found =
        memmem(bytes + first, length - first, format->scan, strlen(format->scan));
    return found ? (size_t)(found - bytes - format->scan_at) : 0;
}

/* Go forward to the next header. @return false at the end. */
static bool scan_view(struct records *records, struct window *view) {
    for (;;) {
        size_t available = window_need(view, SCAN);
        size_t at = candidate(records->format, window_bytes(view), available, 1);
        size_t header;
        if (at) {
            window_take(view, at);
            if (begins_here(records, view, &header) == BEGIN_RECORD)
                return true;
        } else if (view->ended) {
            window_take(view, available);
            return false;
        } else {
            window_take(view, available - SCAN / 2);
        }
    }
}

/* A header that begins with the last bytes of a content and goes on in the view. */
static size_t header_across(const struct record_format *format, struct window *view,
                            const unsigned char *content, size_t length) {
    size_t size = strlen(format->scan);
    if (format->scan_at != 0 || window_need(view, size) < size)
        return 0;
    for (size_t part = size - 1; part; part--)
        if (part < length && memcmp(content + length - part, format->scan, part) == 0 &&
            memcmp(window_bytes(view), format->scan + part, size - part) == 0)
            return length - part;
    return 0;
}

/* A header in the midst of a content, which then was said to be longer than it is. */
static size_t header_within(const struct record_format *format, const unsigned char *content,
                            size_t length) {
    size_t header;
    for (size_t at = 0; (at = candidate(format, content, length, at + 1)) && at < length;)
        if (format->begins(content + at, length - at, &header) != BEGIN_NONE)
            return at;
    return 0;
}

/* Does a member that begins here hold what a record begins with? */
static bool member_begins_record(struct records *records) {
    unsigned char head[4 << 10];
    size_t available = window_need(&records->raw, sizeof head);
    struct decode_step step = {
        .in = window_bytes(&records->raw),
        .in_left = available < SCAN ? available : SCAN,
        .out = head,
        .out_left = sizeof head,
    };
    size_t before = step.in_left + step.out_left + 1;
    records->codec->begin(records->codec_state);
    while (step.out_left && step.in_left && step.in_left + step.out_left < before) {
        before = step.in_left + step.out_left;
        if (records->codec->decode(records->codec_state, &step) != DECODE_MORE)
            break;
    }
    size_t header;
    size_t made = sizeof head - step.out_left;
    return made > 4 && records->format->begins(head, made, &header) != BEGIN_NONE;
}

/* Go forward to the next member that a record begins in, before @p end. @return false: none. */
static bool scan_members(struct records *records, uint64_t end) {
    const struct codec *codec = records->codec;
    struct window *raw = &records->raw;
    for (;;) {
        size_t available = window_need(raw, SCAN);
        const unsigned char *bytes = window_bytes(raw);
        const unsigned char *found = memmem(bytes, available, codec->magic, codec->magic_length);
        if (found) {
            window_take(raw, (size_t)(found - bytes));
            if (raw->offset >= end)
                return false;
            if (codec->recognise(window_bytes(raw), window_need(raw, codec->magic_length + 1)) &&
                member_begins_record(records))
                return true;
            window_take(raw, 1);
        } else if (raw->ended) {
            window_take(raw, available);
            return false;
        } else {
            window_take(raw, available - codec->magic_length);
            if (raw->offset >= end)
                return false;
        }
    }
}

/* ---- Damage --------------------------------------------------------------------------------- */

static enum records_result damage(struct records *records, struct record *record, uint64_t begin,
                                  const char *problem) {
    record->problem = problem;
    record->next = place_of(records);
    record->length = records->raw.offset > begin ? records->raw.offset - begin : 0;
    return RECORDS_DAMAGE;
}

/* The member is lost; look for the next one behind what of it was well. */
static enum records_result lose_member(struct records *records, struct record *record,
                                       const char *problem) {
    struct window *raw = &records->raw;
    uint64_t begin = records->sound > record->place.offset ? records->sound : record->place.offset;
    bool read_on = raw->offset > begin + 1;
    records->streaming = false;
    records->skip = 0;
    /* What looked like compressed data may have run over the beginning of the next member. */
    if (read_on && spend(records, raw->offset - begin))
        seek_raw(records, begin + 1);
    else if (!read_on && raw->offset == begin && window_need(raw, 1))
        window_take(raw, 1);
    scan_members(records, UINT64_MAX);
    return damage(records, record, begin, problem);
}

static const char *problem_of_member(const struct records *records) {
    if (records->member == MEMBER_SHORT)
        return records->source->failure ? records->source->failure : ends_inside;
    return records->codec == &gzip_codec   ? "the gzip data are damaged"
           : records->codec == &zstd_codec ? "the zstd data are damaged"
                                           : "the lz4 data are damaged";
}

static enum records_result finish(struct records *records, struct record *record) {
    records->finished = true;
    record->place = record->next = place_of(records);
    record->problem = records->source->failure;
    return record->problem ? RECORDS_FAILED : RECORDS_END;
}

/* Something that is no record: go on at the next one in the same view, or behind the member. */
static enum records_result lose_view(struct records *records, struct record *record,
                                     const char *problem) {
    struct window *view = view_of(records);
    uint64_t begin = record->place.offset;
    scan_view(records, view);
    records->member_index++; /* a place is a place, whatever is there */
    if (records->codec && !window_need(view, 1)) {
        if (records->member != MEMBER_ENDED)
            return lose_member(records, record, problem_of_member(records));
        records->streaming = false;
    }
    return damage(records, record, begin, problem);
}

/* ---- Streaming ------------------------------------------------------------------------------ */

static void start_streaming(struct records *records) {
    records->streaming = true;
    records->member = MEMBER_RUNNING;
    records->member_offset = records->raw.offset;
    records->sound = 0;
    records->member_index = 0;
    records->codec->begin(records->codec_state);
    window_restart(&records->decoded, 0);
}

static bool is_line_break(unsigned char byte) {
    return byte == '\r' || byte == '\n';
}

static bool is_zero(const unsigned char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (bytes[i])
            return false;
    return true;
}

/* What may stand between records. */
static void skip_between(struct records *records, struct window *view) {
    enum { BLOCK = 512 };
    if (records->format->line_breaks) {
        while (window_need(view, 1) && is_line_break(*window_bytes(view)))
            window_take(view, 1);
        return;
    }
    size_t available;
    while ((available = window_need(view, BLOCK)) &&
           is_zero(window_bytes(view), available < BLOCK ? available : BLOCK))
        window_take(view, available < BLOCK ? available : BLOCK);
}

/* Is what follows a content another record, or the end? */
static bool is_followed_well(struct records *records, struct window *view) {
    enum { LOOK = 64 };
    size_t available = window_need(view, LOOK);
    const unsigned char *bytes = window_bytes(view);
    size_t at = 0;
    size_t header;
    if (!records->format->line_breaks)
        return true;
    while (at < available && is_line_break(bytes[at]))
        at++;
    return at == available ||
           records->format->begins(bytes + at, available - at, &header) != BEGIN_NONE;
}

/* Copy a content, making room as it comes: it may be shorter than it says. */
static size_t copy_content(struct window *view, struct archive_room *room, size_t wanted) {
    enum { FIRST = 1 << 20 };
    size_t got = 0;
    while (got < wanted) {
        size_t next = got ? 2 * got : FIRST;
        if (!room_reserve(room, wanted < next ? wanted : next))
            wanted = room->capacity - ARCHIVE_PADDING;
        size_t part = (wanted < next ? wanted : next) - got;
        size_t copied = window_copy(view, room->data + got, part);
        got += copied;
        if (copied < part)
            break;
    }
    return got;
}

/* The content was said to be longer than it is: go back to the header in it. */
static bool go_back(struct records *records, struct window *view, struct record *record,
                    uint64_t begin) {
    size_t at = header_within(records->format, record->content, record->content_length);
    if (!at && !record->cut)
        at = header_across(records->format, view, record->content, record->content_length);
    if (!at || !spend(records, view->offset - begin - at))
        return false;
    bool back =
        window_rewind(view, begin + at) || (!records->codec && seek_raw(records, begin + at));
    if (!back && view->offset != begin + record->content_length)
        return false;
    if (!back)
        window_put_back(view, record->content + at, record->content_length - at);
    while (at && is_line_break(record->content[at - 1]))
        at--;
    record->content_length = at;
    record->cut = false;
    record->problem = shorter;
    return true;
}

/* Where the next record is, and what this one takes of the file. */
static void close_record(struct records *records, struct window *view, struct record *record) {
    if (!records->codec) {
        record->next = place_of(records);
        record->length = record->next.offset - record->place.offset;
        return;
    }
    bool alone = record->place.index == 0 && !window_need(view, 1);
    records->member_index++;
    records->sound = records->raw.offset;
    if (!window_need(view, 1) && records->member == MEMBER_ENDED)
        records->streaming = false;
    record->next = place_of(records);
    record->length = alone ? records->raw.offset - record->place.offset : 0;
}

/* Did the compressed data end where we are, but not as they should? */
static bool has_ended_badly(struct records *records, struct window *view) {
    return records->codec && !window_need(view, 1) && records->member != MEMBER_ENDED;
}

/*
 * A member of one record can be trusted when its end has been reached, where its checksum is. What
 * follows the record in it and is no other one is left out.
 */
static bool ends_member_well(struct records *records, struct window *view, struct record *record) {
    enum { LOOK = 1 << 20 };
    size_t header;
    if (!records->codec || !window_need(view, 1))
        return !has_ended_badly(records, view);
    if (begins_here(records, view, &header) == BEGIN_RECORD)
        return true;
    size_t available = window_need(view, LOOK);
    if (available >= LOOK || header_within(records->format, window_bytes(view), available))
        return true; /* and what is between is damage */
    window_take(view, available);
    record->problem = longer;
    return !has_ended_badly(records, view);
}

/* Copy as much as is wanted. @return whether the content is there to its end. */
static bool copy_and_skip(struct records *records, struct archive_room *room,
                          struct record *record) {
    struct window *view = view_of(records);
    const struct source *source = records->source;
    uint64_t begin = view->offset;
    uint64_t length = record->header.length;
    record->content_length =
        copy_content(view, room, length < records->keep ? (size_t)length : records->keep);
    record->content = room->data;
    record->cut = record->content_length < length;
    /* A length that no file could hold: do not read all of it to see that. */
    if (!records->codec && source->size && length > source->size - begin &&
        header_within(records->format, record->content, record->content_length))
        return false;
    return window_skip(view, length - record->content_length) == length - record->content_length;
}

static enum records_result read_content(struct records *records, struct archive_room *room,
                                        struct record *record) {
    struct window *view = view_of(records);
    uint64_t begin = view->offset;
    if (copy_and_skip(records, room, record)) {
        window_skip(view, record->header.padding);
        if (!is_followed_well(records, view))
            go_back(records, view, record, begin);
    } else if (has_ended_badly(records, view)) {
        return lose_member(records, record, problem_of_member(records));
    } else if (!go_back(records, view, record, begin)) {
        window_skip(view, UINT64_MAX);
        if (!records->codec)
            return damage(records, record, record->place.offset, ends_inside);
        record->cut = false;
        record->problem = shorter;
    }
    skip_between(records, view);
    if (record->place.index == 0 && !ends_member_well(records, view, record))
        return lose_member(records, record, problem_of_member(records));
    close_record(records, view, record);
    return RECORDS_RECORD;
}

static enum records_result read_header(struct records *records, struct record *record) {
    struct window *view = view_of(records);
    const struct record_format *format = records->format;
    size_t length = 0;
    enum record_begin begin = begins_here(records, view, &length);
    if (begin == BEGIN_PERHAPS && view->ended) {
        if (records->codec && records->member != MEMBER_ENDED)
            return lose_member(records, record, problem_of_member(records));
        return lose_view(records, record, ends_inside);
    }
    if (begin != BEGIN_RECORD)
        return lose_view(records, record, format->wrong);
    records->header.length = 0;
    buffer_append(&records->header, window_bytes(view), length);
    record->header_bytes = (const unsigned char *)records->header.data;
    const char *problem = format->read(record->header_bytes, length, &record->header);
    if (!problem && !record->header.has_length)
        problem = "the header has no Content-Length";
    if (problem)
        return lose_view(records, record, problem);
    window_take(view, length);
    return RECORDS_RECORD;
}

/* The view holds nothing any more: go on with the next member, where there is one. */
static enum records_result leave_view(struct records *records, struct record *record, bool *again) {
    if (!records->codec)
        return finish(records, record);
    if (records->member != MEMBER_ENDED)
        return lose_member(records, record, problem_of_member(records));
    records->streaming = false;
    records->skip = 0;
    *again = true;
    return RECORDS_RECORD;
}

static enum records_result read_streamed(struct records *records, struct archive_room *room,
                                         struct record *record, bool *again) {
    struct window *view = view_of(records);
    skip_between(records, view);
    record->place = place_of(records);
    if (!window_need(view, 1))
        return leave_view(records, record, again);
    enum records_result result = read_header(records, record);
    if (result == RECORDS_RECORD)
        result = read_content(records, room, record);
    if (records->skip) {
        records->skip--;
        *again = true;
    }
    return result;
}

/* ---- Members at once ------------------------------------------------------------------------ */

/* How much room a member that says nothing itself needs: as its record's header says. */
static size_t size_of_member(struct records *records) {
    struct window raw = records->raw;
    size_t length;
    size_t size = 0;
    struct record_header header;
    start_streaming(records);
    if (begins_here(records, &records->decoded, &length) == BEGIN_RECORD &&
        !records->format->read(window_bytes(&records->decoded), length, &header) &&
        header.has_length && header.length <= records->keep)
        size = length + (size_t)header.length + 4;
    if (records->raw.fills != raw.fills)
        return 0; /* stay with streaming */
    records->raw.begin = raw.begin;
    records->raw.offset = raw.offset;
    records->streaming = false;
    return size;
}

static enum codec_whole decode_whole(struct records *records, struct archive_room *room,
                                     struct member *member) {
    size_t wanted = AHEAD;
    bool asked = false;
    for (;;) {
        member->in_length = window_need(&records->raw, wanted);
        member->in = window_bytes(&records->raw);
        member->out = room->data;
        member->out_length = room->capacity - ARCHIVE_PADDING;
        enum codec_whole result = records->codec->whole(records->codec_state, member);
        if (result == WHOLE_ROOM && !asked) {
            asked = true;
            size_t size = member->made ? member->made : size_of_member(records);
            if (size > member->out_length && size <= records->keep + HEADER_MOST &&
                room_reserve(room, size))
                continue;
        } else if (result == WHOLE_INPUT && !records->raw.ended && wanted < MEMBER_MOST) {
            wanted = 4 * wanted;
            continue;
        }
        return result;
    }
}

/* Does another record follow behind these bytes of a member? */
static bool is_followed(const struct record_format *format, const unsigned char *bytes,
                        size_t length) {
    size_t at = 0;
    size_t header;
    while (at < length && is_line_break(bytes[at]))
        at++;
    return at < length && format->begins(bytes + at, length - at, &header) != BEGIN_NONE;
}

/* A record has two line breaks behind it, which an unsure length may take in. */
static size_t without_line_breaks(const unsigned char *bytes, size_t length) {
    for (unsigned i = 0; i < 4 && length && is_line_break(bytes[length - 1]); i++)
        length--;
    return length;
}

/* @return false where the member is none of one record alone: it is to be streamed. */
static bool split_member(struct records *records, struct archive_room *room,
                         const struct member *member, struct record *record) {
    const struct record_format *format = records->format;
    size_t header;
    if (format->begins(room->data, member->made, &header) != BEGIN_RECORD ||
        format->read(room->data, header, &record->header))
        return false;
    unsigned char *content = room->data + header;
    size_t there = member->made - header;
    size_t end = without_line_breaks(content, there);
    uint64_t said = record->header.has_length ? record->header.length : end;
    if (said < there && (is_followed(format, content + said, there - said) ||
                         (said < end && header_within(format, content + said, end - said))))
        return false;
    if (said > there)
        record->problem = shorter;
    else if (said < end)
        record->problem = longer;
    else
        end = (size_t)said;
    record->header_bytes = room->data;
    record->content = content;
    record->cut = end > records->keep;
    record->content_length = record->cut ? records->keep : end;
    return true;
}

static enum records_result read_member(struct records *records, struct archive_room *room,
                                       struct record *record, bool *again) {
    struct window *raw = &records->raw;
    record->place = place_of(records);
    size_t available = window_need(raw, AHEAD);
    if (!available)
        return finish(records, record);
    if (!records->codec->recognise(window_bytes(raw), available)) {
        records->sound = 0;
        while ((available = window_need(raw, 1)) && is_zero(window_bytes(raw), available))
            window_take(raw, available);
        if (!available)
            return finish(records, record);
        return lose_member(records, record, "something else between the compressed records");
    }
    struct member member = {0};
    bool whole = records->codec->whole && records->format->line_breaks && !records->skip &&
                 decode_whole(records, room, &member) == WHOLE_DONE;
    if (whole && (!member.made || split_member(records, room, &member, record))) {
        window_take(raw, member.taken);
        record->next = place_of(records);
        record->length = member.taken;
        *again = member.made == 0;
        return RECORDS_RECORD;
    }
    if (!records->streaming)
        start_streaming(records);
    *again = true;
    return RECORDS_RECORD;
}

enum records_result records_next(struct records *records, struct archive_room *room,
                                 struct record *record) {
    enum records_result result = RECORDS_END;
    bool again = !records->finished;
    *record = (struct record){.place = place_of(records), .next = place_of(records)};
    while (again) {
        again = false;
        *record = (struct record){0};
        result = records->codec && !records->streaming
                     ? read_member(records, room, record, &again)
                     : read_streamed(records, room, record, &again);
    }
    return result;
}

/* ---- Opening -------------------------------------------------------------------------------- */

const struct record_format *record_format_of(const unsigned char *bytes, size_t length) {
    static const char arc[] = "filedesc:";
    size_t header;
    if (length >= 5 && memcmp(bytes, "WARC/", 5) == 0)
        return &warc_format;
    if (length >= sizeof arc - 1 && memcmp(bytes, arc, sizeof arc - 1) == 0)
        return &arc_format;
    if (tar_format.begins(bytes, length, &header) == BEGIN_RECORD)
        return &tar_format;
    return NULL;
}

/* The compression, and a dictionary, are at the beginning of the file. */
static void open_codec(struct records *records) {
    struct window *raw = &records->raw;
    size_t available = window_need(raw, 8);
    records->codec = codec_of(window_bytes(raw), available);
    if (!records->codec)
        return;
    records->codec_state = records->codec->open();
    if (!records->codec->read_dictionary || available < 8)
        return;
    const unsigned char *bytes = window_bytes(raw);
    size_t size = 8 + ((size_t)bytes[4] | (size_t)bytes[5] << 8 | (size_t)bytes[6] << 16 |
                       (size_t)bytes[7] << 24);
    if (bytes[0] == 0x5d && size <= DICTIONARY_MOST)
        available = window_need(raw, size);
    records->codec->read_dictionary(records->codec_state, window_bytes(raw), available);
}

/* The first bytes of the first member that is not empty, or of the plain file. */
static void open_format(struct records *records) {
    enum { HEAD = 512 };
    struct window *view = view_of(records);
    if (!records->codec) {
        size_t available = window_need(view, HEAD);
        records->format = record_format_of(window_bytes(view), available);
        return;
    }
    for (bool more = true; more && !records->format;) {
        size_t raw = window_need(&records->raw, 4);
        if (!raw || !records->codec->recognise(window_bytes(&records->raw), raw))
            break;
        start_streaming(records);
        size_t available = window_need(view, HEAD);
        records->format = record_format_of(window_bytes(view), available);
        more = !available && records->member == MEMBER_ENDED;
    }
}

static bool go_to(struct records *records, struct archive_place place) {
    records->streaming = records->finished = false;
    records->skip = place.index;
    records->sound = 0;
    return seek_raw(records, place.offset);
}

struct records *records_open_source(struct source *source, const unsigned char *bytes,
                                    size_t length, struct archive_place place, size_t keep,
                                    char **failure) {
    struct records *records = memory_allocate(sizeof *records);
    *records = (struct records){.source = source, .keep = keep};
    records->raw.fill = fill_raw;
    records->decoded.fill = fill_decoded;
    records->raw.context = records->decoded.context = records;
    window_put_back(&records->raw, bytes, length);
    records->raw.offset = 0;
    open_codec(records);
    open_format(records);
    if (source->failure)
        *failure = memory_copy(source->failure);
    else if (!records->format)
        *failure = memory_copy("is no archive");
    else if (!go_to(records, place))
        *failure = memory_copy("cannot be read from the middle");
    else
        return records;
    records_close(records);
    return NULL;
}

struct records *records_open(const char *path, struct archive_place place, size_t keep,
                             char **failure) {
    struct source *source = source_open_file(path, failure);
    return source ? records_open_source(source, NULL, 0, place, keep, failure) : NULL;
}

bool records_can_seek(const struct records *records) {
    return records->source->class->seek && records->source->size;
}

bool records_seek(struct records *records, struct archive_place place) {
    return records_can_seek(records) && go_to(records, place);
}

bool records_find(struct records *records, uint64_t begin, uint64_t end) {
    return records->codec && records_seek(records, (struct archive_place){begin, 0}) &&
           scan_members(records, end);
}

struct archive_place records_tell(const struct records *records) {
    return place_of(records);
}

const struct record_format *records_format(const struct records *records) {
    return records->format;
}

double records_fraction(const struct records *records) {
    const struct source *source = records->source;
    return source->size ? (double)records->raw.offset / (double)source->size : 0;
}

void records_close(struct records *records) {
    if (!records)
        return;
    if (records->codec)
        records->codec->close(records->codec_state);
    source_close(records->source);
    window_destroy(&records->raw);
    window_destroy(&records->decoded);
    buffer_destroy(&records->header);
    free(records);
}
