#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Score the whole program on sites that its model has not seen: cross_validate.py [--records FILE] FOLDS [SET...]

FOLDS is what training/article/train.py --cross-validate --keep-folds FOLDS left: for each fold the tables of a
model that was trained without it. The program is built once with each, reads the pages of that fold,
and all records together are scored with the sets' own scorer, as quality.py does. Behind them stand how often
the page's type is right, and how well the confidence ranks pages by their word F1 (Spearman's coefficient).
--records keeps the records, as JSON Lines with the set's name in "set", for worst.py.
"""
import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from quality import FIGURES, TOP, records, scorer

sys.path.insert(0, str(TOP / "training" / "article"))
import pages as labelled


def programs_of(folds, folder):
    """Build the program with the tables of one fold after the other in a copy of the sources; yield their paths."""
    copy = folder / "copy"
    shutil.copytree(TOP, copy, ignore=shutil.ignore_patterns(".git", "build*", ".venv", "corpus"))
    subprocess.run(["/usr/bin/meson", "setup", "-Dtests=false", copy / "build", copy], check=True, capture_output=True)
    for k in range(labelled.FOLDS):
        for table in (folds / str(k)).glob("model_table.*"):
            shutil.copy(table, copy / "src" / "article")
        subprocess.run(["ninja", "-C", copy / "build", "dateline"], check=True, capture_output=True)
        yield shutil.copy(copy / "build" / "dateline", folder / str(k))


def ranks(values):
    """Of each value, ties sharing the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    result, begin = [0.0] * len(values), 0
    while begin < len(order):
        end = begin
        while end < len(order) and values[order[end]] == values[order[begin]]:
            end += 1
        for i in order[begin:end]:
            result[i] = (begin + end - 1) / 2
        begin = end
    return result


def spearman(a, b):
    return statistics.correlation(ranks(a), ranks(b)) if len(set(a)) > 1 and len(set(b)) > 1 else float("nan")


def judge_judgement(score, name, truths, found):
    """Print how far page type and confidence can be believed."""
    typed = [t for t in truths if t.get("page_type") in labelled.PAGE_TYPES and name == "wcxb-dev"]
    if typed:
        right = sum(found[t["id"]].get("page_type") == t["page_type"] for t in typed)
        print("%-12s page type right %.3f of %d" % (name, right / len(typed), len(typed)))
    judged = [t for t in truths if t.get("text")]
    if judged:
        f1 = [score.precision_recall_f1(score.words(found[t["id"]].get("text")), score.words(t["text"]))[2]
              for t in judged]
        confidence = [(found[t["id"]].get("confidence") or {}).get("text") or 0.0 for t in judged]
        print("%-12s confidence ranks by F1 %.3f (Spearman)" % (name, spearman(confidence, f1)), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folds", type=Path, metavar="FOLDS")
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--records", type=Path, metavar="FILE")
    args = parser.parse_args()
    shared = TOP.parent / "shared"
    score = scorer(shared)
    keep = open(args.records, "w", encoding="utf-8") if args.records else None
    with tempfile.TemporaryDirectory() as folder:
        programs = list(programs_of(args.folds.resolve(), Path(folder)))
        for name in args.sets or ["wcxb-dev", "news-a", "readability", "snippets-a"]:
            truths = [json.loads(line) for line in open(shared / "data" / name / "truth.jsonl", encoding="utf-8")]
            found = {}
            for k, program in enumerate(programs):
                part = [t for t in truths if labelled.fold_of(labelled.Page(name, t)) == k]
                found.update(records(program, shared / "data" / name, part))
            result, _ = score.score(truths, found)
            for kind in ["all"] + (sorted(set(result) - {"all"}) if len(result) > 2 else []):
                print("%-12s %-13s" % (name, kind), " ".join(
                    "%s %.3f" % (f, result[kind][f]) for f in FIGURES if result[kind].get(f) is not None), flush=True)
            judge_judgement(score, name, truths, found)
            for record in found.values() if keep else ():
                keep.write(json.dumps({"set": name} | record, ensure_ascii=False) + "\n")
    if keep:
        keep.close()


if __name__ == "__main__":
    main()
