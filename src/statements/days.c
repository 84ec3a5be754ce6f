/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days are counted from 1970-01-01 in the proleptic Gregorian calendar; the two conversions are
 * those of civil time in 400-year eras that begin in March, so that leap days come last.
 */
#include "statements/days.h"

#include "core/utf8.h"
#include "page/tokens.h"

/* ---- The calendar --------------------------------------------------------------------------- */

typedef struct civil {
    int year;
    int month;
    int day;
} civil;

static int64_t day_of_date(int year, int month, int day) {
    int64_t shifted = year - (month <= 2);
    int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
    int64_t of_era = shifted - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void write_number(char *out, int64_t value, int digits) {
    while (digits-- > 0) {
        out[digits] = (char)('0' + value % 10);
        value /= 10;
    }
}

static void write_day(int64_t day, char out[10]) {
    int64_t shifted = day + 719468;
    int64_t era = shifted / 146097;
    int64_t of_era = shifted - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    write_number(out, year + era * 400 + (month >= 10), 4);
    write_number(out + 5, month < 10 ? month + 3 : month - 9, 2);
    write_number(out + 8, of_year - (153 * month + 2) / 5 + 1, 2);
    out[4] = out[7] = '-';
}

/* -1 where there are other signs than digits. */
static int number_at(dateline_string text, size_t at, size_t digits) {
    int value = 0;
    for (size_t i = at; i < at + digits; i++) {
        if (!dateline_is_digit(text.data[i]))
            return -1;
        value = value * 10 + (text.data[i] - '0');
    }
    return value;
}

static bool read_published(dateline_string published, civil *out) {
    if (published.length < 10 || published.data[4] != '-' || published.data[7] != '-')
        return false;
    *out =
        (civil){number_at(published, 0, 4), number_at(published, 5, 2), number_at(published, 8, 2)};
    return out->year >= 1000 && out->month >= 1 && out->month <= 12 && out->day >= 1 &&
           out->day <= 31;
}

/* The last such weekday up to a day, and before it where strict. */
static int64_t last_weekday(const civil *today, int weekday, bool strict) {
    int64_t number = day_of_date(today->year, today->month, today->day);
    /* 1970-01-01 was a Thursday, 3; the sum is kept positive for dates before. */
    int64_t back = ((number + 3) % 7 + 7 - weekday + 7) % 7;
    return number - (back == 0 && strict ? 7 : back);
}

bool dateline_weekday_before(dateline_string published, int weekday, char out[10]) {
    civil today;
    if (!read_published(published, &today))
        return false;
    write_day(last_weekday(&today, weekday, false), out);
    return true;
}

/* ---- Words of time -------------------------------------------------------------------------- */

/* The order of a word and a small one, whatever the word's case. */
static int compare_word(dateline_string word, const char *small) {
    const char *p = word.data, *end = word.data + word.length;
    const char *q = small, *stop = small + strlen(small);
    while (p < end && q < stop) {
        uint32_t a = dateline_fold_code_point(dateline_utf8_decode(&p, end));
        uint32_t b = dateline_utf8_decode(&q, stop);
        if (a != b)
            return a < b ? -1 : 1;
    }
    return (p < end) - (q < stop);
}

static dateline_day_word word_at(const dateline_view *view, uint32_t i) {
    static const dateline_day_word none = {NULL, DATELINE_DAY_NONE, 0};
    if (i >= view->end || view->text->tokens.items[i].kind != DATELINE_TOKEN_WORD)
        return none;
    dateline_string text = dateline_token_text(view, i);
    const dateline_day_table *table = &dateline_day_tables[view->text->language];
    size_t low = 0, high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_word(text, table->words[middle].text);
        if (order == 0)
            return table->words[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return none;
}

static dateline_day_kind kind_at(const dateline_view *view, uint32_t i) {
    return (dateline_day_kind)word_at(view, i).kind;
}

/* A number in digits; -1: none. */
static int digits_at(const dateline_view *view, uint32_t i) {
    if (i >= view->end || view->text->tokens.items[i].kind != DATELINE_TOKEN_WORD)
        return -1;
    dateline_string text = dateline_token_text(view, i);
    size_t length = text.length;
    /* "3rd", "1er" */
    while (length && !dateline_is_digit(text.data[length - 1]) && text.length - length < 2)
        length--;
    return length && length <= 4 ? number_at(text, 0, length) : -1;
}

/* ---- Reading -------------------------------------------------------------------------------- */

static bool give_day(dateline_moment *out, int64_t day, const char *reason) {
    write_day(day, out->date);
    out->length = 10;
    out->reason = reason;
    return true;
}

static bool give_month(dateline_moment *out, int year, int month, const char *reason) {
    write_number(out->date, year, 4);
    out->date[4] = '-';
    write_number(out->date + 5, month, 2);
    out->length = 7;
    out->reason = reason;
    return true;
}

static bool give_year(dateline_moment *out, int year, const char *reason) {
    write_number(out->date, year, 4);
    out->length = 4;
    out->reason = reason;
    return true;
}

static bool is_year(int number) {
    return number >= 1900 && number <= 2199;
}

/* A year behind a day or a month: ", 2015", "de 2015". *i steps behind it. @return 0: none. */
static int year_behind(const dateline_view *view, uint32_t *i) {
    uint32_t at = *i;
    if (at < view->end && view->text->tokens.items[at].kind == DATELINE_TOKEN_COMMA)
        at++;
    if (kind_at(view, at) == DATELINE_DAY_OF)
        at++;
    int year = digits_at(view, at);
    if (!is_year(year))
        return 0;
    *i = at + 1;
    return year;
}

static int length_of_month(int year, int month) {
    return (int)(day_of_date(month == 12 ? year + 1 : year, month % 12 + 1, 1) -
                 day_of_date(year, month, 1));
}

/* A day of a month, written either way: "December 3, 2015", "3 de diciembre". */
static bool read_date(const dateline_view *view, uint32_t i, const civil *today,
                      dateline_moment *out) {
    uint32_t at = i;
    int day = digits_at(view, at), month = 0;
    if (day > 0) {
        at++;
        if (at < view->end && view->text->tokens.items[at].kind == DATELINE_TOKEN_STOP)
            at++; /* "3. Dezember" */
        if (kind_at(view, at) == DATELINE_DAY_OF)
            at++;
        month = kind_at(view, at) == DATELINE_DAY_MONTH ? word_at(view, at).value : 0;
    } else if (kind_at(view, at) == DATELINE_DAY_MONTH) {
        month = word_at(view, at).value;
        day = digits_at(view, ++at);
    }
    if (!month || day < 1 || day > 31)
        return false;
    at++;
    int year = year_behind(view, &at);
    out->words.end = at;
    bool given = year != 0;
    if (!given)
        year = month > today->month || (month == today->month && day > today->day) ? today->year - 1
                                                                                   : today->year;
    if (day > length_of_month(year, month))
        return false;
    return give_day(out, day_of_date(year, month, day),
                    given ? "the text gives the date"
                          : "the last such date up to the article’s own");
}

/* "in June", "last June", "June 2014": a month by itself is no time, it may be a name. */
static bool read_month(const dateline_view *view, uint32_t i, const civil *today, bool last,
                       bool in, dateline_moment *out) {
    if (kind_at(view, i) != DATELINE_DAY_MONTH)
        return false;
    int month = word_at(view, i).value;
    uint32_t at = i + 1;
    if (kind_at(view, at) == DATELINE_DAY_LAST) {
        last = true;
        at++;
    }
    int year = year_behind(view, &at);
    out->words.end = at;
    if (year)
        return give_month(out, year, month, "the text gives the month");
    if (!last && !in)
        return false;
    bool before = month > today->month || (last && month == today->month);
    return give_month(out, before ? today->year - 1 : today->year, month,
                      "the last such month up to the article’s own");
}

static bool read_weekday(const dateline_view *view, uint32_t i, const civil *today, bool last,
                         dateline_moment *out) {
    if (kind_at(view, i) != DATELINE_DAY_WEEKDAY)
        return false;
    int weekday = word_at(view, i).value;
    uint32_t at = i + 1;
    if (at < view->end && view->text->tokens.items[at].kind == DATELINE_TOKEN_COMMA)
        at++;
    if (read_date(view, at, today, out))
        return true; /* "Thursday, December 3" */
    at = i + 1;
    if (kind_at(view, at) == DATELINE_DAY_NEXT)
        return false;
    if (kind_at(view, at) == DATELINE_DAY_LAST) {
        last = true;
        at++;
    }
    out->words.end = at;
    return give_day(out, last_weekday(today, weekday, last),
                    "the last such weekday up to the article’s own day");
}

static bool count_back(dateline_moment *out, const civil *today, int count, int unit) {
    static const char *const reason = "counted back from the article’s own day";
    int64_t number = day_of_date(today->year, today->month, today->day);
    int months = today->year * 12 + today->month - 1 - count;
    switch (unit) {
    case 'd':
        return give_day(out, number - count, reason);
    case 'w':
        return give_day(out, number - 7 * (int64_t)count, reason);
    case 'm':
        return months >= 12 && give_month(out, months / 12, months % 12 + 1, reason);
    default:
        return count < today->year && give_year(out, today->year - count, reason);
    }
}

/* "two weeks ago", "vor zwei Wochen", "last month", "le mois dernier"; "last week" is open. */
static bool read_count(const dateline_view *view, uint32_t i, const civil *today, bool last,
                       dateline_moment *out) {
    uint32_t at = i;
    bool before = kind_at(view, at) == DATELINE_DAY_BEFORE;
    at += before;
    if (before && dateline_token_is(view, at, "a") && view->text->language == DATELINE_FRENCH)
        at++; /* "il y a" */
    int count =
        kind_at(view, at) == DATELINE_DAY_NUMBER ? word_at(view, at).value : digits_at(view, at);
    at += count > 0;
    if (kind_at(view, at) != DATELINE_DAY_UNIT)
        return false;
    int unit = word_at(view, at++).value;
    bool behind = kind_at(view, at) == DATELINE_DAY_LAST;
    if (count <= 0 && (last || behind) && (unit == 'm' || unit == 'y')) {
        out->words.end = at + behind;
        return count_back(out, today, 1, unit);
    }
    bool ago = kind_at(view, at) == DATELINE_DAY_AGO;
    out->words.end = at + ago;
    return count > 0 && count < 1000 && (ago || before) && count_back(out, today, count, unit);
}

/*
 * Read a time that begins at token i. False where none does, it is open or to come, or published,
 * the day of the article, is no whole day.
 */
static bool moment_at(const dateline_view *view, uint32_t i, dateline_string published,
                      dateline_moment *out) {
    civil today;
    dateline_day_word first = word_at(view, i);
    if ((!first.kind && digits_at(view, i) < 0) || !read_published(published, &today))
        return false;
    *out = (dateline_moment){.words = {i, i + 1}};
    if (first.kind == DATELINE_DAY_DAY)
        return give_day(out, day_of_date(today.year, today.month, today.day) + first.value,
                        "counted from the article’s own day");
    bool last = first.kind == DATELINE_DAY_LAST, in = first.kind == DATELINE_DAY_IN;
    uint32_t next = i + (last || in);
    last |= in && kind_at(view, next) == DATELINE_DAY_LAST;
    next += in && last;
    int year = digits_at(view, next);
    if (in && is_year(year) && year <= today.year) {
        out->words.end = next + 1;
        return give_year(out, year, "the text gives the year");
    }
    return read_weekday(view, next, &today, last, out) || read_date(view, next, &today, out) ||
           read_month(view, next, &today, last, in, out) ||
           read_count(view, next, &today, last, out);
}

/* ---- Beside a cue --------------------------------------------------------------------------- */

static bool is_word(const dateline_view *view, uint32_t i) {
    return view->text->tokens.items[i].kind == DATELINE_TOKEN_WORD;
}

/* Behind such a word the sentence speaks of something else: "who", "after". */
static bool leads_away(const dateline_view *view, uint32_t i) {
    const dateline_token *token = &view->text->tokens.items[i];
    unsigned classes = dateline_token_classes(token);
    return token->kind == DATELINE_TOKEN_STOP || token->kind == DATELINE_TOKEN_SEMICOLON ||
           (classes & DATELINE_WORD_RELATIVE && !(classes & DATELINE_WORD_DETERMINER)) ||
           (classes & DATELINE_WORD_SUBORDINATOR && !(classes & DATELINE_WORD_DETERMINER));
}

/* A time that begins in tokens [begin, end), where nothing leads away from the cue. */
static bool search(const dateline_view *view, uint32_t begin, uint32_t end,
                   const dateline_cue_place *place,
                   bool (*is_content)(const void *context, uint32_t token), const void *context,
                   dateline_string published, dateline_moment *out) {
    for (uint32_t i = begin; i < end; i++) {
        bool named = i >= place->source.begin && i < place->source.end;
        if (view->text->tokens.items[i].kind == DATELINE_TOKEN_OPEN) {
            i = dateline_step(view, i) - 1;
            continue;
        }
        if (named || is_content(context, i))
            continue;
        if (is_word(view, i) && i > begin && kind_at(view, i - 1) == DATELINE_DAY_NEXT)
            continue;
        if (moment_at(view, i, published, out))
            return true;
        if (leads_away(view, i))
            return false;
    }
    return false;
}

bool dateline_moment_of_cue(const dateline_view *view, const dateline_cue_place *place,
                            bool (*is_content)(const void *context, uint32_t token),
                            const void *context, dateline_string published, dateline_moment *out) {
    enum { BEHIND = 10, FRONT = 5, BEFORE = 4 };
    uint32_t begin = place->sentence.begin, end = place->sentence.end;
    uint32_t from = place->cue.end, source = place->source.end;
    if (source > from && source - from < BEHIND && source <= end &&
        search(view, source, source + BEHIND < end ? source + BEHIND : end, place, is_content,
               context, published, out))
        return true; /* “…,” said Berg on Thursday */
    if (search(view, from, from + BEHIND < end ? from + BEHIND : end, place, is_content, context,
               published, out))
        return true;
    uint32_t before = place->cue.begin > begin + BEFORE ? place->cue.begin - BEFORE : begin;
    if (before < source && source <= place->cue.begin)
        before = source;
    if (search(view, before, from, place, is_content, context, published, out))
        return true; /* between the two, or among the cue's own words */
    uint32_t front = begin + FRONT < before ? begin + FRONT : before;
    return search(view, begin, front, place, is_content, context, published, out);
}

/* "He made the comments on Thursday", "The remarks came on Monday". */
bool dateline_moment_of_remarks(const dateline_view *view, dateline_string published,
                                dateline_moment *out) {
    static const char *const nouns[] = {"comments",  "comment",    "remarks",      "remark",
                                        "statement", "statements", "announcement", "speech"};
    static const char *const verbs[] = {"made", "came", "gave", "was", "were", "delivered"};
    enum { WITHIN = 7, REACH = 8 };
    bool noun = false, verb = false;
    if (view->text->language != DATELINE_ENGLISH)
        return false;
    for (uint32_t i = view->begin; i < view->end && i < view->begin + WITHIN; i++) {
        for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
            noun |= dateline_token_is(view, i, nouns[n]);
        for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++)
            verb |= dateline_token_is(view, i, verbs[n]);
        if (noun && verb) {
            for (uint32_t t = i + 1; t < view->end && t < i + REACH; t++)
                if (moment_at(view, t, published, out))
                    return true;
            return false;
        }
    }
    return false;
}
