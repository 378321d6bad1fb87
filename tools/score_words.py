#!/usr/bin/env python3
"""Scores `rasid words` against words annotated by hand (tests/words/held_out.tsv, or the file named).

    score_words.py [FILE] [--errors]

Prints how many words there are, how many the dictionary reads, and the share whose segmentation, lemma and part of speech are the
annotator's. Words the annotator calls x (fragments, fused words, single letters) are left out. Lemmas are compared without what
spelling confuses (hamza on alef, final heh and yeh); parts of speech as the universal ones of the output: nouns, proper names,
adjectives, verbs, numerals, prepositions, conjunctions with subordinators, pronouns with determiners, particles, adverbs,
interjections. --errors prints every word that differs, with what was found. Where the corpus is not beside the project: "skipped".
"""
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import annotated_words
from annotated_words import ROOT

RASID = pathlib.Path(os.environ.get("RASID", ROOT / "build/rasid"))
CLASS = {
    "NOUN": "noun", "PROPN": "name", "ADJ": "adj", "VERB": "verb", "AUX": "verb", "NUM": "num", "ADP": "prep", "CCONJ": "conj",
    "SCONJ": "conj", "PRON": "pron", "DET": "pron", "PART": "part", "ADV": "adv", "INTJ": "interj",
}  # fmt: skip


def read_words(texts, model=None):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": i, "text": t}, ensure_ascii=False) + "\n" for i, t in texts.items())
        file.flush()
        done = subprocess.run([RASID, "words", "--format", "jsonl"] + (["--model", model] if model else []) + [file.name], capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        sys.exit(f"score_words: rasid words failed: {done.stderr[-2000:]}")
    words = map(json.loads, done.stdout.splitlines())
    return {(w["doc"], w["start"]): w for w in words}


def cuts_of(segments):
    pieces = [annotated_words.MARKS.sub("", s) for s in segments.split("+")]
    ends = [str(sum(map(len, pieces[: k + 1]))) for k in range(len(pieces) - 1)]
    return ",".join(ends) or "-"


class Score:
    """How many words there are and how many come out right."""

    def __init__(self):
        self.sentences = self.words = 0
        self.right, self.confused = collections.Counter(), collections.Counter()

    def add(self, sentences, found, errors):
        self.sentences += len(sentences)
        for word in (w for sentence in sentences for w in sentence if w.pos != "x"):
            self.words += 1
            got = found.get((word.doc, word.start))
            segments, lemma, pos = (got["segments"] or "", got["lemma"] or "", CLASS.get(got["upos"], "x")) if got else ("", "", "")
            agrees = {"segmentation": cuts_of(segments) == word.cuts, "lemma": annotated_words.lemma_code(lemma) == word.lemma,
                      "part of speech": pos == word.pos}  # fmt: skip
            self.right.update(k for k, v in agrees.items() if v)
            self.right["known"] += bool(got and got["known"])
            if pos != word.pos:
                self.confused[(word.pos, pos)] += 1
            if errors and not all(agrees.values()):
                wrong = ", ".join(k for k, v in agrees.items() if not v)
                print(f"{word.doc}\t{word.start}\t{word.text}\t{wrong}\t{word.cuts} {word.pos}\t{segments} {lemma} {pos}")

    def print(self):
        print(f"{self.sentences} sentences, {self.words} words; read from the dictionary {self.right['known'] / self.words:.4f}")
        for what in ("segmentation", "lemma", "part of speech"):
            print(f"{what:15s} {self.right[what] / self.words:.4f}   ({self.words - self.right[what]} wrong)")
        confused = self.confused.most_common(10)
        print("parts of speech confused (annotator, program):", ", ".join(f"{a}-{b} {k}" for (a, b), k in confused))


def main():
    arguments = [a for a in sys.argv[1:] if a != "--errors"]
    path = pathlib.Path(arguments[0]) if arguments else ROOT / "tests" / "words" / "held_out.tsv"
    read = annotated_words.read(path)
    if read is None:
        print("skipped: the corpus is not beside the project")
        return
    texts, sentences = read
    score = Score()
    score.add(sentences, read_words(texts), "--errors" in sys.argv)
    score.print()


if __name__ == "__main__":
    main()
