#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program from outside: cli.py --program PROGRAM --generator GENERATOR --generated FOLDER
[--update] [NAME...]

A case is a folder cli/NAME with a bash script `cmd` and what it must give: `stdout`, `stderr` (no
file: nothing) and `exit` (no file: 0). The script runs in an empty folder of its own. It finds

  dateline   the program
  fields     prints members of JSON Lines: fields NAME..., a line a record; NAME.NAME goes inside
  terminal   runs a command on a terminal of 100 columns and prints what it would show
  generate_options, $GENERATED   what the manual page and the completions are made by, and are in
  $CASES     the folder cli/, with pages of ours in pages/
  $TOP       the repository
  $SERVER    the address of a server that is well, or badly, behaved: see Server

In what a case prints, $SERVER stands for the server's address. --update rewrites the expected files:
look at the diff before you commit it. Beside the cases, every example in README.md and
docs/command-line.md is run: a block marked `console` with lines "$ command" and their output, where "…" stands for anything
in its line, and alone for any lines.
"""
import argparse
import difflib
import gzip
import http.server
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
CASES = TOP / "tests" / "cli"
DATE = "Fri, 10 Oct 2025 06:00:00 GMT"
TIME_LIMIT = 240
PAGE = (CASES / "pages" / "story.html").read_bytes()


class Server(http.server.BaseHTTPRequestHandler):
    """A server whose every path is one way to behave."""
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def date_time_string(self, timestamp=None):
        return DATE

    def reply(self, body=b"", status=200, kind="text/html; charset=utf-8", length=None, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            pass  # the program has read enough

    def do_GET(self):
        path = urllib.parse.urlsplit(self.path).path
        name = path.strip("/").replace("-", "_").replace(".", "_")
        getattr(self, "get_" + name, self.get_missing)()

    def get_story(self):
        self.reply(PAGE)

    def get_redirect(self):
        self.reply(status=302, Location="/story")

    def get_loop(self):
        self.reply(status=302, Location="/loop")

    def get_elsewhere(self):
        self.reply(status=302, Location="ftp://127.0.0.1/story")

    def get_agent(self):
        agent = urllib.parse.quote(self.headers["User-Agent"])
        self.reply(status=302, Location="/story?agent=" + agent)

    def get_gzip(self):
        self.reply(gzip.compress(PAGE), Content_Encoding="gzip")

    def get_gzip_file(self):
        self.reply(gzip.compress(PAGE), kind="application/gzip")

    def get_damaged(self):
        body = bytearray(gzip.compress(PAGE + bytes(random.Random(7).choices(b"abcdefgh ", k=50000))))
        body[-2000:-1900] = b"x" * 100
        self.reply(bytes(body), Content_Encoding="gzip")

    def get_missing(self):
        self.reply(b"<p>nothing here", status=404)

    def get_broken(self):
        self.reply(b"<p>sorry", status=503)

    def get_silent(self):
        time.sleep(4)
        self.close_connection = True

    def get_short(self):
        self.reply(PAGE, length=len(PAGE) + 1000)
        self.close_connection = True

    def get_large(self):
        self.reply(PAGE + b"<p>more of it</p>\n" * 20000)

    def get_cyrillic(self):
        text = "<meta charset=utf-8><title>Шторм</title><p>Ворота закрыты.</p>"
        self.reply(text.encode("windows-1251"), kind="text/html; Charset=\"windows-1251\"")

    def get_nonsense(self):
        self.reply(PAGE, kind="text/html; charset=klingon")

    def get_empty(self):
        self.reply()

    def get_pdf(self):
        self.reply(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", kind="application/pdf")

    def get_list(self):
        self.reply(b'{"id": 1, "html": "<p>One.</p>"}\n{"id": 2, "html": "<p>Two.</p>"}\n', kind="application/json")


def start_server():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return "http://127.0.0.1:%d" % server.server_port


# ---- Running -------------------------------------------------------------------------------------

def environment(options, server, tools):
    values = dict(os.environ, PATH="%s:%s" % (tools, os.environ["PATH"]), CASES=str(CASES), TOP=str(TOP),
                  SERVER=server, GENERATED=str(options.generated), LC_ALL="C.UTF-8", TERM="xterm", no_proxy="*")
    for name in ("NO_COLOR", "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "BASH_ENV"):
        values.pop(name, None)
    return values


def execute(command, folder, values):
    """Run a bash script; return its stdout, stderr and exit status."""
    try:
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=values, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return "", "longer than %d seconds\n" % TIME_LIMIT, 124
    out, err = (text.decode("utf-8", "backslashreplace").replace(values["SERVER"], "$SERVER")
                for text in (done.stdout, done.stderr))
    return out, err, done.returncode


def expected(path, default):
    return path.read_text(encoding="utf-8") if path.exists() else default


def write_expected(path, text, default):
    if text == default:
        path.unlink(missing_ok=True)
    else:
        path.write_text(text, encoding="utf-8")


def difference(name, old, new):
    return "".join(difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, "now", n=2))


def run_case(case, values, update):
    """Return what is wrong with a case, "" where nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        out, err, code = execute((case / "cmd").read_text(encoding="utf-8"), folder, values)
    found = {"stdout": (out, ""), "stderr": (err, ""), "exit": ("%d\n" % code, "0\n")}
    wrong = ""
    for name, (text, default) in found.items():
        if update:
            write_expected(case / name, text, default)
        elif expected(case / name, default) != text:
            wrong += difference(name, expected(case / name, default), text)
    return wrong


# ---- Examples of the documentation ---------------------------------------------------------------

def examples(path):
    """Yield (line number, [(command, expected output)]) of each console block."""
    text = path.read_text(encoding="utf-8")
    for block in re.finditer(r"^```console\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        commands = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block[1], re.MULTILINE)
        yield text[:block.start()].count("\n") + 1, commands


def fits(output, pattern):
    lines = [re.escape(line).replace("…", ".*") for line in pattern.splitlines(True)]
    return re.fullmatch("".join("(?:.*\n)*?" if line == ".*\\\n" else line for line in lines), output)


def run_example(commands, values):
    with tempfile.TemporaryDirectory() as folder:
        for page in (TOP / "examples" / "article").glob("page.*"):
            shutil.copy(page, folder)
        shutil.copytree(CASES / "pages", Path(folder) / "pages")
        wrong = ""
        for command, output in commands:
            out, err, _ = execute(command, folder, values)
            if not fits(out + err, output):
                wrong += difference("$ " + command, output, out + err)
    return wrong


# ---- All of them ---------------------------------------------------------------------------------

def tasks_of(options, values):
    """Return (name, function) of everything to run."""
    names = options.names or sorted(p.parent.name for p in CASES.glob("*/cmd"))
    tasks = [(name, lambda n=name: run_case(CASES / n, values, options.update)) for name in names]
    for name in ["README.md", "docs/command-line.md"] if not options.names else []:
        for line, commands in examples(TOP / name):
            tasks.append(("%s:%d" % (name, line), lambda c=commands: run_example(c, values)))
    return tasks


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=lambda p: Path(p).resolve())
    parser.add_argument("--generator", required=True, type=lambda p: Path(p).resolve())
    parser.add_argument("--generated", required=True, type=lambda p: Path(p).resolve(), help="folder of the manual pages and completions")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as tools:
        (Path(tools) / "dateline").symlink_to(options.program)
        (Path(tools) / "generate_options").symlink_to(options.generator)
        for helper in ("fields", "terminal"):
            (Path(tools) / helper).symlink_to(CASES / "tools" / helper)
        tasks = tasks_of(options, environment(options, start_server(), tools))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for (name, _), wrong in zip(tasks, pool.map(lambda task: task[1](), tasks)):
                failed += bool(wrong)
                if wrong:
                    print("---- %s\n%s" % (name, wrong))
    print("%d passed, %d failed" % (len(tasks) - failed, failed))
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
