#!/usr/bin/env python3
"""Which language short texts are in, and that those in Arabic and English, and no others, are coded (languages.tsv).

    languages.py [--texts FILE]

Prints TAP: one case a language, which fails where a text of it is taken for another one.
"""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from tap import RASID, Tap  # noqa: E402

TEXTS = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).with_name("languages.tsv"))
CODED = ("ar", "en")


def main():
    rows = [line.split("\t") for line in TEXTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")][1:]
    lines = "".join(json.dumps({"id": str(i), "text": text}, ensure_ascii=False) + "\n" for i, (_, text) in enumerate(rows))
    done = subprocess.run([RASID, "code", "-j", "1"], input=lines.encode(), capture_output=True)
    records = [json.loads(x) for x in done.stdout.splitlines()]
    tap = Tap()
    tap.case("a record for each text", None if len(records) == len(rows) else done.stderr.decode())
    wrong = {}
    for (language, text), record in zip(rows, records):
        found = record["doc"]["language"]
        coded = bool(record["sentences"])
        told = any(d["code"] == "language" for d in record["diagnostics"])
        if found != language or coded != (language in CODED) or told == coded:
            wrong.setdefault(language, []).append(f"{found}, {'coded' if coded else 'not coded'}: {text}")
    for language in sorted({row[0] for row in rows}):
        n = sum(row[0] == language for row in rows)
        tap.case(f"{language}: {n} texts", "\n".join(wrong.get(language, [])) or None)
    tap.case("what is not coded is told of", None if "the report is in Persian" in done.stderr.decode() and done.returncode == 1 else done.stderr.decode())
    tap.done()


if __name__ == "__main__":
    main()
