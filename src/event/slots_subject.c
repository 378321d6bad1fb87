/* slots_subject.c - pronouns, and subjects that a clause leaves out.
 *
 * A verb without a subject goes on with that of a clause before, not with that of a
 * relative clause further off; behind «said that it», with the speaker.
 */
#include "event/slots.h"

/* Is the entity the object of its clause? */
static bool is_object(const event_context *c, const entity *e) {
  uint32_t k = c->pd->chunk_at[e->head];
  if (!k) return false;
  const chunk *n = event_chunk(c, k - 1);
  const clause *cl = &c->pd->clauses.items[n->clause];
  return n->kind == CHUNK_NOUN && !n->preposition &&
         !(n->flags & (CHUNK_GENITIVE | CHUNK_COORDINATED)) && cl->verb && cl->verb < k &&
         cl->subject && cl->subject != k;
}

/* «the resistance in the province … after its seizure of the district»: a town, province
 * or country in a phrase of place does no act of force. */
static bool is_ground(const event_context *c, uint32_t act, const entity *e) {
  const lemma_record *l = event_lemma(c, act);
  if (!slots_has_frame(c, l, CATEGORY_ASSAULT) &&
      !slots_has_frame(c, l, CATEGORY_COERCE) &&
      !slots_has_frame(c, l, CATEGORY_MOBILIZE))
    return false;
  uint32_t place = c->md->place_at[e->head];
  if (e->kind == KIND_PLACE && !(e->flags & (ENTITY_STATE | ENTITY_CAPITAL))) return true;
  if (!place || !(e->flags & (ENTITY_STATE | ENTITY_CAPITAL))) return false;
  const place_mention *p = &c->md->places.items[place - 1];
  return p->preposition || p->direction || p->proclitics & PROCLITIC_BI;
}

/* Whom a pronoun on the word of an act stands for: rather than the object of a clause,
 * its subject («the minister met the president during his visit»). */
static uint32_t pronoun_of_act(const event_context *c, uint32_t token_index,
                               unsigned enclitic) {
  uint32_t nearest =
      reference_of_pronoun(c->doc, c->md, token_index, enclitic, MODEL_NONE);
  if (!nearest) return 0;
  uint32_t at = nearest,
           sent = event_token(c, c->md->entities.items[nearest - 1].head)->sentence;
  while (at && (is_object(c, &c->md->entities.items[at - 1]) ||
                is_ground(c, token_index, &c->md->entities.items[at - 1])))
    at = reference_of_pronoun(c->doc, c->md, token_index, enclitic, at - 1);
  return at && event_token(c, c->md->entities.items[at - 1].head)->sentence == sent
             ? at
             : nearest;
}

uint32_t slots_first_person(const event_context *c, uint32_t token_index) {
  const speech *s = parse_speech_at(c->pd, c->doc, token_index);
  if (!s || !s->claimant) return 0;
  const entity *e = &c->md->entities.items[s->claimant - 1];
  bool person = e->kind == KIND_PERSON && e->flags & ENTITY_NAMED;
  return e->flags & ENTITY_SOURCE && !person ? 0 : s->claimant;
}

void slots_pronoun(const event_context *c, fillers *f, uint32_t slot,
                   uint32_t token_index, unsigned enclitic) {
  if (f->n == MAX_FILLERS) return;
  filler *at = &f->items[f->n];
  memset(at, 0, sizeof *at);
  at->slot = slot;
  if (enclitic == ENCLITIC_NA || enclitic == ENCLITIC_NI || enclitic == ENCLITIC_YA)
    at->entity = slots_first_person(c, token_index);
  else if (slot == SLOT_GENITIVE)
    at->entity = pronoun_of_act(c, token_index, enclitic);
  else
    at->entity = reference_of_pronoun(c->doc, c->md, token_index, enclitic, MODEL_NONE);
  if (at->entity) f->n++;
}

/* Does the subject of the relative clause `i` stay in it? Only a verb joined right behind
 * it goes on with it («those who attacked the post and killed …»). */
static bool kept_inside(const event_context *c, uint32_t i, uint32_t asking) {
  const clause *items = c->pd->clauses.items;
  return items[i].kind == CLAUSE_RELATIVE && i != asking &&
         !(i + 1 == asking && items[asking].kind == CLAUSE_COORDINATE);
}

/* «six persons were killed in an attack, which hit …»: people to whom the clause says
 * that harm was done do not go on acting. */
static bool was_harmed(const event_context *c, const clause *k, const entity *e) {
  if (!k->verb || e->kind != KIND_PERSON || e->flags & ENTITY_ARMED) return false;
  const chunk *v = event_chunk(c, k->verb - 1);
  const lemma_record *l = event_lemma(c, v->head);
  if (!l->first_toll || event_reading(c, v->head)->enclitic) return false;
  if (v->flags & CHUNK_PASSIVE || !(l->flags & LEMMA_TRANSITIVE)) return true;
  for (uint32_t i = k->verb; i < k->last && i < k->verb + PARSE_REACH; i++) {
    const chunk *o = event_chunk(c, i);
    if (o->kind == CHUNK_NOUN && !o->preposition && i + 1 != k->subject &&
        !slots_lengthens(c, i))
      return false; /* it has an object */
  }
  return true;
}

uint32_t slots_inherited(const event_context *c, uint32_t chunk_index, bool plural,
                         bool feminine) {
  bool harm = event_lemma(c, event_chunk(c, chunk_index)->head)->first_toll != 0;
  uint32_t clause_index = event_chunk(c, chunk_index)->clause,
           sent = event_token(c, event_chunk(c, chunk_index)->head)->sentence;
  for (uint32_t i = clause_index + 1, steps = 0; i-- > 0 && steps < PARSE_REACH;
       steps++) {
    const clause *k = &c->pd->clauses.items[i];
    if (k->first >= c->pd->chunks.n) continue;
    uint32_t s = event_token(c, event_chunk(c, k->first)->first)->sentence;
    if (s + 1 < sent) break;
    if (!k->subject || k->subject - 1 >= chunk_index) continue;
    if (kept_inside(c, i, clause_index)) continue;
    filler f = {0};
    slots_entity(c, k->subject - 1, k->last, &f);
    if (!f.entity) continue;
    const entity *e = &c->md->entities.items[f.entity - 1];
    if (e->flags & ENTITY_SOURCE || (!harm && was_harmed(c, k, e))) continue;
    bool many = (e->flags & (ENTITY_PLURAL | ENTITY_DUAL)) || e->kind != KIND_PERSON;
    if (plural && !many) continue;
    if (feminine && e->kind == KIND_PERSON &&
        !(e->flags & (ENTITY_FEMININE | ENTITY_PLURAL)))
      continue;
    return f.entity;
  }
  return 0;
}

void slots_add_inherited(const event_context *c, fillers *f, uint32_t slot,
                         uint32_t entity_index, bool many) {
  if (!entity_index || f->n == MAX_FILLERS) return;
  f->items[f->n++] = (filler){.slot = slot, .entity = entity_index};
  uint32_t at = c->pd->chunk_at[c->md->entities.items[entity_index - 1].head];
  for (uint32_t i = at; many && at && i < c->pd->chunks.n && i < at + PARSE_REACH; i++) {
    const chunk *k = event_chunk(c, i);
    if (slots_lengthens(c, i)) continue;
    if (k->kind != CHUNK_NOUN || !(k->flags & CHUNK_COORDINATED) ||
        k->clause != event_chunk(c, at - 1)->clause)
      return;
    if (slots_is_body(c, k->entity) && f->n < MAX_FILLERS)
      f->items[f->n++] = (filler){.slot = slot, .entity = k->entity};
  }
}

bool slots_of_many(const event_context *c, const chunk *v) {
  return v->flags & CHUNK_PLURAL ||
         FEATURE_NUMBER(event_reading(c, v->head)->features) == 2;
}

void slots_fill_pronouns(const event_context *c, uint32_t from, uint32_t end,
                         fillers *f) {
  for (uint32_t i = from; i < end && i < from + 8; i++) {
    uint32_t at = c->pd->chunk_at[i];
    if (at && event_chunk(c, at - 1)->kind != CHUNK_NOUN) return;
    if (at || !morph_has(c->doc, i)) continue;
    const reading *r = event_reading(c, i);
    if (FEATURE_POS(r->features) != POS_PREP || !r->enclitic || !r->entry->tag) continue;
    slots_pronoun(c, f, SLOT_PREP + r->entry->tag, i, r->enclitic);
    return;
  }
}

uint32_t slots_said_of_oneself(const event_context *c, uint32_t index) {
  const clause *cl = &c->pd->clauses.items[event_chunk(c, index)->clause];
  const chunk *opens = event_chunk(c, cl->first);
  if (cl->kind != CLAUSE_COMPLEMENT || opens->kind != CHUNK_MARK ||
      !morph_has(c->doc, opens->head))
    return 0;
  unsigned pronoun = event_reading(c, opens->head)->enclitic;
  const speech *s = parse_speech_at(c->pd, c->doc, event_chunk(c, index)->head);
  if ((pronoun != ENCLITIC_HU && pronoun != ENCLITIC_HA) || !s || !s->claimant) return 0;
  const entity *e = &c->md->entities.items[s->claimant - 1];
  if (e->flags & (ENTITY_SOURCE | ENTITY_PLURAL | ENTITY_DUAL) ||
      !(e->role || e->actor || e->flags & (ENTITY_NAMED | ENTITY_STATE | ENTITY_CAPITAL)))
    return 0;
  unsigned gender = FEATURE_GENDER(event_reading(c, e->head)->features);
  bool feminine = e->flags & (ENTITY_FEMININE | ENTITY_STATE | ENTITY_CAPITAL) ||
                  (e->kind != KIND_PERSON && gender == 2);
  return feminine == (pronoun == ENCLITIC_HA) ? s->claimant : 0;
}

uint32_t slots_opened_by_they(const event_context *c, uint32_t index) {
  const clause *cl = &c->pd->clauses.items[event_chunk(c, index)->clause];
  const chunk *opens = event_chunk(c, cl->first);
  if (opens->kind != CHUNK_MARK || !morph_has(c->doc, opens->head) ||
      event_reading(c, opens->head)->enclitic != ENCLITIC_HUM)
    return 0;
  uint32_t sent = event_token(c, opens->head)->sentence, at = MODEL_NONE;
  for (unsigned steps = 0; steps < 4; steps++) {
    at = reference_of_pronoun(c->doc, c->md, opens->head, ENCLITIC_HUM, at);
    if (!at) return 0;
    const entity *e = &c->md->entities.items[at - 1];
    bool people = e->kind == KIND_PERSON || e->flags & ENTITY_ARMED;
    if (people && event_token(c, e->head)->sentence + 1 >= sent &&
        !is_ground(c, event_chunk(c, index)->head, e))
      return at;
    at--;
  }
  return 0;
}
