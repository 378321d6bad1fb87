"""rasid.open_store: a store, read. What a store is and what its columns mean is in docs/store.md."""
from __future__ import annotations

import json

from . import _rasid
from ._rasid import Table

_TABLES = ("reports", "events", "tolls", "incidents", "claims")


def _value(name, value):
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return repr(value)
    if isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value):
        return ",".join(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    raise TypeError(f"{name} is {type(value).__name__}: give str, a number, a date, or a list of str")


def _pairs(filters):
    """What is asked for: names as in docs/store.md; from_ stands for from, which is a word of Python."""
    return tuple((name.rstrip("_"), _value(name, value)) for name, value in filters.items() if value is not None)


class Store:
    """A store that is open for reading; :func:`rasid.open_store` makes it.

    Rows are dicts whose keys are the columns of ``docs/store.md``, with the corrections that people made; tables are the same rows as Arrow
    (``docs/arrow.md``). All take the filters of the command's ``rasid store list``, as keywords:

    words: in the report, in any form: all of them, ``"in quotes"`` next to each other, ``-without``.
    category, mode, status, actor, place, country, source, review, toll, who, target: texts; several categories or statuses as a list.
    from_, to, published_from, published_to: days, both included. south, west, north, east: degrees. toll_least, id, report, incident, after_id,
    limit, offset: whole numbers; there is no limit unless you give one. order: ``"newest"``, ``"oldest"``, ``"id"`` or ``"toll"``.

    ValueError names a filter that there is not; OSError, the store where it cannot be read. It belongs to the process that opened it.
    """

    __slots__ = ("_store", "_name")

    def __init__(self, store):
        self._store = store
        self._name = store.name

    def __repr__(self):
        return f"<rasid.Store {self._name}>"

    def __enter__(self):
        return self

    def __exit__(self, *why):
        self.close()

    def close(self):
        """Closes it, when the rows that are still being read are done."""
        self._store.close()

    @property
    def name(self):
        """The file or address, without a password (str)."""
        return self._name

    def rows(self, view, **filters):
        """Rows of a view of ``docs/store.md`` ("reports", "events", "parties", "corrections", …) as dicts, one after another."""
        return map(json.loads, self._store.rows(view, _pairs(filters)))

    def count(self, view, **filters):
        """How many rows the filters find, whatever their limit (int)."""
        return self._store.count(view, _pairs(filters))

    def reports(self, **filters):
        """Reports, newest first, without their text."""
        return self.rows("reports", **filters)

    def search(self, words, **filters):
        """Reports that have the words in any of their forms."""
        return self.rows("reports", words=words, **filters)

    def events(self, **filters):
        """Current events, with who acts and suffers in words, and their report."""
        return self.rows("events", **filters)

    def tolls(self, **filters):
        """Current tolls, with their event and report."""
        return self.rows("tolls", **filters)

    def incidents(self, **filters):
        """Incidents, the latest first; ``claims(incident=…)`` has their figures."""
        return self.rows("incidents", **filters)

    def claims(self, **filters):
        """Figures that reports state of incidents, each with its words and who is credited with it."""
        return self.rows("claims", **filters)

    def corrections(self, **filters):
        """What people corrected, newest first."""
        return self.rows("corrections", **filters)

    def report(self, id):
        """One report, by its number: its document (``id``, ``title``, ``text``, ``captions``, ``published``, ``source``, ``url``), the text that
        offsets count in as ``coded_text``, and ``record``, the line of JSON that it was coded to. ValueError where there is none."""
        found = self._store.report(id)
        found["coded_text"] = self._store.coded_text(id)
        return found

    def joined(self, rule="bounds"):
        """All incidents with their claims, as ``rasid incidents --store`` prints them (list of dict, ``docs/incident.schema.json``)."""
        return [json.loads(line) for line in self._store.incidents(rule)]

    def table(self, view, **filters) -> Table:
        """The rows of "reports", "events", "tolls", "incidents" or "claims" as a table of Arrow."""
        if view not in _TABLES:
            raise ValueError(f"there is no table {view!r}: give one of {', '.join(_TABLES)}, or take its rows")
        return self._store.table(view, _pairs(filters))

    def reports_table(self, **filters):
        """:meth:`reports` as a table of Arrow."""
        return self.table("reports", **filters)

    def events_table(self, **filters):
        """:meth:`events` as a table of Arrow."""
        return self.table("events", **filters)

    def tolls_table(self, **filters):
        """:meth:`tolls` as a table of Arrow."""
        return self.table("tolls", **filters)

    def incidents_table(self, **filters):
        """:meth:`incidents` as a table of Arrow."""
        return self.table("incidents", **filters)

    def claims_table(self, **filters):
        """:meth:`claims` as a table of Arrow."""
        return self.table("claims", **filters)


def open_store(path, coder, busy_ms):
    return Store(_rasid.open_store(coder, path, busy_ms))
