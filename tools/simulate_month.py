#!/usr/bin/env python3
"""What a month of an archive of the web would take, from a simulation at a fraction of it.

    simulate_month.py [--pages N] [--arabic SHARE] [--parts N] [--month PAGES] [--price PER_CORE_HOUR] [--keep FOLDER]

Writes archives (WARC, a gzip member a record) of N pages as news sites serve them (bench/page.html: 60 KB with menus, teasers and scripts around
the text), SHARE of them with Arabic reports, the rest with English prose, codes them in parts as jobs of an array do (`rasid code --shard`), and multiplies by what a
month has. Told are the processor's seconds, the memory of the largest part, and the bytes written. The reports are the corpus beside the project where it is
there, else the examples.
"""
import argparse
import gzip
import html
import json
import os
import pathlib
import resource
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES_A_FILE = 2000


def reports():
    """(title, text) in Arabic."""
    corpus = ROOT.parent / "shared/corpus/news.jsonl"
    path = corpus if corpus.exists() else ROOT / "examples/reports.jsonl"
    with open(path, encoding="utf-8") as file:
        return [(d.get("title") or "", d.get("text") or "") for d in map(json.loads, file)]


def english():
    """(title, text): the paragraphs of the project's documents."""
    paragraphs = [p.replace("\n", " ") for path in sorted((ROOT / "docs").glob("*.md")) for p in path.read_text(encoding="utf-8").split("\n\n")
                  if len(p) > 200 and not p.startswith(("|", "`", "#"))]
    paragraphs = [p for p in paragraphs if p.isascii()]
    return [(paragraphs[i][:60], "\n".join(paragraphs[(i + k) % len(paragraphs)] for k in range(8))) for i in range(len(paragraphs))]


def member(n, page):
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{n}\r\nWARC-Date: 2023-05-02T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n")
    return gzip.compress(head.encode() + body + b"\r\n\r\n", 6)


def write_archives(folder, n_pages, share):
    template = (ROOT / "bench/page.html").read_text(encoding="utf-8")
    arabic, other = reports(), english()
    raw = 0
    for first in range(0, n_pages, PAGES_A_FILE):
        with open(folder / f"part-{first:08d}.warc.gz", "wb") as file:
            for n in range(first, min(first + PAGES_A_FILE, n_pages)):
                is_arabic = int((n + 1) * share) > int(n * share)
                title, text = (arabic if is_arabic else other)[n % len(arabic if is_arabic else other)]
                body = "".join(f"<p>{html.escape(p)}</p>\n" for p in text.split("\n"))
                page = template.replace("{{title}}", html.escape(title)).replace("{{text}}", body)
                raw += len(page.encode())
                file.write(member(n, page.encode()))
    return raw


def run(folder, parts):
    """Seconds of the processor, of the clock, MiB of the largest part, bytes of records, records."""
    before, clock, size, n = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0, 0
    for part in range(1, parts + 1):
        out = folder.parent / f"records-{part}.jsonl"
        subprocess.run([ROOT / "build/rasid", "code", "-j", "1", "--shard", f"{part}/{parts}", "-o", out, folder], stderr=subprocess.DEVNULL)
        size += out.stat().st_size
        with open(out, "rb") as file:
            n += sum(1 for _ in file)
        out.unlink()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, time.monotonic() - clock, after.ru_maxrss / 1024, size, n


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    p.add_argument("--pages", type=int, default=15_000)
    p.add_argument("--arabic", type=float, default=0.04)
    p.add_argument("--parts", type=int, default=1)
    p.add_argument("--month", type=float, default=15e6)
    p.add_argument("--price", type=float, default=0.04)
    a = p.parse_args()
    with tempfile.TemporaryDirectory(prefix="rasid-month-", dir=os.environ.get("TMPDIR")) as name:
        folder = pathlib.Path(name, "archive")
        folder.mkdir()
        raw = write_archives(folder, a.pages, a.arabic)
        packed = sum(f.stat().st_size for f in folder.iterdir())
        used, clock, memory, size, n = run(folder, a.parts)
    scale = a.month / a.pages
    print(f"simulated: {a.pages} pages ({raw / 1e6:.0f} MB, packed {packed / 1e6:.0f}), {a.arabic:.0%} Arabic, {a.parts} parts: "
          f"{used:.1f} s of the processor, {clock:.1f} s by the clock, {memory:.0f} MiB, {size / 1e6:.1f} MB in {n} records")
    print(f"a page: {used / a.pages * 1e3:.2f} ms, {size / a.pages:.0f} bytes of records")
    hours = used * scale / 3600
    print(f"a month of {a.month / 1e6:.0f} million pages: {hours:.1f} core-hours, {hours * a.price:.2f} at {a.price} an hour, "
          f"{packed * scale / 1e9:.0f} GB read, {size * scale / 1e9:.0f} GB written")


if __name__ == "__main__":
    main()
