#!/bin/sh
# test.sh - builds with ASan and UBSan and runs every test; the last line is "N passed, N failed[, N skipped]".
set -eu
cd "$(dirname "$0")/.."
echo "test: building with ASan and UBSan in build/sanitize"
cmake --preset sanitize >/dev/null
cmake --build --preset sanitize -- --quiet
echo "test: building the optimised program, which the tests of time and memory run"
cmake --preset release >/dev/null
cmake --build --preset release -- --quiet
cmake --build --preset release --target web -- --quiet >build/web.log 2>&1 ||
  echo "test: the pages of the monitor could not be built (build/web.log); tests of the browser are skipped"
exec python3 tools/run_tests.py build/sanitize
