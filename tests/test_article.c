/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The article room: roles, text and status of pages of our own writing. Expectations are lines
 * "role* | first words", '*' where the block is part of the text. Pages are whole, as the trained
 * model expects them: a lone <p> tells nobody whether it is an article.
 */
#include "article/article.h"
#include "article/matrix.h"
#include "article/phrases.h"
#include "article/reading.h"
#include "extract.h"
#include "harbour_story.h"
#include "page/features.h"
#include "page/tokens.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#define MENU                                                                                       \
    "<header class=site-header><nav class=main-menu><ul><li><a href=/>Home</a></li>"               \
    "<li><a href=/news>News</a></li><li><a href=/sport>Sport</a></li></ul></nav></header>"
#define FOOTER "<footer class=footer><p>© 2024 The Coast Courier. All rights reserved.</p></footer>"
#define PAGE(content)                                                                              \
    "<!DOCTYPE html><html lang=en><head><title>Harbour bridge reopens after repairs</title>"       \
    "<meta property=og:title content=\"Harbour bridge reopens after repairs\"></head><body>" MENU  \
    "<main><article class=article><h1>Harbour bridge reopens after repairs</h1>"                   \
    "<div class=article-body>" content "</div></article></main>" FOOTER "</body></html>"

/* ---- Reading -------------------------------------------------------------------------------- */

enum { MOST_BYTES = 1 << 16, MOST_TEXT = 40 };

typedef struct fixture {
    dateline_extractor *extractor;
    const dateline_record *record;
    char lines[MOST_BYTES]; /* the last page's blocks */
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    dateline_options options;
    dateline_options_initialize(&options);
    options.statements = false;
    f->extractor = dateline_extractor_create(&options, NULL, NULL);
    *state = f;
    return f->extractor ? 0 : -1;
}

static int tear_down(void **state) {
    fixture *f = *state;
    dateline_extractor_destroy(f->extractor);
    free(f);
    return 0;
}

static void write_lines(fixture *f) {
    size_t used = 0;
    f->lines[0] = 0;
    for (size_t i = 0; i < f->record->block_count; i++) {
        const dateline_block *block = &f->record->blocks[i];
        int length = block->text.length < MOST_TEXT ? (int)block->text.length : MOST_TEXT;
        used += (size_t)snprintf(f->lines + used, sizeof f->lines - used, "%s%s | %.*s\n",
                                 dateline_role_name(block->role), block->in_text ? "*" : "", length,
                                 block->text.data);
        assert_true(used < sizeof f->lines);
    }
}

static void read_kind(fixture *f, const char *page, dateline_kind kind) {
    dateline_input input = {.kind = kind, .url = "https://coast.example/news/bridge"};
    assert_int_equal(dateline_extract(f->extractor, page, strlen(page), &input, &f->record, NULL),
                     DATELINE_OK);
    write_lines(f);
}

static void read_page(fixture *f, const char *page) {
    read_kind(f, page, DATELINE_KIND_HTML);
}

/* Does a line of the page read so? */
static void assert_line(const fixture *f, const char *line) {
    char wanted[256];
    snprintf(wanted, sizeof wanted, "%s", line);
    const char *at = strstr(f->lines, wanted);
    if (!at || (at != f->lines && at[-1] != '\n'))
        fail_msg("no line \"%s\" in\n%s", line, f->lines);
}

static bool text_has(const fixture *f, const char *words) {
    dateline_string text = f->record->text;
    return text.data && dateline_string_find(text, dateline_string_of(words), 0) != SIZE_MAX;
}

static unsigned count_in_text(const fixture *f, const char *words) {
    unsigned count = 0;
    for (size_t at = 0;; at++, count++) {
        at = dateline_string_find(f->record->text, dateline_string_of(words), at);
        if (at == SIZE_MAX)
            return count;
    }
}

/* ---- Roles ---------------------------------------------------------------------------------- */

static const char news[] =
    "<!DOCTYPE html><html lang=en><head><title>Harbour bridge reopens after a year of repairs - The "
    "Coast Courier</title></head><body>" MENU
    "<div class=cookie-banner><p>We use cookies to improve this site. <a href=/c>Cookie "
    "settings</a></p><button>Accept all</button></div>"
    "<main><nav class=breadcrumb><a href=/>Home</a> / <a href=/news>News</a></nav>"
    "<article class=article><h1>Harbour bridge reopens after a year of repairs</h1>"
    "<p class=standfirst>Thousands of drivers crossed the harbour again on Monday, twelve months "
    "after cracks were found in two of its pillars.</p>"
    "<p class=byline>By <a rel=author href=/a>Ines Calloway</a></p>"
    "<time datetime=2024-03-04>Published 4 March 2024</time>"
    "<div class=share-tools><a href=#f>Share on Facebook</a></div>"
    "<figure><img src=a.jpg alt=bridge><figcaption>The bridge on Monday morning, before the "
    "opening.</figcaption><p class=credit>Photo: Marek Dolan</p></figure>"
    "<div class=article-body><p>" FIRST "</p><p>" SECOND "</p>"
    "<h2>What was repaired</h2><ul><li>Both cracked pillars were strengthened with steel "
    "collars.</li><li>The deck was sealed against salt water.</li></ul>"
    "<h2>What it cost</h2><p>" THIRD "</p>"
    "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2023</td><td>5.1 million</td></tr>"
    "<tr><td>2024</td><td>3.8 million</td></tr></table>"
    "<blockquote><p>“Nobody in this town wants to drive around the bay for another winter,” Brandt "
    "said at the opening, to applause.</p></blockquote>"
    "<p>The program that reads the sensors was published by the town:</p>"
    "<pre><code>while (bridge.moves())\n    report(bridge);</code></pre>"
    "<p>" FOURTH "</p>"
    "<p>Correction: An earlier version of this article gave the wrong year of the inspection.</p>"
    "<p>The Courier can also be reached at the following alternate addresses:</p>"
    "</div></article></main><p>Corrections: If you find a mistake, let us know what is wrong.</p>"
    "<aside class=related><h3>Related articles</h3><ul><li><a href=/1>Ferry service ends on "
    "Sunday</a></li></ul></aside>"
    "<section id=comments class=comments><h3>Comments</h3><div class=comment><p>At last! I was so "
    "tired of the detour around the whole bay every single morning.</p></div></section>"
    "<div class=newsletter-signup><p>Sign up for our newsletter and get the news of the coast every "
    "morning.</p></div>" FOOTER "</body></html>";

static void every_block_of_a_news_page_has_its_role(void **state) {
    static const char *const lines[] = {
        "navigation | Home",
        "consent | We use cookies",
        "breadcrumb | Home / News",
        "title | Harbour bridge reopens",
        "standfirst* | Thousands of drivers",
        "byline | By Ines Calloway",
        "date | Published 4 March 2024",
        "share | Share on Facebook",
        "caption | The bridge on Monday",
        "credit | Photo: Marek Dolan",
        "paragraph* | The harbour bridge was opened",
        "heading* | What was repaired",
        "list_item* | Both cracked pillars",
        "list_item* | The deck was sealed",
        "heading* | What it cost",
        "table* | Year",
        "quote* | “Nobody in this town",
        "code* | while (bridge.moves())",
        "paragraph* | From April on",
        "correction | Correction: An earlier",
        "address | The Courier can also",
        "related | Related articles",
        "related | Ferry service ends",
        "comment | At last! I was so tired",
        "promo | Sign up for our newsletter",
        "footer | © 2024 The Coast Courier",
    };
    fixture *f = *state;
    read_page(f, news);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_line(f, lines[i]);
    assert_null(strstr(f->lines, "correction | Corrections:")); /* an invitation */
    assert_int_equal(f->record->status, DATELINE_STATUS_OK);
    assert_int_equal(f->record->page_type, DATELINE_PAGE_ARTICLE);
    assert_true(f->record->text_confidence > 0.8F);
}

static void posts_of_a_forum_are_posts(void **state) {
    fixture *f = *state;
    char page[MOST_BYTES] = "<html><head><title>Which telescope for a beginner? - Stargazers "
                            "Forum</title><meta name=generator content=phpBB></head>"
                            "<body class=forum><div id=forum-topic class=topic>"
                            "<h1 class=topic-title>Which telescope for a beginner?</h1>";
    for (int i = 0; i < 8; i++)
        snprintf(page + strlen(page), sizeof page - strlen(page),
                 "<div class=post id=post%d><div class=author><a href=/u>stargazer%d</a></div>"
                 "<div class=post-content><p>I have number %d and I like it a lot, because it is "
                 "light, stands firmly in the wind, and shows the rings of Saturn.</p>"
                 "<div class=post-signature><p>Clear skies to all who look up from the island, "
                 "and may the moon be new.</p></div></div>"
                 "<div class=post-buttons><a href=#r>Reply</a> <a href=#q>Quote</a></div></div>",
                 i, i, i);
    snprintf(page + strlen(page), sizeof page - strlen(page), "</div></body></html>");
    read_page(f, page);
    assert_int_equal(f->record->page_type, DATELINE_PAGE_FORUM);
    assert_line(f, "post* | I have number 3");
    assert_line(f, "other | Clear skies to all");
}

/* Where the model is sure of one card of three, it is sure of all; not so between paragraphs. */
static void blocks_on_one_path_are_of_one_kind(void **state) {
    enum { BLOCKS = 7, WORDS = 10 };
    uint16_t probability[BLOCKS] = {60000, 5000, 500, 60000, 5000, 5000, 5000};
    uint32_t path[BLOCKS] = {0, 0, 0, 1, 2, 2, 2};
    static const bool cards[BLOCKS] = {true, true, false, true}, sure[BLOCKS] = {true, [3] = true};
    dateline_block_source sources[BLOCKS] = {{.word_count = 0}};
    bool shown[BLOCKS], kept[BLOCKS];
    dateline_memory memory;
    dateline_arena arena;
    (void)state;
    dateline_memory_initialize(&memory, NULL);
    dateline_arena_initialize(&arena, &memory);
    for (int i = 0; i < BLOCKS; i++)
        sources[i].word_count = WORDS;
    dateline_page page = {.blocks = {.count = BLOCKS}, .sources = {.items = sources}};
    dateline_reading reading = {.page = &page,
                                .arena = &arena,
                                .features = {.count = BLOCKS, .block_path = path, .path_count = 3},
                                .probability = probability,
                                .shown = shown,
                                .kept = kept,
                                .page_type = DATELINE_PAGE_COLLECTION};
    dateline_choose(&reading);
    assert_true(dateline_keep_kinds(&reading));
    assert_memory_equal(kept, cards, sizeof kept);
    reading.page_type = DATELINE_PAGE_ARTICLE;
    dateline_choose(&reading);
    assert_true(dateline_keep_kinds(&reading));
    assert_memory_equal(kept, sure, sizeof kept);
    dateline_arena_destroy(&arena);
}

/* ---- Pains of the peers --------------------------------------------------------------------- */

/* Pain 2: real content killed by one word in a class or id. */
static void names_are_weak_evidence(void **state) {
    fixture *f = *state;
    read_page(f, PAGE("<p>" FIRST "</p><h2 class=share-header>Who pays</h2><p>" SECOND "</p>"
                      "<div class=related-text><p>" THIRD "</p></div><p class=MsoHeader>" FOURTH
                      "</p>"));
    assert_line(f, "heading* | Who pays");
    assert_true(text_has(f, THIRD));
    assert_true(text_has(f, FOURTH));
}

/* Pain 3: lists, headings and code dropped, also at the end. */
static void structure_between_and_behind_the_text_stays(void **state) {
    fixture *f = *state;
    read_page(f, PAGE("<p>" FIRST "</p><p>" SECOND "</p><pre>open gate\nclose gate</pre><p>" THIRD
                      "</p><h2>Before you cross</h2><ul><li>Keep to forty on the deck, also at "
                      "night.</li><li>Lorries pay at the northern end.</li></ul>"));
    assert_line(f, "code* | open gate");
    assert_line(f, "heading* | Before you cross");
    assert_line(f, "list_item* | Keep to forty");
    assert_line(f, "list_item* | Lorries pay");
}

/* A heading whose whole section is no part of the text. */
static void headings_of_nothing_are_dropped(void **state) {
    static const char *const sections[] = {
        "<h2>What the harbour costs</h2><div class=teaser-list><a class=teaser href=/a>Old ferry "
        "sold to a museum</a><a class=teaser href=/b>Toll to rise</a></div>",
        "<h2>What the harbour costs</h2><p><a href=/x>Read more: The man who found the "
        "cracks</a></p>",
        "<h2>What the harbour costs</h2><div class=newsletter-signup><p>Sign up for our "
        "newsletter</p></div>",
    };
    fixture *f = *state;
    char page[MOST_BYTES];
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        snprintf(
            page, sizeof page,
            PAGE("<p>" FIRST "</p><h2>How it was done</h2><p>" SECOND "</p><p>" THIRD "</p>%s"),
            sections[i]);
        read_page(f, page);
        assert_true(text_has(f, "How it was done"));
        assert_false(text_has(f, "What the harbour costs"));
    }
}

/* Pain 4: text twice. */
static void a_mobile_and_a_desktop_twin_are_one_text(void **state) {
    fixture *f = *state;
    read_page(f,
              PAGE("<div class=mobile-only><p>" FIRST "</p></div><div class=desktop-only><p>" FIRST
                   "</p></div><p>" SECOND "</p><p>" THIRD "</p>"));
    assert_int_equal(count_in_text(f, FIRST), 1);
    assert_int_equal(count_in_text(f, SECOND), 1);
}

#define LEAD "The two ports will close their gates a day before every spring tide."

/* Whatever stands between it and the text. */
static void the_lead_is_text(void **state) {
    fixture *f = *state;
    static const char *const boxes[] = {"<div class=standfirst>" LEAD "</div>",
                                        "<div class=intro><span>" LEAD "</span></div>",
                                        "<div class=excerpt><em>" LEAD "</em></div>"};
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        char page[4096];
        snprintf(page, sizeof page,
                 "<html><head><title>Ports agree to close gates early</title></head><body>"
                 "<nav><a href=/>Home</a> <a href=/n>News</a></nav><main><article><header>"
                 "<h1>Ports agree to close gates early</h1>%s</header><div class=share>"
                 "<a href=/f>Share</a> <a href=/t>Tweet</a></div><p class=byline>By Mara Lindqvist"
                 "</p><time>10 October 2025</time><p>%s</p><p>%s</p><p>%s</p></article></main>"
                 "<footer>About us</footer></body></html>",
                 boxes[i], FIRST, SECOND, THIRD);
        read_page(f, page);
        assert_true(text_has(f, LEAD));
    }
}

static void hidden_text_is_nobodys(void **state) {
    fixture *f = *state;
    read_page(f, PAGE("<p>" FIRST "</p><p style='display:none'>" SECOND "</p><p hidden>" THIRD
                      "</p><p>" FOURTH "</p>"));
    assert_true(text_has(f, FIRST));
    assert_false(text_has(f, SECOND));
    assert_false(text_has(f, THIRD));
    /* But a page that hides all of its article has it shown by a script. */
    read_page(f, "<html><head><title>Harbour bridge reopens</title></head><body><div hidden id=S1>"
                 "<main><article><h1>Harbour bridge reopens</h1><p>" FIRST "</p><p>" SECOND
                 "</p><p>" THIRD "</p></article></main></div></body></html>");
    assert_true(text_has(f, SECOND));
}

/* Pain 6: boilerplate between paragraphs, in several languages. */
static void calls_between_paragraphs_are_dropped(void **state) {
    static const char *const calls[] = {
        "<p><a href=/x>Read more: The man who found the cracks</a></p>",
        "<p>Lesen Sie auch: <a href=/x>Der Mann, der die Risse fand</a></p>",
        "<p>À lire aussi : <a href=/x>L’homme qui a trouvé les fissures</a></p>",
        "<p>Lea también: <a href=/x>El hombre que encontró las grietas</a></p>",
        "<p>Читайте также: <a href=/x>Человек, который нашёл трещины</a></p>",
        "<p>Follow us on <a href=/t>Twitter</a></p>",
        "<p>Follow us on <a href=/t>Twitter</a> and <a href=/f>Facebook</a></p>",
        "<div class=newsletter-signup><p>Sign up for our newsletter</p></div>",
        "<p>Advertisement</p>",
        "<p>Please note that comments appear only once an editor has read them.</p>",
        "<p>Dieser Beitrag wurde am Montag um elf Uhr veröffentlicht.</p>",
        ("<div class=embed><p>An dieser Stelle finden Sie externen Inhalt, der den Artikel ergänzt. "
         "Sie können ihn sich mit einem Klick anzeigen lassen.</p></div>"),
        "<div class=embed><p>To view this content, please allow our partner's cookies.</p></div>",
        "<p>JavaScript is required to show the map of all the bridges.</p>",
    };
    static const char *const words[] = {"The man who",
                                        "Der Mann",
                                        "fissures",
                                        "grietas",
                                        "трещины",
                                        "Follow us on Twitter",
                                        "Twitter and Facebook",
                                        "newsletter",
                                        "Advertisement",
                                        "an editor has read",
                                        "um elf Uhr",
                                        "externen Inhalt",
                                        "our partner's cookies",
                                        "map of all the bridges"};
    fixture *f = *state;
    char page[MOST_BYTES];
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        snprintf(page, sizeof page, PAGE("<p>" FIRST "</p><p>" SECOND "</p>%s<p>" THIRD "</p>"),
                 calls[i]);
        read_page(f, page);
        assert_true(text_has(f, THIRD));
        if (text_has(f, words[i]))
            fail_msg("\"%s\" is in the text:\n%s", words[i], f->lines);
    }
}

/* ---- Status --------------------------------------------------------------------------------- */

static void assert_status(fixture *f, const char *page, dateline_status status) {
    read_page(f, page);
    if (f->record->status != status)
        fail_msg("%s instead of %s:\n%s", dateline_status_name(f->record->status),
                 dateline_status_name(status), f->lines);
    assert_int_equal(f->record->reason.data == NULL, status == DATELINE_STATUS_OK);
}

static void a_page_says_how_its_reading_ended(void **state) {
    fixture *f = *state;
    assert_status(f, "", DATELINE_STATUS_EMPTY);
    assert_status(f, "<html><body><script>go()</script></body></html>", DATELINE_STATUS_EMPTY);
    assert_status(f, news, DATELINE_STATUS_OK);
    assert_status(f,
                  "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Harbour</title>"
                  "<item><description>The gates close.</description></item></channel></rss>",
                  DATELINE_STATUS_NOT_ARTICLE);
    assert_status(f, "<rdf:RDF><item>The gates close tonight.</item></rdf:RDF>",
                  DATELINE_STATUS_NOT_ARTICLE);
    assert_status(f,
                  "<html><head><title>Page not found</title></head><body>" MENU
                  "<main><h1>Page not found</h1><p>Sorry, the page you are looking for is not here "
                  "any more. Try the search.</p></main>" FOOTER "</body></html>",
                  DATELINE_STATUS_NOT_FOUND);
    assert_status(f,
                  "<html><head><title>Seite nicht gefunden</title></head><body>" MENU
                  "<main><h1>Fehler 404</h1><p>Diese Seite gibt es nicht.</p></main></body></html>",
                  DATELINE_STATUS_NOT_FOUND);
    assert_status(
        f,
        "<html><head><title>The Courier</title></head><body><div class=consent-wall>"
        "<h1>Before you continue</h1><p>We and our partners use cookies to store and read "
        "data on your device, to measure our audience and to show you personal "
        "advertising.</p><button>Accept all</button><button>Reject all</button></div>"
        "</body></html>",
        DATELINE_STATUS_BLOCKED);
}

/* What is left where a script fetches the text is not the text. */
static void a_few_words_of_furniture_are_no_text(void **state) {
    fixture *f = *state;
    read_page(f, "<html><head><title>Harbour lamps</title></head><body>"
                 "<div>You need to enable JavaScript to run this app.</div></body></html>");
    assert_int_equal(f->record->text.length, 0);
    assert_int_equal(f->record->status, DATELINE_STATUS_BLOCKED);
    read_page(
        f,
        "<html><head><title>Harbour lamps</title></head><body><div id=root></div>" MENU
        "<div class=cart-drawer><p>$0 USD</p><p>Shipping</p><p>Calculated at checkout</p>"
        "</div><footer class=footer><ul><li><a href=/lamps>All lamps</a></li>"
        "<li><a href=/help>Help with an order</a></li><li><a href=/gifts>Gift cards</a></li><li><a href=/jobs>Jobs at the works</a></li>"
        "<li><a href=/terms>Terms of service</a></li><li><a href=/privacy>Privacy policy"
        "</a></li><li><a href=/returns>Returns and refunds</a></li><li><a href=/shops>Our "
        "shops</a></li><li><a href=/bulbs>Bulbs</a></li><li><a href=/shades>Shades</a></li>"
        "<li><a href=/care>How to care for a lamp</a></li><li><a href=/track>Where is my "
        "order</a></li><li><a href=/cookies>Cookie settings</a></li></ul>"
        "<p>© 2024 Harbour Lamps. All rights reserved.</p></footer></body></html>");
    assert_int_equal(f->record->text.length, 0);
    assert_int_equal(f->record->status, DATELINE_STATUS_NOT_ARTICLE);
    /* But few words may be all there is. */
    read_page(f, "<html><head><title>Notes</title></head><body><article class=post>"
                 "<p>The lamp on the northern pier is out.</p></article></body></html>");
    assert_true(text_has(f, "northern pier"));
    read_page(f, "<p>abc</p><p><a href=/d>def</a></p><p><a href=/g>ghi</a></p>");
    assert_int_not_equal(f->record->text.length, 0);
}

static void a_home_page_is_no_article(void **state) {
    fixture *f = *state;
    char page[MOST_BYTES] = "<html><head><title>The Coast Courier: news from the coast</title>"
                            "<meta property=og:type content=website></head><body>" MENU
                            "<main class=front-page><h2>Latest news</h2><div class=news-list>";
    for (int i = 0; i < 30; i++)
        snprintf(page + strlen(page), sizeof page - strlen(page),
                 "<article class=teaser-card><a href=/news/%d><h3>Council votes again on toll "
                 "number %d</h3></a><a class=section href=/news>News</a></article>",
                 i, i);
    snprintf(page + strlen(page), sizeof page - strlen(page),
             "</div></main>" FOOTER "</body></html>");
    assert_status(f, page, DATELINE_STATUS_NOT_ARTICLE);
}

/* ---- Plain text ----------------------------------------------------------------------------- */

static void a_plain_text_has_roles_too(void **state) {
    static const char text[] =
        "News / Coast\n\nHarbour bridge reopens: mayor\n\n"
        "Mayor Tilda Brandt cuts the ribbon on the northern side of the bridge on March 4, 2024. "
        "(Courier photo)\n\n" FIRST "\n\n" SECOND "\n\nWho pays\n\n" THIRD "\n\n"
        "The Courier’s website can also be accessed at the following alternate addresses:\n\n"
        "www.courier.example\n\nSHARE THIS ARTICLE\n\nCourier News Radio\n";
    static const char *const lines[] = {
        "breadcrumb | News / Coast",    "title | Harbour bridge reopens: mayor",
        "caption | Mayor Tilda Brandt", "paragraph* | The harbour bridge",
        "heading* | Who pays",          "paragraph* | The work took",
        "address | The Courier’s",      "address | www.courier.example",
        "share | SHARE THIS ARTICLE",   "other | Courier News Radio",
    };
    fixture *f = *state;
    read_kind(f, text, DATELINE_KIND_TEXT);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_line(f, lines[i]);
    assert_int_equal(f->record->status, DATELINE_STATUS_OK);
    read_kind(f, " \n\n ", DATELINE_KIND_TEXT);
    assert_int_equal(f->record->status, DATELINE_STATUS_EMPTY);
}

/* ---- Always the same, whatever fails -------------------------------------------------------- */

static void what_was_read_before_leaves_no_trace(void **state) {
    fixture *f = *state;
    read_page(f, news);
    char *first = strdup(f->lines);
    float confidence = f->record->text_confidence;
    read_page(f, PAGE("<p>" SECOND "</p>"));
    read_kind(f, FIRST, DATELINE_KIND_TEXT);
    read_page(f, news);
    assert_string_equal(first, f->lines);
    assert_true(confidence == f->record->text_confidence);
    free(first);
}

typedef struct failing {
    long calls;
    long fail_at;
} failing;

static void *fail_allocate(void *context, size_t size) {
    failing *f = context;
    return ++f->calls == f->fail_at ? NULL : malloc(size);
}

static void *fail_reallocate(void *context, void *memory, size_t old_size, size_t new_size) {
    failing *f = context;
    (void)old_size;
    return ++f->calls == f->fail_at ? NULL : realloc(memory, new_size);
}

static void fail_release(void *context, void *memory, size_t size) {
    (void)context;
    (void)size;
    free(memory);
}

/* Pages of growing size, so that each allocation of the room is one that needs new memory. */
static void a_failing_allocation_is_survived(void **state) {
    (void)state;
    for (long n = 1;; n++) {
        failing counter = {.fail_at = n};
        dateline_allocator allocator = {fail_allocate, fail_reallocate, fail_release, &counter};
        dateline_extractor *extractor = dateline_extractor_create(NULL, &allocator, NULL);
        dateline_code code = extractor ? DATELINE_OK : DATELINE_ERROR_MEMORY;
        const dateline_record *record;
        if (extractor)
            code = dateline_extract(extractor, news, sizeof news - 1, NULL, &record, NULL);
        dateline_extractor_destroy(extractor);
        if (counter.calls < n) {
            assert_int_equal(code, DATELINE_OK);
            break;
        }
        assert_int_equal(code, DATELINE_ERROR_MEMORY);
    }
}

/* ---- Parts ---------------------------------------------------------------------------------- */

static uint32_t first_word(const char *text) {
    const char *p = text;
    return dateline_next_word(&p, text + strlen(text));
}

static void words_are_folded(void **state) {
    (void)state;
    assert_int_equal(first_word("Straße"), first_word("  ...straße!"));
    assert_int_equal(first_word("ÉCOLE"), first_word("école"));
    assert_int_equal(first_word("ПОДРОБНЕЕ"), first_word("подробнее"));
    assert_int_equal(first_word("ŻÓŁW"), first_word("żółw"));
    assert_int_equal(first_word("2024"), first_word("1999"));
    assert_int_not_equal(first_word("read"), first_word("reads"));
    assert_int_equal(first_word("“”… —"), 0);
    assert_int_equal(first_word("写真部"), first_word("写"));
    assert_int_equal(first_word(""), 0);
}

/* A text of letters, digits, signs, spaces and characters beyond ASCII, with room behind it. */
static size_t random_text(uint32_t *random, char *text, size_t most) {
    static const char *const pieces[] = {"a", "Ze", "word", "9",        "-", "_",
                                         " ", " ",  "\t",   "é",        "’", "写",
                                         "@", "\n", "\0",   "\xE2\x80", "B", "[{`"};
    size_t length = 0;
    for (;;) {
        *random = *random * 1664525u + 1013904223u;
        size_t which = (*random >> 16) % (sizeof pieces / sizeof *pieces);
        size_t size = strlen(pieces[which]);
        size += size == 0;
        if (length + size > most || (*random >> 8) % 90 == 0)
            return length;
        memcpy(text + length, pieces[which], size);
        length += size;
    }
}

/* Many at a time or one by one, the words are the same; and no more are read than are wanted. */
static void words_are_read_as_one_by_one(void **state) {
    enum { MOST = 300 };
    char text[MOST + DATELINE_PADDING];
    uint32_t words[MOST], random = 7;
    (void)state;
    for (unsigned round = 0; round < 4000; round++) {
        memset(text, 'x', sizeof text);
        size_t length = random_text(&random, text, round % MOST);
        if (round % 7 == 0)
            memset(text, 'k', length); /* longer than is looked at at once */
        uint32_t most = round % 5 ? MOST : round % 9;
        uint32_t count = dateline_read_words(text, text + length, words, most), i = 0;
        const char *p = text;
        for (uint32_t word; i < most && (word = dateline_next_word(&p, text + length)) != 0; i++)
            assert_true(i < count && words[i] == word);
        assert_int_equal(count, i);
    }
}

/* Any part of a text whose letters are told at once has the words that it has by itself. */
static void told_letters_are_those_of_the_words(void **state) {
    enum { MOST = 300 };
    char text[MOST + 2 * DATELINE_PADDING];
    uint32_t told[MOST], words[MOST], random = 11;
    dateline_memory memory = {0};
    dateline_arena arena;
    (void)state;
    dateline_memory_initialize(&memory, NULL);
    dateline_arena_initialize(&arena, &memory);
    for (uint32_t code = 0x2000; code < 0x2040; code++)
        assert_int_equal(dateline_unicode(code) & (DATELINE_CODE_LETTER | DATELINE_CODE_DIGIT), 0);
    for (unsigned round = 0; round < 4000; round++) {
        memset(text, 0, sizeof text);
        uint32_t length = (uint32_t)random_text(&random, text, round % MOST);
        if (round % 7 == 0)
            memset(text, 'k', length);
        uint32_t begin = length ? random % length : 0, end = begin + (random >> 9) % (length + 1);
        end = end < length ? end : length;
        dateline_letters letters;
        assert_true(dateline_letters_read(&letters, (dateline_string){text, length}, &arena));
        assert_int_equal(dateline_letters_count(&letters, text, begin, end),
                         dateline_count_words((dateline_string){text + begin, end - begin}));
        uint32_t count = dateline_letters_words(&letters, text, begin, end, told, MOST);
        assert_int_equal(count, dateline_read_words(text + begin, text + end, words, MOST));
        assert_memory_equal(told, words, count * sizeof *told);
        dateline_arena_reset(&arena);
    }
    dateline_arena_destroy(&arena);
}

static void names_are_read_as_one_by_one(void **state) {
    enum { MOST = 300 };
    char text[MOST + DATELINE_PADDING];
    uint32_t parts[MOST + 2], random = 3;
    (void)state;
    for (unsigned round = 0; round < 4000; round++) {
        memset(text, 'x', sizeof text);
        size_t length = random_text(&random, text, round % MOST);
        const char *end = text + length;
        uint32_t count = dateline_read_names(text, end, parts), i = 0;
        assert_true(count <= length + 2);
        for (const char *p = text, *stop; p < end; p = stop) {
            for (stop = p; stop < end && !dateline_is_space(*stop);)
                stop++;
            if (stop == p) {
                stop++;
                continue;
            }
            for (uint32_t part; (part = dateline_next_name_part(&p, stop)) != 0; i++)
                assert_true(i < count && parts[i] == part);
            assert_true(i < count && parts[i] == 0);
            i++;
        }
        assert_int_equal(count, i);
    }
}

static void phrases_know_where_they_stand(void **state) {
    (void)state;
    dateline_phrases found = dateline_phrases_find(DATELINE_LITERAL("Lesen Sie auch: Die Brücke"));
    assert_true(found.start & DATELINE_PHRASE_RELATED);
    assert_false(found.whole & DATELINE_PHRASE_RELATED);
    found = dateline_phrases_find(DATELINE_LITERAL("Lesen Sie auch:"));
    assert_true(found.whole & DATELINE_PHRASE_RELATED);
    found = dateline_phrases_find(DATELINE_LITERAL("They would read more if they could"));
    assert_int_equal(found.start, 0);
    found = dateline_phrases_find(DATELINE_LITERAL("on 4 March 2024"));
    assert_true(found.anywhere & DATELINE_PHRASE_MONTH);
    found = dateline_phrases_find(DATELINE_LITERAL("This entry was posted in Travel by Ann."));
    assert_true(found.start & DATELINE_PHRASE_FORMULA);
    found = dateline_phrases_find(DATELINE_LITERAL("In 1901 this entry was posted in a ledger"));
    assert_false(found.start & DATELINE_PHRASE_FORMULA);
    found = dateline_phrases_find(DATELINE_LITERAL("Bitte aktivieren Sie JavaScript, damit"));
    assert_true(found.start & DATELINE_PHRASE_FORMULA);
    assert_true(found.anywhere & DATELINE_PHRASE_BLOCKED);
    assert_int_equal(dateline_phrases_find(dateline_absent).words, 0);
}

/* Every instruction set gives the same numbers, at the limits too. */
static void kernels_agree(void **state) {
    enum { ROWS = 37, STRIDE = 30, WIDTH = DATELINE_MODEL_WIDTH };
    static int16_t in[(ROWS + DATELINE_MATRIX_MARGIN) * STRIDE], weights[STRIDE * WIDTH];
    static int16_t expected[ROWS * WIDTH], out[(ROWS + DATELINE_MATRIX_MARGIN) * WIDTH];
    int32_t bias[WIDTH];
    uint32_t random = 1;
    (void)state;
    for (int round = 0; round < 40; round++) {
        for (size_t i = 0; i < sizeof in / sizeof *in; i++)
            in[i] = (int16_t)((int)((random = random * 1664525u + 1013904223u) >> 18) - 8192);
        for (size_t i = 0; i < sizeof weights / sizeof *weights; i++)
            weights[i] = (int16_t)((int)((random = random * 1664525u + 1013904223u) >> 19) - 4096);
        for (int i = 0; i < WIDTH; i++)
            bias[i] = (int32_t)(random = random * 1664525u + 1013904223u) / 4;
        dateline_product product = {.in = {in},
                                    .parts = 1,
                                    .pairs = STRIDE / 2,
                                    .stride = STRIDE,
                                    .weights = weights,
                                    .bias = bias,
                                    .shift = (unsigned)round / 2,
                                    .count = (uint32_t)(ROWS - round % 4),
                                    .add = round % 2};
        memset(expected, 1, sizeof expected);
        product.out = expected;
        dateline_matrix_kernel_at(0)(&product);
        for (unsigned k = 1; dateline_matrix_kernel_at(k); k++) {
            memset(out, 1, sizeof out);
            product.out = out;
            dateline_matrix_kernel_at(k)(&product);
            assert_memory_equal(out, expected, product.count * WIDTH * sizeof *out);
            assert_int_equal(out[product.count * WIDTH], 0x0101);
        }
    }
}

static void features_have_names_of_their_own(void **state) {
    (void)state;
    char name[64], other[64];
    for (unsigned i = 0; i < DATELINE_FEATURE_COUNT; i++) {
        assert_true(strlen(dateline_feature_name(i, name)) > 0);
        for (unsigned j = 0; j < i; j++)
            assert_string_not_equal(name, dateline_feature_name(j, other));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_block_of_a_news_page_has_its_role),
        cmocka_unit_test(posts_of_a_forum_are_posts),
        cmocka_unit_test(blocks_on_one_path_are_of_one_kind),
        cmocka_unit_test(names_are_weak_evidence),
        cmocka_unit_test(structure_between_and_behind_the_text_stays),
        cmocka_unit_test(headings_of_nothing_are_dropped),
        cmocka_unit_test(a_mobile_and_a_desktop_twin_are_one_text),
        cmocka_unit_test(the_lead_is_text),
        cmocka_unit_test(hidden_text_is_nobodys),
        cmocka_unit_test(calls_between_paragraphs_are_dropped),
        cmocka_unit_test(a_page_says_how_its_reading_ended),
        cmocka_unit_test(a_few_words_of_furniture_are_no_text),
        cmocka_unit_test(a_home_page_is_no_article),
        cmocka_unit_test(a_plain_text_has_roles_too),
        cmocka_unit_test(what_was_read_before_leaves_no_trace),
        cmocka_unit_test(a_failing_allocation_is_survived),
        cmocka_unit_test(words_are_folded),
        cmocka_unit_test(words_are_read_as_one_by_one),
        cmocka_unit_test(told_letters_are_those_of_the_words),
        cmocka_unit_test(names_are_read_as_one_by_one),
        cmocka_unit_test(phrases_know_where_they_stand),
        cmocka_unit_test(kernels_agree),
        cmocka_unit_test(features_have_names_of_their_own),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
