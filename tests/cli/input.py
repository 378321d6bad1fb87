#!/usr/bin/env python3
"""Every format of input comes to the records of the same text given as text, in every encoding and compression; what is
bad is told of by file and place, and the rest is coded."""
import bz2
import functools
import gzip
import http.server
import json
import pathlib
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import web_files as web  # noqa: E402
from tap import RASID, ROOT, Tap  # noqa: E402

REPORTS = [json.loads(line) for line in (ROOT / "examples/reports.jsonl").read_text(encoding="utf-8").splitlines()]
# The line that names the source at the end of a page is no part of its article.
for report in REPORTS:
    report["text"] = "\n".join(p for p in report["text"].split("\n") if not p.startswith("المصدر"))
# A feed and a table have no captions.
PLAIN = [{k: v for k, v in r.items() if k != "captions"} for r in REPORTS]


def code(*arguments, stdin=None, folder=None):
    done = subprocess.run([RASID, "code", "-j", "1", *map(str, arguments)], input=stdin, capture_output=True, cwd=folder)
    return done.returncode, [json.loads(x) for x in done.stdout.splitlines()], done.stderr.decode("utf-8", "replace")


def lines(reports):
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports).encode()


def essence(record):
    """A record without what tells of where the text came from."""
    name = record["doc"]["id"]
    text = json.dumps({k: v for k, v in record.items() if k not in ("doc", "coder")}, ensure_ascii=False)
    doc = {k: record["doc"][k] for k in ("title", "sha256", "parts", "published", "written")}
    return text.replace(json.dumps(name, ensure_ascii=False)[1:-1] + "#", "#"), doc


def compare(result, expected, statuses=(0,)):
    status, records, error = result
    if status not in statuses:
        return f"exit status {status}: {error}"
    if len(records) != len(expected):
        return f"{len(records)} records, expected {len(expected)}: {error}"
    for got, wanted in zip(records, expected):
        for a, b in zip(essence(got), essence(wanted)):
            if a != b:
                return f"{got['doc']['id']}:\n{a}\n{wanted['doc']['id']}:\n{b}"
    return None


def agree(tap, folder, expected, plain):
    """Condition 1 of the work on input: all kinds of files in one run."""
    pages = folder / "pages"
    pages.mkdir()
    (pages / "first.html").write_bytes(web.page(REPORTS[0]))
    (pages / "second.htm").write_bytes(web.page(REPORTS[1]))
    beside = pages / "first_files"
    beside.mkdir()
    (beside / "frame.html").write_text("<html><body><p>إعلان في إطار لا يقرؤه أحد من الناس أبدا</p></body></html>", encoding="utf-8")
    (pages / "style.css").write_text("p { color: red }")
    (folder / "a.warc.gz").write_bytes(web.members([web.warcinfo()] + [
        web.record("response", web.http(web.page(r)), f"https://example.org/{r['id']}") for r in REPORTS]))
    (folder / "old.html").write_bytes(web.page(REPORTS[2], "windows-1256"))
    (folder / "feed.xml").write_bytes(web.feed(PLAIN))
    (folder / "t.csv").write_bytes(web.table(PLAIN))
    packed = web.zstd(lines(REPORTS))
    (folder / "r.jsonl.zst").write_bytes(packed if packed else gzip.compress(lines(REPORTS)))
    result = code("a.warc.gz", "pages", "old.html", "feed.xml", "t.csv", "r.jsonl.zst", folder=folder)
    tap.case("an archive, a folder of pages, an old page, a feed, a table and packed lines in one run",
             compare(result, expected + expected[:2] + expected[2:3] + plain + plain + expected))
    ids = [r["doc"]["id"] for r in result[1]]
    wanted = [f"https://example.org/{r['id']}" for r in REPORTS] + ["pages/first.html", "pages/second.htm", "old.html"]
    tap.case("ids: the address in an archive, else the path", None if ids[:9] == wanted else f"{ids[:9]}")
    froms = {r["doc"]["published_from"] for r in result[1][:9]}
    tap.case("the day of a page is from the page", None if froms == {"page"} else f"{froms}")


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder; /moved leads to a page, /around to itself."""

    def do_GET(self):
        leads = {"/moved": "/pages/first.html", "/around": "/around"}.get(self.path)
        if leads is None:
            return super().do_GET()
        self.send_response(302)
        self.send_header("Location", leads)
        self.end_headers()

    def log_message(self, *_):
        pass


def addresses(tap, folder, expected, plain):
    """What stands on a server, given by its address; `folder` is that of agree()."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    (folder / "empty.html").write_text("<html><body></body></html>")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n")
    try:
        result = code("--allow-private", "a.warc.gz", f"{site}/feed.xml", "old.html", f"{site}/pages/first.html", f"{site}/moved", folder=folder)
        tap.case("a feed and pages on a server among files",
                 compare(result, expected + plain + expected[2:3] + expected[:1] + expected[:1]))
        ids = [r["doc"]["id"] for r in result[1][-2:]]
        tap.case("a page's id is the address it came from", None if ids == [f"{site}/pages/first.html"] * 2 else f"{ids}")
        status, records, error = code(f"{site}/pages/first.html", folder=folder)
        tap.case("private addresses are not connected to",
                 None if (status, records) == (1, []) and "no address of the public internet" in error else f"{status} {error}")
        names = ("absent.html", "empty.html", "picture.png", "around")
        status, records, error = code("--allow-private", *(f"{site}/{n}" for n in names), "old.html", folder=folder)
        wanted = (f"{site}/absent.html: HTTP status 404", f"{site}/empty.html: no article was found",
                  f"{site}/picture.png: no page but image/png", f"{site}/around: more than 5 redirects", "; 4 not coded")
        missing = [w for w in wanted if w not in error]
        tap.case("what cannot be had is told of by its address, the rest is coded",
                 None if status == 1 and records[-1]["events"] and not missing else f"{status} {len(records)} {missing} {error}")
    finally:
        server.shutdown()
    status, records, error = code("--allow-private", f"{site}/feed.xml", "old.html", folder=folder)
    tap.case("a server that is not there", None if status == 1 and len(records) == 1 and site in error else f"{status} {error}")


def formats(tap, folder, expected, plain):
    report = REPORTS[0]
    whole = json.dumps(REPORTS, ensure_ascii=False, indent=2).encode()
    pretty = "\n".join(json.dumps(r, ensure_ascii=False, indent=2) for r in REPORTS).encode()
    files = {"list.json": (whole, expected), "one-behind-the-other.json": (pretty, expected),
             "list-without-a-name": (whole, expected), "table.tsv": (web.table(PLAIN, "\t"), plain),
             "table-without-a-name": (web.table(PLAIN, ";"), plain), "lines-without-a-name": (lines(REPORTS), expected),
             "page-without-a-name": (web.page(report), expected[:1]), "feed-without-a-name": (web.feed(PLAIN), plain),
             "plain.warc": (b"".join([web.warcinfo()] + [web.record("response", web.http(web.page(r))) for r in REPORTS]), expected)}
    answer = json.dumps({"status": "ok", "query": {"tags": [{"id": 1}], "text": "بحث"}, "articles": REPORTS, "next": {"page": [2]}}, ensure_ascii=False)
    files["answer-without-a-name"] = (answer.encode(), expected)
    files["answer.json"] = (json.dumps({"data": {"total": 6, "items": REPORTS}, "took": 3}, ensure_ascii=False, indent=1).encode(), expected)
    files["two-answers.json"] = ((answer + "\n" + answer).encode(), expected * 2)
    own = dict(REPORTS[0], related=[{"title": "خبر آخر"}], tags=[{"text": "وسم"}])
    files["report-with-lists.json"] = (json.dumps({k: own[k] for k in ("tags", "related", *REPORTS[0])}, ensure_ascii=False).encode(), expected[:1])
    for name, (data, wanted) in files.items():
        (folder / name).write_bytes(data)
        tap.case(name, compare(code(name, folder=folder), wanted))
        tap.case(f"{name} by gzip", compare(code("-", stdin=gzip.compress(data)) if "without" in name else packed(folder, name, gzip.compress(data), ".gz"), wanted))
        small = web.zstd(data)
        if small is None:
            tap.skip(f"{name} by Zstandard", "no zstd")
        else:
            tap.case(f"{name} by Zstandard", compare(packed(folder, name, small, ".zst"), wanted))
    tap.case("--input-format forces it", None if "{" in forced(folder) else "the object was not read as a text")
    atom = ('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>وكالة</title>' + "".join(
        f'<entry><id>{r["id"]}</id><title>{r["title"]}</title><link rel="alternate" href="https://example.org/{r["id"]}"/>'
        f'<published>{r["published"]}</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        + "".join(f"<p>{p}</p>" for p in r["text"].split("\n")) + "</div></content></entry>" for r in PLAIN) + "</feed>").encode()
    (folder / "atom.xml").write_bytes(atom)
    tap.case("an Atom feed with XHTML", compare(code("atom.xml", folder=folder), plain))
    (folder / "feed.warc").write_bytes(web.record("response", web.http(web.feed(PLAIN), "application/rss+xml")))
    tap.case("a feed in an archive", compare(code("feed.warc", folder=folder), plain))
    text = report["title"] + "\n" + report["text"] + "\n"
    (folder / "a.wet").write_bytes(web.record("conversion", text.encode(), content_type="text/plain"))
    tap.case("a text in an archive", compare(code("--date", report["published"], "a.wet", folder=folder), plain[:1]))


def packed(folder, name, data, suffix):
    (folder / (name + suffix)).write_bytes(data)
    return code(name + suffix, folder=folder)


def forced(folder):
    (folder / "object").write_text('{"id": "x", "text": "نص"}\n', encoding="utf-8")
    _, records, _ = code("--input-format", "text", "object", folder=folder)
    done = subprocess.run([RASID, "words", "--input-format", "text", "-f", "jsonl", "object"], capture_output=True, cwd=folder, text=True)
    return json.dumps(records) + done.stdout


def messages(tap, folder, expected):
    body, report = web.page(REPORTS[0]), REPORTS[0]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[i:i + 1000]), body[i:i + 1000]) for i in range(0, len(body), 1000)) + b"0\r\n\r\n"
    small = gzip.compress(body)
    cases = {"chunked": web.http(chunks, headers=["Transfer-Encoding: chunked"]),
             "gzip": web.http(small, headers=["Content-Encoding: gzip"]),
             "gzip in chunks": web.http(b"%x\r\n%s\r\n0\r\n\r\n" % (len(small), small), headers=["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
             "said to be gzip and chunked, and is neither": web.http(body, headers=["Content-Encoding: gzip", "Transfer-Encoding: chunked"]),
             "windows-1256 by the header alone": web.http(web.page(report, "windows-1256", "utf-8"), "text/html; charset=windows-1256")}
    for name, block in cases.items():
        (folder / "m.warc").write_bytes(web.record("response", block) + web.record("request", b"GET / HTTP/1.1\r\n\r\n"))
        tap.case(f"a page in an archive, {name}", compare(code("m.warc", folder=folder), expected[:1]))
    (folder / "m.warc").write_bytes(web.record("response", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + body)
                                    + web.record("response", web.http(b"\x89PNG", "image/png")) + web.record("response", web.http(body)))
    tap.case("pages that were not found and pictures are passed over", compare(code("m.warc", folder=folder), expected[:1]))


def encodings(tap, folder):
    report = next(r for r in REPORTS if not any(ord(c) > 0x6ff for c in r["title"] + r["text"]))
    bare = {k: v for k, v in report.items() if k != "captions"}
    text = (report["title"] + "\n" + report["text"] + "\n").replace("–", "-")
    for charset in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "iso8859_6", "mac_arabic"):
        (folder / "t.txt").write_bytes(text.encode(charset))
        result = code("--date", report["published"], "t.txt", folder=folder)
        first = code("--date", report["published"], "-", stdin=text.encode())[1]
        tap.case(f"a text in {charset}", compare(result, first))
        body = web.page(bare, charset, {"mac_arabic": "x-mac-arabic", "iso8859_6": "iso-8859-6", "utf-8-sig": "utf-8"}.get(charset, charset))
        (folder / "p.html").write_bytes(body)
        plain = code("-", stdin=lines([bare]))[1]
        tap.case(f"a page in {charset}", compare(code("p.html", folder=folder), plain))
        if "-" not in charset.replace("utf-16-", "utf-16") and charset != "utf-16-be":
            (folder / "p.html").write_bytes(web.page(bare, charset, "iso-8859-1"))
            tap.case(f"a page in {charset} that says it is Latin", compare(code("p.html", folder=folder), plain))
    rows = web.table([bare]).decode()
    for charset in ("utf-16", "windows-1256"):
        (folder / "t.csv").write_bytes(rows.encode(charset))
        tap.case(f"a table in {charset}", compare(code("t.csv", folder=folder), plain))


def garbled(tap, folder):
    bare = {k: v for k, v in REPORTS[2].items() if k != "captions"}
    plain = code("-", stdin=lines([bare]))[1]
    whole = bare["title"] + "\n" + bare["text"]
    for charset in ("cp1252", "latin-1", "cp1256"):
        wrong = "".join(byte_read(b, charset) for b in whole.encode())
        title, text = wrong.split("\n", 1)
        (folder / "g.html").write_bytes(web.page({**bare, "title": title, "text": text}))
        tap.case(f"a page that was read as {charset} and written again", compare(code("g.html", folder=folder), plain))
        (folder / "g.jsonl").write_bytes(lines([{**bare, "text": text}]))
        tap.case(f"a line that was read as {charset}", compare(code("g.jsonl", folder=folder), plain))
    lost = "".join(byte_read(b, "cp1252") for b in whole.encode()).replace("\u00a7", "?").replace("\u201e", "?")
    (folder / "g.txt").write_text(lost, encoding="utf-8")
    status, records, error = code("g.txt", folder=folder)
    tap.case("letters that are lost are told of", None if "garbled" in error and len(records) == 1 else f"{status} {error}")


def byte_read(byte, charset):
    """What a byte is read as by programs that let pass what the encoding does not have."""
    try:
        return bytes([byte]).decode(charset)
    except UnicodeDecodeError:
        return chr(byte)


def bad(tap, folder):
    sound = lines(REPORTS[:1]).decode()
    cases = {
        "row.csv": ('id,text\na,"نص أول"\nb,نص,زائد\nc,"نص ثالث"\n', 1, ["a", "c"], "row.csv:3: the row has 3 columns, the header 2"),
        "quote.csv": ('id,text\na,"لم يغلق\nb,نص\nc,"نص ثالث"\n', 1, ["b", "c"], "quote.csv:2: a quote is opened and not closed"),
        "over.csv": ('id,text\na,"نص على\nسطرين"\nb,نص,زائد\n', 1, ["a"], "over.csv:4: the row has 3 columns"),
        "none.csv": ("a,b\n1,2\n", 1, [], 'none.csv: no column "text"; name it with --field text=COLUMN'),
        "list.json": ('[{"id": "a", "text": "نص"},\n {"id": "b",\n "text": }, {"id": "c", "text": "نص"}]', 1, ["a", "c"], "list.json:3:10: invalid JSON"),
        "cut.json": ('[{"id": "a", "text": "نص"}, {"id": "b", "tex', 1, ["a"], "cut.json:1:"),
        "no.rss": ("<html><body><p>لا شيء</p></body></html>", 1, [], "is no RSS, RDF or Atom feed"),
        "page.html": ("<html><head><title>عنوان</title></head><body></body></html>", 1, ["page.html"], "page.html: no article was found in the page"),
    }
    for name, (text, status, ids, message) in cases.items():
        (folder / name).write_text(text, encoding="utf-8")
        options = ["--input-format", "feed"] if name == "no.rss" else ["--input-format", "csv"] if name == "none.csv" else []
        got, records, error = code(*options, name, folder=folder)
        found = [r["doc"]["id"] for r in records]
        sound_place = message.replace("none.csv: ", "none.csv:1: ")
        fine = got == status and found == ids and (message in error or sound_place in error)
        tap.case(f"{name}: told of, and the rest is read", None if fine else f"{got} {found} {error}")
    (folder / "whole.jsonl").write_text(sound, encoding="utf-8")
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(lines(REPORTS) * 50)[:-200])
    got, records, error = code("cut.jsonl.gz", "whole.jsonl", folder=folder)
    tap.case("a packed file that is cut: what there is is read, and the next file",
             None if got == 1 and len(records) > 100 and "compressed data that end early" in error else f"{got} {len(records)} {error}")
    (folder / "x.jsonl.bz2").write_bytes(bz2.compress(sound.encode()))
    got, records, error = code("x.jsonl.bz2", "whole.jsonl", folder=folder)
    tap.case("another compression is no text", None if got == 1 and len(records) == 1 else f"{got} {len(records)} {error}")


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        expected, plain = code("-", stdin=lines(REPORTS))[1], code("-", stdin=lines(PLAIN))[1]
        for i, group in enumerate((agree, formats)):
            (folder / str(i)).mkdir()
            group(tap, folder / str(i), expected, plain)
        addresses(tap, folder / "0", expected, plain)
        messages(tap, folder, expected)
        encodings(tap, folder)
        garbled(tap, folder)
        bad(tap, folder)
    tap.done()


if __name__ == "__main__":
    main()
