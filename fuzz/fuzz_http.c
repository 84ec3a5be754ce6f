/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTTP messages of archives: whatever the bytes, the body lies in the message, texts lie in the
 * header, chunks never become longer, and what a coding stands for stays below the limit.
 */
#include "archive/coding.h"
#include "archive/digest.h"
#include "archive/fields.h"
#include "archive/http.h"

#include <stdlib.h>
#include <string.h>

enum { LIMIT = 1 << 16, ROOM_SIZE = LIMIT + ARCHIVE_PADDING };

static void check(bool truth) {
    if (!truth)
        abort();
}

static void check_inside(dateline_string text, const uint8_t *data, size_t size) {
    const char *begin = (const char *)data;
    check(!text.length || (text.data >= begin && text.data + text.length <= begin + size));
}

static void check_message(const struct http_message *message, const uint8_t *data, size_t size) {
    check(message->body <= size && message->status >= 0 && message->status < 1000);
    check_inside(message->content_type, data, message->body);
    check_inside(message->content_encoding, data, message->body);
    check_inside(message->transfer_encoding, data, message->body);
    check_inside(http_charset(message->content_type), data, message->body);
    check_inside(http_media_type(message->content_type), data, message->body);
}

static void check_body(const struct http_message *message, uint8_t *body, size_t size) {
    static unsigned char memory[ROOM_SIZE];
    struct archive_room room = {.data = memory, .capacity = sizeof memory};
    size_t length = size;
    bool claimed = http_list_has(message->transfer_encoding, "chunked");
    enum http_chunks chunks = http_join_chunks(body, &length, claimed);
    check(length <= size && (chunks != CHUNKS_NONE || length == size));
    if (!codings_may_apply(message->content_encoding, body, length))
        return;
    struct codings *codings = codings_create();
    size_t made = 0;
    enum coding_result result =
        codings_decode(codings, message->content_encoding, body, length, LIMIT, &room, &made);
    check(result == CODING_NONE || made <= LIMIT);
    codings_destroy(codings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct http_message message;
    http_read(data, size, &message);
    check_message(&message, data, size);
    digest_check(message.content_type, data, size);
    /* Exactly as long as it is, so that a sanitizer sees every byte too many. */
    size_t length = size - message.body;
    uint8_t *body = malloc(length ? length : 1);
    check(body != NULL);
    if (length)
        memcpy(body, data + message.body, length);
    check_body(&message, body, length);
    free(body);
    return 0;
}
