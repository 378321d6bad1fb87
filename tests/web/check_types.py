#!/usr/bin/env python3
"""The types of the pages (web/) fit: TypeScript's own checker, where Node and what the pages are built with are there."""
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from tap import ROOT, Tap  # noqa: E402


def main():
    tap = Tap()
    compiler = ROOT / "web/node_modules/typescript/bin/tsc"
    if shutil.which("node") is None or not compiler.exists() or not (ROOT / "build/web-generated/countries.json").exists():
        tap.skip("types of the pages", "the pages are not built (make web)")
        tap.done()
    done = subprocess.run(["node", compiler, "--noEmit", "-p", ROOT / "web/tsconfig.json"], capture_output=True, text=True, timeout=600)
    tap.case("types of the pages", None if done.returncode == 0 else done.stdout + done.stderr)
    tap.done()


if __name__ == "__main__":
    main()
