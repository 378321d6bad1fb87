/* implied_fire.c - whose bullets.
 *
 * I18 «was killed by the bullets of soldiers»: whom a weapon behind a word of harm
 * belongs to did it, and who stands between the word and the weapon is the victim, though
 * the word may be spelt like «killed» of the active voice.
 */
#include "event/implied.h"

#define FIRE_REACH 10u /* chunks between the word of harm and the weapon */

/* «by bullets», «by the fire», «by a rocket». */
static bool is_fire(const event_context *c, const chunk *k) {
  if (k->kind != CHUNK_NOUN || k->preposition != SLOT_BI || k->entity ||
      !morph_has(c->doc, k->head))
    return false;
  const lemma_record *l = event_lemma(c, k->head);
  return l->kind == KIND_WEAPON || gloss_is(c->model, l, "fire");
}

/* Is the chunk of another attack than the harm («in an explosion»)? */
static bool other_attack(const event_context *c, const chunk *k) {
  if (k->kind != CHUNK_NOUN || !morph_has(c->doc, k->head)) return false;
  const lemma_record *l = event_lemma(c, k->head);
  return !l->first_toll && slots_has_frame(c, l, CATEGORY_ASSAULT) &&
         l->kind != KIND_WEAPON;
}

/* «by a military shell»: may the word behind the weapon be its adjective? */
static bool may_qualify(const event_context *c, const chunk *owner) {
  const word_info *w = c->doc->words[owner->head];
  if (!morph_has(c->doc, owner->head) || owner->flags & CHUNK_PLURAL) return false;
  for (unsigned i = 0; i < w->n_readings; i++)
    if (FEATURE_POS(w->readings[i].features) == POS_ADJ &&
        !(w->readings[i].proclitics & PROCLITIC_AL))
      return true;
  return false;
}

/* The entity whose weapon stands behind the event's word, index + 1; 0 none. `*fire`: the
 * weapon's chunk. */
static uint32_t who_fired(const event_context *c, const event *e, uint32_t *fire) {
  uint32_t at = c->pd->chunk_at[e->trigger_last - 1];
  uint32_t end = c->pd->sentence_chunks[e->sentence + 1];
  for (uint32_t i = at; i + 1 < end && i < at + FIRE_REACH; i++) {
    const chunk *k = event_chunk(c, i), *owner = k + 1;
    if (k->kind == CHUNK_VERB || k->kind == CHUNK_MARK || other_attack(c, k)) return 0;
    if (!is_fire(c, k)) continue;
    if (owner->kind != CHUNK_NOUN || !(owner->flags & CHUNK_GENITIVE) ||
        owner->preposition || owner->first != k->last ||
        !slots_is_body(c, owner->entity) || may_qualify(c, owner))
      return 0;
    *fire = i;
    const entity *o = &c->md->entities.items[owner->entity - 1];
    return o->first == owner->first && !(o->flags & ENTITY_SOURCE) ? owner->entity : 0;
  }
  return 0;
}

void implied_fire(const event_context *c, event *e) {
  uint32_t fire = 0;
  if (!event_lemma(c, e->trigger)->first_toll || !c->pd->chunk_at[e->trigger] ||
      event_two_sided(c, e))
    return;
  uint32_t who = who_fired(c, e, &fire);
  if (!who) return;
  const entity *o = &c->md->entities.items[who - 1];
  if (e->n_actors) { /* the victim, if the owner of the weapon was taken for one */
    bool turned =
        (!e->n_recipients || (e->n_recipients == 1 && e->recipients[0].entity == who)) &&
        e->actors[0].start > event_token(c, e->trigger)->start &&
        e->actors[0].start < event_token(c, event_chunk(c, fire)->first)->start;
    if (!turned) return;
    memcpy(e->recipients, e->actors, sizeof e->recipients);
    e->n_recipients = e->n_actors;
    e->n_actors = 0;
  }
  if (implied_has(e->recipients, e->n_recipients, o)) return;
  implied_add(c, who, e->actors, &e->n_actors);
  implied_add_joined(c, who, e->actors, &e->n_actors);
}
