#!/usr/bin/env python3
"""The extensions keep to Python's limited API of 3.9, and the coder needs no library but libc's."""
import pathlib
import re
import subprocess
import sys

from tap_python import ROOT, Tap

import rasid

tap = Tap()
extension = pathlib.Path(rasid.__file__).with_name("_rasid.abi3.so")
readers = pathlib.Path(rasid.__file__).with_name("_io.abi3.so")
wheel = next((ROOT / "build/python-wheel").glob("*.whl"))
done = subprocess.run([sys.executable, "-m", "abi3audit", "--strict", "--report", wheel], capture_output=True, text=True)
tap.case("abi3audit finds nothing in the wheel", None if done.returncode == 0 and '"baseline": "3.9"' in done.stdout else done.stdout + done.stderr)
needed = re.findall(r"\(NEEDED\).*\[(.*)\]", subprocess.run(["readelf", "-d", extension], capture_output=True, text=True).stdout)
odd = [n for n in needed if not re.match(r"(libc|libm|libpthread|ld-linux.*)\.so", n)]
tap.case("it needs libc and libm alone", None if needed and not odd else f"{needed}")
def exported_by(path):
    return [line.split()[-1] for line in subprocess.run(["nm", "-D", "--defined-only", path], capture_output=True, text=True).stdout.splitlines()]


tap.case("it exports its init function and nothing else", None if exported_by(extension) == ["PyInit__rasid"] else str(exported_by(extension)[:20]))
if readers.exists():
    tap.case("what reads files and stores exports its init function and nothing else", None if exported_by(readers) == ["PyInit__io"] else str(exported_by(readers)[:20]))
else:
    tap.skip("what reads files and stores", "the package was built without it")
tap.done()
