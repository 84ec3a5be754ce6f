/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The second room: UTF-8 text to a tree, as WHATWG HTML section 13.2 defines it.
 *
 * The tree is one array of 32-byte nodes in document order, with 32-bit indexes; node 0 is the
 * document. Text and attribute values are ranges of the input and are decoded only when somebody
 * reads them. Index order is document order: a sweep over the array, or over
 * [node, node's subtree_end), is a walk over the tree.
 *
 * Every node knows where in the input it stood. One DOM text node may be several nodes here, where
 * something between its parts was dropped. What the standard makes twice (a formatting element that
 * goes on in the next paragraph, the content of selectedcontent) has the same source twice. A
 * template's contents are its children.
 */
#ifndef DATELINE_HTML_TREE_H
#define DATELINE_HTML_TREE_H

#include "core/memory.h"
#include "core/string.h"
#include "core/writer.h"
#include "html/names.h"

typedef enum dateline_node_type {
    DATELINE_NODE_DOCUMENT = 0,
    DATELINE_NODE_ELEMENT,
    DATELINE_NODE_TEXT,
    DATELINE_NODE_COMMENT,
    DATELINE_NODE_DOCTYPE
} dateline_node_type;

/** Facts about a node that its type does not say. */
enum {
    DATELINE_NODE_REFERENCES = 1, /* text: may hold character references */
    DATELINE_NODE_TELLING = 1,    /* element: may say something of the page by its tag (base, link,
                                     meta, script, style, time, title) or an attribute (itemprop,
                                     property and their like, rel, a name of the page's own with a
                                     value that may be a date) */
    DATELINE_NODE_CONTROLS = 2,   /* text: may hold CR or NUL, which decoding changes */
    DATELINE_NODE_STYLED = 2,     /* element: has hidden, style, role or aria-hidden */
    DATELINE_NODE_RAW = 4,        /* text of script, style…: no character references in it */
    DATELINE_NODE_IMPLIED = 8,    /* element that no tag of the page opened; its range is empty */
    DATELINE_NODE_SVG = 16,       /* element in the SVG namespace */
    DATELINE_NODE_MATHML = 32,    /* element in the MathML namespace */
    DATELINE_NODE_CONTINUES = 64, /* text: one text node with its previous sibling */
};

/** Bytes of a value that may be a date: "2024-03-05" or seconds since 1970, to one with time,
    fraction and zone. */
enum { DATELINE_SHORTEST_DATE = 10, DATELINE_LONGEST_DATE = 35 };

/** A year of our time, or such seconds. */
static inline bool dateline_begins_like_date(char first) {
    return (first == '1') | (first == '2');
}

/** A node. Sizes and order are chosen for one 32-byte store. */
typedef struct dateline_node {
    uint32_t parent;
    uint32_t next;        /* next sibling, 0: none */
    uint32_t first;       /* first child, 0: none */
    uint32_t subtree_end; /* index behind the last descendant */
    uint32_t offset;      /* text, comment, DOCTYPE: its range of the input; element: its tag's */
    uint32_t length;
    uint32_t attributes; /* index of its first attribute */
    uint16_t tag;        /* element: dateline_tag */
    uint8_t type;        /* dateline_node_type */
    uint8_t flags;
} dateline_node;

_Static_assert(sizeof(dateline_node) == 32, "a node is half a cache line");

/** An attribute; those of one element lie side by side. */
typedef struct dateline_attribute {
    uint32_t name_offset; /* range of the name as written */
    uint32_t value_offset;
    uint32_t value_length;
    uint16_t name;       /* dateline_attribute_name, or an id of this document */
    uint8_t name_length; /* 255: longer, see dateline_tree_attribute_name() */
    uint8_t flags;       /* DATELINE_NODE_REFERENCES, DATELINE_NODE_CONTROLS; the last one of an
                            element has DATELINE_ATTRIBUTE_LAST */
} dateline_attribute;

enum { DATELINE_ATTRIBUTE_LAST = 128 };

/** No attributes: the index that an element without any carries. */
#define DATELINE_NO_ATTRIBUTES UINT32_MAX

/** Limits that keep a hostile page linear; each leaves a bit in dateline_tree.limits. */
enum {
    DATELINE_LIMIT_DEPTH = 1,      /* more than DATELINE_MAX_DEPTH open elements */
    DATELINE_LIMIT_FORMATTING = 2, /* more active formatting elements than are kept */
    DATELINE_LIMIT_ATTRIBUTES = 4, /* more attributes on one element than are kept */
    DATELINE_LIMIT_NODES = 8,      /* more than DATELINE_MAX_NODES nodes */
};

/**
 * Open elements; deeper ones become siblings (Blink's limit too). The tree can be a little more
 * than twice as deep, where end tags of forms leave their content open.
 */
#define DATELINE_MAX_DEPTH 512

/** Unclosed formatting elements that are kept to be built anew in the next paragraph. */
#define DATELINE_MAX_FORMATTING 128

/** Attributes of an element. */
#define DATELINE_MAX_ATTRIBUTES 1024

/** Nodes of a page: a quarter of a gigabyte. The largest of 1,497 real pages has 40,000. */
#define DATELINE_MAX_NODES (1u << 23)

/** A parsed page. Made by dateline_parse(), kept and used again for the next one. */
typedef struct dateline_tree {
    const char *text; /* the input */
    uint32_t length;
    DATELINE_VECTOR(dateline_node) nodes;
    DATELINE_VECTOR(dateline_attribute) attributes;
    uint32_t html; /* the html, head and body elements, 0 where there is none */
    uint32_t head;
    uint32_t body;
    bool quirks;
    unsigned limits;                /* DATELINE_LIMIT_ bits */
    struct dateline_parser *parser; /* the parser's own memory, kept with the tree */
} dateline_tree;

typedef struct dateline_parse_options {
    bool scripting;           /* noscript in body is raw text */
    dateline_string fragment; /* context element "td", "svg path", "math mi"; absent: document */
} dateline_parse_options;

/**
 * Parse a page.
 *
 * @param tree   zero-initialised once, then used again for every page.
 * @param memory of the tree; memory->failed is set where it does not suffice.
 * @param text   UTF-8 (ill-formed sequences are bytes like others), DATELINE_PADDING readable
 *               bytes behind it. The tree refers to it.
 * @return false where memory failed.
 */
bool dateline_parse(dateline_tree *tree, dateline_memory *memory, const char *text, uint32_t length,
                    const dateline_parse_options *options);

void dateline_tree_destroy(dateline_tree *tree, dateline_memory *memory);

/** @return the name of an element's tag as the DOM has it ("div", "foreignObject"). */
dateline_string dateline_tree_tag_name(const dateline_tree *tree, uint32_t node);

/** @return the name of an attribute as written; the DOM's is lower case. */
dateline_string dateline_tree_attribute_name(const dateline_tree *tree,
                                             const dateline_attribute *attribute);

/** @return an element's attribute of that name, or NULL. Linear in the element's attributes. */
const dateline_attribute *dateline_tree_attribute(const dateline_tree *tree, uint32_t node,
                                                  dateline_attribute_name name);

/**
 * An attribute's value with character references expanded and newlines normalised: a slice of the
 * input where nothing changes, else a copy in the arena.
 */
dateline_string dateline_tree_value(const dateline_tree *tree, const dateline_attribute *attribute,
                                    dateline_arena *arena);

/** dateline_tree_attribute() and dateline_tree_value() in one; absent where there is none. */
dateline_string dateline_tree_get(const dateline_tree *tree, uint32_t node,
                                  dateline_attribute_name name, dateline_arena *arena);

/** The text of a text or comment node, decoded in the same way. */
dateline_string dateline_tree_text(const dateline_tree *tree, uint32_t node, dateline_arena *arena);

/**
 * Decode one character of a text node: the one at source offset *offset < end of the node. Steps
 * *offset behind its source bytes (a whole character reference, CR LF) and writes at most 8 bytes
 * of UTF-8 to out. @return their number.
 */
unsigned dateline_tree_decode(const dateline_tree *tree, uint32_t node, uint32_t *offset,
                              char out[8]);

/** Write the tree in the notation of html5lib-tests: one node a line, each beginning "| ". */
void dateline_tree_dump(const dateline_tree *tree, dateline_arena *arena, dateline_writer *writer);

/**
 * Expand the character references of a text that came from elsewhere (JSON-LD, a feed).
 * @param attribute the rules for attribute values (WHATWG HTML 13.2.5.73)
 */
dateline_string dateline_references_expand(dateline_string text, bool attribute,
                                           dateline_arena *arena);

#endif
