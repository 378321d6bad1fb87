/* build_world.c - data/world: countries, actors, roles and places. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/build.h"
#include "text/text.h"

static void add_names(const tsv_line *line, rasid_text names, target_record target) {
  rasid_text name;
  if (text_none(names)) return;
  while (text_split(&names, '|', &name))
    if (name.size) build_name(line, name, target);
}

/* ---- fields ---- */

static uint32_t country_code(const tsv_line *line, rasid_text t) {
  if (text_none(t)) return 0;
  bool ok = t.size == 3;
  for (size_t i = 0; ok && i < 3; i++) ok = t.data[i] >= 'A' && t.data[i] <= 'Z';
  if (!ok) {
    tsv_mistake(line, "country '%.*s': write an ISO 3166 alpha-3 code", (int)t.size,
                t.data);
    return 0;
  }
  return code_pack(t.data, 3);
}

static uint32_t sector_code(const tsv_line *line, rasid_text t) {
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
  if (*end || !(fabs(value) <= limit))
    tsv_mistake(line, "coordinate '%s': write degrees within ±%g", number, limit);
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

static int32_t date_field(const tsv_line *line, rasid_text t, int32_t open) {
  if (text_none(t)) return open;
  bool shaped = t.size == 10 && t.data[4] == '-' && t.data[7] == '-';
  int y = shaped ? digits_field(t.data, 4) : -1,
      m = shaped ? digits_field(t.data + 5, 2) : -1;
  int d = shaped ? digits_field(t.data + 8, 2) : -1;
  if (y < 0 || m < 1 || m > 12 || d < 1 || d > 31) {
    tsv_mistake(line, "date '%.*s': write YYYY-MM-DD or -",
                (int)(t.size > 16 ? 16 : t.size), t.data);
    return open;
  }
  y -= m <= 2; /* days from civil, H. Hinnant's algorithm */
  int era = (y >= 0 ? y : y - 399) / 400;
  unsigned yoe = (unsigned)(y - era * 400),
           doy = (153u * (unsigned)(m + (m > 2 ? -3 : 9)) + 2) / 5 + (unsigned)d - 1;
  return era * 146097 + (int)(yoe * 365 + yoe / 4 - yoe / 100 + doy) - 719468;
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
    b->lemmas.items[lemma].country = index + 1;
    if (old != MODEL_NONE) b->lemmas.items[old].country = index + 1;
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
      .code = country_code(line, f[0]),
      .name = build_string(b, f[2].data, f[2].size),
      .capital = text_none(f[7]) ? 0 : build_string(b, f[7].data, f[7].size),
      .lat = coordinate(line, f[8], 90),
      .lon = coordinate(line, f[9], 180)};
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

static void read_role(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields, head, rest = f[0];
  int kind = kind_of_name(f[1].data, f[1].size);
  if (kind != KIND_PERSON && kind != KIND_GROUP && kind != KIND_ORG) {
    tsv_mistake(line, "kind '%.*s': write person, group or org", (int)f[1].size,
                f[1].data);
    return;
  }
  role_record *r = BUILD_PUSH(b, &b->roles);
  if (!r || !text_split(&rest, ' ', &head)) return;
  *r = (role_record){build_string(b, f[3].data, f[3].size),
                     (uint32_t)kind,
                     build_string(b, f[0].data, f[0].size),
                     {0, 0}};
  rasid_text sectors = f[2], sector;
  for (unsigned i = 0; i < 2 && !text_none(sectors) && text_split(&sectors, '|', &sector);
       i++)
    r->sectors[i] = sector_code(line, sector);
  uint32_t index = b->roles.n - 1;
  uint32_t lemma = role_lemma(line, head, (unsigned)kind, f[4]);
  if (!rest.size) {
    b->lemmas.items[lemma].role = index + 1;
    if (b->lemmas.items[lemma].kind == KIND_NONE)
      b->lemmas.items[lemma].kind = (uint8_t)kind;
  }
  build_phrase(line, f[0], lemma, (target_record){TARGET_ROLE, index});
}

/* ---- actors ---- */

static void read_actor(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields, sectors = f[5], sector;
  int kind = kind_of_name(f[3].data, f[3].size);
  if (kind != KIND_PERSON && kind != KIND_GROUP && kind != KIND_ORG)
    tsv_mistake(line, "kind '%.*s': write person, group or org", (int)f[3].size,
                f[3].data);
  uint32_t id = build_string(b, f[0].data, f[0].size);
  if (!b->actors.n || b->actors.items[b->actors.n - 1].id != id) {
    actor_record *a = BUILD_PUSH(b, &b->actors);
    if (!a) return;
    *a = (actor_record){id,
                        build_string(b, f[1].data, f[1].size),
                        text_none(f[2]) ? 0 : build_string(b, f[2].data, f[2].size),
                        (uint32_t)(kind < 0 ? 0 : kind),
                        b->terms.n,
                        0};
  }
  actor_record *actor = &b->actors.items[b->actors.n - 1];
  term_record *t = BUILD_PUSH(b, &b->terms);
  if (!t) return;
  *t = (term_record){date_field(line, f[6], INT32_MIN),
                     date_field(line, f[7], INT32_MAX),
                     country_code(line, f[4]),
                     {0, 0}};
  if (t->from > t->to) tsv_mistake(line, "the term ends before it begins");
  for (unsigned i = 0; i < 2 && !text_none(sectors) && text_split(&sectors, '|', &sector);
       i++)
    t->sectors[i] = sector_code(line, sector);
  for (uint32_t i = actor->first_term; i + 1 < b->terms.n; i++) {
    const term_record *o = &b->terms.items[i];
    if (o->from <= t->to && t->from <= o->to)
      tsv_mistake(line, "this term overlaps another of '%.*s'", (int)f[0].size,
                  f[0].data);
  }
  actor->n_terms++;
  target_record target = {TARGET_ACTOR, b->actors.n - 1};
  add_names(line, f[8], target);
  add_names(line, f[9], target);
}

/* ---- places ---- */

static void read_place(tsv_line *line) {
  static const char *const CLASSES[] = {"country", "admin1", "admin2",
                                        "town",    "point",  "region"};
  builder *b = line->b;
  rasid_text *f = line->fields;
  unsigned c = 0;
  while (c < 6 && !text_is(f[7], CLASSES[c])) c++;
  if (c == 6)
    tsv_mistake(line, "class '%.*s' is unknown: see data/README.md", (int)f[7].size,
                f[7].data);
  if (!text_is(f[9], "A") && !text_is(f[9], "B"))
    tsv_mistake(line, "tier '%.*s': write A or B", (int)f[9].size, f[9].data);
  place_record *p = BUILD_PUSH(b, &b->places);
  if (!p) return;
  char number[24];
  snprintf(number, sizeof number, "%.*s", (int)f[0].size, f[0].data);
  *p = (place_record){
      .geonames = strtoll(number, NULL, 10),
      .lat = coordinate(line, f[5], 90),
      .lon = coordinate(line, f[6], 180),
      .name = build_string(b, f[2].data, f[2].size),
      .country = country_code(line, f[3]),
      .admin1 = text_none(f[4]) ? 0 : build_string(b, f[4].data, f[4].size),
      .place_class = (uint8_t)c,
      .tier = f[9].size ? (uint8_t)f[9].data[0] : 'B'};
  snprintf(number, sizeof number, "%.*s", (int)f[8].size, f[8].data);
  p->population = text_none(f[8]) ? 0 : (uint32_t)strtoul(number, NULL, 10);
  target_record target = {TARGET_PLACE, b->places.n - 1};
  add_names(line, f[1], target);
  if (f[9].size && f[9].data[0] == 'A' && !text_none(f[2])) add_names(line, f[2], target);
}

void build_world(builder *b) {
  static const char *const COUNTRY =
      "iso3 iso2 name_en names adjective plural capital capital_en lat lon";
  static const char *const PLACE =
      "id names name_en country admin1 lat lon class population tier source";
  node_entry *root = BUILD_PUSH(b, &b->nodes);
  if (!root) return;
  *root = (node_entry){0};
  tsv_read(b, "world/countries.tsv", COUNTRY, false, read_country);
  tsv_read(b, "world/roles.tsv", "role kind sector label_en plurals", false, read_role);
  tsv_read(b, "world/countries.tsv", COUNTRY, false, read_country_names);
  tsv_read(b, "world/actors.tsv",
           "id label_en wikidata kind country sector from to names_ar names_en", false,
           read_actor);
  tsv_read(b, "world/places.tsv", PLACE, false, read_place);
  tsv_read(b, "world/places_derived.tsv", PLACE, false, read_place);
}
