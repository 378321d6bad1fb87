#!/usr/bin/env python3
"""rasid.spark on a real cluster of executor processes: the command's rows, whatever breaks on the way."""
import csv
import io
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from tap_python import RELEASE, ROOT, Tap, raises, same
from tap_python import case as every_case

tap = Tap()
if not shutil.which("java"):
    tap.skip("Spark", "no Java (Debian: default-jre-headless)")
    tap.done()

os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
from pyspark.sql import SparkSession  # noqa: E402

import rasid  # noqa: E402
import rasid.spark  # noqa: E402

WORDS = [a for a in sys.argv[1:] if not a.startswith("-")]  # cases with one of these in their name alone


def case(tap, name):
    return every_case(tap, name) if not WORDS or any(word in name for word in WORDS) else lambda function: function


FOLDER = tempfile.TemporaryDirectory(prefix="rasid-spark-")
HERE = pathlib.Path(FOLDER.name)
NAMES = ("id", "title", "text", "published", "source", "url")


def documents():
    with open(ROOT / "examples/reports.jsonl", encoding="utf-8") as file:
        for n, line in enumerate(file, 1):
            document = json.loads(line)
            yield {"id": f"r{n}", **{k: document.get(k) for k in NAMES[1:]}}


DOCUMENTS = list(documents())
(HERE / "reports.jsonl").write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in DOCUMENTS), encoding="utf-8")


def command(*arguments):
    return subprocess.run([RELEASE, *map(str, arguments)], capture_output=True, cwd=HERE).stdout.decode()


def session():
    spark = (SparkSession.builder.master("local-cluster[2,1,1024]").appName("rasid-test")
             .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
             .config("spark.ui.enabled", "false").config("spark.executor.memory", "1g").config("spark.local.dir", str(HERE / "local"))
             .config("spark.sql.shuffle.partitions", "4").config("spark.sql.execution.arrow.maxRecordsPerBatch", "10000" if "--bench" in sys.argv else "500")
             .config("spark.executorEnv.PYTHONPATH", os.pathsep.join(p for p in sys.path if p))
             .config("spark.log.level", "OFF").config("spark.ui.showConsoleProgress", "false").getOrCreate())
    spark.sparkContext.setLogLevel("OFF")
    return spark


def java_children():
    """Processes of executors below this one: {pid: command line}."""
    parents, found = {}, {}
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        parents[int(entry.name)] = int(fields[1])
        found[int(entry.name)] = line

    def is_ours(pid):
        while pid > 1 and pid != os.getpid():
            pid = parents.get(pid, 0)
        return pid == os.getpid()

    return {pid: line for pid, line in found.items() if "CoarseGrainedExecutorBackend" in line and is_ours(pid)}


SPARK = session()
ROWS = [tuple(d[k] for k in NAMES) for d in DOCUMENTS]
TYPES = ", ".join(f"{n} string" for n in NAMES)
ABOUT = {k: k for k in NAMES if k != "text"}


def frame(rows, partitions=4):
    return SPARK.createDataFrame(rows, TYPES).repartition(partitions)


def many(n):
    """n different reports, of the examples over and over."""
    return [(f"{i}", *ROWS[i % len(ROWS)][1:]) for i in range(n)]


def expected(rows):
    """Ids of events that there are to be."""
    tables = rasid.code_table([dict(zip(NAMES, row)) for row in rows])
    return sorted(e["event_id"] for e in tables.events.to_pylist())


def event_ids(df):
    return sorted(row.event_id for row in df.select("event_id").collect())


def processor_seconds():
    """Of this process and all below it that live, by whether they are Python or not: the executors' JVMs and their workers."""
    parents, used = {}, {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)
            except OSError:
                continue
            rest = fields[1].split()
            parents[int(entry.name)] = int(rest[1])
            python = "python" in fields[0]
            # A worker of Python that has ended counts with the one that forked it.
            used[int(entry.name)] = (python, sum(map(int, rest[11:15] if python and int(entry.name) != os.getpid() else rest[11:13])) / os.sysconf("SC_CLK_TCK"))
    total = {True: 0.0, False: 0.0}
    for pid in used:
        up = pid
        while up > 1 and up != os.getpid():
            up = parents.get(up, 0)
        if up == os.getpid():
            total[used[pid][0]] += used[pid][1]
    return total


CORPUS = ROOT.parent / "shared/corpus/news.jsonl"


def measured_reports():
    """Reports as they come: of the corpus beside the project, else of the examples over and over."""
    if CORPUS.exists():
        with open(CORPUS, encoding="utf-8") as file:
            corpus = [json.loads(line) for line, _ in zip(file, range(8000))]
        return [(f"{i}-{d['id']}", *(d.get(k) for k in NAMES[1:])) for i in range(2) for d in corpus]
    return many(16000)


def throughput():
    """Prints reports a second of the program and of Spark's ways on two cores, and the processor's time a report; Spark's without what it takes to start."""
    import resource
    rows = measured_reports()
    n, n_files = len(rows), 8
    lines = [json.dumps({k: v for k, v in zip(NAMES, r) if v}, ensure_ascii=False) + "\n" for r in rows]
    path = HERE / "many.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    (HERE / "many").mkdir()
    for i in range(n_files):
        (HERE / f"many/{i}.jsonl").write_text("".join(lines[i::n_files]), encoding="utf-8")
    df = frame(rows, 4).cache()
    df.count()

    def children():
        r = resource.getrusage(resource.RUSAGE_CHILDREN)
        return r.ru_utime + r.ru_stime

    def program():
        before, begin = children(), time.perf_counter()
        subprocess.run([RELEASE, "code", "-j2", "-o", os.devnull, path], stderr=subprocess.DEVNULL, check=True)
        return time.perf_counter() - begin, children() - before

    some = ["event_id", "event", "status", "date", "place_name", "place_country", "confidence"]
    nothing = {"format": "noop", "mode": "overwrite"}
    ways = {"code events": lambda: rasid.spark.code(df, **ABOUT).write.save(**nothing),
            "code events, 7 columns": lambda: rasid.spark.code(df, columns=some, **ABOUT).write.save(**nothing),
            "code documents": lambda: rasid.spark.code(df, output="documents", **ABOUT).write.save(**nothing),
            "code records": lambda: rasid.spark.code(df, output="records", **ABOUT).write.save(**nothing),
            "code_files events": lambda: rasid.spark.code_files(SPARK, str(HERE / "many/*.jsonl")).write.save(**nothing),
            "code_files events, 7 columns": lambda: rasid.spark.code_files(SPARK, str(HERE / "many/*.jsonl"), columns=some).write.save(**nothing),
            "code_files to parts": lambda: rasid.spark.code_files(SPARK, str(HERE / "many/*.jsonl"), to=HERE / "measured")}

    def measured(way):
        before, begin = processor_seconds(), time.perf_counter()
        way()
        seconds, after = time.perf_counter() - begin, processor_seconds()
        return seconds, after[True] - before[True], after[False] - before[False]

    def nothing_at_all():
        SPARK.range(0, n_files, 1, n_files).mapInArrow(lambda batches: batches, "id bigint").collect()

    nothing_at_all()
    _, python, java = measured(nothing_at_all)
    alone = python + java
    print(f"spark: a job of {n_files} tasks that do nothing: {python * 1e3:.0f} ms of the processor in Python, {java * 1e3:.0f} in Java; it is in the figures below, of {n} reports, "
          "but for the last share", flush=True)
    for name, way in ways.items():
        way()
        clock, used = program()  # beside the program: what else the machine does disturbs both
        seconds, python, java = measured(way)
        total = python + java
        print(f"spark: {name:<30} {python / n * 1e6:4.0f} us of the processor a report in Python, {java / n * 1e6:4.0f} in Java; the program {used / n * 1e6:4.0f}: "
              f"a core does {used / total:4.0%} of it, {used / (total - alone):4.0%} without the job's own; by the clock {n / seconds:6.0f} a second, the program {n / clock:6.0f}", flush=True)


if "--bench" in sys.argv:
    throughput()
    SPARK.stop()
    FOLDER.cleanup()
    sys.exit(0)


@case(tap, "two executors, each a process of its own")
def _():
    SPARK.sparkContext.parallelize(range(8), 8).map(lambda x: x).collect()
    deadline = time.monotonic() + 60
    while len(java_children()) < 2 and time.monotonic() < deadline:
        time.sleep(0.5)
    return same(len(java_children()), 2)


@case(tap, "records are the lines of `rasid code`")
def _():
    wanted = command("code", "reports.jsonl").splitlines()
    got = {row.doc_id: row.record for row in rasid.spark.code(frame(ROWS), output="records", **ABOUT).collect()}
    return same([got[d["id"]] for d in DOCUMENTS], wanted)


@case(tap, "events and tolls are the rows of `rasid code -f csv`")
def _():
    for output, key in (("events", "event_id"), ("tolls", "toll_id")):
        wanted = {row[key]: row for row in csv.DictReader(io.StringIO(command("code", "-f", "csv", "--rows", output, "reports.jsonl")))}
        rows = rasid.spark.code(frame(ROWS), output=output, **ABOUT).collect()
        assert len(rows) == len(wanted) > 1, (len(rows), len(wanted))
        for row in rows:
            for column, cell in wanted[row[key]].items():
                value = row[column]
                shown = ("" if value is None else "; ".join(value) if isinstance(value, list) else str(value).lower() if isinstance(value, bool) else
                         f"{value:.{2 if column == 'confidence' else 5}f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value))
                if shown != cell:
                    return f"{row[key]} {column}: {shown!r}, not {cell!r}"
            assert row.error is None


@case(tap, "poison documents are diagnostic rows, and the rest is done")
def _():
    rows = [*ROWS, ("null", None, None, None, None, None), ("long", None, "كلمة " * 8_000_000, None, None, None), ("surrogate", None, "\ufffd\0", None, None, None),
            ("date", None, ROWS[0][2], "no date", None, None)]
    got = rasid.spark.code(frame(rows), **ABOUT).collect()
    errors = {row.doc_id: row.error for row in got if row.error}
    assert errors.get("null") == "bad_input" and errors.get("long") == "too_long" and "date" not in errors, errors
    assert all(row.event_id is None and row.message for row in got if row.error)
    assert len([r for r in got if r.event_id]) == len(expected([*ROWS, rows[-1]]))
    bad = {row.doc_id: row.error for row in rasid.spark.code(frame(rows[-4:]), output="records", **ABOUT).collect()}
    return same((bad["null"], bad["long"], bad["date"]), ("bad_input", "too_long", None))


@case(tap, "without an id the hash of the text names the document; dates are taken")
def _():
    from pyspark.sql import functions as f
    df = frame(ROWS).select("text", f.to_date(f.lit("2023-05-02")).alias("day"))
    rows = rasid.spark.code(df, published="day", output="documents").collect()
    import hashlib
    return same(sorted((r.doc_id, r.published) for r in rows), sorted((hashlib.sha256(r[2].encode()).hexdigest(), "2023-05-02") for r in ROWS))


@case(tap, "what is wrong is said before anything runs")
def _():
    df = frame(ROWS)
    for words, arguments in ((["'body'", "text"], {"text": "body"}), (["'event'"], {"output": "event"}), (["'letters'"], {"offsets": "letters"})):
        if problem := raises(ValueError, words, lambda: rasid.spark.code(df, **arguments)):
            return problem


MANY = many(4000)
EXPECTED = expected(MANY)


@case(tap, "a skewed partition: everything in one, beside seven that are empty")
def _():
    from pyspark.sql import functions as f
    skewed = frame(MANY, 1).repartition(8, f.lit(1))
    sizes = sorted(skewed.mapInArrow(lambda batches: (b.select(["id"]) for b in batches), "id string").groupBy(f.spark_partition_id()).count().collect())
    assert [s["count"] for s in sizes] == [len(MANY)], sizes
    return None if event_ids(rasid.spark.code(skewed, **ABOUT)) == EXPECTED else "not the same events"


@case(tap, "a task that dies is tried again: nothing lost, nothing twice")
def _():
    marker = HERE / "died"

    def die_once(batches):
        for i, batch in enumerate(batches):
            yield batch
            if i == 0 and not os.path.exists(marker):
                open(marker, "w").close()
                os._exit(1)

    df = frame(MANY, 4).mapInArrow(die_once, TYPES)
    got = event_ids(rasid.spark.code(df, **ABOUT))
    assert marker.exists()
    return None if got == EXPECTED else f"{len(got)} events, not {len(EXPECTED)}"


@case(tap, "an executor that is killed amid its work: nothing lost, nothing twice")
def _():
    before, killed, result = set(java_children()), [], []
    started = HERE / "started"

    def slowly(batches):
        for batch in batches:
            open(started, "w").close()
            time.sleep(0.4)
            yield batch

    def work():
        result.append(event_ids(rasid.spark.code(frame(MANY, 8).mapInArrow(slowly, TYPES), **ABOUT)))

    t = threading.Thread(target=work)
    t.start()
    deadline = time.monotonic() + 60
    while not started.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.6)
    for pid in list(before)[:1]:
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)
    t.join(240)
    assert killed and result, (killed, "the job did not end")
    assert set(java_children()) != before, "no executor was replaced"
    return None if result[0] == EXPECTED else f"{len(result[0])} events, not {len(EXPECTED)}"


# ---- files, and what a full disk does ----

def write_files(folder, n=4):
    folder.mkdir()
    for i in range(n):
        (folder / f"{i}.jsonl").write_text("".join(json.dumps(dict(zip(NAMES, r)), ensure_ascii=False) + "\n" for r in MANY[i::n]), encoding="utf-8")
    return str(folder / "*.jsonl")


def parts_are_whole(folder, pattern):
    """None where the parts are what the command makes of the files, and nothing else is there."""
    import glob
    for i, path in enumerate(sorted(glob.glob(pattern))):
        if (folder / f"part-{i:05d}.jsonl").read_text(encoding="utf-8") != command("code", path):
            return f"part {i} is not what the command prints"
    return same(sorted(os.listdir(folder)), [f"part-{i:05d}.jsonl" for i in range(len(glob.glob(pattern)))])


@case(tap, "files: rows and parts are what the command makes of them; chosen columns")
def _():
    pattern = write_files(HERE / "in")
    got = rasid.spark.code_files(SPARK, pattern, columns=["event_id", "error"])
    assert got.columns == ["event_id", "error"]
    if event_ids(got) != EXPECTED:
        return "not the same events"
    told = rasid.spark.code_files(SPARK, pattern, to=HERE / "out")
    assert sum(row["documents"] for row in told) == len(MANY) and not any(row["bad"] for row in told), told
    bad = HERE / "bad.jsonl"
    bad.write_text("no json\n", encoding="utf-8")
    rows = rasid.spark.code_files(SPARK, [str(bad), str(HERE / "missing")]).collect()
    assert [row.error for row in rows] == ["bad_input"] * 2 and {"bad.jsonl:1" in r.message or "missing" in r.message for r in rows} == {True}, rows
    for words, arguments in ((["nothing"], {"paths": str(HERE / "nothing*")}), (["'evnt'"], {"paths": pattern, "columns": ["evnt"]}), (["docx"], {"paths": pattern, "to": HERE, "format": "docx"})):
        if problem := raises(ValueError, words, lambda: rasid.spark.code_files(SPARK, **arguments)):
            return problem
    return parts_are_whole(HERE / "out", pattern)


def small_disk(size):
    """A file system of that size, or None where none can be mounted."""
    folder = HERE / "small"
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True)
    return folder if done.returncode == 0 else None


SMALL = small_disk("12m") if not WORDS or any(word in "a full disk" for word in WORDS) else None
if SMALL is None:
    tap.skip("a full disk", "no file system can be mounted here")
else:
    try:
        @case(tap, "a full disk: the job fails and says where, whole parts stay; with room again nothing is lost, nothing twice")
        def _():
            pattern = str(HERE / "in/*.jsonl")
            (SMALL / "other").write_bytes(bytes(8 << 20))
            to = SMALL / "out"
            try:
                rasid.spark.code_files(SPARK, pattern, to=to)
                return "the job did not fail"
            except Exception as error:
                assert "No space left" in str(error) and "part-0000" in str(error), str(error)[-800:]
            left = sorted(os.listdir(to))
            assert len(left) < 4 and all(name.startswith("part-") for name in left), left
            for name in left:
                assert (to / name).read_text(encoding="utf-8") == command("code", HERE / f"in/{int(name[5:10])}.jsonl"), name
            (SMALL / "other").unlink()
            subprocess.run(["mount", "-o", "remount,size=200m", SMALL], check=True)
            told = rasid.spark.code_files(SPARK, pattern, to=to, resume=True)
            passed = {os.path.basename(row["part"]) for row in told if row["documents"] is None}
            assert passed >= set(left), (told, left)  # a task of the job that failed may have ended since
            return parts_are_whole(to, pattern)

        @case(tap, "a full disk under Spark's own writer: no half result is taken for a whole one")
        def _():
            subprocess.run(["mount", "-o", f"remount,size={sum(f.stat().st_size for f in SMALL.rglob('*') if f.is_file()) // 1024 + 2000}k", SMALL], check=True)
            rows, to = rasid.spark.code(frame(MANY, 4), **ABOUT), str(SMALL / "rows")
            try:
                rows.write.json(to)
                return "the job did not fail"
            except Exception as error:
                assert "No space left" in str(error), str(error)[-800:]
            assert not os.path.exists(os.path.join(to, "_SUCCESS"))
            subprocess.run(["mount", "-o", "remount,size=400m", SMALL], check=True)
            rows.write.mode("overwrite").json(to)
            return None if event_ids(SPARK.read.json(to)) == EXPECTED else "not the same events"
    finally:
        subprocess.run(["umount", "-l", SMALL], capture_output=True)


def told_of_incidents():
    """Lines of records: reports of attacks and protests of some weeks, with towns, days and tolls by chance, some without a place or a day."""
    import random
    by_chance = random.Random(8)
    towns = ["بغداد", "الموصل", "كركوك", "حلب", "دمشق", "رفح", "غزة", "صنعاء", "عدن", "طرابلس", "العريش", "شمال العراق", "سوريا", "اليمن"]
    ways = ["قتل {n} أشخاص في انفجار سيارة مفخخة في {p} {d}.", "قصفت طائرات حربية مواقع في {p} {d} ما أسفر عن مقتل {n} أشخاص.", "هاجم مسلحون نقطة تفتيش في {p} {d} وقتلوا {n} جنود.",
            "تظاهر مئات الأشخاص في {p} {d} احتجاجا على الأوضاع.", "مقتل {n} أشخاص في هجوم {d}.", "أدانت الحكومة الهجوم الذي وقع في {p}."]
    days = ["أمس", "اليوم", "أول أمس", "", "الأحد"]
    documents = []
    for i in range(250):
        text = "\n".join(by_chance.choice(ways).format(n=by_chance.randint(3, 40), p=by_chance.choice(towns), d=by_chance.choice(days)) for _ in range(by_chance.randint(1, 3)))
        documents.append({"id": f"n{i:04d}", "text": text, "published": f"2021-{by_chance.randint(3, 5):02d}-{by_chance.randint(1, 28):02d}"})
    return [(record.id, record.json) for record in rasid.code_many(documents)]


def same_incidents(lines, **how):
    """Whether Spark's incidents are those of the command, and the rounds that took."""
    (HERE / "records.jsonl").write_text("".join(line + "\n" for _, line in sorted(lines)), encoding="utf-8")
    wanted = command("incidents", "records.jsonl").splitlines()
    rounds = []
    got = rasid.spark.incidents(SPARK.createDataFrame(lines, "doc_id string, record string").repartition(5), tell=rounds.append, **how).collect()
    bad = [row for row in got if row.error]
    lines = [row.incident for row in sorted((row for row in got if not row.error), key=lambda row: int(row.id[1:]))]
    problem = same(len(lines), len(wanted)) or next((f"{a}\nnot\n{b}" for a, b in zip(lines, wanted) if a != b), None)
    return problem, rounds, bad


@case(tap, "incidents are the lines of `rasid incidents`: generated reports in many blocks")
def _():
    problem, rounds, _ = same_incidents(told_of_incidents(), days=10)
    assert rounds[0]["blocks"] > 20 and rounds[0]["moves"] > 0, rounds
    return problem


@case(tap, "what is no record is told; null records are passed over")
def _():
    lines = told_of_incidents()[:20]
    problem, _, bad = same_incidents(lines)
    got = rasid.spark.incidents(SPARK.createDataFrame([*lines, ("x", "{}"), ("y", None)], "doc_id string, record string")).where("error is not null").collect()
    assert not bad and [row.message.split(":")[0] for row in got] == ["x"], got
    return problem


REPORTS = ROOT.parent / "shared/bench/incidents/reports.jsonl"
if REPORTS.exists():
    @case(tap, "incidents are the lines of `rasid incidents`: real reports")
    def _():
        lines = subprocess.run([RELEASE, "code", REPORTS], capture_output=True).stdout.decode().splitlines()
        return same_incidents([(json.loads(line)["doc"]["id"], line) for line in lines])[0]
else:
    tap.skip("incidents are the lines of `rasid incidents`: real reports", "no such reports beside the project")


SPARK.stop()
FOLDER.cleanup()
tap.done()
