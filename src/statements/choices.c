/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two small nets of integers. The first sees a unit and tells whether it is a cue. The second sees
 * a unit beside a cue; its first layer is the sum of three parts, of which one belongs to the unit
 * and one to the cue, so that only the rows of the pair are added anew for each. Its labels form a
 * chain, of which the best is found (Viterbi).
 */
#include "statements/choices.h"

#include "statements/rows.h"

_Static_assert(127 * (2 * DATELINE_MOST_TOKEN_INPUTS + DATELINE_MOST_PAIR_INPUTS) <= INT16_MAX,
               "no sum of rows overflows");

enum { MOST_CUES = 24 }; /* of a sentence: more is no language, and each costs its neighbourhood */

typedef struct chooser {
    dateline_choices *out;
    const dateline_weights *weights;
    dateline_units units;
    int16_t parts[DATELINE_MOST_UNITS][DATELINE_ROLE_WIDTH]; /* the units' part of the sum */
    int32_t cues[DATELINE_MOST_UNITS];                       /* score of each as a cue */
    uint8_t labels[DATELINE_MOST_UNITS];
    uint8_t back[DATELINE_MOST_UNITS][DATELINE_LABEL_COUNT];
} chooser;

static int32_t product(const int16_t *hidden, const int16_t *weights, unsigned width) {
    int32_t sum = 0;
    for (unsigned k = 0; k < width; k++)
        sum += (hidden[k] > 0 ? hidden[k] : 0) * weights[k];
    return sum;
}

/* ---- Cues ----------------------------------------------------------------------------------- */

static void score_unit(chooser *c, uint32_t u) {
    uint32_t inputs[DATELINE_MOST_TOKEN_INPUTS];
    int16_t sum[DATELINE_TOKEN_WIDTH] = {0};
    unsigned count = dateline_token_inputs(&c->units, u, inputs);
    dateline_add_rows(c->weights->token[0], DATELINE_TOKEN_WIDTH, inputs, count, sum);
    memcpy(c->parts[u], sum + DATELINE_CUE_WIDTH, sizeof c->parts[u]);
    c->cues[u] = product(sum, c->weights->cue_out, DATELINE_CUE_WIDTH) + c->weights->cue_bias;
}

static bool can_be_cue(const chooser *c, uint32_t u) {
    unsigned kind = c->units.reading->text->tokens.items[c->units.units[u].token].kind;
    return kind == DATELINE_TOKEN_WORD || kind == DATELINE_TOKEN_COLON;
}

/* ---- Roles ---------------------------------------------------------------------------------- */

/* The labels' scores of unit u beside the cue; part: the cue's part of the sum. */
static void score_pair(const chooser *c, const dateline_opinion *opinion, const int16_t *part,
                       uint32_t cue, uint32_t u, int64_t *scores) {
    uint32_t inputs[DATELINE_MOST_PAIR_INPUTS];
    int16_t sum[DATELINE_ROLE_WIDTH];
    unsigned count = dateline_pair_inputs(&c->units, opinion, cue, u, inputs);
    for (unsigned k = 0; k < DATELINE_ROLE_WIDTH; k++)
        sum[k] = (int16_t)(c->parts[u][k] + part[k]);
    dateline_add_rows(c->weights->pair[0], DATELINE_ROLE_WIDTH, inputs, count, sum);
    for (unsigned label = 0; label < DATELINE_LABEL_COUNT; label++)
        scores[label] = product(sum, c->weights->role_out[label], DATELINE_ROLE_WIDTH) +
                        c->weights->role_bias[label];
}

/* One step of the chain: total becomes the best sum that ends with each label. */
static void step(const dateline_weights *w, const int64_t *scores, int64_t *total, uint8_t *back) {
    int64_t next[DATELINE_LABEL_COUNT];
    for (unsigned label = 0; label < DATELINE_LABEL_COUNT; label++) {
        unsigned best = 0;
        int64_t most = total[0] + w->follows[0][label];
        for (unsigned before = 1; before < DATELINE_LABEL_COUNT; before++) {
            int64_t sum = total[before] + w->follows[before][label];
            if (sum > most) {
                most = sum;
                best = before;
            }
        }
        next[label] = most + scores[label];
        back[label] = (uint8_t)best;
    }
    memcpy(total, next, sizeof next);
}

/* Label units [begin, end) around a cue. */
static void label_units(chooser *c, uint32_t cue, uint32_t begin, uint32_t end) {
    uint32_t inputs[DATELINE_MOST_TOKEN_INPUTS];
    int16_t part[DATELINE_ROLE_WIDTH] = {0};
    int64_t total[DATELINE_LABEL_COUNT] = {0}, scores[DATELINE_LABEL_COUNT];
    dateline_opinion opinion;
    dateline_opinion_make(&c->units, cue, &opinion);
    unsigned count = dateline_token_inputs(&c->units, cue, inputs);
    dateline_add_rows(c->weights->cue[0], DATELINE_ROLE_WIDTH, inputs, count, part);
    for (uint32_t u = begin; u < end; u++) {
        score_pair(c, &opinion, part, cue, u, scores);
        if (u > begin) {
            step(c->weights, scores, total, c->back[u]);
            continue;
        }
        for (unsigned label = 0; label < DATELINE_LABEL_COUNT; label++)
            total[label] = scores[label] + c->weights->begins[label];
    }
    unsigned best = 0;
    for (unsigned label = 1; label < DATELINE_LABEL_COUNT; label++)
        if (total[label] > total[best])
            best = label;
    for (uint32_t u = end; u-- > begin;) {
        c->labels[u] = (uint8_t)best;
        best = u > begin ? c->back[u][best] : best;
    }
}

/* ---- Choices -------------------------------------------------------------------------------- */

static bool goes_on(uint8_t before, uint8_t label) {
    return (label == DATELINE_LABEL_SOURCE_MORE &&
            (before == DATELINE_LABEL_SOURCE || before == label)) ||
           (label == DATELINE_LABEL_CONTENT_MORE &&
            (before == DATELINE_LABEL_CONTENT || before == label)) ||
           (label == DATELINE_LABEL_CUE && before == label);
}

/* A run of units with one role, as tokens; of several sources the one nearest to the cue counts. */
static void add_run(const chooser *c, dateline_choice *choice, uint32_t begin, uint32_t end) {
    dateline_range range = {c->units.units[begin].token, c->units.units[end].token};
    switch (c->labels[begin]) {
    case DATELINE_LABEL_SOURCE:
    case DATELINE_LABEL_SOURCE_MORE:
        if (dateline_is_empty(choice->source) || range.begin <= choice->head ||
            choice->source.end + (range.begin - choice->head) < choice->head)
            choice->source = range;
        break;
    case DATELINE_LABEL_CUE:
        if (range.begin <= choice->head && choice->head < range.end)
            choice->cue = range;
        break;
    case DATELINE_LABEL_CONTENT:
    case DATELINE_LABEL_CONTENT_MORE:
        if (choice->piece_count < DATELINE_MOST_PIECES)
            choice->pieces[choice->piece_count++] = range;
        break;
    default:
        break;
    }
}

/* "Cumhuriyet published videos": does a verb with an object stand at token i? */
static bool is_clause_verb(const uint8_t *tags, uint32_t i) {
    bool object = tags[i + 1] >= DATELINE_SPEECH_NOUN && tags[i + 1] <= DATELINE_SPEECH_DETERMINER;
    if (tags[i] ==
        DATELINE_SPEECH_PARTICIPLE) /* as some verbs are tagged; not "a man named Berg" */
        return tags[i - 1] == DATELINE_SPEECH_NAME && object && tags[i + 1] != DATELINE_SPEECH_NAME;
    return object && (tags[i] == DATELINE_SPEECH_PAST || tags[i] == DATELINE_SPEECH_THIRD);
}

/* A subject has no finite verb of its own, but behind "who" or "that": what follows one is another
   clause. */
static void cut_source(const chooser *c, dateline_choice *choice) {
    const uint8_t *tags = c->units.reading->tags;
    for (uint32_t i = choice->source.begin; i < choice->source.end; i++) {
        if (tags[i] == DATELINE_SPEECH_WHO || tags[i] == DATELINE_SPEECH_WHICH ||
            tags[i] == DATELINE_SPEECH_WHERE || tags[i] == DATELINE_SPEECH_QUOTE)
            return;
        if (i > choice->source.begin && is_clause_verb(tags, i)) {
            choice->source.end = i;
            return;
        }
    }
}

static bool says(const dateline_choice *choice, uint32_t token) {
    for (uint32_t i = 0; i < choice->piece_count; i++)
        if (choice->pieces[i].begin <= token && token < choice->pieces[i].end)
            return true;
    return false;
}

/* Do two contents begin alike, or end pieces with the same quotation? */
static bool is_shared(const chooser *c, const dateline_choice *a, const dateline_choice *b) {
    if (a->pieces[0].begin == b->pieces[0].begin && a->pieces[0].end == b->pieces[0].end)
        return true;
    for (uint32_t i = 0; i < a->piece_count; i++)
        for (uint32_t k = 0; k < b->piece_count; k++)
            if (a->pieces[i].end == b->pieces[k].end &&
                c->units.reading->tags[a->pieces[i].end - 1] == DATELINE_SPEECH_QUOTE)
                return true;
    return false;
}

/*
 * Two cues of one content, "said Berg:", or of one quotation: the better counts. But what stands
 * inside the content of another, and is the surer of the two, is a statement in a statement.
 */
static bool replaces_last(const chooser *c, const dateline_choice *choice) {
    if (c->out->items.count == 0)
        return false;
    dateline_choice *last = &c->out->items.items[c->out->items.count - 1];
    bool nested = (choice->score > last->score && says(last, choice->head)) ||
                  (last->score > choice->score && says(choice, last->head));
    if (nested || !is_shared(c, last, choice))
        return false;
    if (choice->score > last->score)
        *last = *choice;
    return true;
}

static bool choose(chooser *c, uint32_t cue) {
    uint32_t begin, end, head = c->units.units[cue].token;
    dateline_reach_of(&c->units, cue, &begin, &end);
    label_units(c, cue, begin, end);
    dateline_choice choice = {.head = head, .score = c->cues[cue], .cue = {head, head + 1}};
    for (uint32_t u = begin; u < end;) {
        uint32_t first = u++;
        while (u < end && goes_on(c->labels[u - 1], c->labels[u]))
            u++;
        add_run(c, &choice, first, u);
    }
    cut_source(c, &choice);
    return choice.piece_count == 0 || replaces_last(c, &choice) ||
           DATELINE_LIST_PUSH(c->out->arena, &c->out->items, choice);
}

static bool read_sentence(chooser *c) {
    for (uint32_t u = 0; u < c->units.count; u++)
        score_unit(c, u);
    uint32_t found = 0;
    for (uint32_t u = 0; u < c->units.count && found < MOST_CUES; u++) {
        if (c->cues[u] < c->weights->least || !can_be_cue(c, u))
            continue;
        if (!choose(c, u))
            return false;
        found++;
    }
    return true;
}

bool dateline_choices_find(dateline_choices *choices, const dateline_reading *reading,
                           const dateline_drafts *rules) {
    chooser *c = DATELINE_ARENA_ARRAY(choices->arena, chooser, 1);
    if (!c)
        return false;
    c->out = choices;
    c->weights = reading->weights;
    c->units.reading = reading;
    c->units.rules = rules;
    c->units.last_draft = 0;
    for (uint32_t s = 0; s < reading->text->sentences.count; s++) {
        dateline_units_make(&c->units, &reading->text->sentences.items[s], c->units.last_draft);
        if (!read_sentence(c))
            return false;
    }
    return true;
}
