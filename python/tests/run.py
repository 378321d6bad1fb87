#!/usr/bin/env python3
"""Build the wheel, install it into build/python-venv with what requirements.txt names, and run the tests of the package there.

    run.py [--spark] [TEST...]

The tests print TAP. Where there is no registry to install from, they say "skipped"; a wheel that does not build has failed.
"""
import hashlib
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from tap_python import ROOT, Tap  # noqa: E402

VENV = ROOT / "build/python-venv"
WHEELS = ROOT / "build/python-wheel"
PYTHON = VENV / "bin/python"
TESTS = ["stubs", "records", "odd", "running", "documents", "arrow", "store", "abi", "batch", "notebook"]
SPARK = ["spark"]


def run(*command, timeout=900):
    """None, or what the command said."""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    try:
        done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT, env=environment, timeout=timeout)
    except (subprocess.TimeoutExpired, OSError) as error:
        return str(error)
    return None if done.returncode == 0 else done.stdout.decode("utf-8", "replace")[-4000:] or f"exit status {done.returncode}"


def is_offline(said):
    """Whether pip could not reach a registry, as opposed to not finding a version there."""
    return any(word in said for word in ("NewConnectionError", "Temporary failure in name resolution", "ProxyError", "ConnectTimeoutError",
                                         "Max retries exceeded", "Network is unreachable"))


def install(requirements):
    """Installs a file of requirements unless that is done; what went wrong, or None."""
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / (requirements.stem + ".installed")
    if stamp.exists() and stamp.read_text() == wanted:
        return None
    problem = run(PYTHON, "-m", "pip", "install", "--quiet", "--only-binary=:all:" if "spark" not in requirements.stem else "--no-deps", "-r", requirements)
    if problem is None:
        stamp.write_text(wanted)
    return problem


def prepare(tap, spark):
    """Makes the venv and installs the package; the reason to skip, or None."""
    if not PYTHON.exists():
        problem = run(sys.executable, "-m", "venv", VENV)
        if problem:
            return "no venv (Debian: python3-venv): " + problem.strip().splitlines()[-1]
    for file in ["requirements.txt"] + ["requirements-spark.txt"] * spark:
        problem = install(HERE / file)
        if problem and is_offline(problem):
            return "no registry of Python packages can be reached"
        if problem:
            tap.case(f"{file} can be installed", problem)
            tap.done()
    for old in WHEELS.glob("*.whl"):
        old.unlink()
    start = time.monotonic()
    problem = run(PYTHON, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--config-settings", f"build-dir={ROOT / 'build/python-build'}",
                  "-w", WHEELS, ROOT)
    tap.case("the wheel builds", problem)
    if problem is None:
        tap.case("the wheel installs", run(PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall", *WHEELS.glob("*.whl")))
    print(f"# wheel built and installed in {time.monotonic() - start:.0f} s", flush=True)
    if tap.n_failed:
        tap.done()
    return None


def main():
    spark = "--spark" in sys.argv
    names = [a for a in sys.argv[1:] if a != "--spark"] or (SPARK if spark else TESTS)
    tap = Tap()
    why = prepare(tap, spark)
    failed, told = 0, []
    for name in names:
        if why:
            tap.skip(f"python: {name}", why)
            continue
        environment = {**os.environ, "RASID_ROOT": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("PYTHONPATH", None)
        begin = time.monotonic()
        done = subprocess.run([PYTHON, HERE / f"{name}.py"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=ROOT)
        out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        told += out.splitlines()
        for line in out.splitlines():
            if not line.startswith("1.."):
                print(line.replace(" - ", f" - {name}: ", 1) if line.startswith(("ok", "not ok")) else line)
        bad = out.count("\nnot ok") + out.startswith("not ok")
        if done.returncode and not bad:
            tap.case(f"{name} ends well", f"exit status {done.returncode}\n{err[-3000:]}")
        failed += bad
        print(f"# {name}: {time.monotonic() - begin:.0f} s", flush=True)
    if spark:  # a target of its own, which counts as make test does
        passed, skipped = tap.n - tap.n_failed, len(names) if why else 0
        skipped += sum("# SKIP" in x for x in told)
        passed += sum(x.startswith("ok") for x in told) - skipped
        print(f"{passed} passed, {failed + tap.n_failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if failed or tap.n_failed else 0)


if __name__ == "__main__":
    main()
