#!/usr/bin/env python3
"""How well the article is read out of the pages of tests/pages: text by words, title, day, captions, beside peers.

    score_pages.py [--rasid PROGRAM] [--peers PYTHON] [--each] [--least F1]

Text is compared as a bag of words: precision, recall and F1 of each page, averaged. Peers (trafilatura, readability-lxml)
are run by PYTHON, an interpreter that has them: by default a virtual environment that is made for the run, where there is
a network; "skipped" where not. A peer that gives captions as text is not blamed for it. The exit status is 1 where
Rasid's F1 is below --least (default 0.95).
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/pages"))
import make_pages  # noqa: E402

WORD = re.compile(r"\w+")
PEER = r"""
import json, pathlib, sys, time
name, folder = sys.argv[1:]
if name == "trafilatura":
    import trafilatura
    def read(data):
        return trafilatura.extract(data, include_comments=False, favor_precision=False) or ""
else:
    import readability, lxml.html
    def read(data):
        part = lxml.html.fromstring(readability.Document(data.decode(guess(data), "replace")).summary())
        return part.text_content()
    def guess(data):
        return "utf-8" if data.count(b"\xd8") + data.count(b"\xd9") > 100 and valid(data) else "iso8859_6" if b"8859-6" in data else "cp1256"
    def valid(data):
        try:
            data.decode("utf-8")
            return True
        except UnicodeDecodeError:
            return False
out, spent = {}, 0
for path in sorted(pathlib.Path(folder).glob("*.html")):
    data = path.read_bytes()
    start = time.perf_counter()
    try:
        out[path.name] = read(data)
    except Exception as error:
        out[path.name] = ""
    spent += time.perf_counter() - start
print(json.dumps({"texts": out, "seconds": spent}))
"""


def words(text):
    return collections.Counter(WORD.findall(text))


def score(got, expected, allowed=""):
    """Precision, recall, F1; words of `allowed` are no fault where they are more."""
    a, b = words(got), words(expected)
    a = a - ((a - b) & words(allowed))
    common = sum((a & b).values())
    precision, recall = common / max(sum(a.values()), 1), common / max(sum(b.values()), 1)
    return precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0


def mean(rows):
    return [sum(column) / len(rows) for column in zip(*rows)]


def read_pages(program, folder):
    """Rasid's records by the name of the page, with the parts of the text."""
    done = subprocess.run([program, "code", "-j", "1", folder], capture_output=True)
    records = {}
    for line in done.stdout.splitlines():
        doc = json.loads(line)["doc"]
        records[pathlib.Path(doc["id"]).name] = doc
    return records, done.stderr.decode()


def page_texts(program, folder):
    """Title, body and captions of each page, by its words: `rasid words` gives every token with its span."""
    texts = {}
    done = subprocess.run([program, "words", "-f", "jsonl", folder], capture_output=True)
    for line in done.stdout.splitlines():
        word = json.loads(line)
        texts.setdefault(pathlib.Path(word["doc"]).name, []).append((word["start"], word["text"]))
    return texts


def rasid(program, folder, expected, each):
    docs, _ = read_pages(program, folder)
    tokens = page_texts(program, folder)
    rows, n_titles, n_days, captions = [], 0, 0, []
    for name, wanted in expected.items():
        doc, parts = docs.get(name), {"title": [], "caption": [], "body": []}
        for start, text in tokens.get(name, []):
            for part in doc["parts"]:
                if part["start"] <= start < part["end"]:
                    parts[part["kind"]].append(text)
        rows.append(score(" ".join(parts["body"]), wanted["text"]))
        title = words(" ".join(parts["title"])) == words(wanted["title"])
        date = bool(doc) and (doc["published"] or "")[:10] == wanted["date"]
        n_titles += title
        n_days += date
        caption = score(" ".join(parts["caption"]), " ".join(wanted["captions"])) if wanted["captions"] else None
        captions += [caption] if caption else []
        if each or rows[-1][2] < 0.95 or not title or not date or (caption and caption[2] < 0.9) or (not wanted["captions"] and parts["caption"]):
            print(f"  {name}: text {rows[-1][0]:.3f} {rows[-1][1]:.3f} {rows[-1][2]:.3f}"
                  f"{'' if title else ', title: ' + str(doc and doc['title'])}{'' if date else ', day ' + str(doc and doc['published'])}"
                  f"{f', captions {caption[2]:.2f}' if caption and caption[2] < 0.9 else ''}"
                  f"{', a caption too many' if not wanted['captions'] and parts['caption'] else ''}")
    n = len(expected)
    print(f"rasid: text precision {mean(rows)[0]:.4f}, recall {mean(rows)[1]:.4f}, F1 {mean(rows)[2]:.4f}; "
          f"titles {n_titles}/{n}, days {n_days}/{n}, captions F1 {mean(captions)[2]:.4f} of {len(captions)} pages")
    return mean(rows)[2]


def peer_python(given, folder):
    if given:
        return given
    try:
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True, capture_output=True, timeout=120)
        python = folder / "venv/bin/python"
        for package in ("trafilatura", "readability-lxml"):
            subprocess.run([python, "-m", "pip", "install", "-q", package], check=True, capture_output=True, timeout=240)
        return python
    except (subprocess.SubprocessError, OSError):
        return None


def peers(python, folder, expected):
    if python is None:
        print("peers: skipped (no interpreter that has them, and none could be made)")
        return
    for name in ("trafilatura", "readability-lxml"):
        done = subprocess.run([python, "-c", PEER, name, folder], capture_output=True)
        if done.returncode:
            print(f"{name}: skipped ({done.stderr.decode().strip().splitlines()[-1]})")
            continue
        out = json.loads(done.stdout)
        rows = [score(out["texts"].get(page, ""), wanted["text"], " ".join([wanted["title"]] + wanted["captions"])) for page, wanted in expected.items()]
        print(f"{name}: text precision {mean(rows)[0]:.4f}, recall {mean(rows)[1]:.4f}, F1 {mean(rows)[2]:.4f}; {1000 * out['seconds'] / len(rows):.1f} ms a page")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rasid", default=ROOT / "build/rasid")
    parser.add_argument("--peers")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--least", type=float, default=0.95)
    options = parser.parse_args()
    least = 1.0
    with tempfile.TemporaryDirectory() as name:
        python = None if options.no_peers else peer_python(options.peers, pathlib.Path(name))
        for held_out in (False, True):
            folder = pathlib.Path(name) / f"pages-{held_out}"
            folder.mkdir()
            expected = {}
            for page, data, wanted in make_pages.pages(held_out):
                (folder / f"{page}.html").write_bytes(data)
                expected[f"{page}.html"] = wanted
            print(f"{len(expected)} pages" + (" of layouts held out" if held_out else ""))
            least = min(least, rasid(options.rasid, folder, expected, options.each))
            if not options.no_peers:
                peers(python, folder, expected)
    sys.exit(0 if least >= options.least else 1)


if __name__ == "__main__":
    main()
