/* implied_verb.c - the verb behind an event's noun names its parties.
 *
 * I5 «the bombing that hit a mosque», «an attack that X carried out», «the attack was
 * attributed to X». I12 An attack of nobody named is of the armed body that the sentence
 * or the next one says declared its responsibility. I11 Who attends a meeting, holds,
 * heads or hosts it, whom it brings together, meets: «the ambassador attended the
 * meeting», «a meeting which X attended», «the talks that brought together X and Y».
 */
#include "event/implied.h"

static uint32_t entity_behind(const event_context *c, uint32_t from, uint32_t end) {
  if (from + 2 < end && morph_has(c->doc, from) && morph_has(c->doc, from + 1) &&
      event_lemma(c, from)->tag == TAG_DET_SOME &&
      morph_tag(c->doc, from + 1) == TAG_PREP_MIN)
    from += 2; /* «a group of [min] policemen» */
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
    bool laid_to = gloss_begins(c->model, l, "attribute");
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

/* Behind a word for responsibility with a pronoun («declared its responsibility for»),
 * the armed body named right before it; 0 none. */
static uint32_t responsible(const event_context *c, uint32_t i) {
  if (!morph_has(c->doc, i)) return 0;
  const reading *r = event_reading(c, i);
  if ((r->enclitic != ENCLITIC_HA && r->enclitic != ENCLITIC_HU) ||
      !gloss_is(c->model, r->entry, "responsibility"))
    return 0;
  for (uint32_t k = i, steps = 0; k-- > 0 && steps < 5; steps++) {
    uint32_t at = c->md->entity_at[k];
    if (!at) continue;
    const entity *o = &c->md->entities.items[at - 1];
    return o->flags & ENTITY_ARMED && implied_rebel(o->sectors[0]) ? at : 0;
  }
  return 0;
}

/* «declared its responsibility for [an] the abduction»: whose responsibility stands right
 * before the trigger's preposition; 0 none. */
static uint32_t claims_it(const event_context *c, const event *e) {
  if (e->trigger < 2 || !morph_has(c->doc, e->trigger - 1) ||
      !morph_has(c->doc, e->trigger - 2) ||
      FEATURE_POS(event_reading(c, e->trigger)->features) == POS_VERB ||
      morph_tag(c->doc, e->trigger - 1) != TAG_PREP_AN)
    return 0;
  const reading *r = event_reading(c, e->trigger - 2);
  if ((r->enclitic != ENCLITIC_HA && r->enclitic != ENCLITIC_HU) ||
      !gloss_is(c->model, r->entry, "responsibility"))
    return 0;
  for (uint32_t k = e->trigger - 2, steps = 0; k-- > 0 && steps < 5; steps++) {
    uint32_t at = c->md->entity_at[k];
    if (at)
      return c->md->entities.items[at - 1].flags & (ENTITY_SOURCE | ENTITY_ADJECTIVE)
                 ? 0
                 : at;
  }
  return 0;
}

/* I12. */
void implied_claimed(const event_context *c, event *e) {
  uint32_t who = e->category == CATEGORY_ASSAULT ? claims_it(c, e) : 0;
  if (who) {
    e->n_actors = 0;
    implied_add(c, who, e->actors, &e->n_actors);
    return;
  }
  if (e->n_actors || e->category != CATEGORY_ASSAULT) return;
  for (uint32_t i = e->trigger_last; i < c->doc->n && i < e->trigger_last + 40; i++) {
    if (event_token(c, i)->sentence > e->sentence + 1) return;
    uint32_t at = responsible(c, i);
    if (!at) continue;
    implied_add(c, at, e->actors, &e->n_actors);
    return;
  }
}

/* What a verb says of those named behind it and the meeting. */
enum meeting_verb { NO_MEETING, MEETS_THERE, BRINGS_TOGETHER };

static unsigned meeting_verb(const event_context *c, uint32_t i) {
  static const char *const MEETS[] = {"attend", "hold (meeting)", "host", "head"};
  if (!morph_has(c->doc, i) || FEATURE_POS(event_reading(c, i)->features) != POS_VERB)
    return NO_MEETING;
  const lemma_record *l = event_lemma(c, i);
  for (size_t k = 0; k < sizeof MEETS / sizeof *MEETS; k++)
    if (gloss_is(c->model, l, MEETS[k])) return MEETS_THERE;
  return gloss_is(c->model, l, "gather") || gloss_is(c->model, l, "include, annex")
             ? BRINGS_TOGETHER
             : NO_MEETING;
}

static void add_meeting(const event_context *c, uint32_t at, event *e) {
  const entity *o = at ? &c->md->entities.items[at - 1] : NULL;
  if (!o || o->flags & ENTITY_SOURCE || !o->country) return;
  implied_add(c, at, e->actors, &e->n_actors);
  implied_add_joined(c, at, e->actors, &e->n_actors);
}

/* I11. */
void implied_attended(const event_context *c, event *e) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint32_t end = s->first + s->n;
  if (e->n_actors || event_told_as(c, e) != CATEGORY_CONSULT ||
      FEATURE_POS(event_reading(c, e->trigger)->features) == POS_VERB)
    return;
  if (e->trigger > s->first && meeting_verb(c, e->trigger - 1) == MEETS_THERE &&
      !event_reading(c, e->trigger - 1)->enclitic) {
    add_meeting(c, entity_behind(c, e->trigger_last, end), e);
    if (e->n_actors) return;
  }
  for (uint32_t i = e->trigger_last; i < end && i < e->trigger_last + 10; i++) {
    unsigned verb = meeting_verb(c, i);
    bool pronoun = verb && event_reading(c, i)->enclitic;
    bool relative =
        i && morph_has(c->doc, i - 1) && event_lemma(c, i - 1)->tag == TAG_REL;
    if (event_token(c, i)->mark == '.') return;
    if (verb == MEETS_THERE ? !pronoun : pronoun || !relative) continue;
    if (verb) add_meeting(c, entity_behind(c, i + 1, end), e);
    if (verb) return;
  }
}
