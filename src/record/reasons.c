/* reasons.c - why a place or an actor was read as it was, in English, for views and
 * explanation.
 *
 * A reason is made of what the mention stages kept of their rules: which dictionary has
 * the name, what stood beside it, and what told it from its namesakes.
 */
#include <stdio.h>

#include "record/record_inside.h"

typedef struct reason {
  char *text;
  size_t n;
} reason;

/* Adds a part behind a semicolon; what does not fit is left out. */
static void add(reason *why, const char *format, ...) PRINTF_LIKE(2, 3);
static void add(reason *why, const char *format, ...) {
  char part[200];
  va_list arguments;
  va_start(arguments, format);
  int size = vsnprintf(part, sizeof part, format, arguments);
  va_end(arguments);
  const char *between = why->n ? "; " : "";
  if (size <= 0 || why->n + strlen(between) + strlen(part) >= RECORD_WHY_ROOM) return;
  for (const char *s = between; *s; s++) why->text[why->n++] = *s;
  for (const char *s = part; *s; s++) why->text[why->n++] = *s;
}

/* ---- places ---- */

/* Where in the targets of its name the mention's own place stands, or an earlier one of
 * the same index: no namesake. */
static bool is_namesake(const rasid_record *r, const place_mention *p,
                        const node_record *node, uint32_t at) {
  const target_record *t = model_target(r->coder->model, node->first_target + at);
  if (t->type != TARGET_PLACE || t->index + 1 == p->place) return false;
  for (uint32_t i = 0; i < at; i++) {
    const target_record *o = model_target(r->coder->model, node->first_target + i);
    if (o->type == TARGET_PLACE && o->index == t->index) return false;
  }
  return true;
}

const place_record *record_namesake(const rasid_record *r, const place_mention *p,
                                    unsigned i) {
  const rasid_model *m = r->coder->model;
  if (!p->node) return NULL;
  const node_record *node = model_node(m, p->node);
  for (uint32_t k = 0; k < node->n_targets; k++) {
    if (!is_namesake(r, p, node, k)) continue;
    if (!i--) return model_place(m, model_target(m, node->first_target + k)->index);
  }
  return NULL;
}

static unsigned n_namesakes(const rasid_record *r, const place_mention *p) {
  unsigned n = 0;
  while (record_namesake(r, p, n)) n++;
  return n;
}

static void add_origin(reason *why, const rasid_record *r, const place_mention *p) {
  const rasid_model *m = r->coder->model;
  if (p->refers) {
    if (p->refers_to)
      add(why, "stands for a place named before");
    else if (p->cues & PLACE_CUE_NATIONALITY)
      add(why, "the capital of the country whose adjective is behind it");
    else if (p->cues & PLACE_CUE_BEFORE)
      add(why, "the capital of the country named last");
    else
      add(why, "the capital of the country the report names most");
  } else if (p->name) {
    add(why, "in no gazetteer, a name behind a head noun");
    add(why, "%s",
        p->cues & PLACE_CUE_CONTAINER ? "it lies in what is named behind it"
        : p->cues & PLACE_CUE_BEFORE  ? "it lies by the place named before"
        : p->cues & PLACE_CUE_REPORT  ? "it lies in the country the report names most"
                                      : "where it lies is unknown");
  } else if (p->place) {
    add(why, "gazetteer, tier %c", model_place(m, p->place - 1)->tier);
    if (p->capital && model_country(m, p->country_index - 1)->code == p->country)
      add(why, "a capital, may stand for its government");
  } else {
    add(why, p->capital ? "name of a capital, may stand for its government"
                        : "name of a country");
  }
}

static void add_choice(reason *why, const rasid_record *r, const place_mention *p) {
  static const char *const CHOICES[] = {
      [PLACE_CHOICE_NONE] = "",
      [PLACE_CHOICE_ALONE] = "the others want a locative word or their container",
      [PLACE_CHOICE_CLASS] = "its class",
      [PLACE_CHOICE_POPULATION] = "its population",
      [PLACE_CHOICE_REPORT] = "the report names its country",
      [PLACE_CHOICE_CONTAINER] = "its country is named behind it",
      [PLACE_CHOICE_UNIT] = "its first-level unit is named behind it",
      [PLACE_CHOICE_BEFORE] = "the place before lies in its country",
      [PLACE_CHOICE_TIER] = "its tier",
      [PLACE_CHOICE_FIRST] = "another is as good, the first is taken",
      [PLACE_CHOICE_COUNTRY] = "a country goes before places of its name",
      [PLACE_CHOICE_HEAD] = "the head noun is none of a country"};
  if (p->choice == PLACE_CHOICE_NONE || p->choice >= sizeof CHOICES / sizeof *CHOICES)
    return;
  add(why, "chosen among %u of the name: %s", n_namesakes(r, p) + 1, CHOICES[p->choice]);
}

size_t record_place_why(const rasid_record *r, const place_mention *p,
                        char out[RECORD_WHY_ROOM]) {
  reason why = {out, 0};
  add_origin(&why, r, p);
  if (!p->refers && !p->name) {
    if (p->cues & PLACE_CUE_HEAD && !p->direction)
      add(&why, "behind a head noun or a direction");
    if (p->cues & PLACE_CUE_PREPOSITION) add(&why, "behind a preposition of place");
    if (p->cues & PLACE_CUE_CONTAINER) add(&why, "before what it lies in");
    if (p->cues & PLACE_CUE_BEFORE) add(&why, "behind a place of its country");
  }
  add_choice(&why, r, p);
  if (p->direction) add(&why, "with a direction: a part of it");
  out[why.n] = '\0';
  return why.n;
}

/* ---- actors ---- */

const term_record *record_term(const rasid_record *r, const entity *e) {
  uint32_t of = e->actor ? e->actor : e->codes_of;
  return of ? actor_term(r->coder->model, of - 1, mention_day(&r->mentions)) : NULL;
}

static void add_term(reason *why, const rasid_record *r, const entity *e) {
  const term_record *t = record_term(r, e);
  int32_t day = mention_day(&r->mentions);
  char text[16];
  if (!t || (t->from == INT32_MIN && t->to == INT32_MAX)) return;
  if (day == INT32_MIN) {
    add(why, "no day is known: its last term");
    return;
  }
  record_day(day, text);
  add(why,
      t->from <= day && day <= t->to ? "its term on %s"
                                     : "no term of it on %s: the nearest",
      text);
}

static void add_head(reason *why, const rasid_record *r, const entity *e) {
  const rasid_model *m = r->coder->model;
  if (e->actor) {
    add(why, "known actor");
    if (e->n_namesakes)
      add(why, "chosen among %u of the name by the report's countries and their terms",
          e->n_namesakes + 1u);
    add_term(why, r, e);
  }
  if (e->role)
    add(why, "role \"%s\"", model_string(m, model_role(m, e->role - 1)->label));
  if (e->flags & ENTITY_STATE)
    add(why, "name of a country");
  else if (e->flags & ENTITY_CAPITAL)
    add(why, "capital, for its government");
  else if (e->flags & ENTITY_ADJECTIVE)
    add(why, "adjective of a country");
  else if (e->flags & ENTITY_COMMON)
    add(why, "noun for people, no role");
  else if (!e->actor && !e->role)
    add(why, "a name in no dictionary");
}

static void add_codes(reason *why, const rasid_record *r, const entity *e) {
  static const char *const BASES[] = {
      [BASIS_NONE] = "",
      [BASIS_DICTIONARY] = "",
      [BASIS_ADJECTIVE] = "country of the adjective",
      [BASIS_GENITIVE] = "country of the words behind it",
      [BASIS_PREPOSITION] = "country of the place behind it",
      [BASIS_REFERENCE] = "",
      [BASIS_POSSESSOR] = "",
      [BASIS_REPORT] = ""};
  static const char *const REFERENCES[] = {
      [REFERENCE_NONE] = "",
      [REFERENCE_HEAD] = "codes of an earlier actor with its head word",
      [REFERENCE_GROUP] = "codes of the last fitting actor before it",
      [REFERENCE_SUFFIX] = "codes of whom its suffix pronoun stands for",
      [REFERENCE_NAME] = "codes of a longer name in the report",
      [REFERENCE_PLACE] = "country of a place of the sentence",
      [REFERENCE_REPORT] = "country the report names most",
      [REFERENCE_ARMED] = "codes of the armed group of the report",
      [REFERENCE_BEHIND] = "codes of whom the pronoun behind it stands for",
      [REFERENCE_BOTH] = "codes of the two parties named last before it",
      [REFERENCE_OFFICE] = "codes of the office before it",
      [REFERENCE_ADDRESS] = "codes of whom it addresses"};
  const rasid_model *m = r->coder->model;
  if (!e->actor && e->codes_of) {
    add(why, "codes of %s, named in it",
        model_string(m, model_actor(m, e->codes_of - 1)->label));
    add_term(why, r, e);
  }
  if (e->why < sizeof BASES / sizeof *BASES && *BASES[e->why] && !e->codes_of &&
      !(e->flags & ENTITY_ADJECTIVE))
    add(why, "%s", BASES[e->why]);
  if (e->reference < sizeof REFERENCES / sizeof *REFERENCES && *REFERENCES[e->reference])
    add(why, "%s", REFERENCES[e->reference]);
}

size_t record_actor_why(const rasid_record *r, const entity *e,
                        char out[RECORD_WHY_ROOM]) {
  reason why = {out, 0};
  add_head(&why, r, e);
  add_codes(&why, r, e);
  out[why.n] = '\0';
  return why.n;
}
