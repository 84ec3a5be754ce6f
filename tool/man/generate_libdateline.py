#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make the manual page libdateline(3) from the public header: generate_libdateline.py DATELINE_H

Writes mdoc(7) to stdout. The header's comments are the only source: its file comment becomes the
description, and every function, struct, enum and macro with a comment an entry with its text. What
the header leaves without a comment ends the program with an error, so the page is complete.
"""
import re
import sys
import textwrap
from pathlib import Path

COMMENT = r"/\*\*(?P<comment>(?:[^*]|\*(?!/))*)\*/\s*"
FUNCTION = re.compile(COMMENT + r"DATELINE_API (?P<type>[\w ]+?[ *]+)(?P<name>dateline_\w+)\((?P<arguments>[^)]*)\);")
TYPE = re.compile(COMMENT + r"typedef (?P<kind>struct|enum) (?P<name>dateline_\w+)(?: \{(?P<body>.*?)\n\} (?P=name))?;",
                  re.DOTALL)
MACRO = re.compile(COMMENT + r"(?P<lines>(?:#define DATELINE_\w+ .*\n)+)")


def escape(text):
    """Text for roff: ASCII, and nothing that is taken for an escape or a macro."""
    text = re.sub(r"^([.'])", r"\\&\1", text.replace("\\", "\\e"), flags=re.MULTILINE)
    return re.sub(r"[^\x00-\x7f]", lambda m: "\\[u%04X]" % ord(m[0]), text)


def plain(comment):
    """A comment's text without its frame of asterisks."""
    lines = [re.sub(r"^\s*\*? ?", "", line) for line in comment.strip("\n").split("\n")]
    return "\n".join(lines).strip()


def marked_up(line):
    """A sentence as lines of mdoc: our functions, named in it as name(), become links."""
    for part in re.split(r"(dateline_\w+\(\)[.,;:)]?)", line):
        function = re.fullmatch(r"(dateline_\w+)\(\)([.,;:)]?)", part)
        if function:
            yield (".Fn %s %s" % function.groups()).rstrip()
        else:
            yield from (escape(l) for l in textwrap.wrap(part.strip(), 78, break_on_hyphens=False))


def running(text):
    """Running text: each sentence on a line of its own, as mdoc wants it."""
    text = re.sub(r"@c (\w+)", r"\1", " ".join(text.split()))
    sentences = re.split(r"(?<=[.?!]) (?=[A-Z(])", text)
    return "\n".join(line for s in sentences for line in marked_up(s))


def paragraphs(text):
    """Paragraphs, lists of "- " lines and indented code."""
    out = []
    for block in re.split(r"\n\s*\n", text):
        if block.startswith("    "):
            out.append(literal(textwrap.dedent(block)))
        elif re.search(r"^ ?- ", block, re.MULTILINE):
            head, *items = re.split(r"^ ?- ", block, flags=re.MULTILINE)
            if head.strip():
                out.append((".Pp\n" if out else "") + running(head))
            out.append(".Bl -bullet\n" + "".join(".It\n%s\n" % running(i) for i in items) + ".El")
        elif block.strip():
            out.append((".Pp\n" if out else "") + running(block))
    return "\n".join(out)


def literal(text):
    return ".Bd -literal -offset indent\n%s\n.Ed" % escape(text.rstrip().lstrip("\n"))


def tags(comment):
    """Split a function's comment: text, [(parameter, text)], what it returns."""
    text, *parts = re.split(r"^@(?=param|return)", plain(comment), flags=re.MULTILINE)
    parameters, returns = [], ""
    for part in parts:
        word, rest = part.split(None, 1)
        if word == "param":
            parameters.append(rest.split(None, 1))
        else:
            returns = rest
    return text, parameters, returns


def split_arguments(arguments):
    return [" ".join(a.split()) for a in arguments.split(",")]


def synopsis(functions):
    out = []
    for function in functions:
        out.append(".Ft %s\n.Fo %s" % (" ".join(function["type"].split()), function["name"]))
        out += ['.Fa "%s"' % argument for argument in split_arguments(function["arguments"])]
        out.append(".Fc")
    return "\n".join(out)


def function_entry(function):
    text, parameters, returns = tags(function["comment"])
    out = [".It Fn %s" % function["name"]]
    if text.strip():
        out.append(paragraphs(text.strip()))
    if parameters:
        out.append(".Bl -tag -width indent")
        for name, meaning in parameters:
            out.append(".It Fa %s\n%s" % (name, running(meaning)))
        out.append(".El")
    if returns:
        out.append((".Pp\n" if text.strip() and not parameters else "") + running("Returns " + returns))
    return "\n".join(out)


def type_entry(entry):
    out = [".It Vt %s %s" % (entry["kind"], entry["name"]), paragraphs(plain(entry["comment"]))]
    if entry["body"]:
        body = re.sub(r"/\*\*<\s*(.*?)\s*\*/", lambda m: "/* %s */" % " ".join(m[1].split()), entry["body"], flags=re.DOTALL)
        out.append(literal(textwrap.dedent(body.lstrip("\n"))))
    return "\n".join(out)


def macro_entry(entry):
    names = re.findall(r"#define (\w+)", entry["lines"])
    return "\n".join([".It Dv " + " , ".join(names), paragraphs(plain(entry["comment"]))])


def listed(entries):
    return ".Bl -tag -width indent\n%s\n.El" % "\n".join(entries)


def check_complete(header, functions):
    declared = set(re.findall(r"^DATELINE_API .*?\b(dateline_\w+)\(", header, re.MULTILINE | re.DOTALL))
    missing = declared - {f["name"] for f in functions}
    if missing:
        sys.exit("without a comment: " + ", ".join(sorted(missing)))


def main():
    header = Path(sys.argv[1]).read_text(encoding="utf-8")
    functions = [m.groupdict() for m in FUNCTION.finditer(header)]
    types = [m.groupdict() for m in TYPE.finditer(header)]
    macros = [m.groupdict() for m in MACRO.finditer(header)]
    check_complete(header, functions)
    description = re.search(COMMENT, header).group("comment")
    description = re.sub(r"^@file.*\n@brief ", "", plain(description))
    version = re.search(r'#define DATELINE_VERSION +"(.*)"', header).group(1)
    print("\n".join([
        '.\\" SPDX-License-Identifier: Apache-2.0',
        '.\\" Made from include/dateline.h.',
        ".Dd February 28, 2026", ".Dt LIBDATELINE 3", ".Os dateline " + version,
        ".Sh NAME", ".Nm libdateline", ".Nd read web pages: the article, its facts and who said what",
        ".Sh LIBRARY", "Link with \\-ldateline; pkg-config knows it as dateline.",
        ".Sh SYNOPSIS", ".In dateline.h", synopsis(functions),
        ".Sh DESCRIPTION", paragraphs(description),
        ".Ss Functions", listed(map(function_entry, functions)),
        ".Ss Types", listed(map(type_entry, types)),
        ".Ss Constants", listed(map(macro_entry, macros)),
        ".Sh SEE ALSO", ".Xr dateline 1"]))


if __name__ == "__main__":
    main()
