#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How often is the language right, beside CLD2? languages.py [--program FILE] [--shared DIR]

Two measures. languages.tsv holds a paragraph of our own in each language, from which beginnings of
several lengths are read as pages without a lang, and again as pages whose lang lies. And of the labelled
pages the text that was extracted is asked, where the page's own lang and CLD2 agree on an answer. CLD2
comes from PyPI (pip install pycld2); without it only our own figures are printed.
"""
import argparse
import gzip
import json
import re
import subprocess
from pathlib import Path

try:
    import pycld2
except ImportError:
    pycld2 = None

TOP = Path(__file__).resolve().parent.parent
ALIKE = {"nb": "no", "nn": "no", "iw": "he", "zh-Hant": "zh", "bs": "hr", "in": "id"}


def plain(tag):
    code = ALIKE.get(tag or "", tag or "")
    return ALIKE.get(code.split("-")[0], code.split("-")[0].lower())


def records(program, lines):
    text = "".join(json.dumps(line) + "\n" for line in lines)
    out = subprocess.run([str(program), "--input-format", "jsonl", "--format", "json", "--no-statements", "-"],
                         input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def cld2(text):
    if not pycld2 or not text:
        return None
    try:
        return plain(pycld2.detect(text.encode())[2][0][1])
    except pycld2.error:
        return None


def share(right, all_of_them):
    return "%.3f (%d of %d)" % (right / max(1, all_of_them), right, all_of_them)


def own_paragraphs(program):
    rows = [line.split("\t") for line in
            (TOP / "bench" / "languages.tsv").read_text(encoding="utf-8").splitlines()]
    for words in (15, 30, 1000):
        texts = [" ".join(text.split(" ")[:words]) for _, text in rows]
        for lie in (False, True):
            head = [("<html lang=%s>" % ("de" if code == "en" else "en")) if lie else "<html>" for code, _ in rows]
            found = records(program, [{"html": "%s<h1>1</h1><p>%s</p>" % pair} for pair in zip(head, texts)])
            got = [plain(r["language"]) for r in found]
            missed = [code for (code, _), g in zip(rows, got) if g != code]
            print("own paragraphs, %s words, %-12s dateline %s%s%s" % (
                words if words < 1000 else "all", "a lang lies" if lie else "no lang",
                share(len(rows) - len(missed), len(rows)),
                "" if not pycld2 else "  CLD2 " + share(sum(cld2(t) == c for (c, _), t in zip(rows, texts)), len(rows)),
                "  not: " + " ".join(missed) if missed else ""))


def page_language(path):
    head = gzip.open(path).read(20000).decode("utf-8", "replace")
    found = re.search(r"<html[^>]*?\slang\s*=\s*[\"']?([A-Za-z-]+)", head)
    return plain(found.group(1)) if found else None


def labelled_pages(program, shared):
    for name in ("news-a", "snippets-a", "dates-a"):
        folder = shared / "data" / name / "html"
        paths = sorted(folder.glob("*.html.gz"))
        found = records(program, [{"path": str(p)} for p in paths])
        sure = right = 0
        for path, record in zip(paths, found):
            named = page_language(path)
            if named and named == cld2(record["text"]):
                sure += 1
                right += plain(record["language"]) == named
        if sure:
            print("%s: of pages whose lang CLD2 confirms, dateline %s" % (name, share(right, sure)))
        without = records(program, [{"html": "<h1>1</h1><p>" + (r["text"] or "").replace("<", " ")} for r in found])
        asked = [(plain(w["language"]), cld2(r["text"]), page_language(p))
                 for w, r, p in zip(without, found, paths) if r["text"] and page_language(p)]
        print("%s: the text alone says what lang says: dateline %s%s" % (
            name, share(sum(a == c for a, _, c in asked), len(asked)),
            "" if not pycld2 else "  CLD2 " + share(sum(b == c for _, b, c in asked), len(asked))))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=TOP / "build" / "dateline")
    parser.add_argument("--shared", type=Path, default=TOP.parent / "shared")
    args = parser.parse_args()
    own_paragraphs(args.program)
    if (args.shared / "data").exists():
        labelled_pages(args.program, args.shared)


if __name__ == "__main__":
    main()
