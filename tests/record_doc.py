#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keep docs/record.md true: record_doc.py PROGRAM [--update]

Every ```json block there shows fields of the record of examples/article/page.html, shortened. This
writes them anew from what the program says and compares, but for how sure things are; --update
rewrites the file: look at the diff before you commit it. And the document must explain every field of the schema, in its order.
"""
import difflib
import json
import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
DOCUMENT = TOP / "docs" / "record.md"
SCHEMA = TOP / "docs" / "record.schema.json"
PAGE = "examples/article/page.html"
WIDTH, LONGEST_STRING, ENTRIES = 96, 76, 2
SHOWN_BLOCKS = ("paragraph", "list_item", "table", "caption")
BLOCK = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHARE = re.compile(r"\b(0\.\d+|1)(?=[,\n}])")
FIELD = re.compile(r'^  "(\w+)":', re.MULTILINE)


def record_of(program):
    done = subprocess.run([program, "--format", "json", "--evidence", PAGE], cwd=TOP, capture_output=True, check=True)
    return json.loads(done.stdout.decode("utf-8"))


def shortened(value):
    """The value with long texts cut, and long lists after their first entries."""
    if isinstance(value, str) and len(value) > LONGEST_STRING:
        return value[:LONGEST_STRING].rstrip() + " …"
    if isinstance(value, list):
        return [shortened(item) for item in value[:ENTRIES]] + ["…"] * (len(value) > ENTRIES)
    if isinstance(value, dict):
        return {name: shortened(item) for name, item in value.items()}
    return value


def telling(name, value):
    """What is worth a reader's time of a field."""
    if name == "blocks":  # one of each kind, the one with the most markup
        ranked = sorted(value, key=lambda b: (len(b["marks"]), b["list"] is not None and b["list"]["depth"]), reverse=True)
        picked = [next(b for b in ranked if b["role"] == role) for role in SHOWN_BLOCKS]
        return [item for block in picked for item in (shortened(block), "…")][:-1]
    if name == "evidence":
        return {"title": shortened(value["title"]), "…": "…"}
    return shortened(value)


def pretty(value, indent):
    compact = json.dumps(value, ensure_ascii=False).replace('"…"', "…").replace("…: …", "…")
    if len(compact) + indent <= WIDTH or not isinstance(value, (list, dict)):
        return compact
    pad = "\n" + " " * (indent + 2)
    if isinstance(value, list):
        return "[" + ",".join(pad + pretty(item, indent + 2) for item in value) + pad[:-2] + "]"
    members = (("…" if name == "…" else '"%s": %s' % (name, pretty(item, indent + 2))) for name, item in value.items())
    return "{" + ",".join(pad + member for member in members) + pad[:-2] + "}"


def block_of(match, record):
    names = FIELD.findall(match[1])
    return "```json\n" + ",\n".join('  "%s": %s' % (n, pretty(telling(n, record[n]), 2)) for n in names) + "\n```"


def main():
    record = record_of(str(Path(sys.argv[1]).resolve()))
    old = DOCUMENT.read_text(encoding="utf-8")
    new = BLOCK.sub(lambda match: block_of(match, record), old)
    if "--update" in sys.argv:
        DOCUMENT.write_text(new, encoding="utf-8")
        return 0
    before, after = (SHARE.sub("0.…", text).splitlines(True) for text in (old, new))
    print("".join(difflib.unified_diff(before, after, "docs/record.md", "now")), end="")
    explained = [name for block in BLOCK.findall(new) for name in FIELD.findall(block)]
    fields = list(json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"])
    if explained != fields:
        print("docs/record.md shows other fields than the schema has, or in another order:\n%s\n%s" % (explained, fields))
    return int(before != after or explained != fields)


sys.exit(main())
