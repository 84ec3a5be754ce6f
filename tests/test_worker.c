/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A worker process of a bulk run, by itself: what it does with the slots and the pipes that its
 * supervisor gives it. Whole runs are tested by bulk.py.
 */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "bulk/worker.h"
#include "options.h"

#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { SLOTS = 4, ROOM = 4096, OUTPUT = 1 << 16, PATIENCE_MS = 60000 };

typedef struct shared {
    struct slot slots[SLOTS];
    unsigned char rooms[SLOTS][ROOM];
    unsigned char outputs[SLOTS][OUTPUT];
} shared;

typedef struct fixture {
    shared *shared;
    int work[2];
    int done[2];
    pid_t worker;
} fixture;

static void put_page(fixture *f, size_t index, const char *page) {
    struct slot *slot = &f->shared->slots[index];
    slot->room = f->shared->rooms[index];
    slot->output = f->shared->outputs[index];
    slot->output_size = OUTPUT;
    slot_clear(slot);
    slot->number = index;
    slot->page_length = strlen(page);
    memcpy(slot->page, page, slot->page_length);
    assert_true(slot_put_text(slot, SLOT_NAME, "page.html"));
    atomic_store(&slot->state, SLOT_FILLED);
}

static void start_worker(fixture *f) {
    static struct settings settings;
    static struct view_context context;
    settings = options_defaults();
    settings.no_statements = true;
    context = (struct view_context){
        .settings = &settings, .format = DATELINE_FORMAT_JSON, .many = true, .columns = 80};
    pid_t supervisor = getpid();
    f->worker = fork();
    assert_true(f->worker >= 0);
    if (f->worker)
        return;
    close(f->work[1]);
    close(f->done[0]);
    struct worker_process process = {
        .context = &context,
        .slots = f->shared->slots,
        .slot_count = SLOTS,
        .work = f->work[0],
        .done = f->done[1],
        .memory_most = (size_t)1 << 30,
        .supervisor = supervisor,
    };
    worker_process_run(&process);
}

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->shared =
        mmap(NULL, sizeof *f->shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(f->shared != MAP_FAILED);
    assert_int_equal(pipe(f->work), 0);
    assert_int_equal(pipe(f->done), 0);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    if (f->worker > 0) {
        kill(f->worker, SIGKILL);
        waitpid(f->worker, NULL, 0);
    }
    close(f->work[0]);
    close(f->work[1]);
    close(f->done[0]);
    close(f->done[1]);
    munmap(f->shared, sizeof *f->shared);
    free(f);
    return 0;
}

static void wait_for_page(const fixture *f) {
    struct pollfd poll_done = {.fd = f->done[0], .events = POLLIN};
    char byte;
    assert_int_equal(poll(&poll_done, 1, PATIENCE_MS), 1);
    assert_int_equal(read(f->done[0], &byte, 1), 1);
}

static void check_done(fixture *f, size_t index, const char *word) {
    struct slot *slot = &f->shared->slots[index];
    assert_int_equal(atomic_load(&slot->state), SLOT_DONE);
    assert_non_null(memmem(slot->output, slot->output_length, word, strlen(word)));
}

/* Another worker may have read the byte of a page, and taken an older page than that instead. */
static void test_one_byte_is_enough_for_all_pages(void **state) {
    fixture *f = *state;
    put_page(f, 2, "<title>Gates</title><p>The third page has words, too.");
    put_page(f, 0, "<title>Ferry</title><p>The first page has some words.");
    put_page(f, 3, "<title>Bridge</title><p>The fourth page has the last words.");
    start_worker(f);
    assert_int_equal(write(f->work[1], "", 1), 1);
    for (int i = 0; i < 3; i++)
        wait_for_page(f);
    check_done(f, 0, "Ferry");
    check_done(f, 2, "Gates");
    check_done(f, 3, "Bridge");
}

static void test_a_byte_too_many_does_no_harm(void **state) {
    fixture *f = *state;
    start_worker(f);
    assert_int_equal(write(f->work[1], "\0\0\0", 3), 3);
    put_page(f, 1, "<title>Late</title><p>This page comes behind the bytes of others.");
    assert_int_equal(write(f->work[1], "", 1), 1);
    wait_for_page(f);
    check_done(f, 1, "Late");
}

static void test_ends_with_its_supervisor(void **state) {
    fixture *f = *state;
    start_worker(f);
    close(f->work[1]);
    int status = -1;
    assert_int_equal(waitpid(f->worker, &status, 0), f->worker);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), EXIT_SUCCESS);
    f->worker = 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_one_byte_is_enough_for_all_pages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_byte_too_many_does_no_harm, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ends_with_its_supervisor, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
