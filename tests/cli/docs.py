#!/usr/bin/env python3
"""Every command shown in a document runs, and prints what is shown.

    docs.py [--refresh]

In a block marked ```console a line "$ command" is run in a folder that holds the project's examples/ and data/; lines below
it are its output, exactly, unless there are none, which stands for any (standard error is not compared). Blocks of one document are
run one after the other in the same folder. In a block marked ```sh only `make TARGET` is looked at: the target must exist.
Man pages show commands as lines that begin with "$ ". --refresh rewrites the outputs shown.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from tap import RASID, ROOT, Tap  # noqa: E402

BLOCK = re.compile(r"^```(console|sh)\n(.*?)^```$", re.M | re.S)


def prepare(folder):
    (folder / "bin").mkdir()
    (folder / "bin/rasid").symlink_to(RASID.resolve())
    for name in ("examples", "data"):
        (folder / name).symlink_to(ROOT / name)
    return {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}


def steps(block):
    """[(command, [output lines])]"""
    out = []
    for line in block.splitlines():
        if line.startswith("$ "):
            out.append((line[2:], []))
        elif out:
            out[-1][1].append(line)
    return out


def run(command, folder, environment):
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, timeout=300)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def check_console(tap, where, block, folder, environment):
    for command, shown in steps(block):
        status, out, err = run(command, folder, environment)
        problem = None
        if status != 0:
            problem = f"exit status {status}: {err}"
        elif shown and out.rstrip("\n") != "\n".join(shown).rstrip("\n"):
            problem = "shown:\n" + "\n".join(shown) + "\nprinted:\n" + out
        tap.case(f"{where}: {command}", problem)


def check_sh(tap, where, block):
    for target in re.findall(r"^make(?: ([a-z]+))?", block, re.M):
        done = subprocess.run(["make", "-n", target or "all"], cwd=ROOT, capture_output=True, text=True)
        tap.case(f"{where}: make {target}", None if done.returncode == 0 else done.stderr)


def refreshed(text, folder, environment):
    def again(match):
        if match[1] != "console" or not any(shown or "table" in command for command, shown in steps(match[2])):
            for command, _ in steps(match[2]):
                run(command, folder, environment)
            return match[0]
        lines = []
        for command, shown in steps(match[2]):
            _, out, _ = run(command, folder, environment)
            lines += ["$ " + command] + (out.rstrip("\n").splitlines() if shown or "table" in command else [])
        return "```console\n" + "\n".join(lines) + "\n```"
    return BLOCK.sub(again, text)


def main():
    tap = Tap()
    documents = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("data/README.md")])
    for path in documents:
        text = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as name:
            environment = prepare(pathlib.Path(name))
            if "--refresh" in sys.argv[1:]:
                path.write_text(refreshed(text, pathlib.Path(name), environment), encoding="utf-8")
                continue
            for kind, block in BLOCK.findall(text):
                where = path.relative_to(ROOT)
                if kind == "sh":
                    check_sh(tap, where, block)
                else:
                    check_console(tap, where, block, pathlib.Path(name), environment)
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            tap.case(f"{path.relative_to(ROOT)}: link to {target}", None if (path.parent / target).exists() else "leads nowhere")
    if "--refresh" in sys.argv[1:]:
        return
    for path in sorted(ROOT.glob("man/*.1")):
        with tempfile.TemporaryDirectory() as name:
            environment = prepare(pathlib.Path(name))
            text = path.read_text(encoding="utf-8").replace("\\-", "-").replace("\\(aq", "'")
            block = "\n".join(line for line in text.splitlines() if line.startswith("$ "))
            check_console(tap, path.relative_to(ROOT), block, pathlib.Path(name), environment)
    tap.done()


if __name__ == "__main__":
    main()
