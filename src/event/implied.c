/* implied.c - parties that a sentence leaves unsaid: of an attack told before, or the one
 * armed body of the sentence.
 *
 * I1 An act of force without an actor takes the armed body of its sentence that no other
 * role has, no harm befalls and that does not condemn it, a bombing and its harm no army
 * or police. I2 (implied_told.c) An act of force that tells of an earlier one again takes
 * the parties it does not repeat; «the attack» is the one by armed men told before in the
 * same way. I3 An attack is directed against those its actor fought before; territory
 * is taken from whom «from» names, if he is not on the taker's side, else from his enemy
 * in the same sentence; people whom the sentence says were killed or wounded are its
 * victims.
 */
#include "event/implied.h"

bool implied_of_force(const event *e) {
  return e->category == CATEGORY_ASSAULT || e->category == CATEGORY_COERCE ||
         e->category == CATEGORY_MOBILIZE;
}

bool implied_has(const party *list, uint32_t n, const entity *e) {
  for (uint32_t i = 0; i < n; i++)
    if (list[i].country == e->country && list[i].sector == e->sectors[0]) return true;
  return false;
}

/* Tokens of a sentence looked over at most for a verb or a place, so that a sentence
 * without end costs no more than its length. */
#define SENTENCE_REACH 256u
entity_range implied_near(const event_context *c, const event *e) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint32_t low = 0, high = c->md->entities.n;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (c->md->entities.items[mid].first < e->trigger)
      low = mid + 1;
    else
      high = mid;
  }
  entity_range r = {low, low};
  while (r.from && low - r.from < REACH &&
         c->md->entities.items[r.from - 1].first >= s->first)
    r.from--;
  while (r.to < c->md->entities.n && r.to - low < REACH &&
         c->md->entities.items[r.to].first < s->first + s->n)
    r.to++;
  return r;
}

/* Does a word of harm stand right before the entity («the killing of three policemen»)?
 */
static bool harmed(const event_context *c, const entity *o, const sentence *s) {
  for (uint32_t i = o->first, steps = 0; i-- > s->first && steps < 4; steps++) {
    if (!morph_has(c->doc, i)) continue;
    const reading *r = event_reading(c, i);
    const lemma_record *l = r->entry;
    if (FEATURE_POS(r->features) == POS_PREP && l->tag != TAG_PREP_MIN) return false;
    if (l->first_toll && !(l->classes & CLASS_MASK(LIGHT)) &&
        !(FEATURE_POS(r->features) == POS_NOUN && r->proclitics & PROCLITIC_AL))
      return !(o->proclitics & (PROCLITIC_BI | PROCLITIC_LI | PROCLITIC_FA));
  }
  return false;
}

/* «qutila», «(two) were killed», is spelt like «qatla», «dead». */
static bool killed_two(const event_context *c, uint32_t i) {
  const word_info *w = c->doc->words[i];
  for (unsigned k = 0; k < w->n_readings; k++)
    if (FEATURE_POS(w->readings[k].features) == POS_VERB &&
        FEATURE_NUMBER(w->readings[k].features) == 2 && w->readings[k].entry->first_toll)
      return true;
  return false;
}

/* Does a verb of harm that has the entity as its subject before it follow («two persons
 * were killed», «a bomber who was shot dead»)? */
static bool harmed_behind(const event_context *c, const entity *o, const sentence *s) {
  uint32_t i = o->last, end = s->first + s->n;
  if (i < end && morph_has(c->doc, i) && event_lemma(c, i)->tag == TAG_REL) i++;
  if (i >= end || !morph_has(c->doc, i)) return false;
  const reading *r = event_reading(c, i);
  uint32_t at = c->pd->chunk_at[i];
  if (o->flags & ENTITY_DUAL && i == o->last && killed_two(c, i)) return true;
  if (FEATURE_POS(r->features) != POS_VERB || !r->entry->first_toll || r->enclitic ||
      !at || r->proclitics & (PROCLITIC_WA | PROCLITIC_FA))
    return false;
  return event_chunk(c, at - 1)->flags & CHUNK_PASSIVE ||
         !(r->entry->flags & LEMMA_TRANSITIVE);
}

static bool after_from(const event_context *c, const entity *o, const sentence *s) {
  for (uint32_t i = o->first, steps = 0; i-- > s->first && steps < 2; steps++)
    if (morph_has(c->doc, i) && event_lemma(c, i)->tag == TAG_PREP_MIN) return true;
  return false;
}

/* «terrorist» behind «attack» says of what kind it is, not whose. */
static bool attribute(const event_context *c, const entity *o) {
  bool unnamed = (o->sectors[0] == code3("UAF") || o->sectors[0] == code3("REB")) &&
                 !(o->flags & ENTITY_NAMED);
  if (!unnamed || o->flags & (ENTITY_PLURAL | ENTITY_DUAL) || o->kind != KIND_PERSON ||
      !o->first)
    return false;
  return event_lemma(c, o->first - 1)->n_frames != 0 &&
         FEATURE_POS(event_reading(c, o->first - 1)->features) != POS_VERB;
}

/* «military sources»: who tells of it. */
static bool tells(const event_context *c, const entity *o) {
  return o->flags & ENTITY_SOURCE ||
         gloss_is(c->model, event_lemma(c, o->head), "source");
}

static bool can_force(const event_context *c, const entity *o) {
  if (!(o->flags & ENTITY_ARMED) || tells(c, o) || attribute(c, o)) return false;
  return o->kind != KIND_PERSON || o->flags & (ENTITY_PLURAL | ENTITY_DUAL) || o->actor ||
         o->sectors[0] == code3("UAF");
}

/* Bombs in cars, belts and markets are not the work of armies and police, unless the
 * words say so. */
bool implied_of_terror(const event_context *c, const event *e) {
  const uint64_t bombs = MODE_MASK(EXPLOSIVES) | MODE_MASK(SUICIDE_ATTACK);
  if (e->category != CATEGORY_ASSAULT) return false;
  if (e->modes & bombs) return true;
  uint32_t last = e->trigger_last - 1; /* «the terrorist act» */
  return last > e->trigger && morph_has(c->doc, last) &&
         gloss_begins(c->model, event_lemma(c, last), "terroris");
}

/* Is the event such a bombing, or the harm done in a sentence that tells of one? */
static bool about_terror(const event_context *c, const event_doc *ed, uint32_t index) {
  const event *e = &ed->candidates.items[index];
  if (implied_of_terror(c, e)) return true;
  if (e->category != CATEGORY_ASSAULT || !event_lemma(c, e->trigger)->first_toll)
    return false;
  uint32_t low = index > EVENT_MAX_STEPS ? index - EVENT_MAX_STEPS : 0;
  for (uint32_t k = index; k-- > low && ed->candidates.items[k].sentence == e->sentence;)
    if (implied_of_terror(c, &ed->candidates.items[k])) return true;
  for (uint32_t k = index + 1; k < ed->candidates.n && k < index + EVENT_MAX_STEPS &&
                               ed->candidates.items[k].sentence == e->sentence;
       k++)
    if (implied_of_terror(c, &ed->candidates.items[k])) return true;
  return false;
}

/* Tokens behind the trigger at most at which whoever holds the ground is named. */
#define HOLDER_REACH 12u

/* «the provinces in the grip of X», «under the control of X»: he holds what another is to
 * take. */
static bool holds_it(const event_context *c, const entity *o) {
  uint32_t i = o->first;
  if (i < 2 || !morph_has(c->doc, i - 1) || !morph_has(c->doc, i - 2)) return false;
  const lemma_record *l = event_lemma(c, i - 1);
  uint32_t tag = event_lemma(c, i - 2)->tag;
  bool hold = gloss_is(c->model, l, "control") || gloss_begins(c->model, l, "grip");
  if (i > 2 && morph_has(c->doc, i - 3) &&
      FEATURE_POS(event_reading(c, i - 3)->features) == POS_VERB &&
      !(event_lemma(c, i - 3)->classes & CLASS_MASK(AUX_CONTINUE)))
    return false; /* «it has come under the control of X» who took it */
  return hold && (tag == TAG_PREP_TAHT || tag == TAG_PREP_FI || tag == TAG_PREP_MIN);
}

static bool of_state(uint32_t sector) {
  return sector == code3("MIL") || sector == code3("COP") || sector == code3("GOV");
}

/* «the police said that two were killed»: police who tell of harm to others than gunmen
 * and suspects did not do it. */
static bool only_tells(const event_context *c, const event *e, uint32_t index,
                       const entity *o) {
  if (e->category != CATEGORY_ASSAULT || o->sectors[0] != code3("COP") || !e->speech ||
      c->pd->speeches.items[e->speech - 1].claimant != index)
    return false;
  for (uint32_t i = 0; i < e->n_recipients; i++) {
    uint32_t by = e->recipients[i].sector;
    if (by == code3("REB") || by == code3("UAF") || by == code3("CRM")) return false;
  }
  return true;
}

/* «the war against [didd] X»: whom others fight does not do what is told beside it. */
static bool fought(const event_context *c, const entity *o) {
  return o->first && morph_has(c->doc, o->first - 1) &&
         event_lemma(c, o->first - 1)->tag == TAG_PREP_DIDD;
}

/* I1. */
static uint32_t armed_body(const event_context *c, const event_doc *ed, uint32_t index,
                           bool terror) {
  const event *e = &ed->candidates.items[index];
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint32_t best = 0, distance = UINT32_MAX;
  bool harm = event_lemma(c, e->trigger)->first_toll != 0;
  entity_range near = implied_near(c, e);
  for (uint32_t i = near.from; i < near.to; i++) {
    const entity *o = &c->md->entities.items[i];
    if (!can_force(c, o) || implied_has(e->recipients, e->n_recipients, o)) continue;
    if (terror && of_state(o->sectors[0])) continue;
    if (implied_in_ranks(c, o) && !event_two_sided(c, e)) continue;
    if (only_tells(c, e, i + 1, o) || fought(c, o) || implied_judged(c, ed, index, i + 1))
      continue;
    if (harmed(c, o, s) || (harm && o->first > e->trigger && o->first < e->trigger + 6))
      continue;
    if (e->category == CATEGORY_COERCE && (after_from(c, o, s) || holds_it(c, o)))
      continue;
    uint32_t d = o->first > e->trigger
                     ? o->first - e->trigger + (e->category == CATEGORY_COERCE ? 20 : 4)
                     : e->trigger - o->first;
    if (d < distance) {
      distance = d;
      best = i + 1;
    }
  }
  return best;
}

/* «the ministry announced the arrest of …»: the body of the state that makes an arrest
 * known made it; entity index + 1, 0 none. */
static uint32_t announcer(const event_context *c, const event *e) {
  uint32_t at = c->pd->chunk_at[e->trigger];
  if (e->category != CATEGORY_COERCE || !(e->modes & MODE_MASK(ARREST)) || !at) return 0;
  const clause *cl = &c->pd->clauses.items[event_chunk(c, at - 1)->clause];
  uint32_t who = 0;
  if (e->speech) {
    who = c->pd->speeches.items[e->speech - 1].claimant;
  } else if (cl->verb && cl->subject && cl->verb - 1 < at &&
             event_lemma(c, event_chunk(c, cl->verb - 1)->head)->classes &
                 CLASS_MASK(SPEECH)) {
    who = event_chunk(c, cl->subject - 1)->entity;
  }
  if (!who) return 0;
  const entity *o = &c->md->entities.items[who - 1];
  bool body = o->kind != KIND_PERSON && !(o->flags & (ENTITY_SOURCE | ENTITY_CAPITAL));
  return body && of_state(o->sectors[0]) &&
                 !implied_has(e->recipients, e->n_recipients, o)
             ? who
             : 0;
}

bool implied_rebel(uint32_t sector) {
  return sector == code3("REB");
}

/* Does a verb stand between the trigger and the entity behind it, other than one of
 * holding («the areas that X controls»)? */
static bool verb_between(const event_context *c, const event *e, const entity *o) {
  for (uint32_t i = e->trigger_last; i < o->first && i < e->trigger_last + SENTENCE_REACH;
       i++)
    if (morph_has(c->doc, i) && FEATURE_POS(event_reading(c, i)->features) == POS_VERB &&
        !slots_has_frame(c, event_lemma(c, i), CATEGORY_COERCE))
      return true;
  return false;
}

/* I3: the armed body of the sentence that is not on the actor's side; of territory taken,
 * in the same breath. */
static uint32_t enemy(const event_context *c, const event *e) {
  uint32_t best = 0, distance = UINT32_MAX;
  if (!e->n_actors || !e->actors[0].sector) return 0;
  entity_range near = implied_near(c, e);
  for (uint32_t i = near.from; i < near.to; i++) {
    const entity *o = &c->md->entities.items[i];
    if (!can_force(c, o) || !o->country ||
        implied_rebel(o->sectors[0]) == implied_rebel(e->actors[0].sector) ||
        implied_has(e->actors, e->n_actors, o))
      continue;
    if (e->category == CATEGORY_COERCE && verb_between(c, e, o)) continue;
    uint32_t d =
        o->first > e->trigger ? o->first - e->trigger : e->trigger - o->first + 20;
    if (d < distance) {
      distance = d;
      best = i + 1;
    }
  }
  return best;
}

/* Is the armed body, by its kind, on the side of who acts? */
static bool on_side(const event *e, const entity *o) {
  return e->n_actors && e->actors[0].sector &&
         implied_rebel(o->sectors[0]) == implied_rebel(e->actors[0].sector);
}

/* I3: whom harm befalls in the sentence. */
static uint32_t victim(const event_context *c, const event *e) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  entity_range near = implied_near(c, e);
  for (uint32_t i = near.from; i < near.to; i++) {
    const entity *o = &c->md->entities.items[i];
    if (!(o->flags & (ENTITY_STATE | ENTITY_CAPITAL)) && !tells(c, o) &&
        !implied_has(e->actors, e->n_actors, o) &&
        (harmed(c, o, s) || harmed_behind(c, o, s) || implied_in_ranks(c, o)))
      return i + 1;
  }
  return 0;
}

/* I3: the armed body behind «from» that territory is taken from, or that is said to hold
 * it, not one on the side of
 * who takes it («with support from the air force»). */
static uint32_t loser(const event_context *c, const event *e) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  entity_range near = implied_near(c, e);
  for (uint32_t i = near.from; i < near.to; i++) {
    const entity *o = &c->md->entities.items[i];
    if (o->first > e->trigger && can_force(c, o) &&
        (after_from(c, o, s) ||
         (holds_it(c, o) && o->first < e->trigger + HOLDER_REACH)) &&
        !implied_has(e->actors, e->n_actors, o) && !on_side(e, o))
      return i + 1;
  }
  return 0;
}

void implied_take(party *to, uint32_t *n, const party *from, uint32_t m) {
  for (uint32_t i = 0; i < m && i < EVENT_MAX_PARTIES; i++) {
    to[i] = from[i];
    to[i].start = to[i].end = from[i].start;
  }
  *n = m;
}

/* Does the sentence name places, none of them in the party's country? Who only bombs
 * from elsewhere holds no land there that could be taken. */
static bool holds_nothing(const event_context *c, const event *e, uint32_t country) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  bool named = false;
  uint32_t reach = s->n < SENTENCE_REACH ? s->n : SENTENCE_REACH;
  for (uint32_t i = s->first; i < s->first + reach; i++) {
    uint32_t at = c->md->place_at[i];
    if (!at || !c->md->places.items[at - 1].country) continue;
    if (c->md->places.items[at - 1].country == country) return false;
    named = true;
  }
  return named && country != code3("IMG");
}

bool event_two_sided(const event_context *c, const event *e) {
  const frame_record *f = model_frame(c->model, e->frame);
  for (unsigned i = 0; i < f->n_slots && i < FRAME_MAX_SLOTS; i++)
    if (f->slots[i].role == ROLE_BOTH) return true;
  return false;
}

void implied_add(const event_context *c, uint32_t index, party *list, uint32_t *n) {
  const entity *o = &c->md->entities.items[index - 1];
  party_of_entity(c, index, o->start, o->end, &list[0]);
  *n = 1;
}

/* Adds the armed body and those it is joined to by wa, before and behind it («the army
 * and the resistance advanced to take the town»). */
static void add_company(const event_context *c, uint32_t index, const event *e,
                        party *list, uint32_t *n) {
  const entity *items = c->md->entities.items;
  for (unsigned steps = 0; steps < EVENT_MAX_PARTIES && index > 1; steps++) {
    const entity *o = &items[index - 1], *before = o - 1;
    if (!(o->flags & ENTITY_COORDINATED) || before->last != o->first ||
        !can_force(c, before) || implied_has(e->recipients, e->n_recipients, before))
      break;
    index--;
  }
  implied_add(c, index, list, n);
  for (uint32_t i = index; i < c->md->entities.n && *n < EVENT_MAX_PARTIES; i++) {
    const entity *o = &items[i];
    if (o->first != items[i - 1].last || !(o->flags & ENTITY_COORDINATED) ||
        !can_force(c, o) || implied_has(e->recipients, e->n_recipients, o))
      return;
    party_of_entity(c, i + 1, o->start, o->end, &list[*n]);
    *n += 1;
  }
}

/* Are mines and charges laid: explosives that the frame has an actor for and nobody who
 * is hit? Whom they will hit nobody knows, unless it is said. */
static bool lays(const event_context *c, const event *e) {
  const frame_record *f = model_frame(c->model, e->frame);
  bool acts = false;
  for (unsigned i = 0; i < f->n_slots && i < FRAME_MAX_SLOTS; i++) {
    if (f->slots[i].role == ROLE_RECIPIENT) return false;
    acts = acts || f->slots[i].role == ROLE_ACTOR;
  }
  return acts && e->modes & MODE_MASK(EXPLOSIVES) &&
         !(e->modes & MODE_MASK(SUICIDE_ATTACK));
}

void implied_parties(const event_context *c, event_doc *ed) {
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &ed->candidates.items[i];
    const event *old;
    const party *other;
    uint32_t found;
    implied_order(c, ed, i);
    implied_members(c, e);
    if (!implied_of_force(e)) {
      implied_attended(c, e);
      implied_flight(c, e);
      implied_protesters(c, ed, i);
      implied_supported(c, e);
      implied_speaker(c, ed, e, i);
      implied_refused(c, ed, i);
      implied_put_off(ed, i);
      implied_asked(c, ed, i);
      implied_eased(c, ed, i);
      implied_bare_victim(c, e);
      target_country(c, e);
      continue;
    }
    if (e->category == CATEGORY_ASSAULT) {
      implied_by_verb(c, e);
      implied_fire(c, e);
    }
    implied_claimed(c, e);
    implied_bare_victim(c, e);
    implied_dispersed(c, ed, i);
    implied_ranks(c, e);
    bool both = event_two_sided(c, e),
         against = e->category != CATEGORY_MOBILIZE && !both && !lays(c, e);
    if (!e->n_recipients && against && e->category == CATEGORY_ASSAULT &&
        (found = victim(c, e)) != 0) {
      implied_add(c, found, e->recipients, &e->n_recipients);
      implied_add_joined(c, found, e->recipients, &e->n_recipients);
      implied_ranks(c, e);
    }
    if (!e->n_recipients && against && !target_facility(c, e)) target_counted(c, e);
    bool terror = about_terror(c, ed, i);
    if (!e->n_actors && (old = implied_told_before(c, ed, i, true)) != NULL &&
        !(terror && of_state(old->actors[0].sector)))
      implied_take(e->actors, &e->n_actors, old->actors, old->n_actors);
    if (!e->n_actors && e->category == CATEGORY_COERCE &&
        (old = implied_goes_on(ed, i)) != NULL)
      implied_take(e->actors, &e->n_actors, old->actors, old->n_actors);
    if (!e->n_actors && (found = armed_body(c, ed, i, terror)) != 0) {
      if (both)
        implied_add(c, found, e->actors, &e->n_actors);
      else
        add_company(c, found, e, e->actors, &e->n_actors);
    }
    if (!e->n_actors && (found = announcer(c, e)) != 0)
      implied_add(c, found, e->actors, &e->n_actors);
    implied_support(c, e);
    if (!e->n_recipients && e->category == CATEGORY_COERCE && !both &&
        (found = loser(c, e)) != 0)
      implied_add(c, found, e->recipients, &e->n_recipients);
    if (!e->n_recipients && against && (found = enemy(c, e)) != 0 &&
        !(e->category == CATEGORY_COERCE &&
          holds_nothing(c, e, c->md->entities.items[found - 1].country)))
      implied_add(c, found, e->recipients, &e->n_recipients);
    against = against && e->category == CATEGORY_ASSAULT;
    if (!e->n_recipients && against &&
        (old = implied_told_before(c, ed, i, false)) != NULL)
      implied_take(e->recipients, &e->n_recipients, old->recipients, old->n_recipients);
    if (!e->n_recipients && e->n_actors == 1 && against &&
        (other = implied_opponent(ed, i)) != NULL)
      implied_take(e->recipients, &e->n_recipients, other, 1);
    if (e->category == CATEGORY_ASSAULT && e->n_recipients == 1 &&
        e->recipients[0].entity && e->recipients[0].start < e->recipients[0].end)
      implied_add_among(c, e->recipients[0].entity, e);
    if (both && implied_one_side(c, e) && (other = implied_opponent(ed, i)) != NULL) {
      uint32_t n = 0;
      implied_take(e->actors + e->n_actors, &n, other, 1);
      e->n_actors++;
    }
  }
  implied_content(c, ed);
}
