/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days are counted from 1970-01-01 in the proleptic Gregorian calendar; the two conversions are
 * those of civil time in 400-year eras that begin in March, so that leap days come last.
 */
#include "statements/days.h"

int dateline_weekday_of_name(dateline_language language, dateline_string name) {
    static const char *const names[DATELINE_LANGUAGE_COUNT][7] = {
        {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
        {"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"},
        {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
        {"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"},
        {"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"},
        {"segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado",
         "domingo"},
        {"понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"},
    };
    for (int i = 0; language < DATELINE_LANGUAGE_COUNT && i < 7; i++)
        if (dateline_string_equal_nocase(name, dateline_string_of(names[language][i])))
            return i;
    return -1;
}

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

static int number_at(dateline_string text, size_t at, size_t digits) {
    int value = 0;
    for (size_t i = at; i < at + digits; i++) {
        if (!dateline_is_digit(text.data[i]))
            return -1;
        value = value * 10 + (text.data[i] - '0');
    }
    return value;
}

bool dateline_weekday_before(dateline_string published, int weekday, char out[10]) {
    if (published.length < 10 || published.data[4] != '-' || published.data[7] != '-')
        return false;
    int year = number_at(published, 0, 4);
    int month = number_at(published, 5, 2);
    int day = number_at(published, 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    int64_t number = day_of_date(year, month, day);
    /* 1970-01-01 was a Thursday, 3; the sum is kept positive for dates before. */
    int64_t today = ((number + 3) % 7 + 7) % 7;
    write_day(number - (today - weekday + 7) % 7, out);
    return true;
}
