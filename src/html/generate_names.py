#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write names.h and name_table.c: the tags and attributes that the parser and the rooms behind it
know by number, the facts that tree construction needs of each tag, and a perfect hash of the names.

    python3 generate_names.py
"""
import random
import re
from pathlib import Path

HERE = Path(__file__).parent
LONGEST = 15  # a name and the byte behind it are looked at as one block of 16
SLOT_BITS = 11

# Elements of HTML (current and obsolete), then the SVG and MathML names that the tree construction
# or the page room treat specially.
TAGS = """
html head body title base link meta style script noscript template
a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink
blockquote br button canvas caption center cite code col colgroup data datalist dd del details dfn
dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4
h5 h6 header hgroup hr i iframe image img input ins isindex kbd keygen label legend li listing main
map mark marquee menu menuitem meter nav nobr noembed noframes object ol optgroup option output p
param picture plaintext pre progress q rb rp rt rtc ruby s samp search section select
selectedcontent slot small source span strike strong sub summary sup svg table tbody td textarea
tfoot th thead time tr track tt u ul var video wbr xmp
math mi mo mn ms mtext annotation-xml mglyph malignmark
g path use circle rect line polygon polyline ellipse defs symbol desc foreignobject
lineargradient stop
""".split()

ATTRIBUTES = """
class id href src alt title style rel type name content property itemprop itemtype itemscope itemid
lang xml:lang dir target width height value role srcset sizes loading decoding datetime pubdate
charset http-equiv media for action method placeholder tabindex hidden aria-label aria-hidden
aria-labelledby aria-expanded aria-controls aria-level data-src data-srcset data-lazy-src
data-original data-lazy data-id data-testid data-url data-type data-name data-value data-index
data-lang data-language onclick colspan rowspan scope headers align border cellpadding cellspacing
valign bgcolor color face size async defer crossorigin integrity nonce hreflang as cite start
reversed checked selected disabled autocomplete encoding d fill viewbox xmlns xmlns:xlink
xlink:href stroke stroke-width x y cx cy r points transform definitionurl
typeof vocab resource about rev datatype action multiple
""".split()

# What a tag does in a start or end tag (WHATWG HTML 13.2.6.4), as far as tags do the same.
GROUPS = {
    "META": "base basefont bgsound link meta",
    "BLOCK": "address article aside blockquote center details dialog dir div dl fieldset figcaption "
             "figure footer header hgroup main menu nav ol search section summary ul",
    "HEADING": "h1 h2 h3 h4 h5 h6",
    "PRE": "pre listing",
    "DD_DT": "dd dt",
    "FORMATTING": "b big code em font i s small strike strong tt u",
    "OBJECT": "applet marquee object",
    "VOID": "area embed img keygen wbr",
    "PARAM": "param source track",
    "RB": "rb rtc",
    "RT": "rp rt",
    "ROWS": "tbody tfoot thead",
    "CELL": "td th",
}
ALONE = """html head body title style noframes script noscript template p form li plaintext button a
nobr table br input hr image textarea xmp iframe noembed select option optgroup math svg caption
colgroup col frame frameset tr""".split()
GROUPS.update({tag.upper(): tag for tag in ALONE})

# The sets of elements that the standard's algorithms ask for.
FLAGS = {
    # 13.2.4.2, "special"
    "SPECIAL": """address applet area article aside base basefont bgsound blockquote body br button
        caption center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer
        form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li
        link listing main marquee menu meta nav noembed noframes noscript object ol p param plaintext
        pre script search section select source style summary table tbody td template textarea tfoot
        th thead title tr track ul wbr xmp""",
    # 13.2.4.2, "in scope" and its variants
    "SCOPE": "applet caption html table td th marquee object select template",
    "LIST_SCOPE": "ol ul",
    "BUTTON_SCOPE": "button",
    "TABLE_SCOPE": "html table template",
    # 13.2.6.3, "generate implied end tags", and what "all ... thoroughly" adds
    "IMPLIED": "dd dt li optgroup option p rb rp rt rtc",
    "THOROUGH": "caption colgroup tbody td tfoot th thead tr",
    # 13.2.6.1, the targets that foster parenting avoids
    "FOSTER": "table tbody tfoot thead tr",
    # 13.2.6.4.9, what stands in a table's place for text
    "TABLE_TEXT": "table tbody template tfoot thead tr",
    # 13.2.6.5, the start tags that end foreign content
    "BREAKOUT": """b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr
        i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul
        var""",
    # 13.2.4.1, elements that decide the insertion mode
    "MODE": "html head body frameset table caption colgroup tbody tfoot thead tr td th template",
    # elements that set a marker in the list of active formatting elements
    "MARKER": "applet marquee object template td th caption",
}


def constant(prefix, name):
    return "DATELINE_%s_%s" % (prefix, re.sub(r"\W", "_", name).upper())


def enumeration(kind, prefix, names):
    lines = ["typedef enum dateline_%s {" % kind, "    DATELINE_%s_NONE = 0," % prefix]
    lines += ["    %s," % constant(prefix, name) for name in names]
    lines += ["    DATELINE_%s_COUNT" % prefix, "} dateline_%s;" % kind]
    return lines


def key(name):
    """The two little-endian words of a name, with the bit that folds the case of letters."""
    block = bytes(byte | 0x20 for byte in name.encode()).ljust(16, b"\0")
    return int.from_bytes(block[:8], "little"), int.from_bytes(block[8:], "little")


def perfect_hash(names):
    """Two multipliers for which no two names share a slot. See dateline_name_find()."""
    source = random.Random(1)
    keys = [key(name) for name in names]
    while True:
        low, high = (source.getrandbits(64) | 1 for _ in range(2))
        slots = {}
        for number, (first, second) in enumerate(keys, 1):
            product = (first * low ^ second * high) % 2**64
            if slots.setdefault(product >> (64 - SLOT_BITS), number) != number:
                break
        else:
            return low, high, slots


def table_of_names(kind, names):
    low, high, slots = perfect_hash(names)
    lines = ["", "const dateline_name_table dateline_%s_table = {" % kind,
             "    .low = 0x%016XU," % low, "    .high = 0x%016XU," % high, "    .slots = {"]
    for slot, number in sorted(slots.items()):
        lines.append("        [%d] = %d, /* %s */" % (slot, number, names[number - 1]))
    lines += ["    },", "    .keys = {", "        {0, 0},"]
    lines += ["        {0x%016XU, 0x%016XU}, /* %s */" % (*key(name), name) for name in names]
    return lines + ["    },", "};"]


def facts_of_tags(tags):
    group = {tag: name for name, group in GROUPS.items() for tag in group.split()}
    lines = ["", "const dateline_tag_facts dateline_tag_table[DATELINE_TAG_COUNT] = {"]
    for tag in tags:
        flags = [constant("TAG_IS", name) for name, members in FLAGS.items() if tag in members.split()]
        lines.append("    [%s] = {%s, %s, %d}," % (constant("TAG", tag), " | ".join(flags) or "0",
                                                    constant("GROUP", group.get(tag, "OTHER")), len(tag)))
    lines += ["};", "", "const char dateline_tag_names[DATELINE_TAG_COUNT][16] = {"]
    lines += ["    [%s] = \"%s\"," % (constant("TAG", tag), tag) for tag in tags]
    return lines + ["};"]


def header(tags, attributes):
    lines = ["/* SPDX-License-Identifier: Apache-2.0 */",
             "/* Generated by generate_names.py. Do not edit. */",
             "#ifndef DATELINE_HTML_NAMES_H", "#define DATELINE_HTML_NAMES_H", "",
             "/** A tag by number; higher numbers are names that only this page uses. */"]
    lines += enumeration("tag", "TAG", tags)
    lines += ["", "/** An attribute name by number, in the same way. */"]
    lines += enumeration("attribute_name", "ATTRIBUTE", attributes)
    return lines + ["", "#endif", ""]


def tables(tags, attributes):
    lines = ["/* SPDX-License-Identifier: Apache-2.0 */",
             "/* Generated by generate_names.py. Do not edit. */",
             "/* clang-format off */", '#include "html/name_table.h"']
    lines += table_of_names("tag_name", tags)
    lines += table_of_names("attribute_name", attributes)
    return lines + facts_of_tags(tags) + [""]


def main():
    tags, attributes = list(dict.fromkeys(TAGS)), list(dict.fromkeys(ATTRIBUTES))
    named = " ".join([*GROUPS.values(), *FLAGS.values()]).split()
    assert set(named) <= set(tags), set(named) - set(tags)
    for name in tags + attributes:
        assert len(name) <= LONGEST and re.fullmatch(r"[a-z0-9:-]+", name), name
    assert len(tags) < 256 and len(attributes) < 256
    (HERE / "names.h").write_text("\n".join(header(tags, attributes)))
    (HERE / "name_table.c").write_text("\n".join(tables(tags, attributes)))


if __name__ == "__main__":
    main()
