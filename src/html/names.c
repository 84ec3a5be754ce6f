/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names of a page that no table holds: a hash set with linear probing and a bound on the
 * probes, so that a page cannot make it slow with names that collide.
 */
#include "html/name_table.h"

#include "core/utf8.h"

enum { MAX_PROBES = 64, SLOTS = 2 * DATELINE_MAX_NAMES };

/* ---- Names without case, eight bytes at a time ----------------------------------------------- */

/* ASCII letters in lower case: a byte is one of A to Z where adding to its low bits carries into
   the top bit from 'A' on, and not any more behind 'Z'. */
static uint64_t lower_word(uint64_t word) {
    const uint64_t each = 0x0101010101010101U;
    uint64_t low_bits = word & each * 0x7F;
    uint64_t from_a = low_bits + each * (0x80 - 'A');
    uint64_t behind_z = low_bits + each * (0x7F - 'Z');
    uint64_t letters = (from_a ^ behind_z) & ~word & each * 0x80;
    return word | letters >> 2;
}

/* Names that differ in case only have the same hash; setting the bit of case in every byte is
   enough for that. What follows a name's last byte is shifted out. */
static uint32_t hash_of(dateline_string name) {
    const uint64_t fold = 0x2020202020202020U;
    uint64_t hash = name.length;
    const char *at = name.data;
    size_t rest = name.length;
    for (; rest > 8; at += 8, rest -= 8) {
        hash = (hash ^ (dateline_load_word(at) | fold)) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 32;
    }
    if (rest) {
        hash = (hash ^ (dateline_load_word(at) | fold) << 8 * (8 - rest)) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 32;
    }
    return (uint32_t)hash;
}

/* Most are written alike; only where a word differs is its case looked at. */
static bool same(dateline_string a, dateline_string b) {
    if (a.length != b.length)
        return false;
    for (size_t at = 0; at < a.length; at += 8) {
        size_t rest = a.length - at;
        unsigned behind = rest < 8 ? 8 * (8 - (unsigned)rest) : 0; /* bits that are no more of it */
        uint64_t first = dateline_load_word(a.data + at) << behind;
        uint64_t second = dateline_load_word(b.data + at) << behind;
        if (first != second && lower_word(first) != lower_word(second))
            return false;
    }
    return true;
}

/* ---- Set ------------------------------------------------------------------------------------ */

void dateline_name_set_clear(dateline_name_set *set, unsigned first) {
    for (uint32_t i = 0; i < set->names.count; i++)
        set->slots[set->names.items[i].slot] = 0;
    set->names.count = 0;
    set->folded.count = 0;
    set->first = first;
}

void dateline_name_set_destroy(dateline_name_set *set, dateline_memory *memory) {
    DATELINE_VECTOR_DESTROY(memory, &set->names);
    DATELINE_VECTOR_DESTROY(memory, &set->folded);
}

dateline_string dateline_name_set_get(const dateline_name_set *set, const char *text,
                                      unsigned number) {
    if (number < set->first || number - set->first >= set->names.count)
        return DATELINE_LITERAL("");
    const dateline_name *name = &set->names.items[number - set->first];
    if (name->folded_length)
        return (dateline_string){set->folded.items + name->folded, name->folded_length};
    return (dateline_string){text + name->offset, name->length};
}

static bool needs_folding(dateline_string name) {
    for (size_t i = 0; i < name.length; i++)
        if (!name.data[i] || name.data[i] != dateline_lower(name.data[i]))
            return true;
    return false;
}

size_t dateline_name_fold(dateline_string name, char *out) {
    char *begin = out;
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[i])
            *out++ = dateline_lower(name.data[i]);
        else
            out += dateline_utf8_encode(DATELINE_REPLACEMENT, out);
    }
    return (size_t)(out - begin);
}

static bool fold(dateline_name_set *set, dateline_memory *memory, dateline_string source,
                 dateline_name *name) {
    if (!DATELINE_VECTOR_RESERVE(memory, &set->folded, 3 * (uint64_t)source.length + 1))
        return false;
    name->folded = set->folded.count;
    name->folded_length =
        (uint32_t)dateline_name_fold(source, set->folded.items + set->folded.count);
    set->folded.count += name->folded_length;
    return true;
}

static unsigned add(dateline_name_set *set, dateline_memory *memory, dateline_string source,
                    dateline_name name) {
    if (set->names.count == DATELINE_MAX_NAMES ||
        !DATELINE_VECTOR_RESERVE(memory, &set->names, 1) ||
        (needs_folding(source) && !fold(set, memory, source, &name)))
        return 0;
    set->names.items[set->names.count++] = name;
    set->slots[name.slot] = (uint16_t)set->names.count;
    return set->first + set->names.count - 1;
}

unsigned dateline_name_set_add(dateline_name_set *set, dateline_memory *memory, const char *text,
                               uint32_t offset, uint32_t length) {
    dateline_string source = {text + offset, length};
    uint32_t hash = hash_of(source);
    dateline_name name = {.offset = offset, .length = length, .hash = hash};
    for (unsigned probe = 0; probe < MAX_PROBES; probe++) {
        name.slot = (uint16_t)((hash + probe) % SLOTS);
        unsigned index = set->slots[name.slot];
        if (!index)
            return add(set, memory, source, name);
        const dateline_name *other = &set->names.items[index - 1];
        dateline_string written = {text + other->offset, other->length};
        if (other->hash == hash && same(source, written))
            return set->first + index - 1;
    }
    return 0;
}
