#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does dateline find what a careful reader finds? careful_reader.py PROGRAM

Each file of tests/reader/ lists the statements of an article. Every one of them must be found, with its
speaker, kind, content, nesting and date; what a line marks as not found yet is counted as skipped, and
fails once it is found, so that the mark goes. The press article stands in DATELINE_SHARED/mission.
"""
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("DATELINE_SHARED", HERE.parents[1] / "shared"))
ARTICLES = {
    "article.html.tsv": HERE.parent / "examples" / "article" / "page.html",
    "press-article.tsv": SHARED / "mission" / "press-article.txt",
}


def expected(path):
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rows.append([cell.strip() for cell in line.split("\t")])
    return rows


def who(statement):
    source = statement["source"] or {}
    return source.get("person") or source.get("text") or "-"


def plain(text):
    """Without the marks and the "that" at the edges."""
    text = text.strip(" “”\"„«».,")
    return text[5:].strip(" “”\"") if text.startswith("that ") else text


def fits(row, statement, found_before):
    name, kinds, begin, end, nested, date = row
    negated = kinds.startswith("not ")
    content = plain(statement["content"]["text"])
    return (who(statement) == name.lstrip("?") and statement["kind"] in kinds.split()
            and statement["negated"] == negated
            and content.startswith(begin) and (end == "…" or content.endswith(end))
            and (nested == "-" or statement["nested_in"] == found_before.get(int(nested)))
            and (date == "-" or statement["date"] == date))


def check(program, name, article):
    out = subprocess.run([program, "statements", "--format", "json", str(article)], capture_output=True, check=True)
    statements = [json.loads(line) for line in out.stdout.decode().splitlines()]
    found, passed, failed, skipped = {}, 0, 0, 0
    for number, row in enumerate(expected(HERE / "reader" / name), 1):
        place = next((i for i, s in enumerate(statements) if fits(row, s, found)), None)
        found[number] = place
        marked = row[0].startswith("?")
        if marked and place is None:
            skipped += 1
        elif marked or place is None:
            print("%s, line %d: %s: %s" % (name, number, "now found, take the mark away" if marked else "not found",
                                           " | ".join(row)))
            failed += 1
        else:
            passed += 1
    if failed:
        for s in statements:
            print("    %s | %s%s | %s | %s | %s" % (who(s), "not " if s["negated"] else "", s["kind"],
                                                  s["content"]["text"], s["nested_in"], s["date"]))
    return passed, failed, skipped


def main():
    totals = [0, 0, 0]
    for name, article in ARTICLES.items():
        if not article.exists():
            print("skipped: %s is not there" % article)
            totals[2] += 1
            continue
        totals = [a + b for a, b in zip(totals, check(sys.argv[1], name, article))]
    print("%d passed, %d failed, %d skipped" % tuple(totals))
    return 1 if totals[1] else 0


sys.exit(main())
