"""What the tests of the Python package share: TAP, and where things are."""
import os
import pathlib
import sys

ROOT = pathlib.Path(os.environ.get("RASID_ROOT", pathlib.Path(__file__).resolve().parents[2]))
sys.path.insert(1, str(ROOT / "tests"))
from tap import RELEASE, Tap  # noqa: E402,F401


def case(tap, name):
    """Runs a function as a case; what it raises is the problem."""
    def run(function):
        try:
            tap.case(name, function())
        except BaseException as error:  # a test that exits is one that failed
            import traceback
            tap.case(name, traceback.format_exc(limit=-3) or repr(error))
        return function
    return run


def same(got, wanted):
    return None if got == wanted else f"got    {got!r}\nwanted {wanted!r}"


def raises(kind, words, function):
    """None where `function` raises `kind` with all `words` in its message."""
    try:
        result = function()
    except kind as error:
        missing = [w for w in words if w not in str(error)]
        return f"{error!r} does not say {missing}" if missing else None
    except BaseException as error:
        return f"{error!r} instead of {kind.__name__}"
    return f"no {kind.__name__} but {result!r}"


def in_pool(text):
    """What a process of a pool does."""
    import rasid
    return rasid.code(text).json
