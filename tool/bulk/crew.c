/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The processes; see crew.h. Slots lie in one mapping that is made before any worker, so that those
 * that come later have it as well: those of pages, then those of ranges. It is reserved for the
 * largest page and record in every slot, and costs what is touched. A byte through the pipe `work`
 * says that a slot was filled, one through `done` that one is done; whose it is, only the slots'
 * states say. A worker's own pipe `life` has nothing in it: its end tells of the worker's.
 */
#define _GNU_SOURCE /* MAP_ANONYMOUS, MADV_REMOVE, RLIMIT_AS */
#include "crew.h"

#include "clock.h"
#include "memory.h"
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What is kept of a slot's memory for the next page; an outlier's is given back. */
#define ROOM_KEPT   SMALL_PAGE
#define OUTPUT_KEPT ((size_t)256 << 10)

enum { DEATHS_MOST = 2, IDLE_DEATHS_MOST = 8, LOOK_EVERY_MS = 500 };

/* What the supervisor alone knows of a slot: */
struct job {
    unsigned deaths;
    size_t cost; /* of the memory for large pages */
    char death[64];
};

struct member {
    pid_t pid; /* 0: there is none */
    int life;
    bool given_up; /* it was killed, for a page took too long */
};

struct ring {
    struct slot *slots;
    struct job *jobs;
    size_t count;
    size_t put;      /* slots since the beginning; slot n is at n modulo count */
    size_t released; /* the same */
    bool cleared;    /* crew_slot() has cleared the next one */
    size_t output_kept;
};

struct crew {
    const struct view_context *context;
    const struct units *units;
    struct crew_plan plan;
    struct slot *slots; /* of all rings */
    struct job *jobs;
    size_t slot_count;
    struct ring rings[CREW_RING_COUNT];
    unsigned char *memory; /* of their rooms and outputs */
    size_t memory_size;
    size_t room_size;
    size_t large; /* memory that the large pages in slots may take */
    int work[2];
    int done[2];
    pid_t supervisor;
    struct member *members;
    struct pollfd *polls;
    unsigned idle_deaths; /* in a row, with nothing done in between */
    int64_t last_look;
};

/* ---- Memory --------------------------------------------------------------------------------- */

/* A page of a range is larger than a small one where its worker has memory left over. */
static size_t range_page_of(size_t spare) {
    size_t size = SMALL_PAGE + spare / PAGE_FACTOR;
    return size < RANGE_PAGE_MOST ? size : RANGE_PAGE_MOST;
}

bool crew_plan(struct crew_plan *plan, size_t workers, size_t max_bytes, size_t memory) {
    size_t large = PAGE_FACTOR * max_bytes;
    plan->range_page = RANGE_PAGE_MOST;
    if (memory) {
        size_t fixed = memory / 2;
        if (fixed < SUPERVISOR_MEMORY + WORKER_MEMORY)
            return false;
        size_t fit = (fixed - SUPERVISOR_MEMORY) / WORKER_MEMORY;
        workers = fit < workers ? fit : workers;
        plan->range_page = range_page_of((fixed - SUPERVISOR_MEMORY) / workers - WORKER_MEMORY);
        large = memory - fixed < large ? memory - fixed : large;
        max_bytes = large / PAGE_FACTOR;
    }
    plan->workers = workers;
    plan->max_bytes = max_bytes;
    plan->large_pages = large;
    return true;
}

static size_t whole_pages(size_t size) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (size + page - 1) / page * page;
}

static void *reserve(size_t size) {
    void *memory =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

/* @return what is behind its memory. */
static unsigned char *lay_out(struct ring *ring, unsigned char *memory, size_t room_size,
                              size_t output_size) {
    for (size_t i = 0; i < ring->count; i++, memory += room_size + output_size) {
        struct slot *slot = &ring->slots[i];
        atomic_init(&slot->state, SLOT_FREE);
        slot->room = memory;
        slot->output = memory + room_size;
        slot->output_size = output_size;
    }
    return memory;
}

static bool make_slots(struct crew *crew) {
    enum { ROOM_EXTRA = 2 << 20 }; /* an archive wants one MiB more than the page */
    size_t pages = PAGES_A_WORKER * crew->plan.workers;
    size_t ranges = RANGES_A_WORKER * crew->plan.workers;
    size_t output_size = whole_pages(slot_output_most(crew->plan.max_bytes));
    crew->room_size = whole_pages(crew->plan.max_bytes + ROOM_EXTRA);
    crew->slot_count = pages + ranges;
    crew->memory_size = pages * (crew->room_size + output_size) + ranges * RANGE_OUTPUT_MOST;
    crew->slots = reserve(crew->slot_count * sizeof *crew->slots);
    crew->memory = reserve(crew->memory_size);
    if (!crew->slots || !crew->memory)
        return false;
    crew->jobs = memory_allocate(crew->slot_count * sizeof *crew->jobs);
    memset(crew->jobs, 0, crew->slot_count * sizeof *crew->jobs);
    crew->rings[CREW_PAGES] = (struct ring){
        .slots = crew->slots, .jobs = crew->jobs, .count = pages, .output_kept = OUTPUT_KEPT};
    crew->rings[CREW_RANGES] = (struct ring){.slots = crew->slots + pages,
                                             .jobs = crew->jobs + pages,
                                             .count = ranges,
                                             .output_kept = RANGE_OUTPUT_MOST};
    unsigned char *at =
        lay_out(&crew->rings[CREW_PAGES], crew->memory, crew->room_size, output_size);
    lay_out(&crew->rings[CREW_RANGES], at, 0, RANGE_OUTPUT_MOST);
    return true;
}

/* Give back what lies behind the first @p kept bytes, where they were touched. */
static void give_back(unsigned char *memory, size_t touched, size_t kept) {
    if (touched > kept)
        madvise(memory + kept, whole_pages(touched - kept), MADV_REMOVE);
}

/* ---- Processes ------------------------------------------------------------------------------ */

static bool make_pipe(int ends[2]) {
    if (pipe(ends) != 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

_Noreturn static void become_worker(struct crew *crew, size_t number, int life[2]) {
    close(crew->work[1]);
    close(crew->done[0]);
    close(life[0]);
    struct worker_process process = {
        .context = crew->context,
        .units = crew->units,
        .number = number,
        .slots = crew->slots,
        .slot_count = crew->slot_count,
        .work = crew->work[0],
        .done = crew->done[1],
        .memory_most = WORKER_MEMORY + PAGE_FACTOR * crew->plan.max_bytes,
        .room_size = crew->room_size,
        .range_page = crew->plan.range_page,
        .supervisor = crew->supervisor,
    };
    worker_process_run(&process);
}

static bool start_member(struct crew *crew, size_t number) {
    struct member *member = &crew->members[number];
    int life[2];
    if (!make_pipe(life))
        return false;
    /* A signal between fork() and the worker's own handling of it would be ours. */
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    pid_t pid = fork();
    if (pid == 0)
        become_worker(crew, number, life);
    sigprocmask(SIG_SETMASK, &before, NULL);
    close(life[1]);
    if (pid < 0) {
        close(life[0]);
        return false;
    }
    *member = (struct member){.pid = pid, .life = life[0]};
    return true;
}

/*
 * A byte too many wakes a worker for nothing, and workers that find page after page read none. A
 * pipe that is full is no loss: whoever reads of it looks for pages after that.
 */
static void tell_workers(struct crew *crew) {
    while (write(crew->work[1], "", 1) < 0 && errno == EINTR)
        ;
}

static void describe_death(const struct member *member, int status, char *to, size_t size) {
    if (member->given_up)
        snprintf(to, size, "took too long");
    else if (WIFSIGNALED(status))
        snprintf(to, size, "crashed (%s)", strsignal(WTERMSIG(status)));
    else if (WIFEXITED(status) && WEXITSTATUS(status) == WORKER_EXIT_MEMORY)
        snprintf(to, size, "out of memory");
    else
        snprintf(to, size, "ended a worker");
}

/*
 * Whatever page it had goes to another, unless that has happened before. A range is done as far as
 * it came: whoever reads on finds out which page it was.
 */
static void bury(struct crew *crew, size_t number) {
    struct member *member = &crew->members[number];
    int status = 0;
    while (waitpid(member->pid, &status, 0) < 0 && errno == EINTR)
        ;
    close(member->life);
    member->pid = 0;
    bool idle = true;
    for (size_t i = 0; i < crew->slot_count; i++) {
        struct slot *slot = &crew->slots[i];
        if (atomic_load(&slot->state) != SLOT_TAKEN + number)
            continue;
        struct job *job = &crew->jobs[i];
        idle = false;
        if (slot->range.end) {
            atomic_store(&slot->state, SLOT_DONE);
        } else if (++job->deaths < DEATHS_MOST) {
            atomic_store(&slot->began, -1);
            atomic_store(&slot->state, SLOT_FILLED);
        } else {
            describe_death(member, status, job->death, sizeof job->death);
            atomic_store(&slot->state, SLOT_DONE);
        }
    }
    crew->idle_deaths = idle ? crew->idle_deaths + 1 : 0;
    /* It may have read the byte of a page that it had not taken yet. */
    tell_workers(crew);
}

static bool keep_members(struct crew *crew) {
    size_t alive = 0;
    for (size_t i = 0; i < crew->plan.workers; i++)
        alive += crew->members[i].pid || start_member(crew, i);
    return alive > 0;
}

/* ---- Watching ------------------------------------------------------------------------------- */

/* Processor time, for a machine that is busy or asleep is no reason to give a page up. */
static int64_t processor_time(pid_t pid) {
    clockid_t clock;
    struct timespec time;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0)
        return 0;
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void look_for_hangs(struct crew *crew) {
    int64_t time = (int64_t)clock_ms();
    if (time - crew->last_look < LOOK_EVERY_MS)
        return;
    crew->last_look = time;
    for (size_t i = 0; i < crew->slot_count; i++) {
        unsigned state = atomic_load(&crew->slots[i].state);
        int64_t began = atomic_load(&crew->slots[i].began);
        if (state < SLOT_TAKEN || began < 0)
            continue;
        struct member *member = &crew->members[state - SLOT_TAKEN];
        if (member->pid &&
            processor_time(member->pid) - began > (int64_t)crew->plan.page_seconds * 1000000000) {
            member->given_up = true;
            kill(member->pid, SIGKILL);
        }
    }
}

bool crew_wait(struct crew *crew, int milliseconds, const char **failure) {
    size_t count = crew->plan.workers;
    for (size_t i = 0; i < count; i++)
        crew->polls[i] = (struct pollfd){.fd = crew->members[i].pid ? crew->members[i].life : -1};
    crew->polls[count] = (struct pollfd){.fd = crew->done[0], .events = POLLIN};
    if (poll(crew->polls, (nfds_t)count + 1, milliseconds) > 0) {
        char bytes[256];
        if (crew->polls[count].revents && read(crew->done[0], bytes, sizeof bytes) > 0)
            crew->idle_deaths = 0;
        for (size_t i = 0; i < count; i++)
            if (crew->polls[i].revents)
                bury(crew, i);
    }
    look_for_hangs(crew);
    *failure = "worker processes end at once";
    if (crew->idle_deaths > IDLE_DEATHS_MOST)
        return false;
    *failure = "no worker process can be started";
    return keep_members(crew);
}

/* ---- The ring ------------------------------------------------------------------------------- */

size_t crew_room_size(const struct crew *crew) {
    return crew->room_size;
}

size_t crew_newest_number(const struct crew *crew) {
    return crew->rings[CREW_PAGES].put;
}

size_t crew_oldest_number(const struct crew *crew) {
    return crew->rings[CREW_PAGES].released;
}

size_t crew_slot_count(const struct crew *crew) {
    return crew->rings[CREW_PAGES].count;
}

static bool is_idle(const struct ring *ring) {
    return ring->put == ring->released;
}

bool crew_is_idle(const struct crew *crew, enum crew_ring ring) {
    return is_idle(&crew->rings[ring]);
}

static struct slot *next_slot(const struct ring *ring) {
    return &ring->slots[ring->put % ring->count];
}

static struct slot *oldest_slot(const struct ring *ring) {
    return &ring->slots[ring->released % ring->count];
}

struct slot *crew_slot(struct crew *crew, enum crew_ring which) {
    struct ring *ring = &crew->rings[which];
    if (ring->put - ring->released == ring->count)
        return NULL;
    struct slot *slot = next_slot(ring);
    if (!ring->cleared)
        slot_clear(slot);
    slot->number = ring->put;
    ring->cleared = true;
    return slot;
}

static size_t cost_of(const struct slot *slot) {
    return slot->page_length > SMALL_PAGE ? PAGE_FACTOR * slot->page_length : 0;
}

bool crew_admits(const struct crew *crew) {
    size_t cost = cost_of(next_slot(&crew->rings[CREW_PAGES]));
    return !crew->large || crew->large + cost <= crew->plan.large_pages;
}

void crew_put(struct crew *crew, enum crew_ring which, bool work) {
    struct ring *ring = &crew->rings[which];
    struct slot *slot = next_slot(ring);
    struct job *job = &ring->jobs[ring->put++ % ring->count];
    *job = (struct job){.cost = cost_of(slot)};
    crew->large += job->cost;
    ring->cleared = false;
    atomic_store(&slot->state, work ? SLOT_FILLED : SLOT_DONE);
    if (work)
        tell_workers(crew);
}

void crew_put_again(struct crew *crew) {
    struct slot *slot = oldest_slot(&crew->rings[CREW_RANGES]);
    atomic_store(&slot->began, -1);
    atomic_store(&slot->state, SLOT_FILLED);
    tell_workers(crew);
}

bool crew_oldest(struct crew *crew, enum crew_ring which, struct crew_result *result) {
    struct ring *ring = &crew->rings[which];
    struct slot *slot = oldest_slot(ring);
    if (is_idle(ring) || atomic_load(&slot->state) != SLOT_DONE)
        return false;
    const char *death = ring->jobs[ring->released % ring->count].death;
    *result = (struct crew_result){slot, *death ? death : NULL};
    return true;
}

void crew_release(struct crew *crew, enum crew_ring which) {
    struct ring *ring = &crew->rings[which];
    struct slot *slot = oldest_slot(ring);
    size_t touched = (size_t)(slot->page - slot->room) + slot->page_length + ITEM_PADDING;
    give_back(slot->room, touched, ROOM_KEPT);
    give_back(slot->output, slot->output_length, ring->output_kept);
    crew->large -= ring->jobs[ring->released++ % ring->count].cost;
    atomic_store(&slot->state, SLOT_FREE);
}

/* ---- Begin and end -------------------------------------------------------------------------- */

struct crew *crew_open(const struct view_context *context, const struct units *units,
                       const struct crew_plan *plan, char **failure) {
    struct crew *crew = memory_allocate(sizeof *crew);
    *crew = (struct crew){
        .context = context, .units = units, .plan = *plan, .work = {-1, -1}, .done = {-1, -1}};
    crew->supervisor = getpid();
    size_t count = plan->workers;
    crew->members = memory_allocate(count * sizeof *crew->members);
    crew->polls = memory_allocate((count + 1) * sizeof *crew->polls);
    memset(crew->members, 0, count * sizeof *crew->members);
    if (make_slots(crew) && make_pipe(crew->work) && make_pipe(crew->done) &&
        fcntl(crew->work[1], F_SETFL, O_NONBLOCK) == 0 && keep_members(crew))
        return crew;
    *failure = memory_format("worker processes cannot be started: %s", strerror(errno));
    crew_close(crew);
    return NULL;
}

void crew_close(struct crew *crew) {
    if (!crew)
        return;
    if (crew->work[1] >= 0)
        close(crew->work[1]); /* the end, to those who read it */
    for (size_t i = 0; i < crew->plan.workers; i++) {
        struct member *member = &crew->members[i];
        if (!member->pid)
            continue;
        kill(member->pid, SIGKILL); /* what was put and not released is wanted no more */
        while (waitpid(member->pid, NULL, 0) < 0 && errno == EINTR)
            ;
        close(member->life);
    }
    if (crew->work[0] >= 0)
        close(crew->work[0]);
    if (crew->done[0] >= 0) {
        close(crew->done[0]);
        close(crew->done[1]);
    }
    if (crew->slots)
        munmap(crew->slots, crew->slot_count * sizeof *crew->slots);
    if (crew->memory)
        munmap(crew->memory, crew->memory_size);
    free(crew->jobs);
    free(crew->members);
    free(crew->polls);
    free(crew);
}
