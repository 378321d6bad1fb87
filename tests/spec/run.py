#!/usr/bin/env python3
"""Run the specification: reports in, expected fields of their records out (tests/spec/*.spec).

A file is a list of cases:

    == A6: what the case shows, beginning with the rule of docs/codebook.md
    published: 2021-06-07         the default; "-" = none
    title: …                      optional
    text: a line of the report    may be repeated
    event: ASSAULT trigger=هجوم actor=AFG/REB recipient=AFG/COP status=actual mode=firearms place=Kunduz date=2021-06-06 claim="…"
    toll: killed 8 8              kind, low, high ("-" = open), "approx" where it is
    time: 2021-06-06
    none                          no events
    any events, any tolls         there may be other events than those listed; tolls are not compared
    places: Tripoli/LBN, Qaa/LBN  all places the record mentions; "-" = none
    no times                      none may be there
    todo: why                     the program does not do this yet: counted as skipped, and as failed once it does, so
                                  that the line goes

The events and tolls of the record must be those listed, no more and no fewer; times are compared where any is listed. Of an
event what is not written is not compared, but for the status, which is "actual" where nothing is said. A party is
COUNTRY/SECTOR, "-" for null and "*" for anything, joined by "+", with "|" between readings that are both right; "-" alone
is nobody. `trigger` and `claim` match where one contains the other; `place` is the English name, `place=-` none. Of the event's place also
`country` ("-" = null, or no place), `precision` and `relation`: "-", "near", or DISTANCE/BEARING with km and one of N NE E SE S SW W NW, "-" where
not said (50/N, -/N). Names of places match where one contains the other.
Every record is checked against the schema, too. That every rule, mode, status and kind of claim of the codebook is shown by a case is checked
(coverage.py).
"""
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import record_check  # noqa: E402
from tap import RASID, Tap  # noqa: E402

import coverage  # noqa: E402

PLACE_KEYS = ("country", "precision", "relation")


def parse(path):
    case = None
    for n, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("== "):
            if case:
                yield case
            case = {"name": f"{path.stem}: {line[3:]}", "published": "2021-06-07", "title": None, "text": [], "events": [], "tolls": [],
                    "times": [], "places": None, "any": set(), "no_times": False, "todo": None}
        elif m := re.match(r"(published|title): (.+)$", line):
            case[m[1]] = None if m[2] == "-" else m[2]
        elif m := re.match(r"todo: (.+)$", line):
            case["todo"] = m[1]
        elif m := re.match(r"text: (.+)$", line):
            case["text"].append(m[1])
        elif m := re.match(r"event: (.+)$", line):
            words = shlex.split(m[1])
            case["events"].append((words[0], dict(w.split("=", 1) for w in words[1:])))
        elif m := re.match(r"toll: (\S+) (\d+) (\d+|-)( approx)?$", line):
            case["tolls"].append((m[1], int(m[2]), None if m[3] == "-" else int(m[3]), bool(m[4])))
        elif m := re.match(r"time: (\S+)$", line):
            case["times"].append(m[1])
        elif m := re.match(r"places: (.+)$", line):
            case["places"] = [] if m[1] == "-" else [tuple(part.rsplit("/", 1)) for part in m[1].split(", ")]
        elif m := re.match(r"any (events|tolls)(?:, any (events|tolls))?$", line):
            case["any"] |= {m[1], m[2]}
        elif line == "no times":
            case["no_times"] = True
        elif line != "none":
            sys.exit(f"{path}:{n}: not a line of a case: {line}")
    if case:
        yield case


def party_matches(want, got):
    country, _, sector = want.partition("/")
    return all(w == "*" or (None if w in ("-", "") else w) == g for w, g in ((country, got["country"]), (sector, got["sector"])))


def parties_match(want, got):
    if want == "-":
        return not got
    wanted = want.split("+")
    if len(wanted) != len(got):
        return False

    def assign(i, left):
        return i == len(wanted) or any(
            any(party_matches(w, g) for w in wanted[i].split("|")) and assign(i + 1, [x for x in left if x is not g]) for g in left)
    return assign(0, list(got))


def contains(a, b):
    return bool(a and b) and (a in b or b in a)


def relation_text(place):
    relation = place and place["relation"]
    if not isinstance(relation, dict):
        return relation or "-"
    distance, bearing = relation["distance_km"], relation["bearing"]
    return f"{'-' if distance is None else format(distance, 'g')}/{bearing or '-'}"


def places_match(wanted, places):
    left = list(places)
    for name, country in wanted:
        match = next((p for p in left if p["country"] == (None if country == "-" else country) and contains(name.lower(), (p["name"] or "").lower())), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def field_matches(key, want, event):
    if key in ("actor", "recipient"):
        return parties_match(want, event[key])
    if key == "trigger":
        return contains(want, event["trigger"]["text"])
    if key == "status":
        return event["status"] == want
    if key == "mode":
        return set(event["mode"]) == (set() if want == "-" else set(want.split(",")))
    if key == "place":
        name = event["place"] and event["place"]["name"]
        return name is None if want == "-" else contains(want.lower(), (name or "").lower())
    if key == "relation":
        return relation_text(event["place"]) == want
    if key in PLACE_KEYS:
        return (event["place"] or {}).get(key) == (None if want == "-" else want)
    if key == "date":
        value = event["date"] and event["date"]["value"]
        return value == (None if want == "-" else want)
    if key == "claim":
        text = event["claim"] and event["claim"]["text"]
        return text is None if want == "-" else contains(want, text)
    if key == "anonymous":
        return bool(event["claim"] and event["claim"]["anonymous"]) == (want == "yes")
    if key == "kind":
        return (event["claim"] or {}).get("kind") == want
    if key == "same_as":
        return (event["same_as"] is None) == (want == "-")
    if key == "cameo":
        return event["cameo"] == want
    raise SystemExit(f"no such field: {key}")


def mismatches(want, event):
    category, fields = want
    if event["event"] != category:
        return ["category"]
    return [k for k, v in {"status": "actual", **fields}.items() if not field_matches(k, v, event)]


def compare_events(wanted, events, others):
    """Best one-to-one assignment found greedily, fewest mismatches first. `others`: there may be more than those wanted."""
    out = []
    pairs = sorted((len(mismatches(w, e)) + 100 * (w[0] != e["event"]), i, j) for i, w in enumerate(wanted) for j, e in enumerate(events))
    used_w, used_e = set(), set()
    for cost, i, j in pairs:
        if cost >= 100 or i in used_w or j in used_e:
            continue
        used_w.add(i), used_e.add(j)
        for key in mismatches(wanted[i], events[j]):
            found = events[j]["place"] if key in PLACE_KEYS else events[j].get(key, events[j]["claim"])
            out.append(f"{wanted[i][0]}: {key} should be {wanted[i][1].get(key, 'actual')}, is {json.dumps(found, ensure_ascii=False)}")
    out += [f"missing: {w[0]} {w[1]}" for i, w in enumerate(wanted) if i not in used_w]
    if not others:
        out += [f"not expected: {e['event']} «{e['trigger']['text']}» {e['status']} ({e['rule']})" for j, e in enumerate(events) if j not in used_e]
    return out


def compare(case, record):
    out = []
    out += compare_events(case["events"], record["events"], "events" in case["any"])
    if "tolls" not in case["any"]:
        got = sorted(((c["kind"], c["low"], c["high"], c["approx"]) for c in record["casualties"]), key=str)
        if got != sorted(case["tolls"], key=str):
            out.append(f"tolls should be {case['tolls']}, are {got}")
    if case["places"] is not None and not places_match(case["places"], record["places"]):
        got = [f"{p['name']}/{p['country'] or '-'}" for p in record["places"]]
        out.append(f"places should be {case['places']}, are {got}")
    if case["times"] or case["no_times"]:
        got = sorted(str(t["value"]) for t in record["times"])
        if got != sorted(case["times"]):
            out.append(f"times should be {case['times']}, are {got}")
    return out


def main():
    only = sys.argv[1:]
    cases = [c for path in sorted(HERE.glob("*.spec")) for c in parse(path)]
    cases = [c for c in cases if not only or any(o in c["name"] for o in only)]
    tap = Tap()
    if not only:
        for what, absent in coverage.missing(cases):
            tap.case(f"every {what} of the codebook is shown by a case", f"no case shows {', '.join(absent)}" if absent else None)
    documents = []
    for i, case in enumerate(cases):
        document = {"id": str(i), "text": "\n".join(case["text"])}
        if case["title"]:
            document["title"] = case["title"]
        if case["published"]:
            document["published"] = case["published"]
        documents.append(document)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(d, ensure_ascii=False) + "\n" for d in documents)
        file.flush()
        done = subprocess.run([RASID, "code", file.name], capture_output=True)
    records = {r["doc"]["id"]: r for r in map(json.loads, done.stdout.decode("utf-8").splitlines())}
    if done.returncode != 0:
        tap.case("the cases are coded", done.stderr.decode("utf-8", "replace")[-3000:])
    for i, case in enumerate(cases):
        record = records.get(str(i))
        if record is None:
            tap.case(case["name"], "no record")
            continue
        wrong = record_check.problems(record, record_check.coded_text(documents[i])) or compare(case, record)
        if case["todo"] and wrong:
            tap.skip(case["name"], f"known miss: {case['todo']}")
        elif case["todo"]:
            tap.case(case["name"], "it is right now: take out its todo line")
        else:
            tap.case(case["name"], "\n".join([*case["text"], *wrong]) if wrong else None)
    tap.done()


if __name__ == "__main__":
    main()
