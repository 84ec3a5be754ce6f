#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every labelled page gives a record: pages.py PROGRAM SCHEMA

Runs PROGRAM once over all pages of every set in DATELINE_SHARED (default: ../shared beside the
repository) and checks that each comes back once, in order, follows the schema, that its offsets lie
inside the page, and that no byte of the page is given twice. A crash, a hang or a leak (under AddressSanitizer) of one page fails its set.
Exit status 77, skipped, where there are no sets.
"""
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

from validate_records import violations  # the schema's rules, one place

TOP = Path(__file__).resolve().parent.parent


def spans(record):
    for block in record["blocks"]:
        yield from block["bytes"]
    for statement in record["statements"] or []:
        for part in ("source", "cue", "content"):
            yield from (statement[part] or {}).get("spans", [])


def twice(record):
    """A byte that two blocks, or two parts of one, both give; None: there is none."""
    ranges = sorted(tuple(span) for block in record["blocks"] for span in block["bytes"])
    return next((b for (_, a), (b, _) in zip(ranges, ranges[1:]) if b < a), None)


def check_set(program, schema, folder):
    """Return the complaints about one set."""
    ids = sorted(p.name[:-len(".html.gz")] for p in (folder / "html").glob("*.html.gz"))
    lines = "".join(json.dumps({"id": i, "path": str(folder / "html" / (i + ".html.gz"))}) + "\n" for i in ids)
    done = subprocess.run([program, "--input-format", "jsonl", "--format", "json", "--evidence", "--threads", "2", "-"],
                          input=lines.encode(), capture_output=True, timeout=1200)
    complaints = []
    if done.returncode or done.stderr:
        complaints.append("exit status %d: %s" % (done.returncode, done.stderr.decode(errors="replace")[-3000:]))
    records = [json.loads(line) for line in done.stdout.splitlines()]
    if [r["id"] for r in records] != ids:
        complaints.append("%d records for %d pages, or in another order" % (len(records), len(ids)))
    for record in records:
        length = len(gzip.open(folder / "html" / (record["id"] + ".html.gz")).read())
        complaints += ["%s: %s" % (record["id"], c) for c in violations(record, schema)]
        if any(not 0 <= b <= e <= length for b, e in spans(record)):
            complaints.append("%s: a byte range outside of the page" % record["id"])
        if twice(record) is not None:
            complaints.append("%s: byte %d is given twice" % (record["id"], twice(record)))
    print("%s: %d pages, %d complaints" % (folder.name, len(ids), len(complaints)))
    return complaints


def main():
    program = str(Path(sys.argv[1]).resolve())
    schema = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    shared = Path(os.environ.get("DATELINE_SHARED", TOP.parent / "shared"))
    folders = sorted(p.parent for p in (shared / "data").glob("*/truth.jsonl"))
    if not folders:
        print("no labelled pages under %s" % shared)
        return 77
    failed = 0
    for folder in folders:
        complaints = check_set(program, schema, folder)
        print("\n".join(complaints[:20]))
        failed += bool(complaints)
    print("%d passed, %d failed" % (len(folders) - failed, failed))
    return bool(failed)


sys.exit(main())
