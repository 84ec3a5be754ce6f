/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The record, as the library writes it.
 */
#include "text.h"
#include "view.h"

#include <string.h>

void view_separate(const struct view_context *context, const struct view_page *page,
                   struct buffer *to) {
    if (!context->many)
        return;
    bool markup =
        context->format == DATELINE_FORMAT_MARKDOWN || context->format == DATELINE_FORMAT_HTML;
    buffer_append_text(to, markup ? "<!-- " : "==> ");
    const char *name = page->input->name;
    size_t begin = to->length;
    text_append_safe(to, name, strlen(name), false);
    /* "--" would end the comment. */
    for (size_t i = begin; markup && i + 1 < to->length; i++)
        if (to->data[i] == '-' && to->data[i + 1] == '-')
            to->data[i + 1] = '_';
    buffer_append_text(to, markup ? " -->\n" : " <==\n");
}

dateline_code view_record(const struct view_context *context, const struct view_page *page,
                          struct buffer *to) {
    dateline_string output;
    dateline_code code = dateline_record_write(page->extractor, context->format, &output, NULL);
    if (code != DATELINE_OK)
        return code;
    bool json = context->format == DATELINE_FORMAT_JSON;
    if (!json)
        view_separate(context, page, to);
    if (context->terminal && !json)
        text_append_safe(to, output.data, output.length, true);
    else
        buffer_append(to, output.data, output.length);
    if (!json && context->many)
        buffer_append_text(to, "\n");
    return DATELINE_OK;
}
