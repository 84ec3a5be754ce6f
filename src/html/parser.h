/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of the parser share. A page goes through them in this order:
 *
 *   tokenizer.c   bytes to tokens (WHATWG HTML 13.2.5); calls dateline_process_...() for each
 *   process.c     the tree construction dispatcher (13.2.6) and text
 *   modes.c, body.c, table.c   the insertion modes (13.2.6.4)
 *   foreign.c     the rules for SVG and MathML (13.2.6.5)
 *   formatting.c  active formatting elements, the adoption agency (13.2.4.3, 13.2.6.4.7)
 *   insert.c      nodes and their places in the tree (13.2.6.1)
 *   finish.c      document order and subtree ends
 *
 * While a page is parsed, the field subtree_end of a node holds its last child: the end of a
 * subtree is only known, and the last child only needed, before the tree is finished.
 *
 * Memory: before each text and the token behind it there is room for every node that they can make
 * (DATELINE_NODES_PER_STEP), so that nothing in tree construction can fail.
 */
#ifndef DATELINE_HTML_PARSER_H
#define DATELINE_HTML_PARSER_H

#include "html/name_table.h"
#include "html/tree.h"

#include <assert.h>

/** A function that is kept out of its callers: they need no frame for it on their common way. */
#if defined(__GNUC__)
#define DATELINE_SELDOM __attribute__((noinline, cold))
#else
#define DATELINE_SELDOM
#endif

/** Flag of an element while it is on the stack of open elements. */
enum { DATELINE_NODE_OPEN = 128 };

typedef enum dateline_token_type {
    DATELINE_TOKEN_START = 0,
    DATELINE_TOKEN_END,
    DATELINE_TOKEN_TEXT,
    DATELINE_TOKEN_COMMENT,
    DATELINE_TOKEN_DOCTYPE,
    DATELINE_TOKEN_EOF
} dateline_token_type;

/** What a piece of text consists of, as far as insertion modes tell it apart. */
typedef enum dateline_text_kind {
    DATELINE_TEXT_OTHER = 0, /* begins with a character that is neither; may hold spaces */
    DATELINE_TEXT_SPACE,
    DATELINE_TEXT_NUL
} dateline_text_kind;

typedef struct dateline_token {
    uint8_t type;  /* dateline_token_type */
    uint8_t group; /* tags: dateline_tag_group */
    uint8_t kind;  /* text: dateline_text_kind */
    uint8_t flags; /* text: of its node; start tag: STYLED, TELLING */
    uint16_t tag;
    bool self_closing;
    uint32_t offset; /* as in the node that it makes */
    uint32_t length;
    uint32_t attributes; /* as in the node */
} dateline_token;

/** What the tokenizer reads behind a start tag, as tree construction wants it. */
typedef enum dateline_content {
    DATELINE_CONTENT_DATA = 0,
    DATELINE_CONTENT_RCDATA,
    DATELINE_CONTENT_RAWTEXT,
    DATELINE_CONTENT_SCRIPT,
    DATELINE_CONTENT_PLAINTEXT
} dateline_content;

/** Insertion modes (13.2.4.1) that are more than a moment of another one. */
typedef enum dateline_mode {
    DATELINE_MODE_INITIAL = 0,
    DATELINE_MODE_BEFORE_HTML,
    DATELINE_MODE_BEFORE_HEAD,
    DATELINE_MODE_IN_HEAD,
    DATELINE_MODE_IN_HEAD_NOSCRIPT,
    DATELINE_MODE_AFTER_HEAD,
    DATELINE_MODE_IN_BODY,
    DATELINE_MODE_IN_TABLE,
    DATELINE_MODE_IN_CAPTION,
    DATELINE_MODE_IN_COLUMN_GROUP,
    DATELINE_MODE_IN_TABLE_BODY,
    DATELINE_MODE_IN_ROW,
    DATELINE_MODE_IN_CELL,
    DATELINE_MODE_IN_TEMPLATE,
    DATELINE_MODE_AFTER_BODY,
    DATELINE_MODE_IN_FRAMESET,
    DATELINE_MODE_AFTER_FRAMESET,
    DATELINE_MODE_AFTER_AFTER_BODY,
    DATELINE_MODE_AFTER_AFTER_FRAMESET,
    DATELINE_MODE_COUNT
} dateline_mode;

/** An entry of the stack of open elements. */
typedef struct dateline_open {
    uint32_t node;
    uint16_t tag;   /* DATELINE_TAG_NONE for an element of SVG or MathML */
    uint16_t flags; /* DATELINE_TAG_IS_ */
} dateline_open;

/** An entry of the list of active formatting elements; node 0 is a marker. */
typedef struct dateline_formatting {
    uint64_t hash; /* of tag and attributes, 0 until it is needed */
    uint32_t node;
    uint16_t tag;
} dateline_formatting;

/** A piece of text on its way. */
typedef struct dateline_piece {
    uint32_t offset;
    uint32_t length;
    unsigned flags;
} dateline_piece;

enum {
    /* The stack is cut to DATELINE_MAX_DEPTH before each start tag; a token can then add the
       formatting elements that are reconstructed, and a few implied ones. */
    DATELINE_STACK_SIZE = DATELINE_MAX_DEPTH + DATELINE_MAX_FORMATTING + 32,
    /* A text and the token behind it. Most nodes come from the adoption agency: 8 rounds with 3
       clones and one more; and from a reconstruction of all formatting elements, which a token can
       cause twice. */
    DATELINE_NODES_PER_STEP = 2 * (8 * 4 + 2 * DATELINE_MAX_FORMATTING + 32),
    /* Further html and body tags whose attributes are added to the first one. */
    DATELINE_MAX_MERGED_TAGS = 32
};

/** A form element pointer to a form around the fragment. */
#define DATELINE_FORM_OUTSIDE UINT32_MAX

typedef struct dateline_parser {
    dateline_tree *tree;
    dateline_memory *memory;
    dateline_node *nodes; /* of the tree */
    uint32_t room;        /* while there are no more nodes than this, there is room for a step */
    const char *text;
    const char *end;

    dateline_open *top; /* the current node; stack[0] while there is none */
    uint32_t foreign;   /* open elements of SVG and MathML */
    uint8_t mode;       /* dateline_mode */
    uint8_t content;    /* dateline_content: set by a start tag for the tokenizer */
    bool foster;        /* foster parenting is enabled */
    bool frameset_ok;
    bool skip_line_feed; /* the next token's line feed is to be ignored */
    bool scripting;
    bool fragment;
    bool stopped;
    bool linked_back;     /* previous holds the siblings' way back */
    bool sorted;          /* the nodes had to be brought in order */
    uint16_t context_tag; /* of a fragment; as in an entry of the stack */
    uint16_t context_flags;
    uint8_t context_namespace; /* DATELINE_NODE_SVG, DATELINE_NODE_MATHML or 0 */
    uint32_t form;             /* form element pointer */
    uint32_t clones;           /* formatting elements that may still be reconstructed */
    uint32_t merged;           /* html and body tags whose attributes were merged */
    uint32_t selected;         /* selectedcontent elements */
    bool pending_other;        /* pending holds more than white space */
    DATELINE_VECTOR(dateline_piece) pending; /* pending table character tokens */
    uint32_t formatting_count;
    uint32_t template_count;
    dateline_formatting formatting[DATELINE_MAX_FORMATTING];
    uint8_t template_modes[DATELINE_STACK_SIZE];
    dateline_open stack[DATELINE_STACK_SIZE];
    uint16_t open[DATELINE_TAG_COUNT + DATELINE_MAX_NAMES]; /* open elements of each tag */

    /* Which start tag had an attribute of each name last: finds duplicates in one step. */
    uint32_t tag_serial;
    uint32_t seen[DATELINE_ATTRIBUTE_COUNT + DATELINE_MAX_NAMES];
    dateline_name_set tags;
    dateline_name_set attribute_names;

    DATELINE_VECTOR(uint32_t) previous;   /* previous siblings, once nodes are moved */
    DATELINE_VECTOR(dateline_node) spare; /* for the nodes in document order */
} dateline_parser;

/* ---- Stack of open elements (13.2.4.2) ------------------------------------------------------ */

static inline uint32_t open_count(const dateline_parser *parser) {
    return (uint32_t)(parser->top - parser->stack);
}

static inline void push(dateline_parser *parser, uint32_t node, unsigned tag, unsigned flags) {
    assert(parser->top < parser->stack + DATELINE_STACK_SIZE - 1);
    *++parser->top = (dateline_open){node, (uint16_t)tag, (uint16_t)flags};
    parser->open[tag]++;
    parser->foreign += flags / DATELINE_TAG_IS_FOREIGN & 1;
    parser->nodes[node].flags |= DATELINE_NODE_OPEN;
}

static inline void pop(dateline_parser *parser) {
    assert(parser->top > parser->stack);
    const dateline_open *entry = parser->top--;
    parser->open[entry->tag]--;
    parser->foreign -= entry->flags / DATELINE_TAG_IS_FOREIGN & 1;
    parser->nodes[entry->node].flags &= (uint8_t)~DATELINE_NODE_OPEN;
}

static inline bool is_current(const dateline_parser *parser, unsigned tag) {
    return parser->top->tag == tag;
}

/** Is an element of that tag on the stack? */
static inline bool is_open(const dateline_parser *parser, unsigned tag) {
    return parser->open[tag] != 0;
}

enum {
    IN_SCOPE = DATELINE_TAG_IS_SCOPE,
    IN_LIST_SCOPE = DATELINE_TAG_IS_SCOPE | DATELINE_TAG_IS_LIST_SCOPE,
    IN_BUTTON_SCOPE = DATELINE_TAG_IS_SCOPE | DATELINE_TAG_IS_BUTTON_SCOPE,
    IN_TABLE_SCOPE = DATELINE_TAG_IS_TABLE_SCOPE
};

/** "Has an element in scope". The count of open elements answers nearly all calls. */
static inline bool has_in_scope(const dateline_parser *parser, unsigned tag, unsigned scope) {
    if (!parser->open[tag])
        return false;
    for (const dateline_open *entry = parser->top; entry > parser->stack; entry--) {
        if (entry->tag == tag)
            return true;
        if (entry->flags & scope)
            return false;
    }
    return false;
}

/** Generate implied end tags, except for elements of one tag. */
static inline void imply_end_tags(dateline_parser *parser, unsigned except) {
    while (parser->top->flags & DATELINE_TAG_IS_IMPLIED && parser->top->tag != except)
        pop(parser);
}

/** Pop elements until one of that tag has been popped. */
static inline void pop_until(dateline_parser *parser, unsigned tag) {
    while (parser->top > parser->stack + 1) {
        bool found = parser->top->tag == tag;
        pop(parser);
        if (found)
            return;
    }
}

/** Take an element out of the middle of the stack. */
void dateline_remove_open(dateline_parser *parser, uint32_t node);

/** Reset the insertion mode appropriately (13.2.4.1). */
void dateline_reset_mode(dateline_parser *parser);

/** Close what is nested deeper than DATELINE_MAX_DEPTH. */
void dateline_limit_depth(dateline_parser *parser);

/* ---- Insertion (13.2.6.1) ------------------------------------------------------------------- */

/** A new element that is in no tree yet, of a token; offset and length are those of its tag. */
uint32_t dateline_new_element(dateline_parser *parser, const dateline_token *token, unsigned flags);

/** A node as the last child of parent. */
void dateline_append(dateline_parser *parser, uint32_t parent, uint32_t node);

/** A new node at the appropriate place for inserting a node. */
void dateline_insert_node(dateline_parser *parser, uint32_t node);

/** Insert an HTML element for a token, push it. @return its node. */
uint32_t dateline_insert_element(dateline_parser *parser, const dateline_token *token);

/** The same, popped at once. */
uint32_t dateline_insert_void(dateline_parser *parser, const dateline_token *token);

/** Insert an element that the page has no tag for, push it. */
uint32_t dateline_insert_implied(dateline_parser *parser, unsigned tag);

void dateline_insert_text(dateline_parser *parser, uint32_t offset, uint32_t length,
                          unsigned flags);
void dateline_append_text(dateline_parser *parser, uint32_t parent, uint32_t offset,
                          uint32_t length, unsigned flags);
void dateline_insert_comment(dateline_parser *parser, const dateline_token *token);

/** A comment or DOCTYPE as the last child of parent. */
void dateline_append_token(dateline_parser *parser, uint32_t parent, const dateline_token *token);

/** Take a node out of its parent. */
void dateline_unlink(dateline_parser *parser, uint32_t node);

/** A node that is in no tree at the appropriate place for one with an override target. */
void dateline_put(dateline_parser *parser, uint32_t node, const dateline_open *target);

/** Let the children of one node be the children of another, behind its own. */
void dateline_move_children(dateline_parser *parser, uint32_t from, uint32_t to);

/* ---- Active formatting elements (13.2.4.3) -------------------------------------------------- */

void dateline_push_formatting(dateline_parser *parser, uint32_t node, unsigned tag);
void dateline_push_marker(dateline_parser *parser);
void dateline_clear_to_marker(dateline_parser *parser);
void dateline_remove_formatting(dateline_parser *parser, uint32_t node);

/** The last entry of that tag behind the last marker, or NULL. */
dateline_formatting *dateline_find_formatting(dateline_parser *parser, unsigned tag);

/** The slow path of reconstruct(). */
void dateline_reconstruct(dateline_parser *parser);

/** Reconstruct the active formatting elements, if any. */
static inline void reconstruct(dateline_parser *parser) {
    if (!parser->formatting_count)
        return;
    uint32_t last = parser->formatting[parser->formatting_count - 1].node;
    if (last && !(parser->nodes[last].flags & DATELINE_NODE_OPEN))
        dateline_reconstruct(parser);
}

/** The adoption agency algorithm (13.2.6.4.7) for an end tag, or a start tag that implies one. */
void dateline_adopt(dateline_parser *parser, const dateline_token *token);

/* ---- Insertion modes (13.2.6.4) ------------------------------------------------------------- */

/**
 * The rules of an insertion mode.
 * @return false: the token has to be processed again, by the mode that is current now.
 */
typedef bool dateline_mode_rules(dateline_parser *parser, dateline_token *token);

dateline_mode_rules dateline_initial, dateline_before_html, dateline_before_head, dateline_in_head,
    dateline_in_head_noscript, dateline_after_head, dateline_in_body, dateline_in_table,
    dateline_in_caption, dateline_in_column_group, dateline_in_table_body, dateline_in_row,
    dateline_in_cell, dateline_in_template, dateline_after_body, dateline_in_frameset,
    dateline_after_frameset, dateline_after_after_body, dateline_after_after_frameset;

static inline bool is_start(const dateline_token *token, dateline_tag_group group) {
    return token->type == DATELINE_TOKEN_START && token->group == group;
}

static inline bool is_end(const dateline_token *token, dateline_tag_group group) {
    return token->type == DATELINE_TOKEN_END && token->group == group;
}

/** Switch the insertion mode and reprocess the token. */
static inline bool again_in(dateline_parser *parser, dateline_mode mode) {
    parser->mode = (uint8_t)mode;
    return false;
}

/** Any text in a body. */
void dateline_body_text(dateline_parser *parser, uint32_t offset, uint32_t length, unsigned flags);

/** "Any other end tag" in a body. */
void dateline_any_other_end_tag(dateline_parser *parser, unsigned tag);

/** Has an element, by its first attribute, an attribute with that value, ignoring case? */
bool dateline_has_value(const dateline_parser *parser, uint32_t attributes,
                        dateline_attribute_name name, dateline_string value);

/** Insert an element whose content is text up to its end tag. */
void dateline_insert_raw(dateline_parser *parser, const dateline_token *token,
                         dateline_content content);

/** Add the attributes of a further html or body tag to the first one. */
void dateline_merge_attributes(dateline_parser *parser, uint32_t node, const dateline_token *token);

/** The table's text so far is at its end: insert it. */
void dateline_flush_pending(dateline_parser *parser);

/* ---- Foreign content (13.2.6.5) ------------------------------------------------------------- */

/** Does the dispatcher send this token to the rules for foreign content? */
bool dateline_is_foreign(const dateline_parser *parser, const dateline_token *token);

bool dateline_in_foreign_content(dateline_parser *parser, dateline_token *token);

/** Is the adjusted current node one of SVG or MathML? There <![CDATA[ is more than a comment. */
bool dateline_allows_cdata(const dateline_parser *parser);

/** The context element of a fragment. */
void dateline_set_context(dateline_parser *parser, unsigned tag, unsigned namespace);

/** Insert an element in the namespace DATELINE_NODE_SVG or DATELINE_NODE_MATHML. */
void dateline_insert_foreign(dateline_parser *parser, const dateline_token *token,
                             unsigned namespace);

/* ---- The way of a page ---------------------------------------------------------------------- */

/** Tokenize and build. @return false where memory failed. */
bool dateline_tokenize(dateline_parser *parser);

void dateline_process(dateline_parser *parser, dateline_token *token);

/** By the rules of the current insertion mode, whatever the current node is. */
void dateline_process_in_mode(dateline_parser *parser, dateline_token *token);

/** Room for that many more nodes and a step. @return false where there is none: the parser stops.
 */
bool dateline_reserve_nodes(dateline_parser *parser, uint32_t extra);

/** Text without NUL (but for raw text, where it means U+FFFD). */
void dateline_process_text(dateline_parser *parser, const char *begin, const char *end,
                           unsigned flags);

/** The content of the current node, which is text up to its end tag; pops it. */
void dateline_raw_text(dateline_parser *parser, const char *begin, const char *end, unsigned flags);

/** A NUL in text: most insertion modes drop it. */
void dateline_process_nul(dateline_parser *parser, const char *at);

/** Is the piece nothing but white space, character references expanded? */
bool dateline_is_space_text(const char *begin, const char *end, unsigned flags);

/** Fill the selectedcontent elements of a page that has some. @return false where memory failed. */
bool dateline_fill_selectedcontent(dateline_parser *parser);

/** Behind the last token: selectedcontent, document order, subtree ends. */
bool dateline_finish(dateline_parser *parser);

/** Mode for the DOCTYPE's document (13.2.6.4.1): limited quirks count as none. */
bool dateline_doctype_quirks(const char *text, uint32_t offset, uint32_t length);

/** The parts of a DOCTYPE; absent where missing. */
typedef struct dateline_doctype {
    dateline_string name, public_id, system_id;
    bool force_quirks;
} dateline_doctype;

dateline_doctype dateline_doctype_parse(const char *text, uint32_t offset, uint32_t length);

/* ---- Character references ------------------------------------------------------------------- */

/**
 * Read a character reference at text[0] == '&'.
 * @return the bytes that it takes, 0 where there is none; *written bytes of UTF-8 are in out.
 */
unsigned dateline_reference_read(const char *text, const char *end, bool attribute, char out[8],
                                 unsigned *written);

/** A text with line breaks normalised and NUL replaced, references left alone. */
dateline_string dateline_text_normalize(dateline_string text, dateline_arena *arena);

#endif
