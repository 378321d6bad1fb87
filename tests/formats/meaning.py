#!/usr/bin/env python3
"""What the formats say of records made by hand, cell by cell, as the codebooks and docs/format-*.md have it; and what they do with
text that looks like formulas or markup, and with lines that are no records."""
import csv
import html.parser
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

from made import claim, date, event, party, place, record, toll  # noqa: E402

PUBLISHED = [line.split("\t")[1] for line in (ROOT / "tests/formats/published_columns.tsv").read_text(encoding="utf-8").splitlines()
             if line.startswith("gdelt\t")]
TALIBAN = party("AFG", "REB", name="Taliban", label_en="Taliban gunmen (Afghanistan)", wikidata="Q42418", text="-", start=0, end=1)
POLICE = party("AFG", "COP", label_en="police checkpoint (Afghanistan)")
CIVILIANS = party("AFG", "CVL", label_en="civilian (Afghanistan)")
KUNDUZ = place("Kunduz", "AFG", admin1="Kunduz", lat=36.72, lon=68.86, geonames=1135689)


def rasid(*arguments, lines=(), text=None):
    data = text if text is not None else "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in lines).encode()
    done = subprocess.run([RASID, "convert", *arguments, "-"], input=data, capture_output=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
                          timeout=120)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")


def rows(name, *lines):
    out = rasid("--format", name, lines=lines)[1]
    if name == "gdelt":
        return [dict(zip(PUBLISHED, line.split("\t"))) for line in out.splitlines()]
    return list(csv.DictReader(io.StringIO(out)))


def expect(tap, name, got, *expected):
    """Each row has at least these cells; there are no more rows."""
    wrong = [] if len(got) == len(expected) else [f"{len(expected)} rows expected, {len(got)} got"]
    for n, (row, cells) in enumerate(zip(got, expected), 1):
        wrong += [f"row {n}: {key}: {value!r} expected, {row.get(key)!r}" for key, value in cells.items() if row.get(key) != value]
    tap.case(name, "\n".join(wrong) or None)


def check_gdelt(tap):
    attack = event(cameo="193", mode=["firearms"], actor=[TALIBAN], recipient=[POLICE], place=KUNDUZ, date=date("2021-06-06"))
    expect(tap, "gdelt: an attack", rows("gdelt", record([attack], url="https://example.org/1", published="2021-06-08")),
           {"SQLDATE": "20210606", "MonthYear": "202106", "Year": "2021", "FractionDate": "2021.4273", "Actor1Code": "AFGREB",
            "Actor1Name": "TALIBAN GUNMEN (AFGHANISTAN)", "Actor1CountryCode": "AFG", "Actor1Type1Code": "REB", "Actor2Code": "AFGCOP",
            "EventCode": "193", "EventBaseCode": "193", "EventRootCode": "19", "QuadClass": "4", "GoldsteinScale": "-10.0", "NumMentions": "1",
            "IsRootEvent": "1", "ActionGeo_Type": "4", "ActionGeo_FullName": "Kunduz, Kunduz, Afghanistan", "ActionGeo_CountryCode": "AF",
            "ActionGeo_Lat": "36.72", "ActionGeo_Long": "68.86", "DATEADDED": "20210608000000", "SOURCEURL": "https://example.org/1"})
    speech = [event(name, code, quad=3, actor=[party("FRA", "GOV")], recipient=[party("IRN", None)]) for name, code in
              (("REQUEST", "023"), ("REQUEST", "100"), ("THREATEN", "138"), ("ACCUSE", "112"), ("AID", "073"), ("CONSULT", "042"), ("COERCE", "173"))]
    expect(tap, "gdelt: appeals are 02x, demands 10x; quad class by the root, Goldstein by the code", rows("gdelt", record(speech)),
           *[{"EventCode": code, "QuadClass": quad, "GoldsteinScale": scale, "Actor1Code": "FRAGOV", "Actor2Code": "IRN"} for code, quad, scale in
             (("023", "1", "3.4"), ("100", "3", "-5.0"), ("138", "3", "-7.0"), ("112", "3", "-2.0"), ("073", "2", "7.4"), ("042", "1", "1.9"),
              ("173", "4", "-5.0"))])
    expect(tap, "gdelt: a general code gives way to the mode's, a narrow one does not",
           rows("gdelt", record([event(cameo="190", mode=["aerial"]), event(cameo="194", mode=["aerial"]), event(cameo="183", mode=["suicide-attack"]),
                                 event("PROTEST", "140", mode=["hunger"]), event("COERCE", "170", mode=["seize"])])),
           {"EventCode": "195"}, {"EventCode": "194"}, {"EventCode": "183"}, {"EventCode": "142"}, {"EventCode": "171", "EventRootCode": "17"})
    names = [party(c, "GOV", label_en=c) for c in ("EGY", "QAT", "USA")]
    expect(tap, "gdelt: three who meet are six rows", rows("gdelt", record([event("CONSULT", "040", actor=names)])),
           *[{"Actor1Code": a + "GOV", "Actor2Code": b + "GOV"} for a in ("EGY", "QAT", "USA") for b in ("EGY", "QAT", "USA") if a != b])
    expect(tap, "gdelt: each actor with each recipient", rows("gdelt", record([event(actor=names[:2], recipient=[POLICE, CIVILIANS])])),
           *[{"Actor1Code": a + "GOV", "Actor2Code": b} for a in ("EGY", "QAT") for b in ("AFGCOP", "AFGCVL")])
    expect(tap, "gdelt: plans, denials and history have no row; what is told again has none of its own",
           rows("gdelt", record([event(status=s) for s in ("planned", "denied", "negated", "hypothetical", "historical")] +
                                [event(actor=[TALIBAN]), event(same_as=5), event(same_as=6)])), {"NumMentions": "3"})
    bodies = [party("UNO", None), party("EUR", None), party("IMG", "REB"), party("NGO", None), party("ROU", "MIL"), party(None, "UAF")]
    expect(tap, "gdelt: bodies, countries of CAMEO, actors without a country", rows("gdelt", record([event(actor=[b]) for b in bodies])),
           {"Actor1Code": "IGOUNO", "Actor1CountryCode": "", "Actor1KnownGroupCode": "UNO", "Actor1Type1Code": "IGO", "Actor1Type2Code": ""},
           {"Actor1Code": "IGOEUREEC", "Actor1CountryCode": "EUR", "Actor1KnownGroupCode": "EEC"},
           {"Actor1Code": "IMGREB", "Actor1Type1Code": "IMG", "Actor1Type2Code": "REB"}, {"Actor1Code": "NGO", "Actor1Type1Code": "NGO"},
           {"Actor1Code": "ROMMIL", "Actor1CountryCode": "ROM"}, {"Actor1Code": "UAF", "Actor1CountryCode": "", "Actor1Type1Code": "UAF"})
    where = [place("Gaza", "PSE", admin1="Gaza Strip"), place("Jenin", "PSE", admin1="West Bank"), place("Texas", "USA", precision="admin1"),
             place("Austin", "USA", admin1="Texas"), place("Diyala", "IRQ", precision="admin1"), place("Sudan", "SDN", precision="country"),
             place("Sahel", None, precision="region"), None]
    expect(tap, "gdelt: types of places and FIPS countries", rows("gdelt", record([event(place=p) for p in where])),
           {"ActionGeo_Type": "4", "ActionGeo_CountryCode": "GZ"}, {"ActionGeo_Type": "4", "ActionGeo_CountryCode": "WE"},
           {"ActionGeo_Type": "2", "ActionGeo_CountryCode": "US", "ActionGeo_FullName": "Texas, United States"},
           {"ActionGeo_Type": "3", "ActionGeo_FullName": "Austin, Texas, United States"}, {"ActionGeo_Type": "5", "ActionGeo_CountryCode": "IZ"},
           {"ActionGeo_Type": "1", "ActionGeo_FullName": "Sudan", "ActionGeo_FeatureID": "SU"}, {"ActionGeo_Type": "0"}, {"ActionGeo_Type": "0"})
    lead = record([event(sentence=0), event(sentence=2), event(sentence=3)], title="-",
                  parts=[{"kind": "title", "start": 0, "end": 4}, {"kind": "caption", "start": 5, "end": 9}, {"kind": "body", "start": 10, "end": 30}])
    lead["sentences"] = [[0, 4], [5, 9], [10, 19], [20, 30]]
    for e, start in zip(lead["events"], (1, 11, 21)):
        e["trigger"] = {**e["trigger"], "start": start, "end": start + 1}
    expect(tap, "gdelt: root events are of the title and the first sentence of the body", rows("gdelt", lead),
           {"IsRootEvent": "1"}, {"IsRootEvent": "1"}, {"IsRootEvent": "0"})
    dates = [date("2021-06", "month"), date("2021", "year"), date("2021-12-31"), None]
    expect(tap, "gdelt: the first day of a date; without one the report's", rows("gdelt", record([event(date=d) for d in dates])),
           {"SQLDATE": "20210601"}, {"SQLDATE": "20210101", "FractionDate": "2021.0027"}, {"FractionDate": "2021.9890"}, {"SQLDATE": "20210607"})


def check_tolls(tap):
    """Rules T1-T4 of docs/format-ucdp.md."""
    army = claim("AFG", "MIL", text="-", start=5, end=9)
    cases = (("T1: parts and figures that were replaced do not count", [toll(9, 9, 0), toll(4, 4, 0, part_of=0), toll(7, 7, 0, sentence=1, replaces=0)], (7, 7, 7)),
             ("T1: killed alone counts, and as a fact", [toll(3, 3, 0), toll(50, 50, 0, kind="wounded"), toll(120, 120, 0, kind="killed_or_wounded"),
                                                         toll(99, 99, 0, sentence=1, status="denied")], (3, 3, 3)),
             ("T2: one voice in one sentence makes a sum", [toll(3, 3, 0), toll(2, 2, 0)], (5, 5, 5)),
             ("T2: two sentences are rivals", [toll(3, 3, 0), toll(5, 5, 0, sentence=1)], (3, 3, 5)),
             ("T3: the report's own voice is best", [toll(12, 12, 0, claim=army), toll(8, 8, 0)], (8, 8, 12)),
             ("T3: else the first", [toll(12, 12, 0, claim=army), toll(8, 10, 0, sentence=1, claim=army)], (12, 8, 12)),
             ("T4: an open figure counts with its least number", [toll(150, None, 0), toll(20, 99, 0, sentence=2)], (150, 20, 150)))
    for name, tolls, (best, low, high) in cases:
        expect(tap, f"ucdp: {name}", rows("ucdp", record([event(actor=[TALIBAN], recipient=[POLICE])], tolls)),
               {"best": str(best), "low": str(low), "high": str(high)})
    expect(tap, "ucdp: figures of what is told again", rows("ucdp", record([event(), event(sentence=1, same_as=0)], [toll(2, 2, 0), toll(6, 6, 1, sentence=1)])),
           {"best": "2", "low": "2", "high": "6"})


def check_ucdp(tap):
    army, al_shabaab = party("AFG", "MIL", label_en="army (Afghanistan)"), party("SOM", "REB", name="Al-Shabaab", label_en="Al-Shabaab")

    def row(actors, recipients, **more):
        return record([event(actor=actors, recipient=recipients, **more)], [toll(2, 2, 0)])
    for name, actors, recipients, kind, a, b in (
            ("state-based, the state is side a", [TALIBAN], [army], "1", "Government of Afghanistan", "Taliban gunmen (Afghanistan)"),
            ("non-state", [TALIBAN], [al_shabaab], "2", "Taliban gunmen (Afghanistan)", "Al-Shabaab"),
            ("one-sided", [TALIBAN], [CIVILIANS], "3", "Taliban gunmen (Afghanistan)", "Civilians"),
            ("both sides of a clash act", [army, TALIBAN], [], "1", "Government of Afghanistan", "Taliban gunmen (Afghanistan)"),
            ("nobody named", [], [POLICE], "", "", "Government of Afghanistan"),
            ("a victim without a sector may be anybody", [TALIBAN], [party("AFG", None, label_en="Afghan")], "", "Taliban gunmen (Afghanistan)", "Afghan")):
        expect(tap, f"ucdp: {name}", rows("ucdp", row(actors, recipients)),
               {"type_of_violence": kind, "side_a": a, "side_b": b, "code_status": "Clear" if kind else "Check dyad"})
    precision = (("point", None, "1"), ("town", None, "1"), ("town", "near", "2"), ("admin2", None, "3"), ("admin1", None, "4"), ("region", None, "5"),
                 ("country", None, "6"))
    for kind, relation, code in precision:
        expect(tap, f"ucdp: where_prec of {kind}{' near' if relation else ''}",
               rows("ucdp", row([], [], place={**KUNDUZ, "precision": kind, "relation": relation})), {"where_prec": code})
    for value, kind, code, first, last in (("2021-06-06", "day", "1", "2021-06-06", "2021-06-06"), ("2021-06-04/2021-06-06", "interval", "2", "2021-06-04", "2021-06-06"),
                                           ("2021-05-31/2021-06-06", "interval", "3", "2021-05-31", "2021-06-06"), ("2024-02", "month", "4", "2024-02-01", "2024-02-29"),
                                           ("2021", "year", "5", "2021-01-01", "2021-12-31"), ("2021-06-05/..", "interval", "1", "2021-06-05", "2021-06-05"),
                                           (None, None, "5", "2021-06-07", "2021-06-07")):
        expect(tap, f"ucdp: date_prec of {value}", rows("ucdp", row([], [], date=value and date(value, kind))),
               {"date_prec": code, "date_start": f"{first} 00:00:00.000", "date_end": f"{last} 00:00:00.000"})
    # PRIO-GRID 2.0: cell 1 has its corner at 90 S 180 W; gid 49182 holds Cape Town's 34.35 S 18.47 E by the same count (row 111, column 397).
    for lat, lon, cell in ((-89.9, -179.9, 1), (-34.35, 18.47, 111 * 720 + 396 + 1), (90, 180, 259200)):
        expect(tap, f"ucdp: priogrid of {lat} {lon}", rows("ucdp", row([], [], place={**KUNDUZ, "lat": lat, "lon": lon})), {"priogrid_gid": str(cell)})
    expect(tap, "ucdp: the place", rows("ucdp", row([TALIBAN], [POLICE], place=KUNDUZ)),
           {"country": "Afghanistan", "country_id": "700", "region": "Asia", "geom_wkt": "POINT (68.86 36.72)", "adm_1": "Kunduz", "gwnoa": "700", "gwnob": ""})
    expect(tap, "ucdp: no deaths, no row; nor for what is no assault or no fact",
           rows("ucdp", record([event(), event("COERCE", "173"), event(status="planned")], [toll(0, 0, 0), toll(1, 1, 1), toll(1, 1, 2)])))
    dead = [toll(8, 8, 0, victim=party("AFG", "COP"), side="recipient"), toll(3, 3, 0, victim=party("AFG", "CVL")), toll(2, 2, 0, victim=party("AFG", "REB")),
            toll(1, 1, 0)]
    dead = [{**t, "victim": {k: t["victim"][k] for k in ("text", "start", "end", "country", "sector")} if t["victim"] else None} for t in dead]
    expect(tap, "ucdp: whose deaths", rows("ucdp", record([event(actor=[TALIBAN], recipient=[POLICE])], dead)),
           {"deaths_a": "8", "deaths_b": "2", "deaths_civilians": "3", "deaths_unknown": "1", "best": "14"})


def check_acled(tap):
    army, demo, foreign = party("AFG", "MIL"), party("LBN", "CVL", label_en="protester (Lebanon)"), party("USA", "MIL", label_en="army (United States)")
    cases = (
        ("a clash", event(actor=[TALIBAN], recipient=[POLICE], place=KUNDUZ), {"event_type": "Battles", "sub_event_type": "Armed clash", "inter1": "2", "inter2": "1", "interaction": "12",
         "actor1": "Taliban", "actor2": "Police Forces of Afghanistan", "disorder_type": "Political violence", "civilian_targeting": "", "iso": "4", "region": "South Asia"}),
        ("on civilians", event(actor=[TALIBAN], recipient=[CIVILIANS]), {"event_type": "Violence against civilians", "sub_event_type": "Attack", "interaction": "27",
         "civilian_targeting": "Civilian targeting", "actor2": "Civilians (Afghanistan)"}),
        ("an air strike from abroad", event(mode=["aerial"], actor=[foreign], recipient=[TALIBAN], place=KUNDUZ), {"event_type": "Explosions/Remote violence",
         "sub_event_type": "Air/drone strike", "inter1": "8", "interaction": "28", "actor1": "Military Forces of United States"}),
        ("a demonstration", event("PROTEST", "141", mode=["demo"], actor=[demo], place=place("Beirut", "LBN")), {"event_type": "Protests",
         "sub_event_type": "Peaceful protest", "disorder_type": "Demonstrations", "inter1": "6", "interaction": "60", "actor1": "Protesters (Lebanon)", "actor2": ""}),
        ("a riot", event("PROTEST", "145", mode=["riot"], actor=[demo]), {"event_type": "Riots", "sub_event_type": "Violent demonstration", "inter1": "5", "actor1": "Rioters (Lebanon)"}),
        ("civilians who attack", event(actor=[demo], recipient=[CIVILIANS]), {"event_type": "Riots", "sub_event_type": "Mob violence"}),
        ("arrests", event("COERCE", "173", mode=["arrest"], actor=[army], recipient=[CIVILIANS]), {"event_type": "Strategic developments", "sub_event_type": "Arrests", "civilian_targeting": ""}),
        ("territory taken", event("COERCE", "192", mode=["seize"], actor=[TALIBAN]), {"sub_event_type": "Non-violent transfer of territory"}),
        ("a ceasefire", event("RETREAT", "0871", mode=["ceasefire"], actor=[army, TALIBAN]), {"sub_event_type": "Agreement", "inter1": "1", "inter2": "2", "interaction": "12"}))
    for name, told, cells in cases:
        expect(tap, f"acled: {name}", rows("acled", record([told])), cells)
    expect(tap, "acled: talks, demands, raids, plans have no row",
           rows("acled", record([event("CONSULT", "040"), event("REQUEST", "100"), event("COERCE", "171", mode=["seize"]), event("ACCUSE", "112"), event(status="planned")])))
    expect(tap, "acled: fatalities, notes, precision", rows("acled", record([event(actor=[TALIBAN], recipient=[POLICE], place={**KUNDUZ, "relation": "near"},
           date=date("2021-06-01/2021-06-30", "interval"))], [toll(8, None, 0, claim=claim("AFG", "COP", label_en="police spokesman (Afghanistan)"))], source="ق")),
           {"fatalities": "8", "event_date": "2021-06-01", "time_precision": "3", "geo_precision": "2", "location": "Kunduz", "latitude": "36.72", "source": "ق",
            "notes": "2021-06-01/2021-06-30: attack or fighting by Taliban gunmen (Afghanistan), against police checkpoint (Afghanistan), near Kunduz; killed 8 or more "
                     "(police spokesman (Afghanistan)). Word of the report: -"})
    expect(tap, "acled: no point for a country", rows("acled", record([event(place=place("Sudan", "SDN", precision="country", lat=15.5, lon=32.5))])),
           {"latitude": "", "longitude": "", "geo_precision": "3", "country": "Sudan", "location": "Sudan"})


def check_geojson(tap):
    events = [event(place=p) for p in (KUNDUZ, {**KUNDUZ, "precision": "admin1"}, {**KUNDUZ, "precision": "country"}, {**KUNDUZ, "precision": "region"}, None)]
    out = json.loads(rasid("--format", "geojson", lines=[record(), record(events, [toll(8, None, 0)]), record()])[1])
    points = [f["geometry"] and f["geometry"]["coordinates"] for f in out["features"]]
    tap.case("geojson: no point where the report names a country or a region only", None if points == [[68.86, 36.72], [68.86, 36.72], None, None, None] else points)
    first = out["features"][0]["properties"]
    tap.case("geojson: an open figure has no upper bound", None if (first["killed_low"], first["killed_high"], first["wounded_low"]) == (8, None, None) else first)
    for lines in ([], [record()]):
        out = json.loads(rasid("--format", "geojson", lines=lines)[1])
        tap.case(f"geojson: {len(lines)} records without an event", None if out == {"type": "FeatureCollection", "features": []} else out)


EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", 'a "quoted", text', "two\nlines", "<script>alert(1)</script>", "**bold** | [a](b) `c`", "null\u0000byte", "'"]


def check_text(tap):
    """Text stays text."""
    lines = [record([event(actor=[party("AFG", "REB", label_en=t, text=t, start=0, end=1)])], id=f"d{i}", title=t, url="javascript:alert(1)") for i, t in enumerate(EVIL)]
    titles = [row["title"] for row in csv.DictReader(io.StringIO(rasid("--format", "csv", lines=lines)[1], newline=""))]
    expected = ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "' =1", "'＝1", 'a "quoted", text', "two\nlines", "<script>alert(1)</script>", "**bold** | [a](b) `c`", "null byte", "'"]
    tap.case("csv: no formula, no lost quote", None if titles == expected else "\n".join(map(repr, titles)))
    out = rasid("--format", "csv", lines=[record([event(place=place("-", "AGO", lat=-8.84, lon=-0.5))])])[1]
    tap.case("csv: numbers stay numbers", None if ",-8.84,-0.5," in out else out)
    for name in ("tsv", "gdelt"):
        out = rasid("--format", name, lines=lines)[1].splitlines()
        counts = {line.count("\t") for line in out}
        tap.case(f"{name}: a row is a line, with as many tabs", None if len(out) == len(lines) + (name == "tsv") and len(counts) == 1 else f"{len(out)} lines, {counts} tabs")
    for name in ("csv", "tsv", "ucdp", "acled"):
        plain, marked = rasid("--format", name, lines=lines)[1], rasid("--format", name, "--bom", lines=lines)[1]
        tap.case(f"{name}: --bom adds the mark and nothing else", None if marked == "\ufeff" + plain else "other")
    for name in ("plover", "geojson"):
        out = rasid("--format", name, lines=lines)[1]
        got = [json.loads(x)["headline"] for x in out.splitlines()] if name == "plover" else [f["properties"]["title"] for f in json.loads(out)["features"]]
        tap.case(f"{name}: every text as it was", None if got == EVIL else got)
    check_office(tap, lines)


def check_office(tap, lines):
    """No text of a report becomes a formula in a spreadsheet."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        tap.skip("LibreOffice finds no formula", "no soffice")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "evil.csv")
        path.write_text(rasid("--format", "csv", lines=lines)[1], encoding="utf-8")
        subprocess.run([office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--infilter=CSV:44,34,76,1,,,,,true", "--convert-to", "fods", "--outdir", folder, path],
                       capture_output=True, timeout=300)
        sheet = pathlib.Path(folder, "evil.fods")
        text = sheet.read_text(encoding="utf-8") if sheet.exists() else ""
        tap.case("LibreOffice finds no formula", None if "table:table-row" in text and "table:formula" not in text else text[-2000:] or "nothing was converted")


class Page(html.parser.HTMLParser):
    """Tags in order, whether they close rightly, and the text of the paragraphs of the report."""
    VOID = {"meta", "br"}

    def __init__(self, text):
        super().__init__()
        self.open, self.wrong, self.tags, self.paragraphs, self.links, self.in_text = [], [], set(), [], [], False
        self.feed(text)
        self.close()
        self.wrong += self.open

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.links += [v for k, v in attributes if k == "href"]
        if tag == "p":
            self.in_text = ("dir", "auto") in attributes
            self.paragraphs += [""] * self.in_text
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if "p" in self.open and self.in_text and "sup" not in self.open:
            self.paragraphs[-1] += data


def check_briefs(tap):
    known = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "mark", "article", "span", "bdi", "div", "table", "tr", "th", "td", "sup", "a", "br"}
    reports = [{"id": f"r{i}", "title": t.replace("\n", " "), "text": f"هاجم مسلحون {t} قرية في العراق وقتلوا ثلاثة.\nنص & <b>آخر</b>.", "captions": ["Iraq, 2021"], "url": u}
               for i, (t, u) in enumerate(zip(EVIL, ["https://example.org/?a=1&b=\"2\"", "javascript:alert(1)"] * 6))]
    with tempfile.TemporaryDirectory() as folder:
        texts = pathlib.Path(folder, "reports.jsonl")
        texts.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports), encoding="utf-8")
        for language in ("en", "ar"):
            done = subprocess.run([RASID, "code", "--format", "html", "--lang", language, texts], capture_output=True, timeout=120)
            page = Page(done.stdout.decode("utf-8"))
            tap.case(f"html, {language}: every tag closes, none comes from text", None if not page.wrong and page.tags <= known else f"{page.wrong} {page.tags - known}")
            tap.case(f"html, {language}: links to the web alone", None if {x[:8] for x in page.links if not x.startswith("#")} == {"https://"} else page.links)
            lines = [line.replace("\u0000", "\ufffd").strip() for r in reports for part in (r["title"], *r["captions"], r["text"]) for line in part.split("\n") if line.strip()]
            got = [p.strip() for p in page.paragraphs]
            tap.case(f"html, {language}: the text is all there", None if got == lines else "\n".join(f"{a!r}\n{b!r}" for a, b in zip(lines, got) if a != b)[:1500] or f"{len(lines)} {len(got)}")
            controls = re.findall("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", done.stdout.decode("utf-8"))
            tap.case(f"html, {language}: no control characters of direction", controls or None)
        records = pathlib.Path(folder, "records.jsonl")
        subprocess.run([RASID, "code", "-o", records, texts], capture_output=True, timeout=120)
        backwards = "".join(reversed(records.read_text(encoding="utf-8").splitlines(True))).encode()
        status, out, _ = rasid("--format", "html", "--texts", str(texts), text=backwards)
        tap.case("html: texts are found in any order", None if status == 0 and out.count('<p dir="auto">') == 2 * len(EVIL) + 1 else f"{status} {out.count('<p dir=')}")
        texts.write_text("".join(json.dumps({**r, "text": r["text"] + " "}, ensure_ascii=False) + "\n" for r in reports[1:]), encoding="utf-8")
        status, out, err = rasid("--format", "markdown", "--texts", str(texts), text=records.read_bytes())
        tap.case("markdown: another text is not shown", None if status == 1 and "هاجم مسلحون" not in out and err.count("is not the one the record was made from") == len(EVIL) - 1 and
                 err.count("has no report with the id") == 1 else f"{status} {err}")


def check_bad_bytes(tap):
    """Bytes that are no UTF-8 become U+FFFD, one for each maximal subpart, and nothing behind them moves."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "bad.jsonl")
        path.write_bytes(b'{"id": "x", "text": "\xff\xfe \xe2\x82 \xf0\x9f\x98 \xc0\xaf ' + "هاجم مسلحون قرية في العراق وقتلوا ثلاثة.".encode() + b' \xd8"}\n')
        for unit in ("codepoints", "bytes", "utf16"):
            records, options = pathlib.Path(folder, "r.jsonl"), ["--offsets", unit]
            subprocess.run([RASID, "code", *options, "-o", records, path], capture_output=True, timeout=120)
            direct = subprocess.run([RASID, "code", *options, "--format", "html", path], capture_output=True, timeout=120).stdout
            done = subprocess.run([RASID, "convert", *options, "--format", "html", "--texts", path, records], capture_output=True, timeout=120)
            text = "".join(Page(direct.decode("utf-8", "surrogateescape")).paragraphs)
            good = text.strip().startswith("\ufffd\ufffd \ufffd \ufffd \ufffd\ufffd هاجم") and b'<mark class="trigger">\xd9\x87\xd8\xa7\xd8\xac\xd9\x85</mark>' in direct
            tap.case(f"html: bytes that are no UTF-8, {unit}", None if good and done.stdout == direct else f"{text!r} {done.stderr}")


def check_summary(tap):
    lines = [record([event(actor=[TALIBAN], place={**KUNDUZ, "text": "قندوز", "start": 0, "end": 5}, date=date("2021-06-06")), event(same_as=0, actor=[TALIBAN]), event("CONSULT", "040"),
                     event(status="planned")], [toll(8, 8, 0), toll(3, 5, 0, kind="wounded"), toll(2, 2, None)]),
             record([event(actor=[TALIBAN], place=KUNDUZ)], [toll(4, 4, 0)])]
    bar = "█" * 30
    expected = f"""       2 reports
       5 events told
       3 occurrences told as fact
       1 planned, denied, negated, hypothetical or historical
       1 tolls without an event

Events by category
       2 {bar} attack or fighting
       1 {'█' * 15}{' ' * 15} meeting or talks

Places
       2 {bar} Kunduz, Afghanistan

Actors
       2 {bar} Taliban

Tolls by day
  2021-06-06 {bar} killed 8; wounded 3
  ---------- {'█' * 11}{' ' * 19} (no date) killed 4
"""
    got = rasid("--summary", lines=lines)[1]
    tap.case("summary: what is counted", None if got == expected else got)
    got = rasid("--summary", "--lang", "ar", lines=lines)[1]
    tap.case("summary: names in Arabic", None if f"       2 {bar} -\n" in got and "قتلى 8; جرحى 3" in got and "لقاء أو محادثات" in got else got)
    empty = rasid("--summary", lines=[])[1]
    tap.case("summary: of nothing", None if empty.startswith("       0 reports\n") and "none" in empty else empty)
    one, two = (subprocess.run([RASID, "code", "--summary", "-j", n, ROOT / "examples"], capture_output=True, timeout=120).stdout for n in ("1", "2"))
    tap.case("summary: the same at any number of threads", None if one == two and one else "different")


def check_hostile(tap):
    """Lines that are no records, or not sound ones: told by line and column, the rest is converted."""
    good = json.dumps(record([event()]))
    deep = '{"doc":' + "[" * 100000 + "]" * 100000 + "}"
    cases = (("no JSON", "?", "-:2:1: invalid JSON: no value begins with this character"), ("cut off", good[:100], "invalid JSON: "), ("deep", deep, "here should stand an object"),
             ("no record", '{"a": 1}', "it has no doc.id"), ("a list", "[1]", "here should stand an object"), ("a wrong kind", good.replace('"quad": 4', '"quad": "4"'), "a whole number"),
             ("a huge number", good.replace('"sentence": 0', '"sentence": 99999999999999999999'), "a whole number"), ("a negative offset", good.replace('"start": 0', '"start": -1'), "a whole number"),
             ("an event told before itself", good.replace('"same_as": null', '"same_as": "d#0"'), "not a sound record"), ("a stranger", good.replace('"same_as": null', '"same_as": "x#7"'), "not a sound record"),
             ("deep in a key that is unknown", good[:-1] + ', "x": ' + "[" * 100000 + "]" * 100000 + "}", "nested too deep"))
    for name, line, message in cases:
        status, out, err = rasid("--format", "plover", text=(good + "\n" + line + "\n" + good + "\n").encode())
        tap.case(f"hostile: {name}", None if status == 1 and message in err and err.startswith("rasid: -:2:") and out.count("\n") == 2 else f"{status} {err[:300]} {out.count(chr(10))}")
    status, out, err = rasid("--format", "csv", text=good.replace("data/ar", "\udcff").encode("utf-8", "surrogateescape") + b"\n" + good.encode() + b"\n")
    tap.case("hostile: bytes that are no UTF-8", None if status == 1 and "bytes that are no UTF-8" in err and len(out.splitlines()) == 2 else f"{status} {err}")
    many = record([event(same_as=0 if i else None) for i in range(20000)], [toll(1, 1, i % 20000, sentence=i) for i in range(20000)])
    for name in ("csv", "gdelt", "ucdp", "acled", "geojson", "html", "table"):
        status, out, _ = rasid("--format", name, lines=[many])
        tap.case(f"hostile: 20,000 events of one occurrence as {name}", None if status == 0 and out else status)
    crowd = record([event(actor=[party("EGY", "CVL")] * 20000)])
    status, out, _ = rasid("--format", "gdelt", lines=[crowd])
    tap.case("hostile: 20,000 actors who act together", None if status == 0 and out.count("\n") == 12 * 11 else out.count("\n"))
    spans = record([event(trigger={"text": "x", "start": 4294967295, "end": 4294967295, "lemma": "-"}, place={**KUNDUZ, "text": "x", "start": 9, "end": 2}, date=date("9999-99-99"))],
                   [toll(9223372036854775807, None, 0), toll(9223372036854775807, None, 0)])
    for name in ("csv", "gdelt", "ucdp", "acled", "geojson", "html", "markdown", "plover", "table", "tsv"):
        status, out, err = rasid("--format", name, "--summary", "-o", "/dev/null", lines=[spans])
        tap.case(f"hostile: spans and numbers out of bounds as {name}", None if status == 0 and not err else f"{status} {err}")


def main():
    tap = Tap()
    for check in (check_gdelt, check_tolls, check_ucdp, check_acled, check_geojson, check_text, check_briefs, check_bad_bytes, check_summary, check_hostile):
        check(tap)
    tap.done()


if __name__ == "__main__":
    main()
