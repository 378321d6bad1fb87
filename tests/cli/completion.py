#!/usr/bin/env python3
"""Shells complete what the program takes: bash and zsh, driven as a person would, against --help and the errors."""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from tap import RASID, Tap  # noqa: E402

ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8"}


def rasid(*arguments):
    return subprocess.run([RASID, *arguments], env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")


def bash(line, folder, script):
    """What bash offers behind `line`, by the rules of readline's words (which '=' ends)."""
    words = [w for w in re.split(r"\s+|(=)", line) if w] + ([""] if line.endswith(" ") else [])
    quoted = " ".join("'" + w + "'" for w in words)
    program = (f"source '{script}'; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; compopt() {{ :; }}; _rasid; "
               'printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "-c", program], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
    return set(done.stdout.split()), done.stderr


def options_of(command):
    """{option: its value's name or ''} as --help shows them."""
    out = {}
    for line in rasid(command, "--help").stdout.splitlines():
        if m := re.match(r"  (?:(-\w), |    )(--[a-z-]+)(?: ([A-Z][\w=/-]*))?(?:  |$)", line):
            for name in (m[1], m[2]):
                if name:
                    out[name] = m[3] or ""
    return out


def check_bash(tap, folder, script):
    listed = re.findall(r"^  rasid ([a-z]+)", rasid("--help").stdout, re.M)
    got, err = bash("rasid ", folder, script)
    tap.case("bash: commands", None if set(listed) <= got and len(listed) > 7 and not err else f"{got} {err}")
    for command in listed:
        wanted = options_of(command)
        got, err = bash(f"rasid {command} -", folder, script)
        tap.case(f"bash: options of {command}", None if got == set(wanted) and not err else f"help {sorted(wanted)}, bash {sorted(got)} {err}")
        for option, value in wanted.items():
            got, err = bash(f"rasid {command} {option} ", folder, script)
            files = {"one.txt", "folder"} <= got
            # A value that is a file is completed by files, no other one is; a choice by words the program takes.
            problem = err or (f"{value}: {got}" if value == "FILE" and not files or value not in ("FILE", "DIR", "") and files else None)
            if not problem and got and value not in ("FILE", "DIR", ""):
                refused = [w for w in got if f"not '{w}'" in rasid(command, option, w, "no-such-file").stderr]
                problem = f"offered and refused: {refused}" if refused else None
                if not refused and not (said := rasid(command, option, "no-such-word").stderr):
                    problem = f"takes any value, yet offers {got}"
                elif not all(w in said for w in got):
                    problem = f"{got} are not those of: {said}"
            tap.case(f"bash: {command} {option} {value}".rstrip(), problem)
    for line, wanted in (("rasid code --format=js", {"jsonl"}), ("rasid model ", {"build", "check", "info"}), ("rasid --lang ", {"ar", "en"}),
                         ("rasid --lang ar cod", {"code"}), ("rasid --lang=ar completion z", {"zsh"}), ("rasid code o", {"one.txt"})):
        got, err = bash(line, folder, script)
        tap.case(f"bash: {line}", None if got == wanted and not err else f"{got} {err}")


def zsh(lines, folder, script):
    """What an interactive zsh makes of lines that end in a tab: [screen text]; None where there is no terminal for it."""
    try:
        child, master = pty.fork()
    except OSError:
        return None
    if child == 0:
        os.chdir(folder)
        os.execvpe("zsh", ["zsh", "-f", "-i"], {**ENVIRONMENT, "TERM": "dumb", "PS1": "> ", "HOME": str(folder)})
    screens = []

    def read(until=None, quiet=0.7):
        text, end = "", time.monotonic() + 20
        while time.monotonic() < end:
            ready, _, _ = select.select([master], [], [], quiet if until is None or until in text else 5)
            if not ready:
                break
            try:
                text += os.read(master, 65536).decode("utf-8", "replace")
            except OSError:
                break
        return text

    os.write(master, (f"unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; source '{script}'; LISTMAX=1000; "
                      "setopt no_auto_menu; echo rea''dy\n").encode())
    read("ready")
    for line in lines:
        os.write(master, line.encode() + b"\t\t")
        screens.append(read())
        os.write(master, b"\x15\x0c")
        read(quiet=0.2)
    os.write(master, b"\x15exit\n")
    os.close(master)
    os.waitpid(child, 0)
    return screens


def check_zsh(tap, folder, script):
    if not shutil.which("zsh"):
        tap.skip("zsh completes", "no zsh")
        return
    done = subprocess.run(["zsh", "-n", script], capture_output=True, text=True)
    tap.case("zsh: the script is well-formed", done.stderr or None)
    lines = {"rasid ": ["explain", "numbers", "completion", "compile, verify and list"], "rasid code --": ["--format", "--no-weights", "--threads", "coders at once"],
             "rasid code --offsets=": ["codepoints", "utf16"], "rasid model --st": ["rasid model --stale="], "rasid code --format ta": ["rasid code --format table"],
             "rasid model in": ["rasid model info"], "rasid code -f j": ["rasid code -f jsonl"], "rasid code one": ["rasid code one.txt"]}
    screens = zsh(lines, folder, script)
    if screens is None:
        tap.skip("zsh completes lines", "no terminal to be had (/dev/pts)")
    for (line, wanted), screen in zip(lines.items(), screens or []):
        plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r|\x07", "", screen)
        missing = [w for w in wanted if w not in plain]
        tap.case(f"zsh: {line}", f"not there: {missing}\n{plain}" if missing else None)
    text = pathlib.Path(script).read_text(encoding="utf-8")
    for command in re.findall(r"^  rasid ([a-z]+)", rasid("--help").stdout, re.M):
        part = re.search(rf"^      {command}\) _arguments -s(.*?);;$", text, re.M | re.S)
        missing = [o for o in options_of(command) if o.startswith("--") and not (part and re.search(rf"{o}\b", part[1]))]
        tap.case(f"zsh: options of {command}", f"not there: {missing}" if missing else None)


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        work = folder / "work"
        (work / "folder").mkdir(parents=True)
        (work / "one.txt").touch()
        for shell in ("bash", "zsh"):
            done = rasid("completion", shell)
            (folder / shell).write_text(done.stdout, encoding="utf-8")
            built = RASID.parent / f"completions/rasid.{shell}"
            tap.case(f"the installed script for {shell} is what the program prints",
                     None if built.is_file() and built.read_text(encoding="utf-8") == done.stdout else f"{built} differs")
        check_bash(tap, work, folder / "bash")
        check_zsh(tap, work, folder / "zsh")
    for arguments, wanted in ((["completion"], "say bash or zsh"), (["completion", "fish"], "knows bash and zsh, not 'fish'")):
        done = rasid(*arguments)
        tap.case(f"{' '.join(arguments)} is wrong", None if done.returncode == 2 and wanted in done.stderr else done.stderr)
    tap.done()


if __name__ == "__main__":
    main()
