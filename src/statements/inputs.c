/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every input is the number of a row: a template's first row and what was seen. Counts of what
 * stands between a cue and a unit are differences of running counts, so that a pair costs the same
 * however far apart the two are.
 */
#include "statements/inputs.h"

static const dateline_token *token_of(const dateline_units *s, uint32_t u) {
    return &s->reading->text->tokens.items[s->units[u].token];
}

static uint8_t tag_of(const dateline_units *s, uint32_t u) {
    return s->reading->tags[s->units[u].token];
}

static uint32_t at_most(uint32_t value, uint32_t limit) {
    return value < limit ? value : limit;
}

static bool is_finite_verb(unsigned tag) {
    return tag == DATELINE_SPEECH_PAST || tag == DATELINE_SPEECH_THIRD ||
           tag == DATELINE_SPEECH_PRESENT || tag == DATELINE_SPEECH_MODAL;
}

static bool is_subordinator(unsigned tag) {
    return tag == DATELINE_SPEECH_WHO || tag == DATELINE_SPEECH_WHICH ||
           tag == DATELINE_SPEECH_WHERE;
}

/* ---- Units ---------------------------------------------------------------------------------- */

static void mark(dateline_units *s, dateline_range range, uint8_t bit) {
    if (dateline_is_empty(range))
        return;
    for (uint32_t u = 0; u < s->count && s->units[u].token < range.end; u++)
        if (s->units[u].token >= range.begin)
            s->rule[u] |= bit;
}

static void read_rules(dateline_units *s, uint32_t first_draft) {
    const dateline_draft *drafts = s->rules->drafts.items;
    s->first_draft = s->last_draft = first_draft;
    memset(s->rule, 0, s->count);
    while (s->last_draft < s->rules->drafts.count &&
           drafts[s->last_draft].cue.begin < s->sentence->end) {
        const dateline_draft *draft = &drafts[s->last_draft++];
        mark(s, draft->source, 1);
        mark(s, draft->cue, 2);
        for (uint32_t p = draft->first_piece, n = 0; p != DATELINE_NONE && n < 4; n++) {
            mark(s, s->rules->pieces.items[p].range, 4);
            p = s->rules->pieces.items[p].next;
        }
    }
}

static bool is_that(const dateline_units *s, uint32_t token) {
    dateline_view view = {s->reading->text, s->paragraph->text.data, token, token + 1};
    return dateline_token_is(&view, token, "that");
}

/* The counts behind a unit. */
static dateline_unit count_unit(const dateline_units *s, const dateline_unit *unit) {
    dateline_unit next = *unit;
    unsigned tag = s->reading->tags[unit->token];
    const dateline_token *token = &s->reading->text->tokens.items[unit->token];
    next.commas = (uint16_t)(next.commas + (tag == DATELINE_SPEECH_COMMA));
    next.verbs = (uint16_t)(next.verbs + is_finite_verb(tag));
    next.prepositions = (uint16_t)(next.prepositions + (tag == DATELINE_SPEECH_PREPOSITION));
    next.subordinators =
        (uint16_t)(next.subordinators + (is_subordinator(tag) || is_that(s, unit->token)));
    next.conjunctions = (uint16_t)(next.conjunctions + (tag == DATELINE_SPEECH_CONJUNCTION));
    next.colons = (uint16_t)(next.colons + (tag == DATELINE_SPEECH_COLON));
    next.quotations = (uint16_t)(next.quotations + (token->kind == DATELINE_TOKEN_OPEN));
    next.cues =
        (uint16_t)(next.cues + (token->word && token->word->frames & DATELINE_FRAME_CLAUSE &&
                                is_finite_verb(tag)));
    return next;
}

void dateline_units_make(dateline_units *s, const dateline_sentence *sentence,
                         uint32_t first_draft) {
    const dateline_token *tokens = s->reading->text->tokens.items;
    s->sentence = sentence;
    s->paragraph = &s->reading->text->paragraphs.items[sentence->paragraph];
    s->count = 0;
    s->units[0] = (dateline_unit){.token = sentence->begin};
    for (uint32_t i = sentence->begin; i < sentence->end && s->count < DATELINE_MOST_UNITS;) {
        dateline_unit *unit = &s->units[s->count++];
        unit->token = i;
        s->units[s->count] = count_unit(s, unit);
        i = tokens[i].kind == DATELINE_TOKEN_OPEN ? tokens[i].partner + 1 : i + 1;
        s->units[s->count].token = i;
    }
    read_rules(s, first_draft);
}

/* ---- Tokens --------------------------------------------------------------------------------- */

/* A quotation: how long, how it begins and ends. 0: no quotation. */
static uint32_t quotation_shape(const dateline_units *s, uint32_t u) {
    const dateline_token *tokens = s->reading->text->tokens.items;
    uint32_t open = s->units[u].token;
    if (tokens[open].kind != DATELINE_TOKEN_OPEN)
        return 0;
    uint32_t close = tokens[open].partner, length = close - open;
    uint32_t size = length <= 2 ? 0 : length <= 4 ? 1 : length <= 9 ? 2 : 3;
    uint32_t kind = close > open ? tokens[close - 1].kind : 0;
    uint32_t end = kind == DATELINE_TOKEN_COMMA ? 1 : kind == DATELINE_TOKEN_STOP ? 2 : 0;
    uint32_t capital = close > open && tokens[open + 1].flags & DATELINE_TOKEN_CAPITAL ? 1 : 0;
    return 1 + size + 4 * end + 12 * capital;
}

static unsigned add_bits(uint32_t bits, uint32_t row, uint32_t *inputs) {
    unsigned n = 0;
    for (; bits; bits &= bits - 1)
        inputs[n++] = row + (uint32_t)__builtin_ctz(bits);
    return n;
}

/* What the lexicon of the rules says of the word. */
static unsigned lexicon_inputs(const dateline_word *word, uint32_t *inputs) {
    unsigned n = 0;
    n += add_bits(word->classes, DATELINE_INPUT_CLASS, inputs);
    if (!word->forms && !word->noun_frames)
        return n;
    n += add_bits(word->forms, DATELINE_INPUT_FORM, inputs + n);
    n += add_bits((word->frames | word->noun_frames) & 0x3F, DATELINE_INPUT_FRAME, inputs + n);
    inputs[n++] = DATELINE_INPUT_KIND + at_most(word->kind, 31);
    return n;
}

/* Units to the next mark of punctuation on a side, at most 7. */
static uint32_t to_mark(const dateline_units *s, uint32_t u, int by) {
    uint32_t n = 0;
    for (int64_t v = (int64_t)u + by; n < 7 && v >= 0 && v < (int64_t)s->count; v += by, n++)
        if (tag_of(s, (uint32_t)v) >= DATELINE_SPEECH_COMMA)
            break;
    return n;
}

static unsigned place_inputs(const dateline_units *s, uint32_t u, uint32_t *inputs) {
    uint32_t last = s->count - 1 - u;
    bool first_sentence = s->sentence->begin == s->paragraph->begin;
    unsigned n = 0;
    inputs[n++] = DATELINE_INPUT_PLACE + at_most(u, 3) + 4 * at_most(last, 3) + 16 * first_sentence;
    inputs[n++] = DATELINE_INPUT_CLAUSE + to_mark(s, u, -1) + 8 * to_mark(s, u, 1);
    return n;
}

static unsigned rule_inputs(const dateline_units *s, uint32_t u, uint32_t *inputs) {
    uint32_t before = u > 0 ? s->rule[u - 1] : 8u, behind = u + 1 < s->count ? s->rule[u + 1] : 8u;
    inputs[0] = DATELINE_INPUT_RULE + s->rule[u];
    inputs[1] = DATELINE_INPUT_RULE_BEFORE + before;
    inputs[2] = DATELINE_INPUT_RULE_BEHIND + behind;
    return 3;
}

unsigned dateline_token_inputs(const dateline_units *s, uint32_t u, uint32_t *inputs) {
    const dateline_reading *r = s->reading;
    uint32_t none = r->count, i = s->units[u].token;
    uint32_t before = u > 0 ? s->units[u - 1].token : none;
    uint32_t behind = u + 1 < s->count ? s->units[u + 1].token : none;
    uint32_t before_2 = u > 1 ? s->units[u - 2].token : none;
    uint32_t behind_2 = u + 2 < s->count ? s->units[u + 2].token : none;
    uint32_t tag = r->tags[i];
    unsigned n = 0;
    inputs[n++] = DATELINE_INPUT_WORD + r->words[i];
    inputs[n++] =
        DATELINE_INPUT_BEFORE + dateline_if_below(r->words[before], DATELINE_MODEL_COMMON);
    inputs[n++] =
        DATELINE_INPUT_BEHIND + dateline_if_below(r->words[behind], DATELINE_MODEL_COMMON);
    inputs[n++] =
        DATELINE_INPUT_BEFORE_2 + dateline_if_below(r->words[before_2], DATELINE_MODEL_FREQUENT);
    inputs[n++] =
        DATELINE_INPUT_BEHIND_2 + dateline_if_below(r->words[behind_2], DATELINE_MODEL_FREQUENT);
    inputs[n++] = DATELINE_INPUT_ENDING + r->endings[i];
    inputs[n++] = DATELINE_INPUT_TAG + tag;
    inputs[n++] = DATELINE_INPUT_TAG_BEFORE_2 + r->tags[before_2];
    inputs[n++] = DATELINE_INPUT_TAG_BEHIND_2 + r->tags[behind_2];
    inputs[n++] =
        DATELINE_INPUT_TAGS_BEFORE + DATELINE_SPEECH_COUNT * (uint32_t)r->tags[before] + tag;
    inputs[n++] =
        DATELINE_INPUT_TAGS_BEHIND + DATELINE_SPEECH_COUNT * (uint32_t)r->tags[behind] + tag;
    inputs[n++] = DATELINE_INPUT_SHAPE + r->shapes[i];
    inputs[n++] = DATELINE_INPUT_SHAPE_BEFORE + r->shapes[before];
    inputs[n++] = DATELINE_INPUT_SHAPE_BEHIND + r->shapes[behind];
    inputs[n++] = DATELINE_INPUT_QUOTATION + quotation_shape(s, u);
    inputs[n++] = DATELINE_INPUT_NEAR_QUOTATION + (u > 0 ? quotation_shape(s, u - 1) : 25);
    inputs[n++] =
        DATELINE_INPUT_NEAR_QUOTATION + 32 + (u + 1 < s->count ? quotation_shape(s, u + 1) : 25);
    n += rule_inputs(s, u, inputs + n);
    n += place_inputs(s, u, inputs + n);
    const dateline_word *word = token_of(s, u)->word;
    return word ? n + lexicon_inputs(word, inputs + n) : n;
}

/* ---- Pairs ---------------------------------------------------------------------------------- */

static void judge(const dateline_units *s, dateline_range range, uint8_t label,
                  dateline_opinion *opinion) {
    for (uint32_t u = 0; u < s->count && s->units[u].token < range.end; u++)
        if (s->units[u].token >= range.begin)
            opinion->labels[u] = label;
}

void dateline_opinion_make(const dateline_units *s, uint32_t cue, dateline_opinion *opinion) {
    uint32_t token = s->units[cue].token;
    memset(opinion->labels, 0, s->count);
    for (uint32_t d = s->first_draft; d < s->last_draft; d++) {
        const dateline_draft *draft = &s->rules->drafts.items[d];
        if (draft->cue.begin > token || token >= draft->cue.end)
            continue;
        memset(opinion->labels, 1, s->count);
        for (uint32_t p = draft->first_piece, n = 0; p != DATELINE_NONE && n < 4; n++) {
            judge(s, s->rules->pieces.items[p].range, 4, opinion);
            p = s->rules->pieces.items[p].next;
        }
        judge(s, draft->source, 2, opinion);
        judge(s, draft->cue, 3, opinion);
        return;
    }
}

static uint32_t distance_bucket(uint32_t distance) {
    static const uint8_t buckets[] = {0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 8, 9, 9, 9, 10, 10, 10, 10};
    if (distance < sizeof buckets)
        return buckets[distance];
    return distance < 24 ? 11 : distance < 32 ? 12 : distance < 48 ? 13 : 14;
}

static uint32_t nearness(uint32_t distance) {
    return distance < 4 ? distance : distance < 7 ? 4 : distance < 15 ? 5 : 6;
}

/* What stands between two units, a before b, the latter not counted. */
static uint32_t between_bits(const dateline_unit *a, const dateline_unit *b) {
    return (uint32_t)(b->subordinators > a->subordinators) +
           2 * (uint32_t)(b->conjunctions > a->conjunctions) +
           4 * (uint32_t)(b->colons > a->colons) + 8 * (uint32_t)(b->quotations > a->quotations);
}

unsigned dateline_pair_inputs(const dateline_units *s, const dateline_opinion *opinion,
                              uint32_t cue, uint32_t u, uint32_t *inputs) {
    uint32_t side = u < cue ? 0 : u > cue ? 1 : 2;
    uint32_t distance = u < cue ? cue - u : u - cue;
    uint32_t tag = tag_of(s, u), none = 7, label = opinion->labels[u];
    const dateline_unit *a = &s->units[u < cue ? u + 1 : u > cue ? cue + 1 : u];
    const dateline_unit *b = &s->units[u < cue ? cue : u];
    uint32_t before = u > 0 ? opinion->labels[u - 1] : none;
    uint32_t behind = u + 1 < s->count ? opinion->labels[u + 1] : none;
    uint32_t beside = side == 2 ? 0u
                                : tag_of(s, side == 0 ? cue - 1 : cue + 1) +
                                      DATELINE_SPEECH_COUNT * (side + 2u * (distance == 1));
    uint32_t near = nearness(distance) + 8 * (uint32_t)(side == 1);
    uint32_t start = at_most(u, 3), last = at_most(s->count - 1 - u, 3);
    unsigned n = 0;
    inputs[n++] = DATELINE_PAIR_DISTANCE + distance_bucket(distance) + 16 * side;
    inputs[n++] = DATELINE_PAIR_DISTANCE_TAG + DATELINE_SPEECH_COUNT * near + tag;
    inputs[n++] =
        DATELINE_PAIR_COMMAS +
        DATELINE_SPEECH_COUNT * (4 * side + at_most((uint32_t)(b->commas - a->commas), 3)) + tag;
    inputs[n++] = DATELINE_PAIR_VERBS +
                  DATELINE_SPEECH_COUNT * (4 * side + at_most((uint32_t)(b->verbs - a->verbs), 3)) +
                  tag;
    inputs[n++] = DATELINE_PAIR_BETWEEN + between_bits(a, b) + 16 * side;
    inputs[n++] = DATELINE_PAIR_PREPOSITIONS +
                  at_most((uint32_t)(b->prepositions - a->prepositions), 3) + 4 * side;
    inputs[n++] = DATELINE_PAIR_CUES + at_most((uint32_t)(b->cues - a->cues), 3) +
                  4 * (uint32_t)(s->units[u + 1].cues > s->units[u].cues) + 8 * side;
    inputs[n++] = DATELINE_PAIR_RULE + label + 8 * (uint32_t)(before == label) +
                  16 * (uint32_t)(behind == label) + 32 * (uint32_t)(side == 1);
    inputs[n++] = DATELINE_PAIR_RULE_TAG + DATELINE_SPEECH_COUNT * label + tag;
    inputs[n++] = DATELINE_PAIR_EDGES + start + 4 * last + 16 * side;
    inputs[n++] = DATELINE_PAIR_CUE_TAG + DATELINE_SPEECH_COUNT * near + tag_of(s, cue);
    inputs[n++] = DATELINE_PAIR_BESIDE_CUE + beside;
    return n;
}
