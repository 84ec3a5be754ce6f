/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The article's pictures, with caption and credit. The page room lists every picture; those that
 * stand in the article are kept, and captions are led to theirs. A plain text has no pictures:
 * there a caption stands for its own. The picture that metadata names is the lead.
 */
#include "metadata/evidence.h"
#include "metadata/name_words.h"

#include "core/utf8.h"

/* ---- Caption and credit --------------------------------------------------------------------- */

typedef struct caption {
    dateline_string text;
    dateline_string credit;
} caption;

static bool is_word_byte(char c) {
    return dateline_is_letter(c) || dateline_is_digit(c) || (uint8_t)c >= 0xC3;
}

static bool is_picture_word(dateline_string text, size_t begin, size_t end) {
    return (dateline_word_find(&dateline_name_words, dateline_string_part(text, begin, end)) &
            DATELINE_NAME_PICTURE) != 0;
}

static dateline_string trim_marks(dateline_string text) {
    text = dateline_string_trim(text);
    while (text.length && (text.data[0] == ':' || text.data[0] == '|' || text.data[0] == '-' ||
                           text.data[0] == '/' || text.data[0] == ','))
        text = dateline_string_trim(dateline_string_part(text, 1, text.length));
    while (text.length > 1 && (uint8_t)text.data[0] == 0xC2 && (uint8_t)text.data[1] == 0xA9)
        text = dateline_string_trim(dateline_string_part(text, 2, text.length));
    while (text.length && (text.data[text.length - 1] == ',' || text.data[text.length - 1] == '|' ||
                           text.data[text.length - 1] == ';' || text.data[text.length - 1] == ':'))
        text = dateline_string_trim(dateline_string_part(text, 0, text.length - 1));
    return text;
}

/* A credit without what introduces it: "Photo: Jane Roe/Reuters" -> "Jane Roe/Reuters", "AFP photo"
   -> "AFP", "Photo by Jane Roe" -> "Jane Roe". */
static dateline_string bare_credit(dateline_string text) {
    text = trim_marks(text);
    /* One picture word at the end, and only where none led: "AFP photo", but "Photo: Coast
     * Pictures" */
    bool may_end = true;
    for (bool again = true; again && text.length;) {
        size_t end = 0, begin = text.length;
        while (end < text.length && is_word_byte(text.data[end]))
            end++;
        while (begin > 0 && is_word_byte(text.data[begin - 1]))
            begin--;
        bool by = dateline_string_equal_nocase(dateline_string_part(text, 0, end),
                                               DATELINE_LITERAL("by"));
        again = true;
        if (end && (by || is_picture_word(text, 0, end)))
            text = trim_marks(dateline_string_part(text, end, text.length));
        else if (may_end && begin > 0 && begin < text.length &&
                 is_picture_word(text, begin, text.length))
            text = trim_marks(dateline_string_part(text, 0, begin));
        else
            again = false;
        may_end = false;
    }
    return text;
}

/* Does a text in parentheses speak of a picture's origin? */
static bool is_credit_text(dateline_string text) {
    if (text.length > 100)
        return false;
    for (size_t at = 0; at < text.length;) {
        size_t begin = at;
        while (at < text.length && is_word_byte(text.data[at]))
            at++;
        dateline_string word = dateline_string_part(text, begin, at);
        unsigned flags = dateline_word_find(&dateline_name_words, word);
        bool agency = (flags & DATELINE_NAME_AGENCY) &&
                      (word.length > 4 || (word.data[0] >= 'A' && word.data[0] <= 'Z') ||
                       dateline_string_equal(word, DATELINE_LITERAL("dpa")));
        if ((flags & DATELINE_NAME_PICTURE) || agency)
            return true;
        if (at == begin)
            at++;
    }
    return dateline_string_find(text, DATELINE_LITERAL("\xC2\xA9"), 0) != SIZE_MAX ||
           dateline_string_find_nocase(text, DATELINE_LITERAL("getty"), 0) != SIZE_MAX;
}

/* "... in Belgrade. (AFP photo)" */
static bool split_parentheses(dateline_string text, caption *out) {
    if (text.length < 4 || text.data[text.length - 1] != ')')
        return false;
    size_t open = text.length - 1;
    while (open > 0 && text.data[open] != '(')
        open--;
    dateline_string inner = dateline_string_part(text, open + 1, text.length - 1);
    if (text.data[open] != '(' || !is_credit_text(inner))
        return false;
    out->text = dateline_string_trim(dateline_string_part(text, 0, open));
    out->credit = bare_credit(inner);
    return true;
}

/* "... at the border. Photo: Jane Roe/AP", "... © AFP": from a word for pictures with a colon or
   "by" behind it, or a copyright sign, to the end. */
static bool split_label(dateline_string text, caption *out) {
    enum { LONGEST = 90 };
    size_t from = text.length > LONGEST ? text.length - LONGEST : 0;
    for (size_t at = from; at < text.length; at++) {
        if (at && is_word_byte(text.data[at - 1]))
            continue;
        size_t end = at;
        while (end < text.length && is_word_byte(text.data[end]))
            end++;
        bool sign = (uint8_t)text.data[at] == 0xC2 && at + 1 < text.length &&
                    (uint8_t)text.data[at + 1] == 0xA9;
        dateline_string rest = dateline_string_part(text, end, text.length);
        bool label = end > at && is_picture_word(text, at, end) &&
                     (dateline_string_starts(rest, DATELINE_LITERAL(":")) ||
                      dateline_string_starts(rest, DATELINE_LITERAL(" :")) ||
                      dateline_string_starts_nocase(rest, DATELINE_LITERAL(" by ")) ||
                      dateline_string_starts_nocase(rest, DATELINE_LITERAL(" courtesy")));
        if (!sign && !label)
            continue;
        out->text = trim_marks(dateline_string_part(text, 0, at));
        out->credit = bare_credit(dateline_string_part(text, at, text.length));
        return true;
    }
    return false;
}

static caption split_caption(dateline_string text) {
    caption out = {dateline_string_trim(text), dateline_absent};
    if (!split_parentheses(out.text, &out))
        split_label(out.text, &out);
    if (!out.text.length)
        out.text = dateline_absent;
    if (!out.credit.length)
        out.credit = dateline_absent;
    return out;
}

/* ---- Which pictures ------------------------------------------------------------------------- */

typedef struct gallery {
    dateline_facts *facts;
    dateline_image *images;
    uint32_t *from; /* index in page->images of each, or NONE */
    size_t count;
    uint32_t first; /* blocks of the article */
    uint32_t last;
    dateline_string keys[DATELINE_PICTURE_LIMIT]; /* of the pictures that metadata names */
} gallery;

static bool is_data(dateline_string url) {
    return dateline_string_starts_nocase(url, DATELINE_LITERAL("data:"));
}

static uint32_t number_of(dateline_string text) {
    uint32_t value = 0;
    for (size_t i = 0; i < text.length && dateline_is_digit(text.data[i]) && value < 100000; i++)
        value = value * 10 + (uint32_t)(text.data[i] - '0');
    return value;
}

/* Icons, avatars, pixels: by the size that the page gives, or by their names. */
static bool is_decoration(dateline_facts *facts, uint32_t node) {
    enum { SMALL = 64 };
    const dateline_tree *tree = facts->page->tree;
    if (!tree || !node)
        return false;
    uint32_t width =
        number_of(dateline_tree_get(tree, node, DATELINE_ATTRIBUTE_WIDTH, facts->arena));
    uint32_t height =
        number_of(dateline_tree_get(tree, node, DATELINE_ATTRIBUTE_HEIGHT, facts->arena));
    if ((width && width < SMALL) || (height && height < SMALL))
        return true;
    return (dateline_hints(facts, node) &
            (DATELINE_HINT_PICTURE | DATELINE_HINT_ASIDE | DATELINE_HINT_COMMENT |
             DATELINE_HINT_AUTHOR | DATELINE_HINT_BIO | DATELINE_HINT_SITE)) != 0;
}

/* Size and other variants of one picture differ in query and folder: the file's name is compared,
   where it is long enough to be one picture's, else the whole path. */
static dateline_string picture_key(dateline_string url) {
    enum { LONG_NAME = 12 };
    static const char ends[] = "?#";
    for (size_t i = 0; i < sizeof ends - 1; i++) {
        const char *end = url.length ? memchr(url.data, ends[i], url.length) : NULL;
        if (end)
            url.length = (size_t)(end - url.data);
    }
    size_t name = url.length;
    while (name > 0 && url.data[name - 1] != '/')
        name--;
    return url.length - name > LONG_NAME ? dateline_string_part(url, name, url.length) : url;
}

static bool belongs(const gallery *g, uint32_t i) {
    const dateline_page *page = g->facts->page;
    const dateline_image *image = &page->images.items[i];
    if (!image->url.length || is_data(image->url))
        return false;
    dateline_string key = g->facts->picture_count ? picture_key(image->url) : dateline_absent;
    for (unsigned p = 0; p < g->facts->picture_count; p++)
        if (key.length && dateline_string_equal(key, g->keys[p]))
            return true;
    if (image->block == DATELINE_NONE || image->block < g->first || image->block > g->last + 1)
        return false;
    return !is_decoration(g->facts, page->image_nodes.items[i]);
}

static dateline_image *add_image(gallery *g, const dateline_image *image, uint32_t from) {
    g->from[g->count] = from;
    g->images[g->count] = *image;
    return &g->images[g->count++];
}

/* From the title to the end of the text. */
static void find_range(gallery *g) {
    const dateline_facts *facts = g->facts;
    g->first = facts->title_block;
    if (g->first == DATELINE_NONE ||
        (facts->first_text != DATELINE_NONE && facts->first_text < g->first))
        g->first = facts->first_text;
    g->last = facts->last_text;
    if (g->first == DATELINE_NONE || g->last == DATELINE_NONE) {
        g->first = 1;
        g->last = 0; /* nothing */
    }
}

static uint32_t image_before(const gallery *g, uint32_t block) {
    enum { NEAR = 2 };
    for (size_t i = g->count; i > 0; i--) {
        const dateline_image *image = &g->images[i - 1];
        if (image->block != DATELINE_NONE && image->block <= block)
            return block - image->block <= NEAR && !image->caption.data ? (uint32_t)i - 1
                                                                        : DATELINE_NONE;
    }
    return DATELINE_NONE;
}

/* Pictures with a caption stand in the article or just above it. */
static bool is_near_article(const gallery *g, uint32_t block) {
    enum { ABOVE = 3 };
    return block + ABOVE >= g->first && block <= g->last + 1;
}

/* The entry that a caption belongs to: its picture's, the one just before it, a new one, or none.
 */
static uint32_t image_of_caption(gallery *g, uint32_t block, uint32_t named) {
    for (size_t i = 0; named != DATELINE_NONE && i < g->count; i++)
        if (g->from[i] == named)
            return (uint32_t)i;
    uint32_t before = image_before(g, block);
    if (before != DATELINE_NONE)
        return before;
    const dateline_page *page = g->facts->page;
    bool has_picture = named < page->images.count && is_near_article(g, block);
    if (page->tree && !has_picture)
        return DATELINE_NONE;
    dateline_image image = has_picture ? page->images.items[named] : (dateline_image){0};
    image.block = block;
    add_image(g, &image, has_picture ? named : DATELINE_NONE);
    return (uint32_t)g->count - 1;
}

static void take_caption(gallery *g, uint32_t i) {
    dateline_block *block = &g->facts->page->blocks.items[i];
    bool credit_only = block->role == DATELINE_ROLE_CREDIT;
    if (credit_only && !g->count && block->image == DATELINE_NONE)
        return;
    uint32_t at = credit_only && block->image == DATELINE_NONE
                      ? (uint32_t)g->count - 1
                      : image_of_caption(g, i, block->image);
    block->image = at;
    if (at == DATELINE_NONE)
        return;
    dateline_image *image = &g->images[at];
    if (credit_only) {
        if (!image->credit.data)
            image->credit = bare_credit(block->text);
    } else if (!image->caption.data) {
        caption split = split_caption(block->text);
        image->caption = split.text;
        if (split.credit.data)
            image->credit = split.credit;
    }
}

/* Blocks name pictures by their index in the record; others lose theirs. */
static void number_blocks(gallery *g) {
    dateline_page *page = g->facts->page;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        dateline_block *block = &page->blocks.items[i];
        if (block->role == DATELINE_ROLE_CAPTION || block->role == DATELINE_ROLE_CREDIT)
            take_caption(g, i);
        else
            block->image = DATELINE_NONE;
    }
}

static void choose_lead(gallery *g) {
    dateline_facts *facts = g->facts;
    for (unsigned p = 0; p < facts->picture_count; p++) {
        const dateline_picture *picture = &facts->pictures[p];
        for (size_t i = 0; i < g->count; i++) {
            if (!g->images[i].url.length ||
                !dateline_string_equal(picture_key(g->images[i].url), g->keys[p]))
                continue;
            g->images[i].lead = true;
            if (!g->images[i].caption.data && picture->caption.length)
                g->images[i].caption = picture->caption;
            if (!g->images[i].credit.data && picture->credit.length)
                g->images[i].credit = picture->credit;
            return;
        }
    }
    if (facts->picture_count && facts->pictures[0].url.length) {
        const dateline_picture *picture = &facts->pictures[0];
        dateline_image image = {
            .url = picture->url,
            .alt = picture->alt,
            .caption = picture->caption.length ? picture->caption : dateline_absent,
            .credit = picture->credit.length ? picture->credit : dateline_absent,
            .lead = true,
            .block = DATELINE_NONE,
            .span = {dateline_text_origin(facts->page->text, picture->begin),
                     dateline_text_origin(facts->page->text, picture->end)}};
        add_image(g, &image, DATELINE_NONE);
    } else if (g->count && facts->title_block != DATELINE_NONE &&
               facts->first_text != DATELINE_NONE && g->images[0].block <= facts->first_text + 1) {
        g->images[0].lead = true;
    }
}

bool dateline_choose_images(dateline_facts *facts) {
    dateline_page *page = facts->page;
    gallery g = {.facts = facts};
    uint32_t captions = 0;
    for (uint32_t i = 0; i < page->blocks.count; i++)
        captions += page->blocks.items[i].role == DATELINE_ROLE_CAPTION ||
                    page->blocks.items[i].role == DATELINE_ROLE_CREDIT;
    size_t room = (size_t)page->images.count + captions + 1;
    g.images = DATELINE_ARENA_ARRAY(facts->arena, dateline_image, room);
    g.from = DATELINE_ARENA_ARRAY(facts->arena, uint32_t, room);
    if (!g.images || !g.from)
        return false;
    find_range(&g);
    for (unsigned p = 0; p < facts->picture_count; p++)
        g.keys[p] = picture_key(facts->pictures[p].url);
    for (uint32_t i = 0; i < page->images.count; i++)
        if (belongs(&g, i))
            add_image(&g, &page->images.items[i], i);
    number_blocks(&g);
    choose_lead(&g);
    facts->record->images = g.images;
    facts->record->image_count = g.count;
    return true;
}
