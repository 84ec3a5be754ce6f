#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Dates beside htmldate in one run: compare_dates.py [--build DIR] [--shared DIR] [--rounds N] [SET...]

Processor time a page and precision and recall of the day of publication, on dates-a or the named
sets. Both have the same bytes in memory, read one page after the other on one thread, and begin with
decoding; starting the process and reading and inflating the file count for neither. They take turns,
and of each page the least time over the rounds counts. htmldate is asked for the original date
(original_date=True), as PEERS.md asks it. Of dateline the first line adds up the stages of
bench-stages that compare with what htmldate does: encoding, parse and metadata (which finds all
fields, not only dates). The second line has blocks and article, too: that is what the date takes in
all, since where it stands beside the article is part of the evidence. htmldate comes from PyPI, into
bench/.venv.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path
from statistics import mean, median

import environment
from quality import TOP, records, scorer

ROUND = r"""
import json, sys, time, logging, gzip
from htmldate import find_date
logging.disable(logging.CRITICAL)
pages = [json.loads(line) for line in sys.stdin]
data = [gzip.open(p["path"]).read() for p in pages]
find_date("<html><body><p>2024-03-05</p></body></html>")  # what is loaded at first use
found = []
for page, html in zip(pages, data):
    begin = time.process_time()
    try:
        date = find_date(html.decode("utf-8", "replace"), original_date=True, url=page["url"])
    except Exception:
        date = None
    found.append({"ms": (time.process_time() - begin) * 1000, "date": date})
print(json.dumps(found))
"""
STAGES = ("encoding", "parse", "metadata")
ALL_STAGES = ("encoding", "parse", "blocks", "article", "metadata")


def run_peer(feed):
    """htmldate's time and date of each page."""
    return json.loads(subprocess.run([environment.python(), "-c", ROUND], input=feed.encode(), check=True,
                                     stdout=subprocess.PIPE).stdout)


def run_stages(program, paths):
    """{path: {stage: ms}}"""
    out = subprocess.run([program, "--each", "--rounds", "1", *map(str, paths)], check=True, capture_output=True,
                         text=True).stdout.splitlines()
    names = out[0].split("\t")[1:]
    return {path: dict(zip(names, map(float, times)))
            for path, *times in (line.split("\t") for line in out[1:])}


def least_times(program, paths, feed, rounds):
    """Of each page htmldate's time and date, and the stages' times."""
    turns = [(run_peer(feed), run_stages(program, paths)) for _ in range(rounds)]
    theirs = [{"ms": min(t["ms"] for t in times), "date": times[0]["date"]}
              for times in zip(*(peer for peer, _ in turns))]
    ours = [{stage: min(stages[str(path)][stage] for _, stages in turns) for stage in ALL_STAGES} for path in paths]
    return theirs, ours


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--build", type=Path, default=TOP / "build")
    parser.add_argument("--shared", type=Path, default=TOP.parent / "shared")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    score = scorer(args.shared)
    for name in args.sets or ["dates-a"]:
        folder = args.shared / "data" / name
        truths = [json.loads(line) for line in open(folder / "truth.jsonl", encoding="utf-8")]
        truths = [t for t in truths if t.get("date")]
        paths = [folder / "html" / (t["id"] + ".html.gz") for t in truths]
        feed = "".join(json.dumps({"path": str(p), "url": t.get("url")}) + "\n" for p, t in zip(paths, truths))
        peer, stages = least_times(args.build / "bench-stages", paths, feed, args.rounds)
        theirs = {t["id"]: {"date": p["date"]} for t, p in zip(truths, peer)}
        ours = records(args.build / "dateline", folder, truths)
        peer_ms = [p["ms"] for p in peer]
        for who, guess, times in (
                ("htmldate", theirs, peer_ms),
                (" + ".join(STAGES), ours, [sum(s[name] for name in STAGES) for s in stages]),
                ("with blocks and article", ours, [sum(s.values()) for s in stages])):
            result = score.score(truths, guess)[0]["all"]
            print("%-9s %-27s date_p %.3f date_r %.3f  ms a page: mean %7.4f median %7.4f, htmldate's %5.1f and %5.1f "
                  "times that" % (name, who, result["date_p"], result["date_r"], mean(times), median(times),
                                  mean(peer_ms) / mean(times), median(peer_ms) / median(times)))


if __name__ == "__main__":
    sys.exit(main())
