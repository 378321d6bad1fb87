#!/bin/sh
# demo.sh - codes the bundled example reports, prints what they say as a table, and shows them in the monitor: until it is
# interrupted where it was started from a terminal, else only to see that it answers.
set -eu
cd "$(dirname "$0")/.."
store=build/demo.db
serve="build/rasid serve --store $store"

echo "The six reports of examples/reports.jsonl, as 'build/rasid code --format table' codes them:"
echo
build/rasid code --format table examples/reports.jsonl
echo

if command -v npm >/dev/null; then
  cmake --build build -t web >build/web.log 2>&1 || echo "demo: the pages could not be built (build/web.log); the API answers without them"
fi
rm -f "$store" "$store-wal" "$store-shm"
build/rasid code --store "$store" examples/reports.jsonl 2>/dev/null
build/rasid incidents --store "$store" >/dev/null 2>&1

# Port 8321, or any other where that is taken. A pipe tells the address as soon as it answers.
pipe=build/demo.pipe
for port in 8321 0; do
  rm -f "$pipe"
  mkfifo "$pipe"
  $serve --port "$port" >"$pipe" 2>build/demo.log &
  monitor=$!
  trap 'kill $monitor 2>/dev/null || true' EXIT INT TERM
  read -r line <"$pipe" && break
  line=
  wait $monitor || true
done
rm -f "$pipe"
if [ -z "$line" ]; then
  cat build/demo.log >&2
  exit 1
fi
address=$(echo "$line" | sed 's,.*\(http[^ ]*/\).*,\1,')
if command -v node >/dev/null; then
  node -e 'fetch(process.argv[1] + "api/v1/session").then(async answer => {
    const {counts} = await answer.json();
    if (!counts.reports || !counts.incidents) throw new Error("nothing is in it");
    console.log(`The monitor has ${counts.reports} reports, ${counts.events} events and ${counts.incidents} incidents of them:`);
  }).catch(error => { console.error("demo: the monitor does not answer:", error.message); process.exit(1); })' "$address"
fi
if [ -t 0 ] && [ -t 1 ]; then
  echo "  $address   (Ctrl-C ends it)"
  trap 'kill $monitor 2>/dev/null || true; exit 0' INT TERM
  wait $monitor
else
  kill $monitor
  wait $monitor || true
  trap - EXIT
  echo "  it answered at $address; to see it: $serve"
fi
