/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The encoding room: which encoding a page is in, its text, the way back to the page's bytes, and
 * memory.
 */
#include "encoder.h"
#include "failing_allocator.h"

#include "core/utf8.h"
#include "encoding/decoder.h"
#include "encoding/encoding.h"
#include "encoding/encoding_table.h"
#include "encoding/prescan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define S(text) DATELINE_LITERAL(text)
/* The same within a table. */
#define BYTES(text)                                                                                \
    { (text), sizeof(text) - 1 }

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* A text with its memory, for one test. */
typedef struct reader {
    failing_allocator heap;
    dateline_memory memory;
    dateline_text text;
} reader;

static void open_reader(reader *r) {
    *r = (reader){0};
    dateline_allocator allocator = failing_allocator_of(&r->heap);
    dateline_memory_initialize(&r->memory, &allocator);
}

static void close_reader(reader *r) {
    dateline_text_destroy(&r->text, &r->memory);
    assert_int_equal(r->heap.live_bytes, 0);
}

static void read_as(reader *r, dateline_string page, bool html, const char *transport) {
    const dateline_encoding *encoding =
        transport ? dateline_encoding_of_label(dateline_string_of(transport)) : NULL;
    assert_true(!transport || encoding);
    assert_true(dateline_text_decode(&r->text, &r->memory, page.data, (uint32_t)page.length, false,
                                     html, encoding));
}

static void assert_text(const reader *r, dateline_string expected) {
    if (r->text.length != expected.length ||
        memcmp(r->text.data, expected.data, expected.length) != 0)
        fail_msg("%s: \"%.*s\" instead of \"%s\"", r->text.encoding->name, (int)r->text.length,
                 r->text.data, expected.data);
}

/* ---- Labels --------------------------------------------------------------------------------- */

static void test_labels(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"utf8", "UTF-8"},
        {"UTF-8", "UTF-8"},
        {" \t\n\f\rutf-8\r\f\n\t ", "UTF-8"},
        {"unicode-1-1-utf-8", "UTF-8"},
        {"latin1", "windows-1252"},
        {"ISO-8859-1", "windows-1252"},
        {"us-ascii", "windows-1252"},
        {"iso-8859-9", "windows-1254"},
        {"tis-620", "windows-874"},
        {"ks_c_5601-1987", "EUC-KR"},
        {"gb2312", "GBK"},
        {"csEUCPkdFmtJapanese", "EUC-JP"},
        {"windows-31j", "Shift_JIS"},
        {"logical", "ISO-8859-8-I"},
        {"utf-16", "UTF-16LE"},
        {"866", "IBM866"},
        {"x-x-big5", "Big5"},
        {"hz-gb-2312", "replacement"},
        {"x-user-defined", "x-user-defined"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const dateline_encoding *found =
            dateline_encoding_of_label(dateline_string_of(pairs[i][0]));
        assert_non_null(found);
        assert_string_equal(dateline_encoding_name(found), pairs[i][1]);
    }
}

static void test_what_is_no_label(void **state) {
    (void)state;
    static const dateline_string labels[] = {
        {NULL, 0},
        {"", 0},
        {" ", 1},
        {"utf", 3},
        {"utf-7", 5},
        {"utf-8\0", 6},
        {"utf-8,gbk", 9},
        {"\xC2\xA0utf-8", 7},
        {"utf-32", 6},
        {"\"utf-8\"", 7},
        {"iso-8859-12", 11},
        {"zzz", 3},
        {"\xFF\xFF", 2},
        {"0", 1},
        {"csiso2022jpx", 12},
        {"utf\v8", 5},
        {"cseucpkdfmtjapanese-and-much-more-than-that", 43},
    };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        assert_null(dateline_encoding_of_label(labels[i]));
}

static void test_the_table_is_in_order(void **state) {
    (void)state;
    for (unsigned i = 0; i < dateline_encoding_label_count; i++) {
        const char *label = dateline_encoding_labels[i].label;
        assert_true(i == 0 || strcmp(dateline_encoding_labels[i - 1].label, label) < 0);
        assert_ptr_equal(dateline_encoding_of_label(dateline_string_of(label)),
                         &dateline_encodings[dateline_encoding_labels[i].encoding]);
    }
    for (unsigned i = 0; i < DATELINE_ENCODING_COUNT; i++)
        assert_ptr_equal(dateline_encoding_of_label(dateline_string_of(dateline_encodings[i].name)),
                         &dateline_encodings[i]);
    static const struct {
        unsigned place;
        const char *name;
    } named[] = {{DATELINE_ENCODING_UTF_8, "UTF-8"},
                 {DATELINE_ENCODING_WINDOWS_1252, "windows-1252"},
                 {DATELINE_ENCODING_ISO_2022_JP, "ISO-2022-JP"},
                 {DATELINE_ENCODING_UTF_16BE, "UTF-16BE"},
                 {DATELINE_ENCODING_UTF_16LE, "UTF-16LE"},
                 {DATELINE_ENCODING_X_USER_DEFINED, "x-user-defined"}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        assert_string_equal(dateline_encodings[named[i].place].name, named[i].name);
}

/* ---- Decoders ------------------------------------------------------------------------------- */

#define R "\xEF\xBF\xBD"

static void test_sequences(void **state) {
    (void)state;
    static const struct {
        const char *encoding;
        dateline_string bytes, text;
        uint32_t replaced;
    } cases[] = {
        /* single bytes, and those that mean nothing */
        {"windows-1252", BYTES("\x80\x81\x9F\xE9"), BYTES("\u20AC\xC2\x81\u0178\u00E9"), 0},
        {"windows-1253", BYTES("a\xAA\xD2\xFFz"), BYTES("a" R R R "z"), 3},
        {"koi8-r", BYTES("\xEB\xCF\xCE\xC5\xC3"), BYTES("\u041A\u043E\u043D\u0435\u0446"), 0},
        {"macintosh", BYTES("\xF0\x80"), BYTES("\uF8FF\u00C4"), 0},
        {"x-user-defined", BYTES("a\x80\xFF"), BYTES("a\uF780\uF7FF"), 0},
        /* UTF-8: one U+FFFD for each maximal part; its own U+FFFD is none */
        {"utf-8",
         BYTES("a\xE4\xBD"
               "b\xFF\xF0\x9F\x98"),
         BYTES("a" R "b" R R), 3},
        {"utf-8", BYTES("\xEF\xBF\xBD\xFF"), BYTES(R R), 1},
        {"utf-8", BYTES("\xED\xA0\x80"), BYTES(R R R), 3},
        /* gb18030: two bytes, four bytes, U+10FFFF, what is put back, what the end cuts */
        {"gbk", BYTES("\x80\xD6\xD0\xA3\xA0"), BYTES("\u20AC\u4E2D\u3000"), 0},
        {"gb18030", BYTES("\xA6\xD9\xFE\x59\xA8\xBC"), BYTES("\uFE10\u9FB4\u1E3F"), 0},
        {"gb18030", BYTES("\x81\x35\xF4\x37"), BYTES("\uE7C7"), 0},
        {"gb18030", BYTES("\x90\x30\x81\x30\xE3\x32\x9A\x35"), BYTES("\U00010000\U0010FFFF"), 0},
        {"gb18030", BYTES("\xE3\x32\x9A\x36\x84\x31\xA5\x30"), BYTES(R R), 2},
        {"gb18030", BYTES("\x84\x31\xA4\x37"), BYTES("\uFFFD"), 0},
        {"gb18030", BYTES("\x81\x30\x81<"), BYTES(R "0" R "<"), 2},
        {"gb18030", BYTES("\x81\x30<\x81<"), BYTES(R "0<" R "<"), 2},
        {"gb18030", BYTES("\x81\x30\xFF\x30"), BYTES(R "0" R "0"), 2},
        {"gb18030", BYTES("\x81\x7F\xFF"), BYTES(R "\x7F" R), 2},
        {"gb18030", BYTES("a\x81\x30\x81"), BYTES("a" R), 1},
        {"gb18030", BYTES("a\x81\x30"), BYTES("a" R), 1},
        {"gb18030", BYTES("a\x81"), BYTES("a" R), 1},
        /* Big5: plane 2, the four pairs, a trail in ASCII is kept */
        {"big5", BYTES("\xA4\xA4\x87\x45\x88\x62\x88\x64\x88\xA3\x88\xA5"),
         BYTES("\u4E2D\U00027267\u00CA\u0304\u00CA\u030C\u00EA\u0304\u00EA\u030C"), 0},
        {"big5", BYTES("\x81<\x80\xFF\x87\x40\x87"), BYTES(R "<" R R "\u43F0" R), 4},
        {"big5", BYTES("\x81\x40\x81\xA1"), BYTES(R "@" R), 2},
        /* EUC-JP: katakana, JIS X 0212, errors of two and three bytes */
        {"euc-jp", BYTES("\xC6\xFC\x8E\xB1\x8F\xB0\xA1"), BYTES("\u65E5\uFF71\u4E02"), 0},
        {"euc-jp", BYTES("\x8E\xE0\x8E<\x8F\xA1<\x8F<\xA0"), BYTES(R R "<" R "<" R "<" R), 5},
        {"euc-jp", BYTES("a\x8F\xA1"), BYTES("a" R), 1},
        {"euc-jp", BYTES("a\xC6"), BYTES("a" R), 1},
        /* Shift_JIS: half-width katakana, private use, the backslash as it is */
        {"shift_jis", BYTES("\x93\xFA\xB1\x5C\x7E\x80\xF0\x40\xF9\xFC"),
         BYTES("\u65E5\uFF71\\~\xC2\x80\uE000\uE757"), 0},
        {"shift_jis", BYTES("\x81<\xA0\xFD\x81\xFD\x85\x40\x93"), BYTES(R "<" R R R R "@" R), 6},
        /* EUC-KR */
        {"euc-kr", BYTES("\xC7\xD1\x81\x41\xC6\x52"), BYTES("\uD55C\uAC02\uD7A3"), 0},
        {"euc-kr", BYTES("\x81<\x81\x5B\xFF\xC7"), BYTES(R "<" R "[" R R), 4},
        /* UTF-16: pairs, lone halves, an odd byte */
        {"utf-16le", BYTES("a\0\x3D\xD8\x00\xDE\x00\xDC"), BYTES("a\U0001F600" R), 1},
        {"utf-16be", BYTES("\0a\xD8\x3D\xDE\x00\xD8\x3D\0b"), BYTES("a\U0001F600" R "b"), 1},
        {"utf-16le", BYTES("a\0\x3D\xD8"), BYTES("a" R), 1},
        {"utf-16le", BYTES("a\0\x3D\xD8\x01"), BYTES("a" R), 1},
        {"utf-16le", BYTES("a\0b"), BYTES("a" R), 1},
        {"utf-16le", BYTES("\xFD\xFF"), BYTES("\uFFFD"), 0},
        /* ISO-2022-JP: four sets, escapes in a row, broken ones, shifts */
        {"iso-2022-jp", BYTES("a\x1B$B\x46\x7C\x1B(B\\b"), BYTES("a\u65E5\\b"), 0},
        {"iso-2022-jp", BYTES("\x1B(J\\~a\x1B(I\x31\x60\x1B(B"), BYTES("\u00A5\u203Ea\uFF71" R), 1},
        {"iso-2022-jp", BYTES("\x1B$B\x1B(Ba"), BYTES(R "a"), 1},
        {"iso-2022-jp", BYTES("\x1B(Ba\x1B(Bb"), BYTES("ab"), 0},
        {"iso-2022-jp", BYTES("\x1B(X\x1B$\x1B"), BYTES(R "(X" R "$" R), 3},
        {"iso-2022-jp", BYTES("\x1B$@\x46\x1B(Ba"), BYTES(R "a"), 1},
        {"iso-2022-jp", BYTES("\x1B$B\x46\x0A\x46"), BYTES(R R), 2},
        {"iso-2022-jp", BYTES("\x0E\x0F\x80<"), BYTES(R R R "<"), 3},
        /* replacement: nothing of the page is shown */
        {"iso-2022-kr", BYTES("<script>"), BYTES(R), 1},
        {"iso-2022-kr", BYTES(""), BYTES(""), 0},
    };
    reader r;
    open_reader(&r);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_as(&r, cases[i].bytes, true, cases[i].encoding);
        assert_text(&r, cases[i].text);
        assert_int_equal(r.text.replaced, cases[i].replaced);
        assert_int_equal(r.text.source, DATELINE_ENCODING_FROM_TRANSPORT);
    }
    close_reader(&r);
}

/* ---- All of the tables ---------------------------------------------------------------------- */

/* FNV-1a */
static uint64_t digest(const char *data, size_t length) {
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)data[i]) * 0x100000001B3u;
    return hash;
}

static void assert_digest(reader *r, const char *encoding, const unsigned char *bytes,
                          size_t length, uint64_t expected) {
    read_as(r, (dateline_string){(const char *)bytes, length}, false, encoding);
    uint64_t actual = digest(r->text.data, r->text.length);
    if (actual != expected)
        fail_msg("%s: 0x%016llX", encoding, (unsigned long long)actual);
}

/* "A", then every pair of bytes with an "A" behind it. The digests are those of what another
 * implementation of the standard, which passes the web platform tests, gave for the same bytes. */
static void test_every_pair_of_bytes(void **state) {
    (void)state;
    static const struct {
        const char *encoding;
        uint64_t digest;
    } cases[] = {
        {"UTF-8", 0xD46A56A866ACDEAC},          {"IBM866", 0xE531F9233DA0E850},
        {"ISO-8859-2", 0x7A22903256C0D74C},     {"ISO-8859-3", 0x12212BEA5B26ED32},
        {"ISO-8859-4", 0x392DF8F87D89FEB4},     {"ISO-8859-5", 0xCC38D104C28DE23A},
        {"ISO-8859-6", 0xAD9918DD356065C0},     {"ISO-8859-7", 0x6C8299654F0D6038},
        {"ISO-8859-8", 0x23CD50257A8307C0},     {"ISO-8859-8-I", 0x23CD50257A8307C0},
        {"ISO-8859-10", 0x0094690BC22BDD64},    {"ISO-8859-13", 0x5CCCF349A595D264},
        {"ISO-8859-14", 0xC253F82531EFEE60},    {"ISO-8859-15", 0x8C4E69B64BD018C6},
        {"ISO-8859-16", 0x9E55B8D23361A0AE},    {"KOI8-R", 0xA16FC76DDB785D3C},
        {"KOI8-U", 0x9605E90BA7027288},         {"macintosh", 0x1E179848F64699A8},
        {"windows-874", 0x76BC986690EBA7BC},    {"windows-1250", 0x93E23F60D6BDEE04},
        {"windows-1251", 0xBFCC2D92D9AE6A20},   {"windows-1252", 0x92C4400860FADF1A},
        {"windows-1253", 0x7064F982B47347A0},   {"windows-1254", 0x6F073E350FBF5340},
        {"windows-1255", 0x32896311DD463AEC},   {"windows-1256", 0xEF61521526B46CD4},
        {"windows-1257", 0x7627557E524DD238},   {"windows-1258", 0xEC16A77514DACF14},
        {"x-mac-cyrillic", 0x22478357322481F4}, {"GBK", 0x22F6DF052C8C53E7},
        {"gb18030", 0x22F6DF052C8C53E7},        {"Big5", 0x547F5756F2AB30C9},
        {"EUC-JP", 0x92AB28D2ED863DA2},         {"ISO-2022-JP", 0x5F074A82BAE53DDC},
        {"Shift_JIS", 0x38C474E51BBD80A0},      {"EUC-KR", 0x3C33FE36A2FAF0B3},
        {"UTF-16BE", 0x552B6FBD3244D2FA},       {"UTF-16LE", 0x5F407DB6DF987C1A},
        {"x-user-defined", 0x52AF126C72AC8BEC},
    };
    assert_int_equal(sizeof cases / sizeof *cases, DATELINE_ENCODING_COUNT - 1);
    static unsigned char bytes[1 + 3 * 65536];
    size_t length = 0;
    bytes[length++] = 'A';
    for (unsigned pair = 0; pair < 65536; pair++) {
        bytes[length++] = (unsigned char)(pair >> 8);
        bytes[length++] = (unsigned char)(pair & 255);
        bytes[length++] = 'A';
    }
    reader r;
    open_reader(&r);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_digest(&r, cases[i].encoding, bytes, length, cases[i].digest);
    close_reader(&r);
}

static void test_every_four_bytes_of_gb18030(void **state) {
    (void)state;
    static unsigned char bytes[126 * 10 * 126 * 10 * 4];
    size_t length = 0;
    for (unsigned i = 0; i < sizeof bytes / 4; i++) {
        bytes[length++] = (unsigned char)(0x81 + i / 12600);
        bytes[length++] = (unsigned char)(0x30 + i / 1260 % 10);
        bytes[length++] = (unsigned char)(0x81 + i / 10 % 126);
        bytes[length++] = (unsigned char)(0x30 + i % 10);
    }
    reader r;
    open_reader(&r);
    assert_digest(&r, "gb18030", bytes, length, 0x37FC074D4DD1D6E6);
    close_reader(&r);
}

static void test_every_character_of_jis(void **state) {
    (void)state;
    static const char escapes[5][3] = {"(B", "(J", "(I", "$@", "$B"};
    static unsigned char bytes[5 * 65536 * 5];
    size_t length = 0;
    for (unsigned pair = 0; pair < 65536; pair++) {
        bytes[length++] = 0x8F;
        bytes[length++] = (unsigned char)(pair >> 8);
        bytes[length++] = (unsigned char)(pair & 255);
        bytes[length++] = 'A';
    }
    reader r;
    open_reader(&r);
    assert_digest(&r, "euc-jp", bytes, length, 0x83561732B91D9C47);
    length = 0;
    for (unsigned i = 0; i < 5 * 65536; i++) {
        bytes[length++] = 0x1B;
        bytes[length++] = (unsigned char)escapes[i >> 16][0];
        bytes[length++] = (unsigned char)escapes[i >> 16][1];
        bytes[length++] = (unsigned char)(i >> 8 & 255);
        bytes[length++] = (unsigned char)(i & 255);
    }
    assert_digest(&r, "iso-2022-jp", bytes, length, 0xEEE4C874A476BF59);
    close_reader(&r);
}

/* ---- Determining the encoding --------------------------------------------------------------- */

enum {
    BOM = DATELINE_ENCODING_FROM_BOM,
    TRANSPORT = DATELINE_ENCODING_FROM_TRANSPORT,
    META = DATELINE_ENCODING_FROM_META,
    CONTENT = DATELINE_ENCODING_FROM_CONTENT,
};

static void test_the_strongest_declaration_counts(void **state) {
    (void)state;
    static const struct {
        dateline_string page;
        const char *transport;
        bool text;
        const char *encoding;
        int source;
    } cases[] = {
        {BYTES("\xEF\xBB\xBF<meta charset=koi8-r>"), "gbk", false, "UTF-8", BOM},
        {BYTES("\xFE\xFF\0a"), "utf-8", false, "UTF-16BE", BOM},
        {BYTES("\xFF\xFE"), NULL, false, "UTF-16LE", BOM},
        {BYTES("\xFF\xFE"
               "a\0"),
         NULL, true, "UTF-16LE", BOM},
        {BYTES("<meta charset=koi8-r>"), "gbk", false, "GBK", TRANSPORT},
        {BYTES("<meta charset=koi8-r>"), "x-user-defined", false, "x-user-defined", TRANSPORT},
        {BYTES("<meta charset=koi8-r>"), NULL, false, "KOI8-R", META},
        {BYTES("<meta charset=koi8-r>"), NULL, true, "UTF-8", CONTENT},
        {BYTES("<?xml version='1.0' encoding='koi8-r'?><p>"), NULL, false, "KOI8-R", META},
        {BYTES("<?xml encoding='koi8-r'?><meta charset=gbk>"), NULL, false, "GBK", META},
        {BYTES("<p>plain"), NULL, false, "UTF-8", CONTENT},
        {BYTES("<p>caf\xC3\xA9"), NULL, false, "UTF-8", CONTENT},
        {BYTES("<p>caf\xE9"), NULL, false, "windows-1252", CONTENT},
        {BYTES(""), NULL, false, "UTF-8", CONTENT},
        {BYTES("<\0h\0t\0m\0l\0>\0"), NULL, false, "UTF-16LE", CONTENT},
        {BYTES("\0<\0h\0t\0m\0l\0>"), NULL, false, "UTF-16BE", CONTENT},
        {BYTES("<\0?\0x\0m\0l\0"), NULL, false, "UTF-16LE", META},
        {BYTES("\0<\0?\0x\0m\0l"), NULL, false, "UTF-16BE", META},
        {BYTES("some NULs\0\0\0\0\0\0\0\0"), NULL, false, "UTF-8", CONTENT},
        {BYTES("a NUL in the tex\0"), NULL, false, "UTF-8", CONTENT},
        /* a declaration is followed, whatever the bytes look like */
        {BYTES("<meta charset=latin1>caf\xC3\xA9"), NULL, false, "windows-1252", META},
        {BYTES("<meta charset=gbk>\xC3\xA9\xC3\xA9\xC3\xA9"), NULL, false, "GBK", META},
        {BYTES("<meta charset=gbk>\xC3\xA9\xC3\xA9\xC3\xA9 x \xC3\xA9"), NULL, false, "GBK", META},
        {BYTES("<meta charset=gbk>\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC4"), NULL, false, "GBK", META},
        {BYTES("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"), "gbk", false, "GBK", TRANSPORT},
        /* UTF-8 with some damage, declared or not; a cut page; not enough of it */
        {BYTES("<meta charset=utf-8>caf\xE9"), NULL, false, "UTF-8", META},
        {BYTES("caf\xE9"), "utf-8", false, "UTF-8", TRANSPORT},
        {BYTES("\xC3\xA9t\xC3\xA9, \xC3\xA0 c\xC3\xB4t\xC3\xA9, d\xE9j\xC3\xA0"), NULL, false,
         "UTF-8", CONTENT},
        {BYTES("na\xC3\xAFve caf\xC3"), NULL, false, "UTF-8", CONTENT},
        {BYTES("d\xE9j\xE0 \xC3\xA9t\xE9, \xE0 c\xF4t\xE9"), NULL, false, "windows-1252", CONTENT},
    };
    reader r;
    open_reader(&r);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_as(&r, cases[i].page, !cases[i].text, cases[i].transport);
        if (strcmp(r.text.encoding->name, cases[i].encoding) != 0 ||
            (int)r.text.source != cases[i].source)
            fail_msg("case %zu: %s from %d", i, r.text.encoding->name, (int)r.text.source);
    }
    close_reader(&r);
}

/* Pages that declare nothing, as their writers would have saved them. */
static const struct {
    const char *text; /* UTF-8 */
    const char *encodings[4];
} silent_pages[] = {
    {"<p>café", {"windows-1252"}},
    {"<h1>Der Herzog zu Besuch in Köln</h1><p>Er sagte: „Schönes Wetter“ – und ging.",
     {"windows-1252"}},
    {"<p>L’été dernier, la forêt a brûlé à côté du château; personne n’a été blessé.",
     {"windows-1252"}},
    {"<p>Wczoraj wieczorem sąd ogłosił wyrok w sprawie pożaru, który zniszczył dwadzieścia domów",
     {"windows-1250", "ISO-8859-2"}},
    {"<p>Вчера вечером в городе открылась новая школа, сообщил мэр",
     {"windows-1251", "KOI8-R", "IBM866", "ISO-8859-5"}},
    {"<p>Χθες το βράδυ άνοιξε το νέο σχολείο της πόλης", {"windows-1253", "ISO-8859-7"}},
    {"<p>Dün akşam şehirde yeni bir okul açıldı; çocuklar çok sevindiğini söyledi",
     {"windows-1254"}},
    {"<p>אתמול בערב נפתח בית ספר חדש", {"windows-1255"}},
    {"<p>افتتحت أمس مدرسة جديدة في المدينة", {"windows-1256"}},
    {"<p>Vakar vakare mieste atidaryta nauja mokykla, sakė meras, džiaugiasi ir mažiausi",
     {"windows-1257"}},
    {"<p>เมื่อวานนี้มีโรงเรียนใหม่", {"windows-874"}},
    {"<p>昨天晚上城里开了一所新学校", {"GBK"}},
    {"<p>昨天晚上城裡開了一所新學校", {"Big5"}},
    {"<p>昨日の夕方、町に新しい学校が開かれました", {"Shift_JIS", "EUC-JP", "ISO-2022-JP"}},
    {"<p>어제 저녁 도시에 새 학교가 문을 열었다", {"EUC-KR"}},
};

static void check_silent_page(reader *r, dateline_string text, const char *label) {
    encoder e;
    const dateline_encoding *encoding = dateline_encoding_of_label(dateline_string_of(label));
    assert_true(encoder_open(&e, (unsigned)(encoding - dateline_encodings)));
    char *page = malloc(24 * text.length);
    size_t length = encoder_run(&e, text.data, text.length, page);
    read_as(r, (dateline_string){page, length}, true, NULL);
    if (r->text.length != text.length || memcmp(r->text.data, text.data, text.length) != 0)
        fail_msg("%s read as %s", label, r->text.encoding->name);
    assert_int_equal(r->text.source, DATELINE_ENCODING_FROM_CONTENT);
    encoder_close(&e);
    free(page);
}

static void test_silent_pages_are_known_by_their_text(void **state) {
    (void)state;
    reader r;
    open_reader(&r);
    for (size_t i = 0; i < sizeof silent_pages / sizeof *silent_pages; i++)
        for (unsigned k = 0; k < 4 && silent_pages[i].encodings[k]; k++)
            check_silent_page(&r, dateline_string_of(silent_pages[i].text),
                              silent_pages[i].encodings[k]);
    close_reader(&r);
}

/* The encoding that a page declares, "" for none. */
static const char *declared_by(reader *r, dateline_string page) {
    read_as(r, page, true, NULL);
    return r->text.source == DATELINE_ENCODING_FROM_META ? r->text.encoding->name : "";
}

static void test_prescan(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"<meta charset=koi8-r>", "KOI8-R"},
        {"<META/CHARSET = \" KOI8-R\n\" />", "KOI8-R"},
        {"<meta charset='koi8-r' charset=gbk>", "KOI8-R"},
        {"<meta charset=bogus charset=gbk><meta charset=koi8-r>", "KOI8-R"},
        {"<meta http-equiv=content-type content='text/html;charset=koi8-r'>", "KOI8-R"},
        {"<meta content='text/html;charset=koi8-r' http-equiv='Content-Type'>", "KOI8-R"},
        {"<meta content='text/html;charset=koi8-r'>", ""},
        {"<meta http-equiv=content-type content='charset'>", ""},
        {"<meta http-equiv=content-type content='charset=\"koi8-r'>", ""},
        {"<meta http-equiv=content-type content='charset charset = \"koi8-r\"'>", "KOI8-R"},
        {"<meta http-equiv=content-type content='xcharset=koi8-r x'>", "KOI8-R"},
        {"<meta http-equiv=content-type content='charset='>", ""},
        /* content gives way to charset, before it or behind it */
        {"<meta content='charset=gbk' charset=koi8-r>", "KOI8-R"},
        {"<meta charset=koi8-r content='charset=gbk' http-equiv=content-type>", "KOI8-R"},
        {"<meta charset=utf-16>", "UTF-8"},
        {"<meta charset=utf-16be>", "UTF-8"},
        {"<meta charset=x-user-defined>", "windows-1252"},
        {"<meta charset=hz-gb-2312>", "replacement"},
        {"<metacharset=koi8-r>", ""},
        {"<meta>charset=koi8-r>", ""},
        {"<meta =charset=koi8-r>", ""},
        {"<meta x=y/charset=koi8-r>", ""},
        {"<meta x/charset=koi8-r>", "KOI8-R"},
        {"<meta charset koi8-r>", ""},
        {"<meta charset=koi8-r", ""},
        {"<meta charset=\"koi8-r", ""},
        {"<!-- <meta charset=gbk> --><meta charset=koi8-r>", "KOI8-R"},
        {"<!--><meta charset=koi8-r>-->", "KOI8-R"},
        {"<!---><meta charset=koi8-r>-->", "KOI8-R"},
        {"<!-- <meta charset=koi8-r>", ""},
        {"<!doctype html><?php ?></ x><meta charset=koi8-r>", "KOI8-R"},
        {"<!x <meta charset=gbk><meta charset=koi8-r>", "KOI8-R"},
        {"<a title='<meta charset=gbk>'><meta charset=koi8-r>", "KOI8-R"},
        {"</a title='<meta charset=gbk>'><meta charset=koi8-r>", "KOI8-R"},
        {"< <meta charset=koi8-r>", "KOI8-R"},
        {"<1><meta charset=koi8-r>", "KOI8-R"},
        {"<script>'<meta charset=koi8-r>'</script>", "KOI8-R"}, /* as the standard has it */
        {"<?xml encoding = \"koi8-r\" ?>", "KOI8-R"},
        {"<?xml encoding=\"utf-16\"?>", "UTF-8"},
        {"<?xml encoding=\"koi8-r?>", ""},
        {"<?xml encoding=\"koi8 r\"?>", ""},
        {"<?xml encoding=koi8-r?>", ""},
        {"<?xml encoding:\"koi8-r\"?>", ""},
        {"<?xml version=\"1.0\"?> encoding=\"koi8-r\">", ""},
        {" <?xml encoding=\"koi8-r\"?>", ""},
        {"<?XML encoding=\"koi8-r\"?>", ""},
        {"<?xml", ""},
    };
    reader r;
    open_reader(&r);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *found = declared_by(&r, dateline_string_of(cases[i][0]));
        if (strcmp(found, cases[i][1]) != 0)
            fail_msg("%s: \"%s\"", cases[i][0], found);
    }
    close_reader(&r);
}

/* Behind 1,024 bytes the scan stays in the head and out of its scripts. */
static void test_late_meta(void **state) {
    (void)state;
    static const struct {
        const char *before, *after;
        const char *encoding;
    } cases[] = {
        {"<!--", "--><meta charset=koi8-r>", "KOI8-R"},
        {"<script>", "</script><meta charset=koi8-r>", "KOI8-R"},
        {"<script>", "'<body><meta charset=gbk>'</script><meta charset=koi8-r>", "KOI8-R"},
        {"<script>", "'</scripty><body>'</SCRIPT ><link><meta charset=koi8-r>", "KOI8-R"},
        {"<style>", "</script><p></style></head><meta charset=koi8-r>", "KOI8-R"},
        {"<title>", "<p></title><script><p></script><meta charset=koi8-r>", "KOI8-R"},
        {"<p>", "<meta charset=koi8-r>", "KOI8-R"}, /* itself within the first bytes */
        {"", "<p><meta charset=koi8-r>", ""},
        {"<script>", "<meta charset=koi8-r>", ""},
        {"", "<meta charset=koi8-r>", "KOI8-R"},
    };
    reader r;
    open_reader(&r);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char page[4000];
        int length = snprintf(page, sizeof page, "%s%2000s%s", cases[i].before, "", cases[i].after);
        const char *found = declared_by(&r, (dateline_string){page, (size_t)length});
        if (strcmp(found, cases[i].encoding) != 0)
            fail_msg("case %zu: \"%s\"", i, found);
    }
    close_reader(&r);
}

/* Pages that make a careless scan quadratic; the time limit of the test is what fails. */
static void test_hostile_heads(void **state) {
    (void)state;
    static const char *const units[] = {
        "<",
        "<!--",
        "<meta ",
        "<meta x='",
        "</script",
        "<script>",
        "<title a='",
        "<!-- --",
        "<?xml ",
        "<meta http-equiv=content-type content='charset charset=",
        "<link>",
        "<style><",
        "=",
        "charset",
        "<meta content=charset ",
    };
    const size_t length = 4000000;
    char *page = malloc(length);
    assert_non_null(page);
    reader r;
    open_reader(&r);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t unit = strlen(units[u]);
        for (size_t i = 0; i < length; i++)
            page[i] = units[u][i % unit];
        read_as(&r, (dateline_string){page, length}, true, NULL);
        assert_int_equal(r.text.length, length);
    }
    free(page);
    close_reader(&r);
}

/* ---- The text ------------------------------------------------------------------------------- */

static void test_a_valid_page_is_not_copied(void **state) {
    (void)state;
    reader r;
    open_reader(&r);
    char page[3 + 7 + DATELINE_PADDING] = "\xEF\xBB\xBF<p>\xC3\xA9t";
    assert_true(dateline_text_decode(&r.text, &r.memory, page, 9, true, true, NULL));
    assert_ptr_equal(r.text.data, page + 3);
    assert_int_equal(r.text.length, 6);
    assert_int_equal(r.text.shift, 3);
    assert_true(r.text.identical);
    assert_int_equal(dateline_text_origin(&r.text, 3), 6);
    assert_int_equal(dateline_text_origin(&r.text, 6), 9);
    /* also one in a legacy encoding that has only ASCII */
    char plain[5 + DATELINE_PADDING] = "plain";
    assert_true(dateline_text_decode(&r.text, &r.memory, plain, 5, true, true,
                                     dateline_encoding_of_label(S("big5"))));
    assert_ptr_equal(r.text.data, plain);
    assert_string_equal(r.text.encoding->name, "Big5");
    /* but no escape sequence goes through as text */
    assert_true(dateline_text_decode(&r.text, &r.memory, "\x1B(Ja", 4, false, true,
                                     dateline_encoding_of_label(S("iso-2022-jp"))));
    assert_text(&r, S("a"));
    close_reader(&r);
}

static void test_what_we_write_is_padded(void **state) {
    (void)state;
    static const char *const transports[] = {"utf-8", "koi8-r", "utf-16le"};
    reader r;
    open_reader(&r);
    for (size_t t = 0; t < 3; t++)
        for (size_t length = 0; length < 700; length += 23) {
            char *page = malloc(length + 1); /* exact, for the sanitizer */
            assert_non_null(page);
            memset(page, t ? 0xC1 : 'x', length);
            read_as(&r, (dateline_string){page, length}, true, transports[t]);
            free(page); /* an unpadded page may go away */
            assert_int_equal(r.text.replaced, t == 2 && length % 2);
            for (unsigned i = 0; i < DATELINE_PADDING; i++)
                assert_int_equal(r.text.data[r.text.length + i], 0);
        }
    close_reader(&r);
}

static void test_a_bad_byte_costs_itself_alone(void **state) {
    (void)state;
    enum { LENGTH = 3000 };
    static char page[2 * LENGTH];
    reader r;
    open_reader(&r);
    for (unsigned bad = 0; bad < LENGTH; bad += 7) {
        for (unsigned i = 0; i < LENGTH; i++)
            memcpy(page + 2 * i, "\xD0\xB6", 2);
        memcpy(page + 2 * bad, "\xFFx", 2);
        read_as(&r, (dateline_string){page, 2 * LENGTH}, true, NULL);
        assert_string_equal(r.text.encoding->name, "UTF-8");
        assert_int_equal(r.text.replaced, 1);
        assert_int_equal(r.text.length, 2 * LENGTH + 2);
        assert_memory_equal(r.text.data + 2 * bad, R "x", 4);
        assert_memory_equal(r.text.data + r.text.length - 2, "\xD0\xB6", 2);
        assert_int_equal(dateline_text_origin(&r.text, 2 * bad), 2 * bad);
        assert_int_equal(dateline_text_origin(&r.text, 2 * bad + 3), 2 * bad + 1);
    }
    close_reader(&r);
}

/* ---- The way back --------------------------------------------------------------------------- */

/*
 * Walk through the page with the decoder alone, one sequence after another, and compare: the same
 * text, and for each of its characters the place where the decoder stood.
 */
static void check_against_decoder(const dateline_text *text) {
    const uint8_t *page = (const uint8_t *)text->page;
    dateline_decoder decoder = {
        .encoding = text->encoding, .at = page + text->shift, .end = page + text->page_length};
    uint32_t reached = 0, errors = 0;
    while (decoder.at < decoder.end) {
        uint32_t origin = (uint32_t)(decoder.at - page);
        uint32_t codes[2] = {dateline_decoder_next(&decoder), decoder.second};
        assert_true(decoder.at > page + origin && decoder.at <= decoder.end);
        if (codes[0] == DATELINE_DECODED_NOTHING)
            continue;
        errors += codes[0] == DATELINE_DECODED_ERROR;
        for (int i = 0; i < 2 && (i == 0 || codes[1]); i++) {
            char bytes[4];
            bool error = codes[i] == DATELINE_DECODED_ERROR;
            unsigned length = dateline_utf8_encode(error ? DATELINE_REPLACEMENT : codes[i], bytes);
            assert_true(text->length - reached >= length);
            assert_memory_equal(text->data + reached, bytes, length);
            assert_int_equal(dateline_text_origin(text, reached), origin);
            reached += length;
        }
    }
    assert_int_equal(reached, text->length);
    assert_int_equal(errors, text->replaced);
    assert_int_equal(dateline_text_origin(text, reached), text->page_length);
    assert_int_equal(dateline_utf8_valid_length(text->data, text->length), text->length);
}

/* Bytes of a mixture: markup, sequences of all encodings, escapes, noise. */
static size_t random_page(char *page, size_t wanted, uint32_t *seed) {
    static const char *const pieces[] = {
        "<p class=x>", "plain text ",      "\x1B$B",       "\x1B(B",   "\x1B(J",          "\x1B(I",
        "\x1B",        "\x81\x30\x81\x30", "\x8F\xB0\xA1", "\x88\x62", "\xD8\x3D\xDE\x01"};
    size_t length = 0;
    uint32_t kind = next_random(seed) % 4;
    while (length < wanted) {
        const char *piece = pieces[next_random(seed) % 11];
        if (next_random(seed) % 8 == 0 && length + strlen(piece) <= wanted) {
            memcpy(page + length, piece, strlen(piece));
            length += strlen(piece);
        } else {
            uint32_t byte = next_random(seed);
            page[length++] = (char)(kind == 0   ? byte
                                    : kind == 1 ? 0x80 | byte
                                    : kind == 2 ? 0x21 + byte % 94
                                                : 0xA1 + byte % 94);
        }
    }
    return length;
}

static void test_every_character_finds_its_bytes(void **state) {
    (void)state;
    static char page[3000];
    reader r;
    open_reader(&r);
    uint32_t seed = 5;
    for (unsigned e = 0; e < DATELINE_ENCODING_COUNT; e++)
        for (int round = 0; round < 25; round++) {
            size_t length = random_page(page, next_random(&seed) % sizeof page, &seed);
            read_as(&r, (dateline_string){page, length}, true, dateline_encodings[e].name);
            check_against_decoder(&r.text);
        }
    close_reader(&r);
}

/* ---- Memory --------------------------------------------------------------------------------- */

static void test_no_memory_in_the_steady_state(void **state) {
    (void)state;
    static char page[100000];
    memset(page, 0xC6, sizeof page);
    static const char *const transports[] = {"utf-8", "koi8-r", "gb18030", "euc-kr", "utf-16be"};
    reader r;
    open_reader(&r);
    long calls = 0;
    for (int round = 0; round < 4; round++) {
        if (round == 1)
            calls = r.heap.calls;
        for (size_t t = 0; t < 5; t++)
            read_as(&r, (dateline_string){page, sizeof page}, true, transports[t]);
    }
    assert_int_equal(r.heap.calls, calls);
    close_reader(&r);
}

static void test_every_failing_allocation(void **state) {
    (void)state;
    static char page[200000];
    memset(page, 0xC6, sizeof page);
    dateline_string whole = {page, sizeof page};
    static const char *const transports[] = {"utf-8", "koi8-r", "us-ascii"};
    for (size_t t = 0; t < 3; t++) {
        bool done = false;
        for (long fail_at = 1; !done; fail_at++) {
            reader r;
            open_reader(&r);
            r.heap.fail_at = fail_at;
            done =
                dateline_text_decode(&r.text, &r.memory, page, sizeof page, false, true,
                                     dateline_encoding_of_label(dateline_string_of(transports[t])));
            assert_int_equal(r.memory.failed, !done);
            if (!done) { /* the next page is read as if nothing had been */
                assert_int_equal(r.text.length, 0);
                assert_int_equal(dateline_text_origin(&r.text, 0), sizeof page);
                r.memory.failed = false;
                read_as(&r, whole, true, transports[t]);
                assert_true(r.text.length >= sizeof page);
            }
            close_reader(&r);
        }
    }
}

/* Saved anew as UTF-8, with the <meta> of before: believed as long as it can be true. */
static void test_a_refuted_declaration(void **state) {
    (void)state;
    static const struct {
        const char *page, *encoding;
        dateline_encoding_source source;
    } cases[] = {
        {"<meta charset=gbk>\xE4\xBB\x96\xE8\xAF\xB4\xE3\x80\x82", "UTF-8",
         DATELINE_ENCODING_FROM_CONTENT},
        {"<meta charset=gbk>\xC4\xE3\xBA\xC3", "GBK", DATELINE_ENCODING_FROM_META},
        {"<meta charset=gbk>\xC4\xE3\xBA\xC3\xFF", "GBK", DATELINE_ENCODING_FROM_META},
        {"<meta charset=windows-1252>caf\xC3\xA9", "windows-1252", DATELINE_ENCODING_FROM_META},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reader r;
        open_reader(&r);
        read_as(&r, dateline_string_of(cases[i].page), true, NULL);
        assert_string_equal(dateline_encoding_name(r.text.encoding), cases[i].encoding);
        assert_int_equal(r.text.source, cases[i].source);
        if (r.text.source == DATELINE_ENCODING_FROM_CONTENT) {
            assert_text(&r, dateline_string_of(cases[i].page));
            assert_int_equal(r.text.replaced, 0);
            assert_int_equal(dateline_text_origin(&r.text, 20), 20);
        }
        close_reader(&r);
    }
}

static void test_a_huge_page_is_forgotten(void **state) {
    (void)state;
    size_t length = (size_t)40 << 20;
    char *page = malloc(length);
    assert_non_null(page);
    memset(page, 0xC6, length);
    reader r;
    open_reader(&r);
    read_as(&r, (dateline_string){page, length}, false, "koi8-r");
    assert_int_equal(r.text.length, 2 * length);
    assert_int_equal(dateline_text_origin(&r.text, r.text.length - 2), length - 1);
    read_as(&r, S("\xC6"), false, "koi8-r");
    assert_true(r.heap.live_bytes < 1 << 20);
    free(page);
    close_reader(&r);
}

/* ---- html5lib-tests ------------------------------------------------------------------------- */

static char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    char *data = malloc(*length + 1);
    assert_non_null(data);
    assert_int_equal(fread(data, 1, *length, file), *length);
    fclose(file);
    return data;
}

/* Cases of the form "#data\nPAGE\n#encoding\nLABEL\n". Windows-1252 is their word for "none". */
static unsigned run_cases(dateline_string file) {
    const dateline_encoding *windows_1252 = &dateline_encodings[DATELINE_ENCODING_WINDOWS_1252];
    unsigned cases = 0;
    for (size_t at = 0; (at = dateline_string_find(file, S("#data\n"), at)) != SIZE_MAX; cases++) {
        size_t begin = at + 6, end = dateline_string_find(file, S("\n#encoding\n"), begin);
        assert_true(end != SIZE_MAX);
        size_t label = end + 11, line = dateline_string_find(file, S("\n"), label);
        at = line == SIZE_MAX ? file.length : line;
        dateline_string page = dateline_string_part(file, begin, end);
        const dateline_encoding *expected =
            dateline_encoding_of_label(dateline_string_part(file, label, at));
        const dateline_encoding *found = dateline_string_starts(page, S("\xEF\xBB\xBF"))
                                             ? &dateline_encodings[DATELINE_ENCODING_UTF_8]
                                             : dateline_prescan(page);
        assert_non_null(expected);
        if (found ? found != expected : expected != windows_1252)
            fail_msg("%s instead of %s:\n%.*s", found ? found->name : "none", expected->name,
                     (int)page.length, page.data);
    }
    return cases;
}

static void test_html5lib(void **state) {
    (void)state;
    static const char *const files[] = {"tests1.dat", "tests2.dat", "test-yahoo-jp.dat"};
    const char *shared = getenv("DATELINE_SHARED");
    unsigned cases = 0;
    for (size_t i = 0; i < 3; i++) {
        char path[1000];
        snprintf(path, sizeof path, "%s/data/html5lib-tests/encoding/%s",
                 shared ? shared : EXAMPLES "/../../shared", files[i]);
        size_t length;
        char *data = read_file(path, &length);
        if (!data)
            break;
        cases += run_cases((dateline_string){data, length});
        free(data);
    }
    if (!cases)
        skip();
    assert_true(cases >= 80);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_what_is_no_label),
        cmocka_unit_test(test_the_table_is_in_order),
        cmocka_unit_test(test_sequences),
        cmocka_unit_test(test_every_pair_of_bytes),
        cmocka_unit_test(test_every_four_bytes_of_gb18030),
        cmocka_unit_test(test_every_character_of_jis),
        cmocka_unit_test(test_the_strongest_declaration_counts),
        cmocka_unit_test(test_silent_pages_are_known_by_their_text),
        cmocka_unit_test(test_prescan),
        cmocka_unit_test(test_late_meta),
        cmocka_unit_test(test_hostile_heads),
        cmocka_unit_test(test_a_valid_page_is_not_copied),
        cmocka_unit_test(test_what_we_write_is_padded),
        cmocka_unit_test(test_a_bad_byte_costs_itself_alone),
        cmocka_unit_test(test_every_character_finds_its_bytes),
        cmocka_unit_test(test_no_memory_in_the_steady_state),
        cmocka_unit_test(test_every_failing_allocation),
        cmocka_unit_test(test_a_refuted_declaration),
        cmocka_unit_test(test_a_huge_page_is_forgotten),
        cmocka_unit_test(test_html5lib),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
