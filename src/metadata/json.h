/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A reader for JSON-LD as sites write it: comments, trailing and missing commas, raw line breaks,
 * single quotes, quotation marks nobody escaped, CDATA and comment wrappers, several values in one
 * script, scripts cut in the middle. It never fails: what cannot be made sense of is skipped.
 *
 * The result is one flat array in document order, each value with the index behind its last
 * descendant, so that a walk is a sweep. Values keep their place in the page; strings are decoded
 * only when somebody reads them. Time is linear and there is no recursion, whatever the nesting.
 */
#ifndef DATELINE_METADATA_JSON_H
#define DATELINE_METADATA_JSON_H

#include "core/string.h"
#include "metadata/words.h"

typedef enum dateline_json_type {
    DATELINE_JSON_NULL = 0,
    DATELINE_JSON_FALSE,
    DATELINE_JSON_TRUE,
    DATELINE_JSON_NUMBER,
    DATELINE_JSON_STRING,
    DATELINE_JSON_ARRAY,
    DATELINE_JSON_OBJECT
} dateline_json_type;

/** A value. Value 0 is an array that holds all values that were read. */
typedef struct dateline_json_value {
    uint32_t offset; /* its range of the text; a string's lies between the quotation marks */
    uint32_t length;
    uint32_t end;    /* index behind its last descendant */
    uint32_t parent; /* index of the array or object that holds it */
    uint16_t name;   /* member of an object: its number in the name table, or
                        DATELINE_JSON_OTHER_NAME; else 0 */
    uint8_t type;    /* dateline_json_type */
    bool escaped;    /* string: holds '\\' */
} dateline_json_value;

/** Values read so far. */
typedef struct dateline_json {
    const char *text;                 /* offsets count from here */
    const dateline_word_table *names; /* members that matter */
    dateline_arena *arena;
    dateline_json_value *values;
    uint32_t count;
    uint32_t capacity;
} dateline_json;

/** A member whose name is not in the table. */
enum { DATELINE_JSON_OTHER_NAME = 0xFFFF };

/** Objects and arrays inside each other; deeper ones are skipped over. */
enum { DATELINE_JSON_DEPTH = 256 };

/** Begin with no values. @return false where memory failed. */
bool dateline_json_begin(dateline_json *json, const char *text, const dateline_word_table *names,
                         dateline_arena *arena);

/** Read what stands in [begin, end) of the text. @return false where memory failed. */
bool dateline_json_read(dateline_json *json, uint32_t begin, uint32_t end);

/** @return index of an object's first member of that name, or 0. Linear in its members. */
uint32_t dateline_json_member(const dateline_json *json, uint32_t object, unsigned name);

/**
 * A string's characters, escapes resolved: a slice of the text where it has none. Numbers and
 * literals give their text. Character references stay. Absent for arrays and objects.
 */
dateline_string dateline_json_string(const dateline_json *json, uint32_t value);

/** Children of an array or object: for (i = first(v); i < values[v].end; i = values[i].end). */
static inline uint32_t dateline_json_first(uint32_t value) {
    return value + 1;
}

#endif
