#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Label the roles of pages' blocks by hand, and hold the program's against them.

    label.py choose                  the pages to label: 100, by a fixed seed, so many of each set and page type
    label.py list [--roles] PAGE...  a page's blocks by number, each with its place, and the program's role if asked
    label.py apply FILE              take labels that were written as lines below each "= PAGE": "NUMBER[-NUMBER] ROLE"
    label.py ask PAGE...             ask for each block on the terminal instead
    label.py score                   the program's roles held against the labels: all sets, or one --half of the pages

A page is written as SET/ID under --data. Of lines that name the same block the last one holds. Beside the roles there
are two words for what is the article: "text" and "post" become the role that the block's form gives (heading,
list_item, table…), else paragraph or post; so one can label without having seen what the program thinks. In `ask`,
Enter takes the program's role; a role or an unambiguous beginning of one sets another; "." takes the program's for the
rest of the page; "-" goes one block back; "q" leaves the page without keeping it.

Labels are JSON Lines, one page a line: digests of the page and of each block's text, and the roles in the same order.
No page and no text of one is in them, and they outlive another way of cutting the page.
"""
import argparse
import gzip
import hashlib
import json
import random
import re
import subprocess
import sys
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
TEXT = ["paragraph", "heading", "list_item", "quote", "code", "table", "standfirst", "post"]
EITHER = ["fact_box", "live_update", "footnote"]
BESIDE = ["title", "byline", "date", "caption", "credit", "breadcrumb", "address", "correction", "pull_quote",
          "comment", "related", "promo", "share", "navigation", "ad", "consent", "paywall", "footer", "other"]
ROLES = TEXT + EITHER + BESIDE
WIDTH = 90
INLINE = {"a", "b", "em", "i", "span", "strong"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


# ---- Pages and blocks -----------------------------------------------------------------------

def page_of(data, name):
    folder, page = name.split("/", 1)
    return gzip.open(data / folder / "html" / (page + ".html.gz")).read()


def blocks_of(program, page):
    """The program's blocks with something to read."""
    out = subprocess.run([program, "--all-blocks", "--no-statements", "--format", "json", "-"], input=page,
                         stdout=subprocess.PIPE, check=True).stdout
    return [b for b in json.loads(out)["blocks"] if b["text"].strip()]


def digest_of(block):
    return hashlib.sha256(block["text"].encode()).hexdigest()[:8]


def words_in(block):
    return len(re.findall(r"\w+", block["text"]))


def form_of(block):
    """The role that its form gives to a block of the text, or None."""
    return ("table" if block["table"] else "code" if block["role"] == "code" else "heading" if block["level"] else
            "list_item" if block["list"] else "quote" if block["quote_depth"] else None)


class Places(HTMLParser):
    """The elements that are open from each tag of a page on; near enough for a reader."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.open, self.offsets, self.paths = [], [], []
        self.lines = [0] + [m.end() for m in re.finditer("\n", page)]
        self.feed(page)

    def note(self):
        line, column = self.getpos()
        self.offsets.append(self.lines[line - 1] + column)
        self.paths.append(" ".join([e for e in self.open if e.split(".")[0] not in INLINE][-3:]))

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            names = " ".join(filter(None, (dict(attributes).get("id"), dict(attributes).get("class"))))
            self.open.append(tag + ("." + ".".join(names.split())[:20] if names else ""))
            self.note()

    def handle_endtag(self, tag):
        for i in range(len(self.open) - 1, -1, -1):
            if self.open[i].split(".")[0] == tag:
                del self.open[i:]
                break
        self.note()

    def at(self, offset):
        return self.paths[max(0, bisect_right(self.offsets, offset) - 1)] if self.paths else ""


# ---- Labels ---------------------------------------------------------------------------------

def read_labels(path):
    with open(path, encoding="utf-8") as lines:
        return {entry["name"]: entry for entry in map(json.loads, lines)}


def run_lengths(roles):
    return " ".join(role if n == 1 else "%s*%d" % (role, n)
                    for role, n in ((role, len(list(run))) for role, run in groupby(roles)))


def roles_in(text):
    for run in text.split():
        role, _, count = run.partition("*")
        yield from [role] * int(count or 1)


def keep(args, name, page, blocks, roles):
    labels = read_labels(args.labels) if args.labels.exists() else {}
    labels[name] = {"name": name, "page": hashlib.sha256(page).hexdigest(),
                    "blocks": " ".join(map(digest_of, blocks)), "roles": run_lengths(roles)}
    with open(args.labels, "w", encoding="utf-8") as file:
        for entry in labels.values():
            file.write(json.dumps(entry) + "\n")


def labels_of(entry, blocks):
    """The label of each block, by its text and its turn among the same texts; None where there is none."""
    known = defaultdict(deque)
    for digest, role in zip(entry["blocks"].split(), roles_in(entry["roles"])):
        known[digest].append(role)
    return [known[digest].popleft() if known[digest] else None for digest in map(digest_of, blocks)]


# ---- Choosing, showing, asking --------------------------------------------------------------

def pick_pages(args):
    """Pages of many blocks are left out: they take a reader's hour and are menus mostly."""
    chance, most_blocks = random.Random(1), 260
    wanted = {"news-a": 15, "readability": 10, "dates-a": 15}
    types = ["article", "forum", "product", "service", "listing", "collection", "documentation"]
    wanted.update(("wcxb-dev " + name, 9 if i < 4 else 8) for i, name in enumerate(types))
    for stratum, count in wanted.items():
        folder, _, page_type = stratum.partition(" ")
        entries = map(json.loads, open(args.data / folder / "truth.jsonl", encoding="utf-8"))
        names = sorted("%s/%s" % (folder, e["id"]) for e in entries if page_type in ("", e["page_type"]))
        chance.shuffle(names)
        few = (n for n in names if 5 <= len(blocks_of(args.program, page_of(args.data, n))) <= most_blocks)
        for _, name in zip(range(count), few):
            print(name)


def line_of(number, block, args):
    text, form = " ".join(block["text"].split()), form_of(block) or ""
    text = text if len(text) <= WIDTH else text[:WIDTH - 20] + " … " + text[-18:]
    return "%d%s%s| %s" % (number, " " + block["role"] if args.roles else "", " " + form[:1] if form else "", text)


def list_pages(args):
    """Blocks at places alike stand on a line while they are short: menus take a few lines."""
    for name in args.names:
        page = page_of(args.data, name)
        places, before, row = Places(page.decode("latin-1")), None, ""
        print("= %s" % name)
        for i, block in enumerate(blocks_of(args.program, page)):
            path = places.at(block["bytes"][0][0] if block["bytes"] else 0)
            line = line_of(i + 1, block, args)
            alike = re.sub(r"[-_.\d][^ ]*", "", path)
            if row and (alike != before or len(row) + len(line) > 3 * WIDTH):
                print(row)
                row = ""
            if alike != before:
                print("    @%d %s" % (block["bytes"][0][0] if block["bytes"] else 0, path))
            row, before = row + "  " + line if row else line, alike
        print(row)


def role_named(answer):
    found = [role for role in ROLES if role.startswith(answer)]
    return answer if answer in ROLES else found[0] if len(found) == 1 else None


def ask(blocks):
    """A role for each block, or None where the page was left."""
    roles, at = [b["role"] for b in blocks], 0
    while at < len(blocks):
        print("\n[%d/%d] %s" % (at + 1, len(blocks), blocks[at]["text"][:3 * WIDTH]))
        answer = input("  %s > " % blocks[at]["role"]).strip().lower()
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


def ask_pages(args):
    for name in args.names:
        page = page_of(args.data, name)
        blocks = blocks_of(args.program, page)
        roles = ask(blocks)
        if roles is not None:
            keep(args, name, page, blocks, roles)


# ---- Labels from a file ---------------------------------------------------------------------

def apply_page(args, name, lines):
    page = page_of(args.data, name)
    blocks = blocks_of(args.program, page)
    roles = [None] * len(blocks)
    for line in lines:
        numbers, word = line.split()
        first, _, last = numbers.partition("-")
        for i in range(int(first) - 1, int(last or first)):
            form = form_of(blocks[i]) if word in ("text", "post") else None
            roles[i] = form or role_named({"text": "paragraph"}.get(word, word)) or sys.exit(line)
    missing = [i + 1 for i, role in enumerate(roles) if not role]
    if missing:
        print("%s: the program's role is taken for %s" % (name, missing))
    keep(args, name, page, blocks, [role or b["role"] for role, b in zip(roles, blocks)])


def apply_files(args):
    for path in args.names:
        name, lines = None, []
        for line in open(path, encoding="utf-8").read().splitlines() + ["= "]:
            if line.startswith("= "):
                if name:
                    apply_page(args, name, lines)
                name, lines = line[2:].strip(), []
            elif line.strip() and not line.startswith("#"):
                lines.append(line)


# ---- Scoring --------------------------------------------------------------------------------

def is_text(role):
    """None: as one likes it."""
    return None if role in EITHER else role in TEXT


def table_of(pairs):
    """Precision and recall of each role; pairs: label, program's role, weight."""
    both, labelled, given = Counter(), Counter(), Counter()
    for label, role, weight in pairs:
        labelled[label] += weight
        given[role] += weight
        both[label] += weight * (label == role)
    return both, labelled, given


def ratio(part, whole):
    return "%.3f" % (part / whole) if whole else "  -  "


def print_roles(pairs):
    blocks, words = table_of((l, r, 1) for l, r, _ in pairs), table_of(pairs)
    print("%-12s %6s %9s %6s   %6s %9s %6s" % ("role", "blocks", "precision", "recall", "words", "precision", "recall"))
    for role, count in blocks[1].most_common():
        print("%-12s %6d %9s %6s   %6d %9s %6s" % (
            role, count, ratio(blocks[0][role], blocks[2][role]), ratio(blocks[0][role], count),
            words[1][role], ratio(words[0][role], words[2][role]), ratio(words[0][role], words[1][role])))
    print("right: %s of blocks, %s of words" % tuple(
        ratio(sum(t[0].values()), sum(t[1].values())) for t in (blocks, words)))


def print_choice(pairs):
    for unit, weigh in (("blocks", lambda w: 1), ("words", lambda w: w)):
        both, labelled, given = table_of((is_text(l), is_text(r), weigh(w)) for l, r, w in pairs
                                         if is_text(l) is not None and is_text(r) is not None)
        print("article or not, %s: right %s; article: precision %s, recall %s" % (
            unit, ratio(sum(both.values()), sum(labelled.values())), ratio(both[True], given[True]),
            ratio(both[True], labelled[True])))


def judged_blocks(args):
    """Name of the page, label, and block, of the blocks that have a label."""
    entries = list(read_labels(args.labels).values())
    for entry in entries if args.half is None else entries[args.half == "odd"::2]:
        if not entry["name"].startswith(args.only):
            continue
        page = page_of(args.data, entry["name"])
        if hashlib.sha256(page).hexdigest() != entry["page"]:
            sys.exit("%s is another page than the one that was labelled" % entry["name"])
        blocks = blocks_of(args.program, page)
        yield from ((entry["name"], label, block) for label, block in zip(labels_of(entry, blocks), blocks) if label)


def print_confusions(pairs, most):
    blocks, words = Counter(), Counter()
    for label, role, weight in pairs:
        if label != role:
            blocks[label, role] += 1
            words[label, role] += weight
    for pair, count in blocks.most_common(most):
        print("  %s taken for %s: %d blocks, %d words" % (*pair, count, words[pair]))


def score(args):
    pairs = []
    for name, label, block in judged_blocks(args):
        pairs.append((label, block["role"], words_in(block)))
        if args.show and args.show in ("%s:%s" % (label, block["role"]), label + ":", ":" + block["role"]):
            print(name, label, block["role"], " ".join(block["text"].split())[:WIDTH], sep=" | ")
    if not args.show:
        print_roles(pairs)
        print_choice(pairs)
        print_confusions(pairs, args.confusions)


def main():
    actions = {"choose": pick_pages, "list": list_pages, "ask": ask_pages, "apply": apply_files, "score": score}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=actions)
    parser.add_argument("names", nargs="*", metavar="PAGE", help="or the FILE of apply")
    parser.add_argument("--roles", action="store_true", help="list: show the program's roles")
    parser.add_argument("--half", choices=["even", "odd"], help="score: only every other page")
    parser.add_argument("--confusions", type=int, default=20, help="score: so many of the largest")
    parser.add_argument("--only", default="", help="score: only pages whose name begins so")
    parser.add_argument("--show", metavar="LABEL:ROLE", help="score: the blocks of that confusion; one may be empty")
    parser.add_argument("--labels", type=Path, default=Path(__file__).with_name("roles.jsonl"))
    parser.add_argument("--data", type=Path, default=TOP / ".." / "shared" / "data")
    parser.add_argument("--program", type=Path, default=TOP / "build" / "dateline")
    args = parser.parse_intermixed_args()
    actions[args.action](args)


if __name__ == "__main__":
    sys.exit(main())
