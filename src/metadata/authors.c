/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The authors. Every person whom the page names where authors are named is a claim, and each claim
 * that is likelier right than wrong is an author: so a reviewer beside the writer is left out, and
 * a co-author whom only the byline names is not lost. Agencies go to their own field.
 */
#include "core/utf8.h"
#include "metadata/claims.h"
#include "metadata/name_words.h"

enum { NAMES = 12 };

static bool is_author(const dateline_evidence *item) {
    return item->field == DATELINE_FIELD_AUTHORS && item->weight > 0;
}

static bool is_name_of_site(const dateline_facts *facts, uint64_t key) {
    for (uint32_t i = 0; i < facts->count; i++)
        if (facts->items[i].field == DATELINE_FIELD_SITE && facts->items[i].key == key)
            return true;
    return false;
}

/* Names that no person has: the title, and the site's. A site may be called after its author, where
   that is a person's name or said to be. */
static void reject_others(dateline_facts *facts) {
    uint64_t title = facts->title_key;
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (!is_author(item))
            continue;
        if (item->key == title) {
            item->weight = 0;
            item->reason = "the title, no person";
        } else if (is_name_of_site(facts, item->key) && !(item->signs & DATELINE_SIGN_PERSON) &&
                   !dateline_is_full_name(item->value)) {
            item->weight = 0;
            item->reason = "the site's name, no person";
        }
    }
}

/* ---- The site's owner ----------------------------------------------------------------------- */

/* "Jane Roe's Notes", "Jane Roe": many a site is called after the one who writes it. */
static dateline_string owner_of(dateline_string site) {
    static const dateline_string genitives[] = {{"'s ", 3}, {"\xE2\x80\x99s ", 5}};
    for (size_t i = 0; i < sizeof genitives / sizeof *genitives; i++) {
        size_t at = dateline_string_find(site, genitives[i], 0);
        if (at != SIZE_MAX)
            return dateline_string_part(site, 0, at);
    }
    return site;
}

static void gather_owners(dateline_facts *facts) {
    enum { WEIGHT = 30 };
    uint32_t count = facts->count;
    for (uint32_t i = 0; i < count; i++) {
        if (facts->items[i].field != DATELINE_FIELD_SITE)
            continue;
        dateline_string name = owner_of(facts->items[i].value);
        dateline_byline byline;
        if (!dateline_is_full_name(name))
            continue;
        dateline_byline_read(name, DATELINE_BYLINE_TEXT, facts->page_language, facts->arena,
                             &byline);
        if (byline.count == 1 && dateline_string_equal(byline.names[0], name))
            dateline_evidence_add(facts, DATELINE_FIELD_AUTHORS, DATELINE_ORIGIN_TITLE, WEIGHT,
                                  name, DATELINE_LITERAL("name of the site"), facts->items[i].begin,
                                  facts->items[i].end);
    }
}

/* ---- Keys ----------------------------------------------------------------------------------- */

/* Behind "Dr." and the like; the same person may be named with and without. */
static dateline_string without_honorific(dateline_string name) {
    for (;;) {
        size_t end = 0;
        while (end < name.length && name.data[end] != ' ')
            end++;
        if (end == name.length ||
            !(dateline_word_find(&dateline_name_words, dateline_string_part(name, 0, end)) &
              DATELINE_NAME_HONORIFIC))
            return name;
        name = dateline_string_part(name, end + 1, name.length);
    }
}

static void set_keys(dateline_facts *facts) {
    for (uint32_t i = 0; i < facts->count; i++)
        if (is_author(&facts->items[i]))
            facts->items[i].key = dateline_fold_key(without_honorific(facts->items[i].value));
}

/* ---- Features ------------------------------------------------------------------------------- */

static void set_most(int16_t *feature, int value) {
    if (value > *feature)
        *feature = (int16_t)value;
}

static void set_least(int16_t *feature, int value) {
    if (value < *feature)
        *feature = (int16_t)value;
}

static uint32_t distance(uint32_t a, uint32_t b) {
    enum { FARTHEST = 500 };
    uint32_t apart = a > b ? a - b : b - a;
    return a == DATELINE_NONE || b == DATELINE_NONE || apart > FARTHEST ? FARTHEST : apart;
}

static bool is_foreign(const dateline_evidence *item) {
    return (item->hints & (DATELINE_HINT_COMMENT | DATELINE_HINT_ASIDE)) != 0 ||
           item->role == DATELINE_ROLE_COMMENT || item->role == DATELINE_ROLE_RELATED;
}

static void add_sight(const dateline_facts *facts, const dateline_evidence *item,
                      int16_t *features) {
    set_most(&features[DATELINE_AUTHOR_WHERE], dateline_claim_where(item));
    features[DATELINE_AUTHOR_BOX] |= (item->hints & DATELINE_HINT_AUTHOR) != 0;
    features[DATELINE_AUTHOR_BIO] |= (item->hints & DATELINE_HINT_BIO) != 0;
    features[DATELINE_AUTHOR_FOREIGN] &= is_foreign(item);
    features[DATELINE_AUTHOR_FOOT] &=
        item->role == DATELINE_ROLE_FOOTER || item->role == DATELINE_ROLE_NAVIGATION;
    set_most(&features[DATELINE_AUTHOR_BYLINE], item->role == DATELINE_ROLE_BYLINE ? 2
                                                : item->role == DATELINE_ROLE_DATE ? 1
                                                                                   : 0);
    set_least(&features[DATELINE_AUTHOR_FROM_TITLE],
              (int)distance(item->block, facts->title_block));
    set_least(&features[DATELINE_AUTHOR_FROM_END], (int)distance(item->block, facts->last_text));
}

static void add_signs(const dateline_evidence *item, int16_t *features) {
    features[DATELINE_AUTHOR_BY] |= (item->signs & DATELINE_SIGN_BY) != 0;
    features[DATELINE_AUTHOR_BARE] |= (item->signs & DATELINE_SIGN_BARE) != 0;
    features[DATELINE_AUTHOR_PAGE] |= (item->signs & DATELINE_SIGN_PAGE) != 0;
    features[DATELINE_AUTHOR_OTHERS] |= (item->signs & DATELINE_SIGN_OTHERS) != 0;
    features[DATELINE_AUTHOR_PERSON] |= (item->signs & DATELINE_SIGN_PERSON) != 0;
    set_most(&features[DATELINE_AUTHOR_COMPANY], item->company);
    set_least(&features[DATELINE_AUTHOR_PLACE], item->place);
}

static void set_name_features(const dateline_facts *facts, dateline_claim *claim) {
    dateline_string name = facts->items[claim->first].value;
    int16_t *features = claim->features;
    features[DATELINE_AUTHOR_FULL_NAME] = dateline_is_full_name(name);
    features[DATELINE_AUTHOR_WORDS] = dateline_claim_value((int64_t)dateline_count_words(name));
    features[DATELINE_AUTHOR_BYTES] = dateline_claim_value((int64_t)name.length);
    features[DATELINE_AUTHOR_SITE] =
        is_name_of_site(facts, dateline_fold_key(facts->items[claim->first].value));
    features[DATELINE_AUTHOR_SMALL] = name.data[0] >= 'a' && name.data[0] <= 'z';
    features[DATELINE_AUTHOR_DIGITS] = dateline_string_has_digit(name);
}

static void set_own_features(const dateline_facts *facts, dateline_claim *claim) {
    enum { FARTHEST = 500 };
    int16_t *features = claim->features;
    bool seen = false;
    features[DATELINE_AUTHOR_FOREIGN] = features[DATELINE_AUTHOR_FOOT] = 1;
    features[DATELINE_AUTHOR_FROM_TITLE] = features[DATELINE_AUTHOR_FROM_END] = FARTHEST;
    features[DATELINE_AUTHOR_PLACE] = NAMES;
    for (uint32_t i = claim->first; i != DATELINE_NONE; i = facts->items[i].next) {
        const dateline_evidence *item = &facts->items[i];
        add_signs(item, features);
        if (item->origin == DATELINE_ORIGIN_JSON_LD || item->origin == DATELINE_ORIGIN_META)
            continue;
        add_sight(facts, item, features);
        seen = true;
    }
    if (!seen)
        features[DATELINE_AUTHOR_FOREIGN] = features[DATELINE_AUTHOR_FOOT] = 0;
    set_name_features(facts, claim);
}

static int data_weight(const dateline_claim *claim) {
    int json = claim->features[DATELINE_ORIGIN_JSON_LD],
        meta = claim->features[DATELINE_ORIGIN_META];
    return json > meta ? json : meta;
}

/* Do two candidates stand in one list: members of one array, meta tags of one name, one line? */
static bool is_beside(const dateline_evidence *a, const dateline_evidence *b) {
    if (a->origin != b->origin)
        return false;
    if (a->origin == DATELINE_ORIGIN_VISIBLE)
        return a->block == b->block;
    return (a->origin == DATELINE_ORIGIN_JSON_LD || a->origin == DATELINE_ORIGIN_META) &&
           a->source.data == b->source.data;
}

static bool is_companion(const dateline_facts *facts, const dateline_claim *claim,
                         const dateline_claim *other) {
    for (uint32_t i = claim->first; i != DATELINE_NONE; i = facts->items[i].next)
        for (uint32_t o = other->first; o != DATELINE_NONE; o = facts->items[o].next)
            if (is_beside(&facts->items[i], &facts->items[o]))
                return true;
    return false;
}

static void compare_pair(const dateline_facts *facts, dateline_claim *claim,
                         const dateline_claim *other) {
    int16_t *features = claim->features;
    dateline_string name = facts->items[claim->first].value;
    dateline_string theirs = facts->items[other->first].value;
    if (is_companion(facts, claim, other)) {
        features[DATELINE_AUTHOR_COMPANIONS]++;
    } else {
        set_most(&features[DATELINE_AUTHOR_RIVAL_DATA], data_weight(other));
        set_most(&features[DATELINE_AUTHOR_RIVAL_VISIBLE],
                 other->features[DATELINE_ORIGIN_VISIBLE]);
    }
    if (name.length > theirs.length && dateline_string_starts_nocase(name, theirs))
        features[DATELINE_AUTHOR_LONGER] = 1;
    if (theirs.length > name.length && dateline_string_starts_nocase(theirs, name))
        features[DATELINE_AUTHOR_SHORTER] = 1;
}

/* Of two spellings that are one name the one with a space is how the name is written. */
static bool is_spelled_better(dateline_string a, dateline_string b) {
    return memchr(a.data, ' ', a.length) && !memchr(b.data, ' ', b.length);
}

/* The first candidate stands for the claim: the best spelled of them. */
static void put_best_first(dateline_facts *facts, dateline_claim *claim) {
    uint32_t before = claim->first;
    for (uint32_t i = facts->items[before].next; i != DATELINE_NONE;
         before = i, i = facts->items[i].next) {
        if (!is_spelled_better(facts->items[i].value, facts->items[claim->first].value))
            continue;
        facts->items[before].next = facts->items[i].next;
        if (claim->last == i)
            claim->last = before;
        facts->items[i].next = claim->first;
        claim->first = i;
        return;
    }
}

/* Does another candidate begin or end a longer one? It must be a name of two words. */
static bool has_end(const dateline_facts *facts, dateline_string list, bool last) {
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *item = &facts->items[i];
        if (item->field != DATELINE_FIELD_AUTHORS || item->weight <= 0 ||
            item->value.length >= list.length || !memchr(item->value.data, ' ', item->value.length))
            continue;
        if (last ? dateline_string_ends_nocase(list, item->value)
                 : dateline_string_starts_nocase(list, item->value))
            return true;
    }
    return false;
}

/* "Jane Roe John Doe", written without a mark, where other sources give both of them. */
static void reject_lists(dateline_facts *facts) {
    enum { LEAST_WORDS = 4 };
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (item->field != DATELINE_FIELD_AUTHORS || item->weight <= 0 ||
            dateline_count_words(item->value) < LEAST_WORDS ||
            !has_end(facts, item->value, false) || !has_end(facts, item->value, true))
            continue;
        item->weight = item->score = 0;
        item->reason = "several names without a mark between them";
    }
}

static bool claim_names(dateline_facts *facts) {
    dateline_claims *claims = &facts->authors;
    int order = 0;
    set_keys(facts);
    if (!dateline_claims_group(facts, DATELINE_FIELD_AUTHORS, claims))
        return false;
    for (unsigned c = 0; c < claims->count; c++) {
        dateline_claim *claim = &claims->items[c];
        put_best_first(facts, claim);
        set_own_features(facts, claim);
        if (claim->features[DATELINE_ORIGIN_VISIBLE])
            claim->features[DATELINE_AUTHOR_ORDER] = dateline_claim_value(++order);
        for (unsigned other = 0; other < claims->count; other++)
            if (other != c)
                compare_pair(facts, claim, &claims->items[other]);
    }
    return true;
}

/* ---- Choice --------------------------------------------------------------------------------- */

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

/* One name may be a part of another: of two such the likelier one is the author's. */
static bool is_outdone(const dateline_facts *facts, const dateline_claim *claim) {
    dateline_string name = facts->items[claim->first].value;
    for (unsigned c = 0; c < facts->authors.count; c++) {
        const dateline_claim *other = &facts->authors.items[c];
        dateline_string theirs = facts->items[other->first].value;
        bool part = dateline_string_starts_nocase(theirs, name) ||
                    dateline_string_starts_nocase(name, theirs);
        if (other != claim && part && other->score > claim->score)
            return true;
    }
    return false;
}

/* The candidate that stands for a claim: of those that are spelled well the one of greatest weight.
 */
static dateline_string take_claim(dateline_facts *facts, const dateline_claim *claim) {
    dateline_evidence *best = &facts->items[claim->first];
    for (uint32_t i = claim->first; i != DATELINE_NONE; i = facts->items[i].next) {
        facts->items[i].reason = "says the same as a winner";
        if (facts->items[i].weight > best->weight &&
            !is_spelled_better(best->value, facts->items[i].value))
            best = &facts->items[i];
    }
    best->chosen = true;
    best->reason = "likely an author";
    return best->value;
}

/* Pages that sell, list or explain name hardly ever who wrote them: nine of ten names that were
 * found there were nobody's, so one is believed only where it is likelier than not. */
static int least_score(const dateline_facts *facts) {
    enum { LIKELY = 500 };
    dateline_page_type type = facts->record->page_type;
    return type == DATELINE_PAGE_ARTICLE || type == DATELINE_PAGE_FORUM
               ? dateline_author_model.threshold
               : LIKELY;
}

/* The confidence of the list is that of its least likely name. */
static bool take_names(dateline_facts *facts) {
    dateline_record *record = facts->record;
    dateline_string *names = DATELINE_ARENA_ARRAY(facts->arena, dateline_string, NAMES);
    int least = 1000, enough = least_score(facts);
    if (!names)
        return false;
    for (unsigned c = 0; c < facts->authors.count && record->author_count < NAMES; c++) {
        const dateline_claim *claim = &facts->authors.items[c];
        if (claim->score < enough || is_outdone(facts, claim))
            continue;
        names[record->author_count++] = take_claim(facts, claim);
        if (claim->score < least)
            least = claim->score;
    }
    record->authors = names;
    if (record->author_count)
        record->field_confidence[DATELINE_FIELD_AUTHORS] = (float)least / 1000;
    return true;
}

bool dateline_choose_authors(dateline_facts *facts) {
    gather_owners(facts);
    reject_others(facts);
    reject_lists(facts);
    if (!claim_names(facts))
        return false;
    dateline_claims_score(facts, &facts->authors, &dateline_author_model);
    choose_agency(facts);
    return take_names(facts);
}
