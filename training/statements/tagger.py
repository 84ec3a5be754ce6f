# SPDX-License-Identifier: Apache-2.0
"""The tagger: an averaged perceptron over the library's inputs, trained on the treebanks' tags.

The library's words are not quite the treebanks' ("don’t", "Berg’s" are one word here): a word has the tag of
the first treebank word in it, and of the last where hyphens join several.
"""
import random
from collections import Counter, defaultdict

import numpy as np

TAGS = dict(NN=1, NNS=2, NNP=3, NNPS=3, PRP=4, **{"PRP$": 5}, DT=6, PDT=6, WP=7, **{"WP$": 7}, WDT=8, WRB=9, VB=10, VBD=11,
            VBG=12, VBN=13, VBP=14, VBZ=15, MD=16, TO=17, IN=18, CC=19, CD=20, JJ=21, JJR=21, JJS=21, AFX=21, RB=22, RBR=22,
            RBS=22, RP=23, EX=24)
OTHER, COUNT, MARKS = 25, 32, 26
INPUTS = 14
OUTSIDE = 0


def read_conllu(path):
    """Sentences as (text, [(begin, end, tag), …]); offsets are bytes of the text."""
    sentences, text, words = [], None, []
    for line in path.read_text(encoding="utf-8").splitlines() + [""]:
        if line.startswith("# text = "):
            text = line[9:]
        elif line and not line.startswith("#"):
            words.append(line.split("\t"))
        elif not line and words:
            sentences.append(align(text, words))
            words = []
    return sentences


def align(text, words):
    """Surface tokens to offsets; the words of a multi-word token share its letters in turn."""
    found, at, multi_end, multi = [], 0, 0, None
    for row in words:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            multi = text.index(row[1], at)
            multi_end, at = int(row[0].split("-")[1]), multi
            multi_text = row[1]
            continue
        number = int(row[0])
        begin = text.find(row[1], at)
        if number <= multi_end and (begin < 0 or begin >= multi + len(multi_text)):
            begin = at
        if begin < 0:
            begin = at
        end = begin + len(row[1])
        if number <= multi_end:
            end = min(end, multi + len(multi_text))
        found.append((len(text[:begin].encode()), len(text[:end].encode()), TAGS.get(row[4], OTHER)))
        at = max(at, end)
    return text.encode(), found


def label(tokens, gold):
    """Tags of the library's tokens [(begin, end, kind), …]; None: of none."""
    tags, g = [], 0
    for begin, end, kind in tokens:
        while g < len(gold) and gold[g][1] <= begin:
            g += 1
        inside = [t for b, e, t in gold[g:g + 8] if b < end and e > begin]
        if kind != 0 or not inside:
            tags.append(0)
        else:
            tags.append(inside[-1] if len(inside) > 2 else inside[0])
    return tags


def parse(rows, width=7 + INPUTS):
    """Split what `features tokens` wrote into one array a text."""
    texts, at = [], 0
    while at < len(rows):
        count = int(rows[at])
        texts.append(rows[at + 1:at + 1 + count * width].reshape(count, width))
        at += 2 + count * width
    return texts


def always_the_same(texts, golds, least=20, share=0.998):
    counts = defaultdict(Counter)
    for tokens, gold in zip(texts, golds):
        for row, tag in zip(tokens, gold):
            if tag and row[5]:
                counts[int(row[5])][tag] += 1
    result = {}
    for word, tags in counts.items():
        tag, n = tags.most_common(1)[0]
        if sum(tags.values()) >= least and n >= share * sum(tags.values()):
            result[word] = tag
    return result


class Tagger:
    def __init__(self, library, fixed):
        self.first = library.first
        self.frequent = library.count["DATELINE_TAGGER_TAG_WORD"] // COUNT
        self.rows = library.rows("DATELINE_TAGGER_")
        self.w = np.zeros((self.rows, COUNT), np.float32)
        self.fixed = fixed

    def history(self, last, before, word):
        f = self.first
        return (f["DATELINE_TAGGER_TAG"] + last, f["DATELINE_TAGGER_TAGS"] + COUNT * before + last,
                f["DATELINE_TAGGER_TAG_WORD"] + self.frequent * last + (word if word < self.frequent else 0))

    def tag(self, tokens, w):
        """The library's greedy way, in numbers of Python."""
        last = before = OUTSIDE
        tags = []
        for row in tokens:
            tag = self.plain(row)
            if not tag:
                ids = np.concatenate([row[7:], self.history(last, before, int(row[5]))])
                tag = int(w[ids].sum(0)[1:MARKS].argmax()) + 1
            tags.append(tag)
            before, last = last, tag
        return tags

    def plain(self, row):
        kind = int(row[3])
        return self.fixed.get(int(row[5]), 0) if kind == 0 else (0, 26, 27, 29, 29, 29, 28, 28, 30, 30, 31)[kind]

    def train(self, texts, golds, rounds, seed=1):
        w, total, step, stamp = self.w, np.zeros_like(self.w), 0, np.zeros(self.rows, np.int64)
        shuffle = random.Random(seed)
        order = list(range(len(texts)))

        def touch(ids):
            total[ids] += w[ids] * (step - stamp[ids])[:, None]
            stamp[ids] = step

        for _ in range(rounds):
            shuffle.shuffle(order)
            wrong = seen = 0
            for t in order:
                last = before = OUTSIDE
                for row, gold in zip(texts[t], golds[t]):
                    tag = self.plain(row)
                    if not tag and gold:
                        ids = np.concatenate([row[7:], self.history(last, before, int(row[5]))]).astype(np.int64)
                        tag = int(w[ids].sum(0)[1:MARKS].argmax()) + 1
                        step += 1
                        seen += 1
                        if tag != gold:
                            wrong += 1
                            touch(ids)
                            w[ids, gold] += 1
                            w[ids, tag] -= 1
                    elif not tag:
                        tag = OTHER
                    before, last = last, tag
            print("  tagger: %.4f right in training" % (1 - wrong / seen), flush=True)
        touch(np.arange(self.rows))
        self.w = total / step

    def quantised(self):
        scale = 127 / np.quantile(np.abs(self.w[self.w != 0]), 0.9995)
        return np.clip(np.rint(self.w * scale), -127, 127).astype(np.int8)


def accuracy(tagged, golds):
    right = total = 0
    for tags, gold in zip(tagged, golds):
        for a, b in zip(tags, gold):
            if b:
                right += a == b
                total += 1
    return right / total, total
