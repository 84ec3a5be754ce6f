#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs into a folder, and what may happen to them: bulk.py --program PROGRAM --faults LIBRARY
[--long] [NAME...]

Each test ends with the question whether the folder holds, byte for byte, what an undisturbed run
writes. `--long` tries every step and a hundred random moments of dying instead of some of them.
LIBRARY is bulk_faults.c; without it (under sanitizers) the tests that need it are skipped. The last
line is "N passed, N failed, N skipped".
"""
import argparse
import collections
import fcntl
import gzip
import json
import os
import pty
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
STORY = (TOP / "tests/cli/pages/story.html").read_text(encoding="utf-8")
TIME_LIMIT = 120
LOCK_AND_CHECKPOINT = re.compile(r"(lock|checkpoint)(\.|$)")
options = None


class Skipped(Exception):
    pass


# ---- Inputs --------------------------------------------------------------------------------------

def page(number):
    """A story of its own; every seventh is longer than most."""
    return STORY + "<p>Paragraph %d of it.</p>" % number * (1 + 60 * (number % 7 == 3))


def record(number, url=None):
    """A gzip member with a WARC response."""
    url = url or "https://www.host%d.example/story/%d" % (number % 5, number)
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(number).encode()
    head = ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\n"
            "WARC-Date: 2025-10-09T08:%02d:%02dZ\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n"
            "Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
            % (url, number // 60 % 60, number % 60, number, len(body)))
    return gzip.compress(head.encode() + body + b"\r\n\r\n", 6, mtime=0)


def damaged(member):
    return member[:300] + bytes(50) + member[350:]


def write_warc(path, count, bad=37):
    """A WARC; every `bad`-th record of it is damaged."""
    with open(path, "wb") as file:
        for i in range(count):
            file.write(damaged(record(i)) if i % bad == bad - 1 else record(i))


def write_inputs(folder, count=120):
    """Two archives of one name, a file of lines, loose pages."""
    for name in ("a", "b", "pages"):
        (folder / name).mkdir()
    write_warc(folder / "a/x.warc.gz", count)
    write_warc(folder / "b/x.warc.gz", count // 2)
    with open(folder / "list.jsonl", "w", encoding="utf-8") as file:
        for i in range(count):
            file.write("no JSON\n" if i % 41 == 40 else json.dumps(
                {"id": "line-%d" % i, "url": "https://lines.example/%d" % i, "html": page(i)}) + "\n")
    for i in range(count // 4):
        (folder / ("pages/%03d.html" % i)).write_text(page(i), encoding="utf-8")
    return ["a/x.warc.gz", "b/x.warc.gz", "list.jsonl", "pages"]


# ---- Running -------------------------------------------------------------------------------------

def command(output, *arguments):
    return [str(options.program), "--quiet", "--output", "%s/" % output, "--checkpoint", "10", *arguments]


def environment(**more):
    values = dict(os.environ, ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":handle_segv=0",
                  DATELINE_TEST_RANGE="5000")
    return dict(values, **{name: str(value) for name, value in more.items()})


def dateline(output, *arguments, **more):
    """Run to the end; return (exit status, stderr)."""
    done = subprocess.run(command(output, *arguments), env=environment(**more), capture_output=True,
                          timeout=TIME_LIMIT, text=True)
    return done.returncode, done.stderr


def content(folder):
    """Everything that a run leaves and that must not depend on how it went."""
    return {p.name: p.read_bytes() for p in sorted(Path(folder).iterdir())
            if not LOCK_AND_CHECKPOINT.match(p.name)}


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def check_same(folder, wanted, what):
    found = content(folder)
    check(found.keys() == wanted.keys(), "%s: files %s, not %s" % (what, sorted(found), sorted(wanted)))
    for name, data in found.items():
        check(data == wanted[name], "%s: %s differs: %d bytes, not %d"
              % (what, name, len(data), len(wanted[name])))


def undisturbed(name, *arguments, **more):
    """What a run writes that nothing happens to; it may have failed pages."""
    status, errors = dateline(name, *arguments, **more)
    check(status in (0, 1), "an undisturbed run ends with %d: %s" % (status, errors))
    return content(name)


def with_faults(kind, at):
    if not options.faults:
        raise Skipped("no library of faults")
    return {"LD_PRELOAD": options.faults, "FAULT": kind, "FAULT_AT": at}


def variants():
    yield from ([], ["--compress", "gzip", "--index"], ["--compress", "zstd"])


# ---- Tests ---------------------------------------------------------------------------------------

def test_same_for_any_number_of_workers(inputs):
    for i, variant in enumerate(variants()):
        wanted = undisturbed("one%d" % i, "--threads", "1", *variant, *inputs)
        for threads in (2, 5):
            found = undisturbed("more%d-%d" % (i, threads), "--threads", str(threads), *variant, *inputs)
            check(found == wanted, "%d workers write something else with %s" % (threads, variant))


def stored(member):
    """The same, as it is behind the gzip header: what looks like members in it stays what it looks like."""
    return gzip.compress(gzip.decompress(member), 0, mtime=0)


def with_body(number, body):
    """A record with a body of our own."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    return gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://odd.example/%d\r\n"
                         b"WARC-Date: 2025-10-09T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:odd-%d>\r\n"
                         b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
                         % (number, number, len(body), body), 6, mtime=0)


def revisit(number):
    head = ("WARC/1.0\r\nWARC-Type: revisit\r\nWARC-Target-URI: https://again.example/%d\r\n"
            "WARC-Date: 2025-10-10T08:00:00Z\r\nWARC-Refers-To: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n"
            "Content-Length: 0\r\n\r\n\r\n\r\n" % (number, number))
    return gzip.compress(head.encode(), 6, mtime=0)


def odd_archives():
    """Members, and lists of them, of archives that are not read as the plain ones are."""
    plain = [record(i) for i in range(30)]
    inner = b"".join(plain[:12])
    nested = stored(with_body(1, page(1).encode() + b"<pre>" + inner + b"</pre>"))
    yield "nested", plain[:3] + [nested, nested] + plain[3:9] + [nested] + plain[9:]
    yield "nested-damaged", plain[:3] + [nested[:-9] + b"12345678" + nested[-1:]] + plain[3:]
    yield "magic", [with_body(i, page(i).encode() + b"\x1f\x8b\x08\x00" * 300) for i in range(9)] + \
        [stored(with_body(i, page(i).encode() + b"\x1f\x8b\x08\x00WARC/1.0\r\n" * 300)) for i in range(9)]
    yield "revisits", plain[:5] + [revisit(i) for i in range(8)] + plain[5:] + [revisit(i) for i in range(25, 35)] + plain[:4]
    yield "padding", [plain[0] + bytes(700), plain[1] + b"no member" * 900] + plain[2:9] + \
        [gzip.compress(b"", mtime=0)] * 400 + plain[9:] + [bytes(9000)]
    yield "whole", [gzip.compress(b"".join(map(gzip.decompress, plain)), 6, mtime=0)] + plain[:9]
    yield "some-whole", plain[:9] + [gzip.compress(b"".join(map(gzip.decompress, plain)), 6, mtime=0)] + plain[9:]
    yield "cut", plain[:9] + [plain[9][:-40]]
    yield "cut-inside", plain[:9] + [nested[:len(nested) // 2]] + plain[9:]
    paragraphs = (page(0) + "<p>%s.</p>" % " ".join("word%d" % (i % 977) for i in range(9000)) * 3).encode()
    yield "long-records", [with_body(i, b"<title>%d</title>" % i + paragraphs) for i in range(24)] + plain[:4]
    yield "large-pages", plain[:4] + [with_body(7, page(7).encode() + b"<p>words of it</p>" * 300000)] + plain[4:9]
    yield "no-archive", [gzip.compress(b"<!DOCTYPE html><p>No archive.</p>", mtime=0)]
    yield "empty", []


def test_ranges(inputs):
    """Archives that workers read in parts: the same as in one piece, whatever is in them, wherever it dies."""
    del inputs
    crash = {"DATELINE_TEST_FAULT": "crash:story/2"}  # and 20 to 29
    for name, members in odd_archives():
        path = name + ".warc.gz"
        Path(path).write_bytes(b"".join(members))
        plain = subprocess.run([options.program, "--quiet", "--format", "json", path], capture_output=True,
                               timeout=TIME_LIMIT, env=environment())
        wanted, _ = undisturbed(name, "--index", path), shutil.rmtree(name)
        check(wanted[path + ".jsonl"] == plain.stdout, "%s is not what one piece gives" % name)
        for size in (700, 9000, 1 << 19):
            for threads in ("1", "3"):
                found = undisturbed(name, "--index", "--threads", threads, path, DATELINE_TEST_RANGE=size)
                check(found == wanted, "%s differs with ranges of %d bytes, %s workers" % (name, size, threads))
                shutil.rmtree(name)
        wanted, _ = undisturbed(name, path, **crash), shutil.rmtree(name)
        for at in range(3, 40, 5 if options.long else 17):
            if options.faults:
                dateline(name, "--resume", path, **crash, **with_faults("kill", at))
            dateline(name, "--resume", path, DATELINE_TEST_RANGE=2000, **crash)
            check_same(name, wanted, "%s at step %d" % (name, at))
            shutil.rmtree(name)


def test_same_as_standard_output(inputs):
    undisturbed("out", *inputs)
    for name, path in (("a~x.warc.gz", inputs[0]), ("list.jsonl", inputs[2]), ("pages", inputs[3])):
        plain = subprocess.run([options.program, "--quiet", "--format", "json", path], capture_output=True,
                               timeout=TIME_LIMIT, env=environment())
        check(plain.stdout == Path("out/%s.jsonl" % name).read_bytes(), "%s differs" % name)


def test_compressed_files_hold_the_same(inputs):
    plain = undisturbed("plain", *inputs)
    packed = undisturbed("gzip", "--compress", "gzip", *inputs)
    for name, data in plain.items():
        if name + ".gz" in packed:
            check(gzip.decompress(packed[name + ".gz"]) == data, "%s differs" % name)
    if shutil.which("zstd"):
        packed = undisturbed("zstd", "--compress", "zstd", *inputs)
        done = subprocess.run(["zstd", "-dcq", "zstd/a~x.warc.gz.jsonl.zst"], capture_output=True, check=True)
        check(done.stdout == plain["a~x.warc.gz.jsonl"], "zstd differs")


def test_manifest(inputs):
    undisturbed("out", *inputs)
    lines = [json.loads(line) for line in Path("out/manifest.jsonl").read_text().splitlines()]
    check([line["name"] for line in lines] == ["a~x.warc.gz", "b~x.warc.gz", "list.jsonl", "pages"], lines)
    for line in lines:
        data = (Path("out") / line["output"]).read_bytes()
        check(line["length"] == len(data) and line["crc32"] == zlib.crc32(data), line)
        check(line["records"] == data.count(b"\n"), line)


def steps_of(arguments, **more):
    """How many steps a run takes that FAULT_AT can name."""
    undisturbed("count", *arguments, LD_PRELOAD=options.faults, FAULT_COUNT="steps", **more)
    shutil.rmtree("count")
    return int(Path("steps").read_text())


def test_names(inputs):
    """Of outputs, which are made from paths; and what is refused."""
    odd = [b"odd/%.jsonl", b"odd/a~b.jsonl", b"odd/.hidden.jsonl", b"odd/\xff.jsonl", b"odd/" + b"n" * 240 + b".jsonl"]
    os.mkdir("odd")
    for path in odd:
        shutil.copy(inputs[2], path)
    found = undisturbed("out", *map(os.fsdecode, odd))
    outputs = sorted(name for name in found if name.endswith(".jsonl.jsonl"))
    check({"odd~%s.jsonl.jsonl" % name for name in ("%25", "a%7Eb", ".hidden", "%FF")} < set(outputs), outputs)
    check(len(outputs) == 5 and all(len(name) < 250 for name in outputs), outputs)
    for output, arguments, words in (("pages/out", ["pages"], "lies in pages"),
                                     ("other", ["list.jsonl", "./list.jsonl"], "the same output"),
                                     ("other", ["--format", "text", "pages"], "records in a folder are json"),
                                     ("other", ["--shard", "3/2", "pages"], "is no part")):
        status, errors = dateline(output, *arguments)
        check(status == 2 and words in errors, "%s: %d, %s" % (arguments, status, errors))


def test_dies_at_every_step(inputs):
    """Die at the n-th change of a file, for every n, and go on."""
    with_faults("kill", 0)
    crash = {"DATELINE_TEST_FAULT": "crash:story/17"}
    for i, variant in enumerate(variants()):
        wanted = undisturbed("wanted%d" % i, *variant, *inputs, **crash)
        steps = steps_of([*variant, *inputs], **crash)
        check(steps > 100, "only %d steps" % steps)
        for kind in ("kill", "half"):
            offset = 0 if options.long else random.randrange(options.every)
            for at in range(1 + offset, steps + 1, 1 if options.long else options.every):
                status, _ = dateline("out", "--resume", *variant, *inputs, **crash, **with_faults(kind, at))
                check(status == -signal.SIGKILL, "it should have died at %d, and ended with %d" % (at, status))
                status, errors = dateline("out", "--resume", *variant, *inputs, **crash)
                check(status == 1, "after step %d it ended with %d: %s" % (at, status, errors))
                check_same("out", wanted, "%s at step %d of %d with %s" % (kind, at, steps, variant))
                shutil.rmtree("out")


def test_dies_at_random_moments(inputs):
    for i, variant in enumerate(variants()):
        begun = time.monotonic()
        wanted = undisturbed("wanted%d" % i, *variant, *inputs)
        whole = time.monotonic() - begun
        deaths = 0
        for _ in range(34 if options.long else 3):
            status = None
            for _ in range(20):
                run = subprocess.Popen(command("out", "--resume", *variant, *inputs), env=environment(),
                                       stderr=subprocess.DEVNULL)
                time.sleep(random.uniform(0, 1.1 * whole))
                run.kill()
                status = run.wait(TIME_LIMIT)
                if status != -signal.SIGKILL:
                    break
                deaths += 1
            if status == -signal.SIGKILL:
                status, _ = dateline("out", "--resume", *variant, *inputs)
            check(status == 1, "it ended with %s" % status)
            check_same("out", wanted, "after %d deaths with %s" % (deaths, variant))
            shutil.rmtree("out")
        check(deaths > 0, "it never died")


def test_archives_of_any_name(inputs):
    """Archives and lists that only their bytes tell, among other pages of a folder."""
    with_faults("kill", 0)
    shutil.copy(inputs[0], "pages/005-archive")
    shutil.copy(inputs[2], "pages/007-list")
    wanted = undisturbed("wanted", "pages")
    whole = wanted["pages.jsonl"].count(b"\n")
    check(whole > 160, "only %d records" % whole)
    for at in range(7, steps_of(["pages"]), 5 if options.long else 29):
        status, _ = dateline("out", "--resume", "pages", **with_faults("kill", at))
        check(status == -signal.SIGKILL, "it should have died at %d" % at)
        dateline("out", "--resume", "pages")
        check_same("out", wanted, "at step %d" % at)
        shutil.rmtree("out")


def test_disk_full_at_every_step(inputs):
    """From the n-th write on the disk is full; then there is room again."""
    with_faults("full", 0)
    wanted = undisturbed("wanted", "--index", *inputs)
    steps = steps_of(["--index", *inputs])
    full = 0
    for at in range(1, steps + 1, 1 if options.long else 2 * options.every + 1):
        status, errors = dateline("out", "--resume", "--index", *inputs, **with_faults("full", at))
        check(status == 3 or at > steps - 6, "a full disk at step %d gives %d" % (at, status))
        if status == 3:
            full += 1
            check("No space left" in errors and "--resume" in errors, "it does not say how to go on: " + errors)
        status, errors = dateline("out", "--resume", "--index", *inputs)
        check(status == 1, "after a full disk it ended with %d: %s" % (status, errors))
        check_same("out", wanted, "full at step %d" % at)
        shutil.rmtree("out")
    check(full > 0, "the disk was never full")


def test_small_disk(inputs):
    """A real file system without room, for those who may mount one."""
    os.mkdir("disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "none", "disk"], capture_output=True)
    if mounted.returncode:
        raise Skipped("no right to mount a file system")
    try:
        wanted = undisturbed("wanted", *inputs)
        status, errors = dateline("disk/out", *inputs)
        check(status == 3 and "--resume" in errors, "a full disk gives %d: %s" % (status, errors))
        subprocess.run(["mount", "-o", "remount,size=30m", "disk"], check=True)
        status, errors = dateline("disk/out", "--resume", *inputs)
        check(status == 1, "with room again it ended with %d: %s" % (status, errors))
        check_same("disk/out", wanted, "small disk")
    finally:
        subprocess.run(["umount", "disk"], check=True)


def test_one_at_a_time(inputs):
    undisturbed("out", *inputs)
    shutil.rmtree("out")
    os.mkdir("out")
    with open("out/lock", "w", encoding="utf-8") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        status, errors = dateline("out", *inputs)
        check(status == 3 and "another dateline is writing there" in errors, errors)
        status, errors = dateline("out", "--shard", "1/2", *inputs)
        check(status in (0, 1), "a shard is kept out: " + errors)


def test_refuses_to_go_on(inputs):
    status, _ = dateline("out", *inputs)
    check(status == 1, status)

    def refused(words, *arguments, **more):
        status, errors = dateline("out", *arguments, **more)
        check(status == 2 and words in errors, "%d, not refused with \"%s\": %s" % (status, words, errors))

    refused("--resume goes on", *inputs)
    refused("other options", "--resume", "--no-statements", *inputs)
    refused("other options", "--resume", "--compress", "gzip", *inputs)
    status, errors = dateline("out", "--resume", *inputs)
    check(status == 1 and not errors.strip(), "what is finished is done again: " + errors)
    with open(inputs[0], "ab") as file:
        file.write(record(999))
    refused("has changed", "--resume", *inputs)
    text = Path("out/checkpoint.json").read_text()
    Path("out/checkpoint.json").write_text(text.replace('"dateline": "', '"dateline": "9.'))
    refused("was begun with dateline 9.", "--resume", *inputs)
    Path("out/checkpoint.json").write_text(text)
    Path("out/errors.jsonl").write_bytes(b"x" + Path("out/errors.jsonl").read_bytes()[1:])
    refused("checksum differs", "--resume", *inputs)
    refused("standard input cannot be gone on with", "--resume", "-")


def test_crash_of_a_page(inputs):
    wanted = undisturbed("wanted", *inputs)["list.jsonl.jsonl"].splitlines()
    for fault, reason in (("crash", "Segmentation fault"), ("memory", "out of memory"), ("hang", "took too long")):
        status, errors = dateline("out", "--page-seconds", "1", *inputs, DATELINE_TEST_FAULT=fault + ":line-17")
        check(status == 1 and reason in errors, "%s: %d, %s" % (fault, status, errors))
        lines = Path("out/list.jsonl.jsonl").read_bytes().splitlines()
        check(lines[:17] + lines[18:] == wanted[:17] + wanted[18:], "other pages were hurt by " + fault)
        failed = json.loads(lines[17])
        check(failed["status"] == "error" and failed["id"] == "line-17" and reason in failed["reason"], failed)
        quarantined = gzip.decompress(Path("out/quarantine.warc.gz").read_bytes()).decode()
        check(page(17) in quarantined and reason in quarantined, "the page is not in quarantine")
        again = subprocess.run([options.program, "--quiet", "--format", "json", "out/quarantine.warc.gz"],
                               capture_output=True, env=environment(), timeout=TIME_LIMIT)
        check(json.loads(again.stdout)["text"] == json.loads(wanted[17])["text"], "it cannot be read alone")
        shutil.rmtree("out")


def children(pid):
    return [int(p) for p in Path("/proc/%d/task/%d/children" % (pid, pid)).read_text().split()]


def test_workers_that_are_killed_do_not_matter(inputs):
    wanted = undisturbed("wanted", *inputs)
    # LeakSanitizer's own helper is a child as well, and without it the search for leaks never ends.
    sanitizer = environment()["ASAN_OPTIONS"] + ":detect_leaks=0"
    run = subprocess.Popen(command("out", *inputs), env=environment(ASAN_OPTIONS=sanitizer), stderr=subprocess.DEVNULL)
    killed = 0
    while run.poll() is None:
        for child in children(run.pid)[:1] if killed < 30 else []:
            try:
                os.kill(child, signal.SIGKILL)
                killed += 1
            except (ProcessLookupError, FileNotFoundError):
                pass
        time.sleep(0.02)
    check(run.wait() == 1 and killed, "%d, %d killed" % (run.returncode, killed))
    found = content("out")
    lost = found["quarantine.warc.gz"]
    check(found == wanted or lost, "something else is written")


def test_signals(inputs):
    wanted = {}
    for i, variant in enumerate(variants()):
        wanted = undisturbed("wanted%d" % i, *variant, *inputs)
        for number in (signal.SIGINT, signal.SIGTERM):
            run = subprocess.Popen(command("out", *variant, *inputs), env=environment(),
                                   stderr=subprocess.PIPE, text=True)
            while not list(Path(".").glob("out/a~*.part")):
                time.sleep(0.001)
            run.send_signal(number)
            _, errors = run.communicate(timeout=TIME_LIMIT)
            check(run.returncode == -number or run.returncode == 1, "%s ends it with %d" % (number, run.returncode))
            if run.returncode == -number:
                check("--resume goes on" in errors, "it does not say how to go on: " + errors)
            status, errors = dateline("out", "--resume", *variant, *inputs)
            check(status == 1, "then %d: %s" % (status, errors))
            check_same("out", wanted, "after %s" % number)
            shutil.rmtree("out")


def test_no_worker_outlives_its_supervisor(inputs):
    run = subprocess.Popen(command("out", *inputs), env=environment(DATELINE_TEST_FAULT="hang:story/1"),
                           stderr=subprocess.DEVNULL)
    while len(children(run.pid)) < 2:
        time.sleep(0.01)
    workers = children(run.pid)
    time.sleep(0.2)
    run.kill()
    run.wait()
    deadline = time.monotonic() + 10
    while any(Path("/proc/%d" % w).exists() for w in workers):
        check(time.monotonic() < deadline, "workers live on")
        time.sleep(0.05)


def test_shards_are_the_whole(inputs):
    def records(files):
        return collections.Counter(line for f in files for line in f.read_bytes().splitlines())

    undisturbed("whole", *inputs)
    for count in (2, 3, 7):
        out = "shards%d" % count
        for i in range(1, count + 1):
            status, errors = dateline(out, "--shard", "%d/%d" % (i, count), *inputs)
            check(status in (0, 1), errors)
        outputs = [p for p in Path(out).glob("*.jsonl") if not p.name.startswith(("manifest", "errors"))]
        whole = [p for p in Path("whole").glob("*.jsonl") if not p.name.startswith(("manifest", "errors"))]
        check(records(outputs) == records(whole), "%d shards are not the whole" % count)
        check(records(Path(out).glob("errors*")) == records(Path("whole").glob("errors*")), "their errors are not")


def test_shards_of_one_archive(inputs):
    whole = undisturbed("whole", inputs[0])
    for count in (2, 5, 200):
        parts = []
        errors = []
        for i in range(1, count + 1):
            part = "%d-of-%d" % (i, count)
            status, text = dateline("out", "--shard", "%d/%d" % (i, count), inputs[0])
            check(status in (0, 1), text)
            parts.append(Path("out/a~x.warc.gz.%s.jsonl" % part).read_bytes())
            errors.append(Path("out/errors.%s.jsonl" % part).read_bytes())
            if count == 200 and i > 20 and not options.long:
                break
        else:
            check(b"".join(parts) == whole["a~x.warc.gz.jsonl"], "%d ranges are not the whole" % count)
            check(b"".join(errors) == whole["errors.jsonl"], "errors of %d ranges are not" % count)
        check(whole["a~x.warc.gz.jsonl"].startswith(b"".join(parts)), "ranges differ")


def test_index(inputs):
    undisturbed("out", "--index", *inputs)
    lines = Path("out/a~x.warc.gz.cdxj").read_text().splitlines()
    check(len(lines) == Path("out/a~x.warc.gz.jsonl").read_text().count("\n"), "a line a page")
    key, stamp, fields = lines[3].split(" ", 2)
    fields = json.loads(fields)
    check((key, stamp) == ("example,host3)/story/3", "20251009080003"), lines[3])
    data = Path(inputs[0]).read_bytes()
    member = data[int(fields["offset"]):int(fields["offset"]) + int(fields["length"])]
    check(page(3) in gzip.decompress(member).decode(), "the page is not where the index says")
    one = subprocess.run([options.program, "%s#%s" % (inputs[0], fields["offset"]), "--format", "json"],
                         capture_output=True, env=environment(), timeout=TIME_LIMIT)
    check(one.stdout == Path("out/a~x.warc.gz.jsonl").read_bytes().splitlines(True)[3], "FILE#OFFSET differs")


def test_memory(inputs):
    status, errors = dateline("out", "--memory", "100M", *inputs)
    check(status == 2 and "at least" in errors, errors)
    Path("breaks.html").write_text("<p>word" + "<br>" * (1 << 21), encoding="utf-8")
    Path("story.html").write_text(page(1), encoding="utf-8")
    found = []
    for threads in (1, 4):
        name = "out%d" % threads
        status, errors = dateline(name, "--memory", "600M", "--threads", str(threads), *["breaks.html", "story.html"] * 20)
        check(status == 1 or status == 0, errors)
        found.append(content(name))
    check(found[0] == found[1], "the number of workers changes what is cut")
    records = [json.loads(line) for line in found[0]["pages.jsonl"].splitlines()]
    check(records[0]["status"] == "error" or any("truncated" in w for w in records[0]["warnings"]), "not cut")
    check(records[1]["status"] == "ok", "the next page is hurt")


def test_stats(inputs):
    undisturbed("out", "--stats", "whole.json", *inputs)
    whole = json.loads(Path("whole.json").read_text())
    lines = [json.loads(line) for p in Path("out").glob("*.jsonl") for line in p.read_text().splitlines()
             if not p.name.startswith(("manifest", "errors"))]
    statuses = collections.Counter(line["status"] for line in lines)
    check({k: v for k, v in whole["status"].items() if v} == statuses, whole["status"])
    check(whole["pages"] == len(lines) and whole["inputs"] == 4, whole)
    check(whole["hosts"]["www.host1.example"] == sum((l["url"] or "").startswith("https://www.host1.") for l in lines), whole)
    for i in (1, 2):
        dateline("shards", "--shard", "%d/2" % i, "--stats", "%d.json" % i, *inputs)
    table = subprocess.run([options.program, "stats", "--format", "json", "1.json", "2.json"], capture_output=True,
                           env=environment(), timeout=TIME_LIMIT)
    summed = json.loads(table.stdout)
    for name in ("pages", "records", "damaged", "status", "hosts", "languages", "warnings"):
        check(summed[name] == whole[name], "%s of shards: %s, not %s" % (name, summed[name], whole[name]))
    for form, words in (("text", "host1.example"), ("html", "<svg")):
        shown = subprocess.run([options.program, "stats", "--format", form, "whole.json"], capture_output=True,
                               text=True, env=environment(), timeout=TIME_LIMIT)
        check(shown.returncode == 0 and words in shown.stdout and "<script" not in shown.stdout, shown)


def test_resumed_stats_are_those_of_the_whole(inputs):
    with_faults("kill", 0)
    undisturbed("out", "--stats", "whole.json", *inputs)
    for at in (60, 150):
        status, _ = dateline("again", "--resume", *inputs, **with_faults("kill", at))
    dateline("again", "--resume", "--stats", "again.json", *inputs)
    whole, again = (json.loads(Path(p).read_text()) for p in ("whole.json", "again.json"))
    del whole["ms"], again["ms"]
    check(whole == again, "%s, not %s" % (again, whole))


def test_progress(inputs):
    def on_terminal(*arguments):
        main, side = pty.openpty()
        run = subprocess.Popen([options.program, "--output", "out/", *arguments], stderr=side,
                               env=environment(TERM="xterm", DATELINE_TEST_FAULT="hang:line-9"))
        os.close(side)
        shown = b""
        try:
            while part := os.read(main, 4096):
                shown += part
        except OSError:
            pass
        run.wait()
        return shown.decode()

    shown = on_terminal("--page-seconds", "1", *inputs)
    check(re.search(r"\[[=> ]{16}\] \d+ %  \d+ pages  \d+/s  \d+ MB/s  [\d.]+ % ok", shown), shown[-500:])


def test_examples(inputs):
    """The scripts of examples/, where what they stand on is installed."""
    wanted = collections.Counter()
    undisturbed("whole", *inputs[:2])
    for path in ("whole/a~x.warc.gz.jsonl", "whole/b~x.warc.gz.jsonl"):
        wanted.update(Path(path).read_bytes().splitlines())
    bin_folder = Path("bin").resolve()
    bin_folder.mkdir()
    (bin_folder / "dateline").symlink_to(options.program)
    missing = []
    for script, tool in (("bulk_xargs.sh", "xargs"), ("bulk_parallel.sh", "parallel"), ("bulk_slurm.sh", "sbatch")):
        if not shutil.which(tool) or (tool == "sbatch" and subprocess.run(["sinfo"], capture_output=True).returncode):
            missing.append(tool)  # or no cluster answers
            continue
        out = script + ".out"
        extra = {"SLURM_ARRAY_TASK_ID": "", "SLURM_ARRAY_TASK_COUNT": ""}
        done = subprocess.run([TOP / "examples" / script, out, *inputs[:2]], capture_output=True, text=True,
                              env=environment(PATH="%s:%s" % (bin_folder, os.environ["PATH"]), **extra))
        found = collections.Counter(line for p in Path(out).glob("?~*.jsonl") for line in p.read_bytes().splitlines())
        check(found == wanted, "%s: %d records, not %d: %s" % (script, found.total(), wanted.total(), done.stderr))
    if missing:
        raise Skipped("not there: " + ", ".join(missing))


# ---- All of them ---------------------------------------------------------------------------------

def run_test(function):
    """Return "", what is wrong, or a Skipped."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            function(write_inputs(Path("."), 80))
        except Skipped as skipped:
            return skipped
        except AssertionError as error:
            return "%s" % error
        finally:
            os.chdir(before)
    return ""


def main():
    global options
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=lambda p: Path(p).resolve())
    parser.add_argument("--faults", type=lambda p: Path(p).resolve())
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--every", type=int, default=61, help="without --long: try every n-th step")
    parser.add_argument("--times", action="store_true", help="say how long each test takes")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    random.seed(options.seed)
    tests = {name[5:]: function for name, function in globals().items() if name.startswith("test_")}
    counts = collections.Counter()
    for name in options.names or tests:
        begun = time.monotonic()
        wrong = run_test(tests[name])
        if options.times:
            print("%6.1f s  %s" % (time.monotonic() - begun, name))
        if isinstance(wrong, Skipped):
            counts["skipped"] += 1
            print("---- %s: skipped: %s" % (name, wrong))
        else:
            counts["failed" if wrong else "passed"] += 1
            if wrong:
                print("---- %s\n%s" % (name, wrong))
        sys.stdout.flush()
    print("%d passed, %d failed, %d skipped" % (counts["passed"], counts["failed"], counts["skipped"]))
    return bool(counts["failed"])


if __name__ == "__main__":
    sys.exit(main())
