/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting; see stats.h.
 */
#include "stats.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- One page ------------------------------------------------------------------------------- */

static void put(char *to, size_t size, const char *text, size_t length) {
    if (length >= size)
        length = size - 1;
    memcpy(to, text, length);
    to[length] = '\0';
}

/* "example.com" of "https://user@Example.com:8080/x"; "" where there is none. */
static void put_host(char *to, size_t size, const dateline_string *url) {
    const char *at = url->data;
    const char *end = at + url->length;
    const char *authority = at;
    while (authority + 2 < end && memcmp(authority, "://", 3) != 0)
        authority++;
    if (!at || authority + 2 >= end)
        return;
    authority += 3;
    const char *stop = authority;
    while (stop < end && !strchr("/?#", *stop))
        stop++;
    for (const char *c = authority; c < stop; c++)
        if (*c == '@')
            authority = c + 1;
    const char *port = authority;
    while (port < stop && *port != ':')
        port++;
    put(to, size, authority, (size_t)(port - authority));
    for (; *to; to++)
        if (*to >= 'A' && *to <= 'Z')
            *to = (char)(*to + ('a' - 'A'));
}

static void put_warning(struct page_summary *to, const dateline_string *warning) {
    size_t length = 0;
    while (length < warning->length && warning->data[length] != ':')
        length++;
    enum { MOST = sizeof to->warnings / sizeof *to->warnings };
    if (to->warning_count < MOST)
        put(to->warnings[to->warning_count++], sizeof *to->warnings, warning->data, length);
}

void page_summarise(struct page_summary *to, const dateline_record *record) {
    *to = (struct page_summary){.read = record != NULL, .status = DATELINE_STATUS_ERROR};
    if (!record)
        return;
    to->status = record->status;
    if (record->language.data)
        put(to->language, sizeof to->language, record->language.data, record->language.length);
    put_host(to->host, sizeof to->host, &record->url);
    for (size_t i = 0; i < record->warning_count; i++)
        put_warning(to, &record->warnings[i]);
}

/* ---- Tallies -------------------------------------------------------------------------------- */

/* FNV-1a. */
static size_t hash_of(const char *name) {
    uint64_t hash = 0xcbf29ce484222325;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 0x100000001b3;
    return (size_t)(hash ^ hash >> 32);
}

static uint32_t *place_of(const struct tally *tally, const char *name) {
    size_t at = hash_of(name) & (tally->table_size - 1);
    while (tally->table[at] && strcmp(tally->entries[tally->table[at] - 1].name, name) != 0)
        at = (at + 1) & (tally->table_size - 1);
    return &tally->table[at];
}

static void grow(struct tally *tally) {
    tally->capacity = tally->capacity ? 2 * tally->capacity : 64;
    tally->entries = memory_resize(tally->entries, tally->capacity * sizeof *tally->entries);
    tally->table_size = 4 * tally->capacity;
    free(tally->table);
    tally->table = memory_allocate(tally->table_size * sizeof *tally->table);
    memset(tally->table, 0, tally->table_size * sizeof *tally->table);
    for (size_t i = 0; i < tally->count; i++)
        *place_of(tally, tally->entries[i].name) = (uint32_t)i + 1;
}

static void tally_add(struct tally *tally, const char *name, uint64_t count) {
    if (tally->count == tally->capacity)
        grow(tally);
    uint32_t *place = place_of(tally, name);
    if (*place) {
        tally->entries[*place - 1].count += count;
    } else if (tally->count >= TALLY_MOST) {
        tally->others += count;
    } else {
        tally->entries[tally->count++] = (struct tally_entry){memory_copy(name), count};
        *place = (uint32_t)tally->count;
    }
}

static void tally_destroy(struct tally *tally) {
    for (size_t i = 0; i < tally->count; i++)
        free(tally->entries[i].name);
    free(tally->entries);
    free(tally->table);
}

static int compare_entries(const void *left, const void *right) {
    const struct tally_entry *a = left, *b = right;
    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return strcmp(a->name, b->name);
}

static json_t *tally_json(const struct tally *tally) {
    json_t *json = json_object();
    if (!tally->count)
        return json;
    size_t size = tally->count * sizeof *tally->entries;
    struct tally_entry *sorted = memory_allocate(size);
    memcpy(sorted, tally->entries, size);
    qsort(sorted, tally->count, sizeof *sorted, compare_entries);
    for (size_t i = 0; i < tally->count; i++)
        json_object_set_new(json, sorted[i].name, json_integer((json_int_t)sorted[i].count));
    free(sorted);
    return json;
}

/* ---- All of it ------------------------------------------------------------------------------ */

void stats_add_page(struct stats *stats, const struct page_summary *page, size_t page_bytes,
                    size_t record_bytes) {
    stats->pages++;
    stats->records += record_bytes > 0;
    stats->status[page->status]++;
    stats->page_bytes += page_bytes;
    stats->record_bytes += record_bytes;
    stats->extract_ms += (double)page->extract_ns / 1e6;
    if (*page->host)
        tally_add(&stats->hosts, page->host, 1);
    if (*page->language)
        tally_add(&stats->languages, page->language, 1);
    for (unsigned i = 0; i < page->warning_count; i++)
        tally_add(&stats->warnings, page->warnings[i], 1);
}

/* The plain counts, by their names in JSON. */
struct member {
    const char *name;
    size_t offset;
};

static const struct member counts[] = {
    {"inputs", offsetof(struct stats, inputs)},
    {"pages", offsetof(struct stats, pages)},
    {"records", offsetof(struct stats, records)},
    {"damaged", offsetof(struct stats, damaged)},
    {"failures", offsetof(struct stats, failures)},
    {"quarantined", offsetof(struct stats, quarantined)},
    {"page_bytes", offsetof(struct stats, page_bytes)},
    {"record_bytes", offsetof(struct stats, record_bytes)},
};
static const struct member tallies[] = {
    {"languages", offsetof(struct stats, languages)},
    {"warnings", offsetof(struct stats, warnings)},
    {"hosts", offsetof(struct stats, hosts)},
};
static const struct member times[] = {
    {"read", offsetof(struct stats, read_ms)},
    {"extract", offsetof(struct stats, extract_ms)},
    {"write", offsetof(struct stats, write_ms)},
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static void *member_of(const struct stats *stats, const struct member *member) {
    return (char *)stats + member->offset;
}

static void add_tally(struct tally *to, const json_t *other) {
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)other, name, value)
        tally_add(to, name, (uint64_t)json_integer_value(value));
}

void stats_add(struct stats *to, const json_t *other) {
    for (size_t i = 0; i < COUNT(counts); i++)
        *(uint64_t *)member_of(to, &counts[i]) +=
            (uint64_t)json_integer_value(json_object_get(other, counts[i].name));
    const json_t *status = json_object_get(other, "status");
    for (int i = 0; i < STATUS_COUNT; i++)
        to->status[i] += (uint64_t)json_integer_value(
            json_object_get(status, dateline_status_name((dateline_status)i)));
    for (size_t i = 0; i < COUNT(tallies); i++)
        add_tally(member_of(to, &tallies[i]), json_object_get(other, tallies[i].name));
    to->hosts.others += (uint64_t)json_integer_value(json_object_get(other, "other_hosts"));
    const json_t *ms = json_object_get(other, "ms");
    for (size_t i = 0; i < COUNT(times); i++)
        *(double *)member_of(to, &times[i]) +=
            json_number_value(json_object_get(ms, times[i].name));
}

/* Thousandths are enough, and do not pretend to more. */
static json_t *milliseconds(double value) {
    return json_real((double)(int64_t)(value * 1000 + 0.5) / 1000);
}

json_t *stats_json(const struct stats *stats) {
    json_t *json = json_object();
    for (size_t i = 0; i < COUNT(counts); i++)
        json_object_set_new(
            json, counts[i].name,
            json_integer((json_int_t) * (const uint64_t *)member_of(stats, &counts[i])));
    json_t *status = json_object();
    for (int i = 0; i < STATUS_COUNT; i++)
        json_object_set_new(status, dateline_status_name((dateline_status)i),
                            json_integer((json_int_t)stats->status[i]));
    json_object_set_new(json, "status", status);
    json_t *ms = json_object();
    for (size_t i = 0; i < COUNT(times); i++)
        json_object_set_new(ms, times[i].name,
                            milliseconds(*(const double *)member_of(stats, &times[i])));
    json_object_set_new(json, "ms", ms);
    for (size_t i = 0; i < COUNT(tallies); i++)
        json_object_set_new(json, tallies[i].name, tally_json(member_of(stats, &tallies[i])));
    json_object_set_new(json, "other_hosts", json_integer((json_int_t)stats->hosts.others));
    return json;
}

void stats_destroy(struct stats *stats) {
    tally_destroy(&stats->hosts);
    tally_destroy(&stats->languages);
    tally_destroy(&stats->warnings);
}
