#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Archives by GNU parallel, a job for each processor: bulk_parallel.sh FOLDER ARCHIVE...
# With --sshlogin it does the same on other machines that see the same files. A run that was cut off
# is gone on with by the same command.
set -eu
folder=$1
shift
count=$#
list=$(mktemp)
trap 'rm -f "$list"' EXIT
printf '%s\n' "$@" > "$list"
# Exit status 1 says that some pages could not be read: that is no reason to try again.
seq "$count" | parallel --retries 3 \
    "dateline --quiet --resume --threads 1 --shard {}/$count --files-from '$list' --output '$folder' || [ \$? = 1 ]"
