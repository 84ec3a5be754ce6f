# SPDX-License-Identifier: Apache-2.0
"""The labelled pages as the model sees them: features from the library's own code, labels from the truths.

A block is "article" where at least half of its words lie on a longest common subsequence of the page's words
and the truth's. Folds go by host across all sets, so that no site is both learnt from and judged by.
"""
import gzip
import json
import re
import subprocess
import threading
import zlib
from pathlib import Path
from urllib.parse import urlparse

import numpy as np

from truths import SETS, digest  # noqa: F401, one of these for those who label

FOLDS = 5
PAGE_TYPES = ["article", "listing", "forum", "product", "collection", "documentation", "service"]
WORD = re.compile(r"\w+")
# A word, or one sign of a script that writes no spaces: fair to all scripts.
UNIT = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
MOST_CELLS = 2_000_000_000  # of a table of subsequences; no page of the sets needs more


class Page:
    """One page: its truth, and its blocks as arrays."""

    def __init__(self, name, truth):
        self.set, self.id = name, truth["id"]
        self.url = truth.get("url") or ""
        self.page_type = truth.get("page_type")
        self.truth = truth.get("text")
        self.fold = fold_of(self)

    def key(self):
        return self.set + "/" + self.id


def host_of(url):
    """The publisher's host: what an archive's address wraps, without "www."."""
    inner = re.match(r"https?://web\.archive\.org/web/[^/]+/(.*)", url.strip())
    url = inner.group(1) if inner else url.strip()
    host = urlparse(url if "//" in url else "//" + url).netloc.lower().split(":")[0]
    return host.removeprefix("www.")


def fold_of(page):
    host = host_of(page.url)
    if host in ("", "fakehost"):
        host = page.set + page.id
    return zlib.crc32(host.encode()) % FOLDS


# ---- Features ------------------------------------------------------------------------------------

class Reader:
    """Takes numbers from the bytes that the features program wrote."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def array(self, kind, count):
        got = np.frombuffer(self.data, kind, count, self.at)
        self.at += got.nbytes
        return got

    def bytes(self, count):
        self.at += count
        return self.data[self.at - count:self.at]


def feature_names(program):
    return subprocess.run([program, "--names"], check=True, capture_output=True, text=True).stdout.split("\n")[:-1]


def feed(stream, folder, pages):
    for page in pages:
        html = gzip.open(folder / "html" / (page.id + ".html.gz")).read()
        url = page.url.encode()
        stream.write(np.array([len(url), len(html)], "<u4").tobytes() + url + html)
    stream.close()


def read_frame(reader, page, columns):
    blocks, tokens, about, text = (int(n) for n in reader.array("<u4", 4))
    page.values = reader.array("<i2", blocks * columns).reshape(blocks, columns)
    page.words = reader.array("<u4", blocks)
    lengths = reader.array("<u4", blocks)
    page.token_ends = reader.array("<u4", blocks)
    page.hidden = reader.array("u1", blocks).astype(bool)
    page.shape = reader.array("u1", blocks)
    page.buckets = reader.array("<u2", tokens)
    page.zones = reader.array("u1", tokens)
    page.about = reader.array("<u4", about)
    text = reader.bytes(text)
    ends = np.cumsum(lengths)
    page.texts = [text[end - length:end].decode("utf-8", "replace") for length, end in zip(lengths, ends)]


def add_features(program, folder, pages, columns):
    process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    feeder = threading.Thread(target=feed, args=(process.stdin, folder, pages))
    feeder.start()
    reader = Reader(process.stdout.read())
    feeder.join()
    if process.wait():
        raise RuntimeError("the features program failed")
    for page in pages:
        read_frame(reader, page, columns)


# ---- Labels --------------------------------------------------------------------------------------

def on_common_subsequence(a, b):
    """Which items of a lie on a longest common subsequence of a and b (Hyyrö's bit-parallel rows, kept for the way back)."""
    mask = (1 << len(a)) - 1
    places = {}
    for i, item in enumerate(a):
        places[item] = places.get(item, 0) | 1 << i
    row, rows, size = mask, [], len(a) // 8 + 1
    for item in b:
        match = row & places.get(item, 0)
        row = (row + match | row & ~match) & mask
        rows.append(row.to_bytes(size, "little"))
    marked = np.zeros(len(a), bool)
    full = mask.to_bytes(size, "little")
    i, j = len(a) - 1, len(b) - 1
    # A zero bit at i of row j: item i adds to the subsequence of a[:i + 1] and b[:j + 1].
    while i >= 0 and j >= 0:
        above = rows[j - 1] if j else full
        if rows[j][i >> 3] >> (i & 7) & 1:
            i -= 1
        elif not above[i >> 3] >> (i & 7) & 1:
            j -= 1
        else:
            marked[i] = True
            i -= 1
            j -= 1
    return marked


def add_labels(page):
    """share: of each block's words, how many are the truth's."""
    units, ends = [], []
    for text in page.texts:
        units += UNIT.findall(text.lower())
        ends.append(len(units))
    truth = UNIT.findall(page.truth.lower())
    if len(units) * len(truth) > MOST_CELLS * 8:
        raise ValueError(page.key() + ": too long to label")
    marked = np.concatenate([[0], np.cumsum(on_common_subsequence(units, truth))])
    ends = np.array([0] + ends)
    counts = np.diff(ends)
    page.share = np.diff(marked[ends]) / np.maximum(counts, 1)
    page.label = (page.share >= 0.5).astype(np.float32)
    page.length = np.maximum(page.words, 1).astype(np.float32)


# ---- All of them ---------------------------------------------------------------------------------

def read_sets(data, program, only=None):
    """All pages of the sets whose text is known, in a fixed order, with features and labels. That a page has none is
    a truth too."""
    columns = len(feature_names(program))
    pages = []
    for name, truth in SETS.items():
        if only and name not in only:
            continue
        with open(data / name / truth, encoding="utf-8") as lines:
            found = [Page(name, json.loads(line)) for line in lines if line.strip()]
        found = sorted((p for p in found if p.truth is not None), key=lambda p: p.id)
        add_features(program, Path(data) / name, found, columns)
        pages += found
    pages = [p for p in pages if len(p.words)]
    for page in pages:
        add_labels(page)
    return pages
