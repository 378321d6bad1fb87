#!/usr/bin/env python3
"""Write a gazetteer as large as GeoNames' whole dump, of invented places, to measure `rasid model build --gazetteer`.

usage: tools/synth_gazetteer.py DIR [--rows N] [--arabic SHARE]

DIR gets allCountries.txt (19 columns) and alternateNamesV2.txt (10 columns), in the form of GeoNames' files of these
names: about as long, with the kinds of places, the share of peopled ones and the spread of names that GeoNames has.

--rows N        rows of allCountries.txt; 12,000,000
--arabic SHARE  share of the rows that have an Arabic name; 0.03, as in GeoNames. With 1 every row has one.

The same arguments give the same bytes.
"""
import os
import random
import sys

COUNTRIES = ("US CN IN NO MX ID RU IR FI BR FR DE PK TH MA CA TR AU ES IT SE JP PH CO GB UA PL NG VN MM EG SA IQ SY YE SD DZ "
             "TN LY JO LB PS AF BD NP LK KE TZ ET UG CD ZA AR CL PE BO VE EC CU GT HN NI RO GR BG RS HU CZ AT CH NL BE PT").split()
# Class and code with how many of 100 rows have them.
FEATURES = ([("P", "PPL")] * 38 + [("P", "PPLL")] * 2 + [("H", "STM")] * 9 + [("H", "LK")] * 4 + [("H", "WLL")] * 3 + [("S", "SCH")] * 5
            + [("S", "HTL")] * 3 + [("S", "FRM")] * 5 + [("S", "CH")] * 4 + [("S", "MSQE")] * 2 + [("T", "HLL")] * 6 + [("T", "MT")] * 6
            + [("T", "VAL")] * 3 + [("L", "LCTY")] * 3 + [("L", "AREA")] * 1 + [("V", "FRST")] * 1 + [("R", "RD")] * 1
            + [("A", "ADM3")] * 2 + [("A", "ADM4")] * 2)
FOREIGN = "en de fr es ru zh ja link wkdt fa ur tr".split()
CONSONANTS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
LATIN = dict(zip(CONSONANTS, "b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y".split()))


def words(rng, n):
    """Invented words, Arabic and Latin; the first ones are used most."""
    found = {}
    while len(found) < n:
        size = rng.choice((3, 3, 4, 4, 4, 5, 5, 6))
        letters = [rng.choice(CONSONANTS) for _ in range(size)]
        at = rng.randrange(1, size)
        arabic = "".join(letters[:at]) + rng.choice(("ا", "و", "ي", "")) + "".join(letters[at:]) + rng.choice(("", "", "ة", "ان", "ية"))
        found["ال" + arabic if rng.random() < 0.2 else arabic] = "".join(LATIN[c] for c in letters).capitalize()
    return list(found.items())


def skewed(rng, n):
    """An index below n: small ones far more often."""
    return int(n ** rng.random()) - 1 if rng.random() < 0.3 else int(rng.random() * n)


def main(args):
    rows, share = 12_000_000, 0.03
    if not args or args[0].startswith("-"):
        sys.exit("usage: tools/synth_gazetteer.py DIR [--rows N] [--arabic SHARE]")
    folder, args = args[0], args[1:]
    while args:
        option = args.pop(0)
        if option == "--rows" and args:
            rows = int(args.pop(0))
        elif option == "--arabic" and args:
            share = float(args.pop(0))
        else:
            sys.exit("synth_gazetteer: unknown option %s" % option)
    rng = random.Random(1)
    vocabulary = words(rng, max(1000, min(2_000_000, rows // 6)))
    n_words = len(vocabulary)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "allCountries.txt"), "w", encoding="utf8") as places, \
            open(os.path.join(folder, "alternateNamesV2.txt"), "w", encoding="utf8") as names:
        alternate = 0
        for i in range(rows):
            ident = 100 + i
            country = COUNTRIES[skewed(rng, len(COUNTRIES))]
            unit = "%02d" % rng.randrange(1, 30)
            kind, code = FEATURES[int(rng.random() * len(FEATURES))]
            chosen = [vocabulary[skewed(rng, n_words)] for _ in range(rng.choice((1, 1, 2, 2, 3)))]
            english = " ".join(w[1] for w in chosen)
            people = int(10 ** (2 + 4 * rng.random() ** 3)) if kind == "P" and rng.random() < 0.1 else 0
            if i % 3000 == 0:
                kind, code = "A", "ADM1"
            places.write("%d\t%s\t%s\t%s,%s\t%.5f\t%.5f\t%s\t%s\t%s\t\t%s\t%03d\t\t\t%d\t\t%d\t%s\t2025-01-01\n" % (
                ident, english, english, english, english.upper(), rng.uniform(-60, 75), rng.uniform(-180, 180), kind, code, country,
                unit, rng.randrange(300), people, rng.randrange(3000), "Etc/UTC"))
            arabic = rng.random() < share
            if arabic:
                alternate += 1
                names.write("%d\t%d\tar\t%s\t\t\t\t\t\t\n" % (alternate, ident, " ".join(w[0] for w in chosen)))
            if not arabic or share < 0.5:
                alternate += 1
                names.write("%d\t%d\t%s\t%s\t\t\t\t\t\t\n" % (alternate, ident, FOREIGN[alternate % len(FOREIGN)], english))
    print("%d places, %d alternate names" % (rows, alternate))


if __name__ == "__main__":
    main(sys.argv[1:])
