/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the program says to the shell that called it. A signal, a closed pipe included, ends it as
 * it would end any other program: 128 + its number.
 */
#ifndef TOOL_EXIT_STATUS_H
#define TOOL_EXIT_STATUS_H

enum exit_status {
    EXIT_STATUS_WELL = 0,
    EXIT_STATUS_INPUT = 1, /* some input could not be read; the others were done */
    EXIT_STATUS_USAGE = 2,
    EXIT_STATUS_OUTPUT = 3, /* the output could not be written, or memory failed */
    EXIT_STATUS_SIGNAL = 128
};

#endif
