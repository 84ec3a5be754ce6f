#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make the model of English statements: train.py [--data FOLDER] [--program FEATURES] [--output FILE]

One command, from the treebanks and PolNeAR's train split to src/statements/model_table.c. The tagger is trained and
judged first; then the nets are trained without one text in six, on which the threshold is chosen; then on all texts.
The same data and versions give the same table on the same machine. See ../requirements.txt for what it needs.
"""
import argparse
import hashlib
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

import export
import nets
import score
import tagger
import texts as polnear
from library import Library, Weights

TOP = Path(__file__).resolve().parent.parent.parent
TREEBANKS = ("ewt", "gum")
WORD, COLON = 0, 3  # kinds of tokens that can be cues


class Maker:
    def __init__(self, args):
        self.args, self.library = args, Library(args.program)
        self.weights = Weights(self.library)
        self.path = Path(tempfile.mkdtemp()) / "weights"
        self.weights.write(self.path)
        self.rows = self.library.rows("DATELINE_INPUT_"), self.library.rows("DATELINE_PAIR_")

    def tokens(self, data):
        self.weights.write(self.path)
        return tagger.parse(self.library.read("tokens", self.path, data))

    # ---- Words and tags ----

    def vocabulary(self, news, treebank):
        """The most frequent words; the news count double."""
        a, b = Counter(), Counter()
        for count, rows in ((a, news), (b, treebank)):
            for r in rows:
                count.update(r[:, 2].tolist())
        value = {w: a[w] + 0.5 * b[w] for w in set(a) | set(b) if a[w] + b[w] >= 3}
        ranked = sorted(value, key=lambda w: (-value[w], w))
        export.fill_vocabulary(self.weights, ranked, self.library.fields["tag_of_word"][1])

    def train_tagger(self, news):
        sentences = {n + part: tagger.read_conllu(self.args.data / "ud-english" / ("%s-%s.conllu" % (n, part)))
                     for n in TREEBANKS for part in ("train", "dev")}
        train = [s for n in TREEBANKS for s in sentences[n + "train"]]
        self.vocabulary(self.tokens(news), self.tokens([t for t, _ in train]))
        gold = lambda rows, marked: [tagger.label(r[:, [0, 1, 3]].tolist(), g) for r, (_, g) in zip(rows, marked)]
        rows = self.tokens([t for t, _ in train])
        golds = gold(rows, train)
        model = tagger.Tagger(self.library, tagger.always_the_same(rows, golds))
        model.train(rows, golds, self.args.tagger_rounds)
        for word, tag in model.fixed.items():
            self.weights["tag_of_word"][word] = tag
        self.weights["tagger"][:] = model.quantised().ravel()
        for n in TREEBANKS:
            rows = self.tokens([t for t, _ in sentences[n + "dev"]])
            right, total = tagger.accuracy([r[:, 6].tolist() for r in rows], gold(rows, sentences[n + "dev"]))
            print("tagger: %.4f of %d words right on %s-dev" % (right, total, n), flush=True)

    # ---- Cues and roles ----

    def read_units(self, texts):
        data = [t.data for t in texts]
        for text, rows in zip(texts, self.tokens(data)):
            text.tokens = rows
        polnear.parse_units(self.library.read("units", self.path, data), texts)
        polnear.label_texts(texts, polnear.cue_share([t for t in texts if not t.held]))

    def read_pairs(self, texts):
        frames = b""
        for text in texts:
            cues = np.array(sorted(int(text.units[u, 0]) for u in text.cues), np.uint32)
            frames += len(text.data).to_bytes(4, "little") + text.data + len(cues).to_bytes(4, "little") + cues.tobytes()
        out = subprocess.run([self.library.program, "pairs", str(self.path)], input=frames, stdout=subprocess.PIPE, check=True)
        polnear.parse_pairs(np.frombuffer(out.stdout, np.uint32), texts)

    def train_nets(self, texts):
        inputs = nets.matrix(np.concatenate([t.inputs for t in texts]), np.concatenate([t.counts for t in texts]), self.rows[0])
        units = lambda chosen: np.concatenate([np.isin(np.arange(len(t.units)), list(chosen(t))) for t in texts])
        truth = units(lambda t: t.cues).astype(np.float32)
        # a word of a cue that is not the one we look for is hardly wrong
        weight = np.where(units(lambda t: t.cue_units) & (truth == 0), 0.3, 1.0).astype(np.float32)
        kinds = np.concatenate([t.tokens[t.units[:, 0], 3] for t in texts])
        kept = np.nonzero(np.isin(kinds, (WORD, COLON)))[0]
        cues = nets.train_cues(inputs[kept], truth[kept], weight[kept], self.args.cue_rounds)
        roles = nets.train_roles(nets.Roles(texts, *self.rows), *self.rows, self.args.role_rounds)
        return cues, roles

    def fill(self, cues, roles, least):
        export.fill_cues(self.weights, cues, least)
        export.fill_roles(self.weights, roles)
        self.weights.write(self.path)

    def choose_threshold(self, texts, scorer):
        """The score of a cue from which speakers and contents together are found best."""
        cues, roles = self.train_nets([t for t in texts if not t.held])
        held, best = [t for t in texts if t.held], (0, 0)
        for least in np.arange(-0.5, 0.31, 0.2):
            self.fill(cues, roles, least)
            f = score.figures(scorer, self.library, self.path, held)
            print("held out, threshold %+.1f: %s" % (least, score.line(f)), flush=True)
            best = max(best, (f["said by"]["f1"] + f["content"]["f1"], least))
        self.fill(cues, roles, best[1])
        return best[1]


# The table, and what it was made from, the rules among it, for what they find is an input of the nets;
# tests/model_digests.py compares.
DIGESTS = TOP / "training" / "statements" / "digests.txt"
DIGESTED = ["src/statements/" + name for name in (
    "model_table.c", "model.h", "reading.c", "inputs.c", "text.c", "phrases.c", "drafts.c", "lexicon_table.c")] + [
    "training/statements/" + name for name in (
        "features.c", "train.py", "tagger.py", "texts.py", "nets.py", "score.py", "export.py", "library.py")]


def record_digests():
    DIGESTS.write_text("".join("%s  %s\n" % (hashlib.sha256((TOP / name).read_bytes()).hexdigest(), name)
                               for name in DIGESTED))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=TOP.parent / "shared" / "data")
    parser.add_argument("--scorer", type=Path, default=TOP.parent / "shared" / "eval")
    parser.add_argument("--program", type=Path, default=TOP / "build" / "training" / "statements" / "statement-features")
    parser.add_argument("--output", type=Path, help="the file model_table.c")
    parser.add_argument("--tagger-rounds", type=int, default=8)
    parser.add_argument("--cue-rounds", type=int, default=10)
    parser.add_argument("--role-rounds", type=int, default=20)
    parser.add_argument("--keep-held", type=Path, help="file that gets the weights trained without the held-out texts")
    parser.add_argument("--record", action="store_true", help="only record the digests of table, rules and scripts")
    args = parser.parse_args()
    if args.record:
        return record_digests()
    start = time.time()
    maker = Maker(args)
    texts = polnear.read_set(args.data / "polnear" / "train")
    maker.train_tagger([t.data for t in texts])
    maker.read_units(texts)
    maker.read_pairs(texts)
    least = maker.choose_threshold(texts, score.load_scorer(args.scorer))
    if args.keep_held:
        maker.weights.write(args.keep_held)
    if args.output:
        maker.fill(*maker.train_nets(texts), least)
        export.write_c(args.output, maker.weights, "%d texts of PolNeAR, threshold %.1f" % (len(texts), least))
        if args.output.resolve() == TOP / "src" / "statements" / "model_table.c":
            record_digests()
    print("%d s" % (time.time() - start))


if __name__ == "__main__":
    main()
