/* PLACEHOLDER, being replaced by the room's owner. */
#include "encoding/encoding.h"
struct dateline_encoding {
    const char *name;
};
static const dateline_encoding utf8 = {"UTF-8"};
const dateline_encoding *dateline_encoding_of_label(dateline_string label) {
    (void)label;
    return &utf8;
}
const char *dateline_encoding_name(const dateline_encoding *encoding) {
    return encoding->name;
}
bool dateline_text_decode(dateline_text *text, dateline_memory *memory, const char *page,
                          uint32_t page_length, bool padded, bool html,
                          const dateline_encoding *transport) {
    (void)padded;
    (void)html;
    (void)transport;
    text->buffer.count = 0;
    if (!DATELINE_VECTOR_RESERVE(memory, &text->buffer, page_length + DATELINE_PADDING))
        return false;
    memcpy(text->buffer.items, page, page_length);
    memset(text->buffer.items + page_length, 0, DATELINE_PADDING);
    text->data = text->buffer.items;
    text->length = page_length;
    text->encoding = &utf8;
    text->identical = true;
    text->page = page;
    text->page_length = page_length;
    return true;
}
void dateline_text_destroy(dateline_text *text, dateline_memory *memory) {
    DATELINE_VECTOR_DESTROY(memory, &text->buffer);
}
uint32_t dateline_text_origin(const dateline_text *text, uint32_t offset) {
    return offset + text->shift;
}
