#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pages that make other extractors fail: pains.py PROGRAM [NAME...]

Each NAME.html in tests/pains/ is a page of our own with one well-known difficulty, and NAME.json says what
its record must hold: {"why": …, "input": {"url": …, "captured": …}, "record": {field: value}}. A value that
is an object {"has": […], "not": […]} is looked for in the field's text instead. Prints a line for each
failure; the last line is "N passed, N failed".
"""
import json
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "pains"


def record_of(program, page, given):
    line = json.dumps(dict(given, path=str(page)))
    out = subprocess.run([program, "--input-format", "jsonl", "--format", "json", "--no-statements", "-"],
                         input=line.encode(), stdout=subprocess.PIPE, check=True).stdout
    return json.loads(out)


def differences(record, wanted):
    for field, value in wanted.items():
        got = record.get(field)
        if isinstance(value, dict) and value.keys() <= {"has", "not"}:
            text = json.dumps(got, ensure_ascii=False)
            missing = [v for v in value.get("has", []) if v not in text]
            surplus = [v for v in value.get("not", []) if v in text]
            if missing or surplus:
                yield "%s: lacks %s, has %s in %s" % (field, missing, surplus, text[:300])
        elif got != value:
            yield "%s: wanted %s, got %s" % (field, json.dumps(value), json.dumps(got, ensure_ascii=False))


def main():
    program, names = str(Path(sys.argv[1]).resolve()), sys.argv[2:]
    passed = failed = 0
    for expected in sorted(FOLDER.glob("*.json")):
        if names and expected.stem not in names:
            continue
        case = json.loads(expected.read_text(encoding="utf-8"))
        record = record_of(program, expected.with_suffix(".html"), case.get("input", {}))
        found = list(differences(record, case["record"]))
        for line in found:
            print("%s (%s): %s" % (expected.stem, case["why"], line))
        passed, failed = passed + (not found), failed + bool(found)
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0 or not passed


if __name__ == "__main__":
    sys.exit(main())
