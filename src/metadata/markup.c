/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What elements say, of head and body alike, since pages put meta tags and JSON-LD anywhere. Which
 * of them may say something the page room has noted. What one says is looked up by the number of
 * its tag and attributes; nothing is compared letter by letter but the values that matter.
 */
#include "metadata/evidence.h"
#include "metadata/names.h"

enum { SCOPES = 32, VALUE_LIMIT = 400 };

/** A microdata scope that is open where the sweep stands. */
typedef struct scope {
    uint32_t end;
    uint32_t node;
    unsigned type; /* DATELINE_TYPE_… */
} scope;

typedef struct sweep {
    dateline_facts *facts;
    const dateline_tree *tree;
    scope scopes[SCOPES];
    unsigned depth;
    unsigned label; /* which twitter:label speaks of the author: 1, 2, or 0 */
} sweep;

static dateline_string value_of(const sweep *in, const dateline_attribute *attribute) {
    return dateline_tree_value(in->tree, attribute, in->facts->arena);
}

static dateline_string get(const sweep *in, uint32_t node, dateline_attribute_name name) {
    return dateline_tree_get(in->tree, node, name, in->facts->arena);
}

/** A value and where it stands in the input. */
typedef struct found {
    dateline_string text;
    uint32_t begin;
    uint32_t end;
} found;

/* ---- Values of fields ----------------------------------------------------------------------- */

/* Names of persons in a value; each is a candidate of its own. */
static void add_authors(sweep *in, dateline_origin origin, int weight, found value,
                        dateline_string source, dateline_byline_trust trust, uint32_t node) {
    dateline_facts *facts = in->facts;
    dateline_byline byline;
    dateline_byline_read(value.text, trust, facts->page_language, facts->arena, &byline);
    for (unsigned i = 0; i < byline.count; i++) {
        dateline_evidence *item =
            dateline_evidence_add(facts, DATELINE_FIELD_AUTHORS, origin, weight, byline.names[i],
                                  source, value.begin, value.end);
        if (!item)
            continue;
        item->node = node;
        item->company = (uint8_t)byline.count;
        item->place = (uint8_t)i;
        item->signs = trust == DATELINE_BYLINE_PERSON ? DATELINE_SIGN_PERSON : 0;
    }
    if (byline.agency.data)
        dateline_evidence_add(facts, DATELINE_FIELD_AGENCY, origin, weight, byline.agency, source,
                              value.begin, value.end);
}

static void add_date(sweep *in, dateline_field field, dateline_origin origin, int weight,
                     found value, dateline_string source, uint32_t node) {
    dateline_facts *facts = in->facts;
    dateline_date_context context = {
        .order = facts->order, .captured = facts->captured, .whole = true};
    dateline_date date;
    if (!dateline_date_find(value.text, 0, &context, &date))
        return;
    dateline_evidence *item = dateline_evidence_add(facts, field, origin, weight,
                                                    dateline_date_format(&date, facts->arena),
                                                    source, value.begin, value.end);
    if (item) {
        item->date = date;
        item->node = node;
    }
}

/* "a, b; c": tags. */
static void add_tags(dateline_facts *facts, dateline_origin origin, int weight, found list,
                     dateline_string source) {
    dateline_string value = list.text;
    char separator = value.length && memchr(value.data, ',', value.length)   ? ','
                     : value.length && memchr(value.data, ';', value.length) ? ';'
                                                                             : '|';
    for (size_t at = 0; at < value.length;) {
        const char *stop = memchr(value.data + at, separator, value.length - at);
        size_t next = stop ? (size_t)(stop - value.data) : value.length;
        dateline_string tag = dateline_string_trim(dateline_string_part(value, at, next));
        if (tag.length && tag.length <= 80)
            dateline_evidence_add(facts, DATELINE_FIELD_TAGS, origin, weight, tag, source,
                                  list.begin, list.end);
        at = next + 1;
    }
}

static dateline_picture *picture_for(dateline_facts *facts, bool new_one) {
    if (new_one && facts->picture_count < DATELINE_PICTURE_LIMIT) {
        facts->pictures[facts->picture_count] = (dateline_picture){.begin = 0};
        return &facts->pictures[facts->picture_count++];
    }
    return !new_one && facts->picture_count ? &facts->pictures[facts->picture_count - 1] : NULL;
}

static void add_picture(dateline_facts *facts, dateline_string url, uint32_t begin, uint32_t end) {
    dateline_picture *picture = picture_for(facts, true);
    if (picture) {
        picture->url = dateline_url_resolve(facts->page->base, url, facts->arena);
        picture->begin = begin;
        picture->end = end;
    }
}

/* A subtag as it is written by convention (RFC 5646, section 2.1.1): "en", "Latn", "GB". */
static void write_subtag(char *letters, size_t length, bool first) {
    for (size_t i = 0; i < length; i++) {
        bool capital = !first && (length == 2 || (length == 4 && i == 0));
        if (dateline_is_letter(letters[i]))
            letters[i] = (char)(capital ? letters[i] & ~0x20 : letters[i] | 0x20);
    }
}

/* A language tag as BCP 47 has it: "en_gb" becomes "en-GB". */
static void add_language(sweep *in, dateline_origin origin, int weight, found named,
                         dateline_string source) {
    dateline_string value = named.text;
    size_t length = 0;
    while (length < value.length &&
           (dateline_is_letter(value.data[length]) || dateline_is_digit(value.data[length]) ||
            value.data[length] == '-' || value.data[length] == '_'))
        length++;
    if (length < 2 || length > 16)
        return;
    dateline_string tag = dateline_arena_copy(in->facts->arena, value.data, length);
    char *letters = (char *)(uintptr_t)tag.data;
    for (size_t begin = 0, i = 0; letters && i <= length; i++) {
        if (i < length && letters[i] != '_' && letters[i] != '-')
            continue;
        write_subtag(letters + begin, i - begin, begin == 0);
        if (i < length)
            letters[i] = '-';
        begin = i + 1;
    }
    dateline_evidence_add(in->facts, DATELINE_FIELD_LANGUAGE, origin, weight, tag, source,
                          named.begin, named.end);
}

/* ---- meta ----------------------------------------------------------------------------------- */

/* "Written by" beside "Jane Roe", as plugins put it into Twitter's labels. */
static void read_label(sweep *in, unsigned number, dateline_string value) {
    dateline_byline byline;
    dateline_byline_read(value, DATELINE_BYLINE_TEXT, dateline_absent, in->facts->arena, &byline);
    if (byline.by)
        in->label = number;
}

typedef struct meta {
    const dateline_meta_source *source;
    dateline_string label;
    found value;
    uint32_t node;
} meta;

static void read_meta_text(sweep *in, dateline_field field, const meta *m) {
    dateline_evidence_add(in->facts, field, DATELINE_ORIGIN_META, m->source->weight, m->value.text,
                          m->label, m->value.begin, m->value.end);
}

static void read_meta_access(dateline_facts *facts, const meta *m) {
    facts->content_tier = m->value.text;
    if (dateline_string_equal_nocase(m->value.text, DATELINE_LITERAL("false")) ||
        dateline_string_equal_nocase(m->value.text, DATELINE_LITERAL("locked")))
        facts->not_free = true;
    if (dateline_string_equal_nocase(m->value.text, DATELINE_LITERAL("true")) ||
        dateline_string_equal_nocase(m->value.text, DATELINE_LITERAL("free")))
        facts->free = true;
}

static void read_meta_picture(dateline_facts *facts, const meta *m, bool alt) {
    if (!alt) {
        add_picture(facts, m->value.text, m->value.begin, m->value.end);
        return;
    }
    dateline_picture *picture = picture_for(facts, false);
    if (picture && !picture->alt.data)
        picture->alt = m->value.text;
}

static void read_meta_value(sweep *in, const meta *m) {
    dateline_facts *facts = in->facts;
    int weight = m->source->weight;
    switch (m->source->meaning) {
    case DATELINE_META_TITLE:
        read_meta_text(in, DATELINE_FIELD_TITLE, m);
        break;
    case DATELINE_META_SUBTITLE:
        read_meta_text(in, DATELINE_FIELD_SUBTITLE, m);
        break;
    case DATELINE_META_DESCRIPTION:
        read_meta_text(in, DATELINE_FIELD_DESCRIPTION, m);
        break;
    case DATELINE_META_SECTION:
        read_meta_text(in, DATELINE_FIELD_SECTION, m);
        break;
    case DATELINE_META_SITE:
        read_meta_text(in, DATELINE_FIELD_SITE, m);
        break;
    case DATELINE_META_URL:
        read_meta_text(in, DATELINE_FIELD_CANONICAL_URL, m);
        break;
    case DATELINE_META_LICENCE:
        read_meta_text(in, DATELINE_FIELD_LICENCE, m);
        break;
    case DATELINE_META_AUTHOR:
        add_authors(in, DATELINE_ORIGIN_META, weight, m->value, m->label, DATELINE_BYLINE_FIELD,
                    m->node);
        break;
    case DATELINE_META_PUBLISHED:
        add_date(in, DATELINE_FIELD_DATE_PUBLISHED, DATELINE_ORIGIN_META, weight, m->value,
                 m->label, m->node);
        break;
    case DATELINE_META_MODIFIED:
        add_date(in, DATELINE_FIELD_DATE_MODIFIED, DATELINE_ORIGIN_META, weight, m->value, m->label,
                 m->node);
        break;
    case DATELINE_META_TAG:
        add_tags(facts, DATELINE_ORIGIN_META, weight, m->value, m->label);
        break;
    case DATELINE_META_LANGUAGE:
        add_language(in, DATELINE_ORIGIN_META, weight, m->value, m->label);
        break;
    case DATELINE_META_IMAGE:
    case DATELINE_META_IMAGE_ALT:
        read_meta_picture(facts, m, m->source->meaning == DATELINE_META_IMAGE_ALT);
        break;
    case DATELINE_META_ACCESS:
        read_meta_access(facts, m);
        break;
    case DATELINE_META_TYPE:
        facts->type_article =
            dateline_string_equal_nocase(m->value.text, DATELINE_LITERAL("article"));
        break;
    case DATELINE_META_LABEL:
        read_label(in, weight == 1 ? 1 : 2, m->value.text);
        break;
    case DATELINE_META_DATA:
        if (in->label == (weight == 1 ? 1u : 2u))
            add_authors(in, DATELINE_ORIGIN_META, 78, m->value, m->label, DATELINE_BYLINE_FIELD,
                        m->node);
        break;
    default:
        break;
    }
}

/* The scope that a property belongs to: outside of every one the page itself. */
static const scope *current_scope(const sweep *in) {
    static const scope page = {0, 0, DATELINE_TYPE_PAGE};
    return in->depth ? &in->scopes[in->depth - 1] : &page;
}

/* In a forum the comments are the posts. */
static bool is_in_comment(const sweep *in) {
    return current_scope(in)->type == DATELINE_TYPE_COMMENT &&
           in->facts->record->page_type != DATELINE_PAGE_FORUM;
}

/* ---- Dates under names of a site's own ------------------------------------------------------ */

dateline_date_cue dateline_cue_of_name(dateline_string name) {
    static const char *const published[] = {"publi", "creat", "post", "issue", "upload", "pubdate"};
    static const char *const modified[] = {"modif", "updat", "revis", "review", "edit", "chang"};
    if (dateline_string_has_any_nocase(name, modified, sizeof modified / sizeof *modified))
        return DATELINE_CUE_MODIFIED;
    if (dateline_string_has_any_nocase(name, published, sizeof published / sizeof *published))
        return DATELINE_CUE_PUBLISHED;
    return DATELINE_CUE_NONE;
}

static bool is_name_of_date(dateline_string name) {
    static const char *const words[] = {"date", "time", "utc", "epoch"};
    if (dateline_string_has_any_nocase(name, words, sizeof words / sizeof *words))
        return true;
    return dateline_string_equal_nocase(name, DATELINE_LITERAL("ts")) ||
           dateline_string_ends_nocase(name, DATELINE_LITERAL("-ts"));
}

bool dateline_may_be_date(dateline_string value) {
    enum { SECONDS = 10, MILLISECONDS = 13 };
    if (value.length < DATELINE_SHORTEST_DATE || value.length > DATELINE_LONGEST_DATE ||
        !dateline_begins_like_date(value.data[0]) || !dateline_is_digit(value.data[1]))
        return false;
    if (value.data[4] == '-')
        return value.data[7] == '-';
    size_t digits = 0;
    while (digits < value.length && dateline_is_digit(value.data[digits]))
        digits++;
    return digits == value.length && (digits == SECONDS || digits == MILLISECONDS);
}

static void read_unknown_meta(sweep *in, uint32_t node, const dateline_attribute *content) {
    enum { SURE = 74, UNSURE = 58 };
    dateline_string name = get(in, node, DATELINE_ATTRIBUTE_NAME);
    if (!name.length)
        name = get(in, node, DATELINE_ATTRIBUTE_PROPERTY);
    dateline_date_cue cue = dateline_cue_of_name(name);
    if (cue == DATELINE_CUE_NONE && !dateline_string_ends_nocase(name, DATELINE_LITERAL("date")))
        return;
    found value = {value_of(in, content), content->value_offset,
                   content->value_offset + content->value_length};
    add_date(in,
             cue == DATELINE_CUE_MODIFIED ? DATELINE_FIELD_DATE_MODIFIED
                                          : DATELINE_FIELD_DATE_PUBLISHED,
             DATELINE_ORIGIN_META, cue ? SURE : UNSURE, value,
             DATELINE_LITERAL("meta of the site's own"), node);
}

/* data-published="2024-03-05", created-timestamp, data-utime: as a <time> would say it. */
static void read_date_attribute(sweep *in, uint32_t node, const dateline_attribute *a) {
    dateline_facts *facts = in->facts;
    dateline_string name = dateline_tree_attribute_name(in->tree, a);
    bool of_meta =
        in->tree->nodes.items[node].tag == DATELINE_TAG_META; /* says it in its content */
    if (facts->time_count == DATELINE_TIME_LIMIT || of_meta || !is_name_of_date(name) ||
        is_in_comment(in))
        return;
    dateline_date_cue cue = dateline_cue_of_name(name);
    if (cue != DATELINE_CUE_NONE)
        facts->times[facts->time_count++] =
            (dateline_time_mark){.node = node,
                                 .begin = a->value_offset,
                                 .end = a->value_offset + a->value_length,
                                 .cue = (uint8_t)cue};
}

/** The attributes of a meta tag; NULL: it has none such. */
typedef struct meta_attributes {
    const dateline_attribute *content;
    const dateline_attribute *keys[4]; /* what says of what it speaks, the best first */
} meta_attributes;

static meta_attributes attributes_of_meta(const dateline_tree *tree, uint32_t node) {
    meta_attributes of = {0};
    uint32_t first = tree->nodes.items[node].attributes;
    if (first == DATELINE_NO_ATTRIBUTES)
        return of;
    for (const dateline_attribute *a = &tree->attributes.items[first];; a++) {
        if (a->name == DATELINE_ATTRIBUTE_CONTENT)
            of.content = a;
        else if (a->name == DATELINE_ATTRIBUTE_PROPERTY)
            of.keys[0] = a;
        else if (a->name == DATELINE_ATTRIBUTE_NAME)
            of.keys[1] = a;
        else if (a->name == DATELINE_ATTRIBUTE_ITEMPROP)
            of.keys[2] = a;
        else if (a->name == DATELINE_ATTRIBUTE_HTTP_EQUIV)
            of.keys[3] = a;
        if (a->flags & DATELINE_ATTRIBUTE_LAST)
            return of;
    }
}

static void read_meta(sweep *in, uint32_t node) {
    const meta_attributes of = attributes_of_meta(in->tree, node);
    const dateline_attribute *content = of.content;
    if (!content || !content->value_length)
        return;
    for (size_t i = 0; i < sizeof of.keys / sizeof *of.keys; i++) {
        dateline_string key = of.keys[i] ? value_of(in, of.keys[i]) : dateline_absent;
        unsigned known = dateline_word_find(&dateline_meta_names, dateline_string_trim(key));
        if (!known)
            continue;
        const dateline_meta_source *source = &dateline_meta_sources[known];
        meta m = {.source = source,
                  .label = {source->label, source->length},
                  .value = {dateline_clean(value_of(in, content), in->facts->arena),
                            content->value_offset, content->value_offset + content->value_length},
                  .node = node};
        /* Microdata inside a scope is judged with its scope. */
        if (of.keys[i]->name != DATELINE_ATTRIBUTE_ITEMPROP || !in->depth)
            read_meta_value(in, &m);
        return;
    }
    if (dateline_may_be_date(
            (dateline_string){in->tree->text + content->value_offset, content->value_length}))
        read_unknown_meta(in, node, content);
}

/* ---- link ----------------------------------------------------------------------------------- */

static void add_alternate(dateline_facts *facts, dateline_string url, const char *kind) {
    if (facts->alternate_count < DATELINE_ALTERNATE_LIMIT)
        facts->alternates[facts->alternate_count++] =
            (dateline_alternate){url, dateline_string_of(kind)};
}

static void read_alternate(sweep *in, uint32_t node, dateline_string url) {
    dateline_string type = get(in, node, DATELINE_ATTRIBUTE_TYPE);
    dateline_string media = get(in, node, DATELINE_ATTRIBUTE_MEDIA);
    if (dateline_string_find_nocase(type, DATELINE_LITERAL("rss"), 0) != SIZE_MAX ||
        dateline_string_find_nocase(type, DATELINE_LITERAL("atom"), 0) != SIZE_MAX)
        add_alternate(in->facts, url, "feed");
    else if (dateline_tree_attribute(in->tree, node, DATELINE_ATTRIBUTE_HREFLANG))
        add_alternate(in->facts, url, "language");
    else if (dateline_string_has_token(media, DATELINE_LITERAL("print")))
        add_alternate(in->facts, url, "print");
    else if (dateline_string_find_nocase(media, DATELINE_LITERAL("max-width"), 0) != SIZE_MAX ||
             dateline_string_has_token(media, DATELINE_LITERAL("handheld")))
        add_alternate(in->facts, url, "mirror");
}

/** What a link is to the page. */
enum { REL_CANONICAL = 1, REL_ALTERNATE = 2, REL_AMP = 4, REL_LICENCE = 8, REL_IMAGE = 16 };

/* "stylesheet", "preload" and their like are most of them. */
static unsigned rel_of(dateline_string rel) {
    static const struct {
        dateline_string token;
        unsigned rel;
    } known[] = {{{"canonical", 9}, REL_CANONICAL},
                 {{"alternate", 9}, REL_ALTERNATE},
                 {{"amphtml", 7}, REL_AMP},
                 {{"license", 7}, REL_LICENCE},
                 {{"image_src", 9}, REL_IMAGE}};
    unsigned all = 0;
    for (size_t at = 0; at < rel.length; at++) {
        size_t begin = at;
        while (at < rel.length && !dateline_is_space(rel.data[at]))
            at++;
        if (at - begin != 7 && at - begin != 9)
            continue;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (dateline_string_equal_nocase(dateline_string_part(rel, begin, at), known[i].token))
                all |= known[i].rel;
    }
    return all;
}

static void read_link(sweep *in, uint32_t node) {
    dateline_facts *facts = in->facts;
    const dateline_attribute *href =
        dateline_tree_attribute(in->tree, node, DATELINE_ATTRIBUTE_HREF);
    if (!href || !href->value_length)
        return;
    unsigned rel = rel_of(get(in, node, DATELINE_ATTRIBUTE_REL));
    if (!rel)
        return;
    uint32_t begin = href->value_offset, end = begin + href->value_length;
    dateline_string url = dateline_url_resolve(
        facts->page->base, dateline_string_trim(value_of(in, href)), facts->arena);
    if (rel & REL_CANONICAL)
        dateline_evidence_add(facts, DATELINE_FIELD_CANONICAL_URL, DATELINE_ORIGIN_LINK, 95, url,
                              DATELINE_LITERAL("link canonical"), begin, end);
    if (rel & REL_LICENCE)
        dateline_evidence_add(facts, DATELINE_FIELD_LICENCE, DATELINE_ORIGIN_LINK, 85, url,
                              DATELINE_LITERAL("link license"), begin, end);
    if (rel & REL_AMP)
        add_alternate(facts, url, "amp");
    else if (rel & REL_ALTERNATE)
        read_alternate(in, node, url);
    if (rel & REL_IMAGE)
        add_picture(facts, url, begin, end);
}

/* ---- Microdata and RDFa --------------------------------------------------------------------- */

static unsigned type_of_url(dateline_string type) {
    size_t at = type.length;
    while (at > 0 && type.data[at - 1] != '/' && type.data[at - 1] != '#' &&
           type.data[at - 1] != ':')
        at--;
    return dateline_word_find(&dateline_type_names, dateline_string_part(type, at, type.length));
}

static void open_scope(sweep *in, uint32_t node, unsigned type) {
    if (in->depth == SCOPES)
        return;
    if (type == DATELINE_TYPE_ARTICLE || type == DATELINE_TYPE_LIVE_BLOG)
        in->facts->article_scopes++;
    in->scopes[in->depth++] = (scope){in->tree->nodes.items[node].subtree_end, node, type};
}

/* The value of a property: content, datetime, or the element's text. */
static found property_value(sweep *in, uint32_t node) {
    static const dateline_attribute_name names[] = {DATELINE_ATTRIBUTE_CONTENT,
                                                    DATELINE_ATTRIBUTE_DATETIME};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const dateline_attribute *attribute = dateline_tree_attribute(in->tree, node, names[i]);
        if (attribute && attribute->value_length)
            return (found){dateline_clean(value_of(in, attribute), in->facts->arena),
                           attribute->value_offset,
                           attribute->value_offset + attribute->value_length};
    }
    const dateline_node *element = &in->tree->nodes.items[node];
    return (found){dateline_element_text(in->facts, node, VALUE_LIMIT), element->offset,
                   element->offset + element->length};
}

/* The element with itemprop=name inside an author's element, or the element itself. */
static uint32_t name_element(const sweep *in, uint32_t node) {
    enum { NODES = 48 };
    const dateline_node *nodes = in->tree->nodes.items;
    uint32_t end = nodes[node].subtree_end;
    for (uint32_t i = node + 1; i < end && i < node + NODES; i++) {
        if (nodes[i].type == DATELINE_NODE_ELEMENT &&
            dateline_string_has_token(get(in, i, DATELINE_ATTRIBUTE_ITEMPROP),
                                      DATELINE_LITERAL("name")))
            return i;
    }
    return node;
}

static void read_author_property(sweep *in, uint32_t node) {
    uint32_t from = name_element(in, node);
    const scope *owner = current_scope(in);
    /* The author's own scope is open already; what counts is the one around it. */
    if (in->depth > 1 && owner->node == node)
        owner = &in->scopes[in->depth - 2];
    if (owner->type == DATELINE_TYPE_COMMENT)
        return;
    add_authors(in, DATELINE_ORIGIN_MICRODATA, 72, property_value(in, from),
                DATELINE_LITERAL("itemprop author"),
                from != node ? DATELINE_BYLINE_PERSON : DATELINE_BYLINE_FIELD, node);
}

static void read_headline_property(sweep *in, uint32_t node) {
    unsigned type = current_scope(in)->type;
    if (type == DATELINE_TYPE_PERSON || type == DATELINE_TYPE_LISTING)
        return;
    found value = property_value(in, node);
    dateline_evidence *item = dateline_evidence_add(
        in->facts, DATELINE_FIELD_TITLE, DATELINE_ORIGIN_MICRODATA, 72, value.text,
        DATELINE_LITERAL("itemprop headline"), value.begin, value.end);
    if (item)
        item->node = node;
}

static void read_access_property(sweep *in, uint32_t node) {
    dateline_string value = property_value(in, node).text;
    if (dateline_string_equal_nocase(value, DATELINE_LITERAL("false")))
        in->facts->not_free = true;
    else if (dateline_string_equal_nocase(value, DATELINE_LITERAL("true")))
        in->facts->free = true;
}

static void read_section_property(sweep *in, uint32_t node) {
    found value = property_value(in, node);
    dateline_evidence_add(in->facts, DATELINE_FIELD_SECTION, DATELINE_ORIGIN_MICRODATA, 70,
                          value.text, DATELINE_LITERAL("itemprop articleSection"), value.begin,
                          value.end);
}

static void read_property(sweep *in, uint32_t node, unsigned member) {
    const scope *owner = current_scope(in);
    if (owner->type == DATELINE_TYPE_COMMENT || owner->type == DATELINE_TYPE_ORGANISATION)
        return;
    switch (member) {
    case DATELINE_MEMBER_AUTHOR:
    case DATELINE_MEMBER_CREATOR:
        read_author_property(in, node);
        break;
    case DATELINE_MEMBER_DATE_PUBLISHED:
        add_date(in, DATELINE_FIELD_DATE_PUBLISHED, DATELINE_ORIGIN_MICRODATA, 82,
                 property_value(in, node), DATELINE_LITERAL("itemprop datePublished"), node);
        break;
    case DATELINE_MEMBER_DATE_CREATED:
        add_date(in, DATELINE_FIELD_DATE_PUBLISHED, DATELINE_ORIGIN_MICRODATA, 70,
                 property_value(in, node), DATELINE_LITERAL("itemprop dateCreated"), node);
        break;
    case DATELINE_MEMBER_DATE_MODIFIED:
        add_date(in, DATELINE_FIELD_DATE_MODIFIED, DATELINE_ORIGIN_MICRODATA, 80,
                 property_value(in, node), DATELINE_LITERAL("itemprop dateModified"), node);
        break;
    case DATELINE_MEMBER_HEADLINE:
        read_headline_property(in, node);
        break;
    case DATELINE_MEMBER_ARTICLE_SECTION:
        read_section_property(in, node);
        break;
    case DATELINE_MEMBER_IN_LANGUAGE:
        add_language(in, DATELINE_ORIGIN_MICRODATA, 60, property_value(in, node),
                     DATELINE_LITERAL("itemprop inLanguage"));
        break;
    case DATELINE_MEMBER_IS_ACCESSIBLE_FOR_FREE:
        read_access_property(in, node);
        break;
    default:
        break;
    }
}

/* "schema:datePublished", "dc:date", "datePublished dateModified": each token is a property. */
static void read_properties(sweep *in, uint32_t node, dateline_string list) {
    for (size_t at = 0; at < list.length;) {
        size_t begin = at;
        while (at < list.length && !dateline_is_space(list.data[at])) {
            if (list.data[at] == ':')
                begin = at + 1;
            at++;
        }
        dateline_string name = dateline_string_part(list, begin, at);
        unsigned member = dateline_word_find(&dateline_member_names, name);
        if (member)
            read_property(in, node, member);
        at++;
    }
}

/* ---- Other elements ------------------------------------------------------------------------- */

static void read_title(sweep *in, uint32_t node) {
    dateline_facts *facts = in->facts;
    const dateline_node *nodes = in->tree->nodes.items;
    uint32_t text = nodes[node].first;
    if (facts->title_element.data || !text || nodes[text].type != DATELINE_NODE_TEXT ||
        (nodes[node].flags & (DATELINE_NODE_SVG | DATELINE_NODE_MATHML)))
        return;
    facts->title_element =
        dateline_clean(dateline_tree_text(in->tree, text, facts->arena), facts->arena);
    dateline_evidence_add(facts, DATELINE_FIELD_TITLE, DATELINE_ORIGIN_TITLE, 40,
                          facts->title_element, DATELINE_LITERAL("title"), nodes[text].offset,
                          nodes[text].offset + nodes[text].length);
}

static void keep_script(dateline_facts *facts, const dateline_node *text) {
    dateline_string script = {facts->page->tree->text + text->offset, text->length};
    if (facts->script_count < DATELINE_SCRIPT_LIMIT && dateline_is_script_data(script))
        facts->scripts[facts->script_count++] =
            (dateline_script){text->offset, text->offset + text->length};
}

static bool read_script(sweep *in, uint32_t node) {
    const dateline_node *nodes = in->tree->nodes.items;
    uint32_t text = nodes[node].first;
    dateline_string type = get(in, node, DATELINE_ATTRIBUTE_TYPE);
    if (!text)
        return true;
    if (dateline_string_find_nocase(type, DATELINE_LITERAL("ld+json"), 0) == SIZE_MAX) {
        keep_script(in->facts, &nodes[text]);
        return true;
    }
    for (; text; text = nodes[text].next)
        if (!dateline_json_read(&in->facts->json, nodes[text].offset,
                                nodes[text].offset + nodes[text].length))
            return false;
    return true;
}

static void read_time(sweep *in, uint32_t node) {
    dateline_facts *facts = in->facts;
    if (facts->time_count == DATELINE_TIME_LIMIT || is_in_comment(in))
        return;
    dateline_time_mark mark = {.node = node};
    const dateline_attribute *datetime =
        dateline_tree_attribute(in->tree, node, DATELINE_ATTRIBUTE_DATETIME);
    if (!datetime)
        datetime = dateline_tree_attribute(in->tree, node, DATELINE_ATTRIBUTE_TITLE);
    if (datetime) {
        mark.begin = datetime->value_offset;
        mark.end = mark.begin + datetime->value_length;
    }
    if (dateline_tree_attribute(in->tree, node, DATELINE_ATTRIBUTE_PUBDATE))
        mark.cue = DATELINE_CUE_PUBLISHED;
    facts->times[facts->time_count++] = mark;
}

static void read_author_link(sweep *in, uint32_t node) {
    const dateline_node *nodes = in->tree->nodes.items;
    if (current_scope(in)->type == DATELINE_TYPE_COMMENT)
        return;
    found value = {dateline_element_text(in->facts, node, 120), nodes[node].offset,
                   nodes[node].offset + nodes[node].length};
    add_authors(in, DATELINE_ORIGIN_LINK, 66, value, DATELINE_LITERAL("a rel=author"),
                DATELINE_BYLINE_FIELD, node);
}

/* ---- All elements --------------------------------------------------------------------------- */

/** The attributes that tell something on an element of any tag, NULL: it has none such. */
typedef struct told {
    const dateline_attribute *itemscope;
    const dateline_attribute *itemtype;
    const dateline_attribute *type_of; /* RDFa's typeof */
    const dateline_attribute *itemprop;
    const dateline_attribute *property;
    const dateline_attribute *rel;
} told;

/* One look at each attribute. Those with a name of the page's own are read at once. */
static void read_attributes(sweep *in, uint32_t node, told *of) {
    uint32_t first = in->tree->nodes.items[node].attributes;
    for (const dateline_attribute *a = &in->tree->attributes.items[first];; a++) {
        switch (a->name) {
        case DATELINE_ATTRIBUTE_ITEMSCOPE:
            of->itemscope = a;
            break;
        case DATELINE_ATTRIBUTE_ITEMTYPE:
            of->itemtype = a;
            break;
        case DATELINE_ATTRIBUTE_TYPEOF:
            of->type_of = a;
            break;
        case DATELINE_ATTRIBUTE_ITEMPROP:
            of->itemprop = a;
            break;
        case DATELINE_ATTRIBUTE_PROPERTY:
            of->property = a;
            break;
        case DATELINE_ATTRIBUTE_REL:
            of->rel = a;
            break;
        default:
            if (a->name >= DATELINE_ATTRIBUTE_COUNT &&
                dateline_may_be_date(
                    (dateline_string){in->tree->text + a->value_offset, a->value_length}))
                read_date_attribute(in, node, a);
        }
        if (a->flags & DATELINE_ATTRIBUTE_LAST)
            return;
    }
}

static void read_scope_and_properties(sweep *in, uint32_t node, const told *of) {
    const dateline_attribute *type = of->itemtype ? of->itemtype : of->type_of;
    const dateline_attribute *property = of->itemprop ? of->itemprop : of->property;
    if (type || of->itemscope)
        open_scope(in, node, type_of_url(type ? value_of(in, type) : dateline_absent));
    if (property)
        read_properties(in, node, value_of(in, property));
}

static void read_telling(sweep *in, uint32_t node) {
    const dateline_node *element = &in->tree->nodes.items[node];
    told of = {0};
    if (element->attributes == DATELINE_NO_ATTRIBUTES)
        return;
    read_attributes(in, node, &of);
    read_scope_and_properties(in, node, &of);
    if (of.rel && element->tag == DATELINE_TAG_A &&
        dateline_string_has_token(value_of(in, of.rel), DATELINE_LITERAL("author")))
        read_author_link(in, node);
}

static bool read_element(sweep *in, uint32_t node) {
    switch (in->tree->nodes.items[node].tag) {
    case DATELINE_TAG_META:
        read_meta(in, node);
        if (in->depth)
            read_telling(in, node);
        return true;
    case DATELINE_TAG_LINK:
        read_link(in, node);
        return true;
    case DATELINE_TAG_TITLE:
        read_title(in, node);
        return true;
    case DATELINE_TAG_SCRIPT:
        return read_script(in, node);
    case DATELINE_TAG_TIME:
        read_time(in, node);
        break;
    default:
        break;
    }
    read_telling(in, node);
    return true;
}

static bool read_elements(sweep *in) {
    const dateline_page *page = in->facts->page;
    for (uint32_t i = 0; i < page->head.count; i++) {
        uint32_t node = page->head.items[i];
        while (in->depth && in->scopes[in->depth - 1].end <= node)
            in->depth--;
        if (!read_element(in, node))
            return false;
    }
    return !in->facts->arena->memory->failed;
}

static void read_html_language(sweep *in) {
    dateline_facts *facts = in->facts;
    const dateline_attribute *lang =
        dateline_tree_attribute(in->tree, in->tree->html, DATELINE_ATTRIBUTE_LANG);
    if (!lang)
        lang = dateline_tree_attribute(in->tree, in->tree->html, DATELINE_ATTRIBUTE_XML_LANG);
    if (!lang)
        return;
    facts->page_language = dateline_string_trim(value_of(in, lang));
    found value = {facts->page_language, lang->value_offset,
                   lang->value_offset + lang->value_length};
    add_language(in, DATELINE_ORIGIN_HEADING, 80, value, DATELINE_LITERAL("html lang"));
}

/* Does the host end in a country's two letters? Some are sold to everybody and name none. */
static bool is_of_country(dateline_string url) {
    static const char sold[] = "us io co tv me ai ly to fm gg so sh cc ph ";
    dateline_string host = dateline_url_parse(url).host;
    if (host.length < 4 || host.data[host.length - 3] != '.')
        return false;
    dateline_string country = dateline_string_part(host, host.length - 2, host.length);
    return dateline_string_find_nocase(DATELINE_LITERAL(sold), country, 0) == SIZE_MAX;
}

/* In the United States and few other places the month comes first; the page says where it is. */
static dateline_date_order order_of(dateline_string language, dateline_string url) {
    bool english = dateline_string_starts_nocase(language, DATELINE_LITERAL("en"));
    if (language.length && !english)
        return DATELINE_DAY_FIRST;
    if (language.length > 2)
        return dateline_string_ends_nocase(language, DATELINE_LITERAL("US")) ? DATELINE_MONTH_FIRST
                                                                             : DATELINE_DAY_FIRST;
    return is_of_country(url) ? DATELINE_DAY_FIRST : DATELINE_MONTH_FIRST;
}

bool dateline_gather_markup(dateline_facts *facts) {
    const dateline_tree *tree = facts->page->tree;
    sweep in = {.facts = facts, .tree = tree};
    if (!dateline_json_begin(&facts->json, tree->text, &dateline_member_names, facts->arena))
        return false;
    if (tree->html)
        read_html_language(&in);
    facts->order = order_of(facts->page_language, facts->page->url);
    return read_elements(&in);
}
