#!/usr/bin/env python3
"""The extensions keep to Python's limited API of 3.9, and the coder needs no library but libc's."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

from tap_python import RELEASE, ROOT, Tap

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


def other_pythons():
    """Pythons of 3.9 and later, one of each, other than this: {(3, 9): path}; those of PATH and of pyenv."""
    paths = [shutil.which(f"python3.{minor}") for minor in range(9, 30)]
    paths += sorted(pathlib.Path(os.environ.get("PYENV_ROOT", pathlib.Path.home() / ".pyenv")).glob("versions/*/bin/python3"))
    found = {}
    for path in filter(None, paths):
        done = subprocess.run([path, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True)
        version = tuple(map(int, done.stdout.split())) if done.returncode == 0 else ()
        if version >= (3, 9) and version != sys.version_info[:2]:
            found.setdefault(version, path)
    return dict(sorted(found.items()))


DO = """
import json, os, sys
sys.path.insert(0, sys.argv[1])
import rasid
texts = ["هاجم مسلحو طالبان نقطة تفتيش في قندوز أمس، وقتلوا 7 جنود بحسب متحدث.", "تظاهر المئات في بيروت اليوم."]
records = list(rasid.code_many([{"text": t, "published": "2021-06-07", "id": str(i)} for i, t in enumerate(texts)], threads=2))
tables = rasid.code_table(texts)
print(json.dumps([[r.json for r in records], tables.events.to_pylist(), rasid.incidents(records), [w.lemma for w in rasid.words(texts[0])]]))
if os.path.exists(sys.argv[2]):
    with rasid.open_store(sys.argv[2]) as store:
        print(json.dumps([list(store.events()), store.tolls_table().to_pylist(), store.joined()]))
"""
OTHERS = other_pythons()
if not OTHERS:
    tap.skip("other Pythons", "there is none of 3.9 or later but this one")
with tempfile.TemporaryDirectory() as folder:
    store = pathlib.Path(folder, "told.db")
    if readers.exists():
        subprocess.run([RELEASE, "code", "--store", store, ROOT / "examples/reports.jsonl"], capture_output=True)
        subprocess.run([RELEASE, "incidents", "--store", store], capture_output=True)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(pathlib.Path(folder, "wheel"))
    here = subprocess.run([sys.executable, "-c", DO, pathlib.Path(folder, "wheel"), store], capture_output=True, text=True)
    for version, path in OTHERS.items():
        done = subprocess.run([path, "-X", "dev", "-c", DO, pathlib.Path(folder, "wheel"), store], capture_output=True, text=True)
        tap.case(f"the same wheel says the same in Python {version[0]}.{version[1]}", None if here.stdout and done.stdout == here.stdout else done.stderr[-2000:] or "other results")
tap.done()
