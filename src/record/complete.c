/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a record says of its blocks once more, for who does not want to walk them: the text in one
 * piece, the links, the comments (comments.c).
 */
#include "core/string.h"
#include "record/outline.h"
#include "record/record.h"

/* ---- Text ----------------------------------------------------------------------------------- */

/* Room for all blocks of the text and a blank line below each. */
static size_t room_for_text(const dateline_record *record) {
    size_t room = 0;
    for (size_t i = 0; i < record->block_count; i++)
        if (record->blocks[i].in_text)
            room += record->blocks[i].text.length + 2;
    return room;
}

static char *append(char *out, const char *text, size_t length) {
    memcpy(out, text, length);
    return out + length;
}

/* Write the text to begin. Blocks of one list, with the lists inside it, stand on lines one below
 * the other; all else is a blank line apart. @return its end. */
static char *join_text(const dateline_record *record, char *begin) {
    char *out = begin;
    bool in_same_list = false;
    dateline_outline outline;
    dateline_outline_begin(&outline, record, DATELINE_OUTLINE_FOR_TEXT);
    for (;;) {
        dateline_outline_event event = dateline_outline_next(&outline);
        switch (event.kind) {
        case DATELINE_OUTLINE_LEAVE:
            in_same_list = in_same_list && outline.lists > 0;
            break;
        case DATELINE_OUTLINE_BLOCK:
            if (out != begin)
                out = append(out, "\n\n", in_same_list ? 1 : 2);
            out = append(out, event.block->text.data, event.block->text.length);
            in_same_list = outline.lists > 0;
            break;
        case DATELINE_OUTLINE_END:
            return out;
        default:
            break;
        }
    }
}

static bool complete_text(dateline_record *record, dateline_arena *arena) {
    size_t room = room_for_text(record);
    record->text = (dateline_string){NULL, 0};
    if (!room)
        return true;
    char *begin = dateline_arena_allocate(arena, room);
    if (!begin)
        return false;
    char *end = join_text(record, begin);
    dateline_arena_trim(arena, end);
    if (end != begin)
        record->text = (dateline_string){begin, (size_t)(end - begin)};
    return true;
}

/* ---- Links ---------------------------------------------------------------------------------- */

static bool is_link(const dateline_block *block, const dateline_mark *mark) {
    return mark->kind == DATELINE_MARK_LINK && mark->url.length && mark->begin <= mark->end &&
           mark->end <= block->text.length;
}

static size_t count_links(const dateline_record *record) {
    size_t count = 0;
    for (size_t i = 0; i < record->block_count; i++) {
        const dateline_block *block = &record->blocks[i];
        for (size_t j = 0; block->in_text && j < block->mark_count; j++)
            count += is_link(block, &block->marks[j]);
    }
    return count;
}

static bool complete_links(dateline_record *record, dateline_arena *arena) {
    size_t count = count_links(record), next = 0;
    dateline_link *links = count ? DATELINE_ARENA_ARRAY(arena, dateline_link, count) : NULL;
    if (count && !links)
        return false;
    for (size_t i = 0; i < record->block_count; i++) {
        const dateline_block *block = &record->blocks[i];
        for (size_t j = 0; block->in_text && j < block->mark_count; j++) {
            const dateline_mark *mark = &block->marks[j];
            if (!is_link(block, mark))
                continue;
            dateline_string text = dateline_string_part(block->text, mark->begin, mark->end);
            links[next++] = (dateline_link){mark->url, dateline_string_trim(text), (uint32_t)i};
        }
    }
    record->links = links;
    record->link_count = count;
    return true;
}

bool dateline_record_complete(dateline_record *record, dateline_arena *arena) {
    return complete_text(record, arena) && complete_links(record, arena) &&
           dateline_record_comments(record, arena);
}
