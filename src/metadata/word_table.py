# SPDX-License-Identifier: Apache-2.0
"""Writes word tables: a constant hash table with open addressing, which words.c looks up.

A slot is the word's hash, the offset of its text in a pool (a length byte, then the bytes), and a
16-bit value. No pointers, so that the tables need no relocation. The hash is FNV-1a over the bytes
with ASCII capitals folded; words.c computes the same. A filter has a bit set for each word, at the
place that the hash's top bits name: most words that are asked for are in no table.
"""
FILTER_BITS_A_WORD = 8
LICENCE = "/* SPDX-License-Identifier: Apache-2.0 */\n"


def fold(word):
    """Fold as dateline_lower() does: ASCII letters only."""
    return bytes(b | 0x20 if 65 <= b <= 90 else b for b in word.encode())


def fnv1a(data):
    value = 0x811C9DC5
    for byte in data:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def case_variants(word):
    """Lower, title and upper case, for letters that ASCII folding does not reach."""
    title = word[:1].upper() + word[1:]
    return {fold(v) for v in (word, word.lower(), title, word.upper(), title.lower())}


def filter_of(words, bits):
    """The filter of 2**bits bits, as words of 64."""
    filter_words = [0] * (2**bits // 64)
    for word in words:
        place = fnv1a(word) >> (32 - bits)
        filter_words[place // 64] |= 1 << place % 64
    return filter_words


def write(name, words):
    """C text of a table; words: {folded bytes: value}."""
    size = 4
    while size < 2 * len(words):
        size *= 2
    slots = [None] * size
    pool = b"\0"
    for word in sorted(words):
        if len(word) > 255:
            raise ValueError("word too long: %r" % word)
        hashed = fnv1a(word)
        at = hashed & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at] = (hashed, len(pool), words[word])
        pool += bytes([len(word)]) + word
    if len(pool) > 0xFFFF:
        raise ValueError("%s: the pool outgrows 16 bits" % name)
    lines = ["static const dateline_word_slot %s_slots[%d] = {" % (name, size)]
    row = []
    for at, slot in enumerate(slots):
        if slot:
            row.append("[%d] = {0x%08xu, %d, %d}," % (at, *slot))
        if len(row) == 3:
            lines.append("    " + " ".join(row))
            row = []
    if row:
        lines.append("    " + " ".join(row))
    lines += ["};", "static const uint8_t %s_pool[] = {" % name]
    lines += ["    " + ",".join(map(str, pool[i:i + 32])) + "," for i in range(0, len(pool), 32)]
    bits = max(6, (FILTER_BITS_A_WORD * len(words)).bit_length())
    filter_words = filter_of(words, bits)
    lines += ["};", "static const uint64_t %s_filter[%d] = {" % (name, len(filter_words))]
    lines += ["    " + " ".join("0x%016xu," % word for word in filter_words[i:i + 4])
              for i in range(0, len(filter_words), 4)]
    lines += ["};", "const dateline_word_table dateline_%s = {%s_slots, %s_pool, %s_filter, %d, %d};"
              % (name, name, name, name, size - 1, 32 - bits), ""]
    return "\n".join(lines)
