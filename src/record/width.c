/* SPDX-License-Identifier: Apache-2.0 */
#include "record/width.h"

#include "core/utf8.h"

static uint32_t columns_of(uint32_t code_point) {
    size_t low = 0, high = dateline_width_range_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const dateline_width_range *range = &dateline_width_ranges[middle];
        if (code_point < range->first)
            high = middle;
        else if (code_point > range->last)
            low = middle + 1;
        else
            return range->columns;
    }
    return 1;
}

size_t dateline_width(dateline_string text) {
    size_t columns = 0;
    for (const char *p = text.data, *end = p + text.length; p < end;) {
        uint32_t code_point = dateline_utf8_decode(&p, end);
        columns += code_point < 0x80 ? 1 : columns_of(code_point);
    }
    return columns;
}
