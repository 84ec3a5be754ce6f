#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Speed, scaling and memory of bulk runs: bulk.py [--build DIR] [--rounds N] [--soak PAGES] PAGES...

Packs the pages (files of HTML, plain or .gz, and folders of them) as a WARC compressed by record,
and runs `dateline --output` over it: one worker with everything on one processor, then a worker on
each of several processors, in turns. The scaling is the ratio of the best times. Beside it stands what
the machine gives: the scaling of runs that share nothing, one on each processor. With --soak N the
archive is repeated until N pages are read by one run, whose memory, all processes together, is
looked at twice a second: what it was after a tenth of the run, and at most.
"""
import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


def pages(arguments):
    for argument in map(Path, arguments):
        yield from sorted(p for p in argument.rglob("*") if p.is_file()) if argument.is_dir() else [argument]


def pack(paths, to):
    """Write the pages as WARC records; return how many."""
    with open(to, "wb") as file:
        count = 0
        for path in paths:
            data = path.read_bytes()
            data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + data
            head = ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://host%d.example/%s\r\n"
                    "WARC-Date: 2025-10-09T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n"
                    "Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
                    % (count % 100, path.name, count, len(body)))
            file.write(gzip.compress(head.encode() + body + b"\r\n\r\n", 6, mtime=0))
            count += 1
    return count


def start(program, archives, threads, processors, out):
    return subprocess.Popen(["taskset", "-c", processors, program, "--quiet", "--no-statements", "--threads",
                             str(threads), "--output", out + "/", *archives], stderr=subprocess.DEVNULL)


def run(program, archives, threads, processors):
    """Return seconds of one run into a fresh folder."""
    with tempfile.TemporaryDirectory() as out:
        begun = time.monotonic()
        start(program, archives, threads, processors, out).wait()
        return time.monotonic() - begun


def run_apart(program, archives, processors):
    """Return seconds of runs at the same time, a processor and a folder for each."""
    with tempfile.TemporaryDirectory() as out:
        begun = time.monotonic()
        runs = [start(program, archives, 1, str(i), os.path.join(out, str(i))) for i in range(processors)]
        for process in runs:
            process.wait()
        return time.monotonic() - begun


def memory_of(pid):
    """Bytes of a process and its children, shared pages shared out (Pss)."""
    total = 0
    for process in [pid, *map(int, Path("/proc/%d/task/%d/children" % (pid, pid)).read_text().split())]:
        for line in Path("/proc/%d/smaps_rollup" % process).read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total


def soak(program, archive, count, wanted, threads):
    """Read `wanted` pages in one run; print its memory and rate."""
    with tempfile.TemporaryDirectory() as folder:
        rounds = -(-wanted // count)
        paths = [os.path.join(folder, "%05d.warc.gz" % i) for i in range(rounds)]
        for path in paths:
            os.link(archive, path)
        Path(folder, "list").write_text("".join(p + "\n" for p in paths))
        out = os.path.join(folder, "out")
        begun = time.monotonic()
        process = subprocess.Popen([program, "--quiet", "--no-statements", "--threads", str(threads), "--output", out + "/",
                                    "--files-from", os.path.join(folder, "list"), "--stats", os.path.join(folder, "stats")],
                                   stderr=subprocess.DEVNULL)
        seen = []
        while process.poll() is None:
            try:
                seen.append(memory_of(process.pid))
            except OSError:
                pass  # a process has just ended
            for done in Path(out).glob("*.warc.gz.jsonl"):
                os.truncate(done, 0)  # a million records are more than most disks want
            time.sleep(0.5)
        seconds = time.monotonic() - begun
        stats = json.loads(Path(folder, "stats").read_text())
        tenth = max(seen[:len(seen) // 10 + 1])
        print(json.dumps({"soak_pages": stats["pages"], "pages_a_second": round(stats["pages"] / seconds),
                          "memory_MB_first_tenth": round(tenth / 1e6), "memory_MB_most": round(max(seen) / 1e6),
                          "memory_MB_last": round(seen[-2] / 1e6), "exit": process.returncode}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--build", type=Path, default=TOP / "build")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processors", type=int, default=os.cpu_count())
    parser.add_argument("--repeat", type=int, default=3, help="archives of the same pages in a run")
    parser.add_argument("--soak", type=int, default=0, metavar="PAGES")
    args = parser.parse_args()
    program = str(args.build / "dateline")
    with tempfile.TemporaryDirectory() as folder:
        archive = os.path.join(folder, "pages.warc.gz")
        count = pack(pages(args.pages), archive)
        if args.soak:
            soak(program, archive, count, args.soak, args.processors)
            return
        archives = [archive]
        for i in range(1, args.repeat):
            archives.append(os.path.join(folder, "pages%d.warc.gz" % i))
            os.link(archive, archives[-1])
        every = "0-%d" % (args.processors - 1)
        best = {}
        for _ in range(args.rounds):
            for name, threads, processors in (("one", 1, "0"), ("all", args.processors, every)):
                seconds = run(program, archives, threads, processors)
                best[name] = min(best.get(name, seconds), seconds)
            seconds = run_apart(program, archives, args.processors)
            best["apart"] = min(best.get("apart", seconds), seconds)
        total = count * args.repeat
        print(json.dumps({"pages": total, "MB_gz": round(os.path.getsize(archive) * args.repeat / 1e6),
                          "pages_a_second_one_processor": round(total / best["one"]),
                          "pages_a_second_%d_processors" % args.processors: round(total / best["all"]),
                          "scaling": round(best["one"] / best["all"], 2),
                          "scaling_of_runs_apart": round(args.processors * best["one"] / best["apart"], 2)}))


sys.exit(main())
