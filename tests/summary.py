#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sum up a Meson test run, case by case: summary.py BUILD/meson-logs/testlog.json

A program that prints TAP ("ok 3 - name", "not ok 4 - name", "... # SKIP why") counts by its lines,
one whose last line is "N passed, N failed[, N skipped]" by that line, any other as one case. A
program that ends badly counts as a failure even where all its cases passed. Shows what failed, and
ends with "N passed, N failed[, N skipped]".
"""
import json
import re
import sys

TAP = re.compile(r"^(not )?ok\b([^#\n]*)(#\s*skip.*)?", re.IGNORECASE | re.MULTILINE)
LAST = re.compile(r"(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*\Z")
SKIPPED_EXIT = 77  # Meson's code for a test that was skipped as a whole


def count(test):
    """Return (passed, failed, skipped) of one test program."""
    out = test.get("stdout", "")
    last = LAST.search(out)
    cases = TAP.findall(out)
    if last:
        passed, failed, skipped = (int(n or 0) for n in last.groups())
    elif cases:
        skipped = sum(bool(skip) for _, _, skip in cases)
        failed = sum(bool(bad) and not skip for bad, _, skip in cases)
        passed = len(cases) - skipped - failed
    elif test["returncode"] == SKIPPED_EXIT:
        return 0, 0, 1
    else:
        return (1, 0, 0) if test["result"] == "OK" else (0, 1, 0)
    if test["result"] not in ("OK", "SKIP") and not failed:
        failed += 1
    return passed, failed, skipped


def main():
    totals = [0, 0, 0]
    with open(sys.argv[1], encoding="utf-8") as log:
        tests = [json.loads(line) for line in log]
    for test in tests:
        numbers = count(test)
        totals = [a + b for a, b in zip(totals, numbers)]
        name = test["name"].split(" / ")[-1]
        print("%-28s %4d passed, %d failed%s  %.1f s" % (
            name, numbers[0], numbers[1], ", %d skipped" % numbers[2] if numbers[2] else "",
            test["duration"]))
        if numbers[1]:
            print("---- %s: %s" % (name, test["result"]))
            print((test.get("stdout", "") + test.get("stderr", ""))[-8000:])
            print("----")
    print("%d passed, %d failed" % tuple(totals[:2]) + (", %d skipped" % totals[2] if totals[2] else ""))
    return 1 if totals[1] or not totals[0] else 0


sys.exit(main())
