#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check records against docs/record.schema.json: validate_records.py FILE.jsonl...  ("-": stdin)

    validate_records.py --run PROGRAM ARGUMENTS...      what the program writes to stdout

Stops at the first record that breaks the contract, names it and says how; exit status 1. It checks
more than the schema can say: the fields' order, and that offsets and indexes point at something.
Needs jsonschema (Debian: python3-jsonschema); exit status 77, skipped, where there is none.
"""
import json
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

SCHEMA = Path(__file__).resolve().parent.parent / "docs" / "record.schema.json"


@lru_cache(maxsize=4)
def validator(schema):
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        print("jsonschema is not installed: records were not checked")
        sys.exit(77)
    schema = json.loads(schema)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@lru_cache(maxsize=4)
def schema_text(path):
    return Path(path).read_text(encoding="utf-8")


def shape_violations(record, schema):
    for error in validator(json.dumps(schema)).iter_errors(record):
        yield "%s: %s" % ("/".join(map(str, error.absolute_path)) or "record", error.message[:300])


def in_order(value, schema, top, path="record"):
    """Objects have their fields in the order of the schema."""
    while "$ref" in schema:
        schema = top["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    if isinstance(value, dict):
        if list(value) != list(schema["properties"]):
            yield "%s: its fields are in another order than the schema's" % path
        for name, item in value.items():
            yield from in_order(item, schema["properties"][name], top, "%s/%s" % (path, name))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from in_order(item, schema.get("items", {}), top, "%s/%d" % (path, i))


def spans_in(value):
    if isinstance(value, dict):
        for name, item in value.items():
            if name in ("bytes", "spans"):
                yield item
            else:
                yield from spans_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans_in(item)


def reference_violations(record):
    blocks, images = record["blocks"], record["images"]
    for spans in spans_in(record):
        flat = [offset for span in spans for offset in span]
        if flat != sorted(flat):
            yield "byte ranges %r are not ascending" % spans
    for i, block in enumerate(blocks):
        length = len(block["text"].encode("utf-8"))
        for mark in block["marks"]:
            if not mark["begin"] <= mark["end"] <= length:
                yield "blocks/%d: a mark lies outside of its text" % i
        if block["image"] is not None and block["image"] >= len(images):
            yield "blocks/%d: there is no such image" % i
    for name in ("images", "links"):
        for i, item in enumerate(record[name]):
            if item["block"] is not None and item["block"] >= len(blocks):
                yield "%s/%d: there is no such block" % (name, i)
    for i, statement in enumerate(record["statements"] or []):
        if statement["nested_in"] is not None and statement["nested_in"] >= len(record["statements"]):
            yield "statements/%d: there is no such statement" % i


def violations(record, schema=None):
    """Return what is wrong with a record, as sentences; an empty list for a good one."""
    schema = schema or json.loads(schema_text(SCHEMA))
    return (list(shape_violations(record, schema)) or
            list(in_order(record, schema, schema)) + list(reference_violations(record)))


def refuse_constant(name):
    raise ValueError("%s is no JSON" % name)


def check_line(line, where):
    try:
        record = json.loads(line.decode("utf-8"), parse_constant=refuse_constant)
    except ValueError as error:
        sys.exit("%s: %s" % (where, error))
    for complaint in violations(record):
        sys.exit("%s (id %r, input %r): %s" % (where, record.get("id"), record.get("input"), complaint))


def lines_of(arguments):
    if arguments[:1] == ["--run"]:
        done = subprocess.run(arguments[1:], capture_output=True, check=True, timeout=600)
        yield from ((line, "record %d" % i) for i, line in enumerate(done.stdout.splitlines(), 1))
        return
    for name in arguments:
        with sys.stdin.buffer if name == "-" else open(name, "rb") as file:
            yield from ((line, "%s:%d" % (name, i)) for i, line in enumerate(file, 1))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    count = 0
    for line, where in lines_of(sys.argv[1:]):
        check_line(line, where)
        count += 1
    print("%d records follow the schema" % count)
    return 0 if count or sys.argv[1] != "--run" else 1


if __name__ == "__main__":
    sys.exit(main())
