/* claim.c - whose word an event is in the end: what the report itself knows stands in
 * what somebody said without being his word.
 *
 * C1 Whoever calls for, condemns, praises or threatens does so by speaking: the report
 * tells it, he does not claim it («X said that …, calling on …»; «we call on …»). C2
 * The meeting at which somebody spoke («said X during a visit to Y») is the report's.
 */
#include "event/event_inside.h"

/* An act that is done by speaking. */
static bool is_word(const event *e) {
  return e->category == CATEGORY_SUPPORT ||
         (e->category >= CATEGORY_REQUEST && e->category <= CATEGORY_THREATEN);
}

/* Of whom the entity (index + 1) speaks in the end. */
static uint32_t whom(const event_context *c, uint32_t who) {
  for (unsigned steps = 0; who && steps < 4; steps++) {
    uint32_t of = c->md->entities.items[who - 1].refers_to;
    if (!of) break;
    if (c->md->entities.items[of - 1].refers_to == who) /* an office and its holder */
      return of < who ? of : who;
    who = of;
  }
  return who;
}

/* C1. */
static bool own_word(const event_context *c, const event *e, const speech *s) {
  if (!is_word(e)) return false;
  const chunk *k = event_chunk(c, c->pd->chunk_at[e->trigger] - 1);
  const reading *r = event_reading(c, e->trigger);
  bool verb = k->kind == CHUNK_VERB;
  if (verb && (k->flags & CHUNK_PARTICIPLE || FEATURE_PERSON(r->features) == 1))
    return true;
  const clause *cl = &c->pd->clauses.items[k->clause];
  bool main = cl->kind == CLAUSE_MAIN || cl->kind == CLAUSE_COORDINATE;
  if (!s->claimant || !(verb ? main : r->enclitic != 0)) return false;
  for (uint32_t i = 0; i < e->n_actors; i++)
    if (e->actors[i].entity && whom(c, e->actors[i].entity) == whom(c, s->claimant))
      return true;
  return false;
}

/* C2. Does the meeting stand beside the verb of speech, in its clause? */
static bool of_speaking(const event_context *c, const event *e, const speech *s) {
  if (e->category != CATEGORY_CONSULT) return false;
  uint32_t at = c->pd->chunk_at[e->trigger] - 1, said = c->pd->chunk_at[s->token];
  const chunk *k = event_chunk(c, at);
  if (!said || s->sentence != e->sentence || k->kind != CHUNK_NOUN || at < said ||
      event_chunk(c, said - 1)->kind != CHUNK_VERB ||
      k->clause != event_chunk(c, said - 1)->clause)
    return false;
  return status_is_beside(c, at);
}

void claim_check(const event_context *c, event_doc *ed) {
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &ed->candidates.items[i];
    if (!e->kept || !e->speech || event_token(c, e->trigger)->kind == TOKEN_LATIN)
      continue;
    const speech *s = &c->pd->speeches.items[e->speech - 1];
    if (s->kind == CLAIM_RESPONSIBILITY || s->kind == CLAIM_DENIED) continue;
    if (own_word(c, e, s) || of_speaking(c, e, s)) e->speech = 0;
  }
}
