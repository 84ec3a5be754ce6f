#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Archives as an array of Slurm jobs: bulk_slurm.sh FOLDER ARCHIVE...
# Each task does its shard of the list. A task that is killed, or requeued, goes on behind its last
# checkpoint, for --resume is always there; on SIGTERM, which comes before a time limit, it writes one.
set -eu
folder=$1
shift
tasks=${TASKS:-$#}
mkdir -p "$folder"
list=$folder/inputs.txt
printf '%s\n' "$@" > "$list"
sbatch --wait --requeue --array="1-$tasks" --cpus-per-task="${CPUS:-1}" --output="$folder/slurm-%a.log" \
    --wrap "dateline --quiet --resume --threads ${CPUS:-1} --shard \$SLURM_ARRAY_TASK_ID/$tasks \
        --files-from '$list' --output '$folder' || [ \$? = 1 ]"
