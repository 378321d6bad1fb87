#!/usr/bin/env python3
"""Records: the same bytes as the command's, and views that say what the JSON says."""
import json
import subprocess

from tap_python import RELEASE, ROOT, Tap, case, same

import rasid

DAY = "2023-10-09"
ATTACK = "هاجم مسلحو طالبان نقطة تفتيش للشرطة في قندوز أمس، بحسب متحدث باسم الشرطة. وقتل ثلاثة جنود."
tap = Tap()


def command(*arguments):
    done = subprocess.run([RELEASE, *map(str, arguments)], capture_output=True, cwd=ROOT)
    return done.stdout.decode("utf-8", "replace")


def documents():
    with open(ROOT / "examples/reports.jsonl", encoding="utf-8") as file:
        for n, line in enumerate(file, 1):
            yield {"id": f"examples/reports.jsonl:{n}", **json.loads(line)}


@case(tap, "code_many gives the bytes of `rasid code`, one thread or two")
def _():
    wanted = command("code", "examples/reports.jsonl").splitlines()
    assert len(wanted) > 3, wanted
    for threads in (1, 2):
        got = [record.json for record in rasid.code_many(documents(), threads=threads)]
        if got != wanted:
            return same(got, wanted)


@case(tap, "code gives the bytes of `rasid code`, with each unit of offsets")
def _():
    text = (ROOT / "examples/fighting-sudan.txt").read_text(encoding="utf-8")
    for unit in ("codepoints", "bytes", "utf16"):
        wanted = command("code", "--offsets", unit, "examples/reports.jsonl").splitlines()
        got = [rasid.Coder(offsets=unit).code(**d).json for d in documents()]
        if got != wanted:
            return same(got, wanted)
    assert rasid.code(text, published=DAY, id="x").to_dict()["doc"]["written"] == DAY


def spans(value):
    """Every span below a view."""
    if isinstance(value, rasid.Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    elif type(value).__module__ == "rasid" and not isinstance(value, rasid.Record):
        for name in value.to_dict():
            yield from spans(getattr(value, name))


@case(tap, "text[start:end] is the span's text, in every unit")
def _():
    found = 0
    for unit, cut in (("codepoints", lambda t, s: t[s.start:s.end]),
                      ("bytes", lambda t, s: t.encode()[s.start:s.end].decode()),
                      ("utf16", lambda t, s: t.encode("utf-16-le")[2 * s.start:2 * s.end].decode("utf-16-le"))):
        for d in documents():
            record = rasid.Coder(offsets=unit).code(**{**d, "title": "عاجل 🚨 " + d.get("title", ""), "captions": ["صورة 📷"]})
            for span in spans((record.events, record.tolls, record.times, record.places, record.sentences)):
                found += 1
                if cut(record.text, span) != span.text:
                    return f"{unit}: {span} is {cut(record.text, span)!r}"
    assert found > 100, found


def party(entity):
    return (entity.span and entity.span.text, entity.country, entity.sector, entity.label_en, entity.wikidata, entity.name)


@case(tap, "views say what the JSON says")
def _():
    for d in documents():
        record = rasid.code(**d)
        plain = record.to_dict()
        for view, event in zip(record.events, plain["events"], strict=True):
            got = (view.id, view.category, list(view.modes), list(view.contexts), view.cameo, view.quad, view.status, view.sentence,
                   view.trigger.text, view.trigger.start, view.trigger.end, view.lemma, [party(a) for a in view.actors],
                   [party(a) for a in view.recipients], view.place and (view.place.name, view.place.country, view.place.span.start, view.place.basis),
                   view.date, view.claim and (view.claim.kind, view.claim.anonymous), round(view.confidence, 2), view.rule,
                   view.same_as is None)
            side = [[(p["text"], p["country"], p["sector"], p["label_en"], p["wikidata"], p["name"]) for p in event[k]] for k in ("actor", "recipient")]
            place, date, claim = event["place"], event["date"], event["claim"]
            wanted = (event["id"], event["event"], event["mode"], event["context"], event["cameo"], event["quad"], event["status"], event["sentence"],
                      event["trigger"]["text"], event["trigger"]["start"], event["trigger"]["end"], event["trigger"]["lemma"], *side,
                      place and (place["name"], place["country"], place["start"], place["basis"]),
                      date and date["value"], claim and (claim["kind"], claim["anonymous"]), round(event["confidence"], 2), event["rule"],
                      event["same_as"] is None)
            if got != wanted:
                return same(got, wanted)
        tolls = [(t.id, t.kind, t.low, t.high, t.approx, t.span.text, t.status, t.side, t.event is None) for t in record.tolls]
        wanted = [(t["id"], t["kind"], t["low"], t["high"], t["approx"], t["text"], t["status"], t["side"], t["event"] is None) for t in plain["casualties"]]
        times = [(t.span.text, t.span.start, t.value, t.type) for t in record.times]
        wanted_times = [(t["text"], t["start"], t["value"], t["type"]) for t in plain["times"]]
        found = [(d.code, d.message) for d in record.diagnostics]
        wanted_found = [(d["code"], d["message"]) for d in plain["diagnostics"]]
        if problem := same((tolls, times, found), (wanted, wanted_times, wanted_found)):
            return problem


@case(tap, "words, numbers, times, places and actors are those of the commands")
def _():
    for name, read, about in (("words", rasid.words, {}), ("numbers", rasid.numbers, {}), ("places", rasid.places, {}),
                              ("times", rasid.times, {"published": DAY}), ("actors", rasid.actors, {"published": DAY})):
        lines = [json.loads(x) for x in command(name, "-f", "jsonl", *(["--date", DAY] if about else []), ATTACK).splitlines()]
        views = read(ATTACK, **about)
        span_of = {"places": lambda v: v.place.span, "actors": lambda v: v.entity.span}.get(name, lambda v: v.span)
        got = [(span_of(v).text, span_of(v).start) for v in views]
        if not lines or got != [(x["text"], x["start"]) for x in lines]:
            return f"{name}: " + str(same(got, [(x["text"], x["start"]) for x in lines]))
    word = rasid.words("للشرطة")[0]
    line = json.loads(command("words", "-f", "jsonl", "للشرطة"))
    return same([word.segments, word.lemma, word.root, word.pos, word.upos, word.feats, word.gloss, word.known],
                [line[k] for k in ("segments", "lemma", "root", "pos", "upos", "feats", "gloss", "known")])


@case(tap, "views keep their record alive and compare by what they say")
def _():
    event = rasid.code(ATTACK, published="2021-06-07").events[0]
    assert event.actors[0].label_en == "Taliban" and event == rasid.code(ATTACK, published="2021-06-07").events[0]
    assert event != rasid.code(ATTACK).events[0]
    assert event.to_dict()["trigger"] == {"text": "هاجم", "start": 0, "end": 4}
    assert repr(event).startswith("Event(id='text#0', category='ASSAULT'")
    for kind in (rasid.Event, rasid.Record, rasid.Table):
        try:
            kind()
            return f"{kind} was made directly"
        except TypeError:
            pass


@case(tap, "html is the page of `rasid code -f html`; a notebook's cell escapes and confines")
def _():
    document = list(documents())[0]
    wanted = command("code", "-f", "html", "examples/reports.jsonl")
    article = rasid.code(**document).html(page=False)
    assert article.strip() in wanted and "<mark" in article, article
    odd = "<script>alert(1)</script> & \"x\" هاجم مسلحون القرية."
    cell = rasid.code(odd, title="<b>", id="</div>", source="<i>", url="javascript:alert(1)")._repr_html_()
    assert "<script" not in cell and "javascript:" not in cell and "<b>" not in cell and "&lt;script&gt;" in cell
    style = cell.split("<style>")[1].split("</style>")[0]
    outside = [s for rule in style.split("}")[:-1] for s in rule.split("{")[0].split(",") if not s.strip().startswith(".rasid")]
    assert 'class="trigger"' in cell and 'dir="' in cell and "rtl" in cell.lower() or 'dir="auto"' in cell
    return f"not confined: {outside}" if outside else None


@case(tap, "a model file gives the same records; what is no model is named")
def _():
    coder = rasid.Coder(ROOT / "build/default.model")
    assert coder.model == rasid.Coder().model and len(coder.model) == 16
    assert coder.code(ATTACK).json == rasid.code(ATTACK).json
    for path, kind in (("/nowhere/a.model", OSError), (ROOT / "README.md", ValueError)):
        try:
            rasid.Coder(path)
            return f"{path} was opened"
        except kind as error:
            assert str(path) in str(error), error


tap.done()
