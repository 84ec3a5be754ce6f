#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Our parser and lexbor's in turns: compare_lexbor.py [--build DIR] [--turns N] FILE|FOLDER...

lexbor is compiled from the C sources that come with selectolax on PyPI, with the same compiler and
-O3, into a folder outside of the repository (--work), and driven by lexbor_parse.c beside this file,
as bench-parse drives ours: same pages, CPU time of the parse alone, memory used again from page to
page. The two programs take turns over all pages; each turn's ratio is taken within the turn, and the
median counts. With --python, selectolax itself is measured too, the way its users call it.

Instructions a byte are callgrind's, over every n-th page, 100 in all.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from page_files import pages, size

HERE = Path(__file__).resolve().parent
TOP = HERE.parent
SELECTOLAX = "1.0.2"
MODULES = ("core", "dom", "html", "ns", "tag")
PYTHON_LOOP = """
import gzip, json, sys, time
from selectolax.lexbor import LexborHTMLParser
total, size = 0.0, 0
for path in sys.argv[1:]:
    data = open(path, "rb").read()
    data = gzip.decompress(data) if data[:2] == b"\\x1f\\x8b" else data
    start = time.thread_time()
    parser = LexborHTMLParser(data)
    total += time.thread_time() - start
    size += len(data)
    del parser
pages = len(sys.argv) - 1
print(json.dumps({"pages": pages, "bytes": size, "ms_per_page": 1e3 * total / pages}))
"""


def environment(work):
    """A virtual environment with selectolax, and its source distribution unpacked beside it."""
    python = work / "venv/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", work / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "-q", "install", "selectolax==" + SELECTOLAX], check=True)
    source = work / ("selectolax-%s" % SELECTOLAX)
    if not source.exists():
        subprocess.run([python, "-m", "pip", "-q", "download", "--no-deps", "--no-binary", ":all:",
                        "-d", work, "selectolax==" + SELECTOLAX], check=True)
        subprocess.run(["tar", "xzf", str(source) + ".tar.gz", "-C", work], check=True)
    return python, source / "lexbor/source"


def build(work, source):
    """Compile lexbor's parser and lexbor_parse.c; return the program."""
    program = work / "lexbor-parse"
    if program.exists() and program.stat().st_mtime > (HERE / "lexbor_parse.c").stat().st_mtime:
        return program
    files = [f for module in MODULES for f in sorted((source / "lexbor" / module).rglob("*.c"))]
    files += sorted((source / "lexbor/ports/posix").rglob("*.c"))
    subprocess.run(["gcc", "-O3", "-DNDEBUG", "-DLEXBOR_STATIC", "-D_POSIX_C_SOURCE=200809L", "-w", "-I", source,
                    "-I", HERE, "-o", program, HERE / "lexbor_parse.c", *files, "-ldeflate", "-lm"],
                   check=True)
    return program


def last_line(command):
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(out.splitlines()[-1])


def instructions(program, function, sample):
    """Instructions a byte of a function and all that it calls."""
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=%s/out" % folder,
             "--toggle-collect=" + function, program, "--rounds", "1", *map(str, sample)],
            check=True, capture_output=True, text=True).stderr
    collected = next(line for line in run.splitlines() if "Collected" in line)
    return int(collected.split(":")[1]) / sum(map(size, sample))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--build", type=Path, default=TOP / "build")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "dateline-lexbor")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--python", action="store_true")
    parser.add_argument("--no-instructions", action="store_true")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    python, source = environment(args.work)
    commands = {"dateline": [args.build / "bench-parse", "--rounds", "1", *args.pages],
                "lexbor": [build(args.work, source), "--rounds", "1", *args.pages]}
    every = list(pages(args.pages))
    if args.python:
        commands["selectolax"] = [python, "-c", PYTHON_LOOP, *map(str, every)]
    times = {name: [] for name in commands}
    for _ in range(args.turns):
        for name, command in commands.items():
            times[name].append(last_line(command)["ms_per_page"])
    result = {"turns": args.turns}
    for name, values in times.items():
        result[name + "_ms_per_page"] = round(statistics.median(values), 4)
        if name != "dateline":
            result["times_" + name] = round(
                statistics.median(b / a for a, b in zip(times["dateline"], values)), 2)
    if not args.no_instructions:
        sample = every[::max(1, len(every) // 100)][:100]
        result["instructions_per_byte"] = round(
            instructions(commands["dateline"][0], "bench_parse", sample), 3)
        result["lexbor_instructions_per_byte"] = round(
            instructions(commands["lexbor"][0], "lexbor_parse", sample), 3)
    print(json.dumps(result))


if __name__ == "__main__":
    os.environ["PYTHONNOUSERSITE"] = "1"
    sys.exit(main())
