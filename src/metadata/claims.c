/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Candidates to claims, and what all fields have in common.
 */
#include "metadata/claims.h"

_Static_assert((int)DATELINE_CLAIM_COMMON_TEXT == (int)DATELINE_ORIGIN_TEXT,
               "the first features are the origins");
_Static_assert((int)DATELINE_TITLE_FEATURES <= (int)DATELINE_CLAIM_FEATURES &&
                   (int)DATELINE_AUTHOR_FEATURES <= (int)DATELINE_CLAIM_FEATURES &&
                   (int)DATELINE_PUBLISHED_FEATURES <= (int)DATELINE_CLAIM_FEATURES,
               "room for all features");

static dateline_claim *claim_of(dateline_claims *claims, uint64_t key) {
    for (unsigned c = 0; c < claims->count; c++)
        if (claims->items[c].key == key)
            return &claims->items[c];
    dateline_claim *claim = &claims->items[claims->count++];
    *claim = (dateline_claim){.key = key, .first = DATELINE_NONE, .last = DATELINE_NONE};
    return claim;
}

static void add_candidate(dateline_facts *facts, dateline_claim *claim, uint32_t index) {
    dateline_evidence *item = &facts->items[index];
    item->next = DATELINE_NONE;
    if (claim->first == DATELINE_NONE)
        claim->first = index;
    else
        facts->items[claim->last].next = index;
    claim->last = index;
    claim->origins |= 1u << item->origin;
    int16_t *features = claim->features;
    if (item->weight > features[item->origin])
        features[item->origin] = dateline_claim_value(item->weight);
    features[DATELINE_CLAIM_COMMON_NUMBER]++;
}

static void set_common(const dateline_facts *facts, dateline_claims *claims) {
    int most = 0, second = 0;
    for (unsigned c = 0; c < claims->count; c++) {
        int origins = __builtin_popcount(claims->items[c].origins);
        if (origins > most) {
            second = most;
            most = origins;
        } else if (origins > second) {
            second = origins;
        }
    }
    for (unsigned c = 0; c < claims->count; c++) {
        int16_t *features = claims->items[c].features;
        int origins = __builtin_popcount(claims->items[c].origins);
        features[DATELINE_CLAIM_COMMON_ORIGINS] = dateline_claim_value(origins);
        features[DATELINE_CLAIM_COMMON_CLAIMS] = dateline_claim_value(claims->count);
        features[DATELINE_CLAIM_COMMON_RIVAL] =
            dateline_claim_value(origins == most ? second : most);
        features[DATELINE_CLAIM_COMMON_PAGE_TYPE] = (int16_t)facts->record->page_type;
    }
}

bool dateline_claims_group(dateline_facts *facts, dateline_field field, dateline_claims *claims) {
    claims->count = 0;
    claims->items = DATELINE_ARENA_ARRAY(facts->arena, dateline_claim, facts->field_count[field]);
    if (!claims->items)
        return facts->field_count[field] == 0;
    for (uint32_t i = 0; i < facts->count; i++)
        if (facts->items[i].field == field && facts->items[i].weight > 0)
            add_candidate(facts, claim_of(claims, facts->items[i].key), i);
    set_common(facts, claims);
    return true;
}

void dateline_claims_score(dateline_facts *facts, dateline_claims *claims,
                           const dateline_model *model) {
    for (unsigned c = 0; c < claims->count; c++) {
        dateline_claim *claim = &claims->items[c];
        claim->score = dateline_model_score(model, claim->features);
        for (uint32_t i = claim->first; i != DATELINE_NONE; i = facts->items[i].next) {
            facts->items[i].score = claim->score;
            facts->items[i].reason = "another value is more likely";
        }
    }
}

/* Of those that say the same, what the reader sees stands for it before what the head says. */
static int rank(const dateline_evidence *item) {
    enum { SEEN = 40 };
    return item->weight + (item->origin == DATELINE_ORIGIN_HEADING ? SEEN : 0);
}

static const dateline_claim *best_claim(const dateline_claims *claims, int threshold) {
    const dateline_claim *best = NULL;
    for (unsigned c = 0; c < claims->count; c++)
        if (claims->items[c].score >= threshold && (!best || claims->items[c].score > best->score))
            best = &claims->items[c];
    return best;
}

dateline_evidence *dateline_claims_choose(dateline_facts *facts, dateline_field field,
                                          const dateline_claims *claims, int threshold) {
    const dateline_claim *best = best_claim(claims, threshold);
    if (!best)
        return NULL;
    dateline_evidence *chosen = &facts->items[best->first];
    for (uint32_t i = best->first; i != DATELINE_NONE; i = facts->items[i].next) {
        facts->items[i].reason = "says the same as the winner";
        if (rank(&facts->items[i]) > rank(chosen))
            chosen = &facts->items[i];
    }
    chosen->chosen = true;
    chosen->reason = "most likely";
    facts->record->field_confidence[field] = (float)best->score / 1000;
    return chosen;
}

int dateline_claim_where(const dateline_evidence *item) {
    static const int ranks[] = {[DATELINE_WHERE_NOWHERE] = 0,
                                [DATELINE_WHERE_BEFORE] = 3,
                                [DATELINE_WHERE_HEAD] = 4,
                                [DATELINE_WHERE_TEXT] = 1,
                                [DATELINE_WHERE_TAIL] = 2};
    return ranks[item->where];
}
