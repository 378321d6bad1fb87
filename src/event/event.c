/* event.c - the event stage in order: frames, status, setting, tolls,
 * weighing, one event per occurrence, figures. */
#include "event/event_inside.h"

#define CONTEXT_REACH                                              \
  80 /* tokens either side of a trigger that may give it a context \
      */

/* The first of the ascending tokens that is not before `from`. */
static uint32_t first_behind(const uint32_t *tokens, uint32_t n, uint32_t from) {
  uint32_t low = 0;
  while (n > 0) {
    uint32_t half = n / 2;
    bool before = tokens[low + half] < from;
    low = before ? low + half + 1 : low;
    n = before ? n - half - 1 : half;
  }
  return low;
}

/* Words beside the trigger that add a mode («raids by warplanes») or a context. */
static void add_modes(const event_context *c, event *e) {
  uint32_t from = e->trigger > 3 ? e->trigger - 3 : 0, n_contexts = 0;
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint32_t first =
      e->trigger > s->first + CONTEXT_REACH ? e->trigger - CONTEXT_REACH : s->first;
  uint32_t at = first_behind(c->modes, c->n_modes, first);
  for (; at < c->n_modes; at++) {
    uint32_t i = c->modes[at];
    if (i >= s->first + s->n || i > e->trigger + CONTEXT_REACH) return;
    const reading *r = event_reading(c, i);
    const lemma_record *l = r->entry;
    bool near = i >= from && i <= e->trigger_last + 8;
    for (uint32_t q = l->mode_words ? l->mode_words - 1u : MODEL_NONE;
         q < c->model->n[SECTION_MODE_WORDS]; q++) {
      const mode_word_record *m = model_mode_word(c->model, q);
      if (m->lemma != r->lemma) break;
      if (m->category == e->category && near && m->mode < N_MODES)
        e->modes |= (uint64_t)1 << m->mode;
      if (m->category != N_CATEGORIES || n_contexts == 4) continue;
      bool known = false;
      for (uint32_t k = 0; k < n_contexts; k++)
        known = known || e->contexts[k] == m->mode;
      if (!known) e->contexts[n_contexts++] = m->mode;
    }
  }
}

/* The words of a party of an act told by a noun, where they stand in its sentence; whom
 * only a suffix of the trigger or its form as a verb expresses has none. */
static void name_parties(const event_context *c, event *e) {
  const reading *r = event_reading(c, e->trigger);
  if (FEATURE_POS(r->features) == POS_VERB || r->enclitic) return;
  for (uint32_t i = 0; i < e->n_actors + e->n_recipients; i++) {
    party *p = i < e->n_actors ? &e->actors[i] : &e->recipients[i - e->n_actors], named;
    if (p->start != p->end || !p->entity) continue;
    const entity *who = &c->md->entities.items[p->entity - 1];
    if (event_token(c, who->first)->sentence != e->sentence) continue;
    party_of_entity(c, p->entity, who->start, who->end, &named);
    named.country = p->country;
    named.sector = p->sector;
    *p = named;
  }
}

bool event_read(const event_context *c, event_doc *ed) {
  if (!frame_read(c, ed)) return false;
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &ed->candidates.items[i];
    status_of(c, e);
    add_modes(c, e);
    uint64_t own = model_frame(c->model, e->frame)->modes;
    if (e->modes & MODE_MASK(UNCONVENTIONAL)) /* «with sarin gas»: no tear gas */
      e->modes &= ~MODE_MASK(CROWD_CONTROL) | own;
  }
  setting_read(c, ed);
  status_of_past(c, ed);
  if (!casualty_read(c, ed)) return false;
  same_merge(c, ed);
  weigh(c, ed);
  modes_settle(c, ed);
  same_link(c, ed);
  setting_check(c, ed);
  claim_check(c, ed);
  for (uint32_t i = 0; i < ed->candidates.n; i++)
    name_parties(c, &ed->candidates.items[i]);
  for (uint32_t i = 0; i < ed->tolls.n; i++) {
    uint32_t *link = &ed->tolls.items[i].event;
    for (unsigned steps = 0; *link && steps < 4 && ed->candidates.items[*link - 1].merged;
         steps++)
      *link = ed->candidates.items[*link - 1].merged;
    if (*link && !ed->candidates.items[*link - 1].kept) *link = 0;
  }
  return figure_read(c, ed);
}

bool parties_share(const party *a, uint32_t n, const party *b, uint32_t m) {
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < m; k++)
      if (a[i].country == b[k].country && a[i].sector == b[k].sector) return true;
  return false;
}

void party_of_entity(const event_context *c, uint32_t index, uint32_t from, uint32_t to,
                     party *p) {
  const entity *e = &c->md->entities.items[index - 1];
  memset(p, 0, sizeof *p);
  p->entity = index;
  p->start = from;
  p->end = to;
  p->country = e->country;
  p->sector = e->sectors[0];
  if (e->flags & ENTITY_COMMON && !p->sector) p->sector = code3("CVL");
  if (from == to) {
    p->refers_start = e->start;
    p->refers_end = e->end;
  } else if (e->refers_to) {
    const entity *of = &c->md->entities.items[e->refers_to - 1];
    p->refers_start = of->start;
    p->refers_end = of->end;
  }
}

size_t event_label(const event_context *c, const party *p, char *out, size_t room) {
  size_t n = 0;
  const entity *e = p->entity ? &c->md->entities.items[p->entity - 1] : NULL;
  const char *name = "";
  if (e && e->actor)
    name = model_string(c->model, model_actor(c->model, e->actor - 1)->label);
  else if (e && e->role)
    name = model_string(c->model, model_role(c->model, e->role - 1)->label);
  else if (e && e->flags & (ENTITY_STATE | ENTITY_CAPITAL) && e->nation)
    name = model_string(c->model, model_country(c->model, e->nation - 1)->name);
  else if (e && e->flags & ENTITY_COMMON)
    name = model_string(c->model, event_lemma(c, e->head)->gloss);
  for (const char *s = name; *s && n + 1 < room; s++) out[n++] = *s;
  if (e && !(e->flags & (ENTITY_STATE | ENTITY_CAPITAL)) && !e->actor && p->country) {
    uint32_t at = model_find_country(c->model, p->country);
    if (at == MODEL_NONE) return n;
    const char *country = model_string(c->model, model_country(c->model, at)->name);
    if (n && n + 2 < room) out[n++] = ' ', out[n++] = '(';
    bool open = n > 0;
    for (const char *s = country; *s && n + 2 < room; s++) out[n++] = *s;
    if (open && n + 1 < room) out[n++] = ')';
  }
  return n;
}
