/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "on Thursday" in an article of a known day.
 */
#ifndef DATELINE_STATEMENTS_DAYS_H
#define DATELINE_STATEMENTS_DAYS_H

#include "statements/lexicon.h"

/** @return 0 for Monday to 6 for Sunday, or -1. */
int dateline_weekday_of_name(dateline_language language, dateline_string name);

/**
 * The last such weekday up to a day: an article of Friday says "on Thursday" of the day before.
 *
 * @param published ISO 8601 date or date and time; only its day is read.
 * @param out       gets YYYY-MM-DD.
 * @return false where published gives no whole day.
 */
bool dateline_weekday_before(dateline_string published, int weekday, char out[10]);

#endif
