/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A block says: I stand in `quote_depth` quotations and `list_depth` lists, the innermost of which
 * is number `list`. The walk keeps a stack of what is open; for the next block it keeps the longest
 * part from the bottom that the block can stand in, leaves the rest, and enters what is missing. So
 * a quotation inside an item stays there, as the item's list is known to be open, while a block
 * that comes from nowhere gets its quotations first and its lists inside them.
 */
#include "record/outline.h"

#include "record/inline.h"

void dateline_outline_begin(dateline_outline *outline, const dateline_record *record,
                            dateline_outline_purpose purpose) {
    *outline =
        (dateline_outline){.record = record, .purpose = purpose, .skipped_list = DATELINE_NONE};
}

static bool has_images(const dateline_outline *outline) {
    return outline->purpose == DATELINE_OUTLINE_FOR_DOCUMENT;
}

/* ---- What a block asks for ------------------------------------------------------------------ */

static unsigned at_most(unsigned value, unsigned limit) {
    return value < limit ? value : limit;
}

static unsigned quotes_of(const dateline_block *block) {
    unsigned least = block->role == DATELINE_ROLE_QUOTE;
    unsigned depth = block->quote_depth > least ? block->quote_depth : least;
    return at_most(depth, DATELINE_OUTLINE_DEPTH);
}

static unsigned lists_of(const dateline_block *block) {
    unsigned least = block->role == DATELINE_ROLE_LIST_ITEM;
    unsigned depth = block->list_depth > least ? block->list_depth : least;
    return at_most(depth, DATELINE_OUTLINE_DEPTH);
}

static bool is_list_of(const dateline_container *list, const dateline_block *block) {
    return list->list == block->list || (list->guessed && list->ordered == block->ordered);
}

/* How much of the stack, from its bottom, the block can stand in. */
static unsigned shared_depth(const dateline_outline *outline) {
    const dateline_block *block = outline->block;
    unsigned quotes = quotes_of(block), lists = lists_of(block), i = 0;
    for (; i < outline->depth; i++) {
        const dateline_container *container = &outline->open[i];
        switch (container->kind) {
        case DATELINE_CONTAINER_QUOTE:
            if (!quotes)
                return i;
            quotes--;
            break;
        case DATELINE_CONTAINER_LIST:
            if (!lists || (lists == 1 && !is_list_of(container, block)))
                return i;
            lists--;
            break;
        case DATELINE_CONTAINER_ITEM:
            if (!lists && outline->starts_item)
                return i;
            break;
        }
    }
    return i;
}

static bool is_caption(const dateline_block *block) {
    return block->role == DATELINE_ROLE_CAPTION || block->role == DATELINE_ROLE_CREDIT;
}

/* A caption that no picture of the record will show. */
static bool is_lone_caption(const dateline_outline *outline, const dateline_block *block) {
    return has_images(outline) && !block->in_text && is_caption(block) &&
           block->image >= outline->record->image_count &&
           !dateline_outline_excludes(outline->record, block->role);
}

/* A block of the text that is shown in another way already: as a picture's caption, as the title.
 */
static bool is_shown_elsewhere(const dateline_outline *outline, const dateline_block *block) {
    const dateline_record *record = outline->record;
    if (block->role == DATELINE_ROLE_TITLE)
        return outline->purpose != DATELINE_OUTLINE_FOR_TEXT && dateline_outline_has_title(record);
    if (!has_images(outline) || !is_caption(block) || block->image >= record->image_count)
        return false;
    const dateline_image *image = &record->images[block->image];
    return image->caption.length || image->credit.length;
}

static bool is_shown(const dateline_outline *outline, const dateline_block *block) {
    return (block->in_text || is_lone_caption(outline, block)) &&
           !is_shown_elsewhere(outline, block) && !dateline_inline_is_blank(block->text);
}

/* The next block that is shown, and what has to be left for it. */
static void fetch_block(dateline_outline *outline) {
    const dateline_record *record = outline->record;
    for (; outline->next_block < record->block_count; outline->next_block++) {
        const dateline_block *block = &record->blocks[outline->next_block];
        if (is_shown(outline, block)) {
            outline->block = block;
            outline->starts_item =
                block->item_start || block->list_depth == 0 || block->list == outline->skipped_list;
            outline->skipped_list = DATELINE_NONE;
            outline->keep = shared_depth(outline);
            outline->next_block++;
            return;
        }
        if (block->item_start && block->list_depth)
            outline->skipped_list = block->list;
    }
    outline->ended = true;
    outline->keep = 0;
}

/* ---- Containers ----------------------------------------------------------------------------- */

static dateline_container leave(dateline_outline *outline) {
    dateline_container container = outline->open[--outline->depth];
    outline->quotes -= container.kind == DATELINE_CONTAINER_QUOTE;
    outline->lists -= container.kind == DATELINE_CONTAINER_LIST;
    return container;
}

static dateline_container enter(dateline_outline *outline, dateline_container container) {
    outline->open[outline->depth++] = container;
    outline->keep = outline->depth;
    outline->quotes += container.kind == DATELINE_CONTAINER_QUOTE;
    outline->lists += container.kind == DATELINE_CONTAINER_LIST;
    return container;
}

static bool stands_in_list(const dateline_outline *outline) {
    return outline->depth && outline->open[outline->depth - 1].kind == DATELINE_CONTAINER_LIST;
}

/* The innermost open list gets an item; where it was guessed, the block now tells its number. */
static dateline_container next_item(dateline_outline *outline) {
    const dateline_block *block = outline->block;
    dateline_container *list = &outline->open[outline->depth - 1];
    bool innermost = outline->lists == lists_of(block);
    if (innermost && list->guessed) {
        list->guessed = false;
        list->list = block->list;
    }
    return (dateline_container){.kind = DATELINE_CONTAINER_ITEM,
                                .ordered = list->ordered,
                                .number = innermost ? block->item_number : 1};
}

static dateline_container next_list(const dateline_outline *outline) {
    const dateline_block *block = outline->block;
    if (outline->lists + 1 < lists_of(block))
        return (dateline_container){
            .kind = DATELINE_CONTAINER_LIST, .guessed = true, .list = DATELINE_NONE};
    return (dateline_container){.kind = DATELINE_CONTAINER_LIST,
                                .ordered = block->ordered,
                                .list = block->list,
                                .number = block->item_number};
}

/* Does the block need one more container? Which one goes into *container. */
static bool needs_container(dateline_outline *outline, dateline_container *container) {
    const dateline_block *block = outline->block;
    if (!block)
        return false;
    if (stands_in_list(outline))
        *container = next_item(outline);
    else if (outline->quotes < quotes_of(block))
        *container = (dateline_container){.kind = DATELINE_CONTAINER_QUOTE};
    else if (outline->lists < lists_of(block))
        *container = next_list(outline);
    else
        return false;
    return true;
}

/* ---- Pictures ------------------------------------------------------------------------------- */

/*
 * Pictures stand before the first shown block at or behind their own. One that is out of order
 * comes right behind the one before it in the record, so that the walk stays linear; one without a
 * place does the same.
 */
static bool image_is_due(const dateline_outline *outline) {
    const dateline_record *record = outline->record;
    if (!has_images(outline) || outline->next_image >= record->image_count)
        return false;
    uint32_t place = record->images[outline->next_image].block;
    return outline->ended || place == DATELINE_NONE || place < outline->next_block;
}

/* ---- The walk ------------------------------------------------------------------------------- */

dateline_outline_event dateline_outline_next(dateline_outline *outline) {
    if (!outline->block && !outline->ended)
        fetch_block(outline);
    dateline_outline_event event = {0};
    if (outline->depth > outline->keep) {
        event.kind = DATELINE_OUTLINE_LEAVE;
        event.container = leave(outline);
    } else if (!stands_in_list(outline) && image_is_due(outline)) {
        event.kind = DATELINE_OUTLINE_IMAGE;
        event.image = &outline->record->images[outline->next_image++];
    } else if (needs_container(outline, &event.container)) {
        event.kind = DATELINE_OUTLINE_ENTER;
        enter(outline, event.container);
    } else if (outline->block) {
        bool lone = !outline->block->in_text;
        event.kind = lone ? DATELINE_OUTLINE_CAPTION : DATELINE_OUTLINE_BLOCK;
        event.block = outline->block;
        outline->block = NULL;
    }
    return event;
}
