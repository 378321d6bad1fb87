"""Records made by hand, for tests of the formats."""
import copy

PARTY = {"text": None, "start": None, "end": None, "country": None, "sector": None, "name": None, "label_en": None, "wikidata": None,
         "refers_to": None}
PLACE = {"text": "-", "start": 0, "end": 1, "name": None, "country": None, "admin1": None, "lat": None, "lon": None, "geonames": None,
         "precision": "town", "relation": None, "basis": "stated"}
EVENT = {"id": "", "event": "ASSAULT", "mode": [], "context": [], "cameo": "190", "quad": 4, "status": "actual", "sentence": 0, "same_as": None,
         "trigger": {"text": "-", "start": 0, "end": 1, "lemma": "-"}, "actor": [], "recipient": [], "place": None, "date": None, "claim": None,
         "casualties": [], "confidence": 0.5, "rule": "data/ar/frames/assault.tsv:1", "evidence": []}
TOLL = {"id": "", "text": "-", "start": 0, "end": 1, "sentence": 0, "kind": "killed", "low": 1, "high": 1, "approx": False, "status": "actual",
        "victim": None, "side": None, "claim": None, "part_of": None, "replaces": None, "event": None, "rule": "data/ar/tolls.tsv:1"}


def party(country=None, sector=None, **more):
    return {**PARTY, "country": country, "sector": sector, **more}


def place(name, country, **more):
    return {**PLACE, "name": name, "country": country, **more}


def date(value, precision="day"):
    return {"value": value, "text": "-", "start": 0, "end": 1, "precision": precision, "basis": "stated"}


def claim(country=None, sector=None, kind="said", **more):
    who = party(country, sector, **more)
    return {k: who[k] for k in ("text", "start", "end", "country", "sector", "label_en")} | {"kind": kind, "anonymous": False}


def event(event="ASSAULT", cameo="190", **more):
    return {**copy.deepcopy(EVENT), "event": event, "cameo": cameo, **more}


def toll(low, high, event, **more):
    """`event` is an index; None: of no event."""
    return {**TOLL, "low": low, "high": high, "event": event, **more}


def record(events=(), tolls=(), **doc):
    """A record; ids are filled in, and `same_as`, `part_of`, `replaces` may be indices."""
    name = doc.get("id", "d")
    doc = {"id": "d", "url": None, "source": None, "language": "ar", "title": None, "sha256": "0" * 64, "parts": [], "published": "2021-06-07",
           "published_from": "input", "written": "2021-06-07", "written_from": "published", "written_evidence": None, **doc}
    events = [{**e, "id": f"{name}#{i}"} for i, e in enumerate(events)]
    tolls = [{**t, "id": f"{name}#c{i}"} for i, t in enumerate(tolls)]
    for e in events:
        if isinstance(e["same_as"], int):
            e["same_as"] = f"{name}#{e['same_as']}"
    for i, t in enumerate(tolls):
        for key, mark in (("event", "#"), ("part_of", "#c"), ("replaces", "#c")):
            if isinstance(t[key], int):
                t[key] = f"{name}{mark}{t[key]}"
        if t["event"]:
            events[int(t["event"].split("#")[1])]["casualties"].append(t["id"])
    return {"doc": doc, "coder": {"version": "0.1.0", "model": "0" * 16}, "sentences": [[0, 1]], "events": events, "casualties": tolls, "figures": [],
            "times": [], "places": [], "diagnostics": []}
