"""Rasid reads Arabic news reports and writes down what they say happened.

>>> import rasid
>>> record = rasid.code("هاجم مسلحو طالبان نقطة تفتيش للشرطة في قندوز أمس.", published="2021-06-07")
>>> event = record.events[0]
>>> event.category, event.actors[0].label_en, event.place.name, event.date
('ASSAULT', 'Taliban', 'Kunduz', '2021-06-06')

Everything is done by the C library that this package brings, with the dictionaries built into it. What a record means is in
``docs/codebook.md``, what the package does in ``docs/python.md``, its tables in ``docs/arrow.md``.

Offsets count code points, as Python's strings do: ``record.text[span.start:span.end] == span.text``.
"""
from __future__ import annotations

import os as _os

from . import _rasid
from ._rasid import (
    ActorMention, Batch, Claim, Diagnostic, Entity, Event, Number, Place, PlaceMention, Record, Span, Table, Time, Toll, Word,
)
from ._store import Store

__version__ = _rasid.version
__all__ = [
    "Coder", "Tables", "Store", "code", "code_files", "code_many", "code_table", "incidents", "open_store", "words", "numbers", "times", "places", "actors",
    "Record", "Span", "Entity", "Place", "Claim", "Event", "Toll", "Time", "Number", "PlaceMention", "ActorMention",
    "Word", "Diagnostic", "Table", "Batch",
]

_OFFSETS = {"codepoints": 0, "bytes": 1, "utf16": 2}


class Tables(tuple):
    """What :meth:`Coder.code_table` gives: four tables of Arrow, a tuple with names.

    ``events``: a row for each event; ``tolls``: for each toll; ``times``: for each date or time; ``documents``: for each
    document, with ``error`` and ``message`` where it could not be coded. Columns and types: ``docs/arrow.md``.
    """

    __slots__ = ()
    events = property(lambda self: self[0], doc="A row for each event (Table).")
    tolls = property(lambda self: self[1], doc="A row for each toll (Table).")
    times = property(lambda self: self[2], doc="A row for each date or time (Table).")
    documents = property(lambda self: self[3], doc="A row for each document (Table).")

    def __repr__(self):
        return "Tables(%s)" % ", ".join(map(repr, self))


def _cores(threads):
    if not isinstance(threads, int) or isinstance(threads, bool):
        raise TypeError(f"threads is {type(threads).__name__}: give a whole number, 0 for one a core")
    if threads == 0:
        try:
            return min(len(_os.sched_getaffinity(0)), 256)
        except AttributeError:
            return min(_os.cpu_count() or 1, 256)
    return threads


class Coder:
    """Codes reports; may be used by any number of threads at once.

    model: path of a model file, as ``rasid model build`` writes it; None: the one built in.
    offsets: what offsets count: ``"codepoints"`` (of a str), ``"bytes"`` (of its UTF-8) or ``"utf16"`` units.
    max_document_bytes: longer documents are left uncoded, with the diagnostic ``too_long``; 0: 64 MiB.
    use_weights: False decides doubtful events without the learnt weights.

    Raises OSError where the model cannot be read, ValueError where it is none or an argument makes no sense, MemoryError.

    >>> rasid.Coder(offsets="letters")
    Traceback (most recent call last):
    ...
    ValueError: offsets is 'letters': give 'codepoints', 'bytes' or 'utf16'
    """

    __slots__ = ("_coder", "offsets")

    def __init__(self, model=None, offsets="codepoints", *, max_document_bytes=0, use_weights=True):
        if offsets not in _OFFSETS:
            raise ValueError(f"offsets is {offsets!r}: give 'codepoints', 'bytes' or 'utf16'")
        if not isinstance(max_document_bytes, int) or not 0 <= max_document_bytes < 2**32:
            raise ValueError(f"max_document_bytes is {max_document_bytes!r}: give a number of bytes below 4 GiB, or 0")
        self.offsets = offsets
        self._coder = _rasid.open_coder(model, _OFFSETS[offsets], max_document_bytes, bool(use_weights))

    def __repr__(self):
        return f"<rasid.Coder model {self.model}, offsets in {self.offsets}>"

    @property
    def model(self):
        """The model's identity: 16 hexadecimal digits of the hash of its contents (str)."""
        return self._coder.model

    def code(self, text, *, published=None, id=None, title=None, source=None, url=None, captions=None):
        """Codes one report; the GIL is released meanwhile.

        text: the body, str, or bytes of UTF-8; lines are paragraphs. None where there is only a title.
        published: the day relative times count from: ``"YYYY-MM-DD"``, a date or a datetime. What is no date is told in
        ``diagnostics`` (``bad_date``).
        id: names the document in the ids of events; ``"text"`` where none is given.
        title, source, url: texts. captions: a list of texts.

        Returns a Record. Raises TypeError or ValueError, which name the argument, and MemoryError. Odd text is no error: it
        is coded as far as it goes, and told in ``diagnostics``; a lone surrogate counts as U+FFFD.

        >>> record = rasid.Coder().code("قتل ثلاثة جنود في انفجار في بغداد.", id="a")
        >>> [(toll.kind, toll.low, toll.high) for toll in record.tolls]
        [('killed', 3, 3)]
        >>> rasid.Coder().code(7)
        Traceback (most recent call last):
        ...
        TypeError: text is int: give str, or bytes of UTF-8
        """
        return self._coder.code(text, id, title, published, source, url, captions)

    def code_many(self, documents, threads=0, *, on_error=None):
        """Codes an iterable of reports; yields their records in its order.

        documents: each a str, bytes of UTF-8, or a mapping with the key ``text`` and any of ``id``, ``title``,
        ``published``, ``source``, ``url``, ``captions``. Where there is no id, it is the number of the item, from 0.
        threads: that code at once; 0: as many as there are cores. They need no GIL.
        on_error: called with the exception of an item that is no document; the rest is done. None: it is raised when its
        turn comes, and the iterator can go on.

        Returns an iterator of Record. It reads ahead a little: per thread about 32 documents or 128 kB, and ten
        milliseconds of waiting, so that a slow source is not held back. An exception of ``documents`` itself is raised behind the
        records before it. The iterator is for one thread at a time; in a forked process it raises RuntimeError.

        >>> [len(record.events) for record in rasid.Coder().code_many(["هاجم مسلحون القرية.", "الطقس جميل."])]
        [1, 0]
        """
        return _rasid.code_many(self._coder, documents, _cores(threads), on_error)

    def code_table(self, documents, threads=0):
        """Codes reports into tables that speak the Arrow C data interface; the GIL is released meanwhile.

        documents: an iterable as for :meth:`code_many`; or an Arrow column of strings (of pyarrow, pandas, polars …); or an
        Arrow table with a column ``text`` and any of ``id``, ``title``, ``published``, ``source``, ``url``, all strings.
        What is no document has a row in ``documents`` with the error ``bad_input``.

        Returns Tables. ``pyarrow.table(tables.events)``, ``polars.DataFrame(tables.events)`` and
        ``pandas.DataFrame.from_arrow(tables.events)`` take them without copying; without any of these,
        ``tables.events.to_pylist()`` gives dicts.

        >>> tables = rasid.Coder().code_table(["هاجم مسلحون القرية.", None])
        >>> tables.events.to_pylist()[0]["event"]
        'ASSAULT'
        >>> tables.documents.to_pylist()[1]["message"]
        "item 1: a document is NoneType: give str, bytes of UTF-8, or a mapping with the key 'text'"
        """
        return Tables(_rasid.code_table(self._coder, documents, _cores(threads)))

    def code_files(self, paths, *, input_format="auto", fields=None, published=None):
        """Codes the reports of files, read as ``rasid code FILE…`` reads them: text, pages, JSON, tables, feeds, archives of the web, packed or not.

        paths: one path or several; a folder stands for the files below it.
        input_format: what they are, where their first bytes do not tell: ``"text"``, ``"html"``, ``"json"``, ``"jsonl"``, ``"csv"``, ``"tsv"``, ``"feed"``,
        ``"warc"``. fields: under which keys parts of a document stand, such as ``{"text": "body"}``. published: the day of documents that bring none.

        Returns an iterator of Tables, of about 1,000 documents each, coded in this thread without the GIL. What cannot be read or coded has a row in
        ``documents`` with ``error`` and ``message``, which name the place. Raises ImportError where the package was built without the libraries that
        read files.
        """
        return map(Tables, _files(self, paths, input_format, fields, published, None))

    def words(self, text):
        """Every token of a text, punctuation included, as its sentence reads it (tuple of Word).

        >>> [(word.segments, word.upos) for word in rasid.words("للشرطة")]
        [('ل+ل+شرطة', 'NOUN')]
        """
        return self._coder.read(text, None, "words")

    def numbers(self, text):
        """Every number of a text, in digits or words (tuple of Number).

        >>> [(n.low, n.high) for n in rasid.numbers("أكثر من مئة وخمسين متظاهرا")]
        [(151, None)]
        """
        return self._coder.read(text, None, "numbers")

    def times(self, text, published=None):
        """Every date and time of a text in ISO 8601; relative ones count from `published` (tuple of Time).

        >>> [(t.value, t.anchor) for t in rasid.times("أمس", published="2021-06-07")]
        [('2021-06-06', '2021-06-07')]
        """
        return self._coder.read(text, published, "times")

    def places(self, text):
        """Every place of a text, with the others of its name (tuple of PlaceMention).

        >>> [(p.place.name, p.place.country) for p in rasid.places("وصل إلى بغداد")]
        [('Baghdad', 'IRQ')]
        """
        return self._coder.read(text, None, "places")

    def actors(self, text, published=None):
        """Every actor of a text; codes are those of the day of `published` (tuple of ActorMention).

        >>> [(a.entity.country, a.sectors) for a in rasid.actors("حركة طالبان", published="2021-06-07")]
        [('AFG', ('REB',))]
        """
        return self._coder.read(text, published, "actors")


def _files(coder, paths, input_format, fields, published, output):
    if isinstance(paths, (str, bytes, _os.PathLike)):
        paths = [paths]
    names = tuple(map(_os.fsencode, paths))
    if published is not None and not isinstance(published, str):
        published = published.isoformat()[:10]
    return _rasid.code_files(coder._coder, names, input_format, tuple((fields or {}).items()), published, output)


_default = None


def _coder():
    """The coder of the functions below, made when first needed."""
    global _default
    if _default is None:
        _default = Coder()
    return _default


def code(text, **about):
    """:meth:`Coder.code` with the built-in model."""
    return _coder().code(text, **about)


def code_many(documents, threads=0, *, on_error=None):
    """:meth:`Coder.code_many` with the built-in model."""
    return _coder().code_many(documents, threads, on_error=on_error)


def code_table(documents, threads=0):
    """:meth:`Coder.code_table` with the built-in model."""
    return _coder().code_table(documents, threads)


def code_files(paths, **how):
    """:meth:`Coder.code_files` with the built-in model."""
    return _coder().code_files(paths, **how)


def open_store(path, *, coder=None, busy_ms=10_000):
    """Opens a store for reading: a file of SQLite or an address ``postgresql://…``, as ``rasid code --store`` takes it.

    coder: a Coder whose model is to read the words that are searched for; None: the built-in one. busy_ms: how long to wait for a program that
    writes.

    Returns a :class:`Store`, which is a context manager. Raises FileNotFoundError, OSError or ValueError, which name the store; ImportError where the
    package was built without the libraries that read it.
    """
    from . import _store

    return _store.open_store(path, (coder or _coder())._coder, busy_ms)


def words(text):
    """:meth:`Coder.words` with the built-in model."""
    return _coder().words(text)


def numbers(text):
    """:meth:`Coder.numbers` with the built-in model."""
    return _coder().numbers(text)


def times(text, published=None):
    """:meth:`Coder.times` with the built-in model."""
    return _coder().times(text, published)


def places(text):
    """:meth:`Coder.places` with the built-in model."""
    return _coder().places(text)


def actors(text, published=None):
    """:meth:`Coder.actors` with the built-in model."""
    return _coder().actors(text, published)


def incidents(records, rule="bounds"):
    """Joins records by what they tell happened: one incident, all its claims, as ``rasid incidents`` does.

    records: an iterable of Record, or of the lines of JSON that ``rasid code`` prints (str or bytes).
    rule: how the figures of an incident become one toll: ``"bounds"``, ``"conservative"``, ``"ucdp"`` or ``"latest-official"`` (``docs/incidents.md``).

    Returns a list of dicts (``docs/incident.schema.json``). Raises ValueError where an item is no record, or there is no such rule.

    >>> told = ["انفجار سيارة مفخخة في بغداد أمس يقتل 12 شخصا.", "مقتل 12 شخصا في انفجار سيارة ببغداد أمس."]
    >>> records = [rasid.code(text, id=str(i), published="2021-06-07") for i, text in enumerate(told)]
    >>> [(i["id"], i["date"], i["place"]["name"], i["reports"]) for i in rasid.incidents(records)]
    [('i0', '2021-06-06', 'Baghdad', ['0', '1'])]
    """
    import json

    joiner = _rasid.Incidents()
    joiner.lines(rule)
    for i, record in enumerate(records):
        try:
            joiner.add(record.json if isinstance(record, Record) else record)
        except (ValueError, TypeError) as error:
            raise type(error)(f"item {i}: {error}") from None
    joiner.join()
    return [json.loads(line) for line in joiner.lines(rule)]
