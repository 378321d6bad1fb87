/* frame_no_act.c - words with a frame that tell of no act all the same: what only
 * qualifies a noun, calls nobody, achieves a thing, is a building or a lasting state.
 */
#include "event/event_inside.h"

/* «illegal [ghayr shariyya] migration», «the cowardly act»: an adjective that agrees with
 * the noun before it only qualifies it; as a predicate («the strike is not legal») it
 * judges. */
static bool qualifies_noun(const event_context *c, uint32_t i) {
  uint32_t at = c->pd->chunk_at[i] - 1;
  const chunk *k = event_chunk(c, at);
  if (k->head != i) return true;
  if (event_reading(c, i)->proclitics & PROCLITIC_AL)
    return k->preposition != SLOT_PREP + TAG_PREP_MIN; /* «it is of the unacceptable» */
  return at && event_chunk(c, at - 1)->kind == CHUNK_NOUN &&
         event_token(c, event_chunk(c, at - 1)->head)->sentence ==
             event_token(c, i)->sentence &&
         event_chunk(c, at - 1)->flags & CHUNK_INDEFINITE;
}

/* Does «to» stand further on, behind a subject too long for it to be a slot? */
static bool to_follows(const event_context *c, uint32_t i) {
  enum { TO_WINDOW = 20 };
  for (uint32_t t = i + 1; t < c->doc->n && t <= i + TO_WINDOW; t++) {
    if (event_token(c, t)->sentence != event_token(c, i)->sentence) return false;
    if (morph_has(c->doc, t) && morph_tag(c->doc, t) == TAG_PREP_ILA) return true;
  }
  return false;
}

/* «a man called [yudca] X», «called on God», «who claim [yaddacun] prophethood», which
 * is spelt like calling: nobody is asked for anything. */
static bool calls_nobody(const event_context *c, uint32_t i, const fillers *f) {
  const chunk *k = event_chunk(c, c->pd->chunk_at[i] - 1);
  bool to = fillers_find(f, SLOT_PREP + TAG_PREP_ILA) || fillers_find(f, SLOT_LI);
  if (k->flags & CHUNK_PASSIVE && k->flags & CHUNK_IMPERFECT)
    return !to || (i + 1 < c->doc->n && morph_has(c->doc, i + 1) &&
                   FEATURE_POS(event_reading(c, i + 1)->features) == POS_NAME);
  if (to || to_follows(c, i)) return false;
  for (unsigned q = 0; q < f->n; q++)
    if (f->items[q].slot == SLOT_OBJECT && f->items[q].entity) return false;
  return true;
}

/* «The achievement [tahqiq] of gains», which is spelt like an investigation: a thing as
 * its genitive is what is achieved. */
static bool achieves(const event_context *c, uint32_t i, const fillers *f) {
  const reading *r = event_reading(c, i);
  const filler *x = fillers_find(f, SLOT_GENITIVE);
  if (!x || !x->chunk || FEATURE_NUMBER(r->features) > 2 ||
      r->proclitics & PROCLITIC_AL ||
      !gloss_begins(c->model, r->entry, "investigation; achievement"))
    return false;
  uint32_t head = event_chunk(c, x->chunk - 1)->head;
  return !c->md->entity_at[head] && !c->md->place_at[head];
}

/* «the towns that the rebels control», «are stationed»: holding a place or lying
 * somewhere is no taking and no move (S15), unless the title tells its news in the
 * present. */
static bool only_holds(const event_context *c, uint32_t i, const frame_record *frame) {
  static const char *const STATES[] = {"control",         "be stationed",
                                       "be positioned",   "barricade oneself",
                                       "fortify oneself", "spread"};
  const reading *r = event_reading(c, i);
  const chunk *k = event_chunk(c, c->pd->chunk_at[i] - 1);
  const unsigned told = CHUNK_FUTURE | CHUNK_SUBJUNCTIVE | CHUNK_NEGATED;
  bool lasts = k->kind == CHUNK_VERB && k->flags & (CHUNK_IMPERFECT | CHUNK_PARTICIPLE) &&
               !(k->flags & told) && event_token(c, i)->sentence > 0;
  if (!lasts ||
      (frame->category != CATEGORY_COERCE && frame->category != CATEGORY_MOBILIZE))
    return false;
  for (unsigned q = 0; q < sizeof STATES / sizeof *STATES; q++)
    if (gloss_begins(c->model, r->entry, STATES[q])) return true;
  return false;
}

/* «Prisons», which are no imprisonment, and the like. */
bool frame_is_no_act(const event_context *c, uint32_t i, const frame_record *frame,
                     const fillers *f) {
  if (only_holds(c, i, frame)) return true;
  const reading *r = event_reading(c, i);
  if (frame->pos == 'a' && frame->category == CATEGORY_ACCUSE && qualifies_noun(c, i))
    return true;
  if (FEATURE_POS(r->features) != POS_VERB)
    return achieves(c, i, f) ||
           (r->entry->kind == KIND_FACILITY && FEATURE_NUMBER(r->features) == 3);
  return frame->category == CATEGORY_REQUEST &&
         gloss_begins(c->model, r->entry, "call, invite") && calls_nobody(c, i, f);
}
