/* status_possible.c - ST4 and ST3 by what stands around the act: conditions, what only a
 * condition brings about, exchange, «any»; and what is given whatever governs it.
 *
 * A condition is a clause of «if» or a noun of condition behind «in»: «in case of an
 * attack». Its consequence is as uncertain as it is. What a relative clause tells as
 * done («the attacks that Paris saw») and what a demonstrative points at is a fact.
 */
#include "event/event_inside.h"

/* «in case of», «in the event that», of chunk `i`. */
static bool is_case_noun(const event_context *c, uint32_t i) {
  const chunk *k = event_chunk(c, i);
  if (k->kind != CHUNK_NOUN || k->flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE) ||
      k->last != k->head + 1 || !morph_has(c->doc, k->head))
    return false;
  const lemma_record *l = event_lemma(c, k->head);
  const reading *r = event_reading(c, k->head);
  if (!(l->classes & CLASS_MASK(CONDITION_NOUN)) || r->enclitic ||
      r->proclitics & PROCLITIC_AL)
    return false;
  bool bare = k->preposition == SLOT_NONE && gloss_is(c->model, l, "state");
  return bare || k->preposition == SLOT_PREP + TAG_PREP_FI;
}

/* Does the noun of condition at chunk `i` govern what follows: a genitive, a negated
 * noun or a verb? («In the form of aid» is no condition, «in case of no …» is.) */
static bool governs(const event_context *c, uint32_t i) {
  if (i + 1 >= c->pd->chunks.n) return false;
  const chunk *k = event_chunk(c, i + 1);
  if (event_token(c, k->head)->sentence !=
      event_token(c, event_chunk(c, i)->head)->sentence)
    return false;
  bool form = event_lemma(c, event_chunk(c, i)->head)->kind == KIND_DOCUMENT;
  return k->kind == CHUNK_VERB || k->flags & CHUNK_NEGATED ||
         (k->flags & CHUNK_GENITIVE && !form);
}

bool status_in_case(const event_context *c, uint32_t at) {
  uint32_t in = event_token(c, event_chunk(c, at)->head)->sentence;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < 3; steps++) {
    const chunk *k = event_chunk(c, i);
    if (k->kind == CHUNK_PUNCT || event_token(c, k->head)->sentence != in) return false;
    if (is_case_noun(c, i)) return governs(c, i);
  }
  return false;
}

bool status_under_condition(const event_context *c, const event *e, uint32_t at) {
  uint32_t n = c->pd->chunks.n, from = at > PARSE_REACH ? at - PARSE_REACH : 0;
  for (uint32_t i = from; i < n && i <= at + PARSE_REACH; i++) {
    const chunk *k = event_chunk(c, i);
    uint32_t in = event_token(c, k->head)->sentence;
    if (in < e->sentence) continue;
    if (in > e->sentence) return false;
    if (is_case_noun(c, i) && governs(c, i)) return true;
    const clause *cl = &c->pd->clauses.items[k->clause];
    if (cl->kind == CLAUSE_CONDITION && cl->first == i) return true;
  }
  return false;
}

/* Does the verb only speak of an act or look ahead to it: «the attack that X threatened»?
 */
static bool looks_ahead(const event_context *c, const chunk *v) {
  if (!morph_has(c->doc, v->head)) return false;
  const lemma_record *l = event_lemma(c, v->head);
  return l->classes & (CLASS_MASK(SPEECH) | CLASS_MASK(AUX_PLAN) | CLASS_MASK(EXPECT) |
                       CLASS_MASK(FEAR)) ||
         slots_has_frame(c, l, CATEGORY_THREATEN) ||
         slots_has_frame(c, l, CATEGORY_REQUEST);
}

/* Does a relative clause about the noun tell it as done? */
static bool told_as_done(const event_context *c, const event *e, uint32_t at) {
  uint32_t n = c->pd->chunks.n;
  for (uint32_t i = at + 1; i < n && i <= at + PARSE_REACH; i++) {
    const chunk *v = event_chunk(c, i);
    if (event_token(c, v->head)->sentence != e->sentence) return false;
    if (v->kind != CHUNK_VERB || v->antecedent != at + 1) continue;
    return !(v->flags & (CHUNK_FUTURE | CHUNK_NEGATED | CHUNK_MAYBE | CHUNK_IMPERFECT)) &&
           !looks_ahead(c, v);
  }
  return false;
}

bool status_is_given(const event_context *c, const event *e, uint32_t at) {
  const chunk *k = event_chunk(c, at);
  if (k->kind != CHUNK_NOUN || e->category < CATEGORY_PROTEST ||
      model_frame(c->model, e->frame)->status !=
          STATUS_ACTUAL) /* a warrant, a plot (S14) */
    return false;
  bool shown = k->head && morph_has(c->doc, k->head - 1) &&
               morph_tag(c->doc, k->head - 1) == TAG_DEM;
  return shown || told_as_done(c, e, at);
}

uint32_t status_by_predicate(const event_context *c, uint32_t at) {
  const clause *cl = &c->pd->clauses.items[event_chunk(c, at)->clause];
  if (cl->subject != at + 1 || cl->verb <= at + 1) return STATUS_ACTUAL;
  const chunk *v = event_chunk(c, cl->verb - 1);
  if (!(v->flags & CHUNK_FUTURE) || v->flags & CHUNK_NEGATED ||
      !morph_has(c->doc, v->head))
    return STATUS_ACTUAL;
  uint64_t k = event_lemma(c, v->head)->classes;
  if (k & (CLASS_MASK(LIGHT_OCCUR) | CLASS_MASK(AUX_KANA) | CLASS_MASK(AUX_TAMM)))
    return STATUS_PLANNED;
  bool definite = event_reading(c, event_chunk(c, at)->head)->proclitics & PROCLITIC_AL;
  return k & CLASS_MASK(CAUSE) && !definite ? STATUS_HYPOTHETICAL : STATUS_ACTUAL;
}

bool status_in_exchange(const event_context *c, const event *e, uint32_t at) {
  if (e->category != CATEGORY_CONCEDE && e->category != CATEGORY_RETREAT) return false;
  const chunk *k = event_chunk(c, at);
  for (unsigned steps = 0;
       k->flags & CHUNK_GENITIVE && !k->preposition && at && steps < 4; steps++)
    k = event_chunk(c, --at);
  uint32_t before = k->preposition ? k->prep_token : k->first ? k->first - 1 : k->first;
  return morph_has(c->doc, before) &&
         gloss_is(c->model, event_lemma(c, before), "in return for, opposite");
}
