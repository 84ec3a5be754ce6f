# SPDX-License-Identifier: Apache-2.0
"""The hashed linear scores: one small integer for each bucket of tokens, logistic regression.

Blocks: is it the article's, by its places, its words, the heading over it. Pages: of which type, by what the head says.
They are inputs of the net. What the net sees of a page in training comes from weights that were made without the
page's fold, as it will for a page that nobody has seen.
"""
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression, SGDClassifier

from pages import PAGE_TYPES

BUCKETS = 1 << 16
ZONES = 5
SCALE = 24.0        # integer weight of 1.0
LIMIT = 511         # of a score
SET_WEIGHT = {"news-a": 2.0, "snippets-a": 0.7, "dates-a": 0.7}  # 1 where not named


def set_weight(page):
    return SET_WEIGHT.get(page.set, 1.0)


def matrix(pages, zones=None):
    """Token counts of all blocks of the pages; zones: only tokens of these."""
    indices, ends, at = [], [np.zeros(1, np.int64)], 0
    for page in pages:
        buckets, block_ends = page.buckets, page.token_ends.astype(np.int64)
        if zones is not None:
            kept = np.isin(page.zones, zones)
            block_ends = np.concatenate([[0], np.cumsum(kept)])[block_ends]
            buckets = buckets[kept]
        indices.append(buckets)
        ends.append(block_ends + at)
        at += len(buckets)
    indices = np.concatenate(indices).astype(np.int32)
    ends = np.concatenate(ends)
    found = csr_matrix((np.ones(len(indices), np.float32), indices, ends), shape=(len(ends) - 1, BUCKETS))
    return found


def train(pages):
    """Integer weights of the buckets."""
    weights = []
    for page in pages:
        root = np.sqrt(page.length)
        weights.append(root / max(root.sum(), 1e-9) * set_weight(page))
    weights = np.concatenate(weights)
    labels = np.concatenate([page.label for page in pages])
    model = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=6, tol=None, random_state=0)
    model.fit(matrix(pages), labels, sample_weight=weights * len(weights) / weights.sum())
    return np.clip(np.rint(model.coef_[0] * SCALE), -127, 127).astype(np.int8)


def add_scores(pages, weights):
    """Three scores of each block: of its places, of its words, of the heading over it."""
    for page in pages:
        ends = np.concatenate([[0], page.token_ends]).astype(np.int64)
        columns = []
        for zones in ((0, 1, 2), (3,), (4,)):
            value = np.where(np.isin(page.zones, zones), weights[page.buckets].astype(np.int32), 0)
            total = np.concatenate([[0], np.cumsum(value)])
            columns.append(total[ends[1:]] - total[ends[:-1]])
        page.scores = np.clip(np.stack(columns, 1), -LIMIT, LIMIT).astype(np.int16)


# ---- Page types ----------------------------------------------------------------------------------

ABOUT_BITS = 12


def about_buckets(page):
    """As the library does: the upper bits of a multiplicative hash."""
    return page.about * np.uint32(0x9E3779B1) >> np.uint32(32 - ABOUT_BITS)


def about_matrix(pages):
    rows = [np.unique(about_buckets(page)) for page in pages]
    ends = np.cumsum([0] + [len(row) for row in rows])
    return csr_matrix((np.ones(ends[-1], np.float32), np.concatenate(rows).astype(np.int32), ends),
                      shape=(len(rows), 1 << ABOUT_BITS))


def train_about(pages):
    """Integer weights [bucket, type] from the pages whose type is known."""
    pages = [page for page in pages if page.page_type in PAGE_TYPES and page.set == "wcxb-dev"]
    model = LogisticRegression(C=0.3, max_iter=200)
    model.fit(about_matrix(pages), [PAGE_TYPES.index(page.page_type) for page in pages])
    return np.clip(np.rint(model.coef_.T * SCALE), -127, 127).astype(np.int8)


def add_about(pages, weights):
    for page in pages:
        total = weights[np.unique(about_buckets(page))].astype(np.int32).sum(0)
        page.about_scores = np.clip(total, -LIMIT, LIMIT).astype(np.int16)
