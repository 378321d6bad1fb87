#!/bin/sh
# lint.sh - every check of the sources that needs no running program; "ok" or "FAILED" for each, and the count last.
set -u
cd "$(dirname "$0")/.."
passed=0
failed=0
check() {
  name=$1
  shift
  if output=$("$@" 2>&1); then
    passed=$((passed + 1))
    echo "ok     $name"
  else
    failed=$((failed + 1))
    echo "FAILED $name"
    printf '%s\n' "$output" | tail -n 60 | sed 's/^/    | /'
  fi
}

clang_build() {
  cmake --preset clang >/dev/null && cmake --build --preset clang -- --quiet
}

release_build() {
  cmake --preset release >/dev/null && cmake --build --preset release -- --quiet
}

check "release build" release_build
check "clang build without a warning" clang_build
check "format" tools/check_format
check "module floors" tools/check_includes
check "no mutable globals" tools/check_globals build
check "exported symbols" tools/check_exports build
check "no bidirectional controls, no Arabic in C" tools/check_bidi
check "unique file names" tools/check_names
check "tidy" tools/check_tidy build/clang
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
