/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The little grammar: walks from a cue to the left and to the right. Every walk ends after LIMIT
 * tokens at the latest, which keeps sentences of thousands of cues linear.
 */
#include "statements/phrases.h"

#include "core/utf8.h"

enum { LIMIT = 40 };

/* ---- Words ---------------------------------------------------------------------------------- */

static const dateline_token *at(const dateline_view *view, uint32_t i) {
    return &view->text->tokens.items[i];
}

static unsigned classes(const dateline_view *view, uint32_t i) {
    return dateline_token_classes(at(view, i));
}

static bool is_kind(const dateline_view *view, uint32_t i, dateline_token_kind kind) {
    return i >= view->begin && i < view->end && at(view, i)->kind == kind;
}

static bool is_word(const dateline_view *view, uint32_t i) {
    return is_kind(view, i, DATELINE_TOKEN_WORD);
}

static bool has_flag(const dateline_view *view, uint32_t i, unsigned flag) {
    return (at(view, i)->flags & flag) != 0;
}

static bool is_capital(const dateline_view *view, uint32_t i) {
    return is_word(view, i) && has_flag(view, i, DATELINE_TOKEN_CAPITAL);
}

bool dateline_token_is(const dateline_view *view, uint32_t i, const char *word) {
    return is_word(view, i) &&
           dateline_string_equal_nocase(dateline_token_text(view, i), dateline_string_of(word));
}

static bool is_one_of(const dateline_view *view, uint32_t i, const char *const *words) {
    for (; *words; words++)
        if (dateline_token_is(view, i, *words))
            return true;
    return false;
}

static bool ends_with(const dateline_view *view, uint32_t i, const char *ending) {
    dateline_string text = dateline_token_text(view, i);
    size_t length = strlen(ending);
    return text.length > length + 2 &&
           memcmp(text.data + text.length - length, ending, length) == 0;
}

static bool is_adverb(const dateline_view *view, uint32_t i) {
    return is_word(view, i) &&
           (classes(view, i) & DATELINE_WORD_ADVERB ||
            (!at(view, i)->word && !is_capital(view, i) && ends_with(view, i, "ly")));
}

/* A word that can stand inside a noun phrase, as far as its form tells. */
static bool is_nominal(const dateline_view *view, uint32_t i) {
    const unsigned never = DATELINE_WORD_PREPOSITION | DATELINE_WORD_CONJUNCTION |
                           DATELINE_WORD_SUBORDINATOR | DATELINE_WORD_RELATIVE |
                           DATELINE_WORD_AUXILIARY | DATELINE_WORD_NEGATION | DATELINE_WORD_VERB |
                           DATELINE_WORD_PRONOUN | DATELINE_WORD_OBJECT_PRONOUN;
    if (!is_word(view, i) || has_flag(view, i, DATELINE_TOKEN_CLITIC))
        return false;
    const dateline_word *word = at(view, i)->word;
    if (!word)
        return is_capital(view, i) || !ends_with(view, i, "ly");
    if (word->classes & (DATELINE_WORD_ROLE | DATELINE_WORD_TITLE | DATELINE_WORD_DETERMINER |
                         DATELINE_WORD_ORGANISATION))
        return true;
    if (word->classes & never || (word->classes & DATELINE_WORD_ADVERB && !is_capital(view, i)))
        return false;
    return !word->forms || is_capital(view, i);
}

/* The verbs that are not in the table are told by their endings, where no determiner is near. */
static bool looks_verbal(const dateline_view *view, uint32_t i) {
    return is_word(view, i) && !at(view, i)->word && !is_capital(view, i) &&
           (ends_with(view, i, "ed") || ends_with(view, i, "ing"));
}

bool dateline_is_noun_use(const dateline_view *view, uint32_t i) {
    if (i == view->begin)
        return !(at(view, i)->word->forms &
                 (DATELINE_FORM_PRESENT_PARTICIPLE | DATELINE_FORM_PAST));
    unsigned before = classes(view, i - 1);
    if (!is_word(view, i - 1))
        return false;
    if (has_flag(view, i - 1, DATELINE_TOKEN_POSSESSIVE) || before & DATELINE_WORD_POSSESSIVE)
        return true;
    const unsigned nominal = DATELINE_WORD_DETERMINER | DATELINE_WORD_PREPOSITION;
    return before & nominal && !(before & (DATELINE_WORD_PRONOUN | DATELINE_WORD_RELATIVE)) &&
           !dateline_token_is(view, i - 1, "to");
}

/* ---- Verb groups ---------------------------------------------------------------------------- */

/* "…, however, said": the place of the first comma, or i. */
static uint32_t parenthesis_before(const dateline_view *view, uint32_t i) {
    if (i < view->begin + 3 || !is_kind(view, i - 1, DATELINE_TOKEN_COMMA))
        return i;
    if (is_kind(view, i - 3, DATELINE_TOKEN_COMMA) && is_adverb(view, i - 2))
        return i - 3;
    static const char *const phrases[] = {"example", "instance", "part",       "one",
                                          "fact",    "turn",     "particular", NULL};
    for (uint32_t n = 4; n <= 5 && i >= view->begin + n; n++)
        if (is_kind(view, i - n, DATELINE_TOKEN_COMMA) && is_one_of(view, i - 2, phrases))
            return i - n;
    return i;
}

/* "s’exclame", "si chiede", "se queja": the verb's own pronoun. */
static bool is_reflexive(const dateline_view *view, uint32_t i) {
    static const char *const words[] = {"s'", "s’", "se", "si", NULL};
    return view->text->language != DATELINE_ENGLISH && is_one_of(view, i, words);
}

dateline_verb_group dateline_verb_group_before(const dateline_view *view, uint32_t i) {
    dateline_verb_group group = {.begin = i, .verb = i};
    bool parenthesis = false;
    for (uint32_t n = 0; n < LIMIT && group.begin > view->begin; n++) {
        uint32_t p = group.begin - 1;
        uint32_t comma = parenthesis_before(view, group.begin);
        if (comma < group.begin) {
            group.begin = comma;
            parenthesis = true;
            continue;
        }
        unsigned c = is_word(view, p) ? classes(view, p) : 0;
        if (dateline_token_is(view, p, "to")) {
            group.infinitive = true;
            break;
        }
        if (c & DATELINE_WORD_PRONOUN || !(c & (DATELINE_WORD_AUXILIARY | DATELINE_WORD_NEGATION) ||
                                           is_adverb(view, p) || is_reflexive(view, p)))
            break;
        group.negated |= (c & DATELINE_WORD_NEGATION) != 0;
        group.auxiliary |= (c & DATELINE_WORD_AUXILIARY) != 0;
        group.passive |= (c & DATELINE_WORD_BE) != 0;
        group.begin = p;
        if (!parenthesis)
            group.verb = p;
    }
    return group;
}

/* ---- Noun phrases --------------------------------------------------------------------------- */

static bool joins_nouns(const dateline_view *view, uint32_t i) {
    static const char *const words[] = {"of", "for", "at", "in", "from", "with", "on", "to", NULL};
    return view->text->language == DATELINE_ENGLISH
               ? is_one_of(view, i, words)
               : is_word(view, i) && classes(view, i) & DATELINE_WORD_PREPOSITION;
}

static bool is_time(const dateline_view *view, uint32_t i) {
    static const char *const units[] = {
        "week",   "month", "year",   "night",  "morning", "afternoon", "evening", "weekend", "day",
        "summer", "fall",  "winter", "spring", "ago",     "moment",    "time",    NULL};
    return is_word(view, i) &&
           (classes(view, i) & (DATELINE_WORD_WEEKDAY | DATELINE_WORD_MONTH | DATELINE_WORD_TIME) ||
            is_one_of(view, i, units));
}

/* "Berg on Tuesday said", "Berg last week said": where the time begins, or end. */
static uint32_t before_time(const dateline_view *view, uint32_t end) {
    uint32_t i = end;
    while (i > view->begin + 1 && end - i < 4 &&
           (is_time(view, i - 1) || (i < end && has_flag(view, i - 1, DATELINE_TOKEN_NUMBER))))
        i--;
    if (i == end)
        return end;
    static const char *const leads[] = {"on",   "at",    "in",      "this", "last",
                                        "late", "early", "earlier", "the",  NULL};
    while (i > view->begin + 1 && end - i < 6 && is_one_of(view, i - 1, leads))
        i--;
    return i;
}

/* Is there a determiner a few plain words before i, so that all of it is one phrase? */
static bool has_determiner_before(const dateline_view *view, uint32_t i) {
    for (uint32_t n = 0; n < 5 && i > view->begin; n++) {
        i--;
        if (!is_word(view, i))
            return false;
        unsigned c = classes(view, i);
        if (c & (DATELINE_WORD_DETERMINER | DATELINE_WORD_POSSESSIVE) ||
            has_flag(view, i, DATELINE_TOKEN_POSSESSIVE))
            return true;
        if (!is_nominal(view, i))
            return false;
    }
    return false;
}

/* Going left from a noun phrase that begins at b: does the word before belong to it? */
static bool extends_left(const dateline_view *view, uint32_t b) {
    uint32_t p = b - 1;
    if (!is_word(view, p))
        return false;
    unsigned c = classes(view, p), here = classes(view, b);
    if (joins_nouns(view, p))
        return p > view->begin && is_nominal(view, p - 1) && !is_time(view, b) &&
               !(classes(view, p - 1) & DATELINE_WORD_DETERMINER) &&
               (!looks_verbal(view, p - 1) || has_determiner_before(view, p - 1));
    if (c & DATELINE_WORD_CONJUNCTION)
        return p > view->begin + 1 && is_nominal(view, p - 1) && !looks_verbal(view, p - 1) &&
               is_capital(view, p - 1) == is_capital(view, b) && dateline_token_is(view, p, "and");
    if (here & DATELINE_WORD_DETERMINER && !is_capital(view, b))
        return dateline_token_is(view, p, "all") || dateline_token_is(view, p, "both");
    if (c & DATELINE_WORD_SUBORDINATOR)
        return false;
    if (c & (DATELINE_WORD_DETERMINER | DATELINE_WORD_POSSESSIVE) ||
        has_flag(view, p, DATELINE_TOKEN_POSSESSIVE))
        return true;
    if (!is_nominal(view, p) || is_time(view, p))
        return false;
    if (looks_verbal(view, p) || (is_capital(view, b) && !is_capital(view, p) &&
                                  !(c & (DATELINE_WORD_ROLE | DATELINE_WORD_TITLE))))
        return has_determiner_before(view, p);
    return true;
}

static dateline_range phrase_before(const dateline_view *view, uint32_t end) {
    static const dateline_range none = {0, 0};
    if (end <= view->begin)
        return none;
    end = before_time(view, end);
    uint32_t last = end - 1;
    if (is_kind(view, last, DATELINE_TOKEN_BRACKET_CLOSE))
        for (uint32_t n = 0; n < 10 && last > view->begin && end - last < 12; n++)
            if (is_kind(view, --last, DATELINE_TOKEN_BRACKET_OPEN)) {
                last = last > view->begin ? last - 1 : last;
                break;
            }
    if (!is_word(view, last))
        return none;
    unsigned c = classes(view, last);
    if (c & DATELINE_WORD_OBJECT_PRONOUN && !(c & DATELINE_WORD_PRONOUN)) {
        if (!ends_with(view, last, "sel") && !ends_with(view, last, "self") &&
            !ends_with(view, last, "selves"))
            return none;
        if (last == view->begin || !is_word(view, --last))
            return none;
        c = classes(view, last);
    }
    if (c & DATELINE_WORD_PRONOUN || has_flag(view, last, DATELINE_TOKEN_CLITIC))
        return (dateline_range){last, last + 1};
    if (!is_nominal(view, last) ||
        classes(view, last) & (DATELINE_WORD_POSSESSIVE | DATELINE_WORD_DETERMINER))
        return none;
    uint32_t begin = last;
    while (begin > view->begin && last - begin < LIMIT && extends_left(view, begin))
        begin--;
    return (dateline_range){begin, end};
}

/* "Berg, the mayor of Ulm, said": the comma that opens the apposition, or DATELINE_NONE. */
static uint32_t apposition_comma(const dateline_view *view, uint32_t closing) {
    uint32_t i = closing;
    for (uint32_t n = 0; n < LIMIT && i > view->begin; n++) {
        i--;
        switch (at(view, i)->kind) {
        case DATELINE_TOKEN_COMMA:
            return i + 1 < closing ? i : DATELINE_NONE;
        case DATELINE_TOKEN_CLOSE:
            i = at(view, i)->partner;
            break;
        case DATELINE_TOKEN_STOP:
        case DATELINE_TOKEN_COLON:
        case DATELINE_TOKEN_SEMICOLON:
        case DATELINE_TOKEN_OPEN:
            return DATELINE_NONE;
        default:
            break;
        }
    }
    return DATELINE_NONE;
}

/* "it is a mistake": a clause, where an apposition was looked for. */
static bool is_clause(const dateline_view *view, uint32_t begin, uint32_t end) {
    if (!is_word(view, begin))
        return false;
    unsigned c = classes(view, begin);
    if (c & DATELINE_WORD_RELATIVE)
        return false;
    if (c & DATELINE_WORD_PRONOUN && !(c & DATELINE_WORD_DETERMINER))
        return true;
    for (uint32_t i = begin; i < end; i = dateline_step(view, i)) {
        if (is_word(view, i) && classes(view, i) & DATELINE_WORD_RELATIVE)
            return false;
        if (is_word(view, i) && classes(view, i) & DATELINE_WORD_AUXILIARY)
            return true;
    }
    return false;
}

dateline_range dateline_subject_before(const dateline_view *view, uint32_t end) {
    static const dateline_range none = {0, 0};
    if (end <= view->begin)
        return none;
    if (!is_kind(view, end - 1, DATELINE_TOKEN_COMMA))
        return phrase_before(view, end);
    uint32_t comma = apposition_comma(view, end - 1);
    if (comma == DATELINE_NONE)
        return none;
    dateline_range head = phrase_before(view, comma);
    /* "…, Berg, 41, of Ulm, said": one comma further. */
    if (dateline_is_empty(head) || has_flag(view, head.begin, DATELINE_TOKEN_NUMBER)) {
        uint32_t further = apposition_comma(view, comma);
        dateline_range wider = further == DATELINE_NONE ? none : phrase_before(view, further);
        if (!dateline_is_empty(wider))
            head = wider;
    }
    if (dateline_is_empty(head))
        return none;
    unsigned c = classes(view, comma + 1);
    if (is_clause(view, comma + 1, end - 1))
        return none;
    bool aside =
        c & (DATELINE_WORD_PREPOSITION | DATELINE_WORD_RELATIVE | DATELINE_WORD_SUBORDINATOR) ||
        is_time(view, comma + 1) || looks_verbal(view, comma + 1);
    return (dateline_range){head.begin, aside ? head.end : end};
}

/* A noun that is spelled like a verb, or an adjective like a participle: "a White House pool
 * report". */
static bool is_noun_like(const dateline_view *view, uint32_t begin, uint32_t i) {
    const unsigned marks = DATELINE_WORD_DETERMINER | DATELINE_WORD_POSSESSIVE;
    const dateline_word *word = at(view, i)->word;
    if (is_adverb(view, i) || looks_verbal(view, i))
        return classes(view, i - 1) & marks;
    if (!word || word->classes & (DATELINE_WORD_VERB | DATELINE_WORD_AUXILIARY) || !word->forms)
        return false;
    return (classes(view, begin) & marks) != 0 && word->forms == DATELINE_FORM_BASE;
}

/* Going right, does the word at i belong to the noun phrase that began at begin? */
static bool extends_right(const dateline_view *view, uint32_t begin, uint32_t i, bool generous) {
    if (!is_word(view, i))
        return false;
    unsigned c = classes(view, i);
    bool after_link = joins_nouns(view, i - 1) || classes(view, i - 1) & DATELINE_WORD_CONJUNCTION;
    if (joins_nouns(view, i))
        return i + 1 < view->end && !after_link && !is_time(view, i + 1) &&
               (is_nominal(view, i + 1) || classes(view, i + 1) & DATELINE_WORD_POSSESSIVE);
    if (dateline_token_is(view, i, "and"))
        return i + 1 < view->end && is_capital(view, i + 1) && is_capital(view, i - 1) &&
               is_nominal(view, i + 1);
    if (c & (DATELINE_WORD_DETERMINER | DATELINE_WORD_POSSESSIVE))
        return after_link || (classes(view, i - 1) & DATELINE_WORD_DETERMINER);
    if (is_noun_like(view, begin, i))
        return true;
    if (!is_nominal(view, i) || is_time(view, i) || looks_verbal(view, i))
        return false;
    /* "reporters Clinton was": a name behind a plain noun is the next subject. */
    return generous || !is_capital(view, i) || is_capital(view, i - 1) || after_link ||
           classes(view, i - 1) & (DATELINE_WORD_DETERMINER | DATELINE_WORD_POSSESSIVE |
                                   DATELINE_WORD_ROLE | DATELINE_WORD_TITLE) ||
           has_flag(view, i - 1, DATELINE_TOKEN_POSSESSIVE) || i - 1 == begin;
}

/* The end of ", the mayor of Ulm" at comma, without a comma behind it; or comma. */
static uint32_t apposition_end(const dateline_view *view, uint32_t comma) {
    uint32_t i = comma + 1;
    if (!is_word(view, i))
        return comma;
    unsigned c = classes(view, i);
    bool begins = c & (DATELINE_WORD_DETERMINER | DATELINE_WORD_POSSESSIVE | DATELINE_WORD_ROLE) ||
                  has_flag(view, i, DATELINE_TOKEN_NUMBER);
    if (!begins || c & DATELINE_WORD_SUBORDINATOR)
        return comma;
    uint32_t end = dateline_phrase_at(view, i, false).end;
    /* "Berg said it, the plan was dead": a subject of its own, not an apposition. */
    if (end < view->end && is_word(view, end) &&
        classes(view, end) & (DATELINE_WORD_AUXILIARY | DATELINE_WORD_VERB))
        return comma;
    return end > i ? end : comma;
}

/* "la leader dell’opposizione, Carla Lupo": a name behind the comma of an office. In English the
   model tells. */
static bool is_named_behind(const dateline_view *view, uint32_t begin, uint32_t comma) {
    if (view->text->language == DATELINE_ENGLISH ||
        !(classes(view, begin) & DATELINE_WORD_DETERMINER))
        return false;
    bool office = false;
    for (uint32_t i = begin; i < comma; i++)
        office |= (classes(view, i) & DATELINE_WORD_ROLE) != 0;
    return office && is_capital(view, comma + 1) && is_capital(view, comma + 2);
}

dateline_range dateline_phrase_at(const dateline_view *view, uint32_t begin, bool with_apposition) {
    static const dateline_range none = {0, 0};
    if (begin >= view->end || !is_word(view, begin))
        return none;
    unsigned c = classes(view, begin);
    if (c & (DATELINE_WORD_PRONOUN | DATELINE_WORD_OBJECT_PRONOUN) &&
        !(c & (DATELINE_WORD_DETERMINER | DATELINE_WORD_POSSESSIVE)))
        return (dateline_range){begin, begin + 1};
    if (!is_nominal(view, begin) && !(c & DATELINE_WORD_POSSESSIVE))
        return none;
    uint32_t end = begin + 1;
    while (end < view->end && end - begin < LIMIT &&
           extends_right(view, begin, end, with_apposition))
        end++;
    if (with_apposition && is_kind(view, end, DATELINE_TOKEN_COMMA))
        end = is_named_behind(view, begin, end) ? dateline_phrase_at(view, end + 1, false).end
                                                : apposition_end(view, end);
    return (dateline_range){begin, end};
}

dateline_range dateline_main_subject(const dateline_view *view) {
    uint32_t i = view->begin;
    const unsigned fronted = DATELINE_WORD_PREPOSITION | DATELINE_WORD_SUBORDINATOR;
    const unsigned skipped = DATELINE_WORD_CONJUNCTION | DATELINE_WORD_ADVERB;
    for (uint32_t n = 0; n < 3 && i < view->end; n++) {
        unsigned c = is_word(view, i) ? classes(view, i) : 0;
        bool clause =
            (c & fronted && !(c & DATELINE_WORD_DETERMINER)) || looks_verbal(view, i) ||
            (at(view, i)->word && at(view, i)->word->forms & DATELINE_FORM_PRESENT_PARTICIPLE);
        if (clause) {
            uint32_t steps = 0;
            while (i < view->end && at(view, i)->kind != DATELINE_TOKEN_COMMA && steps++ < LIMIT)
                i = dateline_step(view, i);
            i += i < view->end;
        } else if ((c & skipped && !(c & DATELINE_WORD_PRONOUN)) ||
                   is_kind(view, i, DATELINE_TOKEN_COMMA) || is_adverb(view, i)) {
            i++;
        } else {
            break;
        }
    }
    return dateline_phrase_at(view, i, true);
}

/* ---- What stands between -------------------------------------------------------------------- */

/* The end of one adjunct at i, or i. */
static uint32_t adjunct_end(const dateline_view *view, uint32_t i) {
    static const char *const frames[] = {"in",    "at", "on",      "during", "after", "before",
                                         "of",    "to", "through", "via",    "from",  "with",
                                         "about", "by", "as",      "under",  NULL};
    static const char *const leads[] = {"last", "this", "next", "late", "early", "earlier", NULL};
    if (is_adverb(view, i) && !dateline_token_is(view, i, "there"))
        return i + 1;
    if (is_one_of(view, i, leads) && i + 1 < view->end && is_time(view, i + 1))
        return i + 2;
    if (is_word(view, i) && is_time(view, i))
        return i + 1;
    if (!is_one_of(view, i, frames))
        return i;
    uint32_t next = i + 1;
    if (next < view->end && is_time(view, next)) {
        while (next < view->end &&
               (is_time(view, next) || has_flag(view, next, DATELINE_TOKEN_NUMBER)))
            next++;
        return next;
    }
    if (is_kind(view, next, DATELINE_TOKEN_OPEN))
        return i;
    if (!dateline_token_is(view, i, "on") && !dateline_token_is(view, i, "in") &&
        is_word(view, next) && at(view, next)->word &&
        at(view, next)->word->forms & DATELINE_FORM_PRESENT_PARTICIPLE)
        return i;
    dateline_range phrase = dateline_phrase_at(view, next, false);
    return dateline_is_empty(phrase) ? i : phrase.end;
}

uint32_t dateline_skip_adjuncts(const dateline_view *view, uint32_t i) {
    for (uint32_t n = 0; n < 6 && i < view->end; n++) {
        uint32_t end = adjunct_end(view, i);
        if (end == i)
            break;
        i = end;
    }
    return i;
}

/* ---- Where content ends --------------------------------------------------------------------- */

static bool is_cue_participle(const dateline_view *view, uint32_t i) {
    return is_word(view, i) && at(view, i)->word &&
           at(view, i)->word->forms & DATELINE_FORM_PRESENT_PARTICIPLE;
}

/* A finite cue verb, perhaps behind an adverb or an auxiliary: the second half of "said … and
 * added". */
static bool is_cue_ahead(const dateline_view *view, uint32_t i) {
    for (uint32_t n = 0; n < 3 && is_word(view, i); n++, i++) {
        const dateline_word *word = at(view, i)->word;
        if (word && word->forms & (DATELINE_FORM_PAST | DATELINE_FORM_THIRD) &&
            !(word->classes & DATELINE_WORD_CUE_NOUN))
            return true;
        if (!is_adverb(view, i) && !(classes(view, i) & DATELINE_WORD_AUXILIARY))
            return false;
    }
    return false;
}

/* ", which some deny, was": the token behind an aside that begins at next, or next. */
static uint32_t behind_aside(const dateline_view *view, uint32_t next) {
    static const char *const words[] = {"though", "although", "despite", "while", "like", NULL};
    if (!is_word(view, next) ||
        !(classes(view, next) & DATELINE_WORD_RELATIVE || is_one_of(view, next, words)))
        return next;
    uint32_t i = next;
    for (uint32_t n = 0; n < LIMIT && i < view->end; n++, i = dateline_step(view, i)) {
        if (!is_kind(view, i, DATELINE_TOKEN_COMMA))
            continue;
        if (is_word(view, i + 1) &&
            (classes(view, i + 1) & (DATELINE_WORD_AUXILIARY | DATELINE_WORD_VERB) ||
             looks_verbal(view, i + 1)))
            return i + 1;
        break;
    }
    return next;
}

/* ", and Berg added": a subject of its own and a cue. */
static bool is_attribution_ahead(const dateline_view *view, uint32_t i) {
    dateline_range subject = dateline_phrase_at(view, i, false);
    return is_cue_ahead(view, i) ||
           (!dateline_is_empty(subject) && is_cue_ahead(view, subject.end) &&
            !(classes(view, i) & DATELINE_WORD_RELATIVE));
}

/* ", Berg said." at the end of somebody else's clause. */
static bool is_trailing_attribution(const dateline_view *view, uint32_t i) {
    uint32_t verb = dateline_phrase_at(view, i, false).end;
    return verb > i && is_word(view, verb) && at(view, verb)->word &&
           at(view, verb)->word->frames & DATELINE_FRAME_QUOTATION &&
           at(view, verb)->word->forms & (DATELINE_FORM_PAST | DATELINE_FORM_THIRD) &&
           !is_word(view, verb + 1);
}

static bool ends_at_comma(const dateline_view *view, uint32_t next, dateline_reach reach) {
    static const char *const always[] = {"according", "including", "compared", NULL};
    static const char *const never[] = {"including", NULL};
    static const char *const object[] = {
        "but",    "and",     "which", "who",  "while",   "though", "although", "so",   "where",
        "whose",  "he",      "she",   "they", "was",     "is",     "has",      "have", "said",
        "saying", "because", "even",  "then", "despite", "when",   "whom",     "as",   NULL};
    static const char *const clause[] = {"which", "while", "whose", "despite", "compared", NULL};
    if (reach == DATELINE_REACH_COMMA)
        return true;
    if (is_one_of(view, next, never))
        return false;
    if (is_one_of(view, next, always) || is_cue_participle(view, next) || is_cue_ahead(view, next))
        return true;
    if (reach == DATELINE_REACH_CLAUSE) {
        if (dateline_token_is(view, next, "but") || dateline_token_is(view, next, "and"))
            return is_attribution_ahead(view, next + 1);
        return is_one_of(view, next, clause) || is_trailing_attribution(view, next);
    }
    return is_one_of(view, next, object) || classes(view, next) & DATELINE_WORD_AUXILIARY ||
           (classes(view, next) & DATELINE_WORD_DETERMINER && dateline_token_is(view, next, "the"));
}

static bool ends_before_word(const dateline_view *view, uint32_t i, uint32_t begin,
                             dateline_reach reach) {
    static const char *const adjuncts[] = {"after",   "when",    "while",    "during",
                                           "because", "but",     "although", "though",
                                           "until",   "despite", NULL};
    if (dateline_token_is(view, i, "according"))
        return true;
    if (dateline_token_is(view, i, "and") || dateline_token_is(view, i, "but")) {
        bool pronoun = is_word(view, i + 1) && classes(view, i + 1) & DATELINE_WORD_PRONOUN;
        if (is_cue_ahead(view, i + 1) || (pronoun && is_attribution_ahead(view, i + 1)))
            return true;
    }
    if (reach == DATELINE_REACH_CLAUSE || reach == DATELINE_REACH_COMMA || i < begin + 2)
        return false;
    if (is_one_of(view, i, adjuncts))
        return true;
    if (dateline_token_is(view, i, "on") && i + 1 < view->end && is_word(view, i + 1) &&
        classes(view, i + 1) & DATELINE_WORD_WEEKDAY)
        return true;
    return reach == DATELINE_REACH_NOUN &&
           classes(view, i) & (DATELINE_WORD_AUXILIARY | DATELINE_WORD_VERB);
}

uint32_t dateline_content_end(const dateline_view *view, uint32_t begin, dateline_reach reach) {
    uint32_t i = begin;
    while (i < view->end) {
        const dateline_token *token = at(view, i);
        uint32_t next = dateline_step(view, i);
        switch (token->kind) {
        case DATELINE_TOKEN_STOP:
            if (next >= view->end)
                return i;
            break;
        case DATELINE_TOKEN_SEMICOLON:
            return i;
        case DATELINE_TOKEN_DASH:
            if (reach != DATELINE_REACH_CLAUSE && token->flags & DATELINE_TOKEN_SPACED)
                return i;
            break;
        case DATELINE_TOKEN_COMMA:
            if (reach == DATELINE_REACH_CLAUSE && behind_aside(view, next) > next)
                next = behind_aside(view, next);
            else if (next < view->end && ends_at_comma(view, next, reach))
                return i;
            break;
        case DATELINE_TOKEN_OPEN: /* “…,” she said: the comma is inside */
            if (at(view, next - 2)->kind == DATELINE_TOKEN_COMMA && next < view->end &&
                (reach == DATELINE_REACH_COMMA || is_cue_participle(view, next)))
                return next;
            break;
        case DATELINE_TOKEN_WORD:
            if (i > begin && ends_before_word(view, i, begin, reach))
                return i;
            break;
        default:
            break;
        }
        i = next;
    }
    return i;
}
