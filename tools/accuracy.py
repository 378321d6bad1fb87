#!/usr/bin/env python3
"""Score the coder on the annotated reports beside the project and refresh the table of docs/accuracy.md. Tolls and times are scored as
well on forty reports of the corpus that nothing was built on (tests/reports/held_out.tsv), sixty annotated apart are scored
(tools/score_apart.py), and reports are joined to incidents.

    accuracy.py [--no-table]

The reports are not part of the project: they are looked for in the folder RASID_SHARED names, or ../shared beside the
project's root. Where they are absent this says "skipped". One row a landing: a row of the same `git describe` is replaced.
"""
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import score_apart

ROOT = pathlib.Path(__file__).resolve().parent.parent
RASID = pathlib.Path(os.environ.get("RASID", ROOT / "build/rasid"))
BENCH = pathlib.Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared")) / "bench"
CORPUS = BENCH.parent / "corpus/news.jsonl"
HELD_OUT = ROOT / "tests/reports/held_out.tsv"
TABLE = ROOT / "docs/accuracy.md"
BEGIN, END = "<!-- table begins -->", "<!-- table ends -->"


def code(path, out, *options):
    """Codes `path` under options of `rasid code`. The reports here have one text, no title apart; exit status 1 means that some could not be coded."""
    done = subprocess.run([RASID, "code", *options, path, "-o", out], capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(f"accuracy: rasid code failed: {done.stderr}")
    if done.returncode == 1:
        print(done.stderr, file=sys.stderr)


def score(gold, *options, errors=None, code_options=()):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.jsonl"
        code(gold, out, *code_options)
        command = [sys.executable, BENCH / "score.py", gold, out, "--json", *options]
        if errors:
            errors.parent.mkdir(parents=True, exist_ok=True)
            command += ["--errors", errors]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"accuracy: score.py failed: {done.stderr}")
    return json.loads(done.stdout)


def cross_fit():
    """The figures with weights fitted on the other folds only, as fit_weights.py --folds prints them: bench/dev's (one JSON object like
    score.py's), and those of bench/gsr by category. Prints what is said of articles that tell of no conflict, and of confidence."""
    tool = ROOT / "tools/fit_weights.py"
    done = subprocess.run([sys.executable, tool, "--folds"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"accuracy: fit_weights.py --folds failed: {done.stderr}")
    *gsr, dev = map(json.loads, done.stdout.strip().splitlines())
    lines = {kind: result for line in gsr for kind, result in line.items()}
    quiet, calibration = lines.pop("quiet", None), lines.pop("calibration", None)
    if quiet:
        print("attacks and protests in {articles} articles that tell of no conflict, cross-fitted: {events}, {per_20_articles:.2f} per 20".format(**quiet))
    if calibration:
        print("confidence, cross-fitted: expected calibration error {error:.3f}".format(**calibration))
        for row in calibration["bins"]:
            print("  {from:.1f}-{to:.1f}  {n:5d} candidates  confidence {confidence:.3f}  right {right:.3f}".format(**row))
    return dev, lines


def f1(result, name):
    return f"{result[name]['f1']:.3f}" if result and name in result else "–"


def show(title, result, names):
    if not result:
        return
    print(title)
    for name in names:
        r = result[name]
        interval = "  95 % {:.3f}-{:.3f}".format(*r["interval"]) if "interval" in r else ""
        print(f"  {name:20s} P {r['p']:.3f}  R {r['r']:.3f}  F1 {r['f1']:.3f}{interval}   (gold {r['gold']}, system {r['sys']}, right {r['tp']:g})")
    if "status macro f1" in result and result.get("attributes"):
        print(f"  status macro F1 {result['status macro f1']:.3f}")
    if result.get("attributes"):
        print("  " + "  ".join(f"{k} {v['accuracy']:.2f}" for k, v in result["attributes"].items()))
        print("  " + "  ".join(f"{k} {v['f1']:.2f}" for k, v in result["by category"].items()))


def held_out():
    """The figures of the tolls and times annotated in tests/reports/held_out.tsv; None where the corpus is absent."""
    if not CORPUS.is_file():
        return None
    gold = {}
    for line in HELD_OUT.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        report, kind, *fields = line.split("\t")
        here = gold.setdefault(report, {"events": [], "casualties": [], "times": []})
        if kind == "toll":
            start, end, harm, low, high = fields
            toll = {"kind": harm, "low": int(low), "high": None if high == "-" else int(high)}
            here["casualties"].append({"start": int(start), "end": int(end), **toll})
        elif kind == "time":
            here["times"].append({"start": int(fields[0]), "end": int(fields[1]), "value": fields[2]})
    with tempfile.TemporaryDirectory() as folder, CORPUS.open(encoding="utf-8") as corpus:
        path = pathlib.Path(folder) / "gold.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for report in filter(lambda r: r["id"] in gold, map(json.loads, corpus)):
                here = gold.pop(report["id"])
                for mention in here["casualties"] + here["times"]:
                    mention["text"] = report["text"][mention["start"] : mention["end"]]
                kept = {k: report.get(k) for k in ("id", "published", "source", "text")}
                whole = [[0, len(report["text"])]]
                out.write(json.dumps({**kept, "sentences": whole, "gold": here}, ensure_ascii=False) + "\n")
        if gold:
            sys.exit(f"accuracy: {HELD_OUT}: the corpus has no report {min(gold)}")
        return score(path)


def incidents():
    """Figures of joining the reports of bench/incidents; None where they are absent."""
    gold = BENCH / "incidents/reports.jsonl"
    if not gold.is_file():
        return None
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "incidents.jsonl"
        done = subprocess.run([RASID, "incidents", gold, "-o", out], capture_output=True, text=True)
        if done.returncode > 1:
            sys.exit(f"accuracy: rasid incidents failed: {done.stderr}")
        done = subprocess.run([sys.executable, BENCH / "score_incidents.py", gold, out, "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"accuracy: score_incidents.py failed: {done.stderr}")
    return json.loads(done.stdout)


def refresh(cells):
    describe = subprocess.run(["git", "describe", "--always", "--tags"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    row = "| " + " | ".join([datetime.date.today().isoformat(), describe or "–", *cells]) + " |"
    text = TABLE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    table, tail = rest.split(END)
    rows = [r for r in table.strip().splitlines() if describe == "" or f"| {describe} |" not in r]
    TABLE.write_text(head + BEGIN + "\n" + "\n".join(rows + [row]) + "\n" + END + tail, encoding="utf-8")


def main():
    if not (BENCH / "score.py").is_file():
        print(f"accuracy: skipped (no annotated reports in {BENCH})")
        return
    layers = ("any-status", "actual", "tuples", "casualties", "times")
    seed = dev = folds = None
    gsr_folds = {}
    detect, spans = {}, {}
    if (BENCH / "seed/gold.jsonl").is_file():
        seed = score(BENCH / "seed/gold.jsonl", errors=ROOT / "build/accuracy/seed.tsv")
        show("seed (the report the project began with)", seed, layers)
    if (BENCH / "dev/gold.jsonl").is_file():
        dev = score(BENCH / "dev/gold.jsonl", errors=ROOT / "build/accuracy/dev.tsv")
        show("dev, in-sample", dev, layers)
        plain = score(BENCH / "dev/gold.jsonl", code_options=("--no-weights",))
        show("dev, without weights", plain, ("any-status", "actual", "tuples"))
        folds, gsr_folds = cross_fit()
        show("dev, cross-fitted", folds, layers)
        for kind, result in gsr_folds.items():
            show(f"gsr {kind}, detection, cross-fitted", result, ("easy", "hard"))
    print("reports annotated apart")
    score_apart.show([("dev, cross-fitted", score_apart.from_bench(folds))] if folds else ())
    show("tolls and times of reports never used", held_out(), ("casualties", "casualties relaxed", "times"))
    for kind in ("assault", "protest"):
        if (BENCH / f"gsr/{kind}_detect.jsonl").is_file():
            detect[kind] = score(BENCH / f"gsr/{kind}_detect.jsonl", "--detect")
            show(f"gsr {kind}, detection", detect[kind], ("easy", "hard"))
        if (BENCH / f"gsr/{kind}_spans.jsonl").is_file():
            spans[kind] = score(BENCH / f"gsr/{kind}_spans.jsonl", "--spans")
            print(f"gsr {kind}, spans\n  " + "  ".join(f"{k} {v:.2f}" for k, v in spans[kind].items()))
    show("incidents", incidents(), ("incidents", "claims", "pairs"))
    if "--no-table" in sys.argv[1:]:
        return
    cells = []
    if seed:
        e = seed["any-status"]
        cells.append(f"{e['tp']}/{e['gold']} +{e['sys'] - e['tp']}, {seed['casualties']['tp']}/{seed['casualties']['gold']}, {seed['times']['tp']}/{seed['times']['gold']}")
    else:
        cells.append("–")
    for layer in ("any-status", "tuples", "casualties", "times"):
        cells.append(f"{f1(dev, layer)} / {f1(folds, layer)}")
    cells += [f"{f1(detect.get(kind), 'easy')} / {f1(gsr_folds.get(kind), 'easy')}" for kind in ("assault", "protest")]
    refresh(cells)
    print("docs/accuracy.md has the new row")


if __name__ == "__main__":
    main()
