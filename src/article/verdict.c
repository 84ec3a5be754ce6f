/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What kind of page this is and how its reading ended. A page that is no article still gives its
 * text; the status says what it is, the reason why.
 */
#include "article/reading.h"

enum {
    STUB_WORDS = 150, /* a text so long is no error page and no wall, whatever its words */
    WALL_SHARE = 3,   /* a wall's blocks have at least a third of the page's words */
    LINK_SHARE = 16   /* the links of a list have at least a sixteenth of them */
};

/* Sums over the visible blocks. */
typedef struct summary {
    uint64_t words;
    uint64_t link_words;
    uint64_t kept_words;
    uint64_t kept_link_words;
    uint64_t prose_words; /* kept, in blocks of prose */
    uint64_t wall_words;  /* of consent boxes, logins, calls to subscribe */
} summary;

static bool is_wall(const dateline_reading *r, uint32_t i) {
    unsigned wall = DATELINE_PHRASE_BLOCKED | DATELINE_PHRASE_CONSENT;
    return r->page->blocks.items[i].role == DATELINE_ROLE_CONSENT ||
           (r->phrases[i].anywhere & wall);
}

static summary summarise(const dateline_reading *r) {
    summary s = {0};
    for (uint32_t i = 0; i < r->page->blocks.count; i++) {
        const dateline_block_source *source = &r->page->sources.items[i];
        if (!r->shown[i])
            continue;
        s.words += source->word_count;
        s.link_words += source->link_word_count;
        s.wall_words += is_wall(r, i) ? source->word_count : 0;
        if (!r->kept[i])
            continue;
        s.kept_words += source->word_count;
        s.kept_link_words += source->link_word_count;
        if (dateline_is_prose(source->word_count, source->link_word_count))
            s.prose_words += source->word_count;
    }
    return s;
}

static bool says_not_found(const dateline_reading *r) {
    if (r->features.title.data &&
        (dateline_phrases_find(r->features.title).start & DATELINE_PHRASE_NOT_FOUND))
        return true;
    for (uint32_t i = 0; i < r->page->blocks.count; i++)
        if ((r->page->blocks.items[i].level == 1 || i == r->title) &&
            !r->page->sources.items[i].hidden && (r->phrases[i].start & DATELINE_PHRASE_NOT_FOUND))
            return true;
    return false;
}

static bool is_list(const dateline_reading *r, const summary *s) {
    return (r->page_type == DATELINE_PAGE_LISTING || r->page_type == DATELINE_PAGE_COLLECTION) &&
           s->link_words && LINK_SHARE * s->link_words >= s->words &&
           (2 * s->prose_words < s->kept_words || 2 * s->kept_link_words > s->kept_words);
}

/* XML that lists pages: its root element became the body's first. */
static bool is_feed(const dateline_reading *r) {
    static const char *const roots[] = {"rss", "feed", "rdf:rdf", "urlset", "sitemapindex", "opml"};
    const dateline_tree *tree = r->page->tree;
    uint32_t first = tree && tree->body ? tree->nodes.items[tree->body].first : 0;
    if (!first || tree->nodes.items[first].type != DATELINE_NODE_ELEMENT)
        return false;
    dateline_string root = dateline_tree_tag_name(tree, first);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (dateline_string_equal_nocase(root, dateline_string_of(roots[i])))
            return true;
    return false;
}

void dateline_judge(const dateline_reading *r, dateline_record *record) {
    summary s = summarise(r);
    const char *reason = NULL;
    record->status = DATELINE_STATUS_OK;
    record->page_type = r->page_type;
    record->text_confidence = (float)r->expected / (float)DATELINE_PROBABILITY_ONE;
    if (s.words == 0) {
        record->status = DATELINE_STATUS_EMPTY;
        reason = "the page shows no words";
    } else if (is_feed(r)) {
        record->status = DATELINE_STATUS_NOT_ARTICLE;
        reason = "a feed or site map: it lists pages and is none";
    } else if (s.prose_words < STUB_WORDS && says_not_found(r)) {
        record->status = DATELINE_STATUS_NOT_FOUND;
        reason = "the page says that it was not found";
    } else if (s.prose_words < STUB_WORDS && WALL_SHARE * s.wall_words >= s.words) {
        record->status = DATELINE_STATUS_BLOCKED;
        reason = "the page asks for consent, a login or a subscription instead of showing a text";
    } else if (s.kept_words == 0) {
        record->status = DATELINE_STATUS_NOT_ARTICLE;
        reason = "no running text was found";
    } else if (is_list(r, &s)) {
        record->status = DATELINE_STATUS_NOT_ARTICLE;
        reason = "the page is a list of links to other pages";
    }
    record->reason = reason ? dateline_string_of(reason) : dateline_absent;
}
