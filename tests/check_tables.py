#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Are the generated tables what their generators write? check_tables.py SOURCE_ROOT

Each generator runs in a folder of its own. Those that want a file or a package that is not here are
not run: of them it is checked that neither the table nor its generator was changed without the other.
"""
import hashlib
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

# generator: what it writes; where it writes to its output, the only name.
BESIDE = {"src/html/generate_names.py": ("names.h", "name_table.c"),
          "src/html/generate_references.py": ("reference_table.c",),
          "src/metadata/generate_names.py": ("names.h", "names.c"),
          "src/metadata/generate_words.py": ("name_words.h", "name_words.c")}
OUTPUT = {"src/core/generate_unicode.py": "unicode_table.c",
          "src/record/generate_width.py": "width_table.c",
          "src/statements/generate_days.py": "days_table.c",
          "src/statements/generate_lexicon.py": "lexicon_table.c"}
UNICODE = "14.0.0"  # of the Python that made the tables of these
OF_UNICODE = ("unicode_table.c", "width_table.c")
# To be set anew, with "sha256sum", when a generator that needs more than Python has written its table again.
DIGESTS = {"src/encoding/generate_encodings.py": "5f1fb5d8dd59ad24dfcd4e938e774a0c1e533ccea7f709bb0c651b0ede66314f",
           "src/encoding/encoding_table.c": "d141ef32367c5123471098630769066d500dcc6900e057d493c270fafab2e202",
           "src/encoding/generate_detector.py": "4e97027ee607e80d1946575d662bdb52765e483f691cf8910467d81ad36f8fe3",
           "src/encoding/detect_table.c": "1d967d5bd925cadb6bb08e19f4c3027b06404018d07bd6144ca047864c728f2d",
           "src/metadata/generate_date_words.py": "f5c0761a847bb3939348feb194deed6220e5a96d85c19e5d636466596cc6961b",
           "src/metadata/date_words.c": "bd248acf743759432b6b64e6e297400eab54e451b723f7340737622cb03ad709",
           "src/metadata/date_words.h": "0f7c6efd83d04bbe77729067cb95df1ac1dd2dbe52a72098ebffbc1284767e96"}


def run(generator, folder):
    for beside in (*generator.parent.glob("*.py"), *generator.parent.glob("*.txt")):
        shutil.copy(beside, folder)
    copy = Path(folder) / generator.name
    return subprocess.run([sys.executable, copy], check=True, capture_output=True, text=True).stdout


def stale(root):
    for generator, names in BESIDE.items():
        with tempfile.TemporaryDirectory() as folder:
            run(root / generator, folder)
            for name in names:
                if (Path(folder) / name).read_bytes() != (root / generator).with_name(name).read_bytes():
                    yield (root / generator).with_name(name)
    for generator, name in OUTPUT.items():
        if name in OF_UNICODE and unicodedata.unidata_version != UNICODE:
            print("%s is not looked at: this Python has Unicode %s" % (name, unicodedata.unidata_version))
            continue
        with tempfile.TemporaryDirectory() as folder:
            if run(root / generator, folder) != (root / generator).with_name(name).read_text():
                yield (root / generator).with_name(name)
    for name, digest in DIGESTS.items():
        if hashlib.sha256((root / name).read_bytes()).hexdigest() != digest:
            yield root / name


def main():
    wrong = list(stale(Path(sys.argv[1])))
    for path in wrong:
        print("%s is not what its generator writes" % path)
    return bool(wrong)


sys.exit(main())
