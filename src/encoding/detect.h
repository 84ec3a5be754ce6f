/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The encoding of a page that does not say it (WHATWG HTML 13.2.3.2, step 8), from its bytes.
 */
#ifndef DATELINE_ENCODING_DETECT_H
#define DATELINE_ENCODING_DETECT_H

#include "encoding/encoding.h"

enum { DATELINE_DETECT_LANGUAGES = 34, DATELINE_DETECT_ROW = 2048 };

/** Cost of two characters one behind the other, in eighths of a bit; see generate_detector.py. */
extern const uint8_t dateline_detect_costs[DATELINE_DETECT_LANGUAGES][DATELINE_DETECT_ROW];

/** @return the likeliest encoding of a page that is not UTF-8; windows-1252 where nothing speaks
 * for another. Looks at no more than the page's first few thousand bytes above ASCII. */
const dateline_encoding *dateline_detect(dateline_string page);

#endif
