/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All memory of the library: an arena for what lives as long as a page, growing arrays for what is
 * built item by item. Both keep their memory from page to page, so that a worker in its steady
 * state allocates nothing. Every allocation goes through the caller's allocator.
 *
 * Failure is sticky: an arena or vector group that could not grow marks its dateline_memory as
 * failed, gives NULL, and the pipeline looks once behind each room. Code in between only has to
 * stay safe, not to report.
 */
#ifndef DATELINE_CORE_MEMORY_H
#define DATELINE_CORE_MEMORY_H

#include "dateline.h"

#include <string.h>

/** The allocator of an extractor, and whether it ever failed on the current page. */
typedef struct dateline_memory {
    dateline_allocator allocator;
    bool failed;
} dateline_memory;

/** Set up with the caller's allocator; NULL: malloc, realloc, free. */
void dateline_memory_initialize(dateline_memory *memory, const dateline_allocator *allocator);

void *dateline_memory_allocate(dateline_memory *memory, size_t size);
void *dateline_memory_reallocate(dateline_memory *memory, void *block, size_t old_size,
                                 size_t new_size);
void dateline_memory_release(dateline_memory *memory, void *block, size_t size);

/* ---- Arena ---------------------------------------------------------------------------------- */

typedef struct dateline_arena_chunk dateline_arena_chunk;

/** Memory that is given back all at once, when the next page begins. */
typedef struct dateline_arena {
    dateline_memory *memory;
    dateline_arena_chunk *chunks; /* newest first; the oldest one is the largest after a reset */
    char *cursor;
    char *limit;
} dateline_arena;

void dateline_arena_initialize(dateline_arena *arena, dateline_memory *memory);

/** Free everything. The arena may be used again. */
void dateline_arena_destroy(dateline_arena *arena);

/** Give back all that was allocated; the memory is kept, joined into one chunk. */
void dateline_arena_reset(dateline_arena *arena);

/** The slow path of dateline_arena_allocate(): a new chunk. */
void *dateline_arena_extend(dateline_arena *arena, size_t size);

/** @return size bytes aligned to 8, not cleared, or NULL with memory->failed set; for size 0 too.
 */
static inline void *dateline_arena_allocate(dateline_arena *arena, size_t size) {
    size_t rounded = (size + !size + 7) & ~(size_t)7;
    if (rounded < size || rounded > (size_t)(arena->limit - arena->cursor))
        return dateline_arena_extend(arena, size);
    void *block = arena->cursor;
    arena->cursor += rounded;
    return block;
}

/** An array of count items of a type, not cleared, or NULL. */
#define DATELINE_ARENA_ARRAY(arena, type, count)                                                   \
    ((type *)dateline_arena_allocate((arena), (size_t)(count) * sizeof(type)))

/** @return a copy of the bytes in the arena; absent where memory failed. */
dateline_string dateline_arena_copy(dateline_arena *arena, const char *data, size_t length);

/** Give back the end of the newest allocation: it began at block, and ends at end from now on. */
void dateline_arena_trim(dateline_arena *arena, void *end);

/* ---- Vector --------------------------------------------------------------------------------- */

/** A growing array of a type; zero-initialised it is empty. Indexes are 32 bits. */
#define DATELINE_VECTOR(type)                                                                      \
    struct {                                                                                       \
        union {                                                                                    \
            type *items;                                                                           \
            void *block;                                                                           \
        };                                                                                         \
        uint32_t count;                                                                            \
        uint32_t capacity;                                                                         \
    }

/** The slow path of DATELINE_VECTOR_RESERVE. */
bool dateline_vector_grow(dateline_memory *memory, void **block, uint32_t *capacity,
                          uint64_t needed, size_t item_size);

/** Make room for extra more items. @return false, with memory->failed set, where there is none. */
#define DATELINE_VECTOR_RESERVE(memory, vector, extra)                                             \
    ((uint64_t)(vector)->count + (extra) <= (vector)->capacity ||                                  \
     dateline_vector_grow((memory), &(vector)->block, &(vector)->capacity,                         \
                          (uint64_t)(vector)->count + (extra), sizeof *(vector)->items))

/** Append one item. @return false where memory failed. */
#define DATELINE_VECTOR_PUSH(memory, vector, item)                                                 \
    (DATELINE_VECTOR_RESERVE((memory), (vector), 1)                                                \
         ? ((vector)->items[(vector)->count++] = (item), true)                                     \
         : false)

/** Free a vector's memory and make it empty. */
#define DATELINE_VECTOR_DESTROY(memory, vector)                                                    \
    do {                                                                                           \
        dateline_memory_release((memory), (vector)->block,                                         \
                                (size_t)(vector)->capacity * sizeof *(vector)->items);             \
        (vector)->block = NULL;                                                                    \
        (vector)->count = (vector)->capacity = 0;                                                  \
    } while (0)

/* ---- List ----------------------------------------------------------------------------------- */

/** A growing array in an arena: what it outgrows is given back with the page. */
#define DATELINE_LIST(type)                                                                        \
    struct {                                                                                       \
        union {                                                                                    \
            type *items;                                                                           \
            void *block;                                                                           \
        };                                                                                         \
        uint32_t count;                                                                            \
        uint32_t capacity;                                                                         \
    }

/** The slow path of DATELINE_LIST_PUSH. */
bool dateline_list_grow(dateline_arena *arena, void **block, uint32_t *capacity, size_t item_size);

/** Append one item. @return false where memory failed. */
#define DATELINE_LIST_PUSH(arena, list, item)                                                      \
    ((list)->count < (list)->capacity ||                                                           \
             dateline_list_grow((arena), &(list)->block, &(list)->capacity, sizeof *(list)->items) \
         ? ((list)->items[(list)->count++] = (item), true)                                         \
         : false)

#endif
