/* implied_verb.c - the verb behind an event's noun names its parties.
 *
 * I5 «the bombing that hit a mosque», «an attack that X carried out», «the attack was
 * attributed to X».
 */
#include "event/implied.h"

static uint32_t entity_behind(const event_context *c, uint32_t from, uint32_t end) {
  for (uint32_t i = from; i < end && i < from + 3; i++) {
    uint32_t at = c->md->entity_at[i];
    if (at && c->md->entities.items[at - 1].first == i &&
        !(c->md->entities.items[at - 1].proclitics & (PROCLITIC_WA | PROCLITIC_FA)))
      return at;
    if (event_token(c, i)->mark ||
        (morph_has(c->doc, i) && FEATURE_POS(event_reading(c, i)->features) == POS_PREP))
      return 0;
  }
  return 0;
}

/* Whom an act is attributed to: the entity behind «to» within the next few words. */
static uint32_t attributed_to(const event_context *c, uint32_t from, uint32_t end) {
  for (uint32_t i = from; i + 1 < end && i < from + 4; i++) {
    if (!morph_has(c->doc, i) || event_lemma(c, i)->tag != TAG_PREP_ILA) continue;
    uint32_t at = c->md->entity_at[i + 1];
    return at && c->md->entities.items[at - 1].first == i + 1 ? at : 0;
  }
  return 0;
}

/* I5. */
void implied_by_verb(const event_context *c, event *e) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint32_t end = s->first + s->n;
  if (FEATURE_POS(event_reading(c, e->trigger)->features) == POS_VERB) return;
  for (uint32_t i = e->trigger_last; i < end && i < e->trigger_last + 7; i++) {
    if (!morph_has(c->doc, i)) {
      if (event_token(c, i)->mark == '.' || event_token(c, i)->mark == ',') return;
      continue;
    }
    const reading *r = event_reading(c, i);
    if (FEATURE_POS(r->features) != POS_VERB) continue;
    if (r->proclitics & (PROCLITIC_WA | PROCLITIC_FA)) return;
    const lemma_record *l = r->entry;
    bool laid_to = !strncmp(model_string(c->model, l->gloss), "attribute", 9);
    uint32_t at = laid_to ? attributed_to(c, i + 1, end) : entity_behind(c, i + 1, end);
    if (!at) return;
    if (laid_to && !e->n_actors) implied_add(c, at, e->actors, &e->n_actors);
    if (laid_to) return;
    bool done_by =
        l->classes & (CLASS_MASK(LIGHT) | CLASS_MASK(CLAIM_RESP)) && r->enclitic;
    if (done_by && !e->n_actors)
      implied_add(c, at, e->actors, &e->n_actors);
    else if (slots_has_frame(c, l, CATEGORY_ASSAULT) && !r->enclitic &&
             !e->n_recipients) {
      implied_add(c, at, e->recipients, &e->n_recipients);
      implied_add_joined(c, at, e->recipients, &e->n_recipients);
    }
    return;
  }
}
