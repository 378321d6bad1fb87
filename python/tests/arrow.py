#!/usr/bin/env python3
"""Tables by the Arrow C data interface: what others make of them, and their columns of texts as input."""
import csv
import gc
import io
import json
import subprocess

from tap_python import RELEASE, ROOT, Tap, case, raises, same

import rasid

tap = Tap()
ATTACK = "قتل ثلاثة جنود في انفجار في بغداد أمس."


def documents():
    with open(ROOT / "examples/reports.jsonl", encoding="utf-8") as file:
        return [{"id": f"examples/reports.jsonl:{n}", **json.loads(line)} for n, line in enumerate(file, 1)]


DOCUMENTS = documents()
TABLES = rasid.code_table(DOCUMENTS)
PLAIN = [table.to_pylist() for table in TABLES]


class Again:
    """What gives the same capsules whenever it is asked."""

    def __init__(self, **methods):
        self.__dict__.update(methods)


def read_before(stream):
    """None where a stream that another reader released is refused."""
    import pyarrow

    pyarrow.RecordBatchReader._import_from_c_capsule(stream).read_all()
    return raises(ValueError, ["read before"], lambda: rasid.code_table(Again(__arrow_c_stream__=lambda: stream)))


@case(tap, "what was taken or read before is refused")
def _():
    pair = TABLES.times.batches()[0].__arrow_c_array__()
    stream = TABLES.times.__arrow_c_stream__()
    array = Again(__arrow_c_array__=lambda: pair)
    rasid.code_table(array)
    return raises(ValueError, ["taken before"], lambda: rasid.code_table(array)) or read_before(stream)


@case(tap, "ids of what was not coded are UTF-8")
def _():
    import pyarrow

    tables = rasid.code_table([{"text": "", "id": b"a\xff\xd9"}, {"text": "", "id": "\N{ARABIC LETTER BEH}".encode() + b"\xed\xa0\x80"}])
    pyarrow.table(tables.documents).validate(full=True)
    return same([row["doc_id"] for row in tables.documents.to_pylist()], ["a\ufffd\ufffd", "\u0628\ufffd\ufffd\ufffd"])


def as_csv(value, name):
    """A cell as docs/format-csv.md prints it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, float):
        return f"{value:.{2 if name == 'confidence' else 5}f}".rstrip("0").rstrip(".")
    return str(value)


@case(tap, "events and tolls are the rows of `rasid code -f csv`")
def _():
    for rows, kind, table in ((PLAIN[0], "events", TABLES.events), (PLAIN[1], "tolls", TABLES.tolls)):
        said = subprocess.run([RELEASE, "code", "-f", "csv", "--rows", kind, "examples/reports.jsonl"], capture_output=True, cwd=ROOT).stdout.decode()
        wanted = list(csv.reader(io.StringIO(said)))
        got = [[as_csv(v, k) for k, v in row.items()] for row in rows]
        assert len(wanted) > 2 and list(table.column_names) == wanted[0], (kind, table.column_names)
        for a, b in zip(got, wanted[1:], strict=True):
            if a != b:
                return str([(k, x, y) for k, x, y in zip(wanted[0], a, b) if x != y])


@case(tap, "times and documents say what the records say")
def _():
    records = list(rasid.code_many(DOCUMENTS))
    times = [(r.id, t.span.text, t.span.start, t.value, t.type, t.first, t.anchor_from) for r in records for t in r.times]
    assert [(t["doc_id"], t["text"], t["start"], t["value"], t["type"], t["first"], t["anchor_from"]) for t in PLAIN[2]] == times
    return same([(d["doc_id"], d["n_events"], d["n_tolls"], d["sha256"], d["error"]) for d in PLAIN[3]],
                [(r.id, len(r.events), len(r.tolls), r.to_dict()["doc"]["sha256"], None) for r in records])


@case(tap, "any number of threads, and many chunks, give the same rows")
def _():
    many = DOCUMENTS * 400
    one, two = rasid.code_table(many, threads=1), rasid.code_table(iter(many), threads=3)
    assert len(one.events.batches()) > 2 and len(one.events) == 400 * len(PLAIN[0])
    assert one.events.to_pylist()[-len(PLAIN[0]):] == PLAIN[0]
    return None if one.events.to_pylist() == two.events.to_pylist() else "not the same"


@case(tap, "what is no document, or is not coded, is told in documents")
def _():
    tables = rasid.Coder(max_document_bytes=100).code_table([ATTACK, None, {"text": ATTACK * 5, "id": "long"}, 3])
    got = [(d["doc_id"], d["error"], d["n_events"]) for d in tables.documents.to_pylist()]
    assert got == [("0", None, 1), ("1", "bad_input", 0), ("long", "too_long", 0), ("3", "bad_input", 0)], got
    empty = rasid.code_table([])
    return same([len(t) for t in empty], [0, 0, 0, 0])


try:
    import pyarrow as pa
except ImportError:
    pa = None
    tap.skip("pyarrow", "not installed")

if pa:
    @case(tap, "pyarrow takes tables and batches, and finds them valid")
    def _():
        for table, plain in zip(TABLES, PLAIN):
            got = pa.table(table)
            got.validate(full=True)
            assert got.to_pylist() == plain and got.schema == pa.schema(table)
            for batch in table.batches():
                pa.record_batch(batch).validate(full=True)
        types = {f.name: str(f.type) for f in pa.schema(TABLES.events)}
        return same([types[k] for k in ("event", "mode", "quad", "place_lat", "claim_anonymous")],
                    ["string", "list<item: string>", "int64", "double", "bool"])

    @case(tap, "an empty table has its schema")
    def _():
        got = pa.table(rasid.code_table([]).events)
        return None if got.num_rows == 0 and got.schema == pa.schema(TABLES.events) else str(got.schema)

    @case(tap, "the schema is the one docs/arrow.md lists")
    def _():
        text = (ROOT / "docs/arrow.md").read_text(encoding="utf-8")
        for name in ("events", "tolls", "times", "documents"):
            section = text.split(f"\n## `{name}`")[1].split("\n## ")[0]
            told = [(column.strip(), kind) for line in section.splitlines() if line.startswith("| `")
                    for column in line.split("|")[1].replace("`", "").split() for kind in [line.split("|")[2].strip()]]
            has = [(f.name, str(f.type).replace("list<item: string>", "list of string")) for f in pa.schema(getattr(TABLES, name))]
            if told != has:
                return same(told, has)

    @case(tap, "nothing is copied: pyarrow's buffers lie in the table's chunks, which outlive it")
    def _():
        tables = rasid.code_table([ATTACK] * 50)
        one, two = pa.table(tables.events), pa.table(tables.events)
        same_place = [a.address == b.address for x, y in zip(one.columns, two.columns) for a, b in zip(x.chunk(0).buffers(), y.chunk(0).buffers()) if a]
        assert all(same_place) and len(same_place) > 50
        column = one.column("trigger")
        wanted = column.to_pylist()
        del tables, one, two
        gc.collect()
        [bytearray(1000) for _ in range(10000)]
        return same(column.to_pylist(), wanted)

    @case(tap, "Arrow columns and tables of every layout are read where they lie")
    def _():
        wanted = [d["text"] for d in DOCUMENTS]
        plain = rasid.code_table(wanted).events.to_pylist()
        for kind in (pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary()):
            column = pa.chunked_array([pa.array([None, "x", *wanted[:3]], kind)[2:], pa.array([], kind), pa.array(wanted[3:], kind)])
            if rasid.code_table(column).events.to_pylist() != plain:
                return str(kind)
        array = pa.array(["0", *wanted], pa.string())[1:]
        assert rasid.code_table(array).events.to_pylist() == plain
        names = ("id", "title", "text", "published", "source", "url")
        table = pa.table({k: [d.get(k) for d in DOCUMENTS] for k in names}, schema=pa.schema([(k, pa.string()) for k in names]))
        plain = [{k: d.get(k) for k in names} for d in DOCUMENTS]
        assert rasid.code_table(table).events.to_pylist() == rasid.code_table(plain).events.to_pylist()
        return same(rasid.code_table(table.slice(1, 3)).tolls.to_pylist(), rasid.code_table(plain[1:4]).tolls.to_pylist())

    @case(tap, "null texts are told; columns that are no texts are named")
    def _():
        got = rasid.code_table(pa.array([ATTACK, None])).documents.to_pylist()
        assert [d["error"] for d in got] == [None, "bad_input"] and got[1]["message"] == "the text is null"
        for column, kind, words in ((pa.array([1]), TypeError, ["'l'", "cast"]), (pa.table({"x": ["a"]}), ValueError, ["no column 'text'"]),
                                    (pa.array(["a"]).dictionary_encode(), TypeError, ["dictionary", "cast"]),
                                    (pa.table({"text": ["a"], "published": [1]}), TypeError, ["'published'", "cast"])):
            if problem := raises(kind, words, lambda: rasid.code_table(column)):
                return problem

    @case(tap, "a stream that breaks off says why")
    def _():
        def broken():
            yield pa.record_batch({"text": [ATTACK]})
            raise OSError("the disk is gone")

        reader = pa.RecordBatchReader.from_batches(pa.schema([("text", pa.string())]), broken())
        return raises(ValueError, ["broke off", "the disk is gone"], lambda: rasid.code_table(reader))

    @case(tap, "100 tables, made, taken and forgotten, leave no memory behind")
    def _():
        import os

        def resident():
            with open("/proc/self/statm", encoding="ascii") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

        texts = pa.array([ATTACK] * 500)
        sizes = []
        for _ in range(4):
            for _ in range(25):
                tables = rasid.code_table(texts, threads=1)
                pa.table(tables.events), pa.table(tables.tolls)
            gc.collect()
            sizes.append(resident())
        return None if sizes[3] - sizes[1] < 4 << 20 else str(sizes)

try:
    import pandas
    if not hasattr(pandas.DataFrame, "from_arrow"):
        raise ImportError
except ImportError:
    tap.skip("pandas", "not installed")
else:
    @case(tap, "pandas takes them")
    def _():
        frame = pandas.DataFrame.from_arrow(TABLES.tolls)
        assert list(frame["kind"]) == [t["kind"] for t in PLAIN[1]] and list(frame["low"]) == [t["low"] for t in PLAIN[1]]
        assert frame["high"].isna().tolist() == [t["high"] is None for t in PLAIN[1]]
        got = rasid.code_table(pandas.Series([d["text"] for d in DOCUMENTS], dtype="str"))
        return same(got.events.to_pylist(), rasid.code_table([d["text"] for d in DOCUMENTS]).events.to_pylist())

try:
    import polars
except ImportError:
    tap.skip("polars", "not installed")
else:
    @case(tap, "polars takes them, and gives its own")
    def _():
        frame = polars.DataFrame(TABLES.events)
        assert frame.to_dicts() == PLAIN[0]
        column = polars.Series("text", [d["text"] for d in DOCUMENTS])
        return same(rasid.code_table(column).events.to_pylist(), rasid.code_table([d["text"] for d in DOCUMENTS]).events.to_pylist())

try:
    import duckdb
except ImportError:
    tap.skip("DuckDB", "not installed")
else:
    @case(tap, "DuckDB queries them")
    def _():
        events, tolls = TABLES.events, TABLES.tolls  # noqa: F841  named in the queries
        counted = duckdb.sql("select event, count(*) from events group by event order by event").fetchall()
        wanted = sorted({(e["event"], sum(x["event"] == e["event"] for x in PLAIN[0])) for e in PLAIN[0]})
        assert counted == wanted, counted
        joined = duckdb.sql("select count(*) from tolls t join events e on t.event_id = e.event_id").fetchall()[0][0]
        return same(joined, sum(t["event_id"] is not None for t in PLAIN[1]))

tap.done()
