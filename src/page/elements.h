/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What elements are to a page as it is shown: their display by tag (WHATWG HTML, section 15.3,
 * "Non-replaced elements"), and whether their attributes hide them.
 */
#ifndef DATELINE_PAGE_ELEMENTS_H
#define DATELINE_PAGE_ELEMENTS_H

#include "html/tree.h"

/** How the sweep treats an element. From DATELINE_ELEMENT_BLOCK on they stand on lines of their
 * own. */
typedef enum dateline_element {
    DATELINE_ELEMENT_INLINE = 0,
    DATELINE_ELEMENT_SKIP, /* nothing of it is shown as text */
    DATELINE_ELEMENT_LINE_BREAK,
    DATELINE_ELEMENT_LINK,
    DATELINE_ELEMENT_STRONG,
    DATELINE_ELEMENT_EMPHASIS,
    DATELINE_ELEMENT_CODE,
    DATELINE_ELEMENT_IMAGE,
    DATELINE_ELEMENT_VIDEO,
    DATELINE_ELEMENT_NOSCRIPT,
    DATELINE_ELEMENT_INPUT,
    DATELINE_ELEMENT_BUTTON,
    DATELINE_ELEMENT_BLOCK,
    DATELINE_ELEMENT_ROOT,  /* html, body: what hides them is lifted by a script */
    DATELINE_ELEMENT_FRESH, /* article, main: lists around it do not make it a list item */
    DATELINE_ELEMENT_HEADING,
    DATELINE_ELEMENT_QUOTE,
    DATELINE_ELEMENT_LIST,
    DATELINE_ELEMENT_ITEM,
    DATELINE_ELEMENT_TERM,
    DATELINE_ELEMENT_DESCRIPTION,
    DATELINE_ELEMENT_PREFORMATTED,
    DATELINE_ELEMENT_TEXT_AREA,
    DATELINE_ELEMENT_FIGURE,
    DATELINE_ELEMENT_CAPTION,
    DATELINE_ELEMENT_TABLE,
    DATELINE_ELEMENT_SECTION, /* of a table: thead, tbody, tfoot */
    DATELINE_ELEMENT_ROW,
    DATELINE_ELEMENT_CELL,
    DATELINE_ELEMENT_OPTION,
    DATELINE_ELEMENT_DIALOG,
    DATELINE_ELEMENT_TEMPLATE,
} dateline_element;

/** @return what an element node is. */
dateline_element dateline_element_of(const dateline_tree *tree, uint32_t node);

static inline bool dateline_element_is_block(dateline_element element) {
    return element >= DATELINE_ELEMENT_BLOCK;
}

/** What the attributes of an element say, as far as every element can have them. */
enum {
    DATELINE_SAYS_HIDDEN = 1,       /* hidden, display:none, visibility:hidden */
    DATELINE_SAYS_ARIA_HIDDEN = 2,  /* aria-hidden=true */
    DATELINE_SAYS_HEADING = 4,      /* role=heading */
    DATELINE_SAYS_PRESENTATION = 8, /* role=presentation or none */
    DATELINE_SAYS_GRID = 16,        /* role=table, grid or treegrid */
};

/** @return the DATELINE_SAYS_ bits of an element. */
unsigned dateline_element_says(const dateline_tree *tree, uint32_t node);

/** @return an attribute's value as written; absent where there is none. */
dateline_string dateline_element_raw(const dateline_tree *tree, uint32_t node,
                                     dateline_attribute_name name);

/** @return a non-negative number that an attribute begins with, or fallback. */
uint32_t dateline_element_number(const dateline_tree *tree, uint32_t node,
                                 dateline_attribute_name name, uint32_t fallback);

/** @return an attribute by its name, for those that have no number, or NULL. */
const dateline_attribute *dateline_element_find(const dateline_tree *tree, uint32_t node,
                                                dateline_string name);

/** @return whether one of the nodes [begin, end) stands on lines of its own. */
bool dateline_elements_have_block(const dateline_tree *tree, uint32_t begin, uint32_t end);

/** @return the programming language that a pre, its code or its wrappers name, or absent. */
dateline_string dateline_element_code_language(const dateline_tree *tree, uint32_t pre);

#endif
