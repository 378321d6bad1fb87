#!/usr/bin/env python3
"""How fast reports are coded and loaded into a store, beside a bare load of the same texts into SQLite with FTS5.

    store.py [N]

N reports (default: RASID_BENCH_REPORTS, or 10,000) of the corpus beside the project, or of the examples, over and over with changes. The bare
load has texts in memory and puts title and text into a table and an index of FTS5 as SQLite comes, as many in a transaction as
rasid has; rasid reads JSON, codes and stores records, events, tolls and mentions besides.
"""
import json
import os
import pathlib
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = pathlib.Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared"))
BATCH = 64


def reports(n):
    """Real reports over and over, each time with another id and one word more; no address, so that each is a report of its own."""
    path = SHARED / "corpus/news.jsonl"
    if not path.exists():
        path = ROOT / "examples/reports.jsonl"
    with open(path, encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    for i in range(n):
        item = dict(items[i % len(items)], id=f"r{i}")
        item.pop("url", None)
        if i >= len(items):
            item["text"] += f"\n{i // len(items)}"
        yield item


def bare(path, texts):
    file = sqlite3.connect(path, isolation_level=None)
    file.execute("PRAGMA page_size=8192")
    file.execute("PRAGMA journal_mode=WAL")
    file.execute("CREATE TABLE reports (id INTEGER PRIMARY KEY, title TEXT, text TEXT)")
    file.execute("CREATE VIRTUAL TABLE words USING fts5(title, text, content='reports', content_rowid='id')")
    for start in range(0, len(texts), BATCH):
        file.execute("BEGIN")
        for i, (title, text) in enumerate(texts[start:start + BATCH], start):
            file.execute("INSERT INTO reports VALUES (?, ?, ?)", (i, title, text))
            file.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (i, title, text))
        file.execute("COMMIT")
    file.close()


def cpu(who):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def main():
    n = int(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("RASID_BENCH_REPORTS", 10000))
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as name:
        folder = pathlib.Path(name)
        source, texts = folder / "reports.jsonl", []
        with open(source, "w", encoding="utf-8") as out:
            for item in reports(n):
                out.write(json.dumps(item, ensure_ascii=False) + "\n")
                texts.append((item.get("title"), item["text"]))
        size = sum(len((title or "").encode()) + len(text.encode()) for title, text in texts)
        start, used = time.monotonic(), cpu(resource.RUSAGE_SELF)
        bare(folder / "bare.db", texts)
        bare_wall, bare_cpu = time.monotonic() - start, cpu(resource.RUSAGE_SELF) - used
        start, used = time.monotonic(), cpu(resource.RUSAGE_CHILDREN)
        subprocess.run([ROOT / "build/rasid", "code", "--store", folder / "store.db", source], check=True, stderr=subprocess.DEVNULL)
        wall, spent = time.monotonic() - start, cpu(resource.RUSAGE_CHILDREN) - used
        print(f"store      {n} reports, {size / 1e6:.1f} MB: coded and loaded in {wall:.1f} s ({size / wall / 1e6:.1f} MB/s; {spent:.1f} s of CPU), "
              f"bare SQLite and FTS5 in {bare_wall:.1f} s ({bare_cpu:.1f} s of CPU); share of bare: {bare_wall / wall:.2f}", flush=True)
        subprocess.run([ROOT / "build/rasid-bench-search", folder / "store.db"], check=True)


if __name__ == "__main__":
    main()
