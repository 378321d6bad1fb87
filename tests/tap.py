"""What the Python tests share: TAP output, and where the program is."""
import os
import pathlib
import sys

ROOT = pathlib.Path(os.environ.get("RASID_ROOT", pathlib.Path(__file__).resolve().parent.parent))
RASID = pathlib.Path(os.environ.get("RASID", ROOT / "build/rasid"))
# The optimised program, for tests of time and memory; make test builds both.
RELEASE = ROOT / "build/rasid"


class Tap:
    """Prints one line for each case; `done` prints the plan and ends the process."""

    def __init__(self):
        self.n = self.n_failed = 0

    def case(self, name, problem=None):
        """A case that passed, or failed with `problem` (any text)."""
        self.n += 1
        self.n_failed += problem is not None
        print(f"{'ok' if problem is None else 'not ok'} {self.n} - {name}", flush=True)
        if problem is not None:
            for line in str(problem).splitlines():
                print(f"#   {line}", flush=True)

    def skip(self, name, why):
        self.n += 1
        print(f"ok {self.n} - {name} # SKIP {why}", flush=True)

    def done(self):
        print(f"1..{self.n}")
        sys.exit(1 if self.n_failed or not self.n else 0)
