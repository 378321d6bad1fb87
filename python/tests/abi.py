#!/usr/bin/env python3
"""The extension keeps to Python's limited API of 3.9, and needs no library but libc's."""
import pathlib
import re
import subprocess
import sys

from tap_python import ROOT, Tap

import rasid

tap = Tap()
extension = pathlib.Path(rasid.__file__).with_name("_rasid.abi3.so")
wheel = next((ROOT / "build/python-wheel").glob("*.whl"))
done = subprocess.run([sys.executable, "-m", "abi3audit", "--strict", "--report", wheel], capture_output=True, text=True)
tap.case("abi3audit finds nothing in the wheel", None if done.returncode == 0 and '"baseline": "3.9"' in done.stdout else done.stdout + done.stderr)
needed = re.findall(r"\(NEEDED\).*\[(.*)\]", subprocess.run(["readelf", "-d", extension], capture_output=True, text=True).stdout)
odd = [n for n in needed if not re.match(r"(libc|libm|libpthread|ld-linux.*)\.so", n)]
tap.case("it needs libc and libm alone", None if needed and not odd else f"{needed}")
exported = [line.split()[-1] for line in subprocess.run(["nm", "-D", "--defined-only", extension], capture_output=True, text=True).stdout.splitlines()]
tap.case("it exports its init function and nothing else", None if exported == ["PyInit__rasid"] else str(exported[:20]))
tap.done()
