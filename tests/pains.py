#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pages that make other extractors fail: pains.py PROGRAM [NAME...]

Each NAME.html in tests/pains/ is a page of our own with one well-known difficulty, and NAME.json says what
its record must hold: {"why": …, "input": {"url": …, "captured": …}, "record": {field: value}}. A value that
is an object {"has": […], "not": […]} is looked for in the field's text instead. Where there is a NAME.md,
the Markdown must be that, to the byte. And for every page: no choice of roles changes a word (pain 7), and
the bytes of each block hold its words (pain 20). Prints a line for each failure; the last line is "N passed,
N failed".
"""
import html
import json
import re
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


def written(program, page, *options):
    return subprocess.run([program, *options, str(page)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=True).stdout.decode("utf-8")


def letters(text):
    """What is left of a text without white space."""
    return re.sub(r"[\s\u00A0]+", "", text)


def changed_words(program, page):
    """Roles whose exclusion changes more than their own blocks."""
    before = json.loads(written(program, page, "-f", "json", "--no-statements", "--all-blocks"))["blocks"]
    for role in sorted({block["role"] for block in before}):
        for option in ("--include", "--exclude"):
            after = json.loads(written(program, page, "-f", "json", "--no-statements", "--all-blocks", option, role))
            if [b["text"] for b in after["blocks"]] != [b["text"] for b in before]:
                yield "%s %s changes the words of blocks" % (option, role)
            kept = "".join(letters(b["text"]) for b in after["blocks"] if b["in_text"])
            if kept != letters(after["text"] or ""):
                yield "%s %s: the text is not that of its blocks" % (option, role)


def wrong_bytes(record, page):
    """Blocks whose bytes, as a reader sees them, are not their words."""
    source = page.read_bytes()
    for block in record["blocks"]:
        shown = "".join(source[a:b].decode("utf-8", "replace") for a, b in block["bytes"])
        shown = html.unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", shown, flags=re.DOTALL))
        if letters(shown) != letters(block["text"]):
            yield "bytes of %r hold %r" % (block["text"][:60], shown[:60])


def differences_of_forms(program, page, record):
    expected = page.with_suffix(".md")
    if expected.exists() and written(program, page, "-f", "markdown") != expected.read_text(encoding="utf-8"):
        yield "its Markdown is not %s" % expected.name
    yield from changed_words(program, page)
    if record["encoding"]["name"] == "UTF-8" and not record["encoding"]["replaced"]:
        yield from wrong_bytes(record, page)


def main():
    program, names = str(Path(sys.argv[1]).resolve()), sys.argv[2:]
    passed = failed = 0
    for expected in sorted(FOLDER.glob("*.json")):
        if names and expected.stem not in names:
            continue
        case = json.loads(expected.read_text(encoding="utf-8"))
        record = record_of(program, expected.with_suffix(".html"), case.get("input", {}))
        found = list(differences(record, case["record"]))
        found += differences_of_forms(program, expected.with_suffix(".html"), record)
        for line in found:
            print("%s (%s): %s" % (expected.stem, case["why"], line))
        passed, failed = passed + (not found), failed + bool(found)
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0 or not passed


if __name__ == "__main__":
    sys.exit(main())
