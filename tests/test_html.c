/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The HTML parser: cases of our own in tests/html/ and those of html5lib-tests, which is looked for
 * in $HTML5LIB_TESTS and in the shared data; where nodes stood in the page; hostile pages; memory.
 * Every tree that is built here is held against html_checks.h.
 */
#include "failing_allocator.h"
#include "html5lib.h"
#include "html_checks.h"
#include "html_scan_checks.h"

#include "html/name_table.h"
#include "html/parser.h"

#include <dirent.h>
#include <time.h>

#define CASES EXAMPLES "/../tests/html/"

/* ---- A parser ------------------------------------------------------------------------------- */

typedef struct fixture {
    failing_allocator counter;
    dateline_memory memory;
    dateline_arena arena;
    dateline_tree tree;
    dateline_writer writer;
    char *page; /* the last one, with its padding */
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    f->counter.fail_on = true;
    const dateline_allocator allocator = failing_allocator_of(&f->counter);
    dateline_memory_initialize(&f->memory, &allocator);
    dateline_arena_initialize(&f->arena, &f->memory);
    f->writer.memory = &f->memory;
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    dateline_tree_destroy(&f->tree, &f->memory);
    dateline_arena_destroy(&f->arena);
    dateline_writer_destroy(&f->writer);
    int leaked = f->counter.live_bytes != 0;
    free(f->page);
    free(f);
    return leaked;
}

/* The page alone in its memory, so that a sanitizer sees what is read behind the padding. */
static bool parse(fixture *f, const char *text, size_t length,
                  const dateline_parse_options *options) {
    free(f->page);
    f->page = malloc(length + DATELINE_PADDING);
    if (length)
        memcpy(f->page, text, length);
    memset(f->page + length, '>', DATELINE_PADDING);
    return dateline_parse(&f->tree, &f->memory, f->page, (uint32_t)length, options);
}

static void parse_well(fixture *f, const char *text, size_t length,
                       const dateline_parse_options *options) {
    assert_true(parse(f, text, length, options));
    dateline_arena_reset(&f->arena);
    const char *wrong = html_check_tree(&f->tree, &f->arena);
    if (wrong)
        fail_msg("%s in: %.*s", wrong, (int)(length < 2000 ? length : 2000), text);
}

static dateline_string dump(fixture *f) {
    f->writer.length = 0;
    dateline_tree_dump(&f->tree, &f->arena, &f->writer);
    return dateline_writer_text(&f->writer);
}

static void parse_text(fixture *f, const char *text) {
    parse_well(f, text, strlen(text), NULL);
}

static void expect_dump(fixture *f, const char *expected) {
    dateline_string found = dump(f);
    if (!dateline_string_equal(found, dateline_string_of(expected)))
        fail_msg("expected:\n%s\nfound:\n%.*s", expected, (int)found.length, found.data);
}

/* ---- Cases in files ------------------------------------------------------------------------- */

static bool run_case(fixture *f, const html5lib_case *test, bool scripting, const char *path) {
    const dateline_parse_options options = {scripting, test->fragment};
    parse_well(f, test->data.data, test->data.length, &options);
    dateline_string found = dump(f);
    if (dateline_string_equal(found, test->document))
        return true;
    print_message("%s:%u, scripting %s:\n%.*s\nexpected:\n%.*sfound:\n%.*s", path, test->line,
                  scripting ? "on" : "off", (int)test->data.length, test->data.data,
                  (int)test->document.length, test->document.data, (int)found.length, found.data);
    return false;
}

static void run_file(fixture *f, const char *path, unsigned *passed, unsigned *total) {
    html5lib_file file;
    html5lib_case test;
    assert_true(html5lib_open(&file, path));
    while (html5lib_next(&file, &test)) {
        bool well = true;
        if (!test.script_on)
            well &= run_case(f, &test, false, path);
        if (!test.script_off)
            well &= run_case(f, &test, true, path);
        *passed += well;
        ++*total;
    }
    free(file.text);
}

static void run_folder(fixture *f, const char *folder, unsigned *passed, unsigned *total) {
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    for (struct dirent *entry; (entry = readdir(directory));) {
        char path[4096];
        size_t length = strlen(entry->d_name);
        if (length < 4 || strcmp(entry->d_name + length - 4, ".dat") != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        run_file(f, path, passed, total);
    }
    closedir(directory);
}

static void cases_of_our_own(void **state) {
    unsigned passed = 0, total = 0;
    run_folder(*state, CASES, &passed, &total);
    print_message("cases of our own: %u of %u\n", passed, total);
    assert_int_equal(passed, total);
    assert_true(total >= 230);
}

static void html5lib_cases(void **state) {
    /* The number of cases at commit 9329e64, the last one with tree-construction/. */
    enum { CASES_OF_HTML5LIB = 1792 };
    const char *tests = getenv("HTML5LIB_TESTS");
    const char *shared = getenv("DATELINE_SHARED");
    unsigned passed = 0, total = 0;
    char folder[4000];
    if (tests)
        snprintf(folder, sizeof folder, "%s/tree-construction", tests);
    else
        snprintf(folder, sizeof folder, "%s/data/html5lib-tests/tree-construction",
                 shared ? shared : EXAMPLES "/../../shared");
    DIR *directory = opendir(folder);
    if (!directory) {
        print_message("html5lib-tests not found in %s\n", folder);
        skip();
    }
    closedir(directory);
    run_folder(*state, folder, &passed, &total);
    print_message("html5lib-tests, tree construction: %u of %u\n", passed, total);
    assert_int_equal(passed, total);
    assert_true(total >= CASES_OF_HTML5LIB);
}

/* ---- Where nodes stood in the page ---------------------------------------------------------- */

/* The source of every node, in document order: what stands there is compared, not the offsets. */
static void expect_sources(fixture *f, const char *const *expected, size_t count) {
    assert_int_equal(f->tree.nodes.count - 1, count);
    for (uint32_t i = 0; i < count; i++) {
        const dateline_node *node = &f->tree.nodes.items[i + 1];
        dateline_string source = {f->tree.text + node->offset, node->length};
        if (!dateline_string_equal(source, dateline_string_of(expected[i])))
            fail_msg("node %u: expected '%s', found '%.*s'", i + 1, expected[i], (int)source.length,
                     source.data);
    }
}

#define EXPECT_SOURCES(f, ...)                                                                     \
    do {                                                                                           \
        const char *const sources[] = {__VA_ARGS__};                                               \
        expect_sources(f, sources, sizeof sources / sizeof *sources);                              \
    } while (0)

static void nodes_know_their_source(void **state) {
    fixture *f = *state;
    parse_text(f, "<!DOCTYPE html><title>a&amp;b</title><!-- c --><P CLASS=x >d<br/>e");
    EXPECT_SOURCES(f, "<!DOCTYPE html>", "", "", "<title>", "a&amp;b", " c ", "", "<P CLASS=x >",
                   "d", "<br/>", "e");
}

static void implied_elements_have_no_source(void **state) {
    fixture *f = *state;
    parse_text(f, "<table><td>x</table></p></br>");
    EXPECT_SOURCES(f, "", "", "", "<table>", "", "", "<td>", "x", "", "");
    for (uint32_t i = 1; i < f->tree.nodes.count; i++)
        if (f->tree.nodes.items[i].type == DATELINE_NODE_ELEMENT)
            assert_int_equal((f->tree.nodes.items[i].flags & DATELINE_NODE_IMPLIED) != 0,
                             f->tree.nodes.items[i].length == 0);
}

static void copies_have_the_source_of_the_first(void **state) {
    fixture *f = *state;
    parse_text(f, "<p><b id=1>x<p>y</b>");
    EXPECT_SOURCES(f, "", "", "", "<p>", "<b id=1>", "x", "<p>", "<b id=1>", "y");
}

static void texts_leave_out_what_is_dropped(void **state) {
    fixture *f = *state;
    const char page[] = "<body>a\0\0b</x>c<pre>\r\nd</pre><textarea>&#10;e</textarea>";
    parse_well(f, page, sizeof page - 1, NULL);
    EXPECT_SOURCES(f, "", "", "<body>", "a", "b", "c", "<pre>", "d", "<textarea>", "e");
    const dateline_node *nodes = f->tree.nodes.items;
    assert_false(nodes[4].flags & DATELINE_NODE_CONTINUES);
    assert_true(nodes[5].flags & DATELINE_NODE_CONTINUES);
    assert_true(nodes[6].flags & DATELINE_NODE_CONTINUES);
    assert_false(nodes[8].flags & DATELINE_NODE_CONTINUES);
}

static void texts_split_by_white_space_are_joined(void **state) {
    fixture *f = *state;
    parse_text(f, "<body> a <table> b </table>");
    EXPECT_SOURCES(f, "", "", "<body>", " a ", " b ", "<table>");
    parse_text(f, "<head></head> \n x y");
    EXPECT_SOURCES(f, "", "<head>", " \n ", "", "x y");
}

static void characters_know_their_source(void **state) {
    static const struct {
        unsigned source;
        const char *text;
    } expected[] = {{1, "a"}, {5, "&"}, {2, "\n"}, {1, "\n"}, {2, "é"},
                    {6, "A"}, {5, "≫⃒"}, {1, "&"},  {1, "x"}};
    fixture *f = *state;
    parse_text(f, "<p>a&amp;\r\n\ré&#x41;&nGt;&x");
    uint32_t node = f->tree.nodes.count - 1;
    uint32_t offset = f->tree.nodes.items[node].offset;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        char out[8];
        uint32_t before = offset;
        unsigned written = dateline_tree_decode(&f->tree, node, &offset, out);
        assert_int_equal(offset - before, expected[i].source);
        assert_int_equal(written, strlen(expected[i].text));
        assert_memory_equal(out, expected[i].text, written);
    }
    assert_int_equal(offset, f->tree.length);
}

static void every_prefix_of_a_page(void **state) {
    static const char page[] =
        "<!DOCTYPE html PUBLIC 'a' \"b\"><html lang=en><head><title>T&eacute;st</title><!-- c -->"
        "<script>if (a<b) <!-- <script> </script> --> </script></head><body class=\"a &amp; b\">"
        "<table><tr><td>x<p>y</table><svg viewBox=1><![CDATA[z]]></svg><b><i></b>w</i>"
        "<textarea>\n&lt;</textarea><select><option selected>o</select><template><td></template>"
        "&#x41;&notit;\r\n<a href='?a=1&copy=2' x = y/>end</a></body></html><!-- e --!>";
    for (size_t length = 0; length <= sizeof page - 1; length++)
        parse_well(*state, page, length, NULL);
}

/* ---- Access --------------------------------------------------------------------------------- */

static uint32_t find_element(const fixture *f, unsigned tag) {
    for (uint32_t i = 1; i < f->tree.nodes.count; i++)
        if (f->tree.nodes.items[i].tag == tag)
            return i;
    return 0;
}

static void assert_string(dateline_string found, const char *expected) {
    if (!dateline_string_equal(found, dateline_string_of(expected)))
        fail_msg("expected '%s', found '%.*s'", expected, (int)found.length, found.data);
}

static void attributes_are_found(void **state) {
    fixture *f = *state;
    parse_text(f, "<a HREF='?x&amp;y\r\nz' class hReF=2 data-Unknown=v>");
    uint32_t a = find_element(f, DATELINE_TAG_A);
    assert_string(dateline_tree_get(&f->tree, a, DATELINE_ATTRIBUTE_HREF, &f->arena), "?x&y\nz");
    dateline_string class = dateline_tree_get(&f->tree, a, DATELINE_ATTRIBUTE_CLASS, &f->arena);
    assert_true(class.data && !class.length);
    assert_null(dateline_tree_get(&f->tree, a, DATELINE_ATTRIBUTE_ID, &f->arena).data);
    const dateline_attribute *first = &f->tree.attributes.items[f->tree.nodes.items[a].attributes];
    assert_true(first[2].name >= DATELINE_ATTRIBUTE_COUNT);
    assert_true(first[2].flags & DATELINE_ATTRIBUTE_LAST);
    assert_string(dateline_tree_attribute_name(&f->tree, &first[2]), "data-Unknown");
    assert_null(dateline_tree_attribute(&f->tree, f->tree.body, DATELINE_ATTRIBUTE_ID));
}

static void long_names_are_whole(void **state) {
    fixture *f = *state;
    char page[2000] = "<x-";
    memset(page + 3, 'Y', 600);
    strcpy(page + 603, " a=1 ");
    memset(page + 608, 'n', 700);
    strcpy(page + 1308, "=v>");
    parse_text(f, page);
    uint32_t element = f->tree.nodes.count - 1;
    dateline_string name = dateline_tree_tag_name(&f->tree, element);
    assert_int_equal(name.length, 602);
    assert_int_equal(name.data[601], 'y');
    const dateline_attribute *first =
        &f->tree.attributes.items[f->tree.nodes.items[element].attributes];
    assert_int_equal(dateline_tree_attribute_name(&f->tree, &first[1]).length, 700);
}

static void landmarks_are_known(void **state) {
    fixture *f = *state;
    parse_text(f, "x");
    assert_true(f->tree.html && f->tree.head && f->tree.body && f->tree.quirks);
    parse_text(f, "<!DOCTYPE html></head><meta></body><!-- moves the order --> x");
    assert_int_equal(f->tree.nodes.items[f->tree.head].parent, f->tree.html);
    assert_false(f->tree.quirks);
    parse_text(f, "<frameset>");
    assert_false(f->tree.body);
    const dateline_parse_options fragment = {.fragment = DATELINE_LITERAL("div")};
    parse_well(f, "x", 1, &fragment);
    assert_false(f->tree.html || f->tree.head || f->tree.body);
}

static void references_elsewhere(void **state) {
    fixture *f = *state;
    dateline_string plain = DATELINE_LITERAL("no reference");
    assert_ptr_equal(dateline_references_expand(plain, false, &f->arena).data, plain.data);
    assert_null(dateline_references_expand(dateline_absent, false, &f->arena).data);
    assert_string(
        dateline_references_expand(DATELINE_LITERAL("&copy=1 &lt;\r&#38;"), false, &f->arena),
        "©=1 <\r&");
    assert_string(
        dateline_references_expand(DATELINE_LITERAL("&copy=1 &copy &copy;=1"), true, &f->arena),
        "&copy=1 © ©=1");
}

/* ---- Names ---------------------------------------------------------------------------------- */

static unsigned find_name(const dateline_name_table *table, const char *name, bool upper) {
    char block[DATELINE_BLOCK + 8];
    memset(block, '>', sizeof block);
    size_t length = strlen(name);
    for (size_t i = 0; i < length; i++)
        block[i] = upper && dateline_is_letter(name[i]) ? (char)(name[i] & ~0x20) : name[i];
    return dateline_name_find(table, block, (unsigned)length);
}

static void tags_are_found_by_name(void **state) {
    (void)state;
    for (unsigned tag = 1; tag < DATELINE_TAG_COUNT; tag++) {
        char longer[32];
        const char *name = dateline_tag_names[tag];
        assert_int_equal(find_name(&dateline_tag_name_table, name, false), tag);
        assert_int_equal(find_name(&dateline_tag_name_table, name, true), tag);
        if (strlen(name) < DATELINE_BLOCK - 1) {
            snprintf(longer, sizeof longer, "%s!", name);
            assert_int_equal(find_name(&dateline_tag_name_table, longer, false), 0);
        }
    }
    assert_int_equal(find_name(&dateline_attribute_name_table, "aria-labelledby", true),
                     DATELINE_ATTRIBUTE_ARIA_LABELLEDBY);
    assert_int_equal(find_name(&dateline_attribute_name_table, "http-equiv", false),
                     DATELINE_ATTRIBUTE_HTTP_EQUIV);
    assert_int_equal(find_name(&dateline_attribute_name_table, "clas", false), 0);
}

static void names_beside_letters_differ(void **state) {
    fixture *f = *state;
    parse_text(f, "<p a@=1 a`=2 a[=3 a{=4 A[=5 data-long-name-with-@=6 data-long-name-with-`=7>");
    expect_dump(f, "| <html>\n|   <head>\n|   <body>\n|     <p>\n|       a@=\"1\"\n"
                   "|       a[=\"3\"\n|       a`=\"2\"\n|       a{=\"4\"\n"
                   "|       data-long-name-with-@=\"6\"\n|       data-long-name-with-`=\"7\"\n");
}

/* ---- Limits --------------------------------------------------------------------------------- */

static char *repeat(const char *unit, size_t count) {
    size_t length = strlen(unit);
    char *text = malloc(length * count + 1);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * length, unit, length);
    text[length * count] = '\0';
    return text;
}

static void expect_limit(fixture *f, const char *unit, size_t count, unsigned limit) {
    char *page = repeat(unit, count);
    parse_text(f, page);
    free(page);
    assert_int_equal(f->tree.limits & limit, limit);
}

static void limits_leave_a_mark(void **state) {
    fixture *f = *state;
    expect_limit(f, "<div>", DATELINE_MAX_DEPTH + 1, DATELINE_LIMIT_DEPTH);
    expect_limit(f, "<table><tr><td>", DATELINE_MAX_DEPTH, DATELINE_LIMIT_DEPTH);
    expect_limit(f, "<template><tr>", DATELINE_MAX_DEPTH, DATELINE_LIMIT_DEPTH);
    char *page = malloc(1 << 20);
    size_t length = 0;
    for (unsigned i = 0; i <= DATELINE_MAX_FORMATTING; i++)
        length += (size_t)sprintf(page + length, "<b id=%u>", i);
    parse_well(f, page, length, NULL);
    assert_int_equal(f->tree.limits, DATELINE_LIMIT_FORMATTING);
    length = (size_t)sprintf(page, "<p");
    for (unsigned i = 0; i <= DATELINE_MAX_ATTRIBUTES; i++)
        length += (size_t)sprintf(page + length, " a%u=%u", i, i);
    length += (size_t)sprintf(page + length, ">x");
    parse_well(f, page, length, NULL);
    assert_int_equal(f->tree.limits, DATELINE_LIMIT_ATTRIBUTES);
    length = 0;
    for (unsigned i = 0; i < 2 * DATELINE_MAX_NAMES; i++)
        length += (size_t)sprintf(page + length, "<t%u a%u>x</t%u>", i, i, i);
    parse_well(f, page, length, NULL);
    assert_int_equal(f->tree.limits, DATELINE_LIMIT_ATTRIBUTES);
    parse_well(f, page, 100, NULL);
    assert_int_equal(f->tree.limits, 0);
    free(page);
}

static void too_many_nodes_end_the_page(void **state) {
    fixture *f = *state;
    size_t length = DATELINE_MAX_NODES / 2 * 5;
    char *page = malloc(length);
    for (size_t i = 0; i + 5 <= length; i += 5)
        memcpy(page + i, "<br>x", 5);
    assert_true(parse(f, page, length, NULL));
    free(page);
    assert_int_equal(f->tree.limits, DATELINE_LIMIT_NODES);
    assert_in_range(f->tree.nodes.count, DATELINE_MAX_NODES - 1000, DATELINE_MAX_NODES);
    assert_int_equal(f->tree.nodes.items[0].subtree_end, f->tree.nodes.count);
}

static void an_outlier_is_forgotten(void **state) {
    static const char *const units[] = {"<br>x", "<a b c d e f g h i j k l m>", ""};
    enum { LENGTH = 24 << 20 };
    fixture *f = *state;
    char *page = malloc(LENGTH);
    for (size_t unit = 0; unit < sizeof units / sizeof *units; unit++) {
        size_t length = strlen(units[unit]);
        memset(page, 'A', LENGTH);
        page[0] = '<'; /* where nothing is repeated, one long name */
        for (size_t i = 0; length && i + length <= LENGTH; i += length)
            memcpy(page + i, units[unit], length);
        page[LENGTH - 1] = '>';
        assert_true(parse(f, page, LENGTH, NULL));
        assert_true(f->counter.live_bytes > 64L << 20);
        parse_text(f, "<p>small");
        assert_true(f->counter.live_bytes < 1 << 20);
    }
    free(page);
}

/* ---- Hostile pages -------------------------------------------------------------------------- */

/* A page: begin, then the unit until it is long enough; '#' in the unit is the number of it. */
static const struct hostile {
    const char *begin, *unit;
} hostile_pages[] = {
    {"", "<div>"},
    {"", "<ul><li>"},
    {"", "<table>"},
    {"", "<table><tr><td>"},
    {"", "<select><option>"},
    {"", "<option>"},
    {"", "<optgroup><option>"},
    {"", "<svg>"},
    {"<svg>", "<g>"},
    {"", "<svg><foreignObject>"},
    {"", "<math><mi>"},
    {"", "<b>"},
    {"", "<b id=#>"},
    {"", "<p><b id=#></p>"},
    {"", "<p><b></p>"},
    {"", "<b><div></b>"},
    {"", "<b><div></b></div>"},
    {"", "<a><b id=#><div></a>"},
    {"", "<font size=#><p>"},
    {"", "<b><i><u><s><em><p></b></i></u></s></em>"},
    {"", "<nobr id=#>"},
    {"<a href=\"", "x=y "},
    {"", "<a title=\"x>"},
    {"<a ", "a#=1 "},
    {"<a ", "a=1 "},
    {"<a", "/"},
    {"<a", " ="},
    {"", "<t#>"},
    {"", "</t#>"},
    {"", "<x a# b#>"},
    {"<", "name"},
    {"", "<html a#=1>"},
    {"", "<html a#=1><p>"},
    {"", "<body a#=1>"},
    {"", "<"},
    {"", "<!"},
    {"", "<!-"},
    {"", "<!--"},
    {"", "<!-->"},
    {"", "<!DOCTYPE>"},
    {"<script>", "<!--"},
    {"<script>", "<!--<script>"},
    {"<script><!--", "</script "},
    {"<title>", "</title"},
    {"", "<title>"},
    {"", "<textarea></textarea>"},
    {"", "<noscript>"},
    {"<svg>", "<![CDATA["},
    {"<svg>", "<![CDATA[x]]>"},
    {"<table>", "</>x"},
    {"<table>", "x<td></td>"},
    {"<table>", "<p>a</p>"},
    {"<table>", "<div>"},
    {"", "<table>x<b>"},
    {"", "<a><table>"},
    {"", "<a><table><a>"},
    {"", "<form><div></form>"},
    {"", "<form>"},
    {"", "<template>"},
    {"", "<template><table>"},
    {"", "<template><tr>"},
    {"", "<button>"},
    {"", "<object>"},
    {"<table>", "<tr><td><object>"},
    {"", "<frameset>"},
    {"<frameset>", "x "},
    {"", "<dd><span>"},
    {"", "<li><span>"},
    {"", "</p>"},
    {"", "</br>"},
    {"", "<ruby><rt>"},
    {"", "<h1>"},
    {"", "&"},
    {"", "&amp"},
    {"&#", "1"},
    {"", "&CounterClockwiseContourIntegra"},
    {"<a href=\"", "&amp"},
    {"", "\r"},
    {"<table>", "<col>"},
    {"<table>", "<caption>"},
    {"", "<table><caption>"},
    {"<table>", "<thead>"},
    {"<select>", "<input>"},
    {"<body></body>", "<!--x-->\n"},
    {"<head></head>", "<meta> "},
    {"", "<svg><g><p>"},
    {"", "<math><annotation-xml encoding=text/html><div>"},
    {"", "<object><select><button><selectedcontent></button><option>"},
    {"<select><button>", "<selectedcontent>"},
    {"<select><button><selectedcontent></button>", "<option selected>x"},
};

static size_t make_hostile(char *page, size_t length, const struct hostile *hostile) {
    size_t at = (size_t)sprintf(page, "%s", hostile->begin);
    for (unsigned number = 0; at + 64 < length; number++) {
        for (const char *c = hostile->unit; *c; c++) {
            if (*c == '#')
                at += (size_t)sprintf(page + at, "%u", number);
            else
                page[at++] = *c;
        }
    }
    return at;
}

/* Neither memory nor nodes may grow faster than the page. The bounds are those of the worst shapes
   with room to spare; quadratic ones would pass them a hundred times over. Time is only looked at
   so coarsely that no machine is too slow. */
static void hostile_pages_are_linear(void **state) {
    enum { LENGTH = 1 << 20, NODES_PER_KIB = 2048, BYTES_PER_BYTE = 160, SECONDS = 20 };
    fixture *f = *state;
    char *page = malloc(LENGTH);
    for (size_t i = 0; i < sizeof hostile_pages / sizeof *hostile_pages; i++) {
        size_t length = make_hostile(page, LENGTH, &hostile_pages[i]);
        dateline_tree_destroy(&f->tree, &f->memory);
        f->counter.peak_bytes = f->counter.live_bytes;
        clock_t begin = clock();
        assert_true(parse(f, page, length, NULL));
        double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        size_t memory = (size_t)f->counter.peak_bytes;
        parse_well(f, page, length / 4, NULL);
        if (f->tree.nodes.count > length / 1024 * NODES_PER_KIB ||
            memory > length * BYTES_PER_BYTE || seconds > SECONDS)
            fail_msg("%s%s...: %u nodes, %zu bytes, %.1f s", hostile_pages[i].begin,
                     hostile_pages[i].unit, f->tree.nodes.count, memory, seconds);
    }
    free(page);
}

/* ---- Memory --------------------------------------------------------------------------------- */

static const char busy_page[] =
    "<!DOCTYPE html><head></head><meta><x-a data-b=1 data-c=2><b>a<p>b</b>c<table>d</>e<tr>f<td>g"
    "</table><svg><g/></svg><template><td>h</template><select><button><selectedcontent></button>"
    "<option>i</select></body><!--j--> k";

static void pages_do_not_disturb_each_other(void **state) {
    fixture *f = *state;
    parse_text(f, busy_page);
    dateline_string found = dump(f);
    char *copy = malloc(found.length);
    memcpy(copy, found.data, found.length);
    const dateline_string first = {copy, found.length};
    const dateline_parse_options fragment = {.fragment = DATELINE_LITERAL("svg g")};
    parse_well(f, "<p><a x-y=z>", 12, &fragment);
    parse_text(f, "<frameset>");
    parse_text(f, busy_page);
    assert_true(dateline_string_equal(dump(f), first));
    free(copy);
}

static void steady_state_allocates_nothing(void **state) {
    fixture *f = *state;
    parse_text(f, busy_page);
    parse_text(f, busy_page);
    long calls = f->counter.calls;
    for (unsigned i = 0; i < 3; i++) {
        assert_true(parse(f, busy_page, sizeof busy_page - 1, NULL));
        assert_true(parse(f, "<p>x", 4, NULL));
    }
    assert_int_equal(f->counter.calls, calls);
}

static void every_failing_allocation_is_survived(void **state) {
    fixture *f = *state;
    char *page = malloc(200000);
    size_t length = 0;
    while (length < 150000)
        length += (size_t)sprintf(page + length, "%s<i%zu q%zu=&amp;>", busy_page, length, length);
    bool done = false;
    for (long fail_at = 1; !done; fail_at++) {
        dateline_tree_destroy(&f->tree, &f->memory);
        f->memory.failed = false;
        f->counter.calls = 0;
        f->counter.fail_at = fail_at;
        done = parse(f, page, length, NULL);
        assert_int_equal(done, !f->memory.failed);
        f->counter.fail_at = 0;
        f->memory.failed = false;
        parse_text(f, busy_page); /* the parser is as good as before */
    }
    free(page);
}

/* ---------------------------------------------------------------------------------------------- */

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scan_agrees_with_loops),
        cmocka_unit_test(scan_tells_bytes_apart),
        cmocka_unit_test_setup_teardown(cases_of_our_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(html5lib_cases, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nodes_know_their_source, set_up, tear_down),
        cmocka_unit_test_setup_teardown(implied_elements_have_no_source, set_up, tear_down),
        cmocka_unit_test_setup_teardown(copies_have_the_source_of_the_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts_leave_out_what_is_dropped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts_split_by_white_space_are_joined, set_up, tear_down),
        cmocka_unit_test_setup_teardown(characters_know_their_source, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_prefix_of_a_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(attributes_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_names_are_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(landmarks_are_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(references_elsewhere, set_up, tear_down),
        cmocka_unit_test(tags_are_found_by_name),
        cmocka_unit_test_setup_teardown(names_beside_letters_differ, set_up, tear_down),
        cmocka_unit_test_setup_teardown(limits_leave_a_mark, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_many_nodes_end_the_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_outlier_is_forgotten, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hostile_pages_are_linear, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pages_do_not_disturb_each_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(steady_state_allocates_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_failing_allocation_is_survived, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
