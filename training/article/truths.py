# SPDX-License-Identifier: Apache-2.0
"""The sets that labels come from, and the digest of their truths. Needs nothing but Python, so that a test can ask."""
import hashlib

SETS = {"wcxb-dev": "truth.jsonl", "news-a": "truth.jsonl", "readability": "truth.jsonl",
        "snippets-a": "agreed.jsonl", "dates-a": "agreed.jsonl"}


def digest(data):
    """Of the truths that the labels come from."""
    total = hashlib.sha256()
    for name, truth in SETS.items():
        total.update((data / name / truth).read_bytes())
    return total.hexdigest()
