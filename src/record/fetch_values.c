/* fetch_values.c - asks memory for what the record tells from the model, before it is
 * written.
 *
 * Places, actors, lemmas and their names lie all over a file of megabytes, and a report
 * names few of them: writing would wait for nearly each. They are asked for in two steps,
 * since the names are found by the records.
 */
#include "record/record_inside.h"

static void fetch_actor(const rasid_record *r, uint32_t entity_plus_1, bool names) {
  const rasid_model *m = r->coder->model;
  if (!entity_plus_1) return;
  const entity *e = &r->mentions.entities.items[entity_plus_1 - 1];
  if (!names) {
    if (e->actor) PREFETCH(model_actor(m, e->actor - 1));
    if (e->role) PREFETCH(model_role(m, e->role - 1));
    return;
  }
  if (e->actor) PREFETCH(model_string(m, model_actor(m, e->actor - 1)->label));
  if (e->actor) PREFETCH(model_string(m, model_actor(m, e->actor - 1)->wikidata));
  if (e->role) PREFETCH(model_string(m, model_role(m, e->role - 1)->label));
}

static void fetch_event(const rasid_record *r, const event *e, bool names) {
  const rasid_model *m = r->coder->model;
  const lemma_record *l = model_lemma(m, e->lemma);
  if (names)
    PREFETCH(model_string(m, l->text));
  else
    PREFETCH(l);
  for (uint32_t i = 0; i < e->n_actors; i++) fetch_actor(r, e->actors[i].entity, names);
  for (uint32_t i = 0; i < e->n_recipients; i++)
    fetch_actor(r, e->recipients[i].entity, names);
}

static void fetch_place(const rasid_record *r, const place_mention *p, bool names) {
  const rasid_model *m = r->coder->model;
  if (p->country_index) {
    const country_record *k = model_country(m, p->country_index - 1);
    if (names)
      PREFETCH(model_string(m, p->capital ? k->capital : k->name));
    else
      PREFETCH(k);
  }
  if (!p->place) return;
  const place_record *g = model_place(m, p->place - 1);
  if (names) {
    PREFETCH(model_string(m, g->name));
    PREFETCH(model_string(m, g->admin1));
  } else { /* it may reach into the next cache line */
    PREFETCH(g);
    PREFETCH(&g->admin1);
  }
}

static void fetch_unit(const rasid_record *r, uint32_t lemma, bool names) {
  const rasid_model *m = r->coder->model;
  const lemma_record *l = model_lemma(m, lemma);
  if (names)
    PREFETCH(model_string(m, l->gloss));
  else
    PREFETCH(l);
}

void record_fetch(const rasid_record *r, bool names) {
  for (uint32_t i = 0; i < r->n_events; i++)
    fetch_event(r, &r->events.candidates.items[r->event_candidate[i]], names);
  for (uint32_t i = 0; i < r->mentions.places.n; i++)
    fetch_place(r, &r->mentions.places.items[i], names);
  for (uint32_t i = 0; i < r->events.figures.n; i++)
    fetch_unit(r, r->events.figures.items[i].unit, names);
}
