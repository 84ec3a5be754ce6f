#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Score the whole program on sites that its model has not seen: cross_validate.py FOLDS [SET...]

FOLDS is what training/article/train.py --cross-validate --keep-folds FOLDS left: for each fold the tables of a
model that was trained without it. The program is built once with each, reads the pages of that fold,
and all records together are scored with the sets' own scorer, as quality.py does.
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from quality import FIGURES, TOP, records, scorer

sys.path.insert(0, str(TOP / "training" / "article"))
import pages as labelled


def program_of(fold, folder):
    """Build the program with a fold's tables in a copy of the sources; return its path."""
    copy = folder / fold.name
    shutil.copytree(TOP, copy, ignore=shutil.ignore_patterns(".git", "build*", ".venv", "corpus"))
    for table in fold.glob("model_table.*"):
        shutil.copy(table, copy / "src" / "article")
    subprocess.run(["/usr/bin/meson", "setup", "-Dtests=false", copy / "build", copy], check=True, capture_output=True)
    subprocess.run(["ninja", "-C", copy / "build", "dateline"], check=True, capture_output=True)
    return copy / "build" / "dateline"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    shared = TOP.parent / "shared"
    score = scorer(shared)
    with tempfile.TemporaryDirectory() as folder:
        programs = [program_of(Path(sys.argv[1]).resolve() / str(k), Path(folder)) for k in range(labelled.FOLDS)]
        for name in sys.argv[2:] or ["wcxb-dev", "news-a", "readability", "snippets-a"]:
            truths = [json.loads(line) for line in open(shared / "data" / name / "truth.jsonl", encoding="utf-8")]
            found = {}
            for k, program in enumerate(programs):
                part = [t for t in truths if labelled.fold_of(labelled.Page(name, t)) == k]
                found.update(records(program, shared / "data" / name, part))
            result, _ = score.score(truths, found)
            for kind in ["all"] + (sorted(set(result) - {"all"}) if len(result) > 2 else []):
                print("%-12s %-13s" % (name, kind), " ".join(
                    "%s %.3f" % (f, result[kind][f]) for f in FIGURES if result[kind].get(f) is not None), flush=True)


if __name__ == "__main__":
    main()
