#!/usr/bin/env python3
"""The notebook of docs/ runs from top to bottom and draws; so does the R of docs/r.md, with Debian's R."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from tap_python import RELEASE, ROOT, Tap, case, same

import rasid

os.environ["MPLBACKEND"] = "Agg"
tap = Tap()


def shown(document, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```", (ROOT / document).read_text(encoding="utf-8"), re.M | re.S)


def prepared(folder):
    """A folder as the documents have it: the examples, and the program in PATH."""
    (folder / "examples").symlink_to(ROOT / "examples")
    return {**os.environ, "PATH": f"{RELEASE.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}


def run_notebook():
    """None, or what went wrong; the cells run in one program, in a folder of their own."""
    notebook = json.loads((ROOT / "docs/tolls.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(cells) > 4, cells
    program = "\n".join(cells) + """
import matplotlib.pyplot as plt
drawn = [len(a.patches) + sum(len(c.get_offsets()) for c in a.collections) for f in map(plt.figure, plt.get_fignums()) for a in f.axes]
print("drawn", len(plt.get_fignums()), min(drawn))
"""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        done = subprocess.run([sys.executable, "-c", program], cwd=folder, env=prepared(folder), capture_output=True, text=True)
    last = re.search(r"^drawn (\d+) (\d+)$", done.stdout, re.M)
    if done.returncode or not last:
        return done.stdout + done.stderr
    return None if int(last[1]) == 2 and int(last[2]) > 0 else last[0]


try:
    import matplotlib  # noqa: F401
except ImportError:
    tap.skip("the notebook docs/tolls.ipynb", "no matplotlib")
else:
    case(tap, "the notebook docs/tolls.ipynb runs, and draws a plot and a map")(run_notebook)


def run_r():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        environment = prepared(folder)
        for block in shown("docs/r.md", "console"):
            for line in block.splitlines():
                if line.startswith("$ "):
                    subprocess.run(line[2:], shell=True, cwd=folder, env=environment, check=True, capture_output=True)
        (folder / "script.R").write_text("\n".join(shown("docs/r.md", "r")) + "\nwrite.csv(by_day, 'by_day.csv', row.names = FALSE)\n", encoding="utf-8")
        done = subprocess.run(["Rscript", "--vanilla", "script.R"], cwd=folder, env=environment, capture_output=True, text=True)
        if done.returncode:
            return done.stdout + done.stderr
        assert (folder / "killed.pdf").stat().st_size > 1000 and "TRUE" in done.stdout, done.stdout
        got = dict(line.replace('"', "").split(",") for line in (folder / "by_day.csv").read_text().splitlines()[1:])
    wanted = {}
    with open(ROOT / "examples/reports.jsonl", encoding="utf-8") as file:
        tolls = [t for t in rasid.code_table([json.loads(line) for line in file]).tolls.to_pylist()]
    replaced = {t["replaces"] for t in tolls}
    for t in tolls:
        if t["kind"] == "killed" and t["status"] == "actual" and t["part_of"] is None and t["toll_id"] not in replaced:
            day = (t["date"] or t["published"])[:10]
            wanted[day] = wanted.get(day, 0) + t["low"]
    return same({k: int(v) for k, v in got.items()}, wanted)


if shutil.which("Rscript"):
    case(tap, "the R of docs/r.md runs, and its sums are those of the tables")(run_r)
else:
    tap.skip("the R of docs/r.md", "no R (Debian: r-base-core)")


@case(tap, "the file of Arrow that docs/r.md writes holds the table")
def _():
    try:
        import pyarrow as pa
    except ImportError:
        return None
    program = shown("docs/r.md", "python")[0]
    with tempfile.TemporaryDirectory() as name:
        before = os.getcwd()
        os.chdir(name)
        try:
            exec(program, {"texts": ["هاجم مسلحون القرية."]})
            with pa.OSFile("events.arrow") as file:
                got = pa.ipc.open_file(file).read_all()
        finally:
            os.chdir(before)
    return same(got.to_pylist(), rasid.code_table(["هاجم مسلحون القرية."]).events.to_pylist())


tap.done()
