/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The encoding that an HTML page declares of itself: WHATWG HTML, 13.2.3.2 "Prescan a byte stream
 * to determine its encoding".
 */
#ifndef DATELINE_ENCODING_PRESCAN_H
#define DATELINE_ENCODING_PRESCAN_H

#include "encoding/encoding.h"

/** @return the encoding of <meta charset>, <meta http-equiv> or <?xml encoding=, or NULL. */
const dateline_encoding *dateline_prescan(dateline_string page);

#endif
