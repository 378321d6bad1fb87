#!/usr/bin/env python3
"""Files of the web made to harm, or cut and bent on their way: memory stays bounded, what is wrong is told of, and the
next record is read.

Every input goes through the program built with sanitizers (RASID); time and memory are measured in the optimised one.
"""
import gzip
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import web_files as web  # noqa: E402
from measure import TIMEOUT, measure  # noqa: E402
from tap import RASID, RELEASE, ROOT, Tap  # noqa: E402

MEGABYTE = 1 << 20
REPORTS = [json.loads(line) for line in (ROOT / "examples/reports.jsonl").read_text(encoding="utf-8").splitlines()]
PAGE = web.page(REPORTS[0])
GOOD = web.record("response", web.http(web.page(REPORTS[1])), "https://example.org/good")
# One document, decoded, parsed and coded, with all that is kept for the next ones.
MEMORY = 500


def run(program, path, out):
    return measure([program, "code", "-j", "1", "-o", out, path], out)


def case(tap, folder, name, file, data, n_lines, message, status=1, memory=MEMORY, last_id=None, both=True):
    """Codes a file; `message` must be among what is told, `n_lines` records be written, the last of them of `last_id`."""
    path, out = folder / file, folder / "out"
    if data is not None:
        path.write_bytes(data)
    for program in (RASID, RELEASE) if both else (RELEASE,):
        got, written, error, seconds, peak = run(program, path, out)
        records = [json.loads(x) for x in written.splitlines()]
        problem = None
        if got != status:
            problem = f"exit status {got} after {seconds:.1f} s (limit {TIMEOUT}): {error[-2000:]}"
        elif n_lines is not None and len(records) != n_lines:
            problem = f"{len(records)} records, expected {n_lines}: {error[-2000:]}"
        elif message not in error:
            problem = f"nothing tells of it: {error[-2000:]}"
        elif last_id and records[-1]["doc"]["id"] != last_id:
            problem = f"the last record is of {records[-1]['doc']['id']}"
        elif program == RELEASE and peak > memory:
            problem = f"{peak:.0f} MB of memory"
        tap.case(name + ("" if program == RASID else " (optimised)"), problem)
    path.unlink()


def deflated(times, piece=b"\0" * MEGABYTE, bits=31):
    """A gzip member that becomes `times` megabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, bits)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


def bombs(tap, folder):
    bomb = deflated(1000)
    grows = "made to fill memory"
    case(tap, folder, "a bomb as lines", "a.jsonl.gz", bomb, 0, grows)
    case(tap, folder, "a bomb as a page", "a.html.gz", bomb, 0, grows)
    case(tap, folder, "a bomb as a text", "a.txt.gz", bomb, 0, grows)
    case(tap, folder, "a bomb of tags", "b.html.gz", deflated(600, b"<b>" * (MEGABYTE // 3)), 0, grows)
    case(tap, folder, "a bomb within another", "c.jsonl.gz", gzip.compress(bomb), 0, grows)
    small = gzip.compress(b'{"text": "a"}\n')
    for _ in range(5):
        small = gzip.compress(small)
    case(tap, folder, "packed six times over", "d.jsonl.gz", small, 0, "more than three times")
    packed = web.zstd(b"\0" * (200 * MEGABYTE))
    if packed is None:
        tap.skip("a Zstandard bomb", "no zstd")
    else:
        case(tap, folder, "a Zstandard bomb", "e.jsonl.zst", packed, 0, grows)
    member = deflated(300, b"x" * MEGABYTE)
    block = web.http(member, headers=["Content-Encoding: gzip"])
    case(tap, folder, "a bomb as the body of a page in an archive", "a.warc", web.record("response", block) + GOOD, 1, grows,
         last_id="https://example.org/good")
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = web.record("response", web.http(b""), length=300 * MEGABYTE)[:-4]
    record = packer.compress(start) + b"".join(packer.compress(b"x" * MEGABYTE) for _ in range(300)) + packer.flush()
    case(tap, folder, "a bomb as a member of an archive", "b.warc.gz", record + gzip.compress(GOOD), 1, grows, last_id="https://example.org/good")


def endless(tap, folder):
    text = ("<p>" + REPORTS[0]["text"].replace("\n", "</p><p>") + "</p>").encode()
    page = b"<html><body>" + text * (100 * MEGABYTE // len(text))
    case(tap, folder, "a page of 100 MB", "a.html", page, 0, "longer than the limit", both=False)
    case(tap, folder, "a page of 100 MB in an archive", "a.warc", web.record("response", web.http(page)) + GOOD, 1, "longer than the limit",
         last_id="https://example.org/good", both=False)
    case(tap, folder, "a feed of 100 MB", "a.rss", b"<rss><channel><item><description>" + text * (100 * MEGABYTE // len(text)), 0, "longer than the limit", both=False)
    case(tap, folder, "a table with a field of 100 MB", "a.csv", b'id,text\na,"' + b"x" * (100 * MEGABYTE) + b'"\nb,' + "نص".encode() + b"\n", None, "", both=False)
    case(tap, folder, "a page of 30 MB is read", "b.html", b"<html><body>" + text * (30 * MEGABYTE // len(text)), 1, "", status=0, memory=6000, both=False)


def nests(tap, folder):
    deep = "nested more than 1000 deep"
    for name, data in (("divisions", b"<div>" * 1_000_000), ("bold letters", b"<b>" * 1_000_000 + b"x"), ("tables", b"<table><tr><td>" * 400_000),
                       ("unknown tags", b"<x>" * 1_000_000), ("lists", b"<ul><li>" * 500_000), ("links", b"<a href=x><span>" * 500_000)):
        page = PAGE.replace(b"</article>", data + b"</article>")
        warc = web.record("response", web.http(b"<html><body>" + data + b"</body></html>"), "https://example.org/deep") + GOOD
        case(tap, folder, f"a million nested tags: {name}", "a.html", page, 1, "" if name == "links" else deep, status=0)
        case(tap, folder, f"a million nested tags in an archive: {name}", "a.warc", warc, None, "", last_id="https://example.org/good")
    wide = {"a million end tags": b"</b>" * 1_000_000, "a million end tags of tags that are open": b"<i>" * 900 + b"</u>" * 1_000_000,
            "a million tags side by side": b"<i></i>" * 1_000_000, "a million attributes": b"<p " + b" a=b" * 1_000_000 + b">",
            "a comment that never ends": b"<!--" + b"x" * MEGABYTE, "a script that never ends": b"<script>" + b"if (a < b) </" * 100_000,
            "an attribute that never ends": b'<p class="' + b"x " * 500_000, "a million entities": b"&amp;&nbsp;&#x627;" * 400_000,
            "a million opening brackets": b"<" * 1_000_000, "doctypes": b"<!DOCTYPE html>" * 100_000,
            "a deep JSON-LD": b'<script type="application/ld+json">' + b'{"@graph":[' * 100_000}
    for name, data in wide.items():
        case(tap, folder, f"a page with {name}", "a.html", PAGE.replace(b"</article>", b"</article>" + data), 1, "", status=0, memory=1000)


def archives(tap, folder):
    block = web.http(PAGE)
    for name, length, message in (("too long", len(block) + 300, "Content-Length is wrong"), ("much too long", 40 * MEGABYTE, "ends after"),
                                  ("too long by a record", len(block) + len(GOOD) + 7, "Content-Length is wrong"),
                                  ("too short", 200, "Content-Length is wrong"), ("nought", 0, "Content-Length is wrong"),
                                  ("below nought", "-5", "no Content-Length"), ("no number", "x", "no Content-Length"),
                                  ("beyond all numbers", "9" * 40, "no Content-Length")):
        bent = web.record("response", block, "https://example.org/bent", length=length)
        records = [bent, GOOD, GOOD.replace(b"org/good", b"org/last")]
        n_lines = None if name == "much too long" else 2
        last = None if name == "much too long" else "https://example.org/last"
        case(tap, folder, f"a length that is {name}", "a.warc", b"".join(records), n_lines, message, last_id=last)
        n_lines = 2
        case(tap, folder, f"a length that is {name}, by members", "a.warc.gz", web.members(records), n_lines,
             "" if name == "much too long" else message.split()[0] if "too long" not in name else "ends after", last_id="https://example.org/last")
    case(tap, folder, "something between records", "b.warc", GOOD + b"\n\nnothing to be read\n" * 1000 + GOOD, 2, "no record begins here")
    case(tap, folder, "a header that never ends", "c.warc", b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000 + GOOD, 1, "header does not end")
    case(tap, folder, "a header of a million bytes in a line", "d.warc", b"WARC/1.0\r\nX: " + b"y" * 1_000_000 + b"\r\n" + GOOD, 1, "header does not end")
    rng = random.Random(7)
    packed = web.members([web.record("response", web.http(web.page(r)), f"https://example.org/{r['id']}") for r in REPORTS])
    bent = bytearray(packed)
    second = packed.index(b"\x1f\x8b\x08", 100)
    for i in range(second + 60, second + 90):
        bent[i] ^= 0x55
    case(tap, folder, "a damaged member", "e.warc.gz", bytes(bent), None, "damaged gzip data", last_id="https://example.org/condemnation-mogadishu")
    cuts(tap, folder, "an archive", "warc", web.record("response", web.http(web.page(REPORTS[2]))) * 2, 211)
    cuts(tap, folder, "an archive by members", "warc.gz", web.members([web.record("response", web.http(web.page(REPORTS[2])))] * 3), 61)
    noise = bytes(rng.randrange(256) for _ in range(300_000))
    for name in ("a.warc", "a.html", "a.rss", "a.csv", "a.json", "a.jsonl", "a.txt"):
        case(tap, folder, f"noise as {name}", name, noise, None, "")
    case(tap, folder, "noise as an archive", "f.warc", b"WARC/1.0\r\n" + noise + b"\r\n\r\n" + GOOD, 1, "")


def cuts(tap, folder, name, suffix, data, step):
    """Every so many bytes the file ends: no crash, and what was whole is coded."""
    cut = folder / "cut"
    cut.mkdir()
    for n in range(20, len(data), step):
        (cut / f"{n:07d}.{suffix}").write_bytes(data[:n])
    n_files = len(list(cut.iterdir()))
    for program in (RASID, RELEASE):
        out = folder / "out"
        status, _, error, _, _ = measure([program, "code", "-j", "2", "-o", out, cut], out)
        told = len({line.split(f".{suffix}")[0] for line in error.splitlines() if f".{suffix}" in line})
        bad = f"exit status {status}: {error[-2000:]}" if status != 1 else f"{told} of {n_files} files told of" if told < n_files * 9 // 10 else None
        tap.case(f"{name}, cut at {n_files} places" + ("" if program == RASID else " (optimised)"), bad)
    for path in cut.iterdir():
        path.unlink()
    cut.rmdir()


def feeds(tap, folder):
    entities = "<!DOCTYPE x [<!ENTITY a0 'x'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]>"
    laughs = f"<?xml version='1.0'?>{entities}<rss><channel><item><title>&a11;</title><description>{REPORTS[0]['text']}</description></item></channel></rss>"
    case(tap, folder, "a billion laughs", "a.rss", laughs.encode(), None, "empty document")
    outside = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>t</title><description>&e; " + REPORTS[0]["text"] + "</description></item></channel></rss>"
    path, out = folder / "x.rss", folder / "out"
    path.write_text(outside, encoding="utf-8")
    _, written, error, _, _ = run(RASID, path, out)
    text = json.loads(written.splitlines()[0]) if written else {}
    tap.case("nothing is fetched for an entity", None if text and "root:" not in written.decode() else error)
    case(tap, folder, "a million nested tags in a feed", "b.rss", b"<rss><channel><item>" + b"<a>" * 1_000_000, None, "")
    whole = web.feed(REPORTS)
    case(tap, folder, "a feed that is cut", "c.rss", whole[: len(whole) // 2], None, "", status=0)
    case(tap, folder, "a hundred thousand items", "d.rss", b"<rss><channel>" + b"<item><title>a</title></item>" * 100_000 + b"</channel></rss>", 100_000, "", status=0)


def tables(tap, folder):
    text = "نص".encode()
    case(tap, folder, "a hundred thousand quotes that are not closed", "a.csv", b"id,text\n" + b'a,"x\n' * 100_001, None, "a quote is opened")
    case(tap, folder, "a header of a million columns", "b.csv", b"id,text" + b",x" * 1_000_000 + b"\na," + text + b"\n", None, "columns")
    case(tap, folder, "a row of a million columns", "c.csv", b"id,text\na," + text + b",x" * 1_000_000 + b"\nb," + text + b"\n", 1, "columns")
    case(tap, folder, "a million brackets", "d.json", b"[" * 1_000_000, 0, "")
    case(tap, folder, "a million closing brackets", "e.json", b"[" + b"]}" * 500_000, None, "")
    case(tap, folder, "a string that never ends", "f.json", b'[{"text": "' + b"x" * 10 * MEGABYTE, 0, "invalid JSON", memory=700)


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for group in (bombs, endless, nests, archives, feeds, tables):
            if len(sys.argv) < 2 or group.__name__ in sys.argv[1:]:
                group(tap, folder)
    tap.done()


if __name__ == "__main__":
    main()
