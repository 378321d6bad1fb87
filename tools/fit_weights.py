#!/usr/bin/env python3
"""Fit the weights by which doubtful events are kept (src/event/weigh.c) on annotated reports of the bench and corpus beside the project.

    fit_weights.py            fits on all reports and writes data/weights.tsv
    fit_weights.py --folds    five-fold cross-fitting: fits on four folds, codes the fifth; prints one JSON object of score.py
                              for bench/dev on its last line, the detection figures of bench/gsr before it

The reports are bench/dev and tests/reports/annotated*.tsv: what the annotators of the latter code more or less of than those of bench/dev
is a weight apart, which is not written. In cross-fitting the latter are always among those fitted on. A logistic model over named features, each with a weight for all categories, one for the four classes of them, and one for the
candidate's own category where there are enough of it, and two weights for each trigger word that enough reports have, of it anywhere
and where its sentence told of its category before; the fold of a report is a hash of its id. Lines of data/ar/frames whose gloss ends in "[dev]" were written after reading bench/dev: in
cross-fitting such a line is left out where no report of the other folds bears it out. Standard library only. The reports
are looked for in the folder RASID_SHARED names, or ../shared beside the project's root; where they are absent this says
"skipped". Licence of the texts the weights rest on: data/README.md.
"""
import argparse
import collections
import functools
import hashlib
import json
import math
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

from annotated_reports import read_annotated

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("RASID_BUILD", ROOT / "build"))
QUIET = ROOT / "tests/reports/quiet.tsv"
OWN_REPORTS = [ROOT / "tests/reports" / name for name in ("annotated.tsv", "annotated_acts.tsv")]
BENCH = pathlib.Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared")) / "bench"
CORPUS = BENCH.parent / "corpus/news.jsonl"
FOLDS = 5
QUIET_WEIGHT = 1.5  # a candidate of an article that tells of no conflict: most that people read are such, hardly a report annotated is
GSR_POSITIVE = 2.0  # few sentences hold an event: a miss there counts like two false alarms
GSR_WEIGHT = 1.0   # a sentence of bench/gsr counts less than a report's: another annotation, votes on main events only
LONE_THRESHOLD = 0.45  # positives of bench/gsr count double and its sentences are few: a round number, not fitted
RIDGE_ALL, RIDGE_OWN, RIDGE_WORD, RIDGE_AGAIN, RIDGE_LONE, RIDGE_HABIT = 16.0, 50.0, 3.0, 4.0, 12.0, 4.0
WORD_REPORTS = 4  # a trigger word that fewer reports have bears no weight of its own
EPOCHS = 60


def fold_of(doc_id):
    return int(hashlib.sha256(doc_id.encode()).hexdigest()[:8], 16) % FOLDS


def load(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


class Candidate:
    __slots__ = ("doc", "start", "end", "category", "kept", "rule", "features", "label", "weight", "gsr", "quiet", "own", "word")

    def __init__(self, fields, gsr):
        self.doc, self.start, self.end, self.category = fields[0], int(fields[2]), int(fields[3]), fields[4]
        self.kept, self.rule = fields[6] == "1", fields[7]
        self.features = fields[9].split(",") if fields[9] else []
        self.label, self.weight, self.gsr, self.quiet, self.own = None, 1.0, gsr, False, False
        self.word = f"{trigger_word(self.rule)}:{self.category}"


@functools.cache
def frame_lines(name):
    return (ROOT / name).read_text(encoding="utf-8").split("\n")


@functools.cache
def trigger_word(rule):
    """The first word and the part of speech of a line of data/ar/frames, with a plus where more words follow (weigh.c: word_weight)."""
    name, line = rule.rsplit(":", 1)
    trigger, pos = frame_lines(name)[int(line) - 1].split("\t")[:2]
    first, *more = trigger.split(" ")
    return f"{first.split('/')[0]}/{pos}{'+' if more else ''}"


def candidates(path, model, gsr):
    """Every frame tried in the reports of `path`, with its features; coded without weights."""
    done = subprocess.run([BUILD / "rasid-candidates", "--model", model, path], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"fit_weights: rasid-candidates failed: {done.stderr}")
    return [Candidate(line.split("\t"), gsr) for line in done.stdout.splitlines()]


def label_dev(found, reports):
    """As score.py matches: same sentence, same category, one to one, overlapping triggers first."""
    by_doc = collections.defaultdict(list)
    for c in found:
        by_doc[c.doc].append(c)
    for r in reports:
        sentence = lambda at: next((i for i, (a, b) in enumerate(r["sentences"]) if a <= at < b), None)
        pairs = []
        for c in by_doc[r["id"]]:
            c.label = 0
            if not c.kept or sentence(c.start) is None:
                c.label = None
                continue
            for g, e in enumerate(r["gold"]["events"]):
                t = e["trigger"]
                if e["event"] == c.category and sentence(t["start"]) == sentence(c.start):
                    pairs.append((max(0, min(t["end"], c.end) - max(t["start"], c.start)), -abs(t["start"] - c.start), g, c))
        pairs.sort(key=lambda p: (-p[0], -p[1]))
        used = set()
        for _, _, g, c in pairs:
            if g not in used and c.label == 0:
                used.add(g)
                c.label = 1


def quiet_articles(path):
    """Writes the articles that tests/reports/quiet.tsv lists to `path`; False where the corpus is absent."""
    if not CORPUS.is_file():
        return False
    ids = {line for line in QUIET.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    with CORPUS.open(encoding="utf-8") as corpus, open(path, "w", encoding="utf-8") as out:
        out.writelines(line for line in corpus if json.loads(line)["id"] in ids)
    return True


def own_reports(path):
    """The reports annotated beside the bench, written to `path` for the coder; none where the corpus is absent."""
    try:
        reports = [r for own in OWN_REPORTS for r in read_annotated(own) or []]
    except ValueError as error:
        sys.exit(f"fit_weights: {error}")
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps({k: r[k] for k in ("id", "published", "text")}, ensure_ascii=False) + "\n" for r in reports)
    return reports


def label_quiet(found):
    """Attacks and protests of such articles are none."""
    for c in found:
        if c.category in ("ASSAULT", "PROTEST") and c.kept:
            c.label, c.weight, c.quiet = 0, QUIET_WEIGHT, True


def label_gsr(found, sentences):
    labels = {s["id"]: s for s in sentences}
    seen = set()
    for c in found:
        s = labels[c.doc]
        if c.category != s["event"] or not c.kept or s["label"] == "ambiguous" or "lone_sentence" not in c.features:
            continue
        c.label = int(s["label"] == "yes")
        c.weight = GSR_WEIGHT * (GSR_POSITIVE if c.label else 0.5 if s["label"] == "difficult_no" else 1.0)
        if c.label and c.doc in seen:
            c.label = None  # one event of a sentence that holds one
        seen.add(c.doc)


QUADS = dict(AGREE="Q1", CONSULT="Q1", SUPPORT="Q1", CONCEDE="Q1", COOPERATE="Q2", AID="Q2", RETREAT="Q2", REQUEST="Q3", ACCUSE="Q3",
             REJECT="Q3", THREATEN="Q3", PROTEST="Q4", SANCTION="Q4", MOBILIZE="Q4", COERCE="Q4", ASSAULT="Q4")
OWN = {"ASSAULT", "PROTEST", "COERCE"}  # enough candidates for weights of their own; the others have only a bias


def is_lone(c):
    return "lone_sentence" in c.features


def names(c):
    """The weights that make a candidate's score."""
    quad = QUADS[c.category]
    own = c.features if c.category in OWN else ["bias"]
    words = [f"word:{c.word}", f"again:{c.word}"] if "same_category_before" in c.features else [f"word:{c.word}"]
    habits = ["own", f"own:{quad}", f"own:{c.category}"] if c.own else []  # of annotators
    return words + c.features + [f"{quad}:{f}" for f in c.features] + [f"{c.category}:{f}" for f in own] + habits


def lone_names(c):
    """Those that a long sentence out of its report has besides."""
    return [f"lone:{f}" for f in c.features] + [f"lone:{c.category}:{f}" for f in c.features]


def is_habit(feature):
    """A weight of the annotators of the reports beside the bench, which the coder has no use for."""
    return feature == "own" or feature.startswith("own:")


def ridge_of(feature):
    if is_habit(feature):
        return RIDGE_HABIT
    kinds = {"word": RIDGE_WORD, "again": RIDGE_AGAIN, "lone": RIDGE_LONE}
    return kinds.get(feature.split(":")[0], RIDGE_OWN) if ":" in feature else RIDGE_ALL


def fit(rows):
    """The weights of reports, then those by which lone sentences differ from them."""
    rows = [c for c in rows if c.label is not None]
    reports = collections.defaultdict(set)
    for c in rows:
        reports[c.word].add(c.doc)
    rare = {word for word, docs in reports.items() if len(docs) < WORD_REPORTS}
    known = lambda c: [f for f in names(c) if c.word not in rare or not f.startswith(("word:", "again:"))]
    weights = descend([(known(c), c.label, c.weight, 0.0) for c in rows if not is_lone(c)])
    base = lambda c: sum(weights.get(f, 0.0) for f in names(c))
    return {**weights, **descend([(lone_names(c), c.label, c.weight, base(c)) for c in rows if is_lone(c)])}


def descend(rows):
    """Logistic regression with ridge penalties, by AdaGrad; the order of rows is shuffled from a fixed seed."""
    weights, squares = collections.defaultdict(float), collections.defaultdict(lambda: 1e-6)
    rng = random.Random(1)
    seen = collections.Counter(f for features, _, _, _ in rows for f in features)
    for epoch in range(EPOCHS):
        rng.shuffle(rows)
        rate = 0.25 / (1 + epoch / 15)
        for features, label, weight, offset in rows:
            s = offset + sum(weights[f] for f in features)
            p = 1 / (1 + math.exp(-max(-30, min(30, s))))
            for f in features:
                g = weight * (p - label) + ridge_of(f) * weights[f] / seen[f]
                squares[f] += g * g
                weights[f] -= rate * g / math.sqrt(squares[f])
    return {f: w for f, w in weights.items() if abs(w) >= 0.005}


def probability(weights, c):
    s = sum(weights.get(f, 0.0) for f in names(c) + (lone_names(c) if is_lone(c) else []))
    return 1 / (1 + math.exp(-max(-30, min(30, s))))


def best_threshold(weights, rows, n_gold):
    """Of probabilities that are calibrated the threshold of the best F1 is half of that F1 (Lipton et al. 2014)."""
    scored = sorted(((probability(weights, c), c.label) for c in rows if c.label is not None and not c.gsr and not c.quiet), reverse=True)
    right, best = 0, 0.0
    for i, (_, label) in enumerate(scored, 1):
        right += label
        best = max(best, 2 * right / (i + n_gold))
    return best / 2


def write_weights(path, weights, rows, n_gold):
    lines = [f"{f}\t{w:.3f}" for f, w in weights.items() if not is_habit(f)]
    lines += [f"threshold\t{best_threshold(weights, rows, n_gold):.3f}", f"lone:threshold\t{LONE_THRESHOLD:.3f}"]
    lines.sort(key=lambda s: s.encode())
    head = "# Learnt weights of the features of src/event/weigh.c. Made by tools/fit_weights.py; do not edit.\nfeature\tweight\n"
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def data_folder(folder, dropped=frozenset()):
    """A copy of data/ without the dropped rules (file:line); line numbers stay."""
    data = pathlib.Path(folder) / "data"
    shutil.copytree(ROOT / "data", data)
    weights = data / "weights.tsv"
    if weights.exists():
        weights.unlink()
    by_file = collections.defaultdict(set)
    for rule in dropped:
        name, line = rule.rsplit(":", 1)
        by_file[name].add(int(line))
    for name, numbers in by_file.items():
        path = pathlib.Path(folder) / name
        lines = path.read_text(encoding="utf-8").split("\n")
        path.write_text("\n".join("#" if i in numbers else s for i, s in enumerate(lines, 1)), encoding="utf-8")
    return data


def build_model(data, path):
    done = subprocess.run([BUILD / "rasid-build-model", data, path], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"fit_weights: the model could not be built: {done.stderr[-600:]}")


def marked_rules():
    marked = set()
    for path in sorted((ROOT / "data/ar/frames").glob("*.tsv")):
        for i, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if line.endswith("[dev]"):
                marked.add(f"data/ar/frames/{path.name}:{i}")
    return marked


def read_all(folder):
    """All candidates with labels, coded by a model without weights."""
    model = pathlib.Path(folder) / "plain.model"
    build_model(data_folder(pathlib.Path(folder) / "plain"), model)
    reports = load(BENCH / "dev/gold.jsonl")
    rows = candidates(BENCH / "dev/gold.jsonl", model, False)
    label_dev(rows, reports)
    if (BENCH / "seed/gold.jsonl").is_file():
        seed = candidates(BENCH / "seed/gold.jsonl", model, False)
        label_dev(seed, load(BENCH / "seed/gold.jsonl"))
        rows += seed
        reports = reports + load(BENCH / "seed/gold.jsonl")
    own = pathlib.Path(folder) / "own.jsonl"
    annotated = own_reports(own)
    if annotated:
        found = candidates(own, model, False)
        label_dev(found, annotated)
        for c in found:
            c.own = True
        rows += found
        reports = reports + annotated
    quiet = pathlib.Path(folder) / "quiet.jsonl"
    if quiet_articles(quiet):
        found = candidates(quiet, model, False)
        label_quiet(found)
        rows += found
    for kind in ("assault", "protest"):
        path = BENCH / f"gsr/{kind}_detect.jsonl"
        if path.is_file():
            found = candidates(path, model, True)
            label_gsr(found, load(path))
            rows += found
    return rows, reports


def code(model, path, out):
    done = subprocess.run([BUILD / "rasid", "code", "--model", model, path, "-o", out], capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(f"fit_weights: rasid code failed: {done.stderr}")


def score(*arguments):
    done = subprocess.run([sys.executable, BENCH / "score.py", *arguments, "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"fit_weights: score.py failed: {done.stderr}")
    return json.loads(done.stdout)


def subset(path, fold, out):
    with open(path, encoding="utf-8") as f, open(out, "w", encoding="utf-8") as o:
        o.writelines(line for line in f if line.strip() and fold_of(json.loads(line)["id"]) == fold)


RESAMPLES = 1000


def bootstrap(gold, records):
    """95 % intervals of F1 of detection over sentences drawn anew with replacement, from a fixed seed: {"easy": [low, high], "hard": …}."""
    found = {r["doc"]["id"]: {e["event"] for e in r["events"]} for r in load(records)}
    out = {}
    for name, negatives in (("easy", {"easy_no"}), ("hard", {"easy_no", "difficult_no"})):
        sentences = [g for g in load(gold) if g["label"] in negatives | {"yes"}]
        told = [(g["label"] == "yes", g["event"] in found.get(g["id"], ())) for g in sentences]
        draw, f1s = random.Random(1), []
        for _ in range(RESAMPLES):
            n = collections.Counter(draw.choices(told, k=len(told)))
            wrong = n[True, False] + n[False, True]
            f1s.append(2 * n[True, True] / (2 * n[True, True] + wrong) if n[True, True] else 0.0)
        f1s.sort()
        out[name] = [f1s[RESAMPLES * 25 // 1000], f1s[RESAMPLES * 975 // 1000 - 1]]
    return out


def quiet_rate(articles, records):
    """Attacks and protests found in 20 articles that tell of none."""
    n = sum(e["event"] in ("ASSAULT", "PROTEST") for r in load(records) for e in r["events"])
    return {"per_20_articles": 20 * n / len(load(articles)), "articles": len(load(articles)), "events": n}


def calibration(scored):
    """Expected calibration error of (probability, label) pairs in ten bins, with the bins."""
    bins = collections.defaultdict(list)
    for p, label in scored:
        bins[min(9, int(p * 10))].append((p, label))
    mean = lambda pairs, i: sum(pair[i] for pair in pairs) / len(pairs)
    rows = [{"from": b / 10, "to": b / 10 + 0.1, "n": len(v), "confidence": mean(v, 0), "right": mean(v, 1)} for b, v in sorted(bins.items())]
    return {"error": sum(r["n"] * abs(r["confidence"] - r["right"]) for r in rows) / len(scored), "bins": rows}


def cross_fit(folder):
    rows, reports = read_all(folder)
    marked = marked_rules()
    quiet = pathlib.Path(folder) / "quiet_input.jsonl"
    quiet_articles(quiet)
    inputs = {"dev": BENCH / "dev/gold.jsonl", "quiet": quiet, **{k: BENCH / f"gsr/{k}_detect.jsonl" for k in ("assault", "protest")}}
    outputs = {k: pathlib.Path(folder) / f"{k}.jsonl" for k in inputs}
    for out in outputs.values():
        out.write_text("")
    scored, own = [], {c.doc for c in rows if c.own}
    for fold in range(FOLDS):
        train = [c for c in rows if c.own or fold_of(c.doc) != fold]
        borne_out = {c.rule for c in train if c.label == 1 and not c.gsr}
        work = pathlib.Path(folder) / f"fold{fold}"
        work.mkdir()
        data = data_folder(work, marked - borne_out)
        weights = fit(train)
        held = [c for c in rows if fold_of(c.doc) == fold and c.label is not None and not c.gsr and not c.quiet and not c.own]
        scored += [(probability(weights, c), c.label) for c in held if c.rule not in marked - borne_out]
        n_gold = sum(len(r["gold"]["events"]) for r in reports if r["id"] in own or fold_of(r["id"]) != fold)
        write_weights(data / "weights.tsv", weights, train, n_gold)
        build_model(data, work / "fold.model")
        for name, path in inputs.items():
            if not path.is_file():
                continue
            subset(path, fold, work / "in.jsonl")
            code(work / "fold.model", work / "in.jsonl", work / "out.jsonl")
            with open(outputs[name], "a", encoding="utf-8") as o:
                o.write((work / "out.jsonl").read_text(encoding="utf-8"))
        shutil.rmtree(work)
    print(json.dumps({"calibration": calibration(scored)}))
    if quiet.is_file():
        print(json.dumps({"quiet": quiet_rate(quiet, outputs["quiet"])}))
    for kind in ("assault", "protest"):
        if inputs[kind].is_file():
            figures = score("--detect", inputs[kind], outputs[kind])
            for name, interval in bootstrap(inputs[kind], outputs[kind]).items():
                figures[name]["interval"] = interval
            print(json.dumps({kind: figures}))
    extra = ["--errors", os.environ["RASID_ERRORS"]] if os.environ.get("RASID_ERRORS") else []
    print(json.dumps(score(inputs["dev"], outputs["dev"], *extra)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", action="store_true", help="cross-fit instead of writing data/weights.tsv")
    options = parser.parse_args()
    if not (BENCH / "dev/gold.jsonl").is_file():
        print(f"fit_weights: skipped (no annotated reports in {BENCH})")
        return
    with tempfile.TemporaryDirectory() as folder:
        if options.folds:
            cross_fit(folder)
            return
        rows, reports = read_all(folder)
        weights = fit(rows)
        write_weights(ROOT / "data/weights.tsv", weights, rows, sum(len(r["gold"]["events"]) for r in reports))
        labelled = [c for c in rows if c.label is not None]
        print(f"data/weights.tsv: {len(weights)} weights from {len(labelled)} candidates ({sum(c.label for c in labelled)} right)")


if __name__ == "__main__":
    main()
