#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hold the rooms apart: check_layers.py REPOSITORY

A room of src/ includes only core/ and the rooms left of it on the way of a page; core/ includes
nothing of the others; the program includes only the public header and its own files. The rule is
explained in CONTRIBUTING.md.
"""
import re
import sys
from pathlib import Path

ROOMS = ["core", "encoding", "html", "page", "article", "metadata", "statements", "record"]
# The record is what all of them fill; it needs to know none of their insides.
MAY_INCLUDE = {room: set(ROOMS[:i + 1]) for i, room in enumerate(ROOMS)}
MAY_INCLUDE["metadata"] -= {"article"}
MAY_INCLUDE["statements"] -= {"article", "metadata"}
MAY_INCLUDE["record"] = {"core", "record"}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def violations(top):
    for path in sorted((top / "src").rglob("*.[ch]")):
        room = path.relative_to(top / "src").parts[0]
        for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            other = name.split("/")[0]
            if room in MAY_INCLUDE and "/" in name and other in ROOMS and other not in MAY_INCLUDE[room]:
                yield "%s includes %s" % (path.relative_to(top), name)
            if room in MAY_INCLUDE and name == "extract.h":
                yield "%s includes the pipeline" % path.relative_to(top)
    for folder in ("tool", "examples"):
        for path in sorted((top / folder).rglob("*.[ch]")):
            for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
                if name.split("/")[0] in ROOMS and (top / "src" / name).exists() or name == "extract.h":
                    yield "%s includes the library's inside: %s" % (path.relative_to(top), name)


def main():
    top = Path(sys.argv[1])
    found = list(violations(top))
    print("\n".join(found))
    checked = len(list((top / "src").rglob("*.[ch]"))) + len(list((top / "tool").rglob("*.[ch]")))
    print("%d files keep to their rooms" % checked if not found else "%d violations" % len(found))
    return bool(found)


sys.exit(main())
