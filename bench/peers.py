#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""dateline and its peers, side by side: peers.py [--build DIR] [--shared DIR] [--every N] [SET...]

Installs the peers (requirements.txt) into bench/.venv, once, and gives the pages of the labelled sets to each
of them in turn, dateline among them, in one process: a batch of pages in a row each, as it works in use, with
its own code and tables in the processor's caches; who is first changes from batch to batch.
Prints a table a set: the scores of the set's own scorer (score_extraction.py) and the processor time a
page, from the page's bytes in memory to its text; and how many times slower than dateline each is.
dateline is called through its own binding and gives its whole record as JSON; of the peers,
trafilatura, rs-trafilatura, newspaper4k and goose3 give metadata too, the others the text alone.

dateline's model was trained on these sets: bench/cross_validate.py prints its scores on sites that it has
not seen. rs-trafilatura's was developed on wcxb-dev.
"""
import argparse
import gzip
import importlib.util
import json
import logging
import os
import re
import signal
import sys
import time
import warnings
from pathlib import Path

import environment

HERE = Path(__file__).resolve().parent
TOP = HERE.parent
SETS = ["wcxb-dev", "news-a", "readability", "snippets-a"]
FIGURES = ["word_f1", "shingle_f1", "with", "without", "title", "author_r", "date_r"]
FIELDS = {"title": "title", "author_r": "authors", "date_r": "date", **dict.fromkeys(FIGURES[:4], "text")}
TEXT = {"text"}
TIME_LIMIT = 30  # seconds a page
BATCH = 25  # pages


def enter_venv():
    """Go on with the virtual environment's Python, which has the peers."""
    python = environment.python()
    if Path(sys.prefix).resolve() != environment.VENV.resolve():
        os.execv(python, [str(python), str(Path(__file__).resolve()), *sys.argv[1:]])


# ---- Tools: a function of (bytes, url) that does the work, and one that makes a record of its result ----

def day(value):
    match = re.match(r"\d{4}-\d\d-\d\d", str(value or ""))
    return match.group(0) if match else None


def names(value):
    if isinstance(value, str):
        value = value.split(";")
    return [name.strip() for name in value or [] if name and name.strip()]


def dateline(build):
    os.environ["DATELINE_LIBRARY"] = str(build / "libdateline.so")
    sys.path.insert(0, str(TOP / "bindings" / "python"))
    import dateline as module
    extractor = module.Extractor(statements=False)

    def work(raw, url):
        return extractor.write(raw, "json", url=url)

    def read(result):
        found = json.loads(result)
        return {"text": found["text"], "title": found["title"], "authors": found["authors"],
                "date": day(found["date_published"])}
    return work, read


def trafilatura(_):
    from trafilatura import bare_extraction

    def work(raw, url):
        return bare_extraction(raw, url=url, include_comments=False, with_metadata=True)

    def read(found):
        found = found.as_dict() if found else {}
        return {"text": found.get("text"), "title": found.get("title"), "authors": names(found.get("author")),
                "date": day(found.get("date"))}
    return work, read


def rs_trafilatura(_):
    import rs_trafilatura as module

    def read(found):
        return {"text": getattr(found, "main_content", None) or getattr(found, "content_text", None),
                "title": getattr(found, "title", None), "authors": names(getattr(found, "author", None)),
                "date": day(getattr(found, "date", None))}
    return lambda raw, url: module.extract_bytes(raw, url=url), read


def resiliparse(_):
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    def work(raw, _):
        tree = HTMLTree.parse_from_bytes(raw, detect_encoding(raw))
        return extract_plain_text(tree, main_content=True, alt_texts=False, preserve_formatting=True), tree.title
    return work, lambda found: {"text": found[0], "title": found[1]}


def newspaper4k(_):
    import newspaper

    def work(raw, url):
        article = newspaper.Article(url or "http://example.org/", fetch_images=False)
        article.download(input_html=raw.decode("utf8", "replace"))
        article.parse()
        return article
    return work, lambda found: {"text": found.text, "title": found.title, "authors": names(found.authors),
                                "date": day(found.publish_date)}


def readability_lxml(_):
    from lxml.html import fromstring
    from readability import Document

    def work(raw, _):
        document = Document(raw.decode("utf8", "replace"))
        html = document.summary()
        return fromstring(html).text_content() if html else "", document.short_title()
    return work, lambda found: {"text": found[0], "title": found[1]}


def justext(_):
    import justext as module
    stop_words = module.get_stoplist("English")

    def work(raw, _):
        return "\n".join(p.text for p in module.justext(raw, stop_words) if not p.is_boilerplate)
    return work, lambda found: {"text": found}


def boilerpy3(_):
    from boilerpy3 import extractors
    extractor = extractors.ArticleExtractor(raise_on_failure=False)
    return (lambda raw, _: extractor.get_content(raw.decode("utf8", "replace"))), lambda found: {"text": found}


def goose3(_):
    from goose3 import Goose
    goose = Goose({"enable_image_fetching": False})

    def work(raw, _):
        return goose.extract(raw_html=raw.decode("utf8", "replace"))
    return work, lambda found: {"text": found.cleaned_text, "title": found.title, "authors": names(found.authors),
                                "date": day(found.publish_date)}


TOOLS = {"dateline": dateline, "Resiliparse": resiliparse, "rs-trafilatura": rs_trafilatura,
         "trafilatura": trafilatura, "readability-lxml": readability_lxml, "newspaper4k": newspaper4k,
         "goose3": goose3, "jusText": justext, "boilerpy3": boilerpy3}
PACKAGES = {"Resiliparse", "rs-trafilatura", "trafilatura", "readability-lxml", "newspaper4k", "goose3", "jusText",
            "boilerpy3"}


# ---- Running ----------------------------------------------------------------------------------------------

class Late(BaseException):
    pass


def late(*_):
    raise Late


def run_one(work, read, raw, url):
    """The record and the seconds of one page."""
    begin = time.process_time()
    signal.alarm(TIME_LIMIT)
    try:
        found = work(raw, url)
        seconds = time.process_time() - begin
        signal.alarm(0)
        return read(found), seconds, False
    except (Exception, Late, SystemExit):  # a peer may fail in any way; its page then has no text
        return {"text": ""}, time.process_time() - begin, True
    finally:
        signal.alarm(0)


def read_page(folder, truth):
    with gzip.open(folder / "html" / (truth["id"] + ".html.gz")) as file:
        return file.read()


def run_set(tools, folder, truths):
    """{tool: ({id: record}, [seconds a page], failed)}"""
    results = {name: ({}, [], [0]) for name in tools}
    order = list(tools)
    for number, begin in enumerate(range(0, len(truths), BATCH)):
        batch = [(truth, read_page(folder, truth)) for truth in truths[begin:begin + BATCH]]
        turn = number % len(order)
        for name in order[turn:] + order[:turn]:
            for truth, raw in batch:
                record, seconds, failed = run_one(*tools[name], raw, truth.get("url"))
                record["id"] = truth["id"]
                results[name][0][truth["id"]] = record
                results[name][1].append(seconds)
                results[name][2][0] += failed
    return results


def load(path):
    spec = importlib.util.spec_from_file_location("scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def version_of(name):
    from importlib.metadata import version
    return version(name) if name in PACKAGES else re.search(
        r'DATELINE_VERSION\s+"([^"]+)"', (TOP / "include" / "dateline.h").read_text(encoding="utf-8")).group(1)


def print_table(score, name, truths, results):
    scores = {tool: score.score(truths, result[0])[0]["all"] for tool, result in results.items()}
    figures = [f for f in FIGURES if any(s.get(f) is not None for s in scores.values())]
    own = sum(results["dateline"][1])
    print("\n%s, %d pages\n" % (name, len(truths)))
    print("| | %s | ms a page | times dateline | failed |" % " | ".join(figures))
    print("| --- |" + " ---: |" * (len(figures) + 3))
    for tool, (records, seconds, failed) in results.items():
        given = {field for record in records.values() for field in ("title", "authors", "date") if record.get(field)}
        values = ["%.3f" % scores[tool][f] if scores[tool].get(f) is not None and FIELDS.get(f, "title") in given | TEXT
                  else "–" for f in figures]
        print("| %s %s | %s | %.2f | %.0f | %d |" % (tool, version_of(tool), " | ".join(values),
                                                     1000 * sum(seconds) / len(seconds), sum(seconds) / own, failed[0]))
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--build", type=Path, default=TOP / "build")
    parser.add_argument("--shared", type=Path, default=TOP.parent / "shared")
    parser.add_argument("--every", type=int, default=1, help="only every N-th page")
    parser.add_argument("--tools", help="apart by commas")
    args = parser.parse_args()
    args.build, args.shared = args.build.resolve(), args.shared.resolve()
    enter_venv()
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, late)
    chosen = args.tools.split(",") if args.tools else list(TOOLS)
    tools = {name: TOOLS[name](args.build) for name in TOOLS if name in chosen or name == "dateline"}
    score = load(args.shared / "eval" / "score_extraction.py")
    for name in args.sets or SETS:
        folder = args.shared / "data" / name
        truths = [json.loads(line) for line in open(folder / "truth.jsonl", encoding="utf-8")][::args.every]
        print_table(score, name, truths, run_set(tools, folder, truths))


if __name__ == "__main__":
    main()
