/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Searches for the next of a few bytes, 16 at a time: nine tenths of a page are passed over by one
 * of these. (32 at a time, with AVX2, were measured and gain 5 %.)
 *
 * Blocks are read across the end: a page has DATELINE_PADDING readable bytes behind it, and what is
 * found there counts as not found.
 */
#ifndef DATELINE_HTML_SCAN_H
#define DATELINE_HTML_SCAN_H

#include "core/bytes.h"
#include "core/string.h"
#include "html/tree.h"

/* ---- Searches ------------------------------------------------------------------------------- */

/** @return the first c in [text, end), or end. */
static inline const char *dateline_scan_char(const char *text, const char *end, char c) {
    for (; text < end; text += 2 * DATELINE_BLOCK) {
        dateline_bytes first = dateline_bytes_equal(dateline_bytes_load(text), c);
        dateline_bytes second = dateline_bytes_equal(dateline_bytes_load(text + DATELINE_BLOCK), c);
        if (!dateline_bytes_mask(dateline_bytes_or(first, second)))
            continue;
        uint64_t mask = dateline_bytes_mask(first);
        text += mask ? dateline_mask_first(mask)
                     : DATELINE_BLOCK + dateline_mask_first(dateline_bytes_mask(second));
        return text < end ? text : end;
    }
    return end;
}

/* What a search passed over, of the masks of two blocks and the first bit of what it found. */
static inline void dateline_note_passed(uint32_t references, uint32_t controls, uint32_t found,
                                        unsigned *flags) {
    uint32_t passed = found ? (found & (0 - found)) - 1 : UINT32_MAX;
    if (references & passed)
        *flags |= DATELINE_NODE_REFERENCES;
    if (controls & passed)
        *flags |= DATELINE_NODE_CONTROLS;
}

/* What two blocks have of the bytes that a search for c, or for c and d, wants to know of. */
static inline uint32_t dateline_pair_match(dateline_bytes first, dateline_bytes second, char c) {
    return dateline_bytes_pair_mask(dateline_bytes_equal(first, c),
                                    dateline_bytes_equal(second, c));
}

static inline dateline_bytes dateline_bytes_either(dateline_bytes bytes, char c, char d) {
    return dateline_bytes_or(dateline_bytes_equal(bytes, c), dateline_bytes_equal(bytes, d));
}

static inline dateline_bytes dateline_bytes_any(dateline_bytes bytes, char c) {
    return dateline_bytes_or(dateline_bytes_either(bytes, c, '&'),
                             dateline_bytes_either(bytes, '\r', '\0'));
}

/**
 * @return the first c in [text, end), or end. Adds DATELINE_NODE_REFERENCES to flags where it
 * passes over '&', and DATELINE_NODE_CONTROLS where it passes over CR or NUL. At the end some that
 * stand behind it may be noted too: the flags say what a text may hold.
 *
 * Two blocks at a time, though most values end in the first: the branch is the same for both.
 */
static inline const char *dateline_scan_value(const char *text, const char *end, char c,
                                              unsigned *flags) {
    for (; text < end; text += 2 * DATELINE_BLOCK) {
        dateline_bytes first = dateline_bytes_load(text);
        dateline_bytes second = dateline_bytes_load(text + DATELINE_BLOCK);
        uint32_t any =
            dateline_bytes_pair_mask(dateline_bytes_any(first, c), dateline_bytes_any(second, c));
        if (!any)
            continue;
        uint32_t found = dateline_pair_match(first, second, c);
        if ((any & (0 - any)) != (found & (0 - found)))
            dateline_note_passed(
                dateline_pair_match(first, second, '&'),
                dateline_bytes_pair_mask(dateline_bytes_either(first, '\r', '\0'),
                                         dateline_bytes_either(second, '\r', '\0')),
                found, flags);
        if (found) {
            text += __builtin_ctz(found);
            return text < end ? text : end;
        }
    }
    return end;
}

/** The same for text between tags: @return the first '<' or NUL. */
static inline const char *dateline_scan_text(const char *text, const char *end, unsigned *flags) {
    for (; text < end; text += 2 * DATELINE_BLOCK) {
        dateline_bytes first = dateline_bytes_load(text);
        dateline_bytes second = dateline_bytes_load(text + DATELINE_BLOCK);
        uint32_t any = dateline_bytes_pair_mask(dateline_bytes_any(first, '<'),
                                                dateline_bytes_any(second, '<'));
        if (!any)
            continue;
        uint32_t found = dateline_bytes_pair_mask(dateline_bytes_either(first, '<', '\0'),
                                                  dateline_bytes_either(second, '<', '\0'));
        if ((any & (0 - any)) != (found & (0 - found)))
            dateline_note_passed(dateline_pair_match(first, second, '&'),
                                 dateline_pair_match(first, second, '\r'), found, flags);
        if (found) {
            text += __builtin_ctz(found);
            return text < end ? text : end;
        }
    }
    return end;
}

/** And for a value without quotes: @return the first '>' or byte below 0x21. */
static inline const char *dateline_scan_unquoted(const char *text, const char *end,
                                                 unsigned *flags) {
    for (; text < end; text += DATELINE_BLOCK) {
        dateline_bytes block = dateline_bytes_load(text);
        uint64_t found = dateline_bytes_mask(dateline_bytes_or(dateline_bytes_at_most(block, ' '),
                                                               dateline_bytes_equal(block, '>')));
        uint64_t references = dateline_bytes_mask(dateline_bytes_equal(block, '&'));
        if (references & (found ? (found & (0 - found)) - 1 : ~(uint64_t)0))
            *flags |= DATELINE_NODE_REFERENCES;
        if (found) {
            text += dateline_mask_first(found);
            return text < end ? text : end;
        }
    }
    return end;
}

/** @return the first byte in [text, end) that decoding may change: '&', CR or NUL; or end. */
static inline const char *dateline_scan_special(const char *text, const char *end) {
    for (; text < end; text += DATELINE_BLOCK) {
        dateline_bytes block = dateline_bytes_load(text);
        dateline_bytes controls =
            dateline_bytes_or(dateline_bytes_equal(block, '\r'), dateline_bytes_equal(block, '\0'));
        uint64_t found =
            dateline_bytes_mask(dateline_bytes_or(dateline_bytes_equal(block, '&'), controls));
        if (found) {
            text += dateline_mask_first(found);
            return text < end ? text : end;
        }
    }
    return end;
}

/** @return the bytes before the first of '/', '>' or a byte below 0x21, at most 16. */
static inline unsigned dateline_scan_tag_name(const char *text) {
    dateline_bytes block = dateline_bytes_load(text);
    uint64_t mask = dateline_bytes_mask(dateline_bytes_or(
        dateline_bytes_at_most(block, ' '),
        dateline_bytes_or(dateline_bytes_equal(block, '/'), dateline_bytes_equal(block, '>'))));
    return mask ? dateline_mask_first(mask) : DATELINE_BLOCK;
}

/** @return the bytes before the first of '=', '/', '>' or a byte below 0x21, at most 16. */
static inline unsigned dateline_scan_attribute_name(const char *text) {
    dateline_bytes block = dateline_bytes_load(text);
    dateline_bytes marks = dateline_bytes_or(
        dateline_bytes_equal(block, '='),
        dateline_bytes_or(dateline_bytes_equal(block, '/'), dateline_bytes_equal(block, '>')));
    uint64_t mask =
        dateline_bytes_mask(dateline_bytes_or(dateline_bytes_at_most(block, ' '), marks));
    return mask ? dateline_mask_first(mask) : DATELINE_BLOCK;
}

#endif
