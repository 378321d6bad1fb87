/* implied_sides.c - the other side of a fight, by the acts of force around it (I3).
 */
#include "event/implied.h"

static bool same_codes(const party *a, const party *b) {
  return a->country == b->country && a->sector == b->sector;
}

/* Whom `who` faces in the event, NULL if it is not in it. */
static const party *faced_in(const event *o, const party *who) {
  if (!implied_of_force(o) || !o->kept) return NULL;
  bool acts = false;
  const party *other = NULL;
  for (uint32_t i = 0; i < o->n_actors; i++) {
    if (same_codes(&o->actors[i], who))
      acts = true;
    else if (o->category == CATEGORY_ASSAULT && !o->n_recipients && o->n_actors == 2 &&
             o->actors[i].sector != code3("CVL"))
      other = &o->actors[i];
  }
  if (acts && o->n_recipients) return &o->recipients[0];
  if (acts && other) return other;
  for (uint32_t i = 0; i < o->n_recipients; i++)
    if (same_codes(&o->recipients[i], who) && o->n_actors && o->actors[0].sector)
      return &o->actors[0];
  return NULL;
}

/* I3: the other side of the fighting its first actor was in before, else is in later. */
const party *implied_opponent(const event_doc *ed, uint32_t index) {
  const party *who = &ed->candidates.items[index].actors[0], *found;
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < 16; steps++)
    if ((found = faced_in(&ed->candidates.items[k], who)) != NULL) return found;
  for (uint32_t k = index + 1; k < ed->candidates.n && k <= index + 16; k++)
    if ((found = faced_in(&ed->candidates.items[k], who)) != NULL)
      return implied_rebel(found->sector) != implied_rebel(who->sector) &&
                     found->sector != code3("CVL") && found->sector
                 ? found
                 : NULL;
  return NULL;
}

/* «between X and Y», not «between it and X». */
static bool between_two(const event_context *c, const event *e) {
  for (uint32_t i = e->trigger_last; i < c->doc->n && i < e->trigger_last + 4; i++)
    if (morph_has(c->doc, i) && event_lemma(c, i)->tag == TAG_PREP_BAYN)
      return !event_reading(c, i)->enclitic;
  return false;
}

/* Are those who fight all on one side («battles with the militia and its allies»), so
 * that the other is left unsaid? */
bool implied_one_side(const event_context *c, const event *e) {
  if (!e->n_actors || e->n_actors == EVENT_MAX_PARTIES || e->n_recipients) return false;
  if (e->n_actors > 1 && between_two(c, e)) return false;
  for (uint32_t i = 1; i < e->n_actors; i++)
    if (e->actors[i].country != e->actors[0].country ||
        implied_rebel(e->actors[i].sector) != implied_rebel(e->actors[0].sector) ||
        e->actors[i].sector == code3("CVL"))
      return false;
  return true;
}
