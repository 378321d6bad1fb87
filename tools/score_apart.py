#!/usr/bin/env python3
"""Scores the coder on reports that were annotated under docs/codebook.md before it had coded them and that nothing is fitted on or
mended by: forty of a radio on days of which bench/dev has no report (tests/reports/apart.tsv, positions without text), a hundred of all
papers of the corpus, events alone (apart_events.tsv), and twenty written for this in the style of the wires, on other regions and years
(written.jsonl).

    score_apart.py [--errors FILE]

Counts as part 5 of the codebook says, with this file's own code, so that the written reports are scored where nothing but the
project is there. bench/dev and annotated.tsv, where they are there, stand beside them, in-sample: what they lie above the others is what their errors were
read for. Reports of the corpus are left out, which is said, where that is absent; it is looked for in the folder RASID_SHARED names, or ../shared. --errors
writes what was missed, invented and read otherwise as tab-separated lines.
"""
import argparse
import collections
import difflib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

from annotated_reports import SHARED, read_annotated

ROOT = pathlib.Path(__file__).resolve().parent.parent
RASID = pathlib.Path(os.environ.get("RASID", ROOT / "build/rasid"))
APART = ROOT / "tests/reports/apart.tsv"
APART_EVENTS = ROOT / "tests/reports/apart_events.tsv"
ANNOTATED = ROOT / "tests/reports/annotated.tsv"
WRITTEN = ROOT / "tests/reports/written.jsonl"
STATUSES = ("actual", "planned", "historical", "hypothetical")
F1_ROWS = ("events", "events, actual", "tuples", "tolls", "tolls, high open", "times")
SHARE_ROWS = ("status", "mode", "claim", "actor present", "actor country", "actor sector", "recipient present", "recipient country", "recipient sector",
              "place country", "place name", "place admin1", "no place invented", "date", "no date invented")
TYPES_OF_PLACE = set("al the of in province governorate region state city town village district area camp square airport base".split())


# The annotations. A report is {id, published, text, sentences, gold {events, casualties, times}} whatever file it comes from.

def read(path):
    try:
        return read_annotated(path)
    except ValueError as error:
        sys.exit(f"score_apart: {error}")


def read_jsonl(path):
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def read_dev():
    path = SHARED / "bench/dev/gold.jsonl"
    reports = read_jsonl(path) if path.is_file() else None
    for report in reports or []:
        for event in report["gold"]["events"]:
            event["claim"] = event.pop("claim_by", event.get("claim"))
    return reports


def code(reports):
    """The records of the reports by id. Exit status 1 of `rasid code` means that some report could not be coded; it then has no record."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = pathlib.Path(folder) / "reports.jsonl", pathlib.Path(folder) / "records.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for report in reports:
                file.write(json.dumps({key: report[key] for key in ("id", "published", "text")}, ensure_ascii=False) + "\n")
        done = subprocess.run([RASID, "code", "--format", "jsonl", path, "-o", out], capture_output=True, text=True)
        if done.returncode > 1:
            sys.exit(f"score_apart: rasid code failed: {done.stderr}")
        if done.returncode == 1:
            print(done.stderr, file=sys.stderr)
        return {record["doc"]["id"]: record for record in read_jsonl(out)}


# Counting.

def pair(left, right, score):
    """One to one, the best score first; a score of 0 is no match."""
    ranked = sorted(((score(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)), key=lambda c: (-c[0], c[1], c[2]))
    taken_left, taken_right, pairs = set(), set(), []
    for points, i, j in ranked:
        if points and i not in taken_left and j not in taken_right:
            taken_left.add(i), taken_right.add(j), pairs.append((left[i], right[j]))
    return pairs


def common(a, b):
    return max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))


def codes(parties, key):
    return {party[key] for party in parties if party[key]}


def shared(a, b):
    return len(a & b) / len(a | b) if a | b else 1.0


def fold(name):
    plain = unicodedata.normalize("NFKD", name or "").lower()
    words = [word.removesuffix("h") for word in re.findall("[a-z]+", re.sub("[\u0300-\u036f'\u2018\u2019-]", "", plain)) if word not in TYPES_OF_PLACE]
    return re.sub(r"(.)\1", r"\1", "".join(words))


def same_name(a, b):
    a, b = fold(a), fold(b)
    return a == b or bool(a and b) and difflib.SequenceMatcher(None, a, b).ratio() >= 0.8


def same_claim(a, b):
    if not a or not b:
        return not a and not b
    x, y = a.split(), b.split()
    return 2 * len(set(x) & set(y)) >= min(len(set(x)), len(set(y))) and len(y) <= 3 * len(x) + 3


class Figures:
    """Sums over reports: `found` [right, wanted, given] of each row with an F1, `shares` [right, of] of the attributes of events found."""

    def __init__(self):
        self.found = collections.defaultdict(lambda: [0, 0, 0])
        self.shares = collections.defaultdict(lambda: [0.0, 0])
        self.statuses = collections.Counter()
        self.errors = []

    def add(self, row, right, wanted, given):
        for place, number in enumerate((right, wanted, given)):
            self.found[row][place] += number

    def check(self, row, right, counted=True):
        if counted:
            self.shares[row][0] += float(right)
            self.shares[row][1] += 1

    def f1(self, row):
        right, wanted, given = self.found[row]
        return 2 * right / (wanted + given) if right else 0.0

    def share(self, row):
        right, of = self.shares[row]
        return right / of if of else 1.0

    def status_macro(self):
        f1s = []
        for status in STATUSES:
            wanted = sum(n for (gold, _), n in self.statuses.items() if gold == status)
            given = sum(n for (_, got), n in self.statuses.items() if got == status)
            if wanted:
                f1s.append(2 * self.statuses[status, status] / (wanted + given))
        return sum(f1s) / len(f1s) if f1s else 0.0


def compare_found(figures, gold, got):
    """The attributes of one event that was found."""
    figures.statuses[gold["status"], got["status"]] += 1
    figures.check("status", gold["status"] == got["status"])
    figures.check("mode", shared(set(gold["mode"]), set(got["mode"])), bool(gold["mode"] or got["mode"]))
    figures.check("claim", same_claim((gold["claim"] or {}).get("text"), (got["claim"] or {}).get("text")))
    for role in ("actor", "recipient"):
        figures.check(f"{role} present", bool(gold[role]) == bool(got[role]))
        for key in ("country", "sector"):
            figures.check(f"{role} {key}", shared(codes(gold[role], key), codes(got[role], key)), bool(gold[role] or got[role]))
    wanted, place = gold["place"], got["place"] or {}
    figures.check("no place invented", not place, not wanted)
    if wanted:
        figures.check("place country", wanted["country"] == place.get("country"))
        figures.check("place name", same_name(wanted["name"], place.get("name")))
        figures.check("place admin1", same_name(wanted["admin1"], place.get("admin1")), bool(wanted["admin1"]))
    value = got["date"] and got["date"]["value"]
    figures.check("date", gold["date"] == value, bool(gold["date"]))
    figures.check("no date invented", not value, not gold["date"])


def tuples(events, sentence_of):
    counted = collections.Counter()
    for event in events:
        for actor in codes(event["actor"], "country") or {None}:
            for recipient in codes(event["recipient"], "country") or {None}:
                counted[sentence_of(event["trigger"]), event["event"], actor, recipient] += 1
    return counted


def compare(figures, report, record):
    """One report. What the program finds outside of the annotated sentences does not count."""
    def sentence_of(span):
        return next((i for i, (start, end) in enumerate(report["sentences"]) if start <= span["start"] < end), None)

    def in_sentences(mentions):
        return [m for m in mentions if sentence_of(m.get("trigger", m)) is not None]

    gold = report["gold"]
    events, tolls, times = (in_sentences(record[key]) for key in ("events", "casualties", "times"))

    def event_points(a, b):
        same = a["event"] == b["event"] and sentence_of(a["trigger"]) == sentence_of(b["trigger"])
        return 1 + common(a["trigger"], b["trigger"]) if same else 0

    pairs = pair(gold["events"], events, event_points)
    figures.add("events", len(pairs), len(gold["events"]), len(events))
    for wanted, got in pairs:
        compare_found(figures, wanted, got)
    note(figures, report, gold["events"], events, pairs)
    happened = [[e for e in side if e["status"] in ("actual", "historical")] for side in (gold["events"], events)]
    figures.add("events, actual", len(pair(*happened, event_points)), *map(len, happened))
    wanted, given = tuples(gold["events"], sentence_of), tuples(events, sentence_of)
    figures.add("tuples", sum((wanted & given).values()), sum(wanted.values()), sum(given.values()))
    if gold["casualties"] is None:
        return
    for row, keys in (("tolls", ("kind", "low", "high")), ("tolls, high open", ("kind", "low"))):
        def toll_points(a, b):
            same = sentence_of(a) == sentence_of(b) and all(a[key] == b[key] for key in keys)
            return 1 + common(a, b) if same else 0
        figures.add(row, len(pair(gold["casualties"], tolls, toll_points)), len(gold["casualties"]), len(tolls))
    time_pairs = pair(gold["times"], times, lambda a, b: common(a, b) if a["value"] == b["value"] else 0)
    figures.add("times", len(time_pairs), len(gold["times"]), len(times))


def note(figures, report, wanted, given, pairs):
    found = {id(event) for both in pairs for event in both}
    for kind, events in (("missed", wanted), ("spurious", given)):
        for event in events:
            if id(event) not in found:
                words = report["text"][event["trigger"]["start"] : event["trigger"]["end"]]
                figures.errors.append((kind, report["id"], event["event"], words, event["status"]))
    for gold, got in pairs:
        shown = [json.dumps({k: e[k] for k in ("status", "mode", "actor", "recipient", "place", "date", "claim")}, ensure_ascii=False) for e in (gold, got)]
        figures.errors.append(("found", report["id"], gold["event"], got["trigger"]["text"], *shown))


def score(reports):
    figures = Figures()
    records = code(reports)
    nothing = {"events": [], "casualties": [], "times": []}
    for report in reports:
        compare(figures, report, records.get(report["id"], nothing))
    return figures


def columns(parts):
    """Names and Figures of what there is: parts are (name, reports or None)."""
    out = []
    for name, reports in parts:
        if reports is None:
            print(f"{name}: skipped (no such reports in {SHARED})")
        else:
            out.append((f"{name} ({len(reports)})", score(reports)))
    return out


def show(beside=()):
    """Prints the figures. `beside`: more columns, (name, {row: figure})."""
    apart, events, written = read(APART), read(APART_EVENTS), read_jsonl(WRITTEN)
    both = columns([("apart, radio", apart), ("apart, papers", events), ("apart, written", written), ("apart, all", (apart or []) + (events or []) + written if apart else None),
                    ("annotated, in-sample", read(ANNOTATED)), ("dev, in-sample", read_dev())])
    rows = [(row, [f.f1(row) if f.found[row][1] else None for _, f in both]) for row in F1_ROWS]
    rows.insert(3, ("status macro F1", [f.status_macro() for _, f in both]))
    rows += [(row, [f.share(row) for _, f in both]) for row in SHARE_ROWS]
    print(" " * 20 + "".join(f"{name:>22s}" for name, _ in [*both, *beside]))
    for row, numbers in rows:
        more = "".join(f"{figures[row]:22.3f}" if row in figures else f"{'–':>22s}" for _, figures in beside)
        print(f"{row:20s}" + "".join(f"{'–':>22s}" if number is None else f"{number:22.3f}" for number in numbers) + more)
    return both


def from_bench(result):
    """The rows of a result of bench/score.py, for `beside`."""
    names = {"events": "any-status", "events, actual": "actual", "tuples": "tuples", "tolls": "casualties", "tolls, high open": "casualties relaxed", "times": "times"}
    rows = {row: result[name]["f1"] for row, name in names.items() if name in result}
    rows.update({row: result["attributes"][row]["accuracy"] for row in SHARE_ROWS if row in result.get("attributes", {})})
    if "status macro f1" in result:
        rows["status macro F1"] = result["status macro f1"]
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", metavar="FILE", type=pathlib.Path)
    options = parser.parse_args()
    both = show()
    if options.errors:
        lines = ("\t".join(map(str, error)) for name, figures in both if not name.startswith("apart, all") for error in figures.errors)
        options.errors.write_text("".join(line.replace("\n", " ") + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
