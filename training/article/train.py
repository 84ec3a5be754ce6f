#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make the article model: train.py [--data FOLDER] [--program FEATURES] [--cross-validate] [--output FOLDER]

One command, from the labelled pages to src/article/model_table.c: features from the library's own code, labels
from the truths, the hashed linear score, the net over the blocks, integer weights. --cross-validate first prints
the word F1 of five folds by site, as score_extraction.py defines it, on every set. The same data and versions give
the same tables on the same machine. See requirements.txt for what it needs.
"""
import argparse
import hashlib
import itertools
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

import linear
import net
import pages as labelled
import quantise

TOP = Path(__file__).resolve().parents[2]


def word_f1(page, chosen):
    guess = Counter(w for text, kept in zip(page.texts, chosen) if kept for w in labelled.WORD.findall(text.lower()))
    truth = Counter(labelled.WORD.findall(page.truth.lower()))
    both = sum((guess & truth).values())
    total = sum(guess.values()) + sum(truth.values())
    return 2 * both / total if total else 1.0


class Figures:
    """Mean word F1 by set, and by page type of wcxb-dev."""

    def __init__(self):
        self.values = defaultdict(list)

    def add(self, page, value):
        self.values[page.set].append(value)
        if page.set == "wcxb-dev":
            self.values["  " + page.page_type].append(value)

    def add_type(self, page, right):
        self.values["page type right"].append(float(right))

    def show(self, title):
        print(title)
        for key, values in sorted(self.values.items(), key=lambda item: (item[0].strip() != item[0], item[0])):
            print("  %-16s %5d  %.4f" % (key, len(values), np.mean(values)))
        sys.stdout.flush()


def linear_models(pages, without):
    """A linear model for each pair of folds and each fold, trained without them."""
    models = {}
    for pair in without:
        part = [p for p in pages if p.fold not in pair]
        models[pair] = linear.train(part), linear.train_about(part)
        print("linear model without folds %s" % (sorted(pair) or "none"), flush=True)
    return models


def prepare(pages, models, held):
    """Inputs of the net: a training page's scores come from a model that saw neither its fold nor the held one."""
    for fold in range(labelled.FOLDS):
        part = [p for p in pages if p.fold == fold]
        blocks, about = models[frozenset({fold, held} - {None})]
        linear.add_scores(part, blocks)
        linear.add_about(part, about)
    for page in pages:
        page.inputs = net.inputs_of(page)


def evaluate(pages, q, figures):
    """With the integers that the library will use."""
    for page in pages:
        prob, types = quantise.forward(q, page)
        prob, kind = prob / 65535, int(np.argmax(types))
        figures.add(page, word_f1(page, net.choose(page, prob, kind)))
        if page.set == "wcxb-dev":
            figures.add_type(page, labelled.PAGE_TYPES[kind] == page.page_type)


def write_model(folder, q, hashed, args):
    folder.mkdir(parents=True, exist_ok=True)
    note = "%d wide, %d steps, on %s" % (args.width, args.steps, ", ".join(labelled.SETS))
    quantise.write(folder, q, *hashed, labelled.digest(args.data), note)


# What the tables are, and what they were made from; tests/model_digests.py compares.
DIGESTS = TOP / "training" / "article" / "digests.txt"
DIGESTED = ["src/article/model_table.c", "src/article/model_table.h"] + [
    "training/article/" + name for name in (
        "features.c", "linear.py", "net.py", "pages.py", "quantise.py", "train.py", "truths.py")]


def record_digests():
    DIGESTS.write_text("".join("%s  %s\n" % (hashlib.sha256((TOP / name).read_bytes()).hexdigest(), name)
                               for name in DIGESTED))


def final_model(pages, args):
    """Trained on all pages; their hashed scores still come from models that did not see their fold."""
    singles = {frozenset({k}) for k in range(labelled.FOLDS)}
    models = linear_models(pages, sorted(singles | {frozenset()}, key=sorted))
    prepare(pages, models, None)
    p, mean, deviation = net.train(pages, args.width, args.steps)
    write_model(args.output, quantise.quantise(p, mean, deviation), models[frozenset()], args)


def cross_validate(pages, args, folds):
    pairs = {frozenset(pair) for k in folds for pair in itertools.product(range(labelled.FOLDS), [k])}
    models = linear_models(pages, sorted(pairs, key=sorted))
    figures, ceiling = Figures(), Figures()
    for k in folds:
        start = time.time()
        prepare(pages, models, k)
        p, mean, deviation = net.train([x for x in pages if x.fold != k], args.width, args.steps)
        held = [x for x in pages if x.fold == k]
        q = quantise.quantise(p, mean, deviation)
        evaluate(held, q, figures)
        if args.keep_folds:
            write_model(args.keep_folds / str(k), q, models[frozenset({k})], args)
        for page in held:
            ceiling.add(page, word_f1(page, page.label > 0.5))
        figures.show("cross-validation, folds up to %d (%d s)" % (k, time.time() - start))
    ceiling.show("a perfect choice of blocks")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=TOP.parent / "shared" / "data")
    parser.add_argument("--program", type=Path, default=TOP / "build" / "training" / "article" / "features")
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--folds", type=int, default=labelled.FOLDS, help="only so many of the five folds")
    parser.add_argument("--width", type=int, default=24)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--output", type=Path, help="folder of model_table.c and model_table.h")
    parser.add_argument("--keep-folds", type=Path, help="folder that gets the model of each fold, to judge the program")
    parser.add_argument("--record", action="store_true", help="only record the digests of tables and scripts")
    args = parser.parse_args()
    if args.record:
        return record_digests()
    start = time.time()
    pages = labelled.read_sets(args.data, args.program)
    print("%d pages, %d blocks, read in %d s" % (len(pages), sum(len(p.words) for p in pages), time.time() - start))
    if args.cross_validate:
        cross_validate(pages, args, range(args.folds))
    if args.output:
        final_model(pages, args)
        if args.output.resolve() == TOP / "src" / "article":
            record_digests()


if __name__ == "__main__":
    main()
