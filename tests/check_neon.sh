#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The NEON paths on a machine that has none: the fuzz targets of encoding and parser, which hold the
# machine's own instructions against the portable ones, the tokenizer's html5lib-tests, and the whole
# records of pages, which must be those of this machine, built for 64-bit ARM and run by QEMU.
#   tests/check_neon.sh [FILE|FOLDER...]    further inputs for all targets
# Needs gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user-static.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
flags=(-O2 -std=c17 -D_POSIX_C_SOURCE=200809L -I"$top/src" -I"$top/include" -static
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
(cd "$work" && for file in "$top"/src/*.c "$top"/src/*/*.c; do
    object=${file#"$top/src/"}
    aarch64-linux-gnu-gcc "${flags[@]}" -c "$file" -o "${object//\//-}.o"
done)
aarch64-linux-gnu-ar rcs "$work/library.a" "$work"/*.o

pages=("$top"/tests/pains/*.html "$top"/tests/cli/pages/* "$top"/fuzz/corpus/extract/* "$@")
mapfile -t files < <(find "${pages[@]}" -type f)
aarch64-linux-gnu-gcc "${flags[@]}" -o "$work/records" "$top/tests/write_records.c" "$work/library.a" -lm
gcc "${flags[@]}" -o "$work/records-here" "$top/tests/write_records.c" "$top"/src/*.c "$top"/src/*/*.c -lm
"$work/records-here" "${files[@]}" >"$work/here.jsonl"
qemu-aarch64-static "$work/records" "${files[@]}" | cmp - "$work/here.jsonl"
printf 'records: %s pages\n' "${#files[@]}"

# The program's name, then its sources.
build() {
    aarch64-linux-gnu-gcc "${flags[@]}" -o "$work/$1" "${@:2}" "$work/library.a"
}
cd "$top/fuzz"
build encoding fuzz_encoding.c replay.c
build tokenizer fuzz_tokenizer.c portable_tokenizer.c replay.c
build tree fuzz_tree.c portable_tokenizer.c portable_parse.c replay.c
build html fuzz_html.c replay.c
for target in encoding tokenizer tree html; do
    printf '%s: ' "$target"
    qemu-aarch64-static "$work/$target" "corpus/$target" "$@"
done

build tokens "$top/tests/html_tokens.c"
printf '#!/bin/sh\nexec qemu-aarch64-static %s/tokens\n' "$work" >"$work/tokens.sh"
chmod +x "$work/tokens.sh"
DATELINE_SHARED=${DATELINE_SHARED:-$top/../shared} python3 "$top/tests/html5lib_tokenizer.py" "$work/tokens.sh"
