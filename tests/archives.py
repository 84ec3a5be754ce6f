#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What real archives do wrong, and right: archives.py PROGRAM [NAME...]

Each function case_* makes an archive and says what must come of it. Nothing of an archive may be lost
but what is damaged, nothing may come twice, and what is not as it should be is said.
"""
import json
import os
import random
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from make_archives import (DATE, arc, arc_header, brotli, chunks, deflate_raw, digest, html, http, lz4, member,
                           member_with_extra, page, tar, warc, zstd, zstd_dictionary)

GZIP = ("Content-Type: text/html", "Content-Encoding: gzip")
CHUNKED = ("Content-Type: text/html", "Transfer-Encoding: chunked")
INFO = warc(b"software: test\r\n", kind="warcinfo", url=None, content_type="application/warc-fields")
program = None


def run(*arguments, data=None):
    """Return (records, stderr, exit status)."""
    done = subprocess.run([program, "--no-statements", "--format", "json", *arguments], input=data,
                          capture_output=True, timeout=120)
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode(), done.returncode


def read(data, *options, name="test.warc"):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return run(str(path), *options)


def titles(records):
    return [record["title"] for record in records]


def expect(found, wanted, what=""):
    assert found == wanted, "%s: found %r, wanted %r" % (what, found, wanted)


def expect_titles(data, wanted, *options, warning=None, stderr=None, status=0, **rest):
    """Every title in order; where one is given, a warning in each record, and a text on stderr."""
    records, errors, code = read(data, *options, **rest)
    expect(titles(records), wanted, errors)
    expect(code, status, errors)
    for record in records:
        warnings = "; ".join(record["warnings"])
        assert warning in warnings if warning else not warnings, warnings
    damage = [line for line in errors.splitlines() if "passed by" in line and "#" in line]
    assert any(stderr in line for line in damage) if stderr else not damage, errors
    return records


def body_case(body, headers, warning=None, title="One", **options):
    """One page whose HTTP message is as given, alone in a member and streamed."""
    record = warc(http(body, headers, **options))
    expect_titles(member(record) + member(page("Two")), [title, "Two"]) if not warning else None
    for data in (record, member(record), lz4(record)):
        expect_titles(data, [title], warning=warning)


# ---- Formats -------------------------------------------------------------------------------------

def case_compressions():
    records = [INFO, page("One"), warc(b"GET / HTTP/1.1\r\n\r\n", kind="request"), page("Two"), page("Three")]
    wanted = ["One", "Two", "Three"]
    whole = b"".join(records)
    for data in (whole, member(whole), zstd(whole), lz4(whole), *(b"".join(map(pack, records)) for pack in (member, zstd, lz4))):
        expect_titles(data, wanted)
        records_of_pipe = run("-", data=data)[0]
        expect(titles(records_of_pipe), wanted, "from a pipe")


def case_versions_of_warc():
    for version in ("WARC/0.17", "WARC/0.18", "WARC/1.0", "WARC/1.1", "WARC/1.1 "):
        expect_titles(page("One", version=version), ["One"])


def case_zstd_dictionary():
    words = html("Zero") * 2
    with tempfile.NamedTemporaryFile() as file:
        file.write(words)
        file.flush()
        frames = b"".join(zstd(page(title), file.name) for title in ("One", "Two"))
    expect_titles(zstd_dictionary(words) + frames, ["One", "Two"])
    expect_titles(zstd_dictionary(zstd(words)) + frames, ["One", "Two"])
    _, errors, code = read(frames)
    expect(code, 1, errors)


def case_arc():
    for version in (1, 2):
        records = [arc_header(version), arc("One", version), arc("Two", version, url="http://example.org/a b c")]
        for data in (b"".join(records), b"".join(map(member, records))):
            found = expect_titles(data, ["One", "Two"], name="test.arc")
            expect([r["url"] for r in found], ["http://example.org/One", "http://example.org/a b c"])
            expect({r["captured"] for r in found}, {"2013-04-01T12:00:00Z"})
    data = arc_header() + arc("One") + b"\0\1\2 rubbish\n" * 50 + arc("Two")
    expect_titles(data, ["One", "Two"], stderr="no line of an ARC header", name="test.arc")


def case_wet():
    text = "One\n\n" + "\n\n".join("The harbour master said on Thursday that the gates of the town will be shut %d times." % i
                                   for i in range(5))
    data = warc(text.encode(), kind="conversion", content_type="text/plain", headers=["WARC-Identified-Content-Language: eng"])
    records, _, _ = read(data)
    expect(len(records), 1)
    assert "shut 4 times" in records[0]["text"]


def case_tar():
    files = {"folder/a.html": html("One"), "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(100), ".hidden.html": html("Hidden"),
             "x" * 150 + "/" + "y" * 90 + ".html": html("Two"), "c.html.gz": member(html("Three"))}
    for data in (tar(files), tar(files, "w:gz"), zstd(tar(files)), tar(files, format=1)):
        records = expect_titles(data, ["One", "Two", "Three"], name="pages.tar")
        expect(records[0]["id"], "folder/a.html")
        expect(records[1]["id"], "x" * 150 + "/" + "y" * 90 + ".html")


def case_resource_and_types():
    png = http(b"\x89PNG\r\n", ["Content-Type: image/png"])
    records = [warc(html("One"), kind="resource", content_type="text/html"), warc(png), warc(http(html("Two"), [])),
               warc(http(b"just a text", ["Content-Type: text/plain"])), warc(b"x", url="dns:example.org", content_type="text/dns"),
               warc(http(html("Three"), ["Content-Type: application/octet-stream"])), warc(http(b"x", []))]
    expect_titles(b"".join(records), ["One", "Two", "Three"])
    found, _, _ = read(b"".join(records), "--media-type", "text/plain")
    expect(len(found), 1)


# ---- HTTP ----------------------------------------------------------------------------------------

def case_header_of_response():
    """What the header says of the page."""
    data = warc(http(html("One"), ["Content-Type: text/html", "Link: </other>; rel=canonical", "Content-Language: en-GB",
                                   "Last-Modified: Tue, 05 Mar 2002 14:05:00 GMT"]))
    records, _, _ = read(data)
    expect(records[0]["canonical_url"].endswith("/other"), True)
    expect(records[0]["date_modified"], "2002-03-05T14:05:00+00:00")


def case_headers_of_what_is_decoded():
    """As in CC-NEWS before 2019: the header is the server's, the body is not."""
    for coding in ("gzip", "deflate", "br", "zstd", "identity", "nonsense"):
        body_case(html("One"), ["Content-Type: text/html", "Content-Encoding: " + coding, "Transfer-Encoding: chunked",
                                "Content-Length: 100"])
    body_case(html("One"), ["Content-Type: text/html", "X-Crawler-Content-Encoding: gzip", "X-Crawler-Transfer-Encoding: chunked"])


def case_codings():
    body = html("One")
    for coding, data in (("gzip", member(body)), ("x-gzip", member(body)), ("deflate", zlib.compress(body)),
                         ("deflate", deflate_raw(body)), ("br", brotli(body)), ("zstd", zstd(body)), ("GZIP", member(body)),
                         ("gzip, gzip", member(member(body))), ("br, gzip", member(brotli(body)))):
        headers = ["Content-Type: text/html", "Content-Encoding: " + coding]
        body_case(data, headers)
        body_case(chunks(data), headers + ["Transfer-Encoding: chunked"])
    body_case(member(body), ["Content-Type: text/html"])
    body_case(zstd(body), ["Content-Type: text/html"])


def case_damaged_coding():
    body = member(html("One") + bytes(random.Random(1).choices(b"<p>abcdefgh", k=20000)))
    body_case(body[:-5000], GZIP, warning="the compressed body is damaged")


def case_chunks():
    body = html("One")
    for size in (1, 7, 100, 4096, 10 ** 6):
        body_case(chunks(body, size), CHUNKED)
    body_case(chunks(body, 500), ["Content-Type: text/html"])
    body_case(b"%X;name=value  \r\n%s\r\n0\r\nTrailer: x\r\n\r\n" % (len(body), body), CHUNKED)
    body_case(b"%x\n%s\n0\n\n" % (len(body), body), CHUNKED)
    body_case(chunks(body, 500, b""), CHUNKED, warning="last chunk")
    body_case(chunks(body[:-20], 300)[:-30], CHUNKED, warning="last chunk")
    body_case(chunks(body[:900], 300, b"") + body[900:], CHUNKED, warning="last good one")


def case_line_breaks_too_many():
    """As in CC-MAIN-2018-34: a line break too many behind the header, and a length that is off by it."""
    body = http(b"\r\n" + html("One"))
    for data in (member(warc(body, length=len(body) - 2)), member(warc(http(b"\r\n" + chunks(html("One")), CHUNKED)))):
        records, _, _ = read(data + member(page("Two")))
        expect(titles(records), ["One", "Two"])


def case_headers():
    body, kind = html("One"), "Content-Type: text/html"
    body_case(body, [kind], status="HTTP/1.1 200")
    body_case(body, [kind], status="HTTP/2 200")
    body_case(body, [kind], status="ICY 200 OK")
    body_case(body, [kind], status=None)
    body_case(body, [kind, "X-Long: a", " folded", "\tonce more"], eol="\n")
    body_case(body, ["Content-Type:", "  text/html;", "  charset=utf-8"])
    body_case(body, ["content-type:TEXT/HTML", "a line without colon"])
    body_case(body, [kind, "Content-Length: 10"])
    body_case(body, [kind, "Content-Length: nonsense"])
    body_case(body, [kind, "Content-Length: 100000"], warning="of the 100000 bytes")
    for message in (body, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + body):
        expect_titles(warc(message), ["One"])
    body = html("Één").decode().replace("utf-8", "windows-1252").encode("windows-1252")
    expect_titles(warc(http(body, ["Content-Type: text/html; Charset=\"windows-1252\""])), ["Één"])


def case_status():
    data = b"".join(warc(http(html(str(status) + " pages"), status="HTTP/1.1 %d X" % status)) for status in (200, 203, 301, 404, 500))
    expect_titles(data, ["200 pages", "203 pages"])
    expect_titles(data, ["301 pages", "404 pages"], "--http-status", "3xx,404")
    expect(len(read(data, "--http-status", "all")[0]), 5)


# ---- WARC ----------------------------------------------------------------------------------------

def case_addresses():
    data = page("One").replace(b"http://example.org/One", b"<http://example.org/One>") + warc(http(html("Two")), url="http://e.org/a b")
    records = expect_titles(data, ["One", "Two"])
    expect([r["url"] for r in records], ["http://example.org/One", "http://e.org/a b"])
    expect(records[0]["captured"], DATE)
    expect(records[0]["archive"]["record_id"], "urn:uuid:" + "0" * 32)


def case_line_feeds_alone():
    for pack in (bytes, member):
        expect_titles(pack(page("One", eol="\n")) + pack(page("Two", eol="\n")), ["One", "Two"])


def case_folded_warc_header():
    data = page("One", headers=["X-Note: a", " folded", "Warc-PAYLOAD-digest: sha1:AAAA"])
    expect(expect_titles(data, ["One"])[0]["archive"]["digest"], "sha1:AAAA")


def case_lengths():
    """A wrong Content-Length costs no record, neither its own nor the next."""
    body = http(html("One"))
    for off in (-500, -1, 1, 2, 4, 5, 300, 10 ** 7):
        record = warc(body, length=len(body) + off)
        for pack in (bytes, member):
            records, errors, code = read(pack(record) + pack(page("Two")) + pack(page("Three")))
            expect(titles(records), ["One", "Two", "Three"], "off by %d in %s: %s" % (off, pack, errors))
            expect(code, 0)
    data = page("One").replace(b"Content-Length", b"Content-Nothing") + page("Two")
    records, errors, _ = read(data)
    expect(titles(records), ["Two"], errors)
    assert "no Content-Length" in errors
    expect_titles(member(page("One").replace(b"Content-Length", b"Content-Nothing")) + member(page("Two")), ["One", "Two"])


def case_truncated_and_segments():
    for header, warning in (("WARC-Truncated: length", "truncated: WARC-Truncated: length"),
                            ("WARC-Segment-Number: 1", "goes on in other records")):
        expect_titles(member(page("One", headers=[header])), ["One"], warning=warning)
    data = page("One") + warc(b"the rest", kind="continuation", headers=["WARC-Segment-Number: 2"]) + page("Two")
    expect_titles(data, ["One", "Two"])


def case_revisits():
    original = html("One")
    head = ["WARC-Payload-Digest: " + digest(original)]
    refers = ["WARC-Refers-To-Target-URI: http://example.org/One", "WARC-Refers-To-Date: " + DATE]
    first = page("One", headers=head, number=7)
    other = page("Two", headers=["WARC-Payload-Digest: sha1:OTHER"], number=8)
    header = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    for headers in (head, refers, ["WARC-Refers-To: <urn:uuid:%032d>" % 7]):
        revisit = warc(header, kind="revisit", url="http://example.org/again", headers=headers, number=9)
        for pack in (bytes, member, zstd):
            parts = [pack(first), pack(other), pack(revisit)]
            records = expect_titles(b"".join(parts), ["One", "Two", "One"])
            expect(records[2]["url"], "http://example.org/again")
            expect(records[2]["archive"]["offset"], len(parts[0] + parts[1]))
        expect_titles(member(first + other + revisit), ["One", "Two", "One"])
        records, _, code = read(member(revisit))
        expect([r["status"] for r in records], ["empty"])
        assert "not among the inputs" in records[0]["warnings"][0]
        expect(code, 0)
    with tempfile.TemporaryDirectory() as folder:
        a, b = Path(folder) / "a.warc.gz", Path(folder) / "b.warc.gz"
        a.write_bytes(member(first))
        b.write_bytes(member(other) + member(revisit))
        records, _, _ = run(str(a), str(b))
        expect(titles(records), ["One", "Two", "One"])


def case_digests():
    body, message = html("One"), http(html("One"))
    for algorithm in ("sha1", "md5", "sha256", "sha512"):
        good = ["WARC-Payload-Digest: " + digest(body, algorithm), "WARC-Block-Digest: " + digest(message, algorithm)]
        expect_titles(warc(message, headers=good), ["One"], "--check-digests")
    hexadecimal = "sha1:" + __import__("hashlib").sha1(message).hexdigest()
    expect_titles(warc(message, headers=["WARC-Block-Digest: " + hexadecimal]), ["One"], "--check-digests")
    bad = ["WARC-Payload-Digest: " + digest(b"other")]
    expect_titles(warc(message, headers=bad), ["One"], "--check-digests", warning="WARC-Payload-Digest")
    expect_titles(warc(message, headers=bad), ["One"])
    joined = ["WARC-Payload-Digest: " + digest(body)]
    expect_titles(warc(http(chunks(body), CHUNKED), headers=joined), ["One"], "--check-digests")


# ---- Damage --------------------------------------------------------------------------------------

def case_gzip_quirks():
    records = [page("One"), page("Two")]
    expect_titles(b"".join(map(member_with_extra, records)), ["One", "Two"])
    expect_titles(member(b"") + member(records[0]) + member(b"") * 3 + member(records[1]) + member(b""), ["One", "Two"])
    expect_titles(b"".join(map(member, records)) + bytes(1000), ["One", "Two"])


def damaged_at(data, at, length=40):
    rubbish = bytes(random.Random(at).choices(range(256), k=length))
    return data[:at] + rubbish + data[at + length:]


def case_a_damaged_record_costs_itself():
    names = ["One", "Two", "Three", "Four", "Five"]
    for pack in (member, zstd, lz4):
        parts = [pack(page(name)) for name in names]
        begin = len(parts[0]) + len(parts[1])
        for at in (0, 1, 20, len(parts[2]) // 2, len(parts[2]) - 12):
            records, errors, code = read(damaged_at(b"".join(parts), begin + at, 8))
            assert titles(records) in (["One", "Two", "Four", "Five"], ["One", "Two", "Three", "Four", "Five"]), (pack, at, titles(records))
            if "Three" not in titles(records):
                assert "#%d: " % begin in errors and "passed by" in errors, errors
            expect(code, 0)
    parts = [page(name) for name in names]
    begin = len(parts[0]) + len(parts[1])
    records, errors, _ = read(damaged_at(b"".join(parts), begin, 10))
    expect(titles(records), ["One", "Two", "Four", "Five"], errors)
    assert "#%d: no WARC header" % begin in errors and "%d bytes passed by" % len(parts[2]) in errors, errors


def case_rubbish_between():
    for pack, reason in ((bytes, "no WARC header"), (member, "something else between"), (zstd, "something else")):
        data = pack(page("One")) + b"\xffrubbish" * 100 + pack(page("Two"))
        expect_titles(data, ["One", "Two"], stderr=reason)
    expect_titles(member(page("One")) + b"\x1f\x8b\x08\0" * 5000 + member(page("Two")), ["One", "Two"], stderr="passed by")


def case_the_last_record_is_cut():
    for pack in (bytes, member, zstd, lz4):
        data = pack(page("One")) + pack(page("Two"))
        for cut in (1 if pack is not bytes else 10, 40, 400):
            records, errors, code = read(data[:-cut])
            expect(titles(records), ["One"], "%s cut by %d: %s" % (pack, cut, errors))
            assert "passed by" in errors, errors
            expect(code, 0)
    data = member(page("One") + page("Two") + page("Three"))
    records, errors, _ = read(data[:-40])
    assert titles(records)[:2] == ["One", "Two"] and "passed by" in errors


def case_every_cut_and_every_flip():
    """Whatever is cut off or turned, the program ends well, and what is before the damage is there."""
    data = b"".join(member(page(name)) for name in ("One", "Two", "Three"))
    one = len(member(page("One")))
    for seed in range(60):
        rng = random.Random(seed)
        at = rng.randrange(one, len(data))
        bad = data[:at] if seed % 2 else damaged_at(data, at, rng.choice((1, 4, 100)))
        records, errors, code = read(bad)
        expect((titles(records)[:1], code), (["One"], 0), errors)


def case_records_at_the_edges_of_buffers():
    """Members that begin at every place around the size of the window."""
    filler = bytes(random.Random(3).choices(range(256), k=600000))
    for size in list(range(523900, 524300, 37)) + [262144, 261000, 524288, 599999]:
        first = warc(http(filler[:size], ["Content-Type: image/png"]), url="http://example.org/big")
        for pack in (bytes, member):
            data = pack(first) + pack(page("One")) + pack(page("Two"))
            expect_titles(data, ["One", "Two"])


def case_large_pages():
    large = html("One") + b"".join(b"<p>%s</p>\n" % (b"more of the harbour " * 5000) for _ in range(80))
    for pack in (bytes, member, zstd, lz4):
        expect_titles(pack(warc(http(large))) + pack(page("Two")), ["One", "Two"])
        records, _, _ = read(pack(warc(http(large))) + pack(page("Two")), "--max-bytes", "100K")
        expect([("truncated" in "".join(r["warnings"])) for r in records], [True, False])
    records, _, _ = read(member(warc(http(member(b"x" * 10 ** 8), GZIP))), "--max-bytes", "1M")
    assert "truncated" in records[0]["warnings"][0]


def case_a_length_that_no_file_has():
    data = b"".join(warc(http(html("N%d" % i)), length=10 ** 12) for i in range(50))
    expect([t for t in titles(read(data)[0])], ["N%d" % i for i in range(49)])


# ---- Places and filters --------------------------------------------------------------------------

def case_places():
    records = [INFO, page("One"), page("Two"), warc(http(html("Gone"), status="HTTP/1.1 404 X"))]
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("a.warc", b"".join(records)), ("b.warc.gz", b"".join(map(member, records))),
                           ("c.warc.gz", member(b"".join(records))), ("d.warc.zst", b"".join(map(zstd, records)))):
            path = Path(folder) / name
            path.write_bytes(data)
            found, _, _ = run(str(path), "--http-status", "all")
            expect(len(found), 3)
            for record in found:
                again, errors, code = run(record["input"])
                expect((again, code), ([record], 0), errors)
            place = found[0]["archive"]
            if place["length"]:
                part = data[place["offset"]:place["offset"] + place["length"]]
                assert part == (records[1] if name == "a.warc" else member(records[1]) if name[0] == "b" else zstd(records[1]))
            _, errors, code = run(str(path) + "#12")
            assert code == 1 and "#12: " in errors, errors


def case_filters():
    parts = [warc(http(html("N%d" % i)), url="http://%s.example.org/news/%d" % ("ab"[i % 2], i)).replace(
        DATE.encode(), b"2025-%02d-09T08:00:00Z" % (i + 1)) for i in range(6)]
    data = b"".join(map(member, parts))
    expect_titles(data, ["N0", "N2", "N4"], "--match-url", "*//a.*")
    expect_titles(data, ["N0", "N1", "N3", "N5"], "--match-url", "*/0 *//b.*")
    expect_titles(data, ["N2", "N3"], "--since", "2025-03", "--until", "2025-04")
    expect_titles(data, ["N5"], "--since", "2025-06-09T08:00:00Z")
    expect(len(read(data, "--language", "de")[0]), 0)
    expect(len(read(data, "--language", "de,en")[0]), 6)


def case_lists():
    with tempfile.TemporaryDirectory() as folder:
        names = ["a.warc.gz", "b c.html", "d.warc"]
        (Path(folder) / names[0]).write_bytes(member(page("One")) + member(page("Two")))
        (Path(folder) / names[1]).write_bytes(html("Three"))
        (Path(folder) / names[2]).write_bytes(page("Four"))
        paths = [os.path.join(folder, name) for name in names]
        for text in ("\n".join(paths), "\r\n".join(paths) + "\r\n\r\n", "\0".join(paths) + "\0"):
            found, errors, code = run("--files-from", "-", data=text.encode())
            expect((titles(found), code), (["One", "Two", "Three", "Four"], 0), errors)
        found, errors, code = run(folder)
        expect((titles(found), code), (["One", "Two", "Three", "Four"], 0), errors)
        _, errors, code = run("--files-from", folder + "/none")
        assert code == 1 and "no such file" in errors, errors


def case_threads():
    data = b"".join(member(page("N%d" % i)) for i in range(300))
    one, many = read(data, "-j1"), read(data, "-j5")
    same = [[dict(r, input=None, archive=None) for r in records] for records in (one[0], many[0])]
    expect(len(same[0]), 300)
    assert same[0] == same[1]


def case_no_archive():
    for data in (b"nonsense that is no archive", b"", member(b"nonsense"), struct.pack("<II", 0x184D2A5D, 1 << 30)):
        _, errors, code = read(data, "--input-format", "warc")
        expect(code, 1, errors)


def main():
    global program
    program = os.path.abspath(sys.argv[1])
    names = sys.argv[2:] or [name[5:] for name in globals() if name.startswith("case_")]
    failed = 0
    for name in names:
        try:
            globals()["case_" + name]()
        except (AssertionError, subprocess.SubprocessError, ValueError) as error:
            failed += 1
            print("---- %s: %s: %s" % (name, type(error).__name__, error))
    print("%d passed, %d failed" % (len(names) - failed, failed))
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
