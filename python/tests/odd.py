#!/usr/bin/env python3
"""Odd input: errors that name it, text that is coded as far as it goes; and whatever hypothesis thinks of."""
import datetime
import json
import time

from tap_python import Tap, case, raises, same

import rasid

ATTACK = "هاجم مسلحون القرية أمس."
tap = Tap()


class Interrupted(dict):
    def __getitem__(self, key):
        raise KeyboardInterrupt


def codes(record):
    return [d.code for d in record.diagnostics]


for name, kind, words, function in [
    ("None", TypeError, ["text is NoneType"], lambda: rasid.code(None)),
    ("a number", TypeError, ["text is int"], lambda: rasid.code(3)),
    ("a list", TypeError, ["text is list"], lambda: rasid.code([ATTACK])),
    ("a title that is none", TypeError, ["title is float"], lambda: rasid.code(ATTACK, title=1.5)),
    ("a date that is a number", TypeError, ["published is int", "YYYY-MM-DD"], lambda: rasid.code(ATTACK, published=20230101)),
    ("captions that are a text", TypeError, ["captions is str"], lambda: rasid.code(ATTACK, captions="x")),
    ("a caption that is none", TypeError, ["a caption is NoneType"], lambda: rasid.code(ATTACK, captions=["x", None])),
    ("an unknown argument", TypeError, ["date"], lambda: rasid.code(ATTACK, date="2020-01-01")),
    ("a bad item", TypeError, ["item 1", "int"], lambda: list(rasid.code_many([ATTACK, 5]))),
    ("an item without text", ValueError, ["item 0", "neither"], lambda: list(rasid.code_many([{"id": "x"}]))),
    ("a bad part of an item", TypeError, ["item 0", "url is int"], lambda: list(rasid.code_many([{"text": ATTACK, "url": 1}]))),
    ("no iterable", TypeError, ["iter"], lambda: rasid.code_many(5)),
    ("too many threads", ValueError, ["threads is 1000"], lambda: rasid.code_many([], threads=1000)),
    ("threads in words", TypeError, ["threads is str"], lambda: rasid.code_many([], threads="two")),
    ("a limit below zero", ValueError, ["max_document_bytes is -1"], lambda: rasid.Coder(max_document_bytes=-1)),
    ("words of None", TypeError, ["text is NoneType"], lambda: rasid.words(None)),
    ("a model whose path is no UTF-8", OSError, ["/nowhere/"], lambda: rasid.Coder("/nowhere/\udcff")),
    ("captions that fail", ZeroDivisionError, ["division"], lambda: rasid.code(ATTACK, captions=(1 // 0 for _ in "x"))),
    ("an interrupt within an item", KeyboardInterrupt, [], lambda: rasid.code_table([Interrupted()])),
    ("an interrupt within an item of many", KeyboardInterrupt, [], lambda: list(rasid.code_many([Interrupted()], on_error=print))),
]:
    tap.case(f"{name}: {kind.__name__} that names it", raises(kind, words, function))


@case(tap, "bytes are UTF-8; malformed ones are stepped over and told")
def _():
    assert rasid.code(ATTACK.encode()).json == rasid.code(ATTACK).json
    broken = ATTACK.encode()[:9] + b"\xff\xfe" + ATTACK.encode()[9:]
    record = rasid.code(broken)
    assert "malformed_utf8" in codes(record) and json.loads(record.json) == record.to_dict()
    assert record.text == broken.decode("utf-8", "replace")


@case(tap, "a lone surrogate is one character, and what stands behind it keeps its offset")
def _():
    text = "\ud800 هاجم مسلحون قرية في بغداد أمس وقتلوا ثلاثة. \udfff"
    record = rasid.code(text, title="\udc80")
    event = record.events[0]
    assert len(record.text) == len(text) + 2, record.text
    return same((event.trigger.text, event.trigger.start), ("هاجم", 4))


@case(tap, "NUL, directional marks, emoji and 10,000 diacritics are text")
def _():
    for text in ("\0" + ATTACK + "\0", "\u200f" + ATTACK, "🚨 " + ATTACK, "ه" + "\u064b" * 10000 + " " + ATTACK):
        record = rasid.code(text)
        trigger = record.events[0].trigger
        assert record.text[trigger.start:trigger.end] == trigger.text == "هاجم", (trigger, text[:20])


@case(tap, "empty texts are told, not refused")
def _():
    for text in ("", " \n ", b""):
        assert codes(rasid.code(text)) == ["empty"], codes(rasid.code(text))
    assert rasid.words("") == () and rasid.code(None, title=ATTACK).events[0].category == "ASSAULT"


@case(tap, "wrong dates are told; dates and datetimes are taken")
def _():
    for wrong in ("yesterday", "2023-02-31", "", "2023"):
        record = rasid.code(ATTACK, published=wrong)
        assert "bad_date" in codes(record), (wrong, codes(record))
    for right in ("2023-05-02", "2023-05-02T10:00:00Z", datetime.date(2023, 5, 2), datetime.datetime(2023, 5, 2, 12)):
        assert rasid.code(ATTACK, published=right).events[0].date == "2023-05-01", right


@case(tap, "100 MB are left uncoded with a diagnostic, quickly; below the limit they are coded")
def _():
    text = "كلمة " * (100_000_000 // 9)
    start = time.process_time()
    record = rasid.code(text)
    seconds = time.process_time() - start
    assert codes(record) == ["too_long"] and record.events == (), codes(record)
    assert seconds < 5, f"{seconds:.1f} s"
    small = rasid.Coder(max_document_bytes=100)
    assert codes(small.code(ATTACK * 10)) == ["too_long"] and small.code(ATTACK).events


@case(tap, "bad items are told in their turn, and the rest is done")
def _():
    told = []
    items = [ATTACK, None, {"text": ATTACK, "id": "x"}, 7, b"\xff", object()]
    got = [r.id for r in rasid.code_many(items, on_error=told.append)]
    assert got == ["0", "x", "4"] and [str(e)[:6] for e in told] == ["item 1", "item 3", "item 5"], (got, told)
    stream, seen = rasid.code_many(items), []
    for _ in items:
        try:
            seen.append(next(stream).id)
        except TypeError:
            seen.append(None)
    return same(seen, ["0", None, "x", None, "4", None])


@case(tap, "an exception of the iterable comes behind the records before it")
def _():
    def source():
        yield from [ATTACK] * 50
        raise KeyError("source")

    stream, n = rasid.code_many(source()), 0
    try:
        for _ in stream:
            n += 1
    except KeyError:
        return same(n, 50)
    return "no KeyError"


@case(tap, "an exception of on_error ends the loop")
def _():
    def stop(error):
        raise RuntimeError("stop") from error

    return raises(RuntimeError, ["stop"], lambda: list(rasid.code_many([1], on_error=stop)))


@case(tap, "a mapping of another kind is a document, an error of its own goes through")
def _():
    import collections
    import types
    for mapping in (types.MappingProxyType({"text": ATTACK}), collections.ChainMap({"text": ATTACK})):
        assert next(rasid.code_many([mapping])).events

    class Broken(dict):
        def __getitem__(self, key):
            raise ZeroDivisionError("broken mapping")

    assert raises(ValueError, ["broken mapping"], lambda: list(rasid.code_many([Broken()]))) is None


def hypotheses():
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    letters = st.text(alphabet=st.one_of(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأإؤئ ـًٌٍَُِّْ\n.،؛؟«»\"():٠١٢٣0123456789-/"),
                                         st.characters()), max_size=300)
    words = st.lists(st.sampled_from(ATTACK.split() + ["قتل", "أكثر من", "50", "مدنيا", "في", "بغداد", "الاثنين", "قال", "إن", "لم", "وزير", "الدفاع", "،", ".", "\n"]),
                     max_size=60).map(" ".join)
    texts = st.one_of(letters, words, st.text(alphabet=st.characters(min_codepoint=0xD700, max_codepoint=0xE100), max_size=40))
    quick = settings(max_examples=300, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))

    @quick
    @given(texts, st.one_of(st.none(), texts), st.one_of(st.none(), st.dates(), letters))
    def record_is_sound(text, title, published):
        record = rasid.code(text, title=title, published=published)
        assert record.to_dict()["doc"]["id"] == "text"
        for span in [e.trigger for e in record.events] + [t.span for t in record.tolls] + [t.span for t in record.times] + list(record.sentences):
            assert record.text[span.start:span.end] == span.text
        repr((record.events, record.tolls, record.times, record.places))
        record._repr_html_()

    @quick
    @given(st.lists(st.one_of(texts, st.binary(max_size=80), st.none(), st.integers(), st.dictionaries(st.sampled_from(["text", "id", "title", "published"]), texts)), max_size=12),
           st.integers(1, 3))
    def many_are_one_by_one(items, threads):
        told = []
        many = [r.json for r in rasid.code_many(items, threads, on_error=told.append)]
        assert len(many) + len(told) == len(items)
        tables = rasid.code_table(items, threads)
        assert len(tables.documents) == len(items)
        assert len(tables.events) == sum(len(json.loads(x)["events"]) for x in many)

    @quick
    @given(st.binary(max_size=200))
    def bytes_are_text(data):
        record = rasid.code(data)
        assert record.text == data.decode("utf-8", "replace")
        for word in rasid.words(data):
            assert record.text[word.span.start:word.span.end] == word.span.text

    return record_is_sound, many_are_one_by_one, bytes_are_text


try:
    found = hypotheses()
except ImportError:
    tap.skip("hypothesis", "not installed")
else:
    for test in found:
        case(tap, f"hypothesis: {test.__name__}")(test)

tap.done()
