/* views_mention.c - places and actors as the C API shows them, events or not. */
#include "record/views_inside.h"

/* ---- places ---- */

rasid_place view_place_values(rasid_record *r, rasid_span span, const place_values *v) {
  return (rasid_place){.span = span,
                       .name = v->name == v->composed
                                   ? view_copy(r, v->name, strlen(v->name))
                                   : view_string(v->name),
                       .country = view_code(r, v->country),
                       .admin1 = view_string(v->admin1),
                       .lat = v->lat,
                       .lon = v->lon,
                       .geonames = v->geonames,
                       .precision = v->precision,
                       .basis = "",
                       .relation = v->relation};
}

static const rasid_place *view_rivals(rasid_record *r, const place_mention *p,
                                      size_t *n) {
  const place_record *g;
  size_t n_rivals = 0;
  while (record_namesake(r, p, (unsigned)n_rivals)) n_rivals++;
  rasid_place *views = arena_alloc(&r->coder->document, n_rivals, sizeof *views);
  *n = views ? n_rivals : 0;
  for (unsigned i = 0; views && (g = record_namesake(r, p, i)) != NULL; i++) {
    place_values v;
    record_gazetteer_place(r, g, &v);
    views[i] = view_place_values(r, (rasid_span){{NULL, 0}, 0, 0}, &v);
  }
  return views;
}

static void make_place(rasid_record *r, const place_mention *p,
                       rasid_place_mention *view) {
  char why[RECORD_WHY_ROOM];
  place_values v;
  record_place(r, p, &v);
  *view = (rasid_place_mention){
      .place = view_place_values(r, view_span(r, p->start, p->end), &v)};
  if (p->refers_to) {
    const place_mention *of = &r->mentions.places.items[p->refers_to - 1];
    view->refers_to = view_span(r, of->start, of->end);
  }
  view->rivals = view_rivals(r, p, &view->n_rivals);
  view->why = view_copy(r, why, record_place_why(r, p, why));
}

static const rasid_place_mention *place_views(rasid_record *r) {
  if (r->place_views) return r->place_views;
  arena *a = &r->coder->document;
  rasid_place_mention *views = arena_alloc(a, r->mentions.places.n, sizeof *views);
  for (uint32_t i = 0; views && i < r->mentions.places.n; i++)
    make_place(r, &r->mentions.places.items[i], &views[i]);
  if (!a->failed) r->place_views = views;
  return r->place_views;
}

size_t rasid_record_n_places(const rasid_record *r) {
  return r ? r->mentions.places.n : 0;
}

bool rasid_record_place(const rasid_record *r, size_t i, rasid_place_mention *place) {
  if (!place || i >= rasid_record_n_places(r)) return false;
  const rasid_place_mention *views = place_views(&r->coder->record);
  if (views) *place = views[i];
  return views != NULL;
}

/* ---- actors ---- */

static void view_sectors(rasid_record *r, const entity *e, rasid_actor_mention *view) {
  view->sectors[0] = view->sectors[1] = "";
  for (unsigned i = 0; i < 2; i++)
    if (e->sectors[i]) view->sectors[view->n_sectors++] = view_code(r, e->sectors[i]);
  if (!view->n_sectors && e->flags & ENTITY_COMMON)
    view->sectors[view->n_sectors++] = "CVL";
  view->entity.sector = view->sectors[0];
}

/* Its words. A name that is known from before and cannot begin one, since it has the
 * article, covers no token: there they are its head word, which is that name and no more.
 */
static void entity_words(const rasid_record *r, const entity *e, uint32_t *start,
                         uint32_t *end) {
  const token *head = &r->text.tokens.items[e->head];
  bool covers = e->last > e->first;
  *start = covers ? e->start : head->start;
  *end = covers ? e->end : head->end;
}

/* What the dictionary of actors says of the entity, or of the one that gave it codes. */
static void view_known(rasid_record *r, const entity *e, rasid_actor_mention *view) {
  const rasid_model *m = r->coder->model;
  const term_record *t = record_term(r, e);
  if (e->actor) view->id = view_string(model_string(m, model_actor(m, e->actor - 1)->id));
  if (!t) return;
  view->term_first = view_day(r, t->from);
  view->term_last = view_day(r, t->to);
}

static void make_actor(rasid_record *r, uint32_t index, rasid_actor_mention *view) {
  const rasid_model *m = r->coder->model;
  const entity *e = &r->mentions.entities.items[index];
  char why[RECORD_WHY_ROOM];
  uint32_t start, end;
  entity_words(r, e, &start, &end);
  party p = record_party(r, index + 1, start, end);
  *view = (rasid_actor_mention){.entity = view_party(r, &p),
                                .kind = record_kind_name(e->kind)};
  view_sectors(r, e, view);
  view_known(r, e, view);
  if (e->role)
    view->role = view_string(model_string(m, model_role(m, e->role - 1)->label));
  if (e->refers_to) {
    entity_words(r, &r->mentions.entities.items[e->refers_to - 1], &start, &end);
    view->refers_to = view_span(r, start, end);
  }
  view->why = view_copy(r, why, record_actor_why(r, e, why));
}

static const rasid_actor_mention *actor_views(rasid_record *r) {
  if (r->actor_views) return r->actor_views;
  arena *a = &r->coder->document;
  rasid_actor_mention *views = arena_alloc(a, r->mentions.entities.n, sizeof *views);
  for (uint32_t i = 0; views && i < r->mentions.entities.n; i++)
    make_actor(r, i, &views[i]);
  if (!a->failed) r->actor_views = views;
  return r->actor_views;
}

size_t rasid_record_n_actors(const rasid_record *r) {
  return r ? r->mentions.entities.n : 0;
}

bool rasid_record_actor(const rasid_record *r, size_t i, rasid_actor_mention *actor) {
  if (!actor || i >= rasid_record_n_actors(r)) return false;
  const rasid_actor_mention *views = actor_views(&r->coder->record);
  if (views) *actor = views[i];
  return views != NULL;
}
