#!/usr/bin/env python3
"""Inputs no report should be: the program neither crashes nor takes more than linear time or bounded memory.

Every input goes through the program built with sanitizers (RASID); what is measured, through the optimised one.
"""
import json
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from measure import TIMEOUT, measure  # noqa: E402
from tap import RASID, RELEASE, ROOT, Tap  # noqa: E402

WORDS = "قال مسؤول إن مسلحين هاجموا نقطة تفتيش للشرطة وقتلوا ثمانية من رجالها مساء أمس في قندوز"
MEGABYTE = 1 << 20
HUGE = 50 * MEGABYTE


def line(**fields):
    return (json.dumps(fields, ensure_ascii=False) + "\n").encode()


def write(path, data):
    path.write_bytes(data)
    return path


def run(program, data, name, folder, threads=1):
    """Codes `data` from a file called `name`."""
    path, out = folder / name, folder / "out"
    path.write_bytes(data)
    return measure([program, "code", "-j", str(threads), "-o", out, path], out)


def run_words(program, data, name, folder, form="jsonl"):
    """Reads the words of `data` from a file called `name`."""
    path, out = folder / name, folder / "out"
    path.write_bytes(data)
    return measure(["sh", "-c", 'exec "$0" words -f "$1" "$2" > "$3"', program, form, path, out], out)


def coded(result, statuses=(0,), n_lines=None):
    """None where the run was sound, else what was wrong."""
    status, out, error, _, _ = result
    if status == -9:
        return f"not done after {TIMEOUT} s"
    if status not in statuses:
        return f"exit status {status}: {error[-3000:]}"
    lines = out.split(b"\n")[:-1]
    if n_lines is not None and len(lines) != n_lines:
        return f"{len(lines)} lines of output, expected {n_lines}: {error[-1000:]}"
    if out and not out.endswith(b"\n"):
        return "the last line is cut"
    try:
        for x in lines:
            json.loads(x)
    except ValueError as e:
        return f"a line is not JSON: {e}"
    return None


def case(tap, folder, name, data, file="a.jsonl", statuses=(0,), n_lines=None, programs=(RASID,)):
    for program in programs:
        kind = "" if program == RASID else " (optimised)"
        tap.case(name + kind, coded(run(program, data, file, folder), statuses, n_lines))


def odd_bytes(tap, folder):
    rng = random.Random(20210607)
    noise = bytes(rng.randrange(256) for _ in range(1_000_000))
    case(tap, folder, "a million random bytes as a text", noise, "a.txt", (1,), 0)
    case(tap, folder, "a million random bytes as lines", noise, "a.jsonl", (1,), 0)
    # Random bytes with NULs taken out and enough Arabic among them to pass for text reach the coder itself.
    mixed = b"".join(rng.choice([WORDS.encode(), bytes(rng.randrange(1, 256) for _ in range(rng.randrange(40)))]) for _ in range(12000))
    case(tap, folder, "a million bytes, text and noise mixed", mixed[:1_000_000], "a.txt", (0,), 1)
    letters = "".join(chr(rng.choice([rng.randrange(0x600, 0x700), rng.randrange(0x20, 0x7f), 0x20, rng.randrange(0xfb50, 0xff00),
                                      rng.randrange(0x10000, 0x110000)])) for _ in range(300_000))
    case(tap, folder, "random characters", line(text=letters))
    case(tap, folder, "only diacritics", line(text="\u064e\u0651" * 200_000))
    case(tap, folder, "only tatweel", line(text="\u0640" * 500_000))
    case(tap, folder, "only digits", line(text="٣1" * 250_000))
    case(tap, folder, "NUL characters in JSON", line(text="قتل\u0000جندي " * 1000))
    case(tap, folder, "directional marks everywhere", line(text="".join(c + "\u200f\u202b" for c in WORDS) * 500))


def truncations(tap, folder):
    whole = (ROOT / "examples/fighting-sudan.txt").read_bytes()
    cut = folder / "cut"
    cut.mkdir()
    for n in range(len(whole) + 1):
        (cut / f"{n:06d}.txt").write_bytes(whole[:n])
    out = folder / "out"
    done = subprocess.run([RASID, "code", "-j", "2", "-o", out, cut], stderr=subprocess.PIPE)
    lines = out.read_bytes().split(b"\n")[:-1]
    bad = None
    if done.returncode != 1:  # the empty prefix is an empty document
        bad = f"exit status {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-3000:]}"
    elif len(lines) != len(whole) + 1:
        bad = f"{len(lines)} records of {len(whole) + 1} prefixes"
    tap.case("every prefix of an example, cut at any byte", bad)
    for file in cut.iterdir():
        file.unlink()
    cut.rmdir()
    text = json.loads((ROOT / "examples/reports.jsonl").read_text(encoding="utf-8").split("\n")[0])["text"]
    data = b"".join(line(id=str(n), text=text[:n], published="2022-03-14") for n in range(1, len(text) + 1))
    case(tap, folder, "every prefix of a report, cut at any character", data, n_lines=len(text))
    data = b"".join(line(id=str(n), text=text[n:], published="2022-03-14") for n in range(len(text)))
    case(tap, folder, "every suffix of a report", data, n_lines=len(text))


def nests(tap, folder):
    n = 100_000
    for name, opening, closing in (("guillemets", "«", "»"), ("brackets", "(", ")"), ("double quotes", '"', '"'), ("curly quotes", "“", "”")):
        case(tap, folder, f"100,000 nested {name}", line(text=f"قال مسؤول {opening * n}هاجم مسلحون الشرطة{closing * n}."), programs=(RASID, RELEASE))
    case(tap, folder, "100,000 quotes that are never closed", line(text="قال «" * n), programs=(RASID, RELEASE))
    case(tap, folder, "100,000 claims within claims", line(text="قال المتحدث إن " * n), programs=(RASID, RELEASE))
    case(tap, folder, "100,000 relative clauses", line(text="هاجم الرجل الذي " * n), programs=(RASID, RELEASE))
    case(tap, folder, "a genitive chain of 100,000 nouns", line(text="وزير رئيس " * (n // 2)), programs=(RASID, RELEASE))
    case(tap, folder, "a list of 100,000 names", line(text="هاجم " + "محمد و" * n), programs=(RASID, RELEASE))
    case(tap, folder, "a number of 100,000 words", line(text="مئة ألف و" * (n // 2) + "قتيل"), programs=(RASID, RELEASE))
    case(tap, folder, "a word of 100,000 letters", line(text="ب" * n), programs=(RASID, RELEASE))
    case(tap, folder, "100,000 lines of one letter", line(text="و\n" * n), programs=(RASID, RELEASE))
    deep = b'{"text": ' + b"[" * n + b"]" * n + b"}\n"
    case(tap, folder, "JSON nested 100,000 deep", deep, statuses=(1,), n_lines=0)


def growth(tap, folder):
    """Time grows with the input, not with its square: eight times the text takes at most sixteen times as long."""
    inputs = {
        "one sentence of words": lambda n: WORDS * n,
        "sentences": lambda n: (WORDS + ". ") * n,
        "paragraphs": lambda n: (WORDS + ".\n") * n,
        "nested quotes": lambda n: "قال «" * (8 * n) + "»" * (8 * n),
        "tolls": lambda n: "وقتل 8 جنود وأصيب 9 في هجوم. " * (3 * n),
        "dates": lambda n: "في 7/6/2021 وفي 11 سبتمبر/أيلول " * (3 * n),
        "names": lambda n: "الرئيس محمد أحمد علي و" * (3 * n),
        "a word of harm": lambda n: "قتل " * (6 * n),
        "a word of speech": lambda n: "بالقول " * (12 * n),
        "pronouns": lambda n: "هاجم المسلحون الشرطة وقتلوا جنودها. وقال إنهم هاجموها. " * (2 * n),
    }
    for name, make in inputs.items():
        rates = []
        for n in (600, 4800):
            data = line(id="x", text=make(n), published="2021-06-07")
            best = min((run(RELEASE, data, "a.jsonl", folder) for _ in range(3)), key=lambda r: r[3])
            problem = coded(best, (0,), 1)
            rates.append(max(best[3], 0.004))
        if problem is None and rates[1] > 16 * rates[0] and rates[1] > 0.5:
            problem = f"{rates[0]:.3f} s for one part, {rates[1]:.3f} s for eight"
        tap.case(f"linear: {name}", problem)


def growth_of_incidents(tap, folder):
    """The same of joining: a report of thousands of figures, and thousands of reports of one attack."""
    tolls = lambda n: line(id="x", published="2021-06-07", text="".join(f"قتل {i + 2} جنود في هجوم على الموصل أمس. " for i in range(4 * n)))
    reports = lambda n: b"".join(line(id=str(i), published="2021-06-07", text=f"قتل {i % 9 + 3} جنود في هجوم على الموصل أمس.") for i in range(n))
    for name, make in {"figures of one report": tolls, "reports of one attack": reports}.items():
        rates = []
        for n in (1500, 12000):
            records, out = folder / "records.jsonl", folder / "incidents"
            measure([RELEASE, "code", "-j", "1", "-o", records, write(folder / "a.jsonl", make(n))], records)
            best = min((measure([RELEASE, "incidents", "-o", out, records], out) for _ in range(2)), key=lambda r: r[3])
            problem = coded(best, (0,), 1)
            rates.append(max(best[3], 0.004))
        if problem is None and rates[1] > 16 * rates[0] and rates[1] > 0.5:
            problem = f"{rates[0]:.3f} s for one part, {rates[1]:.3f} s for eight"
        tap.case(f"linear: incidents: {name}", problem)


def huge(tap, folder):
    text = (WORDS + ". ") * (HUGE // len((WORDS + ". ").encode()))
    data = line(id="huge", text=text, published="2021-06-07")
    result = run(RELEASE, data, "a.jsonl", folder)
    problem = coded(result, (0,), 1)
    tap.case(f"a line of {len(data) // MEGABYTE} MB", problem)
    small = run(RELEASE, line(id="small", text=text[: len(text) // 10], published="2021-06-07"), "a.jsonl", folder)
    tap.case("its time is linear", None if result[3] <= 20 * max(small[3], 0.1) else f"{small[3]:.2f} s for 5 MB, {result[3]:.2f} s for 50 MB")
    # Line, parsed line, coded document and its record: a bounded number of bytes for each byte of input.
    tap.case("its memory is bounded", None if result[4] < 120 * len(data) / MEGABYTE + 300 else f"{result[4]:.0f} MB")
    case(tap, folder, "a line of 50 MB without a blank", line(text="ب" * (HUGE // 2)), programs=(RELEASE,))
    # Beyond the limit for one document a record says so, and the rest is coded.
    data = line(id="beyond", text="ب " * (24 * MEGABYTE)) + line(id="after", text=WORDS)
    result = run(RELEASE, data, "a.jsonl", folder)
    problem = coded(result, (1,), 2)
    if problem is None and not json.loads(result[1].split(b"\n")[0])["diagnostics"]:
        problem = "no diagnostic says that the document is too long"
    tap.case("a document beyond the limit", problem)


def words_case(tap, folder, name, data, file="a.jsonl", statuses=(0,), n_lines=None, programs=(RASID,)):
    for program in programs:
        kind = "" if program == RASID else " (optimised)"
        tap.case(f"words: {name}{kind}", coded(run_words(program, data, file, folder), statuses, n_lines))


def words_of_odd_bytes(tap, folder):
    rng = random.Random(20210608)
    noise = bytes(rng.randrange(256) for _ in range(1_000_000))
    words_case(tap, folder, "a million random bytes as a text", noise, "a.txt", (1,), 0)
    words_case(tap, folder, "a million random bytes as lines", noise, "a.jsonl", (1,), 0)
    pieces = [rng.choice([WORDS.encode(), bytes(rng.randrange(1, 256) for _ in range(rng.randrange(40)))]) for _ in range(12000)]
    mixed = b"".join(pieces)[:1_000_000]
    words_case(tap, folder, "a million bytes, text and noise mixed", mixed, "a.txt", (1,), programs=(RASID, RELEASE))
    status, out, error, _, _ = run_words(RASID, mixed, "a.txt", folder, "table")
    bad = f"exit status {status}: {error[-3000:]}" if status != 1 else None if out.endswith(b"\n") else "the last line is cut"
    tap.case("words: the same as a table", bad or decoded(out))
    # Random letters make words nobody knows: each is cut, respelt and guessed.
    letters = [chr(c) for c in range(0x621, 0x64b)]
    unknown = " ".join("".join(rng.choices(letters, k=rng.randrange(1, 25))) for _ in range(100_000))
    words_case(tap, folder, "100,000 words of random letters", line(text=unknown), n_lines=100_000)
    characters = "".join(chr(rng.choice([rng.randrange(0x600, 0x700), rng.randrange(0xfb50, 0xff00), 0x20])) for _ in range(300_000))
    words_case(tap, folder, "random characters", line(text=characters))
    words_case(tap, folder, "one letter over and over", line(text=" ".join(c * n for c in letters for n in range(1, 60))), n_lines=59 * len(letters))
    words_case(tap, folder, "every prefix of a word a word", line(text=" ".join(WORDS[:n].replace(" ", "") for n in range(1, len(WORDS)))))
    words_case(tap, folder, "NUL characters in JSON", line(text="قتل\u0000جندي " * 1000))
    words_case(tap, folder, "marks on every letter", line(text="".join(c + "\u064e\u0651\u0640\u200f" for c in WORDS) * 500))


def decoded(out):
    try:
        out.decode("utf-8")
    except UnicodeDecodeError as e:
        return f"the output is no UTF-8: {e}"
    return None


def words_of_long_lines(tap, folder):
    words_case(tap, folder, "a word of 100,000 letters", line(text="ب" * 100_000), n_lines=1, programs=(RASID, RELEASE))
    words_case(tap, folder, "a word of 100,000 letters with clitics", line(text="و" * 50_000 + "ها" * 25_000), n_lines=1, programs=(RASID, RELEASE))
    words_case(tap, folder, "100,000 words of one letter", line(text="و " * 100_000), n_lines=100_000, programs=(RASID, RELEASE))
    words_case(tap, folder, "100,000 conjunctions in one word each", line(text="ووووو " * 100_000), n_lines=100_000)
    rates = []
    for n in (1, 8):
        data = line(id="x", text=WORDS * 600 * n)
        best = min((run_words(RELEASE, data, "a.jsonl", folder) for _ in range(3)), key=lambda r: r[3])
        rates.append(max(best[3], 0.004))
    problem = coded(best, (0,))
    if problem is None and rates[1] > 16 * rates[0] and rates[1] > 0.5:
        problem = f"{rates[0]:.3f} s for one part, {rates[1]:.3f} s for eight"
    tap.case("words: linear", problem)
    text = (WORDS + " ") * (HUGE // 10 // len((WORDS + " ").encode()))
    data = line(id="long", text=text)
    for form in ("jsonl", "table"):
        result = run_words(RELEASE, data, "a.jsonl", folder, form)
        problem = coded(result, (0,), len(text.split())) if form == "jsonl" else decoded(result[1])
        tap.case(f"words: a line of {len(data) // MEGABYTE} MB as {form}", problem or (None if result[0] == 0 else f"exit status {result[0]}"))
        # Document, words and everything printed of them: the output is a dozen times as long as the text.
        tap.case(f"words: its memory as {form} is bounded", None if result[4] < 60 * len(data) / MEGABYTE + 100 else f"{result[4]:.0f} MB")


def many(tap, folder):
    data = b"".join(line(id=str(i), text=WORDS + str(i)) for i in range(20_000))
    one, two = (run(RELEASE, data, "a.jsonl", folder, threads) for threads in (1, 2))
    tap.case("20,000 small documents", coded(one, (0,), 20_000))
    tap.case("the same bytes with two threads", None if one[1] == two[1] else "the outputs differ")
    tap.case("in bounded memory", None if two[4] < 400 else f"{two[4]:.0f} MB")
    case(tap, folder, "20,000 bad lines", b"{\n" * 20_000, statuses=(1,), n_lines=0)


def main():
    tap = Tap()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for group in (odd_bytes, truncations, nests, growth, growth_of_incidents, huge, words_of_odd_bytes, words_of_long_lines, many):
            group(tap, folder)
    tap.done()


if __name__ == "__main__":
    main()
