#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check_example.sh PRINT_ARTICLE REPOSITORY: the example program does on the example page what it says,
# the README shows it as it is, and the public header compiles alone, as C and as C++.
set -eu
printed=$("$1" <"$2/examples/article/page.html")
title=$(printf '%s\n' "$printed" | head -n 1)
[ "$title" = "Lindhavn and Osterby agree to close storm gates early: harbour chief" ] || {
    echo "the title is \"$title\""
    exit 1
}
# Every number is the byte of the page where its paragraph begins: "  3532  Harbour chief…".
printf '%s\n' "$printed" | grep -E '^ *[0-9]+  [A-Z“]' | while read -r offset word rest; do
    there=$(tail -c +$((offset + 1)) "$2/examples/article/page.html" | head -c "$(printf %s "$word" | wc -c)")
    [ "$there" = "$word" ] || {
        echo "byte $offset of the page is not \"$word\" ($rest)"
        exit 1
    }
done
[ "$(printf '%s\n' "$printed" | grep -cE '^ *[0-9]+  ')" -gt 10 ] || { echo "few paragraphs"; exit 1; }
sed -n '/^```c$/,/^```$/p' "$2/README.md" | sed '1d;$d' >shown.c
sed -n '/^#include/,$p' "$2/examples/print_article.c" | cmp - shown.c || {
    echo "README.md shows another program than examples/print_article.c"
    exit 1
}
rm shown.c
gcc -std=c11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c "$2/include/dateline.h"
g++ -std=c++11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c++ "$2/include/dateline.h"
