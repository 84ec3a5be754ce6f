/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The portable path of html/scan.h, which machines without SSE2 and NEON take; test_html.c has the
 * machine's own.
 */
#define DATELINE_BYTES_PORTABLE
#include "html_scan_checks.h"

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scan_agrees_with_loops),
        cmocka_unit_test(scan_tells_bytes_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
