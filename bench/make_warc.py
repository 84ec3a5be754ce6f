#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pack the pages of folders as a .warc.gz, a member a record: make_warc.py OUT FOLDER...

Each page gets the request and the response that a crawler would have written. The pages are FILE.html or
FILE.html.gz; the addresses are made from their names.
"""
import argparse
import gzip
import zlib
from pathlib import Path


def record(kind, url, content_type, content, number):
    head = ("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Date: 2025-10-09T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:%032x>\r\n"
            "Content-Length: %d\r\nContent-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-IP-Address: 192.0.2.1\r\n\r\n"
            % (kind, number, len(content), content_type, url))
    return head.encode() + content + b"\r\n\r\n"


def member(data):
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(data) + packer.flush()


def pack(out, pages):
    """Write the archive; return the number of pages."""
    count = 0
    with open(out, "wb") as file:
        for path in pages:
            body = path.read_bytes()
            body = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
            name = path.name.split(".")[0]
            url = "https://example.org/%s" % name
            request = ("GET /%s HTTP/1.1\r\nHost: example.org\r\nUser-Agent: packer\r\nAccept: text/html\r\n\r\n" % name).encode()
            head = ("HTTP/1.1 200 OK\r\nDate: Thu, 09 Oct 2025 08:00:00 GMT\r\nContent-Type: text/html; charset=utf-8\r\n"
                    "Server: test\r\nCache-Control: max-age=60\r\nX-Crawler-Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                    % len(body)).encode()
            file.write(member(record("request", url, "application/http; msgtype=request", request, 2 * count)))
            file.write(member(record("response", url, "application/http; msgtype=response", head + body, 2 * count + 1)))
            count += 1
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("folders", nargs="+", type=Path)
    args = parser.parse_args()
    pages = sorted(p for folder in args.folders for p in folder.rglob("*.html*"))
    print("%d pages" % pack(args.out, pages))


if __name__ == "__main__":
    main()
