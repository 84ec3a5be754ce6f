# SPDX-License-Identifier: Apache-2.0
"""The pages that a benchmark is given: files, .html or .html.gz, and all those of folders."""
import gzip
from pathlib import Path


def pages(arguments):
    for argument in map(Path, arguments):
        yield from sorted(p for p in argument.rglob("*") if p.is_file()) if argument.is_dir() else [argument]


def size(path):
    """Bytes of the page, inflated."""
    data = path.read_bytes()
    return len(gzip.decompress(data)) if data[:2] == b"\x1f\x8b" else len(data)
