/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What JSON-LD says. A page may carry many objects: the article, the page, the site, a list of
 * other stories, a video with its own dates. One of them is the main entity; its members are
 * believed most, those of the page itself less, and those of other stories not at all.
 */
#include "metadata/evidence.h"
#include "metadata/names.h"

enum { LEVELS = 8, ENTITIES = 64, REFERENCES = 16, AUTHORS = 16, SECTIONS = 8, UPDATES = 2000 };

/** An object that may be what the page is about. */
typedef struct entity {
    uint32_t object;
    unsigned type; /* DATELINE_TYPE_… */
    int score;
} entity;

typedef struct reader {
    dateline_facts *facts;
    const dateline_json *json;
    entity entities[ENTITIES];
    unsigned count;
    uint32_t breadcrumb; /* the first BreadcrumbList */
    unsigned references; /* followed so far */
    unsigned author;     /* which author of a list is read */
} reader;

static dateline_string text_of(const reader *in, uint32_t value) {
    return value ? dateline_clean(dateline_json_string(in->json, value), in->facts->arena)
                 : dateline_absent;
}

static uint32_t member(const reader *in, uint32_t object, unsigned name) {
    return dateline_json_member(in->json, object, name);
}

static dateline_string member_text(const reader *in, uint32_t object, unsigned name) {
    return text_of(in, member(in, object, name));
}

/* The first of a value that may be an array of them; 0 where there is none. */
static uint32_t first_of(const reader *in, uint32_t value) {
    const dateline_json_value *values = in->json->values;
    if (value && values[value].type == DATELINE_JSON_ARRAY)
        return values[value].end > value + 1 ? value + 1 : 0;
    return value;
}

/* ---- Which object is the article? ----------------------------------------------------------- */

static unsigned type_of_value(const reader *in, uint32_t value) {
    dateline_string name = dateline_json_string(in->json, value);
    size_t at = name.length;
    while (at > 0 && name.data[at - 1] != '/' && name.data[at - 1] != ':')
        at--;
    return dateline_word_find(&dateline_type_names, dateline_string_part(name, at, name.length));
}

/* The most telling of an object's types; the table's order is by how telling they are. */
static unsigned type_of(const reader *in, uint32_t object) {
    const dateline_json_value *values = in->json->values;
    uint32_t type = member(in, object, DATELINE_MEMBER_AT_TYPE);
    if (!type)
        return DATELINE_TYPE_NONE;
    if (values[type].type != DATELINE_JSON_ARRAY)
        return type_of_value(in, type);
    unsigned best = DATELINE_TYPE_NONE;
    for (uint32_t i = type + 1; i < values[type].end; i = values[i].end) {
        unsigned one = type_of_value(in, i);
        if (one && (!best || one < best))
            best = one;
    }
    return best;
}

/* May an object that stands there be what the page is about? Not where it is an item of a list, a
   part, a comment or something that is mentioned. */
static bool stands_for_page(const reader *in, uint32_t object) {
    const dateline_json_value *values = in->json->values;
    for (int level = 0; level < LEVELS; level++) {
        switch (values[object].name) {
        case 0:
        case DATELINE_MEMBER_AT_GRAPH:
        case DATELINE_MEMBER_MAIN_ENTITY:
        case DATELINE_MEMBER_MAIN_ENTITY_OF_PAGE:
            break;
        default:
            return false;
        }
        if (!object)
            return true;
        object = values[object].parent;
    }
    return false;
}

static int type_score(unsigned type) {
    switch (type) {
    case DATELINE_TYPE_ARTICLE:
    case DATELINE_TYPE_LIVE_BLOG:
        return 100;
    case DATELINE_TYPE_POST:
        return 90;
    case DATELINE_TYPE_WORK:
        return 60;
    case DATELINE_TYPE_PAGE:
        return 30;
    case DATELINE_TYPE_LISTING:
        return 10;
    default:
        return 0;
    }
}

static bool same_address(dateline_string a, dateline_string b) {
    dateline_url first = dateline_url_parse(a), second = dateline_url_parse(b);
    return first.path.length > 1 && dateline_string_equal(first.path, second.path);
}

static dateline_string headline_of(const reader *in, uint32_t object) {
    dateline_string headline = member_text(in, object, DATELINE_MEMBER_HEADLINE);
    return headline.length ? headline : member_text(in, object, DATELINE_MEMBER_NAME);
}

/* Does another source give the same title? */
static bool is_title_of_page(const reader *in, dateline_string headline) {
    uint64_t key = dateline_fold_key(headline);
    dateline_string title = in->facts->title_element;
    for (uint32_t i = 0; i < in->facts->count; i++) {
        const dateline_evidence *item = &in->facts->items[i];
        if (item->field == DATELINE_FIELD_TITLE && item->key == key)
            return true;
    }
    return headline.length > 8 && dateline_string_find_nocase(title, headline, 0) != SIZE_MAX;
}

static void add_entity(reader *in, uint32_t object, unsigned type) {
    if (in->count == ENTITIES || !type_score(type))
        return;
    int score = type_score(type);
    dateline_string headline = headline_of(in, object);
    uint32_t url = member(in, object, DATELINE_MEMBER_URL);
    if (headline.length)
        score += is_title_of_page(in, headline) ? 60 : 5;
    if (member(in, object, DATELINE_MEMBER_DATE_PUBLISHED))
        score += 10;
    if (url && same_address(text_of(in, url), in->facts->page->url))
        score += 30;
    in->entities[in->count++] = (entity){object, type, score};
}

static void find_entities(reader *in) {
    const dateline_json_value *values = in->json->values;
    for (uint32_t i = 1; i < in->json->count; i++) {
        if (values[i].type != DATELINE_JSON_OBJECT || values[i].end == i + 1)
            continue;
        if (!stands_for_page(in, i) && values[i].name != DATELINE_MEMBER_BREADCRUMB)
            continue;
        unsigned type = type_of(in, i);
        if (type == DATELINE_TYPE_BREADCRUMB && !in->breadcrumb)
            in->breadcrumb = i;
        add_entity(in, i, type);
    }
}

/* The best one. Where several articles stand side by side and none has the page's title, the page
   is a list and has no main entity. */
static const entity *main_entity(const reader *in) {
    const entity *best = NULL;
    unsigned articles = 0;
    for (unsigned i = 0; i < in->count; i++) {
        articles += in->entities[i].type == DATELINE_TYPE_ARTICLE;
        if (!best || in->entities[i].score > best->score)
            best = &in->entities[i];
    }
    return articles > 2 && best->score < 150 ? NULL : best;
}

/* ---- Members -------------------------------------------------------------------------------- */

typedef struct belief {
    int weight; /* added to that of a member */
    const char *source_prefix;
} belief;

static dateline_evidence *add(reader *in, dateline_field field, int weight, uint32_t value,
                              dateline_string text, dateline_string source) {
    const dateline_json_value *v = &in->json->values[value];
    return dateline_evidence_add(in->facts, field, DATELINE_ORIGIN_JSON_LD, weight, text, source,
                                 v->offset, v->offset + v->length);
}

static void add_date(reader *in, dateline_field field, int weight, uint32_t object, unsigned name,
                     dateline_string source) {
    uint32_t value = first_of(in, member(in, object, name));
    if (!value)
        return;
    dateline_date_context context = {
        .order = in->facts->order, .captured = in->facts->captured, .whole = true};
    dateline_date date;
    if (!dateline_date_find(text_of(in, value), 0, &context, &date))
        return;
    dateline_evidence *item =
        add(in, field, weight, value, dateline_date_format(&date, in->facts->arena), source);
    if (item)
        item->date = date;
}

/* An object that is only a reference: the object with that @id which has a name. */
static uint32_t follow(reader *in, uint32_t object) {
    const dateline_json_value *values = in->json->values;
    uint32_t id = member(in, object, DATELINE_MEMBER_AT_ID);
    if (!id || in->references++ >= REFERENCES)
        return object;
    dateline_string wanted = dateline_json_string(in->json, id);
    for (uint32_t i = 1; i < in->json->count; i++) {
        if (values[i].name != DATELINE_MEMBER_AT_ID || values[i].length != values[id].length ||
            i == id)
            continue;
        if (dateline_string_equal(dateline_json_string(in->json, i), wanted) &&
            member(in, values[i].parent, DATELINE_MEMBER_NAME))
            return values[i].parent;
    }
    return object;
}

static dateline_string join_names(const reader *in, dateline_string given, dateline_string family) {
    char *out = DATELINE_ARENA_ARRAY(in->facts->arena, char, given.length + family.length + 1);
    if (!out)
        return dateline_absent;
    memcpy(out, given.data, given.length);
    out[given.length] = ' ';
    memcpy(out + given.length + 1, family.data, family.length);
    return (dateline_string){out, given.length + 1 + family.length};
}

/* The value that names somebody: a string, or an object's name; *object gets the object. */
static uint32_t name_of(reader *in, uint32_t value, uint32_t *object) {
    *object = 0;
    if (in->json->values[value].type != DATELINE_JSON_OBJECT)
        return value;
    *object = value;
    uint32_t name = member(in, value, DATELINE_MEMBER_NAME);
    if (!name) {
        *object = follow(in, value);
        name = member(in, *object, DATELINE_MEMBER_NAME);
    }
    if (!name)
        name = member(in, value, DATELINE_MEMBER_AT_VALUE);
    return first_of(in, name);
}

static void add_names(reader *in, int weight, uint32_t value, dateline_string text,
                      dateline_byline_trust trust, dateline_string source) {
    dateline_byline byline;
    dateline_byline_read(text, trust, in->facts->page_language, in->facts->arena, &byline);
    for (unsigned i = 0; i < byline.count; i++) {
        dateline_evidence *item =
            add(in, DATELINE_FIELD_AUTHORS, weight, value, byline.names[i], source);
        if (!item)
            continue;
        item->signs = trust == DATELINE_BYLINE_PERSON ? DATELINE_SIGN_PERSON : 0;
        item->company = (uint8_t)byline.count;
        item->place = (uint8_t)(in->author + i);
    }
    if (byline.agency.data)
        add(in, DATELINE_FIELD_AGENCY, weight, value, byline.agency, source);
}

static void add_author(reader *in, int weight, uint32_t value, dateline_string source) {
    uint32_t object;
    uint32_t name = name_of(in, value, &object);
    unsigned type = object ? type_of(in, object) : DATELINE_TYPE_NONE;
    dateline_string text = name ? text_of(in, name) : dateline_absent;
    if (object && !text.length) {
        dateline_string given = member_text(in, object, DATELINE_MEMBER_GIVEN_NAME);
        dateline_string family = member_text(in, object, DATELINE_MEMBER_FAMILY_NAME);
        if (!given.length || !family.length)
            return;
        text = join_names(in, given, family);
        name = object;
    }
    if (!text.length)
        return;
    if (type == DATELINE_TYPE_ORGANISATION) {
        if (dateline_is_agency(text)) {
            add(in, DATELINE_FIELD_AGENCY, weight, name, text, source);
            return;
        }
        dateline_evidence *item = add(in, DATELINE_FIELD_AUTHORS, 0, name, text, source);
        if (item)
            item->reason = "an organisation, no person";
        return;
    }
    add_names(in, weight, name, text,
              type == DATELINE_TYPE_PERSON ? DATELINE_BYLINE_PERSON : DATELINE_BYLINE_FIELD,
              source);
}

static void add_authors(reader *in, int weight, uint32_t object, unsigned name,
                        dateline_string source) {
    const dateline_json_value *values = in->json->values;
    uint32_t value = member(in, object, name);
    if (!value)
        return;
    if (values[value].type != DATELINE_JSON_ARRAY) {
        add_author(in, weight, value, source);
        return;
    }
    unsigned count = 0;
    for (uint32_t i = value + 1; i < values[value].end && count < AUTHORS; i = values[i].end) {
        uint32_t inner = values[i].type == DATELINE_JSON_ARRAY ? first_of(in, i) : i;
        in->author = count;
        if (inner)
            add_author(in, weight, inner, source);
        count++;
    }
    in->author = 0;
}

/* A string or strings, each one candidate. */
static void add_strings(reader *in, dateline_field field, int weight, uint32_t value,
                        dateline_string source) {
    const dateline_json_value *values = in->json->values;
    if (!value)
        return;
    if (values[value].type != DATELINE_JSON_ARRAY) {
        uint32_t object, name = name_of(in, value, &object);
        if (name)
            add(in, field, weight, name, text_of(in, name), source);
        return;
    }
    unsigned count = 0;
    for (uint32_t i = value + 1; i < values[value].end && count < AUTHORS; i = values[i].end) {
        uint32_t object, name = name_of(in, i, &object);
        if (name)
            add(in, field, weight, name, text_of(in, name), source);
        count++;
    }
}

/* "a, b, c" or a list of strings. */
static void add_keywords(reader *in, int weight, uint32_t value) {
    static const dateline_string source = {"json-ld keywords", 16};
    if (!value || in->json->values[value].type != DATELINE_JSON_STRING) {
        add_strings(in, DATELINE_FIELD_TAGS, weight, value, source);
        return;
    }
    dateline_string text = text_of(in, value);
    for (size_t at = 0; at < text.length;) {
        const char *stop = memchr(text.data + at, ',', text.length - at);
        size_t next = stop ? (size_t)(stop - text.data) : text.length;
        dateline_string tag = dateline_string_trim(dateline_string_part(text, at, next));
        if (tag.length <= 80)
            add(in, DATELINE_FIELD_TAGS, weight, value, tag, source);
        at = next + 1;
    }
}

static void read_access(reader *in, uint32_t object) {
    uint32_t value = member(in, object, DATELINE_MEMBER_IS_ACCESSIBLE_FOR_FREE);
    dateline_string text = text_of(in, value);
    if (dateline_string_equal_nocase(text, DATELINE_LITERAL("true")))
        in->facts->free = true;
    else if (dateline_string_equal_nocase(text, DATELINE_LITERAL("false")))
        in->facts->not_free = true;
}

static dateline_string url_in(const reader *in, uint32_t value) {
    const dateline_json_value *values = in->json->values;
    if (!value)
        return dateline_absent;
    if (values[value].type != DATELINE_JSON_OBJECT)
        return text_of(in, value);
    dateline_string url = member_text(in, value, DATELINE_MEMBER_URL);
    if (!url.length)
        url = member_text(in, value, DATELINE_MEMBER_CONTENT_URL);
    return url.length ? url : member_text(in, value, DATELINE_MEMBER_AT_ID);
}

static void read_image(reader *in, uint32_t object) {
    dateline_facts *facts = in->facts;
    uint32_t value = first_of(in, member(in, object, DATELINE_MEMBER_IMAGE));
    dateline_string url = url_in(in, value);
    if (!url.length || facts->picture_count == DATELINE_PICTURE_LIMIT)
        return;
    const dateline_json_value *v = &in->json->values[value];
    facts->pictures[facts->picture_count++] =
        (dateline_picture){.url = dateline_url_resolve(facts->page->base, url, facts->arena),
                           .caption = member_text(in, value, DATELINE_MEMBER_CAPTION),
                           .credit = member_text(in, value, DATELINE_MEMBER_CREDIT_TEXT),
                           .begin = v->offset,
                           .end = v->offset + v->length};
}

/* The main entity's own members. */
static void read_article(reader *in, uint32_t object, int weight) {
    uint32_t headline = member(in, object, DATELINE_MEMBER_HEADLINE);
    dateline_string source = DATELINE_LITERAL("json-ld headline");
    if (!headline) {
        headline = member(in, object, DATELINE_MEMBER_NAME);
        source = DATELINE_LITERAL("json-ld name");
    }
    if (headline)
        add(in, DATELINE_FIELD_TITLE, weight, headline, text_of(in, headline), source);
    uint32_t value = member(in, object, DATELINE_MEMBER_ALTERNATIVE_HEADLINE);
    if (value)
        add(in, DATELINE_FIELD_SUBTITLE, weight - 15, value, text_of(in, value),
            DATELINE_LITERAL("json-ld alternativeHeadline"));
    value = member(in, object, DATELINE_MEMBER_DESCRIPTION);
    if (value)
        add(in, DATELINE_FIELD_DESCRIPTION, weight - 12, value, text_of(in, value),
            DATELINE_LITERAL("json-ld description"));
    add_authors(in, weight, object, DATELINE_MEMBER_AUTHOR, DATELINE_LITERAL("json-ld author"));
    add_authors(in, weight - 10, object, DATELINE_MEMBER_CREATOR,
                DATELINE_LITERAL("json-ld creator"));
    add_strings(in, DATELINE_FIELD_SECTION, weight - 10,
                member(in, object, DATELINE_MEMBER_ARTICLE_SECTION),
                DATELINE_LITERAL("json-ld articleSection"));
    add_keywords(in, weight - 10, member(in, object, DATELINE_MEMBER_KEYWORDS));
    add_strings(in, DATELINE_FIELD_SITE, weight - 10,
                first_of(in, member(in, object, DATELINE_MEMBER_PUBLISHER)),
                DATELINE_LITERAL("json-ld publisher"));
    value = first_of(in, member(in, object, DATELINE_MEMBER_LICENSE));
    if (value)
        add(in, DATELINE_FIELD_LICENCE, weight - 5, value, url_in(in, value),
            DATELINE_LITERAL("json-ld license"));
    value = first_of(in, member(in, object, DATELINE_MEMBER_CORRECTION));
    if (value && !in->facts->record->correction.data)
        in->facts->record->correction = in->json->values[value].type == DATELINE_JSON_OBJECT
                                            ? member_text(in, value, DATELINE_MEMBER_TEXT)
                                            : text_of(in, value);
    read_image(in, object);
}

static void read_common(reader *in, uint32_t object, int weight) {
    add_date(in, DATELINE_FIELD_DATE_PUBLISHED, weight, object, DATELINE_MEMBER_DATE_PUBLISHED,
             DATELINE_LITERAL("json-ld datePublished"));
    add_date(in, DATELINE_FIELD_DATE_PUBLISHED, weight - 15, object, DATELINE_MEMBER_DATE_CREATED,
             DATELINE_LITERAL("json-ld dateCreated"));
    add_date(in, DATELINE_FIELD_DATE_PUBLISHED, weight - 18, object, DATELINE_MEMBER_UPLOAD_DATE,
             DATELINE_LITERAL("json-ld uploadDate"));
    add_date(in, DATELINE_FIELD_DATE_MODIFIED, weight, object, DATELINE_MEMBER_DATE_MODIFIED,
             DATELINE_LITERAL("json-ld dateModified"));
    uint32_t value = first_of(in, member(in, object, DATELINE_MEMBER_IN_LANGUAGE));
    if (value) {
        uint32_t named, name = name_of(in, value, &named);
        if (name)
            add(in, DATELINE_FIELD_LANGUAGE, weight - 25, name, text_of(in, name),
                DATELINE_LITERAL("json-ld inLanguage"));
    }
    value = member(in, object, DATELINE_MEMBER_URL);
    if (value)
        add(in, DATELINE_FIELD_CANONICAL_URL, weight - 20, value, url_in(in, value),
            DATELINE_LITERAL("json-ld url"));
    read_access(in, object);
}

/* ---- Breadcrumb ----------------------------------------------------------------------------- */

static uint32_t item_name(reader *in, uint32_t element) {
    uint32_t name = member(in, element, DATELINE_MEMBER_NAME);
    uint32_t item = member(in, element, DATELINE_MEMBER_ITEM);
    if (!name && item)
        name = member(in, item, DATELINE_MEMBER_NAME);
    return name;
}

/* The parts are candidates of one source, in order; the chooser of the section joins them. */
static void read_breadcrumb(reader *in) {
    const dateline_json_value *values = in->json->values;
    uint32_t list =
        in->breadcrumb ? member(in, in->breadcrumb, DATELINE_MEMBER_ITEM_LIST_ELEMENT) : 0;
    if (!list)
        return;
    uint32_t first = values[list].type == DATELINE_JSON_ARRAY ? list + 1 : list;
    uint32_t end = values[list].end;
    unsigned count = 0;
    for (uint32_t i = first; i < end && count < SECTIONS; i = values[i].end) {
        if (values[i].type != DATELINE_JSON_OBJECT)
            continue;
        uint32_t name = item_name(in, i);
        if (name)
            add(in, DATELINE_FIELD_SECTION, 85, name, text_of(in, name),
                DATELINE_LITERAL("json-ld breadcrumb"));
        count++;
    }
}

/* ---- Live blog ------------------------------------------------------------------------------ */

static void read_update(reader *in, uint32_t object, dateline_update *update) {
    dateline_date_context context = {.captured = in->facts->captured, .whole = true};
    dateline_date date;
    *update = (dateline_update){.title = headline_of(in, object),
                                .text = member_text(in, object, DATELINE_MEMBER_ARTICLE_BODY)};
    if (!update->text.length)
        update->text = member_text(in, object, DATELINE_MEMBER_TEXT);
    dateline_string time = member_text(in, object, DATELINE_MEMBER_DATE_PUBLISHED);
    if (time.length && dateline_date_find(time, 0, &context, &date))
        update->time = dateline_date_format(&date, in->facts->arena);
}

static void read_updates(reader *in, uint32_t object) {
    const dateline_json_value *values = in->json->values;
    uint32_t list = member(in, object, DATELINE_MEMBER_LIVE_BLOG_UPDATE);
    if (!list || values[list].type != DATELINE_JSON_ARRAY)
        return;
    size_t count = 0;
    for (uint32_t i = list + 1; i < values[list].end && count < UPDATES; i = values[i].end)
        count++;
    dateline_update *updates = DATELINE_ARENA_ARRAY(in->facts->arena, dateline_update, count);
    if (!updates || !count)
        return;
    in->facts->record->updates = updates;
    for (uint32_t i = list + 1; i < values[list].end && count--; i = values[i].end) {
        dateline_update update;
        read_update(in, i, &update);
        if (update.text.data || update.title.data)
            updates[in->facts->record->update_count++] = update;
    }
}

/* ---- Public --------------------------------------------------------------------------------- */

void dateline_gather_json_ld(dateline_facts *facts) {
    reader in = {.facts = facts, .json = &facts->json};
    find_entities(&in);
    read_breadcrumb(&in);
    if (!in.count)
        return;
    const entity *best = main_entity(&in);
    for (unsigned i = 0; i < in.count; i++) {
        const entity *e = &in.entities[i];
        if (e == best) {
            int weight =
                e->type == DATELINE_TYPE_PAGE || e->type == DATELINE_TYPE_LISTING ? 72 : 90;
            facts->main_entity = e->object;
            read_article(&in, e->object, weight);
            read_common(&in, e->object, weight);
            if (e->type == DATELINE_TYPE_LIVE_BLOG)
                read_updates(&in, e->object);
        } else if (e->type == DATELINE_TYPE_PAGE) {
            read_common(&in, e->object, 66);
        }
    }
}
