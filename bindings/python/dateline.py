# SPDX-License-Identifier: Apache-2.0
"""Read web pages: the article, its facts, and who said what in it.

    import dateline

    record = dateline.read(page, url="https://example.org/story")   # bytes as they came, or a str
    record["title"], record["authors"], record["date_published"], record["text"]

    dateline.write(page, "markdown")                                # also "text", "html", "json"

A record is the one of the program, docs/record.md. For many pages keep an Extractor, one a thread:

    with dateline.Extractor(statements=False) as extractor:
        for page in pages:
            record = extractor.read(page)

The module calls libdateline, which it finds where the system's linker does or where DATELINE_LIBRARY says.
Other threads run while it works.
"""
import ctypes
import ctypes.util
import json
import os
import threading
import weakref
from datetime import date

__all__ = ["Extractor", "extract", "read", "version", "write"]

_FORMATS = {"text": 0, "markdown": 1, "json": 2, "html": 3}
_KINDS = {"auto": 0, "html": 1, "text": 2}
_OK, _ERROR_MEMORY = 0, 1


# ---- The library: dateline.h ------------------------------------------------------------------------------


class _String(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t)]


class _Error(ctypes.Structure):
    _fields_ = [("code", ctypes.c_int), ("message", ctypes.c_char_p), ("position", ctypes.c_size_t)]


class _Options(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("max_bytes", ctypes.c_size_t), ("max_blocks", ctypes.c_uint32),
                ("statements", ctypes.c_bool), ("evidence", ctypes.c_bool), ("all_blocks", ctypes.c_bool),
                ("include_roles", ctypes.c_uint64), ("exclude_roles", ctypes.c_uint64),
                ("explain", ctypes.c_bool), ("members", ctypes.c_uint64),
                ("of_later_versions", ctypes.c_char * 256)]


class _Input(ctypes.Structure):
    _fields_ = [("id", ctypes.c_char_p), ("name", ctypes.c_char_p), ("url", ctypes.c_char_p),
                ("encoding", ctypes.c_char_p), ("captured", ctypes.c_char_p), ("kind", ctypes.c_int),
                ("padded", ctypes.c_bool), ("warning", ctypes.c_char_p), ("failure", ctypes.c_char_p),
                ("archive", ctypes.c_void_p), ("content_language", ctypes.c_char_p),
                ("last_modified", ctypes.c_char_p), ("link", ctypes.c_char_p),
                ("of_later_versions", ctypes.c_char * 256)]


def _load():
    path = os.environ.get("DATELINE_LIBRARY") or ctypes.util.find_library("dateline") or "libdateline.so.0"
    try:
        library = ctypes.CDLL(path)
    except OSError as error:
        raise ImportError("libdateline is not installed (%s): build it and run `meson install -C build`, or let "
                          "DATELINE_LIBRARY be the path of libdateline.so" % error) from None
    pointer, string = ctypes.c_void_p, ctypes.c_char_p
    for name, result, *arguments in (
            ("version", string),
            ("member_name", string, ctypes.c_uint),
            ("role_of_name", ctypes.c_int, string, ctypes.c_size_t),
            ("options_initialize", None, ctypes.POINTER(_Options)),
            ("extractor_create", pointer, ctypes.POINTER(_Options), pointer, ctypes.POINTER(_Error)),
            ("extractor_destroy", None, pointer),
            ("extract", ctypes.c_int, pointer, string, ctypes.c_size_t, ctypes.POINTER(_Input),
             ctypes.POINTER(pointer), ctypes.POINTER(_Error)),
            ("record_write", ctypes.c_int, pointer, ctypes.c_int, ctypes.POINTER(_String), ctypes.POINTER(_Error))):
        function = getattr(library, "dateline_" + name)
        function.restype, function.argtypes = result, arguments
    return library


_library = _load()


def version():
    """The library's version, "0.1.0"."""
    return _library.dateline_version().decode()


def _check(code, error):
    if code == _ERROR_MEMORY:
        raise MemoryError(error.message.decode())
    if code != _OK:
        raise ValueError(error.message.decode())


# ---- Options ----------------------------------------------------------------------------------------------


def _role_bits(names):
    none = _library.dateline_role_of_name(b"", 0)
    bits = 0
    for name in names:
        role = _library.dateline_role_of_name(name.encode(), len(name.encode()))
        if role == none:
            raise ValueError("there is no role %r" % name)
        bits |= 1 << role
    return bits


def _member_names():
    names = []
    while (name := _library.dateline_member_name(len(names))) is not None:
        names.append(name.decode())
    return names


def _member_bits(names):
    known, bits = _member_names(), 0
    for name in names:
        if name not in known:
            raise ValueError("a record has no field %r; it has %s" % (name, ", ".join(known)))
        bits |= 1 << known.index(name)
    return bits


def _number(name, numbers):
    if name not in numbers:
        raise ValueError("%r is none of %s" % (name, ", ".join(numbers)))
    return numbers[name]


def _known(page, *, id=None, name=None, url=None, encoding=None, captured=None, kind="auto", content_language=None,
           last_modified=None, link=None):
    """The bytes of a page, and what is known of it."""
    if isinstance(page, str):
        page, encoding = page.encode("utf-8", "replace"), "utf-8"
    elif not isinstance(page, bytes):
        page = bytes(page)
    if isinstance(captured, date):  # datetime too
        captured = captured.isoformat()
    given = _Input(kind=_number(kind, _KINDS))
    for field, value in (("id", id), ("name", name), ("url", url), ("encoding", encoding), ("captured", captured),
                         ("content_language", content_language), ("last_modified", last_modified), ("link", link)):
        if value is not None:
            setattr(given, field, value.encode("utf-8", "replace"))
    return page, given


# ---- Reading ----------------------------------------------------------------------------------------------


class Extractor:
    """Reads pages with one choice of options, and keeps its memory from page to page. One thread at a time.
    close(), or the end of "with", gives the memory back at once.

    statements   find who said what; without them a page takes less time
    evidence     give every field's candidates in "evidence": where they stood, why they won or lost
    all_blocks   "blocks" holds every block of the page, not the article's alone
    explain      say of every block why it is text or not (with all_blocks)
    include      roles that are text beside those that are by themselves: ["caption"]
    exclude      roles that are no text
    fields       members of the record that are wanted, all of them by default: ["url", "title", "text"]
    max_bytes    bytes of a page that are read; what is cut says so in "warnings"
    max_blocks   blocks of a page that are scored
    """

    def __init__(self, *, statements=True, evidence=False, all_blocks=False, explain=False, include=(), exclude=(),
                 fields=(), max_bytes=None, max_blocks=None):
        options, error = _Options(), _Error()
        _library.dateline_options_initialize(options)
        options.statements, options.evidence = statements, evidence
        options.all_blocks, options.explain = all_blocks, explain
        options.include_roles, options.exclude_roles = _role_bits(include), _role_bits(exclude)
        options.members = _member_bits(fields)
        if max_bytes is not None:
            options.max_bytes = max_bytes
        if max_blocks is not None:
            options.max_blocks = max_blocks
        self._extractor = _library.dateline_extractor_create(options, None, error)
        if not self._extractor:
            _check(error.code, error)
        self.close = weakref.finalize(self, _library.dateline_extractor_destroy, self._extractor)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _begin(self, page, known):
        """Read a page: it is the one that _form() writes."""
        if not self.close.alive:
            raise ValueError("the extractor is closed")
        page, given = _known(page, **known)
        record, error = ctypes.c_void_p(), _Error()
        _check(_library.dateline_extract(self._extractor, page, len(page), given, record, error), error)

    def _form(self, form):
        output, error = _String(), _Error()
        _check(_library.dateline_record_write(self._extractor, _number(form, _FORMATS), output, error), error)
        return ctypes.string_at(output.data, output.length)

    def read(self, page, **known):
        """The record of a page as a dict.

        page: the page's bytes as they came, which is best, since offsets count them; or a str.
        What may be known of it: url (resolves links, hints at dates), id and name (come back as "id" and "input"),
        encoding (of the transport), captured (a datetime, or ISO 8601: when it was read), kind ("html", "text",
        "auto"), and as the HTTP response had them content_language, last_modified, link.

        Raises ValueError for an encoding that there is not; whatever the page holds is no error.
        """
        self._begin(page, known)
        return json.loads(self._form("json"))

    def write(self, page, format="text", **known):
        """The article of a page as a str in "text", "markdown", "html", or its record in "json"."""
        self._begin(page, known)
        return self._form(format).decode()


_of_thread = threading.local()


def _extractor(statements=True):
    """This thread's extractor, with statements or without them."""
    kept = _of_thread.__dict__
    name = "full" if statements else "plain"
    if name not in kept:
        kept[name] = Extractor(statements=statements)
    return kept[name]


def read(page, **known):
    """The record of a page as a dict; see Extractor.read()."""
    return _extractor().read(page, **known)


def write(page, format="text", **known):
    """The article of a page as a str; see Extractor.write()."""
    return _extractor(format == "json").write(page, format, **known)


def extract(filecontent, url=None, *, output_format="txt", target_language=None, only_with_metadata=False):
    """The article of a page, or None where there is none, under the names that trafilatura.extract() uses.

    output_format: "txt", "markdown", "html", or "json" for dateline's record. None too where the page's language is
    another one than target_language ("de"), and with only_with_metadata where title, date or address is unknown.
    """
    extractor = _extractor(output_format == "json")
    record = extractor.read(filecontent, url=url)
    if not record["text"] or record["status"] in ("blocked", "not_found"):
        return None
    if target_language and (record["language"] or "").split("-")[0] != target_language:
        return None
    if only_with_metadata and not (record["title"] and record["date_published"] and
                                   (record["url"] or record["canonical_url"])):
        return None
    return record["text"] if output_format == "txt" else extractor._form(output_format).decode()
