#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run html5lib-tests' tokenizer tests: html5lib_tokenizer.py HTML_TOKENS [FOLDER]

FOLDER holds the .test files; default: $HTML5LIB_TESTS/tokenizer, or html5lib-tests/tokenizer of the
shared data. Without it, the test is skipped. Parse errors are not compared: the parser reports none.
Ends with "N passed, N failed, N skipped".
"""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

CONTENT = {"Data state": 0, "RCDATA state": 1, "RAWTEXT state": 2, "Script data state": 3,
           "PLAINTEXT state": 4, "CDATA section state": 5}
NO_TAG = {1: "title", 2: "style", 3: "script", 4: "plaintext"}
SKIPPED = 77


def find_tests():
    if len(sys.argv) > 2:
        return Path(sys.argv[2])
    if "HTML5LIB_TESTS" in os.environ:
        return Path(os.environ["HTML5LIB_TESTS"]) / "tokenizer"
    shared = os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared")
    return Path(shared) / "data/html5lib-tests/tokenizer"


def unescape(text):
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), text)


def unescaped(value):
    if isinstance(value, str):
        return unescape(value)
    if isinstance(value, list):
        return [unescaped(item) for item in value]
    if isinstance(value, dict):
        return {unescape(key): unescaped(item) for key, item in value.items()}
    return value


def joined(tokens):
    """Character tokens in one piece each; the defaults of a start tag filled in."""
    result = []
    for token in tokens:
        if token[0] == "Character" and result and result[-1][0] == "Character":
            result[-1][1] += token[1]
        elif token[0] == "StartTag":
            result.append([*token[:3], len(token) > 3 and token[3]])
        else:
            result.append(list(token))
    return result


def decode(field):
    if field in (".", "-"):
        return "" if field == "." else None
    return bytes.fromhex(field).decode("utf-8", "replace")


def read_tokens(line, tag):
    fields = iter(line.split())
    for kind in fields:
        if kind == "C":
            yield ["Character", decode(next(fields))]
        elif kind == "E":
            yield ["EndTag", decode(next(fields))]
        elif kind == "R":
            yield ["EndTag", tag]
        elif kind == "!":
            yield ["Comment", decode(next(fields)) or ""]
        elif kind == "D":
            name, public, system = (decode(next(fields)) for _ in range(3))
            yield ["DOCTYPE", name, public, system, next(fields) == "1"]
        elif kind == "S":
            name, closing = decode(next(fields)), next(fields) == "1"
            pairs = {}
            for _ in range(int(next(fields))):
                attribute = decode(next(fields))
                pairs[attribute] = decode(next(fields)) or ""
            yield ["StartTag", name, pairs, closing]


def cases(folder):
    """Yield (label, state, tag, page, tokens); page None: not for this tokenizer."""
    for path in sorted(folder.glob("*.test")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for test in data.get("tests", []):
            page, tokens = test["input"], test["output"]
            if test.get("doubleEscaped"):
                page, tokens = unescape(page), unescaped(tokens)
            for state in test.get("initialStates", ["Data state"]):
                content = CONTENT[state]
                tag = test.get("lastStartTag") or NO_TAG.get(content, "-")
                label = "%s: %s (%s)" % (path.name, test["description"], state)
                # Lone surrogates are no UTF-8, and scripts end with the tag of a script.
                if (content == 3 and tag != "script") or any(0xD800 <= ord(c) < 0xE000 for c in page):
                    page = None
                expected = joined(tokens)
                if content == 5:  # tree construction replaces NUL there, and so do our texts
                    expected = [[kind, text.replace("\0", "\uFFFD")] for kind, text in expected]
                yield label, content, tag if content in NO_TAG else "-", page, expected


def main():
    folder = find_tests()
    if not folder.is_dir():
        print("html5lib-tests not found; 0 passed, 0 failed, 1 skipped")
        return SKIPPED
    tests = list(cases(folder))
    run = [test for test in tests if test[3] is not None]
    lines = "".join("%d %s %s\n" % (content, tag, page.encode().hex())
                    for _, content, tag, page, _ in run)
    output = subprocess.run([sys.argv[1]], input=lines, capture_output=True, text=True, check=True)
    failed = 0
    for (label, _, tag, page, expected), line in zip(run, output.stdout.split("\n")):
        found = joined(read_tokens(line, tag))
        if found != expected:
            failed += 1
            print("%s\n  page:     %r\n  expected: %r\n  found:    %r" % (label, page, expected, found))
    print("%d passed, %d failed, %d skipped" % (len(run) - failed, failed, len(tests) - len(run)))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
