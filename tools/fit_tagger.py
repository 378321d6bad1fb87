#!/usr/bin/env python3
"""Fits data/tagger.tsv: the weights of the features that say what part of speech a word is in its place (src/parse/tagger.h).

    fit_tagger.py            fits on all annotated words (tests/words/training.tsv and doubtful.tsv) and writes data/tagger.tsv
    fit_tagger.py --folds    five-fold cross-fitting over reports: prints what `rasid words` gets right on each fold with weights
                             fitted on the others, as tools/score_words.py counts, without writing anything

Needs build/rasid-fit-tagger and build/rasid-choice-candidates and the corpus beside the project; where one is absent it says
"skipped". The tagger looks at the readings that data/choice.tsv prefers, and those weights were fitted on the same sentences:
so that it does not trust them more than on sentences never seen, the readings of each fifth are those preferred by weights
fitted on the other four. rasid-fit-tagger has the rest. Standard library only.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import annotated_words
import fit_choice
import score_words
from annotated_words import ROOT
from fit_choice import BUILD, FOLDS

TRAINING, DOUBTFUL = (ROOT / "tests" / "words" / name for name in ("training.tsv", "doubtful.tsv"))


def build_model(folder, changed, model):
    """Builds data/ with the files of `changed` (name: path) in place of its own."""
    data = folder / f"data-{model.name}"
    data.mkdir()
    for item in (ROOT / "data").iterdir():
        if item.name not in changed:
            (data / item.name).symlink_to(item)
    for name, path in changed.items():
        (data / name).symlink_to(path)
    subprocess.run([str(BUILD / "rasid"), "model", "build", str(data), "-o", str(model)], check=True, capture_output=True)


def fold_choices(folder, texts, words):
    """For each fold the path of a choice.tsv fitted on the others."""
    names = subprocess.run([str(BUILD / "rasid-choice-candidates"), "--names"], capture_output=True, text=True, check=True).stdout.splitlines()
    rows = fit_choice.read_candidates(None, texts, words)
    paths = []
    for fold in range(FOLDS):
        weights = fit_choice.fit([row for row in rows if fit_choice.fold_of(row[0].doc) != fold])
        paths.append(folder / f"choice-{fold}.tsv")
        fit_choice.write(paths[-1], names, {x: fit_choice.SHRINK * v for x, v in weights.items()})
    return paths


def write_reports(file, read, scored):
    """A line a report; those that are not `scored` are in no fold and fitted on for all."""
    texts, sentences = read
    of = {}
    for word in (w for sentence in sentences for w in sentence):
        of.setdefault(word.doc, []).append([word.start, word.cuts, word.lemma, word.pos])
    for doc, words in of.items():
        fold = fit_choice.fold_of(doc)
        report = {"id": doc, "text": texts[doc], "fold": fold if scored else -1, "model": fold, "words": words}
        file.write(json.dumps(report, ensure_ascii=False) + "\n")


def score_folds(folder, out, choices, texts, sentences):
    total = score_words.Score()
    for fold in range(FOLDS):
        model = folder / f"scored-{fold}.model"
        build_model(folder, {"choice.tsv": choices[fold], "tagger.tsv": out / f"{fold}.tsv"}, model)
        own = [s for s in sentences if fit_choice.fold_of(s[0].doc) == fold]
        found = score_words.read_words({s[0].doc: texts[s[0].doc] for s in own}, model)
        model.unlink()
        total.add(own, found, "--errors" in sys.argv)
    total.print()


def main():
    tool = BUILD / "rasid-fit-tagger"
    if not tool.exists() or not (BUILD / "rasid-choice-candidates").exists():
        print(f"skipped: {tool} is not there; `make` builds it where jansson, zlib and pkg-config are installed")
        return
    read = annotated_words.read(TRAINING)
    if read is None:
        print("skipped: the corpus is not beside the project")
        return
    texts, sentences = read
    folds = FOLDS if "--folds" in sys.argv else 0
    with tempfile.TemporaryDirectory(dir=os.environ.get("RASID_SCRATCH")) as folder:
        folder = pathlib.Path(folder)
        choices = fold_choices(folder, texts, [w for s in sentences for w in s])
        models = [folder / f"{fold}.model" for fold in range(FOLDS)]
        for choice, model in zip(choices, models):
            build_model(folder, {"choice.tsv": choice}, model)
        with open(folder / "reports.jsonl", "w", encoding="utf-8") as file:
            write_reports(file, read, True)
            write_reports(file, annotated_words.read(DOUBTFUL), False)
        with open(folder / "reports.jsonl", encoding="utf-8") as reports:
            subprocess.run([str(tool), str(folder), str(folds)] + list(map(str, models)), check=True, stdin=reports)
        for model in models:
            model.unlink()
        if folds:
            score_folds(folder, folder, choices, texts, sentences)
        else:
            (ROOT / "data" / "tagger.tsv").write_bytes((folder / "all.tsv").read_bytes())
            print("wrote data/tagger.tsv")


if __name__ == "__main__":
    main()
