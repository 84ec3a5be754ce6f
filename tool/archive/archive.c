/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From records to pages: which are pages, which are wanted, what the page is once chunks and
 * codings are off, what is to be said of it. The records themselves are records.c's.
 *
 * All texts of an entry are copied before the body is decoded, for that happens in the room, over
 * the headers that they lie in.
 */
#include "archive.h"

#include "coding.h"
#include "digest.h"
#include "fields.h"
#include "filter.h"
#include "http.h"
#include "index.h"
#include "input/kind.h"
#include "records.h"
#include "text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    URL_MOST = 16 << 10,
    LINK_MOST = 4 << 10,
    TEXT_MOST = 1 << 10,
    TEXTS_SIZE = 64 << 10,
    SCRATCH_KEPT = 4 << 20
};

_Static_assert((int)ARCHIVE_PADDING == (int)DATELINE_PADDING, "what the library may read");

struct archive {
    char *path; /* NULL: it cannot be opened again */
    const struct archive_options *options;
    struct records *records;
    struct records *original; /* of a revisit, kept open for the next one */
    char *original_path;
    uint32_t file; /* its number in the index */
    uint64_t end;
    struct codings *codings;
    struct buffer scratch; /* a body while it is decoded */
    struct buffer warning;
    struct buffer name; /* tar: of the next record */
    struct archive_counts counts;
    size_t texts_length;
    char texts[TEXTS_SIZE];
};

/** A page in the making. */
struct draft {
    struct record record; /* whose content it is */
    struct http_message message;
    unsigned char *body;
    size_t length;
    bool short_length; /* cut by the one who captured it, and said so */
};

/* ---- Texts ---------------------------------------------------------------------------------- */

/* A copy as valid UTF-8 in one line; NULL where it is empty. */
static const char *keep(struct archive *archive, dateline_string text, size_t most) {
    char *to = archive->texts + archive->texts_length;
    size_t room = sizeof archive->texts - archive->texts_length;
    size_t length = 0;
    if (most > room)
        most = room;
    for (size_t i = 0, bytes; i < text.length && length + 5 < most; i += bytes) {
        uint32_t code_point = text_code_point(text.data + i, text.length - i, &bytes);
        if (code_point < 0x20 || code_point == 0x7f) {
            to[length++] = ' ';
        } else if (code_point == 0xfffd && bytes == 1) {
            memcpy(to + length, "\xef\xbf\xbd", 3);
            length += 3;
        } else {
            memcpy(to + length, text.data + i, bytes);
            length += bytes;
        }
    }
    if (!length)
        return NULL;
    to[length++] = '\0';
    archive->texts_length += length;
    return to;
}

static const char *keep_lower(struct archive *archive, dateline_string text) {
    size_t begin = archive->texts_length;
    const char *kept = keep(archive, text, TEXT_MOST);
    for (char *at = archive->texts + begin; kept && *at; at++)
        *at = (char)tolower((unsigned char)*at);
    return kept;
}

static bool all_digits(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (!isdigit((unsigned char)text[i]))
            return false;
    return true;
}

/* "20130401120000" of ARC, or ISO 8601 as it is. */
static const char *keep_date(struct archive *archive, dateline_string date) {
    const char *d = date.data;
    if (date.length >= 10 && all_digits(d, 4) && d[4] == '-')
        return keep(archive, date, TEXT_MOST);
    if (date.length != 14 || !all_digits(d, 14))
        return NULL;
    char iso[32];
    int length = snprintf(iso, sizeof iso, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", d, d + 4, d + 6, d + 8,
                          d + 10, d + 12);
    return keep(archive, (dateline_string){iso, (size_t)length}, TEXT_MOST);
}

static void warn(struct archive *archive, const char *text) {
    if (archive->warning.length)
        archive->warning.data[archive->warning.length - 1] = ';';
    if (archive->warning.length)
        buffer_append(&archive->warning, " ", 1);
    buffer_append(&archive->warning, text, strlen(text) + 1);
}

static void warn_of(struct archive *archive, const char *format, unsigned long long a,
                    unsigned long long b) __attribute__((format(printf, 2, 0)));

static void warn_of(struct archive *archive, const char *format, unsigned long long a,
                    unsigned long long b) {
    char text[160];
    snprintf(text, sizeof text, format, a, b);
    warn(archive, text);
}

/* What is known of a page before it is read. */
static void describe(struct archive *archive, const struct record *record,
                     struct archive_entry *entry) {
    const struct record_header *header = &record->header;
    dateline_string digest =
        header->payload_digest.length ? header->payload_digest : header->block_digest;
    entry->url = keep(archive, header->url, URL_MOST);
    entry->captured = keep_date(archive, header->date);
    entry->record_id = keep(archive, header->record_id, TEXT_MOST);
    entry->digest = keep(archive, digest, TEXT_MOST);
    if (header->truncated.length) {
        char text[160];
        const char *why = keep(archive, header->truncated, 64);
        snprintf(text, sizeof text, "truncated: WARC-Truncated: %s", why ? why : "");
        warn(archive, text);
    }
    if (header->segment.length)
        warn(archive, "truncated: the page goes on in other records (WARC-Segment-Number)");
}

/* ---- Revisits ------------------------------------------------------------------------------- */

static bool open_original(struct archive *archive, const char *path, struct archive_place place) {
    if (archive->original && strcmp(archive->original_path, path) == 0)
        return records_seek(archive->original, place);
    char *failure = NULL;
    records_close(archive->original);
    free(archive->original_path);
    archive->original =
        records_open(path, place, archive->options->max_bytes + HEADER_MOST, &failure);
    archive->original_path = memory_copy(path);
    free(failure);
    return archive->original != NULL;
}

static bool is_one_of(const struct index_keys *keys, const struct index_keys *wanted) {
    return (wanted->by_address && keys->by_address == wanted->by_address) ||
           (wanted->by_digest && keys->by_digest == wanted->by_digest) ||
           (wanted->by_id && keys->by_id == wanted->by_id);
}

/* Read the record that a revisit stands for into the room. */
static bool read_original(struct archive *archive, struct archive_room *room,
                          const struct index_keys *wanted, struct record *record) {
    struct archive_place place;
    const char *path = index_find(archive->options->index, wanted, &place);
    if (!path || !open_original(archive, path, place) ||
        records_next(archive->original, room, record) != RECORDS_RECORD)
        return false;
    struct index_keys keys = index_keys_of(&record->header);
    return is_one_of(&keys, wanted) &&
           (record->header.type == RECORD_RESPONSE || record->header.type == RECORD_RESOURCE);
}

/* An original is one that has been read before the revisit, in the order of the run. */
static void add_to_index(struct archive *archive, const struct record *record) {
    const struct archive_options *options = archive->options;
    if ((!options->index && !options->seen) || !archive->path)
        return;
    struct index_keys keys = index_keys_of(&record->header);
    if (options->index)
        index_add(options->index, &keys, archive->file, record->place);
    if (options->seen)
        index_note(options->seen, &keys, record->place);
}

static void resolve(struct archive *archive, struct archive_room *room, struct draft *draft) {
    struct index_keys wanted = index_keys_of_original(&draft->record.header);
    if (archive->options->index && read_original(archive, room, &wanted, &draft->record)) {
        archive->counts.revisits++;
        return;
    }
    archive->counts.unresolved++;
    draft->record = (struct record){.content = room->data, .header.type = RECORD_REVISIT};
    warn(archive, "revisit: the record that it repeats is not among the inputs");
}

/* ---- Bodies --------------------------------------------------------------------------------- */

static void check_digests(struct archive *archive, const struct record *record,
                          const struct draft *draft) {
    const struct record_header *header = &record->header;
    if (record->cut) {
        warn(archive, "digest: not checked, for the record is longer than what was read");
        return;
    }
    if (digest_check(header->block_digest, record->content, record->content_length) == DIGEST_WRONG)
        warn(archive, "digest: the record is not what its WARC-Block-Digest says");
    if (digest_check(header->payload_digest, draft->body, draft->length) != DIGEST_WRONG)
        return;
    /* Some take the digest of a body without its chunks. */
    size_t length = draft->length;
    archive->scratch.length = 0;
    buffer_append(&archive->scratch, draft->body, length);
    if (http_join_chunks((unsigned char *)archive->scratch.data, &length, true) == CHUNKS_NONE ||
        digest_check(header->payload_digest, (unsigned char *)archive->scratch.data, length) ==
            DIGEST_WRONG)
        warn(archive, "digest: the page is not what its WARC-Payload-Digest says");
}

static void decode_coding(struct archive *archive, struct archive_room *room, struct draft *draft) {
    struct buffer *scratch = &archive->scratch;
    buffer_clear(scratch, SCRATCH_KEPT);
    buffer_append(scratch, draft->body, draft->length);
    const unsigned char *coded = (const unsigned char *)scratch->data;
    size_t made = 0;
    switch (codings_decode(archive->codings, draft->message.content_encoding, coded, draft->length,
                           archive->options->max_bytes + 1, room, &made)) {
    case CODING_NONE:
        memcpy(room->data, coded, draft->length);
        made = draft->length;
        break;
    case CODING_DAMAGED:
        warn(archive, "truncated: the compressed body is damaged");
        break;
    case CODING_CUT:
    case CODING_WELL:
        break;
    }
    draft->body = room->data;
    draft->length = made;
}

static void join_chunks(struct archive *archive, struct draft *draft, bool *joined) {
    bool claimed = http_list_has(draft->message.transfer_encoding, "chunked");
    enum http_chunks chunks = http_join_chunks(draft->body, &draft->length, claimed);
    if (chunks == CHUNKS_CUT && !draft->short_length)
        warn(archive, "truncated: the last chunk of the body is missing");
    if (chunks == CHUNKS_BROKEN)
        warn(archive, "chunks: what follows the last good one was taken as it is");
    *joined = chunks != CHUNKS_NONE;
}

/*
 * Take off what the transfer has put on. Some archives have line breaks too many before the body;
 * those of a page do no harm, and stay.
 */
static void decode_body(struct archive *archive, struct archive_room *room, struct draft *draft) {
    struct draft inner = *draft;
    bool joined = false;
    while (inner.length && (*inner.body == '\r' || *inner.body == '\n')) {
        inner.body++;
        inner.length--;
    }
    join_chunks(archive, &inner, &joined);
    bool coded = codings_may_apply(inner.message.content_encoding, inner.body, inner.length);
    const struct http_message *message = &draft->message;
    if (!joined && !coded && message->has_length && draft->length < message->length &&
        !draft->record.cut && !draft->short_length)
        warn_of(archive, "truncated: the body has %llu of the %llu bytes of its Content-Length",
                draft->length, message->length);
    if (coded)
        decode_coding(archive, room, &inner);
    if (joined || coded)
        *draft = inner;
}

/* ---- What is a page ------------------------------------------------------------------------- */

static bool contains(const unsigned char *bytes, size_t length, const char *word) {
    size_t size = strlen(word);
    for (size_t i = 0; i + size <= length; i++)
        if (bytes[i] == '<' && strncasecmp((const char *)bytes + i, word, size) == 0)
            return true;
    return false;
}

static bool looks_like_html(const unsigned char *bytes, size_t length) {
    static const char *const tags[] = {"<!doctype html", "<html", "<head", "<body", "<title"};
    enum { LOOK = 1024 };
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (contains(bytes, length < LOOK ? length : LOOK, tags[i]))
            return true;
    return false;
}

static int kind_of_type(const struct record_header *header, const char *media_type) {
    if (header->type == RECORD_TEXT || (media_type && strcmp(media_type, "text/plain") == 0))
        return DATELINE_KIND_TEXT;
    return media_type && (strcmp(media_type, "text/html") == 0 ||
                          strcmp(media_type, "application/xhtml+xml") == 0)
               ? DATELINE_KIND_HTML
               : DATELINE_KIND_AUTO;
}

static const struct filter no_filter;

static const struct filter *filter_of(const struct archive *archive) {
    return archive->options->filter ? archive->options->filter : &no_filter;
}

static bool leave_out(uint64_t *count) {
    ++*count;
    return false;
}

/* Media type, charset, status: of the message, or of the record where it is none. */
static enum filter_type describe_content(struct archive *archive, struct draft *draft,
                                         struct archive_entry *entry) {
    const struct record_header *header = &draft->record.header;
    dateline_string type = header->http ? draft->message.content_type : header->media_type;
    if (!type.length && records_format(archive->records) == &arc_format)
        type = header->media_type;
    entry->media_type = keep_lower(archive, http_media_type(type));
    entry->encoding = keep(archive, http_charset(type), TEXT_MOST);
    entry->content_language = keep(archive, draft->message.content_language, TEXT_MOST);
    entry->last_modified = keep(archive, draft->message.last_modified, TEXT_MOST);
    entry->link = keep(archive, draft->message.link, LINK_MOST);
    entry->http_status = header->http ? draft->message.status : header->status;
    entry->kind = kind_of_type(header, entry->media_type);
    /* A text that was made of a page is one, unless the filter says what is wanted. */
    if (header->type == RECORD_TEXT && !filter_of(archive)->media_types)
        return TYPE_TAKEN;
    return filter_takes_type(filter_of(archive), entry->media_type);
}

/* A draft whose body is still as it came. @return false: left out, and counted. */
static bool begin_draft(struct archive *archive, struct draft *draft, struct archive_entry *entry,
                        bool *if_html) {
    const struct record *record = &draft->record;
    if (record->header.http)
        http_read(record->content, record->content_length, &draft->message);
    draft->body = record->content + draft->message.body;
    draft->length = record->content_length - draft->message.body;
    draft->short_length = record->header.truncated.length > 0;
    if (record->problem)
        warn(archive, record->problem);
    enum filter_type type = describe_content(archive, draft, entry);
    *if_html = type == TYPE_IF_HTML && record->header.type != RECORD_REVISIT;
    if (type == TYPE_LEFT)
        return leave_out(filter_of(archive)->media_types ? &archive->counts.by_filter
                                                         : &archive->counts.not_pages);
    return filter_takes_status(filter_of(archive), entry->http_status) ||
           leave_out(&archive->counts.by_filter);
}

static void finish_page(struct archive *archive, const struct draft *draft,
                        struct archive_entry *entry) {
    size_t most = archive->options->max_bytes;
    if (draft->length > most || draft->record.cut)
        warn(archive, "truncated: the page is longer than max_bytes, the rest was not read");
    entry->bytes = draft->body;
    entry->page_length = draft->length < most ? draft->length : most;
    entry->warning = archive->warning.length ? archive->warning.data : NULL;
}

static bool take_web_record(struct archive *archive, struct archive_room *room,
                            const struct record *record, struct archive_entry *entry) {
    struct draft draft = {.record = *record};
    bool revisit = record->header.type == RECORD_REVISIT;
    bool if_html;
    describe(archive, record, entry);
    if (!revisit && record->header.type != RECORD_TEXT)
        add_to_index(archive, record);
    if (!filter_takes_url(filter_of(archive), entry->url) ||
        !filter_takes_time(filter_of(archive), entry->captured))
        return leave_out(&archive->counts.by_filter);
    entry->revisit = revisit;
    if (revisit)
        resolve(archive, room, &draft);
    if (!begin_draft(archive, &draft, entry, &if_html))
        return false;
    if (archive->options->check_digests && !revisit)
        check_digests(archive, record, &draft);
    decode_body(archive, room, &draft);
    if (if_html && !looks_like_html(draft.body, draft.length))
        return leave_out(&archive->counts.not_pages);
    finish_page(archive, &draft, entry);
    return true;
}

/* ---- tar ------------------------------------------------------------------------------------ */

/* As in a folder: hidden files and what is no page are left out. */
static bool is_page_of_tar(const char *name, const struct draft *draft) {
    const char *slash = strrchr(name, '/');
    struct kind_evidence evidence = {
        .name = name, .bytes = draft->body, .length = draft->length < 4096 ? draft->length : 4096};
    enum kind kind = kind_of(&evidence);
    return (slash ? slash[1] : *name) != '.' && (kind == KIND_PAGE || kind == KIND_HTML);
}

static bool take_tar_record(struct archive *archive, struct archive_room *room,
                            const struct record *record, struct archive_entry *entry) {
    struct draft draft = {
        .record = *record, .body = record->content, .length = record->content_length};
    if (!archive->name.length)
        tar_read_name(record->header_bytes, NULL, 0, &archive->name);
    entry->name =
        keep(archive, (dateline_string){archive->name.data, archive->name.length}, URL_MOST);
    archive->name.length = 0;
    decode_body(archive, room, &draft);
    if (!entry->name || !is_page_of_tar(entry->name, &draft))
        return leave_out(&archive->counts.not_pages);
    finish_page(archive, &draft, entry);
    return true;
}

/* ---- The archive ---------------------------------------------------------------------------- */

static bool take_record(struct archive *archive, struct archive_room *room,
                        const struct record *record, struct archive_entry *entry) {
    archive->counts.records++;
    archive->texts_length = archive->warning.length = 0;
    if (record->header.type == RECORD_NAME) {
        tar_read_name(record->header_bytes, record->content, record->content_length,
                      &archive->name);
        return false;
    }
    if (record->header.type == RECORD_OTHER)
        return leave_out(&archive->counts.not_pages);
    return records_format(archive->records) == &tar_format
               ? take_tar_record(archive, room, record, entry)
               : take_web_record(archive, room, record, entry);
}

enum archive_result archive_next(struct archive *archive, struct archive_room *room,
                                 struct archive_entry *entry) {
    while (records_tell(archive->records).offset < archive->end) {
        struct record record;
        enum records_result result = records_next(archive->records, room, &record);
        *entry = (struct archive_entry){.place = record.place,
                                        .length = record.length,
                                        .next = record.next,
                                        .warning = record.problem};
        /* What lay before it was nothing; it is for whoever goes on. */
        if (record.place.offset >= archive->end) {
            records_seek(archive->records, record.place);
            break;
        }
        switch (result) {
        case RECORDS_RECORD:
            if (!take_record(archive, room, &record, entry))
                continue;
            archive->counts.pages++;
            return ARCHIVE_PAGE;
        case RECORDS_DAMAGE:
            archive->counts.damaged++;
            return ARCHIVE_DAMAGE;
        case RECORDS_FAILED:
            return ARCHIVE_FAILED;
        case RECORDS_END:
            return ARCHIVE_END;
        }
    }
    return ARCHIVE_END;
}

bool archive_recognise(const unsigned char *bytes, size_t length) {
    return record_format_of(bytes, length) != NULL;
}

bool archive_place_read(const char *text, struct archive_place *place) {
    const char *plus = strchr(text, '+');
    size_t length = plus ? (size_t)(plus - text) : strlen(text);
    place->index = 0;
    return fields_number((dateline_string){text, length}, &place->offset) &&
           (!plus || fields_number((dateline_string){plus + 1, strlen(plus + 1)}, &place->index));
}

void archive_place_write(struct archive_place place, char text[ARCHIVE_PLACE_SIZE]) {
    int length = snprintf(text, ARCHIVE_PLACE_SIZE, "%llu", (unsigned long long)place.offset);
    if (place.index)
        snprintf(text + length, (size_t)(ARCHIVE_PLACE_SIZE - length), "+%llu",
                 (unsigned long long)place.index);
}

static struct archive *make(struct records *records, const char *path,
                            const struct archive_options *options) {
    struct archive *archive = memory_allocate(sizeof *archive);
    memset(archive, 0, offsetof(struct archive, texts));
    archive->options = options;
    archive->records = records;
    archive->end = UINT64_MAX;
    archive->codings = codings_create();
    if (path && strcmp(path, "-") != 0 && records_can_seek(records))
        archive->path = memory_copy(path);
    if (archive->path && options->index)
        archive->file = index_file(options->index, path);
    return archive;
}

static size_t kept_of(const struct archive_options *options) {
    return options->max_bytes + HEADER_MOST;
}

struct archive *archive_open(const char *path, struct archive_place place,
                             const struct archive_options *options, char **failure) {
    struct records *records = records_open(path, place, kept_of(options), failure);
    return records ? make(records, path, options) : NULL;
}

struct archive *archive_open_source(struct source *source, const unsigned char *bytes,
                                    size_t length, const struct archive_options *options,
                                    char **failure) {
    struct archive_place begin = {0};
    struct records *records =
        records_open_source(source, bytes, length, begin, kept_of(options), failure);
    return records ? make(records, NULL, options) : NULL;
}

void archive_end_at(struct archive *archive, uint64_t end) {
    archive->end = end;
}

bool archive_seek(struct archive *archive, struct archive_place place) {
    archive->name.length = 0;
    return records_seek(archive->records, place);
}

bool archive_find(struct archive *archive, uint64_t begin) {
    archive->name.length = 0;
    return records_find(archive->records, begin, archive->end);
}

struct archive_place archive_tell(const struct archive *archive) {
    return records_tell(archive->records);
}

double archive_fraction(const struct archive *archive) {
    return records_fraction(archive->records);
}

struct archive_counts archive_count(const struct archive *archive) {
    return archive->counts;
}

void archive_close(struct archive *archive) {
    if (!archive)
        return;
    records_close(archive->records);
    records_close(archive->original);
    codings_destroy(archive->codings);
    buffer_destroy(&archive->scratch);
    buffer_destroy(&archive->warning);
    buffer_destroy(&archive->name);
    free(archive->original_path);
    free(archive->path);
    free(archive);
}
