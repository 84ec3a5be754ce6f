/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A date begins at a number or at the name of a month. Each reader below tries one notation from
 * one place and leaves the cursor where it was when the notation does not fit; every one looks at a
 * bounded number of tokens, so that a scan over a text is linear.
 *
 * The readers share one rule for white space and little words between the parts ("5th of March,
 * 2024"; "le 5 mars 2024 à 14 h 05"): gaps, which skip them up to a limit.
 */
#include "metadata/date.h"

#include "core/utf8.h"
#include "metadata/date_words.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2100, GAP_STEPS = 6 };

typedef struct scanner {
    dateline_string text;
    const dateline_date_context *context;
} scanner;

/* ---- Tokens --------------------------------------------------------------------------------- */

typedef struct number {
    uint64_t value;
    unsigned digits;
    size_t end;
} number;

typedef struct word {
    unsigned kind; /* DATELINE_DATE_…, 0: unknown */
    unsigned datum;
    size_t end;
} word;

static uint32_t code_at(const scanner *s, size_t at, size_t *behind) {
    const char *cursor = s->text.data + at;
    uint32_t code = (uint8_t)*cursor;
    if (code < 0x80)
        cursor++;
    else
        code = dateline_utf8_decode(&cursor, s->text.data + s->text.length);
    *behind = (size_t)(cursor - s->text.data);
    return code;
}

/* The value of a decimal digit of the scripts that dates are written in, or 10. */
static unsigned digit_value(uint32_t code) {
    static const uint32_t zeros[] = {'0', 0x660, 0x6F0, 0x966, 0x9E6, 0xFF10};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (code - zeros[i] < 10)
            return code - zeros[i];
    return 10;
}

static bool read_number(const scanner *s, size_t at, number *n) {
    *n = (number){.end = at};
    while (n->end < s->text.length) {
        size_t behind;
        unsigned digit = digit_value(code_at(s, n->end, &behind));
        if (digit > 9)
            break;
        if (n->digits < 18)
            n->value = n->value * 10 + digit;
        n->digits++;
        n->end = behind;
    }
    return n->digits > 0;
}

static bool is_letter_code(uint32_t code) {
    return code < 0x80 ? dateline_is_letter((char)code)
                       : (dateline_unicode(code) & DATELINE_CODE_LETTER) != 0 || code == 0xAA ||
                             code == 0xBA;
}

/* A word that a script without spaces glues to the next: one mark, as in 2024年3月5日. */
static word mark_at(const scanner *s, size_t at, size_t end) {
    for (size_t length = 6; length >= 3; length -= 3) {
        if (end - at < length)
            continue;
        unsigned value = dateline_word_find(&dateline_date_words,
                                            dateline_string_part(s->text, at, at + length));
        if (value)
            return (word){value >> 8, value & 255, at + length};
    }
    return (word){.end = end};
}

static bool read_word(const scanner *s, size_t at, word *w) {
    size_t end = at, behind = at;
    bool ascii = true;
    while (end < s->text.length) {
        uint32_t code = code_at(s, end, &behind);
        if (!is_letter_code(code) || digit_value(code) < 10)
            break;
        ascii &= code < 0x80;
        end = behind;
    }
    *w = (word){.end = end};
    if (end == at)
        return false;
    unsigned value =
        dateline_word_find(&dateline_date_words, dateline_string_part(s->text, at, end));
    if (value) {
        w->kind = value >> 8;
        w->datum = value & 255;
    } else if (!ascii && (uint8_t)s->text.data[at] >= 0xE3) {
        *w = mark_at(s, at, end);
    }
    return true;
}

/* Names of two words: "كانون الثاني". */
static bool read_month(const scanner *s, size_t at, word *w) {
    word next;
    if (!read_word(s, at, w))
        return false;
    if (w->kind == DATELINE_DATE_MONTH)
        return true;
    if ((uint8_t)s->text.data[at] < 0x80 || w->end >= s->text.length ||
        s->text.data[w->end] != ' ' || !read_word(s, w->end + 1, &next))
        return false;
    unsigned value =
        dateline_word_find(&dateline_date_words, dateline_string_part(s->text, at, next.end));
    if (value >> 8 != DATELINE_DATE_MONTH)
        return false;
    *w = (word){DATELINE_DATE_MONTH, value & 255, next.end};
    return true;
}

static bool is_gap_code(uint32_t code) {
    switch (code) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case '.':
    case ',':
    case '-':
    case '/':
    case '\'':
    case '(':
    case '|':
    case 0xA0:   /* no-break space */
    case 0xB0:   /* degree, for the ordinal sign */
    case 0xB7:   /* middle dot */
    case 0x60C:  /* Arabic comma */
    case 0x2009: /* thin space */
    case 0x200E: /* direction marks */
    case 0x200F:
    case 0x2013: /* dashes */
    case 0x2014:
    case 0x2019: /* apostrophe */
    case 0x2022: /* bullet */
    case 0x202F: /* narrow no-break space */
    case 0x3000: /* ideographic space */
        return true;
    default:
        return false;
    }
}

/* Skip marks and, where words are let through, little words and weekdays, a few of each. */
static size_t skip_gap(const scanner *s, size_t at, bool words) {
    for (int step = 0, marks = 0;
         step < GAP_STEPS && marks < 4 * GAP_STEPS && at < s->text.length;) {
        size_t behind;
        word w;
        if (is_gap_code(code_at(s, at, &behind))) {
            at = behind;
            marks++;
        } else if (words && read_word(s, at, &w) &&
                   (w.kind == DATELINE_DATE_FILLER || w.kind == DATELINE_DATE_WEEKDAY)) {
            at = w.end;
            step++;
        } else {
            break;
        }
    }
    return at;
}

static char char_at(const scanner *s, size_t at) {
    return at < s->text.length ? s->text.data[at] : '\0';
}

/* ---- Calendar ------------------------------------------------------------------------------- */

static unsigned days_in_month(int year, unsigned month) {
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool is_year(const number *n) {
    return n->digits == 4 && n->value >= 1000 && n->value <= 9999;
}

static bool set_day(dateline_date *date, uint64_t year, uint64_t month, uint64_t day) {
    if (month < 1 || month > 12 || day < 1 || year < 1000 || year > 9999 ||
        day > days_in_month((int)year, (unsigned)month))
        return false;
    date->year = (int16_t)year;
    date->month = (uint8_t)month;
    date->day = (uint8_t)day;
    date->precision = DATELINE_DATE_DAY;
    return true;
}

static bool set_month(dateline_date *date, uint64_t year, uint64_t month) {
    if (!set_day(date, year, month, 1))
        return false;
    date->day = 0;
    date->precision = DATELINE_DATE_MONTH_ONLY;
    return true;
}

/* Howard Hinnant's days_from_civil: days since 1970-01-01 in the proleptic Gregorian calendar. */
static int32_t days_from_civil(int32_t year, int32_t month, int32_t day) {
    year -= month <= 2;
    int32_t era = (year >= 0 ? year : year - 399) / 400;
    int32_t year_of_era = year - era * 400;
    int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static void civil_from_days(int32_t days, dateline_date *date) {
    days += 719468;
    int32_t era = (days >= 0 ? days : days - 146096) / 146097;
    int32_t day_of_era = days - era * 146097;
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t shifted = (5 * day_of_year + 2) / 153;
    int32_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    date->day = (uint8_t)(day_of_year - (153 * shifted + 2) / 5 + 1);
    date->month = (uint8_t)month;
    date->year = (int16_t)(year_of_era + era * 400 + (month <= 2));
}

/* The n-th Sunday of a month, as a day number. */
static int32_t sunday(int32_t year, int32_t month, int32_t n) {
    int32_t first = days_from_civil(year, month, 1);
    int32_t weekday = (first + 4) % 7; /* 1970-01-01 was a Thursday; 0: Sunday */
    return first + (7 - weekday) % 7 + 7 * (n - 1);
}

/* Since 2007, summer time in the United States goes from March to November. */
static bool american_summer(const dateline_date *date) {
    int32_t day = dateline_date_day_number(date);
    return day >= sunday(date->year, 3, 2) && day < sunday(date->year, 11, 1);
}

/* ---- Time of day ---------------------------------------------------------------------------- */

static bool two_digits(const scanner *s, size_t at, unsigned limit, number *n) {
    return read_number(s, at, n) && n->digits <= 2 && n->value < limit;
}

static void set_zone(dateline_date *date, int minutes) {
    date->has_zone = true;
    date->zone = (int16_t)minutes;
}

/* "+01:00", "+0100", "+1", behind a time or a zone's name. @return its end, or at. */
static size_t read_offset(const scanner *s, size_t at, dateline_date *date) {
    size_t behind;
    if (at >= s->text.length)
        return at;
    uint32_t sign = code_at(s, at, &behind);
    if (sign != '+' && sign != '-' && sign != 0x2212)
        return at;
    number hours, minutes = {0};
    if (!read_number(s, behind, &hours) || hours.digits > 4)
        return at;
    size_t end = hours.end;
    if (hours.digits > 2) {
        minutes.value = hours.value % 100;
        hours.value /= 100;
    } else if (char_at(s, end) == ':' && two_digits(s, end + 1, 60, &minutes)) {
        end = minutes.end;
    }
    if (hours.value > 14 || minutes.value > 59)
        return at;
    int offset = (int)(hours.value * 60 + minutes.value);
    set_zone(date, sign == '+' ? offset : -offset);
    return end;
}

static void set_named_zone(dateline_date *date, unsigned datum) {
    if (datum & DATELINE_DATE_AMERICAN)
        set_zone(date, ((int)(datum & 127) - 64) * 15 + (american_summer(date) ? 60 : 0));
    else
        set_zone(date, ((int)datum - 64) * 15);
}

/* "Z", " GMT+1", " ET", " (MEZ)", "+01:00". Bare offsets need seconds or the T of ISO 8601 before
   them: in 14:05-15:00 there is none. */
static size_t read_zone(const scanner *s, size_t at, bool offset_allowed, dateline_date *date) {
    if (offset_allowed) {
        size_t from = char_at(s, at) == ' ' ? at + 1 : at;
        size_t end = read_offset(s, from, date);
        if (end > from)
            return end;
    }
    size_t begin = at;
    while (begin < at + 2 && (char_at(s, begin) == ' ' || char_at(s, begin) == '('))
        begin++;
    word w;
    if (!read_word(s, begin, &w) || w.kind != DATELINE_DATE_ZONE)
        return at;
    bool letter_z = w.end == begin + 1;
    if (letter_z && begin != at)
        return at;
    set_named_zone(date, w.datum);
    date->utc = letter_z;
    return letter_z ? w.end : read_offset(s, w.end, date);
}

/* "p.m." and " PM" behind a time. */
static size_t read_meridiem(const scanner *s, size_t at, unsigned *half) {
    size_t begin = at;
    while (begin < at + 3 && (char_at(s, begin) == ' ' || (uint8_t)char_at(s, begin) == 0xC2 ||
                              (uint8_t)char_at(s, begin) == 0xA0))
        begin++;
    if (char_at(s, begin) == (char)0xE2 && char_at(s, begin + 1) == (char)0x80 &&
        char_at(s, begin + 2) == (char)0xAF)
        begin += 3;
    char c = dateline_lower(char_at(s, begin));
    if ((c == 'a' || c == 'p') && char_at(s, begin + 1) == '.') {
        size_t m = begin + 2 + (char_at(s, begin + 2) == ' ');
        if (dateline_lower(char_at(s, m)) == 'm') {
            *half = c == 'p';
            return m + 1 + (char_at(s, m + 1) == '.');
        }
    }
    word w;
    if (!read_word(s, begin, &w) || w.kind != DATELINE_DATE_MERIDIEM)
        return at;
    *half = w.datum;
    return w.end;
}

static bool is_clock(const word *w) {
    return w->kind == DATELINE_DATE_CLOCK || w->kind == DATELINE_DATE_HOUR_MARK;
}

enum { NO_HALF = 2 };

static bool apply_half(unsigned half, uint64_t *hour) {
    if (half == NO_HALF)
        return *hour < 24;
    if (*hour > 12)
        return half == 1 && *hour < 24;
    *hour = *hour % 12 + (half == 1 ? 12 : 0);
    return true;
}

/* ":30.123" behind hours and minutes. */
static size_t read_seconds(const scanner *s, size_t at, dateline_date *time) {
    number n;
    if (char_at(s, at) != ':' || !two_digits(s, at + 1, 61, &n) || n.digits != 2)
        return at;
    time->second = (uint8_t)(n.value == 60 ? 59 : n.value);
    time->precision = DATELINE_DATE_SECOND;
    size_t end = n.end;
    if ((char_at(s, end) == '.' || char_at(s, end) == ',') && read_number(s, end + 1, &n))
        end = n.end;
    return end;
}

/* The minutes behind an hour: "14:05", "14h05", "14.05 Uhr", "14時05分", or none: "14 h", "2 pm".
   @return the end of the time, or 0 where this is none. */
static size_t read_minutes(const scanner *s, const number *hour, dateline_date *time,
                           unsigned *half) {
    number n;
    word w;
    size_t at = hour->end;
    time->precision = DATELINE_DATE_MINUTE;
    time->minute = 0;
    if (char_at(s, at) == ':') {
        if (!two_digits(s, at + 1, 60, &n) || n.digits != 2)
            return 0;
        time->minute = (uint8_t)n.value;
        at = read_seconds(s, n.end, time);
        size_t end = read_meridiem(s, at, half);
        return end > at ? end : at;
    }
    if (char_at(s, at) == '.' && two_digits(s, at + 1, 60, &n) && n.digits == 2) {
        size_t end = read_meridiem(s, n.end, half);
        if (end == n.end) {
            size_t from = skip_gap(s, n.end, false);
            if (!read_word(s, from, &w) || !is_clock(&w))
                return 0;
            end = w.end;
        }
        time->minute = (uint8_t)n.value;
        return end;
    }
    size_t end = read_meridiem(s, at, half);
    if (end > at)
        return end;
    if (char_at(s, at) == ' ')
        at++;
    if (!read_word(s, at, &w) || !is_clock(&w))
        return 0;
    at = char_at(s, w.end) == ' ' ? w.end + 1 : w.end;
    word mark;
    if (!two_digits(s, at, 60, &n))
        return w.end;
    bool marked = read_word(s, n.end, &mark) && mark.kind == DATELINE_DATE_MINUTE_MARK;
    if (!marked && n.digits != 2)
        return w.end;
    time->minute = (uint8_t)n.value;
    return marked ? mark.end : n.end;
}

/* A time of day at a place; the date is known already where a zone needs it.
   @return its end, or at where there is none. */
static size_t read_time(const scanner *s, size_t at, bool iso, dateline_date *date) {
    dateline_date time = *date;
    unsigned half = NO_HALF;
    size_t begin = at;
    word w;
    if (read_word(s, at, &w) && w.kind == DATELINE_DATE_MERIDIEM) /* "오후 2:05" */ {
        half = w.datum;
        begin = char_at(s, w.end) == ' ' ? w.end + 1 : w.end;
    }
    number hour;
    if (!read_number(s, begin, &hour) || hour.digits > 2)
        return at;
    size_t end = read_minutes(s, &hour, &time, &half);
    if (!end || !apply_half(half, &hour.value))
        return at;
    time.hour = (uint8_t)hour.value;
    word clock;
    size_t behind = char_at(s, end) == ' ' ? end + 1 : end;
    if (read_word(s, behind, &clock) && clock.kind == DATELINE_DATE_CLOCK)
        end = clock.end;
    end = read_zone(s, end, iso || time.precision == DATELINE_DATE_SECOND, &time);
    *date = time;
    return end;
}

/* The time behind a date: "T14:05", ", 14:05 Uhr", " at 10:30 am ET". */
static size_t read_time_behind(const scanner *s, size_t at, dateline_date *date) {
    char c = char_at(s, at);
    if ((c == 'T' || c == 't') && dateline_is_digit(char_at(s, at + 1)))
        return read_time(s, at + 1, true, date);
    size_t from = skip_gap(s, at, true);
    if (char_at(s, from) == ':') /* Apache's 05/Mar/2024:14:05:30 */
        from++;
    if (from == at)
        return at;
    size_t end = read_time(s, from, false, date);
    return end > from ? end : at;
}

/* ---- Notations of a day --------------------------------------------------------------------- */

/* No digit, and no separator with a digit behind it, may follow: the number goes on. */
static bool ends_number(const scanner *s, size_t at) {
    char c = char_at(s, at);
    if (dateline_is_digit(c))
        return false;
    return !((c == '.' || c == '/' || c == '-') && dateline_is_digit(char_at(s, at + 1)));
}

/* 2024-03-05, 2024/3/5, 2024.03.05, 2024. 3. 5. and, as metadata, 2024-03. */
static size_t read_year_first(const scanner *s, const number *year, dateline_date *date) {
    char separator = char_at(s, year->end);
    if (separator != '-' && separator != '/' && separator != '.')
        return 0;
    number month, day;
    size_t at = year->end + 1;
    if (char_at(s, at) == ' ')
        at++;
    if (!read_number(s, at, &month) || month.digits > 2)
        return 0;
    at = month.end + 1;
    if (char_at(s, month.end) == separator && char_at(s, at) == ' ')
        at++;
    if (char_at(s, month.end) == separator && read_number(s, at, &day) && day.digits <= 2)
        return set_day(date, year->value, month.value, day.value) ? day.end : 0;
    if (s->context->whole && separator == '-' && month.digits == 2 && ends_number(s, month.end) &&
        set_month(date, year->value, month.value))
        return month.end;
    return 0;
}

/* 2024年3月5日, 2024년 3월 5일. */
static size_t read_marked(const scanner *s, const number *year, dateline_date *date) {
    static const unsigned marks[] = {DATELINE_DATE_YEAR_MARK, DATELINE_DATE_MONTH_MARK,
                                     DATELINE_DATE_DAY_MARK};
    number n = *year;
    uint64_t values[3] = {0};
    size_t end = 0;
    unsigned parts = 0;
    for (; parts < 3; parts++) {
        word w;
        if (!read_word(s, n.end, &w))
            break;
        if (w.kind != marks[parts])
            w = mark_at(s, n.end, w.end);
        if (w.kind != marks[parts])
            break;
        values[parts] = n.value;
        end = w.end;
        size_t next = char_at(s, end) == ' ' ? end + 1 : end;
        if (parts < 2 && (!read_number(s, next, &n) || n.digits > 2)) {
            parts++;
            break;
        }
    }
    if (parts == 3)
        return set_day(date, values[0], values[1], values[2]) ? end : 0;
    return parts == 2 && set_month(date, values[0], values[1]) ? end : 0;
}

/* 20240305, 20240305T140530Z, 20240305140530. */
static size_t read_compact(const scanner *s, const number *n, dateline_date *date) {
    uint64_t day = n->value, time = 0;
    if (n->digits == 14 || n->digits == 12) {
        uint64_t divisor = n->digits == 14 ? 1000000 : 10000;
        time = n->digits == 14 ? n->value % divisor : n->value % divisor * 100;
        day = n->value / divisor;
    } else if (n->digits != 8) {
        return 0;
    }
    if (!set_day(date, day / 10000, day / 100 % 100, day % 100))
        return 0;
    size_t end = n->end;
    number clock;
    if (n->digits == 8 && char_at(s, end) == 'T' && read_number(s, end + 1, &clock) &&
        (clock.digits == 6 || clock.digits == 4)) {
        time = clock.digits == 6 ? clock.value : clock.value * 100;
        end = clock.end;
    } else if (n->digits == 8) {
        return end;
    }
    if (time / 10000 > 23 || time / 100 % 100 > 59 || time % 100 > 59)
        return n->end;
    date->hour = (uint8_t)(time / 10000);
    date->minute = (uint8_t)(time / 100 % 100);
    date->second = (uint8_t)(time % 100);
    date->precision = DATELINE_DATE_SECOND;
    return read_zone(s, end, true, date);
}

/* Seconds or milliseconds since 1970, where they are all of the value. */
static size_t read_epoch(const scanner *s, const number *n, dateline_date *date) {
    if (n->end != s->text.length || (n->digits != 10 && n->digits != 13))
        return 0;
    uint64_t seconds = n->digits == 13 ? n->value / 1000 : n->value;
    civil_from_days((int32_t)(seconds / 86400), date);
    date->hour = (uint8_t)(seconds / 3600 % 24);
    date->minute = (uint8_t)(seconds / 60 % 60);
    date->second = (uint8_t)(seconds % 60);
    date->precision = DATELINE_DATE_SECOND;
    date->utc = true;
    set_zone(date, 0);
    return n->end;
}

static uint64_t full_year(const number *year) {
    if (year->digits > 2)
        return year->value;
    return year->value < 50 ? 2000 + year->value : 1900 + year->value;
}

/* One space, also a narrow or a fixed one, as "4.&thinsp;2.&thinsp;2024" has them. */
static size_t skip_space(const scanner *s, size_t at) {
    size_t behind;
    if (at >= s->text.length)
        return at;
    switch (code_at(s, at, &behind)) {
    case ' ':
    case 0xA0:
    case 0x2009:
    case 0x202F:
        return behind;
    default:
        return at;
    }
}

/* What stands between the parts of a date in numbers, with a space before and behind it or none;
   a full stop may have one behind it alone. @return where the next part begins, or 0. */
static size_t read_separator(const scanner *s, size_t at, char *separator) {
    size_t mark = skip_space(s, at);
    char c = char_at(s, mark);
    if (c != '.' && c != '/' && c != '-' && c != '|')
        return 0;
    *separator = c;
    return mark > at || c == '.' ? skip_space(s, mark + 1) : mark + 1;
}

/* Does a word stand before it that is of no date, and no "am" or "vom": "version 2.4.12"? */
static bool follows_word(const scanner *s, size_t at) {
    enum { PREPOSITION = 3 };
    word before;
    while (at && s->text.data[at - 1] == ' ')
        at--;
    size_t begin = at;
    while (begin && !dateline_is_space(s->text.data[begin - 1]))
        begin--;
    return at - begin > PREPOSITION && read_word(s, begin, &before) && before.end == at &&
           !before.kind;
}

/* 5.3.24 is a date, but "version 2.4.12" and "4.2.10. Creating" are none. */
static bool is_version(const scanner *s, const number *first, const number *second,
                       const number *year) {
    return year->digits == 2 && first->digits == 1 && second->digits == 1 &&
           (follows_word(s, first->end - first->digits) ||
            (char_at(s, year->end) == '.' && char_at(s, year->end + 1) == ' '));
}

/* 5.3.2024, 05/03/2024, 3-5-24, "5. 3. 2024", "05 | 03 | 2024": which is the day? */
static size_t read_numeric(const scanner *s, const number *first, dateline_date *date) {
    number second, year;
    char separator, other;
    size_t at = read_separator(s, first->end, &separator);
    if (!at || !read_number(s, at, &second) || second.digits > 2)
        return 0;
    at = read_separator(s, second.end, &other);
    if (!at || other != separator || !read_number(s, at, &year) || !ends_number(s, year.end))
        return 0;
    bool may_be_short =
        (separator == '.' || separator == '/') && char_at(s, first->end) == separator;
    if (!is_year(&year) && (year.digits != 2 || !may_be_short))
        return 0;
    if (separator == '.' && is_version(s, first, &second, &year))
        return 0;
    bool month_first = s->context->order == DATELINE_MONTH_FIRST &&
                       (separator != '.' || year.digits == 2); /* 11.03.17 in the United States */
    if (first->value > 12)
        month_first = false;
    else if (second.value > 12)
        month_first = true;
    else
        date->ambiguous = separator != '.' && first->value != second.value;
    date->numeric = true;
    date->dotted = separator == '.';
    date->month_first = month_first;
    uint64_t day = month_first ? second.value : first->value;
    uint64_t month = month_first ? first->value : second.value;
    return set_day(date, full_year(&year), month, day) ? year.end : 0;
}

/* Is it the end of the line, or of what stands in brackets or between bars? */
static bool ends_line(const scanner *s, size_t at) {
    while (char_at(s, at) == ' ')
        at++;
    return at == s->text.length || char_at(s, at) == ')' || char_at(s, at) == '|';
}

/* A year behind a month's name: "2024", "'24"; "24" where a mark stands before it or the line ends.
 */
static size_t read_year_behind(const scanner *s, size_t at, number *year) {
    size_t from = skip_gap(s, at, true);
    if (!read_number(s, from, year))
        return 0;
    if (is_year(year))
        return ends_number(s, year->end) || char_at(s, year->end) == '-' ? year->end : 0;
    bool short_year =
        year->digits == 2 && from > at && ends_number(s, year->end) &&
        char_at(s, year->end) != ':' &&
        (s->text.data[from - 1] == '-' || s->text.data[from - 1] == '\'' ||
         s->text.data[from - 1] == '/' || s->text.data[from - 1] == '.' || ends_line(s, year->end));
    return short_year ? year->end : 0;
}

/* 5 March 2024, 5. März 2024, 05-Mar-2024, 5 de marzo de 2024. */
static size_t read_day_month(const scanner *s, const number *day, dateline_date *date) {
    word month;
    number year;
    size_t at = skip_gap(s, day->end, true);
    if (!read_month(s, at, &month))
        return 0;
    size_t end = read_year_behind(s, month.end, &year);
    if (end)
        return set_day(date, full_year(&year), month.datum, day->value) ? end : 0;
    /* "5 March, 14:05, 2024" and the like */
    dateline_date time = {.year = 2000, .month = 1, .day = 1};
    at = skip_gap(s, month.end, true);
    size_t behind = read_time(s, at, false, &time);
    if (behind == at || !(end = read_year_behind(s, behind, &year)) || !is_year(&year) ||
        !set_day(date, year.value, month.datum, day->value))
        return 0;
    date->hour = time.hour;
    date->minute = time.minute;
    date->second = time.second;
    date->precision = time.precision;
    return end;
}

/* 2024 March 5, 2024-Mar-05, 2024. március 5. */
static size_t read_year_month(const scanner *s, const number *year, dateline_date *date) {
    word month;
    number day;
    size_t at = skip_gap(s, year->end, false);
    if (!read_month(s, at, &month))
        return 0;
    at = skip_gap(s, month.end, false);
    if (!read_number(s, at, &day) || day.digits > 2 || char_at(s, day.end) == ':')
        return 0;
    return set_day(date, year->value, month.datum, day.value) ? day.end : 0;
}

/* March 5, 2024; Mar 5 14:05:00 CET 2024; March 2024. */
static size_t read_month_day(const scanner *s, const word *month, dateline_date *date) {
    number day, year;
    size_t at = skip_gap(s, month->end, true);
    if (!read_number(s, at, &day))
        return 0;
    if (is_year(&day))
        return ends_number(s, day.end) && set_month(date, day.value, month->datum) ? day.end : 0;
    if (day.digits > 2 || day.value < 1 || day.value > 31)
        return 0;
    size_t end = read_year_behind(s, day.end, &year);
    if (end && (is_year(&year) || char_at(s, end - 3) == '\''))
        return set_day(date, full_year(&year), month->datum, day.value) ? end : 0;
    dateline_date time = {.year = 2000, .month = month->datum & 15, .day = 1};
    at = skip_gap(s, day.end, true);
    size_t behind = read_time(s, at, false, &time);
    if (behind == at || !(end = read_year_behind(s, behind, &year)) || !is_year(&year) ||
        !set_day(date, year.value, month->datum, day.value))
        return 0;
    date->hour = time.hour;
    date->minute = time.minute;
    date->second = time.second;
    date->precision = time.precision;
    date->has_zone = time.has_zone;
    date->zone = time.zone;
    return end;
}

static size_t read_from_number(const scanner *s, const number *n, dateline_date *date) {
    size_t end = 0;
    if (is_year(n)) {
        end = read_year_first(s, n, date);
        if (!end)
            end = read_marked(s, n, date);
        if (!end)
            end = read_year_month(s, n, date);
        if (!end && s->context->whole && n->end == s->text.length) {
            date->year = (int16_t)n->value;
            date->precision = DATELINE_DATE_YEAR;
            end = n->end;
        }
    } else if (n->digits <= 2) {
        end = read_numeric(s, n, date);
        if (!end && n->value >= 1 && n->value <= 31)
            end = read_day_month(s, n, date);
    } else if (s->context->whole) {
        end = read_compact(s, n, date);
        if (!end)
            end = read_epoch(s, n, date);
    }
    return end;
}

/* ---- Relative forms ------------------------------------------------------------------------- */

static const int32_t unit_minutes[] = {0, 1, 60, 1440, 10080};

/* The capture, some time ago. Minutes are kept, hours and more give a day. */
static bool set_ago(const scanner *s, uint64_t count, unsigned unit, dateline_date *date) {
    const dateline_date *captured = &s->context->captured;
    if (captured->precision < DATELINE_DATE_DAY || count > 1000 ||
        unit >= sizeof unit_minutes / sizeof *unit_minutes)
        return false;
    bool has_time = captured->precision >= DATELINE_DATE_MINUTE;
    if (!has_time && unit < 3)
        return false;
    int32_t minutes = has_time ? captured->hour * 60 + captured->minute : 0;
    int64_t moment = (int64_t)dateline_date_day_number(captured) * 1440 + minutes -
                     (int64_t)count * unit_minutes[unit];
    *date = *captured;
    int32_t day = (int32_t)(moment / 1440), rest = (int32_t)(moment % 1440);
    if (rest < 0) {
        rest += 1440;
        day--;
    }
    civil_from_days(day, date);
    date->hour = (uint8_t)(rest / 60);
    date->minute = (uint8_t)(rest % 60);
    date->precision = unit < 2 ? DATELINE_DATE_MINUTE : DATELINE_DATE_DAY;
    date->relative = true;
    if (date->precision == DATELINE_DATE_DAY)
        date->has_zone = date->utc = false;
    return true;
}

static bool is_ago(const scanner *s, size_t at, const word *w) {
    return w->kind == DATELINE_DATE_AGO ||
           dateline_string_equal_nocase(dateline_string_part(s->text, at, w->end),
                                        DATELINE_LITERAL("ago"));
}

/* "3 hours ago", "3小时前", "3시간 전", and with ago_before: "vor 3 Stunden". */
static size_t read_count_ago(const scanner *s, const number *n, bool ago_before,
                             dateline_date *date) {
    word unit, ago;
    size_t at = char_at(s, n->end) == ' ' ? n->end + 1 : n->end;
    if (n->digits > 3 || !read_word(s, at, &unit))
        return 0;
    if (unit.kind == DATELINE_DATE_UNIT_AGO)
        return set_ago(s, n->value, unit.datum, date) ? unit.end : 0;
    if (unit.kind != DATELINE_DATE_UNIT)
        return 0;
    size_t end = unit.end;
    if (!ago_before) {
        at = skip_gap(s, unit.end, false);
        if (!read_word(s, at, &ago) || !is_ago(s, at, &ago))
            return 0;
        end = ago.end;
    }
    return set_ago(s, n->value, unit.datum, date) ? end : 0;
}

/* What may stand for the number in "vor einer Stunde". */
static bool read_count(const scanner *s, size_t at, number *n) {
    word one;
    if (read_number(s, at, n))
        return true;
    if (!read_word(s, at, &one) || one.kind != DATELINE_DATE_ONE)
        return false;
    *n = (number){1, 1, one.end};
    return true;
}

static size_t read_relative_word(const scanner *s, size_t at, const word *w, dateline_date *date) {
    number n;
    if (w->kind == DATELINE_DATE_DAYS_AGO) {
        if (!set_ago(s, w->datum, 3, date))
            return 0;
        return read_time_behind(s, w->end, date);
    }
    if (w->kind == DATELINE_DATE_ONE) {
        n = (number){1, 1, w->end};
        return read_count_ago(s, &n, false, date);
    }
    size_t behind = 0;
    static const dateline_string il_y_a = {"il y a", 6};
    if (w->kind == DATELINE_DATE_AGO)
        behind = w->end;
    else if (s->text.length - at > il_y_a.length &&
             dateline_string_equal_nocase(dateline_string_part(s->text, at, at + il_y_a.length),
                                          il_y_a))
        behind = at + il_y_a.length;
    if (!behind || !read_count(s, skip_gap(s, behind, false), &n))
        return 0;
    return read_count_ago(s, &n, true, date);
}

/* ---- Scan ----------------------------------------------------------------------------------- */

static unsigned cue_of(const word *w, unsigned cue) {
    switch (w->kind) {
    case DATELINE_DATE_PUBLISHED:
        return DATELINE_CUE_PUBLISHED;
    case DATELINE_DATE_MODIFIED:
        return DATELINE_CUE_MODIFIED;
    case DATELINE_DATE_OTHER:
        return DATELINE_CUE_OTHER;
    default:
        return cue;
    }
}

/* A time that stands before its date: "14:05 Uhr, 5. März 2024". */
typedef struct early_time {
    dateline_date time;
    size_t end; /* 0: none */
} early_time;

static void take_early_time(const scanner *s, const early_time *early, size_t at,
                            dateline_date *date) {
    if (!early->end || date->precision != DATELINE_DATE_DAY || date->relative)
        return;
    if (skip_gap(s, early->end, true) < at)
        return;
    date->hour = early->time.hour;
    date->minute = early->time.minute;
    date->second = early->time.second;
    date->precision = early->time.precision;
    date->has_zone = early->time.has_zone;
    date->zone = early->time.zone;
    date->utc = early->time.utc;
}

/* @return the end of the date that begins at a number, or 0. */
static size_t date_from_number(const scanner *s, const number *n, dateline_date *date) {
    size_t end = read_from_number(s, n, date);
    if (end)
        return date->precision == DATELINE_DATE_DAY ? read_time_behind(s, end, date) : end;
    *date = (dateline_date){0};
    return s->context->captured.precision ? read_count_ago(s, n, false, date) : 0;
}

static size_t date_from_word(const scanner *s, size_t at, const word *w, dateline_date *date) {
    word month = *w;
    if (w->kind == DATELINE_DATE_MONTH ||
        ((uint8_t)s->text.data[at] >= 0x80 && !w->kind && read_month(s, at, &month))) {
        size_t end = read_month_day(s, &month, date);
        if (end)
            return date->precision == DATELINE_DATE_DAY ? read_time_behind(s, end, date) : end;
        *date = (dateline_date){0};
    }
    return s->context->captured.precision ? read_relative_word(s, at, w, date) : 0;
}

bool dateline_date_find(dateline_string text, size_t from, const dateline_date_context *context,
                        dateline_date *date) {
    scanner s = {text, context};
    early_time early = {.end = 0};
    unsigned cue = DATELINE_CUE_NONE;
    for (size_t at = from; at < text.length;) {
        size_t end = 0, next;
        number n;
        word w;
        *date = (dateline_date){0};
        if (read_number(&s, at, &n)) {
            next = n.end;
            bool glued = at > 0 && n.digits <= 2 && dateline_is_letter(text.data[at - 1]);
            end = glued ? 0 : date_from_number(&s, &n, date); /* no date in "v2.10.12" */
            dateline_date time = {.year = 2000, .month = 1, .day = 1};
            if (!end && n.digits <= 2 && (next = read_time(&s, at, false, &time)) > at)
                early = (early_time){time, next};
            if (next <= at)
                next = n.end;
        } else if (read_word(&s, at, &w)) {
            next = w.end;
            cue = cue_of(&w, cue);
            end = date_from_word(&s, at, &w, date);
        } else {
            uint32_t code = code_at(&s, at, &next);
            if (code == 0xA9) /* copyright sign */
                cue = DATELINE_CUE_OTHER;
        }
        if (end) {
            take_early_time(&s, &early, at, date);
            date->cue = (uint8_t)cue;
            date->begin = (uint32_t)at;
            date->end = (uint32_t)end;
            return true;
        }
        at = next;
    }
    return false;
}

dateline_date_cue dateline_date_cue_of(dateline_string text) {
    static const dateline_date_context context = {.whole = false};
    scanner s = {text, &context};
    unsigned cue = DATELINE_CUE_NONE;
    for (size_t at = 0; at < text.length;) {
        size_t behind;
        word w;
        if (read_word(&s, at, &w)) {
            cue = cue_of(&w, cue);
            behind = w.end;
        } else if (code_at(&s, at, &behind) == 0xA9) {
            cue = DATELINE_CUE_OTHER;
        }
        at = behind;
    }
    return (dateline_date_cue)cue;
}

void dateline_date_swap(dateline_date *date) {
    uint8_t day = date->day;
    date->day = date->month;
    date->month = day;
    date->month_first = !date->month_first;
}

/* ---- Paths ---------------------------------------------------------------------------------- */

static bool is_path_separator(char c) {
    return c == '/' || c == '-' || c == '_' || c == '.' || c == '~';
}

bool dateline_date_of_path(dateline_string path, dateline_date *date) {
    static const dateline_date_context context = {.whole = true};
    scanner s = {path, &context};
    for (size_t at = 0; at < path.length;) {
        number n;
        if (!read_number(&s, at, &n)) {
            at++;
            continue;
        }
        *date = (dateline_date){.begin = (uint32_t)at};
        bool starts = at == 0 || is_path_separator(path.data[at - 1]);
        if (starts && is_year(&n) && n.value >= FIRST_YEAR && n.value <= LAST_YEAR) {
            size_t end = read_year_first(&s, &n, date);
            number month;
            if (!end)
                end = read_year_month(&s, &n, date);
            if (!end && is_path_separator(char_at(&s, n.end)) &&
                read_number(&s, n.end + 1, &month) && month.digits == 2 &&
                char_at(&s, month.end) == '/' && set_month(date, n.value, month.value))
                end = month.end;
            if (end && (end == path.length || !dateline_is_digit(path.data[end]))) {
                date->end = (uint32_t)end;
                return true;
            }
        } else if (starts && n.digits <= 2 && read_numeric(&s, &n, date) &&
                   date->year >= FIRST_YEAR && date->year <= LAST_YEAR && path.data[n.end] == '-') {
            date->end = (uint32_t)n.end;
            return true;
        } else if (starts && n.digits == 8 && read_compact(&s, &n, date) &&
                   date->year >= FIRST_YEAR && date->year <= LAST_YEAR) {
            date->end = (uint32_t)n.end;
            return true;
        }
        at = n.end;
    }
    return false;
}

/* ---- Comparison and output ------------------------------------------------------------------ */

int32_t dateline_date_day_number(const dateline_date *date) {
    return days_from_civil(date->year, date->month ? date->month : 1, date->day ? date->day : 1);
}

bool dateline_date_plausible(const dateline_date *date, const dateline_date *captured) {
    if (date->precision == DATELINE_DATE_NONE || date->year < FIRST_YEAR || date->year > LAST_YEAR)
        return false;
    return captured->precision < DATELINE_DATE_DAY ||
           dateline_date_day_number(date) <= dateline_date_day_number(captured) + 1;
}

static int64_t moment_of(const dateline_date *date) {
    int64_t minutes = (int64_t)dateline_date_day_number(date) * 1440;
    if (date->precision >= DATELINE_DATE_MINUTE)
        minutes += date->hour * 60 + date->minute - (date->has_zone ? date->zone : 0);
    return minutes * 60 + (date->precision == DATELINE_DATE_SECOND ? date->second : 0);
}

int dateline_date_compare(const dateline_date *a, const dateline_date *b) {
    int64_t first = moment_of(a), second = moment_of(b);
    bool by_time = a->precision >= DATELINE_DATE_MINUTE && b->precision >= DATELINE_DATE_MINUTE &&
                   a->has_zone == b->has_zone;
    if (!by_time) {
        first = dateline_date_day_number(a);
        second = dateline_date_day_number(b);
    }
    return (first > second) - (first < second);
}

static char *write_number(char *out, unsigned value, int digits) {
    for (int i = digits - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return out + digits;
}

static char *write_part(char *out, char before, unsigned value) {
    *out = before;
    return write_number(out + 1, value, 2);
}

static char *write_zone(char *out, const dateline_date *date) {
    if (date->utc) {
        *out = 'Z';
        return out + 1;
    }
    unsigned minutes = (unsigned)(date->zone < 0 ? -date->zone : date->zone);
    out = write_part(out, date->zone < 0 ? '-' : '+', minutes / 60);
    return write_part(out, ':', minutes % 60);
}

dateline_string dateline_date_format(const dateline_date *date, dateline_arena *arena) {
    char buffer[40];
    char *out = write_number(buffer, (unsigned)date->year, 4);
    if (date->precision >= DATELINE_DATE_MONTH_ONLY)
        out = write_part(out, '-', date->month);
    if (date->precision >= DATELINE_DATE_DAY)
        out = write_part(out, '-', date->day);
    if (date->precision >= DATELINE_DATE_MINUTE) {
        out = write_part(out, 'T', date->hour);
        out = write_part(out, ':', date->minute);
        if (date->precision == DATELINE_DATE_SECOND)
            out = write_part(out, ':', date->second);
        if (date->has_zone)
            out = write_zone(out, date);
    }
    return dateline_arena_copy(arena, buffer, (size_t)(out - buffer));
}
