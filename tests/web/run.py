#!/usr/bin/env python3
"""The monitor in a real browser: Debian's Chromium, driven by Playwright (drive.mjs).

    run.py [FOLDER]    with FOLDER it leaves a picture of each view there

Skipped where Node, Chromium, the built pages or Playwright are not there.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "monitor"))
from monitor_server import PAGES, Server, make_store, run  # noqa: E402
from tap import RASID, Tap  # noqa: E402


def missing():
    for name in ("node", "npm"):
        if shutil.which(name) is None:
            return f"no {name}"
    if shutil.which("chromium") is None:
        return "no chromium"
    if not (PAGES / "index.html").exists():
        return "the pages are not built (make web)"
    if not (HERE / "node_modules/playwright-core").exists():
        done = subprocess.run(["npm", "ci", "--silent"], cwd=HERE, capture_output=True, timeout=300)
        if done.returncode != 0:
            return "Playwright could not be fetched"
    return None


def main():
    why = missing()
    if why is not None:
        tap = Tap()
        tap.skip("the monitor in a browser", why)
        tap.done()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        local = make_store(folder)
        accounts = folder / "accounts.db"
        accounts.write_bytes(local.read_bytes())
        for name, role in (("reem", "reader"), ("amal", "reviewer"), ("badr", "admin")):
            run("user", "add", name, "--role", role, "--store", accounts, stdin=f"password of {name}\n")
        with Server(local) as here, Server(accounts, "--login") as there:
            done = subprocess.run(["node", str(HERE / "drive.mjs"), here.url, there.url, shutil.which("chromium"), *(str(pathlib.Path(f).resolve()) for f in sys.argv[1:2])], timeout=900,
                                  cwd=HERE, env={**os.environ, "NODE_NO_WARNINGS": "1", "RASID": str(RASID), "RASID_STORE": str(local)})
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
