/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The article's pictures, with caption and credit. The page room lists every picture; those that
 * stand in the article are kept, and captions are led to theirs. A plain text has no pictures:
 * there a caption stands for its own. The picture that metadata names is the lead.
 */
#include "metadata/blocks.h"
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

/* "Image: Jane Roe": before a credit, a word for pictures; before a caption, it may be a word. */
static bool is_image(dateline_string text, size_t begin, size_t end) {
    return dateline_string_equal_nocase(dateline_string_part(text, begin, end),
                                        DATELINE_LITERAL("image"));
}

/* "(Image credit: Jane Roe)" */
static dateline_string without_parentheses(dateline_string text) {
    text = dateline_string_trim(text);
    bool around = text.length > 2 && text.data[0] == '(' && text.data[text.length - 1] == ')' &&
                  !memchr(text.data + 1, '(', text.length - 1);
    return around ? dateline_string_part(text, 1, text.length - 1) : text;
}

/* A credit without what introduces it: "Photo: Jane Roe/Reuters" -> "Jane Roe/Reuters", "AFP photo"
   -> "AFP", "Photo by Jane Roe" -> "Jane Roe". */
static dateline_string bare_credit(dateline_string text) {
    text = trim_marks(without_parentheses(text));
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
        if (end && (by || is_image(text, 0, end) || is_picture_word(text, 0, end)))
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

/* "more", "Fullscreen", "+": buttons of a picture's box. */
static bool is_button(dateline_string text) {
    static const char *const words[] = {"more",    "fullscreen", "full screen", "enlarge",
                                        "zoom",    "expand",     "view image",  "click to enlarge",
                                        "image",   "bild",       "mehr",        "vergrößern",
                                        "agrandir"};
    size_t letters = 0;
    for (size_t i = 0; i < text.length; i++)
        letters += is_word_byte(text.data[i]);
    bool button = letters < 2;
    for (size_t i = 0; i < sizeof words / sizeof *words && !button; i++)
        button = dateline_string_equal_nocase(text, dateline_string_of(words[i]));
    return button;
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
    uint32_t *entry; /* of each of the page's pictures, or NONE */
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
static dateline_string picture_key(dateline_string path) {
    enum { LONG_NAME = 12 };
    size_t name = path.length;
    while (name > 0 && path.data[name - 1] != '/')
        name--;
    return path.length - name > LONG_NAME ? dateline_string_part(path, name, path.length) : path;
}

static bool has_key(dateline_string path, dateline_string key) {
    return key.length && path.length >= key.length &&
           !memcmp(path.data + path.length - key.length, key.data, key.length) &&
           dateline_string_equal(picture_key(path), key);
}

static bool is_named(const gallery *g, dateline_string url) {
    dateline_string path = g->facts->picture_count ? dateline_picture_path(url) : dateline_absent;
    for (unsigned p = 0; p < g->facts->picture_count; p++)
        if (has_key(path, g->keys[p]))
            return true;
    return false;
}

static bool belongs(const gallery *g, uint32_t i) {
    const dateline_page *page = g->facts->page;
    const dateline_image *image = &page->images.items[i];
    if (!image->url.length || is_data(image->url))
        return false;
    if (is_named(g, image->url))
        return true;
    if (image->block == DATELINE_NONE || image->block < g->first || image->block > g->last + 1)
        return false;
    return !dateline_picture_is_furniture(image->url, true) &&
           !is_decoration(g->facts, page->image_nodes.items[i]);
}

static uint32_t add_image(gallery *g, const dateline_image *image) {
    g->images[g->count] = *image;
    return (uint32_t)g->count++;
}

/* ---- One picture, once ---------------------------------------------------------------------- */

/* A picture of which the page has one or more sizes or copies: a slot of a hash table. */
typedef struct print {
    uint64_t name;
    uint32_t count; /* 0: free */
    uint32_t entry;
} print;

typedef struct prints {
    print *slots;
    uint32_t mask;
    uint32_t *of; /* the slot of each of the page's pictures, or NONE */
} prints;

static bool begin_prints(gallery *g, prints *all) {
    uint32_t images = g->facts->page->images.count;
    for (all->mask = 7; all->mask < images * 2;)
        all->mask = all->mask * 2 + 1;
    all->slots = DATELINE_ARENA_ARRAY(g->facts->arena, print, (size_t)all->mask + 1);
    all->of = DATELINE_ARENA_ARRAY(g->facts->arena, uint32_t, (size_t)images + 1);
    if (!all->slots || !all->of)
        return false;
    memset(all->slots, 0, sizeof(print) * ((size_t)all->mask + 1));
    return true;
}

static const uint32_t alone = DATELINE_NONE - 1; /* no print's slot */

/* A hostile page's names may all fall together: behind some, a picture is taken for another. */
static uint32_t count_print(prints *all, uint64_t name) {
    enum { PROBES = 16 };
    uint32_t at = (uint32_t)(name >> 32) & all->mask;
    for (unsigned i = 0; all->slots[at].count && all->slots[at].name != name; i++) {
        if (i == PROBES)
            return alone;
        at = (at + 1) & all->mask;
    }
    if (!all->slots[at].count++)
        all->slots[at] = (print){name, 1, DATELINE_NONE};
    return at;
}

/* Of two sizes the larger, where the first of them stands. Texts in their places that differ are of
 * different pictures. */
static bool merge(dateline_image *first, const dateline_image *next) {
    bool same = dateline_string_equal(first->url, next->url);
    if (!same && first->alt.length && next->alt.length &&
        !dateline_string_equal(first->alt, next->alt))
        return false;
    if (!same && dateline_picture_width(next->url) > dateline_picture_width(first->url)) {
        first->url = next->url;
        first->span = next->span;
    }
    if (!first->alt.length)
        first->alt = next->alt;
    return true;
}

/* What a page repeats so often is a mark of its lists. */
static bool is_mark(const print *p) {
    enum { OFTEN = 5 };
    return p->count >= OFTEN;
}

static bool take_pictures(gallery *g) {
    const dateline_page *page = g->facts->page;
    prints all;
    if (!begin_prints(g, &all))
        return false;
    for (uint32_t i = 0; i < page->images.count; i++)
        all.of[i] = belongs(g, i)
                        ? count_print(&all, dateline_picture_name(page->images.items[i].url))
                        : DATELINE_NONE;
    for (uint32_t i = 0; i < page->images.count; i++) {
        const dateline_image *image = &page->images.items[i];
        g->entry[i] = DATELINE_NONE;
        if (all.of[i] == alone)
            g->entry[i] = add_image(g, image);
        if (all.of[i] >= alone || is_mark(&all.slots[all.of[i]]))
            continue;
        print *p = &all.slots[all.of[i]];
        if (p->entry == DATELINE_NONE || !merge(&g->images[p->entry], image))
            p->entry = add_image(g, image);
        g->entry[i] = p->entry;
    }
    return true;
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

static uint32_t add_captioned(gallery *g, uint32_t block, const dateline_image *picture) {
    dateline_image image = picture ? *picture : (dateline_image){0};
    image.block = block;
    return add_image(g, &image);
}

/* The entry that a caption belongs to: its picture's, which it makes one of the article whatever it
   is called; else the one just before it; in a plain text a new one. */
static uint32_t image_of_caption(gallery *g, uint32_t block, uint32_t named) {
    const dateline_page *page = g->facts->page;
    if (named < page->images.count && g->entry[named] == DATELINE_NONE &&
        is_near_article(g, block) && !is_data(page->images.items[named].url))
        g->entry[named] = add_captioned(g, block, &page->images.items[named]);
    if (named < page->images.count && g->entry[named] != DATELINE_NONE)
        return g->entry[named];
    uint32_t before = image_before(g, block);
    if (before != DATELINE_NONE || page->tree)
        return before;
    return add_captioned(g, block, NULL);
}

/* Where a caption's end stands in a box of its own that is called a credit: the length of the rest;
   else that of all. */
static size_t length_without_credit(dateline_facts *facts, uint32_t i) {
    enum { LONGEST = 100, CREDIT = DATELINE_HINT_CREDIT | DATELINE_HINT_AUTHOR };
    const dateline_page *page = facts->page;
    const dateline_block_source *source = &page->sources.items[i];
    const dateline_run *runs = page->runs.items + source->first_run;
    uint32_t begin = source->words_end;
    if (!page->tree || !source->run_count || (dateline_hints_of_block(facts, i) & CREDIT))
        return page->blocks.items[i].text.length;
    for (uint32_t r = source->run_count; r > 1; r--) {
        uint32_t box = page->tree->nodes.items[runs[r - 1].node].parent;
        if (source->words_end - runs[r - 1].words > LONGEST ||
            !(dateline_hints(facts, box) & CREDIT))
            break;
        begin = runs[r - 1].words;
    }
    return begin - source->words_begin;
}

static caption caption_of_block(dateline_facts *facts, uint32_t i) {
    dateline_string text = facts->page->blocks.items[i].text;
    size_t length = length_without_credit(facts, i);
    if (!length || length >= text.length)
        return split_caption(text);
    return (caption){
        trim_marks(dateline_string_part(text, 0, length)),
        bare_credit(dateline_string_part(text, length, text.length)),
    };
}

static void take_caption(gallery *g, uint32_t i) {
    dateline_block *block = &g->facts->page->blocks.items[i];
    bool credit_only = block->role == DATELINE_ROLE_CREDIT;
    if (credit_only && !g->count && block->image == DATELINE_NONE)
        return;
    if (is_button(block->text)) {
        block->image = DATELINE_NONE;
        return;
    }
    uint32_t at = credit_only && block->image == DATELINE_NONE
                      ? (uint32_t)g->count - 1
                      : image_of_caption(g, i, block->image);
    block->image = at;
    if (at == DATELINE_NONE)
        return;
    dateline_image *image = &g->images[at];
    if (credit_only) {
        dateline_string credit = bare_credit(block->text);
        if (!image->credit.data && credit.length)
            image->credit = credit;
    } else if (!image->caption.data) {
        caption split = caption_of_block(g->facts, i);
        image->caption = split.text;
        if (split.credit.length)
            image->credit = split.credit;
    }
}

static bool is_of_picture(const dateline_facts *facts, uint32_t i) {
    dateline_role role = facts->page->blocks.items[i].role;
    return role == DATELINE_ROLE_CAPTION || role == DATELINE_ROLE_CREDIT;
}

/* Blocks name pictures by their index in the record. */
static void take_captions(gallery *g) {
    const dateline_facts *facts = g->facts;
    for (uint32_t n = 0; n < facts->special_count; n++)
        if (is_of_picture(facts, facts->special[n]))
            take_caption(g, facts->special[n]);
}

static void complete_lead(dateline_image *lead, const dateline_picture *picture) {
    lead->lead = true;
    if (!lead->caption.data && picture->caption.length)
        lead->caption = picture->caption;
    if (!lead->credit.data && picture->credit.length)
        lead->credit = picture->credit;
}

/* The entry that shows what metadata names, under the same name or in another size. */
static uint32_t entry_of_picture(const gallery *g, unsigned p) {
    for (uint32_t i = 0; i < g->count; i++)
        if (g->images[i].url.length && has_key(dateline_picture_path(g->images[i].url), g->keys[p]))
            return i;
    uint64_t name = dateline_picture_name(g->facts->pictures[p].url);
    for (uint32_t i = 0; i < g->count; i++)
        if (g->images[i].url.length && dateline_picture_name(g->images[i].url) == name)
            return i;
    return DATELINE_NONE;
}

static void add_lead(gallery *g, const dateline_picture *picture) {
    const dateline_text *text = g->facts->page->text;
    dateline_image image = {.url = picture->url,
                            .alt = picture->alt,
                            .block = DATELINE_NONE,
                            .span = {dateline_text_origin(text, picture->begin),
                                     dateline_text_origin(text, picture->end)}};
    complete_lead(&image, picture);
    add_image(g, &image);
}

/* What metadata names is often the size in which it was uploaded. */
static void take_size(dateline_image *lead, const dateline_picture *picture) {
    if (dateline_picture_name(lead->url) == dateline_picture_name(picture->url) &&
        dateline_picture_width(lead->url) < dateline_picture_width(picture->url))
        lead->url = picture->url;
}

/* Sites without a picture for a story name their logo, or a file that shows nothing. */
static void choose_lead(gallery *g) {
    const dateline_facts *facts = g->facts;
    const dateline_picture *first = NULL;
    for (unsigned p = 0; p < facts->picture_count; p++) {
        const dateline_picture *picture = &facts->pictures[p];
        if (!picture->url.length || dateline_picture_is_furniture(picture->url, false))
            continue;
        uint32_t entry = entry_of_picture(g, p);
        if (entry != DATELINE_NONE) {
            take_size(&g->images[entry], picture);
            complete_lead(&g->images[entry], picture);
            return;
        }
        first = first ? first : picture;
    }
    if (first)
        add_lead(g, first);
    else if (g->count && facts->title_block != DATELINE_NONE &&
             facts->first_text != DATELINE_NONE && g->images[0].block <= facts->first_text + 1)
        g->images[0].lead = true;
}

bool dateline_choose_images(dateline_facts *facts) {
    dateline_page *page = facts->page;
    gallery g = {.facts = facts};
    uint32_t captions = 0;
    for (uint32_t n = 0; n < facts->special_count; n++)
        captions += is_of_picture(facts, facts->special[n]);
    size_t room = (size_t)page->images.count + captions + 1;
    g.images = DATELINE_ARENA_ARRAY(facts->arena, dateline_image, room);
    g.entry = DATELINE_ARENA_ARRAY(facts->arena, uint32_t, room);
    if (!g.images || !g.entry)
        return false;
    find_range(&g);
    for (unsigned p = 0; p < facts->picture_count; p++)
        g.keys[p] = picture_key(dateline_picture_path(facts->pictures[p].url));
    if (!take_pictures(&g))
        return false;
    take_captions(&g);
    choose_lead(&g);
    facts->record->images = g.images;
    facts->record->image_count = g.count;
    return true;
}
