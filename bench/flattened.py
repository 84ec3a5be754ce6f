#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How good is the reading of plain text? flattened.py [--keep FOLDER] [--way WAY] [SET[:TYPE]...]

Turns labelled pages into text the way others do, reads that text with build/dateline and scores it with
the sets' own scorer, beside what the same program makes of the HTML. The ways:

    w3m, lynx, links   text browsers (Debian packages of these names): wrapped lines, lists, indents
    wet                what web archives keep: the title, then one line for each block
    copy               what a reader copies out of a window: as wet, with blank lines around blocks

A way whose browser is not installed is left out, visibly. --keep keeps the texts for the next run.
The article model and the model of lines were trained on these pages: training/lines.py prints what
the lines are worth on sites that it has not seen.
"""
import argparse
import concurrent.futures
import gzip
import html.parser
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from quality import TOP, records, scorer

SETS = ["news-a", "wcxb-dev:article"]
BROWSERS = {
    "w3m": ["w3m", "-dump", "-T", "text/html", "-O", "UTF-8", "-cols", "80"],
    "lynx": ["lynx", "-dump", "-nolist", "-force_html", "-width=80", "-assume_charset=utf-8",
             "-display_charset=utf-8"],
    "links": ["links", "-dump", "-force-html", "-width", "80", "-codepage", "utf-8",
              "-html-assume-codepage", "utf-8"],
}
WAYS = [*BROWSERS, "wet", "copy"]
SKIPPED = {"script", "style", "noscript", "template", "svg", "select", "textarea", "iframe", "head"}
BLOCKS = set("""address article aside blockquote body br button caption center dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr img input label legend li main nav ol
    option p pre section summary table tbody td tfoot th thead title tr ul video""".split())


class Archive(html.parser.HTMLParser):
    """The lines of a page's text as archives keep them, title first."""

    def __init__(self):
        super().__init__()
        self.lines, self.open, self.skipped, self.in_title = [], [], [], False

    def end_line(self):
        line = " ".join("".join(self.open).split())
        if line:
            self.lines.append(line)
        self.open = []

    def handle_starttag(self, tag, attributes):
        if tag == "body":
            self.skipped = []
        if tag in SKIPPED:
            self.skipped.append(tag)
        self.in_title = tag == "title" and "svg" not in self.skipped
        if tag in BLOCKS:
            self.end_line()

    def handle_endtag(self, tag):
        if tag in self.skipped:
            del self.skipped[self.skipped.index(tag):]
        if tag in BLOCKS:
            self.end_line()
        self.in_title = False

    def handle_data(self, data):
        if not self.skipped or self.in_title:
            self.open.append(data)


def decode(page):
    """The page's characters, as its first bytes declare them."""
    declared = re.search(rb"charset\s*=\s*[\"']?([-\w]+)", page[:4096], re.IGNORECASE)
    for name in ("utf-8", declared and declared.group(1).decode(), "windows-1252"):
        try:
            return page.decode(name or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return page.decode("utf-8", "replace")


def archive_lines(text):
    parser = Archive()
    parser.feed(text)
    parser.close()
    parser.end_line()
    return parser.lines


def flatten(page, way):
    """A page's HTML as text."""
    text = decode(page)
    if way in BROWSERS:
        head = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
        with tempfile.NamedTemporaryFile(suffix=".html") as file:
            file.write((head + text).encode())
            file.flush()
            out = subprocess.run([*BROWSERS[way], file.name], capture_output=True, timeout=120).stdout
        return out.decode("utf-8", "replace")
    return ("\n\n" if way == "copy" else "\n").join(archive_lines(text)) + "\n"


def text_file(folder, kept, name, way, truth):
    """Where a page's text lies, made if need be."""
    path = kept / name / way / (truth["id"] + ".txt")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        page = gzip.open(folder / "html" / (truth["id"] + ".html.gz")).read()
        path.write_text(flatten(page, way), encoding="utf-8")
    return path


def text_records(program, paths):
    lines = "".join(json.dumps({"id": key, "path": str(path)}) + "\n" for key, path in paths.items())
    out = subprocess.run([str(program), "--input-format", "jsonl", "--format", "json", "--no-statements", "-"],
                         input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return {r["id"]: r for r in map(json.loads, out.splitlines())}


def make_texts(folder, kept, name, way, truths):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return dict(zip([t["id"] for t in truths],
                        pool.map(lambda t: text_file(folder, kept, name, way, t), truths)))


def report(name, way, result):
    row = result["all"]
    print("%-18s %-6s" % (name, way), " ".join(
        "%s %.3f" % (f, row[f]) for f in ("word_p", "word_r", "word_f1", "shingle_f1", "title")
        if row.get(f) is not None), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET[:TYPE]")
    parser.add_argument("--shared", type=Path, default=TOP.parent / "shared")
    parser.add_argument("--program", type=Path, default=TOP / "build" / "dateline")
    parser.add_argument("--keep", type=Path, help="folder for the texts")
    parser.add_argument("--way", action="append", choices=WAYS)
    args = parser.parse_args()
    score = scorer(args.shared)
    with tempfile.TemporaryDirectory() as scratch:
        kept = args.keep or Path(scratch)
        for wanted in args.sets or SETS:
            name, _, page_type = wanted.partition(":")
            folder = args.shared / "data" / name
            truths = [json.loads(line) for line in open(folder / "truth.jsonl", encoding="utf-8")]
            truths = [t for t in truths if not page_type or t.get("page_type") == page_type]
            report(wanted, "html", score.score(truths, records(args.program, folder, truths))[0])
            for way in args.way or WAYS:
                if way in BROWSERS and not shutil.which(way):
                    print("%-18s %-6s left out: %s is not installed" % (wanted, way, way))
                    continue
                paths = make_texts(folder, kept, name, way, truths)
                report(wanted, way, score.score(truths, text_records(args.program, paths))[0])


if __name__ == "__main__":
    sys.exit(main())
