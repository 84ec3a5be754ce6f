/* SPDX-License-Identifier: Apache-2.0 */
#include "article/phrases.h"

#include "page/tokens.h"

static const dateline_phrase_slot *slot_of(uint32_t hash) {
    uint32_t at = hash & dateline_phrase_mask;
    while (dateline_phrase_slots[at].hash && dateline_phrase_slots[at].hash != hash)
        at = (at + 1) & dateline_phrase_mask;
    return &dateline_phrase_slots[at];
}

/* Does a phrase begin with this word, at the start of a text or elsewhere? Nearly always: no. */
static bool may_begin(uint32_t word, bool start) {
    uint32_t bit = word % (sizeof dateline_phrase_first * 8);
    const uint64_t *first = start ? dateline_phrase_first : dateline_phrase_first_anywhere;
    return first[bit / 64] >> bit % 64 & 1;
}

dateline_phrases dateline_phrases_of(const uint32_t *words, uint32_t count) {
    dateline_phrases found = {.words = count < DATELINE_PHRASE_READ ? count : DATELINE_PHRASE_READ};
    for (uint32_t i = 0; i < found.words; i++) {
        if (!may_begin(words[i], i == 0))
            continue;
        uint32_t hash = DATELINE_HASH_START;
        for (uint32_t n = 1; n <= DATELINE_PHRASE_WORDS && i + n <= found.words; n++) {
            hash = dateline_hash_step(hash, words[i + n - 1]);
            const dateline_phrase_slot *slot = slot_of(hash);
            found.anywhere |= slot->anywhere;
            if (i == 0) {
                found.start |= slot->start;
                if (n == count)
                    found.whole |= slot->start;
            }
        }
    }
    return found;
}

dateline_phrases dateline_phrases_find(dateline_string text) {
    uint32_t words[DATELINE_PHRASE_READ + 1], count = 0;
    const char *p = text.data, *end = dateline_string_end(text);
    for (uint32_t word; count <= DATELINE_PHRASE_READ && (word = dateline_next_word(&p, end)) != 0;)
        words[count++] = word;
    return dateline_phrases_of(words, count);
}
