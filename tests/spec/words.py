#!/usr/bin/env python3
"""Run the specification of `rasid words`: sentences in, segments, lemma and part of speech of one of their words out.

    words.py [TEXT…]

The cases are the lines of tests/spec/words.txt, whose head tells what they hold; with arguments, those that contain one of
them.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FILE = HERE / "words.txt"
POS = {"NOUN", "PROPN", "ADJ", "VERB", "AUX", "NUM", "ADP", "CCONJ", "SCONJ", "PRON", "DET", "ADV", "PART", "INTJ", "PUNCT", "SYM", "X"}
sys.path.insert(0, str(HERE.parent))
from tap import RASID, Tap  # noqa: E402


def refuse(n, why):
    sys.exit(f"{FILE}:{n}: {why}")


def parse_more(case, more):
    if more == "todo":
        case["todo"] = True
    elif more in ("known", "unknown"):
        case["known"] = more == "known"
    elif more.startswith("gloss:"):
        case["gloss"] = more[6:]
    elif more.count("=") == 1:
        case["feats"].append(more)
    else:
        refuse(case["line"], f"'{more}' is no feature, known, unknown, gloss:… or todo")


def parse():
    for n, line in enumerate(FILE.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) < 5 or not all(fields):
            refuse(n, "needs sentence, word, segments, lemma and part of speech, parted by tabs")
        case = {"line": n, "sentence": fields[0], "word": fields[1], "segments": fields[2].split("|"), "lemma": fields[3].split("|"),
                "upos": fields[4].split("|"), "feats": [], "known": None, "gloss": None, "todo": False}
        for more in fields[5:]:
            parse_more(case, more)
        if fields[4] != "*" and not set(case["upos"]) <= POS:
            refuse(n, f"'{fields[4]}' is no universal part of speech")
        if not case["word"].isdecimal() and case["word"] not in case["sentence"]:
            refuse(n, f"'{case['word']}' is not in the sentence")
        if fields[2] not in ("*", "-") and not all(s.replace("+", "") == case["word"] for s in case["segments"]):
            refuse(n, "the segments do not make up the word")
        yield case


def read_words(cases):
    """The words of each sentence in order, and what the program complained of."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": str(i), "text": c["sentence"]}, ensure_ascii=False) + "\n" for i, c in enumerate(cases))
        file.flush()
        done = subprocess.run([RASID, "words", "--format", "jsonl", file.name], capture_output=True)
    words = [[] for _ in cases]
    for word in map(json.loads, done.stdout.decode("utf-8").splitlines()):
        words[int(word["doc"])].append(word)
    return words, None if done.returncode == 0 else f"exit status {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-3000:]}"


def find(case, words):
    if case["word"].isdecimal():
        return words[int(case["word"])] if int(case["word"]) < len(words) else None
    return next((w for w in words if w["text"] == case["word"]), None)


def compare(case, words):
    word = find(case, words)
    if word is None:
        return [f"no such word among {[w['text'] for w in words]}"]
    out = []
    for key in ("segments", "lemma", "upos"):
        if case[key] != ["*"] and (word[key] or "-") not in case[key]:
            out.append(f"{key} should be {' or '.join(case[key])}, is {word[key]}")
    out += [f"should be {feat}, is {word['feats']}" for feat in case["feats"] if feat not in (word["feats"] or "").split("|")]
    if case["known"] is not None and word["known"] is not case["known"]:
        out.append(f"known should be {case['known']}, is {word['known']}")
    if case["gloss"] and case["gloss"] not in (word["gloss"] or ""):
        out.append(f"the gloss should tell of '{case['gloss']}', is {word['gloss']}")
    return out


def main():
    only = sys.argv[1:]
    cases = [c for c in parse() if not only or any(o in c["sentence"] for o in only)]
    tap = Tap()
    words, problem = read_words(cases)
    tap.case("the sentences are read", problem)
    for case, found in zip(cases, words):
        name = f"words.txt:{case['line']}: {case['word']} in: {case['sentence'].replace('#', ' ')}"
        wrong = compare(case, found)
        if case["todo"] and wrong:
            tap.skip(name, f"known miss: {'; '.join(wrong)}")
        elif case["todo"]:
            tap.case(name, "it is right now: take out its todo")
        else:
            tap.case(name, "\n".join(wrong) if wrong else None)
    tap.done()


if __name__ == "__main__":
    main()
