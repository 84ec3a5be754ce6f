/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates as people and programs write them: ISO 8601, RFC 2822, numbers with separators, month names
 * of many languages, times and zones, "3 hours ago". What is read keeps its precision: a page that
 * names a month gives a month, and no time is invented.
 */
#ifndef DATELINE_METADATA_DATE_H
#define DATELINE_METADATA_DATE_H

#include "core/string.h"

typedef enum dateline_date_precision {
    DATELINE_DATE_NONE = 0,
    DATELINE_DATE_YEAR,
    DATELINE_DATE_MONTH_ONLY,
    DATELINE_DATE_DAY,
    DATELINE_DATE_MINUTE,
    DATELINE_DATE_SECOND
} dateline_date_precision;

/** What the words before a date say of it. */
typedef enum dateline_date_cue {
    DATELINE_CUE_NONE = 0,
    DATELINE_CUE_PUBLISHED,
    DATELINE_CUE_MODIFIED,
    DATELINE_CUE_OTHER /* a copyright line, an event: no date of the article */
} dateline_date_cue;

/** How 3/5/2024 is meant. */
typedef enum dateline_date_order {
    DATELINE_DAY_FIRST = 0,
    DATELINE_MONTH_FIRST
} dateline_date_order;

typedef struct dateline_date {
    int16_t year;
    uint8_t month; /* 1..12 */
    uint8_t day;   /* 1..31 */
    uint8_t hour;
    uint8_t minute;
    uint8_t second;
    uint8_t precision; /* dateline_date_precision */
    bool has_zone;
    bool utc;       /* written as "Z" */
    int16_t zone;   /* minutes east of Greenwich */
    bool ambiguous; /* day and month could be each other */
    bool numeric;   /* a day and month in numbers of which either could come first */
    bool month_first;
    bool dotted;    /* in numbers with full stops, which nearly always begin with the day */
    bool relative;  /* "3 hours ago" */
    uint8_t cue;    /* dateline_date_cue */
    uint32_t begin; /* its range of the text */
    uint32_t end;
} dateline_date;

/** What helps to read a date. Zero-initialised: day first, capture unknown, running text. */
typedef struct dateline_date_context {
    dateline_date_order order;
    dateline_date captured; /* precision NONE: unknown */
    bool whole;             /* the text is a value of metadata: "2024-03", "20240305", seconds */
} dateline_date_context;

/**
 * The first date in a text at or behind from.
 *
 * @return false where there is none. Linear in the text.
 */
bool dateline_date_find(dateline_string text, size_t from, const dateline_date_context *context,
                        dateline_date *date);

/** The last cue in a text that holds no date itself: "Updated". */
dateline_date_cue dateline_date_cue_of(dateline_string text);

/** The same day and month the other way round: 5 March as 3 May. */
void dateline_date_swap(dateline_date *date);

/** The date in a path as /2024/03/05/, /2024/march/5/ or /20240305-: at least a month. */
bool dateline_date_of_path(dateline_string path, dateline_date *date);

/** May a page say so? Not before the web, not after its capture (a day is allowed for zones). */
bool dateline_date_plausible(const dateline_date *date, const dateline_date *captured);

/** Days from 1970-01-01, for comparison; unknown months and days count as the first. */
int32_t dateline_date_day_number(const dateline_date *date);

/** < 0, 0, > 0: a is before, as far as can be known at the same time as, after b. */
int dateline_date_compare(const dateline_date *a, const dateline_date *b);

/** As ISO 8601, no more precise than it is; in the arena. */
dateline_string dateline_date_format(const dateline_date *date, dateline_arena *arena);

#endif
