#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Are the generated tables what their generators write? check_tables.py SOURCE_ROOT

Each generator runs in a folder of its own. The tables of encodings come from a file that is not
here: of them it is checked that neither the table nor its generator was changed without the other.
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
          "src/html/generate_references.py": ("reference_table.c",)}
OUTPUT = {"src/core/generate_unicode.py": "unicode_table.c"}
UNICODE = "14.0.0"  # of the Python that made unicode_table.c
# To be set anew, with "sha256sum", when generate_encodings.py has written its table again.
DIGESTS = {"src/encoding/generate_encodings.py": "5f1fb5d8dd59ad24dfcd4e938e774a0c1e533ccea7f709bb0c651b0ede66314f",
           "src/encoding/encoding_table.c": "d141ef32367c5123471098630769066d500dcc6900e057d493c270fafab2e202"}


def run(generator, folder):
    copy = Path(shutil.copy(generator, folder))
    return subprocess.run([sys.executable, copy], check=True, capture_output=True, text=True).stdout


def stale(root):
    for generator, names in BESIDE.items():
        with tempfile.TemporaryDirectory() as folder:
            run(root / generator, folder)
            for name in names:
                if (Path(folder) / name).read_bytes() != (root / generator).with_name(name).read_bytes():
                    yield (root / generator).with_name(name)
    for generator, name in OUTPUT.items():
        if unicodedata.unidata_version != UNICODE:
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
