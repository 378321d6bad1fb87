#!/usr/bin/env python3
"""Writes numbers in Arabic words, as newspapers do, from the rules of grammar: test data for a reader of numbers.

    number_words.py [--all-to 9999] [--random 20000] [--seed N] [--variants 8] [--noun]

Prints lines `n<TAB>gender<TAB>case<TAB>words`: every number from 0 to the first bound in both genders, all cases and up
to `--variants` spellings of each; likewise some hundred larger numbers that need rare forms; then, one line each,
random numbers between the bound and 10**12, uniform in the logarithm, half of them rounded to at most four digits.

gender  m, f: of the noun that is counted
case    nom; obl (genitive, and accusative where that looks the same); acc, only where the accusative looks different:
        «ألفا ومئتين», «خمسا وعشرين». With "+" the counted noun must stand right behind, for the last word has lost its
        ending to it: «مئتا», «ألفا» (two thousand), «عشرون ألف». These are printed only where they differ from the form
        without. Mind that «ألفا» is 2000 as nom+ and 1000 as acc.

--noun adds a column, the words with men or women behind them: «خمسة عشر رجلا», «مئتا رجل», «ألفان من الرجال».

The first spelling of each is the one a careful editor prints. Of numbers below a hundred, and those with one digit
before zeros, every spelling is printed, of others a sample that depends on the number and the seed
alone. One spelling keeps to one habit throughout, but every tenth takes hundreds as they come. What varies: the letters
(hamza left out, or put where none belongs in اثنان; heh for teh marbuta; final yeh without dots), the hundreds (مئة,
مائة, joined or apart), names of the scales, the tanwin, the halves of millions, and figures before the scales and after
(«3 ملايين و200 ألف و15», «2.5 مليون»). Letters may be careless, grammar is not, with three exceptions that print often
shows: «25 ألف» and «خمسة وعشرون ألف» with no noun behind, «103 ألف», «2 مليون».
"""
import argparse
import math
import random
import re

LIMIT = 10**12
UNITS = {
    "m": ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"],
    "f": ["", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"],
}
TENS = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
# Value -> its names, each with its plural.
SCALES = {
    10**12: [("تريليون", "تريليونات"), ("ترليون", "ترليونات")],
    10**9: [("مليار", "مليارات"), ("بليون", "بلايين")],
    10**6: [("مليون", "ملايين")],
    10**3: [("ألف", "آلاف")],
}
FRACTIONS = {2: "نصف", 4: "ربع"}
CASES = ("nom", "obl", "acc", "nom+", "obl+", "acc+")
EASTERN = str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫")
# Where rare forms are: quarters of a scale, and thousandths beside them.
QUARTERS = [1, 2, 4, 5, 6, 7, 8, 9, 10, 12, 14, 32, 40, 44, 48, 84, 400, 404, 408, 444, 800, 804, 832, 3200, 4000]
THOUSANDTHS = [0, 1, 2, 8, 200]
# Of the noun in --noun: after 3-10, after 11-99, after hundreds and scales, with the article.
NOUNS = {"m": ("رجال", "رجلا", "رجل", "الرجال"), "f": ("نساء", "امرأة", "امرأة", "النساء")}


class Style:
    """The choices of one spelling: a key that was asked before gets the answer it got, but in a loose style."""

    def __init__(self, choose, loose=False):
        self.choose, self.loose, self.made = choose, loose, {}

    def pick(self, key, *options):
        if key not in self.made or (self.loose and key in ("hundred", "split")):
            self.made[key] = self.choose(len(options), False)
        return options[self.made[key]]

    def rarely(self, key):
        if key not in self.made:
            self.made[key] = self.choose(2, True)
        return self.made[key] == 1


def clean():
    return Style(lambda size, rare: 0)


def drawn(rng):
    return Style(lambda size, rare: int(rng.random() < 0.2) if rare else rng.randrange(size), rng.random() < 0.1)


def tanwin(word, style):
    """The word in the accusative, indefinite."""
    return word + style.pick("tanwin", "ا", "اً", "ًا")


def dual(stem, case, construct):
    return stem + ("ا" if case == "nom" else "ي") + ("" if construct else "ن")


def unit(k, gender, case, style, construct, before_tens=False):
    """One to ten; `construct`: what it counts stands right behind."""
    if k == 1 and before_tens:
        if gender == "f":
            return "واحدة" if style.rarely("one of tens") else "إحدى"
        one = "أحد" if style.rarely("one of tens") else "واحد"
        return tanwin(one, style) if case == "acc" else one
    if k == 2:
        return dual(UNITS[gender][2][:-2], case, False)
    word = UNITS[gender][k]
    if construct or word[-1] == "ة":
        return word
    if case == "acc":
        return tanwin(word, style)
    return style.pick("eight", "ثمان", "ثماني") if word == "ثماني" else word


def below_hundred(k, gender, case, style, construct):
    if k <= 10:
        return unit(k, gender, case, style, construct)
    tens, ones = divmod(k, 10)
    if tens > 1:
        ending = "ون" if case == "nom" else "ين"
        head = unit(ones, gender, case, style, False, True) + " و" if ones else ""
        return head + TENS[tens] + ending
    ten = UNITS["f" if gender == "m" else "m"][10]
    if ones == 1:
        one = {"m": "أحد", "f": "إحدى"}[gender]
    elif ones == 2:
        one = dual(UNITS[gender][2][:-2], case, True)
    elif ones == 8 and gender == "f":
        one = style.pick("eighteen", "ثماني", "ثمان")
    else:
        one = UNITS[gender][ones]
    return f"{one} {ten}"


def hundreds(k, case, style, construct):
    hundred = style.pick("hundred", "مئة", "مائة")
    if k == 1:
        return hundred
    if k == 2:
        return dual(hundred[:-1] + "ت", case, construct)
    space = style.pick("split", "", " ")
    if k == 8:
        digit = style.pick("eight apart", "ثماني", "ثمان") if space else style.pick("eight hundred", "ثمان", "ثماني")
    else:
        digit = UNITS["f"][k]
    return digit + space + hundred


def below_thousand(k, gender, case, style, construct):
    h, low = divmod(k, 100)
    parts = [hundreds(h, case, style, construct and not low)] if h else []
    if low:
        parts.append(below_hundred(low, gender, case, style, construct))
    return " و".join(parts)


def figures(text, style):
    """Digits, the point of a fraction among them, as they are set."""
    if style.pick("figures", False, True):
        return text.translate(EASTERN)
    return text.replace(".", style.pick("point", ".", ","))


def scaled(k, scale, case, style, construct, digits):
    """`k` thousands, millions or more; `construct`: what it counts stands right behind."""
    name, plural = style.pick(f"name of {scale}", *SCALES[scale])
    low = k % 100
    if k <= 2:
        if digits and scale > 1000 and style.rarely("1 million"):
            return f"{figures(str(k), style)} {name}"
        if k == 2:
            return dual(name, case, construct)
        return tanwin(name, style) if case == "acc" and not construct else name
    if 3 <= low <= 10:
        word = name if digits and k > 100 and style.pick("103 thousand", False, True) else plural
    elif low > 10 and not construct:
        word = name if style.rarely("no tanwin") else tanwin(name, style)
    else:
        word = name
    multiplier = figures(str(k), style) if digits else below_thousand(k, "m", case, style, True)
    return f"{multiplier} {word}"


def fraction(scale, rest, case, style, construct, alone):
    """«half the million», «half a million» or «half»; None where the rest is neither or is written out."""
    part = next((word for share, word in FRACTIONS.items() if rest * share == scale), None)
    if not part or scale == 1000:
        return None
    name = style.pick(f"name of {scale}", *SCALES[scale])[0]
    if alone:
        return style.pick("half", None, f"{part} {name}")
    forms = [None, f"{part} ال{name}", f"{part} {name}"]
    if not construct:
        forms.append(tanwin(part, style) if case == "acc" else part)
    return style.pick("half", *forms)


def may_be_decimal(rest, scale):
    return scale > 1000 and rest % (scale // 100) == 0


def letters(words, style):
    """The careless ways to type the words."""
    if "ة" in words and style.pick("heh", False, False, True):
        words = words.replace("ة", "ه")
    if re.search("[أإآ]", words) and style.pick("bare", False, False, True):
        words = re.sub("[أإآ]", "ا", words)
    elif re.search(r"\bو?اثن", words) and style.rarely("hamza of two"):
        words = words.replace("اثن", "إثن")
    if re.search(r"ي( |$)", words) and style.rarely("yeh"):
        words = re.sub(r"ي( |$)", r"ى\1", words)
    return words


def write(n, gender, case, style):
    """The words of `n` in one spelling."""
    construct, case = case[-1] == "+", case.rstrip("+")
    if n == 0:
        return "صفر" if case != "acc" else tanwin("صفر", style)
    if n == 10**12 and style.rarely("thousand milliards"):
        return letters("ألف مليار", style)
    digits = n >= 1000 and style.pick("digits", False, False, True)
    parts, rest = [], n
    for scale in SCALES:
        k, rest = divmod(rest, scale)
        if k == 0 and parts:
            continue
        if digits and k and rest and not parts and may_be_decimal(rest, scale) and style.pick("decimals", False, True):
            amount = figures(f"{k}.{rest * 100 // scale:02}".rstrip("0"), style)
            return letters(f"{amount} {style.pick(f'name of {scale}', *SCALES[scale])[0]}", style)
        part = fraction(scale, rest, case, style, construct, not k)
        if part:
            rest = 0
        if k:
            parts.append(scaled(k, scale, case, style, construct and not rest and not part, digits))
        if part:
            parts.append(part)
    if rest and digits and style.pick("last", True, True, False):
        parts.append(figures(str(rest), style))
    elif rest:
        parts.append(below_thousand(rest, gender, case, style, construct))
    words = parts[0]
    for part in parts[1:]:
        words += (" و " if part[0].isdigit() and style.rarely("space") else " و") + part
    return letters(words, style)


def every(build):
    """What `build` makes of every combination of choices it asks for."""
    path = []
    while True:
        taken = []

        def choose(size, rare):
            taken.append((path[len(taken)] if len(taken) < len(path) else 0, size))
            return taken[-1][0]

        yield build(Style(choose))
        while taken and taken[-1][0] + 1 == taken[-1][1]:
            taken.pop()
        if not taken:
            return
        path = [i for i, _ in taken]
        path[-1] += 1


def cases_of(n, gender):
    """The cases in which the words look different."""
    plain = {case: write(n, gender, case, clean()) for case in CASES}
    found = ["nom", "obl"]
    if plain["acc"] != plain["obl"]:
        found.append("acc")
    found += [f"{case}+" for case in ("nom", "obl") if plain[f"{case}+"] != plain[case]]
    if plain["acc+"] not in (plain["acc"], plain["obl+"]) and n % 100 != 1:
        found.append("acc+")
    return found


def spellings(n, rng, gender=None, case=None, most=8):
    """Yields words of `n`, each once, the clean ones first: all spellings of simple numbers, else up to `most` of each
    gender and case. Without them, those of both genders and of all cases.
    """
    seen = set()
    if gender is None or case is None:
        for g in [gender] if gender else UNITS:
            for c in [case] if case else cases_of(n, g):
                seen.update(new := [words for words in spellings(n, rng, g, c, most) if words not in seen])
                yield from new
        return
    simple = n < 100 or len(str(n).rstrip("0")) == 1
    if simple:
        found = every(lambda style: write(n, gender, case, style))
    else:
        found = (write(n, gender, case, drawn(rng) if i else clean()) for i in range(2 * most))
    for words in found:
        if words not in seen:
            seen.add(words)
            yield words
        if not simple and len(seen) == most:
            return


def with_noun(n, gender, case, words):
    """The words and what they count: right behind them, or after «of» where their ending bars that."""
    few, accusative, genitive, definite = NOUNS[gender]
    full = case[-1] != "+" and write(n, gender, case, clean()) != write(n, gender, f"{case}+", clean())
    low = n % 100
    if full or low in (1, 2) or n == 0 or re.search(r" و(نصف|ربع)\S*$", words):
        return f"{words} من {definite}"
    return f"{words} {few if 3 <= low <= 10 else accusative if low else genitive}"


def landmarks(low):
    scales = [scale for scale in SCALES if scale > 1000]
    found = {q * scale // 4 + t * scale // 1000 for scale in scales for q in QUARTERS for t in THOUSANDTHS}
    return sorted(n for n in found if low <= n <= LIMIT)


def random_number(low, rng):
    """Half of them as they come, the others rounded."""
    while True:
        n = round(math.exp(rng.uniform(math.log(low), math.log(LIMIT))))
        if rng.random() < 0.5:
            step = 10 ** max(len(str(n)) - rng.randint(1, 4), 0)
            n = (n + step // 2) // step * step
        if low <= n <= LIMIT:
            return n


def rows(all_to, n_random, seed, most):
    """(n, gender, case, words), numbers in order and then random ones."""
    seen = set()
    for n in [*range(all_to + 1), *landmarks(all_to + 1)]:
        for gender in UNITS:
            for case in cases_of(n, gender):
                for words in spellings(n, random.Random(f"{seed} {n} {gender} {case}"), gender, case, most):
                    if n > all_to:
                        seen.add((n, gender, case, words))
                    yield n, gender, case, words
    rng = random.Random(f"{seed} random")
    done = 0
    while done < n_random:
        n = random_number(max(all_to + 1, 1), rng)
        gender = rng.choice("mf")
        case = rng.choice(cases_of(n, gender))
        row = n, gender, case, write(n, gender, case, clean() if rng.random() < 0.2 else drawn(rng))
        if row not in seen:
            seen.add(row)
            done += 1
            yield row


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--all-to", type=int, default=9999, metavar="N")
    parser.add_argument("--random", type=int, default=20000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--variants", type=int, default=8, metavar="N", help="spellings of a number, gender and case")
    parser.add_argument("--noun", action="store_true", help="add the words with the noun they count")
    args = parser.parse_args()
    for n, gender, case, words in rows(args.all_to, args.random, args.seed, args.variants):
        print(n, gender, case, words, *([with_noun(n, gender, case, words)] if args.noun else []), sep="\t")


if __name__ == "__main__":
    main()
