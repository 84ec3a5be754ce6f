/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What passes between processes; see slot.h.
 */
#include "slot.h"

#include "clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void slot_clear(struct slot *slot) {
    atomic_store(&slot->began, -1);
    slot->page = slot->room;
    slot->page_length = 0;
    slot->kind = 0;
    slot->http_status = 0;
    slot->archived = slot->revisit = false;
    slot->offset = 0;
    slot->length = 0;
    slot->text_length = 0;
    memset(slot->texts, 0, sizeof slot->texts);
    slot->output_length = 0;
    slot->summary = (struct page_summary){0};
    slot->memory_failed = false;
    slot->failure[0] = '\0';
}

bool slot_put_text(struct slot *slot, enum slot_text which, const char *text) {
    if (!text)
        return true;
    size_t size = strlen(text) + 1;
    /* For a reason there is always room. */
    size_t most = which == SLOT_REASON ? SLOT_TEXT : SLOT_TEXT - SLOT_FAILURE;
    if (slot->text_length + size > most)
        return false;
    memcpy(slot->text + slot->text_length, text, size);
    slot->texts[which] = (uint32_t)slot->text_length + 1;
    slot->text_length += size;
    return true;
}

const char *slot_text(const struct slot *slot, enum slot_text which) {
    return slot->texts[which] ? slot->text + slot->texts[which] - 1 : NULL;
}

/* ---- Work ----------------------------------------------------------------------------------- */

static dateline_string string_of(const struct slot *slot, enum slot_text which) {
    const char *text = slot_text(slot, which);
    return (dateline_string){memory_copy(text), text ? strlen(text) : 0};
}

/* The item as the threads of an ordinary run have it; its texts are copied, for it owns them. */
static struct item item_of(const struct slot *slot) {
    return (struct item){
        .name = memory_copy(slot_text(slot, SLOT_NAME)),
        .id = memory_copy(slot_text(slot, SLOT_ID)),
        .url = memory_copy(slot_text(slot, SLOT_URL)),
        .captured = memory_copy(slot_text(slot, SLOT_CAPTURED)),
        .encoding = memory_copy(slot_text(slot, SLOT_ENCODING)),
        .content_language = memory_copy(slot_text(slot, SLOT_CONTENT_LANGUAGE)),
        .last_modified = memory_copy(slot_text(slot, SLOT_LAST_MODIFIED)),
        .link = memory_copy(slot_text(slot, SLOT_LINK)),
        .kind = slot->kind,
        .failure = memory_copy(slot_text(slot, SLOT_REASON)),
        .cut = memory_copy(slot_text(slot, SLOT_CUT)),
        .warning = memory_copy(slot_text(slot, SLOT_WARNING)),
        .archived = slot->archived,
        .archive = {.file = string_of(slot, SLOT_ARCHIVE),
                    .offset = slot->offset,
                    .index = slot->index,
                    .length = slot->length,
                    .record_id = string_of(slot, SLOT_RECORD_ID),
                    .date = string_of(slot, SLOT_DATE),
                    .digest = string_of(slot, SLOT_DIGEST)},
        .page = (const char *)slot->page,
        .page_length = slot->page_length,
    };
}

size_t slot_output_most(size_t page_length) {
    return 4 * page_length + ((size_t)1 << 20);
}

/* @return false where the record is too long; then there is another, which says so. */
static bool put_output(struct slot *slot, const struct buffer *output) {
    if (output->length > slot_output_most(slot->page_length) || output->length > slot->output_size)
        return false;
    if (output->length)
        memcpy(slot->output, output->data, output->length);
    slot->output_length = output->length;
    return true;
}

static void work(struct slot *slot, struct worker *worker) {
    struct item item = item_of(slot);
    struct outcome outcome = {0};
    worker_do(worker, &item, &outcome);
    slot->memory_failed = outcome.memory_failed;
    if (outcome.failure)
        snprintf(slot->failure, sizeof slot->failure, "%s", outcome.failure);
    page_summarise(&slot->summary, outcome.record);
    if (!put_output(slot, &outcome.output))
        slot_fail(slot, worker, "its record would be more than 4 times as long as the page");
    free(outcome.failure);
    free(outcome.note);
    buffer_destroy(&outcome.output);
    item_destroy(&item);
}

void slot_work(struct slot *slot, struct worker *worker) {
    uint64_t begun = clock_ns();
    work(slot, worker);
    slot->summary.extract_ns = clock_ns() - begun;
}

void slot_fail(struct slot *slot, struct worker *worker, const char *why) {
    slot_put_text(slot, SLOT_REASON, why);
    work(slot, worker);
}
