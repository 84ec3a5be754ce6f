#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The pages whose text is farthest from the truth: worst.py [-n 50] [--set SET] [--type TYPE] [--diff] RECORDS

RECORDS is what cross_validate.py --records wrote. One line a page: word F1, precision, recall, words that were
found and words that were wanted, the page's type, what the program took it for, id, address. --diff adds the lines
that were missed (-) and those that were too many (+).
"""
import argparse
import json
import sys
from pathlib import Path

from quality import TOP, scorer

LINES, WIDTH = 6, 140


def lines_of(text):
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def difference(score, text, truth):
    """Lines most of whose words the other text does not have: missed, too many."""
    def missing(a, b):
        known = set(score.words(b))
        for line in lines_of(a):
            own = score.words(line)
            if own and 2 * sum(word in known for word in own) < len(own):
                yield line
    return list(missing(truth, text)), list(missing(text, truth))


def rows(args, score):
    truths = {t["id"]: t for t in map(json.loads, open(args.shared / "data" / args.set / "truth.jsonl"))}
    for record in map(json.loads, open(args.records, encoding="utf-8")):
        truth = truths.get(record["id"]) if record["set"] == args.set else None
        if not truth or truth.get("text") is None or args.type not in (None, truth.get("page_type")):
            continue
        text = record.get("text") or ""
        p, r, f = score.precision_recall_f1(score.words(text), score.words(truth["text"]))
        yield f, p, r, record, truth


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path, metavar="RECORDS")
    parser.add_argument("-n", type=int, default=50)
    parser.add_argument("--set", default="wcxb-dev")
    parser.add_argument("--type")
    parser.add_argument("--diff", action="store_true")
    parser.add_argument("--shared", type=Path, default=TOP.parent / "shared")
    args = parser.parse_args()
    score = scorer(args.shared)
    for f, p, r, record, truth in sorted(rows(args, score), key=lambda row: (row[0], row[4]["id"]))[:args.n]:
        text = record.get("text") or ""
        print("%.3f P %.2f R %.2f %5d of %5d words  %s as %s, %s  %s %s" % (
            f, p, r, len(score.words(text)), len(score.words(truth["text"])), truth.get("page_type"),
            record.get("page_type"), record.get("status"), truth["id"], truth.get("url")))
        for sign, part in zip("-+", difference(score, text, truth["text"])) if args.diff else ():
            for line in part[:LINES]:
                print("    %s %s" % (sign, line[:WIDTH]))


if __name__ == "__main__":
    sys.exit(main())
