/* record_values.c - the values that JSON, views and explanation all tell, said once.
 *
 * What the stages leave behind are codes, bits and indexes into the model; here they
 * become the words and numbers of the record.
 */
#include "record/record_inside.h"

#include <math.h>
#include <stdio.h>

uint32_t record_offset(const rasid_record *r, uint32_t byte) {
  return offset_map_at(&r->offsets, byte);
}

int64_t record_event_of(const rasid_record *r, uint32_t candidate_plus_1) {
  if (!candidate_plus_1 || candidate_plus_1 > r->events.candidates.n) return -1;
  return (int64_t)r->candidate_event[candidate_plus_1 - 1] - 1;
}

int quad_of(unsigned category) {
  static const int QUADS[N_CATEGORIES] = {1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4};
  return category < N_CATEGORIES ? QUADS[category] : 0;
}

const char *place_precision_name(unsigned place_class) {
  static const char *const NAMES[] = {"country", "admin1", "admin2",
                                      "town",    "point",  "region"};
  return place_class < 6 ? NAMES[place_class] : "region";
}

const char *time_type_name(unsigned type) {
  static const char *const NAMES[] = {"DATE", "TIME", "DURATION", "SET"};
  return NAMES[type % 4];
}

const char *toll_side_name(unsigned role) {
  return role == ROLE_ACTOR ? "actor" : role == ROLE_RECIPIENT ? "recipient" : "";
}

const char *record_kind_name(unsigned kind) {
  switch (kind) {
    case KIND_PERSON: return "person";
    case KIND_GROUP: return "group";
    case KIND_ORG: return "org";
    case KIND_PLACE: return "place";
    default: return "";
  }
}

/* Writes `value` with at least `width` digits at `out`; returns how many. */
static size_t put_digits(char *out, uint32_t value, size_t width) {
  size_t n = 1;
  for (uint32_t rest = value / 10; rest; rest /= 10) n++;
  if (n < width) n = width;
  for (size_t i = n; i-- > 0; value /= 10) out[i] = (char)('0' + value % 10);
  return n;
}

size_t record_day(int32_t day, char out[16]) {
  int32_t y, m, d;
  calendar_date(day, &y, &m, &d);
  size_t n = 0;
  if (y < 0) out[n++] = '-', y = -y;
  n += put_digits(out + n, (uint32_t)(y % 10000), 4);
  out[n++] = '-';
  n += put_digits(out + n, (uint32_t)m, 2);
  out[n++] = '-';
  n += put_digits(out + n, (uint32_t)d, 2);
  out[n] = '\0';
  return n;
}

size_t record_rule(const rasid_record *r, uint32_t file, uint32_t line,
                   char out[RECORD_RULE_ROOM]) {
  const rasid_model *m = r->coder->model;
  const char *name = file < m->n[SECTION_FILES] ? model_string(m, m->files[file]) : "";
  size_t size = strlen(name), most = RECORD_RULE_ROOM - sizeof "data/:4294967295";
  if (size > most) size = most;
  memcpy(out, "data/", 5);
  memcpy(out + 5, name, size);
  size_t n = 5 + size;
  out[n++] = ':';
  n += put_digits(out + n, line, 1);
  out[n] = '\0';
  return n;
}

unsigned record_modes(const event *e, const char *names[RECORD_MAX_MODES]) {
  unsigned n = 0;
  for (uint64_t rest = e->modes; rest && n < RECORD_MAX_MODES; rest &= rest - 1) {
    unsigned m = lowest_bit(rest);
    if (m < N_MODES) names[n++] = mode_name(m);
  }
  return n;
}

const actor_record *record_actor(const rasid_record *r, uint32_t entity_plus_1) {
  if (!entity_plus_1) return NULL;
  uint32_t actor = r->mentions.entities.items[entity_plus_1 - 1].actor;
  return actor ? model_actor(r->coder->model, actor - 1) : NULL;
}

party record_party(const rasid_record *r, uint32_t entity_plus_1, uint32_t start,
                   uint32_t end) {
  party p;
  memset(&p, 0, sizeof p);
  p.entity = entity_plus_1;
  p.start = start;
  p.end = end;
  if (!entity_plus_1) return p;
  const entity *e = &r->mentions.entities.items[entity_plus_1 - 1];
  p.country = e->country;
  p.sector = e->sectors[0];
  return p;
}

/* "north" of a word of direction; "central"; "" for the others («outside», «around»). */
static const char *direction_word(const rasid_record *r, uint32_t i) {
  static const char *const WORDS[] = {"north", "south", "east", "west"};
  if (!morph_has(&r->words, i) || !morph_is(&r->words, i, CLASS_MASK(DIRECTION)))
    return "";
  const char *gloss = model_string(r->coder->model, morph_lemma(&r->words, i)->gloss);
  for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++)
    if (!strncmp(gloss, WORDS[k], strlen(WORDS[k]))) return WORDS[k];
  return !strncmp(gloss, "middle", 6) || !strncmp(gloss, "heart", 5) ? "central" : "";
}

/* "northern Iraq" of "north" and "Iraq"; "northeastern Nigeria", "central Iraq". */
static void compose_name(const rasid_record *r, const place_mention *p, place_values *v) {
  const char *first = "", *second = "";
  for (uint32_t i = p->first; i < p->last && !*second; i++) {
    const char *direction = direction_word(r, i);
    if (*first)
      second = direction;
    else
      first = direction;
  }
  if (!*first) return;
  bool central = !strcmp(first, "central");
  if (central) second = "";
  snprintf(v->composed, sizeof v->composed, "%s%s%s %s", first, second,
           central ? "" : "ern", v->name);
  v->name = v->composed;
}

void record_place(const rasid_record *r, const place_mention *p, place_values *v) {
  const rasid_model *m = r->coder->model;
  const place_record *g = p->place ? model_place(m, p->place - 1) : NULL;
  const country_record *k =
      p->country_index ? model_country(m, p->country_index - 1) : NULL;
  const char *capital = p->capital && k ? model_string(m, k->capital) : "";
  v->composed[0] = '\0';
  v->name = g          ? model_string(m, g->name)
            : *capital ? capital
            : p->name  ? p->name
            : k        ? model_string(m, k->name)
                       : "";
  if (*v->name && p->direction) compose_name(r, p, v);
  v->country = p->country;
  v->admin1 = model_string(m, g ? g->admin1 : p->admin1);
  v->lat = g ? g->lat : k ? k->lat : (double)NAN;
  v->lon = g ? g->lon : k ? k->lon : (double)NAN;
  v->geonames = g && g->geonames > 0 ? g->geonames : 0;
  v->precision = p->direction ? "region" : place_precision_name(p->precision);
  v->relation = p->preposition == TAG_PREP_QURB ? "near" : "";
}

void record_gazetteer_place(const rasid_record *r, const place_record *g,
                            place_values *v) {
  const rasid_model *m = r->coder->model;
  *v = (place_values){.name = model_string(m, g->name),
                      .country = g->country,
                      .admin1 = model_string(m, g->admin1),
                      .lat = g->lat,
                      .lon = g->lon,
                      .geonames = g->geonames > 0 ? g->geonames : 0,
                      .precision = place_precision_name(g->place_class),
                      .relation = ""};
}
