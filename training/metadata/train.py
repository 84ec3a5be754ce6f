#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make src/metadata/model_table.c: the models that choose title, authors and date of publication.

    train.py [--output FILE] [--data FOLDER] [--claims PROGRAM]   train on all pages, write the table
    train.py --cross-validate                                     print what it is worth on unseen hosts

A claim is a value with the features that the library gives it (claims.c writes them). It is right where
the truth says the same, folded as the sets' own scorer folds. Each model is a sum of small trees, boosted
on the logarithmic loss and then rounded to integers; folds go by host across all sets. The tables that
are written are trained on all pages.
"""
import argparse
import hashlib
import importlib.util
import json
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier

TOP = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(TOP / "training"), str(TOP / "training" / "article")]
from pages import FOLDS, Page, feed  # noqa: E402

SETS = ["wcxb-dev", "news-a", "readability", "snippets-a", "dates-a"]
# Of readability's truths the titles and authors are what its own rules find, right or not.
FIELDS = {"title": ["wcxb-dev", "news-a", "snippets-a"],
          "authors": ["wcxb-dev", "news-a", "snippets-a"],
          "published": ["wcxb-dev", "news-a", "readability", "snippets-a", "dates-a"]}
TRUTH = {"title": "title", "authors": "authors", "published": "date"}
MODEL = {"title": "title", "authors": "author", "published": "published"}
TREES = {"title": 48, "authors": 60, "published": 40}
RATE = {"title": 0.15, "authors": 0.12, "published": 0.15}
LEAF = {"title": 15, "authors": 25, "published": 15}
SHARE = {"title": 0.7, "authors": 0.5, "published": 0.7}  # of the claims, for each tree
DEPTH = 3
THRESHOLD = {"title": 0, "authors": 150, "published": 200}
LOGIT = 1024
NEWS = {"title": 3.0, "authors": 1.5, "published": 1.5}  # weight of news-a: few pages, from many countries
NOBODY = ("organisation", "no_name")  # the page names no person, so every name is wrong


def scorer(shared):
    spec = importlib.util.spec_from_file_location("scorer", shared / "eval" / "score_extraction.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ---- Claims --------------------------------------------------------------------------------------

def names_of(program):
    lines = subprocess.run([program, "--names"], check=True, capture_output=True, text=True).stdout.splitlines()
    return {line.split("\t")[0]: line.split("\t")[1:] for line in lines}


def add_claims(program, folder, pages):
    process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    feeder = threading.Thread(target=feed, args=(process.stdin, folder, pages))
    feeder.start()
    text = process.stdout.read().decode("utf-8", "replace")
    feeder.join()
    if process.wait():
        raise RuntimeError("the claims program failed")
    rows, page = [[] for _ in pages], 0
    for line in text.split("\n")[:-1]:
        if not line:
            page += 1
            continue
        field, value, *features = line.split("\t")
        rows[page].append((field, value, list(map(int, features))))
    for page, found in zip(pages, rows):
        page.claims = {field: [(v, f) for name, v, f in found if name == field] for field in FIELDS}


def read_pages(data, program):
    pages = []
    for name in SETS:
        with open(data / name / "truth.jsonl", encoding="utf-8") as lines:
            truths = [json.loads(line) for line in lines if line.strip()]
        found = []
        for truth in truths:
            page = Page(name, truth)
            page.truths = truth
            found.append(page)
        add_claims(program, data / name, found)
        pages += found
    return pages


def is_right(score, field, value, truth):
    if field == "published":
        return value[:10] == truth[:10]
    if field == "title":
        return 1.0 if score.fold(value) == score.fold(truth) else 0.6 if score.title_loose(value, truth) else 0.0
    return score.fold(value) in score.names(truth)


# ---- Models --------------------------------------------------------------------------------------

class Rows:
    """The claims of a field on the pages that have a truth for it."""

    def __init__(self, score, field, pages, doubtful):
        self.field, self.pages, self.doubtful = field, [], []
        features, labels, owner, weights = [], [], [], []
        for page in pages:
            truth = page.truths.get(TRUTH[field])
            if not truth or page.set not in FIELDS[field]:
                continue
            why = doubtful.get((page.set, page.id, TRUTH[field]))
            right = [0.0 if why in NOBODY else float(is_right(score, field, value, truth))
                     for value, _ in page.claims[field]]
            for (value, numbers), label in zip(page.claims[field], right):
                features.append(numbers)
                # A title with the site's name on it is right where there is none without.
                labels.append(label if label in (0, 1) or max(right) < 1 else 0.0)
                weights.append((NEWS[field] if page.set == "news-a" else 1.0) * (why is None or why in NOBODY))
                owner.append(len(self.pages))
            self.pages.append(page)
            self.doubtful.append(why is not None)
        self.features, self.labels = np.array(features), np.array(labels)
        self.owner, self.weights = np.array(owner), np.array(weights)
        self.folds = np.array([p.fold for p in self.pages])[self.owner]


def fit(rows, chosen, seed=1):
    """Fit on the chosen claims. A title that is right but for the site's name counts in part."""
    chosen = chosen & (rows.weights > 0)
    x, y = rows.features[chosen], rows.labels[chosen]
    weight = np.where((y > 0) & (y < 1), y, 1.0) * rows.weights[chosen]
    model = GradientBoostingClassifier(n_estimators=TREES[rows.field], learning_rate=RATE[rows.field],
                                       max_depth=DEPTH, min_samples_leaf=LEAF[rows.field],
                                       subsample=SHARE[rows.field], random_state=seed)
    model.fit(x, y > 0, sample_weight=weight)
    return model


def whole_tree(tree, rate):
    """A tree of any shape as a whole one of three questions."""
    feature, limit, leaf = [0] * 7, [32767] * 7, [0] * 8

    def fill(node, at, level):
        if level == DEPTH:
            leaf[at - 7] = int(round(tree.value[node][0][0] * rate * LOGIT))
            return
        if tree.children_left[node] < 0:
            fill(node, 2 * at + 1, level + 1)
            fill(node, 2 * at + 2, level + 1)
            return
        feature[at], limit[at] = int(tree.feature[node]), int(np.floor(tree.threshold[node]))
        fill(tree.children_left[node], 2 * at + 1, level + 1)
        fill(tree.children_right[node], 2 * at + 2, level + 1)

    fill(0, 0, 0)
    return feature, limit, leaf


def rounded(model):
    """(base, trees) in integers."""
    prior = model.init_.class_prior_[1]
    base = int(round(np.log(prior / (1 - prior)) * LOGIT))
    return base, [whole_tree(e[0].tree_, model.learning_rate) for e in model.estimators_]


def logits(table, x):
    base, trees = table
    total = np.full(len(x), base, np.int64)
    for feature, limit, leaf in trees:
        at = np.zeros(len(x), int)
        for _ in range(DEPTH):
            column = np.array(feature)[at]
            at = 2 * at + 1 + (x[np.arange(len(x)), column] > np.array(limit)[at])
        total += np.array(leaf)[at - 7]
    return total


def probability(total):
    return 1 / (1 + np.exp(-total / LOGIT))


# ---- What it is worth ----------------------------------------------------------------------------

def choose(field, values, p):
    """The values that the library would give."""
    least = THRESHOLD[field] / 1000
    if field == "authors":
        found = []
        for i in np.argsort(-p, kind="stable"):
            outdone = any(v.lower().startswith(values[i].lower()) or values[i].lower().startswith(v.lower())
                          for v in found)
            if p[i] >= least and not outdone:
                found.append(values[i])
        return found
    if not len(p) or p.max() < least:
        return None
    return values[int(p.argmax())]


def figures(score, rows, p, sure):
    """The scorer's figures of the field for each set, by what the model would choose; sure: without the
    doubtful truths."""
    for name in FIELDS[rows.field]:
        truths, guesses = [], {}
        for k, page in enumerate(rows.pages):
            if page.set != name or sure and rows.doubtful[k]:
                continue
            mine = rows.owner == k
            values = [v for v, _ in page.claims[rows.field]]
            key = {"title": "title", "authors": "authors", "published": "date"}[rows.field]
            truths.append({"id": page.id, key: page.truths[TRUTH[rows.field]]})
            guesses[page.id] = {key: choose(rows.field, values, p[mine])}
        if truths:
            result = score.score(truths, guesses)[0]["all"]
            print("  %-12s %-9s" % (name, "sure" if sure else "all"), " ".join("%s %.3f" % (k, v) for k, v in result.items() if v is not None))


def reliability(rows, p):
    """Of the claims that are given: how sure, and how often right."""
    print("  how sure     claims  right")
    for low in np.arange(0, 1, 0.1):
        inside = (p >= low) & (p < low + 0.1 + 1e-9 * (low > 0.85))
        if inside.sum():
            print("  %.1f to %.1f %9d  %.3f" % (low, low + 0.1, inside.sum(), (rows.labels[inside] > 0).mean()))


def cross_validate(rows):
    """Probabilities of every claim by a model that has not seen its host."""
    p = np.zeros(len(rows.labels))
    for k in range(FOLDS):
        held = rows.folds == k
        p[held] = probability(logits(rounded(fit(rows, ~held)), rows.features[held]))
    return p


# ---- The table -----------------------------------------------------------------------------------

def write_model(name, table, threshold):
    base, trees = table
    lines = ["static const dateline_model_tree %s_trees[] = {" % name]
    for feature, limit, leaf in trees:
        lines.append("    {{%s}, {%s}, {%s}}," % tuple(", ".join(map(str, part)) for part in (feature, limit, leaf)))
    return lines + ["};", "const dateline_model dateline_%s_model = {%s_trees, %d, %d, %d};" % (
        name, name, len(trees), base, threshold), ""]


def digest(data):
    total = hashlib.sha256()
    for name in SETS:
        total.update((data / name / "truth.jsonl").read_bytes())
    return total.hexdigest()


def doubtful_truths():
    """Why truths are wrong by what the fields mean: {(set, id, field): why}."""
    lines = (TOP / "bench" / "doubtful_truths.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {tuple(row[:3]): row[3] for row in rows}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=TOP.parent / "shared" / "data")
    parser.add_argument("--claims", type=Path, default=TOP / "build" / "training" / "metadata" / "claims")
    parser.add_argument("--output", type=Path, default=TOP / "src" / "metadata" / "model_table.c")
    parser.add_argument("--cross-validate", action="store_true")
    args = parser.parse_args()
    score = scorer(args.data.parent)
    names = names_of(args.claims)
    pages = read_pages(args.data, args.claims)
    doubtful = doubtful_truths()
    out = ["/* SPDX-License-Identifier: Apache-2.0 */",
           "/* Generated by training/metadata/train.py. Do not edit.",
           "   Truths: sha256 %s */" % digest(args.data), '#include "metadata/model.h"', "", "/* clang-format off */"]
    for field in FIELDS:
        rows = Rows(score, field, pages, doubtful)
        print("%s: %d pages, %d claims, %d right" % (field, len(rows.pages), len(rows.labels), (rows.labels > 0).sum()))
        if args.cross_validate:
            p = cross_validate(rows)
            figures(score, rows, p, False)
            if any(rows.doubtful):
                figures(score, rows, p, True)
            reliability(rows, p)
        else:
            model = fit(rows, np.ones(len(rows.labels), bool))
            top = np.argsort(-model.feature_importances_)[:12]
            print("  " + ", ".join("%s %.2f" % (names[field][i], model.feature_importances_[i]) for i in top))
            out += write_model(MODEL[field], rounded(model), THRESHOLD[field])
    if not args.cross_validate:
        args.output.write_text("\n".join(out + ["/* clang-format on */", ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
