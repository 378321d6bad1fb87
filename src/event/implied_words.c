/* implied_words.c - parties of acts of words that the sentence leaves unsaid, and the
 * acts that words order or are about.
 *
 * I4 An act of words without an actor is the speaker's, else of the body named first
 * before it, unless it is a concession only expected or one whom he condemns or welcomes
 * it for; «the meeting», «the agreement» are of those of the one told before; «the talks
 * with X» are also of who speaks of them. I6 An order to one's own forces is
 * the ordered act, planned, by those forces (S5). I7 Words of blame without a recipient
 * blame who did what they are about, never whom it befell, threats threaten who would
 * suffer it.
 */
#include "event/implied.h"

static bool can_speak(const entity *o) {
  if (o->flags & (ENTITY_SOURCE | ENTITY_ADJECTIVE) ||
      !(o->country || o->flags & ENTITY_NAMED))
    return false;
  return o->role || o->actor || o->flags & (ENTITY_STATE | ENTITY_CAPITAL | ENTITY_NAMED);
}

static bool is_words(const event *e) {
  return e->category == CATEGORY_REQUEST || e->category == CATEGORY_ACCUSE ||
         e->category == CATEGORY_REJECT || e->category == CATEGORY_SUPPORT ||
         e->category == CATEGORY_THREATEN;
}

bool implied_judged(const event_context *c, const event_doc *ed, uint32_t index,
                    uint32_t who) {
  const event *e = &ed->candidates.items[index];
  if (FEATURE_POS(event_reading(c, e->trigger)->features) == POS_VERB) return false;
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < 4; steps++) {
    const event *o = &ed->candidates.items[k];
    if (o->sentence != e->sentence || e->trigger >= o->trigger_last + 12) return false;
    bool judges = (o->category == CATEGORY_ACCUSE && o->modes & MODE_MASK(DISAPPROVE)) ||
                  (o->category == CATEGORY_SUPPORT && !implied_of_force(e));
    for (uint32_t i = 0; judges && i < o->n_actors; i++)
      if (o->actors[i].entity == who) return true;
  }
  return false;
}

/* I4. */
static uint32_t speaker(const event_context *c, const event_doc *ed, const event *e,
                        uint32_t index) {
  uint32_t best = 0;
  bool words = is_words(e);
  if (e->speech && c->pd->speeches.items[e->speech - 1].claimant) {
    best = c->pd->speeches.items[e->speech - 1].claimant;
    return c->md->entities.items[best - 1].flags & ENTITY_SOURCE ||
                   (!words && implied_judged(c, ed, index, best))
               ? 0
               : best;
  }
  entity_range near = implied_near(c, e);
  for (uint32_t i = near.from; i < near.to && c->md->entities.items[i].first < e->trigger;
       i++) {
    const entity *o = &c->md->entities.items[i];
    if (can_speak(o) && !implied_has(e->recipients, e->n_recipients, o) &&
        (words || !implied_judged(c, ed, index, i + 1)))
      best = best ? best : i + 1;
  }
  return best;
}

/* I4: else who spoke the words told last, in the sentence before at most two
 * («the statement called on …»). */
static const event *words_before(const event_doc *ed, uint32_t index) {
  const event *e = &ed->candidates.items[index];
  if (!is_words(e)) return NULL;
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < 6; steps++) {
    const event *o = &ed->candidates.items[k];
    if (o->sentence + 2 < e->sentence) return NULL;
    if (o->kept && is_words(o) && o->n_actors) return o;
  }
  return NULL;
}

/* «agreed», «an agreement»: is the one the verb or the verbal noun of the other? */
static bool same_word(const event_context *c, const event *a, const event *b) {
  uint32_t of = model_lemma(c->model, a->lemma)->verb,
           other = model_lemma(c->model, b->lemma)->verb;
  return a->lemma == b->lemma || (of && of == other) || of == b->lemma ||
         other == a->lemma;
}

/* I4: «the meeting», «the agreement» of which nobody says whose it is: the one of its
 * sort told last, in the sentence before at most two. */
static const event *same_meeting(const event_context *c, const event_doc *ed,
                                 uint32_t index) {
  const event *e = &ed->candidates.items[index];
  const reading *r = event_reading(c, e->trigger);
  if ((e->category != CATEGORY_CONSULT && e->category != CATEGORY_AGREE) ||
      e->n_recipients || FEATURE_POS(r->features) == POS_VERB ||
      !(r->proclitics & PROCLITIC_AL))
    return NULL;
  if (e->trigger_last < c->doc->n && morph_has(c->doc, e->trigger_last) &&
      event_lemma(c, e->trigger_last)->tag == TAG_PREP_MAA)
    return NULL; /* «the talks with X» may be others */
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < REACH; steps++) {
    const event *o = &ed->candidates.items[k];
    if (o->sentence + 2 < e->sentence) return NULL;
    if (!o->kept || o->category != e->category || !o->n_actors) continue;
    if (e->category == CATEGORY_AGREE ? same_word(c, e, o)
                                      : !e->modes || o->modes & e->modes)
      return o;
  }
  return NULL;
}

/* I4: «the talks with X»: the other side is who speaks of them. */
static void add_own_side(const event_context *c, const event_doc *ed, event *e,
                         uint32_t index) {
  uint32_t with = e->trigger_last;
  if ((e->category != CATEGORY_CONSULT && e->category != CATEGORY_AGREE) ||
      e->n_actors != 1 || e->n_recipients || !e->actors[0].entity ||
      FEATURE_POS(event_reading(c, e->trigger)->features) == POS_VERB ||
      with >= c->doc->n || !morph_has(c->doc, with) ||
      event_lemma(c, with)->tag != TAG_PREP_MAA ||
      c->md->entities.items[e->actors[0].entity - 1].first != with + 1)
    return;
  uint32_t who = speaker(c, ed, e, index);
  const entity *o = who ? &c->md->entities.items[who - 1] : NULL;
  if (!o || !o->country || o->country == e->actors[0].country) return;
  party_of_entity(c, who, o->start, o->end, &e->actors[1]);
  e->n_actors = 2;
}

void implied_speaker(const event_context *c, const event_doc *ed, event *e,
                     uint32_t index) {
  const event *old;
  uint32_t found;
  add_own_side(c, ed, e, index);
  if (e->n_actors || e->category == CATEGORY_PROTEST ||
      (e->category == CATEGORY_CONCEDE && e->status != STATUS_ACTUAL))
    return;
  found = speaker(c, ed, e, index);
  if ((old = same_meeting(c, ed, index)) != NULL &&
      !(found && old->n_actors == 1 && !old->n_recipients &&
        implied_has(old->actors, 1, &c->md->entities.items[found - 1]))) {
    implied_take(e->actors, &e->n_actors, old->actors, old->n_actors);
    implied_take(e->recipients, &e->n_recipients, old->recipients, old->n_recipients);
    return;
  }
  if (found) implied_add(c, found, e->actors, &e->n_actors);
  if (!e->n_actors && (old = words_before(ed, index)) != NULL)
    implied_take(e->actors, &e->n_actors, old->actors, old->n_actors);
}

/* The order of which the act behind «bi-» is the content, in the same clause. */
static event *order_for(const event_context *c, event_doc *ed, uint32_t index) {
  const event *e = &ed->candidates.items[index];
  const chunk *k = event_chunk(c, c->pd->chunk_at[e->trigger] - 1);
  if (!index || k->kind != CHUNK_NOUN || k->preposition != SLOT_BI ||
      k->flags & CHUNK_COORDINATED)
    return NULL;
  event *o = &ed->candidates.items[index - 1];
  if (!o->kept || o->category != CATEGORY_REQUEST || o->status != STATUS_ACTUAL ||
      event_chunk(c, c->pd->chunk_at[o->trigger] - 1)->clause != k->clause)
    return NULL;
  if (!o->n_actors || !o->n_recipients || !o->recipients[0].entity ||
      !o->recipients[0].country || o->recipients[0].country != o->actors[0].country)
    return NULL;
  return c->md->entities.items[o->recipients[0].entity - 1].flags & ENTITY_ARMED &&
                 !implied_rebel(o->recipients[0].sector)
             ? o
             : NULL;
}

static void carry_out(event_doc *ed, uint32_t index, event *order) {
  event *e = &ed->candidates.items[index];
  if (!e->n_recipients) { /* whom only its armed nature made the actor */
    memcpy(e->recipients, e->actors, sizeof e->recipients);
    e->n_recipients = e->n_actors;
  }
  memcpy(e->actors, order->recipients, sizeof e->actors);
  e->n_actors = order->n_recipients;
  e->status = STATUS_PLANNED;
  e->status_start = order->start;
  e->status_end = order->end;
  order->kept = false;
  order->merged = index + 1;
  order->why = "an order to one's own forces is the ordered act (I6)";
}

void implied_order(const event_context *c, event_doc *ed, uint32_t index) {
  event *order = order_for(c, ed, index);
  if (order) carry_out(ed, index, order);
}

/* I7: the act of force that words of blame or threat without a recipient are
 * about: the next one told in the sentence. */
static const event *content_of(const event_doc *ed, uint32_t index) {
  const event *e = &ed->candidates.items[index];
  for (uint32_t k = index + 1; k < ed->candidates.n && k <= index + 3; k++) {
    const event *o = &ed->candidates.items[k];
    if (o->sentence != e->sentence || o->trigger > e->trigger_last + 12) return NULL;
    if (o->kept && implied_of_force(o)) return o;
  }
  return NULL;
}

/* Do the words of blame speak of a deed known before («this act», «the crime»)? */
static bool of_known_deed(const event_context *c, const event *e) {
  uint32_t at = c->pd->chunk_at[e->trigger];
  bool verb = FEATURE_POS(event_reading(c, e->trigger)->features) == POS_VERB;
  uint32_t reach = verb ? 16 : 6; /* whoever condemns stands between */
  for (uint32_t i = e->trigger_last; i < c->doc->n && i < e->trigger_last + reach; i++) {
    if (!morph_has(c->doc, i)) continue;
    uint32_t k = c->pd->chunk_at[i];
    if (k && at && event_chunk(c, k - 1)->clause != event_chunk(c, at - 1)->clause)
      return false;
    const reading *r = event_reading(c, i);
    if (r->entry->tag == TAG_DEM) return true;
    if (r->proclitics & PROCLITIC_AL && r->entry->kind == KIND_EVENT) return true;
  }
  return false;
}

/* I7: else the attack told last before them. */
static const event *blamed_before(const event_doc *ed, uint32_t index) {
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < REACH; steps++) {
    const event *o = &ed->candidates.items[k];
    if (o->kept && o->category == CATEGORY_ASSAULT) return o->n_actors ? o : NULL;
  }
  return NULL;
}

/* «condemned the killing of civilians»: are those taken for blamed the ones that the act
 * of force behind the words, which is what is condemned, befell? */
static bool blames_victims(const event *e, const event *o) {
  if (!o || !e->n_recipients || !o->n_recipients || o->trigger < e->trigger_last ||
      o->trigger > e->trigger_last + 3)
    return false;
  for (uint32_t i = 0; i < e->n_recipients; i++) {
    bool victim = false;
    for (uint32_t k = 0; k < o->n_recipients; k++)
      victim |=
          e->recipients[i].entity && e->recipients[i].entity == o->recipients[k].entity;
    if (!victim) return false;
  }
  return true;
}

/* I7: who did what is condemned is blamed, not whom it befell; who would suffer what is
 * threatened is threatened. Acts of force have their parties by then. */
void implied_content(const event_context *c, event_doc *ed) {
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &ed->candidates.items[i];
    bool blame = e->category == CATEGORY_ACCUSE,
         threat = e->category == CATEGORY_THREATEN;
    if (!e->kept || !(blame || threat)) continue;
    const event *o = content_of(ed, i);
    if (e->modes & MODE_MASK(DISAPPROVE) && blame && blames_victims(e, o))
      e->n_recipients = 0;
    if (e->n_recipients) continue;
    if (!o && e->modes & MODE_MASK(DISAPPROVE) && of_known_deed(c, e))
      o = blamed_before(ed, i);
    if (!o || (o->n_actors && (o->actors[0].sector == code3("UAF") ||
                               o->actors[0].sector == code3("CRM"))))
      continue; /* nobody known */
    if (blame && !parties_share(o->actors, o->n_actors, e->actors, e->n_actors))
      implied_take(e->recipients, &e->n_recipients, o->actors, o->n_actors);
    else if (threat)
      implied_take(e->recipients, &e->n_recipients, o->recipients, o->n_recipients);
  }
}
