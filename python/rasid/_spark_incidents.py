"""rasid.spark.incidents: the rounds of _blocks.py as jobs of Spark."""
from __future__ import annotations

import json

from . import _blocks

_EPISODES = "key string, number int, facts string, places array<string>, first_day int, last_day int, block string"
_ANSWERS = ("key string, number int, block string, asks boolean, points double, founder_day int, founder_key string, founder_number int, day int, "
            "line string, nowhere boolean")
INCIDENTS = "id string, category string, date string, country string, place string, reports array<string>, incident string, error string, message string"
_ROWS = 2000  # of a batch that goes back to Spark
_PATIENCE = 6  # rounds, after which blocks whose episodes still move are made one


def _batches(rows, schema):
    """Rows (tuples) as batches of Arrow."""
    import pyarrow as pa

    pending = []
    for row in rows:
        pending.append(row)
        if len(pending) == _ROWS:
            yield pa.RecordBatch.from_arrays([pa.array(c, f.type) for c, f in zip(zip(*pending), schema)], schema=schema)
            pending = []
    if pending:
        yield pa.RecordBatch.from_arrays([pa.array(c, f.type) for c, f in zip(zip(*pending), schema)], schema=schema)


def _arrow(ddl):
    """The schema of Arrow for the few types used here."""
    import pyarrow as pa

    kinds = {"string": pa.string(), "int": pa.int32(), "double": pa.float64(), "boolean": pa.bool_(), "array<string>": pa.list_(pa.string())}
    return pa.schema([(name, kinds[kind]) for name, kind in (c.split() for c in ddl.split(", "))])


def _map(df, function, ddl):
    """mapInArrow by a generator of rows over rows (dicts)."""
    def run(batches):
        yield from _batches(function(row for batch in batches for row in batch.to_pylist()), _arrow(ddl))

    return df.mapInArrow(run, ddl)


def _read(days):
    def read(rows):
        for row in rows:
            try:
                found = _blocks.episodes(row["record"])
            except ValueError as error:
                yield row["key"], None, str(error), None, None, None, None
                continue
            for e in found:
                yield row["key"], e.number, e.dumps(), e.places, e.facts[4], e.facts[5], e.first_block(days)

    return read


class _Places:
    """Where episodes are: each in the block it was put into at first, unless it `moved`; blocks may have `become` others. It is small: most stay."""

    def __init__(self):
        self.moved, self.become = {}, {}

    def block(self, row):
        block = self.moved.get((row["key"], row["number"]), row["block"])
        return self.become.get(block, block)

    def merge(self, pairs):
        """Makes the blocks of each pair one."""
        parent = {}

        def root(b):
            while parent.setdefault(b, b) != b:
                b = parent[b]
            return b

        for a, b in pairs:
            x, y = sorted((root(a), root(b)))
            parent[y] = x
        self.become = {**{b: root(to) if to in parent else to for b, to in self.become.items()}, **{b: root(b) for b in parent}}


def _hold(at):
    """What a partition has of each block."""
    def hold(rows):
        held = {}
        for row in rows:
            if row["number"] is None:
                continue
            places, days = held.setdefault(at.value.block(row), (set(), [row["first_day"], row["last_day"]]))
            places.update(row["places"])
            for i, choose, day in ((0, min, row["first_day"]), (1, max, row["last_day"])):
                days[i] = None if days[i] is None or day is None else choose(days[i], day)
        for block, (places, (first, last)) in held.items():
            yield block, sorted(places), first, last

    return hold


def _blocks_of(read, at, nowhere):
    """What each block holds, for Reach."""
    held = {}
    for row in _map(read, _hold(at), "block string, places array<string>, first_day int, last_day int").collect():
        if row.block not in held:
            held[row.block] = (set(row.places), row.first_day, row.last_day)
            continue
        places, first, last = held[row.block]
        held[row.block] = (places | set(row.places), None if None in (first, row.first_day) else min(first, row.first_day),
                           None if None in (last, row.last_day) else max(last, row.last_day))
    return [(block, tuple(sorted(places)), block in nowhere, first, last) for block, (places, first, last) in held.items()]


def _ask(at, blocks):
    def ask(rows):
        reach = _blocks.Reach(blocks.value)
        for row in rows:
            if row["number"] is None:
                continue
            own = at.value.block(row)
            yield row["key"], own, row["number"], _blocks.JOINS
            for block in reach(_blocks.loads(row["facts"]), own):
                yield row["key"], block, row["number"], _blocks.ASKS

    return ask


def _join(rule):
    def join(rows):
        """Rows come sorted by block and key."""
        def one(block, reports):
            for key, number, turn, points, day, founder, founder_number, own_day, line, nowhere in _blocks.run(reports, rule):
                yield key, number, block, turn == _blocks.ASKS, points, day, founder, founder_number, own_day, line, nowhere

        current, reports = None, []
        for row in rows:
            if row["block"] != current:
                yield from one(current, reports)
                current, reports = row["block"], []
            reports.append((row["key"], row["record"], {t["number"]: t["turn"] for t in row["turns"]}))
        yield from one(current, reports)

    return join


def _moves(answers):
    """Episodes that are more like an incident of another block: key, number, block, to."""
    from pyspark.sql import functions as f

    answer = f.struct("points", "founder_day", "founder_key", "founder_number", "block")
    best = answers.groupBy("key", "number").agg(f.max(f.when(f.col("points").isNotNull(), answer)).alias("best"),
                                                f.max(f.when(~f.col("asks"), f.col("block"))).alias("block"))
    return best.where("best is not null and best.block <> block").select("key", "number", "block", f.col("best.block").alias("to"))


def _keyed(df, record, order):
    """key, record: what sorts as the reports are to be taken, and tells them apart."""
    from pyspark.sql import functions as f

    column = f.col(f"`{order}`")
    kind = df.schema[order].dataType.typeName()
    if kind in ("byte", "short", "integer", "long"):
        column = f.lpad(column.cast("decimal(20,0)").cast("string"), 20, "0")
    key = f.concat(column.cast("string"), f.lit("\0"), f.sha2(f.col(f"`{record}`"), 256))
    return (df.where(f.col(f"`{record}`").isNotNull()).select(f.coalesce(key, f.sha2(f.col(f"`{record}`"), 256)).alias("key"), f.col(f"`{record}`").alias("record"))
            .dropDuplicates(["key"]))


def _finish(row_and_number):
    row, number = row_and_number
    line = _blocks.renumber(row.line, number)
    incident = json.loads(line)
    at = incident["place"] or {}
    return (incident["id"], incident["category"], incident["date"], at.get("country"), at.get("name"), incident["reports"], line, None, None)


def join(df, record, order, rule, days, tell):
    """See rasid.spark.incidents."""
    from pyspark.sql import functions as f

    spark = df.sparkSession
    n = int(spark.conf.get("spark.sql.shuffle.partitions"))
    records = _keyed(df, record, order).persist()
    read = _map(records, _read(days), _EPISODES).persist()
    bad = [(None,) * 7 + ("bad_record", f"{row.key.split(chr(0))[0]}: {row.facts}") for row in read.where("number is null").collect()]
    places, nowhere, n_rounds = _Places(), set(), 0
    while True:
        n_rounds += 1
        at = spark.sparkContext.broadcast(places)
        held = _blocks_of(read, at, nowhere)
        blocks = spark.sparkContext.broadcast(held)
        turns = _map(read, _ask(at, blocks), "key string, block string, number int, turn int")
        turns = turns.groupBy("block", "key").agg(f.collect_list(f.struct("number", "turn")).alias("turns"))
        work = turns.join(records, "key").repartition(n, "block").sortWithinPartitions("block", "key")
        answers = _map(work, _join(rule), _ANSWERS).persist()
        moves = _moves(answers).collect()
        seen = {row.block for row in answers.where("nowhere").select("block").distinct().collect()}
        tell({"round": n_rounds, "blocks": len(held), "moves": len(moves)})
        if not moves and seen <= nowhere:
            break
        nowhere |= seen
        if n_rounds > _PATIENCE:
            places.merge((row.block, row.to) for row in moves)
            nowhere |= {places.become.get(b, b) for b in nowhere}
        else:
            places.moved.update(((row.key, row.number), row.to) for row in moves)
        answers.unpersist()
        at.unpersist()
        blocks.unpersist()
    begun = answers.where("line is not null").select("day", "key", "number", "line").orderBy("day", "key", "number")
    result = spark.createDataFrame(begun.rdd.zipWithIndex().map(_finish), INCIDENTS)
    if bad:
        result = result.union(spark.createDataFrame(bad, INCIDENTS))
    result = result.persist()
    result.count()
    for frame in (answers, read, records):
        frame.unpersist()
    return result
