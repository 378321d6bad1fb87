/* views_event.c - events with their parties, places and claimants as the C API shows
 * them. */
#include "record/views_inside.h"

static rasid_text view_label(rasid_record *r, const party *p) {
  char label[200];
  size_t n = event_label(&r->context, p, label, sizeof label);
  return n ? view_copy(r, label, n) : (rasid_text){NULL, 0};
}

rasid_entity view_party(rasid_record *r, const party *p) {
  const rasid_model *m = r->coder->model;
  const actor_record *actor = record_actor(r, p->entity);
  return (rasid_entity){view_span(r, p->start, p->end),
                        view_code(r, p->country),
                        view_code(r, p->sector),
                        view_string(actor ? model_string(m, actor->label) : ""),
                        view_label(r, p),
                        view_string(actor ? model_string(m, actor->wikidata) : "")};
}

static const rasid_entity *view_parties(rasid_record *r, const party *list, uint32_t n) {
  rasid_entity *views = arena_alloc(&r->coder->document, n, sizeof *views);
  for (uint32_t i = 0; views && i < n; i++) views[i] = view_party(r, &list[i]);
  return views;
}

static const rasid_place *view_place(rasid_record *r, const event_place *place) {
  if (!place->mention) return NULL;
  const place_mention *p = &r->mentions.places.items[place->mention - 1];
  rasid_place *view = arena_alloc(&r->coder->document, 1, sizeof *view);
  if (!view) return NULL;
  place_values v;
  record_place(r, p, &v);
  *view = view_place_values(r, view_span(r, p->start, p->end), &v);
  view->basis = place->stated ? "stated" : "context";
  return view;
}

rasid_claim view_claim(rasid_record *r, uint32_t speech_plus_1) {
  party p = record_party(r, 0, 0, 0);
  if (!speech_plus_1) return (rasid_claim){view_party(r, &p), "", false};
  const speech *s = &r->parse.speeches.items[speech_plus_1 - 1];
  p = record_party(r, s->claimant, s->start, s->end);
  return (rasid_claim){view_party(r, &p), claim_kind_name(s->kind ? s->kind : CLAIM_SAID),
                       s->anonymous};
}

static size_t view_contexts(rasid_record *r, const event *e, const char *names[4]) {
  size_t n = 0;
  while (n < 4 && e->contexts[n]) {
    names[n] = model_string(r->coder->model, e->contexts[n]);
    n++;
  }
  return n;
}

static void make_event(rasid_record *r, uint32_t index, rasid_event *v) {
  const rasid_model *m = r->coder->model;
  const event *e = &r->events.candidates.items[r->event_candidate[index]];
  const frame_record *f = model_frame(m, e->frame);
  *v =
      (rasid_event){.id = view_id(r, "#", index),
                    .category = category_name(e->category),
                    .cameo = e->cameo,
                    .quad = quad_of(e->category),
                    .status = status_name(e->status),
                    .sentence = e->sentence,
                    .same_as = (int32_t)record_event_of(r, e->same_as),
                    .trigger = view_span(r, e->start, e->end),
                    .lemma = view_string(model_string(m, model_lemma(m, e->lemma)->text)),
                    .actors = view_parties(r, e->actors, e->n_actors),
                    .n_actors = e->n_actors,
                    .recipients = view_parties(r, e->recipients, e->n_recipients),
                    .n_recipients = e->n_recipients,
                    .place = view_place(r, &e->place),
                    .date_basis = "",
                    .claim = view_claim(r, e->speech),
                    .confidence = (double)e->confidence,
                    .rule = view_rule(r, f->file, f->line)};
  v->n_modes = record_modes(e, v->modes);
  v->n_contexts = view_contexts(r, e, v->contexts);
  if (!e->date) return;
  const time_mention *t = &r->mentions.times.items[e->date - 1];
  v->date = view_string(t->value);
  v->date_span = view_span(r, t->start, t->end);
  v->date_basis = e->date_stated ? "stated" : "context";
}

static const rasid_event *event_views(rasid_record *r) {
  if (r->event_views) return r->event_views;
  arena *a = &r->coder->document;
  rasid_event *views = arena_alloc(a, r->n_events, sizeof *views);
  for (uint32_t i = 0; views && i < r->n_events; i++) make_event(r, i, &views[i]);
  if (!a->failed) r->event_views = views;
  return r->event_views;
}

size_t rasid_record_n_events(const rasid_record *r) {
  return r ? r->n_events : 0;
}

bool rasid_record_event(const rasid_record *r, size_t i, rasid_event *view) {
  if (!view || i >= rasid_record_n_events(r)) return false;
  const rasid_event *views = event_views(&r->coder->record);
  if (views) *view = views[i];
  return views != NULL;
}
