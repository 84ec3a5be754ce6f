/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a block's text to tokens, then quotations, then sentences: three passes, each once over the
 * paragraph. Quotations are paired before sentences are cut, since "Go. Now," he said is one.
 */
#include "statements/text.h"

#include "core/utf8.h"

/* ---- Tokens --------------------------------------------------------------------------------- */

/* Quotation marks, by what they may do. */
enum { MARK_NONE = 0, MARK_DOUBLE, MARK_SINGLE };

typedef struct scanner {
    dateline_tokens *tokens;
    dateline_string text;
    uint32_t position;
    bool spaced; /* white space before position */
} scanner;

static uint32_t peek(const scanner *s, uint32_t position, uint32_t *next) {
    if (position >= s->text.length) {
        *next = position;
        return 0;
    }
    const char *cursor = s->text.data + position;
    uint32_t code = dateline_utf8_decode(&cursor, s->text.data + s->text.length);
    *next = (uint32_t)(cursor - s->text.data);
    return code;
}

static bool is_word_code(uint32_t code) {
    return (dateline_unicode(code) & (DATELINE_CODE_LETTER | DATELINE_CODE_DIGIT)) != 0;
}

static bool is_apostrophe(uint32_t code) {
    return code == '\'' || code == 0x2019;
}

/* May code stand between two letters of one word? "O’Neil", "far-off", "U.S", "3.5", "AT&T". */
static bool joins(uint32_t code, uint32_t before, uint32_t behind, uint32_t length_before) {
    if (is_apostrophe(code) || code == '-' || code == 0x2011 || code == '&')
        return is_word_code(behind);
    if (code == '.')
        return (before < 128 && behind < 128 && dateline_is_letter((char)before) &&
                dateline_is_letter((char)behind) && length_before == 1) ||
               ((dateline_unicode(before) & dateline_unicode(behind) & DATELINE_CODE_DIGIT) != 0);
    if (code == ',')
        return (dateline_unicode(before) & dateline_unicode(behind) & DATELINE_CODE_DIGIT) != 0;
    return false;
}

/* Length of the pronoun at a hyphen in "dit-il", "a-t-elle": a word of its own. Or 0. */
static uint32_t inverted_length(const scanner *s, uint32_t at) {
    static const char *const pronouns[] = {"-t-elle", "-t-il", "-t-on", "-elles", "-elle",
                                           "-ils",    "-il",   "-on",   "-je"};
    dateline_string rest = dateline_string_part(s->text, at, s->text.length);
    if (s->tokens->language != DATELINE_FRENCH)
        return 0;
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        uint32_t length = (uint32_t)strlen(pronouns[i]), next;
        if (dateline_string_starts(rest, dateline_string_of(pronouns[i])))
            return is_word_code(peek(s, at + length, &next)) ? 0 : length;
    }
    return 0;
}

/* The end of the word at s->position; part_length counts letters since the last joint. */
static uint32_t word_end(const scanner *s, unsigned *flags) {
    uint32_t at = s->position, next, part_length = 0, before = 0;
    bool lower = false, digits_only = true;
    bool elides = s->tokens->language == DATELINE_FRENCH || s->tokens->language == DATELINE_ITALIAN;
    for (;;) {
        uint32_t code = peek(s, at, &next);
        if (is_word_code(code)) {
            unsigned class = dateline_unicode(code);
            lower |= (class & (DATELINE_CODE_LETTER | DATELINE_CODE_UPPER)) == DATELINE_CODE_LETTER;
            digits_only &= (class & DATELINE_CODE_DIGIT) != 0;
            part_length++;
            before = code;
            at = next;
            continue;
        }
        uint32_t behind_end;
        uint32_t behind = peek(s, next, &behind_end);
        if (!code || !joins(code, before, behind, part_length) ||
            (code == '-' && inverted_length(s, at)))
            break;
        if (elides && is_apostrophe(code) && part_length <= 5) {
            at = next; /* "l’", "dell’": a word of its own */
            break;
        }
        part_length = 0;
        before = code;
        at = next;
    }
    *flags |= (lower ? 0 : DATELINE_TOKEN_SHOUTED) | (digits_only ? DATELINE_TOKEN_NUMBER : 0);
    return at;
}

/* "Oberbürgermeisterin", "Hafenchef": German joins what an office is of with its name. */
static bool is_joined_office(dateline_string word) {
    static const char *const offices[] = {"chef",     "coach",     "minister",     "meister",
                                          "sprecher", "präsident", "führer",       "leiter",
                                          "direktor", "kanzler",   "anwalt",       "forscher",
                                          "trainer",  "politiker", "vorsitzender", "vorsitzende"};
    if (word.length > 2 && memcmp(word.data + word.length - 2, "in", 2) == 0)
        word.length -= 2;
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++) {
        size_t n = strlen(offices[i]);
        if (word.length > n + 2 && memcmp(word.data + word.length - n, offices[i], n) == 0)
            return true;
    }
    return false;
}

static const dateline_word *find_word(const scanner *s, uint32_t begin, uint32_t end) {
    static const dateline_word office = {.classes = DATELINE_WORD_ROLE};
    dateline_string text = dateline_string_part(s->text, begin, end);
    const dateline_word *word = dateline_lexicon_find(s->tokens->lexicon, text);
    bool german = s->tokens->language == DATELINE_GERMAN;
    return word || !german || !is_joined_office(text) ? word : &office;
}

/* Length of "’s", "’d", "’m", "’ll", "’re", "’ve" at the end of a word, or 0. */
static uint32_t ending_length(dateline_string word) {
    static const char *const endings[] = {"s", "d", "m", "ll", "re", "ve"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (word.length <= n + 1 || memcmp(word.data + word.length - n, endings[i], n) != 0)
            continue;
        if (word.data[word.length - n - 1] == '\'')
            return (uint32_t)n + 1;
        if (word.length > n + 3 && memcmp(word.data + word.length - n - 3, "\xE2\x80\x99", 3) == 0)
            return (uint32_t)n + 3;
    }
    return 0;
}

/* "Mr.", "U.S.", "J.", "C.I.A.": does the full stop at end belong to the word? */
static bool takes_stop(const scanner *s, uint32_t begin, uint32_t end, unsigned flags) {
    if (end >= s->text.length || s->text.data[end] != '.')
        return false;
    if (end - begin == 1 && (flags & DATELINE_TOKEN_CAPITAL) && s->text.data[begin] != 'I')
        return true;
    if (end - begin >= 3 && s->text.data[end - 2] == '.' && flags & DATELINE_TOKEN_SHOUTED &&
        !(flags & DATELINE_TOKEN_NUMBER) && dateline_is_letter(s->text.data[end - 1]))
        return true;
    const dateline_word *word = find_word(s, begin, end + 1);
    return word && word->classes & DATELINE_WORD_ABBREVIATION;
}

/* "-il" behind its verb, or an absent token of no length. */
static dateline_token scan_inverted(const scanner *s, uint32_t code) {
    uint32_t begin = s->position;
    uint32_t end = begin + (code == '-' && !s->spaced ? inverted_length(s, begin) : 0);
    return (dateline_token){begin, end, 0, DATELINE_TOKEN_WORD, 0, find_word(s, begin, end)};
}

static dateline_token scan_word(scanner *s, uint32_t first) {
    unsigned flags = dateline_unicode(first) & DATELINE_CODE_UPPER ? DATELINE_TOKEN_CAPITAL : 0;
    uint32_t begin = s->position;
    uint32_t end = word_end(s, &flags);
    end += takes_stop(s, begin, end, flags);
    const dateline_word *word = find_word(s, begin, end);
    const unsigned pronouns = DATELINE_WORD_PRONOUN | DATELINE_WORD_OBJECT_PRONOUN;
    if (word && flags & DATELINE_TOKEN_SHOUTED && end - begin > 1 && word->classes & pronouns)
        word = NULL; /* "US", "WHO", "IT" */
    uint32_t ending = word ? 0 : ending_length(dateline_string_part(s->text, begin, end));
    if (ending) {
        word = find_word(s, begin, end - ending);
        bool subject = word && word->classes & DATELINE_WORD_PRONOUN;
        flags |= subject || s->text.data[end - 1] != 's' ? DATELINE_TOKEN_CLITIC
                                                         : DATELINE_TOKEN_POSSESSIVE;
    }
    return (dateline_token){begin, end, 0, DATELINE_TOKEN_WORD, (uint8_t)flags, word};
}

static int mark_of(uint32_t code) {
    switch (code) {
    case '"':
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0xAB:
    case 0xBB:
        return MARK_DOUBLE;
    case '\'':
    case '`':
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x2039:
    case 0x203A:
        return MARK_SINGLE;
    default:
        return MARK_NONE;
    }
}

static dateline_token_kind kind_of(uint32_t code) {
    switch (code) {
    case ',':
    case 0x60C:
        return DATELINE_TOKEN_COMMA;
    case '.':
    case '!':
    case '?':
    case 0x2026:
    case 0x3002:
        return DATELINE_TOKEN_STOP;
    case ':':
        return DATELINE_TOKEN_COLON;
    case ';':
        return DATELINE_TOKEN_SEMICOLON;
    case '-':
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return DATELINE_TOKEN_DASH;
    case '(':
    case '[':
        return DATELINE_TOKEN_BRACKET_OPEN;
    case ')':
    case ']':
        return DATELINE_TOKEN_BRACKET_CLOSE;
    default:
        return DATELINE_TOKEN_OTHER;
    }
}

/* A mark of punctuation; ” written as '' or `` is one token, and so are "--" and "...". */
static dateline_token scan_mark(scanner *s, uint32_t code, uint32_t next) {
    uint32_t begin = s->position;
    bool pairs = code == '\'' || code == '`' || code == '-' || code == '.';
    /* “…‘…’” written as ''': the single mark is the inner one. */
    if (code == '\'' && !s->spaced && next + 1 < s->text.length && s->text.data[next] == '\'' &&
        s->text.data[next + 1] == '\'' &&
        (next + 2 == s->text.length || s->text.data[next + 2] != '\''))
        pairs = false;
    while (pairs && next < s->text.length && (uint32_t)(unsigned char)s->text.data[next] == code &&
           (code == '.' || next - begin < 2))
        next++;
    return (dateline_token){begin, next, 0, (uint8_t)kind_of(code), 0, NULL};
}

static bool scan(scanner *s) {
    while (s->position < s->text.length) {
        uint32_t next;
        uint32_t code = peek(s, s->position, &next);
        if (dateline_unicode(code) & DATELINE_CODE_SPACE) {
            s->spaced = true;
            s->position = next;
            continue;
        }
        dateline_token token = scan_inverted(s, code);
        if (token.end == token.begin)
            token = is_word_code(code) ? scan_word(s, code) : scan_mark(s, code, next);
        if (s->spaced)
            token.flags |= DATELINE_TOKEN_SPACED;
        s->spaced = false;
        s->position = token.end;
        if (!DATELINE_LIST_PUSH(s->tokens->arena, &s->tokens->tokens, token))
            return false;
    }
    return true;
}

/* ---- Quotations ----------------------------------------------------------------------------- */

typedef struct pairing {
    dateline_token *tokens;
    const char *text;
    uint32_t begin; /* tokens of the paragraph */
    uint32_t end;
    uint32_t last_single_close; /* behind it no single quotation can end */
    bool german;
} pairing;

static uint32_t mark_code(const pairing *p, uint32_t i) {
    const dateline_token *token = &p->tokens[i];
    const char *cursor = p->text + token->begin;
    if (token->kind != DATELINE_TOKEN_OTHER)
        return 0;
    uint32_t code = dateline_utf8_decode(&cursor, p->text + token->end);
    /* '' and `` stand for a double mark. */
    return token->end - token->begin == 2 && (code == '\'' || code == '`') ? '"' : code;
}

/* White space, a bracket, a dash or the paragraph's edge on the side before token i. */
static bool free_before(const pairing *p, uint32_t i) {
    if (i == p->begin || p->tokens[i].flags & DATELINE_TOKEN_SPACED)
        return true;
    unsigned kind = p->tokens[i - 1].kind;
    return kind == DATELINE_TOKEN_BRACKET_OPEN || kind == DATELINE_TOKEN_DASH ||
           kind == DATELINE_TOKEN_OPEN || kind == DATELINE_TOKEN_COLON;
}

static bool free_behind(const pairing *p, uint32_t i) {
    return i + 1 == p->end || p->tokens[i + 1].flags & DATELINE_TOKEN_SPACED ||
           p->tokens[i + 1].kind != DATELINE_TOKEN_WORD;
}

static bool word_behind(const pairing *p, uint32_t i) {
    return i + 1 < p->end && !(p->tokens[i + 1].flags & DATELINE_TOKEN_SPACED) &&
           p->tokens[i + 1].kind == DATELINE_TOKEN_WORD;
}

/* Does the mark at i begin a quotation, none being open? */
static bool opens(const pairing *p, uint32_t i, uint32_t code) {
    bool last = i + 1 == p->end || p->tokens[i + 1].flags & DATELINE_TOKEN_SPACED;
    switch (code) {
    case 0x201C:
    case 0x201E:
    case 0x201F:
        return !last || free_before(p, i);
    case 0xAB:
    case 0x2039:
        return free_before(p, i); /* French puts a space on the inner side */
    case 0xBB:
    case 0x203A:
        return p->german && free_before(p, i) && !last;
    case '"':
    case 0x201D:
        return free_before(p, i) && !last;
    case '\'':
    case '`':
    case 0x2018:
    case 0x201A:
        return free_before(p, i) && word_behind(p, i) && i < p->last_single_close &&
               !(p->tokens[i + 1].flags & DATELINE_TOKEN_NUMBER);
    default:
        return false;
    }
}

/* Does the mark at i end the quotation that the mark opener began? */
static bool closes(const pairing *p, uint32_t i, uint32_t code, uint32_t opener) {
    switch (opener) {
    case 0x201C:
    case 0x201D:
        return code == 0x201D || (code == '"' && free_behind(p, i)) ||
               (code == 0x201C && !free_before(p, i) && free_behind(p, i)); /* turned by mistake */
    case 0x201E:
    case 0x201F:
        return code == 0x201C || code == 0x201D || (code == '"' && free_behind(p, i));
    case 0xAB:
        return code == 0xBB;
    case 0xBB:
        return code == 0xAB;
    case 0x2039:
        return code == 0x203A;
    case 0x203A:
        return code == 0x2039;
    case '"':
        return (code == '"' && !(free_before(p, i) && word_behind(p, i))) || code == 0x201D;
    default: /* single */
        return (code == '\'' || code == 0x2019 || code == 0x2018) && free_behind(p, i) &&
               !(p->tokens[i].flags & DATELINE_TOKEN_SPACED);
    }
}

static void close_at(pairing *p, uint32_t open, uint32_t close) {
    p->tokens[open].kind = DATELINE_TOKEN_OPEN;
    p->tokens[open].partner = close;
    p->tokens[close].kind = DATELINE_TOKEN_CLOSE;
    p->tokens[close].partner = open;
}

static void find_last_single_close(pairing *p) {
    p->last_single_close = p->begin;
    for (uint32_t i = p->end; i > p->begin; i--)
        if (closes(p, i - 1, mark_code(p, i - 1), '\'')) {
            p->last_single_close = i - 1;
            return;
        }
}

static void pair_quotations(pairing *p) {
    uint32_t open = DATELINE_NONE, opener = 0;
    find_last_single_close(p);
    for (uint32_t i = p->begin; i < p->end; i++) {
        uint32_t code = mark_code(p, i);
        if (mark_of(code) == MARK_NONE)
            continue;
        if (open == DATELINE_NONE) {
            if (opens(p, i, code)) {
                open = i;
                opener = code;
            }
        } else if (closes(p, i, code, opener)) {
            close_at(p, open, i);
            open = DATELINE_NONE;
        }
    }
    if (open != DATELINE_NONE && mark_of(opener) == MARK_DOUBLE && open + 1 < p->end) {
        p->tokens[open].kind = DATELINE_TOKEN_OPEN;
        p->tokens[open].partner = p->end - 1;
        p->tokens[open].flags |= DATELINE_TOKEN_UNCLOSED;
    }
}

/* ---- Sentences ------------------------------------------------------------------------------ */

/* Is there, within a few words, a verb of saying that ends its clause: "Will you go?" Berg asked.
 */
static bool attribution_follows(const dateline_token *tokens, uint32_t i, uint32_t end) {
    enum { REACH = 14 };
    const unsigned small = DATELINE_WORD_DETERMINER | DATELINE_WORD_PRONOUN |
                           DATELINE_WORD_PREPOSITION | DATELINE_WORD_CONJUNCTION |
                           DATELINE_WORD_SUBORDINATOR | DATELINE_WORD_POSSESSIVE;
    bool i_am = tokens[i].end - tokens[i].begin == 1 &&
                dateline_token_classes(&tokens[i]) & DATELINE_WORD_PRONOUN;
    if (dateline_token_classes(&tokens[i]) & small && !i_am)
        return false; /* “Now.” He said: a small word with a capital begins a sentence */
    for (uint32_t n = 0; i < end && n < REACH; i++, n++) {
        const dateline_token *token = &tokens[i];
        if (token->kind == DATELINE_TOKEN_COMMA || token->kind == DATELINE_TOKEN_WORD) {
            if (!token->word || !(token->word->frames & DATELINE_FRAME_QUOTATION) ||
                !(token->word->forms & DATELINE_FORM_FINITE) || n == 0)
                continue;
            if (dateline_token_classes(&tokens[i - 1]) & DATELINE_WORD_AUXILIARY)
                return false;
            if (i + 1 == end || tokens[i + 1].kind != DATELINE_TOKEN_WORD)
                return true;
            unsigned behind = dateline_token_classes(&tokens[i + 1]);
            bool last = i + 2 >= end || tokens[i + 2].kind != DATELINE_TOKEN_WORD;
            bool more = !last && dateline_token_classes(&tokens[i + 2]) & DATELINE_WORD_PREPOSITION;
            return (behind & DATELINE_WORD_PREPOSITION && !(behind & DATELINE_WORD_SUBORDINATOR)) ||
                   (behind & (DATELINE_WORD_TIME | DATELINE_WORD_ADVERB) && (last || more));
        }
        return false;
    }
    return false;
}

/* A quotation has ended with a full stop inside: does the sentence go on behind it? */
static bool goes_on(const dateline_token *tokens, uint32_t i, uint32_t end) {
    if (i == end)
        return false;
    const dateline_token *token = &tokens[i];
    if (token->kind == DATELINE_TOKEN_OPEN)
        return false;
    if (token->kind != DATELINE_TOKEN_WORD)
        return true;
    if (!(token->flags & (DATELINE_TOKEN_CAPITAL | DATELINE_TOKEN_NUMBER)))
        return true;
    return attribution_follows(tokens, i, end);
}

/* An abbreviation's full stop also ends a sentence where a small word with a capital follows. */
static bool ends_with_abbreviation(const dateline_token *tokens, uint32_t i, uint32_t end,
                                   const char *text) {
    const dateline_token *token = &tokens[i];
    if (token->kind != DATELINE_TOKEN_WORD || text[token->end - 1] != '.' || i + 1 >= end ||
        dateline_token_classes(token) & DATELINE_WORD_TITLE)
        return false;
    const unsigned small = DATELINE_WORD_DETERMINER | DATELINE_WORD_PRONOUN |
                           DATELINE_WORD_PREPOSITION | DATELINE_WORD_CONJUNCTION |
                           DATELINE_WORD_SUBORDINATOR | DATELINE_WORD_POSSESSIVE;
    return tokens[i + 1].flags & DATELINE_TOKEN_CAPITAL &&
           dateline_token_classes(&tokens[i + 1]) & small;
}

/* Does a sentence end with the unit whose last token is i? first: the unit's first token. */
static bool ends_sentence(const dateline_tokens *t, const dateline_paragraph *paragraph,
                          uint32_t first, uint32_t i) {
    const dateline_token *tokens = t->tokens.items;
    if (tokens[first].kind == DATELINE_TOKEN_OPEN) {
        bool stopped = i > first + 1 && tokens[i - 1].kind == DATELINE_TOKEN_STOP;
        return stopped && !goes_on(tokens, i + 1, paragraph->end);
    }
    if (tokens[i].kind == DATELINE_TOKEN_STOP)
        return i + 1 == paragraph->end || tokens[i + 1].flags & DATELINE_TOKEN_SPACED ||
               tokens[i + 1].kind == DATELINE_TOKEN_OPEN;
    return ends_with_abbreviation(tokens, i, paragraph->end, paragraph->text.data);
}

static bool cut_sentences(dateline_tokens *t, uint32_t number) {
    enum { LONGEST = 300 }; /* units: a text without full stops is cut, to stay linear behind */
    uint32_t length = 0;
    const dateline_paragraph *paragraph = &t->paragraphs.items[number];
    const dateline_token *tokens = t->tokens.items;
    uint32_t begin = paragraph->begin;
    for (uint32_t i = begin; i < paragraph->end; i++) {
        uint32_t first = i;
        if (tokens[i].kind == DATELINE_TOKEN_OPEN)
            i = tokens[i].partner;
        if (++length < LONGEST && !ends_sentence(t, paragraph, first, i) && i + 1 < paragraph->end)
            continue;
        length = 0;
        dateline_sentence sentence = {number, begin, i + 1};
        if (!DATELINE_LIST_PUSH(t->arena, &t->sentences, sentence))
            return false;
        begin = i + 1;
    }
    return true;
}

bool dateline_tokens_add(dateline_tokens *tokens, dateline_string text, uint32_t block,
                         bool title) {
    dateline_paragraph paragraph = {text, block, tokens->tokens.count, 0, title};
    scanner s = {tokens, text, 0, true};
    if (!scan(&s))
        return false;
    paragraph.end = tokens->tokens.count;
    pairing p = {.tokens = tokens->tokens.items,
                 .text = text.data,
                 .begin = paragraph.begin,
                 .end = paragraph.end,
                 .german = tokens->language == DATELINE_GERMAN};
    pair_quotations(&p);
    return DATELINE_LIST_PUSH(tokens->arena, &tokens->paragraphs, paragraph) &&
           cut_sentences(tokens, tokens->paragraphs.count - 1);
}
