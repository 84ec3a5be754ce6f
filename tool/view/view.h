/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is written of a page: a view is one function, in one file each. It sees the public interface
 * of the library and the page's bytes, and appends to a buffer.
 */
#ifndef TOOL_VIEW_VIEW_H
#define TOOL_VIEW_VIEW_H

#include "dateline.h"
#include "memory.h"
#include "options.h"

/** What holds for every page. */
struct view_context {
    const struct settings *settings;
    dateline_format format;
    bool many;     /* pages must be told apart */
    bool terminal; /* the output is one: nothing in it may command it */
    bool colors;
    size_t columns; /* of the terminal */
};

/** A page that was read, and its record. */
struct view_page {
    dateline_extractor *extractor;
    const dateline_input *input;
    const void *bytes;
    size_t length;
    const dateline_record *record; /* NULL for a view that does not want one */
};

/** @return DATELINE_OK, or why nothing was written. */
typedef dateline_code view_function(const struct view_context *context,
                                    const struct view_page *page, struct buffer *to);

/** The record in one of the library's formats. */
view_function view_record;

/** Every block and every candidate. */
view_function view_explain;

/** The same as a page to look at. */
void view_explain_html(const struct view_page *page, struct buffer *to);

/** Who said what, as a table, as JSON Lines, or as a page to look at. */
view_function view_statements;

/** The page of view_statements. */
void view_statements_html(const struct view_page *page, struct buffer *to);

/** The parsed tree. */
view_function view_tree;

/** Tell the pages of a text apart, as head(1) does. */
void view_separate(const struct view_context *context, const struct view_page *page,
                   struct buffer *to);

#endif
