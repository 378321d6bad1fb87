#!/usr/bin/env python3
"""`rasid model build --gazetteer`: what is taken of a file of places, what is left out and why, what is refused.

    gazetteer.py [SYNTH]

SYNTH is the program rasid-synth-gazetteer. Where the table of real places stands beside the project (RASID_SHARED or ../shared)
it is built in too.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from tap import RASID, ROOT, Tap  # noqa: E402

SHARED = pathlib.Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared"))
TABLE_HEADER = "id name_ar variants name_en lat lon country admin1 admin2 feature population source".split()


def geonames(ident, english, lat, lon, kind, country, unit="", people=0):
    feature, code = kind.split(".")
    return "\t".join([str(ident), english, english, "", str(lat), str(lon), feature, code, country, "", unit, "", "", "", str(people), "",
                      "100", "Asia/Damascus", "2025-01-01"])


def alternate(number, ident, language, name, preferred="", colloquial="", historic=""):
    return "\t".join([str(number), str(ident), language, name, preferred, "", colloquial, historic, "", ""])


# Aleppo is in data/world: its rows teach that SY.09 is the unit Aleppo.
DUMP = [
    "# a comment",
    geonames(170063, "Aleppo", 36.20, 37.16, "P.PPLA", "SY", "09", 2000000),
    geonames(90000001, "Kafr Zarnaba", 36.60, 37.30, "P.PPL", "SY", "09", 900),
    geonames(90000002, "Tall Halbaya", 36.61, 37.31, "P.PPL", "SY", "77", 0),
    geonames(90000003, "Halbaya Governorate", 36.70, 37.50, "A.ADM1", "SY", "77"),
    geonames(90000004, "Nameless", 36.62, 37.31, "P.PPL", "SY", "09"),
    geonames(90000005, "Aleppo too", 36.21, 37.17, "P.PPL", "SY", "09"),
    geonames(90000006, "A Road", 36.62, 37.31, "R.RD", "SY", "09"),
    geonames(90000007, "Nowhere", 36.62, 37.31, "P.PPL", "ZZ", "09"),
    geonames(90000001, "Kafr Zarnaba again", 36.60, 37.30, "P.PPL", "SY", "09"),
    geonames(90000008, "Syria", 36.62, 37.31, "P.PPL", "SY", "09"),
    geonames(90000009, "Book", 36.62, 37.31, "P.PPL", "SY", "09"),
    geonames(90000010, "Zarqawand", 21.0, 57.0, "P.PPL", "OM", "00", 80000),
    geonames(90000011, "Far", 36.62, 190, "P.PPL", "SY", "09"),
    geonames("x12", "No id", 36.62, 37.31, "P.PPL", "SY", "09"),
    geonames(90000013, "Crowd", 36.62, 37.31, "P.PPL", "SY", "09", "many"),
    "90000014\ttoo few",
    "90000015\t" + "x" * 70000,
]
NAMES = [
    alternate(1, 90000001, "ar", "كفر زرنبا"),
    alternate(2, 90000001, "ar", "كفر زرنبة", preferred="1"),
    alternate(3, 90000001, "fa", "کفر زرنبا"),
    alternate(4, 90000002, "ar", "تلّ حلبـــايا (قرية)"),
    alternate(5, 90000003, "ar", "محافظة حلبايا"),
    alternate(6, 90000004, "en", "Nameless"),
    alternate(7, 90000004, "ar", "بلااسم", historic="1"),
    alternate(8, 90000004, "ar", "Nameless"),
    alternate(9, 90000005, "ar", "حلب"),
    alternate(10, 90000008, "ar", "سوريا"),
    alternate(11, 90000009, "ar", "كتاب"),
    alternate(12, 90000010, "ar", "زرقاوند"),
    alternate("13", "none", "ar", "لا رقم"),
]
TABLE = [
    "\t".join(TABLE_HEADER),
    "wof:1;gn:90000021\tشيرزانكند|شیرزان کند\t\tShirzankand\t38.1\t46.2\tIR\tAleppo\t\tlocality\t0\twof",
    "wof:2\tقلعة مارغونده\t\tMarghunda\t34.1\t62.2\tAF\t\t\tlocalad\t0\twof",
    "wof:3\tكفر مارغونده\t\tMarghunda\tnorth\t62.2\tAF\t\t\tlocality\t0\twof",
]


class Folder:
    def __init__(self, name):
        self.path = pathlib.Path(name)

    def write(self, name, lines):
        (self.path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def build(self, *gazetteers):
        command = [str(RASID), "model", "build", str(ROOT / "data"), "-o", "m.model"]
        for name in gazetteers:
            command += ["--gazetteer", str(name)]
        done = subprocess.run(command, cwd=self.path, capture_output=True, timeout=600)
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    def places(self, text):
        """The first place read in a text."""
        line = json.dumps({"id": "1", "text": text, "published": "2026-01-15"}, ensure_ascii=False)
        done = subprocess.run([RASID, "code", "--model", "m.model", "-"], cwd=self.path, input=line.encode(), capture_output=True, timeout=60)
        found = json.loads(done.stdout.decode("utf-8"))["places"]
        return found[0] if found else {}


def differ(got, wanted):
    return None if got == wanted else f"expected {wanted}\ngot      {got}"


def skipped(out):
    """{path: (format, rows, taken, {reason: n})}"""
    found = {}
    for line in out.splitlines():
        if m := re.fullmatch(r"(\S+) \((.*)\): (\d+) rows, (\d+) taken", line):
            reasons = {}
            found[m[1]] = (m[2], int(m[3]), int(m[4]), reasons)
        elif m := re.fullmatch(r"  (\d+) skipped: (.*)", line):
            reasons[m[2]] = int(m[1])
    return found


def sums(out):
    """Every row is taken or has a reason."""
    wrong = [f"{path}: {rows} rows, {taken} taken, {reasons}" for path, (_, rows, taken, reasons) in skipped(out).items()
             if rows != taken + sum(reasons.values())]
    return "\n".join(wrong) or (None if skipped(out) else "no summary")


def check_geonames(tap, folder):
    folder.write("XX.txt", DUMP)
    folder.write("names.txt", NAMES)
    status, out, err = folder.build("XX.txt", "names.txt")
    tap.case("a dump and its alternate names are built in", None if status == 0 else err)
    tap.case("its rows are counted by what became of them", differ(skipped(out).get("XX.txt"), ("GeoNames", 17, 4, {
        "malformed": 5, "without an Arabic name": 1, "of a kind that is not taken": 1, "in countries that countries.tsv does not have": 1,
        "in data/world already": 2, "read already": 1, "called like a country": 1, "called like an ordinary word, and small": 1})))
    tap.case("so are those of its names", differ(skipped(out).get("names.txt"), ("GeoNames alternate names", 13, 9, {
        "malformed": 1, "not Arabic, or of the past": 3})))
    tap.case("malformed rows are named by file and line", differ(err.splitlines(), [
        "names.txt:13: the second field is no GeoNames id: the row is skipped",
        "XX.txt:14: the longitude is no number from -180 to 180: the row is skipped",
        "XX.txt:15: the first field is no GeoNames id: the row is skipped",
        "XX.txt:16: the population is no whole number: the row is skipped",
        "XX.txt:17: a row of GeoNames has 19 fields parted by tabs: the row is skipped",
        "XX.txt:18: the line is longer than 65,535 bytes: the row is skipped"]))
    tap.case("size, seconds and memory are told", None if re.search(r"^m\.model: [\d.]+ MB in [\d.]+ seconds; [\d.]+ MB of memory at most$", out, re.M)
             else out)
    done = subprocess.run([RASID, "model", "check", folder.path / "m.model"], capture_output=True, timeout=60)
    tap.case("the model is whole", None if done.returncode == 0 else done.stderr.decode())
    for what, text, wanted in (
            ("a village is found, in the unit that a known town of its code lies in", "قتل جنديان في قرية كفر زرنبا السورية",
             {"name": "Kafr Zarnaba", "country": "SYR", "admin1": "Aleppo", "lat": 36.6, "lon": 37.3, "precision": "town"}),
            ("marks and what stands in brackets are no part of a name; a unit goes by its own row", "قتل جنديان في قرية تل حلبايا السورية",
             {"name": "Tall Halbaya", "country": "SYR", "admin1": "Halbaya", "lat": 36.61, "lon": 37.31, "precision": "town"}),
            ("a unit is found without its type word", "قتل جنديان في حلبايا",
             {"name": "Halbaya", "country": "SYR", "admin1": "Halbaya", "lat": 36.7, "lon": 37.5, "precision": "admin1"}),
            ("a large town is of tier A: found without a word of place before it", "استهدف القصف زرقاوند",
             {"name": "Zarqawand", "country": "OMN", "admin1": None, "lat": 21.0, "lon": 57.0, "precision": "town"}),
            ("the row of data/world wins", "قتل جنديان في حلب", {"name": "Aleppo", "country": "SYR"}),
            ("a small place called like a word is not read into the word", "قرأ الجنديان في كتاب", {})):
        got = folder.places(text)
        tap.case(what, differ({k: got.get(k) for k in wanted}, wanted) if wanted else differ(got, {}))


def check_table(tap, folder):
    folder.write("table.tsv", TABLE)
    status, out, err = folder.build("table.tsv")
    tap.case("a table is built in by its header", differ((status, skipped(out).get("table.tsv")), (0, ("table", 3, 1, {
        "malformed": 1, "of a kind that is not taken": 1}))))
    tap.case("its malformed row is named", differ(err, "table.tsv:4: the latitude is no number from -90 to 90: the row is skipped\n"))
    for spelling in ("شيرزانكند", "شيرزان كند"):
        tap.case(f"every spelling is found: {spelling}", differ(folder.places(f"قتل جنديان في قرية {spelling}").get("name"), "Shirzankand"))


def check_namesakes(tap, folder):
    rows = [geonames(90100000 + i, "Zarnabad", -40 + i / 100, 37, "P.PPL", "SY") for i in range(1003)]
    rows.append(geonames(90200000, "Zarnabad the Great", 35, 38, "P.PPL", "SY", "", 40000))
    names = [alternate(i, 90100000 + i, "ar", "زرناباد") for i in range(1003)] + [alternate(5000, 90200000, "ar", "زرناباد")]
    folder.write("XX.txt", rows)
    folder.write("names.txt", names)
    _, out, _ = folder.build("XX.txt", "names.txt")
    tap.case("of a thousand namesakes without people no more are taken; one with people is",
             differ(skipped(out)["XX.txt"][2:], (1001, {"with too many namesakes": 3})))
    tap.case("and is the one meant", differ(folder.places("قتل جنديان في قرية زرناباد").get("name"), "Zarnabad the Great"))


def check_refused(tap, folder):
    (folder.path / "m.model").unlink(missing_ok=True)
    folder.write("XX.txt", DUMP)
    folder.write("names.txt", NAMES)
    folder.write("notes.txt", ["Dear reader,", "this is no gazetteer."])
    folder.write("meta.csv", ["id,parent_id,name,placetype", "1,2,Damascus,locality"])
    folder.write("empty.txt", [])
    for what, files, wanted in (
            ("a file of another kind", ["notes.txt"], r"notes\.txt is no gazetteer: give GeoNames' allCountries\.txt"),
            ("a table of English names", ["meta.csv"], r"meta\.csv is no gazetteer"),
            ("an empty file", ["empty.txt"], r"empty\.txt is no gazetteer"),
            ("places without alternate names", ["XX.txt"], r"the places of GeoNames have no names marked as Arabic: give its alternateNamesV2\.txt"),
            ("alternate names alone", ["names.txt"], r"alternate names alone are no places: give GeoNames' allCountries\.txt"),
            ("a file that is not there", ["XX.txt", "names.txt", "absent.txt"], r"cannot open absent\.txt: No such file"),
            ("a folder", ["."], r"cannot read \.: Is a directory")):
        status, out, err = folder.build(*files)
        ok = status == 3 and re.match("rasid model: " + wanted, err) and not (folder.path / "m.model").exists()
        tap.case(f"refused, and nothing is written: {what}", None if ok else f"status {status}\n{out}{err}")


def check_real(tap, folder):
    path = SHARED / "facts/gazetteer_wof.tsv"
    if not path.exists():
        tap.skip("a table of real places", "no facts beside the project")
        return
    status, out, err = folder.build(path)
    tap.case("a table of real places is built in", None if status == 0 and not err else err)
    tap.case("of it every row is taken or has a reason", sums(out))
    _, rows, taken, _ = skipped(out)[str(path)]
    tap.case("most of it is taken", None if taken > rows * 0.6 else f"{taken} of {rows}")
    done = subprocess.run([RASID, "model", "check", folder.path / "m.model"], capture_output=True, timeout=60)
    tap.case("its model is whole", None if done.returncode == 0 else done.stderr.decode())


def check_synthetic(tap, folder, program):
    done = subprocess.run([program, folder.path, "30000", "100"], capture_output=True, timeout=60)
    tap.case("invented places are written", None if done.returncode == 0 else done.stderr.decode())
    status, out, err = folder.build("allCountries.txt", "alternateNamesV2.txt")
    tap.case("and built in", None if status == 0 and not err else err)
    tap.case("each is taken or has a reason", sums(out))
    done = subprocess.run([RASID, "model", "check", folder.path / "m.model"], capture_output=True, timeout=60)
    tap.case("the model of invented places is whole", None if done.returncode == 0 else done.stderr.decode())
    first = (folder.path / "m.model").read_bytes()
    folder.build("allCountries.txt", "alternateNamesV2.txt")
    tap.case("the same files give the same bytes", None if first == (folder.path / "m.model").read_bytes() else "they differ")


def main():
    tap = Tap()
    checks = [check_geonames, check_table, check_namesakes, check_refused, check_real]
    for check in checks:
        with tempfile.TemporaryDirectory() as name:
            check(tap, Folder(name))
    with tempfile.TemporaryDirectory() as name:
        check_synthetic(tap, Folder(name), sys.argv[1] if len(sys.argv) > 1 else RASID.parent / "rasid-synth-gazetteer")
    tap.done()


if __name__ == "__main__":
    main()
