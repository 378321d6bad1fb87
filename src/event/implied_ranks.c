/* implied_ranks.c - whose the dead and the protesters are.
 *
 * I22 «left dead in the ranks of X», «ten dead of [min] the soldiers», «wounded among
 * [bayn] the civilians»: those behind are whom the act befell, rather than the words for
 * the dead. I23 Who breaks up a protest does it to those who protest. I24 A visit or
 * meeting put off is put off to whom it was to be paid. I25 People seized or tried for
 * belonging to an armed body bear its codes.
 */
#include "event/implied.h"

#define RANKS_REACH 4u /* tokens between the dead and whose they are */

static bool is_ranks(const event_context *c, uint32_t i) {
  return gloss_begins(c->model, event_lemma(c, i), "row");
}

bool implied_in_ranks(const event_context *c, const entity *o) {
  uint32_t i = o->first;
  return i && morph_has(c->doc, i - 1) && is_ranks(c, i - 1);
}

/* Whose the dead are that end before token `from`: entity index + 1, 0 none. */
static uint32_t whose_dead(const event_context *c, uint32_t from, uint32_t within) {
  bool among = false;
  for (uint32_t i = from; i < c->doc->n && i < from + RANKS_REACH; i++) {
    if (event_token(c, i)->sentence != within || !morph_has(c->doc, i)) return 0;
    uint32_t at = c->md->entity_at[i];
    if (among && at && c->md->entities.items[at - 1].first == i) return at;
    const reading *r = event_reading(c, i);
    uint32_t tag = FEATURE_POS(r->features) == POS_PREP ? r->entry->tag : 0;
    bool ranks = is_ranks(c, i);
    if (ranks || ((tag == TAG_PREP_MIN || tag == TAG_PREP_BAYN) && !r->enclitic))
      among = true;
    else if (tag != TAG_PREP_FI && !r->entry->first_toll && !among)
      return 0;
  }
  return 0;
}

void implied_ranks(const event_context *c, event *e) {
  for (uint32_t i = 0; i < e->n_recipients && e->category == CATEGORY_ASSAULT; i++) {
    const party *p = &e->recipients[i];
    if (!p->entity || p->start == p->end) continue;
    const entity *dead = &c->md->entities.items[p->entity - 1];
    if (!event_lemma(c, dead->head)->first_toll || dead->actor) continue;
    uint32_t who = whose_dead(c, dead->last, e->sentence);
    if (!who) continue;
    const entity *o = &c->md->entities.items[who - 1];
    if (o->flags & ENTITY_SOURCE || !slots_is_body(c, who) ||
        implied_has(e->actors, e->n_actors, o))
      continue;
    party_of_entity(c, who, o->start, o->end, &e->recipients[i]);
    if (e->n_recipients == 1) implied_add_joined(c, who, e->recipients, &e->n_recipients);
    return;
  }
}

void implied_dispersed(const event_context *c, const event_doc *ed, uint32_t index) {
  event *e = &ed->candidates.items[index];
  if ((e->category != CATEGORY_ASSAULT && e->category != CATEGORY_COERCE) ||
      e->n_recipients || index + 1 >= ed->candidates.n)
    return;
  const event *o = &ed->candidates.items[index + 1];
  if (o->category != CATEGORY_PROTEST || o->sentence != e->sentence ||
      o->trigger > e->trigger_last + RANKS_REACH)
    return;
  for (uint32_t i = e->trigger_last; i < o->trigger; i++)
    if (!morph_has(c->doc, i) || FEATURE_POS(event_reading(c, i)->features) == POS_PREP)
      return;
  if (o->n_actors) {
    implied_take(e->recipients, &e->n_recipients, o->actors, o->n_actors);
    return;
  }
  e->recipients[0] = (party){.start = o->start,
                             .end = o->end,
                             .country = c->md->scene_country,
                             .sector = code3("CVL")};
  e->n_recipients = 1;
}

void implied_put_off(const event_doc *ed, uint32_t index) {
  event *e = &ed->candidates.items[index];
  if (e->category != CATEGORY_REJECT || !(e->modes & MODE_MASK(MEET)) || e->n_recipients)
    return;
  uint32_t from = index > 2 ? index - 2 : 0;
  for (uint32_t k = from; k < ed->candidates.n && k <= index + 2; k++) {
    const event *o = &ed->candidates.items[k];
    if (o->sentence != e->sentence || !o->n_recipients ||
        (o->category != CATEGORY_CONSULT && o->category != CATEGORY_AGREE) ||
        parties_share(o->recipients, o->n_recipients, e->actors, e->n_actors))
      continue;
    implied_take(e->recipients, &e->n_recipients, o->recipients, o->n_recipients);
    return;
  }
}

#define MEMBER_REACH 8u /* tokens between people and the word for belonging */

/* The armed body of no state that whoever ends before token `from` is said or thought to
 * belong to: entity index + 1, 0 none. */
static uint32_t thought_to_join(const event_context *c, uint32_t from, uint32_t within) {
  static const char *const WORDS[] = {"belong", "link", "join", "affiliat"};
  bool belongs = false;
  for (uint32_t i = from; i < c->doc->n && i < from + MEMBER_REACH; i++) {
    if (event_token(c, i)->sentence != within || !morph_has(c->doc, i)) return 0;
    uint32_t at = c->md->entity_at[i];
    if (belongs && at) {
      uint32_t by = c->md->entities.items[at - 1].sectors[0];
      return by == code3("REB") || by == code3("CRM") ? at : 0;
    }
    for (size_t w = 0; w < sizeof WORDS / sizeof *WORDS; w++)
      belongs = belongs || gloss_begins(c->model, event_lemma(c, i), WORDS[w]);
  }
  return 0;
}

void implied_members(const event_context *c, event *e) {
  bool tried = e->category == CATEGORY_ACCUSE || e->category == CATEGORY_SANCTION ||
               (e->category == CATEGORY_COERCE && e->modes & MODE_MASK(ARREST));
  for (uint32_t i = 0; i < e->n_recipients && tried; i++) {
    party *p = &e->recipients[i];
    if (!p->entity || p->start == p->end) continue;
    const entity *o = &c->md->entities.items[p->entity - 1];
    if (o->kind != KIND_PERSON || o->flags & ENTITY_NAMED || o->actor ||
        (p->sector != code3("CVL") && p->sector != code3("CRM") && p->sector))
      continue;
    uint32_t who = thought_to_join(c, o->last, e->sentence);
    if (!who) continue;
    p->country = c->md->entities.items[who - 1].country;
    p->sector = c->md->entities.items[who - 1].sectors[0];
  }
}
