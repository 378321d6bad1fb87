/* implied_targets.c - whom an act is done to, where no slot of its word says so.
 *
 * I8 An attack without a recipient is on the facility in its phrase of place («the
 * bombing in a mosque of the police»), on the patrol, convoy or troops near which or as
 * they passed the bomb went off, on the people amid whom; one in a market, shop or hotel
 * on civilians. I9 A bare number behind a word of killing counts people («killed two in
 * Nineveh»). I10 Aid without a recipient goes to the country it goes to, a visit without
 * one to the country visited, unless it is the actor's own.
 */
#include "event/event_inside.h"

/* Facilities: bodies with a seat that a bomb may hit. */
static bool facility(const event_context *c, const entity *o) {
  if (o->kind != KIND_ORG || !o->role || o->flags & (ENTITY_STATE | ENTITY_SOURCE))
    return false;
  const lemma_record *l = event_lemma(c, o->head);
  return l->kind == KIND_FACILITY || l->kind == KIND_PLACE || l->kind == KIND_ORG;
}

/* «blew himself up amid worshippers, among recruits»: people in the midst of whom. */
static bool amid(const entity *o, const reading *r) {
  return (r->entry->tag == TAG_PREP_WASAT || r->entry->tag == TAG_PREP_BAYN) &&
         !r->enclitic &&
         (o->kind == KIND_GROUP ||
          (o->kind == KIND_PERSON && o->flags & (ENTITY_PLURAL | ENTITY_DUAL)));
}

/* Patrols, convoys, checkpoints, troops: what a bomb beside them is meant for. */
static bool beside(const event_context *c, uint32_t i, const entity *o) {
  if (!i || !morph_has(c->doc, i - 1) || o->flags & (ENTITY_SOURCE | ENTITY_ADJECTIVE))
    return false;
  const reading *r = event_reading(c, i - 1);
  if (amid(o, r)) return true;
  if (!slots_is_body(c, c->md->entity_at[i])) return false;
  uint32_t kind = event_lemma(c, o->head)->kind;
  if (gloss_begins(c->model, r->entry, "passing") && i > 1 &&
      morph_has(c->doc, i - 2)) { /* «as a patrol passed by» */
    uint32_t tag = event_lemma(c, i - 2)->tag;
    return tag == TAG_PREP_INDA || tag == TAG_PREP_ATHNA || tag == TAG_PREP_KHILAL;
  }
  bool near = r->entry->tag == TAG_PREP_QURB || r->entry->tag == TAG_PREP_AMAM ||
              r->entry->tag == TAG_PREP_WASAT ||
              (r->entry->tag == TAG_PREP_ALA && o->flags & ENTITY_ARMED);
  return near && !r->enclitic &&
         (o->flags & ENTITY_ARMED || kind == KIND_VEHICLE || kind == KIND_GROUP ||
          kind == KIND_FACILITY);
}

static bool at_place(const event_context *c, uint32_t i, const entity *o) {
  if (o->proclitics & (PROCLITIC_BI | PROCLITIC_LI)) return true;
  if (!i || !morph_has(c->doc, i - 1)) return false;
  uint32_t tag = event_lemma(c, i - 1)->tag;
  return tag == TAG_PREP_FI || tag == TAG_PREP_DAKHIL || tag == TAG_PREP_WASAT ||
         tag == TAG_PREP_QURB || tag == TAG_PREP_ALA || tag == TAG_PREP_AMAM;
}

bool target_facility(const event_context *c, event *e) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint32_t end = s->first + s->n;
  if (e->category != CATEGORY_ASSAULT ||
      !(e->modes & (MODE_MASK(EXPLOSIVES) | MODE_MASK(SUICIDE_ATTACK))))
    return false;
  for (uint32_t i = e->trigger_last; i < end && i < e->trigger_last + 8; i++) {
    const token *t = event_token(c, i);
    if (t->mark == '.' || t->mark == ',' || t->mark == ':') return false;
    if (morph_has(c->doc, i) && FEATURE_POS(event_reading(c, i)->features) == POS_VERB)
      return false;
    uint32_t at = c->md->entity_at[i];
    if (!at || c->md->entities.items[at - 1].first != i) continue;
    const entity *o = &c->md->entities.items[at - 1];
    if (c->md->place_at[i] && o->flags & (ENTITY_STATE | ENTITY_CAPITAL)) continue;
    if (!(facility(c, o) && at_place(c, i, o)) && !beside(c, i, o)) return false;
    party_of_entity(c, at, o->start, o->end, &e->recipients[0]);
    if (o->sectors[0] == code3("BUS")) e->recipients[0].sector = code3("CVL");
    e->n_recipients = 1;
    return true;
  }
  return false;
}

bool target_counted(const event_context *c, event *e) {
  const frame_record *f = model_frame(c->model, e->frame);
  const lemma_record *l = event_lemma(c, e->trigger);
  uint32_t i = e->trigger_last;
  if (e->category != CATEGORY_ASSAULT || !l->first_toll || i >= c->doc->n) return false;
  for (unsigned k = 0; k < f->n_slots && k < FRAME_MAX_SLOTS; k++)
    if (f->slots[k].slot == SLOT_OBJECT && f->slots[k].role != ROLE_RECIPIENT)
      return false;
  uint32_t at = c->md->number_at[i];
  if (!at || event_token(c, i)->sentence != e->sentence) return false;
  const number *n = &c->md->numbers.items[at - 1];
  const uint32_t other = NUMBER_NOT_COUNT | NUMBER_PERCENT | NUMBER_DECIMAL |
                         NUMBER_ORDINAL | NUMBER_ARTICLE;
  bool of_trigger = n->noun == e->trigger; /* «the killing of two» */
  if (n->first != i || n->flags & other || (n->noun != MODEL_NONE && !of_trigger))
    return false;
  uint32_t country = e->place.mention ? c->md->places.items[e->place.mention - 1].country
                                      : c->md->scene_country;
  e->recipients[0] = (party){
      .start = n->start, .end = n->end, .country = country, .sector = code3("CVL")};
  e->n_recipients = 1;
  return true;
}

/* The country that the aid goes to or the visit is paid to, with its mention. */
static const place_mention *destined(const event_context *c, const event *e) {
  if (!e->place.mention || !e->place.stated) return NULL;
  const place_mention *p = &c->md->places.items[e->place.mention - 1];
  return p->country && model_find_country(c->model, p->country) != MODEL_NONE ? p : NULL;
}

void target_country(const event_context *c, event *e) {
  bool aid = e->category == CATEGORY_AID,
       visit = e->category == CATEGORY_CONSULT && e->modes & MODE_MASK(VISIT);
  const place_mention *p = aid || visit ? destined(c, e) : NULL;
  if (e->n_recipients || !p || !e->n_actors) return;
  for (uint32_t i = 0; i < e->n_actors; i++)
    if (e->actors[i].country == p->country || !e->actors[i].country) return;
  e->recipients[0] = (party){.start = p->start, .end = p->end, .country = p->country};
  e->n_recipients = 1;
}
