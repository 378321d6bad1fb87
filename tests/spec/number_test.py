#!/usr/bin/env python3
"""Test `rasid numbers`: number words as number_words.py makes them from the grammar, and phrases that hold no count.

    number_test.py

Every number from 0 to 9,999 and 20,000 random ones up to 10^12, in both genders, all cases and the spellings of newspapers, each
with the noun it counts, must come back as the one number of its sentence, exactly. Of the lines of no_counts.txt none may yield a
count of people or things; those with a third field `todo` do today (when one no longer does, its mark is to be taken out).
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from tap import RASID, RELEASE, Tap  # noqa: E402

SHOWN = 20


def numbers_of(texts):
    """The numbers read in each text, in order. The optimised program where there is one: there are 400,000 texts."""
    program = RELEASE if len(texts) > 10000 and RELEASE.exists() else RASID
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": str(i), "text": text}, ensure_ascii=False) + "\n" for i, text in enumerate(texts))
        file.flush()
        done = subprocess.run([program, "numbers", "--format", "jsonl", file.name], capture_output=True)
    if done.returncode != 0:
        sys.exit(f"numbers: exit status {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    found = collections.defaultdict(list)
    for number in map(json.loads, done.stdout.decode("utf-8").splitlines()):
        found[int(number["doc"])].append(number)
    return [found[i] for i in range(len(texts))]


def generated(tap):
    command = [sys.executable, HERE / "number_words.py", "--all-to", "9999", "--random", "20000", "--seed", "1", "--noun"]
    made = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    rows = [line.split("\t") for line in made.splitlines()]
    ranges = [(0, 99), (100, 999), (1000, 9999), (10000, 10**6 - 1), (10**6, 10**12)]
    wrong, n_of = collections.defaultdict(list), collections.Counter()
    for row, numbers in zip(rows, numbers_of([f"حضر {row[4]}" for row in rows])):
        n = int(row[0])
        part = next(i for i, (low, high) in enumerate(ranges) if low <= n <= high)
        n_of[part] += 1
        if len(numbers) != 1 or (numbers[0]["value"], numbers[0]["low"], numbers[0]["high"]) != (n, n, n) or not numbers[0]["is_count"]:
            wrong[part].append(f"{n}: {row[4]}: {[(x['text'], x['value'], x['is_count']) for x in numbers]}")
    for part, (low, high) in enumerate(ranges):
        problem = f"{len(wrong[part])} of {n_of[part]}:\n" + "\n".join(wrong[part][:SHOWN]) if wrong[part] else None
        tap.case(f"numbers in words from {low:,} to {high:,}: {n_of[part]:,} spellings", problem)


def no_counts(tap):
    lines = (HERE / "no_counts.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    wrong, n_right = [], 0
    for row, numbers in zip(rows, numbers_of([row[0] for row in rows])):
        counts = [f"{x['text']} = {x['value']}" for x in numbers if x["is_count"]]
        todo = len(row) > 2 and row[2] == "todo"
        if bool(counts) != todo:
            wrong.append(f"{row[0]}: {counts if counts else 'right now: take out its todo'}")
        n_right += not counts
    tap.case(f"{n_right} of {len(rows)} phrases without a count yield none", "\n".join(wrong) if wrong else None)
    tap.case("at least 200 of them", None if n_right >= 200 else f"only {n_right}")


def main():
    tap = Tap()
    generated(tap)
    no_counts(tap)
    tap.done()


if __name__ == "__main__":
    main()
