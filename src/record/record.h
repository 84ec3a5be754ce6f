/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last room: the record's lists that follow from its blocks, and its written forms.
 */
#ifndef DATELINE_RECORD_RECORD_H
#define DATELINE_RECORD_RECORD_H

#include "core/writer.h"
#include "dateline.h"

/**
 * Fill the record's text, links and comments from its blocks.
 *
 * @return false where memory failed.
 */
bool dateline_record_complete(dateline_record *record, dateline_arena *arena);

/** Its part for the comments. */
bool dateline_record_comments(dateline_record *record, dateline_arena *arena);

/** Write the record as one line of JSON; docs/record.schema.json defines it. */
void dateline_record_write_json(const dateline_record *record, const dateline_options *options,
                                dateline_writer *writer);

/** Write the article: title, then its text. */
void dateline_record_write_text(const dateline_record *record, dateline_writer *writer);

/** Write the article as GitHub-flavoured Markdown. */
void dateline_record_write_markdown(const dateline_record *record, dateline_writer *writer);

/** Write the article as a whole HTML document without scripts. */
void dateline_record_write_html(const dateline_record *record, dateline_writer *writer);

#endif
