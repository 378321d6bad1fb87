/* implied_support.c - who takes part in an act of force beside the one named for it.
 *
 * I13 «backed by [bi] the coalition's planes», «with the support of the militia», «with
 * the participation of the police», right behind who acts: an armed body that stands
 * there acts too. One that only backs him (min: «the militia backed by the government»)
 * does not.
 */
#include "event/implied.h"

static bool told_as(const event_context *c, uint32_t i, const char *part) {
  return gloss_begins(c->model, event_lemma(c, i), part);
}

/* «backed» behind a noun, with bi- behind it. */
static bool backed(const event_context *c, const chunk *k) {
  unsigned pos = FEATURE_POS(event_reading(c, k->head)->features);
  return (pos == POS_ADJ || pos == POS_PART_PASS) && told_as(c, k->head, "support");
}

/* «with the help of»: bi- and a noun of taking part. */
static bool with_help(const event_context *c, const chunk *k) {
  if (k->preposition != SLOT_BI || k->entity) return false;
  static const char *const WORDS[] = {"support", "participation", "subscription, part",
                                      "cooperation", "coordination"};
  for (unsigned i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (told_as(c, k->head, WORDS[i])) return true;
  return false;
}

/* The chunk (index + 1, 0 none) with the body that takes part, by the word for it at
 * chunk `i`: in bi- behind «backed», else in the genitive, behind min or maa. */
static uint32_t helper(const event_context *c, uint32_t i, uint32_t limit) {
  const chunk *k = event_chunk(c, i);
  bool adjective = backed(c, k);
  if (i + 1 >= limit || (!adjective && !with_help(c, k))) return 0;
  const chunk *by = k + 1;
  bool right = adjective ? by->preposition == SLOT_BI
                         : by->flags & CHUNK_GENITIVE ||
                               by->preposition == SLOT_PREP + TAG_PREP_MIN ||
                               by->preposition == SLOT_PREP + TAG_PREP_MAA;
  return by->kind == CHUNK_NOUN && right ? i + 2 : 0;
}

/* Adds the body of chunk `at` and those joined to it by wa. */
static void add_helpers(const event_context *c, event *e, uint32_t at, uint32_t limit) {
  for (uint32_t i = at; i < limit && i < at + PARSE_REACH; i++) {
    const chunk *k = event_chunk(c, i);
    if (i > at && slots_lengthens(c, i)) continue;
    if (i > at && !(k->kind == CHUNK_NOUN && k->flags & CHUNK_COORDINATED)) return;
    filler x = {0};
    slots_entity(c, i, limit, &x);
    if (!x.entity || e->n_actors == EVENT_MAX_PARTIES) return;
    const entity *o = &c->md->entities.items[x.entity - 1];
    if (!(o->flags & ENTITY_ARMED) || o->flags & ENTITY_SOURCE) return;
    if (implied_has(e->actors, e->n_actors, o) ||
        implied_has(e->recipients, e->n_recipients, o))
      continue;
    party_of_entity(c, x.entity, x.start, x.end, &e->actors[e->n_actors]);
    e->n_actors++;
  }
}

void implied_support(const event_context *c, event *e) {
  uint32_t named = e->n_actors;
  for (uint32_t n = 0; n < named; n++) {
    if (!e->actors[n].entity || e->actors[n].start == e->actors[n].end) continue;
    const entity *who = &c->md->entities.items[e->actors[n].entity - 1];
    uint32_t at = c->pd->chunk_at[who->head];
    if (!at || event_token(c, who->head)->sentence != e->sentence) continue;
    uint32_t limit = c->pd->clauses.items[event_chunk(c, at - 1)->clause].last;
    for (uint32_t i = at; i < limit && i < at + 6; i++) {
      const chunk *k = event_chunk(c, i);
      uint32_t by = k->kind == CHUNK_NOUN ? helper(c, i, limit) : 0;
      if (by) {
        add_helpers(c, e, by - 1, limit);
        break;
      }
      bool place = k->kind == CHUNK_NOUN && k->preposition && c->md->place_at[k->first];
      if (k->kind == CHUNK_VERB || k->kind == CHUNK_MARK ||
          (k->kind == CHUNK_NOUN && !place && !slots_lengthens(c, i)))
        break;
    }
  }
}
