#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draw what a command prints on a terminal: generate_picture.py [--lines N] OUT.svg COMMAND...

Reads the command's colours (ANSI SGR) and writes them as an SVG picture of the terminal. The picture
of the README is made by

    docs/generate_picture.py --lines 74 docs/explain.svg \\
        build/dateline explain --color always examples/article/page.html
"""
import argparse
import html
import re
import subprocess
import unicodedata
from pathlib import Path

COLOURS = {30: "#586069", 31: "#e5534b", 32: "#57ab5a", 33: "#c69026", 34: "#539bf5", 35: "#b083f0",
           36: "#39c5cf", 37: "#adbac7", 90: "#768390", 91: "#ff938a", 92: "#6bc46d", 93: "#daaa3f",
           94: "#6cb6ff", 95: "#dcbdfb", 96: "#56d4dd", 97: "#cdd9e5"}
TEXT, GROUND, WIDTH, HEIGHT, COLUMNS = "#adbac7", "#22272e", 7.8, 17, 118


def pieces(line):
    """Yield (text, colour, bold, dim) of a line with SGR codes."""
    colour, bold, dim = TEXT, False, False
    for part in re.split(r"(\x1b\[[\d;]*m)", line):
        if not part.startswith("\x1b"):
            if part:
                yield part, colour, bold, dim
            continue
        for code in map(int, (part[2:-1] or "0").split(";")):
            if code == 0:
                colour, bold, dim = TEXT, False, False
            elif code == 1:
                bold = True
            elif code == 2:
                dim = True
            elif code in COLOURS:
                colour = COLOURS[code]
            elif code == 39:
                colour = TEXT


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def draw(lines):
    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-size="13" xml:space="preserve" '
           'font-family="ui-monospace, Menlo, DejaVu Sans Mono, Consolas, monospace">'
           % (COLUMNS * WIDTH + 32, len(lines) * HEIGHT + 32),
           '<rect width="100%%" height="100%%" rx="8" fill="%s"/>' % GROUND]
    for row, line in enumerate(lines):
        column = 0
        for text, colour, bold, dim in pieces(line):
            text = text[:max(0, COLUMNS - column)]
            if text.strip():
                out.append('<text x="%.1f" y="%d" fill="%s"%s%s textLength="%.1f">%s</text>' % (
                    16 + column * WIDTH, 28 + row * HEIGHT, colour, ' font-weight="bold"' if bold else "",
                    ' opacity="0.6"' if dim else "", columns(text) * WIDTH, html.escape(text)))
            column += columns(text)
    return "\n".join(out + ["</svg>", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lines", type=int, default=40)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    args = parser.parse_args()
    printed = subprocess.run(args.command, check=True, capture_output=True, text=True).stdout
    shown = "$ " + " ".join(a for a in args.command if a not in ("--color", "always")).replace("build/", "")
    args.out.write_text(draw([shown] + printed.splitlines()[:args.lines]), encoding="utf-8")


if __name__ == "__main__":
    main()
