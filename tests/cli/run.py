#!/usr/bin/env python3
"""Run the commands of tests/cli/*.case and compare output, error text and exit status exactly.

A case file is a list of blocks:

    == what the case shows
    file NAME| one line of a file to be there (may be repeated)
    in| one line of standard input
    $ command for the shell, in a folder of its own with examples/ in it
    out| a line of standard output        ("out ..." = any)
    err| a line of standard error         ("err ..." = any)
    status 0

Without `status` it is 0. In expected lines <N> stands for a number and <HASH> for 16 hexadecimal digits,
"<N> events" for any number of them.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from tap import RASID, ROOT, Tap  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent


def parse(path):
    case = None
    for n, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("== "):
            if case:
                yield case
            case = {"name": f"{path.stem}: {line[3:]}", "files": {}, "in": [], "out": [], "err": [], "status": 0, "command": None}
        elif not line or line.startswith("#"):
            continue
        elif m := re.match(r"file (\S+?)\| ?(.*)$", line):
            case["files"].setdefault(m[1], []).append(m[2])
        elif m := re.match(r"(in|out|err)\| ?(.*)$", line):
            case[m[1]].append(m[2])
        elif m := re.match(r"(out|err) \.\.\.$", line):
            case[m[1]] = None
        elif line.startswith("$ "):
            case["command"] = line[2:]
        elif m := re.match(r"status (-?\d+)$", line):
            case["status"] = int(m[1])
        else:
            sys.exit(f"{path}:{n}: not a line of a case: {line}")
    if case:
        yield case


def pattern(lines):
    text = re.escape("\n".join(lines) + "\n") if lines else ""
    text = text.replace(r"<N>\ events", r"\d+ events?")
    return text.replace("<N>", r"\d+(?:\.\d+)?").replace("<HASH>", "[0-9a-f]{16}")


def run_command(command, folder, stdin):
    (folder / "bin").mkdir(exist_ok=True)
    if not (folder / "bin/rasid").exists():
        (folder / "bin/rasid").symlink_to(RASID.resolve())
    if not (folder / "examples").exists():
        (folder / "examples").symlink_to(ROOT / "examples")

    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "RASID_ROOT": str(ROOT)}
    return subprocess.run(["bash", "-c", command], cwd=folder, env=environment, input=stdin.encode(), capture_output=True,
                          timeout=300)


def run(case):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for path, lines in case["files"].items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = run_command(case["command"], folder, "".join(line + "\n" for line in case["in"]))
    problems = []
    for key, got in (("out", done.stdout), ("err", done.stderr)):
        got = got.decode("utf-8", "replace")
        if case[key] is not None and not re.fullmatch(pattern(case[key]), got):
            problems.append(f"std{key} expected:\n" + "\n".join(case[key]) + f"\nstd{key} got:\n{got[:4000]}")
    if done.returncode != case["status"]:
        problems.append(f"exit status {done.returncode}, expected {case['status']}; stderr: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    return "\n".join(problems) or None


def main():
    tap = Tap()
    for path in sorted(HERE.glob("*.case")):
        for case in parse(path):
            tap.case(case["name"], run(case))
    tap.done()


if __name__ == "__main__":
    main()
