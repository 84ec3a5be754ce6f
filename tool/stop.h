/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the program ends on a signal: it takes no new page, writes those that are done, as whole
 * records in their order, and then dies of that signal. A second one ends it at once.
 */
#ifndef TOOL_STOP_H
#define TOOL_STOP_H

/** Watch for SIGINT, SIGTERM and SIGHUP, and have a closed pipe give an error, not a signal. */
void stop_watch(void);

/** @return the signal that asks to stop, or 0. */
int stop_signal(void);

/** Die of a signal, so that the shell sees which. */
_Noreturn void stop_die_of(int signal_number);

#endif
