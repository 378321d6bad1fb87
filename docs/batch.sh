#!/bin/sh
# batch.sh FOLDER OUT - one job of an array: codes its part of the reports in FOLDER into OUT/part-N.jsonl.
#
#   SLURM:  sbatch --array=1-64 docs/batch.sh /data/reports /data/records
#   alone:  for i in $(seq 8); do PART=$i PARTS=8 docs/batch.sh reports records; done
#
# A part is written beside its place and renamed when whole: a job that is tried again loses nothing and doubles nothing.
set -eu
part=${SLURM_ARRAY_TASK_ID:-${PART:?the number of this job, from 1}}
parts=${SLURM_ARRAY_TASK_COUNT:-${PARTS:?how many jobs there are}}
mkdir -p "$2"
status=0
rasid code -j "${SLURM_CPUS_PER_TASK:-1}" --shard "$part/$parts" -o "$2/part-$part.tmp" "$1" 2>"$2/part-$part.log" || status=$?
# 1: some reports could not be coded, and the log says which; the rest was.
[ "$status" -le 1 ] || { cat "$2/part-$part.log" >&2; exit "$status"; }
mv "$2/part-$part.tmp" "$2/part-$part.jsonl"
