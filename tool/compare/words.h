/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How two versions of a text differ, in a few lines: as many words came and went, and what stands
 * at the first difference. It takes linear time, and so is no full diff: words that only moved are
 * counted neither way.
 */
#ifndef TOOL_COMPARE_WORDS_H
#define TOOL_COMPARE_WORDS_H

#include <stddef.h>

/** Two ranges of bytes, one in each text: from a few words before the first difference to a few
 * behind the last. */
struct words_change {
    size_t added;
    size_t removed;
    size_t old_begin, old_end;
    size_t new_begin, new_end;
};

struct words_change words_compare(const char *old_text, size_t old_length, const char *new_text,
                                  size_t new_length);

#endif
