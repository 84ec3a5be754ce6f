# SPDX-License-Identifier: Apache-2.0
"""Writes word tables: a constant hash table with open addressing, which words.c looks up.

A slot is the word's hash, the offset of its text in a pool (a length byte, then the bytes), and a
16-bit value. No pointers, so that the tables need no relocation. The hash is FNV-1a over the bytes
with ASCII capitals folded; words.c computes the same.
"""
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
    lines += ["};", "const dateline_word_table dateline_%s = {%s_slots, %s_pool, %d};" % (name, name, name, size - 1), ""]
    return "\n".join(lines)
