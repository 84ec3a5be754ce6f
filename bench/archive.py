#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pages a second from .warc.gz to JSON Lines on one core, beside the peers: archive.py [--build DIR]
[--rounds N] [--peer-pages N] FOLDER|FILE.warc.gz

The pages of a folder are packed as an archive first (make_warc.py). dateline, FastWARC with Resiliparse, and
trafilatura over FastWARC then read the same file in turns, pinned to one core, and write their records to
/dev/null, dateline also to a file; processor time counts, of each the best round. The peers come from PyPI, into
bench/.venv. trafilatura, which takes a minute and a half, has one round; --peer-pages gives it the first
pages only. At the end stands where dateline's time goes.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import environment
from make_warc import pack

BENCH = Path(__file__).resolve().parent
PEER = r'''
import json, sys, time
from fastwarc.warc import ArchiveIterator, WarcRecordType
path, name, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
if name == "resiliparse":
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    def extract(body):
        return {"text": extract_plain_text(bytes_to_str(body, detect_encoding(body)), main_content=True)}
else:
    from trafilatura import bare_extraction
    def extract(body):
        found = bare_extraction(body, with_metadata=True)
        return {"text": found.text, "title": found.title, "author": found.author, "date": found.date} if found else {}
out = open("/dev/null", "w")
begin, pages = time.process_time(), 0
for record in ArchiveIterator(open(path, "rb"), record_types=WarcRecordType.response, parse_http=True):
    out.write(json.dumps(dict(extract(record.reader.read()), url=record.headers.get("WARC-Target-URI"))) + "\n")
    pages += 1
    if pages == most:
        break
print(json.dumps([pages, time.process_time() - begin]))
'''


def pinned(command):
    """Run on one core; return (stdout, seconds of processor time)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(["taskset", "-c", str(os.cpu_count() - 1), *map(str, command)], check=True, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return out, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def dateline_seconds(program, archive, output):
    return pinned([program, "--threads", 1, "--no-statements", "--format", "json", "-o", output, archive])[1]


def measure(args, archive, pages, folder):
    """Return {name: [milliseconds a page of each round]}."""
    python, times = environment.python(), {}
    for round_number in range(args.rounds):
        for name, output in (("dateline", "/dev/null"), ("dateline_file", Path(folder) / "out.jsonl")):
            seconds = dateline_seconds(args.build / "dateline", archive, output)
            times.setdefault(name, []).append(1000 * seconds / pages)
        for name, most in (("resiliparse", pages), ("trafilatura", args.peer_pages)):
            if name == "trafilatura" and round_number:
                continue
            count, seconds = json.loads(pinned([python, "-c", PEER, archive, name, most])[0])
            times.setdefault(name, []).append(1000 * seconds / count)
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--build", type=Path, default=BENCH.parent / "build")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer-pages", type=int, default=1 << 30)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = args.pages
        if archive.is_dir():
            archive = Path(folder) / "pages.warc.gz"
            pack(archive, sorted(args.pages.rglob("*.html*")))
        part = json.loads(pinned([args.build / "bench" / "bench-archive", "--rounds", args.rounds, archive])[0])
        times = {name: min(values) for name, values in measure(args, archive, part["pages"], folder).items()}
    print("%d pages, %.1f kB each" % (part["pages"], part["bytes"] / part["pages"] / 1000))
    print("%-28s %10s %10s %8s" % ("", "ms a page", "pages/s", "ratio"))
    names = {"dateline": "dateline", "dateline_file": "dateline, to a file", "resiliparse": "FastWARC + Resiliparse",
             "trafilatura": "FastWARC + trafilatura"}
    for name, ms in times.items():
        print("%-28s %10.3f %10.0f %7.1fx" % (names[name], ms, 1000 / ms, ms / times["dateline"]))
    reading = part["archive_ms"] - part["libdeflate_ms"]
    print("dateline's time: libdeflate %.3f, the archive around it %.3f, the pages %.3f ms"
          % (part["libdeflate_ms"], reading, times["dateline"] - part["archive_ms"]))
    print(json.dumps(dict(part, **times)))


if __name__ == "__main__":
    sys.exit(main())
