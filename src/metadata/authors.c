/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The authors. Names come in groups: those that one source gives together. The best group wins
 * whole; a larger one that holds all of its names takes its place. Agencies go to their own field.
 */
#include "metadata/evidence.h"

enum { GROUPS = 48, THRESHOLD = 320, NAMES = 12 };

/** The names of one source: the same meta tag, the same JSON-LD member, the same block. */
typedef struct group {
    uint32_t first; /* index of its first candidate */
    unsigned count;
    int score;
} group;

static bool same_group(const dateline_evidence *a, const dateline_evidence *b) {
    return a->origin == b->origin && a->block == b->block && a->remote == b->remote &&
           dateline_string_equal(a->source, b->source);
}

static bool is_author(const dateline_evidence *item) {
    return item->field == DATELINE_FIELD_AUTHORS && item->weight > 0;
}

static bool is_name_of_site(const dateline_facts *facts, uint64_t key) {
    for (uint32_t i = 0; i < facts->count; i++)
        if (facts->items[i].field == DATELINE_FIELD_SITE && facts->items[i].key == key)
            return true;
    return false;
}

/* Names that no person has: the title, and the site's where it is not called after its author. */
static void reject_others(dateline_facts *facts) {
    uint64_t title = dateline_fold_key(facts->record->title);
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (!is_author(item))
            continue;
        if (item->key == title) {
            item->weight = 0;
            item->reason = "the title, no person";
        } else if (is_name_of_site(facts, item->key) && !dateline_is_full_name(item->value)) {
            item->weight = 0;
            item->reason = "the site's name, no person";
        }
    }
}

static unsigned find_groups(const dateline_facts *facts, group groups[GROUPS]) {
    unsigned count = 0;
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *item = &facts->items[i];
        unsigned g = 0;
        if (!is_author(item))
            continue;
        while (g < count && !same_group(&facts->items[groups[g].first], item))
            g++;
        if (g == count && count == GROUPS)
            continue;
        if (g == count)
            groups[count++] = (group){.first = i};
        groups[g].count++;
    }
    return count;
}

/* How many kinds of sources name this person? */
static int agreement(const dateline_facts *facts, const dateline_evidence *item) {
    unsigned origins = 0;
    for (uint32_t i = 0; i < facts->count; i++)
        if (is_author(&facts->items[i]) && facts->items[i].key == item->key)
            origins |= 1u << facts->items[i].origin;
    origins &= ~(1u << item->origin);
    return __builtin_popcount(origins);
}

static void score_group(dateline_facts *facts, group *g) {
    const dateline_evidence *first = &facts->items[g->first];
    int agreed = 0;
    g->score = 0;
    for (uint32_t i = g->first; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (!is_author(item) || !same_group(item, first))
            continue;
        agreed += agreement(facts, item);
        if (item->weight * 7 > g->score)
            g->score = item->weight * 7;
    }
    g->score += 90 * agreed / (int)g->count;
    /* Links to many authors are a list of columnists, or of other stories' authors. */
    if (g->count > 5 &&
        (first->origin == DATELINE_ORIGIN_LINK || first->origin == DATELINE_ORIGIN_VISIBLE))
        g->score -= 200;
}

static bool has_name(const dateline_facts *facts, const group *g, uint64_t key) {
    const dateline_evidence *first = &facts->items[g->first];
    for (uint32_t i = g->first; i < facts->count; i++)
        if (is_author(&facts->items[i]) && same_group(&facts->items[i], first) &&
            facts->items[i].key == key)
            return true;
    return false;
}

static bool holds_all(const dateline_facts *facts, const group *large, const group *small) {
    const dateline_evidence *first = &facts->items[small->first];
    for (uint32_t i = small->first; i < facts->count; i++)
        if (is_author(&facts->items[i]) && same_group(&facts->items[i], first) &&
            !has_name(facts, large, facts->items[i].key))
            return false;
    return true;
}

static const group *best_group(const dateline_facts *facts, const group groups[], unsigned count) {
    const group *best = NULL;
    for (unsigned g = 0; g < count; g++)
        if (groups[g].score >= THRESHOLD && (!best || groups[g].score > best->score))
            best = &groups[g];
    for (unsigned g = 0; best && g < count; g++)
        if (groups[g].count > best->count && groups[g].count <= 5 && groups[g].score >= THRESHOLD &&
            holds_all(facts, &groups[g], best))
            best = &groups[g];
    return best;
}

static bool take_names(dateline_facts *facts, const group *best) {
    const dateline_evidence *first = &facts->items[best->first];
    dateline_string *names = DATELINE_ARENA_ARRAY(facts->arena, dateline_string, NAMES);
    uint64_t keys[NAMES];
    size_t count = 0;
    if (!names)
        return false;
    for (uint32_t i = best->first; i < facts->count && count < NAMES; i++) {
        dateline_evidence *item = &facts->items[i];
        if (!is_author(item) || !same_group(item, first))
            continue;
        bool known = false;
        for (size_t k = 0; k < count; k++)
            known |= keys[k] == item->key;
        if (known)
            continue;
        keys[count] = item->key;
        names[count++] = item->value;
        item->chosen = true;
        item->reason = "of the best group of names";
    }
    facts->record->authors = names;
    facts->record->author_count = count;
    int score = best->score > 1000 ? 1000 : best->score;
    facts->record->field_confidence[DATELINE_FIELD_AUTHORS] = (float)score / 1000;
    return true;
}

static void set_scores(dateline_facts *facts, const group groups[], unsigned count) {
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (!is_author(item))
            continue;
        item->reason = "another group of names scores higher";
        for (unsigned g = 0; g < count; g++)
            if (same_group(&facts->items[groups[g].first], item))
                item->score = groups[g].score;
    }
}

static void choose_agency(dateline_facts *facts) {
    for (uint32_t i = 0; i < facts->count; i++)
        if (facts->items[i].field == DATELINE_FIELD_AGENCY) {
            facts->items[i].score = facts->items[i].weight * 10;
            facts->items[i].reason = "another candidate scores higher";
        }
    const dateline_evidence *agency = dateline_evidence_choose(facts, DATELINE_FIELD_AGENCY, 400);
    if (agency)
        facts->record->agency = agency->value;
}

bool dateline_choose_authors(dateline_facts *facts) {
    group groups[GROUPS];
    reject_others(facts);
    unsigned count = find_groups(facts, groups);
    for (unsigned g = 0; g < count; g++)
        score_group(facts, &groups[g]);
    set_scores(facts, groups, count);
    choose_agency(facts);
    const group *best = best_group(facts, groups, count);
    return !best || take_names(facts, best);
}
