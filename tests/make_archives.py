# SPDX-License-Identifier: Apache-2.0
"""Makes archives, good and bad, for tests: WARC, ARC and tar, in every compression."""
import base64
import gzip
import hashlib
import io
import struct
import subprocess
import tarfile
import zlib

DATE = "2025-10-09T08:00:00Z"
WORDS = ("The harbour master of {0} said on Thursday that the storm gates will be shut a day before each spring tide, "
         "and that nobody has told the fishing crews of {0} who pays for the days that they lose.")


def html(title):
    """A page, large enough to be an article."""
    paragraphs = "".join("<p>%s (%d)</p>\n" % (WORDS.format(title), i) for i in range(6))
    return ("<!doctype html>\n<html lang=en><head><meta charset=utf-8><title>%s</title></head><body><article><h1>%s</h1>\n"
            "%s</article></body></html>\n" % (title, title, paragraphs)).encode()


def digest(data, algorithm="sha1"):
    return "%s:%s" % (algorithm, base64.b32encode(hashlib.new(algorithm, data).digest()).decode())


def http(body, headers=("Content-Type: text/html; charset=utf-8",), status="HTTP/1.1 200 OK", eol="\r\n"):
    head = ([status] if status is not None else []) + list(headers)
    return (eol.join(head) + eol + eol).encode() + body


def warc(content, kind="response", url="http://example.org/", headers=(), length=None, version="WARC/1.0", eol="\r\n",
         content_type="application/http; msgtype=response", number=0, end=None):
    """A record. length: what Content-Length says, where that is not the truth."""
    head = [version, "WARC-Type: " + kind, "WARC-Date: " + DATE, "WARC-Record-ID: <urn:uuid:%032d>" % number,
            "Content-Length: %d" % (len(content) if length is None else length)]
    head += (["WARC-Target-URI: " + url] if url else []) + (["Content-Type: " + content_type] if content_type else [])
    return (eol.join(head + list(headers)) + eol + eol).encode() + content + (eol * 2 if end is None else end).encode()


def page(title, **options):
    return warc(http(html(title)), url="http://example.org/" + title, **options)


def member(data, level=6):
    return gzip.compress(data, level, mtime=0)


def member_with_extra(data):
    """A gzip member with an FEXTRA field, a name and a comment (RFC 1952, 2.3.1)."""
    extra = b"sl\x08\x00" + struct.pack("<II", 0, len(data))
    raw = zlib.compressobj(6, zlib.DEFLATED, -15)
    return (b"\x1f\x8b\x08\x1c" + b"\0" * 6 + struct.pack("<H", len(extra)) + extra + b"name\0comment\0" +
            raw.compress(data) + raw.flush() + struct.pack("<II", zlib.crc32(data), len(data)))


def run(command, data):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


def zstd(data, dictionary=None):
    """A frame, with its content size."""
    return run(["zstd", "-q", "-c", "--check", "--stream-size=%d" % len(data)] + (["-D", dictionary] if dictionary else []), data)


def zstd_dictionary(data):
    """The skippable frame that holds a dictionary."""
    return struct.pack("<II", 0x184D2A5D, len(data)) + data


def brotli(data):
    return run(["brotli", "-c"], data)


def deflate_raw(data):
    raw = zlib.compressobj(6, zlib.DEFLATED, -15)
    return raw.compress(data) + raw.flush()


def rotate(value, bits):
    return (value << bits | value >> (32 - bits)) & 0xffffffff


def xxh32(data):
    """xxHash, 32 bits, seed 0, of fewer than 16 bytes."""
    h = (374761393 + len(data)) & 0xffffffff
    while len(data) >= 4:
        h = rotate((h + struct.unpack("<I", data[:4])[0] * 3266489917) & 0xffffffff, 17) * 668265263 & 0xffffffff
        data = data[4:]
    for byte in data:
        h = rotate((h + byte * 374761393) & 0xffffffff, 11) * 2654435761 & 0xffffffff
    h = (h ^ h >> 15) * 2246822519 & 0xffffffff
    h = (h ^ h >> 13) * 3266489917 & 0xffffffff
    return h ^ h >> 16


def lz4(data):
    """An lz4 frame of blocks that are not compressed."""
    descriptor = b"\x60\x70"
    frame = b"\x04\x22\x4d\x18" + descriptor + bytes([xxh32(descriptor) >> 8 & 0xff])
    for at in range(0, len(data), 4 << 20):
        block = data[at:at + (4 << 20)]
        frame += struct.pack("<I", len(block) | 0x80000000) + block
    return frame + struct.pack("<I", 0)


def chunks(body, size=100, end=b"0\r\n\r\n"):
    parts = [body[i:i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + end


def arc_header(version=1):
    fields = {1: "URL IP-address Archive-date Content-type Archive-length",
              2: "URL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length"}[version]
    body = ("%d 0 Test\n%s\n\n" % (version, fields)).encode()
    middle = "text/plain" if version == 1 else "text/plain 200 - - 0 test.arc"
    return b"filedesc://test.arc 0.0.0.0 20130401120000 %s %d\n%s" % (middle.encode(), len(body), body)


def arc(title, version=1, url=None):
    body = http(html(title))
    middle = "text/html" if version == 1 else "text/html 200 - - 77 test.arc"
    line = "%s 127.0.0.1 20130401120000 %s %d\n" % (url or "http://example.org/" + title, middle, len(body))
    return line.encode() + body + b"\n"


def tar(files, mode="w", format=tarfile.PAX_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=format) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()
