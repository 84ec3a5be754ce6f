# SPDX-License-Identifier: Apache-2.0
"""PolNeAR's texts as the library's units, with a label of each unit around each cue."""
import hashlib
import re
from collections import Counter

import numpy as np

NONE, SOURCE, SOURCE_MORE, CUE, CONTENT, CONTENT_MORE = range(6)
END = 0xFFFFFFFF
HELD_OUT = 6  # one text in so many is kept for choosing


class Text:
    """tokens: rows of `features tokens`; units: (token, end, sentence, tag, rule), inputs: of each."""

    def __init__(self, name, data, statements):
        self.name, self.data, self.gold = name, data, statements
        self.held = int(hashlib.sha256(name.encode()).hexdigest(), 16) % HELD_OUT == 0


def read_annotations(path):
    spans, events = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if re.fullmatch(r"T\d+", parts[0]):
            where = parts[1].split(" ", 1)[1]
            spans[parts[0]] = [tuple(map(int, piece.split())) for piece in where.split(";")]
        elif re.fullmatch(r"E\d+", parts[0]):
            events.append([item.split(":") for item in parts[1].split()])
    statements = []
    for event in events:
        statement = {"source": [], "cue": [], "content": []}
        for name, target in event:
            role = name.rstrip("0123456789").lower()
            if role in statement:
                statement[role] += spans.get(target, [])
        if statement["content"]:
            statements.append(statement)
    return statements


def read_set(folder):
    texts, seen = [], set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        if name in seen:
            continue
        seen.add(name)
        data = (folder / "text" / (name + ".txt")).read_bytes()
        text = data.decode()
        places = np.cumsum([0] + [len(c.encode()) for c in text])
        gold = [{r: [(int(places[b]), int(places[e])) for b, e in s[r]] for r in s} for s in read_annotations(path)]
        texts.append(Text(name, data, gold))
    return texts


def parse_units(rows, texts):
    """What `features units` wrote, into the texts; inputs as one CSR a text."""
    at = 0
    for text in texts:
        units, counts, inputs = [], [], []
        while rows[at] != END:
            n = int(rows[at + 5])
            units.append(rows[at:at + 5])
            counts.append(n)
            inputs.append(rows[at + 6:at + 6 + n])
            at += 6 + n
        at += 1
        text.units = np.array(units, np.int64).reshape(-1, 5)
        text.counts = np.array(counts, np.int64)
        text.inputs = np.concatenate(inputs) if inputs else np.zeros(0, np.uint32)
        text.unit_of = {int(t): i for i, t in enumerate(text.units[:, 0])}


def parse_pairs(rows, texts):
    """[(cue's unit, units, counts, inputs), …] of each text."""
    at = 0
    for text in texts:
        text.pairs = []
        while rows[at] != END:
            cue, count = int(rows[at]), int(rows[at + 1])
            at += 2
            units, counts, inputs = [], [], []
            for _ in range(count):
                n = int(rows[at + 1])
                units.append(text.unit_of[int(rows[at])])
                counts.append(n)
                inputs.append(rows[at + 2:at + 2 + n])
                at += 2 + n
            text.pairs.append((text.unit_of[cue], np.array(units), np.array(counts), np.concatenate(inputs)))
        at += 1


def tokens_in(text, spans):
    """The tokens of which the middle lies in the spans."""
    begins, ends = text.tokens[:, 0].astype(np.int64), text.tokens[:, 1].astype(np.int64)
    inside = np.zeros(len(begins), bool)
    for b, e in spans:
        inside |= (begins + ends >= 2 * b) & (begins + ends < 2 * e)
    return inside


def cue_share(texts):
    """How often a word's tokens are in a cue, by hash."""
    all_words, in_cue = Counter(), Counter()
    for text in texts:
        words = text.tokens[:, 2]
        cues = np.zeros(len(words), bool)
        for statement in text.gold:
            cues |= tokens_in(text, statement["cue"])
        all_words.update(words.tolist())
        in_cue.update(words[cues].tolist())
    return {w: in_cue[w] / (all_words[w] + 2) for w in in_cue}


def label_texts(texts, share):
    """text.cues: {cue's unit: labels of all units} by the annotators."""
    for text in texts:
        text.cues, text.lost, text.cue_units = {}, 0, set()
        top = text.units[:, 0]
        for statement in text.gold:
            masks = {r: tokens_in(text, statement[r]) for r in statement}
            candidates = [u for u in range(len(top)) if masks["cue"][top[u]]]
            if not candidates:
                text.lost += 1
                continue
            head = max(candidates, key=lambda u: (share.get(int(text.tokens[top[u], 2]), 0), u))
            text.cue_units.update(candidates)
            if head not in text.cues:
                text.cues[head] = unit_labels(text, masks, head)


def unit_labels(text, masks, head):
    labels = np.zeros(len(text.units), np.int8)
    sentence = text.units[head, 2]
    before = NONE
    for u in np.nonzero(text.units[:, 2] == sentence)[0]:
        a, b = text.units[u, 0], text.units[u, 1]
        label = NONE
        if masks["cue"][a]:
            label = CUE
        elif masks["source"][a:b].mean() >= 0.5:
            label = SOURCE_MORE if before in (SOURCE, SOURCE_MORE) else SOURCE
        elif masks["content"][a:b].mean() >= 0.5:
            label = CONTENT_MORE if before in (CONTENT, CONTENT_MORE) else CONTENT
        labels[u] = label
        before = label
    return labels
