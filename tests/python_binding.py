#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The Python module against the program: python_binding.py LIBRARY PROGRAM REPOSITORY

The same page gives the same record; whatever is known of a page arrives; mistakes are told.
"""
import datetime
import gc
import json
import os
import subprocess
import sys
import threading
import unittest
from pathlib import Path

LIBRARY, PROGRAM, TOP = sys.argv[1:4]
os.environ["DATELINE_LIBRARY"] = LIBRARY
sys.path.insert(0, str(Path(TOP) / "bindings" / "python"))

import dateline  # noqa: E402

EXAMPLE = Path(TOP) / "examples" / "article" / "page.html"
PAGE = EXAMPLE.read_bytes()
PROSE = ("<p>The ferry left the harbour late on Monday, and everybody on board knew before the captain said so "
         "that the island would not be reached by night.</p>")
STORY = "<html><head><title>The late ferry</title></head><body><article><h1>The late ferry</h1>%s</article></body></html>"


def program(*arguments):
    return subprocess.run([PROGRAM, *arguments, str(EXAMPLE)], check=True, capture_output=True).stdout


class Binding(unittest.TestCase):
    def test_structs_are_those_of_the_header(self):
        options = dateline._Options()
        dateline._library.dateline_options_initialize(options)
        self.assertEqual(options.size, dateline._Options.of_later_versions.offset)
        self.assertEqual(options.max_bytes, 64 << 20)
        self.assertEqual(options.max_blocks, 200000)
        self.assertTrue(options.statements)

    def test_the_version_is_that_of_the_package(self):
        project = (Path(TOP) / "bindings" / "python" / "pyproject.toml").read_text(encoding="utf-8")
        self.assertIn('version = "%s"' % dateline.version(), project)

    def test_a_record_is_that_of_the_program(self):
        record = dateline.read(PAGE, name=str(EXAMPLE))
        self.assertEqual(record, json.loads(program("--format", "json")))
        self.assertTrue(record["statements"])
        begin, end = record["blocks"][0]["bytes"][0]
        self.assertIn(PAGE[begin:end].decode().split()[0], record["blocks"][0]["text"])

    def test_every_form_is_that_of_the_program(self):
        for form in ("text", "markdown", "html"):
            self.assertEqual(dateline.write(PAGE, form).encode(), program("--format", form))
        self.assertEqual(json.loads(dateline.write(PAGE, "json")), dateline.read(PAGE))

    def test_options_arrive(self):
        with dateline.Extractor(statements=False, evidence=True, fields=["title", "evidence", "statements"]) as extractor:
            record = extractor.read(PAGE)
        self.assertEqual(set(record), {"title", "evidence", "statements"})
        self.assertTrue(record["evidence"])
        self.assertFalse(record["statements"])
        captions = [b["text"] for b in dateline.Extractor(all_blocks=True).read(PAGE)["blocks"] if b["role"] == "caption"]
        self.assertNotIn(captions[0], dateline.write(PAGE))
        self.assertIn(captions[0], dateline.Extractor(include=["caption"]).write(PAGE))
        self.assertNotIn("Solheim says", dateline.Extractor(exclude=["paragraph"]).read(PAGE)["text"])
        self.assertIn("truncated", dateline.Extractor(max_bytes=2000).read(PAGE)["warnings"][0])
        self.assertTrue(dateline.Extractor(explain=True, all_blocks=True).read(PAGE)["blocks"])

    def test_what_is_known_of_a_page_arrives(self):
        known = {"id": "7", "name": "ferry.html", "url": "https://coast.example/news/ferry"}
        record = dateline.read(STORY % (PROSE * 3 + '<p><a href="/bay">Across the bay</a> it is a short way, as everybody '
                                        "here knows who has ever rowed it.</p>"), **known)
        self.assertEqual((record["id"], record["input"], record["url"]), tuple(known.values()))
        self.assertEqual(record["links"][0]["url"], "https://coast.example/bay")
        record = dateline.read(PAGE, captured=datetime.datetime(2025, 10, 11, tzinfo=datetime.timezone.utc))
        self.assertEqual(record["captured"], "2025-10-11T00:00:00+00:00")
        self.assertIn("<p>The ferry", dateline.read(PROSE * 3, kind="text")["text"])
        record = dateline.read(STORY % PROSE, link='<https://coast.example/c>; rel="canonical"')
        self.assertEqual(record["canonical_url"], "https://coast.example/c")

    def test_a_str_is_utf_8_whatever_it_says(self):
        page = STORY.replace("<head>", "<head><meta charset=windows-1252>") % (PROSE * 3).replace("ferry", "fähre")
        self.assertIn("fähre", dateline.write(page))
        page = (STORY % (PROSE * 3).replace("ferry", "fähre")).encode("latin-1")
        self.assertIn("fähre", dateline.write(page, encoding="windows-1252"))
        self.assertIn("ferry", dateline.write(bytearray((STORY % PROSE).encode())))

    def test_mistakes_are_told(self):
        for call in (lambda: dateline.read(PAGE, encoding="utf-9"), lambda: dateline.write(PAGE, "pdf"),
                     lambda: dateline.read(PAGE, kind="pdf"), lambda: dateline.Extractor(include=["headline"]),
                     lambda: dateline.Extractor(fields=["headline"]), lambda: dateline.Extractor(max_bytes=1 << 40)):
            self.assertRaises(ValueError, call)
        self.assertRaises(TypeError, lambda: dateline.read(PAGE, address="https://coast.example/"))
        extractor = dateline.Extractor()
        extractor.close()
        extractor.close()
        self.assertRaises(ValueError, lambda: extractor.read(PAGE))

    def test_whatever_a_page_holds_is_no_error(self):
        for page in (b"", b"\0" * 1000, bytes(range(256)) * 20, b"<div>" * 5000, "\ud800"):
            self.assertIn("status", dateline.read(page))

    def test_the_door_for_users_of_trafilatura(self):
        self.assertEqual(dateline.extract(PAGE), dateline.read(PAGE)["text"])
        self.assertEqual(dateline.extract(PAGE, output_format="markdown"), dateline.write(PAGE, "markdown"))
        self.assertIsNone(dateline.extract("<html><body></body></html>"))
        self.assertIsNone(dateline.extract(PAGE, target_language="fr"))
        self.assertTrue(dateline.extract(PAGE, target_language="en", only_with_metadata=True))
        self.assertIsNone(dateline.extract(STORY % (PROSE * 3), only_with_metadata=True))

    def test_threads_have_an_extractor_each(self):
        found = []
        threads = [threading.Thread(target=lambda: found.extend(dateline.write(PAGE) for _ in range(20))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(found), 80)
        self.assertEqual(set(found), {dateline.write(PAGE)})

    def test_an_extractor_that_is_forgotten_is_freed(self):
        extractor = dateline.Extractor()
        freed = extractor.close
        del extractor
        gc.collect()
        self.assertFalse(freed.alive)

    def test_a_library_that_is_not_there(self):
        child = subprocess.run([sys.executable, "-c", "import dateline"], capture_output=True, text=True,
                               env=dict(os.environ, DATELINE_LIBRARY="/nowhere/libdateline.so",
                                        PYTHONPATH=str(Path(TOP) / "bindings" / "python")))
        self.assertIn("ImportError: libdateline is not installed", child.stderr)
        self.assertIn("meson install", child.stderr)


if __name__ == "__main__":
    ran = unittest.main(argv=sys.argv[:1], exit=False).result
    bad = len(ran.failures) + len(ran.errors)
    print("%d passed, %d failed" % (ran.testsRun - bad, bad))
    sys.exit(bool(bad))
