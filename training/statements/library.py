# SPDX-License-Identifier: Apache-2.0
"""The library as train.py sees it: the layout of its weights, and the rows that `features` writes of texts."""
import subprocess

import numpy as np

TYPES = {"marks": np.uint16, "words": np.uint16, "tag_of_word": np.uint8, "cue_out": np.int16, "role_out": np.int16,
         "cue_bias": np.int32, "role_bias": np.int32, "follows": np.int32, "begins": np.int32, "least": np.int32}


class Library:
    def __init__(self, program):
        self.program = str(program)
        self.first, self.count, self.fields = {}, {}, {}
        for line in self.run(["layout"]).decode().splitlines():
            what, name, a, b = line.split()
            if what == "row":
                self.first[name], self.count[name] = int(a), int(b)
            else:
                self.fields[name] = int(a), int(b)

    def run(self, arguments, texts=()):
        frames = b"".join(len(t).to_bytes(4, "little") + t for t in texts)
        return subprocess.run([self.program, *map(str, arguments)], input=frames, stdout=subprocess.PIPE, check=True).stdout

    def read(self, what, weights, texts):
        return np.frombuffer(self.run([what, weights], texts), np.uint32)

    def rows(self, prefix):
        """How many rows the inputs of a net have."""
        return max(self.first[n] + self.count[n] for n in self.first if n.startswith(prefix))


class Weights:
    """A dateline_weights, field by field, to be filled and written."""

    def __init__(self, library):
        self.data = np.zeros(library.fields["all"][1], np.uint8)
        self.fields = {n: self.data[a:a + b].view(TYPES.get(n, np.int8))
                       for n, (a, b) in library.fields.items() if n != "all"}
        self.shapes = {"tagger": (-1, 32), "token": (-1, 48), "cue": (-1, 32), "pair": (-1, 32),
                       "role_out": (6, 32), "follows": (6, 6)}

    def __getitem__(self, name):
        return self.fields[name]

    def write(self, path):
        self.data.tofile(path)
