#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check_symbols.sh SHARED STATIC HEADER: the shared library exports exactly the functions of the
# public header; every global symbol of the static one begins with dateline_.
set -eu
declared=$(sed -n 's/.*\b\(dateline_[a-z_]*\)(.*/\1/p' "$3" | grep -v '^dateline_.*_options_initialize_$' | sort -u)
exported=$(nm -D --defined-only "$1" | awk '$2 ~ /[A-Z]/ {print $3}' | sort -u)
status=0
for name in $exported; do
    echo "$declared" | grep -qx "$name" || { echo "exported, but not in the header: $name"; status=1; }
done
for name in $(grep -A3 '^DATELINE_API' "$3" | tr '\n' ' ' | grep -o 'dateline_[a-z_]*(' | tr -d '('); do
    echo "$exported" | grep -qx "$name" || { echo "in the header, but not exported: $name"; status=1; }
done
foreign=$(nm --defined-only "$2" | awk '$2 ~ /[A-TV-Z]/ && $3 !~ /^(dateline_|__odr_asan|__asan|__sanitizer|__local_asan)/ {print $3}' | sort -u)
if [ -n "$foreign" ]; then
    echo "global in the static library without the prefix:" $foreign
    status=1
fi
[ $status -eq 0 ] && echo "$(echo "$exported" | wc -l) symbols exported"
exit $status
