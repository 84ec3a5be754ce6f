#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How well and how fast statements are found: statements.py [SET] [--program DATELINE] [--rounds N]

SET is a folder with text/NAME.txt and attributions/NAME_*.ann, by default PolNeAR's development split. Prints the
figures of the shared scorer, and the CPU time that statements take: the difference of the least of N runs on one
thread with and without them.
"""
import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SHARED = TOP.parent / "shared"


def run(program, folder, output, *options):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run([program, "-j1", "-q", "-f", "json", "--input-format", "text", *options, "-o", output, folder], check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", type=Path, nargs="?", default=SHARED / "data" / "polnear" / "dev")
    parser.add_argument("--program", type=Path, default=TOP / "build" / "dateline")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    texts = list((args.set / "text").glob("*.txt"))
    size = sum(t.stat().st_size for t in texts)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "records.jsonl"
        without = min(run(args.program, args.set / "text", output, "--no-statements") for _ in range(args.rounds))
        least = min(run(args.program, args.set / "text", output) for _ in range(args.rounds))
        sys.stdout.flush()
        subprocess.run([sys.executable, SHARED / "eval" / "score_statements.py", "--bytes", args.set, output], check=True)
    per_text = (least - without) / len(texts) * 1000
    print("%d texts of %.1f kB: statements take %.3f ms of CPU each" % (len(texts), size / len(texts) / 1000, per_text))


if __name__ == "__main__":
    main()
