/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dates. What several kinds of sources agree on is right; a single weak one is not enough: a
 * date in a footer, a teaser or an event is no date of the article, and silence beats a guess. A
 * page that gives only the time of its last change has no time of publication.
 */
#include "metadata/evidence.h"

enum { PUBLISHED_THRESHOLD = 230, MODIFIED_THRESHOLD = 300, DAYS_SHORT = 1 };

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

/* Do two dates mean the same day, as far as both know it? A day's difference is one of zones. */
static bool same_day(const dateline_date *a, const dateline_date *b) {
    if (a->precision < DATELINE_DATE_DAY || b->precision < DATELINE_DATE_DAY)
        return a->year == b->year && a->precision > DATELINE_DATE_YEAR &&
               b->precision > DATELINE_DATE_YEAR && a->month == b->month;
    int32_t apart = dateline_date_day_number(a) - dateline_date_day_number(b);
    bool timed = a->precision > DATELINE_DATE_DAY && b->precision > DATELINE_DATE_DAY;
    return apart == 0 || (timed && apart >= -DAYS_SHORT && apart <= DAYS_SHORT);
}

/* Kinds of sources that give the same day for the same field. */
static int agreement(const dateline_facts *facts, const dateline_evidence *item) {
    unsigned origins = 0;
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *other = &facts->items[i];
        if (other->field == item->field && other->weight > 0 && same_day(&other->date, &item->date))
            origins |= 1u << other->origin;
    }
    origins &= ~(1u << item->origin);
    return __builtin_popcount(origins);
}

static bool is_metadata(const dateline_evidence *item) {
    return item->origin == DATELINE_ORIGIN_JSON_LD || item->origin == DATELINE_ORIGIN_META ||
           item->origin == DATELINE_ORIGIN_MICRODATA;
}

static bool is_visible(const dateline_evidence *item) {
    return item->origin == DATELINE_ORIGIN_VISIBLE || item->origin == DATELINE_ORIGIN_TIME;
}

/* Does the same kind of source give the same moment as the time of the last change? */
static bool repeats_change(const dateline_facts *facts, const dateline_evidence *item) {
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *other = &facts->items[i];
        if (other->field == DATELINE_FIELD_DATE_MODIFIED && other->origin == item->origin &&
            dateline_date_day_number(&other->date) == dateline_date_day_number(&item->date))
            return true;
    }
    return false;
}

static bool earlier_visible(const dateline_facts *facts, const dateline_evidence *item) {
    enum { BESIDE_TITLE = 58 };
    for (uint32_t i = 0; i < facts->count; i++) {
        const dateline_evidence *other = &facts->items[i];
        if (other->field == DATELINE_FIELD_DATE_PUBLISHED && is_visible(other) &&
            other->weight >= BESIDE_TITLE && other->date.precision >= DATELINE_DATE_DAY &&
            dateline_date_day_number(&other->date) + DAYS_SHORT <
                dateline_date_day_number(&item->date))
            return true;
    }
    return false;
}

/* Some systems write the time of the last change into both members. Where they are the same and the
   reader sees an earlier date beside the title, that one is meant. */
static void doubt_repeated(dateline_facts *facts) {
    enum { DOUBT = 35 };
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (item->field == DATELINE_FIELD_DATE_PUBLISHED && is_metadata(item) &&
            repeats_change(facts, item) && earlier_visible(facts, item))
            item->weight -= DOUBT;
    }
}

static void score_dates(dateline_facts *facts) {
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (!is_date_field(item->field))
            continue;
        if (!dateline_date_plausible(&item->date, &facts->captured)) {
            item->weight = item->score = 0;
            item->reason = "not plausible: before the web, or after the page was read";
        }
    }
    doubt_repeated(facts);
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        if (!is_date_field(item->field) || item->weight <= 0)
            continue;
        item->score = item->weight * 7 + 90 * agreement(facts, item);
        item->reason = "another candidate scores higher";
    }
}

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

/* A time in UTC may be on another day than the one that readers there saw. Where the page shows or
   its address holds the neighbouring day, that is its own. */
static dateline_evidence *own_day(dateline_facts *facts, dateline_evidence *best) {
    if (!best->date.has_zone || best->date.zone != 0 || best->date.precision < DATELINE_DATE_MINUTE)
        return best;
    for (uint32_t i = 0; i < facts->count; i++) {
        dateline_evidence *item = &facts->items[i];
        int32_t apart =
            dateline_date_day_number(&item->date) - dateline_date_day_number(&best->date);
        bool early = apart == -1 && best->date.hour < 12,
             late = apart == 1 && best->date.hour >= 10;
        bool shown = is_visible(item) || item->origin == DATELINE_ORIGIN_ADDRESS;
        if (item->field != best->field || !shown || item->weight < 58 || !(early || late) ||
            item->date.precision < DATELINE_DATE_DAY)
            continue;
        item->score = best->score;
        item->chosen = true;
        item->reason = "the day that the page shows; the best source gives it in UTC";
        best->chosen = false;
        best->reason = "the same moment in UTC, on another day than the page shows";
        return item;
    }
    return best;
}

static dateline_string choose(dateline_facts *facts, dateline_field field, int threshold,
                              dateline_date *date) {
    dateline_evidence *best = dateline_evidence_choose(facts, field, threshold);
    *date = (dateline_date){.precision = DATELINE_DATE_NONE};
    if (!best)
        return dateline_absent;
    best = most_precise(facts, own_day(facts, best));
    *date = best->date;
    return best->value;
}

void dateline_choose_dates(dateline_facts *facts) {
    dateline_record *record = facts->record;
    dateline_date published, modified;
    gather_address(facts, facts->page->url);
    if (!facts->page->url.length)
        gather_address(facts, record->canonical_url);
    score_dates(facts);
    record->date_published =
        choose(facts, DATELINE_FIELD_DATE_PUBLISHED, PUBLISHED_THRESHOLD, &published);
    record->date_modified =
        choose(facts, DATELINE_FIELD_DATE_MODIFIED, MODIFIED_THRESHOLD, &modified);
    /* A change before the publication is a mistake of the page. */
    if (published.precision && modified.precision &&
        dateline_date_day_number(&modified) < dateline_date_day_number(&published)) {
        record->date_modified = dateline_absent;
        record->field_confidence[DATELINE_FIELD_DATE_MODIFIED] = 0;
        for (uint32_t i = 0; i < facts->count; i++)
            if (facts->items[i].field == DATELINE_FIELD_DATE_MODIFIED && facts->items[i].chosen) {
                facts->items[i].chosen = false;
                facts->items[i].reason = "before the publication";
            }
    }
}
