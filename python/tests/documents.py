#!/usr/bin/env python3
"""Every example of Python in the docstrings and in the documents does what it shows."""
import doctest
import pathlib
import re

from tap_python import ROOT, Tap

import rasid

tap = Tap()
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def run(name, examples):
    said = []
    runner = doctest.DocTestRunner(optionflags=OPTIONS, verbose=False)
    n = failed = 0
    for test in examples:
        result = runner.run(test, out=said.append)
        n, failed = n + result.attempted, failed + result.failed
    problem = "".join(said) if failed else None if n else "no example"
    tap.case(f"{name}: {n} examples", problem)


run("docstrings", doctest.DocTestFinder().find(rasid, "rasid", extraglobs={"rasid": rasid}))
for path in ("README.md", "docs/python.md", "docs/arrow.md"):
    text = (ROOT / path).read_text(encoding="utf-8")
    # The blocks of Python of a document are one session.
    shown = "\n".join(re.findall(r"^```pycon\n(.*?)^```", text, re.M | re.S))
    run(path, [doctest.DocTestParser().get_doctest(shown, {}, path, str(pathlib.Path(path)), 0)])
readme = (ROOT / "README.md").read_text(encoding="utf-8")
block = re.search(r"^In Python:\n\n```pycon\n(.*?)^```", readme, re.M | re.S)
lines = [x for x in block[1].splitlines() if x.startswith(">>> ")] if block else []
tap.case("the example of README.md is five lines", None if len(lines) == 5 else f"{len(lines)} lines")
tap.done()
