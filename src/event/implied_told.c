/* implied_told.c - acts told before whose parties another takes: an attack told again
 * (I2), the taking of territory that goes on.
 */
#include "event/implied.h"

/* Taking territory goes on: the actor of the taking before, in this sentence or the one
 * before. */
const event *implied_goes_on(const event_doc *ed, uint32_t index) {
  const event *e = &ed->candidates.items[index];
  for (uint32_t k = index, steps = 0;
       k-- > 0 && steps < REACH && ed->candidates.items[k].sentence + 1 >= e->sentence;
       steps++) {
    const event *o = &ed->candidates.items[k];
    if (o->category == e->category && o->kept && o->n_actors && o->actors[0].sector)
      return o;
  }
  return NULL;
}

/* Is «the attack», whose parties nobody names, done in the way of the attack `o`, and was
 * that by an armed body that does such things? */
static bool same_attack(const event_context *c, const event *o, const event *e) {
  const reading *r = event_reading(c, e->trigger);
  if (e->category != CATEGORY_ASSAULT || e->n_recipients || !(o->modes & e->modes) ||
      FEATURE_POS(r->features) == POS_VERB || !(r->proclitics & PROCLITIC_AL) ||
      !o->n_actors)
    return false;
  uint32_t by = o->actors[0].sector;
  return implied_rebel(by) || by == code3("UAF") ||
         (by == code3("MIL") && !implied_of_terror(c, e));
}

/* Sentences back at most from which an attack takes who did it. */
#define TOLD_REACH 3u

/* Does the act stand in another country than the one before? */
static bool other_scene(const event_context *c, const event *e, const event *o) {
  if (!e->place.mention || !e->place.stated || !o->place.mention) return false;
  uint32_t here = c->md->places.items[e->place.mention - 1].country,
           there = c->md->places.items[o->place.mention - 1].country;
  return here && there && here != there;
}

/* I2. */
const event *implied_told_before(const event_context *c, const event_doc *ed,
                                 uint32_t index, bool actors) {
  const event *e = &ed->candidates.items[index];
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < 12; steps++) {
    const event *o = &ed->candidates.items[k];
    if (o->category != e->category || !o->kept) continue;
    if (actors ? !o->n_actors : !o->n_recipients) continue;
    if (actors && o->sentence + TOLD_REACH < e->sentence) return NULL;
    if (!actors && other_scene(c, e, o)) continue;
    if ((actors ? !e->n_recipients : !e->n_actors) && e->category == CATEGORY_ASSAULT &&
        o->lemma == e->lemma)
      return o;
    if (actors && same_attack(c, o, e)) return o;
    if (actors && o->status != e->status) continue; /* «will strike» what was struck */
    if (actors ? parties_share(o->recipients, o->n_recipients, e->recipients,
                               e->n_recipients)
               : parties_share(o->actors, o->n_actors, e->actors, e->n_actors))
      return o;
  }
  return NULL;
}
