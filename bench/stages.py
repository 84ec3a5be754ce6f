#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Time and instructions of every stage: stages.py [--build DIR] [--sample N] FILE|FOLDER...

Runs bench-stages over all pages for time, and over every n-th page, N in all, under
valgrind --tool=callgrind for instructions a byte, which are the same on a busy machine.
"""
import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from page_files import pages, size

TOP = Path(__file__).resolve().parent.parent
# The function of bench-stages or of the pipeline that is the stage.
FUNCTIONS = {"read": "read_file", "inflate": "inflate_page", "encoding": "decode", "parse": "parse",
             "blocks": "build_blocks", "article": "find_article", "metadata": "find_metadata",
             "statements": "find_statements", "record": "complete", "json": "write_json"}


def instructions(program, sample):
    """Return {function: instructions with all that it calls} of one pass over the sample."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "callgrind.out"
        subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=%s" % out, program,
                        "--rounds", "1", *map(str, sample)], check=True, capture_output=True)
        report = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out],
                                check=True, capture_output=True, text=True).stdout
    found = {}
    for count, name in re.findall(r"^\s*([\d,]+) (?:\([ \d.%]+\))?\s+\S*?:(\w+)", report, re.MULTILINE):
        found.setdefault(name, int(count.replace(",", "")))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--build", type=Path, default=TOP / "build")
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    program = str(args.build / "bench-stages")
    every = list(pages(args.pages))
    sample = every[::max(1, len(every) // args.sample)][:args.sample]
    out = subprocess.run([program, "--rounds", str(args.rounds), *args.pages], check=True,
                         capture_output=True, text=True).stdout.splitlines()
    counts, total_bytes = instructions(program, sample), sum(map(size, sample))
    print("%s %12s" % (out[0], "instr/byte"))
    total = 0
    for line in out[1:-2]:
        count = counts.get(FUNCTIONS[line.split()[0]], 0)
        total += count
        print("%s %12.2f" % (line, count / total_bytes))
    print("%s %20.2f" % (out[-2], total / total_bytes))
    print(json.dumps(dict(json.loads(out[-1]), instructions_per_byte=round(total / total_bytes, 3),
                          sample=len(sample), sample_bytes=total_bytes)))


sys.exit(main())
