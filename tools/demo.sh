#!/bin/sh
# demo.sh - codes the bundled example reports and prints what they say as a table.
set -eu
cd "$(dirname "$0")/.."
echo "The six reports of examples/reports.jsonl, as 'build/rasid code --format table' codes them:"
echo
build/rasid code --format table examples/reports.jsonl
