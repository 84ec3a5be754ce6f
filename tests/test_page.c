/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page room: what the blocks of a page are. Expectations are written in a small notation, one
 * line a block:
 *
 *     SHAPE LEVEL QUOTES ITEM HIDDEN | text
 *
 * SHAPE T text, H heading with its level, C code, G grid (table), F caption (of a figure); QUOTES
 * one '>' a quotation; ITEM depth and '*' or the number where an item begins, '+' where it goes on;
 * '~' hidden. In the text {a URL|…}, {b|…}, {i|…}, {c|…} are marks, '/' is a line break.
 */
#include "core/url.h"
#include "core/utf8.h"
#include "failing_allocator.h"
#include "html/tree.h"
#include "page/page.h"
#include "page/sweep.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* ---- A page of our own ---------------------------------------------------------------------- */

typedef struct fixture {
    dateline_memory memory;
    dateline_arena arena;
    dateline_text text;
    dateline_tree tree;
    dateline_page page;
    dateline_writer output;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    dateline_memory_initialize(&f->memory, NULL);
    dateline_arena_initialize(&f->arena, &f->memory);
    f->output.memory = &f->memory;
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    dateline_page_destroy(&f->page, &f->memory);
    dateline_tree_destroy(&f->tree, &f->memory);
    dateline_text_destroy(&f->text, &f->memory);
    dateline_arena_destroy(&f->arena);
    dateline_writer_destroy(&f->output);
    free(f);
    return 0;
}

static const char *const address = "https://example.org/news/story.html?x=1";

static void check_page(const fixture *f);

static void build_bytes(fixture *f, const char *bytes, size_t length, bool html, uint32_t limit) {
    dateline_arena_reset(&f->arena);
    assert_true(
        dateline_text_decode(&f->text, &f->memory, bytes, (uint32_t)length, false, html, NULL));
    dateline_string url = dateline_string_of(address);
    if (html) {
        static const dateline_parse_options options = {0};
        assert_true(dateline_parse(&f->tree, &f->memory, f->text.data, f->text.length, &options));
        assert_true(dateline_page_build(&f->page, &f->arena, &f->text, &f->tree, url, limit));
    } else {
        assert_true(dateline_page_build_plain(&f->page, &f->arena, &f->text, url, limit));
    }
    check_page(f);
}

static void build(void **state, const char *html) {
    build_bytes(*state, html, strlen(html), true, 1000);
}

static void build_plain(void **state, const char *text) {
    build_bytes(*state, text, strlen(text), false, 1000);
}

/* ---- The notation --------------------------------------------------------------------------- */

static void write_format(dateline_writer *out, const char *format, ...) {
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    dateline_write_text(out, line);
}

static void write_mark(dateline_writer *out, const dateline_mark *mark) {
    static const char names[] = {'a', 'b', 'i', 'c'};
    write_format(out, "{%c", names[mark->kind]);
    if (mark->kind == DATELINE_MARK_LINK) {
        dateline_write_char(out, ' ');
        dateline_write_string(out, mark->url);
    }
    dateline_write_char(out, '|');
}

static void write_marked(dateline_writer *out, const dateline_block *block) {
    size_t next = 0, depth = 0, open[8];
    for (size_t i = 0; i <= block->text.length; i++) {
        while (depth && block->marks[open[depth - 1]].end == i) {
            depth--;
            dateline_write_char(out, '}');
        }
        bool line_break = false;
        for (; next < block->mark_count && block->marks[next].begin == i; next++) {
            if (block->marks[next].kind == DATELINE_MARK_BREAK) {
                line_break = true;
                continue;
            }
            assert_true(depth < 8);
            write_mark(out, &block->marks[next]);
            open[depth++] = next;
        }
        if (i == block->text.length)
            break;
        char c = block->text.data[i];
        if (line_break)
            assert_int_equal(c, '\n');
        if (line_break)
            dateline_write_char(out, '/');
        else if (c == '\n' || c == '\t')
            dateline_write_text(out, c == '\n' ? "\\n" : "\\t");
        else
            dateline_write_char(out, c);
    }
    assert_int_equal(depth, 0);
    assert_int_equal(next, block->mark_count);
}

static void write_block(dateline_writer *out, const dateline_page *page, uint32_t index) {
    const dateline_block *block = &page->blocks.items[index];
    const dateline_block_source *source = &page->sources.items[index];
    dateline_write_char(out, "THCGF"[source->shape]);
    if (block->level)
        write_format(out, "%u", block->level);
    for (unsigned i = 0; i < block->quote_depth; i++)
        dateline_write_char(out, '>');
    if (block->list_depth && block->item_start && block->ordered)
        write_format(out, " %u.%u", block->list_depth, block->item_number);
    else if (block->list_depth)
        write_format(out, " %u%c", block->list_depth, block->item_start ? '*' : '+');
    if (source->hidden)
        dateline_write_char(out, '~');
    dateline_write_char(out, '|');
    write_marked(out, block);
    dateline_write_char(out, '\n');
}

static const char *notation(fixture *f) {
    f->output.length = 0;
    for (uint32_t i = 0; i < f->page.blocks.count; i++)
        write_block(&f->output, &f->page, i);
    dateline_write_char(&f->output, '\0');
    return f->output.data;
}

#define ASSERT_BLOCKS(state, html, expected)                                                       \
    do {                                                                                           \
        build((state), (html));                                                                    \
        assert_string_equal(notation(*(state)), (expected));                                       \
    } while (0)

#define ASSERT_PLAIN(state, text, expected)                                                        \
    do {                                                                                           \
        build_plain((state), (text));                                                              \
        assert_string_equal(notation(*(state)), (expected));                                       \
    } while (0)

/* ---- What holds for every page -------------------------------------------------------------- */

/* White space, and what has no shape: a block of nothing else is left out. */
static bool is_shapeless(uint32_t code_point) {
    return dateline_unicode(code_point) & DATELINE_CODE_SPACE || code_point == 0xAD ||
           code_point == 0x34F || code_point == 0x61C ||
           (code_point >= 0x200B && code_point <= 0x200F) ||
           (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2060 && code_point <= 0x2069) || code_point == 0xFEFF;
}

static const char *skip_shapeless(const char *p, const char *end) {
    while (p < end) {
        const char *next = p;
        if (!is_shapeless(dateline_utf8_decode(&next, end)))
            break;
        p = next;
    }
    return p;
}

/* Equal but for white space. */
static bool same_words(dateline_string a, dateline_string b) {
    const char *p = a.data, *p_end = a.data + a.length;
    const char *q = b.data, *q_end = b.data + b.length;
    for (;;) {
        p = skip_shapeless(p, p_end);
        q = skip_shapeless(q, q_end);
        if (p == p_end || q == q_end)
            return p == p_end && q == q_end;
        if (*p++ != *q++)
            return false;
    }
}

static void check_spans(const fixture *f, const dateline_span *spans, size_t count) {
    for (size_t i = 0; i < count; i++) {
        assert_true(spans[i].begin < spans[i].end);
        assert_true(spans[i].end <= f->text.page_length);
        if (i)
            assert_true(spans[i - 1].end <= spans[i].begin);
    }
}

static void check_marks(const dateline_block *block) {
    for (size_t i = 0; i < block->mark_count; i++) {
        const dateline_mark *mark = &block->marks[i];
        assert_true(mark->end <= block->text.length);
        if (mark->kind == DATELINE_MARK_BREAK)
            assert_true(mark->begin == mark->end && block->text.data[mark->begin] == '\n');
        else
            assert_true(mark->begin < mark->end);
        if (i)
            assert_true(block->marks[i - 1].begin <= mark->begin);
    }
}

static void check_cells(const dateline_block *block) {
    uint32_t text = 0;
    for (size_t i = 0; i < block->cell_count; i++) {
        const dateline_cell *cell = &block->cells[i];
        assert_true(cell->row_span >= 1 && cell->column_span >= 1);
        assert_true(cell->row + cell->row_span <= block->rows);
        assert_true(cell->column + cell->column_span <= block->columns);
        assert_true(cell->begin >= text && cell->begin <= cell->end);
        text = cell->end;
    }
    assert_true(text <= block->text.length);
}

/* The same as dateline_count_words(), one code point after another. */
static uint32_t count_words_slowly(dateline_string text) {
    uint32_t words = 0, ideographs = 0;
    bool inside = false;
    for (const char *p = text.data, *end = p + text.length; p < end;) {
        unsigned class = dateline_unicode(dateline_utf8_decode(&p, end));
        bool ideograph = class & DATELINE_CODE_IDEOGRAPH;
        bool part = !ideograph && class & (DATELINE_CODE_LETTER | DATELINE_CODE_DIGIT);
        ideographs += ideograph;
        words += part && !inside;
        inside = part;
    }
    return words + (ideographs + 1) / 2;
}

static void check_page(const fixture *f) {
    const dateline_page *page = &f->page;
    assert_int_equal(page->blocks.count, page->sources.count);
    assert_int_equal(page->images.count, page->image_nodes.count);
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const dateline_block *block = &page->blocks.items[i];
        const dateline_block_source *source = &page->sources.items[i];
        assert_true(block->text.length > 0);
        assert_int_equal(dateline_utf8_valid_length(block->text.data, block->text.length),
                         block->text.length);
        assert_true(block->span_count > 0);
        check_spans(f, block->spans, block->span_count);
        check_marks(block);
        check_cells(block);
        assert_int_equal(source->word_count, count_words_slowly(block->text));
        assert_true(source->link_word_count <= source->word_count);
        assert_true(block->image == DATELINE_NONE || block->image < page->images.count);
    }
}

/* ---- White space and words ------------------------------------------------------------------ */

static void test_white_space_collapses(void **state) {
    ASSERT_BLOCKS(state, "<p>  one \n\t two<span> three</span> \r\n four  </p>",
                  "T|one two three four\n");
}

static void test_inline_tags_do_not_touch_words(void **state) {
    ASSERT_BLOCKS(state, "<p><b>bold</b>text fish<span>market</span> a<i></i>b <u> c</u></p>",
                  "T|{b|bold}text fishmarket ab c\n");
}

static void test_blocks_do_not_glue(void **state) {
    ASSERT_BLOCKS(state, "<div>one<p>two</p>three<div>four</div><section>five</section></div>six",
                  "T|one\nT|two\nT|three\nT|four\nT|five\nT|six\n");
}

static void test_line_breaks(void **state) {
    ASSERT_BLOCKS(state, "<p><br>one <br> two<br>three<br></p>", "T|one/two/three\n");
    ASSERT_BLOCKS(state, "<p>one<br><br>two<br>&nbsp;<br>three<br> <br><br>four</p>",
                  "T|one\nT|two\nT|three\nT|four\n");
    const fixture *f = *state;
    for (uint32_t i = 1; i < f->page.sources.count; i++)
        assert_int_equal(f->page.sources.items[i].node, f->page.sources.items[0].node);
}

static void test_a_mark_over_a_break_goes_on(void **state) {
    ASSERT_BLOCKS(state, "<p><b>one<br>two</b> <b>three<br><br>four</b></p>",
                  "T|{b|one/two} {b|three}\nT|{b|four}\n");
}

static void test_no_break_space_trims_at_ends(void **state) {
    ASSERT_BLOCKS(state, "<p>&nbsp; &nbsp;one&nbsp;two\xC2\xA0 &nbsp;</p><p>&nbsp;</p>\n<p> </p>",
                  "T|one\xC2\xA0two\n");
    ASSERT_BLOCKS(state, "<p>\xE3\x80\x80\xE3\x80\x80\xE6\x97\xA5\xE6\x9C\xAC\xE3\x80\x80</p>",
                  "T|\xE6\x97\xA5\xE6\x9C\xAC\n");
}

static void test_invisible_characters(void **state) {
    ASSERT_BLOCKS(state, "<p>co&shy;op\xE2\x80\x8Bzero</p><p>&zwnj;</p><p>\xEF\xBB\xBF</p>",
                  "T|co\xC2\xADop\xE2\x80\x8Bzero\n");
}

static void test_references_and_controls(void **state) {
    ASSERT_BLOCKS(state,
                  "<p>a &amp; b &lt;c&gt; &eacute;t&eacute; &#x41;&#32;&#10;z x &le; y &</p>",
                  "T|a & b <c> \xC3\xA9t\xC3\xA9 A z x \xE2\x89\xA4 y &\n");
    fixture *f = *state;
    static const char with_nul[] = "<p>a\0b\r\nc\rd</p>";
    build_bytes(f, with_nul, sizeof with_nul - 1, true, 10);
    assert_string_equal(notation(f), "T|ab c d\n");
}

static void test_long_text_nodes(void **state) {
    fixture *f = *state;
    static const char word[] = "abcdefg hijklmnopqrstuvwxyz ";
    char html[4096] = "<p>";
    char expected[4096] = "T|";
    for (int i = 0; i < 100; i++) {
        strcat(html, word);
        strcat(expected, word);
    }
    expected[strlen(expected) - 1] = '\n';
    ASSERT_BLOCKS(state, html, expected);
    assert_int_equal(f->page.runs.count, 1);
}

/* ---- What is shown -------------------------------------------------------------------------- */

static void test_what_has_no_text(void **state) {
    ASSERT_BLOCKS(state,
                  "<head><title>t</title><style>s</style></head><body><script>x</script>"
                  "<style>y</style><svg><text>v</text></svg><iframe>f</iframe>"
                  "<object>o</object><canvas>c</canvas><video>v</video><!-- c -->"
                  "<p>shown<script>z</script>!</p><noscript>plain</noscript>"
                  "<math><mi>x</mi><mo>=</mo><annotation>TeX</annotation></math>",
                  "T|shown!\nT|plainx=\n");
}

static void test_hidden_blocks_are_kept_and_said(void **state) {
    ASSERT_BLOCKS(state,
                  "<p hidden>a</p><p style='color:red; display : NONE !important'>b</p>"
                  "<div style=visibility:hidden><p>c</p></div><div aria-hidden=true>d</div>"
                  "<dialog>e</dialog><dialog open>f</dialog><template><p>g</p></template>"
                  "<p style='display:block'>h</p><p style='max-width:none'>i</p>",
                  "T~|a\nT~|b\nT~|c\nT~|d\nT~|e\nT|f\nT~|g\nT|h\nT|i\n");
}

static void test_hidden_words_in_a_line_are_left_out(void **state) {
    ASSERT_BLOCKS(state, "<p>one <span hidden>secret</span> two</p>", "T|one two\n");
    ASSERT_BLOCKS(state, "<p>one <i aria-hidden=true>two</i> three</p>", "T|one {i|two} three\n");
    ASSERT_BLOCKS(state, "<div>one<span style='display:none'><p>two</p></span>three</div>",
                  "T|one\nT~|two\nT|three\n");
}

static void test_a_hidden_body_is_shown(void **state) {
    ASSERT_BLOCKS(state, "<body style='visibility:hidden' aria-hidden=true><p>one", "T|one\n");
}

static void test_what_a_script_will_show_is_shown(void **state) {
    ASSERT_BLOCKS(state, "<div hidden id='S:0'><p>one</p></div><div hidden id=S>two</div>",
                  "T|one\nT~|two\n");
}

static void test_controls_stand_apart(void **state) {
    ASSERT_BLOCKS(state, "<p>Words here. <button>Share</button></p>", "T|Words here.\nT|Share\n");
    ASSERT_BLOCKS(state, "<p><button>Play</button> Words <button>a</button><button>b</button></p>",
                  "T|Play\nT|Words\nT|a\nT|b\n");
    ASSERT_BLOCKS(state, "<p>The <button>gate</button> was <input type=hidden>closed.</p>",
                  "T|The gate was closed.\n");
    ASSERT_BLOCKS(state,
                  "<form>Name <input> Country<select><option>Aland<option>Bland</select>"
                  "<textarea>a  b\n c</textarea></form>",
                  "T|Name Country\nT|Aland/Bland\nT|a  b\\n c\n");
}

/* ---- Structure ------------------------------------------------------------------------------ */

static void test_headings(void **state) {
    ASSERT_BLOCKS(state,
                  "<h1>a</h1><h6><div>b</div></h6><div role=heading aria-level=4>c</div>"
                  "<span role=heading>d</span><div role=heading aria-level=99>e</div>",
                  "H1|a\nH6|b\nH4|c\nH2|d\nH6|e\n");
}

static void test_quotes(void **state) {
    ASSERT_BLOCKS(state, "<blockquote>a<blockquote><p>b</p></blockquote>c</blockquote>d",
                  "T>|a\nT>>|b\nT>|c\nT|d\n");
}

static void test_lists(void **state) {
    ASSERT_BLOCKS(state,
                  "<ul><li>a<ul><li>b</li><li><p>c</p><p>d</p></li></ul>e</li><li>f</li></ul>g"
                  "<ul><li>h</ul>",
                  "T 1*|a\nT 2*|b\nT 2*|c\nT 2+|d\nT 1+|e\nT 1*|f\nT|g\nT 1*|h\n");
    const fixture *f = *state;
    const dateline_block *blocks = f->page.blocks.items;
    assert_int_equal(blocks[0].list, blocks[5].list);
    assert_int_equal(blocks[1].list, blocks[2].list);
    assert_int_not_equal(blocks[0].list, blocks[1].list);
    assert_int_not_equal(blocks[0].list, blocks[7].list);
    assert_int_equal(blocks[6].list, DATELINE_NONE);
}

static void test_numbers_of_items(void **state) {
    ASSERT_BLOCKS(state,
                  "<ol start=5><li>a<li>b<li value=2>c<li>d</ol>"
                  "<ol reversed><li>e<li>f<ul><li>g</ul><li>h</ol><ol start=-3><li>i<li></li></ol>",
                  "T 1.5|a\nT 1.6|b\nT 1.2|c\nT 1.3|d\n"
                  "T 1.3|e\nT 1.2|f\nT 2*|g\nT 1.1|h\nT 1.0|i\n");
}

static void test_items_without_words_of_their_own(void **state) {
    ASSERT_BLOCKS(state, "<ul><li><ul><li>a</ul>b<li><img src=x.jpg><li>&nbsp;<li>c</ul>",
                  "T 2*|a\nT 1*|b\nT 1*|c\n");
}

static void test_description_lists(void **state) {
    ASSERT_BLOCKS(state, "<dl><dt>a<dd>b<dd>c<dt>d<dd><p>e<p>f</dl><dl><dd>g<dd>h</dl>",
                  "T 1*|a\nT 1+|b\nT 1+|c\nT 1*|d\nT 1+|e\nT 1+|f\nT 1*|g\nT 1*|h\n");
}

static void test_stray_items_are_one_list(void **state) {
    ASSERT_BLOCKS(state, "<div><li>a</li><li>b</li></div><div><li>c</li></div>",
                  "T 1*|a\nT 1*|b\nT 1*|c\n");
    const dateline_block *blocks = ((fixture *)*state)->page.blocks.items;
    assert_int_equal(blocks[0].list, blocks[1].list);
    assert_int_not_equal(blocks[0].list, blocks[2].list);
}

static void test_an_article_in_an_item_is_no_item(void **state) {
    ASSERT_BLOCKS(state, "<ul><li><article><p>a</p><ul><li>b</ul></article>c</ul>",
                  "T|a\nT 1*|b\nT 1*|c\n");
}

static void test_code(void **state) {
    ASSERT_BLOCKS(state,
                  "<pre>\n\n  a <b>b</b>\n\n\tc &lt;\r\nd  \n\n</pre><p>x <code>y  z</code></p>",
                  "C|  a b\\n\\n\\tc <\\nd\nT|x {c|y z}\n");
    ASSERT_BLOCKS(state, "<pre><div>a</div><div>b<br>c</div></pre>", "C|a\\nb\\nc\n");
    ASSERT_BLOCKS(state, "<b>x<textarea>\n\n \n a</textarea></b>", "T|{b|x}\nT| a\n");
}

static void assert_language(void **state, const char *html, const char *language) {
    build(state, html);
    dateline_string found = ((fixture *)*state)->page.blocks.items[0].language;
    assert_true(dateline_string_equal(found, dateline_string_of(language)));
}

static void test_languages_of_code(void **state) {
    assert_language(state, "<pre class='x language-c'>a</pre>", "c");
    assert_language(state, "<pre><code class=lang-py>a</code></pre>", "py");
    assert_language(state, "<div class='highlight highlight-source-rust'><pre>a</pre></div>",
                    "rust");
    assert_language(state, "<pre class='brush: sql; gutter: false'>a</pre>", "sql");
    assert_language(state, "<pre data-lang=go>a</pre>", "go");
    assert_language(state, "<body class=lang-de><pre>a</pre>", NULL);
}

/* ---- Marks ---------------------------------------------------------------------------------- */

static void test_marks(void **state) {
    ASSERT_BLOCKS(state,
                  "<p><b> a <i>b</i> </b>c <strong></strong><em> </em><kbd>d</kbd> "
                  "<a name=x>e</a> <cite>f&nbsp;</cite>g</p>",
                  "T|{b|a {i|b}} c {c|d} e {i|f}\xC2\xA0g\n");
}

static void test_links_are_absolute(void **state) {
    ASSERT_BLOCKS(state,
                  "<p><a href='/a?b=1&amp;c#d'>a</a> <a href='e/../f'>b</a> <a href='#g'>c</a> "
                  "<a href=' //h.org/ '>d</a> <a href='http://i.org/j'>e</a></p>",
                  "T|{a https://example.org/a?b=1&c#d|a} {a https://example.org/news/f|b} "
                  "{a https://example.org/news/story.html?x=1#g|c} {a https://h.org/|d} "
                  "{a http://i.org/j|e}\n");
    ASSERT_BLOCKS(state, "<base href='../x/'><p><a href='y'>a</a> <a href='/z'>b</a></p>",
                  "T|{a https://example.org/x/y|a} {a https://example.org/z|b}\n");
}

/* By these a reader gets a heading's own address. A sign alone that leads elsewhere is a word. */
static void test_permalinks_are_left_out(void **state) {
    ASSERT_BLOCKS(state,
                  "<h2>One<a class=headerlink href='#one'>¶</a></h2><h2><a href=#two>§</a> Two</h2>"
                  "<h2>Three <a href='/page#three'> ¶ </a></h2><h2>Four<a href=#4>&para;</a></h2>",
                  "H2|One\nH2|Two\nH2|Three\nH2|Four\n");
    ASSERT_BLOCKS(
        state, "<p><a href='#n'>#</a> <a href='/law'>§</a></p>",
        "T|{a https://example.org/news/story.html?x=1#n|#} {a https://example.org/law|§}\n");
}

static void test_links_side_by_side_are_parted(void **state) {
    ASSERT_BLOCKS(state,
                  "<p><a href=http://a.org>a</a><a href=http://b.org>b</a> "
                  "<a href=http://c.org>c</a><a href=http://c.org>d</a><b>e</b></p>",
                  "T|{a http://a.org|a} {a http://b.org|b} {a http://c.org|c}"
                  "{a http://c.org|d}{b|e}\n");
}

static void test_a_link_around_blocks(void **state) {
    ASSERT_BLOCKS(state, "<a href=/u><h3>a</h3><p>b <b>c</b></p></a>",
                  "H3|{a https://example.org/u|a}\nT|{a https://example.org/u|b {b|c}}\n");
    const fixture *f = *state;
    assert_int_equal(f->page.sources.items[1].link_word_count, 2);
}

static void test_words_are_counted(void **state) {
    build(state, "<p>One two, <a href=x>three four</a> five-six <a href=y>7</a>.</p>");
    const dateline_block_source *source = &((fixture *)*state)->page.sources.items[0];
    assert_int_equal(source->word_count, 7);
    assert_int_equal(source->link_word_count, 3);
}

/* ---- Tables --------------------------------------------------------------------------------- */

static void test_a_data_table(void **state) {
    ASSERT_BLOCKS(
        state,
        "<table><caption>Cap</caption><thead><tr><th>A<th>B</tr></thead>"
        "<tr><td>1 <b>x</b><td><p>2</p><p>&nbsp;</p></tr><tr></tr><tr><td><td>y<br>z</table>",
        "F|Cap\nG|A\\tB\\n1 {b|x}\\t2\\n\\ty z\n");
    const dateline_block *table = &((fixture *)*state)->page.blocks.items[1];
    assert_int_equal(table->rows, 3);
    assert_int_equal(table->columns, 2);
    assert_int_equal(table->cell_count, 6);
    assert_true(table->cells[1].header && !table->cells[2].header);
    assert_int_equal(table->cells[4].begin, table->cells[4].end);
    assert_memory_equal(table->text.data + table->cells[5].begin, "y z", 3);
}

static void assert_cell(const dateline_block *table, size_t index, uint32_t row, uint32_t column,
                        uint32_t rows, uint32_t columns) {
    const dateline_cell *cell = &table->cells[index];
    assert_int_equal(cell->row, row);
    assert_int_equal(cell->column, column);
    assert_int_equal(cell->row_span, rows);
    assert_int_equal(cell->column_span, columns);
}

static void test_spans_of_cells(void **state) {
    build(state, "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td rowspan=9>d"
                 "<tbody><tr><td rowspan=0>e<td>f<td>g<tr><td colspan=5000>h</table>");
    const dateline_block *table = &((fixture *)*state)->page.blocks.items[0];
    assert_int_equal(table->cell_count, 8);
    assert_int_equal(table->rows, 4);
    assert_int_equal(table->columns, 1000);
    assert_cell(table, 0, 0, 0, 2, 1);
    assert_cell(table, 1, 0, 1, 1, 2);
    assert_cell(table, 2, 1, 1, 1, 1);
    assert_cell(table, 3, 1, 2, 1, 1);
    assert_cell(table, 4, 2, 0, 2, 1);
    assert_cell(table, 7, 3, 1, 1, 999);
}

static void test_layout_tables(void **state) {
    ASSERT_BLOCKS(state, "<table><tr><td>a<td>b</table>", "T|a\nT|b\n");
    ASSERT_BLOCKS(state, "<table><tr><td>a<tr><td>b</table>", "T|a\nT|b\n");
    ASSERT_BLOCKS(state, "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
                  "T|a\nT|b\nT|c\nT|d\n");
    ASSERT_BLOCKS(state,
                  "<table><tr><td>a<td><table><tr><td>b<td>c<tr><td>d<td>e</table>"
                  "<tr><td>f<td>g</table>",
                  "T|a\nG|b\\tc\\nd\\te\nT|f\nT|g\n");
    ASSERT_BLOCKS(state, "<table><tr><td><h2>a</h2><p>b<p>c<td>d<tr><td>e<td>f</table>",
                  "H2|a\nT|b\nT|c\nT|d\nT|e\nT|f\n");
}

static void test_hidden_rows_are_left_out(void **state) {
    ASSERT_BLOCKS(state,
                  "<table><tr><th>a<th>b<tr style='display:none'><td>x<td>y<tr><td>c<td>d</table>",
                  "G|a\\tb\\nc\\td\n");
}

static void test_an_empty_table_is_no_block(void **state) {
    ASSERT_BLOCKS(state, "<table><tr><th><th><tr><td>&nbsp;<td></table>a", "T|a\n");
    assert_int_equal(((fixture *)*state)->page.cells.count, 0);
}

/* ---- Pictures ------------------------------------------------------------------------------- */

static void assert_images(void **state, const char *html, const char *expected) {
    fixture *f = *state;
    build(state, html);
    f->output.length = 0;
    for (uint32_t i = 0; i < f->page.images.count; i++) {
        const dateline_image *image = &f->page.images.items[i];
        dateline_write_string(&f->output, image->url);
        if (image->alt.length) {
            dateline_write_char(&f->output, ' ');
            dateline_write_string(&f->output, image->alt);
        }
        dateline_write_char(&f->output, '\n');
    }
    dateline_write_char(&f->output, '\0');
    assert_string_equal(f->output.data, expected);
}

static void test_addresses_of_pictures(void **state) {
    assert_images(state, "<img src=/a.jpg alt=' An &amp; b '>",
                  "https://example.org/a.jpg An & b\n");
    assert_images(state, "<img src=a.jpg srcset='s.jpg 300w, l.jpg 1200w, m.jpg 600w'>",
                  "https://example.org/news/l.jpg\n");
    assert_images(state, "<img srcset='https://a.org/1,2.jpg, b.jpg 1.5x, c.jpg 2x,d.jpg'>",
                  "https://example.org/news/c.jpg\n");
    assert_images(state, "<img src='data:image/gif;base64,R0' data-src=/a.jpg>",
                  "https://example.org/a.jpg\n");
    assert_images(state, "<img src=/i/blank.gif data-lazy-src='/a.jpg'>",
                  "https://example.org/a.jpg\n");
    assert_images(state,
                  "<img src=/i/x.gif><img src='/i/img-placeholder.png' data-hi-res='/b.jpg'>",
                  "https://example.org/i/x.gif\n");
    assert_images(state, "<img data-srcset='/a.jpg?w=1&amp;h=2 2x' src='data:,'>",
                  "https://example.org/a.jpg?w=1&h=2\n");
    assert_images(state,
                  "<picture><source srcset='/w.webp 800w'><source data-srcset='/x.jpg 900w'>"
                  "<img src=/y.jpg></picture>",
                  "https://example.org/x.jpg\n");
    assert_images(state, "<amp-img src=/a.jpg><noscript><img src=/a.jpg></noscript></amp-img>",
                  "https://example.org/a.jpg\n");
    assert_images(state, "<video poster=/p.jpg><img src=/q.jpg></video>",
                  "https://example.org/p.jpg\n");
}

static void test_what_is_no_picture(void **state) {
    assert_images(state,
                  "<img src=/p.gif width=1 height=1><img src=/q.gif height=0><img>"
                  "<img src='data:image/gif;base64,R0'><div hidden><img src=/h.jpg></div>"
                  "<svg><image href=/s.jpg></svg>",
                  "");
}

static void test_noscript_twins(void **state) {
    assert_images(state,
                  "<img class=lazy data-src=/a.jpg><noscript><img src=/a-full.jpg></noscript>"
                  "<img class=lazy data-src=/b.jpg><noscript><img src=/b.jpg></noscript>",
                  "https://example.org/a.jpg\nhttps://example.org/b.jpg\n");
    assert_images(state,
                  "<p><noscript><img src=/a.jpg></noscript><img data-src=/a-s.jpg>"
                  "<noscript><img src=/b.jpg></noscript><img data-src=/b-s.jpg>",
                  "https://example.org/a.jpg\nhttps://example.org/b.jpg\n");
    assert_images(state, "<img src='data:,'><noscript><img src=/a.jpg></noscript>",
                  "https://example.org/a.jpg\n");
    assert_images(state, "<img src=/a.jpg><noscript><img src=/b.jpg></noscript>",
                  "https://example.org/a.jpg\nhttps://example.org/b.jpg\n");
}

static void test_places_of_pictures(void **state) {
    build(state, "<p>a</p><img src=1.jpg><p>b <img src=2.jpg> c</p><p><img src=3.jpg>d</p>"
                 "<img src=4.jpg>");
    const fixture *f = *state;
    const dateline_image *images = f->page.images.items;
    assert_int_equal(images[0].block, 1);
    assert_int_equal(images[1].block, 2);
    assert_int_equal(images[2].block, 2);
    assert_int_equal(images[3].block, DATELINE_NONE);
    assert_memory_equal(f->text.page + images[0].span.begin, "<img src=1.jpg>", 15);
    assert_int_equal(images[0].span.end - images[0].span.begin, 15);
}

static void test_captions_find_their_picture(void **state) {
    ASSERT_BLOCKS(state,
                  "<figure><img src=1.jpg><figcaption>a<p>b</p></figcaption></figure>"
                  "<figure><figcaption>c</figcaption><img src=2.jpg></figure>"
                  "<figure><figcaption>d</figcaption></figure>"
                  "<figure><figure><img src=3.jpg><figcaption>e</figcaption></figure>"
                  "<figure><img src=4.jpg><figcaption>f</figcaption></figure></figure>",
                  "F|a\nF|b\nF|c\nF|d\nF|e\nF|f\n");
    const dateline_block *blocks = ((fixture *)*state)->page.blocks.items;
    static const uint32_t images[] = {0, 0, 1, DATELINE_NONE, 2, 3};
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(blocks[i].image, images[i]);
}

/* ---- The way back --------------------------------------------------------------------------- */

static void assert_spans(fixture *f, uint32_t block, const char *words, const char *expected) {
    dateline_string text = f->page.blocks.items[block].text;
    size_t begin = dateline_string_find(text, dateline_string_of(words), 0), count;
    assert_true(begin != SIZE_MAX);
    const dateline_span *spans = dateline_page_spans(&f->page, &f->arena, block, (uint32_t)begin,
                                                     (uint32_t)(begin + strlen(words)), &count);
    f->output.length = 0;
    for (size_t i = 0; i < count; i++) {
        dateline_write_char(&f->output, '[');
        dateline_write_bytes(&f->output, f->text.page + spans[i].begin,
                             spans[i].end - spans[i].begin);
        dateline_write_char(&f->output, ']');
    }
    dateline_write_char(&f->output, '\0');
    assert_string_equal(f->output.data, expected);
}

static void test_spans(void **state) {
    fixture *f = *state;
    build(state, "<p>one  two &amp; <b>thr</b>ee\n &le; four&eacute;</p>");
    assert_string_equal(notation(f), "T|one two & {b|thr}ee \xE2\x89\xA4 four\xC3\xA9\n");
    assert_spans(f, 0, "one two", "[one  two]");
    assert_spans(f, 0, "ne t", "[ne  t]");
    assert_spans(f, 0, "two & t", "[two &amp;][t]");
    assert_spans(f, 0, "&", "[&amp;]");
    assert_spans(f, 0, "three", "[thr][ee]");
    assert_spans(f, 0, "\xE2\x89\xA4", "[&le;]");
    assert_spans(f, 0, "e \xE2\x89\xA4 f", "[e\n &le; f]");
    assert_spans(f, 0, "four\xC3\xA9", "[four&eacute;]");
    size_t count = 9;
    dateline_page_spans(&f->page, &f->arena, 0, 4, 4, &count);
    assert_int_equal(count, 0);
    assert_int_equal(f->page.blocks.items[0].span_count, 3);
}

static void test_spans_in_another_encoding(void **state) {
    fixture *f = *state;
    build(state, "<meta charset=windows-1252><p>caf\xE9 \x93quoted\x94 na\xEFve</p>");
    assert_string_equal(notation(f), "T|caf\xC3\xA9 \xE2\x80\x9Cquoted\xE2\x80\x9D na\xC3\xAFve\n");
    assert_spans(f, 0, "\xE2\x80\x9Cquoted\xE2\x80\x9D", "[\x93quoted\x94]");
    assert_spans(f, 0, "caf\xC3\xA9", "[caf\xE9]");
}

/* ---- Plain text ----------------------------------------------------------------------------- */

static void test_plain_paragraphs(void **state) {
    ASSERT_PLAIN(state,
                 "News \xC2\xA0 / \xC2\xA0 Coast\n\nA title of the story\n\n"
                 "A first paragraph that is in one line however long the line may become in it.\n"
                 "\n\nSHARE THIS\nRadio News",
                 "T|News / Coast\nH1|A title of the story\n"
                 "T|A first paragraph that is in one line however long the line may become in it.\n"
                 "T|SHARE THIS\nT|Radio News\n");
}

static void test_plain_wrapped_lines(void **state) {
    ASSERT_PLAIN(state,
                 "The harbour of the town was closed on Thursday after a storm had dam-\n"
                 "aged both of its outer gates, the harbour chief said. Nobody was hurt\n"
                 "in the night, she said.\r\n"
                 "\r\n"
                 "   The second paragraph is indented at its first line, as old texts\n"
                 "have it, and goes on over a second line and into a third one of\n"
                 "them.\n"
                 "Signed,\n"
                 "Ingrid\n",
                 "T|The harbour of the town was closed on Thursday after a storm had damaged both "
                 "of its outer gates, the harbour chief said. Nobody was hurt in the night, she "
                 "said.\n"
                 "T|The second paragraph is indented at its first line, as old texts have it, and "
                 "goes on over a second line and into a third one of them.\n"
                 "T|Signed,\nT|Ingrid\n");
    fixture *f = *state;
    assert_spans(f, 0, "had damaged both of", "[had dam][aged both of]");
    assert_spans(f, 1, "old texts have", "[old texts\nhave]");
}

static void test_plain_lists(void **state) {
    ASSERT_PLAIN(state,
                 "Items:\n* one\n  and more\n* two\n  - inner\n\n3. three\n4. four\n\n2015. year\n",
                 "T|Items:\nT 1*|one and more\nT 1*|two\nT 2*|inner\nT 1.3|three\nT 1.4|four\n"
                 "T|2015. year\n");
}

static void test_plain_code(void **state) {
    ASSERT_PLAIN(state,
                 "Text before it.\n\n    int a;\n\n      f(a);\n\nText.\n\n```c\nx  y\n```\nz",
                 "T|Text before it.\nC|int a;\\n\\n  f(a);\nT|Text.\nC|x  y\nT|z\n");
    ASSERT_PLAIN(state, "```\nnever closed\n", "T|```\nT|never closed\n");
}

static void test_plain_titles_and_quotes(void **state) {
    ASSERT_PLAIN(state, "Big\n===\n\n## Small one\ntext\n-----\n> said\n>> before\n\n5 > 3\n",
                 "H1|Big\nH2|Small one\nH2|text\nT>|said\nT>>|before\nT|5 > 3\n");
}

/* ---- Limits and hostile pages --------------------------------------------------------------- */

static void test_the_limit_of_blocks(void **state) {
    fixture *f = *state;
    static const char html[] = "<p>a<p>b<table><tr><td>c<td>d<tr><td>e<td>f</table><p>g";
    build_bytes(f, html, sizeof html - 1, true, 2);
    assert_true(f->page.limited);
    assert_string_equal(notation(f), "T|a\nT|b\n");
    build_bytes(f, html, sizeof html - 1, true, 4);
    assert_false(f->page.limited);
    build_bytes(f, "a\n\nb\n\nc", 7, false, 2);
    assert_true(f->page.limited);
    assert_int_equal(f->page.blocks.count, 2);
}

static void test_empty_pages(void **state) {
    ASSERT_BLOCKS(state, "", "");
    ASSERT_BLOCKS(state, "<p></p><ul><li></ul><table></table><figure></figure>", "");
    ASSERT_PLAIN(state, "", "");
    ASSERT_PLAIN(state, "\n \n\t\n", "");
}

/* CPU seconds for a page that repeats a piece up to a size. */
static double time_of(fixture *f, const char *piece, size_t size) {
    char *html = malloc(size + 64);
    size_t length = (size_t)sprintf(html, "<table><tr><th>a<th>b<tbody>");
    for (; length + strlen(piece) < size; length += strlen(piece))
        memcpy(html + length, piece, strlen(piece));
    build_bytes(f, html, length, true, 200000);
    clock_t start = clock();
    dateline_arena_reset(&f->arena);
    assert_true(dateline_page_build(&f->page, &f->arena, &f->text, &f->tree,
                                    dateline_string_of(address), 200000));
    free(html);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* Each piece is one that a careless reader answers with work for all pieces before it: then four
 * times the page is sixteen times the work. */
static void test_hostile_pages_are_linear(void **state) {
    static const char *const pieces[] = {"<table><tr><td>a",
                                         "<figure><figcaption>a",
                                         "<b><i><code>a<p>b",
                                         "<p>a<br>",
                                         "<ul><li>a",
                                         "<button>a</button>",
                                         "a<button></button><b></b>",
                                         "<a href=x>a<p>",
                                         "&nbsp;",
                                         "<picture><source srcset='a 1x'><img src=b>",
                                         "<tr><td rowspan=0 colspan=1000>a",
                                         "<tr><td rowspan=0>a",
                                         "<ol reversed><li>",
                                         "<div hidden><span hidden>a",
                                         "<span hidden>",
                                         "<pre>a<div>b</div>"};
    enum { SMALL = 1 << 18, LARGE = 4 * SMALL };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        double small = time_of(*state, pieces[i], SMALL);
        double large = time_of(*state, pieces[i], LARGE);
        if (large > 10 * small + 0.1)
            fail_msg("%s: %g s, and %g s for four times the page", pieces[i], small, large);
    }
}

/* ---- No word lost, none twice
 * -------------------------------------------------------------------- */

static bool is_in_data_table(const dateline_tree *tree, uint32_t node) {
    const dateline_node *nodes = tree->nodes.items;
    for (uint32_t i = node; nodes[i].type == DATELINE_NODE_ELEMENT; i = nodes[i].parent)
        if (nodes[i].tag == DATELINE_TAG_TABLE && i != node)
            return dateline_table_is_data(tree, i, dateline_element_says(tree, i));
    return false;
}

static bool is_permalink(const dateline_tree *tree, uint32_t text, dateline_arena *arena) {
    static const char *const signs[] = {"¶", "§", "🔗"};
    const dateline_node *nodes = tree->nodes.items;
    uint32_t link = nodes[text].parent;
    dateline_string words = dateline_string_trim(dateline_tree_text(tree, text, arena));
    bool sign = false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        sign |= dateline_string_equal(words, dateline_string_of(signs[i]));
    dateline_string href = dateline_tree_get(tree, link, DATELINE_ATTRIBUTE_HREF, arena);
    return sign && nodes[link].tag == DATELINE_TAG_A && nodes[link].subtree_end == link + 2 &&
           dateline_string_find(href, DATELINE_LITERAL("#"), 0) != SIZE_MAX;
}

/* Are the words of a text node given? Looks at every element around it. */
static bool is_kept(const dateline_tree *tree, uint32_t text, dateline_arena *arena) {
    const dateline_node *nodes = tree->nodes.items;
    if (is_permalink(tree, text, arena))
        return false;
    bool kept = true;
    for (uint32_t i = nodes[text].parent; nodes[i].type == DATELINE_NODE_ELEMENT;
         i = nodes[i].parent) {
        dateline_element element = dateline_element_of(tree, i);
        unsigned says = dateline_element_says(tree, i);
        if (element == DATELINE_ELEMENT_SKIP || element == DATELINE_ELEMENT_VIDEO)
            return false;
        bool closed = element == DATELINE_ELEMENT_TEMPLATE || element == DATELINE_ELEMENT_DIALOG;
        if (!closed && (!(says & DATELINE_SAYS_HIDDEN) || element == DATELINE_ELEMENT_ROOT))
            continue;
        if (is_in_data_table(tree, i))
            return false;
        /* Elsewhere the outermost hidden element decides. */
        kept = dateline_element_is_block(element) ||
               dateline_elements_have_block(tree, i + 1, nodes[i].subtree_end);
    }
    return kept;
}

static void check_words(fixture *f) {
    f->output.length = 0;
    for (uint32_t i = 0; i < f->tree.nodes.count; i++)
        if (f->tree.nodes.items[i].type == DATELINE_NODE_TEXT && is_kept(&f->tree, i, &f->arena))
            dateline_write_string(&f->output, dateline_tree_text(&f->tree, i, &f->arena));
    dateline_string words = {f->page.words.items, f->page.words.count};
    assert_true(same_words(dateline_writer_text(&f->output), words));
}

/* The bytes in a block's spans, parsed by themselves, give the block's words again. */
static void check_way_back(fixture *f, fixture *scratch) {
    for (uint32_t i = 0; i < f->page.blocks.count; i++) {
        const dateline_block *block = &f->page.blocks.items[i];
        scratch->output.length = 0;
        for (size_t j = 0; j < block->span_count; j++) {
            uint32_t offset = block->spans[j].begin - f->text.shift;
            dateline_string piece = {f->text.data + offset,
                                     block->spans[j].end - block->spans[j].begin};
            dateline_write_string(&scratch->output,
                                  dateline_references_expand(piece, false, &f->arena));
        }
        assert_true(same_words(block->text, dateline_writer_text(&scratch->output)));
    }
}

static const char *const own_pages[] = {
    "<!doctype html><title>t</title><body>a<p>b<table>c<tr>d<td>e<tr><td>f</table>g",
    "<p>1<b>2<div>3<p>4</b>5<i>6<table><tr><td>7</i>8<td>9</table>0",
    "<table><tr><th>a<th>b<caption>c</caption><tr><td>d<td hidden>e</table>f",
    "<select><option>a<optgroup><option>b</select><button>c<p>d</button>e",
    "<a href=x>1<a href=y>2</a>3<li>4<dd>5<h1>6<h2>7</h1>8<pre>9<p>0</pre>",
    "x<noscript><p>y</noscript><template>z<table><td>q</template><ruby>r<rp>(<rt>s</ruby>",
    "<template><table><tr><td>a<td>b<tr><td>c<td hidden>d<template><td>e</template></table>",
    "<table><template shadowrootmode=open><tr><td>a</template><tr><th>b<th>c<tr><td>d<td>e</table>",
    "<pre>\n<option>a<option>b</pre>",
    "<pre>a<table><caption>b</caption>c<tr><td>d</table>e</pre>",
    "<p>&amp;&ampx;&notit;&#0;&#128;&#xD800; &nbsp;&nbsp;<br>&nbsp;<br><br>\xE2\x80\x8B",
};

static void test_no_word_is_lost_or_doubled(void **state) {
    for (size_t i = 0; i < sizeof own_pages / sizeof *own_pages; i++) {
        build(state, own_pages[i]);
        check_words(*state);
    }
}

static void test_spans_hold_the_words(void **state) {
    void *scratch;
    set_up(&scratch);
    for (size_t i = 0; i < sizeof own_pages / sizeof *own_pages; i++) {
        build(state, own_pages[i]);
        check_way_back(*state, scratch);
    }
    tear_down(&scratch);
}

static char *read_gzip(const char *name, size_t *length) {
    char command[1024];
    snprintf(command, sizeof command, "gzip -dc '%s'", name);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t capacity = 1 << 20, count;
    char *data = malloc(capacity);
    *length = 0;
    while ((count = fread(data + *length, 1, capacity - *length, pipe)) > 0) {
        *length += count;
        if (*length == capacity)
            data = realloc(data, capacity *= 2);
    }
    pclose(pipe);
    return data;
}

/* The short ways to an absolute address give what the long one gives. */
static void check_links(fixture *f) {
    for (uint32_t i = 0; i < f->tree.nodes.count; i++) {
        if (f->tree.nodes.items[i].type != DATELINE_NODE_ELEMENT)
            continue;
        dateline_string href = dateline_tree_get(&f->tree, i, DATELINE_ATTRIBUTE_HREF, &f->arena);
        assert_true(dateline_string_equal(dateline_link_resolve(f->page.sweep, href),
                                          dateline_url_resolve(f->page.base, href, &f->arena)));
    }
}

/* Every 10th page of a set of real pages, where they are at hand. */
static void test_real_pages(void **state) {
    const char *shared = getenv("DATELINE_SHARED");
    char command[1024];
    snprintf(command, sizeof command, "ls %s/data/*/html/*.gz 2>/dev/null | awk 'NR %% 10 == 0'",
             shared ? shared : "../shared");
    FILE *list = popen(command, "r");
    assert_non_null(list);
    void *scratch;
    set_up(&scratch);
    char name[800];
    unsigned count = 0;
    while (fgets(name, sizeof name, list)) {
        fixture *f = *state;
        name[strcspn(name, "\n")] = 0;
        size_t length;
        char *html = read_gzip(name, &length);
        build_bytes(f, html, length, true, 1000000);
        check_words(f);
        check_links(f);
        if (f->text.identical)
            check_way_back(f, scratch);
        free(html);
        count++;
    }
    tear_down(&scratch);
    pclose(list);
    if (!count)
        skip();
    print_message("%u real pages\n", count);
}

/* ---- Memory --------------------------------------------------------------------------------- */

static const char *const rich_page =
    "<base href=/b/><h1>a</h1><ul><li>b<ol><li>c</ol></ul><p><a href=x>d</a> &amp; <b>e</b><br>f"
    "<table><caption>g</caption><tr><th>h<th>i<tr><td>j<td>k</table><pre>l</pre>"
    "<figure><figcaption>m</figcaption><img src=n srcset='o 2w'></figure>";

static bool build_with(fixture *f, dateline_memory *memory, dateline_page *page) {
    dateline_arena arena;
    dateline_arena_initialize(&arena, memory);
    bool well =
        dateline_page_build(page, &arena, &f->text, &f->tree, dateline_string_of(address), 1000);
    dateline_arena_destroy(&arena);
    return well;
}

static void test_every_failing_allocation_is_survived(void **state) {
    fixture *f = *state;
    build(state, rich_page);
    for (unsigned i = 1;; i++) {
        failing_allocator context = {.fail_at = (long)i};
        dateline_allocator allocator = failing_allocator_of(&context);
        dateline_memory memory;
        dateline_memory_initialize(&memory, &allocator);
        dateline_page page = {0};
        bool well = build_with(f, &memory, &page);
        dateline_page_destroy(&page, &memory);
        assert_int_equal(well, context.calls < i);
        if (well)
            break;
    }
}

static void test_no_allocation_in_the_steady_state(void **state) {
    fixture *f = *state;
    failing_allocator context = {0};
    dateline_allocator allocator = failing_allocator_of(&context);
    dateline_memory memory;
    dateline_memory_initialize(&memory, &allocator);
    dateline_arena arena;
    dateline_arena_initialize(&arena, &memory);
    dateline_page page = {0};
    build(state, rich_page);
    long first = 0;
    for (int i = 0; i < 3; i++) {
        first = context.calls;
        dateline_arena_reset(&arena);
        assert_true(dateline_page_build(&page, &arena, &f->text, &f->tree,
                                        dateline_string_of(address), 1000));
    }
    assert_int_equal(context.calls, first);
    dateline_page_destroy(&page, &memory);
    dateline_arena_destroy(&arena);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    static const struct CMUnitTest tests[] = {
        TEST(test_white_space_collapses),
        TEST(test_inline_tags_do_not_touch_words),
        TEST(test_blocks_do_not_glue),
        TEST(test_line_breaks),
        TEST(test_a_mark_over_a_break_goes_on),
        TEST(test_no_break_space_trims_at_ends),
        TEST(test_invisible_characters),
        TEST(test_references_and_controls),
        TEST(test_long_text_nodes),
        TEST(test_what_has_no_text),
        TEST(test_hidden_blocks_are_kept_and_said),
        TEST(test_hidden_words_in_a_line_are_left_out),
        TEST(test_a_hidden_body_is_shown),
        TEST(test_what_a_script_will_show_is_shown),
        TEST(test_controls_stand_apart),
        TEST(test_headings),
        TEST(test_quotes),
        TEST(test_lists),
        TEST(test_numbers_of_items),
        TEST(test_items_without_words_of_their_own),
        TEST(test_description_lists),
        TEST(test_stray_items_are_one_list),
        TEST(test_an_article_in_an_item_is_no_item),
        TEST(test_code),
        TEST(test_languages_of_code),
        TEST(test_marks),
        TEST(test_links_are_absolute),
        TEST(test_permalinks_are_left_out),
        TEST(test_links_side_by_side_are_parted),
        TEST(test_a_link_around_blocks),
        TEST(test_words_are_counted),
        TEST(test_a_data_table),
        TEST(test_spans_of_cells),
        TEST(test_layout_tables),
        TEST(test_hidden_rows_are_left_out),
        TEST(test_an_empty_table_is_no_block),
        TEST(test_addresses_of_pictures),
        TEST(test_what_is_no_picture),
        TEST(test_noscript_twins),
        TEST(test_places_of_pictures),
        TEST(test_captions_find_their_picture),
        TEST(test_spans),
        TEST(test_spans_in_another_encoding),
        TEST(test_plain_paragraphs),
        TEST(test_plain_wrapped_lines),
        TEST(test_plain_lists),
        TEST(test_plain_code),
        TEST(test_plain_titles_and_quotes),
        TEST(test_the_limit_of_blocks),
        TEST(test_empty_pages),
        TEST(test_hostile_pages_are_linear),
        TEST(test_no_word_is_lost_or_doubled),
        TEST(test_spans_hold_the_words),
        TEST(test_real_pages),
        TEST(test_every_failing_allocation_is_survived),
        TEST(test_no_allocation_in_the_steady_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
