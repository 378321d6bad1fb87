#!/usr/bin/env python3
"""How long the map of many incidents keeps the page from answering: the longest task of its main thread in headless Chromium.

    map.py [N [RUNS [TRACE]]]

A store is made of the example reports and filled up with incidents to N (default: 100,000) that lie about in fifteen countries and ten
years, as precisely known as incidents are; `rasid serve` shows it, map.mjs opens the map. Skipped where Node, Chromium, the pages
(make web) or what drives the browser (tests/web/run.py fetches it) are missing.
"""
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/monitor"), str(ROOT / "tests/web")]
os.environ.setdefault("RASID", str(ROOT / "build/rasid"))
from monitor_server import Server, run  # noqa: E402
from run import missing  # noqa: E402

COUNTRIES = ["IRQ", "SYR", "YEM", "LBY", "SDN", "EGY", "SOM", "TUN", "DZA", "LBN", "JOR", "SAU", "MAR", "MLI", "AFG"]
INSERT = """INSERT INTO incidents (category, date, place, country, lat, lon, precision, n_reports, first_published, last_published, killed_low, killed_best,
killed_high, changed) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, '2026-01-01T00:00:00Z')"""


def incidents(n):
    dice = random.Random(8)
    towns = [(f"Town {i}", COUNTRIES[i % len(COUNTRIES)], dice.uniform(12, 37), dice.uniform(-10, 65)) for i in range(4000)]
    for _ in range(n):
        precision = dice.choices(["town", "admin1", "country"], [80, 12, 8])[0]
        name, country, lat, lon = dice.choice(towns)
        day = f"{dice.randint(2015, 2024)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        killed = dice.choice([None, None, 0, 1, 2, 5, 30])
        known = precision != "country"
        yield (dice.choice(["ASSAULT", "ASSAULT", "PROTEST"]), day if dice.random() > 0.03 else None, name if known else None, country, round(lat, 4),
               round(lon, 4), precision, day, day, killed, killed, killed)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100000
    why = missing()
    if why is not None:
        print(f"map        skipped: {why}")
        return
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as name:
        store = pathlib.Path(name) / "map.db"
        run("code", "--store", store, ROOT / "examples/reports.jsonl")
        run("incidents", "--store", store)
        file = sqlite3.connect(store)
        with file:
            file.executemany(INSERT, incidents(n - file.execute("SELECT count(*) FROM incidents").fetchone()[0]))
        file.close()
        with Server(store) as server:
            done = subprocess.run(["node", str(ROOT / "bench/map.mjs"), server.url, shutil.which("chromium"), *sys.argv[2:4]], capture_output=True, text=True, timeout=900)
    sys.stderr.write(done.stderr)
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg()[:2])
    print(f"map        {n} incidents: {done.stdout.strip()}; load of {os.cpu_count()} cores {load}", flush=True)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
