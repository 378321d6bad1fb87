/* build_world.c - data/world: countries, actors, roles and places. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/build.h"
#include "text/text.h"

static bool has_figure(rasid_text name) {
  for (size_t i = 0; i < name.size; i++)
    if (name.data[i] >= '0' && name.data[i] <= '9') return true;
  return false;
}

/* Figures are no words of the trie: a name would be kept without them, «6 April» as
 * «April». */
static bool loses_figure(const tsv_line *line, rasid_text name) {
  bool figure = has_figure(name);
  if (figure)
    tsv_mistake(line,
                "'%.*s': a name loses its figures here: write them in words, or leave "
                "the name out",
                (int)name.size, name.data);
  return figure;
}

static void add_names(const tsv_line *line, rasid_text names, target_record target) {
  rasid_text name;
  if (text_none(names)) return;
  while (text_split(&names, '|', &name))
    if (name.size && !loses_figure(line, name)) build_name(line, name, target);
}

/* ---- fields ---- */

/* The code of a country that is being defined. */
static uint32_t new_country_code(const tsv_line *line, rasid_text t) {
  builder *b = line->b;
  bool ok = t.size == 3;
  for (size_t i = 0; ok && i < 3; i++) ok = t.data[i] >= 'A' && t.data[i] <= 'Z';
  if (!ok) {
    tsv_mistake(line, "country '%.*s': write an ISO 3166 alpha-3 code", (int)t.size,
                t.data);
    return 0;
  }
  uint32_t code = code_pack(t.data, 3);
  if (pair_map_get(&b->country_map, code, 0) != MODEL_NONE)
    tsv_mistake(line, "country '%.*s' stands twice: join the lines", (int)t.size, t.data);
  pair_map_set(b, &b->country_map, code, 0, b->countries.n - 1);
  return code;
}

/* The code of a country of countries.tsv, or of no country: the United Nations, the
 * European Union, other bodies between states, organisations, and groups and companies of
 * many countries. */
static uint32_t country_code(const tsv_line *line, rasid_text t) {
  static const char *const OTHERS[] = {"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"};
  if (text_none(t)) return 0;
  uint32_t code = t.size == 3 ? code_pack(t.data, 3) : 0;
  if (code && pair_map_get(&line->b->country_map, code, 0) != MODEL_NONE) return code;
  for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
    if (text_is(t, OTHERS[i])) return code;
  tsv_mistake(line,
              "country '%.*s' is not in data/world/countries.tsv: write its ISO 3166 "
              "alpha-3 code (or UNO EUR IGO NGO ISM IMG MNC), or add the country there",
              (int)(t.size > 40 ? 40 : t.size), t.data);
  return 0;
}

uint32_t build_sector(const tsv_line *line, rasid_text t) {
  static const char *const SECTORS =
      "GOV MIL COP JUD LEG SPY PRM PTY REB UAF UNK CVL OPP REF JRN MED EDU REL BUS CRM "
      "LAB AGR ELI SOC PRE ";
  if (text_none(t)) return 0;
  char name[5] = {0};
  if (t.size == 3) memcpy(name, t.data, 3);
  name[3] = ' ';
  if (t.size != 3 || !strstr(SECTORS, name)) {
    tsv_mistake(line, "sector '%.*s' is unknown: see data/README.md", (int)t.size,
                t.data);
    return 0;
  }
  return code_pack(t.data, 3);
}

static double coordinate(const tsv_line *line, rasid_text t, double limit) {
  char number[40], *end;
  if (text_none(t)) return (double)NAN;
  snprintf(number, sizeof number, "%.*s", (int)t.size, t.data);
  double value = strtod(number, &end);
  if (end == number || *end || !(fabs(value) <= limit))
    tsv_mistake(line, "coordinate '%s': write decimal degrees within ±%g", number, limit);
  return value;
}

/* Two or four digits as a number, or -1. */
static int digits_field(const char *s, unsigned n) {
  int value = 0;
  for (unsigned i = 0; i < n; i++) {
    if (s[i] < '0' || s[i] > '9') return -1;
    value = value * 10 + (s[i] - '0');
  }
  return value;
}

static bool leap_year(int y) {
  return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

/* Days since 1970-01-01 of "YYYY-MM-DD", or of the first of "YYYY-MM" where that is
 * allowed too; false where the text is no date. */
static bool day_of_text(rasid_text t, bool month_only, int32_t *day) {
  static const int DAYS[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool whole = t.size == 10 && t.data[7] == '-';
  if (!(whole || (month_only && t.size == 7)) || t.data[4] != '-') return false;
  int y = digits_field(t.data, 4), m = digits_field(t.data + 5, 2),
      d = whole ? digits_field(t.data + 8, 2) : 1;
  if (y < 0 || m < 1 || m > 12 || d < 1 || d > DAYS[m - 1] ||
      (m == 2 && d == 29 && !leap_year(y)))
    return false;
  y -= m <= 2; /* days from civil, H. Hinnant's algorithm */
  int era = (y >= 0 ? y : y - 399) / 400;
  unsigned yoe = (unsigned)(y - era * 400),
           doy = (153u * (unsigned)(m + (m > 2 ? -3 : 9)) + 2) / 5 + (unsigned)d - 1;
  *day = era * 146097 + (int)(yoe * 365 + yoe / 4 - yoe / 100 + doy) - 719468;
  return true;
}

static int32_t date_field(const tsv_line *line, rasid_text t, int32_t open) {
  int32_t day = open;
  if (!text_none(t) && !day_of_text(t, false, &day))
    tsv_mistake(line, "date '%.*s' is no day: write YYYY-MM-DD or -",
                (int)(t.size > 16 ? 16 : t.size), t.data);
  return day;
}

static void checked_field(const tsv_line *line, rasid_text t, term_record *term) {
  int32_t day = 0;
  if (text_none(t)) return;
  if (!day_of_text(t, true, &day) || day <= 0 || day > UINT16_MAX) {
    tsv_mistake(line,
                "checked '%.*s': write the day of the last check as YYYY-MM-DD or "
                "YYYY-MM, or -",
                (int)(t.size > 16 ? 16 : t.size), t.data);
    return;
  }
  term->checked = (uint16_t)day;
  term->checked_month = t.size == 7;
}

static uint32_t role_lemma(tsv_line *line, rasid_text head, unsigned kind,
                           rasid_text plurals) {
  builder *b = line->b;
  rasid_text feminine = {"=", 1}, sound = {"+un|+at", 7};
  uint32_t lemma = build_find_lemma(b, SPACE_NOUN, head);
  if (lemma == MODEL_NONE) lemma = build_find_lemma(b, SPACE_ADJ, head);
  if (lemma == MODEL_NONE) {
    uint8_t letters[40], n;
    lemma = build_lemma(b, SPACE_NOUN, head, POS_NOUN);
    b->lemmas.items[lemma].kind = (uint8_t)kind;
    if (build_letters(line, head, letters, &n)) {
      bool teh = letters[n - 1] == LETTER_TEH_MARBUTA;
      rasid_text none = {NULL, 0}, at = {"+at", 3};
      build_noun(line, lemma, head, POS_NOUN, teh ? 2 : 1, teh ? at : sound,
                 teh ? none : feminine);
    }
  }
  rasid_text piece;
  if (!text_none(plurals))
    while (text_split(&plurals, '|', &piece)) {
      uint8_t letters[40], n;
      if (!text_is(piece, "+un") && !text_is(piece, "+at") &&
          build_letters(line, piece, letters, &n))
        build_reading(b, letters, n, lemma, POS_NOUN | FEATURE_PL | FEATURE_BROKEN, 0);
    }
  return lemma;
}

/* ---- countries ---- */

static void nationality(tsv_line *line, uint32_t index, rasid_text adjectives,
                        rasid_text plurals) {
  builder *b = line->b;
  rasid_text name, feminine = {"=", 1}, sound = {"+un|+at", 7}, piece;
  uint32_t lemma = MODEL_NONE;
  if (text_none(adjectives)) return;
  while (text_split(&adjectives, '|', &name)) {
    if (memchr(name.data, ' ', name.size))
      continue; /* of two words: a phrase, read_country_names */
    uint32_t old = build_find_lemma(b, SPACE_ADJ, name);
    lemma = build_lemma(b, SPACE_NISBA, name, POS_NISBA);
    b->lemmas.items[lemma].country = (uint16_t)(index + 1);
    if (old != MODEL_NONE) b->lemmas.items[old].country = (uint16_t)(index + 1);
    build_noun(line, lemma, name, POS_NISBA, 1, sound, feminine);
  }
  if (text_none(plurals)) return;
  while (text_split(&plurals, '|', &piece)) {
    uint8_t letters[40], n;
    if (build_letters(line, piece, letters, &n))
      build_reading(b, letters, n, lemma,
                    POS_NISBA | FEATURE_PL | FEATURE_M | FEATURE_BROKEN, 0);
  }
}

static void read_country(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields;
  country_record *c = BUILD_PUSH(b, &b->countries);
  if (!c) return;
  *c = (country_record){
      .code = new_country_code(line, f[0]),
      .name = build_string(b, f[2].data, f[2].size),
      .capital = text_none(f[7]) ? 0 : build_string(b, f[7].data, f[7].size),
      .lat = coordinate(line, f[8], 90),
      .lon = coordinate(line, f[9], 180),
      .arabic = f[10].size == 1 && f[10].data[0] == 'y'};
  if (!text_none(f[10]) && !c->arabic)
    tsv_mistake(line, "arabic '%.*s': write y where names of places are Arabic, else -",
                (int)f[10].size, f[10].data);
  if (f[1].size == 2)
    pair_map_set(b, &b->iso2_map, code_pack(f[1].data, 2), 0, b->countries.n - 1);
  nationality(line, b->countries.n - 1, f[4], f[5]);
}

/* Nationality adjectives of two words (South Korean): the first inflects. */
static void nationality_phrases(tsv_line *line, uint32_t index, rasid_text adjectives) {
  rasid_text name;
  if (text_none(adjectives)) return;
  while (text_split(&adjectives, '|', &name)) {
    rasid_text rest = name, head, none = {NULL, 0};
    if (!memchr(name.data, ' ', name.size) || !text_split(&rest, ' ', &head)) continue;
    uint32_t lemma = build_find_lemma(line->b, SPACE_NISBA, head);
    if (lemma == MODEL_NONE) lemma = build_find_lemma(line->b, SPACE_ADJ, head);
    if (lemma == MODEL_NONE) lemma = role_lemma(line, head, KIND_PERSON, none);
    build_phrase(line, name, lemma, (target_record){TARGET_NISBA, index});
  }
}

static void read_country_names(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields;
  uint32_t code = text_none(f[0]) || f[0].size != 3 ? 0 : code_pack(f[0].data, 3);
  for (uint32_t i = 0; i < b->countries.n; i++)
    if (b->countries.items[i].code == code) {
      add_names(line, f[3], (target_record){TARGET_COUNTRY, i});
      add_names(line, f[6], (target_record){TARGET_CAPITAL, i});
      nationality_phrases(line, i, f[4]);
      if (!text_none(f[2])) add_names(line, f[2], (target_record){TARGET_COUNTRY, i});
      return;
    }
}

/* ---- roles ---- */

static bool text_holds(rasid_text text, const char *part) {
  size_t n = strlen(part);
  for (size_t i = 0; i + n <= text.size; i++)
    if (memcmp(text.data + i, part, n) == 0) return true;
  return false;
}

uint32_t build_role_marks(rasid_text label) {
  static const struct {
    const char *part;
    uint32_t mark;
  } MARKS[] = {{"counterpart", ROLE_COUNTERPART},
               {"rebel", ROLE_HOME_GROWN},
               {"militia", ROLE_HOME_GROWN},
               {"putschist", ROLE_HOME_GROWN},
               {"tourist", ROLE_STATELESS},
               {"powers", ROLE_STATELESS},
               {"parties to the conflict", ROLE_STATELESS},
               {"international org", ROLE_STATELESS},
               {"terrorist group", ROLE_STATELESS},
               {"terrorist org", ROLE_STATELESS},
               {"representative", ROLE_REPRESENTATIVE},
               {"support", ROLE_SUPPORT},
               {"ambassador", ROLE_ENVOY},
               {"envoy", ROLE_ENVOY},
               {"state", ROLE_STATE},
               {"leader", ROLE_LEADER},
               {"authority, body", ROLE_PUBLIC},
               {"head of an authority", ROLE_PUBLIC},
               {"head of a committee", ROLE_PUBLIC},
               {"committee", ROLE_PUBLIC},
               {"director general", ROLE_PUBLIC}};
  uint32_t marks = 0;
  for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
    if (text_holds(label, MARKS[i].part)) marks |= MARKS[i].mark;
  return marks;
}

static void read_role(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields, head, rest = f[0];
  int kind = kind_of_name(f[1].data, f[1].size);
  if (kind != KIND_PERSON && kind != KIND_GROUP && kind != KIND_ORG) {
    tsv_mistake(line, "kind '%.*s': write person, group or org", (int)f[1].size,
                f[1].data);
    return;
  }
  if (loses_figure(line, f[0])) return;
  role_record *r = BUILD_PUSH(b, &b->roles);
  if (!r || !text_split(&rest, ' ', &head)) return;
  *r = (role_record){build_string(b, f[3].data, f[3].size),
                     (uint32_t)kind,
                     build_string(b, f[0].data, f[0].size),
                     {0, 0},
                     build_role_marks(f[3])};
  rasid_text sectors = f[2], sector;
  for (unsigned i = 0; i < 2 && !text_none(sectors) && text_split(&sectors, '|', &sector);
       i++)
    r->sectors[i] = build_sector(line, sector);
  uint32_t index = b->roles.n - 1;
  uint32_t lemma = role_lemma(line, head, (unsigned)kind, f[4]);
  if (!rest.size) {
    b->lemmas.items[lemma].role = (uint16_t)(index + 1);
    if (b->lemmas.items[lemma].kind == KIND_NONE)
      b->lemmas.items[lemma].kind = (uint8_t)kind;
  }
  build_phrase(line, f[0], lemma, (target_record){TARGET_ROLE, index});
}

/* ---- actors ---- */

/* The last lines in which a name stands: a report could not tell two entities of one
 * country apart that bear it at the same time. */
static void check_alias(tsv_line *line, uint32_t node, rasid_text name) {
  builder *b = line->b;
  uint32_t term = b->terms.n - 1, actor = b->actors.n - 1,
           last = pair_map_get(&b->alias_map, node, 0);
  const term_record *t = &b->terms.items[term];
  for (uint32_t i = last == MODEL_NONE ? 0 : last + 1; i;
       i = b->aliases.items[i - 1].next) {
    const alias_entry *other = &b->aliases.items[i - 1];
    const term_record *o = &b->terms.items[other->term];
    if (other->actor == actor || o->country != t->country || o->from > t->to ||
        t->from > o->to)
      continue;
    tsv_mistake(line,
                "'%.*s' is a name of '%s' too, of the same country at the same time: "
                "leave it to one of them, or write a longer name",
                (int)name.size, name.data,
                b->strings.items + b->actors.items[other->actor].id);
  }
  alias_entry *entry = BUILD_PUSH(b, &b->aliases);
  if (!entry) return;
  *entry = (alias_entry){actor, term, last == MODEL_NONE ? 0 : last + 1};
  pair_map_set(b, &b->alias_map, node, 0, b->aliases.n - 1);
}

static void actor_names(tsv_line *line, rasid_text names) {
  rasid_text name;
  if (text_none(names)) return;
  while (text_split(&names, '|', &name)) {
    if (!name.size || loses_figure(line, name)) continue;
    uint32_t node = build_name_node(line, name, PRIOR_NAME);
    if (node == MODEL_NONE) continue;
    check_alias(line, node, name);
    build_target(line->b, node, (target_record){TARGET_ACTOR, line->b->actors.n - 1});
  }
}

/* The actor of this id, new where the line before is of another; NULL where memory
 * fails. */
static actor_record *actor_of_line(tsv_line *line, int kind) {
  builder *b = line->b;
  rasid_text *f = line->fields;
  uint32_t id = build_string(b, f[0].data, f[0].size);
  if (b->actors.n && b->actors.items[b->actors.n - 1].id == id)
    return &b->actors.items[b->actors.n - 1];
  if (pair_map_get(&b->actor_map, id, 0) != MODEL_NONE)
    tsv_mistake(line, "'%.*s' has lines further up: put all lines of an id together",
                (int)f[0].size, f[0].data);
  actor_record *a = BUILD_PUSH(b, &b->actors);
  if (!a) return NULL;
  pair_map_set(b, &b->actor_map, id, 0, b->actors.n - 1);
  *a = (actor_record){id,
                      build_string(b, f[1].data, f[1].size),
                      text_none(f[2]) ? 0 : build_string(b, f[2].data, f[2].size),
                      (uint32_t)(kind < 0 ? 0 : kind),
                      b->terms.n,
                      0};
  return a;
}

static void read_actor(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields, sectors = f[5], sector;
  int kind = kind_of_name(f[3].data, f[3].size);
  if (kind != KIND_PERSON && kind != KIND_GROUP && kind != KIND_ORG)
    tsv_mistake(line, "kind '%.*s': write person, group or org", (int)f[3].size,
                f[3].data);
  actor_record *actor = actor_of_line(line, kind);
  term_record *t = actor ? BUILD_PUSH(b, &b->terms) : NULL;
  if (!t) return;
  *t = (term_record){.from = date_field(line, f[6], INT32_MIN),
                     .to = date_field(line, f[7], INT32_MAX),
                     .country = country_code(line, f[4])};
  checked_field(line, f[10], t);
  if (t->from > t->to)
    tsv_mistake(line, "the term ends (%.*s) before it begins (%.*s): correct the dates",
                (int)f[7].size, f[7].data, (int)f[6].size, f[6].data);
  for (unsigned i = 0; i < 2 && !text_none(sectors) && text_split(&sectors, '|', &sector);
       i++)
    t->sectors[i] = build_sector(line, sector);
  for (uint32_t i = actor->first_term; i + 1 < b->terms.n; i++) {
    const term_record *o = &b->terms.items[i];
    if (o->from <= t->to && t->from <= o->to)
      tsv_mistake(line,
                  "this term overlaps another of '%.*s': end the one on the day before "
                  "the other begins",
                  (int)f[0].size, f[0].data);
  }
  actor->n_terms++;
  actor_names(line, f[8]);
  actor_names(line, f[9]);
}

/* ---- places ---- */

/* First-level units that have no row of their own, because no Arabic name is known. */
static void read_unit(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields;
  pair_map_set(b, &b->admin1_map, country_code(line, f[0]),
               build_string(b, f[1].data, f[1].size), 0);
}

/* The unit of a place; it is checked when all places are read. */
static uint32_t admin1_field(const tsv_line *line, rasid_text t, uint32_t country) {
  builder *b = line->b;
  if (text_none(t)) return 0;
  uint32_t name = build_string(b, t.data, t.size);
  admin1_use *use = BUILD_PUSH(b, &b->admin1_uses);
  if (use) *use = (admin1_use){country, name, line->file, line->number};
  return name;
}

static void check_units(builder *b) {
  for (uint32_t i = 0; i < b->admin1_uses.n; i++) {
    const admin1_use *use = &b->admin1_uses.items[i];
    char code[4];
    if (pair_map_get(&b->admin1_map, use->country, use->name) != MODEL_NONE) continue;
    build_mistake(
        b,
        "data/%s:%u: admin1 '%s' is no unit of %s: write the name_en of its row "
        "of class admin1, or add the unit to data/world/units.tsv",
        use->file, use->line, b->strings.items + use->name,
        code_text(use->country, code));
  }
}

static bool read_number(rasid_text t, long long *number) {
  char digits[24], *end;
  if (!t.size || t.size >= sizeof digits) return false;
  memcpy(digits, t.data, t.size);
  digits[t.size] = '\0';
  *number = strtoll(digits, &end, 10);
  return *end == '\0' && *number >= 0;
}

/* Remembers the place just read, so that gazetteers leave it out. */
static void known_place(const tsv_line *line, long long id, rasid_text names) {
  builder *b = line->b;
  rasid_text name;
  uint32_t place = b->places.n - 1;
  if (id && pair_map_get(&b->known_ids, (uint64_t)id, 0) != MODEL_NONE)
    tsv_mistake(line, "id %lld stands twice: join the rows", id);
  if (id) pair_map_set(b, &b->known_ids, (uint64_t)id, 0, place);
  while (text_split(&names, '|', &name)) build_known_name(b, place, name);
}

static void read_place(tsv_line *line) {
  static const char *const CLASSES[] = {"country", "admin1", "admin2",
                                        "town",    "point",  "region"};
  builder *b = line->b;
  rasid_text *f = line->fields;
  long long id = 0, population = 0;
  unsigned c = 0;
  while (c < 6 && !text_is(f[7], CLASSES[c])) c++;
  if (c == 6)
    tsv_mistake(line,
                "class '%.*s' is unknown: write country, admin1, admin2, town, "
                "point or region",
                (int)f[7].size, f[7].data);
  if (!text_is(f[9], "A") && !text_is(f[9], "B"))
    tsv_mistake(line, "tier '%.*s': write A or B", (int)f[9].size, f[9].data);
  if (!(f[0].size > 2 && !memcmp(f[0].data, "r:", 2)) && !read_number(f[0], &id))
    tsv_mistake(line, "id '%.*s': write a GeoNames id, or r: and a name", (int)f[0].size,
                f[0].data);
  if (!text_none(f[8]) && (!read_number(f[8], &population) || population > UINT32_MAX))
    tsv_mistake(line, "population '%.*s': write a whole number or -", (int)f[8].size,
                f[8].data);
  uint32_t country = country_code(line, f[3]);
  place_record *p = BUILD_PUSH(b, &b->places);
  if (!p) return;
  *p = (place_record){.geonames = id,
                      .lat = coordinate(line, f[5], 90),
                      .lon = coordinate(line, f[6], 180),
                      .name = build_string(b, f[2].data, f[2].size),
                      .country = country,
                      .admin1 = admin1_field(line, f[4], country),
                      .place_class = (uint8_t)c,
                      .tier = f[9].size ? (uint8_t)f[9].data[0] : 'B',
                      .population = (uint32_t)population};
  if (c == PLACE_ADMIN1) {
    pair_map_set(b, &b->admin1_map, country, p->name, 0);
    if (p->admin1) pair_map_set(b, &b->admin1_map, country, p->admin1, 0);
  }
  target_record target = {TARGET_PLACE, b->places.n - 1};
  add_names(line, f[1], target);
  known_place(line, id, f[1]);
  bool plain = !text_none(f[2]) && !has_figure(f[2]); /* not «T-4 Air Base» */
  if (f[9].size && f[9].data[0] == 'A' && plain) add_names(line, f[2], target);
}

void build_world(builder *b) {
  static const char *const COUNTRY =
      "iso3 iso2 name_en names adjective plural capital capital_en lat lon "
      "arabic";
  static const char *const PLACE =
      "id names name_en country admin1 lat lon class population tier source";
  node_entry *root = BUILD_PUSH(b, &b->nodes);
  if (!root) return;
  *root = (node_entry){0};
  tsv_read(b, "world/countries.tsv", COUNTRY, false, read_country);
  tsv_read(b, "world/roles.tsv", "role kind sector label_en plurals", false, read_role);
  build_english_world(b);
  tsv_read(b, "world/countries.tsv", COUNTRY, false, read_country_names);
  tsv_read(b, "world/actors.tsv",
           "id label_en wikidata kind country sector from to names_ar names_en checked",
           false, read_actor);
  tsv_read(b, "world/units.tsv", "country admin1", true, read_unit);
  tsv_read(b, "world/places.tsv", PLACE, false, read_place);
  tsv_read(b, "world/places_derived.tsv", PLACE, false, read_place);
  check_units(b);
}
