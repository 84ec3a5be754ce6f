/* SPDX-License-Identifier: Apache-2.0 */
#include "page/elements.h"

/* ---- Display by tag ------------------------------------------------------------------------- */

#define TAG(name, element) [DATELINE_TAG_##name] = DATELINE_ELEMENT_##element

/* Tags that are not listed are inline, as unknown ones are. */
static const uint8_t elements[DATELINE_TAG_COUNT] = {
    /* Never shown, or shown as something else than their text. */
    TAG(HEAD, SKIP),
    TAG(TITLE, SKIP),
    TAG(STYLE, SKIP),
    TAG(SCRIPT, SKIP),
    TAG(SVG, SKIP),
    TAG(IFRAME, SKIP),
    TAG(OBJECT, SKIP),
    TAG(APPLET, SKIP),
    TAG(EMBED, SKIP),
    TAG(CANVAS, SKIP),
    TAG(AUDIO, SKIP),
    TAG(METER, SKIP),
    TAG(PROGRESS, SKIP),
    TAG(DATALIST, SKIP),
    TAG(RP, SKIP),
    TAG(FRAMESET, SKIP),
    TAG(NOFRAMES, SKIP),
    TAG(NOEMBED, SKIP),
    TAG(COLGROUP, SKIP),
    TAG(ANNOTATION_XML, SKIP),

    TAG(BR, LINE_BREAK),
    TAG(A, LINK),
    TAG(B, STRONG),
    TAG(STRONG, STRONG),
    TAG(I, EMPHASIS),
    TAG(EM, EMPHASIS),
    TAG(CITE, EMPHASIS),
    TAG(CODE, CODE),
    TAG(KBD, CODE),
    TAG(SAMP, CODE),
    TAG(TT, CODE),
    TAG(IMG, IMAGE),
    TAG(VIDEO, VIDEO),
    TAG(NOSCRIPT, NOSCRIPT),
    TAG(INPUT, INPUT),
    TAG(BUTTON, BUTTON),

    TAG(HTML, ROOT),
    TAG(BODY, ROOT),
    TAG(ADDRESS, BLOCK),
    TAG(ASIDE, BLOCK),
    TAG(CENTER, BLOCK),
    TAG(DETAILS, BLOCK),
    TAG(DIV, BLOCK),
    TAG(FIELDSET, BLOCK),
    TAG(FOOTER, BLOCK),
    TAG(FORM, BLOCK),
    TAG(HEADER, BLOCK),
    TAG(HGROUP, BLOCK),
    TAG(HR, BLOCK),
    TAG(LEGEND, BLOCK),
    TAG(NAV, BLOCK),
    TAG(P, BLOCK),
    TAG(SEARCH, BLOCK),
    TAG(SECTION, BLOCK),
    TAG(SELECT, BLOCK),
    TAG(SUMMARY, BLOCK),
    TAG(ARTICLE, FRESH),
    TAG(MAIN, FRESH),
    TAG(H1, HEADING),
    TAG(H2, HEADING),
    TAG(H3, HEADING),
    TAG(H4, HEADING),
    TAG(H5, HEADING),
    TAG(H6, HEADING),
    TAG(BLOCKQUOTE, QUOTE),
    TAG(UL, LIST),
    TAG(OL, LIST),
    TAG(MENU, LIST),
    TAG(DIR, LIST),
    TAG(DL, LIST),
    TAG(LI, ITEM),
    TAG(DT, TERM),
    TAG(DD, DESCRIPTION),
    TAG(PRE, PREFORMATTED),
    TAG(LISTING, PREFORMATTED),
    TAG(XMP, PREFORMATTED),
    TAG(PLAINTEXT, PREFORMATTED),
    TAG(TEXTAREA, TEXT_AREA),
    TAG(FIGURE, FIGURE),
    TAG(FIGCAPTION, CAPTION),
    TAG(CAPTION, CAPTION),
    TAG(TABLE, TABLE),
    TAG(THEAD, SECTION),
    TAG(TBODY, SECTION),
    TAG(TFOOT, SECTION),
    TAG(TR, ROW),
    TAG(TD, CELL),
    TAG(TH, CELL),
    TAG(OPTION, OPTION),
    TAG(DIALOG, DIALOG),
    TAG(TEMPLATE, TEMPLATE),
};

/* Elements that few pages have, and so no number. */
static dateline_element element_by_name(const dateline_tree *tree, uint32_t node) {
    dateline_string name = dateline_tree_tag_name(tree, node);
    if (dateline_string_equal_nocase(name, DATELINE_LITERAL("amp-img")))
        return DATELINE_ELEMENT_IMAGE;
    if (tree->nodes.items[node].flags & DATELINE_NODE_MATHML &&
        dateline_string_equal(name, DATELINE_LITERAL("annotation")))
        return DATELINE_ELEMENT_SKIP;
    return DATELINE_ELEMENT_INLINE;
}

dateline_element dateline_element_of(const dateline_tree *tree, uint32_t node) {
    uint16_t tag = tree->nodes.items[node].tag;
    return tag < DATELINE_TAG_COUNT ? (dateline_element)elements[tag] : element_by_name(tree, node);
}

bool dateline_elements_have_block(const dateline_tree *tree, uint32_t begin, uint32_t end) {
    for (uint32_t i = begin; i < end; i++) {
        const dateline_node *node = &tree->nodes.items[i];
        if (node->type == DATELINE_NODE_ELEMENT && node->tag < DATELINE_TAG_COUNT &&
            dateline_element_is_block((dateline_element)elements[node->tag]))
            return true;
    }
    return false;
}

/* ---- Attributes ----------------------------------------------------------------------------- */

dateline_string dateline_element_raw(const dateline_tree *tree, uint32_t node,
                                     dateline_attribute_name name) {
    const dateline_attribute *attribute = dateline_tree_attribute(tree, node, name);
    return attribute
               ? (dateline_string){tree->text + attribute->value_offset, attribute->value_length}
               : dateline_absent;
}

uint32_t dateline_element_number(const dateline_tree *tree, uint32_t node,
                                 dateline_attribute_name name, uint32_t fallback) {
    dateline_string value = dateline_string_trim(dateline_element_raw(tree, node, name));
    if (!value.length || !dateline_is_digit(value.data[0]))
        return fallback;
    uint32_t number = 0;
    for (size_t i = 0; i < value.length && dateline_is_digit(value.data[i]); i++)
        number = number < 100000000 ? number * 10 + (uint32_t)(value.data[i] - '0') : number;
    return number;
}

/* Whether a declaration of a style attribute hides: "display:none", "visibility: hidden". */
static bool declaration_hides(dateline_string declaration) {
    static const struct {
        const char *property, *value;
    } hiding[] = {{"display", "none"}, {"visibility", "hidden"}};
    while (declaration.length && dateline_is_space(declaration.data[0]))
        declaration = dateline_string_part(declaration, 1, declaration.length);
    char first = declaration.length ? dateline_lower(declaration.data[0]) : '\0';
    if (first != 'd' && first != 'v') /* nearly all */
        return false;
    const char *colon = memchr(declaration.data, ':', declaration.length);
    if (!colon)
        return false;
    size_t split = (size_t)(colon - declaration.data);
    dateline_string property = dateline_string_trim(dateline_string_part(declaration, 0, split));
    dateline_string value =
        dateline_string_trim(dateline_string_part(declaration, split + 1, declaration.length));
    for (size_t i = 0; i < sizeof hiding / sizeof *hiding; i++)
        if (dateline_string_equal_nocase(property, dateline_string_of(hiding[i].property)) &&
            dateline_string_starts_nocase(value, dateline_string_of(hiding[i].value)))
            return true;
    return false;
}

static bool style_hides(dateline_string style) {
    while (style.length) {
        const char *semicolon = memchr(style.data, ';', style.length);
        size_t end = semicolon ? (size_t)(semicolon - style.data) : style.length;
        if (declaration_hides(dateline_string_part(style, 0, end)))
            return true;
        style = dateline_string_part(style, end + (semicolon != NULL), style.length);
    }
    return false;
}

static unsigned role_says(dateline_string role) {
    static const struct {
        const char *role;
        unsigned says;
    } roles[] = {{"heading", DATELINE_SAYS_HEADING},   {"presentation", DATELINE_SAYS_PRESENTATION},
                 {"none", DATELINE_SAYS_PRESENTATION}, {"table", DATELINE_SAYS_GRID},
                 {"grid", DATELINE_SAYS_GRID},         {"treegrid", DATELINE_SAYS_GRID}};
    for (size_t i = 0; role.length && i < sizeof roles / sizeof *roles; i++)
        if (dateline_lower(role.data[0]) == roles[i].role[0] &&
            dateline_string_equal_nocase(role, dateline_string_of(roles[i].role)))
            return roles[i].says;
    return 0;
}

/* One look tells that an attribute is none of those that every element can have. */
static bool says_something(uint16_t name) {
    static const uint64_t telling =
        UINT64_C(1) << DATELINE_ATTRIBUTE_HIDDEN | UINT64_C(1) << DATELINE_ATTRIBUTE_STYLE |
        UINT64_C(1) << DATELINE_ATTRIBUTE_ARIA_HIDDEN | UINT64_C(1) << DATELINE_ATTRIBUTE_ROLE;
    return name < 64 && telling >> name & 1;
}

static unsigned attribute_says(uint16_t name, dateline_string value) {
    switch (name) {
    case DATELINE_ATTRIBUTE_HIDDEN:
        return DATELINE_SAYS_HIDDEN;
    case DATELINE_ATTRIBUTE_STYLE:
        return style_hides(value) ? DATELINE_SAYS_HIDDEN : 0;
    case DATELINE_ATTRIBUTE_ARIA_HIDDEN:
        return dateline_string_equal_nocase(value, DATELINE_LITERAL("true"))
                   ? DATELINE_SAYS_ARIA_HIDDEN
                   : 0;
    default:
        return role_says(value);
    }
}

/* React sends parts of a page late, hidden, for its script to put into place: id "S:" and a
 * number. To a reader they are shown. */
static bool is_streamed(const dateline_tree *tree, uint32_t node) {
    dateline_string id = dateline_element_raw(tree, node, DATELINE_ATTRIBUTE_ID);
    return id.length > 2 && id.data[0] == 'S' && id.data[1] == ':';
}

unsigned dateline_element_says(const dateline_tree *tree, uint32_t node) {
    uint32_t index = tree->nodes.items[node].attributes;
    if (!(tree->nodes.items[node].flags & DATELINE_NODE_STYLED))
        return 0;
    unsigned says = 0;
    for (const dateline_attribute *attribute = &tree->attributes.items[index];; attribute++) {
        if (says_something(attribute->name))
            says |= attribute_says(
                attribute->name,
                (dateline_string){tree->text + attribute->value_offset, attribute->value_length});
        if (attribute->flags & DATELINE_ATTRIBUTE_LAST)
            break;
    }
    if (says & DATELINE_SAYS_HIDDEN && is_streamed(tree, node))
        says &= ~(unsigned)DATELINE_SAYS_HIDDEN;
    return says;
}

const dateline_attribute *dateline_element_find(const dateline_tree *tree, uint32_t node,
                                                dateline_string name) {
    uint32_t index = tree->nodes.items[node].attributes;
    if (index == DATELINE_NO_ATTRIBUTES)
        return NULL;
    for (const dateline_attribute *attribute = &tree->attributes.items[index];; attribute++) {
        if (dateline_string_equal_nocase(dateline_tree_attribute_name(tree, attribute), name))
            return attribute;
        if (attribute->flags & DATELINE_ATTRIBUTE_LAST)
            return NULL;
    }
}

/* ---- Code ----------------------------------------------------------------------------------- */

/* The next word of a class attribute, cut off from its front. */
static dateline_string next_word(dateline_string *classes) {
    dateline_string left = *classes;
    while (left.length && dateline_is_space(left.data[0]))
        left = dateline_string_part(left, 1, left.length);
    size_t end = 0;
    while (end < left.length && !dateline_is_space(left.data[end]))
        end++;
    *classes = dateline_string_part(left, end, left.length);
    return dateline_string_part(left, 0, end);
}

static dateline_string without_semicolon(dateline_string word) {
    const char *semicolon = word.length ? memchr(word.data, ';', word.length) : NULL;
    return semicolon ? dateline_string_part(word, 0, (size_t)(semicolon - word.data)) : word;
}

/* The conventions of highlight.js and HTML itself, Prism, GitHub and SyntaxHighlighter. */
static dateline_string language_of_classes(dateline_string classes) {
    static const char *const prefixes[] = {"language-", "lang-", "highlight-source-"};
    while (classes.length) {
        dateline_string word = next_word(&classes);
        if (dateline_string_equal_nocase(word, DATELINE_LITERAL("brush:")))
            return without_semicolon(next_word(&classes));
        if (dateline_string_starts_nocase(word, DATELINE_LITERAL("brush:")))
            return without_semicolon(dateline_string_part(word, 6, word.length));
        for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
            dateline_string prefix = dateline_string_of(prefixes[i]);
            if (word.length > prefix.length && dateline_string_starts_nocase(word, prefix))
                return dateline_string_part(word, prefix.length, word.length);
        }
    }
    return dateline_absent;
}

/* Wrappers are asked again for each pre inside them: what they can make us read is bounded. */
enum { MOST_ATTRIBUTES = 32, LONGEST_CLASS = 512 };

static dateline_string language_of_element(const dateline_tree *tree, uint32_t node) {
    uint32_t index = tree->nodes.items[node].attributes;
    dateline_string language = dateline_absent;
    if (index == DATELINE_NO_ATTRIBUTES)
        return language;
    const dateline_attribute *attribute = &tree->attributes.items[index];
    for (unsigned i = 0; i < MOST_ATTRIBUTES && !language.length; i++, attribute++) {
        dateline_string value = {tree->text + attribute->value_offset, attribute->value_length};
        value.length = value.length < LONGEST_CLASS ? value.length : LONGEST_CLASS;
        if (attribute->name == DATELINE_ATTRIBUTE_CLASS)
            language = language_of_classes(value);
        else if (attribute->name == DATELINE_ATTRIBUTE_DATA_LANG ||
                 attribute->name == DATELINE_ATTRIBUTE_DATA_LANGUAGE)
            language = dateline_string_trim(value);
        if (attribute->flags & DATELINE_ATTRIBUTE_LAST)
            break;
    }
    return language.length ? language : dateline_absent;
}

dateline_string dateline_element_code_language(const dateline_tree *tree, uint32_t pre) {
    const dateline_node *nodes = tree->nodes.items;
    dateline_string language = language_of_element(tree, pre);
    for (uint32_t i = nodes[pre].first; i && !language.length; i = nodes[i].next)
        if (nodes[i].type == DATELINE_NODE_ELEMENT) {
            language = language_of_element(tree, i);
            break;
        }
    uint32_t around = pre;
    for (unsigned level = 0; level < 2 && !language.length; level++) {
        around = nodes[around].parent;
        if (nodes[around].type != DATELINE_NODE_ELEMENT || nodes[around].tag == DATELINE_TAG_BODY)
            break;
        language = language_of_element(tree, around);
    }
    return language;
}
