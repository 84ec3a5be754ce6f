/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What changed in a record. Objects are compared member by member. Of a list it is said which
 * entries came and went; an entry is the same where it says the same, even if it stands elsewhere
 * in the page or is a little less sure: that alone is told in one line.
 */
#include "changes.h"

#include "text.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

/* Entries of a list that are shown on either side. */
enum { SHOWN_ENTRIES = 3 };

/* Styles of ECMA-48, "Select Graphic Rendition". */
#define BOLD  "\033[1m"
#define RED   "\033[31m"
#define GREEN "\033[32m"
#define PLAIN "\033[0m"

/** The page at hand. */
struct page {
    struct changes *changes;
    const char *key;
    bool changed; /* its name was written */
};

static void compare_values(struct page *page, const char *field, const json_t *old_value,
                           const json_t *new_value);

/* ---- Output --------------------------------------------------------------------------------- */

static void style(struct changes *changes, const char *sequence) {
    if (changes->colors)
        buffer_append_text(&changes->text, sequence);
}

/* As much of a text as fits into so many columns, "…" where it was cut. */
static void write_cut(struct buffer *to, const char *text, size_t length, size_t columns) {
    struct buffer safe = {0};
    /* No character has more than four bytes, and a cut text need not be made safe as a whole. */
    size_t enough = 4 * (columns + 1);
    text_append_safe(&safe, text, length < enough ? length : enough, false);
    size_t used = columns, fits = safe.length ? text_fit(safe.data, safe.length, &used) : 0;
    if (fits < safe.length) {
        used = columns - 1;
        fits = text_fit(safe.data, safe.length, &used);
        buffer_append(to, safe.data, fits);
        buffer_append_text(to, "…");
    } else {
        buffer_append(to, safe.data, fits);
    }
    buffer_destroy(&safe);
}

static size_t columns_left(const struct changes *changes, size_t used) {
    enum { LEAST = 24 };
    return changes->columns > used + LEAST ? changes->columns - used : LEAST;
}

/* "    - text", on one line. */
static void write_side(struct changes *changes, bool added, const char *text, size_t length) {
    style(changes, added ? GREEN : RED);
    buffer_append_text(&changes->text, added ? "    + " : "    - ");
    write_cut(&changes->text, text, length, columns_left(changes, 6));
    style(changes, PLAIN);
    buffer_append_text(&changes->text, "\n");
}

static void write_page_name(struct changes *changes, const char *key, size_t used) {
    const char *name = *key ? key : "(a page without a name)";
    write_cut(&changes->text, name, strlen(name), columns_left(changes, used));
}

void changes_page(struct changes *changes, const char *key, bool added) {
    style(changes, added ? GREEN : RED);
    buffer_append_text(&changes->text, added ? "+ " : "- ");
    write_page_name(changes, key, 2);
    style(changes, PLAIN);
    buffer_append_text(&changes->text, "\n");
}

static void count_field(struct changes *changes, const char *name) {
    size_t i = 0;
    while (i < changes->field_count && strcmp(changes->fields[i].name, name) != 0)
        i++;
    if (i == changes->field_count) {
        changes->fields = memory_resize(changes->fields, (i + 1) * sizeof *changes->fields);
        changes->fields[changes->field_count++] =
            (struct field_count){.name = memory_copy(name), .place = i};
    }
    changes->fields[i].pages++;
}

/* "  field:", below the page's name where it is the page's first. */
static void begin_field(struct page *page, const char *field) {
    struct changes *changes = page->changes;
    if (!page->changed) {
        style(changes, BOLD);
        write_page_name(changes, page->key, 0);
        style(changes, PLAIN);
        buffer_append_text(&changes->text, "\n");
    }
    page->changed = true;
    count_field(changes, field);
    buffer_append_text(&changes->text, "  ");
    text_append_safe(&changes->text, field, strlen(field), false);
    buffer_append_text(&changes->text, ":");
}

/* ---- Values --------------------------------------------------------------------------------- */

/* A value as text, to be freed. */
static char *text_of(const json_t *value) {
    if (!value)
        return memory_copy("(no such field)");
    if (json_is_string(value) && json_string_length(value))
        return memory_copy_bytes(json_string_value(value), json_string_length(value));
    enum { DIGITS = 6 }; /* a record has three behind the point */
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(DIGITS));
    if (!text)
        memory_fail();
    return text;
}

static void write_words(struct changes *changes, const json_t *old_value, const json_t *new_value) {
    const char *old = json_string_value(old_value), *new = json_string_value(new_value);
    struct words_change change =
        words_compare(old, json_string_length(old_value), new, json_string_length(new_value));
    if (change.added || change.removed)
        buffer_print(&changes->text, " %zu word%s added, %zu removed\n", change.added,
                     change.added == 1 ? "" : "s", change.removed);
    else
        buffer_append_text(&changes->text, " the same words in another order or shape\n");
    write_side(changes, false, old + change.old_begin, change.old_end - change.old_begin);
    write_side(changes, true, new + change.new_begin, change.new_end - change.new_begin);
}

/* "OLD → NEW" where both are short, else a line each; of two long texts what differs. */
static void compare_scalars(struct page *page, const char *field, const json_t *old_value,
                            const json_t *new_value) {
    struct changes *changes = page->changes;
    char *old = text_of(old_value), *new = text_of(new_value);
    size_t columns = columns_left(changes, strlen(field) + 7);
    begin_field(page, field);
    if (strlen(old) + strlen(new) <= columns && !strpbrk(old, "\n") && !strpbrk(new, "\n")) {
        buffer_append_text(&changes->text, " ");
        style(changes, RED);
        write_cut(&changes->text, old, strlen(old), columns);
        style(changes, PLAIN);
        buffer_append_text(&changes->text, " → ");
        style(changes, GREEN);
        write_cut(&changes->text, new, strlen(new), columns);
        style(changes, PLAIN);
        buffer_append_text(&changes->text, "\n");
    } else if (json_is_string(old_value) && json_is_string(new_value)) {
        write_words(changes, old_value, new_value);
    } else {
        buffer_append_text(&changes->text, "\n");
        write_side(changes, false, old, strlen(old));
        write_side(changes, true, new, strlen(new));
    }
    free(old);
    free(new);
}

static char *member_name(const char *field, const char *member) {
    return *field ? memory_format("%s.%s", field, member) : memory_copy(member);
}

static void compare_objects(struct page *page, const char *field, const json_t *old_object,
                            const json_t *new_object) {
    const char *member;
    json_t *value;
    json_object_foreach((json_t *)new_object, member, value) {
        char *name = member_name(field, member);
        compare_values(page, name, json_object_get(old_object, member), value);
        free(name);
    }
    json_object_foreach((json_t *)old_object, member, value) {
        char *name = member_name(field, member);
        if (!json_object_get(new_object, member))
            compare_values(page, name, value, NULL);
        free(name);
    }
}

/* ---- Lists ---------------------------------------------------------------------------------- */

/* Members that say where an entry stands and how sure it is, not what it says. */
static bool is_place(const char *member) {
    static const char *const places[] = {"bytes", "spans", "score", "confidence", "block", "image"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (strcmp(member, places[i]) == 0)
            return true;
    return false;
}

/* A copy of an entry without its place, one level of objects inside it included. */
static json_t *without_place(const json_t *entry, bool inside) {
    if (!json_is_object(entry))
        return json_incref((json_t *)entry);
    json_t *copy = json_object();
    const char *member;
    json_t *value;
    json_object_foreach((json_t *)entry, member, value) if (!is_place(member))
        json_object_set_new(copy, member, inside ? json_incref(value) : without_place(value, true));
    if (!copy)
        memory_fail();
    return copy;
}

/** An entry of a list: what it says, and its place. */
struct entry {
    char *says;
    size_t index;
};

static int compare_entries(const void *a, const void *b) {
    const struct entry *first = a, *second = b;
    int order = strcmp(first->says, second->says);
    return order ? order : (first->index > second->index) - (first->index < second->index);
}

static int compare_indexes(const void *a, const void *b) {
    const struct entry *first = a, *second = b;
    return (first->index > second->index) - (first->index < second->index);
}

static struct entry *entries_of(const json_t *list) {
    size_t count = json_array_size(list);
    struct entry *entries = memory_allocate((count + 1) * sizeof *entries);
    for (size_t i = 0; i < count; i++) {
        json_t *entry = without_place(json_array_get(list, i), false);
        entries[i] = (struct entry){text_of(entry), i};
        json_decref(entry);
    }
    return entries;
}

static void entries_destroy(struct entry *entries, size_t count) {
    for (size_t i = 0; i < count; i++)
        free(entries[i].says);
    free(entries);
}

/* Of two lists, what only one of them has, in its order; each ends with an entry that says NULL. */
static void find_differences(const struct entry *old, size_t old_count, const struct entry *new,
                             size_t new_count, struct entry *removed, struct entry *added) {
    size_t i = 0, j = 0, removals = 0, additions = 0;
    while (i < old_count || j < new_count) {
        int order = i == old_count ? 1 : j == new_count ? -1 : strcmp(old[i].says, new[j].says);
        if (order < 0)
            removed[removals++] = old[i];
        if (order > 0)
            added[additions++] = new[j];
        i += order <= 0;
        j += order >= 0;
    }
    qsort(removed, removals, sizeof *removed, compare_indexes);
    qsort(added, additions, sizeof *added, compare_indexes);
    removed[removals].says = added[additions].says = NULL;
}

/* "role: text" of a block, the address of a link, else all of it. To be freed. */
static char *description_of(const json_t *entry, const char *says) {
    const char *role = json_string_value(json_object_get(entry, "role"));
    const char *text = json_string_value(json_object_get(entry, "text"));
    const char *url = json_string_value(json_object_get(entry, "url"));
    if (role && text)
        return memory_format("%s: %s", role, text);
    if (url)
        return memory_format("%s%s%s", url, text ? "  " : "", text ? text : "");
    return memory_copy(says);
}

static size_t count_of(const struct entry *entries) {
    size_t count = 0;
    while (entries[count].says)
        count++;
    return count;
}

static void write_entries(struct changes *changes, bool added, const json_t *list,
                          const struct entry *entries) {
    size_t count = count_of(entries);
    for (size_t i = 0; i < count && i < SHOWN_ENTRIES; i++) {
        char *text = description_of(json_array_get(list, entries[i].index), entries[i].says);
        write_side(changes, added, text, strlen(text));
        free(text);
    }
    if (count > SHOWN_ENTRIES) {
        char *more = memory_format("… and %zu more", count - SHOWN_ENTRIES);
        write_side(changes, added, more, strlen(more));
        free(more);
    }
}

/* The lists say the same. Do they in the same order? */
static void compare_places(struct page *page, const char *field, const json_t *old_list,
                           const json_t *new_list, const struct entry *old,
                           const struct entry *new) {
    size_t count = json_array_size(new_list), moved = 0, differ = 0;
    for (size_t i = 0; i < count; i++) {
        moved += old[i].index != new[i].index;
        differ += !json_equal(json_array_get(old_list, old[i].index),
                              json_array_get(new_list, new[i].index));
    }
    if (moved) {
        begin_field(page, field);
        buffer_append_text(&page->changes->text, " the same entries in another order\n");
        return;
    }
    char *name = memory_format("%s, places and scores", field);
    begin_field(page, name);
    buffer_print(&page->changes->text, " %zu of %zu differ\n", differ, count);
    free(name);
}

static void compare_lists(struct page *page, const char *field, const json_t *old_list,
                          const json_t *new_list) {
    size_t old_count = json_array_size(old_list), new_count = json_array_size(new_list);
    struct entry *old = entries_of(old_list), *new = entries_of(new_list);
    struct entry *removed = memory_allocate((old_count + 1) * sizeof *removed);
    struct entry *added = memory_allocate((new_count + 1) * sizeof *added);
    qsort(old, old_count, sizeof *old, compare_entries);
    qsort(new, new_count, sizeof *new, compare_entries);
    find_differences(old, old_count, new, new_count, removed, added);
    if (count_of(removed) || count_of(added)) {
        begin_field(page, field);
        buffer_print(&page->changes->text, " %zu added, %zu removed\n", count_of(added),
                     count_of(removed));
        write_entries(page->changes, false, old_list, removed);
        write_entries(page->changes, true, new_list, added);
    } else {
        compare_places(page, field, old_list, new_list, old, new);
    }
    free(removed);
    free(added);
    entries_destroy(old, old_count);
    entries_destroy(new, new_count);
}

/* ---- Records -------------------------------------------------------------------------------- */

static void compare_values(struct page *page, const char *field, const json_t *old_value,
                           const json_t *new_value) {
    if (old_value && new_value && json_equal(old_value, new_value))
        return;
    if (json_is_object(old_value) && json_is_object(new_value))
        compare_objects(page, field, old_value, new_value);
    else if (json_is_array(old_value) && json_is_array(new_value))
        compare_lists(page, field, old_value, new_value);
    else
        compare_scalars(page, field, old_value, new_value);
}

bool changes_compare(struct changes *changes, const char *key, const json_t *old_record,
                     const json_t *new_record) {
    struct page page = {.changes = changes, .key = key};
    compare_objects(&page, "", old_record, new_record);
    return page.changed;
}

static int compare_counts(const void *a, const void *b) {
    const struct field_count *first = a, *second = b;
    if (first->pages != second->pages)
        return first->pages < second->pages ? 1 : -1;
    return (first->place > second->place) - (first->place < second->place);
}

void changes_fields(struct changes *changes) {
    if (!changes->field_count)
        return;
    buffer_append_text(&changes->text, "   pages  field\n");
    qsort(changes->fields, changes->field_count, sizeof *changes->fields, compare_counts);
    for (size_t i = 0; i < changes->field_count; i++) {
        const struct field_count *field = &changes->fields[i];
        buffer_print(&changes->text, "%8zu  ", field->pages);
        text_append_safe(&changes->text, field->name, strlen(field->name), false);
        buffer_append_text(&changes->text, "\n");
    }
}

void changes_destroy(struct changes *changes) {
    for (size_t i = 0; i < changes->field_count; i++)
        free(changes->fields[i].name);
    free(changes->fields);
    buffer_destroy(&changes->text);
}
