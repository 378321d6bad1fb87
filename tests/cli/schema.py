#!/usr/bin/env python3
"""Every record of the examples is valid and points at the words it quotes, in each unit of offsets.

Where the corpus of real reports stands beside the project (RASID_SHARED or ../shared), some of it is coded too.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import record_check  # noqa: E402
from tap import RASID, ROOT, Tap  # noqa: E402

SHARED = pathlib.Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared"))


def code(path, *options):
    done = subprocess.run([RASID, "code", *options, path], capture_output=True)
    if done.returncode > 1:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def load(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def check(tap, name, documents, records):
    bad = []
    if len(documents) != len(records):
        bad.append(f"{len(records)} records of {len(documents)} documents")
    for document, record in zip(documents, records):
        bad += [f"{record['doc']['id']}: {p}" for p in record_check.problems(record, record_check.coded_text(document))]
    tap.case(name, "\n".join(bad[:40]) or None)


def units(tap, documents):
    """The same record in bytes and UTF-16 units: its spans cut the same words out of the text in that encoding."""
    for unit, encoding, width in (("bytes", "utf-8", 1), ("utf16", "utf-16-le", 2)):
        bad = []
        for document, record in zip(documents, code(ROOT / "examples/reports.jsonl", "--offsets", unit)):
            raw = record_check.coded_text(document).encode(encoding)
            for path, x in record_check.walk(record):
                if isinstance(x.get("text"), str) and isinstance(x.get("start"), int):
                    words = raw[x["start"] * width:x["end"] * width].decode(encoding, "replace")
                    if words != x["text"]:
                        bad.append(f"{record['doc']['id']}{path}: {x['text']!r} is not {words!r}")
        tap.case(f"offsets in {unit}", "\n".join(bad[:20]) or None)


def main():
    tap = Tap()
    if record_check.validator() is None:
        tap.skip("the schema", "python3-jsonschema is not installed")
        tap.done()
    examples = load(ROOT / "examples/reports.jsonl")
    check(tap, "the examples", examples, code(ROOT / "examples/reports.jsonl"))
    text = (ROOT / "examples/fighting-sudan.txt").read_text(encoding="utf-8").rstrip("\n")
    check(tap, "a text file", [{"text": text}], code(ROOT / "examples/fighting-sudan.txt", "--date", "2023-10-09"))
    check(tap, "no day to count from", [{"text": text}], code(ROOT / "examples/fighting-sudan.txt"))
    units(tap, examples)
    odd = [{"id": "", "text": "نص"}, {"id": "é\"\\\u0001\n", "text": "قُتل جندي\u0000 في \ud83d\ude00 كابل\u2028أمس"}, {"id": "empty", "text": " "},
           {"id": "x", "title": "عنوان فقط"}, {"id": "y", "text": "نص", "published": "not a date"}]
    with tempfile.TemporaryDirectory() as name:
        path = pathlib.Path(name) / "odd.jsonl"
        path.write_text("".join(json.dumps(d) + "\n" for d in odd), encoding="utf-8")
        records = code(path)
        check(tap, "odd documents", [{**d, "text": d.get("text", "").replace("\ud83d\ude00", "😀")} for d in odd], records)
        news = SHARED / "corpus/news.jsonl"
        if news.is_file():
            documents = [d for d in load(news)[::29]]
            path.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents), encoding="utf-8")
            check(tap, f"{len(documents)} real reports", documents, code(path))
        else:
            tap.skip("real reports", "no corpus beside the project")
    tap.done()


if __name__ == "__main__":
    main()
