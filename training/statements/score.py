# SPDX-License-Identifier: Apache-2.0
"""The library's statements against the annotators', by the shared scorer's definitions."""
import bisect
import sys

import numpy as np

NAMES = ("source", "cue", "content", "content@half", "said by", "triple", "exact", "direct said by")


def load_scorer(folder):
    sys.path.insert(0, str(folder))
    import score_statements

    def indexes(self, spans):  # the same, without a look at every word
        if not hasattr(self, "ends"):
            self.ends = [e for _, e, _ in self.words]
        found = set()
        for b, e in spans:
            for i in range(bisect.bisect_right(self.ends, b), len(self.words)):
                begin, end, _ = self.words[i]
                if begin >= e:
                    break
                inside = sum(max(0, min(end, y) - max(begin, x)) for x, y in spans)
                if 2 * inside >= end - begin and inside:
                    found.add(i)
        return frozenset(found)

    score_statements.Text.indexes = indexes
    return score_statements


def parse(rows, texts):
    at, found = 0, []
    for text in texts:
        statements = []
        while rows[at] != 0xFFFFFFFF:
            source, cue, n = rows[at:at + 2], rows[at + 2:at + 4], int(rows[at + 4])
            pieces = rows[at + 5:at + 5 + 2 * n].reshape(-1, 2)
            statements.append({"source": [source] if source[1] else [], "cue": [cue] if cue[1] else [], "content": list(pieces)})
            at += 5 + 2 * n
        at += 1
        found.append(statements)
    return found


def figures(scorer, library, weights, texts):
    found = parse(library.read("choices", weights, [t.data for t in texts]), texts)
    tallies = {name: scorer.Tally() for name in NAMES}
    for text, statements in zip(texts, found):
        string = text.data.decode()
        places = np.repeat(np.arange(len(string)), [len(c.encode()) for c in string]).tolist() + [len(string)]
        points = lambda s: {r: [(places[int(b)], places[int(e)]) for b, e in s[r]] for r in s}
        scorer.score_text(string, [points(s) for s in text.gold], [points(s) for s in statements], tallies)
    return {name: tally.figures() for name, tally in tallies.items()}


def line(f):
    return "  ".join("%s %.4f" % (n, f[n]["f1"]) for n in NAMES[2:]) + "  triple P %.3f R %.3f" % (f["triple"]["p"], f["triple"]["r"])
