/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words become numbers, then tags, from left to right: a greedy tagger that sees its last two
 * choices. A word that has one tag only is not asked about.
 */
#include "statements/reading.h"

#include "statements/rows.h"

/* ---- Words ---------------------------------------------------------------------------------- */

static uint32_t hash_letters(const char *data, size_t length) {
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)data[i];
        if (c == 0xE2 && i + 2 < length && (unsigned char)data[i + 2] == 0x99) {
            c = '\''; /* ’ */
            i += 2;
        }
        hash = (hash ^ (unsigned char)dateline_lower((char)c)) * 16777619u;
    }
    return hash ^ hash >> 15;
}

/* The letters of a word without a possessive's ending. */
static dateline_string stem_of(const dateline_token *token, const char *text) {
    dateline_string word = {text + token->begin, token->end - token->begin};
    if (token->flags & DATELINE_TOKEN_POSSESSIVE)
        word.length -= word.data[word.length - 2] == '\'' ? 2 : 4;
    return word;
}

uint32_t dateline_word_hash(const dateline_token *token, const char *text) {
    if (token->kind == DATELINE_TOKEN_OPEN)
        return hash_letters("``", 2);
    if (token->kind == DATELINE_TOKEN_CLOSE)
        return hash_letters("''", 2);
    if (token->flags & DATELINE_TOKEN_NUMBER)
        return hash_letters("0", 1);
    dateline_string word = stem_of(token, text);
    return hash_letters(word.data, word.length);
}

/* The bucket of the last letters of a word; 0: it has not so many. */
static uint32_t ending_of(dateline_string word, size_t length, uint32_t buckets) {
    if (word.length < length)
        return 0;
    return 1 + hash_letters(word.data + word.length - length, length) % (buckets - 1);
}

static uint8_t shape_of(const dateline_token *token, dateline_string word) {
    if (token->kind != DATELINE_TOKEN_WORD)
        return token->kind;
    unsigned shape = DATELINE_SHAPE_OF_WORD;
    shape |= token->flags & DATELINE_TOKEN_CAPITAL ? DATELINE_SHAPE_OF_CAPITAL : 0;
    shape |= token->flags & DATELINE_TOKEN_SHOUTED ? DATELINE_SHAPE_OF_SHOUTED : 0;
    shape |= token->flags & DATELINE_TOKEN_NUMBER ? DATELINE_SHAPE_OF_NUMBER : 0;
    shape |= token->flags & DATELINE_TOKEN_POSSESSIVE ? DATELINE_SHAPE_OF_POSSESSIVE : 0;
    shape |= token->flags & DATELINE_TOKEN_CLITIC ? DATELINE_SHAPE_OF_CLITIC : 0;
    shape |= memchr(word.data, '-', word.length) ? DATELINE_SHAPE_OF_HYPHEN : 0;
    return (uint8_t)shape;
}

static void read_words(dateline_reading *r, const dateline_paragraph *paragraph) {
    const char *text = paragraph->text.data;
    for (uint32_t i = paragraph->begin; i < paragraph->end; i++) {
        const dateline_token *token = &r->text->tokens.items[i];
        dateline_string word = stem_of(token, text);
        uint32_t hash = dateline_word_hash(token, text);
        uint32_t slot = hash & (DATELINE_MODEL_SLOTS - 1);
        r->words[i] = r->weights->marks[slot] == hash >> 16 ? r->weights->words[slot] : 0;
        r->endings[i] = (uint16_t)ending_of(word, 3, DATELINE_MODEL_ENDINGS);
        r->shapes[i] = shape_of(token, word);
    }
}

/* ---- Parts of speech ------------------------------------------------------------------------ */

static dateline_string word_at(const dateline_reading *r, const dateline_paragraph *paragraph,
                               uint32_t i) {
    return stem_of(&r->text->tokens.items[i], paragraph->text.data);
}

unsigned dateline_tagger_inputs(const dateline_reading *r, const dateline_paragraph *paragraph,
                                uint32_t i, uint32_t *inputs) {
    uint32_t first = paragraph->begin, last = paragraph->end;
    uint32_t before = dateline_neighbour(r, first, last, i, -1);
    uint32_t behind = dateline_neighbour(r, first, last, i, 1);
    uint32_t before_2 = dateline_neighbour(r, first, last, i, -2);
    uint32_t behind_2 = dateline_neighbour(r, first, last, i, 2);
    dateline_string word = word_at(r, paragraph, i);
    size_t beginning = word.length < 3 ? word.length : 3;
    unsigned n = 0;
    inputs[n++] = DATELINE_TAGGER_WORD + r->words[i];
    inputs[n++] =
        DATELINE_TAGGER_BEFORE + dateline_if_below(r->words[before], DATELINE_MODEL_COMMON);
    inputs[n++] =
        DATELINE_TAGGER_BEHIND + dateline_if_below(r->words[behind], DATELINE_MODEL_COMMON);
    inputs[n++] =
        DATELINE_TAGGER_BEFORE_2 + dateline_if_below(r->words[before_2], DATELINE_MODEL_FREQUENT);
    inputs[n++] =
        DATELINE_TAGGER_BEHIND_2 + dateline_if_below(r->words[behind_2], DATELINE_MODEL_FREQUENT);
    inputs[n++] = DATELINE_TAGGER_SHORT + ending_of(word, 2, DATELINE_MODEL_SHORT);
    inputs[n++] = DATELINE_TAGGER_ENDING + r->endings[i];
    inputs[n++] = DATELINE_TAGGER_LONG + ending_of(word, 4, DATELINE_MODEL_LONG);
    inputs[n++] =
        DATELINE_TAGGER_BEGINNING + hash_letters(word.data, beginning) % DATELINE_MODEL_BEGINNINGS;
    inputs[n++] = DATELINE_TAGGER_SHAPE + r->shapes[i];
    inputs[n++] = DATELINE_TAGGER_SHAPE_BEFORE + r->shapes[before];
    inputs[n++] = DATELINE_TAGGER_SHAPE_BEHIND + r->shapes[behind];
    inputs[n++] = DATELINE_TAGGER_ENDING_BEFORE + r->endings[before];
    inputs[n++] = DATELINE_TAGGER_ENDING_BEHIND + r->endings[behind];
    return n;
}

/* The tag of what is no word, or of a word that has one only; else DATELINE_SPEECH_NONE. */
static uint8_t plain_tag(const dateline_reading *r, uint32_t i) {
    static const uint8_t tags[] = {
        [DATELINE_TOKEN_COMMA] = DATELINE_SPEECH_COMMA,
        [DATELINE_TOKEN_STOP] = DATELINE_SPEECH_STOP,
        [DATELINE_TOKEN_COLON] = DATELINE_SPEECH_COLON,
        [DATELINE_TOKEN_SEMICOLON] = DATELINE_SPEECH_COLON,
        [DATELINE_TOKEN_DASH] = DATELINE_SPEECH_COLON,
        [DATELINE_TOKEN_OPEN] = DATELINE_SPEECH_QUOTE,
        [DATELINE_TOKEN_CLOSE] = DATELINE_SPEECH_QUOTE,
        [DATELINE_TOKEN_BRACKET_OPEN] = DATELINE_SPEECH_BRACKET,
        [DATELINE_TOKEN_BRACKET_CLOSE] = DATELINE_SPEECH_BRACKET,
        [DATELINE_TOKEN_OTHER] = DATELINE_SPEECH_MARK,
    };
    unsigned kind = r->text->tokens.items[i].kind;
    return kind == DATELINE_TOKEN_WORD ? r->weights->tag_of_word[r->words[i]] : tags[kind];
}

static uint8_t best_tag(const dateline_reading *r, const uint32_t *inputs, unsigned count) {
    int16_t sums[DATELINE_SPEECH_COUNT] = {0};
    dateline_add_rows(r->weights->tagger[0], DATELINE_SPEECH_COUNT, inputs, count, sums);
    unsigned best = DATELINE_SPEECH_NOUN;
    for (unsigned tag = best + 1; tag < DATELINE_SPEECH_COMMA; tag++)
        if (sums[tag] > sums[best])
            best = tag;
    return (uint8_t)best;
}

static void read_tags(dateline_reading *r, const dateline_paragraph *paragraph) {
    uint32_t inputs[DATELINE_TAGGER_MOST_INPUTS];
    uint32_t last = DATELINE_SPEECH_NONE, before = DATELINE_SPEECH_NONE;
    for (uint32_t i = paragraph->begin; i < paragraph->end; i++) {
        uint8_t tag = plain_tag(r, i);
        if (tag == DATELINE_SPEECH_NONE) {
            unsigned count = dateline_tagger_inputs(r, paragraph, i, inputs);
            inputs[count++] = DATELINE_TAGGER_TAG + last;
            inputs[count++] = DATELINE_TAGGER_TAGS + DATELINE_SPEECH_COUNT * before + last;
            inputs[count++] = DATELINE_TAGGER_TAG_WORD + DATELINE_MODEL_SMALL * last +
                              dateline_if_below(r->words[i], DATELINE_MODEL_SMALL);
            tag = best_tag(r, inputs, count);
        }
        r->tags[i] = tag;
        before = last;
        last = tag;
    }
}

/* ---- All tokens ----------------------------------------------------------------------------- */

bool dateline_reading_make(dateline_reading *r, dateline_arena *arena) {
    r->count = r->text->tokens.count;
    r->words = DATELINE_ARENA_ARRAY(arena, uint16_t, r->count + 1);
    r->endings = DATELINE_ARENA_ARRAY(arena, uint16_t, r->count + 1);
    r->shapes = DATELINE_ARENA_ARRAY(arena, uint8_t, r->count + 1);
    r->tags = DATELINE_ARENA_ARRAY(arena, uint8_t, r->count + 1);
    if (!r->words || !r->endings || !r->shapes || !r->tags)
        return false;
    r->words[r->count] = r->endings[r->count] = 0;
    r->shapes[r->count] = 0;
    r->tags[r->count] = DATELINE_SPEECH_NONE;
    for (uint32_t p = 0; p < r->text->paragraphs.count; p++) {
        read_words(r, &r->text->paragraphs.items[p]);
        read_tags(r, &r->text->paragraphs.items[p]);
    }
    return true;
}
