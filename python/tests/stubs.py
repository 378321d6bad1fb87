#!/usr/bin/env python3
"""The stubs rasid/_rasid.pyi say what the extension has: `stubs.py --write FOLDER` makes them from its own descriptions."""
import ast
import pathlib
import re
import sys

import tap_python
from tap_python import Tap

import rasid
from rasid import _rasid

VIEWS = [rasid.Span, rasid.Entity, rasid.Place, rasid.Claim, rasid.Event, rasid.Toll, rasid.Time, rasid.Number, rasid.PlaceMention,
         rasid.ActorMention, rasid.Word, rasid.Diagnostic]
FIXED = '''class Record:
{record}
    def to_dict(self) -> dict[str, Any]: ...
    def html(self, arabic: bool = ..., page: bool = ...) -> str: ...
    def _repr_html_(self) -> str: ...

class Table:
{table}
    def __len__(self) -> int: ...
    def to_pylist(self) -> list[dict[str, Any]]: ...
    def batches(self) -> list[Batch]: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = ...) -> object: ...

class Batch:
{table}
    def __len__(self) -> int: ...
    def to_pylist(self) -> list[dict[str, Any]]: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_array__(self, requested_schema: object | None = ...) -> tuple[object, object]: ...

class Coder:
    @property
    def model(self) -> str: ...
    def code(self, text: Any, id: Any, title: Any, published: Any, source: Any, url: Any, captions: Any, /) -> Record: ...
    def read(self, text: Any, published: Any, what: str, /) -> tuple[Any, ...]: ...

class Stream:
    def __iter__(self) -> Iterator[Record]: ...
    def __next__(self) -> Record: ...
    def close(self) -> None: ...

version: str

def open_coder(model: str | os.PathLike[str] | None, offsets: int, max_document_bytes: int, use_weights: bool, /) -> Coder: ...
def code_many(coder: Coder, items: Iterable[Any], threads: int, on_error: Callable[[Exception], object] | None, /) -> Stream: ...
def code_table(coder: Coder, documents: Any, threads: int, /) -> tuple[Table, Table, Table, Table]: ...
'''


def described(kind):
    """Attributes and their types, as the last brackets of each docstring say them."""
    for name, value in vars(kind).items():
        if type(value).__name__ != "getset_descriptor":
            continue
        doc = value.__doc__
        m = re.search(r"\((tuple of \w+|\w+ or None|\w+)\)[^()]*$", doc)
        if not m:
            sys.exit(f"{kind.__name__}.{name}: its docstring does not say its type: {doc}")
        said, after = m[1], doc[m.end(1) + 1:]
        kind_of = re.sub(r"^tuple of (\w+)$", r"tuple[\1, ...]", said).replace(" or None", " | None")
        if re.match(r", or None", after):
            kind_of += " | None"
        yield name, kind_of


def properties(kind):
    return "\n".join(f"    @property\n    def {name}(self) -> {said}: ..." for name, said in described(kind))


def stub():
    lines = ['"""The C part of rasid; made by python/tests/stubs.py from the docstrings."""', "import os",
             "from typing import Any, Callable, Iterable, Iterator", ""]
    for view in VIEWS:
        lines += [f"class {view.__name__}:", properties(view), "    def to_dict(self) -> dict[str, Any]: ...", ""]
    return "\n".join(lines) + "\n" + FIXED.format(record=properties(rasid.Record), table=properties(rasid.Table))


def main():
    if sys.argv[1:2] == ["--write"]:
        pathlib.Path(sys.argv[2], "_rasid.pyi").write_text(stub(), encoding="utf-8")
        return
    tap = Tap()
    shipped = pathlib.Path(rasid.__file__).with_name("_rasid.pyi").read_text(encoding="utf-8")
    tap.case("the stubs are those of the docstrings", None if shipped == stub() else "run stubs.py --write python/rasid")
    classes = {c.name: {d.name for d in c.body if isinstance(d, ast.FunctionDef)} for c in ast.parse(shipped).body if isinstance(c, ast.ClassDef)}
    for name, members in sorted(classes.items()):
        has = {m for m in vars(getattr(_rasid, name)) if not m.startswith("__") or m.startswith("__arrow")}
        told = {m for m in members if not m.startswith("__") or m.startswith("__arrow")}
        tap.case(f"{name}: the stub has its members and no other", None if has == told else str(has ^ told))
    public = [n for n in rasid.__all__ if not getattr(rasid, n).__doc__]
    tap.case("everything public has a docstring", ", ".join(public) or None)
    tap.case("the package says that it is typed", None if pathlib.Path(rasid.__file__).with_name("py.typed").exists() else "no py.typed")
    tap.done()


if __name__ == "__main__":
    main()
