#!/usr/bin/env python3
"""Fits data/choice.tsv: the weights of the features that choose among the readings of a word (src/morph/choice.h).

    fit_choice.py            fits on all annotated sentences (tests/words/training.tsv) and writes data/choice.tsv
    fit_choice.py --folds    five-fold cross-fitting over reports: prints how often the right reading is chosen, by the rules
                             alone and with weights, without writing anything

Needs build/rasid-choice-candidates and the corpus beside the project; where either is absent it says "skipped". A reading is
right where its cuts, its lemma and its part of speech are the annotator's; where none is, the one that comes nearest. Weights
maximise the likelihood of the right readings (softmax of points over six) with a penalty on their squares; what is seen
fewer than four times gets none. Since features look at the reading chosen before, candidates are made anew with the weights
found, three times over. Standard library only.
"""
import hashlib
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import annotated_words
from annotated_words import ROOT

FOLDS, ROUNDS, EPOCHS, LEAST = 5, 3, 12, 4
TEMPERATURE, RATE, PENALTY = 6.0, 0.6, 0.004
SHRINK = 0.5  # of the weights of readings: with less trust in them more events of bench/dev are found, words are read as well
BUILD = pathlib.Path(os.environ.get("RASID_BUILD", ROOT / "build"))

# Parts of speech of the dictionary that may be what the annotator calls …; participles and nisbas take their part of speech
# from the sentence (src/record/views_words.c).
FITS = {
    "noun": {"noun", "masdar", "time", "part_act", "part_pass", "nisba", "pron", "num", "adj", "part", "prep", "adv"},
    "adj": {"adj", "nisba", "part_act", "part_pass", "num", "pron"},
    "name": {"name"},
    "verb": {"verb"},
    "num": {"num"},
    "prep": {"prep", "part"},
    "conj": {"conj", "sub", "adv", "part"},
    "pron": {"pron", "rel", "dem", "interrog"},
    "part": {"part", "interrog", "sub", "conj"},
    "adv": {"adv", "time", "interrog", "noun"},
    "interj": {"interj"},
}
# Words of the closed classes that annotators call nouns («all of», «a number of», «lack of») keep their class: the grammar
# needs it.
CLOSED = {"pron", "part", "prep", "adv"}
BEST = {"noun": {"noun", "masdar"} | CLOSED, "adj": {"adj", "nisba", "pron"}}


class Candidate:
    __slots__ = ("cuts", "lemma", "pos", "points", "features", "chosen", "right")

    def __init__(self, text):
        f = text.split(" ")
        self.cuts, self.lemma, self.pos = f[0], annotated_words.lemma_code(f[1]), f[2]
        self.points = int(f[3]) + int(f[-1])
        self.chosen = f[4] == "1"
        self.features = [int(x) for x in f[5:-1]]
        self.right = False


def likeness(candidate, word):
    same = candidate.lemma == word.lemma
    fits = candidate.pos in FITS.get(word.pos, ())
    if word.pos in BEST and candidate.pos in CLOSED:
        fits = fits and same
    best = candidate.pos in BEST.get(word.pos, FITS.get(word.pos, ()))
    return 4 * (candidate.cuts == word.cuts) + 3 * fits + 2 * same + best * 0.5


def read_candidates(model, texts, words):
    """(word, whether it is ambiguous, its candidates) of every annotated word."""
    lines = "".join(f'{{"id": {annotated_words.json.dumps(i)}, "text": {annotated_words.json.dumps(t)}}}\n' for i, t in texts.items())
    command = [str(BUILD / "rasid-choice-candidates")] + ([str(model)] if model else [])
    out = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout
    wanted = {(w.doc, w.start): w for w in words}
    found = []
    for line in out.splitlines():
        f = line.split("\t")
        word = wanted.get((f[0], int(f[1])))
        if word is None or word.pos == "x":
            continue
        candidates = [Candidate(text) for text in f[3:]]
        most = max(likeness(c, word) for c in candidates)
        for c in candidates:
            c.right = likeness(c, word) == most
        found.append((word, f[2] == "1", candidates))
    return found


def scores(candidates, weights):
    return [c.points + sum(weights.get(x, 0.0) for x in c.features) for c in candidates]


def fit(rows):
    seen = {}
    for _, ambiguous, candidates in rows:
        if ambiguous:
            for x in {x for c in candidates for x in c.features}:
                seen[x] = seen.get(x, 0) + 1
    usable = {x for x, n in seen.items() if n >= LEAST}
    rows = [candidates for _, ambiguous, candidates in rows if ambiguous]
    rows = [c for c in rows if any(x.right for x in c) and not all(x.right for x in c)]
    weights, total, steps = {}, {}, 0
    order = random.Random(7)
    for epoch in range(EPOCHS):
        order.shuffle(rows)
        rate = RATE / (1 + epoch * 0.5)
        for candidates in rows:
            points = scores(candidates, weights)
            top = max(points)
            e = [math.exp((p - top) / TEMPERATURE) for p in points]
            all_of, right = sum(e), sum(v for v, c in zip(e, candidates) if c.right)
            for v, c in zip(e, candidates):
                pull = (v / right if c.right and right > 0 else 0.0) - v / all_of
                if abs(pull) < 1e-4:
                    continue
                for x in c.features:
                    if x in usable:
                        weights[x] = weights.get(x, 0.0) * (1 - PENALTY * rate) + rate * pull
        if epoch >= EPOCHS // 2:  # the mean of the later epochs is steadier than the last
            steps += 1
            for x, v in weights.items():
                total[x] = total.get(x, 0.0) + v
    return {x: v / steps for x, v in total.items()}


def right_share(rows, weights):
    right = 0
    for _, ambiguous, candidates in rows:
        points = scores(candidates, weights) if ambiguous else [-i for i in range(len(candidates))]
        right += candidates[points.index(max(points))].right
    return right / max(1, len(rows))


def fold_of(doc):
    return int(hashlib.sha256(doc.encode()).hexdigest()[:8], 16) // FOLDS % FOLDS


def cross_fit(items, doc_of, fit_on, share_right):
    """The share of `items` that comes out right with weights fitted on the other folds."""
    right = 0.0
    for k in range(FOLDS):
        part = [x for x in items if fold_of(doc_of(x)) == k]
        right += len(part) * share_right(part, fit_on([x for x in items if fold_of(doc_of(x)) != k]))
    return right / len(items)


def write(path, names, weights):
    with open(path, "w", encoding="utf-8") as f:
        f.write("# Learnt weights of the features of src/morph/choice.c, in eighths of a point. Made by tools/fit_choice.py; do not edit.\n")
        f.write("feature\tweight\nchoice\t1\n")
        for name, value in sorted((names[x], round(8 * v)) for x, v in weights.items()):
            if value and name:
                f.write(f"{name}\t{value}\n")


def build_model(weights_path, model):
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder) / "data"
        data.mkdir()
        for item in (ROOT / "data").iterdir():
            if item.name != "choice.tsv":
                (data / item.name).symlink_to(item)
        (data / "choice.tsv").write_bytes(pathlib.Path(weights_path).read_bytes())
        subprocess.run([str(BUILD / "rasid"), "model", "build", str(data), "-o", str(model)], check=True, capture_output=True)


def main():
    if not (BUILD / "rasid-choice-candidates").exists():
        raise SystemExit("build/rasid-choice-candidates is not there: run `make` first")
    read = annotated_words.read(ROOT / "tests" / "words" / "training.tsv")
    if read is None:
        print("skipped: the corpus is not beside the project")
        return
    texts, sentences = read
    words = [w for s in sentences for w in s]
    names = subprocess.run([str(BUILD / "rasid-choice-candidates"), "--names"], capture_output=True, text=True, check=True).stdout.splitlines()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        write(folder / "choice.tsv", names, {})
        weights = {}
        for round_of in range(ROUNDS):
            build_model(folder / "choice.tsv", folder / "model")
            rows = read_candidates(folder / "model", texts, words)
            if "--folds" in sys.argv:
                by_fold = sorted(rows, key=lambda row: fold_of(row[0].doc))  # the order tells in the third digit
                share = cross_fit(by_fold, lambda row: row[0].doc, fit, right_share)
                by_rules = right_share(rows, {})
                print(f"round {round_of + 1}: {len(rows)} words, right by the rules {by_rules:.4f}, cross-fitted {share:.4f}", flush=True)
            weights = fit(rows)
            print(f"round {round_of + 1}: in-sample {right_share(rows, weights):.4f}", flush=True)
            weights = {x: SHRINK * v for x, v in weights.items()}
            write(folder / "choice.tsv", names, weights)
        if "--folds" not in sys.argv:
            (ROOT / "data" / "choice.tsv").write_bytes((folder / "choice.tsv").read_bytes())
            print(f"wrote data/choice.tsv: {sum(1 for v in weights.values() if round(8 * v))} weights")


if __name__ == "__main__":
    main()
