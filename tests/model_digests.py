#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Are the article model and what made it as they were recorded? model_digests.py REPOSITORY

training/article/digests.txt (as sha256sum writes it) holds the digests of the tables and of all that they were made
from: the scripts, the list of features, the versions. Whoever changes one of them trains again, or says with
train.py --record that the tables would be the same. Where the labelled pages are at hand, their truths must be
those that the tables name.
"""
import hashlib
import os
import re
import sys
from pathlib import Path


def main():
    top = Path(sys.argv[1])
    wrong = []
    for line in (top / "training/article/digests.txt").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        if hashlib.sha256((top / name).read_bytes()).hexdigest() != digest:
            wrong.append("%s is not what training/article/digests.txt says" % name)
    data = Path(os.environ.get("DATELINE_SHARED", top.parent / "shared")) / "data"
    if data.is_dir():
        sys.path.insert(0, str(top / "training" / "article"))
        from truths import digest as digest_of_truths
        named = re.search(r"Digest of the truths: (\w+)", (top / "src/article/model_table.c").read_text("utf-8"))
        if named.group(1) != digest_of_truths(data):
            wrong.append("the truths are not those that model_table.c was made from")
    print("\n".join(wrong) or "tables and scripts are as they were recorded")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
