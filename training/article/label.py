#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Label the roles of a page's blocks by hand, and hold the program's against them.

    label.py label PAGE.html[.gz]...    ask for each block; labels go to --labels FILE (JSON Lines, one page a line)
    label.py score PAGE.html[.gz]...    how often the program's roles are those of --labels FILE

A block is shown with the role that the program gave it. Answers: Enter takes that role; a role or an unambiguous
beginning of one sets another; "." takes the program's roles for the rest of the page; "-" goes one block back; "q"
leaves the page without keeping it. A label holds the block's text, not only its number, so that it outlives another
way of cutting the page; pages are named by the digest of their bytes, so no page goes into the repository.
"""
import argparse
import gzip
import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
ROLES = ["paragraph", "heading", "list_item", "quote", "code", "table", "standfirst", "post", "fact_box", "live_update",
         "footnote", "title", "byline", "date", "caption", "credit", "breadcrumb", "address", "correction", "pull_quote",
         "comment", "related", "promo", "share", "navigation", "ad", "consent", "paywall", "footer", "other"]
WIDTH = 300


def bytes_of(path):
    return gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()


def blocks_of(program, page):
    """The program's blocks with something to read."""
    out = subprocess.run([program, "--all-blocks", "--no-statements", "--format", "json", "-"], input=page,
                         stdout=subprocess.PIPE, check=True).stdout
    return [b for b in json.loads(out)["blocks"] if b["text"].strip()]


def role_named(answer):
    found = [role for role in ROLES if role.startswith(answer)]
    return answer if answer in ROLES else found[0] if len(found) == 1 else None


def ask(number, count, block):
    print("\n[%d/%d] %s" % (number + 1, count, block["text"][:WIDTH]))
    return input("  %s > " % block["role"]).strip().lower()


def label(blocks):
    """A role for each block, or None where the page was left."""
    roles, at = [b["role"] for b in blocks], 0
    while at < len(blocks):
        answer = ask(at, len(blocks), blocks[at])
        if answer == "q":
            return None
        if answer == ".":
            break
        if answer == "-":
            at = max(0, at - 1)
            continue
        role = role_named(answer) if answer else roles[at]
        if role is None:
            print("  one of: " + " ".join(ROLES))
            continue
        roles[at] = role
        at += 1
    return roles


def label_pages(args):
    with open(args.labels, "a", encoding="utf-8") as file:
        for path in args.pages:
            page = bytes_of(path)
            blocks = blocks_of(args.program, page)
            print("== %s: %d blocks" % (path, len(blocks)))
            roles = label(blocks)
            if roles is not None:
                pairs = [[b["text"], role] for b, role in zip(blocks, roles)]
                file.write(json.dumps({"page": hashlib.sha256(page).hexdigest(), "blocks": pairs},
                                      ensure_ascii=False) + "\n")
                file.flush()


def score_pages(args):
    with open(args.labels, encoding="utf-8") as lines:
        labels = {entry["page"]: entry["blocks"] for entry in map(json.loads, lines)}
    right, all_of, confused = Counter(), Counter(), Counter()
    for path in args.pages:
        page = bytes_of(path)
        wanted = Counter(map(tuple, labels.get(hashlib.sha256(page).hexdigest(), [])))
        role_of = {text: role for text, role in wanted}
        for block in blocks_of(args.program, page):
            role = role_of.get(block["text"])
            if role:
                all_of[role] += 1
                right[role] += block["role"] == role
                confused[role, block["role"]] += block["role"] != role
    for role, count in all_of.most_common():
        print("%-12s %5d %.3f" % (role, count, right[role] / count))
    print("%-12s %5d %.3f" % ("all", sum(all_of.values()), sum(right.values()) / max(1, sum(all_of.values()))))
    for (role, got), count in (+confused).most_common(10):
        print("  %s taken for %s: %d" % (role, got, count))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["label", "score"])
    parser.add_argument("pages", nargs="+", type=Path, metavar="PAGE")
    parser.add_argument("--labels", type=Path, default=Path("roles.jsonl"))
    parser.add_argument("--program", type=Path, default=TOP / "build" / "dateline")
    args = parser.parse_args()
    (label_pages if args.action == "label" else score_pages)(args)


if __name__ == "__main__":
    sys.exit(main())
