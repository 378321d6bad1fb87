/* slots_phrase.c - what a phrase in a slot speaks of, with what is joined to it by wa.
 */
#include "event/slots.h"

/* Bytes of a chunk's words without proclitics. */
static void chunk_span(const event_context *c, uint32_t index, uint32_t *start,
                       uint32_t *end) {
  const chunk *k = event_chunk(c, index);
  const token *t = event_token(c, k->first);
  if (k->entity && c->md->entities.items[k->entity - 1].first == k->first) {
    *start = c->md->entities.items[k->entity - 1].start;
  } else {
    const reading *r = event_reading(c, k->first);
    unsigned keep =
        r->proclitics & PROCLITIC_AL ? (r->proclitics & PROCLITIC_LI ? 1u : 2u) : 0u;
    *start = r->n_prefix > keep && k->first == k->head
                 ? text_letter_offset(c->doc->text, t, r->n_prefix - keep)
                 : t->start;
  }
  *end = event_token(c, k->last - 1)->end;
  if (k->number && k->entity) { /* «eight persons [at least]» */
    const entity *e = &c->md->entities.items[k->entity - 1];
    if (e->first > k->first && e->last < k->last) *end = e->end;
  }
}

bool slots_event_noun(const event_context *c, uint32_t i) {
  const lemma_record *l = event_lemma(c, i);
  return l->kind == KIND_EVENT || l->kind == KIND_ABSTRACT || l->kind == KIND_TIME ||
         l->kind == KIND_DOCUMENT || l->pos == POS_MASDAR;
}

/* «a group of [min] policemen»: does the chunk count those behind it? */
static bool is_part(const event_context *c, uint32_t index) {
  const chunk *k = event_chunk(c, index), *next = k + 1;
  if (k->kind != CHUNK_NOUN || next->kind != CHUNK_NOUN ||
      next->preposition != SLOT_PREP + TAG_PREP_MIN || next->first != k->last + 1)
    return false;
  const lemma_record *l = event_lemma(c, k->head);
  return l->tag == TAG_DET_SOME || l->classes & CLASS_MASK(HEAD_TRANSPARENT);
}

/* The entity a plain noun phrase speaks of: itself, or the one in its idafa or adjectives
 * («positions of the Houthis»). */
void slots_entity(const event_context *c, uint32_t index, uint32_t limit, filler *f) {
  const chunk *k = event_chunk(c, index);
  chunk_span(c, index, &f->start, &f->end);
  f->entity = k->entity;
  f->event_noun = !k->entity && slots_event_noun(c, k->head);
  for (uint32_t i = index + 1; i < limit && i <= index + PARSE_REACH && !f->entity; i++) {
    const chunk *next = event_chunk(c, i);
    if (!slots_lengthens(c, i)) break;
    f->entity = next->entity;
    f->end = event_token(c, next->last - 1)->end;
    if (f->event_noun && f->entity) chunk_span(c, i, &f->start, &f->end);
  }
  if (!f->entity && index + 1 < limit && is_part(c, index)) {
    const chunk *whole = event_chunk(c, index + 1);
    f->entity = whole->entity;
    if (whole->entity) f->end = event_token(c, whole->last - 1)->end;
  }
  for (uint32_t t = k->first; t < k->last && !f->place; t++)
    f->place = c->md->place_at[t];
  if (!f->place && index + 1 < limit && slots_idafa(c, index + 1))
    f->place = c->md->place_at[event_chunk(c, index + 1)->first];
}

void slots_add_one(const event_context *c, fillers *f, uint32_t slot, uint32_t index,
                   uint32_t limit) {
  if (f->n == MAX_FILLERS) return;
  filler *at = &f->items[f->n++];
  memset(at, 0, sizeof *at);
  at->slot = slot;
  at->chunk = index + 1;
  slots_entity(c, index, limit, at);
}

/* People or a body, rather than a place or a state. */
bool slots_is_body(const event_context *c, uint32_t entity_index) {
  if (!entity_index) return false;
  const entity *e = &c->md->entities.items[entity_index - 1];
  return !(e->flags & (ENTITY_STATE | ENTITY_CAPITAL)) && e->kind != KIND_PLACE;
}

/* «sites of X in Syria and rebels of Y»: what is joined by wa behind the phrase of place
 * at chunk `at` fills the slot of the body before that phrase. */
static void add_behind_place(const event_context *c, fillers *f, uint32_t slot,
                             uint32_t at, uint32_t limit) {
  if (at >= limit || slot == SLOT_PREP + TAG_PREP_FI || !f->n ||
      !slots_is_body(c, f->items[f->n - 1].entity))
    return;
  const chunk *k = event_chunk(c, at);
  if (k->kind != CHUNK_NOUN || k->preposition != SLOT_PREP + TAG_PREP_FI ||
      !c->md->place_at[event_chunk(c, at)->head])
    return;
  uint32_t next = at + 1;
  while (next < limit && next < at + PARSE_REACH && slots_lengthens(c, next)) next++;
  if (next >= limit) return;
  k = event_chunk(c, next);
  bool begins_clause = next + 1 < limit && event_chunk(c, next + 1)->kind == CHUNK_VERB;
  if (k->kind == CHUNK_NOUN && k->flags & CHUNK_COORDINATED &&
      slots_is_body(c, k->entity) && !begins_clause &&
      event_chunk(c, next - 1)->last == k->first)
    slots_add_one(c, f, slot, next, limit);
}

/* Is the phrase «on the part of» one side: behind min, a noun for a side? */
static bool on_one_side(const event_context *c, const chunk *k) {
  return k->preposition == SLOT_PREP + TAG_PREP_MIN && !k->entity &&
         strstr(model_string(c->model, event_lemma(c, k->head)->gloss), "side");
}

/* «backed» behind the noun it qualifies. */
static bool backs(const event_context *c, const chunk *k) {
  unsigned pos = FEATURE_POS(event_reading(c, k->head)->features);
  return !k->entity && (pos == POS_ADJ || pos == POS_PART_PASS);
}

/* «between the Houthis and the forces loyal to X on one side, and the resistance»: the
 * other side, behind a comma or the words for a side. */
static void add_other_side(const event_context *c, fillers *f, uint32_t slot, uint32_t at,
                           uint32_t limit) {
  unsigned sides = 0;
  for (unsigned i = 0; i < f->n; i++) sides += f->items[i].slot == slot;
  uint32_t last = f->n ? f->items[f->n - 1].entity : 0, other = 0;
  bool parted = false, alone = sides == 1 && last &&
                               c->md->entities.items[last - 1].flags & ENTITY_ARMED &&
                               !(c->md->entities.items[last - 1].flags & ENTITY_DUAL);
  for (uint32_t i = at; i < limit && i < at + PARSE_REACH; i++) {
    const chunk *k = event_chunk(c, i);
    bool joined = (k->flags & (CHUNK_COORDINATED | CHUNK_WA)) != 0,
         body = slots_is_body(c, k->entity);
    if (k->kind == CHUNK_PUNCT && event_token(c, k->head)->mark == ',') {
      parted = true;
    } else if (k->kind != CHUNK_NOUN) {
      break;
    } else if (joined && parted && (k->preposition ? body : k->entity != 0)) {
      slots_add_one(c, f, slot, i, limit);
      other = 0;
      alone = false;
    } else if (joined && alone && body) { /* «between X, backed by Y, and Z» */
      other = i + 1;
    } else if (k->preposition) {
      parted = parted || on_one_side(c, k);
    } else if (!slots_lengthens(c, i) && !joined && !backs(c, k)) {
      break;
    }
  }
  if (other) slots_add_one(c, f, slot, other - 1, limit);
}

uint32_t slots_add(const event_context *c, fillers *f, uint32_t slot, uint32_t index,
                   uint32_t limit) {
  slots_add_one(c, f, slot, index, limit);
  uint32_t i = index + 1;
  while (i < limit && i <= index + PARSE_REACH) {
    const chunk *k = event_chunk(c, i);
    if (slots_lengthens(c, i)) {
      i++;
    } else if (k->kind == CHUNK_NOUN && k->flags & CHUNK_COORDINATED) {
      slots_add_one(c, f, slot, i, limit);
      i++;
    } else {
      break;
    }
  }
  add_behind_place(c, f, slot, i, limit);
  if (slot == SLOT_PREP + TAG_PREP_BAYN) add_other_side(c, f, slot, i, limit);
  return i;
}

uint32_t slots_add_owner(const event_context *c, fillers *f, uint32_t at,
                         uint32_t limit) {
  if (at >= limit || !f->n || f->items[f->n - 1].entity || !f->items[f->n - 1].chunk)
    return at;
  filler *last = &f->items[f->n - 1];
  const chunk *k = event_chunk(c, at), *owned = event_chunk(c, last->chunk - 1);
  if (k->kind != CHUNK_NOUN || k->preposition != SLOT_LI || !k->entity ||
      !(owned->flags & CHUNK_INDEFINITE) || last->slot == SLOT_LI)
    return at;
  last->entity = k->entity;
  last->end = event_token(c, k->last - 1)->end;
  uint32_t end = at + 1, slot = last->slot;
  for (; end < limit && end < at + PARSE_REACH;
       end++) { /* «of the army and the police» */
    k = event_chunk(c, end);
    if (slots_lengthens(c, end)) continue;
    if (k->kind != CHUNK_NOUN || !(k->flags & CHUNK_COORDINATED) || !k->entity) break;
    slots_add_one(c, f, slot, end, limit);
  }
  return end;
}

/* Does the chunk `at` belong to the noun phrase that begins with chunk `head`? */
bool slots_within_phrase(const event_context *c, uint32_t head, uint32_t at) {
  for (uint32_t i = head + 1; i <= at && i <= head + PARSE_REACH; i++)
    if (!slots_lengthens(c, i)) return false;
  return at >= head && at <= head + PARSE_REACH;
}
