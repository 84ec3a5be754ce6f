#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write encoding_table.c: the encodings of the WHATWG Encoding Standard, their labels and indexes.

    npm pack text-encoding@0.7.0 && tar xzf text-encoding-0.7.0.tgz
    python3 generate_encodings.py package/lib/encoding-indexes.js > encoding_table.c

The input is the standard's indexes.json in any wrapping: the file that its repository published,
or the copy in the npm package text-encoding. Only the numbers of the indexes are used. The
eighteen places that the standard changed for GB 18030-2022 after that package was made are set
here. Every index is compared with Python's own codecs, which know nearly all of the same
characters; what differs is counted and must be what was looked through once.
"""
import json
import re
import sys

# Name and labels, from the standard's section 4.2. The order is that of the standard.
LABELS = {
    "UTF-8":
        "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    "IBM866":
        "866 cp866 csibm866 ibm866",
    "ISO-8859-2":
        "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 "
        "l2 latin2",
    "ISO-8859-3":
        "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 "
        "l3 latin3",
    "ISO-8859-4":
        "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 "
        "l4 latin4",
    "ISO-8859-5":
        "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
        "iso_8859-5:1988",
    "ISO-8859-6":
        "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 "
        "iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 "
        "iso_8859-6:1987",
    "ISO-8859-7":
        "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 "
        "iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek",
    "ISO-8859-8":
        "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 "
        "iso88598 iso_8859-8 iso_8859-8:1988 visual",
    "ISO-8859-8-I":
        "csiso88598i iso-8859-8-i logical",
    "ISO-8859-10":
        "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "ISO-8859-13":
        "iso-8859-13 iso8859-13 iso885913",
    "ISO-8859-14":
        "iso-8859-14 iso8859-14 iso885914",
    "ISO-8859-15":
        "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "ISO-8859-16":
        "iso-8859-16",
    "KOI8-R":
        "cskoi8r koi koi8 koi8-r koi8_r",
    "KOI8-U":
        "koi8-ru koi8-u",
    "macintosh":
        "csmacintosh mac macintosh x-mac-roman",
    "windows-874":
        "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "windows-1250":
        "cp1250 windows-1250 x-cp1250",
    "windows-1251":
        "cp1251 windows-1251 x-cp1251",
    "windows-1252":
        "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 "
        "iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 "
        "x-cp1252",
    "windows-1253":
        "cp1253 windows-1253 x-cp1253",
    "windows-1254":
        "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 "
        "iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254",
    "windows-1255":
        "cp1255 windows-1255 x-cp1255",
    "windows-1256":
        "cp1256 windows-1256 x-cp1256",
    "windows-1257":
        "cp1257 windows-1257 x-cp1257",
    "windows-1258":
        "cp1258 windows-1258 x-cp1258",
    "x-mac-cyrillic":
        "x-mac-cyrillic x-mac-ukrainian",
    "GBK":
        "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk",
    "gb18030":
        "gb18030",
    "Big5":
        "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "EUC-JP":
        "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "ISO-2022-JP":
        "csiso2022jp iso-2022-jp",
    "Shift_JIS":
        "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "EUC-KR":
        "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 "
        "ksc5601 ksc_5601 windows-949",
    "replacement":
        "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement",
    "UTF-16BE":
        "unicodefffe utf-16be",
    "UTF-16LE":
        "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
    "x-user-defined":
        "x-user-defined",
}

# Decoders by name; all others are single-byte.
KINDS = {
    "UTF-8": "UTF_8", "GBK": "GB18030", "gb18030": "GB18030", "Big5": "BIG5", "EUC-JP": "EUC_JP",
    "ISO-2022-JP": "ISO_2022_JP", "Shift_JIS": "SHIFT_JIS", "EUC-KR": "EUC_KR",
    "replacement": "REPLACEMENT", "UTF-16BE": "UTF_16BE", "UTF-16LE": "UTF_16LE",
}

# Pointers of index gb18030 that the standard moved out of the private use area in 2023.
GB18030_2022 = dict(
    zip([*range(7182, 7189), 7201, 7202, 7208, 23775, 23783, 23788, 23789, 23795, 23812, 23829, 23845],
        [0xFE10, 0xFE12, 0xFE11, *range(0xFE13, 0xFE1A), *range(0x9FB4, 0x9FBC)]))

# Characters in which Python's codecs differ, each looked through: Big5, 192 of HKSCS-2008 that
# Python's HKSCS-2004 lacks and 11 mapped to a twin; gb18030, the 18 of GB 18030-2022, the standard's
# U+3000 for A3 A0 and U+1E3F for A8 BC; JIS X 0212, the tilde.
DIFFERENCES = {"big5": 203, "euc-kr": 0, "gb18030": 20, "jis0208": 0, "jis0212": 1}


def read_indexes(path):
    text = open(path, encoding="utf-8").read()
    indexes = {}
    for name, body in re.findall(r'"([a-z0-9-]+)"\s*:\s*(\[[^"]*\])\s*[,}]', text):
        indexes[name] = json.loads(body)
    for pointer, code in GB18030_2022.items():
        indexes["gb18030"][pointer] = code
    return indexes


def bytes_of(index, pointer):
    """The bytes that mean a pointer, and Python's codec for them."""
    if index == "big5":
        lead, trail = divmod(pointer, 157)
        return bytes([lead + 0x81, trail + (0x40 if trail < 0x3F else 0x62)]), "big5hkscs"
    if index == "gb18030":
        lead, trail = divmod(pointer, 190)
        return bytes([lead + 0x81, trail + (0x40 if trail < 0x3F else 0x41)]), "gb18030"
    if index == "euc-kr":
        lead, trail = divmod(pointer, 190)
        return bytes([lead + 0x81, trail + 0x41]), "cp949"
    if index == "jis0212":
        return bytes([0x8F, pointer // 94 + 0xA1, pointer % 94 + 0xA1]), "euc_jp"
    lead, trail = divmod(pointer, 188)
    return bytes([lead + (0x81 if lead < 0x1F else 0xC1), trail + (0x40 if trail < 0x3F else 0x41)]), "cp932"


def differs(data, codec, code):
    try:
        return data.decode(codec) != chr(code)
    except UnicodeDecodeError:
        return True


def check_against_python(indexes):
    for index, allowed in DIFFERENCES.items():
        different = [pointer for pointer, code in enumerate(indexes[index])
                     if code is not None and differs(*bytes_of(index, pointer), code)]
        print("%-8s %5d characters, %3d unlike Python's" % (
            index, sum(code is not None for code in indexes[index]), len(different)), file=sys.stderr)
        if len(different) != allowed:
            sys.exit("%s: unlike Python's codec: %s" % (index, different))
    for name in single_byte_names():
        index = single_byte_index(indexes, name)
        codec = {"macintosh": "mac_roman", "x-mac-cyrillic": "mac_cyrillic", "windows-874": "cp874",
                 "ISO-8859-8-I": "iso-8859-8"}.get(name, name)
        if name == "x-user-defined":
            continue
        different = [code for i, code in enumerate(index)
                     if code and code > 0x9F and differs(bytes([i + 128]), codec, code)]
        if len(different) > 5:
            sys.exit("%s: unlike Python's codec: %s" % (name, different))


def single_byte_names():
    return [name for name in LABELS if name not in KINDS]


def single_byte_index(indexes, name):
    if name == "x-user-defined":
        return [0xF780 + i for i in range(128)]
    return indexes["iso-8859-8" if name == "ISO-8859-8-I" else name.lower()]


def write_array(declaration, values):
    print("\nconst %s = {" % declaration)
    values = list(values)
    for i in range(0, len(values), 20):
        print(" " * 4 + ",".join(str(value or 0) for value in values[i:i + 20]) + ",")
    print("};")


def write_encodings(indexes):
    rows = {}
    for name in single_byte_names():
        rows.setdefault(tuple(single_byte_index(indexes, name)), len(rows))
    print("\nconst uint16_t dateline_index_single[][128] = {")
    for row in rows:
        print("    {" + ",".join(str(code or 0) for code in row) + "},")
    print("};")
    print("\nconst dateline_encoding dateline_encodings[] = {")
    for name in LABELS:
        kind = KINDS.get(name, "SINGLE_BYTE")
        row = 0 if name in KINDS else rows[tuple(single_byte_index(indexes, name))]
        print('    {"%s", DATELINE_DECODER_%s, %d},' % (name, kind, row))
    print("};")


def write_labels():
    labels = sorted((label, number) for number, name in enumerate(LABELS)
                    for label in LABELS[name].split())
    print("\nconst dateline_encoding_label dateline_encoding_labels[] = {")
    for label, number in labels:
        print('    {"%s", %d},' % (label, number))
    print("};")
    print("\nconst unsigned dateline_encoding_label_count = %d;" % len(labels))


def trimmed(index):
    """Without the empty end."""
    return index[:max(i for i, code in enumerate(index) if code is not None) + 1]


def write_multi_byte(name, index):
    index = trimmed(index)
    write_array("uint16_t dateline_index_%s[]" % name, index)
    print("const uint32_t dateline_index_%s_size = %d;" % (name, len(index)))


def write_big5(index):
    """Code points above U+FFFF are all in plane 2: 16 bits of each, and a bit for the plane."""
    first = min(i for i, code in enumerate(index) if code is not None)
    index = trimmed(index)[first:]
    assert all(code is None or code >> 16 in (0, 2) for code in index)
    planes = [sum(1 << bit for bit, code in enumerate(index[i:i + 8]) if code and code >> 16)
              for i in range(0, len(index), 8)]
    write_array("uint16_t dateline_index_big5[]", [code and code & 0xFFFF for code in index])
    write_array("uint8_t dateline_index_big5_plane2[]", planes)
    print("const uint32_t dateline_index_big5_first = %d;" % first)
    print("const uint32_t dateline_index_big5_size = %d;" % len(index))


def write_ranges(ranges):
    """Index gb18030 ranges but for its last, which is all above U+FFFF."""
    assert ranges[-1] == [189000, 0x10000]
    ranges = ranges[:-1]
    print("\nconst dateline_gb18030_range dateline_gb18030_ranges[] = {")
    for pointer, code in ranges:
        print("    {%d, %d}," % (pointer, code))
    print("};\nconst unsigned dateline_gb18030_range_count = %d;" % len(ranges))


def main():
    indexes = read_indexes(sys.argv[1])
    check_against_python(indexes)
    print("/* SPDX-License-Identifier: Apache-2.0 */")
    print("/* Generated by generate_encodings.py from the indexes of the WHATWG Encoding Standard.")
    print(" * Do not edit. 0 stands for no code point: none of the indexes has U+0000. */")
    print('#include "encoding/encoding_table.h"\n\n/* clang-format off */')
    write_encodings(indexes)
    write_labels()
    for name in ("gb18030", "jis0208", "jis0212", "euc-kr"):
        write_multi_byte(name.replace("-", "_"), indexes[name])
    write_big5(indexes["big5"])
    write_ranges(indexes["gb18030-ranges"])
    print("/* clang-format on */")


main()
