/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dates. What several kinds of sources agree on is right; a single weak one is not enough: a
 * date in a footer, a teaser or an event is no date of the article, and silence beats a guess. A
 * page that gives only the time of its last change has no time of publication.
 */
#include "metadata/claims.h"
#include "metadata/name_words.h"

enum { MODIFIED_THRESHOLD = 300 };

/* The address of the page itself where it is read from an archive: ".../web/2012.../http://...". */
static dateline_string own_address(dateline_string url) {
    size_t at = 0, found = 0;
    while ((found = dateline_string_find_nocase(url, DATELINE_LITERAL("http"), at)) != SIZE_MAX &&
           found < url.length) {
        url = dateline_string_part(url, found, url.length);
        at = 4;
    }
    return url;
}

static void gather_address(dateline_facts *facts, dateline_string url) {
    dateline_date date;
    if (!url.length)
        return;
    dateline_string path = own_address(url);
    dateline_url parts = dateline_url_parse(path);
    if (!parts.path.length || !dateline_date_of_path(parts.path, &date))
        return;
    dateline_evidence *item = dateline_evidence_add(
        facts, DATELINE_FIELD_DATE_PUBLISHED, DATELINE_ORIGIN_ADDRESS,
        date.precision == DATELINE_DATE_DAY ? 66 : 28, dateline_date_format(&date, facts->arena),
        DATELINE_LITERAL("url"), 0, 0);
    if (item)
        item->date = date;
}

static bool is_date_field(dateline_field field) {
    return field == DATELINE_FIELD_DATE_PUBLISHED || field == DATELINE_FIELD_DATE_MODIFIED;
}

static bool is_visible(const dateline_evidence *item) {
    return item->origin == DATELINE_ORIGIN_VISIBLE || item->origin == DATELINE_ORIGIN_TIME;
}

static bool is_data(unsigned origin) {
    return origin == DATELINE_ORIGIN_JSON_LD || origin == DATELINE_ORIGIN_META ||
           origin == DATELINE_ORIGIN_MICRODATA;
}

/* Candidates agree where they know the same day, or the same month and no day. */
static uint64_t key_of_date(const dateline_date *date) {
    return (uint64_t)(uint32_t)dateline_date_day_number(date) << 8 |
           (date->precision < DATELINE_DATE_DAY ? date->precision : DATELINE_DATE_DAY);
}

/* Does a source that leaves no doubt give that day? */
static bool is_given(const dateline_facts *facts, const dateline_date *date) {
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *item = &facts->items[i];
        if (is_date_field(item->field) && !item->date.numeric &&
            item->date.precision >= DATELINE_DATE_DAY && item->date.year == date->year &&
            item->date.month == date->month && item->date.day == date->day)
            return true;
    }
    return false;
}

/* 3/5/2024: another date of the page says which is the day, or how the page writes its dates. */
static void settle_order(dateline_facts *facts) {
    enum { MONTHS = 12 };
    bool days = facts->days_first && !facts->months_first;
    bool months = facts->months_first && !facts->days_first;
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (!is_date_field(item->field) || !item->date.numeric || item->date.day > MONTHS ||
            is_given(facts, &item->date))
            continue;
        dateline_date other = item->date;
        dateline_date_swap(&other);
        bool wrong = item->date.ambiguous && (item->date.month_first ? days : months);
        if (!wrong && !is_given(facts, &other))
            continue;
        item->date = other;
        item->value = dateline_date_format(&other, facts->arena);
    }
}

/* Is it the same moment, where the address gives the day of a place that is not at Greenwich? */
static bool may_be_local(const dateline_date *moment, const dateline_date *day) {
    enum { FARTHEST_WEST = 12, FARTHEST_EAST = 14 };
    int32_t apart = dateline_date_day_number(day) - dateline_date_day_number(moment);
    return apart == 1 ? moment->hour >= 24 - FARTHEST_EAST
                      : apart == -1 && moment->hour < FARTHEST_WEST;
}

/* "2024-03-05T23:11Z" on a page at /2024/03/06/: sites put their own day into addresses. */
static void take_day_of_address(dateline_facts *facts) {
    const dateline_evidence *address = NULL;
    for (uint32_t i = 0; i < facts->count; i++)
        if (facts->items[i].field == DATELINE_FIELD_DATE_PUBLISHED &&
            facts->items[i].origin == DATELINE_ORIGIN_ADDRESS &&
            facts->items[i].date.precision == DATELINE_DATE_DAY)
            address = &facts->items[i];
    for (uint32_t i = 0; address && i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        const dateline_date *date = &item->date;
        if (item->field != DATELINE_FIELD_DATE_PUBLISHED ||
            date->precision < DATELINE_DATE_MINUTE || !date->has_zone || date->zone ||
            !may_be_local(date, &address->date))
            continue;
        item->date = address->date;
        item->value = address->value;
    }
}

static void prepare_dates(dateline_facts *facts) {
    settle_order(facts);
    take_day_of_address(facts);
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (!is_date_field(item->field))
            continue;
        item->key = key_of_date(&item->date);
        if (!dateline_date_plausible(&item->date, &facts->captured)) {
            item->weight = item->score = 0;
            item->reason = "not plausible: before the web, or after the page was read";
        }
    }
}

static bool is_known_to_the_day(const dateline_facts *facts, const dateline_evidence *month) {
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *item = &facts->items[i];
        if (item->field == month->field && item->weight > 0 &&
            item->date.precision >= DATELINE_DATE_DAY && item->date.year == month->date.year &&
            item->date.month == month->date.month)
            return true;
    }
    return false;
}

/* "March 2024" says nothing beside "March 5, 2024". */
static void drop_months(dateline_facts *facts) {
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (is_date_field(item->field) && item->weight > 0 &&
            item->date.precision == DATELINE_DATE_MONTH_ONLY && is_known_to_the_day(facts, item)) {
            item->weight = 0;
            item->reason = "a month of which a day is named";
        }
    }
}

/* ---- The last change ------------------------------------------------------------------------ */

/* Other kinds of sources that give the same day. */
static int agreement(const dateline_facts *facts, const dateline_evidence *item) {
    unsigned origins = 0;
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *other = &facts->items[i];
        if (other->field == item->field && other->weight > 0 && other->key == item->key)
            origins |= 1u << other->origin;
    }
    origins &= ~(1u << item->origin);
    return __builtin_popcount(origins);
}

static void score_modified(dateline_facts *facts) {
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (item->field != DATELINE_FIELD_DATE_MODIFIED || item->weight <= 0)
            continue;
        item->score = item->weight * 7 + 90 * agreement(facts, item);
        item->reason = "another candidate scores higher";
    }
}

/* ---- Features of a day ---------------------------------------------------------------------- */

/* What is known of a page's days when one of them is looked at. */
typedef struct day_context {
    const dateline_facts *facts;
    int shown; /* days that are seen somewhere */
} day_context;

static const dateline_date *day_of(const dateline_facts *facts, const dateline_claim *claim) {
    return &facts->items[claim->first].date;
}

/* Powers of two: 0, 1, 2 and 3, 4 to 7, …; with the sign. */
static int16_t signed_logarithm(int32_t days) {
    int size = 0;
    for (uint32_t n = (uint32_t)(days < 0 ? -days : days); n; n >>= 1)
        size++;
    return (int16_t)(days < 0 ? -size : size);
}

static void set_least(int16_t *feature, int value) {
    if (value < *feature)
        *feature = (int16_t)value;
}

static void set_most(int16_t *feature, int value) {
    if (value > *feature)
        *feature = (int16_t)value;
}

static void add_place(const dateline_facts *facts, const dateline_evidence *item,
                      int16_t *features) {
    uint32_t block = item->block, title = facts->title_block;
    if (block == DATELINE_NONE || title == DATELINE_NONE)
        return;
    if (block >= title)
        set_least(&features[DATELINE_DATE_FROM_TITLE], (int)(block - title));
    else
        set_least(&features[DATELINE_DATE_BEFORE_TITLE], (int)(title - block));
}

static bool is_foreign(const dateline_evidence *item) {
    return (item->hints & (DATELINE_HINT_COMMENT | DATELINE_HINT_ASIDE)) != 0 ||
           item->role == DATELINE_ROLE_COMMENT || item->role == DATELINE_ROLE_RELATED;
}

static void add_sight(const dateline_facts *facts, const dateline_evidence *item,
                      int16_t *features) {
    features[DATELINE_DATE_SEEN]++;
    set_most(&features[DATELINE_DATE_WHERE], dateline_claim_where(item));
    features[DATELINE_DATE_ALONE] |= (item->signs & DATELINE_SIGN_ALONE) != 0;
    features[DATELINE_DATE_PUBLISHED] |= item->date.cue == DATELINE_CUE_PUBLISHED;
    features[DATELINE_DATE_BOX] |= (item->hints & DATELINE_HINT_DATE) != 0;
    features[DATELINE_DATE_FOREIGN] &= is_foreign(item);
    features[DATELINE_DATE_DATE_LINE] |=
        item->role == DATELINE_ROLE_DATE || item->role == DATELINE_ROLE_BYLINE;
    add_place(facts, item, features);
}

static void set_own_features(const dateline_facts *facts, dateline_claim *claim) {
    enum { FARTHEST = 500 };
    int16_t *features = claim->features;
    features[DATELINE_DATE_FOREIGN] = 1;
    features[DATELINE_DATE_FROM_TITLE] = features[DATELINE_DATE_BEFORE_TITLE] = FARTHEST;
    features[DATELINE_DATE_AMBIGUOUS] = 1;
    for (uint32_t i = claim->first; i != DATELINE_NONE; i = facts->items[i].next) {
        const dateline_evidence *item = &facts->items[i];
        set_most(&features[DATELINE_DATE_PRECISION], item->date.precision);
        set_most(&features[DATELINE_DATE_ZONE],
                 item->date.has_zone ? item->date.zone == 0 ? 2 : 1 : 0);
        features[DATELINE_DATE_AMBIGUOUS] &= item->date.ambiguous;
        if (is_visible(item))
            add_sight(facts, item, features);
    }
    if (!features[DATELINE_DATE_SEEN])
        features[DATELINE_DATE_FOREIGN] = 0;
}

/* Does something say that the page was changed on that day? */
static void set_modified_features(const dateline_facts *facts, dateline_claim *claim) {
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *item = &facts->items[i];
        if (item->field == DATELINE_FIELD_DATE_MODIFIED && item->key == claim->key &&
            item->origin != DATELINE_ORIGIN_LINK) /* of the response: no page says so */
            set_most(&claim->features[is_data(item->origin) ? DATELINE_DATE_MODIFIED_DATA
                                                            : DATELINE_DATE_MODIFIED_SEEN],
                     item->weight);
    }
}

static int data_weight(const dateline_claim *claim) {
    int most = claim->features[DATELINE_ORIGIN_JSON_LD];
    if (claim->features[DATELINE_ORIGIN_META] > most)
        most = claim->features[DATELINE_ORIGIN_META];
    if (claim->features[DATELINE_ORIGIN_MICRODATA] > most)
        most = claim->features[DATELINE_ORIGIN_MICRODATA];
    return most;
}

static int seen_weight(const dateline_claim *claim) {
    int visible = claim->features[DATELINE_ORIGIN_VISIBLE];
    int time = claim->features[DATELINE_ORIGIN_TIME];
    return visible > time ? visible : time;
}

static void compare_pair(const day_context *context, dateline_claim *claim,
                         const dateline_claim *other) {
    int16_t *features = claim->features;
    int32_t apart = dateline_date_day_number(day_of(context->facts, claim)) -
                    dateline_date_day_number(day_of(context->facts, other));
    int data = data_weight(other), seen = seen_weight(other);
    if (apart)
        features[apart > 0 ? DATELINE_DATE_OLDER : DATELINE_DATE_NEWER]++;
    if (data > features[DATELINE_DATE_RIVAL_DATA]) {
        features[DATELINE_DATE_RIVAL_DATA] = (int16_t)data;
        features[DATELINE_DATE_FROM_DATA] = signed_logarithm(apart);
    }
    if (seen > features[DATELINE_DATE_RIVAL_SEEN]) {
        features[DATELINE_DATE_RIVAL_SEEN] = (int16_t)seen;
        features[DATELINE_DATE_FROM_SEEN] = signed_logarithm(apart);
    }
    bool utc = other->features[DATELINE_DATE_ZONE] == 2 && data > 0;
    if (utc && (apart == 1 || apart == -1))
        features[DATELINE_DATE_NEIGHBOUR] = (int16_t)-apart;
}

static void set_page_features(day_context *context, dateline_claims *claims) {
    int order = 0;
    for (unsigned c = 0; c < claims->count; c++)
        context->shown += claims->items[c].features[DATELINE_DATE_SEEN] > 0;
    for (unsigned c = 0; c < claims->count; c++) {
        dateline_claim *claim = &claims->items[c];
        bool seen = claim->features[DATELINE_DATE_SEEN] > 0;
        claim->features[DATELINE_DATE_LISTED] = dateline_claim_value(context->shown);
        claim->features[DATELINE_DATE_ORDER] = dateline_claim_value(seen ? ++order : 0);
        for (unsigned other = 0; other < claims->count; other++)
            if (other != c)
                compare_pair(context, claim, &claims->items[other]);
    }
}

static bool claim_days(dateline_facts *facts) {
    dateline_claims *claims = &facts->published;
    day_context context = {.facts = facts};
    if (!dateline_claims_group(facts, DATELINE_FIELD_DATE_PUBLISHED, claims))
        return false;
    for (unsigned c = 0; c < claims->count; c++) {
        set_own_features(facts, &claims->items[c]);
        set_modified_features(facts, &claims->items[c]);
    }
    set_page_features(&context, claims);
    return true;
}

/* ---- Choice --------------------------------------------------------------------------------- */

/* Of those that say the winner's day, the one that knows the time and zone best. */
static dateline_evidence *most_precise(dateline_facts *facts, dateline_evidence *best) {
    dateline_evidence *precise = best;
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        bool same = item->field == best->field && item->weight >= 50 &&
                    item->date.precision >= DATELINE_DATE_DAY &&
                    dateline_date_day_number(&item->date) == dateline_date_day_number(&best->date);
        int better = (item->date.precision - precise->date.precision) +
                     2 * (item->date.has_zone - precise->date.has_zone);
        if (same && best->date.precision >= DATELINE_DATE_DAY && better > 0)
            precise = item;
    }
    if (precise != best) {
        precise->score = best->score;
        precise->chosen = true;
        precise->reason = "best score, and the most precise of those that agree";
        best->chosen = false;
        best->reason = "says the same day less precisely";
    }
    return precise;
}

static dateline_string take(dateline_facts *facts, dateline_evidence *best, dateline_date *date) {
    *date = (dateline_date){.precision = DATELINE_DATE_NONE};
    if (!best)
        return dateline_absent;
    best = most_precise(facts, best);
    *date = best->date;
    return best->value;
}

/* A change before the publication is a mistake of the page. */
static void drop_early_change(dateline_facts *facts) {
    facts->record->date_modified = dateline_absent;
    facts->record->field_confidence[DATELINE_FIELD_DATE_MODIFIED] = 0;
    for (uint32_t i = 0; i < facts->count; i++)
        if (facts->items[i].field == DATELINE_FIELD_DATE_MODIFIED && facts->items[i].chosen) {
            facts->items[i].chosen = false;
            facts->items[i].reason = "before the publication";
        }
}

bool dateline_choose_dates(dateline_facts *facts) {
    dateline_record *record = facts->record;
    dateline_date published, modified;
    gather_address(facts, facts->page->url);
    if (!facts->page->url.length)
        gather_address(facts, record->canonical_url);
    dateline_gather_script_dates(facts);
    prepare_dates(facts);
    drop_months(facts);
    if (!claim_days(facts))
        return false;
    dateline_claims_score(facts, &facts->published, &dateline_published_model);
    score_modified(facts);
    record->date_published =
        take(facts,
             dateline_claims_choose(facts, DATELINE_FIELD_DATE_PUBLISHED, &facts->published,
                                    dateline_published_model.threshold),
             &published);
    record->date_modified = take(
        facts, dateline_evidence_choose(facts, DATELINE_FIELD_DATE_MODIFIED, MODIFIED_THRESHOLD),
        &modified);
    if (published.precision && modified.precision &&
        dateline_date_day_number(&modified) < dateline_date_day_number(&published))
        drop_early_change(facts);
    return true;
}
