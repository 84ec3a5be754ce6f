#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Is our Markdown read back as what it was? compare_markdown.py RECORD_SAMPLES [COUNT]
                                             compare_markdown.py --pages DATELINE [EVERY]

RECORD_SAMPLES writes random records as Markdown and as HTML; with --pages the program DATELINE writes
those of every EVERY-th labelled page in DATELINE_SHARED. cmark-gfm, GitHub's own parser, makes HTML of
the Markdown; both HTMLs must say the same: the same blocks, lists, tables, links, marks and words. Exit
status 77, skipped, where there is no cmark-gfm, or no page.
"""
import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

INLINE = {"a", "strong", "em", "code", "br", "img", "del", "input", "span"}
VOID = {"br", "img", "input"}
DROPPED = {"thead", "tbody", "figure"}  # their children stand in for them
SEPARATOR = "<!-- next sample -->"


class Tree(HTMLParser):
    """A fragment of HTML as nested lists: [name, attributes, child…], text as str."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.root = ["root", {}]
        self.open = [self.root]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag in DROPPED:
            return
        node = [tag, dict(attributes)]
        self.open[-1].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID | DROPPED:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag not in DROPPED | VOID:
            if self.open[-1][0] != tag:
                raise ValueError("</%s> in <%s>" % (tag, self.open[-1][0]))
            self.open.pop()

    def handle_data(self, text):
        self.open[-1].append(text)


def address(url):
    return unquote(url or "").replace("\\", "%5C")


def attributes_of(node):
    name, attributes = node[0], node[1]
    if name == "a":
        return {"href": address(attributes.get("href"))}
    if name == "img":
        return {"src": address(attributes.get("src")), "alt": " ".join((attributes.get("alt") or "").split())}
    if name == "ol":
        return {"start": attributes.get("start", "1")}
    if name == "code" and "class" in attributes:
        return {"class": attributes["class"]}
    if name in ("td", "th"):
        return {k: v for k, v in attributes.items() if k in ("colspan", "rowspan")}
    return {}


def inline(children):
    """Text pieces and inline elements, white space folded, joined where they touch."""
    out = []
    for child in children:
        if isinstance(child, str):
            child = re.sub(r"[ \t\n\r\f]+", " ", child)
            if out and isinstance(out[-1], str):
                out[-1] += child
            else:
                out.append(child)
        else:
            out.append([child[0], attributes_of(child)] + inline(child[2:]))
    for i, item in enumerate(out):  # no white space beside a line break
        if isinstance(item, str):
            if i + 1 < len(out) and out[i + 1][0] == "br":
                item = item.rstrip(" ")
            if i and out[i - 1][0] == "br":
                item = item.lstrip(" ")
            out[i] = item
    return [item for item in out if item != ""]


def trimmed(items):
    if items and isinstance(items[0], str):
        items[0] = items[0].lstrip(" ")
    if items and isinstance(items[-1], str):
        items[-1] = items[-1].rstrip(" ")
    return [item for item in items if item != ""]


def caption(node):
    """A caption is emphasis, then its credit; in our Markdown as in our HTML."""
    words = [c for c in node[2:] if isinstance(c, str)]
    credit = [c for c in node[2:] if not isinstance(c, str)]
    text = "".join(words).strip(" ")
    out = [["em", {}, text]] if text else []
    for span in credit:
        out.append((" " if text else "") + "".join(span[2:]))
    return ["p", {}] + trimmed(inline(out))


def blocks(children):
    """Block elements; runs of inline content become paragraphs."""
    out, run = [], []

    def flush():
        content = trimmed(inline(run))
        if content:
            out.append(["p", {}] + content)
        run.clear()

    for child in children:
        if isinstance(child, str) or child[0] in INLINE:
            if not isinstance(child, str) and child[0] == "img":
                flush()
                run.append(child)
                flush()
            else:
                run.append(child)
            continue
        flush()
        out.append(block(child))
    flush()
    return [b for b in out if b]


def table(node):
    rows = []
    for row in node[2:]:
        if isinstance(row, str):
            continue
        cells = [["cell", attributes_of(c)] + trimmed(inline(c[2:])) for c in row[2:] if not isinstance(c, str)]
        while cells and cells[-1] == ["cell", {}]:
            cells.pop()
        rows.append(cells)
    while rows and not rows[0]:  # a header that GFM wants and the table has not
        rows.pop(0)
    while rows and not rows[-1]:
        rows.pop()
    return ["table", {}] + rows


def block(node):
    name = node[0]
    if name == "table":
        return table(node)
    if name == "figcaption":
        return caption(node)
    if name == "pre":
        code = node[2]
        text = "".join(code[2:]).rstrip("\n")
        return ["pre", attributes_of(code), text]
    if name in ("ul", "ol", "li", "blockquote", "root"):
        return [name, attributes_of(node)] + blocks(node[2:])
    return [name, attributes_of(node)] + trimmed(inline(node[2:]))


def read(html):
    try:
        return blocks(Tree(html).root[2:])
    except ValueError as error:
        return [["not nested", {}, str(error)]]


def cmark(markdowns):
    """The HTML of many texts at once."""
    text = ("\n\n%s\n\n" % SEPARATOR).join(markdowns)
    done = subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "tasklist"],
                          input=text.encode("utf-8"), capture_output=True, check=True, timeout=120)
    htmls = done.stdout.decode("utf-8").split(SEPARATOR)
    if len(htmls) != len(markdowns):  # one text has swallowed what follows: each alone
        return [html for markdown in markdowns for html in cmark([markdown])]
    return htmls


def difference(ours, theirs):
    """The innermost pair of nodes that differ."""
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for a, b in zip(ours, theirs):
            if a != b:
                return difference(a, b)
    return "ours  %r\ncmark %r" % (ours, theirs)


def body_of(html):
    return html[html.index("</header>") + len("</header>"):html.index("</article>")]


def random_samples(program, count):
    """[(name, Markdown, HTML)]"""
    out = subprocess.run([program, "markdown", count], capture_output=True, check=True, timeout=120).stdout
    parts = out.decode("utf-8").split("\0")[:-1]
    return [("sample %d" % i, *pair) for i, pair in enumerate(zip(parts[0::2], parts[1::2]), 1)]


def written(program, form, paths):
    """What the program writes of each page."""
    lines = "".join(json.dumps({"path": str(path)}) + "\n" for path in paths)
    out = subprocess.run([program, "--input-format", "jsonl", "--format", form, "--threads", "2", "-"],
                         input=lines.encode(), capture_output=True, check=True, timeout=600).stdout.decode("utf-8")
    found, begin = [], 0
    for path in paths:
        begin = out.index("<!-- %s -->\n" % path, begin)
        found.append(begin)
    return [out[a:b].split("\n", 1)[1] for a, b in zip(found, found[1:] + [len(out)])]


def page_samples(program, every):
    shared = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parent.parent.parent / "shared"))
    paths = sorted((shared / "data").glob("*/html/*.html.gz"))[::every]
    if not paths:
        return []
    return list(zip(map(str, paths), written(program, "markdown", paths), written(program, "html", paths), strict=True))


def title_of(html):
    """The document's heading, which our Markdown begins with."""
    found = re.search(r"<h1>.*?</h1>", html[:html.index("</header>")], re.DOTALL)
    return found.group(0) if found else ""


def main():
    if not shutil.which("cmark-gfm"):
        print("no cmark-gfm here")
        return 77
    pages = sys.argv[1] == "--pages"
    if pages:
        samples = page_samples(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    else:
        samples = random_samples(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "400")
    if not samples:
        print("no labelled pages here")
        return 77
    failed = 0
    for (name, markdown, html), theirs in zip(samples, cmark([s[1] for s in samples]), strict=True):
        ours, read_back = read((title_of(html) if pages else "") + body_of(html)), read(theirs)
        if ours == read_back:
            continue
        failed += 1
        if failed <= 5:
            print("%s\n%s\n%s" % (name, difference(ours, read_back), "" if pages else markdown))
    print("%d passed, %d failed" % (len(samples) - failed, failed))
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
