#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Dates beside htmldate in one run: compare_dates.py [--build DIR] [--shared DIR] [SET...]

Milliseconds of processor time a page and precision and recall of the day of publication, on dates-a or
the named sets. Both read the same bytes from memory, one page after the other, on one thread. htmldate
is asked for the original date (original_date=True), as PEERS.md asks it; dateline's time is of decoding,
parsing, blocks, article and metadata (bench-stages), and without blocks and article apart. htmldate
comes from PyPI, into bench/.venv.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

import environment
from quality import TOP, records, scorer

ROUND = r"""
import json, sys, time, logging, gzip
from htmldate import find_date
logging.disable(logging.CRITICAL)
pages = [json.loads(line) for line in sys.stdin]
data = [gzip.open(p["path"]).read() for p in pages]
found, begin = [], time.process_time()
for page, html in zip(pages, data):
    try:
        found.append(find_date(html.decode("utf-8", "replace"), original_date=True, url=page["url"]))
    except Exception:
        found.append(None)
took = time.process_time() - begin
print(json.dumps({"ms": took * 1000 / len(pages), "dates": found}))
"""


def stages(program, paths):
    """{stage: ms a page}"""
    out = subprocess.run([program, "--rounds", "3", *map(str, paths)], check=True, capture_output=True, text=True).stdout
    return {line.split()[0]: float(line.split()[1]) for line in out.splitlines()[1:] if not line.startswith("{")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--build", type=Path, default=TOP / "build")
    parser.add_argument("--shared", type=Path, default=TOP.parent / "shared")
    args = parser.parse_args()
    score = scorer(args.shared)
    for name in args.sets or ["dates-a"]:
        folder = args.shared / "data" / name
        truths = [json.loads(line) for line in open(folder / "truth.jsonl", encoding="utf-8")]
        truths = [t for t in truths if t.get("date")]
        paths = [folder / "html" / (t["id"] + ".html.gz") for t in truths]
        feed = "".join(json.dumps({"path": str(p), "url": t.get("url")}) + "\n" for p, t in zip(paths, truths))
        out = subprocess.run([environment.python(), "-c", ROUND], input=feed.encode(), check=True,
                             stdout=subprocess.PIPE).stdout
        peer = json.loads(out)
        theirs = {t["id"]: {"date": d} for t, d in zip(truths, peer["dates"])}
        ours = records(args.build / "dateline", folder, truths)
        ms = stages(args.build / "bench-stages", paths)
        bare = ms["encoding"] + ms["parse"] + ms["metadata"]
        whole = bare + ms["blocks"] + ms["article"]
        for who, guess, took in (("htmldate", theirs, peer["ms"]), ("dateline, with the article", ours, whole),
                                 ("dateline, without", ours, bare)):
            result = score.score(truths, guess)[0]["all"]
            print("%-9s %-28s date_p %.3f date_r %.3f  %8.4f ms a page, htmldate takes %.0f times as long" % (
                name, who, result["date_p"], result["date_r"], took, peer["ms"] / took))


if __name__ == "__main__":
    sys.exit(main())
