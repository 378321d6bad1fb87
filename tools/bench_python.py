#!/usr/bin/env python3
"""Documents a second of the Python package beside the program, on the same reports.

    build/python-venv/bin/python tools/bench_python.py [REPORTS.jsonl]

Spark's ways stand beside the program in what `python/tests/spark.py --bench` prints, which is run at the end where PySpark (`make spark`) and Java are.
Runs `rasid code` and `rasid.code_many` by turns, best of five, one thread and two; told are documents a second by the clock and by the
processor's time of all threads together, which a busy machine disturbs less. The reports are the corpus beside the project where it is there,
else the examples over and over.
"""
import importlib.util
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import rasid

ROOT = pathlib.Path(__file__).resolve().parent.parent
PASSES = 5


def reports():
    corpus = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/corpus/news.jsonl"
    path, times = (corpus, 1) if corpus.exists() else (ROOT / "examples/reports.jsonl", 500)
    return [line for line in path.read_text(encoding="utf-8").splitlines() * times][:4000]


def processor(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def measure(run, who):
    clock, cpu = time.perf_counter(), processor(who)
    run()
    return time.perf_counter() - clock, processor(who) - cpu


def main():
    lines = reports()
    documents = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "reports.jsonl")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

        def program(threads):
            subprocess.run([ROOT / "build/rasid", "code", "-j", str(threads), "-o", os.devnull, path], stderr=subprocess.DEVNULL)

        def many(threads):
            for _ in rasid.code_many(documents, threads=threads):
                pass

        def table(threads):
            rasid.code_table(documents, threads=threads)

        for threads in (1, 2):
            ways = [("rasid code", program, resource.RUSAGE_CHILDREN), ("code_many", many, resource.RUSAGE_SELF), ("code_table", table, resource.RUSAGE_SELF)]
            best = {name: [1e9, 1e9] for name, _, _ in ways}
            for _ in range(PASSES):
                for name, run, who in ways:
                    for i, seconds in enumerate(measure(lambda: run(threads), who)):
                        best[name][i] = min(best[name][i], seconds)
            base = best["rasid code"]
            for name, (clock, cpu) in best.items():
                print(f"python: {name:<12} {threads} thread{'s' * (threads > 1)}  {len(lines) / clock:7.0f} documents/s ({base[0] / clock:4.0%} of the program's)"
                      f"  {cpu / len(lines) * 1e6:6.0f} us of the processor a document ({base[1] / cpu:4.0%})")


def spark():
    """Spark's figures, where it can run."""
    if importlib.util.find_spec("pyspark") is None or not shutil.which("java"):
        print("spark: skipped: no PySpark (make spark), or no Java")
        return
    sys.stdout.flush()
    done = subprocess.run([sys.executable, ROOT / "python/tests/spark.py", "--bench"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          env={**os.environ, "RASID_ROOT": str(ROOT)})
    print("".join(line + "\n" for line in done.stdout.splitlines() if line.startswith("spark:")) or "spark: the benchmark did not end well", end="")


if __name__ == "__main__":
    main()
    spark()
