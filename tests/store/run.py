#!/usr/bin/env python3
"""The store: search by words in any form, a process that is killed, disks and files that fail, a server of PostgreSQL.

    run.py [TEST_STORE]

TEST_STORE is the program of tests/api/test_store.c, which is run against the server too. Reports stand in reports.jsonl and are made
of sentences written here.
"""
import contextlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from postgres_server import PostgresServer  # noqa: E402
from tap import RASID, RELEASE, ROOT, Tap  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
REPORTS = HERE / "reports.jsonl"
KILLS = 200
TOWNS = ["الموصل", "البصرة", "حلب", "صنعاء", "طرابلس", "بنغازي", "الخرطوم", "مقديشو", "غزة", "جنين"]
NOBODY = 65534


def rasid(*arguments, program=None, **options):
    return subprocess.run([program or RASID, "--lang", "en", *map(str, arguments)], capture_output=True, text=True, timeout=300, **options)


def store(target, *arguments, **options):
    return rasid("store", "--store", target, *arguments, **options)


def lines(target, *arguments):
    """Rows as JSON."""
    done = store(target, "-f", "jsonl", *arguments)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def names(target, *arguments):
    return sorted(row["name"] for row in lines(target, *arguments))


def made_reports(path, n, first=0):
    """n reports with an event each."""
    with open(path, "w", encoding="utf-8") as out:
        for i in range(first, first + n):
            town = TOWNS[i % len(TOWNS)]
            text = f"هاجم مسلحون نقطة للجيش في {town} يوم الأحد وقتلوا {i % 40 + 3} جنود، وفق ما قال مسؤول محلي رقم {i}.\n" + "ولم تعلق الحكومة. " * (i % 9)
            out.write(json.dumps({"id": f"made-{i}", "published": "2021-03-08", "source": f"وكالة {i % 7}", "title": f"هجوم في {town}",
                                  "text": text}, ensure_ascii=False) + "\n")


def equal(what, found, expected):
    return None if found == expected else f"{what}: {found!r}, expected {expected!r}"


def fails(done, status, *words):
    """None where the command ended as it should, with each of the words in what it says."""
    for word in words:
        if word not in done.stderr:
            return f"says {done.stderr!r}, without {word!r}"
    return equal("status", done.returncode, status)


# ---- search ----

def search_cases(tap, target, kind):
    """Queries and the reports that a reader says they are about."""
    for words, expected in [("قتل", ["basra-1", "mosul-1", "mosul-2"]), ("قُتلوا", ["basra-1", "mosul-1", "mosul-2"]), ("يقتلون", ["basra-1", "mosul-1", "mosul-2"]),
                            ("جندي", ["mosul-1", "mosul-2"]), ("والجنود", ["mosul-1", "mosul-2"]), ("شرطة", ["basra-1", "mosul-1"]),
                            ("الشرطه", ["basra-1", "mosul-1"]), ("لافتات", ["tunis-1"]), ("تظاهروا", ["tunis-1"]), ("احتجاجات", ["tunis-1"]),
                            ('"سيارة مفخخة"', ["mosul-1", "mosul-2"]), ('"مفخخة سيارة"', []), ("جندي -سوق", ["mosul-2"]), ("الموصل البصرة", []),
                            ("'; DROP TABLE reports; --", []), ('"', []), ("* OR NEAR(", []), ("-", [])]:
        tap.case(f"{kind}: search {words}", equal("reports", names(target, "search", "--", words), expected))
    tap.case(f"{kind}: search and filter", equal("reports", names(target, "search", "--source", "وكالة ألف", "شرطة"), ["mosul-1"]))
    tap.case(f"{kind}: list by place", equal("reports", names(target, "list", "--place", "IRQ", "--category", "ASSAULT"), ["basra-1", "mosul-1", "mosul-2"]))
    for place, expected in (("العراق", ["basra-1", "mosul-1", "mosul-2"]), ("نينوى", ["mosul-1", "mosul-2"]), ("Iraq", ["basra-1", "mosul-1", "mosul-2"]),
                            ("البصرة", ["basra-1"]), ("تونس", ["tunis-1"]), ("لا مكان", [])):
        tap.case(f"{kind}: list by place {place}", equal("reports", names(target, "list", "--place", place), expected))
    tap.case(f"{kind}: events of a report", equal("categories", {row["category"] for row in lines(target, "list", "events", "--category", "PROTEST")}, {"PROTEST"}))


def round_trip(tap, target, kind):
    """What goes in comes out: the store exports what rasid code prints, and that nobody has said anything of it yet."""
    without = {"csv": lambda text: "".join(re.sub(r"(,review)?\r?\n$" if i == 0 else r",\r?\n$", "\n", line) for i, line in enumerate(text.splitlines(True))),
               "geojson": lambda text: text.replace(',"review":null', "")}
    for form in ("jsonl", "csv", "ucdp", "geojson", "html"):
        direct = rasid("code", "-f", form, REPORTS).stdout
        found = store(target, "export", "-f", form).stdout
        if form in without:
            tap.case(f"{kind}: export -f {form} has a place for reviews", None if "review" in found else found)
            found = without[form](found)
        tap.case(f"{kind}: export -f {form} is what rasid code prints", None if found == direct else "they differ")
    done = rasid("incidents", "--store", target)
    ids = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    tap.case(f"{kind}: incidents of the store", equal("ids", ids, ["i1", "i2", "i3"]) or fails(done, 0, "4 new reports", "3 begun"))
    again = rasid("incidents", "--store", target)
    tap.case(f"{kind}: joining again changes nothing", equal("incidents", again.stdout, done.stdout) or fails(again, 0, "0 begun, 0 grown"))
    tap.case(f"{kind}: check", fails(store(target, "check"), 0))


def purged(tap, folder):
    """No part of a word is left in the file, wherever rows were moved while the store grew."""
    target, source = folder / "purged.db", folder / "purged.jsonl"
    numbers, words = random.Random(5), []
    for start in range(0, 2000, 50):
        with open(source, "w", encoding="utf-8") as out:
            for i in range(start, start + 50):
                words.append(["".join(numbers.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(24)) for _ in range(4)])
                out.write(json.dumps({"id": f"w{i}", "published": "2021-03-08", "text": "هاجم مسلحون نقطة للجيش أمس. " + " ".join(words[i])}, ensure_ascii=False) + "\n")
        store(target, "add", source)
    done = store(target, "purge", 6)
    raw = b"".join((folder / f"purged.db{end}").read_bytes() for end in ("", "-wal") if (folder / f"purged.db{end}").exists())
    left = [word for word in words[5] if any(word[at:at + 10].encode() in raw for at in range(2, 14))]
    tap.case("purge: no part of a word is left in the file", fails(done, 0) or equal("words left", left, []))
    tap.case("purge: the words of others are", None if words[6][0].encode() in raw else "they are not there")
    tap.case("purge: what is left is whole", fails(store(target, "check"), 0))


def purged_while_read(tap, folder):
    """Whoever reads keeps the old text in the log beside the file: the command says so, and after the reader's end nothing is left."""
    target = folder / "read.db"
    store(target, "add", REPORTS)
    phrase = "احتجاجا على ارتفاع الأسعار".encode()
    held = lambda: phrase in b"".join((folder / f"read.db{end}").read_bytes() for end in ("", "-wal") if (folder / f"read.db{end}").exists())
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM reports").fetchall()
        done = store(target, "purge", 3)
        tap.case("purge beside a reader: says that words may be left", fails(done, 3, "the text of report 3 is removed", "another process reads the store", "purge it again"))
        tap.case("purge beside a reader: the text is removed all the same", equal("reports", names(target, "search", "لافتات"), []))
        reader.execute("COMMIT")
    tap.case("purge after the reader: done", fails(store(target, "purge", 3), 0))
    tap.case("purge after the reader: nothing is left", "its words are" if held() else None)


def limits(tap, folder):
    target = folder / "limits.db"
    made_reports(folder / "limits.jsonl", 102)
    store(target, "add", folder / "limits.jsonl")
    for options, n in (((), 102), (("--limit", "100"), 100), (("--limit", "7"), 7)):
        tap.case(f"export {' '.join(options) or 'without a limit'}", equal("records", len(store(target, "export", *options).stdout.splitlines()), n))


def basic(tap, folder):
    target = folder / "basic.db"
    tap.case("no store: says how to make one", fails(store(target, "list"), 3, "there is no store", "rasid store add"))
    done = rasid("code", "--store", target, REPORTS)
    tap.case("code --store prints no records", equal("output", done.stdout, "") or fails(done, 0, "4 new reports"))
    tap.case("store add: what is there is known", fails(store(target, "add", REPORTS), 0, "0 new reports", "4 known"))
    search_cases(tap, target, "file")
    round_trip(tap, target, "file")
    shown = store(target, "show", 1).stdout
    tap.case("show", None if "mosul-1" in shown and "قُتل خمسة" in shown and "ASSAULT" in shown else shown)
    tap.case("show: no such report", fails(store(target, "show", 99), 3, "there is no report 99"))
    purged = store(target, "purge", 3, "--who", "mona", "--reason", "takedown")
    raw = b"".join((folder / f"basic.db{end}").read_bytes() for end in ("", "-wal") if (folder / f"basic.db{end}").exists())
    tap.case("purge: its text is found no more", fails(purged, 0) or equal("reports", names(target, "search", "لافتات"), []))
    tap.case("purge: its text is not left in the file", "it is" if "احتجاجا على ارتفاع الأسعار".encode() in raw else None)
    tap.case("purge: the log says so", equal("log", [row["reason"] for row in lines(target, "list", "purges")], ["takedown"]))
    tap.case("backup", fails(store(target, "backup", folder / "backup.db"), 0) or fails(store(folder / "backup.db", "check"), 0))
    tap.case("backup: nothing is overwritten", fails(store(target, "backup", folder / "backup.db"), 3, "is there already"))


def corrected(tap, folder):
    """Rows as a correction leaves them (tests/api/test_store.c makes them by the interface): the export has them."""
    target = folder / "corrected.db"
    store(target, "add", REPORTS)
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as file:
        number = dict(file.execute("SELECT name, id FROM reports"))
        file.execute("UPDATE events SET place = 'Tal Keif', review = 'corrected' WHERE report_id = ?", (number["mosul-1"],))
        file.execute("UPDATE events SET review = 'rejected' WHERE report_id = ?", (number["basra-1"],))
        file.execute("INSERT INTO corrections (report_id, target, target_id, field, old, new, who, at) VALUES"
                     " (?, 'event', 1, 'place', 'Mosul', 'Tal Keif', 'mona', '2026-01-01T00:00:00Z')", (number["mosul-1"],))
    rows = store(target, "export", "-f", "csv").stdout
    tap.case("export: corrected values", None if "Tal Keif" in rows and rows.count("Mosul") else rows)
    tap.case("export: what was rejected is left out", rows if "basra-1" in rows else None)
    records = [json.loads(line) for line in store(target, "export").stdout.splitlines()]
    said = {r["doc"]["id"]: [(c["field"], c["new"], c["who"]) for c in r.get("review", [])] for r in records}
    tap.case("export: as JSON what was said stands behind the record",
             equal("review", said, {"mosul-1": [("place", "Tal Keif", "mona")], "mosul-2": [], "tunis-1": [], "basra-1": []}))
    places = [e["place"]["name"] for r in records if r["doc"]["id"] == "mosul-1" for e in r["events"]]
    tap.case("export: as JSON the record stays", equal("places", set(places), {"Mosul"}))


# ---- articles that were fetched ----

def fetched(tap, folder):
    """What lies in the folder of days goes in, once; what comes behind it, the next time. The feed itself is not there."""
    days, target = folder / "days", folder / "fetched.db"
    days.mkdir()
    items = REPORTS.read_text(encoding="utf-8").splitlines(keepends=True)
    day = days / "2021-03-09.jsonl"
    day.write_text("".join(items[:3]), encoding="utf-8")
    fetch = ["fetch", "http://127.0.0.1:1/feed", "--allow-private", "--retries", "0", "--to", days, "--store", target]
    tap.case("fetch --store: what was fetched before goes in", fails(rasid(*fetch), 1, "3 new reports"))
    with open(day, "a", encoding="utf-8") as more:
        more.write(items[3])
    tap.case("fetch --store: then only what is new is coded", fails(rasid(*fetch), 1, "1 new report\n"))
    done = rasid(*fetch)
    tap.case("fetch --store: and nothing twice", fails(done, 1, "0 new reports\n") or fails(store(target, "check"), 0))


# ---- several processes at once ----

def together(tap, folder):
    target = folder / "together.db"
    for k in range(3):
        made_reports(folder / f"part{k}.jsonl", 200, 200 * k)
    processes = [subprocess.Popen([RASID, "code", "--store", target, folder / f"part{k}.jsonl"], stderr=subprocess.DEVNULL) for k in range(3)]
    ends = [process.wait() for process in processes]
    tap.case("three processes make and fill one store", equal("ends", ends, [0, 0, 0]) or equal("reports", numbers(target), (600, 0)) or
             fails(store(target, "check"), 0))


# ---- a process that is killed ----

def numbers(target):
    """Reports, and those of which something is missing; by SQLite alone."""
    with contextlib.closing(sqlite3.connect(f"file:{target}?mode=ro", uri=True)) as file:
        n = file.execute("SELECT count(*) FROM reports").fetchone()[0]
        half = file.execute("SELECT count(*) FROM reports r WHERE r.version_id IS NULL OR r.record_id IS NULL"
                            " OR r.n_events <> (SELECT count(*) FROM events e WHERE e.record_id = r.record_id)"
                            " OR NOT EXISTS (SELECT 1 FROM report_words_docsize d WHERE d.id = r.version_id)").fetchone()[0]
    return n, half


def kill_loop(tap, folder):
    target, source, n = folder / "kill.db", folder / "made.jsonl", 30000
    made_reports(source, n)
    chance = random.Random(8)
    problem, last, alive = None, 0, 0
    for kill in range(KILLS):
        process = subprocess.Popen([RELEASE, "code", "--store", target, source], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, 0.25))
        process.send_signal(signal.SIGKILL)
        alive += process.wait() == -signal.SIGKILL
        if not target.exists() or target.stat().st_size == 0:
            continue
        try:
            found, half = numbers(target)
        except sqlite3.OperationalError as error:
            # Killed before its first transaction: no table yet.
            if "no such table" in str(error) and last == 0:
                continue
            problem = f"kill {kill}: {error}"
            break
        if half or found < last:
            problem = f"kill {kill}: {found} reports after {last}, {half} of them half"
            break
        last = found
        if kill % 40 == 39:
            problem = fails(store(target, "check", program=RELEASE), 0)
            if problem:
                break
    if problem is None and alive < KILLS * 3 // 4:
        problem = f"only {alive} of {KILLS} processes were alive when they were killed"
    tap.case(f"killed {KILLS} times: no report is lost or half ({last} of {n} were in)", problem)
    done = rasid("code", "--store", target, source, program=RELEASE)
    tap.case("after the kills it goes on to the end", fails(done, 0) or equal("reports", numbers(target), (n, 0)) or fails(store(target, "check", program=RELEASE), 0))


# ---- files and disks that fail ----

def failures(tap, folder):
    good = folder / "good.db"
    store(good, "add", REPORTS)
    made = folder / "more.jsonl"
    made_reports(made, 2000)

    text = folder / "text.db"
    text.write_text("this is a text, and a long enough one\n" * 10)
    tap.case("a file that is no store", fails(store(text, "list"), 3, "text.db", "no store"))
    other = folder / "other.db"
    with contextlib.closing(sqlite3.connect(other)) as file:
        file.execute("CREATE TABLE mine (a)")
    tap.case("another program's database is left alone", fails(store(other, "add", REPORTS), 3, "another program"))
    tap.case("a folder", fails(store(folder, "list"), 3, "folder"))

    newer = folder / "newer.db"
    shutil.copy(good, newer)
    with contextlib.closing(sqlite3.connect(newer, isolation_level=None)) as file:
        file.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    done = store(newer, "add", made)
    tap.case("a newer schema", fails(done, 3, "newer Rasid", "99"))
    with contextlib.closing(sqlite3.connect(newer)) as file:
        tap.case("a newer schema: nothing was changed", equal("schema", file.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone(), ("99",)))

    damaged = folder / "damaged.db"
    store(damaged, "add", made)
    with open(damaged, "r+b") as file:
        size = file.seek(0, 2)
        for at in range(3, size // 8192, 5):
            file.seek(at * 8192)
            file.write(b"\xa5" * 4096)
    done = store(damaged, "check")
    told = done.stdout + done.stderr
    tap.case("a damaged file", None if done.returncode in (1, 3) and "damaged.db" in told else f"{done.returncode}: {told}")

    locked = sqlite3.connect(good, isolation_level=None)
    locked.execute("BEGIN IMMEDIATE")
    done = store(good, "add", made)
    tap.case("a locked database", fails(done, 3, "another program is writing", "try again"))
    tap.case("a locked database can be read", equal("reports", len(names(good, "list")), 4))
    locked.execute("ROLLBACK")
    locked.close()
    tap.case("a locked database: nothing was lost", fails(store(good, "check"), 0) or equal("reports", len(names(good, "list")), 4))

    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 20, 3 << 20))

    full = folder / "full.db"
    done = store(full, "add", made, preexec_fn=small_files)
    tap.case("files that may not grow", fails(done, 3, "full.db", "what was committed is safe"))
    tap.case("files that may not grow: what was committed is there, and it goes on",
             fails(store(full, "check"), 0) or fails(store(full, "add", made), 0) or equal("reports", numbers(full), (2000, 0)))


def older_schema(tap, folder):
    """A store of schema 1, as the first Rasid made it, is brought up to date by the first that writes; who only reads says so."""
    target = folder / "older.db"
    store(target, "add", REPORTS)
    rasid("incidents", "--store", target)
    before = store(target, "list", "incidents").stdout
    sides_before = lines(target, "list", "incident_parties")
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as file:
        for column in ("n_claimed", "n_blamed"):
            file.execute(f"ALTER TABLE incident_parties DROP COLUMN {column}")
        for table in ("episodes", "claims"):
            file.execute(f"ALTER TABLE {table} DROP COLUMN duplicate_of")
        file.execute("UPDATE meta SET value = '1' WHERE name = 'schema'")
    tap.case("an older schema: reading says what to do", fails(store(target, "list"), 3, "older schema", "open it once for writing"))
    tap.case("an older schema: writing brings it up to date", fails(store(target, "add", folder / "more.jsonl"), 0) or fails(store(target, "check"), 0))
    tap.case("an older schema: nothing is lost", equal("incidents", store(target, "list", "incidents").stdout, before))
    sides = lines(target, "list", "incident_parties")
    tap.case("an older schema: who claims and who is blamed is counted from what it holds", equal("sides", sides, sides_before) or
             (None if any(side["n_blamed"] for side in sides) else "nobody is blamed in the reports: nothing was tried"))


def full_disk(tap, folder):
    name = "a full disk"
    disk = folder / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True).returncode != 0:
        tap.skip(name, "no right to mount a small disk")
        return
    try:
        made = folder / "more.jsonl"
        done = store(disk / "full.db", "add", made)
        tap.case(name, fails(done, 3, "full.db", "no space is left", "free some space"))
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        tap.case("a full disk: with more space it goes on", fails(store(disk / "full.db", "check"), 0) or
                 fails(store(disk / "full.db", "add", made), 0) or equal("reports", numbers(disk / "full.db"), (2000, 0)))
    finally:
        subprocess.run(["umount", disk], check=False)


def read_only(tap, folder):
    name = "a file without the right to write"
    if os.geteuid() == 0:
        # Rights do not hold root: somebody else runs a copy of the program.
        program = folder / "rasid"
        shutil.copy(RASID, program)
        options = {"program": program, "user": NOBODY, "group": NOBODY, "extra_groups": []}
    else:
        options = {}
    place = folder / "read-only"
    place.mkdir()
    shutil.copy(folder / "good.db", place / "good.db")
    shutil.copy(REPORTS, place / "reports.jsonl")
    for path, mode in ((place / "good.db", 0o444), (place / "reports.jsonl", 0o444), (place, 0o555), (folder, 0o755)):
        path.chmod(mode)
    done = store(place / "good.db", "add", place / "reports.jsonl", **options)
    tap.case(name, fails(done, 3, "good.db", "cannot be written to"))
    place.chmod(0o755)


# ---- PostgreSQL ----

def postgres(tap, folder, test_store):
    server = PostgresServer(folder)
    if server.bin is None:
        tap.skip("PostgreSQL", "no server is installed (Debian: postgresql)")
        return
    try:
        server.start()
        target = server.create("store")
        tap.case("server: a server that is not there", fails(store("postgresql:///none?host=/nowhere", "list"), 3, "cannot be connected to"))
        tap.case("server: no store in it", fails(store(target, "list"), 3, "there is no store"))
        tap.case("server: add", fails(store(target, "add", REPORTS), 0, "4 new reports"))
        tap.case("server: what is there is known", fails(store(target, "add", REPORTS), 0, "0 new reports", "4 known"))
        search_cases(tap, target, "server")
        round_trip(tap, target, "server")
        copies(tap, folder, server, target)
        if test_store:
            interface(tap, server, test_store)
    finally:
        server.stop()


def copies(tap, folder, server, target):
    file, back = folder / "copied.db", server.create("back")
    tap.case("copy: from a server into a file", fails(store(target, "copy", file), 0) or fails(store(file, "check"), 0))
    tap.case("copy: and back", fails(store(file, "copy", back), 0) or fails(store(back, "check"), 0))
    for view in ("reports", "events", "parties", "tolls", "incidents", "episodes", "claims", "mentions"):
        rows = [lines(t, "list", view, "--limit", 1000) for t in (target, file, back)]
        tap.case(f"copy: {view} are the same", None if rows[0] == rows[1] == rows[2] and rows[0] else "they differ")
    tap.case("copy: search is the same", equal("reports", names(file, "search", "قُتلوا"), names(back, "search", "قُتلوا")))
    tap.case("copy: goes on with new ids", fails(store(back, "add", folder / "more.jsonl"), 0) or fails(store(back, "check"), 0))
    tap.case("copy: nothing is overwritten", fails(store(file, "copy", back), 3, "holds reports already"))


def interface(tap, server, test_store):
    address = server.create("interface")
    environment = dict(os.environ, RASID_TEST_POSTGRES=address, CMOCKA_MESSAGE_OUTPUT="TAP")
    done = subprocess.run([test_store], capture_output=True, text=True, env=environment, timeout=300)
    for line in done.stdout.splitlines():
        if " - " in line and line.startswith(("ok", "not ok")):
            tap.case("server: " + line.split(" - ", 1)[1], None if line.startswith("ok") else done.stdout + done.stderr)
    if done.returncode not in (0, 1) and "not ok" not in done.stdout:
        tap.case("server: the interface", f"ended with {done.returncode}\n{done.stderr}")


def main():
    tap = Tap()
    test_store = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(prefix="rasid-store-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        basic(tap, folder)
        limits(tap, folder)
        purged(tap, folder)
        purged_while_read(tap, folder)
        corrected(tap, folder)
        fetched(tap, folder)
        together(tap, folder)
        failures(tap, folder)
        older_schema(tap, folder)
        full_disk(tap, folder)
        read_only(tap, folder)
        postgres(tap, folder, test_store)
        if RELEASE.exists():
            kill_loop(tap, folder)
        else:
            tap.skip("killed", "no optimised program in build/")
    tap.done()


if __name__ == "__main__":
    main()
