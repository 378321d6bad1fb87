#!/usr/bin/env python3
"""The formats: `code` and `convert` print the same bytes, golden files, published columns, and other programs that read them.

    run.py [--refresh]     --refresh writes the golden files anew
"""
import csv
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from tap import RASID, ROOT, Tap  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
RECORDS, REPORTS = HERE / "records.jsonl", ROOT / "examples/reports.jsonl"
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
# name of the golden file: options
FORMATS = {"table.txt": ["table"], "plover.jsonl": ["plover"], "events.csv": ["csv"], "tolls.csv": ["csv", "--rows", "tolls"], "events.tsv": ["tsv"],
           "gdelt.tsv": ["gdelt"], "ucdp.csv": ["ucdp"], "acled.csv": ["acled"], "events.geojson": ["geojson"], "brief.md": ["markdown"],
           "brief.html": ["html"], "brief_ar.html": ["html", "--lang", "ar"], "brief_ar.md": ["markdown", "--lang", "ar"]}


def rasid(*arguments, stdin=None):
    done = subprocess.run([RASID, *map(str, arguments)], input=stdin, capture_output=True, env=ENVIRONMENT, timeout=120)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def convert(*options, path=RECORDS):
    status, out, err = rasid("convert", "--format", *options, path)
    if status != 0:
        raise AssertionError(f"convert {options}: exit status {status}: {err}")
    return out


def difference(expected, got):
    if expected == got:
        return None
    for n, (a, b) in enumerate(zip(expected.split(b"\n"), got.split(b"\n")), 1):
        if a != b:
            return f"line {n}\nexpected: {a[:600].decode('utf-8', 'replace')}\ngot:      {b[:600].decode('utf-8', 'replace')}"
    return f"{len(expected)} bytes expected, {len(got)} got"


def check_same(tap):
    """`code --format X` and `convert --format X` of `code --format jsonl`."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "records.jsonl")
        rasid("code", "-o", path, REPORTS)
        for name, options in [("jsonl", ["jsonl"]), ("csv with a mark", ["csv", "--bom"]), *FORMATS.items()]:
            direct = rasid("code", "-j", "2", "--format", *options, REPORTS)[1]
            tap.case(f"{name}: convert prints what code prints", difference(direct, convert(*options, "--texts", REPORTS, path=path)))
        for unit in ("bytes", "utf16"):
            rasid("code", "--offsets", unit, "-o", path, REPORTS)
            direct = rasid("code", "--offsets", unit, "--format", "html", REPORTS)[1]
            tap.case(f"html: offsets in {unit}", difference(direct, convert("html", "--offsets", unit, "--texts", REPORTS, path=path)))


def check_golden(tap, refresh):
    for name, options in FORMATS.items():
        got = convert(*options, "--texts", REPORTS)
        if refresh:
            (HERE / "golden" / name).write_bytes(got)
        tap.case(f"golden {name}", difference((HERE / "golden" / name).read_bytes(), got))
    for name, options in (("summary.txt", []), ("summary_ar.txt", ["--lang", "ar"])):
        got = rasid("convert", "--summary", *options, RECORDS)[1]
        if refresh:
            (HERE / "golden" / name).write_bytes(got)
        tap.case(f"golden {name}", difference((HERE / "golden" / name).read_bytes(), got))


def check_columns(tap):
    """Order, number and kind of the columns that others have published."""
    published = {}
    for line in (HERE / "published_columns.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#") and not line.startswith("format\t"):
            name, column, cell = line.split("\t")
            published.setdefault(name, []).append((column, cell))
    for name, columns in published.items():
        text = convert(name).decode("utf-8")
        if name == "gdelt":
            rows = [line.split("\t") for line in text.splitlines()]
        else:
            header, *rows = csv.reader(io.StringIO(text))
            tap.case(f"{name}: columns as published", None if header == [c for c, _ in columns] else f"{header}")
        wrong = [f"row {n}: {len(row)} cells" for n, row in enumerate(rows, 1) if len(row) != len(columns)]
        for n, row in enumerate(rows, 1):
            wrong += [f"row {n}: {column} is {cell!r}" for (column, kind), cell in zip(columns, row) if not re.fullmatch(kind, cell)]
        tap.case(f"{name}: {len(columns)} cells a row, of the published kind", "\n".join(wrong[:20]) or (None if rows else "no rows"))


def check_rfc7946(tap):
    """What RFC 7946 asks of a FeatureCollection of points."""
    wrong = []
    top = json.loads(convert("geojson"))
    if set(top) != {"type", "features"} or top["type"] != "FeatureCollection":
        wrong.append(f"the top has {sorted(top)}")
    for f in top["features"]:
        point = f.get("geometry", 0)
        if f.get("type") != "Feature" or not isinstance(f.get("id"), str) or not isinstance(f.get("properties"), dict) or point == 0:
            wrong.append(f"no feature: {f}")
        elif point is not None:
            lon, lat = point["coordinates"]
            if set(point) != {"type", "coordinates"} or point["type"] != "Point" or not (-180 <= lon <= 180 and -90 <= lat <= 90):
                wrong.append(f"no point: {point}")
    ids = [f["id"] for f in top["features"]]
    tap.case("geojson is a FeatureCollection of RFC 7946", "\n".join(wrong) or (None if len(ids) == len(set(ids)) > 0 else "ids twice"))


def needs(tap, program, name):
    found = shutil.which(program)
    if not found:
        tap.skip(name, f"no {program}")
    return found


def records():
    return [json.loads(line) for line in RECORDS.read_text(encoding="utf-8").splitlines()]


def check_sqlite(tap, folder):
    """The CSV as a table of sqlite3, held against the records themselves."""
    if not needs(tap, "sqlite3", "sqlite3 imports csv"):
        return
    for name, options, separator in (("events.csv", ["csv"], "csv"), ("events.tsv", ["tsv"], "tabs")):
        path = pathlib.Path(folder, name)
        path.write_bytes(convert(*options))
        script = f".mode {separator}\n.import {path} e\n.mode json\nSELECT * FROM e;"
        done = subprocess.run(["sqlite3", ":memory:"], input=script, capture_output=True, text=True, timeout=60)
        rows = json.loads(done.stdout or "[]")
        expected = [(e["id"], r["doc"]["title"] or "", e["event"], e["cameo"], "; ".join(a["text"] or "" for a in e["actor"]),
                     "; ".join(a["label_en"] or "" for a in e["recipient"]), (e["date"] or {}).get("value") or "",
                     str((e["place"] or {}).get("lat") or ""), (e["claim"] or {}).get("text") or "", e["rule"]) for r in records() for e in r["events"]]
        got = [tuple(row[k] for k in ("event_id", "title", "event", "cameo", "actor", "recipient_label_en", "date", "place_lat", "claim", "rule"))
               for row in rows]
        tap.case(f"sqlite3 imports {name}", None if got == expected and not done.stderr else
                 f"{done.stderr}\n" + "\n".join(f"{a}\n{b}" for a, b in zip(expected, got) if a != b)[:2000] + f"\n{len(expected)} rows, {len(got)} read")
    path = pathlib.Path(folder, "tolls.csv")
    path.write_bytes(convert("csv", "--rows", "tolls"))
    done = subprocess.run(["sqlite3", ":memory:", ".mode csv", f".import {path} t", "SELECT count(*), sum(low), sum(high = '') FROM t"],
                          capture_output=True, text=True, timeout=60)
    tolls = [t for r in records() for t in r["casualties"]]
    expected = f"{len(tolls)},{sum(t['low'] for t in tolls)},{sum(t['high'] is None for t in tolls)}"
    tap.case("sqlite3 adds up the tolls", None if done.stdout.strip() == expected else f"{expected} expected, {done.stdout}{done.stderr}")


def check_jq(tap, folder):
    if not needs(tap, "jq", "jq reads plover and geojson"):
        return
    n = sum(len(r["events"]) for r in records())
    for name, options, program, expected in (
            ("plover", ["plover"], "[., inputs] | [length, (map(.actor | length) | add)]", [n, sum(len(e["actor"]) for r in records() for e in r["events"])]),
            ("geojson", ["geojson"], '[(.features | length), (.features | map(select(.geometry != null and .properties.place_precision == "country")) | length)]', [n, 0])):
        done = subprocess.run(["jq", "-c", program], input=convert(*options), capture_output=True, timeout=60)
        got = done.stdout.decode().strip()
        tap.case(f"jq reads {name}", None if got and json.loads(got) == expected else f"{expected} expected, {got} {done.stderr.decode()}")


def check_gdal(tap, folder):
    """GDAL: how many features, the extent, the fields of a table."""
    if not needs(tap, "ogrinfo", "ogrinfo reads geojson"):
        return
    path = pathlib.Path(folder, "events.geojson")
    path.write_bytes(convert("geojson"))
    done = subprocess.run(["ogrinfo", "-al", "-so", "-ro", path], capture_output=True, text=True, timeout=120)
    events = [e for r in records() for e in r["events"]]
    points = [e["place"] for e in events if e["place"] and e["place"]["lat"] is not None and e["place"]["precision"] in ("point", "town", "admin2", "admin1")]
    extent = tuple(f(p[k] for p in points) for f in (min, max) for k in ("lon", "lat"))
    count = re.search(r"Feature Count: (\d+)", done.stdout)
    found = re.search(r"Extent: \(([-\d.]+), ([-\d.]+)\) - \(([-\d.]+), ([-\d.]+)\)", done.stdout)
    wrong = [] if count and int(count[1]) == len(events) else [f"{len(events)} features expected"]
    if not found or any(abs(float(a) - b) > 1e-4 for a, b in zip(found.groups(), extent)):
        wrong.append(f"extent {extent} expected")
    for field, kind in (("event", "String"), ("killed_low", "Integer"), ("confidence", "Real"), ("date", "String|Date"), ("place_precision", "String")):
        if not re.search(rf"^{field}: ({kind}) ", done.stdout, re.M):
            wrong.append(f"{field} is no {kind}")
    tap.case("ogrinfo reads geojson", "\n".join(wrong + [done.stdout[-3000:], done.stderr]) if wrong or done.stderr else None)


def check_office(tap, folder):
    """A spreadsheet's converter: what LibreOffice makes of each CSV, as it writes it again."""
    name = "LibreOffice reads csv"
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        tap.skip(name, "no soffice")
        return
    for file, options in (("events.csv", ["csv", "--bom"]), ("ucdp.csv", ["ucdp"]), ("acled.csv", ["acled"])):
        path, out = pathlib.Path(folder, file), pathlib.Path(folder, "again")
        path.write_bytes(convert(*options))
        subprocess.run([office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--infilter=CSV:44,34,76,1", "--convert-to",
                        "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", out, path], capture_output=True, timeout=300)
        again = out / file
        if not again.exists():
            tap.case(f"{name}: {file}", "nothing was converted")
            continue
        before = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        after = list(csv.reader(io.StringIO(again.read_text(encoding="utf-8-sig"))))

        def cells(rows):  # as a spreadsheet shows them: 020 is 20, true is TRUE
            return [[cell.lstrip("0") or "0" if cell.isdigit() else cell.upper() if cell in ("true", "false") else cell for cell in row]
                    for row in rows]
        different = [(a, b) for x, y in zip(cells(before), cells(after)) for a, b in zip(x, y) if a != b]
        same_size = [len(r) for r in before] == [len(r) for r in after]
        tap.case(f"{name}: {file}", None if same_size and not different else f"{len(before)} rows, {len(after)} again; {different[:5]}")


def main():
    tap = Tap()
    refresh = "--refresh" in sys.argv[1:]
    check_same(tap)
    check_golden(tap, refresh)
    check_columns(tap)
    check_rfc7946(tap)
    with tempfile.TemporaryDirectory() as folder:
        check_sqlite(tap, folder)
        check_jq(tap, folder)
        check_gdal(tap, folder)
        check_office(tap, folder)
    tap.done()


if __name__ == "__main__":
    main()
