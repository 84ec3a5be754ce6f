/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A glance at the text of every short block, before any is read: digits, and what its first word
 * says of a name. Most blocks of a page are far from its article and tell nothing, and that shows
 * at once. All are looked at in one go, with few branches, so that the processor waits for the
 * table of words once for many of them.
 */
#include "core/bytes.h"
#include "metadata/blocks.h"

enum { AT_A_TIME = 64 };

/* ---- Digits --------------------------------------------------------------------------------- */

/* Is it 19.. or 20..? What stands behind the text may be looked at, but does not count. */
static bool is_year(const char *at, const char *end) {
    bool century = at[0] == '2' ? at[1] == '0' : at[0] == '1' && at[1] == '9';
    return century && at + 3 < end && dateline_is_digit(at[2]) && dateline_is_digit(at[3]);
}

/* Digits of other scripts begin with a byte of at least 0xD9. */
static bool is_foreign(char byte) {
    return (uint8_t)byte >= 0xD9;
}

static void count_digits(dateline_string text, dateline_glance *glance) {
    const char *end = dateline_string_end(text);
    for (const char *at = text.data; at < end; at += DATELINE_WINDOW) {
        dateline_window window = dateline_window_load(at);
        uint32_t inside = dateline_window_first((size_t)(end - at));
        uint32_t digits = dateline_window_between(window, '0', '9') & inside;
        uint32_t beyond = ~dateline_window_at_most(window, 0x7F) & inside;
        for (; digits; digits &= digits - 1) {
            glance->digits++;
            glance->year |= is_year(at + __builtin_ctz(digits), end);
        }
        for (; beyond && !glance->foreign; beyond &= beyond - 1)
            glance->foreign = is_foreign(at[__builtin_ctz(beyond)]);
    }
}

/* ---- The first word ------------------------------------------------------------------------- */

static size_t end_of_first_word(dateline_string text) {
    dateline_window window = dateline_window_load(text.data);
    uint32_t letters = dateline_window_between(window, 'a', 'z') |
                       dateline_window_between(window, 'A', 'Z') |
                       ~dateline_window_at_most(window, 0x7F);
    size_t end = letters == UINT32_MAX ? DATELINE_WINDOW : (size_t)__builtin_ctz(~letters);
    while (end >= DATELINE_WINDOW && end < text.length &&
           (dateline_is_letter(text.data[end]) || (uint8_t)text.data[end] >= 0x80))
        end++;
    return end < text.length ? end : text.length;
}

/* Does " by ", " von " or " vom " follow the first word? */
static bool leads_in(dateline_string rest) {
    static const dateline_string by[] = {{" by ", 4}, {" von ", 5}, {" vom ", 5}};
    bool found = false;
    if (rest.length > 1 && rest.data[0] == ' ' && (rest.data[1] == 'b' || rest.data[1] == 'v'))
        for (size_t i = 0; i < sizeof by / sizeof *by; i++)
            found |= dateline_string_starts(rest, by[i]);
    return found;
}

static uint64_t key_of(dateline_string word) {
    return word.length <= DATELINE_SHORT_WORD ? dateline_word_key_padded(word)
                                              : dateline_word_key(word);
}

/** First words that may mean something, and whose they are. */
typedef struct first_words {
    uint32_t block[AT_A_TIME];
    uint64_t key[AT_A_TIME];
    unsigned count;
} first_words;

static void read_first_word(uint32_t block, dateline_string text, dateline_glance *glance,
                            first_words *words) {
    enum { SHORTEST = 2 };
    size_t end = end_of_first_word(text);
    if (end < SHORTEST || end > DATELINE_LONGEST_WORD || end == text.length)
        return;
    glance->led_in = leads_in(dateline_string_part(text, end, text.length));
    words->block[words->count] = block;
    words->key[words->count] = key_of(dateline_string_part(text, 0, end));
    words->count += dateline_word_may_be_in(&dateline_name_words, words->key[words->count]);
}

static void look_up(const first_words *words, dateline_glance *glances) {
    for (unsigned w = 0; w < words->count; w++) {
        dateline_glance *glance = &glances[words->block[w]];
        glance->flags = (uint16_t)dateline_word_value(&dateline_name_words, words->key[w]);
        glance->led_in |= (glance->flags & DATELINE_NAME_BY) != 0;
    }
}

bool dateline_glance_at_blocks(dateline_facts *facts) {
    uint32_t count = facts->page->blocks.count;
    dateline_glance *glances = DATELINE_ARENA_ARRAY(facts->arena, dateline_glance, count);
    if (!glances)
        return false;
    first_words words;
    for (uint32_t begin = 0; begin < count; begin += AT_A_TIME) {
        words.count = 0;
        for (uint32_t i = begin; i < count && i < begin + AT_A_TIME; i++) {
            dateline_string text = dateline_block_at(facts, i)->text;
            glances[i] = (dateline_glance){.flags = 0};
            if (!text.length || text.length > DATELINE_SHORT_BYTES)
                continue;
            count_digits(text, &glances[i]);
            read_first_word(i, text, &glances[i], &words);
        }
        look_up(&words, glances);
    }
    facts->glances = glances;
    return true;
}
