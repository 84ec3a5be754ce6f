/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What changed in one page's record, field by field, for the eye; and in how many pages each field
 * changed.
 */
#ifndef TOOL_COMPARE_CHANGES_H
#define TOOL_COMPARE_CHANGES_H

#include "memory.h"

#include <jansson.h>
#include <stdbool.h>

/** A field, "confidence.title", and the pages in which it changed. */
struct field_count {
    char *name;
    size_t pages;
    size_t place; /* in the order of their first change */
};

/** How changes are shown, and all that were counted. */
struct changes {
    size_t columns;
    bool colors;
    struct buffer text; /* of the pages since it was last emptied */
    struct field_count *fields;
    size_t field_count;
};

/**
 * Append what changed in a page: nothing where nothing did.
 *
 * @param key the page's name.
 * @return whether something did.
 */
bool changes_compare(struct changes *changes, const char *key, const json_t *old_record,
                     const json_t *new_record);

/** Append one line about a whole page, "+ " or "- " before it. */
void changes_page(struct changes *changes, const char *key, bool added);

/** Append the table of fields, those that changed in most pages first. */
void changes_fields(struct changes *changes);

void changes_destroy(struct changes *changes);

#endif
