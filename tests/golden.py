#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The example article in every format: golden.py PROGRAM [--update]

Runs PROGRAM over examples/article/page.html and page.txt and compares with the outputs that stand
beside them (html.txt, html.md, html.json, html.html, explain.txt, …). --update rewrites them: look
at the diff before you commit it.
"""
import difflib
import json
import subprocess
import sys
from pathlib import Path

from validate_records import violations

TOP = Path(__file__).resolve().parent.parent
FOLDER = TOP / "examples" / "article"
URL = "https://estuarypost.example/world/northern-coast/storm-gates-agreement"
CASES = [  # output beside the page, arguments
    ("html.txt", ["--format", "text", "page.html"]),
    ("html.md", ["--format", "markdown", "page.html"]),
    ("html.html", ["--format", "html", "page.html"]),
    ("html.json", ["--format", "json", "page.html"]),
    ("html.evidence.json", ["--format", "json", "--evidence", "--all-blocks", "page.html"]),
    ("html.explain.txt", ["explain", "page.html"]),
    ("html.statements.jsonl", ["statements", "page.html"]),
    ("html.tree.txt", ["tree", "page.html"]),
    ("text.txt", ["--format", "text", "page.txt"]),
    ("text.md", ["--format", "markdown", "page.txt"]),
    ("text.json", ["--format", "json", "page.txt"]),
]


def run(program, arguments):
    done = subprocess.run([program, *arguments, "--url", URL] if arguments[0] != "tree" else [program, *arguments],
                          cwd=FOLDER, capture_output=True, timeout=60)
    text = done.stdout.decode("utf-8")
    if "json" in arguments:  # one line a page: shown one field a line
        records = [json.loads(line) for line in done.stdout.splitlines()]
        text = "".join(json.dumps(record, ensure_ascii=False, indent=1) + "\n" for record in records)
        text += "".join("breaks the schema: %s\n" % c for record in records for c in violations(record))
    return text, done.returncode, done.stderr.decode("utf-8")


def main():
    program, update = str(Path(sys.argv[1]).resolve()), "--update" in sys.argv
    failed = 0
    for name, arguments in CASES:
        text, code, errors = run(program, arguments)
        path = FOLDER / name
        if code or errors:
            print("%s: exit status %d, stderr: %s" % (name, code, errors))
            failed += 1
        elif update:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            old = path.read_text(encoding="utf-8").splitlines(True) if path.exists() else []
            print("".join(list(difflib.unified_diff(old, text.splitlines(True), name, "now"))[:60]))
            failed += 1
    print("%d passed, %d failed" % (len(CASES) - failed, failed))
    return bool(failed)


sys.exit(main())
