#!/usr/bin/env python3
"""Writes src/text/letters.inc and src/text/pairs.inc: what every character of the blocks that Arabic news uses is to the tokenizer.

    tools/make_letters.py            write the files
    tools/make_letters.py --check    exit 1 where a committed file is not what would be written

A glyph is 32 bits: its kind (enum glyph_kind in src/text/glyph.h) in the top byte, and below it, by kind, up to four
letter codes of six bits (Arabic), a letter code and 0x40 for a capital (Latin), a digit, the low byte of the code point
(diacritics), or the ASCII character a mark stands for. Letter codes are read from src/text/letters.h and glyph kinds
from src/text/glyph.h. Everything comes from names and decompositions that Unicode promises never to change, so any
Python gives the same file.
"""
import re
import sys
import unicodedata
from pathlib import Path

TEXT = Path(__file__).resolve().parent.parent / "src" / "text"

# First words of names of letters beyond the Arabic alphabet -> the letter whose shape or sound they have.
SKELETONS = {
    "ALEF WASLA": "ALEF", "HIGH HAMZA": "HAMZA", "HIGH HAMZA ALEF": "ALEF_HAMZA_ABOVE",
    "ALEF WITH WAVY HAMZA ABOVE": "ALEF_HAMZA_ABOVE", "ALEF WITH WAVY HAMZA BELOW": "ALEF_HAMZA_BELOW",
    "HIGH HAMZA WAW": "WAW_HAMZA", "U WITH HAMZA ABOVE": "WAW_HAMZA", "HIGH HAMZA YEH": "YEH_HAMZA",
    "KASHMIRI YEH": "YEH", "FARSI YEH": "YEH", "E": "YEH", "YEH BARREE": "YEH",
    "YEH BARREE WITH HAMZA ABOVE": "YEH_HAMZA", "KEHEH": "KAF", "SWASH KAF": "KAF", "NG": "GAF",
    "GUEH": "GAF", "NGOEH": "GAF", "TTEH": "TEH", "TTEHEH": "TEH", "BEEH": "BEH", "BEHEH": "BEH",
    "TEHEH": "TEH", "NYEH": "JEEM", "DYEH": "JEEM", "TCHEHEH": "TCHEH", "DDAL": "DAL", "DAHAL": "THAL",
    "DDAHAL": "DAL", "DUL": "DAL", "RREH": "REH", "PEHEH": "PEH", "DOTLESS FEH": "FEH", "DOTLESS QAF": "QAF", "DOTLESS BEH": "BEH", "FARSI YEH WITH INVERTED V": "YEH",
    "FEH WITH THREE DOTS BELOW": "VEH", "NOON GHUNNA": "NOON", "RNOON": "NOON",
    "HEH DOACHASHMEE": "HEH", "HEH GOAL": "HEH", "TEH MARBUTA GOAL": "TEH_MARBUTA", "AE": "HEH",
    "KIRGHIZ OE": "WAW", "OE": "WAW", "U": "WAW", "YU": "WAW", "KIRGHIZ YU": "WAW", "VE": "WAW",
    "WAW WITH HAMZA ABOVE": "WAW_HAMZA", "YEH WITH HAMZA ABOVE": "YEH_HAMZA",
    "ALEF WITH MADDA ABOVE": "ALEF_MADDA", "ALEF WITH HAMZA ABOVE": "ALEF_HAMZA_ABOVE",
    "ALEF WITH HAMZA BELOW": "ALEF_HAMZA_BELOW", "TEH MARBUTA": "TEH_MARBUTA",
    "ALEF MAKSURA": "ALEF_MAKSURA",
}
ARABIC_MARKS = {0x60C: ",", 0x60D: "/", 0x61B: ";", 0x61E: "~", 0x61F: "?", 0x66A: "%", 0x66B: ",",
                0x66C: ",", 0x66D: "*", 0x6D4: "."}
ASCII_PUNCT = ",;:.!?-/*|"
# General punctuation U+2000-U+206F, the rest of which is symbols.
MARKS = {"-": [*range(0x2010, 0x2016)], "*": [0x2022, 0x2023, 0x2043, 0x204E], "|": [0x2016],
         ".": [0x2024], "~": [0x2025, 0x2026], "!": [0x203C, 0x2049], "?": [0x203D, 0x2047, 0x2048],
         "/": [0x2044]}
SPACES = [*range(0x2000, 0x200C), 0x202F, 0x205F]
NOTHING = [*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
QUOTES_OPEN = [0x2018, 0x201A, 0x201B, 0x201C, 0x201E, 0x201F, 0x2039]
QUOTES_CLOSE = [0x2019, 0x201D, 0x203A]


def enum_values(path, prefix):
    """The constants of the enum in `path` whose names start with `prefix`, numbered in order."""
    body = re.search(r"enum \w+ \{(.*?)\n\}", path.read_text(), re.S).group(1)
    body = re.sub(r"/\*.*?\*/", "", body, flags=re.S)
    names = [n.split("=")[0].strip() for n in body.split(",") if n.strip()]
    return {n.removeprefix(prefix): i for i, n in enumerate(names)}


LETTERS = enum_values(TEXT / "letters.h", "LETTER_")
KINDS = enum_values(TEXT / "glyph.h", "GLYPH_")


def glyph(kind, payload=0):
    return KINDS[kind] << 24 | (ord(payload) if isinstance(payload, str) else payload)


def arabic_letter(cp):
    """The letter code of a code point of U+0600-U+06FF, 0 where it is no letter."""
    name = unicodedata.name(chr(cp), "")
    if not name.startswith("ARABIC LETTER ") or unicodedata.category(chr(cp)) != "Lo":
        return 0
    name = name.removeprefix("ARABIC LETTER ")
    base = name if name in SKELETONS else re.sub(r" WITH .*", "", name)
    return LETTERS[SKELETONS.get(base, base)]


def arabic(cp):
    if cp == 0x640:
        return glyph("TATWEEL")
    if cp == 0x61C:
        return glyph("NOTHING")
    if 0x660 <= cp <= 0x669 or 0x6F0 <= cp <= 0x6F9:
        return glyph("DIGIT", cp & 15)
    if cp in ARABIC_MARKS:
        mark = ARABIC_MARKS[cp]
        return glyph("SYMBOL" if mark == "%" else "PUNCT", mark)
    if letter := arabic_letter(cp):
        return glyph("ARABIC", letter)
    if unicodedata.category(chr(cp)) in ("Mn", "Lm"):
        return glyph("DIACRITIC", cp & 0xFF)
    return glyph("SYMBOL")


def form(cp):
    """A presentation form: the letters it is made of."""
    if cp in (0xFD3E, 0xFD3F):  # ornate parentheses; in Arabic text U+FD3F opens
        return glyph("OPEN", "(") if cp == 0xFD3F else glyph("CLOSE", ")")
    if cp == 0xFDFC:  # rial sign
        return glyph("SYMBOL", "$")
    if cp == 0xFEFF:
        return glyph("NOTHING")
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", chr(cp)))
    letters = [arabic_letter(ord(c)) for c in text if 0x600 <= ord(c) <= 0x6FF]
    letters = [c for c in letters if c]
    if text == chr(cp) or len(letters) > 4:
        return glyph("SYMBOL")
    if letters:
        packed = 0
        for c in letters:
            packed = packed << 6 | c
        return glyph("ARABIC", packed)
    return glyph("DIACRITIC", max(ord(c) & 0xFF for c in text if ord(c) > 0x640))


def latin(cp):
    """A Latin letter: a-z are 1-26, 38 is any other; 0x40 marks capitals."""
    name = unicodedata.name(chr(cp))
    found = re.fullmatch(r"LATIN (?:CAPITAL|SMALL) LETTER (?:DOTLESS )?([A-Z])(?: WITH .*)?", name)
    plain = [c for c in unicodedata.normalize("NFKD", chr(cp)).lower() if "a" <= c <= "z"]
    code = ord(found[1]) - 64 if found else ord(plain[0]) - 96 if len(plain) == 1 else 38
    return glyph("LATIN", code | (0x40 if "CAPITAL" in name else 0))


def ascii_glyph(c):
    if c in "\n\r":
        return glyph("LINE")
    if c <= " " or c == "\x7f":
        return glyph("SPACE")
    if c.isalpha():
        return latin(ord(c))
    if c.isdigit():
        return glyph("DIGIT", int(c))
    if c == '"':
        return glyph("QUOTE", '"')
    if c in "'`":
        return glyph("QUOTE_SINGLE", '"')
    if c in "([{":
        return glyph("OPEN", c)
    if c in ")]}":
        return glyph("CLOSE", c)
    if c in ASCII_PUNCT:
        return glyph("PUNCT", c)
    return glyph("SYMBOL", 0 if c == "~" else c)  # '~' as a mark is the ellipsis


def low(cp):
    """U+0000-U+02FF."""
    if cp < 0x80:
        return ascii_glyph(chr(cp))
    if cp <= 0xA0:
        return glyph("SPACE")
    if cp <= 0xBF:
        special = {0xAB: ("QUOTE_OPEN", '"'), 0xBB: ("QUOTE_CLOSE", '"'), 0xAD: ("NOTHING", 0),
                   0xB7: ("PUNCT", "*"), 0xA6: ("PUNCT", "|")}
        if cp in special:
            return glyph(*special[cp])
        return glyph("SYMBOL", "$" if 0xA2 <= cp <= 0xA5 else 0)
    if cp in (0xD7, 0xF7):
        return glyph("SYMBOL")
    if 0x2B9 <= cp <= 0x2BF:  # half rings and primes of transliteration
        return glyph("LATIN", 37)
    return latin(cp)


def general(cp):
    if cp in SPACES:
        return glyph("SPACE")
    if cp in NOTHING:
        return glyph("NOTHING")
    if cp in (0x2028, 0x2029):
        return glyph("LINE")
    if cp in QUOTES_OPEN:
        return glyph("QUOTE_OPEN", '"')
    if cp in QUOTES_CLOSE:
        return glyph("QUOTE_CLOSE", '"')
    for mark, points in MARKS.items():
        if cp in points:
            return glyph("PUNCT", mark)
    return glyph("SYMBOL", "%" if cp in (0x2030, 0x2052) else 0)


def wide(cp):
    """Full-width ASCII U+FF01-U+FF5E; the rest of the block are other scripts and symbols."""
    if 0xFF01 <= cp <= 0xFF5E:
        return ascii_glyph(chr(cp - 0xFF00 + 0x20))
    return glyph("OTHER" if 0xFF66 <= cp <= 0xFFDC else "SYMBOL")


def pair(lead, second):
    """What the hot loop wants of two bytes: a letter code, 0x80 for what joins a word without being a letter, or 0."""
    if not 0x80 <= second <= 0xBF:
        return 0
    g = arabic((lead & 31) << 6 | second & 63)
    if g >> 24 == KINDS["ARABIC"]:
        return g & 63
    return 0x80 if g >> 24 in (KINDS["DIACRITIC"], KINDS["TATWEEL"], KINDS["NOTHING"]) else 0


def table(c_type, name, values, digits, comment):
    per_line = 8 if digits == 8 else 16
    lines = [", ".join(f"0x{v:0{digits}X}" for v in values[i:i + per_line]) for i in range(0, len(values), per_line)]
    return f"/* {comment} */\nstatic const {c_type} {name}[{len(values)}] = {{\n    " + ",\n    ".join(lines) + "};\n"


HEAD = "/* Written by tools/make_letters.py; do not edit. */\n#include <stdint.h>\n"


def build():
    back = [0] * LETTERS["N_LETTERS"]
    for cp in range(0x6FF, 0x620, -1):  # backwards: the lowest code point is the plain one
        name = unicodedata.name(chr(cp), "").removeprefix("ARABIC LETTER ")
        if letter := arabic_letter(cp):
            plain = name.replace(" ", "_") in LETTERS or name in (
                "ALEF WITH MADDA ABOVE", "ALEF WITH HAMZA ABOVE", "ALEF WITH HAMZA BELOW",
                "WAW WITH HAMZA ABOVE", "YEH WITH HAMZA ABOVE")
            if plain:
                back[letter] = cp
    assert all(back[1:]), back
    parts = [
        HEAD,
        table("uint32_t", "GLYPHS_LOW", [low(c) for c in range(0x300)], 8, "U+0000-U+02FF"),
        table("uint32_t", "GLYPHS_ARABIC", [arabic(c) for c in range(0x600, 0x700)], 8, "U+0600-U+06FF"),
        table("uint32_t", "GLYPHS_LATIN", [latin(c) for c in range(0x1E00, 0x1F00)], 8, "U+1E00-U+1EFF"),
        table("uint32_t", "GLYPHS_GENERAL", [general(c) for c in range(0x2000, 0x2070)], 8, "U+2000-U+206F"),
        table("uint32_t", "GLYPHS_FORMS_A", [form(c) for c in range(0xFB50, 0xFE00)], 8, "U+FB50-U+FDFF"),
        table("uint32_t", "GLYPHS_FORMS_B", [form(c) for c in range(0xFE70, 0xFF00)], 8, "U+FE70-U+FEFF"),
        table("uint32_t", "GLYPHS_WIDE", [wide(c) for c in range(0xFF00, 0xFFF0)], 8, "U+FF00-U+FFEF"),
        table("uint16_t", "CODEPOINTS", back, 4, "plain form of each letter"),
    ]
    pairs = (HEAD + "\n" +
             table("uint32_t", "PAIRS", [{0: 1 << 24, 0x80: 3 << 24}.get(code, code)
                                         for second in range(0x80, 0xC0) for lead in range(0xD8, 0xDC)
                                         for code in [pair(lead, second)]], 8,
                   "low six bits of the second byte, then low two of the first: letter code, PAIR_JOINS or PAIR_OTHER"))
    return {TEXT / "letters.inc": "\n".join(parts), TEXT / "pairs.inc": pairs}


def main():
    stale = False
    for path, text in build().items():
        if sys.argv[1:] == ["--check"]:
            if not path.exists() or path.read_text() != text:
                print(f"{path} is stale: run tools/make_letters.py", file=sys.stderr)
                stale = True
        elif len(sys.argv) == 1:
            path.write_text(text)
        else:
            sys.exit(__doc__)
    sys.exit(1 if stale else 0)


main()
