/* implied_joined.c - parties of an act of force that are joined to one it has: by wa, by
 * «among them».
 */
#include "event/implied.h"

/* The token behind the place that stands at `i` with bi- or «in», else `i`. */
static uint32_t behind_place(const event_context *c, uint32_t i) {
  if (i >= c->doc->n || !morph_has(c->doc, i)) return i;
  uint32_t in = morph_tag(c->doc, i) == TAG_PREP_FI ? i + 1 : i;
  uint32_t at = in < c->doc->n ? c->md->place_at[in] : 0;
  if (!at) return i;
  const place_mention *p = &c->md->places.items[at - 1];
  bool inside = in > i || p->proclitics & PROCLITIC_BI;
  return p->first == in && inside && p->last > i ? p->last : i;
}

/* Is the entity joined by wa, itself or its number, to what ends before token `i`? */
static bool joined_at(const event_context *c, const entity *o, uint32_t i) {
  uint32_t from = behind_place(c, i);
  if (o->first == from) return (o->flags & ENTITY_COORDINATED) != 0;
  uint32_t at = from < c->doc->n && morph_has(c->doc, from) ? c->md->number_at[from] : 0;
  return at && c->md->numbers.items[at - 1].last == o->first &&
         c->md->numbers.items[at - 1].first == from &&
         event_reading(c, from)->proclitics & PROCLITIC_WA;
}

/* Adds the people and bodies joined by wa to the entity, straight behind it or behind the
 * place it is in («the killing of three policemen in X and a civilian»). */
void implied_add_joined(const event_context *c, uint32_t index, party *list,
                        uint32_t *n) {
  const entity *last = &c->md->entities.items[index - 1];
  for (uint32_t i = index; i < c->md->entities.n && *n < EVENT_MAX_PARTIES; i++) {
    const entity *o = &c->md->entities.items[i];
    if (o->first < behind_place(c, last->last)) continue;
    if (!joined_at(c, o, last->last)) return;
    if (o->flags & (ENTITY_STATE | ENTITY_CAPITAL | ENTITY_SOURCE)) return;
    if (o->last < c->doc->n && c->pd->chunk_at[o->last] &&
        event_chunk(c, c->pd->chunk_at[o->last] - 1)->kind == CHUNK_VERB)
      return;
    party p;
    party_of_entity(c, i + 1, o->start, o->end, &p);
    list[(*n)++] = p;
    last = o;
  }
}

/* «15 persons, among them women and a soldier»: people of another sector who are named
 * among civilian victims (entity index + 1) suffer too. */
void implied_add_among(const event_context *c, uint32_t index, event *e) {
  const entity *items = c->md->entities.items;
  uint32_t from = items[index - 1].last, end = from + 14;
  if (e->recipients[0].sector != code3("CVL") || items[index - 1].kind != KIND_PERSON)
    return;
  if (end > c->doc->n) end = c->doc->n;
  while (from < end && !(morph_has(c->doc, from) && event_reading(c, from)->enclitic &&
                         event_lemma(c, from)->tag == TAG_PREP_BAYN)) {
    if (from > items[index - 1].last + 3 ||
        (morph_has(c->doc, from) &&
         FEATURE_POS(event_reading(c, from)->features) == POS_VERB))
      return;
    from++;
  }
  for (uint32_t i = from + 1; i < end && e->n_recipients < EVENT_MAX_PARTIES; i++) {
    uint32_t at = c->md->entity_at[i];
    if (event_token(c, i)->mark == '.' || event_token(c, i)->sentence != e->sentence ||
        (morph_has(c->doc, i) && FEATURE_POS(event_reading(c, i)->features) == POS_VERB))
      return;
    if (!at || items[at - 1].first != i || items[at - 1].kind != KIND_PERSON ||
        !(items[at - 1].flags & ENTITY_ARMED) || items[at - 1].flags & ENTITY_SOURCE ||
        implied_has(e->recipients, e->n_recipients, &items[at - 1]) ||
        implied_has(e->actors, e->n_actors, &items[at - 1]))
      continue;
    party_of_entity(c, at, items[at - 1].start, items[at - 1].end,
                    &e->recipients[e->n_recipients]);
    e->n_recipients++;
  }
}
