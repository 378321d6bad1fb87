#!/usr/bin/env python3
"""`rasid fetch` against sites of this machine that behave, and that misbehave in every way (news_site.py).

    run.py [WORD]    only the cases with WORD in their names
"""
import pathlib
import sys
import tempfile
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import cases_use  # noqa: E402, F401
import cases_trust  # noqa: E402
import cases_end  # noqa: E402, F401
from fetch_frame import CASES, Failed, SkipCase  # noqa: E402
from tap import Tap  # noqa: E402


def main():
    if sys.argv[1:2] == ["--inside"]:
        cases_trust.inside(pathlib.Path(sys.argv[2]))
        return
    tap = Tap()
    for f in CASES:
        name = f.__name__.replace("_", " ")
        if len(sys.argv) > 1 and sys.argv[1] not in name:
            continue
        with tempfile.TemporaryDirectory() as temporary:
            start = time.monotonic()
            try:
                f(pathlib.Path(temporary) / "out")
                problem = None
            except SkipCase as e:
                tap.skip(name, e)
                continue
            except Failed as e:
                problem = str(e)
            except Exception:
                problem = traceback.format_exc()
            tap.case(name, problem)
            if len(sys.argv) > 1:
                print(f"#   {time.monotonic() - start:.1f} s")
    tap.done()


if __name__ == "__main__":
    main()
