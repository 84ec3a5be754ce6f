/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules. A sentence is read once from left to right; each word that can be a cue is tried, and
 * its place decides which rule applies:
 *
 *   trailing   “We will go,” Berg said.   We go, said Berg.   The gate, she said, is shut.
 *   leading    Berg said (on Monday) that the gate is shut.   Berg said: “We will go.”
 *   participle …, adding that the gate is shut.
 *   passive    The town has been accused of hiding the cost.
 *   noun       her criticism of the plan           adjective  She is confident that …
 *
 * Then every quotation that no cue has claimed is given to the speaker beside it. Precision comes
 * from asking of each cue that what follows is of a kind that its table entry names.
 */
#include "statements/drafts.h"

/* Kinds that a rule looks at; the generator's order. */
enum {
    KIND_SAYS = 0,
    KIND_ASKS = 3,
    KIND_DEMANDS = 4,
    KIND_PROMISES = 5,
    KIND_ACCUSES = 7,
    KIND_CRITICISES = 9,
    KIND_AGREES = 11,
    KIND_OTHER = 15
};

enum { MOST_RULES = 16 }; /* drafts of a sentence that are looked at where the model chooses */
enum { MAX_DEPTH = 4 };   /* deeper nesting is not language, and would repeat content too often */

typedef struct finder {
    dateline_drafts *out;
    dateline_view view;   /* the sentence */
    uint32_t paragraph;   /* its number */
    uint32_t from;        /* behind the last attribution: where content before a cue begins */
    uint32_t first_draft; /* of this sentence */
    const dateline_drafts *rules; /* where the model chooses: what the rules found */
    uint32_t first_rule;          /* of this sentence */
    bool well;                    /* memory did not fail */
} finder;

static const dateline_token *at(const finder *f, uint32_t i) {
    return &f->view.text->tokens.items[i];
}

static bool is_kind(const finder *f, uint32_t i, dateline_token_kind kind) {
    return i >= f->view.begin && i < f->view.end && at(f, i)->kind == kind;
}

static unsigned classes(const finder *f, uint32_t i) {
    return i < f->view.end ? dateline_token_classes(at(f, i)) : 0;
}

static bool is_english(const finder *f) {
    return f->view.text->language == DATELINE_ENGLISH;
}

/* ---- Drafts --------------------------------------------------------------------------------- */

/* Without the punctuation at both ends that belongs to the sentence. */
static dateline_range trim(const finder *f, dateline_range range) {
    const unsigned marks = 1u << DATELINE_TOKEN_COMMA | 1u << DATELINE_TOKEN_STOP |
                           1u << DATELINE_TOKEN_COLON | 1u << DATELINE_TOKEN_SEMICOLON |
                           1u << DATELINE_TOKEN_DASH;
    while (range.begin < range.end && marks >> at(f, range.begin)->kind & 1)
        range.begin++;
    if (is_kind(f, range.begin, DATELINE_TOKEN_OPEN) &&
        at(f, range.begin)->flags & DATELINE_TOKEN_UNCLOSED)
        return range; /* the full stop belongs to what is quoted */
    while (range.begin < range.end && marks >> at(f, range.end - 1)->kind & 1)
        range.end--;
    return range;
}

static bool is_quotation(const finder *f, dateline_range range) {
    return !dateline_is_empty(range) && is_kind(f, range.begin, DATELINE_TOKEN_OPEN);
}

static void add_piece(finder *f, dateline_draft *draft, dateline_range range) {
    range = trim(f, range);
    if (dateline_is_empty(range))
        return;
    dateline_piece piece = {range, f->paragraph, DATELINE_NONE};
    uint32_t number = f->out->pieces.count;
    f->well &= DATELINE_LIST_PUSH(f->out->arena, &f->out->pieces, piece);
    if (!f->well)
        return;
    if (draft->first_piece == DATELINE_NONE)
        draft->first_piece = number;
    else
        f->out->pieces.items[draft->last_piece].next = number;
    draft->last_piece = number;
    draft->direct |= is_quotation(f, range);
}

/* What is done with a report. */
static bool gives_out(const finder *f, uint32_t i) {
    static const char *const verbs[] = {
        "published", "released", "issued", "posted", "presented", "written",   "sent",
        "conducted", "launched", "placed", "aired",  "shared",    "circulated"};
    for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++)
        if (dateline_token_is(&f->view, i, verbs[n]))
            return true;
    return false;
}

/* A report, published in June, found …: when it was published is not who speaks. */
static dateline_range without_publication(const finder *f, dateline_range source) {
    for (uint32_t i = source.begin; i + 1 < source.end; i++)
        if (is_kind(f, i, DATELINE_TOKEN_COMMA) && gives_out(f, i + 1))
            return (dateline_range){source.begin, i};
    return source;
}

/* Elsewhere: "heißt es" and "si legge" name nobody; "dijo Ana Ruiz a EFE" names an agency too. */
static dateline_range only_the_speaker(const finder *f, dateline_range source) {
    static const char *const impersonal[] = {"es", "man", "si", "se", "on", "-t-on"};
    if (is_english(f) || dateline_is_empty(source))
        return source;
    for (size_t n = 0; source.end == source.begin + 1 && n < sizeof impersonal / sizeof *impersonal;
         n++)
        if (dateline_token_is(&f->view, source.begin, impersonal[n]))
            return (dateline_range){0, 0};
    const dateline_token *last = at(f, source.end - 1);
    bool agency = source.end > source.begin + 2 && last->flags & DATELINE_TOKEN_SHOUTED &&
                  last->end - last->begin > 2;
    while (agency && source.end > source.begin + 2) {
        source.end--;
        unsigned c = classes(f, source.end - 1);
        agency = c & (DATELINE_WORD_PREPOSITION | DATELINE_WORD_DETERMINER);
    }
    return source;
}

static dateline_draft new_draft(const finder *f, dateline_range source, dateline_range cue,
                                unsigned kind) {
    return (dateline_draft){.source = only_the_speaker(f, without_publication(f, trim(f, source))),
                            .cue = cue,
                            .source_paragraph = f->paragraph,
                            .paragraph = f->paragraph,
                            .sentence = f->view.begin,
                            .first_piece = DATELINE_NONE,
                            .last_piece = DATELINE_NONE,
                            .nested_in = DATELINE_NONE,
                            .kind = (uint8_t)kind};
}

/* The end of the piece of a draft's content that holds token i, or 0. */
static uint32_t end_of_piece(const dateline_drafts *drafts, const dateline_draft *draft,
                             uint32_t i) {
    uint32_t number = draft->first_piece;
    for (int n = 0; number != DATELINE_NONE && n < 4; n++) {
        const dateline_piece *piece = &drafts->pieces.items[number];
        if (piece->range.begin <= i && i < piece->range.end)
            return piece->range.end;
        number = piece->next;
    }
    return 0;
}

/* Does a draft's content hold token i? */
static bool holds(const finder *f, const dateline_draft *draft, uint32_t i) {
    return end_of_piece(f->out, draft, i) != 0;
}

/* The innermost earlier draft of this sentence around a cue; the last few decide. */
static void nest(finder *f, dateline_draft *draft) {
    uint32_t place = dateline_is_empty(draft->cue) ? draft->source.begin : draft->cue.begin;
    uint32_t count = f->out->drafts.count;
    for (uint32_t n = 0; n < 8 && count > f->first_draft; n++) {
        count--;
        if (holds(f, &f->out->drafts.items[count], place)) {
            draft->nested_in = count;
            draft->depth = (uint8_t)(f->out->drafts.items[count].depth + 1);
            return;
        }
    }
}

/* Earlier drafts that stand inside the content of a new one, number: “I think so,” she said. */
static void adopt(finder *f, const dateline_draft *draft, uint32_t number) {
    uint32_t i = number;
    for (uint32_t n = 0; n < 8 && i > f->first_draft; n++) {
        dateline_draft *earlier = &f->out->drafts.items[--i];
        if (earlier->nested_in == DATELINE_NONE && holds(f, draft, earlier->cue.begin))
            earlier->nested_in = number;
    }
}

static void keep(finder *f, dateline_draft *draft) {
    if (draft->first_piece == DATELINE_NONE)
        return;
    nest(f, draft);
    if (draft->depth > MAX_DEPTH)
        return;
    uint32_t number = f->out->drafts.count;
    f->well &= DATELINE_LIST_PUSH(f->out->arena, &f->out->drafts, *draft);
    if (f->well && draft->nested_in == DATELINE_NONE)
        adopt(f, draft, number);
}

static dateline_draft *last_draft(const finder *f) {
    return f->out->drafts.count > f->first_draft ? &f->out->drafts.items[f->out->drafts.count - 1]
                                                 : NULL;
}

/* ---- What follows a cue --------------------------------------------------------------------- */

typedef struct complement {
    uint32_t cue_end;
    uint32_t begin; /* of the content */
    dateline_reach reach;
} complement;

static bool is_that(const finder *f, uint32_t i) {
    return dateline_token_is(&f->view, i, "that") ||
           (is_kind(f, i, DATELINE_TOKEN_WORD) && classes(f, i) & DATELINE_WORD_QUESTION);
}

static uint32_t preposition_frame(const finder *f, uint32_t i) {
    return is_kind(f, i, DATELINE_TOKEN_WORD)
               ? dateline_preposition_frame(dateline_token_text(&f->view, i))
               : 0;
}

/* A comma or colon, then a quotation. @return the quotation's place, or DATELINE_NONE. */
static uint32_t quotation_at(const finder *f, uint32_t i) {
    if (is_kind(f, i, DATELINE_TOKEN_COMMA) || is_kind(f, i, DATELINE_TOKEN_COLON) ||
        is_kind(f, i, DATELINE_TOKEN_DASH))
        i++;
    return is_kind(f, i, DATELINE_TOKEN_OPEN) ? i : DATELINE_NONE;
}

/* Can a noun phrase begin at i? */
static bool starts_noun(const finder *f, uint32_t i) {
    const unsigned never = DATELINE_WORD_PREPOSITION | DATELINE_WORD_CONJUNCTION |
                           DATELINE_WORD_AUXILIARY | DATELINE_WORD_SUBORDINATOR;
    return is_kind(f, i, DATELINE_TOKEN_WORD) &&
           (!(classes(f, i) & never) || classes(f, i) & DATELINE_WORD_DETERMINER ||
            dateline_token_is(&f->view, i, "being") || dateline_token_is(&f->view, i, "having"));
}

/* The same as match_at, but for what a preposition takes. */
static bool match_preposition(const finder *f, uint32_t i, unsigned frames, complement *found) {
    uint32_t frame = preposition_frame(f, i);
    if (!(frames & frame) || i + 1 >= f->view.end ||
        !(starts_noun(f, i + 1) || is_that(f, i + 1) || is_kind(f, i + 1, DATELINE_TOKEN_OPEN)))
        return false;
    uint32_t begin = i + 1;
    dateline_range with = dateline_phrase_at(&f->view, begin, false);
    if (frames & DATELINE_FRAME_CLAUSE && !dateline_is_empty(with) && is_that(f, with.end)) {
        *found = (complement){i, with.end, DATELINE_REACH_CLAUSE}; /* agreed with him that … */
        return true;
    }
    *found = (complement){i + 1, begin,
                          is_that(f, begin) ? DATELINE_REACH_CLAUSE : DATELINE_REACH_OBJECT};
    return true;
}

/* Does content of one of the frames begin at i? cue_end: where the cue ends so far. */
static bool match_at(const finder *f, uint32_t i, uint32_t cue_end, unsigned frames,
                     complement *found) {
    uint32_t quotation = quotation_at(f, i);
    const unsigned clauses = DATELINE_FRAME_QUOTATION | DATELINE_FRAME_CLAUSE | DATELINE_FRAME_BARE;
    if (quotation != DATELINE_NONE && frames & (clauses | DATELINE_FRAME_OBJECT)) {
        *found = (complement){cue_end, quotation,
                              frames & clauses ? DATELINE_REACH_CLAUSE : DATELINE_REACH_OBJECT};
        return true;
    }
    if (is_kind(f, i, DATELINE_TOKEN_COLON) && frames & DATELINE_FRAME_QUOTATION) {
        *found = (complement){cue_end, i + 1, DATELINE_REACH_CLAUSE};
        return i + 1 < f->view.end;
    }
    if (is_kind(f, i, DATELINE_TOKEN_COMMA) && frames & DATELINE_FRAME_CLAUSE && is_that(f, i + 1))
        i++;
    if (!is_kind(f, i, DATELINE_TOKEN_WORD))
        return false;
    if (frames & DATELINE_FRAME_CLAUSE && is_that(f, i)) {
        *found = (complement){cue_end, i, DATELINE_REACH_CLAUSE};
        return true;
    }
    if (frames & DATELINE_FRAME_INFINITIVE && dateline_token_is(&f->view, i, "to")) {
        *found = (complement){cue_end, i, DATELINE_REACH_OBJECT};
        return true;
    }
    bool noun = starts_noun(f, i);
    if (frames & DATELINE_FRAME_BARE && noun) {
        *found = (complement){cue_end, i, DATELINE_REACH_CLAUSE};
        return true;
    }
    if (frames & DATELINE_FRAME_OBJECT && noun && !(classes(f, i) & DATELINE_WORD_TIME)) {
        *found = (complement){cue_end, i, DATELINE_REACH_OBJECT};
        return true;
    }
    return false;
}

/* The one who is told, and the time and place, before content. */
static uint32_t skip_recipient(const finder *f, uint32_t i, unsigned frames) {
    if (!(frames & DATELINE_FRAME_RECIPIENT) || is_that(f, i))
        return i;
    dateline_range told = dateline_phrase_at(&f->view, i, false);
    return dateline_is_empty(told) ? i : told.end;
}

static bool find_complement(const finder *f, uint32_t i, unsigned frames, complement *found) {
    uint32_t next = i + 1;
    if (next >= f->view.end)
        return false;
    if (match_preposition(f, next, frames, found))
        return true;
    uint32_t told = skip_recipient(f, next, frames);
    if (told > next) {
        const unsigned rest = frames & ~(unsigned)(DATELINE_FRAME_OBJECT);
        if (match_preposition(f, told, rest, found))
            return true;
        if (match_at(f, dateline_skip_adjuncts(&f->view, told), i + 1, rest, found))
            return true;
        if (match_at(f, told, i + 1, rest, found))
            return true;
        if (!(frames & DATELINE_FRAME_OBJECT))
            return false;
    }
    const unsigned certain = frames & ~(unsigned)(DATELINE_FRAME_BARE | DATELINE_FRAME_OBJECT);
    uint32_t behind = dateline_skip_adjuncts(&f->view, next);
    if (match_at(f, next, i + 1, certain, found) || match_at(f, behind, i + 1, certain, found))
        return true;
    return match_at(f, next, i + 1, frames, found) ||
           (behind > next && frames & DATELINE_FRAME_BARE &&
            match_at(f, behind, i + 1, frames, found));
}

/* ---- Sources -------------------------------------------------------------------------------- */

/* The speaker of a verb without a subject of its own: that of the clause before, or the sentence's.
 */
static dateline_range shared_source(const finder *f, uint32_t i) {
    const dateline_draft *last = last_draft(f);
    while (last && last->nested_in != DATELINE_NONE && last->nested_in >= f->first_draft &&
           !holds(f, &f->out->drafts.items[last->nested_in], i))
        last = &f->out->drafts.items[last->nested_in];
    if (last && !dateline_is_empty(last->source) && last->source_paragraph == f->paragraph)
        return last->source;
    dateline_range main = dateline_main_subject(&f->view);
    return main.begin <= i && i < main.end ? (dateline_range){0, 0} : main;
}

/* Fronted ("When Berg said …, …") or relative ("Berg, who said …, …"): content ends at a comma. */
static bool ends_with_clause(const finder *f, dateline_range source) {
    if (dateline_is_empty(source))
        return false;
    uint32_t b = source.begin;
    if (classes(f, b) & DATELINE_WORD_RELATIVE &&
        (is_kind(f, b - 1, DATELINE_TOKEN_COMMA) || is_kind(f, b - 1, DATELINE_TOKEN_DASH)))
        return true;
    while (b > f->view.begin + 1 && classes(f, b - 1) & DATELINE_WORD_ADVERB &&
           !(classes(f, b - 1) & DATELINE_WORD_SUBORDINATOR))
        b--;
    return b > f->view.begin && is_kind(f, b - 1, DATELINE_TOKEN_WORD) &&
           classes(f, b - 1) & DATELINE_WORD_SUBORDINATOR &&
           (b - 1 == f->view.begin ||
            (b - 2 == f->view.begin && classes(f, b - 2) & DATELINE_WORD_CONJUNCTION));
}

static bool is_boundary(const finder *f, uint32_t i) {
    return is_kind(f, i, DATELINE_TOKEN_COMMA) || is_kind(f, i, DATELINE_TOKEN_CLOSE) ||
           is_kind(f, i, DATELINE_TOKEN_DASH) || is_kind(f, i, DATELINE_TOKEN_STOP);
}

/* A whole utterance, and not a word or a title in quotation marks? */
static bool is_utterance(const finder *f, uint32_t open) {
    uint32_t last = at(f, open)->partner;
    /* In most languages the comma and the full stop stand behind the mark. */
    bool set_off = !is_english(f) && (is_kind(f, open - 1, DATELINE_TOKEN_COLON) ||
                                      is_kind(f, last + 1, DATELINE_TOKEN_COMMA));
    if (last < open + (set_off ? 3 : 4))
        return false;
    if (set_off)
        return true;
    unsigned kind = at(f, at(f, last)->kind == DATELINE_TOKEN_CLOSE ? last - 1 : last)->kind;
    return kind == DATELINE_TOKEN_STOP || kind == DATELINE_TOKEN_COMMA || last > open + 8;
}

/* ---- The attribution behind its content ----------------------------------------------------- */

/* Does a quotation end directly before token i, a comma at most between? */
static bool follows_quotation(const finder *f, uint32_t i) {
    return is_kind(f, i - 1, DATELINE_TOKEN_CLOSE) ||
           (i >= f->view.begin + 2 && is_kind(f, i - 2, DATELINE_TOKEN_CLOSE));
}

/* Is [from, end) an opening phrase ("In June, she said …") and no content? */
static bool is_fronted(const finder *f, uint32_t end) {
    unsigned c = classes(f, f->from);
    if (!is_kind(f, f->from, DATELINE_TOKEN_WORD))
        return false;
    for (uint32_t i = f->from; i < end; i = dateline_step(&f->view, i))
        if (is_kind(f, i, DATELINE_TOKEN_OPEN))
            return false;
    return c & (DATELINE_WORD_PREPOSITION | DATELINE_WORD_SUBORDINATOR | DATELINE_WORD_ADVERB |
                DATELINE_WORD_CONJUNCTION | DATELINE_WORD_TIME) ||
           end - f->from < 4;
}

/* Does content that ends with a quotation have other words before, which its colon cuts off? */
static bool starts_anew(const finder *f, dateline_range content) {
    uint32_t open = at(f, content.end - 1)->partner;
    return open > content.begin && is_kind(f, open - 1, DATELINE_TOKEN_COLON);
}

/*
 * “…,” Berg said. and …, said Berg, …: what is before the attribution, and what goes on behind it.
 * left: where the attribution begins; tail: where it ends.
 */
static bool keep_trailing(finder *f, uint32_t i, dateline_range source, dateline_range cue,
                          uint32_t left, uint32_t tail, bool negated) {
    dateline_range before = trim(f, (dateline_range){f->from, left});
    if (dateline_is_empty(before))
        return false;
    bool quoted = is_kind(f, before.end - 1, DATELINE_TOKEN_CLOSE);
    if (!is_english(f)) { /* elsewhere only direct speech is read */
        if (!quoted)
            return false;
        before.begin = at(f, before.end - 1)->partner;
        if (before.begin > f->view.begin && !is_utterance(f, before.begin))
            return false;
    }
    dateline_draft draft = new_draft(f, source, cue, at(f, i)->word->kind);
    draft.negated = negated;
    uint32_t end = tail;
    uint32_t next = quotation_at(f, tail);
    if (next == tail && tail > cue.end && tail > source.end)
        next = DATELINE_NONE; /* said on “Morning Joe” */
    if (next != DATELINE_NONE && quoted)
        end = dateline_content_end(&f->view, next, DATELINE_REACH_CLAUSE);
    else if (is_kind(f, tail, DATELINE_TOKEN_COMMA) && !quoted)
        end = dateline_content_end(&f->view, tail, DATELINE_REACH_CLAUSE);
    if (!quoted && is_fronted(f, left) && tail < f->view.end &&
        !is_kind(f, tail, DATELINE_TOKEN_STOP) && !is_kind(f, tail, DATELINE_TOKEN_COMMA))
        return false;
    if (quoted && starts_anew(f, before))
        before.begin = at(f, before.end - 1)->partner;
    add_piece(f, &draft, before);
    draft.direct = true;
    if (end > tail)
        add_piece(f, &draft, (dateline_range){next == DATELINE_NONE ? tail + 1 : next, end});
    keep(f, &draft);
    f->from = end;
    return true;
}

static bool ends_attribution(const finder *f, uint32_t i) {
    return i >= f->view.end || is_boundary(f, i) || is_kind(f, i, DATELINE_TOKEN_SEMICOLON) ||
           is_kind(f, i, DATELINE_TOKEN_COLON) || dateline_token_is(&f->view, i, "and") ||
           dateline_token_is(&f->view, i, "but") || dateline_token_is(&f->view, i, "when") ||
           dateline_token_is(&f->view, i, "as") || dateline_token_is(&f->view, i, "while") ||
           dateline_token_is(&f->view, i, "after");
}

/* Is what ends with token i a quotation that ends with a mark of punctuation inside? */
static bool is_finished(const finder *f, uint32_t i) {
    unsigned inside =
        is_kind(f, i, DATELINE_TOKEN_CLOSE) ? at(f, i - 1)->kind : DATELINE_TOKEN_WORD;
    return inside == DATELINE_TOKEN_COMMA || inside == DATELINE_TOKEN_STOP;
}

static bool try_inverted(finder *f, uint32_t i, dateline_verb_group group) {
    if (group.begin <= f->from || !is_boundary(f, group.begin - 1))
        return false;
    uint32_t at_name = dateline_skip_adjuncts(&f->view, i + 1);
    dateline_range source = dateline_phrase_at(&f->view, i + 1, true);
    if (dateline_is_empty(source) && !is_english(f))
        source = dateline_phrase_at(&f->view, at_name, true);
    if (dateline_is_empty(source))
        return false;
    bool quoted = follows_quotation(f, group.begin);
    uint32_t tail = dateline_skip_adjuncts(&f->view, source.end);
    bool pronoun = classes(f, source.begin) & DATELINE_WORD_PRONOUN;
    if (!quoted && (pronoun || !ends_attribution(f, tail)))
        return false;
    return keep_trailing(f, i, source, (dateline_range){group.verb, i + 1}, group.begin, tail,
                         group.negated);
}

/* "a-t-elle": nothing but an attribution, or a question, has the subject there. */
static bool is_hyphened(const finder *f, uint32_t i) {
    dateline_string word = dateline_token_text(&f->view, i);
    return word.length > 1 && word.data[0] == '-' && (classes(f, i) & DATELINE_WORD_PRONOUN);
}

static bool try_trailing(finder *f, uint32_t i, dateline_verb_group group, dateline_range source) {
    uint32_t left = source.begin;
    if (dateline_is_empty(source) || left <= f->from)
        return false;
    if (!is_english(f) && classes(f, left - 1) & DATELINE_WORD_AUXILIARY)
        left--; /* a-t-il dit */
    if (left <= f->from || !is_boundary(f, left - 1))
        return false;
    bool quoted = follows_quotation(f, left);
    uint32_t told = skip_recipient(f, i + 1, at(f, i)->word->frames);
    uint32_t tail = dateline_skip_adjuncts(&f->view, told);
    bool finished = is_finished(f, left - 1);
    bool opens = quoted && (is_kind(f, tail, DATELINE_TOKEN_OPEN) || is_hyphened(f, source.begin));
    if (finished ? dateline_token_is(&f->view, tail, "that")
                 : !(opens || ends_attribution(f, tail)))
        return false;
    /* In Ulm, Berg said, “We go”: the quotation is behind the cue, not before it. */
    if (!quoted && quotation_at(f, tail) != DATELINE_NONE)
        return false;
    return keep_trailing(f, i, source, (dateline_range){group.verb, i + 1}, left, tail,
                         group.negated);
}

/* ---- The attribution before its content ----------------------------------------------------- */

static bool keep_leading(finder *f, dateline_range source, uint32_t cue_begin,
                         const complement *found, unsigned kind, bool negated) {
    dateline_draft draft = new_draft(f, source, (dateline_range){cue_begin, found->cue_end}, kind);
    dateline_reach reach = ends_with_clause(f, source) ? DATELINE_REACH_COMMA : found->reach;
    draft.negated = negated;
    uint32_t end = is_english(f) ? dateline_content_end(&f->view, found->begin, reach)
                                 : dateline_step(&f->view, found->begin);
    add_piece(f, &draft, (dateline_range){found->begin, end});
    keep(f, &draft);
    return true;
}

static bool try_leading(finder *f, uint32_t i, dateline_verb_group group, dateline_range source) {
    const dateline_word *word = at(f, i)->word;
    complement found;
    if (!find_complement(f, i, word->frames, &found))
        return false;
    if (!is_english(f) &&
        (!is_kind(f, found.begin, DATELINE_TOKEN_OPEN) || !is_utterance(f, found.begin)))
        return false;
    if (dateline_is_empty(source)) {
        bool coordinated = group.begin > f->view.begin &&
                           (classes(f, group.begin - 1) & DATELINE_WORD_CONJUNCTION ||
                            is_kind(f, group.begin - 1, DATELINE_TOKEN_COMMA));
        if (!coordinated)
            return false;
        source = shared_source(f, i);
    }
    return keep_leading(f, source, group.verb, &found, word->kind, group.negated);
}

/* ---- Verbs ---------------------------------------------------------------------------------- */

/* The bill backed by Berg, the man named Berg: a participle without its auxiliary. */
static bool is_reduced_passive(const finder *f, uint32_t i) {
    return dateline_token_is(&f->view, i + 1, "by");
}

static bool try_passive(finder *f, uint32_t i, dateline_verb_group group) {
    const dateline_word *word = at(f, i)->word;
    complement found;
    dateline_range subject = dateline_subject_before(&f->view, group.begin);
    dateline_range cue = {group.verb, i + 1};
    if (is_reduced_passive(f, i)) {
        dateline_range source = dateline_phrase_at(&f->view, i + 2, true);
        dateline_draft draft = new_draft(f, source, cue, word->kind);
        if (dateline_is_empty(source) || dateline_is_empty(subject))
            return false;
        add_piece(f, &draft, subject);
        draft.negated = group.negated;
        keep(f, &draft);
        return true;
    }
    bool open = word->kind == KIND_ACCUSES || word->kind == KIND_CRITICISES;
    unsigned frames =
        (word->frames & ~(unsigned)(DATELINE_FRAME_OBJECT | DATELINE_FRAME_BARE |
                                    DATELINE_FRAME_RECIPIENT | DATELINE_FRAME_QUOTATION)) |
        (open ? dateline_preposition_frame(DATELINE_LITERAL("of")) |
                    dateline_preposition_frame(DATELINE_LITERAL("for"))
              : 0);
    if (!find_complement(f, i, frames, &found))
        return false;
    dateline_draft draft = new_draft(f, (dateline_range){0, 0}, cue, word->kind);
    draft.negated = group.negated;
    if (!dateline_is_empty(subject) && !is_that(f, found.begin))
        add_piece(f, &draft, subject);
    uint32_t end = dateline_content_end(&f->view, i + 1, found.reach);
    add_piece(f, &draft, (dateline_range){i + 1, end});
    keep(f, &draft);
    return true;
}

/* Does a cue's preposition at i stand alone? What it takes was said before: "asking for since". */
static bool is_stranded(const finder *f, unsigned frames, uint32_t i) {
    return is_english(f) && frames & preposition_frame(f, i) && !starts_noun(f, i + 1) &&
           !is_that(f, i + 1) && !is_kind(f, i + 1, DATELINE_TOKEN_OPEN);
}

/* A step that engineers have been asking for: the content is what the clause belongs to. */
static bool try_relative(finder *f, uint32_t i, dateline_verb_group group) {
    const dateline_word *word = at(f, i)->word;
    if (word->kind != KIND_ASKS && word->kind != KIND_DEMANDS)
        return false;
    dateline_range source = dateline_subject_before(&f->view, group.begin);
    if (!is_stranded(f, word->frames, i + 1) || dateline_is_empty(source) ||
        source.begin == f->view.begin ||
        !(dateline_token_is(&f->view, source.begin - 1, "that") ||
          dateline_token_is(&f->view, source.begin - 1, "which")))
        return false;
    dateline_range content = dateline_subject_before(&f->view, source.begin - 1);
    dateline_draft draft = new_draft(f, source, (dateline_range){group.verb, i + 2}, word->kind);
    if (dateline_is_empty(content))
        return false;
    draft.negated = group.negated;
    add_piece(f, &draft, content);
    keep(f, &draft);
    return true;
}

static bool try_participle(finder *f, uint32_t i, dateline_verb_group group) {
    const dateline_word *word = at(f, i)->word;
    complement found;
    if (!find_complement(f, i, word->frames, &found))
        return try_relative(f, i, group);
    dateline_range source;
    uint32_t b = group.begin;
    bool apart = b == f->view.begin || !is_kind(f, b - 1, DATELINE_TOKEN_WORD) ||
                 classes(f, b - 1) & (DATELINE_WORD_PREPOSITION | DATELINE_WORD_SUBORDINATOR |
                                      DATELINE_WORD_CONJUNCTION);
    if (group.passive || !apart) /* is saying; a report saying */
        source = dateline_subject_before(&f->view, b);
    else
        source = shared_source(f, i);
    if (dateline_is_empty(source))
        return false;
    return keep_leading(f, source, group.verb, &found, word->kind, group.negated);
}

/* Said Berg: “We will go.” In other languages also: Die Tore sind alt, sagt Berg: „Wir gehen.“ */
static bool try_said_first(finder *f, uint32_t i) {
    dateline_range source = dateline_phrase_at(&f->view, i + 1, true);
    uint32_t open = dateline_is_empty(source) ? DATELINE_NONE : quotation_at(f, source.end);
    if (open == DATELINE_NONE || (!is_english(f) && (open == source.end || !is_utterance(f, open))))
        return false;
    complement found = {i + 1, open, DATELINE_REACH_CLAUSE};
    return keep_leading(f, source, i, &found, at(f, i)->word->kind, false);
}

/* Can a subject go with "say", not "says"? */
static bool is_plural(const finder *f, dateline_range subject) {
    static const char *const words[] = {"i",      "you",   "we",   "they",   "who", "that",
                                        "people", "many",  "some", "most",   "few", "police",
                                        "men",    "women", "both", "several"};
    if (dateline_is_empty(subject))
        return true; /* shared with a verb before, which decides */
    for (uint32_t i = subject.begin; i < subject.end; i++) {
        dateline_string text = dateline_token_text(&f->view, i);
        if (is_kind(f, i, DATELINE_TOKEN_WORD) &&
            (text.data[text.length - 1] == 's' || classes(f, i) & DATELINE_WORD_CONJUNCTION))
            return true;
    }
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (dateline_token_is(&f->view, subject.end - 1, words[n]))
            return true;
    return false;
}

static bool try_verb(finder *f, uint32_t i) {
    const dateline_word *word = at(f, i)->word;
    if (dateline_is_noun_use(&f->view, i) && is_english(f))
        return false;
    dateline_verb_group group = dateline_verb_group_before(&f->view, i);
    if (group.infinitive)
        return false;
    if (word->forms == DATELINE_FORM_PRESENT_PARTICIPLE)
        return try_participle(f, i, group);
    if (group.passive && word->forms & DATELINE_FORM_PARTICIPLE && is_english(f))
        return try_passive(f, i, group);
    if (is_english(f) && (word->forms == DATELINE_FORM_PARTICIPLE && !group.auxiliary))
        return false;
    if (is_english(f) && is_reduced_passive(f, i))
        return false;
    dateline_range source = dateline_subject_before(&f->view, group.begin);
    if (is_english(f) && word->forms == DATELINE_FORM_BASE && !group.auxiliary &&
        !is_plural(f, source))
        return false;
    /* Berg, the mayor, said Ulm is safe: not "said Ulm" behind what Berg is. */
    if (!dateline_is_empty(source) && source.end == group.begin &&
        is_kind(f, group.begin - 1, DATELINE_TOKEN_COMMA) && !follows_quotation(f, source.begin) &&
        try_leading(f, i, group, source))
        return true;
    bool first = i == f->view.begin || (!is_english(f) && !follows_quotation(f, group.begin));
    if (word->frames & DATELINE_FRAME_QUOTATION && first && try_said_first(f, i))
        return true;
    if (word->frames & DATELINE_FRAME_QUOTATION &&
        (try_trailing(f, i, group, source) || try_inverted(f, i, group)))
        return true;
    return try_leading(f, i, group, source) || try_relative(f, i, group);
}

/* ---- Other cues ----------------------------------------------------------------------------- */

/* Berg published figures according to which …: who gave them out, where that is said. */
static bool try_according_to_which(finder *f, uint32_t i) {
    enum { REACH = 8 };
    dateline_range source = dateline_subject_before(&f->view, i);
    if (dateline_is_empty(source))
        return false;
    for (uint32_t n = 1; n < REACH && i > f->view.begin + n; n++) {
        dateline_verb_group group = dateline_verb_group_before(&f->view, i - n);
        if (gives_out(f, i - n) && !group.passive) {
            source = dateline_subject_before(&f->view, group.begin);
            break;
        }
    }
    complement found = {i + 3, i + 3, DATELINE_REACH_CLAUSE};
    return keep_leading(f, source, i, &found, KIND_SAYS, false);
}

/* According to Berg, …; …, according to Berg. */
static bool try_according(finder *f, uint32_t i) {
    if (!dateline_token_is(&f->view, i + 1, "to"))
        return false;
    if (dateline_token_is(&f->view, i + 2, "which"))
        return try_according_to_which(f, i);
    dateline_range source = dateline_phrase_at(&f->view, i + 2, true);
    if (dateline_is_empty(source) || classes(f, source.begin) & DATELINE_WORD_RELATIVE)
        return false;
    dateline_draft draft = new_draft(f, source, (dateline_range){i, i + 2}, KIND_SAYS);
    uint32_t tail = dateline_skip_adjuncts(&f->view, source.end);
    dateline_range before = trim(f, (dateline_range){f->from, i});
    uint32_t next = tail + is_kind(f, tail, DATELINE_TOKEN_COMMA);
    if (before.begin + 2 < before.end)
        add_piece(f, &draft, before);
    if (draft.first_piece == DATELINE_NONE || next > tail)
        add_piece(
            f, &draft,
            (dateline_range){next, dateline_content_end(&f->view, next, DATELINE_REACH_CLAUSE)});
    keep(f, &draft);
    f->from = tail;
    return true;
}

/* She is confident that …; he made (it) clear that … */
static bool try_adjective(finder *f, uint32_t i) {
    complement found;
    const dateline_word *word = at(f, i)->word;
    if (!find_complement(f, i, word->noun_frames, &found))
        return false;
    dateline_verb_group group = dateline_verb_group_before(&f->view, i);
    uint32_t b = i;
    if (dateline_token_is(&f->view, b - 1, "it") && b > f->view.begin)
        b--;
    if (b > f->view.begin &&
        (dateline_token_is(&f->view, b - 1, "made") ||
         dateline_token_is(&f->view, b - 1, "makes") || dateline_token_is(&f->view, b - 1, "make")))
        group = dateline_verb_group_before(&f->view, b - 1);
    else if (!group.passive)
        return false;
    dateline_range source = dateline_subject_before(&f->view, group.begin);
    if (dateline_is_empty(source) && group.infinitive)
        return false;
    if (dateline_token_is(&f->view, source.begin, "it") || dateline_is_empty(source))
        source = (dateline_range){0, 0};
    return keep_leading(f, source, group.verb, &found, word->kind, group.negated);
}

/* amid reports (that) the gate is shut: of whom is not said. */
static bool try_amid(finder *f, uint32_t i) {
    complement found;
    unsigned frames = (at(f, i)->word->noun_frames & DATELINE_FRAME_CLAUSE) | DATELINE_FRAME_BARE;
    if (!find_complement(f, i, frames, &found))
        return false;
    return keep_leading(f, (dateline_range){0, 0}, i, &found, at(f, i)->word->kind, false);
}

static bool is_amid(const finder *f, uint32_t i) {
    return i > f->view.begin && dateline_token_is(&f->view, i - 1, "amid");
}

/* his criticism of …; Berg’s claim that … */
static bool try_noun(finder *f, uint32_t i) {
    complement found;
    if (is_amid(f, i))
        return try_amid(f, i);
    const dateline_word *word = at(f, i)->word;
    uint32_t owner = i;
    for (uint32_t n = 0; n < 3 && owner > f->view.begin; n++) {
        owner--;
        if (!is_kind(f, owner, DATELINE_TOKEN_WORD))
            return false;
        if (at(f, owner)->flags & DATELINE_TOKEN_POSSESSIVE ||
            classes(f, owner) & DATELINE_WORD_POSSESSIVE)
            break;
        if (classes(f, owner) & (DATELINE_WORD_DETERMINER | DATELINE_WORD_PREPOSITION))
            return false;
    }
    bool owned = at(f, owner)->flags & DATELINE_TOKEN_POSSESSIVE;
    if (owner == i || !(owned || classes(f, owner) & DATELINE_WORD_POSSESSIVE) ||
        !find_complement(f, i, word->noun_frames, &found))
        return false;
    dateline_range source = {owner, owner + 1};
    if (owned)
        source = dateline_subject_before(&f->view, owner + 1);
    if (dateline_is_empty(source))
        return false;
    if (found.reach == DATELINE_REACH_OBJECT)
        found.reach = DATELINE_REACH_NOUN;
    return keep_leading(f, source, owner + 1, &found, word->kind, false);
}

static bool try_cue(finder *f, uint32_t i) {
    const dateline_word *word = at(f, i)->word;
    if (!word) {
        return is_english(f) && dateline_token_is(&f->view, i, "according") && try_according(f, i);
    }
    if (at(f, i)->flags & (DATELINE_TOKEN_POSSESSIVE | DATELINE_TOKEN_CLITIC))
        return false;
    if (word->forms && try_verb(f, i))
        return true;
    if (word->classes & DATELINE_WORD_CUE_ADJECTIVE && try_adjective(f, i))
        return true;
    return word->classes & DATELINE_WORD_CUE_NOUN && try_noun(f, i);
}

/* Keep what the rules found, where the model chose nothing; no content reaches past the limit. */
static void keep_rule(finder *f, const dateline_draft *found, uint32_t limit) {
    dateline_draft draft = new_draft(f, found->source, found->cue, found->kind);
    draft.negated = found->negated;
    uint32_t number = found->first_piece;
    for (int n = 0; number != DATELINE_NONE && n < 4; n++) {
        const dateline_piece *piece = &f->rules->pieces.items[number];
        dateline_range range = piece->range;
        range.end = range.end < limit ? range.end : limit;
        if (range.begin < f->view.end) /* else of a sentence that goes on with it */
            add_piece(f, &draft, range);
        number = piece->next;
    }
    keep(f, &draft);
}

/* ---- Quotations that no cue has claimed ----------------------------------------------------- */

static bool is_claimed(const finder *f, uint32_t open) {
    for (uint32_t i = f->first_draft; i < f->out->drafts.count; i++)
        if (holds(f, &f->out->drafts.items[i], open))
            return true;
    return false;
}

/* Is the whole paragraph quotation, with nobody named in it? */
static bool is_alone(const finder *f) {
    const dateline_paragraph *paragraph = &f->view.text->paragraphs.items[f->paragraph];
    return is_kind(f, paragraph->begin, DATELINE_TOKEN_OPEN) &&
           at(f, paragraph->begin)->partner + 1 == paragraph->end;
}

/* Does a whole quotation belong to a draft's content? A word in quotation marks is none. */
static bool quotes(const finder *f, const dateline_draft *draft) {
    enum { LEAST = 4 };
    uint32_t number = draft->first_piece;
    for (int n = 0; draft->direct && number != DATELINE_NONE && n < 4; n++) {
        const dateline_piece *piece = &f->out->pieces.items[number];
        const dateline_token *open = &f->view.text->tokens.items[piece->range.begin];
        if (open->kind == DATELINE_TOKEN_OPEN && open->partner >= piece->range.begin + LEAST)
            return true;
        number = piece->next;
    }
    return false;
}

/* The statement that a quotation at the start of this sentence goes on with, or NULL: the last one
   with a quotation, “We go,” said Berg, who knows why; else the last. What a transcript's colon
   announced holds all of its paragraph already. */
static dateline_draft *statement_before(const finder *f) {
    enum { REACH = 6 };
    dateline_draft *last = NULL;
    for (uint32_t n = 0, i = f->first_draft; n < REACH && i > 0; n++) {
        dateline_draft *draft = &f->out->drafts.items[--i];
        const dateline_piece *piece = &f->out->pieces.items[draft->last_piece];
        if (draft->nested_in != DATELINE_NONE)
            continue;
        bool near = piece->paragraph == f->paragraph ||
                    (piece->paragraph + 1 == f->paragraph && is_alone(f));
        if (!near || piece->range.end > f->view.begin)
            break;
        if (last && draft->sentence != last->sentence)
            break;
        if (quotes(f, draft))
            return draft;
        last = last ? last : draft;
    }
    return last;
}

static bool has_cue(const finder *f, uint32_t begin, uint32_t end) {
    for (uint32_t i = begin; i < end; i++)
        if (at(f, i)->word && at(f, i)->word->forms)
            return true;
    return false;
}

/* Berg was blunt: “We will go.” */
static bool try_introduced(finder *f, uint32_t open) {
    if (open < f->view.begin + 2 || !is_kind(f, open - 1, DATELINE_TOKEN_COLON))
        return false;
    dateline_range source = dateline_main_subject(&f->view);
    if (dateline_is_empty(source) || source.end >= open ||
        (!is_english(f) && !has_cue(f, source.end, open)))
        return false;
    dateline_range cue = {source.end, open - 1};
    if (dateline_is_empty(cue))
        cue = (dateline_range){open - 1, open};
    dateline_draft draft = new_draft(f, source, cue, KIND_SAYS);
    add_piece(f, &draft, (dateline_range){open, dateline_step(&f->view, open)});
    keep(f, &draft);
    return true;
}

/* Does a statement that was kept have a cue in common with a range? */
static bool is_chosen(const finder *f, dateline_range cue) {
    for (uint32_t i = f->first_draft; i < f->out->drafts.count; i++) {
        const dateline_draft *other = &f->out->drafts.items[i];
        if (other->cue.begin < cue.end && cue.begin < other->cue.end)
            return true;
    }
    return false;
}

/* The statement of this sentence that said the quotation before: “We go,” Berg said of the gates,
   “and soon.” */
static dateline_draft *statement_around(const finder *f, uint32_t open) {
    enum { REACH = 6 };
    for (uint32_t n = 0, i = f->out->drafts.count; n < REACH && i > f->first_draft; n++) {
        dateline_draft *draft = &f->out->drafts.items[--i];
        if (draft->nested_in == DATELINE_NONE && draft->cue.begin < open && quotes(f, draft) &&
            f->out->pieces.items[draft->last_piece].range.end <= open)
            return draft;
    }
    return NULL;
}

/* Give a quotation that the model has left to whom the rules gave it. */
static bool claim_by_rules(finder *f, uint32_t open) {
    for (uint32_t n = 0, i = f->first_rule; n < MOST_RULES && i < f->rules->drafts.count;
         n++, i++) {
        const dateline_draft *draft = &f->rules->drafts.items[i];
        if (draft->cue.begin >= f->view.end)
            return false;
        if (end_of_piece(f->rules, draft, open) && !is_chosen(f, draft->cue)) {
            keep_rule(f, draft, f->view.end);
            return true;
        }
    }
    return false;
}

/* ---- Other languages ------------------------------------------------------------------------ */

static void keep_quotation(finder *f, dateline_range source, dateline_range cue, unsigned kind,
                           uint32_t open) {
    dateline_draft draft = new_draft(f, source, cue, kind);
    add_piece(f, &draft, (dateline_range){open, dateline_step(&f->view, open)});
    keep(f, &draft);
}

/* Selon Anne Leroy, « les portes … »; “Es”, según Soto, “un error”; nach Angaben der Polizei. */
static bool try_according_to(finder *f, uint32_t i, uint32_t open) {
    uint32_t name = i + 1;
    bool first = i == f->view.begin || !is_kind(f, i - 1, DATELINE_TOKEN_WORD) ||
                 (i == f->view.begin + 1 && classes(f, i - 1) & DATELINE_WORD_PREPOSITION);
    if (!(classes(f, i) & DATELINE_WORD_ACCORDING) || !first)
        return false;
    unsigned c = classes(f, name);
    if (c & DATELINE_WORD_PREPOSITION && !(c & DATELINE_WORD_DETERMINER))
        name++; /* "nach Angaben von", "de acordo com" */
    bool loose = dateline_token_is(&f->view, i, "pour") || dateline_token_is(&f->view, i, "para") ||
                 dateline_token_is(&f->view, i, "per");
    if (loose && !(at(f, name)->flags & DATELINE_TOKEN_CAPITAL))
        return false; /* "pour la première fois" */
    dateline_range source = dateline_phrase_at(&f->view, name, true);
    if (dateline_is_empty(source) || source.end > open)
        return false;
    uint32_t begin = i - (i > f->view.begin && is_kind(f, i - 1, DATELINE_TOKEN_WORD));
    keep_quotation(f, source, (dateline_range){begin, name}, KIND_SAYS, open);
    return true;
}

/* Anne Leroy a répondu que « l’argent … »; Holm betonte, man werde „alles tun“: the words before
   the quotation are no part of it. */
static bool try_reported(finder *f, uint32_t i, uint32_t open) {
    const dateline_word *word = at(f, i)->word;
    if (!word || !(word->frames & DATELINE_FRAME_QUOTATION))
        return false;
    dateline_verb_group group = dateline_verb_group_before(&f->view, i);
    dateline_range source = dateline_subject_before(&f->view, group.begin);
    if (dateline_is_empty(source) || group.infinitive)
        return false;
    keep_quotation(f, source, (dateline_range){group.verb, i + 1}, word->kind, open);
    return true;
}

/* Anne Leroy : « Nous ne renonçons pas. » A name, and nothing else, before the colon. */
static bool try_name_and_colon(finder *f, uint32_t open) {
    enum { LONGEST = 5 };
    uint32_t begin = f->view.begin, colon = open - 1;
    if (colon <= begin || colon - begin > LONGEST || !is_kind(f, colon, DATELINE_TOKEN_COLON))
        return false;
    for (uint32_t i = begin; i < colon; i++)
        if (!is_kind(f, i, DATELINE_TOKEN_WORD) || !(at(f, i)->flags & DATELINE_TOKEN_CAPITAL) ||
            at(f, i)->flags & DATELINE_TOKEN_NUMBER)
            return false;
    keep_quotation(f, (dateline_range){begin, colon}, (dateline_range){colon, open}, KIND_SAYS,
                   open);
    return true;
}

/* A quotation that stands behind its attribution, some words between; NEAR tokens are looked at. */
static bool try_attributed_before(finder *f, uint32_t open) {
    enum { NEAR = 16 };
    if (try_name_and_colon(f, open))
        return true;
    for (uint32_t n = 0, i = open; n < NEAR && i > f->view.begin; n++) {
        i--;
        if (is_kind(f, i, DATELINE_TOKEN_CLOSE) || is_kind(f, i, DATELINE_TOKEN_OPEN))
            return false;
        if (try_reported(f, i, open) || try_according_to(f, i, open))
            return true;
    }
    return false;
}

/* The attribution inside a quotation, « Nous partons, a dit Anne Leroy. Ce soir. », whose verb is
   at i: what is said goes on behind its end. */
static bool try_inside(finder *f, uint32_t i, uint32_t open) {
    uint32_t close = at(f, open)->partner;
    const dateline_word *word = at(f, i)->word;
    if (!word ||
        !(word->frames & DATELINE_FRAME_QUOTATION || word->classes & DATELINE_WORD_ACCORDING))
        return false;
    dateline_view inside = f->view;
    inside.begin = open + 1;
    inside.end = close;
    dateline_verb_group group = dateline_verb_group_before(&inside, i);
    uint32_t comma = group.begin - 1;
    unsigned before = at(f, comma)->kind;
    if (group.begin <= open + 3 ||
        !(before == DATELINE_TOKEN_COMMA || before == DATELINE_TOKEN_DASH))
        return false;
    bool verb = (word->frames & DATELINE_FRAME_QUOTATION) != 0;
    dateline_range source = dateline_phrase_at(&inside, i + 1, verb);
    unsigned behind = source.end < close ? at(f, source.end)->kind : DATELINE_TOKEN_STOP;
    if (dateline_is_empty(source) || behind == DATELINE_TOKEN_WORD || behind == DATELINE_TOKEN_OPEN)
        return false;
    dateline_draft draft = new_draft(f, source, (dateline_range){group.verb, i + 1}, word->kind);
    add_piece(f, &draft, (dateline_range){open, comma});
    uint32_t next = source.end;
    while (next < close && at(f, next)->kind != DATELINE_TOKEN_WORD)
        next++;
    if (next < close)
        add_piece(f, &draft, (dateline_range){next, close + 1});
    keep(f, &draft);
    return true;
}

static bool try_attributed_inside(finder *f, uint32_t open) {
    enum { MOST = 60 };
    uint32_t end = at(f, open)->partner;
    for (uint32_t i = open + 3, n = 0; i < end && n < MOST; i++, n++)
        if (try_inside(f, i, open))
            return true;
    return false;
}

static bool claim_abroad(finder *f, uint32_t open) {
    return !is_english(f) && (try_attributed_inside(f, open) || try_attributed_before(f, open));
}

static void claim_quotation(finder *f, uint32_t open) {
    dateline_draft *before = statement_around(f, open);
    if (!before && f->rules && claim_by_rules(f, open))
        return;
    if (!before && claim_abroad(f, open))
        return;
    if (!before && open == f->view.begin)
        before = statement_before(f);
    if (before)
        add_piece(f, before, (dateline_range){open, dateline_step(&f->view, open)});
    else
        try_introduced(f, open);
}

/* Some words in quotation marks, which a cue before may claim, where they are no utterance. */
static bool is_remark(const finder *f, uint32_t open) {
    enum { LEAST = 3 };
    return !is_english(f) && at(f, open)->partner > open + LEAST;
}

static void claim_quotations(finder *f) {
    for (uint32_t i = f->view.begin; i < f->view.end && f->well; i = dateline_step(&f->view, i)) {
        if (!is_kind(f, i, DATELINE_TOKEN_OPEN) || is_claimed(f, i))
            continue;
        if (is_utterance(f, i))
            claim_quotation(f, i);
        else if (is_remark(f, i))
            try_attributed_before(f, i);
    }
}

/* ---- Speakers before a colon ---------------------------------------------------------------- */

/* BERG: We will go. (a transcript): the paragraph's first sentence names who speaks. */
static bool read_transcript(finder *f, const dateline_paragraph *paragraph) {
    enum { LONGEST = 4 };
    uint32_t i = paragraph->begin;
    while (i < paragraph->end && i - paragraph->begin < LONGEST &&
           is_kind(f, i, DATELINE_TOKEN_WORD) && at(f, i)->flags & DATELINE_TOKEN_SHOUTED &&
           at(f, i)->flags & DATELINE_TOKEN_CAPITAL)
        i++;
    if (i == paragraph->begin || !is_kind(f, i, DATELINE_TOKEN_COLON) || i + 3 > paragraph->end)
        return false;
    dateline_draft draft =
        new_draft(f, (dateline_range){paragraph->begin, i}, (dateline_range){i, i + 1}, KIND_SAYS);
    add_piece(f, &draft, (dateline_range){i + 1, paragraph->end});
    keep(f, &draft);
    return true;
}

/* Is a piece of a headline short, with an office in it? */
static bool is_speaker(const finder *f, uint32_t begin, uint32_t end) {
    enum { LONGEST = 4 };
    if (begin >= end || end - begin > LONGEST)
        return false;
    for (uint32_t i = begin; i < end; i++)
        if (!is_kind(f, i, DATELINE_TOKEN_WORD) ||
            classes(f, i) & (DATELINE_WORD_AUXILIARY | DATELINE_WORD_QUESTION))
            return false;
    for (uint32_t i = begin; i < end; i++)
        if (classes(f, i) & DATELINE_WORD_ROLE)
            return true;
    return false;
}

/* Storm gates must close: harbour chief; Harbour chief: storm gates must close. */
static bool read_headline(finder *f) {
    for (uint32_t i = f->view.begin; i < f->view.end; i = dateline_step(&f->view, i)) {
        if (!is_kind(f, i, DATELINE_TOKEN_COLON))
            continue;
        dateline_range before = {f->view.begin, i}, behind = {i + 1, f->view.end};
        bool last = is_speaker(f, behind.begin, behind.end);
        if (!last && !is_speaker(f, before.begin, before.end))
            continue;
        dateline_draft draft =
            new_draft(f, last ? behind : before, (dateline_range){i, i + 1}, KIND_SAYS);
        add_piece(f, &draft, last ? before : behind);
        keep(f, &draft);
        return true;
    }
    return false;
}

/* ---- The model's choices -------------------------------------------------------------------- */

static bool is_cue_word(const dateline_word *word) {
    return word &&
           (word->forms || word->classes & (DATELINE_WORD_CUE_NOUN | DATELINE_WORD_CUE_ADJECTIVE));
}

static unsigned kind_of_choice(const finder *f, const dateline_choice *choice) {
    if (is_cue_word(at(f, choice->head)->word))
        return at(f, choice->head)->word->kind;
    for (uint32_t i = choice->cue.begin; i < choice->cue.end; i++)
        if (is_cue_word(at(f, i)->word))
            return at(f, i)->word->kind;
    bool quoted = false;
    for (uint32_t p = 0; p < choice->piece_count; p++)
        quoted |= is_quotation(f, choice->pieces[p]);
    bool plain = quoted || is_kind(f, choice->head, DATELINE_TOKEN_COLON) ||
                 dateline_token_is(&f->view, choice->head, "according");
    return plain ? KIND_SAYS : KIND_OTHER;
}

static bool is_negated(const finder *f, const dateline_choice *choice) {
    for (uint32_t i = choice->cue.begin; i < choice->cue.end; i++)
        if (classes(f, i) & DATELINE_WORD_NEGATION)
            return true;
    return is_kind(f, choice->head, DATELINE_TOKEN_WORD) &&
           dateline_verb_group_before(&f->view, choice->head).negated;
}

/* What the rules made of a cue, or NULL. */
static const dateline_draft *rule_of_cue(const finder *f, uint32_t head) {
    for (uint32_t n = 0; n < MOST_RULES && f->first_rule + n < f->rules->drafts.count; n++) {
        const dateline_draft *draft = &f->rules->drafts.items[f->first_rule + n];
        if (draft->cue.begin <= head && head < draft->cue.end)
            return draft;
        if (draft->cue.begin >= f->view.end)
            break;
    }
    return NULL;
}

/* The subject of a cue verb that is no passive. */
static dateline_range source_by_verb(const finder *f, uint32_t head) {
    const dateline_word *word = at(f, head)->word;
    if (!word || !word->forms || dateline_is_noun_use(&f->view, head))
        return (dateline_range){0, 0};
    dateline_verb_group group = dateline_verb_group_before(&f->view, head);
    if (group.passive)
        return (dateline_range){0, 0};
    return shared_source(f, head);
}

/* A whole sentence in quotation marks: “We go.” */
static bool is_sentence(const finder *f, uint32_t open) {
    return is_kind(f, open, DATELINE_TOKEN_OPEN) && is_utterance(f, open) &&
           at(f, open + 1)->flags & DATELINE_TOKEN_CAPITAL;
}

/* The gates are old: “We go,” she said. What stands before the colon is not hers. */
static dateline_range without_introduction(const finder *f, const dateline_choice *choice,
                                           dateline_range piece) {
    if (piece.begin > choice->head || !is_kind(f, piece.end - 1, DATELINE_TOKEN_CLOSE))
        return piece;
    uint32_t open = at(f, piece.end - 1)->partner;
    bool introduced =
        open > piece.begin && is_sentence(f, open) && is_kind(f, open - 1, DATELINE_TOKEN_COLON);
    return introduced ? (dateline_range){open, piece.end} : piece;
}

/* Asked about the gates, she said: “We go.” Nor is what she was asked. */
static uint32_t first_own_piece(const finder *f, const dateline_choice *choice) {
    bool fronted = choice->piece_count > 1 && choice->pieces[0].end <= choice->cue.begin &&
                   !is_kind(f, choice->pieces[0].begin, DATELINE_TOKEN_OPEN) &&
                   choice->cue.begin < choice->pieces[1].begin &&
                   is_sentence(f, choice->pieces[1].begin);
    return fronted;
}

/* … agreed to shut the gates, a step that was long due; accused the service, also known as the MIT,
   of it. What the clause comes to belongs to it. */
static dateline_range with_apposition(const finder *f, const dateline_choice *choice,
                                      dateline_range piece) {
    uint32_t a = piece.end + 1, end = f->view.end;
    if (piece.begin < choice->head || !is_kind(f, piece.end, DATELINE_TOKEN_COMMA))
        return piece;
    bool article = dateline_token_is(&f->view, a, "a") || dateline_token_is(&f->view, a, "an");
    bool belongs = dateline_token_is(&f->view, a + dateline_token_is(&f->view, a, "also"), "known");
    for (uint32_t i = a + 2; article && i < a + 4 && i < end; i++)
        belongs |=
            dateline_token_is(&f->view, i, "that") || dateline_token_is(&f->view, i, "which");
    if (!belongs)
        return piece;
    while (end > a && is_kind(f, end - 1, DATELINE_TOKEN_STOP))
        end--;
    return (dateline_range){piece.begin, end};
}

/* Holm no longer believes it: what stands between the two is the verb's. */
static bool is_no_longer(const finder *f, dateline_range source) {
    return source.end > source.begin + 2 && dateline_token_is(&f->view, source.end - 1, "longer") &&
           dateline_token_is(&f->view, source.end - 2, "no");
}

/* She declined to say who would pay: not said, rather than denied. */
static bool is_unsaid(const finder *f, const dateline_choice *choice) {
    static const char *const verbs[] = {"declined", "declines", "refused",  "refuses",
                                        "refusing", "decline",  "declining"};
    uint32_t said = choice->head + 2;
    bool refused = false;
    for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++)
        refused |= dateline_token_is(&f->view, choice->head, verbs[n]);
    return refused &&
           (dateline_token_is(&f->view, said, "say") || dateline_token_is(&f->view, said, "tell") ||
            dateline_token_is(&f->view, said, "confirm"));
}

/* The town released a statement saying …; told the Courier, “…”: who is named between the verb and
   what is said is not the one who says it. */
static dateline_range source_of_choice(const finder *f, const dateline_choice *choice) {
    dateline_range source = choice->source;
    uint32_t head = choice->head;
    if (dateline_is_empty(source) || source.begin == f->view.begin)
        return source;
    uint32_t verb = source.begin - 1;
    enum { BETWEEN = 5 }; /* "an ad on Saturday titled" */
    bool told = verb == head && dateline_token_is(&f->view, head, "told");
    bool before = source.end <= choice->head && head - source.end <= BETWEEN;
    bool given = before && gives_out(f, verb);
    if (!told && !given)
        return source;
    dateline_verb_group group = dateline_verb_group_before(&f->view, verb);
    dateline_range giver = dateline_subject_before(&f->view, group.begin);
    if (dateline_is_empty(giver) && given && !group.passive)
        giver = dateline_main_subject(&f->view);
    return dateline_is_empty(giver) || giver.end > verb ? source : giver;
}

static void keep_choice(finder *f, const dateline_choice *choice) {
    dateline_range cue = trim(f, choice->cue);
    if (dateline_is_empty(cue))
        cue = choice->cue; /* a colon alone */
    dateline_draft draft =
        new_draft(f, source_of_choice(f, choice), cue, kind_of_choice(f, choice));
    const dateline_draft *rule = rule_of_cue(f, choice->head);
    if (rule && dateline_is_empty(draft.source))
        draft.source = rule->source;
    if (rule && dateline_token_is(&f->view, rule->cue.end - 1, "which")) {
        keep_rule(f, rule,
                  f->view.end); /* "according to which": texts have too few to learn from */
        return;
    }
    for (uint32_t p = first_own_piece(f, choice); p < choice->piece_count; p++)
        add_piece(f, &draft,
                  with_apposition(f, choice, without_introduction(f, choice, choice->pieces[p])));
    if (dateline_is_empty(draft.source) && draft.direct)
        draft.source = source_by_verb(f, choice->head);
    if (dateline_is_empty(draft.source) && choice->head > f->view.begin &&
        dateline_token_is(&f->view, choice->head - 1, "by"))
        draft.source = dateline_main_subject(&f->view); /* Berg ended by saying … */
    draft.negated = is_negated(f, choice);
    if (is_no_longer(f, draft.source)) {
        draft.source.end -= 2;
        draft.negated = true;
    }
    if (is_unsaid(f, choice)) {
        draft.kind = KIND_SAYS;
        draft.negated = true;
    }
    keep(f, &draft);
}

/* ---- Sentences ------------------------------------------------------------------------------ */

/* Look at a sentence; what a colon tells, in a transcript or a headline, is found at once. */
static void enter_sentence(finder *f, const dateline_sentence *sentence) {
    const dateline_paragraph *paragraph = &f->view.text->paragraphs.items[sentence->paragraph];
    f->view.words = paragraph->text.data;
    f->view.begin = sentence->begin;
    f->view.end = sentence->end;
    f->paragraph = sentence->paragraph;
    f->from = sentence->begin;
    f->first_draft = f->out->drafts.count;
    if (sentence->begin == paragraph->begin && !paragraph->title)
        read_transcript(f, paragraph);
    if (paragraph->title)
        read_headline(f);
}

static void read_sentence(finder *f, const dateline_sentence *sentence) {
    enter_sentence(f, sentence);
    for (uint32_t i = sentence->begin; i < sentence->end && f->well; i = dateline_step(&f->view, i))
        if (is_kind(f, i, DATELINE_TOKEN_WORD))
            try_cue(f, i);
    claim_quotations(f);
}

bool dateline_drafts_find(dateline_drafts *drafts) {
    finder f = {.out = drafts, .view = {.text = drafts->text}, .well = true};
    for (uint32_t i = 0; i < drafts->text->sentences.count && f.well; i++)
        read_sentence(&f, &drafts->text->sentences.items[i]);
    return f.well;
}

/* Does content begin so that there is no doubt: "that …", "agreed to …"? */
static bool begins_surely(const finder *f, const dateline_draft *draft, dateline_range content) {
    if (dateline_token_is(&f->view, content.begin, "that"))
        return true;
    return (draft->kind == KIND_AGREES || draft->kind == KIND_PROMISES) &&
           dateline_token_is(&f->view, content.begin, "to");
}

/* A verb that is hardly ever anything but a cue: "wrote a song" says nothing. */
static bool is_plain_cue(const finder *f, const dateline_draft *draft) {
    uint32_t verb = draft->cue.end - 1;
    const dateline_word *word = at(f, verb)->word;
    if (!word || !(word->forms & (DATELINE_FORM_THIRD | DATELINE_FORM_PAST)))
        return false;
    if (draft->kind == KIND_SAYS)
        return dateline_token_is(&f->view, verb, "said") ||
               dateline_token_is(&f->view, verb, "says") ||
               dateline_token_is(&f->view, verb, "told");
    return draft->kind != KIND_OTHER;
}

/* Do words in quotation marks stand inside what a rule found? Whose they are is not so sure. */
static bool has_remark(const finder *f, const dateline_draft *draft) {
    dateline_range content = f->rules->pieces.items[draft->first_piece].range;
    for (uint32_t i = content.begin + 1; i < content.end; i++)
        if (at(f, i)->kind == DATELINE_TOKEN_OPEN)
            return true;
    return false;
}

/* Is a draft's subject the first thing that another says: "Berg said (that) Holm believes …"? */
static bool is_main_clause(const finder *f, const dateline_draft *outer,
                           const dateline_draft *inner) {
    uint32_t begin = f->out->pieces.items[outer->first_piece].range.begin;
    begin += dateline_token_is(&f->view, begin, "that");
    return inner->source.begin == begin && !dateline_token_is(&f->view, begin, "nobody") &&
           is_plain_cue(f, inner) && !has_remark(f, inner);
}

/* The end of the content around a statement of the rules that is surely one, "… that Holm agreed
   that …", or 0. */
static uint32_t end_around(const finder *f, const dateline_draft *draft) {
    const dateline_range content = f->rules->pieces.items[draft->first_piece].range;
    if (draft->nested_in == DATELINE_NONE || dateline_is_empty(draft->source))
        return 0;
    for (uint32_t i = f->first_draft; i < f->out->drafts.count; i++) {
        const dateline_draft *outer = &f->out->drafts.items[i];
        uint32_t end = end_of_piece(f->out, outer, draft->cue.begin);
        if (end && (begins_surely(f, draft, content) || is_main_clause(f, outer, draft)))
            return end;
    }
    return 0;
}

/* Did try_relative() find it? */
static bool is_relative(const finder *f, const dateline_draft *draft) {
    return f->rules->pieces.items[draft->first_piece].range.end < draft->source.begin &&
           draft->cue.end - draft->cue.begin > 1 && preposition_frame(f, draft->cue.end - 1);
}

/* What the rules found for certain, and the model leaves out. */
static void keep_missing(finder *f, const dateline_draft *draft) {
    if (is_chosen(f, draft->cue))
        return;
    bool sure = is_amid(f, draft->cue.begin) || is_relative(f, draft) ||
                dateline_token_is(&f->view, draft->cue.end - 1, "which"); /* "according to which" */
    uint32_t limit = sure ? f->view.end : end_around(f, draft);
    if (limit)
        keep_rule(f, draft, limit);
}

/* The rules' drafts of a sentence, of which next is the first; MOST of one sentence are looked at.
 */
static void keep_all_missing(finder *f, const dateline_drafts *rules, uint32_t *next) {
    for (uint32_t n = 0; *next < rules->drafts.count; ++*next, n++) {
        const dateline_draft *draft = &rules->drafts.items[*next];
        if (draft->cue.begin >= f->view.end)
            return;
        if (n < MOST_RULES && f->well)
            keep_missing(f, draft);
    }
}

bool dateline_drafts_take(dateline_drafts *drafts, const dateline_choices *choices,
                          const dateline_drafts *rules) {
    finder f = {.out = drafts, .view = {.text = drafts->text}, .well = true};
    uint32_t next = 0, next_rule = 0;
    for (uint32_t i = 0; i < drafts->text->sentences.count && f.well; i++) {
        const dateline_sentence *sentence = &drafts->text->sentences.items[i];
        enter_sentence(&f, sentence);
        bool by_colon = drafts->drafts.count > f.first_draft;
        f.first_rule = next_rule;
        f.rules = rules;
        for (; next < choices->items.count && choices->items.items[next].head < sentence->end &&
               f.well;
             next++)
            if (!by_colon || !is_kind(&f, choices->items.items[next].head, DATELINE_TOKEN_COLON))
                keep_choice(&f, &choices->items.items[next]);
        keep_all_missing(&f, rules, &next_rule);
        claim_quotations(&f);
    }
    return f.well;
}
