/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Look-up of words, and of the language by its tag or its frequent words.
 */
#include "statements/lexicon.h"

#include "core/utf8.h"

/* ---- Words ---------------------------------------------------------------------------------- */

/*
 * Lower case for the letters of the languages read here: ASCII, Latin-1 and basic Cyrillic. All of
 * these keep their length in UTF-8. The curly apostrophe is read as the straight one where that
 * does not change a look-up's meaning: the tables hold both.
 */
static size_t lower(dateline_string word, char *out) {
    for (size_t i = 0; i < word.length; i++) {
        unsigned char c = (unsigned char)word.data[i];
        unsigned char next = i + 1 < word.length ? (unsigned char)word.data[i + 1] : 0;
        out[i] = dateline_lower(word.data[i]);
        if (c == 0xC3 && next >= 0x80 && next <= 0x9E && next != 0x97)
            out[++i] = (char)(next + 0x20);
        else if (c == 0xD0 && next >= 0x90 && next <= 0x9F)
            out[++i] = (char)(next + 0x20);
        else if (c == 0xD0 && next >= 0xA0 && next <= 0xAF) {
            out[i] = (char)0xD1;
            out[++i] = (char)(next - 0x20);
        } else if (c == 0xD0 && next == 0x81) {
            out[i] = (char)0xD1;
            out[++i] = (char)0x91;
        }
    }
    return word.length;
}

static uint32_t hash_word(const char *data, size_t length) {
    uint32_t hash = 2166136261u; /* FNV-1a, as in the generator */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)data[i]) * 16777619u;
    return hash ^ hash >> 15;
}

const dateline_word *dateline_lexicon_find(const dateline_lexicon *lexicon, dateline_string word) {
    char text[DATELINE_LONGEST_WORD];
    if (word.length == 0 || word.length > sizeof text)
        return NULL;
    size_t length = lower(word, text);
    for (uint32_t slot = hash_word(text, length);; slot++) {
        uint16_t number = lexicon->slots[slot & lexicon->mask];
        if (!number)
            return NULL;
        const dateline_word *found = &lexicon->words[number - 1];
        if (found->length == length && memcmp(found->text, text, length) == 0)
            return found;
    }
}

uint32_t dateline_preposition_frame(dateline_string word) {
    static const char *const prepositions[] = {"for",     "on",   "about", "of", "to", "out",
                                               "against", "with", "at",    "up", "in", "over",
                                               "that",    "as",   "from",  "by"};
    for (size_t i = 0; i < sizeof prepositions / sizeof *prepositions; i++)
        if (dateline_string_equal_nocase(word, dateline_string_of(prepositions[i])))
            return (uint32_t)DATELINE_FRAME_FIRST_PREPOSITION << i;
    return 0;
}

/* ---- Languages ------------------------------------------------------------------------------ */

dateline_language dateline_language_of_tag(dateline_string tag) {
    static const char tags[DATELINE_LANGUAGE_COUNT][3] = {"en", "de", "fr", "es", "it", "pt", "ru"};
    bool whole = tag.length == 2 || (tag.length > 2 && (tag.data[2] == '-' || tag.data[2] == '_'));
    for (int i = 0; whole && i < DATELINE_LANGUAGE_COUNT; i++)
        if (dateline_string_equal_nocase((dateline_string){tag.data, 2},
                                         dateline_string_of(tags[i])))
            return (dateline_language)i;
    return DATELINE_LANGUAGE_COUNT;
}

/* Is a byte inside a word, as far as the frequent words of the seven languages go? */
static bool is_word_byte(char c) {
    return dateline_is_letter(c) || (unsigned char)c >= 0xC3;
}

static void count_word(dateline_string word, uint32_t counts[DATELINE_LANGUAGE_COUNT]) {
    for (int i = 0; i < DATELINE_LANGUAGE_COUNT; i++) {
        const dateline_word *found = dateline_lexicon_find(&dateline_lexicons[i], word);
        counts[i] += found && found->classes & DATELINE_WORD_STOP;
    }
}

dateline_language dateline_language_of_text(dateline_string text) {
    enum { SAMPLE = 600 }; /* words: more would not change the answer */
    uint32_t counts[DATELINE_LANGUAGE_COUNT] = {0};
    uint32_t words = 0;
    for (size_t i = 0; i < text.length && words < SAMPLE; i++) {
        size_t begin = i;
        while (i < text.length && (is_word_byte(text.data[i]) || (text.data[i] & 0xC0) == 0x80))
            i++;
        if (i > begin) {
            count_word(dateline_string_part(text, begin, i), counts);
            words++;
        }
    }
    int best = 0;
    for (int i = 1; i < DATELINE_LANGUAGE_COUNT; i++)
        if (counts[i] > counts[best])
            best = i;
    /* Running text of any of the seven has a fifth or more of these words. */
    return words && counts[best] * 8 >= words ? (dateline_language)best : DATELINE_LANGUAGE_COUNT;
}
