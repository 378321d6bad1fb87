#!/usr/bin/env python3
"""Every mistake that the world dictionaries can hold is reported with its file, its line and what to do.

One model is built from data/ with bad lines behind the good ones; each case looks for the report of its line.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from tap import RASID, ROOT, Tap  # noqa: E402

ACTORS, PLACES, COUNTRIES, ROLES = "actors.tsv", "places.tsv", "countries.tsv", "roles.tsv"


def actor(ident="test-actor", kind="person", country="SYR", sector="GOV", start="-", end="-", name=None, checked="2026-11"):
    return [ident, "Test", "-", kind, country, sector, start, end, name or "-", "-", checked]


def place(ident="r:test", names="مكان الاختبار", country="SYR", admin1="-", lat="33.5", lon="36.3", kind="town", people="-", tier="B"):
    return [ident, names, "Test", country, admin1, lat, lon, kind, people, tier, "hand"]


# What is wrong, the file, the lines (the last is the bad one), what is reported.
CASES = [
    ("a country code that countries.tsv does not have", ACTORS, [actor("t1", country="XQX")],
     r"country 'XQX' is not in data/world/countries\.tsv: write its ISO 3166 alpha-3 code"),
    ("a country code of a place", PLACES, [place("r:t1", country="Syria")], r"country 'Syria' is not in data/world/countries\.tsv"),
    ("a country defined twice", COUNTRIES, ["SYR SY Syria - - - - - 33.5 36.3 y".split()], r"country 'SYR' stands twice: join the lines"),
    ("a code that is none", COUNTRIES, ["Syr SY Syria - - - - - 33.5 36.3 y".split()], r"country 'Syr': write an ISO 3166 alpha-3 code"),
    ("a sector that is none", ACTORS, [actor("t2", sector="GOW")], r"sector 'GOW' is unknown: see data/README\.md"),
    ("a second sector that is none", ACTORS, [actor("t3", sector="GOV|gov")], r"sector 'gov' is unknown: see data/README\.md"),
    ("a sector of a role", ROLES, ["مختبر person XXX tester -".split()], r"sector 'XXX' is unknown: see data/README\.md"),
    ("a kind of actor", ACTORS, [actor("t4", kind="people")], r"kind 'people': write person, group or org"),
    ("a name with a figure", ACTORS, [actor("t18", name="جبهة المختبر|حركة 6 مختبر")],
     r"'حركة 6 مختبر': a name loses its figures here: write them in words, or leave the name out"),
    ("an English name with a figure", COUNTRIES, ["XTA XT Test3 - - - - - 1 1 -".split()], r"'Test3': a name loses its figures here"),
    ("a role with a figure", ROLES, [["مختبر 5", "person", "GOV", "tester", "-"]], r"'مختبر 5': a name loses its figures here"),
    ("a country neither Arabic nor not", COUNTRIES, ["XTB XB Testland - - - - - 1 1 yes".split()],
     r"arabic 'yes': write y where names of places are Arabic, else -"),
    ("overlapping terms", ACTORS, [actor("t5", start="2001-01-01", end="2005-01-01"), actor("t5", start="2005-01-01")],
     r"this term overlaps another of 't5': end the one on the day before the other begins"),
    ("a term inside an open one", ACTORS, [actor("t6"), actor("t6", start="2010-01-01", end="2011-01-01")],
     r"this term overlaps another of 't6'"),
    ("a term that ends before it begins", ACTORS, [actor("t7", start="2012-05-02", end="2012-05-01")],
     r"the term ends \(2012-05-01\) before it begins \(2012-05-02\): correct the dates"),
    ("lines of one actor apart", ACTORS, [actor("t8", end="2001-01-01"), actor("t9"), actor("t8", start="2001-01-02")],
     r"'t8' has lines further up: put all lines of an id together"),
    ("one name of two actors", ACTORS, [actor("t10", name="زغلول المختبري"), actor("t11", name="زغلول المختبرى")],
     r"'زغلول المختبرى' is a name of 't10' too, of the same country at the same time: leave it to one of them, or write a longer name"),
    ("a date that is none", ACTORS, [actor("t12", start="2012-13-01")], r"date '2012-13-01' is no day: write YYYY-MM-DD or -"),
    ("a day its month does not have", ACTORS, [actor("t13", start="2023-02-29")], r"date '2023-02-29' is no day: write YYYY-MM-DD or -"),
    ("a date in another order", ACTORS, [actor("t14", start="01-02-2012")], r"date '01-02-2012' is no day: write YYYY-MM-DD or -"),
    ("a date without its day", ACTORS, [actor("t15", end="2012-02")], r"date '2012-02' is no day: write YYYY-MM-DD or -"),
    ("a check without a date", ACTORS, [actor("t16", checked="yes")],
     r"checked 'yes': write the day of the last check as YYYY-MM-DD or YYYY-MM, or -"),
    ("too few columns", ACTORS, [actor("t17")[:-1]], r"10 fields instead of 11: separate fields by one tab, write - for an empty one"),
    ("too many columns", PLACES, [place("r:t2") + ["-"]], r"12 fields instead of 11: separate fields by one tab"),
    ("a latitude out of range", PLACES, [place("r:t3", lat="90.01")], r"coordinate '90\.01': write decimal degrees within ±90"),
    ("a longitude out of range", PLACES, [place("r:t4", lon="-181")], r"coordinate '-181': write decimal degrees within ±180"),
    ("degrees and minutes", PLACES, [place("r:t5", lat="33°30'")], r"coordinate '33°30'': write decimal degrees within ±90"),
    ("a coordinate that is no number", PLACES, [place("r:t6", lat="nan")], r"coordinate 'nan': write decimal degrees within ±90"),
    ("a class that is none", PLACES, [place("r:t7", kind="village")],
     r"class 'village' is unknown: write country, admin1, admin2, town, point or region"),
    ("a tier that is none", PLACES, [place("r:t8", tier="C")], r"tier 'C': write A or B"),
    ("a population that is no number", PLACES, [place("r:t9", people="12,000")], r"population '12,000': write a whole number or -"),
    ("an id that is none", PLACES, [place("t10")], r"id 't10': write a GeoNames id, or r: and a name"),
    ("one GeoNames id twice", PLACES, [place("999999991"), place("999999991")], r"id 999999991 stands twice: join the rows"),
    ("a first-level unit that is none", PLACES, [place("r:t11", admin1="Halab")],
     r"admin1 'Halab' is no unit of SYR: write the name_en of its row of class admin1, or add the unit to data/world/units\.tsv"),
    ("a first-level unit of another country", PLACES, [place("r:t12", country="IRQ", admin1="Aleppo")], r"admin1 'Aleppo' is no unit of IRQ"),
    ("a name that is not Arabic", PLACES, [place("r:t13", names="حَلَب")], r"U\+064E in 'حَلَب' is no letter of an Arabic word"),
]

# Lines that look like those and are right.
GOOD = [
    (ACTORS, [actor("u1", name="رفيق المختبري", end="2009-12-31"), actor("u2", name="رفيق المختبري", start="2010-01-01")]),
    (ACTORS, [actor("u3", name="المقاومة المختبرية"), actor("u4", name="المقاومة المختبرية", country="IRQ")]),
    (ACTORS, [actor("u5", end="2024-02-29", checked="2024-02-29"), actor("u5", start="2024-03-01", country="EUR", checked="-")]),
    (ACTORS, [actor("u6", name="قوى الرابع عشر من مختبر"), actor("u7", name="قوى الثامن من مختبر")]),
    (PLACES, [place("r:u1", admin1="Aleppo", lat="-90", lon="180")]),
]


def build(folder, extra):
    """Reports of a build of data/ with `extra` lines: [(file, fields)] -> (status, reports, line numbers)."""
    data = folder / "data"
    (data / "world").mkdir(parents=True)
    for path in (ROOT / "data").iterdir():
        if path.name != "world":
            (data / path.name).symlink_to(path)
    numbers, texts = [], {}
    for path in (ROOT / "data/world").iterdir():
        texts[path.name] = path.read_text(encoding="utf-8")
    for name, fields in extra:
        texts[name] += "\t".join(fields) + "\n"
        numbers.append(texts[name].count("\n"))
    for name, text in texts.items():
        (data / "world" / name).write_text(text, encoding="utf-8")
    done = subprocess.run([RASID, "model", "build", data, "-o", folder / "m.model"], capture_output=True, timeout=300)
    return done.returncode, done.stderr.decode("utf-8").splitlines(), numbers, (folder / "m.model").exists()


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        extra = [(file, fields) for file, lines in GOOD for fields in lines]
        status, reports, _, exists = build(pathlib.Path(name), extra)
        tap.case("lines that come close to a mistake are none", None if status == 0 and exists and not reports else "\n".join(reports))
    with tempfile.TemporaryDirectory() as name:
        extra = [(file, fields) for _, file, lines, _ in CASES for fields in lines]
        status, reports, numbers, exists = build(pathlib.Path(name), extra)
    at = 0
    for what, file, lines, wanted in CASES:
        at += len(lines)
        where = f"data/world/{file}:{numbers[at - 1]}: "
        got = [r for r in reports if r.startswith(where)]
        ok = any(re.match(wanted, r[len(where):]) for r in got)
        tap.case(f"reported: {what}", None if ok else f"expected {where}{wanted}\ngot {got}")
    tap.case("with mistakes nothing is written, and the status says so",
             None if status == 1 and not exists and re.fullmatch(r"rasid model: \d+ mistakes; nothing was written", reports[-1])
             else f"status {status}, {reports[-1:]}")
    lines = {f"data/world/{file}:{n}:" for (file, _), n in zip(extra, numbers)}
    strange = [r for r in reports[:-1] if not any(r.startswith(line) for line in lines)]
    tap.case("nothing else is reported", "\n".join(strange) or None)
    tap.done()


if __name__ == "__main__":
    main()
