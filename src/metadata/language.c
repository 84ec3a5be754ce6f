/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The language. Scripts that one language writes settle it at once; for the others the little words
 * of the article are counted, and the letters that few languages have. The page's own word is taken
 * where the text does not clearly say otherwise: it knows regions, and closely related languages
 * apart.
 */
#include "core/utf8.h"
#include "metadata/evidence.h"
#include "metadata/name_words.h"

enum {
    SAMPLE_WORDS = 100,
    SAMPLE_BYTES = 1800,
    ENOUGH_WORDS = 40,
    FEWEST_WORDS = 8, /* fewer say something where they stand out */
    ENOUGH_LETTERS = 20
};

/** Scripts that one language of the web writes, or nearly only one. */
static const struct {
    uint16_t first;
    uint16_t last;
    char language[3];
} scripts[] = {
    {0x0370, 0x03FF, "el"}, {0x0530, 0x058F, "hy"}, {0x0590, 0x05FF, "he"}, {0x0980, 0x09FF, "bn"},
    {0x0A00, 0x0A7F, "pa"}, {0x0A80, 0x0AFF, "gu"}, {0x0B00, 0x0B7F, "or"}, {0x0B80, 0x0BFF, "ta"},
    {0x0C00, 0x0C7F, "te"}, {0x0C80, 0x0CFF, "kn"}, {0x0D00, 0x0D7F, "ml"}, {0x0D80, 0x0DFF, "si"},
    {0x0E00, 0x0E7F, "th"}, {0x0E80, 0x0EFF, "lo"}, {0x1000, 0x109F, "my"}, {0x10A0, 0x10FF, "ka"},
    {0x1200, 0x137F, "am"}, {0x1780, 0x17FF, "km"}, {0xAC00, 0xD7A3, "ko"}};

enum { SCRIPTS = sizeof scripts / sizeof *scripts };

/** Letters by script, and little words by language. */
typedef struct sample {
    uint32_t letters;
    uint32_t rtl;
    uint32_t han;
    uint32_t kana;
    uint32_t scripts[SCRIPTS];
    uint32_t words;
    uint32_t bytes;
    uint64_t keys[SAMPLE_WORDS]; /* of those words that may be in a table */
    uint32_t key_count;
    uint32_t counts[DATELINE_LANGUAGE_COUNT];
} sample;

/* By bisection: a page in Cyrillic asks for every letter. */
static uint32_t languages_of_letter(uint32_t code) {
    unsigned low = 0, high = DATELINE_LANGUAGE_LETTERS;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (dateline_language_letters[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < DATELINE_LANGUAGE_LETTERS && dateline_language_letters[low].code == code
               ? dateline_language_letters[low].languages
               : 0;
}

static void count_languages(sample *s, uint32_t set) {
    for (; set; set &= set - 1)
        s->counts[__builtin_ctz(set)]++;
}

/* Of a letter beyond ASCII. */
static void count_letter(sample *s, uint32_t code, unsigned kind) {
    s->letters++;
    count_languages(s, languages_of_letter(code));
    s->rtl += (kind & DATELINE_CODE_RTL) != 0;
    s->han += code >= 0x4E00 && code <= 0x9FFF;
    s->kana += code >= 0x3040 && code <= 0x30FF;
    for (unsigned i = 0; code >= scripts[0].first && i < SCRIPTS; i++)
        s->scripts[i] += code >= scripts[i].first && code <= scripts[i].last;
}

static void add_word(sample *s, dateline_string word) {
    s->words++;
    if (word.length <= DATELINE_LONGEST_WORD && s->key_count < SAMPLE_WORDS)
        s->keys[s->key_count++] = word.length <= DATELINE_SHORT_WORD
                                      ? dateline_word_key_padded(word)
                                      : dateline_word_key(word);
}

/* All words in one go, so that the processor waits for the table once for many of them. Half of a
   text's words are in it: its filter is not asked. */
static void count_words(sample *s) {
    for (uint32_t i = 0; i < s->key_count; i++) {
        unsigned set = dateline_word_value(&dateline_stop_words, s->keys[i]);
        count_languages(s, dateline_language_sets[set]);
    }
}

/* Behind the ASCII letters that begin at a place, as far as the sample has room for them. */
static size_t skip_letters(const sample *s, dateline_string text, size_t at) {
    size_t end = at + (SAMPLE_BYTES - s->bytes);
    if (end > text.length)
        end = text.length;
    while (at < end && dateline_is_letter(text.data[at]))
        at++;
    return at;
}

/* Behind a character beyond ASCII. @return whether it is a letter. */
static bool count_beyond(sample *s, dateline_string text, size_t *at) {
    const char *cursor = text.data + *at;
    uint32_t code = dateline_utf8_decode(&cursor, text.data + text.length);
    unsigned kind = dateline_unicode(code);
    *at = (size_t)(cursor - text.data);
    if (!(kind & DATELINE_CODE_LETTER))
        return false;
    count_letter(s, code, kind);
    return true;
}

static void count_text(sample *s, dateline_string text) {
    size_t begin = 0;
    bool in_word = false;
    for (size_t at = 0; at < text.length && s->words < SAMPLE_WORDS && s->bytes < SAMPLE_BYTES;) {
        size_t here = at;
        bool letter = true;
        if ((uint8_t)text.data[at] >= 0x80) {
            letter = count_beyond(s, text, &at);
        } else if (dateline_is_letter(text.data[at])) {
            at = skip_letters(s, text, at);
            s->letters += (uint32_t)(at - here);
        } else {
            letter = false;
            at++;
        }
        if (letter && !in_word)
            begin = here;
        else if (!letter && in_word)
            add_word(s, dateline_string_part(text, begin, here));
        in_word = letter;
        s->bytes += (uint32_t)(at - here);
    }
    if (in_word)
        add_word(s, dateline_string_part(text, begin, text.length));
}

/* A language that its script gives away, or NULL. */
static const char *language_of_script(const sample *s) {
    uint32_t half = s->letters / 2;
    if (s->letters < ENOUGH_LETTERS)
        return NULL;
    if (s->kana * 8 > s->letters)
        return "ja";
    if (s->han > half)
        return "zh";
    for (unsigned i = 0; i < SCRIPTS; i++)
        if (s->scripts[i] > half)
            return scripts[i].language;
    return NULL;
}

/* Danish and Norwegian share most of their little words: less must tell them apart. */
static bool are_siblings(unsigned a, unsigned b) {
    const char *first = dateline_languages[a], *second = dateline_languages[b];
    return (!strcmp(first, "da") && !strcmp(second, "no")) ||
           (!strcmp(first, "no") && !strcmp(second, "da"));
}

/* The language whose little words stand out: many of them, and clearly more than the next. */
static const char *language_of_words(const sample *s, uint32_t *share, uint32_t *lead) {
    unsigned best = 0, second = 1;
    for (unsigned i = 1; i < DATELINE_LANGUAGE_COUNT; i++) {
        if (s->counts[i] > s->counts[best]) {
            second = best;
            best = i;
        } else if (i != best && (second == best || s->counts[i] > s->counts[second])) {
            second = i;
        }
    }
    *share = s->words ? s->counts[best] * 100 / s->words : 0;
    *lead = s->counts[best] ? (s->counts[best] - s->counts[second]) * 100 / s->counts[best] : 0;
    uint32_t part = are_siblings(best, second) ? 4 : 1;
    bool many = s->words >= ENOUGH_WORDS && *share >= 15 && *lead * part >= 12;
    bool few =
        s->words >= FEWEST_WORDS && s->counts[best] >= 3 && *share >= 20 && *lead * part >= 25;
    return many || few ? dateline_languages[best] : NULL;
}

static void read_sample(const dateline_facts *facts, sample *s) {
    const dateline_page *page = facts->page;
    for (uint32_t i = 0; i < page->blocks.count && s->words < SAMPLE_WORDS; i++)
        if (page->blocks.items[i].in_text && page->blocks.items[i].role != DATELINE_ROLE_CODE)
            count_text(s, page->blocks.items[i].text);
    for (uint32_t i = 0;
         i < page->blocks.count && s->words < ENOUGH_WORDS && s->letters < ENOUGH_LETTERS; i++)
        if (!page->blocks.items[i].in_text && page->sources.items[i].word_count > 5)
            count_text(s, page->blocks.items[i].text);
    count_words(s);
}

/* Do two tags name the same language, and do the little words not know better? */
static bool same_language(dateline_string tag, const char *language) {
    dateline_string code = dateline_string_of(language);
    if (dateline_string_equal(code, DATELINE_LITERAL("no")) && tag.length >= 2 &&
        (dateline_string_starts_nocase(tag, DATELINE_LITERAL("nb")) ||
         dateline_string_starts_nocase(tag, DATELINE_LITERAL("nn"))))
        return true;
    return dateline_string_starts_nocase(tag, code) &&
           (tag.length == code.length || tag.data[code.length] == '-');
}

void dateline_choose_language(dateline_facts *facts) {
    dateline_record *record = facts->record;
    sample s = {0};
    read_sample(facts, &s);
    uint32_t share = 0, lead = 0;
    const char *text = language_of_script(&s);
    bool by_script = text != NULL;
    if (!text)
        text = language_of_words(&s, &share, &lead);
    if (s.letters)
        record->direction =
            s.rtl * 2 > s.letters ? DATELINE_LITERAL("rtl") : DATELINE_LITERAL("ltr");
    if (text)
        dateline_evidence_add(facts, DATELINE_FIELD_LANGUAGE, DATELINE_ORIGIN_TEXT,
                              by_script ? 90 : 84, dateline_string_of(text),
                              DATELINE_LITERAL("text"), 0, 0);
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (item->field != DATELINE_FIELD_LANGUAGE)
            continue;
        bool contradicted = text && !same_language(item->value, text);
        item->score = contradicted ? item->weight : item->weight * 9;
        if (text && !contradicted && item->origin != DATELINE_ORIGIN_TEXT)
            item->score += 100; /* its tag says more than ours: the region, the script */
        item->reason =
            contradicted ? "the text is in another language" : "another source is trusted more";
    }
    const dateline_evidence *best = dateline_evidence_choose(facts, DATELINE_FIELD_LANGUAGE, 50);
    if (best)
        record->language = best->value;
}
