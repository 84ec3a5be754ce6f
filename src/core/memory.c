/* SPDX-License-Identifier: Apache-2.0 */
#include "core/memory.h"

#include <stdlib.h>

/* ---- Allocator ------------------------------------------------------------------------------ */

static void *standard_allocate(void *context, size_t size) {
    (void)context;
    return malloc(size);
}

static void *standard_reallocate(void *context, void *block, size_t old_size, size_t new_size) {
    (void)context;
    (void)old_size;
    return realloc(block, new_size);
}

static void standard_release(void *context, void *block, size_t size) {
    (void)context;
    (void)size;
    free(block);
}

void dateline_memory_initialize(dateline_memory *memory, const dateline_allocator *allocator) {
    static const dateline_allocator standard = {standard_allocate, standard_reallocate,
                                                standard_release, NULL};
    memory->allocator = allocator ? *allocator : standard;
    memory->failed = false;
}

void *dateline_memory_allocate(dateline_memory *memory, size_t size) {
    void *block = memory->allocator.allocate(memory->allocator.context, size);
    if (!block)
        memory->failed = true;
    return block;
}

void *dateline_memory_reallocate(dateline_memory *memory, void *block, size_t old_size,
                                 size_t new_size) {
    if (!block)
        return dateline_memory_allocate(memory, new_size);
    void *moved =
        memory->allocator.reallocate(memory->allocator.context, block, old_size, new_size);
    if (!moved)
        memory->failed = true;
    return moved;
}

void dateline_memory_release(dateline_memory *memory, void *block, size_t size) {
    if (block)
        memory->allocator.release(memory->allocator.context, block, size);
}

/* ---- Arena ---------------------------------------------------------------------------------- */

struct dateline_arena_chunk {
    dateline_arena_chunk *older;
    size_t size; /* of the bytes behind this header */
};

/* A mean page needs some hundred kilobytes; doubling from here wastes little on small ones. */
enum { FIRST_CHUNK = 64 * 1024 };

/* A page that needed more than this is an outlier: its memory is not kept for the next one. */
static const size_t kept_at_most = (size_t)64 << 20;

static bool add_chunk(dateline_arena *arena, size_t size) {
    if (size > SIZE_MAX - sizeof(dateline_arena_chunk)) {
        arena->memory->failed = true;
        return false;
    }
    dateline_arena_chunk *chunk =
        dateline_memory_allocate(arena->memory, sizeof(dateline_arena_chunk) + size);
    if (!chunk)
        return false;
    chunk->older = arena->chunks;
    chunk->size = size;
    arena->chunks = chunk;
    arena->cursor = (char *)(chunk + 1);
    arena->limit = arena->cursor + size;
    return true;
}

void dateline_arena_initialize(dateline_arena *arena, dateline_memory *memory) {
    *arena = (dateline_arena){.memory = memory};
}

void dateline_arena_destroy(dateline_arena *arena) {
    for (dateline_arena_chunk *chunk = arena->chunks; chunk;) {
        dateline_arena_chunk *older = chunk->older;
        dateline_memory_release(arena->memory, chunk, sizeof *chunk + chunk->size);
        chunk = older;
    }
    dateline_arena_initialize(arena, arena->memory);
}

void dateline_arena_reset(dateline_arena *arena) {
    dateline_arena_chunk *chunk = arena->chunks;
    if (!chunk)
        return;
    if (chunk->older || chunk->size > kept_at_most) {
        size_t total = 0;
        for (; chunk; chunk = chunk->older)
            total += chunk->size;
        dateline_arena_destroy(arena);
        /* A failure here is not one: the next allocation tries again and reports. */
        if (total > kept_at_most || !add_chunk(arena, total)) {
            arena->memory->failed = false;
            return;
        }
        chunk = arena->chunks;
    }
    arena->cursor = (char *)(chunk + 1);
}

void *dateline_arena_extend(dateline_arena *arena, size_t size) {
    size_t wanted = arena->chunks ? arena->chunks->size : FIRST_CHUNK / 2;
    wanted = wanted < SIZE_MAX / 2 ? wanted * 2 : wanted;
    if (size > SIZE_MAX - 8) {
        arena->memory->failed = true;
        return NULL;
    }
    if (!add_chunk(arena, wanted > size + 8 ? wanted : size + 8))
        return NULL;
    return dateline_arena_allocate(arena, size);
}

dateline_string dateline_arena_copy(dateline_arena *arena, const char *data, size_t length) {
    char *copy = dateline_arena_allocate(arena, length);
    if (!copy)
        return (dateline_string){NULL, 0};
    if (length)
        memcpy(copy, data, length);
    return (dateline_string){copy, length};
}

void dateline_arena_trim(dateline_arena *arena, void *end) {
    uintptr_t aligned = ((uintptr_t)end + 7) & ~(uintptr_t)7;
    size_t given_back = (size_t)((uintptr_t)arena->cursor - aligned);
    arena->cursor -= given_back;
}

/* ---- Vector --------------------------------------------------------------------------------- */

bool dateline_vector_grow(dateline_memory *memory, void **block, uint32_t *capacity,
                          uint64_t needed, size_t item_size) {
    uint64_t wanted = (uint64_t)*capacity + *capacity / 2 + 16;
    if (wanted < needed)
        wanted = needed;
    if (wanted > UINT32_MAX)
        wanted = UINT32_MAX;
    if (needed > wanted || wanted > SIZE_MAX / item_size) {
        memory->failed = true;
        return false;
    }
    void *moved = dateline_memory_reallocate(memory, *block, (size_t)*capacity * item_size,
                                             (size_t)wanted * item_size);
    if (!moved)
        return false;
    *block = moved;
    *capacity = (uint32_t)wanted;
    return true;
}

bool dateline_list_grow(dateline_arena *arena, void **block, uint32_t *capacity, size_t item_size) {
    uint32_t wanted = *capacity ? *capacity * 2 : 64;
    if (wanted <= *capacity)
        return false;
    void *larger = dateline_arena_allocate(arena, wanted * item_size);
    if (!larger)
        return false;
    if (*capacity)
        memcpy(larger, *block, *capacity * item_size);
    *block = larger;
    *capacity = wanted;
    return true;
}
