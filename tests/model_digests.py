#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Are the models and what made them as they were recorded? model_digests.py REPOSITORY

training/MODEL/digests.txt (as sha256sum writes it) holds the digests of the tables of a model and of all that they
were made from: the scripts, the list of features, the rules whose findings are inputs. Whoever changes one of them
trains again, or says with train.py --record that the tables need it not. Where the labelled pages are at hand, their
truths must be those that the tables name.
"""
import hashlib
import os
import re
import sys
from pathlib import Path


MODELS = {"article": "model_table.c", "plain": "plain_table.c", "statements": None}  # the tables that name truths


def check_files(top, model):
    name = "training/%s/digests.txt" % model
    for line in (top / name).read_text(encoding="utf-8").splitlines():
        digest, path = line.split("  ", 1)
        if hashlib.sha256((top / path).read_bytes()).hexdigest() != digest:
            yield "%s is not what %s says" % (path, name)


def check_truths(top, table, digest):
    named = re.search(r"Digest of the truths: (\w+)", (top / "src/article" / table).read_text("utf-8"))
    if named.group(1) != digest:
        yield "the truths are not those that %s was made from" % table


def main():
    top = Path(sys.argv[1])
    wrong = [line for model in MODELS for line in check_files(top, model)]
    data = Path(os.environ.get("DATELINE_SHARED", top.parent / "shared")) / "data"
    if data.is_dir():
        sys.path.insert(0, str(top / "training" / "article"))
        from truths import digest as digest_of_truths
        digest = digest_of_truths(data)
        wrong += [line for table in MODELS.values() if table for line in check_truths(top, table, digest)]
    print("\n".join(wrong) or "tables and scripts are as they were recorded")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
