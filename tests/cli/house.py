#!/usr/bin/env python3
"""What a program that uses the installed library relies on: headers that compile alone, the export list, pkg-config, man.

    house.py BUILD COMPILER
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from tap import ROOT, Tap  # noqa: E402

COMPILER = sys.argv[2] if len(sys.argv) > 2 else "cc"
PROGRAM = r"""
#include <rasid/rasid.h>
#include <stdio.h>
int main(void) {
  rasid_model *model;
  rasid_error error;
  if (rasid_model_open_default(&model, &error) != RASID_OK) return 1;
  puts(rasid_model_hash(model));
  rasid_model_close(model);
  return 0;
}
"""


def problem(command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    return None if done.returncode == 0 else (done.stdout + done.stderr)[-3000:] or f"exit status {done.returncode}"


def headers(tap, folder):
    for name in ("rasid.h", "io.h", "store.h"):
        for standard, compiler, suffix in (("c11", COMPILER, "c"), ("c++11", "c++", "cc")):
            if not shutil.which(compiler):
                tap.skip(f"{name} compiles alone as {standard}", f"no {compiler}")
                continue
            source = folder / f"alone.{suffix}"
            source.write_text(f"#include <rasid/{name}>\n")
            tap.case(f"{name} compiles alone as {standard}",
                     problem([compiler, f"-std={standard}", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only",
                              "-I", ROOT / "include", source]))


def readme_program(tap, folder):
    """The C shown in README.md compiles."""
    shown = (ROOT / "README.md").read_text(encoding="utf-8").split("```c\n")[1].split("```")[0]
    source = folder / "readme.c"
    source.write_text(f"#include <rasid/rasid.h>\n#include <stdio.h>\nvoid show(const char *text, size_t size);\n"
                      f"void show(const char *text, size_t size) {{\n{shown}}}\n")
    tap.case("the C of README.md compiles", problem([COMPILER, "-std=c17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I", ROOT / "include", source]))


def installed(tap, folder):
    prefix = folder / "prefix"
    bad = problem(["cmake", "--install", ROOT / "build", "--prefix", prefix])
    tap.case("it installs", bad)
    if bad:
        return
    wanted = ["bin/rasid", "include/rasid/rasid.h", "include/rasid/io.h", "include/rasid/store.h"]
    wanted += [f"share/man/man1/{p.name}" for p in sorted((ROOT / "man").glob("*.1"))]
    wanted += ["share/bash-completion/completions/rasid", "share/zsh/site-functions/_rasid", "share/locale/ar/LC_MESSAGES/rasid.mo"]
    missing = [w for w in wanted if not (prefix / w).exists()]
    tap.case("program, headers, man pages, completions and translations are there", "\n".join(missing) or None)
    spoken = subprocess.run([prefix / "bin/rasid", "--lang", "ar", "--help"], capture_output=True, text=True, encoding="utf-8").stdout
    tap.case("the installed program finds its translations", None if spoken.startswith("الاستعمال:") else spoken)
    found = list(prefix.rglob("rasid.pc"))
    if not found:
        tap.case("a pkg-config file is there", "no rasid.pc")
        return
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "rasid"], capture_output=True, text=True,
                           env={"PATH": "/usr/bin:/bin", "PKG_CONFIG_PATH": str(found[0].parent)}).stdout.split()
    (folder / "use.c").write_text(PROGRAM)
    bad = problem(["cc", folder / "use.c", "-o", folder / "use", *flags])
    tap.case("a program builds against the shared library", bad)
    if bad is None:
        library = next(prefix.rglob("librasid.so")).parent
        tap.case("and runs", problem([folder / "use"], env={"LD_LIBRARY_PATH": str(library)}))


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        headers(tap, pathlib.Path(name))
        readme_program(tap, pathlib.Path(name))
        installed(tap, pathlib.Path(name))
    tap.case("the shared library exports what the header declares", problem([ROOT / "tools/check_exports", ROOT / "build"]))
    tap.case("modules know only lower floors", problem([ROOT / "tools/check_includes"]))
    tap.case("no mutable globals", problem([ROOT / "tools/check_globals", ROOT / "build"]))
    tap.case("no bidirectional controls, no Arabic in C", problem([ROOT / "tools/check_bidi"]))
    tap.case("file names are unique", problem([ROOT / "tools/check_names"]))
    tap.done()


if __name__ == "__main__":
    main()
