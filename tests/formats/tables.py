#!/usr/bin/env python3
"""data/formats/: a mistake is told by file and line and nothing is built; every code a record may hold is there.

    tables.py [BUILDER]      the program rasid-build-formats, else that of build/
"""
import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from tap import ROOT, Tap  # noqa: E402

# name: file, what is replaced, by what, line and message
MISTAKES = {
    "a letter in a number": ("cameo.tsv", "\n190\t-10.0\t4\n", "\n190\tten\t4\n", r'cameo\.tsv:\d+: "ten" does not fit column goldstein, which needs decimal'),
    "a cell too few": ("cameo.tsv", "\n190\t-10.0\t4\n", "\n190\t-10.0\n", r"cameo\.tsv:\d+: 2 cells where the header has 3"),
    "a code that is none of CAMEO": ("events.tsv", "\nAID\t070\t", "\nAID\t079\t", r'events\.tsv:\d+: "079" does not fit column cameo, which needs @CAMEO'),
    "an event ACLED does not have": ("events.tsv", "\tArmed clash\t", "\tSkirmish\t", r'events\.tsv:\d+: "Skirmish" does not fit column acled, which needs @ACLED, or -'),
    "a key twice": ("units.tsv", "PSE/Gaza Strip\tGZ\n", "PSE/Gaza Strip\tGZ\nPSE/Gaza Strip\tGZ\n", r'units\.tsv:3: "PSE/Gaza Strip" must not stand behind'),
    "keys out of order": ("bodies.tsv", "\nEUR\t", "\nZZZ\t", r"bodies\.tsv:\d+: \"\w+\" must not stand behind \"ZZZ\""),
    "a country too few": ("countries.tsv", "\nYEM\t887\tYM\tYEM\t678\tMiddle East\tMiddle East", "", r"world/countries\.tsv:\d+: YEM has no line in .*formats/countries\.tsv"),
    "a country too many": ("countries.tsv", "\nYEM\t", "\nYEX\t-\t-\tYEX\t-\tEurope\tEurope\nYEM\t", r"formats/countries\.tsv:\d+: no such country in .*world/countries\.tsv"),
    "another header": ("words.tsv", "word\ten\tar", "word\tar\ten", r"words\.tsv:1: column 2 must be called en"),
    "an empty cell": ("words.tsv", "\nactor\tactor\t", "\nactor\t\t", r'words\.tsv:\d+: "" does not fit column en'),
}


def build(builder, data, folder):
    out = pathlib.Path(folder, "out.c")
    out.unlink(missing_ok=True)
    done = subprocess.run([builder, data, out], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stderr, out.exists()


def check_mistakes(tap, builder):
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder, "data")
        (data / "world").mkdir(parents=True)
        shutil.copy(ROOT / "data/world/countries.tsv", data / "world")
        shutil.copytree(ROOT / "data/formats", data / "formats")
        status, err, made = build(builder, data, folder)
        tap.case("the tables are sound", None if (status, err, made) == (0, "", True) else err)
        for name, (file, old, new, message) in MISTAKES.items():
            path = data / "formats" / file
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
            status, err, made = build(builder, data, folder)
            good = old in text and status == 1 and not made and re.search(message, err)
            tap.case(name, None if good else f"status {status}, {'written' if made else 'not written'}: {err}")
            path.write_text(text, encoding="utf-8")
        (data / "formats/cameo.tsv").unlink()
        status, err, made = build(builder, data, folder)
        tap.case("a file that is not there", None if status == 1 and not made and "cameo.tsv: cannot read" in err else err)


def table(name):
    with open(ROOT / "data/formats" / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def check_whole(tap):
    """What the schema and the frames allow."""
    schema = json.loads((ROOT / "docs/record.schema.json").read_text(encoding="utf-8"))["$defs"]
    events = {r["event"] for r in table("events.tsv")}
    missing = set(schema["event"]["properties"]["event"]["enum"]) - events
    tap.case("every category has a line", sorted(missing) or None)
    modes = set(schema["event"]["properties"]["mode"]["items"]["enum"])
    missing = modes - {e.split("/")[1] for e in events if "/" in e}
    tap.case("every mode has a line", sorted(missing) or None)
    missing = {s for s in schema["sector"]["enum"] if s} - {r["sector"] for r in table("sectors.tsv")}
    tap.case("every sector has a line", sorted(missing) or None)
    codes, used = {r["code"] for r in table("cameo.tsv")}, {}
    for path in [*(ROOT / "data/ar/frames").glob("*.tsv"), ROOT / "data/en/frames.tsv"]:
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        at = lines[0].index("cameo")
        used |= {line[at]: path.name for line in lines[1:]}
    missing = {code: name for code, name in used.items() if code not in codes}
    tap.case("every CAMEO code of the frames has a line", missing or None)
    wrong = [r["code"] for r in table("cameo.tsv") if int(r["quad"]) != (1 if r["code"] < "06" else 2 if r["code"] < "09" else 3 if r["code"] < "14" else 4)]
    tap.case("quad classes follow the roots", wrong or None)
    header = (ROOT / "src/cli/print_options.h").read_text(encoding="utf-8")
    documented = {p.stem.removeprefix("format-") for p in (ROOT / "docs").glob("format-*.md")} | {"jsonl", "table", "tsv", "markdown", "html"}
    formats = set(re.search(r'PRINT_FORMATS\s*\\?\s*"([^"]*)"', header)[1].split())
    tap.case("every format is documented", sorted(formats - documented) or None)


def main():
    tap = Tap()
    check_mistakes(tap, sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/rasid-build-formats")
    check_whole(tap)
    tap.done()


if __name__ == "__main__":
    main()
