/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pictures and their best address. Pages hide it: behind a placeholder until a script loads the
 * picture, in a list of sizes, in a noscript twin. Looked for in the order of trust: the widest
 * candidate of srcset, src, and the attributes of the lazy-loading scripts where src holds nothing.
 */
#include "page/scan.h"
#include "page/sweep.h"

/* ---- srcset --------------------------------------------------------------------------------- */

/* An address and how large the page says that it is: its width, or its density. */
typedef struct image_candidate {
    dateline_string url; /* as written */
    bool references;     /* character references are to be expanded */
    uint32_t size;
} image_candidate;

/* Width descriptors count above any density, which counts from 1x = 16. */
enum { DENSITY = 16, WIDTH = 1 << 16 };

/* "2x", "1.5x", "800w"; nothing is 1x. */
static uint32_t descriptor_size(dateline_string descriptor) {
    uint32_t number = 0, fraction = 0, scale = DENSITY;
    size_t i = 0;
    for (; i < descriptor.length && dateline_is_digit(descriptor.data[i]); i++)
        number = number < 10000 ? number * 10 + (uint32_t)(descriptor.data[i] - '0') : number;
    if (i < descriptor.length && descriptor.data[i] == '.')
        for (i++; i < descriptor.length && dateline_is_digit(descriptor.data[i]); i++) {
            scale /= 10;
            fraction += scale * (uint32_t)(descriptor.data[i] - '0');
        }
    if (i == 0 || i >= descriptor.length)
        return DENSITY;
    if (descriptor.data[i] == 'w')
        return WIDTH + number;
    return descriptor.data[i] == 'x' ? number * DENSITY + fraction : 0;
}

static bool is_inline_data(dateline_string address) {
    return dateline_string_starts_nocase(address, DATELINE_LITERAL("data:"));
}

/* Take the best of a srcset (WHATWG HTML 4.8.4.2.1), which is a part of the page's text. */
static void consider_srcset(image_candidate *best, dateline_string srcset, bool references) {
    const char *p = srcset.data, *end = srcset.data + srcset.length;
    while (p < end) {
        while (p < end && (dateline_is_space(*p) || *p == ','))
            p++;
        const char *url = p;
        p += dateline_word_length(p, (uint32_t)(end - p));
        const char *url_end = p, *descriptor = p;
        while (url_end > url && url_end[-1] == ',')
            url_end--;
        if (url_end == p) { /* no comma at once: a descriptor may follow */
            while (descriptor < end && dateline_is_space(*descriptor))
                descriptor++;
            for (p = descriptor; p < end && *p != ',';)
                p++;
        }
        uint32_t size = descriptor_size((dateline_string){descriptor, (size_t)(p - descriptor)});
        dateline_string address = {url, (size_t)(url_end - url)};
        if (size > best->size && address.length && !is_inline_data(address))
            *best = (image_candidate){address, references, size};
    }
}

/* ---- Placeholders and lazy loading ---------------------------------------------------------- */

/* "blank.gif", "img-placeholder.png": looked for where a word of the file's name begins. */
static bool is_placeholder_name(dateline_string name) {
    static const char *const names[] = {"placeholder",  "blank.",   "spacer.",
                                        "transparent.", "1x1.",     "pixel.",
                                        "loading.",     "grey.gif", "gray.gif"};
    for (size_t i = 0; i < name.length; i++) {
        if (i && (dateline_is_letter(name.data[i - 1]) || dateline_is_digit(name.data[i - 1])))
            continue;
        dateline_string word = dateline_string_part(name, i, name.length);
        for (size_t j = 0; j < sizeof names / sizeof *names; j++)
            if (dateline_lower(word.data[0]) == names[j][0] &&
                dateline_string_starts_nocase(word, dateline_string_of(names[j])))
                return true;
    }
    return false;
}

/* An address that shows nothing yet. */
static bool is_placeholder(dateline_string address) {
    if (!address.length || address.data[0] == '#' || is_inline_data(address) ||
        dateline_string_starts_nocase(address, DATELINE_LITERAL("about:")) ||
        dateline_string_starts_nocase(address, DATELINE_LITERAL("javascript:")))
        return true;
    size_t name = address.length;
    while (name && address.data[name - 1] != '/')
        name--;
    return is_placeholder_name(dateline_string_part(address, name, address.length));
}

static void consider_attribute(image_candidate *best, const dateline_tree *tree,
                               const dateline_attribute *attribute, bool set) {
    dateline_string value = dateline_string_trim(
        (dateline_string){tree->text + attribute->value_offset, attribute->value_length});
    bool references = attribute->flags & DATELINE_NODE_REFERENCES;
    if (set)
        consider_srcset(best, value, references);
    else if (value.length && best->size < DENSITY && !is_placeholder(value))
        *best = (image_candidate){value, references, DENSITY};
}

static bool looks_like_picture(dateline_string address) {
    static const char *const endings[] = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"};
    return dateline_string_has_any_nocase(address, endings, sizeof endings / sizeof *endings);
}

/* Scripts look for an address in attributes of any name: "data-lazy-src", "data-hi-res-src". */
static void consider_lazy(image_candidate *best, const dateline_tree *tree,
                          const dateline_attribute *attribute) {
    static const char *const telling[] = {"src", "original", "lazy", "image",
                                          "img", "full",     "url",  "file"};
    dateline_string name = dateline_tree_attribute_name(tree, attribute);
    dateline_string value = {tree->text + attribute->value_offset, attribute->value_length};
    if (!dateline_string_starts_nocase(name, DATELINE_LITERAL("data-")) || value.length < 5 ||
        !dateline_string_has_any_nocase(name, telling, sizeof telling / sizeof *telling))
        return;
    if (dateline_string_ends_nocase(name, DATELINE_LITERAL("srcset")))
        consider_attribute(best, tree, attribute, true);
    else if (looks_like_picture(value) &&
             dateline_string_find(value, DATELINE_LITERAL(" "), 0) == SIZE_MAX)
        consider_attribute(best, tree, attribute, false);
}

/* ---- The best address ----------------------------------------------------------------------- */

/* What an element's own attributes offer. @return whether the address waits for a script. */
static bool consider_element(image_candidate *best, const dateline_tree *tree, uint32_t node) {
    uint32_t index = tree->nodes.items[node].attributes;
    if (index == DATELINE_NO_ATTRIBUTES)
        return true;
    bool lazy = false;
    const dateline_attribute *first = &tree->attributes.items[index], *attribute = first;
    for (;; attribute++) {
        switch (attribute->name) {
        case DATELINE_ATTRIBUTE_SRC:
            consider_attribute(best, tree, attribute, false);
            break;
        case DATELINE_ATTRIBUTE_SRCSET:
            consider_attribute(best, tree, attribute, true);
            break;
        case DATELINE_ATTRIBUTE_DATA_SRCSET:
            lazy = true;
            consider_attribute(best, tree, attribute, true);
            break;
        case DATELINE_ATTRIBUTE_DATA_SRC:
        case DATELINE_ATTRIBUTE_DATA_LAZY_SRC:
        case DATELINE_ATTRIBUTE_DATA_ORIGINAL:
            lazy = true;
            break;
        default:
            break;
        }
        if (attribute->flags & DATELINE_ATTRIBUTE_LAST)
            break;
    }
    if (best->size)
        return lazy;
    for (attribute = first;; attribute++) {
        consider_lazy(best, tree, attribute);
        if (attribute->flags & DATELINE_ATTRIBUTE_LAST)
            return true;
    }
}

/* The sources of the picture element around an img. Only its first img reads them. */
static void consider_sources(image_candidate *best, dateline_sweep *sweep, uint32_t node) {
    const dateline_node *nodes = sweep->tree->nodes.items;
    uint32_t picture = nodes[node].parent;
    if (nodes[picture].tag != DATELINE_TAG_PICTURE || picture == sweep->last_picture)
        return;
    sweep->last_picture = picture;
    for (uint32_t i = nodes[picture].first; i; i = nodes[i].next)
        if (nodes[i].type == DATELINE_NODE_ELEMENT && nodes[i].tag == DATELINE_TAG_SOURCE)
            consider_element(best, sweep->tree, i);
}

static dateline_string candidate_address(dateline_sweep *sweep, const image_candidate *best) {
    dateline_string address = best->url;
    if (best->references)
        address = dateline_references_expand(address, true, sweep->draft.arena);
    return dateline_link_resolve(sweep, address);
}

/* ---- The list of pictures ------------------------------------------------------------------- */

/* Pictures of one or two pixels count visitors. */
static bool is_pixel(const dateline_tree *tree, uint32_t node) {
    return dateline_element_number(tree, node, DATELINE_ATTRIBUTE_WIDTH, 100) <= 2 ||
           dateline_element_number(tree, node, DATELINE_ATTRIBUTE_HEIGHT, 100) <= 2;
}

/*
 * A lazy picture and the noscript beside it, in either order, show the same: one of them is enough.
 * They are twins where no word stands between them and one waits for a script.
 */
static bool is_twin(dateline_sweep *sweep, bool lazy, dateline_string url) {
    dateline_last_image *last = &sweep->last_image;
    const dateline_page *page = sweep->draft.page;
    bool noscript = sweep->draft.context.noscript;
    if (last->image == DATELINE_NONE || last->paired || last->words != page->words.count ||
        last->noscript == noscript)
        return false;
    bool waits = noscript ? last->lazy : lazy;
    return waits || dateline_string_equal(page->images.items[last->image].url, url);
}

static dateline_span tag_span(const dateline_page *page, const dateline_node *node) {
    return (dateline_span){dateline_text_origin(page->text, node->offset),
                           dateline_text_origin(page->text, node->offset + node->length)};
}

void dateline_image_found(dateline_sweep *sweep, uint32_t node) {
    const dateline_tree *tree = sweep->tree;
    dateline_draft *draft = &sweep->draft;
    dateline_page *page = draft->page;
    image_candidate best = {0};
    bool lazy = true;
    if (draft->context.hidden || is_pixel(tree, node))
        return;
    if (tree->nodes.items[node].tag == DATELINE_TAG_VIDEO) {
        const dateline_attribute *poster =
            dateline_element_find(tree, node, DATELINE_LITERAL("poster"));
        if (poster)
            consider_attribute(&best, tree, poster, false);
    } else {
        lazy = consider_element(&best, tree, node);
        consider_sources(&best, sweep, node);
    }
    if (!best.size)
        return;
    dateline_string url = candidate_address(sweep, &best);
    if (is_twin(sweep, lazy, url)) {
        sweep->last_image.paired = true;
        return;
    }
    dateline_image image = {
        .url = url,
        .alt = dateline_string_trim(
            dateline_tree_get(tree, node, DATELINE_ATTRIBUTE_ALT, draft->arena)),
        .block = page->blocks.count + draft->open,
        .span = tag_span(page, &tree->nodes.items[node]),
    };
    sweep->last_image = (dateline_last_image){.image = page->images.count,
                                              .words = page->words.count,
                                              .lazy = lazy,
                                              .noscript = draft->context.noscript};
    if (DATELINE_VECTOR_RESERVE(draft->memory, &page->images, 1) &&
        DATELINE_VECTOR_PUSH(draft->memory, &page->image_nodes, node))
        page->images.items[page->images.count++] = image;
}
