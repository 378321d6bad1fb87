#!/bin/sh
# fuzz.sh [SECONDS [TARGET]] - runs each fuzz target under ASan and UBSan from its committed corpus; new inputs go to build/.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz -- --quiet
for source in tests/fuzz/fuzz_*.c; do
  target=$(basename "$source" .c)
  [ -z "${2:-}" ] || [ "$2" = "$target" ] || continue
  mkdir -p "build/fuzz/corpus/$target"
  echo "fuzz: $target for $seconds s"
  (cd build/fuzz && ./"$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=20000 \
    -print_final_stats=1 "corpus/$target" "../../tests/fuzz/corpus/$target" 2>"$target.log") ||
    { tail -n 40 "build/fuzz/$target.log"; echo "fuzz: $target FAILED; log: build/fuzz/$target.log"; exit 1; }
  grep -E 'number_of_executed_units|new_units_added' "build/fuzz/$target.log"
done
