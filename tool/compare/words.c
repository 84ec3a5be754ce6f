/* SPDX-License-Identifier: Apache-2.0 */
#include "words.h"

#include "memory.h"
#include "text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Words shown around a difference. */
enum { CONTEXT = 3 };

struct word {
    uint64_t hash;
    size_t begin, end; /* bytes of the text */
};

struct words {
    const char *text;
    struct word *items;
    size_t count;
};

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The end of the word at begin. Wide characters are of scripts without spaces: each is a word. */
static size_t word_end(const char *text, size_t length, size_t begin) {
    size_t end = begin, bytes;
    for (; end < length && !is_space(text[end]); end += bytes)
        if (text_width(text_code_point(text + end, length - end, &bytes)) == 2)
            return end == begin ? end + bytes : end;
    return end;
}

/* FNV-1a. */
static uint64_t hash_of(const char *text, size_t length) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (; length; text++, length--)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    return hash;
}

static struct words split(const char *text, size_t length) {
    struct words words = {.text = text};
    size_t capacity = 0;
    for (size_t begin = 0, end; begin < length; begin = end) {
        if (is_space(text[begin])) {
            end = begin + 1;
            continue;
        }
        end = word_end(text, length, begin);
        if (words.count == capacity) {
            capacity = capacity ? capacity * 2 : 256;
            words.items = memory_resize(words.items, capacity * sizeof *words.items);
        }
        words.items[words.count++] = (struct word){hash_of(text + begin, end - begin), begin, end};
    }
    return words;
}

static int compare_hashes(const void *a, const void *b) {
    uint64_t first = ((const struct word *)a)->hash, second = ((const struct word *)b)->hash;
    return (first > second) - (first < second);
}

/* Count the words that only one of two sets has; both are sorted on the way. */
static void count_words(struct words_change *change, struct word *old, size_t old_count,
                        struct word *new, size_t new_count) {
    if (old_count)
        qsort(old, old_count, sizeof *old, compare_hashes);
    if (new_count)
        qsort(new, new_count, sizeof *new, compare_hashes);
    size_t i = 0, j = 0;
    while (i < old_count || j < new_count) {
        int order = i == old_count ? 1 : j == new_count ? -1 : compare_hashes(&old[i], &new[j]);
        change->removed += order < 0;
        change->added += order > 0;
        i += order <= 0;
        j += order >= 0;
    }
}

/* The bytes of words [first, last) with some around them. */
static void find_range(const struct words *words, size_t first, size_t last, size_t *begin,
                       size_t *end) {
    first = first > CONTEXT ? first - CONTEXT : 0;
    last = last + CONTEXT < words->count ? last + CONTEXT : words->count;
    *begin = first < last ? words->items[first].begin : 0;
    *end = first < last ? words->items[last - 1].end : 0;
}

struct words_change words_compare(const char *old_text, size_t old_length, const char *new_text,
                                  size_t new_length) {
    struct words old = split(old_text, old_length), new = split(new_text, new_length);
    size_t least = old.count < new.count ? old.count : new.count, same = 0, same_end = 0;
    while (same < least && old.items[same].hash == new.items[same].hash)
        same++;
    while (same_end < least - same &&
           old.items[old.count - 1 - same_end].hash == new.items[new.count - 1 - same_end].hash)
        same_end++;
    struct words_change change = {0};
    size_t old_last = old.count - same_end, new_last = new.count - same_end;
    find_range(&old, same, old_last, &change.old_begin, &change.old_end);
    find_range(&new, same, new_last, &change.new_begin, &change.new_end);
    if (old.count || new.count)
        count_words(&change, old.items ? old.items + same : NULL, old_last - same,
                    new.items ? new.items + same : NULL, new_last - same);
    free(old.items);
    free(new.items);
    return change;
}
