/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates in any text. The first byte chooses the context. What is found must be a day of
 * the calendar inside the text, and its ISO form must be read back as the same.
 */
#include "metadata/date.h"

#include <stdlib.h>

#define MUST(condition)                                                                            \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

static void check_date(const dateline_date *date, size_t size) {
    MUST(date->begin < date->end && date->end <= size);
    MUST(date->precision >= DATELINE_DATE_YEAR && date->precision <= DATELINE_DATE_SECOND);
    MUST(date->precision < DATELINE_DATE_MONTH_ONLY || (date->month >= 1 && date->month <= 12));
    MUST(date->precision < DATELINE_DATE_DAY || (date->day >= 1 && date->day <= 31));
    MUST(date->hour < 24 && date->minute < 60 && date->second < 60);
    MUST(date->zone >= -15 * 60 && date->zone <= 15 * 60);
}

static void check_round_trip(const dateline_date *date, dateline_arena *arena) {
    static const dateline_date_context whole = {.whole = true};
    dateline_date again;
    dateline_string text = dateline_date_format(date, arena);
    MUST(text.length >= 4);
    MUST(dateline_date_find(text, 0, &whole, &again));
    MUST(again.begin == 0 && again.end == text.length);
    MUST(dateline_string_equal(dateline_date_format(&again, arena), text));
}

static void read_dates(dateline_string text, const dateline_date_context *context,
                       dateline_arena *arena) {
    size_t from = 0;
    for (dateline_date date; dateline_date_find(text, from, context, &date); from = date.end) {
        MUST(date.begin >= from);
        check_date(&date, text.length);
        check_round_trip(&date, arena);
    }
    dateline_date_cue_of(text);
    dateline_date path;
    if (dateline_date_of_path(text, &path))
        check_date(&path, text.length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1)
        return 0;
    dateline_memory memory;
    dateline_arena arena;
    dateline_memory_initialize(&memory, NULL);
    dateline_arena_initialize(&arena, &memory);
    dateline_string text = {(const char *)data + 1, size - 1};
    dateline_date_context context = {.order =
                                         data[0] & 1 ? DATELINE_MONTH_FIRST : DATELINE_DAY_FIRST,
                                     .whole = (data[0] & 2) != 0};
    if (data[0] & 4)
        context.captured = (dateline_date){.year = 2024,
                                           .month = 3,
                                           .day = 5,
                                           .hour = 14,
                                           .precision = DATELINE_DATE_MINUTE,
                                           .has_zone = true,
                                           .zone = 60};
    read_dates(text, &context, &arena);
    dateline_arena_destroy(&arena);
    return 0;
}
