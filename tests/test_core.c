/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every room stands on: memory, strings, UTF-8, addresses, the writer.
 */
#include "core/memory.h"
#include "core/string.h"
#include "core/url.h"
#include "core/utf8.h"
#include "core/utf8_kernels.h"
#include "core/writer.h"

#include <ctype.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define S(text) DATELINE_LITERAL(text)

static void assert_string(dateline_string actual, const char *expected) {
    char copy[512];
    assert_true(actual.length < sizeof copy);
    if (actual.length)
        memcpy(copy, actual.data, actual.length);
    copy[actual.length] = '\0';
    assert_string_equal(copy, expected);
}

/* The same numbers on every run and machine. */
static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* ---- Memory --------------------------------------------------------------------------------- */

typedef struct heap {
    long calls;
    long fail_from; /* this call and all later ones fail; 0: none */
    long live;      /* bytes given out and not released, by the sizes that the library names */
} heap;

static void *heap_allocate(void *context, size_t size) {
    heap *h = context;
    assert_true(size > 0);
    if (++h->calls >= h->fail_from && h->fail_from)
        return NULL;
    h->live += (long)size;
    return malloc(size);
}

static void *heap_reallocate(void *context, void *block, size_t old_size, size_t new_size) {
    heap *h = context;
    assert_true(block && new_size > 0);
    if (++h->calls >= h->fail_from && h->fail_from)
        return NULL;
    h->live += (long)new_size - (long)old_size;
    return realloc(block, new_size);
}

static void heap_release(void *context, void *block, size_t size) {
    assert_non_null(block);
    ((heap *)context)->live -= (long)size;
    free(block);
}

static dateline_memory memory_of(heap *h) {
    dateline_allocator allocator = {heap_allocate, heap_reallocate, heap_release, h};
    dateline_memory memory;
    dateline_memory_initialize(&memory, &allocator);
    return memory;
}

static void test_arena_blocks_are_aligned_and_apart(void **state) {
    (void)state;
    heap h = {0};
    dateline_memory memory = memory_of(&h);
    dateline_arena arena;
    dateline_arena_initialize(&arena, &memory);
    unsigned char *blocks[2000];
    size_t sizes[2000];
    uint32_t seed = 1;
    for (unsigned i = 0; i < 2000; i++) {
        sizes[i] = i == 1000 ? 3000000 : next_random(&seed) % 300;
        blocks[i] = dateline_arena_allocate(&arena, sizes[i]);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % 8, 0);
        memset(blocks[i], (int)(i & 255), sizes[i]);
    }
    for (unsigned i = 0; i < 2000; i++)
        for (size_t j = 0; j < sizes[i]; j++)
            assert_int_equal(blocks[i][j], i & 255);
    dateline_arena_destroy(&arena);
    assert_int_equal(h.live, 0);
}

static void test_arena_gives_a_block_of_no_bytes(void **state) {
    (void)state;
    heap h = {0};
    dateline_memory memory = memory_of(&h);
    dateline_arena arena;
    dateline_arena_initialize(&arena, &memory);
    assert_non_null(dateline_arena_allocate(&arena, 0)); /* NULL means that memory failed */
    assert_non_null(dateline_arena_copy(&arena, NULL, 0).data);
    assert_false(memory.failed);
    dateline_arena_destroy(&arena);
}

static void test_arena_needs_no_memory_in_the_steady_state(void **state) {
    (void)state;
    heap h = {0};
    dateline_memory memory = memory_of(&h);
    dateline_arena arena;
    dateline_arena_initialize(&arena, &memory);
    long calls = 0;
    for (int page = 0; page < 5; page++) {
        dateline_arena_reset(&arena);
        if (page == 2)
            calls = h.calls;
        for (int i = 0; i < 3000; i++)
            assert_non_null(dateline_arena_allocate(&arena, 100));
    }
    assert_int_equal(h.calls, calls);
    dateline_arena_destroy(&arena);
    assert_int_equal(h.live, 0);
}

static void test_arena_forgets_a_huge_page(void **state) {
    (void)state;
    heap h = {0};
    dateline_memory memory = memory_of(&h);
    dateline_arena arena;
    dateline_arena_initialize(&arena, &memory);
    assert_non_null(dateline_arena_allocate(&arena, (size_t)80 << 20));
    dateline_arena_reset(&arena);
    assert_int_equal(h.live, 0);
    assert_non_null(dateline_arena_allocate(&arena, 10));
    dateline_arena_destroy(&arena);
}

static void test_arena_takes_back_the_end(void **state) {
    (void)state;
    heap h = {0};
    dateline_memory memory = memory_of(&h);
    dateline_arena arena;
    dateline_arena_initialize(&arena, &memory);
    char *block = dateline_arena_allocate(&arena, 1000);
    dateline_arena_trim(&arena, block + 17);
    char *next = dateline_arena_allocate(&arena, 8);
    assert_ptr_equal(next, block + 24);
    dateline_arena_destroy(&arena);
}

static void test_failure_is_kept_and_survived(void **state) {
    (void)state;
    heap h = {.fail_from = 2};
    dateline_memory memory = memory_of(&h);
    dateline_arena arena;
    dateline_arena_initialize(&arena, &memory);
    void *first = dateline_arena_allocate(&arena, 1000);
    assert_non_null(first);
    assert_null(dateline_arena_allocate(&arena, 1000000));
    assert_true(memory.failed);
    assert_null(dateline_arena_copy(&arena, "x", 1000000).data);
    memory.failed = false;
    assert_null(dateline_arena_allocate(&arena, SIZE_MAX));
    assert_null(dateline_arena_allocate(&arena, SIZE_MAX - 9));
    assert_true(memory.failed);
    assert_non_null(dateline_arena_allocate(&arena, 8)); /* what there is may still be used */
    dateline_arena_destroy(&arena);
    assert_int_equal(h.live, 0);
}

static void test_vector_grows_and_fails_whole(void **state) {
    (void)state;
    heap h = {0};
    dateline_memory memory = memory_of(&h);
    DATELINE_VECTOR(uint64_t) vector = {0};
    for (uint64_t i = 0; i < 100000; i++)
        assert_true(DATELINE_VECTOR_PUSH(&memory, &vector, i * i));
    assert_true(h.calls < 40); /* geometric */
    assert_false(DATELINE_VECTOR_RESERVE(&memory, &vector, UINT64_C(1) << 33));
    assert_true(memory.failed);
    h.fail_from = 1;
    while (vector.count < vector.capacity)
        assert_true(DATELINE_VECTOR_PUSH(&memory, &vector, 0u));
    bool pushed = DATELINE_VECTOR_PUSH(&memory, &vector, 0u);
    assert_false(pushed);
    for (uint64_t i = 0; i < 100000; i++)
        assert_int_equal(vector.items[i], i * i);
    DATELINE_VECTOR_DESTROY(&memory, &vector);
    assert_int_equal(h.live, 0);
    assert_int_equal(vector.capacity, 0);
}

/* ---- Strings -------------------------------------------------------------------------------- */

static void test_comparison(void **state) {
    (void)state;
    assert_true(dateline_string_equal(dateline_absent, S("")));
    assert_false(dateline_string_equal(S("ab"), S("aB")));
    assert_true(dateline_string_equal_nocase(S("Content-TYPE"), S("content-type")));
    /* Only letters have case: '@' and '`', '[' and '{' differ by the same bit. */
    assert_false(dateline_string_equal_nocase(S("@["), S("`{")));
    assert_false(dateline_string_equal_nocase(S("\xC3\x84"), S("\xC3\xA4")));
    assert_true(dateline_string_starts(S("https:"), S("http")));
    assert_false(dateline_string_starts(S("htt"), S("http")));
    assert_true(dateline_string_starts(dateline_absent, S("")));
    assert_true(dateline_string_starts_nocase(S("HTTPS:"), S("http")));
    assert_true(dateline_string_ends_nocase(S("photo.JPG"), S(".jpg")));
    assert_false(dateline_string_ends_nocase(S("jpg"), S(".jpg")));
    assert_true(dateline_string_ends_nocase(dateline_absent, S("")));
}

static void test_find(void **state) {
    (void)state;
    dateline_string text = S("banana bandana");
    assert_int_equal(dateline_string_find(text, S("ana"), 0), 1);
    assert_int_equal(dateline_string_find(text, S("ana"), 2), 3);
    assert_int_equal(dateline_string_find(text, S("ana"), 4), 11);
    assert_true(dateline_string_find(text, S("ana"), 12) == SIZE_MAX);
    assert_true(dateline_string_find(text, S("banana bandana!"), 0) == SIZE_MAX);
    assert_int_equal(dateline_string_find(text, S(""), 14), 14);
    assert_true(dateline_string_find(text, S(""), 15) == SIZE_MAX);
    assert_true(dateline_string_find(dateline_absent, S("x"), 0) == SIZE_MAX);
    assert_true(dateline_string_find(text, S("x"), SIZE_MAX) == SIZE_MAX);
    assert_int_equal(dateline_string_find_nocase(text, S("BAND"), 0), 7);
    assert_true(dateline_string_find_nocase(text, S("BAND"), 8) == SIZE_MAX);
    assert_true(dateline_string_find_nocase(dateline_absent, S("x"), 0) == SIZE_MAX);
}

static void test_has(void **state) {
    (void)state;
    dateline_string text = S("banana BANDANA");
    static const char *const there[] = {"ham", "bandx", "band"}, *const absent[] = {"bandx", "é"};
    assert_true(dateline_string_has_any_nocase(text, there, 3));
    assert_true(dateline_string_has_any_nocase(S("CAFé"), absent, 2));
    assert_false(dateline_string_has_any_nocase(text, there, 2));
    assert_false(dateline_string_has_any_nocase(text, absent, 2));
    assert_false(dateline_string_has_any_nocase(dateline_absent, there, 3));
    assert_true(dateline_string_has_digit(S("no 7")));
    assert_false(dateline_string_has_digit(S("no seven")));
    assert_true(dateline_string_has_small_letter(S("DPa")));
    assert_false(dateline_string_has_small_letter(S("DPÄ 7")));
}

static void test_trim(void **state) {
    (void)state;
    assert_string(dateline_string_trim(S(" \t\r\n\f a b \xC2\xA0")), "a b");
    assert_string(dateline_string_trim(S("\xC2\xA0 \xC2\xA0")), "");
    assert_string(dateline_string_trim(dateline_absent), "");
    /* No half of another character: U+00E0 ends in A0, U+0082 begins with C2. */
    assert_string(dateline_string_trim(S("\xC3\xA0")), "\xC3\xA0");
    assert_string(dateline_string_trim(S("\xC2\x82 x")), "\xC2\x82 x");
}

static void test_hash(void **state) {
    (void)state;
    assert_true(dateline_hash("", 0) == dateline_hash("x", 0));
    assert_true(dateline_hash_nocase("Byline", 6) == dateline_hash_nocase("bYLINE", 6));
    assert_true(dateline_hash_nocase("byline", 6) != dateline_hash_nocase("bylinf", 6));
    /* A text and its beginnings, with zeros or not, at every length around the word size. */
    char zeros[40] = {0};
    for (size_t i = 0; i < 40; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(dateline_hash(zeros, i) != dateline_hash(zeros, j));
    /* Single bits reach both halves. */
    char key[24] = "article-body-paragraph";
    uint64_t before = dateline_hash(key, 22);
    for (unsigned bit = 0; bit < 22 * 8; bit++) {
        key[bit / 8] = (char)(key[bit / 8] ^ 1 << bit % 8);
        uint64_t change = before ^ dateline_hash(key, 22);
        assert_true((uint32_t)change != 0);
        key[bit / 8] = (char)(key[bit / 8] ^ 1 << bit % 8);
    }
}

/* ---- UTF-8 ---------------------------------------------------------------------------------- */

static bool within(unsigned value, unsigned low, unsigned high) {
    return value >= low && value <= high;
}

/* Length of the well-formed sequence at p (Unicode, table 3-7), 0 if there is none. */
static size_t well_formed(const unsigned char *p, size_t left) {
    static const struct {
        unsigned char low[4], high[4];
        size_t length;
    } rows[] = {
        {{0x00}, {0x7F}, 1},
        {{0xC2, 0x80}, {0xDF, 0xBF}, 2},
        {{0xE0, 0xA0, 0x80}, {0xE0, 0xBF, 0xBF}, 3},
        {{0xE1, 0x80, 0x80}, {0xEC, 0xBF, 0xBF}, 3},
        {{0xED, 0x80, 0x80}, {0xED, 0x9F, 0xBF}, 3},
        {{0xEE, 0x80, 0x80}, {0xEF, 0xBF, 0xBF}, 3},
        {{0xF0, 0x90, 0x80, 0x80}, {0xF0, 0xBF, 0xBF, 0xBF}, 4},
        {{0xF1, 0x80, 0x80, 0x80}, {0xF3, 0xBF, 0xBF, 0xBF}, 4},
        {{0xF4, 0x80, 0x80, 0x80}, {0xF4, 0x8F, 0xBF, 0xBF}, 4},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        size_t i = 0;
        while (i < rows[r].length && i < left && within(p[i], rows[r].low[i], rows[r].high[i]))
            i++;
        if (i == rows[r].length)
            return i;
    }
    return 0;
}

static size_t valid_length_by_table(const char *data, size_t length) {
    size_t at = 0;
    for (size_t step; at < length; at += step)
        if (!(step = well_formed((const unsigned char *)data + at, length - at)))
            break;
    return at;
}

static void check_valid_length(const char *data, size_t length) {
    size_t expected = valid_length_by_table(data, length);
    for (const dateline_utf8_kernel *kernel = dateline_utf8_kernels; kernel->name; kernel++)
        if (kernel->available() && dateline_utf8_valid_length_by(kernel, data, length) != expected)
            fail_msg("%s: %zu instead of %zu of %zu", kernel->name,
                     dateline_utf8_valid_length_by(kernel, data, length), expected, length);
    assert_int_equal(dateline_utf8_valid_length(data, length), expected);
}

static void test_every_code_point_goes_there_and_back(void **state) {
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        if (within(code, 0xD800, 0xDFFF))
            continue;
        char bytes[4];
        unsigned length = dateline_utf8_encode(code, bytes);
        const char *cursor = bytes;
        if (length != dateline_utf8_length(code) ||
            length != well_formed((unsigned char *)bytes, length) ||
            dateline_utf8_decode(&cursor, bytes + length) != code || cursor != bytes + length)
            fail_msg("U+%04X", code);
    }
}

static void test_errors_are_maximal_subparts(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        const char *lengths; /* of the sequences; a capital letter for an error: A is 1 */
    } cases[] = {
        {"a\x80\xBF", "1AA"},
        {"\xC0\xAF\xC1\xBF", "AAAA"},
        {"\xC3(", "A1"},
        {"\xE0\x9F\xBF", "AAA"},
        {"\xE0\xA0(", "B1"},
        {"\xED\xA0\x80", "AAA"},
        {"\xED\x9F\xBF", "3"},
        {"\xF0\x8F\xBF\xBF", "AAAA"},
        {"\xF0\x90\x80(", "C1"},
        {"\xF4\x90\x80\x80", "AAAA"},
        {"\xF5\x80", "AA"},
        {"\xE4\xBD\xE4\xBD\xA0", "B3"},
        {"\xF1\x80\x80\xE1\x80\xC2\x62", "CBA1"}, /* the example of Unicode's table 3-8 */
        {"\xF0\x9F\x98", "C"},
        {"\xEF\xBF\xBD", "3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *cursor = cases[i].bytes, *end = cursor + strlen(cursor);
        for (const char *l = cases[i].lengths; *l; l++) {
            const char *start = cursor;
            uint32_t code = dateline_utf8_decode(&cursor, end);
            bool error = *l >= 'A';
            assert_int_equal(cursor - start, error ? *l - 'A' + 1 : *l - '0');
            if (error)
                assert_int_equal(code, DATELINE_REPLACEMENT);
        }
        assert_ptr_equal(cursor, end);
    }
}

/* Every pair of first bytes with every kind of third and fourth, across the end of a block. */
static void test_validation_of_all_beginnings(void **state) {
    (void)state;
    static const unsigned char kinds[] = {0x41, 0x80, 0x8F, 0x9F, 0xBF, 0xC3};
    char text[140];
    uint32_t seed = 7;
    for (unsigned pair = 0; pair < 65536; pair++)
        for (unsigned third = 0; third < sizeof kinds; third++) {
            size_t at = 58 + next_random(&seed) % 8;
            memset(text, 'x', sizeof text);
            text[at] = (char)(pair >> 8);
            text[at + 1] = (char)(pair & 255);
            text[at + 2] = (char)kinds[third];
            text[at + 3] = (char)kinds[next_random(&seed) % sizeof kinds];
            check_valid_length(text, sizeof text);
        }
}

/* A text of a mean script, then with one byte changed, at every length up to some blocks. */
static void test_validation_of_damaged_texts(void **state) {
    (void)state;
    static const uint32_t scripts[] = {0x20,  0x61,   0xE4,   0x430,  0x5D0,
                                       0x905, 0x4E00, 0xAC00, 0x1F600};
    uint32_t seed = 3;
    for (int round = 0; round < 20000; round++) {
        char text[400];
        size_t length = 0, wanted = next_random(&seed) % 390;
        uint32_t script = scripts[next_random(&seed) % 9];
        while (length < wanted) {
            uint32_t code = next_random(&seed) % 6 ? script + next_random(&seed) % 26 : ' ';
            length += dateline_utf8_encode(code, text + length);
        }
        check_valid_length(text, length);
        if (length) {
            text[next_random(&seed) % length] = (char)next_random(&seed);
            check_valid_length(text, length);
            check_valid_length(text, next_random(&seed) % length);
        }
    }
}

static void test_ascii_length(void **state) {
    (void)state;
    char text[100];
    memset(text, 'a', sizeof text);
    for (size_t at = 0; at < sizeof text; at++) {
        text[at] = '\x80';
        for (size_t from = 0; from <= at; from++)
            assert_int_equal(dateline_ascii_length(text + from, sizeof text - from), at - from);
        assert_int_equal(dateline_ascii_length(text, at), at);
        text[at] = 'a';
    }
    assert_int_equal(dateline_ascii_length(NULL, 0), 0);
}

static void test_classes_of_code_points(void **state) {
    (void)state;
    enum {
        LETTER = DATELINE_CODE_LETTER,
        DIGIT = DATELINE_CODE_DIGIT,
        SPACE = DATELINE_CODE_SPACE,
        UPPER = DATELINE_CODE_UPPER,
        IDEOGRAPH = DATELINE_CODE_IDEOGRAPH,
        RTL = DATELINE_CODE_RTL,
        PUNCTUATION = DATELINE_CODE_PUNCTUATION
    };
    static const struct {
        uint32_t code;
        unsigned bits;
    } cases[] = {
        {'a', LETTER},
        {'Z', LETTER | UPPER},
        {'7', DIGIT},
        {' ', SPACE},
        {'\n', SPACE},
        {'-', PUNCTUATION},
        {'<', 0},
        {0x0001, 0},
        {0x00A0, SPACE},
        {0x00C4, LETTER | UPPER},
        {0x0301, LETTER},
        {0x0416, LETTER | UPPER},
        {0x05D0, LETTER | RTL},
        {0x0660, DIGIT},
        {0x0E01, LETTER | IDEOGRAPH},
        {0x2014, PUNCTUATION},
        {0x2028, SPACE},
        {0x3000, SPACE},
        {0x3042, LETTER | IDEOGRAPH},
        {0x4E2D, LETTER | IDEOGRAPH},
        {0xAC00, LETTER},
        {0x1F600, 0},
        {0x10FFFF, 0},
        {0x110000, 0},
        {UINT32_MAX, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (dateline_unicode(cases[i].code) != cases[i].bits)
            fail_msg("U+%04X: %u", cases[i].code, dateline_unicode(cases[i].code));
}

static void test_words(void **state) {
    (void)state;
    assert_int_equal(dateline_count_words(dateline_absent), 0);
    assert_int_equal(dateline_count_words(S(" ... \xE2\x80\x94 ")), 0);
    assert_int_equal(dateline_count_words(S("One two, 3rd")), 3);
    assert_int_equal(dateline_count_words(S("\xD0\x94\xD0\xB0 \xD0\xBD\xD0\xB5\xD1\x82")), 2);
    /* "e" with a combining acute is one word's part */
    assert_int_equal(dateline_count_words(S("cafe\xCC\x81s")), 1);
    /* two characters a word where a script writes no spaces; its marks count */
    assert_int_equal(dateline_count_words(S("\xE6\x9D\xB1\xE4\xBA\xAC\xE9\x83\xBD")), 2);
    assert_int_equal(dateline_count_words(S("NHK\xE6\x9D\xB1\xE4\xBA\xAC")), 2);
    /* Whatever lies around a text, and wherever it ends. */
    static const char words[] = "xa b,c 12 defg hijklmno p-q r  s tuvwx";
    for (size_t begin = 1; begin < sizeof words; begin++)
        for (size_t end = begin; end < sizeof words; end++) {
            uint32_t count = 0;
            for (size_t i = begin; i < end; i++)
                count += isalnum((unsigned char)words[i]) &&
                         (i == begin || !isalnum((unsigned char)words[i - 1]));
            assert_int_equal(dateline_count_words((dateline_string){words + begin, end - begin}),
                             count);
        }
}

/* ---- Addresses ------------------------------------------------------------------------------ */

static void test_parts_of_an_address(void **state) {
    (void)state;
    dateline_url url = dateline_url_parse(S(" https://me:pw@Example.org:8080/a/b?q=1?2#f#g\n"));
    assert_string(url.scheme, "https");
    assert_string(url.authority, "me:pw@Example.org:8080");
    assert_string(url.host, "Example.org");
    assert_string(url.path, "/a/b");
    assert_string(url.query, "q=1?2");
    assert_string(url.fragment, "f#g");
    url = dateline_url_parse(S("http://[::1]:80?x"));
    assert_string(url.host, "[::1]");
    assert_string(url.path, "");
    assert_string(url.query, "x");
    url = dateline_url_parse(S("http://[::1"));
    assert_string(url.host, "[::1");
    url = dateline_url_parse(S("a/b:c"));
    assert_null(url.scheme.data);
    assert_string(url.path, "a/b:c");
    assert_null(url.query.data);
    url = dateline_url_parse(S("#"));
    assert_non_null(url.fragment.data);
    assert_string(url.path, "");
    url = dateline_url_parse(dateline_absent);
    assert_int_equal(url.path.length, 0);
}

static void test_resolving(void **state) {
    (void)state;
    /* RFC 3986, section 5.4, but for "http:g" and the empty reference; then our own. */
    static const char *const cases[][3] = {
        {"http://a/b/c/d;p?q", "g:h", "g:h"},
        {"http://a/b/c/d;p?q", "g", "http://a/b/c/g"},
        {"http://a/b/c/d;p?q", "./g", "http://a/b/c/g"},
        {"http://a/b/c/d;p?q", "g/", "http://a/b/c/g/"},
        {"http://a/b/c/d;p?q", "/g", "http://a/g"},
        {"http://a/b/c/d;p?q", "//g", "http://g"},
        {"http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y"},
        {"http://a/b/c/d;p?q", "g?y", "http://a/b/c/g?y"},
        {"http://a/b/c/d;p?q", "#s", "http://a/b/c/d;p?q#s"},
        {"http://a/b/c/d;p?q", "g#s", "http://a/b/c/g#s"},
        {"http://a/b/c/d;p?q", "g?y#s", "http://a/b/c/g?y#s"},
        {"http://a/b/c/d;p?q", ";x", "http://a/b/c/;x"},
        {"http://a/b/c/d;p?q", ".", "http://a/b/c/"},
        {"http://a/b/c/d;p?q", "./", "http://a/b/c/"},
        {"http://a/b/c/d;p?q", "..", "http://a/b/"},
        {"http://a/b/c/d;p?q", "../", "http://a/b/"},
        {"http://a/b/c/d;p?q", "../g", "http://a/b/g"},
        {"http://a/b/c/d;p?q", "../..", "http://a/"},
        {"http://a/b/c/d;p?q", "../../g", "http://a/g"},
        {"http://a/b/c/d;p?q", "../../../../g", "http://a/g"},
        {"http://a/b/c/d;p?q", "/./g", "http://a/g"},
        {"http://a/b/c/d;p?q", "/../g", "http://a/g"},
        {"http://a/b/c/d;p?q", "g.", "http://a/b/c/g."},
        {"http://a/b/c/d;p?q", "..g", "http://a/b/c/..g"},
        {"http://a/b/c/d;p?q", "./../g", "http://a/b/g"},
        {"http://a/b/c/d;p?q", "./g/.", "http://a/b/c/g/"},
        {"http://a/b/c/d;p?q", "g/../h", "http://a/b/c/h"},
        {"http://a/b/c/d;p?q", "g;x=1/../y", "http://a/b/c/y"},
        {"http://a/b/c/d;p?q", "g?y/../x", "http://a/b/c/g?y/../x"},
        {"http://a/b/c/d;p?q", "g#s/../x", "http://a/b/c/g#s/../x"},
        {"https://news.example", "story.html", "https://news.example/story.html"},
        {"https://news.example", "?p=1", "https://news.example?p=1"},
        {"https://news.example/a/b", " \n/c\t", "https://news.example/c"},
        {"https://news.example/a/b", "\\c\\d", "https://news.example/c/d"},
        {"https://news.example/a/b", "//cdn.example/x/../y", "https://cdn.example/y"},
        {"https://news.example/a/b", "", ""},
        {"news.example/a", "b", "b"},
        {"", "b", "b"},
        {"mailto:x@example.org", "b", "b"},
        {"https://news.example/a/b", "mailto:x@example.org", "mailto:x@example.org"},
    };
    heap h = {0};
    dateline_memory memory = memory_of(&h);
    dateline_arena arena;
    dateline_arena_initialize(&arena, &memory);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string(dateline_url_resolve(dateline_string_of(cases[i][0]),
                                           dateline_string_of(cases[i][1]), &arena),
                      cases[i][2]);
    assert_null(dateline_url_resolve(S("http://a/"), dateline_absent, &arena).data);
    dateline_arena_destroy(&arena);
    h.fail_from = 1;
    assert_null(dateline_url_resolve(S("http://a/"), S("b"), &arena).data);
    assert_true(memory.failed);
}

/* Under a sanitizer: no reference of these parts makes it write or read outside. */
static void test_resolving_of_anything(void **state) {
    (void)state;
    static const char *const parts[] = {"http:", "//", "/", "\\", ".", "..", "a",   "?",   "#",
                                        "@",     ":",  "[", "]",  " ", "\n", "x:y", "%2e", ";"};
    heap h = {0};
    dateline_memory memory = memory_of(&h);
    dateline_arena arena;
    dateline_arena_initialize(&arena, &memory);
    uint32_t seed = 11;
    for (int round = 0; round < 50000; round++) {
        char text[2][64] = {"", ""};
        for (int side = 0; side < 2; side++)
            for (unsigned i = next_random(&seed) % 9; i > 0; i--)
                strcat(text[side], parts[next_random(&seed) % 18]);
        char *exact[2]; /* so that a byte read behind the end is seen */
        dateline_string strings[2];
        for (int side = 0; side < 2; side++) {
            size_t length = strlen(text[side]);
            exact[side] = malloc(length + !length);
            assert_non_null(exact[side]);
            memcpy(exact[side], text[side], length);
            strings[side] = (dateline_string){exact[side], length};
        }
        dateline_arena_reset(&arena);
        dateline_string result = dateline_url_resolve(strings[0], strings[1], &arena);
        assert_true(result.length <= strings[0].length + strings[1].length + 8);
        dateline_url_parse(result);
        dateline_url_safe(result);
        free(exact[0]);
        free(exact[1]);
    }
    dateline_arena_destroy(&arena);
}

static void test_safe_addresses(void **state) {
    (void)state;
    static const char *const safe[] = {"https://example.org/",
                                       "HTTP://example.org",
                                       "/a:b",
                                       "a?b:c",
                                       "#x:y",
                                       "mailto:a@example.org",
                                       "tel:+1",
                                       "",
                                       "//x"};
    static const char *const unsafe[] = {"javascript:alert(1)",
                                         " JavaScript:alert(1)",
                                         "java\nscript:alert(1)",
                                         "\x01javascript:alert(1)",
                                         "data:text/html,x",
                                         "vbscript:x",
                                         "file:///etc/passwd",
                                         ":x",
                                         "blob:x"};
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
        assert_true(dateline_url_safe(dateline_string_of(safe[i])));
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
        assert_false(dateline_url_safe(dateline_string_of(unsafe[i])));
}

/* ---- Writer --------------------------------------------------------------------------------- */

static void test_writer_numbers(void **state) {
    (void)state;
    static const struct {
        float share;
        const char *text;
    } shares[] = {{0, "0"},          {1, "1"},           {0.97f, "0.97"},     {0.5f, "0.5"},
                  {0.005f, "0.005"}, {0.0004f, "0"},     {0.9996f, "1"},      {-3, "0"},
                  {7, "1"},          {0.0625f, "0.063"}, {0.123456f, "0.123"}};
    heap h = {0};
    dateline_memory memory = memory_of(&h);
    dateline_writer writer = {.memory = &memory};
    assert_string(dateline_writer_text(&writer), "");
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        writer.length = 0;
        dateline_write_share(&writer, shares[i].share);
        assert_string(dateline_writer_text(&writer), shares[i].text);
    }
    writer.length = 0;
    dateline_write_share(&writer, (float)NAN);
    dateline_write_char(&writer, ' ');
    dateline_write_unsigned(&writer, 0);
    dateline_write_char(&writer, ' ');
    dateline_write_unsigned(&writer, UINT64_MAX);
    assert_string(dateline_writer_text(&writer), "0 0 18446744073709551615");
    dateline_writer_destroy(&writer);
    assert_int_equal(h.live, 0);
}

static void test_numbers_of_every_length(void **state) {
    (void)state;
    heap h = {0};
    dateline_memory memory = memory_of(&h);
    dateline_writer writer = {.memory = &memory};
    uint64_t power = 1;
    for (unsigned digits = 1; digits <= 20; digits++, power *= 10)
        for (uint64_t value = power - 1; value <= power + 1; value++) {
            char expected[32];
            snprintf(expected, sizeof expected, "%llu", (unsigned long long)value);
            writer.length = 0;
            dateline_write_unsigned(&writer, value);
            assert_string(dateline_writer_text(&writer), expected);
        }
    dateline_writer_destroy(&writer);
    assert_int_equal(h.live, 0);
}

static void test_writer_grows_and_keeps(void **state) {
    (void)state;
    heap h = {0};
    dateline_memory memory = memory_of(&h);
    dateline_writer writer = {.memory = &memory};
    for (unsigned i = 0; i < 100000; i++)
        dateline_write_text(&writer, "0123456789");
    assert_int_equal(writer.length, 1000000);
    assert_true(h.calls < 40);
    for (size_t i = 0; i < writer.length; i++)
        assert_int_equal(writer.data[i], '0' + i % 10);
    long calls = h.calls;
    writer.length = 0;
    for (unsigned i = 0; i < 1000000; i++)
        dateline_write_char(&writer, 'x');
    assert_int_equal(h.calls, calls);
    h.fail_from = 1;
    dateline_write_bytes(&writer, writer.data, writer.capacity);
    assert_true(memory.failed);
    assert_int_equal(writer.length, 1000000);
    memory.failed = false;
    assert_false(dateline_writer_reserve(&writer, SIZE_MAX - 5));
    assert_true(memory.failed);
    dateline_writer_destroy(&writer);
    assert_int_equal(h.live, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_blocks_are_aligned_and_apart),
        cmocka_unit_test(test_arena_gives_a_block_of_no_bytes),
        cmocka_unit_test(test_arena_needs_no_memory_in_the_steady_state),
        cmocka_unit_test(test_arena_forgets_a_huge_page),
        cmocka_unit_test(test_arena_takes_back_the_end),
        cmocka_unit_test(test_failure_is_kept_and_survived),
        cmocka_unit_test(test_vector_grows_and_fails_whole),
        cmocka_unit_test(test_comparison),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_has),
        cmocka_unit_test(test_trim),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_every_code_point_goes_there_and_back),
        cmocka_unit_test(test_errors_are_maximal_subparts),
        cmocka_unit_test(test_validation_of_all_beginnings),
        cmocka_unit_test(test_validation_of_damaged_texts),
        cmocka_unit_test(test_ascii_length),
        cmocka_unit_test(test_classes_of_code_points),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_parts_of_an_address),
        cmocka_unit_test(test_resolving),
        cmocka_unit_test(test_resolving_of_anything),
        cmocka_unit_test(test_safe_addresses),
        cmocka_unit_test(test_writer_numbers),
        cmocka_unit_test(test_numbers_of_every_length),
        cmocka_unit_test(test_writer_grows_and_keeps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
