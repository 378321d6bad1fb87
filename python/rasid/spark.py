"""Rasid inside Spark: a DataFrame of reports becomes a DataFrame of events, tolls or records.

    events = rasid.spark.code(reports, text="body", published="day", id="url")

Each executor codes its own partitions by ``mapInArrow``; batches go in and out as Arrow, without Python objects for rows. A document that
cannot be coded is a row with ``error`` and ``message`` and nothing else but its ``doc_id``, never a failed task. The same reports give the same rows
whatever the partitions and however often a task is tried again.

Needs pyspark 3.5 or later and pyarrow on the driver, and this package and pyarrow where the executors run.
"""
from __future__ import annotations

import functools

import rasid

__all__ = ["code", "incidents", "schema"]

_PARTS = ("id", "title", "text", "published", "source", "url")
_TABLES = {"events": 0, "tolls": 1, "times": 2, "documents": 3}
_coders: dict = {}


def _coder(model, offsets):
    """The coder of this process: the model is opened once for all of its tasks."""
    key = (model, offsets)
    if key not in _coders:
        _coders[key] = rasid.Coder(model, offsets)
    return _coders[key]


@functools.lru_cache(maxsize=None)
def _arrow_schema(output):
    import pyarrow as pa

    told = [pa.field("error", pa.string()), pa.field("message", pa.string())]
    if output == "records":
        return pa.schema([pa.field("doc_id", pa.string()), pa.field("record", pa.string()), *told])
    fields = list(pa.schema(rasid.code_table([])[_TABLES[output]]))
    return pa.schema(fields if output == "documents" else fields + told)


def schema(output="events"):
    """The columns that :func:`code` gives (pyspark StructType): those of ``docs/arrow.md``, then ``error`` and ``message``."""
    from pyspark.sql import types as t

    kinds = {"string": t.StringType(), "int64": t.LongType(), "double": t.DoubleType(), "bool": t.BooleanType(),
             "list<item: string>": t.ArrayType(t.StringType())}
    return t.StructType([t.StructField(f.name, kinds[str(f.type)]) for f in _arrow_schema(output)])


def _bad_rows(wanted, rows):
    """Rows of documents that were not coded: their id, error and message; null in all else."""
    import pyarrow as pa

    columns = {name: [row[name] for row in rows] for name in ("doc_id", "error", "message")}
    return pa.table([pa.array(columns.get(f.name, [None] * len(rows)), f.type) for f in wanted], schema=wanted)


def _table(coder, batch, output):
    """The rows of a batch; what a table cannot hold at once is coded in halves."""
    import pyarrow as pa

    wanted = _arrow_schema(output)
    try:
        tables = coder.code_table(batch, threads=1)
    except MemoryError as error:
        if batch.num_rows > 1:
            half = batch.num_rows // 2
            return pa.concat_tables([_table(coder, batch.slice(0, half), output), _table(coder, batch.slice(half), output)])
        row = {"doc_id": batch.column("id")[0].as_py(), "error": "out_of_memory", "message": str(error)}
        return _bad_rows(wanted, [row])
    rows = pa.table(tables[_TABLES[output]])
    if output == "documents":
        return rows
    none = pa.nulls(rows.num_rows, pa.string())
    rows = rows.append_column("error", none).append_column("message", none).cast(wanted)
    if len(tables.documents) == 0:
        return rows
    documents = pa.table(tables.documents).select(["doc_id", "error", "message"])
    bad = documents.filter(documents.column("error").is_valid()).to_pylist()
    return pa.concat_tables([rows, _bad_rows(wanted, bad)]) if bad else rows


def _record(coder, document):
    """doc_id, record, error, message."""
    try:
        record = coder.code(**document)
    except (TypeError, ValueError, MemoryError) as error:
        return document["id"], None, "bad_input", str(error)
    if record.sentences or not record.diagnostics:
        return record.id, record.json, None, None
    first = record.diagnostics[0]
    return record.id, record.json, first.code, first.message


def _records(coder, batch):
    import pyarrow as pa

    rows = [_record(coder, document) for document in batch.to_pylist()]
    columns = list(zip(*rows)) or [()] * 4
    return pa.table([pa.array(c, pa.string()) for c in columns], schema=_arrow_schema("records"))


def _code_batches(output, model, offsets):
    def run(batches):
        coder = _coder(model, offsets)
        for batch in batches:
            rows = _records(coder, batch) if output == "records" else _table(coder, batch, output)
            yield from rows.to_batches()

    return run


def code(df, text="text", *, id=None, title=None, published=None, source=None, url=None, output="events", model=None, offsets="codepoints"):
    """Codes the reports of a DataFrame.

    text, id, title, published, source, url: names of its columns; all but `text` may be None. They are cast to strings, dates to
    ISO dates. Without an id a document is named by the SHA-256 of its text, which no partition and no retry changes.
    output: ``"events"``, ``"tolls"``, ``"times"``, ``"documents"`` (tables of ``docs/arrow.md``) or ``"records"`` (``doc_id`` and ``record``, a line
    of JSON). model: path of a model file on every executor; None: the one built in. offsets: as of :class:`rasid.Coder`.

    Returns a DataFrame with the columns of :func:`schema`, in no order but that of the partitions. Raises ValueError where a column is
    not there or `output` is none of these, before anything runs.
    """
    from pyspark.sql import functions as f

    if output not in _TABLES and output != "records":
        raise ValueError(f"output is {output!r}: give 'events', 'tolls', 'times', 'documents' or 'records'")
    rasid.Coder(offsets=offsets)  # says what is wrong here, not on an executor
    names = dict(zip(_PARTS, (id, title, text, published, source, url)))
    for part, name in names.items():
        if name is not None and name not in df.columns:
            raise ValueError(f"{part}={name!r}: there is no such column among {', '.join(df.columns)}")
    columns = {part: f.col(f"`{name}`").cast("string").alias(part) for part, name in names.items() if name is not None}
    if id is None:
        columns["id"] = f.sha2(f.col(f"`{text}`").cast("string"), 256).alias("id")
    chosen = df.select(*columns.values())
    return chosen.mapInArrow(_code_batches(output, model, offsets), schema(output))


def incidents(df, record="record", *, order="doc_id", rule="bounds", days=30, tell=lambda told: None):
    """Joins records by what they tell happened: the incidents that ``rasid incidents`` prints, each with all its claims.

    df: a DataFrame with a column of records, the lines that ``rasid code`` prints: ``code(…, output="records")``. Null ones are passed over; what is no
    record is a row with ``error`` and ``message``. Of lines that are the same, with the same `order`, one counts.
    record, order: names of columns. Reports of one day are joined in `order`, as a string or a whole number; ``rasid incidents`` gives the same
    incidents, under the same ids, where it reads them in this order.
    rule: how figures become a toll: ``"bounds"``, ``"conservative"``, ``"ucdp"`` or ``"latest-official"``.
    days: of publication in a block, to begin with; it changes what is joined at once, never the result.
    tell: called with a dict after each round: ``round``, ``blocks``, and ``moves``, the episodes that went to another block.

    Reports are joined in blocks (country and days), each in a task; an episode that could be part of an incident of another block is compared there too, and goes
    there if it is more like that one, until none has to go: then the result is that of one join of all (``docs/incidents.md`` says why).
    The jobs run when this is called. Returns a DataFrame: ``id``, ``category``, ``date``, ``country``, ``place``, ``reports`` (ids), ``incident`` (the
    line of ``rasid incidents``, ``docs/incident.schema.json``), ``error``, ``message``. Raises ValueError before anything runs where a column is not there
    or an argument makes no sense.
    """
    from . import _spark_incidents

    for what, name in (("record", record), ("order", order)):
        if name not in df.columns:
            raise ValueError(f"{what}={name!r}: there is no such column among {', '.join(df.columns)}")
    if not isinstance(days, int) or days < 1:
        raise ValueError(f"days is {days!r}: give a whole number from 1 on")
    rasid.incidents([], rule)  # says what is wrong here, not on an executor
    return _spark_incidents.join(df, record, order, rule, days, tell)
