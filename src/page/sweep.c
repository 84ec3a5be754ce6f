/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One pass over the nodes in document order. An element that changes something for what is inside
 * it gets a frame with the context to be restored; where the pass leaves its subtree the frame is
 * closed. Most elements are inline and change nothing: they cost a look into a table.
 */
#include "page/sweep.h"

#include "page/scan.h"

/* ---- Frames --------------------------------------------------------------------------------- */

/* A caption that came before the picture of its figure gets it now. */
static void close_figure(dateline_sweep *sweep, const dateline_frame *frame) {
    dateline_draft *draft = &sweep->draft;
    uint32_t image = draft->context.figure_image;
    for (uint32_t i = frame->captions; i < draft->captions.count; i++)
        if (image < draft->page->images.count)
            draft->page->blocks.items[draft->captions.items[i]].image = image;
    draft->captions.count = frame->captions;
}

/* A block-level element begins or ends here. Within a cell that is a space, in preserved text a
 * new line. */
static void break_block(dateline_draft *draft) {
    if (draft->table)
        dateline_draft_space(draft);
    else if (draft->context.preserve)
        dateline_draft_line(draft);
    else
        dateline_draft_end(draft);
}

/* What is rarer than the end of a block. */
static void close_parts(dateline_sweep *sweep, const dateline_frame *frame) {
    if (frame->closes & DATELINE_CLOSES_MARK)
        dateline_draft_close_mark(&sweep->draft);
    if (frame->closes & DATELINE_CLOSES_CELL)
        dateline_draft_end_cell(&sweep->draft);
    if (frame->closes & DATELINE_CLOSES_SECTION)
        dateline_table_section_close(sweep);
    if (frame->closes & DATELINE_CLOSES_TABLE)
        dateline_table_close(sweep);
}

static void close_frame(dateline_sweep *sweep) {
    dateline_draft *draft = &sweep->draft;
    dateline_frame frame = sweep->frames.items[--sweep->frames.count];
    if (frame.closes != DATELINE_CLOSES_BLOCK)
        close_parts(sweep, &frame);
    draft->context.preserve = frame.outer.preserve;
    if (frame.closes & DATELINE_CLOSES_BLOCK)
        break_block(draft);
    if (frame.closes & DATELINE_CLOSES_FIGURE)
        close_figure(sweep, &frame);
    if (frame.closes & DATELINE_CLOSES_LIST)
        dateline_list_close(sweep);
    draft->context = frame.outer;
    sweep->frame_end =
        sweep->frames.count ? sweep->frames.items[sweep->frames.count - 1].end : DATELINE_NONE;
}

/* Note that an element has begun; what it changes in the context is set behind this. */
static dateline_context *push_frame(dateline_sweep *sweep, uint32_t node, uint32_t closes) {
    dateline_frame frame = {.outer = sweep->draft.context,
                            .end = sweep->tree->nodes.items[node].subtree_end,
                            .closes = closes,
                            .captions = sweep->draft.captions.count};
    if (!DATELINE_VECTOR_PUSH(sweep->draft.memory, &sweep->frames, frame))
        sweep->draft.full = true; /* ends the sweep */
    sweep->frame_end = frame.end;
    return &sweep->draft.context;
}

/* The same for one that stands on lines of its own. A table is the place of all that is in it. */
static dateline_context *push_block(dateline_sweep *sweep, uint32_t node, uint32_t closes) {
    break_block(&sweep->draft);
    dateline_context *context = push_frame(sweep, node, closes | DATELINE_CLOSES_BLOCK);
    if (!sweep->draft.table)
        context->node = node;
    return context;
}

/* ---- Kinds of elements ---------------------------------------------------------------------- */

static void open_mark(dateline_sweep *sweep, uint32_t node, dateline_mark_kind kind) {
    dateline_string url = dateline_absent;
    if (kind == DATELINE_MARK_LINK) {
        url = dateline_tree_get(sweep->tree, node, DATELINE_ATTRIBUTE_HREF, sweep->draft.arena);
        if (!url.data)
            return; /* a place to link to */
        url = dateline_link_resolve(sweep, url);
    }
    if (dateline_draft_open_mark(&sweep->draft, kind, url))
        push_frame(sweep, node, DATELINE_CLOSES_MARK);
}

static void open_heading(dateline_sweep *sweep, uint32_t node) {
    uint16_t tag = sweep->tree->nodes.items[node].tag;
    bool native = tag >= DATELINE_TAG_H1 && tag <= DATELINE_TAG_H6;
    uint32_t level =
        native ? tag - DATELINE_TAG_H1 + 1u
               : dateline_element_number(sweep->tree, node, DATELINE_ATTRIBUTE_ARIA_LEVEL, 2);
    dateline_context *context = push_block(sweep, node, 0);
    context->shape = DATELINE_SHAPE_HEADING;
    context->level = (uint8_t)(level < 1 ? 1 : level > 6 ? 6 : level);
}

static void open_preformatted(dateline_sweep *sweep, uint32_t node, dateline_shape shape) {
    bool inside = sweep->draft.context.preserve;
    dateline_context *context = push_block(sweep, node, 0);
    if (inside)
        return;
    context->preserve = !sweep->draft.table;
    context->shape = (uint8_t)shape;
    sweep->draft.language = shape == DATELINE_SHAPE_CODE
                                ? dateline_element_code_language(sweep->tree, node)
                                : dateline_absent;
}

static void open_caption(dateline_sweep *sweep, uint32_t node) {
    bool of_table = sweep->tree->nodes.items[node].tag == DATELINE_TAG_CAPTION;
    if (of_table && sweep->draft.table)
        dateline_table_interrupt(sweep);
    dateline_context *context = push_block(sweep, node, 0);
    context->shape = DATELINE_SHAPE_CAPTION;
    if (of_table)
        context->figure_image = DATELINE_NONE;
}

static void open_table(dateline_sweep *sweep, uint32_t node, unsigned says) {
    const dateline_draft *draft = &sweep->draft;
    bool data = !sweep->grid.open && !draft->context.preserve &&
                dateline_table_is_data(sweep->tree, node, says);
    push_block(sweep, node, data ? DATELINE_CLOSES_TABLE : 0);
    if (data)
        dateline_table_open(sweep);
}

/* thead, tbody, tfoot, tr, td, th: parts of a grid, or boxes of a layout. */
static void open_table_part(dateline_sweep *sweep, uint32_t node, dateline_element element) {
    if (!sweep->grid.open) {
        push_block(sweep, node, 0);
    } else if (element == DATELINE_ELEMENT_ROW) {
        dateline_table_row(sweep);
    } else if (element == DATELINE_ELEMENT_SECTION) {
        push_frame(sweep, node, DATELINE_CLOSES_SECTION);
        dateline_table_section_open(sweep, node);
    } else {
        push_frame(sweep, node, DATELINE_CLOSES_CELL);
        dateline_table_cell_open(sweep, node);
    }
}

static void open_list_part(dateline_sweep *sweep, uint32_t node, dateline_element element) {
    push_block(sweep, node, 0);
    if (element == DATELINE_ELEMENT_TERM)
        dateline_list_term(sweep);
    else if (element == DATELINE_ELEMENT_DESCRIPTION)
        dateline_list_description(sweep);
    else if (dateline_list_item(sweep, node) && !sweep->draft.full)
        sweep->frames.items[sweep->frames.count - 1].closes |= DATELINE_CLOSES_LIST;
}

/* ---- Controls ------------------------------------------------------------------------------- */

/* Does more of the same line follow behind node? Looks up to the next word or control. */
static bool text_follows(const dateline_sweep *sweep, uint32_t node) {
    const dateline_tree *tree = sweep->tree;
    const dateline_node *nodes = tree->nodes.items;
    uint32_t end = nodes[sweep->draft.context.node].subtree_end;
    for (uint32_t i = nodes[node].subtree_end; i < end; i++) {
        if (nodes[i].type == DATELINE_NODE_TEXT) {
            if (dateline_string_trim(
                    (dateline_string){tree->text + nodes[i].offset, nodes[i].length})
                    .length)
                return true;
        } else if (nodes[i].type == DATELINE_NODE_ELEMENT) {
            dateline_element element = dateline_element_of(tree, i);
            if (element == DATELINE_ELEMENT_SKIP)
                i = nodes[i].subtree_end - 1;
            else if (element == DATELINE_ELEMENT_LINE_BREAK || element == DATELINE_ELEMENT_INPUT ||
                     element == DATELINE_ELEMENT_BUTTON || dateline_element_is_block(element))
                return false;
        }
    }
    return false;
}

/* A control amid the words of a line is part of it; else its label must not mix with them. */
static bool is_in_line(const dateline_sweep *sweep, uint32_t node) {
    const dateline_draft *draft = &sweep->draft;
    return draft->table || draft->context.preserve ||
           (draft->open && !draft->breaks && text_follows(sweep, node));
}

static void open_input(dateline_sweep *sweep, uint32_t node) {
    dateline_string type = dateline_element_raw(sweep->tree, node, DATELINE_ATTRIBUTE_TYPE);
    if (dateline_string_equal_nocase(type, DATELINE_LITERAL("hidden")))
        return;
    if (is_in_line(sweep, node))
        dateline_draft_space(&sweep->draft);
    else
        dateline_draft_end(&sweep->draft);
}

/* The choices of a select, one a line. */
static void open_option(dateline_draft *draft) {
    if (draft->table)
        dateline_draft_space(draft);
    else if (draft->context.preserve)
        dateline_draft_line(draft);
    else if (draft->open)
        draft->breaks = 1;
}

/* ---- Hidden --------------------------------------------------------------------------------- */

/* Elements that are not shown until a script opens them. A template that is the shadow of its
 * parent is shown, but its rows and cells are none of a table around it. */
static bool is_closed(const dateline_sweep *sweep, uint32_t node, dateline_element element) {
    if (element == DATELINE_ELEMENT_DIALOG)
        return !dateline_element_find(sweep->tree, node, DATELINE_LITERAL("open"));
    return element == DATELINE_ELEMENT_TEMPLATE &&
           (sweep->grid.open ||
            !dateline_element_find(sweep->tree, node, DATELINE_LITERAL("shadowrootmode")));
}

/*
 * Hidden blocks are kept, and say so: pages hide their article behind a script. Hidden words within
 * a line or a table are left out: they would tear a sentence apart that is shown as one.
 */
static bool is_left_out(const dateline_sweep *sweep, uint32_t node, dateline_element element) {
    return sweep->grid.open ||
           (!sweep->draft.context.hidden && !dateline_element_is_block(element) &&
            !dateline_elements_have_block(sweep->tree, node + 1,
                                          sweep->tree->nodes.items[node].subtree_end));
}

/* ---- The sweep ------------------------------------------------------------------------------ */

static void open_inline(dateline_sweep *sweep, uint32_t node, dateline_element element) {
    switch (element) {
    case DATELINE_ELEMENT_LINK:
        open_mark(sweep, node, DATELINE_MARK_LINK);
        break;
    case DATELINE_ELEMENT_STRONG:
        open_mark(sweep, node, DATELINE_MARK_STRONG);
        break;
    case DATELINE_ELEMENT_EMPHASIS:
        open_mark(sweep, node, DATELINE_MARK_EMPHASIS);
        break;
    case DATELINE_ELEMENT_CODE:
        open_mark(sweep, node, DATELINE_MARK_CODE);
        break;
    case DATELINE_ELEMENT_IMAGE:
        dateline_image_found(sweep, node);
        break;
    case DATELINE_ELEMENT_NOSCRIPT:
        push_frame(sweep, node, 0)->noscript = true;
        break;
    case DATELINE_ELEMENT_INPUT:
        open_input(sweep, node);
        break;
    case DATELINE_ELEMENT_BUTTON:
        if (!is_in_line(sweep, node))
            push_block(sweep, node, 0);
        break;
    default:
        break;
    }
}

static void open_block(dateline_sweep *sweep, uint32_t node, dateline_element element,
                       unsigned says) {
    dateline_context *context;
    switch (element) {
    case DATELINE_ELEMENT_HEADING:
        open_heading(sweep, node);
        break;
    case DATELINE_ELEMENT_FRESH:
        context = push_block(sweep, node, 0);
        context->list = 0;
        context->list_depth = 0;
        break;
    case DATELINE_ELEMENT_QUOTE:
        context = push_block(sweep, node, 0);
        if (context->quote_depth < UINT8_MAX)
            context->quote_depth++;
        break;
    case DATELINE_ELEMENT_LIST:
        push_block(sweep, node, DATELINE_CLOSES_LIST);
        dateline_list_open(sweep, node);
        break;
    case DATELINE_ELEMENT_ITEM:
    case DATELINE_ELEMENT_TERM:
    case DATELINE_ELEMENT_DESCRIPTION:
        open_list_part(sweep, node, element);
        break;
    case DATELINE_ELEMENT_PREFORMATTED:
        open_preformatted(sweep, node, DATELINE_SHAPE_CODE);
        break;
    case DATELINE_ELEMENT_TEXT_AREA:
        open_preformatted(sweep, node, DATELINE_SHAPE_TEXT);
        break;
    case DATELINE_ELEMENT_FIGURE:
        push_block(sweep, node, DATELINE_CLOSES_FIGURE)->figure_image =
            sweep->draft.page->images.count;
        break;
    case DATELINE_ELEMENT_CAPTION:
        open_caption(sweep, node);
        break;
    case DATELINE_ELEMENT_TABLE:
        open_table(sweep, node, says);
        break;
    case DATELINE_ELEMENT_SECTION:
    case DATELINE_ELEMENT_ROW:
    case DATELINE_ELEMENT_CELL:
        open_table_part(sweep, node, element);
        break;
    case DATELINE_ELEMENT_OPTION:
        open_option(&sweep->draft);
        break;
    default:
        push_block(sweep, node, 0);
        break;
    }
}

/* Where the page was read as if scripts ran, <noscript> holds its markup as text. */
static bool is_unread(const dateline_tree *tree, uint32_t node, dateline_element element) {
    const dateline_node *nodes = tree->nodes.items;
    return element == DATELINE_ELEMENT_SKIP || (element == DATELINE_ELEMENT_NOSCRIPT &&
                                                nodes[nodes[node].first].flags & DATELINE_NODE_RAW);
}

/* The sign behind a heading by which a reader gets the heading's own address. */
static bool is_permalink(const dateline_tree *tree, uint32_t node) {
    static const dateline_string signs[] = {
        {"\xC2\xB6", 2}, {"&para;", 6}, {"&#182;", 6}, {"\xC2\xA7", 2}, {"\xF0\x9F\x94\x97", 4}};
    const dateline_node *text = &tree->nodes.items[node + 1];
    if (tree->nodes.items[node].subtree_end != node + 2 || text->type != DATELINE_NODE_TEXT ||
        text->length > 8)
        return false;
    dateline_string sign =
        dateline_string_trim((dateline_string){tree->text + text->offset, text->length});
    bool known = false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        known |= dateline_string_equal(sign, signs[i]);
    const dateline_attribute *href =
        known ? dateline_tree_attribute(tree, node, DATELINE_ATTRIBUTE_HREF) : NULL;
    return href && memchr(tree->text + href->value_offset, '#', href->value_length);
}

/* @return the node to go on with. */
static uint32_t open_element(dateline_sweep *sweep, uint32_t node) {
    const dateline_tree *tree = sweep->tree;
    const dateline_node *it = &tree->nodes.items[node];
    dateline_element element = dateline_element_of(tree, node);
    if (is_unread(tree, node, element))
        return it->subtree_end;
    if (element == DATELINE_ELEMENT_LINK && is_permalink(tree, node))
        return it->subtree_end;
    if (element == DATELINE_ELEMENT_LINE_BREAK) {
        dateline_draft_break(&sweep->draft);
        return node + 1;
    }
    unsigned says = it->flags & DATELINE_NODE_STYLED ? dateline_element_says(tree, node) : 0;
    if (element == DATELINE_ELEMENT_ROOT)
        says = 0;
    bool hidden = says & DATELINE_SAYS_HIDDEN || is_closed(sweep, node, element);
    if (hidden && is_left_out(sweep, node, element))
        return it->subtree_end;
    if (says & DATELINE_SAYS_HEADING)
        element = DATELINE_ELEMENT_HEADING;
    else if (hidden && !dateline_element_is_block(element))
        element = DATELINE_ELEMENT_BLOCK;
    if (hidden || says & DATELINE_SAYS_ARIA_HIDDEN) {
        dateline_context *context = push_frame(sweep, node, 0);
        context->hidden |= hidden;
        context->aria_hidden |= (says & DATELINE_SAYS_ARIA_HIDDEN) != 0;
    }
    if (element == DATELINE_ELEMENT_VIDEO) {
        dateline_image_found(sweep, node);
        return it->subtree_end;
    }
    if (dateline_element_is_block(element))
        open_block(sweep, node, element, says);
    else if (element)
        open_inline(sweep, node, element);
    return node + 1;
}

/* Most texts are the white space between two tags. */
static void add_text(dateline_sweep *sweep, uint32_t node) {
#if defined(__SSE2__)
    const dateline_node *it = &sweep->tree->nodes.items[node];
    unsigned others = ~dateline_space_bits(sweep->tree->text + it->offset);
    if (it->length <= 16 && !(others & ((1u << it->length) - 1)) &&
        !sweep->draft.context.preserve) {
        dateline_draft_space(&sweep->draft);
        return;
    }
#endif
    dateline_draft_text(&sweep->draft, sweep->tree, node);
}

void dateline_sweep_tree(dateline_sweep *sweep) {
    const dateline_node *nodes = sweep->tree->nodes.items;
    uint32_t count = sweep->tree->nodes.count;
    sweep->frame_end = DATELINE_NONE;
    for (uint32_t i = 0; i < count && !sweep->draft.full;) {
        while (i >= sweep->frame_end)
            close_frame(sweep);
        uint32_t next = i + 1;
        if (nodes[i].type == DATELINE_NODE_TEXT)
            add_text(sweep, i);
        else if (nodes[i].type == DATELINE_NODE_ELEMENT)
            next = open_element(sweep, i);
        i = next > i ? next : i + 1;
    }
    while (sweep->frames.count)
        close_frame(sweep);
    dateline_draft_end(&sweep->draft);
}
