/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long something takes: a clock that only goes forward, whatever becomes of the time of day.
 */
#ifndef TOOL_CLOCK_H
#define TOOL_CLOCK_H

#include <stdint.h>
#include <time.h>

/** @return nanoseconds since some moment before the program began. */
static inline uint64_t clock_ns(void) {
    struct timespec time = {0};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/** @return the same in milliseconds. */
static inline double clock_ms(void) {
    return (double)clock_ns() / 1e6;
}

/** @return the same in seconds. */
static inline double clock_seconds(void) {
    return (double)clock_ns() / 1e9;
}

#endif
