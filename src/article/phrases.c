/* SPDX-License-Identifier: Apache-2.0 */
#include "article/phrases.h"

#include "page/tokens.h"

static const dateline_phrase_slot *slot_of(uint32_t hash) {
    uint32_t at = hash & dateline_phrase_mask;
    while (dateline_phrase_slots[at].hash && dateline_phrase_slots[at].hash != hash)
        at = (at + 1) & dateline_phrase_mask;
    return &dateline_phrase_slots[at];
}

static bool has_bit(const uint64_t *bits, uint32_t hash) {
    uint32_t bit = hash % (sizeof dateline_phrase_first * 8);
    return bits[bit / 64] >> bit % 64 & 1;
}

/* Look for phrases that begin with words[0]; nearly always, no phrase goes on with the next one. */
static void look_from(dateline_phrases *found, const uint32_t *words, uint32_t left, bool start,
                      bool is_all) {
    uint32_t hash = DATELINE_HASH_START;
    for (uint32_t n = 1; n <= DATELINE_PHRASE_WORDS && n <= left; n++) {
        hash = dateline_hash_step(hash, words[n - 1]);
        if (n == 2 && !has_bit(dateline_phrase_first_two, hash))
            return;
        const dateline_phrase_slot *slot = slot_of(hash);
        found->anywhere |= slot->anywhere;
        if (start)
            found->start |= slot->start;
        if (start && is_all && n == left)
            found->whole |= slot->start;
    }
}

dateline_phrases dateline_phrases_of(const uint32_t *words, uint32_t count) {
    dateline_phrases found = {.words = count < DATELINE_PHRASE_READ ? count : DATELINE_PHRASE_READ};
    if (found.words && has_bit(dateline_phrase_first, words[0]))
        look_from(&found, words, found.words, true, found.words == count);
    for (uint32_t i = 1; i < found.words; i++)
        if (has_bit(dateline_phrase_first_anywhere, words[i]))
            look_from(&found, words + i, found.words - i, false, false);
    return found;
}

dateline_phrases dateline_phrases_find(dateline_string text) {
    uint32_t words[DATELINE_PHRASE_READ + 1], count = 0;
    const char *p = text.data, *end = dateline_string_end(text);
    for (uint32_t word; count <= DATELINE_PHRASE_READ && (word = dateline_next_word(&p, end)) != 0;)
        words[count++] = word;
    return dateline_phrases_of(words, count);
}
