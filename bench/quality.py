#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How good are the records? quality.py [--shared DIR] [--write] [SET...]

Runs build/dateline over the labelled pages and scores its records with the sets' own scorer
(score_extraction.py). With --write the rows of this version in docs/quality.csv are rewritten, so
that a change of quality is a line in a diff. The model in the repository was trained on these sets:
for honest figures see what training/article/train.py prints by cross-validation.
"""
import argparse
import csv
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
TABLE = TOP / "docs" / "quality.csv"
SETS = ["wcxb-dev", "news-a", "readability", "snippets-a", "dates-a"]
FIGURES = ["word_p", "word_r", "word_f1", "shingle_f1", "with", "without", "title", "title_loose",
           "author_p", "author_r", "date_p", "date_r"]


def scorer(shared):
    spec = importlib.util.spec_from_file_location("scorer", shared / "eval" / "score_extraction.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def records(program, folder, truths):
    """The program's records of a set's pages, {id: record}."""
    lines = "".join(json.dumps({"id": t["id"], "url": t.get("url"),
                                "path": str(folder / "html" / (t["id"] + ".html.gz"))}) + "\n" for t in truths)
    out = subprocess.run([str(program), "--input-format", "jsonl", "--format", "json", "--no-statements", "-"],
                         input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return {r["id"]: r for r in map(json.loads, out.splitlines())}


def doubtful():
    """Truths that are wrong by what the fields mean: {(set, id, field)}."""
    lines = (TOP / "bench" / "doubtful_truths.tsv").read_text(encoding="utf-8").splitlines()
    return {tuple(line.split("\t")[:3]) for line in lines if line and not line.startswith("#")}


def version():
    header = (TOP / "include" / "dateline.h").read_text(encoding="utf-8")
    return re.search(r'DATELINE_VERSION\s+"([^"]+)"', header).group(1)


def figures(score, truths, found):
    """[(kind of page, its figures as text)], all kinds together first."""
    result, _ = score.score(truths, found)
    kinds = ["all"] + (sorted(set(result) - {"all"}) if len(result) > 2 else [])
    return [(k, ["%.3f" % result[k][f] if result[k].get(f) is not None else "" for f in FIGURES]) for k in kinds]


def show(names, values):
    print(" ".join("%-12s" % cell for cell in names[:2]), " ".join("%s %s" % (f, v) for f, v in zip(FIGURES, values) if v))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--shared", type=Path, default=TOP.parent / "shared")
    parser.add_argument("--program", type=Path, default=TOP / "build" / "dateline")
    parser.add_argument("--sure", action="store_true", help="also without the truths of bench/doubtful_truths.tsv")
    parser.add_argument("--write", action="store_true", help="rewrite this version's rows of docs/quality.csv")
    args = parser.parse_args()
    score = scorer(args.shared)
    omitted = doubtful() if args.sure else set()
    rows = []
    for name in args.sets or SETS:
        folder = args.shared / "data" / name
        truths = [json.loads(line) for line in open(folder / "truth.jsonl", encoding="utf-8")]
        found = records(args.program, folder, truths)
        for kind, values in figures(score, truths, found):
            rows.append([version(), name, kind] + values)
            show(rows[-1][1:], values)
        if args.sure:
            sure = [{k: v for k, v in t.items() if (name, t["id"], k) not in omitted} for t in truths]
            kind, values = figures(score, sure, found)[0]
            show([name, "sure"], values)
    if args.write:
        head = ["version", "set", "pages"] + FIGURES
        old = list(csv.reader(open(TABLE, encoding="utf-8")))[1:] if TABLE.exists() else []
        new = {(r[0], r[1], r[2]) for r in rows}
        old = [r for r in old if tuple(r[:3]) not in new]
        with open(TABLE, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([head] + old + rows)


if __name__ == "__main__":
    sys.exit(main())
