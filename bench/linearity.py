#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hostile pages of growing size: linearity.py [--build DIR] [--largest BYTES] [SHAPE...]

Each shape is one begin and a unit that is repeated, '#' in it a number. For every shape pages of 78
kB, twice that, four times and so on up to about 10 MB are parsed by bench-parse under callgrind,
which counts the instructions of decoding and parsing alone, and its memory is what bench-parse
reports. A row says what a byte costs at the smallest and the largest size, and the highest ratio
of two neighbouring sizes; it must not be above 2.3. The last line is JSON.
"""
import argparse
import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
LIMIT = 2.3
SMALLEST = 78_125  # eight sizes to 10 MB
SHAPES = {
    "div": ("", "<div>"),
    "ul-li": ("", "<ul><li>"),
    "li": ("", "<li>"),
    "dl": ("", "<dl><dt><dd>"),
    "p": ("", "<p>"),
    "p-close": ("", "</p>"),
    "table-cell": ("", "<table><tr><td>"),
    "table": ("", "<table>"),
    "td": ("<table>", "<td>"),
    "select-option": ("", "<select><option>"),
    "option": ("<select>", "<option>"),
    "svg": ("", "<svg><g>"),
    "svg-p": ("", "<svg><desc><p>"),
    "math": ("", "<math><mi><p>"),
    "template": ("", "<template>"),
    "template-td": ("", "<template><td>"),
    "b-id": ("", "<b id=#>"),
    "p-b-id": ("", "<p><b id=#></p>"),
    "misnested": ("", "<b><div></b>"),
    "misnested-id": ("", "<b id=#><div></b>"),
    "adoption": ("", "<a><div><i><p></a>"),
    "a": ("", "<a href=#>"),
    "nobr": ("", "<nobr>x"),
    "i-then-p": ("<i><i id=1><i id=2><b><u><s>", "<p>x"),
    "formatting-end": ("", "<b><i></b>x</i>"),
    "foster-text": ("<table>", "x<b>"),
    "foster-table": ("", "<table>x"),
    "foster-div": ("<table>", "<div>x</div>"),
    "foster-space": ("<table>", " <i> </i> "),
    "attributes": ("<p ", "a#=1 "),
    "attribute-twice": ("<p ", "a=1 "),
    "attributes-tags": ("", "<p a# b# c#>"),
    "body-attributes": ("", "<body a#=1>"),
    "unclosed-quotes": ("", "<a href=\"x>"),
    "quote-never": ("<a href=\"", "x"),
    "comment-never": ("<!--", "- -"),
    "comment-dashes": ("<!--", "-"),
    "comments": ("", "<!-->"),
    "bogus": ("", "</1>"),
    "references-bare": ("", "&amp"),
    "references-none": ("", "&CounterClockwiseContourIntegra"),
    "references-number": ("&#", "1"),
    "references-attribute": ("<p title='", "&notit&#65"),
    "plaintext": ("<plaintext>", "<p>x"),
    "nulls": ("", "\0"),
    "null-text": ("", "a\0"),
    "cr": ("", "\r"),
    "less-than": ("", "<"),
    "script-escape": ("<script>", "<!--<script>"),
    "script-end": ("<script>", "</script "),
    "title": ("<title>", "</titl"),
    "textarea": ("", "<textarea></textarea>"),
    "frameset": ("", "<frameset>"),
    "form": ("", "<form><div></form>"),
    "button": ("", "<button>"),
    "object": ("", "<object>"),
    "heading": ("", "<h1>"),
    "ruby": ("", "<ruby><rt>"),
    "cdata": ("<svg>", "<![CDATA[x]]>"),
    "tag-names": ("", "<x#>"),
    "long-name": ("<x", "y"),
    "late-head": ("<head></head>", "<meta>"),
    "after-body": ("<body></body>", "<!--x--> "),
    "selectedcontent": ("<select><button><selectedcontent></button>", "<option selected>x"),
    "selectedcontents": ("", "<object><select><button><selectedcontent></button><option>"),
    "bad-utf8": ("", "\xff"),
    "tag-end-never": ("", "<p a"),
}


def page(shape, size):
    begin, unit = SHAPES[shape]
    out, length, number = [begin], len(begin), 0
    while length < size:
        piece = unit.replace("#", str(number))
        out.append(piece)
        length += len(piece)
        number += 1
    return "".join(out).encode("latin-1")


def measure(program, data):
    """(instructions, memory as a multiple of the bytes)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page"
        path.write_bytes(data)
        run = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                              "--toggle-collect=bench_parse", program, "--rounds", "1", path],
                             check=True, capture_output=True, text=True)
    count = int(re.search(r"Collected : (\d+)", run.stderr).group(1))
    return count, float(re.search(r"pages, ([\d.]+) times", run.stdout).group(1)) * len(data)


def row(program, shape, largest):
    size, sizes, values = SMALLEST, [], []
    while size <= largest:
        data = page(shape, size)
        sizes.append(len(data))
        values.append(measure(program, data))
        size *= 2
    steps = [(b[0] / a[0], b[1] / max(a[1], 1)) for a, b in zip(values, values[1:])]
    return {"shape": shape, "first": values[0][0] / sizes[0], "last": values[-1][0] / sizes[-1],
            "time": max(s[0] for s in steps), "memory": max(s[1] for s in steps),
            "bytes": values[-1][1] / sizes[-1]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shapes", nargs="*")
    parser.add_argument("--build", type=Path, default=TOP / "build")
    parser.add_argument("--largest", type=int, default=10_000_000)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    program = args.build / "bench-parse"
    print("%-22s %12s %12s %9s %9s %9s" % ("shape", "instr/byte", "at largest", "time x2", "memory x2",
                                           "mem/byte"))
    worst, wrong = 0, 0
    with ThreadPoolExecutor(args.jobs) as pool:
        for r in pool.map(lambda s: row(program, s, args.largest), args.shapes or SHAPES):
            bad = max(r["time"], r["memory"]) > LIMIT
            wrong += bad
            worst = max(worst, r["time"], r["memory"])
            print("%-22s %12.1f %12.1f %9.2f %9.2f %9.1f%s" % (
                r["shape"], r["first"], r["last"], r["time"], r["memory"], r["bytes"],
                "  *" if bad else ""), flush=True)
    print(json.dumps({"shapes": len(args.shapes or SHAPES), "largest": args.largest,
                      "worst_ratio": round(worst, 3), "above": wrong}))
    return wrong != 0


if __name__ == "__main__":
    sys.exit(main())
