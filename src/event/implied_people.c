/* implied_people.c - who flees, who protests and who is supported, where the slots of the
 * trigger leave it unsaid.
 *
 * I14 A flight or a withdrawal in a noun («forced the gunmen to retreat», «nothing was
 * left to the militia but flight») is that of the armed body or the people named nearest
 * before it, not of who tells of it. I15 «The protests», told before, are of those who
 * protested then; else those who protest are whoever the sentence calls so, and a hunger
 * strike is that of the person named nearest before. I16 Support that somebody gives
 * [min] in an act («took the town with support from the coalition») goes to the subject
 * of the act, which does not give it. I17 Who refuses what he was asked right before
 * refuses it to who asked.
 */
#include "event/implied.h"

static bool people(const entity *o) {
  if (o->flags & (ENTITY_SOURCE | ENTITY_ADJECTIVE | ENTITY_STATE | ENTITY_CAPITAL))
    return false;
  return o->flags & ENTITY_ARMED ||
         (o->kind == KIND_PERSON && o->flags & (ENTITY_PLURAL | ENTITY_DUAL)) ||
         o->kind == KIND_GROUP;
}

static uint32_t claimant_of(const event_context *c, const event *e) {
  return e->speech ? c->pd->speeches.items[e->speech - 1].claimant : 0;
}

void implied_flight(const event_context *c, event *e) {
  const uint64_t others =
      MODE_MASK(RELEASE) | MODE_MASK(CEASEFIRE) | MODE_MASK(RESIGN) | MODE_MASK(ACCESS);
  if (e->category != CATEGORY_RETREAT || e->n_actors || e->modes & others ||
      FEATURE_POS(event_reading(c, e->trigger)->features) == POS_VERB)
    return;
  entity_range near = implied_near(c, e);
  for (uint32_t i = near.to; i-- > near.from;) {
    const entity *o = &c->md->entities.items[i];
    if (o->first >= e->trigger || !people(o) || i + 1 == claimant_of(c, e) ||
        implied_has(e->recipients, e->n_recipients, o))
      continue;
    implied_add(c, i + 1, e->actors, &e->n_actors);
    return;
  }
}

/* Is the entity told by a word for who protests («demonstrators», «strikers»)? */
static bool protests(const event_context *c, const entity *o) {
  static const char *const WORDS[] = {"demonstrator", "protester", "sit-in", "striker"};
  if (o->flags & ENTITY_SOURCE || !(o->flags & (ENTITY_PLURAL | ENTITY_DUAL)))
    return false;
  for (uint32_t i = o->first; i < o->last && i < o->first + 4; i++)
    for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++)
      if (morph_has(c->doc, i) && gloss_begins(c->model, event_lemma(c, i), WORDS[k]))
        return true;
  return false;
}

/* I15: the protest told last before, in this sentence or the four before it, where the
 * trigger tells of it again. */
static const event *protest_before(const event_context *c, const event_doc *ed,
                                   uint32_t index) {
  const event *e = &ed->candidates.items[index];
  const reading *r = event_reading(c, e->trigger);
  if (FEATURE_POS(r->features) == POS_VERB || !(r->proclitics & PROCLITIC_AL))
    return NULL;
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < REACH; steps++) {
    const event *o = &ed->candidates.items[k];
    if (o->sentence + 4 < e->sentence) return NULL;
    if (o->kept && o->category == CATEGORY_PROTEST && o->n_actors) return o;
  }
  return NULL;
}

void implied_protesters(const event_context *c, const event_doc *ed, uint32_t index) {
  event *e = &ed->candidates.items[index];
  if (e->category != CATEGORY_PROTEST || e->n_actors) return;
  entity_range near = implied_near(c, e);
  for (uint32_t i = near.from; i < near.to && !e->n_actors; i++)
    if (protests(c, &c->md->entities.items[i]))
      implied_add(c, i + 1, e->actors, &e->n_actors);
  for (uint32_t i = near.to; i-- > near.from && !e->n_actors;) {
    const entity *o = &c->md->entities.items[i];
    if (e->modes & MODE_MASK(HUNGER) && o->first < e->trigger && o->kind == KIND_PERSON &&
        !(o->flags & (ENTITY_SOURCE | ENTITY_ADJECTIVE)) && i + 1 != claimant_of(c, e))
      implied_add(c, i + 1, e->actors, &e->n_actors);
  }
  const event *old = e->n_actors ? NULL : protest_before(c, ed, index);
  if (old) implied_take(e->actors, &e->n_actors, old->actors, old->n_actors);
}

/* Does min with whom it is from stand behind the noun chunk and what lengthens it? */
static bool given_by(const event_context *c, uint32_t index, uint32_t limit) {
  uint32_t at = index + 1;
  while (at < limit && slots_lengthens(c, at)) at++;
  return at < limit && event_chunk(c, at)->kind == CHUNK_NOUN &&
         event_chunk(c, at)->preposition == SLOT_PREP + TAG_PREP_MIN;
}

void implied_supported(const event_context *c, event *e) {
  uint32_t at = c->pd->chunk_at[e->trigger];
  if (e->category != CATEGORY_AID || e->n_recipients || !e->n_actors || !at) return;
  const chunk *n = event_chunk(c, at - 1);
  const clause *cl = &c->pd->clauses.items[n->clause];
  if (n->kind != CHUNK_NOUN || n->preposition != SLOT_BI ||
      !given_by(c, at - 1, cl->last))
    return;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < e->n_actors; i++)
    if (e->actors[i].start > e->start) e->actors[kept++] = e->actors[i];
  if (!kept) return;
  e->n_actors = kept;
  if (!cl->subject) return;
  filler who = {0};
  slots_entity(c, cl->subject - 1, cl->last, &who);
  if (!who.entity || who.event_noun) return;
  const entity *o = &c->md->entities.items[who.entity - 1];
  if (o->flags & ENTITY_SOURCE || implied_has(e->actors, e->n_actors, o)) return;
  implied_add(c, who.entity, e->recipients, &e->n_recipients);
  implied_add_joined(c, who.entity, e->recipients, &e->n_recipients);
}

/* Does the verb refuse «that», told before? */
static bool refuses_that(const event_context *c, const event *e) {
  if (FEATURE_POS(event_reading(c, e->trigger)->features) != POS_VERB) return false;
  for (uint32_t i = e->trigger_last; i < c->doc->n && i < e->trigger_last + 4; i++)
    if (morph_has(c->doc, i) && event_lemma(c, i)->tag == TAG_DEM) return true;
  return false;
}

void implied_refused(const event_context *c, event_doc *ed, uint32_t index) {
  event *e = &ed->candidates.items[index];
  if (e->category != CATEGORY_REJECT || e->n_recipients || !e->n_actors) return;
  bool that = refuses_that(c, e);
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < 6; steps++) {
    const event *o = &ed->candidates.items[k];
    if (o->sentence + 1 < e->sentence) return;
    if (o->sentence < e->sentence && !that) return;
    if (!o->kept || o->category != CATEGORY_REQUEST || !o->n_actors ||
        !parties_share(o->recipients, o->n_recipients, e->actors, e->n_actors) ||
        parties_share(o->actors, o->n_actors, e->actors, e->n_actors))
      continue;
    implied_take(e->recipients, &e->n_recipients, o->actors, o->n_actors);
    return;
  }
}

/* Tokens between an act and the words for who asked for it at most. */
#define ASKED_REACH 24u

void implied_asked(const event_context *c, event_doc *ed, uint32_t index) {
  event *e = &ed->candidates.items[index];
  uint32_t at = c->pd->chunk_at[e->trigger];
  if (e->category != CATEGORY_REQUEST || e->n_recipients || !e->n_actors || !at ||
      event_chunk(c, at - 1)->kind != CHUNK_NOUN || !event_chunk(c, at - 1)->preposition)
    return;
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < 6; steps++) {
    const event *o = &ed->candidates.items[k];
    if (o->sentence != e->sentence || o->trigger + ASKED_REACH < e->trigger) return;
    bool done = o->category == CATEGORY_CONSULT || o->category == CATEGORY_AGREE ||
                implied_of_force(o);
    if (!o->kept || !done || !o->n_actors ||
        parties_share(o->actors, o->n_actors, e->actors, e->n_actors))
      continue;
    implied_take(e->recipients, &e->n_recipients, o->actors, o->n_actors);
    return;
  }
}

/* Are they sanctions or a ban, laid or eased, of the states they are laid on? */
static bool of_sanctions(const event_context *c, const event *e) {
  const char *code = model_frame(c->model, e->frame)->cameo;
  if (e->category == CATEGORY_SANCTION)
    return !strcmp(code, "163") &&
           FEATURE_POS(event_reading(c, e->trigger)->features) != POS_VERB;
  return e->category == CATEGORY_CONCEDE &&
         (!strncmp(code, "081", 3) || !strcmp(code, "085"));
}

void implied_eased(const event_context *c, event_doc *ed, uint32_t index) {
  event *e = &ed->candidates.items[index];
  if (e->n_recipients || !of_sanctions(c, e)) return;
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < REACH; steps++) {
    const event *o = &ed->candidates.items[k];
    if ((o->category != CATEGORY_SANCTION && !of_sanctions(c, o)) || !o->n_recipients)
      continue;
    implied_take(e->recipients, &e->n_recipients, o->recipients, o->n_recipients);
    return;
  }
  uint32_t scene = c->md->scene_country;
  if (!scene || (e->n_actors && e->actors[0].country == scene)) return;
  e->recipients[0] = (party){.country = scene};
  e->n_recipients = 1;
}

void implied_bare_victim(const event_context *c, event *e) {
  if (!event_befalls(c, e)) return;
  for (uint32_t i = 0; i < e->n_recipients; i++) {
    party *p = &e->recipients[i];
    if (!p->entity || p->country) continue;
    const entity *o = &c->md->entities.items[p->entity - 1];
    if (o->kind != KIND_PERSON || !(o->flags & ENTITY_NAMED) || o->actor) continue;
    p->country = c->md->scene_country;
    if (!p->sector) p->sector = code3("CVL");
  }
}
