"""Words annotated by hand (tests/words/*.tsv): reading the annotations, finding their text in the corpus beside the project,
and comparing lemmas and parts of speech. Used by fit_choice.py and score_words.py."""
import hashlib
import json
import os
import pathlib
import re
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")  # vowel signs and tatweel are no letters


def shared():
    return pathlib.Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared"))


def fold(text):
    text = re.sub("[أإآ]", "ا", MARKS.sub("", text))
    return text.replace("ى", "ي").replace("ة", "ه")


def lemma_code(lemma):
    return f"{zlib.crc32(fold(lemma).encode()):08x}"


class Word:
    """doc, start (code point in the report's text), text, cuts ("-" or "1,3"), lemma (code), pos."""

    def __init__(self, doc, start, text, fields):
        self.doc, self.start, self.text = doc, start, text
        self.cuts, self.lemma, self.pos = fields


def read_corpus(ids):
    """The texts of the reports of these ids; empty where the corpus is not there."""
    path = shared() / "corpus" / "news.jsonl"
    if not path.exists():
        return {}
    with open(path, encoding="utf-8") as f:
        reports = (json.loads(line) for line in f)
        return {r["id"]: r["text"] for r in reports if r["id"] in ids}


def read(path):
    """(texts by id, sentences as lists of Words), or None where the corpus is not there. A sentence whose text is another
    than the annotator's is an error."""
    with open(path, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if line.strip() and line[0] != "#"]
    texts = read_corpus({row[1] for row in rows if row[0] == "S"})
    if not texts:
        return None
    sentences, doc, start, text = [], "", 0, ""
    for row in rows:
        if row[0] == "S":
            doc, start = row[1], int(row[2])
            text = texts[doc][start : start + int(row[3])]
            if hashlib.sha256(text.encode()).hexdigest()[:16] != row[4]:
                raise SystemExit(f"{path}: the text of {doc} at {start} is another than was annotated")
            sentences.append([])
        else:
            at = int(row[1])
            word = re.match(r"[\u0610-\u06d3\u06d5-\u06ff]+", text[at:])
            sentences[-1].append(Word(doc, start + at, word.group() if word else "", row[2:]))
    return texts, sentences
