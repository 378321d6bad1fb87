#!/usr/bin/env python3
"""Scores the gazetteer against a list of places (tests/world/conflict_places.tsv, or the file named).

    score_places.py [--names FILE] [--errors]

Every name stands in a report of its own, one neutral sentence dated 2023-06-01: an attack in the place, on a ship where the list gives
no country (seas, straits). A name is found where the record's `places` hold one of the right country no farther from the list's
coordinates than its `km`; a place given as a first-level unit or a region may be 150 km off, as one point stands for all of it. Prints, by
country and in total, how many names there are, are found, are wrong (another country, too far) and missing, and how many of the found
are the place of the event too. --errors prints every name that is wrong or missing, with what was found.
"""
import argparse
import collections
import csv
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RASID = pathlib.Path(os.environ.get("RASID", ROOT / "build/rasid"))
COLUMNS = ["name", "country", "lat", "lon", "name_en", "km"]
ON_LAND = "هاجم مسلحون مجهولون دورية في {} أمس."
AT_SEA = "هاجم مسلحون مجهولون سفينة تجارية في {} أمس."
WIDE = {"admin1": 150, "region": 150}
EARTH_KM = 6371


def read_names(path):
    with open(path, encoding="utf-8", newline="") as file:
        lines = [(k, line) for k, line in enumerate(file, 1) if not line.startswith("#")]
    rows = list(csv.reader((line for _, line in lines), delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or rows[0] != COLUMNS:
        sys.exit(f"score_places: {path}: the columns must be {', '.join(COLUMNS)}")
    names = []
    for (number, _), row in zip(lines[1:], rows[1:]):
        try:
            name, country, lat, lon, name_en, km = row
            names.append((name, country, float(lat), float(lon), name_en, float(km)))
        except ValueError:
            sys.exit(f"score_places: {path}:{number}: give {len(COLUMNS)} columns, lat, lon and km as numbers")
    if not names:
        sys.exit(f"score_places: {path}: no names; give at least one line after the columns")
    return names


def code(names):
    with tempfile.TemporaryDirectory() as folder:
        path, out = pathlib.Path(folder) / "names.jsonl", pathlib.Path(folder) / "out.jsonl"
        with open(path, "w", encoding="utf-8") as file:
            for k, (name, country, *_) in enumerate(names):
                text = (AT_SEA if country == "-" else ON_LAND).format(name)
                file.write(json.dumps({"id": str(k), "published": "2023-06-01", "text": text}, ensure_ascii=False) + "\n")
        done = subprocess.run([RASID, "code", path, "-o", out], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"score_places: rasid code failed: {done.stderr[-2000:]}")
        records = list(map(json.loads, out.read_text(encoding="utf-8").splitlines()))
    return sorted(records, key=lambda r: int(r["doc"]["id"]))


def distance_km(lat_a, lon_a, lat_b, lon_b):
    a, b, d = math.radians(lat_a), math.radians(lat_b), math.radians(lon_b - lon_a)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(d / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(h))


def is_right(place, name):
    _, country, lat, lon, _, km = name
    if place is None or place["lat"] is None or (place["country"] or "-") not in country.split("/"):
        return False
    return distance_km(lat, lon, place["lat"], place["lon"]) <= max(km, WIDE.get(place["precision"], 0))


def judge(name, record):
    """found, wrong or missing; and whether the event has the place as well."""
    places = record["places"]
    verdict = "found" if any(is_right(p, name) for p in places) else "wrong" if places else "missing"
    return verdict, any(is_right(e["place"], name) for e in record["events"])


def main():
    options = argparse.ArgumentParser(usage="score_places.py [--names FILE] [--errors]")
    options.add_argument("--names", type=pathlib.Path, default=ROOT / "tests/world/conflict_places.tsv")
    options.add_argument("--errors", action="store_true")
    options = options.parse_args()
    names = read_names(options.names)
    by_country, total = collections.defaultdict(collections.Counter), collections.Counter()
    for name, record in zip(names, code(names), strict=True):
        verdict, of_event = judge(name, record)
        for count in (by_country[name[1]], total):
            count.update(names=1, of_event=of_event, **{verdict: 1})
        if options.errors and verdict != "found":
            text, country, lat, lon, name_en, _ = name
            got = "; ".join(
                f"{p['text']} = {p['name']} {p['country'] or '-'} {p['lat']} {p['lon']} {p['precision']}"
                + (f", {distance_km(lat, lon, p['lat'], p['lon']):.0f} km off" if p["lat"] is not None else "")
                for p in record["places"]
            )
            print(f"{verdict}\t{text}\t{name_en}\t{country} {lat} {lon}\t{got}")
    for country, count in sorted(by_country.items()) + [("total", total)]:
        print(f"{country:12s} {count['names']:4d} names, {count['found']:4d} found, {count['wrong']:3d} wrong, "
              f"{count['missing']:3d} missing, {count['of_event']:4d} place of the event")  # fmt: skip
    print(f"found {total['found'] / total['names']:.3f}, place of the event {total['of_event'] / total['names']:.3f}")


if __name__ == "__main__":
    main()
