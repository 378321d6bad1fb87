#!/usr/bin/env python3
"""The command speaks Arabic: every message has a translation, --lang and the locale choose it, English stands in for it."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from tap import RASID, ROOT, Tap  # noqa: E402

ARABIC = re.compile("[\u0621-\u064a]")
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


def rasid(*arguments, program=RASID, **variables):
    environment = {k: v for k, v in os.environ.items() if k not in VARIABLES} | variables
    done = subprocess.run([program, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          encoding="utf-8", timeout=60)
    return done.returncode, done.stdout, done.stderr


def commands():
    return re.findall(r"^  rasid ([a-z]+)", rasid("--help")[1], re.M)


def options(text):
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", "\n".join(x for x in text.splitlines() if re.match(r" +-", x))))


def check_messages(tap):
    """po/ar.po against the messages of the sources."""
    if not shutil.which("xgettext"):
        tap.skip("every message has a translation", "no xgettext")
        return
    pot = subprocess.run([ROOT / "tools/update_po", "--pot"], capture_output=True, text=True, encoding="utf-8")
    with tempfile.NamedTemporaryFile("w", suffix=".pot", encoding="utf-8") as file:
        file.write(pot.stdout)
        file.flush()
        done = subprocess.run(["msgcmp", ROOT / "po/ar.po", file.name], capture_output=True, text=True)
    n = pot.stdout.count("\nmsgid ")
    tap.case(f"{n} messages have a translation; tools/update_po lists those that have none",
             None if done.returncode == 0 and n > 50 else pot.stderr + done.stderr)
    done = subprocess.run(["msgfmt", "--check-format", "-o", os.devnull, ROOT / "po/ar.po"], capture_output=True, text=True)
    tap.case("formats of the translations agree", None if done.returncode == 0 else done.stderr)
    text = (ROOT / "po/ar.po").read_text(encoding="utf-8")
    tap.case("no controls of direction", None if not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", text) else "there are")


def check_help(tap, name):
    arguments = [name, "--help"] if name else ["--help"]
    _, english, _ = rasid(*arguments, "--lang", "en") if name else rasid("--lang", "en", *arguments)
    status, arabic, errors = rasid(*arguments, "--lang", "ar") if name else rasid("--lang", "ar", *arguments)
    problems = [] if status == 0 and not errors else [f"exit status {status}: {errors}"]
    if ARABIC.search(english):
        problems.append("Arabic in the English help")
    if options(english) != options(arabic):
        problems.append(f"options differ: {sorted(options(english) ^ options(arabic))}")
    for line in arabic.splitlines():
        # A line of usage has Latin letters only, as have an option too long for its text and the rest of a line that was wrapped.
        if line.strip() and not ARABIC.search(line) and not re.match(r"  rasid |      --\S+ \S+$", line) and line in english.splitlines():
            problems.append(f"not translated: {line}")
        if len(line) > 110:
            problems.append(f"too long: {line}")
    tap.case(f"{' '.join(arguments)} in Arabic", "\n".join(problems) or None)


def check_choice(tap):
    def speaks(*arguments, **variables):
        return "ar" if ARABIC.search(rasid(*arguments, **variables)[1]) else "en"

    cases = [("LC_ALL", {"LC_ALL": "ar_EG.UTF-8"}, "ar"), ("LC_MESSAGES", {"LC_MESSAGES": "ar"}, "ar"), ("LANG", {"LANG": "ar_SY"}, "ar"),
             ("LC_ALL goes before LANG", {"LC_ALL": "C.UTF-8", "LANG": "ar_EG.UTF-8"}, "en"),
             ("an empty LC_ALL does not", {"LC_ALL": "", "LANG": "ar_EG.UTF-8"}, "ar"),
             ("LANGUAGE goes before the locale", {"LANG": "en_GB.UTF-8", "LANGUAGE": "ar:en"}, "ar"),
             ("and not before plain C", {"LANG": "C", "LANGUAGE": "ar"}, "en"),
             ("another language", {"LANG": "fr_FR.UTF-8"}, "en"), ("a name that only begins so", {"LANG": "arn_CL"}, "en"),
             ("no locale", {}, "en")]
    for name, variables, wanted in cases:
        got = speaks("code", "--help", **variables)
        tap.case(f"locale: {name}", None if got == wanted else f"it spoke {got}")
    for arguments in (["code", "--help", "--lang", "ar"], ["code", "--lang=ar", "-h"], ["--lang", "ar", "code", "--help"], ["--lang=ar", "--help"]):
        tap.case(f"{' '.join(arguments)}", None if speaks(*arguments) == "ar" else "not in Arabic")
    tap.case("--lang goes before the locale", None if speaks("code", "-h", "--lang", "en", LANG="ar") == "en" else "not in English")
    for arguments in (["code", "--lang", "xx"], ["--lang", "xx", "code"], ["--lang=xx", "--help"]):
        status, out, err = rasid(*arguments)
        tap.case(f"{' '.join(arguments)} is wrong", None if status == 2 and not out and "--lang knows ar and en, not 'xx'" in err else err)


def check_errors(tap):
    status, _, err = rasid("code", "-x", "--lang", "ar")
    tap.case("a wrong option is told in Arabic", None if status == 2 and err == "rasid code: خيار غير معروف '-x'؛ انظر 'rasid code --help'\n" else err)
    counted = {1: "تقرير واحد", 2: "تقريران", 3: "3 تقارير", 11: "11 تقريرا", 100: "100 تقرير"}
    for n, words in counted.items():
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.write('{"text": "وصل الوفد."}\n' * n)
            file.flush()
            _, _, err = rasid("code", "--lang", "ar", "-o", os.devnull, file.name)
        tap.case(f"the summary counts {n}", None if f": {words}، " in err else err)


def check_missing(tap, folder):
    alone = folder / "rasid"
    shutil.copy(RASID, alone)
    status, out, err = rasid("code", "--help", "--lang", "ar", program=alone)
    if pathlib.Path("/usr/local/share/locale/ar/LC_MESSAGES/rasid.mo").exists():
        tap.skip("English where there is no translation", "one is installed")
    else:
        tap.case("English where there is no translation", None if status == 0 and out.startswith("usage: rasid code") else out + err)


def main():
    tap = Tap()
    check_messages(tap)
    for name in ["", *commands()]:
        check_help(tap, name)
    check_choice(tap)
    check_errors(tap)
    with tempfile.TemporaryDirectory() as name:
        check_missing(tap, pathlib.Path(name))
    tap.done()


if __name__ == "__main__":
    main()
