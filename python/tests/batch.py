#!/usr/bin/env python3
"""The example of a job array, docs/batch.sh: its parts are the whole, and a job that is tried again doubles nothing."""
import os
import pathlib
import subprocess
import tempfile

from tap_python import RELEASE, ROOT, Tap, case, same

tap = Tap()


def job(part, parts, reports, out):
    environment = {**os.environ, "PATH": f"{RELEASE.parent}:{os.environ['PATH']}", "PART": str(part), "PARTS": str(parts)}
    return subprocess.run([ROOT / "docs/batch.sh", reports, out], env=environment, capture_output=True, text=True)


@case(tap, "the parts of an array are the whole, one of them tried twice")
def _():
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "records")
        for part in (1, 2, 2, 3):
            done = job(part, 3, ROOT / "examples", out)
            assert done.returncode == 0, done.stderr
        whole = subprocess.run([RELEASE, "code", ROOT / "examples"], capture_output=True).stdout.splitlines()
        parts = [line for path in sorted(out.glob("part-*.jsonl")) for line in path.read_bytes().splitlines()]
        assert len(list(out.glob("*.jsonl"))) == 3 and not list(out.glob("*.tmp"))
        return same(sorted(parts), sorted(whole))


@case(tap, "a job that fails leaves no part, and says why")
def _():
    with tempfile.TemporaryDirectory() as folder:
        done = job(5, 3, ROOT / "examples", pathlib.Path(folder, "records"))
        assert not list(pathlib.Path(folder).rglob("*.jsonl"))
        return None if done.returncode == 2 and "5/3" in done.stderr else f"{done.returncode} {done.stderr}"


tap.done()
