/* explain_mention.c - the mentions of a sentence: numbers, times, places, entities. */
#include "record/explain_inside.h"

static void put_number(printer *p, uint32_t i) {
  static const char *const FLAGS[] = {"approximate", "in-words", "ordinal",
                                      "percent",     "decimal",  "vague",
                                      "dual",        "no-count", "definite"};
  const number *n = &p->r->mentions.numbers.items[i];
  printer_print(p, "    number %-4u tokens %u-%u, %lld to ", i, n->first, n->last,
                (long long)n->low);
  if (n->high < 0)
    printer_print(p, "open");
  else
    printer_print(p, "%lld", (long long)n->high);
  if (n->value != n->low) printer_print(p, ", said %lld", (long long)n->value);
  if (n->noun != MODEL_NONE) printer_print(p, ", of token %u", n->noun);
  if (n->flags) printer_put(p, ",", 1);
  explain_flags(p, n->flags, FLAGS, 9);
  explain_words(p, n->start, n->end);
}

static void put_time(printer *p, uint32_t i) {
  const time_mention *t = &p->r->mentions.times.items[i];
  printer_print(p, "    time %-6u tokens %u-%u, %s %s%s%s", i, t->first, t->last,
                time_type_name(t->type),
                t->has_value ? t->value : "(no day to count from)",
                t->historical ? ", historical" : "", t->future ? ", future" : "");
  explain_words(p, t->start, t->end);
}

static void put_place(printer *p, uint32_t i) {
  const place_mention *m = &p->r->mentions.places.items[i];
  char why[RECORD_WHY_ROOM];
  place_values v;
  record_place(p->r, m, &v);
  record_place_why(p->r, m, why);
  printer_print(p, "    place %-5u tokens %u-%u, %s (", i, m->first, m->last,
                *v.name ? v.name : "unnamed");
  explain_codes(p, m->country, 0);
  printer_print(p, "), %s", v.precision);
  if (*v.admin1) printer_print(p, ", within %s", v.admin1);
  if (v.geonames) printer_print(p, ", GeoNames %lld", (long long)v.geonames);
  if (m->refers_to) printer_print(p, ", refers to place %u", m->refers_to - 1);
  if (m->preposition) printer_print(p, ", after %s", tag_name(m->preposition));
  if (m->proclitics & PROCLITIC_BI) printer_print(p, ", after bi-");
  printer_print(p, ": %s", why);
  explain_words(p, m->start, m->end);
}

/* Which dictionary an entity comes from. */
static void put_origin(printer *p, const entity *e) {
  const rasid_model *m = p->r->coder->model;
  if (e->actor)
    printer_print(p, ", actor \"%s\"",
                  model_string(m, model_actor(m, e->actor - 1)->label));
  if (e->nation)
    printer_print(p, ", of %s", model_string(m, model_country(m, e->nation - 1)->name));
}

static void put_entity(printer *p, uint32_t i) {
  static const char *const FLAGS[] = {
      "definite", "named",     "state",       "capital", "bare", "adjective", "plural",
      "feminine", "anonymous", "coordinated", "source",  "dual", "armed",     "common"};
  const entity *e = &p->r->mentions.entities.items[i];
  const char *kind = record_kind_name(e->kind);
  char second[4], why[RECORD_WHY_ROOM];
  record_actor_why(p->r, e, why);
  printer_print(p, "    entity %-4u tokens %u-%u, ", i, e->first, e->last);
  explain_codes(p, e->country, e->sectors[0]);
  if (e->sectors[1]) printer_print(p, "/%s", code_text(e->sectors[1], second));
  printer_print(p, ", %s", *kind ? kind : "unknown kind");
  put_origin(p, e);
  if (e->refers_to) printer_print(p, ", refers to entity %u", e->refers_to - 1);
  if (e->flags) printer_put(p, ",", 1);
  explain_flags(p, e->flags, FLAGS, 14);
  printer_print(p, ": %s", why);
  explain_words(p, e->start, e->end);
}

void explain_mentions(printer *p, const sentence *s) {
  const mention_doc *m = &p->r->mentions;
  uint32_t from = s->first, to = s->first + s->n;
  printer_print(p, "  mentions: numbers, times, places, entities\n");
  for (uint32_t i = FIRST_FROM(m->numbers, number, first, from);
       i < m->numbers.n && m->numbers.items[i].first < to; i++)
    put_number(p, i);
  for (uint32_t i = FIRST_FROM(m->times, time_mention, first, from);
       i < m->times.n && m->times.items[i].first < to; i++)
    put_time(p, i);
  for (uint32_t i = FIRST_FROM(m->places, place_mention, first, from);
       i < m->places.n && m->places.items[i].first < to; i++)
    put_place(p, i);
  for (uint32_t i = FIRST_FROM(m->entities, entity, first, from);
       i < m->entities.n && m->entities.items[i].first < to; i++)
    put_entity(p, i);
}
