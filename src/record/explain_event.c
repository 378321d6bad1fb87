/* explain_event.c - the frames tried in a sentence and what became of them, its tolls and
 * its figures. */
#include "record/explain_inside.h"

#define LABEL "      %-11s"

static void put_parties(printer *p, const char *role, const party *list, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    const party *x = &list[i];
    char label[200];
    size_t size = event_label(&p->r->context, x, label, sizeof label);
    printer_print(p, LABEL, role);
    explain_codes(p, x->country, x->sector);
    if (x->entity) printer_print(p, ", entity %u", x->entity - 1);
    if (size) printer_print(p, ", \"%.*s\"", (int)size, label);
    if (x->refers_start < x->refers_end) {
      printer_print(p, ", refers to ");
      printer_put_span(p, x->refers_start, x->refers_end);
    }
    explain_words(p, x->start, x->end);
  }
}

static void put_frame(printer *p, const event *e) {
  static const char *const ROLES[] = {"none", "actor", "recipient", "both",
                                      "actor-or-recipient"};
  const rasid_model *m = p->r->coder->model;
  const frame_record *f = model_frame(m, e->frame);
  printer_print(p, LABEL, "rule");
  printer_put_rule(p, f->file, f->line);
  for (unsigned i = 0; i < f->n_slots && i < FRAME_MAX_SLOTS; i++)
    printer_print(p, "%s%s=%s", i ? " " : ", ", explain_slot(f->slots[i].slot),
                  f->slots[i].role < 5 ? ROLES[f->slots[i].role] : "?");
  if (f->n_conditions) printer_print(p, ", conditions: %u", f->n_conditions);
  if (f->n_tail) printer_print(p, ", of several words");
  printer_print(p, ", lemma  %s\n", model_string(m, model_lemma(m, e->lemma)->text));
}

static void put_status(printer *p, const event *e) {
  printer_print(p, LABEL "%s", "status", status_name(e->status));
  if (e->status_start < e->status_end) {
    printer_print(p, ", by");
    explain_words(p, e->status_start, e->status_end);
  } else {
    printer_put(p, "\n", 1);
  }
}

static void put_setting(printer *p, const event *e) {
  if (e->place.mention) {
    const place_mention *m = &p->r->mentions.places.items[e->place.mention - 1];
    place_values v;
    record_place(p->r, m, &v);
    printer_print(p, LABEL "%s, place %u, %s", "place", v.name, e->place.mention - 1,
                  e->place.stated ? "stated" : "context");
    explain_words(p, m->start, m->end);
  }
  if (e->date) {
    const time_mention *t = &p->r->mentions.times.items[e->date - 1];
    printer_print(p, LABEL "%s, time %u, %s", "date", t->value, e->date - 1,
                  e->date_stated ? "stated" : "context");
    explain_words(p, t->start, t->end);
  }
}

/* "speech 2, said" and the claimant's words. */
static void put_claim(printer *p, uint32_t speech_plus_1) {
  if (!speech_plus_1) return;
  const speech *s = &p->r->parse.speeches.items[speech_plus_1 - 1];
  printer_print(p, LABEL "speech %u, %s%s", "claim", speech_plus_1 - 1,
                claim_kind_name(s->kind ? s->kind : CLAIM_SAID),
                s->anonymous ? ", anonymous" : "");
  explain_words(p, s->start, s->end);
}

static void put_contexts(printer *p, const event *e) {
  if (!e->contexts[0]) return;
  printer_print(p, LABEL, "context");
  for (unsigned i = 0; i < 4 && e->contexts[i]; i++)
    printer_print(p, "%s%s", i ? ", " : "",
                  model_string(p->r->coder->model, e->contexts[i]));
  printer_put(p, "\n", 1);
}

/* "a1#3", or the candidate's number where it was turned down. */
static void put_event_id(printer *p, uint32_t candidate) {
  int64_t index = record_event_of(p->r, candidate + 1);
  if (index < 0) {
    printer_print(p, "candidate %u", candidate);
    return;
  }
  if (p->r->id.data) printer_put_line(p, p->r->id.data, p->r->id.size);
  printer_print(p, "#%lld", (long long)index);
}

static void put_fate(printer *p, const event *e, uint32_t candidate) {
  printer_print(p, LABEL "%.4f from ", "confidence", (double)e->confidence);
  printer_put_features(p, e, " ");
  printer_print(p, "\n" LABEL, e->kept ? "kept" : "turned down");
  if (e->kept) {
    printer_print(p, "as ");
    put_event_id(p, candidate);
  } else {
    printer_print(p, " %s", e->why ? e->why : "for no reason given");
  }
  if (e->same_as) {
    printer_print(p, ", the same occurrence as ");
    put_event_id(p, e->same_as - 1);
  }
  printer_put(p, "\n", 1);
}

static void put_candidate(printer *p, uint32_t i) {
  const event *e = &p->r->events.candidates.items[i];
  const char *modes[RECORD_MAX_MODES];
  unsigned n = record_modes(e, modes);
  printer_print(p, "    candidate %u: %s", i, category_name(e->category));
  for (unsigned k = 0; k < n; k++) printer_print(p, "%s%s", k ? "," : "/", modes[k]);
  printer_print(p, ", CAMEO %s, trigger ", e->cameo);
  printer_put_span(p, e->start, e->end);
  explain_words(p, e->start, e->end);
  put_frame(p, e);
  put_parties(p, "actor", e->actors, e->n_actors);
  put_parties(p, "recipient", e->recipients, e->n_recipients);
  put_status(p, e);
  put_setting(p, e);
  put_claim(p, e->speech);
  put_contexts(p, e);
  put_fate(p, e, i);
}

void explain_events(printer *p, uint32_t sentence_index) {
  const event_doc *d = &p->r->events;
  printer_print(p, "  events: every frame tried\n");
  for (uint32_t i = FIRST_FROM(d->candidates, event, sentence, sentence_index);
       i < d->candidates.n && d->candidates.items[i].sentence == sentence_index; i++)
    put_candidate(p, i);
}

/* ---- tolls and figures ---- */

static void put_bounds(printer *p, int64_t low, int64_t high) {
  printer_print(p, "%lld", (long long)low);
  if (high < 0)
    printer_print(p, " or more");
  else if (high != low)
    printer_print(p, " to %lld", (long long)high);
}

static void put_links(printer *p, uint32_t event_plus_1, uint32_t speech_plus_1) {
  if (event_plus_1) {
    printer_print(p, ", of ");
    put_event_id(p, event_plus_1 - 1);
  }
  if (speech_plus_1) printer_print(p, ", speech %u", speech_plus_1 - 1);
}

static void put_toll(printer *p, uint32_t i) {
  const toll *t = &p->r->events.tolls.items[i];
  const toll_record *rule = model_toll(p->r->coder->model, t->rule);
  printer_print(p, "    toll %-6u %s ", i, toll_kind_name(t->kind));
  put_bounds(p, t->low, t->high);
  printer_print(p, "%s, %s, by the word %u, ", t->approx ? ", approximate" : "",
                status_name(t->status), t->harm);
  printer_put_rule(p, rule->file, rule->line);
  if (t->entity) printer_print(p, ", victim: entity %u", t->entity - 1);
  if (t->side)
    printer_print(p, ", side: %s", t->side == ROLE_ACTOR ? "actor" : "recipient");
  put_links(p, t->event, t->speech);
  if (t->part_of) printer_print(p, ", part of toll %u", t->part_of - 1);
  if (t->replaces) printer_print(p, ", replaces toll %u", t->replaces - 1);
  explain_words(p, t->start, t->end);
}

void explain_tolls(printer *p, uint32_t sentence_index) {
  const event_doc *d = &p->r->events;
  printer_print(p, "  tolls\n");
  for (uint32_t i = FIRST_FROM(d->tolls, toll, sentence, sentence_index);
       i < d->tolls.n && d->tolls.items[i].sentence == sentence_index; i++)
    put_toll(p, i);
}

void explain_figures(printer *p, uint32_t sentence_index) {
  const event_doc *d = &p->r->events;
  const rasid_model *m = p->r->coder->model;
  printer_print(p, "  figures: counts that are no toll\n");
  for (uint32_t i = FIRST_FROM(d->figures, figure, sentence, sentence_index);
       i < d->figures.n && d->figures.items[i].sentence == sentence_index; i++) {
    const figure *f = &d->figures.items[i];
    const char *unit = model_string(m, model_lemma(m, f->unit)->gloss);
    printer_print(p, "    figure %-4u number %u, %lld", i, f->number - 1,
                  (long long)f->value);
    if (f->of >= 0) printer_print(p, " of %lld", (long long)f->of);
    if (*unit) printer_print(p, ", \"%s\"", unit);
    put_links(p, f->event, f->speech);
    explain_words(p, f->start, f->end);
  }
}
