#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How often is the encoding of a page seen from its text alone? detect.py [--build DIR] FOLDER...

The labelled pages that are UTF-8 and name their language are written in each of the legacy
encodings that the language was written in ("&#N;" for what it lacks), and bench-detect reads them
without their declarations. No page was used to make the tables. A page counts as read right where
the encoding that was found gives the same text as the true one. With --catalogs FOLDER, where FOLDER has message
catalogs LANGUAGE/LC_MESSAGES/*.mo (Debian's iso-codes: names of countries and languages), pages are
made of their messages, 40 on each, for the languages of which there are few pages. libuchardet, where
it is installed, stands beside it as a yardstick. The last line is JSON.
"""
import argparse
import collections
import ctypes
import gettext
import gzip
import itertools
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
WESTERN, CENTRAL = ["windows-1252"], ["windows-1250", "iso8859-2"]
RUSSIAN = ["windows-1251", "koi8-r", "ibm866", "iso8859-5"]
ENCODINGS = {
    **dict.fromkeys("de fr es pt it nl sv da no nb fi ca".split(), WESTERN),
    **dict.fromkeys("pl cs sk hu ro sl hr".split(), CENTRAL),
    "ru": RUSSIAN, "bg": ["windows-1251"], "uk": ["windows-1251", "koi8-u"], "el": ["windows-1253", "iso8859-7"],
    "tr": ["windows-1254"], "he": ["windows-1255"], "ar": ["windows-1256"], "fa": ["windows-1256"],
    "lt": ["windows-1257"], "lv": ["windows-1257"], "et": WESTERN, "vi": ["windows-1258"], "th": ["cp874"],
    "zh": ["gbk", "big5"], "ja": ["cp932", "euc_jp", "iso2022_jp"], "ko": ["cp949"],
}
FEWEST = 10  # letters above ASCII that a page must have in the encoding
# What Python calls an encoding that the standard has under another name.
PYTHON = {"GBK": "gb18030", "gb18030": "gb18030", "EUC-KR": "cp949", "Shift_JIS": "cp932", "windows-874": "cp874",
          "x-mac-cyrillic": "mac_cyrillic", "IBM866": "ibm866"}


def pages(folders):
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.html*")):
            data = path.read_bytes()
            try:
                text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode()
            except UnicodeDecodeError:
                continue
            language = re.search(r"<html[^>]*\blang\s*=\s*[\"']?([a-zA-Z]+)(-[a-zA-Z]+)?", text)
            if language:
                yield language.group(1).lower(), language.group(2), text


def catalogs(folder):
    for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.mo")):
        language, _, region = path.parts[-3].partition("_")
        with path.open("rb") as file:
            messages = gettext.GNUTranslations(file)._catalog
        words = [text for key, text in messages.items() if key and isinstance(text, str)]
        for i in range(0, len(words) - 39, 40):
            yield language, "-" + region, "<p>" + "</p>\n<p>".join(words[i:i + 40]) + "</p>\n"


def samples(folders, catalog):
    """(language, encoding, bytes) of every page in every encoding of its language."""
    made = catalogs(catalog) if catalog else ()
    for language, region, text in itertools.chain(pages(folders), made):
        for encoding in ENCODINGS.get(language, ()):
            traditional = (region or "").lower() in ("-tw", "-hk", "-hant")
            if language == "zh" and traditional != (encoding == "big5"):
                continue
            data = text.encode(encoding, "xmlcharrefreplace")
            high = len(re.findall(rb"\x1b" if encoding == "iso2022_jp" else rb"[\x80-\xff]", data))
            if high >= FEWEST:
                yield language, encoding, data


def same_text(data, found, encoding):
    found = PYTHON.get(found, found)
    try:
        return data.decode(found, "replace") == data.decode(encoding, "replace")
    except LookupError:
        return False


def uchardet():
    """A function from bytes to a name, or None where the library is not there."""
    try:
        library = ctypes.CDLL("libuchardet.so.0")
    except OSError:
        return None
    library.uchardet_new.restype = ctypes.c_void_p
    library.uchardet_get_charset.restype = ctypes.c_char_p

    def detect(data):
        detector = ctypes.c_void_p(library.uchardet_new())
        library.uchardet_handle_data(detector, data, ctypes.c_size_t(len(data)))
        library.uchardet_data_end(detector)
        name = library.uchardet_get_charset(detector).decode()
        library.uchardet_delete(detector)
        return name or "windows-1252"
    return detect


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--catalogs")
    parser.add_argument("--build", type=Path, default=TOP / "build")
    args = parser.parse_args()
    other = uchardet()
    counts = collections.defaultdict(collections.Counter)
    mistakes = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        truth = []
        for language, encoding, data in samples(args.folders, args.catalogs):
            (Path(folder) / ("%06d" % len(truth))).write_bytes(data)
            truth.append((language, encoding))
        out = subprocess.run([args.build / "bench-detect", folder], check=True, capture_output=True,
                             text=True).stdout
        for (language, encoding), line in zip(truth, out.splitlines()):
            path, found = line.split("\t")
            data = Path(path).read_bytes()
            count = counts[language, encoding]
            count["pages"] += 1
            right = same_text(data, found, encoding)
            count["right"] += right
            mistakes[language, encoding, found] += not right
            if other:
                count["uchardet"] += same_text(data, other(data), encoding)
    print("%-4s %-14s %6s %6s %9s" % ("", "encoding", "pages", "right", "uchardet"))
    for (language, encoding), count in sorted(counts.items()):
        wrong = ", ".join("%s %d" % (m[2], n) for m, n in mistakes.items() if n and m[:2] == (language, encoding))
        print("%-4s %-14s %6d %6d %9s  %s" % (language, encoding, count["pages"], count["right"],
                                              count["uchardet"] if other else "-", wrong))
    total = sum(counts.values(), collections.Counter())
    print(json.dumps({"pages": total["pages"], "right": round(total["right"] / total["pages"], 4),
                      "uchardet": round(total["uchardet"] / total["pages"], 4) if other else None}))


if __name__ == "__main__":
    sys.exit(main())
