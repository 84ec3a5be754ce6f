/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ring of slots between one thread that reads inputs, the workers, and the output.
 *
 * A slot is filled, taken by a worker, and done; slots are filled, taken and written in one order.
 * Whoever finishes the oldest slot writes it and all behind it that are done: no thread is needed
 * for that, and nobody waits for the output but the one who writes. The ring bounds the pages that
 * are in memory, whatever the inputs are.
 */
#include "pool.h"

#include "message.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

enum { SLOTS_A_THREAD = 4, OUTPUT_KEPT = 1 << 20 };

struct slot {
    struct item item;
    struct outcome outcome;
    bool done;
};

struct pool {
    const struct view_context *context;
    struct output *output;
    struct worker *workers;
    pthread_t *threads;
    size_t thread_count; /* 0: no threads */
    size_t worker_count;
    struct slot *slots;
    size_t slot_count;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t filled_one;
    pthread_cond_t freed_one;
    size_t filled; /* slots since the beginning; slot n is at n modulo slot_count */
    size_t taken;
    size_t written;
    bool writing; /* somebody is */
    bool closing;
    bool failed; /* the output */
    struct pool_counts counts;
};

struct pool_thread {
    struct pool *pool;
    struct worker *worker;
};

/* ---- Writing -------------------------------------------------------------------------------- */

static void write_slot(struct pool *pool, struct slot *slot) {
    struct outcome *outcome = &slot->outcome;
    if (outcome->output.length)
        output_write(pool->output, outcome->output.data, outcome->output.length);
    if (outcome->failure)
        message_error(slot->item.name, "%s", outcome->failure);
    if (outcome->note)
        message_note(slot->item.name, "%s", outcome->note);
}

static void count_and_clear(struct pool *pool, struct slot *slot) {
    struct outcome *outcome = &slot->outcome;
    pool->counts.pages++;
    pool->counts.failures += outcome->failure != NULL;
    pool->counts.memory_failures += outcome->memory_failed;
    pool->failed |= output_error(pool->output) != 0;
    free(outcome->failure);
    free(outcome->note);
    struct buffer output = outcome->output;
    buffer_clear(&output, OUTPUT_KEPT);
    *outcome = (struct outcome){.output = output};
    item_clear(&slot->item);
    slot->done = false;
}

static struct slot *slot_at(struct pool *pool, size_t number) {
    return &pool->slots[number % pool->slot_count];
}

/* With the lock held, which is released while a slot is written. */
static void write_done(struct pool *pool) {
    if (pool->writing)
        return;
    pool->writing = true;
    while (pool->written < pool->taken && slot_at(pool, pool->written)->done) {
        struct slot *slot = slot_at(pool, pool->written);
        pthread_mutex_unlock(&pool->lock);
        write_slot(pool, slot);
        pthread_mutex_lock(&pool->lock);
        count_and_clear(pool, slot);
        pool->written++;
        pthread_cond_signal(&pool->freed_one);
    }
    pool->writing = false;
}

/* ---- Workers -------------------------------------------------------------------------------- */

static void do_slot(struct pool *pool, struct worker *worker, struct slot *slot) {
    worker_do(worker, &slot->item, &slot->outcome);
    pthread_mutex_lock(&pool->lock);
    slot->done = true;
    write_done(pool);
    pthread_mutex_unlock(&pool->lock);
}

static struct slot *take_slot(struct pool *pool) {
    pthread_mutex_lock(&pool->lock);
    while (pool->taken == pool->filled && !pool->closing)
        pthread_cond_wait(&pool->filled_one, &pool->lock);
    struct slot *slot = pool->taken < pool->filled ? slot_at(pool, pool->taken++) : NULL;
    pthread_mutex_unlock(&pool->lock);
    return slot;
}

static void *run_thread(void *opaque) {
    struct pool_thread *thread = opaque;
    for (struct slot *slot; (slot = take_slot(thread->pool));)
        do_slot(thread->pool, thread->worker, slot);
    free(thread);
    return NULL;
}

/* Signals are for the thread that reads inputs: it may be waiting in a read. */
static bool start_thread(struct pool *pool, struct worker *worker) {
    struct pool_thread *thread = memory_allocate(sizeof *thread);
    *thread = (struct pool_thread){pool, worker};
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    bool well = pthread_create(&pool->threads[pool->thread_count], NULL, run_thread, thread) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (well)
        pool->thread_count++;
    else
        free(thread);
    return well;
}

/* ---- The pool ------------------------------------------------------------------------------- */

struct pool *pool_open(size_t threads, const struct view_context *context, struct output *output) {
    struct pool *pool = memory_allocate(sizeof *pool);
    size_t workers = threads ? threads : 1;
    *pool = (struct pool){
        .context = context,
        .output = output,
        .workers = memory_allocate(workers * sizeof *pool->workers),
        .threads = memory_allocate(workers * sizeof *pool->threads),
        .slot_count = threads > 1 ? SLOTS_A_THREAD * threads : 1,
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .filled_one = PTHREAD_COND_INITIALIZER,
        .freed_one = PTHREAD_COND_INITIALIZER,
    };
    pool->slots = memory_allocate(pool->slot_count * sizeof *pool->slots);
    for (size_t i = 0; i < pool->slot_count; i++)
        pool->slots[i] = (struct slot){0};
    for (; pool->worker_count < workers; pool->worker_count++)
        if (!worker_begin(&pool->workers[pool->worker_count], context))
            memory_fail();
    /* Fewer threads than wanted are slower, not wrong; none: pool_put() works itself. */
    for (size_t i = 0; threads > 1 && i < threads; i++)
        if (!start_thread(pool, &pool->workers[i]))
            break;
    return pool;
}

struct item *pool_item(struct pool *pool) {
    pthread_mutex_lock(&pool->lock);
    while (pool->filled - pool->written == pool->slot_count)
        pthread_cond_wait(&pool->freed_one, &pool->lock);
    struct slot *slot = slot_at(pool, pool->filled);
    pthread_mutex_unlock(&pool->lock);
    return &slot->item;
}

bool pool_put(struct pool *pool) {
    pthread_mutex_lock(&pool->lock);
    struct slot *slot = slot_at(pool, pool->filled++);
    bool alone = pool->thread_count == 0;
    pool->taken += alone;
    pthread_cond_signal(&pool->filled_one);
    pthread_mutex_unlock(&pool->lock);
    if (alone)
        do_slot(pool, &pool->workers[0], slot);
    pthread_mutex_lock(&pool->lock);
    bool well = !pool->failed;
    pthread_mutex_unlock(&pool->lock);
    return well;
}

struct pool_counts pool_count(struct pool *pool) {
    pthread_mutex_lock(&pool->lock);
    struct pool_counts counts = pool->counts;
    pthread_mutex_unlock(&pool->lock);
    return counts;
}

static void destroy(struct pool *pool) {
    for (size_t i = 0; i < pool->slot_count; i++) {
        item_destroy(&pool->slots[i].item);
        buffer_destroy(&pool->slots[i].outcome.output);
    }
    for (size_t i = 0; i < pool->worker_count; i++)
        worker_end(&pool->workers[i]);
    free(pool->slots);
    free(pool->workers);
    free(pool->threads);
    pthread_mutex_destroy(&pool->lock);
    pthread_cond_destroy(&pool->filled_one);
    pthread_cond_destroy(&pool->freed_one);
    free(pool);
}

struct pool_counts pool_close(struct pool *pool) {
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pthread_cond_broadcast(&pool->filled_one);
    pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < pool->thread_count; i++)
        pthread_join(pool->threads[i], NULL);
    struct pool_counts counts = pool->counts;
    destroy(pool);
    return counts;
}
