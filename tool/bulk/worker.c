/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A worker process. It opens no file but the archives of ranges, and writes none. Its memory is
 * limited, and where the machine has none left, the kernel is to end it rather than anybody else. A
 * page that fails for want of memory ends it too: the next one, with nothing left over from earlier
 * pages, decides.
 */
#define _GNU_SOURCE /* RLIMIT_DATA */
#include "worker.h"

#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* A page larger than this leaves more behind than is worth keeping. */
enum { PAGE_KEPT = 4 << 20 };

/* The supervisor decides when it ends; signals from a terminal or a scheduler reach all of us. */
static void ignore_signals(void) {
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &ignore, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void be_first_to_die(const struct worker_process *process) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != process->supervisor)
        _exit(EXIT_SUCCESS); /* it was gone before */
    int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file >= 0) {
        if (write(file, "1000", 4) < 0)
            errno = 0; /* a container may forbid it; then all are equal */
        close(file);
    }
}

/* Of private memory: the shared slots do not count. Sanitizers map far more than they use. */
static void limit_memory(size_t most) {
#if !defined(__SANITIZE_ADDRESS__)
    struct rlimit limit;
    if (getrlimit(RLIMIT_DATA, &limit) == 0 && limit.rlim_cur > most) {
        limit.rlim_cur = most;
        setrlimit(RLIMIT_DATA, &limit);
    }
#else
    (void)most;
#endif
}

static int64_t processor_time(void) {
    struct timespec time = {0};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static bool is_before(const struct slot *a, const struct slot *b) {
    bool a_is_range = a->range.end, b_is_range = b->range.end;
    return a_is_range == b_is_range ? a->number < b->number : b_is_range;
}

/*
 * The oldest page that nobody has, before any range; NULL: none. While we look, another worker may
 * take what we were woken for, and a page be put where we have looked already: then NULL, though
 * there is one.
 */
static struct slot *take(const struct worker_process *process) {
    struct slot *oldest;
    unsigned filled;
    do {
        oldest = NULL;
        for (size_t i = 0; i < process->slot_count; i++) {
            struct slot *slot = &process->slots[i];
            if (atomic_load(&slot->state) == SLOT_FILLED && (!oldest || is_before(slot, oldest)))
                oldest = slot;
        }
        if (!oldest)
            return NULL;
        filled = SLOT_FILLED;
    } while (!atomic_compare_exchange_strong(&oldest->state, &filled,
                                             SLOT_TAKEN + (unsigned)process->number));
    atomic_store(&oldest->began, processor_time());
    return oldest;
}

/* For tests: "crash:TEXT", "hang:TEXT" and "memory:TEXT" of pages with TEXT in their address or id.
 */
static void fail_on_purpose(struct slot *slot) {
    const char *fault = getenv("DATELINE_TEST_FAULT");
    const char *text = fault ? strchr(fault, ':') : NULL;
    const char *url = slot_text(slot, SLOT_URL), *id = slot_text(slot, SLOT_ID);
    if (!text || !((url && strstr(url, text + 1)) || (id && strstr(id, text + 1))))
        return;
    if (*fault == 'm')
        _exit(WORKER_EXIT_MEMORY);
    for (volatile bool hang = *fault == 'h'; hang;)
        ;
    kill(getpid(), SIGSEGV);
}

/* Each page of a range has as much time as one of a slot. */
static void begin_page_of_range(struct slot *range, struct slot *page) {
    atomic_store(&range->began, processor_time());
    fail_on_purpose(page);
}

static void do_page(struct slot *slot, struct worker *worker, const struct view_context *context) {
    fail_on_purpose(slot);
    slot_work(slot, worker);
    if (slot->memory_failed)
        _exit(WORKER_EXIT_MEMORY);
    if (slot->page_length > PAGE_KEPT) {
        worker_end(worker);
        if (!worker_begin(worker, context))
            _exit(WORKER_EXIT_MEMORY);
    }
}

static bool read_byte(int descriptor) {
    char byte;
    ssize_t got;
    do
        got = read(descriptor, &byte, 1);
    while (got < 0 && errno == EINTR);
    return got == 1;
}

_Noreturn void worker_process_run(const struct worker_process *process) {
    ignore_signals();
    be_first_to_die(process);
    limit_memory(process->memory_most);
    struct worker worker;
    if (!worker_begin(&worker, process->context))
        _exit(WORKER_EXIT_MEMORY);
    struct range_reader *ranges = NULL;
    /*
     * A worker goes on until it finds no page. So one that another overlooked is found: by that
     * other, who was woken for it and took an older one instead, when it is done with that.
     */
    while (read_byte(process->work))
        for (struct slot *slot; (slot = take(process));) {
            if (slot->range.end && !ranges)
                ranges = range_reader_create(process->context->settings, process->units,
                                             process->room_size, process->range_page);
            if (slot->range.end)
                range_work(ranges, slot, &worker, begin_page_of_range);
            else
                do_page(slot, &worker, process->context);
            atomic_store(&slot->state, SLOT_DONE);
            if (write(process->done, "", 1) != 1)
                _exit(EXIT_SUCCESS);
        }
    _exit(EXIT_SUCCESS);
}
