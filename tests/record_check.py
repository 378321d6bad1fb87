"""What must be true of every record: the schema, and what a schema cannot say (spans are the words they claim to be, ids
lead somewhere)."""
import json

from tap import ROOT

try:
    import jsonschema
except ImportError:  # the Debian package python3-jsonschema
    jsonschema = None

_validator = None


def validator():
    global _validator
    if _validator is None and jsonschema:
        schema = json.loads((ROOT / "docs/record.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        _validator = jsonschema.Draft202012Validator(schema)
    return _validator


def coded_text(document):
    """The text a document's offsets refer to: title, captions, body, each on lines of its own."""
    captions = document.get("captions") or []
    captions = [captions] if isinstance(captions, str) else captions
    parts = [document.get("title") or "", *captions, document.get("text") or ""]
    return "\n".join(p for p in parts if p)


def walk(value, path=""):
    if isinstance(value, dict):
        yield path, value
        for key, child in value.items():
            yield from walk(child, f"{path}.{key}")
    elif isinstance(value, list):
        for i, child in enumerate(value):
            yield from walk(child, f"{path}[{i}]")


def problems(record, text=None):
    """Everything wrong with a record, as lines; `text` is what it was coded from (offsets in code points)."""
    out = []
    if validator():
        for e in validator().iter_errors(record):
            out.append("schema: " + "/".join(str(p) for p in e.absolute_path) + ": " + e.message[:300])
    if out:
        return out
    n_sentences = len(record["sentences"])
    events = [e["id"] for e in record["events"]]
    tolls = [c["id"] for c in record["casualties"]]
    prefix = record["doc"]["id"]
    if len(set(events)) != len(events) or len(set(tolls)) != len(tolls):
        out.append("ids are not unique")
    for i, e in enumerate(record["events"]):
        if not e["id"].startswith(prefix + "#"):
            out.append(f"{e['id']}: not an id of document {prefix}")
        if e["sentence"] >= n_sentences:
            out.append(f"{e['id']}: no sentence {e['sentence']}")
        elif not record["sentences"][e["sentence"]][0] <= e["trigger"]["start"] < record["sentences"][e["sentence"]][1]:
            out.append(f"{e['id']}: its trigger is not in its sentence")
        if e["same_as"] is not None and e["same_as"] not in events[:i]:
            out.append(f"{e['id']}: same_as {e['same_as']} is no earlier event")
        out += [f"{e['id']}: no toll {c}" for c in e["casualties"] if c not in tolls]
        quads = {1: "AGREE CONSULT SUPPORT CONCEDE", 2: "COOPERATE AID RETREAT", 3: "REQUEST ACCUSE REJECT THREATEN",
                 4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT"}
        if e["event"] not in quads[e["quad"]].split():
            out.append(f"{e['id']}: {e['event']} is not of quad {e['quad']}")
    for c in record["casualties"]:
        if c["high"] is not None and c["high"] < c["low"]:
            out.append(f"{c['id']}: high is less than low")
        if c["event"] is not None and c["event"] not in events:
            out.append(f"{c['id']}: no event {c['event']}")
        for key in ("part_of", "replaces"):
            if c[key] is not None and c[key] not in tolls:
                out.append(f"{c['id']}: {key} {c[key]} is no toll")
    last = 0
    for start, end in record["sentences"]:
        if start < last or end < start:
            out.append(f"sentence {start}..{end} is out of order")
        last = end
    if text is not None:
        for path, x in walk(record):
            if isinstance(x.get("start"), int) and isinstance(x.get("end"), int):
                if not 0 <= x["start"] <= x["end"] <= len(text):
                    out.append(f"{path}: span {x['start']}..{x['end']} of a text of {len(text)}")
                elif isinstance(x.get("text"), str) and text[x["start"]:x["end"]] != x["text"]:
                    out.append(f"{path}: text is not the words of its span: {x['text']!r}, {text[x['start']:x['end']]!r}")
    return out
