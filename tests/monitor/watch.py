#!/usr/bin/env python3
"""`rasid watch`: feeds of this machine become reports and incidents of a store, once each, whatever happens between."""
import datetime
import json
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent / "fetch"))
sys.path.insert(0, str(HERE.parent / "store"))
from make_reports import REPORTS  # noqa: E402
from monitor_server import ENVIRONMENT, Server, run  # noqa: E402
from news_site import Reply, Site, rss, xml  # noqa: E402
from postgres_server import PostgresServer  # noqa: E402
from tap import RASID, Tap  # noqa: E402

CASES = []
PAGE = """<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:site_name" content="{source}"><meta property="article:published_time" content="{published}T09:30:00Z"></head>
<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"""


def case(f):
    CASES.append(f)
    return f


class Failed(Exception):
    pass


class Skipped(Exception):
    pass


def check(condition, what):
    if not condition:
        raise Failed(str(what))


def page(report):
    paragraphs = "".join(f"<p>{line}</p>" for line in report["text"].split("\n"))
    return Reply(PAGE.format(**{**report, "paragraphs": paragraphs}).encode())


def publish(site, reports):
    for report in reports:
        site.routes["/" + report["id"]] = page(report)
    site.routes["/feed"] = xml(rss([f"{site.base}/{r['id']}" for r in reports]))


def options(folder, *more):
    return ["--store", folder / "w.db", "--to", folder / "feeds", "--delay", "0", "--allow-private", *more]


def counts(folder):
    with sqlite3.connect(folder / "w.db") as db:
        return (db.execute("SELECT count(*) FROM reports").fetchone()[0], db.execute("SELECT count(*) FROM incidents WHERE n_reports > 0").fetchone()[0],
                db.execute("SELECT coalesce(max(n_reports), 0) FROM incidents").fetchone()[0])


@case
def new_articles_join_the_incidents_that_are_there(folder):
    with Site() as site:
        publish(site, REPORTS[:2])
        first = run("watch", site.base + "/feed", *options(folder, "--once"))
        check(first.returncode == 0 and "2 new articles, 2 new reports, 1 new incidents" in first.stdout, (first.returncode, first.stdout, first.stderr))
        check(counts(folder) == (2, 1, 2), counts(folder))
        publish(site, REPORTS[:5])
        second = run("watch", site.base + "/feed", *options(folder, "--once"))
        check(second.returncode == 0 and "3 new articles, 3 new reports" in second.stdout, (second.stdout, second.stderr))
        check(counts(folder)[0] == 5 and counts(folder)[2] == 3, counts(folder))
        third = run("watch", site.base + "/feed", *options(folder, "--once"))
        check(third.returncode == 0 and "0 new articles, 0 new reports, 0 new incidents, 0 that grew" in third.stdout, (third.stdout, third.stderr))


@case
def saved_searches_tell_a_command_once(folder):
    with Site() as site:
        publish(site, REPORTS[:2])
        run("watch", site.base + "/feed", *options(folder, "--once"))
        with Server(folder / "w.db") as server:
            server.enter()
            for name, query in (("العراق", "country=IRQ"), ("سوريا", "country=SYR")):
                check(server.post("searches", {"name": name, "query": query}).status == 200, name)
        told = folder / "told.jsonl"
        done = run("watch", site.base + "/feed", *options(folder, "--once", "--on-alert", "exit 1"))
        check("failed for 1 saved searches" in done.stderr, done.stderr)
        for _ in range(2):
            run("watch", site.base + "/feed", *options(folder, "--once", "--on-alert", f"cat >> '{told}'"))
        lines = [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]
        check([(line["search"]["name"], [i["place"] for i in line["incidents"]]) for line in lines] == [("العراق", ["Mosul"])], lines)


@case
def the_store_is_free_while_a_command_is_told(folder):
    """Another process writes while the command runs, and a search is told of however many stand before it."""
    with Site() as site:
        publish(site, REPORTS[:2])
        run("watch", site.base + "/feed", *options(folder, "--once"))
        with sqlite3.connect(folder / "w.db") as db:
            db.executemany("INSERT INTO searches (name, who, query, added) VALUES (?, 'local', ?, '2023-05-10T00:00:00Z')",
                           [("first", "country=IRQ")] + [(f"nothing {i}", "country=SYR") for i in range(1100)] + [("last", "country=IRQ&offset=1")])
        told = folder / "told.jsonl"
        writes = f"cat >> '{told}' && echo 'a long password' | '{RASID}' user add user$$ --store '{folder / 'w.db'}'"
        done = run("watch", site.base + "/feed", *options(folder, "--once", "--on-alert", writes))
        check(done.returncode == 0 and done.stderr == "", (done.returncode, done.stderr))
        lines = [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]
        check([line["search"]["name"] for line in lines] == ["first", "last"], lines)
        again = run("watch", site.base + "/feed", *options(folder, "--once", "--on-alert", writes))
        check(again.returncode == 0 and len(told.read_text(encoding="utf-8").splitlines()) == 2, (again.stderr, "told twice"))


@case
def it_goes_on_where_it_was_killed(folder):
    with Site() as site:
        publish(site, REPORTS[:5])
        for _ in range(5):
            process = subprocess.Popen([str(RASID), "watch", site.base + "/feed", *map(str, options(folder, "--once"))], env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.08)
            process.kill()
            process.wait()
        done = run("watch", site.base + "/feed", *options(folder, "--once"))
        check(done.returncode == 0, done.stderr)
        check(counts(folder)[0] == 5 and counts(folder)[2] == 3, counts(folder))


@case
def it_ends_when_asked(folder):
    with Site() as site:
        publish(site, REPORTS[:2])
        process = subprocess.Popen([str(RASID), "watch", site.base + "/feed", *map(str, options(folder, "--every", "1h"))], env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = process.stdout.readline()
        check("2 new articles" in line, line)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
        check(process.returncode == 0, (process.returncode, errors))


@case
def it_ends_when_asked_while_a_command_hangs(folder):
    """One that reads nothing and does not end when asked; what it would have been told is told by the next round."""
    with Site() as site:
        publish(site, REPORTS[:2])
        run("watch", site.base + "/feed", *options(folder, "--once"))
        with Server(folder / "w.db") as server:
            server.enter()
            check(server.post("searches", {"name": "العراق", "query": "country=IRQ"}).status == 200, "a search")
        begun, told = folder / "begun", folder / "told.jsonl"
        hangs = f"trap '' TERM; echo $$ > '{begun}'; while :; do sleep 1; done"
        process = subprocess.Popen([str(RASID), "watch", site.base + "/feed", *map(str, options(folder, "--every", "1h", "--on-alert", hangs))], env=ENVIRONMENT,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(300):
            if begun.exists() and begun.read_text():
                break
            time.sleep(0.1)
        asked = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        check(process.returncode == 0 and time.monotonic() - asked < 15, (process.returncode, time.monotonic() - asked))
        check(not pathlib.Path(f"/proc/{begun.read_text().strip()}").exists(), "the command goes on")
        run("watch", site.base + "/feed", *options(folder, "--once", "--on-alert", f"cat >> '{told}'"))
        check(len(told.read_text(encoding="utf-8").splitlines()) == 1, "it is told now")


@case
def a_command_may_leave_what_it_is_told_unread(folder):
    """More than a pipe holds."""
    with Site() as site:
        publish(site, REPORTS[:2])
        run("watch", site.base + "/feed", *options(folder, "--once"))
        with sqlite3.connect(folder / "w.db") as db:
            db.execute("INSERT INTO searches (name, who, query, added) VALUES (?, 'local', 'country=IRQ', '2023-05-10T00:00:00Z')", ("x" * 500000,))
        done = run("watch", site.base + "/feed", *options(folder, "--once", "--on-alert", "exit 0"))
        check(done.returncode == 0 and done.stderr == "", (done.returncode, done.stderr))


@case
def every_day_of_many_years_is_coded(folder):
    days = [datetime.date(2000, 1, 1) + datetime.timedelta(days=i) for i in range(4200)]
    (folder / "feeds").mkdir()
    for i, day in enumerate(days):
        (folder / f"feeds/{day}.jsonl").write_text(json.dumps({"id": f"r{i}", "published": str(day), "text": f"ساد الهدوء المدينة {i}."}) + "\n", encoding="utf-8")
    with Site() as site:
        publish(site, REPORTS[:1])
        done = run("watch", site.base + "/feed", *options(folder, "--once"))
        check(done.returncode == 0 and counts(folder)[0] == len(days) + 1, (done.stdout, done.stderr, counts(folder)))
        with sqlite3.connect(folder / "w.db") as db:
            order = [day for day, in db.execute("SELECT published FROM reports WHERE name LIKE 'r%' ORDER BY id")]
        check(order == sorted(order), "the oldest day first")


@case
def it_fills_a_server_of_postgresql(folder):
    server = PostgresServer(folder)
    if server.bin is None:
        raise Skipped("no server is installed (Debian: postgresql)")
    folder.chmod(0o755)
    try:
        server.start()
        target = server.create("watched")
        how = ["--store", target, "--to", folder / "feeds", "--delay", "0", "--allow-private", "--once"]
        with Site() as site:
            for n, told in ((2, "2 new reports, 1 new incidents"), (len(REPORTS), "1 that grew")):
                publish(site, REPORTS[:n])
                done = run("watch", site.base + "/feed", *how)
                check(done.returncode == 0 and told in done.stdout, (done.stdout, done.stderr))
        rows = run("store", "list", "reports", "--store", target, "-f", "jsonl").stdout.splitlines()
        check(len(rows) == len(REPORTS), len(rows))
        check(run("store", "check", "--store", target).returncode == 0, "it is whole")
    finally:
        server.stop()


@case
def what_cannot_be_had_is_said(folder):
    with Site() as site:
        publish(site, REPORTS[:2])
        done = run("watch", site.base + "/nothing", site.base + "/feed", *options(folder, "--once"))
        check(done.returncode == 1 and "/nothing" in done.stderr and counts(folder)[0] == 2, (done.returncode, done.stderr))
    check(run("watch", *options(folder, "--once")).returncode == 2, "no feed")
    check(run("watch", "http://127.0.0.1:1/feed", "--every", "soon").returncode == 2, "no time")
    (folder / "no.db").write_text("this is no store, and long enough to be looked at" * 100)
    done = run("watch", "http://127.0.0.1:1/feed", "--store", folder / "no.db", "--to", folder / "feeds2", "--once", "--allow-private", "--delay", "0")
    check(done.returncode == 3 and "no.db" in done.stderr, (done.returncode, done.stderr))


def main():
    tap = Tap()
    for test in CASES:
        name = test.__name__.replace("_", " ")
        if len(sys.argv) > 1 and sys.argv[1] not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(pathlib.Path(folder))
                tap.case(name)
            except Skipped as why:
                tap.skip(name, why)
            except Failed as problem:
                tap.case(name, problem)
            except Exception:
                tap.case(name, traceback.format_exc())
    tap.done()


if __name__ == "__main__":
    main()
