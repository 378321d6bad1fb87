#!/usr/bin/env python3
"""rasid.open_store, code_files and incidents: what the commands print of the same stores, files and records."""
import csv
import gzip
import io
import json
import multiprocessing
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

from tap_python import RELEASE, ROOT, Tap, case, raises, same

import rasid
from rasid import _blocks

tap = Tap()
FOLDER = tempfile.TemporaryDirectory(prefix="rasid-store-")
HERE = pathlib.Path(FOLDER.name)
REPORTS = ROOT / "examples/reports.jsonl"
STORE = HERE / "told.db"
VIEWS = ("reports", "events", "parties", "tolls", "mentions", "incidents", "incident_parties", "episodes", "claims", "sources", "corrections", "runs", "days", "queue")


def command(*arguments, **how):
    return subprocess.run([RELEASE, *map(str, arguments)], capture_output=True, **how).stdout.decode()


def listed(*arguments, store=STORE):
    return [json.loads(line) for line in command("store", "--store", store, "-f", "jsonl", "--limit", "100000", *arguments).splitlines()]


command("code", "--store", STORE, REPORTS)
command("incidents", "--store", STORE)


def without_libraries():
    with tempfile.TemporaryDirectory() as folder:
        package = pathlib.Path(folder, "rasid")
        shutil.copytree(pathlib.Path(rasid.__file__).parent, package)
        for extension in package.glob("_io.*"):
            extension.unlink()
        code = ("import rasid\nprint(rasid.code('قتل ثلاثة جنود.').tolls[0].low)\n"
                "try:\n    rasid.open_store('x')\nexcept ImportError as error:\n    print(error)")
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, env={**os.environ, "PYTHONPATH": folder})
    lines = done.stdout.splitlines()
    return None if lines[:1] == ["3"] and "libxml2" in lines[1] else done.stdout + done.stderr


@case(tap, "rows of every view are those of `rasid store list`")
def _():
    with rasid.open_store(STORE) as store:
        for view in VIEWS:
            wanted = listed("list", view)
            if problem := same(list(store.rows(view)), wanted) or same(store.count(view), len(wanted)):
                return f"{view}: {problem}"
    return None if store.name == str(STORE) else store.name


@case(tap, "filters and words find what they find for the command")
def _():
    with rasid.open_store(STORE) as store:
        return (same(list(store.events(category=["ASSAULT", "PROTEST"], country="IRQ")), listed("list", "events", "--category", "ASSAULT,PROTEST", "--country", "IRQ"))
                or same([r["id"] for r in store.search("قُتلوا")], [r["id"] for r in listed("search", "قُتلوا")])
                or same(len(list(store.tolls(limit=2))), 2)
                or (None if list(store.search("قُتلوا")) else "no report has the word in another form"))


@case(tap, "tables hold the rows, in columns of the documented types")
def _():
    documented = (ROOT / "docs/arrow.md").read_text(encoding="utf-8")
    with rasid.open_store(STORE) as store:
        for view in ("reports", "events", "tolls", "incidents", "claims"):
            table, rows = store.table(view), list(store.rows(view))
            assert rows, view
            assert list(table.column_names) == list(rows[0]), view
            for row, cells in zip(rows, table.to_pylist()):
                wrong = [k for k in row if (bool(row[k]) if isinstance(cells[k], bool) else row[k]) != cells[k]]
                assert not wrong, (view, wrong[0], row[wrong[0]], cells[wrong[0]])
            missing = [c for c in table.column_names if f"`{c}`" not in documented]
            assert not missing, f"docs/arrow.md does not list {missing} of {view}"
    import pyarrow
    with rasid.open_store(STORE) as store:
        table = pyarrow.table(store.events_table())
        table.validate(full=True)
        return same(table.column("category").to_pylist(), [e["category"] for e in store.events()])


@case(tap, "a report with its text and record; incidents with their claims")
def _():
    with rasid.open_store(STORE) as store:
        first = json.loads(REPORTS.read_text(encoding="utf-8").splitlines()[0])
        found = store.report(1)
        record = json.loads(found["record"])
        trigger = record["events"][0]["trigger"]
        assert found["coded_text"][trigger["start"]:trigger["end"]] == trigger["text"]
        printed = [json.loads(line) for line in command("incidents", "--store", STORE).splitlines()]
        return same((found["title"], found["text"]), (first["title"], first["text"])) or same(store.joined(), printed)


@case(tap, "corrections are seen: events hold what people made of them")
def _():
    import sqlite3
    copy = HERE / "corrected.db"
    command("store", "--store", STORE, "backup", copy)
    with sqlite3.connect(copy) as db:  # as the library leaves them: the row shows the correction
        db.execute("UPDATE events SET country = 'XYZ' WHERE id = 1")
        db.execute("INSERT INTO corrections (report_id, target, target_id, field, old, new, who, at) VALUES (1, 'event', 1, 'country', 'IRQ', 'XYZ', 'me', '2026-01-01T00:00:00Z')")
    with rasid.open_store(copy) as store:
        event, correction = next(store.events()), next(store.corrections())
    return same((event["country"], correction["old"], correction["new"]), ("XYZ", "IRQ", "XYZ"))


@case(tap, "what cannot be opened is named, and nothing is made or written")
def _():
    before = STORE.read_bytes()
    other = HERE / "other.txt"
    other.write_text("no store")
    for path, words in ((HERE / "none.db", ["none.db"]), (other, ["other.txt"]), (HERE, [str(HERE)]), ("postgresql:///none?host=/nowhere", ["nowhere"])):
        if problem := raises((ValueError, OSError), words, lambda: rasid.open_store(path)):
            return problem
    if problem := raises(TypeError, [], lambda: rasid.open_store(7)):
        return problem
    with rasid.open_store(STORE) as store:
        for words, call in ((["form"], lambda: store.events(form="x")), (["from", "soon"], lambda: store.events(from_="soon")), (["limit"], lambda: store.events(limit=-1))):
            if problem := raises(ValueError, words, call):
                return problem
        if problem := raises(TypeError, ["words"], lambda: store.events(words=b"x")) or raises(ValueError, ["nothing"], lambda: store.rows("nothing")) or raises(
                ValueError, ["days"], lambda: store.table("days")) or raises(ValueError, ["no"], lambda: store.report(10**9)):
            return problem
    return None if not (HERE / "none.db").exists() and STORE.read_bytes() == before else "something was written"


@case(tap, "a closed store says so; rows being read keep it open; a fork is refused")
def _():
    store = rasid.open_store(STORE)
    rows = store.events()
    next(rows)
    store.close()
    problem = raises(ValueError, ["closed"], lambda: next(rows)) or raises(ValueError, ["closed"], store.reports)
    del rows
    if problem:
        return problem
    store = rasid.open_store(STORE)

    def child(pipe):
        try:
            next(store.events())
            pipe.send("no error")
        except RuntimeError as error:
            pipe.send(str(error))

    ours, theirs = multiprocessing.get_context("fork").Pipe()
    process = multiprocessing.get_context("fork").Process(target=child, args=(theirs,))
    process.start()
    said = ours.recv()
    process.join()
    return None if "another process" in said and next(store.events()) else said


@case(tap, "without the libraries that read files the coder works, and the rest says what it lacks")
def _():
    return without_libraries()


sys.path.insert(1, str(ROOT / "tests/store"))
from postgres_server import PostgresServer  # noqa: E402


def on_a_server():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="rasid-pg-"))
    folder.chmod(0o755)
    server = PostgresServer(folder)
    if server.bin is None:
        tap.skip("a store of PostgreSQL", "no server is installed (Debian: postgresql)")
        return
    try:
        address = server.start()
        command("store", "--store", STORE, "copy", address)

        @case(tap, "a store of PostgreSQL says what its copy in a file says")
        def _():
            with rasid.open_store(address) as there, rasid.open_store(STORE) as here:
                for view in ("reports", "events", "tolls", "incidents", "claims"):
                    rows = list(here.table(view, order="id").to_pylist())
                    if problem := same(there.table(view, order="id").to_pylist(), rows) or same(there.count(view), len(rows)):
                        return f"{view}: {problem[:2000]}"
                return same([r["id"] for r in there.search("قُتلوا")], [r["id"] for r in here.search("قُتلوا")]) or same(there.joined(), here.joined())
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


on_a_server()


# ---- files ----

@case(tap, "files are read as `rasid code` reads them: packed lines, tables, text, a folder")
def _():
    folder = HERE / "files"
    folder.mkdir()
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(REPORTS.read_bytes()))
    (folder / "b.txt").write_text("هاجم مسلحون القرية.", encoding="utf-16")
    with open(folder / "c.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("title", "text", "published"), ("", "قتل ثلاثة جنود في بغداد أمس.", "2021-06-07")])
    wanted = list(csv.DictReader(io.StringIO(command("code", "-f", "csv", folder))))
    rows = [row for tables in rasid.code_files(folder) for row in tables.events.to_pylist()]
    return same([row["event_id"] for row in rows], [row["event_id"] for row in wanted]) or same([row["event"] for row in rows], [row["event"] for row in wanted])


@case(tap, "what cannot be read has a row that says so, and the rest is done")
def _():
    bad = HERE / "bad.jsonl"
    bad.write_text('{"id":"a","text":"هاجم مسلحون القرية."}\nno json\n{"id":"b","text":"هاجم مسلحون القرية."}\n', encoding="utf-8")
    rows = [row for tables in rasid.code_files([bad, HERE / "missing"]) for row in tables.documents.to_pylist()]
    return same([(row["error"], "missing" in (row["message"] or ""), "bad.jsonl:2" in (row["message"] or "")) for row in rows],
                [(None, False, False), ("bad_input", False, True), (None, False, False), ("bad_input", True, False)])


@case(tap, "files: other keys, a day for all, wrong arguments")
def _():
    file = HERE / "keys.jsonl"
    file.write_text('{"key":"k","body":"قتل ثلاثة جنود في بغداد أمس."}\n', encoding="utf-8")
    tables = next(rasid.code_files(file, fields={"text": "body", "id": "key"}, published="2021-06-07"))
    got = [(row["doc_id"], row["date"]) for row in tables.tolls.to_pylist()]
    return same(got, [("k", "2021-06-06")]) or raises(ValueError, ["body"], lambda: rasid.code_files(file, fields={"body": "x"})) or raises(
        ValueError, ["docx"], lambda: rasid.code_files(file, input_format="docx")) or raises(TypeError, [], lambda: rasid.code_files([3]))


# ---- incidents, in one and in blocks ----

RECORDS = command("code", REPORTS).splitlines()


@case(tap, "incidents of records are those of `rasid incidents`")
def _():
    wanted = [json.loads(line) for line in command("incidents", "-", input="\n".join(RECORDS).encode()).splitlines()]
    return same(rasid.incidents(RECORDS), wanted) or raises(ValueError, ["item 1"], lambda: rasid.incidents([RECORDS[0], "{}"])) or raises(
        ValueError, ["'most'"], lambda: rasid.incidents([], "most"))


def in_blocks(records, first_block, patience=6):
    """The rounds of rasid.spark.incidents, without Spark: the lines and how many episodes moved."""
    text = {f"{i:08d}": record for i, record in enumerate(records)}
    at = {(key, e.number): (e, first_block(e)) for key, record in text.items() for e in _blocks.episodes(record)}
    nowhere, n_moved, n_rounds = set(), 0, 0
    while True:
        n_rounds += 1
        held = {}
        for e, block in at.values():
            held.setdefault(block, []).append(e.facts)
        reach = _blocks.Reach((b, tuple(sorted({json.dumps(p) for f in facts for p in f[6]})), b in nowhere, *(
            None if None in days else choose(days) for days, choose in (([f[4] for f in facts], min), ([f[5] for f in facts], max)))) for b, facts in held.items())
        tasks = {}
        for (key, number), (e, own) in at.items():
            for block in [own, *reach(_blocks.loads(e.dumps()), own)]:
                tasks.setdefault(block, {}).setdefault(key, {})[number] = _blocks.JOINS if block == own else _blocks.ASKS
        best, begun, seen = {}, [], set()
        for block, reports in tasks.items():
            for key, number, turn, points, *founder, day, line, lost in _blocks.run([(key, text[key], reports[key]) for key in sorted(reports)]):
                if line:
                    begun.append((day, key, number, line))
                if lost:
                    seen.add(block)
                if points is not None:
                    best[key, number] = max(best.get((key, number), (0,)), (points, *founder, block))
        moves = {k: b[-1] for k, b in best.items() if b[-1] != at[k][1]}
        n_moved += len(moves)
        if not moves and seen <= nowhere:
            return [_blocks.renumber(line, i) for i, (_, _, _, line) in enumerate(sorted(begun))], n_moved
        nowhere |= seen
        for k, to in moves.items():
            own = at[k][1]
            for other in ([k] if n_rounds <= patience else [o for o, (_, b) in at.items() if b == own]):
                at[other] = (at[other][0], to)


def generated(by_chance, n):
    """Records of reports of attacks and protests of a few weeks, many without a place or a day."""
    towns = ["بغداد", "الموصل", "كركوك", "حلب", "دمشق", "رفح", "غزة", "صنعاء", "عدن", "طرابلس", "العريش", "سوريا", "اليمن", "العراق"]
    ways = ["قتل {n} أشخاص في انفجار سيارة مفخخة في {p} {d}.", "قصفت طائرات حربية مواقع في {p} {d} ما أسفر عن مقتل {n} أشخاص.",
            "هاجم مسلحون نقطة تفتيش في {p} {d} وقتلوا {n} جنود.", "تظاهر مئات الأشخاص في {p} {d}.", "مقتل {n} أشخاص في هجوم {d}.", "أدانت الحكومة الهجوم الذي وقع في {p}."]
    for i in range(n):
        text = "\n".join(by_chance.choice(ways).format(n=by_chance.randint(3, 30), p=by_chance.choice(towns), d=by_chance.choice(["أمس", "اليوم", "أول أمس", "", "الأحد"]))
                         for _ in range(by_chance.randint(1, 3)))
        yield {"id": f"n{i}", "text": text, "published": f"2021-03-{by_chance.randint(1, 25):02d}" if by_chance.random() < 0.95 else None}


@case(tap, "in blocks come the incidents of one join of all, however the blocks are made at first")
def _():
    moved = 0
    for seed in range(12):
        by_chance = random.Random(seed)
        records = [record.json for record in rasid.code_many(generated(by_chance, 80))]
        wanted = [json.dumps(i, sort_keys=True) for i in rasid.incidents(records)]
        for first in (lambda e: e.first_block(3), lambda e: e.first_block(30), lambda e: str(by_chance.randrange(4))):
            lines, n = in_blocks(records, first)
            moved += n
            got = [json.dumps(json.loads(line), sort_keys=True) for line in lines]
            if got != wanted:
                return f"seed {seed}: {len(got)} incidents, not {len(wanted)}: " + str(next(((a, b) for a, b in zip(got, wanted) if a != b), ""))
    return None if moved > 100 else f"only {moved} episodes had to move: this tests nothing"


FOLDER.cleanup()
tap.done()
