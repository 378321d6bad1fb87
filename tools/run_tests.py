#!/usr/bin/env python3
"""Run every test that ctest knows in a build folder and count the cases.

    run_tests.py BUILD [NAME...]

A test program prints TAP ("ok 1 - name", "not ok 2 - name", "ok 3 - name # SKIP why"); one that prints none counts as one
case by its exit status. The last line is "N passed, N failed", with ", N skipped" where any was. The exit status is 1 if
a case failed or none ran.
"""
import concurrent.futures
import json
import os
import re
import subprocess
import sys

CASE = re.compile(r"^(not ok|ok)\b(?:\s+\d+)?(?:\s+-)?\s*(.*)$")


def listed(build):
    out = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], check=True, capture_output=True, text=True)
    for test in json.loads(out.stdout)["tests"]:
        properties = {p["name"]: p["value"] for p in test.get("properties", [])}
        environment = dict(pair.split("=", 1) for pair in properties.get("ENVIRONMENT", []))
        yield test["name"], test.get("command"), environment, properties.get("WORKING_DIRECTORY"), properties.get("TIMEOUT", 600)


def run(test):
    name, command, environment, folder, timeout = test
    if not command:
        return name, 1, "the program was not built", []
    try:
        done = subprocess.run(command, env={**os.environ, **environment}, cwd=folder, timeout=timeout,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        status, out, err = done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired as e:
        status, out, err = -1, e.stdout or b"", b"timed out after %d s" % int(timeout)
    out, err = out.decode("utf-8", "replace"), err.decode("utf-8", "replace")
    cases = []
    for stream in (out, err):
        for line in stream.splitlines():
            if m := CASE.match(line):
                skipped = bool(re.search(r"#\s*skip", m[2], re.I))
                cases.append(("skipped" if skipped else "passed" if m[1] == "ok" else "failed", m[2]))
    if not cases:
        cases.append(("passed" if status == 0 else "failed", name))
    elif status != 0 and not any(c == "failed" for c, _ in cases):
        cases.append(("failed", f"{name} (exit status {status})"))
    return name, status, out + err, cases


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    tests = [t for t in listed(sys.argv[1]) if len(sys.argv) == 2 or t[0] in sys.argv[2:]]
    count = {"passed": 0, "failed": 0, "skipped": 0}
    with concurrent.futures.ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        for name, status, output, cases in pool.map(run, tests):
            cases = cases or [("failed", name)]
            for outcome, _ in cases:
                count[outcome] += 1
            bad = [case for outcome, case in cases if outcome == "failed"]
            print(f"{'FAILED' if bad else 'ok':6s} {name} ({len(cases)} cases)", flush=True)
            for outcome, case in cases:
                if outcome != "passed":
                    print(f"       {outcome}: {case}")
            if bad:
                kept = [x for x in output.splitlines() if not re.match(r"^ok\b", x)]
                print("\n".join("    | " + x for x in kept[-60:]), flush=True)
    print(f"{count['passed']} passed, {count['failed']} failed" + (f", {count['skipped']} skipped" if count["skipped"] else ""))
    sys.exit(1 if count["failed"] or not count["passed"] else 0)


if __name__ == "__main__":
    main()
