#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run a fuzz target and log it: run.py [--build DIR] [--seconds N] TARGET

The build folder is one that was set up with -Dfuzz=true and clang, best with address and undefined
sanitizers too; the corpus that grows there is used again by the next run. A line is appended to
log.csv: when, target, commit, executions, CPU seconds, and findings, which are put beside the corpus
and end the run. A finding becomes a file of corpus/TARGET/, which every ./check replays, with the
change that mends it.
"""
import argparse
import csv
import datetime
import re
import resource
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
COLUMNS = ("date", "target", "commit", "executions", "cpu_seconds", "findings")


def commit():
    """The commit of the sources; with a plus where the parser or the target differ from it."""
    name = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, check=True,
                          capture_output=True, text=True).stdout.strip()
    changed = subprocess.run(["git", "status", "--porcelain", "--", ".", "../src/html", "../src/encoding",
                              "../src/core", "../tests/html_checks.h"],
                             cwd=HERE, check=True, capture_output=True, text=True).stdout
    changed = [line for line in changed.splitlines() if "log.csv" not in line]
    return name + ("+" if changed else "")


def log(row):
    path = HERE / "log.csv"
    new = not path.exists()
    with path.open("a", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if new:
            writer.writerow(COLUMNS)
        writer.writerow(row)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target")
    parser.add_argument("--build", type=Path, default=HERE.parent / "build-fuzz")
    parser.add_argument("--seconds", type=int, default=600)
    args = parser.parse_args()
    grown = args.build / "corpus" / args.target
    findings = args.build / "findings" / args.target
    grown.mkdir(parents=True, exist_ok=True)
    findings.mkdir(parents=True, exist_ok=True)
    before = set(findings.iterdir())
    command = ["nice", "-n", "19", args.build / "fuzz" / ("fuzz_" + args.target),
               "-max_total_time=%d" % args.seconds, "-artifact_prefix=%s/" % findings,
               "-print_final_stats=1", "-rss_limit_mb=4096", "-timeout=30"]
    dictionary = HERE / (args.target + ".dict")
    if not dictionary.exists() and args.target in ("html", "tokenizer", "tree", "page"):
        dictionary = HERE / "html.dict"
    if dictionary.exists():
        command.append("-dict=%s" % dictionary)
    at = commit()
    run = subprocess.run([*map(str, command), str(grown), str(HERE / "corpus" / args.target)],
                         stderr=subprocess.PIPE, text=True, errors="replace")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    executions = re.search(r"stat::number_of_executed_units:\s*(\d+)", run.stderr)
    count = executions.group(1) if executions else (re.findall(r"^#(\d+)", run.stderr, re.M) or ["0"])[-1]
    found = sorted(set(findings.iterdir()) - before)
    log((datetime.date.today().isoformat(), args.target, at, count,
         round(used.ru_utime + used.ru_stime), len(found)))
    for finding in found:
        print("finding:", finding)
    if run.returncode:
        sys.stderr.write(run.stderr[-4000:])
    return run.returncode


if __name__ == "__main__":
    sys.exit(main())
