"""Which parts of docs/codebook.md the cases of tests/spec/*.spec show: every rule by its id at the head of a case's name, every category with every mode,
every status and every kind of claim by the expectation of a case. What the codebook has is read from it (its rules, its table of categories and
modes, its statuses) and from docs/record.schema.json (the kinds of claim), so that a rule that is added asks for a case."""
import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def of_codebook():
    """What cases must show, by what it is: {"rule": {"E1", …}, "mode": {"ASSAULT/drone", …}, "status": …, "kind of claim": …}."""
    text = (ROOT / "docs/codebook.md").read_text(encoding="utf-8")
    rules = set(re.findall(r"\*\*([EASR]\d+)\*\*", text))
    modes = set()
    for category, _, listed in re.findall(r"^\| ([A-Z]+) \| ([^|]*) \| ([^|]*) \|$", text, re.MULTILINE):
        modes |= {f"{category}/{mode.strip()}" for mode in listed.split(",") if mode.strip()} | {category}
    section = text.split("### status")[1].split("###")[0]
    statuses = set(re.findall(r"`([a-z]+)` \(", section))
    schema = json.loads((ROOT / "docs/record.schema.json").read_text(encoding="utf-8"))
    return {"rule": rules, "mode": modes, "status": statuses, "kind of claim": set(kinds_of_claim(schema))}


def kinds_of_claim(node):
    """The enumeration of `kind` beside `anonymous`, wherever the schema has it."""
    if isinstance(node, list):
        return [kind for part in node for kind in kinds_of_claim(part)]
    if not isinstance(node, dict):
        return []
    properties = node.get("properties")
    if isinstance(properties, dict) and {"kind", "anonymous"} <= set(properties):
        return properties["kind"]["enum"]
    return [kind for part in node.values() for kind in kinds_of_claim(part)]


def of_cases(cases):
    shown = {"rule": set(), "mode": set(), "status": set(), "kind of claim": set()}
    for case in cases:
        name = case["name"].split(": ", 1)[1]
        shown["rule"] |= set(re.findall(r"^([EASR]\d+)\b", name)) | set(re.findall(r"\(([EASR]\d+)\)", name))
        for category, fields in case["events"]:
            shown["mode"] |= {category} | {f"{category}/{mode}" for mode in fields.get("mode", "-").split(",")}
            shown["status"].add(fields.get("status", "actual"))
            shown["kind of claim"] |= {fields["kind"]} if "kind" in fields else set()
    return shown


def missing(cases):
    """[(what, what no case shows)], nothing missing: an empty list each."""
    shown = of_cases(cases)
    return [(what, sorted(wanted - shown[what])) for what, wanted in of_codebook().items()]
