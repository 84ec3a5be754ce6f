#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Is it the right person who speaks? speakers.py [--shared DIR] [--program PROGRAM] [--part dev|train] [-v] [GENRE...]

Reads the texts of GUM (news and interview, where no genre is named) as plain text with build/dateline, and holds the
person of each statement against GUM's marks of who is the same person. A statement counts where its source is
marked as a person. "named" are those whose person has a name somewhere in the text:

    right     the name is one of the same person      wrong   it is one of somebody else, or of nobody
    silent    none was given, though there is one     precision = right / (right + wrong), recall = right / named

beside it, what the source's own words would give without the others (a name in the source, right or not given).
"""
import argparse
import json
import re
import subprocess
from collections import Counter, defaultdict
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
MARK = re.compile(r"\(([^()]*)(\)?)|([^()]+)\)")


class Document:
    """The text, its tokens' byte ranges, and its mentions (first token, last token, group, type)."""

    def __init__(self, name):
        self.name, self.text, self.tokens, self.mentions = name, "", [], []
        self.open, self.at = defaultdict(list), 0

    def add_text(self, text):
        self.text += text
        self.at += len(text.encode())

    def add_token(self, word, proper, entity):
        number = len(self.tokens)
        self.tokens.append((self.at, self.at + len(word.encode()), proper))
        self.add_text(word)
        for opened, single, closed in MARK.findall(entity):
            if closed:
                group = closed.split("[")[0]
                if self.open[group]:
                    begin, kind = self.open[group].pop()
                    self.mentions.append((begin, number, group, kind))
                continue
            group, kind = opened.split("-")[:2]
            group = group.split("[")[0]
            if single:
                self.mentions.append((number, number, group, kind))
            else:
                self.open[group].append((number, kind))

    def words(self, mention):
        begin, end = self.tokens[mention[0]][0], self.tokens[mention[1]][1]
        return self.text.encode()[begin:end].decode()


def documents(path, genres):
    found, document, skip = [], None, 0
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc id"):
            name = line.split("=")[1].strip()
            document = Document(name) if name.split("_")[1] in genres else None
            found += [document] if document else []
        elif document and line.startswith("# newpar"):
            document.add_text("\n\n" if document.text else "")
        elif document and line[0].isdigit():
            cells = line.rstrip("\n").split("\t")
            if "-" in cells[0]:
                first, last = map(int, cells[0].split("-"))
                skip, misc = last, cells[9]
                whole = (first, last, cells[1], "SpaceAfter=No" in misc)
                continue
            if "." in cells[0]:
                continue
            entity = re.search(r"Entity=([^|]*)", cells[9])
            number = int(cells[0])
            in_whole = number <= skip and skip
            word = cells[1]
            document.add_token(word, cells[3] == "PROPN", entity.group(1) if entity else "")
            glued = number < skip if in_whole else "SpaceAfter=No" in cells[9]
            if in_whole and number == skip:
                glued, skip = whole[3], 0
            document.add_text("" if glued else " ")
        elif document and not line.strip():
            skip = 0
    return found


def source_mention(document, begin, end):
    """The widest person's mention inside the source, else the tightest around it."""
    def place(m):
        return document.tokens[m[0]][0], document.tokens[m[1]][1]
    people = [m for m in document.mentions if m[3] == "person"]
    inside = [m for m in people if place(m)[0] >= begin - 4 and place(m)[1] <= end]
    around = [m for m in people if place(m)[0] <= begin and place(m)[1] >= end]
    if inside:
        return max(inside, key=lambda m: place(m)[1] - place(m)[0])
    return min(around, key=lambda m: place(m)[1] - place(m)[0]) if around else None


def judge(document, statement, names, counts, verbose):
    source = statement["source"]
    if not source or not source["spans"]:
        return
    begin, end = source["spans"][0][0], source["spans"][-1][1]
    mention = source_mention(document, begin, end)
    if not mention:
        return
    group, person = mention[2], source["person"]
    named = bool(names.get(group))
    counts["statements"] += 1
    counts["named"] += named
    right = bool(person) and any(person in name for name in names.get(group, ()))
    outcome = "right" if right else "wrong" if person else "silent" if named else "rightly silent"
    counts[outcome] += 1
    own = document.tokens[mention[0]:mention[1] + 1]
    counts["by its own words"] += named and any(proper for _, _, proper in own)
    if verbose and outcome in ("wrong", "silent"):
        print("    %s: %s -> %s (%s)" % (outcome, source["text"], person, ", ".join(sorted(names.get(group, []))[:3])))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("genres", nargs="*", default=["news", "interview"], metavar="GENRE")
    parser.add_argument("--shared", type=Path, default=TOP.parent / "shared")
    parser.add_argument("--program", type=Path, default=TOP / "build" / "dateline")
    parser.add_argument("--part", choices=["dev", "train"], default="dev")
    parser.add_argument("-v", "--verbose", action="store_true", help="also show what is wrong or missing")
    args = parser.parse_args()
    total = Counter()
    path = args.shared / "data" / "ud-english" / ("gum-%s.conllu" % args.part)
    for document in documents(path, args.genres):
        names = defaultdict(set)
        for mention in document.mentions:
            if mention[3] == "person" and any(t[2] for t in document.tokens[mention[0]:mention[1] + 1]):
                names[mention[2]].add(document.words(mention))
        out = subprocess.run([str(args.program), "statements", "--format", "json", "--input-format", "text", "-"],
                             input=document.text.encode(), stdout=subprocess.PIPE, check=True).stdout
        counts = Counter()
        if args.verbose:
            print(document.name)
        for line in out.splitlines():
            judge(document, json.loads(line), names, counts, args.verbose)
        total += counts
    given = total["right"] + total["wrong"]
    print("%s of gum-%s: %d statements of a person, %d of one with a name (%d named in the source itself)" % (
        ", ".join(args.genres), args.part, total["statements"], total["named"], total["by its own words"]))
    print("right %d, wrong %d, silent %d; precision %.3f, recall %.3f" % (
        total["right"], total["wrong"], total["silent"], total["right"] / max(1, given),
        total["right"] / max(1, total["named"])))


if __name__ == "__main__":
    main()
