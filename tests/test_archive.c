/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reader of archives as its callers in the program see it: what it promises of places, rooms
 * and revisits. What real archives do wrong is in archives.py.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "archive/archive.h"
#include "archive/digest.h"
#include "archive/filter.h"
#include "archive/http.h"
#include "memory.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROOM_SIZE = 4 << 20, MOST = 64 };

static unsigned char room_memory[ROOM_SIZE];

/* ---- Making archives ------------------------------------------------------------------------ */

static void add_record(struct buffer *to, const char *type, const char *url, const char *headers,
                       const char *content, size_t length) {
    buffer_print(to,
                 "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: "
                 "2025-10-09T08:00:00Z\r\nContent-Type: application/http\r\n%sContent-Length: "
                 "%zu\r\n\r\n",
                 type, url, headers, length);
    buffer_append(to, content, length);
    buffer_append_text(to, "\r\n\r\n");
}

static void add_page(struct buffer *to, const char *name, size_t size) {
    struct buffer content = {0};
    char url[64];
    snprintf(url, sizeof url, "http://example.org/%s", name);
    buffer_print(&content, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>%s</title>",
                 name);
    while (content.length < size)
        buffer_append_text(&content, "<p>more of it");
    add_record(to, "response", url, "", content.data, content.length);
    buffer_destroy(&content);
}

/* Append what @p from holds as a gzip member, and empty it. */
static void add_member(struct buffer *to, struct buffer *from) {
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(6);
    size_t bound = libdeflate_gzip_compress_bound(compressor, from->length);
    buffer_reserve(to, bound);
    to->length += libdeflate_gzip_compress(compressor, from->data, from->length,
                                           to->data + to->length, bound);
    libdeflate_free_compressor(compressor);
    from->length = 0;
}

static char *write_file(const struct buffer *bytes) {
    char *path = memory_copy("/tmp/dateline-test-XXXXXX");
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, bytes->data, bytes->length), bytes->length);
    close(descriptor);
    return path;
}

/* ---- Reading them --------------------------------------------------------------------------- */

struct seen {
    enum archive_result result;
    struct archive_place place;
    struct archive_place next;
    uint64_t length;
    char url[64];
    char warning[128];
    size_t page_length;
};

static struct seen see(enum archive_result result, const struct archive_entry *entry) {
    struct seen seen;
    memset(&seen, 0, sizeof seen);
    seen.result = result;
    seen.place = entry->place;
    seen.next = entry->next;
    seen.length = entry->length;
    seen.page_length = entry->page_length;
    snprintf(seen.url, sizeof seen.url, "%s", entry->url ? entry->url : "");
    snprintf(seen.warning, sizeof seen.warning, "%s", entry->warning ? entry->warning : "");
    return seen;
}

static size_t read_from(const char *path, struct archive_place place,
                        const struct archive_options *options, struct archive_room room,
                        struct seen *seen) {
    char *failure = NULL;
    struct archive *archive = archive_open(path, place, options, &failure);
    assert_non_null(archive);
    size_t count = 0;
    struct archive_entry entry;
    enum archive_result result;
    while (count < MOST && (result = archive_next(archive, &room, &entry)) != ARCHIVE_END)
        seen[count++] = see(result, &entry);
    assert_true(archive_fraction(archive) >= 0 && archive_fraction(archive) <= 1);
    archive_close(archive);
    return count;
}

static size_t read_file(const struct buffer *bytes, const struct archive_options *options,
                        struct archive_room room, struct seen *seen) {
    struct archive_place begin = {0};
    char *path = write_file(bytes);
    size_t count = read_from(path, begin, options, room, seen);
    unlink(path);
    free(path);
    return count;
}

static const struct archive_options plain_options = {.max_bytes = 1 << 20};
static const struct archive_room plain_room = {.data = room_memory, .capacity = ROOM_SIZE};

/* ---- Places --------------------------------------------------------------------------------- */

/* From every place that an entry names, the rest is the same. */
static void check_places(const struct buffer *bytes, size_t expected) {
    struct seen all[MOST];
    struct seen rest[MOST];
    struct archive_place begin = {0};
    char *path = write_file(bytes);
    size_t count = read_from(path, begin, &plain_options, plain_room, all);
    assert_int_equal(count, expected);
    for (size_t i = 0; i < count; i++) {
        size_t left = read_from(path, all[i].next, &plain_options, plain_room, rest);
        assert_int_equal(left, count - i - 1);
        assert_memory_equal(rest, all + i + 1, left * sizeof *rest);
        left = read_from(path, all[i].place, &plain_options, plain_room, rest);
        assert_int_equal(left, count - i);
        assert_memory_equal(rest, all + i, left * sizeof *rest);
    }
    unlink(path);
    free(path);
}

static void test_places(void **state) {
    (void)state;
    struct buffer record = {0};
    struct buffer several = {0};
    struct buffer plain = {0};
    struct buffer members = {0};
    struct buffer whole = {0};
    struct buffer mixed = {0};
    for (int i = 0; i < 10; i++) {
        char name[8];
        snprintf(name, sizeof name, "n%d", i);
        const char *rubbish = i == 3 ? "rubbish\r\n" : "";
        add_page(&plain, name, 3000);
        buffer_append_text(&plain, rubbish);
        add_page(&record, name, 3000);
        add_member(&members, &record);
        buffer_append_text(&members, rubbish);
        add_page(&several, name, 3000);
        buffer_append_text(&several, rubbish);
        if (i % 3 == 2)
            add_member(&mixed, &several);
    }
    add_member(&mixed, &several);
    check_places(&plain, 11);
    check_places(&members, 11);
    check_places(&mixed, 11);
    buffer_append(&record, plain.data, plain.length);
    add_member(&whole, &record);
    check_places(&whole, 11);
    members.data[members.length / 2] ^= 0x55;
    check_places(&members, 11);
    buffer_destroy(&record);
    buffer_destroy(&several);
    buffer_destroy(&plain);
    buffer_destroy(&members);
    buffer_destroy(&whole);
    buffer_destroy(&mixed);
}

static void test_place_text(void **state) {
    (void)state;
    struct archive_place place = {123456789012, 17};
    char text[ARCHIVE_PLACE_SIZE];
    archive_place_write(place, text);
    assert_string_equal(text, "123456789012+17");
    assert_true(archive_place_read(text, &place));
    assert_int_equal(place.index, 17);
    assert_true(archive_place_read("12", &place));
    assert_int_equal(place.index, 0);
    for (const char *const *bad = (const char *const[]){"", "+1", "1+", "x", "1x", "-1", " 1",
                                                        "1+2+3", "99999999999999999999", NULL};
         *bad; bad++)
        assert_false(archive_place_read(*bad, &place));
}

/* ---- Rooms ---------------------------------------------------------------------------------- */

static bool grow(struct archive_room *room, size_t capacity) {
    room->data = memory_resize(room->data, capacity);
    room->capacity = capacity;
    ++*(int *)room->context;
    return true;
}

static void test_rooms(void **state) {
    (void)state;
    struct buffer record = {0};
    struct buffer archive = {0};
    struct seen seen[MOST];
    int grown = 0;
    add_page(&record, "large", 900000);
    add_member(&archive, &record);
    add_page(&record, "small", 100);
    add_member(&archive, &record);
    struct archive_room growing = {memory_allocate(1 << 18), 1 << 18, grow, &grown};
    char *path = write_file(&archive);
    char *failure = NULL;
    struct archive *reader =
        archive_open(path, (struct archive_place){0}, &plain_options, &failure);
    struct archive_entry entry;
    assert_int_equal(archive_next(reader, &growing, &entry), ARCHIVE_PAGE);
    assert_true(grown > 0 && entry.page_length > 899000 && !entry.warning);
    assert_true(entry.bytes >= growing.data && entry.bytes + entry.page_length + ARCHIVE_PADDING <=
                                                   growing.data + growing.capacity);
    archive_close(reader);
    free(growing.data);
    unlink(path);
    free(path);
    struct archive_room fixed = {.data = room_memory, .capacity = 1 << 18};
    assert_int_equal(read_file(&archive, &plain_options, fixed, seen), 2);
    assert_non_null(strstr(seen[0].warning, "truncated"));
    assert_true(seen[0].page_length > 200000 && seen[0].page_length < 1 << 18);
    assert_string_equal(seen[1].url, "http://example.org/small");
    buffer_destroy(&record);
    buffer_destroy(&archive);
}

/* The limit cuts the same in every way of reading. */
static void test_limit(void **state) {
    (void)state;
    const struct archive_options options = {.max_bytes = 5000};
    struct buffer record = {0};
    struct buffer archive = {0};
    struct seen plain[MOST];
    struct seen member[MOST];
    add_page(&record, "large", 900000);
    assert_int_equal(read_file(&record, &options, plain_room, plain), 1);
    add_member(&archive, &record);
    assert_int_equal(read_file(&archive, &options, plain_room, member), 1);
    assert_int_equal(plain[0].page_length, 5000);
    assert_int_equal(member[0].page_length, 5000);
    assert_string_equal(plain[0].warning, member[0].warning);
    buffer_destroy(&record);
    buffer_destroy(&archive);
}

/* ---- Revisits ------------------------------------------------------------------------------- */

/* A run that is taken up again finds what an earlier process has read. */
static void test_index_of_an_earlier_run(void **state) {
    (void)state;
    struct buffer archive = {0};
    struct buffer record = {0};
    struct seen seen[MOST];
    add_page(&record, "first", 500);
    add_member(&archive, &record);
    struct archive_place behind = {archive.length, 0};
    add_record(&record, "revisit", "http://example.org/again",
               "WARC-Refers-To-Target-URI: http://example.org/first\r\nWARC-Refers-To-Date: "
               "2025-10-09T08:00:00Z\r\n",
               "", 0);
    add_member(&archive, &record);
    char *path = write_file(&archive);
    for (int expected = 0; expected < 2; expected++) {
        struct archive_options options = plain_options;
        options.index = archive_index_create();
        if (expected)
            archive_index_expect(options.index, path, behind);
        assert_int_equal(read_from(path, behind, &options, plain_room, seen), 1);
        assert_string_equal(seen[0].url, "http://example.org/again");
        assert_int_equal(seen[0].page_length > 0, expected);
        assert_int_equal(*seen[0].warning == '\0', expected);
        archive_index_destroy(options.index);
    }
    unlink(path);
    free(path);
    buffer_destroy(&archive);
    buffer_destroy(&record);
}

/* ---- Parts ---------------------------------------------------------------------------------- */

static dateline_string string_of(const char *text) {
    return (dateline_string){text, strlen(text)};
}

static void test_content_type(void **state) {
    (void)state;
    dateline_string charset =
        http_charset(string_of("text/html; a=b; CharSet=\"Windows-1252\" ; c"));
    assert_int_equal(charset.length, 12);
    assert_memory_equal(charset.data, "Windows-1252", 12);
    assert_null(http_charset(string_of("text/html; notcharset=utf-8")).data);
    assert_null(http_charset(string_of("text/html; charset=")).data);
    assert_int_equal(http_media_type(string_of("text/html;charset=utf-8")).length, 9);
    assert_null(http_media_type(string_of("nonsense")).data);
    assert_true(http_list_has(string_of("gzip, chunked"), "chunked"));
    assert_false(http_list_has(string_of("notchunked"), "chunked"));
    assert_false(http_list_has(string_of("x-br"), "br"));
}

static void test_chunks(void **state) {
    (void)state;
    static const struct {
        const char *body;
        bool claimed;
        enum http_chunks result;
        const char *joined;
    } cases[] = {
        {"3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n", true, CHUNKS_WELL, "abcde"},
        {"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", false, CHUNKS_WELL, "abcde"},
        {"0\r\n\r\n", true, CHUNKS_WELL, ""},
        {"0\r\n\r\n", false, CHUNKS_NONE, "0\r\n\r\n"},
        {"3\r\nabc", true, CHUNKS_CUT, "abc"},
        {"9\r\nabc", true, CHUNKS_CUT, "abc"},
        {"3\r\nabc\r\n", true, CHUNKS_CUT, "abc"},
        {"3\r\nabc\r\nrest", true, CHUNKS_BROKEN, "abcrest"},
        {"<p>3\r\n", true, CHUNKS_NONE, "<p>3\r\n"},
        {"3 words, no chunk", true, CHUNKS_NONE, "3 words, no chunk"},
        {"", true, CHUNKS_NONE, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char body[64];
        size_t length = strlen(cases[i].body);
        memcpy(body, cases[i].body, length + 1);
        assert_int_equal(http_join_chunks(body, &length, cases[i].claimed), cases[i].result);
        assert_int_equal(length, strlen(cases[i].joined));
        assert_memory_equal(body, cases[i].joined, length);
    }
}

static void test_digests(void **state) {
    (void)state;
    const unsigned char *abc = (const unsigned char *)"abc";
    assert_int_equal(digest_check(string_of("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5"), abc, 3),
                     DIGEST_RIGHT);
    assert_int_equal(
        digest_check(string_of("SHA-1:a9993e364706816aba3e25717850c26c9cd0d89d"), abc, 3),
        DIGEST_RIGHT);
    assert_int_equal(digest_check(string_of("md5:900150983cd24fb0d6963f7d28e17f72"), abc, 3),
                     DIGEST_RIGHT);
    assert_int_equal(digest_check(string_of("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE6"), abc, 3),
                     DIGEST_WRONG);
    assert_int_equal(digest_check(string_of("sha1:"), abc, 3), DIGEST_WRONG);
    assert_int_equal(digest_check(string_of("crc:1234"), abc, 3), DIGEST_UNKNOWN);
    assert_int_equal(digest_check((dateline_string){0}, abc, 3), DIGEST_UNKNOWN);
}

static void test_filter(void **state) {
    (void)state;
    const struct filter none = {0};
    const struct filter some = {.media_types = "text/plain image/*",
                                .statuses = "404,3xx",
                                .urls = "*//a.*/* *.pdf",
                                .since = "2025-02",
                                .until = "2025-03-04"};
    assert_int_equal(filter_takes_type(&none, "text/html"), TYPE_TAKEN);
    assert_int_equal(filter_takes_type(&none, NULL), TYPE_IF_HTML);
    assert_int_equal(filter_takes_type(&none, "text/css"), TYPE_LEFT);
    assert_int_equal(filter_takes_type(&some, "image/png"), TYPE_TAKEN);
    assert_int_equal(filter_takes_type(&some, "text/html"), TYPE_LEFT);
    assert_true(filter_takes_status(&none, 204) && filter_takes_status(&none, 0));
    assert_false(filter_takes_status(&none, 404));
    assert_true(filter_takes_status(&some, 404) && filter_takes_status(&some, 301));
    assert_false(filter_takes_status(&some, 200));
    assert_true(filter_takes_url(&some, "http://a.org/x") && filter_takes_url(&some, "b.pdf"));
    assert_false(filter_takes_url(&some, "http://b.org/x") || filter_takes_url(&some, NULL));
    assert_true(filter_takes_time(&some, "2025-02-01T00:00:00Z"));
    assert_true(filter_takes_time(&some, "2025-03-04T23:59:59Z"));
    assert_false(filter_takes_time(&some, "2025-03-05T00:00:00Z"));
    assert_false(filter_takes_time(&some, "2025-01-31T23:59:59Z"));
    assert_false(filter_takes_time(&some, NULL));
    assert_null(filter_check(&some));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),       cmocka_unit_test(test_place_text),
        cmocka_unit_test(test_rooms),        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_chunks),       cmocka_unit_test(test_index_of_an_earlier_run),
        cmocka_unit_test(test_content_type), cmocka_unit_test(test_digests),
        cmocka_unit_test(test_filter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
