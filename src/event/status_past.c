/* status_past.c - ST5 by more than the trigger's clause: the date that the report gives
 * elsewhere for the same act, and a sentence that tells of one time long past only.
 */
#include "event/event_inside.h"

static bool is_old(const event_context *c, const event *e) {
  return e->date && c->md->times.items[e->date - 1].historical;
}

/* An act told as done, without a date: what is asked, blamed or said in such a sentence
 * may well be of today. */
static bool is_undated_act(const event_context *c, const event *e) {
  const chunk *k = event_chunk(c, c->pd->chunk_at[e->trigger] - 1);
  bool act = e->category >= CATEGORY_PROTEST || e->category == CATEGORY_AID;
  return act && !e->date && (k->kind == CHUNK_NOUN || !(k->flags & CHUNK_IMPERFECT));
}

/* «In 1974, when a plane crashed …, on its way to face the invasion»: are all dates of
 * the sentence long past? */
static bool in_old_sentence(const event_context *c, const event *e) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  bool old = false;
  uint32_t i = date_first_time(c, s->first);
  for (unsigned steps = 0; i < c->md->times.n && steps < EVENT_MAX_STEPS; i++, steps++) {
    const time_mention *t = &c->md->times.items[i];
    if (t->first >= s->first + s->n) break;
    if (t->type == TIME_DURATION) continue;
    if (!t->historical) return false;
    old = true;
  }
  return old;
}

void status_of_past(const event_context *c, event_doc *ed) {
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &ed->candidates.items[i];
    if (e->status != STATUS_ACTUAL) continue;
    if (is_old(c, e) || (is_undated_act(c, e) && in_old_sentence(c, e)))
      e->status = STATUS_HISTORICAL;
  }
}
