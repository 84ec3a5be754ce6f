# SPDX-License-Identifier: Apache-2.0
"""Writes word tables: a constant hash table with open addressing, which words.c looks up.

A slot is 48 bits of the word's hash and 16 of its value; the word itself is not kept. The hash is of
all its bytes with ASCII capitals folded; words.c computes the same. A filter has three bits set for
each word, in the element that the hash's top bits name: most words that are asked for are in no
table.
"""
FILTER_BITS_A_WORD = 8
FACTOR, OTHER, WHOLE = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, 2**64 - 1
LICENCE = "/* SPDX-License-Identifier: Apache-2.0 */\n"


def fold(word):
    """Fold as dateline_lower() does: ASCII letters only."""
    return bytes(b | 0x20 if 65 <= b <= 90 else b for b in word.encode())


def hash_of(word):
    """Of a folded word."""
    value = int.from_bytes(word[:8], "little") * FACTOR & WHOLE
    for at in range(8, len(word) - 8, 8):
        value = (value ^ value >> 32 ^ int.from_bytes(word[at:at + 8], "little")) * FACTOR & WHOLE
    last = int.from_bytes(word[-8:], "little") if len(word) >= 8 else 0
    value ^= last ^ len(word) * OTHER & WHOLE
    value = (value ^ value >> 32) * OTHER & WHOLE
    return value ^ value >> 32


def case_variants(word):
    """Lower, title and upper case, for letters that ASCII folding does not reach."""
    title = word[:1].upper() + word[1:]
    return {fold(v) for v in (word, word.lower(), title, word.upper(), title.lower())}


def filter_of(words, bits):
    """The filter of 2**bits elements."""
    elements = [0] * 2**bits
    for hashed in map(hash_of, words):
        for shift in (20, 26, 32):
            elements[hashed >> 64 - bits] |= 1 << (hashed >> shift & 63)
    return elements


def slots_of(words):
    size = 4
    while 3 * size < 4 * len(words):
        size *= 2
    slots = [0] * size
    for word in sorted(words):
        hashed = hash_of(word)
        at = hashed & size - 1
        while slots[at]:
            if slots[at] >> 16 == hashed >> 16:
                raise ValueError("%r has the hash of another word" % word)
            at = (at + 1) % size
        slots[at] = hashed & ~0xFFFF | words[word]
    return slots


def array(name, values):
    lines = ["    " + " ".join("0x%016xu," % value for value in values[i:i + 4]) for i in range(0, len(values), 4)]
    return ["static const uint64_t %s[%d] = {" % (name, len(values)), *lines, "};"]


def write(name, words):
    """C text of a table; words: {folded bytes: value}."""
    slots = slots_of(words)
    bits = max(1, (FILTER_BITS_A_WORD * len(words)).bit_length() - 6)
    lines = array(name + "_slots", slots) + array(name + "_filter", filter_of(words, bits))
    return "\n".join(lines + ["const dateline_word_table dateline_%s = {%s_slots, %s_filter, %d, %d};"
                              % (name, name, name, len(slots) - 1, 64 - bits), ""])
