/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a block has its score. The net is asked again with one group of features hidden, on all
 * blocks, behind the page's mean; what the score loses is the effect of the group. That is true of
 * any model, and costs one run of the net a group. It is done only where an explanation is wanted.
 */
#include "article/explain.h"

#include <stdio.h>

/* Groups of features, each a range of a row's columns. */
typedef struct feature_group {
    const char *name;
    unsigned begin, end;
} feature_group;

enum { NAMES = DATELINE_FEATURE_NEAR + DATELINE_NEAR_TELLING };

static const feature_group groups[] = {
    {"length", DATELINE_FEATURE_WORDS, DATELINE_FEATURE_LINK_SHARE},
    {"links", DATELINE_FEATURE_LINK_SHARE, DATELINE_FEATURE_STRONG_SHARE},
    {"bold and breaks", DATELINE_FEATURE_STRONG_SHARE, DATELINE_FEATURE_UPPER_SHARE},
    {"punctuation", DATELINE_FEATURE_UPPER_SHARE, DATELINE_FEATURE_HIDDEN},
    {"hidden", DATELINE_FEATURE_HIDDEN, DATELINE_FEATURE_LEVEL},
    {"form", DATELINE_FEATURE_LEVEL, DATELINE_FEATURE_WORDS_BEFORE},
    {"place in the page", DATELINE_FEATURE_WORDS_BEFORE, DATELINE_FEATURE_TITLE_WORDS},
    {"title and description", DATELINE_FEATURE_TITLE_WORDS, DATELINE_FEATURE_REPEATS},
    {"repetition", DATELINE_FEATURE_REPEATS, DATELINE_FEATURE_IN_MAIN_BOX},
    {"boxes around", DATELINE_FEATURE_IN_MAIN_BOX, DATELINE_FEATURE_OWN_TAG},
    {"own element", DATELINE_FEATURE_OWN_TAG, DATELINE_FEATURE_BOX},
    {"text around", DATELINE_FEATURE_BOX, DATELINE_FEATURE_NEAR},
    {"elements around", DATELINE_FEATURE_NEAR, NAMES},
    {"names around", NAMES, DATELINE_FEATURE_COUNT},
    {"names of its boxes", DATELINE_FEATURE_COUNT, DATELINE_FEATURE_COUNT + 1},
    {"its words", DATELINE_FEATURE_COUNT + 1, DATELINE_FEATURE_COUNT + 2},
    {"the heading over it", DATELINE_FEATURE_COUNT + 2, DATELINE_FEATURE_COUNT + 3},
};
enum { GROUPS = sizeof groups / sizeof *groups, REASONS = 4, LEAST_EFFECT = 1300 };

_Static_assert(DATELINE_SCORE_COUNT == 3, "the last groups are the scores of tokens");

/* ---- Effects -------------------------------------------------------------------------------- */

static int16_t mean_of(const dateline_reading *r, const int16_t *values, unsigned column) {
    int64_t sum = 0;
    for (uint32_t i = 0; i < r->features.count; i++)
        sum += values[(size_t)i * DATELINE_FEATURE_STRIDE + column];
    return (int16_t)(sum / r->features.count);
}

static void hide(const dateline_reading *r, const int16_t *values, const feature_group *group) {
    for (unsigned column = group->begin; column < group->end; column++) {
        int16_t mean = mean_of(r, values, column);
        for (uint32_t i = 0; i < r->features.count; i++)
            r->features.values[(size_t)i * DATELINE_FEATURE_STRIDE + column] = mean;
    }
}

/* effects[block * GROUPS + group]. The reading is left as it was. */
static bool measure(dateline_reading *r, int32_t *effects) {
    uint32_t count = r->features.count;
    size_t size = ((size_t)count + DATELINE_SPARE_ROWS) * DATELINE_FEATURE_STRIDE;
    dateline_reading again = *r;
    again.features.values = DATELINE_ARENA_ARRAY(r->arena, int16_t, size);
    again.probability = DATELINE_ARENA_ARRAY(r->arena, uint16_t, count);
    if (!again.features.values || !again.probability)
        return false;
    for (unsigned g = 0; g < GROUPS; g++) {
        memcpy(again.features.values, r->features.values, size * sizeof *again.features.values);
        hide(&again, r->features.values, &groups[g]);
        if (!dateline_model_evaluate(&again))
            return false;
        for (uint32_t i = 0; i < count; i++)
            effects[(size_t)i * GROUPS + g] = r->probability[i] - again.probability[i];
    }
    return true;
}

/* ---- Words ---------------------------------------------------------------------------------- */

/* Of "near share" the word, of "near <ASIDE" the tag. */
static size_t write_name(char *to, size_t room, const char *separator, const char *name) {
    const char *space = strchr(name, ' ');
    const char *tail = space ? space + 1 : name;
    size_t begin = strlen(separator);
    size_t used = (size_t)snprintf(to, room, "%s%s%s", separator, tail, *tail == '<' ? ">" : "");
    for (size_t i = begin; *tail == '<' && i < used; i++)
        to[i] = dateline_lower(to[i]);
    return used;
}

/* The features of a group that are there, nearest first: "names around: share, card". */
static dateline_string name_nearest(const dateline_reading *r, uint32_t block,
                                    const feature_group *group) {
    enum { NAMED = 3, BYTES = 200 };
    char text[BYTES], name[64];
    size_t used = (size_t)snprintf(text, sizeof text, "%s", group->name);
    const int16_t *row = dateline_row(r, block);
    bool told[DATELINE_FEATURE_COUNT] = {false};
    for (unsigned n = 0; n < NAMED; n++) {
        unsigned best = 0;
        for (unsigned i = group->begin; i < group->end; i++)
            if (!told[i] && row[i] > (best ? row[best] : 0))
                best = i;
        if (!best)
            break;
        told[best] = true;
        used += write_name(text + used, sizeof text - used, n ? ", " : ": ",
                           dateline_feature_name(best, name));
    }
    return dateline_arena_copy(r->arena, text, used);
}

static dateline_string name_of(const dateline_reading *r, uint32_t block,
                               const feature_group *group) {
    const dateline_block_source *source = &r->page->sources.items[block];
    char text[80];
    int used = 0;
    if (group->begin == DATELINE_FEATURE_WORDS)
        used = snprintf(text, sizeof text, "%s: %u words", group->name, source->word_count);
    else if (group->begin == DATELINE_FEATURE_LINK_SHARE)
        used = snprintf(text, sizeof text, "%s: %u of %u words", group->name,
                        source->link_word_count, source->word_count);
    else if (group->begin >= DATELINE_FEATURE_OWN_TAG && group->end <= DATELINE_FEATURE_COUNT &&
             group->begin != DATELINE_FEATURE_BOX)
        return name_nearest(r, block, group);
    else
        return dateline_string_of(group->name);
    return dateline_arena_copy(r->arena, text, (size_t)used);
}

/* ---- Reasons -------------------------------------------------------------------------------- */

static int32_t size_of(int32_t effect) {
    return effect < 0 ? -effect : effect;
}

/* The groups with the largest effects become a block's reasons. */
static bool give_reasons(dateline_reading *r, uint32_t block, int32_t *effects) {
    dateline_reason *reasons = DATELINE_ARENA_ARRAY(r->arena, dateline_reason, REASONS);
    if (!reasons)
        return false;
    size_t count = 0;
    for (; count < REASONS; count++) {
        unsigned best = 0;
        for (unsigned g = 1; g < GROUPS; g++)
            if (size_of(effects[g]) > size_of(effects[best]))
                best = g;
        if (size_of(effects[best]) < LEAST_EFFECT)
            break;
        reasons[count] = (dateline_reason){name_of(r, block, &groups[best]),
                                           (float)effects[best] / (float)DATELINE_PROBABILITY_ONE};
        effects[best] = 0;
    }
    r->page->blocks.items[block].reasons = reasons;
    r->page->blocks.items[block].reason_count = count;
    return true;
}

bool dateline_explain_scores(dateline_reading *r) {
    int32_t *effects = DATELINE_ARENA_ARRAY(r->arena, int32_t, (size_t)r->features.count * GROUPS);
    if (!effects || !measure(r, effects))
        return false;
    for (uint32_t i = 0; i < r->features.count; i++)
        if (!give_reasons(r, i, effects + (size_t)i * GROUPS))
            return false;
    return true;
}

/* ---- Decisions ------------------------------------------------------------------------------ */

void dateline_explain_decisions(dateline_reading *r, const bool *chosen) {
    for (uint32_t i = 0; i < r->features.count; i++) {
        const char *decision =
            r->kept[i] ? "its score is above the page's cut" : "its score is below the page's cut";
        if (i == r->title)
            decision = "it is the title";
        else if (!r->shown[i])
            decision = "nobody sees it";
        else if (r->kept[i] && !chosen[i])
            decision =
                "below the cut, but it belongs to the text around it, or with others of its kind";
        else if (!r->kept[i] && chosen[i])
            decision =
                "above the cut, but its words or its form say that it stands beside the text";
        r->page->blocks.items[i].decision = decision;
    }
}
