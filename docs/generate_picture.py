#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The picture of the README: generate_picture.py [--program PROGRAM] [--open WORDS]... PAGE OUT.png

Photographs `dateline explain --format html PAGE` with Chromium (Debian: chromium), the blocks that
begin with WORDS opened, as a click would. It is made by

    docs/generate_picture.py --open "By Mara" --open "Harbour chief Ingrid Solheim (R)" \\
        examples/article/page.html docs/explain.png
"""
import argparse
import html
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/dateline")
    parser.add_argument("--open", action="append", default=[], metavar="WORDS")
    parser.add_argument("--size", default="1240,1010", help="width,height in pixels")
    parser.add_argument("page")
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    page = subprocess.run([args.program, "explain", "--format", "html", args.page], check=True,
                          stdout=subprocess.PIPE).stdout.decode("utf-8")
    for words in args.open:
        page, count = re.subn(r'<details (?=[^>]*><summary>(?:(?!</summary>).)*?<span class="words[^>]*>%s)'
                              % re.escape(html.escape(words)), "<details open ", page, count=1, flags=re.DOTALL)
        if not count:
            sys.exit("no block begins with %r" % words)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "explain.html"
        path.write_text(page, encoding="utf-8")
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                        "--window-size=" + args.size, "--screenshot=%s" % args.out.resolve(), path.as_uri()],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


if __name__ == "__main__":
    main()
