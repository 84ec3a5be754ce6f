#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Archives by xargs, one process each, two at a time: bulk_xargs.sh FOLDER ARCHIVE...
# A run that was cut off is gone on with by the same command. Each process writes into the same
# folder as a shard of its own, and so has a lock, a checkpoint and a list of errors of its own.
set -eu
folder=$1
shift
count=$#
list=$(mktemp)
trap 'rm -f "$list"' EXIT
printf '%s\n' "$@" > "$list"
# Exit status 1 says that some pages could not be read: that is no reason to stop.
seq "$count" | xargs -n 1 -P 2 sh -c \
    'dateline --quiet --resume --threads 1 --shard "$4/$1" --files-from "$2" --output "$3" || [ $? = 1 ]' \
    dateline "$count" "$list" "$folder"
