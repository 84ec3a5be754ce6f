/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tree of a page, in the notation of html5lib-tests.
 */
#include "text.h"
#include "view.h"

dateline_code view_tree(const struct view_context *context, const struct view_page *page,
                        struct buffer *to) {
    const dateline_tree_options options = {.fragment = context->settings->fragment,
                                           .scripting = context->settings->scripting};
    dateline_string output;
    dateline_code code = dateline_tree_write(page->extractor, page->bytes, page->length,
                                             page->input, &options, &output, NULL);
    if (code != DATELINE_OK)
        return code;
    view_separate(context, page, to);
    if (context->terminal)
        text_append_safe(to, output.data, output.length, true);
    else
        buffer_append(to, output.data, output.length);
    if (output.length && output.data[output.length - 1] != '\n')
        buffer_append_text(to, "\n");
    return DATELINE_OK;
}
