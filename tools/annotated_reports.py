"""Reports of the corpus beside the project that were annotated by hand under docs/codebook.md: tests/reports/*.tsv hold ids, positions in
codepoints of the report's title, a line feed and its text, and labels, no text. Read by fit_weights.py and score_apart.py.

    report <tab> sentence <tab> start <tab> end
    report <tab> event <tab> start <tab> end (of the trigger) <tab> category <tab> modes <tab> status <tab> actor <tab> recipient <tab> place <tab> date <tab> claim
    report <tab> toll <tab> start <tab> end <tab> kind <tab> low <tab> high      (high -: open)
    report <tab> time <tab> start <tab> end <tab> value

A party is COUNTRY.SECTOR ("-" null) joined by "+", "-" alone is nobody; a place name|country|admin1; a claim start..end of the source's words; "-" is none.
Sentences that are not listed are not annotated: each report's first whole sentences up to 1,300 codepoints."""
import json
import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = pathlib.Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared"))
CORPUS = SHARED / "corpus/news.jsonl"


def dash(value):
    return None if value == "-" else value


def read_parties(field):
    if field == "-":
        return []
    return [{"country": dash(country), "sector": dash(sector)} for country, sector in (party.split(".") for party in field.split("+"))]


def read_place(field):
    return None if field == "-" else dict(zip(("name", "country", "admin1"), map(dash, field.split("|"))))


def read_line(report, kind, fields):
    start, end, *rest = fields
    span = {"start": int(start), "end": int(end)}
    gold = report["gold"]
    if kind == "sentence":
        report["sentences"].append([span["start"], span["end"]])
    elif kind == "toll":
        harm, low, high = rest
        gold["casualties"].append({**span, "kind": harm, "low": int(low), "high": None if high == "-" else int(high)})
    elif kind == "time":
        gold["times"].append({**span, "value": rest[0]})
    elif kind == "event":
        category, modes, status, actor, recipient, place, date, claim = rest
        gold["events"].append({
            "trigger": span, "event": category, "mode": [] if modes == "-" else modes.split(","), "status": status,
            "actor": read_parties(actor), "recipient": read_parties(recipient), "place": read_place(place), "date": dash(date),
            "claim": None if claim == "-" else dict(zip(("start", "end"), map(int, claim.split(".."))))})
    else:
        raise ValueError(f"no such kind of line: {kind}")


def read_annotated(path):
    """The reports of `path` with their texts of the corpus; None where that is absent. Where a file has neither tolls nor times these
    are None: they are not annotated. ValueError names a line that cannot be read."""
    if not CORPUS.is_file():
        return None
    reports = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        try:
            name, kind, *fields = line.split("\t")
            empty = {"id": name, "sentences": [], "gold": {"events": [], "casualties": [], "times": []}}
            read_line(reports.setdefault(name, empty), kind, fields)
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {error}") from None
    with CORPUS.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["id"] in reports:
                reports[row["id"]].update(published=row["published"], text=f"{row['title'].strip()}\n{row['text']}")
    absent = [name for name, report in reports.items() if "text" not in report]
    if absent:
        raise ValueError(f"{path}: the corpus has no report {absent[0]}")
    events_only = not any(report["gold"]["casualties"] or report["gold"]["times"] for report in reports.values())
    for report in reports.values():
        if events_only:
            report["gold"].update(casualties=None, times=None)
        for event in report["gold"]["events"]:
            if event["claim"]:
                event["claim"]["text"] = report["text"][event["claim"]["start"] : event["claim"]["end"]]
    return list(reports.values())
