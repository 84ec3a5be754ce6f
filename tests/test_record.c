/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The record room: records made by hand in, written forms out; then what holds of every record,
 * over random ones; then every allocation failing in turn. That Markdown is read back as what it
 * was is checked by compare_markdown.py, with GitHub's own parser.
 */
#include "failing_allocator.h"
#include "random_record.h"
#include "record/inline.h"
#include "record/outline.h"
#include "record/record.h"
#include "record/width.h"
#include "record_checks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

/* ---- Tools ---------------------------------------------------------------------------------- */

/* What every test has: memory, an arena, a writer. */
typedef struct record_fixture {
    failing_allocator failing;
    dateline_memory memory;
    dateline_arena arena;
    dateline_writer writer;
} record_fixture;

static void begin(record_fixture *fixture, unsigned fail_at) {
    fixture->failing = (failing_allocator){.fail_at = (long)fail_at + 1};
    dateline_allocator allocator = failing_allocator_of(&fixture->failing);
    dateline_memory_initialize(&fixture->memory, &allocator);
    dateline_arena_initialize(&fixture->arena, &fixture->memory);
    fixture->writer = (dateline_writer){.memory = &fixture->memory};
}

static void end(record_fixture *fixture) {
    dateline_arena_destroy(&fixture->arena);
    dateline_writer_destroy(&fixture->writer);
    assert_int_equal(fixture->failing.live_bytes, 0);
}

typedef void write_form(const dateline_record *record, dateline_writer *writer);

static void write_json(const dateline_record *record, dateline_writer *writer) {
    dateline_options options;
    dateline_options_initialize(&options);
    options.evidence = true;
    dateline_record_write_json(record, &options, writer);
}

static void assert_text(const record_fixture *fixture, const char *expected) {
    dateline_string text = dateline_writer_text(&fixture->writer);
    if (text.length != strlen(expected) || memcmp(text.data, expected, text.length) != 0)
        fail_msg("wrote:\n%.*s\nexpected:\n%s", (int)text.length, text.data, expected);
}

/* Is needle in what was written? */
static void assert_has(const record_fixture *fixture, const char *needle) {
    dateline_string text = dateline_writer_text(&fixture->writer);
    if (dateline_string_find(text, dateline_string_of(needle), 0) == SIZE_MAX)
        fail_msg("%s\nis not in:\n%.*s", needle, (int)text.length, text.data);
}

static void assert_has_not(const record_fixture *fixture, const char *needle) {
    dateline_string text = dateline_writer_text(&fixture->writer);
    assert_int_equal(dateline_string_find(text, dateline_string_of(needle), 0), SIZE_MAX);
}

static dateline_block block_of(dateline_role role, const char *text) {
    return (dateline_block){.role = role,
                            .in_text = role <= DATELINE_ROLE_POST,
                            .text = dateline_string_of(text),
                            .list = DATELINE_NONE,
                            .image = DATELINE_NONE,
                            .score = 1};
}

static dateline_block paragraph(const char *text) {
    return block_of(DATELINE_ROLE_PARAGRAPH, text);
}

/* First block of an item; number 0: of a list with bullets. */
static dateline_block item(uint8_t depth, uint32_t list, uint32_t number, const char *text) {
    dateline_block block = block_of(DATELINE_ROLE_LIST_ITEM, text);
    block.list_depth = depth;
    block.list = list;
    block.ordered = number > 0;
    block.item_number = number;
    block.item_start = true;
    return block;
}

static dateline_block continued(dateline_block block) {
    block.item_start = false;
    block.role = DATELINE_ROLE_PARAGRAPH;
    return block;
}

static dateline_block quoted(uint8_t depth, dateline_block block) {
    block.quote_depth = depth;
    return block;
}

static dateline_block with_marks(dateline_block block, const dateline_mark *marks, size_t count) {
    block.marks = marks;
    block.mark_count = count;
    return block;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static dateline_record record_of(const dateline_block *blocks, size_t count) {
    return (dateline_record){.blocks = blocks, .block_count = count};
}

/* Write the blocks in a form and compare. */
static void check(write_form *write, const dateline_block *blocks, size_t count,
                  const char *expected) {
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    dateline_record record = record_of(blocks, count);
    write(&record, &fixture.writer);
    assert_text(&fixture, expected);
    end(&fixture);
}

#define CHECK_MARKDOWN(blocks, expected)                                                           \
    check(dateline_record_write_markdown, (blocks), COUNT(blocks), (expected))
#define CHECK_TEXT(blocks, expected)                                                               \
    check(dateline_record_write_text, (blocks), COUNT(blocks), (expected))

/* One paragraph with marks. */
static void check_inline(const char *text, const dateline_mark *marks, size_t count,
                         const char *expected) {
    dateline_block block = with_marks(paragraph(text), marks, count);
    check(dateline_record_write_markdown, &block, 1, expected);
}

static void check_plain(const char *text, const char *expected) {
    check_inline(text, NULL, 0, expected);
}

/* ---- complete ------------------------------------------------------------------------------- */

static void test_text_is_joined(void **state) {
    (void)state;
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    dateline_block blocks[] = {
        block_of(DATELINE_ROLE_TITLE, "The title"),
        paragraph("First."),
        item(1, 7, 0, "one"),
        item(2, 8, 1, "inner"),
        item(1, 7, 0, "two"),
        continued(item(1, 7, 0, "two goes on")),
        item(1, 9, 0, "another list"),
        block_of(DATELINE_ROLE_PROMO, "Follow us"),
        paragraph(""),
        block_of(DATELINE_ROLE_TABLE, "a\tb\nc\td"),
        block_of(DATELINE_ROLE_COMMENT, "Nice."),
        block_of(DATELINE_ROLE_COMMENT, ""),
    };
    dateline_record record = record_of(blocks, COUNT(blocks));
    assert_true(dateline_record_complete(&record, &fixture.arena));
    dateline_write_string(&fixture.writer, record.text);
    assert_text(&fixture, "First.\n\none\ninner\ntwo\ntwo goes on\n\nanother list\n\na\tb\nc\td");
    assert_int_equal(record.comment_count, 1);
    assert_string_equal(record.comments[0].data, "Nice.");
    end(&fixture);
}

/* What readers wrote, not the headings, names, times and forms around it. */
static void test_comments_are_what_readers_wrote(void **state) {
    (void)state;
    static const char *const written[] = {
        "At last!",
        "Danke :-)",
        "I said so ten years ago, and nobody at the harbour board listened",
        "Mehr dazu steht im alten Kommentar von Anna, den ich gern noch einmal lesen würde",
        "灯塔应该早就重建了，我们等了十年。",
    };
    static const char *const furniture[] = {
        "12 Kommentare",
        "Leave a comment!",
        "pilot_47",
        "Anna sagt:",
        "Greta H.",
        "On 5 March 2024 at 8.30 pilot_47 said:",
        "Antworten",
        "5. März 2024 um 8:30 Uhr",
        "Name (required)",
        "Your email address will not be published. Required fields are marked *",
        "Du musst angemeldet sein, um einen Kommentar abzugeben. Das geht hier ganz schnell.",
        "コメントを書く。",
        "",
    };
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    dateline_block blocks[COUNT(written) + COUNT(furniture) + 1];
    for (size_t i = 0; i < COUNT(furniture); i++)
        blocks[i] = block_of(DATELINE_ROLE_COMMENT, furniture[i]);
    for (size_t i = 0; i < COUNT(written); i++)
        blocks[COUNT(furniture) + i] = block_of(DATELINE_ROLE_COMMENT, written[i]);
    dateline_block *heading = &blocks[COUNT(blocks) - 1];
    *heading = block_of(DATELINE_ROLE_COMMENT, "What do you say about the lighthouse of the town?");
    heading->level = 3;
    dateline_record record = record_of(blocks, COUNT(blocks));
    assert_true(dateline_record_complete(&record, &fixture.arena));
    for (size_t i = 0; i < record.comment_count; i++)
        assert_string_equal(record.comments[i].data, written[i]);
    assert_int_equal(record.comment_count, COUNT(written));
    end(&fixture);
}

static void test_no_text_is_absent(void **state) {
    (void)state;
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    dateline_block blocks[] = {block_of(DATELINE_ROLE_FOOTER, "All rights reserved"),
                               paragraph("\xC2\xA0 ")};
    dateline_record record = record_of(blocks, COUNT(blocks));
    assert_true(dateline_record_complete(&record, &fixture.arena));
    assert_null(record.text.data);
    assert_int_equal(record.link_count, 0);
    end(&fixture);
}

static void test_links_of_the_article(void **state) {
    (void)state;
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    const dateline_mark marks[] = {
        {DATELINE_MARK_LINK, 4, 9, DATELINE_LITERAL("https://a.example/")},
        {DATELINE_MARK_STRONG, 5, 6, {NULL, 0}},
        {DATELINE_MARK_LINK, 10, 12, {NULL, 0}},
    };
    dateline_block blocks[] = {
        with_marks(block_of(DATELINE_ROLE_RELATED, "See more of it"), marks, 3),
        with_marks(paragraph("See that of it"), marks, 3),
    };
    dateline_record record = record_of(blocks, COUNT(blocks));
    assert_true(dateline_record_complete(&record, &fixture.arena));
    assert_int_equal(record.link_count, 1);
    assert_int_equal(record.links[0].block, 1);
    dateline_write_string(&fixture.writer, record.links[0].text);
    assert_text(&fixture, "that");
    end(&fixture);
}

/* ---- The outline ---------------------------------------------------------------------------- */

/* The walk in one line: < and > for quotations, ( and ) lists, [ and ] items, the block's text. */
static void check_outline(const dateline_record *record, const char *expected) {
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    dateline_outline outline;
    dateline_outline_begin(&outline, record, DATELINE_OUTLINE_FOR_DOCUMENT);
    dateline_outline_event event;
    while ((event = dateline_outline_next(&outline)).kind != DATELINE_OUTLINE_END) {
        bool enters = event.kind == DATELINE_OUTLINE_ENTER;
        if (enters || event.kind == DATELINE_OUTLINE_LEAVE)
            dateline_write_char(&fixture.writer, (enters ? "<([" : ">)]")[event.container.kind]);
        else if (event.kind == DATELINE_OUTLINE_IMAGE)
            dateline_write_char(&fixture.writer, '#');
        else
            dateline_write_string(&fixture.writer, event.block->text);
    }
    assert_text(&fixture, expected);
    end(&fixture);
}

static void check_walk(const dateline_block *blocks, size_t count, const char *expected) {
    dateline_record record = record_of(blocks, count);
    check_outline(&record, expected);
}

static void test_outline_of_lists(void **state) {
    (void)state;
    const dateline_block nested[] = {item(1, 0, 0, "a"), item(2, 1, 0, "b"),
                                     continued(item(1, 0, 0, "c")), item(1, 0, 0, "d")};
    check_walk(nested, COUNT(nested), "([a([b])c][d])");
    const dateline_block inner_first[] = {item(3, 2, 0, "a"), item(1, 0, 0, "b"),
                                          item(1, 0, 0, "c")};
    check_walk(inner_first, COUNT(inner_first), "([([([a])])][b][c])");
    const dateline_block neighbours[] = {item(1, 0, 0, "a"), item(1, 1, 0, "b")};
    check_walk(neighbours, COUNT(neighbours), "([a])([b])");
    const dateline_block without_list[] = {block_of(DATELINE_ROLE_LIST_ITEM, "a"),
                                           block_of(DATELINE_ROLE_LIST_ITEM, "b")};
    check_walk(without_list, COUNT(without_list), "([a][b])");
}

static void test_outline_of_an_item_whose_start_is_not_shown(void **state) {
    (void)state;
    dateline_block promo = item(1, 0, 0, "Follow us");
    promo.role = DATELINE_ROLE_PROMO;
    promo.in_text = false;
    const dateline_block blocks[] = {item(1, 0, 0, "a"), promo, continued(item(1, 0, 0, "b"))};
    check_walk(blocks, COUNT(blocks), "([a][b])");
}

static void test_outline_of_quotations(void **state) {
    (void)state;
    const dateline_block in_item[] = {item(1, 0, 0, "a"), quoted(1, continued(item(1, 0, 0, "q"))),
                                      continued(item(1, 0, 0, "b")), item(1, 0, 0, "c")};
    check_walk(in_item, COUNT(in_item), "([a<q>b][c])");
    const dateline_block around[] = {quoted(1, paragraph("a")), quoted(1, item(1, 0, 0, "b")),
                                     quoted(2, paragraph("c")), item(1, 0, 0, "d")};
    check_walk(around, COUNT(around), "<a([b])<c>>([d])");
    const dateline_block role[] = {block_of(DATELINE_ROLE_QUOTE, "a"), paragraph("b")};
    check_walk(role, COUNT(role), "<a>b");
}

static void test_outline_of_images(void **state) {
    (void)state;
    dateline_block caption = block_of(DATELINE_ROLE_CAPTION, "caption");
    caption.image = 1;
    dateline_block lone = block_of(DATELINE_ROLE_CAPTION, "lone");
    const dateline_block blocks[] = {item(1, 0, 0, "a"), caption, item(1, 0, 0, "b"), lone,
                                     block_of(DATELINE_ROLE_FOOTER, "footer")};
    const dateline_image images[] = {
        {.block = 0}, {.block = 1}, {.block = 0}, {.block = DATELINE_NONE}, {.block = 4}};
    dateline_record record = record_of(blocks, COUNT(blocks));
    record.images = images;
    record.image_count = COUNT(images);
    check_outline(&record, "#([a][###b])lone#");
}

static void test_outline_is_bounded(void **state) {
    (void)state;
    const dateline_block blocks[] = {quoted(255, item(255, 0, 1, "deep")), paragraph("b")};
    check_walk(blocks, COUNT(blocks),
               "<<<<<<<<<<<<<<<<([([([([([([([([([([([([([([([([deep"
               "])])])])])])])])])])])])])])])])>>>>>>>>>>>>>>>>b");
}

/* ---- Text ----------------------------------------------------------------------------------- */

static void test_text_shows_structure(void **state) {
    (void)state;
    const dateline_block blocks[] = {
        paragraph("Two\nlines"),
        item(1, 0, 9, "nine"),
        item(1, 0, 10, "ten"),
        item(2, 1, 0, "inner"),
        continued(item(1, 0, 10, "ten goes on")),
        quoted(1, paragraph("q")),
        quoted(1, item(1, 3, 0, "p")),
        block_of(DATELINE_ROLE_CODE, "x\n\n  y"),
    };
    CHECK_TEXT(blocks, "Two\nlines\n\n9. nine\n10. ten\n    - inner\n\n    ten goes on\n\n"
                       "> q\n>\n> - p\n\nx\n\n  y\n");
}

static void test_text_begins_with_the_title(void **state) {
    (void)state;
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    dateline_block blocks[] = {paragraph("Body."), block_of(DATELINE_ROLE_CAPTION, "Not shown")};
    dateline_record record = record_of(blocks, COUNT(blocks));
    record.title = DATELINE_LITERAL("Title");
    dateline_record_write_text(&record, &fixture.writer);
    assert_text(&fixture, "Title\n\nBody.\n");
    end(&fixture);
}

/* A table of rows by columns whose cells are the words of text, in order. */
static dateline_block table_of(const char *text, uint32_t rows, uint32_t columns,
                               dateline_cell *cells) {
    dateline_block block = block_of(DATELINE_ROLE_TABLE, text);
    block.rows = rows;
    block.columns = columns;
    block.cells = cells;
    uint32_t offset = 0;
    for (uint32_t i = 0; i < rows * columns; i++) {
        uint32_t length = (uint32_t)strcspn(text + offset, "\t\n");
        if (text[offset] == '\n' && i % columns)
            continue;
        cells[block.cell_count++] =
            (dateline_cell){i / columns, i % columns, 1, 1, i < columns, offset, offset + length};
        offset += length + (text[offset + length] != 0);
    }
    return block;
}

static void test_text_lines_up_tables(void **state) {
    (void)state;
    dateline_cell cells[9];
    const dateline_block blocks[] = {
        table_of("Town\tInhabitants\tRiver\n東京\t14\tÅ\nLyon\t\tRhône", 3, 3, cells)};
    CHECK_TEXT(blocks,
               "Town  Inhabitants  River\n東京  14           Å\nLyon               Rhône\n");
}

static void test_text_tabs_wide_tables(void **state) {
    (void)state;
    char wide[140];
    memset(wide, 'w', sizeof wide);
    memcpy(wide + 60, "\t", 1);
    memcpy(wide + 120, "\nsmall\tx", 9);
    dateline_cell cells[4];
    const dateline_block blocks[] = {table_of(wide, 2, 2, cells)};
    char expected[160];
    snprintf(expected, sizeof expected, "%s\n", wide);
    CHECK_TEXT(blocks, expected);
}

static void test_width_of_text(void **state) {
    (void)state;
    assert_int_equal(dateline_width(DATELINE_LITERAL("abc")), 3);
    assert_int_equal(dateline_width(DATELINE_LITERAL("日本")), 4);
    assert_int_equal(dateline_width(DATELINE_LITERAL("e\u0301")), 1);
    assert_int_equal(dateline_width(DATELINE_LITERAL("é€😀")), 4);
}

/* ---- Markdown ------------------------------------------------------------------------------- */

static void test_markdown_escapes_what_would_be_misread(void **state) {
    (void)state;
    check_plain("# no heading", "\\# no heading\n");
    check_plain("#hashtag", "#hashtag\n");
    check_plain("1986. A great year", "1986\\. A great year\n");
    check_plain("1986.5 kg", "1986.5 kg\n");
    check_plain("12345678901. word", "12345678901. word\n");
    check_plain("- dash", "\\- dash\n");
    check_plain("-5 degrees", "-5 degrees\n");
    check_plain("---", "\\---\n");
    check_plain("> more", "\\> more\n");
    check_plain("a > b < c", "a > b < c\n");
    check_plain("a <b> c", "a \\<b> c\n");
    check_plain("AT&T; R&D &amp; &#38;", "AT\\&T; R&D \\&amp; \\&#38;\n");
    check_plain("snake_case _init_", "snake_case \\_init\\_\n");
    check_plain("5 * 3 *bold*", "5 * 3 \\*bold\\*\n");
    check_plain("`code`", "\\`code\\`\n");
    check_plain("[the president] said (so)", "[the president] said (so)\n");
    check_plain("[text](address)", "[text\\](address)\n");
    check_plain("[label]: address", "\\[label\\]: address\n");
    check_plain("[x] done", "\\[x] done\n");
    check_plain("C:\\dir\\*", "C:\\dir\\\\\\*\n");
    check_plain("about ~5 ~~struck~~", "about ~5 \\~\\~struck\\~\\~\n");
    check_plain("Hello! [World]", "Hello! [World]\n");
}

static void test_markdown_breaks_lines(void **state) {
    (void)state;
    check_plain("one\n===", "one\\\n\\===\n");
    check_plain("one\n- two", "one\\\n\\- two\n");
    check_plain("a | b\n--|--", "a | b\\\n\\--|--\n");
    check_plain("one \n two\n", "one\\\ntwo\n");
    check_plain("ends with \\\nnext", "ends with \\\\\\\nnext\n");
    dateline_block heading = block_of(DATELINE_ROLE_HEADING, "Two\nlines #");
    heading.level = 3;
    check(dateline_record_write_markdown, &heading, 1, "### Two<br>lines \\#\n");
}

static void test_markdown_nests_marks(void **state) {
    (void)state;
    const dateline_mark spaces[] = {{DATELINE_MARK_STRONG, 3, 9, {NULL, 0}}};
    check_inline("An  old   man", spaces, 1, "An  **old**   man\n");
    const dateline_mark within[] = {{DATELINE_MARK_EMPHASIS, 2, 5, {NULL, 0}}};
    check_inline("unbelievable", within, 1, "un*bel*ievable\n");
    check_inline("x \"q\" y", within, 1, "x _\"q\"_ y\n");
    check_inline("xx\"a\"yy", within, 1, "xx<em>\"a\"</em>yy\n");
    const dateline_mark both[] = {{DATELINE_MARK_STRONG, 0, 4, {NULL, 0}},
                                  {DATELINE_MARK_EMPHASIS, 0, 4, {NULL, 0}}};
    check_inline("both", both, 2, "**_both_**\n");
    const dateline_mark touching[] = {{DATELINE_MARK_STRONG, 0, 2, {NULL, 0}},
                                      {DATELINE_MARK_STRONG, 2, 4, {NULL, 0}},
                                      {DATELINE_MARK_EMPHASIS, 4, 6, {NULL, 0}}};
    check_inline("aabbcc", touching, 3, "**aabb**_cc_\n");
    const dateline_mark overlapping[] = {{DATELINE_MARK_STRONG, 0, 4, {NULL, 0}},
                                         {DATELINE_MARK_EMPHASIS, 2, 8, {NULL, 0}}};
    check_inline("ab cd ef", overlapping, 2, "<strong>ab _c_</strong>d ef\n");
}

static void test_markdown_code_spans(void **state) {
    (void)state;
    const dateline_mark all[] = {{DATELINE_MARK_CODE, 0, 4, {NULL, 0}}};
    check_inline("a*_b", all, 1, "`a*_b`\n");
    check_inline("a``b", all, 1, "```a``b```\n");
    check_inline("`ab`", all, 1, "`` `ab` ``\n");
    check_inline("ab\ncd", all, 1, "`ab`\\\n`c`d\n");
    const dateline_mark linked[] = {
        {DATELINE_MARK_CODE, 0, 4, {NULL, 0}},
        {DATELINE_MARK_LINK, 1, 3, DATELINE_LITERAL("https://a.example/")}};
    check_inline("abcd", linked, 2, "`a`[`bc`](https://a.example/)`d`\n");
}

static void test_markdown_links(void **state) {
    (void)state;
    dateline_mark mark = {DATELINE_MARK_LINK, 0, 4,
                          DATELINE_LITERAL("https://a.example/x_(y)?a b&amp;")};
    check_inline("[te]", &mark, 1, "[\\[te\\]](https://a.example/x_(y)?a%20b&amp;amp;)\n");
    mark.begin = 1;
    check_inline("!text", &mark, 1, "\\![tex](https://a.example/x_(y)?a%20b&amp;amp;)t\n");
    mark.url = DATELINE_LITERAL("/a)b");
    check_inline("text", &mark, 1, "t[ext](/a\\)b)\n");
    mark.url = DATELINE_LITERAL("javascript:alert(1)");
    check_inline("text", &mark, 1, "text\n");
}

static void test_markdown_lists(void **state) {
    (void)state;
    const dateline_block blocks[] = {
        paragraph("Before"),
        item(1, 0, 0, "a"),
        item(2, 1, 1, "one"),
        item(2, 1, 2, "two"),
        continued(item(1, 0, 0, "a goes on")),
        item(1, 0, 0, "b"),
        item(2, 2, 7, "seven"),
        item(1, 3, 0, "another list"),
        item(1, 4, 0, "a third"),
        quoted(1, item(1, 5, 0, "quoted")),
        block_of(DATELINE_ROLE_CODE, "no list"),
    };
    CHECK_MARKDOWN(blocks, "Before\n\n- a\n  1. one\n  2. two\n\n  a goes on\n- b\n\n  7. seven\n\n"
                           "* another list\n\n- a third\n\n> - quoted\n\n```\nno list\n```\n");
}

static void test_markdown_code_blocks(void **state) {
    (void)state;
    dateline_block code = item(1, 0, 0, "a\n\n```\n\tb\r\nc\n");
    code.role = DATELINE_ROLE_CODE;
    code.language = DATELINE_LITERAL("c++");
    const dateline_block blocks[] = {quoted(2, code)};
    CHECK_MARKDOWN(blocks,
                   "> > - ````c++\n> >   a\n> >\n> >   ```\n> >   \tb\n> >   c\n> >   ````\n");
}

static void test_markdown_tables(void **state) {
    (void)state;
    dateline_cell cells[4];
    dateline_block table = table_of("a|b\tx\n1\t2 ", 2, 2, cells);
    check(dateline_record_write_markdown, &table, 1, "| a\\|b | x |\n| --- | --- |\n| 1 | 2 |\n");
    cells[0].header = false;
    check(dateline_record_write_markdown, &table, 1,
          "|  |  |\n| --- | --- |\n| a\\|b | x |\n| 1 | 2 |\n");
    cells[2].column_span = 2;
    table.cell_count = 3;
    table.quote_depth = 1;
    check(dateline_record_write_markdown, &table, 1,
          "> <table>\n> <tr><td>a|b</td><th>x</th></tr>\n"
          "> <tr><td colspan=\"2\">1</td></tr>\n> </table>\n");
}

static void test_markdown_images(void **state) {
    (void)state;
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    const dateline_block blocks[] = {paragraph("One."), paragraph("Two.")};
    const dateline_image images[] = {
        {.url = DATELINE_LITERAL("/a b.jpg"),
         .alt = DATELINE_LITERAL("[x]\ny"),
         .block = 1,
         .caption = DATELINE_LITERAL("A *view*\nof it_"),
         .credit = DATELINE_LITERAL("AFP")},
        {.caption = DATELINE_LITERAL("No address"), .block = 1},
        {.url = DATELINE_LITERAL("data:image/png,x"), .block = 1},
    };
    dateline_record record = record_of(blocks, COUNT(blocks));
    record.title = DATELINE_LITERAL("# 1. *Title* #");
    record.images = images;
    record.image_count = COUNT(images);
    dateline_record_write_markdown(&record, &fixture.writer);
    assert_text(&fixture, "# # 1. \\*Title\\* \\#\n\nOne.\n\n![\\[x\\] y](/a%20b.jpg)\n\n"
                          "_A \\*view\\* of it\\__ (AFP)\n\n_No address_\n\nTwo.\n");
    end(&fixture);
}

/* ---- HTML ----------------------------------------------------------------------------------- */

static void test_html_is_escaped_and_safe(void **state) {
    (void)state;
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    const dateline_mark marks[] = {
        {DATELINE_MARK_LINK, 0, 1, DATELINE_LITERAL("JaVaScRiPt:alert(1)")},
        {DATELINE_MARK_LINK, 1, 2, DATELINE_LITERAL("https://a.example/?\"><script>")},
    };
    const dateline_block blocks[] = {with_marks(paragraph("ab<script>&\"'"), marks, 2)};
    const dateline_image images[] = {{.url = DATELINE_LITERAL("javascript:x"), .block = 0}};
    dateline_record record = record_of(blocks, COUNT(blocks));
    record.title = DATELINE_LITERAL("</title><script>");
    record.language = DATELINE_LITERAL("en\" onload=\"x");
    record.canonical_url = DATELINE_LITERAL("javascript:x");
    record.images = images;
    record.image_count = 1;
    dateline_record_write_html(&record, &fixture.writer);
    assert_has(&fixture, "<title>&lt;/title&gt;&lt;script&gt;</title>");
    assert_has(&fixture, "<html lang=\"en&quot; onload=&quot;x\">");
    assert_has(&fixture, "<p>a<a href=\"https://a.example/?&quot;&gt;&lt;script&gt;\">b</a>"
                         "&lt;script&gt;&amp;&quot;'</p>");
    assert_has_not(&fixture, "javascript:");
    assert_has_not(&fixture, "JaVa");
    assert_has_not(&fixture, "<figure>");
    end(&fixture);
}

static void test_html_shows_structure(void **state) {
    (void)state;
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    dateline_cell cells[] = {
        {0, 0, 2, 1, true, 0, 1}, {0, 1, 1, 2, false, 2, 3}, {3, 1, 1, 1, false, 4, 5}};
    dateline_block table = block_of(DATELINE_ROLE_TABLE, "a\tb\nc");
    table.cells = cells;
    table.cell_count = COUNT(cells);
    table.rows = 4;
    table.columns = 3;
    dateline_block code = block_of(DATELINE_ROLE_CODE, "if (a < b)\n");
    code.language = DATELINE_LITERAL("c");
    const dateline_block blocks[] = {item(1, 0, 3, "c"), item(1, 0, 5, "e"), table, code,
                                     block_of(DATELINE_ROLE_STANDFIRST, "S")};
    const dateline_image images[] = {{.url = DATELINE_LITERAL("/a.jpg"),
                                      .block = 2,
                                      .caption = DATELINE_LITERAL("Cap"),
                                      .credit = DATELINE_LITERAL("AFP")}};
    dateline_record record = record_of(blocks, COUNT(blocks));
    record.images = images;
    record.image_count = 1;
    dateline_record_write_html(&record, &fixture.writer);
    assert_has(&fixture, "<ol start=\"3\">\n<li>c\n</li>\n<li value=\"5\">e\n</li>\n</ol>");
    assert_has(&fixture, "<table>\n<tr><th rowspan=\"2\">a</th><td colspan=\"2\">b</td></tr>\n"
                         "<tr></tr>\n<tr></tr>\n<tr><td>c</td></tr>\n</table>");
    assert_has(&fixture, "<figure>\n<img src=\"/a.jpg\" alt=\"\" loading=\"lazy\">\n<figcaption>"
                         "Cap <span class=\"credit\">(AFP)</span></figcaption>\n</figure>");
    assert_has(&fixture, "<pre><code class=\"language-c\">if (a &lt; b)\n</code></pre>");
    assert_has(&fixture, "<p class=\"standfirst\">S</p>");
    end(&fixture);
}

static void test_html_header(void **state) {
    (void)state;
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    const dateline_string section[] = {DATELINE_LITERAL("News"), DATELINE_LITERAL("Russia")};
    const dateline_string authors[] = {DATELINE_LITERAL("Ann O"), DATELINE_LITERAL("Bo <P>")};
    const dateline_block blocks[] = {block_of(DATELINE_ROLE_STANDFIRST, "Lead.")};
    dateline_record record = record_of(blocks, COUNT(blocks));
    record.section = section;
    record.section_count = 2;
    record.authors = authors;
    record.author_count = 2;
    record.title = DATELINE_LITERAL("T");
    record.subtitle = DATELINE_LITERAL("Lead.");
    record.direction = DATELINE_LITERAL("rtl");
    record.date_published = DATELINE_LITERAL("2024-03-05T14:05+01:00");
    dateline_record_write_html(&record, &fixture.writer);
    assert_has(&fixture, "<html dir=\"rtl\">");
    assert_has(&fixture,
               "<header>\n<p class=\"section\">News / Russia</p>\n<h1>T</h1>\n"
               "<p class=\"byline\">Ann O, Bo &lt;P&gt;</p>\n<p>Published <time "
               "datetime=\"2024-03-05T14:05+01:00\">2024-03-05T14:05+01:00</time></p>\n</header>\n"
               "<p class=\"standfirst\">Lead.</p>\n</article>");
    end(&fixture);
}

/* A page of a few kilobytes may name a table of millions of places. */
static void test_tables_are_not_filled_up(void **state) {
    (void)state;
    dateline_cell cells[] = {{0, 0, 1, 1, false, 0, 1},
                             {4000000, 4000000, 1, 1, false, 1, 2},
                             {4000000000, 0, 1, 1, false, 2, 3}};
    dateline_block table = block_of(DATELINE_ROLE_TABLE, "abc");
    table.cells = cells;
    table.cell_count = COUNT(cells);
    table.rows = 4000000001;
    write_form *const forms[] = {dateline_record_write_text, dateline_record_write_markdown,
                                 dateline_record_write_html, write_json};
    for (size_t i = 0; i < COUNT(forms); i++)
        for (table.columns = 0; table.columns < 5000000; table.columns += 4000001) {
            record_fixture fixture;
            begin(&fixture, UINT32_MAX);
            dateline_record record = record_of(&table, 1);
            forms[i](&record, &fixture.writer);
            assert_true(fixture.writer.length < 8000);
            end(&fixture);
        }
}

/* ---- JSON ----------------------------------------------------------------------------------- */

static void test_json_escapes(void **state) {
    (void)state;
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    dateline_record record = {.title = DATELINE_LITERAL("\"\\\b\f\n\r\t\x01\x1F\x7F/\u2028é😀"),
                              .input = DATELINE_LITERAL("bad\xFF\xC3(\xE2\x82 end\xF0\x9F")};
    write_json(&record, &fixture.writer);
    assert_has(&fixture, "\"title\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\x7F/\u2028é😀\"");
    assert_has(&fixture, "\"input\":\"bad\uFFFD\uFFFD(\uFFFD end\uFFFD\"");
    assert_true(is_json_line(dateline_writer_text(&fixture.writer)));
    end(&fixture);
}

/* Wherever in a run of plain bytes the byte stands, and however long the rest is. */
static void test_json_escapes_at_every_place(void **state) {
    (void)state;
    char text[70], expected[160];
    for (size_t length = 1; length < sizeof text; length++)
        for (size_t place = 0; place < length; place++) {
            record_fixture fixture;
            begin(&fixture, UINT32_MAX);
            memset(text, 'x', length);
            text[place] = place % 2 ? '"' : '\n';
            dateline_record record = {.title = {text, length}};
            write_json(&record, &fixture.writer);
            snprintf(expected, sizeof expected, "\"title\":\"%.*s\\%c%.*s\",", (int)place, text,
                     place % 2 ? '"' : 'n', (int)(length - place - 1), text + place + 1);
            assert_has(&fixture, expected);
            end(&fixture);
        }
}

static void test_json_of_nothing(void **state) {
    (void)state;
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    dateline_record record = {.status = DATELINE_STATUS_ERROR,
                              .reason = DATELINE_LITERAL("no such file")};
    dateline_options options;
    dateline_options_initialize(&options);
    dateline_record_write_json(&record, &options, &fixture.writer);
    assert_text(
        &fixture,
        "{\"schema\":\"" DATELINE_SCHEMA "\",\"id\":null,\"input\":null,\"archive\":null,"
        "\"encoding\":null,\"captured\":null,\"url\":null,\"canonical_url\":null,"
        "\"alternate_urls\":[],\"site\":null,\"section\":[],\"page_type\":null,"
        "\"status\":\"error\",\"reason\":\"no such file\",\"title\":null,\"subtitle\":null,"
        "\"description\":null,\"authors\":[],\"tags\":[],\"language\":null,\"direction\":null,"
        "\"agency\":null,\"place\":null,\"correction\":null,\"access\":\"unknown\","
        "\"date_published\":null,\"date_modified\":null,\"updates\":[],\"text\":null,"
        "\"blocks\":[],\"images\":[],\"links\":[],\"comments\":[],\"statements\":null,"
        "\"confidence\":{\"text\":null,\"title\":null,\"subtitle\":null,\"description\":null,"
        "\"authors\":null,\"date_published\":null,\"date_modified\":null,\"section\":null,"
        "\"site\":null,\"language\":null,\"canonical_url\":null,\"tags\":null,\"agency\":null,"
        "\"place\":null,\"licence\":null,\"access\":null},\"licence\":null,\"evidence\":null,"
        "\"warnings\":[]}\n");
    end(&fixture);
}

static void test_json_blocks(void **state) {
    (void)state;
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    const dateline_mark marks[] = {{DATELINE_MARK_LINK, 0, 2, DATELINE_LITERAL("/u")}};
    const dateline_span spans[] = {{10, 12}, {20, 4000000000}};
    dateline_block block = with_marks(item(1, 3, 2, "ab"), marks, 1);
    block.spans = spans;
    block.span_count = 2;
    block.score = 0.5f;
    dateline_record record = record_of(&block, 1);
    write_json(&record, &fixture.writer);
    assert_has(
        &fixture,
        "\"blocks\":[{\"role\":\"list_item\",\"text\":\"ab\",\"in_text\":true,"
        "\"level\":null,\"list\":{\"id\":3,\"depth\":1,\"ordered\":true,\"number\":2,"
        "\"item_start\":true},\"quote_depth\":0,\"language\":null,\"table\":null,"
        "\"marks\":[{\"kind\":\"link\",\"begin\":0,\"end\":2,\"url\":\"/u\"}],"
        "\"bytes\":[[10,12],[20,4000000000]],\"image\":null,\"score\":0.5,\"anchor\":null}]");
    end(&fixture);
}

/* Indexes in the JSON count the blocks that it holds. */
static void test_json_indexes(void **state) {
    (void)state;
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    const dateline_block blocks[] = {
        block_of(DATELINE_ROLE_NAVIGATION, "n"), block_of(DATELINE_ROLE_TITLE, "t"),
        block_of(DATELINE_ROLE_SHARE, "s"),      paragraph("p"),
        block_of(DATELINE_ROLE_FOOTER, "f"),
    };
    const dateline_image images[] = {
        {.block = 2}, {.block = 0}, {.block = 4}, {.block = DATELINE_NONE}};
    const dateline_link links[] = {{.block = 3}};
    dateline_record record = record_of(blocks, COUNT(blocks));
    record.images = images;
    record.image_count = COUNT(images);
    record.links = links;
    record.link_count = 1;
    write_json(&record, &fixture.writer);
    static const char image[] = "{\"url\":null,\"alt\":null,\"caption\":null,\"credit\":null,"
                                "\"role\":\"inline\",\"block\":%s,\"bytes\":[]}";
    static const char *const expected[] = {"1", "0", "null", "null"};
    char text[600] = "\"images\":[";
    for (size_t i = 0; i < COUNT(expected); i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), image, expected[i]),
            strcat(text, i + 1 < COUNT(expected) ? "," : "]");
    assert_has(&fixture, text);
    assert_has(&fixture, "\"links\":[{\"url\":null,\"text\":null,\"block\":1}]");
    fixture.writer.length = 0;
    dateline_options options;
    dateline_options_initialize(&options);
    options.all_blocks = true;
    dateline_record_write_json(&record, &options, &fixture.writer);
    assert_has(&fixture, "\"role\":\"footer\"");
    assert_has(&fixture, "\"links\":[{\"url\":null,\"text\":null,\"block\":3}]");
    end(&fixture);
}

static void test_json_statements_and_evidence(void **state) {
    (void)state;
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    const dateline_span span = {5, 9};
    const dateline_statement statements[] = {{.kind = "says",
                                              .content = {DATELINE_LITERAL("c"), &span, 1},
                                              .nested_in = DATELINE_NONE,
                                              .confidence = 0.25f},
                                             {.quotation = DATELINE_QUOTATION_MIXED,
                                              .kind = "denies",
                                              .negated = true,
                                              .nested_in = 0,
                                              .source = {DATELINE_LITERAL("he"), &span, 1},
                                              .person = DATELINE_LITERAL("Bo P")}};
    const dateline_candidate candidates[] = {{DATELINE_FIELD_TITLE,
                                              DATELINE_LITERAL("T"),
                                              DATELINE_LITERAL("h1"),
                                              {1, 2},
                                              1,
                                              true,
                                              "won"},
                                             {DATELINE_FIELD_SITE,
                                              DATELINE_LITERAL("S"),
                                              DATELINE_LITERAL("url"),
                                              {0, 0},
                                              0,
                                              false,
                                              "lost"}};
    dateline_record record = {.statements_supported = true,
                              .statements = statements,
                              .statement_count = 2,
                              .candidates = candidates,
                              .candidate_count = 2};
    write_json(&record, &fixture.writer);
    assert_has(&fixture,
               "\"statements\":[{\"quotation\":\"direct\",\"kind\":\"says\",\"source\":null,"
               "\"cue\":null,\"content\":{\"text\":\"c\",\"spans\":[[5,9]]},\"nested_in\":null,"
               "\"date\":null,\"negated\":false,\"in_title\":false,\"confidence\":0.25},"
               "{\"quotation\":\"mixed\",\"kind\":\"denies\",\"source\":{\"text\":\"he\","
               "\"spans\":[[5,9]],\"person\":\"Bo P\",\"role\":null},\"cue\":null,\"content\":null,"
               "\"nested_in\":0,\"date\":null,\"negated\":true,\"in_title\":false,"
               "\"confidence\":0}]");
    assert_has(&fixture,
               "\"evidence\":{\"title\":[{\"value\":\"T\",\"source\":\"h1\",\"bytes\":"
               "[[1,2]],\"score\":1,\"chosen\":true,\"reason\":\"won\"}],\"subtitle\":[],");
    assert_has(&fixture, "\"site\":[{\"value\":\"S\",\"source\":\"url\",\"bytes\":[],\"score\":0,"
                         "\"chosen\":false,\"reason\":\"lost\"}]");
    end(&fixture);
}

/* ---- Every record --------------------------------------------------------------------------- */

/* The HTML's words are the text's, in order, with nothing lost or doubled. */
static void check_words(const dateline_record *record, record_fixture *fixture) {
    dateline_writer theirs = {.memory = &fixture->memory}, ours = {.memory = &fixture->memory};
    dateline_record bare = *record;
    bare.image_count = 0;
    fixture->writer.length = 0;
    dateline_record_write_html(&bare, &fixture->writer);
    dateline_string html = dateline_writer_text(&fixture->writer);
    assert_true(is_nested_html(html));
    read_html(html_body(html), &theirs);
    read_plain(record->text, &ours);
    dateline_string a = dateline_writer_text(&theirs), b = dateline_writer_text(&ours);
    if (!dateline_string_equal(a, b))
        fail_msg("%.*s\n%.*s", (int)a.length, a.data, (int)b.length, b.data);
    dateline_writer_destroy(&theirs);
    dateline_writer_destroy(&ours);
}

static random_record made;

/* Captions without a picture are shown, but are no text. */
static void drop_captions(void) {
    for (size_t i = 0; i < made.record.block_count; i++)
        if (!made.blocks[i].in_text)
            made.blocks[i].role = DATELINE_ROLE_OTHER;
}

static void test_every_record(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        random_source source = {.state = seed * 0x9E3779B97F4A7C15u};
        record_fixture fixture;
        begin(&fixture, UINT32_MAX);
        make_random_record(&source, &made);
        assert_true(dateline_record_complete(&made.record, &fixture.arena));
        write_json(&made.record, &fixture.writer);
        assert_true(is_json_line(dateline_writer_text(&fixture.writer)));
        drop_captions();
        check_words(&made.record, &fixture);
        end(&fixture);
    }
}

/* The whole way: a page of ours, read and written in every form. */
static void test_the_example_page(void **state) {
    (void)state;
    static char page[65536];
    FILE *file = fopen(EXAMPLES "/article/page.html", "rb");
    assert_non_null(file);
    size_t length = fread(page, 1, sizeof page, file);
    fclose(file);
    dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, NULL);
    const dateline_record *record;
    assert_int_equal(dateline_extract(extractor, page, length, NULL, &record, NULL), DATELINE_OK);
    record_fixture fixture;
    begin(&fixture, UINT32_MAX);
    write_json(record, &fixture.writer);
    assert_true(is_json_line(dateline_writer_text(&fixture.writer)));
    fixture.writer.length = 0;
    dateline_record_write_markdown(record, &fixture.writer);
    assert_has(&fixture, "\n- warn all crews by radio\n  - two days ahead, and\n");
    assert_has(&fixture,
               "\n| Year | Planned | Spent |\n| --- | --- | --- |\n| 2022 | 3.1 | 5.9 |\n");
    assert_has(&fixture, "\n> It is the first time");
    assert_has(&fixture, "[Coastal Ports Union](https://coastalports.example/)");
    assert_has(&fixture, "![Fishing boats behind a closed gate](");
    end(&fixture);
    dateline_extractor_destroy(extractor);
}

/* The same record gives the same bytes, whatever was written before. */
static void test_writing_has_no_memory(void **state) {
    (void)state;
    write_form *const forms[] = {dateline_record_write_text, dateline_record_write_markdown,
                                 dateline_record_write_html, write_json};
    random_source source = {.state = 77};
    make_random_record(&source, &made);
    for (size_t i = 0; i < COUNT(forms); i++) {
        record_fixture fixture;
        begin(&fixture, UINT32_MAX);
        forms[i](&made.record, &fixture.writer);
        size_t length = fixture.writer.length;
        forms[i](&made.record, &fixture.writer);
        assert_int_equal(fixture.writer.length, 2 * length);
        assert_memory_equal(fixture.writer.data, fixture.writer.data + length, length);
        end(&fixture);
    }
}

/* Write the record in every form. @return whether the allocation at fail_at was made, and failed.
 */
static bool write_with_failure(unsigned fail_at) {
    write_form *const forms[] = {dateline_record_write_text, dateline_record_write_markdown,
                                 dateline_record_write_html, write_json};
    record_fixture fixture;
    begin(&fixture, fail_at);
    bool well = dateline_record_complete(&made.record, &fixture.arena);
    for (size_t i = 0; i < COUNT(forms); i++)
        forms[i](&made.record, &fixture.writer);
    bool failed = fixture.memory.failed;
    assert_true(well || failed);
    end(&fixture);
    return failed;
}

/* Fail each allocation in turn, until a run needs no more of them. */
static void test_every_allocation_may_fail(void **state) {
    (void)state;
    unsigned failures = 0;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        random_source source = {.state = seed * 0x9E3779B97F4A7C15u};
        make_random_record(&source, &made);
        for (unsigned fail_at = 0; write_with_failure(fail_at); fail_at++)
            failures++;
    }
    assert_true(failures > 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_joined),
        cmocka_unit_test(test_comments_are_what_readers_wrote),
        cmocka_unit_test(test_no_text_is_absent),
        cmocka_unit_test(test_links_of_the_article),
        cmocka_unit_test(test_outline_of_lists),
        cmocka_unit_test(test_outline_of_an_item_whose_start_is_not_shown),
        cmocka_unit_test(test_outline_of_quotations),
        cmocka_unit_test(test_outline_of_images),
        cmocka_unit_test(test_outline_is_bounded),
        cmocka_unit_test(test_text_shows_structure),
        cmocka_unit_test(test_text_begins_with_the_title),
        cmocka_unit_test(test_text_lines_up_tables),
        cmocka_unit_test(test_text_tabs_wide_tables),
        cmocka_unit_test(test_width_of_text),
        cmocka_unit_test(test_markdown_escapes_what_would_be_misread),
        cmocka_unit_test(test_markdown_breaks_lines),
        cmocka_unit_test(test_markdown_nests_marks),
        cmocka_unit_test(test_markdown_code_spans),
        cmocka_unit_test(test_markdown_links),
        cmocka_unit_test(test_markdown_lists),
        cmocka_unit_test(test_markdown_code_blocks),
        cmocka_unit_test(test_markdown_tables),
        cmocka_unit_test(test_markdown_images),
        cmocka_unit_test(test_html_is_escaped_and_safe),
        cmocka_unit_test(test_html_shows_structure),
        cmocka_unit_test(test_html_header),
        cmocka_unit_test(test_tables_are_not_filled_up),
        cmocka_unit_test(test_json_escapes),
        cmocka_unit_test(test_json_escapes_at_every_place),
        cmocka_unit_test(test_json_of_nothing),
        cmocka_unit_test(test_json_blocks),
        cmocka_unit_test(test_json_indexes),
        cmocka_unit_test(test_json_statements_and_evidence),
        cmocka_unit_test(test_every_record),
        cmocka_unit_test(test_the_example_page),
        cmocka_unit_test(test_writing_has_no_memory),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
