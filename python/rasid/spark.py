"""Rasid inside Spark: a DataFrame of reports becomes a DataFrame of events, tolls or records.

    events = rasid.spark.code(reports, text="body", published="day", id="url")

Each executor codes its own partitions by ``mapInArrow``; batches go in and out as Arrow, without Python objects for rows. A document that
cannot be coded is a row with ``error`` and ``message`` and nothing else but its ``doc_id``, never a failed task. The same reports give the same rows
whatever the partitions and however often a task is tried again.

Needs pyspark 3.5 or later and pyarrow on the driver, and this package and pyarrow where the executors run.
"""
from __future__ import annotations

import functools
import glob
import os
import tempfile

import rasid

__all__ = ["code", "code_files", "incidents", "schema"]

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


def _wanted(output, columns):
    """The schema of the rows, with the chosen columns alone."""
    import pyarrow as pa

    whole = _arrow_schema(output)
    return whole if columns is None else pa.schema([whole.field(name) for name in columns])


def schema(output="events", columns=None):
    """The columns that :func:`code` gives (pyspark StructType): those of ``docs/arrow.md``, then ``error`` and ``message``; or the chosen ones."""
    from pyspark.sql import types as t

    kinds = {"string": t.StringType(), "int64": t.LongType(), "double": t.DoubleType(), "bool": t.BooleanType(),
             "list<item: string>": t.ArrayType(t.StringType())}
    return t.StructType([t.StructField(f.name, kinds[str(f.type)]) for f in _wanted(output, columns)])


def _bad_rows(wanted, rows):
    """Rows of documents that were not coded: their id, error and message; null in all else."""
    import pyarrow as pa

    columns = {name: [row[name] for row in rows] for name in ("doc_id", "error", "message")}
    return pa.table([pa.array(columns.get(f.name, [None] * len(rows)), f.type) for f in wanted], schema=wanted)


def _rows(tables, output, wanted):
    """The rows of tables as batches, behind them those of documents that were not coded."""
    import pyarrow as pa

    rows = pa.table(tables[_TABLES[output]])
    if output == "documents":
        yield from rows.select(wanted.names).to_batches()
        return
    for name in ("error", "message"):
        if name in wanted.names:
            rows = rows.append_column(name, pa.nulls(rows.num_rows, pa.string()))
    yield from rows.select(wanted.names).to_batches()
    documents = pa.table(tables.documents).select(["doc_id", "error", "message"])
    if documents.column("error").null_count < documents.num_rows:
        bad = documents.filter(documents.column("error").is_valid()).to_pylist()
        yield from _bad_rows(wanted, bad).to_batches()


def _table(coder, batch, output, wanted):
    """The rows of a batch; what a table cannot hold at once is coded in halves."""
    try:
        tables = coder.code_table(batch, threads=1)
    except MemoryError as error:
        if batch.num_rows > 1:
            half = batch.num_rows // 2
            yield from _table(coder, batch.slice(0, half), output, wanted)
            yield from _table(coder, batch.slice(half), output, wanted)
        else:
            row = {"doc_id": batch.column("id")[0].as_py(), "error": "out_of_memory", "message": str(error)}
            yield from _bad_rows(wanted, [row]).to_batches()
        return
    yield from _rows(tables, output, wanted)


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


def _records(coder, batch, wanted):
    import pyarrow as pa

    rows = [_record(coder, document) for document in batch.to_pylist()]
    columns = dict(zip(("doc_id", "record", "error", "message"), zip(*rows) if rows else [()] * 4))
    yield pa.RecordBatch.from_arrays([pa.array(columns[f.name], f.type) for f in wanted], schema=wanted)


def _code_batches(output, columns, model, offsets):
    def run(batches):
        coder, wanted = _coder(model, offsets), _wanted(output, columns)
        for batch in batches:
            yield from _records(coder, batch, wanted) if output == "records" else _table(coder, batch, output, wanted)

    return run


def _check(output, columns, offsets):
    """Says what is wrong here, not on an executor."""
    if output not in _TABLES and output != "records":
        raise ValueError(f"output is {output!r}: give 'events', 'tolls', 'times', 'documents' or 'records'")
    rasid.Coder(offsets=offsets)
    if columns is not None:
        names = _arrow_schema(output).names
        for name in columns:
            if name not in names:
                raise ValueError(f"columns: there is no {name!r} among {', '.join(names)}")
        if not columns:
            raise ValueError("columns is empty: give names, or None for all")


def code(df, text="text", *, id=None, title=None, published=None, source=None, url=None, output="events", columns=None, model=None,
         offsets="codepoints"):
    """Codes the reports of a DataFrame.

    text, id, title, published, source, url: names of its columns; all but `text` may be None. They are cast to strings, dates to
    ISO dates. Without an id a document is named by the SHA-256 of its text, which no partition and no retry changes.
    output: ``"events"``, ``"tolls"``, ``"times"``, ``"documents"`` (tables of ``docs/arrow.md``) or ``"records"`` (``doc_id`` and ``record``, a line
    of JSON). columns: names of those that are wanted, in their order; None: all. Spark makes rows of them, which costs more than coding does: name the few
    that you need. model: path of a model file on every executor; None: the one built in. offsets: as of :class:`rasid.Coder`.

    Returns a DataFrame with the columns of :func:`schema`, in no order but that of the partitions. Raises ValueError where a column is
    not there or `output` is none of these, before anything runs.
    """
    from pyspark.sql import functions as f

    _check(output, columns, offsets)
    names = dict(zip(_PARTS, (id, title, text, published, source, url)))
    for part, name in names.items():
        if name is not None and name not in df.columns:
            raise ValueError(f"{part}={name!r}: there is no such column among {', '.join(df.columns)}")
    parts = {part: f.col(f"`{name}`").cast("string").alias(part) for part, name in names.items() if name is not None}
    if id is None:
        parts["id"] = f.sha2(f.col(f"`{text}`").cast("string"), 256).alias("id")
    chosen = df.select(*parts.values())
    return chosen.mapInArrow(_code_batches(output, columns, model, offsets), schema(output, columns))


def _one_file(coder, path, index, to, format, resume, how):
    """Codes a file into its part, which is there whole or not at all: what it came to."""
    part = os.path.join(to, f"part-{index:05d}.{format}")
    if resume and os.path.exists(part):
        return path, part, None, None, None
    files = rasid._files(coder, path, output=format, **how)
    complaints = []
    # Another try of the task may be writing, too: each into a file of its own, and both the same.
    handle, temporary = tempfile.mkstemp(prefix=f".part-{index:05d}.", dir=to)
    try:
        with os.fdopen(handle, "wb") as file:
            for text, told in files:
                file.write(text)
                complaints += told.splitlines()
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, part)
    except BaseException as error:
        try:
            os.unlink(temporary)
        except OSError:
            pass
        if isinstance(error, OSError):
            raise OSError(error.errno, f"{part}: cannot be written: {error.strerror}") from error
        raise
    documents, bad = files.counts
    return path, part, documents, bad, "\n".join(complaints) or None


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _expanded(paths):
    """One path for each task; patterns stand for the files that they match here."""
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    found = []
    for path in map(os.fspath, paths):
        matches = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) and not os.path.exists(path) else [path]
        if not matches:
            raise ValueError(f"{path}: no file matches")
        found += matches
    return found


def code_files(spark, paths, *, output="events", columns=None, to=None, format="jsonl", resume=False, input_format="auto", fields=None, published=None,
               model=None, offsets="codepoints"):
    """Codes files where they lie: each task has one, reads it by the library's readers (``rasid code FILE``: lines of JSON, tables, pages, archives
    of the web, packed or not) and codes it, so that no report passes through Spark.

    spark: the SparkSession. paths: a path, a pattern (``"/archive/*.warc.gz"``), or a list of such; each file, or folder, is a task, on a disk that all
    executors see. input_format, fields, published: as of :meth:`rasid.Coder.code_files`. output, columns, model, offsets: as of :func:`code`; not
    ``"records"``, which is what parts are for.
    to: None: returns a DataFrame of rows; what cannot be read or coded is one with ``error`` and ``message``. A folder, which is made: each task writes a part
    there, ``part-00000.jsonl`` for the first path and so on, in a `format` of ``rasid code`` (``"jsonl"``, ``"csv"``, …), and nothing goes through Spark but
    what it came to.
    resume: leaves parts alone that are there already, for going on after a job that failed.

    With `to` the job runs when this is called, and returns a list of dicts: ``path``, ``part``, ``documents``, ``bad`` (those that could not be
    read or coded), ``complaints`` (lines, or None); the counts are None where a part was there. A part is there whole or not at all: it is
    written beside and renamed, so that a task that is tried again, or twice at once, loses nothing and doubles nothing. Where the disk is full the job fails,
    with the part's name; the parts that were done stay.

    Raises ValueError before anything runs where an argument makes no sense, ImportError where this package was built without readers.
    """
    names = _expanded(paths)
    how = {"input_format": input_format, "fields": fields, "published": published}
    _check(output, columns, offsets)
    if output == "records":
        raise ValueError("output is 'records': give to=FOLDER, whose parts are records")
    rasid._files(_coder(model, offsets), [], output=None if to is None else format, **how)
    tasks = spark.range(0, len(names), 1, max(len(names), 1))
    if to is None:
        def rows(batches):
            coder, wanted = _coder(model, offsets), _wanted(output, columns)
            for batch in batches:
                for index in batch.column(0).to_pylist():
                    for tables in coder.code_files(names[index], **how):
                        yield from _rows(tables, output, wanted)

        return tasks.mapInArrow(rows, schema(output, columns))
    to = os.path.abspath(to)
    os.makedirs(to, exist_ok=True)

    def parts(batches):
        import pyarrow as pa

        kinds = pa.schema([("path", pa.string()), ("part", pa.string()), ("documents", pa.int64()), ("bad", pa.int64()), ("complaints", pa.string())])
        coder = _coder(model, offsets)
        for batch in batches:
            for index in batch.column(0).to_pylist():
                told = _one_file(coder, names[index], index, to, format, resume, how)
                yield pa.RecordBatch.from_arrays([pa.array([cell], field.type) for cell, field in zip(told, kinds)], schema=kinds)

    done = tasks.mapInArrow(parts, "path string, part string, documents bigint, bad bigint, complaints string").collect()
    return sorted((row.asDict() for row in done), key=lambda row: row["part"])


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
