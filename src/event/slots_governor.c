/* slots_governor.c - the verb that carries an event noun gives it its parties («the air
 * force carried out raids», «accused him of launching raids»).
 */
#include "event/slots.h"

/* The verb that governs the noun chunk: the clause's verb, or the verb of a relative
 * clause about it («the attacks that X launched»). */
static uint32_t governing_verb(const event_context *c, uint32_t index, bool *relative) {
  const chunk *n = event_chunk(c, index);
  const clause *cl = &c->pd->clauses.items[n->clause];
  *relative = false;
  if (n->clause + 1 < c->pd->clauses.n) {
    const clause *next = &c->pd->clauses.items[n->clause + 1];
    uint32_t of = next->verb ? event_chunk(c, next->verb - 1)->antecedent : 0;
    if (next->kind == CLAUSE_RELATIVE && of > index &&
        slots_within_phrase(c, index, of - 1)) {
      const lemma_record *l = event_lemma(c, event_chunk(c, next->verb - 1)->head);
      if (l->classes & (CLASS_MASK(LIGHT) | CLASS_MASK(LIGHT_PASSIVE))) {
        *relative = true;
        return next->verb;
      }
    }
  }
  for (uint32_t i = index, steps = 0; i-- > cl->first && steps < PARSE_REACH; steps++)
    if (event_chunk(c, i)->kind == CHUNK_VERB) return i + 1;
  return cl->verb && cl->verb - 1 > index ? cl->verb : 0;
}

/* The verbal noun of a light verb before the noun chunk, in its clause («the launching of
 * raids»): chunk index + 1, 0 none. */
static uint32_t light_noun(const event_context *c, uint32_t index) {
  const chunk *act = event_chunk(c, index);
  const clause *cl = &c->pd->clauses.items[act->clause];
  if (act->preposition || event_reading(c, act->head)->enclitic) return 0;
  for (uint32_t i = index, steps = 0; i-- > cl->first && steps < 4; steps++) {
    const chunk *k = event_chunk(c, i);
    if (k->kind != CHUNK_NOUN) return 0;
    if (!k->entity && event_lemma(c, k->head)->flags & LEMMA_OF_LIGHT) return i + 1;
  }
  return 0;
}

/* «the USA's launching of raids», «accused him of launching raids»: its genitive acts,
 * else who is named nearest before in the clause, else whom that is about. */
static bool fill_from_light_noun(const event_context *c, uint32_t index, fillers *f) {
  uint32_t light = light_noun(c, index), who = 0;
  if (!light) return false;
  f->light = true;
  if (light < index && slots_idafa(c, light) && event_chunk(c, light)->entity) {
    slots_add(c, f, SLOT_SUBJECT, light, index);
    return true;
  }
  const clause *cl = &c->pd->clauses.items[event_chunk(c, index)->clause];
  for (uint32_t i = light - 1, steps = 0; i-- > cl->first && steps < 8 && !who; steps++) {
    uint32_t at = event_chunk(c, i)->kind == CHUNK_NOUN ? event_chunk(c, i)->entity : 0;
    if (at && !(c->md->entities.items[at - 1].flags & (ENTITY_SOURCE | ENTITY_ADJECTIVE)))
      who = at;
  }
  if (!who) who = slots_inherited(c, light - 1, false, false);
  if (who && f->n < MAX_FILLERS)
    f->items[f->n++] = (filler){.slot = SLOT_SUBJECT, .entity = who};
  return true;
}

/* «accused Nusra of kidnapping its leader»: whom the verb `g` accuses acts in the event
 * noun behind bi-. */
static bool fill_from_accused(const event_context *c, uint32_t index, uint32_t g,
                              fillers *f) {
  const chunk *n = event_chunk(c, index), *v = event_chunk(c, g - 1);
  if (n->preposition != SLOT_BI || g > index || v->clause != n->clause ||
      !slots_has_frame(c, event_lemma(c, v->head), CATEGORY_ACCUSE))
    return false;
  uint32_t subject = c->pd->clauses.items[v->clause].subject, who = 0;
  unsigned pronoun = event_reading(c, v->head)->enclitic;
  if (pronoun && v->flags & CHUNK_RELATIVE && v->antecedent) {
    slots_add(c, f, SLOT_SUBJECT, v->antecedent - 1, g - 1); /* «whom they accuse of …» */
    return true;
  }
  for (uint32_t i = g; i < index && i < g + PARSE_REACH; i++) {
    const chunk *k = event_chunk(c, i);
    if (k->kind == CHUNK_NOUN && k->entity && !k->preposition && i + 1 != subject &&
        !slots_lengthens(c, i) && !(k->flags & CHUNK_COORDINATED))
      who = i + 1;
  }
  if (!who && v->flags & CHUNK_PASSIVE) who = subject;
  if (!who) return false;
  slots_add(c, f, SLOT_SUBJECT, who - 1, index);
  return true;
}

/* «began the trial of those accused of [bi] bombing», «the handing over of those
 * responsible for [an] the attack»: does the event noun belong to the
 * people right before it, who stand in the genitive of another act? */
static bool of_people_before(const event_context *c, uint32_t index) {
  const chunk *n = event_chunk(c, index), *k = n - 1;
  if ((n->preposition != SLOT_BI && n->preposition != SLOT_PREP + TAG_PREP_FI &&
       n->preposition != SLOT_PREP + TAG_PREP_AN) ||
      index < 2 || k->kind != CHUNK_NOUN || !k->entity || !(k->flags & CHUNK_GENITIVE))
    return false;
  return c->md->entities.items[k->entity - 1].kind == KIND_PERSON &&
         slots_event_noun(c, k[-1].head);
}

/* A light verb carries an event noun that is its object or stands with bi-, li-, ila
 * («carried out a raid», «resorted to shelling»), not one behind «in», «about», «after»
 * («brought charges in the attack on X»). */
static bool carried_as(const event_context *c, uint32_t index, const lemma_record *l) {
  uint32_t by = event_chunk(c, index)->preposition;
  if (by == SLOT_PREP + TAG_PREP_AN) return gloss_begins(c->model, l, "express");
  if (by == SLOT_PREP + TAG_PREP_FI)
    return gloss_begins(c->model, l, "part") || gloss_begins(c->model, l, "contribute");
  return by != SLOT_PREP + TAG_PREP_BAAD && by != SLOT_PREP + TAG_PREP_QABL &&
         by != SLOT_PREP + TAG_PREP_HAWL && by != SLOT_PREP + TAG_PREP_ITHR &&
         by != SLOT_PREP + TAG_PREP_CAUSE && by != SLOT_PREP + TAG_PREP_ABOUT;
}

/* «renewed its condemnation of the demolition of …»: does the event noun hang on a noun
 * of blame or praise right before it, rather than on the verb? */
static bool told_by_words(const event_context *c, uint32_t index) {
  const chunk *n = event_chunk(c, index), *k = n - 1;
  if (!index || !n->preposition || n->flags & CHUNK_COORDINATED ||
      k->kind != CHUNK_NOUN || k->entity)
    return false;
  const lemma_record *l = event_lemma(c, k->head);
  if (slots_has_frame(c, l, CATEGORY_ASSAULT)) return false; /* «campaign» */
  return slots_has_frame(c, l, CATEGORY_ACCUSE) ||
         slots_has_frame(c, l, CATEGORY_REJECT) ||
         slots_has_frame(c, l, CATEGORY_SUPPORT);
}

/* «a group that stands behind the attacks»: whoever stands behind an act does it. */
static bool stands_behind(const event_context *c, uint32_t index, const lemma_record *l) {
  const chunk *n = event_chunk(c, index);
  if (n->preposition != SLOT_PREP + TAG_PREP_AMAM) return false;
  return gloss_begins(c->model, l, "stop, stand") && morph_has(c->doc, n->prep_token) &&
         gloss_is(c->model, event_lemma(c, n->prep_token), "behind");
}

/* «… that X carried out against Y», «… [which was] addressed to Y»: what stands with
 * prepositions in the relative clause of the verb `g` (chunk index + 1). */
static void fill_from_relative(const event_context *c, uint32_t g, fillers *f) {
  uint32_t last = c->pd->clauses.items[event_chunk(c, g - 1)->clause].last;
  for (uint32_t i = g; i < last && i < g + PARSE_REACH;) {
    const chunk *k = event_chunk(c, i);
    i = k->kind == CHUNK_NOUN && k->preposition ? slots_add(c, f, k->preposition, i, last)
                                                : i + 1;
  }
}

/* «the attack that [to it] the convoy was exposed»: behind a verb whose preposition bears
 * the pronoun of the act its subject follows. Chunk index + 1, 0 none. */
static uint32_t sufferer_behind(const event_context *c, uint32_t g) {
  const chunk *v = event_chunk(c, g - 1), *k = v + 1;
  uint32_t at = v->last;
  if (g >= c->pd->chunks.n || at >= c->doc->n || !morph_has(c->doc, at) ||
      c->pd->chunk_at[at])
    return 0;
  const reading *r = event_reading(c, at);
  if (FEATURE_POS(r->features) != POS_PREP || !r->enclitic) return 0;
  bool next = k->kind == CHUNK_NOUN && !k->preposition && k->first == at + 1 &&
              k->clause == v->clause;
  return next ? g + 1 : 0;
}

void slots_governed(const event_context *c, uint32_t index, fillers *f) {
  bool relative;
  uint32_t g = governing_verb(c, index, &relative);
  if (!relative && fill_from_light_noun(c, index, f)) return;
  if (!g) return;
  if (!relative && fill_from_accused(c, index, g, f)) return;
  const chunk *v = event_chunk(c, g - 1);
  const lemma_record *l = event_lemma(c, v->head);
  const reading *r = event_reading(c, v->head);
  f->governor = g;
  const uint64_t carriers = CLASS_MASK(LIGHT) | CLASS_MASK(AUX_BEGIN) |
                            CLASS_MASK(AUX_CONTINUE) | CLASS_MASK(AUX_PLAN) |
                            CLASS_MASK(AUX_CAN) | CLASS_MASK(AUX_STOP) | CLASS_MASK(FAIL);
  bool behind = stands_behind(c, index, l),
       active = behind || (l->classes & carriers) != 0,
       passive = (l->classes & CLASS_MASK(LIGHT_PASSIVE)) != 0;
  const clause *cl = &c->pd->clauses.items[v->clause];
  uint32_t subject = cl->verb == g ? cl->subject : 0;
  uint32_t by = event_chunk(c, index)->preposition;
  bool causes = l->classes & CLASS_MASK(CAUSE) && subject && g < index + 1 &&
                (by == SLOT_BI || by == SLOT_PREP + TAG_PREP_FI) &&
                slots_is_body(c, event_chunk(c, subject - 1)->entity);
  if (!active && !passive && !causes) return; /* «those who caused the killing of …» */
  const uint64_t helpers = carriers & ~CLASS_MASK(LIGHT);
  if (active && !behind && !relative && !(l->classes & helpers) &&
      !carried_as(c, index, l))
    return;
  if (relative) {
    fill_from_relative(c, g, f);
    uint32_t sufferer = subject && subject - 1 <= index ? sufferer_behind(c, g) : 0;
    if (sufferer) subject = sufferer;
  }
  if (subject == index + 1) return; /* the noun is the subject itself */
  if (slots_idafa(c, index) ||
      (!relative && (of_people_before(c, index) || told_by_words(c, index))))
    return;
  f->light = true;
  uint32_t slot = passive ? SLOT_OBJECT : SLOT_SUBJECT;
  if (v->flags & CHUNK_PASSIVE) return;
  if (subject) {
    slots_add(c, f, slot, subject - 1,
              subject - 1 < g - 1 ? g - 1
              : cl->last < index  ? cl->last
                                  : (subject - 1 < index ? index : cl->last));
    return;
  }
  uint32_t e = slots_inherited(c, g - 1, (v->flags & CHUNK_PLURAL) != 0,
                               FEATURE_GENDER(r->features) == 2);
  slots_add_inherited(c, f, slot, e, slots_of_many(c, v));
}
